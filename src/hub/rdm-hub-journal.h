/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The hub's journal: every operation with its answer, each hashed together with the one before, so
 * that nobody changes what has happened without being found out.
 */
#pragma once

#include "rdm-sql.h"

G_BEGIN_DECLS

/** RdmHubRecord: a row of the journal; texts are borrowed. */
typedef struct
{
  gint64 seq;
  const char *id;
  const char *device;
  gint64 n;
  const char *actor;
  gint64 at_utc_ms;
  gint64 received_utc_ms;
  gint64 seen;
  const char *body;
  const char *result;
} RdmHubRecord;

/** What comes before the first. */
#define RDM_HUB_LOG_START "0000000000000000000000000000000000000000000000000000000000000000"

/** rdm_hub_op_hash: Returns: (transfer full): SHA-256 in hex, over @previous and every member, each
 * with its length, so that no two journals have the same bytes. */
char *rdm_hub_op_hash (const char *previous, const RdmHubRecord *op) G_GNUC_WARN_UNUSED_RESULT;

gboolean rdm_hub_journal_add (
    RdmSql *sql, const char *fleet, const RdmHubRecord *op, const char *hash, GError **error);

/**
 * rdm_hub_journal_verify: reads the whole journal of a fleet and works out every hash anew.
 * @n_ops: (out): how many there are
 *
 * Returns: FALSE with an error; *@damage is (transfer full): a sentence that names the first
 *   operation that is not as it was written, or NULL when all are
 */
gboolean rdm_hub_journal_verify (
    RdmSql *sql, const char *fleet, guint64 *n_ops, char **damage, GError **error);

G_END_DECLS
