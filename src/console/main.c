/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gi18n.h>
#include <gtk/gtk.h>
#include <locale.h>

#include "rdm-application.h"
#include "rdm-config.h"
#include "rdm-terminal-day.h"

/* Without a display there is no window, but the demo day runs all the same. */
static int
run_on_terminal (int argc, char **argv)
{
  gboolean demo = FALSE;

  for (int i = 1; i < argc; i++)
    demo = demo || g_str_equal (argv[i], "--demo") || g_str_equal (argv[i], "-d");
  g_printerr (
      "%s\n",
      _ ("There is no display here, so there is no window. Start Roundsman in a desktop session, "
         "or over “ssh -X”, to see it."));
  if (demo)
    return rdm_terminal_day_run ();
  g_printerr ("%s\n",
              _ ("“roundsman --demo” shows a day on the terminal; roundsmanctl does there what the "
                 "window does: see roundsmanctl --help."));
  return 1;
}

static gboolean
only_asks (int argc, char **argv)
{
  for (int i = 1; i < argc; i++)
    if (g_str_has_prefix (argv[i], "--help") || g_str_equal (argv[i], "-h")
        || g_str_equal (argv[i], "--version") || g_str_equal (argv[i], "-v"))
      return TRUE;
  return FALSE;
}

int
main (int argc, char **argv)
{
  g_autoptr (RdmApplication) application = NULL;

  setlocale (LC_ALL, "");
  /* Named by ./run, so that a program that is not installed speaks the user's language too. */
  bindtextdomain (RDM_GETTEXT_DOMAIN, g_getenv ("ROUNDSMAN_LOCALE_DIR") != NULL
                                          ? g_getenv ("ROUNDSMAN_LOCALE_DIR")
                                          : RDM_LOCALE_DIR);
  bind_textdomain_codeset (RDM_GETTEXT_DOMAIN, "UTF-8");
  textdomain (RDM_GETTEXT_DOMAIN);

  if (!only_asks (argc, argv) && !gtk_init_check ())
    return run_on_terminal (argc, argv);
  application = rdm_application_new ();
  return g_application_run (G_APPLICATION (application), argc, argv);
}
