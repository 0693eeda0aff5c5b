/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * All words that addresses of a region have, and which of them somebody may have meant.
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef struct _RdmAddressVocabulary RdmAddressVocabulary;

/**
 * rdm_address_vocabulary_new:
 * @words: (transfer full): sorted words, each ended by a 0 byte
 *
 * Returns: (transfer full)
 */
RdmAddressVocabulary *rdm_address_vocabulary_new (char *words,
                                                  gsize length) G_GNUC_WARN_UNUSED_RESULT;
void rdm_address_vocabulary_free (RdmAddressVocabulary *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (RdmAddressVocabulary, rdm_address_vocabulary_free)

gboolean rdm_address_vocabulary_has (const RdmAddressVocabulary *self, const char *word);

/** rdm_address_vocabulary_has_prefix: whether a word begins with @prefix. */
gboolean rdm_address_vocabulary_has_prefix (const RdmAddressVocabulary *self, const char *prefix);

/** RdmAddressGuess: a word, owned by the vocabulary, and how many slips it is away. */
typedef struct
{
  const char *word;
  guint distance;
} RdmAddressGuess;

/**
 * rdm_address_vocabulary_guess: the words that are nearest to @word, which need not be one.
 * @most_slips: none farther
 * @open: the word is not finished; its end counts for nothing
 * @guesses: (out caller-allocates): room for @most
 *
 * Returns: how many, the likeliest first
 */
guint rdm_address_vocabulary_guess (const RdmAddressVocabulary *self,
                                    const char *word,
                                    guint most_slips,
                                    gboolean open,
                                    RdmAddressGuess *guesses,
                                    guint most);

G_END_DECLS
