/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rdm-demo-plane-private.h"

/* The town's middle: a stretch of wood and heath where nobody lives. */
#define MIDDLE_LAT_DEG 49.7000
#define MIDDLE_LON_DEG 11.8000
#define METRES_PER_DEGREE 111195.
#define COS_MIDDLE 0.646790 /* of the latitude */

#define STEP_M 10.
#define CELL_M 40.

double
rdm_demo_random (RdmDemoRandom *self)
{
  guint64 z = (self->state += G_GUINT64_CONSTANT (0x9e3779b97f4a7c15));

  z = (z ^ (z >> 30)) * G_GUINT64_CONSTANT (0xbf58476d1ce4e5b9);
  z = (z ^ (z >> 27)) * G_GUINT64_CONSTANT (0x94d049bb133111eb);
  return (double)((z ^ (z >> 31)) >> 11) / 9007199254740992.;
}

guint
rdm_demo_random_below (RdmDemoRandom *self, guint n)
{
  return (guint)(rdm_demo_random (self) * n);
}

RdmPoint
rdm_demo_point (RdmDemoXY xy)
{
  return (RdmPoint){ MIDDLE_LAT_DEG + xy.y / METRES_PER_DEGREE,
                     MIDDLE_LON_DEG + xy.x / (METRES_PER_DEGREE * COS_MIDDLE) };
}

double
rdm_demo_distance (RdmDemoXY a, RdmDemoXY b)
{
  return sqrt ((a.x - b.x) * (a.x - b.x) + (a.y - b.y) * (a.y - b.y));
}

/* Catmull and Rom's spline between p1 and p2. */
static RdmDemoXY
spline (RdmDemoXY p0, RdmDemoXY p1, RdmDemoXY p2, RdmDemoXY p3, double t)
{
  double t2 = t * t;
  double t3 = t2 * t;
  double a = -0.5 * t3 + t2 - 0.5 * t;
  double b = 1.5 * t3 - 2.5 * t2 + 1.;
  double c = -1.5 * t3 + 2. * t2 + 0.5 * t;
  double d = 0.5 * t3 - 0.5 * t2;

  return (RdmDemoXY){ a * p0.x + b * p1.x + c * p2.x + d * p3.x,
                      a * p0.y + b * p1.y + c * p2.y + d * p3.y };
}

GArray *
rdm_demo_curve (const RdmDemoXY *points, guint n, gboolean closed)
{
  GArray *line = g_array_new (FALSE, FALSE, sizeof (RdmDemoXY));
  guint n_spans = closed ? n : n - 1;

  for (guint i = 0; i < n_spans; i++)
    {
      RdmDemoXY p0 = closed ? points[(i + n - 1) % n] : points[i > 0 ? i - 1 : 0];
      RdmDemoXY p1 = points[i];
      RdmDemoXY p2 = points[(i + 1) % n];
      RdmDemoXY p3 = closed ? points[(i + 2) % n] : points[MIN (i + 2, n - 1)];
      guint n_steps = MAX (1, (guint)(rdm_demo_distance (p1, p2) / STEP_M));

      for (guint k = 0; k < n_steps; k++)
        {
          RdmDemoXY xy = spline (p0, p1, p2, p3, (double)k / n_steps);

          g_array_append_val (line, xy);
        }
    }
  if (!closed)
    g_array_append_val (line, points[n - 1]);
  return line;
}

static double
off_line (RdmDemoXY p, RdmDemoXY a, RdmDemoXY b)
{
  double length = rdm_demo_distance (a, b);

  if (length < 1e-9)
    return rdm_demo_distance (p, a);
  return fabs ((b.x - a.x) * (a.y - p.y) - (a.x - p.x) * (b.y - a.y)) / length;
}

/* Douglas and Peucker's way. */
static void
keep_between (const GArray *line, guint first, guint last, double tolerance, gboolean *keep)
{
  double farthest = 0.;
  guint at = first;

  for (guint i = first + 1; i < last; i++)
    {
      double off =
          off_line (g_array_index (line, RdmDemoXY, i), g_array_index (line, RdmDemoXY, first),
                    g_array_index (line, RdmDemoXY, last));

      if (off > farthest)
        {
          farthest = off;
          at = i;
        }
    }
  if (farthest < tolerance)
    return;
  keep[at] = TRUE;
  keep_between (line, first, at, tolerance, keep);
  keep_between (line, at, last, tolerance, keep);
}

GArray *
rdm_demo_simplify (const GArray *line, double tolerance_m)
{
  GArray *simple = g_array_new (FALSE, FALSE, sizeof (RdmDemoXY));
  g_autofree gboolean *keep = g_new0 (gboolean, line->len + 1);

  if (line->len > 0)
    {
      keep[0] = keep[line->len - 1] = TRUE;
      keep_between (line, 0, line->len - 1, tolerance_m, keep);
    }
  for (guint i = 0; i < line->len; i++)
    if (keep[i])
      g_array_append_val (simple, g_array_index (line, RdmDemoXY, i));
  return simple;
}

GArray *
rdm_demo_blob (RdmDemoXY middle, double radius_m, double phase)
{
  RdmDemoXY corners[24];
  g_autoptr (GArray) fine = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (corners); i++)
    {
      double angle = 2. * G_PI * i / G_N_ELEMENTS (corners);
      double radius = radius_m
                      * (1. + 0.16 * sin (2. * angle + phase) + 0.1 * sin (3. * angle + 2.7 * phase)
                         + 0.05 * sin (7. * angle + 1.3 * phase));

      corners[i] = (RdmDemoXY){ middle.x + radius * cos (angle), middle.y + radius * sin (angle) };
    }
  fine = rdm_demo_curve (corners, G_N_ELEMENTS (corners), TRUE);
  return rdm_demo_simplify (fine, 2.);
}

gboolean
rdm_demo_inside (const GArray *area, RdmDemoXY xy)
{
  gboolean inside = FALSE;

  for (guint i = 0, j = area->len - 1; i < area->len; j = i++)
    {
      RdmDemoXY a = g_array_index (area, RdmDemoXY, i);
      RdmDemoXY b = g_array_index (area, RdmDemoXY, j);

      if ((a.y > xy.y) != (b.y > xy.y) && xy.x < (b.x - a.x) * (xy.y - a.y) / (b.y - a.y) + a.x)
        inside = !inside;
    }
  return inside;
}

struct _RdmDemoIndex
{
  GHashTable *cells; /* cell_at() → (element-type RdmDemoMark) GArray */
};

/* Both fit into 16 bits many times over. */
static gpointer
cell_at (int column, int row)
{
  return GUINT_TO_POINTER (((guint)(guint16)column << 16) | (guint16)row);
}

static int
cell_of (double metres)
{
  return (int)floor (metres / CELL_M);
}

RdmDemoIndex *
rdm_demo_index_new (void)
{
  RdmDemoIndex *self = g_new0 (RdmDemoIndex, 1);

  self->cells = g_hash_table_new_full (NULL, NULL, NULL, (GDestroyNotify)g_array_unref);
  return self;
}

void
rdm_demo_index_free (RdmDemoIndex *self)
{
  g_clear_pointer (&self->cells, g_hash_table_unref);
  g_free (self);
}

void
rdm_demo_index_add (RdmDemoIndex *self, const RdmDemoMark *mark)
{
  gpointer key = cell_at (cell_of (mark->at.x), cell_of (mark->at.y));
  GArray *marks = g_hash_table_lookup (self->cells, key);

  if (marks == NULL)
    {
      marks = g_array_new (FALSE, FALSE, sizeof (RdmDemoMark));
      g_hash_table_insert (self->cells, key, marks);
    }
  g_array_append_vals (marks, mark, 1);
}

/* Within some 50 degrees of each other, whichever way round. */
static gboolean
is_along (RdmDemoXY a, RdmDemoXY b)
{
  return fabs (a.x * b.x + a.y * b.y) > 0.64;
}

static gboolean
cell_is_free (
    const GArray *marks, RdmDemoXY at, double radius_m, const RdmDemoXY *direction, guint owner)
{
  for (guint i = 0; i < marks->len; i++)
    {
      const RdmDemoMark *mark = &g_array_index (marks, RdmDemoMark, i);

      if (mark->owner != owner && rdm_demo_distance (mark->at, at) < radius_m
          && (direction == NULL || is_along (mark->direction, *direction)))
        return FALSE;
    }
  return TRUE;
}

gboolean
rdm_demo_index_is_free (const RdmDemoIndex *self,
                        RdmDemoXY at,
                        double radius_m,
                        const RdmDemoXY *direction,
                        guint owner)
{
  for (int column = cell_of (at.x - radius_m); column <= cell_of (at.x + radius_m); column++)
    for (int row = cell_of (at.y - radius_m); row <= cell_of (at.y + radius_m); row++)
      {
        gpointer key = cell_at (column, row);
        const GArray *marks = g_hash_table_lookup (self->cells, key);

        if (marks != NULL && !cell_is_free (marks, at, radius_m, direction, owner))
          return FALSE;
      }
  return TRUE;
}
