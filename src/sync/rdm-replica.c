/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rdm-replica-private.h"

#include <string.h>

RdmReplicaOp *
rdm_replica_op_new (void)
{
  RdmReplicaOp *op = g_new0 (RdmReplicaOp, 1);

  g_atomic_ref_count_init (&op->references);
  return op;
}

RdmReplicaOp *
rdm_replica_op_ref (RdmReplicaOp *op)
{
  g_atomic_ref_count_inc (&op->references);
  return op;
}

void
rdm_replica_op_unref (gpointer data)
{
  RdmReplicaOp *op = data;

  if (!g_atomic_ref_count_dec (&op->references))
    return;
  rdm_command_unref (op->command);
  g_clear_pointer (&op->result, rdm_op_result_unref);
  g_free (op);
}

static RdmReplicaOp *
op_copy (const RdmReplicaOp *op)
{
  RdmReplicaOp *copy = g_memdup2 (op, sizeof *op);

  g_atomic_ref_count_init (&copy->references);
  copy->command = rdm_command_ref (op->command);
  copy->result = op->result ? rdm_op_result_ref (op->result) : NULL;
  return copy;
}

RdmReplicaOp *
rdm_replica_own_op (RdmReplica *self, guint i)
{
  RdmReplicaOp *copy = op_copy (self->ops->pdata[i]);

  rdm_replica_op_unref (self->ops->pdata[i]);
  self->ops->pdata[i] = copy;
  g_hash_table_add (self->unsaved_ops, GUINT_TO_POINTER (i));
  return copy;
}

gboolean
rdm_replica_op_is_refused (const RdmReplicaOp *op)
{
  return op->result && op->result->verdict != RDM_APPLIED
         && op->result->verdict != RDM_NEEDS_REVIEW;
}

static gboolean
is_done_for_ever (const RdmReplica *self, const RdmReplicaOp *op)
{
  return op->result && op->told
         && (rdm_replica_op_is_refused (op) || op->result->seq <= self->version);
}

void
rdm_replica_look_again (RdmReplica *self)
{
  self->n_done = 0;
  while (self->n_done < self->ops->len && is_done_for_ever (self, self->ops->pdata[self->n_done]))
    self->n_done++;
}

/* Sets of rows */

GHashTable *
rdm_row_keys_new (void)
{
  return g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
}

char *
rdm_row_key_new (RdmRowKind kind, const char *id)
{
  return g_strdup_printf ("%d %s", kind, id);
}

gboolean
rdm_row_keys_add (GHashTable *keys, RdmRowKind kind, const char *id)
{
  return g_hash_table_add (keys, rdm_row_key_new (kind, id));
}

void
rdm_row_keys_add_all (GHashTable *keys, GHashTable *more)
{
  GHashTableIter iter;
  gpointer key;

  g_hash_table_iter_init (&iter, more);
  while (g_hash_table_iter_next (&iter, &key, NULL))
    g_hash_table_add (keys, g_strdup (key));
}

void
rdm_row_keys_add_changes (GHashTable *keys, GPtrArray *changes)
{
  for (guint i = 0; i < changes->len; i++)
    {
      const RdmChange *change = changes->pdata[i];

      rdm_row_keys_add (keys, change->kind, change->id);
    }
}

RdmRowKind
rdm_row_key_parse (const char *key, const char **id)
{
  char *space;
  int kind = (int)strtol (key, &space, 10);

  *id = space + 1;
  return (RdmRowKind)kind;
}

RdmRow *
rdm_row_key_get (RdmRows *rows, const char *key)
{
  const char *id;
  RdmRowKind kind = rdm_row_key_parse (key, &id);

  return (RdmRow *)rdm_rows_get (rows, kind, id);
}

/* The replica */

RdmReplica *
rdm_replica_new (const char *device)
{
  RdmReplica *self = g_new0 (RdmReplica, 1);

  self->device = g_strdup (device);
  self->base = rdm_memory_rows_new ();
  self->view = rdm_memory_rows_new ();
  self->ops = g_ptr_array_new_with_free_func (rdm_replica_op_unref);
  self->touched = rdm_row_keys_new ();
  self->unsaved_base = rdm_row_keys_new ();
  self->unsaved_ops = g_hash_table_new (NULL, NULL);
  self->staged = g_ptr_array_new_with_free_func ((GDestroyNotify)rdm_row_state_free);
  self->staged_results = g_ptr_array_new_with_free_func ((GDestroyNotify)rdm_op_result_unref);
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
  g_clear_pointer (&self->prepared, rdm_sync_record_free);
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

  copy->epoch = g_strdup (self->epoch);
  copy->version = self->version;
  copy->refetching = self->refetching;
  g_object_unref (copy->base);
  g_object_unref (copy->view);
  copy->base = rdm_memory_rows_snapshot (RDM_MEMORY_ROWS (self->base));
  copy->view = rdm_memory_rows_snapshot (RDM_MEMORY_ROWS (self->view));
  for (guint i = 0; i < self->ops->len; i++)
    g_ptr_array_add (copy->ops, rdm_replica_op_ref (self->ops->pdata[i]));
  copy->n_done = self->n_done;
  rdm_row_keys_add_all (copy->touched, self->touched);
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

gboolean
rdm_replica_is_refetching (const RdmReplica *self)
{
  return self->refetching;
}

guint
rdm_replica_n_waiting (const RdmReplica *self)
{
  guint n = 0;

  for (guint i = self->n_done; i < self->ops->len; i++)
    n += !((const RdmReplicaOp *)self->ops->pdata[i])->result;
  return n;
}

GPtrArray *
rdm_replica_dup_waiting (const RdmReplica *self)
{
  GPtrArray *commands = g_ptr_array_new_with_free_func ((GDestroyNotify)rdm_command_unref);

  for (guint i = self->n_done; i < self->ops->len; i++)
    {
      const RdmReplicaOp *op = self->ops->pdata[i];

      if (!op->result)
        g_ptr_array_add (commands, rdm_command_ref (op->command));
    }
  return commands;
}

void
rdm_replica_keep (RdmReplica *self, const RdmOutcome *outcome, GHashTable *was)
{
  rdm_changes_apply (outcome->changes, self->view);
  for (guint i = 0; i < outcome->changes->len; i++)
    {
      const RdmChange *change = outcome->changes->pdata[i];
      char *key = rdm_row_key_new (change->kind, change->id);

      if (was && !g_hash_table_contains (was, key))
        g_hash_table_insert (was, g_strdup (key),
                             change->before ? rdm_row_ref (change->before) : NULL);
      if (g_hash_table_contains (self->touched, key))
        {
          g_free (key);
          continue;
        }
      g_hash_table_add (self->unsaved_base, g_strdup (key));
      g_hash_table_add (self->touched, key);
    }
}

void
rdm_replica_ran (RdmReplica *self,
                 const RdmCommand *command,
                 const RdmOutcome *outcome,
                 gint64 now_utc_ms)
{
  const RdmReplicaOp *last = self->ops->len ? self->ops->pdata[self->ops->len - 1] : NULL;
  RdmReplicaOp *op;

  if (!rdm_outcome_is_applied (outcome))
    return;
  /* Pages of a first fetching are not kept beside commands. */
  self->base_is_new |= self->n_staged_saved > 0;
  self->n_staged_saved = 0;
  rdm_replica_keep (self, outcome, NULL);
  op = rdm_replica_op_new ();
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
  for (guint i = self->n_done;
       i < self->ops->len && !self->refetching && push->ops->len < RDM_WIRE_MAX_PUSH_OPS; i++)
    {
      const RdmReplicaOp *op = self->ops->pdata[i];

      if (!op->result)
        rdm_push_add (push, op->n, op->seen, op->at_utc_ms, op->command);
    }
  return push->ops->len ? g_steal_pointer (&push) : NULL;
}

void
rdm_replica_take_result (RdmReplica *self, const RdmOpResult *result)
{
  /* Numbers begin at 1 and have no gap, so they are places in the list. */
  const RdmReplicaOp *op;

  if (result->n < 1 || result->n > (gint64)self->ops->len)
    return;
  op = self->ops->pdata[result->n - 1];
  if (op->result || !g_str_equal (op->command->id, result->id))
    return;
  rdm_replica_own_op (self, (guint)result->n - 1)->result = rdm_op_result_ref (result);
}

void
rdm_replica_take_answer (RdmReplica *self, const RdmPushAnswer *answer)
{
  /* Before the first page it is not known what the numbers count in; the page will tell all. */
  if (self->refetching || g_strcmp0 (self->epoch, answer->epoch) != 0)
    return;
  for (guint i = 0; i < answer->results->len; i++)
    rdm_replica_take_result (self, answer->results->pdata[i]);
}

GPtrArray *
rdm_replica_peek_news (RdmReplica *self)
{
  GPtrArray *news = g_ptr_array_new_with_free_func ((GDestroyNotify)rdm_replica_news_free);

  for (guint i = self->n_done; i < self->ops->len; i++)
    {
      const RdmReplicaOp *op = self->ops->pdata[i];
      RdmReplicaNews *item;

      if (!op->result || op->told)
        continue;
      item = g_new0 (RdmReplicaNews, 1);
      item->n = op->n;
      item->command = rdm_command_ref (op->command);
      item->at_utc_ms = op->at_utc_ms;
      item->here = op->here;
      item->result = rdm_op_result_ref (op->result);
      g_ptr_array_add (news, item);
    }
  return news;
}

void
rdm_replica_told (RdmReplica *self, gint64 n)
{
  g_return_if_fail (n >= 1 && n <= (gint64)self->ops->len);

  rdm_replica_own_op (self, (guint)n - 1)->told = TRUE;
  while (self->n_done < self->ops->len && is_done_for_ever (self, self->ops->pdata[self->n_done]))
    self->n_done++;
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
  rdm_op_result_unref (news->result);
  g_free (news);
}
