/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The addresses of a day to look at, the worst first.
 */
#pragma once

#include "rdm-desk.h"
#include "rdm-locate-item.h"

G_BEGIN_DECLS

#define RDM_TYPE_LOCATE_LIST (rdm_locate_list_get_type ())
G_DECLARE_FINAL_TYPE (RdmLocateList, rdm_locate_list, RDM, LOCATE_LIST, GtkWidget)

/**
 * RdmLocateList::selected (): another address, or the same one with another place.
 * RdmLocateList::activated (): Enter, or a double click.
 * RdmLocateList:n-addresses (uint)
 */

GtkWidget *rdm_locate_list_new (RdmDesk *desk);

/** rdm_locate_list_get_selected: Returns: (transfer none) (nullable): NULL: there is none. */
RdmLocateItem *rdm_locate_list_get_selected (RdmLocateList *self);

guint rdm_locate_list_get_n_addresses (RdmLocateList *self);

/** rdm_locate_list_move: selects the next for 1, the one before for -1, if there is one. */
void rdm_locate_list_move (RdmLocateList *self, int by);

/** rdm_locate_list_refresh_soon: reads the day's orders again when all that is going on now has
 * been done; the address that was selected stays so, or else what has taken its place. */
void rdm_locate_list_refresh_soon (RdmLocateList *self);

G_END_DECLS
