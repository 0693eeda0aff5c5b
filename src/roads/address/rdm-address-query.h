/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What somebody wrote, taken apart: which words may name something, which numbers may be a house's,
 * and what is only about a floor or a door. What is what in the end, the index decides.
 */
#pragma once

#include "rdm-address-token.h"

G_BEGIN_DECLS

/** A set of tokens, a bit each. */
typedef guint64 RdmTokenSet;

#define RDM_TOKEN_BIT(i) (G_GUINT64_CONSTANT (1) << (i))

/**
 * RdmAddressQuery:
 * @tokens: (element-type RdmAddressToken): at most 64
 * @names: words that may name a street, a town, anything
 * @numbers: tokens with digits
 * @units: tokens that are about a floor, a door or a person, unless a name has them
 * @silent: tokens that need no explanation: units, the country, "No."
 * @open: the last token may go on
 */
typedef struct
{
  GArray *tokens;
  RdmTokenSet names;
  RdmTokenSet numbers;
  RdmTokenSet units;
  RdmTokenSet silent;
  gboolean open;
} RdmAddressQuery;

/** rdm_address_query_new: @typing: see RdmAddressRequest. @glue, @words: see
 * rdm_address_tokens_new(). */
RdmAddressQuery *
rdm_address_query_new (const char *text,
                       gboolean typing,
                       gboolean glue,
                       const RdmAddressVocabulary *words) G_GNUC_WARN_UNUSED_RESULT;
void rdm_address_query_free (RdmAddressQuery *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (RdmAddressQuery, rdm_address_query_free)

static inline const RdmAddressToken *
rdm_address_query_token (const RdmAddressQuery *self, guint i)
{
  return &g_array_index (self->tokens, RdmAddressToken, i);
}

/** rdm_address_query_is_open: whether token @i is the one that may go on. */
static inline gboolean
rdm_address_query_is_open (const RdmAddressQuery *self, guint i)
{
  return self->open && i + 1 == self->tokens->len;
}

/** rdm_address_query_is_glued: whether two words were taken for one. */
gboolean rdm_address_query_is_glued (const RdmAddressQuery *self);

/** rdm_address_query_weight: how much it matters that token @i is understood. */
double rdm_address_query_weight (const RdmAddressQuery *self, guint i);

/**
 * rdm_address_query_house_numbers: the tokens that may be the house's number, the likeliest first.
 * @name: tokens that name the street
 * @used: tokens that mean something else
 * @found: (out caller-allocates): room for 64
 *
 * Returns: how many
 */
guint rdm_address_query_house_numbers (const RdmAddressQuery *self,
                                       RdmTokenSet name,
                                       RdmTokenSet used,
                                       guint *found);

/** rdm_address_query_letter_after: the letter that is written apart from the number before it, "12
 * a"; or "bis". Returns: its token, or G_MAXUINT. */
guint rdm_address_query_letter_after (const RdmAddressQuery *self, guint number, RdmTokenSet used);

G_END_DECLS
