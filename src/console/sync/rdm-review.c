/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rdm-review.h"

#include <glib/gi18n.h>

/* Those after it are in the list of what was done. */
#define MOST_LINES 20

static GtkWidget *
text_label (const char *text, const char *css_class)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_widget_set_hexpand (label, TRUE);
  if (css_class != NULL)
    gtk_widget_add_css_class (label, css_class);
  return label;
}

/* @text: (transfer full). */
static void
add_line (GtkWidget *box, char *text)
{
  gtk_box_append (GTK_BOX (box), text_label (text, NULL));
  g_free (text);
}

static void
show_cb (GtkWidget *button, RdmSync *sync)
{
  rdm_sync_show (sync, g_object_get_data (G_OBJECT (button), "subject"));
}

/* Something that was done, and not quite as it was here, with a way to it. */
static void
add_item (GtkWidget *box, RdmSync *sync, const RdmReplicaNews *news)
{
  g_autofree char *text = rdm_link_describe_news (rdm_sync_get_link (sync), news);
  GtkWidget *line = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 9);
  const char *subject = news->result->subject;
  GtkWidget *button;

  gtk_box_append (GTK_BOX (line), text_label (text, "dim-label"));
  if (subject != NULL)
    {
      g_autofree char *label = g_strdup_printf ("%s: %s", _ ("Show"), text);

      button = gtk_button_new_with_label (_ ("Show"));
      gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
      gtk_widget_add_css_class (button, "flat");
      gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, label,
                                      -1);
      g_object_set_data_full (G_OBJECT (button), "subject", g_strdup (subject), g_free);
      g_signal_connect_object (button, "clicked", G_CALLBACK (show_cb), sync, 0);
      gtk_box_append (GTK_BOX (line), button);
    }
  gtk_box_append (GTK_BOX (box), line);
}

static void
add_otherwise (GtkWidget *box, RdmSync *sync, GPtrArray *news)
{
  guint n = 0;

  for (guint i = 0; i < news->len; i++)
    if (rdm_link_fate (news->pdata[i]) == RDM_LINK_FATE_OTHERWISE && n++ < MOST_LINES)
      add_item (box, sync, news->pdata[i]);
  if (n > MOST_LINES)
    add_line (box, g_strdup_printf (ngettext ("And %u more.", "And %u more.", n - MOST_LINES),
                                    n - MOST_LINES));
}

GtkWidget *
rdm_review_new (RdmSync *sync)
{
  gint64 since_utc_ms;
  GPtrArray *news = rdm_sync_get_review (sync, &since_utc_ms);
  g_autoptr (GDateTime) since = NULL;
  g_autofree char *time = NULL;
  guint n[RDM_LINK_FATE_NOT_DONE + 1] = { 0 };
  GtkWidget *box;

  if (news == NULL)
    return NULL;
  box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 3);
  since = g_date_time_new_from_unix_local (since_utc_ms / 1000);
  time = g_date_time_format (since, "%x %R");
  for (guint i = 0; i < news->len; i++)
    n[rdm_link_fate (news->pdata[i])]++;
  gtk_box_append (GTK_BOX (box), text_label (_ ("While You Were Offline"), "heading"));
  /* Translators: %s is a day and a time */
  add_line (box, g_strdup_printf (_ ("Since %s. What others did is in the list below."), time));
  if (n[RDM_LINK_FATE_AS_HERE] > 0)
    add_line (box, g_strdup_printf (ngettext ("%u change of yours is done, as you made it.",
                                              "%u changes of yours are done, as you made them.",
                                              n[RDM_LINK_FATE_AS_HERE]),
                                    n[RDM_LINK_FATE_AS_HERE]));
  if (n[RDM_LINK_FATE_NOT_DONE] > 0)
    add_line (box, g_strdup_printf (ngettext ("%u was not done, and is yours to decide.",
                                              "%u were not done, and are yours to decide.",
                                              n[RDM_LINK_FATE_NOT_DONE]),
                                    n[RDM_LINK_FATE_NOT_DONE]));
  if (n[RDM_LINK_FATE_OTHERWISE] > 0)
    add_line (box, g_strdup_printf (ngettext ("%u is done, and is not quite as you made it:",
                                              "%u are done, and are not quite as you made them:",
                                              n[RDM_LINK_FATE_OTHERWISE]),
                                    n[RDM_LINK_FATE_OTHERWISE]));
  add_otherwise (box, sync, news);
  return box;
}
