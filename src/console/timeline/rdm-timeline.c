/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rdm-timeline.h"

#include <glib/gi18n.h>
#include <math.h>

#include "rdm-board-text.h"
#include "rdm-desk-live.h"
#include "rdm-time.h"
#include "rdm-timeline-expected.h"
#include "rdm-timeline-hit.h"
#include "rdm-timeline-private.h"
#include "rdm-units.h"

#define LABEL_MIN 64
#define LABEL_MAX 190

G_DEFINE_FINAL_TYPE (RdmTimeline, rdm_timeline, GTK_TYPE_WIDGET)

/* Geometry */

double
rdm_timeline_plot_width (RdmTimeline *self)
{
  return MAX (1, gtk_widget_get_width (GTK_WIDGET (self)) - self->label_width);
}

double
rdm_timeline_time_at (RdmTimeline *self, double x)
{
  return rdm_timeline_axis_time (&self->axis, x - self->label_width);
}

static double
top_of (RdmTimeline *self, guint row)
{
  return RDM_TIMELINE_HEAD + row * (double)RDM_TIMELINE_ROW
         - floor (gtk_adjustment_get_value (self->scroll));
}

const RdmDeskRoute *
rdm_timeline_row_at (RdmTimeline *self, double y)
{
  GPtrArray *routes = rdm_desk_get_routes (self->desk);
  double row = (y - top_of (self, 0)) / RDM_TIMELINE_ROW;

  if (y < RDM_TIMELINE_HEAD || row < 0. || row >= routes->len)
    return NULL;
  return g_ptr_array_index (routes, (guint)row);
}

const RdmVisit *
rdm_timeline_visit_at (RdmTimeline *self, double x, double y)
{
  const RdmDeskRoute *route = rdm_timeline_row_at (self, y);

  if (route == NULL || x < self->label_width)
    return NULL;
  return rdm_timeline_stop_at (route->schedule, rdm_timeline_time_at (self, x),
                               3. / self->axis.px_per_s);
}

void
rdm_timeline_span (RdmTimeline *self, double *from_s, double *to_s)
{
  GPtrArray *routes = rdm_desk_get_routes (self->desk);

  *from_s = routes->len > 0 ? G_MAXDOUBLE : 7. * 3600.;
  *to_s = routes->len > 0 ? -G_MAXDOUBLE : 18. * 3600.;
  for (guint i = 0; i < routes->len; i++)
    {
      const RdmDeskRoute *route = g_ptr_array_index (routes, i);

      *from_s = MIN (*from_s, route->facts.start_s);
      *to_s = MAX (*to_s, route->facts.end_s);
      if (route->facts.n_stops > 0)
        {
          *from_s = MIN (*from_s, route->schedule->start_s);
          *to_s = MAX (*to_s, route->schedule->end_s);
        }
    }
}

/* As wide as the longest name, so that none is cut. */
static void
measure_labels (RdmTimeline *self)
{
  GPtrArray *routes = rdm_desk_get_routes (self->desk);
  int widest = LABEL_MIN;

  for (guint i = 0; i < routes->len; i++)
    {
      const RdmDeskRoute *route = g_ptr_array_index (routes, i);
      int name;
      int crew;

      rdm_timeline_painter_text_size (self->painter, route->name, TRUE, &name, NULL);
      rdm_timeline_painter_text_size (self->painter, route->crew, FALSE, &crew, NULL);
      widest = MAX (widest, 12 + name + 8 + crew + 10);
    }
  self->label_width = MIN (widest, LABEL_MAX);
}

static void
configure_scroll (RdmTimeline *self)
{
  double page = MAX (0, gtk_widget_get_height (GTK_WIDGET (self)) - RDM_TIMELINE_HEAD);
  double all = rdm_desk_get_routes (self->desk)->len * (double)RDM_TIMELINE_ROW;

  gtk_adjustment_configure (
      self->scroll, CLAMP (gtk_adjustment_get_value (self->scroll), 0., MAX (0., all - page)), 0.,
      all, RDM_TIMELINE_ROW, page, page);
  if (gtk_widget_get_child_visible (self->scrollbar) != (all > page && page > 0.))
    {
      gtk_widget_set_child_visible (self->scrollbar, all > page && page > 0.);
      gtk_widget_queue_allocate (GTK_WIDGET (self));
    }
}

/* Drawing */

/* Nodes outlast panning within their slice; another scale needs others. */
static void
renew_nodes (RdmTimeline *self)
{
  double from_s = self->axis.origin_s;
  double to_s = rdm_timeline_axis_time (&self->axis, rdm_timeline_plot_width (self));
  double span_s = to_s - from_s;

  if (self->drawn_at == self->axis.px_per_s && from_s >= self->slice_from_s
      && to_s <= self->slice_to_s)
    return;
  g_hash_table_remove_all (self->nodes);
  self->drawn_at = self->axis.px_per_s;
  self->slice_from_s = from_s - span_s / 3.;
  self->slice_to_s = to_s + span_s / 3.;
  rdm_timeline_painter_slice (self->painter, self->slice_from_s, self->slice_to_s);
}

static GskRenderNode *
node_of (RdmTimeline *self, const RdmDeskRoute *route)
{
  const char *id = route->route->row.id;
  GskRenderNode *node = g_hash_table_lookup (self->nodes, id);

  if (node == NULL)
    {
      node = rdm_timeline_painter_route (self->painter, route);
      if (node != NULL)
        g_hash_table_insert (self->nodes, g_strdup (id), node);
    }
  return node;
}

/* Whether the hour of now would lie over a label @width wide about @x: those are alike in width. */
static gboolean
lies_under_now (RdmTimeline *self, double x, int width)
{
  return self->now_s != RDM_TIME_NONE
         && fabs (self->label_width + rdm_timeline_axis_x (&self->axis, self->now_s) - x)
                < width + 8.;
}

static void
snapshot_grid (RdmTimeline *self, GtkSnapshot *snapshot, double height)
{
  const RdmInk *ink = rdm_timeline_painter_ink (self->painter);
  gint32 step_s = rdm_timeline_axis_step (&self->axis, 56.);
  double right_s = rdm_timeline_axis_time (&self->axis, rdm_timeline_plot_width (self));

  for (gint32 at_s = (gint32)floor (self->axis.origin_s / step_s) * step_s; at_s <= right_s;
       at_s += step_s)
    {
      g_autofree char *text = rdm_time_format_of_day (at_s);
      double x = self->label_width + round (rdm_timeline_axis_x (&self->axis, at_s));
      int width;
      int text_height;

      if (at_s < 0 || x < self->label_width)
        continue;
      rdm_ink_rect (snapshot, &ink->line, x, RDM_TIMELINE_HEAD - 4., 1., height);
      rdm_timeline_painter_text_size (self->painter, text, FALSE, &width, &text_height);
      if (x - width / 2. > self->label_width && !lies_under_now (self, x, width))
        rdm_timeline_painter_text (self->painter, snapshot, text, FALSE, &ink->dim, x - width / 2.,
                                   (RDM_TIMELINE_HEAD - 4 - text_height) / 2., -1);
    }
}

/* The windows of one stop say something; those of many lie upon each other. */
static void
snapshot_mark (RdmTimeline *self, GtkSnapshot *snapshot, const RdmVisit *visit)
{
  const RdmInk *ink = rdm_timeline_painter_ink (self->painter);

  if (rdm_desk_is_selected (self->desk, visit->stop))
    rdm_timeline_painter_mark (self->painter, snapshot, visit, &ink->text);
  else if (g_strcmp0 (self->hovered, visit->stop) == 0)
    rdm_timeline_painter_mark (self->painter, snapshot, visit, &ink->dim);
}

static void
snapshot_marks (RdmTimeline *self, GtkSnapshot *snapshot, const RdmDeskRoute *route)
{
  const char *const *selection = rdm_desk_get_selection (self->desk);
  gboolean several = selection[0] != NULL && selection[1] != NULL;
  double from_s = self->axis.origin_s;
  double to_s = rdm_timeline_axis_time (&self->axis, rdm_timeline_plot_width (self));

  for (guint i = 0; i < route->schedule->visits->len; i++)
    {
      const RdmVisit *visit = &g_array_index (route->schedule->visits, RdmVisit, i);

      if (visit->kind == RDM_VISIT_STOP
          && (!several || g_strcmp0 (self->hovered, visit->stop) == 0))
        snapshot_mark (self, snapshot, visit);
    }
  if (several)
    rdm_timeline_painter_selected (self->painter, snapshot, route->schedule, from_s, to_s);
}

static void
snapshot_drop (RdmTimeline *self, GtkSnapshot *snapshot, const RdmDeskRoute *route)
{
  const RdmInk *ink = rdm_timeline_painter_ink (self->painter);
  GdkRGBA tint = rdm_ink_fade (&ink->accent, 0.14);

  if (self->drop.kind == RDM_DROP_NONE || self->drop.route == NULL
      || !g_str_equal (self->drop.route, route->route->row.id))
    return;
  rdm_ink_rect (snapshot, &tint, self->label_width, 0., rdm_timeline_plot_width (self),
                RDM_TIMELINE_ROW);
  if (self->drop.kind == RDM_DROP_AFTER)
    {
      double at_s = rdm_timeline_gap (route->schedule, self->drop.after);
      double x = self->label_width + round (rdm_timeline_axis_x (&self->axis, at_s));

      rdm_ink_rect (snapshot, &ink->accent, x - 1., 1., 3., RDM_TIMELINE_ROW - 2.);
    }
}

static void
snapshot_expected (RdmTimeline *self, GtkSnapshot *snapshot, const RdmDeskRoute *route)
{
  const char *const *selection = rdm_desk_get_selection (self->desk);
  const RdmTimelineExpected expected = {
    .desk = self->desk,
    .widget = GTK_WIDGET (self),
    .ink = rdm_timeline_painter_ink (self->painter),
    .px_per_s = self->axis.px_per_s,
    .from_s = self->axis.origin_s,
    .to_s = rdm_timeline_axis_time (&self->axis, rdm_timeline_plot_width (self)),
    .marked = self->hovered != NULL ? self->hovered : selection[0],
  };

  rdm_timeline_expected_draw (&expected, snapshot, route);
}

static void
snapshot_row (RdmTimeline *self, GtkSnapshot *snapshot, const RdmDeskRoute *route, double y)
{
  const RdmInk *ink = rdm_timeline_painter_ink (self->painter);
  double plot = rdm_timeline_plot_width (self);
  GskRenderNode *node = node_of (self, route);

  gtk_snapshot_save (snapshot);
  gtk_snapshot_translate (snapshot, &GRAPHENE_POINT_INIT (0.f, (float)y));
  gtk_snapshot_push_clip (
      snapshot, &GRAPHENE_RECT_INIT ((float)self->label_width, 0.f, (float)plot, RDM_TIMELINE_ROW));
  gtk_snapshot_save (snapshot);
  gtk_snapshot_translate (
      snapshot,
      &GRAPHENE_POINT_INIT (
          (float)(self->label_width + round (rdm_timeline_axis_x (&self->axis, 0.))), 0.f));
  if (node != NULL)
    gtk_snapshot_append_node (snapshot, node);
  snapshot_expected (self, snapshot, route);
  snapshot_marks (self, snapshot, route);
  gtk_snapshot_restore (snapshot);
  snapshot_drop (self, snapshot, route);
  rdm_ink_rect (snapshot, &ink->line, self->label_width, RDM_TIMELINE_ROW - 1., plot, 1.);
  gtk_snapshot_pop (snapshot);
  gtk_snapshot_restore (snapshot);
}

static void
snapshot_label (RdmTimeline *self, GtkSnapshot *snapshot, const RdmDeskRoute *route, double y)
{
  const RdmInk *ink = rdm_timeline_painter_ink (self->painter);
  const char *selected = rdm_desk_get_selected_route (self->desk);
  int width;
  int height;
  int room;

  if (g_strcmp0 (selected, route->route->row.id) == 0)
    {
      GdkRGBA tint = rdm_ink_fade (&ink->accent, 0.18);

      rdm_ink_rect (snapshot, &tint, 0., y, self->label_width, RDM_TIMELINE_ROW);
    }
  for (double at = 1.; at < RDM_TIMELINE_ROW - 1.; at += route->dashed ? 7. : RDM_TIMELINE_ROW)
    rdm_ink_rect (snapshot, &route->colour, 0., y + at, 4.,
                  route->dashed ? 4. : RDM_TIMELINE_ROW - 2.);
  rdm_ink_rect (snapshot, &ink->line, 0., y + RDM_TIMELINE_ROW - 1., self->label_width, 1.);
  rdm_timeline_painter_text_size (self->painter, route->name, TRUE, &width, &height);
  rdm_timeline_painter_text (self->painter, snapshot, route->name, TRUE, &ink->text, 12.,
                             y + (RDM_TIMELINE_ROW - height) / 2., self->label_width - 16);
  room = self->label_width - 12 - width - 8 - 4;
  if (route->route->locked)
    {
      room -= 20;
      rdm_ink_icon (snapshot, GTK_WIDGET (self), "rdm-lock-symbolic", &ink->text,
                    self->label_width - 20., y + (RDM_TIMELINE_ROW - 14.) / 2., 14);
    }
  if (room > 20)
    rdm_timeline_painter_text (self->painter, snapshot, route->crew, FALSE, &ink->dim,
                               12. + width + 8., y + (RDM_TIMELINE_ROW - height) / 2., room);
}

/* Now, with its hour on it: over the axis' own labels. */
static void
snapshot_now (RdmTimeline *self, GtkSnapshot *snapshot, double height)
{
  const RdmInk *ink = rdm_timeline_painter_ink (self->painter);
  double x = self->label_width + round (rdm_timeline_axis_x (&self->axis, self->now_s));
  g_autofree char *text = NULL;
  int width;
  int text_height;

  if (self->now_s == RDM_TIME_NONE || x < self->label_width
      || x > gtk_widget_get_width (GTK_WIDGET (self)))
    return;
  text = rdm_time_format_of_day (self->now_s);
  rdm_timeline_painter_text_size (self->painter, text, TRUE, &width, &text_height);
  rdm_ink_rect (snapshot, &ink->accent, x, RDM_TIMELINE_HEAD - 5., 2., height);
  rdm_ink_pill (snapshot, &ink->accent,
                &GRAPHENE_RECT_INIT ((float)(x - width / 2. - 5.), 2.f, (float)width + 10.f,
                                     RDM_TIMELINE_HEAD - 6.f),
                5.);
  rdm_timeline_painter_text (self->painter, snapshot, text, TRUE, &ink->view, x - width / 2.,
                             (RDM_TIMELINE_HEAD - 2 - text_height) / 2., -1);
}

static void
snapshot_emptiness (RdmTimeline *self, GtkSnapshot *snapshot, double width, double height)
{
  const RdmInk *ink = rdm_timeline_painter_ink (self->painter);
  const char *text = _ ("No vehicle works on this day. Import a fleet, or add one.");
  int text_width;
  int text_height;

  rdm_timeline_painter_text_size (self->painter, text, FALSE, &text_width, &text_height);
  rdm_ink_rect (snapshot, &ink->view, 0., RDM_TIMELINE_HEAD, width, height);
  rdm_timeline_painter_text (self->painter, snapshot, text, FALSE, &ink->dim,
                             MAX (12., (width - text_width) / 2.),
                             (height + RDM_TIMELINE_HEAD - text_height) / 2., (int)width - 24);
}

static void
snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  RdmTimeline *self = RDM_TIMELINE (widget);
  GPtrArray *routes = rdm_desk_get_routes (self->desk);
  double width = gtk_widget_get_width (widget);
  double height = gtk_widget_get_height (widget);
  const RdmInk *ink;

  renew_nodes (self);
  rdm_timeline_painter_begin (self->painter, self->axis.px_per_s, self->now_s);
  ink = rdm_timeline_painter_ink (self->painter);

  rdm_ink_rect (snapshot, &ink->view, 0., 0., width, height);
  gtk_snapshot_push_clip (snapshot, &GRAPHENE_RECT_INIT (0.f, 0.f, (float)width, (float)height));
  snapshot_grid (self, snapshot, height);
  gtk_snapshot_push_clip (snapshot,
                          &GRAPHENE_RECT_INIT (0.f, RDM_TIMELINE_HEAD, (float)width,
                                               (float)MAX (0., height - RDM_TIMELINE_HEAD)));
  for (guint i = 0; i < routes->len; i++)
    {
      double y = top_of (self, i);

      if (y + RDM_TIMELINE_ROW < RDM_TIMELINE_HEAD || y > height)
        continue;
      snapshot_row (self, snapshot, g_ptr_array_index (routes, i), y);
      snapshot_label (self, snapshot, g_ptr_array_index (routes, i), y);
    }
  gtk_snapshot_pop (snapshot);
  if (routes->len == 0)
    snapshot_emptiness (self, snapshot, width, height);
  rdm_ink_rect (snapshot, &ink->line, 0., RDM_TIMELINE_HEAD - 1., width, 1.);
  rdm_ink_rect (snapshot, &ink->line, self->label_width - 1., 0., 1., height);
  if (routes->len > 0)
    snapshot_now (self, snapshot, height);
  gtk_snapshot_pop (snapshot);
  gtk_widget_snapshot_child (widget, self->scrollbar, snapshot);
}

/* Following the desk */

/* What a screen reader hears: there are no children for the stops that are only painted. */
static void
name_selection (RdmTimeline *self)
{
  const char *const *selection = rdm_desk_get_selection (self->desk);
  const RdmDeskRoute *route =
      selection[0] != NULL ? rdm_desk_route_of (self->desk, selection[0]) : NULL;
  g_autofree char *stop = NULL;
  g_autofree char *name = NULL;

  if (route == NULL)
    name = g_strdup (_ ("Timeline"));
  else
    {
      stop = rdm_board_text_stop (self->desk, selection[0],
                                  (guint)rdm_route_position (route->route, selection[0]) + 1);
      name = g_strdup_printf (_ ("Timeline, %s, %s"), route->name, stop);
    }
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
}

static void
read_clock (RdmTimeline *self)
{
  self->now_s = rdm_desk_get_now_s (self->desk);
}

/* What is past is muted: a line is drawn anew once that is another pixel. */
static void
ticked_cb (RdmTimeline *self)
{
  gint32 before_s = self->now_s;

  read_clock (self);
  if (before_s == self->now_s
      || (before_s != RDM_TIME_NONE && self->now_s != RDM_TIME_NONE
          && round (rdm_timeline_axis_x (&self->axis, before_s))
                 == round (rdm_timeline_axis_x (&self->axis, self->now_s))))
    return;
  g_hash_table_remove_all (self->nodes);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

static void
refresh (RdmTimeline *self)
{
  self->drop.kind = RDM_DROP_NONE;
  g_hash_table_remove_all (self->nodes);
  g_clear_pointer (&self->hovered, g_free);
  read_clock (self);
  measure_labels (self);
  configure_scroll (self);
  if (self->fitted)
    rdm_timeline_fit (self);
  name_selection (self);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

static gboolean
is_touched_cb (gpointer route, gpointer node, gpointer touched)
{
  return rdm_desk_touched_route (touched, route);
}

/* Only what is touched is drawn anew. The view stays where the hand is, whatever became longer. */
static void
rows_changed_cb (RdmTimeline *self, GPtrArray *changes, RdmDeskTouched *touched)
{
  gboolean fitted = self->fitted;

  self->fitted = FALSE;
  if (touched->all)
    refresh (self);
  else
    {
      self->drop.kind = RDM_DROP_NONE;
      g_clear_pointer (&self->hovered, g_free);
      g_hash_table_foreach_remove (self->nodes, is_touched_cb, touched);
      name_selection (self);
      gtk_widget_queue_draw (GTK_WIDGET (self));
    }
  self->fitted = fitted;
}

static void
day_changed_cb (RdmTimeline *self)
{
  self->fitted = TRUE;
  refresh (self);
}

static void
selection_changed_cb (RdmTimeline *self)
{
  const char *const *selection = rdm_desk_get_selection (self->desk);

  name_selection (self);
  if (selection[0] != NULL && selection[1] == NULL)
    rdm_timeline_reveal (self, selection[0]);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

/* Widget */

static void
measure (GtkWidget *widget,
         GtkOrientation orientation,
         int for_size,
         int *minimum,
         int *natural,
         int *minimum_baseline,
         int *natural_baseline)
{
  *minimum = orientation == GTK_ORIENTATION_HORIZONTAL ? 240 : RDM_TIMELINE_HEAD + RDM_TIMELINE_ROW;
  *natural = orientation == GTK_ORIENTATION_HORIZONTAL ? 800 : 200;
  *minimum_baseline = *natural_baseline = -1;
}

static void
size_allocate (GtkWidget *widget, int width, int height, int baseline)
{
  RdmTimeline *self = RDM_TIMELINE (widget);
  int bar;

  configure_scroll (self);
  gtk_widget_measure (self->scrollbar, GTK_ORIENTATION_HORIZONTAL, -1, NULL, &bar, NULL, NULL);
  gtk_widget_size_allocate (
      self->scrollbar,
      &(GtkAllocation){ width - bar, RDM_TIMELINE_HEAD, bar, MAX (height - RDM_TIMELINE_HEAD, 0) },
      -1);
  configure_scroll (self);
  if (self->fitted)
    rdm_timeline_fit (self);
}

static void
css_changed (GtkWidget *widget, GtkCssStyleChange *change)
{
  RdmTimeline *self = RDM_TIMELINE (widget);

  GTK_WIDGET_CLASS (rdm_timeline_parent_class)->css_changed (widget, change);
  g_hash_table_remove_all (self->nodes);
  gtk_widget_queue_draw (widget);
}

/* "Drives 6 min, 3.2 km", "Waits 12 min" */
static char *
describe_part (RdmTimelinePart part, const RdmVisit *visit)
{
  g_autofree char *duration = NULL;
  g_autofree char *distance = NULL;
  g_autofree char *window = NULL;

  switch (part)
    {
    case RDM_TIMELINE_DRIVE:
      duration = rdm_format_duration (visit->drive_s);
      distance = rdm_format_distance (visit->distance_m);
      return g_strdup_printf (_ ("Drives %s, %s"), duration, distance);
    case RDM_TIMELINE_WAIT:
      duration = rdm_format_duration (visit->begin_s - visit->arrival_s);
      return g_strdup_printf (_ ("Waits %s"), duration);
    case RDM_TIMELINE_BREAK:
      window = rdm_time_format_window (visit->begin_s, visit->departure_s);
      return g_strdup_printf (_ ("Break, %s"), window);
    default:
      return NULL;
    }
}

static gboolean
query_tooltip (GtkWidget *widget, int x, int y, gboolean keyboard, GtkTooltip *tooltip)
{
  RdmTimeline *self = RDM_TIMELINE (widget);
  const RdmDeskRoute *route = rdm_timeline_row_at (self, y);
  const RdmVisit *visit = rdm_timeline_visit_at (self, x, y);
  g_autoptr (RdmBoardItem) item = NULL;
  g_autofree char *text = NULL;

  if (keyboard || route == NULL || self->panning)
    return FALSE;
  if (x < self->label_width)
    item = rdm_board_item_new (RDM_BOARD_ROUTE, route->route->row.id, NULL, 0);
  else if (visit != NULL)
    item = rdm_board_item_new (RDM_BOARD_STOP, route->route->row.id, visit->stop,
                               (guint)rdm_route_position (route->route, visit->stop) + 1);
  if (item != NULL)
    text = rdm_board_text_tooltip (self->desk, item);
  else
    {
      RdmTimelinePart part =
          rdm_timeline_part_at (route->schedule, rdm_timeline_time_at (self, x), &visit);

      text = describe_part (part, visit);
    }
  gtk_tooltip_set_text (tooltip, text);
  return text != NULL && *text != '\0';
}

static void
dispose (GObject *object)
{
  RdmTimeline *self = RDM_TIMELINE (object);

  g_clear_pointer (&self->menu, gtk_widget_unparent);
  g_clear_pointer (&self->scrollbar, gtk_widget_unparent);
  g_clear_object (&self->scroll);
  g_clear_object (&self->desk);
  G_OBJECT_CLASS (rdm_timeline_parent_class)->dispose (object);
}

static void
finalize (GObject *object)
{
  RdmTimeline *self = RDM_TIMELINE (object);

  g_clear_pointer (&self->painter, rdm_timeline_painter_free);
  g_clear_pointer (&self->nodes, g_hash_table_unref);
  g_clear_pointer (&self->hovered, g_free);
  G_OBJECT_CLASS (rdm_timeline_parent_class)->finalize (object);
}

static void
rdm_timeline_class_init (RdmTimelineClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = dispose;
  G_OBJECT_CLASS (klass)->finalize = finalize;
  widget_class->snapshot = snapshot;
  widget_class->measure = measure;
  widget_class->size_allocate = size_allocate;
  widget_class->css_changed = css_changed;
  widget_class->query_tooltip = query_tooltip;
  gtk_widget_class_set_css_name (widget_class, "timelineview");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GROUP);
}

static void
rdm_timeline_init (RdmTimeline *self)
{
  self->nodes = g_hash_table_new_full (g_str_hash, g_str_equal, g_free,
                                       (GDestroyNotify)gsk_render_node_unref);
  self->scroll = g_object_ref_sink (gtk_adjustment_new (0., 0., 0., 0., 0., 0.));
  self->scrollbar = gtk_scrollbar_new (GTK_ORIENTATION_VERTICAL, self->scroll);
  gtk_widget_set_parent (self->scrollbar, GTK_WIDGET (self));
  g_signal_connect_swapped (self->scroll, "value-changed", G_CALLBACK (gtk_widget_queue_draw),
                            self);
  self->axis = (RdmTimelineAxis){ 7. * 3600., 0.03 };
  self->fitted = TRUE;
  self->now_s = RDM_TIME_NONE;
  self->label_width = LABEL_MIN;
  gtk_widget_set_focusable (GTK_WIDGET (self), TRUE);
  gtk_widget_set_has_tooltip (GTK_WIDGET (self), TRUE);
  gtk_widget_set_overflow (GTK_WIDGET (self), GTK_OVERFLOW_HIDDEN);
}

/* Public */

GtkWidget *
rdm_timeline_new (RdmDesk *desk, RdmPriceCard *price_card)
{
  RdmTimeline *self = g_object_new (RDM_TYPE_TIMELINE, NULL);

  self->desk = g_object_ref (desk);
  self->price_card = price_card;
  self->painter = rdm_timeline_painter_new (GTK_WIDGET (self), desk);
  rdm_timeline_add_hands (self);
  rdm_timeline_add_drags (self);
  g_signal_connect_object (desk, "day-changed", G_CALLBACK (day_changed_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (desk, "rows-changed", G_CALLBACK (rows_changed_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (desk, "selection-changed", G_CALLBACK (selection_changed_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (rdm_desk_get_clock (desk), "ticked", G_CALLBACK (ticked_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (rdm_desk_get_live (desk), "changed", G_CALLBACK (gtk_widget_queue_draw),
                           self, G_CONNECT_SWAPPED);
  refresh (self);
  return GTK_WIDGET (self);
}

void
rdm_timeline_fit (RdmTimeline *self)
{
  double from_s;
  double to_s;

  self->fitted = TRUE;
  rdm_timeline_span (self, &from_s, &to_s);
  rdm_timeline_axis_fit (&self->axis, from_s, to_s, rdm_timeline_plot_width (self));
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

/* Before it has a size there is nothing to move, and the whole is shown once it has. */
static gboolean
has_size (RdmTimeline *self)
{
  return gtk_widget_get_width (GTK_WIDGET (self)) > self->label_width;
}

void
rdm_timeline_zoom (RdmTimeline *self, double factor, double x)
{
  if (!has_size (self))
    return;
  self->fitted = FALSE;
  rdm_timeline_axis_zoom (&self->axis, factor, x - self->label_width,
                          rdm_timeline_plot_width (self));
  rdm_timeline_pan (self, 0.);
}

void
rdm_timeline_pan (RdmTimeline *self, double dx)
{
  double from_s;
  double to_s;

  if (!has_size (self))
    return;
  self->fitted = FALSE;
  rdm_timeline_span (self, &from_s, &to_s);
  rdm_timeline_axis_pan (&self->axis, dx, from_s, to_s, rdm_timeline_plot_width (self));
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

void
rdm_timeline_reveal (RdmTimeline *self, const char *stop)
{
  const RdmDeskRoute *route = rdm_desk_route_of (self->desk, stop);
  const RdmVisit *visit = rdm_desk_find_visit (self->desk, stop);
  double width = rdm_timeline_plot_width (self);
  double x;

  if (route == NULL || visit == NULL)
    return;
  gtk_adjustment_clamp_page (self->scroll, route->index * (double)RDM_TIMELINE_ROW,
                             (route->index + 1) * (double)RDM_TIMELINE_ROW);
  x = rdm_timeline_axis_x (&self->axis, visit->begin_s);
  if (!self->fitted && width > 80. && (x < 0. || x > width - 20.))
    rdm_timeline_pan (self, x - width / 2.);
}
