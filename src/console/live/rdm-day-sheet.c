/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rdm-day-sheet.h"

#include <glib/gi18n.h>

#include "rdm-desk-live.h"
#include "rdm-time.h"
#include "rdm-units.h"

/* The columns of the table, after the names of its rows. */
typedef enum
{
  COLUMN_PLAN,
  COLUMN_YOU,
  COLUMN_NOBODY,
  COLUMN_FIRST,
  N_COLUMNS
} Column;

typedef enum
{
  ROW_DONE,
  ROW_LATE,
  ROW_LATE_BY,
  ROW_FAILED,
  ROW_UNTRIED,
  ROW_DRIVEN,
  ROW_DUTY,
  ROW_COST,
  ROW_COST_EACH,
  N_ROWS
} Row;

struct _RdmDaySheet
{
  AdwWindow parent_instance;

  /* Owned */
  RdmDesk *desk;
  RdmDayScore *score;
  GCancellable *cancellable;

  /* Children */
  GtkGrid *table;
  GtkLabel *cells[N_ROWS][N_COLUMNS]; /* NULL: says nothing of a day that was broken off */
  GtkLabel *saves;
  GtkLabel *working;
  GtkWidget *close;

  /* State */
  guint progress_source;
};

G_DEFINE_FINAL_TYPE (RdmDaySheet, rdm_day_sheet, ADW_TYPE_WINDOW)

/* What is left of a day that was broken off is in its plan, and in what it will cost. */
static gboolean
is_shown (RdmDaySheet *self, Row row, Column column)
{
  return self->score->until_ms == 0
         || (column != COLUMN_PLAN && row != ROW_DUTY && row != ROW_COST && row != ROW_COST_EACH);
}

static const char *
currency_of (RdmDaySheet *self)
{
  return rdm_desk_get_settings (self->desk)->currency;
}

/* --- figures -----------------------------------------------------------------------------------
 */

static char *
format_each (RdmDaySheet *self, gint64 cost_minor, guint n)
{
  return n > 0 ? rdm_format_money (cost_minor / n, currency_of (self)) : g_strdup ("–");
}

/* As it was planned; of a plan nobody fails. */
static char *
format_planned (RdmDaySheet *self, Row row)
{
  const RdmFigures *plan = &self->score->start->plan;

  switch (row)
    {
    case ROW_DONE:
      return g_strdup_printf ("%u", plan->n_stops);
    case ROW_LATE:
      return g_strdup_printf ("%u", plan->n_late);
    case ROW_LATE_BY:
      return rdm_format_duration (plan->late_s);
    case ROW_DRIVEN:
      return rdm_format_distance (plan->distance_m);
    case ROW_DUTY:
      return rdm_format_duration (plan->duty_s);
    case ROW_COST:
      return rdm_format_money_whole (plan->cost_minor, currency_of (self));
    case ROW_COST_EACH:
      return format_each (self, plan->cost_minor, plan->n_stops);
    case ROW_FAILED:
    case ROW_UNTRIED:
    case N_ROWS:
      break;
    }
  return g_strdup ("–");
}

static char *
format_driven (RdmDaySheet *self, Row row, const RdmSimFigures *figures)
{
  switch (row)
    {
    case ROW_DONE:
      return g_strdup_printf ("%u", figures->n_done);
    case ROW_LATE:
      return g_strdup_printf ("%u", figures->n_late);
    case ROW_LATE_BY:
      return rdm_format_duration (figures->late_ms / 1000);
    case ROW_FAILED:
      return g_strdup_printf ("%u", figures->n_failed);
    case ROW_UNTRIED:
      return g_strdup_printf ("%u", figures->n_untried);
    case ROW_DRIVEN:
      return rdm_format_distance ((gint64)figures->driven_m);
    case ROW_DUTY:
      return rdm_format_duration (figures->duty_ms / 1000);
    case ROW_COST:
      return rdm_format_money_whole (figures->cost_minor, currency_of (self));
    case ROW_COST_EACH:
      return format_each (self, figures->cost_minor, figures->n_done);
    case N_ROWS:
      break;
    }
  return g_strdup ("");
}

/* Returns: (nullable): NULL: the plan, or what is not known yet. */
static const RdmSimFigures *
figures_of (RdmDaySheet *self, Column column)
{
  RdmDayRival rival = column == COLUMN_NOBODY ? RDM_DAY_RIVAL_NOBODY : RDM_DAY_RIVAL_FIRST;

  if (column == COLUMN_YOU)
    return &self->score->figures;
  return column != COLUMN_PLAN && self->score->is_known[rival] ? &self->score->rivals[rival] : NULL;
}

static void
show_column (RdmDaySheet *self, Column column)
{
  const RdmSimFigures *figures = figures_of (self, column);

  for (Row row = 0; row < N_ROWS; row++)
    {
      g_autofree char *text = NULL;

      if (column == COLUMN_PLAN)
        text = format_planned (self, row);
      else
        text = figures != NULL ? format_driven (self, row, figures) : g_strdup ("…");
      if (self->cells[row][column] != NULL)
        gtk_label_set_text (self->cells[row][column], text);
    }
}

/* "saved 4 stops", "lost 1 stop". */
static char *
format_saves (int n_alone, const RdmSimFigures *figures, const char *none)
{
  int n = n_alone - (int)rdm_day_score_count_bad (figures);
  guint n_stops = (guint)ABS (n);

  if (n == 0)
    return g_strdup (none);
  return g_strdup_printf (n > 0 ? ngettext ("saved %u stop", "saved %u stops", n_stops)
                                : ngettext ("lost %u stop", "lost %u stops", n_stops),
                          n_stops);
}

/* How many stops are not late, failed or left that would be with nobody at the desk. */
static void
show_saves (RdmDaySheet *self)
{
  const RdmDayScore *score = self->score;
  int n_alone = (int)rdm_day_score_count_bad (&score->rivals[RDM_DAY_RIVAL_NOBODY]);
  g_autofree char *you = NULL;
  g_autofree char *first = NULL;
  g_autofree char *text = NULL;

  if (!score->is_known[RDM_DAY_RIVAL_NOBODY])
    return;
  you = format_saves (n_alone, &score->figures, _ ("saved no stop"));
  if (score->is_known[RDM_DAY_RIVAL_FIRST])
    {
      first = format_saves (n_alone, &score->rivals[RDM_DAY_RIVAL_FIRST], _ ("saved no stop"));
      /* Translators: "saved 4 stops", twice */
      text = g_strdup_printf (_ ("You %s. Always the first suggestion would have %s."), you, first);
    }
  else
    /* Translators: "saved 4 stops" */
    text = g_strdup_printf (_ ("You %s."), you);
  gtk_label_set_text (self->saves, text);
  gtk_widget_set_tooltip_text (
      GTK_WIDGET (self->saves),
      _ ("From being late, failed or left, against the same day with nobody at the desk"));
}

/* --- others at the desk ------------------------------------------------------------------------
 */

static RdmDayRival
next_rival (RdmDaySheet *self)
{
  for (RdmDayRival rival = 0; rival < RDM_N_DAY_RIVALS; rival++)
    if (!self->score->is_known[rival])
      return rival;
  return RDM_N_DAY_RIVALS;
}

static gboolean
progress_cb (gpointer user_data)
{
  RdmDaySheet *self = user_data;
  RdmDayRival rival = next_rival (self);
  g_autofree char *share = NULL;
  g_autofree char *text = NULL;

  if (rival == RDM_N_DAY_RIVALS)
    return G_SOURCE_CONTINUE;
  share = rdm_format_percent (g_atomic_int_get (&self->score->permille[rival]) / 1000.);
  text = g_strdup_printf (rival == RDM_DAY_RIVAL_NOBODY
                              ? _ ("The same day is driven again with nobody at the desk: %s")
                              : _ ("… and with the first suggestion always taken: %s"),
                          share);
  gtk_label_set_text (self->working, text);
  return G_SOURCE_CONTINUE;
}

static void compare_next (RdmDaySheet *self);

static void
compared_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (RdmDaySheet) self = user_data;

  if (g_cancellable_is_cancelled (g_task_get_cancellable (G_TASK (result)))
      || !rdm_day_score_compare_finish (self->score, result))
    return;
  show_column (self, COLUMN_NOBODY);
  show_column (self, COLUMN_FIRST);
  show_saves (self);
  compare_next (self);
}

static void
compare_next (RdmDaySheet *self)
{
  RdmDayRival rival = next_rival (self);

  if (rival == RDM_N_DAY_RIVALS)
    {
      g_clear_handle_id (&self->progress_source, g_source_remove);
      gtk_label_set_text (self->working,
                          _ ("One simulated day (n = 1); another one may turn out otherwise."));
      return;
    }
  progress_cb (self);
  rdm_day_score_compare (self->score, rival, self->cancellable, compared_cb, g_object_ref (self));
}

/* --- the window --------------------------------------------------------------------------------
 */

static gboolean
can_do (RdmDaySheet *self, const char *action)
{
  GtkWindow *parent = gtk_window_get_transient_for (GTK_WINDOW (self));

  return G_IS_ACTION_GROUP (parent)
         && g_action_group_get_action_enabled (G_ACTION_GROUP (parent), action);
}

/* Does something with the window below, and is gone. */
static void
leave_cb (GtkButton *button, gpointer user_data)
{
  RdmDaySheet *self = user_data;
  GtkWindow *parent = gtk_window_get_transient_for (GTK_WINDOW (self));

  gtk_widget_activate_action (GTK_WIDGET (parent), g_object_get_data (G_OBJECT (button), "action"),
                              NULL);
  gtk_window_close (GTK_WINDOW (self));
}

static void
dispose (GObject *object)
{
  RdmDaySheet *self = RDM_DAY_SHEET (object);

  g_clear_handle_id (&self->progress_source, g_source_remove);
  if (self->cancellable != NULL)
    g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_pointer (&self->score, rdm_day_score_unref);
  g_clear_object (&self->desk);
  G_OBJECT_CLASS (rdm_day_sheet_parent_class)->dispose (object);
}

/* Nobody waits for the others any more. */
static gboolean
close_request (GtkWindow *window)
{
  g_cancellable_cancel (RDM_DAY_SHEET (window)->cancellable);
  return GTK_WINDOW_CLASS (rdm_day_sheet_parent_class)->close_request (window);
}

static void
rdm_day_sheet_class_init (RdmDaySheetClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = dispose;
  GTK_WINDOW_CLASS (klass)->close_request = close_request;
  gtk_widget_class_add_binding_action (GTK_WIDGET_CLASS (klass), GDK_KEY_Escape, 0, "window.close",
                                       NULL);
}

static void
rdm_day_sheet_init (RdmDaySheet *self)
{
  self->cancellable = g_cancellable_new ();
}

static GtkLabel *
add_label (GtkWidget *box, const char *text, const char *class)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  if (class != NULL)
    gtk_widget_add_css_class (label, class);
  gtk_box_append (GTK_BOX (box), label);
  return GTK_LABEL (label);
}

static GtkLabel *
put (RdmDaySheet *self, int column, int row, const char *text, const char *class)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_xalign (GTK_LABEL (label), column == 0 ? 0.f : 1.f);
  if (column > 0)
    gtk_widget_set_hexpand (label, TRUE);
  if (class != NULL)
    gtk_widget_add_css_class (label, class);
  gtk_grid_attach (self->table, label, column, row, 1, 1);
  return GTK_LABEL (label);
}

static void
fill_table (RdmDaySheet *self)
{
  const char *const titles[N_COLUMNS] = { C_ ("figures", "Plan"), _ ("This day"),
                                          _ ("Nobody at the desk"), _ ("First suggestion") };
  const char *untried = self->score->until_ms != 0 ? _ ("Not tried yet") : _ ("Never tried");
  const char *const names[N_ROWS] = {
    _ ("Stops done"), _ ("Late"),    _ ("Late, together"), _ ("Failed"),           untried,
    _ ("Driven"),     _ ("On duty"), _ ("Cost"),           _ ("Cost a stop done"),
  };

  for (Column column = 0; column < N_COLUMNS; column++)
    if (is_shown (self, ROW_DONE, column))
      (void)put (self, (int)column + 1, 0, titles[column], "dim-label");
  for (Row row = 0; row < N_ROWS; row++)
    {
      if (is_shown (self, row, COLUMN_YOU))
        (void)put (self, 0, (int)row + 1, names[row], NULL);
      for (Column column = 0; column < N_COLUMNS; column++)
        {
          if (!is_shown (self, row, column))
            continue;
          self->cells[row][column] = put (self, (int)column + 1, (int)row + 1, "", "numeric");
          if (column == COLUMN_YOU)
            gtk_widget_add_css_class (GTK_WIDGET (self->cells[row][column]), "heading");
        }
    }
  for (Column column = 0; column < N_COLUMNS; column++)
    show_column (self, column);
}

/* "Nobody at home 12, traffic 3": what happened most comes first. */
static char *
describe_mishaps (const RdmDayScore *score)
{
  guint left[RDM_N_MISHAP_KINDS];
  g_autoptr (GString) text = g_string_new (NULL);

  memcpy (left, score->n_mishaps, sizeof left);
  for (;;)
    {
      int most = 0;

      for (int kind = 1; kind < RDM_N_MISHAP_KINDS; kind++)
        if (left[kind] > left[most])
          most = kind;
      if (left[most] == 0)
        break;
      g_string_append_printf (text, "%s%s %u", text->len > 0 ? ", " : "",
                              rdm_mishap_kind_label ((RdmMishapKind)most), left[most]);
      left[most] = 0;
    }
  return g_string_free (g_steal_pointer (&text), FALSE);
}

static GtkWidget *
add_leave (RdmDaySheet *self, GtkWidget *box, const char *label, const char *action)
{
  GtkWidget *button = gtk_button_new_with_mnemonic (label);

  g_object_set_data (G_OBJECT (button), "action", (gpointer)action);
  g_signal_connect_object (button, "clicked", G_CALLBACK (leave_cb), self, 0);
  gtk_box_append (GTK_BOX (box), button);
  return button;
}

static GtkWidget *
make_buttons (RdmDaySheet *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  GtkWidget *back = add_leave (self, box, _ ("_Back to the Plan"), "win.leave-rehearsal");
  GtkWidget *on = add_leave (self, box, _ ("_Go On"), "win.start-day");

  self->close = gtk_button_new_with_mnemonic (_ ("_Close"));
  gtk_widget_set_visible (back, can_do (self, "leave-rehearsal"));
  gtk_widget_set_visible (on, self->score->until_ms != 0 && can_do (self, "start-day"));
  gtk_actionable_set_action_name (GTK_ACTIONABLE (self->close), "window.close");
  gtk_widget_add_css_class (self->close, "suggested-action");
  gtk_widget_set_halign (box, GTK_ALIGN_END);
  gtk_box_append (GTK_BOX (box), self->close);
  return box;
}

static char *
describe_rest (const RdmDayScore *score)
{
  const RdmSimFigures *figures = &score->figures;

  return g_strdup_printf (
      score->until_ms != 0 ? _ ("%u late, %u failed, %u not tried yet; visits in all: %u")
                           : _ ("%u late, %u failed, %u never tried; visits in all: %u"),
      figures->n_late, figures->n_failed, figures->n_untried, figures->n_attempts);
}

static GtkWidget *
make_page (RdmDaySheet *self)
{
  const RdmSimFigures *figures = &self->score->figures;
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 12);
  g_autofree char *title =
      g_strdup_printf (ngettext ("%u of %u stop done", "%u of %u stops done", figures->n_due),
                       figures->n_done, figures->n_due);
  g_autofree char *rest = describe_rest (self->score);
  g_autofree char *mishaps = describe_mishaps (self->score);

  (void)add_label (box, title, "title-2");
  (void)add_label (box, rest, NULL);
  /* The room for what is not known yet is there at once: a window does not become smaller. */
  self->saves = add_label (box, " ", "heading");
  self->table = GTK_GRID (gtk_grid_new ());
  gtk_grid_set_column_spacing (self->table, 24);
  gtk_grid_set_row_spacing (self->table, 6);
  fill_table (self);
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->table));
  if (*mishaps != '\0')
    {
      (void)add_label (box, _ ("What went wrong"), "heading");
      (void)add_label (box, mishaps, NULL);
    }
  self->working = add_label (box, " ", "dim-label");
  if (self->score->until_ms != 0)
    (void)add_label (box,
                     can_do (self, "leave-rehearsal")
                         ? _ ("Your plan is as it was.")
                         : _ ("What happened stays, and the day can go on from there."),
                     "dim-label");
  gtk_box_append (GTK_BOX (box), make_buttons (self));
  gtk_widget_add_css_class (box, "exception-card");
  return box;
}

GtkWidget *
rdm_day_sheet_new (GtkWindow *parent, RdmDesk *desk, RdmDayScore *score)
{
  RdmDaySheet *self = g_object_new (RDM_TYPE_DAY_SHEET, "transient-for", parent, "modal", TRUE,
                                    "default-width", 720, NULL);
  g_autofree char *time =
      score->until_ms != 0 ? rdm_desk_format_moment (desk, score->until_ms) : NULL;
  g_autofree char *title = NULL;
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);

  self->desk = g_object_ref (desk);
  self->score = rdm_day_score_ref (score);
  /* Translators: a time of day */
  title = time != NULL ? g_strdup_printf (_ ("The Day Stopped at %s"), time)
                       : g_strdup (_ ("The Day Is Over"));
  gtk_window_set_title (GTK_WINDOW (self), title);
  gtk_box_append (GTK_BOX (box), adw_header_bar_new ());
  gtk_box_append (GTK_BOX (box), make_page (self));
  adw_window_set_content (ADW_WINDOW (self), box);
  /* Enter that was meant for an answer does not leave the day. */
  gtk_window_set_focus (GTK_WINDOW (self), self->close);
  self->progress_source = g_timeout_add (500, progress_cb, self);
  show_saves (self);
  compare_next (self);
  return GTK_WIDGET (self);
}
