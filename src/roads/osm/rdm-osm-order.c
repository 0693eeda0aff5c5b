/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rdm-osm-order-private.h"

gboolean
rdm_osm_order_is_ascending (const RdmOsmVector *ids)
{
  for (gsize i = 1; i < ids->n; i++)
    if (RDM_OSM_AT (ids, gint64, i - 1) >= RDM_OSM_AT (ids, gint64, i))
      return FALSE;
  return TRUE;
}

typedef struct
{
  gint64 id;
  guint32 position;
} Ranked;

static int
compare_ranked (gconstpointer a, gconstpointer b)
{
  const Ranked *first = a;
  const Ranked *second = b;

  if (first->id != second->id)
    return first->id < second->id ? -1 : 1;
  return first->position < second->position ? -1 : 1;
}

guint32 *
rdm_osm_order_new (const RdmOsmVector *ids, gsize *n)
{
  g_autofree Ranked *ranked = g_try_new (Ranked, ids->n);
  g_autofree guint32 *order = g_try_new (guint32, ids->n);

  if (ranked == NULL || order == NULL)
    return NULL;
  for (gsize i = 0; i < ids->n; i++)
    ranked[i] = (Ranked){ RDM_OSM_AT (ids, gint64, i), (guint32)i };
  qsort (ranked, ids->n, sizeof *ranked, compare_ranked);
  *n = 0;
  for (gsize i = 0; i < ids->n; i++)
    if (i + 1 == ids->n || ranked[i].id != ranked[i + 1].id)
      order[(*n)++] = ranked[i].position;
  return g_steal_pointer (&order);
}

static gpointer
element (const RdmOsmVector *vector, gsize i, gsize element_size)
{
  return (char *)vector->data + i * element_size;
}

gboolean
rdm_osm_order_apply (const guint32 *order, gsize n, RdmOsmVector *vector, gsize element_size)
{
  RdmOsmVector sorted = { NULL, 0, 0 };

  if (!rdm_osm_vector_reserve (&sorted, n, element_size))
    return FALSE;
  for (gsize i = 0; i < n; i++)
    memcpy (element (&sorted, i, element_size), element (vector, order[i], element_size),
            element_size);
  sorted.n = n;
  rdm_osm_vector_clear (vector);
  *vector = sorted;
  return TRUE;
}

gboolean
rdm_osm_order_apply_lists (
    const guint32 *order, gsize n, RdmOsmVector *first, RdmOsmVector *elements, gsize element_size)
{
  RdmOsmVector sorted_first = { NULL, 0, 0 };
  RdmOsmVector sorted = { NULL, 0, 0 };

  if (!rdm_osm_vector_reserve (&sorted_first, n + 1, sizeof (guint32)))
    return FALSE;
  if (!rdm_osm_vector_reserve (&sorted, elements->n, element_size))
    {
      rdm_osm_vector_clear (&sorted_first);
      return FALSE;
    }
  for (gsize i = 0; i < n; i++)
    {
      guint32 begin = RDM_OSM_AT (first, guint32, order[i]);
      guint32 end = RDM_OSM_AT (first, guint32, order[i] + 1);

      RDM_OSM_AT (&sorted_first, guint32, i) = (guint32)sorted.n;
      if (end > begin)
        memcpy (element (&sorted, sorted.n, element_size), element (elements, begin, element_size),
                (end - begin) * element_size);
      sorted.n += end - begin;
    }
  RDM_OSM_AT (&sorted_first, guint32, n) = (guint32)sorted.n;
  sorted_first.n = n + 1;
  rdm_osm_vector_clear (first);
  rdm_osm_vector_clear (elements);
  *first = sorted_first;
  *elements = sorted;
  return TRUE;
}

guint32
rdm_osm_order_find (const RdmOsmVector *ids, gint64 id, guint32 *hint)
{
  const gint64 *at = ids->data;
  gsize low = 0;
  gsize high = ids->n; /* at[low - 1] < id <= at[high] where these are */

  if (*hint < ids->n)
    {
      /* Steps that double, from the hint towards the identifier. */
      gsize step = 1;

      if (at[*hint] < id)
        for (low = (gsize)*hint + 1; low + step < high; step *= 2)
          {
            if (at[low + step - 1] >= id)
              {
                high = low + step - 1;
                break;
              }
            low += step;
          }
      else
        for (high = *hint; high > step; step *= 2)
          {
            if (at[high - step] < id)
              {
                low = high - step + 1;
                break;
              }
            high -= step;
          }
    }
  while (low < high)
    {
      gsize middle = low + (high - low) / 2;

      if (at[middle] < id)
        low = middle + 1;
      else
        high = middle;
    }
  if (low >= ids->n || at[low] != id)
    return G_MAXUINT32;
  *hint = (guint32)low;
  return (guint32)low;
}
