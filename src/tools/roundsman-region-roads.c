/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "roundsman-region-roads.h"

#include <glib/gi18n.h>

static const char *const profiles[RDM_N_TRAVEL_PROFILES] = { "van", "truck", "cargo-bike" };
static const char *const periods[RDM_N_TRAVEL_PERIODS] = { "night",   "morning",  "midday",
                                                           "evening", "saturday", "sunday" };

/* The index of @name, or -1 after saying that there is none. */
static int
find_name (const char *const *names, guint n, const char *name)
{
  g_autoptr (GString) all = g_string_new (NULL);

  for (guint i = 0; i < n; i++)
    {
      if (g_str_equal (names[i], name))
        return (int)i;
      g_string_append_printf (all, "%s%s", i > 0 ? ", " : "", names[i]);
    }
  rdm_ctl_fail (RDM_CTL_USAGE, _ ("There is no “%s” here: say one of %s."), name, all->str);
  return -1;
}

gboolean
region_roads_open (RegionRoads *self, const char *path, int *status)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (RdmRegion) region = NULL;
  int profile = self->profile_name == NULL
                    ? RDM_TRAVEL_VAN
                    : find_name (profiles, G_N_ELEMENTS (profiles), self->profile_name);
  int period = self->period_name == NULL
                   ? RDM_TRAVEL_MIDDAY
                   : find_name (periods, G_N_ELEMENTS (periods), self->period_name);

  *status = RDM_CTL_USAGE;
  if (profile < 0 || period < 0)
    return FALSE;
  region = rdm_region_open (path, &error);
  if (region == NULL)
    {
      *status = rdm_ctl_fail (RDM_CTL_FILE, "%s", error->message);
      return FALSE;
    }
  self->graph = rdm_graph_new (region);
  self->state =
      (RdmGraphState){ .profile = (RdmTravelProfile)profile, .period = (RdmTravelPeriod)period };
  return TRUE;
}

void
region_roads_clear (RegionRoads *self)
{
  g_clear_pointer (&self->graph, rdm_graph_unref);
  g_clear_pointer (&self->profile_name, g_free);
  g_clear_pointer (&self->period_name, g_free);
}

RdmRoadPlace *
region_roads_snap (RegionRoads *self, const RdmPoint *points, guint n_points, int *status)
{
  g_autofree RdmRoadPlace *places = g_new (RdmRoadPlace, n_points);
  g_autoptr (GError) error = NULL;

  if (rdm_graph_snap (self->graph, self->state.profile, points, n_points, places, &error))
    return g_steal_pointer (&places);
  *status = rdm_ctl_fail (RDM_CTL_FILE, "%s", error->message);
  return NULL;
}

void
region_roads_add_point (JsonBuilder *builder, RdmPoint point)
{
  json_builder_begin_array (builder);
  /* To a decimetre or so; more digits than that are noise. */
  json_builder_add_double_value (builder, round (point.lon_deg * 1e6) / 1e6);
  json_builder_add_double_value (builder, round (point.lat_deg * 1e6) / 1e6);
  json_builder_end_array (builder);
}

void
region_roads_add_place (JsonBuilder *builder, const RdmRoadPlace *place)
{
  if (!rdm_point_is_set (place->point))
    {
      json_builder_add_null_value (builder);
      return;
    }
  json_builder_begin_object (builder);
  json_builder_set_member_name (builder, "location");
  region_roads_add_point (builder, place->point);
  json_builder_set_member_name (builder, "distance_m");
  json_builder_add_double_value (builder, round (place->distance_m * 10.) / 10.);
  json_builder_end_object (builder);
}
