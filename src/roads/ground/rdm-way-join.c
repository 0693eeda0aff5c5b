/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rdm-way-join.h"

/* Where more ways than this meet, which no junction does, only so many are looked at. */
#define MEET_MAX 64

/* One end of a way. */
typedef struct
{
  guint32 node;
  guint way; /* place in the list */
  gboolean last;
} End;

typedef struct
{
  const RdmOsm *osm;
  const guint32 *ways;
  gboolean directed;
  GArray *ends; /* (element-type End): by node */
  guint8 *used;
} Join;

static void
joined_way_free (gpointer data)
{
  RdmJoinedWay *line = data;

  g_array_unref (line->points);
  g_free (line);
}

static int
compare_ends (gconstpointer a, gconstpointer b)
{
  const End *left = a;
  const End *right = b;

  if (left->node != right->node)
    return left->node < right->node ? -1 : 1;
  if (left->way != right->way)
    return left->way < right->way ? -1 : 1;
  return left->last - right->last;
}

static void
collect_ends (Join *self, guint n_ways)
{
  for (guint i = 0; i < n_ways; i++)
    {
      guint n = 0;
      const guint32 *nodes =
          self->ways[i] != RDM_OSM_ABSENT ? rdm_osm_way_nodes (self->osm, self->ways[i], &n) : NULL;

      if (n < 2)
        {
          self->used[i] = TRUE;
          continue;
        }
      g_array_append_vals (self->ends, &(End){ nodes[0], i, FALSE }, 1);
      g_array_append_vals (self->ends, &(End){ nodes[n - 1], i, TRUE }, 1);
    }
  g_array_sort (self->ends, compare_ends);
}

/* The first of the ends at @node. */
static guint
find_node (const Join *self, guint32 node)
{
  guint low = 0;
  guint high = self->ends->len;

  while (low < high)
    {
      guint middle = (low + high) / 2;

      if (g_array_index (self->ends, End, middle).node < node)
        low = middle + 1;
      else
        high = middle;
    }
  return low;
}

static double
heading (const Join *self, guint32 from, guint32 to)
{
  const gint32 *lon = rdm_osm_lon_e7 (self->osm);
  const gint32 *lat = rdm_osm_lat_e7 (self->osm);

  if (from == RDM_OSM_ABSENT || to == RDM_OSM_ABSENT)
    return 0.;
  return atan2 ((double)lat[to] - lat[from],
                ((double)lon[to] - lon[from]) * cos (lat[from] / 1e7 * G_PI / 180.));
}

/* The unused way that goes on from @node most nearly in direction @before. */
static const End *
find_next (const Join *self, guint32 node, double before, gboolean forward)
{
  const End *best = NULL;
  double least = INFINITY;
  guint begin;

  if (node == RDM_OSM_ABSENT)
    return NULL;
  begin = find_node (self, node);
  for (guint i = begin; i < MIN (self->ends->len, begin + MEET_MAX)
                        && g_array_index (self->ends, End, i).node == node;
       i++)
    {
      const End *end = &g_array_index (self->ends, End, i);
      guint n;
      const guint32 *nodes;
      double turn;

      if (self->used[end->way] || (self->directed && end->last == forward))
        continue;
      nodes = rdm_osm_way_nodes (self->osm, self->ways[end->way], &n);
      turn = end->last ? heading (self, nodes[n - 1], nodes[n - 2])
                       : heading (self, nodes[0], nodes[1]);
      turn = fabs (remainder (turn - before, 2. * G_PI));
      if (turn < least)
        {
          least = turn;
          best = end;
        }
    }
  return best;
}

/* Appends the nodes of a way but its first, which is there already. */
static void
append_way (const Join *self, GArray *nodes, const End *end)
{
  guint n;
  const guint32 *from = rdm_osm_way_nodes (self->osm, self->ways[end->way], &n);

  self->used[end->way] = TRUE;
  if (!end->last)
    g_array_append_vals (nodes, from + 1, n - 1);
  else
    for (guint i = n - 1; i > 0; i--)
      g_array_append_vals (nodes, from + i - 1, 1);
}

static gboolean
is_closed (GArray *nodes)
{
  return nodes->len > 2
         && g_array_index (nodes, guint32, 0) == g_array_index (nodes, guint32, nodes->len - 1);
}

/* Goes on until the line is closed or nothing follows. */
static void
extend (const Join *self, GArray *nodes, gboolean forward)
{
  while (!is_closed (nodes))
    {
      guint32 last = g_array_index (nodes, guint32, nodes->len - 1);
      guint32 before = g_array_index (nodes, guint32, nodes->len - 2);
      const End *next = find_next (self, last, heading (self, before, last), forward);

      if (next == NULL)
        return;
      append_way (self, nodes, next);
    }
}

static void
reverse (GArray *nodes)
{
  guint32 *data = (guint32 *)(gpointer)nodes->data;

  for (guint i = 0; i < nodes->len / 2; i++)
    {
      guint32 swap = data[i];

      data[i] = data[nodes->len - 1 - i];
      data[nodes->len - 1 - i] = swap;
    }
}

static GArray *
points_of (const Join *self, GArray *nodes, gboolean closed)
{
  guint n = closed ? nodes->len - 1 : nodes->len;
  GArray *points = g_array_sized_new (FALSE, FALSE, sizeof (RdmWorldXY), n);

  for (guint i = 0; i < n; i++)
    {
      guint32 node = g_array_index (nodes, guint32, i);
      RdmWorldXY point;

      if (node == RDM_OSM_ABSENT)
        continue;
      point = rdm_world_of (rdm_osm_point (self->osm, node));
      if (points->len == 0
          || !rdm_world_equal (point, g_array_index (points, RdmWorldXY, points->len - 1)))
        g_array_append_val (points, point);
    }
  return points;
}

static RdmJoinedWay *
join_from (const Join *self, guint way)
{
  g_autoptr (GArray) nodes = g_array_new (FALSE, FALSE, sizeof (guint32));
  RdmJoinedWay *line = g_new0 (RdmJoinedWay, 1);
  guint n;
  const guint32 *from = rdm_osm_way_nodes (self->osm, self->ways[way], &n);

  line->first = way;
  g_array_append_vals (nodes, from, 1);
  append_way (self, nodes, &(End){ from[0], way, FALSE });
  extend (self, nodes, TRUE);
  if (!is_closed (nodes))
    {
      reverse (nodes);
      extend (self, nodes, FALSE);
      reverse (nodes);
    }
  line->closed = is_closed (nodes);
  line->points = points_of (self, nodes, line->closed);
  return line;
}

GPtrArray *
rdm_way_join (const RdmOsm *osm, const guint32 *ways, guint n_ways, gboolean directed)
{
  GPtrArray *lines = g_ptr_array_new_with_free_func (joined_way_free);
  g_autofree guint8 *used = g_new0 (guint8, n_ways);
  g_autoptr (GArray) ends = g_array_new (FALSE, FALSE, sizeof (End));
  Join self = { osm, ways, directed, ends, used };

  collect_ends (&self, n_ways);
  for (guint i = 0; i < n_ways; i++)
    {
      RdmJoinedWay *line;

      if (used[i])
        continue;
      line = join_from (&self, i);
      if (line->points->len >= 2)
        g_ptr_array_add (lines, line);
      else
        joined_way_free (line);
    }
  return lines;
}
