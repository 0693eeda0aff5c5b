/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * roundsmanctl: what its verbs share. They work through the same commands as the window.
 */
#pragma once

#include "rdm-ctl-program.h"
#include "rdm-day-plan.h"
#include "rdm-link.h"
#include "rdm-plan-file.h"

G_BEGIN_DECLS

extern const RdmCtlVerb rdm_ctl_file_verbs[];
extern const RdmCtlVerb rdm_ctl_plan_verbs[];
extern const RdmCtlVerb rdm_ctl_day_verbs[];
extern const RdmCtlVerb rdm_ctl_live_verbs[];
extern const RdmCtlVerb rdm_ctl_road_verbs[];
extern const RdmCtlVerb rdm_ctl_show_verbs[];
extern const RdmCtlVerb rdm_ctl_out_verbs[];
extern const RdmCtlVerb rdm_ctl_hub_verbs[];

/** rdm_ctl_main: runs the verb that @argv[1] names. Returns: an exit status. */
int rdm_ctl_main (int argc, char **argv);

/** RdmCtl: an open plan and a service day of it. */
typedef struct
{
  RdmPlanFile *file;
  RdmLink *link; /* NULL when read only; not started: what is done waits for the hub in the file */
  RdmRows *rows; /* borrowed from file */
  char *date;
  RdmDayPlan *day; /* of that date */
  gboolean json;
} RdmCtl;

/** rdm_ctl_open: @date NULL: the day to begin with. Returns: (transfer full) (nullable): NULL after
 * saying why. */
RdmCtl *rdm_ctl_open (const char *path, RdmStoreFlags flags, const char *date, int *status);
void rdm_ctl_free (RdmCtl *self);

/** rdm_ctl_run: runs @command, waits until it is on disk, and says what became of it. Returns: an
 * exit status. */
int rdm_ctl_run (RdmCtl *self, const RdmCommand *command);

/** rdm_ctl_report: the same for an outcome that is there already; @what: what was done. */
int rdm_ctl_report (RdmCtl *self, const RdmOutcome *outcome, const char *what);

/** rdm_ctl_find_route: by name or id. Returns: (transfer full) (nullable): NULL after saying so. */
RdmRoute *rdm_ctl_find_route (RdmCtl *self, const char *name);

/** rdm_ctl_find_stop: by id, or by the reference of an order of the day. Returns: (transfer full)
 * (nullable). */
char *rdm_ctl_find_stop (RdmCtl *self, const char *name);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RdmCtl, rdm_ctl_free)

G_END_DECLS
