/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rdm-assign-popover.h"

#include <glib/gi18n.h>

#include "rdm-ink.h"
#include "rdm-price-text.h"
#include "rdm-time.h"

struct _RdmAssignPopover
{
  GtkPopover parent_instance;

  /* Borrowed */
  RdmDesk *desk;
  GtkWidget *grid;
};

G_DEFINE_FINAL_TYPE (RdmAssignPopover, rdm_assign_popover, GTK_TYPE_POPOVER)

static void
choose (RdmAssignPopover *self, guint rank)
{
  gtk_popover_popdown (GTK_POPOVER (self));
  rdm_desk_assign_ranked (self->desk, rank);
}

static void
clicked_cb (GtkButton *button, gpointer user_data)
{
  choose (user_data, GPOINTER_TO_UINT (g_object_get_data (G_OBJECT (button), "rank")));
}

static gboolean
key_cb (GtkEventControllerKey *controller,
        guint keyval,
        guint keycode,
        GdkModifierType state,
        gpointer user_data)
{
  RdmAssignPopover *self = user_data;
  guint digit = keyval >= GDK_KEY_1 && keyval <= GDK_KEY_9         ? keyval - GDK_KEY_0
                : keyval >= GDK_KEY_KP_1 && keyval <= GDK_KEY_KP_9 ? keyval - GDK_KEY_KP_0
                                                                   : 0;

  if (digit == 0 || digit > rdm_desk_get_ranking (self->desk)->len)
    return FALSE;
  choose (self, digit);
  return TRUE;
}

static GtkWidget *
label_new (const char *text, float xalign, const char *css_class)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_xalign (GTK_LABEL (label), xalign);
  gtk_widget_add_css_class (label, "numeric");
  if (css_class != NULL)
    gtk_widget_add_css_class (label, css_class);
  return label;
}

static void
draw_colour_cb (GtkDrawingArea *area, cairo_t *cr, int width, int height, gpointer user_data)
{
  gdk_cairo_set_source_rgba (cr, user_data);
  cairo_rectangle (cr, 0., 0., width, height);
  cairo_fill (cr);
}

static GtkWidget *
colour_new (const GdkRGBA *colour)
{
  GtkWidget *area = gtk_drawing_area_new ();

  gtk_drawing_area_set_content_width (GTK_DRAWING_AREA (area), 4);
  gtk_drawing_area_set_content_height (GTK_DRAWING_AREA (area), 16);
  gtk_drawing_area_set_draw_func (GTK_DRAWING_AREA (area), draw_colour_cb, gdk_rgba_copy (colour),
                                  (GDestroyNotify)gdk_rgba_free);
  return area;
}

/* Cells of a size group a column, so that the figures of all buttons line up. */
static void
append_cell (GtkWidget *box, GtkSizeGroup *column, GtkWidget *cell)
{
  gtk_size_group_add_widget (column, cell);
  gtk_box_append (GTK_BOX (box), cell);
}

static GtkWidget *
rank_new (RdmAssignPopover *self, const RdmRank *rank, guint place, GtkSizeGroup **columns)
{
  const RdmDeskRoute *route = rdm_desk_find_route (self->desk, rank->route);
  const char *currency = rdm_desk_get_settings (self->desk)->currency;
  GtkWidget *button = gtk_button_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
  g_autofree char *digit = place <= 9 ? g_strdup_printf ("%u", place) : g_strdup ("");
  g_autofree char *duration = rdm_price_text_duration (rank->duty_s);
  g_autofree char *distance = rdm_price_text_distance (rank->distance_m);
  g_autofree char *money = rdm_price_text_money (rank->cost_minor, currency);
  g_autofree char *at = rdm_time_format_of_day (rank->at_s);
  const char *problem = rank->breaches != 0 ? rdm_breach_describe (rank->breaches) : NULL;
  g_autofree char *name = NULL;

  append_cell (box, columns[0], label_new (digit, 0.5f, "dim-label"));
  append_cell (box, columns[1], colour_new (&route->colour));
  append_cell (box, columns[2], label_new (route->name, 0.f, "heading"));
  append_cell (box, columns[3], label_new (at, 1.f, NULL));
  append_cell (box, columns[4], label_new (duration, 1.f, NULL));
  append_cell (box, columns[5], label_new (distance, 1.f, NULL));
  append_cell (box, columns[6], label_new (money, 1.f, NULL));
  append_cell (box, columns[7], label_new (problem != NULL ? problem : "", 0.f, "error"));
  gtk_button_set_child (GTK_BUTTON (button), box);
  gtk_widget_add_css_class (button, "flat");
  g_object_set_data (G_OBJECT (button), "rank", GUINT_TO_POINTER (place));
  g_signal_connect (button, "clicked", G_CALLBACK (clicked_cb), self);
  name = g_strjoin (", ", digit, route->name, at, duration, distance, money, problem, NULL);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  return button;
}

static void
fill (RdmAssignPopover *self)
{
  GPtrArray *ranking = rdm_desk_get_ranking (self->desk);
  GtkSizeGroup *columns[8];
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (self->grid)) != NULL)
    gtk_box_remove (GTK_BOX (self->grid), child);
  for (guint i = 0; i < G_N_ELEMENTS (columns); i++)
    columns[i] = gtk_size_group_new (GTK_SIZE_GROUP_HORIZONTAL);
  for (guint i = 0; i < ranking->len; i++)
    {
      const RdmRank *rank = g_ptr_array_index (ranking, i);

      if (rdm_desk_find_route (self->desk, rank->route) != NULL)
        gtk_box_append (GTK_BOX (self->grid), rank_new (self, rank, i + 1, columns));
    }
  for (guint i = 0; i < G_N_ELEMENTS (columns); i++)
    g_clear_object (&columns[i]);
  if (ranking->len == 0)
    gtk_box_append (GTK_BOX (self->grid),
                    label_new (_ ("There is no route to take them."), 0.f, NULL));
}

static void
map (GtkWidget *widget)
{
  fill (RDM_ASSIGN_POPOVER (widget));
  GTK_WIDGET_CLASS (rdm_assign_popover_parent_class)->map (widget);
}

static void
rdm_assign_popover_class_init (RdmAssignPopoverClass *klass)
{
  GTK_WIDGET_CLASS (klass)->map = map;
}

static void
rdm_assign_popover_init (RdmAssignPopover *self)
{
  GtkWidget *scrolled = gtk_scrolled_window_new ();
  GtkEventController *keys = gtk_event_controller_key_new ();

  self->grid = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scrolled), self->grid);
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scrolled), GTK_POLICY_NEVER,
                                  GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_propagate_natural_height (GTK_SCROLLED_WINDOW (scrolled), TRUE);
  gtk_scrolled_window_set_propagate_natural_width (GTK_SCROLLED_WINDOW (scrolled), TRUE);
  gtk_scrolled_window_set_max_content_height (GTK_SCROLLED_WINDOW (scrolled), 380);
  gtk_popover_set_child (GTK_POPOVER (self), scrolled);
  gtk_event_controller_set_propagation_phase (keys, GTK_PHASE_CAPTURE);
  g_signal_connect (keys, "key-pressed", G_CALLBACK (key_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self), keys);
}

GtkWidget *
rdm_assign_popover_new (RdmDesk *desk)
{
  RdmAssignPopover *self = g_object_new (RDM_TYPE_ASSIGN_POPOVER, NULL);

  self->desk = desk;
  return GTK_WIDGET (self);
}
