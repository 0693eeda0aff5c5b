/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rdm-ground-painter.h"

#include <math.h>
#include <pango/pangocairo.h>

#include "rdm-map-stroke.h"

#define BUILDING_EDGE_ZOOM 16.5
#define LINE_NAME_ZOOM 15.
#define NET_STEP_MIN 110. /* pixels */

/* How a kind is drawn: as wide as in the world, but never thinner than @least pixels, from @zoom
 * on. */
typedef struct
{
  double width_m;
  double least;
  double zoom;
} Style;

static const Style styles[RDM_N_GROUND_KINDS] = {
  [RDM_GROUND_BUILT_UP] = { 0., 0., 0. },  [RDM_GROUND_GREEN] = { 0., 0., 0. },
  [RDM_GROUND_WATER] = { 0., 0., 0. },     [RDM_GROUND_BUILDING] = { 0., 0., 14.5 },
  [RDM_GROUND_STREAM] = { 6., 1., 11. },   [RDM_GROUND_PATH] = { 2., 1., 14. },
  [RDM_GROUND_STREET] = { 7., 0.7, 11.5 }, [RDM_GROUND_ROAD] = { 10., 1.5, 9. },
  [RDM_GROUND_HIGHWAY] = { 15., 2.2, 5. }, [RDM_GROUND_RAIL] = { 2., 1., 10. },
};

typedef struct
{
  const RdmGroundShape *shape;
  RdmXY *points;
  RdmRect bounds;
} Shape;

/* A name, and where it would like to be: at a point, or along a line from @at to @along. */
typedef struct
{
  const char *text;
  int rank; /* -1: along a line */
  RdmXY at;
  RdmXY along;
  double width; /* of the text, pixels */
  double height;
  gboolean placed; /* at the size last asked for: nothing more important is in the way */
} Name;

struct _RdmGroundPainter
{
  RdmGround *ground;                    /* NULL: a net of degrees */
  GPtrArray *kinds[RDM_N_GROUND_KINDS]; /* (element-type Shape) */
  GArray *names;                        /* (element-type Name): the most important first */
  double placed_world;                  /* the size that Name.placed is for */
};

static void
shape_free (gpointer data)
{
  Shape *shape = data;

  g_free (shape->points);
  g_free (shape);
}

static PangoLayout *
new_layout (cairo_t *cr, int rank)
{
  PangoLayout *layout = pango_cairo_create_layout (cr);
  g_autoptr (PangoFontDescription) font = pango_font_description_from_string ("Cantarell, Sans");
  double size = rank == RDM_GROUND_LABEL_TOWN       ? 15.
                : rank == RDM_GROUND_LABEL_DISTRICT ? 12.
                                                    : 10.5;

  pango_font_description_set_absolute_size (font, size * PANGO_SCALE);
  if (rank >= RDM_GROUND_LABEL_DISTRICT)
    pango_font_description_set_weight (font, PANGO_WEIGHT_SEMIBOLD);
  pango_layout_set_font_description (layout, font);
  return layout;
}

/* A line's name goes along its longest piece. */
static void
name_line (RdmGroundPainter *self, const Shape *shape)
{
  Name name = { .text = shape->shape->name, .rank = -1 };
  double longest = 0.;

  for (guint i = 0; i + 1 < shape->shape->n_points; i++)
    {
      double length = rdm_xy_distance (shape->points[i], shape->points[i + 1]);

      if (length <= longest)
        continue;
      longest = length;
      name.at = shape->points[i];
      name.along = shape->points[i + 1];
    }
  if (longest > 0.)
    g_array_append_val (self->names, name);
}

static int
compare_names (gconstpointer a, gconstpointer b)
{
  return ((const Name *)b)->rank - ((const Name *)a)->rank;
}

static void
measure_names (RdmGroundPainter *self)
{
  cairo_surface_t *surface = cairo_image_surface_create (CAIRO_FORMAT_A8, 1, 1);
  cairo_t *cr = cairo_create (surface);

  for (guint i = 0; i < self->names->len; i++)
    {
      Name *name = &g_array_index (self->names, Name, i);
      g_autoptr (PangoLayout) layout = new_layout (cr, name->rank);
      int width;
      int height;

      pango_layout_set_text (layout, name->text, -1);
      pango_layout_get_size (layout, &width, &height);
      name->width = (double)width / PANGO_SCALE;
      name->height = (double)height / PANGO_SCALE;
    }
  cairo_destroy (cr);
  cairo_surface_destroy (surface);
}

RdmGroundPainter *
rdm_ground_painter_new (RdmGround *ground)
{
  RdmGroundPainter *self = g_new0 (RdmGroundPainter, 1);

  self->names = g_array_new (FALSE, TRUE, sizeof (Name));
  for (int kind = 0; kind < RDM_N_GROUND_KINDS; kind++)
    self->kinds[kind] = g_ptr_array_new_with_free_func (shape_free);
  if (ground == NULL)
    return self;
  self->ground = rdm_ground_ref (ground);
  for (guint i = 0; i < ground->shapes->len; i++)
    {
      const RdmGroundShape *from = g_ptr_array_index (ground->shapes, i);
      Shape *shape = g_new0 (Shape, 1);

      shape->shape = from;
      shape->points = g_new (RdmXY, from->n_points);
      shape->bounds = RDM_RECT_EMPTY;
      for (guint k = 0; k < from->n_points; k++)
        {
          shape->points[k] = rdm_map_unit_of (from->points[k]);
          rdm_rect_extend (&shape->bounds, shape->points[k]);
        }
      g_ptr_array_add (self->kinds[from->kind], shape);
      if (from->name != NULL && !rdm_ground_kind_is_area (from->kind))
        name_line (self, shape);
    }
  for (guint i = 0; i < ground->labels->len; i++)
    {
      const RdmGroundLabel *label = g_ptr_array_index (ground->labels, i);
      Name name = { .text = label->text,
                    .rank = label->rank,
                    .at = rdm_map_unit_of (label->point) };

      g_array_append_val (self->names, name);
    }
  g_array_sort (self->names, compare_names);
  measure_names (self);
  return self;
}

void
rdm_ground_painter_free (RdmGroundPainter *self)
{
  if (self == NULL)
    return;
  for (int kind = 0; kind < RDM_N_GROUND_KINDS; kind++)
    g_ptr_array_unref (self->kinds[kind]);
  g_array_unref (self->names);
  g_clear_pointer (&self->ground, rdm_ground_unref);
  g_free (self);
}

double
rdm_ground_net_step (double world)
{
  static const double steps[] = { 1., 2., 5. };
  double degree = world / 360.;

  for (double power = 1e-5; power < 100.; power *= 10.)
    for (guint i = 0; i < G_N_ELEMENTS (steps); i++)
      if (steps[i] * power * degree >= NET_STEP_MIN)
        return steps[i] * power;
  return 90.;
}

static void
paint_net (cairo_t *cr, const RdmMapView *view, const RdmMapTheme *theme, RdmRect clip)
{
  double step = rdm_ground_net_step (view->world);
  RdmRect seen = rdm_map_view_unit_rect (view, clip);
  double west = floor (rdm_mercator_lon (seen.x0) / step) * step;
  double east = rdm_mercator_lon (seen.x1);
  double south = floor (rdm_mercator_lat (seen.y1) / step) * step;
  double north = rdm_mercator_lat (seen.y0);

  cairo_new_path (cr);
  for (double lon = west; lon <= east + step && lon <= 180.; lon += step)
    {
      double x = floor (rdm_mercator_x (lon) * view->world - view->origin.x) + 0.5;

      cairo_move_to (cr, x, clip.y0);
      cairo_line_to (cr, x, clip.y1);
    }
  for (double lat = south; lat <= north + step && lat <= 85.; lat += step)
    {
      double y = floor (rdm_mercator_y (lat) * view->world - view->origin.y) + 0.5;

      cairo_move_to (cr, clip.x0, y);
      cairo_line_to (cr, clip.x1, y);
    }
  gdk_cairo_set_source_rgba (cr, &theme->net);
  cairo_set_line_width (cr, 1.);
  cairo_stroke (cr);
}

static void
path_of (const Shape *shape, cairo_t *cr, const RdmMapView *view, RdmRect clip)
{
  guint n = shape->shape->n_points;
  g_autofree RdmXY *pixels = g_new (RdmXY, n);

  for (guint i = 0; i < n; i++)
    pixels[i] = rdm_map_view_to_pixel (view, shape->points[i]);
  if (!rdm_ground_kind_is_area (shape->shape->kind))
    {
      rdm_map_stroke_path (cr, pixels, n, clip);
      return;
    }
  cairo_new_sub_path (cr);
  for (guint i = 0; i < n; i++)
    cairo_line_to (cr, pixels[i].x, pixels[i].y);
  cairo_close_path (cr);
}

/* All shapes of a kind as one path, so that streets run into each other. */
static void
path_of_kind (
    RdmGroundPainter *self, RdmGroundKind kind, cairo_t *cr, const RdmMapView *view, RdmRect clip)
{
  RdmRect seen = rdm_map_view_unit_rect (view, clip);

  cairo_new_path (cr);
  for (guint i = 0; i < self->kinds[kind]->len; i++)
    {
      const Shape *shape = g_ptr_array_index (self->kinds[kind], i);

      if (rdm_rect_overlaps (shape->bounds, seen))
        path_of (shape, cr, view, clip);
    }
}

static void
paint_kind (RdmGroundPainter *self,
            RdmGroundKind kind,
            gboolean edge,
            cairo_t *cr,
            const RdmMapView *view,
            const RdmMapTheme *theme,
            RdmRect clip)
{
  const Style *style = &styles[kind];
  gboolean area = rdm_ground_kind_is_area (kind);
  double width = MAX (style->least, style->width_m / rdm_map_view_metres (view));

  if (self->kinds[kind]->len == 0 || view->zoom < style->zoom)
    return;
  if (edge && (theme->edge[kind].alpha == 0.f || (!area && width < 2.)))
    return;
  /* Thousands of small outlines cost more than they show. */
  if (edge && kind == RDM_GROUND_BUILDING && view->zoom < BUILDING_EDGE_ZOOM)
    return;
  path_of_kind (self, kind, cr, view, rdm_rect_grow (clip, width + 4.));
  gdk_cairo_set_source_rgba (cr, edge ? &theme->edge[kind] : &theme->ground[kind]);
  if (area && !edge)
    {
      cairo_fill (cr);
      return;
    }
  cairo_set_line_join (cr, area ? CAIRO_LINE_JOIN_MITER : CAIRO_LINE_JOIN_ROUND);
  cairo_set_line_width (cr, area ? 1. : edge ? width + 2. : width);
  cairo_stroke (cr);
}

/* Whether @name is shown at this zoom at all. */
static gboolean
wants_place (const Name *name, const RdmMapView *view)
{
  switch (name->rank)
    {
    case -1:
      return view->zoom >= LINE_NAME_ZOOM
             && rdm_xy_distance (name->at, name->along) * view->world > name->width + 16.;
    case RDM_GROUND_LABEL_PLACE:
      return view->zoom >= 14.5;
    case RDM_GROUND_LABEL_DISTRICT:
      return view->zoom >= 11.5 && view->zoom < 16.5;
    default:
      return view->zoom >= 7. && view->zoom < 15.;
    }
}

static RdmRect
box_of (const Name *name, double world)
{
  RdmXY middle = name->at;
  double width = name->width;
  double height = name->height;

  if (name->rank < 0)
    {
      double angle = atan2 (name->along.y - name->at.y, name->along.x - name->at.x);

      middle.x = (name->at.x + name->along.x) / 2.;
      middle.y = (name->at.y + name->along.y) / 2.;
      width = fabs (cos (angle)) * name->width + fabs (sin (angle)) * name->height;
      height = fabs (sin (angle)) * name->width + fabs (cos (angle)) * name->height;
    }
  return (RdmRect){ middle.x * world - width / 2., middle.y * world - height / 2.,
                    middle.x * world + width / 2., middle.y * world + height / 2. };
}

/* Decides for the whole ground, not for what is in sight: names must not come and go while panning.
 */
static void
place_names (RdmGroundPainter *self, const RdmMapView *view)
{
  g_autoptr (GArray) taken = g_array_new (FALSE, FALSE, sizeof (RdmRect));

  if (self->placed_world == view->world)
    return;
  self->placed_world = view->world;
  for (guint i = 0; i < self->names->len; i++)
    {
      Name *name = &g_array_index (self->names, Name, i);
      RdmRect box = rdm_rect_grow (box_of (name, view->world), 6.);

      name->placed = wants_place (name, view);
      for (guint k = 0; name->placed && k < taken->len; k++)
        name->placed = !rdm_rect_overlaps (box, g_array_index (taken, RdmRect, k));
      if (name->placed)
        g_array_append_val (taken, box);
    }
}

static void
paint_name (const Name *name, cairo_t *cr, const RdmMapView *view, const RdmMapTheme *theme)
{
  g_autoptr (PangoLayout) layout = new_layout (cr, name->rank);
  RdmXY middle = rdm_map_view_to_pixel (view, name->at);
  double angle = 0.;

  if (name->rank < 0)
    {
      RdmXY end = rdm_map_view_to_pixel (view, name->along);

      angle = atan2 (end.y - middle.y, end.x - middle.x);
      if (fabs (angle) > G_PI_2)
        angle -= copysign (G_PI, angle);
      middle.x = (middle.x + end.x) / 2.;
      middle.y = (middle.y + end.y) / 2.;
    }
  pango_layout_set_text (layout, name->text, -1);
  cairo_save (cr);
  if (angle == 0.)
    cairo_translate (cr, round (middle.x - name->width / 2.), round (middle.y - name->height / 2.));
  else
    {
      cairo_translate (cr, middle.x, middle.y);
      cairo_rotate (cr, angle);
      cairo_translate (cr, -name->width / 2., -name->height / 2.);
    }
  cairo_move_to (cr, 0., 0.);
  pango_cairo_layout_path (cr, layout);
  cairo_set_line_width (cr, 3.);
  cairo_set_line_join (cr, CAIRO_LINE_JOIN_ROUND);
  cairo_set_source_rgba (cr, theme->land.red, theme->land.green, theme->land.blue, 0.8);
  cairo_stroke (cr);
  cairo_move_to (cr, 0., 0.);
  gdk_cairo_set_source_rgba (cr, &theme->dim);
  pango_cairo_show_layout (cr, layout);
  cairo_restore (cr);
}

static void
paint_names (RdmGroundPainter *self,
             cairo_t *cr,
             const RdmMapView *view,
             const RdmMapTheme *theme,
             RdmRect clip)
{
  RdmRect seen = { clip.x0 + view->origin.x, clip.y0 + view->origin.y, clip.x1 + view->origin.x,
                   clip.y1 + view->origin.y };

  place_names (self, view);
  for (guint i = 0; i < self->names->len; i++)
    {
      const Name *name = &g_array_index (self->names, Name, i);

      if (name->placed && rdm_rect_overlaps (rdm_rect_grow (box_of (name, view->world), 3.), seen))
        paint_name (name, cr, view, theme);
    }
}

void
rdm_ground_painter_paint (RdmGroundPainter *self,
                          cairo_t *cr,
                          const RdmMapView *view,
                          const RdmMapTheme *theme,
                          RdmRect clip)
{
  gdk_cairo_set_source_rgba (cr, &theme->land);
  cairo_rectangle (cr, clip.x0, clip.y0, clip.x1 - clip.x0, clip.y1 - clip.y0);
  cairo_fill (cr);
  if (self->ground == NULL)
    {
      paint_net (cr, view, theme, clip);
      return;
    }
  cairo_save (cr);
  cairo_set_line_cap (cr, CAIRO_LINE_CAP_ROUND);
  for (int kind = 0; kind <= RDM_GROUND_PATH; kind++)
    {
      paint_kind (self, kind, FALSE, cr, view, theme, clip);
      if (rdm_ground_kind_is_area (kind))
        paint_kind (self, kind, TRUE, cr, view, theme, clip);
    }
  /* First the edges of all roads, then all roads: so that crossings are open. */
  for (int edge = 1; edge >= 0; edge--)
    for (int kind = RDM_GROUND_STREET; kind <= RDM_GROUND_HIGHWAY; kind++)
      paint_kind (self, kind, edge == 1, cr, view, theme, clip);
  paint_kind (self, RDM_GROUND_RAIL, FALSE, cr, view, theme, clip);
  paint_names (self, cr, view, theme, clip);
  cairo_restore (cr);
}
