/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The difference between routes before and after: sums, and the rules that are broken more than
 * before. Inside the planner.
 */
#pragma once

#include "rdm-day-schedule.h"

G_BEGIN_DECLS

typedef struct
{
  RdmVrpCost cost;
  gint64 duty_s;
  gint64 drive_s;
  gint64 distance_m;
  gint64 overtime_s;
  gint64 overdue_s;        /* seconds of broken rules */
  guint breaches;          /* RdmBreach: new ones, or worse */
  GHashTable *late_before; /* (element-type int gint64): task + 1 → seconds late */
} RdmDelta;

void rdm_delta_init (RdmDelta *self);
void rdm_delta_clear (RdmDelta *self);

/** rdm_delta_add: all routes are added before their lateness is compared: a stop may come from any
 * of them. */
void rdm_delta_add (RdmDelta *self, const RdmVrpSchedule *before, const RdmVrpSchedule *after);

/** A stop that is later than before; called by rdm_delta_compare_lateness(). */
typedef void (*RdmDeltaLateFunc) (gint32 task, gint64 before_s, gint64 late_s, gpointer user_data);

/** rdm_delta_compare_lateness: @func may be NULL. */
void rdm_delta_compare_lateness (RdmDelta *self,
                                 const RdmVrpSchedule *after,
                                 RdmDeltaLateFunc func,
                                 gpointer user_data);

/** rdm_vrp_schedule_copy: clear it with rdm_vrp_schedule_clear(). */
RdmVrpSchedule rdm_vrp_schedule_copy (const RdmVrpSchedule *schedule);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (RdmDelta, rdm_delta_clear)

G_END_DECLS
