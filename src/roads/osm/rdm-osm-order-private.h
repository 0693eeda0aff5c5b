/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The order of identifiers: most files have it already, the others are brought into it.
 */
#pragma once

#include "rdm-osm-vector-private.h"

G_BEGIN_DECLS

/* Whether the gint64 of @ids grow from each to the next. */
gboolean rdm_osm_order_is_ascending (const RdmOsmVector *ids);

/**
 * rdm_osm_order_new:
 * @n: (out): how many different identifiers there are
 *
 * Returns: (transfer full) (array length=n) (nullable): for each of them, ascending, where it
 *   stands last in @ids; NULL without memory
 */
guint32 *rdm_osm_order_new (const RdmOsmVector *ids, gsize *n) G_GNUC_WARN_UNUSED_RESULT;

/* Replaces @vector by its elements order[0] to order[n - 1]; FALSE without memory. */
gboolean
rdm_osm_order_apply (const guint32 *order, gsize n, RdmOsmVector *vector, gsize element_size);

/* The same for lists: list i is the elements first[i] up to first[i + 1]. */
gboolean rdm_osm_order_apply_lists (
    const guint32 *order, gsize n, RdmOsmVector *first, RdmOsmVector *elements, gsize element_size);

/**
 * rdm_osm_order_find:
 * @ids: ascending
 * @hint: (inout): where to begin; what is looked for one after the other mostly lies close together
 *
 * Returns: where @id is, or G_MAXUINT32
 */
guint32 rdm_osm_order_find (const RdmOsmVector *ids, gint64 id, guint32 *hint);

G_END_DECLS
