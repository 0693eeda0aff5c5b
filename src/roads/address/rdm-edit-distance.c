/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rdm-edit-distance.h"

/* Fills the last row of the table of distances: from all of @a to each beginning of @b. Only the
 * band within @most of the diagonal is looked at. Returns: FALSE when all of it is beyond @most. */
static gboolean
fill (const char *a, gsize a_length, const char *b, gsize b_length, guint most, guint8 *last)
{
  guint8 rows[3][RDM_EDIT_DISTANCE_MOST_BYTES + 1];
  guint8 far = (guint8)(most + 1);

  for (gsize j = 0; j <= b_length; j++)
    rows[0][j] = (guint8)MIN (j, far);
  for (gsize i = 1; i <= a_length; i++)
    {
      guint8 *row = rows[i % 3];
      const guint8 *above = rows[(i - 1) % 3];
      const guint8 *before = rows[(i + 1) % 3]; /* two above */
      gsize from = i > most ? i - most : 1;
      gsize to = MIN (b_length, i + most);
      guint8 least = far;

      for (gsize j = 0; j <= b_length; j++)
        row[j] = far;
      row[0] = (guint8)MIN (i, far);
      for (gsize j = from; j <= to; j++)
        {
          guint8 value = (guint8)(above[j - 1] + (a[i - 1] != b[j - 1]));

          value = MIN (value, (guint8)(above[j] + 1));
          value = MIN (value, (guint8)(row[j - 1] + 1));
          if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
            value = MIN (value, (guint8)(before[j - 2] + 1));
          row[j] = MIN (value, far);
          least = MIN (least, row[j]);
        }
      if (MIN (least, row[0]) >= far)
        return FALSE;
    }
  for (gsize j = 0; j <= b_length; j++)
    last[j] = rows[a_length % 3][j];
  return TRUE;
}

guint
rdm_edit_distance (const char *a, gsize a_length, const char *b, gsize b_length, guint most)
{
  guint8 last[RDM_EDIT_DISTANCE_MOST_BYTES + 1];
  gsize difference = a_length > b_length ? a_length - b_length : b_length - a_length;

  if (difference > most || MAX (a_length, b_length) > RDM_EDIT_DISTANCE_MOST_BYTES
      || !fill (a, a_length, b, b_length, most, last))
    return most + 1;
  return last[b_length];
}

guint
rdm_edit_distance_to_prefix (
    const char *a, gsize a_length, const char *b, gsize b_length, guint most)
{
  guint8 last[RDM_EDIT_DISTANCE_MOST_BYTES + 1];
  guint best = most + 1;

  b_length = MIN (b_length, a_length + most);
  if (a_length > b_length + most || MAX (a_length, b_length) > RDM_EDIT_DISTANCE_MOST_BYTES
      || !fill (a, a_length, b, b_length, most, last))
    return best;
  for (gsize j = 0; j <= b_length; j++)
    best = MIN (best, last[j]);
  return best;
}
