/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rdm-address-entry.h"

#include "rdm-address-suggest.h"

struct _RdmAddressEntry
{
  GtkWidget parent_instance;

  gboolean setting;

  /* Borrowed: children */
  GtkWidget *entry;
  RdmAddressSuggest *suggest;
};

enum
{
  PICKED,
  LEFT,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (RdmAddressEntry, rdm_address_entry, GTK_TYPE_WIDGET)

const char *
rdm_address_entry_get_text (RdmAddressEntry *self)
{
  return gtk_editable_get_text (GTK_EDITABLE (self->entry));
}

void
rdm_address_entry_set_text (RdmAddressEntry *self, const char *text)
{
  rdm_address_suggest_close (self->suggest);
  self->setting = TRUE;
  gtk_editable_set_text (GTK_EDITABLE (self->entry), text);
  gtk_editable_set_position (GTK_EDITABLE (self->entry), -1);
  self->setting = FALSE;
}

void
rdm_address_entry_set_geocoder (RdmAddressEntry *self, RdmGeocoder *geocoder, RdmPoint near)
{
  rdm_address_suggest_set_geocoder (self->suggest, geocoder, near);
}

static void
changed_cb (RdmAddressEntry *self)
{
  if (!self->setting)
    rdm_address_suggest_typed (self->suggest);
}

static void
activate_cb (RdmAddressEntry *self)
{
  rdm_address_suggest_ask (self->suggest);
}

static void
picked_cb (RdmAddressEntry *self, const RdmAddressHit *hit)
{
  g_autofree char *label = rdm_address_hit_label (hit);

  rdm_address_entry_set_text (self, label);
  g_signal_emit (self, signals[PICKED], 0, hit);
}

static void
left_cb (RdmAddressEntry *self)
{
  g_signal_emit (self, signals[LEFT], 0);
}

static gboolean
grab_focus (GtkWidget *widget)
{
  return gtk_widget_grab_focus (RDM_ADDRESS_ENTRY (widget)->entry);
}

static void
size_allocate (GtkWidget *widget, int width, int height, int baseline)
{
  RdmAddressEntry *self = RDM_ADDRESS_ENTRY (widget);

  gtk_widget_allocate (self->entry, width, height, baseline, NULL);
  rdm_address_suggest_allocate (self->suggest);
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
  gtk_widget_measure (RDM_ADDRESS_ENTRY (widget)->entry, orientation, for_size, minimum, natural,
                      minimum_baseline, natural_baseline);
}

static void
dispose (GObject *object)
{
  g_clear_pointer (&RDM_ADDRESS_ENTRY (object)->entry, gtk_widget_unparent);
  G_OBJECT_CLASS (rdm_address_entry_parent_class)->dispose (object);
}

static void
rdm_address_entry_class_init (RdmAddressEntryClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = dispose;
  widget_class->grab_focus = grab_focus;
  widget_class->measure = measure;
  widget_class->size_allocate = size_allocate;
  gtk_widget_class_set_css_name (widget_class, "addressentry");
  signals[PICKED] = g_signal_new ("picked", RDM_TYPE_ADDRESS_ENTRY, G_SIGNAL_RUN_LAST, 0, NULL,
                                  NULL, NULL, G_TYPE_NONE, 1, G_TYPE_POINTER);
  signals[LEFT] = g_signal_new ("left", RDM_TYPE_ADDRESS_ENTRY, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                NULL, G_TYPE_NONE, 0);
}

static void
rdm_address_entry_init (RdmAddressEntry *self)
{
  self->entry = gtk_entry_new ();
  gtk_entry_set_icon_from_icon_name (GTK_ENTRY (self->entry), GTK_ENTRY_ICON_PRIMARY,
                                     "system-search-symbolic");
  gtk_widget_set_parent (self->entry, GTK_WIDGET (self));
  self->suggest = rdm_address_suggest_new (self->entry, TRUE);
  g_signal_connect_object (self->entry, "changed", G_CALLBACK (changed_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->entry, "activate", G_CALLBACK (activate_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->suggest, "picked", G_CALLBACK (picked_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->suggest, "left", G_CALLBACK (left_cb), self, G_CONNECT_SWAPPED);
}

GtkWidget *
rdm_address_entry_new (const char *placeholder)
{
  RdmAddressEntry *self = g_object_new (RDM_TYPE_ADDRESS_ENTRY, NULL);

  gtk_entry_set_placeholder_text (GTK_ENTRY (self->entry), placeholder);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->entry), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  placeholder, -1);
  return GTK_WIDGET (self);
}
