/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rdm-terminal-day.h"

#include <glib/gi18n.h>
#include <glib/gstdio.h>

#include "rdm-ctl.h"
#include "rdm-demo-day.h"
#include "rdm-demo-plan.h"
#include "rdm-demo-region.h"

/* Shows the command as one would type it, and runs it. */
static int
run (const char *verb, ...)
{
  g_autoptr (GPtrArray) arguments = g_ptr_array_new ();
  g_autoptr (GString) shown = g_string_new ("\n$ roundsmanctl");
  va_list list;
  const char *argument;

  g_ptr_array_add (arguments, (char *)"roundsmanctl");
  va_start (list, verb);
  for (argument = verb; argument != NULL; argument = va_arg (list, const char *))
    {
      g_autofree char *quoted =
          strpbrk (argument, " '\"$") != NULL ? g_shell_quote (argument) : g_strdup (argument);

      g_string_append_printf (shown, " %s", quoted);
      g_ptr_array_add (arguments, (char *)argument);
    }
  va_end (list);
  g_print ("%s\n", shown->str);
  g_ptr_array_add (arguments, NULL);
  return rdm_ctl_main ((int)arguments->len - 1, (char **)arguments->pdata);
}

/* The roads of the town; without them times are estimated, and all the rest goes on. */
static void
take_region (void)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *path = rdm_demo_region_find ();

  if (path == NULL)
    path = rdm_demo_region_make (NULL, NULL, NULL, &error);
  if (path == NULL)
    {
      g_printerr ("%s\n", error->message);
      return;
    }
  g_setenv ("ROUNDSMAN_REGION", path, TRUE);
  g_print (_ ("\nThe roads of the made-up town are in %s\n"), path);
}

int
rdm_terminal_day_run (void)
{
  g_autofree char *folder = g_build_filename (g_get_user_data_dir (), "roundsman", "demo", NULL);
  g_autofree char *plan = g_build_filename (folder, "day.roundsman", NULL);
  g_autofree char *fleet = g_build_filename (folder, "fleet.csv", NULL);
  g_autofree char *orders = g_build_filename (folder, "orders.csv", NULL);
  g_autofree char *sheets = g_build_filename (folder, "route-sheets.pdf", NULL);
  g_autoptr (GError) error = NULL;
  int status;

  if (g_mkdir_with_parents (folder, 0700) != 0)
    return rdm_ctl_fail (RDM_CTL_FILE, _ ("The folder %s cannot be made: %s"), folder,
                         g_strerror (errno));
  if (!rdm_demo_files_write (folder, RDM_DEMO_DATE, &error))
    return rdm_ctl_fail (RDM_CTL_FILE, "%s", error->message);
  take_region ();
  /* Yesterday's demo makes room for today's. */
  g_unlink (plan);

  status = run ("new", "--zone", RDM_DEMO_ZONE, "--currency", RDM_DEMO_CURRENCY, plan, NULL);
  if (status == RDM_CTL_OK)
    status = run ("fleet", plan, fleet, NULL);
  if (status == RDM_CTL_OK)
    status = run ("import", "--repair", plan, orders, NULL);
  if (status == RDM_CTL_OK)
    status = run ("plan", "--date", RDM_DEMO_DATE, "--time-limit", "5", plan, NULL);
  if (status == RDM_CTL_OK)
    status = run ("show", "--date", RDM_DEMO_DATE, plan, "routes", NULL);
  if (status == RDM_CTL_OK)
    status = run ("print", "--date", RDM_DEMO_DATE, "--output", sheets, plan, NULL);
  if (status == RDM_CTL_OK)
    g_print (_ ("\nThe plan, its files and the route sheets lie in %s\n"), folder);
  return status;
}
