/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rdm-sim-private.h"

#include "rdm-time.h"

#define USUAL_EVERY_S 10
/* After the last one should be back. */
#define AFTER_MS (150 * RDM_SIM_MINUTE_MS)

gint64
rdm_sim_time (const RdmSim *self, gint32 tod_s)
{
  return tod_s == RDM_TIME_NONE ? RDM_SIM_NEVER
                                : rdm_time_to_utc (self->zone, self->date, tod_s) * 1000;
}

/* --- whose turn it is --------------------------------------------------------------------------
 */

static RdmSimDriver *
driver_at (const RdmSim *self, guint position)
{
  return g_ptr_array_index (self->drivers, g_array_index (self->heap, guint, position));
}

/* Of two at the same time the one whose route comes first. */
static gboolean
is_before (const RdmSim *self, guint a, guint b)
{
  gint64 x = rdm_sim_driver_next (driver_at (self, a));
  gint64 y = rdm_sim_driver_next (driver_at (self, b));

  return x != y ? x < y
                : g_array_index (self->heap, guint, a) < g_array_index (self->heap, guint, b);
}

static void
sift_down (RdmSim *self, guint position)
{
  for (;;)
    {
      guint first = position;

      for (guint child = 2 * position + 1; child <= 2 * position + 2; child++)
        if (child < self->heap->len && is_before (self, child, first))
          first = child;
      if (first == position)
        return;
      guint *a = &g_array_index (self->heap, guint, position);
      guint *b = &g_array_index (self->heap, guint, first);
      guint other = *a;

      *a = *b;
      *b = other;
      position = first;
    }
}

static void
build_heap (RdmSim *self)
{
  for (guint i = 0; i < self->drivers->len; i++)
    g_array_append_val (self->heap, i);
  for (guint i = self->heap->len; i-- > 0;)
    sift_down (self, i);
}

/* --- making one --------------------------------------------------------------------------------
 */

static void
add_driver (RdmSim *self, RdmDayPlan *plan, const RdmRoute *route)
{
  const RdmSchedule *schedule = rdm_day_plan_get_schedule (plan, route->row.id);
  RdmTrueRoute *truth = g_new0 (RdmTrueRoute, 1);
  RdmSimDriver *driver = rdm_sim_driver_new (
      self, route, schedule && schedule->n_stops > 0 ? schedule->start_s : RDM_TIME_NONE);

  truth->route = g_strdup (route->row.id);
  g_ptr_array_add (self->truth->routes, truth);
  if (!driver)
    return;
  driver->truth = truth;
  g_ptr_array_add (self->drivers, driver);
  self->begin_ms = MIN (self->begin_ms, driver->wake_ms);
  self->end_ms = MAX (self->end_ms, driver->latest_ms + AFTER_MS);
}

static void
note_due (RdmSim *self, const RdmRoute *route)
{
  for (GStrv id = route->stops; id && *id; id++)
    {
      const RdmStop *stop = rdm_rows_get (self->rows, RDM_ROW_STOP, *id);

      if (stop && rdm_stop_is_open (stop))
        g_ptr_array_add (self->truth->due, g_strdup (*id));
    }
}

static int
compare_routes (gconstpointer a, gconstpointer b)
{
  const RdmRow *x = *(const RdmRow *const *)a;
  const RdmRow *y = *(const RdmRow *const *)b;

  return strcmp (x->id, y->id);
}

static RdmBox
box_of (RdmDayPlan *plan)
{
  const GPtrArray *routes = rdm_day_plan_get_routes (plan);
  RdmBox box = RDM_BOX_EMPTY;

  for (guint i = 0; i < routes->len; i++)
    {
      const RdmRoute *route = g_ptr_array_index (routes, i);
      const RdmSchedule *schedule = rdm_day_plan_get_schedule (plan, route->row.id);

      for (guint v = 0; schedule && v < schedule->visits->len; v++)
        if (g_array_index (schedule->visits, RdmVisit, v).kind == RDM_VISIT_STOP)
          rdm_box_extend (&box, g_array_index (schedule->visits, RdmVisit, v).point);
    }
  return box;
}

static void
set_up (RdmSim *self, RdmDayPlan *plan, const RdmSimOptions *options)
{
  GPtrArray *shown = rdm_day_plan_get_routes (plan);
  g_autoptr (GPtrArray) routes = g_ptr_array_new ();

  rdm_sim_traffic_init (&self->traffic, self->seed, self->midnight_ms, box_of (plan));
  rdm_sim_draw_mishaps (self, plan, options->n_mishaps, options->kinds);
  self->begin_ms = RDM_SIM_NEVER;
  self->end_ms = self->midnight_ms;
  g_ptr_array_extend (routes, shown, NULL, NULL);
  g_ptr_array_sort (routes, compare_routes);
  for (guint i = 0; i < routes->len; i++)
    {
      add_driver (self, plan, g_ptr_array_index (routes, i));
      note_due (self, g_ptr_array_index (routes, i));
    }
  self->begin_ms = self->drivers->len > 0 ? self->begin_ms : self->midnight_ms;
  /* Phones are with people from morning on, whenever their work begins. */
  for (guint i = 0; i < self->drivers->len; i++)
    ((RdmSimDriver *)g_ptr_array_index (self->drivers, i))->tick_ms = self->begin_ms;
  self->now_ms = self->begin_ms;
  if (options->from_ms > self->begin_ms)
    {
      self->now_ms = options->from_ms;
      for (guint i = 0; i < self->drivers->len; i++)
        rdm_sim_driver_take_up (g_ptr_array_index (self->drivers, i), self->now_ms);
    }
  build_heap (self);
}

RdmSim *
rdm_sim_new (RdmRows *rows, const char *date, RdmTravel *travel, const RdmSimOptions *options)
{
  RdmSim *self = g_new0 (RdmSim, 1);
  g_autoptr (RdmSettings) settings = rdm_rows_settings (rows);
  g_autoptr (RdmDayPlan) plan = NULL;

  self->rows = g_object_ref (rows);
  self->date = g_strdup (date);
  self->zone = settings->zone ? g_time_zone_new_identifier (settings->zone) : NULL;
  if (!self->zone)
    self->zone = g_time_zone_new_utc ();
  self->travel = travel ? g_object_ref (travel) : rdm_travel_new_from_settings (settings);
  self->seed = options->seed;
  self->run = g_strdup (options->run);
  self->every_ms =
      1000 * (options->position_every_s > 0 ? (gint64)options->position_every_s : USUAL_EVERY_S);
  self->midnight_ms = rdm_sim_time (self, 0);
  self->truth = rdm_sim_truth_new ();
  self->stop_mishaps = g_hash_table_new (g_str_hash, g_str_equal);
  self->served = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->drivers = g_ptr_array_new_with_free_func (rdm_sim_driver_free);
  self->heap = g_array_new (FALSE, FALSE, sizeof (guint));
  plan = rdm_day_plan_new (rows, date, self->travel);
  set_up (self, plan, options);
  return self;
}

void
rdm_sim_free (RdmSim *self)
{
  if (!self)
    return;
  g_ptr_array_unref (self->drivers);
  g_array_unref (self->heap);
  g_hash_table_unref (self->stop_mishaps);
  g_hash_table_unref (self->served);
  rdm_sim_traffic_clear (&self->traffic);
  rdm_sim_truth_free (self->truth);
  g_clear_object (&self->day_travel);
  g_object_unref (self->travel);
  g_time_zone_unref (self->zone);
  g_object_unref (self->rows);
  g_free (self->date);
  g_free (self->run);
  g_free (self);
}

void
rdm_sim_set_listener (RdmSim *self, const RdmSimListener *listener, gpointer user_data)
{
  self->listener = *listener;
  self->user_data = user_data;
}

/* --- time --------------------------------------------------------------------------------------
 */

void
rdm_sim_set_rows (RdmSim *self, RdmRows *rows)
{
  g_set_object (&self->rows, rows);
}

guint64
rdm_sim_run_until (RdmSim *self, gint64 at_ms)
{
  guint64 n_before = self->n_events;

  while (self->heap->len > 0)
    {
      RdmSimDriver *first = driver_at (self, 0);
      gint64 next_ms = rdm_sim_driver_next (first);

      if (next_ms > at_ms)
        break;
      self->now_ms = MAX (self->now_ms, next_ms);
      rdm_sim_driver_happen (first, self->now_ms);
      sift_down (self, 0);
    }
  self->now_ms = MAX (self->now_ms, at_ms);
  return self->n_events - n_before;
}

gint64
rdm_sim_get_now (const RdmSim *self)
{
  return self->now_ms;
}

gint64
rdm_sim_get_begin (const RdmSim *self)
{
  return self->begin_ms;
}

gint64
rdm_sim_get_end (const RdmSim *self)
{
  return self->end_ms;
}

gboolean
rdm_sim_is_over (const RdmSim *self)
{
  if (self->now_ms >= self->end_ms)
    return TRUE;
  for (guint i = 0; i < self->drivers->len; i++)
    {
      const RdmSimDriver *driver = g_ptr_array_index (self->drivers, i);

      if (driver->life != RDM_SIM_OVER && driver->next_ms != RDM_SIM_NEVER)
        return FALSE;
      /* What a phone has yet to say. */
      if (driver->life == RDM_SIM_OVER && driver->tick_ms != RDM_SIM_NEVER)
        return FALSE;
    }
  return TRUE;
}

const RdmSimTruth *
rdm_sim_get_truth (RdmSim *self)
{
  for (guint i = 0; i < self->drivers->len; i++)
    {
      const RdmSimDriver *driver = g_ptr_array_index (self->drivers, i);
      RdmSimMotion motion;

      rdm_sim_driver_motion (driver, self->now_ms, &motion);
      driver->truth->driven_m = motion.driven_m;
    }
  return self->truth;
}
