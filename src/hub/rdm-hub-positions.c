/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rdm-hub-positions.h"

#include "rdm-hub-clock.h"
#include "rdm-hub-db.h"
#include "rdm-hub-rows.h"

#include <math.h>
#include <string.h>

#define FLUSH_US G_USEC_PER_SEC
#define SWEEP_US (60 * 60 * (gint64)G_USEC_PER_SEC)
/* Waiting at most; then the database is down, and what comes is lost. */
#define MOST_WAITING 20000
/* Sources remembered for thinning; each is a phone or a tracker. */
#define MOST_SOURCES 20000
/* A track has a point every so often or so far. */
#define THIN_M 30
#define THIN_MS 30000
/* Slower is standing: the first point of that kind is kept. */
#define STANDING_MPS 0.5
/* 200 km/h. */
#define JUMP_MPS (200 / 3.6)
/* Degrees are kept in these parts. */
#define E7 1e7
#define DAY_MS (24 * 60 * 60 * G_GINT64_CONSTANT (1000))

typedef struct
{
  char *fleet;
  char *source;
  gboolean keep; /* in the track; else only as the newest */
  gint64 received_utc_ms;
  RdmPosition position;
} Waiting;

typedef struct
{
  RdmPosition last;
  RdmPosition kept;
} Source;

struct _RdmHubPositions
{
  char *database;
  RdmSql *sql;
  gint64 keep_ms;
  RdmHubMovedFunc moved;
  gpointer user_data;

  GThread *thread;
  GMutex lock;
  GCond changed;
  GPtrArray *waiting;          /* lock (element-type Waiting) */
  GHashTable *sources;         /* lock (element-type utf8 Source) */
  RdmHubPositionCounts counts; /* lock */
  gboolean stopping;           /* lock */
};

static void
waiting_free (gpointer data)
{
  Waiting *waiting = data;

  g_free (waiting->fleet);
  g_free (waiting->source);
  g_free (waiting);
}

/* With the lock. What a track needs not have is between points that are near in place and time. */
static gboolean
is_worth_keeping (const Source *source, const RdmPosition *position)
{
  const RdmPosition *kept = &source->kept;
  gboolean stands = position->speed_mps < STANDING_MPS;

  /* An older one comes from a phone that was without a network: all of it is news. */
  return position->at_utc_ms < kept->at_utc_ms || position->at_utc_ms - kept->at_utc_ms >= THIN_MS
         || rdm_geo_distance (position->place, kept->place) >= THIN_M
         || (stands && !(kept->speed_mps < STANDING_MPS));
}

/* With the lock. */
static void
add_one (RdmHubPositions *self,
         const char *fleet,
         const char *name,
         const RdmPosition *position,
         gint64 now_utc_ms)
{
  g_autofree char *key = g_strconcat (fleet, "\n", name, NULL);
  Source *source = g_hash_table_lookup (self->sources, key);
  Waiting *waiting;

  self->counts.n_received++;
  if (self->waiting->len >= MOST_WAITING || position->at_utc_ms < now_utc_ms - self->keep_ms)
    {
      self->counts.n_dropped++;
      return;
    }
  waiting = g_new0 (Waiting, 1);
  *waiting = (Waiting){ g_strdup (fleet), g_strdup (name), TRUE, now_utc_ms, *position };
  if (source)
    {
      gint64 since_ms = position->at_utc_ms - source->last.at_utc_ms;

      if (since_ms > 0
          && rdm_geo_distance (position->place, source->last.place) * 1000
                 > JUMP_MPS * (double)since_ms)
        waiting->position.flags |= RDM_POSITION_JUMP;
      waiting->keep = is_worth_keeping (source, position);
    }
  else if (g_hash_table_size (self->sources) < MOST_SOURCES)
    {
      source = g_new0 (Source, 1);
      source->last = source->kept = *position;
      g_hash_table_insert (self->sources, g_steal_pointer (&key), source);
    }
  if (source && position->at_utc_ms >= source->last.at_utc_ms)
    source->last = *position;
  if (source && waiting->keep && position->at_utc_ms >= source->kept.at_utc_ms)
    source->kept = *position;
  g_ptr_array_add (self->waiting, waiting);
}

void
rdm_hub_positions_add (RdmHubPositions *self,
                       const char *fleet,
                       const char *source,
                       const RdmPositions *positions,
                       gint64 now_utc_ms)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->lock);

  self->counts.n_bad += positions->n_bad;
  for (guint i = 0; i < positions->good->len; i++)
    add_one (self, fleet, source, &g_array_index (positions->good, RdmPosition, i), now_utc_ms);
  g_cond_signal (&self->changed);
}

RdmHubPositionCounts
rdm_hub_positions_counts (RdmHubPositions *self)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->lock);

  return self->counts;
}

/* Into the database */

static RdmSqlValue
rounded (double value)
{
  return isnan (value) ? RDM_SQL_TEXT (NULL) : RDM_SQL_INT (llround (value));
}

/* @seq: its number in the lane. */
static gboolean
write_one (RdmSql *sql, const Waiting *waiting, gint64 seq, GError **error)
{
  const RdmPosition *p = &waiting->position;
  RdmSqlValue values[] = {
    RDM_SQL_TEXT (waiting->fleet),
    RDM_SQL_TEXT (waiting->source),
    RDM_SQL_INT (p->at_utc_ms),
    RDM_SQL_INT (llround (p->place.lat_deg * E7)),
    RDM_SQL_INT (llround (p->place.lon_deg * E7)),
    rounded (p->accuracy_m),
    rounded (p->speed_mps * 100),
    rounded (p->course_deg),
    rounded (p->altitude_m),
    rounded (p->battery_share * 100),
    RDM_SQL_INT (p->flags),
    RDM_SQL_INT (seq),
  };

  if (waiting->keep
      && !rdm_sql_run (sql,
                       "INSERT INTO track (fleet, source, at_ms, lat_e7, lon_e7, accuracy_m,"
                       " speed_cm_s, course_deg, altitude_m, battery_percent, flags, seq)"
                       " VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)"
                       " ON CONFLICT (fleet, source, at_ms) DO NOTHING",
                       values, G_N_ELEMENTS (values), NULL, NULL, error))
    return FALSE;
  values[G_N_ELEMENTS (values) - 1] = RDM_SQL_INT (waiting->received_utc_ms);
  return rdm_sql_run (sql,
                      "INSERT INTO whereabouts (fleet, source, at_ms, lat_e7, lon_e7, accuracy_m,"
                      " speed_cm_s, course_deg, altitude_m, battery_percent, flags, received_ms)"
                      " VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)"
                      " ON CONFLICT (fleet, source) DO UPDATE SET at_ms = excluded.at_ms,"
                      " lat_e7 = excluded.lat_e7, lon_e7 = excluded.lon_e7,"
                      " accuracy_m = excluded.accuracy_m, speed_cm_s = excluded.speed_cm_s,"
                      " course_deg = excluded.course_deg, altitude_m = excluded.altitude_m,"
                      " battery_percent = excluded.battery_percent, flags = excluded.flags,"
                      " received_ms = excluded.received_ms"
                      " WHERE excluded.at_ms > whereabouts.at_ms",
                      values, G_N_ELEMENTS (values), NULL, NULL, error);
}

/* Positions may be lost: the disk is not waited for, and so commands wait less. */
static RdmSql *
open_database (const char *where, GError **error)
{
  g_autoptr (RdmSql) sql = rdm_hub_db_open (where, error);
  const char *script = sql && rdm_sql_kind (sql) == RDM_SQL_POSTGRES
                           ? "SET synchronous_commit = off"
                           : "PRAGMA synchronous = NORMAL";

  if (!sql || !rdm_sql_run_script (sql, script, error))
    return NULL;
  return g_steal_pointer (&sql);
}

/* Other hubs on the same PostgreSQL hear of it, with the same breath. */
static gboolean
notify (RdmSql *sql, GHashTable *fleets, GError **error)
{
  GHashTableIter iter;
  gpointer fleet;

  if (rdm_sql_kind (sql) != RDM_SQL_POSTGRES)
    return TRUE;
  g_hash_table_iter_init (&iter, fleets);
  while (g_hash_table_iter_next (&iter, &fleet, NULL))
    {
      const RdmSqlValue value = RDM_SQL_TEXT (fleet);

      if (!rdm_sql_run (sql, "SELECT pg_notify ('roundsman_moved', $1)", &value, 1, NULL, NULL,
                        error))
        return FALSE;
    }
  return TRUE;
}

/* Takes as many numbers as each fleet's track needs, by the lock of its row, in one order of fleets
 * for all hubs. @numbers: (element-type utf8 gint64): how many; (out): the first. */
static gboolean
take_numbers (RdmSql *sql, GHashTable *numbers, GError **error)
{
  g_autoptr (GList) fleets = g_list_sort (g_hash_table_get_keys (numbers), (GCompareFunc)strcmp);

  for (GList *l = fleets; l; l = l->next)
    {
      gint64 *number = g_hash_table_lookup (numbers, l->data);
      const RdmSqlValue values[] = { RDM_SQL_TEXT (l->data), RDM_SQL_INT (*number) };
      g_autofree char *last = NULL;

      if (!rdm_sql_get (sql,
                        "INSERT INTO lane (fleet, seq) VALUES ($1, $2)"
                        " ON CONFLICT (fleet) DO UPDATE SET seq = lane.seq + excluded.seq"
                        " RETURNING seq",
                        values, G_N_ELEMENTS (values), &last, error))
        return FALSE;
      *number = g_ascii_strtoll (last, NULL, 10) - *number + 1;
    }
  return TRUE;
}

/* Returns: (transfer full) (element-type utf8 gint64): how many of @batch each fleet's track gets.
 */
static GHashTable *
count_kept (GPtrArray *batch)
{
  GHashTable *counts = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, g_free);

  for (guint i = 0; i < batch->len; i++)
    {
      const Waiting *waiting = batch->pdata[i];
      gint64 *count = g_hash_table_lookup (counts, waiting->fleet);

      if (!count)
        {
          count = g_new0 (gint64, 1);
          g_hash_table_insert (counts, waiting->fleet, count);
        }
      *count += waiting->keep;
    }
  return counts;
}

/* In the lane's thread. Lossy: what cannot be written is not tried again. */
static void
flush (RdmHubPositions *self, GPtrArray *batch)
{
  g_autoptr (GHashTable) fleets = count_kept (batch);
  g_autoptr (GError) error = NULL;
  GHashTableIter iter;
  gpointer fleet;
  guint64 n_kept = 0;
  gboolean ok;

  if (!self->sql)
    self->sql = open_database (self->database, &error);
  ok = self->sql && rdm_sql_begin (self->sql, &error) && take_numbers (self->sql, fleets, &error);
  for (guint i = 0; ok && i < batch->len; i++)
    {
      const Waiting *waiting = batch->pdata[i];
      gint64 *number = g_hash_table_lookup (fleets, waiting->fleet);

      ok = write_one (self->sql, waiting, *number, &error);
      *number += waiting->keep;
      n_kept += waiting->keep;
    }
  ok = ok && notify (self->sql, fleets, &error) && rdm_sql_commit (self->sql, &error);
  if (!ok)
    {
      g_message ("Positions are lost: %s", error->message);
      g_clear_pointer (&self->sql, rdm_sql_close);
    }
  g_mutex_lock (&self->lock);
  if (ok)
    self->counts.n_kept += n_kept;
  else
    self->counts.n_dropped += batch->len;
  g_mutex_unlock (&self->lock);
  g_hash_table_iter_init (&iter, fleets);
  while (ok && g_hash_table_iter_next (&iter, &fleet, NULL))
    self->moved (fleet, self->user_data);
}

gboolean
rdm_hub_positions_sweep (RdmSql *sql, gint64 before_utc_ms, GError **error)
{
  const RdmSqlValue value = RDM_SQL_INT (before_utc_ms);

  return rdm_sql_run (sql, "DELETE FROM track WHERE at_ms < $1", &value, 1, NULL, NULL, error)
         && rdm_sql_run (sql, "DELETE FROM detected WHERE at_ms < $1", &value, 1, NULL, NULL, error)
         && rdm_sql_run (sql, "DELETE FROM whereabouts WHERE at_ms < $1", &value, 1, NULL, NULL,
                         error);
}

/* Waits for something to write, and then a while for more. Returns: what there is; NULL at the end.
 */
static GPtrArray *
take_waiting (RdmHubPositions *self)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->lock);
  gint64 until_us = g_get_monotonic_time () + SWEEP_US;
  GPtrArray *batch;

  while (!self->stopping && self->waiting->len == 0)
    if (!g_cond_wait_until (&self->changed, &self->lock, until_us))
      break;
  until_us = g_get_monotonic_time () + FLUSH_US;
  while (!self->stopping && self->waiting->len > 0)
    if (!g_cond_wait_until (&self->changed, &self->lock, until_us))
      break;
  if (self->stopping && self->waiting->len == 0)
    return NULL;
  batch = g_steal_pointer (&self->waiting);
  self->waiting = g_ptr_array_new_with_free_func (waiting_free);
  return batch;
}

static gpointer
run (gpointer data)
{
  RdmHubPositions *self = data;
  gint64 swept_us = 0;
  GPtrArray *batch;

  while ((batch = take_waiting (self)))
    {
      if (batch->len > 0)
        flush (self, batch);
      g_ptr_array_unref (batch);
      if (self->sql && (swept_us == 0 || g_get_monotonic_time () - swept_us >= SWEEP_US))
        {
          rdm_hub_positions_sweep (self->sql, rdm_hub_clock_now_ms () - self->keep_ms, NULL);
          swept_us = g_get_monotonic_time ();
        }
    }
  return NULL;
}

RdmHubPositions *
rdm_hub_positions_start (const char *database,
                         guint keep_days,
                         RdmHubMovedFunc moved,
                         gpointer user_data,
                         GError **error)
{
  RdmHubPositions *self = g_new0 (RdmHubPositions, 1);

  self->database = g_strdup (database);
  self->keep_ms = keep_days * DAY_MS;
  self->moved = moved;
  self->user_data = user_data;
  self->waiting = g_ptr_array_new_with_free_func (waiting_free);
  self->sources = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  g_mutex_init (&self->lock);
  g_cond_init (&self->changed);
  self->sql = open_database (database, error);
  if (self->sql)
    self->thread = g_thread_new ("hub-positions", run, self);
  else
    g_clear_pointer (&self, rdm_hub_positions_stop);
  return self;
}

void
rdm_hub_positions_stop (RdmHubPositions *self)
{
  g_mutex_lock (&self->lock);
  self->stopping = TRUE;
  g_cond_signal (&self->changed);
  g_mutex_unlock (&self->lock);
  if (self->thread)
    g_thread_join (self->thread);
  g_clear_pointer (&self->sql, rdm_sql_close);
  g_ptr_array_unref (self->waiting);
  g_hash_table_unref (self->sources);
  g_mutex_clear (&self->lock);
  g_cond_clear (&self->changed);
  g_free (self->database);
  g_free (self);
}

/* Out of the database */

typedef struct
{
  RdmHubPositionFunc func;
  gpointer user_data;
} Reading;

/* A number of @parts of a whole, as near as there is one: what is written down with as many digits
 * is read as the same. */
static double
scaled (const char *text, double parts)
{
  return text ? (double)g_ascii_strtoll (text, NULL, 10) / parts : NAN;
}

static void
read_row (const char *const *values, guint n_values, gpointer user_data)
{
  const Reading *reading = user_data;
  RdmHubPositionRow row = {
    .source = values[0],
    .person = values[1],
    .driver = values[11],
    .seq = g_ascii_strtoll (values[12], NULL, 10),
  };

  row.position = (RdmPosition){
    .at_utc_ms = g_ascii_strtoll (values[2], NULL, 10),
    .place = { scaled (values[3], E7), scaled (values[4], E7) },
    .accuracy_m = scaled (values[5], 1),
    .speed_mps = scaled (values[6], 100),
    .course_deg = scaled (values[7], 1),
    .altitude_m = scaled (values[8], 1),
    .battery_share = scaled (values[9], 100),
    .flags = (guint)g_ascii_strtoull (values[10], NULL, 10),
  };
  reading->func (&row, reading->user_data);
}

#define COLUMNS                                                                                    \
  "source, device.person, at_ms, lat_e7, lon_e7, accuracy_m, speed_cm_s, course_deg, altitude_m,"  \
  " battery_percent, flags, device.driver, "

gboolean
rdm_hub_whereabouts (
    RdmSql *sql, const char *fleet, RdmHubPositionFunc func, gpointer user_data, GError **error)
{
  const RdmSqlValue value = RDM_SQL_TEXT (fleet);
  Reading reading = { func, user_data };

  return rdm_sql_run (sql,
                      "SELECT " COLUMNS "0 FROM whereabouts"
                      " LEFT JOIN device ON device.id = whereabouts.source"
                      " AND device.fleet = whereabouts.fleet"
                      " WHERE whereabouts.fleet = $1 ORDER BY source",
                      &value, 1, read_row, &reading, error);
}

gboolean
rdm_hub_track (RdmSql *sql,
               const char *fleet,
               const RdmHubTrackRange *range,
               RdmHubPositionFunc func,
               gpointer user_data,
               GError **error)
{
  const RdmSqlValue values[] = { RDM_SQL_TEXT (fleet), RDM_SQL_TEXT (range->source),
                                 RDM_SQL_INT (range->since_ms), RDM_SQL_INT (range->until_ms),
                                 RDM_SQL_INT (range->limit) };
  Reading reading = { func, user_data };

  return rdm_sql_run (sql,
                      "SELECT " COLUMNS
                      "seq FROM track LEFT JOIN device ON device.id = track.source"
                      " AND device.fleet = track.fleet"
                      " WHERE track.fleet = $1 AND source = $2 AND at_ms > $3 AND at_ms <= $4"
                      " ORDER BY at_ms LIMIT $5",
                      values, G_N_ELEMENTS (values), read_row, &reading, error);
}

/* The first number that a position from @from_ms on may have; one more than all that there are. */
static gboolean
find_first (RdmSql *sql, const char *fleet, gint64 from_ms, gint64 *first, GError **error)
{
  const RdmSqlValue values[] = { RDM_SQL_INT (from_ms), RDM_SQL_TEXT (fleet) };
  g_autofree char *text = NULL;

  if (!rdm_sql_get (sql,
                    "SELECT coalesce ((SELECT min (seq) FROM track WHERE at_ms >= $1 AND fleet = $2"
                    " AND seq > 0), (SELECT seq + 1 FROM lane WHERE fleet = $2), 1)",
                    values, G_N_ELEMENTS (values), &text, error))
    return FALSE;
  *first = g_ascii_strtoll (text, NULL, 10);
  return TRUE;
}

/* The number of the position that @range names; 0: there is none. Whoever has it, and takes
 * positions in their order, has all before it. */
static gboolean
find_named (
    RdmSql *sql, const char *fleet, const RdmHubFeedRange *range, gint64 *number, GError **error)
{
  const RdmSqlValue values[] = { RDM_SQL_INT (range->at_ms), RDM_SQL_TEXT (fleet),
                                 RDM_SQL_TEXT (range->who), RDM_SQL_TEXT (RDM_HUB_TRACKER_PREFIX) };
  g_autofree char *text = NULL;

  if (!rdm_sql_get (sql,
                    "SELECT coalesce (min (seq), 0) FROM track"
                    " LEFT JOIN device ON device.id = track.source AND device.fleet = track.fleet"
                    " WHERE at_ms = $1 AND track.fleet = $2"
                    " AND (device.driver = $3 OR (device.driver IS NULL"
                    " AND (source = $3 OR source = $4 || $3)))",
                    values, G_N_ELEMENTS (values), &text, error))
    return FALSE;
  *number = g_ascii_strtoll (text, NULL, 10);
  return TRUE;
}

typedef struct
{
  RdmHubFeedRange *range;
  RdmHubPositionFunc func;
  gpointer user_data;
} Feeding;

static void
feed_row (const RdmHubPositionRow *row, gpointer user_data)
{
  Feeding *feeding = user_data;

  feeding->range->to = row->seq;
  feeding->range->n++;
  feeding->func (row, feeding->user_data);
}

gboolean
rdm_hub_feed_read (RdmSql *sql,
                   const char *fleet,
                   RdmHubFeedRange *range,
                   RdmHubPositionFunc func,
                   gpointer user_data,
                   GError **error)
{
  Feeding feeding = { range, func, user_data };
  Reading reading = { feed_row, &feeding };
  gint64 since = range->since;
  RdmSqlValue values[] = { RDM_SQL_TEXT (fleet), RDM_SQL_INT (0), RDM_SQL_INT (range->from_ms),
                           RDM_SQL_INT (range->limit) };

  if (since <= 0 && range->who && !find_named (sql, fleet, range, &since, error))
    return FALSE;
  if (since <= 0)
    {
      if (!find_first (sql, fleet, range->from_ms, &since, error))
        return FALSE;
      since--;
    }
  range->to = since;
  range->n = 0;
  values[1] = RDM_SQL_INT (since);
  return rdm_sql_run (sql,
                      "SELECT " COLUMNS "seq FROM track"
                      " LEFT JOIN device ON device.id = track.source"
                      " AND device.fleet = track.fleet"
                      " WHERE track.fleet = $1 AND seq > $2 AND at_ms >= $3"
                      " ORDER BY seq LIMIT $4",
                      values, G_N_ELEMENTS (values), read_row, &reading, error);
}

const char *
rdm_hub_position_reporter (const RdmHubPositionRow *row)
{
  if (row->driver)
    return row->driver;
  return g_str_has_prefix (row->source, RDM_HUB_TRACKER_PREFIX)
             ? row->source + strlen (RDM_HUB_TRACKER_PREFIX)
             : row->source;
}

static void
append_number (GString *json, const char *name, const char *format, double value)
{
  char digits[G_ASCII_DTOSTR_BUF_SIZE];

  if (!isnan (value))
    g_string_append_printf (json, ",\"%s\":%s", name,
                            g_ascii_formatd (digits, sizeof digits, format, value));
}

void
rdm_hub_position_append (GString *json, const RdmHubPositionRow *row)
{
  const RdmPosition *p = &row->position;
  const guint doubts =
      RDM_POSITION_MOCK | RDM_POSITION_COARSE | RDM_POSITION_JUMP | RDM_POSITION_CLAMPED;

  g_string_append (json, "{\"who\":");
  rdm_hub_append_quoted (json, rdm_hub_position_reporter (row));
  g_string_append_printf (json, ",\"at\":%" G_GINT64_FORMAT, p->at_utc_ms);
  append_number (json, "lat", "%.7f", p->place.lat_deg);
  append_number (json, "lon", "%.7f", p->place.lon_deg);
  append_number (json, "accuracy", "%.0f", p->accuracy_m);
  append_number (json, "speed", "%.2f", p->speed_mps);
  append_number (json, "course", "%.0f", p->course_deg);
  append_number (json, "altitude", "%.0f", p->altitude_m);
  append_number (json, "battery", "%.2f", p->battery_share);
  if (p->flags & doubts)
    g_string_append_printf (json, ",\"doubts\":%u", p->flags & doubts);
  g_string_append_c (json, '}');
}
