/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What the kinds of command share while they run. Each writes to the draft, and answers with the
 * command that takes it back; or refuses, and then nobody looks at the draft again.
 */
#pragma once

#include "rdm-command-private.h"
#include "rdm-draft.h"
#include "rdm-run.h"

G_BEGIN_DECLS

typedef struct
{
  RdmDraft *draft;
  RdmRows *rows; /* the draft, as rows */
  RdmOutcome *outcome;
} RdmRun;

/** rdm_run_refuse: @detail: (transfer full) (nullable). Returns: FALSE. */
gboolean rdm_run_refuse (
    RdmRun *run, RdmVerdict verdict, RdmReason reason, const char *subject, char *detail);

/** rdm_run_note: says something about a command that is applied; what needs review outranks what
 * does not. */
void rdm_run_note (
    RdmRun *run, RdmVerdict verdict, RdmReason reason, const char *subject, const char *detail);

/** rdm_run_inverse_new: a command to take @command back with. */
RdmCommand *rdm_run_inverse_new (RdmCommandKind kind,
                                 const RdmCommand *command) G_GNUC_WARN_UNUSED_RESULT;

/** rdm_run_command: Returns: FALSE when it is refused. @inverse: (out) (nullable): NULL where
 * nothing changed. */
gboolean rdm_run_command (RdmRun *run, const RdmCommand *command, RdmCommand **inverse);

gboolean rdm_run_add (RdmRun *run, const RdmCommand *command, RdmCommand **inverse);
gboolean rdm_run_edit (RdmRun *run, const RdmCommand *command, RdmCommand **inverse);
gboolean rdm_run_remove (RdmRun *run, const RdmCommand *command, RdmCommand **inverse);
gboolean rdm_run_assign (RdmRun *run, const RdmCommand *command, RdmCommand **inverse);
gboolean rdm_run_sequence (RdmRun *run, const RdmCommand *command, RdmCommand **inverse);

gboolean rdm_run_send (RdmRun *run, const RdmCommand *command, RdmCommand **inverse);
gboolean rdm_run_recall (RdmRun *run, const RdmCommand *command, RdmCommand **inverse);
gboolean rdm_run_acknowledge (RdmRun *run, const RdmCommand *command);
gboolean rdm_run_report (RdmRun *run, const RdmCommand *command, RdmCommand **inverse);
gboolean rdm_run_retry (RdmRun *run, const RdmCommand *command, RdmCommand **inverse);

/** rdm_run_review: notes the rules that routes break in the draft and did not break in @before. */
void rdm_run_review (RdmRun *run, RdmRows *before, GPtrArray *changes);

/** rdm_run_has_stop: whether an order of @order_kind has a stop of @role. */
gboolean rdm_run_has_stop (int order_kind, RdmStopRole role);

/** rdm_run_order_stops: Returns: (transfer full) (element-type RdmStop): the stops of the order in
 * the draft. */
GPtrArray *rdm_run_order_stops (RdmRun *run, const RdmOrder *order) G_GNUC_WARN_UNUSED_RESULT;

/** rdm_run_partner: Returns: (transfer full) (nullable): the id of a shipment's other stop; NULL
 * for other kinds. */
char *rdm_run_partner (RdmRun *run, const RdmStop *stop) G_GNUC_WARN_UNUSED_RESULT;

/** rdm_run_check_references: refuses a row that refers to what is not there, and a closure for
 * which a day has no room. */
gboolean rdm_run_check_references (RdmRun *run, const RdmRow *row);

/** rdm_run_set_stops: gives @route another list in the draft. */
void rdm_run_set_stops (RdmRun *run, const RdmRoute *route, const char *const *stops);

/** rdm_run_without: Returns: (transfer container): @route's stops that are not in @moving, borrowed
 * from it. */
GPtrArray *rdm_run_without (const RdmRoute *route, GHashTable *moving) G_GNUC_WARN_UNUSED_RESULT;

/** rdm_run_add_runs: one exact assignment for each unbroken run of @moving stops on each route as
 * it was in
 *  @before, into @batch, with the stops seen on @seen_on. */
void rdm_run_add_runs (RdmCommand *batch,
                       const RdmCommand *command,
                       GPtrArray *before,
                       GHashTable *moving,
                       const char *seen_on);

G_END_DECLS
