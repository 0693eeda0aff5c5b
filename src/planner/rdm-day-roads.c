/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rdm-day-roads.h"

#include "rdm-road-travel.h"

G_STATIC_ASSERT (RDM_DAY_CLOSURES_MAX == RDM_CLOSURES_MAX);

gboolean
rdm_day_roads_are_known (RdmTravel *travel)
{
  return travel && RDM_IS_ROAD_TRAVEL (travel);
}

RdmTravel *
rdm_day_roads_travel (RdmTravel *travel, RdmRows *rows, const char *date)
{
  g_autoptr (GPtrArray) rows_of_day = NULL;
  g_autoptr (RdmClosures) closures = NULL;

  if (!rdm_day_roads_are_known (travel))
    return travel ? g_object_ref (travel) : NULL;
  rows_of_day = rdm_rows_day_closures (rows, date);
  closures = rdm_closures_new ();
  for (guint i = 0; i < rows_of_day->len; i++)
    {
      const RdmRoadClosure *row = g_ptr_array_index (rows_of_day, i);
      RdmClosure closure = {
        .area = row->outline.at,
        .n_points = row->outline.n,
        .speed_permille = (guint)row->speed_permille,
        .from_s = rdm_road_closure_from_s (row),
        .to_s = rdm_road_closure_to_s (row),
        .is_line = row->shape == RDM_CLOSURE_LINE,
      };

      (void)rdm_closures_add (closures, &closure);
    }
  return rdm_road_travel_with_closures (RDM_ROAD_TRAVEL (travel), closures);
}
