/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * One course of a day, of which rdm-eta-chain looks at several. Inside the live day.
 */
#pragma once

#include "rdm-eta-chain.h"

G_BEGIN_DECLS

/** RdmEtaSaid: of a moment, as the model has it. */
typedef struct
{
  double p50_s;
  double p90_s;
} RdmEtaSaid;

/** RdmEtaCourseStep: what becomes of a visit in one course of the day. */
typedef struct
{
  RdmEtaSaid arrive;
  RdmEtaSaid begin;
  RdmEtaSaid leave;
  double service_s;
} RdmEtaCourseStep;

/**
 * rdm_eta_course_run:
 * @break_at_s: when the driver wants the break
 * @steps: (out) (array) n_visits + 1: the last is the route's end
 */
void rdm_eta_course_run (const RdmEtaChain *chain,
                         double break_at_s,
                         RdmEtaCourseStep *steps,
                         RdmEtaBreak *pause);

/** rdm_eta_choose_window: Returns: (nullable): the window by which a visit goes: the first that is
 * not over, or the last. */
const RdmWindow *rdm_eta_choose_window (const RdmEtaVisit *visit, double arrive_s);

G_END_DECLS
