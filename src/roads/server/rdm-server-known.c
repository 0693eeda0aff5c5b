/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rdm-server-known.h"

#include <math.h>

#define UNKNOWN (-1)

struct _RdmServerKnown
{
  guint most_places;
  GHashTable *places;  /* (element-type gint64 guint): of place_key(), to its index */
  guint capacity;      /* places that the arrays have room for */
  gint32 *durations_s; /* (array) capacity × capacity */
  gint32 *distances_m;
};

/* To a millionth of a degree: 2^29 is more than 360 million. */
static gint64
place_key (RdmPoint point)
{
  gint64 lat_e6 = llround (point.lat_deg * 1e6);
  gint64 lon_e6 = llround (point.lon_deg * 1e6);

  return lat_e6 * ((gint64)1 << 30) + lon_e6;
}

RdmServerKnown *
rdm_server_known_new (guint most_places)
{
  RdmServerKnown *known = g_new0 (RdmServerKnown, 1);

  known->most_places = most_places;
  known->places = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);
  return known;
}

static void
forget (RdmServerKnown *known)
{
  g_hash_table_remove_all (known->places);
  g_clear_pointer (&known->durations_s, g_free);
  g_clear_pointer (&known->distances_m, g_free);
  known->capacity = 0;
}

void
rdm_server_known_free (RdmServerKnown *known)
{
  forget (known);
  g_hash_table_unref (known->places);
  g_free (known);
}

void
rdm_server_gap_free (RdmServerGap *gap)
{
  g_array_unref (gap->sources);
  g_array_unref (gap->targets);
  g_free (gap);
}

static gint32 *
grown (gint32 *cells, guint from, guint to)
{
  gint32 *grown = g_new (gint32, (gsize)to * to);

  memset (grown, 0xff, sizeof *grown * to * to); /* UNKNOWN */
  for (gsize i = 0; i < from; i++)
    memcpy (grown + i * to, cells + i * from, sizeof *cells * from);
  g_free (cells);
  return grown;
}

static void
make_room (RdmServerKnown *known, guint n)
{
  guint capacity = MAX (known->capacity, 64);

  if (n <= known->capacity)
    return;
  while (capacity < n)
    capacity += capacity / 2;
  known->durations_s = grown (known->durations_s, known->capacity, capacity);
  known->distances_m = grown (known->distances_m, known->capacity, capacity);
  known->capacity = capacity;
}

static guint
index_of (RdmServerKnown *known, RdmPoint point)
{
  gint64 key = place_key (point);
  gpointer index;

  if (g_hash_table_lookup_extended (known->places, &key, NULL, &index))
    return GPOINTER_TO_UINT (index);
  index = GUINT_TO_POINTER (g_hash_table_size (known->places));
  g_hash_table_insert (known->places, g_memdup2 (&key, sizeof key), index);
  return GPOINTER_TO_UINT (index);
}

static guint *
indexes_of (RdmServerKnown *known, const RdmPoint *points, guint n)
{
  guint *indexes = g_new (guint, n);

  for (guint i = 0; i < n; i++)
    indexes[i] = index_of (known, points[i]);
  return indexes;
}

/* Indexes of both ends, and room for them; what was known may be forgotten for it. */
static void
enter (RdmServerKnown *known, const RdmServerBlock *block, guint **sources, guint **targets)
{
  *sources = indexes_of (known, block->sources, block->n_sources);
  *targets = indexes_of (known, block->targets, block->n_targets);
  if (g_hash_table_size (known->places) > known->most_places)
    {
      g_free (*sources);
      g_free (*targets);
      forget (known);
      *sources = indexes_of (known, block->sources, block->n_sources);
      *targets = indexes_of (known, block->targets, block->n_targets);
    }
  make_room (known, g_hash_table_size (known->places));
}

static gboolean
is_known (const RdmServerKnown *known, guint source, guint target)
{
  return known->durations_s[(gsize)source * known->capacity + target] != UNKNOWN;
}

static void
add_gap (GPtrArray *gaps, GArray *sources, GArray *targets)
{
  RdmServerGap *gap;

  if (sources->len == 0 || targets->len == 0)
    return;
  gap = g_new (RdmServerGap, 1);
  gap->sources = g_array_ref (sources);
  gap->targets = g_array_ref (targets);
  g_ptr_array_add (gaps, gap);
}

/* Places that are new have everything to be asked for; to the others, only those ways that lead to
 * new places. */
GPtrArray *
rdm_server_known_gaps (RdmServerKnown *known, const RdmServerBlock *block)
{
  GPtrArray *gaps = g_ptr_array_new_with_free_func ((GDestroyNotify)rdm_server_gap_free);
  g_autofree guint *sources = NULL;
  g_autofree guint *targets = NULL;
  g_autoptr (GArray) all = g_array_new (FALSE, FALSE, sizeof (RdmPoint));
  g_autoptr (GArray) fresh = g_array_new (FALSE, FALSE, sizeof (RdmPoint));
  g_autoptr (GArray) rest = g_array_new (FALSE, FALSE, sizeof (RdmPoint));
  g_autoptr (GArray) missing = g_array_new (FALSE, FALSE, sizeof (RdmPoint));
  g_autofree gboolean *is_missing = g_new0 (gboolean, block->n_targets);

  enter (known, block, &sources, &targets);
  g_array_append_vals (all, block->targets, block->n_targets);
  for (guint i = 0; i < block->n_sources; i++)
    {
      guint n_unknown = 0;

      for (guint j = 0; j < block->n_targets; j++)
        n_unknown += !is_known (known, sources[i], targets[j]);
      if (n_unknown == block->n_targets)
        {
          g_array_append_val (fresh, block->sources[i]);
          continue;
        }
      if (n_unknown == 0)
        continue;
      g_array_append_val (rest, block->sources[i]);
      for (guint j = 0; j < block->n_targets; j++)
        is_missing[j] |= !is_known (known, sources[i], targets[j]);
    }
  for (guint j = 0; j < block->n_targets; j++)
    if (is_missing[j])
      g_array_append_val (missing, block->targets[j]);

  add_gap (gaps, fresh, all);
  add_gap (gaps, rest, missing);
  return gaps;
}

void
rdm_server_known_learn (RdmServerKnown *known,
                        const RdmServerBlock *block,
                        const gint32 *durations_s,
                        const gint32 *distances_m)
{
  g_autofree guint *sources = NULL;
  g_autofree guint *targets = NULL;

  enter (known, block, &sources, &targets);
  for (guint i = 0; i < block->n_sources; i++)
    for (guint j = 0; j < block->n_targets; j++)
      {
        gsize cell = (gsize)sources[i] * known->capacity + targets[j];

        known->durations_s[cell] = durations_s[(gsize)i * block->n_targets + j];
        known->distances_m[cell] = distances_m[(gsize)i * block->n_targets + j];
      }
}

gboolean
rdm_server_known_tell (RdmServerKnown *known,
                       const RdmServerBlock *block,
                       gint32 *durations_s,
                       gint32 *distances_m)
{
  g_autofree guint *sources = NULL;
  g_autofree guint *targets = NULL;

  enter (known, block, &sources, &targets);
  for (guint i = 0; i < block->n_sources; i++)
    for (guint j = 0; j < block->n_targets; j++)
      {
        gsize cell = (gsize)sources[i] * known->capacity + targets[j];

        if (!is_known (known, sources[i], targets[j]))
          return FALSE;
        if (durations_s)
          durations_s[(gsize)i * block->n_targets + j] = known->durations_s[cell];
        if (distances_m)
          distances_m[(gsize)i * block->n_targets + j] = known->distances_m[cell];
      }
  return TRUE;
}
