/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rdm-result.h"

#include <glib/gi18n-lib.h>

const char *const rdm_result_names[] = {
  "none",
  "delivered-to-recipient",
  "delivered-to-third-party",
  "delivered-to-mailbox",
  "delivered-to-safe-place",
  "delivered-to-pickup-point",
  "delivered-other",
  "picked-up-from-customer",
  "picked-up-unmanned",
  "picked-up-from-locker",
  "picked-up-other",
  "failed-not-home",
  "failed-cant-find-address",
  "failed-no-parking",
  "failed-no-time",
  "failed-package-not-available",
  "failed-missing-required-proof",
  "failed-payment-not-received",
  "failed-refused",
  "failed-damaged",
  "failed-item-missing",
  "failed-closed",
  "failed-other",
  NULL,
};

const char *
rdm_result_label (int result)
{
  static const char *const labels[RDM_N_RESULTS] = {
    [RDM_RESULT_DELIVERED_TO_RECIPIENT] = N_ ("Handed to the recipient"),
    [RDM_RESULT_DELIVERED_TO_THIRD_PARTY] = N_ ("Handed to a neighbour"),
    [RDM_RESULT_DELIVERED_TO_MAILBOX] = N_ ("In the letterbox"),
    [RDM_RESULT_DELIVERED_TO_SAFE_PLACE] = N_ ("In a safe place"),
    [RDM_RESULT_DELIVERED_TO_PICKUP_POINT] = N_ ("At a pickup point"),
    [RDM_RESULT_DELIVERED_OTHER] = N_ ("Delivered otherwise"),
    [RDM_RESULT_PICKED_UP_FROM_CUSTOMER] = N_ ("Fetched from the customer"),
    [RDM_RESULT_PICKED_UP_UNMANNED] = N_ ("Fetched, nobody was there"),
    [RDM_RESULT_PICKED_UP_FROM_LOCKER] = N_ ("Fetched from a locker"),
    [RDM_RESULT_PICKED_UP_OTHER] = N_ ("Fetched otherwise"),
    [RDM_RESULT_FAILED_NOT_HOME] = N_ ("Nobody at home"),
    [RDM_RESULT_FAILED_CANT_FIND_ADDRESS] = N_ ("Address not found"),
    [RDM_RESULT_FAILED_NO_PARKING] = N_ ("No parking"),
    [RDM_RESULT_FAILED_NO_TIME] = N_ ("No time left"),
    [RDM_RESULT_FAILED_PACKAGE_NOT_AVAILABLE] = N_ ("Parcel not on board"),
    [RDM_RESULT_FAILED_MISSING_REQUIRED_PROOF] = N_ ("Proof not possible"),
    [RDM_RESULT_FAILED_PAYMENT_NOT_RECEIVED] = N_ ("Not paid"),
    [RDM_RESULT_FAILED_REFUSED] = N_ ("Refused"),
    [RDM_RESULT_FAILED_DAMAGED] = N_ ("Damaged"),
    [RDM_RESULT_FAILED_ITEM_MISSING] = N_ ("Something is missing"),
    [RDM_RESULT_FAILED_CLOSED] = N_ ("Closed"),
    [RDM_RESULT_FAILED_OTHER] = N_ ("Failed for another reason"),
  };

  return result > RDM_RESULT_NONE && result < RDM_N_RESULTS ? _ (labels[result]) : "";
}

gboolean
rdm_result_is_failure (int result)
{
  return result >= RDM_RESULT_FAILED_NOT_HOME && result < RDM_N_RESULTS;
}
