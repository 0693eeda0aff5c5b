/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rdm-grid-columns.h"

#include <math.h>

typedef struct
{
  RdmGridColumn column;
  int title_width;
  int wanted;
  int given; /* by a hand; 0: none */
  gboolean expand;

  /* As laid out */
  int x;
  int width;
} Place;

struct _RdmGridColumns
{
  guint n;
  int total;
  Place places[];
};

RdmGridColumns *
rdm_grid_columns_new (const RdmGridColumn *columns, guint n)
{
  RdmGridColumns *self = g_malloc0 (sizeof *self + n * sizeof (Place));

  self->n = n;
  for (guint i = 0; i < n; i++)
    {
      self->places[i].column = columns[i];
      self->places[i].wanted = columns[i].width;
      self->places[i].expand = columns[i].expand;
    }
  rdm_grid_columns_layout (self, 0);
  return self;
}

void
rdm_grid_columns_free (RdmGridColumns *self)
{
  g_free (self);
}

guint
rdm_grid_columns_get_n (const RdmGridColumns *self)
{
  return self->n;
}

const RdmGridColumn *
rdm_grid_columns_get (const RdmGridColumns *self, guint column)
{
  return &self->places[column].column;
}

void
rdm_grid_columns_set_title_width (RdmGridColumns *self, guint column, int width)
{
  self->places[column].title_width = width;
}

void
rdm_grid_columns_resize (RdmGridColumns *self, guint column, int width)
{
  self->places[column].wanted = self->places[column].given = width;
  self->places[column].expand = FALSE;
}

int
rdm_grid_columns_get_given (const RdmGridColumns *self, guint column)
{
  return self->places[column].given;
}

int
rdm_grid_columns_layout (RdmGridColumns *self, int width)
{
  guint n_expand = 0;
  int rest;
  int x = 0;

  self->total = 0;
  for (guint i = 0; i < self->n; i++)
    {
      Place *place = &self->places[i];

      place->width = MAX (place->wanted, place->title_width);
      self->total += place->width;
      n_expand += place->expand;
    }
  rest = MAX (0, width - self->total);
  for (guint i = 0; i < self->n; i++)
    {
      Place *place = &self->places[i];

      if (place->expand)
        {
          int share = rest / (int)n_expand--;

          place->width += share;
          rest -= share;
          self->total += share;
        }
      place->x = x;
      x += place->width;
    }
  return self->total;
}

int
rdm_grid_columns_get_total (const RdmGridColumns *self)
{
  return self->total;
}

void
rdm_grid_columns_get_place (const RdmGridColumns *self, guint column, int *x, int *width)
{
  *x = self->places[column].x;
  *width = self->places[column].width;
}

guint
rdm_grid_columns_at (const RdmGridColumns *self, double x)
{
  for (guint i = 0; i < self->n; i++)
    if (x >= self->places[i].x && x < self->places[i].x + self->places[i].width)
      return i;
  return RDM_GRID_NO_COLUMN;
}

guint
rdm_grid_columns_ending_at (const RdmGridColumns *self, double x, double reach)
{
  for (guint i = 0; i < self->n; i++)
    if (fabs (x - (self->places[i].x + self->places[i].width)) <= reach)
      return i;
  return RDM_GRID_NO_COLUMN;
}

guint
rdm_grid_columns_editable_from (const RdmGridColumns *self, guint column, int step)
{
  /* Before the first is a very large number. */
  for (; column < self->n; column += (guint)step)
    if (self->places[column].column.editable)
      return column;
  return RDM_GRID_NO_COLUMN;
}
