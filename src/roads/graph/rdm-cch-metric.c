/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rdm-cch-metric.h"

#include <string.h>

/* Both directions of an arc lie side by side: they are always wanted together. */
typedef struct
{
  double up;
  double down;
} Pair;

typedef struct
{
  const RdmCch *cch;
  Pair *weights;   /* (array) n_arcs */
  guint32 *arc_to; /* (array) n_nodes: the arc from the node at hand to each above it */
} Customization;

static inline double
least (double a, double b)
{
  return a < b ? a : b;
}

static void
take_weights (Customization *self, const double *weights)
{
  double *lanes = (double *)self->weights;

  for (gsize i = 0; i < 2 * (gsize)self->cch->n_arcs; i++)
    lanes[i] = RDM_CCH_NO_WAY;
  for (guint32 i = 0; i < self->cch->n_input_arcs; i++)
    {
      guint32 lane = self->cch->lane[i];

      if (lane != RDM_CCH_NONE)
        lanes[lane] = least (lanes[lane], weights[i]);
    }
}

static void
note_arcs (Customization *self, guint32 node)
{
  for (guint32 arc = self->cch->first_up[node]; arc < self->cch->first_up[node + 1]; arc++)
    self->arc_to[self->cch->head[arc]] = arc;
}

/* From below to above: each arc takes the way over a lower node where that is shorter. */
static void
customize_basic (Customization *self)
{
  const RdmCch *cch = self->cch;

  for (guint32 u = 0; u < cch->n_nodes; u++)
    {
      note_arcs (self, u);
      for (guint32 i = cch->first_down[u]; i < cch->first_down[u + 1]; i++)
        {
          guint32 end = cch->first_up[cch->down_tail[i] + 1];
          Pair to_u = self->weights[cch->down_arc[i]];

          if (to_u.up == RDM_CCH_NO_WAY && to_u.down == RDM_CCH_NO_WAY)
            continue;
          for (guint32 arc = cch->down_arc[i] + 1; arc < end; arc++)
            {
              Pair *over = &self->weights[self->arc_to[cch->head[arc]]];

              over->up = least (over->up, to_u.down + self->weights[arc].up);
              over->down = least (over->down, self->weights[arc].down + to_u.up);
            }
        }
    }
}

/* From above to below: each arc takes the way over a higher node where that is shorter. Those
 * higher up are shortest ways already. */
static void
customize_perfect (Customization *self)
{
  const RdmCch *cch = self->cch;

  for (guint32 u = cch->n_nodes; u-- > 0;)
    {
      note_arcs (self, u);
      for (guint32 i = cch->first_down[u]; i < cch->first_down[u + 1]; i++)
        {
          guint32 end = cch->first_up[cch->down_tail[i] + 1];
          Pair to_u = self->weights[cch->down_arc[i]];

          for (guint32 arc = cch->down_arc[i] + 1; arc < end; arc++)
            {
              Pair over = self->weights[self->arc_to[cch->head[arc]]];
              Pair *to_w = &self->weights[arc];
              Pair old = *to_w;

              to_w->up = least (old.up, to_u.up + over.up);
              to_w->down = least (old.down, over.down + to_u.down);
              to_u.up = least (to_u.up, old.up + over.down);
              to_u.down = least (to_u.down, over.up + old.down);
            }
          self->weights[cch->down_arc[i]] = to_u;
        }
    }
}

/* --- what is left -------------------------------------------------------------------------------
 */

static void
half_init (RdmCchHalf *self, guint32 n_nodes, gsize n_arcs)
{
  self->first = g_new (guint32, n_nodes + 1);
  self->high = g_new (guint32, n_arcs + 1);
  self->weight = g_new (double, n_arcs + 1);
}

static void
half_clear (RdmCchHalf *self)
{
  g_free (self->first);
  g_free (self->high);
  g_free (self->weight);
}

static inline gboolean
is_kept (double basic, double perfect)
{
  return basic == perfect && basic != RDM_CCH_NO_WAY;
}

/* An arc that the second pass made shorter is no shortest way: the shortest one goes over higher
 * nodes, by arcs that are kept. */
static RdmCchMetric *
keep (const RdmCch *cch, const Pair *basic, const Pair *perfect)
{
  RdmCchMetric *self = g_new (RdmCchMetric, 1);
  gsize n_up = 0;
  gsize n_down = 0;

  for (guint32 arc = 0; arc < cch->n_arcs; arc++)
    {
      n_up += is_kept (basic[arc].up, perfect[arc].up);
      n_down += is_kept (basic[arc].down, perfect[arc].down);
    }
  self->n_nodes = cch->n_nodes;
  half_init (&self->up, cch->n_nodes, n_up);
  half_init (&self->down, cch->n_nodes, n_down);
  n_up = n_down = 0;
  for (guint32 v = 0; v < cch->n_nodes; v++)
    {
      self->up.first[v] = (guint32)n_up;
      self->down.first[v] = (guint32)n_down;
      for (guint32 arc = cch->first_up[v]; arc < cch->first_up[v + 1]; arc++)
        {
          if (is_kept (basic[arc].up, perfect[arc].up))
            {
              self->up.high[n_up] = cch->head[arc];
              self->up.weight[n_up++] = perfect[arc].up;
            }
          if (is_kept (basic[arc].down, perfect[arc].down))
            {
              self->down.high[n_down] = cch->head[arc];
              self->down.weight[n_down++] = perfect[arc].down;
            }
        }
    }
  self->up.first[cch->n_nodes] = (guint32)n_up;
  self->down.first[cch->n_nodes] = (guint32)n_down;
  return self;
}

RdmCchMetric *
rdm_cch_metric_new (const RdmCch *cch, const double *weights)
{
  g_autofree Pair *pairs = g_new (Pair, cch->n_arcs + 1);
  g_autofree guint32 *arc_to = g_new (guint32, cch->n_nodes + 1);
  g_autofree Pair *basic = NULL;
  Customization self = { cch, pairs, arc_to };

  take_weights (&self, weights);
  customize_basic (&self);
  basic = g_memdup2 (pairs, cch->n_arcs * sizeof *pairs);
  customize_perfect (&self);
  return keep (cch, basic, pairs);
}

void
rdm_cch_metric_free (RdmCchMetric *self)
{
  if (!self)
    return;
  half_clear (&self->up);
  half_clear (&self->down);
  g_free (self);
}

gsize
rdm_cch_metric_size (const RdmCchMetric *self)
{
  gsize n_arcs = (gsize)self->up.first[self->n_nodes] + self->down.first[self->n_nodes];

  return n_arcs * (sizeof *self->up.high + sizeof *self->up.weight)
         + 2 * (gsize)self->n_nodes * sizeof *self->up.first;
}

double
rdm_cch_half_find (const RdmCchHalf *self, guint32 low, guint32 high)
{
  for (guint32 arc = self->first[low]; arc < self->first[low + 1]; arc++)
    if (self->high[arc] == high)
      return self->weight[arc];
  return RDM_CCH_NO_WAY;
}
