/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rdm-exception-card.h"

#include <adwaita.h>
#include <glib/gi18n.h>
#include <string.h>

#include "rdm-answer.h"
#include "rdm-desk-live.h"
#include "rdm-exception-about.h"
#include "rdm-exception-row.h"
#include "rdm-text.h"

struct _RdmExceptionCard
{
  GtkWidget parent_instance;

  /* Owned */
  RdmExceptionQueue *queue;
  char *id;                  /* NULL: none */
  char *number;              /* that is called; NULL: none yet */
  GPtrArray *answers;        /* (element-type RdmAnswer); NULL until they are there */
  GCancellable *cancellable; /* NULL unless they are being worked out */

  /* Children */
  GtkWidget *scrolled;
  GtkLabel *title;
  GtkLabel *words;
  GtkLabel *explanation;
  GtkWidget *about_bin;
  RdmExceptionAbout *about;
  GtkLabel *state;
  GtkWidget *take;
  GtkWidget *wait;
  GtkWidget *dismiss;
  GtkWidget *reopen;
  GtkLabel *answers_title;
  GtkWidget *thinking;
  GtkListBox *answer_list;
  GtkListBox *note_list;
  GtkWidget *note;

  /* State */
  gint64 asked_ms; /* by the desk's clock: what the answers are about */
  guint stale_source;
};

G_DEFINE_FINAL_TYPE (RdmExceptionCard, rdm_exception_card, GTK_TYPE_WIDGET)

/* So long answers stay that may be out of date. */
#define STALE_AFTER_S 3
/* Vehicles move on though no row changes: answers older than that are worked out anew; */
#define FRESH_MS (2 * 60 * G_GINT64_CONSTANT (1000))
/* and older than that are of another hour: "meets it at 18:19" when it is eight. */
#define OLD_MS (15 * 60 * G_GINT64_CONSTANT (1000))

/* --- answers -----------------------------------------------------------------------------------
 */

static void
clear_list (GtkListBox *list)
{
  GtkWidget *row;

  while ((row = gtk_widget_get_first_child (GTK_WIDGET (list))) != NULL)
    gtk_list_box_remove (list, row);
}

/* A number that nothing on this computer calls. */
static void
shown_cb (GObject *window, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (RdmExceptionCard) self = user_data;
  g_autofree char *text = NULL;

  if (gtk_show_uri_full_finish (GTK_WINDOW (window), result, NULL) || self->queue == NULL)
    return;
  gdk_clipboard_set_text (gtk_widget_get_clipboard (GTK_WIDGET (self)), self->number);
  text = g_strdup_printf (_ ("Nothing here makes calls. %s is in the clipboard."), self->number);
  rdm_desk_notice (rdm_exception_queue_get_desk (self->queue), text, NULL);
}

static void
call (RdmExceptionCard *self, const char *uri)
{
  g_free (self->number);
  self->number = g_strdup (g_str_has_prefix (uri, "tel:") ? uri + strlen ("tel:") : uri);
  gtk_show_uri_full (GTK_WINDOW (gtk_widget_get_root (GTK_WIDGET (self))), uri, GDK_CURRENT_TIME,
                     NULL, shown_cb, g_object_ref (self));
}

static gboolean
apply (RdmExceptionCard *self, guint i)
{
  const RdmAnswer *answer = g_ptr_array_index (self->answers, i);
  RdmDesk *desk = rdm_exception_queue_get_desk (self->queue);
  g_autofree char *label = g_strdup (answer->label);

  if (answer->uri != NULL)
    call (self, answer->uri);
  if (answer->command == NULL)
    return answer->uri != NULL;
  /* What was worked out before something else changed is refused by the rows, and said. */
  if (!rdm_desk_run (desk, answer->command))
    return FALSE;
  rdm_desk_notice_done (desk, label);
  return TRUE;
}

static void
apply_cb (GtkButton *button, gpointer user_data)
{
  RdmExceptionCard *self = user_data;
  guint i = GPOINTER_TO_UINT (g_object_get_data (G_OBJECT (button), "answer"));

  if (self->answers != NULL && i < self->answers->len)
    apply (self, i);
}

static GtkWidget *
make_answer_row (RdmExceptionCard *self, guint i)
{
  const RdmAnswer *answer = g_ptr_array_index (self->answers, i);
  GtkWidget *row = adw_action_row_new ();
  GtkWidget *button = gtk_button_new_with_label (answer->uri != NULL ? _ ("Call") : _ ("Apply"));
  g_autofree char *name = g_strdup_printf (_ ("Apply: %s"), answer->label);
  g_autofree char *title = g_markup_escape_text (answer->label, -1);
  g_autofree char *words = answer->words != NULL ? g_markup_escape_text (answer->words, -1) : NULL;

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  if (words != NULL)
    adw_action_row_set_subtitle (ADW_ACTION_ROW (row), words);
  adw_action_row_set_subtitle_lines (ADW_ACTION_ROW (row), 3);
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  if (i == 0)
    gtk_widget_add_css_class (button, "suggested-action");
  gtk_widget_set_sensitive (button, answer->command != NULL || answer->uri != NULL);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  g_object_set_data (G_OBJECT (button), "answer", GUINT_TO_POINTER (i));
  g_signal_connect_object (button, "clicked", G_CALLBACK (apply_cb), self, 0);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), button);
  return row;
}

/* To wait and to dismiss are buttons above; among the answers they are only where they are best. */
static gboolean
has_button (const RdmAnswer *answer)
{
  return answer->kind == RDM_ANSWER_WAIT || answer->kind == RDM_ANSWER_DISMISS;
}

static void
show_answers (RdmExceptionCard *self)
{
  clear_list (self->answer_list);
  for (guint i = 0; self->answers != NULL && i < self->answers->len; i++)
    if (i == 0 || !has_button (g_ptr_array_index (self->answers, i)))
      gtk_list_box_append (self->answer_list, make_answer_row (self, i));
  gtk_widget_set_visible (GTK_WIDGET (self->answer_list),
                          self->answers != NULL && self->answers->len > 0);
  gtk_widget_set_visible (self->thinking, self->answers == NULL && self->id != NULL);
  gtk_widget_set_visible (GTK_WIDGET (self->answers_title),
                          self->answers == NULL || self->answers->len > 0);
}

static void
answered_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (RdmExceptionCard) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) answers = rdm_question_answer_finish (result, &error);

  /* Another question has been asked meanwhile. */
  if (g_task_get_cancellable (G_TASK (result)) != self->cancellable || self->queue == NULL)
    return;
  g_clear_object (&self->cancellable);
  if (answers == NULL)
    answers = g_ptr_array_new ();
  g_clear_pointer (&self->answers, g_ptr_array_unref);
  self->answers = g_steal_pointer (&answers);
  show_answers (self);
}

static void
forget_answers (RdmExceptionCard *self)
{
  if (self->cancellable != NULL)
    g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_pointer (&self->answers, g_ptr_array_unref);
}

/* Nobody is offered an answer to what has one, unless it is there again. */
static gboolean
is_settled (const RdmAlert *alert)
{
  return alert->row != NULL && alert->is_quiet
         && (alert->row->state == RDM_EXCEPTION_SOLVED
             || alert->row->state == RDM_EXCEPTION_DISMISSED);
}

static void
ask (RdmExceptionCard *self, const RdmAlert *alert)
{
  if (self->cancellable != NULL)
    g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  self->asked_ms = rdm_desk_get_now_ms (rdm_exception_queue_get_desk (self->queue));
  if (is_settled (alert))
    {
      g_clear_pointer (&self->answers, g_ptr_array_unref);
      self->answers = g_ptr_array_new ();
      show_answers (self);
      return;
    }
  self->cancellable = g_cancellable_new ();
  show_answers (self);
  rdm_question_answer_async (rdm_question_new (rdm_exception_queue_get_day (self->queue), alert,
                                               rdm_exception_queue_who ()),
                             self->cancellable, answered_cb, g_object_ref (self));
}

/* --- what is the matter ------------------------------------------------------------------------
 */

/* "1795254049334 Ana: called, nobody answers" for people. */
static char *
format_note (RdmExceptionCard *self, const char *note)
{
  char *rest = NULL;
  gint64 at_ms = g_ascii_strtoll (note, &rest, 10);
  g_autofree char *time =
      at_ms > 0 && *rest == ' '
          ? rdm_desk_format_moment (rdm_exception_queue_get_desk (self->queue), at_ms)
          : NULL;

  return time != NULL ? g_strdup_printf ("%s  %s", time, rest + 1) : g_strdup (note);
}

static void
show_notes (RdmExceptionCard *self, const RdmException *row)
{
  guint n = 0;

  clear_list (self->note_list);
  for (GStrv note = row != NULL ? row->notes : NULL; note != NULL && *note != NULL; note++)
    {
      g_autofree char *text = format_note (self, *note);
      GtkWidget *label = gtk_label_new (text);

      gtk_label_set_xalign (GTK_LABEL (label), 0);
      gtk_label_set_wrap (GTK_LABEL (label), TRUE);
      gtk_widget_add_css_class (label, "exception-note");
      gtk_list_box_append (self->note_list, label);
      n++;
    }
  gtk_widget_set_visible (GTK_WIDGET (self->note_list), n > 0);
}

/* Of what was seen to, and is there again. */
static char *
describe_return (const RdmException *row, const char *until)
{
  if (row->state == RDM_EXCEPTION_WAITING)
    return g_strdup_printf (_ ("It was left to wait until %s, and is still so."), until);
  if (row->answer != NULL)
    /* Translators: what was done about an exception */
    return g_strdup_printf (_ ("It is still so after: %s"), row->answer);
  return g_strdup (_ ("It is still so."));
}

static char *
describe_state (RdmExceptionCard *self, const RdmAlert *alert)
{
  const RdmException *row = alert->row;
  g_autofree char *until = NULL;

  if (row == NULL)
    return g_strdup (_ ("Nobody has seen to it yet."));
  until = rdm_desk_format_moment (rdm_exception_queue_get_desk (self->queue), row->until_ms);
  if (row->state >= RDM_EXCEPTION_WAITING && !alert->is_quiet)
    return describe_return (row, until);
  switch ((RdmExceptionState)row->state)
    {
    case RDM_EXCEPTION_TAKEN:
      return g_strdup_printf (_ ("%s sees to it."), row->owner != NULL ? row->owner : "");
    case RDM_EXCEPTION_WAITING:
      return g_strdup_printf (_ ("It comes back at %s."), until);
    case RDM_EXCEPTION_SOLVED:
      return row->answer != NULL ? g_strdup_printf (_ ("Solved: %s"), row->answer)
                                 : g_strdup (_ ("Solved"));
    case RDM_EXCEPTION_DISMISSED:
      return g_strdup (_ ("Nothing had to be done."));
    case RDM_EXCEPTION_OPEN:
    default:
      return g_strdup (_ ("Nobody has seen to it yet."));
    }
}

static void
show_alert (RdmExceptionCard *self, const RdmAlert *alert)
{
  RdmDesk *desk = rdm_exception_queue_get_desk (self->queue);
  g_autofree char *explanation =
      rdm_alert_explain (alert, rdm_desk_get_settings (desk)->currency, rdm_desk_get_now_ms (desk));
  g_autofree char *state = describe_state (self, alert);
  gboolean is_over = alert->is_quiet;

  rdm_exception_set_text (self->title, rdm_exception_label ((int)alert->kind));
  rdm_exception_set_text (self->words, alert->words);
  rdm_exception_set_text (self->explanation, explanation);
  rdm_exception_set_text (self->state, state);
  gtk_widget_set_visible (
      self->take, !is_over && (alert->row == NULL || alert->row->state != RDM_EXCEPTION_TAKEN));
  gtk_widget_set_visible (self->wait, !is_over);
  gtk_widget_set_visible (self->dismiss, !is_over);
  gtk_widget_set_visible (self->reopen, is_over);
  rdm_exception_about_show (self->about, alert);
  show_notes (self, alert->row);
}

static gboolean
ask_again_cb (gpointer user_data)
{
  RdmExceptionCard *self = user_data;
  const RdmAlert *alert = rdm_exception_queue_find (self->queue, self->id);

  /* One search at a time: a day that is played fast would never get an answer. */
  if (alert != NULL && self->cancellable != NULL)
    return G_SOURCE_CONTINUE;
  self->stale_source = 0;
  if (alert != NULL && gtk_widget_get_mapped (GTK_WIDGET (self)))
    ask (self, alert);
  else
    /* Whoever looks next asks. */
    self->asked_ms = 0;
  return G_SOURCE_REMOVE;
}

static void
ask_soon (RdmExceptionCard *self)
{
  if (self->stale_source == 0)
    self->stale_source = g_timeout_add_seconds (STALE_AFTER_S, ask_again_cb, self);
}

/* Whether the answers that are shown, or worked out, are about this alert as it is about now. */
static gboolean
is_answered (RdmExceptionCard *self, const char *id)
{
  gint64 now_ms = rdm_desk_get_now_ms (rdm_exception_queue_get_desk (self->queue));
  gint64 age_ms = ABS (now_ms - self->asked_ms);

  if (g_strcmp0 (id, self->id) != 0)
    return FALSE;
  if (self->cancellable == NULL && age_ms >= FRESH_MS)
    ask_soon (self);
  return self->cancellable != NULL || (self->answers != NULL && age_ms < OLD_MS);
}

void
rdm_exception_card_show (RdmExceptionCard *self, const char *id)
{
  const RdmAlert *alert = rdm_exception_queue_find (self->queue, id);

  if (alert == NULL)
    {
      forget_answers (self);
      g_clear_pointer (&self->id, g_free);
      gtk_widget_set_visible (self->scrolled, FALSE);
      return;
    }
  gtk_widget_set_visible (self->scrolled, TRUE);
  show_alert (self, alert);
  if (is_answered (self, id))
    return;
  rdm_set_str (&self->id, id);
  g_clear_pointer (&self->answers, g_ptr_array_unref);
  ask (self, alert);
}

static gboolean
has_row (const RdmAlert *alert, const char *id)
{
  for (guint i = 0; alert->parts != NULL && i < alert->parts->len; i++)
    if (has_row (g_ptr_array_index (alert->parts, i), id))
      return TRUE;
  return g_strcmp0 (alert->id, id) == 0;
}

/* What people did about it is part of every answer, which notes it as solved. */
static gboolean
is_touched (GPtrArray *changes, const RdmAlert *alert)
{
  for (guint i = 0; i < changes->len; i++)
    {
      const RdmChange *change = g_ptr_array_index (changes, i);

      if (change->kind == RDM_ROW_EXCEPTION && has_row (alert, change->id))
        return TRUE;
    }
  return FALSE;
}

/* What was worked out is of a plan that has changed. It stays until there is something newer; what
 * cannot be done any more is refused when it is applied. */
static void
rows_changed_cb (RdmExceptionCard *self, GPtrArray *changes, RdmDeskTouched *touched)
{
  const RdmAlert *alert = rdm_exception_queue_find (self->queue, self->id);

  if (alert != NULL && is_touched (changes, alert))
    {
      g_clear_pointer (&self->answers, g_ptr_array_unref);
      ask (self, alert);
    }
  else if (alert != NULL
           && (alert->route == NULL || rdm_desk_touched_route (touched, alert->route)))
    ask_soon (self);
}

gboolean
rdm_exception_card_apply_best (RdmExceptionCard *self)
{
  if (self->answers == NULL || self->answers->len == 0)
    return FALSE;
  /* Why it could not be done, if so, has been said. */
  (void)apply (self, 0);
  return TRUE;
}

/* --- the widget --------------------------------------------------------------------------------
 */

static void
act_cb (GtkButton *button, gpointer user_data)
{
  RdmExceptionCard *self = user_data;
  RdmExceptionAct act =
      (RdmExceptionAct)GPOINTER_TO_INT (g_object_get_data (G_OBJECT (button), "act"));

  rdm_exception_queue_act (self->queue, self->id, act);
}

static void
note_cb (RdmExceptionCard *self)
{
  g_autofree char *text = g_strdup (gtk_editable_get_text (GTK_EDITABLE (self->note)));

  if (rdm_exception_queue_note (self->queue, self->id, g_strstrip (text)))
    gtk_editable_set_text (GTK_EDITABLE (self->note), "");
}

static void
show_on_map_cb (RdmExceptionCard *self)
{
  const RdmAlert *alert = rdm_exception_queue_find (self->queue, self->id);

  if (alert == NULL)
    return;
  rdm_exception_select (rdm_exception_queue_get_desk (self->queue), alert);
  gtk_widget_activate_action (GTK_WIDGET (self), "win.go", "s", "dispatch");
  gtk_widget_activate_action (GTK_WIDGET (self), "win.fit", NULL);
}

static GtkWidget *
add_button (RdmExceptionCard *self, GtkWidget *box, const char *label, RdmExceptionAct act)
{
  GtkWidget *button = gtk_button_new_with_mnemonic (label);

  g_object_set_data (G_OBJECT (button), "act", GINT_TO_POINTER ((int)act));
  g_signal_connect_object (button, "clicked", G_CALLBACK (act_cb), self, 0);
  gtk_box_append (GTK_BOX (box), button);
  return button;
}

static GtkLabel *
add_label (GtkWidget *box, const char *class)
{
  GtkWidget *label = gtk_label_new (NULL);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  if (class != NULL)
    gtk_widget_add_css_class (label, class);
  gtk_box_append (GTK_BOX (box), label);
  return GTK_LABEL (label);
}

static GtkListBox *
add_list (GtkWidget *box, const char *name)
{
  GtkWidget *list = gtk_list_box_new ();

  gtk_accessible_update_property (GTK_ACCESSIBLE (list), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  gtk_list_box_set_selection_mode (GTK_LIST_BOX (list), GTK_SELECTION_NONE);
  gtk_widget_add_css_class (list, "boxed-list");
  gtk_box_append (GTK_BOX (box), list);
  return GTK_LIST_BOX (list);
}

static GtkWidget *
make_thinking (void)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 8);
  GtkWidget *spinner = gtk_spinner_new ();

  gtk_spinner_start (GTK_SPINNER (spinner));
  gtk_box_append (GTK_BOX (box), spinner);
  gtk_box_append (GTK_BOX (box), gtk_label_new (_ ("Looking for the best answers…")));
  gtk_widget_add_css_class (box, "dim-label");
  return box;
}

static void
dispose (GObject *object)
{
  RdmExceptionCard *self = RDM_EXCEPTION_CARD (object);

  forget_answers (self);
  g_clear_handle_id (&self->stale_source, g_source_remove);
  g_clear_pointer (&self->scrolled, gtk_widget_unparent);
  g_clear_object (&self->queue);
  g_clear_pointer (&self->id, g_free);
  g_clear_pointer (&self->number, g_free);
  G_OBJECT_CLASS (rdm_exception_card_parent_class)->dispose (object);
}

static void
rdm_exception_card_class_init (RdmExceptionCardClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = dispose;
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
}

static void
rdm_exception_card_init (RdmExceptionCard *self)
{
  GtkWidget *clamp = adw_clamp_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 12);
  GtkWidget *buttons = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  GtkWidget *show = gtk_button_new_with_mnemonic (_ ("Show on the _Map"));

  gtk_widget_add_css_class (box, "exception-card");
  self->title = add_label (box, "title-2");
  self->words = add_label (box, NULL);
  self->explanation = add_label (box, "dim-label");
  self->state = add_label (box, "dim-label");
  self->take = add_button (self, buttons, _ ("_See To It"), RDM_EXCEPTION_ACT_TAKE);
  self->wait = add_button (self, buttons, _ ("_Wait 15 min"), RDM_EXCEPTION_ACT_WAIT);
  self->dismiss = add_button (self, buttons, _ ("_Dismiss"), RDM_EXCEPTION_ACT_DISMISS);
  self->reopen = add_button (self, buttons, _ ("Look _Again"), RDM_EXCEPTION_ACT_REOPEN);
  g_signal_connect_object (show, "clicked", G_CALLBACK (show_on_map_cb), self, G_CONNECT_SWAPPED);
  gtk_box_append (GTK_BOX (buttons), show);
  gtk_box_append (GTK_BOX (box), buttons);
  self->answers_title = add_label (box, "heading");
  gtk_label_set_text (self->answers_title, _ ("What to do"));
  self->thinking = make_thinking ();
  gtk_box_append (GTK_BOX (box), self->thinking);
  self->answer_list = add_list (box, _ ("Answers"));
  self->about_bin = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  gtk_label_set_text (add_label (box, "heading"), _ ("What it is about"));
  gtk_box_append (GTK_BOX (box), self->about_bin);
  gtk_label_set_text (add_label (box, "heading"), _ ("Notes"));
  self->note_list = add_list (box, _ ("Notes"));
  self->note = gtk_entry_new ();
  gtk_entry_set_placeholder_text (GTK_ENTRY (self->note), _ ("Write a note"));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->note), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("Note"), -1);
  g_signal_connect_object (self->note, "activate", G_CALLBACK (note_cb), self, G_CONNECT_SWAPPED);
  gtk_box_append (GTK_BOX (box), self->note);
  adw_clamp_set_maximum_size (ADW_CLAMP (clamp), 720);
  adw_clamp_set_child (ADW_CLAMP (clamp), box);
  self->scrolled = gtk_scrolled_window_new ();
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (self->scrolled), GTK_POLICY_NEVER,
                                  GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (self->scrolled), clamp);
  gtk_widget_set_parent (self->scrolled, GTK_WIDGET (self));
}

GtkWidget *
rdm_exception_card_new (RdmExceptionQueue *queue)
{
  RdmExceptionCard *self = g_object_new (RDM_TYPE_EXCEPTION_CARD, NULL);

  self->queue = g_object_ref (queue);
  self->about =
      RDM_EXCEPTION_ABOUT (rdm_exception_about_new (rdm_exception_queue_get_desk (queue)));
  gtk_box_append (GTK_BOX (self->about_bin), GTK_WIDGET (self->about));
  g_signal_connect_object (rdm_exception_queue_get_desk (queue), "rows-changed",
                           G_CALLBACK (rows_changed_cb), self,
                           (GConnectFlags)(G_CONNECT_SWAPPED | G_CONNECT_AFTER));
  rdm_exception_card_show (self, NULL);
  return GTK_WIDGET (self);
}
