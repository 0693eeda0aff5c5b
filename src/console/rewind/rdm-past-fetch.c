/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rdm-past-fetch.h"

#include <adwaita.h>
#include <glib/gi18n.h>

#include "rdm-link-journal.h"

/* What comes sooner needs no dialog. */
#define SHOW_AFTER_MS 400

typedef struct
{
  RdmPastFetchedFunc fetched;
  gpointer user_data;
  GCancellable *cancellable;
  GtkWindow *parent;   /* weak */
  GtkWidget *dialog;   /* weak: NULL while it is not shown, or when it is gone */
  GtkProgressBar *bar; /* the dialog's */
  double share;
  guint show_source;
} Fetching;

static void
fetching_free (Fetching *self)
{
  g_clear_handle_id (&self->show_source, g_source_remove);
  if (self->dialog != NULL)
    {
      g_signal_handlers_disconnect_by_data (self->dialog, self);
      gtk_window_destroy (GTK_WINDOW (self->dialog));
    }
  g_clear_weak_pointer (&self->dialog);
  g_clear_weak_pointer (&self->parent);
  g_object_unref (self->cancellable);
  g_free (self);
}

static void
response_cb (Fetching *self)
{
  g_cancellable_cancel (self->cancellable);
}

static gboolean
show_cb (gpointer user_data)
{
  Fetching *self = user_data;
  GtkWidget *bar = gtk_progress_bar_new ();
  GtkWidget *dialog;

  self->show_source = 0;
  if (self->parent == NULL)
    return G_SOURCE_REMOVE;
  dialog = adw_message_dialog_new (self->parent, _ ("Fetching the Past"),
                                   _ ("The hub tells what everybody did to this plan."));
  adw_message_dialog_add_response (ADW_MESSAGE_DIALOG (dialog), "cancel", _ ("_Cancel"));
  gtk_accessible_update_property (GTK_ACCESSIBLE (bar), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("How much has been fetched"), -1);
  adw_message_dialog_set_extra_child (ADW_MESSAGE_DIALOG (dialog), bar);
  self->bar = GTK_PROGRESS_BAR (bar);
  gtk_progress_bar_set_fraction (self->bar, self->share);
  g_set_weak_pointer (&self->dialog, dialog);
  g_signal_connect_swapped (dialog, "response", G_CALLBACK (response_cb), self);
  gtk_window_present (GTK_WINDOW (dialog));
  return G_SOURCE_REMOVE;
}

static void
progress_cb (double share, gpointer user_data)
{
  Fetching *self = user_data;

  self->share = share;
  if (self->dialog != NULL)
    gtk_progress_bar_set_fraction (self->bar, share);
}

static void
fetched_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Fetching *self = user_data;
  g_autoptr (GError) error = NULL;
  gboolean is_current = FALSE;
  g_autoptr (GPtrArray) ops = rdm_link_fetch_journal_finish (result, &is_current, &error);
  gboolean was_cancelled = g_cancellable_is_cancelled (self->cancellable);

  if (self->parent != NULL)
    self->fetched (was_cancelled ? NULL : ops, is_current, was_cancelled ? NULL : error,
                   self->user_data);
  fetching_free (self);
}

void
rdm_past_fetch (GtkWindow *parent, RdmLink *link, RdmPastFetchedFunc fetched, gpointer user_data)
{
  Fetching *self = g_new0 (Fetching, 1);

  self->fetched = fetched;
  self->user_data = user_data;
  self->cancellable = g_cancellable_new ();
  g_set_weak_pointer (&self->parent, parent);
  self->show_source = g_timeout_add (SHOW_AFTER_MS, show_cb, self);
  rdm_link_fetch_journal_async (link, self->cancellable, progress_cb, self, fetched_cb, self);
}
