/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What can be done about an exception: each answer with its price, from now on, and ready to apply:
 * one command that does all of it or nothing, and notes the exception as solved. Nothing is applied
 * by itself.
 */
#pragma once

#include "rdm-alert.h"
#include "rdm-repair.h"

G_BEGIN_DECLS

typedef enum
{
  RDM_ANSWER_MOVE,         /* other vehicles take stops */
  RDM_ANSWER_SWAP,         /* another order of stops */
  RDM_ANSWER_RESEQUENCE,   /* all routes anew from where everybody is */
  RDM_ANSWER_SPARE,        /* a vehicle that has nothing to do takes stops */
  RDM_ANSWER_HAND_OVER,    /* one vehicle takes everything over */
  RDM_ANSWER_SPREAD,       /* several do */
  RDM_ANSWER_RETRY_TODAY,  /* it is tried again later today */
  RDM_ANSWER_TOMORROW,     /* it goes to the next day */
  RDM_ANSWER_CARRIER,      /* somebody else's van brings it */
  RDM_ANSWER_PICKUP_POINT, /* the recipient fetches it */
  RDM_ANSWER_DEPOT,        /* it comes back */
  RDM_ANSWER_CALL,         /* somebody is called */
  RDM_ANSWER_REPORT_DOWN,  /* the vehicle is reported as broken down */
  RDM_ANSWER_WAIT,
  RDM_ANSWER_DISMISS,
} RdmAnswerKind;

/**
 * RdmAnswer:
 * @label: "Swap the order of stops"
 * @words: what it comes to: "4.20 CHF more, 12 min less, 3 not late any more; tell LI-03"
 * @command: (nullable): NULL: there is nothing to apply, only to do
 * @uri: (nullable): CALL: "tel:+4232301234"
 * @repair: (nullable): the price in full
 * @cost_minor: more money than if nobody does anything
 * @duty_s: more time
 * @n_broken: stops that will be late, or not come today, and would not be without it
 * @n_saved: stops that are not late any more
 * @worth: minor units: what the answers are in order of; see rdm_worth_of()
 */
typedef struct
{
  RdmAnswerKind kind;
  char *label;
  char *words;
  RdmCommand *command;
  char *uri;
  RdmRepair *repair;
  gint64 cost_minor;
  gint64 duty_s;
  guint n_broken;
  guint n_saved;
  gint64 worth;
} RdmAnswer;

void rdm_answer_free (RdmAnswer *self);

/** RdmQuestion: what to do about an alert, with all that an answer needs: it may go to another
 * thread. */
typedef struct _RdmQuestion RdmQuestion;

/**
 * rdm_question_new:
 * @who: who asks, for the exception's notes
 *
 * Returns: (transfer full)
 */
RdmQuestion *rdm_question_new (RdmLiveDay *day,
                               const RdmAlert *alert,
                               const char *who) G_GNUC_WARN_UNUSED_RESULT;
void rdm_question_free (RdmQuestion *self);

/** rdm_question_set_iterations: searches by so many steps each, not by time: the same question has
 * the same answers then, on any machine. */
void rdm_question_set_iterations (RdmQuestion *self, guint64 iterations);

/** rdm_question_answer: searches for at most three seconds of the processor. Returns: (transfer
 * full) (element-type RdmAnswer): the best first; never empty, unless it was cancelled. */
GPtrArray *rdm_question_answer (RdmQuestion *self,
                                GCancellable *cancellable) G_GNUC_WARN_UNUSED_RESULT;

/** rdm_question_answer_async: in a thread. @self: (transfer full). */
void rdm_question_answer_async (RdmQuestion *self,
                                GCancellable *cancellable,
                                GAsyncReadyCallback callback,
                                gpointer user_data);

/** rdm_question_answer_finish: Returns: (transfer full) (nullable): NULL with an error. */
GPtrArray *rdm_question_answer_finish (GAsyncResult *result,
                                       GError **error) G_GNUC_WARN_UNUSED_RESULT;

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RdmAnswer, rdm_answer_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (RdmQuestion, rdm_question_free)

G_END_DECLS
