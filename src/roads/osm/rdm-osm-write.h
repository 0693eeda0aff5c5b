/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Writes a .osm.pbf, for what Roundsman makes up: the demo town, and the worlds of tests.
 */
#pragma once

#include "rdm-osm.h"

G_BEGIN_DECLS

typedef struct _RdmOsmWriter RdmOsmWriter;

/** RdmOsmWriterFlags: forms that a file may have; without any it has what osmium writes. */
typedef enum
{
  RDM_OSM_WRITER_DEFAULT = 0,
  RDM_OSM_WRITER_RAW = 1 << 0,         /* blobs that are not packed */
  RDM_OSM_WRITER_PLAIN_NODES = 1 << 1, /* a message a node */
} RdmOsmWriterFlags;

typedef struct
{
  RdmOsmKind kind;
  gint64 id;
  const char *role;
} RdmOsmWriterMember;

RdmOsmWriter *rdm_osm_writer_new (RdmOsmWriterFlags flags) G_GNUC_WARN_UNUSED_RESULT;
void rdm_osm_writer_free (RdmOsmWriter *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (RdmOsmWriter, rdm_osm_writer_free)

void rdm_osm_writer_set_bounds (RdmOsmWriter *self, RdmBox bounds);
void rdm_osm_writer_set_timestamp (RdmOsmWriter *self, gint64 timestamp);
void rdm_osm_writer_set_program (RdmOsmWriter *self, const char *program);

/**
 * rdm_osm_writer_node:
 * @tags: (nullable) (array zero-terminated=1): a key, its value, the next key, …, NULL
 *
 * In the file, nodes come before ways and ways before relations, each in the order in which they
 * came here; other programs want them by ascending identifier.
 */
void rdm_osm_writer_node (
    RdmOsmWriter *self, gint64 id, gint32 lon_e7, gint32 lat_e7, const char *const *tags);
void rdm_osm_writer_way (
    RdmOsmWriter *self, gint64 id, const gint64 *nodes, guint n_nodes, const char *const *tags);
void rdm_osm_writer_relation (RdmOsmWriter *self,
                              gint64 id,
                              const RdmOsmWriterMember *members,
                              guint n_members,
                              const char *const *tags);

/**
 * rdm_osm_writer_end:
 *
 * Returns: (transfer full): the file; the writer is empty afterwards
 */
GBytes *rdm_osm_writer_end (RdmOsmWriter *self) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
