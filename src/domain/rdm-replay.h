/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The rows as they were at any moment, from the commands that made them. Rules are the same for
 * ever, so what was done once is done again in the same way.
 */
#pragma once

#include "rdm-run.h"

G_BEGIN_DECLS

typedef struct _RdmReplay RdmReplay;

/** rdm_replay_new: Returns: (transfer full): a plan without rows, to which nothing has happened. */
RdmReplay *rdm_replay_new (void) G_GNUC_WARN_UNUSED_RESULT;
void rdm_replay_free (RdmReplay *self);

/**
 * rdm_replay_add: what happened next.
 * @at_ms: UTC; clocks that went back are taken as standing still
 *
 * Returns: whether it could be done again; if not, the commands before it are not all there, and it
 * is left out.
 */
gboolean rdm_replay_add (RdmReplay *self, const RdmCommand *command, gint64 at_ms);

/** rdm_replay_get_n: Returns: how many things happened. */
guint rdm_replay_get_n (const RdmReplay *self);

/** rdm_replay_get_at_ms: Returns: when the @n-th of them happened, from 1; UTC. */
gint64 rdm_replay_get_at_ms (const RdmReplay *self, guint n);

/** rdm_replay_find: Returns: how many had happened by @at_ms, which included. */
guint rdm_replay_find (const RdmReplay *self, gint64 at_ms);

/** rdm_replay_get_rows: Returns: (transfer full): the rows after the first @n; the caller's own.
 * Takes as long as the commands since the last snapshot, some dozens at most. */
RdmRows *rdm_replay_get_rows (const RdmReplay *self, guint n) G_GNUC_WARN_UNUSED_RESULT;

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RdmReplay, rdm_replay_free)

/** rdm_rows_differences: Returns: (transfer full) (element-type RdmChange): what makes @to of
 * @from. */
GPtrArray *rdm_rows_differences (RdmRows *from, RdmRows *to) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
