/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Pages into the rows. A few rows are settled where they are; after a long time away it is done on
 * a copy, in another thread, and what its author did meanwhile is run again on top of the result.
 */
#include "rdm-replica-private.h"

struct _RdmSettling
{
  RdmReplica *replica; /* the copy; when it is finished, what was there before */
  GPtrArray *ops;      /* (element-type RdmReplicaOp): when it began */
  gboolean anew;       /* from nothing, in an epoch of its own */
  GPtrArray *changes;  /* of the view; NULL until it has run */
};

/* Pages */

void
rdm_replica_clear_staged (RdmReplica *self)
{
  g_clear_pointer (&self->staged_epoch, g_free);
  g_ptr_array_set_size (self->staged, 0);
  g_ptr_array_set_size (self->staged_results, 0);
  self->n_staged_saved = 0;
}

gint64
rdm_replica_pull_since (const RdmReplica *self, const char **epoch)
{
  gboolean staging = self->staged_epoch != NULL;

  *epoch = staging ? self->staged_epoch : self->refetching ? NULL : self->epoch;
  return staging ? self->staged_to : self->refetching ? 0 : self->version;
}

void
rdm_replica_refetch (RdmReplica *self)
{
  /* What was written of a first fetching goes, too. */
  self->base_is_new |= !self->epoch;
  self->refetching = TRUE;
  rdm_replica_clear_staged (self);
}

/* Returns: whether it follows what is here. */
static gboolean
stage (RdmReplica *self, const RdmPage *page)
{
  const char *epoch;
  gint64 since = rdm_replica_pull_since (self, &epoch);

  if (page->from != since || (epoch && g_strcmp0 (epoch, page->epoch) != 0))
    return FALSE;
  for (guint i = 0; i < page->rows->len; i++)
    {
      const RdmRowState *state = page->rows->pdata[i];

      g_ptr_array_add (self->staged,
                       rdm_row_state_new (state->kind, state->id, state->version, state->row));
    }
  for (guint i = 0; i < page->results->len; i++)
    g_ptr_array_add (self->staged_results, rdm_op_result_ref (page->results->pdata[i]));
  g_free (self->staged_epoch);
  self->staged_epoch = g_strdup (page->epoch);
  self->staged_to = page->to;
  return TRUE;
}

gboolean
rdm_replica_stage_page (RdmReplica *self, const RdmPage *page)
{
  return stage (self, page) && page->complete;
}

guint
rdm_replica_n_to_settle (const RdmReplica *self)
{
  return self->staged->len + self->staged_results->len + g_hash_table_size (self->touched)
         + (self->ops->len - self->n_done);
}

/* Rows as they were, by "kind id"; NULL for one that was not there. */

static void
clear_was (gpointer row)
{
  if (row)
    rdm_row_unref (row);
}

static GHashTable *
was_new (void)
{
  return g_hash_table_new_full (g_str_hash, g_str_equal, g_free, clear_was);
}

/* @key: (transfer full). */
static void
take_note (GHashTable *was, char *key, const RdmRow *row)
{
  if (g_hash_table_contains (was, key))
    g_free (key);
  else
    g_hash_table_insert (was, key, row ? rdm_row_ref (row) : NULL);
}

/* Returns: (nullable): what is the matter with one row. */
static RdmChange *
change_new (const char *key, const RdmRow *was, const RdmRow *is)
{
  RdmChange *change;
  const char *id;

  if (was == is || (was && is && rdm_row_equal (was, is)))
    return NULL;
  change = g_new0 (RdmChange, 1);
  change->kind = rdm_row_key_parse (key, &id);
  change->id = g_strdup (id);
  change->before = was ? rdm_row_ref (was) : NULL;
  change->after = is ? rdm_row_ref (is) : NULL;
  return change;
}

static GPtrArray *
compare (GHashTable *was, RdmRows *view)
{
  GPtrArray *changes = g_ptr_array_new_with_free_func ((GDestroyNotify)rdm_change_free);
  GHashTableIter iter;
  gpointer key, row;

  g_hash_table_iter_init (&iter, was);
  while (g_hash_table_iter_next (&iter, &key, &row))
    {
      RdmChange *change = change_new (key, row, rdm_row_key_get (view, key));

      if (change)
        g_ptr_array_add (changes, change);
    }
  return changes;
}

/* Settling */

static void
put (RdmRows *rows, RdmRowKind kind, const char *id, const RdmRow *row)
{
  if (row)
    rdm_rows_put (rows, row);
  else
    rdm_rows_remove (rows, kind, id);
}

/* The view is the base again. */
static void
take_back (RdmReplica *self, GHashTable *was)
{
  GHashTableIter iter;
  gpointer key;

  g_hash_table_iter_init (&iter, self->touched);
  while (g_hash_table_iter_next (&iter, &key, NULL))
    {
      const char *id;
      RdmRowKind kind = rdm_row_key_parse (key, &id);

      take_note (was, g_strdup (key), rdm_rows_get (self->view, kind, id));
      put (self->view, kind, id, rdm_rows_get (self->base, kind, id));
    }
}

static void
note_row (gconstpointer row, gpointer was)
{
  const RdmRow *self = row;

  take_note (was, rdm_row_key_new (self->kind, self->id), row);
}

/* Neither the base nor the view has anything. */
static void
forget_all (RdmReplica *self, GHashTable *was)
{
  for (int kind = 0; kind < RDM_N_ROW_KINDS; kind++)
    rdm_rows_foreach (self->view, (RdmRowKind)kind, note_row, was);
  g_object_unref (self->base);
  g_object_unref (self->view);
  self->base = rdm_memory_rows_new ();
  self->view = rdm_memory_rows_new ();
}

static void
put_staged (RdmReplica *self, GHashTable *was)
{
  for (guint i = 0; i < self->staged->len; i++)
    {
      const RdmRowState *state = self->staged->pdata[i];

      take_note (was, rdm_row_key_new (state->kind, state->id),
                 rdm_rows_get (self->view, state->kind, state->id));
      put (self->base, state->kind, state->id, state->row);
      put (self->view, state->kind, state->id, state->row);
    }
}

/* What an answer that was lost on its way would have told. */
static void
take_staged_results (RdmReplica *self)
{
  for (guint i = 0; i < self->staged_results->len; i++)
    rdm_replica_take_result (self, self->staged_results->pdata[i]);
}

/* A hub that was restored from a backup has forgotten some of what it said, and may have said
 * something else meanwhile. All that it says now came with the pages: those answers count alone.
 * What they leave out is sent again, and what they change is told again. */
static void
replace_answers (RdmReplica *self)
{
  g_autoptr (GPtrArray) before = g_ptr_array_new_with_free_func (rdm_replica_op_unref);

  for (guint i = 0; i < self->ops->len; i++)
    {
      g_ptr_array_add (before, rdm_replica_op_ref (self->ops->pdata[i]));
      g_clear_pointer (&rdm_replica_own_op (self, i)->result, rdm_op_result_unref);
    }
  take_staged_results (self);
  for (guint i = 0; i < self->ops->len; i++)
    {
      const RdmReplicaOp *was = before->pdata[i];
      const RdmReplicaOp *is = self->ops->pdata[i];

      if (was->told
          && (!is->result || is->result->verdict != was->result->verdict
              || is->result->reason != was->result->reason))
        rdm_replica_own_op (self, i)->told = FALSE;
    }
}

/* On top of the base, what it does not have yet. */
static void
run_again (RdmReplica *self, guint from, GHashTable *was)
{
  for (guint i = from; i < self->ops->len; i++)
    {
      const RdmReplicaOp *op = self->ops->pdata[i];
      g_autoptr (RdmOutcome) outcome = NULL;

      if (rdm_replica_op_is_refused (op) || (op->result && op->result->seq <= self->version))
        continue;
      outcome = rdm_run (op->command, self->view);
      if (rdm_outcome_is_applied (outcome))
        rdm_replica_keep (self, outcome, was);
    }
}

/* All of it at once. Returns: (transfer full): how the view changes. */
static GPtrArray *
settle (RdmReplica *self, gboolean *anew)
{
  g_autoptr (GHashTable) was = was_new ();

  *anew = self->refetching || g_strcmp0 (self->epoch, self->staged_epoch) != 0;
  if (*anew)
    forget_all (self, was);
  else
    take_back (self, was);
  put_staged (self, was);
  if (*anew)
    replace_answers (self);
  else
    take_staged_results (self);
  g_free (self->epoch);
  self->epoch = g_steal_pointer (&self->staged_epoch);
  self->version = self->staged_to;
  self->refetching = FALSE;
  rdm_replica_clear_staged (self);
  g_hash_table_remove_all (self->touched);
  g_hash_table_remove_all (self->unsaved_base);
  self->base_is_new = TRUE;
  rdm_replica_look_again (self);
  run_again (self, self->n_done, was);
  return compare (was, self->view);
}

GPtrArray *
rdm_replica_settle (RdmReplica *self)
{
  gboolean anew;

  return settle (self, &anew);
}

gboolean
rdm_replica_take_page (RdmReplica *self, const RdmPage *page, GPtrArray **changes)
{
  gboolean is_last = rdm_replica_stage_page (self, page);

  *changes = is_last ? rdm_replica_settle (self) : NULL;
  return is_last;
}

/* Settling elsewhere */

RdmSettling *
rdm_settling_new (RdmReplica *replica)
{
  RdmSettling *self = g_new0 (RdmSettling, 1);
  RdmReplica *copy = rdm_replica_copy (replica);

  self->replica = copy;
  self->ops = g_ptr_array_new_with_free_func (rdm_replica_op_unref);
  for (guint i = 0; i < copy->ops->len; i++)
    g_ptr_array_add (self->ops, rdm_replica_op_ref (copy->ops->pdata[i]));
  /* The pages go along. */
  g_clear_pointer (&copy->staged, g_ptr_array_unref);
  g_clear_pointer (&copy->staged_results, g_ptr_array_unref);
  copy->staged_epoch = g_steal_pointer (&replica->staged_epoch);
  copy->staged_to = replica->staged_to;
  copy->staged = g_steal_pointer (&replica->staged);
  copy->staged_results = g_steal_pointer (&replica->staged_results);
  replica->staged = g_ptr_array_new_with_free_func ((GDestroyNotify)rdm_row_state_free);
  replica->staged_results = g_ptr_array_new_with_free_func ((GDestroyNotify)rdm_op_result_unref);
  replica->base_is_new |= replica->n_staged_saved > 0;
  replica->n_staged_saved = 0;
  return self;
}

void
rdm_settling_free (RdmSettling *self)
{
  rdm_replica_free (self->replica);
  g_ptr_array_unref (self->ops);
  g_clear_pointer (&self->changes, g_ptr_array_unref);
  g_free (self);
}

RdmReplica *
rdm_settling_run (RdmSettling *self)
{
  self->changes = settle (self->replica, &self->anew);
  return self->replica;
}

void
rdm_settling_prepare (RdmSettling *self)
{
  self->replica->prepared = rdm_replica_take_record (self->replica);
}

/* What came to the @i-th command while it was being settled. */
static void
merge_op (RdmSettling *self, guint i, const RdmReplicaOp *now)
{
  const RdmReplicaOp *op = self->replica->ops->pdata[i];

  /* Answers of an epoch that is over do not count. */
  if (now->result && !self->anew)
    rdm_replica_take_result (self->replica, now->result);
  op = self->replica->ops->pdata[i];
  if (now->told && !op->told && op->result && now->result
      && op->result->verdict == now->result->verdict && op->result->reason == now->result->reason)
    rdm_replica_own_op (self->replica, i)->told = TRUE;
}

void
rdm_row_keys_amend (GHashTable *keys, GPtrArray *changes, RdmRows *before, RdmRows *after)
{
  GHashTableIter iter;
  gpointer key;

  for (guint i = changes->len; i > 0; i--)
    {
      const RdmChange *change = changes->pdata[i - 1];
      g_autofree char *its_key = rdm_row_key_new (change->kind, change->id);

      if (g_hash_table_contains (keys, its_key))
        g_ptr_array_remove_index_fast (changes, i - 1);
    }
  g_hash_table_iter_init (&iter, keys);
  while (g_hash_table_iter_next (&iter, &key, NULL))
    {
      RdmChange *change =
          change_new (key, rdm_row_key_get (before, key), rdm_row_key_get (after, key));

      if (change)
        g_ptr_array_add (changes, change);
    }
}

/* What its author did since then runs again on top. */
static void
add_later_ops (RdmSettling *self, RdmReplica *replica)
{
  RdmReplica *settled = self->replica;
  g_autoptr (GHashTable) keys = rdm_row_keys_new ();

  for (guint i = self->ops->len; i < replica->ops->len; i++)
    g_ptr_array_add (settled->ops, rdm_replica_op_ref (replica->ops->pdata[i]));
  if (settled->ops->len == self->ops->len)
    return;
  run_again (settled, self->ops->len, NULL);
  rdm_row_keys_add_all (keys, replica->touched);
  rdm_row_keys_add_all (keys, settled->touched);
  rdm_row_keys_amend (keys, self->changes, replica->view, settled->view);
}

GPtrArray *
rdm_settling_finish (RdmSettling *self, RdmReplica *replica)
{
  RdmReplica before = *replica;
  RdmReplica *settled = self->replica;
  GHashTableIter iter;
  gpointer key;

  for (guint i = 0; i < self->ops->len; i++)
    if (self->ops->pdata[i] != replica->ops->pdata[i])
      merge_op (self, i, replica->ops->pdata[i]);
  add_later_ops (self, replica);
  g_hash_table_iter_init (&iter, replica->unsaved_ops);
  while (g_hash_table_iter_next (&iter, &key, NULL))
    g_hash_table_add (settled->unsaved_ops, key);
  rdm_replica_look_again (settled);
  *replica = *settled;
  *settled = before;
  return g_ptr_array_ref (self->changes);
}
