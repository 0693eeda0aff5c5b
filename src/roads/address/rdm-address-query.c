/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rdm-address-query.h"

#include <string.h>

static RdmAddressToken *
token_at (RdmAddressQuery *self, guint i)
{
  return &g_array_index (self->tokens, RdmAddressToken, i);
}

static gboolean
same_segment (RdmAddressQuery *self, guint i, guint j)
{
  return j < self->tokens->len && token_at (self, i)->segment == token_at (self, j)->segment;
}

/* What may stand behind "Apt": a number, a letter, "4B". */
static gboolean
is_unit_value (const RdmAddressToken *token)
{
  return token->is_number || strlen (token->whole) == 1;
}

/* "3. OG": the number before it is a floor's when it is written as one, or when there is another
 * that can be the house's. */
static gboolean
is_floor_before (RdmAddressQuery *self, guint i)
{
  const RdmAddressToken *floor = token_at (self, i);

  if (!floor->is_number || floor->after_number_word)
    return FALSE;
  if (floor->is_ordinal)
    return TRUE;
  for (guint j = 0; j < i; j++)
    if (token_at (self, j)->is_number && !token_at (self, j)->is_unit)
      return TRUE;
  return FALSE;
}

static void
mark_units (RdmAddressQuery *self)
{
  guint care_segment = G_MAXUINT;

  for (guint i = 0; i < self->tokens->len; i++)
    {
      RdmAddressToken *token = token_at (self, i);

      if (token->segment == care_segment)
        token->is_unit = TRUE;
      if (token->is_number || token->roles == RDM_ADDRESS_ROLE_NONE)
        continue;
      if (token->roles & RDM_ADDRESS_ROLE_CARE)
        {
          token->is_unit = TRUE;
          care_segment = token->segment;
        }
      else if ((token->roles & RDM_ADDRESS_ROLE_NUMBER) && same_segment (self, i, i + 1)
               && token_at (self, i + 1)->is_number)
        {
          token->is_unit = TRUE;
          token_at (self, i + 1)->after_number_word = TRUE;
        }
      else if ((token->roles & RDM_ADDRESS_ROLE_UNIT_BEFORE) && i > 0
               && same_segment (self, i, i - 1) && is_floor_before (self, i - 1))
        {
          token->is_unit = TRUE;
          token_at (self, i - 1)->is_unit = TRUE;
        }
      else if ((token->roles & RDM_ADDRESS_ROLE_UNIT_AFTER) && same_segment (self, i, i + 1)
               && is_unit_value (token_at (self, i + 1)))
        {
          token->is_unit = TRUE;
          token_at (self, i + 1)->is_unit = TRUE;
        }
      else if (token->roles & RDM_ADDRESS_ROLE_UNIT)
        token->is_unit = TRUE;
    }
}

static void
sort_tokens (RdmAddressQuery *self)
{
  for (guint i = 0; i < self->tokens->len; i++)
    {
      const RdmAddressToken *token = token_at (self, i);
      RdmTokenSet bit = RDM_TOKEN_BIT (i);

      if (token->is_number)
        self->numbers |= bit;
      if (token->is_unit)
        self->units |= bit;
      else if (!token->is_number)
        self->names |= bit;
      if (token->is_unit || (token->roles & RDM_ADDRESS_ROLE_COUNTRY)
          || (token->roles & RDM_ADDRESS_ROLE_NUMBER))
        self->silent |= bit;
    }
}

RdmAddressQuery *
rdm_address_query_new (const char *text,
                       gboolean typing,
                       gboolean glue,
                       const RdmAddressVocabulary *words)
{
  RdmAddressQuery *self = g_new0 (RdmAddressQuery, 1);
  gsize length = strlen (text);

  self->tokens = rdm_address_tokens_new (text, glue, words);
  /* A space or comma ends the last word. */
  self->open =
      typing && self->tokens->len > 0 && token_at (self, self->tokens->len - 1)->end == length;
  mark_units (self);
  sort_tokens (self);
  return self;
}

void
rdm_address_query_free (RdmAddressQuery *self)
{
  if (self == NULL)
    return;
  g_array_unref (self->tokens);
  g_free (self);
}

gboolean
rdm_address_query_is_glued (const RdmAddressQuery *self)
{
  for (guint i = 0; i < self->tokens->len; i++)
    if (rdm_address_query_token (self, i)->parts[0] != NULL)
      return TRUE;
  return FALSE;
}

double
rdm_address_query_weight (const RdmAddressQuery *self, guint i)
{
  const RdmAddressToken *token = rdm_address_query_token (self, i);

  if (self->silent & RDM_TOKEN_BIT (i))
    return 0.;
  if (token->is_number)
    return 0.7;
  switch (token->kind)
    {
    case RDM_ADDRESS_WORD_TYPE:
      return 0.3;
    case RDM_ADDRESS_WORD_TITLE:
      return 0.4;
    case RDM_ADDRESS_WORD_SMALL:
      return 0.1;
    default:
      return strlen (token->whole) == 1 ? 0.2 : strlen (token->whole) == 2 ? 0.5 : 1.;
    }
}

/* The less, the likelier it is the house's number: next to the street's name, and not a floor's. */
static guint
unlikeliness (const RdmAddressQuery *self, guint i, guint first, guint last, guint segment)
{
  const RdmAddressToken *token = rdm_address_query_token (self, i);
  guint distance = i > last ? i - last : first > i ? first - i : 0;

  if (token->after_number_word)
    return 0;
  return distance * 2 + (i < first) + (token->segment != segment) * 16 + token->is_unit * 64
         + token->is_ordinal * 4;
}

guint
rdm_address_query_house_numbers (const RdmAddressQuery *self,
                                 RdmTokenSet name,
                                 RdmTokenSet used,
                                 guint *found)
{
  guint scores[64];
  guint first = 0;
  guint last = 0;
  guint segment;
  guint n = 0;

  if (name == 0)
    return 0;
  first = (guint)__builtin_ctzll (name);
  last = 63 - (guint)__builtin_clzll (name);
  segment = rdm_address_query_token (self, last)->segment;
  for (guint i = 0; i < self->tokens->len; i++)
    {
      guint score;
      guint at;

      if (!(self->numbers & ~used & ~name & RDM_TOKEN_BIT (i)))
        continue;
      score = unlikeliness (self, i, first, last, segment);
      for (at = n; at > 0 && scores[at - 1] > score; at--)
        {
          scores[at] = scores[at - 1];
          found[at] = found[at - 1];
        }
      scores[at] = score;
      found[at] = i;
      n++;
    }
  /* A floor is no house while there is another number. */
  while (n > 1 && rdm_address_query_token (self, found[n - 1])->is_unit
         && !rdm_address_query_token (self, found[0])->is_unit)
    n--;
  return n;
}

guint
rdm_address_query_letter_after (const RdmAddressQuery *self, guint number, RdmTokenSet used)
{
  static const char *const words[] = { "bis", "ter", "quater", "quinquies" };
  const RdmAddressToken *token;
  guint i = number + 1;

  if (i >= self->tokens->len || (used & RDM_TOKEN_BIT (i)))
    return G_MAXUINT;
  token = rdm_address_query_token (self, i);
  if (token->segment != rdm_address_query_token (self, number)->segment || token->is_number)
    return G_MAXUINT;
  if (strlen (token->whole) == 1 && g_ascii_isalpha (*token->whole))
    return i;
  for (guint j = 0; j < G_N_ELEMENTS (words); j++)
    if (strcmp (token->whole, words[j]) == 0)
      return i;
  return G_MAXUINT;
}
