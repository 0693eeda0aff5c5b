/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rdm-address-words-private.h"

#include <string.h>

#include "rdm-edit-distance.h"
#include "rdm-text.h"

/* A name of one letter before "-str." is nobody's; before "-g." it takes more to be sure. */
enum
{
  STEM_MIN = 2,
  STEM_MIN_SHORT = 3,
  SHORT_SUFFIX = 2,
  MISSPELT_MIN = 6, /* letters of a word that one slip leaves recognizable */
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
  GPtrArray *sorts;     /* (element-type utf8): long words for sorts of streets */
} Tables;

/* Umlauts, before what folds text takes them for accents. */
static char *
spell_umlauts (const char *text, gssize length)
{
  static const struct
  {
    gunichar letter;
    const char *spelled;
  } umlauts[] = {
    { 0xe4, "ae" }, { 0xf6, "oe" }, { 0xfc, "ue" }, { 0xe5, "aa" }, { 0xf8, "oe" },
  };
  g_autofree char *lower = g_utf8_strdown (text, length);
  g_autofree char *composed = g_utf8_normalize (lower, -1, G_NORMALIZE_NFC);
  GString *out = g_string_new (NULL);

  for (const char *at = composed; at != NULL && *at != '\0'; at = g_utf8_next_char (at))
    {
      gunichar c = g_utf8_get_char (at);
      guint i = 0;

      while (i < G_N_ELEMENTS (umlauts) && umlauts[i].letter != c)
        i++;
      if (i < G_N_ELEMENTS (umlauts))
        g_string_append (out, umlauts[i].spelled);
      else
        g_string_append_unichar (out, c);
    }
  return g_string_free (out, FALSE);
}

static gboolean
is_plain_ascii (const char *text, gsize length)
{
  for (gsize i = 0; i < length; i++)
    if (!g_ascii_isalnum (text[i]))
      return FALSE;
  return TRUE;
}

char *
rdm_address_spell (const char *text, gssize length)
{
  gsize bytes = length < 0 ? strlen (text) : (gsize)length;
  g_autofree char *umlauts = NULL;

  /* Most words, and the quick way. */
  if (is_plain_ascii (text, bytes))
    return g_ascii_strdown (text, (gssize)bytes);
  umlauts = spell_umlauts (text, (gssize)bytes);
  return rdm_text_fold (umlauts);
}

/* Whether @c says no more than @last said. */
static gboolean
is_passed_over (char last, char c)
{
  return (c == 'e' && (last == 'a' || last == 'o' || last == 'u')) || (c == 'a' && last == 'a');
}

char *
rdm_address_fold (const char *spelled)
{
  char *folded = g_strdup (spelled);
  char *to = folded;

  for (const char *from = spelled; *from != '\0'; from++)
    if (to == folded || !is_passed_over (to[-1], *from))
      *to++ = *from;
  *to = '\0';
  return folded;
}

gsize
rdm_address_fold_length (const char *spelled, gsize folded)
{
  char last = '\0';
  gsize i;

  for (i = 0; spelled[i] != '\0'; i++)
    {
      if (is_passed_over (last, spelled[i]))
        continue;
      if (folded-- == 0)
        break;
      last = spelled[i];
    }
  return i;
}

static char *
fold_written (const char *written)
{
  g_autofree char *spelled = rdm_address_spell (written, -1);

  return rdm_address_fold (spelled);
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
      g_autofree char *folded = fold_written (word);
      g_autofree char *key = variant_key (folded, dotted);
      Variant *variant;

      /* The first line that has a spelling wins. */
      if (g_hash_table_contains (self->variants, key))
        continue;
      variant = g_new (Variant, 1);
      *variant = (Variant){ { row->shorter, row->kind }, *written[i] == '-', dotted };
      if (variant->glues)
        g_ptr_array_add (self->suffixes, g_strdup (key));
      if (row->kind == RDM_ADDRESS_WORD_TYPE && strlen (folded) >= MISSPELT_MIN)
        g_ptr_array_add (self->sorts, g_strdup (folded));
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
      char *key = strchr (words[i], '/') != NULL ? g_strdup (words[i]) : fold_written (words[i]);
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
  self->sorts = g_ptr_array_new_with_free_func (g_free);
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

const char *
rdm_address_word_misspelt (const char *word)
{
  const Tables *self = get_tables ();
  gsize length = strlen (word);

  for (guint i = 0; i < self->sorts->len && length + 1 >= MISSPELT_MIN; i++)
    {
      const char *sort = g_ptr_array_index (self->sorts, i);

      /* Hardly anybody mistypes the first letter; other words have another one. */
      if (*sort == *word && rdm_edit_distance (word, length, sort, strlen (sort), 1) == 1)
        return sort;
    }
  return NULL;
}

RdmAddressRole
rdm_address_word_roles (const char *word)
{
  return GPOINTER_TO_UINT (g_hash_table_lookup (get_tables ()->roles, word));
}
