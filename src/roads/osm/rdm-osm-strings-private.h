/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/** RdmOsmStrings: each string once, known by its index; index 0 is "". */
typedef struct _RdmOsmStrings RdmOsmStrings;

/* What an index is when there was no memory for another string. */
#define RDM_OSM_NO_STRING G_MAXUINT32

RdmOsmStrings *rdm_osm_strings_new (void) G_GNUC_WARN_UNUSED_RESULT;
void rdm_osm_strings_free (RdmOsmStrings *self);

/**
 * rdm_osm_strings_add:
 * @text: @length bytes; what follows a NUL is cut off, what is no UTF-8 is replaced
 *
 * Returns: its index, or %RDM_OSM_NO_STRING
 */
guint32 rdm_osm_strings_add (RdmOsmStrings *self, const char *text, gsize length);

/* No more will be added: from now on the strings stay where they are. */
void rdm_osm_strings_end (RdmOsmStrings *self);

const char *rdm_osm_strings_get (const RdmOsmStrings *self, guint32 index);

G_END_DECLS
