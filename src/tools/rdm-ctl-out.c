/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * export, print: routes out of a plan.
 */
#include <glib/gi18n.h>

#include "rdm-ctl.h"
#include "rdm-export-csv.h"
#include "rdm-gpx.h"
#include "rdm-sheet.h"

/* The routes of the day that have stops, or only the one called @name; NULL after saying why not.
 */
static GPtrArray *
planned_routes (RdmCtl *ctl, const char *name)
{
  g_autoptr (GPtrArray) routes = rdm_rows_day_routes (ctl->rows, ctl->date);
  g_autoptr (GPtrArray) planned = rdm_planned_routes_new ();
  g_autofree char *notice = rdm_day_plan_dup_travel_notice (ctl->day);
  g_autoptr (RdmRoute) only = NULL;

  if (name != NULL)
    {
      only = rdm_ctl_find_route (ctl, name);
      if (only == NULL)
        return NULL;
    }
  for (guint i = 0; i < routes->len; i++)
    {
      const RdmRoute *route = g_ptr_array_index (routes, i);
      RdmSchedule *schedule = rdm_day_plan_get_schedule (ctl->day, route->row.id);

      if (only != NULL ? g_str_equal (only->row.id, route->row.id) : schedule->n_stops > 0)
        g_ptr_array_add (planned, rdm_planned_route_new (route, schedule, notice));
    }
  if (planned->len == 0)
    {
      rdm_ctl_fail (RDM_CTL_REFUSED, _ ("No route has stops on %s. Plan the day first."),
                    ctl->date);
      return NULL;
    }
  return g_steal_pointer (&planned);
}

static int
say_written (const char *path, guint n)
{
  g_print (ngettext ("%u route is in %s\n", "%u routes are in %s\n", n), n, path);
  return RDM_CTL_OK;
}

static int
run_export (int argc, char **argv)
{
  g_autofree char *date = NULL;
  g_autofree char *route = NULL;
  g_autofree char *output = NULL;
  gboolean gpx = FALSE;
  gboolean csv = FALSE;
  const GOptionEntry entries[] = {
    { "csv", 0, 0, G_OPTION_ARG_NONE, &csv, N_ ("A row a stop"), NULL },
    { "gpx", 0, 0, G_OPTION_ARG_NONE, &gpx, N_ ("For navigation devices and maps"), NULL },
    { "output", 'o', 0, G_OPTION_ARG_FILENAME, &output,
      N_ ("Where to; without it to standard output"), N_ ("FILE") },
    { "route", 'r', 0, G_OPTION_ARG_STRING, &route, N_ ("Only this route"), N_ ("ROUTE") },
    { "date", 0, 0, G_OPTION_ARG_STRING, &date, N_ ("Service day"), N_ ("DAY") },
    { NULL },
  };
  g_autoptr (RdmCtl) ctl = NULL;
  g_autoptr (GPtrArray) routes = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *text = NULL;
  gboolean written;
  int status;

  if (!rdm_ctl_parse (&argc, &argv, entries, 1, 1, &status))
    return status;
  if (gpx == csv)
    return rdm_ctl_fail (RDM_CTL_USAGE, _ ("Say what to write: --csv or --gpx."));
  ctl = rdm_ctl_open (argv[1], RDM_STORE_READ_ONLY, date, &status);
  if (ctl == NULL)
    return status;
  routes = planned_routes (ctl, route);
  if (routes == NULL)
    return RDM_CTL_REFUSED;
  if (output == NULL)
    {
      text = gpx ? rdm_gpx_format (ctl->rows, routes) : rdm_export_csv_format (ctl->rows, routes);
      g_print ("%s", text);
      return RDM_CTL_OK;
    }
  written = gpx ? rdm_gpx_write (output, ctl->rows, routes, &error)
                : rdm_export_csv_write (output, ctl->rows, routes, &error);
  return written ? say_written (output, routes->len)
                 : rdm_ctl_fail (RDM_CTL_FILE, "%s", error->message);
}

static int
run_print (int argc, char **argv)
{
  g_autofree char *date = NULL;
  g_autofree char *route = NULL;
  g_autofree char *output = NULL;
  g_autofree char *paper_name = NULL;
  const GOptionEntry entries[] = {
    { "output", 'o', 0, G_OPTION_ARG_FILENAME, &output, N_ ("The PDF to write (routes-DAY.pdf)"),
      N_ ("FILE") },
    { "route", 'r', 0, G_OPTION_ARG_STRING, &route, N_ ("Only this route"), N_ ("ROUTE") },
    { "paper", 0, 0, G_OPTION_ARG_STRING, &paper_name, N_ ("a4 or letter"), N_ ("PAPER") },
    { "date", 0, 0, G_OPTION_ARG_STRING, &date, N_ ("Service day"), N_ ("DAY") },
    { NULL },
  };
  g_autoptr (RdmCtl) ctl = NULL;
  g_autoptr (GPtrArray) routes = NULL;
  g_autoptr (GError) error = NULL;
  const RdmSheetPaper *paper;
  int status;

  if (!rdm_ctl_parse (&argc, &argv, entries, 1, 1, &status))
    return status;
  paper = rdm_sheet_paper_find (paper_name);
  if (paper == NULL)
    return rdm_ctl_fail (RDM_CTL_USAGE, _ ("There is no paper “%s” here: say a4 or letter."),
                         paper_name);
  ctl = rdm_ctl_open (argv[1], RDM_STORE_READ_ONLY, date, &status);
  if (ctl == NULL)
    return status;
  routes = planned_routes (ctl, route);
  if (routes == NULL)
    return RDM_CTL_REFUSED;
  if (output == NULL)
    output = g_strdup_printf ("routes-%s.pdf", ctl->date);
  if (!rdm_sheet_write_pdf (output, ctl->rows, routes, paper, &error))
    return rdm_ctl_fail (RDM_CTL_FILE, "%s", error->message);
  return say_written (output, routes->len);
}

const RdmCtlVerb rdm_ctl_out_verbs[] = {
  { "export", "PLAN", N_ ("Write routes as CSV or GPX"), run_export },
  { "print", "PLAN", N_ ("Write route sheets as PDF"), run_print },
  { NULL },
};
