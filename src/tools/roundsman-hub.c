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

/* Whoever only says where runs the hub: `roundsman-hub --data FOLDER`. */
static char **
with_verb (int *argc, char **argv)
{
  GPtrArray *with = g_ptr_array_new ();

  if (*argc < 2 || !g_str_has_prefix (argv[1], "--") || g_str_equal (argv[1], "--help")
      || g_str_equal (argv[1], "--version"))
    {
      g_ptr_array_unref (with);
      return argv;
    }
  g_ptr_array_add (with, argv[0]);
  g_ptr_array_add (with, (char *)"serve");
  for (int i = 1; i <= *argc; i++)
    g_ptr_array_add (with, argv[i]);
  ++*argc;
  return (char **)g_ptr_array_free (with, FALSE);
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
  char **arguments;

  rdm_ctl_program_set_locale ();
  arguments = with_verb (&argc, argv);
  return rdm_ctl_program_run (&program, argc, arguments);
}
