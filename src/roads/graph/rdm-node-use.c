/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rdm-node-use.h"

typedef struct
{
  const RdmProfile *profile;
  RdmTagReader *tags;
  const RdmAccessReader *access;
  RdmTagKey barrier;
  RdmTagKey highway;
  RdmTagKey railway;
  RdmTagKey crossing;
  RdmTagKey direction;
  RdmTagKey signals_direction;
  RdmTagKey width;
} NodeReader;

static void
add_delay (RdmNodeUse *use, guint delay_ms, const char *direction)
{
  if (g_strcmp0 (direction, "backward") != 0)
    use->delay_ms[RDM_WAY_FORWARD] += delay_ms;
  if (g_strcmp0 (direction, "forward") != 0)
    use->delay_ms[RDM_WAY_BACKWARD] += delay_ms;
}

static void
add_sign_delays (const NodeReader *self, RdmNodeUse *use)
{
  const char *highway = rdm_tag_reader_get (self->tags, self->highway);
  const char *direction = rdm_tag_reader_get (self->tags, self->direction);

  if (rdm_tag_reader_is (self->tags, self->railway, "level_crossing"))
    add_delay (use, self->profile->level_crossing_ms, NULL);
  if (!highway)
    return;
  if (g_str_equal (highway, "traffic_signals"))
    add_delay (use, self->profile->signals_ms,
               rdm_tag_reader_get (self->tags, self->signals_direction));
  else if (g_str_equal (highway, "stop"))
    add_delay (use, self->profile->stop_ms, direction);
  else if (g_str_equal (highway, "give_way"))
    add_delay (use, self->profile->give_way_ms, direction);
  else if (g_str_equal (highway, "crossing"))
    add_delay (use,
               rdm_tag_reader_is (self->tags, self->crossing, "traffic_signals")
                   ? self->profile->signals_ms
                   : self->profile->crossing_ms,
               NULL);
}

/* What the barrier is by itself; signs on it come afterwards. */
static RdmAccess
pass_barrier (const NodeReader *self, const char *barrier, RdmNodeUse *use)
{
  gpointer delay_s;
  const char *width = rdm_tag_reader_get (self->tags, self->width);
  guint width_cm;

  if (width && rdm_osm_parse_length (width, &width_cm) && width_cm < self->profile->width_cm)
    return RDM_ACCESS_DENIED;
  if (!g_hash_table_lookup_extended (self->profile->barriers, barrier, NULL, &delay_s))
    return RDM_ACCESS_ALLOWED;
  if (GPOINTER_TO_INT (delay_s) == RDM_PROFILE_BLOCKED)
    return RDM_ACCESS_DENIED;
  add_delay (use, (guint)GPOINTER_TO_INT (delay_s) * 1000, NULL);
  return RDM_ACCESS_ALLOWED;
}

/* A barrier where roads meet stands on one of them, and nobody says on which. */
static gboolean
read_node (const NodeReader *self, guint n_ends, RdmNodeUse *use)
{
  const char *barrier = rdm_tag_reader_get (self->tags, self->barrier);
  RdmAccessSigns signs = rdm_access_reader_get (self->access, RDM_WAY_FORWARD);

  *use = (RdmNodeUse){ .access = RDM_ACCESS_ALLOWED };
  if (barrier && n_ends <= 2)
    use->access = pass_barrier (self, barrier, use);
  if (barrier && n_ends <= 2 && signs.access != RDM_ACCESS_UNKNOWN)
    use->access = signs.access == RDM_ACCESS_ON_FOOT ? RDM_ACCESS_ALLOWED : signs.access;
  if (n_ends <= 2 && rdm_access_reader_size (self->access) == RDM_ACCESS_DENIED)
    use->access = RDM_ACCESS_DENIED;
  add_sign_delays (self, use);
  return use->access != RDM_ACCESS_ALLOWED || use->delay_ms[RDM_WAY_FORWARD] > 0
         || use->delay_ms[RDM_WAY_BACKWARD] > 0;
}

GHashTable *
rdm_node_uses (const RdmProfile *profile,
               const RdmRoadShapes *shapes,
               RdmTagReader *tags,
               const RdmAccessReader *access)
{
  GHashTable *uses = g_hash_table_new_full (NULL, NULL, NULL, g_free);
  NodeReader self = {
    .profile = profile,
    .tags = tags,
    .access = access,
    .barrier = rdm_tag_reader_want (tags, "barrier"),
    .highway = rdm_tag_reader_want (tags, "highway"),
    .railway = rdm_tag_reader_want (tags, "railway"),
    .crossing = rdm_tag_reader_want (tags, "crossing"),
    .direction = rdm_tag_reader_want (tags, "direction"),
    .signals_direction = rdm_tag_reader_want (tags, "traffic_signals:direction"),
    .width = rdm_tag_reader_want (tags, "width"),
  };

  for (guint32 i = 0; i < shapes->n_points; i++)
    {
      guint32 node = shapes->nodes[i];
      RdmNodeUse use;

      if (rdm_osm_n_tags (shapes->osm, RDM_OSM_NODE, node) == 0
          || g_hash_table_contains (uses, GUINT_TO_POINTER (node)))
        continue;
      rdm_tag_reader_load (tags, RDM_OSM_NODE, node);
      if (read_node (&self, shapes->n_ends[node], &use))
        g_hash_table_insert (uses, GUINT_TO_POINTER (node), g_memdup2 (&use, sizeof use));
    }
  return uses;
}
