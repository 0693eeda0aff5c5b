/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rdm-map-hit.h"

#include <math.h>

#include "rdm-map-cluster.h"
#include "rdm-map-painter.h"

#define DEPOT_RADIUS 11.
#define DROP_SLACK 8.

/* How far a line may be drawn beside its way, pixels. */
#define LANES_REACH 20.

static int
hit_stop (const RdmMapScene *scene, const RdmMapView *view, RdmXY pixel, double slack)
{
  double radius = rdm_map_mark_size (view->zoom, 0) / 2. + slack;

  return rdm_map_grid_nearest (scene->grid, rdm_map_view_to_unit (view, pixel),
                               radius / view->world);
}

static int
hit_cluster (GArray *clusters, const RdmMapView *view, RdmXY pixel)
{
  for (guint i = clusters->len; i > 0; i--)
    {
      const RdmMapCluster *cluster = &g_array_index (clusters, RdmMapCluster, i - 1);
      double radius =
          cluster->members->len > 1 ? rdm_map_cluster_radius (cluster->members->len) + 2. : 8.;

      if (rdm_xy_distance (rdm_map_view_to_pixel (view, cluster->at), pixel) <= radius)
        return (int)i - 1;
    }
  return -1;
}

static int
hit_depot (const RdmMapScene *scene, const RdmMapView *view, RdmXY pixel, double slack)
{
  for (guint i = 0; i < scene->depots->len; i++)
    {
      RdmXY at = rdm_map_view_to_pixel (view, g_array_index (scene->depots, RdmMapDepot, i).at);

      if (rdm_xy_distance (at, pixel) <= DEPOT_RADIUS + slack)
        return (int)i;
    }
  return -1;
}

static guint
leg_of (const RdmMapLine *line, guint point)
{
  guint leg = 0;

  while (leg + 1 < line->n_legs && line->legs[leg + 1] <= point)
    leg++;
  return leg;
}

static RdmMapHit
hit_line (const RdmMapScene *scene, const RdmMapView *view, RdmXY pixel, double slack)
{
  RdmMapHit hit = { RDM_MAP_HIT_NOTHING, -1, 0 };
  RdmXY unit = rdm_map_view_to_unit (view, pixel);
  double least = 2. + slack;

  for (guint i = 0; i < scene->lines->len; i++)
    {
      const RdmMapLine *line = g_ptr_array_index (scene->lines, i);
      /* The route selected lies on top. */
      double bonus = (int)i == scene->selected_line ? 2. : 0.;
      g_autofree RdmXY *pixels = NULL;

      if (!rdm_rect_contains (rdm_rect_grow (line->bounds, (least + LANES_REACH) / view->world),
                              unit))
        continue;
      pixels = rdm_map_line_project (line, view);
      for (guint k = 0; k + 1 < line->n_points; k++)
        {
          double distance = rdm_xy_segment_distance (pixel, pixels[k], pixels[k + 1]) - bonus;

          if (distance > least)
            continue;
          least = distance;
          hit = (RdmMapHit){ RDM_MAP_HIT_LINE, (int)i, leg_of (line, k) };
        }
    }
  return hit;
}

RdmMapHit
rdm_map_hit (
    const RdmMapScene *scene, GArray *clusters, const RdmMapView *view, RdmXY pixel, double slack)
{
  int index = hit_depot (scene, view, pixel, slack);

  if (index >= 0)
    return (RdmMapHit){ RDM_MAP_HIT_DEPOT, index, 0 };
  if (clusters == NULL)
    {
      index = hit_stop (scene, view, pixel, slack);
      if (index >= 0)
        return (RdmMapHit){ RDM_MAP_HIT_STOP, index, 0 };
    }
  else
    {
      index = hit_cluster (clusters, view, pixel);
      if (index >= 0)
        {
          const RdmMapCluster *cluster = &g_array_index (clusters, RdmMapCluster, index);

          if (cluster->members->len == 1)
            return (RdmMapHit){ RDM_MAP_HIT_STOP, (int)g_array_index (cluster->members, guint, 0),
                                0 };
          return (RdmMapHit){ RDM_MAP_HIT_CLUSTER, index, 0 };
        }
    }
  return hit_line (scene, view, pixel, slack + 1.);
}

gboolean
rdm_map_hit_equal (const RdmMapHit *a, const RdmMapHit *b)
{
  return a->kind == b->kind && a->index == b->index && a->leg == b->leg;
}

static GStrv
ids_of (const RdmMapScene *scene, GArray *marks)
{
  GStrv ids = g_new0 (char *, marks->len + 1);

  for (guint i = 0; i < marks->len; i++)
    ids[i] =
        g_strdup (rdm_map_scene_mark (scene, (int)g_array_index (marks, guint, i))->stop->row.id);
  return ids;
}

GStrv
rdm_map_stops_in_rect (const RdmMapScene *scene, RdmRect rect)
{
  g_autoptr (GArray) found = rdm_map_grid_find (scene->grid, rect);

  rdm_map_scene_sort (scene, found);
  return ids_of (scene, found);
}

GStrv
rdm_map_stops_in_lasso (const RdmMapScene *scene, const RdmXY *polygon, guint n)
{
  RdmRect bounds = RDM_RECT_EMPTY;
  g_autoptr (GArray) found = NULL;
  g_autoptr (GArray) inside = g_array_new (FALSE, FALSE, sizeof (guint));

  for (guint i = 0; i < n; i++)
    rdm_rect_extend (&bounds, polygon[i]);
  found = rdm_map_grid_find (scene->grid, bounds);
  for (guint i = 0; i < found->len; i++)
    {
      guint index = g_array_index (found, guint, i);

      if (rdm_xy_inside (polygon, n, rdm_map_scene_mark (scene, (int)index)->at))
        g_array_append_val (inside, index);
    }
  rdm_map_scene_sort (scene, inside);
  return ids_of (scene, inside);
}

GStrv
rdm_map_stops_at (const RdmMapScene *scene, int mark)
{
  RdmXY at = rdm_map_scene_mark (scene, mark)->at;
  guint first = (guint)mark;
  g_autoptr (GArray) found = rdm_map_grid_find (scene->grid, (RdmRect){ at.x, at.y, at.x, at.y });
  g_autoptr (GArray) ordered = g_array_new (FALSE, FALSE, sizeof (guint));

  rdm_map_scene_sort (scene, found);
  g_array_append_val (ordered, first);
  for (guint i = 0; i < found->len; i++)
    if (g_array_index (found, guint, i) != first)
      g_array_append_val (ordered, g_array_index (found, guint, i));
  return ids_of (scene, ordered);
}

/* Drops */

/* Behind the first @position stops of @line's route. */
static RdmDrop
drop_into (RdmDesk *desk, const RdmMapLine *line, guint position, const char *const *moving)
{
  const RdmDeskRoute *route = rdm_desk_find_route (desk, line->route);
  RdmDrop drop = { .kind = RDM_DROP_NONE };
  guint n;

  if (route == NULL)
    return drop;
  n = route->route->stops != NULL ? g_strv_length (route->route->stops) : 0;
  drop.kind = RDM_DROP_AFTER;
  drop.route = route->route->row.id;
  drop.after =
      rdm_drop_anchor ((const char *const *)route->route->stops, MIN (position, n), moving);
  return drop;
}

/* The route that a drop on a depot means, if only one can be meant. */
static const RdmMapLine *
line_of_depot (const RdmMapScene *scene, int index)
{
  GArray *lines = g_array_index (scene->depots, RdmMapDepot, index).lines;

  if (lines->len == 1)
    return g_ptr_array_index (scene->lines, g_array_index (lines, guint, 0));
  for (guint i = 0; i < lines->len; i++)
    if ((int)g_array_index (lines, guint, i) == scene->selected_line)
      return g_ptr_array_index (scene->lines, scene->selected_line);
  return NULL;
}

RdmDrop
rdm_map_drop (const RdmMapScene *scene,
              RdmDesk *desk,
              GArray *clusters,
              const RdmMapView *view,
              RdmXY pixel,
              const char *const *stops,
              RdmMapHit *on)
{
  RdmDrop nowhere = { .kind = RDM_DROP_NONE };
  const RdmMapMark *mark;
  const RdmMapLine *line;

  *on = rdm_map_hit (scene, clusters, view, pixel, DROP_SLACK);
  switch (on->kind)
    {
    case RDM_MAP_HIT_STOP:
      mark = rdm_map_scene_mark (scene, on->index);
      line = rdm_map_scene_line_of (scene, mark);
      if (line == NULL || g_strv_contains (stops, mark->stop->row.id))
        return nowhere;
      return drop_into (desk, line, (guint)mark->number, stops);
    case RDM_MAP_HIT_LINE:
      line = g_ptr_array_index (scene->lines, on->index);
      mark = rdm_map_scene_mark (scene, line->marks[on->leg]);
      return drop_into (desk, line, mark != NULL ? (guint)mark->number : 0, stops);
    case RDM_MAP_HIT_DEPOT:
      line = line_of_depot (scene, on->index);
      return line != NULL ? drop_into (desk, line, G_MAXUINT, stops) : nowhere;
    case RDM_MAP_HIT_VEHICLE:
    case RDM_MAP_HIT_CLOSURE:
    case RDM_MAP_HIT_NOTHING:
    case RDM_MAP_HIT_CLUSTER:
      return nowhere;
    }
  return nowhere;
}
