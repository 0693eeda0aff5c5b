/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "vrp-world.h"

#include <math.h>

#define HAS(features, feature) (((features) >> (feature)&1) != 0)
#define DAY_S 400

static gboolean
chance (GRand *rand, double share)
{
  return g_rand_double (rand) < share;
}

static void
add_travel (World *world, GRand *rand, guint64 features, guint n)
{
  guint n_periods = HAS (features, WITH_PERIODS) ? 2 : 1;
  g_autofree double *x = g_new (double, n);
  g_autofree double *y = g_new (double, n);

  for (guint i = 0; i < n; i++)
    {
      x[i] = g_rand_double_range (rand, 0, 30);
      y[i] = g_rand_double_range (rand, 0, 30);
    }
  for (guint p = 0; p < n_periods; p++)
    for (guint i = 0; i < n; i++)
      for (guint j = 0; j < n; j++)
        {
          double d = hypot (x[i] - x[j], y[i] - y[j]);
          gint32 seconds = (gint32)ceil (d * (p == 0 ? 1.0 : 1.6)) + (i < j ? 1 : 0);
          gint32 metres = (gint32)ceil (d * 10);

          if (i == j)
            seconds = metres = 0;
          g_array_append_val (world->durations, seconds);
          if (p == 0)
            g_array_append_val (world->distances, metres);
        }
  world->period_begins[0] = 0;
  world->period_begins[1] = g_rand_int_range (rand, 20, 200);
  world->profile.n_periods = n_periods;
}

static void
add_windows (World *world, GRand *rand, guint64 features, guint32 *first, guint32 *n)
{
  gint64 at_s = g_rand_int_range (rand, 0, 150);
  guint wanted = HAS (features, WITH_SEVERAL_WINDOWS) ? (guint)g_rand_int_range (rand, 1, 4) : 1;

  *first = world->windows->len;
  for (guint i = 0; i < wanted; i++)
    {
      RdmVrpWindow window = rdm_vrp_window_hard (at_s, at_s + g_rand_int_range (rand, 0, 120));

      if (HAS (features, WITH_SOFT_WINDOWS) && i + 1 == wanted)
        {
          window = rdm_vrp_window_soft (at_s, at_s + g_rand_int_range (rand, 0, 60),
                                        g_rand_int_range (rand, 0, 30));
          if (chance (rand, 0.4))
            window.latest_s = window.end_s + g_rand_int_range (rand, 0, 60);
        }
      g_array_append_val (world->windows, window);
      at_s = window.latest_s + g_rand_int_range (rand, 1, 60);
    }
  *n = wanted;
}

static void
add_task (World *world, GRand *rand, guint64 features, guint n_locations, guint n_vehicles)
{
  RdmVrpTask task = rdm_vrp_task_default ();

  task.location = (guint32)g_rand_int_range (rand, 0, (gint32)n_locations);
  task.service_s = g_rand_int_range (rand, 0, 8);
  if (HAS (features, WITH_SETUP))
    task.setup_s = g_rand_int_range (rand, 0, 6);
  if ((HAS (features, WITH_WINDOWS) || HAS (features, WITH_SOFT_WINDOWS)
       || HAS (features, WITH_SEVERAL_WINDOWS))
      && chance (rand, 0.7))
    add_windows (world, rand, features, &task.first_window, &task.n_windows);
  if (HAS (features, WITH_SKILLS))
    task.skills = chance (rand, 0.4) ? (guint64)1 << g_rand_int_range (rand, 0, 3) : 0;
  if (HAS (features, WITH_LOCKS) && chance (rand, 0.3))
    task.fixed_vehicle = g_rand_int_range (rand, 0, (gint32)n_vehicles);
  else if (HAS (features, WITH_LOCKS) && chance (rand, 0.3))
    {
      guint32 vehicle = (guint32)g_rand_int_range (rand, 0, (gint32)n_vehicles);

      task.first_allowed = world->allowed->len;
      task.n_allowed = 1;
      g_array_append_val (world->allowed, vehicle);
    }
  if (HAS (features, WITH_PRIORITIES))
    task.priority = (guint8)g_rand_int_range (rand, 0, 4);
  if (HAS (features, WITH_PRIZES) && chance (rand, 0.5))
    task.leave_out_price = g_rand_int_range (rand, 0, 4000);
  if (HAS (features, WITH_RELEASES) && chance (rand, 0.5))
    task.release_s = g_rand_int_range (rand, 0, 100);
  if (HAS (features, WITH_STABILITY) && chance (rand, 0.7))
    {
      task.current_vehicle = g_rand_int_range (rand, 0, (gint32)n_vehicles);
      task.change_price = g_rand_int_range (rand, 0, 500);
    }
  g_array_append_val (world->tasks, task);
}

/* Makes two neighbours in the array the halves of a shipment. */
static void
pair_up (World *world, GRand *rand, guint64 features, guint at)
{
  RdmVrpTask *up = &g_array_index (world->tasks, RdmVrpTask, at);
  RdmVrpTask *down = &g_array_index (world->tasks, RdmVrpTask, at + 1);

  up->kind = RDM_VRP_PICKUP;
  down->kind = RDM_VRP_DROP;
  up->partner = (gint32)at + 1;
  down->partner = (gint32)at;
  down->fixed_vehicle = up->fixed_vehicle;
  down->n_allowed = up->n_allowed;
  down->first_allowed = up->first_allowed;
  if ((up->leave_out_price == RDM_VRP_REQUIRED) != (down->leave_out_price == RDM_VRP_REQUIRED))
    up->leave_out_price = down->leave_out_price = RDM_VRP_REQUIRED;
  if (HAS (features, WITH_RIDE_LIMITS))
    up->max_ride_s = g_rand_int_range (rand, 10, 80);
}

static void
add_loads (World *world, GRand *rand, guint64 features, guint n_dimensions)
{
  for (guint t = 0; t < world->tasks->len; t++)
    for (guint d = 0; d < n_dimensions; d++)
      {
        const RdmVrpTask *task = &g_array_index (world->tasks, RdmVrpTask, t);
        gint64 down = g_rand_int_range (rand, 0, 5);
        gint64 up =
            HAS (features, WITH_PICKUPS) && chance (rand, 0.5) ? g_rand_int_range (rand, 0, 5) : 0;

        if (task->kind == RDM_VRP_PICKUP)
          {
            up = down;
            down = 0;
          }
        else if (task->kind == RDM_VRP_DROP)
          {
            down = g_array_index (world->pickups, gint64, (guint)task->partner * n_dimensions + d);
            up = 0;
          }
        g_array_append_val (world->deliveries, down);
        g_array_append_val (world->pickups, up);
      }
}

static void
add_breaks (World *world, GRand *rand, RdmVrpVehicle *vehicle, guint n_dimensions)
{
  gint64 at_s = g_rand_int_range (rand, 0, 60);

  vehicle->first_break = world->breaks->len;
  vehicle->n_breaks = (guint32)g_rand_int_range (rand, 1, 3);
  for (guint i = 0; i < vehicle->n_breaks; i++)
    {
      RdmVrpBreak rest = { .duration_s = g_rand_int_range (rand, 1, 20),
                           .unpaid = chance (rand, 0.3) };
      gboolean has_limit = chance (rand, 0.3);
      guint n = (guint)g_rand_int_range (rand, 0, 3);

      rest.first_window = world->windows->len;
      rest.n_windows = n;
      for (guint w = 0; w < n; w++)
        {
          RdmVrpWindow window = rdm_vrp_window_hard (at_s, at_s + g_rand_int_range (rand, 0, 60));

          if (chance (rand, 0.2) && w + 1 == n)
            window =
                rdm_vrp_window_soft (window.begin_s, window.end_s, g_rand_int_range (rand, 0, 9));
          g_array_append_val (world->windows, window);
          at_s = window.end_s + g_rand_int_range (rand, 1, 30);
        }
      g_array_append_val (world->breaks, rest);
      for (guint d = 0; d < n_dimensions; d++)
        {
          gint64 limit = has_limit ? g_rand_int_range (rand, 0, 15) : RDM_VRP_UNLIMITED;

          g_array_append_val (world->break_loads, limit);
        }
    }
}

static void
add_vehicle (World *world, GRand *rand, guint64 features, guint n_locations, guint n_dimensions)
{
  RdmVrpVehicle vehicle = rdm_vrp_vehicle_default ();
  gint32 depot = HAS (features, WITH_DEPOTS) ? g_rand_int_range (rand, 0, (gint32)n_locations) : 0;

  vehicle.start_location =
      HAS (features, WITH_OPEN_ENDS) && chance (rand, 0.4) ? RDM_VRP_NONE : depot;
  vehicle.end_location =
      HAS (features, WITH_OPEN_ENDS) && chance (rand, 0.5) ? RDM_VRP_NONE : depot;
  vehicle.price_drive_s = 10;
  if (HAS (features, WITH_UNLIKE_COSTS))
    {
      vehicle.price_drive_s = g_rand_int_range (rand, 0, 20);
      vehicle.price_metre = g_rand_int_range (rand, 0, 3);
      vehicle.price_fixed = g_rand_int_range (rand, 0, 300);
    }
  if (HAS (features, WITH_DUTY_COSTS))
    vehicle.price_duty_s = g_rand_int_range (rand, 1, 20);
  if (HAS (features, WITH_SPEEDS))
    vehicle.duration_permille = g_rand_int_range (rand, 600, 1700);
  if (HAS (features, WITH_SKILLS))
    vehicle.skills = (guint64)g_rand_int_range (rand, 0, 8);
  if (HAS (features, WITH_SHIFTS))
    {
      vehicle.earliest_s = g_rand_int_range (rand, 0, 60);
      vehicle.latest_s = g_rand_int_range (rand, 150, DAY_S);
      vehicle.leaves_at_earliest = chance (rand, 0.2);
    }
  if (HAS (features, WITH_OVERTIME))
    {
      vehicle.overtime_after_s = g_rand_int_range (rand, 60, 200);
      vehicle.price_overtime = g_rand_int_range (rand, 1, 20);
    }
  if (HAS (features, WITH_BREAKS))
    add_breaks (world, rand, &vehicle, n_dimensions);
  if (HAS (features, WITH_RESTS))
    {
      vehicle.max_drive_between_rests_s = g_rand_int_range (rand, 15, 90);
      vehicle.rest_s = g_rand_int_range (rand, 1, 20);
    }
  if (HAS (features, WITH_LIMITS))
    {
      vehicle.max_tasks = g_rand_int_range (rand, 1, 8);
      vehicle.max_distance_m = g_rand_int_range (rand, 300, 1500);
      vehicle.max_drive_s = g_rand_int_range (rand, 30, 150);
      vehicle.max_duty_s = g_rand_int_range (rand, 60, 300);
    }
  if (HAS (features, WITH_RELOADS))
    {
      vehicle.max_reloads = (guint32)g_rand_int_range (rand, 0, 3);
      vehicle.reload_location = depot;
      vehicle.reload_s = g_rand_int_range (rand, 0, 10);
    }
  for (guint d = 0; d < n_dimensions; d++)
    {
      gint64 capacity = g_rand_int_range (rand, 4, 14);

      g_array_append_val (world->capacities, capacity);
    }
  g_array_append_val (world->vehicles, vehicle);
}

#define N_SERVICE_KINDS 2

static void
add_service_kinds (World *world, GRand *rand, guint64 features)
{
  for (guint i = 0; i < world->tasks->len * N_SERVICE_KINDS; i++)
    {
      gint32 service_s = g_rand_int_range (rand, 0, 12);
      gint32 setup_s = HAS (features, WITH_SETUP) ? g_rand_int_range (rand, 0, 6) : 0;

      g_array_append_val (world->kind_service, service_s);
      g_array_append_val (world->kind_setup, setup_s);
    }
  for (guint v = 0; v < world->vehicles->len; v++)
    g_array_index (world->vehicles, RdmVrpVehicle, v).service_kind =
        (guint32)g_rand_int_range (rand, 0, N_SERVICE_KINDS + 1);
}

static void
add_relations (World *world, GRand *rand)
{
  guint n = world->tasks->len;
  guint n_relations = (guint)g_rand_int_range (rand, 1, 3);
  g_autofree guint32 *order = g_new (guint32, n);
  guint used = 0;

  for (guint i = 0; i < n; i++)
    order[i] = i;
  for (guint i = n; i-- > 1;)
    {
      guint j = (guint)g_rand_int_range (rand, 0, (gint32)i + 1);
      guint32 swap = order[i];

      order[i] = order[j];
      order[j] = swap;
    }
  for (guint r = 0; r < n_relations && used + 2 <= n; r++)
    {
      RdmVrpRelation relation = { .kind = (RdmVrpRelationKind)g_rand_int_range (rand, 0, 4) };
      guint wanted = MIN ((guint)g_rand_int_range (rand, 2, 4), n - used);

      relation.first_task = world->relation_tasks->len;
      for (guint i = 0; i < wanted; i++)
        {
          const RdmVrpTask *task = &g_array_index (world->tasks, RdmVrpTask, order[used]);

          /* A chain within a shipment or with its own locks may be impossible; jobs only. */
          if (task->kind == RDM_VRP_JOB)
            g_array_append_val (world->relation_tasks, order[used]);
          used++;
        }
      relation.n_tasks = world->relation_tasks->len - relation.first_task;
      g_array_append_val (world->relations, relation);
    }
}

/* The first vehicle has done with nothing yet, but its first task or two are promised. */
static void
add_frozen (World *world, GRand *rand)
{
  RdmVrpVehicle *vehicle = &g_array_index (world->vehicles, RdmVrpVehicle, 0);
  guint n = (guint)g_rand_int_range (rand, 1, 3);

  vehicle->leaves_at_earliest = chance (rand, 0.5);
  for (guint t = 0; t < world->tasks->len && vehicle->n_frozen < n; t++)
    {
      RdmVrpTask *task = &g_array_index (world->tasks, RdmVrpTask, t);
      gboolean is_related = FALSE;

      for (guint i = 0; i < world->relation_tasks->len; i++)
        is_related |= g_array_index (world->relation_tasks, guint32, i) == t;
      if (task->kind != RDM_VRP_JOB || is_related)
        continue;
      task->skills = 0;
      task->n_allowed = 0;
      task->fixed_vehicle = RDM_VRP_NONE;
      g_array_append_val (world->frozen, t);
      vehicle->n_frozen++;
    }
}

static void
make_plan (World *world, GRand *rand)
{
  guint n_tasks = world->tasks->len;
  g_autofree gboolean *is_used = g_new0 (gboolean, n_tasks);

  world->plan = rdm_vrp_plan_new (world->vehicles->len);
  for (guint i = 0; i < world->frozen->len; i++)
    is_used[g_array_index (world->frozen, guint32, i)] = TRUE;
  for (guint v = 0; v < world->vehicles->len; v++)
    {
      g_autoptr (GArray) steps = g_array_new (FALSE, FALSE, sizeof (gint32));

      if (v == 0)
        g_array_append_vals (steps, world->frozen->data, world->frozen->len);
      for (guint t = 0; t < n_tasks; t++)
        if (!is_used[t] && chance (rand, 0.3))
          {
            gint32 step = (gint32)t;

            is_used[t] = TRUE;
            g_array_append_val (steps, step);
          }
      g_assert_true (
          rdm_vrp_plan_set_route (world->plan, v, (const gint32 *)(void *)steps->data, steps->len));
    }
}

void
world_point (World *world)
{
  RdmVrpProblem *problem = &world->problem;

  world->profile.durations_s = (const gint32 *)(void *)world->durations->data;
  world->profile.distances_m = (const gint32 *)(void *)world->distances->data;
  world->profile.period_begins_s = world->period_begins;
  problem->n_service_kinds = world->kind_service->len > 0 ? N_SERVICE_KINDS : 0;
  problem->kind_service_s = (const gint32 *)(void *)world->kind_service->data;
  problem->kind_setup_s = (const gint32 *)(void *)world->kind_setup->data;
  problem->n_profiles = 1;
  problem->profiles = &world->profile;
  problem->n_tasks = world->tasks->len;
  problem->tasks = (const RdmVrpTask *)(void *)world->tasks->data;
  problem->n_vehicles = world->vehicles->len;
  problem->vehicles = (const RdmVrpVehicle *)(void *)world->vehicles->data;
  problem->deliveries = (const gint64 *)(void *)world->deliveries->data;
  problem->pickups = (const gint64 *)(void *)world->pickups->data;
  problem->capacities = (const gint64 *)(void *)world->capacities->data;
  problem->n_windows = world->windows->len;
  problem->windows = (const RdmVrpWindow *)(void *)world->windows->data;
  problem->n_breaks = world->breaks->len;
  problem->breaks = (const RdmVrpBreak *)(void *)world->breaks->data;
  problem->break_loads = (const gint64 *)(void *)world->break_loads->data;
  problem->n_allowed_vehicles = world->allowed->len;
  problem->allowed_vehicles = (const guint32 *)(void *)world->allowed->data;
  problem->n_frozen_tasks = world->frozen->len;
  problem->frozen_tasks = (const guint32 *)(void *)world->frozen->data;
  problem->n_relations = world->relations->len;
  problem->relations = (const RdmVrpRelation *)(void *)world->relations->data;
  problem->n_relation_tasks = world->relation_tasks->len;
  problem->relation_tasks = (const guint32 *)(void *)world->relation_tasks->data;
}

World *
world_new (GRand *rand, guint64 features, guint n_tasks)
{
  World *world = g_new0 (World, 1);
  guint n_locations = n_tasks + 1;
  guint n_vehicles = (guint)g_rand_int_range (rand, 1, 5);
  guint n_dimensions = HAS (features, WITH_LOADS) ? (guint)g_rand_int_range (rand, 1, 4) : 0;
  char message[256];

  world->durations = g_array_new (FALSE, TRUE, sizeof (gint32));
  world->distances = g_array_new (FALSE, TRUE, sizeof (gint32));
  world->tasks = g_array_new (FALSE, TRUE, sizeof (RdmVrpTask));
  world->vehicles = g_array_new (FALSE, TRUE, sizeof (RdmVrpVehicle));
  world->windows = g_array_new (FALSE, TRUE, sizeof (RdmVrpWindow));
  world->breaks = g_array_new (FALSE, TRUE, sizeof (RdmVrpBreak));
  world->break_loads = g_array_new (FALSE, TRUE, sizeof (gint64));
  world->allowed = g_array_new (FALSE, TRUE, sizeof (guint32));
  world->frozen = g_array_new (FALSE, TRUE, sizeof (guint32));
  world->relations = g_array_new (FALSE, TRUE, sizeof (RdmVrpRelation));
  world->relation_tasks = g_array_new (FALSE, TRUE, sizeof (guint32));
  world->deliveries = g_array_new (FALSE, TRUE, sizeof (gint64));
  world->pickups = g_array_new (FALSE, TRUE, sizeof (gint64));
  world->capacities = g_array_new (FALSE, TRUE, sizeof (gint64));
  world->kind_service = g_array_new (FALSE, TRUE, sizeof (gint32));
  world->kind_setup = g_array_new (FALSE, TRUE, sizeof (gint32));
  add_travel (world, rand, features, n_locations);
  for (guint i = 0; i < n_tasks; i++)
    add_task (world, rand, features, n_locations, n_vehicles);
  for (guint i = 0; HAS (features, WITH_SHIPMENTS) && i + 1 < n_tasks; i += 2)
    if (chance (rand, 0.6))
      pair_up (world, rand, features, i);
  add_loads (world, rand, features, n_dimensions);
  for (guint i = 0; i < n_vehicles; i++)
    add_vehicle (world, rand, features, n_locations, n_dimensions);
  if (HAS (features, WITH_SERVICE_KINDS))
    add_service_kinds (world, rand, features);
  if (HAS (features, WITH_RELATIONS))
    add_relations (world, rand);
  if (HAS (features, WITH_FROZEN_HEADS))
    add_frozen (world, rand);
  world->problem.n_locations = n_locations;
  world->problem.n_dimensions = n_dimensions;
  if (HAS (features, WITH_BALANCE))
    world->problem.price_balance = g_rand_int_range (rand, 1, 4000);
  world_point (world);
  make_plan (world, rand);
  g_assert_true (rdm_vrp_problem_check (&world->problem, message, sizeof message));
  return world;
}

void
world_free (World *world)
{
  GArray *arrays[] = { world->durations,      world->distances,    world->tasks,
                       world->vehicles,       world->windows,      world->breaks,
                       world->allowed,        world->frozen,       world->relations,
                       world->relation_tasks, world->deliveries,   world->pickups,
                       world->capacities,     world->kind_service, world->kind_setup,
                       world->break_loads };

  for (guint i = 0; i < G_N_ELEMENTS (arrays); i++)
    g_array_unref (arrays[i]);
  rdm_vrp_plan_free (world->plan);
  g_free (world);
}

RdmVrpPlan *
world_wild_plan (const World *world, GRand *rand)
{
  RdmVrpPlan *plan = rdm_vrp_plan_new (world->vehicles->len);
  g_autoptr (GArray) left = g_array_new (FALSE, FALSE, sizeof (gint32));

  for (gint32 t = 0; t < (gint32)world->tasks->len; t++)
    if (chance (rand, 0.85))
      g_array_append_val (left, t);
  for (guint v = 0; v < world->vehicles->len; v++)
    {
      const RdmVrpVehicle *vehicle = &g_array_index (world->vehicles, RdmVrpVehicle, v);
      g_autoptr (GArray) steps = g_array_new (FALSE, FALSE, sizeof (gint32));
      guint wanted = (guint)g_rand_int_range (rand, 0, 7);

      while (left->len > 0 && steps->len < wanted)
        {
          guint pick = (guint)g_rand_int_range (rand, 0, (gint32)left->len);
          gint32 step = g_array_index (left, gint32, pick);

          g_array_remove_index_fast (left, pick);
          g_array_append_val (steps, step);
          if (vehicle->max_reloads > 0 && chance (rand, 0.3))
            {
              step = RDM_VRP_RELOAD;
              g_array_append_val (steps, step);
            }
        }
      g_assert_true (
          rdm_vrp_plan_set_route (plan, v, (const gint32 *)(void *)steps->data, steps->len));
    }
  return plan;
}

guint64
world_features (GRand *rand, guint sample)
{
  guint n_pairs = N_FEATURES * (N_FEATURES - 1) / 2;
  guint pair = sample % n_pairs;
  guint64 features = 0;
  guint a = 0;

  while (pair >= N_FEATURES - 1 - a)
    pair -= N_FEATURES - 1 - a++;
  features = G_GUINT64_CONSTANT (1) << a | G_GUINT64_CONSTANT (1) << (a + 1 + pair);
  for (guint f = 0; f < N_FEATURES; f++)
    if (chance (rand, 0.15))
      features |= G_GUINT64_CONSTANT (1) << f;
  return features;
}
