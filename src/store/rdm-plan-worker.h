/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The thread that owns an open store. What is handed to it while it writes, it writes together next
 * time.
 */
#pragma once

#include "rdm-store.h"

G_BEGIN_DECLS

typedef struct _RdmPlanWorker RdmPlanWorker;

/** RdmWorkerNews: there is something to report. Called in the worker's thread. */
typedef void (*RdmWorkerNews) (gpointer user_data);
typedef void (*RdmWorkerCall) (RdmStore *store, gpointer user_data);

/** rdm_plan_worker_new: @store: (transfer full). */
RdmPlanWorker *rdm_plan_worker_new (RdmStore *store,
                                    RdmWorkerNews news,
                                    gpointer user_data) G_GNUC_WARN_UNUSED_RESULT;

/** rdm_plan_worker_free: writes what there is to write, then closes the store. */
void rdm_plan_worker_free (RdmPlanWorker *self);

/** rdm_plan_worker_write: @entry: (transfer full) (nullable); @changes: never changed from now on;
 * @record: (transfer full) (nullable). */
void rdm_plan_worker_write (RdmPlanWorker *self,
                            RdmJournalEntry *entry,
                            GPtrArray *changes,
                            RdmSyncRecord *record);

/** rdm_plan_worker_call: runs @func with the store after all that was handed over before, and waits
 * for it. */
void rdm_plan_worker_call (RdmPlanWorker *self, RdmWorkerCall func, gpointer user_data);

/** rdm_plan_worker_post: the same, and does not wait. */
void rdm_plan_worker_post (RdmPlanWorker *self, RdmWorkerCall func, gpointer user_data);

/** rdm_plan_worker_report: Returns: how many more writes are on disk, in the order they were
 * handed over. With an error the next one could not be written, and it and all after it are
 * dropped. */
guint rdm_plan_worker_report (RdmPlanWorker *self, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RdmPlanWorker, rdm_plan_worker_free)

G_END_DECLS
