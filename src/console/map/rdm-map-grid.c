/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rdm-map-grid.h"

#include <math.h>
#include <stdlib.h>

/* Points sorted by cell: those of cell c are order[start[c]] up to order[start[c + 1]]. */
struct _RdmMapGrid
{
  RdmXY *points;
  guint n;
  RdmRect bounds;
  guint columns;
  guint rows;
  double cell_width;
  double cell_height;
  guint *start;
  guint *order;
};

static gboolean
is_placed (RdmXY point)
{
  return isfinite (point.x) && isfinite (point.y);
}

static guint
column_of (const RdmMapGrid *self, double x)
{
  return (guint)CLAMP ((x - self->bounds.x0) / self->cell_width, 0., self->columns - 1.);
}

static guint
row_of (const RdmMapGrid *self, double y)
{
  return (guint)CLAMP ((y - self->bounds.y0) / self->cell_height, 0., self->rows - 1.);
}

static guint
cell_of (const RdmMapGrid *self, RdmXY point)
{
  return row_of (self, point.y) * self->columns + column_of (self, point.x);
}

static void
sort_into_cells (RdmMapGrid *self)
{
  guint n_cells = self->columns * self->rows;
  g_autofree guint *next = NULL;

  self->start = g_new0 (guint, n_cells + 1);
  self->order = g_new0 (guint, MAX (self->n, 1));
  for (guint i = 0; i < self->n; i++)
    if (is_placed (self->points[i]))
      self->start[cell_of (self, self->points[i]) + 1]++;
  for (guint i = 0; i < n_cells; i++)
    self->start[i + 1] += self->start[i];
  next = g_memdup2 (self->start, (n_cells + 1) * sizeof (guint));
  for (guint i = 0; i < self->n; i++)
    if (is_placed (self->points[i]))
      self->order[next[cell_of (self, self->points[i])]++] = i;
}

RdmMapGrid *
rdm_map_grid_new (const RdmXY *points, guint n)
{
  RdmMapGrid *self = g_new0 (RdmMapGrid, 1);
  guint side = CLAMP ((guint)sqrt (n / 2.), 1, 256);

  self->points = g_memdup2 (points, n * sizeof (RdmXY));
  self->n = n;
  self->bounds = RDM_RECT_EMPTY;
  for (guint i = 0; i < n; i++)
    if (is_placed (points[i]))
      rdm_rect_extend (&self->bounds, points[i]);
  if (rdm_rect_is_empty (self->bounds))
    self->bounds = (RdmRect){ 0., 0., 1., 1. };
  self->columns = side;
  self->rows = side;
  self->cell_width = MAX ((self->bounds.x1 - self->bounds.x0) / side, 1e-12);
  self->cell_height = MAX ((self->bounds.y1 - self->bounds.y0) / side, 1e-12);
  sort_into_cells (self);
  return self;
}

void
rdm_map_grid_free (RdmMapGrid *self)
{
  if (self == NULL)
    return;
  g_free (self->points);
  g_free (self->start);
  g_free (self->order);
  g_free (self);
}

static int
compare_indexes (gconstpointer a, gconstpointer b)
{
  guint first = *(const guint *)a;
  guint second = *(const guint *)b;

  return (first > second) - (first < second);
}

GArray *
rdm_map_grid_find (const RdmMapGrid *self, RdmRect rect)
{
  GArray *found = g_array_new (FALSE, FALSE, sizeof (guint));

  if (rdm_rect_is_empty (rect) || !rdm_rect_overlaps (rect, self->bounds))
    return found;
  for (guint row = row_of (self, rect.y0); row <= row_of (self, rect.y1); row++)
    for (guint column = column_of (self, rect.x0); column <= column_of (self, rect.x1); column++)
      {
        guint cell = row * self->columns + column;

        for (guint k = self->start[cell]; k < self->start[cell + 1]; k++)
          if (rdm_rect_contains (rect, self->points[self->order[k]]))
            g_array_append_val (found, self->order[k]);
      }
  g_array_sort (found, compare_indexes);
  return found;
}

int
rdm_map_grid_nearest (const RdmMapGrid *self, RdmXY at, double radius)
{
  g_autoptr (GArray) found = rdm_map_grid_find (
      self, (RdmRect){ at.x - radius, at.y - radius, at.x + radius, at.y + radius });
  double least = radius;
  int nearest = -1;

  for (guint i = 0; i < found->len; i++)
    {
      guint index = g_array_index (found, guint, i);
      double distance = rdm_xy_distance (self->points[index], at);

      if (distance <= least)
        {
          least = distance;
          nearest = (int)index;
        }
    }
  return nearest;
}
