/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rdm-hub-limit.h"

/* So that a stranger with many addresses fills no memory; about 1 MB. */
#define MOST_KEYS 10000

typedef struct
{
  double left;
  gint64 at_us;
} Bucket;

struct _RdmHubLimit
{
  double per_second;
  double burst;
  GHashTable *buckets; /* (element-type utf8 Bucket): those that are not full */
};

RdmHubLimit *
rdm_hub_limit_new (double per_second, double burst)
{
  RdmHubLimit *self = g_new0 (RdmHubLimit, 1);

  self->per_second = per_second;
  self->burst = burst;
  self->buckets = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  return self;
}

void
rdm_hub_limit_free (RdmHubLimit *self)
{
  g_hash_table_unref (self->buckets);
  g_free (self);
}

static void
fill (const RdmHubLimit *self, Bucket *bucket, gint64 now_us)
{
  double seconds = (double)(now_us - bucket->at_us) / G_USEC_PER_SEC;

  bucket->left = MIN (self->burst, bucket->left + seconds * self->per_second);
  bucket->at_us = now_us;
}

/* A bucket that is full is as good as none. */
static void
forget_full (RdmHubLimit *self, gint64 now_us)
{
  GHashTableIter iter;
  gpointer bucket;

  g_hash_table_iter_init (&iter, self->buckets);
  while (g_hash_table_iter_next (&iter, NULL, &bucket))
    {
      fill (self, bucket, now_us);
      if (((Bucket *)bucket)->left >= self->burst)
        g_hash_table_iter_remove (&iter);
    }
  if (g_hash_table_size (self->buckets) >= MOST_KEYS)
    g_hash_table_remove_all (self->buckets);
}

gboolean
rdm_hub_limit_take (RdmHubLimit *self, const char *key, double amount, gint64 now_us)
{
  Bucket *bucket = g_hash_table_lookup (self->buckets, key);

  if (!bucket)
    {
      if (amount == 0)
        return TRUE;
      if (g_hash_table_size (self->buckets) >= MOST_KEYS)
        forget_full (self, now_us);
      bucket = g_new (Bucket, 1);
      *bucket = (Bucket){ self->burst, now_us };
      g_hash_table_insert (self->buckets, g_strdup (key), bucket);
    }
  fill (self, bucket, now_us);
  if (bucket->left < MAX (amount, 1))
    return FALSE;
  bucket->left -= amount;
  return TRUE;
}

guint
rdm_hub_limit_wait (RdmHubLimit *self, const char *key)
{
  const Bucket *bucket = g_hash_table_lookup (self->buckets, key);
  double missing = bucket ? 1 - bucket->left : 0;

  return missing <= 0 ? 1 : (guint)CLAMP (missing / self->per_second, 0, 600) + 1;
}
