/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The ground of a region, from extract to cells.
 */
#include <glib/gstdio.h>

#include "ground-world.h"
#include "osm-testing.h"
#include "rdm-ground-reader.h"
#include "rdm-label-room.h"
#include "rdm-region-build.h"
#include "rdm-world-shape.h"

/* What is painted at @point: by winding number, as painters do. */
static gboolean
covers (RdmGroundReader *reader, double zoom, RdmAreaKind kind, RdmPoint point)
{
  RdmWorldXY at = rdm_world_of (point);
  RdmWorldRect rect = { at.x, at.y, at.x + 1, at.y + 1 };
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) cells = rdm_ground_reader_shapes (reader, &rect, zoom, &error);
  int winding = 0;

  g_assert_no_error (error);
  for (guint i = 0; i < cells->len; i++)
    {
      const RdmShapeCell *cell = g_ptr_array_index (cells, i);
      const RdmCellGroup *group = rdm_shape_cell_find (cell, RDM_GROUND_AREA_KEY (kind));

      for (guint k = 0; group != NULL && k < group->n; k++)
        {
          const RdmCellShape *shape = &g_array_index (cell->shapes, RdmCellShape, group->first + k);
          const RdmWorldXY *points = &g_array_index (cell->points, RdmWorldXY, shape->first);

          if (rdm_world_ring_contains (points, shape->n, at))
            winding += rdm_world_ring_area (points, shape->n) > 0. ? 1 : -1;
        }
    }
  return winding != 0;
}

static void
test_areas (void)
{
  g_autoptr (GroundWorld) world = ground_world_new ();
  g_autoptr (RdmGroundReader) reader = rdm_ground_reader_new (world->region);

  for (double zoom = 10.; zoom <= 19.; zoom += 0.5)
    {
      g_assert_true (covers (reader, zoom, RDM_AREA_SEA, GROUND_WORLD_SEA));
      g_assert_false (covers (reader, zoom, RDM_AREA_SEA, GROUND_WORLD_ISLAND));
      g_assert_false (covers (reader, zoom, RDM_AREA_SEA, GROUND_WORLD_LAND));
      g_assert_true (covers (reader, zoom, RDM_AREA_WATER, GROUND_WORLD_LAKE));
      /* From farther away it is too small to be there. */
      if (zoom >= 12.)
        g_assert_false (covers (reader, zoom, RDM_AREA_WATER, GROUND_WORLD_LAKE_ISLAND));
      g_assert_true (covers (reader, zoom, RDM_AREA_WOOD, GROUND_WORLD_WOOD));
    }
}

/* Each kind that is in the extract is somewhere in the cells, and nothing is farther from its cell
 * than cells reach into each other. */
static void
test_lines (void)
{
  static const guint keys[] = {
    RDM_GROUND_LINE_KEY (RDM_LINE_PRIMARY, 0),
    RDM_GROUND_LINE_KEY (RDM_LINE_STREET, 0),
    RDM_GROUND_LINE_KEY (RDM_LINE_SERVICE, 0),
    RDM_GROUND_LINE_KEY (RDM_LINE_TERTIARY, RDM_LINE_BRIDGE),
    RDM_GROUND_LINE_KEY (RDM_LINE_MOTORWAY, 0),
    RDM_GROUND_LINE_KEY (RDM_LINE_MOTORWAY, RDM_LINE_TUNNEL),
    RDM_GROUND_LINE_KEY (RDM_LINE_RAIL, 0),
    RDM_GROUND_AREA_KEY (RDM_AREA_BUILDING),
  };
  g_autoptr (GroundWorld) world = ground_world_new ();
  g_autoptr (RdmGroundReader) reader = rdm_ground_reader_new (world->region);
  RdmBox box = GROUND_WORLD_BOX;
  RdmWorldXY low = rdm_world_of ((RdmPoint){ box.north_deg, box.west_deg });
  RdmWorldXY high = rdm_world_of ((RdmPoint){ box.south_deg, box.east_deg });
  RdmWorldRect rect = { low.x, low.y, high.x, high.y };
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) cells = rdm_ground_reader_shapes (reader, &rect, 15., &error);

  g_assert_no_error (error);
  for (guint i = 0; i < G_N_ELEMENTS (keys); i++)
    {
      guint n = 0;

      for (guint k = 0; k < cells->len; k++)
        {
          const RdmCellGroup *group = rdm_shape_cell_find (g_ptr_array_index (cells, k), keys[i]);

          n += group != NULL ? group->n : 0;
        }
      g_assert_cmpuint (n, >, 0);
    }
}

/* Labels of a box at a zoom, which the caller looks at. */
static GPtrArray *
labels_at (RdmGroundReader *reader, RdmBox box, double zoom)
{
  RdmWorldXY low = rdm_world_of ((RdmPoint){ box.north_deg, box.west_deg });
  RdmWorldXY high = rdm_world_of ((RdmPoint){ box.south_deg, box.east_deg });
  RdmWorldRect rect = { low.x, low.y, high.x, high.y };
  g_autoptr (GError) error = NULL;
  GPtrArray *cells = rdm_ground_reader_labels (reader, &rect, zoom, &error);

  g_assert_no_error (error);
  return cells;
}

static const RdmLabel *
find_label (GPtrArray *cells, RdmLabelKind kind, const char *text)
{
  for (guint i = 0; i < cells->len; i++)
    {
      GArray *labels = ((RdmLabelCell *)g_ptr_array_index (cells, i))->labels;

      for (guint k = 0; k < labels->len; k++)
        {
          const RdmLabel *label = &g_array_index (labels, RdmLabel, k);

          if (label->kind == kind && g_str_equal (label->text, text))
            return label;
        }
    }
  return NULL;
}

static void
test_labels (void)
{
  g_autoptr (GroundWorld) world = ground_world_new ();
  g_autoptr (RdmGroundReader) reader = rdm_ground_reader_new (world->region);
  g_autoptr (GPtrArray) far = labels_at (reader, GROUND_WORLD_BOX, 11.);
  g_autoptr (GPtrArray) near = labels_at (reader, GROUND_WORLD_BOX, 19.);
  const RdmLabel *label;

  g_assert_nonnull (find_label (far, RDM_LABEL_TOWN, "Lindental"));
  g_assert_null (find_label (far, RDM_LABEL_STREET, "Lindenweg"));
  label = find_label (near, RDM_LABEL_STREET, "Lindenweg");
  g_assert_nonnull (label);
  g_assert_cmpuint (label->n_points, >=, 2);
  g_assert_cmpfloat (label->zoom, >=, 13.);
  g_assert_nonnull (find_label (near, RDM_LABEL_VILLAGE, "Inseldorf\nam Meer"));
  g_assert_nonnull (find_label (near, RDM_LABEL_MAIN_ROAD, "Hauptstrasse"));
  g_assert_nonnull (find_label (near, RDM_LABEL_SHIELD, "28"));
  g_assert_null (find_label (near, RDM_LABEL_SHIELD, "28;7"));
  g_assert_nonnull (find_label (near, RDM_LABEL_SHIELD, "A 88"));
  g_assert_nonnull (find_label (near, RDM_LABEL_NUMBER, "1a"));
  g_assert_nonnull (find_label (near, RDM_LABEL_WATER, "See"));
  g_assert_nonnull (find_label (near, RDM_LABEL_PEAK, "Kogel\n812 m"));
  g_assert_nonnull (find_label (near, RDM_LABEL_ONE_WAY, ""));
  g_assert_nonnull (find_label (near, RDM_LABEL_STATION, "Lindental\nBahnhof"));
}

/* A label that stands in front of no other, whatever the zoom: the promise that painters rely on.
 */
static void
check_apart (RdmLabelList *list)
{
  g_autoptr (GArray) circles = g_array_new (FALSE, FALSE, sizeof (RdmLabelCircle));
  g_autofree RdmLabelRoom *rooms = g_new (RdmLabelRoom, list->labels->len);

  for (guint i = 0; i < list->labels->len; i++)
    rdm_label_room_init (&rooms[i], &g_array_index (list->labels, RdmLabel, i), circles);
  for (guint i = 0; i < list->labels->len; i++)
    for (guint k = 0; k < i; k++)
      {
        const RdmLabel *one = &g_array_index (list->labels, RdmLabel, i);
        const RdmLabel *two = &g_array_index (list->labels, RdmLabel, k);
        double zoom = MAX (one->zoom, two->zoom);
        double scale = rdm_label_room_apart (
            &rooms[i], &rooms[k], (const RdmLabelCircle *)(gconstpointer)circles->data,
            (double)two->at.x - one->at.x, (double)two->at.y - one->at.y);

        if (zoom < MIN (rdm_label_end (one->kind), rdm_label_end (two->kind)))
          g_assert_cmpfloat (scale, <=, rdm_world_pixels (zoom) * (1. + 1e-9));
      }
}

static void
test_apart (void)
{
  static const RdmLabelKind kinds[] = { RDM_LABEL_COUNTRY, RDM_LABEL_CITY,  RDM_LABEL_VILLAGE,
                                        RDM_LABEL_SHIELD,  RDM_LABEL_SHOP,  RDM_LABEL_NUMBER,
                                        RDM_LABEL_PEAK,    RDM_LABEL_HAMLET };
  g_autoptr (GRand) rand = g_rand_new_with_seed (3);

  for (guint round = 0; round < 10; round++)
    {
      g_autoptr (RdmLabelList) list = rdm_label_list_new ();
      gint32 width = 1 << g_rand_int_range (rand, 8, 18);

      for (guint i = 0; i < 200; i++)
        {
          RdmWorldXY at = { 100000000 + g_rand_int_range (rand, 0, width),
                            100000000 + g_rand_int_range (rand, 0, width) };
          RdmLabelKind kind = kinds[g_rand_int_range (rand, 0, G_N_ELEMENTS (kinds))];
          g_autofree char *text =
              g_strdup_printf ("Ort %d am Bach", g_rand_int_range (rand, 0, 50));

          rdm_label_list_add_point (list, kind, text, NULL, at,
                                    g_rand_double_range (rand, 3., 19.));
        }
      for (guint i = 0; i < 30; i++)
        {
          RdmWorldXY line[6] = { { 100000000 + g_rand_int_range (rand, 0, width),
                                   100000000 + g_rand_int_range (rand, 0, width) } };

          for (guint k = 1; k < 6; k++)
            line[k] = (RdmWorldXY){ line[k - 1].x + g_rand_int_range (rand, 0, width / 4 + 1),
                                    line[k - 1].y + g_rand_int_range (rand, 0, width / 12 + 1) };
          rdm_label_list_add_along (list, i % 2 == 0 ? RDM_LABEL_STREET : RDM_LABEL_SHIELD,
                                    "Lange Gasse", line, 6, 14.);
        }
      rdm_label_list_place (list);
      g_assert_cmpuint (list->labels->len, >, 0);
      check_apart (list);
    }
}

/* A long road of two carriageways says its name again and again, but never twice at a glance. */
static void
test_repeats (void)
{
  g_autoptr (RdmLabelList) list = rdm_label_list_new ();
  gint32 length = (gint32)(3000. / rdm_world_pixels (15.));

  for (gint32 i = 0; i < 2; i++)
    {
      RdmWorldXY line[] = { { 100000000, 100000000 + 60 * i },
                            { 100000000 + length, 100000000 + 60 * i } };

      rdm_label_list_add_along (list, RDM_LABEL_STREET, "Lange Gasse", line, 2, 14.);
    }
  rdm_label_list_place (list);
  g_assert_cmpuint (list->labels->len, >, 10);
  for (guint i = 0; i < list->labels->len; i++)
    for (guint k = 0; k < i; k++)
      {
        const RdmLabel *one = &g_array_index (list->labels, RdmLabel, i);
        const RdmLabel *two = &g_array_index (list->labels, RdmLabel, k);
        double pixels = rdm_world_pixels (MAX (one->zoom, two->zoom));

        g_assert_cmpfloat (rdm_world_distance (one->at, two->at) * pixels, >=, 450.);
      }
}

/* Texts as nobody should write them. */
static void
test_texts (void)
{
  static const char *const texts[] = { "",
                                       "  ",
                                       "\n",
                                       "\xff\xfe",
                                       "a\001b\tc",
                                       "Donaudampfschifffahrtsgesellschaftskapitänswitwenverein",
                                       "漢字かな交じり文の長い長い長い長い名前の町",
                                       "e\xcc\x81" };
  g_autoptr (RdmLabelList) list = rdm_label_list_new ();
  g_autofree char *endless = g_strnfill (100000, 'w');

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    rdm_label_list_add_point (list, RDM_LABEL_TOWN, texts[i], NULL,
                              (RdmWorldXY){ (gint32)i * 1000000, 5 }, 9.);
  rdm_label_list_add_point (list, RDM_LABEL_TOWN, endless, endless, (RdmWorldXY){ 5, 5000 }, 9.);
  g_assert_cmpuint (list->labels->len, ==, 6);
  for (guint i = 0; i < list->labels->len; i++)
    {
      const RdmLabel *label = &g_array_index (list->labels, RdmLabel, i);

      g_assert_true (g_utf8_validate (label->text, -1, NULL));
      g_assert_cmpfloat (rdm_label_text_width (label->text, rdm_label_size (label->kind)), <,
                         2. * RDM_LABEL_REACH);
    }
}

/* Cells that are cut short, or hold anything at all, are refused or read; the rest is the
 * sanitizers'. */
static void
test_broken_cells (void)
{
  g_autoptr (GroundWorld) world = ground_world_new ();
  g_autoptr (GError) error = NULL;
  sqlite3 *db = rdm_region_db (world->region, &error);
  sqlite3_stmt *select = NULL;
  guint n_refused = 0;

  g_assert_no_error (error);
  g_assert_cmpint (
      sqlite3_prepare_v2 (db, "SELECT cell, data FROM ground_shapes", -1, &select, NULL), ==,
      SQLITE_OK);
  while (sqlite3_step (select) == SQLITE_ROW)
    {
      gint64 cell = sqlite3_column_int64 (select, 0);
      const guint8 *data = sqlite3_column_blob (select, 1);
      gsize length = (gsize)sqlite3_column_bytes (select, 1);
      g_autoptr (RdmShapeCell) whole = rdm_shape_cell_new (cell, data, length, &error);

      g_assert_no_error (error);
      g_assert_nonnull (whole);
      for (gsize n = 1; n < length; n += 1 + length / 40)
        {
          RdmShapeCell *part = rdm_shape_cell_new (cell, data, n, &error);

          n_refused += part == NULL;
          g_assert_true ((part == NULL) == (error != NULL));
          g_clear_pointer (&part, rdm_shape_cell_unref);
          g_clear_error (&error);
        }
    }
  sqlite3_finalize (select);
  g_assert_cmpuint (n_refused, >, 100);
  g_assert_null (rdm_shape_cell_new (-1, "", 0, &error));
  g_assert_error (error, RDM_REGION_ERROR, RDM_REGION_ERROR_BROKEN);
}

/* Threads ask for the same cells at the same time. */
static gpointer
ask_thread (gpointer data)
{
  RdmGroundReader *reader = data;

  for (double zoom = 10.; zoom <= 19.; zoom += 0.25)
    {
      g_autoptr (GPtrArray) cells = labels_at (reader, GROUND_WORLD_BOX, zoom);

      g_assert_true (covers (reader, zoom, RDM_AREA_SEA, GROUND_WORLD_SEA));
      g_assert_cmpuint (cells->len, >, 0);
    }
  return NULL;
}

static void
test_threads (void)
{
  g_autoptr (GroundWorld) world = ground_world_new ();
  g_autoptr (RdmGroundReader) reader = rdm_ground_reader_new (world->region);
  GThread *threads[4];

  for (guint i = 0; i < G_N_ELEMENTS (threads); i++)
    threads[i] = g_thread_new ("ask", ask_thread, reader);
  for (guint i = 0; i < G_N_ELEMENTS (threads); i++)
    g_thread_join (threads[i]);
}

static void
test_cancelled (void)
{
  g_autoptr (GroundWorld) world = ground_world_new ();
  g_autoptr (RdmOsm) osm = ground_world_read (world);
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GError) error = NULL;
  RdmRegionPart part = { .osm = osm, .cancellable = cancellable };

  g_assert_cmpint (sqlite3_open (":memory:", &part.db), ==, SQLITE_OK);
  g_cancellable_cancel (cancellable);
  g_assert_false (rdm_ground_write (&part, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  sqlite3_close (part.db);
}

/* On real data, where there is some: the sea is the sea, the harbour too, and the town is not. */
static void
test_monaco (void)
{
  g_autofree char *extract = osm_testing_shared ("monaco/monaco.osm.pbf");
  g_autofree char *folder = NULL;
  g_autofree char *path = NULL;
  g_autoptr (RdmRegion) region = NULL;
  g_autoptr (RdmGroundReader) reader = NULL;
  g_autoptr (GError) error = NULL;

  if (extract == NULL)
    {
      g_test_skip ("There is no extract of Monaco here.");
      return;
    }
  folder = g_dir_make_tmp ("ground-XXXXXX", NULL);
  path = g_build_filename (folder, "monaco.region", NULL);
  rdm_region_build (extract, path, NULL, NULL, NULL, NULL, NULL, &error);
  g_assert_no_error (error);
  region = rdm_region_open (path, &error);
  g_assert_no_error (error);
  reader = rdm_ground_reader_new (region);
  for (double zoom = 11.; zoom <= 19.; zoom += 1.)
    {
      g_assert_true (covers (reader, zoom, RDM_AREA_SEA, (RdmPoint){ 43.728, 7.438 }));
      g_assert_true (covers (reader, zoom, RDM_AREA_SEA, (RdmPoint){ 43.7346, 7.4249 }));
      g_assert_false (covers (reader, zoom, RDM_AREA_SEA, (RdmPoint){ 43.7395, 7.4272 }));
      g_assert_false (covers (reader, zoom, RDM_AREA_SEA, (RdmPoint){ 43.7312, 7.4197 }));
      g_assert_false (covers (reader, zoom, RDM_AREA_SEA, (RdmPoint){ 43.7275, 7.4152 }));
    }
  g_remove (path);
  g_assert_cmpint (g_rmdir (folder), ==, 0);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/ground/areas", test_areas);
  g_test_add_func ("/ground/lines", test_lines);
  g_test_add_func ("/ground/labels", test_labels);
  g_test_add_func ("/ground/apart", test_apart);
  g_test_add_func ("/ground/repeats", test_repeats);
  g_test_add_func ("/ground/texts", test_texts);
  g_test_add_func ("/ground/broken-cells", test_broken_cells);
  g_test_add_func ("/ground/threads", test_threads);
  g_test_add_func ("/ground/cancelled", test_cancelled);
  g_test_add_func ("/ground/monaco", test_monaco);
  return g_test_run ();
}
