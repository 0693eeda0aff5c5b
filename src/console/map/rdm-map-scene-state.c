/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The scene beside its lines and marks: what of them is selected or previewed, and what they are
 * together.
 */
#include <glib/gi18n.h>

#include "rdm-desk-live.h"
#include "rdm-map-scene.h"
#include "rdm-map-view.h"

/* Of every second, for stops that are expected otherwise than before. */
#define LIVE_BUDGET_US 2000

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

/* Returns: whether any of the route's marks is another. */
static gboolean
expect_route (RdmMapScene *self, RdmDesk *desk, const RdmDeskRoute *route)
{
  GArray *visits = route->schedule->visits;
  gboolean is_other = FALSE;

  for (guint i = 0; i < visits->len; i++)
    {
      const RdmVisit *visit = &g_array_index (visits, RdmVisit, i);
      guint found = visit->kind == RDM_VISIT_STOP
                        ? GPOINTER_TO_UINT (g_hash_table_lookup (self->by_stop, visit->stop))
                        : 0;
      RdmMapMark *mark = found > 0 ? &g_array_index (self->marks, RdmMapMark, found - 1) : NULL;
      guint flags;

      if (mark == NULL || !rdm_stop_is_open (mark->stop))
        continue;
      flags =
          rdm_desk_shown_flags (desk, mark->stop, rdm_desk_find_order (desk, visit->stop), visit)
          | (mark->flags & RDM_GLYPH_SELECTED);
      is_other = is_other || flags != mark->flags;
      mark->flags = flags;
    }
  return is_other;
}

gboolean
rdm_map_scene_follow_live (RdmMapScene *self, RdmDesk *desk)
{
  GPtrArray *routes = rdm_desk_get_routes (desk);
  gint64 until_us = g_get_monotonic_time () + LIVE_BUDGET_US;
  gboolean is_other = FALSE;

  for (guint i = 0; i < routes->len && g_get_monotonic_time () < until_us; i++)
    {
      const RdmDeskRoute *route = g_ptr_array_index (routes, self->next_line % routes->len);

      self->next_line = (self->next_line + 1) % routes->len;
      if (rdm_route_is_out (route->route))
        is_other |= expect_route (self, desk, route);
    }
  return is_other;
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
  line = rdm_map_line_new (route);
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
  rdm_map_line_lay (line, ends, marks, NULL);
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

static int
compare_visits (gconstpointer a, gconstpointer b, gpointer user_data)
{
  const RdmMapMark *x = rdm_map_scene_mark (user_data, *(const int *)a);
  const RdmMapMark *y = rdm_map_scene_mark (user_data, *(const int *)b);

  /* -1, the tray, is the greatest there is. */
  if (x->line != y->line)
    return (guint)x->line < (guint)y->line ? -1 : 1;
  if (x->number != y->number)
    return x->number < y->number ? -1 : 1;
  return (x > y) - (x < y);
}

void
rdm_map_scene_sort (const RdmMapScene *self, GArray *marks)
{
  g_array_sort_with_data (marks, compare_visits, (gpointer)self);
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
