/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rdm-list-diff.h"

#define GONE G_MAXUINT

/* Marks in @stays the members of a longest increasing run of @places; GONE is never part of it. */
static void
mark_longest_run (const guint *places, guint n, gboolean *stays)
{
  g_autofree guint *tails =
      g_new (guint, n + 1); /* by length: where the run with the least end ends */
  g_autofree guint *before = g_new (guint, n + 1);
  guint length = 0;

  for (guint i = 0; i < n; i++)
    {
      guint low = 0;
      guint high = length;

      if (places[i] == GONE)
        continue;
      while (low < high)
        {
          guint middle = (low + high) / 2;

          if (places[tails[middle]] < places[i])
            low = middle + 1;
          else
            high = middle;
        }
      before[i] = low > 0 ? tails[low - 1] : GONE;
      tails[low] = i;
      length = MAX (length, low + 1);
    }
  for (guint i = length > 0 ? tails[length - 1] : GONE; i != GONE; i = before[i])
    stays[i] = TRUE;
}

static void
add (GArray *changes, guint position, guint n_removed, guint n_added)
{
  RdmListChange change = { position, n_removed, n_added };

  g_array_append_val (changes, change);
}

/* Everything between what is alike at both ends. */
static GArray *
one_change (GPtrArray *old, GPtrArray *new_keys)
{
  GArray *changes = g_array_new (FALSE, FALSE, sizeof (RdmListChange));
  guint shorter = MIN (old->len, new_keys->len);
  guint head = 0;
  guint tail = 0;

  while (head < shorter && g_str_equal (old->pdata[head], new_keys->pdata[head]))
    head++;
  while (
      tail < shorter - head
      && g_str_equal (old->pdata[old->len - 1 - tail], new_keys->pdata[new_keys->len - 1 - tail]))
    tail++;
  if (old->len - head - tail > 0 || new_keys->len - head - tail > 0)
    add (changes, head, old->len - head - tail, new_keys->len - head - tail);
  return changes;
}

/* Removals from the end to the start, so that positions before them hold. */
static void
add_removals (GArray *changes, const gboolean *stays, guint n)
{
  for (guint end = n; end > 0;)
    {
      guint start = end;

      while (start > 0 && !stays[start - 1])
        start--;
      if (start < end)
        add (changes, start, end - start, 0);
      end = start > 0 ? start - 1 : 0;
    }
}

static void
add_additions (GArray *changes, const gboolean *stays, guint n)
{
  for (guint start = 0; start < n; start++)
    {
      guint end = start;

      while (end < n && !stays[end])
        end++;
      if (end > start)
        add (changes, start, 0, end - start);
      start = end;
    }
}

GArray *
rdm_list_diff (GPtrArray *old, GPtrArray *new_keys, guint max_changes)
{
  g_autoptr (GHashTable) places = g_hash_table_new (g_str_hash, g_str_equal);
  g_autofree guint *place = g_new (guint, old->len + 1);
  g_autofree gboolean *old_stays = g_new0 (gboolean, old->len + 1);
  g_autofree gboolean *new_stays = g_new0 (gboolean, new_keys->len + 1);
  g_autoptr (GArray) changes = g_array_new (FALSE, FALSE, sizeof (RdmListChange));

  for (guint i = 0; i < new_keys->len; i++)
    g_hash_table_insert (places, new_keys->pdata[i], GUINT_TO_POINTER (i + 1));
  for (guint i = 0; i < old->len; i++)
    place[i] = GPOINTER_TO_UINT (g_hash_table_lookup (places, old->pdata[i])) - 1;
  mark_longest_run (place, old->len, old_stays);
  for (guint i = 0; i < old->len; i++)
    if (old_stays[i])
      new_stays[place[i]] = TRUE;
  add_removals (changes, old_stays, old->len);
  add_additions (changes, new_stays, new_keys->len);
  return changes->len > max_changes ? one_change (old, new_keys) : g_steal_pointer (&changes);
}
