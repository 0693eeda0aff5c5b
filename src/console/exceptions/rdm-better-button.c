/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rdm-better-button.h"

#include <adwaita.h>
#include <glib/gi18n.h>

#include "rdm-better-plan.h"
#include "rdm-desk-live.h"
#include "rdm-time.h"

/* After a look, the next one comes when this much of a processor's time has been left to others. */
#define EVERY_S 60
#define CPU_LIMIT_S 1.0

struct _RdmBetterButton
{
  GtkWidget parent_instance;

  /* Owned */
  RdmDesk *desk;
  RdmBetterPlan *plan;       /* NULL: none worth a word */
  GCancellable *cancellable; /* NULL unless somebody looks */

  /* Children */
  GtkWidget *button;
  GtkLabel *words;
  GtkListBox *parts;

  /* State */
  guint look_source;
};

G_DEFINE_FINAL_TYPE (RdmBetterButton, rdm_better_button, GTK_TYPE_WIDGET)

static void
forget (RdmBetterButton *self)
{
  if (self->cancellable != NULL)
    g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_pointer (&self->plan, rdm_better_plan_free);
  gtk_widget_set_visible (GTK_WIDGET (self), FALSE);
}

static void
accept (RdmBetterButton *self, const RdmCommand *command)
{
  gtk_menu_button_popdown (GTK_MENU_BUTTON (self->button));
  if (rdm_desk_run (self->desk, command))
    rdm_desk_notice_done (self->desk, command->label);
}

static void
accept_part_cb (GtkButton *button, gpointer user_data)
{
  RdmBetterButton *self = user_data;
  guint i = GPOINTER_TO_UINT (g_object_get_data (G_OBJECT (button), "part"));
  const RdmBetterPart *part = self->plan != NULL && i < self->plan->parts->len
                                  ? g_ptr_array_index (self->plan->parts, i)
                                  : NULL;
  g_autoptr (RdmCommand) command = part != NULL ? rdm_command_ref (part->repair->command) : NULL;

  if (command != NULL)
    accept (self, command);
}

static void
accept_all_cb (RdmBetterButton *self)
{
  g_autoptr (RdmCommand) command =
      self->plan != NULL ? rdm_better_plan_to_command (self->plan, _ ("Accept the better plan"))
                         : NULL;

  if (command != NULL)
    accept (self, command);
}

static void
show_plan (RdmBetterButton *self)
{
  GtkWidget *row;
  g_autofree char *tip = NULL;

  while ((row = gtk_widget_get_first_child (GTK_WIDGET (self->parts))) != NULL)
    gtk_list_box_remove (self->parts, row);
  for (guint i = 0; i < self->plan->parts->len; i++)
    {
      const RdmBetterPart *part = g_ptr_array_index (self->plan->parts, i);
      GtkWidget *button = gtk_button_new_with_label (_ ("Accept"));
      g_autofree char *title = g_markup_escape_text (part->words, -1);
      g_autofree char *name = g_strdup_printf (_ ("Accept: %s"), part->words);

      row = adw_action_row_new ();
      adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
      adw_action_row_set_title_lines (ADW_ACTION_ROW (row), 3);
      gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
      gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, name,
                                      -1);
      g_object_set_data (G_OBJECT (button), "part", GUINT_TO_POINTER (i));
      g_signal_connect_object (button, "clicked", G_CALLBACK (accept_part_cb), self, 0);
      adw_action_row_add_suffix (ADW_ACTION_ROW (row), button);
      gtk_list_box_append (self->parts, row);
    }
  gtk_label_set_text (self->words, self->plan->words);
  tip = g_strdup_printf (_ ("A better plan: %s"), self->plan->words);
  gtk_widget_set_tooltip_text (self->button, tip);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->button), GTK_ACCESSIBLE_PROPERTY_LABEL, tip,
                                  -1);
  gtk_widget_set_visible (GTK_WIDGET (self), TRUE);
}

static void
found_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (RdmBetterButton) self = user_data;
  g_autoptr (RdmBetterPlan) plan = rdm_better_plan_find_finish (result, NULL);

  if (g_task_get_cancellable (G_TASK (result)) != self->cancellable || self->desk == NULL)
    return;
  g_clear_object (&self->cancellable);
  if (plan == NULL || plan->parts->len == 0)
    return;
  self->plan = g_steal_pointer (&plan);
  show_plan (self);
}

/* Only a day that runs is looked at, and only while nobody reads what was found before. */
static gboolean
look_cb (gpointer user_data)
{
  RdmBetterButton *self = user_data;
  RdmLive *live = rdm_desk_get_live (self->desk);
  gboolean is_read = gtk_menu_button_get_popover (GTK_MENU_BUTTON (self->button)) != NULL
                     && gtk_widget_get_visible (
                         GTK_WIDGET (gtk_menu_button_get_popover (GTK_MENU_BUTTON (self->button))));

  if (is_read || self->cancellable != NULL || rdm_desk_get_now_s (self->desk) == RDM_TIME_NONE
      || !rdm_live_is_on (live))
    return G_SOURCE_CONTINUE;
  forget (self);
  self->cancellable = g_cancellable_new ();
  rdm_better_plan_find_async (rdm_live_get_day (live), RDM_BETTER_MARGIN_MINOR, CPU_LIMIT_S,
                              self->cancellable, found_cb, g_object_ref (self));
  return G_SOURCE_CONTINUE;
}

static void
dispose (GObject *object)
{
  RdmBetterButton *self = RDM_BETTER_BUTTON (object);

  g_clear_handle_id (&self->look_source, g_source_remove);
  if (self->cancellable != NULL)
    g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_pointer (&self->plan, rdm_better_plan_free);
  g_clear_pointer (&self->button, gtk_widget_unparent);
  g_clear_object (&self->desk);
  G_OBJECT_CLASS (rdm_better_button_parent_class)->dispose (object);
}

static void
rdm_better_button_class_init (RdmBetterButtonClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = dispose;
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
}

static void
rdm_better_button_init (RdmBetterButton *self)
{
  GtkWidget *popover = gtk_popover_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 12);
  GtkWidget *all = gtk_button_new_with_mnemonic (_ ("Accept _All"));

  self->words = GTK_LABEL (gtk_label_new (NULL));
  gtk_label_set_wrap (self->words, TRUE);
  gtk_label_set_xalign (self->words, 0);
  gtk_widget_add_css_class (GTK_WIDGET (self->words), "heading");
  self->parts = GTK_LIST_BOX (gtk_list_box_new ());
  gtk_list_box_set_selection_mode (self->parts, GTK_SELECTION_NONE);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->parts), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("Parts of the better plan"), -1);
  gtk_widget_add_css_class (GTK_WIDGET (self->parts), "boxed-list");
  gtk_widget_set_size_request (GTK_WIDGET (self->parts), 380, -1);
  g_signal_connect_object (all, "clicked", G_CALLBACK (accept_all_cb), self, G_CONNECT_SWAPPED);
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->words));
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->parts));
  gtk_box_append (GTK_BOX (box), all);
  gtk_widget_add_css_class (box, "exception-card");
  gtk_popover_set_child (GTK_POPOVER (popover), box);
  self->button = gtk_menu_button_new ();
  gtk_menu_button_set_icon_name (GTK_MENU_BUTTON (self->button), "starred-symbolic");
  gtk_menu_button_set_popover (GTK_MENU_BUTTON (self->button), popover);
  gtk_widget_set_parent (self->button, GTK_WIDGET (self));
  gtk_widget_set_visible (GTK_WIDGET (self), FALSE);
}

GtkWidget *
rdm_better_button_new (RdmDesk *desk)
{
  RdmBetterButton *self = g_object_new (RDM_TYPE_BETTER_BUTTON, NULL);

  self->desk = g_object_ref (desk);
  self->look_source = g_timeout_add_seconds (EVERY_S, look_cb, self);
  /* What was found is of a plan that has changed. */
  g_signal_connect_object (desk, "rows-changed", G_CALLBACK (forget), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (desk, "day-changed", G_CALLBACK (forget), self, G_CONNECT_SWAPPED);
  return GTK_WIDGET (self);
}
