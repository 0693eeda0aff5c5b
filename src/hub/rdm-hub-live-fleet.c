/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rdm-hub-live-fleet.h"

#include "rdm-hub-live-text.h"
#include "rdm-hub-positions.h"
#include "rdm-hub-roads.h"
#include "rdm-hub-rows.h"

#include "rdm-live-day.h"
#include "rdm-run.h"
#include "rdm-time.h"

#include <string.h>

/* As at the desk: days that are so long ago say little about today. */
#define LEARN_DAYS 60
#define PAGE 2000
/* Such a route may still be out, or go out already. */
#define DAYS_BEFORE 1
#define DAYS_AHEAD 1

typedef struct
{
  char *date;
  gint64 midnight_ms;
  RdmDayPlan *plan;
  RdmLiveDay *live;
  GCancellable *learning; /* of days before, in a thread; NULL: nobody is */
} Day;

struct _RdmHubLiveFleet
{
  char *id;
  RdmHubRoads *roads;
  char *epoch;     /* NULL: nothing is known */
  gint64 seq;      /* up to there routes have been looked through, and @rows are known */
  RdmRows *rows;   /* NULL while nothing is out */
  GPtrArray *days; /* (element-type Day): by date */
  gint64 fed;      /* positions up to there are known */
  gint64 now_ms;
  char *today; /* for which days were looked for; NULL: they have to be */
};

static void
day_free (gpointer data)
{
  Day *day = data;

  g_cancellable_cancel (day->learning);
  g_clear_object (&day->learning);
  g_clear_object (&day->live);
  g_clear_object (&day->plan);
  g_free (day->date);
  g_free (day);
}

RdmHubLiveFleet *
rdm_hub_live_fleet_new (const char *id, RdmTravel *travel, const RdmServerRule *server)
{
  RdmHubLiveFleet *self = g_new0 (RdmHubLiveFleet, 1);

  self->id = g_strdup (id);
  self->roads = rdm_hub_roads_new (travel, server);
  self->days = g_ptr_array_new_with_free_func (day_free);
  return self;
}

static void
forget (RdmHubLiveFleet *self)
{
  g_ptr_array_set_size (self->days, 0);
  g_clear_object (&self->rows);
  g_clear_pointer (&self->epoch, g_free);
  g_clear_pointer (&self->today, g_free);
  self->seq = self->fed = 0;
}

void
rdm_hub_live_fleet_free (RdmHubLiveFleet *self)
{
  forget (self);
  g_ptr_array_unref (self->days);
  rdm_hub_roads_free (self->roads);
  g_free (self->id);
  g_free (self);
}

gboolean
rdm_hub_live_fleet_is_driving (const RdmHubLiveFleet *self)
{
  return self->days->len > 0;
}

/* Rows */

typedef struct
{
  char *epoch;
  gint64 seq;
} Head;

static void
keep_head (const char *const *values, guint n_values, gpointer user_data)
{
  Head *head = user_data;

  g_free (head->epoch);
  head->epoch = g_strdup (values[0]);
  head->seq = g_ascii_strtoll (values[1], NULL, 10);
}

/* Whether a route went out after @self's version: so much is asked of a fleet that stands still. */
static gboolean
has_route_out (RdmHubLiveFleet *self, RdmSql *sql, gint64 until, gboolean *is_out, GError **error)
{
  const RdmSqlValue values[] = { RDM_SQL_TEXT (self->id), RDM_SQL_INT (self->seq),
                                 RDM_SQL_INT (until) };
  g_autofree char *n = NULL;

  if (!rdm_sql_get (
          sql,
          "SELECT count(*) FROM row_state WHERE fleet = $1 AND kind = 'route'"
          " AND version > $2 AND version <= $3"
          " AND (body LIKE '%\"state\":\"sent\"%' OR body LIKE '%\"state\":\"running\"%')",
          values, G_N_ELEMENTS (values), &n, error))
    return FALSE;
  *is_out = strcmp (n, "0") != 0;
  return TRUE;
}

static void
tell_days (RdmHubLiveFleet *self, GPtrArray *changes)
{
  for (guint i = 0; i < changes->len; i++)
    {
      RdmRowKind kind = ((const RdmChange *)changes->pdata[i])->kind;

      if (kind == RDM_ROW_ROUTE || kind == RDM_ROW_SETTINGS)
        g_clear_pointer (&self->today, g_free);
    }
  for (guint i = 0; changes->len > 0 && i < self->days->len; i++)
    {
      Day *day = self->days->pdata[i];

      rdm_day_plan_update (day->plan, changes);
      rdm_live_day_rows_changed (day->live, changes);
    }
}

static gboolean
read_rows (RdmHubLiveFleet *self, RdmSql *sql, GError **error)
{
  const RdmSqlValue value = RDM_SQL_TEXT (self->id);
  g_autoptr (GPtrArray) changes = g_ptr_array_new_with_free_func ((GDestroyNotify)rdm_change_free);
  g_autofree char *epoch = NULL;
  Head head = { NULL, 0 };
  gboolean is_out = TRUE;
  gboolean ok = rdm_sql_run (sql, "SELECT epoch, seq FROM fleet WHERE id = $1", &value, 1,
                             keep_head, &head, error);

  epoch = head.epoch;
  if (!ok)
    return FALSE;
  /* After a restore, versions mean something else. */
  if (g_strcmp0 (epoch, self->epoch) != 0 || head.seq < self->seq)
    {
      forget (self);
      self->epoch = g_steal_pointer (&epoch);
    }
  if (head.seq == self->seq)
    return TRUE;
  if (!self->rows && !has_route_out (self, sql, head.seq, &is_out, error))
    return FALSE;
  if (!self->rows && is_out)
    {
      self->rows = rdm_memory_rows_new ();
      self->seq = 0;
    }
  if (self->rows
      && !rdm_hub_rows_load (sql, self->id, self->seq, head.seq, self->rows, changes, error))
    return FALSE;
  self->seq = head.seq;
  tell_days (self, changes);
  return TRUE;
}

/* Days */

static GTimeZone *
zone_of (RdmRows *rows)
{
  g_autoptr (RdmSettings) settings = rdm_rows_settings (rows);
  GTimeZone *zone = settings->zone ? g_time_zone_new_identifier (settings->zone) : NULL;

  return zone ? zone : g_time_zone_new_utc ();
}

static void
add_date (gconstpointer row, gpointer user_data)
{
  const RdmRoute *route = row;

  if (rdm_route_is_out (route))
    g_hash_table_add (user_data, g_strdup (route->date));
}

static char *
find_today (RdmHubLiveFleet *self, GTimeZone *zone)
{
  g_autoptr (GDateTime) utc = g_date_time_new_from_unix_utc (self->now_ms / 1000);
  g_autoptr (GDateTime) local = g_date_time_to_timezone (utc, zone);

  return g_date_time_format (local, "%F");
}

/* Returns: (transfer full) (element-type utf8): days that are being driven, or will be soon. */
static GPtrArray *
find_dates (RdmHubLiveFleet *self, const char *today)
{
  g_autoptr (GHashTable) out = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  GPtrArray *dates = g_ptr_array_new_with_free_func (g_free);

  rdm_rows_foreach (self->rows, RDM_ROW_ROUTE, add_date, out);
  for (int i = -DAYS_BEFORE; i <= DAYS_AHEAD; i++)
    {
      g_autofree char *date = rdm_date_add_days (today, i);

      if (g_hash_table_contains (out, date))
        g_ptr_array_add (dates, g_steal_pointer (&date));
    }
  return dates;
}

static void
take_experience (Day *day, RdmExperience *experience)
{
  if (experience && !rdm_experience_is_empty (experience))
    rdm_live_day_set_experience (day->live, experience);
}

static void
learned_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (RdmExperience) experience = rdm_experience_load_finish (result, NULL);
  Day *day = user_data;

  /* Whoever cancels may be gone. */
  if (!experience)
    return;
  g_clear_object (&day->learning);
  take_experience (day, experience);
}

static void
learn (RdmHubLiveFleet *self, Day *day)
{
  RdmTravel *travel = rdm_day_plan_get_travel (day->plan);

  if (rdm_hub_roads_may_wait (self->roads))
    {
      g_autoptr (RdmRows) snapshot = rdm_memory_rows_snapshot (RDM_MEMORY_ROWS (self->rows));

      day->learning = g_cancellable_new ();
      rdm_experience_load_async (snapshot, day->date, LEARN_DAYS, travel, day->learning, learned_cb,
                                 day);
    }
  else
    {
      g_autoptr (RdmExperience) experience =
          rdm_experience_new_from_days (self->rows, day->date, LEARN_DAYS, travel, NULL);

      take_experience (day, experience);
    }
}

/* Returns: (transfer none) (nullable). */
static RdmTravel *
find_travel (RdmHubLiveFleet *self)
{
  g_autoptr (RdmSettings) settings = rdm_rows_settings (self->rows);

  return rdm_hub_roads_get (self->roads, settings);
}

static Day *
day_new (RdmHubLiveFleet *self, const char *date, GTimeZone *zone)
{
  Day *day = g_new0 (Day, 1);
  RdmTravel *travel = find_travel (self);

  day->date = g_strdup (date);
  day->midnight_ms = rdm_time_to_utc (zone, date, 0) * 1000;
  day->plan = rdm_hub_roads_may_wait (self->roads)
                  ? rdm_day_plan_new_live (self->rows, date, travel)
                  : rdm_day_plan_new (self->rows, date, travel);
  day->live = rdm_live_day_new (day->plan, self->now_ms);
  learn (self, day);
  return day;
}

/* The server has failed, or is to be asked again. */
static void
look_at_roads (RdmHubLiveFleet *self)
{
  g_autofree char *failure = NULL;

  if (self->days->len == 0 || !rdm_hub_roads_look (self->roads, g_get_monotonic_time ()))
    return;
  failure = rdm_hub_roads_dup_failure (self->roads);
  if (failure)
    g_message ("%s", failure);
  for (guint i = 0; i < self->days->len; i++)
    rdm_day_plan_set_travel (((Day *)self->days->pdata[i])->plan, find_travel (self));
}

/* Takes up days that are driven, and lets go of those that are over. */
static void
find_days (RdmHubLiveFleet *self)
{
  g_autoptr (GTimeZone) zone = zone_of (self->rows);
  g_autofree char *today = find_today (self, zone);
  g_autoptr (GPtrArray) dates = NULL;
  g_autoptr (GPtrArray) old = NULL;

  if (g_strcmp0 (today, self->today) == 0)
    return;
  g_free (self->today);
  self->today = g_steal_pointer (&today);
  dates = find_dates (self, self->today);
  old = g_steal_pointer (&self->days);
  self->days = g_ptr_array_new_with_free_func (day_free);
  for (guint i = 0; i < dates->len; i++)
    {
      const char *date = dates->pdata[i];
      Day *day = NULL;

      for (guint j = 0; !day && j < old->len; j++)
        if (g_str_equal (((const Day *)old->pdata[j])->date, date))
          day = g_ptr_array_steal_index (old, j);
      if (!day)
        {
          day = day_new (self, date, zone);
          /* What was heard of it before; whoever knows a position does not take it again. */
          self->fed = 0;
        }
      g_ptr_array_add (self->days, day);
    }
  /* Rows are many, and nobody asks for them: the next route that goes out has them read again. */
  if (self->days->len == 0)
    {
      g_clear_object (&self->rows);
      g_clear_pointer (&self->today, g_free);
      self->fed = 0;
    }
}

/* Positions */

static void
add_position (const RdmHubPositionRow *row, gpointer user_data)
{
  RdmHubLiveFleet *self = user_data;

  for (guint i = 0; i < self->days->len; i++)
    {
      Day *day = self->days->pdata[i];

      if (row->position.at_utc_ms >= day->midnight_ms)
        rdm_live_day_add_position (day->live, rdm_hub_position_reporter (row), &row->position);
    }
}

static gboolean
read_positions (RdmHubLiveFleet *self, RdmSql *sql, GError **error)
{
  const Day *first = self->days->pdata[0];
  RdmHubFeedRange range = { .since = self->fed, .from_ms = first->midnight_ms, .limit = PAGE };

  do
    {
      if (!rdm_hub_feed_read (sql, self->id, &range, add_position, self, error))
        return FALSE;
      range.since = self->fed = range.to;
    }
  while (range.n == PAGE);
  return TRUE;
}

/* All of it */

gboolean
rdm_hub_live_fleet_step (RdmHubLiveFleet *self, RdmSql *sql, gint64 now_ms, GError **error)
{
  self->now_ms = now_ms;
  if (!read_rows (self, sql, error))
    {
      forget (self);
      return FALSE;
    }
  if (self->rows)
    find_days (self);
  look_at_roads (self);
  for (guint i = 0; i < self->days->len; i++)
    rdm_live_day_set_now (((Day *)self->days->pdata[i])->live, now_ms);
  if (self->days->len > 0 && !read_positions (self, sql, error))
    {
      forget (self);
      return FALSE;
    }
  return TRUE;
}

RdmCommand *
rdm_hub_live_fleet_take_detected (RdmHubLiveFleet *self)
{
  g_autoptr (RdmCommand) all = NULL;

  for (guint i = 0; i < self->days->len; i++)
    {
      g_autoptr (RdmCommand) one = rdm_live_day_take_detected (((Day *)self->days->pdata[i])->live);

      if (!all)
        all = g_steal_pointer (&one);
      for (guint j = 0; one && j < one->reports->len; j++)
        {
          const RdmReport *report = one->reports->pdata[j];

          rdm_command_add_report (all, report->event, report->route, report->stop, report->at_ms)
              ->detected = TRUE;
        }
    }
  return g_steal_pointer (&all);
}

gboolean
rdm_hub_live_fleet_is_asking (const RdmHubLiveFleet *self)
{
  for (guint i = 0; i < self->days->len; i++)
    {
      const Day *day = self->days->pdata[i];

      if (day->learning || rdm_day_plan_get_travel_progress (day->plan) < 1)
        return TRUE;
    }
  return FALSE;
}

GPtrArray *
rdm_hub_live_fleet_times (RdmHubLiveFleet *self)
{
  GPtrArray *days = g_ptr_array_new_with_free_func ((GDestroyNotify)rdm_hub_times_of_day_free);
  g_autofree char *failure = rdm_hub_roads_dup_failure (self->roads);

  for (guint i = 0; i < self->days->len; i++)
    {
      const Day *day = self->days->pdata[i];

      g_ptr_array_add (days, rdm_hub_times_of_day_new (day->live, failure, self->seq, self->fed));
    }
  return days;
}
