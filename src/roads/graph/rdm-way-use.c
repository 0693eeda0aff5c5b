/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rdm-way-use.h"

struct _RdmWayReader
{
  const RdmProfile *profile;
  RdmTagReader *tags;
  RdmAccessReader *access;

  RdmTagKey highway;
  RdmTagKey route;
  RdmTagKey junction;
  RdmTagKey duration;
  RdmTagKey surface;
  RdmTagKey tracktype;
  RdmTagKey smoothness;
  RdmTagKey tunnel;
  RdmTagKey incline;
  RdmTagKey driving_side;
  RdmTagKey maxspeed;
  RdmTagKey maxspeed_directed[RDM_N_WAY_DIRECTIONS];
  RdmTagKey maxspeed_own; /* of the most specific key of access */
  RdmTagKey maxspeed_advisory;
  RdmTagKey maxspeed_sources[4];
};

RdmWayReader *
rdm_way_reader_new (const RdmProfile *profile, RdmTagReader *tags)
{
  static const char *const sources[] = { "maxspeed:type", "source:maxspeed", "zone:traffic",
                                         "zone:maxspeed" };
  RdmWayReader *self = g_new0 (RdmWayReader, 1);
  guint n_keys = g_strv_length (profile->access);

  self->profile = profile;
  self->tags = tags;
  self->access = rdm_access_reader_new (profile, tags);
  self->highway = rdm_tag_reader_want (tags, "highway");
  self->route = rdm_tag_reader_want (tags, "route");
  self->junction = rdm_tag_reader_want (tags, "junction");
  self->duration = rdm_tag_reader_want (tags, "duration");
  self->surface = rdm_tag_reader_want (tags, "surface");
  self->tracktype = rdm_tag_reader_want (tags, "tracktype");
  self->smoothness = rdm_tag_reader_want (tags, "smoothness");
  self->tunnel = rdm_tag_reader_want (tags, "tunnel");
  self->incline = rdm_tag_reader_want (tags, "incline");
  self->driving_side = rdm_tag_reader_want (tags, "driving_side");
  self->maxspeed = rdm_tag_reader_want (tags, "maxspeed");
  self->maxspeed_directed[RDM_WAY_FORWARD] = rdm_tag_reader_want (tags, "maxspeed:forward");
  self->maxspeed_directed[RDM_WAY_BACKWARD] = rdm_tag_reader_want (tags, "maxspeed:backward");
  self->maxspeed_own =
      rdm_tag_reader_want_printf (tags, "maxspeed:%s", profile->access[n_keys - 1]);
  self->maxspeed_advisory = rdm_tag_reader_want (tags, "maxspeed:advisory");
  for (guint i = 0; i < G_N_ELEMENTS (sources); i++)
    self->maxspeed_sources[i] = rdm_tag_reader_want (tags, sources[i]);
  return self;
}

void
rdm_way_reader_free (RdmWayReader *self)
{
  if (!self)
    return;
  rdm_access_reader_free (self->access);
  g_free (self);
}

const RdmAccessReader *
rdm_way_reader_get_access (const RdmWayReader *self)
{
  return self->access;
}

/* --- what it is --------------------------------------------------------------------------------
 */

static const char *
find_class (const RdmWayReader *self)
{
  const char *highway = rdm_tag_reader_get (self->tags, self->highway);

  if (rdm_tag_reader_is (self->tags, self->route, "ferry")
      || rdm_tag_reader_is (self->tags, self->route, "shuttle_train"))
    return "ferry";
  return highway;
}

/* --- who may go there ---------------------------------------------------------------------------
 */

static RdmAccess
access_of (const RdmWayReader *self, const RdmProfileRoad *road, const RdmAccessSigns *signs)
{
  RdmAccess access = signs->access;

  if (road->only_signed && (access == RDM_ACCESS_UNKNOWN || !signs->names_us))
    access = RDM_ACCESS_DENIED;
  if (access == RDM_ACCESS_UNKNOWN)
    access = RDM_ACCESS_ALLOWED;
  if (access == RDM_ACCESS_DENIED && road->only_signed && signs->access == RDM_ACCESS_UNKNOWN
      && self->profile->push_m_h > 0)
    access = RDM_ACCESS_ON_FOOT; /* a footpath, say, with no sign at all */
  if (access == RDM_ACCESS_ON_FOOT && self->profile->push_m_h == 0)
    access = RDM_ACCESS_DENIED;
  if (access == RDM_ACCESS_ALLOWED && road->only_last_stretch)
    access = RDM_ACCESS_LAST_STRETCH;
  return access;
}

/* --- how fast ----------------------------------------------------------------------------------
 */

static void
lower_limit (const char *value, guint *limit_m_h)
{
  guint speed_m_h;

  if (value && rdm_osm_parse_speed (value, &speed_m_h))
    *limit_m_h = MIN (*limit_m_h, speed_m_h);
}

/* Returns: metres an hour, or G_MAXUINT: not known */
static guint
limit_of (const RdmWayReader *self, RdmWayDirection direction)
{
  const RdmTagKey keys[] = { self->maxspeed_own, self->maxspeed_directed[direction],
                             self->maxspeed };
  guint limit_m_h = G_MAXUINT;

  for (guint i = 0; i < G_N_ELEMENTS (keys); i++)
    {
      const char *value = rdm_tag_reader_get (self->tags, keys[i]);

      if (value && rdm_osm_parse_speed (value, &limit_m_h))
        break;
    }
  for (guint i = 0; limit_m_h == G_MAXUINT && i < G_N_ELEMENTS (self->maxspeed_sources); i++)
    lower_limit (rdm_tag_reader_get (self->tags, self->maxspeed_sources[i]), &limit_m_h);
  lower_limit (rdm_tag_reader_get (self->tags, self->maxspeed_advisory), &limit_m_h);
  return limit_m_h;
}

static RdmOsmZone
zone_of (const RdmWayReader *self)
{
  RdmOsmZone zone = RDM_OSM_ZONE_UNKNOWN;
  const char *maxspeed = rdm_tag_reader_get (self->tags, self->maxspeed);

  for (guint i = 0; zone == RDM_OSM_ZONE_UNKNOWN && i < G_N_ELEMENTS (self->maxspeed_sources); i++)
    {
      const char *value = rdm_tag_reader_get (self->tags, self->maxspeed_sources[i]);

      zone = value ? rdm_osm_parse_zone (value) : RDM_OSM_ZONE_UNKNOWN;
    }
  return zone == RDM_OSM_ZONE_UNKNOWN && maxspeed ? rdm_osm_parse_zone (maxspeed) : zone;
}

/* Time is added by the percent of incline; down is forward where the number is negative. */
static guint
slow_by_incline (const RdmWayReader *self, RdmWayDirection direction, guint speed_m_h)
{
  const char *value = rdm_tag_reader_get (self->tags, self->incline);
  int incline_permille;
  guint64 more_permille;

  if (!value || !rdm_osm_parse_incline (value, &incline_permille))
    return speed_m_h;
  if (direction == RDM_WAY_BACKWARD)
    incline_permille = -incline_permille;
  more_permille = incline_permille > 0
                      ? (guint64)incline_permille * self->profile->uphill_permille / 10
                      : (guint64)-incline_permille * self->profile->downhill_permille / 10;
  return (guint)((guint64)speed_m_h * 1000 / (1000 + more_permille));
}

static guint
speed_of (const RdmWayReader *self,
          const RdmProfileRoad *road,
          RdmWayDirection direction,
          gboolean is_urban)
{
  const RdmProfile *profile = self->profile;
  guint speed_m_h = is_urban ? road->urban_m_h : road->rural_m_h;
  guint limit_m_h = limit_of (self, direction);

  if (limit_m_h != G_MAXUINT)
    {
      guint driven_m_h = (guint)((guint64)limit_m_h * profile->limit_permille / 1000);

      speed_m_h = road->follows_limit ? driven_m_h : MIN (speed_m_h, driven_m_h);
    }
  speed_m_h = MIN (speed_m_h, profile->top_m_h);
  speed_m_h = MIN (speed_m_h, rdm_profile_cap (profile->surfaces,
                                               rdm_tag_reader_get (self->tags, self->surface)));
  speed_m_h = MIN (speed_m_h, rdm_profile_cap (profile->tracktypes,
                                               rdm_tag_reader_get (self->tags, self->tracktype)));
  speed_m_h = MIN (speed_m_h, rdm_profile_cap (profile->smoothness,
                                               rdm_tag_reader_get (self->tags, self->smoothness)));
  return MAX (slow_by_incline (self, direction, speed_m_h), 1000);
}

/* --- ferries -----------------------------------------------------------------------------------
 */

static double
length_of_way (const RdmOsm *osm, guint32 way)
{
  guint n_nodes;
  const guint32 *nodes = rdm_osm_way_nodes (osm, way, &n_nodes);
  double length_m = 0;

  for (guint i = 1; i < n_nodes; i++)
    if (nodes[i - 1] != RDM_OSM_ABSENT && nodes[i] != RDM_OSM_ABSENT)
      length_m +=
          rdm_geo_distance (rdm_osm_point (osm, nodes[i - 1]), rdm_osm_point (osm, nodes[i]));
  return length_m;
}

static void
set_ferry_speed (const RdmWayReader *self, guint32 way, guint *speed_m_h)
{
  const char *value = rdm_tag_reader_get (self->tags, self->duration);
  double length_m = length_of_way (rdm_tag_reader_get_osm (self->tags), way);
  guint duration_s;

  if (value && rdm_osm_parse_duration (value, &duration_s))
    *speed_m_h = (guint)CLAMP (length_m * 3600.0 / duration_s, 500, 200000);
}

/* --- the whole ---------------------------------------------------------------------------------
 */

static void
fill_direction (const RdmWayReader *self,
                guint32 way,
                const RdmProfileRoad *road,
                RdmWayDirection direction,
                RdmWayUse *use)
{
  RdmAccessSigns signs = rdm_access_reader_get (self->access, direction);
  RdmAccess access = access_of (self, road, &signs);

  for (guint urban = 0; urban < 2; urban++)
    {
      guint *speed_m_h = &use->speed_m_h[direction][urban];

      *speed_m_h = speed_of (self, road, direction, (gboolean)urban);
      if (access == RDM_ACCESS_ON_FOOT)
        *speed_m_h = MIN (*speed_m_h, self->profile->push_m_h);
      if (use->is_ferry)
        set_ferry_speed (self, way, speed_m_h);
    }
  use->closed |= signs.closed;
  use->is_steady |= access == RDM_ACCESS_ON_FOOT;
  use->access[direction] = access == RDM_ACCESS_ON_FOOT ? RDM_ACCESS_ALLOWED : access;
}

static void
apply_oneway (const RdmWayReader *self, RdmWayUse *use)
{
  guint ways = rdm_access_reader_oneway (self->access);

  for (guint direction = 0; direction < RDM_N_WAY_DIRECTIONS; direction++)
    if (!(ways & (1u << direction)))
      use->access[direction] = RDM_ACCESS_DENIED;
}

gboolean
rdm_way_reader_read (RdmWayReader *self, guint32 way, RdmWayUse *use)
{
  const RdmProfileRoad *road;
  const char *class;
  RdmAccess size;

  rdm_tag_reader_load (self->tags, RDM_OSM_WAY, way);
  class = find_class (self);
  road = class ? rdm_profile_find_road (self->profile, class) : NULL;
  if (!road)
    return FALSE;
  *use = (RdmWayUse){
    .zone = zone_of (self),
    .is_ferry = g_str_equal (class, "ferry"),
    .is_roundabout = rdm_tag_reader_is (self->tags, self->junction, "roundabout"),
    .is_left_hand = rdm_tag_reader_is (self->tags, self->driving_side, "left"),
    .is_right_hand = rdm_tag_reader_is (self->tags, self->driving_side, "right"),
    .no_stopping = road->no_stopping,
  };
  use->no_stopping |= rdm_tag_reader_get (self->tags, self->tunnel)
                      && !rdm_tag_reader_is (self->tags, self->tunnel, "no")
                      && !rdm_tag_reader_is (self->tags, self->tunnel, "building_passage");
  use->is_steady = use->is_ferry;
  size = rdm_access_reader_size (self->access);
  for (guint direction = 0; direction < RDM_N_WAY_DIRECTIONS; direction++)
    {
      fill_direction (self, way, road, direction, use);
      if (size == RDM_ACCESS_DENIED)
        use->access[direction] = RDM_ACCESS_DENIED;
      else if (size == RDM_ACCESS_LAST_STRETCH)
        use->access[direction] = MIN (use->access[direction], RDM_ACCESS_LAST_STRETCH);
    }
  apply_oneway (self, use);
  return use->access[RDM_WAY_FORWARD] != RDM_ACCESS_DENIED
         || use->access[RDM_WAY_BACKWARD] != RDM_ACCESS_DENIED;
}
