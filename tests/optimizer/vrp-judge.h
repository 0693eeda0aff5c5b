/* SPDX-License-Identifier: GPL-3.0-or-later */
/* An evaluator of its own: it lives through each route second by second, and shares nothing with
 * the optimizer but the words of rdm-vrp-problem.h and rdm-vrp-schedule.h. */
#pragma once

#include <glib.h>

#include "rdm-vrp-schedule.h"

G_BEGIN_DECLS

/* Fails the test, with what differs, unless the schedule is right for these steps: its times,
 * loads, sums, cost and violations; and the breaks and the departure cannot be placed better by
 * moving one of them. */
void judge_schedule (const RdmVrpProblem *problem,
                     guint vehicle,
                     const gint32 *steps,
                     guint n_steps,
                     const RdmVrpSchedule *schedule);

typedef struct
{
  RdmVrpCost cost;    /* routes and optional tasks left out */
  gint64 weight;      /* of required tasks left out */
  guint n_violations; /* outside frozen heads; spread relations and broken pairs too */
} Verdict;

/* Judges all routes. */
Verdict judge_plan (const RdmVrpProblem *problem, const RdmVrpPlan *plan);

G_END_DECLS
