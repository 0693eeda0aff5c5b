/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rdm-serve-group.h"

#include <glib/gi18n.h>

#include "rdm-entry-row.h"
#include "rdm-invitation-window.h"
#include "rdm-serve.h"

struct _RdmServeGroup
{
  AdwPreferencesGroup parent_instance;

  GSettings *settings;

  /* Borrowed: children */
  GtkWidget *row;
  GtkWidget *toggle;
  GtkWidget *person;
};

G_DEFINE_FINAL_TYPE (RdmServeGroup, rdm_serve_group, ADW_TYPE_PREFERENCES_GROUP)

static void
show (RdmServeGroup *self)
{
  RdmServe *serve = rdm_serve_get_default ();
  const char *problem = rdm_serve_get_problem (serve);
  g_autofree char *address = rdm_serve_dup_address (serve);
  g_autofree char *text =
      rdm_serve_is_running (serve)
          ? g_strdup_printf (_ ("Others reach it at %s. Nothing is encrypted: for your own network "
                                "alone."),
                             address)
          : g_strdup (problem != NULL ? problem
                                      : _ ("While Roundsman is open, other desks in this network "
                                           "can work on one plan with you."));
  g_autofree char *escaped = g_markup_escape_text (text, -1);

  adw_action_row_set_subtitle (ADW_ACTION_ROW (self->row), escaped);
  gtk_widget_set_visible (self->person, rdm_serve_is_running (serve));
  gtk_switch_set_active (GTK_SWITCH (self->toggle), rdm_serve_is_started (serve));
}

/* By hand: now, and whenever the program is started. It may run for this time alone. */
static void
toggle_cb (RdmServeGroup *self)
{
  gboolean active = gtk_switch_get_active (GTK_SWITCH (self->toggle));
  RdmServe *serve = rdm_serve_get_default ();

  if (active == rdm_serve_is_started (serve))
    return;
  g_settings_set_boolean (self->settings, "serve-hub", active);
  if (active)
    rdm_serve_start (serve);
  else
    rdm_serve_stop (serve);
}

static void
invited_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (RdmServeGroup) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autofree char *link = rdm_serve_invite_finish (RDM_SERVE (source), result, &error);
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));
  g_autofree char *person = NULL;

  if (root == NULL)
    return;
  if (link == NULL)
    {
      AdwToast *toast = adw_toast_new ("");
      g_autofree char *escaped = g_markup_escape_text (error->message, -1);

      adw_toast_set_title (toast, escaped);
      adw_preferences_window_add_toast (ADW_PREFERENCES_WINDOW (root), toast);
      return;
    }
  person = g_strdup (gtk_editable_get_text (GTK_EDITABLE (self->person)));
  rdm_entry_row_show (self->person, "");
  gtk_window_present (GTK_WINDOW (rdm_invitation_window_new (GTK_WINDOW (root), person, link)));
}

static void
invite_cb (RdmServeGroup *self)
{
  const char *person = gtk_editable_get_text (GTK_EDITABLE (self->person));

  if (*person == '\0')
    rdm_entry_row_set_wrong (self->person);
  else
    rdm_serve_invite_async (rdm_serve_get_default (), person, "dispatcher", invited_cb,
                            g_object_ref (self));
}

static void
dispose (GObject *object)
{
  RdmServeGroup *self = RDM_SERVE_GROUP (object);

  g_clear_object (&self->settings);
  G_OBJECT_CLASS (rdm_serve_group_parent_class)->dispose (object);
}

static void
rdm_serve_group_class_init (RdmServeGroupClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = dispose;
}

static void
rdm_serve_group_init (RdmServeGroup *self)
{
  adw_preferences_group_set_title (ADW_PREFERENCES_GROUP (self), _ ("A Hub on This Computer"));
}

GtkWidget *
rdm_serve_group_new (GSettings *settings)
{
  RdmServeGroup *self = g_object_new (RDM_TYPE_SERVE_GROUP, NULL);
  GtkWidget *button = gtk_button_new_with_mnemonic (_ ("_Invite"));

  self->settings = g_object_ref (settings);
  self->toggle = gtk_switch_new ();
  self->row = adw_action_row_new ();
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->row), _ ("Run a hub"));
  adw_action_row_set_subtitle_lines (ADW_ACTION_ROW (self->row), 3);
  gtk_widget_set_valign (self->toggle, GTK_ALIGN_CENTER);
  g_signal_connect_object (self->toggle, "notify::active", G_CALLBACK (toggle_cb), self,
                           G_CONNECT_SWAPPED);
  adw_action_row_add_suffix (ADW_ACTION_ROW (self->row), self->toggle);
  adw_action_row_set_activatable_widget (ADW_ACTION_ROW (self->row), self->toggle);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->toggle), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("Run a hub"), -1);
  self->person = rdm_entry_row_new (_ ("Invite somebody, by name"));
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  adw_entry_row_add_suffix (ADW_ENTRY_ROW (self->person), button);
  g_signal_connect_swapped (button, "clicked", G_CALLBACK (invite_cb), self);
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (self), self->row);
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (self), self->person);
  rdm_form_name_lists (GTK_WIDGET (self), _ ("A hub on this computer"));
  g_signal_connect_object (rdm_serve_get_default (), "changed", G_CALLBACK (show), self,
                           G_CONNECT_SWAPPED);
  show (self);
  return GTK_WIDGET (self);
}
