/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A growing array for millions of things: unlike GArray it says when there is no memory left, and
 * counts beyond 32 bits.
 */
#pragma once

#include <glib.h>
#include <string.h>

G_BEGIN_DECLS

typedef struct
{
  gpointer data;
  gsize n;
  gsize capacity;
} RdmOsmVector;

#define RDM_OSM_AT(vector, Type, i) (((Type *)(vector)->data)[i])

/* Room for @n more elements; FALSE without memory, then nothing has changed. */
static inline gboolean
rdm_osm_vector_reserve (RdmOsmVector *self, gsize n, gsize element_size)
{
  gsize wanted = self->n + n;
  gsize capacity = MAX (MAX (wanted, self->capacity + self->capacity / 2), 64);
  gpointer data;

  if (wanted <= self->capacity)
    return TRUE;
  if (wanted < n)
    return FALSE;
  data = g_try_realloc_n (self->data, capacity, element_size);
  if (data == NULL)
    return FALSE;
  self->data = data;
  self->capacity = capacity;
  return TRUE;
}

/* Gives back what was reserved and is not used. */
static inline void
rdm_osm_vector_trim (RdmOsmVector *self, gsize element_size)
{
  if (self->capacity == self->n)
    return;
  self->data = g_realloc_n (self->data, self->n, element_size);
  self->capacity = self->n;
}

static inline void
rdm_osm_vector_clear (RdmOsmVector *self)
{
  g_free (self->data);
  *self = (RdmOsmVector){ NULL, 0, 0 };
}

G_END_DECLS
