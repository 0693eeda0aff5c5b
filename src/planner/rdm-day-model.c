/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rdm-day-model.h"

#include "rdm-day-model-private.h"
#include "rdm-day-plan.h"
#include "rdm-model-fleet.h"
#include "rdm-time.h"

/* Heads that were rewritten leave room behind: so many times the day's stops, and some more. */
#define FROZEN_TIMES 8
#define FROZEN_UNUSED_MOST 10000

typedef struct
{
  RdmDayModel *model;
  RdmRows *rows;
  GHashTable *locations; /* packed place → index + 1 */
} Build;

/* --- places ------------------------------------------------------------------------------------
 */

static void
add_point (Build *build, RdmPoint point)
{
  GArray *points = build->model->points;
  gint64 key;

  if (!rdm_point_is_valid (point))
    return;
  key = rdm_travel_place_key (point);
  if (g_hash_table_contains (build->locations, &key))
    return;
  g_array_append_val (points, point);
  g_hash_table_insert (build->locations, g_memdup2 (&key, sizeof key),
                       GUINT_TO_POINTER (points->len));
}

/* Where vehicles begin and end first, then stops. */
static void
collect_points (Build *build, GPtrArray *orders)
{
  for (guint v = 0; v < build->model->routes->len; v++)
    {
      const RdmModelRoute *entry = g_ptr_array_index (build->model->routes, v);

      add_point (build, entry->vehicle->start);
      add_point (build, entry->vehicle->end);
    }
  for (guint i = 0; i < orders->len; i++)
    {
      const RdmOrder *order = g_ptr_array_index (orders, i);

      add_point (build, rdm_order_end_stopping_point (&order->at));
      if (order->kind == RDM_ORDER_SHIPMENT)
        add_point (build, rdm_order_end_stopping_point (&order->from));
    }
}

/* Returns: RDM_VRP_NONE where there is no place. */
static gint32
find_location (const Build *build, RdmPoint point)
{
  gint64 key;

  if (!rdm_point_is_valid (point))
    return RDM_VRP_NONE;
  if (build->model->times)
    return rdm_travel_times_find (build->model->times, point);
  key = rdm_travel_place_key (point);
  return (gint32)GPOINTER_TO_UINT (g_hash_table_lookup (build->locations, &key)) - 1;
}

/* --- stops -------------------------------------------------------------------------------------
 */

/* @cut_off: bits: profiles by which one does not get there. */
static void
add_skills (RdmDayModel *self, RdmVrpTask *task, const RdmOrder *order, guint cut_off)
{
  task->skills = rdm_model_skill_mask (self->skills, order->skills);
  if (!cut_off && !rdm_model_skills_overflow (self->skills, order->skills))
    return;
  task->first_allowed = self->allowed->len;
  for (guint32 v = 0; v < self->routes->len; v++)
    if (!(cut_off & (1u << g_array_index (self->vehicles, RdmVrpVehicle, v).profile))
        && rdm_model_route_has_skills (g_ptr_array_index (self->routes, v), order->skills))
      {
        g_array_append_val (self->allowed, v);
        task->n_allowed++;
      }
  if (task->n_allowed == 0) /* which would mean anybody */
    task->skills |= RDM_SKILL_NOBODY;
}

/* The optimizer's idea of a stop; RDM_VRP_NONE when there is nowhere to drive to, or no road. */
static gint32
add_task (Build *build, const RdmOrder *order, const RdmStop *stop, gboolean *is_cut_off)
{
  RdmDayModel *self = build->model;
  const RdmOrderEnd *end = rdm_order_end (order, stop->role);
  RdmVrpTask task = rdm_vrp_task_default ();
  gint32 location;
  guint cut_off;

  if (stop->state == RDM_STOP_CANCELLED || !end)
    return RDM_VRP_NONE;
  location = find_location (build, rdm_order_end_stopping_point (end));
  if (location == RDM_VRP_NONE)
    return RDM_VRP_NONE;
  cut_off = rdm_day_model_profiles_cut_off (self, (guint32)location);
  *is_cut_off = cut_off && cut_off == rdm_day_model_profiles (self);
  if (*is_cut_off)
    return RDM_VRP_NONE;
  task.location = (guint32)location;
  add_skills (self, &task, order, cut_off);
  g_array_append_val (self->tasks, task);
  g_array_append_vals (self->task_stops, &self->stops->len, 1);
  return (gint32)self->tasks->len - 1;
}

static gint32
add_stop (Build *build, RdmOrder *order, RdmStopRole role)
{
  RdmDayModel *self = build->model;
  g_autofree char *id = rdm_stop_id (order->row.id, role);
  const RdmStop *stop = rdm_rows_get (build->rows, RDM_ROW_STOP, id);
  RdmModelStop entry;

  if (!stop)
    return RDM_VRP_NONE;
  entry = (RdmModelStop){
    .stop = rdm_row_ref (stop),
    .order = rdm_row_ref (order),
  };
  entry.task = add_task (build, order, stop, &entry.is_cut_off);
  g_array_append_val (self->stops, entry);
  g_hash_table_insert (self->stop_index, entry.stop->row.id, GUINT_TO_POINTER (self->stops->len));
  if (entry.task != RDM_VRP_NONE)
    {
      g_array_set_size (self->loads_off, self->tasks->len * RDM_N_LOADS);
      g_array_set_size (self->loads_on, self->tasks->len * RDM_N_LOADS);
      rdm_day_model_write_task (self, (guint)entry.task);
    }
  return entry.task;
}

/* Half a shipment, the other half having no place, is a job of its own: it is driven to all the
 * same. */
static void
add_shipment (Build *build, RdmOrder *order)
{
  gint32 pickup = add_stop (build, order, RDM_STOP_PICKUP);
  gint32 drop = add_stop (build, order, RDM_STOP_DELIVERY);

  if (pickup == RDM_VRP_NONE || drop == RDM_VRP_NONE)
    return;
  g_array_index (build->model->tasks, RdmVrpTask, pickup).kind = RDM_VRP_PICKUP;
  g_array_index (build->model->tasks, RdmVrpTask, pickup).partner = drop;
  g_array_index (build->model->tasks, RdmVrpTask, drop).kind = RDM_VRP_DROP;
  g_array_index (build->model->tasks, RdmVrpTask, drop).partner = pickup;
}

static void
add_orders (Build *build, GPtrArray *orders)
{
  for (guint i = 0; i < orders->len; i++)
    {
      RdmOrder *order = g_ptr_array_index (orders, i);

      if (order->kind == RDM_ORDER_SHIPMENT)
        add_shipment (build, order);
      else
        add_stop (build, order,
                  order->kind == RDM_ORDER_PICKUP ? RDM_STOP_PICKUP : RDM_STOP_DELIVERY);
    }
}

/* --- routes ------------------------------------------------------------------------------------
 */

static void
add_capacity (RdmDayModel *self, const RdmVehicle *vehicle)
{
  for (guint d = 0; d < RDM_N_LOADS; d++)
    {
      gint64 amount = vehicle->capacity.amount[d];

      amount =
          amount == RDM_CAPACITY_ANY ? RDM_VRP_UNLIMITED : CLAMP (amount, 0, RDM_MODEL_LOAD_MOST);
      g_array_append_val (self->capacities, amount);
    }
}

static void
add_route (Build *build, RdmRoute *route)
{
  RdmDayModel *self = build->model;
  RdmModelRoute *entry = rdm_model_route_new (build->rows, route);
  RdmVrpVehicle vehicle = rdm_model_route_vehicle (entry, self->skills);

  vehicle.first_break = self->breaks->len;
  vehicle.n_breaks = rdm_model_route_add_break (entry, self->breaks, self->windows) ? 1 : 0;
  g_array_append_val (self->vehicles, vehicle);
  add_capacity (self, entry->vehicle);
  g_ptr_array_add (self->routes, entry);
  g_hash_table_insert (self->route_index, entry->route->row.id,
                       GUINT_TO_POINTER (self->routes->len));
}

static void
add_route_ends (Build *build)
{
  for (guint v = 0; v < build->model->routes->len; v++)
    {
      const RdmModelRoute *entry = g_ptr_array_index (build->model->routes, v);
      RdmVrpVehicle *vehicle = &g_array_index (build->model->vehicles, RdmVrpVehicle, v);

      vehicle->start_location = find_location (build, entry->vehicle->start);
      vehicle->end_location = find_location (build, entry->vehicle->end);
    }
}

static void
add_frozen_head (RdmDayModel *self, guint index)
{
  const RdmModelRoute *entry = g_ptr_array_index (self->routes, index);
  RdmVrpVehicle *vehicle = &g_array_index (self->vehicles, RdmVrpVehicle, index);

  vehicle->first_frozen = self->frozen->len;
  vehicle->n_frozen = 0;
  for (guint i = 0; i < entry->n_head; i++)
    {
      gint32 task = rdm_day_model_find_task (self, entry->route->stops[i]);
      guint32 frozen = (guint32)task;

      if (task == RDM_VRP_NONE)
        continue;
      g_array_append_val (self->frozen, frozen);
      vehicle->n_frozen++;
    }
}

/* --- the whole ---------------------------------------------------------------------------------
 */

static void
clear_stop (gpointer data)
{
  RdmModelStop *entry = data;

  g_clear_pointer (&entry->stop, rdm_row_unref);
  g_clear_pointer (&entry->order, rdm_row_unref);
}

static RdmDayModel *
model_alloc (RdmRows *rows, const char *date, RdmTravel *travel)
{
  RdmDayModel *self = g_new0 (RdmDayModel, 1);

  self->date = g_strdup (date);
  self->settings = rdm_rows_settings (rows);
  self->travel = travel ? g_object_ref (travel) : rdm_travel_new_from_settings (self->settings);
  self->routes = g_ptr_array_new_with_free_func (rdm_model_route_free);
  self->route_index = g_hash_table_new (g_str_hash, g_str_equal);
  self->stops = g_array_new (FALSE, FALSE, sizeof (RdmModelStop));
  g_array_set_clear_func (self->stops, clear_stop);
  self->stop_index = g_hash_table_new (g_str_hash, g_str_equal);
  self->task_stops = g_array_new (FALSE, FALSE, sizeof (guint));
  self->points = g_array_new (FALSE, FALSE, sizeof (RdmPoint));
  self->tasks = g_array_new (FALSE, FALSE, sizeof (RdmVrpTask));
  self->vehicles = g_array_new (FALSE, FALSE, sizeof (RdmVrpVehicle));
  self->windows = g_array_new (FALSE, FALSE, sizeof (RdmVrpWindow));
  self->breaks = g_array_new (FALSE, FALSE, sizeof (RdmVrpBreak));
  self->allowed = g_array_new (FALSE, FALSE, sizeof (guint32));
  self->frozen = g_array_new (FALSE, FALSE, sizeof (guint32));
  self->loads_off = g_array_new (FALSE, FALSE, sizeof (gint64));
  self->loads_on = g_array_new (FALSE, FALSE, sizeof (gint64));
  self->capacities = g_array_new (FALSE, FALSE, sizeof (gint64));
  return self;
}

#define ARRAY_DATA(array) ((gpointer)(array)->data)

static void
fill_problem (RdmDayModel *self)
{
  self->problem = (RdmVrpProblem){
    .n_locations = self->times ? self->times->n_points : self->points->len,
    .n_profiles = RDM_N_TRAVEL_PROFILES,
    .profiles = self->profiles,
    .n_tasks = self->tasks->len,
    .tasks = ARRAY_DATA (self->tasks),
    .n_vehicles = self->vehicles->len,
    .vehicles = ARRAY_DATA (self->vehicles),
    .n_dimensions = RDM_N_LOADS,
    .deliveries = ARRAY_DATA (self->loads_off),
    .pickups = ARRAY_DATA (self->loads_on),
    .capacities = ARRAY_DATA (self->capacities),
    .n_windows = self->windows->len,
    .windows = ARRAY_DATA (self->windows),
    .n_breaks = self->breaks->len,
    .breaks = ARRAY_DATA (self->breaks),
    .n_allowed_vehicles = self->allowed->len,
    .allowed_vehicles = ARRAY_DATA (self->allowed),
    .n_frozen_tasks = self->frozen->len,
    .frozen_tasks = ARRAY_DATA (self->frozen),
  };
}

void
rdm_day_model_rewrite_task (RdmDayModel *self, guint task)
{
  rdm_day_model_write_task (self, task);
  fill_problem (self);
}

gboolean
rdm_day_model_rewrite_state (RdmDayModel *self, guint index)
{
  RdmModelRoute *entry = rdm_day_model_get_route (self, index);
  RdmVrpVehicle *vehicle = &g_array_index (self->vehicles, RdmVrpVehicle, index);
  gboolean before = vehicle->leaves_at_earliest;

  rdm_model_route_read_state (entry);
  vehicle->leaves_at_earliest = rdm_model_route_leaves_at_earliest (entry);
  return vehicle->leaves_at_earliest != before;
}

/* The old head stays where it was in the array, unused: heads grow one by one, and arrays of a day
 * do not grow without end. */
gboolean
rdm_day_model_rewrite_head (RdmDayModel *self, guint index)
{
  RdmVrpVehicle *vehicle = &g_array_index (self->vehicles, RdmVrpVehicle, index);
  guint32 first = vehicle->first_frozen;
  guint32 n = vehicle->n_frozen;
  const guint32 *frozen;

  if (self->frozen->len > FROZEN_UNUSED_MOST + FROZEN_TIMES * self->tasks->len)
    return FALSE;
  add_frozen_head (self, index);
  frozen = (const guint32 *)(gpointer)self->frozen->data;
  if (vehicle->n_frozen < n
      || (n > 0 && memcmp (frozen + first, frozen + vehicle->first_frozen, n * sizeof *frozen)))
    return FALSE;
  if (vehicle->n_frozen == n)
    {
      g_array_set_size (self->frozen, vehicle->first_frozen);
      vehicle->first_frozen = first;
    }
  fill_problem (self);
  return TRUE;
}

RdmDayModel *
rdm_day_model_new (RdmRows *rows, const char *date, const RdmDayTravel *how)
{
  g_autoptr (GPtrArray) orders = rdm_rows_day_orders (rows, date);
  g_autoptr (GPtrArray) routes = rdm_rows_day_routes (rows, date);
  g_autoptr (GHashTable) locations =
      g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);
  RdmDayModel *self = model_alloc (rows, date, how->travel);
  Build build = { self, rows, locations };

  self->skills = rdm_model_skills_of (orders);
  for (guint i = 0; i < routes->len; i++)
    add_route (&build, g_ptr_array_index (routes, i));
  collect_points (&build, orders);
  rdm_day_model_fill_travel (self, how);
  add_route_ends (&build);
  add_orders (&build, orders);
  for (guint v = 0; v < self->routes->len; v++)
    add_frozen_head (self, v);
  fill_problem (self);
  return self;
}

void
rdm_day_model_free (RdmDayModel *self)
{
  if (!self)
    return;
  g_free (self->date);
  g_clear_pointer (&self->settings, rdm_row_unref);
  g_clear_object (&self->travel);
  g_ptr_array_unref (self->routes);
  g_hash_table_unref (self->route_index);
  g_array_unref (self->stops);
  g_hash_table_unref (self->stop_index);
  g_array_unref (self->task_stops);
  g_ptr_array_unref (self->skills);
  g_array_unref (self->points);
  g_array_unref (self->tasks);
  g_array_unref (self->vehicles);
  g_array_unref (self->windows);
  g_array_unref (self->breaks);
  g_array_unref (self->allowed);
  g_array_unref (self->frozen);
  g_array_unref (self->loads_off);
  g_array_unref (self->loads_on);
  g_array_unref (self->capacities);
  rdm_travel_plane_clear (&self->plane);
  g_clear_pointer (&self->times, rdm_travel_times_unref);
  g_free (self);
}

/* --- who is who --------------------------------------------------------------------------------
 */

gint32
rdm_day_model_find_route (const RdmDayModel *self, const char *route)
{
  return route ? GPOINTER_TO_INT (g_hash_table_lookup (self->route_index, route)) - 1
               : RDM_VRP_NONE;
}

RdmModelRoute *
rdm_day_model_get_route (const RdmDayModel *self, guint vehicle)
{
  return g_ptr_array_index (self->routes, vehicle);
}

RdmModelStop *
rdm_day_model_find_stop (const RdmDayModel *self, const char *stop)
{
  guint known = GPOINTER_TO_UINT (g_hash_table_lookup (self->stop_index, stop));

  return known ? &g_array_index (self->stops, RdmModelStop, known - 1) : NULL;
}

gint32
rdm_day_model_find_task (const RdmDayModel *self, const char *stop)
{
  const RdmModelStop *entry = rdm_day_model_find_stop (self, stop);

  return entry ? entry->task : RDM_VRP_NONE;
}

const RdmModelStop *
rdm_day_model_get_stop (const RdmDayModel *self, guint task)
{
  guint index = g_array_index (self->task_stops, guint, task);

  return &g_array_index (self->stops, RdmModelStop, index);
}

const char *
rdm_day_model_get_stop_id (const RdmDayModel *self, guint task)
{
  return rdm_day_model_get_stop (self, task)->stop->row.id;
}

GArray *
rdm_day_model_steps (const RdmDayModel *self, const char *const *stops)
{
  GArray *steps = g_array_new (FALSE, FALSE, sizeof (gint32));

  for (guint i = 0; stops && stops[i]; i++)
    {
      gint32 task = rdm_day_model_find_task (self, stops[i]);

      if (task != RDM_VRP_NONE)
        g_array_append_val (steps, task);
    }
  return steps;
}

GStrv
rdm_day_model_missing_skills (const RdmDayModel *self, guint task, guint vehicle)
{
  const RdmOrder *order = rdm_day_model_get_stop (self, task)->order;
  const RdmModelRoute *route = rdm_day_model_get_route (self, vehicle);
  g_autoptr (GStrvBuilder) missing = g_strv_builder_new ();

  for (guint i = 0; order->skills && order->skills[i]; i++)
    if (!rdm_model_route_has_skill (route, order->skills[i]))
      g_strv_builder_add (missing, order->skills[i]);
  return g_strv_builder_end (missing);
}

gint64
rdm_cost_to_minor (RdmVrpCost cost)
{
  gint64 half = cost < 0 ? -RDM_COST_PER_MINOR / 2 : RDM_COST_PER_MINOR / 2;

  return (cost + half) / RDM_COST_PER_MINOR;
}
