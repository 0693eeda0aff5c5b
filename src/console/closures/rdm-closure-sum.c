/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rdm-closure-sum.h"

#include <glib/gi18n.h>

#include "rdm-time.h"
#include "rdm-units.h"

RdmClosureSum
rdm_closure_sum_of (const RdmSchedule *schedule)
{
  RdmClosureSum sum = { schedule->drive_s, schedule->distance_m, (int)schedule->n_late, 0 };

  for (guint i = 0; i < schedule->visits->len; i++)
    sum.n_shut += (g_array_index (schedule->visits, RdmVisit, i).breaches & RDM_BREACH_ROAD) != 0;
  return sum;
}

static void
add_part (GString *text, char *part)
{
  g_string_append (text, text->len > 0 ? " · " : "");
  g_string_append (text, part);
  g_free (part);
}

static char *
with_sign (gint64 value, char *amount)
{
  char *text = g_strdup_printf ("%s%s", value < 0 ? "−" : "+", amount);

  g_free (amount);
  return text;
}

static void
add_reach (GString *text, int n_shut)
{
  if (n_shut > 0)
    add_part (text,
              g_strdup_printf (ngettext ("%d stop cannot be reached any more",
                                         "%d stops cannot be reached any more", (guint)n_shut),
                               n_shut));
  else if (n_shut < 0)
    add_part (text, g_strdup_printf (ngettext ("%d stop can be reached again",
                                               "%d stops can be reached again", (guint)-n_shut),
                                     -n_shut));
}

static void
add_lateness (GString *text, int n_late)
{
  if (n_late > 0)
    add_part (text,
              g_strdup_printf (ngettext ("%d more stop late", "%d more stops late", (guint)n_late),
                               n_late));
  else if (n_late < 0)
    add_part (text,
              g_strdup_printf (
                  ngettext ("%d fewer stop late", "%d fewer stops late", (guint)-n_late), -n_late));
}

static void
add_way (GString *text, const RdmClosureSum *cost)
{
  if (cost->drive_s / 60 != 0)
    {
      g_autofree char *minutes =
          with_sign (cost->drive_s, rdm_format_duration (ABS (cost->drive_s)));

      /* Translators: a duration with its sign: "+14 min" */
      add_part (text, g_strdup_printf (_ ("%s driving"), minutes));
    }
  if (ABS (cost->distance_m) >= 50)
    add_part (text, with_sign (cost->distance_m, rdm_format_distance (ABS (cost->distance_m))));
}

/* Where stops are not driven to any more, or are again, a shorter or longer way says nothing. */
char *
rdm_closure_sum_describe (const RdmClosureSum *self)
{
  g_autoptr (GString) text = g_string_new (NULL);

  add_reach (text, self->n_shut);
  if (self->n_shut == 0)
    add_way (text, self);
  add_lateness (text, self->n_late);
  return text->len > 0 ? g_string_free (g_steal_pointer (&text), FALSE) : NULL;
}

/* The day twice, of a plan of its own: as it is, and with all roads open. */
typedef struct
{
  RdmRows *rows;
  RdmTravel *travel;
  char *date;
} Question;

static void
question_free (gpointer data)
{
  Question *question = data;

  g_object_unref (question->rows);
  g_clear_object (&question->travel);
  g_free (question->date);
  g_free (question);
}

static RdmClosureSum
sum_up (const Question *question, RdmRows *rows)
{
  g_autoptr (RdmDayPlan) day = rdm_day_plan_new (rows, question->date, question->travel);
  GPtrArray *routes = rdm_day_plan_get_routes (day);
  RdmClosureSum sum = { 0 };

  for (guint i = 0; i < routes->len; i++)
    {
      const RdmRoute *route = g_ptr_array_index (routes, i);
      RdmClosureSum one = rdm_closure_sum_of (rdm_day_plan_get_schedule (day, route->row.id));

      sum.drive_s += one.drive_s;
      sum.distance_m += one.distance_m;
      sum.n_late += one.n_late;
      sum.n_shut += one.n_shut;
    }
  return sum;
}

static void
answer_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  const Question *question = data;
  g_autoptr (RdmRows) open_roads = rdm_memory_rows_snapshot (RDM_MEMORY_ROWS (question->rows));
  g_autoptr (GPtrArray) closures = rdm_rows_day_closures (open_roads, question->date);
  RdmClosureSum before;
  RdmClosureSum *sum = g_new (RdmClosureSum, 1);

  for (guint i = 0; i < closures->len; i++)
    rdm_rows_remove (open_roads, RDM_ROW_CLOSURE,
                     ((const RdmRow *)g_ptr_array_index (closures, i))->id);
  before = sum_up (question, open_roads);
  *sum = sum_up (question, question->rows);
  sum->drive_s -= before.drive_s;
  sum->distance_m -= before.distance_m;
  sum->n_late -= before.n_late;
  sum->n_shut -= before.n_shut;
  g_task_return_pointer (task, sum, g_free);
}

void
rdm_closure_sum_ask (RdmDesk *desk,
                     GCancellable *cancellable,
                     GAsyncReadyCallback callback,
                     gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (desk, cancellable, callback, user_data);
  Question *question = g_new0 (Question, 1);

  question->rows = rdm_memory_rows_snapshot (RDM_MEMORY_ROWS (rdm_desk_get_rows (desk)));
  g_set_object (&question->travel, rdm_day_plan_get_travel (rdm_desk_get_day_plan (desk)));
  question->date = g_strdup (rdm_desk_get_date (desk));
  g_task_set_source_tag (task, rdm_closure_sum_ask);
  g_task_set_task_data (task, question, question_free);
  g_task_run_in_thread (task, answer_thread);
}

gboolean
rdm_closure_sum_answer (RdmDesk *desk, GAsyncResult *result, RdmClosureSum *sum)
{
  g_autofree RdmClosureSum *answer = g_task_propagate_pointer (G_TASK (result), NULL);

  g_return_val_if_fail (g_async_result_is_tagged (result, rdm_closure_sum_ask), FALSE);

  if (answer == NULL)
    return FALSE;
  *sum = *answer;
  return TRUE;
}
