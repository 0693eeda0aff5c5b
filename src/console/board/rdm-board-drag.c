/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Drags of stops: from the board to anywhere, and from anywhere onto the board.
 */
#include "rdm-board-private.h"

#include "rdm-drop.h"

/* From the board */

static GdkContentProvider *
prepare_cb (GtkDragSource *source, double x, double y, gpointer user_data)
{
  RdmBoard *self = user_data;
  RdmBoardRow *row = rdm_board_row_at (self, x, y);
  RdmBoardItem *item = row != NULL ? rdm_board_row_get_item (row) : NULL;
  g_auto (GStrv) stops = NULL;

  if (item == NULL || item->kind != RDM_BOARD_STOP)
    return NULL;
  /* A stop that is not selected is dragged alone, and is the selection from then on. */
  if (!rdm_desk_is_selected (self->desk, item->stop))
    rdm_desk_select (self->desk, (const char *const[]){ item->stop, NULL }, RDM_SELECT_ONLY);
  stops = g_strdupv ((char **)rdm_desk_get_selection (self->desk));
  return gdk_content_provider_new_typed (G_TYPE_STRV, stops);
}

static void
drag_begin_cb (GtkDragSource *source, GdkDrag *drag, gpointer user_data)
{
  RdmBoard *self = user_data;
  guint n = g_strv_length ((char **)rdm_desk_get_selection (self->desk));

  rdm_drop_set_icon (source, GTK_WIDGET (self), n);
}

/* Onto the board */

static void
set_mark (RdmBoard *self, RdmBoardRow *row, RdmBoardMark mark)
{
  if (self->marked != NULL && self->marked != row)
    rdm_board_row_set_mark (self->marked, RDM_BOARD_MARK_NONE);
  self->marked = row;
  if (row != NULL)
    rdm_board_row_set_mark (row, mark);
}

static gboolean
any_on_route (RdmBoard *self, const char *const *stops)
{
  for (guint i = 0; stops[i] != NULL; i++)
    if (rdm_desk_route_of (self->desk, stops[i]) != NULL)
      return TRUE;
  return FALSE;
}

/* What a drop on @item would do; @below: in its lower half. */
static RdmDrop
drop_on (RdmBoard *self,
         RdmBoardItem *item,
         gboolean below,
         const char *const *stops,
         RdmBoardMark *mark)
{
  RdmDrop drop = { .kind = RDM_DROP_AFTER, .route = item->route };
  const RdmDeskRoute *route = rdm_desk_find_route (self->desk, item->route);
  guint position = item->number;

  *mark = RDM_BOARD_MARK_ON;
  if (route == NULL)
    {
      drop.kind = any_on_route (self, stops) ? RDM_DROP_TRAY : RDM_DROP_NONE;
      *mark = drop.kind == RDM_DROP_TRAY ? RDM_BOARD_MARK_ON : RDM_BOARD_MARK_NONE;
      return drop;
    }
  if (item->kind == RDM_BOARD_ROUTE)
    {
      drop.kind = RDM_DROP_BEST;
      return drop;
    }
  *mark = below ? RDM_BOARD_MARK_BELOW : RDM_BOARD_MARK_ABOVE;
  if (item->kind == RDM_BOARD_STOP && !below)
    position--;
  drop.after = rdm_drop_anchor ((const char *const *)route->route->stops, position, stops);
  return drop;
}

static RdmDrop
drop_at (RdmBoard *self,
         double x,
         double y,
         const char *const *stops,
         RdmBoardRow **row,
         RdmBoardMark *mark)
{
  graphene_point_t at = GRAPHENE_POINT_INIT ((float)x, (float)y);
  graphene_point_t inside;
  RdmBoardItem *item;

  *row = rdm_board_row_at (self, x, y);
  item = *row != NULL ? rdm_board_row_get_item (*row) : NULL;
  *mark = RDM_BOARD_MARK_NONE;
  if (item == NULL || !gtk_widget_compute_point (self->list, GTK_WIDGET (*row), &at, &inside))
    return (RdmDrop){ .kind = RDM_DROP_NONE };
  return drop_on (self, item, inside.y > (float)gtk_widget_get_height (GTK_WIDGET (*row)) / 2.f,
                  stops, mark);
}

static GdkDragAction
motion_cb (GtkDropTarget *target, double x, double y, gpointer user_data)
{
  RdmBoard *self = user_data;
  const GValue *value = gtk_drop_target_get_value (target);
  const char *const *stops = value != NULL ? g_value_get_boxed (value) : NULL;
  RdmBoardRow *row;
  RdmBoardMark mark;
  RdmDrop drop;

  if (stops == NULL)
    return GDK_ACTION_MOVE;
  drop = drop_at (self, x, y, stops, &row, &mark);
  set_mark (self, row, mark);
  rdm_drop_show_price (&drop, self->price_card, self->list, x, y, stops);
  return drop.kind != RDM_DROP_NONE ? GDK_ACTION_MOVE : 0;
}

static void
leave (RdmBoard *self)
{
  set_mark (self, NULL, RDM_BOARD_MARK_NONE);
  if (self->price_card != NULL)
    rdm_price_card_hide (self->price_card);
}

static void
leave_cb (GtkDropTarget *target, gpointer user_data)
{
  leave (user_data);
}

static gboolean
drop_cb (GtkDropTarget *target, const GValue *value, double x, double y, gpointer user_data)
{
  RdmBoard *self = user_data;
  g_auto (GStrv) stops = g_value_dup_boxed (value);
  RdmBoardRow *row;
  RdmBoardMark mark;
  RdmDrop drop = drop_at (self, x, y, (const char *const *)stops, &row, &mark);

  leave (self);
  return rdm_drop_apply (&drop, self->desk, (const char *const *)stops);
}

void
rdm_board_add_drags (RdmBoard *self)
{
  GtkDragSource *source = gtk_drag_source_new ();
  GtkDropTarget *target = gtk_drop_target_new (G_TYPE_STRV, GDK_ACTION_MOVE);

  gtk_drag_source_set_actions (source, GDK_ACTION_MOVE);
  g_signal_connect (source, "prepare", G_CALLBACK (prepare_cb), self);
  g_signal_connect (source, "drag-begin", G_CALLBACK (drag_begin_cb), self);
  gtk_widget_add_controller (self->list, GTK_EVENT_CONTROLLER (source));

  gtk_drop_target_set_preload (target, TRUE);
  g_signal_connect (target, "enter", G_CALLBACK (motion_cb), self);
  g_signal_connect (target, "motion", G_CALLBACK (motion_cb), self);
  g_signal_connect (target, "leave", G_CALLBACK (leave_cb), self);
  g_signal_connect (target, "drop", G_CALLBACK (drop_cb), self);
  gtk_widget_add_controller (self->list, GTK_EVENT_CONTROLLER (target));
}
