/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * How many slips of the hand are between two words: a letter too many, too few, another one, or two
 * neighbours swapped (Damerau 1964; no letter is touched twice).
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/** No word of an address is longer; what is counts as too far from everything. */
#define RDM_EDIT_DISTANCE_MOST_BYTES 63

/**
 * rdm_edit_distance:
 * @most: where there are more, how many does not matter
 *
 * Returns: slips from @a to @b, counted in bytes; @most + 1 for all that is more
 */
guint rdm_edit_distance (const char *a, gsize a_length, const char *b, gsize b_length, guint most);

/** rdm_edit_distance_to_prefix: the same from @a to whatever beginning of @b is nearest to it. */
guint rdm_edit_distance_to_prefix (
    const char *a, gsize a_length, const char *b, gsize b_length, guint most);

G_END_DECLS
