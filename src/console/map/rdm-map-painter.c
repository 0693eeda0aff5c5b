/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rdm-map-painter.h"

#include <math.h>

#include "rdm-map-cluster.h"
#include "rdm-map-stroke.h"

#define ARROW_SPACING 120.
#define ARROW_CLEAR 13.
#define FADED 0.35
#define CLUSTER_CELL 46. /* pixels at a whole zoom */

/* With more lines than this none is looked at so closely that it must be drawn with the greatest
 * care. */
#define MANY_LINES 24

/* More routes than this with something selected cannot be followed by the eye. */
#define MAX_FOLLOWED 4

/* How far paint reaches beyond the place it belongs to. */
#define REACH 32.

typedef struct
{
  const RdmMapPainter *painter;
  cairo_t *cr;
  const RdmMapView *view;
  RdmRect clip;
  cairo_antialias_t antialias; /* of lines */
} Job;

typedef struct
{
  double width;
  double alpha;
  gboolean casing;
  gboolean dashed;
} Pen;

static void
set_source (cairo_t *cr, const GdkRGBA *colour, double alpha)
{
  cairo_set_source_rgba (cr, colour->red, colour->green, colour->blue, colour->alpha * alpha);
}

static void
stroke (const Job *job, const RdmMapLine *line, const RdmXY *pixels, guint n, const Pen *pen)
{
  static const double dashes[] = { 9., 5. };
  cairo_t *cr = job->cr;
  RdmRect clip = rdm_rect_grow (job->clip, pen->width + 4.);

  if (n < 2)
    return;
  cairo_new_path (cr);
  /* Where a thin line bends there is a stop, or the bend is slight: a round join costs more than it
   * shows. */
  cairo_set_line_join (cr, pen->width < 5. ? CAIRO_LINE_JOIN_BEVEL : CAIRO_LINE_JOIN_ROUND);
  if (pen->casing)
    {
      rdm_map_stroke_path (cr, pixels, n, clip);
      cairo_set_antialias (cr, CAIRO_ANTIALIAS_FAST);
      cairo_set_line_width (cr, pen->width + 2.5);
      set_source (cr, &job->painter->theme->paper, 0.9 * pen->alpha);
      cairo_stroke (cr);
    }
  cairo_set_antialias (cr, job->antialias);
  cairo_set_line_width (cr, pen->width);
  set_source (cr, &line->colour, pen->alpha);
  if (pen->dashed)
    {
      cairo_set_line_cap (cr, CAIRO_LINE_CAP_BUTT);
      rdm_map_stroke_dashed (cr, pixels, n, clip, dashes, G_N_ELEMENTS (dashes));
      cairo_set_line_cap (cr, CAIRO_LINE_CAP_ROUND);
      return;
    }
  rdm_map_stroke_path (cr, pixels, n, clip);
  cairo_stroke (cr);
}

static void
draw_arrows (const Job *job, const RdmMapLine *line, const RdmXY *pixels, const Pen *pen)
{
  cairo_t *cr = job->cr;
  double length = 5. + pen->width * 0.6;
  double half = 2.2 + pen->width * 0.65;
  g_autoptr (GArray) arrows = rdm_map_arrows (pixels, line->legs, line->n_legs, ARROW_SPACING,
                                              ARROW_CLEAR, rdm_rect_grow (job->clip, REACH));

  if (arrows->len == 0)
    return;
  cairo_new_path (cr);
  for (guint i = 0; i < arrows->len; i++)
    {
      const RdmMapArrow *arrow = &g_array_index (arrows, RdmMapArrow, i);
      double dx = cos (arrow->angle);
      double dy = sin (arrow->angle);

      cairo_move_to (cr, arrow->at.x + dx * length * 0.6, arrow->at.y + dy * length * 0.6);
      cairo_line_to (cr, arrow->at.x - dx * length * 0.5 - dy * half,
                     arrow->at.y - dy * length * 0.5 + dx * half);
      cairo_line_to (cr, arrow->at.x - dx * length * 0.5 + dy * half,
                     arrow->at.y - dy * length * 0.5 - dx * half);
      cairo_close_path (cr);
    }
  if (pen->casing)
    {
      cairo_set_line_width (cr, 2.);
      set_source (cr, &job->painter->theme->paper, 0.9 * pen->alpha);
      cairo_stroke_preserve (cr);
    }
  set_source (cr, &line->colour, pen->alpha);
  cairo_fill (cr);
}

/* @pen as it is for the whole line; what lies behind the driver is thinner, the ways from and to a
 * depot paler. */
static void
draw_legs (const Job *job, const RdmMapLine *line, const RdmXY *pixels, const Pen *pen)
{
  guint driven = line->legs[MIN (line->n_driven, line->n_legs)];
  guint from = line->n_driven > 0 ? driven : 0;
  guint to = line->n_points - 1;
  gboolean pale = pen->width < 5. && line->n_legs > 2;

  if (line->n_driven > 0)
    {
      Pen thin = { 1.5, pen->alpha, FALSE, pen->dashed };

      stroke (job, line, pixels, driven + 1, &thin);
    }
  if (pale)
    {
      Pen light = { pen->width * 0.6, pen->alpha * 0.55, FALSE, pen->dashed };

      if (line->marks[0] < 0 && line->n_driven == 0)
        {
          stroke (job, line, pixels, line->legs[1] + 1, &light);
          from = line->legs[1];
        }
      if (line->marks[line->n_legs] < 0 && line->n_driven < line->n_legs)
        {
          to = line->legs[line->n_legs - 1];
          stroke (job, line, pixels + to, line->n_points - to, &light);
        }
    }
  if (to > from)
    stroke (job, line, pixels + from, to - from + 1, pen);
}

static void
draw_line (const Job *job, const RdmMapLine *line, const Pen *pen)
{
  RdmRect seen = rdm_map_view_unit_rect (job->view, rdm_rect_grow (job->clip, REACH));
  g_autofree RdmXY *pixels = NULL;

  if (line->n_legs == 0 || !rdm_rect_overlaps (seen, line->bounds))
    return;
  pixels = rdm_map_line_project (line, job->view);
  draw_legs (job, line, pixels, pen);
  if (pen->alpha > 0.5 && job->view->zoom >= RDM_MAP_DOT_ZOOM)
    draw_arrows (job, line, pixels, pen);
}

static void
draw_lines (const Job *job)
{
  const RdmMapScene *scene = job->painter->scene;
  double width = job->view->zoom < 10. ? 2. : 3.;
  gboolean fade = scene->selected_line >= 0;

  cairo_set_line_join (job->cr, CAIRO_LINE_JOIN_ROUND);
  cairo_set_line_cap (job->cr, CAIRO_LINE_CAP_ROUND);
  for (guint i = 0; i < scene->lines->len; i++)
    {
      const RdmMapLine *line = g_ptr_array_index (scene->lines, i);
      gboolean replaced = g_hash_table_contains (scene->previewed, line->route);
      Pen pen = { width, replaced ? 0.18 : fade ? FADED : 1., !fade && !replaced, line->dashed };

      if ((int)i != scene->selected_line)
        draw_line (job, line, &pen);
    }
  for (guint i = 0; i < scene->previews->len; i++)
    {
      const RdmMapLine *line = g_ptr_array_index (scene->previews, i);
      Pen pen = { 1.8, 1., FALSE, TRUE };

      draw_line (job, line, &pen);
    }
  if (fade)
    {
      const RdmMapLine *line = g_ptr_array_index (scene->lines, scene->selected_line);
      Pen pen = { width * 2., 1., TRUE, line->dashed };

      draw_line (job, line, &pen);
    }
}

guint
rdm_map_mark_size (double zoom, RdmGlyphFlags flags)
{
  gboolean ringed = (flags & (RDM_GLYPH_LATE | RDM_GLYPH_LATE_RISK | RDM_GLYPH_SELECTED)) != 0;

  if (zoom >= RDM_MAP_NUMBER_ZOOM)
    return (flags & RDM_GLYPH_TRAY) != 0 && !ringed ? 13 : ringed ? 19 : 15;
  if (zoom < RDM_MAP_DOT_ZOOM + 1.)
    return (flags & RDM_GLYPH_SELECTED) != 0 ? 10 : ringed ? 8 : 6;
  return (flags & RDM_GLYPH_SELECTED) != 0 ? 12 : ringed ? 10 : 8;
}

static void
draw_mark (const Job *job, const RdmMapMark *mark, gboolean selected)
{
  const RdmMapScene *scene = job->painter->scene;
  const RdmMapLine *line = mark->preview >= 0 ? g_ptr_array_index (scene->previews, mark->preview)
                                              : rdm_map_scene_line_of (scene, mark);
  RdmMapSprite sprite = {
    .state = mark->state,
    .flags = mark->flags & ~(guint)(selected ? 0 : RDM_GLYPH_SELECTED),
    .colour = line != NULL ? line->colour : job->painter->theme->dim,
    .number = mark->number,
    .faded = scene->selected_line >= 0 && mark->line >= 0 && mark->line != scene->selected_line
             && !selected,
  };

  /* A stop that is previewed shows whose it would be; nobody knows yet when. */
  if (mark->preview >= 0)
    {
      sprite.flags &= ~(guint)(RDM_GLYPH_TRAY | RDM_GLYPH_LATE | RDM_GLYPH_LATE_RISK);
      sprite.number = mark->preview_number;
    }
  if (job->view->zoom < RDM_MAP_NUMBER_ZOOM)
    sprite.number = 0;
  sprite.size = rdm_map_mark_size (job->view->zoom, sprite.flags);
  rdm_map_sprites_draw_stop (job->painter->sprites, job->cr,
                             rdm_map_view_to_pixel (job->view, mark->at), &sprite);
}

/* What nobody has lies over what is planned, and the stops of the route selected as a whole over
 * all. */
enum
{
  LEVEL_PLANNED,
  LEVEL_TRAY,
  LEVEL_TOP,
  N_LEVELS
};

static int
level_of (const RdmMapScene *scene, const RdmMapMark *mark)
{
  if (mark->line < 0)
    return LEVEL_TRAY;
  return mark->line == scene->selected_line ? LEVEL_TOP : LEVEL_PLANNED;
}

static void
draw_marks (const Job *job)
{
  const RdmMapScene *scene = job->painter->scene;
  RdmRect seen = rdm_map_view_unit_rect (job->view, rdm_rect_grow (job->clip, REACH));
  g_autoptr (GArray) found = rdm_map_grid_find (scene->grid, seen);

  for (int level = 0; level < N_LEVELS; level++)
    for (guint i = 0; i < found->len; i++)
      {
        const RdmMapMark *mark = rdm_map_scene_mark (scene, (int)g_array_index (found, guint, i));

        if (level_of (scene, mark) == level)
          draw_mark (job, mark, FALSE);
      }
}

static void
draw_cluster (const Job *job, const RdmMapCluster *cluster)
{
  const RdmMapScene *scene = job->painter->scene;
  const RdmMapMark *first =
      rdm_map_scene_mark (scene, (int)g_array_index (cluster->members, guint, 0));
  gboolean one_route = first->line >= 0;
  gboolean late = FALSE;

  if (cluster->members->len == 1)
    {
      draw_mark (job, first, FALSE);
      return;
    }
  for (guint i = 0; i < cluster->members->len; i++)
    {
      const RdmMapMark *mark =
          rdm_map_scene_mark (scene, (int)g_array_index (cluster->members, guint, i));

      one_route = one_route && mark->line == first->line;
      late = late || (mark->flags & RDM_GLYPH_LATE) != 0;
    }
  rdm_map_sprites_draw_cluster (
      job->painter->sprites, job->cr, rdm_map_view_to_pixel (job->view, cluster->at),
      cluster->members->len, one_route ? &rdm_map_scene_line_of (scene, first)->colour : NULL,
      late);
}

GArray *
rdm_map_painter_cluster (const RdmMapScene *scene, double zoom)
{
  g_autofree RdmXY *points = NULL;

  if (zoom >= RDM_MAP_DOT_ZOOM)
    return NULL;
  points = g_new (RdmXY, MAX (scene->marks->len, 1));
  for (guint i = 0; i < scene->marks->len; i++)
    points[i] = g_array_index (scene->marks, RdmMapMark, i).at;
  return rdm_map_cluster (points, scene->marks->len, CLUSTER_CELL / (256. * exp2 (floor (zoom))));
}

static void
draw_depots (const Job *job)
{
  const RdmMapScene *scene = job->painter->scene;
  RdmRect seen = rdm_rect_grow (job->clip, REACH);

  for (guint i = 0; i < scene->depots->len; i++)
    {
      const RdmMapDepot *depot = &g_array_index (scene->depots, RdmMapDepot, i);
      RdmXY at = rdm_map_view_to_pixel (job->view, depot->at);
      const RdmMapLine *only =
          depot->lines->len == 1
              ? g_ptr_array_index (scene->lines, g_array_index (depot->lines, guint, 0))
              : NULL;

      if (rdm_rect_contains (seen, at))
        rdm_map_sprites_draw_depot (job->painter->sprites, job->cr, at,
                                    only != NULL ? &only->colour : NULL);
    }
}

void
rdm_map_painter_paint (const RdmMapPainter *self, cairo_t *cr, const RdmMapView *view, RdmRect clip)
{
  Job job = { self, cr, view, clip, CAIRO_ANTIALIAS_DEFAULT };
  RdmRect seen = rdm_rect_grow (clip, REACH);

  if (self->scene == NULL)
    return;
  if (self->scene->lines->len > MANY_LINES)
    job.antialias = CAIRO_ANTIALIAS_FAST;
  cairo_save (cr);
  draw_lines (&job);
  cairo_set_antialias (cr, CAIRO_ANTIALIAS_DEFAULT);
  if (self->clusters == NULL)
    draw_marks (&job);
  for (guint i = 0; self->clusters != NULL && i < self->clusters->len; i++)
    {
      const RdmMapCluster *cluster = &g_array_index (self->clusters, RdmMapCluster, i);

      if (rdm_rect_contains (seen, rdm_map_view_to_pixel (view, cluster->at)))
        draw_cluster (&job, cluster);
    }
  draw_depots (&job);
  cairo_restore (cr);
}

/* The routes of what is selected, if they are few, a little wider and on top, to be followed by the
 * eye. */
static void
draw_followed (const Job *job)
{
  const RdmMapScene *scene = job->painter->scene;
  guint n_followed = 0;

  for (guint i = 0; i < scene->lines->len; i++)
    n_followed += ((const RdmMapLine *)g_ptr_array_index (scene->lines, i))->n_selected > 0;
  if (n_followed > MAX_FOLLOWED)
    return;
  cairo_set_line_cap (job->cr, CAIRO_LINE_CAP_ROUND);
  for (guint i = 0; i < scene->lines->len; i++)
    {
      const RdmMapLine *line = g_ptr_array_index (scene->lines, i);
      Pen pen = { job->view->zoom < 10. ? 3. : 4., 1., TRUE, line->dashed };

      if (line->n_selected == 0 || g_hash_table_contains (scene->previewed, line->route))
        continue;
      draw_line (job, line, &pen);
      for (guint k = 0; job->painter->clusters == NULL && k <= line->n_legs; k++)
        if (line->n_legs > 0 && line->marks[k] >= 0)
          draw_mark (job, rdm_map_scene_mark (scene, line->marks[k]), FALSE);
    }
}

/* The last steps are on foot: a dotted line from where the vehicle stops to the door. */
static void
draw_park (const Job *job, const RdmMapMark *mark)
{
  static const double dots[] = { 0., 5. };
  RdmXY at = rdm_map_view_to_pixel (job->view, mark->at);
  RdmXY park = rdm_map_view_to_pixel (job->view, mark->park);

  cairo_new_path (job->cr);
  cairo_move_to (job->cr, park.x, park.y);
  cairo_line_to (job->cr, at.x, at.y);
  cairo_set_dash (job->cr, dots, G_N_ELEMENTS (dots), 0.);
  cairo_set_line_cap (job->cr, CAIRO_LINE_CAP_ROUND);
  cairo_set_line_width (job->cr, 2.5);
  gdk_cairo_set_source_rgba (job->cr, &job->painter->theme->accent);
  cairo_stroke (job->cr);
  cairo_set_dash (job->cr, NULL, 0, 0.);
  rdm_map_sprites_draw_park (job->painter->sprites, job->cr, park);
}

void
rdm_map_painter_paint_selection (const RdmMapPainter *self,
                                 cairo_t *cr,
                                 const RdmMapView *view,
                                 RdmRect clip)
{
  Job job = { self, cr, view, clip, CAIRO_ANTIALIAS_DEFAULT };
  RdmRect seen = rdm_map_view_unit_rect (view, rdm_rect_grow (clip, REACH));

  if (self->scene == NULL || self->scene->n_selected == 0)
    return;
  cairo_save (cr);
  draw_followed (&job);
  cairo_set_antialias (cr, CAIRO_ANTIALIAS_DEFAULT);
  for (guint i = 0; self->clusters == NULL && i < self->scene->marks->len; i++)
    {
      const RdmMapMark *mark = rdm_map_scene_mark (self->scene, (int)i);

      if ((mark->flags & RDM_GLYPH_SELECTED) == 0)
        continue;
      if (mark->has_park
          && (rdm_rect_contains (seen, mark->at) || rdm_rect_contains (seen, mark->park)))
        draw_park (&job, mark);
      if (rdm_rect_contains (seen, mark->at))
        draw_mark (&job, mark, TRUE);
    }
  draw_depots (&job);
  cairo_restore (cr);
}
