/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rdm-cch.h"

#include <string.h>

void
rdm_cch_free (RdmCch *self)
{
  if (!self)
    return;
  if (!self->is_borrowed)
    {
      g_free ((gpointer)self->rank);
      g_free ((gpointer)self->first_up);
      g_free ((gpointer)self->head);
      g_free ((gpointer)self->lane);
    }
  g_free ((gpointer)self->first_down);
  g_free ((gpointer)self->down_tail);
  g_free ((gpointer)self->down_arc);
  g_free (self);
}

guint32
rdm_cch_find (const RdmCch *self, guint32 low, guint32 high)
{
  guint32 from = self->first_up[low];
  guint32 to = self->first_up[low + 1];

  while (from < to)
    {
      guint32 middle = from + (to - from) / 2;

      if (self->head[middle] < high)
        from = middle + 1;
      else
        to = middle;
    }
  return from < self->first_up[low + 1] && self->head[from] == high ? from : RDM_CCH_NONE;
}

/* --- taking nodes out ---------------------------------------------------------------------------
 */

/** The neighbours above, as they are before any node is taken out: sorted lists. */
typedef struct
{
  guint32 *first; /* (array) n_nodes + 1 */
  guint32 *head;
} Above;

static int
compare_nodes (gconstpointer a, gconstpointer b)
{
  guint32 x = *(const guint32 *)a;
  guint32 y = *(const guint32 *)b;

  return (x > y) - (x < y);
}

static void
above_init (
    Above *self, const RdmCch *cch, guint32 n_arcs, const guint32 *tail, const guint32 *head)
{
  self->first = g_new0 (guint32, cch->n_nodes + 2);
  self->head = g_new (guint32, n_arcs + 1);
  for (guint32 i = 0; i < n_arcs; i++)
    if (tail[i] != head[i])
      self->first[MIN (cch->rank[tail[i]], cch->rank[head[i]]) + 2]++;
  for (guint32 v = 2; v < cch->n_nodes + 2; v++)
    self->first[v] += self->first[v - 1];
  for (guint32 i = 0; i < n_arcs; i++)
    {
      guint32 a = cch->rank[tail[i]];
      guint32 b = cch->rank[head[i]];

      if (a != b)
        self->head[self->first[MIN (a, b) + 1]++] = MAX (a, b);
    }
  for (guint32 v = 0; v < cch->n_nodes; v++)
    qsort (self->head + self->first[v], self->first[v + 1] - self->first[v], sizeof *self->head,
           compare_nodes);
}

static void
above_clear (Above *self)
{
  g_free (self->first);
  g_free (self->head);
}

/* Appends to @out what is in either of two sorted lists, once; of @b only what is not @skip. */
static void
merge (GArray *out, const guint32 *a, guint32 n_a, const guint32 *b, guint32 n_b, guint32 skip)
{
  guint32 i = 0;
  guint32 j = 0;

  g_array_set_size (out, 0);
  while (i < n_a || j < n_b)
    {
      guint32 next = j == n_b || (i < n_a && a[i] <= b[j]) ? a[i] : b[j];

      while (i < n_a && a[i] == next)
        i++;
      while (j < n_b && b[j] == next)
        j++;
      if (next != skip)
        g_array_append_val (out, next);
    }
}

/* A node's neighbours above become neighbours of each other when it goes. It is enough to hand them
 * on to the lowest of them, which will do the same. */
static void
take_out (RdmCch *self, const Above *above)
{
  guint32 *first_up = g_new0 (guint32, self->n_nodes + 1);
  g_autofree guint32 *child = g_new (guint32, self->n_nodes + 1);   /* the last one, of a node */
  g_autofree guint32 *sibling = g_new (guint32, self->n_nodes + 1); /* the one before */
  g_autoptr (GArray) heads = g_array_new (FALSE, FALSE, sizeof (guint32));
  g_autoptr (GArray) one = g_array_new (FALSE, FALSE, sizeof (guint32));
  g_autoptr (GArray) other = g_array_new (FALSE, FALSE, sizeof (guint32));

  memset (child, 0xff, self->n_nodes * sizeof *child);
  for (guint32 v = 0; v < self->n_nodes; v++)
    {
      first_up[v] = heads->len;
      merge (one, above->head + above->first[v], above->first[v + 1] - above->first[v], NULL, 0, v);
      for (guint32 c = child[v]; c != RDM_CCH_NONE; c = sibling[c])
        {
          GArray *kept = one;

          merge (other, (const guint32 *)(gpointer)one->data, one->len,
                 &g_array_index (heads, guint32, first_up[c]), first_up[c + 1] - first_up[c], v);
          one = other;
          other = kept;
        }
      g_array_append_vals (heads, one->data, one->len);
      first_up[v + 1] = heads->len;
      if (one->len > 0)
        {
          guint32 parent = g_array_index (one, guint32, 0);

          sibling[v] = child[parent];
          child[parent] = v;
        }
    }
  self->n_arcs = heads->len;
  self->first_up = first_up;
  self->head = (guint32 *)(gpointer)g_array_free (g_steal_pointer (&heads), FALSE);
}

/* --- the other side of it -----------------------------------------------------------------------
 */

static void
fill_down (RdmCch *self)
{
  guint32 *first = g_new0 (guint32, self->n_nodes + 2);
  guint32 *tail = g_new (guint32, self->n_arcs + 1);
  guint32 *down = g_new (guint32, self->n_arcs + 1);

  for (guint32 arc = 0; arc < self->n_arcs; arc++)
    first[self->head[arc] + 2]++;
  for (guint32 v = 2; v < self->n_nodes + 2; v++)
    first[v] += first[v - 1];
  for (guint32 v = 0; v < self->n_nodes; v++)
    for (guint32 arc = self->first_up[v]; arc < self->first_up[v + 1]; arc++)
      {
        guint32 at = first[self->head[arc] + 1]++;

        tail[at] = v;
        down[at] = arc;
      }
  self->first_down = first;
  self->down_tail = tail;
  self->down_arc = down;
}

static void
fill_lanes (RdmCch *self, guint32 n_arcs, const guint32 *tail, const guint32 *head)
{
  guint32 *lane = g_new (guint32, n_arcs + 1);

  for (guint32 i = 0; i < n_arcs; i++)
    {
      guint32 a = self->rank[tail[i]];
      guint32 b = self->rank[head[i]];

      lane[i] = a == b ? RDM_CCH_NONE : 2 * rdm_cch_find (self, MIN (a, b), MAX (a, b)) + (a > b);
    }
  self->n_input_arcs = n_arcs;
  self->lane = lane;
}

RdmCch *
rdm_cch_new (
    guint32 n_nodes, guint32 n_arcs, const guint32 *tail, const guint32 *head, const guint32 *order)
{
  RdmCch *self = g_new0 (RdmCch, 1);
  guint32 *rank = g_new (guint32, n_nodes + 1);
  Above above;

  for (guint32 i = 0; i < n_nodes; i++)
    rank[order[i]] = i;
  self->n_nodes = n_nodes;
  self->rank = rank;
  above_init (&above, self, n_arcs, tail, head);
  take_out (self, &above);
  above_clear (&above);
  fill_down (self);
  fill_lanes (self, n_arcs, tail, head);
  return self;
}

/* --- reading back -------------------------------------------------------------------------------
 */

/* Whatever the arrays hold, nothing that reads them may go astray: every head is above its tail and
 * the neighbours that a node has above are neighbours of the lowest of them. */
static gboolean
is_sound (const RdmCch *self)
{
  if (self->first_up[0] != 0 || self->first_up[self->n_nodes] != self->n_arcs)
    return FALSE;
  for (guint32 v = 0; v < self->n_nodes; v++)
    {
      if (self->rank[v] >= self->n_nodes || self->first_up[v] > self->first_up[v + 1]
          || self->first_up[v + 1] > self->n_arcs)
        return FALSE;
      for (guint32 arc = self->first_up[v]; arc < self->first_up[v + 1]; arc++)
        if (self->head[arc] >= self->n_nodes
            || self->head[arc] <= (arc > self->first_up[v] ? self->head[arc - 1] : v))
          return FALSE;
    }
  for (guint32 i = 0; i < self->n_input_arcs; i++)
    if (self->lane[i] != RDM_CCH_NONE && self->lane[i] / 2 >= self->n_arcs)
      return FALSE;
  return TRUE;
}

static gboolean
is_chordal (const RdmCch *self)
{
  for (guint32 v = 0; v < self->n_nodes; v++)
    {
      guint32 parent = rdm_cch_parent (self, v);
      guint32 at = parent == RDM_CCH_NONE ? 0 : self->first_up[parent];

      for (guint32 arc = self->first_up[v] + 1; arc < self->first_up[v + 1]; arc++)
        {
          while (at < self->first_up[parent + 1] && self->head[at] < self->head[arc])
            at++;
          if (at == self->first_up[parent + 1] || self->head[at] != self->head[arc])
            return FALSE;
        }
    }
  return TRUE;
}

RdmCch *
rdm_cch_load (guint32 n_nodes,
              const guint32 *rank,
              const guint32 *first_up,
              guint32 n_arcs,
              const guint32 *head,
              guint32 n_input_arcs,
              const guint32 *lane)
{
  g_autoptr (RdmCch) self = g_new0 (RdmCch, 1);

  self->n_nodes = n_nodes;
  self->n_arcs = n_arcs;
  self->n_input_arcs = n_input_arcs;
  self->rank = rank;
  self->first_up = first_up;
  self->head = head;
  self->lane = lane;
  self->is_borrowed = TRUE;
  if (!is_sound (self) || !is_chordal (self))
    return NULL;
  fill_down (self);
  return g_steal_pointer (&self);
}
