/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Route sheets: every stop is on a page, nothing lies over anything else or beyond the margins.
 */
#include <cairo.h>
#include <glib/gstdio.h>
#include <string.h>

#include "export-world.h"
#include "rdm-export-file.h"
#include "rdm-sheet-parts.h"
#include "rdm-sheet.h"
#include "rdm-text.h"

#define DOTS_PER_POINT 1

/* The rows of dots with ink on them, and that none is beyond the margins. */
static guint
count_inked_rows (const RdmSheetBook *book, guint page, const RdmSheetPaper *paper)
{
  int width = (int)(paper->width_pt * DOTS_PER_POINT);
  int height = (int)(paper->height_pt * DOTS_PER_POINT);
  int margin = (int)(paper->margin_pt * DOTS_PER_POINT);
  cairo_surface_t *surface = cairo_image_surface_create (CAIRO_FORMAT_A8, width, height);
  cairo_t *cr = cairo_create (surface);
  const unsigned char *data;
  int stride = cairo_image_surface_get_stride (surface);
  guint n_inked = 0;

  rdm_sheet_book_draw_page (book, page, cr);
  g_assert_cmpint (cairo_status (cr), ==, CAIRO_STATUS_SUCCESS);
  cairo_surface_flush (surface);
  data = cairo_image_surface_get_data (surface);
  for (int y = 0; y < height; y++)
    {
      gboolean inked = FALSE;

      for (int x = 0; x < width; x++)
        if (data[y * stride + x] > 64)
          {
            inked = TRUE;
            g_assert_cmpint (x, >=, margin - 2);
            g_assert_cmpint (x, <=, width - margin + 2);
            g_assert_cmpint (y, >=, margin - 2);
            g_assert_cmpint (y, <=, height - margin + 2);
          }
      n_inked += inked;
    }
  cairo_destroy (cr);
  cairo_surface_destroy (surface);
  return n_inked;
}

static guint
check_pages (World *world, const RdmSheetPaper *paper)
{
  g_autoptr (RdmSheetBook) book = rdm_sheet_book_new (world->rows, world->routes, paper);
  guint n_pages = rdm_sheet_book_get_n_pages (book);

  for (guint i = 0; i < n_pages; i++)
    {
      g_assert_cmpuint (count_inked_rows (book, i, paper), >, 50);
      g_assert_true ((rdm_sheet_book_get_title (book, i) != NULL) == (i == 0));
    }
  return n_pages;
}

static void
test_pages (void)
{
  static const guint n_stops[] = { 0, 1, 9, 60, 400 };
  static const RdmSheetPaper narrow = { 320., 480., 10. };
  guint before = 0;

  for (guint i = 0; i < G_N_ELEMENTS (n_stops); i++)
    {
      g_autoptr (World) world = world_full (n_stops[i]);
      guint n_pages = check_pages (world, &rdm_sheet_paper_a4);

      g_assert_cmpuint (n_pages, >=, before);
      g_assert_cmpuint (n_pages, >=, 1 + n_stops[i] / 14);
      before = n_pages;
      if (n_stops[i] > 100)
        continue;
      check_pages (world, &rdm_sheet_paper_letter);
      check_pages (world, &narrow);
    }
}

static char *
make_long (guint n_bytes)
{
  GString *text = g_string_new (NULL);

  while (text->len < n_bytes)
    g_string_append (text, text->len % 7 == 0 ? "Donaudampfschifffahrt " : "äöü<&>😀 ");
  return g_string_free (text, FALSE);
}

static void
test_long_texts (void)
{
  g_autoptr (World) world = world_new ();
  g_autofree char *text = make_long (60000);
  g_autofree char *word = g_strnfill (3000, 'W');
  const char *const skills[] = { word, "chilled", text, NULL };

  for (guint i = 0; i < 3; i++)
    {
      g_autofree char *id = g_strdup_printf ("long%u", i);
      RdmOrder *order = world_order (id);
      char **texts[] = { &order->at.name,     &order->at.address, &order->at.address2,
                         &order->at.postcode, &order->at.city,    &order->at.phone,
                         &order->notes,       &order->reference };

      for (guint k = 0; k < G_N_ELEMENTS (texts); k++)
        rdm_set_str (texts[k], i == 0 ? text : i == 1 ? word : "\xff broken \x01 bytes");
      order->items = g_strdupv ((char **)skills);
      order->skills = g_strdupv ((char **)skills);
      order->collect_minor = 123456;
      order->priority = RDM_PRIORITY_CRITICAL;
      order->at.windows.n = RDM_WINDOWS_MAX;
      for (guint k = 0; k < RDM_WINDOWS_MAX; k++)
        order->at.windows.at[k] = (RdmWindow){ (gint32)(k * 7200), (gint32)(k * 7200 + 3600) };
      world_add (world, order);
    }
  world_drive (world);
  check_pages (world, &rdm_sheet_paper_a4);
}

/* Pickups and orders without a place are on the sheet, and not on the loading list. */
static void
test_kinds (void)
{
  g_autoptr (World) world = world_new ();
  RdmOrder *pickup = world_order ("pickup");
  RdmOrder *shipment = world_order ("shipment");
  RdmOrder *nowhere = world_order ("nowhere");
  PangoContext *context = pango_font_map_create_context (pango_cairo_font_map_get_default ());
  g_autoptr (RdmSettings) settings = NULL;
  g_autoptr (GArray) visits = NULL;
  g_autoptr (GPtrArray) loading = NULL;
  RdmSheetRound sheet_round;

  pickup->kind = RDM_ORDER_PICKUP;
  shipment->kind = RDM_ORDER_SHIPMENT;
  nowhere->at.point = RDM_POINT_NONE;
  world_add (world, pickup);
  world_add (world, shipment);
  world_add (world, nowhere);
  world_drive (world);
  settings = rdm_rows_settings (world->rows);
  visits = rdm_planned_route_visits (g_ptr_array_index (world->routes, 0), world->rows);
  sheet_round =
      (RdmSheetRound){ context, 500.,    world->rows, g_ptr_array_index (world->routes, 0),
                       visits,  settings };
  loading = rdm_sheet_loading_list (&sheet_round);
  g_assert_cmpuint (loading->len, ==, 3); /* heading, the one delivery, total */
  check_pages (world, &rdm_sheet_paper_a4);

  g_object_unref (context);

  /* An order that is removed while its route is on paper leaves its place behind. */
  rdm_rows_remove (world->rows, RDM_ROW_ORDER, "nowhere");
  check_pages (world, &rdm_sheet_paper_a4);
}

/* How often @word is in bytes that may hold NUL. */
static guint
count (const char *data, gsize length, const char *word)
{
  gsize n_word = strlen (word);
  guint n = 0;

  for (gsize i = 0; i + n_word <= length; i++)
    n += memcmp (data + i, word, n_word) == 0;
  return n;
}

/* Whether any of the first page's pixels is dark in the left half of its foot. */
static gboolean
has_foot_note (World *world)
{
  g_autoptr (RdmSheetBook) book =
      rdm_sheet_book_new (world->rows, world->routes, &rdm_sheet_paper_a4);
  cairo_surface_t *surface = cairo_image_surface_create (CAIRO_FORMAT_A8, 595, 842);
  cairo_t *cr = cairo_create (surface);
  const RdmSheetPaper *paper = &rdm_sheet_paper_a4;
  int top = (int)(paper->height_pt - paper->margin_pt - 16.);
  gboolean found = FALSE;

  rdm_sheet_book_draw_page (book, 0, cr);
  cairo_surface_flush (surface);
  for (int y = top; y < 842 && !found; y++)
    for (int x = 0; x < 297 && !found; x++)
      found = cairo_image_surface_get_data (
                  surface)[(gsize)y * (gsize)cairo_image_surface_get_stride (surface) + (gsize)x]
              > 100;
  cairo_destroy (cr);
  cairo_surface_destroy (surface);
  return found;
}

/* Every page says where its times are from, and so whom to thank for the map. */
static void
test_times_from (void)
{
  g_autoptr (World) world = world_full (40);
  RdmPlannedRoute *planned = g_ptr_array_index (world->routes, 0);

  g_assert_true (planned->schedule->estimated);
  g_assert_true (has_foot_note (world));
  planned->schedule->estimated = FALSE;
  g_assert_true (has_foot_note (world));
  g_clear_pointer (&planned->times_from, g_free);
  g_assert_false (has_foot_note (world));
}

static void
test_pdf (void)
{
  g_autoptr (World) world = world_full (40);
  g_autoptr (RdmSheetBook) book =
      rdm_sheet_book_new (world->rows, world->routes, &rdm_sheet_paper_a4);
  g_autoptr (GError) error = NULL;
  g_autofree char *folder = g_dir_make_tmp ("roundsman-sheet-XXXXXX", NULL);
  g_autofree char *path = g_build_filename (folder, "sheets.pdf", NULL);
  g_autofree char *missing = g_build_filename (folder, "none", "sheets.pdf", NULL);
  g_autofree char *data = NULL;
  gsize length;

  g_assert_true (
      rdm_sheet_write_pdf (path, world->rows, world->routes, &rdm_sheet_paper_a4, &error));
  g_assert_no_error (error);
  g_assert_true (g_file_get_contents (path, &data, &length, NULL));
  g_assert_true (g_str_has_prefix (data, "%PDF-"));
  g_assert_cmpuint (count (data, length, "%%EOF"), >=, 1);
  /* Later versions of cairo pack the pages away. */
  if (count (data, length, "/ObjStm") == 0)
    {
      g_assert_cmpuint (count (data, length, "/Type /Page\n")
                            + count (data, length, "/Type /Page "),
                        ==, rdm_sheet_book_get_n_pages (book));
      g_assert_cmpuint (count (data, length, "geo:"), >=, 40);
    }
  g_assert_false (
      rdm_sheet_write_pdf (missing, world->rows, world->routes, &rdm_sheet_paper_a4, &error));
  g_assert_error (error, RDM_EXPORT_ERROR, RDM_EXPORT_ERROR_WRITE);
  g_clear_error (&error);
  g_ptr_array_set_size (world->routes, 0);
  g_assert_false (
      rdm_sheet_write_pdf (path, world->rows, world->routes, &rdm_sheet_paper_a4, &error));
  g_assert_error (error, RDM_EXPORT_ERROR, RDM_EXPORT_ERROR_DRAW);
  g_unlink (path);
  g_rmdir (folder);
}

static void
test_paper (void)
{
  g_assert_true (rdm_sheet_paper_find ("A4") == &rdm_sheet_paper_a4);
  g_assert_true (rdm_sheet_paper_find ("letter") == &rdm_sheet_paper_letter);
  g_assert_null (rdm_sheet_paper_find ("a3"));
  g_assert_true (rdm_sheet_paper_find (NULL) == &rdm_sheet_paper_a4); /* the tests' locale is C */
}

static void
test_marks (void)
{
  g_autoptr (World) world = world_full (1);
  g_autoptr (RdmStop) stop = rdm_row_new (RDM_ROW_STOP, "s");
  g_autoptr (GArray) visits =
      rdm_planned_route_visits (g_ptr_array_index (world->routes, 0), world->rows);
  RdmPlannedVisit planned = g_array_index (visits, RdmPlannedVisit, 1);
  RdmVisit visit = *planned.visit;

  planned.stop = stop;
  planned.visit = &visit;
  g_assert_cmpuint (rdm_sheet_marks (&planned), ==, 0);
  visit.begin_s = 12 * 3600 - RDM_TIGHT_S + 1;
  g_assert_cmpuint (rdm_sheet_marks (&planned), ==, RDM_SHEET_MARK_TIGHT);
  visit.late_s = 60;
  stop->locked = TRUE;
  stop->role = RDM_STOP_PICKUP;
  g_assert_cmpuint (rdm_sheet_marks (&planned), ==,
                    RDM_SHEET_MARK_LATE | RDM_SHEET_MARK_LOCKED | RDM_SHEET_MARK_PICKUP);
  stop->state = RDM_STOP_DONE;
  g_assert_cmpuint (rdm_sheet_marks (&planned) & RDM_SHEET_MARK_LATE, ==, 0);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/sheet/pages", test_pages);
  g_test_add_func ("/sheet/long-texts", test_long_texts);
  g_test_add_func ("/sheet/kinds", test_kinds);
  g_test_add_func ("/sheet/times-from", test_times_from);
  g_test_add_func ("/sheet/pdf", test_pdf);
  g_test_add_func ("/sheet/paper", test_paper);
  g_test_add_func ("/sheet/marks", test_marks);
  return g_test_run ();
}
