/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rdm-flow.h"

#include <string.h>

#define NOT_SEEN G_MAXUINT32

struct _RdmFlow
{
  gint32 *flow;     /* by edge: from its first arc's tail to its head; negative: the other way */
  guint32 *level;   /* by vertex: distance from the sources in the residual graph */
  guint32 *next;    /* by vertex: the arc that the search looks at next */
  guint32 *queue;   /* of vertices */
  guint32 *path;    /* of arcs */
  guint32 *tail_of; /* by edge: the vertex that its flow is counted from */
};

RdmFlow *
rdm_flow_new (guint32 n_vertices, guint32 n_edges)
{
  RdmFlow *self = g_new (RdmFlow, 1);

  self->flow = g_new (gint32, n_edges + 1);
  self->level = g_new (guint32, n_vertices + 1);
  self->next = g_new (guint32, n_vertices + 1);
  self->queue = g_new (guint32, n_vertices + 1);
  self->path = g_new (guint32, n_vertices + 1);
  self->tail_of = g_new (guint32, n_edges + 1);
  return self;
}

void
rdm_flow_free (RdmFlow *self)
{
  if (!self)
    return;
  g_free (self->flow);
  g_free (self->level);
  g_free (self->next);
  g_free (self->queue);
  g_free (self->path);
  g_free (self->tail_of);
  g_free (self);
}

/* How much more can go along @arc, which leaves @vertex. */
static inline gint32
residual (const RdmFlow *self, const RdmFlowGraph *graph, guint32 vertex, guint32 arc)
{
  guint32 edge = graph->edge[arc];
  gint32 flow = self->flow[edge];

  return graph->capacity[edge] - (self->tail_of[edge] == vertex ? flow : -flow);
}

static inline void
push (RdmFlow *self, const RdmFlowGraph *graph, guint32 vertex, guint32 arc, gint32 amount)
{
  guint32 edge = graph->edge[arc];

  self->flow[edge] += self->tail_of[edge] == vertex ? amount : -amount;
}

/* Levels from the sources. Returns: whether a sink was reached; the search ends there. */
static gboolean
find_levels (RdmFlow *self, const RdmFlowGraph *graph, const guint8 *roles)
{
  guint32 n_queued = 0;
  guint32 sink_level = NOT_SEEN;

  memset (self->level, 0xff, graph->n_vertices * sizeof *self->level);
  for (guint32 v = 0; v < graph->n_vertices; v++)
    if (roles[v] == RDM_FLOW_SOURCE)
      {
        self->level[v] = 0;
        self->queue[n_queued++] = v;
      }
  for (guint32 i = 0; i < n_queued; i++)
    {
      guint32 v = self->queue[i];

      if (self->level[v] >= sink_level)
        break;
      for (guint32 arc = graph->first[v]; arc < graph->first[v + 1]; arc++)
        {
          guint32 w = graph->head[arc];

          if (self->level[w] != NOT_SEEN || residual (self, graph, v, arc) <= 0)
            continue;
          self->level[w] = self->level[v] + 1;
          self->queue[n_queued++] = w;
          if (roles[w] == RDM_FLOW_SINK)
            sink_level = self->level[w];
        }
    }
  return sink_level != NOT_SEEN;
}

/* From @source along rising levels to a sink. Returns: the arcs of the way, 0: there is none. */
static guint32
find_path (RdmFlow *self, const RdmFlowGraph *graph, const guint8 *roles, guint32 source)
{
  guint32 n_path = 0;
  guint32 v = source;

  while (roles[v] != RDM_FLOW_SINK)
    {
      guint32 arc = self->next[v];

      while (arc < graph->first[v + 1]
             && (self->level[graph->head[arc]] != self->level[v] + 1
                 || residual (self, graph, v, arc) <= 0))
        arc++;
      self->next[v] = arc;
      if (arc < graph->first[v + 1])
        {
          self->queue[n_path] = v;
          self->path[n_path++] = arc;
          v = graph->head[arc];
        }
      else if (n_path == 0)
        return 0;
      else
        {
          v = self->queue[--n_path];
          self->next[v]++;
        }
    }
  return n_path;
}

/* As much as goes along shortest ways. */
static gint64
block (RdmFlow *self, const RdmFlowGraph *graph, const guint8 *roles)
{
  gint64 total = 0;
  guint32 n_path;

  memcpy (self->next, graph->first, graph->n_vertices * sizeof *self->next);
  for (guint32 source = 0; source < graph->n_vertices; source++)
    {
      if (roles[source] != RDM_FLOW_SOURCE)
        continue;
      while ((n_path = find_path (self, graph, roles, source)) > 0)
        {
          gint32 amount = G_MAXINT32;

          for (guint32 i = 0; i < n_path; i++)
            amount = MIN (amount, residual (self, graph, self->queue[i], self->path[i]));
          for (guint32 i = 0; i < n_path; i++)
            push (self, graph, self->queue[i], self->path[i], amount);
          total += amount;
        }
    }
  return total;
}

/* Marks what the vertices of one role reach, or are reached from, in the residual graph. Returns:
 * how many. */
static guint32
flood (RdmFlow *self,
       const RdmFlowGraph *graph,
       const guint8 *roles,
       RdmFlowRole role,
       guint8 *is_reached)
{
  guint32 n_queued = 0;

  for (guint32 v = 0; v < graph->n_vertices; v++)
    {
      is_reached[v] = roles[v] == role;
      if (is_reached[v])
        self->queue[n_queued++] = v;
    }
  for (guint32 i = 0; i < n_queued; i++)
    {
      guint32 v = self->queue[i];

      for (guint32 arc = graph->first[v]; arc < graph->first[v + 1]; arc++)
        {
          guint32 w = graph->head[arc];
          gint32 room = role == RDM_FLOW_SOURCE ? residual (self, graph, v, arc)
                                                : residual (self, graph, w, arc);

          if (!is_reached[w] && room > 0)
            {
              is_reached[w] = 1;
              self->queue[n_queued++] = w;
            }
        }
    }
  return n_queued;
}

gint64
rdm_flow_cut (
    RdmFlow *self, const RdmFlowGraph *graph, const guint8 *roles, gint64 limit, guint8 *side)
{
  gint64 total = 0;
  guint32 n_near;
  guint32 n_far;

  memset (self->flow, 0, graph->n_edges * sizeof *self->flow);
  for (guint32 v = 0; v < graph->n_vertices; v++)
    for (guint32 arc = graph->first[v]; arc < graph->first[v + 1]; arc++)
      self->tail_of[graph->edge[arc]] = v;
  while (find_levels (self, graph, roles))
    {
      total += block (self, graph, roles);
      if (total > limit)
        return -1;
    }
  n_near = flood (self, graph, roles, RDM_FLOW_SOURCE, side);
  if (2 * n_near >= graph->n_vertices)
    return total;
  n_far = graph->n_vertices - flood (self, graph, roles, RDM_FLOW_SINK, side);
  if (n_near + n_far > graph->n_vertices)
    flood (self, graph, roles, RDM_FLOW_SOURCE, side);
  else
    for (guint32 v = 0; v < graph->n_vertices; v++)
      side[v] = !side[v];
  return total;
}
