/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rdm-new-order.h"

#include <glib/gi18n.h>

#include "rdm-id.h"
#include "rdm-locate-end.h"
#include "rdm-order-text.h"
#include "rdm-text.h"

struct _RdmNewOrder
{
  AdwWindow parent_instance;

  /* Owned */
  RdmDesk *desk;

  /* Children */
  AdwToastOverlay *toasts;
  AdwComboRow *kind;
  GtkWidget *rows[RDM_N_ORDER_TEXTS];
};

G_DEFINE_FINAL_TYPE (RdmNewOrder, rdm_new_order, ADW_TYPE_WINDOW)

static const RdmOrderText fields[] = {
  RDM_ORDER_TEXT_REFERENCE, RDM_ORDER_TEXT_NAME,   RDM_ORDER_TEXT_ADDRESS, RDM_ORDER_TEXT_POSTCODE,
  RDM_ORDER_TEXT_CITY,      RDM_ORDER_TEXT_PHONE,  RDM_ORDER_TEXT_WINDOWS, RDM_ORDER_TEXT_SERVICE,
  RDM_ORDER_TEXT_PARCELS,   RDM_ORDER_TEXT_WEIGHT, RDM_ORDER_TEXT_VOLUME,  RDM_ORDER_TEXT_PRIORITY,
  RDM_ORDER_TEXT_SKILLS,    RDM_ORDER_TEXT_NOTES,
};

static void
say (RdmNewOrder *self, GtkWidget *row, const char *text)
{
  AdwToast *toast = adw_toast_new ("");
  g_autofree char *escaped = g_markup_escape_text (text, -1);

  adw_toast_set_title (toast, escaped);
  adw_toast_overlay_add_toast (self->toasts, toast);
  if (row != NULL)
    {
      gtk_widget_add_css_class (row, "error");
      gtk_widget_grab_focus (row);
    }
}

static void
add_cb (RdmNewOrder *self)
{
  g_autofree char *id = rdm_id_new ("o");
  g_autoptr (RdmOrder) order = rdm_row_new (RDM_ROW_ORDER, id);
  g_autoptr (RdmCommand) command = NULL;
  g_autofree char *label = NULL;
  gboolean needs_place;

  order->kind =
      adw_combo_row_get_selected (self->kind) == 1 ? RDM_ORDER_PICKUP : RDM_ORDER_DELIVERY;
  rdm_set_str (&order->date, rdm_desk_get_date (self->desk));
  for (guint i = 0; i < G_N_ELEMENTS (fields); i++)
    {
      GtkWidget *row = self->rows[fields[i]];
      g_autoptr (GError) error = NULL;

      gtk_widget_remove_css_class (row, "error");
      if (rdm_order_text_set (fields[i], order, RDM_STOP_DELIVERY,
                              gtk_editable_get_text (GTK_EDITABLE (row)), &error))
        continue;
      say (self, row, error->message);
      return;
    }
  if (order->at.address == NULL)
    {
      say (self, self->rows[RDM_ORDER_TEXT_ADDRESS],
           _ ("Where to? Type at least the street and number."));
      return;
    }
  if (order->reference == NULL)
    order->reference = g_strndup (id + strlen (id) - 6, 6);
  (void)rdm_locate_end_recall (self->desk, &order->at);
  needs_place = rdm_order_needs_place (order);
  label = g_strdup_printf (_ ("Add order %s"), order->reference);
  command = rdm_command_new_add (label);
  rdm_command_add_row (command, order);
  if (!rdm_desk_run (self->desk, command))
    {
      say (self, NULL, _ ("The order was not added: see the notice in the window behind."));
      return;
    }
  rdm_desk_notice (self->desk, needs_place ? _ ("Added. It needs a place on the map.") : label,
                   needs_place ? "win.show-unplaced" : "win.undo");
  gtk_window_close (GTK_WINDOW (self));
}

static GtkWidget *
header_bar (RdmNewOrder *self)
{
  GtkWidget *bar = adw_header_bar_new ();
  GtkWidget *cancel = gtk_button_new_with_mnemonic (_ ("_Cancel"));
  GtkWidget *add = gtk_button_new_with_mnemonic (_ ("_Add"));

  adw_header_bar_set_show_start_title_buttons (ADW_HEADER_BAR (bar), FALSE);
  adw_header_bar_set_show_end_title_buttons (ADW_HEADER_BAR (bar), FALSE);
  gtk_widget_add_css_class (add, "suggested-action");
  g_signal_connect_swapped (cancel, "clicked", G_CALLBACK (gtk_window_close), self);
  g_signal_connect_swapped (add, "clicked", G_CALLBACK (add_cb), self);
  adw_header_bar_pack_start (ADW_HEADER_BAR (bar), cancel);
  adw_header_bar_pack_end (ADW_HEADER_BAR (bar), add);
  gtk_window_set_default_widget (GTK_WINDOW (self), add);
  return bar;
}

static void
build (RdmNewOrder *self)
{
  static const char *const kinds[] = { N_ ("Delivery"), N_ ("Pickup"), NULL };
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *page = adw_preferences_page_new ();
  AdwPreferencesGroup *group = ADW_PREFERENCES_GROUP (adw_preferences_group_new ());
  g_autoptr (GtkStringList) model = gtk_string_list_new (NULL);
  g_autoptr (RdmOrder) fresh = rdm_row_new (RDM_ROW_ORDER, "o");

  for (guint i = 0; kinds[i] != NULL; i++)
    gtk_string_list_append (model, _ (kinds[i]));
  self->kind = ADW_COMBO_ROW (adw_combo_row_new ());
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->kind), _ ("What"));
  adw_combo_row_set_model (self->kind, G_LIST_MODEL (model));
  adw_preferences_group_add (group, GTK_WIDGET (self->kind));
  for (guint i = 0; i < G_N_ELEMENTS (fields); i++)
    {
      GtkWidget *row = adw_entry_row_new ();
      g_autofree char *text = rdm_order_text_get (fields[i], fresh, RDM_STOP_DELIVERY);

      adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), rdm_order_text_label (fields[i]));
      adw_entry_row_set_activates_default (ADW_ENTRY_ROW (row), TRUE);
      gtk_editable_set_text (GTK_EDITABLE (row), text);
      adw_preferences_group_add (group, row);
      self->rows[fields[i]] = row;
    }
  adw_preferences_page_add (ADW_PREFERENCES_PAGE (page), group);
  gtk_widget_set_vexpand (page, TRUE);
  self->toasts = ADW_TOAST_OVERLAY (adw_toast_overlay_new ());
  adw_toast_overlay_set_child (self->toasts, page);
  gtk_box_append (GTK_BOX (box), header_bar (self));
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->toasts));
  adw_window_set_content (ADW_WINDOW (self), box);
  gtk_window_set_focus (GTK_WINDOW (self), self->rows[RDM_ORDER_TEXT_REFERENCE]);
}

static void
dispose (GObject *object)
{
  g_clear_object (&RDM_NEW_ORDER (object)->desk);
  G_OBJECT_CLASS (rdm_new_order_parent_class)->dispose (object);
}

static void
rdm_new_order_class_init (RdmNewOrderClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = dispose;
  gtk_widget_class_add_binding_action (GTK_WIDGET_CLASS (klass), GDK_KEY_Escape, 0, "window.close",
                                       NULL);
}

static void
rdm_new_order_init (RdmNewOrder *self)
{
}

GtkWidget *
rdm_new_order_new (GtkWindow *parent, RdmDesk *desk)
{
  RdmNewOrder *self =
      g_object_new (RDM_TYPE_NEW_ORDER, "transient-for", parent, "modal", TRUE, "title",
                    _ ("New Order"), "default-width", 480, "default-height", 640, NULL);

  self->desk = g_object_ref (desk);
  build (self);
  return GTK_WIDGET (self);
}
