/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rdm-day-score.h"

#include "rdm-sim-person.h"

RdmDayScore *
rdm_day_score_new (RdmPlayStart *start, RdmSim *sim, gint64 until_ms)
{
  RdmDayScore *self = g_atomic_rc_box_new0 (RdmDayScore);
  const GPtrArray *mishaps = rdm_sim_get_truth (sim)->mishaps;

  self->start = rdm_play_start_ref (start);
  self->until_ms = until_ms;
  rdm_sim_get_figures (sim, &self->figures);
  for (guint i = 0; i < mishaps->len; i++)
    {
      const RdmMishap *mishap = g_ptr_array_index (mishaps, i);

      self->n_mishaps[mishap->kind] += mishap->struck_ms != 0;
    }
  return self;
}

RdmDayScore *
rdm_day_score_ref (RdmDayScore *self)
{
  return g_atomic_rc_box_acquire (self);
}

static void
clear (gpointer data)
{
  rdm_play_start_unref (((RdmDayScore *)data)->start);
}

void
rdm_day_score_unref (RdmDayScore *self)
{
  g_atomic_rc_box_release_full (self, clear);
}

guint
rdm_day_score_count_bad (const RdmSimFigures *figures)
{
  return figures->n_late + figures->n_failed + figures->n_untried;
}

/* --- driving it again --------------------------------------------------------------------------
 */

typedef struct
{
  RdmDayScore *score;
  RdmDayRival rival;
  RdmSimFigures figures;
} Job;

static void
job_free (gpointer data)
{
  rdm_day_score_unref (((Job *)data)->score);
  g_free (data);
}

static void
tell (Job *job, const RdmSim *sim)
{
  gint64 begin_ms = rdm_sim_get_begin (sim);
  gint64 end_ms = job->score->until_ms != 0 ? job->score->until_ms : rdm_sim_get_end (sim);
  gint64 whole_ms = MAX (end_ms - begin_ms, 1);

  g_atomic_int_set (&job->score->permille[job->rival],
                    (int)CLAMP ((rdm_sim_get_now (sim) - begin_ms) * 1000 / whole_ms, 0, 1000));
}

static gboolean
is_enough (const RdmDayScore *score, const RdmSim *sim)
{
  return score->until_ms != 0 && rdm_sim_get_now (sim) >= score->until_ms;
}

static void
drive (Job *job, GCancellable *cancellable)
{
  const RdmPlayStart *start = job->score->start;
  RdmSimPerson person = { .look_min = RDM_SIM_PERSON_LOOK_MIN,
                          .least_minor = RDM_SIM_PERSON_LEAST_MINOR,
                          .iterations = RDM_SIM_PERSON_ITERATIONS };
  g_autoptr (RdmSimDesk) desk =
      rdm_sim_desk_new (start->morning, start->date, start->travel, &start->options, NULL);

  while (!g_cancellable_is_cancelled (cancellable) && !is_enough (job->score, desk->sim)
         && rdm_sim_desk_step (desk))
    {
      if (job->rival == RDM_DAY_RIVAL_FIRST)
        rdm_sim_person_look (&person, desk);
      tell (job, desk->sim);
    }
  rdm_sim_get_figures (desk->sim, &job->figures);
}

static void
drive_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  /* Whatever that day asks for by and by is none of the window's business. */
  g_autoptr (GMainContext) context = g_main_context_new ();

  g_main_context_push_thread_default (context);
  drive (data, cancellable);
  g_main_context_pop_thread_default (context);
  g_task_return_boolean (task, TRUE);
}

void
rdm_day_score_compare (RdmDayScore *self,
                       RdmDayRival rival,
                       GCancellable *cancellable,
                       GAsyncReadyCallback callback,
                       gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (NULL, cancellable, callback, user_data);
  Job *job = g_new0 (Job, 1);

  job->score = rdm_day_score_ref (self);
  job->rival = rival;
  g_task_set_source_tag (task, rdm_day_score_compare);
  g_task_set_task_data (task, job, job_free);
  g_task_run_in_thread (task, drive_thread);
}

gboolean
rdm_day_score_compare_finish (RdmDayScore *self, GAsyncResult *result)
{
  const Job *job = g_task_get_task_data (G_TASK (result));

  g_return_val_if_fail (g_async_result_is_tagged (result, rdm_day_score_compare), FALSE);
  if (!g_task_propagate_boolean (G_TASK (result), NULL))
    return FALSE;
  self->rivals[job->rival] = job->figures;
  self->is_known[job->rival] = TRUE;
  return TRUE;
}
