/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * track, eta, backtest: a day as it is driven.
 */
#include <glib/gi18n.h>
#include <stdio.h>

#include "rdm-backtest.h"
#include "rdm-ctl-json.h"
#include "rdm-day.h"
#include "rdm-gpx-read.h"
#include "rdm-live-day.h"
#include "rdm-table.h"
#include "rdm-time.h"

#define TRACK_BYTES_MOST (64 * 1024 * 1024)
#define HOUR_MS (3600 * 1000)
#define DAY_MS (24 * HOUR_MS)
/* Days that are so long ago say little about today. */
#define LEARN_DAYS 60

static GTimeZone *
zone_of (RdmRows *rows)
{
  g_autoptr (RdmSettings) settings = rdm_rows_settings (rows);
  GTimeZone *zone = settings->zone != NULL ? g_time_zone_new_identifier (settings->zone) : NULL;

  return zone != NULL ? zone : g_time_zone_new_utc ();
}

/* Of the service day and the night around it. Returns: (transfer full) (element-type RdmTrackEntry)
 * (nullable): NULL after saying why. */
static GPtrArray *
read_positions (RdmCtl *ctl, const char *date)
{
  g_autoptr (GTimeZone) zone = zone_of (ctl->rows);
  gint64 midnight_ms = rdm_time_to_utc (zone, date, 0) * 1000;
  g_autoptr (GError) error = NULL;
  GPtrArray *entries =
      rdm_plan_file_read_track (ctl->file, NULL, midnight_ms - 2 * (gint64)HOUR_MS,
                                midnight_ms + DAY_MS + 4 * (gint64)HOUR_MS, &error);

  if (entries == NULL)
    rdm_ctl_fail (RDM_CTL_FILE, "%s", error->message);
  return entries;
}

static void
give_positions (RdmLiveDay *day, GPtrArray *entries)
{
  for (guint i = 0; i < entries->len; i++)
    {
      const RdmTrackEntry *entry = entries->pdata[i];

      (void)rdm_live_day_add_position (day, entry->source, &entry->position);
    }
}

/* --- track -------------------------------------------------------------------------------------
 */

static GBytes *
read_input (GError **error)
{
  g_autoptr (GByteArray) bytes = g_byte_array_new ();
  guint8 buffer[65536];
  size_t n;

  while ((n = fread (buffer, 1, sizeof buffer, stdin)) > 0)
    {
      g_byte_array_append (bytes, buffer, (guint)n);
      if (bytes->len > TRACK_BYTES_MOST)
        {
          g_set_error (error, G_IO_ERROR, G_IO_ERROR_NO_SPACE,
                       _ ("The track is larger than %d MB. Split it by days."),
                       TRACK_BYTES_MOST / 1024 / 1024);
          return NULL;
        }
    }
  return g_byte_array_free_to_bytes (g_steal_pointer (&bytes));
}

static const RdmVehicle *
find_vehicle (RdmCtl *ctl, const char *name)
{
  g_autoptr (GPtrArray) vehicles = rdm_rows_list (ctl->rows, RDM_ROW_VEHICLE);

  for (guint i = 0; i < vehicles->len; i++)
    {
      const RdmVehicle *vehicle = g_ptr_array_index (vehicles, i);

      if (g_str_equal (vehicle->row.id, name) || g_strcmp0 (vehicle->name, name) == 0)
        return rdm_rows_get (ctl->rows, RDM_ROW_VEHICLE, vehicle->row.id);
    }
  rdm_ctl_fail (RDM_CTL_USAGE, _ ("There is no vehicle “%s”. “show PLAN fleet” lists them."), name);
  return NULL;
}

/* Plays @entries, and has what is seen reported as a person would. */
static int
report_seen (RdmCtl *ctl, GPtrArray *entries)
{
  g_autoptr (RdmLiveDay) day = rdm_live_day_new (ctl->day, 0);
  int status = RDM_CTL_OK;

  for (guint i = 0; i < entries->len && status == RDM_CTL_OK; i++)
    {
      const RdmTrackEntry *entry = entries->pdata[i];
      g_autoptr (RdmCommand) command = NULL;
      g_autoptr (RdmOutcome) outcome = NULL;

      rdm_live_day_set_now (day, entry->position.at_utc_ms);
      if (!rdm_live_day_add_position (day, entry->source, &entry->position))
        continue;
      command = rdm_live_day_take_detected (day);
      if (command == NULL)
        continue;
      outcome = rdm_plan_file_run (ctl->file, command);
      if (rdm_day_plan_update (ctl->day, outcome->changes))
        rdm_live_day_rows_changed (day, outcome->changes);
      for (guint r = 0; r < command->reports->len; r++)
        {
          const RdmReport *report = command->reports->pdata[r];
          const char *id = report->stop != NULL ? report->stop : report->route;
          g_autofree char *label = rdm_rows_describe (ctl->rows, id);
          g_autofree char *what = g_strdup_printf ("%s: %s", label, rdm_event_names[report->event]);

          status = rdm_ctl_report (ctl, outcome, what);
        }
    }
  return status;
}

static GPtrArray *
entries_of (GPtrArray *tracks, const char *source)
{
  GPtrArray *entries = g_ptr_array_new_with_free_func ((GDestroyNotify)rdm_track_entry_free);

  for (guint t = 0; t < tracks->len; t++)
    {
      const RdmGpxTrack *track = tracks->pdata[t];

      for (guint i = 0; i < track->positions->len; i++)
        g_ptr_array_add (entries, rdm_track_entry_new (
                                      source, &g_array_index (track->positions, RdmPosition, i)));
    }
  return entries;
}

static void
say_kept (RdmCtl *ctl, const RdmVehicle *vehicle, GPtrArray *entries)
{
  if (ctl->json)
    {
      g_autoptr (JsonBuilder) builder = json_builder_new ();

      json_builder_begin_object (builder);
      rdm_ctl_add_text (builder, "vehicle", vehicle->row.id);
      rdm_ctl_add_number (builder, "positions", entries->len);
      json_builder_end_object (builder);
      rdm_ctl_print_json (json_builder_get_root (builder));
      return;
    }
  g_print (ngettext ("%u position of %s kept.\n", "%u positions of %s kept.\n", entries->len),
           entries->len, vehicle->name);
}

static int
run_track (int argc, char **argv)
{
  g_autofree char *date = NULL;
  g_autofree char *name = NULL;
  gboolean does_report = FALSE;
  gboolean json = FALSE;
  const GOptionEntry options[] = {
    { "vehicle", 0, 0, G_OPTION_ARG_STRING, &name, N_ ("Whose track it is"), N_ ("VEHICLE") },
    { "date", 0, 0, G_OPTION_ARG_STRING, &date, N_ ("Service day"), N_ ("DAY") },
    { "report", 0, 0, G_OPTION_ARG_NONE, &does_report,
      N_ ("Write down the arrivals and departures that are seen in it"), NULL },
    { "json", 0, 0, G_OPTION_ARG_NONE, &json, N_ ("Answer in JSON"), NULL },
    { NULL },
  };
  g_autoptr (RdmCtl) ctl = NULL;
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (GPtrArray) tracks = NULL;
  g_autoptr (GPtrArray) entries = NULL;
  g_autoptr (GError) error = NULL;
  const RdmVehicle *vehicle;
  int status;

  if (!rdm_ctl_parse (&argc, &argv, options, 1, 1, &status))
    return status;
  if (name == NULL)
    return rdm_ctl_fail (RDM_CTL_USAGE, _ ("Say whose track it is: --vehicle NAME"));
  ctl = rdm_ctl_open (argv[1], 0, date, &status);
  if (ctl == NULL)
    return status;
  ctl->json = json;
  vehicle = find_vehicle (ctl, name);
  if (vehicle == NULL)
    return RDM_CTL_USAGE;
  bytes = read_input (&error);
  tracks = bytes != NULL ? rdm_gpx_read (bytes, &error) : NULL;
  if (tracks == NULL)
    return rdm_ctl_fail (RDM_CTL_FILE, "%s", error->message);
  entries =
      entries_of (tracks, vehicle->tracker != NULL && *vehicle->tracker != '\0' ? vehicle->tracker
                                                                                : vehicle->row.id);
  rdm_plan_file_add_track (ctl->file, entries);
  if (!rdm_plan_file_flush (ctl->file, &error))
    return rdm_ctl_fail (RDM_CTL_FILE, "%s", error->message);
  say_kept (ctl, vehicle, entries);
  return does_report ? report_seen (ctl, entries) : RDM_CTL_OK;
}

/* --- eta ---------------------------------------------------------------------------------------
 */

typedef struct
{
  RdmCtl *ctl;
  RdmLiveDay *day;
  GTimeZone *zone;
  guint n_errors; /* arrivals of earlier days of which it is known how far off they were */
} Showing;

static char *
format_ms (const Showing *self, gint64 at_ms)
{
  return rdm_time_format_of_day (rdm_time_from_utc (self->zone, self->ctl->date, at_ms / 1000));
}

static const char *
reference_of (RdmRows *rows, const char *stop_id)
{
  const RdmStop *stop = rdm_rows_get (rows, RDM_ROW_STOP, stop_id);
  const RdmOrder *order = stop != NULL ? rdm_rows_get (rows, RDM_ROW_ORDER, stop->order) : NULL;

  return order != NULL ? order->reference : NULL;
}

static void
show_eta_row (const Showing *self, RdmTable *table, const char *route, const char *stop)
{
  RdmEta eta;

  if (!rdm_live_day_get_eta (self->day, stop, &eta))
    return;
  rdm_table_take (table, g_strdup (route));
  rdm_table_take (table, g_strdup (reference_of (self->ctl->rows, stop)));
  rdm_table_take (table, format_ms (self, eta.planned_ms));
  rdm_table_take (table, format_ms (self, eta.p50_ms));
  rdm_table_take (table, format_ms (self, eta.p90_ms));
  rdm_table_take (table, eta.window_end_ms != RDM_LIVE_NEVER
                             ? g_strdup_printf ("%d %%", (int)lround (100.0 * eta.late_chance))
                             : NULL);
  rdm_table_take (table, eta.slack_ms != RDM_LIVE_NEVER ? rdm_format_duration (eta.slack_ms / 1000)
                                                        : NULL);
}

static void
show_etas (const Showing *self, GPtrArray *routes)
{
  g_autoptr (RdmTable) table =
      rdm_table_new (_ ("Route"), _ ("Order"), RDM_TABLE_RIGHT, _ ("Planned"), RDM_TABLE_RIGHT,
                     _ ("Expected"), RDM_TABLE_RIGHT, _ ("At the latest, 9 of 10"), RDM_TABLE_RIGHT,
                     _ ("Late"), RDM_TABLE_RIGHT, _ ("Time left"), NULL);

  for (guint i = 0; i < routes->len; i++)
    {
      const RdmRoute *route = g_ptr_array_index (routes, i);
      g_autofree char *name = rdm_day_route_name (self->ctl->rows, route);

      for (GStrv id = route->stops; id != NULL && *id != NULL; id++)
        show_eta_row (self, table, name, *id);
    }
  rdm_table_print (table);
  if (self->n_errors > 0)
    g_print (ngettext ("How far off that may be is known from %u arrival of earlier days.\n",
                       "How far off that may be is known from %u arrivals of earlier days.\n",
                       self->n_errors),
             self->n_errors);
}

static void
add_eta_json (const Showing *self, JsonBuilder *builder, const char *stop)
{
  RdmEta eta;

  if (!rdm_live_day_get_eta (self->day, stop, &eta))
    return;
  json_builder_begin_object (builder);
  rdm_ctl_add_text (builder, "stop", stop);
  rdm_ctl_add_text (builder, "reference", reference_of (self->ctl->rows, stop));
  rdm_ctl_add_number (builder, "planned_ms", eta.planned_ms);
  rdm_ctl_add_number (builder, "p50_ms", eta.p50_ms);
  rdm_ctl_add_number (builder, "p90_ms", eta.p90_ms);
  rdm_ctl_add_number (builder, "service_s", eta.service_s);
  rdm_ctl_add_number (builder, "wait_s", eta.wait_s);
  if (eta.window_end_ms != RDM_LIVE_NEVER)
    {
      rdm_ctl_add_number (builder, "window_end_ms", eta.window_end_ms);
      rdm_ctl_add_number (builder, "late_permille", lround (1000.0 * eta.late_chance));
    }
  json_builder_end_object (builder);
}

static void
show_etas_json (const Showing *self, GPtrArray *routes)
{
  g_autoptr (JsonBuilder) builder = json_builder_new ();

  json_builder_begin_object (builder);
  rdm_ctl_add_text (builder, "date", self->ctl->date);
  rdm_ctl_add_number (builder, "now_ms", rdm_live_day_get_now (self->day));
  rdm_ctl_add_number (builder, "errors_known_of", self->n_errors);
  json_builder_set_member_name (builder, "routes");
  json_builder_begin_array (builder);
  for (guint i = 0; i < routes->len; i++)
    {
      const RdmRoute *route = g_ptr_array_index (routes, i);
      RdmRouteEta eta;

      if (!rdm_live_day_get_route_eta (self->day, route->row.id, &eta))
        continue;
      json_builder_begin_object (builder);
      rdm_ctl_add_text (builder, "route", route->row.id);
      rdm_ctl_add_number (builder, "end_p50_ms", eta.end_p50_ms);
      rdm_ctl_add_number (builder, "end_p90_ms", eta.end_p90_ms);
      rdm_ctl_add_number (builder, "break_owed_s", eta.break_s);
      json_builder_set_member_name (builder, "stops");
      json_builder_begin_array (builder);
      for (GStrv id = route->stops; id != NULL && *id != NULL; id++)
        add_eta_json (self, builder, *id);
      json_builder_end_array (builder);
      json_builder_end_object (builder);
    }
  json_builder_end_array (builder);
  json_builder_end_object (builder);
  rdm_ctl_print_json (json_builder_get_root (builder));
}

static int
run_eta (int argc, char **argv)
{
  g_autofree char *date = NULL;
  g_autofree char *at = NULL;
  gboolean json = FALSE;
  const GOptionEntry options[] = {
    { "date", 0, 0, G_OPTION_ARG_STRING, &date, N_ ("Service day"), N_ ("DAY") },
    { "at", 0, 0, G_OPTION_ARG_STRING, &at, N_ ("As it was known at this time of the day (now)"),
      N_ ("TIME") },
    { "json", 0, 0, G_OPTION_ARG_NONE, &json, N_ ("Answer in JSON"), NULL },
    { NULL },
  };
  g_autoptr (RdmCtl) ctl = NULL;
  g_autoptr (GTimeZone) zone = NULL;
  g_autoptr (GPtrArray) positions = NULL;
  g_autoptr (GPtrArray) routes = NULL;
  g_autoptr (RdmLiveDay) day = NULL;
  g_autoptr (RdmExperience) experience = NULL;
  g_autoptr (GError) error = NULL;
  gint64 now_ms = g_get_real_time () / 1000;
  gint32 time_s;
  guint n_errors;
  int status;

  if (!rdm_ctl_parse (&argc, &argv, options, 1, 1, &status))
    return status;
  ctl = rdm_ctl_open (argv[1], RDM_STORE_READ_ONLY, date, &status);
  if (ctl == NULL)
    return status;
  ctl->json = json;
  zone = zone_of (ctl->rows);
  if (at != NULL && !rdm_time_parse_of_day (at, &time_s, &error))
    return rdm_ctl_fail (RDM_CTL_USAGE, "%s", error->message);
  if (at != NULL)
    now_ms = rdm_time_to_utc (zone, ctl->date, time_s) * 1000;
  positions = read_positions (ctl, ctl->date);
  if (positions == NULL)
    return RDM_CTL_FILE;
  day = rdm_live_day_new (ctl->day, now_ms);
  experience = rdm_experience_new_from_days (ctl->rows, ctl->date, LEARN_DAYS,
                                             rdm_day_plan_get_travel (ctl->day), NULL);
  rdm_live_day_set_experience (day, experience);
  n_errors = rdm_experience_get_n_errors (experience);
  give_positions (day, positions);
  routes = rdm_rows_day_routes (ctl->rows, ctl->date);
  if (json)
    show_etas_json (&(Showing){ ctl, day, zone, n_errors }, routes);
  else
    show_etas (&(Showing){ ctl, day, zone, n_errors }, routes);
  return RDM_CTL_OK;
}

/* --- backtest ----------------------------------------------------------------------------------
 */

typedef struct
{
  RdmBacktest *backtest;
  guint n_days;
  guint n_arrivals;
} Tally;

/* By what the days before have taught @experience; then it learns from this one. */
static gboolean
add_day (Tally *tally, RdmCtl *ctl, const char *date, RdmExperience *experience)
{
  RdmTravel *travel = rdm_day_plan_get_travel (ctl->day);
  g_autoptr (GPtrArray) entries = read_positions (ctl, date);
  g_autoptr (GArray) positions = g_array_new (FALSE, FALSE, sizeof (RdmBacktestPosition));

  if (entries == NULL)
    return FALSE;
  for (guint i = 0; i < entries->len; i++)
    {
      const RdmTrackEntry *entry = entries->pdata[i];
      RdmBacktestPosition position = { entry->source, entry->position };

      g_array_append_val (positions, position);
    }
  tally->n_arrivals +=
      rdm_backtest_add_day (tally->backtest, ctl->rows, date, travel, positions, experience);
  tally->n_days++;
  rdm_experience_take_day (experience, ctl->rows, date, travel, TRUE);
  return TRUE;
}

static int
add_plan (Tally *tally, const char *path)
{
  int status = RDM_CTL_OK;
  g_autoptr (RdmCtl) ctl = rdm_ctl_open (path, RDM_STORE_READ_ONLY, NULL, &status);
  g_auto (GStrv) days = ctl != NULL ? rdm_backtest_list_days (ctl->rows) : NULL;
  g_autoptr (RdmExperience) experience = rdm_experience_new ();

  for (guint i = 0; days != NULL && days[i] != NULL; i++)
    if (!add_day (tally, ctl, days[i], experience))
      return RDM_CTL_FILE;
  return ctl != NULL ? RDM_CTL_OK : status;
}

static void
show_tally (const Tally *tally)
{
  g_autoptr (RdmTable) table =
      rdm_table_new (_ ("Said"), _ ("By"), RDM_TABLE_RIGHT, _ ("Arrivals"), RDM_TABLE_RIGHT,
                     _ ("Half are off by less than"), RDM_TABLE_RIGHT, _ ("9 of 10 by less than"),
                     RDM_TABLE_RIGHT, _ ("Mean"), RDM_TABLE_RIGHT, _ ("Before the latest"), NULL);

  for (guint h = 0; h < RDM_N_BACKTEST_HORIZONS; h++)
    for (guint l = 0; l < 2; l++)
      {
        RdmBacktestFigures figures;

        rdm_backtest_get (tally->backtest, (RdmBacktestHorizon)h, l == 1, &figures);
        rdm_table_take (
            table, g_strdup (h == RDM_BACKTEST_TWO_HOURS ? _ ("2 h before") : _ ("30 min before")));
        rdm_table_take (table, g_strdup (l == 1 ? _ ("plan and learning") : _ ("plan")));
        rdm_table_take (table, g_strdup_printf ("%u", figures.n));
        rdm_table_take (table, rdm_format_duration (llround (figures.error_p50_s)));
        rdm_table_take (table, rdm_format_duration (llround (figures.error_p90_s)));
        rdm_table_take (table, rdm_format_duration (llround (figures.bias_s)));
        rdm_table_take (table, g_strdup_printf ("%d %%", (int)lround (100 * figures.within_share)));
      }
  rdm_table_print (table);
}

static void
show_tally_json (const Tally *tally)
{
  g_autoptr (JsonBuilder) builder = json_builder_new ();

  json_builder_begin_object (builder);
  rdm_ctl_add_number (builder, "days", tally->n_days);
  rdm_ctl_add_number (builder, "arrivals", tally->n_arrivals);
  json_builder_set_member_name (builder, "figures");
  json_builder_begin_array (builder);
  for (guint h = 0; h < RDM_N_BACKTEST_HORIZONS; h++)
    for (guint l = 0; l < 2; l++)
      {
        RdmBacktestFigures figures;

        rdm_backtest_get (tally->backtest, (RdmBacktestHorizon)h, l == 1, &figures);
        json_builder_begin_object (builder);
        rdm_ctl_add_number (builder, "before_s", h == RDM_BACKTEST_TWO_HOURS ? 7200 : 1800);
        rdm_ctl_add_flag (builder, "learning", l == 1);
        rdm_ctl_add_number (builder, "n", figures.n);
        rdm_ctl_add_number (builder, "error_p50_s", llround (figures.error_p50_s));
        rdm_ctl_add_number (builder, "error_p90_s", llround (figures.error_p90_s));
        rdm_ctl_add_number (builder, "bias_s", llround (figures.bias_s));
        rdm_ctl_add_number (builder, "within_p90_permille", lround (1000 * figures.within_share));
        json_builder_end_object (builder);
      }
  json_builder_end_array (builder);
  json_builder_end_object (builder);
  rdm_ctl_print_json (json_builder_get_root (builder));
}

static int
run_backtest (int argc, char **argv)
{
  gboolean json = FALSE;
  const GOptionEntry options[] = {
    { "json", 0, 0, G_OPTION_ARG_NONE, &json, N_ ("Answer in JSON"), NULL },
    { NULL },
  };
  g_autoptr (RdmBacktest) backtest = rdm_backtest_new ();
  Tally tally = { .backtest = backtest };
  int status;

  if (!rdm_ctl_parse (&argc, &argv, options, 1, RDM_CTL_ANY_NUMBER, &status))
    return status;
  for (int i = 1; i < argc; i++)
    {
      status = add_plan (&tally, argv[i]);
      if (status != RDM_CTL_OK)
        return status;
    }
  if (tally.n_arrivals == 0)
    return rdm_ctl_fail (RDM_CTL_REFUSED,
                         _ ("No route of these plans has ended, with arrivals at its stops."));
  if (json)
    show_tally_json (&tally);
  else
    show_tally (&tally);
  return RDM_CTL_OK;
}

const RdmCtlVerb rdm_ctl_live_verbs[] = {
  { "eta", "PLAN", N_ ("Show when each stop will be reached"), run_eta },
  { "track", "PLAN --vehicle V < GPX", N_ ("Play in where a vehicle has been"), run_track },
  { "backtest", "PLAN…", N_ ("How far off arrival times were, on days that are over"),
    run_backtest },
  { NULL },
};
