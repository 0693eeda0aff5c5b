/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * How long everything takes at some time of the week, with what is closed or slow today.
 */
#include "rdm-graph-private.h"

#include <math.h>

#include "rdm-condition.h"

static void
apply_closure (const RdmGraphNet *net, const RdmClosure *closure, guint32 *arc_ms)
{
  RdmBox box = rdm_closure_box (closure);

  for (guint32 i = 0; i < net->n_segments; i++)
    {
      double share = rdm_closure_share (closure, &box, net, &net->segments[i]);

      for (guint32 lane = 2 * i; share > 0 && lane <= 2 * i + 1; lane++)
        {
          guint32 *ms = net->lane_arc[lane] == RDM_ROAD_NONE ? NULL : &arc_ms[net->lane_arc[lane]];

          if (!ms || *ms == RDM_ARC_CLOSED)
            continue;
          if (closure->speed_permille == 0)
            *ms = RDM_ARC_CLOSED;
          else
            *ms = (guint32)MIN (*ms * (1.0 + share * (1000.0 / closure->speed_permille - 1.0)),
                                G_MAXINT32);
        }
    }
}

/* --- weights -----------------------------------------------------------------------------------
 */

static void
fill_arcs (const RdmGraphNet *net, const RdmGraphState *state, guint32 *arc_ms)
{
  for (guint32 i = 0; i < net->n_arcs; i++)
    {
      const RdmArc *arc = &net->arcs[i];
      guint32 flags = net->segments[arc->lane / 2].flags;
      guint permille = flags & RDM_SEGMENT_STEADY
                           ? 1000
                           : net->rules->profile
                                 ->traffic_permille[state->period][(flags & RDM_SEGMENT_TOWN) != 0];

      arc_ms[i] = arc->closed & (1u << state->period)
                      ? RDM_ARC_CLOSED
                      : (guint32)MIN ((guint64)arc->drive_ms * 1000 / permille, G_MAXINT32);
    }
}

void
rdm_graph_net_weigh (const RdmGraphNet *self,
                     const RdmGraphState *state,
                     guint32 *arc_ms,
                     double *turn_weights)
{
  fill_arcs (self, state, arc_ms);
  for (guint i = 0; state->closures && i < rdm_closures_count (state->closures); i++)
    if (state->which & (1u << i))
      apply_closure (self, rdm_closures_get (state->closures, i), arc_ms);
  for (guint32 turn = 0; turn < self->n_turns; turn++)
    {
      guint32 arc = self->node_arc[self->turn_head[turn]];

      if (arc_ms[arc] == RDM_ARC_CLOSED || (self->turn_closed[turn] & (1u << state->period)))
        turn_weights[turn] = RDM_CCH_NO_WAY;
      else
        turn_weights[turn] =
            rdm_weight ((guint64)self->turn_ms[turn] + arc_ms[arc] + self->arcs[arc].delay_ms,
                        self->segments[self->arcs[arc].lane / 2].length_dm);
    }
}

double
rdm_graph_rest (const RdmGraphNet *net, const RdmGraphMetric *metric, guint32 arc, double share)
{
  guint32 lane = net->arcs[arc].lane;
  double rest = lane % 2 == RDM_WAY_FORWARD ? 1.0 - share : share;
  guint64 ms = (guint64)llround (rest * metric->arc_ms[arc]);
  guint64 dm = (guint64)llround (rest * net->segments[lane / 2].length_dm);

  return rdm_weight (ms + net->arcs[arc].delay_ms, dm);
}

RdmGraphMetric *
rdm_graph_metric_new (const RdmGraphNet *net, const RdmGraphState *state)
{
  RdmGraphMetric *self = g_new (RdmGraphMetric, 1);

  g_atomic_ref_count_init (&self->n_references);
  self->arc_ms = g_new (guint32, net->n_arcs + 1);
  self->turn_weights = g_new (double, net->n_turns + 1);
  rdm_graph_net_weigh (net, state, self->arc_ms, self->turn_weights);
  self->cch = rdm_cch_metric_new (net->cch, self->turn_weights);
  self->n_bytes = rdm_cch_metric_size (self->cch) + net->n_arcs * sizeof *self->arc_ms
                  + net->n_turns * sizeof *self->turn_weights;
  return self;
}

void
rdm_graph_metric_unref (RdmGraphMetric *self)
{
  if (!g_atomic_ref_count_dec (&self->n_references))
    return;
  rdm_cch_metric_free (self->cch);
  g_free (self->arc_ms);
  g_free (self->turn_weights);
  g_free (self);
}
