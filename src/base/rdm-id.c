/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rdm-id.h"

#include <string.h>
#include <sys/random.h>

enum
{
  TIME_CHARS = 10,
  RANDOM_CHARS = 16,
  ULID_CHARS = TIME_CHARS + RANDOM_CHARS,
};

static const char alphabet[] = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

/* 48 bits of milliseconds, then 80 random bits as two halves of 40. */
typedef struct
{
  guint64 time_ms;
  guint64 high;
  guint64 low;
} Ulid;

#define HALF_MASK ((G_GUINT64_CONSTANT (1) << 40) - 1)

static guint64
random_half (void)
{
  guint64 bits = 0;

  if (getrandom (&bits, sizeof bits, GRND_NONBLOCK) != (gssize)sizeof bits)
    bits = (guint64)g_random_int () << 32 | g_random_int ();
  return bits & HALF_MASK;
}

/* The next value after *last: a new millisecond draws new random bits, the same one (or a clock
 * that was set back) counts on from the last, so that order is kept. */
static void
advance (Ulid *last, guint64 now_ms)
{
  if (now_ms > last->time_ms)
    {
      last->time_ms = now_ms;
      last->high = random_half ();
      last->low = random_half ();
      return;
    }
  last->low = (last->low + 1 + (random_half () & 0xffff)) & HALF_MASK;
  if (last->low <= 0x10000)
    last->high = (last->high + 1) & HALF_MASK;
  if (last->low <= 0x10000 && last->high == 0)
    last->time_ms++;
}

static void
write_bits (char *out, guint64 value, guint n_chars)
{
  for (guint i = n_chars; i-- > 0; value >>= 5)
    out[i] = alphabet[value & 31];
}

char *
rdm_id_new (const char *prefix)
{
  static GMutex lock;
  static Ulid last;
  char text[ULID_CHARS + 1] = { 0 };
  Ulid mine;

  g_return_val_if_fail (prefix != NULL && *prefix != '\0', NULL);

  g_mutex_lock (&lock);
  advance (&last, (guint64)g_get_real_time () / 1000);
  mine = last;
  g_mutex_unlock (&lock);

  write_bits (text, mine.time_ms, TIME_CHARS);
  write_bits (text + TIME_CHARS, mine.high, RANDOM_CHARS / 2);
  write_bits (text + TIME_CHARS + RANDOM_CHARS / 2, mine.low, RANDOM_CHARS / 2);
  return g_strconcat (prefix, "_", text, NULL);
}

gboolean
rdm_id_has_prefix (const char *id, const char *prefix)
{
  gsize length = strlen (prefix);

  return id != NULL && strncmp (id, prefix, length) == 0 && id[length] == '_'
         && strlen (id + length + 1) == ULID_CHARS
         && strspn (id + length + 1, alphabet) == ULID_CHARS;
}
