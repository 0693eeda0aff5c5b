/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rdm-alert-private.h"

#include "rdm-time.h"

/* Routes under way are looked at so often, whatever happens. */
#define LOOK_MS (20 * 1000)

/** Part: of a day: a route, or ("") what no route has. */
typedef struct
{
  char *route;
  GHashTable *seen;    /* (element-type utf8 RdmAlert): by id; owns them */
  GHashTable *pending; /* (element-type utf8 gint64) */
  gint64 looked_ms;
  gint64 look_again_ms;
  gboolean is_touched;
} Part;

struct _RdmAlerts
{
  GObject parent_instance;

  RdmLiveDay *day;
  RdmRows *rows;
  GHashTable *parts;   /* (element-type utf8 Part): by route; "" for what no route has */
  GHashTable *changed; /* (element-type utf8 gint64): orders that were changed while on a route that
                          is out: when */
  GPtrArray *groups;   /* (element-type RdmAlert): lines of several */
  GPtrArray *list;     /* (element-type RdmAlert): lines in order; borrowed from the parts and
                          groups */
  guint sum;           /* of what the list says, to see whether it says something else */
  gint64 updated_ms;
  gboolean is_dirty; /* rows of exceptions have changed */
};

G_DEFINE_FINAL_TYPE (RdmAlerts, rdm_alerts, G_TYPE_OBJECT)

/* --- parts of a day ----------------------------------------------------------------------------
 */

static GHashTable *
alerts_by_id_new (void)
{
  return g_hash_table_new_full (g_str_hash, g_str_equal, NULL, (GDestroyNotify)rdm_alert_free);
}

static void
part_free (gpointer data)
{
  Part *self = data;

  g_free (self->route);
  g_hash_table_unref (self->seen);
  g_hash_table_unref (self->pending);
  g_free (self);
}

static Part *
get_part (RdmAlerts *self, const char *route)
{
  Part *part = g_hash_table_lookup (self->parts, route);

  if (part)
    return part;
  part = g_new0 (Part, 1);
  part->route = g_strdup (route);
  part->seen = alerts_by_id_new ();
  part->pending = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  part->is_touched = TRUE;
  g_hash_table_insert (self->parts, part->route, part);
  return part;
}

static void
touch (RdmAlerts *self, const char *route)
{
  get_part (self, route)->is_touched = TRUE;
}

static void
route_changed_cb (RdmLiveDay *day, const char *route, gpointer user_data)
{
  touch (user_data, route);
}

/* --- looking -----------------------------------------------------------------------------------
 */

static void
watch_changed_orders (RdmAlerts *self, RdmWatch *watch, const RdmRoute *route)
{
  for (GStrv id = route->stops; id && *id; id++)
    {
      const RdmStop *stop = rdm_rows_get (self->rows, RDM_ROW_STOP, *id);
      const gint64 *since = stop ? g_hash_table_lookup (self->changed, stop->order) : NULL;

      if (!since || !rdm_stop_is_open (stop))
        continue;
      /* Who acknowledged since knows. */
      if (rdm_route_is_out (route) && route->acknowledged_ms < *since)
        rdm_watch_order_changed (watch, stop->order, route->row.id, *since);
    }
}

static void
look_at_route (RdmAlerts *self, Part *part, RdmWatch *watch)
{
  g_autoptr (RdmRoute) route = rdm_rows_get_route (self->rows, part->route);
  RdmRouteLook look;

  if (!route)
    return;
  if (route->state != RDM_ROUTE_CLOSED && route->stops)
    watch->look_again_ms = watch->now_ms + LOOK_MS;
  rdm_watch_stops (watch, route, &look);
  rdm_watch_vehicle (watch, route, &look);
  watch_changed_orders (self, watch, route);
}

static void
look (RdmAlerts *self, Part *part, RdmWatch *watch)
{
  g_autoptr (GHashTable) before = g_hash_table_ref (part->seen);

  watch->before = before;
  watch->pending = part->pending;
  watch->found = g_ptr_array_new ();
  watch->look_again_ms = RDM_LIVE_NEVER;
  if (*part->route)
    look_at_route (self, part, watch);
  else
    {
      rdm_watch_tray (watch);
      rdm_watch_reports (watch);
    }
  g_hash_table_unref (part->seen);
  part->seen = alerts_by_id_new ();
  for (guint i = 0; i < watch->found->len; i++)
    {
      RdmAlert *alert = g_ptr_array_index (watch->found, i);

      g_hash_table_replace (part->seen, alert->id, alert);
    }
  g_clear_pointer (&watch->found, g_ptr_array_unref);
  part->is_touched = FALSE;
  part->looked_ms = watch->now_ms;
  part->look_again_ms = watch->look_again_ms;
}

static gboolean
has_to_look (const Part *part, gint64 now_ms)
{
  return part->is_touched || now_ms >= part->look_again_ms || now_ms < part->looked_ms;
}

static gboolean
is_any_out (GPtrArray *routes)
{
  for (guint i = 0; i < routes->len; i++)
    if (rdm_route_is_out (g_ptr_array_index (routes, i)))
      return TRUE;
  return FALSE;
}

static gint64
midnight_of (const RdmSettings *settings, const char *date)
{
  g_autoptr (GTimeZone) zone = settings->zone ? g_time_zone_new_identifier (settings->zone) : NULL;

  if (!zone)
    zone = g_time_zone_new_utc ();
  return rdm_time_to_utc (zone, date, 0) * 1000;
}

/* Shifts come and go. */
static void
drop_parts (RdmAlerts *self, GPtrArray *routes)
{
  g_autoptr (GHashTable) ids = g_hash_table_new (g_str_hash, g_str_equal);
  GHashTableIter iter;
  gpointer id;

  if (g_hash_table_size (self->parts) <= routes->len + 1)
    return;
  g_ptr_array_set_size (self->list, 0);
  g_ptr_array_set_size (self->groups, 0);
  for (guint i = 0; i < routes->len; i++)
    g_hash_table_add (ids, ((RdmRoute *)g_ptr_array_index (routes, i))->row.id);
  g_hash_table_iter_init (&iter, self->parts);
  while (g_hash_table_iter_next (&iter, &id, NULL))
    if (*(const char *)id && !g_hash_table_contains (ids, id))
      g_hash_table_iter_remove (&iter);
}

static gboolean
look_at_all (RdmAlerts *self, gint64 now_ms)
{
  RdmDayPlan *plan = rdm_live_day_get_plan (self->day);
  g_autoptr (RdmSettings) settings = rdm_rows_settings (self->rows);
  g_autoptr (GPtrArray) routes = g_ptr_array_ref (rdm_day_plan_get_routes (plan));
  RdmWatch watch = { .day = self->day,
                     .rows = self->rows,
                     .settings = settings,
                     .date = rdm_day_plan_get_date (plan),
                     .now_ms = now_ms,
                     .midnight_ms = midnight_of (settings, rdm_day_plan_get_date (plan)),
                     .is_live = is_any_out (routes) };
  gboolean has_looked = FALSE;

  drop_parts (self, routes);
  for (guint i = 0; i <= routes->len; i++)
    {
      const char *id =
          i < routes->len ? ((const RdmRoute *)g_ptr_array_index (routes, i))->row.id : "";
      Part *part = get_part (self, id);

      if (!has_to_look (part, now_ms))
        continue;
      look (self, part, &watch);
      has_looked = TRUE;
    }
  return has_looked;
}

/* --- the list ----------------------------------------------------------------------------------
 */

/* What happened once does not come back by itself: only when it happens again. */
static gboolean
is_fact (RdmExceptionKind kind)
{
  switch (kind)
    {
    case RDM_EXCEPTION_FAILED:
    case RDM_EXCEPTION_REFUSED:
    case RDM_EXCEPTION_DAMAGED:
    case RDM_EXCEPTION_ADDRESS:
    case RDM_EXCEPTION_NO_PARKING:
    case RDM_EXCEPTION_LOAD_MISMATCH:
    case RDM_EXCEPTION_RETURNED:
      return TRUE;
    default:
      return FALSE;
    }
}

static gboolean
has_happened_again (const RdmAlert *alert, const RdmException *row)
{
  return is_fact (alert->kind) && alert->since_ms > row->ended_ms;
}

static gboolean
is_stranded (const RdmAlert *alert)
{
  return alert->step == RDM_ALERT_STEP_STRANDED && rdm_alert_is_breakdown (alert);
}

static gboolean
is_quiet (const RdmAlert *alert, const RdmException *row, gint64 now_ms)
{
  switch (row->state)
    {
    case RDM_EXCEPTION_WAITING:
      return row->until_ms > now_ms;
    case RDM_EXCEPTION_SOLVED:
      if (is_fact (alert->kind))
        return !has_happened_again (alert, row);
      if (now_ms < row->ended_ms + RDM_ALERT_SOLVED_MS)
        return TRUE;
      /* What people report is over when they say so; but goods may still lie where it broke down.
       */
      return row->reported && !is_stranded (alert);
    case RDM_EXCEPTION_DISMISSED:
      return TRUE;
    default:
      return FALSE;
    }
}

static void
merge_row (RdmAlerts *self, RdmAlert *alert, gint64 now_ms)
{
  const RdmException *row = rdm_rows_get (self->rows, RDM_ROW_EXCEPTION, alert->id);

  g_clear_pointer (&alert->row, rdm_row_unref);
  alert->row = row ? rdm_row_ref (row) : NULL;
  alert->is_quiet = row && is_quiet (alert, row, now_ms);
  if (row && row->since_ms > 0 && !has_happened_again (alert, row))
    alert->since_ms = MIN (alert->since_ms, row->since_ms);
  alert->urgency = rdm_alert_urgency (alert, now_ms);
}

static void
sort_list (RdmAlerts *self, gint64 now_ms)
{
  g_autoptr (GPtrArray) all = g_ptr_array_new ();
  GHashTableIter parts;
  gpointer part;

  g_ptr_array_set_size (self->list, 0);
  g_hash_table_iter_init (&parts, self->parts);
  while (g_hash_table_iter_next (&parts, NULL, &part))
    {
      GHashTableIter alerts;
      gpointer alert;

      g_hash_table_iter_init (&alerts, ((Part *)part)->seen);
      while (g_hash_table_iter_next (&alerts, NULL, &alert))
        {
          merge_row (self, alert, now_ms);
          g_ptr_array_add (all, alert);
        }
    }
  rdm_alerts_group (self->rows, all, self->groups, self->list);
  g_ptr_array_sort (self->list, rdm_alert_compare);
}

static guint
hash_of (GPtrArray *alerts)
{
  guint sum = 0;

  for (guint i = 0; alerts && i < alerts->len; i++)
    sum = sum * 31 + g_str_hash (((RdmAlert *)g_ptr_array_index (alerts, i))->id);
  return sum;
}

/* What somebody would see: which, in which order, in which words, and what people did. */
static guint
sum_up (RdmAlerts *self)
{
  guint sum = self->list->len;

  for (guint i = 0; i < self->list->len; i++)
    {
      const RdmAlert *alert = g_ptr_array_index (self->list, i);

      sum = sum * 31 + g_str_hash (alert->id);
      sum = sum * 31 + g_str_hash (alert->words ? alert->words : "");
      sum = sum * 31 + (guint)alert->step * 2 + (guint)alert->is_quiet;
      sum = sum * 31 + g_direct_hash (alert->row);
      sum = sum * 31 + hash_of (alert->parts);
      sum = sum * 31 + hash_of (alert->beneath);
    }
  return sum;
}

gboolean
rdm_alerts_update (RdmAlerts *self)
{
  gint64 now_ms;
  guint sum;
  gboolean has_changed;

  g_return_val_if_fail (RDM_IS_ALERTS (self), FALSE);
  now_ms = rdm_live_day_get_now (self->day);
  if (!look_at_all (self, now_ms) && !self->is_dirty && now_ms == self->updated_ms)
    return FALSE;
  sort_list (self, now_ms);
  sum = sum_up (self);
  has_changed = sum != self->sum;
  self->sum = sum;
  self->is_dirty = FALSE;
  self->updated_ms = now_ms;
  return has_changed;
}

GPtrArray *
rdm_alerts_get_list (RdmAlerts *self)
{
  g_return_val_if_fail (RDM_IS_ALERTS (self), NULL);
  return self->list;
}

guint
rdm_alerts_count_open (RdmAlerts *self)
{
  guint n = 0;

  g_return_val_if_fail (RDM_IS_ALERTS (self), 0);
  for (guint i = 0; i < self->list->len; i++)
    n += !((const RdmAlert *)g_ptr_array_index (self->list, i))->is_quiet;
  return n;
}

static const RdmAlert *
find_in (GPtrArray *list, const char *id)
{
  for (guint i = 0; list && i < list->len; i++)
    if (g_str_equal (((const RdmAlert *)g_ptr_array_index (list, i))->id, id))
      return g_ptr_array_index (list, i);
  return NULL;
}

static const RdmAlert *
find_part (const RdmAlert *line, const char *id)
{
  const RdmAlert *part = find_in (line->parts, id);

  return part ? part : find_in (line->beneath, id);
}

const RdmAlert *
rdm_alerts_find_line (RdmAlerts *self, const char *id)
{
  const RdmAlert *line;

  g_return_val_if_fail (RDM_IS_ALERTS (self), NULL);
  line = find_in (self->list, id);
  for (guint i = 0; !line && i < self->groups->len; i++)
    if (find_part (g_ptr_array_index (self->groups, i), id))
      line = g_ptr_array_index (self->groups, i);
  return line;
}

const RdmAlert *
rdm_alerts_find (RdmAlerts *self, const char *id)
{
  const RdmAlert *line = rdm_alerts_find_line (self, id);

  return line && !g_str_equal (line->id, id) ? find_part (line, id) : line;
}

/* --- rows --------------------------------------------------------------------------------------
 */

static gboolean
asks_for_something_else (const RdmOrder *before, const RdmOrder *after)
{
  static const char *const fields[] = { "lat",      "lon",   "address", "windows",     "parcels",
                                        "weight_g", "notes", "proof",   "from_lat",    "from_lon",
                                        "items",    "phone", "name",    "from_windows" };

  for (guint i = 0; i < G_N_ELEMENTS (fields); i++)
    {
      const RdmField *field = rdm_row_class_field (RDM_ROW_ORDER, fields[i]);

      if (field && !rdm_field_equal (field, before, after))
        return TRUE;
    }
  return FALSE;
}

static void
order_changed (RdmAlerts *self, const RdmChange *change)
{
  gint64 now_ms = rdm_live_day_get_now (self->day);

  for (int role = RDM_STOP_DELIVERY; role <= RDM_STOP_PICKUP; role++)
    {
      g_autofree char *stop = rdm_stop_id (change->id, (RdmStopRole)role);
      const char *id = rdm_rows_route_of (self->rows, stop);
      const RdmRoute *route = id ? rdm_rows_get (self->rows, RDM_ROW_ROUTE, id) : NULL;

      if (!route)
        continue;
      touch (self, id);
      if (rdm_route_is_out (route) && rdm_route_has_told (route, stop)
          && asks_for_something_else ((const RdmOrder *)change->before,
                                      (const RdmOrder *)change->after))
        g_hash_table_insert (self->changed, g_strdup (change->id),
                             g_memdup2 (&now_ms, sizeof now_ms));
    }
}

static void
touch_all (RdmAlerts *self)
{
  GHashTableIter iter;
  gpointer part;

  g_hash_table_iter_init (&iter, self->parts);
  while (g_hash_table_iter_next (&iter, NULL, &part))
    ((Part *)part)->is_touched = TRUE;
}

static void
take_change (RdmAlerts *self, const RdmChange *change)
{
  const char *route;

  switch (change->kind)
    {
    case RDM_ROW_EXCEPTION:
      self->is_dirty = TRUE;
      break;
    case RDM_ROW_ORDER:
      if (change->before && change->after)
        order_changed (self, change);
      break;
    case RDM_ROW_ROUTE:
      touch (self, change->id);
      break;
    case RDM_ROW_STOP:
      route = rdm_rows_route_of (self->rows, change->id);
      if (route)
        touch (self, route);
      break;
    default:
      break;
    }
}

void
rdm_alerts_rows_changed (RdmAlerts *self, GPtrArray *changes)
{
  g_return_if_fail (RDM_IS_ALERTS (self));
  touch (self, "");
  if (!changes)
    touch_all (self);
  for (guint i = 0; changes && i < changes->len; i++)
    take_change (self, g_ptr_array_index (changes, i));
}

/* --- the object --------------------------------------------------------------------------------
 */

static void
rdm_alerts_finalize (GObject *object)
{
  RdmAlerts *self = RDM_ALERTS (object);

  g_signal_handlers_disconnect_by_data (self->day, self);
  g_ptr_array_unref (self->list);
  g_ptr_array_unref (self->groups);
  g_hash_table_unref (self->parts);
  g_hash_table_unref (self->changed);
  g_object_unref (self->rows);
  g_object_unref (self->day);
  G_OBJECT_CLASS (rdm_alerts_parent_class)->finalize (object);
}

static void
rdm_alerts_class_init (RdmAlertsClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = rdm_alerts_finalize;
}

static void
rdm_alerts_init (RdmAlerts *self)
{
  self->parts = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, part_free);
  self->changed = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  self->list = g_ptr_array_new ();
  self->groups = g_ptr_array_new_with_free_func ((GDestroyNotify)rdm_alert_free);
}

RdmAlerts *
rdm_alerts_new (RdmLiveDay *day)
{
  RdmAlerts *self = g_object_new (RDM_TYPE_ALERTS, NULL);

  self->day = g_object_ref (day);
  self->rows = g_object_ref (rdm_day_plan_get_rows (rdm_live_day_get_plan (day)));
  g_signal_connect (day, "route-changed", G_CALLBACK (route_changed_cb), self);
  return self;
}
