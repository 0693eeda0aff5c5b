/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Where the keyboard goes: from pane to pane by F6, and past a long list by Tab.
 */
#include "rdm-desk-window-private.h"

/* The panes of @widget, however deep they are nested: what stands on either side of a handle. */
static void
collect_panes (GtkWidget *widget, GPtrArray *panes)
{
  GtkWidget *only = NULL;

  if (widget == NULL || !gtk_widget_get_mapped (widget))
    return;
  if (GTK_IS_PANED (widget))
    {
      collect_panes (gtk_paned_get_start_child (GTK_PANED (widget)), panes);
      collect_panes (gtk_paned_get_end_child (GTK_PANED (widget)), panes);
      return;
    }
  /* A page around a handle is no pane. */
  if (GTK_IS_STACK (widget))
    only = gtk_stack_get_visible_child (GTK_STACK (widget));
  else if (gtk_widget_get_first_child (widget) == gtk_widget_get_last_child (widget))
    only = gtk_widget_get_first_child (widget);
  if (only != NULL && !gtk_widget_get_focusable (widget))
    collect_panes (only, panes);
  else
    g_ptr_array_add (panes, widget);
}

/* What is chosen from, not a form that happens to be made of rows. */
static gboolean
is_list (GtkWidget *widget)
{
  return GTK_IS_LIST_VIEW (widget)
         || (GTK_IS_LIST_BOX (widget) && gtk_widget_has_css_class (widget, "navigation-sidebar"));
}

static GtkWidget *
find_list (GtkWidget *widget)
{
  if (!gtk_widget_get_mapped (widget))
    return NULL;
  if (is_list (widget))
    return widget;
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = find_list (child);

      if (found != NULL)
        return found;
    }
  return NULL;
}

/* Rather into a list than into the search above it: there keys do something. */
static gboolean
focus_into (GtkWidget *pane)
{
  GtkWidget *list = find_list (pane);

  if (list != NULL && gtk_widget_child_focus (list, GTK_DIR_TAB_FORWARD))
    return TRUE;
  return gtk_widget_get_focusable (pane) ? gtk_widget_grab_focus (pane)
                                         : gtk_widget_child_focus (pane, GTK_DIR_TAB_FORWARD);
}

static void
next_pane (RdmDeskWindow *self, int step)
{
  GtkWidget *focus = gtk_window_get_focus (GTK_WINDOW (self));
  g_autoptr (GPtrArray) panes = g_ptr_array_new ();
  int at = -1;

  collect_panes (adw_view_stack_get_visible_child (self->places), panes);
  g_ptr_array_add (panes, self->header);
  for (guint i = 0; i < panes->len && focus != NULL; i++)
    if (focus == panes->pdata[i] || gtk_widget_is_ancestor (focus, panes->pdata[i]))
      at = (int)i;
  for (guint tried = 0; tried < panes->len; tried++)
    {
      at = (at + step + (int)panes->len) % (int)panes->len;
      if (focus_into (panes->pdata[at]))
        return;
    }
}

/* In GTK 4.8 Tab goes through a list row by row, which are hundreds: it shall go past it. The list
 * looks as if it could not have the keyboard while the next place for it is searched. */
static gboolean
tab_past_list (RdmDeskWindow *self, GtkDirectionType direction)
{
  GtkWidget *focus = gtk_window_get_focus (GTK_WINDOW (self));
  GtkWidget *list = focus != NULL ? gtk_widget_get_ancestor (focus, GTK_TYPE_LIST_VIEW) : NULL;
  gboolean moved;

  if (list == NULL)
    return FALSE;
  gtk_widget_set_can_focus (list, FALSE);
  moved = gtk_widget_child_focus (GTK_WIDGET (self), direction);
  gtk_widget_set_can_focus (list, TRUE);
  return moved;
}

static gboolean
key_cb (GtkEventControllerKey *controller,
        guint key,
        guint code,
        GdkModifierType state,
        gpointer user_data)
{
  RdmDeskWindow *self = user_data;
  gboolean shift = (state & GDK_SHIFT_MASK) != 0;

  if ((state & (GDK_CONTROL_MASK | GDK_ALT_MASK)) != 0)
    return GDK_EVENT_PROPAGATE;
  switch (key)
    {
    case GDK_KEY_F6:
      next_pane (self, shift ? -1 : 1);
      return GDK_EVENT_STOP;
    case GDK_KEY_Tab:
    case GDK_KEY_ISO_Left_Tab:
    case GDK_KEY_KP_Tab:
      return tab_past_list (self, shift ? GTK_DIR_TAB_BACKWARD : GTK_DIR_TAB_FORWARD);
    default:
      return GDK_EVENT_PROPAGATE;
    }
}

void
rdm_desk_window_focus_plan (RdmDeskWindow *self)
{
  g_autoptr (GPtrArray) panes = g_ptr_array_new ();

  collect_panes (adw_view_stack_get_visible_child (self->places), panes);
  if (panes->len > 0)
    focus_into (panes->pdata[0]);
}

void
rdm_desk_window_add_focus_keys (RdmDeskWindow *self)
{
  GtkEventController *keys = gtk_event_controller_key_new ();

  /* Before a list or a handle has its own idea of them. */
  gtk_event_controller_set_propagation_phase (keys, GTK_PHASE_CAPTURE);
  g_signal_connect (keys, "key-pressed", G_CALLBACK (key_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self), keys);
}
