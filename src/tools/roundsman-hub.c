/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * roundsman-hub: the central service, and what its owner does with it.
 */
#include "roundsman-hub.h"

#include <glib/gi18n.h>

static const RdmCtlVerb verbs[] = {
  { "serve", "--data FOLDER", N_ ("Run the hub; what it does when no verb is given"),
    roundsman_hub_serve },
  { "invite", "--data FOLDER PERSON", N_ ("Make an invitation that lets one device in"),
    roundsman_hub_invite },
  { "devices", "--data FOLDER", N_ ("List who has been let in"), roundsman_hub_devices },
  { "revoke", "--data FOLDER DEVICE", N_ ("Put a device out"), roundsman_hub_revoke },
  { "phone", "--data FOLDER PERSON",
    N_ ("Let a phone in that says where it is: OwnTracks, Traccar"), roundsman_hub_phone },
  { "verify", "--data FOLDER", N_ ("Look whether all is as it was written"), roundsman_hub_verify },
  { "backup", "--data FOLDER FILE", N_ ("Copy the hub, photographs too, while it runs"),
    roundsman_hub_backup },
  { "restore", "--data FOLDER FILE", N_ ("Go back to a copy"), roundsman_hub_restore },
  { "export", "--data FOLDER WHAT [FILE]",
    N_ ("Write journal, rows, positions or photographs for others"), roundsman_hub_export },
  { NULL },
};

/* Whoever only says where runs the hub: `roundsman-hub --data FOLDER`. Returns: (transfer
 * container) (nullable): arguments with the verb that was left out; NULL when none was. */
static char **
with_verb (int argc, char **argv)
{
  char **with;

  if (argc < 2 || !g_str_has_prefix (argv[1], "--") || g_str_equal (argv[1], "--help")
      || g_str_equal (argv[1], "--version"))
    return NULL;
  with = g_new (char *, argc + 2);
  with[0] = argv[0];
  with[1] = (char *)"serve";
  for (int i = 1; i <= argc; i++)
    with[i + 1] = argv[i];
  return with;
}

int
main (int argc, char **argv)
{
  static const RdmCtlVerb *const groups[] = { verbs };
  static const RdmCtlProgram program = {
    .name = "roundsman-hub",
    .head = N_ (
        "Usage: roundsman-hub [VERB] --data FOLDER [OPTION…]\n\n"
        "The hub keeps several desks in step. `roundsman-hub --data FOLDER` runs at once, with all "
        "that it\nkeeps in FOLDER; --database postgresql://… keeps it in PostgreSQL instead.\n\n"),
    .foot =
        N_ ("\nEvery verb answers --help.\n"
            "Exit status: 0 done; 1 refused, or something is not as it was written; 2 the command "
            "line makes no sense; 3 a file or database cannot be opened, read or written.\n"),
    .n_groups = G_N_ELEMENTS (groups),
    .groups = groups,
  };
  g_autofree char **arguments = with_verb (argc, argv);

  rdm_ctl_program_set_locale ();
  return rdm_ctl_program_run (&program, arguments ? argc + 1 : argc, arguments ? arguments : argv);
}
