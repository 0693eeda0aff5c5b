/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * roundsman-sim: drives a plan's day, as it might be driven.
 */
#include "roundsman-sim.h"

#include <glib/gi18n.h>

static const RdmCtlVerb verbs[] = {
  { "run", "PLAN", N_ ("Drive a day to its end, at once, into a copy of the plan"),
    roundsman_sim_run },
  { "hub", "PLAN [INVITATION…]", N_ ("Drive a day against a hub, as fast as you like"),
    roundsman_sim_hub },
  { "score", "PLAN", N_ ("Drive many days, and tell how good times and detections were"),
    roundsman_sim_score },
  { NULL },
};

int
main (int argc, char **argv)
{
  static const RdmCtlVerb *const groups[] = { verbs };
  static const RdmCtlProgram program = {
    .name = "roundsman-sim",
    .head = N_ ("Usage: roundsman-sim VERB [OPTION…] [PLAN] [ARGUMENT…]\n\n"
                "Drives the routes of a plan with made-up drivers on its roads: traffic, people "
                "who are not at home, vehicles that break\ndown, phones that fall silent. The same "
                "seed gives the same day.\n\n"),
    .foot = N_ ("\nEvery verb answers --help.\n"
                "Exit status: 0 done; 1 refused, or there is nothing to drive; 2 the command line "
                "makes no sense; 3 a file cannot be opened, read or written.\n"),
    .n_groups = G_N_ELEMENTS (groups),
    .groups = groups,
  };

  rdm_ctl_program_set_locale ();
  return rdm_ctl_program_run (&program, argc, argv);
}
