/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rdm-osm-write.h"

#include <string.h>
#include <zlib.h>

#include "openstreetmap.pb-c.h"

enum
{
  BLOCK_THINGS = 8000, /* of one kind; what the format recommends */
};

/* The things of one kind: those that are packed already, and the block in the making. */
typedef struct
{
  GByteArray *out; /* blobs */
  guint n_things;
  GPtrArray *memory; /* what the messages point to */
  GHashTable *string_indexes;
  GArray *strings;   /* (element-type ProtobufCBinaryData) */
  GPtrArray *things; /* Rdm__Pbf__Node, Way or Relation */

  /* The same for dense nodes: columns, as differences. */
  GArray *ids;
  GArray *lons;
  GArray *lats;
  GArray *keys_vals;
  gint64 last_id;
  gint64 last_lon;
  gint64 last_lat;
} Stream;

struct _RdmOsmWriter
{
  RdmOsmWriterFlags flags;
  Stream streams[RDM_N_OSM_KINDS];
  RdmBox bounds;
  gint64 timestamp;
  char *program;
};

static void
begin_block (Stream *self)
{
  static const ProtobufCBinaryData none = { 0, NULL };

  self->n_things = 0;
  g_hash_table_remove_all (self->string_indexes);
  g_array_set_size (self->strings, 0);
  /* Index 0 means the end of a node's tags, so no string has it. */
  g_array_append_val (self->strings, none);
  g_ptr_array_set_size (self->things, 0);
  g_ptr_array_set_size (self->memory, 0);
  g_array_set_size (self->ids, 0);
  g_array_set_size (self->lons, 0);
  g_array_set_size (self->lats, 0);
  g_array_set_size (self->keys_vals, 0);
  self->last_id = 0;
  self->last_lon = 0;
  self->last_lat = 0;
}

static void
init_stream (Stream *self)
{
  self->out = g_byte_array_new ();
  self->memory = g_ptr_array_new_with_free_func (g_free);
  self->string_indexes = g_hash_table_new (g_str_hash, g_str_equal);
  self->strings = g_array_new (FALSE, FALSE, sizeof (ProtobufCBinaryData));
  self->things = g_ptr_array_new ();
  self->ids = g_array_new (FALSE, FALSE, sizeof (gint64));
  self->lons = g_array_new (FALSE, FALSE, sizeof (gint64));
  self->lats = g_array_new (FALSE, FALSE, sizeof (gint64));
  self->keys_vals = g_array_new (FALSE, FALSE, sizeof (gint32));
  begin_block (self);
}

static void
clear_stream (Stream *self)
{
  g_byte_array_unref (self->out);
  g_hash_table_unref (self->string_indexes);
  g_array_unref (self->strings);
  g_ptr_array_unref (self->things);
  g_ptr_array_unref (self->memory);
  g_array_unref (self->ids);
  g_array_unref (self->lons);
  g_array_unref (self->lats);
  g_array_unref (self->keys_vals);
}

RdmOsmWriter *
rdm_osm_writer_new (RdmOsmWriterFlags flags)
{
  RdmOsmWriter *self = g_new0 (RdmOsmWriter, 1);

  self->flags = flags;
  self->program = g_strdup ("roundsman");
  self->bounds = RDM_BOX_EMPTY;
  for (guint kind = 0; kind < RDM_N_OSM_KINDS; kind++)
    init_stream (&self->streams[kind]);
  return self;
}

void
rdm_osm_writer_free (RdmOsmWriter *self)
{
  if (self == NULL)
    return;
  for (guint kind = 0; kind < RDM_N_OSM_KINDS; kind++)
    clear_stream (&self->streams[kind]);
  g_free (self->program);
  g_free (self);
}

void
rdm_osm_writer_set_bounds (RdmOsmWriter *self, RdmBox bounds)
{
  self->bounds = bounds;
}

void
rdm_osm_writer_set_timestamp (RdmOsmWriter *self, gint64 timestamp)
{
  self->timestamp = timestamp;
}

void
rdm_osm_writer_set_program (RdmOsmWriter *self, const char *program)
{
  g_free (self->program);
  self->program = g_strdup (program);
}

static gpointer
take_memory (Stream *self, gsize size)
{
  gpointer memory = g_malloc (MAX (size, 1));

  g_ptr_array_add (self->memory, memory);
  return memory;
}

static guint32
string_index (Stream *self, const char *text)
{
  gpointer found = g_hash_table_lookup (self->string_indexes, text);
  ProtobufCBinaryData data;

  if (found != NULL)
    return GPOINTER_TO_UINT (found);
  data.len = strlen (text);
  data.data = take_memory (self, data.len + 1);
  memcpy (data.data, text, data.len + 1);
  g_hash_table_insert (self->string_indexes, data.data, GUINT_TO_POINTER (self->strings->len));
  g_array_append_val (self->strings, data);
  return self->strings->len - 1;
}

/* A blob: its header's length, its header, itself. */
static void
append_blob (const RdmOsmWriter *self, GByteArray *out, char *type, guint8 *data, gsize length)
{
  g_autofree guint8 *zipped = NULL;
  g_autofree guint8 *packed = NULL;
  Rdm__Pbf__Blob blob;
  Rdm__Pbf__BlobHeader header = RDM__PBF__BLOB_HEADER__INIT;
  guint8 header_bytes[64];
  guint32 header_length;

  rdm__pbf__blob__init (&blob);
  if (self->flags & RDM_OSM_WRITER_RAW)
    {
      blob.data_case = RDM__PBF__BLOB__DATA_RAW;
      blob.raw = (ProtobufCBinaryData){ length, data };
    }
  else
    {
      uLongf zipped_length = compressBound (length);

      zipped = g_malloc (zipped_length);
      compress2 (zipped, &zipped_length, data, length, Z_DEFAULT_COMPRESSION);
      blob.has_raw_size = TRUE;
      blob.raw_size = (gint32)length;
      blob.data_case = RDM__PBF__BLOB__DATA_ZLIB_DATA;
      blob.zlib_data = (ProtobufCBinaryData){ zipped_length, zipped };
    }
  packed = g_malloc (rdm__pbf__blob__get_packed_size (&blob));
  header.type = type;
  header.datasize = (gint32)rdm__pbf__blob__pack (&blob, packed);
  g_assert (rdm__pbf__blob_header__get_packed_size (&header) <= sizeof header_bytes);
  header_length = GUINT32_TO_BE ((guint32)rdm__pbf__blob_header__pack (&header, header_bytes));
  g_byte_array_append (out, (const guint8 *)&header_length, sizeof header_length);
  g_byte_array_append (out, header_bytes, GUINT32_FROM_BE (header_length));
  g_byte_array_append (out, packed, (guint)header.datasize);
}

/* Packs what came since the last block. */
static void
end_block (RdmOsmWriter *self, RdmOsmKind kind)
{
  Stream *stream = &self->streams[kind];
  Rdm__Pbf__StringTable strings = RDM__PBF__STRING_TABLE__INIT;
  Rdm__Pbf__DenseNodes dense = RDM__PBF__DENSE_NODES__INIT;
  Rdm__Pbf__PrimitiveGroup group = RDM__PBF__PRIMITIVE_GROUP__INIT;
  Rdm__Pbf__PrimitiveBlock block = RDM__PBF__PRIMITIVE_BLOCK__INIT;
  Rdm__Pbf__PrimitiveGroup *groups[] = { &group };
  g_autofree guint8 *packed = NULL;

  if (stream->n_things == 0)
    return;
  strings.n_s = stream->strings->len;
  strings.s = (ProtobufCBinaryData *)stream->strings->data;
  dense.n_id = dense.n_lon = dense.n_lat = stream->ids->len;
  dense.id = (gint64 *)stream->ids->data;
  dense.lon = (gint64 *)stream->lons->data;
  dense.lat = (gint64 *)stream->lats->data;
  dense.n_keys_vals = stream->keys_vals->len;
  dense.keys_vals = (gint32 *)stream->keys_vals->data;
  if (stream->ids->len > 0)
    group.dense = &dense;
  else if (kind == RDM_OSM_NODE)
    {
      group.n_nodes = stream->things->len;
      group.nodes = (Rdm__Pbf__Node **)stream->things->pdata;
    }
  else if (kind == RDM_OSM_WAY)
    {
      group.n_ways = stream->things->len;
      group.ways = (Rdm__Pbf__Way **)stream->things->pdata;
    }
  else
    {
      group.n_relations = stream->things->len;
      group.relations = (Rdm__Pbf__Relation **)stream->things->pdata;
    }
  block.stringtable = &strings;
  block.n_primitivegroup = 1;
  block.primitivegroup = groups;
  packed = g_malloc (rdm__pbf__primitive_block__get_packed_size (&block));
  append_blob (self, stream->out, (char[]){ "OSMData" }, packed,
               rdm__pbf__primitive_block__pack (&block, packed));
  begin_block (stream);
}

/* Makes room for another thing of @kind. */
static Stream *
begin_thing (RdmOsmWriter *self, RdmOsmKind kind)
{
  if (self->streams[kind].n_things == BLOCK_THINGS)
    end_block (self, kind);
  self->streams[kind].n_things++;
  return &self->streams[kind];
}

static gsize
write_tags (
    Stream *self, const char *const *tags, guint32 **keys, guint32 **values, gsize *n_values)
{
  gsize n = tags != NULL ? g_strv_length ((char **)tags) / 2 : 0;

  *keys = take_memory (self, n * sizeof **keys);
  *values = take_memory (self, n * sizeof **values);
  for (gsize i = 0; i < n; i++)
    {
      (*keys)[i] = string_index (self, tags[2 * i]);
      (*values)[i] = string_index (self, tags[2 * i + 1]);
    }
  *n_values = n;
  return n;
}

static void
append_difference (GArray *column, gint64 value, gint64 *last)
{
  gint64 difference = value - *last;

  g_array_append_val (column, difference);
  *last = value;
}

static void
write_dense (Stream *self, gint64 id, gint32 lon_e7, gint32 lat_e7, const char *const *tags)
{
  static const gint32 end;

  append_difference (self->ids, id, &self->last_id);
  append_difference (self->lons, lon_e7, &self->last_lon);
  append_difference (self->lats, lat_e7, &self->last_lat);
  for (guint i = 0; tags != NULL && tags[i] != NULL; i++)
    {
      gint32 index = (gint32)string_index (self, tags[i]);

      g_array_append_val (self->keys_vals, index);
    }
  g_array_append_val (self->keys_vals, end);
}

void
rdm_osm_writer_node (
    RdmOsmWriter *self, gint64 id, gint32 lon_e7, gint32 lat_e7, const char *const *tags)
{
  Rdm__Pbf__Node *node;
  Stream *stream;

  stream = begin_thing (self, RDM_OSM_NODE);
  if (!(self->flags & RDM_OSM_WRITER_PLAIN_NODES))
    {
      write_dense (stream, id, lon_e7, lat_e7, tags);
      return;
    }
  node = take_memory (stream, sizeof *node);
  rdm__pbf__node__init (node);
  node->id = id;
  node->lon = lon_e7;
  node->lat = lat_e7;
  node->n_keys = write_tags (stream, tags, &node->keys, &node->vals, &node->n_vals);
  g_ptr_array_add (stream->things, node);
}

void
rdm_osm_writer_way (
    RdmOsmWriter *self, gint64 id, const gint64 *nodes, guint n_nodes, const char *const *tags)
{
  Rdm__Pbf__Way *way;
  Stream *stream;

  stream = begin_thing (self, RDM_OSM_WAY);
  way = take_memory (stream, sizeof *way);
  rdm__pbf__way__init (way);
  way->id = id;
  way->n_refs = n_nodes;
  way->refs = take_memory (stream, n_nodes * sizeof *way->refs);
  for (guint i = 0; i < n_nodes; i++)
    way->refs[i] = nodes[i] - (i > 0 ? nodes[i - 1] : 0);
  way->n_keys = write_tags (stream, tags, &way->keys, &way->vals, &way->n_vals);
  g_ptr_array_add (stream->things, way);
}

void
rdm_osm_writer_relation (RdmOsmWriter *self,
                         gint64 id,
                         const RdmOsmWriterMember *members,
                         guint n_members,
                         const char *const *tags)
{
  static const Rdm__Pbf__Relation__MemberType types[RDM_N_OSM_KINDS] = {
    RDM__PBF__RELATION__MEMBER_TYPE__NODE,
    RDM__PBF__RELATION__MEMBER_TYPE__WAY,
    RDM__PBF__RELATION__MEMBER_TYPE__RELATION,
  };
  Rdm__Pbf__Relation *relation;
  Stream *stream;

  stream = begin_thing (self, RDM_OSM_RELATION);
  relation = take_memory (stream, sizeof *relation);
  rdm__pbf__relation__init (relation);
  relation->id = id;
  relation->n_memids = relation->n_roles_sid = relation->n_types = n_members;
  relation->memids = take_memory (stream, n_members * sizeof *relation->memids);
  relation->roles_sid = take_memory (stream, n_members * sizeof *relation->roles_sid);
  relation->types = take_memory (stream, n_members * sizeof *relation->types);
  for (guint i = 0; i < n_members; i++)
    {
      relation->memids[i] = members[i].id - (i > 0 ? members[i - 1].id : 0);
      relation->roles_sid[i] = (gint32)string_index (stream, members[i].role);
      relation->types[i] = types[members[i].kind];
    }
  relation->n_keys = write_tags (stream, tags, &relation->keys, &relation->vals, &relation->n_vals);
  g_ptr_array_add (stream->things, relation);
}

static void
append_header (const RdmOsmWriter *self, GByteArray *out)
{
  char *features[] = { (char[]){ "OsmSchema-V0.6" }, (char[]){ "DenseNodes" } };
  Rdm__Pbf__HeaderBox box = RDM__PBF__HEADER_BOX__INIT;
  Rdm__Pbf__HeaderBlock header = RDM__PBF__HEADER_BLOCK__INIT;
  g_autofree guint8 *packed = NULL;

  if (!rdm_box_is_empty (self->bounds))
    {
      box.left = llround (self->bounds.west_deg * 1e9);
      box.right = llround (self->bounds.east_deg * 1e9);
      box.top = llround (self->bounds.north_deg * 1e9);
      box.bottom = llround (self->bounds.south_deg * 1e9);
      header.bbox = &box;
    }
  header.n_required_features = self->flags & RDM_OSM_WRITER_PLAIN_NODES ? 1 : 2;
  header.required_features = features;
  header.writingprogram = self->program;
  header.has_osmosis_replication_timestamp = self->timestamp > 0;
  header.osmosis_replication_timestamp = self->timestamp;
  packed = g_malloc (rdm__pbf__header_block__get_packed_size (&header));
  append_blob (self, out, (char[]){ "OSMHeader" }, packed,
               rdm__pbf__header_block__pack (&header, packed));
}

GBytes *
rdm_osm_writer_end (RdmOsmWriter *self)
{
  GByteArray *file = g_byte_array_new ();

  append_header (self, file);
  for (guint kind = 0; kind < RDM_N_OSM_KINDS; kind++)
    {
      GByteArray *out = self->streams[kind].out;

      end_block (self, kind);
      g_byte_array_append (file, out->data, out->len);
      g_byte_array_set_size (out, 0);
    }
  return g_byte_array_free_to_bytes (file);
}
