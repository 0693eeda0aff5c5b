/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rdm-coast.h"

#include "rdm-world-shape.h"

/* An open line whose ends are nearer to each other than this part of its length is an island of
 * which a piece is missing. */
#define GAP_PART 0.1

/* A coast that ends within the extract is led on to the nearest border, which may be the wrong one
 * where it ends close to a corner or swings across the border first. What is shorter than this part
 * of the border is no loss. */
#define STUB_PART 0.01

/* A part of a coast from border to border. @enter, @leave: where on the border, units clockwise
 * from the corner in the north-west. */
typedef struct
{
  GArray *points;
  double enter;
  double leave;
  gboolean used;
} Piece;

typedef struct
{
  RdmWorldRect box;
  GPtrArray *pieces; /* (element-type Piece) */
  GPtrArray *rings;
  GArray *largest; /* of the closed lines, a border in @rings; NULL: none */
} Coast;

static void
piece_free (gpointer data)
{
  Piece *piece = data;

  g_array_unref (piece->points);
  g_free (piece);
}

static gboolean
is_inside (const RdmWorldRect *box, RdmWorldXY point)
{
  return point.x > box->x0 && point.x < box->x1 && point.y > box->y0 && point.y < box->y1;
}

static double
width_of (const RdmWorldRect *box)
{
  return (double)box->x1 - box->x0;
}

static double
height_of (const RdmWorldRect *box)
{
  return (double)box->y1 - box->y0;
}

/* Once around the border. */
static double
round_of (const RdmWorldRect *box)
{
  return 2. * (width_of (box) + height_of (box));
}

/* The point of the border that is nearest. */
static RdmWorldXY
to_border (const RdmWorldRect *box, RdmWorldXY point)
{
  gint32 west = point.x - box->x0;
  gint32 east = box->x1 - point.x;
  gint32 north = point.y - box->y0;
  gint32 south = box->y1 - point.y;
  gint32 least = MIN (MIN (west, east), MIN (north, south));

  if (least == west)
    return (RdmWorldXY){ box->x0, point.y };
  if (least == east)
    return (RdmWorldXY){ box->x1, point.y };
  if (least == north)
    return (RdmWorldXY){ point.x, box->y0 };
  return (RdmWorldXY){ point.x, box->y1 };
}

static double
place_on_border (const RdmWorldRect *box, RdmWorldXY point)
{
  RdmWorldXY at = to_border (box, point);

  if (at.y == box->y0)
    return (double)at.x - box->x0;
  if (at.x == box->x1)
    return width_of (box) + ((double)at.y - box->y0);
  if (at.y == box->y1)
    return width_of (box) + height_of (box) + ((double)box->x1 - at.x);
  return 2. * width_of (box) + height_of (box) + ((double)box->y1 - at.y);
}

static void
add_piece (Coast *self, const RdmWorldXY *points, guint n)
{
  RdmWorldXY first = points[0];
  RdmWorldXY last = points[n - 1];
  gboolean ends = is_inside (&self->box, first) || is_inside (&self->box, last);
  Piece *piece;

  if (ends && rdm_world_length (points, n) < STUB_PART * round_of (&self->box))
    return;
  piece = g_new0 (Piece, 1);
  piece->points = g_array_new (FALSE, FALSE, sizeof (RdmWorldXY));
  if (is_inside (&self->box, first))
    {
      first = to_border (&self->box, first);
      g_array_append_val (piece->points, first);
    }
  g_array_append_vals (piece->points, points, n);
  if (is_inside (&self->box, last))
    {
      last = to_border (&self->box, last);
      g_array_append_val (piece->points, last);
    }
  piece->enter = place_on_border (&self->box, first);
  piece->leave = place_on_border (&self->box, last);
  g_ptr_array_add (self->pieces, piece);
}

static void
add_open (Coast *self, const RdmWorldXY *points, guint n)
{
  g_autoptr (GArray) parts = g_array_new (FALSE, FALSE, sizeof (RdmWorldXY));
  g_autoptr (GArray) ends = g_array_new (FALSE, FALSE, sizeof (guint));
  guint begin = 0;

  rdm_world_clip_line (points, n, &self->box, parts, ends);
  for (guint i = 0; i < ends->len; i++)
    {
      guint end = g_array_index (ends, guint, i);

      add_piece (self, &g_array_index (parts, RdmWorldXY, begin), end - begin);
      begin = end;
    }
}

static void
add_closed (Coast *self, GArray *ring)
{
  guint outside = ring->len;
  g_autoptr (GArray) turned = NULL;

  for (guint i = 0; i < ring->len && outside == ring->len; i++)
    if (!is_inside (&self->box, g_array_index (ring, RdmWorldXY, i)))
      outside = i;
  if (outside == ring->len)
    {
      const RdmWorldXY *points = rdm_world_points (ring);

      if (ring->len < 3)
        return;
      g_ptr_array_add (self->rings, g_array_ref (ring));
      if (self->largest == NULL
          || fabs (rdm_world_ring_area (points, ring->len)) > fabs (
                 rdm_world_ring_area (rdm_world_points (self->largest), self->largest->len)))
        self->largest = ring;
      return;
    }
  /* It reaches out of the extract: a line that begins and ends out there. */
  turned = g_array_new (FALSE, FALSE, sizeof (RdmWorldXY));
  for (guint i = 0; i <= ring->len; i++)
    g_array_append_val (turned, g_array_index (ring, RdmWorldXY, (outside + i) % ring->len));
  add_open (self, rdm_world_points (turned), turned->len);
}

static void
add_line (Coast *self, const RdmJoinedWay *line)
{
  const RdmWorldXY *points = rdm_world_points (line->points);
  guint n = line->points->len;

  if (line->closed
      || (is_inside (&self->box, points[0]) && is_inside (&self->box, points[n - 1])
          && rdm_world_distance (points[0], points[n - 1])
                 < GAP_PART * rdm_world_length (points, n)))
    add_closed (self, line->points);
  else
    add_open (self, points, n);
}

/* Along the border from one place to another, clockwise: its corners between them. */
static void
follow_border (const Coast *self, double from, double to, GArray *ring)
{
  const RdmWorldRect *box = &self->box;
  double width = width_of (box);
  double height = height_of (box);
  const double places[] = { 0., width, width + height, 2. * width + height };
  const RdmWorldXY corners[] = {
    { box->x0, box->y0 }, { box->x1, box->y0 }, { box->x1, box->y1 }, { box->x0, box->y1 }
  };
  double round = round_of (box);

  if (to < from)
    to += round;
  for (guint i = 0; i < 8; i++)
    {
      double place = places[i % 4] + (i >= 4 ? round : 0.);

      if (place > from && place < to)
        g_array_append_val (ring, corners[i % 4]);
    }
}

/* The piece that comes next on the border, clockwise: @first again, or one that is not used yet. */
static Piece *
find_next (const Coast *self, const Piece *first, double leave)
{
  double round = round_of (&self->box);
  Piece *next = NULL;
  double least = INFINITY;

  for (guint i = 0; i < self->pieces->len; i++)
    {
      Piece *piece = g_ptr_array_index (self->pieces, i);
      double way = piece->enter - leave;

      if (piece->used && piece != first)
        continue;
      if (way < 0.)
        way += round;
      if (way < least)
        {
          least = way;
          next = piece;
        }
    }
  return next;
}

/* With the sea to the right: along a coast until it leaves, along the border until the next one. */
static void
close_from (Coast *self, Piece *first)
{
  GArray *ring = g_array_new (FALSE, FALSE, sizeof (RdmWorldXY));
  Piece *piece = first;

  do
    {
      Piece *next;

      piece->used = TRUE;
      g_array_append_vals (ring, piece->points->data, piece->points->len);
      next = find_next (self, first, piece->leave);
      follow_border (self, piece->leave, next->enter, ring);
      piece = next;
    }
  while (piece != first);
  g_ptr_array_add (self->rings, ring);
}

GPtrArray *
rdm_coast_close (GPtrArray *lines, const RdmWorldRect *box)
{
  g_autoptr (GPtrArray) pieces = g_ptr_array_new_with_free_func (piece_free);
  GPtrArray *rings = g_ptr_array_new_with_free_func ((GDestroyNotify)g_array_unref);
  Coast self = { *box, pieces, rings, NULL };

  for (guint i = 0; i < lines->len; i++)
    add_line (&self, g_ptr_array_index (lines, i));
  for (guint i = 0; i < pieces->len; i++)
    {
      Piece *piece = g_ptr_array_index (pieces, i);

      if (!piece->used)
        close_from (&self, piece);
    }
  /* Islands alone: all around them is sea. */
  if (pieces->len == 0 && self.largest != NULL
      && rdm_world_ring_area ((const RdmWorldXY *)self.largest->data, self.largest->len) < 0.)
    {
      GArray *ring = g_array_new (FALSE, FALSE, sizeof (RdmWorldXY));

      follow_border (&self, -1., round_of (box) - 1., ring);
      g_ptr_array_add (rings, ring);
    }
  return rings;
}
