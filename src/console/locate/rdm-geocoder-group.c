/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rdm-geocoder-group.h"

#include <glib/gi18n.h>

#include "rdm-entry-row.h"
#include "rdm-web-geocoder.h"

struct _RdmGeocoderGroup
{
  AdwPreferencesGroup parent_instance;

  GSettings *settings;

  /* Borrowed: children */
  AdwComboRow *kind;
  GtkWidget *url;
};

G_DEFINE_FINAL_TYPE (RdmGeocoderGroup, rdm_geocoder_group, ADW_TYPE_PREFERENCES_GROUP)

/* The first of the list is the region; the servers follow in their order. */
static guint
kind_of (GSettings *settings)
{
  g_autofree char *name = g_settings_get_string (settings, "geocoder");

  for (guint i = 0; i < RDM_N_GEOCODER_KINDS; i++)
    if (g_strcmp0 (name, rdm_geocoder_kind_names[i]) == 0)
      return i + 1;
  return 0;
}

static void
toast (RdmGeocoderGroup *self, const char *text)
{
  g_autofree char *escaped = g_markup_escape_text (text, -1);
  GtkRoot *window = gtk_widget_get_root (GTK_WIDGET (self));

  if (ADW_IS_PREFERENCES_WINDOW (window))
    adw_preferences_window_add_toast (ADW_PREFERENCES_WINDOW (window), adw_toast_new (escaped));
}

/* Without an address there is nobody to ask: then the region stays. */
static void
take (RdmGeocoderGroup *self)
{
  guint kind = adw_combo_row_get_selected (self->kind);
  g_autofree char *url = g_settings_get_string (self->settings, "geocoder-url");
  gboolean server = kind > 0 && *url != '\0';

  g_settings_set_string (self->settings, "geocoder",
                         server ? rdm_geocoder_kind_names[kind - 1] : "region");
}

static void
kind_cb (RdmGeocoderGroup *self)
{
  gtk_widget_set_visible (self->url, adw_combo_row_get_selected (self->kind) > 0);
  take (self);
}

static void
url_cb (RdmGeocoderGroup *self)
{
  g_autofree char *url = g_strstrip (g_strdup (gtk_editable_get_text (GTK_EDITABLE (self->url))));
  g_autoptr (RdmGeocoder) geocoder = NULL;
  g_autoptr (GError) error = NULL;

  if (*url != '\0')
    geocoder = rdm_web_geocoder_new (RDM_GEOCODER_NOMINATIM, url, &error);
  if (error != NULL)
    {
      rdm_entry_row_set_wrong (self->url);
      toast (self, error->message);
      return;
    }
  rdm_entry_row_show (self->url, url);
  g_settings_set_string (self->settings, "geocoder-url", url);
  take (self);
}

static void
dispose (GObject *object)
{
  g_clear_object (&RDM_GEOCODER_GROUP (object)->settings);
  G_OBJECT_CLASS (rdm_geocoder_group_parent_class)->dispose (object);
}

static void
rdm_geocoder_group_class_init (RdmGeocoderGroupClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = dispose;
}

static void
rdm_geocoder_group_init (RdmGeocoderGroup *self)
{
  AdwPreferencesGroup *group = ADW_PREFERENCES_GROUP (self);
  g_autoptr (GtkStringList) kinds = gtk_string_list_new (NULL);

  adw_preferences_group_set_title (group, _ ("Looking Up Addresses"));
  adw_preferences_group_set_description (
      group, _ ("The region knows addresses without a network. A server is sent the addresses of "
                "your orders; of one that everybody shares, only what you look up yourself is "
                "asked, once a second at most, and never a whole file."));
  gtk_string_list_append (kinds, _ ("The region"));
  gtk_string_list_append (kinds, _ ("A Nominatim server"));
  gtk_string_list_append (kinds, _ ("A Photon server"));
  self->kind = ADW_COMBO_ROW (adw_combo_row_new ());
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->kind), _ ("Ask"));
  adw_combo_row_set_model (self->kind, G_LIST_MODEL (kinds));
  adw_preferences_group_add (group, GTK_WIDGET (self->kind));
  self->url = rdm_entry_row_new (_ ("Address of the server"));
  gtk_widget_set_tooltip_text (self->url, "https://nominatim.example.org");
  g_signal_connect_object (self->url, "apply", G_CALLBACK (url_cb), self, G_CONNECT_SWAPPED);
  adw_preferences_group_add (group, self->url);
}

GtkWidget *
rdm_geocoder_group_new (GSettings *settings)
{
  RdmGeocoderGroup *self = g_object_new (RDM_TYPE_GEOCODER_GROUP, NULL);
  g_autofree char *url = g_settings_get_string (settings, "geocoder-url");

  self->settings = g_object_ref (settings);
  adw_combo_row_set_selected (self->kind, kind_of (settings));
  rdm_entry_row_show (self->url, url);
  gtk_widget_set_visible (self->url, kind_of (settings) > 0);
  g_signal_connect_object (self->kind, "notify::selected", G_CALLBACK (kind_cb), self,
                           G_CONNECT_SWAPPED);
  return GTK_WIDGET (self);
}
