/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rdm-osm-arena-private.h"

enum
{
  CHUNK_BYTES = 1024 * 1024,
  ALIGNMENT = 16,
};

struct _RdmOsmArena
{
  ProtobufCAllocator allocator;
  GPtrArray *chunks; /* of CHUNK_BYTES, kept for the next block */
  GPtrArray *large;  /* each for one request */
  gsize max_bytes;

  /* State */
  gsize n_bytes; /* handed out */
  guint chunk;   /* in use: all before it are full */
  gsize used;    /* bytes of it */
  gboolean exhausted;
};

static gpointer
keep (GPtrArray *array, gsize size)
{
  gpointer memory = g_try_malloc (size);

  if (memory != NULL)
    g_ptr_array_add (array, memory);
  return memory;
}

static gpointer
take_small (RdmOsmArena *self, gsize size)
{
  char *chunk;

  if (self->used + size > CHUNK_BYTES)
    {
      self->chunk++;
      self->used = 0;
    }
  if (self->chunk == self->chunks->len && keep (self->chunks, CHUNK_BYTES) == NULL)
    return NULL;
  chunk = g_ptr_array_index (self->chunks, self->chunk);
  self->used += size;
  return chunk + self->used - size;
}

gpointer
rdm_osm_arena_take (RdmOsmArena *self, gsize size)
{
  gpointer memory = NULL;

  if (size <= self->max_bytes - self->n_bytes)
    {
      size = MAX ((size + ALIGNMENT - 1) / ALIGNMENT, 1) * ALIGNMENT;
      memory = size > CHUNK_BYTES / 4 ? keep (self->large, size) : take_small (self, size);
    }
  if (memory != NULL)
    self->n_bytes = MIN (self->n_bytes + size, self->max_bytes);
  else
    self->exhausted = TRUE;
  return memory;
}

static void *
allocate_cb (void *data, size_t size)
{
  return rdm_osm_arena_take (data, size);
}

static void
free_cb (void *data, void *memory)
{
}

RdmOsmArena *
rdm_osm_arena_new (gsize max_bytes)
{
  RdmOsmArena *self = g_new0 (RdmOsmArena, 1);

  self->allocator = (ProtobufCAllocator){ allocate_cb, free_cb, self };
  self->chunks = g_ptr_array_new_with_free_func (g_free);
  self->large = g_ptr_array_new_with_free_func (g_free);
  self->max_bytes = max_bytes;
  return self;
}

void
rdm_osm_arena_free (RdmOsmArena *self)
{
  g_ptr_array_unref (self->chunks);
  g_ptr_array_unref (self->large);
  g_free (self);
}

ProtobufCAllocator *
rdm_osm_arena_allocator (RdmOsmArena *self)
{
  return &self->allocator;
}

void
rdm_osm_arena_reset (RdmOsmArena *self)
{
  g_ptr_array_set_size (self->large, 0);
  self->n_bytes = 0;
  self->chunk = 0;
  self->used = 0;
  self->exhausted = FALSE;
}

gboolean
rdm_osm_arena_is_exhausted (RdmOsmArena *self)
{
  return self->exhausted;
}
