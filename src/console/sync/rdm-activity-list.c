/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rdm-activity-list.h"

#include <glib/gi18n.h>

#include "rdm-activity.h"

#define AT_ONCE 200
/* A plan that others work on changes all the time; the list follows at a walk. */
#define REFRESH_MS 1500

struct _RdmActivityList
{
  GtkBox parent_instance;

  /* Owned */
  RdmSync *sync;
  GListStore *items; /* RdmActivity, the newest first */
  GtkFilter *filter;
  GtkStringList *people; /* the first stands for all */
  guint refresh;

  /* Borrowed: children */
  GtkWidget *search;
  GtkWidget *person;
  GtkWidget *list;
  GtkWidget *more;
  GtkWidget *note;
};

G_DEFINE_FINAL_TYPE (RdmActivityList, rdm_activity_list, GTK_TYPE_BOX)

/* What there is */

static void
add_person (RdmActivityList *self, const char *name)
{
  guint n = g_list_model_get_n_items (G_LIST_MODEL (self->people));

  for (guint i = 1; i < n; i++)
    if (g_str_equal (gtk_string_list_get_string (self->people, i), name))
      return;
  if (*name != '\0')
    gtk_string_list_append (self->people, name);
}

static void
add (RdmActivityList *self, guint position, RdmActivity *activity)
{
  g_list_store_insert (self->items, position, activity);
  add_person (self, activity->person);
}

/* The lowest number in the list, to go on from; 0 for an empty one. */
static gint64
oldest (RdmActivityList *self)
{
  guint n = g_list_model_get_n_items (G_LIST_MODEL (self->items));
  g_autoptr (RdmActivity) last =
      n > 0 ? g_list_model_get_item (G_LIST_MODEL (self->items), n - 1) : NULL;

  return last != NULL ? last->seq : 0;
}

static gint64
newest (RdmActivityList *self)
{
  g_autoptr (RdmActivity) first = g_list_model_get_item (G_LIST_MODEL (self->items), 0);

  return first != NULL ? first->seq : 0;
}

static void
set_note (RdmActivityList *self, const char *text)
{
  gtk_label_set_text (GTK_LABEL (self->note), text != NULL ? text : "");
  gtk_widget_set_visible (self->note, text != NULL);
}

/* @fresh: those above what is there; else those below. */
static void
take (RdmActivityList *self, GPtrArray *activities, gboolean fresh)
{
  gint64 top = newest (self);
  guint position = fresh ? 0 : g_list_model_get_n_items (G_LIST_MODEL (self->items));

  for (guint i = 0; i < activities->len; i++)
    {
      RdmActivity *activity = activities->pdata[i];

      if (!fresh || activity->seq > top)
        add (self, position++, activity);
    }
  if (!fresh || top == 0)
    gtk_widget_set_visible (self->more, activities->len >= AT_ONCE);
}

static void
take_local (RdmActivityList *self, gint64 before)
{
  RdmPlanFile *file = rdm_desk_get_file (rdm_sync_get_desk (self->sync));
  g_autoptr (GPtrArray) entries =
      file != NULL ? rdm_plan_file_journal (file, before, AT_ONCE, NULL) : NULL;
  g_autoptr (GPtrArray) activities = g_ptr_array_new_with_free_func (g_object_unref);

  for (guint i = 0; entries != NULL && i < entries->len; i++)
    g_ptr_array_add (activities,
                     rdm_activity_new_local (entries->pdata[i],
                                             rdm_desk_get_rows (rdm_sync_get_desk (self->sync))));
  take (self, activities, before == 0);
}

typedef struct
{
  RdmActivityList *list;
  gboolean fresh;
} Question;

static void
answer_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autofree Question *question = user_data;
  g_autoptr (RdmActivityList) self = question->list;
  g_autoptr (GError) error = NULL;
  g_autoptr (JsonNode) node = rdm_link_ask_finish (RDM_LINK (source), result, &error);
  g_autoptr (GPtrArray) activities = g_ptr_array_new_with_free_func (g_object_unref);
  JsonArray *items;

  if (self->sync == NULL || rdm_sync_get_link (self->sync) != RDM_LINK (source))
    return;
  if (node == NULL)
    {
      set_note (self, error->message);
      /* What was done here is better than nothing. */
      if (question->fresh && newest (self) == 0)
        take_local (self, 0);
      return;
    }
  set_note (self, NULL);
  items = rdm_wire_get_array (json_node_get_object (node), "items", AT_ONCE, NULL);
  for (guint i = 0; items != NULL && i < json_array_get_length (items); i++)
    {
      JsonObject *item = rdm_wire_get_object_at (items, i, "items", NULL);
      RdmActivity *activity =
          item != NULL
              ? rdm_activity_new_remote (item, rdm_desk_get_rows (rdm_sync_get_desk (self->sync)))
              : NULL;

      if (activity != NULL)
        g_ptr_array_add (activities, activity);
    }
  take (self, activities, question->fresh);
}

static void
fetch (RdmActivityList *self, gint64 before)
{
  RdmLink *link = rdm_sync_get_link (self->sync);
  g_autofree char *path =
      before > 0
          ? g_strdup_printf ("v1/activity?limit=%d&before=%" G_GINT64_FORMAT, AT_ONCE, before)
          : g_strdup_printf ("v1/activity?limit=%d", AT_ONCE);
  Question *question;

  if (rdm_sync_get_status (self->sync) == RDM_LINK_ALONE)
    {
      take_local (self, before);
      return;
    }
  question = g_new (Question, 1);
  *question = (Question){ g_object_ref (self), before == 0 };
  rdm_link_ask_async (link, "GET", path, NULL, answer_cb, question);
}

static gboolean
refresh_cb (gpointer data)
{
  RdmActivityList *self = RDM_ACTIVITY_LIST (data);

  self->refresh = 0;
  fetch (self, 0);
  return G_SOURCE_REMOVE;
}

static void
rows_changed_cb (RdmActivityList *self)
{
  if (self->refresh == 0)
    self->refresh = g_timeout_add (REFRESH_MS, refresh_cb, self);
}

static void
more_cb (RdmActivityList *self)
{
  gint64 before = oldest (self);

  if (before > 0)
    fetch (self, before);
}

/* The filter */

static gboolean
has_selected (RdmActivityList *self, const RdmActivity *activity)
{
  RdmDesk *desk = rdm_sync_get_desk (self->sync);

  for (char **id = activity->ids; *id != NULL; id++)
    if (rdm_desk_is_selected (desk, *id)
        || g_strcmp0 (rdm_desk_get_selected_route (desk), *id) == 0)
      return TRUE;
  return FALSE;
}

/* Every word is somewhere in it. */
static gboolean
has_words (const RdmActivity *activity, const char *words)
{
  g_autofree char *all =
      g_strjoin ("\n", activity->person, activity->text, activity->things, activity->outcome, NULL);

  return g_str_match_string (words, all, TRUE);
}

static gboolean
is_wanted (gpointer item, gpointer data)
{
  RdmActivityList *self = RDM_ACTIVITY_LIST (data);
  const RdmActivity *activity = item;
  guint person = gtk_drop_down_get_selected (GTK_DROP_DOWN (self->person));
  const char *words = gtk_editable_get_text (GTK_EDITABLE (self->search));

  /* The first stands for everybody, the second for what is selected. */
  if (person == 1 && !has_selected (self, activity))
    return FALSE;
  if (person > 1 && person != GTK_INVALID_LIST_POSITION
      && g_strcmp0 (activity->person, gtk_string_list_get_string (self->people, person)) != 0)
    return FALSE;
  return *words == '\0' || has_words (activity, words);
}

static void
filter_cb (RdmActivityList *self)
{
  gtk_filter_changed (self->filter, GTK_FILTER_CHANGE_DIFFERENT);
}

/* Lines */

static char *
format_time (gint64 utc_ms)
{
  g_autoptr (GDateTime) then = g_date_time_new_from_unix_local (utc_ms / 1000);

  return g_date_time_format (then, "%x %R");
}

static void
setup_cb (GtkSignalListItemFactory *factory, GtkListItem *item)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *text = gtk_label_new ("");
  GtkWidget *head = gtk_label_new ("");

  gtk_label_set_xalign (GTK_LABEL (text), 0);
  gtk_label_set_wrap (GTK_LABEL (text), TRUE);
  gtk_label_set_xalign (GTK_LABEL (head), 0);
  gtk_label_set_wrap (GTK_LABEL (head), TRUE);
  gtk_widget_add_css_class (head, "caption");
  gtk_widget_add_css_class (head, "dim-label");
  gtk_widget_add_css_class (box, "activity-line");
  gtk_box_append (GTK_BOX (box), text);
  gtk_box_append (GTK_BOX (box), head);
  gtk_list_item_set_child (item, box);
}

static void
bind_cb (GtkSignalListItemFactory *factory, GtkListItem *item)
{
  RdmActivity *activity = gtk_list_item_get_item (item);
  GtkWidget *text = gtk_widget_get_first_child (gtk_list_item_get_child (item));
  g_autofree char *time = format_time (activity->at_utc_ms);
  g_autofree char *head =
      activity->outcome != NULL
          ? g_strdup_printf ("%s · %s · %s", activity->person, time, activity->outcome)
          : g_strdup_printf ("%s · %s", activity->person, time);

  gtk_label_set_text (GTK_LABEL (text), activity->text);
  gtk_label_set_text (GTK_LABEL (gtk_widget_get_next_sibling (text)), head);
}

/* Back to the thing: the first of them that is still there. */
static void
activate_cb (RdmActivityList *self, guint position)
{
  GListModel *model = G_LIST_MODEL (gtk_list_view_get_model (GTK_LIST_VIEW (self->list)));
  g_autoptr (RdmActivity) activity = g_list_model_get_item (model, position);

  for (char **id = activity->ids; *id != NULL; id++)
    if (rdm_sync_show (self->sync, *id))
      return;
  set_note (self, _ ("What this was about is not in the plan any more, or too much at once."));
}

/* Putting it together */

static GtkWidget *
make_bar (RdmActivityList *self)
{
  GtkWidget *bar = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);

  self->search = gtk_search_entry_new ();
  g_object_set (self->search, "placeholder-text", _ ("Stop, route, or what was done"), NULL);
  gtk_widget_set_hexpand (self->search, TRUE);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->search), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("Search what was done"), -1);
  self->people = gtk_string_list_new (NULL);
  gtk_string_list_append (self->people, _ ("Everybody"));
  gtk_string_list_append (self->people, _ ("What is selected"));
  self->person = gtk_drop_down_new (G_LIST_MODEL (g_object_ref (self->people)), NULL);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->person), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("Whose"), -1);
  g_signal_connect_object (self->search, "search-changed", G_CALLBACK (filter_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->person, "notify::selected", G_CALLBACK (filter_cb), self,
                           G_CONNECT_SWAPPED);
  gtk_box_append (GTK_BOX (bar), self->search);
  gtk_box_append (GTK_BOX (bar), self->person);
  gtk_widget_add_css_class (bar, "activity-bar");
  return bar;
}

static GtkWidget *
make_list (RdmActivityList *self)
{
  GtkListItemFactory *factory = gtk_signal_list_item_factory_new ();
  GtkWidget *scrolled = gtk_scrolled_window_new ();
  GtkFilterListModel *filtered;

  self->filter = GTK_FILTER (gtk_custom_filter_new (is_wanted, self, NULL));
  filtered = gtk_filter_list_model_new (G_LIST_MODEL (g_object_ref (self->items)),
                                        g_object_ref (self->filter));
  g_signal_connect (factory, "setup", G_CALLBACK (setup_cb), NULL);
  g_signal_connect (factory, "bind", G_CALLBACK (bind_cb), NULL);
  self->list = gtk_list_view_new (
      GTK_SELECTION_MODEL (gtk_single_selection_new (G_LIST_MODEL (filtered))), factory);
  gtk_list_view_set_single_click_activate (GTK_LIST_VIEW (self->list), TRUE);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->list), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("What was done"), -1);
  g_signal_connect_object (self->list, "activate", G_CALLBACK (activate_cb), self,
                           G_CONNECT_SWAPPED);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scrolled), self->list);
  gtk_widget_set_vexpand (scrolled, TRUE);
  return scrolled;
}

static void
dispose (GObject *object)
{
  RdmActivityList *self = RDM_ACTIVITY_LIST (object);

  g_clear_handle_id (&self->refresh, g_source_remove);
  g_clear_object (&self->sync);
  G_OBJECT_CLASS (rdm_activity_list_parent_class)->dispose (object);
}

static void
finalize (GObject *object)
{
  RdmActivityList *self = RDM_ACTIVITY_LIST (object);

  g_object_unref (self->items);
  g_object_unref (self->people);
  g_object_unref (self->filter);
  G_OBJECT_CLASS (rdm_activity_list_parent_class)->finalize (object);
}

static void
rdm_activity_list_class_init (RdmActivityListClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = dispose;
  G_OBJECT_CLASS (klass)->finalize = finalize;
}

static void
rdm_activity_list_init (RdmActivityList *self)
{
  gtk_orientable_set_orientation (GTK_ORIENTABLE (self), GTK_ORIENTATION_VERTICAL);
  self->items = g_list_store_new (RDM_TYPE_ACTIVITY);
}

GtkWidget *
rdm_activity_list_new (RdmSync *sync)
{
  RdmActivityList *self = g_object_new (RDM_TYPE_ACTIVITY_LIST, NULL);

  self->sync = g_object_ref (sync);
  self->note = gtk_label_new ("");
  gtk_label_set_wrap (GTK_LABEL (self->note), TRUE);
  gtk_widget_add_css_class (self->note, "dim-label");
  gtk_widget_set_visible (self->note, FALSE);
  self->more = gtk_button_new_with_mnemonic (_ ("Show _Older"));
  gtk_widget_set_visible (self->more, FALSE);
  gtk_widget_add_css_class (self->more, "flat");
  g_signal_connect_object (self->more, "clicked", G_CALLBACK (more_cb), self, G_CONNECT_SWAPPED);
  gtk_box_append (GTK_BOX (self), make_bar (self));
  gtk_box_append (GTK_BOX (self), self->note);
  gtk_box_append (GTK_BOX (self), make_list (self));
  gtk_box_append (GTK_BOX (self), self->more);
  g_signal_connect_object (rdm_sync_get_desk (sync), "rows-changed", G_CALLBACK (rows_changed_cb),
                           self, G_CONNECT_SWAPPED);
  g_signal_connect_object (rdm_sync_get_desk (sync), "selection-changed", G_CALLBACK (filter_cb),
                           self, G_CONNECT_SWAPPED);
  fetch (self, 0);
  return GTK_WIDGET (self);
}
