/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Commands on their way up, and what became of them.
 */
#pragma once

#include "rdm-run.h"
#include "rdm-wire.h"

G_BEGIN_DECLS

/**
 * RdmPushOp: a command on its way.
 * @n: counts a device's commands, without a gap
 * @seen: the version of the plan that its author looked at
 * @at_utc_ms: by the clock of the author's desk
 */
typedef struct
{
  gint64 n;
  gint64 seen;
  gint64 at_utc_ms;
  RdmCommand *command;
} RdmPushOp;

/** RdmPush: a request; @ops (element-type RdmPushOp) in the order of @n. */
typedef struct
{
  char *device;
  GPtrArray *ops;
} RdmPush;

/**
 * RdmOpResult: what became of a command; the same words whenever one asks. Counts its references,
 * and is not written to once it has been handed on.
 * @seq: its place in the one order of all
 * @subject: the row that the reason is about; NULL for none
 * @their_actor, @their_at_utc_ms: in a conflict, who was first, and when; NULL and 0 where that is
 *   not known
 */
typedef struct
{
  char *id;
  gint64 n;
  gint64 seq;
  RdmVerdict verdict;
  RdmReason reason;
  char *subject;
  char *detail;
  char *their_actor;
  gint64 their_at_utc_ms;
} RdmOpResult;

/** RdmPushAnswer: @results (element-type RdmOpResult), one an op of the request, in its order. */
typedef struct
{
  char *epoch;
  gint64 seq;
  gint64 server_utc_ms;
  GPtrArray *results;
} RdmPushAnswer;

RdmPush *rdm_push_new (const char *device) G_GNUC_WARN_UNUSED_RESULT;

/** rdm_push_add: @command: takes a reference. */
void
rdm_push_add (RdmPush *self, gint64 n, gint64 seen, gint64 at_utc_ms, const RdmCommand *command);
void rdm_push_free (RdmPush *self);
JsonNode *rdm_push_to_json (const RdmPush *self) G_GNUC_WARN_UNUSED_RESULT;

/** rdm_push_print: the same as text, without those at the end that would make it longer than
 * @max_bytes; the first is always in it. Returns: (transfer full). */
char *rdm_push_print (const RdmPush *self, gsize max_bytes) G_GNUC_WARN_UNUSED_RESULT;

/** rdm_push_from_json: Returns: (transfer full): NULL with an RDM_WIRE_ERROR or RDM_DOMAIN_ERROR.
 */
RdmPush *rdm_push_from_json (JsonNode *node, GError **error) G_GNUC_WARN_UNUSED_RESULT;

RdmOpResult *rdm_op_result_new (void) G_GNUC_WARN_UNUSED_RESULT;
RdmOpResult *rdm_op_result_ref (const RdmOpResult *self) G_GNUC_WARN_UNUSED_RESULT;
void rdm_op_result_unref (RdmOpResult *self);
JsonNode *rdm_op_result_to_json (const RdmOpResult *self) G_GNUC_WARN_UNUSED_RESULT;
RdmOpResult *rdm_op_result_from_json (JsonObject *object, GError **error) G_GNUC_WARN_UNUSED_RESULT;

RdmPushAnswer *
rdm_push_answer_new (const char *epoch, gint64 seq, gint64 server_utc_ms) G_GNUC_WARN_UNUSED_RESULT;
void rdm_push_answer_free (RdmPushAnswer *self);
JsonNode *rdm_push_answer_to_json (const RdmPushAnswer *self) G_GNUC_WARN_UNUSED_RESULT;
RdmPushAnswer *rdm_push_answer_from_json (JsonNode *node, GError **error) G_GNUC_WARN_UNUSED_RESULT;

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RdmPush, rdm_push_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (RdmOpResult, rdm_op_result_unref)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (RdmPushAnswer, rdm_push_answer_free)

G_END_DECLS
