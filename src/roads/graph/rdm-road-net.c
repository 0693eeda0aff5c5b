/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rdm-road-net.h"

#include <math.h>

/* The direction of a road at a junction is that of its next so many metres: the last metre before a
 * junction is often drawn askew. */
#define BEARING_METRES 12.0

typedef struct
{
  RdmRoadNet *net;
  const RdmProfile *profile;
  GHashTable *node_uses; /* (element-type uint32 RdmNodeUse) */
  RdmWayUse *uses;       /* (array) n_roads */
  guint8 *is_used;       /* (array) n_roads */
  guint8 *n_ends;        /* (array) by node of the extract: of roads that are used */
  GArray *junction_nodes;
  GArray *segments;
  GArray *arcs;
  GArray *lane_arc;
} Making;

/* --- junctions ---------------------------------------------------------------------------------
 */

static const RdmNodeUse *
find_node_use (const Making *self, guint32 node)
{
  return g_hash_table_lookup (self->node_uses, GUINT_TO_POINTER (node));
}

static gboolean
is_end (const RdmRoadShapes *shapes, guint32 road, guint32 point)
{
  return point == shapes->first[road] || point + 1 == shapes->first[road + 1]
         || shapes->follows_gap[point] || shapes->follows_gap[point + 1];
}

static void
read_roads (Making *self, RdmTagReader *tags)
{
  const RdmRoadShapes *shapes = self->net->shapes;
  g_autoptr (RdmWayReader) reader = rdm_way_reader_new (self->profile, tags);
  int sides = 0;

  for (guint32 road = 0; road < shapes->n_roads; road++)
    {
      if (!rdm_way_reader_read (reader, shapes->way[road], &self->uses[road]))
        continue;
      self->is_used[road] = 1;
      sides += self->uses[road].is_left_hand - self->uses[road].is_right_hand;
      for (guint32 i = shapes->first[road]; i < shapes->first[road + 1]; i++)
        {
          guint8 *n_ends = &self->n_ends[shapes->nodes[i]];

          *n_ends = (guint8)MIN (*n_ends + (is_end (shapes, road, i) ? 1 : 2), G_MAXUINT8);
        }
    }
  self->node_uses = rdm_node_uses (self->profile, shapes, tags, rdm_way_reader_get_access (reader));
  self->net->keeps_left = sides > 0 || (sides == 0 && self->net->keeps_left);
}

/* Where roads meet or end, and where something stands that not everybody passes. */
static gboolean
is_junction (const Making *self, guint32 road, guint32 point)
{
  const RdmRoadShapes *shapes = self->net->shapes;
  guint32 node = shapes->nodes[point];
  const RdmNodeUse *use = find_node_use (self, node);

  return is_end (shapes, road, point) || self->n_ends[node] > 2
         || (use && use->access != RDM_ACCESS_ALLOWED);
}

static guint32
get_junction (Making *self, guint32 node)
{
  gpointer known = g_hash_table_lookup (self->net->node_junction, GUINT_TO_POINTER (node));

  if (!known)
    {
      g_array_append_val (self->junction_nodes, node);
      known = GUINT_TO_POINTER (self->junction_nodes->len);
      g_hash_table_insert (self->net->node_junction, GUINT_TO_POINTER (node), known);
    }
  return GPOINTER_TO_UINT (known) - 1;
}

/* --- segments and arcs --------------------------------------------------------------------------
 */

static void
add_arc (Making *self, guint32 road, const RdmSegment *segment, RdmWayDirection direction)
{
  const RdmRoadShapes *shapes = self->net->shapes;
  const RdmWayUse *use = &self->uses[road];
  gboolean is_town = (segment->flags & RDM_SEGMENT_TOWN) != 0;
  guint32 from = direction == RDM_WAY_FORWARD ? 1 : 0; /* all points but the one it leaves from */
  guint64 delay_ms = 0;
  RdmArc arc = {
    .lane = 2 * (self->segments->len - 1) + direction,
    .drive_ms = (guint32)MIN (
        (guint64)segment->length_dm * 360000 / use->speed_m_h[direction][is_town], G_MAXINT32),
    .closed = (guint16)use->closed,
    .access = (guint16)use->access[direction],
  };

  for (guint32 i = from; i < segment->n_points - 1 + from; i++)
    {
      const RdmNodeUse *node = find_node_use (self, shapes->nodes[segment->first_point + i]);

      delay_ms += node ? node->delay_ms[direction] : 0;
    }
  arc.delay_ms = (guint32)MIN (delay_ms, G_MAXINT32);
  g_array_index (self->lane_arc, guint32, arc.lane) = self->arcs->len;
  g_array_append_val (self->arcs, arc);
}

static guint32
flags_of (const Making *self, guint32 road, RdmLonLat middle)
{
  const RdmWayUse *use = &self->uses[road];
  gboolean is_town =
      use->zone == RDM_OSM_ZONE_URBAN
      || (use->zone == RDM_OSM_ZONE_UNKNOWN && rdm_road_shapes_is_town (self->net->shapes, middle));

  return (is_town ? RDM_SEGMENT_TOWN : 0) | (use->is_ferry ? RDM_SEGMENT_FERRY : 0)
         | (use->is_roundabout ? RDM_SEGMENT_ROUNDABOUT : 0)
         | (use->is_steady ? RDM_SEGMENT_STEADY : 0)
         | (use->no_stopping ? RDM_SEGMENT_NO_STOPPING : 0);
}

static void
add_segment (Making *self, guint32 road, guint32 first, guint32 last)
{
  const RdmRoadShapes *shapes = self->net->shapes;
  double length_m = 0;
  RdmSegment segment = {
    .ends = { get_junction (self, shapes->nodes[first]), get_junction (self, shapes->nodes[last]) },
    .road = road,
    .first_point = first,
    .n_points = last - first + 1,
    .flags = flags_of (self, road, shapes->points[first + (last - first) / 2]),
  };

  for (guint32 i = first + 1; i <= last; i++)
    length_m += rdm_lon_lat_distance (shapes->points[i - 1], shapes->points[i]);
  segment.length_dm = (guint32)lround (MIN (length_m * 10.0, 1e8));
  g_array_append_val (self->segments, segment);
  for (guint direction = 0; direction < RDM_N_WAY_DIRECTIONS; direction++)
    {
      guint32 none = RDM_ROAD_NONE;

      g_array_append_val (self->lane_arc, none);
      if (self->uses[road].access[direction] != RDM_ACCESS_DENIED)
        add_arc (self, road, &segment, direction);
    }
}

static void
cut_road (Making *self, guint32 road)
{
  const RdmRoadShapes *shapes = self->net->shapes;
  guint32 begin = shapes->first[road];

  for (guint32 i = shapes->first[road] + 1; i < shapes->first[road + 1]; i++)
    {
      if (shapes->follows_gap[i])
        {
          begin = i;
          continue;
        }
      if (!is_junction (self, road, i))
        continue;
      add_segment (self, road, begin, i);
      begin = i;
    }
}

/* --- what leaves each junction ------------------------------------------------------------------
 */

static void
fill_junctions (Making *self)
{
  RdmRoadNet *net = self->net;

  net->n_ends = g_new0 (guint8, net->n_junctions + 1);
  net->junction_access = g_new (guint8, net->n_junctions + 1);
  for (guint32 i = 0; i < net->n_junctions; i++)
    {
      const RdmNodeUse *use = find_node_use (self, net->junction_node[i]);

      net->junction_access[i] = (guint8)(use ? use->access : RDM_ACCESS_ALLOWED);
    }
  for (guint32 i = 0; i < net->n_segments; i++)
    for (guint end = 0; end < 2; end++)
      {
        guint8 *n_ends = &net->n_ends[net->segments[i].ends[end]];

        *n_ends = (guint8)MIN (*n_ends + 1, G_MAXUINT8);
      }
}

static void
fill_out (RdmRoadNet *net)
{
  net->first_out = g_new0 (guint32, net->n_junctions + 2);
  net->out = g_new (guint32, net->n_arcs + 1);
  for (guint32 arc = 0; arc < net->n_arcs; arc++)
    net->first_out[rdm_road_net_tail (net, arc) + 2]++;
  for (guint32 i = 2; i < net->n_junctions + 2; i++)
    net->first_out[i] += net->first_out[i - 1];
  for (guint32 arc = 0; arc < net->n_arcs; arc++)
    net->out[net->first_out[rdm_road_net_tail (net, arc) + 1]++] = arc;
}

/* --- the side of the road -----------------------------------------------------------------------
 */

/* Where traffic keeps left, roughly; signs in the data overrule it. Boxes of degrees: south, west,
 * north, east. */
static gboolean
keeps_left_there (const RdmOsm *osm)
{
  static const RdmBox boxes[] = {
    { 51.4, -10.8, 55.5, -5.3 },    /* Ireland */
    { 51.0, -7.8, 61.0, 1.8 },      /* Great Britain north of the Channel */
    { 49.85, -6.5, 51.0, 0.4 },     /* its south coast */
    { 35.7, 14.1, 36.1, 14.6 },     /* Malta */
    { 34.5, 32.2, 35.7, 34.6 },     /* Cyprus */
    { 30.0, 129.5, 45.6, 146.0 },   /* Japan */
    { 24.0, 122.9, 30.0, 131.5 },   /* its southern islands */
    { 22.1, 113.8, 22.6, 114.5 },   /* Hong Kong */
    { -11.0, 95.0, 4.5, 141.0 },    /* Indonesia */
    { 0.8, 99.5, 7.2, 105.0 },      /* Malaysia, Singapore */
    { 6.0, 98.0, 20.4, 101.0 },     /* Thailand */
    { 5.9, 79.5, 9.9, 82.0 },       /* Sri Lanka */
    { 8.0, 68.5, 28.0, 88.0 },      /* India */
    { 28.0, 72.0, 33.0, 79.0 },     /* its north */
    { 23.7, 61.5, 30.0, 70.0 },     /* Pakistan */
    { 30.0, 70.8, 36.9, 75.0 },     /* its north */
    { 20.6, 88.1, 26.6, 92.0 },     /* Bangladesh */
    { -44.0, 112.0, -10.0, 154.0 }, /* Australia */
    { -47.5, 166.0, -34.0, 179.0 }, /* New Zealand */
    { -35.0, 16.4, -18.0, 35.0 },   /* southern Africa */
    { -18.0, 22.0, -12.5, 36.0 },   /* Zambia, Malawi */
    { -11.8, 30.9, -1.0, 41.9 },    /* Tanzania */
    { -4.7, 33.9, 4.5, 41.9 },      /* Kenya */
    { -1.0, 29.9, 4.2, 34.5 },      /* Uganda */
    { -20.6, 57.2, -19.9, 57.9 },   /* Mauritius */
    { 17.6, -78.4, 18.6, -76.1 },   /* Jamaica */
    { 20.8, -79.4, 27.3, -72.6 },   /* Bahamas */
  };
  RdmPoint center = rdm_box_center (rdm_osm_bounds (osm));

  for (guint i = 0; i < G_N_ELEMENTS (boxes); i++)
    if (rdm_box_contains (boxes[i], center))
      return TRUE;
  return FALSE;
}

/* --- the whole ---------------------------------------------------------------------------------
 */

static void
take_arrays (Making *self)
{
  RdmRoadNet *net = self->net;

  net->n_junctions = self->junction_nodes->len;
  net->n_segments = self->segments->len;
  net->n_arcs = self->arcs->len;
  net->junction_node = (guint32 *)(gpointer)g_array_free (self->junction_nodes, FALSE);
  net->segments = (RdmSegment *)(gpointer)g_array_free (self->segments, FALSE);
  net->lane_arc = (guint32 *)(gpointer)g_array_free (self->lane_arc, FALSE);
  net->arcs = (RdmArc *)(gpointer)g_array_free (self->arcs, FALSE);
}

RdmRoadNet *
rdm_road_net_new (const RdmProfile *profile, const RdmRoadShapes *shapes)
{
  g_autoptr (RdmTagReader) tags = rdm_tag_reader_new (shapes->osm);
  g_autofree RdmWayUse *uses = g_new (RdmWayUse, shapes->n_roads + 1);
  g_autofree guint8 *is_used = g_new0 (guint8, shapes->n_roads + 1);
  g_autofree guint8 *n_ends = g_new0 (guint8, rdm_osm_count (shapes->osm, RDM_OSM_NODE) + 1);
  RdmRoadNet *net = g_new0 (RdmRoadNet, 1);
  Making self = {
    .net = net,
    .profile = profile,
    .uses = uses,
    .is_used = is_used,
    .n_ends = n_ends,
    .junction_nodes = g_array_new (FALSE, FALSE, sizeof (guint32)),
    .segments = g_array_new (FALSE, FALSE, sizeof (RdmSegment)),
    .arcs = g_array_new (FALSE, FALSE, sizeof (RdmArc)),
    .lane_arc = g_array_new (FALSE, FALSE, sizeof (guint32)),
  };

  net->shapes = shapes;
  net->node_junction = g_hash_table_new (NULL, NULL);
  net->keeps_left = keeps_left_there (shapes->osm);
  read_roads (&self, tags);
  net->first_segment = g_new (guint32, shapes->n_roads + 1);
  for (guint32 road = 0; road < shapes->n_roads; road++)
    {
      net->first_segment[road] = self.segments->len;
      if (is_used[road])
        cut_road (&self, road);
    }
  net->first_segment[shapes->n_roads] = self.segments->len;
  take_arrays (&self);
  fill_junctions (&self);
  fill_out (net);
  g_hash_table_unref (self.node_uses);
  return net;
}

void
rdm_road_net_free (RdmRoadNet *self)
{
  if (!self)
    return;
  g_free (self->junction_node);
  g_free (self->junction_access);
  g_hash_table_unref (self->node_junction);
  g_free (self->segments);
  g_free (self->first_segment);
  g_free (self->arcs);
  g_free (self->lane_arc);
  g_free (self->first_out);
  g_free (self->out);
  g_free (self->n_ends);
  g_free (self);
}

/* --- directions --------------------------------------------------------------------------------
 */

double
rdm_line_bearing (const RdmLonLat *points, guint n_points, gboolean backward, gboolean at_end)
{
  gboolean from_last = backward != at_end; /* of the points as they are */
  RdmLonLat here = from_last ? points[n_points - 1] : points[0];
  double gone_m = 0;
  RdmLonLat last = here;

  for (guint i = 1; i < n_points && gone_m < BEARING_METRES; i++)
    {
      RdmLonLat next = from_last ? points[n_points - 1 - i] : points[i];

      gone_m += rdm_lon_lat_distance (last, next);
      last = next;
    }
  return at_end ? rdm_lon_lat_bearing (last, here) : rdm_lon_lat_bearing (here, last);
}

static double
bearing (const RdmRoadNet *self, guint32 arc, gboolean at_end)
{
  const RdmSegment *segment = rdm_road_net_segment (self, arc);

  return rdm_line_bearing (self->shapes->points + segment->first_point, segment->n_points,
                           self->arcs[arc].lane % 2 == RDM_WAY_BACKWARD, at_end);
}

double
rdm_road_net_bearing_out (const RdmRoadNet *self, guint32 arc)
{
  return bearing (self, arc, FALSE);
}

double
rdm_road_net_bearing_in (const RdmRoadNet *self, guint32 arc)
{
  return bearing (self, arc, TRUE);
}
