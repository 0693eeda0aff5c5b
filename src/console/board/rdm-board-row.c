/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rdm-board-row.h"

#include <glib/gi18n.h>

#include "rdm-board-private.h"
#include "rdm-board-text.h"
#include "rdm-desk-live.h"
#include "rdm-glyph.h"
#include "rdm-ink.h"
#include "rdm-price-text.h"
#include "rdm-route-state.h"
#include "rdm-time.h"

#define ROW_HEIGHT 28
#define BAR 4
#define ARROW_X 8
#define NAME_X 28
#define MARGIN 10

/* From these widths on, there is room for it. */
#define WIDTH_FOR_SPARE 352
#define WIDTH_FOR_PRICE 420

typedef enum
{
  STYLE_NORMAL,
  STYLE_BOLD,
  STYLE_SMALL,
  STYLE_SMALL_BOLD,
  N_STYLES
} Style;

struct _RdmBoardRow
{
  GtkWidget parent_instance;

  /* Owned */
  RdmBoardItem *item;
  GPtrArray *ranking;  /* NULL: nothing is ranked */
  PangoLayout *layout; /* for one text after the other; NULL until it is drawn */
  char *name;          /* as a screen reader was told */

  /* Borrowed */
  RdmDesk *desk;

  /* State */
  RdmBoardMark mark;
};

/* What the drawing of one row passes around: texts are put at @left and @right, which move. */
typedef struct
{
  RdmBoardRow *row;
  GtkSnapshot *snapshot;
  RdmInk ink;
  double width;
  double height;
  double left;
  double right;
} Canvas;

G_DEFINE_FINAL_TYPE (RdmBoardRow, rdm_board_row, GTK_TYPE_WIDGET)

/* Constant: there are hundreds of rows, most of them out of sight. */
static PangoAttrList *styles[N_STYLES];

/* Texts */

static void
set_text (Canvas *canvas, Style style, const char *text)
{
  PangoLayout *layout = canvas->row->layout;

  pango_layout_set_attributes (layout, styles[style]);
  pango_layout_set_width (layout, -1);
  pango_layout_set_text (layout, text, -1);
}

static void
append_text (Canvas *canvas, double x, const GdkRGBA *colour)
{
  int height;

  pango_layout_get_pixel_size (canvas->row->layout, NULL, &height);
  gtk_snapshot_save (canvas->snapshot);
  gtk_snapshot_translate (
      canvas->snapshot,
      &GRAPHENE_POINT_INIT ((float)x, (float)((int)(canvas->height - height) / 2)));
  gtk_snapshot_append_layout (canvas->snapshot, canvas->row->layout, colour);
  gtk_snapshot_restore (canvas->snapshot);
}

/* Right-aligned in a column of @column, which is used up; wider texts take what they need. */
static void
put_right (Canvas *canvas, Style style, const GdkRGBA *colour, const char *text, int column)
{
  int width;

  set_text (canvas, style, text);
  pango_layout_get_pixel_size (canvas->row->layout, &width, NULL);
  append_text (canvas, canvas->right - width, colour);
  canvas->right -= MAX (width, column);
}

/* What there is room for, from the left. */
static void
put_left (Canvas *canvas, Style style, const GdkRGBA *colour, const char *text)
{
  double room = canvas->right - 8. - canvas->left;
  int width;

  if (text == NULL || *text == '\0' || room < 12.)
    return;
  set_text (canvas, style, text);
  pango_layout_get_pixel_size (canvas->row->layout, &width, NULL);
  if (width > room)
    pango_layout_set_width (canvas->row->layout, (int)(room * PANGO_SCALE));
  append_text (canvas, canvas->left, colour);
  canvas->left += MIN (width, room);
}

static void
put_icon_left (Canvas *canvas, const char *name, const GdkRGBA *colour)
{
  if (canvas->right - canvas->left < 24.)
    return;
  rdm_ink_icon (canvas->snapshot, GTK_WIDGET (canvas->row), name, colour, canvas->left,
                (canvas->height - 14.) / 2., 14);
  canvas->left += 16.;
}

static void
put_icon_right (Canvas *canvas, const char *name, const GdkRGBA *colour, int size)
{
  canvas->right -= size;
  rdm_ink_icon (canvas->snapshot, GTK_WIDGET (canvas->row), name, colour, canvas->right,
                (canvas->height - size) / 2., size);
}

/* The route's colour along the edge; dashed where the palette has gone round. */
static void
put_bar (Canvas *canvas, const GdkRGBA *colour, gboolean dashed, double top)
{
  if (!dashed)
    rdm_ink_rect (canvas->snapshot, colour, 0., top, BAR, canvas->height - top);
  else
    for (double y = top; y < canvas->height; y += 7.)
      rdm_ink_rect (canvas->snapshot, colour, 0., y, BAR, MIN (4., canvas->height - y));
}

/* Headers */

static void
put_load (Canvas *canvas, const RdmRouteFacts *facts)
{
  const double width = 34.;
  const double height = 6.;
  double x = canvas->right - width;
  double y = (canvas->height - height) / 2.;
  double filled = width * MIN (facts->load, 1.);
  GskRoundedRect outline;

  canvas->right -= width + 10.;
  if (facts->dimension < 0)
    return;
  gsk_rounded_rect_init_from_rect (
      &outline, &GRAPHENE_RECT_INIT ((float)x, (float)y, (float)width, (float)height), 2.f);
  gtk_snapshot_push_rounded_clip (canvas->snapshot, &outline);
  rdm_ink_rect (canvas->snapshot, &canvas->ink.line, x, y, width, height);
  if (facts->load > 1.)
    {
      GdkRGBA under = rdm_ink_fade (&canvas->ink.error, 0.35);

      rdm_ink_rect (canvas->snapshot, &under, x, y, width, height);
      rdm_ink_hatch (canvas->snapshot, &canvas->ink.error,
                     &GRAPHENE_RECT_INIT ((float)x, (float)y, (float)width, (float)height), 5.);
    }
  else
    {
      GdkRGBA fill = rdm_ink_fade (&canvas->ink.text, facts->load > 0.9 ? 0.7 : 0.42);

      rdm_ink_rect (canvas->snapshot, &fill, x, y, filled, height);
    }
  gtk_snapshot_pop (canvas->snapshot);
}

static const RdmRank *
find_rank (RdmBoardRow *self, guint *digit)
{
  GPtrArray *ranking = self->ranking;

  for (guint i = 0; ranking != NULL && i < ranking->len; i++)
    {
      const RdmRank *rank = g_ptr_array_index (ranking, i);

      if (g_str_equal (rank->route, self->item->route))
        {
          *digit = i < 9 ? i + 1 : 0;
          return rank;
        }
    }
  return NULL;
}

/* The key that takes the selection there. */
static void
put_digit (Canvas *canvas, guint digit, const RdmRank *rank)
{
  const float size = 16.f;
  char text[4];
  int width;
  GdkRGBA plate = rdm_ink_fade (rank->allowed ? &canvas->ink.success : &canvas->ink.text,
                                rank->allowed ? 0.16 + 0.2 * rank->score : 0.08);

  if (digit == 0)
    return;
  rdm_ink_pill (
      canvas->snapshot, &plate,
      &GRAPHENE_RECT_INIT ((float)canvas->left, (float)(canvas->height - size) / 2.f, size, size),
      4.);
  g_snprintf (text, sizeof text, "%u", digit);
  set_text (canvas, STYLE_SMALL_BOLD, text);
  pango_layout_get_pixel_size (canvas->row->layout, &width, NULL);
  append_text (canvas, canvas->left + (size - width) / 2.,
               rank->allowed ? &canvas->ink.text : &canvas->ink.dim);
  canvas->left += size + 6.;
}

/* What the selection would cost on this route. */
static void
put_rank (Canvas *canvas, const RdmRank *rank)
{
  g_autofree char *duration = rdm_price_text_duration (rank->duty_s);
  const GdkRGBA *colour = rank->allowed ? &canvas->ink.text : &canvas->ink.error;

  if (canvas->width >= WIDTH_FOR_PRICE)
    {
      g_autofree char *money = rdm_price_text_money (
          rank->cost_minor, rdm_desk_get_settings (canvas->row->desk)->currency);

      put_right (canvas, STYLE_SMALL, &canvas->ink.dim, money, 74);
      canvas->right -= 6.;
    }
  put_right (canvas, STYLE_SMALL, colour, duration, canvas->width >= WIDTH_FOR_SPARE ? 88 : 62);
}

static void
put_spare (Canvas *canvas, const RdmRouteFacts *facts)
{
  g_autofree char *text = NULL;
  const GdkRGBA *colour = facts->spare_s < 0 ? &canvas->ink.error : &canvas->ink.dim;

  if (facts->finish_s == RDM_TIME_NONE)
    {
      canvas->right -= 62.;
      return;
    }
  text = rdm_board_text_spare (facts->spare_s);
  put_right (canvas, STYLE_SMALL, colour, text, 62);
}

static void
draw_header_ground (Canvas *canvas, const RdmRank *rank)
{
  GdkRGBA ground = rdm_ink_fade (&canvas->ink.text, 0.045);
  GdkRGBA edge = rdm_ink_fade (&canvas->ink.text, 0.07);

  rdm_ink_rect (canvas->snapshot, &ground, 0., 0., canvas->width, canvas->height);
  rdm_ink_rect (canvas->snapshot, &edge, 0., 0., canvas->width, 1.);
  if (rank != NULL && rank->allowed && rank->score > 0.)
    {
      GdkRGBA tint = rdm_ink_fade (&canvas->ink.success, 0.03 + 0.11 * rank->score);

      rdm_ink_rect (canvas->snapshot, &tint, 0., 0., canvas->width, canvas->height);
    }
}

static void
put_arrow (Canvas *canvas)
{
  rdm_ink_icon (canvas->snapshot, GTK_WIDGET (canvas->row),
                canvas->row->item->open ? "pan-down-symbolic" : "pan-end-symbolic",
                &canvas->ink.dim, ARROW_X, (canvas->height - 16.) / 2., 16);
}

/* Whether the driver has it, by mark and word; and what of it he has not acknowledged. */
static void
put_state (Canvas *canvas, const RdmDeskRoute *route)
{
  const float size = 12.f;
  float y = (float)canvas->height / 2.f;
  RdmRouteNews news;
  cairo_t *cr;

  if (route->route->state != RDM_ROUTE_DRAFT && canvas->right - canvas->left > 30.)
    {
      cr = gtk_snapshot_append_cairo (
          canvas->snapshot, &GRAPHENE_RECT_INIT ((float)canvas->left, y - size / 2.f, size, size));
      rdm_glyph_draw (cr, canvas->left + size / 2., y, size, rdm_route_state_glyph (route->route),
                      0, &route->colour, &canvas->ink.view, 0);
      cairo_destroy (cr);
      canvas->left += size + 3.;
      put_left (canvas, STYLE_SMALL, &canvas->ink.text, rdm_route_state_label (route->route));
      canvas->left += 6.;
    }
  if (rdm_route_awaits_driver (route->route))
    {
      g_autofree char *n = NULL;

      rdm_route_news_read (&news, route->route);
      n = g_strdup_printf ("%u", rdm_route_news_count (&news));
      put_icon_left (canvas, "rdm-unread-symbolic", &canvas->ink.warning);
      put_left (canvas, STYLE_SMALL_BOLD, &canvas->ink.warning, n);
      canvas->left += 6.;
    }
}

static void
draw_route (Canvas *canvas)
{
  RdmBoardRow *self = canvas->row;
  const RdmDeskRoute *route = rdm_desk_find_route (self->desk, self->item->route);
  const RdmRouteFacts *facts;
  guint digit = 0;
  const RdmRank *rank;
  g_autofree char *count = NULL;
  g_autofree char *finish = NULL;
  RdmRouteEta eta;
  gboolean is_over;

  if (route == NULL)
    return;
  facts = &route->facts;
  is_over = facts->spare_s < 0;
  rank = find_rank (self, &digit);
  draw_header_ground (canvas, rank);
  put_bar (canvas, &route->colour, route->dashed, 1.);
  put_arrow (canvas);

  if (rank != NULL)
    put_rank (canvas, rank);
  else
    {
      put_load (canvas, facts);
      if (canvas->width >= WIDTH_FOR_SPARE)
        put_spare (canvas, facts);
    }
  if (rdm_live_get_route_eta (rdm_desk_get_live (self->desk), self->item->route, &eta))
    {
      finish = rdm_desk_format_moment (self->desk, eta.end_p50_ms);
      is_over = eta.overtime_chance >= 0.5;
    }
  else
    finish = rdm_time_format_of_day (facts->finish_s);
  put_right (canvas, STYLE_NORMAL, is_over ? &canvas->ink.error : &canvas->ink.text, finish, 46);
  count = facts->n_done > 0 ? g_strdup_printf ("%u/%u", facts->n_done, facts->n_stops)
                            : g_strdup_printf ("%u", facts->n_stops);
  put_right (canvas, STYLE_NORMAL, facts->n_stops > 0 ? &canvas->ink.text : &canvas->ink.dim, count,
             facts->n_done > 0 ? 44 : 26);

  if (rank != NULL)
    put_digit (canvas, digit, rank);
  put_left (canvas, STYLE_BOLD, &canvas->ink.text, route->name);
  canvas->left += 6.;
  if (route->route->locked)
    put_icon_left (canvas, "rdm-lock-symbolic", &canvas->ink.text);
  if (facts->n_warnings > 0)
    {
      g_autofree char *n = g_strdup_printf ("%u", facts->n_warnings);

      put_icon_left (canvas, "rdm-warning-symbolic", &canvas->ink.error);
      put_left (canvas, STYLE_SMALL_BOLD, &canvas->ink.error, n);
      canvas->left += 6.;
    }
  put_state (canvas, route);
  put_left (canvas, STYLE_NORMAL, &canvas->ink.dim, route->crew);
}

static void
draw_tray (Canvas *canvas)
{
  g_autofree char *count = g_strdup_printf ("%u", rdm_desk_get_tray (canvas->row->desk)->len);
  gboolean empty = rdm_desk_get_tray (canvas->row->desk)->len == 0;

  draw_header_ground (canvas, NULL);
  put_bar (canvas, &canvas->ink.dim, FALSE, 1.);
  put_arrow (canvas);
  put_right (canvas, STYLE_NORMAL, &canvas->ink.text, count, 26);
  put_left (canvas, STYLE_BOLD, &canvas->ink.text, _ ("Tray"));
  canvas->left += 6.;
  put_left (canvas, STYLE_NORMAL, &canvas->ink.dim,
            empty ? _ ("everything has a route") : _ ("nobody has these"));
}

/* Stops */

static void
put_glyph (
    Canvas *canvas, double x, const RdmStop *stop, RdmGlyphFlags flags, const GdkRGBA *colour)
{
  const float size = 16.f;
  float reach = (float)rdm_glyph_reach (size);
  float y = (float)canvas->height / 2.f;
  cairo_t *cr =
      gtk_snapshot_append_cairo (canvas->snapshot, &GRAPHENE_RECT_INIT ((float)x - reach, y - reach,
                                                                        2.f * reach, 2.f * reach));

  rdm_glyph_draw (cr, x, y, size, rdm_desk_shown_state (canvas->row->desk, stop), flags, colour,
                  &canvas->ink.view, 0);
  cairo_destroy (cr);
}

static void
put_window (Canvas *canvas, const RdmOrderEnd *end, const RdmVisit *visit, RdmGlyphFlags flags)
{
  g_autofree char *text =
      rdm_board_text_window (&end->windows, visit != NULL ? visit->begin_s : RDM_TIME_NONE);
  gboolean tight = (flags & (RDM_GLYPH_LATE | RDM_GLYPH_LATE_RISK)) != 0;

  canvas->right -= 10.;
  put_right (canvas, tight ? STYLE_SMALL_BOLD : STYLE_SMALL,
             tight ? &canvas->ink.text : &canvas->ink.dim, text,
             canvas->width >= WIDTH_FOR_SPARE ? 48 : 0);
}

/* The amount, and a parcel for its unit. */
static void
put_parcels (Canvas *canvas, const RdmOrder *order)
{
  gint64 parcels = order->loads.amount[RDM_LOAD_PARCELS];
  g_autofree char *text = g_strdup_printf ("%" G_GINT64_FORMAT, parcels);
  GdkRGBA unit = rdm_ink_fade (&canvas->ink.dim, 0.7);

  if (parcels == 0)
    {
      canvas->right -= 30.;
      return;
    }
  put_icon_right (canvas, "rdm-parcel-symbolic", &unit, 12);
  canvas->right -= 2.;
  put_right (canvas, STYLE_NORMAL, &canvas->ink.text, text, 16);
}

static void
put_marks (Canvas *canvas, const RdmOrder *order)
{
  canvas->right -= 4.;
  if (order->notes != NULL && *order->notes != '\0')
    {
      put_icon_right (canvas, "rdm-note-symbolic", &canvas->ink.dim, 12);
      canvas->right -= 3.;
    }
  if (order->skills != NULL)
    put_icon_right (canvas, "rdm-skill-symbolic", &canvas->ink.dim, 12);
}

static void
put_name (Canvas *canvas, const RdmOrder *order, const RdmOrderEnd *end)
{
  gboolean has_address = end->address != NULL && *end->address != '\0';
  const char *first = has_address ? end->address : end->name;

  if (first == NULL || *first == '\0')
    first = order->reference;
  put_left (canvas, STYLE_NORMAL, &canvas->ink.text, first);
  canvas->left += 7.;
  if (rdm_order_needs_place (order))
    put_left (canvas, STYLE_NORMAL, &canvas->ink.warning, _ ("needs a place"));
  else if (has_address)
    put_left (canvas, STYLE_NORMAL, &canvas->ink.dim, end->name);
}

/* When the stop is to be expected: the plan's time where nobody is out. */
static gint32
expect (Canvas *canvas, const RdmStop *stop, const RdmVisit *visit)
{
  RdmDesk *desk = canvas->row->desk;
  RdmEta eta;

  if (!rdm_stop_is_open (stop) && stop->ended_ms != 0)
    return rdm_desk_time_of (desk, stop->ended_ms);
  if (!rdm_live_get_eta (rdm_desk_get_live (desk), stop->row.id, &eta))
    return visit->begin_s;
  return rdm_desk_time_of (desk, eta.begin_p50_ms);
}

/* How far that is from the plan, in minutes: "+8". */
static void
put_drift (Canvas *canvas, gint32 expected_s, const RdmVisit *visit)
{
  int minutes = (int)((expected_s - visit->begin_s) / 60);
  char text[16];

  if (ABS (minutes) < 2)
    return;
  g_snprintf (text, sizeof text, "%s%d", minutes > 0 ? "+" : "\xe2\x88\x92", ABS (minutes));
  canvas->left += 4.;
  put_left (canvas, STYLE_SMALL, &canvas->ink.dim, text);
}

static void
put_time (Canvas *canvas, gint32 time_s, RdmGlyphFlags flags)
{
  g_autofree char *text = rdm_time_format_of_day (time_s);
  const GdkRGBA *colour = (flags & RDM_GLYPH_LATE) != 0        ? &canvas->ink.error
                          : (flags & RDM_GLYPH_LATE_RISK) != 0 ? &canvas->ink.warning
                                                               : &canvas->ink.text;

  put_left (canvas,
            (flags & (RDM_GLYPH_LATE | RDM_GLYPH_LATE_RISK)) != 0 ? STYLE_BOLD : STYLE_NORMAL,
            colour, text);
}

static void
draw_stop (Canvas *canvas)
{
  RdmBoardRow *self = canvas->row;
  const RdmStop *stop = rdm_desk_find_stop (self->desk, self->item->stop);
  const RdmOrder *order = rdm_desk_find_order (self->desk, self->item->stop);
  const RdmVisit *visit = rdm_desk_find_visit (self->desk, self->item->stop);
  const RdmDeskRoute *route = rdm_desk_find_route (self->desk, self->item->route);
  const GdkRGBA *colour = route != NULL ? &route->colour : &canvas->ink.dim;
  GdkRGBA bar = rdm_ink_fade (colour, 0.75);
  double right = canvas->right;
  gint32 expected_s = RDM_TIME_NONE;
  RdmGlyphFlags flags;

  if (stop == NULL || order == NULL)
    return;
  flags = rdm_desk_shown_flags (self->desk, stop, order, visit);
  if (visit != NULL)
    expected_s = expect (canvas, stop, visit);
  put_bar (canvas, &bar, route != NULL && route->dashed, 0.);
  if (self->item->number > 0)
    {
      char number[12];

      g_snprintf (number, sizeof number, "%u", self->item->number);
      canvas->right = 33.;
      put_right (canvas, STYLE_SMALL, &canvas->ink.dim, number, 0);
      canvas->right = right;
    }
  put_glyph (canvas, route != NULL ? 47. : 20., stop, flags, colour);
  put_parcels (canvas, order);
  put_window (canvas, rdm_order_end (order, stop->role), visit, flags);
  put_marks (canvas, order);
  canvas->left = route != NULL ? 62. : 36.;
  if (visit != NULL)
    {
      put_time (canvas, expected_s, flags);
      put_drift (canvas, expected_s, visit);
      canvas->left += 9.;
      if (stop->detected)
        put_icon_left (canvas, "rdm-estimated-symbolic", &canvas->ink.dim);
    }
  put_name (canvas, order, rdm_order_end (order, stop->role));
}

static void
draw_break (Canvas *canvas)
{
  RdmBoardRow *self = canvas->row;
  const RdmDeskRoute *route = rdm_desk_find_route (self->desk, self->item->route);
  const RdmVisit *visit =
      route != NULL ? rdm_board_text_find_break (route, self->item->number) : NULL;
  g_autofree char *from = NULL;
  g_autofree char *length = NULL;
  GdkRGBA bar;

  if (visit == NULL)
    return;
  bar = rdm_ink_fade (&route->colour, 0.75);
  put_bar (canvas, &bar, route->dashed, 0.);
  rdm_ink_icon (canvas->snapshot, GTK_WIDGET (self), "rdm-break-symbolic", &canvas->ink.dim, 40.,
                (canvas->height - 14.) / 2., 14);
  from = rdm_time_format_of_day (visit->begin_s);
  length = rdm_format_duration (visit->departure_s - visit->begin_s);
  canvas->left = 62.;
  put_left (canvas, STYLE_NORMAL, &canvas->ink.dim, from);
  canvas->left += 9.;
  put_left (canvas, STYLE_NORMAL, &canvas->ink.dim, _ ("Break"));
  put_right (canvas, STYLE_SMALL, &canvas->ink.dim, length, 0);
}

/* Where a drag would land */

static void
draw_mark (Canvas *canvas)
{
  GdkRGBA tint = rdm_ink_fade (&canvas->ink.accent, 0.16);
  double y = canvas->row->mark == RDM_BOARD_MARK_ABOVE ? 0. : canvas->height - 2.;

  if (canvas->row->mark == RDM_BOARD_MARK_NONE)
    return;
  if (canvas->row->mark == RDM_BOARD_MARK_ON)
    {
      rdm_ink_rect (canvas->snapshot, &tint, 0., 0., canvas->width, canvas->height);
      rdm_ink_rect (canvas->snapshot, &canvas->ink.accent, 0., 0., canvas->width, 2.);
      rdm_ink_rect (canvas->snapshot, &canvas->ink.accent, 0., canvas->height - 2., canvas->width,
                    2.);
      return;
    }
  rdm_ink_rect (canvas->snapshot, &canvas->ink.accent, BAR, y, canvas->width - BAR, 2.);
}

/* Widget */

static void
ensure_layout (RdmBoardRow *self)
{
  if (self->layout != NULL)
    return;
  self->layout = gtk_widget_create_pango_layout (GTK_WIDGET (self), NULL);
  pango_layout_set_ellipsize (self->layout, PANGO_ELLIPSIZE_END);
  pango_layout_set_single_paragraph_mode (self->layout, TRUE);
}

static void
snapshot (GtkWidget *widget, GtkSnapshot *to)
{
  RdmBoardRow *self = RDM_BOARD_ROW (widget);
  Canvas canvas = {
    .row = self,
    .snapshot = to,
    .width = gtk_widget_get_width (widget),
    .height = gtk_widget_get_height (widget),
  };

  if (self->item == NULL)
    return;
  ensure_layout (self);
  rdm_ink_read (&canvas.ink, widget);
  canvas.left = NAME_X;
  canvas.right = canvas.width - MARGIN;
  switch (self->item->kind)
    {
    case RDM_BOARD_TRAY:
      draw_tray (&canvas);
      break;
    case RDM_BOARD_ROUTE:
      draw_route (&canvas);
      break;
    case RDM_BOARD_STOP:
      draw_stop (&canvas);
      break;
    case RDM_BOARD_BREAK:
      draw_break (&canvas);
      break;
    }
  draw_mark (&canvas);
}

static void
measure (GtkWidget *widget,
         GtkOrientation orientation,
         int for_size,
         int *minimum,
         int *natural,
         int *minimum_baseline,
         int *natural_baseline)
{
  if (orientation == GTK_ORIENTATION_HORIZONTAL)
    {
      *minimum = 180;
      *natural = 360;
    }
  else
    {
      PangoContext *context = gtk_widget_get_pango_context (widget);
      PangoFontMetrics *metrics = pango_context_get_metrics (context, NULL, NULL);

      *minimum = *natural =
          MAX (ROW_HEIGHT, PANGO_PIXELS (pango_font_metrics_get_height (metrics)) + 8);
      pango_font_metrics_unref (metrics);
    }
  *minimum_baseline = *natural_baseline = -1;
}

static gboolean
query_tooltip (GtkWidget *widget, int x, int y, gboolean keyboard, GtkTooltip *tooltip)
{
  RdmBoardRow *self = RDM_BOARD_ROW (widget);
  GtkWidget *board = gtk_widget_get_ancestor (widget, RDM_TYPE_BOARD);
  g_autofree char *text = NULL;

  if (self->item == NULL || (board != NULL && rdm_board_has_menu (RDM_BOARD (board))))
    return FALSE;
  text = rdm_board_text_tooltip (self->desk, self->item);
  gtk_tooltip_set_text (tooltip, text);
  return *text != '\0';
}

/* The font is another: texts are laid out in it from now on. */
static void
css_changed (GtkWidget *widget, GtkCssStyleChange *change)
{
  GTK_WIDGET_CLASS (rdm_board_row_parent_class)->css_changed (widget, change);
  if (RDM_BOARD_ROW (widget)->layout != NULL)
    pango_layout_context_changed (RDM_BOARD_ROW (widget)->layout);
  gtk_widget_queue_draw (widget);
}

static void
finalize (GObject *object)
{
  RdmBoardRow *self = RDM_BOARD_ROW (object);

  g_clear_object (&self->item);
  g_clear_pointer (&self->ranking, g_ptr_array_unref);
  g_clear_object (&self->layout);
  g_free (self->name);
  G_OBJECT_CLASS (rdm_board_row_parent_class)->finalize (object);
}

static PangoAttrList *
style_new (Style style)
{
  PangoAttrList *attributes = pango_attr_list_new ();

  pango_attr_list_insert (attributes, pango_attr_font_features_new ("tnum"));
  if (style == STYLE_BOLD || style == STYLE_SMALL_BOLD)
    pango_attr_list_insert (attributes, pango_attr_weight_new (PANGO_WEIGHT_BOLD));
  if (style == STYLE_SMALL || style == STYLE_SMALL_BOLD)
    pango_attr_list_insert (attributes, pango_attr_scale_new (0.86));
  return attributes;
}

static void
rdm_board_row_class_init (RdmBoardRowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = finalize;
  widget_class->snapshot = snapshot;
  widget_class->measure = measure;
  widget_class->query_tooltip = query_tooltip;
  widget_class->css_changed = css_changed;
  for (int i = 0; i < N_STYLES; i++)
    styles[i] = style_new (i);
  gtk_widget_class_set_css_name (widget_class, "boardrow");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_PRESENTATION);
}

static void
rdm_board_row_init (RdmBoardRow *self)
{
  gtk_widget_set_has_tooltip (GTK_WIDGET (self), TRUE);
}

/* Public */

GtkWidget *
rdm_board_row_new (RdmDesk *desk)
{
  RdmBoardRow *self = g_object_new (RDM_TYPE_BOARD_ROW, NULL);

  self->desk = desk;
  return GTK_WIDGET (self);
}

/* The list's own row, around this one, is what a screen reader sees. */
static void
name_row (RdmBoardRow *self, char *name)
{
  GtkWidget *row = gtk_widget_get_parent (GTK_WIDGET (self));

  g_free (self->name);
  self->name = name;
  gtk_accessible_update_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
}

/* Returns: (transfer full) (nullable). */
static char *
describe (RdmBoardRow *self)
{
  return gtk_widget_get_parent (GTK_WIDGET (self)) != NULL && self->item != NULL
             ? rdm_board_text_describe (self->desk, self->item)
             : NULL;
}

void
rdm_board_row_rename (RdmBoardRow *self)
{
  g_autofree char *name = describe (self);

  if (name != NULL && g_strcmp0 (name, self->name) != 0)
    name_row (self, g_steal_pointer (&name));
}

void
rdm_board_row_set_item (RdmBoardRow *self, RdmBoardItem *item)
{
  g_set_object (&self->item, item);
  self->mark = RDM_BOARD_MARK_NONE;
  rdm_board_row_refresh (self);
}

RdmBoardItem *
rdm_board_row_get_item (RdmBoardRow *self)
{
  return self->item;
}

void
rdm_board_row_refresh (RdmBoardRow *self)
{
  char *name = describe (self);

  if (name != NULL)
    name_row (self, name);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

void
rdm_board_row_set_ranking (RdmBoardRow *self, GPtrArray *ranking)
{
  if (self->ranking == ranking)
    return;
  g_clear_pointer (&self->ranking, g_ptr_array_unref);
  self->ranking = ranking != NULL ? g_ptr_array_ref (ranking) : NULL;
  if (self->item != NULL && self->item->kind == RDM_BOARD_ROUTE)
    gtk_widget_queue_draw (GTK_WIDGET (self));
}

void
rdm_board_row_set_mark (RdmBoardRow *self, RdmBoardMark mark)
{
  if (self->mark == mark)
    return;
  self->mark = mark;
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

gboolean
rdm_board_row_is_arrow (RdmBoardRow *self, double x, double y)
{
  return self->item != NULL && self->item->stop == NULL && self->item->kind != RDM_BOARD_BREAK
         && x < NAME_X;
}
