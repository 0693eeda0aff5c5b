/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rdm-store-sync.h"

#include <glib/gi18n-lib.h>

#include "rdm-json.h"
#include "rdm-store-private.h"

/* Our own writing, as in the journal. */
static const RdmJsonLimits limits = { .max_bytes = 1 << 30,
                                      .max_depth = 64,
                                      .max_values = 100 * 1000 * 1000 };

RdmSyncState *
rdm_sync_state_copy (const RdmSyncState *self)
{
  RdmSyncState *copy = g_memdup2 (self, sizeof *self);

  copy->address = g_strdup (self->address);
  copy->fleet = g_strdup (self->fleet);
  copy->person = g_strdup (self->person);
  copy->role = g_strdup (self->role);
  copy->device = g_strdup (self->device);
  copy->epoch = g_strdup (self->epoch);
  return copy;
}

void
rdm_sync_state_free (RdmSyncState *self)
{
  g_free (self->address);
  g_free (self->fleet);
  g_free (self->person);
  g_free (self->role);
  g_free (self->device);
  g_free (self->epoch);
  g_free (self);
}

void
rdm_sync_op_free (RdmSyncOp *self)
{
  g_free (self->result);
  g_clear_pointer (&self->command, rdm_command_unref);
  g_free (self);
}

RdmSyncRow *
rdm_sync_row_new (RdmRowKind kind, const char *id, gconstpointer row)
{
  RdmSyncRow *self = g_new0 (RdmSyncRow, 1);

  *self = (RdmSyncRow){ kind, g_strdup (id), row ? rdm_row_ref (row) : NULL };
  return self;
}

void
rdm_sync_row_free (RdmSyncRow *self)
{
  g_free (self->id);
  g_clear_pointer (&self->row, rdm_row_unref);
  g_free (self);
}

RdmSyncRecord *
rdm_sync_record_new (void)
{
  RdmSyncRecord *self = g_new0 (RdmSyncRecord, 1);

  self->base = g_ptr_array_new_with_free_func ((GDestroyNotify)rdm_sync_row_free);
  self->ops = g_ptr_array_new_with_free_func ((GDestroyNotify)rdm_sync_op_free);
  return self;
}

void
rdm_sync_record_free (RdmSyncRecord *self)
{
  g_clear_pointer (&self->state, rdm_sync_state_free);
  g_ptr_array_unref (self->base);
  g_ptr_array_unref (self->ops);
  g_free (self);
}

/* Writing */

static gboolean
run (RdmStore *self, RdmStmt which, GError **error)
{
  g_autoptr (RdmBorrowed) stmt = rdm_store_borrow (self, which, error);

  return stmt && rdm_store_done (self, stmt, error);
}

static gboolean
write_state (RdmStore *self, const RdmSyncState *state, GError **error)
{
  g_autoptr (RdmBorrowed) stmt = rdm_store_borrow (self, RDM_STMT_PUT_HUB, error);

  if (!stmt)
    return FALSE;
  rdm_store_bind_text (stmt, 1, state->address);
  rdm_store_bind_text (stmt, 2, state->fleet);
  rdm_store_bind_text (stmt, 3, state->person);
  rdm_store_bind_text (stmt, 4, state->role);
  rdm_store_bind_text (stmt, 5, state->device);
  rdm_store_bind_text (stmt, 6, state->epoch);
  sqlite3_bind_int64 (stmt, 7, state->version);
  sqlite3_bind_int (stmt, 8, state->refetching ? 1 : 0);
  sqlite3_bind_int64 (stmt, 9, state->contact_utc_ms);
  return rdm_store_done (self, stmt, error);
}

static void
bind_json (RdmBorrowed *stmt, int index, JsonNode *node)
{
  sqlite3_bind_text (stmt, index, json_to_string (node, FALSE), -1, g_free);
  json_node_unref (node);
}

static gboolean
write_base (RdmStore *self, const RdmSyncRow *base, GError **error)
{
  g_autoptr (RdmBorrowed) stmt = rdm_store_borrow (self, RDM_STMT_PUT_BASE, error);

  if (!stmt)
    return FALSE;
  rdm_store_bind_text (stmt, 1, rdm_row_class (base->kind)->name);
  rdm_store_bind_text (stmt, 2, base->id);
  if (base->row)
    bind_json (stmt, 3, rdm_row_to_json (base->row));
  else
    sqlite3_bind_null (stmt, 3);
  return rdm_store_done (self, stmt, error);
}

static gboolean
write_op (RdmStore *self, const RdmSyncOp *op, GError **error)
{
  g_autoptr (RdmBorrowed) stmt = rdm_store_borrow (self, RDM_STMT_PUT_OP, error);

  if (!stmt)
    return FALSE;
  sqlite3_bind_int64 (stmt, 1, op->n);
  sqlite3_bind_int64 (stmt, 2, op->seen);
  sqlite3_bind_int64 (stmt, 3, op->at_utc_ms);
  rdm_store_bind_text (stmt, 4, rdm_verdict_names[op->here]);
  sqlite3_bind_int (stmt, 5, op->told ? 1 : 0);
  rdm_store_bind_text (stmt, 6, op->result);
  bind_json (stmt, 7, rdm_command_to_json (op->command));
  return rdm_store_done (self, stmt, error);
}

gboolean
rdm_store_write_record (RdmStore *self, const RdmSyncRecord *record, GError **error)
{
  if (record->forget
      && (!run (self, RDM_STMT_FORGET_HUB, error) || !run (self, RDM_STMT_FORGET_OPS, error)))
    return FALSE;
  if ((record->forget || record->replace_base) && !run (self, RDM_STMT_FORGET_BASE, error))
    return FALSE;
  if (record->state && !write_state (self, record->state, error))
    return FALSE;
  for (guint i = 0; i < record->base->len; i++)
    if (!write_base (self, record->base->pdata[i], error))
      return FALSE;
  for (guint i = 0; i < record->ops->len; i++)
    if (!write_op (self, record->ops->pdata[i], error))
      return FALSE;
  return TRUE;
}

/* Reading */

static gboolean
fail (RdmStore *self, GError **error)
{
  return rdm_store_fail_as (RDM_STORE_ERROR_DAMAGED, self->path,
                            _ ("what it keeps for the hub makes no sense."), error);
}

static JsonNode *
read_json (RdmBorrowed *stmt, int column)
{
  const char *text = rdm_store_column_text (stmt, column);

  return text ? rdm_json_parse (text, -1, &limits, NULL) : NULL;
}

static gboolean
read_state (RdmStore *self, RdmSyncRecord *record, GError **error)
{
  g_autoptr (RdmBorrowed) stmt = rdm_store_borrow (self, RDM_STMT_HUB, error);
  GError *problem = NULL;
  RdmSyncState *state;

  if (!stmt)
    return FALSE;
  if (!rdm_store_next (self, stmt, &problem))
    {
      if (problem)
        g_propagate_error (error, problem);
      return !problem;
    }
  state = record->state = g_new0 (RdmSyncState, 1);
  state->address = g_strdup (rdm_store_column_text (stmt, 0));
  state->fleet = g_strdup (rdm_store_column_text (stmt, 1));
  state->person = g_strdup (rdm_store_column_text (stmt, 2));
  state->role = g_strdup (rdm_store_column_text (stmt, 3));
  state->device = g_strdup (rdm_store_column_text (stmt, 4));
  state->epoch = g_strdup (rdm_store_column_text (stmt, 5));
  state->version = sqlite3_column_int64 (stmt, 6);
  state->refetching = sqlite3_column_int (stmt, 7) != 0;
  state->contact_utc_ms = sqlite3_column_int64 (stmt, 8);
  return TRUE;
}

static gboolean
read_base (RdmStore *self, RdmSyncRecord *record, GError **error)
{
  g_autoptr (RdmBorrowed) stmt = rdm_store_borrow (self, RDM_STMT_BASE, error);
  GError *problem = NULL;

  if (!stmt)
    return FALSE;
  while (rdm_store_next (self, stmt, &problem))
    {
      int kind = rdm_row_kind_from_name (rdm_store_column_text (stmt, 0));
      const char *id = rdm_store_column_text (stmt, 1);
      gboolean has_body = sqlite3_column_type (stmt, 2) != SQLITE_NULL;
      g_autoptr (JsonNode) node = read_json (stmt, 2);
      g_autoptr (RdmRow) row = node ? rdm_row_from_json (node, NULL) : NULL;

      if (kind < 0 || !id || has_body != (row != NULL)
          || (row && ((int)row->kind != kind || !g_str_equal (row->id, id))))
        return fail (self, error);
      g_ptr_array_add (record->base, rdm_sync_row_new ((RdmRowKind)kind, id, row));
    }
  if (problem)
    g_propagate_error (error, problem);
  return !problem;
}

static int
verdict_of (const char *name)
{
  for (int i = 0; name && rdm_verdict_names[i]; i++)
    if (g_str_equal (rdm_verdict_names[i], name))
      return i;
  return -1;
}

static gboolean
read_ops (RdmStore *self, RdmSyncRecord *record, GError **error)
{
  g_autoptr (RdmBorrowed) stmt = rdm_store_borrow (self, RDM_STMT_OPS, error);
  GError *problem = NULL;

  if (!stmt)
    return FALSE;
  while (rdm_store_next (self, stmt, &problem))
    {
      RdmSyncOp *op = g_new0 (RdmSyncOp, 1);
      int here = verdict_of (rdm_store_column_text (stmt, 3));
      g_autoptr (JsonNode) node = read_json (stmt, 6);

      g_ptr_array_add (record->ops, op);
      op->n = sqlite3_column_int64 (stmt, 0);
      op->seen = sqlite3_column_int64 (stmt, 1);
      op->at_utc_ms = sqlite3_column_int64 (stmt, 2);
      op->here = (RdmVerdict)here;
      op->told = sqlite3_column_int (stmt, 4) != 0;
      op->result = g_strdup (rdm_store_column_text (stmt, 5));
      op->command = node ? rdm_command_from_json (node, NULL) : NULL;
      if (here < 0 || !op->command || op->n != (gint64)record->ops->len)
        return fail (self, error);
    }
  if (problem)
    g_propagate_error (error, problem);
  return !problem;
}

RdmSyncRecord *
rdm_store_read_record (RdmStore *self, GError **error)
{
  g_autoptr (RdmSyncRecord) record = rdm_sync_record_new ();

  if (!read_state (self, record, error) || !read_base (self, record, error)
      || !read_ops (self, record, error))
    return NULL;
  return g_steal_pointer (&record);
}
