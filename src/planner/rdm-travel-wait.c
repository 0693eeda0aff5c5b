/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rdm-travel-wait.h"

#define TELL_EVERY_US (G_USEC_PER_SEC / 10)

struct _RdmTravelWait
{
  RdmTravelWaitFunc func;
  gpointer user_data;
  GCancellable *asking; /* NULL: nobody is */
  RdmTravel *source;    /* who is asked; NULL: nobody is */
  char *failure;
};

/** Question: owned by its task. */
typedef struct
{
  RdmTravel *travel;
  RdmPoint *points;
  RdmTravelNeed need;  /* borrows from the above */
  GTask *task;         /* borrowed */
  RdmTravelWait *wait; /* borrowed: not looked at once it was dropped */
  gint64 next_tell_us;
} Question;

/** Told: progress on its way to the thread that asked. */
typedef struct
{
  GTask *task;
  double fraction;
} Told;

static void
question_free (gpointer data)
{
  Question *self = data;

  g_object_unref (self->travel);
  g_free (self->points);
  g_free (self);
}

RdmTravelWait *
rdm_travel_wait_new (RdmTravelWaitFunc func, gpointer user_data)
{
  RdmTravelWait *self = g_new0 (RdmTravelWait, 1);

  self->func = func;
  self->user_data = user_data;
  return self;
}

void
rdm_travel_wait_free (RdmTravelWait *self)
{
  if (!self)
    return;
  rdm_travel_wait_stop (self);
  g_free (self->failure);
  g_free (self);
}

/* --- in its thread -----------------------------------------------------------------------------
 */

static void
told_free (gpointer data)
{
  Told *told = data;

  g_object_unref (told->task);
  g_free (told);
}

static gboolean
tell_cb (gpointer data)
{
  Told *told = data;
  Question *question = g_task_get_task_data (told->task);

  if (!g_cancellable_is_cancelled (g_task_get_cancellable (told->task))
      && !g_task_get_completed (told->task))
    question->wait->func (told->fraction, FALSE, NULL, question->wait->user_data);
  return G_SOURCE_REMOVE;
}

static void
progress_cb (double fraction, gpointer user_data)
{
  Question *question = user_data;
  gint64 now_us = g_get_monotonic_time ();
  g_autoptr (GSource) source = NULL;
  Told *told;

  if (now_us < question->next_tell_us)
    return;
  question->next_tell_us = now_us + TELL_EVERY_US;
  told = g_new (Told, 1);
  *told = (Told){ g_object_ref (question->task), fraction };
  source = g_idle_source_new ();
  g_source_set_callback (source, tell_cb, told, told_free);
  g_source_attach (source, g_task_get_context (question->task));
}

static void
ask_thread (GTask *task, gpointer source, gpointer task_data, GCancellable *cancellable)
{
  Question *question = task_data;
  GError *error = NULL;
  RdmTravelTimes *times =
      rdm_travel_book_fill (rdm_travel_book_of (question->travel), &question->need, progress_cb,
                            question, cancellable, &error);

  if (times)
    g_task_return_pointer (task, times, (GDestroyNotify)rdm_travel_times_unref);
  else
    g_task_return_error (task, error);
}

/* --- in the thread that asks --------------------------------------------------------------------
 */

static void
answered_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  RdmTravelWait *self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (RdmTravelTimes) times = NULL;

  if (g_cancellable_is_cancelled (g_task_get_cancellable (G_TASK (result))))
    return;
  times = g_task_propagate_pointer (G_TASK (result), &error);
  g_clear_object (&self->asking);
  g_clear_object (&self->source);
  g_clear_pointer (&self->failure, g_free);
  self->failure = error ? g_strdup (error->message) : NULL;
  self->func (1.0, TRUE, times, self->user_data);
}

void
rdm_travel_wait_ask (RdmTravelWait *self, RdmTravel *travel, const RdmTravelNeed *need)
{
  g_autoptr (GTask) task = NULL;
  Question *question;

  if (self->source == travel)
    return;
  rdm_travel_wait_stop (self);
  self->asking = g_cancellable_new ();
  self->source = g_object_ref (travel);
  task = g_task_new (NULL, self->asking, answered_cb, self);
  question = g_new0 (Question, 1);
  question->travel = g_object_ref (travel);
  question->points = g_memdup2 (need->points, need->n_points * sizeof *need->points);
  question->need = *need;
  question->need.points = question->points;
  question->task = task;
  question->wait = self;
  g_task_set_source_tag (task, rdm_travel_wait_ask);
  g_task_set_task_data (task, question, question_free);
  g_task_run_in_thread (task, ask_thread);
}

void
rdm_travel_wait_stop (RdmTravelWait *self)
{
  if (self->asking)
    g_cancellable_cancel (self->asking);
  g_clear_object (&self->asking);
  g_clear_object (&self->source);
}

gboolean
rdm_travel_wait_is_asking (const RdmTravelWait *self)
{
  return self->asking != NULL;
}

const char *
rdm_travel_wait_get_failure (const RdmTravelWait *self)
{
  return self->failure;
}
