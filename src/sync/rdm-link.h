/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A plan file kept in step with its hub: sends what is done here, takes what others did, and says
 * how it stands. Everything happens in the main context; nothing waits for the network.
 */
#pragma once

#include "rdm-invitation.h"
#include "rdm-plan-file.h"
#include "rdm-replica.h"

G_BEGIN_DECLS

#define RDM_TYPE_LINK (rdm_link_get_type ())
G_DECLARE_FINAL_TYPE (RdmLink, rdm_link, RDM, LINK, GObject)

/**
 * RdmLinkStatus:
 * @RDM_LINK_ALONE: the plan is this desk's alone
 * @RDM_LINK_CATCHING_UP: what others did is being fetched
 * @RDM_LINK_IN_STEP: the hub has what is here, and the other way round
 * @RDM_LINK_SENDING: commands are on their way
 * @RDM_LINK_OFFLINE: the hub cannot be reached; it is tried again
 * @RDM_LINK_REFUSED: the hub does not want this desk, or does not understand it: somebody has to do
 *   something
 */
typedef enum
{
  RDM_LINK_ALONE,
  RDM_LINK_CATCHING_UP,
  RDM_LINK_IN_STEP,
  RDM_LINK_SENDING,
  RDM_LINK_OFFLINE,
  RDM_LINK_REFUSED,
} RdmLinkStatus;

/** How long a desk has to be away for its news to come on one sheet. */
#define RDM_LINK_LONG_AWAY_MS (4 * 60 * 60 * G_GINT64_CONSTANT (1000))

/**
 * RdmLink::changed: status, figures or what is to be decided are others.
 * RdmLink::notice: (text: string): something to say quietly.
 * RdmLink::joined: the plan here and the hub's have become one.
 * RdmLink::moved: somebody is elsewhere, see RdmFeed.
 * RdmLink::review: (news: GPtrArray of RdmReplicaNews, since_utc_ms: gint64): what became of
 *   commands that were given while the hub was away for long, and since when it was.
 */

/** rdm_link_new: @file: writable; it is read whether it has a hub. Returns: (transfer full): NULL
 * with an error when what it keeps makes no sense. */
RdmLink *rdm_link_new (RdmPlanFile *file, GError **error) G_GNUC_WARN_UNUSED_RESULT;

/** rdm_link_start: begins to keep it in step, if it has a hub. */
void rdm_link_start (RdmLink *self);

/** rdm_link_stop: for ever; whatever waits is in the file. */
void rdm_link_stop (RdmLink *self);

/**
 * rdm_link_connect_async: becomes a device of the hub that @invitation is from, in place of the one
 * that it may be; then starts. A hub without a plan gets this one; else this desk gets the hub's,
 * and a copy of its own is put beside the file.
 */
void rdm_link_connect_async (RdmLink *self,
                             const RdmInvitation *invitation,
                             GAsyncReadyCallback callback,
                             gpointer user_data);
gboolean rdm_link_connect_finish (RdmLink *self, GAsyncResult *result, GError **error);

/** rdm_link_disconnect: the plan is this desk's alone, as it is here. */
void rdm_link_disconnect (RdmLink *self);

/** rdm_link_try_now: does not wait for the next attempt. */
void rdm_link_try_now (RdmLink *self);

RdmLinkStatus rdm_link_get_status (RdmLink *self);

/** rdm_link_describe: Returns: (transfer full): the status in a sentence. */
char *rdm_link_describe (RdmLink *self) G_GNUC_WARN_UNUSED_RESULT;

/** rdm_link_get_reason: Returns: (nullable): why it is offline or refused, a sentence. */
const char *rdm_link_get_reason (RdmLink *self);

guint rdm_link_get_n_waiting (RdmLink *self);

/** rdm_link_get_state: Returns: (transfer none) (nullable): where the hub is, and who this desk is
 * there; NULL when it is alone. */
const RdmSyncState *rdm_link_get_state (RdmLink *self);

RdmPlanFile *rdm_link_get_file (RdmLink *self);

/**
 * RdmLinkFate: what became of a command, as its author sees it.
 * @RDM_LINK_FATE_AS_HERE: it was done, and is as it was here at once
 * @RDM_LINK_FATE_OTHERWISE: it was done, and is not quite so
 * @RDM_LINK_FATE_NOT_DONE: its author has to decide
 */
typedef enum
{
  RDM_LINK_FATE_AS_HERE,
  RDM_LINK_FATE_OTHERWISE,
  RDM_LINK_FATE_NOT_DONE,
} RdmLinkFate;

RdmLinkFate rdm_link_fate (const RdmReplicaNews *news);

/** rdm_link_describe_news: Returns: (transfer full): what was wanted, and what came of it. */
char *rdm_link_describe_news (RdmLink *self, const RdmReplicaNews *news) G_GNUC_WARN_UNUSED_RESULT;

/** rdm_link_dup_open: Returns: (transfer full) (element-type RdmReplicaNews): what the hub did not
 * do, and its author has not decided on. */
GPtrArray *rdm_link_dup_open (RdmLink *self) G_GNUC_WARN_UNUSED_RESULT;

/** rdm_link_decide: the desk's @n-th command is decided on. */
void rdm_link_decide (RdmLink *self, gint64 n);

/** rdm_link_insist: Returns: (transfer full) (nullable): the command that does what @command
 * wanted, whatever others did meanwhile; NULL where that cannot be. */
RdmCommand *rdm_link_insist (const RdmCommand *command,
                             const RdmOpResult *result) G_GNUC_WARN_UNUSED_RESULT;

/** rdm_link_ask_async: another request to the hub; see rdm_courier_ask_async(). */
void rdm_link_ask_async (RdmLink *self,
                         const char *method,
                         const char *path,
                         JsonNode *body,
                         GAsyncReadyCallback callback,
                         gpointer user_data);
JsonNode *
rdm_link_ask_finish (RdmLink *self, GAsyncResult *result, GError **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
