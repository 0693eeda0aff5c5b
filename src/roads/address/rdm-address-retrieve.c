/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rdm-address-retrieve.h"

#include <string.h>

#include "rdm-address-doc.h"
#include "rdm-address-rank.h"

enum
{
  MOST_ROWS = 200,  /* of one question */
  MOST_ASKED = 32,  /* questions a query */
  MOST_GUESSES = 8, /* words that one may stand for */
  MOST_PAIRS = 7,   /* words of which any two may be left out */
  LEAST_STEM = 3,   /* letters of a word that may be the beginning of another */
};

/* The best candidate is good enough not to ask further: its name and most of the rest fit. */
#define GOOD 0.72

typedef struct
{
  RdmAddressAsked *asked;
  GArray *candidates; /* (element-type RdmAddressCandidate) */
  GHashTable *seen;   /* ids */
  GHashTable *questions;
  guint n_asked;
  double best;
  gboolean stems; /* words may be the beginnings of others */
} Retrieve;

static void
clear_candidate (gpointer data)
{
  rdm_address_candidate_clear (data);
}

static void
add_word (GString *out, const char *word, gboolean prefix)
{
  g_autofree char *plain = rdm_address_doc_word (word);

  if (*plain == '\0' || strlen (plain) > 100)
    return;
  g_string_append_printf (out, "%s\"%s\"%s", out->len > 0 ? " OR " : "", plain, prefix ? " *" : "");
}

static gboolean
is_known (const RdmAddressAsked *asked, guint i)
{
  const RdmAddressVocabulary *words = rdm_address_index_words (asked->index);
  const RdmAddressToken *token = rdm_address_query_token (asked->query, i);
  gboolean open = rdm_address_query_is_open (asked->query, i);

  return rdm_address_vocabulary_has (words, token->whole)
         || (token->canon != NULL && rdm_address_vocabulary_has (words, token->canon))
         || ((open || token->dotted) && rdm_address_vocabulary_has_prefix (words, token->whole));
}

/* @folds: the words are spelled, and asked for as they are folded. */
static void
add_guesses_of (const RdmAddressVocabulary *words,
                const char *word,
                guint slips,
                gboolean open,
                gboolean folds,
                GString *out)
{
  RdmAddressGuess guesses[MOST_GUESSES];
  guint n = rdm_address_vocabulary_guess (words, word, slips, open, guesses, MOST_GUESSES);

  for (guint i = 0; i < n; i++)
    {
      g_autofree char *folded = folds ? rdm_address_fold (guesses[i].word) : NULL;

      add_word (out, folds ? folded : guesses[i].word, FALSE);
    }
}

static void
add_guesses (const RdmAddressAsked *asked, guint i, GString *out)
{
  const RdmAddressVocabulary *words = rdm_address_index_words (asked->index);
  const RdmAddressToken *token = rdm_address_query_token (asked->query, i);
  gboolean open = rdm_address_query_is_open (asked->query, i);
  guint slips = rdm_address_most_slips (token);

  if (slips == 0)
    return;
  add_guesses_of (words, token->whole, slips, open, FALSE, out);
  if (token->canon != NULL)
    add_guesses_of (words, token->canon, slips, FALSE, FALSE, out);
  /* A slip next to an umlaut keeps it from being folded; or makes one. */
  if (strcmp (token->spelled, token->whole) != 0)
    add_guesses_of (words, token->spelled, slips, open, FALSE, out);
  add_guesses_of (rdm_address_index_spellings (asked->index), token->spelled, slips, open, TRUE,
                  out);
}

/* What stands for one token: "feldstr", or all words that begin so, or that it resembles. Returns:
 * "" for a word that nothing stands for. */
static char *
expression_of (const Retrieve *self, guint i)
{
  const RdmAddressAsked *asked = self->asked;
  const RdmAddressToken *token = rdm_address_query_token (asked->query, i);
  GString *out = g_string_new (NULL);

  if (self->stems && strlen (token->whole) >= LEAST_STEM)
    add_word (out, token->whole, TRUE);
  else if (is_known (asked, i))
    {
      add_word (out, token->whole, rdm_address_query_is_open (asked->query, i) || token->dotted);
      if (token->canon != NULL)
        add_word (out, token->canon, FALSE);
    }
  if (asked->leniency.all || (asked->leniency.unknown & RDM_TOKEN_BIT (i)))
    add_guesses (asked, i, out);
  return g_string_free (out, FALSE);
}

static void
judge (Retrieve *self, gint64 id)
{
  RdmAddressCandidate candidate = { 0 };

  if (!g_hash_table_add (self->seen, g_memdup2 (&id, sizeof id))
      || !rdm_address_index_thing (self->asked->index, id, &candidate.thing))
    return;
  if (!rdm_address_candidate_judge (self->asked, &candidate))
    {
      rdm_address_candidate_clear (&candidate);
      return;
    }
  self->best = MAX (self->best, candidate.promise);
  g_array_append_val (self->candidates, candidate);
}

/* Asks for what has all tokens of @set; those that nothing stands for are not asked for. */
static void
ask (Retrieve *self, RdmTokenSet set)
{
  g_autoptr (GString) expression = g_string_new (NULL);
  g_autoptr (GArray) ids = g_array_new (FALSE, FALSE, sizeof (gint64));

  for (guint i = 0; i < self->asked->query->tokens->len; i++)
    {
      g_autofree char *one = set & RDM_TOKEN_BIT (i) ? expression_of (self, i) : NULL;

      if (one != NULL && *one != '\0')
        g_string_append_printf (expression, "%s(%s)", expression->len > 0 ? " AND " : "", one);
    }
  if (expression->len == 0 || self->n_asked >= MOST_ASKED
      || !g_hash_table_add (self->questions, g_strdup (expression->str)))
    return;
  self->n_asked++;
  rdm_address_index_match (self->asked->index, expression->str, 0, MOST_ROWS, ids);
  for (guint i = 0; i < ids->len; i++)
    judge (self, g_array_index (ids, gint64, i));
}

static gboolean
is_good (const Retrieve *self)
{
  return self->best >= GOOD;
}

/* Tokens of a kind that tells things apart. */
static RdmTokenSet
telling (const RdmAddressQuery *query, RdmTokenSet set)
{
  RdmTokenSet plain = 0;

  for (guint i = 0; i < query->tokens->len; i++)
    if ((set & RDM_TOKEN_BIT (i)) && !(query->silent & RDM_TOKEN_BIT (i))
        && rdm_address_query_token (query, i)->kind == RDM_ADDRESS_WORD_PLAIN)
      plain |= RDM_TOKEN_BIT (i);
  return plain != 0 ? plain : set;
}

/* "Meier AG, Feldstrasse 4, Vaduz": a part that nobody knows. */
static void
ask_without_segments (Retrieve *self, RdmTokenSet set)
{
  const RdmAddressQuery *query = self->asked->query;
  guint last =
      query->tokens->len > 0 ? rdm_address_query_token (query, query->tokens->len - 1)->segment : 0;

  for (guint segment = 0; segment <= last && last > 0; segment++)
    {
      RdmTokenSet rest = set;

      for (guint i = 0; i < query->tokens->len; i++)
        if (rdm_address_query_token (query, i)->segment == segment)
          rest &= ~RDM_TOKEN_BIT (i);
      if (rest != set && rest != 0)
        ask (self, rest);
    }
}

static void
ask_without_words (Retrieve *self, RdmTokenSet set, gboolean pairs)
{
  for (guint i = 0; i < 64; i++)
    {
      if (!(set & RDM_TOKEN_BIT (i)))
        continue;
      if (!pairs)
        {
          ask (self, set & ~RDM_TOKEN_BIT (i));
          continue;
        }
      for (guint j = i + 1; j < 64; j++)
        if (set & RDM_TOKEN_BIT (j))
          ask (self, set & ~RDM_TOKEN_BIT (i) & ~RDM_TOKEN_BIT (j));
    }
}

static void
note_unknown (RdmAddressAsked *asked)
{
  for (guint i = 0; i < asked->query->tokens->len; i++)
    if ((asked->query->names & RDM_TOKEN_BIT (i)) && !is_known (asked, i))
      asked->leniency.unknown |= RDM_TOKEN_BIT (i);
}

/* Words that seemed to be about a floor, or to name the country, and that a name of the region has:
 * "Rue de la Porte", "Avenue de France". */
static RdmTokenSet
known_silent (const RdmAddressAsked *asked)
{
  RdmTokenSet known = 0;

  for (guint i = 0; i < asked->query->tokens->len; i++)
    if ((asked->query->silent & ~asked->query->numbers & RDM_TOKEN_BIT (i)) && is_known (asked, i)
        && strlen (rdm_address_query_token (asked->query, i)->whole) > 1)
      known |= RDM_TOKEN_BIT (i);
  return known;
}

GArray *
rdm_address_retrieve (RdmAddressAsked *asked)
{
  const RdmAddressQuery *query = asked->query;
  Retrieve self = { .asked = asked };
  RdmTokenSet words = query->names & ~query->silent;
  RdmTokenSet silent;
  RdmTokenSet plain;

  self.candidates = g_array_new (FALSE, TRUE, sizeof (RdmAddressCandidate));
  g_array_set_clear_func (self.candidates, clear_candidate);
  self.seen = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);
  self.questions = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  note_unknown (asked);
  silent = known_silent (asked);
  /* "Li" may be the country, and "Liweg" being typed. */
  if (words == 0)
    words = query->names;
  if (words == 0)
    words = query->numbers;
  plain = telling (query, words);

  if (silent != 0)
    ask (&self, words | silent);
  if (!is_good (&self))
    ask (&self, words);
  if (!is_good (&self) && plain != words)
    ask (&self, plain);
  if (!is_good (&self))
    {
      /* What fits less well may do so since a known word is another one misspelt. */
      ask_without_segments (&self, plain);
      if (!is_good (&self))
        {
          /* And what was passed over before may now be it. */
          asked->leniency.all = TRUE;
          g_hash_table_remove_all (self.seen);
          ask (&self, plain);
          ask_without_segments (&self, plain);
          asked->leniency.all = FALSE;
        }
    }
  if (!is_good (&self))
    {
      /* "Feld 4" may be Feldstrasse, or Feldgasse. */
      self.stems = TRUE;
      ask (&self, plain);
      self.stems = FALSE;
    }
  if (!is_good (&self))
    ask_without_words (&self, plain, FALSE);
  if (!is_good (&self) && __builtin_popcountll (plain) <= MOST_PAIRS)
    ask_without_words (&self, plain, TRUE);
  g_hash_table_unref (self.seen);
  g_hash_table_unref (self.questions);
  return self.candidates;
}

void
rdm_address_find_towns (RdmAddressAsked *asked)
{
  RdmAddressLeniency none = { 0 };
  g_autoptr (GString) expression = g_string_new (NULL);
  g_autoptr (GArray) ids = g_array_new (FALSE, FALSE, sizeof (gint64));

  for (guint i = 0; i < asked->query->tokens->len; i++)
    {
      const RdmAddressToken *token = rdm_address_query_token (asked->query, i);

      if ((asked->query->names & ~asked->query->silent & RDM_TOKEN_BIT (i))
          && token->kind == RDM_ADDRESS_WORD_PLAIN && !rdm_address_query_is_open (asked->query, i))
        add_word (expression, token->whole, FALSE);
    }
  if (expression->len == 0)
    return;
  g_string_prepend (expression, "name : (");
  g_string_append_c (expression, ')');
  rdm_address_index_match (asked->index, expression->str,
                           rdm_address_index_last_town (asked->index), MOST_ROWS, ids);
  for (guint i = 0; i < ids->len; i++)
    {
      RdmMentionedTown town = { .id = g_array_index (ids, gint64, i) };
      RdmAddressThing thing;
      RdmNameMatch match;

      if (!rdm_address_index_thing (asked->index, town.id, &thing))
        continue;
      match = rdm_address_match_names (asked->query, thing.keys, ~(RdmTokenSet)0, &none, NULL);
      town.used = match.used;
      if (match.quality >= 0.97 && thing.rank >= RDM_PLACE_HAMLET)
        g_array_append_val (asked->towns, town);
      rdm_address_thing_clear (&thing);
    }
}
