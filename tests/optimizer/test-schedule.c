/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rdm-vrp-schedule.h"
#include "vrp-judge.h"
#include "vrp-world.h"

/* Plans of no sense at all, on problems with every mix of features. */
static void
test_wild_plans (void)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (1);

  for (guint i = 0; i < 4000; i++)
    {
      guint64 features = world_features (rand, i);
      g_autoptr (World) world = world_new (rand, features, (guint)g_rand_int_range (rand, 1, 10));
      RdmVrpPlan *plan = world_wild_plan (world, rand);

      g_test_message ("%u %" G_GINT64_MODIFIER "x", i, features);
      judge_plan (&world->problem, plan);
      rdm_vrp_plan_free (plan);
    }
}

static void
test_nothing (void)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (2);
  g_autoptr (World) world = world_new (rand, 0, 3);
  RdmVrpSchedule schedule = { 0 };

  g_assert_true (rdm_vrp_schedule (&world->problem, 0, NULL, 0, &schedule));
  g_assert_cmpint (schedule.n_steps, ==, 0);
  g_assert_cmpint (schedule.cost.total, ==, 0);
  rdm_vrp_schedule_clear (&schedule);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/schedule/wild-plans", test_wild_plans);
  g_test_add_func ("/schedule/nothing", test_nothing);
  return g_test_run ();
}
