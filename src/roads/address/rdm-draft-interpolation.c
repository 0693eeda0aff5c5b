/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Lines along a street that have numbers at their ends and stand for the houses between. */
#include "rdm-address-draft.h"

#include <string.h>

#include "rdm-house-number.h"

/* A longer row is a mistake, or a whole country's. */
enum
{
  MOST_BETWEEN = 500,
};

typedef struct
{
  const char *number;
  const char *street;
  const char *city;
  const char *postcode;
  double along; /* units from the line's beginning */
} Known;

/* The place @along units from the beginning. */
static RdmWorldXY
point_along (const RdmWorldXY *points, guint n, double along)
{
  for (guint i = 0; i + 1 < n; i++)
    {
      double step = rdm_world_distance (points[i], points[i + 1]);

      if (step > 0. && along <= step)
        return (RdmWorldXY){
          points[i].x + (gint32)lround ((points[i + 1].x - points[i].x) * along / step),
          points[i].y + (gint32)lround ((points[i + 1].y - points[i].y) * along / step)
        };
      along -= step;
    }
  return points[n - 1];
}

static guint
read_step (const char *rule)
{
  gint64 step;

  if (strcmp (rule, "odd") == 0 || strcmp (rule, "even") == 0)
    return 2;
  if (strcmp (rule, "all") == 0)
    return 1;
  step = g_ascii_strtoll (rule, NULL, 10);
  return step > 0 && step < MOST_BETWEEN ? (guint)step : 0;
}

static void
add_between (RdmAddressDraft *self,
             const Known *from,
             const Known *to,
             const char *number,
             double share,
             GArray *points)
{
  RdmDraftHouse house = { .rank = RDM_DRAFT_COMPUTED,
                          .number = g_string_chunk_insert_const (self->strings, number),
                          .street = from->street != NULL ? from->street : to->street,
                          .city = from->city != NULL ? from->city : to->city,
                          .postcode = from->postcode != NULL ? from->postcode : to->postcode,
                          .area = RDM_DRAFT_NONE,
                          .thing = RDM_DRAFT_NONE };

  house.at = point_along ((const RdmWorldXY *)points->data, points->len,
                          from->along + (to->along - from->along) * share);
  g_array_append_val (self->houses, house);
}

/* "12a" to "12f". */
static void
fill_letters (RdmAddressDraft *self, const Known *from, const Known *to, GArray *points)
{
  gsize length = strlen (from->number);
  char first = g_ascii_tolower (from->number[length - 1]);
  char last = g_ascii_tolower (to->number[strlen (to->number) - 1]);

  if (!g_ascii_isalpha (first) || !g_ascii_isalpha (last) || first >= last)
    return;
  for (char letter = (char)(first + 1); letter < last; letter++)
    {
      g_autofree char *number = g_strdup_printf ("%.*s%c", (int)(length - 1), from->number, letter);

      add_between (self, from, to, number, (double)(letter - first) / (last - first), points);
    }
}

static void
fill (RdmAddressDraft *self, const char *rule, const Known *from, const Known *to, GArray *points)
{
  int first = rdm_house_number_value (from->number);
  int last = rdm_house_number_value (to->number);
  int step = (int)read_step (rule);
  int direction = first < last ? 1 : -1;

  if (strcmp (rule, "alphabetic") == 0 && first == last)
    fill_letters (self, from, to, points);
  if (step == 0 || first < 0 || last < 0 || ABS (last - first) / step > MOST_BETWEEN)
    return;
  for (int value = first + direction * step; direction * value < direction * last;
       value += direction * step)
    {
      g_autofree char *number = g_strdup_printf ("%d", value);

      add_between (self, from, to, number, (double)(value - first) / (last - first), points);
    }
}

static void
read_line (RdmAddressDraft *self, guint32 way, const char *rule)
{
  const RdmOsm *osm = self->osm;
  g_autoptr (GArray) points = g_array_new (FALSE, FALSE, sizeof (RdmWorldXY));
  Known before = { 0 };
  double along = 0.;
  guint n;
  const guint32 *nodes = rdm_osm_way_nodes (osm, way, &n);
  /* What the line itself says counts for all of it. */
  const char *street = rdm_osm_tag (osm, RDM_OSM_WAY, way, "addr:street");

  for (guint i = 0; i < n; i++)
    if (nodes[i] != RDM_OSM_ABSENT)
      {
        RdmWorldXY point = rdm_world_of (rdm_osm_point (osm, nodes[i]));

        g_array_append_val (points, point);
      }
  for (guint i = 0, j = 0; i < n; i++)
    {
      Known known;

      if (nodes[i] == RDM_OSM_ABSENT)
        continue;
      if (j > 0)
        along += rdm_world_distance (g_array_index (points, RdmWorldXY, j - 1),
                                     g_array_index (points, RdmWorldXY, j));
      j++;
      known.number = rdm_osm_tag (osm, RDM_OSM_NODE, nodes[i], "addr:housenumber");
      if (known.number == NULL || *known.number == '\0')
        continue;
      known.street =
          street != NULL ? street : rdm_osm_tag (osm, RDM_OSM_NODE, nodes[i], "addr:street");
      known.city = rdm_osm_tag (osm, RDM_OSM_NODE, nodes[i], "addr:city");
      known.postcode = rdm_osm_tag (osm, RDM_OSM_NODE, nodes[i], "addr:postcode");
      known.along = along;
      if (before.number != NULL)
        fill (self, rule, &before, &known, points);
      before = known;
    }
}

void
rdm_draft_interpolate (RdmAddressDraft *self)
{
  for (guint32 i = 0; i < rdm_osm_count (self->osm, RDM_OSM_WAY); i++)
    {
      const char *rule = rdm_osm_n_tags (self->osm, RDM_OSM_WAY, i) > 0
                             ? rdm_osm_tag (self->osm, RDM_OSM_WAY, i, "addr:interpolation")
                             : NULL;

      if (rule != NULL)
        read_line (self, i, rule);
    }
}
