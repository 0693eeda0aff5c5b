/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rdm-address-hits.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "rdm-address-rank.h"
#include "rdm-address-sort.h"
#include "rdm-address-street.h"
#include "rdm-house-number.h"
#include "rdm-near.h"
#include "rdm-text.h"

/* How much less a hit is worth that is not quite what was asked. */
#define WORTH_BETWEEN 0.95
#define WORTH_STREET 0.82
#define WORTH_UNNUMBERED 0.9
#define WORTH_LONGER_NUMBER 0.93

/* What is nearer together than this is one place. */
#define SAME_M 150.

/* Hits whose scores are this near are rivals. */
#define RIVAL 0.045

/* So are those in another town that are worth less only because the number is not known there. */
#define RIVAL_ELSEWHERE (RIVAL + 1. - WORTH_UNNUMBERED)

/* A rival that is so far away, and so much farther, is none. */
#define FAR_M 50000.
#define FARTHER 4.

/* Below this a hit is no more than an idea. */
#define LEAST_ANSWER 0.3

static const char *const rank_labels[RDM_N_PLACE_RANKS] = {
  [RDM_PLACE_LOCALITY] = N_ ("Place"),
  [RDM_PLACE_FARM] = N_ ("Farm"),
  [RDM_PLACE_NEIGHBOURHOOD] = N_ ("Neighbourhood"),
  [RDM_PLACE_HAMLET] = N_ ("Hamlet"),
  [RDM_PLACE_SUBURB] = N_ ("Part of a town"),
  [RDM_PLACE_VILLAGE] = N_ ("Village"),
  [RDM_PLACE_TOWN] = N_ ("Town"),
  [RDM_PLACE_CITY] = N_ ("City"),
};

static char *
first_name (const RdmAddressThing *thing)
{
  return g_strndup (thing->names, strcspn (thing->names, "\n"));
}

static char *
dup_or_null (const char *text)
{
  return *text != '\0' ? g_strdup (text) : NULL;
}

/* What is known of the surroundings. */
static void
give_area (RdmAddressIndex *index, RdmAddressHit *hit, gint64 id)
{
  const RdmAddressArea *area = rdm_address_index_area (index, id);

  hit->postcode = dup_or_null (area->postcode);
  hit->town = dup_or_null (area->town);
  hit->place =
      rdm_address_write_place (rdm_address_index_country (index), area->postcode, area->town);
}

RdmAddressHit *
rdm_address_house_hit (RdmAddressIndex *index,
                       const RdmAddressThing *street,
                       const char *number,
                       gint64 area,
                       RdmWorldXY at)
{
  RdmAddressHit *hit = rdm_address_hit_new (RDM_HIT_HOUSE);

  give_area (index, hit, area);
  hit->street = first_name (street);
  hit->number = g_strdup (number);
  hit->title =
      rdm_address_write_house (rdm_address_index_country (index), hit->street, hit->number);
  hit->point = rdm_world_point (at);
  return hit;
}

/* The house that a named place is in: there may be several of that name. */
static void
give_house (RdmAddressIndex *index, RdmAddressHit *hit, gint64 id)
{
  RdmAddressHouse house;
  RdmAddressThing street;

  if (id <= 0 || !rdm_address_index_house (index, id, &house))
    return;
  if (rdm_address_index_street_of (index, id, &street))
    {
      hit->street = first_name (&street);
      hit->number = g_strdup (house.number);
      rdm_address_thing_clear (&street);
    }
  g_free (house.number);
}

RdmAddressHit *
rdm_address_thing_hit (RdmAddressIndex *index, const RdmAddressThing *thing)
{
  static const RdmAddressHitKind kinds[RDM_N_THING_KINDS] = {
    [RDM_THING_TOWN] = RDM_HIT_TOWN,
    [RDM_THING_POSTCODE] = RDM_HIT_POSTCODE,
    [RDM_THING_STREET] = RDM_HIT_STREET,
    [RDM_THING_POI] = RDM_HIT_POI,
  };
  RdmAddressHit *hit = rdm_address_hit_new (kinds[thing->kind]);

  give_area (index, hit, thing->area);
  hit->title = first_name (thing);
  hit->point = rdm_world_point (thing->at);
  hit->extent_m = thing->extent * rdm_world_metres (thing->at);
  switch (hit->kind)
    {
    case RDM_HIT_TOWN:
      rdm_set_str (&hit->town, hit->title);
      rdm_set_str (&hit->place, hit->postcode != NULL ? hit->postcode : "");
      hit->sort = g_strdup (_ (rank_labels[MIN (thing->rank, RDM_PLACE_CITY)]));
      break;
    case RDM_HIT_POSTCODE:
      hit->sort = g_strdup (_ ("Postcode"));
      rdm_set_str (&hit->place, hit->town != NULL ? hit->town : "");
      break;
    case RDM_HIT_STREET:
      hit->street = g_strdup (hit->title);
      hit->sort = g_strdup (_ ("Street"));
      break;
    default:
      hit->sort = g_strdup (rdm_address_sort_label (thing->rank));
      give_house (index, hit, thing->first_house);
      break;
    }
  return hit;
}

static void
add (GPtrArray *hits,
     RdmAddressHit *hit,
     RdmAddressConfidence confidence,
     gboolean firm,
     double score)
{
  hit->confidence = firm ? confidence : RDM_ADDRESS_AMBIGUOUS;
  hit->score = CLAMP (score, 0., 1.);
  g_ptr_array_add (hits, hit);
}

/* A number that the query has, maybe with its letter. */
typedef struct
{
  char *text;
  RdmTokenSet used;
} Wanted;

static void
clear_wanted (gpointer data)
{
  g_free (((Wanted *)data)->text);
}

/* The numbers that may be the house's, the likeliest first; each with the letter behind it before
 * it is tried without. */
static GArray *
list_wanted (const RdmAddressAsked *asked, const RdmAddressCandidate *candidate)
{
  const RdmAddressQuery *query = asked->query;
  RdmTokenSet used = candidate->place.used | asked->codes;
  GArray *list = g_array_new (FALSE, FALSE, sizeof (Wanted));
  guint found[64];
  guint n = rdm_address_query_house_numbers (query, candidate->name.used, used, found);

  g_array_set_clear_func (list, clear_wanted);
  for (guint i = 0; i < n; i++)
    {
      const char *number = rdm_address_query_token (query, found[i])->whole;
      guint letter = rdm_address_query_letter_after (query, found[i], used | candidate->name.used);
      Wanted wanted = { NULL, RDM_TOKEN_BIT (found[i]) };

      if (letter != G_MAXUINT)
        {
          Wanted longer = { g_strconcat (number, rdm_address_query_token (query, letter)->whole,
                                         NULL),
                            RDM_TOKEN_BIT (found[i]) | RDM_TOKEN_BIT (letter) };

          g_array_append_val (list, longer);
        }
      wanted.text = g_strdup (number);
      g_array_append_val (list, wanted);
    }
  return list;
}

/* Adds the houses that were found for one number. Returns: whether one is sure. */
static gboolean
add_found (const RdmAddressAsked *asked,
           const RdmAddressCandidate *candidate,
           const Wanted *wanted,
           GArray *found,
           GPtrArray *hits)
{
  gboolean sure = FALSE;

  for (guint i = 0; i < found->len; i++)
    {
      const RdmHouseFound *one = &g_array_index (found, RdmHouseFound, i);
      RdmAddressPlace place =
          rdm_address_judge_place (asked, one->area, candidate->name.used | wanted->used);
      double score = rdm_address_judge_score (asked, &candidate->name, &place, wanted->used);
      gboolean firm = rdm_address_judge_is_firm (asked, &candidate->name, &place, wanted->used);
      RdmAddressHit *hit;

      if (one->confidence == RDM_ADDRESS_STREET)
        {
          hit = rdm_address_thing_hit (asked->index, &candidate->thing);
          hit->point = rdm_world_point (one->at);
          score *= WORTH_STREET;
        }
      else
        hit = rdm_address_house_hit (asked->index, &candidate->thing, wanted->text, one->area,
                                     one->at);
      if (one->confidence == RDM_ADDRESS_INTERPOLATED)
        {
          /* Neither the name nor the number is quite what was asked: too many ifs. */
          firm = firm && candidate->name.slips == 0;
          score *= WORTH_BETWEEN;
        }
      /* Next door to "12 bis" is surer than 12 with a word too many. */
      sure = sure || one->confidence == RDM_ADDRESS_EXACT
             || (one->number != NULL && __builtin_popcountll (wanted->used) > 1
                 && one->confidence == RDM_ADDRESS_INTERPOLATED);
      add (hits, hit, one->confidence, firm, score);
    }
  return sure;
}

/* While a number is typed: those that begin with it. */
static void
add_longer_numbers (const RdmAddressAsked *asked,
                    const RdmAddressCandidate *candidate,
                    const Wanted *wanted,
                    GArray *houses,
                    guint most,
                    GPtrArray *hits)
{
  for (guint i = 0, n = 0; i < houses->len && n < most; i++)
    {
      const RdmAddressHouse *house = &g_array_index (houses, RdmAddressHouse, i);
      RdmAddressPlace place;

      if (!g_str_has_prefix (house->number, wanted->text)
          || strcmp (house->number, wanted->text) == 0)
        continue;
      n++;
      place = rdm_address_judge_place (asked, house->area, candidate->name.used | wanted->used);
      add (hits,
           rdm_address_house_hit (asked->index, &candidate->thing, house->number, house->area,
                                  house->at),
           RDM_ADDRESS_EXACT,
           rdm_address_judge_is_firm (asked, &candidate->name, &place, wanted->used),
           /* Short ones first. */
           (WORTH_LONGER_NUMBER - 0.001 * (double)strlen (house->number))
               * rdm_address_judge_score (asked, &candidate->name, &place, wanted->used));
    }
}

/* Without a house: nothing speaks against the number where none is known. */
static double
score_of_street (const RdmAddressAsked *asked, const RdmAddressCandidate *candidate, GArray *list)
{
  if (list->len == 0)
    return candidate->score;
  if (candidate->thing.n_houses > 0)
    return candidate->score * WORTH_STREET;
  return rdm_address_judge_score (asked, &candidate->name, &candidate->place,
                                  g_array_index (list, Wanted, 0).used)
         * WORTH_UNNUMBERED;
}

static void
add_street (const RdmAddressAsked *asked,
            const RdmAddressCandidate *candidate,
            const RdmAddressRequest *request,
            GPtrArray *hits)
{
  g_autoptr (GArray) list = list_wanted (asked, candidate);
  g_autoptr (GArray) houses = NULL;
  g_autoptr (RdmAddressShape) shape = NULL;
  guint before = hits->len;
  gboolean firm = rdm_address_judge_is_firm (asked, &candidate->name, &candidate->place, 0);

  if (list->len > 0 && candidate->thing.n_houses > 0)
    {
      houses = rdm_address_index_houses (asked->index, &candidate->thing);
      shape = rdm_address_index_shape (asked->index, candidate->thing.id);
    }
  for (guint i = 0; houses != NULL && i < list->len; i++)
    {
      const Wanted *wanted = &g_array_index (list, Wanted, i);
      g_autoptr (GArray) found = rdm_address_street_find (houses, shape, wanted->text);
      guint known = hits->len;
      gboolean sure = add_found (asked, candidate, wanted, found, hits);

      if (request->typing && (wanted->used & RDM_TOKEN_BIT (asked->query->tokens->len - 1))
          && asked->query->open)
        add_longer_numbers (asked, candidate, wanted, houses, request->most, hits);
      if (sure)
        {
          /* What was guessed before from a less likely reading. */
          if (known > before)
            g_ptr_array_remove_range (hits, before, known - before);
          return;
        }
    }
  if (hits->len > before)
    return;
  add (hits, rdm_address_thing_hit (asked->index, &candidate->thing), RDM_ADDRESS_STREET, firm,
       score_of_street (asked, candidate, list));
}

/* A named place explains its own street and number too: "Adler, Feldstrasse 4". */
static RdmTokenSet
address_of_poi (const RdmAddressAsked *asked, const RdmAddressCandidate *candidate)
{
  RdmAddressHouse house;
  RdmAddressThing street;
  RdmTokenSet used = 0;

  if (candidate->thing.first_house <= 0
      || !rdm_address_index_house (asked->index, candidate->thing.first_house, &house))
    return 0;
  if (rdm_address_index_street_of (asked->index, house.id, &street))
    {
      RdmNameMatch name = rdm_address_match_names (asked->query, street.keys, ~candidate->name.used,
                                                   &asked->leniency, NULL);

      if (name.quality > 0.8)
        for (guint i = 0; i < asked->query->tokens->len; i++)
          {
            const RdmAddressToken *token = rdm_address_query_token (asked->query, i);

            if (token->is_number
                && rdm_house_number_fit (token->whole, house.number) >= RDM_HOUSE_NUMBER_PART)
              used |= RDM_TOKEN_BIT (i);
          }
      if (used != 0)
        used |= name.used;
      rdm_address_thing_clear (&street);
    }
  g_free (house.number);
  return used;
}

static void
add_poi (const RdmAddressAsked *asked, const RdmAddressCandidate *candidate, GPtrArray *hits)
{
  RdmTokenSet address = address_of_poi (asked, candidate);
  RdmAddressPlace place =
      rdm_address_judge_place (asked, candidate->thing.area, candidate->name.used | address);
  RdmTokenSet numbers =
      asked->query->numbers & ~asked->query->units & ~place.used & ~address & ~candidate->name.used;
  gboolean firm =
      numbers == 0 && rdm_address_judge_is_firm (asked, &candidate->name, &place, address);

  add (hits, rdm_address_thing_hit (asked->index, &candidate->thing), RDM_ADDRESS_EXACT, firm,
       rdm_address_judge_score (asked, &candidate->name, &place, address));
}

void
rdm_address_add_hits (const RdmAddressAsked *asked,
                      const RdmAddressCandidate *candidate,
                      const RdmAddressRequest *request,
                      GPtrArray *hits)
{
  switch (candidate->thing.kind)
    {
    case RDM_THING_STREET:
      add_street (asked, candidate, request, hits);
      break;
    case RDM_THING_POI:
      add_poi (asked, candidate, hits);
      break;
    default:
      add (hits, rdm_address_thing_hit (asked->index, &candidate->thing), RDM_ADDRESS_TOWN,
           candidate->name.quality > 0.8 && !candidate->name.guessed, candidate->score);
      break;
    }
}

/* The nearer and the larger first, of what fits alike. */
static double
worth (const RdmAddressHit *hit, const RdmAddressRequest *request)
{
  double worth = hit->score;

  if (request->typing && hit->kind == RDM_HIT_TOWN)
    worth += 0.04 * MIN (hit->extent_m / 5000., 1.);
  if (!isnan (hit->distance_m))
    worth -= (request->typing ? 0.04 : 0.02) * MIN (hit->distance_m / 30000., 1.);
  return worth;
}

static int
compare_hits (gconstpointer a, gconstpointer b, gpointer user_data)
{
  double left = worth (*(const RdmAddressHit *const *)a, user_data);
  double right = worth (*(const RdmAddressHit *const *)b, user_data);

  return (left < right) - (left > right);
}

static gboolean
is_same (const RdmAddressHit *a, const RdmAddressHit *b)
{
  return a->kind == b->kind && strcmp (a->title, b->title) == 0
         && g_strcmp0 (a->place, b->place) == 0 && rdm_geo_distance (a->point, b->point) < SAME_M;
}

static void
leave_out_doubles (GPtrArray *hits, guint most)
{
  for (guint i = 0; i < hits->len && i < most; i++)
    for (guint j = hits->len; j > i + 1; j--)
      if (is_same (g_ptr_array_index (hits, i), g_ptr_array_index (hits, j - 1)))
        g_ptr_array_remove_index (hits, j - 1);
  if (hits->len > most)
    g_ptr_array_set_size (hits, (int)most);
}

static gboolean
is_of_street (const RdmAddressHit *hit)
{
  return hit->kind == RDM_HIT_HOUSE || hit->kind == RDM_HIT_STREET;
}

static gboolean
is_rival (const RdmAddressHit *best, const RdmAddressHit *other)
{
  double room = best->confidence >= RDM_ADDRESS_INTERPOLATED
                    ? SAME_M
                    : MAX (SAME_M, MAX (best->extent_m, other->extent_m));
  /* That a map has the house in one town only does not say that the other has none. */
  gboolean elsewhere = other->confidence >= RDM_ADDRESS_STREET && is_of_street (other)
                       && is_of_street (best) && g_strcmp0 (best->town, other->town) != 0;
  double less = other->confidence == RDM_ADDRESS_AMBIGUOUS ? 0.
                : elsewhere                                ? RIVAL_ELSEWHERE
                                                           : RIVAL;

  if (other->score < best->score - less)
    return FALSE;
  if (other->confidence < best->confidence && other->confidence != RDM_ADDRESS_AMBIGUOUS
      && !elsewhere)
    return FALSE;
  if (rdm_geo_distance (best->point, other->point) <= room)
    return FALSE;
  return isnan (best->distance_m) || other->distance_m < FAR_M
         || other->distance_m < FARTHER * best->distance_m;
}

static RdmAddressConfidence
judge_answer (GPtrArray *hits)
{
  const RdmAddressHit *best;

  if (hits->len == 0)
    return RDM_ADDRESS_NONE;
  best = g_ptr_array_index (hits, 0);
  if (best->score < LEAST_ANSWER)
    return RDM_ADDRESS_NONE;
  for (guint i = 1; i < hits->len; i++)
    if (is_rival (best, g_ptr_array_index (hits, i)))
      return RDM_ADDRESS_AMBIGUOUS;
  return best->confidence;
}

void
rdm_address_rank_hits (RdmAddressAnswer *answer, const RdmAddressRequest *request, guint most)
{
  for (guint i = 0; i < answer->hits->len; i++)
    {
      RdmAddressHit *hit = g_ptr_array_index (answer->hits, i);

      hit->distance_m = rdm_geo_distance (request->near, hit->point);
    }
  g_ptr_array_sort_with_data (answer->hits, compare_hits, (gpointer)request);
  leave_out_doubles (answer->hits, most);
  answer->confidence = judge_answer (answer->hits);
}
