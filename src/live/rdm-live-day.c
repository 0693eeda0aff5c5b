/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rdm-live-day.h"

#include <glib/gi18n-lib.h>

#include "rdm-live-private.h"
#include "rdm-time.h"

/* Who reports under one name for several routes is on the one whose hours are nearest. */
struct _RdmLiveDay
{
  GObject parent_instance;

  RdmLiveContext context;
  GHashTable *routes;  /* (element-type utf8 RdmLiveRoute) */
  GHashTable *sources; /* (element-type utf8 GPtrArray) (nullable): source → RdmLiveRoute */
};

G_DEFINE_FINAL_TYPE (RdmLiveDay, rdm_live_day, G_TYPE_OBJECT)

enum
{
  SIGNAL_ROUTE_CHANGED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static void
tell (RdmLiveDay *self, RdmLiveRoute *route)
{
  route->has_eta = FALSE;
  g_signal_emit (self, signals[SIGNAL_ROUTE_CHANGED], 0, route->id);
}

/* --- which routes there are --------------------------------------------------------------------
 */

static void
find_midnight (RdmLiveDay *self)
{
  g_autoptr (RdmSettings) settings = rdm_rows_settings (rdm_day_plan_get_rows (self->context.plan));
  g_autoptr (GTimeZone) zone = settings->zone ? g_time_zone_new_identifier (settings->zone) : NULL;
  const char *date = rdm_day_plan_get_date (self->context.plan);

  if (!zone)
    zone = g_time_zone_new_utc ();
  self->context.midnight_ms = rdm_time_to_utc (zone, date, 0) * 1000;
}

static void
count_addresses (RdmLiveDay *self)
{
  g_clear_pointer (&self->context.addresses, g_hash_table_unref);
  if (self->context.experience)
    self->context.addresses = rdm_visit_count_addresses (
        rdm_day_plan_get_rows (self->context.plan), rdm_day_plan_get_date (self->context.plan));
}

static void
add_routes (RdmLiveDay *self)
{
  GPtrArray *routes = rdm_day_plan_get_routes (self->context.plan);

  for (guint i = 0; i < routes->len; i++)
    {
      const RdmRoute *row = g_ptr_array_index (routes, i);

      if (!g_hash_table_contains (self->routes, row->row.id))
        {
          RdmLiveRoute *route = rdm_live_route_new (&self->context, row->row.id);

          g_hash_table_insert (self->routes, route->id, route);
        }
    }
}

static RdmLiveRoute *
find_route (RdmLiveDay *self, const char *id)
{
  RdmLiveRoute *route = id ? g_hash_table_lookup (self->routes, id) : NULL;

  if (route)
    rdm_live_route_read (route);
  return route;
}

static void
read_sources (RdmLiveDay *self)
{
  GHashTableIter iter;
  gpointer value;

  if (self->sources)
    return;
  self->sources =
      g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify)g_ptr_array_unref);
  g_hash_table_iter_init (&iter, self->routes);
  while (g_hash_table_iter_next (&iter, NULL, &value))
    {
      RdmLiveRoute *route = value;

      rdm_live_route_read (route);
      for (guint i = 0; route->sources[i]; i++)
        {
          GPtrArray *list = g_hash_table_lookup (self->sources, route->sources[i]);

          if (!list)
            {
              list = g_ptr_array_new ();
              g_hash_table_insert (self->sources, g_strdup (route->sources[i]), list);
            }
          if (!g_ptr_array_find (list, route, NULL))
            g_ptr_array_add (list, route);
        }
    }
}

/* How far @at_ms is from the hours of @route; 0 within. */
static gint64
away_from_hours (RdmLiveRoute *route, gint64 at_ms)
{
  gint64 from_ms = route->row->started_ms;
  gint64 to_ms = route->row->ended_ms;

  if (from_ms == 0)
    from_ms = rdm_live_utc (route->context, route->start_s);
  if (to_ms == 0)
    to_ms = MAX (rdm_live_utc (route->context, route->end_s), from_ms);
  return MAX (MAX (from_ms - at_ms, at_ms - to_ms), 0);
}

static RdmLiveRoute *
find_reporter (RdmLiveDay *self, const char *source, gint64 at_ms)
{
  GPtrArray *list;
  RdmLiveRoute *best = NULL;

  read_sources (self);
  list = g_hash_table_lookup (self->sources, source);
  for (guint i = 0; list && i < list->len; i++)
    {
      RdmLiveRoute *route = g_ptr_array_index (list, i);

      rdm_live_route_read (route);
      if (!best || away_from_hours (route, at_ms) < away_from_hours (best, at_ms)
          || (away_from_hours (route, at_ms) == away_from_hours (best, at_ms)
              && strcmp (route->id, best->id) < 0))
        best = route;
    }
  return best;
}

/* --- what happens ------------------------------------------------------------------------------
 */

static void
forget_all (RdmLiveDay *self, gboolean and_way)
{
  GHashTableIter iter;
  gpointer value;

  add_routes (self);
  g_clear_pointer (&self->sources, g_hash_table_unref);
  g_hash_table_iter_init (&iter, self->routes);
  while (g_hash_table_iter_next (&iter, NULL, &value))
    rdm_live_route_forget_rows (value, and_way);
  g_hash_table_iter_init (&iter, self->routes);
  while (g_hash_table_iter_next (&iter, NULL, &value))
    tell (self, value);
}

static void
travel_changed_cb (RdmDayPlan *plan, gpointer user_data)
{
  forget_all (user_data, TRUE);
}

static void
line_changed_cb (RdmDayPlan *plan, const char *id, gpointer user_data)
{
  RdmLiveDay *self = user_data;
  RdmLiveRoute *route = g_hash_table_lookup (self->routes, id);

  if (!route)
    return;
  rdm_live_route_forget_rows (route, TRUE);
  tell (self, route);
}

static void
add_route_of (RdmLiveDay *self, const char *stop, GHashTable *touched)
{
  const char *id = rdm_rows_route_of (rdm_day_plan_get_rows (self->context.plan), stop);

  if (id)
    g_hash_table_add (touched, g_strdup (id));
}

/* Whether only @touched are. */
static gboolean
find_touched (RdmLiveDay *self, const RdmChange *change, GHashTable *touched)
{
  switch (change->kind)
    {
    case RDM_ROW_STOP:
      add_route_of (self, change->id, touched);
      return TRUE;
    case RDM_ROW_ORDER:
      for (int role = RDM_STOP_DELIVERY; role <= RDM_STOP_PICKUP; role++)
        {
          g_autofree char *stop = rdm_stop_id (change->id, (RdmStopRole)role);

          add_route_of (self, stop, touched);
        }
      return TRUE;
    case RDM_ROW_ROUTE:
      {
        const RdmRoute *before = (const RdmRoute *)change->before;
        const RdmRoute *after = (const RdmRoute *)change->after;

        g_hash_table_add (touched, g_strdup (change->id));
        return before && after && g_strcmp0 (before->shift, after->shift) == 0
               && (before->drivers == after->drivers
                   || (before->drivers && after->drivers
                       && g_strv_equal ((const char *const *)before->drivers,
                                        (const char *const *)after->drivers)));
      }
    case RDM_ROW_ATTEMPT:
    case RDM_ROW_EXCEPTION:
    case RDM_ROW_PLACE:
    case RDM_ROW_SENDER:
      return TRUE;
    default:
      return FALSE;
    }
}

void
rdm_live_day_rows_changed (RdmLiveDay *self, GPtrArray *changes)
{
  g_autoptr (GHashTable) touched = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  gboolean is_all = changes == NULL;
  GHashTableIter iter;
  gpointer key;

  g_return_if_fail (RDM_IS_LIVE_DAY (self));
  for (guint i = 0; changes && i < changes->len; i++)
    is_all |= !find_touched (self, g_ptr_array_index (changes, i), touched);
  if (is_all)
    {
      find_midnight (self);
      count_addresses (self);
      forget_all (self, TRUE);
      return;
    }
  g_hash_table_iter_init (&iter, touched);
  while (g_hash_table_iter_next (&iter, &key, NULL))
    {
      RdmLiveRoute *route = g_hash_table_lookup (self->routes, key);

      if (!route)
        continue;
      rdm_live_route_forget_rows (route, FALSE);
      tell (self, route);
    }
}

void
rdm_live_day_set_now (RdmLiveDay *self, gint64 now_ms)
{
  g_return_if_fail (RDM_IS_LIVE_DAY (self));
  self->context.now_ms = now_ms;
}

gint64
rdm_live_day_get_now (RdmLiveDay *self)
{
  g_return_val_if_fail (RDM_IS_LIVE_DAY (self), 0);
  return self->context.now_ms;
}

gboolean
rdm_live_day_add_position (RdmLiveDay *self, const char *source, const RdmPosition *position)
{
  RdmLiveRoute *route;
  int at;

  g_return_val_if_fail (RDM_IS_LIVE_DAY (self), FALSE);
  g_return_val_if_fail (rdm_point_is_valid (position->place), FALSE);
  route = find_reporter (self, source, position->at_utc_ms);
  if (!route)
    return FALSE;
  at = rdm_track_add (route->track, position);
  if (at < 0)
    return TRUE;
  if ((guint)at < route->fold.n_taken)
    rdm_live_route_unfold (route);
  tell (self, route);
  return TRUE;
}

/* --- answers -----------------------------------------------------------------------------------
 */

const RdmLiveVehicle *
rdm_live_day_get_vehicle (RdmLiveDay *self, const char *route_id)
{
  RdmLiveRoute *route;

  g_return_val_if_fail (RDM_IS_LIVE_DAY (self), NULL);
  route = find_route (self, route_id);
  return route ? rdm_live_route_see (route) : NULL;
}

static void
fill_eta (const RdmLiveRoute *route, guint n, RdmEta *eta)
{
  const RdmLiveContext *context = route->context;
  const RdmEtaStep *step = &route->steps[n];
  const RdmLiveStop *entry = &g_array_index (route->stops, RdmLiveStop, route->open[n]);

  *eta = (RdmEta){
    .p50_ms = rdm_live_utc (context, step->arrive_p50_s),
    .p90_ms = rdm_live_utc (context, step->arrive_p90_s),
    .begin_p50_ms = rdm_live_utc (context, step->begin_p50_s),
    .begin_p90_ms = rdm_live_utc (context, step->begin_p90_s),
    .leave_p50_ms = rdm_live_utc (context, step->leave_p50_s),
    .planned_ms = rdm_live_utc (context, entry->planned_s),
    .service_s = llround (step->service_s),
    .wait_s = llround (step->wait_s),
    .window_end_ms = rdm_live_utc (context, step->window_end_s),
    .slack_ms = RDM_LIVE_NEVER,
    .late_chance = step->late_chance,
    .sd_s = step->arrive_sd_s,
    .model_p50_ms = rdm_live_utc (context, step->arrive_model_p50_s),
    .model_p90_ms = rdm_live_utc (context, step->arrive_model_p90_s),
  };
  if (eta->window_end_ms != RDM_LIVE_NEVER)
    eta->slack_ms = eta->window_end_ms - eta->begin_p50_ms;
}

gboolean
rdm_live_day_get_eta (RdmLiveDay *self, const char *stop, RdmEta *eta)
{
  const char *id;
  RdmLiveRoute *route;

  g_return_val_if_fail (RDM_IS_LIVE_DAY (self), FALSE);
  id = rdm_rows_route_of (rdm_day_plan_get_rows (self->context.plan), stop);
  route = find_route (self, id);
  if (!route)
    return FALSE;
  rdm_live_route_estimate (route);
  for (guint i = 0; i < route->n_open; i++)
    {
      const RdmLiveStop *entry = &g_array_index (route->stops, RdmLiveStop, route->open[i]);

      if (!g_str_equal (entry->stop->row.id, stop))
        continue;
      if (entry->way_visit < 0)
        return FALSE;
      fill_eta (route, i, eta);
      return TRUE;
    }
  return FALSE;
}

gboolean
rdm_live_day_get_route_eta (RdmLiveDay *self, const char *id, RdmRouteEta *eta)
{
  RdmLiveRoute *route;
  const RdmEtaStep *end;

  g_return_val_if_fail (RDM_IS_LIVE_DAY (self), FALSE);
  route = find_route (self, id);
  if (!route)
    return FALSE;
  rdm_live_route_estimate (route);
  end = &route->steps[route->n_open];
  *eta = (RdmRouteEta){
    .end_p50_ms = rdm_live_utc (route->context, end->arrive_p50_s),
    .end_p90_ms = rdm_live_utc (route->context, end->arrive_p90_s),
    .planned_end_ms = rdm_live_utc (route->context, route->end_s),
    .shift_end_ms = rdm_live_utc (route->context, end->window_end_s),
    .overtime_chance = end->late_chance,
    .n_open = route->n_open,
    .break_s = llround (route->break_owed_s),
    .break_p50_ms = rdm_live_utc (route->context, route->pause.begin_p50_s),
    .break_latest_ms = rdm_live_utc (route->context, route->break_latest_s),
    .break_missed_chance = route->pause.missed_chance,
    .break_taken_ms = route->break_taken_ms,
    .goes_on_ms = rdm_live_route_goes_on_ms (route),
    .pace = rdm_live_route_get_pace (route),
  };
  return TRUE;
}

gboolean
rdm_live_day_get_way (RdmLiveDay *self, const char *id, RdmWay *way)
{
  RdmLiveRoute *route;
  const RdmWayLine *line;

  g_return_val_if_fail (RDM_IS_LIVE_DAY (self), FALSE);
  route = find_route (self, id);
  line = route ? rdm_live_route_get_way (route) : NULL;
  if (!line)
    return FALSE;
  *way = (RdmWay){ (const RdmPoint *)(gpointer)line->points->data, line->along_m, line->n_points };
  return TRUE;
}

GArray *
rdm_live_day_get_trail (RdmLiveDay *self, const char *id)
{
  GArray *trail = g_array_new (FALSE, FALSE, sizeof (RdmTrailPoint));
  RdmLiveRoute *route;
  guint n = 0;

  g_return_val_if_fail (RDM_IS_LIVE_DAY (self), trail);
  route = find_route (self, id);
  if (route)
    {
      rdm_live_route_fold (route);
      n = route->off_road->len;
    }
  for (guint i = 0; i < n; i++)
    {
      RdmPosition position;
      RdmTrailPoint point;

      rdm_track_get (route->track, i, &position);
      if (position.flags & (RDM_POSITION_MOCK | RDM_POSITION_COARSE))
        continue;
      point = (RdmTrailPoint){ position.at_utc_ms, position.place, route->off_road->data[i] != 0 };
      g_array_append_val (trail, point);
    }
  return trail;
}

static int
compare_routes (gconstpointer a, gconstpointer b)
{
  return strcmp ((*(RdmLiveRoute *const *)a)->id, (*(RdmLiveRoute *const *)b)->id);
}

static GPtrArray *
sorted_routes (RdmLiveDay *self)
{
  GPtrArray *routes = g_ptr_array_new ();
  GHashTableIter iter;
  gpointer value;

  g_hash_table_iter_init (&iter, self->routes);
  while (g_hash_table_iter_next (&iter, NULL, &value))
    g_ptr_array_add (routes, value);
  g_ptr_array_sort (routes, compare_routes);
  return routes;
}

RdmCommand *
rdm_live_day_take_detected (RdmLiveDay *self)
{
  g_autoptr (RdmCommand) command = NULL;
  g_autoptr (GPtrArray) routes = NULL;

  g_return_val_if_fail (RDM_IS_LIVE_DAY (self), NULL);
  command = rdm_command_new_report (_ ("Seen from positions"));
  /* In the order of ids, so that the same day makes the same command. */
  routes = sorted_routes (self);
  for (guint i = 0; i < routes->len; i++)
    rdm_live_route_detect (routes->pdata[i], command);
  return rdm_command_is_empty (command) ? NULL : g_steal_pointer (&command);
}

/* --- the object --------------------------------------------------------------------------------
 */

static void
rdm_live_day_finalize (GObject *object)
{
  RdmLiveDay *self = RDM_LIVE_DAY (object);

  g_signal_handlers_disconnect_by_data (self->context.plan, self);
  g_clear_pointer (&self->sources, g_hash_table_unref);
  g_hash_table_unref (self->routes);
  g_clear_pointer (&self->context.addresses, g_hash_table_unref);
  g_clear_object (&self->context.experience);
  g_clear_object (&self->context.plan);
  G_OBJECT_CLASS (rdm_live_day_parent_class)->finalize (object);
}

static void
rdm_live_day_class_init (RdmLiveDayClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = rdm_live_day_finalize;
  signals[SIGNAL_ROUTE_CHANGED] =
      g_signal_new ("route-changed", RDM_TYPE_LIVE_DAY, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                    G_TYPE_NONE, 1, G_TYPE_STRING);
}

static void
rdm_live_day_init (RdmLiveDay *self)
{
  self->routes = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, rdm_live_route_free);
  self->context.model = RDM_ETA_MODEL_DEFAULT;
}

RdmLiveDay *
rdm_live_day_new (RdmDayPlan *plan, gint64 now_ms)
{
  RdmLiveDay *self = g_object_new (RDM_TYPE_LIVE_DAY, NULL);

  self->context.plan = g_object_ref (plan);
  self->context.now_ms = now_ms;
  find_midnight (self);
  add_routes (self);
  g_signal_connect (plan, "travel-changed", G_CALLBACK (travel_changed_cb), self);
  g_signal_connect (plan, "line-changed", G_CALLBACK (line_changed_cb), self);
  return self;
}

RdmDayPlan *
rdm_live_day_get_plan (RdmLiveDay *self)
{
  g_return_val_if_fail (RDM_IS_LIVE_DAY (self), NULL);
  return self->context.plan;
}

void
rdm_live_day_set_experience (RdmLiveDay *self, RdmExperience *experience)
{
  g_return_if_fail (RDM_IS_LIVE_DAY (self));
  if (!g_set_object (&self->context.experience, experience))
    return;
  self->context.model = RDM_ETA_MODEL_DEFAULT;
  count_addresses (self);
  if (experience)
    rdm_experience_get_model (experience, &self->context.model);
  forget_all (self, FALSE);
}
