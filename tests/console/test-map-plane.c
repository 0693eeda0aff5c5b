/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The map's plane: boxes, segments, polygons, simplified lines, the grid, clusters, dashes and
 * arrows.
 */
#include <cairo.h>
#include <math.h>

#include "rdm-ground-net.h"
#include "rdm-map-lanes.h"
#include "rdm-map-cluster.h"
#include "rdm-map-geometry.h"
#include "rdm-map-grid.h"
#include "rdm-map-scene.h"
#include "rdm-map-stroke.h"
#include "rdm-map-view.h"

#define EVERYWHERE ((RdmRect){ -1e9, -1e9, 1e9, 1e9 })

static void
test_clip (void)
{
  RdmRect rect = { 0., 0., 10., 10. };
  double t0;
  double t1;

  g_assert_true (rdm_xy_clip (rect, (RdmXY){ -10., 5. }, (RdmXY){ 30., 5. }, &t0, &t1));
  g_assert_cmpfloat_with_epsilon (t0, 0.25, 1e-9);
  g_assert_cmpfloat_with_epsilon (t1, 0.5, 1e-9);
  g_assert_true (rdm_xy_clip (rect, (RdmXY){ 1., 1. }, (RdmXY){ 2., 2. }, &t0, &t1));
  g_assert_cmpfloat (t0, ==, 0.);
  g_assert_cmpfloat (t1, ==, 1.);
  g_assert_false (rdm_xy_clip (rect, (RdmXY){ -1., 5. }, (RdmXY){ -1., 50. }, &t0, &t1));
  /* Past the corner. */
  g_assert_false (rdm_xy_clip (rect, (RdmXY){ -6., 5. }, (RdmXY){ 5., 16. }, &t0, &t1));
}

static void
test_segment (void)
{
  RdmXY a = { 0., 0. };
  RdmXY b = { 10., 0. };

  g_assert_cmpfloat (rdm_xy_segment_distance ((RdmXY){ 5., 3. }, a, b), ==, 3.);
  g_assert_cmpfloat (rdm_xy_segment_distance ((RdmXY){ 13., 4. }, a, b), ==, 5.);
  g_assert_cmpfloat (rdm_xy_segment_distance ((RdmXY){ 3., 4. }, a, a), ==, 5.);
}

static void
test_inside (void)
{
  /* An L. */
  const RdmXY polygon[] = {
    { 0., 0. }, { 4., 0. }, { 4., 1. }, { 1., 1. }, { 1., 4. }, { 0., 4. }
  };
  guint n = G_N_ELEMENTS (polygon);

  g_assert_true (rdm_xy_inside (polygon, n, (RdmXY){ 0.5, 3. }));
  g_assert_true (rdm_xy_inside (polygon, n, (RdmXY){ 3., 0.5 }));
  g_assert_false (rdm_xy_inside (polygon, n, (RdmXY){ 3., 3. }));
  g_assert_false (rdm_xy_inside (polygon, n, (RdmXY){ -1., 0.5 }));
}

/* Who draws around something meant what is inside; who draws along a road, or there and back, did
 * not. */
static void
test_loop (void)
{
  RdmXY ring[33];
  RdmXY line[] = { { 0., 0. }, { 40., 5. }, { 80., 4. }, { 120., 0. } };
  RdmXY back[] = { { 0., 0. }, { 60., 2. }, { 120., 0. }, { 60., -2. }, { 1., 0. } };
  RdmXY dot[] = { { 0., 0. }, { 1., 0. }, { 1., 1. }, { 0., 1. } };

  for (guint i = 0; i < G_N_ELEMENTS (ring); i++)
    ring[i] = (RdmXY){ 60. * cos (i * G_PI / 16.), 60. * sin (i * G_PI / 16.) };
  g_assert_true (rdm_xy_is_loop (ring, G_N_ELEMENTS (ring), 1.));
  g_assert_true (rdm_xy_is_loop (ring, G_N_ELEMENTS (ring) - 2, 1.));
  g_assert_false (rdm_xy_is_loop (ring, G_N_ELEMENTS (ring) / 2, 1.));
  g_assert_false (rdm_xy_is_loop (line, G_N_ELEMENTS (line), 1.));
  g_assert_false (rdm_xy_is_loop (back, G_N_ELEMENTS (back), 1.));
  g_assert_false (rdm_xy_is_loop (dot, G_N_ELEMENTS (dot), 1.));
  /* It is pixels that count. */
  g_assert_false (rdm_xy_is_loop (ring, G_N_ELEMENTS (ring), 0.1));
}

static void
test_simplify (void)
{
  enum
  {
    N = 500
  };
  g_autofree RdmXY *points = g_new (RdmXY, N);
  g_autofree guint8 *fixed = g_new0 (guint8, N);
  g_autoptr (GArray) kept = NULL;

  for (guint i = 0; i < N; i++)
    points[i] = (RdmXY){ i, 40. * sin (i / 25.) };
  fixed[137] = 1;
  kept = rdm_xy_simplify (points, N, 1., fixed);
  g_assert_cmpuint (kept->len, <, N / 5);
  g_assert_cmpuint (g_array_index (kept, guint, 0), ==, 0);
  g_assert_cmpuint (g_array_index (kept, guint, kept->len - 1), ==, N - 1);
  for (guint k = 1; k < kept->len; k++)
    {
      guint from = g_array_index (kept, guint, k - 1);
      guint to = g_array_index (kept, guint, k);

      g_assert_cmpuint (from, <, to);
      g_assert_false (from < 137 && 137 < to);
      for (guint i = from; i <= to; i++)
        g_assert_cmpfloat (rdm_xy_segment_distance (points[i], points[from], points[to]), <=,
                           1. + 1e-9);
    }
}

static void
test_simplify_little (void)
{
  const RdmXY points[] = { { 0., 0. }, { 1., 0. } };
  g_autoptr (GArray) none = rdm_xy_simplify (points, 0, 1., NULL);
  g_autoptr (GArray) one = rdm_xy_simplify (points, 1, 1., NULL);
  g_autoptr (GArray) two = rdm_xy_simplify (points, 2, 1., NULL);

  g_assert_cmpuint (none->len, ==, 0);
  g_assert_cmpuint (one->len, ==, 1);
  g_assert_cmpuint (two->len, ==, 2);
}

static RdmXY *
scatter (guint n, guint32 seed)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (seed);
  RdmXY *points = g_new (RdmXY, n);

  for (guint i = 0; i < n; i++)
    points[i] = (RdmXY){ g_rand_double (rand), g_rand_double (rand) };
  return points;
}

static void
test_grid (void)
{
  guint n = 2000;
  g_autofree RdmXY *points = scatter (n, 1);
  g_autoptr (GRand) rand = g_rand_new_with_seed (2);
  g_autoptr (RdmMapGrid) grid = NULL;

  points[77] = (RdmXY){ NAN, NAN };
  grid = rdm_map_grid_new (points, n);
  for (int trial = 0; trial < 500; trial++)
    {
      RdmXY at = { g_rand_double_range (rand, -0.2, 1.2), g_rand_double_range (rand, -0.2, 1.2) };
      double radius = g_rand_double_range (rand, 0., 0.05);
      double least = radius;
      int nearest = -1;

      for (guint i = 0; i < n; i++)
        if (rdm_xy_distance (points[i], at) <= least)
          {
            least = rdm_xy_distance (points[i], at);
            nearest = (int)i;
          }
      g_assert_cmpint (rdm_map_grid_nearest (grid, at, radius), ==, nearest);
    }
}

static void
test_grid_box (void)
{
  guint n = 1000;
  g_autofree RdmXY *points = scatter (n, 3);
  g_autoptr (RdmMapGrid) grid = rdm_map_grid_new (points, n);
  RdmRect rect = { 0.2, 0.3, 0.6, 0.45 };
  g_autoptr (GArray) found = rdm_map_grid_find (grid, rect);
  g_autoptr (GArray) outside = rdm_map_grid_find (grid, (RdmRect){ 2., 2., 3., 3. });
  guint next = 0;

  for (guint i = 0; i < n; i++)
    if (rdm_rect_contains (rect, points[i]))
      g_assert_cmpuint (g_array_index (found, guint, next++), ==, i);
  g_assert_cmpuint (found->len, ==, next);
  g_assert_cmpuint (outside->len, ==, 0);
}

static void
test_grid_empty (void)
{
  g_autoptr (RdmMapGrid) none = rdm_map_grid_new (NULL, 0);
  RdmXY same[] = { { 0.5, 0.5 }, { 0.5, 0.5 }, { 0.5, 0.5 } };
  g_autoptr (RdmMapGrid) heap = rdm_map_grid_new (same, G_N_ELEMENTS (same));

  g_assert_cmpint (rdm_map_grid_nearest (none, (RdmXY){ 0.5, 0.5 }, 1.), ==, -1);
  /* The one on top. */
  g_assert_cmpint (rdm_map_grid_nearest (heap, (RdmXY){ 0.5, 0.5 }, 0.1), ==, 2);
}

static void
test_cluster (void)
{
  guint n = 3000;
  double cell = 0.05;
  g_autofree RdmXY *points = scatter (n, 4);
  g_autofree guint8 *seen = g_new0 (guint8, n);
  g_autoptr (GArray) clusters = rdm_map_cluster (points, n, cell);

  g_assert_cmpuint (clusters->len, <=, 21 * 21);
  for (guint i = 0; i < clusters->len; i++)
    {
      const RdmMapCluster *cluster = &g_array_index (clusters, RdmMapCluster, i);
      RdmXY sum = { 0., 0. };

      g_assert_cmpuint (cluster->members->len, >, 0);
      for (guint k = 0; k < cluster->members->len; k++)
        {
          guint member = g_array_index (cluster->members, guint, k);

          g_assert_cmpuint (seen[member], ==, 0);
          seen[member] = 1;
          sum.x += points[member].x / cluster->members->len;
          sum.y += points[member].y / cluster->members->len;
        }
      g_assert_cmpfloat_with_epsilon (sum.x, cluster->at.x, 1e-9);
      g_assert_cmpfloat_with_epsilon (sum.y, cluster->at.y, 1e-9);
    }
  for (guint i = 0; i < n; i++)
    g_assert_cmpuint (seen[i], ==, 1);
}

static void
test_arrows (void)
{
  /* Three legs: one of 500 pixels, one too short for an arrow, one of 300 downwards. */
  const RdmXY pixels[] = { { 0., 0. }, { 500., 0. }, { 520., 0. }, { 520., 300. } };
  const guint legs[] = { 0, 1, 2, 3 };
  g_autoptr (GArray) arrows = rdm_map_arrows (pixels, legs, 3, 120., 13., EVERYWHERE);
  g_autoptr (GArray) few =
      rdm_map_arrows (pixels, legs, 3, 120., 13., (RdmRect){ 0., 0., 100., 10. });

  /* At 60, 180, … of 820. */
  g_assert_cmpuint (arrows->len, ==, 7);
  for (guint i = 0; i < arrows->len; i++)
    {
      const RdmMapArrow *arrow = &g_array_index (arrows, RdmMapArrow, i);
      gboolean first = arrow->at.y == 0.;

      g_assert_cmpfloat_with_epsilon (arrow->angle, first ? 0. : G_PI_2, 1e-9);
      for (guint k = 0; k < G_N_ELEMENTS (pixels); k++)
        g_assert_cmpfloat (rdm_xy_distance (arrow->at, pixels[k]), >=, 13.);
    }
  g_assert_cmpuint (few->len, ==, 1);
}

/* Panning must not move an arrow along its line. */
static void
test_arrows_stay (void)
{
  RdmXY pixels[] = { { 0., 0. }, { 900., 300. }, { 1000., 900. } };
  const guint legs[] = { 0, 1, 2 };
  g_autoptr (GArray) before = rdm_map_arrows (pixels, legs, 2, 120., 13., EVERYWHERE);
  g_autoptr (GArray) after = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (pixels); i++)
    pixels[i].x -= 333.;
  after = rdm_map_arrows (pixels, legs, 2, 120., 13., EVERYWHERE);
  g_assert_cmpuint (before->len, ==, after->len);
  for (guint i = 0; i < before->len; i++)
    g_assert_cmpfloat_with_epsilon (g_array_index (before, RdmMapArrow, i).at.x - 333.,
                                    g_array_index (after, RdmMapArrow, i).at.x, 1e-6);
}

/* What is in the path, as the box around it. */
static RdmRect
path_bounds (const RdmXY *pixels, guint n, RdmRect clip)
{
  cairo_surface_t *surface = cairo_image_surface_create (CAIRO_FORMAT_A8, 1, 1);
  cairo_t *cr = cairo_create (surface);
  RdmRect bounds;

  rdm_map_stroke_path (cr, pixels, n, clip);
  cairo_path_extents (cr, &bounds.x0, &bounds.y0, &bounds.x1, &bounds.y1);
  cairo_destroy (cr);
  cairo_surface_destroy (surface);
  return bounds;
}

static void
test_stroke_path (void)
{
  const RdmXY pixels[] = { { -1e6, 50. }, { 1e6, 50. }, { 1e6, 1e6 }, { 60., 20. }, { 60., 90. } };
  RdmRect clip = { 0., 0., 100., 100. };
  RdmRect bounds = path_bounds (pixels, G_N_ELEMENTS (pixels), clip);

  g_assert_cmpfloat (bounds.x0, >=, -0.01);
  g_assert_cmpfloat (bounds.x1, <=, 100.01);
  g_assert_cmpfloat (bounds.y0, >=, -0.01);
  g_assert_cmpfloat (bounds.y1, <=, 100.01);
  g_assert_cmpfloat_with_epsilon (bounds.x1 - bounds.x0, 100., 0.1);
}

/* Points closer than a pixel are passed over, but the line ends where it ends. */
static void
test_stroke_dense (void)
{
  RdmXY pixels[400];
  RdmRect bounds;

  for (guint i = 0; i < G_N_ELEMENTS (pixels); i++)
    pixels[i] = (RdmXY){ 10. + i * 0.1, 20. };
  bounds = path_bounds (pixels, G_N_ELEMENTS (pixels), EVERYWHERE);
  g_assert_cmpfloat_with_epsilon (bounds.x0, 10., 0.05);
  g_assert_cmpfloat_with_epsilon (bounds.x1, 49.9, 0.05);
}

static void
test_split (void)
{
  /* A way that comes by the same place twice. */
  const RdmXY way[] = { { 0., 0. }, { 1., 0. }, { 2., 0. }, { 2., 1. }, { 1., 0. }, { 0., 0. } };
  const RdmXY ends[] = { { 0., 0. }, { 1., 0. }, { 2., 1. }, { 1., 0. }, { 0., 0. } };
  guint legs[G_N_ELEMENTS (ends)];
  const guint expected[] = { 0, 1, 3, 4, 5 };

  rdm_map_line_split (way, G_N_ELEMENTS (way), ends, G_N_ELEMENTS (ends), legs);
  for (guint i = 0; i < G_N_ELEMENTS (ends); i++)
    g_assert_cmpuint (legs[i], ==, expected[i]);
}

static void
test_view (void)
{
  RdmMapView view = { .zoom = 13.,
                      .world = 256. * 8192.,
                      .origin = { 1100000., 740000. },
                      .width = 800.,
                      .height = 600. };
  RdmPoint vaduz = { 47.1410, 9.5209 };
  RdmXY unit = rdm_map_unit_of (vaduz);
  RdmXY pixel = rdm_map_view_to_pixel (&view, unit);
  RdmXY back = rdm_map_view_to_unit (&view, pixel);
  RdmPoint point = rdm_map_point_of (back);

  g_assert_cmpfloat_with_epsilon (point.lat_deg, vaduz.lat_deg, 1e-9);
  g_assert_cmpfloat_with_epsilon (point.lon_deg, vaduz.lon_deg, 1e-9);
  /* The equator is 40,075 km long; here a pixel of zoom 13 is about 13 m. */
  g_assert_cmpfloat_with_epsilon (rdm_map_view_metres (&view), 13., 0.5);
}

static void
test_net (void)
{
  for (double zoom = 3.; zoom <= 19.; zoom += 0.25)
    {
      double world = 256. * exp2 (zoom);
      double step = rdm_ground_net_step (world);

      g_assert_cmpfloat (step * world / 360., >=, 110.);
      g_assert_cmpfloat (step * world / 360., <=, 110. * 2.5 + 1.);
    }
}

/* Lanes of a few ways over places of a street grid, a tenth of a millionth of the world wide. */
static GArray *
find_lanes (const RdmXY *const *places, const guint *n_places, guint n)
{
  GArray *ways = g_array_new (FALSE, TRUE, sizeof (RdmMapWay));

  for (guint i = 0; i < n; i++)
    {
      RdmMapWay way = { g_new (RdmXY, n_places[i]), n_places[i], 0, n_places[i] - 1 };

      for (guint k = 0; k < n_places[i]; k++)
        way.points[k] = (RdmXY){ 0.5 + places[i][k].x * 1e-7, 0.3 + places[i][k].y * 1e-7 };
      g_array_append_val (ways, way);
    }
  rdm_map_lanes_find (ways);
  return ways;
}

static float
lane (GArray *ways, guint way, guint piece)
{
  const RdmMapWay *found = &g_array_index (ways, RdmMapWay, way);

  return found->lanes != NULL ? found->lanes[piece] : 0.f;
}

static void
free_ways (GArray *ways)
{
  for (guint i = 0; i < ways->len; i++)
    {
      g_free (g_array_index (ways, RdmMapWay, i).points);
      g_free (g_array_index (ways, RdmMapWay, i).lanes);
    }
  g_array_unref (ways);
}

static void
test_lanes (void)
{
  /* East along a street with a corner at 10; the second turns off there, the third comes back, the
   * fourth has stops between corners, the fifth goes elsewhere. */
  const RdmXY first[] = { { 0, 0 }, { 10, 0 }, { 20, 0 } };
  const RdmXY second[] = { { 0, 0 }, { 10, 0 }, { 10, 10 } };
  const RdmXY third[] = { { 20, 0 }, { 10, 0 } };
  const RdmXY fourth[] = { { 0, 0 }, { 3, 0 }, { 6, 0 }, { 10, 0 } };
  const RdmXY fifth[] = { { 0, 5 }, { 10, 5 } };
  const RdmXY *const two[] = { first, second };
  const RdmXY *const back[] = { first, third };
  const RdmXY *const stops[] = { first, fourth };
  const RdmXY *const apart[] = { first, fifth };
  GArray *ways = find_lanes (two, (const guint[]){ 3, 3 }, 2);

  g_assert_cmpfloat (lane (ways, 0, 0), ==, -0.5);
  g_assert_cmpfloat (lane (ways, 1, 0), ==, 0.5);
  g_assert_cmpfloat (lane (ways, 0, 1), ==, 0.);
  g_assert_cmpfloat (lane (ways, 1, 1), ==, 0.);
  free_ways (ways);
  /* Each to its own right. */
  ways = find_lanes (back, (const guint[]){ 3, 2 }, 2);
  g_assert_cmpfloat (lane (ways, 0, 0), ==, 0.);
  g_assert_cmpfloat (lane (ways, 0, 1), ==, 0.5);
  g_assert_cmpfloat (lane (ways, 1, 0), ==, 0.5);
  free_ways (ways);
  ways = find_lanes (stops, (const guint[]){ 3, 4 }, 2);
  for (guint i = 0; i < 3; i++)
    g_assert_cmpfloat (lane (ways, 1, i), ==, 0.5);
  g_assert_cmpfloat (lane (ways, 0, 0), ==, -0.5);
  free_ways (ways);
  ways = find_lanes (apart, (const guint[]){ 3, 2 }, 2);
  g_assert_null (g_array_index (ways, RdmMapWay, 0).lanes);
  g_assert_null (g_array_index (ways, RdmMapWay, 1).lanes);
  free_ways (ways);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/map/plane/lanes", test_lanes);
  g_test_add_func ("/map/plane/clip", test_clip);
  g_test_add_func ("/map/plane/segment", test_segment);
  g_test_add_func ("/map/plane/inside", test_inside);
  g_test_add_func ("/map/plane/loop", test_loop);
  g_test_add_func ("/map/plane/simplify", test_simplify);
  g_test_add_func ("/map/plane/simplify-little", test_simplify_little);
  g_test_add_func ("/map/grid/nearest", test_grid);
  g_test_add_func ("/map/grid/box", test_grid_box);
  g_test_add_func ("/map/grid/empty", test_grid_empty);
  g_test_add_func ("/map/cluster", test_cluster);
  g_test_add_func ("/map/arrows", test_arrows);
  g_test_add_func ("/map/arrows-stay", test_arrows_stay);
  g_test_add_func ("/map/stroke/path", test_stroke_path);
  g_test_add_func ("/map/stroke/dense", test_stroke_dense);
  g_test_add_func ("/map/line-split", test_split);
  g_test_add_func ("/map/view", test_view);
  g_test_add_func ("/map/net", test_net);
  return g_test_run ();
}
