/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What the search looks up is what everybody else works out: to the second and the metre.
 */
#include "day-world.h"
#include "rdm-day-model.h"
#include "rdm-solve-matrices.h"
#include "rdm-vrp-schedule.h"

static const WorldShape shape = {
  .n_routes = 10, .n_orders = 300, .seed = 9, .percent_windows = 40, .with_breaks = TRUE
};

static void
assert_same (const RdmVrpProblem *a, const RdmVrpProblem *b, guint vehicle, GArray *steps)
{
  const gint32 *tasks = (const gint32 *)(gpointer)steps->data;
  RdmVrpSchedule one = { 0 };
  RdmVrpSchedule two = { 0 };

  g_assert_true (rdm_vrp_schedule (a, vehicle, tasks, steps->len, &one));
  g_assert_true (rdm_vrp_schedule (b, vehicle, tasks, steps->len, &two));
  g_assert_cmpint (one.distance_m, ==, two.distance_m);
  g_assert_cmpint (one.drive_s, ==, two.drive_s);
  g_assert_cmpint (one.end_s, ==, two.end_s);
  g_assert_cmpint (one.cost.total, ==, two.cost.total);
  rdm_vrp_schedule_clear (&one);
  rdm_vrp_schedule_clear (&two);
}

static void
test_equal_estimates (void)
{
  g_autoptr (RdmRows) rows = world_new (&shape);
  g_autoptr (RdmDayModel) model = rdm_day_model_new (rows, WORLD_DATE, &(RdmDayTravel){ NULL });
  RdmVrpProblem problem = model->problem;
  RdmSolveMatrices matrices = { 0 };

  rdm_solve_matrices_fill (&matrices, &problem);
  g_assert_nonnull (problem.profiles[0].durations_s);
  for (guint vehicle = 0; vehicle < shape.n_routes; vehicle++)
    {
      g_autoptr (GArray) steps = g_array_new (FALSE, FALSE, sizeof (gint32));

      for (gint32 task = (gint32)vehicle; task < (gint32)problem.n_tasks; task += 10)
        g_array_append_val (steps, task);
      assert_same (&model->problem, &problem, vehicle, steps);
    }
  rdm_solve_matrices_clear (&matrices);
}

/* Eight bytes a pair are too much for 5,000 places: memory stays bounded. */
static void
test_too_many_places (void)
{
  WorldShape big = { .n_routes = 2, .n_orders = 5000, .seed = 9 };
  g_autoptr (RdmRows) rows = world_new (&big);
  g_autoptr (RdmDayModel) model = rdm_day_model_new (rows, WORLD_DATE, &(RdmDayTravel){ NULL });
  RdmVrpProblem problem = model->problem;
  RdmSolveMatrices matrices = { 0 };

  rdm_solve_matrices_fill (&matrices, &problem);
  g_assert_null (problem.profiles[0].durations_s);
  g_assert_null (matrices.cells);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/matrices/equal-estimates", test_equal_estimates);
  g_test_add_func ("/matrices/too-many-places", test_too_many_places);
  return g_test_run ();
}
