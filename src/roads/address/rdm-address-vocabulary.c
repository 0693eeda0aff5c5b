/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rdm-address-vocabulary.h"

#include <string.h>

#include "rdm-edit-distance.h"

/* A slip changes at most two of a word's letters, so words whose sets of letters differ in more
 * need not be compared: of a hundred words, some two are left. No index is faster, or misses less.
 */
typedef struct
{
  guint32 start;
  guint32 letters; /* a bit a letter; digits and all else share some */
} Word;

struct _RdmAddressVocabulary
{
  char *words;
  Word *index;
  guint n;
  guint32 end;
};

static guint32
letters_of (const char *word)
{
  guint32 letters = 0;

  for (; *word != '\0'; word++)
    {
      guint8 c = (guint8)*word;

      if (c >= 'a' && c <= 'z')
        letters |= 1u << (c - 'a');
      else
        letters |= 1u << (26 + c % 6);
    }
  return letters;
}

RdmAddressVocabulary *
rdm_address_vocabulary_new (char *words, gsize length)
{
  RdmAddressVocabulary *self = g_new0 (RdmAddressVocabulary, 1);
  g_autoptr (GArray) index = g_array_new (FALSE, FALSE, sizeof (Word));

  self->words = words;
  /* What is not ended is broken, and left out. */
  for (const char *at = words, *end; (end = memchr (at, '\0', length - (gsize)(at - words)));
       at = end + 1)
    {
      Word word = { (guint32)(at - words), letters_of (at) };

      g_array_append_val (index, word);
      self->end = (guint32)(end + 1 - words);
      if (self->end >= length)
        break;
    }
  self->n = index->len;
  self->index = (Word *)g_array_steal (index, NULL);
  return self;
}

void
rdm_address_vocabulary_free (RdmAddressVocabulary *self)
{
  if (self == NULL)
    return;
  g_free (self->words);
  g_free (self->index);
  g_free (self);
}

static const char *
word_at (const RdmAddressVocabulary *self, guint i)
{
  return self->words + self->index[i].start;
}

/* The first word that is not before @word. */
static guint
find (const RdmAddressVocabulary *self, const char *word)
{
  guint low = 0;
  guint high = self->n;

  while (low < high)
    {
      guint middle = low + (high - low) / 2;

      if (strcmp (word_at (self, middle), word) < 0)
        low = middle + 1;
      else
        high = middle;
    }
  return low;
}

gboolean
rdm_address_vocabulary_has (const RdmAddressVocabulary *self, const char *word)
{
  guint i = find (self, word);

  return i < self->n && strcmp (word_at (self, i), word) == 0;
}

gboolean
rdm_address_vocabulary_has_prefix (const RdmAddressVocabulary *self, const char *prefix)
{
  guint i = find (self, prefix);

  return i < self->n && g_str_has_prefix (word_at (self, i), prefix);
}

static gsize
length_at (const RdmAddressVocabulary *self, guint i)
{
  guint32 end = i + 1 < self->n ? self->index[i + 1].start : self->end;

  return end - self->index[i].start - 1;
}

/* The likelier it is that @word was meant, the less: few slips, none in the first letter, and none
 * that makes a word of it that is longer than the one that was meant. */
static guint
unlikeliness (const char *said, const RdmAddressGuess *guess)
{
  return guess->distance * 4 + (*said != *guess->word) * 2 + (strlen (guess->word) < strlen (said));
}

/* Keeps the list sorted, the likeliest first. */
static guint
add_guess (const char *said, RdmAddressGuess *guesses, guint n, guint most, RdmAddressGuess guess)
{
  guint at = n;

  while (at > 0 && unlikeliness (said, &guesses[at - 1]) > unlikeliness (said, &guess))
    at--;
  if (at == most)
    return n;
  n = MIN (n + 1, most);
  memmove (guesses + at + 1, guesses + at, (n - 1 - at) * sizeof *guesses);
  guesses[at] = guess;
  return n;
}

guint
rdm_address_vocabulary_guess (const RdmAddressVocabulary *self,
                              const char *word,
                              guint most_slips,
                              gboolean open,
                              RdmAddressGuess *guesses,
                              guint most)
{
  guint32 letters = letters_of (word);
  gsize length = strlen (word);
  guint n = 0;

  for (guint i = 0; i < self->n && most > 0; i++)
    {
      guint32 lacking = letters & ~self->index[i].letters;
      guint32 other = self->index[i].letters & ~letters;
      gsize other_length;
      guint distance;

      if ((guint)__builtin_popcount (lacking) > most_slips
          || (!open && (guint)__builtin_popcount (other) > most_slips))
        continue;
      other_length = length_at (self, i);
      distance =
          open ? rdm_edit_distance_to_prefix (word, length, word_at (self, i), other_length,
                                              most_slips)
               : rdm_edit_distance (word, length, word_at (self, i), other_length, most_slips);
      if (distance <= most_slips)
        n = add_guess (word, guesses, n, most, (RdmAddressGuess){ word_at (self, i), distance });
    }
  return n;
}
