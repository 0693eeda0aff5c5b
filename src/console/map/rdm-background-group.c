/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rdm-background-group.h"

#include <glib/gi18n.h>
#include <string.h>

#include "rdm-entry-row.h"
#include "rdm-mbtiles-source.h"

typedef enum
{
  REGION,
  FILE_OF_PICTURES,
  ONLINE,
} Background;

struct _RdmBackgroundGroup
{
  AdwPreferencesGroup parent_instance;

  GSettings *settings;
  GtkFileChooserNative *chooser; /* kept until it has answered */

  /* Borrowed: children */
  AdwComboRow *kind;
  AdwActionRow *file;
  GtkWidget *url;
  GtkWidget *attribution;
  GtkWidget *link;
};

G_DEFINE_FINAL_TYPE (RdmBackgroundGroup, rdm_background_group, ADW_TYPE_PREFERENCES_GROUP)

static Background
kind_of (const char *source)
{
  if (g_path_is_absolute (source))
    return FILE_OF_PICTURES;
  return g_str_equal (source, "none") ? REGION : ONLINE;
}

static void
toast (RdmBackgroundGroup *self, const char *text)
{
  g_autofree char *escaped = g_markup_escape_text (text, -1);
  GtkRoot *window = gtk_widget_get_root (GTK_WIDGET (self));

  if (ADW_IS_PREFERENCES_WINDOW (window))
    adw_preferences_window_add_toast (ADW_PREFERENCES_WINDOW (window), adw_toast_new (escaped));
}

/* What belongs to the kind that is selected. */
static void
show_rows (RdmBackgroundGroup *self)
{
  Background kind = adw_combo_row_get_selected (self->kind);

  gtk_widget_set_visible (GTK_WIDGET (self->file), kind == FILE_OF_PICTURES);
  gtk_widget_set_visible (self->url, kind == ONLINE);
  gtk_widget_set_visible (self->attribution, kind == ONLINE);
  gtk_widget_set_visible (self->link, kind == ONLINE);
}

static void
show_source (RdmBackgroundGroup *self)
{
  g_autofree char *source = g_settings_get_string (self->settings, "tile-source");
  Background kind = kind_of (source);
  g_autofree char *name =
      kind == FILE_OF_PICTURES ? g_filename_display_basename (source) : g_strdup (_ ("None yet"));

  adw_action_row_set_subtitle (self->file, name);
  rdm_entry_row_show (self->url, kind == ONLINE ? source : "");
}

/* Until a file or an address is given, the region stays. */
static void
kind_cb (RdmBackgroundGroup *self)
{
  g_autofree char *source = g_settings_get_string (self->settings, "tile-source");

  if (kind_of (source) != (Background)adw_combo_row_get_selected (self->kind))
    g_settings_set_string (self->settings, "tile-source", "none");
  show_source (self);
  show_rows (self);
}

static void
url_cb (RdmBackgroundGroup *self)
{
  g_autofree char *url = g_strstrip (g_strdup (gtk_editable_get_text (GTK_EDITABLE (self->url))));
  gboolean usable = *url == '\0'
                    || (g_str_has_prefix (url, "http") && strstr (url, "{z}") != NULL
                        && strstr (url, "{x}") != NULL && strstr (url, "{y}") != NULL);

  if (!usable)
    {
      rdm_entry_row_set_wrong (self->url);
      toast (self,
             _ ("The address of a tile layer starts with http and contains {z}, {x} and {y}."));
      return;
    }
  rdm_entry_row_show (self->url, url);
  g_settings_set_string (self->settings, "tile-source", *url != '\0' ? url : "none");
}

/* A file that is no good is not taken. */
static void
chosen_cb (GtkNativeDialog *chooser, int response, gpointer user_data)
{
  RdmBackgroundGroup *self = RDM_BACKGROUND_GROUP (user_data);

  if (response == GTK_RESPONSE_ACCEPT)
    {
      g_autoptr (GFile) file = gtk_file_chooser_get_file (GTK_FILE_CHOOSER (chooser));
      const char *path = g_file_peek_path (file);
      g_autoptr (GError) error = NULL;
      g_autoptr (RdmMbtilesSource) source =
          path != NULL ? rdm_mbtiles_source_new (path, &error) : NULL;

      if (source != NULL)
        {
          g_settings_set_string (self->settings, "tile-source", path);
          show_source (self);
        }
      else if (error != NULL)
        toast (self, error->message);
    }
  g_clear_object (&self->chooser);
}

static void
choose_cb (RdmBackgroundGroup *self)
{
  g_autoptr (GtkFileFilter) filter = gtk_file_filter_new ();

  g_clear_object (&self->chooser);
  self->chooser = gtk_file_chooser_native_new (_ ("Choose a File of Map Pictures"),
                                               GTK_WINDOW (gtk_widget_get_root (GTK_WIDGET (self))),
                                               GTK_FILE_CHOOSER_ACTION_OPEN, _ ("_Choose"), NULL);
  gtk_file_filter_set_name (filter, _ ("MBTiles files"));
  gtk_file_filter_add_suffix (filter, "mbtiles");
  gtk_file_chooser_add_filter (GTK_FILE_CHOOSER (self->chooser), filter);
  gtk_native_dialog_set_modal (GTK_NATIVE_DIALOG (self->chooser), TRUE);
  g_signal_connect (self->chooser, "response", G_CALLBACK (chosen_cb), self);
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (self->chooser));
}

static void
dispose (GObject *object)
{
  RdmBackgroundGroup *self = RDM_BACKGROUND_GROUP (object);

  g_clear_object (&self->chooser);
  g_clear_object (&self->settings);
  G_OBJECT_CLASS (rdm_background_group_parent_class)->dispose (object);
}

static void
rdm_background_group_class_init (RdmBackgroundGroupClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = dispose;
}

static GtkWidget *
add_entry (RdmBackgroundGroup *self, const char *title)
{
  GtkWidget *row = adw_entry_row_new ();

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (self), row);
  return row;
}

static void
rdm_background_group_init (RdmBackgroundGroup *self)
{
  AdwPreferencesGroup *group = ADW_PREFERENCES_GROUP (self);
  g_autoptr (GtkStringList) kinds = gtk_string_list_new (NULL);
  GtkWidget *choose = gtk_button_new_with_mnemonic (_ ("C_hoose…"));

  adw_preferences_group_set_title (group, _ ("Map Background"));
  adw_preferences_group_set_description (
      group, _ ("Nothing is fetched from the net unless an address is given here. The owner of an "
                "online layer says how it may be used and what has to be shown on the map."));
  gtk_string_list_append (kinds, _ ("The region"));
  gtk_string_list_append (kinds, _ ("Pictures from a file"));
  gtk_string_list_append (kinds, _ ("Online pictures"));
  self->kind = ADW_COMBO_ROW (adw_combo_row_new ());
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->kind), _ ("Show"));
  adw_combo_row_set_model (self->kind, G_LIST_MODEL (kinds));
  adw_preferences_group_add (group, GTK_WIDGET (self->kind));
  self->file = ADW_ACTION_ROW (adw_action_row_new ());
  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (self->file), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->file), _ ("MBTiles file"));
  gtk_widget_set_valign (choose, GTK_ALIGN_CENTER);
  g_signal_connect_object (choose, "clicked", G_CALLBACK (choose_cb), self, G_CONNECT_SWAPPED);
  adw_action_row_add_suffix (self->file, choose);
  adw_preferences_group_add (group, GTK_WIDGET (self->file));
  self->url = rdm_entry_row_new (_ ("Address with {z}, {x} and {y}"));
  g_signal_connect_object (self->url, "apply", G_CALLBACK (url_cb), self, G_CONNECT_SWAPPED);
  adw_preferences_group_add (group, self->url);
  self->attribution = add_entry (self, _ ("Attribution"));
  self->link = add_entry (self, _ ("Where the attribution leads to"));
}

GtkWidget *
rdm_background_group_new (GSettings *settings)
{
  RdmBackgroundGroup *self = g_object_new (RDM_TYPE_BACKGROUND_GROUP, NULL);
  g_autofree char *source = g_settings_get_string (settings, "tile-source");

  self->settings = g_object_ref (settings);
  g_settings_bind (settings, "tile-attribution", self->attribution, "text",
                   G_SETTINGS_BIND_DEFAULT);
  g_settings_bind (settings, "tile-attribution-uri", self->link, "text", G_SETTINGS_BIND_DEFAULT);
  adw_combo_row_set_selected (self->kind, kind_of (source));
  show_source (self);
  show_rows (self);
  g_signal_connect_object (self->kind, "notify::selected", G_CALLBACK (kind_cb), self,
                           G_CONNECT_SWAPPED);
  return GTK_WIDGET (self);
}
