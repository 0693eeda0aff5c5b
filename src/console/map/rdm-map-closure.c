/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Closing and slowing roads on the map: what was drawn becomes a road or an area, and a form asks
 * for the rest.
 */
#include "rdm-map-private.h"

#include <glib/gi18n.h>

#include "rdm-day-roads.h"
#include "rdm-road-travel.h"

/* Pixels beside a road that still mean it, and the same in metres when one looks from far or near.
 */
#define BESIDE 14.
#define BESIDE_LEAST_M 8.
#define BESIDE_MOST_M 60.

static RdmTravel *
travel_of (RdmMap *self)
{
  return rdm_day_plan_get_travel (rdm_desk_get_day_plan (self->desk));
}

void
rdm_map_show_closures (RdmMap *self)
{
  g_autoptr (GPtrArray) closures =
      rdm_rows_day_closures (rdm_desk_get_rows (self->desk), rdm_desk_get_date (self->desk));

  gboolean hold = rdm_day_roads_are_known (travel_of (self));

  rdm_closure_layer_show (self->closures, closures, hold);
  rdm_closure_layer_show (self->signs, closures, hold);
}

gboolean
rdm_map_can_close (RdmMap *self)
{
  if (rdm_desk_get_file (self->desk) == NULL)
    return FALSE;
  if (!rdm_day_roads_are_known (travel_of (self)))
    {
      rdm_desk_notice (self->desk,
                       rdm_travel_is_estimated (travel_of (self))
                           ? _ ("Closing a road takes a region: without one nobody knows which "
                                "roads there are. Choose one in Preferences.")
                           : _ ("Travel times come from a server, which does not know what is "
                                "closed here. Choose the roads of a region in Preferences."),
                       "win.preferences");
      return FALSE;
    }
  if (rdm_closure_layer_count (self->closures) >= RDM_DAY_CLOSURES_MAX)
    {
      g_autofree char *text =
          g_strdup_printf (_ ("There are %d closures on this day, and no room for more. Open some "
                              "roads again, or draw one area around several."),
                           RDM_DAY_CLOSURES_MAX);

      rdm_desk_notice (self->desk, text, "win.show-closures");
      return FALSE;
    }
  return TRUE;
}

/* --- the form ----------------------------------------------------------------------------------
 */

static void
draft_changed_cb (RdmMap *self, const RdmRoadClosure *draft)
{
  rdm_closure_layer_set_draft (self->closures, draft);
  rdm_closure_layer_set_draft (self->signs, draft);
}

static RdmClosureEditor *
get_editor (RdmMap *self)
{
  if (self->closure_editor == NULL)
    {
      self->closure_editor = RDM_CLOSURE_EDITOR (rdm_closure_editor_new (self->desk));
      gtk_widget_set_parent (GTK_WIDGET (self->closure_editor), GTK_WIDGET (self));
      g_signal_connect_object (self->closure_editor, "draft-changed", G_CALLBACK (draft_changed_cb),
                               self, G_CONNECT_SWAPPED);
    }
  return self->closure_editor;
}

/* Where the form points to: what is outside the view is pointed to at its edge. */
static void
point_at (RdmMap *self, RdmPoint point)
{
  RdmMapView view;
  RdmXY at;
  GdkRectangle rect;

  rdm_map_read_view (self, &view);
  at = rdm_map_view_to_pixel (&view, rdm_map_unit_of (point));
  rect = (GdkRectangle){ (int)CLAMP (at.x, 10., MAX (view.width - 10., 10.)) - 10,
                         (int)CLAMP (at.y, 10., MAX (view.height - 10., 10.)) - 10, 20, 20 };
  gtk_popover_set_pointing_to (GTK_POPOVER (get_editor (self)), &rect);
}

static void
make (RdmMap *self, RdmClosureShape shape, GArray *points, RdmPoint around)
{
  RdmPoints outline = { points->len, (RdmPoint *)(gpointer)points->data };
  g_autoptr (RdmRoadClosure) closure = rdm_row_new (RDM_ROW_CLOSURE, "drawn");

  closure->shape = shape;
  rdm_points_set (&closure->outline, outline.at, outline.n);
  rdm_map_set_tool (self, RDM_MAP_TOOL_POINTER);
  point_at (self, rdm_closure_middle (closure));
  rdm_closure_editor_make (get_editor (self), shape, &outline, around);
}

void
rdm_map_edit_closure (RdmMap *self, const char *id)
{
  const RdmRoadClosure *closure =
      rdm_rows_get (rdm_desk_get_rows (self->desk), RDM_ROW_CLOSURE, id);
  RdmBox box = RDM_BOX_EMPTY;
  RdmMapView view;
  RdmXY at;

  if (closure == NULL)
    return;
  rdm_map_read_view (self, &view);
  at = rdm_map_view_to_pixel (&view, rdm_map_unit_of (rdm_closure_middle (closure)));
  for (guint i = 0; i < closure->outline.n; i++)
    rdm_box_extend (&box, closure->outline.at[i]);
  if (at.x < 0. || at.y < 0. || at.x > view.width || at.y > view.height)
    rdm_map_look_at (self, box);
  point_at (self, rdm_closure_middle (closure));
  rdm_closure_editor_edit (get_editor (self), closure);
}

void
rdm_map_list_closures (RdmMap *self)
{
  g_return_if_fail (RDM_IS_MAP (self));
  gtk_menu_button_popup (self->closures_button);
}

/* --- what was drawn ----------------------------------------------------------------------------
 */

/* A road for vans, or where there is none, for others. */
static GArray *
trace (RdmMap *self, const RdmPoint *stroke, guint n_stroke)
{
  RdmGraph *graph = rdm_road_travel_get_graph (RDM_ROAD_TRAVEL (travel_of (self)));
  RdmMapView view;
  double beside_m;
  GArray *line = NULL;

  rdm_map_read_view (self, &view);
  beside_m = CLAMP (BESIDE * rdm_map_view_metres (&view), BESIDE_LEAST_M, BESIDE_MOST_M);
  for (guint profile = 0; profile < RDM_N_TRAVEL_PROFILES; profile++)
    {
      g_clear_pointer (&line, g_array_unref);
      line = rdm_graph_trace (graph, (RdmTravelProfile)profile, stroke, n_stroke, beside_m, NULL);
      if (line != NULL && line->len > 1)
        return line;
    }
  g_clear_pointer (&line, g_array_unref);
  rdm_desk_notice (self->desk,
                   _ ("There is no road there. Draw along one, nearer to it or closer up."), NULL);
  return NULL;
}

void
rdm_map_close_at (RdmMap *self, RdmXY unit)
{
  RdmPoint point = rdm_map_point_of (unit);
  g_autoptr (GArray) road = NULL;

  if (!rdm_day_roads_are_known (travel_of (self)))
    return;
  road = trace (self, &point, 1);
  if (road != NULL)
    make (self, RDM_CLOSURE_LINE, road, point);
}

/* As few points as look the same. */
static GArray *
corners_of (RdmMap *self, GArray *line)
{
  const RdmXY *units = (const RdmXY *)(gpointer)line->data;
  GArray *corners = g_array_new (FALSE, FALSE, sizeof (RdmPoint));
  g_autoptr (GArray) kept = NULL;
  RdmMapView view;
  double tolerance;

  rdm_map_read_view (self, &view);
  tolerance = 1. / view.world;
  do
    {
      g_clear_pointer (&kept, g_array_unref);
      kept = rdm_xy_simplify (units, line->len, tolerance, NULL);
      tolerance *= 2.;
    }
  while (kept->len > RDM_POINTS_MAX / 2);
  for (guint i = 0; i < kept->len; i++)
    {
      RdmPoint point = rdm_map_point_of (units[g_array_index (kept, guint, i)]);

      g_array_append_val (corners, point);
    }
  return corners;
}

void
rdm_map_close_along (RdmMap *self, GArray *line)
{
  g_autoptr (GArray) points = NULL;
  g_autoptr (GArray) roads = NULL;
  RdmMapView view;

  if (line == NULL || !rdm_day_roads_are_known (travel_of (self)))
    return;
  rdm_map_read_view (self, &view);
  points = corners_of (self, line);
  if (rdm_xy_is_loop ((const RdmXY *)(gpointer)line->data, line->len, view.world)
      && points->len >= 3)
    {
      make (self, RDM_CLOSURE_AREA, points, RDM_POINT_NONE);
      return;
    }
  roads = trace (self, (const RdmPoint *)(gpointer)points->data, points->len);
  if (roads != NULL)
    make (self, RDM_CLOSURE_LINE, roads, RDM_POINT_NONE);
}
