/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rdm-address-token.h"

#include <string.h>

/* Addresses have a dozen words; of what somebody pastes by mistake the beginning will do. */
enum
{
  MOST_TOKENS = 64,
  MOST_BYTES = 1024,
  LOST_SPACE_MIN = 4, /* letters of two words that became one */
};

/* "12 - 14" are the houses from 12 to 14; "5 - 9490 Vaduz" is a number and a postcode. */
#define WIDEST_RANGE 60

typedef struct
{
  const char *text; /* valid UTF-8 */
  const char *at;
  guint segment;
  gboolean dash;       /* a dash with space around it was passed since the last token */
  gboolean after_hash; /* "#" was */
  const RdmAddressVocabulary *words;
  GArray *tokens;
} Scan;

static void
token_clear (gpointer data)
{
  RdmAddressToken *token = data;

  g_free (token->spelled);
  g_free (token->whole);
  g_free (token->canon);
  g_free (token->parts[0]);
  g_free (token->parts[1]);
}

static GArray *
tokens_alloc (void)
{
  GArray *tokens = g_array_new (FALSE, TRUE, sizeof (RdmAddressToken));

  g_array_set_clear_func (tokens, token_clear);
  return tokens;
}

static gboolean
is_letter (const char *at)
{
  gunichar c = g_utf8_get_char (at);

  return g_unichar_isalpha (c) || g_unichar_ismark (c);
}

static const char *
skip_letters (const char *at)
{
  while (*at != '\0' && is_letter (at))
    at = g_utf8_next_char (at);
  return at;
}

static const char *
skip_digits (const char *at)
{
  while (g_ascii_isdigit (*at))
    at++;
  return at;
}

/* Bytes of the dash at @at: hyphen, en dash, minus; 0 for none. */
static gsize
dash_length (const char *at)
{
  static const char *const dashes[] = { "-", "\u2010", "\u2011", "\u2013", "\u2014", "\u2212" };

  for (guint i = 0; i < G_N_ELEMENTS (dashes); i++)
    if (g_str_has_prefix (at, dashes[i]))
      return strlen (dashes[i]);
  return 0;
}

/* The sort of street that a word is, or ends in, decides on its other spelling. */
static void
give_meaning (RdmAddressToken *token)
{
  const RdmAddressMeaning *meaning = rdm_address_word_meaning (token->whole, token->dotted);
  gsize stem;

  token->roles = rdm_address_word_roles (token->whole);
  if (meaning != NULL)
    {
      token->kind = meaning->kind;
      if (strcmp (meaning->shorter, token->whole) != 0)
        token->canon = g_strdup (meaning->shorter);
      return;
    }
  meaning = token->is_number ? NULL : rdm_address_word_suffix (token->whole, token->dotted, &stem);
  if (meaning == NULL)
    return;
  token->stem_length = stem;
  if (strcmp (token->whole + stem, meaning->shorter) != 0)
    token->canon = g_strdup_printf ("%.*s%s", (int)stem, token->whole, meaning->shorter);
}

/* "Churer Strase" is understood, where nothing is called so. */
static void
correct_sort (RdmAddressToken *token, const RdmAddressVocabulary *words)
{
  const char *meant;

  if (words == NULL || token->is_number || token->canon != NULL
      || token->kind != RDM_ADDRESS_WORD_PLAIN || rdm_address_vocabulary_has (words, token->whole))
    return;
  meant = rdm_address_word_misspelt (token->whole);
  if (meant == NULL)
    return;
  g_free (token->whole);
  g_free (token->spelled);
  token->whole = g_strdup (meant);
  token->spelled = g_strdup (meant);
  give_meaning (token);
}

static RdmAddressToken *
add_token (Scan *self, char *spelled, const char *start, const char *end)
{
  RdmAddressToken token = { .spelled = spelled,
                            .segment = self->segment,
                            .start = (gsize)(start - self->text),
                            .end = (gsize)(end - self->text) };

  if (*spelled == '\0')
    {
      g_free (spelled);
      return NULL;
    }
  token.whole = rdm_address_fold (spelled);
  g_array_append_val (self->tokens, token);
  return &g_array_index (self->tokens, RdmAddressToken, self->tokens->len - 1);
}

/* "c/o", "r/c": Returns: the end of it, or NULL. */
static const char *
find_stroke_word (const char *at)
{
  const char *stroke = g_utf8_next_char (at);
  const char *end;

  if (*stroke != '/' || !is_letter (stroke + 1))
    return NULL;
  end = g_utf8_next_char (stroke + 1);
  return *end == '\0' || !g_unichar_isalnum (g_utf8_get_char (end)) ? end : NULL;
}

/* "V.le", "P.zza": a word whose middle a point stands for. Returns: the end of it, or NULL. */
static const char *
find_cut_word (const char *at, char **spelled)
{
  const char *dot = g_utf8_next_char (at);
  const char *end;
  g_autofree char *letters = NULL;
  g_autofree char *folded = NULL;

  if (*dot != '.')
    return NULL;
  end = skip_letters (dot + 1);
  if (end == dot + 1 || end > dot + 4 || g_ascii_isdigit (*end))
    return NULL;
  letters = g_strdup_printf ("%.*s%.*s", (int)(dot - at), at, (int)(end - dot - 1), dot + 1);
  *spelled = rdm_address_spell (letters, -1);
  folded = rdm_address_fold (*spelled);
  if (rdm_address_word_meaning (folded, FALSE) != NULL)
    return end;
  g_clear_pointer (spelled, g_free);
  return NULL;
}

/* "laGare", where nothing is called so: where the space was lost, if both parts are known. Returns:
 * bytes of the first, or 0. */
static gsize
find_lost_space (const RdmAddressVocabulary *words, const char *start, const char *end)
{
  g_autofree char *spelled = rdm_address_spell (start, end - start);
  g_autofree char *whole = rdm_address_fold (spelled);
  RdmAddressGuess guess;

  if (words == NULL || g_utf8_strlen (whole, -1) < LOST_SPACE_MIN
      || rdm_address_vocabulary_has_prefix (words, whole)
      || rdm_address_word_roles (whole) != RDM_ADDRESS_ROLE_NONE
      || rdm_address_vocabulary_guess (words, whole, 1, FALSE, &guess, 1) > 0)
    return 0;
  for (const char *at = g_utf8_next_char (g_utf8_next_char (start));
       at < end && g_utf8_pointer_to_offset (at, end) >= 2; at = g_utf8_next_char (at))
    {
      g_autofree char *left_spelled = rdm_address_spell (start, at - start);
      g_autofree char *left = rdm_address_fold (left_spelled);
      g_autofree char *right_spelled = rdm_address_spell (at, end - at);
      g_autofree char *right = rdm_address_fold (right_spelled);

      /* A beginning of two letters is one by chance, unless it is "de". */
      if ((strlen (left) > 2 || rdm_address_word_meaning (left, FALSE) != NULL)
          && rdm_address_vocabulary_has (words, left) && rdm_address_vocabulary_has (words, right))
        return (gsize)(at - start);
    }
  return 0;
}

static void
scan_word (Scan *self)
{
  const char *start = self->at;
  const char *end = find_stroke_word (start);
  char *spelled = NULL;
  RdmAddressToken *token;

  if (end != NULL)
    spelled = g_utf8_strdown (start, end - start);
  else
    end = find_cut_word (start, &spelled);
  if (end == NULL)
    {
      gsize lost;

      end = skip_letters (start);
      lost = find_lost_space (self->words, start, end);
      if (lost > 0)
        end = start + lost;
      /* "A12" is one thing; "Strasse12" has lost a space, "FL9490" a dash. */
      if (g_ascii_isdigit (*end) && g_utf8_pointer_to_offset (start, end) <= 2
          && skip_digits (end) < end + 4)
        while (*end != '\0' && (g_ascii_isdigit (*end) || is_letter (end)))
          end = g_utf8_next_char (end);
      spelled = rdm_address_spell (start, end - start);
    }
  token = add_token (self, spelled, start, end);
  self->at = end;
  if (token == NULL)
    return;
  token->dotted = *end == '.';
  token->is_number = strpbrk (token->whole, "0123456789") != NULL;
  give_meaning (token);
  correct_sort (token, self->words);
}

/* Behind a number: "a", "bis", "th". Returns: where it ends. */
static const char *
skip_number_letters (const char *at)
{
  const char *end = skip_letters (at);

  return g_utf8_pointer_to_offset (at, end) <= 6 ? end : at;
}

static gboolean
is_ordinal_ending (const char *letters)
{
  static const char *const endings[] = { "st", "nd", "rd",  "th",   "er", "re",  "ere",
                                         "e",  "em", "eme", "ieme", "te", "ter", "de",
                                         "da", "mo", "ma",  "os",   "as", "o.",  "a." };

  for (guint i = 0; i < G_N_ELEMENTS (endings); i++)
    if (strcmp (letters, endings[i]) == 0)
      return TRUE;
  return FALSE;
}

/* "º" and "ª". */
static gboolean
is_ordinal_sign (const char *at)
{
  gunichar c = g_utf8_get_char (at);

  return c == 0xba || c == 0xaa;
}

/* "12", "12a", "12-14", "12/3/15", "4000-123". */
static void
scan_number (Scan *self)
{
  const char *start = self->at;
  const char *end = skip_digits (start);
  const char *letters = end;
  g_autoptr (GString) whole = g_string_new_len (start, end - start);
  RdmAddressToken *token;
  gboolean ordinal;

  end = skip_number_letters (end);
  if (end > letters)
    {
      g_autofree char *folded = rdm_address_spell (letters, end - letters);

      ordinal = is_ordinal_ending (folded) || is_ordinal_sign (letters);
      g_string_append (whole, folded);
    }
  else
    {
      const char *behind = end + 1;

      /* "3. OG", "17. Juni"; what ends a sentence is followed by nothing. */
      while (*end == '.' && *behind == ' ')
        behind++;
      ordinal = *end == '.' && *behind != '\0' && is_letter (behind);
    }
  for (;;)
    {
      gsize length = dash_length (end);
      const char *next = end + (length > 0 ? length : 1);
      const char *stop;

      if ((length == 0 && *end != '/' && *end != '+') || !g_ascii_isdigit (*next))
        break;
      stop = skip_number_letters (skip_digits (next));
      g_string_append_c (whole, length > 0 || *end == '+' ? '-' : '/');
      if (stop > next)
        {
          const char *digits = skip_digits (next);
          g_autofree char *folded = rdm_address_spell (digits, stop - digits);

          g_string_append_len (whole, next, digits - next);
          g_string_append (whole, folded);
        }
      end = stop;
    }
  self->at = end;
  token = add_token (self, g_strdup (whole->str), start, end);
  token->is_number = TRUE;
  token->is_ordinal = ordinal;
  token->dotted = *end == '.';
  token->is_unit = self->after_hash;
  give_meaning (token);
}

static gboolean
is_plain_number (const RdmAddressToken *token)
{
  return token->is_number && strspn (token->whole, "0123456789") == strlen (token->whole);
}

/* "12 - 14". */
static void
join_range (Scan *self)
{
  guint n = self->tokens->len;
  RdmAddressToken *first = &g_array_index (self->tokens, RdmAddressToken, n - 2);
  RdmAddressToken *last = first + 1;
  gint64 width;

  if (!is_plain_number (first) || !is_plain_number (last) || strlen (last->whole) > 5)
    return;
  width = g_ascii_strtoll (last->whole, NULL, 10) - g_ascii_strtoll (first->whole, NULL, 10);
  if (width <= 0 || width > WIDEST_RANGE)
    return;
  {
    char *whole = g_strdup_printf ("%s-%s", first->whole, last->whole);

    g_free (first->whole);
    g_free (first->spelled);
    first->spelled = g_strdup (whole);
    first->whole = whole;
    first->end = last->end;
    self->segment = first->segment;
    g_array_set_size (self->tokens, n - 1);
  }
}

/* "Feld Strasse" is "Feldstrasse", which most would write. */
static void
join_glued (Scan *self)
{
  guint n = self->tokens->len;
  RdmAddressToken *first = &g_array_index (self->tokens, RdmAddressToken, n - 2);
  RdmAddressToken *last = first + 1;
  char *whole;
  char *spelled;

  if (first->segment != last->segment || last->is_number || last->stem_length > 0
      || first->is_number || first->kind != RDM_ADDRESS_WORD_PLAIN
      || first->roles != RDM_ADDRESS_ROLE_NONE || first->parts[0] != NULL
      || strlen (first->whole) < 2 || !rdm_address_word_glues (last->whole, last->dotted))
    return;
  whole = g_strconcat (first->whole, last->whole, NULL);
  first->stem_length = strlen (first->whole);
  g_free (first->canon);
  first->canon = g_strconcat (first->whole, rdm_address_canon (last), NULL);
  if (strcmp (first->canon, whole) == 0)
    g_clear_pointer (&first->canon, g_free);
  first->parts[0] = g_steal_pointer (&first->whole);
  first->parts[1] = g_strdup (last->whole);
  first->whole = whole;
  spelled = g_strconcat (first->spelled, last->spelled, NULL);
  g_free (first->spelled);
  first->spelled = spelled;
  first->end = last->end;
  first->dotted = last->dotted;
  g_array_set_size (self->tokens, n - 1);
}

static void
scan_gap (Scan *self)
{
  gunichar c = g_utf8_get_char (self->at);
  gsize dash = dash_length (self->at);

  if (dash > 0)
    {
      if (self->at > self->text && self->at[-1] == ' ' && self->at[dash] == ' ')
        self->dash = TRUE;
      self->at += dash;
      return;
    }
  if (c < 0x80 && strchr (",;|\n\r\t()[]\"", (int)c) != NULL)
    self->segment++;
  self->after_hash = c == '#' || (self->after_hash && c == ' ');
  self->at = g_utf8_next_char (self->at);
}

GArray *
rdm_address_tokens_new (const char *text, gboolean glue, const RdmAddressVocabulary *words)
{
  g_autofree char *short_text = g_strndup (text, MOST_BYTES);
  g_autofree char *valid = g_utf8_make_valid (short_text, -1);
  Scan self = { .text = valid, .at = valid, .words = words, .tokens = tokens_alloc () };

  while (*self.at != '\0' && self.tokens->len < MOST_TOKENS)
    {
      guint n = self.tokens->len;

      if (g_ascii_isdigit (*self.at))
        scan_number (&self);
      else if (g_unichar_isalpha (g_utf8_get_char (self.at)))
        scan_word (&self);
      else
        {
          scan_gap (&self);
          continue;
        }
      if (self.tokens->len == n)
        continue;
      self.after_hash = FALSE;
      if (n > 0 && self.dash)
        join_range (&self);
      else if (n > 0 && glue)
        join_glued (&self);
      /* A dash between words parts them as a comma does. */
      if (self.dash && self.tokens->len == n + 1)
        g_array_index (self.tokens, RdmAddressToken, n).segment = ++self.segment;
      self.dash = FALSE;
    }
  return self.tokens;
}

GArray *
rdm_address_tokens_from_key (const char *key, gssize length)
{
  const char *end = key + (length < 0 ? strlen (key) : (gsize)length);
  GArray *tokens = tokens_alloc ();

  while (key < end)
    {
      const char *space = memchr (key, ' ', (gsize)(end - key));
      const char *stop = space != NULL ? space : end;
      RdmAddressToken token = { .spelled = g_strndup (key, (gsize)(stop - key)) };

      token.whole = rdm_address_fold (token.spelled);
      token.is_number = strpbrk (token.whole, "0123456789") != NULL;
      give_meaning (&token);
      g_array_append_val (tokens, token);
      key = stop + 1;
    }
  return tokens;
}

char *
rdm_address_tokens_key (GArray *tokens)
{
  GString *key = g_string_new (NULL);

  for (guint i = 0; i < tokens->len; i++)
    g_string_append_printf (key, "%s%s", i > 0 ? " " : "",
                            g_array_index (tokens, RdmAddressToken, i).spelled);
  return g_string_free (key, FALSE);
}

gboolean
rdm_address_token_spelled_alike (const RdmAddressToken *a, const RdmAddressToken *b)
{
  gsize n;

  if (strcmp (a->spelled, b->spelled) == 0)
    return TRUE;
  /* Only the umlauts can differ. */
  if (strcmp (a->whole, b->whole) == 0)
    return FALSE;
  if (a->stem_length == 0 || b->stem_length == 0)
    return TRUE;
  /* "Böda" is the same in "Bödastr." and "Bödastrasse". */
  n = rdm_address_fold_length (a->spelled, a->stem_length);
  return n == rdm_address_fold_length (b->spelled, b->stem_length)
         && strncmp (a->spelled, b->spelled, n) == 0;
}

/* The one spelling of a token, with its umlauts. */
static void
append_key (GString *key, const RdmAddressToken *token)
{
  if (token->canon == NULL)
    g_string_append (key, token->spelled);
  else
    {
      g_string_append_len (key, token->spelled,
                           (gssize)rdm_address_fold_length (token->spelled, token->stem_length));
      g_string_append (key, token->canon + token->stem_length);
    }
}

char *
rdm_address_name_key (const char *name)
{
  g_autoptr (GArray) tokens = rdm_address_tokens_new (name, TRUE, NULL);
  GString *key = g_string_new (NULL);

  for (guint i = 0; i < tokens->len; i++)
    {
      if (i > 0)
        g_string_append_c (key, ' ');
      append_key (key, &g_array_index (tokens, RdmAddressToken, i));
    }
  return g_string_free (key, FALSE);
}
