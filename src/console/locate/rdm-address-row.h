/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "rdm-address-hit.h"

G_BEGIN_DECLS

/** rdm_address_row_new: a row that shows a place: what it is called, where, and what it is.
 * @number: shown in front, as on the map; 0: none. */
GtkWidget *rdm_address_row_new (const RdmAddressHit *hit, guint number) G_GNUC_WARN_UNUSED_RESULT;

/** rdm_address_row_describe: Returns: (transfer full): "9490 Vaduz · Between two houses", "9490
 * Vaduz · Shop · Feldstrasse 4". */
char *rdm_address_row_describe (const RdmAddressHit *hit) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
