/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Which part of a net is connected, and what is near it.
 */
#include "rdm-expansion.h"

#include <string.h>

#define NOT_SEEN G_MAXUINT32

/** Tarjan: strongly connected components, without recursion. */
typedef struct
{
  const RdmExpansion *graph;
  const RdmRoadNet *net;
  guint32 *index;     /* (array) n_nodes: order of discovery */
  guint32 *low;       /* (array) n_nodes: the first one that can be got back to */
  guint32 *component; /* (array) n_nodes; NOT_SEEN: not yet known */
  guint32 *next_turn; /* (array) n_nodes */
  GArray *stack;      /* of those without a component */
  GArray *trail;      /* from the root to the node at hand */
  guint32 n_seen;
  guint32 n_components;
} Tarjan;

/* Only roads for everybody make a net. */
static gboolean
is_in_net (const RdmExpansion *graph, const RdmRoadNet *net, guint32 node)
{
  return net->arcs[graph->arc[node]].access == RDM_ACCESS_ALLOWED;
}

static void
discover (Tarjan *self, guint32 node)
{
  self->index[node] = self->low[node] = self->n_seen++;
  self->next_turn[node] = self->graph->first_turn[node];
  g_array_append_val (self->stack, node);
  g_array_append_val (self->trail, node);
}

static void
leave (Tarjan *self, guint32 node)
{
  g_array_set_size (self->trail, self->trail->len - 1);
  if (self->trail->len > 0)
    {
      guint32 parent = g_array_index (self->trail, guint32, self->trail->len - 1);

      self->low[parent] = MIN (self->low[parent], self->low[node]);
    }
  if (self->low[node] != self->index[node])
    return;
  for (;;)
    {
      guint32 last = g_array_index (self->stack, guint32, self->stack->len - 1);

      g_array_set_size (self->stack, self->stack->len - 1);
      self->component[last] = self->n_components;
      if (last == node)
        break;
    }
  self->n_components++;
}

static void
explore (Tarjan *self, guint32 root)
{
  discover (self, root);
  while (self->trail->len > 0)
    {
      guint32 node = g_array_index (self->trail, guint32, self->trail->len - 1);
      guint32 head;

      if (self->next_turn[node] == self->graph->first_turn[node + 1])
        {
          leave (self, node);
          continue;
        }
      head = self->graph->turn_head[self->next_turn[node]++];
      if (!is_in_net (self->graph, self->net, head))
        continue;
      if (self->index[head] == NOT_SEEN)
        discover (self, head);
      else if (self->component[head] == NOT_SEEN)
        self->low[node] = MIN (self->low[node], self->index[head]);
    }
}

static guint32
largest (const Tarjan *self)
{
  g_autofree guint32 *sizes = g_new0 (guint32, self->n_components + 1);
  guint32 best = 0;

  for (guint32 i = 0; i < self->graph->n_nodes; i++)
    if (self->component[i] != NOT_SEEN)
      sizes[self->component[i]]++;
  for (guint32 i = 1; i < self->n_components; i++)
    if (sizes[i] > sizes[best])
      best = i;
  return best;
}

/* Returns: (array) n_arcs: whether each arc is in the largest component, in one of its nodes. */
static guint8 *
find_main (const RdmExpansion *graph, const RdmRoadNet *net)
{
  guint8 *is_main = g_new0 (guint8, net->n_arcs + 1);
  g_autofree guint32 *numbers = g_new (guint32, 4 * (gsize)graph->n_nodes + 1);
  g_autoptr (GArray) stack = g_array_new (FALSE, FALSE, sizeof (guint32));
  g_autoptr (GArray) trail = g_array_new (FALSE, FALSE, sizeof (guint32));
  gsize n = graph->n_nodes;
  Tarjan self = { graph,           net,   numbers, numbers + n, numbers + 2 * n,
                  numbers + 3 * n, stack, trail,   0,           0 };
  guint32 best;

  memset (numbers, 0xff, 4 * n * sizeof *numbers);
  for (guint32 i = 0; i < graph->n_nodes; i++)
    if (self.index[i] == NOT_SEEN && is_in_net (graph, net, i))
      explore (&self, i);
  best = largest (&self);
  for (guint32 i = 0; i < graph->n_nodes; i++)
    if (self.component[i] == best)
      is_main[graph->arc[i]] = 1;
  return is_main;
}

RdmExpansion *
rdm_expansion_new_connected (const RdmProfile *profile, RdmRoadNet *net, const RdmTurnRules *rules)
{
  RdmExpansion *expansion = rdm_expansion_new (profile, net, rules);
  g_autofree guint8 *is_main = find_main (expansion, net);
  gboolean is_whole = TRUE;

  for (guint32 arc = 0; arc < net->n_arcs; arc++)
    if (net->arcs[arc].access == RDM_ACCESS_ALLOWED && !is_main[arc])
      {
        net->arcs[arc].access = RDM_ACCESS_LAST_STRETCH;
        is_whole = FALSE;
      }
  if (is_whole)
    return expansion;
  rdm_expansion_free (expansion);
  return rdm_expansion_new (profile, net, rules);
}

/* --- what is near it ----------------------------------------------------------------------------
 */

/* Marks what is reached from roads for everybody. */
static void
flood_forward (const RdmExpansion *self, const RdmRoadNet *net, guint8 *reach)
{
  g_autofree guint8 *is_seen = g_new0 (guint8, self->n_nodes + 1);
  g_autoptr (GArray) queue = g_array_new (FALSE, FALSE, sizeof (guint32));

  for (guint32 i = 0; i < self->n_nodes; i++)
    if (is_in_net (self, net, i))
      {
        is_seen[i] = 1;
        g_array_append_val (queue, i);
      }
  for (guint q = 0; q < queue->len; q++)
    {
      guint32 node = g_array_index (queue, guint32, q);

      reach[self->arc[node]] |= RDM_ARC_ARRIVES;
      for (guint32 turn = self->first_turn[node]; turn < self->first_turn[node + 1]; turn++)
        if (!is_seen[self->turn_head[turn]])
          {
            is_seen[self->turn_head[turn]] = 1;
            g_array_append_val (queue, self->turn_head[turn]);
          }
    }
}

/* Marks what leads to roads for everybody; turn by turn against their direction, from a list of
 * which turns lead to a node. */
static void
flood_backward (const RdmExpansion *self, const RdmRoadNet *net, guint8 *reach)
{
  g_autofree guint8 *is_seen = g_new0 (guint8, self->n_nodes + 1);
  g_autofree guint32 *first = g_new0 (guint32, self->n_nodes + 2);
  g_autofree guint32 *tail = g_new (guint32, self->n_turns + 1);
  g_autoptr (GArray) queue = g_array_new (FALSE, FALSE, sizeof (guint32));

  for (guint32 turn = 0; turn < self->n_turns; turn++)
    first[self->turn_head[turn] + 2]++;
  for (guint32 i = 2; i < self->n_nodes + 2; i++)
    first[i] += first[i - 1];
  for (guint32 node = 0; node < self->n_nodes; node++)
    for (guint32 turn = self->first_turn[node]; turn < self->first_turn[node + 1]; turn++)
      tail[first[self->turn_head[turn] + 1]++] = node;
  for (guint32 i = 0; i < self->n_nodes; i++)
    if (is_in_net (self, net, i))
      {
        is_seen[i] = 1;
        g_array_append_val (queue, i);
      }
  for (guint q = 0; q < queue->len; q++)
    {
      guint32 node = g_array_index (queue, guint32, q);

      reach[self->arc[node]] |= RDM_ARC_LEAVES;
      for (guint32 i = first[node]; i < first[node + 1]; i++)
        if (!is_seen[tail[i]])
          {
            is_seen[tail[i]] = 1;
            g_array_append_val (queue, tail[i]);
          }
    }
}

guint8 *
rdm_expansion_reach (const RdmExpansion *self, const RdmRoadNet *net)
{
  guint8 *reach = g_new0 (guint8, net->n_arcs + 1);

  flood_forward (self, net, reach);
  flood_backward (self, net, reach);
  return reach;
}
