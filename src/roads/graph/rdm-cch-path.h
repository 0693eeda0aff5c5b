/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The shortest way from one place to another, node by node.
 */
#pragma once

#include "rdm-cch-sweep.h"

G_BEGIN_DECLS

/** RdmCchPaths: room for searches one after the other; of one thread. */
typedef struct _RdmCchPaths RdmCchPaths;

/** rdm_cch_paths_new: borrows both. Returns: (transfer full). */
RdmCchPaths *rdm_cch_paths_new (const RdmCch *cch,
                                const RdmCchMetric *metric) G_GNUC_WARN_UNUSED_RESULT;
void rdm_cch_paths_free (RdmCchPaths *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (RdmCchPaths, rdm_cch_paths_free)

/**
 * rdm_cch_paths_find:
 * @from: (array) n_from: places to begin at
 * @to: (array) n_to: places to end at: @weight is what is left to pay there
 * @nodes: (optional) (element-type guint32): ranks are appended in their order, those of the seeds
 *   included
 *
 * Returns: weight of the way, both ends included; RDM_CCH_NO_WAY: there is none
 */
double rdm_cch_paths_find (RdmCchPaths *self,
                           const RdmCchSeed *from,
                           guint32 n_from,
                           const RdmCchSeed *to,
                           guint32 n_to,
                           GArray *nodes);

G_END_DECLS
