/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What somebody types or pastes as an address, taken apart; and the lines of a street as a region
 * file has them, where the data begin with "shape\n". */
#include "fuzz.h"

#include <string.h>

#include "rdm-address-match.h"
#include "rdm-address-shape.h"
#include "rdm-house-number.h"
#include "rdm-plus-code.h"

static const char words[] = "avenue\0bahnhofstr\0bahnhofstrasse\0gare\0la\0oberau\0rue";

static void
check_tokens (const RdmAddressQuery *query, gsize length)
{
  gsize end = 0;

  FUZZ_CHECK (query->tokens->len <= 64);
  for (guint i = 0; i < query->tokens->len; i++)
    {
      const RdmAddressToken *token = rdm_address_query_token (query, i);
      g_autofree char *again = rdm_address_fold (token->spelled);

      FUZZ_CHECK (token->whole[0] != '\0' && token->start < token->end && token->start >= end);
      FUZZ_CHECK (g_utf8_validate (token->whole, -1, NULL));
      FUZZ_CHECK (token->stem_length <= strlen (token->whole));
      FUZZ_CHECK (strcmp (again, token->whole) == 0);
      FUZZ_CHECK (rdm_address_query_weight (query, i) >= 0.);
      end = token->end;
    }
  FUZZ_CHECK (end <= length);
}

/* A name made of a text is in the text, word for word. */
static void
check_match (const RdmAddressQuery *query)
{
  const RdmAddressLeniency strict = { 0, FALSE };
  g_autofree char *key = rdm_address_tokens_key (query->tokens);
  g_autoptr (GArray) tokens = rdm_address_tokens_from_key (key, -1);
  RdmNameMatch match = rdm_address_match_name (query, tokens, ~(RdmTokenSet)0, &strict);
  guint found[64];
  guint n = rdm_address_query_house_numbers (query, match.used, 0, found);

  FUZZ_CHECK (tokens->len == query->tokens->len);
  FUZZ_CHECK (match.quality >= 0. && match.quality <= 1. + 1e-9);
  FUZZ_CHECK (n <= query->tokens->len);
  for (guint i = 0; i < n; i++)
    {
      g_autofree char *number =
          rdm_house_number_normalise (rdm_address_query_token (query, found[i])->whole);

      FUZZ_CHECK (rdm_house_number_fit (number, number) == RDM_HOUSE_NUMBER_SAME);
      FUZZ_CHECK (rdm_house_number_end (number) >= rdm_house_number_value (number));
    }
}

static void
check_plus_code (const char *text)
{
  gsize start, length;
  RdmPoint point;

  if (!rdm_plus_code_find (text, &start, &length))
    return;
  FUZZ_CHECK (start + length <= strlen (text));
  if (rdm_plus_code_decode (text + start, length, (RdmPoint){ 47., 9. }, &point))
    FUZZ_CHECK (rdm_point_is_valid (point));
}

static void
check_shape (const uint8_t *data, size_t size)
{
  g_autoptr (RdmAddressShape) shape = rdm_address_shape_new (data, size);
  RdmAddressFoot foot;

  if (shape == NULL || !rdm_address_shape_nearest (shape, (RdmWorldXY){ 1000, 1000 }, &foot))
    return;
  FUZZ_CHECK (foot.line < shape->n_lines && isfinite (foot.along) && isfinite (foot.aside));
  (void)rdm_address_shape_at (shape, &foot);
  (void)rdm_address_shape_middle (shape);
  (void)rdm_address_shape_box (shape);
}

int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size)
{
  static const char mark[] = "shape\n";
  g_autoptr (RdmAddressVocabulary) vocabulary = NULL;
  g_autofree char *text = NULL;
  g_autofree char *valid = NULL;

  if (size >= sizeof mark - 1 && memcmp (data, mark, sizeof mark - 1) == 0)
    {
      check_shape (data + sizeof mark - 1, size - (sizeof mark - 1));
      return 0;
    }
  vocabulary = rdm_address_vocabulary_new (g_memdup2 (words, sizeof words), sizeof words);
  text = g_strndup (size > 0 ? (const char *)data : "", size);
  valid = g_utf8_make_valid (text, -1);
  for (guint way = 0; way < 4; way++)
    {
      g_autoptr (RdmAddressQuery) query = rdm_address_query_new (
          text, (way & 1) != 0, (way & 2) != 0, (way & 1) != 0 ? vocabulary : NULL);

      check_tokens (query, strlen (valid));
      check_match (query);
    }
  check_plus_code (text);
  return 0;
}
