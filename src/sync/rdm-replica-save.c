/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What of a replica is to be written, and a replica from what was.
 *
 * While a plan is fetched for the first time there is nothing to tell apart from the base, so that
 * the rows that have come are written where base rows are, with the epoch and how far it is:
 * "fetching everything, and the hub has never been heard out". Whoever goes on later goes on there.
 */
#include "rdm-replica-private.h"

static char *
print_result (const RdmOpResult *result)
{
  g_autoptr (JsonNode) node = rdm_op_result_to_json (result);

  return rdm_wire_print (node);
}

static RdmSyncOp *
save_op (const RdmReplicaOp *op)
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

/* Whether everything is being fetched for the first time, and there is nothing else to remember. */
static gboolean
is_first_fetching (const RdmReplica *self)
{
  return !self->epoch && self->staged_epoch && self->ops->len == 0;
}

static RdmSyncState *
save_state (const RdmReplica *self)
{
  RdmSyncState *state = g_new0 (RdmSyncState, 1);
  gboolean first = is_first_fetching (self);

  state->device = g_strdup (self->device);
  state->epoch = g_strdup (first ? self->staged_epoch : self->epoch);
  state->version = first ? self->staged_to : self->version;
  state->refetching = first || self->refetching;
  return state;
}

/* The rows that have come since this was last written. */
static void
save_staged (RdmReplica *self, RdmSyncRecord *record)
{
  if (!is_first_fetching (self))
    return;
  for (guint i = self->n_staged_saved; i < self->staged->len; i++)
    {
      const RdmRowState *state = self->staged->pdata[i];

      g_ptr_array_add (record->base, rdm_sync_row_new (state->kind, state->id, state->row));
    }
  self->n_staged_saved = self->staged->len;
}

RdmSyncRecord *
rdm_replica_take_record (RdmReplica *self)
{
  RdmSyncRecord *record =
      self->prepared ? g_steal_pointer (&self->prepared) : rdm_sync_record_new ();
  GHashTableIter iter;
  gpointer key;

  g_clear_pointer (&record->state, rdm_sync_state_free);
  record->state = save_state (self);
  record->replace_base |= self->base_is_new;
  save_staged (self, record);
  g_hash_table_iter_init (&iter, self->base_is_new ? self->touched : self->unsaved_base);
  while (g_hash_table_iter_next (&iter, &key, NULL))
    {
      const char *id;
      RdmRowKind kind = rdm_row_key_parse (key, &id);

      g_ptr_array_add (record->base,
                       rdm_sync_row_new (kind, id, rdm_row_key_get (self->base, key)));
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
  RdmReplicaOp *op = rdm_replica_op_new ();
  g_autoptr (JsonNode) node = NULL;

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

static void
load_staged (RdmReplica *self, const RdmSyncRecord *record)
{
  for (guint i = 0; i < record->base->len; i++)
    {
      const RdmSyncRow *base = record->base->pdata[i];

      /* Which version each is of does not count any more. */
      g_ptr_array_add (self->staged, rdm_row_state_new (base->kind, base->id, 1, base->row));
    }
  self->staged_epoch = g_strdup (record->state->epoch);
  self->staged_to = record->state->version;
  self->n_staged_saved = self->staged->len;
}

static void
load_base (RdmReplica *self, const RdmSyncRecord *record)
{
  for (guint i = 0; i < record->base->len; i++)
    {
      const RdmSyncRow *base = record->base->pdata[i];

      rdm_row_keys_add (self->touched, base->kind, base->id);
      if (base->row)
        rdm_rows_put (self->base, base->row);
      else
        rdm_rows_remove (self->base, base->kind, base->id);
    }
}

RdmReplica *
rdm_replica_new_saved (const RdmSyncRecord *record, RdmRows *view, GError **error)
{
  g_autoptr (RdmReplica) self = rdm_replica_new (record->state->device);

  /* Whoever has not fetched anything has only what it did itself. */
  if (!record->state->epoch && record->ops->len == 0)
    {
      self->base_is_new = record->base->len > 0;
      return g_steal_pointer (&self);
    }
  if (record->state->epoch && record->state->refetching && record->state->contact_utc_ms == 0)
    {
      load_staged (self, record);
      return g_steal_pointer (&self);
    }
  self->epoch = g_strdup (record->state->epoch);
  self->version = record->state->version;
  self->refetching = record->state->refetching;
  g_object_unref (self->base);
  g_object_unref (self->view);
  self->base = rdm_memory_rows_snapshot (RDM_MEMORY_ROWS (view));
  self->view = rdm_memory_rows_snapshot (RDM_MEMORY_ROWS (view));
  load_base (self, record);
  for (guint i = 0; i < record->ops->len; i++)
    if (!load_op (self, record->ops->pdata[i], error))
      return NULL;
  rdm_replica_look_again (self);
  return g_steal_pointer (&self);
}
