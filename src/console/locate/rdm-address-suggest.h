/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The list under a text of what it may be, while somebody types an address.
 */
#pragma once

#include <gtk/gtk.h>

#include "rdm-geocoder.h"

G_BEGIN_DECLS

#define RDM_TYPE_ADDRESS_SUGGEST (rdm_address_suggest_get_type ())
G_DECLARE_FINAL_TYPE (RdmAddressSuggest, rdm_address_suggest, RDM, ADDRESS_SUGGEST, GObject)

/**
 * RdmAddressSuggest::picked (hit: RdmAddressHit): one of the list was chosen.
 * RdmAddressSuggest::left (): Escape, with no list to close; only of one that searches.
 */

/**
 * rdm_address_suggest_new: lives as long as @text, which owns it.
 * @text: (not nullable): a #GtkEditable; the list hangs below it
 * @searches: the text is there to search by: the first of the list is marked, so that Enter takes
 *   it, and it is said why there is none; else the text may as well stay as it is written
 *
 * Returns: (transfer none)
 */
RdmAddressSuggest *rdm_address_suggest_new (GtkWidget *text, gboolean searches);

/** rdm_address_suggest_set_geocoder: who is asked; NULL: nobody. @near: where answers are likely to
 * be. */
void
rdm_address_suggest_set_geocoder (RdmAddressSuggest *self, RdmGeocoder *geocoder, RdmPoint near);

/** rdm_address_suggest_typed: to be called when somebody has changed the text, and not when the
 * program has. */
void rdm_address_suggest_typed (RdmAddressSuggest *self);

/** rdm_address_suggest_ask: Enter: where nothing was asked yet, now. */
void rdm_address_suggest_ask (RdmAddressSuggest *self);

void rdm_address_suggest_close (RdmAddressSuggest *self);
gboolean rdm_address_suggest_is_open (RdmAddressSuggest *self);

/** rdm_address_suggest_allocate: to be called where @text gets its size: the list moves along. */
void rdm_address_suggest_allocate (RdmAddressSuggest *self);

G_END_DECLS
