/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rdm-osm-builder-private.h"

#include "rdm-osm-order-private.h"

struct _RdmOsmBuilder
{
  RdmOsm *osm;
  RdmOsmVector way_node_ids; /* gint64, for osm->way_nodes */
  RdmOsmVector member_ids;   /* RdmOsmMemberId, for osm->members */
  gboolean full;
};

void
rdm_osm_builder_free (RdmOsmBuilder *self)
{
  if (self == NULL)
    return;
  g_clear_pointer (&self->osm, rdm_osm_free);
  rdm_osm_vector_clear (&self->way_node_ids);
  rdm_osm_vector_clear (&self->member_ids);
  g_free (self);
}

RdmOsmBuilder *
rdm_osm_builder_new (void)
{
  RdmOsmBuilder *self = g_new0 (RdmOsmBuilder, 1);

  self->osm = g_new0 (RdmOsm, 1);
  self->osm->strings = rdm_osm_strings_new ();
  self->osm->bounds = RDM_BOX_EMPTY;
  self->osm->source = g_strdup ("");
  return self;
}

gboolean
rdm_osm_builder_is_full (const RdmOsmBuilder *self)
{
  return self->full;
}

/* The end of @vector, grown by one element; NULL when there is no more room. Indexes have 32 bits,
 * and the last of them means something else. */
static gpointer
extend (RdmOsmBuilder *self, RdmOsmVector *vector, gsize element_size)
{
  if (self->full || vector->n >= RDM_OSM_ABSENT - 1
      || !rdm_osm_vector_reserve (vector, 1, element_size))
    {
      self->full = TRUE;
      return NULL;
    }
  return (char *)vector->data + vector->n++ * element_size;
}

static void
push_index (RdmOsmBuilder *self, RdmOsmVector *vector, gsize index)
{
  guint32 *end = extend (self, vector, sizeof *end);

  if (end != NULL)
    *end = (guint32)index;
}

static void
push_id (RdmOsmBuilder *self, RdmOsmVector *vector, gint64 id)
{
  gint64 *end = extend (self, vector, sizeof *end);

  if (end != NULL)
    *end = id;
}

static void
push_degrees (RdmOsmBuilder *self, RdmOsmVector *vector, gint32 degrees_e7)
{
  gint32 *end = extend (self, vector, sizeof *end);

  if (end != NULL)
    *end = degrees_e7;
}

guint32
rdm_osm_builder_string (RdmOsmBuilder *self, const char *text, gsize length)
{
  guint32 index = self->full ? 0 : rdm_osm_strings_add (self->osm->strings, text, length);

  if (index != RDM_OSM_NO_STRING)
    return index;
  self->full = TRUE;
  return 0;
}

static void
push_thing (RdmOsmBuilder *self, RdmOsmKind kind, gint64 id)
{
  RdmOsmThings *things = &self->osm->things[kind];

  push_id (self, &things->ids, id);
  push_index (self, &things->first_tag, things->tags.n);
}

void
rdm_osm_builder_node (RdmOsmBuilder *self, gint64 id, gint32 lon_e7, gint32 lat_e7)
{
  push_thing (self, RDM_OSM_NODE, id);
  push_degrees (self, &self->osm->lon_e7, lon_e7);
  push_degrees (self, &self->osm->lat_e7, lat_e7);
}

void
rdm_osm_builder_way (RdmOsmBuilder *self, gint64 id)
{
  push_thing (self, RDM_OSM_WAY, id);
  push_index (self, &self->osm->first_node, self->way_node_ids.n);
}

void
rdm_osm_builder_relation (RdmOsmBuilder *self, gint64 id)
{
  push_thing (self, RDM_OSM_RELATION, id);
  push_index (self, &self->osm->first_member, self->member_ids.n);
}

void
rdm_osm_builder_tag (RdmOsmBuilder *self, RdmOsmKind kind, guint32 key, guint32 value)
{
  RdmOsmTagIndex *end = extend (self, &self->osm->things[kind].tags, sizeof *end);

  if (end != NULL)
    *end = (RdmOsmTagIndex){ key, value };
}

void
rdm_osm_builder_way_node (RdmOsmBuilder *self, gint64 node_id)
{
  push_id (self, &self->way_node_ids, node_id);
}

void
rdm_osm_builder_member (RdmOsmBuilder *self, RdmOsmKind kind, gint64 id, guint32 role)
{
  RdmOsmMemberId *end = extend (self, &self->member_ids, sizeof *end);

  if (end != NULL)
    *end = (RdmOsmMemberId){ id, role, kind };
}

void
rdm_osm_builder_set_bounds (RdmOsmBuilder *self, RdmBox bounds)
{
  if (bounds.south_deg >= -90 && bounds.south_deg <= bounds.north_deg && bounds.north_deg <= 90
      && bounds.west_deg >= -180 && bounds.west_deg <= bounds.east_deg && bounds.east_deg <= 180)
    self->osm->bounds = bounds;
}

void
rdm_osm_builder_set_timestamp (RdmOsmBuilder *self, gint64 timestamp)
{
  self->osm->timestamp = MAX (timestamp, 0);
}

void
rdm_osm_builder_set_source (RdmOsmBuilder *self, const char *source)
{
  g_free (self->osm->source);
  self->osm->source = g_utf8_make_valid (source, -1);
}

/* One more first index at the end, so that a list ends where the next begins. */
static void
end_lists (RdmOsmBuilder *self)
{
  RdmOsm *osm = self->osm;

  for (guint kind = 0; kind < RDM_N_OSM_KINDS; kind++)
    push_index (self, &osm->things[kind].first_tag, osm->things[kind].tags.n);
  push_index (self, &osm->first_node, self->way_node_ids.n);
  push_index (self, &osm->first_member, self->member_ids.n);
}

/* Brings everything that belongs to the things of @kind into the order of identifiers. */
static gboolean
sort_things (RdmOsmBuilder *self, RdmOsmKind kind)
{
  RdmOsm *osm = self->osm;
  RdmOsmThings *things = &osm->things[kind];
  g_autofree guint32 *order = NULL;
  gsize n;

  if (rdm_osm_order_is_ascending (&things->ids))
    return TRUE;
  order = rdm_osm_order_new (&things->ids, &n);
  return order != NULL && rdm_osm_order_apply (order, n, &things->ids, sizeof (gint64))
         && rdm_osm_order_apply_lists (order, n, &things->first_tag, &things->tags,
                                       sizeof (RdmOsmTagIndex))
         && (kind != RDM_OSM_NODE
             || (rdm_osm_order_apply (order, n, &osm->lon_e7, sizeof (gint32))
                 && rdm_osm_order_apply (order, n, &osm->lat_e7, sizeof (gint32))))
         && (kind != RDM_OSM_WAY
             || rdm_osm_order_apply_lists (order, n, &osm->first_node, &self->way_node_ids,
                                           sizeof (gint64)))
         && (kind != RDM_OSM_RELATION
             || rdm_osm_order_apply_lists (order, n, &osm->first_member, &self->member_ids,
                                           sizeof (RdmOsmMemberId)));
}

static gboolean
find_way_nodes (RdmOsmBuilder *self)
{
  const RdmOsmVector *ids = &self->way_node_ids;
  RdmOsmVector *indexes = &self->osm->way_nodes;
  guint32 hint = 0;

  if (!rdm_osm_vector_reserve (indexes, ids->n, sizeof (guint32)))
    return FALSE;
  for (gsize i = 0; i < ids->n; i++)
    RDM_OSM_AT (indexes, guint32, i) = rdm_osm_order_find (&self->osm->things[RDM_OSM_NODE].ids,
                                                           RDM_OSM_AT (ids, gint64, i), &hint);
  indexes->n = ids->n;
  rdm_osm_vector_clear (&self->way_node_ids);
  return TRUE;
}

static gboolean
find_members (RdmOsmBuilder *self)
{
  const RdmOsmVector *ids = &self->member_ids;
  RdmOsmVector *indexes = &self->osm->members;
  guint32 hints[RDM_N_OSM_KINDS] = { 0 };

  if (!rdm_osm_vector_reserve (indexes, ids->n, sizeof (RdmOsmMemberIndex)))
    return FALSE;
  for (gsize i = 0; i < ids->n; i++)
    {
      const RdmOsmMemberId *member = &RDM_OSM_AT (ids, RdmOsmMemberId, i);

      RDM_OSM_AT (indexes, RdmOsmMemberIndex, i) = (RdmOsmMemberIndex){
        .index = rdm_osm_order_find (&self->osm->things[member->kind].ids, member->id,
                                     &hints[member->kind]),
        .role = member->role,
        .kind = member->kind,
      };
    }
  indexes->n = ids->n;
  rdm_osm_vector_clear (&self->member_ids);
  return TRUE;
}

static void
trim (RdmOsm *osm)
{
  for (guint kind = 0; kind < RDM_N_OSM_KINDS; kind++)
    {
      rdm_osm_vector_trim (&osm->things[kind].ids, sizeof (gint64));
      rdm_osm_vector_trim (&osm->things[kind].first_tag, sizeof (guint32));
      rdm_osm_vector_trim (&osm->things[kind].tags, sizeof (RdmOsmTagIndex));
    }
  rdm_osm_vector_trim (&osm->lon_e7, sizeof (gint32));
  rdm_osm_vector_trim (&osm->lat_e7, sizeof (gint32));
  rdm_osm_vector_trim (&osm->first_node, sizeof (guint32));
  rdm_osm_vector_trim (&osm->first_member, sizeof (guint32));
}

static void
set_box_of_nodes (RdmOsm *osm)
{
  for (gsize i = 0; i < osm->lon_e7.n; i++)
    rdm_box_extend (&osm->bounds, rdm_osm_point (osm, (guint32)i));
}

RdmOsm *
rdm_osm_builder_end (RdmOsmBuilder *self)
{
  end_lists (self);
  for (guint kind = 0; kind < RDM_N_OSM_KINDS; kind++)
    self->full = self->full || !sort_things (self, kind);
  self->full = self->full || !find_way_nodes (self) || !find_members (self);
  if (self->full)
    return NULL;
  trim (self->osm);
  rdm_osm_strings_end (self->osm->strings);
  if (rdm_box_is_empty (self->osm->bounds))
    set_box_of_nodes (self->osm);
  return g_steal_pointer (&self->osm);
}
