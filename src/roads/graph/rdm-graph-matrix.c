/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rdm-graph-private.h"

#include "rdm-cch-path.h"

typedef struct
{
  const RdmGraphNet *net;
  const RdmGraphMetric *metric;
  const RdmRoadPlace *from;
  const RdmRoadPlace *to;
  guint n_to;
  gint32 *durations_s;
  gint32 *distances_m;

  const RdmCchSeed *targets;   /* (array) of all places, one after the other */
  const guint32 *first_target; /* (array) n_to + 1 */
  GHashTable *on_segment;      /* (element-type uint32 GArray(uint)): which of @to are there */
  RdmCchPaths *paths;          /* NULL until somebody asks */
} Matrix;

static void
set_cell (Matrix *self, guint i, guint j, double weight)
{
  gsize at = (gsize)i * self->n_to + j;
  gboolean is_way = weight != RDM_CCH_NO_WAY;

  if (self->durations_s)
    self->durations_s[at] =
        is_way ? (gint32)((rdm_weight_ms (weight) + 500) / 1000) : RDM_TRAVEL_UNREACHABLE;
  if (self->distances_m)
    self->distances_m[at] =
        is_way ? (gint32)((rdm_weight_dm (weight) + 5) / 10) : RDM_TRAVEL_UNREACHABLE;
}

/* Back to a place that has been passed. Seldom enough for a search of its own. */
static double
weigh_way_round (Matrix *self, guint i, guint j)
{
  g_autoptr (GArray) seeds = g_array_new (FALSE, FALSE, sizeof (RdmCchSeed));
  const RdmCchSeed *targets = self->targets + self->first_target[j];
  guint32 n_targets = self->first_target[j + 1] - self->first_target[j];

  if (!self->paths)
    self->paths = rdm_cch_paths_new (self->net->cch, self->metric->cch);
  rdm_graph_place_seeds_past (self->net, self->metric, &self->from[i], &self->to[j], seeds);
  return rdm_cch_paths_find (self->paths, (const RdmCchSeed *)(gpointer)seeds->data, seeds->len,
                             targets, n_targets, NULL);
}

static void
reached_cb (guint32 i, const double *weights, gpointer user_data)
{
  Matrix *self = user_data;
  const GArray *neighbours =
      rdm_point_is_set (self->from[i].point)
          ? g_hash_table_lookup (self->on_segment, GUINT_TO_POINTER (self->from[i].segment))
          : NULL;

  for (guint j = 0; j < self->n_to; j++)
    {
      double best = RDM_CCH_NO_WAY;

      for (guint32 t = self->first_target[j]; t < self->first_target[j + 1]; t++)
        best = MIN (best, weights[t] + self->targets[t].weight);
      set_cell (self, i, j, best);
    }
  for (guint k = 0; neighbours && k < neighbours->len; k++)
    {
      guint j = g_array_index (neighbours, guint, k);

      if (rdm_graph_place_is_behind (&self->from[i], &self->to[j]))
        set_cell (self, i, j, weigh_way_round (self, i, j));
    }
}

static void
note_segment (Matrix *self, guint j)
{
  gpointer segment = GUINT_TO_POINTER (self->to[j].segment);
  GArray *places;

  if (!rdm_point_is_set (self->to[j].point))
    return;
  places = g_hash_table_lookup (self->on_segment, segment);
  if (!places)
    {
      places = g_array_new (FALSE, FALSE, sizeof (guint));
      g_hash_table_insert (self->on_segment, segment, places);
    }
  g_array_append_val (places, j);
}

static gboolean
sweep (Matrix *self, guint n_from, GCancellable *cancellable, GError **error)
{
  g_autoptr (GArray) seeds = g_array_new (FALSE, FALSE, sizeof (RdmCchSeed));
  g_autoptr (GArray) targets = g_array_new (FALSE, FALSE, sizeof (RdmCchSeed));
  g_autofree guint32 *first_seed = g_new (guint32, n_from + 1);
  g_autofree guint32 *first_target = g_new (guint32, self->n_to + 1);
  g_autofree guint32 *nodes = NULL;

  for (guint i = 0; i < n_from; i++)
    {
      first_seed[i] = seeds->len;
      rdm_graph_place_seeds (self->net, self->metric, &self->from[i], seeds);
    }
  first_seed[n_from] = seeds->len;
  for (guint j = 0; j < self->n_to; j++)
    {
      first_target[j] = targets->len;
      rdm_graph_place_targets (self->net, self->metric, &self->to[j], targets);
      note_segment (self, j);
    }
  first_target[self->n_to] = targets->len;
  nodes = g_new (guint32, targets->len + 1);
  for (guint t = 0; t < targets->len; t++)
    nodes[t] = g_array_index (targets, RdmCchSeed, t).node;
  self->targets = (const RdmCchSeed *)(gpointer)targets->data;
  self->first_target = first_target;
  return rdm_cch_sweep (
      self->net->cch, self->metric->cch,
      &(RdmCchSources){ n_from, first_seed, (const RdmCchSeed *)(gpointer)seeds->data },
      targets->len, nodes, reached_cb, self, cancellable, error);
}

gboolean
rdm_graph_matrix (RdmGraph *self,
                  const RdmGraphState *state,
                  const RdmRoadPlace *from,
                  guint n_from,
                  const RdmRoadPlace *to,
                  guint n_to,
                  gint32 *durations_s,
                  gint32 *distances_m,
                  GCancellable *cancellable,
                  GError **error)
{
  g_autoptr (RdmGraphMetric) metric = rdm_graph_get_metric (self, state, error);
  g_autoptr (GHashTable) on_segment =
      g_hash_table_new_full (NULL, NULL, NULL, (GDestroyNotify)g_array_unref);
  g_autoptr (RdmCchPaths) paths = NULL;
  Matrix matrix = {
    .metric = metric,
    .from = from,
    .to = to,
    .n_to = n_to,
    .durations_s = durations_s,
    .distances_m = distances_m,
    .on_segment = on_segment,
  };
  gboolean is_done;

  if (!metric)
    return FALSE;
  matrix.net = rdm_graph_get_net (self, state->profile, NULL);
  is_done = sweep (&matrix, n_from, cancellable, error);
  paths = matrix.paths;
  return is_done;
}
