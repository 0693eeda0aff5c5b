/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The verbs of roundsmanctl, by name.
 */
#include <glib/gi18n.h>

#include "rdm-config.h"
#include "rdm-ctl.h"

static const RdmCtlVerb *const groups[] = { rdm_ctl_file_verbs, rdm_ctl_plan_verbs,
                                            rdm_ctl_show_verbs, rdm_ctl_out_verbs };

static void
print_help (void)
{
  g_print (
      _ ("Usage: roundsmanctl VERB [OPTION…] PLAN [ARGUMENT…]\n\n"
         "Does from a terminal what the dispatcher’s window does, through the same commands.\n\n"));
  for (guint g = 0; g < G_N_ELEMENTS (groups); g++)
    for (const RdmCtlVerb *verb = groups[g]; verb->name != NULL; verb++)
      {
        g_autofree char *head = g_strdup_printf ("%s %s", verb->name, verb->arguments);

        g_print ("  %s%*s%s\n", head, MAX (2, 22 - (int)g_utf8_strlen (head, -1)), "",
                 _ (verb->summary));
      }
  g_print (
      _ ("\nEvery verb answers --help; most answer --json for programs.\n"
         "Exit status: 0 done; 1 refused, or faults were found; 2 the command line makes no sense; "
         "3 a file cannot be opened, read or written.\n"));
}

static const RdmCtlVerb *
find_verb (const char *name)
{
  for (guint g = 0; g < G_N_ELEMENTS (groups); g++)
    for (const RdmCtlVerb *verb = groups[g]; verb->name != NULL; verb++)
      if (g_str_equal (verb->name, name))
        return verb;
  return NULL;
}

int
rdm_ctl_main (int argc, char **argv)
{
  const RdmCtlVerb *verb;
  g_autofree char *program = NULL;

  g_set_prgname ("roundsmanctl");
  if (argc < 2 || g_str_equal (argv[1], "--help") || g_str_equal (argv[1], "-h")
      || g_str_equal (argv[1], "help"))
    {
      print_help ();
      return argc < 2 ? RDM_CTL_USAGE : RDM_CTL_OK;
    }
  if (g_str_equal (argv[1], "--version"))
    {
      g_print ("roundsmanctl %s\n", RDM_VERSION);
      return RDM_CTL_OK;
    }
  verb = find_verb (argv[1]);
  if (verb == NULL)
    return rdm_ctl_fail (RDM_CTL_USAGE, _ ("There is no verb “%s”. See “roundsmanctl --help”."),
                         argv[1]);
  program = g_strdup_printf ("roundsmanctl %s", verb->name);
  g_set_prgname (program);
  return verb->run (argc - 1, argv + 1);
}
