/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A made-up day with somebody who watches it: its plan, the live day, and what wants looking at.
 */
#pragma once

#include "rdm-alert.h"

G_BEGIN_DECLS

typedef struct
{
  RdmRows *rows;
  RdmDayPlan *plan;
  RdmLiveDay *day;
  RdmAlerts *alerts;
} Watched;

/** watched_new: @rows: (transfer full): of WORLD_DATE. */
Watched *watched_new (RdmRows *rows, gint32 now_s) G_GNUC_WARN_UNUSED_RESULT;
void watched_free (Watched *self);

/** watched_outcome: takes @command; everybody is told. Returns: (transfer full). */
RdmOutcome *watched_outcome (Watched *self, RdmCommand *command) G_GNUC_WARN_UNUSED_RESULT;

/** watched_run: the same, for who does not ask what came of it. */
void watched_run (Watched *self, RdmCommand *command);

void watched_go_to (Watched *self, gint32 now_s);

/** watched_find: Returns: (transfer none) (nullable). */
const RdmAlert *watched_find (Watched *self, RdmExceptionKind kind, const char *subject);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Watched, watched_free)

G_END_DECLS
