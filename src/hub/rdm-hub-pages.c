/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rdm-hub-pages.h"

#include "rdm-hub-clock.h"
#include "rdm-hub-fleet.h"
#include "rdm-hub-rows.h"

#include <string.h>

/* A page of the journal ends with the command that makes it so long: a file of ten thousand orders
 * is one. */
#define LONG_PAGE (1024 * 1024)

typedef struct
{
  char *epoch;
  gint64 seq;
} Head;

static void
clear_head (Head *head)
{
  g_free (head->epoch);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Head, clear_head)

static void
keep_head (const char *const *values, guint n_values, gpointer user_data)
{
  Head *head = user_data;

  g_free (head->epoch);
  head->epoch = g_strdup (values[0]);
  head->seq = g_ascii_strtoll (values[1], NULL, 10);
}

static gboolean
read_head (RdmSql *sql, const char *fleet, Head *head, GError **error)
{
  const RdmSqlValue value = RDM_SQL_TEXT (fleet);

  if (!rdm_sql_run (sql, "SELECT epoch, seq FROM fleet WHERE id = $1", &value, 1, keep_head, head,
                    error))
    return FALSE;
  if (head->epoch)
    return TRUE;
  g_set_error (error, RDM_HUB_ERROR, RDM_HUB_ERROR_NO_FLEET, "There is no fleet “%s”", fleet);
  return FALSE;
}

/* As long as it is: it may be long in being read. */
static char *
finish (GString *json)
{
  gsize length = json->len;

  return g_realloc (g_string_free (json, FALSE), length + 1);
}

static void
append_position (const RdmHubPositionRow *row, gpointer user_data)
{
  GString *json = user_data;

  if (json->len > 0)
    g_string_append_c (json, ',');
  rdm_hub_position_append (json, row);
}

char *
rdm_hub_feed_text (
    RdmSql *sql, const char *fleet, const char *epoch, RdmHubFeedRange *range, GError **error)
{
  g_auto (Head) head = { 0 };
  const RdmSqlValue value = RDM_SQL_TEXT (fleet);
  g_autoptr (GString) positions = g_string_new (NULL);
  g_autofree char *last = NULL;
  char speed[G_ASCII_DTOSTR_BUF_SIZE];
  GString *json;
  gint64 lane;

  if (!read_head (sql, fleet, &head, error)
      || !rdm_sql_get (sql, "SELECT seq FROM lane WHERE fleet = $1", &value, 1, &last, error))
    return NULL;
  lane = last ? g_ascii_strtoll (last, NULL, 10) : 0;
  if (g_strcmp0 (epoch, head.epoch) != 0)
    range->since = 0;
  if (!rdm_hub_feed_read (sql, fleet, range, append_position, positions, error))
    return NULL;
  json = g_string_sized_new (positions->len + 256);
  g_string_append (json, "{\"epoch\":");
  rdm_hub_append_quoted (json, head.epoch);
  g_string_append_printf (json,
                          ",\"to\":%" G_GINT64_FORMAT ",\"head\":%" G_GINT64_FORMAT
                          ",\"complete\":%s,\"now\":%" G_GINT64_FORMAT ",\"speed\":%s",
                          range->to, MAX (lane, range->to),
                          range->n < range->limit ? "true" : "false", rdm_hub_clock_now_ms (),
                          g_ascii_dtostr (speed, sizeof speed, rdm_hub_clock_get_speed ()));
  g_string_append (json, ",\"positions\":[");
  g_string_append_len (json, positions->str, (gssize)positions->len);
  g_string_append (json, "]}");
  return finish (json);
}

/* The journal */

typedef struct
{
  gint64 to;
  gsize size;
} Measure;

/* seq, the length of the body */
static void
measure_op (const char *const *values, guint n_values, gpointer user_data)
{
  Measure *self = user_data;

  if (self->size >= LONG_PAGE)
    return;
  self->to = g_ascii_strtoll (values[0], NULL, 10);
  self->size += g_ascii_strtoull (values[1], NULL, 10);
}

/* seq, received_ms, actor, body, result */
static void
append_entry (const char *const *values, guint n_values, gpointer user_data)
{
  GString *json = user_data;

  /* What was refused changed nothing. */
  if (!strstr (values[4], "\"verdict\":\"applied\"")
      && !strstr (values[4], "\"verdict\":\"needs-review\""))
    return;
  if (json->len > 0)
    g_string_append_c (json, ',');
  g_string_append_printf (json, "{\"seq\":%s,\"at\":%s,\"actor\":", values[0], values[1]);
  rdm_hub_append_quoted (json, values[2]);
  g_string_append_printf (json, ",\"command\":%s}", values[3]);
}

char *
rdm_hub_journal_text (RdmSql *sql, const char *fleet, gint64 since, guint limit, GError **error)
{
  const RdmSqlValue all[] = { RDM_SQL_TEXT (fleet), RDM_SQL_INT (since), RDM_SQL_INT (limit) };
  RdmSqlValue some[] = { RDM_SQL_TEXT (fleet), RDM_SQL_INT (since), RDM_SQL_INT (since) };
  g_auto (Head) head = { 0 };
  g_autoptr (GString) entries = g_string_new (NULL);
  Measure measure = { .to = since };
  GString *json;

  if (!read_head (sql, fleet, &head, error)
      || !rdm_sql_run (sql,
                       "SELECT seq, length (body) FROM op"
                       " WHERE fleet = $1 AND seq > $2 ORDER BY seq LIMIT $3",
                       all, G_N_ELEMENTS (all), measure_op, &measure, error))
    return NULL;
  some[2] = RDM_SQL_INT (measure.to);
  if (!rdm_sql_run (sql,
                    "SELECT seq, received_ms, actor, body, result FROM op"
                    " WHERE fleet = $1 AND seq > $2 AND seq <= $3 ORDER BY seq",
                    some, G_N_ELEMENTS (some), append_entry, entries, error))
    return NULL;
  json = g_string_sized_new (entries->len + 256);
  g_string_append (json, "{\"epoch\":");
  rdm_hub_append_quoted (json, head.epoch);
  g_string_append_printf (
      json, ",\"to\":%" G_GINT64_FORMAT ",\"head\":%" G_GINT64_FORMAT ",\"entries\":[", measure.to,
      MAX (head.seq, measure.to));
  g_string_append_len (json, entries->str, (gssize)entries->len);
  g_string_append (json, "]}");
  return finish (json);
}
