/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Roads that are closed or slow today: times, lines and words follow, and undo brings all back.
 */
#include "day-world.h"
#include "rdm-advice.h"
#include "rdm-crow-travel.h"
#include "rdm-day-roads.h"
#include "rdm-plan-task.h"
#include "rdm-road-travel.h"
#include "rdm-time.h"
#include "road-world.h"

#define HOUR_S 3600
#define N 9 /* streets each way */
#define BLOCK_M 100.0

/* A grid of streets, and a lane that ends: only there one gets to its stop. */
typedef struct
{
  RoadWorld *roads;
  RdmRows *rows;
  RdmTravel *travel;
  char *route;
} Town;

static void
put_order (Town *self, const char *id, double x_m, double y_m)
{
  RdmOrder *order;

  world_add_order (self->rows, id, 0, 0);
  order = world_edit (self->rows, RDM_ROW_ORDER, id);
  order->at.point = road_world_point (self->roads, x_m, y_m);
  world_keep (self->rows, order);
}

static void
town_set_up (Town *self, gconstpointer data)
{
  gint64 at[N][N];
  gint64 lane_end;
  RdmVehicle *vehicle;

  self->roads = road_world_new ();
  for (guint x = 0; x < N; x++)
    for (guint y = 0; y < N; y++)
      at[x][y] = road_world_node (self->roads, x * BLOCK_M, y * BLOCK_M, NULL);
  for (guint i = 0; i < N; i++)
    {
      gint64 row[N];

      for (guint j = 0; j < N; j++)
        row[j] = at[j][i];
      road_world_way_of (self->roads, "highway=residential", at[i], N);
      road_world_way_of (self->roads, "highway=residential", row, N);
    }
  lane_end = road_world_node (self->roads, N * BLOCK_M, 400, NULL);
  road_world_way (self->roads, "highway=residential", at[N - 1][4], lane_end, (gint64)0);

  self->rows = rdm_memory_rows_new ();
  self->travel = rdm_road_travel_new (road_world_get_graph (self->roads), NULL);
  self->route = world_add_vehicle (self->rows, 0);
  vehicle = world_edit (self->rows, RDM_ROW_VEHICLE, "v0");
  vehicle->start = vehicle->end = road_world_point (self->roads, 50, 400);
  world_keep (self->rows, vehicle);
  put_order (self, "o0", 350, 400);
  put_order (self, "o1", 750, 400);
  put_order (self, "o2", 880, 400); /* on the lane */
  world_put_route (self->rows, self->route, "o0.d o1.d o2.d");
}

static void
town_tear_down (Town *self, gconstpointer data)
{
  g_free (self->route);
  g_object_unref (self->travel);
  g_object_unref (self->rows);
  road_world_free (self->roads);
}

/* An area around the middle of the town, or around the end of the lane. */
static RdmRoadClosure *
new_closure (Town *self, const char *id, gboolean on_lane, gint64 speed_permille)
{
  double west_m = on_lane ? 830 : 420;
  double east_m = on_lane ? 950 : 480;
  double half_m = on_lane ? 30 : 340;
  RdmPoint corners[] = { road_world_point (self->roads, west_m, 400 - half_m),
                         road_world_point (self->roads, east_m, 400 - half_m),
                         road_world_point (self->roads, east_m, 400 + half_m),
                         road_world_point (self->roads, west_m, 400 + half_m) };
  RdmRoadClosure *closure = rdm_row_new (RDM_ROW_CLOSURE, id);

  closure->date = g_strdup (WORLD_DATE);
  closure->speed_permille = speed_permille;
  rdm_points_set (&closure->outline, corners, G_N_ELEMENTS (corners));
  return closure;
}

/* Returns: (transfer full): what takes it back. */
static RdmCommand *
run (RdmDayPlan *day, Town *self, RdmCommand *command)
{
  g_autoptr (RdmOutcome) outcome = world_run (self->rows, command);

  rdm_day_plan_update (day, outcome->changes);
  return rdm_command_ref (outcome->inverse);
}

/* Takes @closure. */
static RdmCommand *
add (RdmDayPlan *day, Town *self, RdmRoadClosure *closure)
{
  RdmCommand *command = rdm_command_new_add (NULL);

  rdm_command_add_row (command, closure);
  rdm_row_unref (closure);
  return run (day, self, command);
}

static gboolean
line_enters (GArray *line, const RdmRoadClosure *closure)
{
  RdmClosure area = { closure->outline.at, closure->outline.n, 0, 0, 1, FALSE };

  for (guint i = 1; i < line->len; i++)
    for (guint k = 0; k <= 20; k++)
      {
        RdmPoint from = g_array_index (line, RdmPoint, i - 1);
        RdmPoint to = g_array_index (line, RdmPoint, i);
        RdmPoint between = { from.lat_deg + k / 20.0 * (to.lat_deg - from.lat_deg),
                             from.lon_deg + k / 20.0 * (to.lon_deg - from.lon_deg) };

        if (rdm_closure_contains (&area, between))
          return TRUE;
      }
  return FALSE;
}

static gboolean
line_is_around (GArray *line, const RdmRoadClosure *closure)
{
  return line && !line_enters (line, closure);
}

/* Closed, the way is around; undone, everything is as it was. */
static void
test_around (Town *self, gconstpointer data)
{
  g_autoptr (RdmDayPlan) day = rdm_day_plan_new (self->rows, WORLD_DATE, self->travel);
  g_autoptr (RdmRoadClosure) closure = new_closure (self, "c", FALSE, 0);
  RdmFigures before;
  RdmFigures closed;
  RdmFigures after;
  g_autoptr (GArray) usual = rdm_day_plan_get_line (day, self->route, NULL);
  g_autoptr (GArray) around = NULL;
  RdmCommand *back;

  rdm_day_plan_get_figures (day, &before);
  g_assert_cmpint (before.distance_m, <, 1900);
  back = add (day, self, rdm_row_ref (closure));
  rdm_day_plan_get_figures (day, &closed);
  around = rdm_day_plan_get_line (day, self->route, NULL);
  /* All streets across are closed but the outermost: at least 400 m to the side, twice. */
  g_assert_cmpint (closed.distance_m, >, before.distance_m + 1200);
  g_assert_cmpint (closed.drive_s, >, before.drive_s + 60);
  g_assert_cmpuint (closed.n_broken, ==, 0);
  g_assert_true (line_enters (usual, closure));
  g_assert_false (line_enters (around, closure));
  {
    g_autofree char *notice = rdm_day_plan_dup_travel_notice (day);

    g_assert_nonnull (strstr (notice, "1 road or area is closed or slow"));
  }
  g_assert_cmpuint (around->len, >, usual->len);

  /* A search goes by the same roads. */
  {
    RdmPlanOptions options = { .scope = { RDM_SCOPE_ALL }, .iterations = 50, .threads = 1 };
    g_autoptr (RdmProposal) proposal = rdm_plan (
        self->rows, WORLD_DATE, rdm_day_plan_get_travel (day), &options, NULL, NULL, NULL, NULL);

    g_assert_cmpint (proposal->before.drive_s, ==, closed.drive_s);
    g_assert_cmpint (proposal->before.distance_m, ==, closed.distance_m);
  }

  rdm_command_unref (run (day, self, back));
  rdm_day_plan_get_figures (day, &after);
  g_assert_cmpmem (&after, sizeof after, &before, sizeof before);
  g_assert_true (rdm_day_plan_get_travel (day) == self->travel);
}

/* For some hours, or on other days, it only matters then. */
static void
test_hours (Town *self, gconstpointer data)
{
  g_autoptr (RdmDayPlan) day = rdm_day_plan_new (self->rows, WORLD_DATE, self->travel);
  RdmRoadClosure *closure = new_closure (self, "c", FALSE, 200);
  RdmFigures usual;
  RdmFigures now;
  RdmCommand *command = rdm_command_new_edit (NULL);
  g_autoptr (RdmRoadClosure) early = NULL;
  g_autoptr (RdmRoadClosure) tomorrow = NULL;

  rdm_day_plan_get_figures (day, &usual);
  closure->from_s = 14 * HOUR_S;
  closure->to_s = 16 * HOUR_S;
  early = rdm_row_copy (closure);
  rdm_command_unref (add (day, self, closure));
  rdm_day_plan_get_figures (day, &now);
  g_assert_cmpint (now.drive_s, ==, usual.drive_s);

  early->from_s = RDM_TIME_NONE;
  rdm_command_edit_row (command, rdm_rows_get (self->rows, RDM_ROW_CLOSURE, "c"), early);
  rdm_command_unref (run (day, self, command));
  rdm_day_plan_get_figures (day, &now);
  g_assert_cmpint (now.drive_s, >, usual.drive_s + 20);
  g_assert_cmpint (now.distance_m, <, usual.distance_m + 2000);

  tomorrow = rdm_row_copy (early);
  g_free (tomorrow->date);
  tomorrow->date = rdm_date_add_days (WORLD_DATE, 1);
  command = rdm_command_new_edit (NULL);
  rdm_command_edit_row (command, early, tomorrow);
  rdm_command_unref (run (day, self, command));
  rdm_day_plan_get_figures (day, &now);
  g_assert_cmpint (now.drive_s, ==, usual.drive_s);
}

static guint
breaches_of (RdmDayPlan *day, const char *stop)
{
  return rdm_day_plan_find_visit (day, stop)->breaches;
}

/* A depot from which no road leads is said, and makes no day shorter. */
static void
test_depot_shut (Town *self, gconstpointer data)
{
  g_autoptr (RdmDayPlan) day = NULL;
  RdmVehicle *vehicle = world_edit (self->rows, RDM_ROW_VEHICLE, "v0");
  RdmFigures usual;
  RdmFigures now;

  vehicle->start = vehicle->end = road_world_point (self->roads, 880, 400); /* on the lane */
  world_keep (self->rows, vehicle);
  world_put_route (self->rows, self->route, "o0.d o1.d");
  day = rdm_day_plan_new (self->rows, WORLD_DATE, self->travel);
  rdm_day_plan_get_figures (day, &usual);
  g_assert_cmpuint (rdm_day_plan_get_schedule (day, self->route)->breaches & RDM_BREACH_ROAD, ==,
                    0);
  rdm_command_unref (add (day, self, new_closure (self, "c", TRUE, 0)));
  rdm_day_plan_get_figures (day, &now);
  g_assert_cmpuint (rdm_day_plan_get_schedule (day, self->route)->breaches & RDM_BREACH_ROAD, !=,
                    0);
  g_assert_cmpuint (now.n_broken, ==, 1);
  /* As the crow flies, at least. */
  g_assert_cmpint (now.distance_m, >, usual.distance_m * 8 / 10);
}

/* A stop to which no road leads is said, and takes no time; all day, or from the hour on at which
 * it would be reached. */
static void
test_shut (Town *self, gconstpointer data)
{
  g_autoptr (RdmDayPlan) day = rdm_day_plan_new (self->rows, WORLD_DATE, self->travel);
  RdmRoadClosure *closure = new_closure (self, "c", TRUE, 0);
  const char *const moved[] = { "o1.d", NULL };
  g_autoptr (RdmRoadClosure) later = NULL;
  RdmCommand *command = rdm_command_new_edit (NULL);
  RdmFigures usual;
  RdmFigures now;
  RdmSchedule *schedule;
  g_autoptr (RdmPrice) price = NULL;
  gint32 reached_s = rdm_day_plan_find_visit (day, "o2.d")->arrival_s;

  rdm_day_plan_get_figures (day, &usual);
  g_assert_cmpuint (breaches_of (day, "o2.d"), ==, 0);
  later = rdm_row_copy (closure);
  rdm_command_unref (add (day, self, closure));
  g_assert_cmpuint (breaches_of (day, "o2.d"), ==, RDM_BREACH_ROAD);
  g_assert_cmpuint (breaches_of (day, "o1.d"), ==, 0);
  rdm_day_plan_get_figures (day, &now);
  g_assert_cmpint (now.duty_s, <, usual.duty_s);

  later->from_s = reached_s - 2;
  rdm_command_edit_row (command, rdm_rows_get (self->rows, RDM_ROW_CLOSURE, "c"), later);
  rdm_command_unref (run (day, self, command));
  schedule = rdm_day_plan_get_schedule (day, self->route);
  g_assert_cmpuint (breaches_of (day, "o2.d"), ==, RDM_BREACH_ROAD);
  g_assert_cmpuint (breaches_of (day, "o1.d"), ==, 0);
  g_assert_cmpuint (schedule->breaches, ==, RDM_BREACH_ROAD);
  g_assert_cmpuint (schedule->n_stops, ==, 3);
  g_assert_cmpint (schedule->end_s, <, 12 * HOUR_S);
  /* In another order, whatever it does to the lane, no number is huge. */
  price = rdm_advice_price (day, moved, self->route, "o2.d");
  g_assert_cmpint (ABS (price->duty_s), <, HOUR_S);
}

/* Without a region closures are rows like others, and change no time. */
static void
test_estimated (Town *self, gconstpointer data)
{
  g_autoptr (RdmDayPlan) day = rdm_day_plan_new (self->rows, WORLD_DATE, NULL);
  RdmFigures before;
  RdmFigures after;

  rdm_day_plan_get_figures (day, &before);
  rdm_command_unref (add (day, self, new_closure (self, "c", FALSE, 0)));
  rdm_day_plan_get_figures (day, &after);
  g_assert_cmpmem (&after, sizeof after, &before, sizeof before);
  g_assert_false (rdm_day_roads_are_known (rdm_day_plan_get_travel (day)));
  g_assert_true (rdm_day_roads_are_known (self->travel));
}

static void
count_cb (RdmDayPlan *day, guint *n)
{
  ++*n;
}

/* A live day does not wait: the old times stand in, and the new ones are announced. */
static void
test_live (Town *self, gconstpointer data)
{
  g_autoptr (RdmDayPlan) day = rdm_day_plan_new_live (self->rows, WORLD_DATE, self->travel);
  guint n = 0;
  RdmFigures before;
  RdmFigures after;
  RdmCommand *back;

  while (rdm_day_plan_get_travel_progress (day) < 1.0)
    g_main_context_iteration (NULL, TRUE);
  g_signal_connect (day, "travel-changed", G_CALLBACK (count_cb), &n);
  rdm_day_plan_get_figures (day, &before);
  back = add (day, self, new_closure (self, "c", FALSE, 0));
  while (n == 0)
    g_main_context_iteration (NULL, TRUE);
  rdm_day_plan_get_figures (day, &after);
  g_assert_cmpint (after.distance_m, >, before.distance_m + 1200);
  /* Back to what is known: at once. */
  rdm_command_unref (run (day, self, back));
  rdm_day_plan_get_figures (day, &after);
  g_assert_cmpmem (&after, sizeof after, &before, sizeof before);
}

static void
line_changed_cb (RdmDayPlan *day, const char *route, gboolean *is_found)
{
  *is_found = TRUE;
}

static GArray *
wait_for_line (RdmDayPlan *day, Town *self, gboolean *is_found)
{
  *is_found = FALSE;
  g_array_unref (rdm_day_plan_get_line (day, self->route, NULL));
  while (!*is_found)
    g_main_context_iteration (NULL, TRUE);
  return rdm_day_plan_get_line (day, self->route, NULL);
}

/* The line on the map stays as it was until the new way is found; it is never straight between. */
static void
test_live_line (Town *self, gconstpointer data)
{
  g_autoptr (RdmDayPlan) day = rdm_day_plan_new_live (self->rows, WORLD_DATE, self->travel);
  g_autoptr (RdmRoadClosure) closure = new_closure (self, "c", FALSE, 0);
  g_autoptr (GArray) usual = NULL;
  g_autoptr (GArray) waiting = NULL;
  g_autoptr (GArray) still = NULL;
  g_autoptr (GArray) around = NULL;
  gboolean is_found = FALSE;
  guint n = 0;

  while (rdm_day_plan_get_travel_progress (day) < 1.0)
    g_main_context_iteration (NULL, TRUE);
  g_signal_connect (day, "line-changed", G_CALLBACK (line_changed_cb), &is_found);
  g_signal_connect (day, "travel-changed", G_CALLBACK (count_cb), &n);
  usual = wait_for_line (day, self, &is_found);
  g_assert_true (line_enters (usual, closure));
  rdm_command_unref (add (day, self, rdm_row_ref (closure)));
  waiting = rdm_day_plan_get_line (day, self->route, NULL);
  g_assert_cmpmem (waiting->data, waiting->len * sizeof (RdmPoint), usual->data,
                   usual->len * sizeof (RdmPoint));
  while (n == 0)
    g_main_context_iteration (NULL, TRUE);
  still = rdm_day_plan_get_line (day, self->route, NULL);
  g_assert_cmpuint (still->len, ==, usual->len);
  while (!line_is_around (around, closure))
    {
      g_main_context_iteration (NULL, TRUE);
      g_clear_pointer (&around, g_array_unref);
      around = rdm_day_plan_get_line (day, self->route, NULL);
    }
  g_assert_cmpuint (around->len, >, usual->len);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
#define ADD(name, function)                                                                        \
  g_test_add ("/closures/" name, Town, NULL, town_set_up, function, town_tear_down)
  ADD ("around", test_around);
  ADD ("hours", test_hours);
  ADD ("shut", test_shut);
  ADD ("depot-shut", test_depot_shut);
  ADD ("estimated", test_estimated);
  ADD ("live", test_live);
  ADD ("live-line", test_live_line);
#undef ADD
  return g_test_run ();
}
