/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rdm-replica.h"

#include <string.h>

/* One of the desk's own commands. Never written again once it is in a list; a list that changes one
 * replaces it, so that copies of a replica can share them. */
typedef struct
{
  gatomicrefcount references;
  gint64 n;
  gint64 seen;
  gint64 at_utc_ms;
  RdmCommand *command;
  RdmVerdict here;
  RdmOpResult *result; /* NULL: not answered */
  gboolean told;
} Op;

struct _RdmReplica
{
  char *device;
  char *epoch;
  gint64 version;
  RdmRows *base;
  RdmRows *view;
  GPtrArray *ops;      /* (element-type Op): all that it ever gave, by number */
  GHashTable *touched; /* (element-type utf8): rows in which view and base differ, "kind id" */

  /* What has not been written: see rdm_replica_take_record(). */
  gboolean base_is_new;
  GHashTable *unsaved_base; /* (element-type utf8): of touched */
  GHashTable *unsaved_ops;  /* (element-type int): places in ops */

  /* Pages that came, until the last. */
  char *staged_epoch;
  gint64 staged_to;
  GPtrArray *staged;         /* (element-type RdmRowState) */
  GPtrArray *staged_results; /* (element-type RdmOpResult) */
  gboolean refetching;
};

static Op *
op_ref (Op *op)
{
  g_atomic_ref_count_inc (&op->references);
  return op;
}

static void
op_unref (gpointer data)
{
  Op *op = data;

  if (!g_atomic_ref_count_dec (&op->references))
    return;
  rdm_command_unref (op->command);
  g_clear_pointer (&op->result, rdm_op_result_free);
  g_free (op);
}

static Op *
op_copy (const Op *op)
{
  Op *copy = g_memdup2 (op, sizeof *op);

  g_atomic_ref_count_init (&copy->references);
  copy->command = rdm_command_ref (op->command);
  copy->result = op->result ? rdm_op_result_copy (op->result) : NULL;
  return copy;
}

/* The op at @i, to be written to. */
static Op *
own_op (RdmReplica *self, guint i)
{
  Op *copy = op_copy (self->ops->pdata[i]);

  op_unref (self->ops->pdata[i]);
  self->ops->pdata[i] = copy;
  g_hash_table_add (self->unsaved_ops, GUINT_TO_POINTER (i));
  return copy;
}

RdmReplica *
rdm_replica_new (const char *device)
{
  RdmReplica *self = g_new0 (RdmReplica, 1);

  self->device = g_strdup (device);
  self->base = rdm_memory_rows_new ();
  self->view = rdm_memory_rows_new ();
  self->ops = g_ptr_array_new_with_free_func (op_unref);
  self->touched = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->unsaved_base = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->unsaved_ops = g_hash_table_new (NULL, NULL);
  self->staged = g_ptr_array_new_with_free_func ((GDestroyNotify)rdm_row_state_free);
  self->staged_results = g_ptr_array_new_with_free_func ((GDestroyNotify)rdm_op_result_free);
  return self;
}

void
rdm_replica_free (RdmReplica *self)
{
  g_free (self->device);
  g_free (self->epoch);
  g_object_unref (self->base);
  g_object_unref (self->view);
  g_ptr_array_unref (self->ops);
  g_hash_table_unref (self->touched);
  g_hash_table_unref (self->unsaved_base);
  g_hash_table_unref (self->unsaved_ops);
  g_free (self->staged_epoch);
  g_ptr_array_unref (self->staged);
  g_ptr_array_unref (self->staged_results);
  g_free (self);
}

/* Pages that are kept aside are not copied: they are fetched again. */
RdmReplica *
rdm_replica_copy (const RdmReplica *self)
{
  RdmReplica *copy = rdm_replica_new (self->device);
  GHashTableIter iter;
  gpointer key;

  copy->epoch = g_strdup (self->epoch);
  copy->version = self->version;
  copy->refetching = self->refetching;
  g_object_unref (copy->base);
  g_object_unref (copy->view);
  copy->base = rdm_memory_rows_snapshot (RDM_MEMORY_ROWS (self->base));
  copy->view = rdm_memory_rows_snapshot (RDM_MEMORY_ROWS (self->view));
  for (guint i = 0; i < self->ops->len; i++)
    g_ptr_array_add (copy->ops, op_ref (self->ops->pdata[i]));
  g_hash_table_iter_init (&iter, self->touched);
  while (g_hash_table_iter_next (&iter, &key, NULL))
    g_hash_table_add (copy->touched, g_strdup (key));
  return copy;
}

RdmRows *
rdm_replica_rows (const RdmReplica *self)
{
  return self->view;
}

RdmRows *
rdm_replica_base (const RdmReplica *self)
{
  return self->base;
}

gint64
rdm_replica_version (const RdmReplica *self)
{
  return self->version;
}

const char *
rdm_replica_epoch (const RdmReplica *self)
{
  return self->epoch;
}

guint
rdm_replica_n_waiting (const RdmReplica *self)
{
  guint n = 0;

  for (guint i = 0; i < self->ops->len; i++)
    n += !((const Op *)self->ops->pdata[i])->result;
  return n;
}

GPtrArray *
rdm_replica_dup_waiting (const RdmReplica *self)
{
  GPtrArray *commands = g_ptr_array_new_with_free_func ((GDestroyNotify)rdm_command_unref);

  for (guint i = 0; i < self->ops->len; i++)
    {
      const Op *op = self->ops->pdata[i];

      if (!op->result)
        g_ptr_array_add (commands, rdm_command_ref (op->command));
    }
  return commands;
}

/* Returns: whether it was not in @set before. */
static gboolean
touch (GHashTable *set, RdmRowKind kind, const char *id)
{
  return g_hash_table_add (set, g_strdup_printf ("%d %s", kind, id));
}

static void
keep (RdmReplica *self, const RdmOutcome *outcome)
{
  rdm_changes_apply (outcome->changes, self->view);
  for (guint i = 0; i < outcome->changes->len; i++)
    {
      const RdmChange *change = outcome->changes->pdata[i];

      if (touch (self->touched, change->kind, change->id))
        touch (self->unsaved_base, change->kind, change->id);
    }
}

void
rdm_replica_ran (RdmReplica *self,
                 const RdmCommand *command,
                 const RdmOutcome *outcome,
                 gint64 now_utc_ms)
{
  const Op *last = self->ops->len ? self->ops->pdata[self->ops->len - 1] : NULL;
  Op *op;

  if (!rdm_outcome_is_applied (outcome))
    return;
  keep (self, outcome);
  op = g_new0 (Op, 1);
  g_atomic_ref_count_init (&op->references);
  op->n = last ? last->n + 1 : 1;
  op->seen = self->version;
  op->at_utc_ms = now_utc_ms;
  op->command = rdm_command_ref (command);
  op->here = outcome->verdict;
  g_hash_table_add (self->unsaved_ops, GUINT_TO_POINTER (self->ops->len));
  g_ptr_array_add (self->ops, op);
}

RdmOutcome *
rdm_replica_run (RdmReplica *self, const RdmCommand *command, gint64 now_utc_ms)
{
  RdmOutcome *outcome = rdm_run (command, self->view);

  rdm_replica_ran (self, command, outcome, now_utc_ms);
  return outcome;
}

RdmPush *
rdm_replica_make_push (const RdmReplica *self)
{
  g_autoptr (RdmPush) push = rdm_push_new (self->device);

  /* While everything is fetched anew, it is not known what the hub has. */
  for (guint i = 0; i < self->ops->len && !self->refetching; i++)
    {
      const Op *op = self->ops->pdata[i];

      if (!op->result && push->ops->len < RDM_WIRE_MAX_PUSH_OPS)
        rdm_push_add (push, op->n, op->seen, op->at_utc_ms, op->command);
    }
  return push->ops->len ? g_steal_pointer (&push) : NULL;
}

static void
take_result (RdmReplica *self, const RdmOpResult *result)
{
  /* Numbers begin at 1 and have no gap, so they are places in the list. */
  const Op *op;

  if (result->n < 1 || result->n > (gint64)self->ops->len)
    return;
  op = self->ops->pdata[result->n - 1];
  if (op->result || !g_str_equal (op->command->id, result->id))
    return;
  own_op (self, (guint)result->n - 1)->result = rdm_op_result_copy (result);
}

/* What an answer that was lost on its way would have told. */
static void
take_staged_results (RdmReplica *self)
{
  for (guint i = 0; i < self->staged_results->len; i++)
    take_result (self, self->staged_results->pdata[i]);
}

void
rdm_replica_take_answer (RdmReplica *self, const RdmPushAnswer *answer)
{
  /* Before the first page it is not known what the numbers count in; the page will tell all. */
  if (self->refetching || g_strcmp0 (self->epoch, answer->epoch) != 0)
    return;
  for (guint i = 0; i < answer->results->len; i++)
    take_result (self, answer->results->pdata[i]);
}

gint64
rdm_replica_pull_since (const RdmReplica *self, const char **epoch)
{
  gboolean staging = self->staged_epoch != NULL;

  *epoch = staging ? self->staged_epoch : self->refetching ? NULL : self->epoch;
  return staging ? self->staged_to : self->refetching ? 0 : self->version;
}

static void
clear_staged (RdmReplica *self)
{
  g_clear_pointer (&self->staged_epoch, g_free);
  g_ptr_array_set_size (self->staged, 0);
  g_ptr_array_set_size (self->staged_results, 0);
}

void
rdm_replica_refetch (RdmReplica *self)
{
  self->refetching = TRUE;
  clear_staged (self);
}

static RdmRow *
get_row (RdmRows *rows, const char *key)
{
  char *id;
  int kind = (int)strtol (key, &id, 10);

  return (RdmRow *)rdm_rows_get (rows, (RdmRowKind)kind, id + 1);
}

/* The rows in @keys that are not the same in both. */
static GPtrArray *
compare (RdmRows *before, RdmRows *after, GHashTable *keys)
{
  GPtrArray *changes = g_ptr_array_new_with_free_func ((GDestroyNotify)rdm_change_free);
  GHashTableIter iter;
  gpointer key;

  g_hash_table_iter_init (&iter, keys);
  while (g_hash_table_iter_next (&iter, &key, NULL))
    {
      RdmRow *was = get_row (before, key);
      RdmRow *is = get_row (after, key);
      RdmChange *change;

      if (was == is || (was && is && rdm_row_equal (was, is)))
        continue;
      change = g_new0 (RdmChange, 1);
      change->kind = was ? was->kind : is->kind;
      change->id = g_strdup (was ? was->id : is->id);
      change->before = was ? rdm_row_ref (was) : NULL;
      change->after = is ? rdm_row_ref (is) : NULL;
      g_ptr_array_add (changes, change);
    }
  return changes;
}

static void
add_keys (GHashTable *keys, GHashTable *more)
{
  GHashTableIter iter;
  gpointer key;

  g_hash_table_iter_init (&iter, more);
  while (g_hash_table_iter_next (&iter, &key, NULL))
    g_hash_table_add (keys, g_strdup (key));
}

/* The view anew: the base, and on top of it what the base does not have yet. */
static void
rebuild_view (RdmReplica *self)
{
  g_object_unref (self->view);
  self->view = rdm_memory_rows_snapshot (RDM_MEMORY_ROWS (self->base));
  g_hash_table_remove_all (self->touched);
  g_hash_table_remove_all (self->unsaved_base);
  self->base_is_new = TRUE;
  for (guint i = 0; i < self->ops->len; i++)
    {
      const Op *op = self->ops->pdata[i];
      gboolean is_refused = op->result && op->result->verdict != RDM_APPLIED
                            && op->result->verdict != RDM_NEEDS_REVIEW;
      g_autoptr (RdmOutcome) outcome = NULL;

      if (is_refused || (op->result && op->result->seq <= self->version))
        continue;
      outcome = rdm_run (op->command, self->view);
      if (rdm_outcome_is_applied (outcome))
        keep (self, outcome);
    }
}

/* A hub that was restored from a backup has forgotten some of what it said, and may have said
 * something else meanwhile. All that it says now came with the pages: those answers count alone.
 * What they leave out is sent again, and what they change is told again. */
static void
replace_answers (RdmReplica *self)
{
  g_autoptr (GPtrArray) before = g_ptr_array_new_with_free_func (op_unref);

  for (guint i = 0; i < self->ops->len; i++)
    {
      g_ptr_array_add (before, op_ref (self->ops->pdata[i]));
      g_clear_pointer (&own_op (self, i)->result, rdm_op_result_free);
    }
  take_staged_results (self);
  for (guint i = 0; i < self->ops->len; i++)
    {
      const Op *was = before->pdata[i];
      const Op *is = self->ops->pdata[i];

      if (was->told
          && (!is->result || is->result->verdict != was->result->verdict
              || is->result->reason != was->result->reason))
        own_op (self, i)->told = FALSE;
    }
}

/* Every row that there is, for a comparison after a new beginning. */
static void
touch_row (gconstpointer row, gpointer user_data)
{
  touch (user_data, ((const RdmRow *)row)->kind, ((const RdmRow *)row)->id);
}

static void
touch_all (GHashTable *keys, RdmRows *rows)
{
  for (int kind = 0; kind < RDM_N_ROW_KINDS; kind++)
    rdm_rows_foreach (rows, (RdmRowKind)kind, touch_row, keys);
}

/* The last page is here: all of it at once. */
static GPtrArray *
settle (RdmReplica *self, const RdmPage *last)
{
  g_autoptr (GHashTable) keys = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr (RdmRows) before = g_object_ref (self->view);
  gboolean anew = self->refetching || g_strcmp0 (self->epoch, last->epoch) != 0;

  add_keys (keys, self->touched);
  if (anew)
    {
      touch_all (keys, self->view);
      g_object_unref (self->base);
      self->base = rdm_memory_rows_new ();
    }
  else
    {
      /* Whoever holds the old base keeps it as it was. */
      RdmRows *base = rdm_memory_rows_snapshot (RDM_MEMORY_ROWS (self->base));

      g_object_unref (self->base);
      self->base = base;
    }
  for (guint i = 0; i < self->staged->len; i++)
    {
      const RdmRowState *state = self->staged->pdata[i];

      touch (keys, state->kind, state->id);
      if (state->row)
        rdm_rows_put (self->base, state->row);
      else
        rdm_rows_remove (self->base, state->kind, state->id);
    }
  if (anew)
    replace_answers (self);
  else
    take_staged_results (self);
  g_free (self->epoch);
  self->epoch = g_strdup (last->epoch);
  self->version = last->to;
  self->refetching = FALSE;
  clear_staged (self);
  rebuild_view (self);
  add_keys (keys, self->touched);
  return compare (before, self->view, keys);
}

gboolean
rdm_replica_take_page (RdmReplica *self, const RdmPage *page, GPtrArray **changes)
{
  const char *epoch;
  gint64 since = rdm_replica_pull_since (self, &epoch);

  *changes = NULL;
  if (page->from != since || (epoch && g_strcmp0 (epoch, page->epoch) != 0))
    return FALSE;
  for (guint i = 0; i < page->rows->len; i++)
    {
      const RdmRowState *state = page->rows->pdata[i];

      g_ptr_array_add (self->staged,
                       rdm_row_state_new (state->kind, state->id, state->version, state->row));
    }
  for (guint i = 0; i < page->results->len; i++)
    g_ptr_array_add (self->staged_results, rdm_op_result_copy (page->results->pdata[i]));
  g_free (self->staged_epoch);
  self->staged_epoch = g_strdup (page->epoch);
  self->staged_to = page->to;
  if (!page->complete)
    return FALSE;
  *changes = settle (self, page);
  return TRUE;
}

GPtrArray *
rdm_replica_peek_news (RdmReplica *self)
{
  GPtrArray *news = g_ptr_array_new_with_free_func ((GDestroyNotify)rdm_replica_news_free);

  for (guint i = 0; i < self->ops->len; i++)
    {
      const Op *op = self->ops->pdata[i];
      RdmReplicaNews *item;

      if (!op->result || op->told)
        continue;
      item = g_new0 (RdmReplicaNews, 1);
      item->n = op->n;
      item->command = rdm_command_ref (op->command);
      item->at_utc_ms = op->at_utc_ms;
      item->here = op->here;
      item->result = rdm_op_result_copy (op->result);
      g_ptr_array_add (news, item);
    }
  return news;
}

void
rdm_replica_told (RdmReplica *self, gint64 n)
{
  g_return_if_fail (n >= 1 && n <= (gint64)self->ops->len);

  own_op (self, (guint)n - 1)->told = TRUE;
}

GPtrArray *
rdm_replica_take_news (RdmReplica *self)
{
  GPtrArray *news = rdm_replica_peek_news (self);

  for (guint i = 0; i < news->len; i++)
    rdm_replica_told (self, ((const RdmReplicaNews *)news->pdata[i])->n);
  return news;
}

void
rdm_replica_news_free (RdmReplicaNews *news)
{
  rdm_command_unref (news->command);
  rdm_op_result_free (news->result);
  g_free (news);
}

/* Saving */

static char *
print_result (const RdmOpResult *result)
{
  g_autoptr (JsonNode) node = rdm_op_result_to_json (result);

  return rdm_wire_print (node);
}

static RdmSyncOp *
save_op (const Op *op)
{
  RdmSyncOp *saved = g_new0 (RdmSyncOp, 1);

  saved->n = op->n;
  saved->seen = op->seen;
  saved->at_utc_ms = op->at_utc_ms;
  saved->here = op->here;
  saved->told = op->told;
  saved->result = op->result ? print_result (op->result) : NULL;
  saved->command = rdm_command_ref (op->command);
  return saved;
}

RdmSyncRecord *
rdm_replica_take_record (RdmReplica *self)
{
  RdmSyncRecord *record = rdm_sync_record_new ();
  GHashTableIter iter;
  gpointer key;

  record->state = g_new0 (RdmSyncState, 1);
  record->state->device = g_strdup (self->device);
  record->state->epoch = g_strdup (self->epoch);
  record->state->version = self->version;
  record->state->refetching = self->refetching;
  record->replace_base = self->base_is_new;
  g_hash_table_iter_init (&iter, self->base_is_new ? self->touched : self->unsaved_base);
  while (g_hash_table_iter_next (&iter, &key, NULL))
    {
      char *id;
      RdmRowKind kind = (RdmRowKind)strtol (key, &id, 10);

      g_ptr_array_add (record->base, rdm_sync_row_new (kind, id + 1, get_row (self->base, key)));
    }
  g_hash_table_iter_init (&iter, self->unsaved_ops);
  while (g_hash_table_iter_next (&iter, &key, NULL))
    g_ptr_array_add (record->ops, save_op (self->ops->pdata[GPOINTER_TO_UINT (key)]));
  self->base_is_new = FALSE;
  g_hash_table_remove_all (self->unsaved_base);
  g_hash_table_remove_all (self->unsaved_ops);
  return record;
}

static gboolean
load_op (RdmReplica *self, const RdmSyncOp *saved, GError **error)
{
  Op *op = g_new0 (Op, 1);
  g_autoptr (JsonNode) node = NULL;

  g_atomic_ref_count_init (&op->references);
  op->n = saved->n;
  op->seen = saved->seen;
  op->at_utc_ms = saved->at_utc_ms;
  op->here = saved->here;
  op->told = saved->told;
  op->command = rdm_command_ref (saved->command);
  g_ptr_array_add (self->ops, op);
  if (!saved->result)
    return TRUE;
  node = rdm_wire_parse (saved->result, -1, RDM_WIRE_MAX_PUSH_BYTES, error);
  op->result = node ? rdm_op_result_from_json (json_node_get_object (node), error) : NULL;
  return op->result != NULL;
}

RdmReplica *
rdm_replica_new_saved (const RdmSyncRecord *record, RdmRows *view, GError **error)
{
  g_autoptr (RdmReplica) self = rdm_replica_new (record->state->device);

  self->epoch = g_strdup (record->state->epoch);
  self->version = record->state->version;
  self->refetching = record->state->refetching;
  g_object_unref (self->base);
  g_object_unref (self->view);
  self->base = rdm_memory_rows_snapshot (RDM_MEMORY_ROWS (view));
  self->view = rdm_memory_rows_snapshot (RDM_MEMORY_ROWS (view));
  for (guint i = 0; i < record->base->len; i++)
    {
      const RdmSyncRow *base = record->base->pdata[i];

      touch (self->touched, base->kind, base->id);
      if (base->row)
        rdm_rows_put (self->base, base->row);
      else
        rdm_rows_remove (self->base, base->kind, base->id);
    }
  for (guint i = 0; i < record->ops->len; i++)
    if (!load_op (self, record->ops->pdata[i], error))
      return NULL;
  return g_steal_pointer (&self);
}
