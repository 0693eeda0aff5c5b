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

static gboolean
is_same (const char *a, const char *b)
{
  return a == b || g_str_equal (a, b);
}

/* Removals from the end to the start, so that positions before them hold. */
static void
add_removals (GArray *changes, const gboolean *stays, guint n, guint head)
{
  for (guint end = n; end > 0;)
    {
      guint start = end;

      while (start > 0 && !stays[start - 1])
        start--;
      if (start < end)
        add (changes, head + start, end - start, 0);
      end = start > 0 ? start - 1 : 0;
    }
}

static void
add_additions (GArray *changes, const gboolean *stays, guint n, guint head)
{
  for (guint start = 0; start < n; start++)
    {
      guint end = start;

      while (end < n && !stays[end])
        end++;
      if (end > start)
        add (changes, head + start, 0, end - start);
      start = end;
    }
}

/* Of two lists that differ at both ends. @head: how much stands before them. */
static GArray *
diff (const gpointer *old, guint n_old, const gpointer *fresh, guint n_fresh, guint head)
{
  g_autoptr (GHashTable) places = g_hash_table_new (g_str_hash, g_str_equal);
  g_autofree guint *place = g_new (guint, n_old + 1);
  g_autofree gboolean *old_stays = g_new0 (gboolean, n_old + 1);
  g_autofree gboolean *new_stays = g_new0 (gboolean, n_fresh + 1);
  GArray *changes = g_array_new (FALSE, FALSE, sizeof (RdmListChange));

  for (guint i = 0; i < n_fresh; i++)
    g_hash_table_insert (places, fresh[i], GUINT_TO_POINTER (i + 1));
  for (guint i = 0; i < n_old; i++)
    place[i] = GPOINTER_TO_UINT (g_hash_table_lookup (places, old[i])) - 1;
  mark_longest_run (place, n_old, old_stays);
  for (guint i = 0; i < n_old; i++)
    if (old_stays[i])
      new_stays[place[i]] = TRUE;
  add_removals (changes, old_stays, n_old, head);
  add_additions (changes, new_stays, n_fresh, head);
  return changes;
}

GArray *
rdm_list_diff (GPtrArray *old, GPtrArray *new_keys, guint max_changes)
{
  guint shorter = MIN (old->len, new_keys->len);
  guint head = 0;
  guint tail = 0;
  guint n_old;
  guint n_new;
  GArray *changes;

  while (head < shorter && is_same (old->pdata[head], new_keys->pdata[head]))
    head++;
  while (tail < shorter - head
         && is_same (old->pdata[old->len - 1 - tail], new_keys->pdata[new_keys->len - 1 - tail]))
    tail++;
  n_old = old->len - head - tail;
  n_new = new_keys->len - head - tail;
  changes = diff (n_old > 0 ? old->pdata + head : NULL, n_old,
                  n_new > 0 ? new_keys->pdata + head : NULL, n_new, head);
  /* Too many: everything between what is alike at both ends. */
  if (changes->len > max_changes)
    {
      g_array_set_size (changes, 0);
      add (changes, head, n_old, n_new);
    }
  return changes;
}
