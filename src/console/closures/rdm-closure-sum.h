/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What of the routes of a day changes when roads do; and what all that is closed on it comes to.
 */
#pragma once

#include "rdm-desk.h"

G_BEGIN_DECLS

/** RdmClosureSum: of routes, or what they have more than before. */
typedef struct
{
  gint64 drive_s;
  gint64 distance_m;
  int n_late;
  int n_shut; /* stops to which no road leads */
} RdmClosureSum;

RdmClosureSum rdm_closure_sum_of (const RdmSchedule *schedule);

/** rdm_closure_sum_describe: Returns: (transfer full) (nullable): "+14 min driving · +6.2 km · 3
 * more stops late", NULL: no more and no less. */
char *rdm_closure_sum_describe (const RdmClosureSum *self) G_GNUC_WARN_UNUSED_RESULT;

/**
 * rdm_closure_sum_ask: works out in a thread what the routes of the desk's day have more than they
 * would have if all roads were open. @callback asks rdm_closure_sum_answer().
 */
void rdm_closure_sum_ask (RdmDesk *desk,
                          GCancellable *cancellable,
                          GAsyncReadyCallback callback,
                          gpointer user_data);

/** rdm_closure_sum_answer: Returns: FALSE when it was cancelled. */
gboolean rdm_closure_sum_answer (RdmDesk *desk, GAsyncResult *result, RdmClosureSum *sum);

G_END_DECLS
