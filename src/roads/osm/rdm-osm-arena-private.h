/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Memory for one unpacked block, all given back at once. It is limited: a hostile block of a few
 * bytes can ask for hundreds of times its size.
 */
#pragma once

#include <glib.h>
#include <protobuf-c/protobuf-c.h>

G_BEGIN_DECLS

typedef struct _RdmOsmArena RdmOsmArena;

RdmOsmArena *rdm_osm_arena_new (gsize max_bytes) G_GNUC_WARN_UNUSED_RESULT;
void rdm_osm_arena_free (RdmOsmArena *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (RdmOsmArena, rdm_osm_arena_free)

/* (transfer none): for protobuf_c_message_unpack(); what it unpacks is never freed by itself. */
ProtobufCAllocator *rdm_osm_arena_allocator (RdmOsmArena *self);

/* Memory aligned for any type, or NULL. */
gpointer rdm_osm_arena_take (RdmOsmArena *self, gsize size);

/* Takes back everything. */
void rdm_osm_arena_reset (RdmOsmArena *self);

/* Whether somebody asked for more than there was since the last reset. */
gboolean rdm_osm_arena_is_exhausted (RdmOsmArena *self);

G_END_DECLS
