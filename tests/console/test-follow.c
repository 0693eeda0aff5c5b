/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Views follow a change by what it touches: whatever a hand does, they have what they would have if
 * they were made anew.
 */
#include <glib/gstdio.h>

#include "rdm-board-model.h"
#include "rdm-map-scene.h"

#define DATE "2026-11-23"
#define OTHER_DATE "2026-11-24"
#define N_ROUTES 6
#define N_ORDERS 60
#define N_STEPS 600

typedef struct
{
  char *folder;
  RdmDesk *desk;
  GRand *random;
  guint n_orders; /* made so far */

  /* What follows */
  RdmMapScene *scene;
  RdmBoardModel *model;
  GPtrArray *list;    /* RdmBoardItem: what somebody who listens to the model believes it has */
  GHashTable *before; /* route id → RdmDeskRoute, as they were before the change */

  /* How it went */
  guint n_followed;
  guint n_kept;
} Fixture;

static int
roll (Fixture *fixture, int n)
{
  return g_rand_int_range (fixture->random, 0, n);
}

/* A day */

static RdmPoint
random_point (Fixture *fixture)
{
  /* Few enough that stops share one, and now and then none. */
  return roll (fixture, 12) == 0
             ? RDM_POINT_NONE
             : (RdmPoint){ 47. + 0.01 * roll (fixture, 9), 9.5 + 0.01 * roll (fixture, 9) };
}

static void
add_order (Fixture *fixture, RdmCommand *command)
{
  g_autofree char *id = g_strdup_printf ("o%u", fixture->n_orders++);
  g_autoptr (RdmOrder) order = rdm_row_new (RDM_ROW_ORDER, id);

  order->reference = g_strdup (id);
  order->date = g_strdup (DATE);
  order->at.address = g_strdup_printf ("Street %d", roll (fixture, 20));
  order->at.point = random_point (fixture);
  order->at.windows = (RdmWindows){ 1, { { 8 * 3600, (9 + roll (fixture, 8)) * 3600 } } };
  order->loads.amount[RDM_LOAD_PARCELS] = 1 + roll (fixture, 4);
  if (roll (fixture, 4) == 0)
    {
      order->kind = RDM_ORDER_SHIPMENT;
      order->from.address = g_strdup ("Depot street");
      order->from.point = random_point (fixture);
    }
  rdm_command_add_row (command, order);
}

static void
add_route (RdmCommand *command, int number)
{
  g_autofree char *vehicle_id = g_strdup_printf ("v%d", number);
  g_autofree char *shift_id = g_strdup_printf ("s%d", number);
  g_autoptr (RdmVehicle) vehicle = rdm_row_new (RDM_ROW_VEHICLE, vehicle_id);
  g_autoptr (RdmShift) shift = rdm_row_new (RDM_ROW_SHIFT, shift_id);

  vehicle->name = g_strdup_printf ("V-%d", number);
  vehicle->start = vehicle->end = (RdmPoint){ 47.0 + 0.02 * (number % 2), 9.5 };
  if (number % 2 == 0)
    vehicle->end.lon_deg += 0.01 + 0.01 * number;
  shift->vehicle = g_strdup (vehicle_id);
  shift->weekdays = RDM_EVERY_DAY;
  shift->start_s = 7 * 3600;
  shift->end_s = 17 * 3600;
  shift->break_from_s = 11 * 3600;
  shift->break_to_s = 14 * 3600;
  shift->break_s = 1800;
  rdm_command_add_row (command, vehicle);
  rdm_command_add_row (command, shift);
}

/* What a hand does */

static const char *
random_route (Fixture *fixture)
{
  GPtrArray *routes = rdm_desk_get_routes (fixture->desk);

  return ((const RdmDeskRoute *)g_ptr_array_index (routes, roll (fixture, (int)routes->len)))
      ->route->row.id;
}

/* Up to @n of the day's stops, in any order, none twice. */
static GStrv
random_stops (Fixture *fixture, int n)
{
  g_autoptr (GPtrArray) all = rdm_rows_list (rdm_desk_get_rows (fixture->desk), RDM_ROW_STOP);
  g_autoptr (GHashTable) seen = g_hash_table_new (g_str_hash, g_str_equal);
  g_autoptr (GStrvBuilder) stops = g_strv_builder_new ();

  for (int i = 0; i < n && all->len > 0; i++)
    {
      const RdmStop *stop = g_ptr_array_index (all, roll (fixture, (int)all->len));

      if (g_hash_table_add (seen, stop->row.id))
        g_strv_builder_add (stops, stop->row.id);
    }
  return g_strv_builder_end (stops);
}

static void
move (Fixture *fixture)
{
  g_auto (GStrv) stops = random_stops (fixture, 1 + roll (fixture, 4));
  g_autofree char *route = g_strdup (roll (fixture, 5) > 0 ? random_route (fixture) : NULL);
  const RdmDeskRoute *target = rdm_desk_find_route (fixture->desk, route);
  guint n =
      target != NULL && target->route->stops != NULL ? g_strv_length (target->route->stops) : 0;
  g_autofree char *after = n > 0 && roll (fixture, 3) > 0
                               ? g_strdup (target->route->stops[roll (fixture, (int)n)])
                               : NULL;

  rdm_desk_assign (fixture->desk, (const char *const *)stops, route, after);
}

static void
select_some (Fixture *fixture)
{
  g_auto (GStrv) stops = random_stops (fixture, roll (fixture, 8));

  if (roll (fixture, 4) == 0)
    rdm_desk_select_route (fixture->desk, random_route (fixture));
  else
    rdm_desk_select (fixture->desk, (const char *const *)stops, (RdmSelectMode)roll (fixture, 3));
}

static void
lock (Fixture *fixture)
{
  select_some (fixture);
  rdm_desk_toggle_lock (fixture->desk);
}

static void
edit_order (Fixture *fixture)
{
  g_auto (GStrv) stops = random_stops (fixture, 1);
  const RdmOrder *before = stops[0] != NULL ? rdm_desk_find_order (fixture->desk, stops[0]) : NULL;
  g_autoptr (RdmOrder) after = before != NULL ? rdm_row_copy (before) : NULL;
  g_autoptr (RdmCommand) command = rdm_command_new_edit ("Edit");

  if (after == NULL)
    return;
  switch (roll (fixture, 8))
    {
    case 5:
      after->at.service_s = roll (fixture, 1800);
      break;
    case 6:
      after->at.windows.n = (guint)roll (fixture, 2);
      after->soft = roll (fixture, 2) == 0;
      break;
    case 7:
      after->kind = (RdmOrderKind)roll (fixture, 3);
      break;
    case 0:
      g_free (after->at.name);
      after->at.name = g_strdup_printf ("Name %d", roll (fixture, 100));
      break;
    case 1:
      after->at.windows.at[0].to_s += 600;
      break;
    case 2:
      after->at.point = random_point (fixture);
      break;
    case 3:
      g_free (after->date);
      after->date = g_strdup (roll (fixture, 3) == 0 ? OTHER_DATE : DATE);
      break;
    default:
      after->loads.amount[RDM_LOAD_PARCELS]++;
    }
  rdm_command_edit_row (command, before, after);
  rdm_desk_run (fixture->desk, command);
}

static void
come_and_go (Fixture *fixture)
{
  g_auto (GStrv) stops = random_stops (fixture, 1);
  const RdmOrder *order = stops[0] != NULL ? rdm_desk_find_order (fixture->desk, stops[0]) : NULL;
  g_autoptr (RdmCommand) command =
      roll (fixture, 2) == 0 ? rdm_command_new_add ("Add") : rdm_command_new_remove ("Delete");

  if (command->kind == RDM_COMMAND_ADD)
    add_order (fixture, command);
  else if (order != NULL)
    rdm_command_remove_row (command, RDM_ROW_ORDER, order->row.id);
  rdm_desk_run (fixture->desk, command);
}

static void
edit_fleet (Fixture *fixture)
{
  g_autoptr (GPtrArray) all = rdm_rows_list (rdm_desk_get_rows (fixture->desk), RDM_ROW_VEHICLE);
  const RdmVehicle *before = g_ptr_array_index (all, roll (fixture, (int)all->len));
  g_autoptr (RdmVehicle) after = rdm_row_copy (before);
  g_autoptr (RdmCommand) command = rdm_command_new_edit ("Edit");

  /* Another name is another place in the list. */
  g_free (after->name);
  after->name = g_strdup_printf ("V-%d", roll (fixture, 100));
  rdm_command_edit_row (command, before, after);
  rdm_desk_run (fixture->desk, command);
}

static void
act (Fixture *fixture)
{
  int what = roll (fixture, 100);

  if (what < 45)
    move (fixture);
  else if (what < 60)
    rdm_desk_undo (fixture->desk);
  else if (what < 68)
    rdm_desk_redo (fixture->desk);
  else if (what < 76)
    select_some (fixture);
  else if (what < 80)
    lock (fixture);
  else if (what < 90)
    edit_order (fixture);
  else if (what < 97)
    come_and_go (fixture);
  else
    edit_fleet (fixture);
}

/* What follows */

static void
items_changed_cb (Fixture *fixture, guint position, guint n_removed, guint n_added)
{
  g_assert_cmpuint (position + n_removed, <=, fixture->list->len);
  if (n_removed > 0)
    g_ptr_array_remove_range (fixture->list, position, n_removed);
  for (guint i = 0; i < n_added; i++)
    g_ptr_array_insert (fixture->list, (int)(position + i),
                        g_list_model_get_item (G_LIST_MODEL (fixture->model), position + i));
  g_assert_cmpuint (fixture->list->len, ==,
                    g_list_model_get_n_items (G_LIST_MODEL (fixture->model)));
}

static void
remember_routes (Fixture *fixture)
{
  GPtrArray *routes = rdm_desk_get_routes (fixture->desk);

  g_hash_table_remove_all (fixture->before);
  for (guint i = 0; i < routes->len; i++)
    {
      RdmDeskRoute *route = g_ptr_array_index (routes, i);

      g_hash_table_insert (fixture->before, g_strdup (route->route->row.id), route);
    }
}

/* What is not touched is the same object as before. */
static void
check_routes (Fixture *fixture, const RdmDeskTouched *touched)
{
  GPtrArray *routes = rdm_desk_get_routes (fixture->desk);

  for (guint i = 0; i < routes->len; i++)
    {
      RdmDeskRoute *route = g_ptr_array_index (routes, i);

      g_assert_cmpuint (route->index, ==, i);
      if (rdm_desk_touched_route (touched, route->route->row.id))
        continue;
      g_assert_true (g_hash_table_lookup (fixture->before, route->route->row.id) == route);
      fixture->n_kept++;
    }
}

static void
rows_changed_cb (Fixture *fixture, GPtrArray *changes, const RdmDeskTouched *touched)
{
  check_routes (fixture, touched);
  remember_routes (fixture);
  if (rdm_map_scene_follow (fixture->scene, fixture->desk, touched))
    fixture->n_followed++;
  else
    {
      rdm_map_scene_free (fixture->scene);
      fixture->scene = rdm_map_scene_new (fixture->desk);
    }
  rdm_board_model_follow (fixture->model, touched);
}

static void
selection_changed_cb (Fixture *fixture)
{
  rdm_map_scene_update_selection (fixture->scene, fixture->desk);
}

/* What it has to be */

/* The desk, as somebody finds it who comes to the day from another. */
static void
check_desk (Fixture *fixture)
{
  RdmRows *rows = rdm_desk_get_rows (fixture->desk);
  g_autoptr (RdmDayPlan) fresh = rdm_day_plan_new (rows, DATE, NULL);
  GPtrArray *routes = rdm_desk_get_routes (fixture->desk);
  GPtrArray *fresh_routes = rdm_day_plan_get_routes (fresh);
  GPtrArray *tray = rdm_desk_get_tray (fixture->desk);
  GPtrArray *fresh_tray = rdm_day_plan_get_tray (fresh);
  RdmStopTotals totals;

  g_assert_cmpuint (routes->len, ==, fresh_routes->len);
  for (guint i = 0; i < routes->len; i++)
    {
      const RdmDeskRoute *route = g_ptr_array_index (routes, i);
      RdmSchedule *schedule = rdm_day_plan_get_schedule (fresh, route->route->row.id);
      RdmRouteFacts facts;

      g_assert_true (rdm_row_equal (route->route, g_ptr_array_index (fresh_routes, i)));
      g_assert_cmpint (route->schedule->end_s, ==, schedule->end_s);
      g_assert_cmpuint (route->schedule->visits->len, ==, schedule->visits->len);
      rdm_route_facts_read (&facts, route->route, route->shift, schedule, rows);
      g_assert_cmpmem (&facts, sizeof facts, &route->facts, sizeof facts);
    }
  g_assert_cmpuint (tray->len, ==, fresh_tray->len);
  for (guint i = 0; i < tray->len; i++)
    g_assert_true (g_ptr_array_index (tray, i) == g_ptr_array_index (fresh_tray, i));
  rdm_stop_totals_read (&totals, rows, rdm_desk_get_selection (fixture->desk));
  g_assert_cmpmem (&totals, sizeof totals, rdm_desk_get_totals (fixture->desk), sizeof totals);
}

static void
check_line (const RdmMapLine *a, const RdmMapLine *b)
{
  g_assert_cmpstr (a->route, ==, b->route);
  g_assert_cmpstr (a->name, ==, b->name);
  g_assert_true (gdk_rgba_equal (&a->colour, &b->colour));
  g_assert_cmpint (a->dashed, ==, b->dashed);
  g_assert_cmpuint (a->n_stops, ==, b->n_stops);
  g_assert_cmpint (a->start_s, ==, b->start_s);
  g_assert_cmpint (a->end_s, ==, b->end_s);
  g_assert_cmpuint (a->n_driven, ==, b->n_driven);
  g_assert_cmpuint (a->n_selected, ==, b->n_selected);
  g_assert_cmpmem (a->points, a->n_points * sizeof *a->points, b->points,
                   b->n_points * sizeof *b->points);
  g_assert_cmpuint (a->n_legs, ==, b->n_legs);
  if (a->n_legs > 0)
    {
      g_assert_cmpmem (a->legs, (a->n_legs + 1) * sizeof *a->legs, b->legs,
                       (b->n_legs + 1) * sizeof *b->legs);
      g_assert_cmpmem (a->marks, (a->n_legs + 1) * sizeof *a->marks, b->marks,
                       (b->n_legs + 1) * sizeof *b->marks);
    }
  g_assert_cmpmem (&a->bounds, sizeof a->bounds, &b->bounds, sizeof b->bounds);
}

static void
check_scene (Fixture *fixture)
{
  const RdmMapScene *a = fixture->scene;
  g_autoptr (RdmMapScene) b = rdm_map_scene_new (fixture->desk);

  g_assert_cmpuint (a->lines->len, ==, b->lines->len);
  for (guint i = 0; i < a->lines->len; i++)
    check_line (g_ptr_array_index (a->lines, i), g_ptr_array_index (b->lines, i));
  g_assert_cmpuint (a->marks->len, ==, b->marks->len);
  for (guint i = 0; i < a->marks->len; i++)
    {
      const RdmMapMark *mark = rdm_map_scene_mark (a, (int)i);
      const RdmMapMark *wanted = rdm_map_scene_mark (b, (int)i);

      g_assert_true (mark->stop == wanted->stop);
      g_assert_cmpmem (&mark->at, sizeof mark->at, &wanted->at, sizeof wanted->at);
      g_assert_cmpint (mark->line, ==, wanted->line);
      g_assert_cmpint (mark->number, ==, wanted->number);
      g_assert_cmpuint (mark->flags, ==, wanted->flags);
      g_assert_true (rdm_map_scene_find (a, mark->stop->row.id) == mark);
    }
  g_assert_cmpuint (a->depots->len, ==, b->depots->len);
  for (guint i = 0; i < a->depots->len; i++)
    {
      const RdmMapDepot *depot = &g_array_index (a->depots, RdmMapDepot, i);
      const RdmMapDepot *wanted = &g_array_index (b->depots, RdmMapDepot, i);

      g_assert_cmpmem (&depot->at, sizeof depot->at, &wanted->at, sizeof wanted->at);
      g_assert_cmpmem (depot->lines->data, depot->lines->len * sizeof (guint), wanted->lines->data,
                       wanted->lines->len * sizeof (guint));
    }
  g_assert_cmpint (a->selected_line, ==, b->selected_line);
  g_assert_cmpuint (a->n_selected, ==, b->n_selected);
  g_assert_cmpuint (a->n_unplaced, ==, b->n_unplaced);
}

static void
check_board (Fixture *fixture, const char *search, const char *closed)
{
  g_autoptr (RdmBoardModel) fresh = rdm_board_model_new (fixture->desk);

  if (roll (fixture, 2) == 0)
    rdm_board_model_show_more (fixture->model, G_MAXUINT);
  else /* which shows it */
    rdm_board_model_find (fixture->model, "tray");
  rdm_board_model_set_search (fresh, search);
  if (closed != NULL)
    rdm_board_model_set_open (fresh, closed, FALSE);
  g_assert_cmpuint (fixture->list->len, ==, g_list_model_get_n_items (G_LIST_MODEL (fresh)));
  for (guint i = 0; i < fixture->list->len; i++)
    {
      RdmBoardItem *item = g_ptr_array_index (fixture->list, i);
      RdmBoardItem *wanted = rdm_board_model_peek (fresh, i);

      g_assert_true (item == rdm_board_model_peek (fixture->model, i));
      g_assert_cmpstr (item->key, ==, wanted->key);
      g_assert_cmpstr (item->route, ==, wanted->route);
      g_assert_cmpuint (item->number, ==, wanted->number);
      g_assert_cmpint (item->open, ==, wanted->open);
      g_assert_cmpuint (rdm_board_model_find (fixture->model, item->key), ==, i);
    }
}

/* Tests */

static void
set_up (Fixture *fixture, gconstpointer data)
{
  g_autoptr (RdmCommand) command = rdm_command_new_add ("Begin");
  g_autoptr (GError) error = NULL;
  g_autofree char *path = NULL;

  fixture->random = g_rand_new_with_seed (GPOINTER_TO_UINT (data));
  fixture->folder = g_dir_make_tmp ("follow-XXXXXX", NULL);
  path = g_build_filename (fixture->folder, "day.roundsman", NULL);
  fixture->desk = rdm_desk_new ();
  g_assert_true (rdm_desk_open (fixture->desk, path, RDM_STORE_CREATE, &error));
  g_assert_no_error (error);
  for (int i = 0; i < N_ROUTES; i++)
    add_route (command, i);
  for (int i = 0; i < N_ORDERS; i++)
    add_order (fixture, command);
  g_assert_true (rdm_desk_run (fixture->desk, command));
  rdm_desk_set_date (fixture->desk, DATE);
  fixture->before = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  fixture->scene = rdm_map_scene_new (fixture->desk);
  fixture->model = rdm_board_model_new (fixture->desk);
  rdm_board_model_set_at_once (fixture->model, 4);
  fixture->list = g_ptr_array_new_with_free_func (g_object_unref);
  items_changed_cb (fixture, 0, 0, g_list_model_get_n_items (G_LIST_MODEL (fixture->model)));
  remember_routes (fixture);
  g_signal_connect_swapped (fixture->model, "items-changed", G_CALLBACK (items_changed_cb),
                            fixture);
  g_signal_connect_swapped (fixture->desk, "rows-changed", G_CALLBACK (rows_changed_cb), fixture);
  g_signal_connect_swapped (fixture->desk, "selection-changed", G_CALLBACK (selection_changed_cb),
                            fixture);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GDir) folder = NULL;
  const char *name;

  g_clear_pointer (&fixture->scene, rdm_map_scene_free);
  g_assert_finalize_object (fixture->model);
  g_ptr_array_unref (fixture->list);
  g_hash_table_unref (fixture->before);
  g_assert_finalize_object (fixture->desk);
  folder = g_dir_open (fixture->folder, 0, NULL);
  while ((name = g_dir_read_name (folder)) != NULL)
    {
      g_autofree char *path = g_build_filename (fixture->folder, name, NULL);

      g_assert_no_errno (g_unlink (path));
    }
  g_assert_no_errno (g_rmdir (fixture->folder));
  g_free (fixture->folder);
  g_rand_free (fixture->random);
}

static void
test_follow (Fixture *fixture, gconstpointer data)
{
  static const char *const searches[] = { "", "", "street 1", "v-", "nobody" };
  g_autofree char *closed = NULL;

  for (guint i = 0; i < N_STEPS; i++)
    {
      const char *search = searches[i / 40 % G_N_ELEMENTS (searches)];

      if (i % 40 == 0)
        {
          rdm_board_model_set_search (fixture->model, search);
          if (closed != NULL)
            rdm_board_model_set_open (fixture->model, closed, TRUE);
          g_free (closed);
          closed = i % 80 == 0 ? g_strdup (random_route (fixture)) : NULL;
          if (closed != NULL)
            rdm_board_model_set_open (fixture->model, closed, FALSE);
        }
      act (fixture);
      check_desk (fixture);
      check_scene (fixture);
      check_board (fixture, search, closed);
    }
  /* Most of it really was followed, and left most of the day alone. */
  g_assert_cmpuint (fixture->n_followed, >, N_STEPS / 6);
  g_assert_cmpuint (fixture->n_kept, >, N_STEPS / 2);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add ("/follow/one", Fixture, GUINT_TO_POINTER (1), set_up, test_follow, tear_down);
  g_test_add ("/follow/two", Fixture, GUINT_TO_POINTER (2), set_up, test_follow, tear_down);
  return g_test_run ();
}
