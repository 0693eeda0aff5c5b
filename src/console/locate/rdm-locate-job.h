/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Looking up the addresses of orders that are in the plan already.
 */
#pragma once

#include "rdm-desk.h"
#include "rdm-locator.h"

G_BEGIN_DECLS

/** RdmLocateProgress: called in the main thread; @fraction 0 to 1. */
typedef void (*RdmLocateProgress) (double fraction, gpointer user_data);

/**
 * rdm_locate_job_run:
 * @orders: (element-type RdmOrder): of the plan; their places are looked up in a worker
 * @progress: (nullable): not called any more when the job has ended
 */
void rdm_locate_job_run (RdmDesk *desk,
                         RdmLocator *locator,
                         GPtrArray *orders,
                         RdmLocateProgress progress,
                         gpointer progress_data,
                         GCancellable *cancellable,
                         GAsyncReadyCallback callback,
                         gpointer user_data);

/** rdm_locate_job_finish: changes the plan by one command, which can be undone; what has another
 * address by now stays as it is. @n_found: (out): orders that have a place now. Returns: FALSE with
 * an error, and nothing changed. */
gboolean
rdm_locate_job_finish (RdmDesk *desk, GAsyncResult *result, guint *n_found, GError **error);

G_END_DECLS
