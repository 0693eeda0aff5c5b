/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rdm-exception-about.h"

#include <adwaita.h>
#include <glib/gi18n.h>

#include "rdm-desk-live.h"
#include "rdm-details-facts.h"
#include "rdm-order-text.h"
#include "rdm-text.h"
#include "rdm-vehicle-text.h"

struct _RdmExceptionAbout
{
  GtkWidget parent_instance;

  /* Owned */
  RdmDesk *desk;
  char *shown; /* what it says: it is made anew only when that is something else */

  /* Children */
  GtkWidget *box;
  GtkWidget *facts;
  GtkListBox *stops;
};

G_DEFINE_FINAL_TYPE (RdmExceptionAbout, rdm_exception_about, GTK_TYPE_WIDGET)

/* --- facts: names and values, in turn ----------------------------------------------------------
 */

static void
add (GPtrArray *facts, const char *name, char *value)
{
  if (value == NULL || *value == '\0')
    {
      g_free (value);
      return;
    }
  g_ptr_array_add (facts, g_strdup (name));
  g_ptr_array_add (facts, value);
}

static void
list_stop (RdmExceptionAbout *self, GPtrArray *facts, const char *id)
{
  const RdmStop *stop = rdm_desk_find_stop (self->desk, id);
  const RdmOrder *order = rdm_desk_find_order (self->desk, id);
  const RdmOrderEnd *end;
  RdmEta eta;

  if (stop == NULL || order == NULL)
    return;
  end = rdm_order_end (order, stop->role);
  add (facts, _ ("Order"), g_strdup (order->reference));
  add (facts, _ ("Recipient"), g_strdup (end->name));
  add (facts, _ ("Phone"), g_strdup (end->phone));
  add (facts, _ ("Window"), rdm_order_text_get (RDM_ORDER_TEXT_WINDOWS, order, stop->role));
  if (rdm_stop_is_open (stop) && stop->state != RDM_STOP_ARRIVED
      && rdm_live_get_eta (rdm_desk_get_live (self->desk), id, &eta))
    {
      g_autofree char *p50 = rdm_desk_format_moment (self->desk, eta.p50_ms);
      g_autofree char *p90 = rdm_desk_format_moment (self->desk, eta.p90_ms);

      add (facts, _ ("Expected"), g_strdup_printf (_ ("%s, nine times of ten by %s"), p50, p90));
    }
}

static void
list_route (RdmExceptionAbout *self, GPtrArray *facts, const char *id)
{
  const RdmDeskRoute *route = rdm_desk_find_route (self->desk, id);
  RdmRows *rows = rdm_desk_get_rows (self->desk);
  const RdmLiveVehicle *vehicle;

  if (route == NULL)
    return;
  vehicle = rdm_live_day_get_vehicle (rdm_live_get_day (rdm_desk_get_live (self->desk)), id);
  for (GStrv driver_id = route->shift->drivers; driver_id != NULL && *driver_id != NULL;
       driver_id++)
    {
      const RdmDriver *driver = rdm_rows_get (rows, RDM_ROW_DRIVER, *driver_id);

      if (driver != NULL)
        add (facts, _ ("Driver"),
             driver->phone != NULL && *driver->phone != '\0'
                 ? g_strdup_printf ("%s, %s", driver->name, driver->phone)
                 : g_strdup (driver->name));
    }
  if (vehicle != NULL)
    add (facts, _ ("Vehicle"), rdm_vehicle_text_describe (self->desk, vehicle));
}

static void
show_facts (RdmExceptionAbout *self, GPtrArray *facts)
{
  rdm_facts_clear (self->facts);
  for (guint i = 0; i + 1 < facts->len; i += 2)
    rdm_facts_add (self->facts, g_ptr_array_index (facts, i), g_ptr_array_index (facts, i + 1),
                   NULL);
  for (GtkWidget *label = gtk_widget_get_first_child (self->facts); label != NULL;
       label = gtk_widget_get_next_sibling (label))
    gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_widget_set_visible (self->facts, facts->len > 0);
}

/* --- the stops of a line -----------------------------------------------------------------------
 */

static void
show_on_map_cb (GtkWidget *row, gpointer user_data)
{
  RdmExceptionAbout *self = user_data;
  const char *stop = g_object_get_data (G_OBJECT (row), "stop");

  rdm_desk_select (self->desk, (const char *const[]){ stop, NULL }, RDM_SELECT_ONLY);
  gtk_widget_activate_action (GTK_WIDGET (self), "win.go", "s", "dispatch");
  gtk_widget_activate_action (GTK_WIDGET (self), "win.fit", NULL);
}

static void
add_stop (RdmExceptionAbout *self, const RdmAlert *part)
{
  const char *currency = rdm_desk_get_settings (self->desk)->currency;
  GtkWidget *row = adw_action_row_new ();
  g_autofree char *title = g_markup_escape_text (part->words, -1);
  g_autofree char *why = rdm_alert_explain (part, currency, rdm_desk_get_now_ms (self->desk));
  g_autofree char *subtitle = g_markup_escape_text (why, -1);

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), subtitle);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row),
                             gtk_image_new_from_icon_name ("go-next-symbolic"));
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), TRUE);
  gtk_widget_set_tooltip_text (row, _ ("Show it on the map"));
  g_object_set_data_full (G_OBJECT (row), "stop", g_strdup (part->stop), g_free);
  g_signal_connect_object (row, "activated", G_CALLBACK (show_on_map_cb), self, 0);
  gtk_list_box_append (self->stops, row);
}

static void
show_stops (RdmExceptionAbout *self, GPtrArray *parts)
{
  GtkWidget *row;

  while ((row = gtk_widget_get_first_child (GTK_WIDGET (self->stops))) != NULL)
    gtk_list_box_remove (self->stops, row);
  for (guint i = 0; parts != NULL && i < parts->len; i++)
    add_stop (self, g_ptr_array_index (parts, i));
  gtk_widget_set_visible (GTK_WIDGET (self->stops), parts != NULL);
}

void
rdm_exception_about_show (RdmExceptionAbout *self, const RdmAlert *alert)
{
  g_autoptr (GPtrArray) facts = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GString) text = g_string_new (NULL);

  if (alert->stop != NULL)
    list_stop (self, facts, alert->stop);
  if (alert->route != NULL)
    list_route (self, facts, alert->route);
  for (guint i = 0; i < facts->len; i++)
    g_string_append_printf (text, "%s\n", (const char *)g_ptr_array_index (facts, i));
  for (guint i = 0; alert->parts != NULL && i < alert->parts->len; i++)
    g_string_append_printf (text, "%s\n",
                            ((const RdmAlert *)g_ptr_array_index (alert->parts, i))->words);
  if (!rdm_set_str (&self->shown, text->str))
    return;
  show_facts (self, facts);
  show_stops (self, alert->parts);
}

void
rdm_exception_select (RdmDesk *desk, const RdmAlert *alert)
{
  g_autoptr (GPtrArray) stops = g_ptr_array_new ();

  for (guint i = 0; alert->parts != NULL && i < alert->parts->len; i++)
    g_ptr_array_add (stops, ((const RdmAlert *)g_ptr_array_index (alert->parts, i))->stop);
  if (alert->stop != NULL)
    g_ptr_array_add (stops, alert->stop);
  g_ptr_array_add (stops, NULL);
  if (stops->len > 1)
    rdm_desk_select (desk, (const char *const *)stops->pdata, RDM_SELECT_ONLY);
  else if (alert->route != NULL)
    rdm_desk_select_route (desk, alert->route);
}

/* --- the widget --------------------------------------------------------------------------------
 */

static void
dispose (GObject *object)
{
  RdmExceptionAbout *self = RDM_EXCEPTION_ABOUT (object);

  g_clear_pointer (&self->box, gtk_widget_unparent);
  g_clear_object (&self->desk);
  g_clear_pointer (&self->shown, g_free);
  G_OBJECT_CLASS (rdm_exception_about_parent_class)->dispose (object);
}

static void
rdm_exception_about_class_init (RdmExceptionAboutClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = dispose;
  gtk_widget_class_set_layout_manager_type (GTK_WIDGET_CLASS (klass), GTK_TYPE_BIN_LAYOUT);
}

static void
rdm_exception_about_init (RdmExceptionAbout *self)
{
  self->box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 12);
  self->facts = rdm_facts_new ();
  self->stops = GTK_LIST_BOX (gtk_list_box_new ());
  gtk_list_box_set_selection_mode (self->stops, GTK_SELECTION_NONE);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->stops), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("Stops"), -1);
  gtk_widget_add_css_class (GTK_WIDGET (self->stops), "boxed-list");
  gtk_box_append (GTK_BOX (self->box), self->facts);
  gtk_box_append (GTK_BOX (self->box), GTK_WIDGET (self->stops));
  gtk_widget_set_parent (self->box, GTK_WIDGET (self));
}

GtkWidget *
rdm_exception_about_new (RdmDesk *desk)
{
  RdmExceptionAbout *self = g_object_new (RDM_TYPE_EXCEPTION_ABOUT, NULL);

  self->desk = g_object_ref (desk);
  return GTK_WIDGET (self);
}
