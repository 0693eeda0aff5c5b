/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The place where addresses are put right: those of the day that nobody could place for sure, the
 * worst first, what each may be, and a map with a pin to drag.
 */
#pragma once

#include "rdm-desk.h"
#include "rdm-map.h"

G_BEGIN_DECLS

#define RDM_TYPE_LOCATE_PAGE (rdm_locate_page_get_type ())
G_DECLARE_FINAL_TYPE (RdmLocatePage, rdm_locate_page, RDM, LOCATE_PAGE, GtkWidget)

/** RdmLocatePage:n-addresses (uint): how many there are to look at. */

GtkWidget *rdm_locate_page_new (RdmDesk *desk);

/** rdm_locate_page_set_region, rdm_locate_page_set_tiles: what its map shows, see rdm-map.h; it has
 * one only while it is seen. */
void rdm_locate_page_set_region (RdmLocatePage *self, RdmRegion *region);
void rdm_locate_page_set_tiles (RdmLocatePage *self,
                                const char *source,
                                const char *attribution,
                                const char *attribution_uri);

guint rdm_locate_page_get_n_addresses (RdmLocatePage *self);

G_END_DECLS
