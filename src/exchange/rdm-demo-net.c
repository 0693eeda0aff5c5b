/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rdm-demo-net-private.h"

#include "rdm-demo-lines-private.h"

#define BRIDGE_M 20.       /* to either side of what it crosses */
#define RIVER_BRIDGE_M 34. /* likewise, from the river's middle */
#define STUB_M 9.          /* what sticks out beyond a crossing by less is cut off */

/* A point of a line in the making. */
typedef struct
{
  double along;
  guint node;
  gboolean cut; /* the line is cut there */
} Vertex;

/* A stretch of a line in the making. */
typedef struct
{
  double from;
  double to;
  RdmDemoPieceFlags flags;
} Span;

typedef struct
{
  RdmDemoNet *net;
  GHashTable *nodes;   /* of places, to a decimetre */
  GPtrArray *vertices; /* (element-type GArray of Vertex), one a line */
  GPtrArray *spans;    /* (element-type GArray of Span), one a line */
} Builder;

static guint
node_at (Builder *self, RdmDemoXY at)
{
  gint64 key =
      (gint64)floor (at.x * 10. + 0.5) * ((gint64)1 << 32) + (gint64)floor (at.y * 10. + 0.5);
  gpointer found;
  RdmDemoNetNode node = { .at = at };

  if (g_hash_table_lookup_extended (self->nodes, &key, NULL, &found))
    return GPOINTER_TO_UINT (found);
  g_array_append_val (self->net->nodes, node);
  g_hash_table_insert (self->nodes, g_memdup2 (&key, sizeof key),
                       GUINT_TO_POINTER (self->net->nodes->len - 1));
  return self->net->nodes->len - 1;
}

static void
add_vertex (Builder *self, guint line, double along, guint node, gboolean cut)
{
  Vertex vertex = { along, node, cut };

  g_array_append_val ((GArray *)g_ptr_array_index (self->vertices, line), vertex);
}

static void
add_span (Builder *self, guint line, double along, double half, RdmDemoPieceFlags flags)
{
  const GArray *points = g_array_index (self->net->lines, RdmDemoNetLine, line).points;
  Span span = { MAX (along - half, 0.), MIN (along + half, rdm_demo_line_length (points)), flags };

  g_array_append_val ((GArray *)g_ptr_array_index (self->spans, line), span);
  add_vertex (self, line, span.from, node_at (self, rdm_demo_line_at (points, span.from)), TRUE);
  add_vertex (self, line, span.to, node_at (self, rdm_demo_line_at (points, span.to)), TRUE);
}

static RdmDemoNetKind
kind_of (const Builder *self, guint line)
{
  return g_array_index (self->net->lines, RdmDemoNetLine, line).kind;
}

/* @over passes above @under. */
static void
add_bridge (Builder *self, guint over, double along_over, guint under, double along_under)
{
  RdmDemoNetKind below = kind_of (self, under);

  add_span (self, over, along_over, below == RDM_DEMO_NET_RIVER ? RIVER_BRIDGE_M : BRIDGE_M,
            RDM_DEMO_PIECE_BRIDGE);
  if (kind_of (self, over) == RDM_DEMO_NET_RAIL)
    add_span (self, under, along_under, BRIDGE_M, RDM_DEMO_PIECE_LOW);
}

static void
add_hit (Builder *self, const RdmDemoHit *hit)
{
  RdmDemoNetKind a = kind_of (self, hit->a);
  RdmDemoNetKind b = kind_of (self, hit->b);
  gboolean rail = a == RDM_DEMO_NET_RAIL || b == RDM_DEMO_NET_RAIL;
  guint node;

  if (a == RDM_DEMO_NET_RIVER || b == RDM_DEMO_NET_RIVER)
    {
      if (a != b && MIN (a, b) != RDM_DEMO_NET_CYCLEWAY)
        add_bridge (self, a == RDM_DEMO_NET_RIVER ? hit->b : hit->a,
                    a == RDM_DEMO_NET_RIVER ? hit->along_b : hit->along_a,
                    a == RDM_DEMO_NET_RIVER ? hit->a : hit->b, 0.);
      return;
    }
  /* Ramps share a vertex with what they lead to, and meet nothing else. */
  if (a == RDM_DEMO_NET_RAMP || b == RDM_DEMO_NET_RAMP)
    return;
  if (a == RDM_DEMO_NET_MOTORWAY || b == RDM_DEMO_NET_MOTORWAY)
    {
      /* Whatever crosses the motorway goes over it. */
      if (a != b)
        add_bridge (self, a == RDM_DEMO_NET_MOTORWAY ? hit->b : hit->a,
                    a == RDM_DEMO_NET_MOTORWAY ? hit->along_b : hit->along_a,
                    a == RDM_DEMO_NET_MOTORWAY ? hit->a : hit->b, 0.);
      return;
    }
  else if (rail && MIN (a, b) == RDM_DEMO_NET_ROAD)
    {
      /* The railway goes over the main roads. */
      add_bridge (self, a == RDM_DEMO_NET_RAIL ? hit->a : hit->b,
                  a == RDM_DEMO_NET_RAIL ? hit->along_a : hit->along_b,
                  a == RDM_DEMO_NET_RAIL ? hit->b : hit->a,
                  a == RDM_DEMO_NET_RAIL ? hit->along_b : hit->along_a);
      return;
    }

  node = node_at (self, hit->at);
  g_array_index (self->net->nodes, RdmDemoNetNode, node).crosses_rail |= rail;
  /* Main roads are cut where they meet, so that a turn has a way to come from and one to go. */
  add_vertex (self, hit->a, hit->along_a, node, a <= RDM_DEMO_NET_RAMP && a == b && !rail && a > 0);
  add_vertex (self, hit->b, hit->along_b, node, a <= RDM_DEMO_NET_RAMP && a == b && !rail && a > 0);
}

static int
compare_vertices (gconstpointer a, gconstpointer b)
{
  double x = ((const Vertex *)a)->along;
  double y = ((const Vertex *)b)->along;

  return (x > y) - (x < y);
}

/* In order along the line, each node once. */
static void
order_vertices (GArray *vertices)
{
  guint kept = 0;

  g_array_sort (vertices, compare_vertices);
  for (guint i = 0; i < vertices->len; i++)
    {
      Vertex *vertex = &g_array_index (vertices, Vertex, i);
      Vertex *before = kept ? &g_array_index (vertices, Vertex, kept - 1) : NULL;

      if (before && before->node == vertex->node)
        before->cut |= vertex->cut;
      else
        g_array_index (vertices, Vertex, kept++) = *vertex;
    }
  g_array_set_size (vertices, kept);
}

static gboolean
is_crossing (const Builder *self, const Vertex *vertex)
{
  return g_array_index (self->net->nodes, RdmDemoNetNode, vertex->node).n_lines > 1;
}

/* Cuts off what sticks out beyond the last crossing, of streets. */
static void
trim (const Builder *self, GArray *vertices)
{
  while (vertices->len > 2 && !is_crossing (self, &g_array_index (vertices, Vertex, 0))
         && g_array_index (vertices, Vertex, 1).along - g_array_index (vertices, Vertex, 0).along
                < STUB_M)
    g_array_remove_index (vertices, 0);
  while (vertices->len > 2
         && !is_crossing (self, &g_array_index (vertices, Vertex, vertices->len - 1))
         && g_array_index (vertices, Vertex, vertices->len - 1).along
                    - g_array_index (vertices, Vertex, vertices->len - 2).along
                < STUB_M)
    g_array_set_size (vertices, vertices->len - 1);
}

/* Cuts a street where its dead ends begin, so that what lies between can be one-way. */
static void
cut_dead_ends (const Builder *self, GArray *vertices)
{
  guint first = 0;
  guint last = vertices->len - 1;

  while (first < last && !is_crossing (self, &g_array_index (vertices, Vertex, first)))
    first++;
  while (last > first && !is_crossing (self, &g_array_index (vertices, Vertex, last)))
    last--;
  g_array_index (vertices, Vertex, first).cut = TRUE;
  g_array_index (vertices, Vertex, last).cut = TRUE;
}

static RdmDemoPieceFlags
flags_between (const GArray *spans, double from, double to)
{
  RdmDemoPieceFlags flags = 0;

  for (guint i = 0; i < spans->len; i++)
    {
      const Span *span = &g_array_index (spans, Span, i);

      if (span->from <= from + 0.01 && to <= span->to + 0.01)
        flags |= span->flags;
    }
  return flags;
}

static void
clear_piece (gpointer data)
{
  g_clear_pointer (&((RdmDemoPiece *)data)->nodes, g_array_unref);
}

/* Cuts a line into pieces. */
static void
add_pieces (Builder *self, guint line)
{
  const GArray *vertices = g_ptr_array_index (self->vertices, line);
  const GArray *spans = g_ptr_array_index (self->spans, line);
  RdmDemoPiece piece = { .line = line };

  for (guint i = 0; i + 1 < vertices->len; i++)
    {
      const Vertex *here = &g_array_index (vertices, Vertex, i);
      const Vertex *next = &g_array_index (vertices, Vertex, i + 1);
      RdmDemoPieceFlags flags = flags_between (spans, here->along, next->along);

      if (!piece.nodes || here->cut || flags != piece.flags)
        {
          if (piece.nodes)
            g_array_append_val (self->net->pieces, piece);
          piece.flags = flags;
          piece.nodes = g_array_new (FALSE, FALSE, sizeof (guint));
          g_array_append_val (piece.nodes, here->node);
        }
      g_array_append_val (piece.nodes, next->node);
    }
  if (piece.nodes)
    g_array_append_val (self->net->pieces, piece);
}

static void
count_lines (Builder *self, const GArray *vertices)
{
  for (guint i = 0; i < vertices->len; i++)
    g_array_index (self->net->nodes, RdmDemoNetNode, g_array_index (vertices, Vertex, i).node)
        .n_lines++;
}

RdmDemoNet *
rdm_demo_net_new (const RdmDemoLayout *layout, const GArray *streets)
{
  RdmDemoNet *net = g_new0 (RdmDemoNet, 1);
  g_autoptr (GHashTable) nodes = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);
  g_autoptr (GPtrArray) vertices = g_ptr_array_new_with_free_func ((GDestroyNotify)g_array_unref);
  g_autoptr (GPtrArray) spans = g_ptr_array_new_with_free_func ((GDestroyNotify)g_array_unref);
  g_autoptr (GArray) hits = NULL;
  Builder self = { net, nodes, vertices, spans };

  net->lines = rdm_demo_net_lines (layout, streets);
  net->nodes = g_array_new (FALSE, FALSE, sizeof (RdmDemoNetNode));
  net->pieces = g_array_new (FALSE, FALSE, sizeof (RdmDemoPiece));
  g_array_set_clear_func (net->pieces, clear_piece);
  for (guint line = 0; line < net->lines->len; line++)
    {
      const GArray *points = g_array_index (net->lines, RdmDemoNetLine, line).points;
      double along = 0.;

      g_ptr_array_add (vertices, g_array_new (FALSE, FALSE, sizeof (Vertex)));
      g_ptr_array_add (spans, g_array_new (FALSE, FALSE, sizeof (Span)));
      for (guint i = 0; i < points->len; i++)
        {
          RdmDemoXY at = g_array_index (points, RdmDemoXY, i);

          if (i > 0)
            along += rdm_demo_distance (g_array_index (points, RdmDemoXY, i - 1), at);
          add_vertex (&self, line, along, node_at (&self, at), FALSE);
        }
    }
  hits = rdm_demo_net_hits (net->lines);
  for (guint i = 0; i < hits->len; i++)
    add_hit (&self, &g_array_index (hits, RdmDemoHit, i));

  for (guint line = 0; line < net->lines->len; line++)
    {
      order_vertices (g_ptr_array_index (vertices, line));
      count_lines (&self, g_ptr_array_index (vertices, line));
    }
  for (guint line = 0; line < net->lines->len; line++)
    {
      RdmDemoNetKind kind = kind_of (&self, line);

      if (kind == RDM_DEMO_NET_STREET)
        {
          trim (&self, g_ptr_array_index (vertices, line));
          cut_dead_ends (&self, g_ptr_array_index (vertices, line));
        }
      add_pieces (&self, line);
    }
  return net;
}

void
rdm_demo_net_free (RdmDemoNet *self)
{
  g_clear_pointer (&self->lines, g_array_unref);
  g_clear_pointer (&self->nodes, g_array_unref);
  g_clear_pointer (&self->pieces, g_array_unref);
  g_free (self);
}
