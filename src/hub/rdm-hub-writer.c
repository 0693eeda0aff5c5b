/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rdm-hub-writer.h"

#include "rdm-hub-clock.h"
#include "rdm-hub-db.h"

/* More than that waiting, and a desk does better to come again. */
#define MOST_WAITING 500
/* In one transaction at most: long ones make everybody wait. */
#define MOST_TOGETHER 64
/* How often to look at what other hubs have written. */
#define SWEEP_US (2 * G_USEC_PER_SEC)

struct _RdmHubWriter
{
  char *database;
  RdmSql *sql;
  GHashTable *fleets; /* (element-type utf8 RdmHubFleet): those that have been written to */
  GHashTable *seqs;   /* (element-type utf8 gint64): what was last told of each */
  RdmHubWrittenFunc written;
  gpointer user_data;

  GThread *thread;
  GMutex lock;
  GCond changed;
  GQueue jobs;       /* lock */
  gboolean stopping; /* lock */
};

void
rdm_hub_job_free (RdmHubJob *job)
{
  rdm_hub_visitor_clear (&job->visitor);
  g_clear_pointer (&job->push, rdm_push_free);
  g_clear_pointer (&job->detected, rdm_command_unref);
  g_clear_pointer (&job->answer, rdm_push_answer_free);
  g_clear_error (&job->error);
  g_free (job);
}

static gboolean
ensure_database (RdmHubWriter *self, GError **error)
{
  if (!self->sql)
    self->sql = rdm_hub_db_open (self->database, error);
  return self->sql != NULL;
}

/* A connection that broke is opened anew for the next ones, and rows in memory go with it. */
static void
drop_database (RdmHubWriter *self)
{
  g_hash_table_remove_all (self->fleets);
  g_clear_pointer (&self->sql, rdm_sql_close);
}

static RdmHubFleet *
get_fleet (RdmHubWriter *self, const char *id, GError **error)
{
  RdmHubFleet *fleet = g_hash_table_lookup (self->fleets, id);

  if (fleet || !ensure_database (self, error))
    return fleet;
  fleet = rdm_hub_fleet_open (self->sql, id, error);
  if (fleet)
    g_hash_table_insert (self->fleets, g_strdup (id), fleet);
  return fleet;
}

/* @touched: (nullable): after @since. */
static void
tell (RdmHubWriter *self, const char *fleet, gint64 since, gint64 seq, const RdmHubTouched *touched)
{
  gint64 *told = g_hash_table_lookup (self->seqs, fleet);

  if (told && *told == seq)
    return;
  if (!told)
    {
      told = g_new (gint64, 1);
      g_hash_table_insert (self->seqs, g_strdup (fleet), told);
    }
  *told = seq;
  self->written (fleet, since, seq, touched, self->user_data);
}

static void
run_job (RdmHubFleet *fleet, RdmHubJob *job)
{
  const RdmHubAuthor author = { job->visitor.device, job->visitor.person, job->visitor.role,
                                job->visitor.driver };
  gint64 now_ms = rdm_hub_clock_now_ms ();

  if (job->detected)
    rdm_hub_fleet_detect (fleet, job->detected, now_ms, &job->error);
  else
    job->answer =
        rdm_hub_fleet_push (fleet, &author, job->push, now_ms, &job->expected_n, &job->error);
}

/* All of @jobs, which are of one fleet, in one transaction: all are written, or none is. */
static void
write_together (RdmHubWriter *self, const char *fleet_id, GPtrArray *jobs)
{
  g_autoptr (GError) error = NULL;
  RdmHubFleet *fleet = get_fleet (self, fleet_id, &error);
  gboolean ok = fleet && rdm_hub_fleet_begin (fleet, &error);

  for (guint i = 0; ok && i < jobs->len; i++)
    {
      RdmHubJob *job = jobs->pdata[i];

      run_job (fleet, job);
      /* A refusal is one job's own matter; what the database says concerns all. */
      if (job->error && job->error->domain == RDM_SQL_ERROR)
        {
          error = g_error_copy (job->error);
          ok = FALSE;
        }
    }
  if (ok)
    ok = rdm_hub_fleet_commit (fleet, &error);
  else if (fleet)
    rdm_hub_fleet_rollback (fleet);
  for (guint i = 0; !ok && i < jobs->len; i++)
    {
      RdmHubJob *job = jobs->pdata[i];

      g_clear_pointer (&job->answer, rdm_push_answer_free);
      g_clear_error (&job->error);
      job->error = g_error_copy (error);
    }
  if (ok)
    {
      gint64 since;
      const RdmHubTouched *touched = rdm_hub_fleet_get_touched (fleet, &since);

      tell (self, fleet_id, since, rdm_hub_fleet_seq (fleet), touched);
    }
  else if (!g_error_matches (error, RDM_HUB_ERROR, RDM_HUB_ERROR_NO_FLEET)
           && !g_error_matches (error, RDM_SQL_ERROR, RDM_SQL_ERROR_FULL))
    drop_database (self);
  for (guint i = 0; i < jobs->len; i++)
    {
      RdmHubJob *job = jobs->pdata[i];

      job->done (job, job->user_data);
    }
}

/* The jobs of the fleet that has waited longest, as they came; those of others stay. */
static GPtrArray *
take_jobs (RdmHubWriter *self)
{
  GPtrArray *jobs = g_ptr_array_new ();
  const char *fleet = NULL;

  for (GList *l = self->jobs.head; l && jobs->len < MOST_TOGETHER;)
    {
      GList *next = l->next;
      RdmHubJob *job = l->data;

      if (!fleet)
        fleet = job->visitor.fleet;
      if (g_str_equal (job->visitor.fleet, fleet))
        {
          g_ptr_array_add (jobs, job);
          g_queue_delete_link (&self->jobs, l);
        }
      l = next;
    }
  return jobs;
}

static void
sweep_row (const char *const *values, guint n_values, gpointer user_data)
{
  gint64 seq = g_ascii_strtoll (values[1], NULL, 10);

  tell (user_data, values[0], seq, seq, NULL);
}

/* What other hubs on the same database have written. */
static void
sweep (RdmHubWriter *self)
{
  if (ensure_database (self, NULL)
      && !rdm_sql_run (self->sql, "SELECT id, seq FROM fleet", NULL, 0, sweep_row, self, NULL))
    drop_database (self);
}

static gpointer
run (gpointer data)
{
  RdmHubWriter *self = data;
  gint64 swept_us = 0;

  g_mutex_lock (&self->lock);
  while (!self->stopping || !g_queue_is_empty (&self->jobs))
    {
      g_autoptr (GPtrArray) jobs = NULL;
      g_autofree char *fleet = NULL;

      if (g_queue_is_empty (&self->jobs))
        g_cond_wait_until (&self->changed, &self->lock, g_get_monotonic_time () + SWEEP_US);
      jobs = take_jobs (self);
      g_mutex_unlock (&self->lock);
      if (jobs->len > 0)
        {
          fleet = g_strdup (((RdmHubJob *)jobs->pdata[0])->visitor.fleet);
          write_together (self, fleet, jobs);
        }
      if (g_get_monotonic_time () - swept_us >= SWEEP_US)
        {
          sweep (self);
          swept_us = g_get_monotonic_time ();
        }
      g_mutex_lock (&self->lock);
    }
  g_mutex_unlock (&self->lock);
  return NULL;
}

RdmHubWriter *
rdm_hub_writer_start (const char *database,
                      RdmHubWrittenFunc written,
                      gpointer user_data,
                      GError **error)
{
  RdmHubWriter *self = g_new0 (RdmHubWriter, 1);

  self->database = g_strdup (database);
  self->written = written;
  self->user_data = user_data;
  self->fleets =
      g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify)rdm_hub_fleet_close);
  self->seqs = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  g_mutex_init (&self->lock);
  g_cond_init (&self->changed);
  if (ensure_database (self, error))
    {
      self->thread = g_thread_new ("hub-writer", run, self);
      return self;
    }
  rdm_hub_writer_stop (self);
  return NULL;
}

void
rdm_hub_writer_stop (RdmHubWriter *self)
{
  g_mutex_lock (&self->lock);
  self->stopping = TRUE;
  g_cond_signal (&self->changed);
  g_mutex_unlock (&self->lock);
  if (self->thread)
    g_thread_join (self->thread);
  drop_database (self);
  g_hash_table_unref (self->fleets);
  g_hash_table_unref (self->seqs);
  g_mutex_clear (&self->lock);
  g_cond_clear (&self->changed);
  g_free (self->database);
  g_free (self);
}

gboolean
rdm_hub_writer_add (RdmHubWriter *self, RdmHubJob *job)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->lock);

  if (self->stopping || g_queue_get_length (&self->jobs) >= MOST_WAITING)
    return FALSE;
  g_queue_push_tail (&self->jobs, job);
  g_cond_signal (&self->changed);
  return TRUE;
}

guint
rdm_hub_writer_count (RdmHubWriter *self)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->lock);

  return g_queue_get_length (&self->jobs);
}
