/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What the replica's files share.
 */
#pragma once

#include "rdm-replica.h"

G_BEGIN_DECLS

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
} RdmReplicaOp;

struct _RdmReplica
{
  char *device;
  char *epoch;
  gint64 version;
  RdmRows *base;
  RdmRows *view;
  GPtrArray *ops;      /* (element-type RdmReplicaOp): all that it ever gave, by number */
  guint n_done;        /* so many at the front are answered, told, and in the base if at all */
  GHashTable *touched; /* (element-type utf8): rows in which view and base differ, "kind id" */

  /* What has not been written: see rdm_replica_take_record(). */
  RdmSyncRecord *prepared; /* NULL; else what was put together in another thread */
  gboolean base_is_new;
  GHashTable *unsaved_base; /* (element-type utf8): of touched */
  GHashTable *unsaved_ops;  /* (element-type int): places in ops */
  guint n_staged_saved;     /* of staged */

  /* Pages that came, until the last. */
  char *staged_epoch;
  gint64 staged_to;
  GPtrArray *staged;         /* (element-type RdmRowState) */
  GPtrArray *staged_results; /* (element-type RdmOpResult) */
  gboolean refetching;
};

RdmReplicaOp *rdm_replica_op_new (void) G_GNUC_WARN_UNUSED_RESULT;
RdmReplicaOp *rdm_replica_op_ref (RdmReplicaOp *op) G_GNUC_WARN_UNUSED_RESULT;
void rdm_replica_op_unref (gpointer op);

/** rdm_replica_own_op: the op at @i, to be written to. */
RdmReplicaOp *rdm_replica_own_op (RdmReplica *self, guint i);

/** rdm_replica_op_is_refused: whether the hub did not do it. */
gboolean rdm_replica_op_is_refused (const RdmReplicaOp *op);

/** rdm_replica_take_result: of one command; passed over where it is no answer to it. */
void rdm_replica_take_result (RdmReplica *self, const RdmOpResult *result);

/** rdm_replica_look_again: what of the commands is done for ever. */
void rdm_replica_look_again (RdmReplica *self);

/** rdm_replica_keep: puts what a command did into the view. @was: (nullable): a row that is not in
 * there yet goes there as it was. */
void rdm_replica_keep (RdmReplica *self, const RdmOutcome *outcome, GHashTable *was);

/* Sets of rows, "kind id". */
char *rdm_row_key_new (RdmRowKind kind, const char *id) G_GNUC_WARN_UNUSED_RESULT;
GHashTable *rdm_row_keys_new (void) G_GNUC_WARN_UNUSED_RESULT;
/* Returns: whether it was not in there before. */
gboolean rdm_row_keys_add (GHashTable *keys, RdmRowKind kind, const char *id);
void rdm_row_keys_add_all (GHashTable *keys, GHashTable *more);
RdmRowKind rdm_row_key_parse (const char *key, const char **id);
RdmRow *rdm_row_key_get (RdmRows *rows, const char *key);
void rdm_row_keys_add_changes (GHashTable *keys, GPtrArray *changes);
/* Makes of @changes, which lead from @before to @after but for the rows in @keys, those that do for
 * all. */
void rdm_row_keys_amend (GHashTable *keys, GPtrArray *changes, RdmRows *before, RdmRows *after);

/** rdm_replica_clear_staged: forgets the pages that came. */
void rdm_replica_clear_staged (RdmReplica *self);

G_END_DECLS
