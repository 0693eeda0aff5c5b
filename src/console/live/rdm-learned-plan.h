/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The day with visits that take as long as earlier days teach: what would change, before it does.
 */
#pragma once

#include "rdm-desk.h"

G_BEGIN_DECLS

/** RdmLearnedVisit: @why: "7 min 10 s: 12 visits here". */
typedef struct
{
  char *name;
  gint64 before_s;
  gint64 after_s;
  char *why;
} RdmLearnedVisit;

/**
 * RdmLearnedPlan:
 * @command: does it, and is one undo
 * @visits: (element-type RdmLearnedVisit): those that change, the greatest difference first
 * @before, @after: what the routes come to, in the order that they have
 */
typedef struct
{
  RdmCommand *command;
  GPtrArray *visits;
  RdmFigures before;
  RdmFigures after;
} RdmLearnedPlan;

void rdm_learned_plan_free (RdmLearnedPlan *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (RdmLearnedPlan, rdm_learned_plan_free)

/** rdm_learned_plan_find: of the desk's day. @callback: with NULL where nothing would change. */
void rdm_learned_plan_find (RdmDesk *desk,
                            GCancellable *cancellable,
                            GAsyncReadyCallback callback,
                            gpointer user_data);

/** rdm_learned_plan_find_finish: Returns: (transfer full) (nullable): NULL without an error:
 * nothing would change. */
RdmLearnedPlan *rdm_learned_plan_find_finish (GAsyncResult *result,
                                              GError **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
