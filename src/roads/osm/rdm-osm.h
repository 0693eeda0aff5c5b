/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * An OpenStreetMap extract in memory: read once, never changed, and small: arrays as long as the
 * extract has things, sorted by identifier, and every key and value once in a table of strings.
 */
#pragma once

#include <gio/gio.h>

#include "rdm-geo.h"

G_BEGIN_DECLS

typedef enum
{
  RDM_OSM_NODE,
  RDM_OSM_WAY,
  RDM_OSM_RELATION,
  RDM_N_OSM_KINDS
} RdmOsmKind;

/** The index of a thing that something refers to and the extract does not hold. */
#define RDM_OSM_ABSENT G_MAXUINT32

/**
 * RdmOsmError:
 * @RDM_OSM_ERROR_FORMAT: no OpenStreetMap file, or one with features that we do not know
 * @RDM_OSM_ERROR_BROKEN: it ends too early, or contradicts itself
 * @RDM_OSM_ERROR_TOO_LARGE: more things than we count
 * @RDM_OSM_ERROR_EMPTY: it is well formed and holds nothing
 */
typedef enum
{
  RDM_OSM_ERROR_FORMAT,
  RDM_OSM_ERROR_BROKEN,
  RDM_OSM_ERROR_TOO_LARGE,
  RDM_OSM_ERROR_EMPTY,
} RdmOsmError;

#define RDM_OSM_ERROR (rdm_osm_error_quark ())
GQuark rdm_osm_error_quark (void);

/** What rdm_osm_source() says of extracts that are nobody's data: made up by Roundsman itself. */
#define RDM_OSM_MADE_UP "Roundsman"

/** RdmOsm: may be read from any number of threads at once. */
typedef struct _RdmOsm RdmOsm;

/** RdmOsmTag: both strings live as long as the extract. */
typedef struct
{
  const char *key;
  const char *value;
} RdmOsmTag;

/** RdmOsmMember: @index into the things of @kind, or %RDM_OSM_ABSENT; @role may be "". */
typedef struct
{
  RdmOsmKind kind;
  guint32 index;
  const char *role;
} RdmOsmMember;

/** RdmOsmProgress: called in the thread that reads; @fraction 0 to 1 of the file. */
typedef void (*RdmOsmProgress) (double fraction, gpointer user_data);

/**
 * rdm_osm_read:
 * @path: a .osm.pbf, .osm, .osm.xml, or one of the latter two with .gz; told by content, not by
 *   name
 * @progress: (nullable)
 *
 * Blocks; meant for a worker.
 *
 * Returns: (transfer full): free with rdm_osm_free(); NULL with an RDM_OSM_ERROR or G_IO_ERROR
 *   whose message names the file, the place in it and what to do
 */
RdmOsm *rdm_osm_read (const char *path,
                      RdmOsmProgress progress,
                      gpointer user_data,
                      GCancellable *cancellable,
                      GError **error) G_GNUC_WARN_UNUSED_RESULT;

/**
 * rdm_osm_read_stream:
 * @name: of the file, for sentences
 * @size: bytes, or 0 where nobody knows; then there is no progress
 *
 * The same from a stream, which is left open.
 */
RdmOsm *rdm_osm_read_stream (GInputStream *stream,
                             const char *name,
                             gint64 size,
                             RdmOsmProgress progress,
                             gpointer user_data,
                             GCancellable *cancellable,
                             GError **error) G_GNUC_WARN_UNUSED_RESULT;

void rdm_osm_free (RdmOsm *osm);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (RdmOsm, rdm_osm_free)

guint32 rdm_osm_count (const RdmOsm *osm, RdmOsmKind kind);

/* The identifier of thing @index; ascending with the index within a kind. */
gint64 rdm_osm_id (const RdmOsm *osm, RdmOsmKind kind, guint32 index);

/* The index of identifier @id, or RDM_OSM_ABSENT. */
guint32 rdm_osm_find (const RdmOsm *osm, RdmOsmKind kind, gint64 id);

/* The value of a tag, or NULL. */
const char *rdm_osm_tag (const RdmOsm *osm, RdmOsmKind kind, guint32 index, const char *key);

guint rdm_osm_n_tags (const RdmOsm *osm, RdmOsmKind kind, guint32 index);
RdmOsmTag rdm_osm_tag_at (const RdmOsm *osm, RdmOsmKind kind, guint32 index, guint tag);

/* Degrees × 10^7, one a node: what arithmetic wants. */
const gint32 *rdm_osm_lon_e7 (const RdmOsm *osm);
const gint32 *rdm_osm_lat_e7 (const RdmOsm *osm);
RdmPoint rdm_osm_point (const RdmOsm *osm, guint32 node);

/* The node indexes of a way in their order; those that the extract lacks are RDM_OSM_ABSENT. */
const guint32 *rdm_osm_way_nodes (const RdmOsm *osm, guint32 way, guint *n_nodes);

guint rdm_osm_n_members (const RdmOsm *osm, guint32 relation);
RdmOsmMember rdm_osm_member (const RdmOsm *osm, guint32 relation, guint member);

/* What the file says it covers, or else the box of its nodes. */
RdmBox rdm_osm_bounds (const RdmOsm *osm);

/* When the data was taken, UTC seconds; 0: the file does not say. */
gint64 rdm_osm_timestamp (const RdmOsm *osm);

/* Who made the file, from its header; may be "". */
const char *rdm_osm_source (const RdmOsm *osm);

G_END_DECLS
