/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rdm-sync-card.h"

#include <glib/gi18n.h>

struct _RdmSyncCard
{
  GtkBox parent_instance;

  RdmSync *sync;
  RdmReplicaNews *news;
};

G_DEFINE_FINAL_TYPE (RdmSyncCard, rdm_sync_card, GTK_TYPE_BOX)

static RdmReplicaNews *
copy_news (const RdmReplicaNews *news)
{
  RdmReplicaNews *copy = g_memdup2 (news, sizeof *news);

  copy->command = rdm_command_ref (news->command);
  copy->result = rdm_op_result_ref (news->result);
  return copy;
}

static char *
format_time (gint64 utc_ms)
{
  g_autoptr (GDateTime) then = g_date_time_new_from_unix_local (utc_ms / 1000);

  return g_date_time_format (then, "%x %R");
}

static GtkWidget *
text_label (const char *text, const char *css_class)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_max_width_chars (GTK_LABEL (label), 44);
  gtk_widget_set_hexpand (label, TRUE);
  if (css_class != NULL)
    gtk_widget_add_css_class (label, css_class);
  return label;
}

/* Who, when, what. */
static void
add_side (RdmSyncCard *self, const char *who, gint64 utc_ms, const char *what)
{
  g_autofree char *time = utc_ms > 0 ? format_time (utc_ms) : NULL;
  g_autofree char *head = time != NULL ? g_strdup_printf ("%s · %s", who, time) : g_strdup (who);

  gtk_box_append (GTK_BOX (self), text_label (head, "caption-heading"));
  gtk_box_append (GTK_BOX (self), text_label (what, NULL));
}

static void
insist_cb (RdmSyncCard *self)
{
  rdm_sync_insist (self->sync, self->news);
}

static void
yield_cb (RdmSyncCard *self)
{
  rdm_sync_yield (self->sync, self->news);
}

static void
show_cb (RdmSyncCard *self)
{
  rdm_sync_show (self->sync, self->news->result->subject);
}

static GtkWidget *
add_button (GtkWidget *box, const char *label, GCallback callback, RdmSyncCard *self)
{
  GtkWidget *button = gtk_button_new_with_mnemonic (label);

  g_signal_connect_swapped (button, "clicked", callback, self);
  gtk_box_append (GTK_BOX (box), button);
  return button;
}

static void
fill (RdmSyncCard *self)
{
  const RdmOpResult *result = self->news->result;
  RdmOutcome outcome = { .verdict = result->verdict,
                         .reason = result->reason,
                         .subject = result->subject,
                         .detail = result->detail };
  RdmRows *rows = rdm_desk_get_rows (rdm_sync_get_desk (self->sync));
  g_autofree char *sentence = rdm_outcome_describe (&outcome, rows);
  g_autoptr (RdmCommand) anyway = rdm_link_insist (self->news->command, result);
  gboolean conflict = result->verdict == RDM_CONFLICT;
  const char *they = result->their_actor != NULL && *result->their_actor != '\0'
                         ? result->their_actor
                         : _ ("Somebody else");
  /* Translators: %s is a person's name */
  g_autofree char *title =
      conflict ? g_strdup_printf (_ ("%s was first"), they) : g_strdup (_ ("Not done"));
  GtkWidget *buttons = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);

  gtk_box_append (GTK_BOX (self), text_label (title, "heading"));
  add_side (self, _ ("You"), self->news->at_utc_ms,
            self->news->command->label != NULL ? self->news->command->label : "");
  add_side (self, conflict ? they : _ ("The hub"), result->their_at_utc_ms, sentence);
  gtk_widget_set_halign (buttons, GTK_ALIGN_END);
  gtk_widget_set_margin_top (buttons, 6);
  if (result->subject != NULL)
    gtk_widget_add_css_class (add_button (buttons, _ ("_Show"), G_CALLBACK (show_cb), self),
                              "flat");
  if (anyway != NULL)
    add_button (buttons,
                anyway->kind == RDM_COMMAND_ASSIGN ? _ ("_Move Anyway") : _ ("_Do It Anyway"),
                G_CALLBACK (insist_cb), self);
  gtk_widget_add_css_class (add_button (buttons, conflict ? _ ("_Keep Theirs") : _ ("_All Right"),
                                        G_CALLBACK (yield_cb), self),
                            "suggested-action");
  gtk_box_append (GTK_BOX (self), buttons);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, title, -1);
}

static void
dispose (GObject *object)
{
  RdmSyncCard *self = RDM_SYNC_CARD (object);

  g_clear_object (&self->sync);
  g_clear_pointer (&self->news, rdm_replica_news_free);
  G_OBJECT_CLASS (rdm_sync_card_parent_class)->dispose (object);
}

static void
rdm_sync_card_class_init (RdmSyncCardClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = dispose;
  gtk_widget_class_set_accessible_role (GTK_WIDGET_CLASS (klass), GTK_ACCESSIBLE_ROLE_GROUP);
}

static void
rdm_sync_card_init (RdmSyncCard *self)
{
  gtk_orientable_set_orientation (GTK_ORIENTABLE (self), GTK_ORIENTATION_VERTICAL);
  gtk_box_set_spacing (GTK_BOX (self), 3);
  gtk_widget_add_css_class (GTK_WIDGET (self), "card");
  gtk_widget_add_css_class (GTK_WIDGET (self), "sync-card");
}

GtkWidget *
rdm_sync_card_new (RdmSync *sync, const RdmReplicaNews *news)
{
  RdmSyncCard *self = g_object_new (RDM_TYPE_SYNC_CARD, NULL);

  self->sync = g_object_ref (sync);
  self->news = copy_news (news);
  fill (self);
  return GTK_WIDGET (self);
}

/* Over the window */

static void
show_first (GtkWidget *revealer, RdmSync *sync)
{
  RdmLink *link = rdm_sync_get_link (sync);
  g_autoptr (GPtrArray) open = link != NULL ? rdm_link_dup_open (link) : NULL;
  gint64 shown = GPOINTER_TO_INT (g_object_get_data (G_OBJECT (revealer), "shown"));
  gint64 first = open != NULL && open->len > 0 ? ((const RdmReplicaNews *)open->pdata[0])->n : 0;

  if (first == shown)
    return;
  g_object_set_data (G_OBJECT (revealer), "shown", GINT_TO_POINTER ((int)first));
  /* What is decided is not left behind for a screen reader. */
  gtk_revealer_set_child (GTK_REVEALER (revealer),
                          first != 0 ? rdm_sync_card_new (sync, open->pdata[0]) : NULL);
  gtk_revealer_set_reveal_child (GTK_REVEALER (revealer), first != 0);
}

static void
changed_cb (RdmSync *sync, GtkWidget *revealer)
{
  show_first (revealer, sync);
}

void
rdm_sync_cards_attach (RdmSync *sync, GtkOverlay *overlay)
{
  GtkWidget *revealer = gtk_revealer_new ();

  gtk_widget_set_halign (revealer, GTK_ALIGN_END);
  gtk_widget_set_valign (revealer, GTK_ALIGN_START);
  gtk_widget_add_css_class (revealer, "sync-cards");
  gtk_overlay_add_overlay (overlay, revealer);
  g_signal_connect_object (sync, "changed", G_CALLBACK (changed_cb), revealer, 0);
  show_first (revealer, sync);
}
