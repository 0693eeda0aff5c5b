/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rdm-cch-path.h"

/** What one of the two searches has found. */
typedef struct
{
  double *weight; /* (array) by node; all RDM_CCH_NO_WAY between searches */
  guint32 *from;  /* (array) by node: the lower node before it, or itself at a seed */
} Labels;

struct _RdmCchPaths
{
  const RdmCch *cch;
  const RdmCchMetric *metric;
  Labels forward;
  Labels backward;
  GArray *chain; /* (element-type guint32): from the meeting back to a seed */
};

static void
labels_init (Labels *self, guint32 n_nodes)
{
  self->weight = g_new (double, n_nodes + 1);
  self->from = g_new (guint32, n_nodes + 1);
  for (guint32 v = 0; v < n_nodes; v++)
    self->weight[v] = RDM_CCH_NO_WAY;
}

static void
labels_clear (Labels *self)
{
  g_free (self->weight);
  g_free (self->from);
}

RdmCchPaths *
rdm_cch_paths_new (const RdmCch *cch, const RdmCchMetric *metric)
{
  RdmCchPaths *self = g_new (RdmCchPaths, 1);

  self->cch = cch;
  self->metric = metric;
  self->chain = g_array_new (FALSE, FALSE, sizeof (guint32));
  labels_init (&self->forward, cch->n_nodes);
  labels_init (&self->backward, cch->n_nodes);
  return self;
}

void
rdm_cch_paths_free (RdmCchPaths *self)
{
  if (!self)
    return;
  labels_clear (&self->forward);
  labels_clear (&self->backward);
  g_array_unref (self->chain);
  g_free (self);
}

/* --- searching ----------------------------------------------------------------------------------
 */

/* As in the sweep: what is reached upward lies on the way to the root of the elimination tree. */
static void
search (const RdmCch *cch,
        const RdmCchHalf *half,
        const RdmCchSeed *seeds,
        guint32 n_seeds,
        Labels *labels)
{
  for (guint32 i = 0; i < n_seeds; i++)
    if (seeds[i].weight < labels->weight[seeds[i].node])
      {
        labels->weight[seeds[i].node] = seeds[i].weight;
        labels->from[seeds[i].node] = seeds[i].node;
      }
  for (guint32 i = 0; i < n_seeds; i++)
    for (guint32 v = seeds[i].node; v != RDM_CCH_NONE; v = rdm_cch_parent (cch, v))
      for (guint32 arc = half->first[v]; arc < half->first[v + 1]; arc++)
        {
          double over = labels->weight[v] + half->weight[arc];

          if (over < labels->weight[half->high[arc]])
            {
              labels->weight[half->high[arc]] = over;
              labels->from[half->high[arc]] = v;
            }
        }
}

static void
forget (const RdmCch *cch, const RdmCchSeed *seeds, guint32 n_seeds, Labels *labels)
{
  for (guint32 i = 0; i < n_seeds; i++)
    for (guint32 v = seeds[i].node; v != RDM_CCH_NONE; v = rdm_cch_parent (cch, v))
      labels->weight[v] = RDM_CCH_NO_WAY;
}

static guint32
find_meeting (const RdmCchPaths *self, const RdmCchSeed *from, guint32 n_from, double *weight)
{
  guint32 best = RDM_CCH_NONE;

  *weight = RDM_CCH_NO_WAY;
  for (guint32 i = 0; i < n_from; i++)
    for (guint32 v = from[i].node; v != RDM_CCH_NONE; v = rdm_cch_parent (self->cch, v))
      {
        double sum = self->forward.weight[v] + self->backward.weight[v];

        if (sum < *weight)
          {
            *weight = sum;
            best = v;
          }
      }
  return best;
}

/* --- unpacking ----------------------------------------------------------------------------------
 */

/* The lower node that the way from @a to @b goes over; RDM_CCH_NONE: it is one arc of the graph. It
 * is a shortest way, and so are its parts: they were kept. */
static guint32
find_between (const RdmCchPaths *self, guint32 a, guint32 b, double weight)
{
  const RdmCch *cch = self->cch;
  guint32 i = cch->first_down[a];
  guint32 j = cch->first_down[b];

  while (i < cch->first_down[a + 1] && j < cch->first_down[b + 1])
    {
      guint32 x = cch->down_tail[i];
      guint32 y = cch->down_tail[j];

      if (x == y
          && rdm_cch_half_find (&self->metric->down, x, a)
                     + rdm_cch_half_find (&self->metric->up, x, b)
                 == weight)
        return x;
      i += x <= y;
      j += y <= x;
    }
  return RDM_CCH_NONE;
}

/* Appends what comes after @a on the way to @b, which is an arc of the hierarchy. */
static void
unpack (const RdmCchPaths *self, guint32 a, guint32 b, GArray *nodes)
{
  double weight = a < b ? rdm_cch_half_find (&self->metric->up, a, b)
                        : rdm_cch_half_find (&self->metric->down, b, a);
  guint32 between = find_between (self, a, b, weight);

  if (between == RDM_CCH_NONE)
    g_array_append_val (nodes, b);
  else
    {
      unpack (self, a, between, nodes);
      unpack (self, between, b, nodes);
    }
}

static void
unpack_all (RdmCchPaths *self, guint32 meeting, GArray *nodes)
{
  g_array_set_size (self->chain, 0);
  g_array_append_val (self->chain, meeting);
  for (guint32 v = meeting; self->forward.from[v] != v; v = self->forward.from[v])
    g_array_append_val (self->chain, self->forward.from[v]);
  g_array_append_val (nodes, g_array_index (self->chain, guint32, self->chain->len - 1));
  for (guint i = self->chain->len - 1; i > 0; i--)
    unpack (self, g_array_index (self->chain, guint32, i),
            g_array_index (self->chain, guint32, i - 1), nodes);
  for (guint32 v = meeting; self->backward.from[v] != v; v = self->backward.from[v])
    unpack (self, v, self->backward.from[v], nodes);
}

double
rdm_cch_paths_find (RdmCchPaths *self,
                    const RdmCchSeed *from,
                    guint32 n_from,
                    const RdmCchSeed *to,
                    guint32 n_to,
                    GArray *nodes)
{
  guint32 meeting;
  double weight;

  search (self->cch, &self->metric->up, from, n_from, &self->forward);
  search (self->cch, &self->metric->down, to, n_to, &self->backward);
  meeting = find_meeting (self, from, n_from, &weight);
  if (nodes && meeting != RDM_CCH_NONE)
    unpack_all (self, meeting, nodes);
  forget (self->cch, from, n_from, &self->forward);
  forget (self->cch, to, n_to, &self->backward);
  return weight;
}
