/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* A square matrix lifted out of the text. Free with roundsman_matrix_free(). */
typedef struct
{
  gint32 *cells; /* (array) size * size, row-major */
  guint size;
} RoundsmanMatrix;

void roundsman_matrix_free (RoundsmanMatrix *matrix);

/* A thousand places make a million numbers, which would be a million JsonNodes. So matrices are
 * read straight from the text: every "durations" and "distances" of a profile or of one of its
 * periods is lifted out into `matrices`, and its index there is left in its place.
 *
 * Returns: (transfer full) (nullable): the rest of the text; NULL and an error if a matrix is none.
 */
char *roundsman_lift_matrices (const char *text, gsize length, GPtrArray *matrices, GError **error)
    G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
