/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Pages of what a hub gives desks besides rows: positions, in the order that they came in, and its
 * journal.
 */
#pragma once

#include "rdm-command.h"
#include "rdm-position.h"
#include "rdm-wire.h"

G_BEGIN_DECLS

/** RdmFeedPosition: @who: what the plan knows the source as. */
typedef struct
{
  char *who;
  RdmPosition position;
} RdmFeedPosition;

/**
 * RdmFeedPage:
 * @epoch: the one that @to counts in
 * @to: where the next page goes on; @head: the last that there is
 * @complete: whether that is all there is
 * @now_ms: by the hub's clock, UTC; @speed: how fast that goes in a rehearsal; 0: it is none
 * @positions: (element-type RdmFeedPosition)
 */
typedef struct
{
  char *epoch;
  gint64 to;
  gint64 head;
  gboolean complete;
  gint64 now_ms;
  double speed;
  GPtrArray *positions;
} RdmFeedPage;

/** rdm_feed_page_from_json: Returns: (transfer full): NULL with an RDM_WIRE_ERROR. A position that
 * makes no sense is left out: they are lossy. */
RdmFeedPage *rdm_feed_page_from_json (JsonNode *node, GError **error) G_GNUC_WARN_UNUSED_RESULT;
void rdm_feed_page_free (RdmFeedPage *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (RdmFeedPage, rdm_feed_page_free)

/** RdmJournalOp: @at_ms: when it came to count, by the hub's clock, UTC. */
typedef struct
{
  gint64 seq;
  gint64 at_ms;
  char *actor;
  RdmCommand *command;
} RdmJournalOp;

/** rdm_journal_op_free: @data: an RdmJournalOp. */
void rdm_journal_op_free (gpointer data);

/** RdmJournalPage: @to, @head: as in RdmFeedPage; @ops: (element-type RdmJournalOp): what was
 * applied, oldest first. */
typedef struct
{
  char *epoch;
  gint64 to;
  gint64 head;
  GPtrArray *ops;
} RdmJournalPage;

/** rdm_journal_page_from_json: Returns: (transfer full): NULL with an RDM_WIRE_ERROR: also where
 * one of the commands is of a newer program. */
RdmJournalPage *rdm_journal_page_from_json (JsonNode *node,
                                            GError **error) G_GNUC_WARN_UNUSED_RESULT;
void rdm_journal_page_free (RdmJournalPage *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (RdmJournalPage, rdm_journal_page_free)

G_END_DECLS
