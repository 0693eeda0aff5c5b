/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Single drives of a day: those of its schedules, at any hour and from the middle.
 */
#include "clock-travel.h"
#include "day-world.h"
#include "fake-travel.h"
#include "rdm-day-legs.h"

static RdmRows *
three_orders (char **route)
{
  RdmRows *rows = rdm_memory_rows_new ();

  *route = world_add_vehicle (rows, 0);
  world_add_order (rows, "o0", 2000, 500);
  world_add_order (rows, "o1", -1500, 3000);
  world_add_order (rows, "o2", 100, -4000);
  world_put_route (rows, *route, "o0.d o1.d o2.d");
  return rows;
}

static void
assert_as_scheduled (RdmTravel *travel)
{
  g_autofree char *route = NULL;
  g_autoptr (RdmRows) rows = three_orders (&route);
  g_autoptr (RdmDayPlan) plan = rdm_day_plan_new (rows, WORLD_DATE, travel);
  const RdmSchedule *schedule = rdm_day_plan_get_schedule (plan, route);
  const char *from = NULL;

  g_assert_cmpuint (schedule->visits->len, ==, 5);
  for (guint i = 1; i < schedule->visits->len; i++)
    {
      const RdmVisit *before = &g_array_index (schedule->visits, RdmVisit, i - 1);
      const RdmVisit *visit = &g_array_index (schedule->visits, RdmVisit, i);
      RdmLeg leg;

      g_assert_true (rdm_day_plan_get_leg (plan, route, from, visit->stop, &leg));
      g_assert_cmpint (ABS (leg.distance_m - visit->distance_m), <=, 1);
      g_assert_cmpfloat_with_epsilon (rdm_leg_seconds (&leg, before->departure_s, 1.0),
                                      (double)visit->drive_s, 1.01);
      g_assert_cmpfloat (rdm_leg_seconds (&leg, before->departure_s, 0.0), ==, 0);
      from = visit->stop;
    }
}

static void
test_as_scheduled (void)
{
  g_autoptr (RdmTravel) streets = fake_travel_new ();
  g_autoptr (RdmTravel) clock = clock_travel_new ();

  assert_as_scheduled (NULL);
  assert_as_scheduled (streets);
  assert_as_scheduled (clock);
}

static void
test_later_is_not_earlier (void)
{
  g_autofree char *route = NULL;
  g_autoptr (RdmRows) rows = three_orders (&route);
  g_autoptr (RdmTravel) clock = clock_travel_new ();
  g_autoptr (RdmDayPlan) plan = rdm_day_plan_new (rows, WORLD_DATE, clock);
  RdmLeg leg;

  g_assert_true (rdm_day_plan_get_leg (plan, route, "o0.d", "o2.d", &leg));
  g_assert_cmpuint (leg.n_spells, >, 1);
  for (double share = 0.1; share < 3; share += 0.3)
    {
      double before_s = 0;

      for (double at_s = 8 * 3600; at_s < 10 * 3600; at_s += 7)
        {
          double end_s = at_s + rdm_leg_seconds (&leg, at_s, share);

          g_assert_cmpfloat (end_s, >=, before_s);
          before_s = end_s;
        }
    }
}

static void
test_none (void)
{
  g_autofree char *route = NULL;
  g_autoptr (RdmRows) rows = three_orders (&route);
  RdmOrder *order = world_edit (rows, RDM_ROW_ORDER, "o1");
  g_autoptr (RdmDayPlan) plan = NULL;
  RdmLeg leg;

  order->at.point = RDM_POINT_NONE;
  world_keep (rows, order);
  plan = rdm_day_plan_new (rows, WORLD_DATE, NULL);
  g_assert_false (rdm_day_plan_get_leg (plan, route, "o0.d", "o1.d", &leg));
  g_assert_false (rdm_day_plan_get_leg (plan, "nothing", "o0.d", "o2.d", &leg));
  g_assert_false (rdm_day_plan_get_leg (plan, route, "nothing", "o2.d", &leg));
  g_assert_true (rdm_day_plan_get_leg (plan, route, "o0.d", "o2.d", &leg));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/planner/legs/as-scheduled", test_as_scheduled);
  g_test_add_func ("/planner/legs/later-is-not-earlier", test_later_is_not_earlier);
  g_test_add_func ("/planner/legs/none", test_none);
  return g_test_run ();
}
