/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>
#include <stdint.h>

G_BEGIN_DECLS

/* Amounts as people read them: with their unit, in the locale's digits, translated. All return
 * (transfer full) text. */

/* "850 m", "12.4 km", "124 km"; negative lengths keep their sign. */
char *rdm_format_distance (int64_t length_m) G_GNUC_WARN_UNUSED_RESULT;

/**
 * rdm_format_money:
 * @amount_minor: minor units (Rappen, cents)
 * @currency: ISO 4217 code; its number of decimals is known
 *
 * Returns: (transfer full): "31.00 CHF", "1,200 JPY"
 */
char *rdm_format_money (int64_t amount_minor, const char *currency) G_GNUC_WARN_UNUSED_RESULT;

/* As rdm_format_money(), to the whole unit, half away from nothing: "1,642 CHF". For where there is
 * little room, and cents say nothing. */
char *rdm_format_money_whole (int64_t amount_minor, const char *currency) G_GNUC_WARN_UNUSED_RESULT;

/* How many decimals a currency has: 2 for CHF, 0 for JPY, 3 for KWD. */
guint rdm_currency_decimals (const char *currency);

/* "1 parcel", "42 parcels" */
char *rdm_format_parcels (int64_t parcels) G_GNUC_WARN_UNUSED_RESULT;

/* "850 g", "12.2 kg", "900 kg", "1.2 t" */
char *rdm_format_weight (int64_t weight_g) G_GNUC_WARN_UNUSED_RESULT;

/* "0.5 l", "40.2 l", "9.0 m³" */
char *rdm_format_volume (int64_t volume_ml) G_GNUC_WARN_UNUSED_RESULT;

/**
 * rdm_format_load:
 * @amount_milli: thousandths of the unit
 * @unit: "kg", "l", "pallets"; shown as it is
 *
 * Returns: (transfer full): "12.2 kg", "3 pallets": at most one decimal, none where there is none
 */
char *rdm_format_load (int64_t amount_milli, const char *unit) G_GNUC_WARN_UNUSED_RESULT;

/* 0.42 → "42 %"; "–" where the ratio is not a number. */
char *rdm_format_percent (double ratio) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
