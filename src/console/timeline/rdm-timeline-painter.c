/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rdm-timeline-painter.h"

#include <math.h>

#include "rdm-palette.h"
#include "rdm-time.h"

#define BAR_TOP RDM_TIMELINE_BAR_TOP
#define BAR_HEIGHT RDM_TIMELINE_BAR_HEIGHT
#define MIDDLE (BAR_TOP + BAR_HEIGHT / 2.)
#define BRACKET_Y 3.

/* From this scale on, every stop shows where its window begins and ends. */
#define WINDOWS_FROM_PX_PER_S (170. / 3600.)

struct _RdmTimelinePainter
{
  /* Owned */
  PangoLayout *layout;
  PangoAttrList *normal;
  PangoAttrList *bold;
  PangoAttrList *small;

  /* Borrowed */
  GtkWidget *widget;
  RdmDesk *desk;

  /* State */
  RdmInk ink;
  double px_per_s;
  double from_s; /* the slice */
  double to_s;
  gint32 now_s;
};

/* One route while it is drawn. */
typedef struct
{
  RdmTimelinePainter *painter;
  GtkSnapshot *snapshot;
  const RdmDeskRoute *route;
  GdkRGBA colour; /* of what lies ahead */
  GdkRGBA past;
} Line;

static PangoAttrList *
style_new (gboolean bold, double scale)
{
  PangoAttrList *style = pango_attr_list_new ();

  pango_attr_list_insert (style, pango_attr_font_features_new ("tnum"));
  pango_attr_list_insert (style, pango_attr_scale_new (scale));
  if (bold)
    pango_attr_list_insert (style, pango_attr_weight_new (PANGO_WEIGHT_BOLD));
  return style;
}

RdmTimelinePainter *
rdm_timeline_painter_new (GtkWidget *widget, RdmDesk *desk)
{
  RdmTimelinePainter *self = g_new0 (RdmTimelinePainter, 1);

  self->widget = widget;
  self->desk = desk;
  self->layout = gtk_widget_create_pango_layout (widget, NULL);
  pango_layout_set_ellipsize (self->layout, PANGO_ELLIPSIZE_END);
  pango_layout_set_single_paragraph_mode (self->layout, TRUE);
  self->normal = style_new (FALSE, 0.92);
  self->bold = style_new (TRUE, 0.92);
  self->small = style_new (TRUE, 0.72);
  return self;
}

void
rdm_timeline_painter_free (RdmTimelinePainter *self)
{
  g_object_unref (self->layout);
  pango_attr_list_unref (self->normal);
  pango_attr_list_unref (self->bold);
  pango_attr_list_unref (self->small);
  g_free (self);
}

void
rdm_timeline_painter_begin (RdmTimelinePainter *self, double px_per_s, gint32 now_s)
{
  rdm_ink_read (&self->ink, self->widget);
  self->px_per_s = px_per_s;
  self->now_s = now_s;
}

void
rdm_timeline_painter_slice (RdmTimelinePainter *self, double from_s, double to_s)
{
  self->from_s = from_s;
  self->to_s = to_s;
}

const RdmInk *
rdm_timeline_painter_ink (RdmTimelinePainter *self)
{
  return &self->ink;
}

/* Texts */

static void
set_text (RdmTimelinePainter *self, const char *text, PangoAttrList *style)
{
  pango_layout_set_attributes (self->layout, style);
  pango_layout_set_width (self->layout, -1);
  pango_layout_set_text (self->layout, text, -1);
}

static void
append_text (
    RdmTimelinePainter *self, GtkSnapshot *snapshot, const GdkRGBA *colour, double x, double y)
{
  gtk_snapshot_save (snapshot);
  gtk_snapshot_translate (snapshot, &GRAPHENE_POINT_INIT ((float)floor (x), (float)floor (y)));
  gtk_snapshot_append_layout (snapshot, self->layout, colour);
  gtk_snapshot_restore (snapshot);
}

void
rdm_timeline_painter_text (RdmTimelinePainter *self,
                           GtkSnapshot *snapshot,
                           const char *text,
                           gboolean bold,
                           const GdkRGBA *colour,
                           double x,
                           double y,
                           int width)
{
  set_text (self, text, bold ? self->bold : self->normal);
  if (width >= 0)
    pango_layout_set_width (self->layout, width * PANGO_SCALE);
  append_text (self, snapshot, colour, x, y);
}

void
rdm_timeline_painter_text_size (
    RdmTimelinePainter *self, const char *text, gboolean bold, int *width, int *height)
{
  set_text (self, text, bold ? self->bold : self->normal);
  pango_layout_get_pixel_size (self->layout, width, height);
}

/* Pieces. Edges are on whole pixels: sharp, and quick to fill. */

static gboolean
in_slice (RdmTimelinePainter *self, double from_s, double to_s)
{
  return to_s >= self->from_s && from_s <= self->to_s;
}

static double
x_of (RdmTimelinePainter *self, double time_s)
{
  return round (time_s * self->px_per_s);
}

static void
draw_span (Line *line, const GdkRGBA *colour, double from_s, double to_s, double y, double height)
{
  double x = x_of (line->painter, from_s);
  double end = x_of (line->painter, to_s);

  rdm_ink_rect (line->snapshot, colour, x, y, MAX (end - x, 1.), height);
}

static void
draw_hatched (
    Line *line, const GdkRGBA *colour, double from_s, double to_s, double y, double height)
{
  double x = x_of (line->painter, from_s);
  double width = x_of (line->painter, to_s) - x;

  if (width >= 1.)
    rdm_ink_hatch (line->snapshot, colour,
                   &GRAPHENE_RECT_INIT ((float)x, (float)y, (float)width, (float)height), 6.);
}

/* The way from stop to stop is one thin line; what is past is muted. */
static void
draw_drive (Line *line)
{
  const RdmSchedule *schedule = line->route->schedule;
  gint32 now_s = line->painter->now_s;
  double split = now_s == RDM_TIME_NONE ? schedule->start_s
                                        : CLAMP (now_s, schedule->start_s, schedule->end_s);

  if (split > schedule->start_s)
    draw_span (line, &line->past, schedule->start_s, split, MIDDLE - 1., 2.);
  if (!line->route->dashed)
    draw_span (line, &line->colour, split, schedule->end_s, MIDDLE - 1., 2.);
  else
    for (double x = x_of (line->painter, split); x < x_of (line->painter, schedule->end_s); x += 9.)
      rdm_ink_rect (line->snapshot, &line->colour, x, MIDDLE - 1., 6., 2.);
  draw_span (line, &line->colour, schedule->start_s, schedule->start_s, MIDDLE - 5., 10.);
  draw_span (line, &line->colour, schedule->end_s, schedule->end_s, MIDDLE - 5., 10.);
}

static void
draw_break (Line *line, const RdmVisit *visit)
{
  RdmTimelinePainter *self = line->painter;
  GdkRGBA ground = rdm_ink_mix (&self->ink.view, &self->ink.text, 0.1);
  GdkRGBA stripes = rdm_ink_fade (&self->ink.text, 0.12);
  double x = x_of (self, visit->begin_s);
  double width = x_of (self, visit->departure_s) - x;

  draw_span (line, &ground, visit->begin_s, visit->departure_s, BAR_TOP, BAR_HEIGHT);
  draw_hatched (line, &stripes, visit->begin_s, visit->departure_s, BAR_TOP, BAR_HEIGHT);
  if (width >= 14.)
    rdm_ink_icon (line->snapshot, self->widget, "rdm-break-symbolic", &self->ink.text,
                  floor (x + (width - 12.) / 2.), BAR_TOP + 1., 12);
}

static void
draw_number (Line *line, const RdmVisit *visit, guint number, const GdkRGBA *ground)
{
  RdmTimelinePainter *self = line->painter;
  double x = x_of (self, visit->begin_s);
  double room = x_of (self, visit->departure_s) - x - 3.;
  GdkRGBA ink = rdm_palette_on (ground);
  char text[12];
  int width;
  int height;

  if (room < 6.)
    return;
  g_snprintf (text, sizeof text, "%u", number);
  set_text (self, text, self->small);
  pango_layout_get_pixel_size (self->layout, &width, &height);
  if (width <= room)
    append_text (self, line->snapshot, &ink, x + (room + 3. - width) / 2.,
                 BAR_TOP + (BAR_HEIGHT - height) / 2.);
}

static void
draw_stop (Line *line, const RdmVisit *visit, guint number)
{
  RdmTimelinePainter *self = line->painter;
  const RdmStop *stop = rdm_desk_find_stop (self->desk, visit->stop);
  gboolean past = (stop != NULL && !rdm_stop_is_open (stop))
                  || (self->now_s != RDM_TIME_NONE && visit->departure_s <= self->now_s);
  const GdkRGBA *ground = past ? &line->past : &line->colour;
  double x = x_of (self, visit->begin_s);
  double width = MAX (x_of (self, visit->departure_s) - x - 1., 2.);

  rdm_ink_rect (line->snapshot, ground, x, BAR_TOP, width, BAR_HEIGHT);
  draw_number (line, visit, number, ground);
  if (visit->late_s > 0)
    {
      draw_span (line, &self->ink.error, visit->begin_s - visit->late_s, visit->begin_s,
                 BAR_TOP + BAR_HEIGHT, 3.);
      rdm_ink_rect (line->snapshot, &self->ink.error, x, BAR_TOP + BAR_HEIGHT, width, 3.);
    }
  else if (visit->breaches != 0)
    rdm_ink_rect (line->snapshot, &self->ink.error, x, BAR_TOP - 2., width, 2.);
  if (stop != NULL && stop->locked)
    rdm_ink_rect (line->snapshot, &self->ink.text, x, BAR_TOP + BAR_HEIGHT - 2., width, 2.);
}

/* Hours: the shift is light, what lies outside it is not; overtime is amber. */
static void
draw_hours (Line *line)
{
  RdmTimelinePainter *self = line->painter;
  GdkRGBA off = rdm_ink_fade (&self->ink.text, 0.055);
  GdkRGBA permitted = rdm_ink_fade (&self->ink.warning, 0.12);
  GdkRGBA used = rdm_ink_fade (&self->ink.warning, 0.5);
  const RdmSchedule *schedule = line->route->schedule;
  const RdmRouteFacts *facts = &line->route->facts;

  draw_span (line, &off, -RDM_SECONDS_PER_DAY, facts->start_s, 0., RDM_TIMELINE_ROW);
  draw_span (line, &off, facts->end_s, 3 * RDM_SECONDS_PER_DAY, 0., RDM_TIMELINE_ROW);
  if (line->route->shift->overtime_max_s > 0)
    draw_span (line, &permitted, facts->end_s,
               facts->end_s + (double)line->route->shift->overtime_max_s, 0., RDM_TIMELINE_ROW);
  if (facts->n_stops > 0 && schedule->end_s > facts->end_s)
    draw_hatched (line, &used, facts->end_s, schedule->end_s, BAR_TOP, BAR_HEIGHT);
}

/* Windows */

static const RdmWindows *
windows_of (RdmTimelinePainter *self, const RdmVisit *visit)
{
  const RdmStop *stop = rdm_desk_find_stop (self->desk, visit->stop);
  const RdmOrder *order = rdm_desk_find_order (self->desk, visit->stop);

  return stop != NULL && order != NULL ? &rdm_order_end (order, stop->role)->windows : NULL;
}

/* A line with hooks at its ends, but only as much of it as lies in @from_s to @to_s. */
static void
draw_bracket (RdmTimelinePainter *self,
              GtkSnapshot *snapshot,
              const GdkRGBA *colour,
              const RdmWindow *window,
              double from_s,
              double to_s)
{
  double start_s = MAX (window->from_s, from_s);
  double end_s = MIN (window->to_s, to_s);
  double x = x_of (self, start_s);
  double end = x_of (self, end_s);

  if (end_s <= start_s)
    return;
  rdm_ink_rect (snapshot, colour, x, BRACKET_Y, end - x, 1.);
  if (window->from_s >= from_s)
    rdm_ink_rect (snapshot, colour, x, BRACKET_Y, 2., 4.);
  if (window->to_s <= to_s)
    rdm_ink_rect (snapshot, colour, end - 2., BRACKET_Y, 2., 4.);
}

/* Stops share one lane: each shows as much of its window as fits between its neighbours. */
static void
draw_windows (Line *line)
{
  RdmTimelinePainter *self = line->painter;
  const RdmSchedule *schedule = line->route->schedule;
  GdkRGBA colour = rdm_ink_fade (&self->ink.text, 0.5);
  double from_s = schedule->start_s;

  for (guint i = 0; i < schedule->visits->len; i++)
    {
      const RdmVisit *visit = &g_array_index (schedule->visits, RdmVisit, i);
      const RdmWindows *windows;
      double to_s;

      if (visit->kind != RDM_VISIT_STOP || !in_slice (self, visit->arrival_s, visit->departure_s))
        continue;
      windows = windows_of (self, visit);
      to_s = i + 1 < schedule->visits->len
                 ? (visit->departure_s + (visit + 1)->begin_s) / 2. - 2. / self->px_per_s
                 : visit->departure_s;
      for (guint k = 0; windows != NULL && k < windows->n; k++)
        draw_bracket (self, line->snapshot, &colour, &windows->at[k], from_s, to_s);
      from_s = to_s + 4. / self->px_per_s;
    }
}

GskRenderNode *
rdm_timeline_painter_route (RdmTimelinePainter *self, const RdmDeskRoute *route)
{
  GtkSnapshot *snapshot = gtk_snapshot_new ();
  Line line = {
    .painter = self,
    .snapshot = snapshot,
    .route = route,
    .colour = route->colour,
    .past = rdm_ink_mix (&self->ink.view, &route->colour, 0.4),
  };
  const RdmSchedule *schedule = route->schedule;
  GdkRGBA waiting = rdm_ink_fade (&route->colour, 0.75);
  guint number = 0;

  draw_hours (&line);
  if (schedule->n_stops > 0)
    draw_drive (&line);
  for (guint i = 0; i < schedule->visits->len; i++)
    {
      const RdmVisit *visit = &g_array_index (schedule->visits, RdmVisit, i);

      number += visit->kind == RDM_VISIT_STOP;
      if (!in_slice (self, visit->arrival_s - (double)visit->late_s, visit->departure_s))
        continue;
      if (visit->begin_s > visit->arrival_s && i > 0 && visit->kind != RDM_VISIT_END)
        {
          /* Where it waits, it does not drive. */
          draw_span (&line, &self->ink.view, visit->arrival_s, visit->begin_s, MIDDLE - 4., 8.);
          draw_hatched (&line, &waiting, visit->arrival_s, visit->begin_s, MIDDLE - 4., 8.);
        }
      if (visit->kind == RDM_VISIT_BREAK)
        draw_break (&line, visit);
      else if (visit->kind == RDM_VISIT_STOP)
        draw_stop (&line, visit, number);
    }
  if (self->px_per_s >= WINDOWS_FROM_PX_PER_S)
    draw_windows (&line);
  return gtk_snapshot_free_to_node (snapshot);
}

/* What goes around a stop. */
typedef struct
{
  graphene_rect_t edges[4];
} Frame;

static Frame
frame_of (RdmTimelinePainter *self, const RdmVisit *visit)
{
  float x = (float)x_of (self, visit->begin_s) - 2.f;
  float width = MAX ((float)x_of (self, visit->departure_s) - 1.f - x, 4.f) + 2.f;
  float y = BAR_TOP - 2.f;
  float height = BAR_HEIGHT + 4.f;

  return (Frame){ {
      GRAPHENE_RECT_INIT (x, y, width, 2.f),
      GRAPHENE_RECT_INIT (x, y + height - 2.f, width, 2.f),
      GRAPHENE_RECT_INIT (x - 1.f, y, 2.f, height),
      GRAPHENE_RECT_INIT (x + width - 1.f, y, 2.f, height),
  } };
}

void
rdm_timeline_painter_selected (RdmTimelinePainter *self,
                               GtkSnapshot *snapshot,
                               const RdmSchedule *schedule,
                               double from_s,
                               double to_s)
{
  double left = x_of (self, from_s);
  cairo_t *cr = NULL;

  for (guint i = 0; i < schedule->visits->len; i++)
    {
      const RdmVisit *visit = &g_array_index (schedule->visits, RdmVisit, i);
      Frame frame;

      if (visit->kind != RDM_VISIT_STOP || visit->departure_s < from_s || visit->begin_s > to_s
          || !rdm_desk_is_selected (self->desk, visit->stop))
        continue;
      if (cr == NULL)
        cr = gtk_snapshot_append_cairo (
            snapshot, &GRAPHENE_RECT_INIT ((float)left, 0.f, (float)(x_of (self, to_s) - left),
                                           RDM_TIMELINE_ROW));
      frame = frame_of (self, visit);
      for (guint k = 0; k < G_N_ELEMENTS (frame.edges); k++)
        cairo_rectangle (cr, frame.edges[k].origin.x, frame.edges[k].origin.y,
                         frame.edges[k].size.width, frame.edges[k].size.height);
    }
  if (cr == NULL)
    return;
  gdk_cairo_set_source_rgba (cr, &self->ink.text);
  cairo_fill (cr);
  cairo_destroy (cr);
}

void
rdm_timeline_painter_mark (RdmTimelinePainter *self,
                           GtkSnapshot *snapshot,
                           const RdmVisit *visit,
                           const GdkRGBA *colour)
{
  const RdmWindows *windows = windows_of (self, visit);
  Frame frame = frame_of (self, visit);
  GdkRGBA room = self->ink.view;

  for (guint i = 0; i < G_N_ELEMENTS (frame.edges); i++)
    gtk_snapshot_append_color (snapshot, colour, &frame.edges[i]);
  for (guint i = 0; windows != NULL && i < windows->n; i++)
    {
      double from = x_of (self, windows->at[i].from_s);
      double to = x_of (self, windows->at[i].to_s);

      rdm_ink_rect (snapshot, &room, from, BRACKET_Y - 2., to - from, 3.);
      rdm_ink_rect (snapshot, colour, from, BRACKET_Y - 2., to - from, 2.);
      rdm_ink_rect (snapshot, colour, from, BRACKET_Y - 2., 2., 6.);
      rdm_ink_rect (snapshot, colour, to - 2., BRACKET_Y - 2., 2., 6.);
    }
}
