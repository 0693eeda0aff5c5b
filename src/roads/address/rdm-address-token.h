/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The words and numbers of an address or a name, in the forms in which they are compared.
 */
#pragma once

#include "rdm-address-vocabulary.h"
#include "rdm-address-words.h"

G_BEGIN_DECLS

/**
 * RdmAddressToken: a word, or a number with what belongs to it: "12a", "12-14", "4000-123".
 *
 * @spelled: "bödastrasse" is "boedastrasse"; a number without spaces: "12a"
 * @whole: folded: "bodastrasse"
 * @canon: (nullable): with the sort of street in its one spelling, "feldstr"; NULL where that is
 *   @whole
 * @stem_length: bytes of @canon before a sort that is glued to it; else 0
 * @parts: (nullable): the two words "feld", "strasse" of what was written apart and is one
 * @segment: which part between commas or ends of lines
 * @start: first byte in the text
 * @end: behind the last
 * @dotted: a point follows
 * @is_number: has a digit where a house number has one
 * @is_ordinal: "3.", "2nd", "3º"
 * @is_unit: it, and what it belongs to, seems to be about a floor, a door, a person
 * @after_number_word: "Nr." stands before it
 */
typedef struct
{
  char *spelled;
  char *whole;
  char *canon;
  char *parts[2];
  gsize stem_length;
  guint segment;
  gsize start;
  gsize end;
  RdmAddressWordKind kind;
  RdmAddressRole roles;
  gboolean dotted;
  gboolean is_number;
  gboolean is_ordinal;
  gboolean is_unit;
  gboolean after_number_word;
} RdmAddressToken;

/**
 * rdm_address_tokens_new:
 * @text: anything, of any length; bytes that are not UTF-8 are passed over
 * @glue: whether "Feld Strasse" is one word, as "Feldstrasse" is; so it is in names
 * @words: (nullable): the words that are known; one that is not may be a sort of street misspelt
 *
 * Returns: (transfer full) (element-type RdmAddressToken): free with g_array_unref()
 */
GArray *rdm_address_tokens_new (const char *text,
                                gboolean glue,
                                const RdmAddressVocabulary *words) G_GNUC_WARN_UNUSED_RESULT;

/**
 * rdm_address_tokens_from_key: the tokens again that rdm_address_tokens_key() wrote down.
 * @length: bytes, or -1
 */
GArray *rdm_address_tokens_from_key (const char *key, gssize length) G_GNUC_WARN_UNUSED_RESULT;

/** rdm_address_tokens_key: Returns: (transfer full): the spelled words with spaces between. */
char *rdm_address_tokens_key (GArray *tokens) G_GNUC_WARN_UNUSED_RESULT;

/** rdm_address_canon: the canonical form of a token, which is never NULL. */
static inline const char *
rdm_address_canon (const RdmAddressToken *token)
{
  return token->canon != NULL ? token->canon : token->whole;
}

/** rdm_address_token_spelled_alike: whether two tokens that are equal when folded are so before. */
gboolean rdm_address_token_spelled_alike (const RdmAddressToken *a, const RdmAddressToken *b);

/** rdm_address_name_key: Returns: (transfer full): one key for all spellings of a name: "Feldstr.",
 * "Feld-Strasse" and "FELDSTRASSE" are "feldstr"; but "Böda" is "boeda". */
char *rdm_address_name_key (const char *name) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
