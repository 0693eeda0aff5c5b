/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rdm-better-button.h"

#include <adwaita.h>
#include <glib/gi18n.h>

#include "rdm-better-plan.h"
#include "rdm-desk-live.h"
#include "rdm-time.h"

/* Whether it is time for another look is asked so often. */
#define ASK_S 5
/* A look takes a second of a processor: one a minute; on a day that is played, where a minute is
 * much, when so much of it has passed. */
#define EVERY_MS (60 * G_GINT64_CONSTANT (1000))
#define EVERY_PLAYED_MS (5 * 60 * G_GINT64_CONSTANT (1000))
#define REST_US (15 * G_USEC_PER_SEC)
#define CPU_LIMIT_S 1.0
/* Drivers report all the time: what was found is compared with the rows no more often than that. */
#define CHECK_MS 500

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
  GtkWidget *all;

  /* State */
  gint64 looked_ms; /* by the desk's clock; 0: not yet */
  gint64 looked_us;
  guint look_source;
  guint check_source;
};

G_DEFINE_FINAL_TYPE (RdmBetterButton, rdm_better_button, GTK_TYPE_WIDGET)

/* --- what was found ----------------------------------------------------------------------------
 */

static gboolean
is_read (RdmBetterButton *self)
{
  return gtk_widget_get_visible (
      GTK_WIDGET (gtk_menu_button_get_popover (GTK_MENU_BUTTON (self->button))));
}

static void
hide (RdmBetterButton *self)
{
  g_clear_pointer (&self->plan, rdm_better_plan_free);
  gtk_menu_button_popdown (GTK_MENU_BUTTON (self->button));
  gtk_widget_set_visible (GTK_WIDGET (self), FALSE);
}

static char *
label_of (RdmBetterButton *self, const RdmBetterPart *part)
{
  g_autoptr (GPtrArray) names = g_ptr_array_new ();
  g_autofree char *list = NULL;

  for (GStrv id = part->routes; *id != NULL; id++)
    {
      const RdmDeskRoute *route = rdm_desk_find_route (self->desk, *id);

      if (route != NULL)
        g_ptr_array_add (names, route->name);
    }
  g_ptr_array_add (names, NULL);
  list = g_strjoinv (", ", (GStrv)names->pdata);
  /* Translators: names of routes */
  return g_strdup_printf (_ ("Better plan for %s"), list);
}

/* What it asks of people: "3 stops change hands; tell AU-03, AU-05". */
static char *
describe_trouble (RdmBetterButton *self, const RdmBetterPart *part)
{
  guint n_moved = g_strv_length (part->repair->moved);
  GString *text = g_string_new (NULL);
  guint n_told = 0;

  if (n_moved > 0)
    g_string_append_printf (
        text, ngettext ("%u stop changes hands", "%u stops change hands", n_moved), n_moved);
  else
    g_string_append (text, _ ("Another order of stops"));
  for (GStrv id = part->repair->tell; id != NULL && *id != NULL; id++)
    {
      const RdmDeskRoute *route = rdm_desk_find_route (self->desk, *id);

      if (route == NULL)
        continue;
      /* Translators: before the names of the routes whose drivers have to be told */
      g_string_append (text, n_told++ == 0 ? _ ("; tell ") : ", ");
      g_string_append (text, route->name);
    }
  return g_string_free (text, FALSE);
}

static void show_plan (RdmBetterButton *self);

/* Drops what has been accepted, or what the rows would refuse by now. */
static void
check (RdmBetterButton *self)
{
  RdmRows *rows = rdm_desk_get_rows (self->desk);
  const RdmSettings *settings = rdm_desk_get_settings (self->desk);
  gboolean is_less = FALSE;

  for (guint i = self->plan != NULL ? self->plan->parts->len : 0; i > 0; i--)
    {
      const RdmBetterPart *part = g_ptr_array_index (self->plan->parts, i - 1);
      g_autoptr (RdmOutcome) outcome = rdm_run (part->repair->command, rows);

      if (rdm_outcome_is_applied (outcome) && outcome->changes->len > 0)
        continue;
      rdm_better_plan_drop (self->plan, i - 1, settings);
      is_less = TRUE;
    }
  if (is_less && self->plan->parts->len > 0)
    show_plan (self);
  else if (is_less)
    hide (self);
}

static gboolean
check_cb (gpointer user_data)
{
  RdmBetterButton *self = user_data;

  self->check_source = 0;
  check (self);
  return G_SOURCE_REMOVE;
}

static void
rows_changed_cb (RdmBetterButton *self)
{
  if (self->plan != NULL && self->check_source == 0)
    self->check_source = g_timeout_add (CHECK_MS, check_cb, self);
}

/* Another day, or another plan. */
static void
forget (RdmBetterButton *self)
{
  if (self->cancellable != NULL)
    g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_handle_id (&self->check_source, g_source_remove);
  self->looked_ms = 0;
  hide (self);
}

/* --- accepting ---------------------------------------------------------------------------------
 */

/* @command: labelled, as undo will say it. What is left stays to be accepted, driver by driver. */
static void
accept (RdmBetterButton *self, const RdmCommand *command)
{
  g_autofree char *label = g_strdup (command->label);

  if (rdm_desk_run (self->desk, command))
    rdm_desk_notice_done (self->desk, label);
  check (self);
}

static void
accept_part_cb (GtkButton *button, gpointer user_data)
{
  RdmBetterButton *self = user_data;
  guint i = GPOINTER_TO_UINT (g_object_get_data (G_OBJECT (button), "part"));
  const RdmBetterPart *part = self->plan != NULL && i < self->plan->parts->len
                                  ? g_ptr_array_index (self->plan->parts, i)
                                  : NULL;
  g_autofree char *label = part != NULL ? label_of (self, part) : NULL;
  g_autoptr (RdmCommand) command = NULL;

  if (part == NULL)
    return;
  command = rdm_command_new_batch (label);
  rdm_command_batch_take (command, rdm_command_ref (part->repair->command));
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

static GtkWidget *
make_row (RdmBetterButton *self, guint i)
{
  const RdmBetterPart *part = g_ptr_array_index (self->plan->parts, i);
  GtkWidget *row = adw_action_row_new ();
  GtkWidget *button = gtk_button_new_with_label (_ ("Accept"));
  g_autofree char *title = g_markup_escape_text (part->words, -1);
  g_autofree char *trouble = describe_trouble (self, part);
  g_autofree char *subtitle = g_markup_escape_text (trouble, -1);
  g_autofree char *name = g_strdup_printf (_ ("Accept: %s"), part->words);

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), subtitle);
  adw_action_row_set_title_lines (ADW_ACTION_ROW (row), 3);
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  g_object_set_data (G_OBJECT (button), "part", GUINT_TO_POINTER (i));
  g_signal_connect_object (button, "clicked", G_CALLBACK (accept_part_cb), self, 0);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), button);
  return row;
}

static void
show_plan (RdmBetterButton *self)
{
  GtkWidget *row;
  g_autofree char *tip = NULL;

  while ((row = gtk_widget_get_first_child (GTK_WIDGET (self->parts))) != NULL)
    gtk_list_box_remove (self->parts, row);
  for (guint i = 0; i < self->plan->parts->len; i++)
    gtk_list_box_append (self->parts, make_row (self, i));
  gtk_label_set_text (self->words, self->plan->words);
  /* The one part says all of it. */
  gtk_widget_set_visible (GTK_WIDGET (self->words), self->plan->parts->len > 1);
  gtk_widget_set_visible (self->all, self->plan->parts->len > 1);
  /* Translators: what it saves: "14 min less, 3 not late any more" */
  tip = g_strdup_printf (_ ("A better plan: %s"), self->plan->words);
  gtk_widget_set_tooltip_text (self->button, tip);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->button), GTK_ACCESSIBLE_PROPERTY_LABEL, tip,
                                  -1);
  gtk_widget_set_visible (GTK_WIDGET (self), TRUE);
}

/* --- looking -----------------------------------------------------------------------------------
 */

static void
found_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (RdmBetterButton) self = user_data;
  g_autoptr (RdmBetterPlan) plan = rdm_better_plan_find_finish (result, NULL);

  if (g_task_get_cancellable (G_TASK (result)) != self->cancellable || self->desk == NULL)
    return;
  g_clear_object (&self->cancellable);
  self->looked_us = g_get_monotonic_time ();
  /* Nothing is taken away from under somebody's hand. */
  if (is_read (self))
    return;
  if (plan == NULL || plan->parts->len == 0)
    {
      hide (self);
      return;
    }
  g_clear_pointer (&self->plan, rdm_better_plan_free);
  self->plan = g_steal_pointer (&plan);
  show_plan (self);
  /* The day has gone on meanwhile. */
  check (self);
}

static gboolean
is_time (RdmBetterButton *self)
{
  RdmClock *clock = rdm_desk_get_clock (self->desk);
  gint64 gone_ms = ABS (rdm_clock_get_ms (clock) - self->looked_ms);

  return gone_ms >= (rdm_clock_is_played (clock) ? EVERY_PLAYED_MS : EVERY_MS)
         && g_get_monotonic_time () - self->looked_us >= REST_US;
}

/* Only a day that runs is looked at, and only while nobody reads what was found before, which stays
 * until something newer is known. */
static gboolean
look_cb (gpointer user_data)
{
  RdmBetterButton *self = user_data;
  RdmLive *live = rdm_desk_get_live (self->desk);

  if (self->cancellable != NULL || is_read (self)
      || rdm_desk_get_now_s (self->desk) == RDM_TIME_NONE || !rdm_live_is_on (live)
      || !is_time (self))
    return G_SOURCE_CONTINUE;
  self->looked_ms = rdm_desk_get_now_ms (self->desk);
  self->cancellable = g_cancellable_new ();
  rdm_better_plan_find_async (rdm_live_get_day (live), RDM_BETTER_MARGIN_MINOR, CPU_LIMIT_S,
                              self->cancellable, found_cb, g_object_ref (self));
  return G_SOURCE_CONTINUE;
}

/* --- the widget --------------------------------------------------------------------------------
 */

static void
dispose (GObject *object)
{
  RdmBetterButton *self = RDM_BETTER_BUTTON (object);

  g_clear_handle_id (&self->look_source, g_source_remove);
  g_clear_handle_id (&self->check_source, g_source_remove);
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
  GtkWidget *title = gtk_label_new (_ ("A Better Plan for the Rest of the Day"));

  gtk_label_set_xalign (GTK_LABEL (title), 0);
  gtk_widget_add_css_class (title, "heading");
  self->words = GTK_LABEL (gtk_label_new (NULL));
  gtk_label_set_wrap (self->words, TRUE);
  gtk_label_set_xalign (self->words, 0);
  self->parts = GTK_LIST_BOX (gtk_list_box_new ());
  gtk_list_box_set_selection_mode (self->parts, GTK_SELECTION_NONE);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->parts), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("Parts of the better plan"), -1);
  gtk_widget_add_css_class (GTK_WIDGET (self->parts), "boxed-list");
  gtk_widget_set_size_request (GTK_WIDGET (self->parts), 380, -1);
  self->all = gtk_button_new_with_mnemonic (_ ("Accept _All"));
  g_signal_connect_object (self->all, "clicked", G_CALLBACK (accept_all_cb), self,
                           G_CONNECT_SWAPPED);
  gtk_box_append (GTK_BOX (box), title);
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->words));
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->parts));
  gtk_box_append (GTK_BOX (box), self->all);
  gtk_widget_add_css_class (box, "better-plan");
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
  self->look_source = g_timeout_add_seconds (ASK_S, look_cb, self);
  g_signal_connect_object (desk, "rows-changed", G_CALLBACK (rows_changed_cb), self,
                           (GConnectFlags)(G_CONNECT_SWAPPED | G_CONNECT_AFTER));
  g_signal_connect_object (desk, "day-changed", G_CALLBACK (forget), self, G_CONNECT_SWAPPED);
  return GTK_WIDGET (self);
}
