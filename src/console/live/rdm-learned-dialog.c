/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rdm-learned-dialog.h"

#include <adwaita.h>
#include <glib/gi18n.h>

#include "rdm-desk-live.h"
#include "rdm-learned-plan.h"
#include "rdm-time.h"
#include "rdm-units.h"

typedef struct
{
  RdmDesk *desk;
  GtkWindow *parent;
  RdmLearnedPlan *plan; /* NULL: not known yet */
} Question;

static void
question_free (gpointer data)
{
  Question *self = data;

  g_object_unref (self->desk);
  g_object_unref (self->parent);
  g_clear_pointer (&self->plan, rdm_learned_plan_free);
  g_free (self);
}

static void
free_with_closure (gpointer data, GClosure *closure)
{
  question_free (data);
}

static void
response_cb (AdwMessageDialog *dialog, const char *response, gpointer data)
{
  Question *self = data;

  if (g_str_equal (response, "use") && rdm_desk_run (self->desk, self->plan->command))
    rdm_desk_notice_done (self->desk, _ ("Visits take as long as was learned"));
}

/* With the seconds, which durations leave out. */
static char *
format_length (gint64 seconds)
{
  if (seconds % 60 == 0)
    return g_strdup_printf (_ ("%d min"), (int)(seconds / 60));
  return g_strdup_printf (_ ("%d min %02d s"), (int)(seconds / 60), (int)(seconds % 60));
}

static GtkWidget *
make_list (const RdmLearnedPlan *plan)
{
  GtkWidget *scrolled = gtk_scrolled_window_new ();
  GtkWidget *list = gtk_list_box_new ();

  gtk_list_box_set_selection_mode (GTK_LIST_BOX (list), GTK_SELECTION_NONE);
  gtk_widget_add_css_class (list, "boxed-list");
  gtk_accessible_update_property (GTK_ACCESSIBLE (list), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("Visits that change"), -1);
  for (guint i = 0; i < plan->visits->len; i++)
    {
      const RdmLearnedVisit *visit = g_ptr_array_index (plan->visits, i);
      GtkWidget *row = adw_action_row_new ();
      g_autofree char *title = g_markup_escape_text (visit->name, -1);
      g_autofree char *why = g_markup_escape_text (visit->why != NULL ? visit->why : "", -1);
      g_autofree char *before = format_length (visit->before_s);
      g_autofree char *after = format_length (visit->after_s);
      g_autofree char *change = g_strdup_printf ("%s → %s", before, after);
      GtkWidget *label = gtk_label_new (change);

      adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
      adw_action_row_set_subtitle (ADW_ACTION_ROW (row), why);
      gtk_widget_add_css_class (label, "numeric");
      adw_action_row_add_suffix (ADW_ACTION_ROW (row), label);
      gtk_list_box_append (GTK_LIST_BOX (list), row);
    }
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scrolled), GTK_POLICY_NEVER,
                                  GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_propagate_natural_height (GTK_SCROLLED_WINDOW (scrolled), TRUE);
  gtk_scrolled_window_set_max_content_height (GTK_SCROLLED_WINDOW (scrolled), 280);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scrolled), list);
  gtk_widget_set_size_request (scrolled, 520, -1);
  return scrolled;
}

/* What becomes of the routes, in the order that they have. */
static char *
describe_routes (Question *self)
{
  const RdmFigures *before = &self->plan->before;
  const RdmFigures *after = &self->plan->after;
  const char *currency = rdm_desk_get_settings (self->desk)->currency;
  g_autofree char *money = rdm_format_money_whole (before->cost_minor, currency);
  g_autofree char *money_after = rdm_format_money_whole (after->cost_minor, currency);
  g_autofree char *duty = rdm_format_duration (before->duty_s);
  g_autofree char *duty_after = rdm_format_duration (after->duty_s);

  if (after->n_late == before->n_late)
    /* Translators: a length of time, twice; money, twice */
    return g_strdup_printf (_ ("The routes as they are would be on duty for %s instead of %s, and "
                               "cost %s instead of %s."),
                            duty_after, duty, money_after, money);
  /* Translators: number of stops, twice; a length of time, twice; money, twice */
  return g_strdup_printf (_ ("The routes as they are would have %u late instead of %u, be on duty "
                             "for %s instead of %s, and cost %s instead of %s."),
                          after->n_late, before->n_late, duty_after, duty, money_after, money);
}

static char *
describe (Question *self)
{
  const RdmLearnedPlan *plan = self->plan;
  g_autofree char *length = NULL;
  g_autofree char *visits = NULL;
  g_autofree char *routes = NULL;
  g_autofree char *together = NULL;
  gint64 more_s = 0;

  for (guint i = 0; i < plan->visits->len; i++)
    {
      const RdmLearnedVisit *visit = g_ptr_array_index (plan->visits, i);

      more_s += visit->after_s - visit->before_s;
    }
  length = rdm_format_duration (ABS (more_s));
  visits =
      g_strdup_printf (ngettext ("%u visit takes another time than is planned,",
                                 "%u visits take another time than is planned,", plan->visits->len),
                       plan->visits->len);
  /* Translators: a length of time */
  together =
      g_strdup_printf (more_s < 0 ? _ ("together %s less.") : _ ("together %s more."), length);
  routes = plan->before.n_stops > 0 ? describe_routes (self) : g_strdup ("");
  return g_strdup_printf ("%s %s %s", visits, together, routes);
}

/* Takes @self. */
static void
ask (Question *self)
{
  g_autofree char *body = describe (self);
  GtkWidget *dialog =
      adw_message_dialog_new (self->parent, _ ("Plan with Learned Visit Times?"), body);

  adw_message_dialog_set_extra_child (ADW_MESSAGE_DIALOG (dialog), make_list (self->plan));
  adw_message_dialog_add_responses (ADW_MESSAGE_DIALOG (dialog), "cancel", _ ("_Cancel"), "use",
                                    _ ("_Use These Times"), NULL);
  adw_message_dialog_set_response_appearance (ADW_MESSAGE_DIALOG (dialog), "use",
                                              ADW_RESPONSE_SUGGESTED);
  adw_message_dialog_set_default_response (ADW_MESSAGE_DIALOG (dialog), "use");
  adw_message_dialog_set_close_response (ADW_MESSAGE_DIALOG (dialog), "cancel");
  g_signal_connect_data (dialog, "response", G_CALLBACK (response_cb), self, free_with_closure, 0);
  gtk_window_present (GTK_WINDOW (dialog));
}

static void
found_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  Question *self = data;

  self->plan = rdm_learned_plan_find_finish (result, NULL);
  if (self->plan != NULL && self->plan->visits->len > 0)
    {
      ask (self);
      return;
    }
  rdm_desk_notice (self->desk, _ ("All open visits are planned as long as they usually take."),
                   NULL);
  question_free (self);
}

void
rdm_learned_dialog_ask (GtkWindow *parent, RdmDesk *desk)
{
  Question *self;

  if (rdm_live_get_experience (rdm_desk_get_live (desk)) == NULL)
    {
      rdm_desk_notice (desk,
                       _ ("Nothing has been learned yet: that takes days of this plan that were "
                          "driven and reported."),
                       NULL);
      return;
    }
  self = g_new0 (Question, 1);
  self->desk = g_object_ref (desk);
  self->parent = g_object_ref (parent);
  rdm_learned_plan_find (desk, NULL, found_cb, self);
}
