/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Plus codes, which name a place by letters: "8FVF5GCH+2X", or short with a town, "5GCH+2X Vaduz"
 * (Open Location Code, specification 1.0).
 */
#pragma once

#include "rdm-geo.h"

G_BEGIN_DECLS

/**
 * rdm_plus_code_find: the first plus code in a text.
 * @start: (out): byte where it begins
 * @length: (out): bytes
 *
 * Returns: FALSE when there is none
 */
gboolean rdm_plus_code_find (const char *text, gsize *start, gsize *length);

/** rdm_plus_code_is_full: whether it needs no place that it is near to. */
gboolean rdm_plus_code_is_full (const char *code, gsize length);

/**
 * rdm_plus_code_decode: the middle of what a code names.
 * @near: a place within some kilometres, for a short code
 *
 * Returns: FALSE when it is no code, or short and @near is not set
 */
gboolean rdm_plus_code_decode (const char *code, gsize length, RdmPoint near, RdmPoint *point);

G_END_DECLS
