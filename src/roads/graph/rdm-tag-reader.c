/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rdm-tag-reader.h"

typedef struct
{
  RdmTagKey key;
  const char *value;
} Loaded;

struct _RdmTagReader
{
  const RdmOsm *osm;
  GHashTable *wanted; /* (element-type utf8 utf8): by content: the key's one address */
  GHashTable *known;  /* by address in the extract: the key's one address, or NULL: not wanted */
  GArray *loaded;     /* (element-type Loaded) */
};

RdmTagReader *
rdm_tag_reader_new (const RdmOsm *osm)
{
  RdmTagReader *self = g_new (RdmTagReader, 1);

  self->osm = osm;
  self->wanted = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->known = g_hash_table_new (NULL, NULL);
  self->loaded = g_array_new (FALSE, FALSE, sizeof (Loaded));
  return self;
}

void
rdm_tag_reader_free (RdmTagReader *self)
{
  if (!self)
    return;
  g_hash_table_unref (self->wanted);
  g_hash_table_unref (self->known);
  g_array_unref (self->loaded);
  g_free (self);
}

const RdmOsm *
rdm_tag_reader_get_osm (const RdmTagReader *self)
{
  return self->osm;
}

RdmTagKey
rdm_tag_reader_want (RdmTagReader *self, const char *key)
{
  RdmTagKey wanted = g_hash_table_lookup (self->wanted, key);

  if (!wanted)
    {
      char *copy = g_strdup (key);

      g_hash_table_insert (self->wanted, copy, copy);
      g_hash_table_remove_all (self->known);
      wanted = copy;
    }
  return wanted;
}

RdmTagKey
rdm_tag_reader_want_printf (RdmTagReader *self, const char *format, ...)
{
  g_autofree char *key = NULL;
  va_list arguments;

  va_start (arguments, format);
  key = g_strdup_vprintf (format, arguments);
  va_end (arguments);
  return rdm_tag_reader_want (self, key);
}

void
rdm_tag_reader_load (RdmTagReader *self, RdmOsmKind kind, guint32 index)
{
  guint n_tags = rdm_osm_n_tags (self->osm, kind, index);

  g_array_set_size (self->loaded, 0);
  for (guint i = 0; i < n_tags; i++)
    {
      RdmOsmTag tag = rdm_osm_tag_at (self->osm, kind, index, i);
      gpointer key;

      if (!g_hash_table_lookup_extended (self->known, tag.key, NULL, &key))
        {
          key = g_hash_table_lookup (self->wanted, tag.key);
          g_hash_table_insert (self->known, (gpointer)tag.key, key);
        }
      if (key)
        {
          Loaded loaded = { key, tag.value };

          g_array_append_val (self->loaded, loaded);
        }
    }
}

const char *
rdm_tag_reader_get (const RdmTagReader *self, RdmTagKey key)
{
  for (guint i = 0; i < self->loaded->len; i++)
    if (g_array_index (self->loaded, Loaded, i).key == key)
      return g_array_index (self->loaded, Loaded, i).value;
  return NULL;
}

gboolean
rdm_tag_reader_is (const RdmTagReader *self, RdmTagKey key, const char *value)
{
  return g_strcmp0 (rdm_tag_reader_get (self, key), value) == 0;
}
