/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The ground of a region: what it takes to make it, and to paint it: a tile by zoom, and a screen
 * of them of which nothing is known yet. Of the demo town, and of the extracts named on the command
 * line. Times are of the processor, of one thread.
 */
#include <glib/gstdio.h>
#include <stdio.h>
#include <time.h>

#include "rdm-demo-extract.h"
#include "rdm-region-build.h"
#include "rdm-region-painter.h"
#include "rdm-tile-shop.h"

#define WANTED_MS 150.

static const struct
{
  int width;
  int height;
} screens[] = { { 1366, 768 }, { 1920, 1080 } };

static double
processor_ms (void)
{
  struct timespec now;

  clock_gettime (CLOCK_PROCESS_CPUTIME_ID, &now);
  return (double)now.tv_sec * 1e3 + (double)now.tv_nsec / 1e6;
}

static void
must (gboolean done, const GError *error)
{
  if (!done)
    g_error ("%s", error->message);
}

/* Milliseconds for the tiles that a screen around @middle touches. @n: (out): how many. */
static double
paint (RdmRegionPainter *painter, RdmPoint middle, double zoom, int width, int height, guint *n)
{
  RdmMapView view = { zoom, 256. * exp2 (zoom), { 0., 0. }, RDM_TILE_SIZE, RDM_TILE_SIZE };
  double left = rdm_mercator_x (middle.lon_deg) * view.world - width / 2.;
  double top = rdm_mercator_y (middle.lat_deg) * view.world - height / 2.;
  double begin_ms = processor_ms ();

  *n = 0;
  for (double row = floor (top / RDM_TILE_SIZE); row * RDM_TILE_SIZE < top + height; row++)
    for (double column = floor (left / RDM_TILE_SIZE); column * RDM_TILE_SIZE < left + width;
         column++)
      {
        cairo_surface_t *surface =
            cairo_image_surface_create (CAIRO_FORMAT_ARGB32, RDM_TILE_SIZE, RDM_TILE_SIZE);
        cairo_t *cr = cairo_create (surface);
        g_autoptr (GError) error = NULL;

        view.origin = (RdmXY){ column * RDM_TILE_SIZE, row * RDM_TILE_SIZE };
        must (rdm_region_painter_paint (painter, cr, &view, rdm_ground_style_get (FALSE, FALSE), 1,
                                        NULL, &error),
              error);
        cairo_destroy (cr);
        cairo_surface_destroy (surface);
        (*n)++;
      }
  return processor_ms () - begin_ms;
}

/* With nothing read or shaped before. */
static double
paint_cold (RdmRegion *region, RdmPoint middle, double zoom, int width, int height, guint *n)
{
  g_autoptr (RdmGroundReader) reader = rdm_ground_reader_new (region);
  g_autoptr (RdmRegionPainter) painter = rdm_region_painter_new (reader);

  return paint (painter, middle, zoom, width, height, n);
}

static void
measure_tiles (RdmRegion *region, RdmPoint middle)
{
  g_autoptr (RdmGroundReader) reader = rdm_ground_reader_new (region);
  g_autoptr (RdmRegionPainter) painter = rdm_region_painter_new (reader);

  for (double zoom = 8.; zoom <= 19.; zoom += 1.)
    {
      guint n;
      double cold = paint (painter, middle, zoom, 1000, 1000, &n);
      double warm = paint (painter, middle, zoom, 1000, 1000, &n);

      printf ("  zoom %2.0f: a tile %5.2f ms, again %5.2f ms\n", zoom, cold / n, warm / n);
    }
}

static void
measure_screens (RdmRegion *region, RdmPoint middle)
{
  for (guint i = 0; i < G_N_ELEMENTS (screens); i++)
    {
      double worst = 0.;
      double at = 0.;
      guint n_worst = 0;

      for (double zoom = 9.5; zoom <= 18.5; zoom += 0.5)
        {
          guint n;
          double ms = paint_cold (region, middle, zoom, screens[i].width, screens[i].height, &n);

          if (ms > worst)
            {
              worst = ms;
              at = zoom;
              n_worst = n;
            }
        }
      printf ("  a cold screen, %d×%d: at most %.0f ms, %u tiles at zoom %.1f; wanted %.0f ms:"
              " %.2f%s\n",
              screens[i].width, screens[i].height, worst, n_worst, at, WANTED_MS, worst / WANTED_MS,
              worst > WANTED_MS ? " SHORT" : "");
    }
}

/* Where most is going on: the largest town is in the middle of a made-up region, and more often
 * than not of a real one. */
static void
measure (const char *extract, const char *folder)
{
  g_autofree char *path = g_build_filename (folder, "bench.region", NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (RdmOsm) osm = rdm_osm_read (extract, NULL, NULL, NULL, &error);
  RdmRegionPart part = { .osm = osm };
  g_autoptr (RdmRegion) region = NULL;
  double begin_ms;

  must (osm != NULL, error);
  sqlite3_open (":memory:", &part.db);
  begin_ms = processor_ms ();
  must (rdm_ground_write (&part, &error), error);
  printf ("%s: made in %.2f s, ", extract, (processor_ms () - begin_ms) / 1e3);
  {
    sqlite3_stmt *size = NULL;

    sqlite3_prepare_v2 (part.db,
                        "SELECT (SELECT sum(length(data)) FROM ground_shapes),"
                        " (SELECT sum(length(data)) FROM ground_labels)",
                        -1, &size, NULL);
    sqlite3_step (size);
    printf ("%.2f MB of shapes, %.2f MB of labels\n", sqlite3_column_double (size, 0) / 1e6,
            sqlite3_column_double (size, 1) / 1e6);
    sqlite3_finalize (size);
  }
  sqlite3_close (part.db);
  must (rdm_region_build (extract, path, NULL, NULL, NULL, NULL, NULL, &error), error);
  region = rdm_region_open (path, &error);
  must (region != NULL, error);
  measure_tiles (region, rdm_box_center (rdm_region_bounds (region)));
  measure_screens (region, rdm_box_center (rdm_region_bounds (region)));
  g_clear_pointer (&region, rdm_region_unref);
  g_unlink (path);
}

int
main (int argc, char **argv)
{
  g_autofree char *folder = g_dir_make_tmp ("bench-XXXXXX", NULL);
  g_autofree char *demo = g_build_filename (folder, "demo.osm.pbf", NULL);
  g_autoptr (GError) error = NULL;

  must (rdm_demo_extract_write (demo, 0, NULL, &error), error);
  measure (demo, folder);
  for (int i = 1; i < argc; i++)
    measure (argv[i], folder);
  g_unlink (demo);
  g_rmdir (folder);
  return 0;
}
