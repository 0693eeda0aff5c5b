/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * RdmCsvText:
 * @text: (owned): UTF-8 without byte order mark, ends in NUL, holds no other
 * @length: bytes before the NUL
 * @encoding: for people, static
 * @n_replaced: bytes that were no letters and became U+FFFD
 */
typedef struct
{
  char *text;
  gsize length;
  const char *encoding;
  guint n_replaced;
} RdmCsvText;

/**
 * rdm_csv_decode:
 * @bytes: a file
 * @out: (out): its text, to be freed with g_free(); untouched on failure
 *
 * Finds the encoding and gives the text in UTF-8.
 *
 * Returns: FALSE and RDM_CSV_ERROR for what is empty or no text, with a name for it where it is
 * known
 */
gboolean rdm_csv_decode (GBytes *bytes, RdmCsvText *out, GError **error);

G_END_DECLS
