/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * route: the way through two points or more, as a list of turns or as JSON.
 */
#include "roundsman-region.h"

#include <glib/gi18n.h>

#include "rdm-time.h"
#include "rdm-units.h"
#include "roundsman-region-roads.h"

static gboolean
parse_points (char **arguments, guint n, RdmPoint *points)
{
  for (guint i = 0; i < n; i++)
    {
      g_autoptr (GError) error = NULL;

      if (!rdm_point_parse (arguments[i], &points[i], &error))
        {
          rdm_ctl_fail (RDM_CTL_USAGE, "%s", error->message);
          return FALSE;
        }
    }
  return TRUE;
}

/* Whether every point has a road, and every leg a way; else says which has not. */
static gboolean
check_ways (const RdmRoadPlace *places, char **arguments, const GPtrArray *routes)
{
  for (guint i = 0; i <= routes->len; i++)
    if (!rdm_point_is_set (places[i].point))
      {
        rdm_ctl_fail (RDM_CTL_REFUSED, _ ("There is no road near %s."), arguments[i]);
        return FALSE;
      }
  for (guint i = 0; i < routes->len; i++)
    if (g_ptr_array_index (routes, i) == NULL)
      {
        rdm_ctl_fail (RDM_CTL_REFUSED, _ ("There is no way from %s to %s."), arguments[i],
                      arguments[i + 1]);
        return FALSE;
      }
  return TRUE;
}

static void
print_steps (const RdmRoadRoute *route)
{
  for (guint i = 0; i < route->steps->len; i++)
    {
      const RdmRoadStep *step = &g_array_index (route->steps, RdmRoadStep, i);
      g_autofree char *text = rdm_road_step_describe (step);
      g_autofree char *distance = rdm_format_distance (step->distance_m);

      g_print ("%*s%s  %s\n", MAX (0, 10 - (int)g_utf8_strlen (distance, -1)), "", distance, text);
    }
}

static void
print_routes (RdmRegion *region, const GPtrArray *routes)
{
  gint64 distance_m = 0;
  gint64 duration_s = 0;
  g_autofree char *distance = NULL;
  g_autofree char *duration = NULL;

  for (guint i = 0; i < routes->len; i++)
    {
      const RdmRoadRoute *route = g_ptr_array_index (routes, i);

      print_steps (route);
      distance_m += route->distance_m;
      duration_s += route->duration_s;
    }
  distance = rdm_format_distance (distance_m);
  duration = rdm_format_duration (duration_s);
  g_print ("%s, %s\n%s\n", distance, duration, rdm_region_attribution (region));
}

static void
add_number (JsonBuilder *builder, const char *name, gint64 number)
{
  json_builder_set_member_name (builder, name);
  json_builder_add_int_value (builder, number);
}

static void
add_steps (JsonBuilder *builder, const RdmRoadRoute *route)
{
  json_builder_set_member_name (builder, "steps");
  json_builder_begin_array (builder);
  for (guint i = 0; i < route->steps->len; i++)
    {
      const RdmRoadStep *step = &g_array_index (route->steps, RdmRoadStep, i);
      g_autofree char *text = rdm_road_step_describe (step);

      json_builder_begin_object (builder);
      json_builder_set_member_name (builder, "text");
      json_builder_add_string_value (builder, text);
      add_number (builder, "distance_m", step->distance_m);
      add_number (builder, "duration_s", step->duration_s);
      add_number (builder, "first_point", step->first_point);
      json_builder_end_object (builder);
    }
  json_builder_end_array (builder);
}

static void
print_routes_json (RdmRegion *region, const RdmRoadPlace *places, const GPtrArray *routes)
{
  g_autoptr (JsonBuilder) builder = json_builder_new ();

  json_builder_begin_object (builder);
  json_builder_set_member_name (builder, "places");
  json_builder_begin_array (builder);
  for (guint i = 0; i <= routes->len; i++)
    region_roads_add_place (builder, &places[i]);
  json_builder_end_array (builder);
  json_builder_set_member_name (builder, "legs");
  json_builder_begin_array (builder);
  for (guint i = 0; i < routes->len; i++)
    {
      const RdmRoadRoute *route = g_ptr_array_index (routes, i);

      json_builder_begin_object (builder);
      add_number (builder, "duration_s", route->duration_s);
      add_number (builder, "distance_m", route->distance_m);
      json_builder_set_member_name (builder, "line");
      json_builder_begin_array (builder);
      for (guint k = 0; k < route->line->len; k++)
        region_roads_add_point (builder, g_array_index (route->line, RdmPoint, k));
      json_builder_end_array (builder);
      add_steps (builder, route);
      json_builder_end_object (builder);
    }
  json_builder_end_array (builder);
  json_builder_set_member_name (builder, "attribution");
  json_builder_add_string_value (builder, rdm_region_attribution (region));
  json_builder_end_object (builder);
  rdm_ctl_print_json (json_builder_get_root (builder));
}

/* Pins that are far from the roads between which the way leads: perhaps they are wrong. */
static void
warn_far (const RdmRoadPlace *places, char **arguments, guint n)
{
  for (guint i = 0; i < n; i++)
    if (places[i].distance_m > RDM_TRAVEL_FAR_M)
      {
        g_autofree char *distance = rdm_format_distance ((gint64)places[i].distance_m);

        g_printerr (_ ("%s is %s from the nearest road that the vehicle may use.\n"), arguments[i],
                    distance);
      }
}

static int
print_answer (RegionRoads *roads, char **arguments, guint n, gboolean json)
{
  g_autofree RdmPoint *points = g_new (RdmPoint, n);
  g_autofree RdmRoadPlace *places = NULL;
  g_autoptr (GPtrArray) routes = NULL;
  g_autoptr (GError) error = NULL;
  RdmRegion *region = rdm_graph_get_region (roads->graph);
  int status;

  if (!parse_points (arguments, n, points))
    return RDM_CTL_USAGE;
  places = region_roads_snap (roads, points, n, &status);
  if (places == NULL)
    return status;
  routes = rdm_graph_routes (roads->graph, &roads->state, places, n, TRUE, NULL, &error);
  if (routes == NULL)
    return rdm_ctl_fail (RDM_CTL_FILE, "%s", error->message);
  if (!check_ways (places, arguments, routes))
    return RDM_CTL_REFUSED;
  if (json)
    print_routes_json (region, places, routes);
  else
    {
      print_routes (region, routes);
      warn_far (places, arguments, n);
    }
  return RDM_CTL_OK;
}

int
roundsman_region_route (int argc, char **argv)
{
  g_auto (RegionRoads) roads = { NULL };
  gboolean json = FALSE;
  const GOptionEntry entries[] = {
    REGION_ROADS_ENTRIES (&roads),
    { "json", 0, 0, G_OPTION_ARG_NONE, &json, N_ ("Answer for programs"), NULL },
    { NULL },
  };
  int status;

  if (!rdm_ctl_parse (&argc, &argv, entries, 3, RDM_CTL_ANY_NUMBER, &status)
      || !region_roads_open (&roads, argv[1], &status))
    return status;
  return print_answer (&roads, argv + 2, (guint)argc - 2, json);
}
