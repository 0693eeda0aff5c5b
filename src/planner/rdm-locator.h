/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Where the addresses of orders are, by a region or a server.
 */
#pragma once

#include "rdm-geocoder.h"
#include "rdm-order.h"
#include "rdm-rows.h"

G_BEGIN_DECLS

#define RDM_TYPE_LOCATOR (rdm_locator_get_type ())
G_DECLARE_FINAL_TYPE (RdmLocator, rdm_locator, RDM, LOCATOR, GObject)

/**
 * rdm_locator_new: may be used from any thread, and remembers what it found.
 * @rows: the plan: what two towns may mean is meant near its fleet, or else near its orders; not
 *   kept
 */
RdmLocator *rdm_locator_new (RdmGeocoder *geocoder, RdmRows *rows) G_GNUC_WARN_UNUSED_RESULT;

/** rdm_locator_get_geocoder: Returns: (transfer none). */
RdmGeocoder *rdm_locator_get_geocoder (RdmLocator *self);

/** rdm_locator_get_near: where answers are likely to be; not set where the plan is empty. */
RdmPoint rdm_locator_get_near (RdmLocator *self);

/**
 * rdm_locator_locate: gives @end the place of its address, and says how sure that is: what is not
 * at least on the right street gets no point. Blocks; an #RdmImportLocate.
 * @locator: an #RdmLocator
 *
 * Returns: FALSE with an error of the geocoder; that nothing is found is none
 */
gboolean
rdm_locator_locate (RdmOrderEnd *end, GCancellable *cancellable, gpointer locator, GError **error);

/** rdm_locator_list: Returns: (transfer full): the places that the address of @end may mean, the
 * likeliest first; NULL with an error as above. */
RdmAddressAnswer *rdm_locator_list (RdmLocator *self,
                                    const RdmOrderEnd *end,
                                    GCancellable *cancellable,
                                    GError **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
