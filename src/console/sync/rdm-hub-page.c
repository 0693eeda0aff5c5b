/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rdm-hub-page.h"

#include <glib/gi18n.h>

#include "rdm-entry-row.h"
#include "rdm-serve-group.h"
#include "rdm-serve.h"
#include "rdm-token.h"

struct _RdmHubPage
{
  AdwPreferencesPage parent_instance;

  RdmSync *sync;
  gboolean connecting;
  gboolean filled_in; /* by a link: maybe to another hub than this plan has */

  /* Borrowed: children */
  AdwPreferencesGroup *group;
  AdwPreferencesGroup *joining;
  GtkWidget *invitation;
  GtkWidget *connect;
  GtkWidget *status;
  GtkWidget *facts[4];
  GtkWidget *disconnect;
  GtkWidget *own;
};

G_DEFINE_FINAL_TYPE (RdmHubPage, rdm_hub_page, ADW_TYPE_PREFERENCES_PAGE)

enum
{
  FLEET,
  DEVICE,
  CONTACT,
  KEY
};

static void
say (RdmHubPage *self, const char *text)
{
  AdwToast *toast = adw_toast_new ("");
  GtkWidget *window = gtk_widget_get_ancestor (GTK_WIDGET (self), ADW_TYPE_PREFERENCES_WINDOW);
  g_autofree char *escaped = g_markup_escape_text (text, -1);

  adw_toast_set_title (toast, escaped);
  if (window != NULL)
    adw_preferences_window_add_toast (ADW_PREFERENCES_WINDOW (window), toast);
}

static void
set_fact (RdmHubPage *self, guint i, const char *text)
{
  g_autofree char *escaped = g_markup_escape_text (text != NULL ? text : "", -1);

  adw_action_row_set_subtitle (ADW_ACTION_ROW (self->facts[i]), escaped);
  gtk_widget_set_visible (self->facts[i], text != NULL && *text != '\0');
}

static void
show_facts (RdmHubPage *self, const RdmSyncState *state)
{
  const char *fleet = rdm_sync_get_fleet (self->sync);
  g_autofree char *where = fleet != NULL ? g_strdup_printf ("%s · %s", fleet, state->address)
                                         : g_strdup (state->address);
  g_autofree char *who = state->person[0] != '\0'
                             ? g_strdup_printf ("%s · %s", state->person, state->device)
                             : g_strdup (state->device);
  g_autofree char *file = rdm_token_dup_file (state->device);
  g_autofree char *key = file != NULL
                             ? g_strdup_printf (_ ("There is no keyring on this computer, so it is "
                                                   "in a file that only you can read: %s"),
                                                file)
                             : g_strdup (_ ("In the keyring of this computer"));
  g_autofree char *contact = NULL;

  if (state->contact_utc_ms > 0)
    {
      g_autoptr (GDateTime) then = g_date_time_new_from_unix_local (state->contact_utc_ms / 1000);

      contact = g_date_time_format (then, "%x %X");
    }
  set_fact (self, FLEET, where);
  set_fact (self, DEVICE, who);
  set_fact (self, CONTACT, contact);
  set_fact (self, KEY, key);
}

static void
show (RdmHubPage *self)
{
  RdmLink *link = rdm_sync_get_link (self->sync);
  const RdmSyncState *state = link != NULL ? rdm_link_get_state (link) : NULL;
  RdmLinkStatus status = rdm_sync_get_status (self->sync);
  g_autofree char *sentence =
      link != NULL ? rdm_link_describe (link) : g_strdup (_ ("Open a plan first."));
  g_autofree char *escaped = g_markup_escape_text (sentence, -1);

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->status), escaped);
  gtk_widget_set_visible (GTK_WIDGET (self->joining),
                          link != NULL
                              && (state == NULL || status == RDM_LINK_REFUSED || self->filled_in));
  gtk_widget_set_sensitive (GTK_WIDGET (self->joining), !self->connecting);
  gtk_widget_set_visible (self->disconnect, state != NULL);
  gtk_widget_set_visible (self->own, link != NULL && state == NULL
                                         && rdm_serve_is_running (rdm_serve_get_default ()));
  gtk_widget_set_sensitive (self->own, !self->connecting);
  for (guint i = 0; i < G_N_ELEMENTS (self->facts); i++)
    gtk_widget_set_visible (self->facts[i], FALSE);
  if (state != NULL)
    show_facts (self, state);
}

static void
connected_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (RdmHubPage) self = user_data;
  g_autoptr (GError) error = NULL;

  self->connecting = FALSE;
  if (rdm_link_connect_finish (RDM_LINK (source), result, &error))
    {
      rdm_entry_row_show (self->invitation, "");
      self->filled_in = FALSE;
    }
  else
    {
      rdm_entry_row_set_wrong (self->invitation);
      say (self, error->message);
    }
  if (self->sync != NULL)
    show (self);
}

static void
accept (RdmHubPage *self, const RdmInvitation *invitation)
{
  RdmLink *link = rdm_sync_get_link (self->sync);

  if (link != NULL)
    rdm_link_connect_async (link, invitation, connected_cb, g_object_ref (self));
  self->connecting = link != NULL;
  show (self);
}

static void
own_invited_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (RdmHubPage) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autofree char *link = rdm_serve_invite_finish (RDM_SERVE (source), result, &error);
  g_autofree char *address = rdm_serve_dup_own_address (RDM_SERVE (source));
  g_autofree char *own =
      link != NULL ? rdm_invitation_format (address, strrchr (link, '#') + 1) : NULL;
  g_autoptr (RdmInvitation) invitation = own != NULL ? rdm_invitation_parse (own, &error) : NULL;

  if (self->sync == NULL)
    return;
  self->connecting = FALSE;
  if (invitation != NULL)
    {
      accept (self, invitation);
      return;
    }
  say (self, error->message);
  show (self);
}

/* The plan here to the hub here, without a link to paste. */
static void
own_cb (RdmHubPage *self)
{
  const char *name = g_get_real_name ();

  self->connecting = TRUE;
  rdm_serve_invite_async (rdm_serve_get_default (),
                          g_strcmp0 (name, "Unknown") == 0 ? g_get_user_name () : name,
                          "dispatcher", own_invited_cb, g_object_ref (self));
  show (self);
}

static void
invitation_cb (RdmHubPage *self)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (RdmInvitation) invitation =
      rdm_invitation_parse (gtk_editable_get_text (GTK_EDITABLE (self->invitation)), &error);

  if (invitation == NULL)
    {
      rdm_entry_row_set_wrong (self->invitation);
      say (self, error->message);
      return;
    }
  if (self->connecting)
    return;
  if (rdm_hub_address_is_plain (invitation->address))
    say (self, _ ("Nothing is encrypted on the way to this hub. That is for your own network "
                  "alone."));
  accept (self, invitation);
}

static void
disconnect_answer_cb (RdmHubPage *self, const char *response)
{
  RdmLink *link = self->sync != NULL ? rdm_sync_get_link (self->sync) : NULL;

  if (link == NULL || g_strcmp0 (response, "disconnect") != 0)
    return;
  rdm_link_disconnect (link);
  show (self);
}

static void
disconnect_cb (RdmHubPage *self)
{
  RdmLink *link = rdm_sync_get_link (self->sync);
  guint n = rdm_link_get_n_waiting (link);
  g_autofree char *body =
      n > 0
          ? g_strdup_printf (ngettext ("%u change has not reached the hub, and will not. The plan "
                                       "stays on this computer as it is here.",
                                       "%u changes have not reached the hub, and will not. The "
                                       "plan stays on this computer as it is here.",
                                       n),
                             n)
          : g_strdup (_ ("The plan stays on this computer as it is. What others do from now on "
                         "does not come here."));
  GtkWidget *dialog = adw_message_dialog_new (GTK_WINDOW (gtk_widget_get_root (GTK_WIDGET (self))),
                                              _ ("Leave the Hub?"), body);

  adw_message_dialog_add_responses (ADW_MESSAGE_DIALOG (dialog), "cancel", _ ("_Cancel"),
                                    "disconnect", _ ("_Disconnect"), NULL);
  adw_message_dialog_set_response_appearance (ADW_MESSAGE_DIALOG (dialog), "disconnect",
                                              ADW_RESPONSE_DESTRUCTIVE);
  g_signal_connect_object (dialog, "response", G_CALLBACK (disconnect_answer_cb), self,
                           G_CONNECT_SWAPPED);
  gtk_window_present (GTK_WINDOW (dialog));
}

static GtkWidget *
fact_row (const char *title)
{
  GtkWidget *row = adw_action_row_new ();

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  adw_action_row_set_subtitle_lines (ADW_ACTION_ROW (row), 3);
  return row;
}

static GtkWidget *
make_own_row (RdmHubPage *self)
{
  GtkWidget *row = adw_action_row_new ();
  GtkWidget *button = gtk_button_new_with_label (_ ("Connect This Plan"));

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), _ ("This plan is not there yet"));
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (button, "suggested-action");
  g_signal_connect_swapped (button, "clicked", G_CALLBACK (own_cb), self);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), button);
  return row;
}

static void
dispose (GObject *object)
{
  RdmHubPage *self = RDM_HUB_PAGE (object);

  g_clear_object (&self->sync);
  G_OBJECT_CLASS (rdm_hub_page_parent_class)->dispose (object);
}

static void
rdm_hub_page_class_init (RdmHubPageClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = dispose;
}

static void
rdm_hub_page_init (RdmHubPage *self)
{
  const char *const titles[] = { _ ("Hub"), _ ("This device"), _ ("Last contact"), _ ("Key") };

  adw_preferences_page_set_title (ADW_PREFERENCES_PAGE (self), _ ("Hub"));
  adw_preferences_page_set_icon_name (ADW_PREFERENCES_PAGE (self), "network-server-symbolic");
  self->group = ADW_PREFERENCES_GROUP (adw_preferences_group_new ());
  adw_preferences_group_set_description (
      self->group, _ ("With a hub, several desks work on one plan at once. Each can go on without "
                      "the network, and nothing is lost."));
  self->status = adw_action_row_new ();
  adw_preferences_group_add (self->group, self->status);
  for (guint i = 0; i < G_N_ELEMENTS (self->facts); i++)
    {
      self->facts[i] = fact_row (titles[i]);
      adw_preferences_group_add (self->group, self->facts[i]);
    }
  self->disconnect = gtk_button_new_with_mnemonic (_ ("_Disconnect…"));
  gtk_widget_set_valign (self->disconnect, GTK_ALIGN_CENTER);
  g_signal_connect_swapped (self->disconnect, "clicked", G_CALLBACK (disconnect_cb), self);
  adw_action_row_add_suffix (ADW_ACTION_ROW (self->status), self->disconnect);
  self->joining = ADW_PREFERENCES_GROUP (adw_preferences_group_new ());
  adw_preferences_group_set_title (self->joining, _ ("Connect"));
  adw_preferences_group_set_description (
      self->joining,
      _ ("Paste the invitation that you were given. A hub without a plan gets this one; else you "
         "get the hub’s, and a copy of yours is kept beside it."));
  self->invitation = rdm_entry_row_new (_ ("Invitation"));
  g_signal_connect_swapped (self->invitation, "apply", G_CALLBACK (invitation_cb), self);
  self->connect = gtk_button_new_with_mnemonic (_ ("_Connect"));
  gtk_widget_set_valign (self->connect, GTK_ALIGN_CENTER);
  g_signal_connect_swapped (self->connect, "clicked", G_CALLBACK (invitation_cb), self);
  adw_entry_row_add_suffix (ADW_ENTRY_ROW (self->invitation), self->connect);
  adw_preferences_group_add (self->joining, self->invitation);
  adw_preferences_page_add (ADW_PREFERENCES_PAGE (self), self->group);
  adw_preferences_page_add (ADW_PREFERENCES_PAGE (self), self->joining);
  rdm_form_name_lists (GTK_WIDGET (self->group), _ ("Hub"));
  rdm_form_name_lists (GTK_WIDGET (self->joining), _ ("Connect"));
}

GtkWidget *
rdm_hub_page_new (RdmSync *sync, GSettings *settings)
{
  RdmHubPage *self = g_object_new (RDM_TYPE_HUB_PAGE, NULL);
  AdwPreferencesGroup *serve = ADW_PREFERENCES_GROUP (rdm_serve_group_new (settings));

  self->sync = g_object_ref (sync);
  self->own = make_own_row (self);
  adw_preferences_group_add (serve, self->own);
  adw_preferences_page_add (ADW_PREFERENCES_PAGE (self), serve);
  g_signal_connect_object (rdm_serve_get_default (), "changed", G_CALLBACK (show), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (sync, "changed", G_CALLBACK (show), self, G_CONNECT_SWAPPED);
  show (self);
  return GTK_WIDGET (self);
}

void
rdm_hub_page_fill_in (RdmHubPage *self, const char *invitation)
{
  self->filled_in = TRUE;
  rdm_entry_row_show (self->invitation, invitation);
  show (self);
  gtk_widget_grab_focus (self->connect);
}
