/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rdm-sim-person.h"

#include <time.h>

#include "rdm-answer.h"

#define MINUTE_MS (60 * 1000)
/* What is over in a minute, nobody looks at. */
#define OLD_MS MINUTE_MS
#define CALLED_MS (30 * MINUTE_MS)
/* Nobody sees to more than that at once. */
#define A_LOOK_MOST 30
#define WHO "roundsman-sim"

static const char *const answer_names[] = { "move",   "order", "all",   "spare",   "hand-over",
                                            "spread", "retry", "later", "carrier", "pickup",
                                            "depot",  "call",  "down",  "wait",    "dismiss" };

void
rdm_sim_person_trace_begin (FILE *trace)
{
  fputs ("seed,at_ms,alert,stops,urgency,answers,answer,label,cost_minor,saved,broken,moved,left,"
         "worth,applied,cpu_ms\n",
         trace);
}

static void
note (RdmSimPerson *self,
      RdmSimDesk *desk,
      const RdmAlert *alert,
      const GPtrArray *answers,
      gboolean is_applied,
      gint64 cpu_ms)
{
  const RdmAnswer *first = answers->len > 0 ? g_ptr_array_index (answers, 0) : NULL;
  const RdmRepair *repair = first ? first->repair : NULL;

  if (!self->trace || !first)
    return;
  fprintf (self->trace,
           "%" G_GUINT64_FORMAT ",%" G_GINT64_FORMAT ",%s,%u,%.0f,%u,%s,\"%s\",%" G_GINT64_FORMAT
           ",%u,%u,%u,%u,%" G_GINT64_FORMAT ",%d,%" G_GINT64_FORMAT "\n",
           self->seed, rdm_live_day_get_now (desk->live), alert->id,
           alert->parts ? alert->parts->len : alert->stop != NULL, alert->urgency, answers->len,
           answer_names[first->kind], first->label, first->cost_minor, first->n_saved,
           first->n_broken, repair ? g_strv_length (repair->moved) : 0,
           repair ? g_strv_length (repair->left) : 0, first->worth, is_applied, cpu_ms);
  fflush (self->trace);
}

/* What has happened is seen to at once: there is less that can be done about it by the hour. */
static gboolean
is_urgent (const RdmSimPerson *self, const RdmAlert *alert)
{
  return alert->chance >= 1 || alert->urgency >= (double)self->least_minor;
}

/* Returns: (nullable): borrowed. */
static const RdmAlert *
next_alert (const RdmSimPerson *self, RdmSimDesk *desk)
{
  const GPtrArray *list = rdm_alerts_get_list (desk->alerts);
  gint64 now_ms = rdm_live_day_get_now (desk->live);

  for (guint i = 0; i < list->len; i++)
    {
      const RdmAlert *alert = g_ptr_array_index (list, i);
      guint64 bit = G_GUINT64_CONSTANT (1) << alert->kind;

      if (!alert->is_quiet && is_urgent (self, alert) && alert->since_ms <= now_ms - OLD_MS
          && (self->kinds == 0 || self->kinds & bit))
        return alert;
    }
  return NULL;
}

static gboolean
apply (RdmSimPerson *self, RdmSimDesk *desk, const RdmAlert *alert, const RdmAnswer *first)
{
  gint64 now_ms = rdm_live_day_get_now (desk->live);
  g_autoptr (RdmCommand) later = NULL;

  if (first && first->command && rdm_sim_desk_run (desk, first->command))
    {
      self->n_answers += first->kind != RDM_ANSWER_WAIT && first->kind != RDM_ANSWER_DISMISS;
      return TRUE;
    }
  later = rdm_alert_wait_command (alert, desk->rows, WHO, now_ms + CALLED_MS, now_ms);
  (void)rdm_sim_desk_run (desk, later);
  return FALSE;
}

static void
see_to (RdmSimPerson *self, RdmSimDesk *desk, const RdmAlert *shown)
{
  g_autoptr (RdmAlert) alert = rdm_alert_copy (shown);
  g_autoptr (RdmQuestion) question = rdm_question_new (desk->live, alert, WHO);
  g_autoptr (GPtrArray) answers = NULL;
  gint64 begin = clock ();
  gboolean is_applied;

  rdm_question_set_iterations (question, self->iterations);
  answers = rdm_question_answer (question, NULL);
  self->n_questions++;
  is_applied = apply (self, desk, alert, answers->len > 0 ? g_ptr_array_index (answers, 0) : NULL);
  note (self, desk, alert, answers, is_applied, (clock () - begin) * 1000 / CLOCKS_PER_SEC);
  rdm_sim_desk_settle (desk);
  (void)rdm_alerts_update (desk->alerts);
}

void
rdm_sim_person_look (RdmSimPerson *self, RdmSimDesk *desk)
{
  gint64 now_ms = rdm_live_day_get_now (desk->live);

  if (now_ms < self->look_ms)
    return;
  self->look_ms = now_ms + (gint64)self->look_min * MINUTE_MS;
  for (guint i = 0; i < A_LOOK_MOST; i++)
    {
      const RdmAlert *alert = next_alert (self, desk);

      if (!alert)
        break;
      see_to (self, desk, alert);
    }
}
