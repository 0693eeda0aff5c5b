/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Which side of a coast is the sea, in every way in which one can be cut off by an extract.
 */
#include "rdm-coast.h"
#include "rdm-world-shape.h"

static const RdmWorldRect box = { 0, 0, 1000, 1000 };

static RdmJoinedWay *
new_line (const RdmWorldXY *points, guint n, gboolean closed)
{
  RdmJoinedWay *line = g_new0 (RdmJoinedWay, 1);

  line->points = g_array_new (FALSE, FALSE, sizeof (RdmWorldXY));
  g_array_append_vals (line->points, points, n);
  line->closed = closed;
  return line;
}

static void
line_free (gpointer data)
{
  RdmJoinedWay *line = data;

  g_array_unref (line->points);
  g_free (line);
}

typedef struct
{
  GPtrArray *lines;
  GPtrArray *rings;
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer data)
{
  fixture->lines = g_ptr_array_new_with_free_func (line_free);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  g_ptr_array_unref (fixture->lines);
  g_clear_pointer (&fixture->rings, g_ptr_array_unref);
}

#define ADD(fixture, closed, ...)                                                                  \
  G_STMT_START                                                                                     \
  {                                                                                                \
    const RdmWorldXY points[] = { __VA_ARGS__ };                                                   \
    g_ptr_array_add ((fixture)->lines, new_line (points, G_N_ELEMENTS (points), closed));          \
  }                                                                                                \
  G_STMT_END

static void
close_coast (Fixture *fixture)
{
  g_clear_pointer (&fixture->rings, g_ptr_array_unref);
  fixture->rings = rdm_coast_close (fixture->lines, &box);
}

/* As it is painted: by winding number. */
static gboolean
is_sea (const Fixture *fixture, gint32 x, gint32 y)
{
  int winding = 0;

  for (guint i = 0; i < fixture->rings->len; i++)
    {
      GArray *ring = g_ptr_array_index (fixture->rings, i);
      const RdmWorldXY *points = rdm_world_points (ring);

      if (rdm_world_ring_contains (points, ring->len, (RdmWorldXY){ x, y }))
        winding += rdm_world_ring_area (points, ring->len) > 0. ? 1 : -1;
    }
  return winding != 0;
}

static void
test_straight (Fixture *fixture, gconstpointer data)
{
  /* Northward: land in the west. */
  ADD (fixture, FALSE, { 500, 1200 }, { 510, 500 }, { 500, -100 });
  close_coast (fixture);
  g_assert_false (is_sea (fixture, 100, 500));
  g_assert_true (is_sea (fixture, 900, 500));
  g_assert_true (is_sea (fixture, 990, 990));
  g_assert_true (is_sea (fixture, 990, 10));
  /* Southward: in the east. */
  rdm_world_reverse (rdm_world_points (((RdmJoinedWay *)fixture->lines->pdata[0])->points), 3);
  close_coast (fixture);
  g_assert_true (is_sea (fixture, 100, 500));
  g_assert_false (is_sea (fixture, 900, 500));
}

/* Two coasts with the sea between them, and two with land between them. */
static void
test_channel (Fixture *fixture, gconstpointer data)
{
  ADD (fixture, FALSE, { 300, 1200 }, { 300, -100 });
  ADD (fixture, FALSE, { 700, -100 }, { 700, 1200 });
  close_coast (fixture);
  g_assert_false (is_sea (fixture, 100, 500));
  g_assert_true (is_sea (fixture, 500, 500));
  g_assert_false (is_sea (fixture, 900, 500));
  for (guint i = 0; i < 2; i++)
    rdm_world_reverse (rdm_world_points (((RdmJoinedWay *)fixture->lines->pdata[i])->points), 2);
  close_coast (fixture);
  g_assert_true (is_sea (fixture, 100, 500));
  g_assert_false (is_sea (fixture, 500, 500));
  g_assert_true (is_sea (fixture, 900, 500));
}

/* The same side twice, and a corner. */
static void
test_bay (Fixture *fixture, gconstpointer data)
{
  ADD (fixture, FALSE, { 300, -50 }, { 300, 400 }, { 600, 400 }, { 600, -50 });
  close_coast (fixture);
  g_assert_false (is_sea (fixture, 450, 200));
  g_assert_true (is_sea (fixture, 450, 600));
  g_assert_true (is_sea (fixture, 100, 100));
  ADD (fixture, FALSE, { -50, 800 }, { 200, 800 }, { 200, 1050 });
  close_coast (fixture);
  g_assert_true (is_sea (fixture, 100, 950) != is_sea (fixture, 450, 600));
}

static void
test_islands (Fixture *fixture, gconstpointer data)
{
  ADD (fixture, TRUE, { 400, 400 }, { 400, 600 }, { 600, 600 }, { 600, 400 });
  close_coast (fixture);
  g_assert_false (is_sea (fixture, 500, 500));
  g_assert_true (is_sea (fixture, 100, 100));
  g_assert_true (is_sea (fixture, 900, 900));
  /* A water within the island. */
  ADD (fixture, TRUE, { 450, 450 }, { 550, 450 }, { 550, 550 }, { 450, 550 });
  close_coast (fixture);
  g_assert_true (is_sea (fixture, 500, 500));
  g_assert_false (is_sea (fixture, 420, 420));
}

/* An inland sea, and nothing else. */
static void
test_inland (Fixture *fixture, gconstpointer data)
{
  ADD (fixture, TRUE, { 400, 400 }, { 600, 400 }, { 600, 600 }, { 400, 600 });
  close_coast (fixture);
  g_assert_true (is_sea (fixture, 500, 500));
  g_assert_false (is_sea (fixture, 100, 100));
}

/* An island that reaches out of the extract. */
static void
test_cut_island (Fixture *fixture, gconstpointer data)
{
  ADD (fixture, TRUE, { 800, 400 }, { 800, 600 }, { 1200, 600 }, { 1200, 400 });
  close_coast (fixture);
  g_assert_false (is_sea (fixture, 900, 500));
  g_assert_true (is_sea (fixture, 500, 500));
  g_assert_true (is_sea (fixture, 900, 100));
}

/* Coasts that end in the middle of the extract. */
static void
test_broken (Fixture *fixture, gconstpointer data)
{
  ADD (fixture, FALSE, { 500, 990 }, { 500, 20 });
  close_coast (fixture);
  g_assert_false (is_sea (fixture, 100, 500));
  g_assert_true (is_sea (fixture, 900, 500));
  /* One that first swings out of the extract and back again. */
  g_ptr_array_set_size (fixture->lines, 0);
  ADD (fixture, FALSE, { 505, 995 }, { 495, 994 }, { 494, 1002 }, { 520, 1002 }, { 520, 990 },
       { 500, 20 });
  close_coast (fixture);
  g_assert_false (is_sea (fixture, 100, 500));
  g_assert_true (is_sea (fixture, 900, 500));
  /* An island of which a small piece is missing. */
  g_ptr_array_set_size (fixture->lines, 0);
  ADD (fixture, FALSE, { 400, 410 }, { 400, 600 }, { 600, 600 }, { 600, 400 }, { 410, 400 });
  close_coast (fixture);
  g_assert_false (is_sea (fixture, 500, 500));
  g_assert_true (is_sea (fixture, 100, 100));
  /* Points that are one. */
  g_ptr_array_set_size (fixture->lines, 0);
  ADD (fixture, FALSE, { 400, 400 }, { 400, 400 });
  ADD (fixture, TRUE, { 400, 400 }, { 500, 500 });
  close_coast (fixture);
  g_assert_false (is_sea (fixture, 100, 100));
}

/* Whatever the lines are, it comes to an end, and all rings are in the box. */
static void
test_any (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (11);

  for (guint round = 0; round < 300; round++)
    {
      guint n_lines = (guint)g_rand_int_range (rand, 1, 12);

      g_ptr_array_set_size (fixture->lines, 0);
      for (guint i = 0; i < n_lines; i++)
        {
          RdmWorldXY points[8];
          guint n = (guint)g_rand_int_range (rand, 2, 9);

          for (guint k = 0; k < n; k++)
            points[k] = (RdmWorldXY){ g_rand_int_range (rand, -300, 1300),
                                      g_rand_int_range (rand, -300, 1300) };
          g_ptr_array_add (fixture->lines, new_line (points, n, g_rand_boolean (rand)));
        }
      close_coast (fixture);
      for (guint i = 0; i < fixture->rings->len; i++)
        {
          GArray *ring = g_ptr_array_index (fixture->rings, i);
          RdmWorldRect bounds = rdm_world_bounds (rdm_world_points (ring), ring->len);

          g_assert_cmpint (bounds.x0, >=, box.x0);
          g_assert_cmpint (bounds.y0, >=, box.y0);
          g_assert_cmpint (bounds.x1, <=, box.x1 + 1);
          g_assert_cmpint (bounds.y1, <=, box.y1 + 1);
        }
    }
}

#define ADD_TEST(name, func)                                                                       \
  g_test_add ("/ground/coast/" name, Fixture, NULL, set_up, func, tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  ADD_TEST ("straight", test_straight);
  ADD_TEST ("channel", test_channel);
  ADD_TEST ("bay", test_bay);
  ADD_TEST ("islands", test_islands);
  ADD_TEST ("inland", test_inland);
  ADD_TEST ("cut-island", test_cut_island);
  ADD_TEST ("broken", test_broken);
  ADD_TEST ("any", test_any);
  return g_test_run ();
}
