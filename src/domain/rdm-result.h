/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What came of a visit, in the words of the field: the codes that drivers' programs agree on.
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef enum
{
  RDM_RESULT_NONE,
  RDM_RESULT_DELIVERED_TO_RECIPIENT,
  RDM_RESULT_DELIVERED_TO_THIRD_PARTY,
  RDM_RESULT_DELIVERED_TO_MAILBOX,
  RDM_RESULT_DELIVERED_TO_SAFE_PLACE,
  RDM_RESULT_DELIVERED_TO_PICKUP_POINT,
  RDM_RESULT_DELIVERED_OTHER,
  RDM_RESULT_PICKED_UP_FROM_CUSTOMER,
  RDM_RESULT_PICKED_UP_UNMANNED,
  RDM_RESULT_PICKED_UP_FROM_LOCKER,
  RDM_RESULT_PICKED_UP_OTHER,
  RDM_RESULT_FAILED_NOT_HOME,
  RDM_RESULT_FAILED_CANT_FIND_ADDRESS,
  RDM_RESULT_FAILED_NO_PARKING,
  RDM_RESULT_FAILED_NO_TIME,
  RDM_RESULT_FAILED_PACKAGE_NOT_AVAILABLE,
  RDM_RESULT_FAILED_MISSING_REQUIRED_PROOF,
  RDM_RESULT_FAILED_PAYMENT_NOT_RECEIVED,
  RDM_RESULT_FAILED_REFUSED,
  RDM_RESULT_FAILED_DAMAGED,
  RDM_RESULT_FAILED_ITEM_MISSING,
  RDM_RESULT_FAILED_CLOSED,
  RDM_RESULT_FAILED_OTHER,
  RDM_N_RESULTS
} RdmResult;

extern const char *const rdm_result_names[];

/** rdm_result_label: for people: "Nobody at home"; "" for none. */
const char *rdm_result_label (int result);

/** rdm_result_is_failure: whether the visit did not succeed. */
gboolean rdm_result_is_failure (int result);

G_END_DECLS
