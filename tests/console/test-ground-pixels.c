/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The ground of a region in pixels: pieces fit together, the sea is where it should be, and foreign
 * files of pictures are told from good ones.
 */
#include <gdk-pixbuf/gdk-pixbuf.h>
#include <glib/gstdio.h>
#include <math.h>
#include <sqlite3.h>

#include "ground-world.h"
#include "rdm-mbtiles-source.h"
#include "rdm-region-painter.h"

#define SIZE 256

/* What cairo may round otherwise where it cuts a shape at the border of a picture. Letters, arrows
 * and symbols stand out from the ground by twice as much. */
#define EDGE_MAX 32

typedef struct
{
  GroundWorld *world;
  RdmGroundReader *reader;
  RdmRegionPainter *painter;
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer data)
{
  fixture->world = ground_world_new ();
  fixture->reader = rdm_ground_reader_new (fixture->world->region);
  fixture->painter = rdm_region_painter_new (fixture->reader);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  rdm_region_painter_free (fixture->painter);
  rdm_ground_reader_unref (fixture->reader);
  ground_world_free (fixture->world);
}

/* Around @middle, from a whole pixel on. */
static RdmMapView
view_of (RdmPoint middle, double zoom, double size)
{
  RdmMapView view = { zoom, 256. * exp2 (zoom), { 0., 0. }, size, size };

  view.origin.x = floor (rdm_mercator_x (middle.lon_deg) * view.world - size / 2.);
  view.origin.y = floor (rdm_mercator_y (middle.lat_deg) * view.world - size / 2.);
  return view;
}

static cairo_surface_t *
paint (Fixture *fixture, const RdmMapView *view, const RdmGroundStyle *style, int scale)
{
  cairo_surface_t *surface = cairo_image_surface_create (
      CAIRO_FORMAT_ARGB32, (int)view->width * scale, (int)view->height * scale);
  g_autoptr (GError) error = NULL;
  cairo_t *cr;
  gboolean done;

  cairo_surface_set_device_scale (surface, scale, scale);
  cr = cairo_create (surface);
  done = rdm_region_painter_paint (fixture->painter, cr, view, style, scale, NULL, &error);
  g_assert_no_error (error);
  g_assert_true (done);
  g_assert_cmpint (cairo_status (cr), ==, CAIRO_STATUS_SUCCESS);
  cairo_destroy (cr);
  cairo_surface_flush (surface);
  return surface;
}

static guint32
pixel_at (cairo_surface_t *surface, int x, int y)
{
  const guint8 *data = cairo_image_surface_get_data (surface);

  return *(const guint32 *)(gconstpointer)(data + y * cairo_image_surface_get_stride (surface)
                                           + 4 * x);
}

/* The largest difference of a colour between two pixels. */
static int
difference (guint32 a, guint32 b)
{
  int most = 0;

  for (int shift = 0; shift < 32; shift += 8)
    most = MAX (most, abs ((int)((a >> shift) & 0xff) - (int)((b >> shift) & 0xff)));
  return most;
}

/* A block of four pieces is painted as one and as four. Labels, dashes, arrows, outlines: nothing
 * is cut, doubled or elsewhere. */
static void
test_pieces (Fixture *fixture, gconstpointer data)
{
  const RdmGroundStyle *style = rdm_ground_style_get (FALSE, FALSE);

  for (double zoom = 9.; zoom <= 19.; zoom += 0.7)
    for (int scale = 1; scale <= 2; scale++)
      {
        RdmMapView whole = view_of (GROUND_WORLD_STREET, zoom, 2 * SIZE);
        cairo_surface_t *one = paint (fixture, &whole, style, scale);
        guint n_different = 0;

        for (int i = 0; i < 4; i++)
          {
            RdmMapView quarter = whole;
            cairo_surface_t *part;

            quarter.origin.x += (i % 2) * SIZE;
            quarter.origin.y += (i / 2) * SIZE;
            quarter.width = quarter.height = SIZE;
            part = paint (fixture, &quarter, style, scale);
            for (int y = 0; y < SIZE * scale; y++)
              for (int x = 0; x < SIZE * scale; x++)
                n_different +=
                    difference (pixel_at (part, x, y), pixel_at (one, x + (i % 2) * SIZE * scale,
                                                                 y + (i / 2) * SIZE * scale))
                    > EDGE_MAX;
            cairo_surface_destroy (part);
          }
        cairo_surface_destroy (one);
        g_test_message ("zoom %.1f, scale %d: %u pixels differ", zoom, scale, n_different);
        g_assert_cmpuint (n_different, ==, 0);
      }
}

/* Whether @point has a colour, but for the rest of a halo. */
static void
check_colour (
    Fixture *fixture, RdmPoint point, double zoom, const RdmGroundStyle *style, guint32 colour)
{
  RdmMapView view = view_of (point, zoom, 64.);
  cairo_surface_t *surface = paint (fixture, &view, style, 1);

  g_assert_cmpint (difference (pixel_at (surface, 32, 32) & 0xffffff, colour), <=, 2);
  cairo_surface_destroy (surface);
}

static void
test_colours (Fixture *fixture, gconstpointer data)
{
  /* There are labels in the middle of the island and of the wood. */
  const RdmPoint island = { 47.1115, 9.5365 };
  const RdmPoint wood = { 47.1245, 9.5155 };

  for (int dark = 0; dark <= 1; dark++)
    for (double zoom = 13.; zoom <= 19.; zoom += 0.5)
      {
        const RdmGroundStyle *style = rdm_ground_style_get (dark == 1, FALSE);
        double near = MAX (zoom, 15.);

        check_colour (fixture, GROUND_WORLD_SEA, zoom, style, style->areas[RDM_AREA_SEA]);
        check_colour (fixture, GROUND_WORLD_LAKE, zoom, style, style->areas[RDM_AREA_WATER]);
        check_colour (fixture, GROUND_WORLD_LAND, zoom, style, style->land);
        check_colour (fixture, island, near, style, style->land);
        check_colour (fixture, wood, near, style, style->areas[RDM_AREA_WOOD]);
      }
}

/* The four styles tell everything apart that must be told apart. */
static void
test_styles (void)
{
  for (int i = 0; i < 4; i++)
    {
      const RdmGroundStyle *style = rdm_ground_style_get ((i & 1) != 0, (i & 2) != 0);

      g_assert_true (style == rdm_ground_style_get ((i & 1) != 0, (i & 2) != 0));
      g_assert_cmphex (style->areas[RDM_AREA_SEA], !=, style->land);
      g_assert_cmphex (style->lines[RDM_LINE_STREET], !=, style->casings[RDM_LINE_STREET]);
      for (int kind = 0; kind < RDM_N_LABELS; kind++)
        g_assert_cmpint (difference (style->inks[kind], style->halo), >, 60);
    }
  /* Roads grow with the zoom, and the more important ones are not thinner. */
  for (double zoom = 5.; zoom <= 19.; zoom += 0.1)
    for (int kind = RDM_LINE_STREET; kind <= RDM_LINE_MOTORWAY; kind++)
      {
        double width = rdm_ground_line_width (kind, 0, zoom);

        g_assert_cmpfloat (rdm_ground_line_width (kind, 0, zoom + 0.1), >=, width * 0.999);
        if (kind > RDM_LINE_STREET)
          g_assert_cmpfloat (width, >=, rdm_ground_line_width (kind - 1, 0, zoom));
        g_assert_cmpfloat (rdm_ground_line_width (kind, RDM_LINE_LINK, zoom), <=, width);
      }
}

static void
test_cancelled (Fixture *fixture, gconstpointer data)
{
  RdmMapView view = view_of (GROUND_WORLD_STREET, 16., 64.);
  cairo_surface_t *surface = cairo_image_surface_create (CAIRO_FORMAT_ARGB32, 64, 64);
  cairo_t *cr = cairo_create (surface);
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GError) error = NULL;

  g_cancellable_cancel (cancellable);
  g_assert_false (rdm_region_painter_paint (
      fixture->painter, cr, &view, rdm_ground_style_get (FALSE, FALSE), 1, cancellable, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  cairo_destroy (cr);
  cairo_surface_destroy (surface);
}

/* Far from the region there is a net, and nothing goes wrong at the ends of the world. */
static void
test_elsewhere (Fixture *fixture, gconstpointer data)
{
  static const RdmPoint points[] = { { 0., 0. }, { 85., 180. }, { -85., -180. }, { 47.1, 9.5 } };

  for (guint i = 0; i < G_N_ELEMENTS (points); i++)
    for (double zoom = 3.; zoom <= 19.; zoom += 4.)
      {
        RdmMapView view = view_of (points[i], zoom, 64.);

        cairo_surface_destroy (paint (fixture, &view, rdm_ground_style_get (TRUE, TRUE), 1));
      }
}

/* MBTiles */

static void
run_sql (const char *path, const char *sql)
{
  sqlite3 *db = NULL;

  g_assert_cmpint (sqlite3_open (path, &db), ==, SQLITE_OK);
  g_assert_cmpint (sqlite3_exec (db, sql, NULL, NULL, NULL), ==, SQLITE_OK);
  sqlite3_close (db);
}

#define TABLES                                                                                     \
  "CREATE TABLE metadata (name TEXT, value TEXT);"                                                 \
  "CREATE TABLE tiles (zoom_level INTEGER, tile_column INTEGER, tile_row INTEGER, tile_data "      \
  "BLOB);"

/* What is wrong with a file, or with none; the file is made by @sql, or has @bytes. */
static char *
fault_of (const char *sql, const char *bytes)
{
  g_autofree char *folder = g_dir_make_tmp ("tiles-XXXXXX", NULL);
  g_autofree char *path = g_build_filename (folder, "town.mbtiles", NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (RdmMbtilesSource) source = NULL;
  char *fault;

  if (sql != NULL)
    run_sql (path, sql);
  if (bytes != NULL)
    g_assert_true (g_file_set_contents (path, bytes, -1, NULL));
  source = rdm_mbtiles_source_new (path, &error);
  g_assert_true ((source == NULL) == (error != NULL));
  fault = error != NULL ? g_strdup (error->message) : NULL;
  if (fault != NULL)
    g_assert_nonnull (strstr (fault, "town.mbtiles"));
  g_unlink (path);
  g_assert_cmpint (g_rmdir (folder), ==, 0);
  return fault;
}

static void
test_mbtiles_faults (void)
{
  g_autofree char *missing = fault_of (NULL, NULL);
  g_autofree char *foreign = fault_of (NULL, "This is a letter, not a database; it is long enough "
                                             "to have a header of its own, and more than that.");
  g_autofree char *other = fault_of ("CREATE TABLE t (a)", NULL);
  g_autofree char *empty = fault_of (TABLES, NULL);
  g_autofree char *vector = fault_of (TABLES "INSERT INTO metadata VALUES ('format', 'pbf');"
                                             "INSERT INTO tiles VALUES (0, 0, 0, x'1f8b');",
                                      NULL);
  g_autofree char *good = fault_of (TABLES "INSERT INTO tiles VALUES (0, 0, 0, x'00');", NULL);

  g_assert_nonnull (missing);
  g_assert_nonnull (strstr (foreign, "not an MBTiles file"));
  g_assert_nonnull (strstr (other, "no tiles"));
  g_assert_nonnull (strstr (empty, "no tiles"));
  g_assert_nonnull (strstr (vector, "vector tiles"));
  g_assert_null (good);
}

typedef struct
{
  gboolean done;
  gboolean filled;
  GError *error;
} Answer;

static void
filled_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Answer *answer = user_data;

  answer->done = TRUE;
  answer->filled =
      shumate_map_source_fill_tile_finish (SHUMATE_MAP_SOURCE (source), result, &answer->error);
}

static ShumateTile *
fill (RdmMbtilesSource *source, guint x, guint y, guint zoom, Answer *answer)
{
  ShumateTile *tile = g_object_ref_sink (shumate_tile_new_full (x, y, 256, zoom));

  *answer = (Answer){ 0 };
  shumate_map_source_fill_tile_async (SHUMATE_MAP_SOURCE (source), tile, NULL, filled_cb, answer);
  while (!answer->done)
    g_main_context_iteration (NULL, TRUE);
  return tile;
}

/* A quarter of a tile that is not there is enlarged from the one before. */
static void
test_mbtiles_tiles (void)
{
  g_autofree char *folder = g_dir_make_tmp ("tiles-XXXXXX", NULL);
  g_autofree char *path = g_build_filename (folder, "town.mbtiles", NULL);
  g_autoptr (GdkPixbuf) picture = gdk_pixbuf_new (GDK_COLORSPACE_RGB, FALSE, 8, 256, 256);
  g_autoptr (GdkPixbuf) corner = NULL;
  g_autofree char *png = NULL;
  gsize length;
  GString *sql = g_string_new (TABLES "INSERT INTO metadata VALUES ('attribution', "
                                      "'&copy; <a href=\"x\">Town</a>');"
                                      "INSERT INTO tiles VALUES (3, 2, 6, x'0102');"
                                      "INSERT INTO tiles VALUES (2, 1, 2, x'");
  g_autoptr (RdmMbtilesSource) source = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (ShumateTile) whole = NULL;
  g_autoptr (ShumateTile) quarter = NULL;
  g_autoptr (ShumateTile) nothing = NULL;
  g_autoptr (ShumateTile) broken = NULL;
  g_autofree guint32 *pixels = g_new (guint32, 256 * 256);
  Answer answer;

  gdk_pixbuf_fill (picture, 0xff0000ff);
  corner = gdk_pixbuf_new_subpixbuf (picture, 128, 128, 128, 128);
  gdk_pixbuf_fill (corner, 0x00ff00ff);
  g_assert_true (gdk_pixbuf_save_to_buffer (picture, &png, &length, "png", NULL, NULL));
  for (gsize i = 0; i < length; i++)
    g_string_append_printf (sql, "%02x", (guint8)png[i]);
  g_string_append (sql, "')");
  run_sql (path, sql->str);
  source = rdm_mbtiles_source_new (path, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (rdm_mbtiles_source_get_attribution (source), ==, "© Town");

  /* Row 2 of 4 from the south is row 1 from the north. */
  whole = fill (source, 1, 1, 2, &answer);
  g_assert_true (answer.filled);
  g_assert_nonnull (shumate_tile_get_paintable (whole));
  quarter = fill (source, 3, 3, 3, &answer);
  g_assert_true (answer.filled);
  gdk_texture_download (GDK_TEXTURE (shumate_tile_get_paintable (quarter)), (guchar *)pixels,
                        256 * 4);
  g_assert_cmphex (pixels[128 * 256 + 128] & 0xffffff, ==, 0x00ff00);
  nothing = fill (source, 0, 3, 2, &answer);
  g_assert_true (answer.filled);
  g_assert_null (shumate_tile_get_paintable (nothing));
  broken = fill (source, 2, 1, 3, &answer);
  g_assert_false (answer.filled);
  g_assert_nonnull (answer.error);
  g_clear_error (&answer.error);
  g_clear_object (&source);
  g_string_free (sql, TRUE);
  g_unlink (path);
  g_assert_cmpint (g_rmdir (folder), ==, 0);
}

#define ADD_TEST(name, func)                                                                       \
  g_test_add ("/map/ground/" name, Fixture, NULL, set_up, func, tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  ADD_TEST ("pieces", test_pieces);
  ADD_TEST ("colours", test_colours);
  g_test_add_func ("/map/ground/styles", test_styles);
  ADD_TEST ("cancelled", test_cancelled);
  ADD_TEST ("elsewhere", test_elsewhere);
  g_test_add_func ("/map/ground/mbtiles-faults", test_mbtiles_faults);
  g_test_add_func ("/map/ground/mbtiles-tiles", test_mbtiles_tiles);
  return g_test_run ();
}
