/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rdm-board-search.h"

#include <string.h>

#include "rdm-text.h"

struct _RdmBoardSearch
{
  RdmDesk *desk;
  char *text;
  GStrv words; /* folded; NULL: everything matches */
};

RdmBoardSearch *
rdm_board_search_new (RdmDesk *desk)
{
  RdmBoardSearch *self = g_new0 (RdmBoardSearch, 1);

  self->desk = desk;
  return self;
}

void
rdm_board_search_free (RdmBoardSearch *self)
{
  g_free (self->text);
  g_strfreev (self->words);
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

static char *
join_texts (const RdmOrder *order, const RdmOrderEnd *end)
{
  const char *parts[] = { order->reference, end->name, end->address, end->address2,
                          end->postcode,    end->city, end->phone,   order->notes };
  GString *all = g_string_new (NULL);

  for (guint i = 0; i < G_N_ELEMENTS (parts); i++)
    if (parts[i] != NULL)
      g_string_append_printf (all, "%s ", parts[i]);
  return g_string_free (all, FALSE);
}

void
rdm_board_search_prepare (RdmBoardSearch *self, RdmBoardItem *item)
{
  const RdmStop *stop;
  const RdmOrder *order;
  g_autofree char *text = NULL;

  if (item->search_text != NULL || item->kind != RDM_BOARD_STOP)
    return;
  stop = rdm_desk_find_stop (self->desk, item->stop);
  order = rdm_desk_find_order (self->desk, item->stop);
  if (stop == NULL || order == NULL)
    return;
  text = join_texts (order, rdm_order_end (order, stop->role));
  item->search_text = rdm_text_search_key (text);
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
rdm_board_search_matches (RdmBoardSearch *self, RdmBoardItem *item, const char *route_key)
{
  const char *text = "";

  if (self->words == NULL)
    return TRUE;
  if (item != NULL)
    rdm_board_search_prepare (self, item);
  if (item != NULL && item->search_text != NULL)
    text = item->search_text;
  for (guint i = 0; self->words[i] != NULL; i++)
    if (!has_word (text, self->words[i]) && !has_word (route_key, self->words[i]))
      return FALSE;
  return TRUE;
}
