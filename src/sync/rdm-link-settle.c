/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What came down, into the plan. Many rows are settled in another thread: the window goes on, and
 * what is done in it meanwhile is run again on top.
 */
#include "rdm-link-private.h"
#include "rdm-replica-private.h"

/* So many are settled in less time than a frame of the window takes. */
#define AT_ONCE 100
/* How often the moment of the last contact is written while nothing else is. */
#define CONTACT_MS 60000

typedef struct
{
  RdmSettling *settling;
  RdmJoining *joining; /* NULL: it has joined before */
} Job;

static void
job_free (gpointer data)
{
  Job *job = data;

  rdm_settling_free (job->settling);
  g_clear_pointer (&job->joining, rdm_joining_free);
  g_free (job);
}

/* Rows that nobody has any more take their time to go. */
static void
free_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  job_free (data);
}

static void
free_elsewhere (Job *job)
{
  g_autoptr (GTask) task = g_task_new (NULL, NULL, NULL, NULL);

  g_task_set_task_data (task, job, NULL);
  g_task_run_in_thread (task, free_thread);
}

void
rdm_link_write_down (RdmLink *self, GPtrArray *changes)
{
  g_autoptr (GPtrArray) none = g_ptr_array_new ();

  rdm_plan_file_take (self->file, changes ? changes : none, rdm_link_take_record (self));
}

/* Whether there is anything to write but that the hub was heard. */
static void
take_changes (RdmLink *self, GPtrArray *changes, gboolean is_news)
{
  gint64 written_ms = self->state->contact_utc_ms;

  rdm_link_hear (self);
  self->has_pulled = TRUE;
  self->awaits_rows = FALSE;
  if (is_news || changes->len > 0 || self->state->contact_utc_ms - written_ms > CONTACT_MS)
    rdm_link_write_down (self, changes);
}

static void
settle_here (RdmLink *self)
{
  gint64 version = rdm_replica_version (self->replica);
  gboolean anew = rdm_replica_is_refetching (self->replica);
  g_autoptr (GPtrArray) changes = rdm_replica_settle (self->replica);

  take_changes (self, changes, anew || rdm_replica_version (self->replica) != version);
  rdm_link_tell (self);
}

static void
settle_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  Job *job = data;
  RdmReplica *replica = rdm_settling_run (job->settling);

  if (job->joining)
    rdm_joining_run (job->joining, replica);
  rdm_settling_prepare (job->settling);
  g_task_return_boolean (task, TRUE);
}

/* What was done here while the two plans became one. */
static void
add_meanwhile (RdmLink *self, GPtrArray *changes)
{
  for (guint i = 0; i < self->meanwhile->len; i++)
    {
      g_autoptr (RdmOutcome) outcome =
          rdm_replica_run (self->replica, self->meanwhile->pdata[i], g_get_real_time () / 1000);

      rdm_row_keys_add_changes (self->meanwhile_keys, outcome->changes);
    }
  rdm_row_keys_amend (self->meanwhile_keys, changes, rdm_plan_file_get_rows (self->file),
                      rdm_replica_rows (self->replica));
  g_ptr_array_set_size (self->meanwhile, 0);
  g_hash_table_remove_all (self->meanwhile_keys);
}

static void
finish_joining (RdmLink *self, RdmJoining *joining)
{
  GPtrArray *changes = rdm_joining_get_changes (joining);

  g_clear_pointer (&self->carried, g_ptr_array_unref);
  add_meanwhile (self, changes);
  rdm_link_keep_copy (self, changes);
  take_changes (self, changes, TRUE);
  rdm_link_emit_joined (self);
}

static void
settled_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  RdmLink *self = RDM_LINK (source);
  Job *job = g_task_get_task_data (G_TASK (result));
  g_autoptr (GPtrArray) changes = NULL;

  if (self->job == job)
    {
      self->job = NULL;
      self->busy = FALSE;
      changes = rdm_settling_finish (job->settling, self->replica);
      if (job->joining)
        finish_joining (self, job->joining);
      else
        take_changes (self, changes, TRUE);
      rdm_link_tell (self);
      rdm_link_emit_changed (self);
      rdm_link_step (self);
    }
  free_elsewhere (job);
}

static void
settle_elsewhere (RdmLink *self)
{
  Job *job = g_new0 (Job, 1);
  g_autoptr (GTask) task = g_task_new (self, NULL, settled_cb, NULL);

  if (!rdm_link_has_joined (self))
    job->joining = rdm_joining_new (rdm_plan_file_get_rows (self->file), self->carried);
  job->settling = rdm_settling_new (self->replica);
  g_task_set_task_data (task, job, NULL);
  self->job = job;
  self->busy = TRUE;
  g_task_run_in_thread (task, settle_thread);
}

void
rdm_link_take_page (RdmLink *self, const RdmPage *page)
{
  gboolean joined = rdm_link_has_joined (self);

  self->hub_is_newer = page->schema > RDM_WIRE_SCHEMA;
  if (!rdm_replica_stage_page (self->replica, page))
    {
      /* Of a first fetching, the file keeps how far it is. */
      if (!joined)
        rdm_link_write_down (self, NULL);
      self->wants_pull = TRUE;
    }
  else if (joined && rdm_replica_n_to_settle (self->replica) <= AT_ONCE)
    settle_here (self);
  else
    settle_elsewhere (self);
}
