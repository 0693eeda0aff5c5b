/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rdm-osm.h"

#include "rdm-osm-order-private.h"
#include "rdm-osm-private.h"

G_DEFINE_QUARK (rdm_osm_error, rdm_osm_error)

void
rdm_osm_free (RdmOsm *osm)
{
  if (osm == NULL)
    return;
  for (guint kind = 0; kind < RDM_N_OSM_KINDS; kind++)
    {
      rdm_osm_vector_clear (&osm->things[kind].ids);
      rdm_osm_vector_clear (&osm->things[kind].first_tag);
      rdm_osm_vector_clear (&osm->things[kind].tags);
    }
  rdm_osm_vector_clear (&osm->lon_e7);
  rdm_osm_vector_clear (&osm->lat_e7);
  rdm_osm_vector_clear (&osm->first_node);
  rdm_osm_vector_clear (&osm->way_nodes);
  rdm_osm_vector_clear (&osm->first_member);
  rdm_osm_vector_clear (&osm->members);
  rdm_osm_strings_free (osm->strings);
  g_free (osm->source);
  g_free (osm);
}

guint32
rdm_osm_count (const RdmOsm *osm, RdmOsmKind kind)
{
  return (guint32)osm->things[kind].ids.n;
}

gint64
rdm_osm_id (const RdmOsm *osm, RdmOsmKind kind, guint32 index)
{
  g_return_val_if_fail (index < rdm_osm_count (osm, kind), 0);

  return RDM_OSM_AT (&osm->things[kind].ids, gint64, index);
}

guint32
rdm_osm_find (const RdmOsm *osm, RdmOsmKind kind, gint64 id)
{
  guint32 hint = RDM_OSM_ABSENT;

  return rdm_osm_order_find (&osm->things[kind].ids, id, &hint);
}

guint
rdm_osm_n_tags (const RdmOsm *osm, RdmOsmKind kind, guint32 index)
{
  const RdmOsmVector *first = &osm->things[kind].first_tag;

  g_return_val_if_fail (index < rdm_osm_count (osm, kind), 0);

  return RDM_OSM_AT (first, guint32, index + 1) - RDM_OSM_AT (first, guint32, index);
}

RdmOsmTag
rdm_osm_tag_at (const RdmOsm *osm, RdmOsmKind kind, guint32 index, guint tag)
{
  const RdmOsmThings *things = &osm->things[kind];
  const RdmOsmTagIndex *found;

  g_return_val_if_fail (tag < rdm_osm_n_tags (osm, kind, index), ((RdmOsmTag){ "", "" }));

  found = &RDM_OSM_AT (&things->tags, RdmOsmTagIndex,
                       RDM_OSM_AT (&things->first_tag, guint32, index) + tag);
  return (RdmOsmTag){ rdm_osm_strings_get (osm->strings, found->key),
                      rdm_osm_strings_get (osm->strings, found->value) };
}

const char *
rdm_osm_tag (const RdmOsm *osm, RdmOsmKind kind, guint32 index, const char *key)
{
  const RdmOsmThings *things = &osm->things[kind];
  guint32 end;

  g_return_val_if_fail (index < rdm_osm_count (osm, kind), NULL);

  end = RDM_OSM_AT (&things->first_tag, guint32, index + 1);
  for (guint32 i = RDM_OSM_AT (&things->first_tag, guint32, index); i < end; i++)
    {
      const RdmOsmTagIndex *tag = &RDM_OSM_AT (&things->tags, RdmOsmTagIndex, i);

      if (strcmp (rdm_osm_strings_get (osm->strings, tag->key), key) == 0)
        return rdm_osm_strings_get (osm->strings, tag->value);
    }
  return NULL;
}

const gint32 *
rdm_osm_lon_e7 (const RdmOsm *osm)
{
  return osm->lon_e7.data;
}

const gint32 *
rdm_osm_lat_e7 (const RdmOsm *osm)
{
  return osm->lat_e7.data;
}

RdmPoint
rdm_osm_point (const RdmOsm *osm, guint32 node)
{
  g_return_val_if_fail (node < rdm_osm_count (osm, RDM_OSM_NODE), RDM_POINT_NONE);

  return (RdmPoint){ RDM_OSM_AT (&osm->lat_e7, gint32, node) / 1e7,
                     RDM_OSM_AT (&osm->lon_e7, gint32, node) / 1e7 };
}

const guint32 *
rdm_osm_way_nodes (const RdmOsm *osm, guint32 way, guint *n_nodes)
{
  guint32 begin;

  *n_nodes = 0;
  g_return_val_if_fail (way < rdm_osm_count (osm, RDM_OSM_WAY), NULL);

  begin = RDM_OSM_AT (&osm->first_node, guint32, way);
  *n_nodes = RDM_OSM_AT (&osm->first_node, guint32, way + 1) - begin;
  return (const guint32 *)osm->way_nodes.data + begin;
}

guint
rdm_osm_n_members (const RdmOsm *osm, guint32 relation)
{
  g_return_val_if_fail (relation < rdm_osm_count (osm, RDM_OSM_RELATION), 0);

  return RDM_OSM_AT (&osm->first_member, guint32, relation + 1)
         - RDM_OSM_AT (&osm->first_member, guint32, relation);
}

RdmOsmMember
rdm_osm_member (const RdmOsm *osm, guint32 relation, guint member)
{
  const RdmOsmMemberIndex *found;

  g_return_val_if_fail (member < rdm_osm_n_members (osm, relation),
                        ((RdmOsmMember){ RDM_OSM_NODE, RDM_OSM_ABSENT, "" }));

  found = &RDM_OSM_AT (&osm->members, RdmOsmMemberIndex,
                       RDM_OSM_AT (&osm->first_member, guint32, relation) + member);
  return (RdmOsmMember){ found->kind, found->index,
                         rdm_osm_strings_get (osm->strings, found->role) };
}

RdmBox
rdm_osm_bounds (const RdmOsm *osm)
{
  return osm->bounds;
}

gint64
rdm_osm_timestamp (const RdmOsm *osm)
{
  return osm->timestamp;
}

const char *
rdm_osm_source (const RdmOsm *osm)
{
  return osm->source;
}
