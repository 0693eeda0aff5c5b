/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Shortest ways from many nodes to many: one sweep over the part of the hierarchy that leads to the
 * targets, for several sources side by side (Delling, Goldberg, Werneck: Faster Batched Shortest
 * Paths in Road Networks, 2011: RPHAST).
 */
#pragma once

#include <gio/gio.h>

#include "rdm-cch-metric.h"

G_BEGIN_DECLS

/** RdmCchSeed: a place to begin at: @weight is what it costs to be at @node. */
typedef struct
{
  guint32 node;
  double weight;
} RdmCchSeed;

/**
 * RdmCchSources: for each source its seeds, one after the other.
 * @first: (array) n + 1: where each one's begin in @seeds
 */
typedef struct
{
  guint32 n;
  const guint32 *first;
  const RdmCchSeed *seeds;
} RdmCchSources;

/**
 * RdmCchReached: told for each source in turn.
 * @weights: (array) n_targets: of the shortest way to each target, RDM_CCH_NO_WAY where there is
 *   none
 */
typedef void (*RdmCchReached) (guint32 source, const double *weights, gpointer user_data);

/**
 * rdm_cch_sweep:
 * @targets: (array) n_targets: nodes; a node may come more than once
 *
 * Returns: FALSE with G_IO_ERROR_CANCELLED
 */
gboolean rdm_cch_sweep (const RdmCch *cch,
                        const RdmCchMetric *metric,
                        const RdmCchSources *sources,
                        guint32 n_targets,
                        const guint32 *targets,
                        RdmCchReached reached,
                        gpointer user_data,
                        GCancellable *cancellable,
                        GError **error);

G_END_DECLS
