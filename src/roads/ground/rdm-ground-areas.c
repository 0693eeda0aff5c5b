/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rdm-ground-build.h"

#include <string.h>

#include "rdm-coast.h"
#include "rdm-way-join.h"
#include "rdm-world-shape.h"

/* An open ring whose ends are nearer to each other than this part of its length is closed all the
 * same: the extract has cut a piece of it off, or somebody has. */
#define GAP_PART 0.2

/* How many ways are asked whether they are in the sea. */
#define SAMPLE_MAX 500

static GArray *
points_of_way (const RdmOsm *osm, guint32 way)
{
  GArray *points = g_array_new (FALSE, FALSE, sizeof (RdmWorldXY));
  guint n;
  const guint32 *nodes = rdm_osm_way_nodes (osm, way, &n);

  for (guint i = 0; i + 1 < n; i++)
    {
      RdmWorldXY point;

      if (nodes[i] == RDM_OSM_ABSENT)
        continue;
      point = rdm_world_of (rdm_osm_point (osm, nodes[i]));
      g_array_append_val (points, point);
    }
  return points;
}

static gboolean
is_closed (const RdmOsm *osm, guint32 way)
{
  guint n;
  const guint32 *nodes = rdm_osm_way_nodes (osm, way, &n);

  return n >= 4 && nodes[0] == nodes[n - 1];
}

static void
label_area (const RdmGroundBuild *self, GPtrArray *rings)
{
  double width;
  RdmWorldXY at;
  RdmLabelKind kind;
  double zoom;

  if (rdm_ground_tags_number (self->tags) == NULL
      && (rdm_ground_tags_name (self->tags) == NULL
          || !rdm_ground_tags_label (self->tags, &kind, &zoom)))
    return;
  at = rdm_world_inner_point (rings, &width);
  rdm_ground_build_label (self, at, MAX (width, 1.));
}

static void
add_way (const RdmGroundBuild *self, guint32 way)
{
  g_autoptr (GPtrArray) rings = NULL;
  GArray *ring;
  RdmAreaKind kind;
  RdmLabelKind label;
  double zoom;
  gboolean painted = rdm_ground_tags_area (self->tags, &kind);

  if (!painted && rdm_ground_tags_number (self->tags) == NULL
      && !rdm_ground_tags_label (self->tags, &label, &zoom))
    return;
  ring = points_of_way (self->osm, way);
  rings = g_ptr_array_new_with_free_func ((GDestroyNotify)g_array_unref);
  g_ptr_array_add (rings, ring);
  if (ring->len < 3)
    return;
  if (painted)
    rdm_ground_pack_ring (self->pack, kind, rdm_world_points (ring), ring->len, FALSE);
  label_area (self, rings);
}

/* The rings of a relation's ways in one role. */
static void
add_rings (const RdmGroundBuild *self, guint32 relation, gboolean inner, GPtrArray *rings)
{
  g_autoptr (GArray) ways = g_array_new (FALSE, FALSE, sizeof (guint32));
  g_autoptr (GPtrArray) lines = NULL;

  for (guint i = 0; i < rdm_osm_n_members (self->osm, relation); i++)
    {
      RdmOsmMember member = rdm_osm_member (self->osm, relation, i);

      if (member.kind == RDM_OSM_WAY && (strcmp (member.role, "inner") == 0) == inner)
        g_array_append_val (ways, member.index);
    }
  lines = rdm_way_join (self->osm, (const guint32 *)(gconstpointer)ways->data, ways->len, FALSE);
  for (guint i = 0; i < lines->len; i++)
    {
      const RdmJoinedWay *line = g_ptr_array_index (lines, i);
      const RdmWorldXY *points = rdm_world_points (line->points);
      guint n = line->points->len;

      if (n >= 3
          && (line->closed
              || rdm_world_distance (points[0], points[n - 1])
                     < GAP_PART * rdm_world_length (points, n)))
        g_ptr_array_add (rings, g_array_ref (line->points));
    }
}

static void
add_relation (const RdmGroundBuild *self, guint32 relation)
{
  g_autoptr (GPtrArray) rings = g_ptr_array_new_with_free_func ((GDestroyNotify)g_array_unref);
  RdmAreaKind kind;
  guint n_outer;

  if (!rdm_ground_tags_is_multipolygon (self->tags) || !rdm_ground_tags_area (self->tags, &kind))
    return;
  add_rings (self, relation, FALSE, rings);
  n_outer = rings->len;
  if (n_outer == 0)
    return;
  add_rings (self, relation, TRUE, rings);
  for (guint i = 0; i < rings->len; i++)
    {
      GArray *ring = g_ptr_array_index (rings, i);

      rdm_ground_pack_ring (self->pack, kind, rdm_world_points (ring), ring->len, i >= n_outer);
    }
  label_area (self, rings);
}

/* Whether most streets would be in the sea: then the coast is broken, or cut off where it can not
 * be told which side of it is which. */
static gboolean
drowns_streets (const RdmOsm *osm, GPtrArray *rings)
{
  guint32 n_ways = rdm_osm_count (osm, RDM_OSM_WAY);
  guint32 step = 1 + n_ways / SAMPLE_MAX;
  guint n_dry = 0;
  guint n_wet = 0;

  for (guint32 way = 0; way < n_ways; way += step)
    {
      guint n;
      const guint32 *nodes = rdm_osm_way_nodes (osm, way, &n);
      gboolean wet = FALSE;
      RdmWorldXY at;

      if (n == 0 || nodes[0] == RDM_OSM_ABSENT
          || rdm_osm_tag (osm, RDM_OSM_WAY, way, "highway") == NULL)
        continue;
      at = rdm_world_of (rdm_osm_point (osm, nodes[0]));
      for (guint i = 0; i < rings->len; i++)
        {
          GArray *ring = g_ptr_array_index (rings, i);

          if (rdm_world_ring_contains (rdm_world_points (ring), ring->len, at))
            wet = !wet;
        }
      n_wet += wet;
      n_dry += !wet;
    }
  return n_wet > n_dry;
}

static void
add_sea (const RdmGroundBuild *self, GArray *coasts)
{
  RdmBox bounds = rdm_osm_bounds (self->osm);
  RdmWorldXY low = rdm_world_of ((RdmPoint){ bounds.north_deg, bounds.west_deg });
  RdmWorldXY high = rdm_world_of ((RdmPoint){ bounds.south_deg, bounds.east_deg });
  g_autoptr (GPtrArray) lines =
      rdm_way_join (self->osm, (const guint32 *)(gconstpointer)coasts->data, coasts->len, TRUE);
  g_autoptr (GPtrArray) rings =
      rdm_coast_close (lines, &(RdmWorldRect){ low.x, low.y, high.x, high.y });

  if (drowns_streets (self->osm, rings))
    return;
  for (guint i = 0; i < rings->len; i++)
    {
      GArray *ring = g_ptr_array_index (rings, i);
      const RdmWorldXY *points = rdm_world_points (ring);

      rdm_ground_pack_ring (self->pack, RDM_AREA_SEA, points, ring->len,
                            rdm_world_ring_area (points, ring->len) < 0.);
    }
}

gboolean
rdm_ground_build_areas (const RdmGroundBuild *self, GError **error)
{
  guint32 n_ways = rdm_osm_count (self->osm, RDM_OSM_WAY);
  guint32 n_relations = rdm_osm_count (self->osm, RDM_OSM_RELATION);
  g_autoptr (GArray) coasts = g_array_new (FALSE, FALSE, sizeof (guint32));

  for (guint32 i = 0; i < n_ways; i++)
    {
      if (!rdm_ground_build_goes_on (self, i, n_ways, 0., 0.2, error))
        return FALSE;
      rdm_ground_tags_load (self->tags, RDM_OSM_WAY, i);
      if (rdm_ground_tags_is_coast (self->tags))
        g_array_append_val (coasts, i);
      if (is_closed (self->osm, i))
        add_way (self, i);
    }
  for (guint32 i = 0; i < n_relations; i++)
    {
      if (!rdm_ground_build_goes_on (self, i, n_relations, 0.2, 0.1, error))
        return FALSE;
      rdm_ground_tags_load (self->tags, RDM_OSM_RELATION, i);
      add_relation (self, i);
    }
  add_sea (self, coasts);
  return TRUE;
}
