/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rdm-board-search.h"

#include <string.h>

#include "rdm-text.h"

struct _RdmBoardSearch
{
  RdmDesk *desk;
  char *text;
  GStrv words;      /* folded; NULL: everything matches */
  GHashTable *keys; /* stop id → Key */
};

/* A row is never written again: the same order has the same key. */
typedef struct
{
  const RdmOrder *order;
  char *text;
} Key;

static void
key_free (gpointer data)
{
  Key *self = data;

  rdm_row_unref ((gpointer)self->order);
  g_free (self->text);
  g_free (self);
}

RdmBoardSearch *
rdm_board_search_new (RdmDesk *desk)
{
  RdmBoardSearch *self = g_new0 (RdmBoardSearch, 1);

  self->desk = desk;
  self->keys = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, key_free);
  return self;
}

void
rdm_board_search_free (RdmBoardSearch *self)
{
  g_free (self->text);
  g_strfreev (self->words);
  g_hash_table_unref (self->keys);
  g_free (self);
}

gboolean
rdm_board_search_set (RdmBoardSearch *self, const char *text)
{
  g_autofree char *key = rdm_text_search_key (text);

  if (g_strcmp0 (key, self->text) == 0)
    return FALSE;
  g_clear_pointer (&self->words, g_strfreev);
  if (*key != '\0')
    self->words = g_strsplit (key, " ", -1);
  g_free (self->text);
  self->text = g_steal_pointer (&key);
  return TRUE;
}

gboolean
rdm_board_search_is_on (RdmBoardSearch *self)
{
  return self->words != NULL;
}

static const char *
text_of (RdmBoardSearch *self, const char *stop)
{
  const RdmStop *row = rdm_desk_find_stop (self->desk, stop);
  const RdmOrder *order = rdm_desk_find_order (self->desk, stop);
  Key *key = g_hash_table_lookup (self->keys, stop);

  if (row == NULL || order == NULL)
    return "";
  if (key == NULL || key->order != order)
    {
      const RdmOrderEnd *end = rdm_order_end (order, row->role);
      const char *parts[] = { order->reference, end->name, end->address, end->address2,
                              end->postcode,    end->city, end->phone,   order->notes };
      g_autoptr (GString) all = g_string_new (NULL);

      for (guint i = 0; i < G_N_ELEMENTS (parts); i++)
        if (parts[i] != NULL)
          g_string_append_printf (all, "%s ", parts[i]);
      key = g_new0 (Key, 1);
      key->order = rdm_row_ref (order);
      key->text = rdm_text_search_key (all->str);
      g_hash_table_insert (self->keys, g_strdup (stop), key);
    }
  return key->text;
}

/* A letter or two are the beginning of a word; more are looked for inside words too. */
static gboolean
has_word (const char *text, const char *word)
{
  const char *at = text;
  gsize length = strlen (word);

  while ((at = strstr (at, word)) != NULL)
    {
      if (length > 2 || at == text || at[-1] == ' ')
        return TRUE;
      at++;
    }
  return FALSE;
}

gboolean
rdm_board_search_matches (RdmBoardSearch *self, const char *stop, const char *route_name)
{
  g_autofree char *route = NULL;
  const char *text;

  if (self->words == NULL)
    return TRUE;
  text = text_of (self, stop);
  for (guint i = 0; self->words[i] != NULL; i++)
    {
      if (has_word (text, self->words[i]))
        continue;
      if (route == NULL)
        route = rdm_text_search_key (route_name);
      if (!has_word (route, self->words[i]))
        return FALSE;
    }
  return TRUE;
}
