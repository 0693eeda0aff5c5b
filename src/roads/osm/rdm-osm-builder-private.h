/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What readers put things into as they meet them, in any order. Runs out of memory or of numbers
 * quietly: from then on nothing is added, and rdm_osm_builder_is_full() says so.
 */
#pragma once

#include "rdm-osm-private.h"

G_BEGIN_DECLS

typedef struct _RdmOsmBuilder RdmOsmBuilder;

RdmOsmBuilder *rdm_osm_builder_new (void) G_GNUC_WARN_UNUSED_RESULT;
void rdm_osm_builder_free (RdmOsmBuilder *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (RdmOsmBuilder, rdm_osm_builder_free)

gboolean rdm_osm_builder_is_full (const RdmOsmBuilder *self);

/* The index of a string, for tags and roles. */
guint32 rdm_osm_builder_string (RdmOsmBuilder *self, const char *text, gsize length);

/* A thing; its tags, nodes and members follow. */
void rdm_osm_builder_node (RdmOsmBuilder *self, gint64 id, gint32 lon_e7, gint32 lat_e7);
void rdm_osm_builder_way (RdmOsmBuilder *self, gint64 id);
void rdm_osm_builder_relation (RdmOsmBuilder *self, gint64 id);

/* Of the last thing of that kind. */
void rdm_osm_builder_tag (RdmOsmBuilder *self, RdmOsmKind kind, guint32 key, guint32 value);
void rdm_osm_builder_way_node (RdmOsmBuilder *self, gint64 node_id);
void rdm_osm_builder_member (RdmOsmBuilder *self, RdmOsmKind kind, gint64 id, guint32 role);

/* Of the file. A box that is none is not taken. */
void rdm_osm_builder_set_bounds (RdmOsmBuilder *self, RdmBox bounds);
void rdm_osm_builder_set_timestamp (RdmOsmBuilder *self, gint64 timestamp);
void rdm_osm_builder_set_source (RdmOsmBuilder *self, const char *source);

/**
 * rdm_osm_builder_end: sorts, keeps the last of things with the same identifier, and finds what
 * ways and relations refer to.
 *
 * Returns: (transfer full) (nullable): NULL without memory; the builder is empty afterwards
 */
RdmOsm *rdm_osm_builder_end (RdmOsmBuilder *self) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
