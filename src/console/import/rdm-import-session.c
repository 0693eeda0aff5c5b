/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rdm-import-session.h"

#include "rdm-locator.h"

struct _RdmImportSession
{
  GObject parent_instance;

  /* Owned */
  RdmDesk *desk;
  const RdmImportSchema *schema; /* static */
  RdmImportState state;
  RdmImportTable *table;
  RdmImportMapping *mapping;
  RdmImportChoices *choices;
  RdmImportResult *result;
  RdmLocator *locator;       /* NULL: nobody knows where addresses are */
  GCancellable *cancellable; /* of what runs */
  char *error;
};

enum
{
  LOADED,
  CHANGED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (RdmImportSession, rdm_import_session, G_TYPE_OBJECT)

/* What a reading thread works on: its own copies, and a snapshot of the plan. */
typedef struct
{
  RdmImportTable *table;
  RdmImportMapping *mapping;
  RdmImportChoices *choices;
  RdmRows *rows;
  RdmLocator *locator; /* NULL: none */
  char *date;
} Job;

static void
job_free (gpointer data)
{
  Job *job = data;

  rdm_import_table_unref (job->table);
  rdm_import_mapping_free (job->mapping);
  rdm_import_choices_free (job->choices);
  g_object_unref (job->rows);
  g_clear_object (&job->locator);
  g_free (job->date);
  g_free (job);
}

static void
set_failed (RdmImportSession *self, const char *message)
{
  g_free (self->error);
  self->error = g_strdup (message);
  self->state = RDM_IMPORT_STATE_FAILED;
  g_signal_emit (self, signals[CHANGED], 0);
}

static void
read_thread (GTask *task, gpointer source, gpointer task_data, GCancellable *cancellable)
{
  const Job *job = task_data;
  const RdmImportRequest request = { .table = job->table,
                                     .mapping = job->mapping,
                                     .choices = job->choices,
                                     .rows = job->rows,
                                     .date = job->date,
                                     .locate = job->locator != NULL ? rdm_locator_locate : NULL,
                                     .locate_data = job->locator };
  GError *error = NULL;
  RdmImportResult *result = rdm_import_read (&request, cancellable, &error);

  if (result != NULL)
    g_task_return_pointer (task, result, (GDestroyNotify)rdm_import_result_free);
  else
    g_task_return_error (task, error);
}

static void
read_cb (GObject *source, GAsyncResult *async_result, gpointer user_data)
{
  RdmImportSession *self = RDM_IMPORT_SESSION (source);
  g_autoptr (GError) error = NULL;
  RdmImportResult *result = g_task_propagate_pointer (G_TASK (async_result), &error);
  g_autoptr (RdmImportResult) old = NULL;

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return; /* something newer runs, or nobody waits any more */
  /* The old result lives until every view has let go of it. */
  old = g_steal_pointer (&self->result);
  g_clear_pointer (&self->error, g_free);
  self->result = result;
  self->state = RDM_IMPORT_STATE_READY;
  if (result == NULL)
    self->error = g_strdup (error->message);
  g_signal_emit (self, signals[CHANGED], 0);
}

/* One locator for all readings: what it has found once it need not look up again. A server that the
 * world shares is not asked for whole files. */
static void
follow_geocoder (RdmImportSession *self)
{
  RdmGeocoder *geocoder = rdm_desk_get_geocoder (self->desk);

  if (geocoder != NULL && !(rdm_geocoder_uses (geocoder) & RDM_GEOCODER_MANY))
    geocoder = NULL;
  if (self->locator != NULL && rdm_locator_get_geocoder (self->locator) == geocoder)
    return;
  g_clear_object (&self->locator);
  if (geocoder != NULL)
    self->locator = rdm_locator_new (geocoder, rdm_desk_get_rows (self->desk));
}

static void
read_again (RdmImportSession *self)
{
  g_autoptr (GTask) task = NULL;
  Job *job = g_new0 (Job, 1);
  RdmRows *rows = rdm_desk_get_rows (self->desk);

  rdm_import_session_cancel (self);
  self->cancellable = g_cancellable_new ();
  self->state = RDM_IMPORT_STATE_READING;
  job->table = rdm_import_table_ref (self->table);
  job->mapping = rdm_import_mapping_copy (self->mapping);
  job->choices = rdm_import_choices_copy (self->choices);
  job->rows = rdm_memory_rows_snapshot (RDM_MEMORY_ROWS (rows));
  job->date = g_strdup (rdm_desk_get_date (self->desk));
  follow_geocoder (self);
  g_set_object (&job->locator, self->locator);
  task = g_task_new (self, self->cancellable, read_cb, NULL);
  g_task_set_source_tag (task, read_again);
  g_task_set_return_on_cancel (task, FALSE);
  g_task_set_task_data (task, job, job_free);
  g_task_run_in_thread (task, read_thread);
  g_signal_emit (self, signals[CHANGED], 0);
}

/* The region has opened meanwhile, or another was chosen: addresses may be found now. */
static void
geocoder_changed_cb (RdmImportSession *self)
{
  if (self->mapping != NULL)
    read_again (self);
}

static void
load_thread (GTask *task, gpointer source, gpointer task_data, GCancellable *cancellable)
{
  GError *error = NULL;
  RdmImportTable *table = rdm_import_table_load (G_FILE (task_data), cancellable, &error);

  if (table != NULL)
    g_task_return_pointer (task, table, (GDestroyNotify)rdm_import_table_unref);
  else
    g_task_return_error (task, error);
}

static void
load_cb (GObject *source, GAsyncResult *async_result, gpointer user_data)
{
  RdmImportSession *self = RDM_IMPORT_SESSION (source);
  g_autoptr (GError) error = NULL;

  self->table = g_task_propagate_pointer (G_TASK (async_result), &error);
  if (self->table == NULL)
    {
      if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
        set_failed (self, error->message);
      return;
    }
  self->mapping =
      rdm_import_mapping_guess (self->table, self->schema, rdm_desk_get_rows (self->desk));
  g_signal_emit (self, signals[LOADED], 0);
  read_again (self);
}

void
rdm_import_session_cancel (RdmImportSession *self)
{
  if (self->cancellable != NULL)
    g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
}

RdmImportState
rdm_import_session_get_state (RdmImportSession *self)
{
  return self->state;
}

const char *
rdm_import_session_get_error (RdmImportSession *self)
{
  return self->error;
}

const RdmImportSchema *
rdm_import_session_get_schema (RdmImportSession *self)
{
  return self->schema;
}

RdmDesk *
rdm_import_session_get_desk (RdmImportSession *self)
{
  return self->desk;
}

const RdmImportTable *
rdm_import_session_get_table (RdmImportSession *self)
{
  return self->table;
}

const RdmImportMapping *
rdm_import_session_get_mapping (RdmImportSession *self)
{
  return self->mapping;
}

const RdmImportResult *
rdm_import_session_get_result (RdmImportSession *self)
{
  return self->result;
}

void
rdm_import_session_set_field (RdmImportSession *self, guint column, guint field)
{
  rdm_import_mapping_set_field (self->mapping, self->table, column, field);
  read_again (self);
}

void
rdm_import_session_set_format (RdmImportSession *self, guint column, RdmImportFormat format)
{
  rdm_import_mapping_set_format (self->mapping, column, format);
  read_again (self);
}

void
rdm_import_session_set_sender (RdmImportSession *self, const char *sender)
{
  rdm_import_mapping_set_sender (self->mapping, sender);
  read_again (self);
}

void
rdm_import_session_repair (RdmImportSession *self, RdmImportCode code, guint line, RdmRepair repair)
{
  rdm_import_choices_set (self->choices, code, line, repair);
  read_again (self);
}

void
rdm_import_session_repair_all (RdmImportSession *self)
{
  if (self->result == NULL)
    return;
  rdm_import_choices_take_first (self->choices, self->result->problems);
  read_again (self);
}

RdmCommand *
rdm_import_session_to_command (RdmImportSession *self, RdmImportScope scope)
{
  const RdmImportRequest request = {
    .table = self->table,
    .mapping = self->mapping,
    .choices = self->choices,
    .rows = rdm_desk_get_rows (self->desk),
    .date = rdm_desk_get_date (self->desk),
  };

  if (self->state != RDM_IMPORT_STATE_READY || self->result == NULL)
    return NULL;
  return rdm_import_result_to_command (self->result, &request, scope, TRUE);
}

static void
dispose (GObject *object)
{
  RdmImportSession *self = RDM_IMPORT_SESSION (object);

  rdm_import_session_cancel (self);
  g_clear_object (&self->locator);
  g_clear_object (&self->desk);
  G_OBJECT_CLASS (rdm_import_session_parent_class)->dispose (object);
}

static void
finalize (GObject *object)
{
  RdmImportSession *self = RDM_IMPORT_SESSION (object);

  g_clear_pointer (&self->result, rdm_import_result_free);
  g_clear_pointer (&self->choices, rdm_import_choices_free);
  g_clear_pointer (&self->mapping, rdm_import_mapping_free);
  g_clear_pointer (&self->table, rdm_import_table_unref);
  g_free (self->error);
  G_OBJECT_CLASS (rdm_import_session_parent_class)->finalize (object);
}

static void
rdm_import_session_class_init (RdmImportSessionClass *klass)
{
  static const char *const names[N_SIGNALS] = { "loaded", "changed" };

  G_OBJECT_CLASS (klass)->dispose = dispose;
  G_OBJECT_CLASS (klass)->finalize = finalize;
  for (guint i = 0; i < N_SIGNALS; i++)
    signals[i] = g_signal_new (names[i], RDM_TYPE_IMPORT_SESSION, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                               NULL, G_TYPE_NONE, 0);
}

static void
rdm_import_session_init (RdmImportSession *self)
{
  self->choices = rdm_import_choices_new ();
}

RdmImportSession *
rdm_import_session_new (RdmDesk *desk, const RdmImportSchema *schema, GFile *file)
{
  RdmImportSession *self = g_object_new (RDM_TYPE_IMPORT_SESSION, NULL);
  g_autoptr (GTask) task = NULL;

  self->desk = g_object_ref (desk);
  self->schema = schema;
  self->cancellable = g_cancellable_new ();
  task = g_task_new (self, self->cancellable, load_cb, NULL);
  g_task_set_source_tag (task, rdm_import_session_new);
  g_signal_connect_object (desk, "notify::geocoder", G_CALLBACK (geocoder_changed_cb), self,
                           G_CONNECT_SWAPPED);
  g_task_set_task_data (task, g_object_ref (file), g_object_unref);
  g_task_run_in_thread (task, load_thread);
  return self;
}
