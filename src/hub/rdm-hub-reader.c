/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rdm-hub-reader.h"

#include "rdm-hub-db.h"
#include "rdm-hub-driver.h"
#include "rdm-hub-fleet.h"
#include "rdm-hub-pages.h"

/* Of one device at once, read or being sent: a desk reads one page after the other. */
#define MOST_OF_A_DEVICE 4

struct _RdmHubReader
{
  char *database;
  GPtrArray *threads; /* (element-type GThread) */
  GMutex lock;
  GCond changed;
  GQueue jobs;         /* lock */
  GHashTable *devices; /* lock (element-type utf8 guint): how many each has here */
  gboolean stopping;   /* lock */
};

/* With the lock. */
static guint
count_of (RdmHubReader *self, const char *device)
{
  return GPOINTER_TO_UINT (g_hash_table_lookup (self->devices, device));
}

/* With the lock. */
static void
set_count (RdmHubReader *self, const char *device, guint n)
{
  if (n > 0)
    g_hash_table_replace (self->devices, g_strdup (device), GUINT_TO_POINTER (n));
  else
    g_hash_table_remove (self->devices, device);
}

void
rdm_hub_read_job_free (RdmHubReadJob *job)
{
  if (job->reader)
    {
      g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&job->reader->lock);

      set_count (job->reader, job->device, count_of (job->reader, job->device) - 1);
    }
  g_free (job->fleet);
  g_free (job->device);
  g_free (job->epoch);
  g_free (job->who);
  g_free (job->driver);
  g_free (job->tag);
  g_free (job->text);
  g_clear_error (&job->error);
  g_free (job);
}

static void
read_job (RdmSql *sql, RdmHubReadJob *job)
{
  g_autofree char *known = g_steal_pointer (&job->tag);

  switch (job->kind)
    {
    case RDM_HUB_READ_DAY:
      job->text = rdm_hub_driver_day (sql, job->fleet, job->driver, known, &job->tag, &job->error);
      break;
    case RDM_HUB_READ_FEED:
      {
        RdmHubFeedRange range = { .since = job->since,
                                  .from_ms = job->from_ms,
                                  .who = job->who,
                                  .at_ms = job->at_ms,
                                  .limit = job->limit };

        job->text = rdm_hub_feed_text (sql, job->fleet, job->epoch, &range, &job->error);
        break;
      }
    case RDM_HUB_READ_JOURNAL:
      job->text = rdm_hub_journal_text (sql, job->fleet, job->since, job->limit, &job->error);
      break;
    case RDM_HUB_READ_ROWS:
    default:
      job->text = rdm_hub_pull_text (sql, job->fleet, job->device, job->epoch, job->since,
                                     job->limit, &job->error);
      break;
    }
}

static gpointer
run (gpointer data)
{
  RdmHubReader *self = data;
  g_autoptr (RdmSql) sql = NULL;

  g_mutex_lock (&self->lock);
  for (;;)
    {
      RdmHubReadJob *job;

      while (!self->stopping && g_queue_is_empty (&self->jobs))
        g_cond_wait (&self->changed, &self->lock);
      job = g_queue_pop_head (&self->jobs);
      if (!job)
        break;
      g_mutex_unlock (&self->lock);
      if (!sql)
        sql = rdm_hub_db_open (self->database, &job->error);
      if (sql)
        read_job (sql, job);
      /* From here on it may be gone. */
      job->done (job, job->user_data);
      g_mutex_lock (&self->lock);
    }
  g_mutex_unlock (&self->lock);
  return NULL;
}

RdmHubReader *
rdm_hub_reader_start (const char *database, guint n_threads, GError **error)
{
  RdmHubReader *self = g_new0 (RdmHubReader, 1);

  self->database = g_strdup (database);
  self->threads = g_ptr_array_new ();
  self->devices = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_mutex_init (&self->lock);
  g_cond_init (&self->changed);
  for (guint i = 0; i < n_threads; i++)
    {
      GThread *thread = g_thread_try_new ("hub-reader", run, self, error);

      if (!thread)
        {
          rdm_hub_reader_free (self);
          return NULL;
        }
      g_ptr_array_add (self->threads, thread);
    }
  return self;
}

void
rdm_hub_reader_finish (RdmHubReader *self)
{
  g_mutex_lock (&self->lock);
  self->stopping = TRUE;
  g_cond_broadcast (&self->changed);
  g_mutex_unlock (&self->lock);
  for (guint i = 0; i < self->threads->len; i++)
    g_thread_join (self->threads->pdata[i]);
  g_ptr_array_set_size (self->threads, 0);
}

void
rdm_hub_reader_free (RdmHubReader *self)
{
  rdm_hub_reader_finish (self);
  g_ptr_array_unref (self->threads);
  g_hash_table_unref (self->devices);
  g_mutex_clear (&self->lock);
  g_cond_clear (&self->changed);
  g_free (self->database);
  g_free (self);
}

gboolean
rdm_hub_reader_add (RdmHubReader *self, RdmHubReadJob *job)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->lock);
  guint n = count_of (self, job->device);

  if (self->stopping || n >= MOST_OF_A_DEVICE)
    return FALSE;
  set_count (self, job->device, n + 1);
  job->reader = self;
  g_queue_push_tail (&self->jobs, job);
  g_cond_signal (&self->changed);
  return TRUE;
}
