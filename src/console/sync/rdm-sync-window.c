/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rdm-sync-window.h"

#include <glib/gi18n.h>

#include "rdm-activity-list.h"
#include "rdm-review.h"
#include "rdm-sync-card.h"
#include "rdm-time.h"

#define HEAD_PX 380

struct _RdmSyncWindow
{
  AdwWindow parent_instance;

  RdmSync *sync;

  /* Borrowed: children */
  GtkWidget *status;
  GtkWidget *try_now;
  GtkWidget *review;
  GtkWidget *cards;
  GtkWidget *people;
};

G_DEFINE_FINAL_TYPE (RdmSyncWindow, rdm_sync_window, ADW_TYPE_WINDOW)

static void
empty (GtkWidget *box)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (box)) != NULL)
    gtk_box_remove (GTK_BOX (box), child);
}

static void
show_cards (RdmSyncWindow *self)
{
  RdmLink *link = rdm_sync_get_link (self->sync);
  g_autoptr (GPtrArray) open = link != NULL ? rdm_link_dup_open (link) : NULL;

  empty (self->cards);
  for (guint i = 0; open != NULL && i < open->len; i++)
    gtk_box_append (GTK_BOX (self->cards), rdm_sync_card_new (self->sync, open->pdata[i]));
}

static void
show_review (RdmSyncWindow *self)
{
  GtkWidget *review = rdm_review_new (self->sync);

  adw_bin_set_child (ADW_BIN (self->review), review);
  gtk_widget_set_visible (self->review, review != NULL);
}

static void
show (RdmSyncWindow *self)
{
  RdmLink *link = rdm_sync_get_link (self->sync);
  RdmLinkStatus status = rdm_sync_get_status (self->sync);
  g_autofree char *sentence = link != NULL ? rdm_link_describe (link) : g_strdup ("");

  gtk_label_set_text (GTK_LABEL (self->status), sentence);
  gtk_widget_set_visible (self->try_now, status == RDM_LINK_OFFLINE || status == RDM_LINK_REFUSED);
  show_cards (self);
}

static void
show_person_cb (RdmSyncWindow *self, GtkWidget *button)
{
  const RdmSyncPerson *person;
  GPtrArray *others = rdm_sync_get_others (self->sync);
  guint i = GPOINTER_TO_UINT (g_object_get_data (G_OBJECT (button), "person"));
  RdmDesk *desk = rdm_sync_get_desk (self->sync);

  if (i >= others->len)
    return;
  person = others->pdata[i];
  if (rdm_date_valid (person->date))
    rdm_desk_set_date (desk, person->date);
  if (person->selection[0] != NULL && !rdm_sync_show (self->sync, person->selection[0]))
    return;
  if (person->selection[0] != NULL && person->selection[1] != NULL)
    rdm_desk_select (desk, (const char *const *)person->selection, RDM_SELECT_ONLY);
}

static char *
describe_place (RdmSyncWindow *self, const RdmSyncPerson *person)
{
  RdmRows *rows = rdm_desk_get_rows (rdm_sync_get_desk (self->sync));
  g_autofree char *day =
      rdm_date_valid (person->date) ? rdm_date_format_long (person->date) : g_strdup ("?");
  guint n = g_strv_length (person->selection);
  g_autofree char *first = n > 0 ? rdm_rows_describe (rows, person->selection[0]) : NULL;

  if (n == 0)
    return g_steal_pointer (&day);
  if (n == 1)
    return g_strdup_printf ("%s · %s", day, first);
  /* Translators: a day, the first thing that somebody has selected, and how many more */
  return g_strdup_printf (ngettext ("%s · %s and %u more", "%s · %s and %u more", n - 1), day,
                          first, n - 1);
}

static void
show_people (RdmSyncWindow *self)
{
  GPtrArray *others = rdm_sync_get_others (self->sync);

  empty (self->people);
  for (guint i = 0; i < others->len; i++)
    {
      const RdmSyncPerson *person = others->pdata[i];
      GtkWidget *row = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 9);
      GtkWidget *texts = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
      GtkWidget *name = gtk_label_new (person->name);
      g_autofree char *place = describe_place (self, person);
      GtkWidget *where = gtk_label_new (place);
      GtkWidget *button = gtk_button_new_with_label (_ ("Show"));
      /* Translators: to what a person looks at */
      g_autofree char *label = g_strdup_printf (_ ("Show what %s looks at"), person->name);

      gtk_label_set_xalign (GTK_LABEL (name), 0);
      gtk_label_set_xalign (GTK_LABEL (where), 0);
      gtk_label_set_ellipsize (GTK_LABEL (where), PANGO_ELLIPSIZE_END);
      gtk_widget_add_css_class (where, "dim-label");
      gtk_widget_add_css_class (where, "caption");
      gtk_widget_set_hexpand (texts, TRUE);
      gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
      gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, label,
                                      -1);
      g_object_set_data (G_OBJECT (button), "person", GUINT_TO_POINTER (i));
      g_signal_connect_object (button, "clicked", G_CALLBACK (show_person_cb), self,
                               G_CONNECT_SWAPPED);
      gtk_box_append (GTK_BOX (texts), name);
      gtk_box_append (GTK_BOX (texts), where);
      gtk_box_append (GTK_BOX (row), adw_avatar_new (28, person->name, TRUE));
      gtk_box_append (GTK_BOX (row), texts);
      gtk_box_append (GTK_BOX (row), button);
      gtk_box_append (GTK_BOX (self->people), row);
    }
}

static void
try_now_cb (RdmSyncWindow *self)
{
  RdmLink *link = rdm_sync_get_link (self->sync);

  if (link != NULL)
    rdm_link_try_now (link);
}

/* What came of hours away has been seen. */
static gboolean
close_request (GtkWindow *window)
{
  rdm_sync_forget_review (RDM_SYNC_WINDOW (window)->sync);
  return GTK_WINDOW_CLASS (rdm_sync_window_parent_class)->close_request (window);
}

static void
dispose (GObject *object)
{
  RdmSyncWindow *self = RDM_SYNC_WINDOW (object);

  g_clear_object (&self->sync);
  G_OBJECT_CLASS (rdm_sync_window_parent_class)->dispose (object);
}

static void
rdm_sync_window_class_init (RdmSyncWindowClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = dispose;
  GTK_WINDOW_CLASS (klass)->close_request = close_request;
  gtk_widget_class_add_binding_action (GTK_WIDGET_CLASS (klass), GDK_KEY_Escape, 0, "window.close",
                                       NULL);
}

static void
rdm_sync_window_init (RdmSyncWindow *self)
{
  gtk_window_set_title (GTK_WINDOW (self), _ ("Hub and Activity"));
  gtk_window_set_default_size (GTK_WINDOW (self), 620, 640);
}

static GtkWidget *
make_head (RdmSyncWindow *self)
{
  GtkWidget *head = gtk_box_new (GTK_ORIENTATION_VERTICAL, 9);
  GtkWidget *line = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 9);

  self->status = gtk_label_new ("");
  gtk_label_set_wrap (GTK_LABEL (self->status), TRUE);
  gtk_label_set_xalign (GTK_LABEL (self->status), 0);
  gtk_widget_set_hexpand (self->status, TRUE);
  self->try_now = gtk_button_new_with_mnemonic (_ ("_Try Now"));
  gtk_widget_set_valign (self->try_now, GTK_ALIGN_CENTER);
  g_signal_connect_object (self->try_now, "clicked", G_CALLBACK (try_now_cb), self,
                           G_CONNECT_SWAPPED);
  self->review = adw_bin_new ();
  self->cards = gtk_box_new (GTK_ORIENTATION_VERTICAL, 9);
  self->people = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  gtk_box_append (GTK_BOX (line), self->status);
  gtk_box_append (GTK_BOX (line), self->try_now);
  gtk_box_append (GTK_BOX (head), line);
  gtk_box_append (GTK_BOX (head), self->review);
  gtk_box_append (GTK_BOX (head), self->cards);
  gtk_box_append (GTK_BOX (head), self->people);
  gtk_widget_add_css_class (head, "sync-head");
  return head;
}

static RdmSyncWindow *
sync_window_new (GtkWindow *parent, RdmSync *sync)
{
  RdmSyncWindow *self = g_object_new (RDM_TYPE_SYNC_WINDOW, "transient-for", parent,
                                      "destroy-with-parent", TRUE, NULL);
  GtkWidget *content = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *list = rdm_activity_list_new (sync);
  GtkWidget *head = make_head (self);
  GtkWidget *scrolled = gtk_scrolled_window_new ();

  self->sync = g_object_ref (sync);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scrolled), head);
  gtk_scrolled_window_set_propagate_natural_height (GTK_SCROLLED_WINDOW (scrolled), TRUE);
  /* However much is to be decided, there are some lines of what was done. */
  gtk_scrolled_window_set_max_content_height (GTK_SCROLLED_WINDOW (scrolled), HEAD_PX);
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scrolled), GTK_POLICY_NEVER,
                                  GTK_POLICY_AUTOMATIC);
  gtk_widget_set_vexpand (list, TRUE);
  gtk_box_append (GTK_BOX (content), adw_header_bar_new ());
  gtk_box_append (GTK_BOX (content), scrolled);
  gtk_box_append (GTK_BOX (content), list);
  adw_window_set_content (ADW_WINDOW (self), content);
  g_signal_connect_object (sync, "changed", G_CALLBACK (show), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (sync, "others-changed", G_CALLBACK (show_people), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (sync, "review", G_CALLBACK (show_review), self, G_CONNECT_SWAPPED);
  show (self);
  show_people (self);
  show_review (self);
  return self;
}

void
rdm_sync_window_present (GtkWindow *parent, RdmSync *sync)
{
  g_autoptr (GList) windows = gtk_window_list_toplevels ();
  GtkWindow *window = NULL;

  for (GList *list = windows; list != NULL; list = list->next)
    if (RDM_IS_SYNC_WINDOW (list->data) && gtk_window_get_transient_for (list->data) == parent)
      window = list->data;
  if (window == NULL)
    window = GTK_WINDOW (sync_window_new (parent, sync));
  gtk_window_present (window);
}
