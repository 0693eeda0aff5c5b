/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Planning while it runs: a bar under the header that says what is being planned, how far it is and
 * what it has found so far, with the routes forming on the map. When it is done, before and after
 * stand side by side.
 */
#pragma once

#include "rdm-desk.h"
#include "rdm-plan-task.h"

G_BEGIN_DECLS

#define RDM_TYPE_PLAN_BAR (rdm_plan_bar_get_type ())
G_DECLARE_FINAL_TYPE (RdmPlanBar, rdm_plan_bar, RDM, PLAN_BAR, GtkWidget)

GtkWidget *rdm_plan_bar_new (RdmDesk *desk);

/** rdm_plan_bar_start: plans @scope for @seconds with @threads (0: one a processor). What runs
 * already goes on. */
void rdm_plan_bar_start (RdmPlanBar *self, const RdmScope *scope, int seconds, int threads);

G_END_DECLS
