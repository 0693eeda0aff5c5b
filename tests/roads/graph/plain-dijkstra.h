/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The judge: Dijkstra's algorithm as it stands in the books, with a binary heap.
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/** PlainGraph: a directed graph; loops and parallel arcs may be. */
typedef struct
{
  guint32 n_nodes;
  guint32 n_arcs;
  guint32 *first; /* (array) n_nodes + 1: slices of @head and @weight */
  guint32 *head;
  double *weight;
} PlainGraph;

PlainGraph *plain_graph_new (guint32 n_nodes,
                             guint32 n_arcs,
                             const guint32 *tail,
                             const guint32 *head,
                             const double *weight);
void plain_graph_free (PlainGraph *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PlainGraph, plain_graph_free)

/* Seeds have their weight in @distance, all others INFINITY; it is filled in. */
void plain_dijkstra (const PlainGraph *graph, double *distance);

/* From one node. */
void plain_dijkstra_from (const PlainGraph *graph, guint32 node, double *distance);

G_END_DECLS
