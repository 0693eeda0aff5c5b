/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * matrix: travel times between the points of standard input, as JSON.
 */
#include "roundsman-region.h"

#include <glib/gi18n.h>
#include <stdio.h>

#include "roundsman-region-roads.h"

enum
{
  MOST_POINTS = 10000,
};

/* A point a line, "47.1, 9.5"; empty lines and those that begin with # are passed over. NULL after
 * saying why. */
static GArray *
read_points (FILE *in, int *status)
{
  g_autoptr (GArray) points = g_array_new (FALSE, FALSE, sizeof (RdmPoint));
  char line[512];

  *status = RDM_CTL_USAGE;
  for (guint number = 1; fgets (line, sizeof line, in) != NULL; number++)
    {
      g_autoptr (GError) error = NULL;
      RdmPoint point;

      g_strstrip (line);
      if (*line == '\0' || *line == '#')
        continue;
      if (!rdm_point_parse (line, &point, &error))
        {
          rdm_ctl_fail (RDM_CTL_USAGE, _ ("Line %u: %s"), number, error->message);
          return NULL;
        }
      g_array_append_val (points, point);
      if (points->len > MOST_POINTS)
        {
          rdm_ctl_fail (RDM_CTL_USAGE, _ ("There are more than %d points."), MOST_POINTS);
          return NULL;
        }
    }
  if (points->len > 0)
    return g_steal_pointer (&points);
  rdm_ctl_fail (RDM_CTL_USAGE, _ ("There are no points on standard input. Write one a line: "
                                  "latitude, longitude."));
  return NULL;
}

/* What n × n numbers are as JSON is far larger than they are: it is written as it comes. */
static void
print_matrix (const char *name, const gint32 *matrix, guint n)
{
  g_print ("  \"%s\": [\n", name);
  for (guint i = 0; i < n; i++)
    {
      g_autoptr (GString) row = g_string_new ("    [");

      for (guint j = 0; j < n; j++)
        {
          gint32 value = matrix[(gsize)i * n + j];

          if (j > 0)
            g_string_append (row, ", ");
          if (value == RDM_TRAVEL_UNREACHABLE)
            g_string_append (row, "null");
          else
            g_string_append_printf (row, "%d", value);
        }
      g_print ("%s]%s\n", row->str, i + 1 < n ? "," : "");
    }
  g_print ("  ],\n");
}

static void
print_places (const RdmRoadPlace *places, guint n)
{
  g_autoptr (JsonBuilder) builder = json_builder_new ();
  g_autoptr (JsonNode) root = NULL;
  g_autofree char *text = NULL;

  json_builder_begin_array (builder);
  for (guint i = 0; i < n; i++)
    region_roads_add_place (builder, &places[i]);
  json_builder_end_array (builder);
  root = json_builder_get_root (builder);
  text = json_to_string (root, FALSE);
  g_print ("  \"places\": %s\n", text);
}

static int
print_answer (RegionRoads *roads, const GArray *points)
{
  guint n = points->len;
  g_autofree RdmRoadPlace *places = NULL;
  g_autofree gint32 *durations_s = NULL;
  g_autofree gint32 *distances_m = NULL;
  g_autoptr (GError) error = NULL;
  int status;

  places = region_roads_snap (roads, (const RdmPoint *)(gconstpointer)points->data, n, &status);
  if (places == NULL)
    return status;
  durations_s = g_try_new (gint32, (gsize)n * n);
  distances_m = g_try_new (gint32, (gsize)n * n);
  if (durations_s == NULL || distances_m == NULL)
    return rdm_ctl_fail (RDM_CTL_REFUSED, _ ("There is not enough memory for so many points."));
  if (!rdm_graph_matrix (roads->graph, &roads->state, places, n, places, n, durations_s,
                         distances_m, NULL, &error))
    return rdm_ctl_fail (RDM_CTL_FILE, "%s", error->message);
  g_print ("{\n");
  print_matrix ("durations_s", durations_s, n);
  print_matrix ("distances_m", distances_m, n);
  print_places (places, n);
  g_print ("}\n");
  return RDM_CTL_OK;
}

int
roundsman_region_matrix (int argc, char **argv)
{
  g_auto (RegionRoads) roads = { NULL };
  const GOptionEntry entries[] = {
    REGION_ROADS_ENTRIES (&roads),
    { NULL },
  };
  g_autoptr (GArray) points = NULL;
  int status;

  if (!rdm_ctl_parse (&argc, &argv, entries, 1, 1, &status)
      || !region_roads_open (&roads, argv[1], &status))
    return status;
  points = read_points (stdin, &status);
  return points != NULL ? print_answer (&roads, points) : status;
}
