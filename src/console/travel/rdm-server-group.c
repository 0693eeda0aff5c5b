/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rdm-server-group.h"

#include <glib/gi18n.h>

#include "rdm-entry-row.h"
#include "rdm-server-key.h"

struct _RdmServerGroup
{
  AdwPreferencesGroup parent_instance;

  /* Owned */
  RdmTravelChoice *choice;
  GSettings *settings;
  GCancellable *testing; /* NULL: nobody is */

  /* Borrowed: children */
  AdwComboRow *kind;
  GtkWidget *url;
  GtkWidget *key;
  AdwActionRow *test;
  GtkWidget *test_button;
  GtkWidget *spinner;
};

G_DEFINE_FINAL_TYPE (RdmServerGroup, rdm_server_group, ADW_TYPE_PREFERENCES_GROUP)

/* Where the address is known; else an example. */
static const char *const usual_urls[RDM_N_SERVER_KINDS] = {
  [RDM_SERVER_OSRM] = "http://localhost:5000",
  [RDM_SERVER_VALHALLA] = "http://localhost:8002",
  [RDM_SERVER_ORS] = "https://api.openrouteservice.org",
};

/* The first of the list is the region; the servers follow in their order. */
static guint
kind_of (GSettings *settings)
{
  g_autofree char *name = g_settings_get_string (settings, "travel-server");

  for (guint i = 0; i < RDM_N_SERVER_KINDS; i++)
    if (g_strcmp0 (name, rdm_server_kind_names[i]) == 0)
      return i + 1;
  return 0;
}

static void
toast (RdmServerGroup *self, const char *text)
{
  g_autofree char *escaped = g_markup_escape_text (text, -1);
  GtkRoot *window = gtk_widget_get_root (GTK_WIDGET (self));

  if (ADW_IS_PREFERENCES_WINDOW (window))
    adw_preferences_window_add_toast (ADW_PREFERENCES_WINDOW (window), adw_toast_new (escaped));
}

/* What was answered is about a server as it was asked. */
static void
forget_answer (RdmServerGroup *self)
{
  g_cancellable_cancel (self->testing);
  g_clear_object (&self->testing);
  gtk_widget_set_visible (self->spinner, FALSE);
  gtk_widget_set_sensitive (self->test_button, TRUE);
  adw_action_row_set_subtitle (self->test, _ ("Asks it for one way."));
}

static void
show_rows (RdmServerGroup *self)
{
  guint kind = adw_combo_row_get_selected (self->kind);

  gtk_widget_set_visible (self->url, kind > 0);
  gtk_widget_set_visible (self->key, kind > 0);
  gtk_widget_set_visible (GTK_WIDGET (self->test), kind > 0);
  gtk_widget_set_tooltip_text (self->url, kind > 0 ? usual_urls[kind - 1] : NULL);
}

/* Without an address there is nobody to ask: then the region stays. */
static void
take (RdmServerGroup *self)
{
  guint kind = adw_combo_row_get_selected (self->kind);
  g_autofree char *url = g_settings_get_string (self->settings, "travel-server-url");
  gboolean server = kind > 0 && *url != '\0';

  g_settings_set_string (self->settings, "travel-server",
                         server ? rdm_server_kind_names[kind - 1] : "region");
}

static void
kind_cb (RdmServerGroup *self)
{
  show_rows (self);
  forget_answer (self);
  take (self);
}

static void
url_cb (RdmServerGroup *self)
{
  g_autofree char *url = g_strstrip (g_strdup (gtk_editable_get_text (GTK_EDITABLE (self->url))));
  g_autoptr (RdmServerRule) rule = rdm_server_rule_new (RDM_SERVER_OSRM, url);
  g_autoptr (GError) error = NULL;

  if (*url != '\0' && !rdm_server_rule_check (rule, &error))
    {
      rdm_entry_row_set_wrong (self->url);
      toast (self, error->message);
      return;
    }
  rdm_entry_row_show (self->url, url);
  forget_answer (self);
  g_settings_set_string (self->settings, "travel-server-url", url);
  take (self);
}

static void
kept_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (RdmServerGroup) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autofree char *file = NULL;
  g_autofree char *text = NULL;

  if (!rdm_server_key_keep_finish (result, &file, &error))
    text = g_strdup_printf (_ ("The key could not be kept: %s"), error->message);
  else if (file != NULL)
    text = g_strdup (_ ("No keyring is running: the key is in a file that only you can read."));
  gtk_widget_set_tooltip_text (self->key, file);
  if (text != NULL)
    toast (self, text);
}

static void
key_cb (RdmServerGroup *self)
{
  g_autofree char *key = g_strstrip (g_strdup (gtk_editable_get_text (GTK_EDITABLE (self->key))));
  g_autofree char *url = g_settings_get_string (self->settings, "travel-server-url");

  rdm_entry_row_show (self->key, key);
  forget_answer (self);
  rdm_travel_choice_set_key (self->choice, *key != '\0' ? key : NULL);
  rdm_server_key_keep_async (url, key, NULL, kept_cb, g_object_ref (self));
}

/* Another server, another key. */
static void
show_key (RdmServerGroup *self)
{
  const char *key = rdm_travel_choice_get_key (self->choice);

  rdm_entry_row_show (self->key, key != NULL ? key : "");
}

static void
tested_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (RdmServerGroup) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autofree char *text =
      rdm_travel_choice_test_finish (RDM_TRAVEL_CHOICE (source), result, &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  forget_answer (self);
  adw_action_row_set_subtitle (self->test, error != NULL ? error->message : text);
}

static void
test_cb (RdmServerGroup *self)
{
  forget_answer (self);
  self->testing = g_cancellable_new ();
  gtk_widget_set_visible (self->spinner, TRUE);
  gtk_widget_set_sensitive (self->test_button, FALSE);
  adw_action_row_set_subtitle (self->test, _ ("Asking…"));
  rdm_travel_choice_test_async (self->choice, self->testing, tested_cb, g_object_ref (self));
}

static void
dispose (GObject *object)
{
  RdmServerGroup *self = RDM_SERVER_GROUP (object);

  g_cancellable_cancel (self->testing);
  g_clear_object (&self->testing);
  g_clear_object (&self->choice);
  g_clear_object (&self->settings);
  G_OBJECT_CLASS (rdm_server_group_parent_class)->dispose (object);
}

static void
rdm_server_group_class_init (RdmServerGroupClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = dispose;
}

static void
add_test_row (RdmServerGroup *self)
{
  self->test = ADW_ACTION_ROW (adw_action_row_new ());
  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (self->test), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->test), _ ("Does it answer?"));
  adw_action_row_set_subtitle_lines (self->test, 0);
  self->spinner = gtk_spinner_new ();
  gtk_spinner_start (GTK_SPINNER (self->spinner));
  adw_action_row_add_suffix (self->test, self->spinner);
  self->test_button = gtk_button_new_with_mnemonic (_ ("_Test"));
  gtk_widget_set_valign (self->test_button, GTK_ALIGN_CENTER);
  g_signal_connect_object (self->test_button, "clicked", G_CALLBACK (test_cb), self,
                           G_CONNECT_SWAPPED);
  adw_action_row_add_suffix (self->test, self->test_button);
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (self), GTK_WIDGET (self->test));
}

static void
rdm_server_group_init (RdmServerGroup *self)
{
  AdwPreferencesGroup *group = ADW_PREFERENCES_GROUP (self);
  g_autoptr (GtkStringList) kinds = gtk_string_list_new (NULL);

  adw_preferences_group_set_title (group, _ ("Travel Times"));
  adw_preferences_group_set_description (
      group, _ ("The region knows them without a network, for every hour of the day, with what is "
                "closed. A server is sent the places of your orders, nothing else about them; when "
                "it does not answer, the region is asked instead, and you are told."));
  gtk_string_list_append (kinds, _ ("The region"));
  gtk_string_list_append (kinds, _ ("An OSRM server"));
  gtk_string_list_append (kinds, _ ("A Valhalla server"));
  gtk_string_list_append (kinds, _ ("openrouteservice"));
  self->kind = ADW_COMBO_ROW (adw_combo_row_new ());
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->kind), _ ("Ask"));
  adw_combo_row_set_model (self->kind, G_LIST_MODEL (kinds));
  adw_preferences_group_add (group, GTK_WIDGET (self->kind));
  self->url = rdm_entry_row_new (_ ("Address of the server"));
  g_signal_connect_object (self->url, "apply", G_CALLBACK (url_cb), self, G_CONNECT_SWAPPED);
  adw_preferences_group_add (group, self->url);
  self->key = rdm_entry_row_new_secret (_ ("Key, if it asks for one"));
  g_signal_connect_object (self->key, "apply", G_CALLBACK (key_cb), self, G_CONNECT_SWAPPED);
  adw_preferences_group_add (group, self->key);
  add_test_row (self);
}

GtkWidget *
rdm_server_group_new (RdmTravelChoice *choice, GSettings *settings)
{
  RdmServerGroup *self = g_object_new (RDM_TYPE_SERVER_GROUP, NULL);
  g_autofree char *url = g_settings_get_string (settings, "travel-server-url");

  self->choice = g_object_ref (choice);
  self->settings = g_object_ref (settings);
  adw_combo_row_set_selected (self->kind, kind_of (settings));
  rdm_entry_row_show (self->url, url);
  show_key (self);
  show_rows (self);
  forget_answer (self);
  g_signal_connect_object (choice, "key-changed", G_CALLBACK (show_key), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->kind, "notify::selected", G_CALLBACK (kind_cb), self,
                           G_CONNECT_SWAPPED);
  return GTK_WIDGET (self);
}
