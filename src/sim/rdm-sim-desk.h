/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A desk in a simulated day: the plan, the live day and its alerts in step with what drivers say,
 * and somebody who does something about it, or nobody.
 */
#pragma once

#include "rdm-alert.h"
#include "rdm-live-day.h"
#include "rdm-sim-figures.h"

G_BEGIN_DECLS

/** How often somebody looks. */
#define RDM_SIM_DESK_STEP_MS (30 * 1000)

/**
 * RdmSimDesk:
 * @live: goes by the plan alone
 * @taught: (nullable): goes by experience as well
 * @n_detected: reports that nobody made
 */
typedef struct
{
  char *date;
  RdmRows *rows;
  RdmSim *sim;
  RdmDayPlan *plan;
  RdmLiveDay *live;
  RdmLiveDay *taught;
  RdmAlerts *alerts;
  GPtrArray *pending; /* (element-type RdmChange): what the plan has not been told yet */
  guint n_refused;
  guint n_detected;
} RdmSimDesk;

/** rdm_sim_send_command: every route of the day that has stops and has not been sent. Returns:
 * (transfer full) (nullable): NULL: there is none. */
RdmCommand *
rdm_sim_send_command (RdmRows *rows, const char *date, gint64 at_ms) G_GNUC_WARN_UNUSED_RESULT;

/** rdm_sim_desk_new: the routes are sent. @rows: copied; @experience: (nullable): of @taught.
 * Returns: (transfer full). */
RdmSimDesk *rdm_sim_desk_new (RdmRows *rows,
                              const char *date,
                              RdmTravel *travel,
                              const RdmSimOptions *options,
                              RdmExperience *experience) G_GNUC_WARN_UNUSED_RESULT;
void rdm_sim_desk_free (RdmSimDesk *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (RdmSimDesk, rdm_sim_desk_free)

/** rdm_sim_desk_step: the next half minute happens, and everybody is told. Returns: FALSE: the day
 * is over. */
gboolean rdm_sim_desk_step (RdmSimDesk *self);

/** rdm_sim_desk_run: runs @command; what follows from it is there after the next step. Returns:
 * whether it was applied. */
gboolean rdm_sim_desk_run (RdmSimDesk *self, const RdmCommand *command);

/** rdm_sim_desk_settle: what was run is told to all. */
void rdm_sim_desk_settle (RdmSimDesk *self);

G_END_DECLS
