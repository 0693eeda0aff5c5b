/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Lines and rings in whole numbers: what must hold for any of them.
 */
#include "rdm-world-shape.h"

#define N_RINGS 200

static RdmWorldXY
at (const GArray *points, guint i)
{
  return g_array_index (points, RdmWorldXY, i);
}

static const RdmWorldXY *
data_of (const GArray *points)
{
  return rdm_world_points (points);
}

/* A star: a ring that does not cross itself. */
static GArray *
new_star (GRand *rand, guint n)
{
  GArray *points = g_array_new (FALSE, FALSE, sizeof (RdmWorldXY));

  for (guint i = 0; i < n; i++)
    {
      double angle = 2. * G_PI * i / n;
      double radius = g_rand_double_range (rand, 1000., 50000.);
      RdmWorldXY point = { 100000 + (gint32)(radius * cos (angle)),
                           100000 + (gint32)(radius * sin (angle)) };

      g_array_append_val (points, point);
    }
  return points;
}

static double
distance_to_line (RdmWorldXY point, const GArray *line, gboolean closed)
{
  double least = INFINITY;

  for (guint i = closed ? 0 : 1; i < line->len; i++)
    {
      RdmWorldXY a = at (line, (i + line->len - 1) % line->len);
      RdmWorldXY b = at (line, i);
      double dx = (double)b.x - a.x;
      double dy = (double)b.y - a.y;
      double square = dx * dx + dy * dy;
      double t =
          square > 0. ? (((double)point.x - a.x) * dx + ((double)point.y - a.y) * dy) / square : 0.;

      t = CLAMP (t, 0., 1.);
      least = MIN (least, hypot (point.x - a.x - t * dx, point.y - a.y - t * dy));
    }
  return least;
}

static void
test_ring (void)
{
  /* Clockwise as seen on a map, where y runs downwards. */
  RdmWorldXY square[] = { { 0, 0 }, { 10, 0 }, { 10, 10 }, { 0, 10 } };

  g_assert_cmpfloat (rdm_world_ring_area (square, 4), ==, 100.);
  g_assert_true (rdm_world_ring_contains (square, 4, (RdmWorldXY){ 5, 5 }));
  g_assert_false (rdm_world_ring_contains (square, 4, (RdmWorldXY){ 15, 5 }));
  rdm_world_reverse (square, 4);
  g_assert_cmpfloat (rdm_world_ring_area (square, 4), ==, -100.);
  g_assert_cmpint (square[0].y, ==, 10);
}

static void
test_simplify (void)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (7);

  for (guint i = 0; i < N_RINGS; i++)
    {
      g_autoptr (GArray) star = new_star (rand, (guint)g_rand_int_range (rand, 3, 120));
      g_autoptr (GArray) line = g_array_new (FALSE, FALSE, sizeof (RdmWorldXY));
      g_autoptr (GArray) ring = g_array_new (FALSE, FALSE, sizeof (RdmWorldXY));
      double tolerance = g_rand_double_range (rand, 0., 20000.);

      rdm_world_simplify (data_of (star), star->len, tolerance, line);
      g_assert_true (rdm_world_equal (at (line, 0), at (star, 0)));
      g_assert_true (rdm_world_equal (at (line, line->len - 1), at (star, star->len - 1)));
      rdm_world_simplify_ring (data_of (star), star->len, tolerance, ring);
      for (guint k = 0; k < star->len; k++)
        {
          g_assert_cmpfloat (distance_to_line (at (star, k), line, FALSE), <=, tolerance + 1e-6);
          if (ring->len > 0)
            g_assert_cmpfloat (distance_to_line (at (star, k), ring, TRUE), <=, tolerance + 1e-6);
        }
      g_assert_true (ring->len == 0 || ring->len >= 3);
    }
}

/* Within the rectangle, inside and outside are as before. */
static void
test_clip_ring (void)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (8);

  for (guint i = 0; i < N_RINGS; i++)
    {
      g_autoptr (GArray) star = new_star (rand, (guint)g_rand_int_range (rand, 3, 60));
      g_autoptr (GArray) part = g_array_new (FALSE, FALSE, sizeof (RdmWorldXY));
      RdmWorldRect rect = { g_rand_int_range (rand, 40000, 110000),
                            g_rand_int_range (rand, 40000, 110000), 0, 0 };

      rect.x1 = rect.x0 + g_rand_int_range (rand, 100, 50000);
      rect.y1 = rect.y0 + g_rand_int_range (rand, 100, 50000);
      rdm_world_clip_ring (data_of (star), star->len, &rect, part);
      for (guint k = 0; k < part->len; k++)
        {
          g_assert_cmpint (at (part, k).x, >=, rect.x0);
          g_assert_cmpint (at (part, k).x, <=, rect.x1);
          g_assert_cmpint (at (part, k).y, >=, rect.y0);
          g_assert_cmpint (at (part, k).y, <=, rect.y1);
        }
      for (guint k = 0; k < 40; k++)
        {
          RdmWorldXY point = { g_rand_int_range (rand, rect.x0 + 1, rect.x1),
                               g_rand_int_range (rand, rect.y0 + 1, rect.y1) };
          gboolean inside = rdm_world_ring_contains (data_of (star), star->len, point);

          /* Cut edges are rounded. */
          if (distance_to_line (point, star, TRUE) > 2.)
            g_assert_cmpint (part->len > 0
                                 && rdm_world_ring_contains (data_of (part), part->len, point),
                             ==, inside);
        }
    }
}

static void
test_clip_line (void)
{
  const RdmWorldXY zigzag[] = { { -50, 50 }, { 50, 50 }, { 150, 50 },
                                { 150, 80 }, { 50, 80 }, { 50, 20 } };
  const RdmWorldRect rect = { 0, 0, 100, 100 };
  g_autoptr (GArray) parts = g_array_new (FALSE, FALSE, sizeof (RdmWorldXY));
  g_autoptr (GArray) ends = g_array_new (FALSE, FALSE, sizeof (guint));

  rdm_world_clip_line (zigzag, G_N_ELEMENTS (zigzag), &rect, parts, ends);
  g_assert_cmpuint (ends->len, ==, 2);
  g_assert_cmpuint (g_array_index (ends, guint, 0), ==, 3);
  g_assert_cmpuint (g_array_index (ends, guint, 1), ==, 6);
  g_assert_true (rdm_world_equal (at (parts, 0), (RdmWorldXY){ 0, 50 }));
  g_assert_true (rdm_world_equal (at (parts, 2), (RdmWorldXY){ 100, 50 }));
  g_assert_true (rdm_world_equal (at (parts, 3), (RdmWorldXY){ 100, 80 }));
  g_assert_true (rdm_world_equal (at (parts, 5), (RdmWorldXY){ 50, 20 }));
}

static void
test_inner_point (void)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (9);

  for (guint i = 0; i < N_RINGS; i++)
    {
      g_autoptr (GPtrArray) rings = g_ptr_array_new_with_free_func ((GDestroyNotify)g_array_unref);
      GArray *star = new_star (rand, (guint)g_rand_int_range (rand, 4, 60));
      RdmWorldXY inner;
      double width;

      g_ptr_array_add (rings, star);
      inner = rdm_world_inner_point (rings, &width);
      g_assert_cmpfloat (width, >, 0.);
      g_assert_true (distance_to_line (inner, star, TRUE) < 2.
                     || rdm_world_ring_contains (data_of (star), star->len, inner));
    }
}

static void
test_along (void)
{
  const RdmWorldXY line[] = { { 0, 0 }, { 100, 0 }, { 100, 50 } };
  guint segment;

  g_assert_cmpfloat (rdm_world_length (line, 3), ==, 150.);
  g_assert_true (rdm_world_equal (rdm_world_at (line, 3, 40., &segment), (RdmWorldXY){ 40, 0 }));
  g_assert_cmpuint (segment, ==, 0);
  g_assert_true (rdm_world_equal (rdm_world_at (line, 3, 120., &segment), (RdmWorldXY){ 100, 20 }));
  g_assert_cmpuint (segment, ==, 1);
  g_assert_true (rdm_world_equal (rdm_world_at (line, 3, 1e9, NULL), (RdmWorldXY){ 100, 50 }));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/ground/shape/ring", test_ring);
  g_test_add_func ("/ground/shape/simplify", test_simplify);
  g_test_add_func ("/ground/shape/clip-ring", test_clip_ring);
  g_test_add_func ("/ground/shape/clip-line", test_clip_line);
  g_test_add_func ("/ground/shape/inner-point", test_inner_point);
  g_test_add_func ("/ground/shape/along", test_along);
  return g_test_run ();
}
