/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rdm-ground-pack.h"

#include "rdm-ground-table.h"
#include "rdm-region-build.h"
#include "rdm-world-shape.h"

/* What a shape may differ from the truth by simplification, in pixels at the end of its band. */
#define TOLERANCE_PX 0.45

/* What is smaller than this at the beginning of its band is left out, square pixels. */
#define AREA_MIN_PX 6.

/* A shape as it lies in the pool. */
typedef struct
{
  gint64 cell;
  guint key;
  guint order; /* as they came */
  gsize begin;
  guint length;
  gboolean open_sea; /* the whole cell is sea */
} Record;

struct _RdmGroundPack
{
  GByteArray *pool;
  GArray *records; /* (element-type Record) */
  GArray *simple;  /* scratch: (element-type RdmWorldXY) */
  guint n_shapes;  /* before they are cut; a hole is none */
};

/* A shape that is being cut. */
typedef struct
{
  RdmGroundPack *pack;
  guint key;
  guint shift; /* of the band: world units to steps */
} Cut;

RdmGroundPack *
rdm_ground_pack_new (void)
{
  RdmGroundPack *self = g_new0 (RdmGroundPack, 1);

  self->pool = g_byte_array_new ();
  self->records = g_array_new (FALSE, FALSE, sizeof (Record));
  self->simple = g_array_new (FALSE, FALSE, sizeof (RdmWorldXY));
  return self;
}

void
rdm_ground_pack_free (RdmGroundPack *self)
{
  if (self == NULL)
    return;
  g_byte_array_unref (self->pool);
  g_array_unref (self->records);
  g_array_unref (self->simple);
  g_free (self);
}

static gboolean
is_line (guint key)
{
  return key >= RDM_GROUND_LINE_KEYS;
}

/* In steps from the corner of the cell, to the nearest. */
static RdmWorldXY
step_of (RdmWorldXY point, const RdmWorldRect *cell, guint shift)
{
  gint32 half = (1 << shift) >> 1;

  return (RdmWorldXY){ ((point.x + half) >> shift) - (cell->x0 >> shift),
                       ((point.y + half) >> shift) - (cell->y0 >> shift) };
}

/* Whether a ring is a rectangle that covers its cell. */
static gboolean
is_whole (const RdmWorldXY *steps, guint n, guint shift, const RdmWorldRect *cell)
{
  gint32 width = (cell->x1 - cell->x0) >> shift;
  RdmWorldRect bounds = rdm_world_bounds (steps, n);

  return n == 4 && bounds.x0 <= 0 && bounds.y0 <= 0 && bounds.x1 > width && bounds.y1 > width
         && fabs (rdm_world_ring_area (steps, n))
                == ((double)bounds.x1 - 1 - bounds.x0) * ((double)bounds.y1 - 1 - bounds.y0);
}

/* Appends the points to the pool as steps from one to the next: how many, then the steps. */
static void
put_shape (Cut *cut, gint64 cell, const RdmWorldXY *points, guint n)
{
  RdmGroundPack *self = cut->pack;
  RdmWorldRect rect = rdm_ground_cell_rect (cell);
  Record record = { cell, cut->key, self->records->len, self->pool->len, 0 };
  RdmWorldXY last = { 0, 0 };
  guint kept = 0;
  g_autofree RdmWorldXY *steps = g_new (RdmWorldXY, n);

  for (guint i = 0; i < n; i++)
    {
      RdmWorldXY step = step_of (points[i], &rect, cut->shift);

      if (kept == 0 || !rdm_world_equal (step, steps[kept - 1]))
        steps[kept++] = step;
    }
  if (!is_line (cut->key) && kept > 1 && rdm_world_equal (steps[0], steps[kept - 1]))
    kept--;
  if (kept < (is_line (cut->key) ? 2 : 3))
    return;
  rdm_ground_put (self->pool, kept);
  for (guint i = 0; i < kept; i++)
    {
      rdm_ground_put (self->pool, rdm_ground_zigzag ((gint64)steps[i].x - last.x));
      rdm_ground_put (self->pool, rdm_ground_zigzag ((gint64)steps[i].y - last.y));
      last = steps[i];
    }
  record.length = (guint)(self->pool->len - record.begin);
  record.open_sea =
      cut->key == RDM_GROUND_AREA_KEY (RDM_AREA_SEA) && is_whole (steps, kept, cut->shift, &rect);
  g_array_append_val (self->records, record);
}

/* Cells of one level, from x0 to x1 and from y0 to y1, and how far they reach into each other. */
typedef struct
{
  guint level;
  gint32 buffer;
  gint32 x0;
  gint32 y0;
  gint32 x1;
  gint32 y1;
} Cells;

static RdmWorldRect
rect_of (const Cells *cells)
{
  RdmWorldRect first =
      rdm_ground_cell_rect (rdm_ground_cell (cells->level, (guint)cells->x0, (guint)cells->y0));
  RdmWorldRect last =
      rdm_ground_cell_rect (rdm_ground_cell (cells->level, (guint)cells->x1, (guint)cells->y1));

  return (RdmWorldRect){ first.x0 - cells->buffer, first.y0 - cells->buffer,
                         last.x1 + cells->buffer, last.y1 + cells->buffer };
}

static Cells
half_of (const Cells *cells, gboolean second)
{
  Cells half = *cells;

  if (cells->x1 - cells->x0 > cells->y1 - cells->y0)
    *(second ? &half.x0 : &half.x1) = (cells->x0 + cells->x1) / 2 + second;
  else
    *(second ? &half.y0 : &half.y1) = (cells->y0 + cells->y1) / 2 + second;
  return half;
}

/* Gives each of @cells its part of a shape that lies within them: halved until they are one, so
 * that a large shape is not cut anew for each cell. */
static void
cut_into_cells (Cut *cut, const Cells *cells, const RdmWorldXY *points, guint n)
{
  if (cells->x0 == cells->x1 && cells->y0 == cells->y1)
    {
      put_shape (cut, rdm_ground_cell (cells->level, (guint)cells->x0, (guint)cells->y0), points,
                 n);
      return;
    }
  for (int second = 0; second < 2; second++)
    {
      Cells half = half_of (cells, second == 1);
      RdmWorldRect rect = rect_of (&half);
      g_autoptr (GArray) parts = g_array_new (FALSE, FALSE, sizeof (RdmWorldXY));
      g_autoptr (GArray) ends = g_array_new (FALSE, FALSE, sizeof (guint));
      guint begin = 0;

      if (is_line (cut->key))
        rdm_world_clip_line (points, n, &rect, parts, ends);
      else
        rdm_world_clip_ring (points, n, &rect, parts);
      if (!is_line (cut->key) && parts->len > 0)
        g_array_append_val (ends, parts->len);
      for (guint i = 0; i < ends->len; i++)
        {
          guint end = g_array_index (ends, guint, i);

          cut_into_cells (cut, &half, &g_array_index (parts, RdmWorldXY, begin), end - begin);
          begin = end;
        }
    }
}

/* Gives a small shape whole to each cell that it touches: what has an outline must not end at a
 * border. */
static void
copy_into_cells (Cut *cut, const Cells *cells, const RdmWorldXY *points, guint n)
{
  for (gint32 y = cells->y0; y <= cells->y1; y++)
    for (gint32 x = cells->x0; x <= cells->x1; x++)
      put_shape (cut, rdm_ground_cell (cells->level, (guint)x, (guint)y), points, n);
}

static void
cut_shape (RdmGroundPack *self, guint band, guint key, const RdmWorldXY *points, guint n)
{
  guint level = rdm_ground_bands[band].level;
  gint32 width = 1 << (RDM_WORLD_BITS - level);
  gint32 last = (1 << level) - 1;
  RdmWorldRect bounds = rdm_world_bounds (points, n);
  Cut cut = { self, key, RDM_WORLD_BITS - level - rdm_ground_bands[band].bits };
  Cells cells = { level, width / RDM_GROUND_BUFFER_PART };

  cells.x0 = CLAMP ((bounds.x0 - cells.buffer) / width, 0, last);
  cells.x1 = CLAMP ((bounds.x1 + cells.buffer) / width, 0, last);
  cells.y0 = CLAMP ((bounds.y0 - cells.buffer) / width, 0, last);
  cells.y1 = CLAMP ((bounds.y1 + cells.buffer) / width, 0, last);
  if (key == RDM_GROUND_AREA_KEY (RDM_AREA_BUILDING) && cells.x1 - cells.x0 <= 1
      && cells.y1 - cells.y0 <= 1)
    copy_into_cells (&cut, &cells, points, n);
  else
    cut_into_cells (&cut, &cells, points, n);
}

/* In units, at the last zoom that is painted from the band. */
static double
tolerance_of (guint band)
{
  double zoom =
      band + 1 < RDM_N_GROUND_BANDS ? rdm_ground_bands[band + 1].level : RDM_GROUND_ZOOM_MAX;

  return TOLERANCE_PX / rdm_world_pixels (zoom);
}

/* A band's first zoom, but of those that are looked at. */
static double
begin_of (guint band)
{
  return MAX (rdm_ground_bands[band].level, RDM_GROUND_ZOOM_MIN);
}

void
rdm_ground_pack_ring (
    RdmGroundPack *self, RdmAreaKind kind, const RdmWorldXY *points, guint n, gboolean hole)
{
  double area = n >= 3 ? rdm_world_ring_area (points, n) : 0.;
  guint first = kind == RDM_AREA_BUILDING || kind == RDM_AREA_PARKING || kind == RDM_AREA_PITCH
                    ? RDM_N_GROUND_BANDS - 1
                    : 0;

  if (area == 0.)
    return;
  self->n_shapes += !hole;
  for (guint band = first; band < RDM_N_GROUND_BANDS; band++)
    {
      double pixels = rdm_world_pixels (begin_of (band));

      if (fabs (area) * pixels * pixels < AREA_MIN_PX && band + 1 < RDM_N_GROUND_BANDS)
        continue;
      g_array_set_size (self->simple, 0);
      rdm_world_simplify_ring (points, n, tolerance_of (band), self->simple);
      if (self->simple->len < 3)
        continue;
      /* Outer rings clockwise, holes the other way: then areas that lie on each other are one. */
      if ((area > 0.) == hole)
        rdm_world_reverse (rdm_world_points (self->simple), self->simple->len);
      cut_shape (self, band, RDM_GROUND_AREA_KEY (kind), rdm_world_points (self->simple),
                 self->simple->len);
    }
}

void
rdm_ground_pack_line (RdmGroundPack *self,
                      RdmLineKind kind,
                      RdmLineFlags flags,
                      const RdmWorldXY *points,
                      guint n,
                      guint first,
                      guint last)
{
  self->n_shapes++;
  for (guint band = first; band <= last; band++)
    {
      g_array_set_size (self->simple, 0);
      rdm_world_simplify (points, n, tolerance_of (band), self->simple);
      if (self->simple->len < 2)
        continue;
      cut_shape (self, band, RDM_GROUND_LINE_KEY (kind, flags), rdm_world_points (self->simple),
                 self->simple->len);
    }
}

static int
compare_records (gconstpointer a, gconstpointer b)
{
  const Record *left = a;
  const Record *right = b;

  if (left->cell != right->cell)
    return left->cell < right->cell ? -1 : 1;
  if (left->key != right->key)
    return left->key < right->key ? -1 : 1;
  return left->order < right->order ? -1 : left->order > right->order;
}

/* The records from @begin on that have the cell and key of the first: key, bytes, how many, and
 * they. */
static guint
put_group (const RdmGroundPack *self, guint begin, GByteArray *data)
{
  const Record *first = &g_array_index (self->records, Record, begin);
  guint end = begin;
  guint length = 0;

  for (; end < self->records->len; end++)
    {
      const Record *record = &g_array_index (self->records, Record, end);

      if (record->cell != first->cell || record->key != first->key)
        break;
      length += record->length;
    }
  rdm_ground_put (data, first->key);
  rdm_ground_put (data, length);
  rdm_ground_put (data, end - begin);
  for (guint i = begin; i < end; i++)
    {
      const Record *record = &g_array_index (self->records, Record, i);

      g_byte_array_append (data, self->pool->data + record->begin, record->length);
    }
  return end;
}

/* Whether nothing but the sea is in the cell of a record. There may be very many such cells; they
 * are left out, and the sea is in the cells of the band before. */
static gboolean
is_open_sea (const RdmGroundPack *self, guint i)
{
  const Record *record = &g_array_index (self->records, Record, i);

  return record->open_sea && record->cell >> 56 > rdm_ground_bands[0].level
         && (i == 0 || record[-1].cell != record->cell)
         && (i + 1 == self->records->len || record[1].cell != record->cell);
}

gboolean
rdm_ground_pack_write (RdmGroundPack *self, sqlite3 *db, GCancellable *cancellable, GError **error)
{
  g_autoptr (RdmGroundTable) table = rdm_ground_table_new (db, RDM_GROUND_SHAPES, error);
  g_autoptr (GByteArray) data = g_byte_array_new ();

  if (table == NULL)
    return FALSE;
  g_array_sort (self->records, compare_records);
  for (guint i = 0; i < self->records->len;)
    {
      gint64 cell = g_array_index (self->records, Record, i).cell;

      if (g_cancellable_set_error_if_cancelled (cancellable, error))
        return FALSE;
      if (is_open_sea (self, i))
        {
          i++;
          continue;
        }
      g_byte_array_set_size (data, 0);
      while (i < self->records->len && g_array_index (self->records, Record, i).cell == cell)
        i = put_group (self, i, data);
      if (!rdm_ground_table_add (table, cell, data, error))
        return FALSE;
    }
  g_array_set_size (self->records, 0);
  g_byte_array_set_size (self->pool, 0);
  return rdm_region_write_count (db, "shapes", self->n_shapes, error);
}
