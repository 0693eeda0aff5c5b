/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Where lines cross: every piece of a line is entered into the squares of a grid that it touches,
 * and compared with what is there. */
#include "rdm-demo-lines-private.h"

#define CELL_M 60.

typedef struct
{
  guint line;
  guint segment;
  double along; /* metres from the line's start to the segment's */
} Segment;

static gint64
cell_key (double x, double y)
{
  return (gint64)floor (x / CELL_M) * ((gint64)1 << 32) + (gint64)floor (y / CELL_M);
}

static const RdmDemoXY *
vertex (const GArray *lines, guint line, guint i)
{
  return &g_array_index (g_array_index (lines, RdmDemoNetLine, line).points, RdmDemoXY, i);
}

/* Returns: whether the segments cross; where, as shares of each. */
static gboolean
cross (RdmDemoXY a, RdmDemoXY b, RdmDemoXY c, RdmDemoXY d, double *t, double *u)
{
  RdmDemoXY r = { b.x - a.x, b.y - a.y };
  RdmDemoXY s = { d.x - c.x, d.y - c.y };
  double area = r.x * s.y - r.y * s.x;

  if (fabs (area) < 1e-9)
    return FALSE;
  *t = ((c.x - a.x) * s.y - (c.y - a.y) * s.x) / area;
  *u = ((c.x - a.x) * r.y - (c.y - a.y) * r.x) / area;
  return *t >= -1e-9 && *t <= 1. + 1e-9 && *u >= -1e-9 && *u <= 1. + 1e-9;
}

static void
compare (const GArray *lines, const Segment *p, const Segment *q, GHashTable *seen, GArray *hits)
{
  RdmDemoXY a = *vertex (lines, p->line, p->segment);
  RdmDemoXY b = *vertex (lines, p->line, p->segment + 1);
  RdmDemoXY c = *vertex (lines, q->line, q->segment);
  RdmDemoXY d = *vertex (lines, q->line, q->segment + 1);
  RdmDemoHit hit = { .a = p->line, .b = q->line };
  double t, u;
  char *key;

  if (p->line == q->line
      && (p->segment > q->segment ? p->segment - q->segment : q->segment - p->segment) < 2)
    return;
  if (!cross (a, b, c, d, &t, &u))
    return;
  /* Two segments share several squares, and the point between two segments belongs to both. */
  hit.at = (RdmDemoXY){ a.x + t * (b.x - a.x), a.y + t * (b.y - a.y) };
  hit.along_a = p->along + t * rdm_demo_distance (a, b);
  hit.along_b = q->along + u * rdm_demo_distance (c, d);
  key = g_strdup_printf ("%u %u %.0f %.0f", p->line, q->line, hit.at.x * 5., hit.at.y * 5.);
  if (g_hash_table_add (seen, key))
    g_array_append_val (hits, hit);
}

static void
enter (
    GHashTable *grid, const GArray *lines, const Segment *segment, GHashTable *seen, GArray *hits)
{
  RdmDemoXY a = *vertex (lines, segment->line, segment->segment);
  RdmDemoXY b = *vertex (lines, segment->line, segment->segment + 1);

  for (double x = floor (MIN (a.x, b.x) / CELL_M); x <= floor (MAX (a.x, b.x) / CELL_M); x += 1.)
    for (double y = floor (MIN (a.y, b.y) / CELL_M); y <= floor (MAX (a.y, b.y) / CELL_M); y += 1.)
      {
        gint64 key = cell_key ((x + 0.5) * CELL_M, (y + 0.5) * CELL_M);
        GArray *cell = g_hash_table_lookup (grid, &key);

        if (!cell)
          {
            cell = g_array_new (FALSE, FALSE, sizeof (Segment));
            g_hash_table_insert (grid, g_memdup2 (&key, sizeof key), cell);
          }
        for (guint i = 0; i < cell->len; i++)
          compare (lines, &g_array_index (cell, Segment, i), segment, seen, hits);
        g_array_append_val (cell, *segment);
      }
}

GArray *
rdm_demo_net_hits (const GArray *lines)
{
  GArray *hits = g_array_new (FALSE, FALSE, sizeof (RdmDemoHit));
  g_autoptr (GHashTable) grid =
      g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, (GDestroyNotify)g_array_unref);
  g_autoptr (GHashTable) seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  for (guint line = 0; line < lines->len; line++)
    {
      const GArray *points = g_array_index (lines, RdmDemoNetLine, line).points;
      Segment segment = { .line = line };

      for (; segment.segment + 1 < points->len; segment.segment++)
        {
          enter (grid, lines, &segment, seen, hits);
          segment.along +=
              rdm_demo_distance (g_array_index (points, RdmDemoXY, segment.segment),
                                 g_array_index (points, RdmDemoXY, segment.segment + 1));
        }
    }
  return hits;
}

double
rdm_demo_line_length (const GArray *points)
{
  double length = 0.;

  for (guint i = 1; i < points->len; i++)
    length += rdm_demo_distance (g_array_index (points, RdmDemoXY, i - 1),
                                 g_array_index (points, RdmDemoXY, i));
  return length;
}

RdmDemoXY
rdm_demo_line_at (const GArray *points, double along)
{
  for (guint i = 1; i < points->len; i++)
    {
      RdmDemoXY a = g_array_index (points, RdmDemoXY, i - 1);
      RdmDemoXY b = g_array_index (points, RdmDemoXY, i);
      double length = rdm_demo_distance (a, b);

      if (along <= length || i + 1 == points->len)
        {
          double t = CLAMP (along / MAX (length, 1e-9), 0., 1.);

          return (RdmDemoXY){ a.x + t * (b.x - a.x), a.y + t * (b.y - a.y) };
        }
      along -= length;
    }
  return g_array_index (points, RdmDemoXY, 0);
}
