/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The fields of an order as people read and type them: the same in the details, in the table of
 * orders and when an order is added by hand.
 */
#pragma once

#include "rdm-order.h"

G_BEGIN_DECLS

typedef enum
{
  RDM_ORDER_TEXT_REFERENCE,
  RDM_ORDER_TEXT_NAME,
  RDM_ORDER_TEXT_ADDRESS,
  RDM_ORDER_TEXT_ADDRESS2,
  RDM_ORDER_TEXT_POSTCODE,
  RDM_ORDER_TEXT_CITY,
  RDM_ORDER_TEXT_PHONE,
  RDM_ORDER_TEXT_EMAIL,
  RDM_ORDER_TEXT_WINDOWS,
  RDM_ORDER_TEXT_SERVICE,
  RDM_ORDER_TEXT_PARCELS,
  RDM_ORDER_TEXT_WEIGHT,
  RDM_ORDER_TEXT_VOLUME,
  RDM_ORDER_TEXT_PRIORITY,
  RDM_ORDER_TEXT_SKILLS,
  RDM_ORDER_TEXT_NOTES,
  RDM_ORDER_TEXT_DATE,
  RDM_N_ORDER_TEXTS
} RdmOrderText;

/** rdm_order_text_label: Returns: the field's name for people: "Weight (kg)". */
const char *rdm_order_text_label (RdmOrderText field);

/** rdm_order_text_is_number: whether it stands right-aligned in a table. */
gboolean rdm_order_text_is_number (RdmOrderText field);

/** rdm_order_text_get: Returns: (transfer full): what there is to read, "" for nothing. @at: which
 * end of the order. */
char *
rdm_order_text_get (RdmOrderText field, const RdmOrder *order, int role) G_GNUC_WARN_UNUSED_RESULT;

/** rdm_order_text_set: reads @text into @order, which must not have been put anywhere yet.
 *  Returns: FALSE with a sentence that says what to type instead. */
gboolean rdm_order_text_set (
    RdmOrderText field, RdmOrder *order, int role, const char *text, GError **error);

/** rdm_order_text_sort_key: what many orders are sorted by: texts as the language sorts them, by
 * strcmp() of their keys; amounts and times by @number. Returns: (transfer full) (nullable): the
 * key of a text, NULL for an amount or time. */
char *rdm_order_text_sort_key (RdmOrderText field, const RdmOrder *order, int role, gint64 *number)
    G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
