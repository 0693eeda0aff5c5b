/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rdm-map-scene.h"

#include <glib/gi18n.h>
#include <math.h>

#include "rdm-map-view.h"

static void
line_free (gpointer data)
{
  RdmMapLine *line = data;

  g_free (line->route);
  g_free (line->name);
  g_free (line->points);
  g_free (line->legs);
  g_free (line->marks);
  g_free (line);
}

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

static int
add_mark (RdmMapScene *self, const RdmStop *stop, RdmPoint point, int line, int number)
{
  RdmMapMark mark = { .line = line, .number = number, .preview = -1 };

  if (!rdm_point_is_valid (point))
    {
      self->n_unplaced++;
      return -1;
    }
  mark.at = rdm_map_unit_of (point);
  mark.stop = rdm_row_ref (stop);
  g_array_append_val (self->marks, mark);
  g_hash_table_insert (self->by_stop, mark.stop->row.id, GUINT_TO_POINTER (self->marks->len));
  return (int)self->marks->len - 1;
}

static void
add_depot (RdmMapScene *self, RdmXY at, guint line)
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

void
rdm_map_line_split (
    const RdmXY *points, guint n_points, const RdmXY *ends, guint n_ends, guint *legs)
{
  guint from = 0;

  for (guint k = 0; k < n_ends; k++)
    {
      double least = INFINITY;
      guint best = from;

      /* The first way past the place counts: a road may come by again later. */
      for (guint i = from; i < n_points; i++)
        {
          double distance = rdm_xy_distance (points[i], ends[k]);

          if (distance < least)
            {
              least = distance;
              best = i;
            }
          if (least < 1e-9)
            break;
        }
      legs[k] = best;
      from = best;
    }
  if (n_ends > 0)
    {
      legs[0] = 0;
      legs[n_ends - 1] = n_points - 1;
    }
}

/* Gives @line its points: by roads where they are known, else straight from one end to the next. */
static void
lay_line (RdmMapLine *line, GArray *ends, GArray *marks, RdmDesk *desk, gboolean estimated)
{
  g_autoptr (GArray) way = NULL;

  line->marks = g_memdup2 (marks->data, marks->len * sizeof (int));
  line->n_legs = ends->len > 1 ? ends->len - 1 : 0;
  line->legs = g_new0 (guint, MAX (ends->len, 1));
  if (!estimated && desk != NULL)
    way = rdm_day_plan_get_line (rdm_desk_get_day_plan (desk), line->route, NULL);
  if (way != NULL && way->len >= ends->len && ends->len > 1)
    {
      line->n_points = way->len;
      line->points = g_new (RdmXY, way->len);
      for (guint i = 0; i < way->len; i++)
        line->points[i] = rdm_map_unit_of (g_array_index (way, RdmPoint, i));
      rdm_map_line_split (line->points, line->n_points, (const RdmXY *)(gpointer)ends->data,
                          ends->len, line->legs);
    }
  else
    {
      line->n_points = ends->len;
      line->points = g_memdup2 (ends->data, ends->len * sizeof (RdmXY));
      for (guint i = 0; i < ends->len; i++)
        line->legs[i] = i;
    }
  line->bounds = RDM_RECT_EMPTY;
  for (guint i = 0; i < line->n_points; i++)
    rdm_rect_extend (&line->bounds, line->points[i]);
}

static RdmMapLine *
new_line (const RdmDeskRoute *route)
{
  RdmMapLine *line = g_new0 (RdmMapLine, 1);

  line->route = g_strdup (route->route->row.id);
  line->name = g_strdup (route->name);
  line->colour = route->colour;
  line->dashed = route->dashed;
  line->n_stops = route->schedule->n_stops;
  line->start_s = route->schedule->start_s;
  line->end_s = route->schedule->end_s;
  return line;
}

static void
add_route (RdmMapScene *self, RdmDesk *desk, const RdmDeskRoute *route)
{
  RdmMapLine *line = new_line (route);
  GArray *visits = route->schedule->visits;
  g_autoptr (GArray) ends = g_array_new (FALSE, FALSE, sizeof (RdmXY));
  g_autoptr (GArray) marks = g_array_new (FALSE, FALSE, sizeof (int));
  int index = (int)self->lines->len;
  int number = 0;

  g_ptr_array_add (self->lines, line);
  for (guint i = 0; i < visits->len; i++)
    {
      const RdmVisit *visit = &g_array_index (visits, RdmVisit, i);
      const RdmStop *stop =
          visit->kind == RDM_VISIT_STOP ? rdm_desk_find_stop (desk, visit->stop) : NULL;
      gboolean placed = rdm_point_is_valid (visit->point);
      int mark = -1;
      RdmXY at;

      if (stop != NULL)
        {
          mark = add_mark (self, stop, visit->point, index, ++number);
          if (mark >= 0)
            g_array_index (self->marks, RdmMapMark, mark).flags =
                rdm_glyph_flags (stop, rdm_desk_find_order (desk, stop->row.id), visit);
        }
      if (visit->kind == RDM_VISIT_BREAK || !placed)
        continue;
      at = rdm_map_unit_of (visit->point);
      if (mark < 0)
        add_depot (self, at, (guint)index);
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
      if (rdm_point_is_valid (route->vehicle->start))
        add_depot (self, rdm_map_unit_of (route->vehicle->start), (guint)index);
    }
  lay_line (line, ends, marks, desk, route->schedule->estimated);
}

static void
add_tray (RdmMapScene *self, RdmDesk *desk)
{
  GPtrArray *tray = rdm_desk_get_tray (desk);

  for (guint i = 0; i < tray->len; i++)
    {
      const RdmStop *stop = g_ptr_array_index (tray, i);
      const RdmOrder *order = rdm_desk_find_order (desk, stop->row.id);
      int mark = order != NULL
                     ? add_mark (self, stop, rdm_order_end (order, stop->role)->point, -1, 0)
                     : -1;

      if (mark >= 0)
        g_array_index (self->marks, RdmMapMark, mark).flags = rdm_glyph_flags (stop, order, NULL);
    }
}

static void
index_marks (RdmMapScene *self)
{
  g_autofree RdmXY *points = g_new (RdmXY, MAX (self->marks->len, 1));

  for (guint i = 0; i < self->marks->len; i++)
    points[i] = g_array_index (self->marks, RdmMapMark, i).at;
  self->grid = rdm_map_grid_new (points, self->marks->len);
}

RdmMapScene *
rdm_map_scene_new (RdmDesk *desk)
{
  RdmMapScene *self = g_new0 (RdmMapScene, 1);
  GPtrArray *routes = rdm_desk_get_routes (desk);

  self->lines = g_ptr_array_new_with_free_func (line_free);
  self->previews = g_ptr_array_new_with_free_func (line_free);
  self->marks = g_array_new (FALSE, FALSE, sizeof (RdmMapMark));
  g_array_set_clear_func (self->marks, clear_mark);
  self->depots = g_array_new (FALSE, FALSE, sizeof (RdmMapDepot));
  g_array_set_clear_func (self->depots, clear_depot);
  self->by_stop = g_hash_table_new (g_str_hash, g_str_equal);
  self->previewed = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  for (guint i = 0; i < routes->len; i++)
    add_route (self, desk, g_ptr_array_index (routes, i));
  add_tray (self, desk);
  index_marks (self);
  rdm_map_scene_update_selection (self, desk);
  rdm_map_scene_update_preview (self, desk);
  return self;
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

void
rdm_map_scene_update_selection (RdmMapScene *self, RdmDesk *desk)
{
  const char *route = rdm_desk_get_selected_route (desk);
  const char *const *stops = rdm_desk_get_selection (desk);

  self->selected_line = -1;
  for (guint i = 0; route != NULL && i < self->lines->len; i++)
    if (g_str_equal (((RdmMapLine *)g_ptr_array_index (self->lines, i))->route, route))
      self->selected_line = (int)i;
  for (guint i = 0; i < self->lines->len; i++)
    ((RdmMapLine *)g_ptr_array_index (self->lines, i))->n_selected = 0;
  self->n_selected = 0;
  for (guint i = 0; i < self->marks->len; i++)
    g_array_index (self->marks, RdmMapMark, i).flags &= ~(guint)RDM_GLYPH_SELECTED;
  for (guint i = 0; stops[i] != NULL; i++)
    {
      guint index = GPOINTER_TO_UINT (g_hash_table_lookup (self->by_stop, stops[i]));
      RdmMapMark *mark;

      if (index == 0)
        continue;
      mark = &g_array_index (self->marks, RdmMapMark, index - 1);
      mark->flags |= RDM_GLYPH_SELECTED;
      if (mark->line >= 0)
        ((RdmMapLine *)g_ptr_array_index (self->lines, mark->line))->n_selected++;
      self->n_selected++;
    }
}

static void
add_preview (RdmMapScene *self, RdmDesk *desk, const RdmRouteList *list)
{
  const RdmDeskRoute *route = rdm_desk_find_route (desk, list->route);
  g_autoptr (GArray) ends = g_array_new (FALSE, FALSE, sizeof (RdmXY));
  g_autoptr (GArray) marks = g_array_new (FALSE, FALSE, sizeof (int));
  RdmMapLine *line;
  int depot = -1;

  if (route == NULL)
    return;
  line = new_line (route);
  g_ptr_array_add (self->previews, line);
  g_hash_table_add (self->previewed, g_strdup (list->route));
  for (guint i = 0; list->stops != NULL && list->stops[i] != NULL; i++)
    {
      int index = (int)GPOINTER_TO_UINT (g_hash_table_lookup (self->by_stop, list->stops[i])) - 1;
      RdmMapMark *mark;

      if (index < 0)
        continue;
      mark = &g_array_index (self->marks, RdmMapMark, index);
      mark->preview = (int)self->previews->len - 1;
      mark->preview_number = (int)i + 1;
      g_array_append_val (ends, mark->at);
      g_array_append_val (marks, index);
    }
  if (ends->len > 0 && rdm_point_is_valid (route->vehicle->start))
    {
      RdmXY at = rdm_map_unit_of (route->vehicle->start);

      g_array_prepend_val (ends, at);
      g_array_prepend_val (marks, depot);
    }
  if (ends->len > 0 && rdm_point_is_valid (route->vehicle->end))
    {
      RdmXY at = rdm_map_unit_of (route->vehicle->end);

      g_array_append_val (ends, at);
      g_array_append_val (marks, depot);
    }
  lay_line (line, ends, marks, NULL, TRUE);
}

void
rdm_map_scene_update_preview (RdmMapScene *self, RdmDesk *desk)
{
  GPtrArray *lists = rdm_desk_get_preview (desk);

  g_ptr_array_set_size (self->previews, 0);
  g_hash_table_remove_all (self->previewed);
  for (guint i = 0; i < self->marks->len; i++)
    g_array_index (self->marks, RdmMapMark, i).preview = -1;
  for (guint i = 0; lists != NULL && i < lists->len; i++)
    add_preview (self, desk, g_ptr_array_index (lists, i));
}

const RdmMapMark *
rdm_map_scene_find (const RdmMapScene *self, const char *stop)
{
  return rdm_map_scene_mark (self,
                             (int)GPOINTER_TO_UINT (g_hash_table_lookup (self->by_stop, stop)) - 1);
}

const RdmMapMark *
rdm_map_scene_mark (const RdmMapScene *self, int index)
{
  return index >= 0 ? &g_array_index (self->marks, RdmMapMark, index) : NULL;
}

const RdmMapLine *
rdm_map_scene_line_of (const RdmMapScene *self, const RdmMapMark *mark)
{
  return mark->line >= 0 ? g_ptr_array_index (self->lines, mark->line) : NULL;
}

static void
extend_with_line (RdmRect *bounds, const RdmMapLine *line)
{
  if (rdm_rect_is_empty (line->bounds))
    return;
  rdm_rect_extend (bounds, (RdmXY){ line->bounds.x0, line->bounds.y0 });
  rdm_rect_extend (bounds, (RdmXY){ line->bounds.x1, line->bounds.y1 });
}

RdmRect
rdm_map_scene_bounds (const RdmMapScene *self, gboolean selected)
{
  RdmRect bounds = RDM_RECT_EMPTY;

  if (selected && self->selected_line >= 0)
    extend_with_line (&bounds, g_ptr_array_index (self->lines, self->selected_line));
  for (guint i = 0; i < self->marks->len; i++)
    {
      const RdmMapMark *mark = &g_array_index (self->marks, RdmMapMark, i);

      if (!selected || (mark->flags & RDM_GLYPH_SELECTED) != 0)
        rdm_rect_extend (&bounds, mark->at);
    }
  for (guint i = 0; !selected && i < self->lines->len; i++)
    extend_with_line (&bounds, g_ptr_array_index (self->lines, i));
  for (guint i = 0; !selected && i < self->depots->len; i++)
    rdm_rect_extend (&bounds, g_array_index (self->depots, RdmMapDepot, i).at);
  return bounds;
}

char *
rdm_map_scene_describe (const RdmMapScene *self)
{
  g_autoptr (GString) text = g_string_new (NULL);
  guint n_routes = 0;
  guint n_tray = 0;

  for (guint i = 0; i < self->lines->len; i++)
    n_routes += ((const RdmMapLine *)g_ptr_array_index (self->lines, i))->n_legs > 0;
  for (guint i = 0; i < self->marks->len; i++)
    n_tray += g_array_index (self->marks, RdmMapMark, i).line < 0;
  g_string_append_printf (text, ngettext ("%u stop", "%u stops", self->marks->len),
                          self->marks->len);
  g_string_append (text, ", ");
  g_string_append_printf (text, ngettext ("%u route", "%u routes", n_routes), n_routes);
  if (n_tray > 0)
    {
      g_string_append (text, ", ");
      g_string_append_printf (text, ngettext ("%u unassigned", "%u unassigned", n_tray), n_tray);
    }
  if (self->n_selected > 0)
    {
      g_string_append (text, ", ");
      g_string_append_printf (text, ngettext ("%u selected", "%u selected", self->n_selected),
                              self->n_selected);
    }
  return g_string_free (g_steal_pointer (&text), FALSE);
}
