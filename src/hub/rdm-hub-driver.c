/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rdm-hub-driver.h"

#include "rdm-hub-handed.h"

#include "rdm-wire.h"

#include <string.h>

static gboolean
is_in (GStrv list, const char *id)
{
  return list && g_strv_contains ((const char *const *)list, id);
}

/* A driver who has a route is asked by the database, for the row of one that was recalled says
 * nothing of it. */
static gboolean
was_sent (RdmSql *sql, const char *fleet, const RdmRoute *route)
{
  return route->state != RDM_ROUTE_DRAFT || (route->told && *route->told)
         || rdm_hub_handed_has (sql, fleet, route->row.id);
}

/* Who asks for what. */
typedef struct
{
  RdmSql *sql;
  const char *fleet;
  const char *driver;
  RdmRows *rows;
} Asking;

/* Returns: (transfer full) (nullable): the route, if it is one that has been sent to the driver. */
static RdmRoute *
get_own (const Asking *self, const char *id)
{
  RdmRows *rows = self->rows;
  g_autoptr (RdmRoute) route = id ? rdm_rows_get_route (rows, id) : NULL;
  const RdmShift *shift = route ? rdm_rows_get (rows, RDM_ROW_SHIFT, route->shift) : NULL;
  GStrv crew = !route ? NULL : route->drivers ? route->drivers : shift ? shift->drivers : NULL;

  return is_in (crew, self->driver) && was_sent (self->sql, self->fleet, route)
             ? g_steal_pointer (&route)
             : NULL;
}

/* Whether what was reported of @stop was reported on @route. */
static gboolean
was_served_on (RdmRows *rows, const char *stop, const char *route)
{
  const RdmAttempt *last = NULL;

  for (guint n = 1;; n++)
    {
      g_autofree char *id = rdm_attempt_id (stop, n);
      const RdmAttempt *attempt = rdm_rows_get (rows, RDM_ROW_ATTEMPT, id);

      if (!attempt)
        return last && g_strcmp0 (last->route, route) == 0;
      if (!attempt->withdrawn)
        last = attempt;
    }
}

static gboolean
may_report (const Asking *self, const RdmReport *report)
{
  g_autoptr (RdmRoute) route = get_own (self, report->route);

  if (!route || report->event == RDM_EVENT_CANCELLED)
    return FALSE;
  return report->event != RDM_EVENT_WITHDRAWN || !report->stop || is_in (route->stops, report->stop)
         || is_in (route->told, report->stop)
         || was_served_on (self->rows, report->stop, route->row.id);
}

gboolean
rdm_hub_driver_may_run (
    RdmSql *sql, const char *fleet, const char *driver, RdmRows *rows, const RdmCommand *command)
{
  const Asking asking = { sql, fleet, driver, rows };

  if (!driver || (command->kind != RDM_COMMAND_ACKNOWLEDGE && command->kind != RDM_COMMAND_REPORT))
    return FALSE;
  for (guint i = 0; command->lists && i < command->lists->len; i++)
    {
      const RdmRouteList *list = command->lists->pdata[i];
      g_autoptr (RdmRoute) route = get_own (&asking, list->route);

      if (!route)
        return FALSE;
    }
  for (guint i = 0; command->reports && i < command->reports->len; i++)
    if (!may_report (&asking, command->reports->pdata[i]))
      return FALSE;
  return TRUE;
}

/* The day */

/* Routes that changed last, of which a driver's are some; a fleet of twenty has so many in a month.
 */
#define NEWEST_ROUTES "500"

/* What a driver needs of each kind; what is not here is nobody's business: prices, and how else to
 * reach people. NULL: all. */
static const char *const needed[RDM_N_ROW_KINDS][40] = {
  [RDM_ROW_SETTINGS] = { "zone", "currency" },
  [RDM_ROW_VEHICLE] = { "name", "profile", "start_lat", "start_lon", "end_lat", "end_lon" },
  [RDM_ROW_DRIVER] = { "name" },
  [RDM_ROW_SHIFT] = { "vehicle", "start_s", "end_s", "overtime_max_s", "break_from_s", "break_to_s",
                      "break_s" },
  [RDM_ROW_ROUTE] = { "shift", "date", "stops", "state", "start_s", "end_s", "sent_ms",
                      "started_ms", "ended_ms", "told", "acknowledged_ms" },
  [RDM_ROW_STOP] = { "order", "role", "state", "attempts", "arrived_ms", "ended_ms", "result",
                     "note", "detected" },
  [RDM_ROW_ORDER] = { "reference",      "date",          "order_kind",    "name",
                      "phone",          "address",       "address2",      "postcode",
                      "city",           "country",       "lat",           "lon",
                      "park_lat",       "park_lon",      "windows",       "service_s",
                      "from_name",      "from_phone",    "from_address",  "from_address2",
                      "from_postcode",  "from_city",     "from_country",  "from_lat",
                      "from_lon",       "from_park_lat", "from_park_lon", "from_windows",
                      "from_service_s", "parcels",       "weight_g",      "volume_ml",
                      "skills",         "proof",         "items",         "notes",
                      "collect_minor" },
};

/* A row on its way out of the database. */
typedef struct
{
  char *id;
  gint64 version;
  char *body;
} Found;

static void
found_free (gpointer data)
{
  Found *found = data;

  g_free (found->id);
  g_free (found->body);
  g_free (found);
}

static void
keep_found (const char *const *values, guint n_values, gpointer list)
{
  Found *found = g_new (Found, 1);

  *found =
      (Found){ g_strdup (values[0]), g_ascii_strtoll (values[1], NULL, 10), g_strdup (values[2]) };
  g_ptr_array_add (list, found);
}

typedef struct
{
  RdmSql *sql;
  const char *fleet;
  const char *driver;
  JsonArray *rows;
  GHashTable *given; /* (element-type utf8): kind and id */
} Day;

static gpointer
parse_row (const char *body)
{
  g_autoptr (JsonNode) node = rdm_wire_parse (body, -1, RDM_WIRE_MAX_PUSH_BYTES, NULL);

  return node ? rdm_row_from_json (node, NULL) : NULL;
}

/* @without: (nullable): a member that is left out this time. */
static void
give_row (Day *self, RdmRowKind kind, const Found *found, const char *without)
{
  g_autoptr (JsonNode) node = rdm_wire_parse (found->body, -1, RDM_WIRE_MAX_PUSH_BYTES, NULL);
  const char *name = rdm_row_class (kind)->name;
  JsonObject *all = node ? json_node_get_object (node) : NULL;
  JsonObject *row = json_object_new ();
  JsonObject *item = json_object_new ();

  json_object_set_string_member (row, "kind", name);
  json_object_set_string_member (row, "id", found->id);
  for (const char *const *member = needed[kind]; all && *member; member++)
    if (g_strcmp0 (*member, without) != 0 && json_object_has_member (all, *member))
      json_object_set_member (row, *member, json_object_dup_member (all, *member));
  json_object_set_string_member (item, "kind", name);
  json_object_set_string_member (item, "id", found->id);
  json_object_set_int_member (item, "version", found->version);
  json_object_set_object_member (item, "row", row);
  json_array_add_object_element (self->rows, item);
}

/* Returns: FALSE with an error; *@row is (transfer full) (nullable). A row is given once. */
static gboolean
give (Day *self, RdmRowKind kind, const char *id, RdmRow **row, GError **error)
{
  const char *name = rdm_row_class (kind)->name;
  const RdmSqlValue values[] = { RDM_SQL_TEXT (self->fleet), RDM_SQL_TEXT (name),
                                 RDM_SQL_TEXT (id) };
  g_autoptr (GPtrArray) list = g_ptr_array_new_with_free_func (found_free);

  if (row)
    *row = NULL;
  if (!id || !g_hash_table_add (self->given, g_strconcat (name, "\n", id, NULL)))
    return TRUE;
  if (!rdm_sql_run (self->sql,
                    "SELECT id, version, body FROM row_state"
                    " WHERE fleet = $1 AND kind = $2 AND id = $3 AND body IS NOT NULL",
                    values, G_N_ELEMENTS (values), keep_found, list, error))
    return FALSE;
  if (list->len == 0)
    return TRUE;
  give_row (self, kind, list->pdata[0], NULL);
  if (row)
    *row = parse_row (((const Found *)list->pdata[0])->body);
  return TRUE;
}

static gboolean
give_stop (Day *self, const char *id, GError **error)
{
  g_autoptr (RdmStop) stop = NULL;

  return give (self, RDM_ROW_STOP, id, (RdmRow **)(gpointer)&stop, error)
         && (!stop || give (self, RDM_ROW_ORDER, stop->order, NULL, error));
}

static gboolean
give_route (Day *self, const RdmRoute *route, const Found *found, GError **error)
{
  gboolean recalled = route->state == RDM_ROUTE_DRAFT;
  g_autoptr (RdmShift) shift = NULL;

  give_row (self, RDM_ROW_ROUTE, found, recalled ? "stops" : NULL);
  if (!give (self, RDM_ROW_SHIFT, route->shift, (RdmRow **)(gpointer)&shift, error)
      || (shift && !give (self, RDM_ROW_VEHICLE, shift->vehicle, NULL, error)))
    return FALSE;
  for (GStrv id = route->stops; !recalled && id && *id; id++)
    if (!give_stop (self, *id, error))
      return FALSE;
  return TRUE;
}

/* Of shifts as they are now: (element-type utf8): those that @self's driver is in. */
static GHashTable *
find_shifts (Day *self, GError **error)
{
  g_autofree char *pattern = g_strconcat ("%\"", self->driver, "\"%", NULL);
  const RdmSqlValue values[] = { RDM_SQL_TEXT (self->fleet), RDM_SQL_TEXT (pattern) };
  g_autoptr (GPtrArray) list = g_ptr_array_new_with_free_func (found_free);
  GHashTable *shifts;

  if (!rdm_sql_run (self->sql,
                    "SELECT id, version, body FROM row_state"
                    " WHERE fleet = $1 AND kind = 'shift' AND body LIKE $2",
                    values, G_N_ELEMENTS (values), keep_found, list, error))
    return NULL;
  shifts = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  for (guint i = 0; i < list->len; i++)
    {
      g_autoptr (RdmShift) shift = parse_row (((const Found *)list->pdata[i])->body);

      if (shift && is_in (shift->drivers, self->driver))
        g_hash_table_add (shifts, g_strdup (shift->row.id));
    }
  return shifts;
}

static gboolean
is_own (const Day *self, const RdmRoute *route, GHashTable *shifts)
{
  return (route->drivers ? is_in (route->drivers, self->driver)
                         : g_hash_table_contains (shifts, route->shift))
         && was_sent (self->sql, self->fleet, route);
}

/* NULL: one that was not read. */
static void
unref_route (gpointer route)
{
  if (route)
    rdm_row_unref (route);
}

static gboolean
give_routes (Day *self, GHashTable *shifts, GError **error)
{
  const RdmSqlValue value = RDM_SQL_TEXT (self->fleet);
  g_autoptr (GPtrArray) list = g_ptr_array_new_with_free_func (found_free);
  g_autoptr (GPtrArray) routes = g_ptr_array_new_with_free_func (unref_route);
  const char *last_day = "";

  if (!rdm_sql_run (self->sql,
                    "SELECT id, version, body FROM row_state"
                    " WHERE fleet = $1 AND kind = 'route' AND body IS NOT NULL"
                    " ORDER BY version DESC LIMIT " NEWEST_ROUTES,
                    &value, 1, keep_found, list, error))
    return FALSE;
  for (guint i = 0; i < list->len; i++)
    {
      const Found *found = list->pdata[i];
      g_autofree char *shift = NULL;
      g_autofree char *date = NULL;
      RdmRoute *route = NULL;

      /* Most are others', and need not be read. */
      if (rdm_route_id_split (found->id, &shift, &date)
          && (g_hash_table_contains (shifts, shift) || strstr (found->body, self->driver)))
        route = parse_row (found->body);
      g_ptr_array_add (routes, route);
      if (route && is_own (self, route, shifts) && strcmp (route->date, last_day) > 0)
        last_day = route->date;
    }
  for (guint i = 0; i < list->len; i++)
    {
      const RdmRoute *route = routes->pdata[i];

      if (route && is_own (self, route, shifts)
          && (route->state != RDM_ROUTE_CLOSED || g_str_equal (route->date, last_day))
          && !give_route (self, route, list->pdata[i], error))
        return FALSE;
    }
  return TRUE;
}

static void
keep_head (const char *const *values, guint n_values, gpointer object)
{
  json_object_set_string_member (object, "epoch", values[0]);
  json_object_set_int_member (object, "seq", g_ascii_strtoll (values[1], NULL, 10));
}

static gboolean
give_settings (Day *self, GError **error)
{
  const RdmSqlValue value = RDM_SQL_TEXT (self->fleet);
  g_autoptr (GPtrArray) list = g_ptr_array_new_with_free_func (found_free);

  if (!rdm_sql_run (self->sql,
                    "SELECT id, version, body FROM row_state"
                    " WHERE fleet = $1 AND kind = 'settings' AND body IS NOT NULL",
                    &value, 1, keep_found, list, error))
    return FALSE;
  for (guint i = 0; i < list->len; i++)
    give_row (self, RDM_ROW_SETTINGS, list->pdata[i], NULL);
  return TRUE;
}

static gboolean
give_all (Day *self, GError **error)
{
  g_autoptr (GHashTable) shifts = find_shifts (self, error);

  return shifts && give_settings (self, error)
         && give (self, RDM_ROW_DRIVER, self->driver, NULL, error)
         && give_routes (self, shifts, error);
}

static char *
tag_of (JsonArray *rows)
{
  g_autoptr (JsonNode) node = json_node_new (JSON_NODE_ARRAY);
  g_autofree char *text = NULL;

  json_node_set_array (node, rows);
  text = rdm_wire_print (node);
  return g_compute_checksum_for_string (G_CHECKSUM_SHA256, text, -1);
}

char *
rdm_hub_driver_day (RdmSql *sql,
                    const char *fleet,
                    const char *driver,
                    const char *known,
                    char **tag,
                    GError **error)
{
  const RdmSqlValue value = RDM_SQL_TEXT (fleet);
  g_autoptr (JsonArray) rows = json_array_new ();
  g_autoptr (GHashTable) given = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  Day self = { sql, fleet, driver, rows, given };
  g_autoptr (JsonNode) node = json_node_new (JSON_NODE_OBJECT);
  JsonObject *object = json_object_new ();
  gboolean ok;

  *tag = NULL;
  json_node_take_object (node, object);
  if (!rdm_sql_begin_read (sql, error))
    return NULL;
  ok = rdm_sql_run (sql, "SELECT epoch, seq FROM fleet WHERE id = $1", &value, 1, keep_head, object,
                    error)
       && give_all (&self, error);
  rdm_sql_rollback (sql);
  if (!ok)
    return NULL;
  *tag = tag_of (rows);
  if (g_strcmp0 (*tag, known) == 0)
    return NULL;
  json_object_set_int_member (object, "schema", RDM_WIRE_SCHEMA);
  json_object_set_string_member (object, "driver", driver);
  json_object_set_array_member (object, "rows", json_array_ref (rows));
  return rdm_wire_print (node);
}
