/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What the file of a plan that a hub has too keeps besides: where the hub is, how far this desk has
 * got with it, the rows as the hub has them where they differ, and the desk's own commands with
 * their answers. Written in the same transaction as the rows, so that none of it ever disagrees.
 */
#pragma once

#include "rdm-run.h"

G_BEGIN_DECLS

/**
 * RdmSyncState: a connection to a hub.
 * @address: the URL of the hub
 * @fleet, @person, @role: as the hub calls them
 * @device: who this desk is, there
 * @epoch: (nullable): what @version counts in
 * @version: up to which the base has what everybody did
 * @refetching: what was asked from is no more: everything is to be fetched anew
 * @contact_utc_ms: when the hub was last heard; 0: never
 */
typedef struct
{
  char *address;
  char *fleet;
  char *person;
  char *role;
  char *device;
  char *epoch;
  gint64 version;
  gboolean refetching;
  gint64 contact_utc_ms;
} RdmSyncState;

RdmSyncState *rdm_sync_state_copy (const RdmSyncState *self) G_GNUC_WARN_UNUSED_RESULT;
void rdm_sync_state_free (RdmSyncState *self);

/**
 * RdmSyncOp: one of the desk's own commands.
 * @n: counts them, without a gap
 * @seen: the version that its author looked at
 * @here: what had become of it when it was given
 * @told: its author knows what the hub made of it
 * @result: (nullable): the hub's answer, as it came over the wire
 */
typedef struct
{
  gint64 n;
  gint64 seen;
  gint64 at_utc_ms;
  RdmVerdict here;
  gboolean told;
  char *result;
  RdmCommand *command;
} RdmSyncOp;

void rdm_sync_op_free (RdmSyncOp *self);

/** RdmSyncRow: a row as the hub has it; @row is NULL where it has none. */
typedef struct
{
  RdmRowKind kind;
  char *id;
  RdmRow *row;
} RdmSyncRow;

RdmSyncRow *
rdm_sync_row_new (RdmRowKind kind, const char *id, gconstpointer row) G_GNUC_WARN_UNUSED_RESULT;
void rdm_sync_row_free (RdmSyncRow *self);

/**
 * RdmSyncRecord: what is to be written, or what was read.
 * @forget: whatever was there goes first: connected anew, or no more
 * @state: (nullable): NULL: as it is
 * @replace_base: the base rows that were there go first
 * @base: (element-type RdmSyncRow)
 * @ops: (element-type RdmSyncOp): new ones, and those with an answer
 */
typedef struct
{
  gboolean forget;
  RdmSyncState *state;
  gboolean replace_base;
  GPtrArray *base;
  GPtrArray *ops;
} RdmSyncRecord;

RdmSyncRecord *rdm_sync_record_new (void) G_GNUC_WARN_UNUSED_RESULT;
void rdm_sync_record_free (RdmSyncRecord *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RdmSyncState, rdm_sync_state_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (RdmSyncRecord, rdm_sync_record_free)

G_END_DECLS
