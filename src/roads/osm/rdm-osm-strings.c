/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rdm-osm-strings-private.h"

#include <string.h>

#include "rdm-osm-vector-private.h"

enum
{
  FIRST_SLOTS = 4096,
};

struct _RdmOsmStrings
{
  RdmOsmVector text;    /* char: all strings, each with its NUL */
  RdmOsmVector offsets; /* gsize, one a string */

  /* Open addressing: indexes of strings, or RDM_OSM_NO_STRING. */
  guint32 *slots;
  gsize n_slots; /* a power of two */
};

void
rdm_osm_strings_free (RdmOsmStrings *self)
{
  if (self == NULL)
    return;
  rdm_osm_vector_clear (&self->text);
  rdm_osm_vector_clear (&self->offsets);
  g_free (self->slots);
  g_free (self);
}

/* FNV-1a. */
static guint64
hash (const char *text, gsize length)
{
  guint64 value = G_GUINT64_CONSTANT (0xcbf29ce484222325);

  for (gsize i = 0; i < length; i++)
    value = (value ^ (guchar)text[i]) * G_GUINT64_CONSTANT (0x100000001b3);
  return value ^ (value >> 32);
}

const char *
rdm_osm_strings_get (const RdmOsmStrings *self, guint32 index)
{
  return (const char *)self->text.data + RDM_OSM_AT (&self->offsets, gsize, index);
}

/* The slot that has the string, or the empty one that is for it. */
static gsize
find_slot (const RdmOsmStrings *self, const char *text, gsize length)
{
  gsize slot = hash (text, length) & (self->n_slots - 1);

  for (; self->slots[slot] != RDM_OSM_NO_STRING; slot = (slot + 1) & (self->n_slots - 1))
    {
      const char *other = rdm_osm_strings_get (self, self->slots[slot]);

      if (strncmp (other, text, length) == 0 && other[length] == '\0')
        break;
    }
  return slot;
}

static gboolean
set_n_slots (RdmOsmStrings *self, gsize n_slots)
{
  guint32 *slots = g_try_new (guint32, n_slots);

  if (slots == NULL)
    return FALSE;
  memset (slots, 0xff, n_slots * sizeof *slots);
  g_free (self->slots);
  self->slots = slots;
  self->n_slots = n_slots;
  for (gsize i = 0; i < self->offsets.n; i++)
    {
      const char *text = rdm_osm_strings_get (self, (guint32)i);

      slots[find_slot (self, text, strlen (text))] = (guint32)i;
    }
  return TRUE;
}

static guint32
append (RdmOsmStrings *self, gsize slot, const char *text, gsize length)
{
  guint32 index = (guint32)self->offsets.n;

  if (self->offsets.n >= RDM_OSM_NO_STRING
      || !rdm_osm_vector_reserve (&self->text, length + 1, sizeof (char))
      || !rdm_osm_vector_reserve (&self->offsets, 1, sizeof (gsize)))
    return RDM_OSM_NO_STRING;
  memcpy ((char *)self->text.data + self->text.n, text, length);
  ((char *)self->text.data)[self->text.n + length] = '\0';
  RDM_OSM_AT (&self->offsets, gsize, index) = self->text.n;
  self->text.n += length + 1;
  self->offsets.n++;
  self->slots[slot] = index;
  return index;
}

guint32
rdm_osm_strings_add (RdmOsmStrings *self, const char *text, gsize length)
{
  g_autofree char *valid = NULL;
  gsize slot;

  if (length == 0)
    text = "";
  length = strnlen (text, length);
  if (!g_utf8_validate_len (text, length, NULL))
    {
      valid = g_utf8_make_valid (text, (gssize)length);
      text = valid;
      length = strlen (valid);
    }
  if (self->offsets.n >= self->n_slots / 2 && !set_n_slots (self, self->n_slots * 2))
    return RDM_OSM_NO_STRING;
  slot = find_slot (self, text, length);
  if (self->slots[slot] != RDM_OSM_NO_STRING)
    return self->slots[slot];
  return append (self, slot, text, length);
}

void
rdm_osm_strings_end (RdmOsmStrings *self)
{
  g_clear_pointer (&self->slots, g_free);
  rdm_osm_vector_trim (&self->text, sizeof (char));
  rdm_osm_vector_trim (&self->offsets, sizeof (gsize));
}

RdmOsmStrings *
rdm_osm_strings_new (void)
{
  RdmOsmStrings *self = g_new0 (RdmOsmStrings, 1);

  (void)set_n_slots (self, FIRST_SLOTS);
  (void)rdm_osm_strings_add (self, "", 0);
  return self;
}
