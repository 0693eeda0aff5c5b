/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "plain-dijkstra.h"

#include <math.h>

typedef struct
{
  double distance;
  guint32 node;
} Entry;

PlainGraph *
plain_graph_new (
    guint32 n_nodes, guint32 n_arcs, const guint32 *tail, const guint32 *head, const double *weight)
{
  PlainGraph *self = g_new (PlainGraph, 1);

  self->n_nodes = n_nodes;
  self->n_arcs = n_arcs;
  self->first = g_new0 (guint32, n_nodes + 2);
  self->head = g_new (guint32, n_arcs + 1);
  self->weight = g_new (double, n_arcs + 1);
  for (guint32 i = 0; i < n_arcs; i++)
    self->first[tail[i] + 2]++;
  for (guint32 v = 2; v < n_nodes + 2; v++)
    self->first[v] += self->first[v - 1];
  for (guint32 i = 0; i < n_arcs; i++)
    {
      guint32 at = self->first[tail[i] + 1]++;

      self->head[at] = head[i];
      self->weight[at] = weight[i];
    }
  return self;
}

void
plain_graph_free (PlainGraph *self)
{
  if (!self)
    return;
  g_free (self->first);
  g_free (self->head);
  g_free (self->weight);
  g_free (self);
}

static void
push (GArray *heap, double distance, guint32 node)
{
  Entry entry = { distance, node };
  guint i = heap->len;

  g_array_append_val (heap, entry);
  while (i > 0 && g_array_index (heap, Entry, (i - 1) / 2).distance > distance)
    {
      g_array_index (heap, Entry, i) = g_array_index (heap, Entry, (i - 1) / 2);
      i = (i - 1) / 2;
    }
  g_array_index (heap, Entry, i) = entry;
}

static Entry
pop (GArray *heap)
{
  Entry top = g_array_index (heap, Entry, 0);
  Entry last = g_array_index (heap, Entry, heap->len - 1);
  guint i = 0;

  g_array_set_size (heap, heap->len - 1);
  while (2 * i + 1 < heap->len)
    {
      guint child = 2 * i + 1;

      if (child + 1 < heap->len
          && g_array_index (heap, Entry, child + 1).distance
                 < g_array_index (heap, Entry, child).distance)
        child++;
      if (g_array_index (heap, Entry, child).distance >= last.distance)
        break;
      g_array_index (heap, Entry, i) = g_array_index (heap, Entry, child);
      i = child;
    }
  if (heap->len > 0)
    g_array_index (heap, Entry, i) = last;
  return top;
}

void
plain_dijkstra (const PlainGraph *graph, double *distance)
{
  g_autoptr (GArray) heap = g_array_new (FALSE, FALSE, sizeof (Entry));

  for (guint32 v = 0; v < graph->n_nodes; v++)
    if (distance[v] != INFINITY)
      push (heap, distance[v], v);
  while (heap->len > 0)
    {
      Entry entry = pop (heap);

      if (entry.distance > distance[entry.node])
        continue;
      for (guint32 arc = graph->first[entry.node]; arc < graph->first[entry.node + 1]; arc++)
        {
          double over = entry.distance + graph->weight[arc];

          if (over < distance[graph->head[arc]])
            {
              distance[graph->head[arc]] = over;
              push (heap, over, graph->head[arc]);
            }
        }
    }
}

void
plain_dijkstra_from (const PlainGraph *graph, guint32 node, double *distance)
{
  for (guint32 v = 0; v < graph->n_nodes; v++)
    distance[v] = INFINITY;
  distance[node] = 0;
  plain_dijkstra (graph, distance);
}
