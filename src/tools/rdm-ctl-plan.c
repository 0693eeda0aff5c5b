/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * plan, assign, undo, redo: what changes routes.
 */
#include <glib/gi18n.h>
#include <stdio.h>
#include <unistd.h>

#include "rdm-ctl-server.h"
#include "rdm-ctl.h"
#include "rdm-day.h"
#include "rdm-plan-task.h"
#include "rdm-time.h"
#include "rdm-units.h"

/* plan */

typedef struct
{
  gboolean shown;
  const char *currency;
} Bar;

static void
progress_cb (const RdmPlanProgress *progress, gpointer user_data)
{
  Bar *bar = user_data;
  g_autofree char *money = rdm_format_money (progress->cost_minor, bar->currency);
  char cells[31];

  for (int i = 0; i < 30; i++)
    cells[i] = i < (int)(progress->fraction * 30) ? '#' : '.';
  cells[30] = '\0';
  g_printerr ("\r[%s] %3.0f %%  %s  %u ", cells, progress->fraction * 100, money,
              progress->n_unassigned);
  bar->shown = TRUE;
}

static void
add_figures (JsonBuilder *builder, const char *name, const RdmFigures *figures)
{
  const struct
  {
    const char *name;
    gint64 value;
  } members[] = {
    { "routes", figures->n_routes },
    { "stops", figures->n_stops },
    { "unassigned", figures->n_unassigned },
    { "without_place", figures->n_without_place },
    { "late", figures->n_late },
    { "broken", figures->n_broken },
    { "drive_s", figures->drive_s },
    { "duty_s", figures->duty_s },
    { "overtime_s", figures->overtime_s },
    { "distance_m", figures->distance_m },
    { "cost_minor", figures->cost_minor },
  };

  json_builder_set_member_name (builder, name);
  json_builder_begin_object (builder);
  for (guint i = 0; i < G_N_ELEMENTS (members); i++)
    {
      json_builder_set_member_name (builder, members[i].name);
      json_builder_add_int_value (builder, members[i].value);
    }
  json_builder_end_object (builder);
}

static void
print_line (const char *name, const char *before, const char *after)
{
  /* Two texts of different bytes a letter: padded by what a terminal shows, not by bytes. */
  g_print ("  %s%*s%*s%s%*s%s\n", name, MAX (0, 24 - (int)g_utf8_strlen (name, -1)), "",
           MAX (0, 14 - (int)g_utf8_strlen (before, -1)), "", before,
           MAX (0, 14 - (int)g_utf8_strlen (after, -1)), "", after);
}

static void
print_counts (const char *name, guint before, guint after)
{
  g_autofree char *left = g_strdup_printf ("%u", before);
  g_autofree char *right = g_strdup_printf ("%u", after);

  print_line (name, left, right);
}

static void
print_proposal (RdmCtl *ctl, const RdmProposal *proposal)
{
  g_autoptr (RdmSettings) settings = rdm_rows_settings (ctl->rows);
  const RdmFigures *before = &proposal->before;
  const RdmFigures *after = &proposal->after;
  g_autofree char *cost_before = rdm_format_money (before->cost_minor, settings->currency);
  g_autofree char *cost_after = rdm_format_money (after->cost_minor, settings->currency);
  g_autofree char *distance_before = rdm_format_distance (before->distance_m);
  g_autofree char *distance_after = rdm_format_distance (after->distance_m);
  g_autofree char *duty_before = rdm_format_duration (before->duty_s);
  g_autofree char *duty_after = rdm_format_duration (after->duty_s);

  print_line (ctl->date, _ ("before"), _ ("after"));
  print_line (_ ("Cost"), cost_before, cost_after);
  print_line (_ ("Distance"), distance_before, distance_after);
  print_line (_ ("Hours on duty"), duty_before, duty_after);
  print_counts (_ ("Vehicles used"), before->n_routes, after->n_routes);
  print_counts (_ ("Stops on routes"), before->n_stops, after->n_stops);
  print_counts (_ ("Stops late"), before->n_late, after->n_late);
  print_counts (_ ("Stops without a route"), before->n_unassigned, after->n_unassigned);
  print_counts (_ ("Stops without a place"), before->n_without_place, after->n_without_place);
  print_counts (_ ("Changed hands"), 0, g_strv_length (proposal->moved));
  for (guint i = 0; i < proposal->unassigned->len; i++)
    {
      const RdmUnassigned *unassigned = g_ptr_array_index (proposal->unassigned, i);
      g_autofree char *name = rdm_rows_describe (ctl->rows, unassigned->stop);

      g_print ("  %s: %s\n", name, unassigned->reason);
    }
  if (proposal->notice != NULL)
    g_print ("%s\n", proposal->notice);
}

static void
print_proposal_json (const RdmProposal *proposal, gboolean applied)
{
  g_autoptr (JsonBuilder) builder = json_builder_new ();

  json_builder_begin_object (builder);
  json_builder_set_member_name (builder, "date");
  json_builder_add_string_value (builder, proposal->date);
  json_builder_set_member_name (builder, "applied");
  json_builder_add_boolean_value (builder, applied);
  json_builder_set_member_name (builder, "estimated");
  json_builder_add_boolean_value (builder, proposal->estimated);
  add_figures (builder, "before", &proposal->before);
  add_figures (builder, "after", &proposal->after);
  json_builder_set_member_name (builder, "changed_hands");
  json_builder_add_int_value (builder, g_strv_length (proposal->moved));
  json_builder_set_member_name (builder, "unassigned");
  json_builder_begin_array (builder);
  for (guint i = 0; i < proposal->unassigned->len; i++)
    {
      const RdmUnassigned *unassigned = g_ptr_array_index (proposal->unassigned, i);

      json_builder_begin_object (builder);
      json_builder_set_member_name (builder, "stop");
      json_builder_add_string_value (builder, unassigned->stop);
      json_builder_set_member_name (builder, "reason");
      json_builder_add_string_value (builder, unassigned->reason);
      json_builder_end_object (builder);
    }
  json_builder_end_array (builder);
  json_builder_end_object (builder);
  rdm_ctl_print_json (json_builder_get_root (builder));
}

static int
apply_proposal (RdmCtl *ctl, const RdmProposal *proposal, gboolean dry)
{
  g_autoptr (RdmCommand) command = rdm_proposal_to_command (proposal, _ ("Plan the day"));
  g_autoptr (RdmOutcome) outcome = NULL;
  g_autoptr (GError) error = NULL;
  gboolean applied = FALSE;

  if (!dry && !rdm_command_is_empty (command))
    {
      outcome = rdm_plan_file_run (ctl->file, command);
      if (!rdm_plan_file_flush (ctl->file, &error))
        return rdm_ctl_fail (RDM_CTL_FILE, "%s", error->message);
      applied = rdm_outcome_is_applied (outcome);
    }
  if (ctl->json)
    print_proposal_json (proposal, applied);
  else
    print_proposal (ctl, proposal);
  if (outcome != NULL && !applied)
    {
      g_autofree char *sentence = rdm_outcome_describe (outcome, ctl->rows);

      return rdm_ctl_fail (RDM_CTL_REFUSED, "%s", sentence);
    }
  return RDM_CTL_OK;
}

static gboolean
read_scope (RdmCtl *ctl,
            const char *name,
            const char *route_name,
            char **stops,
            RdmScope *scope,
            RdmRoute **route)
{
  static const char *const names[] = { "all", "selection", "tray", "route", NULL };

  if (route_name != NULL)
    {
      *route = rdm_ctl_find_route (ctl, route_name);
      *scope =
          (RdmScope){ .kind = RDM_SCOPE_ROUTE, .route = *route != NULL ? (*route)->row.id : NULL };
      return *route != NULL;
    }
  for (int i = 0; names[i] != NULL; i++)
    if (g_str_equal (names[i], name) && i != RDM_SCOPE_ROUTE)
      {
        *scope = (RdmScope){ .kind = (RdmScopeKind)i, .stops = (const char *const *)stops };
        return TRUE;
      }
  rdm_ctl_fail (RDM_CTL_USAGE,
                _ ("“%s” cannot be planned: say all, tray, selection with stops, or --route."),
                name);
  return FALSE;
}

static GStrv
find_stops (RdmCtl *ctl, char **names)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();

  for (int i = 0; names[i] != NULL; i++)
    {
      g_autofree char *stop = rdm_ctl_find_stop (ctl, names[i]);

      if (stop == NULL)
        return NULL;
      g_strv_builder_add (builder, stop);
    }
  return g_strv_builder_end (builder);
}

static int
plan (RdmCtl *ctl, RdmPlanOptions *options)
{
  g_autoptr (RdmSettings) settings = rdm_rows_settings (ctl->rows);
  Bar bar = { FALSE, settings->currency };
  gboolean terminal = isatty (STDERR_FILENO) != 0;
  g_autoptr (GError) error = NULL;
  g_autoptr (RdmProposal) proposal =
      rdm_plan (ctl->rows, ctl->date, rdm_day_plan_get_travel (ctl->day), options, NULL,
                terminal ? progress_cb : NULL, &bar, &error);

  if (bar.shown)
    g_printerr ("\n");
  if (proposal == NULL)
    return rdm_ctl_fail (RDM_CTL_REFUSED, "%s", error->message);
  return apply_proposal (ctl, proposal, FALSE);
}

static int
run_plan (int argc, char **argv)
{
  g_autofree char *date = NULL;
  g_autofree char *scope = NULL;
  g_autofree char *route_name = NULL;
  g_autofree char *server = NULL;
  double seconds = 0;
  gint64 iterations = 0;
  gint64 seed = 1;
  int threads = 0;
  gboolean json = FALSE;
  const GOptionEntry entries[] = {
    { "date", 0, 0, G_OPTION_ARG_STRING, &date, N_ ("Service day"), N_ ("DAY") },
    { "scope", 0, 0, G_OPTION_ARG_STRING, &scope, N_ ("all, tray, or selection with stops (all)"),
      N_ ("WHAT") },
    { "route", 0, 0, G_OPTION_ARG_STRING, &route_name,
      N_ ("Only the order of the stops on this route"), N_ ("ROUTE") },
    { "time-limit", 't', 0, G_OPTION_ARG_DOUBLE, &seconds, N_ ("Seconds to search for (10)"),
      N_ ("SECONDS") },
    { "iterations", 0, 0, G_OPTION_ARG_INT64, &iterations,
      N_ ("Or: so many steps, always with the same answer"), N_ ("N") },
    { "seed", 0, 0, G_OPTION_ARG_INT64, &seed, N_ ("Another seed, another search (1)"), N_ ("N") },
    { "threads", 0, 0, G_OPTION_ARG_INT, &threads, N_ ("Threads (one for each processor)"),
      N_ ("N") },
    { "travel-server", 0, 0, G_OPTION_ARG_STRING, &server,
      N_ ("Travel times by this server: osrm:, valhalla: or ors: and its address"),
      N_ ("KIND:URL") },
    { "json", 0, 0, G_OPTION_ARG_NONE, &json, N_ ("Answer in JSON"), NULL },
    { NULL },
  };
  g_autoptr (RdmCtl) ctl = NULL;
  g_auto (GStrv) stops = NULL;
  g_autoptr (RdmRoute) route = NULL;
  RdmPlanOptions options = { 0 };
  int status;

  if (!rdm_ctl_parse (&argc, &argv, entries, 1, RDM_CTL_ANY_NUMBER, &status))
    return status;
  if (seconds < 0 || iterations < 0 || threads < 0)
    return rdm_ctl_fail (RDM_CTL_USAGE, _ ("Limits and threads cannot be negative."));
  if (server != NULL)
    g_setenv (RDM_CTL_SERVER, server, TRUE);
  ctl = rdm_ctl_open (argv[1], 0, date, &status);
  if (ctl == NULL)
    return status;
  ctl->json = json;
  stops = find_stops (ctl, argv + 2);
  if (stops == NULL
      || !read_scope (ctl, scope != NULL ? scope : "all", route_name, stops, &options.scope,
                      &route))
    return RDM_CTL_USAGE;
  options.time_limit_s = seconds;
  options.iterations = (guint64)iterations;
  options.threads = (guint)threads;
  options.seed = (guint64)seed;
  return plan (ctl, &options);
}

/* assign */

static int
run_assign (int argc, char **argv)
{
  g_autofree char *date = NULL;
  g_autofree char *route_name = NULL;
  g_autofree char *after_name = NULL;
  gboolean tray = FALSE;
  gboolean head = FALSE;
  gboolean json = FALSE;
  const GOptionEntry entries[] = {
    { "date", 0, 0, G_OPTION_ARG_STRING, &date, N_ ("Service day"), N_ ("DAY") },
    { "route", 'r', 0, G_OPTION_ARG_STRING, &route_name,
      N_ ("To this route, each stop at its best place"), N_ ("ROUTE") },
    { "after", 'a', 0, G_OPTION_ARG_STRING, &after_name, N_ ("… or all of them behind this stop"),
      N_ ("STOP") },
    { "first", 0, 0, G_OPTION_ARG_NONE, &head, N_ ("… or all of them at its head"), NULL },
    { "tray", 0, 0, G_OPTION_ARG_NONE, &tray, N_ ("Off their routes"), NULL },
    { "json", 0, 0, G_OPTION_ARG_NONE, &json, N_ ("Answer in JSON"), NULL },
    { NULL },
  };
  g_autoptr (RdmCtl) ctl = NULL;
  g_auto (GStrv) stops = NULL;
  g_autoptr (RdmRoute) route = NULL;
  g_autofree char *after = NULL;
  g_autoptr (RdmCommand) command = NULL;
  g_autofree char *label = NULL;
  int status;

  if (!rdm_ctl_parse (&argc, &argv, entries, 2, RDM_CTL_ANY_NUMBER, &status))
    return status;
  if ((route_name != NULL) == tray)
    return rdm_ctl_fail (RDM_CTL_USAGE, _ ("Say where to: --route ROUTE, or --tray."));
  ctl = rdm_ctl_open (argv[1], 0, date, &status);
  if (ctl == NULL)
    return status;
  ctl->json = json;
  stops = find_stops (ctl, argv + 2);
  route = route_name != NULL ? rdm_ctl_find_route (ctl, route_name) : NULL;
  after = after_name != NULL ? rdm_ctl_find_stop (ctl, after_name) : NULL;
  if (stops == NULL || (route == NULL && !tray) || (after_name != NULL && after == NULL))
    return RDM_CTL_USAGE;
  label = g_strdup_printf (
      ngettext ("Moved %u stop to %s", "Moved %u stops to %s", g_strv_length (stops)),
      g_strv_length (stops), tray ? _ ("the tray") : route_name);
  if (route != NULL && after == NULL && !head)
    command = rdm_advice_assign (ctl->day, (const char *const *)stops, route->row.id, label);
  else
    {
      command = rdm_command_new_assign (label, route != NULL ? route->row.id : NULL, after);
      for (guint i = 0; stops[i] != NULL; i++)
        rdm_command_assign_stop (command, stops[i], rdm_rows_route_of (ctl->rows, stops[i]));
    }
  if (command == NULL)
    return rdm_ctl_fail (RDM_CTL_REFUSED, _ ("%s is locked. Unlock it first."), route_name);
  return rdm_ctl_run (ctl, command);
}

/* undo, redo */

static int
step (int argc, char **argv, gboolean undo)
{
  gboolean json = FALSE;
  const GOptionEntry entries[] = {
    { "json", 0, 0, G_OPTION_ARG_NONE, &json, N_ ("Answer in JSON"), NULL },
    { NULL },
  };
  g_autoptr (RdmCtl) ctl = NULL;
  g_autoptr (RdmOutcome) outcome = NULL;
  g_autofree char *label = NULL;
  g_autofree char *what = NULL;
  int status;

  if (!rdm_ctl_parse (&argc, &argv, entries, 1, 1, &status))
    return status;
  ctl = rdm_ctl_open (argv[1], 0, NULL, &status);
  if (ctl == NULL)
    return status;
  ctl->json = json;
  label = g_strdup (undo ? rdm_plan_file_get_undo_label (ctl->file)
                         : rdm_plan_file_get_redo_label (ctl->file));
  outcome = undo ? rdm_plan_file_undo (ctl->file) : rdm_plan_file_redo (ctl->file);
  if (outcome == NULL)
    return rdm_ctl_fail (RDM_CTL_REFUSED,
                         undo ? _ ("There is nothing to undo.") : _ ("There is nothing to redo."));
  what = g_strdup_printf (undo ? _ ("Undone: %s") : _ ("Done again: %s"), label);
  return rdm_ctl_report (ctl, outcome, what);
}

static int
run_undo (int argc, char **argv)
{
  return step (argc, argv, TRUE);
}

static int
run_redo (int argc, char **argv)
{
  return step (argc, argv, FALSE);
}

const RdmCtlVerb rdm_ctl_plan_verbs[] = {
  { "plan", "PLAN [STOP…]", N_ ("Plan the routes of a day"), run_plan },
  { "assign", "PLAN STOP…", N_ ("Move stops to a route, or off theirs"), run_assign },
  { "undo", "PLAN", N_ ("Take the last change back"), run_undo },
  { "redo", "PLAN", N_ ("Make it again"), run_redo },
  { NULL },
};
