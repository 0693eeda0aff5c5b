/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Smallest cuts: which edges of a small undirected graph keep some vertices apart from others.
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * RdmFlowGraph: an undirected graph, borrowed.
 * @first: (array) n_vertices + 1: where the arcs of each vertex begin
 * @head: (array): the vertex that each arc leads to
 * @edge: (array): the edge that each arc belongs to; every edge has two arcs
 * @capacity: (array) n_edges: what cutting an edge costs; more than 0
 */
typedef struct
{
  guint32 n_vertices;
  guint32 n_edges;
  const guint32 *first;
  const guint32 *head;
  const guint32 *edge;
  const gint32 *capacity;
} RdmFlowGraph;

typedef enum
{
  RDM_FLOW_BETWEEN,
  RDM_FLOW_SOURCE,
  RDM_FLOW_SINK,
} RdmFlowRole;

/** RdmFlow: room to work in, used again for one graph after the other. */
typedef struct _RdmFlow RdmFlow;

/** rdm_flow_new: for graphs of at most that size. */
RdmFlow *rdm_flow_new (guint32 n_vertices, guint32 n_edges) G_GNUC_WARN_UNUSED_RESULT;
void rdm_flow_free (RdmFlow *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (RdmFlow, rdm_flow_free)

/**
 * rdm_flow_cut: the smallest cut between sources and sinks (Dinitz' algorithm). Of those that are
 * equally small it takes the one nearest to the sources or nearest to the sinks, whichever leaves
 * the sides more alike.
 * @roles: (array) n_vertices RdmFlowRole; at least one source and one sink
 * @limit: give up as soon as the cut is larger
 * @side: (out) (array) n_vertices: 1 on the side of the sources, else 0
 *
 * Returns: capacity of the cut; -1: it is larger than @limit, and @side is undefined
 */
gint64 rdm_flow_cut (
    RdmFlow *self, const RdmFlowGraph *graph, const guint8 *roles, gint64 limit, guint8 *side);

G_END_DECLS
