/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The line above the addresses to look at: how many there are, and looking all of them up again.
 * What nobody has looked up yet is looked up by itself, where that asks nobody but a region.
 */
#pragma once

#include "rdm-desk.h"
#include "rdm-locator.h"

G_BEGIN_DECLS

#define RDM_TYPE_LOCATE_HEAD (rdm_locate_head_get_type ())
G_DECLARE_FINAL_TYPE (RdmLocateHead, rdm_locate_head, RDM, LOCATE_HEAD, GtkWidget)

GtkWidget *rdm_locate_head_new (RdmDesk *desk);

/** rdm_locate_head_set_locator: @locator: (nullable): who is asked; what runs goes on, and what
 * nobody has looked up on the desk's day follows. */
void rdm_locate_head_set_locator (RdmLocateHead *self, RdmLocator *locator);

void rdm_locate_head_set_count (RdmLocateHead *self, guint n_addresses);

/** rdm_locate_head_stop: ends the look-up that runs, and nothing is changed. */
void rdm_locate_head_stop (RdmLocateHead *self);

G_END_DECLS
