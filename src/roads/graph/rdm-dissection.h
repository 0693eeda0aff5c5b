/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Nested dissection of a road network: the order in which a contraction hierarchy of its directed
 * segments takes them up.
 */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * RdmDissectionGraph: junctions and the roads between them, borrowed.
 * @x: (array) n_junctions: eastward, in any unit that @y has too
 * @ends: (array) 2 × n_roads: the junctions at both ends of each road
 * @weight: (array) n_roads: how many nodes of the hierarchy a road has; more than 0
 */
typedef struct
{
  guint32 n_junctions;
  const gint32 *x;
  const gint32 *y;
  guint32 n_roads;
  const guint32 *ends;
  const gint32 *weight;
} RdmDissectionGraph;

/** RdmDissectionProgress: @fraction 0 to 1. */
typedef void (*RdmDissectionProgress) (double fraction, gpointer user_data);

/**
 * rdm_dissection_order: roads in an order in which those come late that part the network in two
 * halves of like size, and so on in each half. The cut is of roads, not of junctions: turns lead
 * from road to road, and without the roads of the cut no turn leads from one half to the other
 * (Buchhold, Wagner, Zeitz, Zündorf: Customizable Contraction Hierarchies with Turn Costs, 2020).
 * Cuts are found by inertial flow (Schild, Sommer: On Balanced Separators in Road Networks, 2015).
 *
 * Returns: (transfer full) (array) n_roads: the roads, first ones first; NULL when cancelled
 */
guint32 *rdm_dissection_order (const RdmDissectionGraph *graph,
                               RdmDissectionProgress progress,
                               gpointer user_data,
                               GCancellable *cancellable,
                               GError **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
