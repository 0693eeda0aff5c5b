/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The outer layer of a .osm.pbf: a row of packed blobs, each with a type.
 */
#pragma once

#include "rdm-osm-arena-private.h"
#include "rdm-osm-reading-private.h"

G_BEGIN_DECLS

/* Limits of the format. */
enum
{
  RDM_OSM_MAX_BLOB_HEADER_BYTES = 64 * 1024,
  RDM_OSM_MAX_BLOB_BYTES = 32 * 1024 * 1024,
};

/** RdmOsmBlob: all of it lives in the arena. @data NULL: the file has come to its end. */
typedef struct
{
  const char *type;
  const guint8 *data; /* unpacked */
  gsize length;
  gint64 position; /* of the blob in the file */
} RdmOsmBlob;

/* FALSE with an error when the next blob is none. */
gboolean
rdm_osm_blob_next (RdmOsmReading *reading, RdmOsmArena *arena, RdmOsmBlob *blob, GError **error);

G_END_DECLS
