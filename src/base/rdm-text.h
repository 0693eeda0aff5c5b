/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * rdm_text_fold:
 * @text: (nullable): UTF-8; bytes that are not are passed over
 *
 * A key that knows no case, accents, spaces or punctuation: "D.O. No." → "dono", "Rosenbühler" →
 * "rosenbuhler", "Straße" → "strasse".
 *
 * Returns: (transfer full): letters and digits only, maybe ""
 */
char *rdm_text_fold (const char *text) G_GNUC_WARN_UNUSED_RESULT;

/**
 * rdm_text_search_key:
 * @text: (nullable): UTF-8
 *
 * Returns: (transfer full): the folded words with one space between them, for strstr()
 */
char *rdm_text_search_key (const char *text) G_GNUC_WARN_UNUSED_RESULT;

/**
 * rdm_address_key:
 * @address: (nullable): an address as written, in one line or several
 *
 * The key under which the pin of an address is remembered: the same for "Feldstr. 4b, FL-9490
 * Vaduz" and "Feldstrasse 4 B 9490 VADUZ". The order of the words counts.
 *
 * Returns: (transfer full): folded words, maybe ""
 */
char *rdm_address_key (const char *address) G_GNUC_WARN_UNUSED_RESULT;

/**
 * rdm_set_str:
 * @target: (inout): an owned string or NULL
 * @value: (nullable): copied
 *
 * Returns: whether @target changed
 */
gboolean rdm_set_str (char **target, const char *value);

/**
 * rdm_parse_number:
 * @text: "12.2", "12,2", "1'200.50", "1.200,50", "1 200", "-4"
 * @value: (out)
 *
 * Reads a number written in any locale's way. A single point or comma is a decimal one; the last of
 * two different marks is.
 *
 * Returns: FALSE and RDM_TEXT_ERROR_NUMBER if it is none
 */
gboolean rdm_parse_number (const char *text, double *value, GError **error);

G_END_DECLS
