/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rdm-vrp-advice.h"
#include "vrp-judge.h"
#include "vrp-world.h"

/* A desk with a random plan, and a block of tasks in the hand, from anywhere. */
typedef struct
{
  World *world;
  RdmVrpPlan *plan;
  RdmVrpDesk *desk;
  guint32 block[3];
  guint n_block;
  guint vehicle;
  GArray *without; /* gint32: the vehicle's steps without the block */
} Case;

static gboolean
is_in_block (const Case *about, gint32 step)
{
  for (guint i = 0; i < about->n_block; i++)
    if ((gint32)about->block[i] == step)
      return TRUE;
  return FALSE;
}

static GArray *
steps_without (const Case *about, guint vehicle)
{
  GArray *steps = g_array_new (FALSE, FALSE, sizeof (gint32));
  guint32 n_steps;
  const gint32 *old = rdm_vrp_plan_get_route (about->plan, vehicle, &n_steps);

  for (guint i = 0; i < n_steps; i++)
    if (!is_in_block (about, old[i]))
      g_array_append_val (steps, old[i]);
  return steps;
}

static void
case_begin (Case *about, GRand *rand, guint sample, guint most_block)
{
  guint n_tasks = (guint)g_rand_int_range (rand, 3, 10);

  about->world = world_new (rand, world_features (rand, sample), n_tasks);
  about->plan = world_wild_plan (about->world, rand);
  about->desk = rdm_vrp_desk_new (&about->world->problem, about->plan);
  g_assert_nonnull (about->desk);
  about->n_block = 0;
  while (about->n_block < most_block)
    {
      guint32 task = (guint32)g_rand_int_range (rand, 0, (gint32)n_tasks);

      if (!is_in_block (about, (gint32)task))
        about->block[about->n_block++] = task;
      else
        break;
    }
  about->vehicle = (guint)g_rand_int_range (rand, 0, (gint32)about->world->vehicles->len);
  about->without = steps_without (about, about->vehicle);
}

static void
case_end (Case *about)
{
  g_array_unref (about->without);
  rdm_vrp_desk_free (about->desk);
  rdm_vrp_plan_free (about->plan);
  world_free (about->world);
}

/* The plan with the block where it was asked to go. */
static RdmVrpPlan *
changed_plan (const Case *about, guint position, guint drop_position, gboolean is_pair)
{
  RdmVrpPlan *plan = rdm_vrp_plan_new (about->plan->n_vehicles);

  for (guint v = 0; v < plan->n_vehicles; v++)
    {
      g_autoptr (GArray) steps = steps_without (about, v);

      if (v == about->vehicle && is_pair)
        {
          g_array_insert_vals (steps, drop_position, &about->block[1], 1);
          g_array_insert_vals (steps, position, &about->block[0], 1);
        }
      else if (v == about->vehicle)
        g_array_insert_vals (steps, position, about->block, about->n_block);
      g_assert_true (
          rdm_vrp_plan_set_route (plan, v, (const gint32 *)(void *)steps->data, steps->len));
    }
  return plan;
}

typedef struct
{
  gint64 cost;
  gint64 duty_s;
  gint64 drive_s;
  gint64 distance_m;
  gint64 late_s;
  gint64 overdue_s;
  gint64 n_violations;
} Sums;

static Sums
sum_plan (const RdmVrpProblem *problem, const RdmVrpPlan *plan)
{
  Sums sums = { 0 };
  RdmVrpSchedule schedule = { 0 };

  for (guint v = 0; v < plan->n_vehicles; v++)
    {
      guint32 n_steps;
      const gint32 *steps = rdm_vrp_plan_get_route (plan, v, &n_steps);

      g_assert_true (rdm_vrp_schedule (problem, v, steps, n_steps, &schedule));
      sums.cost += schedule.cost.total;
      sums.duty_s += schedule.duty_s;
      sums.drive_s += schedule.drive_s;
      sums.distance_m += schedule.distance_m;
      sums.late_s += schedule.late_s;
      sums.overdue_s += schedule.overdue_s;
      sums.n_violations += schedule.n_violations;
    }
  rdm_vrp_schedule_clear (&schedule);
  return sums;
}

static void
assert_price (const RdmVrpPrice *price, const Sums *before, const Sums *after)
{
  g_assert_cmpint (price->cost, ==, after->cost - before->cost);
  g_assert_cmpint (price->duty_s, ==, after->duty_s - before->duty_s);
  g_assert_cmpint (price->drive_s, ==, after->drive_s - before->drive_s);
  g_assert_cmpint (price->distance_m, ==, after->distance_m - before->distance_m);
  g_assert_cmpint (price->late_s, ==, after->late_s - before->late_s);
  g_assert_cmpint (price->overdue_s, ==, after->overdue_s - before->overdue_s);
}

/* A price is the difference of two schedules, to the unit. */
static void
test_price (void)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (11);

  for (guint i = 0; i < 2000; i++)
    {
      Case about;
      guint position;
      RdmVrpPrice price;
      RdmVrpPriceDetail detail;
      RdmVrpPlan *after;
      Sums sums[2];

      case_begin (&about, rand, i, 1 + i % 3);
      position = (guint)g_rand_int_range (rand, 0, (gint32)about.without->len + 1);
      after = changed_plan (&about, position, position, FALSE);
      sums[0] = sum_plan (&about.world->problem, about.plan);
      sums[1] = sum_plan (&about.world->problem, after);
      price =
          rdm_vrp_price_insertion (about.desk, about.block, about.n_block, about.vehicle, position);
      assert_price (&price, &sums[0], &sums[1]);
      /* What was broken before may be broken in another way at the same price. */
      if (sums[0].n_violations == 0
          && judge_plan (&about.world->problem, about.plan).n_violations == 0)
        g_assert_cmpint (price.n_new_violations > 0, ==,
                         sums[1].n_violations > 0
                             || judge_plan (&about.world->problem, after).n_violations > 0);
      g_assert_true (rdm_vrp_price_insertion_in_detail (about.desk, about.block, about.n_block,
                                                        about.vehicle, position, &detail));
      assert_price (&detail.price, &sums[0], &sums[1]);
      g_assert_cmpint (detail.n_touched, >=, about.n_block);
      rdm_vrp_price_detail_clear (&detail);
      rdm_vrp_plan_free (after);
      case_end (&about);
    }
}

/* The best place is the best of all places, and the ranking is sorted. */
static void
test_best (void)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (12);

  for (guint i = 0; i < 500; i++)
    {
      Case about;
      RdmVrpPrice best;
      RdmVrpPrice all[64];
      RdmVrpPrice ranked[8];
      guint32 n;
      guint32 drop;

      case_begin (&about, rand, i, 1);
      best = rdm_vrp_best_position (about.desk, about.block, 1, about.vehicle, &drop);
      n = rdm_vrp_price_everywhere (about.desk, about.block, 1, all, G_N_ELEMENTS (all));
      for (guint k = 0; k < n; k++)
        {
          RdmVrpPrice alone =
              rdm_vrp_price_insertion (about.desk, about.block, 1, all[k].vehicle, all[k].position);

          g_assert_cmpint (alone.cost, ==, all[k].cost);
          g_assert_cmpint (alone.n_new_violations, ==, all[k].n_new_violations);
          if (all[k].vehicle != about.vehicle)
            continue;
          g_assert_cmpint (best.n_new_violations, <=, all[k].n_new_violations);
          if (all[k].n_new_violations == 0)
            g_assert_cmpint (best.cost, <=, all[k].cost);
        }
      n = rdm_vrp_rank_vehicles (about.desk, about.block, 1, ranked, G_N_ELEMENTS (ranked));
      g_assert_cmpint (n, ==, about.world->vehicles->len);
      for (guint k = 1; k < n; k++)
        {
          g_assert_cmpint (ranked[k - 1].n_new_violations, <=, ranked[k].n_new_violations);
          if (ranked[k].n_new_violations == 0)
            g_assert_cmpint (ranked[k - 1].cost, <=, ranked[k].cost);
        }
      case_end (&about);
    }
}

/* --- tasks that ask for something else
 * ---------------------------------------------------------------------------- */

/* Other windows, service and loads where it is. New windows lie behind the old ones. */
static void
change_task (World *world, GRand *rand, guint32 index)
{
  RdmVrpTask *task = &g_array_index (world->tasks, RdmVrpTask, index);
  guint n = world->problem.n_dimensions;

  task->service_s = g_rand_int_range (rand, 0, 50);
  task->setup_s = g_rand_int_range (rand, 0, 2) * 7;
  task->first_window = world->windows->len;
  task->n_windows = (guint32)g_rand_int_range (rand, 0, 3);
  for (guint i = 0; i < task->n_windows; i++)
    {
      gint64 begin_s = 200 * (gint64)i + g_rand_int_range (rand, 0, 60);
      RdmVrpWindow window = i + 1 == task->n_windows && g_rand_boolean (rand)
                                ? rdm_vrp_window_soft (begin_s, begin_s + 90, 3)
                                : rdm_vrp_window_hard (begin_s, begin_s + 90);

      g_array_append_val (world->windows, window);
    }
  for (guint d = 0; d < n; d++)
    {
      gint64 amount = g_rand_int_range (rand, 0, 4);

      if (task->kind != RDM_VRP_PICKUP)
        g_array_index (world->deliveries, gint64, index * n + d) = amount;
      if (task->kind != RDM_VRP_DROP)
        g_array_index (world->pickups, gint64, index * n + d) = amount;
      if (task->kind == RDM_VRP_PICKUP)
        g_array_index (world->deliveries, gint64, (guint)task->partner * n + d) = amount;
      if (task->kind == RDM_VRP_DROP)
        g_array_index (world->pickups, gint64, (guint)task->partner * n + d) = amount;
    }
}

/* The desk says what one says that was made anew. */
static void
test_refresh (void)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (41);

  for (guint i = 0; i < 300; i++)
    {
      Case about;
      RdmVrpDesk *fresh;
      guint32 changed[4];
      guint n = 0;

      case_begin (&about, rand, i, 1);
      for (guint32 v = 0; v < about.plan->n_vehicles; v++)
        rdm_vrp_desk_get_schedule (about.desk, v);
      for (guint k = 0; k < 2; k++)
        {
          guint32 task = (guint32)g_rand_int_range (rand, 0, (gint32)about.world->tasks->len);
          gint32 partner = g_array_index (about.world->tasks, RdmVrpTask, task).partner;

          change_task (about.world, rand, task);
          changed[n++] = task;
          if (partner != RDM_VRP_NONE)
            changed[n++] = (guint32)partner;
        }
      world_point (about.world);
      rdm_vrp_desk_refresh_tasks (about.desk, changed, n);
      fresh = rdm_vrp_desk_new (&about.world->problem, about.plan);
      for (guint32 v = 0; v < about.plan->n_vehicles; v++)
        {
          const RdmVrpSchedule *a = rdm_vrp_desk_get_schedule (about.desk, v);
          const RdmVrpSchedule *b = rdm_vrp_desk_get_schedule (fresh, v);
          RdmVrpPrice x = rdm_vrp_best_position (about.desk, about.block, 1, v, NULL);
          RdmVrpPrice y = rdm_vrp_best_position (fresh, about.block, 1, v, NULL);

          g_assert_cmpint (a->n_violations, ==, b->n_violations);
          g_assert_cmpint (a->n_steps, ==, b->n_steps);
          g_assert_cmpmem (&a->cost, sizeof a->cost, &b->cost, sizeof b->cost);
          for (guint k = 0; k < a->n_steps; k++)
            {
              g_assert_cmpint (a->steps[k].begin_s, ==, b->steps[k].begin_s);
              g_assert_cmpint (a->steps[k].departure_s, ==, b->steps[k].departure_s);
            }
          g_assert_cmpint (x.cost, ==, y.cost);
          g_assert_cmpint (x.position, ==, y.position);
          g_assert_cmpint (x.n_new_violations, ==, y.n_new_violations);
        }
      rdm_vrp_desk_free (fresh);
      case_end (&about);
    }
}

/* --- why not, and what would help
 * ---------------------------------------------------------------------------- */

/* The task's, or break's, last window in its own place, so that it can be changed alone. */
static RdmVrpWindow *
last_window (World *world, guint first, guint n)
{
  return &g_array_index (world->windows, RdmVrpWindow, first + n - 1);
}

/* Does to the problem what the advice says. Returns: FALSE for what is not done to numbers (an
 * order). */
static gboolean
relax (World *world, guint vehicle, const RdmVrpRelaxation *relaxation)
{
  RdmVrpVehicle *about = &g_array_index (world->vehicles, RdmVrpVehicle, vehicle);
  RdmVrpTask *task =
      relaxation->task >= 0 ? &g_array_index (world->tasks, RdmVrpTask, relaxation->task) : NULL;

  switch (relaxation->kind)
    {
    case RDM_VRP_OVERLOAD:
      g_array_index (world->capacities, gint64,
                     vehicle * world->problem.n_dimensions + (guint)relaxation->detail) +=
          relaxation->amount;
      return TRUE;
    case RDM_VRP_WINDOW_MISSED:
      last_window (world, task->first_window, task->n_windows)->latest_s += relaxation->amount;
      return TRUE;
    case RDM_VRP_BREAK_MISSED:
      {
        const RdmVrpBreak *rest = &g_array_index (world->breaks, RdmVrpBreak, relaxation->detail);

        last_window (world, rest->first_window, rest->n_windows)->latest_s += relaxation->amount;
        return TRUE;
      }
    case RDM_VRP_BREAK_LOADED:
      for (guint d = 0; d < world->problem.n_dimensions; d++)
        g_array_index (world->break_loads, gint64,
                       (guint)relaxation->detail * world->problem.n_dimensions + d) +=
            relaxation->amount;
      return TRUE;
    case RDM_VRP_SHIFT_EXCEEDED:
      about->latest_s += relaxation->amount;
      return TRUE;
    case RDM_VRP_SKILL_MISSING:
      about->skills |= (guint64)relaxation->amount;
      return TRUE;
    case RDM_VRP_VEHICLE_NOT_ALLOWED:
      task->n_allowed = 0;
      task->fixed_vehicle = RDM_VRP_NONE;
      return TRUE;
    case RDM_VRP_TOO_MANY_TASKS:
      about->max_tasks += relaxation->amount;
      return TRUE;
    case RDM_VRP_TOO_FAR:
      about->max_distance_m += relaxation->amount;
      return TRUE;
    case RDM_VRP_TOO_MUCH_DRIVING:
      about->max_drive_s += relaxation->amount;
      return TRUE;
    case RDM_VRP_TOO_MUCH_DUTY:
      about->max_duty_s += relaxation->amount;
      return TRUE;
    case RDM_VRP_TOO_MANY_RELOADS:
      about->max_reloads += (guint32)relaxation->amount;
      return TRUE;
    case RDM_VRP_RIDE_TOO_LONG:
      g_array_index (world->tasks, RdmVrpTask, task->partner).max_ride_s += relaxation->amount;
      return TRUE;
    default:
      return FALSE;
    }
}

/* Only feasible routes, as a plan at work has. */
static void
keep_feasible_routes (Case *about)
{
  RdmVrpSchedule schedule = { 0 };

  for (guint v = 0; v < about->plan->n_vehicles; v++)
    {
      guint32 n_steps;
      const gint32 *steps = rdm_vrp_plan_get_route (about->plan, v, &n_steps);

      g_assert_true (rdm_vrp_schedule (&about->world->problem, v, steps, n_steps, &schedule));
      if (schedule.n_violations > 0)
        {
          rdm_vrp_plan_set_route (about->plan, v, NULL, 0);
          rdm_vrp_desk_set_route (about->desk, v, NULL, 0);
        }
    }
  rdm_vrp_schedule_clear (&schedule);
  g_array_unref (about->without);
  about->without = steps_without (about, about->vehicle);
}

static void
test_why_not (void)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (13);
  guint n_relaxed = 0;

  for (guint i = 0; i < 2000; i++)
    {
      Case about;
      RdmVrpExplanation why;
      gboolean can = TRUE;
      const RdmVrpTask *task;
      gboolean is_pair = FALSE;

      case_begin (&about, rand, i, 1);
      keep_feasible_routes (&about);
      task = &g_array_index (about.world->tasks, RdmVrpTask, about.block[0]);
      if (task->kind == RDM_VRP_PICKUP)
        {
          about.block[about.n_block++] = (guint32)task->partner;
          is_pair = TRUE;
          g_array_unref (about.without);
          about.without = steps_without (&about, about.vehicle);
        }
      why = rdm_vrp_explain (about.desk, about.block, about.n_block, about.vehicle);
      g_assert_cmpint (why.feasible, ==, why.n_relaxations == 0 && why.complete);
      for (guint k = 0; k < why.n_relaxations; k++)
        can = relax (about.world, about.vehicle, &why.relaxations[k]) && can;
      world_point (about.world);
      /* A frozen head that has been taken away is wrong before and after. */
      if (can && why.complete
          && g_array_index (about.world->vehicles, RdmVrpVehicle, about.vehicle).n_frozen == 0)
        {
          RdmVrpPlan *after = changed_plan (&about, why.price.position, why.drop_position, is_pair);
          RdmVrpSchedule schedule = { 0 };
          guint32 n_steps;
          const gint32 *steps = rdm_vrp_plan_get_route (after, about.vehicle, &n_steps);

          g_assert_true (
              rdm_vrp_schedule (&about.world->problem, about.vehicle, steps, n_steps, &schedule));
          for (guint k = 0; k < schedule.n_violations; k++)
            g_test_message ("sample %u: still kind %d, task %d, %" G_GINT64_FORMAT, i,
                            schedule.violations[k].kind, schedule.violations[k].task,
                            (gint64)schedule.violations[k].amount);
          for (guint k = 0; k < why.n_relaxations && schedule.n_violations > 0; k++)
            g_test_message ("relaxed kind %d, task %d, %" G_GINT64_FORMAT, why.relaxations[k].kind,
                            why.relaxations[k].task, (gint64)why.relaxations[k].amount);
          g_assert_cmpint (schedule.n_violations, ==, 0);
          rdm_vrp_schedule_clear (&schedule);
          rdm_vrp_plan_free (after);
          n_relaxed += why.n_relaxations > 0;
        }
      case_end (&about);
    }
  g_assert_cmpint (n_relaxed, >, 150);
}

/* What takes how long is told, for the day of 25 and 30 routes of 40 stops. */
static void
test_speed (void)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (14);
  guint n_vehicles = 30;
  guint n_tasks = n_vehicles * 40 + 100;
  g_autoptr (World) world = world_new (
      rand, 1 << WITH_LOADS | 1 << WITH_SOFT_WINDOWS | 1 << WITH_BREAKS | 1 << WITH_DUTY_COSTS,
      n_tasks);
  RdmVrpVehicle vehicle = g_array_index (world->vehicles, RdmVrpVehicle, 0);
  RdmVrpPlan *plan = rdm_vrp_plan_new (n_vehicles);
  g_autofree RdmVrpPrice *prices = g_new (RdmVrpPrice, 2000);
  RdmVrpDesk *desk;
  gint64 began_us;

  g_array_set_size (world->vehicles, 0);
  g_array_set_size (world->capacities, 0);
  for (guint v = 0; v < n_vehicles; v++)
    {
      gint32 steps[40];

      g_array_append_val (world->vehicles, vehicle);
      for (guint d = 0; d < world->problem.n_dimensions; d++)
        {
          gint64 capacity = 1000;

          g_array_append_val (world->capacities, capacity);
        }
      for (guint i = 0; i < 40; i++)
        steps[i] = (gint32)(v * 40 + i);
      rdm_vrp_plan_set_route (plan, v, steps, 40);
    }
  world_point (world);
  desk = rdm_vrp_desk_new (&world->problem, plan);
  began_us = g_get_monotonic_time ();
  for (guint32 task = n_vehicles * 40; task < n_tasks; task++)
    rdm_vrp_price_everywhere (desk, &task, 1, prices, 2000);
  g_test_message ("price everywhere, 30 routes of 40: %.3f ms",
                  (double)(g_get_monotonic_time () - began_us) / 100 / 1000);
  began_us = g_get_monotonic_time ();
  for (guint32 task = n_vehicles * 40; task < n_tasks; task++)
    rdm_vrp_rank_vehicles (desk, &task, 1, prices, 10);
  g_test_message ("ten best vehicles of 30: %.3f ms",
                  (double)(g_get_monotonic_time () - began_us) / 100 / 1000);
  began_us = g_get_monotonic_time ();
  for (guint32 task = 0; task < 100; task++)
    rdm_vrp_price_everywhere (desk, &task, 1, prices, 2000);
  g_test_message ("price everywhere of a stop that is dragged: %.3f ms",
                  (double)(g_get_monotonic_time () - began_us) / 100 / 1000);
  rdm_vrp_desk_free (desk);
  rdm_vrp_plan_free (plan);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/advice/price", test_price);
  g_test_add_func ("/advice/best", test_best);
  g_test_add_func ("/advice/refresh", test_refresh);
  g_test_add_func ("/advice/why-not", test_why_not);
  g_test_add_func ("/advice/speed", test_speed);
  return g_test_run ();
}
