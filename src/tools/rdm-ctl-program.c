/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rdm-ctl-program.h"

#include <glib/gi18n.h>
#include <locale.h>

#include "rdm-config.h"

int
rdm_ctl_fail (int status, const char *format, ...)
{
  g_autofree char *text = NULL;
  va_list arguments;

  va_start (arguments, format);
  text = g_strdup_vprintf (format, arguments);
  va_end (arguments);
  g_printerr ("%s: %s\n", g_get_prgname (), text);
  return status;
}

gboolean
rdm_ctl_parse (
    int *argc, char ***argv, const GOptionEntry *entries, int n_least, int n_most, int *status)
{
  g_autoptr (GOptionContext) context = g_option_context_new (NULL);
  g_autoptr (GError) error = NULL;

  if (entries != NULL)
    g_option_context_add_main_entries (context, entries, NULL);
  if (!g_option_context_parse (context, argc, argv, &error))
    {
      *status = rdm_ctl_fail (RDM_CTL_USAGE, "%s", error->message);
      return FALSE;
    }
  if (n_most != RDM_CTL_ANY_NUMBER && *argc - 1 > n_most)
    {
      *status = rdm_ctl_fail (RDM_CTL_USAGE, _ ("“%s” is too much here. See “%s --help”."),
                              (*argv)[n_most + 1], g_get_prgname ());
      return FALSE;
    }
  if (*argc - 1 < n_least)
    {
      *status = rdm_ctl_fail (RDM_CTL_USAGE, _ ("Something is missing here. See “%s --help”."),
                              g_get_prgname ());
      return FALSE;
    }
  return TRUE;
}

void
rdm_ctl_print_json (JsonNode *node)
{
  g_autoptr (JsonNode) owned = node;
  g_autofree char *text = json_to_string (owned, TRUE);

  g_print ("%s\n", text);
}

static void
print_help (const RdmCtlProgram *self)
{
  g_print ("%s", _ (self->head));
  for (guint g = 0; g < self->n_groups; g++)
    for (const RdmCtlVerb *verb = self->groups[g]; verb->name != NULL; verb++)
      {
        g_autofree char *head = g_strdup_printf ("%s %s", verb->name, verb->arguments);

        g_print ("  %s%*s%s\n", head, MAX (2, 22 - (int)g_utf8_strlen (head, -1)), "",
                 _ (verb->summary));
      }
  g_print ("%s", _ (self->foot));
}

static const RdmCtlVerb *
find_verb (const RdmCtlProgram *self, const char *name)
{
  for (guint g = 0; g < self->n_groups; g++)
    for (const RdmCtlVerb *verb = self->groups[g]; verb->name != NULL; verb++)
      if (g_str_equal (verb->name, name))
        return verb;
  return NULL;
}

int
rdm_ctl_program_run (const RdmCtlProgram *self, int argc, char **argv)
{
  const RdmCtlVerb *verb;
  g_autofree char *program = NULL;

  g_set_prgname (self->name);
  if (argc < 2 || g_str_equal (argv[1], "--help") || g_str_equal (argv[1], "-h")
      || g_str_equal (argv[1], "help"))
    {
      print_help (self);
      return argc < 2 ? RDM_CTL_USAGE : RDM_CTL_OK;
    }
  if (g_str_equal (argv[1], "--version"))
    {
      g_print ("%s %s\n", self->name, RDM_VERSION);
      return RDM_CTL_OK;
    }
  verb = find_verb (self, argv[1]);
  if (verb == NULL)
    return rdm_ctl_fail (RDM_CTL_USAGE, _ ("There is no verb “%s”. See “%s --help”."), argv[1],
                         self->name);
  program = g_strdup_printf ("%s %s", self->name, verb->name);
  g_set_prgname (program);
  return verb->run (argc - 1, argv + 1);
}

void
rdm_ctl_program_set_locale (void)
{
  setlocale (LC_ALL, "");
  /* Named by ./run, so that a program that is not installed speaks the user's language too. */
  bindtextdomain (RDM_GETTEXT_DOMAIN, g_getenv ("ROUNDSMAN_LOCALE_DIR") != NULL
                                          ? g_getenv ("ROUNDSMAN_LOCALE_DIR")
                                          : RDM_LOCALE_DIR);
  bind_textdomain_codeset (RDM_GETTEXT_DOMAIN, "UTF-8");
  textdomain (RDM_GETTEXT_DOMAIN);
}
