/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rdm-address-candidate.h"

#include <string.h>

/* A town is named when so much of its name is: "Bendern" for "Gamprin-Bendern" will do. */
#define TOWN_LEAST 0.45
#define OTHER_LEAST 0.75

/* Of a street's name most must be said before one can be sure. */
#define NAME_LEAST 0.84
#define NAME_SHOWN 0.2

void
rdm_address_candidate_clear (RdmAddressCandidate *self)
{
  rdm_address_thing_clear (&self->thing);
}

/* All tokens of a postcode; "1234AB" in one piece too. */
static RdmTokenSet
match_code (const RdmAddressAsked *asked, const RdmAddressArea *area)
{
  const RdmAddressQuery *query = asked->query;
  RdmTokenSet used = 0;
  g_autoptr (GString) joined = g_string_new (NULL);

  for (guint i = 0; i < area->code->len; i++)
    {
      const char *part = g_array_index (area->code, RdmAddressToken, i).whole;
      guint at;

      g_string_append (joined, part);
      for (at = 0; at < query->tokens->len; at++)
        if (!(used & RDM_TOKEN_BIT (at))
            && strcmp (rdm_address_query_token (query, at)->whole, part) == 0)
          break;
      if (at < query->tokens->len)
        used |= RDM_TOKEN_BIT (at);
    }
  if (area->code->len == 0 || (guint)__builtin_popcountll (used) == area->code->len)
    return used;
  for (guint at = 0; at < query->tokens->len; at++)
    if (strcmp (rdm_address_query_token (query, at)->whole, joined->str) == 0)
      return RDM_TOKEN_BIT (at);
  return 0;
}

/* What is called by the town's name: first with words that are not the street's own. */
static RdmNameMatch
match_area_name (const RdmAddressAsked *asked, GArray *name, RdmTokenSet own, double least)
{
  RdmTokenSet sets[] = { ~own, ~(RdmTokenSet)0 };

  for (guint i = 0; i < G_N_ELEMENTS (sets); i++)
    {
      RdmNameMatch match = rdm_address_match_name (asked->query, name, sets[i], &asked->leniency);

      if (match.quality >= least)
        return match;
    }
  return (RdmNameMatch){ 0. };
}

RdmAddressPlace
rdm_address_judge_place (const RdmAddressAsked *asked, gint64 area_id, RdmTokenSet name)
{
  const RdmAddressArea *area = rdm_address_index_area (asked->index, area_id);
  RdmAddressPlace place = { .used = match_code (asked, area) };

  place.code = place.used != 0;
  for (guint i = 0; i < area->names->len; i++)
    {
      /* The town is the first. */
      gboolean is_town = i == 0 && *area->town != '\0';
      RdmNameMatch match = match_area_name (asked, g_ptr_array_index (area->names, i), name,
                                            is_town ? TOWN_LEAST : OTHER_LEAST);

      place.town = place.town || match.used != 0;
      place.town_quality = MAX (place.town_quality, match.quality);
      place.used |= match.used;
    }
  place.other_code =
      ((asked->codes | asked->foreign_codes) & ~place.used & ~name) != 0 && *area->postcode != '\0';
  for (guint i = 0; i < asked->towns->len; i++)
    if (g_array_index (asked->towns, RdmMentionedTown, i).used & ~place.used & ~name)
      place.other_town = TRUE;
  return place;
}

double
rdm_address_judge_score (const RdmAddressAsked *asked,
                         const RdmNameMatch *name,
                         const RdmAddressPlace *place,
                         RdmTokenSet number)
{
  RdmTokenSet explained = name->used | place->used | number;
  double all = 0.;
  double understood = 0.;
  double score;

  for (guint i = 0; i < asked->query->tokens->len; i++)
    {
      double weight = rdm_address_query_weight (asked->query, i);

      all += weight;
      if (explained & RDM_TOKEN_BIT (i))
        understood += weight;
    }
  score = pow (name->quality, 1.5) * (0.3 + 0.7 * (all > 0. ? understood / all : 1.));
  /* "Neudorf" is rather Neudorf than Neudorf am See. */
  if (place->town)
    score *= 0.75 + 0.25 * place->town_quality;
  if (place->other_town)
    score *= 0.6;
  if (place->other_code)
    score *= place->town ? 0.95 : 0.7;
  if (name->guessed)
    score *= 0.85;
  return score;
}

gboolean
rdm_address_judge_is_firm (const RdmAddressAsked *asked,
                           const RdmNameMatch *name,
                           const RdmAddressPlace *place,
                           RdmTokenSet number)
{
  const RdmAddressQuery *query = asked->query;
  RdmTokenSet open = query->names & ~query->silent & ~name->used & ~place->used & ~number;
  gboolean placed = place->town || place->code;
  guint last;

  if (name->quality < NAME_LEAST || name->guessed || name->used == 0 || place->other_town
      || (place->other_code && !place->town))
    return FALSE;
  last = 63 - (guint)__builtin_clzll (name->used);
  for (guint i = 0; i < query->tokens->len; i++)
    {
      const RdmAddressToken *token = rdm_address_query_token (query, i);

      if (!(open & RDM_TOKEN_BIT (i)) || token->kind == RDM_ADDRESS_WORD_SMALL
          || strlen (token->whole) <= 2)
        continue;
      /* "Obere" Feldstrasse is another street; what stands elsewhere may be a town that we do not
       * know, unless one is known. */
      if (!placed || (i < last && token->segment == rdm_address_query_token (query, last)->segment))
        return FALSE;
    }
  return TRUE;
}

gboolean
rdm_address_candidate_judge (const RdmAddressAsked *asked, RdmAddressCandidate *self)
{
  self->name = rdm_address_match_names (asked->query, self->thing.keys, ~(RdmTokenSet)0,
                                        &asked->leniency, &self->name_line);
  if (self->name.quality < NAME_SHOWN)
    return FALSE;
  self->place = rdm_address_judge_place (asked, self->thing.area, self->name.used);
  self->score = rdm_address_judge_score (asked, &self->name, &self->place, 0);
  self->promise =
      self->thing.n_houses > 0 && self->thing.kind == RDM_THING_STREET
          ? rdm_address_judge_score (asked, &self->name, &self->place, asked->query->numbers)
          : self->score;
  return TRUE;
}
