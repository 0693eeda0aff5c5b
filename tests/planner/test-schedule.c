/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Schedules against a second, plain way of working them out.
 */
#include "day-world.h"
#include "fake-travel.h"
#include "rdm-time.h"

#define HOUR_S 3600

typedef struct
{
  RdmRows *rows;
  const RdmVehicle *vehicle;
  const RdmShift *shift;
  GStrv stops;
} Plain;

typedef struct
{
  gint64 arrival_s[64];
  gint64 begin_s[64];
  gint64 late_s[64];
  gint64 end_s;
  gint64 drive_s;
  gint64 distance_m;
} PlainTimes;

static const RdmOrder *
order_of (Plain *self, guint i)
{
  const RdmStop *stop = rdm_rows_get (self->rows, RDM_ROW_STOP, self->stops[i]);

  return rdm_rows_get (self->rows, RDM_ROW_ORDER, stop->order);
}

/* Drives from stop @from on, having been at @here since @now_s. */
static void
drive (Plain *self, guint from, RdmPoint here, gint64 now_s, PlainTimes *times)
{
  for (guint i = from; self->stops[i]; i++)
    {
      const RdmOrder *order = order_of (self, i);
      gint32 leg_s = fake_travel_seconds (here, order->at.point);

      times->drive_s += leg_s;
      times->distance_m += fake_travel_metres (here, order->at.point);
      now_s += leg_s;
      times->arrival_s[i] = now_s;
      times->late_s[i] = 0;
      if (order->at.windows.n > 0)
        {
          now_s = MAX (now_s, order->at.windows.at[0].from_s);
          times->late_s[i] = MAX (0, now_s - order->at.windows.at[0].to_s);
        }
      times->begin_s[i] = now_s;
      now_s += order->at.service_s;
      here = order->at.point;
    }
  times->drive_s += fake_travel_seconds (here, self->vehicle->end);
  times->distance_m += fake_travel_metres (here, self->vehicle->end);
  times->end_s = now_s + fake_travel_seconds (here, self->vehicle->end);
}

static gboolean
is_as_good (Plain *self, const PlainTimes *a, const PlainTimes *b)
{
  if (a->end_s > b->end_s)
    return FALSE;
  for (guint i = 0; self->stops[i]; i++)
    if (a->late_s[i] > b->late_s[i])
      return FALSE;
  return TRUE;
}

/* As late as is free: second by second. */
static gint64
find_departure (Plain *self, PlainTimes *times)
{
  PlainTimes first = { 0 };
  gint64 departure_s = self->shift->start_s;

  drive (self, 0, self->vehicle->start, departure_s, &first);
  *times = first;
  for (;;)
    {
      PlainTimes later = { 0 };

      drive (self, 0, self->vehicle->start, departure_s + 1, &later);
      if (!is_as_good (self, &later, &first))
        return departure_s;
      *times = later;
      departure_s++;
    }
}

static gint64
plain_cost (Plain *self, const PlainTimes *times, gint64 departure_s)
{
  const RdmSettings *settings = rdm_rows_get (self->rows, RDM_ROW_SETTINGS, RDM_SETTINGS_ID);
  gint64 overtime_s = MAX (0, times->end_s - MAX (departure_s, self->shift->end_s));
  double cost = (double)self->vehicle->fixed_cost_minor;

  cost += (double)times->distance_m / 1000.0 * (double)self->vehicle->cost_per_km_milli / 1000.0;
  cost += (double)(times->end_s - departure_s) / 3600.0 * (double)self->shift->cost_per_hour_minor;
  cost += (double)overtime_s / 3600.0
          * (double)(self->shift->overtime_per_hour_minor - self->shift->cost_per_hour_minor);
  for (guint i = 0; self->stops[i]; i++)
    if (order_of (self, i)->soft)
      cost += (double)times->late_s[i] / 3600.0 * (double)settings->late_per_hour_minor;
  return llround (cost);
}

static const RdmVisit *
visit_at (const RdmSchedule *schedule, guint i)
{
  return &g_array_index (schedule->visits, RdmVisit, i);
}

static void
check_visits (Plain *self, const RdmSchedule *schedule, const PlainTimes *times)
{
  guint n = g_strv_length (self->stops);

  g_assert_cmpuint (schedule->visits->len, ==, n + 2);
  g_assert_cmpint (visit_at (schedule, 0)->kind, ==, RDM_VISIT_START);
  g_assert_cmpint (visit_at (schedule, n + 1)->kind, ==, RDM_VISIT_END);
  for (guint i = 0; i < n; i++)
    {
      const RdmVisit *visit = visit_at (schedule, i + 1);

      g_assert_cmpstr (visit->stop, ==, self->stops[i]);
      g_assert_cmpint (visit->arrival_s, ==, times->arrival_s[i]);
      g_assert_cmpint (visit->begin_s, ==, times->begin_s[i]);
      g_assert_cmpint (visit->departure_s, ==,
                       times->begin_s[i] + order_of (self, i)->at.service_s);
      g_assert_cmpint (visit->late_s, ==, times->late_s[i]);
      g_assert_cmpint (!!(visit->breaches & RDM_BREACH_LATE), ==,
                       times->late_s[i] > 0 && !order_of (self, i)->soft);
    }
}

/* A visit that is reached so much later makes nothing later than it is; a second more does. */
static void
check_slack (Plain *self, const RdmSchedule *schedule, const PlainTimes *times)
{
  gint64 latest_s = self->shift->end_s + self->shift->overtime_max_s;

  for (guint i = 0; self->stops[i]; i++)
    {
      const RdmOrder *order = order_of (self, i);
      gint64 slack_s = visit_at (schedule, i + 1)->slack_s;

      for (gint64 more_s = 0; more_s < 2; more_s++)
        {
          PlainTimes later = *times;
          gint64 begin_s = times->arrival_s[i] + slack_s + more_s;
          gboolean is_fine = TRUE;

          if (order->at.windows.n > 0)
            {
              begin_s = MAX (begin_s, order->at.windows.at[0].from_s);
              is_fine = begin_s <= order->at.windows.at[0].to_s + times->late_s[i];
            }
          drive (self, i + 1, order->at.point, begin_s + order->at.service_s, &later);
          for (guint j = i + 1; self->stops[j]; j++)
            is_fine = is_fine && later.late_s[j] <= times->late_s[j];
          is_fine = is_fine && later.end_s <= MAX (latest_s, times->end_s);
          if (slack_s > 0 || more_s > 0)
            g_assert_cmpint (is_fine, ==, more_s == 0);
        }
    }
}

static void
check_route (RdmRows *rows, RdmDayPlan *day, const RdmRoute *route)
{
  const RdmShift *shift = rdm_rows_get (rows, RDM_ROW_SHIFT, route->shift);
  const RdmVehicle *vehicle = rdm_rows_get (rows, RDM_ROW_VEHICLE, shift->vehicle);
  const RdmSchedule *schedule = rdm_day_plan_get_schedule (day, route->row.id);
  Plain self = { rows, vehicle, shift, route->stops };
  PlainTimes times = { { 0 } };
  gint64 departure_s;

  if (!route->stops)
    {
      g_assert_cmpuint (schedule->visits->len, ==, 0);
      return;
    }
  departure_s = find_departure (&self, &times);
  g_assert_cmpint (schedule->start_s, ==, departure_s);
  g_assert_cmpint (schedule->end_s, ==, times.end_s);
  g_assert_cmpint (schedule->drive_s, ==, times.drive_s);
  g_assert_cmpint (schedule->distance_m, ==, times.distance_m);
  g_assert_cmpint (ABS (schedule->cost_minor - plain_cost (&self, &times, departure_s)), <=, 1);
  g_assert_cmpint (!!(schedule->breaches & RDM_BREACH_SHIFT), ==,
                   times.end_s > shift->end_s + shift->overtime_max_s);
  g_assert_false (schedule->estimated);
  check_visits (&self, schedule, &times);
  check_slack (&self, schedule, &times);
}

static void
test_plain_routes (void)
{
  g_autoptr (RdmTravel) travel = fake_travel_new ();

  for (guint seed = 0; seed < 12; seed++)
    {
      WorldShape shape = {
        .n_routes = 12, .n_orders = 150, .seed = seed, .percent_windows = 60, .percent_soft = 50
      };
      g_autoptr (RdmRows) rows = world_new (&shape);
      g_autoptr (RdmDayPlan) day = NULL;
      GPtrArray *routes;

      world_deal (rows, seed);
      day = rdm_day_plan_new (rows, WORLD_DATE, travel);
      routes = rdm_day_plan_get_routes (day);
      g_assert_cmpuint (routes->len, ==, 12);
      for (guint i = 0; i < routes->len; i++)
        check_route (rows, day, g_ptr_array_index (routes, i));
    }
}

/* --- breaks and loads --------------------------------------------------------------------------
 */

static void
check_break (const RdmVisit *visit, const RdmShift *shift)
{
  g_assert_cmpint (visit->departure_s - visit->begin_s, ==, shift->break_s);
  if (visit->breaches & RDM_BREACH_BREAK)
    return;
  g_assert_cmpint (visit->begin_s, >=, shift->break_from_s);
  g_assert_cmpint (visit->departure_s, <=, shift->break_to_s);
}

static void
check_order_in_time (RdmRows *rows, const RdmSchedule *schedule, const RdmShift *shift)
{
  gint64 drive_s = 0;
  gint64 distance_m = 0;
  guint n_breaks = 0;

  for (guint i = 0; i < schedule->visits->len; i++)
    {
      const RdmVisit *visit = visit_at (schedule, i);

      g_assert_cmpint (visit->begin_s, >=, visit->arrival_s);
      g_assert_cmpint (visit->departure_s, >=, visit->begin_s);
      if (i > 0)
        g_assert_cmpint (visit->arrival_s - visit_at (schedule, i - 1)->departure_s, ==,
                         visit->drive_s);
      drive_s += visit->drive_s;
      distance_m += visit->distance_m;
      if (visit->kind == RDM_VISIT_BREAK)
        {
          n_breaks++;
          check_break (visit, shift);
        }
    }
  g_assert_cmpint (drive_s, ==, schedule->drive_s);
  g_assert_cmpint (distance_m, ==, schedule->distance_m);
  g_assert_cmpuint (n_breaks, ==, schedule->n_stops > 0 ? 1 : 0);
}

static void
check_loads (RdmRows *rows, const RdmRoute *route, const RdmSchedule *schedule)
{
  RdmLoads board = { { 0 } };
  RdmLoads peak;

  for (guint i = 0; route->stops && route->stops[i]; i++)
    {
      const RdmStop *stop = rdm_rows_get (rows, RDM_ROW_STOP, route->stops[i]);
      const RdmOrder *order = rdm_rows_get (rows, RDM_ROW_ORDER, stop->order);

      for (guint d = 0; d < RDM_N_LOADS && order->kind == RDM_ORDER_DELIVERY; d++)
        board.amount[d] += order->loads.amount[d];
    }
  peak = board;
  for (guint i = 0; route->stops && route->stops[i]; i++)
    {
      const RdmStop *stop = rdm_rows_get (rows, RDM_ROW_STOP, route->stops[i]);
      const RdmOrder *order = rdm_rows_get (rows, RDM_ROW_ORDER, stop->order);
      const RdmVisit *visit = rdm_schedule_find (schedule, route->stops[i]);

      for (guint d = 0; d < RDM_N_LOADS; d++)
        {
          board.amount[d] += order->loads.amount[d] * (stop->role == RDM_STOP_PICKUP ? 1 : -1);
          g_assert_cmpint (visit->load.amount[d], ==, board.amount[d]);
          peak.amount[d] = MAX (peak.amount[d], board.amount[d]);
        }
    }
  for (guint d = 0; d < RDM_N_LOADS; d++)
    g_assert_cmpint (schedule->peak.amount[d], ==, peak.amount[d]);
}

static void
test_breaks_and_loads (void)
{
  g_autoptr (RdmTravel) travel = fake_travel_new ();

  for (guint seed = 0; seed < 12; seed++)
    {
      WorldShape shape = { .n_routes = 9,
                           .n_orders = 120,
                           .seed = seed,
                           .percent_windows = 40,
                           .percent_soft = 30,
                           .percent_shipments = 20,
                           .with_breaks = TRUE };
      g_autoptr (RdmRows) rows = world_new (&shape);
      g_autoptr (RdmDayPlan) day = NULL;
      GPtrArray *routes;

      world_deal (rows, seed);
      day = rdm_day_plan_new (rows, WORLD_DATE, travel);
      routes = rdm_day_plan_get_routes (day);
      for (guint i = 0; i < routes->len; i++)
        {
          const RdmRoute *route = g_ptr_array_index (routes, i);
          const RdmShift *shift = rdm_rows_get (rows, RDM_ROW_SHIFT, route->shift);
          const RdmSchedule *schedule = rdm_day_plan_get_schedule (day, route->row.id);

          check_order_in_time (rows, schedule, shift);
          check_loads (rows, route, schedule);
        }
    }
}

/* --- what is special ---------------------------------------------------------------------------
 */

static void
test_estimates_say_so (void)
{
  g_autoptr (RdmRows) rows = rdm_memory_rows_new ();
  g_autofree char *route = world_add_vehicle (rows, 0);
  g_autoptr (RdmDayPlan) day = NULL;
  g_autofree char *notice = NULL;

  world_add_order (rows, "o1", 1000, 2000);
  world_put_route (rows, route, "o1.d");
  day = rdm_day_plan_new (rows, WORLD_DATE, NULL);
  g_assert_true (rdm_day_plan_get_schedule (day, route)->estimated);
  notice = rdm_travel_dup_notice (rdm_day_plan_get_travel (day));
  g_assert_nonnull (strstr (notice, "1.30"));
}

static void
test_stops_without_place (void)
{
  g_autoptr (RdmRows) rows = rdm_memory_rows_new ();
  g_autofree char *route = world_add_vehicle (rows, 0);
  g_autoptr (RdmDayPlan) day = NULL;
  const RdmSchedule *schedule;
  RdmFigures figures;
  RdmOrder *order;

  world_add_order (rows, "o1", 1000, 2000);
  world_add_order (rows, "o2", 1000, 2500);
  world_add_order (rows, "o3", 1500, 2500);
  order = world_edit (rows, RDM_ROW_ORDER, "o2");
  order->at.point = RDM_POINT_NONE;
  world_keep (rows, order);
  world_put_route (rows, route, "o1.d o2.d o3.d");
  day = rdm_day_plan_new (rows, WORLD_DATE, NULL);
  schedule = rdm_day_plan_get_schedule (day, route);
  g_assert_cmpuint (schedule->visits->len, ==, 5);
  g_assert_cmpstr (visit_at (schedule, 2)->stop, ==, "o2.d");
  g_assert_cmpuint (visit_at (schedule, 2)->breaches, ==, RDM_BREACH_PLACE);
  g_assert_cmpint (visit_at (schedule, 2)->arrival_s, ==, visit_at (schedule, 1)->departure_s);
  g_assert_true (schedule->breaches & RDM_BREACH_PLACE);
  g_assert_cmpuint (schedule->n_stops, ==, 3);
  rdm_day_plan_get_figures (day, &figures);
  g_assert_cmpuint (figures.n_without_place, ==, 1);
  g_assert_cmpuint (figures.n_unassigned, ==, 0);
}

static void
test_hours_and_crew_of_today (void)
{
  g_autoptr (RdmRows) rows = rdm_memory_rows_new ();
  g_autofree char *id = world_add_vehicle (rows, 0);
  g_autofree char *other = world_add_vehicle (rows, 1);
  g_autoptr (RdmDayPlan) day = NULL;
  RdmDriver *driver = rdm_row_new (RDM_ROW_DRIVER, "d0");
  RdmShift *shift = world_edit (rows, RDM_ROW_SHIFT, "s1");
  RdmOrder *order;
  RdmRoute *route;

  driver->name = g_strdup ("Driver 0");
  driver->skills = g_strsplit ("chilled", " ", -1);
  world_keep (rows, driver);
  shift->weekdays = 1 << 1; /* Tuesdays */
  world_keep (rows, shift);
  world_add_order (rows, "o1", 1000, 2000);
  order = world_edit (rows, RDM_ROW_ORDER, "o1");
  order->skills = g_strsplit ("chilled", " ", -1);
  world_keep (rows, order);
  world_put_route (rows, id, "o1.d");

  day = rdm_day_plan_new (rows, WORLD_DATE, NULL);
  g_assert_cmpuint (rdm_day_plan_get_routes (day)->len, ==, 1);
  g_assert_true (rdm_day_plan_get_schedule (day, id)->breaches & RDM_BREACH_SKILLS);
  g_assert_null (rdm_day_plan_get_schedule (day, other));
  g_clear_object (&day);

  route = world_edit (rows, RDM_ROW_ROUTE, id);
  route->start_s = 10 * HOUR_S;
  route->end_s = 11 * HOUR_S;
  route->drivers = g_strsplit ("d0", " ", -1);
  world_keep (rows, route);
  day = rdm_day_plan_new (rows, WORLD_DATE, NULL);
  g_assert_cmpuint (rdm_day_plan_get_schedule (day, id)->breaches, ==, 0);
  g_assert_cmpint (rdm_day_plan_get_schedule (day, id)->start_s, ==, 10 * HOUR_S);
}

static void
test_plane_is_near_the_great_circle (void)
{
  g_autoptr (RdmRows) rows = rdm_memory_rows_new ();
  g_autofree char *route = world_add_vehicle (rows, 0);
  g_autoptr (RdmDayPlan) day = NULL;
  const RdmOrder *order;
  gint64 expected_m;
  gint64 distance_m;

  world_add_order (rows, "o1", 21000, 17000);
  world_put_route (rows, route, "o1.d");
  order = rdm_rows_get (rows, RDM_ROW_ORDER, "o1");
  expected_m = (gint64)(2 * 1.3 * rdm_geo_distance (WORLD_DEPOT, order->at.point));
  day = rdm_day_plan_new (rows, WORLD_DATE, NULL);
  distance_m = rdm_day_plan_get_schedule (day, route)->distance_m;
  g_assert_cmpint (ABS (distance_m - expected_m), <, expected_m / 200);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/schedule/plain-routes", test_plain_routes);
  g_test_add_func ("/schedule/breaks-and-loads", test_breaks_and_loads);
  g_test_add_func ("/schedule/estimates-say-so", test_estimates_say_so);
  g_test_add_func ("/schedule/stops-without-place", test_stops_without_place);
  g_test_add_func ("/schedule/hours-and-crew-of-today", test_hours_and_crew_of_today);
  g_test_add_func ("/schedule/plane-is-near-the-great-circle", test_plane_is_near_the_great_circle);
  return g_test_run ();
}
