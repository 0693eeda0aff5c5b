/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The tags of one thing after the other, of an extract with millions: of interest are a few dozen
 * keys, which are told apart by their address once they have been asked for.
 */
#pragma once

#include "rdm-osm.h"

G_BEGIN_DECLS

/** RdmTagKey: valid as long as its reader. */
typedef const char *RdmTagKey;

typedef struct _RdmTagReader RdmTagReader;

/** rdm_tag_reader_new: borrows @osm. */
RdmTagReader *rdm_tag_reader_new (const RdmOsm *osm) G_GNUC_WARN_UNUSED_RESULT;
void rdm_tag_reader_free (RdmTagReader *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (RdmTagReader, rdm_tag_reader_free)

const RdmOsm *rdm_tag_reader_get_osm (const RdmTagReader *self);

/** rdm_tag_reader_want: @key is loaded from now on. */
RdmTagKey rdm_tag_reader_want (RdmTagReader *self, const char *key);

/** rdm_tag_reader_want_printf: the same, of keys that are made up of parts. */
RdmTagKey rdm_tag_reader_want_printf (RdmTagReader *self, const char *format, ...)
    G_GNUC_PRINTF (2, 3);

/** rdm_tag_reader_load: its tags are those of this thing from now on. */
void rdm_tag_reader_load (RdmTagReader *self, RdmOsmKind kind, guint32 index);

/** rdm_tag_reader_get: Returns: (nullable): the value; NULL: there is no such tag. */
const char *rdm_tag_reader_get (const RdmTagReader *self, RdmTagKey key);

/** rdm_tag_reader_is: whether the value of @key is @value. */
gboolean rdm_tag_reader_is (const RdmTagReader *self, RdmTagKey key, const char *value);

G_END_DECLS
