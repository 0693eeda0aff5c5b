/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rdm-address-shape.h"

#include "rdm-ground-format.h"
#include "rdm-ground-table.h"
#include "rdm-way-join.h"

GByteArray *
rdm_address_shape_pack (const RdmOsm *osm, GArray *ways)
{
  g_autoptr (GPtrArray) lines = rdm_way_join (osm, (const guint32 *)ways->data, ways->len, FALSE);
  GByteArray *data = g_byte_array_new ();
  RdmWorldXY before = { 0, 0 };

  rdm_ground_put (data, lines->len);
  for (guint i = 0; i < lines->len; i++)
    {
      const RdmJoinedWay *line = g_ptr_array_index (lines, i);
      guint n = line->points->len + line->closed;

      rdm_ground_put (data, n);
      for (guint j = 0; j < n; j++)
        {
          RdmWorldXY point = g_array_index (line->points, RdmWorldXY, j % line->points->len);

          rdm_ground_put (data, rdm_ground_zigzag ((gint64)point.x - before.x));
          rdm_ground_put (data, rdm_ground_zigzag ((gint64)point.y - before.y));
          before = point;
        }
    }
  return data;
}

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

  for (guint shift = 0; bytes->at < bytes->end && shift < 64; shift += 7)
    {
      guint8 byte = *bytes->at++;

      value |= (guint64)(byte & 0x7f) << shift;
      if (byte < 0x80)
        return value;
    }
  bytes->broken = TRUE;
  return 0;
}

static gint32
take_coordinate (Bytes *bytes, gint32 before)
{
  gint64 value = rdm_ground_unzigzag (take (bytes));

  /* Sums of what is far off would overflow. */
  if (value < -RDM_WORLD_SIZE || value > RDM_WORLD_SIZE || value + before < 0
      || value + before >= RDM_WORLD_SIZE)
    {
      bytes->broken = TRUE;
      return before;
    }
  return (gint32)(before + value);
}

RdmAddressShape *
rdm_address_shape_new (const guint8 *data, gsize length)
{
  Bytes bytes = { data, data + length, FALSE };
  g_autoptr (RdmAddressShape) self = g_new0 (RdmAddressShape, 1);
  g_autoptr (GArray) points = g_array_new (FALSE, FALSE, sizeof (RdmWorldXY));
  guint64 n_lines = take (&bytes);
  RdmWorldXY before = { 0, 0 };

  if (bytes.broken || n_lines > length)
    return NULL;
  self->first = g_new0 (guint, n_lines + 1);
  for (; self->n_lines < n_lines; self->n_lines++)
    {
      guint64 n = take (&bytes);

      if (bytes.broken || n < 2 || n > length)
        return NULL;
      for (guint64 j = 0; j < n; j++)
        {
          before.x = take_coordinate (&bytes, before.x);
          before.y = take_coordinate (&bytes, before.y);
          g_array_append_val (points, before);
        }
      self->first[self->n_lines + 1] = points->len;
    }
  if (bytes.broken)
    return NULL;
  self->points = (RdmWorldXY *)g_array_steal (points, NULL);
  return g_steal_pointer (&self);
}

void
rdm_address_shape_free (RdmAddressShape *self)
{
  if (self == NULL)
    return;
  g_free (self->points);
  g_free (self->first);
  g_free (self);
}

RdmAddressFoot
rdm_address_shape_foot (const RdmAddressShape *self, guint line, RdmWorldXY at)
{
  RdmAddressFoot best = { line, 0., INFINITY };
  double along = 0.;

  for (guint i = self->first[line]; i + 1 < self->first[line + 1]; i++)
    {
      RdmWorldXY a = self->points[i];
      RdmWorldXY b = self->points[i + 1];
      double dx = (double)b.x - a.x, dy = (double)b.y - a.y;
      double px = (double)at.x - a.x, py = (double)at.y - a.y;
      double step = hypot (dx, dy);
      double share = step > 0. ? CLAMP ((px * dx + py * dy) / (step * step), 0., 1.) : 0.;
      double distance = hypot (px - dx * share, py - dy * share);

      /* y grows southward: a positive cross product is on the right. */
      if (distance < fabs (best.aside))
        best = (RdmAddressFoot){ line, along + step * share,
                                 dx * py - dy * px < 0. ? -distance : distance };
      along += step;
    }
  return best;
}

gboolean
rdm_address_shape_nearest (const RdmAddressShape *self, RdmWorldXY at, RdmAddressFoot *foot)
{
  foot->aside = INFINITY;
  for (guint i = 0; i < self->n_lines; i++)
    {
      RdmAddressFoot other = rdm_address_shape_foot (self, i, at);

      if (fabs (other.aside) < fabs (foot->aside))
        *foot = other;
    }
  return self->n_lines > 0;
}

RdmWorldXY
rdm_address_shape_at (const RdmAddressShape *self, const RdmAddressFoot *foot)
{
  double along = foot->along;
  guint last = self->first[foot->line + 1] - 1;

  for (guint i = self->first[foot->line]; i < last; i++)
    {
      RdmWorldXY a = self->points[i];
      RdmWorldXY b = self->points[i + 1];
      double dx = (double)b.x - a.x, dy = (double)b.y - a.y;
      double step = hypot (dx, dy);

      if (step > 0. && (along <= step || i + 1 == last))
        {
          double share = MIN (along / step, 1.);

          return (RdmWorldXY){ (gint32)lround (a.x + dx * share - dy / step * foot->aside),
                               (gint32)lround (a.y + dy * share + dx / step * foot->aside) };
        }
      along -= step;
    }
  return self->points[last];
}

static double
length_of (const RdmAddressShape *self, guint line)
{
  double length = 0.;

  for (guint i = self->first[line]; i + 1 < self->first[line + 1]; i++)
    length += rdm_world_distance (self->points[i], self->points[i + 1]);
  return length;
}

RdmWorldXY
rdm_address_shape_middle (const RdmAddressShape *self)
{
  RdmAddressFoot foot = { 0, 0., 0. };
  double longest = -1.;

  for (guint i = 0; i < self->n_lines; i++)
    {
      double length = length_of (self, i);

      if (length <= longest)
        continue;
      longest = length;
      foot = (RdmAddressFoot){ i, length / 2., 0. };
    }
  return rdm_address_shape_at (self, &foot);
}

RdmWorldRect
rdm_address_shape_box (const RdmAddressShape *self)
{
  RdmWorldRect box = RDM_WORLD_RECT_EMPTY;

  for (guint i = 0; i < self->first[self->n_lines]; i++)
    rdm_world_rect_extend (&box, self->points[i]);
  return box;
}
