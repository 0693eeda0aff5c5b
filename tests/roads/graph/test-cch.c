/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Hierarchies on random graphs: every answer is Dijkstra's.
 */
#include "rdm-cch-path.h"
#include "rdm-cch-sweep.h"

#include <math.h>

#include "plain-dijkstra.h"

/** World: a random graph and its hierarchy. */
typedef struct
{
  guint32 n_nodes;
  guint32 n_arcs;
  guint32 *tail;
  guint32 *head;
  double *weight;
  PlainGraph *graph;
  RdmCch *cch;
  RdmCchMetric *metric;
} World;

static void
shuffle (GRand *random, guint32 *items, guint32 n)
{
  for (guint32 i = n; i > 1; i--)
    {
      guint32 j = (guint32)g_rand_int_range (random, 0, (gint32)i);
      guint32 kept = items[i - 1];

      items[i - 1] = items[j];
      items[j] = kept;
    }
}

/* Weights of every kind: none at all, few different ones, large ones, no way. */
static double
random_weight (GRand *random)
{
  switch (g_rand_int_range (random, 0, 10))
    {
    case 0:
      return 0;
    case 1:
      return INFINITY;
    case 2:
      return 1e14 + g_rand_int_range (random, 0, 3);
    case 3:
    case 4:
      return g_rand_int_range (random, 0, 1000000);
    default:
      return g_rand_int_range (random, 1, 6);
    }
}

static World *
world_new (guint32 seed, guint32 n_nodes, guint32 n_arcs)
{
  g_autoptr (GRand) random = g_rand_new_with_seed (seed);
  g_autofree guint32 *order = g_new (guint32, n_nodes + 1);
  World *self = g_new (World, 1);

  self->n_nodes = n_nodes;
  self->n_arcs = n_nodes > 0 ? n_arcs : 0;
  self->tail = g_new (guint32, n_arcs + 1);
  self->head = g_new (guint32, n_arcs + 1);
  self->weight = g_new (double, n_arcs + 1);
  for (guint32 i = 0; i < self->n_arcs; i++)
    {
      self->tail[i] = (guint32)g_rand_int_range (random, 0, (gint32)n_nodes);
      /* Near ones, as roads are; loops and parallel arcs among them. */
      self->head[i] = (self->tail[i] + (guint32)g_rand_int_range (random, 0, 7)) % n_nodes;
      if (g_rand_int_range (random, 0, 8) == 0)
        self->head[i] = (guint32)g_rand_int_range (random, 0, (gint32)n_nodes);
      self->weight[i] = random_weight (random);
    }
  for (guint32 v = 0; v < n_nodes; v++)
    order[v] = v;
  shuffle (random, order, n_nodes);
  self->graph = plain_graph_new (n_nodes, self->n_arcs, self->tail, self->head, self->weight);
  self->cch = rdm_cch_new (n_nodes, self->n_arcs, self->tail, self->head, order);
  self->metric = rdm_cch_metric_new (self->cch, self->weight);
  return self;
}

static void
world_free (World *self)
{
  rdm_cch_metric_free (self->metric);
  rdm_cch_free (self->cch);
  plain_graph_free (self->graph);
  g_free (self->tail);
  g_free (self->head);
  g_free (self->weight);
  g_free (self);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (World, world_free)

typedef struct
{
  const World *world;
  const double *judge; /* (array) n × n */
  guint n_told;
} Comparison;

static void
compare_cb (guint32 source, const double *weights, gpointer user_data)
{
  Comparison *self = user_data;

  self->n_told++;
  for (guint32 v = 0; v < self->world->n_nodes; v++)
    g_assert_cmpfloat (weights[v], ==, self->judge[source * self->world->n_nodes + v]);
}

static void
assert_sweep (const World *world, const double *judge)
{
  g_autofree guint32 *first = g_new (guint32, world->n_nodes + 1);
  g_autofree RdmCchSeed *seeds = g_new0 (RdmCchSeed, world->n_nodes + 1);
  RdmCchSources sources = { world->n_nodes, first, seeds };
  Comparison comparison = { world, judge, 0 };

  for (guint32 v = 0; v < world->n_nodes; v++)
    {
      first[v] = v;
      seeds[v].node = world->cch->rank[v];
    }
  first[world->n_nodes] = world->n_nodes;
  g_assert_true (rdm_cch_sweep (world->cch, world->metric, &sources, world->n_nodes,
                                world->cch->rank, compare_cb, &comparison, NULL, NULL));
  g_assert_cmpuint (comparison.n_told, ==, world->n_nodes);
}

/* What arc by arc the way costs; the cheapest of parallel arcs. */
static double
add_up (const World *world, const GArray *nodes, const guint32 *name)
{
  double sum = 0;

  for (guint i = 1; i < nodes->len; i++)
    {
      guint32 a = name[g_array_index (nodes, guint32, i - 1)];
      guint32 b = name[g_array_index (nodes, guint32, i)];
      double least = INFINITY;

      for (guint32 arc = world->graph->first[a]; arc < world->graph->first[a + 1]; arc++)
        if (world->graph->head[arc] == b)
          least = fmin (least, world->graph->weight[arc]);
      sum += least;
    }
  return sum;
}

static void
assert_paths (const World *world, const double *judge)
{
  g_autoptr (RdmCchPaths) paths = rdm_cch_paths_new (world->cch, world->metric);
  g_autofree guint32 *name = g_new (guint32, world->n_nodes + 1);

  for (guint32 v = 0; v < world->n_nodes; v++)
    name[world->cch->rank[v]] = v;
  for (guint32 a = 0; a < world->n_nodes; a++)
    for (guint32 b = 0; b < world->n_nodes; b++)
      {
        g_autoptr (GArray) nodes = g_array_new (FALSE, FALSE, sizeof (guint32));
        RdmCchSeed from = { world->cch->rank[a], 0 };
        RdmCchSeed to = { world->cch->rank[b], 0 };
        double expected = judge[a * world->n_nodes + b];

        g_assert_cmpfloat (rdm_cch_paths_find (paths, &from, 1, &to, 1, nodes), ==, expected);
        if (expected == INFINITY)
          {
            g_assert_cmpuint (nodes->len, ==, 0);
            continue;
          }
        g_assert_cmpuint (name[g_array_index (nodes, guint32, 0)], ==, a);
        g_assert_cmpuint (name[g_array_index (nodes, guint32, nodes->len - 1)], ==, b);
        g_assert_cmpfloat (add_up (world, nodes, name), ==, expected);
      }
}

static void
test_random (void)
{
  for (guint32 seed = 0; seed < 120; seed++)
    {
      guint32 n_nodes = seed % 41;
      g_autoptr (World) world = world_new (seed, n_nodes, n_nodes * (1 + seed % 5));
      g_autofree double *judge = g_new (double, (gsize)n_nodes *n_nodes + 1);

      for (guint32 v = 0; v < n_nodes; v++)
        plain_dijkstra_from (world->graph, v, judge + (gsize)v * n_nodes);
      assert_sweep (world, judge);
      assert_paths (world, judge);
    }
}

/* Several places to begin at, each with a price; and to end at. */
static void
test_seeds (void)
{
  g_autoptr (World) world = world_new (77, 200, 700);
  g_autoptr (GRand) random = g_rand_new_with_seed (5);
  g_autoptr (RdmCchPaths) paths = rdm_cch_paths_new (world->cch, world->metric);
  g_autofree double *distance = g_new (double, world->n_nodes);

  for (guint round = 0; round < 300; round++)
    {
      RdmCchSeed from[3];
      RdmCchSeed to[3];
      guint n_from = 1 + round % 3;
      guint n_to = 1 + round / 3 % 3;
      double expected = INFINITY;

      for (guint32 v = 0; v < world->n_nodes; v++)
        distance[v] = INFINITY;
      for (guint i = 0; i < n_from; i++)
        {
          guint32 v = (guint32)g_rand_int_range (random, 0, (gint32)world->n_nodes);

          from[i] = (RdmCchSeed){ world->cch->rank[v], g_rand_int_range (random, 0, 9) };
          distance[v] = fmin (distance[v], from[i].weight);
        }
      plain_dijkstra (world->graph, distance);
      for (guint i = 0; i < n_to; i++)
        {
          guint32 v = (guint32)g_rand_int_range (random, 0, (gint32)world->n_nodes);

          to[i] = (RdmCchSeed){ world->cch->rank[v], g_rand_int_range (random, 0, 9) };
          expected = fmin (expected, distance[v] + to[i].weight);
        }
      g_assert_cmpfloat (rdm_cch_paths_find (paths, from, n_from, to, n_to, NULL), ==, expected);
    }
}

/* Another metric on the same hierarchy is as good as a hierarchy of its own. */
static void
test_other_metric (void)
{
  g_autoptr (World) world = world_new (9, 60, 240);
  g_autofree double *judge = g_new (double, (gsize)world->n_nodes * world->n_nodes);
  g_autoptr (GRand) random = g_rand_new_with_seed (3);

  for (guint32 i = 0; i < world->n_arcs; i++)
    world->weight[i] = random_weight (random);
  plain_graph_free (world->graph);
  rdm_cch_metric_free (world->metric);
  world->graph =
      plain_graph_new (world->n_nodes, world->n_arcs, world->tail, world->head, world->weight);
  world->metric = rdm_cch_metric_new (world->cch, world->weight);
  for (guint32 v = 0; v < world->n_nodes; v++)
    plain_dijkstra_from (world->graph, v, judge + (gsize)v * world->n_nodes);
  assert_sweep (world, judge);
  assert_paths (world, judge);
}

static RdmCch *
read_back (const RdmCch *cch)
{
  return rdm_cch_load (cch->n_nodes, cch->rank, cch->first_up, cch->n_arcs, cch->head,
                       cch->n_input_arcs, cch->lane);
}

/* Each of the arrays, damaged, is refused. */
static void
test_load (void)
{
  g_autoptr (World) world = world_new (4, 50, 200);
  g_autoptr (RdmCch) copy = read_back (world->cch);
  const RdmCch *cch = world->cch;
  struct
  {
    guint32 *item;
    guint32 wrong;
  } damages[] = {
    { (guint32 *)&cch->lane[7], 2 * cch->n_arcs },
    { (guint32 *)&cch->rank[11], cch->n_nodes },
    { (guint32 *)&cch->first_up[20], cch->n_arcs + 1 },
  };

  g_assert_nonnull (copy);
  g_assert_cmpmem (copy->down_arc, copy->n_arcs * sizeof *copy->down_arc, cch->down_arc,
                   cch->n_arcs * sizeof *cch->down_arc);
  for (guint i = 0; i < G_N_ELEMENTS (damages); i++)
    {
      guint32 kept = *damages[i].item;

      *damages[i].item = damages[i].wrong;
      g_assert_null (read_back (cch));
      *damages[i].item = kept;
    }
  for (guint32 arc = 0; arc < cch->n_arcs; arc++)
    {
      guint32 *head = (guint32 *)&cch->head[arc];
      guint32 kept = *head;

      *head = cch->n_nodes + 3;
      g_assert_null (read_back (cch));
      *head = kept;
    }
}

static void
count_cb (guint32 source, const double *weights, gpointer user_data)
{
  ++*(guint *)user_data;
}

static void
test_cancel (void)
{
  g_autoptr (World) world = world_new (4, 50, 200);
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GError) error = NULL;
  guint32 first[201];
  RdmCchSeed seeds[200];
  RdmCchSources sources = { 200, first, seeds };
  guint n_told = 0;

  for (guint i = 0; i <= 200; i++)
    first[i] = i;
  for (guint i = 0; i < 200; i++)
    seeds[i] = (RdmCchSeed){ i % 50, 0 };
  g_cancellable_cancel (cancellable);
  g_assert_false (rdm_cch_sweep (world->cch, world->metric, &sources, world->n_nodes,
                                 world->cch->rank, count_cb, &n_told, cancellable, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_assert_cmpuint (n_told, <, 200);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/cch/random", test_random);
  g_test_add_func ("/cch/seeds", test_seeds);
  g_test_add_func ("/cch/other-metric", test_other_metric);
  g_test_add_func ("/cch/load", test_load);
  g_test_add_func ("/cch/cancel", test_cancel);
  return g_test_run ();
}
