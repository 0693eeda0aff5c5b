/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * roundsman-sim: what its verbs share.
 */
#pragma once

#include "rdm-ctl.h"
#include "rdm-sim-desk.h"

G_BEGIN_DECLS

/** RdmSimChoice: what every verb asks: which day, which seed, how much goes wrong. */
typedef struct
{
  char *date;
  char *region;
  char *mishaps; /* a number, "usual" or NULL */
  gint64 seed;
  gboolean json;
} RdmSimChoice;

void rdm_sim_choice_clear (RdmSimChoice *self);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (RdmSimChoice, rdm_sim_choice_clear)

/** rdm_sim_choice_read: Returns: FALSE after saying what makes no sense. @options: (out). */
gboolean rdm_sim_choice_read (const RdmSimChoice *self, RdmSimOptions *options, int *status);

/** rdm_sim_choice_open: the plan, read only, by the roads of the region. Returns: (transfer full)
 * (nullable): NULL after saying why. */
RdmCtl *rdm_sim_choice_open (const RdmSimChoice *self, const char *path, int *status);

/** rdm_sim_print_figures: what the day came to, with what went wrong. */
void rdm_sim_print_figures (RdmCtl *ctl, RdmSim *sim, const RdmSimOptions *options);

int roundsman_sim_run (int argc, char **argv);
int roundsman_sim_score (int argc, char **argv);
int roundsman_sim_hub (int argc, char **argv);

G_END_DECLS
