/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * An entry for an address, with a list of what it may be under it while somebody types.
 */
#pragma once

#include <gtk/gtk.h>

#include "rdm-geocoder.h"

G_BEGIN_DECLS

#define RDM_TYPE_ADDRESS_ENTRY (rdm_address_entry_get_type ())
G_DECLARE_FINAL_TYPE (RdmAddressEntry, rdm_address_entry, RDM, ADDRESS_ENTRY, GtkWidget)

/**
 * RdmAddressEntry::picked (hit: RdmAddressHit): one of the list was chosen.
 * RdmAddressEntry::left (): Escape, with no list to close.
 */

GtkWidget *rdm_address_entry_new (const char *placeholder);

/** rdm_address_entry_set_geocoder: who is asked; NULL: nobody, and the entry says so. @near: where
 * answers are likely to be. */
void rdm_address_entry_set_geocoder (RdmAddressEntry *self, RdmGeocoder *geocoder, RdmPoint near);

void rdm_address_entry_set_text (RdmAddressEntry *self, const char *text);
const char *rdm_address_entry_get_text (RdmAddressEntry *self);

G_END_DECLS
