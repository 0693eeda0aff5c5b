/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rdm-osm-blob-private.h"

#include <glib/gi18n-lib.h>
#include <zlib.h>

#include "openstreetmap.pb-c.h"

static gboolean
fail_broken (RdmOsmReading *reading, gint64 position, GError **error)
{
  return rdm_osm_reading_fail (reading, RDM_OSM_ERROR_BROKEN, position,
                               _ ("the file is damaged here; download it again"), error);
}

static gboolean
fail_truncated (RdmOsmReading *reading, GError **error)
{
  return rdm_osm_reading_fail (
      reading, RDM_OSM_ERROR_BROKEN, reading->position,
      _ ("the file ends here, in the middle of a block; download it again"), error);
}

static gboolean
fail_memory (RdmOsmReading *reading, gint64 position, GError **error)
{
  return rdm_osm_reading_fail (reading, RDM_OSM_ERROR_TOO_LARGE, position,
                               _ ("this block asks for too much memory"), error);
}

/* Reads all of @length bytes into the arena. */
static const guint8 *
read_bytes (RdmOsmReading *reading, RdmOsmArena *arena, gsize length, GError **error)
{
  guint8 *bytes = rdm_osm_arena_take (arena, length);
  gssize n_read;

  if (bytes == NULL)
    {
      (void)fail_memory (reading, reading->position, error);
      return NULL;
    }
  n_read = rdm_osm_reading_fill (reading, bytes, length, error);
  if (n_read >= 0 && (gsize)n_read < length)
    (void)fail_truncated (reading, error);
  return n_read >= 0 && (gsize)n_read == length ? bytes : NULL;
}

static gboolean
inflate_blob (RdmOsmReading *reading,
              RdmOsmArena *arena,
              const Rdm__Pbf__Blob *packed,
              RdmOsmBlob *blob,
              GError **error)
{
  uLongf length;
  guint8 *data;

  if (!packed->has_raw_size || packed->raw_size < 0 || packed->raw_size > RDM_OSM_MAX_BLOB_BYTES)
    return fail_broken (reading, blob->position, error);
  data = rdm_osm_arena_take (arena, (gsize)packed->raw_size);
  if (data == NULL)
    return fail_memory (reading, blob->position, error);
  length = (uLongf)packed->raw_size;
  if (uncompress (data, &length, packed->zlib_data.data, packed->zlib_data.len) != Z_OK
      || length != (uLongf)packed->raw_size)
    return fail_broken (reading, blob->position, error);
  blob->data = data;
  blob->length = length;
  return TRUE;
}

static gboolean
unpack_blob (RdmOsmReading *reading,
             RdmOsmArena *arena,
             const Rdm__Pbf__Blob *packed,
             RdmOsmBlob *blob,
             GError **error)
{
  switch (packed->data_case)
    {
    case RDM__PBF__BLOB__DATA_RAW:
      blob->data = packed->raw.data != NULL ? packed->raw.data : (const guint8 *)"";
      blob->length = packed->raw.len;
      break;
    case RDM__PBF__BLOB__DATA_ZLIB_DATA:
      if (!inflate_blob (reading, arena, packed, blob, error))
        return FALSE;
      break;
    case RDM__PBF__BLOB__DATA_LZMA_DATA:
    case RDM__PBF__BLOB__DATA_BZIP2_DATA:
    case RDM__PBF__BLOB__DATA_LZ4_DATA:
    case RDM__PBF__BLOB__DATA_ZSTD_DATA:
      return rdm_osm_reading_fail (
          reading, RDM_OSM_ERROR_FORMAT, blob->position,
          _ ("the file is packed with something else than zlib; pack it anew, for example with "
             "“osmium cat -f pbf,pbf_compression=zlib”"),
          error);
    case RDM__PBF__BLOB__DATA__NOT_SET:
    default:
      return fail_broken (reading, blob->position, error);
    }
  return rdm_osm_reading_unpack (reading, blob->length, error);
}

/* The four bytes before each header: FALSE with an error, or 0 at the end of the file. */
static gboolean
read_header_length (RdmOsmReading *reading, guint32 *length, GError **error)
{
  guint8 bytes[4];
  gssize n_read = rdm_osm_reading_fill (reading, bytes, sizeof bytes, error);

  *length = 0;
  if (n_read <= 0)
    return n_read == 0;
  if (n_read < (gssize)sizeof bytes)
    return fail_truncated (reading, error);
  *length = (guint32)bytes[0] << 24 | (guint32)bytes[1] << 16 | (guint32)bytes[2] << 8 | bytes[3];
  if (*length == 0 || *length > RDM_OSM_MAX_BLOB_HEADER_BYTES)
    return fail_broken (reading, reading->position - (gint64)sizeof bytes, error);
  return TRUE;
}

gboolean
rdm_osm_blob_next (RdmOsmReading *reading, RdmOsmArena *arena, RdmOsmBlob *blob, GError **error)
{
  ProtobufCAllocator *allocator = rdm_osm_arena_allocator (arena);
  const Rdm__Pbf__BlobHeader *header;
  const Rdm__Pbf__Blob *packed;
  const guint8 *bytes;
  guint32 length;

  rdm_osm_arena_reset (arena);
  *blob = (RdmOsmBlob){ .position = reading->position };
  if (!read_header_length (reading, &length, error))
    return FALSE;
  if (length == 0)
    return TRUE;
  bytes = read_bytes (reading, arena, length, error);
  if (bytes == NULL)
    return FALSE;
  header = rdm__pbf__blob_header__unpack (allocator, length, bytes);
  if (header == NULL || header->datasize < 0 || header->datasize > RDM_OSM_MAX_BLOB_BYTES)
    return fail_broken (reading, blob->position, error);
  blob->type = header->type;
  bytes = read_bytes (reading, arena, (gsize)header->datasize, error);
  if (bytes == NULL)
    return FALSE;
  packed = rdm__pbf__blob__unpack (allocator, (gsize)header->datasize, bytes);
  if (packed == NULL)
    return fail_broken (reading, blob->position, error);
  return unpack_blob (reading, arena, packed, blob, error);
}
