/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The inner layer of a .osm.pbf: what its blocks hold. */
#include "rdm-osm-reading-private.h"

#include <glib/gi18n-lib.h>

#include "openstreetmap.pb-c.h"
#include "rdm-osm-blob-private.h"

enum
{
  /* For one block: a block of the largest size that is allowed, unpacked, needs less. */
  ARENA_BYTES = 384 * 1024 * 1024,
};

/* A block being taken apart. */
typedef struct
{
  RdmOsmReading *reading;
  RdmOsmBuilder *builder;
  const Rdm__Pbf__PrimitiveBlock *block;
  guint32 *strings; /* our index of each string of the block, once it was met */
  gint64 position;
} Block;

static gboolean
fail_broken (const Block *self, GError **error)
{
  return rdm_osm_reading_fail (self->reading, RDM_OSM_ERROR_BROKEN, self->position,
                               _ ("this block contradicts itself; download the file again"), error);
}

static gboolean
fail_history (RdmOsmReading *reading, gint64 position, GError **error)
{
  return rdm_osm_reading_fail (
      reading, RDM_OSM_ERROR_FORMAT, position,
      _ ("this is a history of the map, with deleted things in it; take an ordinary extract"),
      error);
}

static gboolean
find_string (const Block *self, guint32 index, guint32 *string)
{
  const Rdm__Pbf__StringTable *table = self->block->stringtable;

  if (index >= table->n_s)
    return FALSE;
  if (self->strings[index] == RDM_OSM_NO_STRING)
    self->strings[index] = rdm_osm_builder_string (
        self->builder, (const char *)table->s[index].data, table->s[index].len);
  *string = self->strings[index];
  return TRUE;
}

static gboolean
add_tag (const Block *self, RdmOsmKind kind, guint32 key, guint32 value)
{
  guint32 key_string;
  guint32 value_string;

  if (!find_string (self, key, &key_string) || !find_string (self, value, &value_string))
    return FALSE;
  rdm_osm_builder_tag (self->builder, kind, key_string, value_string);
  return TRUE;
}

static gboolean
add_tags (const Block *self,
          RdmOsmKind kind,
          const guint32 *keys,
          gsize n_keys,
          const guint32 *values,
          gsize n_values)
{
  if (n_keys != n_values)
    return FALSE;
  for (gsize i = 0; i < n_keys; i++)
    if (!add_tag (self, kind, keys[i], values[i]))
      return FALSE;
  return TRUE;
}

static gboolean
add_node (const Block *self, gint64 id, gint64 lon, gint64 lat)
{
  gint64 granularity = self->block->granularity;
  gint32 lon_e7;
  gint32 lat_e7;

  if (__builtin_mul_overflow (lon, granularity, &lon)
      || __builtin_add_overflow (lon, self->block->lon_offset, &lon)
      || __builtin_mul_overflow (lat, granularity, &lat)
      || __builtin_add_overflow (lat, self->block->lat_offset, &lat)
      || !rdm_osm_reading_e7 (lon, lat, &lon_e7, &lat_e7))
    return FALSE;
  rdm_osm_builder_node (self->builder, id, lon_e7, lat_e7);
  return TRUE;
}

static gboolean
is_deleted (const Rdm__Pbf__Info *info)
{
  return info != NULL && info->has_visible && !info->visible;
}

static gboolean
read_nodes (const Block *self, const Rdm__Pbf__PrimitiveGroup *group, GError **error)
{
  for (gsize i = 0; i < group->n_nodes; i++)
    {
      const Rdm__Pbf__Node *node = group->nodes[i];

      if (is_deleted (node->info))
        return fail_history (self->reading, self->position, error);
      if (!add_node (self, node->id, node->lon, node->lat)
          || !add_tags (self, RDM_OSM_NODE, node->keys, node->n_keys, node->vals, node->n_vals))
        return fail_broken (self, error);
    }
  return TRUE;
}

/* The tags of the node just added, from *@next of the list up to its 0. */
static gboolean
add_dense_tags (const Block *self, const Rdm__Pbf__DenseNodes *dense, gsize *next)
{
  while (*next < dense->n_keys_vals && dense->keys_vals[*next] != 0)
    {
      if (*next + 1 >= dense->n_keys_vals
          || !add_tag (self, RDM_OSM_NODE, (guint32)dense->keys_vals[*next],
                       (guint32)dense->keys_vals[*next + 1]))
        return FALSE;
      *next += 2;
    }
  ++*next;
  return TRUE;
}

static gboolean
read_dense (const Block *self, const Rdm__Pbf__DenseNodes *dense, GError **error)
{
  gint64 id = 0;
  gint64 lon = 0;
  gint64 lat = 0;
  gsize next = 0;

  if (dense->n_lon != dense->n_id || dense->n_lat != dense->n_id)
    return fail_broken (self, error);
  for (gsize i = 0; dense->denseinfo != NULL && i < dense->denseinfo->n_visible; i++)
    if (!dense->denseinfo->visible[i])
      return fail_history (self->reading, self->position, error);
  for (gsize i = 0; i < dense->n_id; i++)
    if (__builtin_add_overflow (id, dense->id[i], &id)
        || __builtin_add_overflow (lon, dense->lon[i], &lon)
        || __builtin_add_overflow (lat, dense->lat[i], &lat) || !add_node (self, id, lon, lat)
        || !add_dense_tags (self, dense, &next))
      return fail_broken (self, error);
  return TRUE;
}

static gboolean
add_way (const Block *self, const Rdm__Pbf__Way *way)
{
  gint64 node = 0;

  rdm_osm_builder_way (self->builder, way->id);
  for (gsize i = 0; i < way->n_refs; i++)
    {
      if (__builtin_add_overflow (node, way->refs[i], &node))
        return FALSE;
      rdm_osm_builder_way_node (self->builder, node);
    }
  return add_tags (self, RDM_OSM_WAY, way->keys, way->n_keys, way->vals, way->n_vals);
}

static gboolean
read_ways (const Block *self, const Rdm__Pbf__PrimitiveGroup *group, GError **error)
{
  for (gsize i = 0; i < group->n_ways; i++)
    {
      if (is_deleted (group->ways[i]->info))
        return fail_history (self->reading, self->position, error);
      if (!add_way (self, group->ways[i]))
        return fail_broken (self, error);
    }
  return TRUE;
}

static gboolean
find_kind (Rdm__Pbf__Relation__MemberType type, RdmOsmKind *kind)
{
  switch (type)
    {
    case RDM__PBF__RELATION__MEMBER_TYPE__NODE:
      *kind = RDM_OSM_NODE;
      return TRUE;
    case RDM__PBF__RELATION__MEMBER_TYPE__WAY:
      *kind = RDM_OSM_WAY;
      return TRUE;
    case RDM__PBF__RELATION__MEMBER_TYPE__RELATION:
      *kind = RDM_OSM_RELATION;
      return TRUE;
    default:
      return FALSE;
    }
}

static gboolean
add_relation (const Block *self, const Rdm__Pbf__Relation *relation)
{
  gint64 member = 0;

  if (relation->n_roles_sid != relation->n_memids || relation->n_types != relation->n_memids)
    return FALSE;
  rdm_osm_builder_relation (self->builder, relation->id);
  for (gsize i = 0; i < relation->n_memids; i++)
    {
      RdmOsmKind kind;
      guint32 role;

      if (__builtin_add_overflow (member, relation->memids[i], &member)
          || !find_kind (relation->types[i], &kind)
          || !find_string (self, (guint32)relation->roles_sid[i], &role))
        return FALSE;
      rdm_osm_builder_member (self->builder, kind, member, role);
    }
  return add_tags (self, RDM_OSM_RELATION, relation->keys, relation->n_keys, relation->vals,
                   relation->n_vals);
}

static gboolean
read_relations (const Block *self, const Rdm__Pbf__PrimitiveGroup *group, GError **error)
{
  for (gsize i = 0; i < group->n_relations; i++)
    {
      if (is_deleted (group->relations[i]->info))
        return fail_history (self->reading, self->position, error);
      if (!add_relation (self, group->relations[i]))
        return fail_broken (self, error);
    }
  return TRUE;
}

static gboolean
read_block (RdmOsmReading *reading, RdmOsmArena *arena, const RdmOsmBlob *blob, GError **error)
{
  Block self = { reading, reading->builder, NULL, NULL, blob->position };
  gsize size;

  self.block =
      rdm__pbf__primitive_block__unpack (rdm_osm_arena_allocator (arena), blob->length, blob->data);
  if (rdm_osm_arena_is_exhausted (arena))
    return rdm_osm_reading_fail (reading, RDM_OSM_ERROR_TOO_LARGE, blob->position,
                                 _ ("this block asks for too much memory"), error);
  if (self.block == NULL)
    return fail_broken (&self, error);
  size = self.block->stringtable->n_s * sizeof *self.strings;
  self.strings = rdm_osm_arena_take (arena, size);
  if (self.strings == NULL)
    return fail_broken (&self, error);
  memset (self.strings, 0xff, size);
  for (gsize i = 0; i < self.block->n_primitivegroup; i++)
    {
      const Rdm__Pbf__PrimitiveGroup *group = self.block->primitivegroup[i];

      if (!read_nodes (&self, group, error)
          || (group->dense != NULL && !read_dense (&self, group->dense, error))
          || !read_ways (&self, group, error) || !read_relations (&self, group, error))
        return FALSE;
    }
  return TRUE;
}

static gboolean
check_feature (RdmOsmReading *reading, const char *feature, GError **error)
{
  g_autofree char *valid = NULL;
  g_autofree char *what = NULL;

  if (strcmp (feature, "OsmSchema-V0.6") == 0 || strcmp (feature, "DenseNodes") == 0)
    return TRUE;
  if (strcmp (feature, "HistoricalInformation") == 0)
    return fail_history (reading, 0, error);
  valid = g_utf8_make_valid (feature, (gssize)strnlen (feature, 80));
  what = g_strdup_printf (
      _ ("the file needs something that is not known here: “%s”; take an ordinary extract"), valid);
  return rdm_osm_reading_fail (reading, RDM_OSM_ERROR_FORMAT, 0, what, error);
}

static void
take_box (RdmOsmReading *reading, const Rdm__Pbf__HeaderBox *box)
{
  rdm_osm_builder_set_bounds (reading->builder, (RdmBox){
                                                    .south_deg = (double)box->bottom / 1e9,
                                                    .west_deg = (double)box->left / 1e9,
                                                    .north_deg = (double)box->top / 1e9,
                                                    .east_deg = (double)box->right / 1e9,
                                                });
}

static gboolean
read_header (RdmOsmReading *reading, RdmOsmArena *arena, const RdmOsmBlob *blob, GError **error)
{
  const Rdm__Pbf__HeaderBlock *header =
      rdm__pbf__header_block__unpack (rdm_osm_arena_allocator (arena), blob->length, blob->data);

  if (header == NULL)
    return rdm_osm_reading_fail (reading, RDM_OSM_ERROR_BROKEN, blob->position,
                                 _ ("the file is damaged here; download it again"), error);
  for (gsize i = 0; i < header->n_required_features; i++)
    if (!check_feature (reading, header->required_features[i], error))
      return FALSE;
  if (header->bbox != NULL)
    take_box (reading, header->bbox);
  if (header->has_osmosis_replication_timestamp)
    rdm_osm_builder_set_timestamp (reading->builder, header->osmosis_replication_timestamp);
  if (header->writingprogram != NULL)
    rdm_osm_builder_set_source (reading->builder, header->writingprogram);
  return TRUE;
}

gboolean
rdm_osm_read_pbf (RdmOsmReading *reading, GError **error)
{
  g_autoptr (RdmOsmArena) arena = rdm_osm_arena_new (ARENA_BYTES);
  gboolean has_header = FALSE;
  RdmOsmBlob blob;

  while (rdm_osm_blob_next (reading, arena, &blob, error))
    {
      if (blob.data == NULL)
        return TRUE;
      /* Blobs of other types are for other programs. */
      if (strcmp (blob.type, "OSMHeader") == 0)
        {
          has_header = TRUE;
          if (!read_header (reading, arena, &blob, error))
            return FALSE;
        }
      else if (!has_header)
        return rdm_osm_reading_fail (
            reading, RDM_OSM_ERROR_FORMAT, blob.position,
            _ ("this is no OpenStreetMap extract: it has no header; take a file that ends in "
               ".osm.pbf"),
            error);
      else if (strcmp (blob.type, "OSMData") == 0 && !read_block (reading, arena, &blob, error))
        return FALSE;
      if (!rdm_osm_reading_step (reading, error))
        return FALSE;
    }
  return FALSE;
}
