/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Restrictions as OpenStreetMap has them: relations from a way over a node, or over ways, to a way.
 */
#include "rdm-turn-rules.h"

#include <string.h>

#include "rdm-access.h"

/* A way over ways that is longer than this is a slip of the pen. */
#define CHAIN_MAX 24
#define VIAS_MAX 8

typedef struct
{
  const RdmProfile *profile;
  const RdmRoadNet *net;
  RdmTurnRules *rules;
  RdmTagReader *tags;
  RdmAccessReader *access;
  RdmTagKey restriction;
  RdmTagKey conditional;
  RdmTagKey except;
  RdmTagKey hour_on;
  RdmTagKey hour_off;
  RdmTagKey own[8]; /* "restriction:hgv", … by key of access */
  guint n_own;
} Reading;

/** One restriction, its members as roads of the net. */
typedef struct
{
  gboolean is_only;
  guint periods;
  GArray *from;     /* (element-type guint32): roads */
  GArray *to;       /* (element-type guint32) */
  GArray *via;      /* (element-type guint32): roads, in their order; empty: over a node */
  guint32 junction; /* RDM_ROAD_NONE: over ways */
} Rule;

/* --- what it says ------------------------------------------------------------------------------
 */

static gboolean
parse_kind (const char *value, gboolean *is_only)
{
  *is_only = g_str_has_prefix (value, "only_");
  return *is_only || g_str_has_prefix (value, "no_");
}

/* "no_left_turn @ (Mo-Fr 07:00-09:00)" */
static gboolean
parse_conditional (const Reading *self, const char *text, Rule *rule)
{
  RdmCondition condition;
  char *value;
  gboolean is_rule = FALSE;

  while (rdm_condition_next (&text, self->profile, &value, &condition))
    {
      g_autofree char *owned = value;

      if (condition.periods == 0 || condition.last_stretch || !parse_kind (value, &rule->is_only))
        continue;
      rule->periods = is_rule ? rule->periods | condition.periods : condition.periods;
      is_rule = TRUE;
    }
  return is_rule;
}

static void
limit_hours (const Reading *self, Rule *rule)
{
  const char *on = rdm_tag_reader_get (self->tags, self->hour_on);
  const char *off = rdm_tag_reader_get (self->tags, self->hour_off);
  g_autofree char *hours = on && off ? g_strdup_printf ("%s-%s", on, off) : NULL;
  guint periods;

  if (hours && rdm_osm_parse_hours (hours, &self->profile->hours, &periods))
    rule->periods = periods;
}

/* What is said of the vehicle itself goes before what is said of all. */
static gboolean
read_kind (const Reading *self, Rule *rule)
{
  const char *except = rdm_tag_reader_get (self->tags, self->except);
  const char *value = rdm_tag_reader_get (self->tags, self->restriction);
  const char *conditional = rdm_tag_reader_get (self->tags, self->conditional);

  rule->periods = RDM_ALL_PERIODS;
  if (except && rdm_access_reader_names (self->access, except))
    return FALSE;
  for (guint i = 0; i < self->n_own; i++)
    {
      const char *own = rdm_tag_reader_get (self->tags, self->own[i]);

      if (own)
        value = own;
    }
  if (value && strchr (value, '@'))
    conditional = value;
  else if (value && parse_kind (value, &rule->is_only))
    {
      limit_hours (self, rule);
      return rule->periods != 0;
    }
  return conditional && parse_conditional (self, conditional, rule);
}

/* --- its members -------------------------------------------------------------------------------
 */

/* Returns: the road, or RDM_ROAD_NONE: it is none that is used */
static guint32
find_road (const RdmRoadNet *net, guint32 way)
{
  const RdmRoadShapes *shapes = net->shapes;
  guint32 from = 0;
  guint32 to = shapes->n_roads;

  while (from < to)
    {
      guint32 middle = from + (to - from) / 2;

      if (shapes->way[middle] < way)
        from = middle + 1;
      else
        to = middle;
    }
  return from < shapes->n_roads && shapes->way[from] == way ? from : RDM_ROAD_NONE;
}

static gboolean
add_member (const Reading *self, const RdmOsmMember *member, Rule *rule)
{
  GArray *roads = NULL;
  guint32 road;

  if (g_str_equal (member->role, "from"))
    roads = rule->from;
  else if (g_str_equal (member->role, "to"))
    roads = rule->to;
  else if (g_str_equal (member->role, "via"))
    roads = rule->via;
  else
    return TRUE;
  if (member->index == RDM_OSM_ABSENT)
    return FALSE;
  if (member->kind == RDM_OSM_NODE)
    {
      guint32 junction = GPOINTER_TO_UINT (
          g_hash_table_lookup (self->net->node_junction, GUINT_TO_POINTER (member->index)));

      rule->junction = junction - 1;
      return junction != 0 && roads == rule->via;
    }
  road = member->kind == RDM_OSM_WAY ? find_road (self->net, member->index) : RDM_ROAD_NONE;
  if (road == RDM_ROAD_NONE)
    return FALSE;
  g_array_append_val (roads, road);
  return TRUE;
}

static gboolean
read_members (const Reading *self, guint32 relation, Rule *rule)
{
  const RdmOsm *osm = self->net->shapes->osm;

  for (guint i = 0; i < rdm_osm_n_members (osm, relation); i++)
    {
      RdmOsmMember member = rdm_osm_member (osm, relation, i);

      if (!add_member (self, &member, rule))
        return FALSE;
    }
  return rule->from->len > 0 && rule->to->len > 0
         && (rule->junction != RDM_ROAD_NONE) != (rule->via->len > 0) && rule->via->len <= VIAS_MAX;
}

/* --- what it forbids ---------------------------------------------------------------------------
 */

static gboolean
contains (const GArray *roads, guint32 road)
{
  for (guint i = 0; i < roads->len; i++)
    if (g_array_index (roads, guint32, i) == road)
      return TRUE;
  return FALSE;
}

static guint32
road_of (const RdmRoadNet *net, guint32 arc)
{
  return rdm_road_net_segment (net, arc)->road;
}

/* Whether the rule is about going on from @arc by @next. To the road that one comes from means to
 * turn round. */
static gboolean
is_meant (const RdmRoadNet *net, const Rule *rule, guint32 arc, guint32 next)
{
  if (!contains (rule->to, road_of (net, next)))
    return FALSE;
  return road_of (net, next) != road_of (net, arc) || next == rdm_road_net_reverse (net, arc);
}

/* @chain ends where the rule decides: forbids what is meant, or all others. */
static void
forbid_at_end (Reading *self, const Rule *rule, guint32 *chain, guint n_chain)
{
  const RdmRoadNet *net = self->net;
  guint32 last = chain[n_chain - 1];
  guint32 junction = rdm_road_net_head (net, last);
  gboolean is_possible = FALSE;

  for (guint32 i = net->first_out[junction]; i < net->first_out[junction + 1]; i++)
    is_possible |= is_meant (net, rule, last, net->out[i]);
  for (guint32 i = net->first_out[junction]; is_possible && i < net->first_out[junction + 1]; i++)
    if (is_meant (net, rule, last, net->out[i]) != rule->is_only)
      {
        chain[n_chain] = net->out[i];
        rdm_turn_rules_forbid (self->rules, chain, n_chain + 1, rule->periods);
      }
}

static gboolean
touches (const RdmRoadNet *net, guint32 junction, const GArray *roads)
{
  for (guint32 i = net->first_out[junction]; i < net->first_out[junction + 1]; i++)
    if (contains (roads, road_of (net, net->out[i])))
      return TRUE;
  return FALSE;
}

/* Along the ways in their order, each from where it is met to where the next one is. */
static void
follow (Reading *self, const Rule *rule, guint via, guint32 *chain, guint n_chain)
{
  const RdmRoadNet *net = self->net;
  guint32 junction = rdm_road_net_head (net, chain[n_chain - 1]);
  guint32 reverse = rdm_road_net_reverse (net, chain[n_chain - 1]);

  if (via == rule->via->len && touches (net, junction, rule->to))
    {
      forbid_at_end (self, rule, chain, n_chain);
      return;
    }
  if (n_chain >= CHAIN_MAX)
    return;
  for (guint32 i = net->first_out[junction]; i < net->first_out[junction + 1]; i++)
    {
      guint32 next = net->out[i];
      guint32 road = road_of (net, next);

      if (next == reverse)
        continue;
      chain[n_chain] = next;
      if (via > 0 && road == g_array_index (rule->via, guint32, via - 1))
        follow (self, rule, via, chain, n_chain + 1);
      else if (via < rule->via->len && road == g_array_index (rule->via, guint32, via))
        follow (self, rule, via + 1, chain, n_chain + 1);
    }
}

static void
forbid_from (Reading *self, const Rule *rule, guint32 arc)
{
  guint32 chain[CHAIN_MAX + 1];

  if (arc == RDM_ROAD_NONE)
    return;
  chain[0] = arc;
  if (rule->junction == RDM_ROAD_NONE)
    follow (self, rule, 0, chain, 1);
  else if (rdm_road_net_head (self->net, arc) == rule->junction)
    forbid_at_end (self, rule, chain, 1);
}

static void
forbid (Reading *self, const Rule *rule)
{
  const RdmRoadNet *net = self->net;

  for (guint i = 0; i < rule->from->len; i++)
    {
      guint32 road = g_array_index (rule->from, guint32, i);

      for (guint32 segment = net->first_segment[road]; segment < net->first_segment[road + 1];
           segment++)
        for (guint direction = 0; direction < RDM_N_WAY_DIRECTIONS; direction++)
          forbid_from (self, rule, net->lane_arc[2 * segment + direction]);
    }
}

/* --- the whole ---------------------------------------------------------------------------------
 */

static void
want_keys (Reading *self)
{
  const RdmProfile *profile = self->profile;

  self->restriction = rdm_tag_reader_want (self->tags, "restriction");
  self->conditional = rdm_tag_reader_want (self->tags, "restriction:conditional");
  self->except = rdm_tag_reader_want (self->tags, "except");
  self->hour_on = rdm_tag_reader_want (self->tags, "hour_on");
  self->hour_off = rdm_tag_reader_want (self->tags, "hour_off");
  for (guint i = 0; profile->access[i] && self->n_own < G_N_ELEMENTS (self->own); i++)
    self->own[self->n_own++] =
        rdm_tag_reader_want_printf (self->tags, "restriction:%s", profile->access[i]);
}

static void
read_relation (Reading *self, guint32 relation)
{
  g_autoptr (GArray) from = g_array_new (FALSE, FALSE, sizeof (guint32));
  g_autoptr (GArray) to = g_array_new (FALSE, FALSE, sizeof (guint32));
  g_autoptr (GArray) via = g_array_new (FALSE, FALSE, sizeof (guint32));
  Rule rule = { FALSE, 0, from, to, via, RDM_ROAD_NONE };

  if (read_kind (self, &rule) && read_members (self, relation, &rule))
    forbid (self, &rule);
}

RdmTurnRules *
rdm_turn_rules_read (const RdmProfile *profile, const RdmRoadNet *net)
{
  const RdmOsm *osm = net->shapes->osm;
  g_autoptr (RdmTagReader) tags = rdm_tag_reader_new (osm);
  g_autoptr (RdmAccessReader) access = rdm_access_reader_new (profile, tags);
  Reading self = {
    .profile = profile,
    .net = net,
    .rules = rdm_turn_rules_new (),
    .tags = tags,
    .access = access,
  };
  RdmTagKey type = rdm_tag_reader_want (tags, "type");

  want_keys (&self);
  for (guint32 relation = 0; relation < rdm_osm_count (osm, RDM_OSM_RELATION); relation++)
    {
      rdm_tag_reader_load (tags, RDM_OSM_RELATION, relation);
      if (rdm_tag_reader_is (tags, type, "restriction"))
        read_relation (&self, relation);
    }
  rdm_turn_rules_finish (self.rules);
  return self.rules;
}
