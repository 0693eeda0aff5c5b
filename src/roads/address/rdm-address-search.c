/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rdm-address-search.h"

#include <string.h>

#include "rdm-address-hits.h"
#include "rdm-address-retrieve.h"
#include "rdm-near.h"
#include "rdm-plus-code.h"

enum
{
  USUAL_HITS = 8,
  MOST_HITS = 100,
  MOST_RESOLVED = 24, /* candidates whose houses are looked at */
};

static void
note_codes (RdmAddressAsked *asked)
{
  const RdmAddressQuery *query = asked->query;

  for (guint i = 0; i < query->tokens->len; i++)
    {
      const RdmAddressToken *token = rdm_address_query_token (query, i);
      gsize length = strlen (token->whole);
      g_autofree char *pair = NULL;

      if (!token->is_number)
        continue;
      if (rdm_address_index_is_postcode (asked->index, token->whole))
        asked->codes |= RDM_TOKEN_BIT (i);
      else if (length >= 4 && strspn (token->whole, "0123456789") == length
               && !rdm_address_query_is_open (query, i)
               && rdm_address_index_has_postcode_length (asked->index, length))
        asked->foreign_codes |= RDM_TOKEN_BIT (i);
      if (i + 1 >= query->tokens->len)
        continue;
      /* "1234 AB", "SW1A 1AA" */
      pair = g_strconcat (token->whole, rdm_address_query_token (query, i + 1)->whole, NULL);
      if (rdm_address_index_is_postcode (asked->index, pair))
        asked->codes |= RDM_TOKEN_BIT (i) | RDM_TOKEN_BIT (i + 1);
    }
}

/* By what they promise, then as the index has them: the important ones first. */
static int
compare_candidates (gconstpointer a, gconstpointer b)
{
  const RdmAddressCandidate *left = a;
  const RdmAddressCandidate *right = b;

  if (fabs (left->promise - right->promise) > 1e-9)
    return left->promise > right->promise ? -1 : 1;
  return (left->thing.id > right->thing.id) - (left->thing.id < right->thing.id);
}

/* Returns: whether words were taken for one, and might be taken apart. */
static gboolean
search_glued (RdmAddressIndex *index,
              const RdmAddressRequest *request,
              gboolean glue,
              RdmAddressAnswer *answer)
{
  g_autoptr (RdmAddressQuery) query =
      rdm_address_query_new (request->text, request->typing, glue, rdm_address_index_words (index));
  g_autoptr (GArray) towns = g_array_new (FALSE, FALSE, sizeof (RdmMentionedTown));
  RdmAddressAsked asked = { .index = index, .query = query, .towns = towns };
  g_autoptr (GArray) candidates = NULL;
  guint most = CLAMP (request->most, 1, MOST_HITS);

  note_codes (&asked);
  rdm_address_find_towns (&asked);
  candidates = rdm_address_retrieve (&asked);
  g_array_sort (candidates, compare_candidates);
  for (guint i = 0; i < MIN (candidates->len, MOST_RESOLVED + most); i++)
    rdm_address_add_hits (&asked, &g_array_index (candidates, RdmAddressCandidate, i), request,
                          answer->hits);
  rdm_address_rank_hits (answer, request, most);
  return rdm_address_query_is_glued (query);
}

static double
best_score (const RdmAddressAnswer *answer)
{
  return answer->hits->len > 0 ? ((const RdmAddressHit *)g_ptr_array_index (answer->hits, 0))->score
                               : 0.;
}

static void
search_words (RdmAddressIndex *index, const RdmAddressRequest *request, RdmAddressAnswer *answer)
{
  gboolean glued = search_glued (index, request, TRUE, answer);

  /* In "Mauren Hof 12" the town is no part of the street. */
  if (glued && answer->confidence < RDM_ADDRESS_INTERPOLATED)
    {
      g_autoptr (RdmAddressAnswer) apart = rdm_address_answer_new ();

      search_glued (index, request, FALSE, apart);
      if (best_score (apart) > best_score (answer))
        {
          answer->confidence = apart->confidence;
          g_ptr_array_unref (answer->hits);
          answer->hits = g_ptr_array_ref (apart->hits);
        }
    }
}

/* Whether a text that can be read as coordinates is meant as such: "12 14" are houses. */
static gboolean
says_coordinates (const char *text)
{
  guint n_fractions = 0;

  if (strstr (text, "°") != NULL)
    return TRUE;
  for (const char *at = text; *at != '\0'; at++)
    {
      gsize n_digits = strspn (at + 1, "0123456789");

      if ((*at == '.' || *at == ',') && at > text && g_ascii_isdigit (at[-1])
          && n_digits >= (*at == '.' ? 1 : 3))
        n_fractions++;
    }
  return n_fractions >= 2;
}

static void
add_point (RdmAddressIndex *index,
           const RdmAddressRequest *request,
           RdmPoint point,
           const char *title,
           RdmAddressAnswer *answer)
{
  g_autoptr (GPtrArray) around = rdm_address_reverse (index, point);
  RdmAddressHit *hit = rdm_address_hit_new (RDM_HIT_POINT);

  hit->confidence = RDM_ADDRESS_EXACT;
  hit->score = 1.;
  hit->point = point;
  hit->title = g_strdup (title);
  hit->place =
      around->len > 0 ? rdm_address_hit_label (g_ptr_array_index (around, 0)) : g_strdup ("");
  hit->distance_m = rdm_geo_distance (request->near, point);
  g_ptr_array_add (answer->hits, hit);
  answer->confidence = RDM_ADDRESS_EXACT;
}

/* Where a short code's town is: what the rest of the text names, or where the search is near to. */
static RdmPoint
reference_of_code (RdmAddressIndex *index,
                   const RdmAddressRequest *request,
                   gsize start,
                   gsize length)
{
  g_autofree char *rest =
      g_strdup_printf ("%.*s %s", (int)start, request->text, request->text + start + length);
  g_autoptr (RdmAddressAnswer) answer = rdm_address_answer_new ();
  RdmAddressRequest wanted = { rest, request->near, 1, FALSE };

  search_words (index, &wanted, answer);
  return answer->hits->len > 0 ? ((const RdmAddressHit *)g_ptr_array_index (answer->hits, 0))->point
                               : request->near;
}

static gboolean
search_point (RdmAddressIndex *index, const RdmAddressRequest *request, RdmAddressAnswer *answer)
{
  gsize start, length;
  RdmPoint point;

  if (says_coordinates (request->text) && rdm_point_parse (request->text, &point, NULL))
    {
      g_autofree char *title = rdm_point_format (point);

      add_point (index, request, point, title, answer);
      return TRUE;
    }
  if (rdm_plus_code_find (request->text, &start, &length))
    {
      const char *code = request->text + start;
      RdmPoint near = rdm_plus_code_is_full (code, length)
                          ? RDM_POINT_NONE
                          : reference_of_code (index, request, start, length);

      if (rdm_plus_code_decode (code, length, near, &point))
        {
          g_autofree char *title = g_ascii_strup (code, (gssize)length);

          add_point (index, request, point, title, answer);
          return TRUE;
        }
    }
  return FALSE;
}

RdmAddressAnswer *
rdm_address_search (RdmAddressIndex *index, const RdmAddressRequest *request)
{
  RdmAddressAnswer *answer = rdm_address_answer_new ();
  RdmAddressRequest wanted = *request;

  if (wanted.most == 0)
    wanted.most = USUAL_HITS;
  if (!search_point (index, &wanted, answer))
    search_words (index, &wanted, answer);
  return answer;
}
