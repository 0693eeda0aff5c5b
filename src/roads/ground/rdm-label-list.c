/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rdm-label-list.h"

#include <string.h>

#include "rdm-ground-format.h"
#include "rdm-ground-table.h"
#include "rdm-label-room.h"
#include "rdm-region-build.h"
#include "rdm-world-shape.h"

/* Rows of a label at a point: longer ones are broken, and what is longer than a map has room for is
 * cut off. In pixels. */
#define ROW_LENGTH 90.
#define ROW_MAX (2. * RDM_LABEL_REACH - 40.)

/* No name is longer; what is beyond is somebody's note. Characters. */
#define TEXT_MAX 100

RdmLabelList *
rdm_label_list_new (void)
{
  RdmLabelList *self = g_new0 (RdmLabelList, 1);

  self->labels = g_array_new (FALSE, TRUE, sizeof (RdmLabel));
  self->points = g_array_new (FALSE, FALSE, sizeof (RdmWorldXY));
  self->texts = g_string_chunk_new (16 * 1024);
  return self;
}

void
rdm_label_list_free (RdmLabelList *self)
{
  if (self == NULL)
    return;
  g_array_unref (self->labels);
  g_array_unref (self->points);
  g_string_chunk_free (self->texts);
  g_free (self);
}

/* In one row, without what no name consists of. */
static char *
clean (const char *text)
{
  g_autofree char *valid = g_utf8_make_valid (text, -1);
  g_autoptr (GString) row = g_string_new (NULL);
  guint n = 0;

  g_strstrip (valid);
  for (const char *at = valid; *at != '\0' && n < TEXT_MAX; at = g_utf8_next_char (at), n++)
    {
      gunichar c = g_utf8_get_char (at);

      g_string_append_unichar (row, g_unichar_iscntrl (c) ? ' ' : c);
    }
  return g_string_free (g_steal_pointer (&row), FALSE);
}

/* Breaks at the space that is nearest to the middle. */
static void
break_row (char *row)
{
  gsize middle = strlen (row) / 2;
  char *best = NULL;

  for (char *at = row; *at != '\0'; at++)
    if (*at == ' '
        && (best == NULL
            || ABS ((gssize)(at - row) - (gssize)middle)
                   < ABS ((gssize)(best - row) - (gssize)middle)))
      best = at;
  if (best != NULL)
    *best = '\n';
}

static char *
shorten (const char *text, double size)
{
  g_autoptr (GString) out = g_string_new (NULL);
  g_auto (GStrv) rows = g_strsplit (text, "\n", 2);

  for (guint i = 0; rows[i] != NULL; i++)
    {
      gboolean cut = FALSE;

      while (rdm_label_text_width (rows[i], size) > ROW_MAX)
        {
          *g_utf8_find_prev_char (rows[i], rows[i] + strlen (rows[i])) = '\0';
          cut = TRUE;
        }
      g_string_append_printf (out, "%s%s%s", i > 0 ? "\n" : "", rows[i], cut ? "…" : "");
    }
  return g_string_free (g_steal_pointer (&out), FALSE);
}

void
rdm_label_list_add_point (RdmLabelList *self,
                          RdmLabelKind kind,
                          const char *text,
                          const char *below,
                          RdmWorldXY at,
                          double zoom)
{
  double size = rdm_label_size (kind);
  g_autofree char *row = clean (text);
  g_autofree char *second = below != NULL ? clean (below) : NULL;
  g_autofree char *rows = NULL;
  g_autofree char *short_rows = NULL;
  RdmLabel label = { .kind = kind, .at = at, .zoom = (float)zoom };

  if (*row == '\0' || zoom > RDM_GROUND_ZOOM_MAX)
    return;
  if (second != NULL)
    rows = g_strjoin ("\n", row, second, NULL);
  else
    {
      rows = g_strdup (row);
      if (rdm_label_text_width (row, size) > ROW_LENGTH && kind != RDM_LABEL_NUMBER)
        break_row (rows);
    }
  short_rows = shorten (rows, size);
  label.text = g_string_chunk_insert_const (self->texts, short_rows);
  g_array_append_val (self->labels, label);
}

/* Along lines */

/* A line, and how far each of its points is from its beginning, units. */
typedef struct
{
  const RdmWorldXY *points;
  double *along;
  guint n;
} Way;

/* What is put along it. */
typedef struct
{
  RdmLabelKind kind;
  const char *text;
  double width; /* pixels */
  double gap;
  gboolean bends;
} Row;

static guint
segment_at (const Way *way, double along)
{
  guint low = 0;
  guint high = way->n - 1;

  while (high - low > 1)
    {
      guint middle = (low + high) / 2;

      if (way->along[middle] <= along)
        low = middle;
      else
        high = middle;
    }
  return low;
}

static RdmWorldXY
point_at (const Way *way, double along)
{
  guint i = segment_at (way, along);
  double length = way->along[i + 1] - way->along[i];
  double t = length > 0. ? CLAMP ((along - way->along[i]) / length, 0., 1.) : 0.;

  return (RdmWorldXY){
    way->points[i].x + (gint32)lround (t * (way->points[i + 1].x - way->points[i].x)),
    way->points[i].y + (gint32)lround (t * (way->points[i + 1].y - way->points[i].y))
  };
}

static double
heading_of (RdmWorldXY a, RdmWorldXY b)
{
  return atan2 ((double)b.y - a.y, (double)b.x - a.x);
}

/* How much the line turns from @from to @to, radians; more than anything where a single turn is too
 * sharp to write around. */
static double
bend_of (const Way *way, double from, double to)
{
  guint first = segment_at (way, from);
  guint last = segment_at (way, to);
  double sum = 0.;

  for (guint i = first; i < last; i++)
    {
      double turn = fabs (remainder (heading_of (way->points[i + 1], way->points[i + 2])
                                         - heading_of (way->points[i], way->points[i + 1]),
                                     2. * G_PI));

      if (turn > G_PI / 4.)
        return INFINITY;
      sum += turn;
    }
  return sum;
}

/* The straightest place for @width units, at most @slack from @middle. Returns: FALSE: none is
 * straight enough. */
static gboolean
find_straight (const Way *way, double middle, double slack, double width, double *place)
{
  static const double shifts[] = { 0., -0.25, 0.25, -0.5, 0.5, -0.75, 0.75, -1., 1. };
  double length = way->along[way->n - 1];
  double least = 1.6;
  gboolean found = FALSE;

  for (guint i = 0; i < G_N_ELEMENTS (shifts); i++)
    {
      double at = middle + shifts[i] * slack;
      double bend;

      if (at - width / 2. < 0. || at + width / 2. > length)
        continue;
      bend = bend_of (way, at - width / 2., at + width / 2.) + 0.05 * fabs (shifts[i]);
      if (bend >= least)
        continue;
      least = bend;
      *place = at;
      found = TRUE;
    }
  return found;
}

/* The part of the line that a label lies on; its place is in the middle. */
static void
take_path (RdmLabelList *self, const Way *way, double middle, double width, RdmLabel *label)
{
  g_autoptr (GArray) part = g_array_new (FALSE, FALSE, sizeof (RdmWorldXY));
  double half = MIN (width * 0.62, MIN (middle, way->along[way->n - 1] - middle));
  RdmWorldXY point = point_at (way, middle - half);
  double tolerance = 0.5 / rdm_world_pixels (MIN (label->zoom + 3., RDM_GROUND_ZOOM_MAX));
  const RdmWorldXY *points;

  g_array_append_val (part, point);
  for (guint i = 0; i < way->n; i++)
    if (way->along[i] > middle - half && way->along[i] < middle + half)
      g_array_append_val (part, way->points[i]);
  point = point_at (way, middle + half);
  g_array_append_val (part, point);
  label->first_point = self->points->len;
  rdm_world_simplify (rdm_world_points (part), part->len, tolerance, self->points);
  label->n_points = self->points->len - label->first_point;
  points = &g_array_index (self->points, RdmWorldXY, label->first_point);
  label->at =
      rdm_world_at (points, label->n_points, rdm_world_length (points, label->n_points) / 2., NULL);
}

static void
add_at (RdmLabelList *self, const Way *way, const Row *row, double middle, double zoom)
{
  double width = row->width / rdm_world_pixels (zoom);
  double half = MIN (width / 4., MIN (middle, way->along[way->n - 1] - middle));
  RdmLabel label = { .kind = row->kind, .text = row->text, .zoom = (float)zoom };

  label.angle = (float)heading_of (point_at (way, middle - half), point_at (way, middle + half));
  if (row->bends)
    take_path (self, way, middle, width, &label);
  else
    label.at = point_at (way, middle);
  g_array_append_val (self->labels, label);
}

/* At @middle, or where the line is straighter near it, or at a larger zoom. */
static void
add_near (
    RdmLabelList *self, const Way *way, const Row *row, double middle, double slack, double zoom)
{
  if (!row->bends)
    {
      add_at (self, way, row, middle, zoom);
      return;
    }
  for (; zoom <= RDM_GROUND_ZOOM_MAX; zoom += 0.5)
    {
      double width = (row->width + 10.) / rdm_world_pixels (zoom);
      double place;

      if (find_straight (way, middle, slack, width, &place))
        {
          add_at (self, way, row, place, zoom);
          return;
        }
    }
}

static void
add_row (RdmLabelList *self, const Way *way, const Row *row, double zoom)
{
  double length = way->along[way->n - 1];
  double pixel = rdm_world_pixels (0.);
  /* A road's number keeps clear of its name: a sixth is never near to halves of halves. */
  double shift = row->kind == RDM_LABEL_SHIELD ? length / 6. : 0.;
  double first = MAX (zoom, log2 ((row->width + 10.) / (length * pixel)));

  if (first > RDM_GROUND_ZOOM_MAX)
    return;
  add_near (self, way, row, length / 2. + shift,
            (length - row->width / rdm_world_pixels (first)) / 2., first);
  for (double parts = 4.;; parts *= 2.)
    {
      double spacing = length / parts;
      double next = MAX (first, log2 ((row->width + row->gap) / (spacing * pixel)));

      if (next > RDM_GROUND_ZOOM_MAX)
        return;
      for (double place = spacing; place < length; place += 2. * spacing)
        add_near (self, way, row, fmod (place + shift, length), spacing / 3., next);
    }
}

void
rdm_label_list_add_along (RdmLabelList *self,
                          RdmLabelKind kind,
                          const char *text,
                          const RdmWorldXY *points,
                          guint n,
                          double zoom)
{
  g_autofree char *row_text = clean (text);
  g_autofree double *along = g_new0 (double, n);
  Way way = { points, along, n };
  Row row = { kind, g_string_chunk_insert_const (self->texts, row_text),
              rdm_label_text_width (row_text, rdm_label_size (kind)), 460.,
              rdm_label_is_along (kind) };

  if (row.width > ROW_MAX || (*row_text == '\0' && kind != RDM_LABEL_ONE_WAY))
    return;
  if (kind == RDM_LABEL_ONE_WAY)
    {
      row.width = 30.;
      row.gap = 130.;
    }
  else if (kind == RDM_LABEL_WATERCOURSE)
    row.gap = 600.;
  else if (kind == RDM_LABEL_SHIELD)
    row.gap = 420.;
  else if (kind == RDM_LABEL_MAIN_ROAD)
    row.gap = 520.;
  for (guint i = 1; i < n; i++)
    along[i] = along[i - 1] + rdm_world_distance (points[i - 1], points[i]);
  if (n >= 2 && along[n - 1] > 0.)
    add_row (self, &way, &row, zoom);
}

/* Writing */

/* A label, and the cell that it lies in: of the last whole zoom before the one at which it
 * appears. */
typedef struct
{
  gint64 cell;
  guint label;
} Place;

static int
compare_places (gconstpointer a, gconstpointer b)
{
  const Place *left = a;
  const Place *right = b;

  if (left->cell != right->cell)
    return left->cell < right->cell ? -1 : 1;
  return left->label < right->label ? -1 : left->label > right->label;
}

static gint64
cell_of (const RdmLabel *label)
{
  guint level = (guint)CLAMP (label->zoom, RDM_GROUND_ZOOM_MIN, RDM_GROUND_ZOOM_MAX);
  guint shift = RDM_WORLD_BITS - level;

  return rdm_ground_cell (level, (guint)(label->at.x >> shift), (guint)(label->at.y >> shift));
}

static void
put_label (const RdmLabelList *self, const RdmLabel *label, gint64 cell, GByteArray *data)
{
  RdmWorldRect rect = rdm_ground_cell_rect (cell);
  double beyond = CLAMP (label->zoom - (double)(cell >> 56), 0., 15. / 16.);
  RdmWorldXY last = label->at;
  gsize length = strlen (label->text);

  rdm_ground_put (data, label->kind);
  rdm_ground_put (data, (guint64)ceil (beyond * 16.));
  rdm_ground_put (data, (guint64)label->at.x - (guint64)rect.x0);
  rdm_ground_put (data, (guint64)label->at.y - (guint64)rect.y0);
  if (label->kind == RDM_LABEL_ONE_WAY)
    {
      rdm_ground_put (data, (guint64)lround (label->angle / (2. * G_PI) * 256. + 256.) % 256);
      return;
    }
  if (rdm_label_is_along (label->kind))
    {
      rdm_ground_put (data, label->n_points);
      for (guint i = 0; i < label->n_points; i++)
        {
          RdmWorldXY point = g_array_index (self->points, RdmWorldXY, label->first_point + i);

          rdm_ground_put (data, rdm_ground_zigzag ((gint64)point.x - last.x));
          rdm_ground_put (data, rdm_ground_zigzag ((gint64)point.y - last.y));
          last = point;
        }
    }
  rdm_ground_put (data, length);
  g_byte_array_append (data, (const guint8 *)label->text, (guint)length);
}

gboolean
rdm_label_list_write (RdmLabelList *self, sqlite3 *db, GCancellable *cancellable, GError **error)
{
  g_autoptr (RdmGroundTable) table = rdm_ground_table_new (db, RDM_GROUND_LABELS, error);
  g_autoptr (GArray) places = g_array_new (FALSE, FALSE, sizeof (Place));
  g_autoptr (GByteArray) data = g_byte_array_new ();

  if (table == NULL)
    return FALSE;
  for (guint i = 0; i < self->labels->len; i++)
    g_array_append_vals (places,
                         &(Place){ cell_of (&g_array_index (self->labels, RdmLabel, i)), i }, 1);
  g_array_sort (places, compare_places);
  for (guint i = 0; i < places->len;)
    {
      gint64 cell = g_array_index (places, Place, i).cell;

      if (g_cancellable_set_error_if_cancelled (cancellable, error))
        return FALSE;
      g_byte_array_set_size (data, 0);
      for (; i < places->len && g_array_index (places, Place, i).cell == cell; i++)
        put_label (self,
                   &g_array_index (self->labels, RdmLabel, g_array_index (places, Place, i).label),
                   cell, data);
      if (!rdm_ground_table_add (table, cell, data, error))
        return FALSE;
    }
  return rdm_region_write_count (db, "labels", self->labels->len, error);
}
