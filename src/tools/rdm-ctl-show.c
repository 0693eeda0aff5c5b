/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * show, log: what is in a plan.
 */
#include <glib/gi18n.h>

#include "rdm-advice.h"
#include "rdm-ctl-json.h"
#include "rdm-day.h"
#include "rdm-table.h"
#include "rdm-time.h"
#include "rdm-units.h"

/* What to do where there is nothing to show, or what the figures are of. */
static void
print_day (RdmCtl *ctl)
{
  g_autofree char *day = rdm_date_format_full (ctl->date);

  g_print ("%s\n", day);
}

static void
say_no_orders (RdmCtl *ctl)
{
  g_autofree char *day = rdm_date_format_full (ctl->date);
  g_auto (GStrv) days = rdm_day_list (ctl->rows);
  g_autofree char *list = g_strjoinv (", ", days);

  g_print (_ ("No orders for %s. “roundsmanctl import PLAN FILE” brings some in.\n"), day);
  if (*list != '\0')
    g_print (_ ("Days that have orders: %s\n"), list);
}

static void
say_no_fleet (void)
{
  g_print (_ ("No vehicles yet. “roundsmanctl fleet PLAN FILE” brings some in.\n"));
}

/* routes */

static void
add_stops_json (RdmCtl *ctl, JsonBuilder *builder, const RdmRoute *route)
{
  json_builder_set_member_name (builder, "stops");
  json_builder_begin_array (builder);
  for (guint i = 0; route->stops != NULL && route->stops[i] != NULL; i++)
    {
      const RdmStop *stop = rdm_rows_get (ctl->rows, RDM_ROW_STOP, route->stops[i]);
      const RdmOrder *order =
          stop != NULL ? rdm_rows_get (ctl->rows, RDM_ROW_ORDER, stop->order) : NULL;
      const RdmVisit *visit = rdm_day_plan_find_visit (ctl->day, route->stops[i]);

      json_builder_begin_object (builder);
      rdm_ctl_add_text (builder, "stop", route->stops[i]);
      rdm_ctl_add_text (builder, "reference", order != NULL ? order->reference : NULL);
      if (visit != NULL)
        {
          g_autofree char *time = rdm_time_format_of_day (visit->begin_s);

          rdm_ctl_add_text (builder, "time", time);
          rdm_ctl_add_number (builder, "late_s", visit->late_s);
          rdm_ctl_add_text (builder, "breaks", rdm_breach_describe (visit->breaches));
        }
      json_builder_end_object (builder);
    }
  json_builder_end_array (builder);
}

static void
show_routes_json (RdmCtl *ctl, GPtrArray *routes)
{
  g_autoptr (JsonBuilder) builder = json_builder_new ();

  json_builder_begin_object (builder);
  rdm_ctl_add_text (builder, "date", ctl->date);
  json_builder_set_member_name (builder, "routes");
  json_builder_begin_array (builder);
  for (guint i = 0; i < routes->len; i++)
    {
      const RdmRoute *route = g_ptr_array_index (routes, i);
      const RdmSchedule *schedule = rdm_day_plan_get_schedule (ctl->day, route->row.id);
      g_autofree char *name = rdm_day_route_name (ctl->rows, route);
      g_autofree char *crew = rdm_day_route_crew (ctl->rows, route);

      json_builder_begin_object (builder);
      rdm_ctl_add_text (builder, "route", route->row.id);
      rdm_ctl_add_text (builder, "name", name);
      rdm_ctl_add_text (builder, "crew", crew);
      rdm_ctl_add_flag (builder, "locked", route->locked);
      rdm_ctl_add_text (builder, "state", rdm_route_state_names[route->state]);
      rdm_ctl_add_number (builder, "start_s", schedule->start_s);
      rdm_ctl_add_number (builder, "end_s", schedule->end_s);
      rdm_ctl_add_number (builder, "drive_s", schedule->drive_s);
      rdm_ctl_add_number (builder, "overtime_s", schedule->overtime_s);
      rdm_ctl_add_number (builder, "distance_m", schedule->distance_m);
      rdm_ctl_add_number (builder, "cost_minor", schedule->cost_minor);
      rdm_ctl_add_number (builder, "late", schedule->n_late);
      rdm_ctl_add_text (builder, "breaks", rdm_breach_describe (schedule->breaches));
      add_stops_json (ctl, builder, route);
      json_builder_end_object (builder);
    }
  json_builder_end_array (builder);
  json_builder_end_object (builder);
  rdm_ctl_print_json (json_builder_get_root (builder));
}

static guint
n_shifts (RdmCtl *ctl)
{
  g_autoptr (GPtrArray) shifts = rdm_rows_list (ctl->rows, RDM_ROW_SHIFT);

  return shifts->len;
}

/* "378 stops on routes, 22 in the tray, 3 without a place" */
static void
print_counts (RdmCtl *ctl, GPtrArray *routes)
{
  g_autoptr (GPtrArray) tray = rdm_rows_day_tray (ctl->rows, ctl->date);
  g_autoptr (GPtrArray) orders = rdm_rows_day_orders (ctl->rows, ctl->date);
  guint n_stops = 0;
  guint n_unplaced = 0;

  for (guint i = 0; i < routes->len; i++)
    n_stops +=
        rdm_day_plan_get_schedule (ctl->day, ((const RdmRow *)g_ptr_array_index (routes, i))->id)
            ->n_stops;
  for (guint i = 0; i < orders->len; i++)
    n_unplaced += rdm_order_needs_place (g_ptr_array_index (orders, i));
  g_print (_ ("Stops on routes: %u. In the tray: %u. Orders without a place: %u.\n"), n_stops,
           tray->len, n_unplaced);
}

static void
show_routes (RdmCtl *ctl)
{
  g_autoptr (GPtrArray) routes = rdm_rows_day_routes (ctl->rows, ctl->date);
  g_autoptr (RdmSettings) settings = rdm_rows_settings (ctl->rows);
  g_autoptr (RdmTable) table = NULL;

  if (ctl->json)
    {
      show_routes_json (ctl, routes);
      return;
    }
  if (routes->len == 0)
    {
      g_autofree char *day = rdm_date_format_full (ctl->date);

      g_print (_ ("No vehicle works on %s.\n"), day);
      if (n_shifts (ctl) == 0)
        say_no_fleet ();
      return;
    }
  print_day (ctl);
  table = rdm_table_new (_ ("Route"), _ ("Crew"), RDM_TABLE_RIGHT, _ ("Stops"), RDM_TABLE_RIGHT,
                         _ ("From"), RDM_TABLE_RIGHT, _ ("To"), RDM_TABLE_RIGHT, _ ("Distance"),
                         RDM_TABLE_RIGHT, _ ("Cost"), RDM_TABLE_RIGHT, _ ("Late"),
                         _ ("Breaks a rule"), NULL);
  for (guint i = 0; i < routes->len; i++)
    {
      const RdmRoute *route = g_ptr_array_index (routes, i);
      const RdmSchedule *schedule = rdm_day_plan_get_schedule (ctl->day, route->row.id);
      const char *breach = rdm_breach_describe (schedule->breaches);
      gboolean used = schedule->n_stops > 0;

      rdm_table_take (table, rdm_day_route_name (ctl->rows, route));
      rdm_table_take (table, rdm_day_route_crew (ctl->rows, route));
      rdm_table_take (table, g_strdup_printf ("%u", schedule->n_stops));
      rdm_table_take (table, used ? rdm_time_format_of_day (schedule->start_s) : NULL);
      rdm_table_take (table, used ? rdm_time_format_of_day (schedule->end_s) : NULL);
      rdm_table_take (table, used ? rdm_format_distance (schedule->distance_m) : NULL);
      rdm_table_take (table,
                      used ? rdm_format_money (schedule->cost_minor, settings->currency) : NULL);
      rdm_table_take (table, g_strdup_printf ("%u", schedule->n_late));
      rdm_table_take (table, g_strdup (breach));
    }
  rdm_table_print (table);
  print_counts (ctl, routes);
}

/* orders, tray */

static char *
windows_text (const RdmOrder *order)
{
  const RdmWindows *windows = &order->at.windows;

  return windows->n > 0
             ? rdm_time_format_window (windows->at[0].from_s, windows->at[windows->n - 1].to_s)
             : g_strdup ("");
}

/* The visit that a person means by the order: where the goods go, or where they are fetched. */
static char *
stop_of (const RdmOrder *order)
{
  return rdm_stop_id (order->row.id,
                      order->kind == RDM_ORDER_PICKUP ? RDM_STOP_PICKUP : RDM_STOP_DELIVERY);
}

static void
add_order_row (RdmCtl *ctl, RdmTable *table, const RdmOrder *order)
{
  g_autofree char *stop = stop_of (order);
  const char *route_id = rdm_rows_route_of (ctl->rows, stop);
  g_autoptr (RdmRoute) route = route_id != NULL ? rdm_rows_get_route (ctl->rows, route_id) : NULL;
  const RdmVisit *visit = rdm_day_plan_find_visit (ctl->day, stop);
  gboolean unplaced = rdm_order_needs_place (order);

  rdm_table_take (table, g_strdup (order->reference));
  rdm_table_take (table, route != NULL ? rdm_day_route_name (ctl->rows, route)
                         : unplaced    ? g_strdup (_ ("needs a place"))
                                       : g_strdup (_ ("tray")));
  rdm_table_take (table, visit != NULL ? rdm_time_format_of_day (visit->begin_s) : NULL);
  rdm_table_take (table, g_strdup (order->at.name));
  rdm_table_take (table, rdm_order_end_address (&order->at));
  rdm_table_take (table, windows_text (order));
  rdm_table_take (table,
                  g_strdup_printf ("%" G_GINT64_FORMAT, order->loads.amount[RDM_LOAD_PARCELS]));
  rdm_table_take (table, g_steal_pointer (&stop));
}

static gboolean
is_in_tray (RdmCtl *ctl, const RdmOrder *order)
{
  g_autofree char *stop = stop_of (order);

  return rdm_rows_route_of (ctl->rows, stop) == NULL;
}

static void
show_orders (RdmCtl *ctl, gboolean only_tray)
{
  g_autoptr (GPtrArray) orders = rdm_rows_day_orders (ctl->rows, ctl->date);
  g_autoptr (RdmTable) table =
      rdm_table_new (_ ("Reference"), _ ("Route"), RDM_TABLE_RIGHT, _ ("Time"), _ ("Recipient"),
                     _ ("Address"), _ ("Window"), RDM_TABLE_RIGHT, _ ("Parcels"), _ ("Stop"), NULL);
  g_autoptr (JsonBuilder) builder = json_builder_new ();
  guint n = 0;

  json_builder_begin_array (builder);
  for (guint i = 0; i < orders->len; i++)
    {
      const RdmOrder *order = g_ptr_array_index (orders, i);

      if (only_tray && !is_in_tray (ctl, order))
        continue;
      n++;
      if (ctl->json)
        rdm_ctl_add_order (builder, ctl, order);
      else
        add_order_row (ctl, table, order);
    }
  json_builder_end_array (builder);
  if (ctl->json)
    rdm_ctl_print_json (json_builder_get_root (builder));
  else if (orders->len == 0)
    say_no_orders (ctl);
  else
    {
      print_day (ctl);
      if (n == 0)
        g_print ("%s\n", _ ("The tray is empty: every order is on a route."));
      else
        rdm_table_print (table);
    }
}

/* why: what keeps the tray's stops off every route */

static void
show_why (RdmCtl *ctl)
{
  g_autoptr (GPtrArray) tray = rdm_rows_day_tray (ctl->rows, ctl->date);
  g_autoptr (JsonBuilder) builder = json_builder_new ();

  if (tray->len == 0 && !ctl->json)
    g_print ("%s\n", _ ("The tray is empty: there is nothing to explain."));
  json_builder_begin_array (builder);
  for (guint i = 0; i < tray->len; i++)
    {
      const char *stop = ((const RdmRow *)g_ptr_array_index (tray, i))->id;
      g_autofree char *reason = rdm_advice_why_unassigned (ctl->day, stop);
      g_autofree char *name = rdm_rows_describe (ctl->rows, stop);

      json_builder_begin_object (builder);
      rdm_ctl_add_text (builder, "stop", stop);
      rdm_ctl_add_text (builder, "reason", reason);
      json_builder_end_object (builder);
      if (!ctl->json)
        g_print ("%s: %s\n", name, reason);
    }
  json_builder_end_array (builder);
  if (ctl->json)
    rdm_ctl_print_json (json_builder_get_root (builder));
}

/* fleet */

/* A row a shift; one that has none is there all the same. */
static void
add_fleet_row (RdmCtl *ctl, RdmTable *table, const RdmVehicle *vehicle, const RdmShift *shift)
{
  GString *crew = g_string_new (NULL);
  g_autoptr (GPtrArray) skills = g_ptr_array_new ();

  for (guint i = 0; vehicle->skills != NULL && vehicle->skills[i] != NULL; i++)
    g_ptr_array_add (skills, vehicle->skills[i]);
  for (guint i = 0; shift != NULL && shift->drivers != NULL && shift->drivers[i] != NULL; i++)
    {
      const RdmDriver *driver = rdm_rows_get (ctl->rows, RDM_ROW_DRIVER, shift->drivers[i]);

      if (driver == NULL)
        continue;
      g_string_append_printf (crew, "%s%s", crew->len > 0 ? ", " : "", driver->name);
      for (guint k = 0; driver->skills != NULL && driver->skills[k] != NULL; k++)
        g_ptr_array_add (skills, driver->skills[k]);
    }
  g_ptr_array_add (skills, NULL);
  rdm_table_take (table, g_strdup (vehicle->name));
  rdm_table_take (table, g_strdup (rdm_profile_names[vehicle->profile]));
  rdm_table_take (table, shift != NULL ? rdm_time_format_window (shift->start_s, shift->end_s)
                                       : g_strdup (_ ("no shift")));
  rdm_table_take (table, g_string_free (crew, FALSE));
  rdm_table_take (table, g_strjoinv (", ", (char **)skills->pdata));
}

static void
show_fleet (RdmCtl *ctl)
{
  g_autoptr (GPtrArray) vehicles = rdm_rows_list (ctl->rows, RDM_ROW_VEHICLE);
  g_autoptr (GPtrArray) shifts = rdm_rows_list (ctl->rows, RDM_ROW_SHIFT);
  g_autoptr (JsonBuilder) builder = json_builder_new ();
  g_autoptr (RdmTable) table =
      rdm_table_new (_ ("Vehicle"), _ ("Kind"), _ ("Hours"), _ ("Crew"), _ ("Skills"), NULL);

  json_builder_begin_array (builder);
  for (guint i = 0; i < vehicles->len; i++)
    {
      const RdmVehicle *vehicle = g_ptr_array_index (vehicles, i);
      guint n = 0;

      rdm_ctl_add_vehicle (builder, ctl, vehicle);
      for (guint k = 0; k < shifts->len; k++)
        {
          const RdmShift *shift = g_ptr_array_index (shifts, k);

          if (g_strcmp0 (shift->vehicle, vehicle->row.id) != 0)
            continue;
          add_fleet_row (ctl, table, vehicle, shift);
          n++;
        }
      if (n == 0)
        add_fleet_row (ctl, table, vehicle, NULL);
    }
  json_builder_end_array (builder);
  if (ctl->json)
    rdm_ctl_print_json (json_builder_get_root (builder));
  else if (vehicles->len == 0)
    say_no_fleet ();
  else
    rdm_table_print (table);
}

static int
run_show (int argc, char **argv)
{
  g_autofree char *date = NULL;
  gboolean json = FALSE;
  const GOptionEntry entries[] = {
    { "date", 0, 0, G_OPTION_ARG_STRING, &date, N_ ("Service day"), N_ ("DAY") },
    { "json", 0, 0, G_OPTION_ARG_NONE, &json, N_ ("Answer in JSON"), NULL },
    { NULL },
  };
  g_autoptr (RdmCtl) ctl = NULL;
  const char *what;
  int status;

  if (!rdm_ctl_parse (&argc, &argv, entries, 1, 2, &status))
    return status;
  what = argc > 2 ? argv[2] : "routes";
  ctl = rdm_ctl_open (argv[1], RDM_STORE_READ_ONLY, date, &status);
  if (ctl == NULL)
    return status;
  ctl->json = json;
  if (g_str_equal (what, "routes"))
    show_routes (ctl);
  else if (g_str_equal (what, "orders"))
    show_orders (ctl, FALSE);
  else if (g_str_equal (what, "tray"))
    show_orders (ctl, TRUE);
  else if (g_str_equal (what, "fleet"))
    show_fleet (ctl);
  else if (g_str_equal (what, "why"))
    show_why (ctl);
  else
    return rdm_ctl_fail (RDM_CTL_USAGE,
                         _ ("“%s” cannot be shown: say routes, orders, tray, fleet or why."), what);
  return RDM_CTL_OK;
}

/* log */

static void
print_entry (const RdmJournalEntry *entry, RdmTable *table, JsonBuilder *builder)
{
  g_autoptr (GDateTime) at = g_date_time_new_from_unix_local (entry->at_utc_ms / 1000);
  g_autofree char *time = g_date_time_format (at, "%Y-%m-%d %H:%M:%S");
  const char *label = entry->command->label != NULL ? entry->command->label
                                                    : rdm_command_kind_names[entry->command->kind];

  json_builder_begin_object (builder);
  rdm_ctl_add_number (builder, "seq", entry->seq);
  rdm_ctl_add_text (builder, "id", entry->command->id);
  rdm_ctl_add_text (builder, "at", time);
  rdm_ctl_add_text (builder, "actor", entry->actor);
  rdm_ctl_add_text (builder, "kind", rdm_command_kind_names[entry->command->kind]);
  rdm_ctl_add_text (builder, "label", label);
  rdm_ctl_add_text (builder, "verdict", rdm_verdict_names[entry->verdict]);
  rdm_ctl_add_text (builder, "reason", rdm_reason_names[entry->reason]);
  rdm_ctl_add_number (builder, "undoes", entry->undoes);
  json_builder_end_object (builder);

  rdm_table_take (table, g_strdup_printf ("%" G_GINT64_FORMAT, entry->seq));
  rdm_table_take (table, g_steal_pointer (&time));
  rdm_table_take (table, g_strdup (entry->actor));
  rdm_table_take (table,
                  entry->undoes != 0 ? g_strdup_printf (_ ("Undo: %s"), label) : g_strdup (label));
  rdm_table_take (table, g_strdup (rdm_verdict_names[entry->verdict]));
  rdm_table_take (
      table, g_strdup (entry->reason != RDM_REASON_NONE ? rdm_reason_names[entry->reason] : ""));
}

static int
run_log (int argc, char **argv)
{
  int limit = 50;
  gboolean json = FALSE;
  const GOptionEntry entries[] = {
    { "limit", 0, 0, G_OPTION_ARG_INT, &limit, N_ ("At most so many, the newest first (50)"),
      N_ ("N") },
    { "json", 0, 0, G_OPTION_ARG_NONE, &json, N_ ("Answer in JSON"), NULL },
    { NULL },
  };
  g_autoptr (RdmCtl) ctl = NULL;
  g_autoptr (GPtrArray) journal = NULL;
  g_autoptr (RdmTable) table = NULL;
  g_autoptr (JsonBuilder) builder = json_builder_new ();
  g_autoptr (GError) error = NULL;
  int status;

  if (!rdm_ctl_parse (&argc, &argv, entries, 1, 1, &status))
    return status;
  if (limit < 1)
    return rdm_ctl_fail (RDM_CTL_USAGE, _ ("--limit wants a number above zero."));
  ctl = rdm_ctl_open (argv[1], RDM_STORE_READ_ONLY, NULL, &status);
  if (ctl == NULL)
    return status;
  journal = rdm_plan_file_journal (ctl->file, 0, (guint)limit, &error);
  if (journal == NULL)
    return rdm_ctl_fail (RDM_CTL_FILE, "%s", error->message);
  table = rdm_table_new (RDM_TABLE_RIGHT, _ ("No."), _ ("When"), _ ("Who"), _ ("What"),
                         _ ("Outcome"), _ ("Reason"), NULL);
  json_builder_begin_array (builder);
  for (guint i = 0; i < journal->len; i++)
    print_entry (g_ptr_array_index (journal, i), table, builder);
  json_builder_end_array (builder);
  if (json)
    rdm_ctl_print_json (json_builder_get_root (builder));
  else
    rdm_table_print (table);
  return RDM_CTL_OK;
}

const RdmCtlVerb rdm_ctl_show_verbs[] = {
  { "show", "PLAN [WHAT]", N_ ("Show routes, orders, tray, fleet, or why the tray is not empty"),
    run_show },
  { "log", "PLAN", N_ ("Who did what, and what became of it"), run_log },
  { NULL },
};
