/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A plain struct as an item of a GListModel. It borrows: whoever owns the structs fills the list
 * anew before they go.
 */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

#define RDM_TYPE_POINTER_ITEM (rdm_pointer_item_get_type ())
G_DECLARE_FINAL_TYPE (RdmPointerItem, rdm_pointer_item, RDM, POINTER_ITEM, GObject)

/** rdm_pointer_item_get: Returns: (transfer none): what it stands for. */
gconstpointer rdm_pointer_item_get (RdmPointerItem *self);

/** RdmPointerItem::changed: it stands for something else. */

/** rdm_pointer_item_fill: @store holds an item for each member of @array (NULL: none) then. As many
 * as before keep their places, so that a list does not jump. */
void rdm_pointer_item_fill (GListStore *store, GPtrArray *array);

G_END_DECLS
