/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Drags of stops: along a row, into another, to other views, and from them.
 */
#include "rdm-timeline-private.h"

#include "rdm-timeline-hit.h"

/* So near to the edge, the rows move on under the drag. */
#define EDGE 14.

/* From the timeline */

static GdkContentProvider *
prepare_cb (GtkDragSource *source, double x, double y, gpointer user_data)
{
  RdmTimeline *self = user_data;
  const RdmVisit *visit = rdm_timeline_visit_at (self, x, y);
  g_auto (GStrv) stops = NULL;

  if (visit == NULL)
    return NULL;
  /* A stop that is not selected is dragged alone, and is the selection from then on. */
  if (!rdm_desk_is_selected (self->desk, visit->stop))
    {
      g_autofree char *stop = g_strdup (visit->stop);

      rdm_desk_select (self->desk, (const char *const[]){ stop, NULL }, RDM_SELECT_ONLY);
    }
  stops = g_strdupv ((char **)rdm_desk_get_selection (self->desk));
  return gdk_content_provider_new_typed (G_TYPE_STRV, stops);
}

static void
drag_begin_cb (GtkDragSource *source, GdkDrag *drag, gpointer user_data)
{
  RdmTimeline *self = user_data;
  guint n = g_strv_length ((char **)rdm_desk_get_selection (self->desk));

  rdm_drop_set_icon (source, GTK_WIDGET (self), n);
}

/* Onto the timeline */

/* On the line: between the stops there. On the name: wherever is best on that route. */
static RdmDrop
drop_at (RdmTimeline *self, double x, double y, const char *const *stops)
{
  const RdmDeskRoute *route = rdm_timeline_row_at (self, y);
  RdmDrop drop = { .kind = RDM_DROP_NONE };
  guint position;

  if (route == NULL)
    return drop;
  drop.route = route->route->row.id;
  drop.kind = x < self->label_width ? RDM_DROP_BEST : RDM_DROP_AFTER;
  position = rdm_timeline_drop_position (route->schedule, rdm_timeline_time_at (self, x));
  drop.after = rdm_drop_anchor ((const char *const *)route->route->stops, position, stops);
  return drop;
}

static void
scroll_at_edge (RdmTimeline *self, double y)
{
  double height = gtk_widget_get_height (GTK_WIDGET (self));
  double step = y < RDM_TIMELINE_HEAD + EDGE ? -RDM_TIMELINE_ROW / 4.
                : y > height - EDGE          ? RDM_TIMELINE_ROW / 4.
                                             : 0.;

  if (step != 0.)
    gtk_adjustment_set_value (self->scroll, gtk_adjustment_get_value (self->scroll) + step);
}

static GdkDragAction
motion_cb (GtkDropTarget *target, double x, double y, gpointer user_data)
{
  RdmTimeline *self = user_data;
  const GValue *value = gtk_drop_target_get_value (target);
  const char *const *stops = value != NULL ? g_value_get_boxed (value) : NULL;
  RdmDrop drop;

  if (stops == NULL)
    return GDK_ACTION_MOVE;
  scroll_at_edge (self, y);
  drop = drop_at (self, x, y, stops);
  if (!rdm_drop_equal (&drop, &self->drop))
    gtk_widget_queue_draw (GTK_WIDGET (self));
  self->drop = drop;
  rdm_drop_show_price (&drop, self->price_card, GTK_WIDGET (self), x, y, stops);
  return drop.kind != RDM_DROP_NONE ? GDK_ACTION_MOVE : 0;
}

static void
leave (RdmTimeline *self)
{
  self->drop = (RdmDrop){ .kind = RDM_DROP_NONE };
  if (self->price_card != NULL)
    rdm_price_card_hide (self->price_card);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

static void
leave_cb (GtkDropTarget *target, gpointer user_data)
{
  leave (user_data);
}

static gboolean
drop_cb (GtkDropTarget *target, const GValue *value, double x, double y, gpointer user_data)
{
  RdmTimeline *self = user_data;
  g_auto (GStrv) stops = g_value_dup_boxed (value);
  RdmDrop drop = drop_at (self, x, y, (const char *const *)stops);

  leave (self);
  return rdm_drop_apply (&drop, self->desk, (const char *const *)stops);
}

void
rdm_timeline_add_drags (RdmTimeline *self)
{
  GtkDragSource *source = gtk_drag_source_new ();
  GtkDropTarget *target = gtk_drop_target_new (G_TYPE_STRV, GDK_ACTION_MOVE);

  gtk_drag_source_set_actions (source, GDK_ACTION_MOVE);
  g_signal_connect (source, "prepare", G_CALLBACK (prepare_cb), self);
  g_signal_connect (source, "drag-begin", G_CALLBACK (drag_begin_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (source));

  gtk_drop_target_set_preload (target, TRUE);
  g_signal_connect (target, "enter", G_CALLBACK (motion_cb), self);
  g_signal_connect (target, "motion", G_CALLBACK (motion_cb), self);
  g_signal_connect (target, "leave", G_CALLBACK (leave_cb), self);
  g_signal_connect (target, "drop", G_CALLBACK (drop_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (target));
}
