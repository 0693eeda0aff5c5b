/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The map without a window: what it makes of a desk, what is under the pointer, where drops go, and
 * that it paints at every size.
 */
#include <glib/gstdio.h>
#include <math.h>

#include "rdm-map-cluster.h"
#include "rdm-map-hit.h"
#include "rdm-map-overlay.h"
#include "rdm-map-painter.h"

#define DATE "2026-11-23"
#define N_ORDERS 40

typedef struct
{
  char *folder;
  RdmDesk *desk;
  RdmMapScene *scene;
  RdmMapView view;
} Fixture;

static void
add_route (RdmCommand *command, const char *name, RdmPoint depot)
{
  g_autofree char *vehicle_id = g_strdup_printf ("v%s", name);
  g_autofree char *shift_id = g_strdup_printf ("s%s", name);
  g_autoptr (RdmVehicle) vehicle = rdm_row_new (RDM_ROW_VEHICLE, vehicle_id);
  g_autoptr (RdmShift) shift = rdm_row_new (RDM_ROW_SHIFT, shift_id);

  vehicle->name = g_strdup (name);
  vehicle->start = vehicle->end = depot;
  shift->vehicle = g_strdup (vehicle_id);
  shift->weekdays = RDM_EVERY_DAY;
  shift->start_s = 7 * 3600;
  shift->end_s = 17 * 3600;
  rdm_command_add_row (command, vehicle);
  rdm_command_add_row (command, shift);
}

/* Orders o00, o01, … in a row to the east, a hundredth of a degree apart; the last has no place. */
static void
add_orders (RdmCommand *command)
{
  for (int i = 0; i < N_ORDERS; i++)
    {
      g_autofree char *id = g_strdup_printf ("o%02d", i);
      g_autoptr (RdmOrder) order = rdm_row_new (RDM_ROW_ORDER, id);

      order->reference = g_strdup (id);
      order->date = g_strdup (DATE);
      order->at.address = g_strdup_printf ("Feldstrasse %d", i);
      if (i < N_ORDERS - 1)
        order->at.point = (RdmPoint){ 47.1, 9.5 + 0.01 * i };
      rdm_command_add_row (command, order);
    }
}

static char *
stop_of (int i)
{
  g_autofree char *order = g_strdup_printf ("o%02d", i);

  return rdm_stop_id (order, RDM_STOP_DELIVERY);
}

static const char *
route_id (Fixture *fixture, guint i)
{
  return ((RdmDeskRoute *)g_ptr_array_index (rdm_desk_get_routes (fixture->desk), i))
      ->route->row.id;
}

/* Gives orders @from up to @to to the @route-th route. */
static void
assign (Fixture *fixture, guint route, int from, int to)
{
  g_autoptr (GPtrArray) stops = g_ptr_array_new_with_free_func (g_free);

  for (int i = from; i < to; i++)
    g_ptr_array_add (stops, stop_of (i));
  g_ptr_array_add (stops, NULL);
  g_assert_true (rdm_desk_assign (fixture->desk, (const char *const *)stops->pdata,
                                  route_id (fixture, route), NULL));
}

static void
look_anew (Fixture *fixture)
{
  g_clear_pointer (&fixture->scene, rdm_map_scene_free);
  fixture->scene = rdm_map_scene_new (fixture->desk);
}

/* Everything in 1,000 by 600 pixels, at a scale where stops are 40 pixels apart. */
static void
look_at (RdmMapView *view, double zoom)
{
  view->zoom = zoom;
  view->world = 256. * exp2 (zoom);
  view->width = 1000.;
  view->height = 600.;
  view->origin.x = rdm_mercator_x (9.5) * view->world - 100.;
  view->origin.y = rdm_mercator_y (47.1) * view->world - 300.;
}

static void
set_up (Fixture *fixture, gconstpointer data)
{
  g_autoptr (RdmCommand) command = rdm_command_new_add ("Begin");
  g_autofree char *path = NULL;
  g_autoptr (GError) error = NULL;

  fixture->folder = g_dir_make_tmp ("map-XXXXXX", NULL);
  path = g_build_filename (fixture->folder, "day.roundsman", NULL);
  fixture->desk = rdm_desk_new ();
  g_assert_true (rdm_desk_open (fixture->desk, path, RDM_STORE_CREATE, &error));
  g_assert_no_error (error);
  add_route (command, "A", (RdmPoint){ 47.12, 9.5 });
  add_route (command, "B", (RdmPoint){ 47.12, 9.5 });
  add_route (command, "C", (RdmPoint){ 47.08, 9.5 });
  add_orders (command);
  g_assert_true (rdm_desk_run (fixture->desk, command));
  rdm_desk_set_date (fixture->desk, DATE);
  assign (fixture, 0, 0, 10);
  assign (fixture, 1, 10, 18);
  look_anew (fixture);
  look_at (&fixture->view, 12.5);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GDir) folder = NULL;
  const char *name;

  rdm_map_scene_free (fixture->scene);
  g_assert_finalize_object (fixture->desk);
  folder = g_dir_open (fixture->folder, 0, NULL);
  while ((name = g_dir_read_name (folder)) != NULL)
    {
      g_autofree char *path = g_build_filename (fixture->folder, name, NULL);

      g_unlink (path);
    }
  g_rmdir (fixture->folder);
  g_free (fixture->folder);
}

static RdmXY
pixel_of (Fixture *fixture, int i)
{
  g_autofree char *stop = stop_of (i);

  return rdm_map_view_to_pixel (&fixture->view, rdm_map_scene_find (fixture->scene, stop)->at);
}

static void
test_scene (Fixture *fixture, gconstpointer data)
{
  const RdmMapScene *scene = fixture->scene;
  const RdmMapLine *first = g_ptr_array_index (scene->lines, 0);
  g_autofree char *unplaced = stop_of (N_ORDERS - 1);
  g_autofree char *fifth = stop_of (4);
  g_autofree char *words = rdm_map_scene_describe (scene);

  g_assert_cmpuint (scene->lines->len, ==, 3);
  g_assert_cmpuint (scene->marks->len, ==, N_ORDERS - 1);
  g_assert_cmpuint (scene->n_unplaced, ==, 1);
  g_assert_null (rdm_map_scene_find (scene, unplaced));
  g_assert_cmpint (rdm_map_scene_find (scene, fifth)->number, ==, 5);
  /* From the depot through ten stops and back. */
  g_assert_cmpuint (first->n_legs, ==, 11);
  g_assert_cmpint (first->marks[0], ==, -1);
  g_assert_cmpint (first->marks[11], ==, -1);
  g_assert_cmpuint (first->n_driven, ==, 0);
  /* A and B share a yard; C has no stops, but a place to drop on. */
  g_assert_cmpuint (scene->depots->len, ==, 2);
  g_assert_cmpuint (((RdmMapLine *)g_ptr_array_index (scene->lines, 2))->n_legs, ==, 0);
  g_assert_cmpstr (words, ==, "39 stops, 2 routes, 21 unassigned");
}

static void
test_selection (Fixture *fixture, gconstpointer data)
{
  g_autofree char *third = stop_of (2);
  const char *stops[] = { third, NULL };
  RdmRect all = rdm_map_scene_bounds (fixture->scene, FALSE);
  RdmRect selected;

  rdm_desk_select (fixture->desk, stops, RDM_SELECT_ONLY);
  rdm_map_scene_update_selection (fixture->scene, fixture->desk);
  g_assert_cmpuint (fixture->scene->n_selected, ==, 1);
  g_assert_cmpuint (rdm_map_scene_find (fixture->scene, third)->flags & RDM_GLYPH_SELECTED, !=, 0);
  selected = rdm_map_scene_bounds (fixture->scene, TRUE);
  g_assert_cmpfloat (selected.x1, ==, selected.x0);
  g_assert_true (rdm_rect_overlaps (all, selected));
  rdm_desk_select_route (fixture->desk, route_id (fixture, 1));
  rdm_map_scene_update_selection (fixture->scene, fixture->desk);
  g_assert_cmpint (fixture->scene->selected_line, ==, 1);
  g_assert_cmpuint (fixture->scene->n_selected, ==, 0);
}

static void
test_hit (Fixture *fixture, gconstpointer data)
{
  RdmXY at = pixel_of (fixture, 3);
  RdmXY next = pixel_of (fixture, 4);
  RdmMapHit hit = rdm_map_hit (fixture->scene, NULL, &fixture->view, at, 3.);

  g_assert_cmpint (hit.kind, ==, RDM_MAP_HIT_STOP);
  g_assert_cmpint (rdm_map_scene_mark (fixture->scene, hit.index)->number, ==, 4);
  /* Between two stops there is the line. */
  at.x = (at.x + next.x) / 2.;
  hit = rdm_map_hit (fixture->scene, NULL, &fixture->view, at, 3.);
  g_assert_cmpint (hit.kind, ==, RDM_MAP_HIT_LINE);
  g_assert_cmpint (hit.index, ==, 0);
  g_assert_cmpuint (hit.leg, ==, 4);
  at.y += 100.;
  hit = rdm_map_hit (fixture->scene, NULL, &fixture->view, at, 3.);
  g_assert_cmpint (hit.kind, ==, RDM_MAP_HIT_NOTHING);
  at = rdm_map_view_to_pixel (&fixture->view, rdm_map_unit_of ((RdmPoint){ 47.08, 9.5 }));
  hit = rdm_map_hit (fixture->scene, NULL, &fixture->view, at, 3.);
  g_assert_cmpint (hit.kind, ==, RDM_MAP_HIT_DEPOT);
}

static void
test_box_and_lasso (Fixture *fixture, gconstpointer data)
{
  RdmXY from = rdm_map_unit_of ((RdmPoint){ 47.2, 9.495 });
  RdmXY to = rdm_map_unit_of ((RdmPoint){ 47.0, 9.535 });
  RdmRect box = { from.x, from.y, to.x, to.y };
  const RdmXY lasso[] = { from, { to.x, from.y }, { (from.x + to.x) / 2., to.y } };
  g_auto (GStrv) boxed = rdm_map_stops_in_rect (fixture->scene, box);
  g_auto (GStrv) lassoed = rdm_map_stops_in_lasso (fixture->scene, lasso, G_N_ELEMENTS (lasso));

  g_assert_cmpuint (g_strv_length (boxed), ==, 4);
  g_assert_cmpuint (g_strv_length (lassoed), ==, 2);
}

static RdmDrop
drop_at (Fixture *fixture, RdmXY at, const char *const *stops)
{
  RdmMapHit on;

  return rdm_map_drop (fixture->scene, fixture->desk, NULL, &fixture->view, at, stops, &on);
}

static void
test_drop (Fixture *fixture, gconstpointer data)
{
  g_autofree char *twelfth = stop_of (12);
  g_autofree char *second = stop_of (1);
  g_autofree char *first = stop_of (0);
  const char *stops[] = { twelfth, NULL };
  const char *both[] = { second, twelfth, NULL };
  RdmXY at = pixel_of (fixture, 1);
  RdmXY next = pixel_of (fixture, 2);
  RdmXY tray = pixel_of (fixture, 30);
  RdmXY lone = rdm_map_view_to_pixel (&fixture->view, rdm_map_unit_of ((RdmPoint){ 47.08, 9.5 }));
  RdmXY shared = rdm_map_view_to_pixel (&fixture->view, rdm_map_unit_of ((RdmPoint){ 47.12, 9.5 }));
  RdmDrop drop = drop_at (fixture, at, stops);

  /* Onto a stop: behind it. */
  g_assert_cmpint (drop.kind, ==, RDM_DROP_AFTER);
  g_assert_cmpstr (drop.route, ==, route_id (fixture, 0));
  g_assert_cmpstr (drop.after, ==, second);
  /* Not onto itself. */
  g_assert_cmpint (drop_at (fixture, at, both).kind, ==, RDM_DROP_NONE);
  /* Onto the line: between its stops, and never behind a stop that moves along. */
  at.x = (at.x + next.x) / 2.;
  drop = drop_at (fixture, at, stops);
  g_assert_cmpstr (drop.after, ==, second);
  drop = drop_at (fixture, at, both);
  g_assert_cmpstr (drop.after, ==, first);
  /* Nothing is behind what nobody has. */
  g_assert_cmpint (drop_at (fixture, tray, stops).kind, ==, RDM_DROP_NONE);
  /* A depot of one route, and one that could mean two. */
  drop = drop_at (fixture, lone, stops);
  g_assert_cmpint (drop.kind, ==, RDM_DROP_AFTER);
  g_assert_cmpstr (drop.route, ==, route_id (fixture, 2));
  g_assert_null (drop.after);
  g_assert_cmpint (drop_at (fixture, shared, stops).kind, ==, RDM_DROP_NONE);
  rdm_desk_select_route (fixture->desk, route_id (fixture, 1));
  rdm_map_scene_update_selection (fixture->scene, fixture->desk);
  drop = drop_at (fixture, shared, stops);
  g_assert_cmpstr (drop.route, ==, route_id (fixture, 1));
}

static void
test_preview (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GPtrArray) lists = g_ptr_array_new ();
  g_autofree char *first = stop_of (20);
  g_autofree char *second = stop_of (21);
  char *stops[] = { first, second, NULL };
  RdmRouteList list = { (char *)route_id (fixture, 2), stops };
  const RdmMapLine *line;

  g_ptr_array_add (lists, &list);
  rdm_desk_set_preview (fixture->desk, lists);
  rdm_map_scene_update_preview (fixture->scene, fixture->desk);
  g_assert_cmpuint (fixture->scene->previews->len, ==, 1);
  line = g_ptr_array_index (fixture->scene->previews, 0);
  g_assert_cmpuint (line->n_legs, ==, 3);
  g_assert_cmpint (line->marks[0], ==, -1);
  g_assert_cmpint (rdm_map_scene_find (fixture->scene, second)->preview, ==, 0);
  g_assert_cmpint (rdm_map_scene_find (fixture->scene, second)->preview_number, ==, 2);
  rdm_desk_set_preview (fixture->desk, NULL);
  rdm_map_scene_update_preview (fixture->scene, fixture->desk);
  g_assert_cmpuint (fixture->scene->previews->len, ==, 0);
  g_assert_cmpint (rdm_map_scene_find (fixture->scene, second)->preview, ==, -1);
}

/* How many pixels are not transparent. */
static guint
count_painted (cairo_surface_t *surface)
{
  const guint8 *data = cairo_image_surface_get_data (surface);
  int n = cairo_image_surface_get_width (surface) * cairo_image_surface_get_height (surface);
  guint painted = 0;

  for (int i = 0; i < n; i++)
    painted += data[4 * i + 3] != 0;
  return painted;
}

static guint
paint (Fixture *fixture, double zoom, double scale, gboolean dark)
{
  cairo_surface_t *surface =
      cairo_image_surface_create (CAIRO_FORMAT_ARGB32, (int)(1000 * scale), (int)(600 * scale));
  cairo_t *cr;
  RdmMapTheme theme;
  g_autoptr (RdmMapSprites) sprites = NULL;
  g_autoptr (GArray) clusters = rdm_map_painter_cluster (fixture->scene, zoom);
  RdmMapPainter painter = { fixture->scene, &theme, NULL, clusters };
  RdmRect clip = { 0., 0., 1000., 600. };
  guint painted;

  rdm_map_theme_init (&theme, NULL, dark, FALSE);
  sprites = rdm_map_sprites_new (&theme, scale);
  painter.sprites = sprites;
  look_at (&fixture->view, zoom);
  cairo_surface_set_device_scale (surface, scale, scale);
  cr = cairo_create (surface);
  rdm_map_painter_paint (&painter, cr, &fixture->view, clip);
  cairo_surface_flush (surface);
  painted = count_painted (surface);
  g_assert_cmpint (cairo_status (cr), ==, CAIRO_STATUS_SUCCESS);
  cairo_destroy (cr);
  cairo_surface_destroy (surface);
  return painted;
}

static void
test_paint (Fixture *fixture, gconstpointer data)
{
  guint once;

  for (double zoom = 3.; zoom <= 19.; zoom += 0.5)
    {
      g_assert_cmpuint (paint (fixture, zoom, 1., FALSE), >, 50);
      g_assert_cmpuint (paint (fixture, zoom, 1., TRUE), >, 50);
    }
  /* Twice the pixels both ways: four times the paint, not some blurred or clipped part of it. */
  once = paint (fixture, 13., 1., FALSE);
  g_assert_cmpfloat_with_epsilon (paint (fixture, 13., 2., FALSE) / (double)once, 4., 0.4);
}

static void
test_clusters (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GArray) far = rdm_map_painter_cluster (fixture->scene, 6.);
  g_autoptr (GArray) near = rdm_map_painter_cluster (fixture->scene, RDM_MAP_DOT_ZOOM);
  RdmMapHit hit;

  g_assert_null (near);
  g_assert_cmpuint (far->len, <=, 2);
  look_at (&fixture->view, 6.);
  hit = rdm_map_hit (
      fixture->scene, far, &fixture->view,
      rdm_map_view_to_pixel (&fixture->view, g_array_index (far, RdmMapCluster, 0).at), 3.);
  /* The depots lie within it and on top. */
  g_assert_true (hit.kind == RDM_MAP_HIT_CLUSTER || hit.kind == RDM_MAP_HIT_DEPOT);
}

static void
test_nothing_open (void)
{
  g_autoptr (RdmDesk) desk = rdm_desk_new ();
  g_autoptr (RdmMapScene) scene = rdm_map_scene_new (desk);
  g_autofree char *words = rdm_map_scene_describe (scene);

  g_assert_cmpuint (scene->marks->len, ==, 0);
  g_assert_true (rdm_rect_is_empty (rdm_map_scene_bounds (scene, FALSE)));
  g_assert_cmpstr (words, ==, "0 stops, 0 routes");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
#define ADD(name, test) g_test_add ("/map/" name, Fixture, NULL, set_up, test, tear_down)
  ADD ("scene", test_scene);
  ADD ("selection", test_selection);
  ADD ("hit", test_hit);
  ADD ("box-and-lasso", test_box_and_lasso);
  ADD ("drop", test_drop);
  ADD ("preview", test_preview);
  ADD ("paint", test_paint);
  ADD ("clusters", test_clusters);
#undef ADD
  g_test_add_func ("/map/nothing-open", test_nothing_open);
  return g_test_run ();
}
