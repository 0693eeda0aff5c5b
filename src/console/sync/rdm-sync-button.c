/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rdm-sync-button.h"

#include <adwaita.h>
#include <glib/gi18n.h>

#define MOST_FACES 3

struct _RdmSyncButton
{
  GtkButton parent_instance;

  RdmSync *sync;

  /* Borrowed: children */
  GtkWidget *faces;
  GtkWidget *icon;
  GtkWidget *label;
};

G_DEFINE_FINAL_TYPE (RdmSyncButton, rdm_sync_button, GTK_TYPE_BUTTON)

static const char *
icon_for (RdmLinkStatus status)
{
  switch (status)
    {
    case RDM_LINK_IN_STEP:
      return "emblem-ok-symbolic";
    case RDM_LINK_OFFLINE:
      return "network-offline-symbolic";
    case RDM_LINK_REFUSED:
      return "dialog-warning-symbolic";
    case RDM_LINK_ALONE:
    case RDM_LINK_CATCHING_UP:
    case RDM_LINK_SENDING:
      break;
    }
  return "emblem-synchronizing-symbolic";
}

/* The time for today, else the day. */
static char *
since (gint64 utc_ms)
{
  g_autoptr (GDateTime) then = g_date_time_new_from_unix_local (utc_ms / 1000);
  g_autoptr (GDateTime) now = g_date_time_new_now_local ();
  gboolean today = g_date_time_get_day_of_year (then) == g_date_time_get_day_of_year (now)
                   && g_date_time_get_year (then) == g_date_time_get_year (now);

  return g_date_time_format (then, today ? "%R" : "%x");
}

static char *
word_for (RdmLink *link, guint n_open)
{
  RdmLinkStatus status = rdm_link_get_status (link);
  guint n = rdm_link_get_n_waiting (link);
  gint64 contact_utc_ms = rdm_link_get_state (link)->contact_utc_ms;
  g_autofree char *time = NULL;

  switch (status)
    {
    case RDM_LINK_ALONE:
      return g_strdup ("");
    case RDM_LINK_CATCHING_UP:
      return g_strdup (_ ("Catching up"));
    case RDM_LINK_IN_STEP:
      if (n_open > 0)
        return g_strdup_printf (ngettext ("%u to decide", "%u to decide", n_open), n_open);
      return g_strdup (_ ("In step"));
    case RDM_LINK_SENDING:
      return g_strdup_printf (_ ("Sending %u"), n);
    case RDM_LINK_OFFLINE:
      if (contact_utc_ms == 0)
        return g_strdup (_ ("Offline"));
      time = since (contact_utc_ms);
      return g_strdup_printf (_ ("Offline since %s"), time);
    case RDM_LINK_REFUSED:
      return g_strdup (_ ("Refused"));
    }
  g_return_val_if_reached (NULL);
}

static void
show (RdmSyncButton *self)
{
  RdmLink *link = rdm_sync_get_link (self->sync);
  RdmLinkStatus status = rdm_sync_get_status (self->sync);
  g_autoptr (GPtrArray) open = NULL;
  g_autofree char *word = NULL;
  g_autofree char *sentence = NULL;

  gtk_widget_set_visible (GTK_WIDGET (self), status != RDM_LINK_ALONE);
  if (status == RDM_LINK_ALONE)
    return;
  open = rdm_link_dup_open (link);
  word = word_for (link, open->len);
  sentence = rdm_link_describe (link);
  gtk_image_set_from_icon_name (GTK_IMAGE (self->icon), open->len > 0 && status == RDM_LINK_IN_STEP
                                                            ? "dialog-warning-symbolic"
                                                            : icon_for (status));
  gtk_label_set_text (GTK_LABEL (self->label), word);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self), sentence);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, word,
                                  GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, sentence, -1);
}

static void
show_faces (RdmSyncButton *self)
{
  GPtrArray *others = rdm_sync_get_others (self->sync);
  const char *date = rdm_desk_get_date (rdm_sync_get_desk (self->sync));
  GtkWidget *child;
  guint n = 0;

  while ((child = gtk_widget_get_first_child (self->faces)) != NULL)
    gtk_box_remove (GTK_BOX (self->faces), child);
  for (guint i = 0; i < others->len && n < MOST_FACES; i++)
    {
      const RdmSyncPerson *person = others->pdata[i];
      GtkWidget *face;
      g_autofree char *text = NULL;

      if (g_strcmp0 (person->date, date) != 0)
        continue;
      /* Translators: somebody else looks at the same service day */
      text = g_strdup_printf (_ ("%s is on this day too"), person->name);
      face = adw_avatar_new (20, person->name, TRUE);
      gtk_widget_set_tooltip_text (face, text);
      gtk_box_append (GTK_BOX (self->faces), face);
      n++;
    }
  gtk_widget_set_visible (self->faces, n > 0);
}

static void
dispose (GObject *object)
{
  RdmSyncButton *self = RDM_SYNC_BUTTON (object);

  g_clear_object (&self->sync);
  G_OBJECT_CLASS (rdm_sync_button_parent_class)->dispose (object);
}

static void
rdm_sync_button_class_init (RdmSyncButtonClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = dispose;
}

static void
rdm_sync_button_init (RdmSyncButton *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);

  self->faces = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 2);
  self->icon = gtk_image_new ();
  self->label = gtk_label_new ("");
  gtk_widget_set_visible (self->faces, FALSE);
  gtk_widget_add_css_class (self->label, "numeric");
  gtk_box_append (GTK_BOX (box), self->faces);
  gtk_box_append (GTK_BOX (box), self->icon);
  gtk_box_append (GTK_BOX (box), self->label);
  gtk_widget_add_css_class (GTK_WIDGET (self), "flat");
  gtk_button_set_child (GTK_BUTTON (self), box);
  gtk_widget_set_visible (GTK_WIDGET (self), FALSE);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (self), "win.show-hub");
}

GtkWidget *
rdm_sync_button_new (RdmSync *sync)
{
  RdmSyncButton *self = g_object_new (RDM_TYPE_SYNC_BUTTON, NULL);

  self->sync = g_object_ref (sync);
  g_signal_connect_object (sync, "changed", G_CALLBACK (show), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (sync, "others-changed", G_CALLBACK (show_faces), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (rdm_sync_get_desk (sync), "day-changed", G_CALLBACK (show_faces), self,
                           G_CONNECT_SWAPPED);
  show (self);
  return GTK_WIDGET (self);
}
