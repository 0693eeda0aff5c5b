/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rdm-dissection.h"

#include <string.h>

#include "rdm-flow.h"

/* Cells with so few roads are not parted any more. */
#define LEAF_ROADS 3
/* The directions along which a cell is looked at, as dx, dy. */
static const gint8 directions[][2] = { { 1, 0 }, { 0, 1 }, { 1, 1 }, { 1, -1 } };
/* So much of a cell, at each end of a direction, is on its side of the cut at least. */
#define SIDE_PERMILLE 250

typedef struct
{
  const RdmDissectionGraph *graph;
  guint32 *order; /* filled from both ends of each cell's range */
  RdmDissectionProgress progress;
  gpointer user_data;
  GCancellable *cancellable;
  guint32 n_done;
  gint64 next_tell_us;

  /* Room for the cell at hand; all by local number. */
  RdmFlow *flow;
  guint32 *local; /* by junction */
  guint32 *first;
  guint32 *head;
  guint32 *edge;
  gint32 *capacity;
  gint64 *key; /* place along the direction */
  guint32 *by_key;
  guint8 *roles;
  guint8 *side;
  guint8 *best_side;
} Dissection;

/** A part of the network: slices of two arrays that are permuted in place. */
typedef struct
{
  guint32 *junctions;
  guint32 n_junctions;
  guint32 *roads; /* both ends are in @junctions */
  guint32 n_roads;
} Cell;

/* --- the cell as a graph of its own ------------------------------------------------------------
 */

static RdmFlowGraph
make_graph (Dissection *self, const Cell *cell)
{
  const guint32 *ends = self->graph->ends;

  memset (self->first, 0, (cell->n_junctions + 2) * sizeof *self->first);
  for (guint32 i = 0; i < cell->n_junctions; i++)
    self->local[cell->junctions[i]] = i;
  for (guint32 i = 0; i < cell->n_roads; i++)
    {
      guint32 a = ends[2 * cell->roads[i]];
      guint32 b = ends[2 * cell->roads[i] + 1];

      self->capacity[i] = self->graph->weight[cell->roads[i]];
      if (a == b)
        continue;
      self->first[self->local[a] + 2]++;
      self->first[self->local[b] + 2]++;
    }
  for (guint32 i = 2; i < cell->n_junctions + 2; i++)
    self->first[i] += self->first[i - 1];
  for (guint32 i = 0; i < cell->n_roads; i++)
    {
      guint32 a = self->local[ends[2 * cell->roads[i]]];
      guint32 b = self->local[ends[2 * cell->roads[i] + 1]];

      if (a == b)
        continue;
      self->head[self->first[a + 1]] = b;
      self->edge[self->first[a + 1]++] = i;
      self->head[self->first[b + 1]] = a;
      self->edge[self->first[b + 1]++] = i;
    }
  return (RdmFlowGraph){ cell->n_junctions, cell->n_roads, self->first,
                         self->head,        self->edge,    self->capacity };
}

/* --- the first and the last along a direction ---------------------------------------------------
 */

static inline void
swap (guint32 *a, guint32 *b)
{
  guint32 kept = *a;

  *a = *b;
  *b = kept;
}

/* Hoare's selection: afterwards the @n with the smallest keys are in front. */
static void
select_smallest (guint32 *items, guint32 n_items, guint32 n, const gint64 *key)
{
  gint64 low = 0;
  gint64 high = (gint64)n_items - 1;
  gint64 last = (gint64)n - 1;

  while (low < high && last >= 0)
    {
      gint64 pivot = key[items[low + (high - low) / 2]];
      gint64 i = low;
      gint64 j = high;

      while (i <= j)
        {
          while (key[items[i]] < pivot)
            i++;
          while (key[items[j]] > pivot)
            j--;
          if (i <= j)
            swap (&items[i++], &items[j--]);
        }
      if (last <= j)
        high = j;
      else if (last >= i)
        low = i;
      else
        return;
    }
}

static void
set_roles (Dissection *self, const Cell *cell, guint direction)
{
  guint32 n = cell->n_junctions;
  guint32 n_side = MAX (1, (guint32)((guint64)n * SIDE_PERMILLE / 1000));

  for (guint32 i = 0; i < n; i++)
    {
      guint32 junction = cell->junctions[i];

      self->key[i] = (gint64)self->graph->x[junction] * directions[direction][0]
                     + (gint64)self->graph->y[junction] * directions[direction][1];
      self->by_key[i] = i;
    }
  memset (self->roles, RDM_FLOW_BETWEEN, n);
  select_smallest (self->by_key, n, n_side, self->key);
  for (guint32 i = 0; i < n_side; i++)
    self->roles[self->by_key[i]] = RDM_FLOW_SOURCE;
  select_smallest (self->by_key + n_side, n - n_side, n - 2 * n_side, self->key);
  for (guint32 i = n - n_side; i < n; i++)
    self->roles[self->by_key[i]] = RDM_FLOW_SINK;
}

/* --- cuts --------------------------------------------------------------------------------------
 */

/* Fills best_side. A cut is as good as it is small for the smaller of its sides. */
static void
find_best_cut (Dissection *self, const Cell *cell)
{
  RdmFlowGraph graph = make_graph (self, cell);
  double best = G_MAXDOUBLE;

  for (guint d = 0; d < G_N_ELEMENTS (directions); d++)
    {
      gint64 limit = best == G_MAXDOUBLE ? G_MAXINT64 : (gint64)(best * cell->n_junctions / 2.0);
      gint64 cut;
      guint32 n_sources = 0;
      double cost;

      set_roles (self, cell, d);
      cut = rdm_flow_cut (self->flow, &graph, self->roles, limit, self->side);
      if (cut < 0)
        continue;
      for (guint32 i = 0; i < cell->n_junctions; i++)
        n_sources += self->side[i];
      cost = (double)cut / MIN (n_sources, cell->n_junctions - n_sources);
      if (cost >= best)
        continue;
      best = cost;
      memcpy (self->best_side, self->side, cell->n_junctions);
    }
}

/* Sorts the junctions by side and the roads by: both ends on the one side, on the other, cut. */
static void
part (Dissection *self, const Cell *cell, Cell *one, Cell *other)
{
  const guint32 *ends = self->graph->ends;
  guint32 n_one = 0;
  guint32 n_other;
  guint32 n_junctions = 0;

  for (guint32 i = 0; i < cell->n_roads; i++)
    {
      guint32 road = cell->roads[i];

      if (self->best_side[self->local[ends[2 * road]]]
          && self->best_side[self->local[ends[2 * road + 1]]])
        swap (&cell->roads[i], &cell->roads[n_one++]);
    }
  n_other = n_one;
  for (guint32 i = n_one; i < cell->n_roads; i++)
    {
      guint32 road = cell->roads[i];

      if (!self->best_side[self->local[ends[2 * road]]]
          && !self->best_side[self->local[ends[2 * road + 1]]])
        swap (&cell->roads[i], &cell->roads[n_other++]);
    }
  /* In the place of the local numbers, which nobody needs any more. */
  for (guint32 i = 0; i < cell->n_junctions; i++)
    self->by_key[i] = cell->junctions[i];
  for (guint32 i = 0; i < cell->n_junctions; i++)
    if (self->best_side[i])
      cell->junctions[n_junctions++] = self->by_key[i];
  *one = (Cell){ cell->junctions, n_junctions, cell->roads, n_one };
  for (guint32 i = 0; i < cell->n_junctions; i++)
    if (!self->best_side[i])
      cell->junctions[n_junctions++] = self->by_key[i];
  *other = (Cell){ cell->junctions + one->n_junctions, cell->n_junctions - one->n_junctions,
                   cell->roads + n_one, n_other - n_one };
}

static void
count_done (Dissection *self, guint32 n_roads)
{
  gint64 now_us;

  self->n_done += n_roads;
  if (!self->progress)
    return;
  now_us = g_get_monotonic_time ();
  if (now_us < self->next_tell_us)
    return;
  self->next_tell_us = now_us + G_USEC_PER_SEC / 10;
  self->progress ((double)self->n_done / self->graph->n_roads, self->user_data);
}

/* Roads of the cut stay where part() left them: behind both sides, in the cell's slice of the
 * roads, which is the order. The depth is logarithmic, each side having a quarter at least. */
static void
dissect (Dissection *self, const Cell *cell)
{
  Cell one;
  Cell other;

  if (cell->n_roads <= LEAF_ROADS || cell->n_junctions < 2
      || g_cancellable_is_cancelled (self->cancellable))
    {
      count_done (self, cell->n_roads);
      return;
    }
  find_best_cut (self, cell);
  part (self, cell, &one, &other);
  count_done (self, cell->n_roads - one.n_roads - other.n_roads);
  dissect (self, &one);
  dissect (self, &other);
}

static void
dissection_clear (Dissection *self)
{
  rdm_flow_free (self->flow);
  g_free (self->local);
  g_free (self->first);
  g_free (self->head);
  g_free (self->edge);
  g_free (self->capacity);
  g_free (self->key);
  g_free (self->by_key);
  g_free (self->roles);
  g_free (self->side);
  g_free (self->best_side);
}

guint32 *
rdm_dissection_order (const RdmDissectionGraph *graph,
                      RdmDissectionProgress progress,
                      gpointer user_data,
                      GCancellable *cancellable,
                      GError **error)
{
  guint32 n = graph->n_junctions;
  Dissection self = {
    .graph = graph,
    .progress = progress,
    .user_data = user_data,
    .cancellable = cancellable,
    .flow = rdm_flow_new (n, graph->n_roads),
    .local = g_new (guint32, n + 1),
    .first = g_new (guint32, n + 2),
    .head = g_new (guint32, 2 * (gsize)graph->n_roads + 1),
    .edge = g_new (guint32, 2 * (gsize)graph->n_roads + 1),
    .capacity = g_new (gint32, graph->n_roads + 1),
    .key = g_new (gint64, n + 1),
    .by_key = g_new (guint32, n + 1),
    .roles = g_new (guint8, n + 1),
    .side = g_new (guint8, n + 1),
    .best_side = g_new (guint8, n + 1),
  };
  g_autofree guint32 *junctions = g_new (guint32, n + 1);
  g_autofree guint32 *roads = g_new (guint32, graph->n_roads + 1);

  for (guint32 i = 0; i < n; i++)
    junctions[i] = i;
  for (guint32 i = 0; i < graph->n_roads; i++)
    roads[i] = i;
  dissect (&self, &(Cell){ junctions, n, roads, graph->n_roads });
  dissection_clear (&self);
  if (g_cancellable_set_error_if_cancelled (cancellable, error))
    return NULL;
  return g_steal_pointer (&roads);
}
