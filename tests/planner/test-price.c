/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The price under the mouse is what the day really comes to afterwards, less what it comes to now.
 */
#include "day-world.h"
#include "rdm-advice.h"
#include "rdm-time.h"

#define N_DRAGS 1000

typedef struct
{
  GStrv stops;
  char *route;
  char *after;
} Drag;

static void
drag_clear (Drag *drag)
{
  g_strfreev (drag->stops);
  g_free (drag->route);
  g_free (drag->after);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Drag, drag_clear)

static gconstpointer
pick (GRand *random, GPtrArray *rows)
{
  return g_ptr_array_index (rows, g_rand_int_range (random, 0, (gint32)rows->len));
}

static void
make_drag (GRand *random, RdmRows *rows, Drag *drag)
{
  g_autoptr (GPtrArray) stops = rdm_rows_list (rows, RDM_ROW_STOP);
  g_autoptr (GPtrArray) routes = rdm_rows_day_routes (rows, WORLD_DATE);
  g_autoptr (GHashTable) seen = g_hash_table_new (g_str_hash, g_str_equal);
  g_autoptr (GStrvBuilder) chosen = g_strv_builder_new ();
  int n = g_rand_int_range (random, 1, 5);
  const RdmRoute *route = pick (random, routes);

  for (int i = 0; i < n; i++)
    {
      const RdmStop *stop = pick (random, stops);

      if (g_hash_table_add (seen, stop->row.id))
        g_strv_builder_add (chosen, stop->row.id);
    }
  drag->stops = g_strv_builder_end (chosen);
  if (g_rand_int_range (random, 0, 10) == 0)
    return;
  drag->route = g_strdup (route->row.id);
  if (route->stops)
    {
      int length = (int)g_strv_length (route->stops);
      int at = g_rand_int_range (random, -1, length);

      drag->after = at < 0 ? NULL : g_strdup (route->stops[at]);
    }
}

static gint64
late_of (RdmDayPlan *day, const char *stop)
{
  const RdmVisit *visit = rdm_day_plan_find_visit (day, stop);

  return visit ? visit->late_s : 0;
}

static void
check_lateness (const RdmPrice *price, RdmRows *rows, RdmDayPlan *before, RdmDayPlan *after)
{
  g_autoptr (GPtrArray) stops = rdm_rows_list (rows, RDM_ROW_STOP);
  guint n_later = 0;

  for (guint i = 0; i < stops->len; i++)
    {
      const RdmStop *stop = g_ptr_array_index (stops, i);

      n_later += late_of (after, stop->row.id) > late_of (before, stop->row.id);
    }
  g_assert_cmpuint (price->late->len, ==, n_later);
  for (guint i = 0; i < price->late->len; i++)
    {
      const RdmLateness *late = &g_array_index (price->late, RdmLateness, i);

      g_assert_cmpint (late->late_s, ==, late_of (after, late->stop));
      g_assert_cmpint (late->before_s, ==, late_of (before, late->stop));
    }
}

/* A rule that a route did not break and breaks now is in the price. */
static void
check_breaches (const RdmPrice *price, RdmDayPlan *before, RdmDayPlan *after)
{
  GPtrArray *routes = rdm_day_plan_get_routes (before);

  for (guint i = 0; i < routes->len; i++)
    {
      const char *id = ((const RdmRoute *)g_ptr_array_index (routes, i))->row.id;
      guint was = rdm_day_plan_get_schedule (before, id)->breaches;
      guint is = rdm_day_plan_get_schedule (after, id)->breaches;

      g_assert_cmpuint (is & ~was & ~RDM_BREACH_LATE & ~price->breaches, ==, 0);
    }
}

static void
check_drag (RdmRows *rows, RdmDayPlan *day, const Drag *drag)
{
  g_autoptr (RdmPrice) price =
      rdm_advice_price (day, (const char *const *)drag->stops, drag->route, drag->after);
  g_autoptr (RdmRows) trial = rdm_memory_rows_snapshot (RDM_MEMORY_ROWS (rows));
  g_autoptr (RdmCommand) command = rdm_command_new_assign (NULL, drag->route, drag->after);
  g_autoptr (RdmOutcome) outcome = NULL;
  g_autoptr (RdmDayPlan) after = NULL;
  RdmFigures was;
  RdmFigures is;

  for (guint i = 0; drag->stops[i]; i++)
    rdm_command_assign_stop (command, drag->stops[i], rdm_rows_route_of (rows, drag->stops[i]));
  outcome = rdm_run (command, trial);
  g_assert_cmpint (price->refused == RDM_REASON_NONE, ==, rdm_outcome_is_applied (outcome));
  if (price->refused != RDM_REASON_NONE)
    {
      g_assert_nonnull (price->refusal);
      return;
    }
  rdm_changes_apply (outcome->changes, trial);
  after = rdm_day_plan_new (trial, WORLD_DATE, NULL);
  rdm_day_plan_get_figures (day, &was);
  rdm_day_plan_get_figures (after, &is);
  g_assert_cmpint (price->duty_s, ==, is.duty_s - was.duty_s);
  g_assert_cmpint (price->drive_s, ==, is.drive_s - was.drive_s);
  g_assert_cmpint (price->distance_m, ==, is.distance_m - was.distance_m);
  g_assert_cmpint (price->overtime_s, ==, is.overtime_s - was.overtime_s);
  /* Each route's cost is rounded to minor units, the difference only once. */
  g_assert_cmpint (ABS (price->cost_minor - (is.cost_minor - was.cost_minor)), <=, 5);
  check_lateness (price, rows, day, after);
  check_breaches (price, day, after);
  g_assert_cmpint (price->unchanged, ==, outcome->changes->len == 0);
}

static void
test_equals_recomputation (void)
{
  static const WorldShape shape = { .n_routes = 12,
                                    .n_orders = 260,
                                    .seed = 11,
                                    .percent_windows = 45,
                                    .percent_soft = 40,
                                    .percent_skilled = 15,
                                    .percent_shipments = 10,
                                    .with_breaks = TRUE };
  g_autoptr (GRand) random = g_rand_new_with_seed (23);
  g_autoptr (RdmRows) rows = world_new (&shape);
  g_autoptr (RdmDayPlan) day = NULL;

  world_deal (rows, 7);
  day = rdm_day_plan_new (rows, WORLD_DATE, NULL);
  for (guint i = 0; i < N_DRAGS; i++)
    {
      g_auto (Drag) drag = { NULL };

      make_drag (random, rows, &drag);
      check_drag (rows, day, &drag);
    }
}

/* Of all places of one stop, the cheapest that breaks nothing is called the best. */
static void
test_best_place (void)
{
  static const WorldShape shape = {
    .n_routes = 5, .n_orders = 60, .seed = 2, .percent_windows = 30, .with_breaks = TRUE
  };
  g_autoptr (RdmRows) rows = world_new (&shape);
  g_autoptr (GPtrArray) routes = NULL;
  g_autoptr (RdmDayPlan) day = NULL;
  const char *const stops[] = { "o17.d", NULL };
  gint64 least = G_MAXINT64;
  gint64 least_called = G_MAXINT64;
  guint n_called = 0;

  world_plan (rows, 300);
  day = rdm_day_plan_new (rows, WORLD_DATE, NULL);
  routes = rdm_rows_day_routes (rows, WORLD_DATE);
  for (guint r = 0; r < routes->len; r++)
    {
      const RdmRoute *route = g_ptr_array_index (routes, r);
      guint n = route->stops ? g_strv_length (route->stops) : 0;

      for (guint i = 0; i <= n; i++)
        {
          g_autoptr (RdmPrice) price =
              rdm_advice_price (day, stops, route->row.id, i ? route->stops[i - 1] : NULL);

          if (rdm_price_is_allowed (price))
            least = MIN (least, price->cost_minor);
          if (!price->best_of_day)
            continue;
          n_called++;
          g_assert_true (price->best_on_route);
          g_assert_true (rdm_price_is_allowed (price));
          least_called = MIN (least_called, price->cost_minor);
        }
    }
  g_assert_cmpuint (n_called, >, 0);
  g_assert_cmpint (least_called, ==, least);
}

static void
test_says_what_gets_worse (void)
{
  g_autoptr (RdmRows) rows = rdm_memory_rows_new ();
  g_autofree char *route = world_add_vehicle (rows, 3);
  g_autoptr (RdmDayPlan) day = NULL;
  const char *const stops[] = { "big.d", NULL };
  g_autoptr (RdmPrice) price = NULL;
  g_auto (GStrv) lines = NULL;
  RdmVehicle *vehicle = world_edit (rows, RDM_ROW_VEHICLE, "v3");
  RdmOrder *order;

  vehicle->capacity.amount[RDM_LOAD_PARCELS] = 50;
  world_keep (rows, vehicle);
  world_add_order (rows, "tight", 3000, 0);
  world_set_window (rows, "tight", 8 * 3600, 8 * 3600 + 900, FALSE);
  world_add_order (rows, "big", -4000, 0);
  order = world_edit (rows, RDM_ROW_ORDER, "big");
  order->loads.amount[RDM_LOAD_PARCELS] = 55;
  order->skills = g_strsplit ("two-person", " ", -1);
  world_keep (rows, order);
  world_put_route (rows, route, "tight.d");

  day = rdm_day_plan_new (rows, WORLD_DATE, NULL);
  price = rdm_advice_price (day, stops, route, NULL);
  g_assert_false (rdm_price_is_allowed (price));
  g_assert_cmpuint (price->breaches, ==, RDM_BREACH_LATE | RDM_BREACH_LOAD | RDM_BREACH_SKILLS);
  g_assert_cmpuint (price->load_percent[RDM_LOAD_PARCELS], ==, 112);
  g_assert_cmpuint (price->late->len, ==, 1);
  g_assert_cmpstr (price->missing_skills[0], ==, "two-person");
  lines = rdm_price_describe_breaches (price, rows);
  g_assert_cmpuint (g_strv_length (lines), ==, 3);
  g_assert_true (g_str_has_prefix (lines[0], "Street tight late by "));
  g_assert_nonnull (strstr (lines[1], "112"));
  g_assert_nonnull (strstr (lines[2], "two-person"));
}

static void
test_refusals (void)
{
  g_autoptr (RdmRows) rows = rdm_memory_rows_new ();
  g_autofree char *from = world_add_vehicle (rows, 0);
  g_autofree char *to = world_add_vehicle (rows, 1);
  g_autoptr (RdmDayPlan) day = NULL;
  const char *const stops[] = { "o1.d", NULL };
  g_autoptr (RdmPrice) price = NULL;
  g_autoptr (RdmPrice) tray = NULL;
  g_auto (GStrv) lines = NULL;
  RdmStop *stop;

  world_add_order (rows, "o1", 3000, 0);
  world_put_route (rows, from, "o1.d");
  stop = world_edit (rows, RDM_ROW_STOP, "o1.d");
  stop->locked = TRUE;
  world_keep (rows, stop);
  day = rdm_day_plan_new (rows, WORLD_DATE, NULL);
  price = rdm_advice_price (day, stops, to, NULL);
  g_assert_cmpint (price->refused, ==, RDM_REASON_LOCKED);
  lines = rdm_price_describe_breaches (price, rows);
  g_assert_nonnull (strstr (lines[0], "locked"));
  tray = rdm_advice_price (day, stops, NULL, NULL);
  g_assert_cmpint (tray->refused, ==, RDM_REASON_LOCKED);
  g_assert_cmpint (tray->at_s, ==, RDM_TIME_NONE);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/price/equals-recomputation", test_equals_recomputation);
  g_test_add_func ("/price/best-place", test_best_place);
  g_test_add_func ("/price/says-what-gets-worse", test_says_what_gets_worse);
  g_test_add_func ("/price/refusals", test_refusals);
  return g_test_run ();
}
