/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Getting ready what is played: drivers of a simulated day, or positions from a file. Either may
 * take a while, and is done in a thread.
 */
#pragma once

#include "rdm-desk.h"
#include "rdm-sim.h"

G_BEGIN_DECLS

/** RdmPlayStart: a day as it was when somebody began to play it. @morning: its rows, which nobody
 * changes; @plan: what its routes came to by the plan; @options: without their @run, which names
 * the journal's commands. */
typedef struct
{
  RdmRows *morning;
  char *date;
  RdmTravel *travel;
  RdmFigures plan;
  RdmSimOptions options;
  char *run;
} RdmPlayStart;

/** rdm_play_start_new: of the desk's day, as it is now. @from_ms: UTC: 0: from its beginning. */
RdmPlayStart *rdm_play_start_new (RdmDesk *desk, gint64 from_ms) G_GNUC_WARN_UNUSED_RESULT;
RdmPlayStart *rdm_play_start_ref (RdmPlayStart *self);
void rdm_play_start_unref (RdmPlayStart *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (RdmPlayStart, rdm_play_start_unref)

/** rdm_play_prepare_sim: the drivers of that day; they are to be given the real rows. */
void rdm_play_prepare_sim (RdmPlayStart *start,
                           GCancellable *cancellable,
                           GAsyncReadyCallback callback,
                           gpointer user_data);

/** rdm_play_prepare_sim_finish: Returns: (transfer full) (nullable): NULL: cancelled. */
RdmSim *rdm_play_prepare_sim_finish (GAsyncResult *result,
                                     GError **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
