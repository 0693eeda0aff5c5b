/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rdm-closure-list.h"

#include <glib/gi18n.h>

#include "rdm-closure-editor.h"
#include "rdm-closure-sum.h"
#include "rdm-closure-text.h"
#include "rdm-day-roads.h"

struct _RdmClosureList
{
  GtkPopover parent_instance;

  /* Owned */
  RdmDesk *desk;
  GCancellable *asking; /* what all of it costs; NULL: nobody asks */

  /* Borrowed: children */
  GtkLabel *cost; /* of all of it together */
  GtkLabel *word; /* that there are none, or that they change nothing */
  GtkListBox *list;
};

G_DEFINE_FINAL_TYPE (RdmClosureList, rdm_closure_list, GTK_TYPE_POPOVER)

enum
{
  CHOSEN,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static const RdmRoadClosure *
find (RdmClosureList *self, gpointer row)
{
  return rdm_rows_get (rdm_desk_get_rows (self->desk), RDM_ROW_CLOSURE,
                       g_object_get_data (G_OBJECT (row), "closure"));
}

static void
activated_cb (RdmClosureList *self, GtkListBoxRow *row)
{
  g_autofree char *id = g_strdup (g_object_get_data (G_OBJECT (row), "closure"));

  gtk_popover_popdown (GTK_POPOVER (self));
  g_signal_emit (self, signals[CHOSEN], 0, id);
}

static void
open_again_cb (GtkButton *button, gpointer user_data)
{
  RdmClosureList *self = user_data;
  const RdmRoadClosure *closure = find (self, button);
  g_autoptr (RdmRoadClosure) kept = closure != NULL ? rdm_row_ref (closure) : NULL;

  if (kept != NULL)
    rdm_closure_remove (self->desk, kept);
}

static GtkWidget *
new_label (const char *text, gboolean is_dim)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_xalign (GTK_LABEL (label), 0.f);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  if (is_dim)
    {
      gtk_widget_add_css_class (label, "dim-label");
      gtk_widget_add_css_class (label, "caption");
    }
  return label;
}

static GtkWidget *
new_row (RdmClosureList *self, const RdmRoadClosure *closure)
{
  const char *date = rdm_desk_get_date (self->desk);
  g_autofree char *what = rdm_closure_describe_what (closure);
  g_autofree char *when = rdm_closure_describe_when (closure, date);
  g_autofree char *all = rdm_closure_describe (closure, date);
  g_autofree char *open_again = g_strdup_printf (_ ("Open again: %s"), all);
  gboolean has_note = closure->note != NULL && *closure->note != '\0';
  g_autofree char *second = has_note ? g_strdup_printf ("%s · %s", what, when) : NULL;
  g_autofree char *first = has_note ? g_strdup (closure->note)
                           : closure->shape == RDM_CLOSURE_AREA
                               ? g_strdup_printf (_ ("Area: %s"), what)
                               : g_strdup_printf (_ ("Road: %s"), what);
  GtkWidget *row = gtk_list_box_row_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
  GtkWidget *words = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *button = gtk_button_new_from_icon_name ("user-trash-symbolic");

  gtk_box_append (GTK_BOX (words), new_label (first, FALSE));
  gtk_box_append (GTK_BOX (words), new_label (has_note ? second : when, TRUE));
  gtk_widget_set_hexpand (words, TRUE);
  gtk_widget_set_tooltip_text (button, _ ("Open again"));
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  open_again, -1);
  gtk_widget_add_css_class (button, "flat");
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  g_object_set_data_full (G_OBJECT (button), "closure", g_strdup (closure->row.id), g_free);
  g_object_set_data_full (G_OBJECT (row), "closure", g_strdup (closure->row.id), g_free);
  g_signal_connect (button, "clicked", G_CALLBACK (open_again_cb), self);
  gtk_box_append (GTK_BOX (box), words);
  gtk_box_append (GTK_BOX (box), button);
  gtk_widget_set_margin_start (box, 6);
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), box);
  gtk_accessible_update_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_LABEL, all, -1);
  return row;
}

static void
show_word (RdmClosureList *self, guint n)
{
  RdmTravel *travel = rdm_day_plan_get_travel (rdm_desk_get_day_plan (self->desk));
  const char *text = NULL;

  if (n == 0)
    text = _ ("All roads are open on this day.");
  else if (!rdm_day_roads_are_known (travel))
    text = _ ("These change no travel time now: that takes the roads of a region. Choose one in "
              "Preferences.");
  else if (n > RDM_DAY_CLOSURES_MAX)
    text = _ ("These are more than travel times can follow: the last ones change nothing.");
  gtk_label_set_text (self->word, text != NULL ? text : "");
  gtk_widget_set_visible (GTK_WIDGET (self->word), text != NULL);
}

static void
show_cost (RdmClosureList *self, const char *text)
{
  gtk_label_set_text (self->cost, text != NULL ? text : "");
  gtk_widget_set_visible (GTK_WIDGET (self->cost), text != NULL);
}

static void
answered_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (RdmClosureList) self = user_data;
  g_autofree char *parts = NULL;
  g_autofree char *text = NULL;
  RdmClosureSum sum;

  if (!rdm_closure_sum_answer (RDM_DESK (source), result, &sum) || self->desk == NULL)
    return;
  parts = rdm_closure_sum_describe (&sum);
  /* Translators: what closed roads cost all routes: "+14 min driving · +6.2 km · 3 more stops late"
   */
  text = parts != NULL ? g_strdup_printf (_ ("Cost to the plan: %s"), parts) : NULL;
  show_cost (self, text != NULL ? text : _ ("It costs the plan nothing."));
}

/* What is closed changes times a moment after it changes, and is asked for again then. */
static void
ask_cost (RdmClosureList *self, guint n)
{
  RdmDayPlan *day = rdm_desk_get_day_plan (self->desk);

  if (self->asking != NULL)
    g_cancellable_cancel (self->asking);
  g_clear_object (&self->asking);
  if (n == 0 || !rdm_day_roads_are_known (rdm_day_plan_get_travel (day)))
    {
      show_cost (self, NULL);
      return;
    }
  self->asking = g_cancellable_new ();
  rdm_closure_sum_ask (self->desk, self->asking, answered_cb, g_object_ref (self));
}

static void
show_closures (RdmClosureList *self)
{
  g_autoptr (GPtrArray) closures = NULL;
  GtkListBoxRow *row;

  if (!gtk_widget_get_visible (GTK_WIDGET (self)))
    return;
  closures = rdm_rows_day_closures (rdm_desk_get_rows (self->desk), rdm_desk_get_date (self->desk));
  while ((row = gtk_list_box_get_row_at_index (self->list, 0)) != NULL)
    gtk_list_box_remove (self->list, GTK_WIDGET (row));
  for (guint i = 0; i < closures->len; i++)
    gtk_list_box_append (self->list, new_row (self, g_ptr_array_index (closures, i)));
  gtk_widget_set_visible (GTK_WIDGET (self->list), closures->len > 0);
  show_word (self, closures->len);
  ask_cost (self, closures->len);
}

static void
draw_cb (RdmClosureList *self)
{
  gtk_popover_popdown (GTK_POPOVER (self));
  gtk_widget_activate_action (GTK_WIDGET (self), "win.close-road", NULL);
}

static void
dispose (GObject *object)
{
  RdmClosureList *self = RDM_CLOSURE_LIST (object);

  if (self->asking != NULL)
    g_cancellable_cancel (self->asking);
  g_clear_object (&self->asking);
  g_clear_object (&self->desk);
  G_OBJECT_CLASS (rdm_closure_list_parent_class)->dispose (object);
}

static void
rdm_closure_list_class_init (RdmClosureListClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = dispose;
  signals[CHOSEN] = g_signal_new ("chosen", RDM_TYPE_CLOSURE_LIST, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                  NULL, G_TYPE_NONE, 1, G_TYPE_STRING);
}

static GtkLabel *
new_word (void)
{
  GtkWidget *label = gtk_label_new (NULL);

  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_xalign (GTK_LABEL (label), 0.f);
  gtk_label_set_max_width_chars (GTK_LABEL (label), 36);
  return GTK_LABEL (label);
}

static void
rdm_closure_list_init (RdmClosureList *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 9);
  GtkWidget *scroller = gtk_scrolled_window_new ();
  GtkWidget *title = gtk_label_new (_ ("Closed and Slow Roads"));
  GtkWidget *draw = gtk_button_new_with_mnemonic (_ ("Close or Slow a _Road…"));

  self->word = new_word ();
  self->cost = new_word ();
  self->list = GTK_LIST_BOX (gtk_list_box_new ());
  gtk_list_box_set_selection_mode (self->list, GTK_SELECTION_NONE);
  gtk_widget_add_css_class (GTK_WIDGET (self->list), "closures");
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->list), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("Closed and Slow Roads"), -1);
  gtk_widget_add_css_class (title, "heading");
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scroller), GTK_WIDGET (self->list));
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scroller), GTK_POLICY_NEVER,
                                  GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_propagate_natural_height (GTK_SCROLLED_WINDOW (scroller), TRUE);
  gtk_scrolled_window_set_max_content_height (GTK_SCROLLED_WINDOW (scroller), 320);
  gtk_box_append (GTK_BOX (box), title);
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->word));
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->cost));
  gtk_box_append (GTK_BOX (box), scroller);
  gtk_box_append (GTK_BOX (box), draw);
  gtk_widget_set_size_request (box, 300, -1);
  gtk_popover_set_child (GTK_POPOVER (self), box);
  g_signal_connect_swapped (self->list, "row-activated", G_CALLBACK (activated_cb), self);
  g_signal_connect_swapped (draw, "clicked", G_CALLBACK (draw_cb), self);
  g_signal_connect (self, "show", G_CALLBACK (show_closures), NULL);
}

GtkWidget *
rdm_closure_list_new (RdmDesk *desk)
{
  RdmClosureList *self = g_object_new (RDM_TYPE_CLOSURE_LIST, NULL);

  self->desk = g_object_ref (desk);
  g_signal_connect_object (desk, "rows-changed", G_CALLBACK (show_closures), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (desk, "day-changed", G_CALLBACK (show_closures), self,
                           G_CONNECT_SWAPPED);
  return GTK_WIDGET (self);
}
