/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A desk's copy of the plan: the rows as the hub last told them (the base), the desk's own commands
 * that the hub has not had a say on, and the rows that follow from both (the view), which is what
 * the dispatcher sees. Knows no network and no file: requests and answers are given and taken as
 * values, and all of its state can be saved at any moment.
 *
 * The model is that of Replicache (doc.replicache.dev): commands run here at once and at the hub in
 * the order that counts; when rows come down, what is still on its way up is run again on top.
 */
#pragma once

#include "rdm-store-sync.h"
#include "rdm-wire-pull.h"

G_BEGIN_DECLS

typedef struct _RdmReplica RdmReplica;

/**
 * RdmReplicaNews: what the hub said of one of the desk's own commands.
 * @n: which
 * @here: what had become of it when it was given
 */
typedef struct
{
  gint64 n;
  RdmCommand *command;
  gint64 at_utc_ms;
  RdmVerdict here;
  RdmOpResult *result;
} RdmReplicaNews;

/** rdm_replica_new: an empty one. @device: as the hub knows it. */
RdmReplica *rdm_replica_new (const char *device) G_GNUC_WARN_UNUSED_RESULT;
void rdm_replica_free (RdmReplica *self);

/**
 * rdm_replica_new_saved: as it was when its records were written.
 * @record: all that was written, with a state
 * @view: the rows that were written beside
 *
 * Returns: (transfer full): NULL with an RDM_WIRE_ERROR
 */
RdmReplica *rdm_replica_new_saved (const RdmSyncRecord *record,
                                   RdmRows *view,
                                   GError **error) G_GNUC_WARN_UNUSED_RESULT;

/** rdm_replica_take_record: what of it is to be written since this was last asked; its state has
 * the members that a replica knows. Returns: (transfer full). */
RdmSyncRecord *rdm_replica_take_record (RdmReplica *self) G_GNUC_WARN_UNUSED_RESULT;

/** rdm_replica_copy: all of its state as it is now; costs little. */
RdmReplica *rdm_replica_copy (const RdmReplica *self) G_GNUC_WARN_UNUSED_RESULT;

/** rdm_replica_rows: Returns: (transfer none): the view. May be another object after it was
 * settled.
 */
RdmRows *rdm_replica_rows (const RdmReplica *self);

/** rdm_replica_base: Returns: (transfer none): the rows as the hub told them. */
RdmRows *rdm_replica_base (const RdmReplica *self);

/** The version that the base is at; 0 in the beginning. */
gint64 rdm_replica_version (const RdmReplica *self);

/** rdm_replica_epoch: Returns: (nullable): what the version counts in; NULL in the beginning. */
const char *rdm_replica_epoch (const RdmReplica *self);

/** Whether everything is being fetched anew. */
gboolean rdm_replica_is_refetching (const RdmReplica *self);

/** How many commands the hub has not answered. */
guint rdm_replica_n_waiting (const RdmReplica *self);

/** rdm_replica_dup_waiting: Returns: (transfer full) (element-type RdmCommand): those, in their
 * order. */
GPtrArray *rdm_replica_dup_waiting (const RdmReplica *self) G_GNUC_WARN_UNUSED_RESULT;

/** rdm_replica_run: runs a command on the view; if it is applied, it waits to be sent. Returns:
 * (transfer full). */
RdmOutcome *rdm_replica_run (RdmReplica *self,
                             const RdmCommand *command,
                             gint64 now_utc_ms) G_GNUC_WARN_UNUSED_RESULT;

/** rdm_replica_ran: the same for one that was run on the same rows elsewhere. */
void rdm_replica_ran (RdmReplica *self,
                      const RdmCommand *command,
                      const RdmOutcome *outcome,
                      gint64 now_utc_ms);

/** rdm_replica_make_push: the next commands to send, as many as one request takes. Sending the same
 * twice does no harm. Returns: (transfer full) (nullable): NULL when none waits. */
RdmPush *rdm_replica_make_push (const RdmReplica *self) G_GNUC_WARN_UNUSED_RESULT;

/** rdm_replica_take_answer: what the hub made of them. Answers of another epoch, or to what was not
 * asked, are passed over. */
void rdm_replica_take_answer (RdmReplica *self, const RdmPushAnswer *answer);

/** rdm_replica_pull_since: what to ask for next. @epoch: (out) (transfer none) (nullable). */
gint64 rdm_replica_pull_since (const RdmReplica *self, const char **epoch);

/** rdm_replica_stage_page: keeps a page aside; one that does not follow what is here is passed
 * over. Nobody sees half of what happened. Returns: whether it was the last: now it has to be
 * settled. */
gboolean rdm_replica_stage_page (RdmReplica *self, const RdmPage *page);

/** rdm_replica_n_to_settle: Returns: how many rows, answers and commands have to be looked at. */
guint rdm_replica_n_to_settle (const RdmReplica *self);

/** rdm_replica_settle: takes the pages that are kept aside into base and view, all at once.
 * Returns: (transfer full) (element-type RdmChange): how the view changed. */
GPtrArray *rdm_replica_settle (RdmReplica *self) G_GNUC_WARN_UNUSED_RESULT;

/** rdm_replica_take_page: rdm_replica_stage_page(), and settles. @changes: (out) (transfer full)
 * (nullable): NULL when it was not the last. Returns: whether it was. */
gboolean rdm_replica_take_page (RdmReplica *self, const RdmPage *page, GPtrArray **changes);

/** RdmSettling: the same in another thread: on a copy, while the replica goes on as it was. */
typedef struct _RdmSettling RdmSettling;

/** rdm_settling_new: costs little; the pages that are kept aside are in it from now on. */
RdmSettling *rdm_settling_new (RdmReplica *replica) G_GNUC_WARN_UNUSED_RESULT;

/** rdm_settling_free: costs as much as rows do that nobody has any more. */
void rdm_settling_free (RdmSettling *self);

/** rdm_settling_run: in another thread. Returns: (transfer none): the copy as it is then; what else
 * has to be done there may be done on it. */
RdmReplica *rdm_settling_run (RdmSettling *self);

/** rdm_settling_prepare: in another thread, at the end: what is to be written. */
void rdm_settling_prepare (RdmSettling *self);

/** rdm_settling_finish: makes @replica, the one that it was begun with, what has become of the
 * copy, with all that was done or answered meanwhile on top. Returns: (transfer full) (element-type
 * RdmChange): how the view of @replica changes. */
GPtrArray *rdm_settling_finish (RdmSettling *self, RdmReplica *replica) G_GNUC_WARN_UNUSED_RESULT;

/** rdm_replica_refetch: the hub said that what is asked from is no more (RDM_HUB_ERROR_REFETCH):
 * forgets the base, and asks for everything anew. What the new hub has not heard of, is sent again.
 */
void rdm_replica_refetch (RdmReplica *self);

/** rdm_replica_peek_news: Returns: (transfer full) (element-type RdmReplicaNews): what has not been
 * told yet; most of it is that all went as it went here. */
GPtrArray *rdm_replica_peek_news (RdmReplica *self) G_GNUC_WARN_UNUSED_RESULT;

/** rdm_replica_told: the author of the desk's @n-th command knows what the hub made of it. */
void rdm_replica_told (RdmReplica *self, gint64 n);

/** rdm_replica_take_news: both: Returns: (transfer full) (element-type RdmReplicaNews): what has
 * not been told yet, which is told with this. */
GPtrArray *rdm_replica_take_news (RdmReplica *self) G_GNUC_WARN_UNUSED_RESULT;

void rdm_replica_news_free (RdmReplicaNews *news);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RdmReplica, rdm_replica_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (RdmSettling, rdm_settling_free)

G_END_DECLS
