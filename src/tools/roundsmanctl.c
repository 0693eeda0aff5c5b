/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gi18n.h>
#include <locale.h>

#include "rdm-config.h"
#include "rdm-ctl.h"

int
main (int argc, char **argv)
{
  setlocale (LC_ALL, "");
  /* Named by ./run, so that a program that is not installed speaks the user's language too. */
  bindtextdomain (RDM_GETTEXT_DOMAIN, g_getenv ("ROUNDSMAN_LOCALE_DIR") != NULL
                                          ? g_getenv ("ROUNDSMAN_LOCALE_DIR")
                                          : RDM_LOCALE_DIR);
  bind_textdomain_codeset (RDM_GETTEXT_DOMAIN, "UTF-8");
  textdomain (RDM_GETTEXT_DOMAIN);
  return rdm_ctl_main (argc, argv);
}
