/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rdm-cch-sweep.h"

#include <string.h>

/* Sources side by side: two cache lines a node, and enough work for each look at an arc. */
#define WIDTH 16

/* One compiled twice, for processors with wider registers; they are asked which it is. */
#if defined(__x86_64__) && defined(__gnu_linux__) && defined(__has_attribute)                      \
    && !defined(__SANITIZE_ADDRESS__)
#if __has_attribute(target_clones)
#define FOR_WIDE_REGISTERS __attribute__ ((target_clones ("avx2", "default")))
#endif
#endif
#ifndef FOR_WIDE_REGISTERS
#define FOR_WIDE_REGISTERS
#endif

typedef struct
{
  double at[WIDTH];
} Labels;

typedef struct
{
  const RdmCch *cch;
  const RdmCchMetric *metric;

  /* What leads down to the targets, the highest node first, and by new numbers in that order. */
  guint32 n_nodes;
  guint32 *number; /* (array) by node: its number, or RDM_CCH_NONE */
  guint32 *first;  /* (array) n_nodes + 1 */
  guint32 *from;   /* (array): the number that each arc comes from */
  double *weight;  /* (array) */
  Labels *labels;  /* (array) n_nodes */

  double
      *forward; /* (array) by node: what the search upward has found; all RDM_CCH_NO_WAY between */
} Sweep;

/* --- what leads to the targets ------------------------------------------------------------------
 */

static guint32
mark_above (Sweep *self, guint32 n_targets, const guint32 *targets)
{
  const RdmCchHalf *down = &self->metric->down;
  guint32 n_marked = 0;

  memset (self->number, 0xff, self->cch->n_nodes * sizeof *self->number);
  for (guint32 i = 0; i < n_targets; i++)
    self->number[targets[i]] = 0;
  for (guint32 v = 0; v < self->cch->n_nodes; v++)
    {
      if (self->number[v] == RDM_CCH_NONE)
        continue;
      n_marked++;
      for (guint32 arc = down->first[v]; arc < down->first[v + 1]; arc++)
        self->number[down->high[arc]] = 0;
    }
  return n_marked;
}

static void
select_graph (Sweep *self, guint32 n_targets, const guint32 *targets)
{
  const RdmCchHalf *down = &self->metric->down;
  guint32 n_arcs = 0;
  guint32 next = 0;

  self->n_nodes = mark_above (self, n_targets, targets);
  for (guint32 v = self->cch->n_nodes; v-- > 0;)
    if (self->number[v] != RDM_CCH_NONE)
      {
        self->number[v] = next++;
        n_arcs += down->first[v + 1] - down->first[v];
      }
  self->first = g_new (guint32, self->n_nodes + 1);
  self->from = g_new (guint32, n_arcs + 1);
  self->weight = g_new (double, n_arcs + 1);
  n_arcs = next = 0;
  for (guint32 v = self->cch->n_nodes; v-- > 0;)
    {
      if (self->number[v] == RDM_CCH_NONE)
        continue;
      self->first[next++] = n_arcs;
      for (guint32 arc = down->first[v]; arc < down->first[v + 1]; arc++)
        {
          self->from[n_arcs] = self->number[down->high[arc]];
          self->weight[n_arcs++] = down->weight[arc];
        }
    }
  self->first[next] = n_arcs;
}

/* --- one batch of sources -----------------------------------------------------------------------
 */

/* Everything that can be reached upward is on the way from a seed to the root of the elimination
 * tree, in ascending order: no queue is needed. */
static void
search_up (Sweep *self, const RdmCchSources *sources, guint32 source, guint32 lane)
{
  const RdmCchHalf *up = &self->metric->up;
  guint32 n_seeds = sources->first[source + 1] - sources->first[source];
  const RdmCchSeed *seeds = n_seeds > 0 ? sources->seeds + sources->first[source] : NULL;

  for (guint32 i = 0; i < n_seeds; i++)
    if (seeds[i].weight < self->forward[seeds[i].node])
      self->forward[seeds[i].node] = seeds[i].weight;
  for (guint32 i = 0; i < n_seeds; i++)
    for (guint32 v = seeds[i].node; v != RDM_CCH_NONE; v = rdm_cch_parent (self->cch, v))
      {
        double weight = self->forward[v];

        if (weight == RDM_CCH_NO_WAY)
          continue;
        for (guint32 arc = up->first[v]; arc < up->first[v + 1]; arc++)
          if (weight + up->weight[arc] < self->forward[up->high[arc]])
            self->forward[up->high[arc]] = weight + up->weight[arc];
      }
  for (guint32 i = 0; i < n_seeds; i++)
    for (guint32 v = seeds[i].node; v != RDM_CCH_NONE; v = rdm_cch_parent (self->cch, v))
      {
        guint32 number = self->number[v];

        if (number != RDM_CCH_NONE && self->forward[v] < self->labels[number].at[lane])
          self->labels[number].at[lane] = self->forward[v];
        self->forward[v] = RDM_CCH_NO_WAY;
      }
}

FOR_WIDE_REGISTERS static void
sweep_down (const guint32 *first,
            guint32 n_nodes,
            const guint32 *from,
            const double *weight,
            Labels *labels)
{
  for (guint32 v = 0; v < n_nodes; v++)
    {
      Labels best = labels[v];

      for (guint32 arc = first[v]; arc < first[v + 1]; arc++)
        {
          const Labels *high = &labels[from[arc]];

          for (guint lane = 0; lane < WIDTH; lane++)
            {
              double over = high->at[lane] + weight[arc];

              best.at[lane] = over < best.at[lane] ? over : best.at[lane];
            }
        }
      labels[v] = best;
    }
}

static void
clear_labels (Sweep *self)
{
  for (guint32 v = 0; v < self->n_nodes; v++)
    for (guint lane = 0; lane < WIDTH; lane++)
      self->labels[v].at[lane] = RDM_CCH_NO_WAY;
}

static void
sweep_clear (Sweep *self)
{
  g_free (self->number);
  g_free (self->first);
  g_free (self->from);
  g_free (self->weight);
  g_free (self->labels);
  g_free (self->forward);
}

gboolean
rdm_cch_sweep (const RdmCch *cch,
               const RdmCchMetric *metric,
               const RdmCchSources *sources,
               guint32 n_targets,
               const guint32 *targets,
               RdmCchReached reached,
               gpointer user_data,
               GCancellable *cancellable,
               GError **error)
{
  Sweep self = { cch, metric };
  g_autofree double *found = g_new (double, n_targets + 1);
  gboolean is_cancelled = FALSE;

  self.number = g_new (guint32, cch->n_nodes + 1);
  self.forward = g_new (double, cch->n_nodes + 1);
  for (guint32 v = 0; v < cch->n_nodes; v++)
    self.forward[v] = RDM_CCH_NO_WAY;
  select_graph (&self, n_targets, targets);
  self.labels = g_new (Labels, self.n_nodes + 1);
  for (guint32 begin = 0; begin < sources->n && !is_cancelled; begin += WIDTH)
    {
      guint32 n = MIN (WIDTH, sources->n - begin);

      clear_labels (&self);
      for (guint32 lane = 0; lane < n; lane++)
        search_up (&self, sources, begin + lane, lane);
      sweep_down (self.first, self.n_nodes, self.from, self.weight, self.labels);
      for (guint32 lane = 0; lane < n; lane++)
        {
          for (guint32 i = 0; i < n_targets; i++)
            found[i] = self.labels[self.number[targets[i]]].at[lane];
          reached (begin + lane, found, user_data);
        }
      is_cancelled = g_cancellable_is_cancelled (cancellable);
    }
  sweep_clear (&self);
  return !g_cancellable_set_error_if_cancelled (cancellable, error);
}
