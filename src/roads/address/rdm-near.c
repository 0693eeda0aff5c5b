/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rdm-near.h"

/* A cell is some 150 metres wide: about as many points are in it as one looks at anyway. */
#define CELL_BITS 10

#define EARTH_M 40075016.686

/* A point and its cell; sorted, the cells of a row follow each other. */
typedef struct
{
  guint32 row;
  guint32 column;
  guint index;
  RdmWorldXY at;
} Item;

struct _RdmNear
{
  Item *items;
  guint n;
};

double
rdm_world_metres (RdmWorldXY at)
{
  double lat = rdm_mercator_lat ((at.y + 0.5) / RDM_WORLD_SIZE) * G_PI / 180.;

  return EARTH_M * cos (lat) / RDM_WORLD_SIZE;
}

RdmPoint
rdm_world_point (RdmWorldXY at)
{
  return (RdmPoint){ rdm_mercator_lat ((at.y + 0.5) / RDM_WORLD_SIZE),
                     rdm_mercator_lon ((at.x + 0.5) / RDM_WORLD_SIZE) };
}

static int
compare_items (gconstpointer a, gconstpointer b)
{
  const Item *left = a;
  const Item *right = b;

  if (left->row != right->row)
    return left->row < right->row ? -1 : 1;
  if (left->column != right->column)
    return left->column < right->column ? -1 : 1;
  return (left->index > right->index) - (left->index < right->index);
}

RdmNear *
rdm_near_new (const RdmWorldXY *points, guint n_points)
{
  RdmNear *self = g_new0 (RdmNear, 1);

  self->n = n_points;
  self->items = g_new (Item, n_points);
  for (guint i = 0; i < n_points; i++)
    self->items[i] = (Item){ (guint32)points[i].y >> CELL_BITS, (guint32)points[i].x >> CELL_BITS,
                             i, points[i] };
  if (n_points > 0)
    qsort (self->items, n_points, sizeof *self->items, compare_items);
  return self;
}

void
rdm_near_free (RdmNear *self)
{
  if (self == NULL)
    return;
  g_free (self->items);
  g_free (self);
}

/* The first item at or behind a cell. */
static guint
find_cell (const RdmNear *self, guint32 row, guint32 column)
{
  guint low = 0;
  guint high = self->n;

  while (low < high)
    {
      guint middle = low + (high - low) / 2;
      const Item *item = &self->items[middle];

      if (item->row < row || (item->row == row && item->column < column))
        low = middle + 1;
      else
        high = middle;
    }
  return low;
}

static guint
find_within (const RdmNear *self,
             RdmWorldXY at,
             double radius,
             RdmNearFilter filter,
             gpointer user_data,
             double *distance)
{
  gint64 reach = (gint64)ceil (radius);
  guint32 row0 = (guint32)(MAX (at.y - reach, 0) >> CELL_BITS);
  guint32 row1 = (guint32)(MIN (at.y + reach, RDM_WORLD_SIZE - 1) >> CELL_BITS);
  guint32 column0 = (guint32)(MAX (at.x - reach, 0) >> CELL_BITS);
  guint32 column1 = (guint32)(MIN (at.x + reach, RDM_WORLD_SIZE - 1) >> CELL_BITS);
  guint best = G_MAXUINT;

  *distance = radius;
  for (guint32 row = row0; row <= row1; row++)
    for (guint i = find_cell (self, row, column0);
         i < self->n && self->items[i].row == row && self->items[i].column <= column1; i++)
      {
        double d = rdm_world_distance (self->items[i].at, at);

        if (d > *distance || (filter != NULL && !filter (self->items[i].index, user_data)))
          continue;
        *distance = d;
        best = self->items[i].index;
      }
  return best;
}

guint
rdm_near_find (const RdmNear *self,
               RdmWorldXY at,
               double radius_m,
               RdmNearFilter filter,
               gpointer user_data,
               double *distance_m)
{
  double metres = rdm_world_metres (at);
  double whole = radius_m / metres;

  /* Nearly always something is quite near. */
  for (double radius = MIN (whole, (double)(1 << CELL_BITS));; radius = MIN (whole, radius * 4.))
    {
      double distance;
      guint found = find_within (self, at, radius, filter, user_data, &distance);

      if (found == G_MAXUINT && radius < whole)
        continue;
      if (distance_m != NULL)
        *distance_m = distance * metres;
      return found;
    }
}
