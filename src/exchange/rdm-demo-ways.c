/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rdm-demo-ways-private.h"

#define CENTRE_M 270.  /* streets so near the market are for people on foot */
#define ONEWAYS_M 900. /* and up to here, some are one-way */

static const RdmDemoXY market = { -60., 260. };

const RdmDemoDistrict rdm_demo_districts[] = {
  { "place", "suburb", "Altstadt", { -250., 130. } },
  { "place", "suburb", "Bahnhofsviertel", { -560., 920. } },
  { "place", "suburb", "Nordend", { 150., 1600. } },
  { "place", "suburb", "Lindenau", { -1350., 480. } },
  { "place", "suburb", "Ostend", { 1180., 900. } },
  { "place", "suburb", "Südstadt", { 60., -950. } },
  { "place", "suburb", "Gewerbepark", { 1010., -640. } },
  { "place", "square", "Markt", { -60., 262. } },
  { "railway", "station", "Bahnhof", { -480., 1030. } },
};
const guint rdm_demo_n_districts = G_N_ELEMENTS (rdm_demo_districts);

/* A piece that has become a way. */
typedef struct
{
  gint64 id;
  RdmDemoNetKind kind;
  guint first; /* nodes of the net */
  guint last;
  RdmDemoXY leaves; /* the directions in which it leaves its ends, inward */
  RdmDemoXY arrives;
} Way;

static RdmDemoXY
node_at (const RdmDemoThings *self, const RdmDemoPiece *piece, guint i)
{
  return g_array_index (self->plan->net->nodes, RdmDemoNetNode,
                        g_array_index (piece->nodes, guint, i))
      .at;
}

static const RdmDemoNetNode *
net_node (const RdmDemoThings *self, const RdmDemoPiece *piece, guint i)
{
  return &g_array_index (self->plan->net->nodes, RdmDemoNetNode,
                         g_array_index (piece->nodes, guint, i));
}

/* Only between two crossings, so that nobody is led into a trap. */
static gboolean
is_oneway (const RdmDemoThings *self, const RdmDemoPiece *piece, int street, double from_market)
{
  return street % 3 == 2 && from_market > CENTRE_M && from_market < ONEWAYS_M
         && net_node (self, piece, 0)->n_lines > 1
         && net_node (self, piece, piece->nodes->len - 1)->n_lines > 1 && !piece->flags;
}

static void
tag_street (const RdmDemoThings *self, const RdmDemoPiece *piece, int index, GPtrArray *tags)
{
  const RdmDemoStreet *street = &g_array_index (self->plan->streets, RdmDemoStreet, index);
  RdmDemoXY middle = node_at (self, piece, piece->nodes->len / 2);
  double from_market = rdm_demo_distance (middle, market);
  double length_m = 10. * street->points->len;

  rdm_demo_tag (tags, "name", street->name);
  if (from_market < CENTRE_M)
    {
      rdm_demo_tags (tags, (const char *[]){ "highway", "pedestrian", "motor_vehicle", "delivery",
                                             "bicycle", "yes", "surface", "sett", NULL });
      return;
    }
  rdm_demo_tag (tags, "highway",
                length_m > 700.   ? "tertiary"
                : length_m < 130. ? "living_street"
                                  : "residential");
  if (length_m >= 130.)
    rdm_demo_tag (tags, "maxspeed", length_m > 700. ? "50" : "30");
  rdm_demo_tag (tags, "surface", "asphalt");
  if (is_oneway (self, piece, index, from_market))
    {
      rdm_demo_tag (tags, "oneway", index % 2 ? "yes" : "-1");
      if (index % 2 == 0)
        rdm_demo_tag (tags, "oneway:bicycle", "no");
    }
}

static void
tag_road (const RdmDemoThings *self, const RdmDemoPiece *piece, int index, GPtrArray *tags)
{
  const RdmDemoStreet *street = &g_array_index (self->plan->streets, RdmDemoStreet, index);
  RdmDemoXY middle = node_at (self, piece, piece->nodes->len / 2);
  gboolean built_up = rdm_demo_layout_place (self->plan->layout, middle) >= 0;
  gboolean ring =
      g_str_has_suffix (street->name, "ring") || g_str_equal (street->name, "Ringstraße");

  rdm_demo_tag (tags, "name", street->name);
  rdm_demo_tag (tags, "highway", ring ? "primary" : "secondary");
  rdm_demo_tag (tags, "maxspeed", built_up ? "50" : "100");
  rdm_demo_tag (tags, "surface", "asphalt");
  if (piece->flags & RDM_DEMO_PIECE_LOW)
    rdm_demo_tag (tags, "maxheight", index % 2 ? "3.4" : "4.2");
}

static void
tag_piece (const RdmDemoThings *self, const RdmDemoPiece *piece, GPtrArray *tags)
{
  const RdmDemoNetLine *line = &g_array_index (self->plan->net->lines, RdmDemoNetLine, piece->line);
  const char *left = self->tile->column % 2 == self->tile->row % 2 ? "yes" : "-1";

  switch (line->kind)
    {
    case RDM_DEMO_NET_STREET:
      tag_street (self, piece, line->street, tags);
      break;
    case RDM_DEMO_NET_ROAD:
      tag_road (self, piece, line->street, tags);
      break;
    case RDM_DEMO_NET_MOTORWAY:
      rdm_demo_tags (tags, (const char *[]){ "highway", "motorway", "ref", "A 88", "maxspeed",
                                             "120", "lanes", "2", NULL });
      /* A mirror image is driven the other way round. */
      rdm_demo_tag (tags, "oneway", left);
      break;
    case RDM_DEMO_NET_RAMP:
      rdm_demo_tags (tags, (const char *[]){ "highway", "motorway_link", "maxspeed", "60", NULL });
      rdm_demo_tag (tags, "oneway", left);
      break;
    case RDM_DEMO_NET_CYCLEWAY:
      rdm_demo_tags (tags, (const char *[]){ "highway", "cycleway", "name", "Uferweg", "foot",
                                             "yes", "surface", "compacted", NULL });
      break;
    case RDM_DEMO_NET_RAIL:
      rdm_demo_tags (tags, (const char *[]){ "railway", "rail", NULL });
      break;
    case RDM_DEMO_NET_RIVER:
    default:
      rdm_demo_tags (tags, (const char *[]){ "waterway", "river", "name", "Aue", NULL });
      break;
    }
  if (piece->flags & RDM_DEMO_PIECE_BRIDGE)
    rdm_demo_tags (tags, (const char *[]){ "bridge", "yes", "layer", "1", NULL });
}

static RdmDemoXY
direction (RdmDemoXY from, RdmDemoXY to)
{
  double length = MAX (rdm_demo_distance (from, to), 1e-9);

  return (RdmDemoXY){ (to.x - from.x) / length, (to.y - from.y) / length };
}

/* A way into a crossing of main roads, from which nobody may turn left into the way out: every
 * third of such turns, and only where one may go on otherwise. */
static void
forbid_turns (RdmDemoThings *self, const GArray *ways)
{
  gboolean mirrored = self->tile->column % 2 != self->tile->row % 2;
  g_autoptr (GPtrArray) tags = rdm_demo_tags_new ();
  guint n_turns = 0;

  rdm_demo_tag (tags, "type", "restriction");
  rdm_demo_tag (tags, "restriction", mirrored ? "no_right_turn" : "no_left_turn");
  for (guint i = 0; i < ways->len; i++)
    for (guint k = 0; k < ways->len; k++)
      {
        const Way *in = &g_array_index (ways, Way, i);
        const Way *out = &g_array_index (ways, Way, k);
        guint via = in->last;
        RdmDemoXY away =
            out->first == via ? out->leaves : (RdmDemoXY){ -out->arrives.x, -out->arrives.y };
        RdmOsmWriterMember members[3];

        if (i == k || in->kind != RDM_DEMO_NET_ROAD || out->kind != RDM_DEMO_NET_ROAD
            || (out->first != via && out->last != via)
            || g_array_index (self->plan->net->nodes, RdmDemoNetNode, via).n_lines < 2)
          continue;
        /* To the left: the cross product is well above zero. */
        if (in->arrives.x * away.y - in->arrives.y * away.x < 0.6 || n_turns++ % 3 != 0)
          continue;
        members[0] = (RdmOsmWriterMember){ RDM_OSM_WAY, in->id, "from" };
        members[1] = (RdmOsmWriterMember){ RDM_OSM_NODE, self->net_nodes[via], "via" };
        members[2] = (RdmOsmWriterMember){ RDM_OSM_WAY, out->id, "to" };
        rdm_demo_add_relation (self, members, G_N_ELEMENTS (members), tags);
      }
}

static void
add_net_nodes (RdmDemoThings *self)
{
  g_autoptr (GPtrArray) crossing = rdm_demo_tags_new ();

  rdm_demo_tag (crossing, "railway", "level_crossing");
  for (guint i = 0; i < self->plan->net->nodes->len; i++)
    {
      const RdmDemoNetNode *node = &g_array_index (self->plan->net->nodes, RdmDemoNetNode, i);
      gboolean written = FALSE;
      gint64 shared = rdm_demo_border_node (self, node->at, &written);

      self->net_nodes[i] = shared ? shared : ++self->last_id;
      if (!written)
        rdm_demo_put_node (self, self->net_nodes[i], node->at,
                           node->crosses_rail ? crossing : NULL);
    }
}

void
rdm_demo_add_ways (RdmDemoThings *self)
{
  g_autoptr (GArray) ways = g_array_new (FALSE, FALSE, sizeof (Way));
  g_autofree gint64 *net_nodes = g_new (gint64, self->plan->net->nodes->len);

  self->net_nodes = net_nodes;
  add_net_nodes (self);
  for (guint i = 0; i < self->plan->net->pieces->len; i++)
    {
      const RdmDemoPiece *piece = &g_array_index (self->plan->net->pieces, RdmDemoPiece, i);
      guint n = piece->nodes->len;
      g_autofree gint64 *nodes = g_new (gint64, n);
      g_autoptr (GPtrArray) tags = rdm_demo_tags_new ();
      Way way = { .kind = g_array_index (self->plan->net->lines, RdmDemoNetLine, piece->line).kind,
                  .first = g_array_index (piece->nodes, guint, 0),
                  .last = g_array_index (piece->nodes, guint, n - 1),
                  .leaves = direction (node_at (self, piece, 0), node_at (self, piece, 1)),
                  .arrives =
                      direction (node_at (self, piece, n - 2), node_at (self, piece, n - 1)) };

      for (guint k = 0; k < n; k++)
        nodes[k] = self->net_nodes[g_array_index (piece->nodes, guint, k)];
      tag_piece (self, piece, tags);
      way.id = rdm_demo_add_way (self, nodes, n, tags);
      g_array_append_val (ways, way);
    }
  forbid_turns (self, ways);
  self->net_nodes = NULL;
}
