/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Weights on a hierarchy: what is left to search when every arc that is no shortest way between its
 * ends has been dropped.
 */
#pragma once

#include "rdm-cch.h"

#include <math.h>

G_BEGIN_DECLS

/** A weight is a whole number from 0 to 2^53, so that sums are exact, or this. */
#define RDM_CCH_NO_WAY ((double)INFINITY)

/** RdmCchHalf: arcs between nodes and nodes of higher rank, of one direction. */
typedef struct
{
  guint32 *first; /* (array) n_nodes + 1 */
  guint32 *high;  /* (array): the higher node of each arc, ascending */
  double *weight; /* (array) */
} RdmCchHalf;

/**
 * RdmCchMetric: never changes; may be read from any number of threads.
 * @up: arcs that lead from the lower node to the higher one
 * @down: arcs that lead from the higher node to the lower one, listed at the lower one
 */
typedef struct
{
  guint32 n_nodes;
  RdmCchHalf up;
  RdmCchHalf down;
} RdmCchMetric;

/**
 * rdm_cch_metric_new: customization, basic and perfect.
 * @weights: (array) n_input_arcs
 *
 * Returns: (transfer full): never NULL
 */
RdmCchMetric *rdm_cch_metric_new (const RdmCch *cch,
                                  const double *weights) G_GNUC_WARN_UNUSED_RESULT;
void rdm_cch_metric_free (RdmCchMetric *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (RdmCchMetric, rdm_cch_metric_free)

/** rdm_cch_metric_size: Returns: bytes of memory that it holds. */
gsize rdm_cch_metric_size (const RdmCchMetric *self);

/** rdm_cch_half_find: Returns: the weight of the arc between two nodes, RDM_CCH_NO_WAY: none. */
double rdm_cch_half_find (const RdmCchHalf *self, guint32 low, guint32 high);

G_END_DECLS
