/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rdm-plan-worker.h"

/* Either a write, or a call, which somebody may wait for. */
typedef struct
{
  RdmJournalEntry *entry;
  GPtrArray *changes;
  RdmSyncRecord *record;
  RdmWorkerCall func;
  gpointer user_data;
  gboolean *called; /* NULL: nobody waits */
} Job;

struct _RdmPlanWorker
{
  RdmStore *store; /* the thread's alone */
  GThread *thread;
  RdmWorkerNews news;
  gpointer user_data;

  GMutex mutex; /* guards what follows */
  GCond cond;
  GQueue jobs;
  guint n_written; /* and not reported */
  GError *error;   /* not reported; until it is, nothing is written */
  gboolean quitting;
};

static void
free_job (gpointer data)
{
  Job *job = data;

  g_clear_pointer (&job->entry, rdm_journal_entry_free);
  g_clear_pointer (&job->changes, g_ptr_array_unref);
  g_clear_pointer (&job->record, rdm_sync_record_free);
  g_free (job);
}

/* Writes @n of @jobs from @from on in one transaction. */
static gboolean
write_jobs (RdmStore *store, GPtrArray *jobs, guint from, guint n, GError **error)
{
  g_autoptr (GPtrArray) entries = g_ptr_array_new ();
  g_autoptr (GPtrArray) changes = g_ptr_array_new ();
  g_autoptr (GPtrArray) records = g_ptr_array_new ();

  for (guint i = from; i < from + n; i++)
    {
      const Job *job = jobs->pdata[i];

      if (job->entry)
        g_ptr_array_add (entries, job->entry);
      if (job->record)
        g_ptr_array_add (records, job->record);
      for (guint j = 0; j < job->changes->len; j++)
        g_ptr_array_add (changes, job->changes->pdata[j]);
    }
  return rdm_store_write (store, entries, changes, records, error);
}

/* All together; where that fails, one by one, so that only what cannot be written is lost. */
static guint
write_group (RdmStore *store, GPtrArray *jobs, GError **error)
{
  guint n_written = 0;

  if (write_jobs (store, jobs, 0, jobs->len, jobs->len > 1 ? NULL : error))
    return jobs->len;
  if (jobs->len == 1)
    return 0;
  while (n_written < jobs->len && write_jobs (store, jobs, n_written, 1, error))
    n_written++;
  return n_written;
}

/* With the mutex locked, which is unlocked meanwhile. */
static void
write_waiting (RdmPlanWorker *self)
{
  g_autoptr (GPtrArray) jobs = g_ptr_array_new_with_free_func (free_job);
  GError *error = NULL;
  guint n_written;

  while (self->jobs.head && !((Job *)self->jobs.head->data)->func)
    g_ptr_array_add (jobs, g_queue_pop_head (&self->jobs));
  if (self->error)
    return;
  g_mutex_unlock (&self->mutex);
  n_written = write_group (self->store, jobs, &error);
  g_mutex_lock (&self->mutex);
  self->n_written += n_written;
  self->error = error;
  self->news (self->user_data);
}

static void
call_waiting (RdmPlanWorker *self)
{
  Job *job = g_queue_pop_head (&self->jobs);

  g_mutex_unlock (&self->mutex);
  job->func (self->store, job->user_data);
  g_mutex_lock (&self->mutex);
  if (job->called)
    *job->called = TRUE;
  g_cond_broadcast (&self->cond);
  free_job (job);
}

static gpointer
worker_thread (gpointer data)
{
  RdmPlanWorker *self = data;

  g_mutex_lock (&self->mutex);
  while (!self->quitting || self->jobs.head)
    if (!self->jobs.head)
      g_cond_wait (&self->cond, &self->mutex);
    else if (((Job *)self->jobs.head->data)->func)
      call_waiting (self);
    else
      write_waiting (self);
  g_mutex_unlock (&self->mutex);
  return NULL;
}

RdmPlanWorker *
rdm_plan_worker_new (RdmStore *store, RdmWorkerNews news, gpointer user_data)
{
  RdmPlanWorker *self = g_new0 (RdmPlanWorker, 1);

  self->store = store;
  self->news = news;
  self->user_data = user_data;
  g_mutex_init (&self->mutex);
  g_cond_init (&self->cond);
  g_queue_init (&self->jobs);
  self->thread = g_thread_new ("plan-file", worker_thread, self);
  return self;
}

static void
push (RdmPlanWorker *self, Job *job)
{
  g_autoptr (GMutexLocker) locker G_GNUC_UNUSED = g_mutex_locker_new (&self->mutex);

  g_queue_push_tail (&self->jobs, job);
  g_cond_broadcast (&self->cond);
}

void
rdm_plan_worker_free (RdmPlanWorker *self)
{
  g_mutex_lock (&self->mutex);
  self->quitting = TRUE;
  g_cond_broadcast (&self->cond);
  g_mutex_unlock (&self->mutex);
  g_thread_join (self->thread);
  rdm_store_close (self->store);
  g_clear_error (&self->error);
  g_mutex_clear (&self->mutex);
  g_cond_clear (&self->cond);
  g_free (self);
}

void
rdm_plan_worker_write (RdmPlanWorker *self,
                       RdmJournalEntry *entry,
                       GPtrArray *changes,
                       RdmSyncRecord *record)
{
  Job *job = g_new0 (Job, 1);

  job->entry = entry;
  job->changes = g_ptr_array_ref (changes);
  job->record = record;
  push (self, job);
}

void
rdm_plan_worker_call (RdmPlanWorker *self, RdmWorkerCall func, gpointer user_data)
{
  Job *job = g_new0 (Job, 1);
  gboolean called = FALSE;

  job->func = func;
  job->user_data = user_data;
  job->called = &called;
  push (self, job);
  g_mutex_lock (&self->mutex);
  while (!called)
    g_cond_wait (&self->cond, &self->mutex);
  g_mutex_unlock (&self->mutex);
}

void
rdm_plan_worker_post (RdmPlanWorker *self, RdmWorkerCall func, gpointer user_data)
{
  Job *job = g_new0 (Job, 1);

  job->func = func;
  job->user_data = user_data;
  push (self, job);
}

/* Writes that wait were handed over before their author knew that one before them failed. */
static void
drop_writes (RdmPlanWorker *self)
{
  GList *next;

  for (GList *link = self->jobs.head; link; link = next)
    {
      Job *job = link->data;

      next = link->next;
      if (job->func)
        continue;
      g_queue_delete_link (&self->jobs, link);
      free_job (job);
    }
}

guint
rdm_plan_worker_report (RdmPlanWorker *self, GError **error)
{
  g_autoptr (GMutexLocker) locker G_GNUC_UNUSED = g_mutex_locker_new (&self->mutex);
  guint n_written = self->n_written;

  self->n_written = 0;
  if (self->error)
    {
      drop_writes (self);
      g_propagate_error (error, g_steal_pointer (&self->error));
    }
  return n_written;
}
