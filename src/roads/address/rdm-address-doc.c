/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rdm-address-doc.h"

#include <string.h>

#include "rdm-address-token.h"

RdmAddressDoc *
rdm_address_doc_new (void)
{
  RdmAddressDoc *self = g_new0 (RdmAddressDoc, 1);

  self->name = g_string_new (NULL);
  self->area = g_string_new (NULL);
  self->seen_name = g_hash_table_new (g_str_hash, g_str_equal);
  self->seen_area = g_hash_table_new (g_str_hash, g_str_equal);
  self->words = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->spellings = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  return self;
}

void
rdm_address_doc_free (RdmAddressDoc *self)
{
  if (self == NULL)
    return;
  g_string_free (self->name, TRUE);
  g_string_free (self->area, TRUE);
  g_hash_table_unref (self->seen_name);
  g_hash_table_unref (self->seen_area);
  g_hash_table_unref (self->words);
  g_hash_table_unref (self->spellings);
  g_free (self);
}

void
rdm_address_doc_begin (RdmAddressDoc *self)
{
  g_string_truncate (self->name, 0);
  g_string_truncate (self->area, 0);
  g_hash_table_remove_all (self->seen_name);
  g_hash_table_remove_all (self->seen_area);
}

char *
rdm_address_doc_word (const char *word)
{
  GString *out = g_string_new (NULL);

  for (const char *at = word; *at != '\0'; at = g_utf8_next_char (at))
    if (g_unichar_isalnum (g_utf8_get_char (at)))
      g_string_append_unichar (out, g_utf8_get_char (at));
  return g_string_free (out, FALSE);
}

static void
add_word (RdmAddressDoc *self, GString *column, GHashTable *seen, const char *word)
{
  g_autofree char *plain = word != NULL ? rdm_address_doc_word (word) : NULL;
  const char *known;

  if (plain == NULL || *plain == '\0')
    return;
  if (!g_hash_table_lookup_extended (self->words, plain, (gpointer *)&known, NULL))
    {
      char *kept = g_strdup (plain);

      g_hash_table_add (self->words, kept);
      known = kept;
    }
  if (!g_hash_table_add (seen, (gpointer)known))
    return;
  g_string_append_printf (column, "%s%s", column->len > 0 ? " " : "", known);
}

/* A word in all its forms; of "4000-123" also what people leave it at. */
static void
add_token (RdmAddressDoc *self, GString *column, GHashTable *seen, const RdmAddressToken *token)
{
  add_word (self, column, seen, token->whole);
  if (!token->is_number && strcmp (token->spelled, token->whole) != 0)
    g_hash_table_add (self->spellings, g_strdup (token->spelled));
  add_word (self, column, seen, token->canon);
  add_word (self, column, seen, token->parts[0]);
  add_word (self, column, seen, token->parts[1]);
  if (token->is_number && strpbrk (token->whole, "-/") != NULL)
    {
      g_auto (GStrv) parts = g_strsplit_set (token->whole, "-/", -1);

      for (guint i = 0; parts[i] != NULL; i++)
        add_word (self, column, seen, parts[i]);
    }
}

void
rdm_address_doc_add_names (RdmAddressDoc *self, const char *names, GString *keys)
{
  g_auto (GStrv) lines = g_strsplit (names, "\n", -1);

  for (guint i = 0; lines[i] != NULL; i++)
    {
      g_autoptr (GArray) tokens = rdm_address_tokens_new (lines[i], TRUE, NULL);

      for (guint j = 0; j < tokens->len; j++)
        add_token (self, self->name, self->seen_name, &g_array_index (tokens, RdmAddressToken, j));
      if (keys != NULL)
        {
          g_autofree char *key = rdm_address_tokens_key (tokens);

          g_string_append_printf (keys, "%s%s", i > 0 ? "\n" : "", key);
        }
    }
}

void
rdm_address_doc_add_area (RdmAddressDoc *self, const char *names)
{
  g_auto (GStrv) lines = g_strsplit (names, "\n", -1);

  for (guint i = 0; lines[i] != NULL; i++)
    {
      g_autoptr (GArray) tokens = rdm_address_tokens_new (lines[i], TRUE, NULL);
      g_autoptr (GString) joined = g_string_new (NULL);

      for (guint j = 0; j < tokens->len; j++)
        {
          const RdmAddressToken *token = &g_array_index (tokens, RdmAddressToken, j);

          add_token (self, self->area, self->seen_area, token);
          g_string_append (joined, token->whole);
        }
      /* "1234 AB" is as often written "1234AB". */
      if (tokens->len == 2 && strpbrk (joined->str, "0123456789") != NULL)
        add_word (self, self->area, self->seen_area, joined->str);
    }
}

static int
compare_words (gconstpointer a, gconstpointer b)
{
  return strcmp (*(const char *const *)a, *(const char *const *)b);
}

GByteArray *
rdm_address_doc_list (GHashTable *words)
{
  guint n;
  g_autofree gpointer *list = g_hash_table_get_keys_as_array (words, &n);
  GByteArray *data = g_byte_array_new ();

  qsort (list, n, sizeof *list, compare_words);
  for (guint i = 0; i < n; i++)
    g_byte_array_append (data, list[i], (guint)strlen (list[i]) + 1);
  return data;
}
