/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Customizable contraction hierarchies (Dibbelt, Strasser, Wagner, 2016): a directed graph, its
 * nodes in some order, and the arcs that taking the nodes out in that order would add. All of that
 * is known before any weight is. Nodes are named by their rank in the order throughout; only
 * rdm_cch_new() knows them by another name.
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

#define RDM_CCH_NONE G_MAXUINT32

/**
 * RdmCch: never changes; may be read from any number of threads.
 *
 * An arc joins a node to one of higher rank, and stands for both directions: up and down. The arcs
 * of one node are sorted by head.
 * @rank: (array) n_nodes: by the name that rdm_cch_new() was given
 * @first_up: (array) n_nodes + 1: the arcs from each node upward
 * @head: (array) n_arcs: the node that each arc leads up to
 * @first_down: (array) n_nodes + 1: slices of @down_tail and @down_arc
 * @down_tail: (array) n_arcs: the lower node of each arc that ends in a node, ascending
 * @down_arc: (array) n_arcs: that arc
 * @lane: (array) n_input_arcs: 2 × arc for upward, + 1 for downward; RDM_CCH_NONE for a loop
 */
typedef struct
{
  guint32 n_nodes;
  guint32 n_arcs;
  guint32 n_input_arcs;
  const guint32 *rank;
  const guint32 *first_up;
  const guint32 *head;
  const guint32 *first_down;
  const guint32 *down_tail;
  const guint32 *down_arc;
  const guint32 *lane;
  gboolean is_borrowed; /* @rank, @first_up, @head and @lane are somebody else's */
} RdmCch;

/**
 * rdm_cch_new:
 * @tail: (array) n_arcs: the node that each arc comes from; parallel arcs and loops may be
 * @head: (array) n_arcs
 * @order: (array) n_nodes: every node once, the first to be taken out first
 *
 * Returns: (transfer full): never NULL
 */
RdmCch *rdm_cch_new (guint32 n_nodes,
                     guint32 n_arcs,
                     const guint32 *tail,
                     const guint32 *head,
                     const guint32 *order) G_GNUC_WARN_UNUSED_RESULT;

/**
 * rdm_cch_load: from arrays that rdm_cch_new() has made, read back. They are borrowed.
 *
 * Returns: (transfer full) (nullable): NULL when they cannot be those of a hierarchy
 */
RdmCch *rdm_cch_load (guint32 n_nodes,
                      const guint32 *rank,
                      const guint32 *first_up,
                      guint32 n_arcs,
                      const guint32 *head,
                      guint32 n_input_arcs,
                      const guint32 *lane) G_GNUC_WARN_UNUSED_RESULT;

void rdm_cch_free (RdmCch *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (RdmCch, rdm_cch_free)

/* The node after @node on the way to the root of the elimination tree: every node that can be
 * reached upward is on that way. */
static inline guint32
rdm_cch_parent (const RdmCch *self, guint32 node)
{
  guint32 first = self->first_up[node];

  return first < self->first_up[node + 1] ? self->head[first] : RDM_CCH_NONE;
}

/* The arc between two nodes, the first being lower, or RDM_CCH_NONE. */
guint32 rdm_cch_find (const RdmCch *self, guint32 low, guint32 high);

G_END_DECLS
