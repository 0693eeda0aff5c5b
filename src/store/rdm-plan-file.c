/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rdm-plan-file.h"

#include <glib/gi18n-lib.h>
#include <locale.h>
#include <string.h>

#include "rdm-history.h"
#include "rdm-plan-worker.h"
#include "rdm-store-private.h"

/* A command that is in the rows and maybe not on disk. */
typedef struct
{
  gint64 seq;
  GPtrArray *changes;
} Pending;

struct _RdmPlanFile
{
  GObject parent_instance;

  /* Owned */
  char *path;
  RdmRows *rows;
  RdmHistory *history;
  RdmPlanWorker *worker; /* NULL when read only */
  RdmStore *store;       /* when read only */
  GSource *news;         /* made ready by the worker */
  GQueue pending;        /* (element-type Pending): the oldest first */
  GHashTable *ids;       /* of the commands of this session */
  GError *failure;       /* that flush has not told yet */
  GMutex track_mutex;    /* guards the next two */
  GPtrArray *track;      /* (element-type RdmTrackEntry): on their way to the worker */
  gboolean has_forgotten_track;
  char *actor;

  /* Borrowed */
  RdmPlanRecorder recorder;
  gpointer recorder_data;
  RdmPlanClock clock;
  gpointer clock_data;

  /* State */
  gint64 last_seq;
};

G_DEFINE_FINAL_TYPE (RdmPlanFile, rdm_plan_file, G_TYPE_OBJECT)

enum
{
  PROP_UNDO_LABEL = 1,
  PROP_REDO_LABEL,
  PROP_SAVING,
  N_PROPS
};

enum
{
  CHANGED,
  WRITE_FAILED,
  N_SIGNALS
};

static GParamSpec *props[N_PROPS];
static guint signals[N_SIGNALS];

static void
free_pending (gpointer data)
{
  Pending *pending = data;

  g_ptr_array_unref (pending->changes);
  g_free (pending);
}

static void
notify_history (RdmPlanFile *self)
{
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_UNDO_LABEL]);
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_REDO_LABEL]);
}

static void
record_entry (const RdmJournalEntry *entry, const char *label, gboolean has_inverse, gpointer self)
{
  rdm_history_record (RDM_PLAN_FILE (self)->history, entry, label, has_inverse);
}

/* In the worker's thread, while the main thread waits. */
static void
read_history_call (RdmStore *store, gpointer self)
{
  if (!rdm_store_history (store, record_entry, self, NULL))
    g_debug ("The history cannot be read again: nothing can be taken back.");
}

/* What has been taken back, as changes. */
static GPtrArray *
take_back (RdmPlanFile *self)
{
  GPtrArray *changes = g_ptr_array_new_with_free_func ((GDestroyNotify)rdm_change_free);

  while (self->pending.tail)
    {
      Pending *pending = g_queue_pop_tail (&self->pending);

      rdm_changes_revert (pending->changes, self->rows);
      for (guint i = pending->changes->len; i > 0; i--)
        {
          const RdmChange *change = pending->changes->pdata[i - 1];
          RdmChange *back = g_new0 (RdmChange, 1);

          back->kind = change->kind;
          back->id = g_strdup (change->id);
          back->before = change->after ? rdm_row_ref (change->after) : NULL;
          back->after = change->before ? rdm_row_ref (change->before) : NULL;
          g_ptr_array_add (changes, back);
        }
      self->last_seq = pending->seq - 1;
      free_pending (pending);
    }
  return changes;
}

/* The file could not take what is pending: the rows and the history go back to what it has. */
static void
fall_back (RdmPlanFile *self, const GError *error)
{
  g_autoptr (GPtrArray) changes = take_back (self);

  if (!self->failure)
    self->failure = g_error_copy (error);
  rdm_history_free (self->history);
  self->history = rdm_history_new ();
  rdm_plan_worker_call (self->worker, read_history_call, self);
  if (changes->len > 0)
    g_signal_emit (self, signals[CHANGED], 0, changes);
  notify_history (self);
  g_signal_emit (self, signals[WRITE_FAILED], 0, error);
}

static void
hear_news (RdmPlanFile *self)
{
  g_autoptr (GError) error = NULL;
  gboolean was_saving = self->pending.head != NULL;
  guint n_written = rdm_plan_worker_report (self->worker, &error);

  for (guint i = 0; i < n_written; i++)
    free_pending (g_queue_pop_head (&self->pending));
  if (error)
    fall_back (self, error);
  if (was_saving && !self->pending.head)
    g_object_notify_by_pspec (G_OBJECT (self), props[PROP_SAVING]);
}

static gboolean
hear_news_cb (gpointer self)
{
  hear_news (self);
  return G_SOURCE_CONTINUE;
}

static gboolean
dispatch_news (GSource *source, GSourceFunc callback, gpointer user_data)
{
  g_source_set_ready_time (source, -1);
  return callback (user_data);
}

static GSourceFuncs news_funcs = { .dispatch = dispatch_news };

/* In the worker's thread. */
static void
announce_news_thread (gpointer source)
{
  g_source_set_ready_time (source, 0);
}

static void
rdm_plan_file_dispose (GObject *object)
{
  RdmPlanFile *self = RDM_PLAN_FILE (object);

  if (self->news)
    g_source_destroy (self->news);
  g_clear_pointer (&self->worker, rdm_plan_worker_free);
  g_clear_pointer (&self->news, g_source_unref);
  g_clear_pointer (&self->store, rdm_store_close);
  g_clear_object (&self->rows);
  G_OBJECT_CLASS (rdm_plan_file_parent_class)->dispose (object);
}

static void
rdm_plan_file_finalize (GObject *object)
{
  RdmPlanFile *self = RDM_PLAN_FILE (object);

  g_queue_clear_full (&self->pending, free_pending);
  g_clear_pointer (&self->history, rdm_history_free);
  g_clear_pointer (&self->ids, g_hash_table_unref);
  g_clear_error (&self->failure);
  g_ptr_array_unref (self->track);
  g_mutex_clear (&self->track_mutex);
  g_free (self->path);
  g_free (self->actor);
  G_OBJECT_CLASS (rdm_plan_file_parent_class)->finalize (object);
}

static void
rdm_plan_file_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  RdmPlanFile *self = RDM_PLAN_FILE (object);

  switch (id)
    {
    case PROP_UNDO_LABEL:
      g_value_set_string (value, rdm_plan_file_get_undo_label (self));
      break;
    case PROP_REDO_LABEL:
      g_value_set_string (value, rdm_plan_file_get_redo_label (self));
      break;
    case PROP_SAVING:
      g_value_set_boolean (value, self->pending.head != NULL);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
rdm_plan_file_class_init (RdmPlanFileClass *class)
{
  GObjectClass *object_class = G_OBJECT_CLASS (class);
  GParamFlags flags = G_PARAM_READABLE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY;

  object_class->dispose = rdm_plan_file_dispose;
  object_class->finalize = rdm_plan_file_finalize;
  object_class->get_property = rdm_plan_file_get_property;
  props[PROP_UNDO_LABEL] = g_param_spec_string ("undo-label", NULL, NULL, NULL, flags);
  props[PROP_REDO_LABEL] = g_param_spec_string ("redo-label", NULL, NULL, NULL, flags);
  props[PROP_SAVING] = g_param_spec_boolean ("saving", NULL, NULL, FALSE, flags);
  g_object_class_install_properties (object_class, N_PROPS, props);
  signals[CHANGED] = g_signal_new ("changed", RDM_TYPE_PLAN_FILE, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                   NULL, G_TYPE_NONE, 1, G_TYPE_PTR_ARRAY);
  signals[WRITE_FAILED] = g_signal_new ("write-failed", RDM_TYPE_PLAN_FILE, G_SIGNAL_RUN_LAST, 0,
                                        NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_ERROR);
}

static char *
find_actor (void)
{
  const char *name = g_get_real_name ();

  return g_strdup (g_strcmp0 (name, "Unknown") == 0 || !name || !*name ? g_get_user_name () : name);
}

static void
rdm_plan_file_init (RdmPlanFile *self)
{
  self->rows = rdm_memory_rows_new ();
  self->history = rdm_history_new ();
  self->ids = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->actor = find_actor ();
  self->track = g_ptr_array_new_with_free_func ((GDestroyNotify)rdm_track_entry_free);
  g_mutex_init (&self->track_mutex);
  g_queue_init (&self->pending);
}

static void
start_worker (RdmPlanFile *self, RdmStore *store)
{
  g_autoptr (GMainContext) context = g_main_context_ref_thread_default ();

  self->news = g_source_new (&news_funcs, sizeof (GSource));
  g_source_set_name (self->news, "plan-file");
  g_source_set_callback (self->news, hear_news_cb, self, NULL);
  g_source_attach (self->news, context);
  self->worker = rdm_plan_worker_new (store, announce_news_thread, self->news);
}

/* Hands what has changed to the worker, and remembers it meanwhile. @entry: (nullable). */
static void
write_behind (RdmPlanFile *self, RdmJournalEntry *entry, GPtrArray *changes, RdmSyncRecord *record)
{
  Pending *pending = g_new0 (Pending, 1);
  gboolean was_saving = self->pending.head != NULL;

  pending->seq = entry ? entry->seq : self->last_seq + 1;
  pending->changes = g_ptr_array_ref (changes);
  g_queue_push_tail (&self->pending, pending);
  rdm_plan_worker_write (self->worker, entry, changes, record);
  if (!was_saving)
    g_object_notify_by_pspec (G_OBJECT (self), props[PROP_SAVING]);
}

/* Hands what has become of @command to the worker, and keeps it in the rows meanwhile. */
static void
keep (RdmPlanFile *self,
      const RdmCommand *command,
      const RdmOutcome *outcome,
      const char *actor,
      gint64 undoes,
      gint64 redoes)
{
  RdmJournalEntry *entry = rdm_journal_entry_new ();
  RdmSyncRecord *record = NULL;

  entry->seq = ++self->last_seq;
  entry->command = rdm_command_ref (command);
  entry->verdict = outcome->verdict;
  entry->reason = outcome->reason;
  entry->subject = g_strdup (outcome->subject);
  entry->detail = g_strdup (outcome->detail);
  entry->actor = g_strdup (actor ? actor : self->actor);
  entry->at_utc_ms = self->clock ? self->clock (self->clock_data) : g_get_real_time () / 1000;
  entry->inverse = outcome->inverse && !actor ? rdm_command_ref (outcome->inverse) : NULL;
  entry->undoes = undoes;
  entry->redoes = redoes;
  if (self->recorder)
    record = self->recorder (command, outcome, entry->at_utc_ms, self->recorder_data);
  rdm_history_record (self->history, entry, command->label, entry->inverse != NULL);
  write_behind (self, entry, outcome->changes, record);
}

/* An id names one attempt, for ever. */
static RdmCommand *
with_own_id (RdmPlanFile *self, const RdmCommand *command)
{
  RdmCommand *own = g_hash_table_contains (self->ids, command->id)
                        ? rdm_command_reissue (command, command->label)
                        : rdm_command_ref (command);

  g_hash_table_add (self->ids, g_strdup (own->id));
  return own;
}

static RdmOutcome *
run (RdmPlanFile *self, const RdmCommand *given, const char *actor, gint64 undoes, gint64 redoes)
{
  g_autoptr (RdmCommand) command = with_own_id (self, given);
  RdmOutcome *outcome;

  if (self->worker)
    hear_news (self);
  outcome = rdm_run (command, self->rows);
  rdm_changes_apply (outcome->changes, self->rows);
  if (self->worker)
    keep (self, command, outcome, actor, undoes, redoes);
  if (outcome->changes->len > 0)
    g_signal_emit (self, signals[CHANGED], 0, outcome->changes);
  if (self->worker)
    notify_history (self);
  return outcome;
}

/* The settings of a new plan are those of the place where it is made. */
static void
settle (RdmPlanFile *self)
{
  g_autoptr (RdmCommand) command = rdm_command_new_add (_ ("New plan"));
  g_autoptr (RdmSettings) settings = rdm_row_new (RDM_ROW_SETTINGS, RDM_SETTINGS_ID);
  g_autoptr (GTimeZone) zone = g_time_zone_new_local ();
  g_autoptr (RdmSettings) local = rdm_row_copy (settings);
  g_autofree char *currency = g_strndup (localeconv ()->int_curr_symbol, 3);
  g_autofree char *complaint = NULL;
  g_autoptr (RdmOutcome) outcome = NULL;

  g_free (local->zone);
  local->zone = g_strdup (g_time_zone_get_identifier (zone));
  if (strlen (currency) == 3)
    {
      g_free (local->currency);
      local->currency = g_steal_pointer (&currency);
    }
  complaint = rdm_row_check (local);
  rdm_command_add_row (command, complaint ? settings : local);
  outcome = rdm_run (command, self->rows);
  rdm_changes_apply (outcome->changes, self->rows);
  /* Nobody wants to take back that there is a plan. */
  g_clear_pointer (&outcome->inverse, rdm_command_unref);
  keep (self, command, outcome, NULL, 0, 0);
}

RdmPlanFile *
rdm_plan_file_open (const char *path, RdmStoreFlags flags, GError **error)
{
  g_autoptr (RdmPlanFile) self = g_object_new (RDM_TYPE_PLAN_FILE, NULL);
  g_autoptr (RdmStore) store = rdm_store_open (path, flags, error);

  if (!store || !rdm_store_load (store, self->rows, error)
      || !rdm_store_history (store, record_entry, self, error))
    return NULL;
  self->last_seq = rdm_store_last_seq (store, error);
  if (self->last_seq < 0)
    return NULL;
  self->path = g_strdup (store->path);
  if (flags & RDM_STORE_READ_ONLY)
    {
      self->store = g_steal_pointer (&store);
      return g_steal_pointer (&self);
    }
  start_worker (self, g_steal_pointer (&store));
  if (self->last_seq == 0)
    {
      settle (self);
      if (!rdm_plan_file_flush (self, error))
        return NULL;
    }
  return g_steal_pointer (&self);
}

const char *
rdm_plan_file_get_path (RdmPlanFile *self)
{
  return self->path;
}

RdmRows *
rdm_plan_file_get_rows (RdmPlanFile *self)
{
  return self->rows;
}

RdmOutcome *
rdm_plan_file_run (RdmPlanFile *self, const RdmCommand *command)
{
  return run (self, command, NULL, 0, 0);
}

RdmOutcome *
rdm_plan_file_run_for (RdmPlanFile *self, const RdmCommand *command, const char *actor)
{
  return run (self, command, actor, 0, 0);
}

const char *
rdm_plan_file_get_undo_label (RdmPlanFile *self)
{
  const RdmStep *step = rdm_history_last (self->history);

  return step ? step->label : NULL;
}

const char *
rdm_plan_file_get_redo_label (RdmPlanFile *self)
{
  const RdmStep *step = rdm_history_next (self->history);

  return step ? step->label : NULL;
}

typedef struct
{
  gint64 seq;
  RdmJournalEntry *entry;
} Lookup;

/* In the worker's thread, while the main thread waits. */
static void
look_up_call (RdmStore *store, gpointer user_data)
{
  Lookup *lookup = user_data;

  lookup->entry = rdm_store_entry (store, lookup->seq, NULL);
}

/* Returns: (transfer full) (nullable): the step's inverse as a command of its own. */
static RdmCommand *
reissue (RdmPlanFile *self, const RdmStep *step)
{
  g_autoptr (RdmJournalEntry) entry = NULL;
  Lookup lookup = { step->seq, NULL };

  if (step->inverse)
    return rdm_command_reissue (step->inverse, step->label);
  if (self->worker)
    rdm_plan_worker_call (self->worker, look_up_call, &lookup);
  entry = lookup.entry;
  return entry && entry->inverse ? rdm_command_reissue (entry->inverse, step->label) : NULL;
}

RdmOutcome *
rdm_plan_file_undo (RdmPlanFile *self)
{
  g_autoptr (RdmCommand) command = NULL;
  const RdmStep *step;

  if (self->worker)
    hear_news (self);
  step = rdm_history_last (self->history);
  command = step ? reissue (self, step) : NULL;
  return command ? run (self, command, NULL, step->seq, 0) : NULL;
}

RdmOutcome *
rdm_plan_file_redo (RdmPlanFile *self)
{
  g_autoptr (RdmCommand) command = NULL;
  const RdmStep *step;

  if (self->worker)
    hear_news (self);
  step = rdm_history_next (self->history);
  command = step ? reissue (self, step) : NULL;
  return command ? run (self, command, NULL, 0, step->seq) : NULL;
}

/* Whatever was handed over before it has been written when this is called. */
static void
do_nothing_call (RdmStore *store, gpointer user_data)
{
}

gboolean
rdm_plan_file_flush (RdmPlanFile *self, GError **error)
{
  if (!self->worker)
    return TRUE;
  rdm_plan_worker_call (self->worker, do_nothing_call, NULL);
  hear_news (self);
  if (!self->failure)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&self->failure));
  return FALSE;
}

void
rdm_plan_file_set_recorder (RdmPlanFile *self, RdmPlanRecorder recorder, gpointer user_data)
{
  self->recorder = recorder;
  self->recorder_data = user_data;
}

void
rdm_plan_file_set_clock (RdmPlanFile *self, RdmPlanClock clock, gpointer user_data)
{
  self->clock = clock;
  self->clock_data = user_data;
}

void
rdm_plan_file_take (RdmPlanFile *self, GPtrArray *changes, RdmSyncRecord *record)
{
  g_return_if_fail (self->worker != NULL);

  hear_news (self);
  rdm_changes_apply (changes, self->rows);
  write_behind (self, NULL, changes, record);
  if (changes->len > 0)
    g_signal_emit (self, signals[CHANGED], 0, changes);
}

gboolean
rdm_plan_file_is_saving (RdmPlanFile *self)
{
  return self->pending.head != NULL;
}

/* In the worker's thread. */
static void
copy_call (RdmStore *store, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  const char *path = g_task_get_task_data (task);
  GError *error = NULL;

  if (rdm_store_copy (store, path, &error))
    g_task_return_pointer (task, g_strdup (path), g_free);
  else
    g_task_return_error (task, error);
}

void
rdm_plan_file_copy_async (RdmPlanFile *self,
                          const char *path,
                          GAsyncReadyCallback callback,
                          gpointer user_data)
{
  GTask *task = g_task_new (self, NULL, callback, user_data);

  g_return_if_fail (self->worker != NULL);

  g_task_set_task_data (task, g_strdup (path), g_free);
  rdm_plan_worker_post (self->worker, copy_call, task);
}

char *
rdm_plan_file_copy_finish (RdmPlanFile *self, GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

typedef struct
{
  RdmSyncRecord *record;
  GError *error;
} RecordReading;

/* In the worker's thread, while the main thread waits. */
static void
read_record_call (RdmStore *store, gpointer user_data)
{
  RecordReading *reading = user_data;

  reading->record = rdm_store_read_record (store, &reading->error);
}

RdmSyncRecord *
rdm_plan_file_read_record (RdmPlanFile *self, GError **error)
{
  RecordReading reading = { NULL, NULL };

  if (self->worker)
    rdm_plan_worker_call (self->worker, read_record_call, &reading);
  else
    read_record_call (self->store, &reading);
  if (reading.error)
    g_propagate_error (error, reading.error);
  return reading.record;
}

typedef struct
{
  gint64 before;
  guint limit;
  GPtrArray *entries;
  GError *error;
} Reading;

/* In the worker's thread, while the main thread waits. */
static void
read_journal_call (RdmStore *store, gpointer user_data)
{
  Reading *reading = user_data;

  reading->entries = rdm_store_journal (store, reading->before, reading->limit, &reading->error);
}

GPtrArray *
rdm_plan_file_journal (RdmPlanFile *self, gint64 before, guint limit, GError **error)
{
  Reading reading = { before, limit, NULL, NULL };

  if (self->worker)
    rdm_plan_worker_call (self->worker, read_journal_call, &reading);
  else
    read_journal_call (self->store, &reading);
  if (reading.error)
    g_propagate_error (error, reading.error);
  return reading.entries;
}

typedef struct
{
  gint64 from_ms;
  gint64 to_ms;
  gint64 at_ms;
  char *source;
} LastReading;

/* In the worker's thread, while the main thread waits. */
static void
last_track_call (RdmStore *store, gpointer user_data)
{
  LastReading *reading = user_data;

  reading->source =
      rdm_store_last_track (store, reading->from_ms, reading->to_ms, &reading->at_ms, NULL);
}

char *
rdm_plan_file_last_track (RdmPlanFile *self, gint64 from_ms, gint64 to_ms, gint64 *at_ms)
{
  LastReading reading = { from_ms, to_ms, 0, NULL };

  if (self->worker)
    rdm_plan_worker_call (self->worker, last_track_call, &reading);
  else
    last_track_call (self->store, &reading);
  *at_ms = reading.at_ms;
  return reading.source;
}

/* --- positions ---------------------------------------------------------------------------------
 */

/* In the worker's thread. */
static void
add_track_call (RdmStore *store, gpointer user_data)
{
  RdmPlanFile *self = user_data;
  g_autoptr (GPtrArray) entries = NULL;
  g_autoptr (GError) error = NULL;
  gboolean is_first;

  g_mutex_lock (&self->track_mutex);
  entries = self->track;
  self->track = g_ptr_array_new_with_free_func ((GDestroyNotify)rdm_track_entry_free);
  is_first = !self->has_forgotten_track;
  self->has_forgotten_track = TRUE;
  g_mutex_unlock (&self->track_mutex);
  if (is_first)
    (void)rdm_store_forget_track (
        store, g_get_real_time () / 1000 - RDM_TRACK_KEEP_DAYS * G_GINT64_CONSTANT (86400000),
        NULL);
  if (!rdm_store_add_track (store, entries, &error))
    g_info ("%u positions were not kept: %s", entries->len, error->message);
}

void
rdm_plan_file_add_track (RdmPlanFile *self, GPtrArray *entries)
{
  gboolean is_on_its_way;

  g_return_if_fail (self->worker != NULL);

  g_mutex_lock (&self->track_mutex);
  is_on_its_way = self->track->len > 0;
  for (guint i = 0; i < entries->len; i++)
    {
      const RdmTrackEntry *entry = entries->pdata[i];

      g_ptr_array_add (self->track, rdm_track_entry_new (entry->source, &entry->position));
    }
  g_mutex_unlock (&self->track_mutex);
  if (!is_on_its_way && entries->len > 0)
    rdm_plan_worker_post (self->worker, add_track_call, self);
}

typedef struct
{
  const char *source;
  gint64 from_ms;
  gint64 to_ms;
  GPtrArray *entries;
  GError *error;
} TrackReading;

/* In the worker's thread, while the main thread waits. */
static void
read_track_call (RdmStore *store, gpointer user_data)
{
  TrackReading *reading = user_data;

  reading->entries = rdm_store_read_track (store, reading->source, reading->from_ms, reading->to_ms,
                                           &reading->error);
}

GPtrArray *
rdm_plan_file_read_track (
    RdmPlanFile *self, const char *source, gint64 from_ms, gint64 to_ms, GError **error)
{
  TrackReading reading = { source, from_ms, to_ms, NULL, NULL };

  if (self->worker)
    rdm_plan_worker_call (self->worker, read_track_call, &reading);
  else
    read_track_call (self->store, &reading);
  if (reading.error)
    g_propagate_error (error, reading.error);
  return reading.entries;
}
