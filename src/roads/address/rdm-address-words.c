/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rdm-address-words-private.h"

#include <string.h>

#include "rdm-text.h"

/* A name of one letter before "-str." is nobody's; before "-g." it takes more to be sure. */
enum
{
  STEM_MIN = 2,
  STEM_MIN_SHORT = 3,
  SHORT_SUFFIX = 2,
};

typedef struct
{
  RdmAddressMeaning meaning;
  gboolean glues;
  gboolean needs_dot;
} Variant;

typedef struct
{
  GHashTable *variants; /* folded → Variant; those that need a point have it */
  GHashTable *roles;    /* folded → RdmAddressRole */
  GPtrArray *suffixes;  /* (element-type utf8): of those that glue, the longest first */
} Tables;

char *
rdm_address_fold (const char *text, gssize length)
{
  g_autofree char *part = length < 0 ? g_strdup (text) : g_strndup (text, (gsize)length);
  char *folded = rdm_text_fold (part);
  char *to = folded;

  for (const char *from = folded; *from != '\0'; from++)
    {
      char last = to > folded ? to[-1] : '\0';
      gboolean umlaut = *from == 'e' && (last == 'a' || last == 'o' || last == 'u');

      if (!umlaut && !(*from == 'a' && last == 'a'))
        *to++ = *from;
    }
  *to = '\0';
  return folded;
}

static char *
variant_key (const char *word, gboolean dotted)
{
  return g_strconcat (word, dotted ? "." : "", NULL);
}

static void
add_row (Tables *self, const RdmAddressWordRow *row)
{
  g_auto (GStrv) written = g_strsplit (row->variants, " ", -1);

  for (guint i = 0; written[i] != NULL; i++)
    {
      const char *word = written[i] + (*written[i] == '-');
      gboolean dotted = g_str_has_suffix (word, ".");
      g_autofree char *folded = rdm_address_fold (word, -1);
      g_autofree char *key = variant_key (folded, dotted);
      Variant *variant;

      /* The first line that has a spelling wins. */
      if (g_hash_table_contains (self->variants, key))
        continue;
      variant = g_new (Variant, 1);
      *variant = (Variant){ { row->shorter, row->kind }, *written[i] == '-', dotted };
      if (variant->glues)
        g_ptr_array_add (self->suffixes, g_strdup (key));
      g_hash_table_insert (self->variants, g_steal_pointer (&key), variant);
    }
}

static void
add_roles (Tables *self, const RdmAddressRoleRow *row)
{
  g_auto (GStrv) words = g_strsplit (row->words, " ", -1);

  for (guint i = 0; words[i] != NULL; i++)
    {
      /* What has a stroke is a sign of its own, and is looked up as it is written. */
      char *key =
          strchr (words[i], '/') != NULL ? g_strdup (words[i]) : rdm_address_fold (words[i], -1);
      guint roles = GPOINTER_TO_UINT (g_hash_table_lookup (self->roles, key)) | row->role;

      g_hash_table_replace (self->roles, key, GUINT_TO_POINTER (roles));
    }
}

static int
compare_lengths (gconstpointer a, gconstpointer b)
{
  gsize left = strlen (*(const char *const *)a);
  gsize right = strlen (*(const char *const *)b);

  return (left < right) - (left > right);
}

static gpointer
make_tables (gpointer data)
{
  Tables *self = g_new0 (Tables, 1);

  self->variants = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  self->roles = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->suffixes = g_ptr_array_new_with_free_func (g_free);
  for (const RdmAddressWordRow *row = rdm_address_word_rows; row->shorter != NULL; row++)
    add_row (self, row);
  for (const RdmAddressRoleRow *row = rdm_address_role_rows; row->words != NULL; row++)
    add_roles (self, row);
  g_ptr_array_sort (self->suffixes, compare_lengths);
  return self;
}

/* Made once and kept: the tables are the program's. */
static const Tables *
get_tables (void)
{
  static GOnce once = G_ONCE_INIT;

  return g_once (&once, make_tables, NULL);
}

static const Variant *
find_variant (const char *word, gboolean dotted)
{
  const Tables *self = get_tables ();
  const Variant *found = g_hash_table_lookup (self->variants, word);

  if (found == NULL && dotted)
    {
      g_autofree char *key = variant_key (word, TRUE);

      found = g_hash_table_lookup (self->variants, key);
    }
  return found;
}

const RdmAddressMeaning *
rdm_address_word_meaning (const char *word, gboolean dotted)
{
  const Variant *found = find_variant (word, dotted);

  return found != NULL ? &found->meaning : NULL;
}

gboolean
rdm_address_word_glues (const char *word, gboolean dotted)
{
  const Variant *found = find_variant (word, dotted);

  return found != NULL && found->glues;
}

const RdmAddressMeaning *
rdm_address_word_suffix (const char *word, gboolean dotted, gsize *stem_length)
{
  const Tables *self = get_tables ();
  gsize length = strlen (word);

  for (guint i = 0; i < self->suffixes->len; i++)
    {
      const char *suffix = g_ptr_array_index (self->suffixes, i);
      gsize n = strlen (suffix);
      gboolean needs_dot = suffix[n - 1] == '.';
      gsize letters = n - needs_dot;
      gsize least = letters <= SHORT_SUFFIX ? STEM_MIN_SHORT : STEM_MIN;
      const Variant *found;

      if ((needs_dot && !dotted) || length < letters + least
          || memcmp (word + length - letters, suffix, letters) != 0)
        continue;
      found = g_hash_table_lookup (self->variants, suffix);
      *stem_length = length - letters;
      return &found->meaning;
    }
  return NULL;
}

RdmAddressRole
rdm_address_word_roles (const char *word)
{
  return GPOINTER_TO_UINT (g_hash_table_lookup (get_tables ()->roles, word));
}
