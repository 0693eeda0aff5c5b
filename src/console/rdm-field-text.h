/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Amounts and lists as people type them: what the texts of orders and of the fleet have in common.
 */
#pragma once

#include "rdm-field.h"

G_BEGIN_DECLS

/** rdm_amount_to_text: Returns: (transfer full): @value / @per_unit with as few decimals as say it:
 * "12.2". */
char *rdm_amount_to_text (gint64 value, double per_unit) G_GNUC_WARN_UNUSED_RESULT;

/**
 * rdm_amount_from_text: reads @text, which is not empty, times @per_unit.
 * @label: of the field, for the sentence
 * @whole: only whole numbers make sense
 *
 * Returns: FALSE with an RDM_TEXT_ERROR whose message is a sentence for people
 */
gboolean rdm_amount_from_text (const char *label,
                               const char *text,
                               double per_unit,
                               gboolean whole,
                               gint64 *value,
                               GError **error);

/** rdm_window_from_text: reads "08:00–12:00", "8-12" or "22:00 to 06:00+1".
 *  Returns: FALSE with a sentence that says what to type instead. */
gboolean rdm_window_from_text (const char *text, RdmWindow *window, GError **error);

/** rdm_list_from_text: Returns: (transfer full) (nullable): what stands between commas or
 * semicolons; NULL for nothing. */
GStrv rdm_list_from_text (const char *text) G_GNUC_WARN_UNUSED_RESULT;

/** rdm_list_to_text: Returns: (transfer full): "chilled, age-check"; @list may be NULL. */
char *rdm_list_to_text (GStrv list) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
