/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What the files of answers share.
 */
#pragma once

#include "rdm-answer.h"

G_BEGIN_DECLS

/** In its thread, while it is answered: @answers (element-type RdmAnswer). */
struct _RdmQuestion
{
  RdmRest *rest; /* as it is */
  RdmAlert *alert;
  char *who;
  RdmSettings *settings;
  guint64 iterations;   /* of each search; 0: by the processor's time */
  gint64 attempt_minor; /* what a visit costs, in the mean of the day */
  GCancellable *cancellable;
  GPtrArray *answers;
};

/** rdm_question_options: for a search of at most @cpu_s. @routes: (nullable): borrowed. */
RdmRepairOptions
rdm_question_options (const RdmQuestion *self, const char *const *routes, double cpu_s);

/** rdm_question_rows: Returns: (transfer none): of the whole day. */
RdmRows *rdm_question_rows (const RdmQuestion *self);

/** rdm_question_get_route: Returns: (transfer full) (nullable): the alert's. */
RdmRoute *rdm_question_get_route (const RdmQuestion *self);

/** rdm_question_worst_stop: Returns: (transfer none) (nullable): the stop that the alert is about;
 * of several late ones the one that is most at risk. */
const char *rdm_question_worst_stop (const RdmQuestion *self);

/** rdm_question_route_name: Returns: (transfer full). */
char *rdm_question_route_name (const RdmQuestion *self, const char *route);

/** rdm_question_add: Returns: (transfer none): an answer with nothing but its kind and @label
 * (transfer full). */
RdmAnswer *rdm_question_add (RdmQuestion *self, RdmAnswerKind kind, char *label);

/**
 * rdm_question_add_repair: an answer that is a repair, unless it changes nothing.
 * @label: (transfer full)
 * @repair: (transfer full) (nullable)
 *
 * Returns: (transfer none) (nullable)
 */
RdmAnswer *
rdm_question_add_repair (RdmQuestion *self, RdmAnswerKind kind, char *label, RdmRepair *repair);

/** rdm_question_describe: says what the answer comes to. */
void rdm_question_describe (const RdmQuestion *self, RdmAnswer *answer);

/** rdm_question_solve: the answer's command is @command (transfer full) (nullable), and the
 * exception solved by it. */
void rdm_question_solve (RdmQuestion *self, RdmAnswer *answer, RdmCommand *command);

/** rdm_question_open_stops: Returns: (transfer container) (element-type utf8): those of @route that
 * still lie ahead. */
GPtrArray *rdm_question_open_stops (const RdmQuestion *self,
                                    const char *route) G_GNUC_WARN_UNUSED_RESULT;

/** rdm_question_needs_cold: whether the goods of @stop need a vehicle that is "chilled". */
gboolean rdm_question_needs_cold (const RdmQuestion *self, const char *stop);

/** rdm_question_goods: where the goods of what @route has could be fetched now: where its vehicle
 * is, or the depot, while it has not set out. */
RdmGoods rdm_question_goods (const RdmQuestion *self, const char *route, const char *name);

/** rdm_question_spares: Returns: (transfer container) (element-type utf8): routes that have nothing
 * to do, and whose hours are not over. */
GPtrArray *rdm_question_spares (const RdmQuestion *self) G_GNUC_WARN_UNUSED_RESULT;

/** rdm_question_stake: Returns: minor units: what is lost when @n stops are not served at all. */
gint64 rdm_question_stake (const RdmQuestion *self, guint n);

/** rdm_question_with_partners: Returns: (transfer full) (element-type utf8): @stops (element-type
 * utf8), and the other open halves of their shipments. */
GPtrArray *rdm_question_with_partners (const RdmQuestion *self,
                                       GPtrArray *stops) G_GNUC_WARN_UNUSED_RESULT;

/** rdm_question_offer: offers those of @stops that may go; deliveries from @goods. Returns: how
 * many.
 */
guint rdm_question_offer (const RdmQuestion *self,
                          RdmRest *rest,
                          GPtrArray *stops,
                          const RdmGoods *goods);

/**
 * rdm_answer_later: @stops (element-type utf8) go to the next day on which somebody works, or wait
 * for a carrier.
 * @before: what their price is compared with
 */
void rdm_answer_later (RdmQuestion *self, RdmRest *before, GPtrArray *stops);

/** rdm_answer_retry_tomorrow: @stops (element-type utf8) failed, and are tried again then. */
void rdm_answer_retry_tomorrow (RdmQuestion *self, GPtrArray *stops);

void rdm_answer_call_driver (RdmQuestion *self);
void rdm_answer_call_recipient (RdmQuestion *self, const char *stop);
void rdm_answer_wait (RdmQuestion *self);
void rdm_answer_dismiss (RdmQuestion *self);

/** rdm_answer_route: what can be done for a route that will be late. @stops: (element-type utf8):
 * whom it is late for. */
void rdm_answer_route (RdmQuestion *self, GPtrArray *stops);

/** rdm_answer_failed: what can be done about a visit that did not succeed. */
void rdm_answer_failed (RdmQuestion *self);

/** rdm_answer_new_order: who can take an order that nobody has. */
void rdm_answer_new_order (RdmQuestion *self);

G_END_DECLS
