/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Prices in words: "LI-03 after 14 · +6 min · +2.4 km · +3.10 EUR".
 */
#pragma once

#include "rdm-desk.h"

G_BEGIN_DECLS

/** RdmPriceTone: green, plain or red. */
typedef enum
{
  RDM_PRICE_PLAIN,
  RDM_PRICE_BEST,
  RDM_PRICE_BREACH,
} RdmPriceTone;

/** rdm_price_text_duration: Returns: (transfer full): "+6 min", "−1 h 05 min", "±0 min". */
char *rdm_price_text_duration (gint64 duration_s) G_GNUC_WARN_UNUSED_RESULT;

/** rdm_price_text_distance: Returns: (transfer full): "+2.4 km". */
char *rdm_price_text_distance (gint64 length_m) G_GNUC_WARN_UNUSED_RESULT;

/** rdm_price_text_money: Returns: (transfer full): "+3.10 EUR". */
char *rdm_price_text_money (gint64 amount_minor, const char *currency) G_GNUC_WARN_UNUSED_RESULT;

/** rdm_price_text_drop: Returns: (transfer full): the headline of @price. */
char *rdm_price_text_drop (RdmDesk *desk, const RdmPrice *price) G_GNUC_WARN_UNUSED_RESULT;

/** rdm_price_text_rank: Returns: (transfer full): the headline of a route's best place. */
char *rdm_price_text_rank (RdmDesk *desk, const RdmRank *rank) G_GNUC_WARN_UNUSED_RESULT;

RdmPriceTone rdm_price_tone (const RdmPrice *price);

G_END_DECLS
