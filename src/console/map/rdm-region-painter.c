/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rdm-region-painter.h"

#include <math.h>

#include "rdm-ground-net.h"
#include "rdm-lettering.h"

/* No line reaches farther into a piece than this, pixels: but runways are far wider, and seldom. */
#define LINE_REACH_MAX 24.

#define BUILDING_EDGE_ZOOM 16.2

#define ROUND_PX 3.6

/* Points that are nearer to each other than this are one, pixels. */
#define NEAR_PX 0.4

/* Nobody sees that a line passes its points by as little as this, pixels. */
#define BESIDE_PX 0.25

struct _RdmRegionPainter
{
  RdmGroundReader *reader;
  RdmLettering *lettering;
};

/* One piece being painted. */
typedef struct
{
  RdmRegionPainter *painter;
  cairo_t *cr;
  const RdmGroundStyle *style;
  GCancellable *cancellable;
  RdmMapView view;
  double zoom;
  double unit;       /* pixels a unit of the world */
  RdmRect clip;      /* pixels, with room for what reaches in */
  RdmWorldRect rect; /* the same in units */
  GPtrArray *cells;  /* (element-type RdmShapeCell) */
} Piece;

/* From the bottom to the top, below all lines. */
static const RdmAreaKind area_order[] = {
  RDM_AREA_SEA,      RDM_AREA_BUILT_UP, RDM_AREA_INDUSTRY, RDM_AREA_CAMPUS,  RDM_AREA_FIELD,
  RDM_AREA_AIRFIELD, RDM_AREA_GRASS,    RDM_AREA_PARK,     RDM_AREA_WOOD,    RDM_AREA_ROCK,
  RDM_AREA_WETLAND,  RDM_AREA_ICE,      RDM_AREA_SQUARE,   RDM_AREA_PARKING, RDM_AREA_PITCH,
};

/* After rivers, which run into them. */
static const RdmAreaKind upper_areas[] = { RDM_AREA_WATER, RDM_AREA_PIER, RDM_AREA_BUILDING };

/* Roads and rails from the least important to the most. */
static const RdmLineKind road_order[] = {
  RDM_LINE_TAXIWAY,   RDM_LINE_RUNWAY,  RDM_LINE_PIER,       RDM_LINE_PATH,
  RDM_LINE_TRACK,     RDM_LINE_SERVICE, RDM_LINE_PEDESTRIAN, RDM_LINE_STREET,
  RDM_LINE_TRAM,      RDM_LINE_SIDING,  RDM_LINE_RAIL,       RDM_LINE_TERTIARY,
  RDM_LINE_SECONDARY, RDM_LINE_PRIMARY, RDM_LINE_TRUNK,      RDM_LINE_MOTORWAY,
};

/* On and off, pixels; 0: a whole line. */
typedef struct
{
  RdmLineKind kind;
  double on;
  double off;
} Dash;

static const Dash dashes[] = {
  { RDM_LINE_BORDER_COUNTRY, 9., 4. }, { RDM_LINE_BORDER_STATE, 6., 4. },
  { RDM_LINE_BORDER_TOWN, 3., 4. },    { RDM_LINE_FERRY, 5., 4. },
  { RDM_LINE_PATH, 4., 2.5 },          { RDM_LINE_TRACK, 6., 3. },
  { RDM_LINE_CABLE, 8., 3. },
};

RdmRegionPainter *
rdm_region_painter_new (RdmGroundReader *reader)
{
  RdmRegionPainter *self = g_new0 (RdmRegionPainter, 1);

  self->reader = rdm_ground_reader_ref (reader);
  self->lettering = rdm_lettering_new ();
  return self;
}

void
rdm_region_painter_free (RdmRegionPainter *self)
{
  if (self == NULL)
    return;
  rdm_ground_reader_unref (self->reader);
  rdm_lettering_free (self->lettering);
  g_free (self);
}

static RdmXY
pixel_of (const Piece *piece, RdmWorldXY point)
{
  return (RdmXY){ point.x * piece->unit - piece->view.origin.x,
                  point.y * piece->unit - piece->view.origin.y };
}

/* How far lines outside the piece reach into it, pixels: half of the widest, with its edge. Less is
 * painted for nothing where they are thin. Cells have what lies so far beyond them. */
static double
line_reach (double zoom)
{
  double reach = 0.;

  for (RdmLineKind kind = 0; kind < RDM_N_LINES; kind++)
    reach = MAX (reach,
                 rdm_ground_line_width (kind, 0, zoom) / 2. + rdm_ground_line_casing (kind, zoom));
  /* The smoothing of edges, and a bridge's own. */
  return MIN (ceil (reach) + 3., LINE_REACH_MAX);
}

/* The part of the world in @pixels around the piece. */
static RdmWorldRect
units_around (const Piece *piece, double pixels)
{
  const RdmMapView *view = &piece->view;
  double low = -RDM_WORLD_SIZE;
  double high = 2. * RDM_WORLD_SIZE;

  return (RdmWorldRect){
    (gint32)CLAMP (floor ((view->origin.x - pixels) / piece->unit), low, high),
    (gint32)CLAMP (floor ((view->origin.y - pixels) / piece->unit), low, high),
    (gint32)CLAMP (ceil ((view->origin.x + view->width + pixels) / piece->unit), low, high),
    (gint32)CLAMP (ceil ((view->origin.y + view->height + pixels) / piece->unit), low, high),
  };
}

/* Areas */

static void
trace_ring (const Piece *piece, const RdmWorldXY *points, guint n)
{
  RdmXY last = pixel_of (piece, points[0]);

  cairo_move_to (piece->cr, last.x, last.y);
  for (guint i = 1; i < n; i++)
    {
      RdmXY at = pixel_of (piece, points[i]);

      if (fabs (at.x - last.x) < NEAR_PX && fabs (at.y - last.y) < NEAR_PX)
        continue;
      cairo_line_to (piece->cr, at.x, at.y);
      last = at;
    }
  cairo_close_path (piece->cr);
}

/* All areas of a kind as one path, so that what is in several cells is there once. */
static gboolean
trace_areas (const Piece *piece, RdmAreaKind kind)
{
  gboolean any = FALSE;

  cairo_new_path (piece->cr);
  for (guint i = 0; i < piece->cells->len; i++)
    {
      const RdmShapeCell *cell = g_ptr_array_index (piece->cells, i);
      const RdmCellGroup *group = rdm_shape_cell_find (cell, RDM_GROUND_AREA_KEY (kind));

      for (guint k = 0; group != NULL && k < group->n; k++)
        {
          const RdmCellShape *shape = &g_array_index (cell->shapes, RdmCellShape, group->first + k);

          if (!rdm_world_rect_overlaps (&shape->bounds, &piece->rect))
            continue;
          trace_ring (piece, &g_array_index (cell->points, RdmWorldXY, shape->first), shape->n);
          any = TRUE;
        }
    }
  return any;
}

static void
paint_areas (const Piece *piece, const RdmAreaKind *kinds, guint n)
{
  for (guint i = 0; i < n; i++)
    {
      RdmAreaKind kind = kinds[i];

      if (piece->zoom < rdm_ground_area_zoom (kind) || !trace_areas (piece, kind))
        continue;
      rdm_ground_style_set_source (piece->cr, piece->style->areas[kind]);
      /* Thousands of small outlines cost more than they show. */
      if (kind != RDM_AREA_BUILDING || piece->zoom < BUILDING_EDGE_ZOOM)
        {
          cairo_fill (piece->cr);
          continue;
        }
      cairo_fill_preserve (piece->cr);
      rdm_ground_style_set_source (piece->cr, piece->style->building_edge);
      cairo_set_line_join (piece->cr, CAIRO_LINE_JOIN_MITER);
      cairo_set_line_width (piece->cr, 0.8);
      cairo_stroke (piece->cr);
    }
}

/* Lines */

/* On which sides of the piece a point is out of sight. */
static guint
outside (const RdmRect *clip, RdmXY at)
{
  return (at.x < clip->x0 ? 1u : 0) | (at.x > clip->x1 ? 2u : 0) | (at.y < clip->y0 ? 4u : 0)
         | (at.y > clip->y1 ? 8u : 0);
}

/* The last point, from @i on, to which it is straight from @begin: all between are hardly beside
 * that line. What directions are left narrows from point to point: Williams, An Efficient Algorithm
 * for the Piecewise Linear Approximation of Planar Curves (1978). It costs less than the lines that
 * it saves: cells have every bend that shows at the end of their band. */
static guint
straight_until (const Piece *piece, RdmXY begin, const RdmWorldXY *points, guint n, guint i)
{
  RdmXY at = pixel_of (piece, points[i]);
  double far = rdm_xy_distance (begin, at);
  RdmXY ahead = { (at.x - begin.x) / far, (at.y - begin.y) / far };
  double least = -BESIDE_PX / far;
  double most = BESIDE_PX / far;

  for (; i + 1 < n; i++)
    {
      RdmXY next = pixel_of (piece, points[i + 1]);
      double along = (next.x - begin.x) * ahead.x + (next.y - begin.y) * ahead.y;
      double beside = (next.y - begin.y) * ahead.x - (next.x - begin.x) * ahead.y;

      if (along < far || beside < least * along || beside > most * along)
        break;
      least = MAX (least, (beside - BESIDE_PX) / along);
      most = MIN (most, (beside + BESIDE_PX) / along);
      far = along;
    }
  return i;
}

static void
trace_line (const Piece *piece, const RdmWorldXY *points, guint n)
{
  RdmXY last = pixel_of (piece, points[0]);
  guint last_side = outside (&piece->clip, last);
  gboolean open = FALSE;

  for (guint i = 1; i < n; i++)
    {
      RdmXY at = pixel_of (piece, points[i]);
      guint side;

      if (fabs (at.x - last.x) < NEAR_PX && fabs (at.y - last.y) < NEAR_PX)
        {
          if (i + 1 < n)
            continue;
        }
      else
        {
          i = straight_until (piece, last, points, n, i);
          at = pixel_of (piece, points[i]);
        }
      side = outside (&piece->clip, at);
      if ((side & last_side) != 0)
        open = FALSE;
      else
        {
          if (!open)
            cairo_move_to (piece->cr, last.x, last.y);
          cairo_line_to (piece->cr, at.x, at.y);
          open = TRUE;
        }
      last = at;
      last_side = side;
    }
}

static const RdmCellGroup *
find_lines (const RdmShapeCell *cell, RdmLineKind kind, RdmLineFlags flags)
{
  return rdm_shape_cell_find (cell, RDM_GROUND_LINE_KEY (kind, flags));
}

static gboolean
trace_lines (const Piece *piece, RdmLineKind kind, RdmLineFlags flags)
{
  gboolean any = FALSE;

  cairo_new_path (piece->cr);
  for (guint i = 0; i < piece->cells->len; i++)
    {
      const RdmShapeCell *cell = g_ptr_array_index (piece->cells, i);
      const RdmCellGroup *group = find_lines (cell, kind, flags);

      for (guint k = 0; group != NULL && k < group->n; k++)
        {
          const RdmCellShape *shape = &g_array_index (cell->shapes, RdmCellShape, group->first + k);

          if (!rdm_world_rect_overlaps (&shape->bounds, &piece->rect))
            continue;
          trace_line (piece, &g_array_index (cell->points, RdmWorldXY, shape->first), shape->n);
          any = TRUE;
        }
    }
  return any;
}

/* A dashed line is cut at the border of its cell, where the next cell has it: dashes of two cells
 * need not fit together. */
static void
clip_to_cell (const Piece *piece, gint64 number)
{
  RdmWorldRect cell = rdm_ground_cell_rect (number);
  RdmXY low = pixel_of (piece, (RdmWorldXY){ cell.x0, cell.y0 });
  RdmXY high = pixel_of (piece, (RdmWorldXY){ cell.x1, cell.y1 });

  cairo_rectangle (piece->cr, round (low.x), round (low.y), round (high.x) - round (low.x),
                   round (high.y) - round (low.y));
  cairo_clip (piece->cr);
}

/* Dashes are counted from the beginning of each shape, in sight or not. */
static void
trace_whole_line (const Piece *piece, const RdmWorldXY *points, guint n)
{
  for (guint i = 0; i < n; i++)
    {
      RdmXY at = pixel_of (piece, points[i]);

      if (i == 0)
        cairo_move_to (piece->cr, at.x, at.y);
      else
        cairo_line_to (piece->cr, at.x, at.y);
    }
}

static void
stroke_dashed (const Piece *piece, RdmLineKind kind, RdmLineFlags flags, const double *dash)
{
  cairo_set_dash (piece->cr, dash, 2, 0.);
  for (guint i = 0; i < piece->cells->len; i++)
    {
      const RdmShapeCell *cell = g_ptr_array_index (piece->cells, i);
      const RdmCellGroup *group = find_lines (cell, kind, flags);

      if (group == NULL)
        continue;
      cairo_save (piece->cr);
      clip_to_cell (piece, cell->cell);
      cairo_new_path (piece->cr);
      for (guint k = 0; k < group->n; k++)
        {
          const RdmCellShape *shape = &g_array_index (cell->shapes, RdmCellShape, group->first + k);

          if (rdm_world_rect_overlaps (&shape->bounds, &piece->rect))
            trace_whole_line (piece, &g_array_index (cell->points, RdmWorldXY, shape->first),
                              shape->n);
        }
      cairo_stroke (piece->cr);
      cairo_restore (piece->cr);
    }
  cairo_set_dash (piece->cr, NULL, 0, 0.);
}

/* Round ends and corners show on wide lines alone, and cost. */
static void
set_width (cairo_t *cr, double width, gboolean flat)
{
  cairo_set_line_width (cr, width);
  cairo_set_line_join (cr, width > ROUND_PX ? CAIRO_LINE_JOIN_ROUND : CAIRO_LINE_JOIN_BEVEL);
  cairo_set_line_cap (cr, width > ROUND_PX && !flat ? CAIRO_LINE_CAP_ROUND : CAIRO_LINE_CAP_BUTT);
}

static const Dash *
dash_of (RdmLineKind kind)
{
  for (guint i = 0; i < G_N_ELEMENTS (dashes); i++)
    if (dashes[i].kind == kind)
      return &dashes[i];
  return NULL;
}

/* White between two grey edges that are as wide is a blur; one line is calmer, and cheaper. */
static gboolean
is_thin (RdmLineKind kind, double zoom)
{
  return (kind == RDM_LINE_SERVICE || kind == RDM_LINE_PEDESTRIAN || kind == RDM_LINE_STREET)
         && rdm_ground_line_casing (kind, zoom) == 0.;
}

static void
paint_line (const Piece *piece, RdmLineKind kind, RdmLineFlags flags)
{
  double width = rdm_ground_line_width (kind, flags, piece->zoom);
  const Dash *dash = dash_of (kind);

  if (width == 0.)
    return;
  rdm_ground_style_set_source (piece->cr, is_thin (kind, piece->zoom) ? piece->style->thin
                                                                      : piece->style->lines[kind]);
  set_width (piece->cr, width, dash != NULL || kind == RDM_LINE_RUNWAY || kind == RDM_LINE_PIER);
  if (dash != NULL)
    stroke_dashed (piece, kind, flags, (double[]){ dash->on, dash->off });
  else if (trace_lines (piece, kind, flags))
    cairo_stroke (piece->cr);
}

static gboolean
is_road (RdmLineKind kind)
{
  return kind >= RDM_LINE_SERVICE && kind <= RDM_LINE_MOTORWAY;
}

static void
paint_casing (const Piece *piece, RdmLineKind kind, RdmLineFlags flags)
{
  double width = rdm_ground_line_width (kind, flags, piece->zoom);
  double edge = rdm_ground_line_casing (kind, piece->zoom);

  if ((flags & RDM_LINE_BRIDGE) != 0 && !is_road (kind) && width > 0. && piece->zoom >= 14.)
    {
      /* Anything on a bridge is held up by something. */
      edge = 1.6;
      rdm_ground_style_set_source (piece->cr, piece->style->lines[RDM_LINE_PEDESTRIAN]);
    }
  else
    rdm_ground_style_set_source (piece->cr, piece->style->casings[kind]);
  if (width == 0. || edge == 0. || !trace_lines (piece, kind, flags))
    return;
  set_width (piece->cr, width + 2. * edge, (flags & RDM_LINE_BRIDGE) != 0);
  cairo_stroke (piece->cr);
}

/* A railway is told from a road by its sleepers. */
static void
paint_sleepers (const Piece *piece, RdmLineKind kind, RdmLineFlags flags)
{
  double width = rdm_ground_line_width (kind, flags, piece->zoom);

  if (kind != RDM_LINE_RAIL || piece->zoom < 14. || width == 0.)
    return;
  set_width (piece->cr, MAX (width - 1., 0.7), TRUE);
  rdm_ground_style_set_source (piece->cr, piece->style->rail_gap);
  stroke_dashed (piece, kind, flags, (double[]){ 7., 7. });
}

static void
paint_tunnel (const Piece *piece, RdmLineKind kind, RdmLineFlags flags)
{
  double width = rdm_ground_line_width (kind, flags, piece->zoom);
  double edge = rdm_ground_line_casing (kind, piece->zoom);

  if (width == 0. || kind == RDM_LINE_PATH || kind == RDM_LINE_TRACK)
    return;
  if (!is_road (kind))
    {
      set_width (piece->cr, MAX (width * 0.7, 0.7), TRUE);
      rdm_ground_style_set_source (piece->cr, piece->style->lines[kind]);
      stroke_dashed (piece, kind, flags, (double[]){ 3., 3. });
      return;
    }
  if (edge > 0.)
    {
      set_width (piece->cr, width + 2. * edge, TRUE);
      rdm_ground_style_set_source (piece->cr, piece->style->casings[kind]);
      stroke_dashed (piece, kind, flags, (double[]){ 3., 3. });
    }
  set_width (piece->cr, width, TRUE);
  rdm_ground_style_set_source (piece->cr, piece->style->tunnel);
  if (trace_lines (piece, kind, flags))
    cairo_stroke (piece->cr);
}

/* First all edges, then all insides: so that crossings are open. */
static void
paint_roads (const Piece *piece, RdmLineFlags flags)
{
  static const RdmLineFlags links[] = { RDM_LINE_LINK, 0 };

  for (guint i = 0; i < G_N_ELEMENTS (road_order); i++)
    for (guint k = 0; k < G_N_ELEMENTS (links); k++)
      paint_casing (piece, road_order[i], flags | links[k]);
  for (guint i = 0; i < G_N_ELEMENTS (road_order); i++)
    for (guint k = 0; k < G_N_ELEMENTS (links); k++)
      {
        paint_line (piece, road_order[i], flags | links[k]);
        paint_sleepers (piece, road_order[i], flags | links[k]);
      }
}

static void
paint_tunnels (const Piece *piece)
{
  for (guint i = 0; i < G_N_ELEMENTS (road_order); i++)
    {
      paint_tunnel (piece, road_order[i], RDM_LINE_TUNNEL | RDM_LINE_LINK);
      paint_tunnel (piece, road_order[i], RDM_LINE_TUNNEL);
    }
}

/* Labels */

static void
paint_arrow (const Piece *piece, RdmXY at, double angle)
{
  cairo_t *cr = piece->cr;

  cairo_save (cr);
  cairo_translate (cr, at.x, at.y);
  cairo_rotate (cr, angle);
  cairo_move_to (cr, -5., 0.);
  cairo_line_to (cr, 4., 0.);
  cairo_move_to (cr, 1.5, -2.3);
  cairo_line_to (cr, 4.3, 0.);
  cairo_line_to (cr, 1.5, 2.3);
  cairo_restore (cr);
  cairo_set_line_width (cr, 1.1);
  cairo_set_line_cap (cr, CAIRO_LINE_CAP_ROUND);
  cairo_set_line_join (cr, CAIRO_LINE_JOIN_ROUND);
  rdm_ground_style_set_source (cr, piece->style->inks[RDM_LABEL_ONE_WAY]);
  cairo_stroke (cr);
}

static void
paint_label (const Piece *piece, const RdmLabelCell *cell, const RdmLabel *label)
{
  RdmLettering *lettering = piece->painter->lettering;
  RdmXY at = pixel_of (piece, label->at);
  g_autofree RdmXY *line = NULL;

  if (label->kind == RDM_LABEL_ONE_WAY)
    paint_arrow (piece, at, label->angle);
  else if (!rdm_label_is_along (label->kind))
    rdm_lettering_upright (lettering, piece->cr, label->kind, label->text, at);
  else
    {
      line = g_new (RdmXY, label->n_points);
      for (guint i = 0; i < label->n_points; i++)
        line[i] =
            pixel_of (piece, g_array_index (cell->points, RdmWorldXY, label->first_point + i));
      rdm_lettering_along (lettering, piece->cr, label->kind, label->text, line, label->n_points);
    }
}

static gboolean
paint_labels (const Piece *piece, GError **error)
{
  RdmWorldRect rect = units_around (piece, RDM_LABEL_REACH);
  g_autoptr (GPtrArray) cells =
      rdm_ground_reader_labels (piece->painter->reader, &rect, piece->zoom, error);

  if (cells == NULL)
    return FALSE;
  for (guint i = 0; i < cells->len; i++)
    {
      const RdmLabelCell *cell = g_ptr_array_index (cells, i);

      if (g_cancellable_set_error_if_cancelled (piece->cancellable, error))
        return FALSE;
      for (guint k = 0; k < cell->labels->len; k++)
        {
          const RdmLabel *label = &g_array_index (cell->labels, RdmLabel, k);

          if (label->zoom <= piece->zoom && piece->zoom < rdm_label_end (label->kind)
              && label->at.x >= rect.x0 && label->at.x < rect.x1 && label->at.y >= rect.y0
              && label->at.y < rect.y1)
            paint_label (piece, cell, label);
        }
    }
  return TRUE;
}

/* Where the region ends, there is a line, and behind it the net of degrees again. */
static void
paint_land (const Piece *piece)
{
  RdmBox bounds = rdm_region_bounds (rdm_ground_reader_get_region (piece->painter->reader));
  RdmXY low = pixel_of (piece, rdm_world_of ((RdmPoint){ bounds.north_deg, bounds.west_deg }));
  RdmXY high = pixel_of (piece, rdm_world_of ((RdmPoint){ bounds.south_deg, bounds.east_deg }));
  const RdmMapView *view = &piece->view;

  rdm_ground_style_set_source (piece->cr, piece->style->land);
  cairo_paint (piece->cr);
  if (low.x <= 0. && low.y <= 0. && high.x >= view->width && high.y >= view->height)
    return;
  rdm_ground_style_set_source (piece->cr, piece->style->net);
  rdm_ground_net_paint (piece->cr, view, (RdmRect){ 0., 0., view->width, view->height });
  rdm_ground_style_set_source (piece->cr, piece->style->land);
  cairo_rectangle (piece->cr, round (low.x), round (low.y), round (high.x) - round (low.x),
                   round (high.y) - round (low.y));
  cairo_fill (piece->cr);
  rdm_ground_style_set_source (piece->cr, piece->style->net);
  cairo_rectangle (piece->cr, round (low.x) + 0.5, round (low.y) + 0.5,
                   round (high.x) - round (low.x), round (high.y) - round (low.y));
  cairo_set_line_width (piece->cr, 1.);
  cairo_stroke (piece->cr);
}

/* The steps, from the bottom to the top. */

static void
paint_water_lines (const Piece *piece)
{
  paint_line (piece, RDM_LINE_STREAM, 0);
  paint_line (piece, RDM_LINE_RIVER, 0);
}

static void
paint_lower_areas (const Piece *piece)
{
  paint_areas (piece, area_order, G_N_ELEMENTS (area_order));
}

static void
paint_upper_areas (const Piece *piece)
{
  paint_areas (piece, upper_areas, G_N_ELEMENTS (upper_areas));
}

static void
paint_ground_roads (const Piece *piece)
{
  paint_roads (piece, 0);
}

static void
paint_bridges (const Piece *piece)
{
  paint_roads (piece, RDM_LINE_BRIDGE);
}

static void
paint_thin_lines (const Piece *piece)
{
  paint_line (piece, RDM_LINE_FERRY, 0);
  paint_line (piece, RDM_LINE_CABLE, 0);
  paint_line (piece, RDM_LINE_BORDER_TOWN, 0);
  paint_line (piece, RDM_LINE_BORDER_STATE, 0);
  paint_line (piece, RDM_LINE_BORDER_COUNTRY, 0);
}

static void (*const steps[]) (const Piece *piece) = {
  paint_land,    paint_lower_areas,  paint_water_lines, paint_upper_areas,
  paint_tunnels, paint_ground_roads, paint_bridges,     paint_thin_lines,
};

gboolean
rdm_region_painter_paint (RdmRegionPainter *self,
                          cairo_t *cr,
                          const RdmMapView *view,
                          const RdmGroundStyle *style,
                          int scale,
                          GCancellable *cancellable,
                          GError **error)
{
  Piece piece = {
    .painter = self,
    .cr = cr,
    .style = style,
    .cancellable = cancellable,
    .view = *view,
    .zoom = log2 (view->world / 256.),
    .unit = view->world / RDM_WORLD_SIZE,
  };
  double reach = line_reach (piece.zoom);
  RdmWorldRect own = units_around (&piece, 0.);
  g_autoptr (GPtrArray) cells = NULL;

  piece.clip = (RdmRect){ -reach, -reach, view->width + reach, view->height + reach };
  piece.rect = units_around (&piece, reach);
  cells = rdm_ground_reader_shapes (self->reader, &own, piece.zoom, error);
  if (cells == NULL)
    return FALSE;
  piece.cells = cells;
  rdm_lettering_set_style (self->lettering, style, scale);
  cairo_set_fill_rule (cr, CAIRO_FILL_RULE_WINDING);
  /* Edges in sixteen steps instead of 256: between colours that are so much alike nobody sees the
   * difference, and it takes half the time. */
  cairo_set_antialias (cr, CAIRO_ANTIALIAS_FAST);
  for (guint i = 0; i < G_N_ELEMENTS (steps); i++)
    {
      if (g_cancellable_set_error_if_cancelled (cancellable, error))
        return FALSE;
      steps[i](&piece);
    }
  cairo_set_antialias (cr, CAIRO_ANTIALIAS_DEFAULT);
  return paint_labels (&piece, error);
}
