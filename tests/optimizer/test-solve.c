/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rdm-vrp-sketch-private.h"
#include "rdm-vrp-solve.h"
#include "vrp-judge.h"
#include "vrp-world.h"

#include <math.h>
#include <time.h>

static void
judge_solution (const World *world, const RdmVrpSolution *solution)
{
  Verdict verdict = judge_plan (&world->problem, solution->plan);
  guint n_served = 0;

  g_assert_cmpint (verdict.n_violations, ==, 0);
  g_assert_true (solution->feasible);
  g_assert_cmpint (verdict.cost, ==, solution->cost.total);
  for (guint i = 0; i < solution->plan->starts[solution->plan->n_vehicles]; i++)
    n_served += solution->plan->steps[i] >= 0;
  g_assert_cmpint (n_served + solution->n_left_out, ==, world->problem.n_tasks);
}

/* Whether `feasible` can be expected: a frozen head that breaks limits of its own is nobody's
 * fault. */
static gboolean
is_sane (const World *world)
{
  for (guint v = 0; v < world->problem.n_vehicles; v++)
    {
      const RdmVrpVehicle *vehicle = &world->problem.vehicles[v];
      g_autofree gint32 *head = g_new (gint32, vehicle->n_frozen + 1);
      RdmVrpSchedule schedule = { 0 };
      gboolean good = TRUE;

      for (guint i = 0; i < vehicle->n_frozen; i++)
        head[i] = (gint32)world->problem.frozen_tasks[vehicle->first_frozen + i];
      g_assert_true (rdm_vrp_schedule (&world->problem, v, head, vehicle->n_frozen, &schedule));
      good = schedule.n_violations == 0;
      rdm_vrp_schedule_clear (&schedule);
      if (!good)
        return FALSE;
    }
  return TRUE;
}

static void
test_all_features (void)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (3);

  for (guint i = 0; i < 2400; i++)
    {
      guint64 features = world_features (rand, i);
      g_autoptr (World) world = world_new (rand, features, (guint)g_rand_int_range (rand, 1, 11));
      RdmVrpParams params = { .iterations = 60, .threads = 1 + i % 2, .seed = i };
      RdmVrpSolution solution;

      g_test_message ("%u %" G_GINT64_MODIFIER "x", i, features);
      g_assert_cmpint (rdm_vrp_solve (&world->problem, &params, i % 3 == 0 ? world->plan : NULL,
                                      NULL, NULL, &solution),
                       ==, RDM_VRP_SOLVED);
      if (is_sane (world))
        judge_solution (world, &solution);
      else
        judge_plan (&world->problem, solution.plan);
      rdm_vrp_solution_clear (&solution);
    }
}

/* A plan to begin with is never made worse, and comes back whole when there is no time. */
static void
test_warm_start (void)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (4);

  for (guint i = 0; i < 200; i++)
    {
      g_autoptr (World) world = world_new (rand, world_features (rand, i), 8);
      RdmVrpParams params = { .iterations = 200, .seed = i };
      RdmVrpSolution first;
      RdmVrpSolution second;

      if (!is_sane (world))
        continue;
      rdm_vrp_solve (&world->problem, &params, NULL, NULL, NULL, &first);
      params.iterations = 1;
      rdm_vrp_solve (&world->problem, &params, first.plan, NULL, NULL, &second);
      g_assert_cmpint (judge_plan (&world->problem, second.plan).weight, <=,
                       judge_plan (&world->problem, first.plan).weight);
      if (second.n_left_out == first.n_left_out)
        g_assert_cmpint (second.cost.total, <=, first.cost.total);
      rdm_vrp_solution_clear (&first);
      rdm_vrp_solution_clear (&second);
    }
}

#define TOWN (1 << WITH_LOADS | 1 << WITH_WINDOWS)

static World *
new_town (guint n, guint64 features)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (5);
  World *world = world_new (rand, features, n);
  RdmVrpVehicle vehicle = world->problem.vehicles[0];

  /* Enough vehicles for all. */
  while (world->vehicles->len < n / 3 + 2)
    {
      g_array_append_val (world->vehicles, vehicle);
      for (guint d = 0; d < world->problem.n_dimensions; d++)
        {
          gint64 capacity = g_array_index (world->capacities, gint64, d);

          g_array_append_val (world->capacities, capacity);
        }
    }
  world_point (world);
  return world;
}

static void
test_same_again (void)
{
  /* A walk that is cut among threads, a small population, and a large one. */
  static const struct
  {
    guint n_tasks;
    guint iterations;
  } sizes[] = { { 250, 400 }, { 30, 3000 }, { 15, 6000 } };

  for (guint i = 0; i < 9; i++)
    {
      g_autoptr (World) world = new_town (sizes[i / 3].n_tasks, 1 << WITH_WINDOWS);
      guint threads = 1 + i % 3;
      RdmVrpParams params = { .iterations = sizes[i / 3].iterations,
                              .threads = threads,
                              .seed = 7 };
      RdmVrpSolution a;
      RdmVrpSolution b;
      guint n;

      rdm_vrp_solve (&world->problem, &params, NULL, NULL, NULL, &a);
      rdm_vrp_solve (&world->problem, &params, NULL, NULL, NULL, &b);
      n = a.plan->starts[a.plan->n_vehicles];
      g_assert_cmpmem (a.plan->starts, (a.plan->n_vehicles + 1) * sizeof (guint32), b.plan->starts,
                       (b.plan->n_vehicles + 1) * sizeof (guint32));
      g_assert_cmpmem (a.plan->steps, n * sizeof (gint32), b.plan->steps, n * sizeof (gint32));
      judge_solution (world, &a);
      rdm_vrp_solution_clear (&a);
      rdm_vrp_solution_clear (&b);
    }
}

typedef struct
{
  guint n_calls;
  gint64 said_no_us; /* of the processor */
  RdmVrpCost last;
} Watch;

/* Of all threads. */
static gint64
processor_us (void)
{
  struct timespec now;

  clock_gettime (CLOCK_PROCESS_CPUTIME_ID, &now);
  return (gint64)now.tv_sec * G_USEC_PER_SEC + now.tv_nsec / 1000;
}

static bool
watch_cb (const RdmVrpProgress *progress, void *data)
{
  Watch *watch = data;

  watch->n_calls++;
  g_assert_nonnull (progress->best);
  if (watch->n_calls > 1)
    g_assert_cmpint (progress->best_cost, <=, watch->last);
  watch->last = progress->best_cost;
  watch->said_no_us = processor_us ();
  return watch->n_calls < 4;
}

static void
test_cancel (void)
{
  const guint64 features[] = { TOWN, TOWN | 1 << WITH_BREAKS };

  for (guint i = 0; i < 4; i++)
    {
      g_autoptr (World) world = new_town (150, features[i / 2]);
      RdmVrpParams params = { .time_limit_s = 60, .threads = 1 + i % 2, .progress_every_s = 0.01 };
      Watch watch = { 0 };
      RdmVrpSolution solution;

      g_assert_cmpint (rdm_vrp_solve (&world->problem, &params, NULL, watch_cb, &watch, &solution),
                       ==, RDM_VRP_CANCELLED);
      /* 20 ms are promised; sanitizers get more, and the clock is everybody's. */
      g_assert_cmpint (processor_us () - watch.said_no_us, <, 200000);
      g_assert_cmpint (watch.n_calls, ==, 4);
      judge_solution (world, &solution);
      rdm_vrp_solution_clear (&solution);
    }
}

/* Rich problems that are large enough begin with a sketch: of what it leaves aside nothing is
 * broken in the end. */
static void
test_sketch (void)
{
  const guint64 features[] = {
    1 << WITH_BREAKS,
    1 << WITH_SEVERAL_WINDOWS | 1 << WITH_SETUP,
    1 << WITH_SOFT_WINDOWS | 1 << WITH_RELEASES,
    1 << WITH_LIMITS | 1 << WITH_SKILLS,
    1 << WITH_RELATIONS | 1 << WITH_LOCKS,
    1 << WITH_RESTS | 1 << WITH_PERIODS,
  };
  guint n_sketched = 0;

  for (guint i = 0; i < 2 * G_N_ELEMENTS (features); i++)
    {
      g_autoptr (World) world = new_town (70, TOWN | features[i / 2]);
      RdmVrpParams params = { .iterations = 1500, .threads = 1 + i % 2, .seed = i };
      RdmVrpSolution a;
      RdmVrpSolution b;

      n_sketched += rdm_vrp_sketch_fits (&world->problem);
      rdm_vrp_solve (&world->problem, &params, NULL, NULL, NULL, &a);
      rdm_vrp_solve (&world->problem, &params, NULL, NULL, NULL, &b);
      judge_solution (world, &a);
      g_assert_cmpmem (a.plan->steps, a.plan->starts[a.plan->n_vehicles] * sizeof (gint32),
                       b.plan->steps, b.plan->starts[b.plan->n_vehicles] * sizeof (gint32));
      rdm_vrp_solution_clear (&a);
      rdm_vrp_solution_clear (&b);
    }
  g_assert_cmpuint (n_sketched, >, G_N_ELEMENTS (features));
}

/* With a high price of change, stops stay where they are. */
static void
test_stability (void)
{
  g_autoptr (World) world = new_town (60, TOWN);
  RdmVrpParams params = { .iterations = 300 };
  RdmVrpSolution first;
  RdmVrpSolution second;

  rdm_vrp_solve (&world->problem, &params, NULL, NULL, NULL, &first);
  for (guint v = 0; v < first.plan->n_vehicles; v++)
    for (guint i = first.plan->starts[v]; i < first.plan->starts[v + 1]; i++)
      {
        RdmVrpTask *task = &g_array_index (world->tasks, RdmVrpTask, first.plan->steps[i]);

        task->current_vehicle = (gint32)v;
        task->change_price = 1000000;
      }
  params.iterations = 2000;
  rdm_vrp_solve (&world->problem, &params, first.plan, NULL, NULL, &second);
  g_assert_cmpint (second.cost.changes, ==, 0);
  g_assert_cmpint (second.n_left_out, <=, first.n_left_out);
  rdm_vrp_solution_clear (&first);
  rdm_vrp_solution_clear (&second);
}

/* --- against all orders there are
 * ------------------------------------------------------------------------- */

static gint64
best_order (const World *world, gint32 *steps, guint n_fixed, guint n)
{
  gint64 best = G_MAXINT64;

  if (n_fixed == n)
    {
      RdmVrpSchedule schedule = { 0 };

      g_assert_true (rdm_vrp_schedule (&world->problem, 0, steps, n, &schedule));
      best = schedule.n_violations == 0 ? schedule.cost.total : G_MAXINT64;
      rdm_vrp_schedule_clear (&schedule);
      return best;
    }
  for (guint i = n_fixed; i < n; i++)
    {
      gint32 swap = steps[n_fixed];

      steps[n_fixed] = steps[i];
      steps[i] = swap;
      best = MIN (best, best_order (world, steps, n_fixed + 1, n));
      swap = steps[n_fixed];
      steps[n_fixed] = steps[i];
      steps[i] = swap;
    }
  return best;
}

/* One van comes forty minutes late and one not at all, when each has begun its route. */
static void
test_repair (void)
{
  g_autoptr (World) world = new_town (120, TOWN);
  RdmVrpParams params = { .iterations = 300 };
  RdmVrpSolution first;
  RdmVrpSolution second;
  gint32 gone = -1;
  gint32 late = -1;

  rdm_vrp_solve (&world->problem, &params, NULL, NULL, NULL, &first);
  for (guint v = 0; v < first.plan->n_vehicles; v++)
    {
      RdmVrpVehicle *vehicle = &g_array_index (world->vehicles, RdmVrpVehicle, v);
      guint begin = first.plan->starts[v];
      guint n = first.plan->starts[v + 1] - begin;

      vehicle->first_frozen = world->frozen->len;
      vehicle->n_frozen = MIN (n / 4, 3);
      if (n > 0 && gone < 0)
        {
          gone = (gint32)v;
          vehicle->n_frozen = 0;
          vehicle->max_tasks = 0;
        }
      else if (n > 0 && late < 0)
        {
          late = (gint32)v;
          vehicle->earliest_s += 2400;
        }
      for (guint i = 0; i < vehicle->n_frozen; i++)
        g_array_append_val (world->frozen, first.plan->steps[begin + i]);
    }
  world_point (world);
  params.iterations = 1500;
  rdm_vrp_solve (&world->problem, &params, first.plan, NULL, NULL, &second);
  judge_plan (&world->problem, second.plan);
  g_assert_cmpuint (second.plan->starts[gone], ==, second.plan->starts[gone + 1]);
  for (guint v = 0; v < first.plan->n_vehicles; v++)
    {
      const RdmVrpVehicle *vehicle = &g_array_index (world->vehicles, RdmVrpVehicle, v);

      g_assert_cmpmem (
          second.plan->steps + second.plan->starts[v], vehicle->n_frozen * sizeof (gint32),
          first.plan->steps + first.plan->starts[v], vehicle->n_frozen * sizeof (gint32));
    }
  rdm_vrp_solution_clear (&first);
  rdm_vrp_solution_clear (&second);
}

static void
test_exhaustive (void)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (6);
  const guint64 features[] = { 0, 1 << WITH_WINDOWS, 1 << WITH_SOFT_WINDOWS | 1 << WITH_DUTY_COSTS,
                               1 << WITH_WINDOWS | 1 << WITH_BREAKS,
                               1 << WITH_PERIODS | 1 << WITH_OVERTIME };

  for (guint i = 0; i < 40; i++)
    {
      g_autoptr (World) world = world_new (rand, features[i % G_N_ELEMENTS (features)], 6);
      gint32 steps[] = { 0, 1, 2, 3, 4, 5 };
      RdmVrpParams params = { .iterations = 600 };
      RdmVrpSolution solution;
      gint64 best;

      g_array_set_size (world->vehicles, 1);
      world_point (world);
      best = best_order (world, steps, 0, 6);
      rdm_vrp_solve (&world->problem, &params, NULL, NULL, NULL, &solution);
      if (best < G_MAXINT64)
        {
          g_assert_cmpint (solution.n_left_out, ==, 0);
          g_assert_cmpint (solution.cost.total, ==, best);
        }
      else
        g_assert_cmpint (solution.n_left_out, >, 0);
      rdm_vrp_solution_clear (&solution);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/solve/all-features", test_all_features);
  g_test_add_func ("/solve/warm-start", test_warm_start);
  g_test_add_func ("/solve/same-again", test_same_again);
  g_test_add_func ("/solve/cancel", test_cancel);
  g_test_add_func ("/solve/sketch", test_sketch);
  g_test_add_func ("/solve/stability", test_stability);
  g_test_add_func ("/solve/repair", test_repair);
  g_test_add_func ("/solve/exhaustive", test_exhaustive);
  return g_test_run ();
}
