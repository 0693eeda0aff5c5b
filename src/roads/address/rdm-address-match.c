/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rdm-address-match.h"

#include <string.h>

#include "rdm-edit-distance.h"

/* How good a word is for another one. */
#define SAME 1.
#define OTHER_UMLAUTS 0.93  /* "Aule" for "Äule", which may be another street */
#define SAME_SHORTENED 0.98 /* "str" for "strasse" */
#define CUT 0.94            /* "Rheinb." */
#define BEGUN 0.9           /* what is being typed */
#define WITHOUT_SORT 0.8    /* "Feld" for "Feldstrasse" */
#define OTHER_SORT 0.55     /* "Feldweg" for "Feldstrasse" */
#define A_SLIP 0.06         /* less for each */

typedef struct
{
  double quality;
  guint slips;
} Fit;

/* A word of eight letters may have two; the sort of street at its end is not what tells it from
 * others. */
guint
rdm_address_most_slips (const RdmAddressToken *token)
{
  gsize stem = token->stem_length > 0 ? token->stem_length : strlen (token->whole);

  if (token->is_number || strlen (token->spelled) < 3)
    return 0;
  return stem < 8 ? 1 : 2;
}

static gboolean
stems_equal (const RdmAddressToken *a, const RdmAddressToken *b)
{
  return a->stem_length > 0 && a->stem_length == b->stem_length
         && strncmp (a->whole, b->whole, a->stem_length) == 0;
}

static gboolean
is_stem_of (const RdmAddressToken *word, const RdmAddressToken *longer)
{
  return longer->stem_length > 0 && strlen (word->whole) == longer->stem_length
         && strncmp (word->whole, longer->whole, longer->stem_length) == 0;
}

static Fit
fit_misspelt (const RdmAddressToken *said, const RdmAddressToken *word, gboolean open)
{
  const char *canon = rdm_address_canon (said);
  const char *word_canon = rdm_address_canon (word);
  guint most = rdm_address_most_slips (said);
  guint slips;

  if (most == 0 || word->is_number)
    return (Fit){ 0., 0 };
  slips = rdm_edit_distance (said->whole, strlen (said->whole), word->whole, strlen (word->whole),
                             most);
  if (slips > most)
    slips = rdm_edit_distance (canon, strlen (canon), word_canon, strlen (word_canon), most);
  if (slips > most)
    slips = rdm_edit_distance (said->spelled, strlen (said->spelled), word->spelled,
                               strlen (word->spelled), most);
  if (slips > most && open)
    slips = rdm_edit_distance_to_prefix (said->whole, strlen (said->whole), word->whole,
                                         strlen (word->whole), most);
  return slips <= most ? (Fit){ SAME - A_SLIP * slips, slips } : (Fit){ 0., 0 };
}

static Fit
fit (const RdmAddressQuery *query,
     guint i,
     const RdmAddressToken *word,
     const RdmAddressLeniency *leniency)
{
  const RdmAddressToken *said = rdm_address_query_token (query, i);
  gboolean open = rdm_address_query_is_open (query, i);
  gsize length = strlen (said->whole);

  if (strcmp (said->whole, word->whole) == 0)
    return (Fit){ rdm_address_token_spelled_alike (said, word) ? SAME : OTHER_UMLAUTS, 0 };
  if (strcmp (rdm_address_canon (said), rdm_address_canon (word)) == 0)
    return (Fit){ rdm_address_token_spelled_alike (said, word) ? SAME_SHORTENED : OTHER_UMLAUTS,
                  0 };
  if (open && strncmp (said->whole, word->whole, length) == 0)
    return (Fit){ BEGUN, 0 };
  if (said->dotted && !said->is_number && strncmp (said->whole, word->whole, length) == 0)
    return (Fit){ CUT, 0 };
  if ((leniency->all || (leniency->unknown & RDM_TOKEN_BIT (i))))
    {
      Fit misspelt = fit_misspelt (said, word, open);

      if (misspelt.quality > 0.)
        return misspelt;
    }
  if (is_stem_of (said, word) || is_stem_of (word, said))
    return (Fit){ WITHOUT_SORT, 0 };
  if (stems_equal (said, word))
    return (Fit){ OTHER_SORT, 0 };
  return (Fit){ 0., 0 };
}

static double
weight_of (const RdmAddressToken *word)
{
  switch (word->kind)
    {
    case RDM_ADDRESS_WORD_TYPE:
      return 0.3;
    case RDM_ADDRESS_WORD_TITLE:
      return 0.5;
    case RDM_ADDRESS_WORD_SMALL:
      return 0.05;
    default:
      return strlen (word->whole) == 1 ? 0.3 : 1.;
    }
}

RdmNameMatch
rdm_address_match_name (const RdmAddressQuery *query,
                        GArray *name,
                        RdmTokenSet free,
                        const RdmAddressLeniency *leniency)
{
  RdmNameMatch match = { 0. };
  double all = 0.;
  guint next = 0;        /* the token behind the last one used: names are mostly said in order */
  gboolean said = FALSE; /* the word before was */

  for (guint i = 0; i < name->len; i++)
    {
      const RdmAddressToken *word = &g_array_index (name, RdmAddressToken, i);
      double weight = weight_of (word);
      Fit best = { 0., 0 };
      guint best_at = G_MAXUINT;

      for (guint k = 0; k < query->tokens->len; k++)
        {
          guint at = (next + k) % query->tokens->len;
          Fit other;

          /* "Neudorf 7" is not named where the 7 is somewhere else. */
          if (!(free & ~match.used & RDM_TOKEN_BIT (at)) || (word->is_number && said && at != next))
            continue;
          other = fit (query, at, word, leniency);
          if (other.quality <= best.quality)
            continue;
          best = other;
          best_at = at;
        }
      all += weight;
      said = best_at != G_MAXUINT;
      if (!said)
        continue;
      match.quality += weight * best.quality;
      match.used |= RDM_TOKEN_BIT (best_at);
      match.slips += best.slips;
      if (best.slips > 0 && !(leniency->unknown & RDM_TOKEN_BIT (best_at)))
        match.guessed = TRUE;
      next = best_at + 1;
    }
  if (all > 0.)
    match.quality /= all;
  return match;
}

RdmNameMatch
rdm_address_match_names (const RdmAddressQuery *query,
                         const char *keys,
                         RdmTokenSet free,
                         const RdmAddressLeniency *leniency,
                         guint *which)
{
  RdmNameMatch best = { 0. };
  guint line = 0;

  if (which != NULL)
    *which = 0;
  for (const char *at = keys;; at++, line++)
    {
      gsize length = strcspn (at, "\n");
      g_autoptr (GArray) name = rdm_address_tokens_from_key (at, (gssize)length);
      RdmNameMatch match = rdm_address_match_name (query, name, free, leniency);

      /* Of two names that fit alike the one that explains more. */
      if (match.quality > best.quality
          || (match.quality == best.quality
              && __builtin_popcountll (match.used) > __builtin_popcountll (best.used)))
        {
          best = match;
          if (which != NULL)
            *which = line;
        }
      at += length;
      if (*at == '\0')
        return best;
    }
}
