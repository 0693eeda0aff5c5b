/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A file being read: what the readers of both formats share.
 */
#pragma once

#include "rdm-osm-builder-private.h"

G_BEGIN_DECLS

typedef struct
{
  /* Borrowed */
  GBufferedInputStream *stream;
  const char *name; /* for sentences */
  GCancellable *cancellable;
  RdmOsmProgress progress;
  gpointer user_data;

  /* Owned */
  RdmOsmBuilder *builder;

  /* State */
  gint64 size;     /* bytes of the file; 0: unknown */
  gint64 position; /* bytes read */
  gint64 unpacked; /* bytes that these became */
} RdmOsmReading;

/* How far a file may swell when it is unpacked. Real ones do by a factor of 2 to 20; beyond this it
 * was made to fill somebody's memory. */
enum
{
  RDM_OSM_UNPACKED_FACTOR = 100,
  RDM_OSM_UNPACKED_BYTES = 64 * 1024 * 1024,
};

/* The readers of the formats; the stream stands at the beginning. */
gboolean rdm_osm_read_pbf (RdmOsmReading *self, GError **error);
gboolean rdm_osm_read_xml (RdmOsmReading *self, gboolean gzip, GError **error);

/**
 * rdm_osm_reading_fill: reads @length bytes, or fewer at the end of the file.
 *
 * Returns: how many; -1 with an error
 */
gssize rdm_osm_reading_fill (RdmOsmReading *self, gpointer buffer, gsize length, GError **error);

/* Between two pieces of the file: tells how far it is; FALSE with an error when that is enough. */
gboolean rdm_osm_reading_step (RdmOsmReading *self, GError **error);

/* Counts bytes that were unpacked; FALSE with an error when they are too many. */
gboolean rdm_osm_reading_unpack (RdmOsmReading *self, gsize n_bytes, GError **error);

/**
 * rdm_osm_reading_fail:
 * @position: byte of the file
 * @what: a translated sentence without its full stop
 *
 * Returns: FALSE, with an error that names the file, the place and @what
 */
gboolean rdm_osm_reading_fail (
    const RdmOsmReading *self, RdmOsmError code, gint64 position, const char *what, GError **error);

/* The same for a line of text. */
gboolean rdm_osm_reading_fail_line (
    const RdmOsmReading *self, RdmOsmError code, int line, const char *what, GError **error);

/* Degrees × 10^7 of billionths of degrees; FALSE beyond the world. */
gboolean rdm_osm_reading_e7 (gint64 lon_e9, gint64 lat_e9, gint32 *lon_e7, gint32 *lat_e7);

G_END_DECLS
