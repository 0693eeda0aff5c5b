/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The verbs of roundsmanctl, by name.
 */
#include <glib/gi18n.h>

#include "rdm-ctl.h"

int
rdm_ctl_main (int argc, char **argv)
{
  static const RdmCtlVerb *const groups[] = { rdm_ctl_file_verbs, rdm_ctl_plan_verbs,
                                              rdm_ctl_day_verbs,  rdm_ctl_live_verbs,
                                              rdm_ctl_road_verbs, rdm_ctl_show_verbs,
                                              rdm_ctl_out_verbs,  rdm_ctl_hub_verbs };
  static const RdmCtlProgram program = {
    .name = "roundsmanctl",
    .head = N_ (
        "Usage: roundsmanctl VERB [OPTION…] PLAN [ARGUMENT…]\n\n"
        "Does from a terminal what the dispatcher’s window does, through the same commands.\n\n"),
    .foot = N_ (
        "\nEvery verb answers --help; most answer --json for programs.\n"
        "Exit status: 0 done; 1 refused, or faults were found; 2 the command line makes no sense; "
        "3 a file cannot be opened, read or written.\n"),
    .n_groups = G_N_ELEMENTS (groups),
    .groups = groups,
  };

  return rdm_ctl_program_run (&program, argc, argv);
}
