/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rdm-ground-cell.h"

#include <glib/gi18n-lib.h>

#include "rdm-region.h"
#include "rdm-world-shape.h"

/* How far from its cell a point may be, in cells: an honest one is in it, or just beside. */
#define FAR 2

/* What is still to be read. */
typedef struct
{
  const guint8 *at;
  const guint8 *end;
  gboolean broken;
} Bytes;

static guint64
take (Bytes *bytes)
{
  guint64 value = 0;

  for (guint shift = 0; shift < 64 && bytes->at < bytes->end; shift += 7)
    {
      guint8 byte = *bytes->at++;

      value |= (guint64)(byte & 0x7f) << shift;
      if ((byte & 0x80) == 0)
        return value;
    }
  bytes->broken = TRUE;
  return 0;
}

/* How many things follow, each of which takes @least bytes. */
static guint
take_count (Bytes *bytes, guint least)
{
  guint64 n = take (bytes);

  if (n > (guint64)(bytes->end - bytes->at) / least)
    bytes->broken = TRUE;
  return bytes->broken ? 0 : (guint)n;
}

/* A point that is some way from the one before. */
static RdmWorldXY
take_step (Bytes *bytes, RdmWorldXY before, guint shift, const RdmWorldRect *around)
{
  gint64 x = rdm_ground_unzigzag (take (bytes));
  gint64 y = rdm_ground_unzigzag (take (bytes));

  if (x < -RDM_WORLD_SIZE || x > RDM_WORLD_SIZE || y < -RDM_WORLD_SIZE || y > RDM_WORLD_SIZE)
    {
      bytes->broken = TRUE;
      return before;
    }
  x = before.x + x * (1 << shift);
  y = before.y + y * (1 << shift);
  if (x < around->x0 || y < around->y0 || x > around->x1 || y > around->y1)
    {
      bytes->broken = TRUE;
      return before;
    }
  return (RdmWorldXY){ (gint32)x, (gint32)y };
}

static RdmWorldRect
around (gint64 cell)
{
  RdmWorldRect rect = rdm_ground_cell_rect (cell);
  gint32 far = MIN (FAR * (rect.x1 - rect.x0), RDM_WORLD_SIZE);

  return (RdmWorldRect){ rect.x0 - far, rect.y0 - far, rect.x1 + far, rect.y1 + far };
}

/* Whether a cell with this number can be. */
static gboolean
is_cell (gint64 cell)
{
  guint64 level = (guint64)cell >> 56;
  guint64 x = ((guint64)cell >> 28) & 0xfffffff;
  guint64 y = (guint64)cell & 0xfffffff;

  return level <= RDM_GROUND_ZOOM_MAX && x >> level == 0 && y >> level == 0;
}

static void
set_broken (GError **error)
{
  g_set_error_literal (error, RDM_REGION_ERROR, RDM_REGION_ERROR_BROKEN,
                       _ ("The map of the region is damaged; build the region again, or copy it "
                          "again"));
}

/* Shapes */

static RdmShapeCell *
new_shapes (gint64 cell)
{
  RdmShapeCell *self = g_atomic_rc_box_new0 (RdmShapeCell);

  self->cell = cell;
  self->groups = g_array_new (FALSE, FALSE, sizeof (RdmCellGroup));
  self->shapes = g_array_new (FALSE, FALSE, sizeof (RdmCellShape));
  self->points = g_array_new (FALSE, FALSE, sizeof (RdmWorldXY));
  return self;
}

static void
clear_shapes (gpointer data)
{
  RdmShapeCell *self = data;

  g_array_unref (self->groups);
  g_array_unref (self->shapes);
  g_array_unref (self->points);
}

RdmShapeCell *
rdm_shape_cell_ref (RdmShapeCell *self)
{
  return g_atomic_rc_box_acquire (self);
}

void
rdm_shape_cell_unref (RdmShapeCell *self)
{
  g_atomic_rc_box_release_full (self, clear_shapes);
}

/* Steps in a cell of a band; -1 for a cell of none. */
static int
shift_of (gint64 cell)
{
  guint level = (guint)(cell >> 56);

  for (guint i = 0; i < RDM_N_GROUND_BANDS; i++)
    if (rdm_ground_bands[i].level == level)
      return (int)(RDM_WORLD_BITS - level - rdm_ground_bands[i].bits);
  return -1;
}

static void
take_shape (
    RdmShapeCell *self, Bytes *bytes, RdmWorldXY corner, guint shift, const RdmWorldRect *limits)
{
  RdmCellShape shape = { self->points->len, take_count (bytes, 2), RDM_WORLD_RECT_EMPTY };
  RdmWorldXY point = corner;

  if (shape.n < 2)
    bytes->broken = TRUE;
  for (guint i = 0; i < shape.n && !bytes->broken; i++)
    {
      point = take_step (bytes, point, shift, limits);
      rdm_world_rect_extend (&shape.bounds, point);
      g_array_append_val (self->points, point);
    }
  g_array_append_val (self->shapes, shape);
}

RdmShapeCell *
rdm_shape_cell_new (gint64 cell, gconstpointer data, gsize length, GError **error)
{
  g_autoptr (RdmShapeCell) self = new_shapes (cell);
  Bytes bytes = { data, (const guint8 *)data + length, FALSE };
  int shift = is_cell (cell) ? shift_of (cell) : -1;
  RdmWorldRect limits;
  RdmWorldXY corner;

  if (shift < 0)
    {
      set_broken (error);
      return NULL;
    }
  limits = around (cell);
  corner = (RdmWorldXY){ rdm_ground_cell_rect (cell).x0, rdm_ground_cell_rect (cell).y0 };
  while (bytes.at < bytes.end && !bytes.broken)
    {
      RdmCellGroup group = { (guint)take (&bytes), self->shapes->len, 0 };

      /* For those who skip what they do not know: we know all. */
      (void)take (&bytes);
      group.n = take_count (&bytes, 5);
      for (guint i = 0; i < group.n && !bytes.broken; i++)
        take_shape (self, &bytes, corner, (guint)shift, &limits);
      g_array_append_val (self->groups, group);
    }
  if (bytes.broken)
    {
      set_broken (error);
      return NULL;
    }
  return g_steal_pointer (&self);
}

const RdmCellGroup *
rdm_shape_cell_find (const RdmShapeCell *self, guint key)
{
  for (guint i = 0; i < self->groups->len; i++)
    {
      const RdmCellGroup *group = &g_array_index (self->groups, RdmCellGroup, i);

      if (group->key == key)
        return group;
    }
  return NULL;
}

static gboolean
is_sea_at (const RdmShapeCell *self, RdmWorldXY point)
{
  const RdmCellGroup *group = rdm_shape_cell_find (self, RDM_GROUND_AREA_KEY (RDM_AREA_SEA));
  int winding = 0;

  for (guint i = 0; group != NULL && i < group->n; i++)
    {
      const RdmCellShape *shape = &g_array_index (self->shapes, RdmCellShape, group->first + i);
      const RdmWorldXY *points = &g_array_index (self->points, RdmWorldXY, shape->first);

      if (rdm_world_ring_contains (points, shape->n, point))
        winding += rdm_world_ring_area (points, shape->n) > 0. ? 1 : -1;
    }
  return winding != 0;
}

RdmShapeCell *
rdm_shape_cell_new_open (gint64 cell, const RdmShapeCell *before)
{
  RdmShapeCell *self = new_shapes (cell);
  RdmWorldRect rect = rdm_ground_cell_rect (cell);
  gint32 beyond = (rect.x1 - rect.x0) / RDM_GROUND_BUFFER_PART;
  const RdmWorldXY corners[] = { { rect.x0 - beyond, rect.y0 - beyond },
                                 { rect.x1 + beyond, rect.y0 - beyond },
                                 { rect.x1 + beyond, rect.y1 + beyond },
                                 { rect.x0 - beyond, rect.y1 + beyond } };
  RdmCellShape shape = { 0, G_N_ELEMENTS (corners),
                         rdm_world_bounds (corners, G_N_ELEMENTS (corners)) };
  RdmWorldXY middle = { (rect.x0 + rect.x1) / 2, (rect.y0 + rect.y1) / 2 };

  if (!is_sea_at (before, middle))
    return self;
  g_array_append_vals (self->groups, &(RdmCellGroup){ RDM_GROUND_AREA_KEY (RDM_AREA_SEA), 0, 1 },
                       1);
  g_array_append_val (self->shapes, shape);
  g_array_append_vals (self->points, corners, G_N_ELEMENTS (corners));
  return self;
}

/* Labels */

static RdmLabelCell *
new_labels (void)
{
  RdmLabelCell *self = g_atomic_rc_box_new0 (RdmLabelCell);

  self->labels = g_array_new (FALSE, TRUE, sizeof (RdmLabel));
  self->points = g_array_new (FALSE, FALSE, sizeof (RdmWorldXY));
  self->texts = g_string_chunk_new (512);
  return self;
}

static void
clear_labels (gpointer data)
{
  RdmLabelCell *self = data;

  g_array_unref (self->labels);
  g_array_unref (self->points);
  g_string_chunk_free (self->texts);
}

RdmLabelCell *
rdm_label_cell_ref (RdmLabelCell *self)
{
  return g_atomic_rc_box_acquire (self);
}

void
rdm_label_cell_unref (RdmLabelCell *self)
{
  g_atomic_rc_box_release_full (self, clear_labels);
}

static void
take_path (RdmLabelCell *self, Bytes *bytes, RdmLabel *label)
{
  /* A line that a text lies on may reach beyond the cell, by as much as a text is long. */
  RdmWorldRect limits = { -RDM_WORLD_SIZE, -RDM_WORLD_SIZE, G_MAXINT32, G_MAXINT32 };
  RdmWorldXY point = label->at;

  label->first_point = self->points->len;
  label->n_points = take_count (bytes, 2);
  for (guint i = 0; i < label->n_points && !bytes->broken; i++)
    {
      point = take_step (bytes, point, 0, &limits);
      g_array_append_val (self->points, point);
    }
  if (label->n_points < 2)
    bytes->broken = TRUE;
}

static void
take_text (RdmLabelCell *self, Bytes *bytes, RdmLabel *label)
{
  guint length = take_count (bytes, 1);

  if (bytes->broken || !g_utf8_validate_len ((const char *)bytes->at, length, NULL))
    {
      bytes->broken = TRUE;
      return;
    }
  label->text = g_string_chunk_insert_len (self->texts, (const char *)bytes->at, length);
  bytes->at += length;
}

static void
take_label (RdmLabelCell *self, Bytes *bytes, gint64 cell)
{
  RdmWorldRect rect = rdm_ground_cell_rect (cell);
  guint64 kind = take (bytes);
  guint64 sixteenths = take (bytes);
  guint64 x = take (bytes);
  guint64 y = take (bytes);
  RdmLabel label = { .kind = (RdmLabelKind)kind, .text = "" };

  if (bytes->broken || kind >= RDM_N_LABELS || sixteenths > 16
      || x > (guint64)rect.x1 - (guint64)rect.x0 || y > (guint64)rect.y1 - (guint64)rect.y0)
    {
      bytes->broken = TRUE;
      return;
    }
  label.zoom = (float)(cell >> 56) + (float)sixteenths / 16.f;
  label.at = (RdmWorldXY){ rect.x0 + (gint32)x, rect.y0 + (gint32)y };
  if (label.kind == RDM_LABEL_ONE_WAY)
    label.angle = (float)((double)(take (bytes) & 0xff) / 256. * 2. * G_PI);
  else
    {
      if (rdm_label_is_along (label.kind))
        take_path (self, bytes, &label);
      take_text (self, bytes, &label);
    }
  g_array_append_val (self->labels, label);
}

RdmLabelCell *
rdm_label_cell_new (gint64 cell, gconstpointer data, gsize length, GError **error)
{
  g_autoptr (RdmLabelCell) self = new_labels ();
  Bytes bytes = { data, (const guint8 *)data + length, !is_cell (cell) };

  while (bytes.at < bytes.end && !bytes.broken)
    take_label (self, &bytes, cell);
  if (bytes.broken)
    {
      set_broken (error);
      return NULL;
    }
  return g_steal_pointer (&self);
}
