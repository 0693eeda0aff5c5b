/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rdm-map-scene.h"

#include <string.h>

#include "rdm-desk-live.h"
#include "rdm-map-view.h"

static void
clear_mark (gpointer data)
{
  RdmMapMark *mark = data;

  g_clear_pointer ((gpointer *)&mark->stop, rdm_row_unref);
}

static void
clear_depot (gpointer data)
{
  RdmMapDepot *depot = data;

  g_clear_pointer (&depot->lines, g_array_unref);
}

/* Marks: one a stop, where it is. They are in the order of ids, so that whatever moves, a mark
 * stays where it is in the list. */

/* Of the stop; the vehicle may be told to stop elsewhere. */
static RdmPoint
point_of (RdmDesk *desk, const RdmStop *stop)
{
  const RdmOrder *order = rdm_desk_find_order (desk, stop->row.id);

  return order != NULL ? rdm_order_end (order, stop->role)->point : RDM_POINT_NONE;
}

static void
take_park (RdmMapMark *mark, RdmDesk *desk)
{
  const RdmOrder *order = rdm_desk_find_order (desk, mark->stop->row.id);
  const RdmOrderEnd *end = order != NULL ? rdm_order_end (order, mark->stop->role) : NULL;

  mark->has_park = end != NULL && rdm_point_is_valid (end->park);
  if (mark->has_park)
    mark->park = rdm_map_unit_of (end->park);
}

static void
add_mark (RdmMapScene *self, RdmDesk *desk, const RdmStop *stop)
{
  RdmPoint point = stop != NULL ? point_of (desk, stop) : RDM_POINT_NONE;
  RdmMapMark mark = { .line = -1, .preview = -1 };

  if (!rdm_point_is_valid (point))
    return;
  mark.at = rdm_map_unit_of (point);
  mark.stop = rdm_row_ref (stop);
  take_park (&mark, desk);
  g_array_append_val (self->marks, mark);
}

static int
compare_marks (gconstpointer a, gconstpointer b)
{
  return strcmp (((const RdmMapMark *)a)->stop->row.id, ((const RdmMapMark *)b)->stop->row.id);
}

static void
collect_marks (RdmMapScene *self, RdmDesk *desk)
{
  GPtrArray *routes = rdm_desk_get_routes (desk);
  GPtrArray *tray = rdm_desk_get_tray (desk);

  for (guint i = 0; i < routes->len; i++)
    {
      GArray *visits = ((const RdmDeskRoute *)g_ptr_array_index (routes, i))->schedule->visits;

      for (guint k = 0; k < visits->len; k++)
        {
          const RdmVisit *visit = &g_array_index (visits, RdmVisit, k);

          const RdmStop *stop =
              visit->kind == RDM_VISIT_STOP ? rdm_desk_find_stop (desk, visit->stop) : NULL;

          add_mark (self, desk, stop);
        }
    }
  for (guint i = 0; i < tray->len; i++)
    add_mark (self, desk, g_ptr_array_index (tray, i));
  g_array_sort (self->marks, compare_marks);
}

static void
index_marks (RdmMapScene *self)
{
  g_autofree RdmXY *points = g_new (RdmXY, MAX (self->marks->len, 1));

  for (guint i = 0; i < self->marks->len; i++)
    {
      const RdmMapMark *mark = &g_array_index (self->marks, RdmMapMark, i);

      points[i] = mark->at;
      g_hash_table_insert (self->by_stop, mark->stop->row.id, GUINT_TO_POINTER (i + 1));
    }
  self->grid = rdm_map_grid_new (points, self->marks->len);
}

/* Gives the mark of @stop its present meaning. Returns: its index; -1 without a place. */
static int
update_mark (RdmMapScene *self, RdmDesk *desk, const RdmStop *stop, int line, int number)
{
  RdmPoint point = point_of (desk, stop);
  guint found = GPOINTER_TO_UINT (g_hash_table_lookup (self->by_stop, stop->row.id));
  RdmMapMark *mark = found > 0 ? &g_array_index (self->marks, RdmMapMark, found - 1) : NULL;
  RdmXY at;

  if (!rdm_point_is_valid (point))
    return -1;
  at = rdm_map_unit_of (point);
  if (mark == NULL || mark->at.x != at.x || mark->at.y != at.y)
    {
      self->is_outdated = TRUE;
      return -1;
    }
  if (mark->stop != stop)
    {
      /* The index borrows the id of the row. */
      g_hash_table_replace (self->by_stop, stop->row.id, GUINT_TO_POINTER (found));
      rdm_row_unref (mark->stop);
      mark->stop = rdm_row_ref (stop);
    }
  mark->line = line;
  mark->number = number;
  mark->state = rdm_desk_shown_state (desk, stop);
  take_park (mark, desk);
  return (int)found - 1;
}

/* Lines */

static void
add_depot (RdmMapLine *line, RdmXY at)
{
  g_array_append_val (line->depots, at);
}

/* The way by roads, where there are any: the last one known while another is worked out. */
static GArray *
road_of (RdmDesk *desk, const RdmDeskRoute *route)
{
  RdmDayPlan *day = rdm_desk_get_day_plan (desk);

  if (rdm_travel_is_estimated (rdm_day_plan_get_travel (day)))
    return NULL;
  return rdm_day_plan_get_line (day, route->route->row.id, NULL);
}

static void
lay_route (RdmMapScene *self, RdmDesk *desk, const RdmDeskRoute *route)
{
  RdmMapLine *line = rdm_map_line_new (route);
  GArray *visits = route->schedule->visits;
  g_autoptr (GArray) ends = g_array_new (FALSE, FALSE, sizeof (RdmXY));
  g_autoptr (GArray) marks = g_array_new (FALSE, FALSE, sizeof (int));
  g_autoptr (GArray) way = road_of (desk, route);
  int number = 0;

  for (guint i = 0; i < visits->len; i++)
    {
      const RdmVisit *visit = &g_array_index (visits, RdmVisit, i);
      const RdmStop *stop =
          visit->kind == RDM_VISIT_STOP ? rdm_desk_find_stop (desk, visit->stop) : NULL;
      int mark = -1;
      RdmXY at;

      if (stop != NULL)
        mark = update_mark (self, desk, stop, (int)route->index, ++number);
      if (mark >= 0)
        g_array_index (self->marks, RdmMapMark, mark).flags =
            rdm_desk_shown_flags (desk, stop, rdm_desk_find_order (desk, stop->row.id), visit);
      line->n_marks += mark >= 0;
      line->n_unplaced += stop != NULL && mark < 0;
      if (visit->kind == RDM_VISIT_BREAK || !rdm_point_is_valid (visit->point))
        continue;
      at = rdm_map_unit_of (visit->point);
      if (mark < 0)
        add_depot (line, at);
      if (stop != NULL && !rdm_stop_is_open (stop))
        line->n_driven = ends->len;
      g_array_append_val (ends, at);
      g_array_append_val (marks, mark);
    }
  /* A route without stops goes nowhere, but its depot is a place to drop on. */
  if (number == 0)
    {
      g_array_set_size (ends, 0);
      g_array_set_size (marks, 0);
      g_array_set_size (line->depots, 0);
      if (rdm_point_is_valid (route->vehicle->start))
        add_depot (line, rdm_map_unit_of (route->vehicle->start));
    }
  rdm_map_line_lay (line, ends, marks, way);
  rdm_map_line_free (g_ptr_array_index (self->lines, route->index));
  g_ptr_array_index (self->lines, route->index) = line;
}

static void
lay_tray (RdmMapScene *self, RdmDesk *desk)
{
  GPtrArray *tray = rdm_desk_get_tray (desk);

  self->n_tray_marks = 0;
  self->n_tray_unplaced = 0;
  for (guint i = 0; i < tray->len; i++)
    {
      const RdmStop *stop = g_ptr_array_index (tray, i);
      int mark = update_mark (self, desk, stop, -1, 0);

      self->n_tray_unplaced += !rdm_point_is_valid (point_of (desk, stop));
      if (mark < 0)
        continue;
      self->n_tray_marks++;
      g_array_index (self->marks, RdmMapMark, mark).flags =
          rdm_glyph_flags (stop, rdm_desk_find_order (desk, stop->row.id), NULL);
    }
}

/* Depots */

static void
list_depot (RdmMapScene *self, RdmXY at, guint line)
{
  RdmMapDepot fresh = { .at = at };

  for (guint i = 0; i < self->depots->len; i++)
    {
      RdmMapDepot *depot = &g_array_index (self->depots, RdmMapDepot, i);

      /* Some twenty metres: pins of one yard differ by that. */
      if (rdm_xy_distance (depot->at, at) > 5e-7)
        continue;
      if (g_array_index (depot->lines, guint, depot->lines->len - 1) != line)
        g_array_append_val (depot->lines, line);
      return;
    }
  fresh.lines = g_array_new (FALSE, FALSE, sizeof (guint));
  g_array_append_val (fresh.lines, line);
  g_array_append_val (self->depots, fresh);
}

static void
list_depots (RdmMapScene *self)
{
  g_array_set_size (self->depots, 0);
  for (guint i = 0; i < self->lines->len; i++)
    {
      const RdmMapLine *line = g_ptr_array_index (self->lines, i);

      for (guint k = 0; k < line->depots->len; k++)
        list_depot (self, g_array_index (line->depots, RdmXY, k), i);
    }
}

/* The whole */

static void
conclude (RdmMapScene *self, RdmDesk *desk)
{
  guint n_marks = self->n_tray_marks;

  self->n_unplaced = self->n_tray_unplaced;
  for (guint i = 0; i < self->lines->len; i++)
    {
      const RdmMapLine *line = g_ptr_array_index (self->lines, i);

      n_marks += line->n_marks;
      self->n_unplaced += line->n_unplaced;
    }
  /* Every stop with a place has its mark; so must every mark have its stop. */
  self->is_outdated = self->is_outdated || n_marks != self->marks->len;
  list_depots (self);
  rdm_map_scene_update_selection (self, desk);
  rdm_map_scene_update_preview (self, desk);
}

RdmMapScene *
rdm_map_scene_new (RdmDesk *desk)
{
  RdmMapScene *self = g_new0 (RdmMapScene, 1);
  GPtrArray *routes = rdm_desk_get_routes (desk);

  self->lines = g_ptr_array_new_with_free_func ((GDestroyNotify)rdm_map_line_free);
  self->previews = g_ptr_array_new_with_free_func ((GDestroyNotify)rdm_map_line_free);
  self->marks = g_array_new (FALSE, FALSE, sizeof (RdmMapMark));
  g_array_set_clear_func (self->marks, clear_mark);
  self->depots = g_array_new (FALSE, FALSE, sizeof (RdmMapDepot));
  g_array_set_clear_func (self->depots, clear_depot);
  self->by_stop = g_hash_table_new (g_str_hash, g_str_equal);
  self->previewed = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  collect_marks (self, desk);
  index_marks (self);
  g_ptr_array_set_size (self->lines, (int)routes->len);
  for (guint i = 0; i < routes->len; i++)
    lay_route (self, desk, g_ptr_array_index (routes, i));
  lay_tray (self, desk);
  conclude (self, desk);
  return self;
}

gboolean
rdm_map_scene_follow (RdmMapScene *self, RdmDesk *desk, const RdmDeskTouched *touched)
{
  GPtrArray *routes = rdm_desk_get_routes (desk);

  if (touched->all)
    return FALSE;
  if (touched->tray)
    lay_tray (self, desk);
  for (guint i = 0; i < routes->len; i++)
    {
      const RdmDeskRoute *route = g_ptr_array_index (routes, i);

      if (rdm_desk_touched_route (touched, route->route->row.id))
        lay_route (self, desk, route);
    }
  conclude (self, desk);
  return !self->is_outdated;
}

void
rdm_map_scene_free (RdmMapScene *self)
{
  if (self == NULL)
    return;
  g_hash_table_unref (self->by_stop);
  g_hash_table_unref (self->previewed);
  g_ptr_array_unref (self->lines);
  g_ptr_array_unref (self->previews);
  g_array_unref (self->marks);
  g_array_unref (self->depots);
  rdm_map_grid_free (self->grid);
  g_free (self);
}
