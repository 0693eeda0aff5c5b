/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Glyphs: each looks different without its colour, stays within its reach, and has words.
 */
#include <math.h>
#include <string.h>

#include "rdm-glyph.h"
#include "rdm-palette.h"

#define SIDE 64
#define MIDDLE 32.

static const GdkRGBA white = { 1.f, 1.f, 1.f, 1.f };
static const GdkRGBA black = { 0.f, 0.f, 0.f, 1.f };

/* The glyph in grey on nothing. */
static cairo_surface_t *
picture (double size, RdmStopState state, RdmGlyphFlags flags, int number)
{
  static const GdkRGBA grey = { 0.4f, 0.4f, 0.4f, 1.f };
  cairo_surface_t *surface = cairo_image_surface_create (CAIRO_FORMAT_ARGB32, SIDE, SIDE);
  cairo_t *cr = cairo_create (surface);

  rdm_glyph_draw (cr, MIDDLE, MIDDLE, size, state, flags, &grey, &white, number);
  g_assert_cmpint (cairo_status (cr), ==, CAIRO_STATUS_SUCCESS);
  cairo_destroy (cr);
  cairo_surface_flush (surface);
  return surface;
}

/* How many pixels differ. */
static guint
difference (cairo_surface_t *a, cairo_surface_t *b)
{
  const guint8 *first = cairo_image_surface_get_data (a);
  const guint8 *second = cairo_image_surface_get_data (b);
  guint n = 0;

  for (guint i = 0; i < SIDE * SIDE; i++)
    n += memcmp (first + 4 * i, second + 4 * i, 4) != 0;
  return n;
}

static void
test_states_differ (void)
{
  const double sizes[] = { 8., 14., 18. };

  for (guint s = 0; s < G_N_ELEMENTS (sizes); s++)
    for (int a = RDM_STOP_PLANNED; a <= RDM_STOP_CANCELLED; a++)
      for (int b = a + 1; b <= RDM_STOP_CANCELLED; b++)
        {
          cairo_surface_t *first = picture (sizes[s], a, 0, 0);
          cairo_surface_t *second = picture (sizes[s], b, 0, 0);

          g_assert_cmpuint (difference (first, second), >, 4);
          cairo_surface_destroy (first);
          cairo_surface_destroy (second);
        }
}

static void
test_flags_show (void)
{
  for (int bit = 0; bit < 7; bit++)
    {
      cairo_surface_t *plain = picture (16., RDM_STOP_PLANNED, 0, 12);
      cairo_surface_t *flagged = picture (16., RDM_STOP_PLANNED, 1u << bit, 12);

      g_assert_cmpuint (difference (plain, flagged), >, 8);
      cairo_surface_destroy (plain);
      cairo_surface_destroy (flagged);
    }
}

static void
test_number (void)
{
  cairo_surface_t *none = picture (16., RDM_STOP_PLANNED, 0, 0);
  cairo_surface_t *one = picture (16., RDM_STOP_PLANNED, 0, 1);
  cairo_surface_t *room = picture (16., RDM_STOP_PLANNED, 0, -1);
  cairo_surface_t *dot = picture (8., RDM_STOP_PLANNED, 0, 0);
  cairo_surface_t *small = picture (8., RDM_STOP_PLANNED, 0, 123);

  g_assert_cmpuint (difference (none, one), >, 8);
  g_assert_cmpuint (difference (none, room), ==, 0);
  g_assert_cmpuint (difference (dot, small), ==, 0);
  cairo_surface_destroy (none);
  cairo_surface_destroy (one);
  cairo_surface_destroy (room);
  cairo_surface_destroy (dot);
  cairo_surface_destroy (small);
}

static void
test_reach (void)
{
  for (double size = 6.; size <= 28.; size += 2.)
    for (int state = RDM_STOP_PLANNED; state <= RDM_STOP_CANCELLED; state++)
      for (guint flags = 0; flags < 1 << 7; flags++)
        {
          cairo_surface_t *surface = picture (size, state, flags, 188);
          const guint8 *data = cairo_image_surface_get_data (surface);
          double reach = rdm_glyph_reach (size);

          for (int y = 0; y < SIDE; y++)
            for (int x = 0; x < SIDE; x++)
              if (fabs (x + 0.5 - MIDDLE) > reach + 0.5 || fabs (y + 0.5 - MIDDLE) > reach + 0.5)
                g_assert_cmpuint (data[4 * (y * SIDE + x) + 3], ==, 0);
          cairo_surface_destroy (surface);
        }
}

static void
test_words (void)
{
  g_autoptr (GHashTable) seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autofree char *late = rdm_glyph_describe (RDM_STOP_PLANNED, RDM_GLYPH_LATE | RDM_GLYPH_LOCKED);
  g_autofree char *tray = rdm_glyph_describe (RDM_STOP_PLANNED, RDM_GLYPH_TRAY);

  for (int state = RDM_STOP_PLANNED; state <= RDM_STOP_CANCELLED; state++)
    g_assert_true (g_hash_table_add (seen, rdm_glyph_describe (state, 0)));
  g_assert_cmpstr (late, ==, "planned, late, locked");
  g_assert_cmpstr (tray, ==, "unassigned");
}

static void
test_flags (void)
{
  g_autoptr (RdmOrder) order = rdm_row_new (RDM_ROW_ORDER, "o");
  g_autoptr (RdmStop) stop = rdm_row_new (RDM_ROW_STOP, "o.d");
  RdmVisit visit = { .kind = RDM_VISIT_STOP, .begin_s = 9 * 3600 };

  order->at.windows.n = 1;
  order->at.windows.at[0] = (RdmWindow){ 8 * 3600, 9 * 3600 + 600 };
  g_assert_cmpuint (rdm_glyph_flags (stop, order, NULL), ==, RDM_GLYPH_TRAY);
  g_assert_cmpuint (rdm_glyph_flags (stop, order, &visit), ==, 0);
  visit.begin_s = 9 * 3600 + 500;
  g_assert_cmpuint (rdm_glyph_flags (stop, order, &visit), ==, RDM_GLYPH_LATE_RISK);
  /* What is done cannot become late any more. */
  stop->state = RDM_STOP_DONE;
  g_assert_cmpuint (rdm_glyph_flags (stop, order, &visit), ==, 0);
  visit.late_s = 60;
  visit.breaches = RDM_BREACH_LATE | RDM_BREACH_LOAD;
  stop->locked = TRUE;
  g_assert_cmpuint (rdm_glyph_flags (stop, order, &visit), ==,
                    RDM_GLYPH_LATE | RDM_GLYPH_LOCKED | RDM_GLYPH_BREACH);
}

/* 3:1 between glyph and ground for every route, in both themes, as WCAG counts it. */
static double
luminance (const GdkRGBA *colour)
{
  const float parts[] = { colour->red, colour->green, colour->blue };
  const double weights[] = { 0.2126, 0.7152, 0.0722 };
  double sum = 0.;

  for (int i = 0; i < 3; i++)
    sum += weights[i]
           * (parts[i] <= 0.04045f ? parts[i] / 12.92 : pow ((parts[i] + 0.055) / 1.055, 2.4));
  return sum;
}

static double
contrast (const GdkRGBA *a, const GdkRGBA *b)
{
  double first = luminance (a) + 0.05;
  double second = luminance (b) + 0.05;

  return MAX (first, second) / MIN (first, second);
}

static void
test_palette (void)
{
  static const GdkRGBA dark = { 0x1e / 255.f, 0x1e / 255.f, 0x1e / 255.f, 1.f };

  for (guint i = 0; i < 16; i++)
    {
      GdkRGBA colour;
      GdkRGBA on;

      g_assert_false (rdm_palette_route (i, &colour));
      g_assert_cmpfloat (contrast (&colour, &white), >=, 3.);
      g_assert_cmpfloat (contrast (&colour, &dark), >=, 3.);
      on = rdm_palette_on (&colour);
      g_assert_true (gdk_rgba_equal (&on, &white) || gdk_rgba_equal (&on, &black));
      g_assert_cmpfloat (contrast (&colour, &on), >=, 3.);
      g_assert_true (rdm_palette_route (i + 16, &colour));
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/glyph/states-differ", test_states_differ);
  g_test_add_func ("/glyph/flags-show", test_flags_show);
  g_test_add_func ("/glyph/number", test_number);
  g_test_add_func ("/glyph/reach", test_reach);
  g_test_add_func ("/glyph/words", test_words);
  g_test_add_func ("/glyph/flags", test_flags);
  g_test_add_func ("/glyph/palette", test_palette);
  return g_test_run ();
}
