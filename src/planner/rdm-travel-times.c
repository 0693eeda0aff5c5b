/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rdm-travel-times.h"

#include <glib/gi18n-lib.h>
#include <math.h>
#include <string.h>

typedef struct
{
  RdmTravel *travel;
  RdmTravelTimes *times;
  const RdmTravelTimes *base; /* NULL: none */
  guint *base_of;             /* (array) n_points: index in @base + 1; 0: not there */
  GArray *fresh;              /* (element-type uint): those that are not */
  guint n_done;               /* matrices */
  guint n_all;
  RdmTravelTimesProgress progress;
  gpointer user_data;
  GCancellable *cancellable;
} Making;

/* --- references --------------------------------------------------------------------------------
 */

static void
table_clear (RdmTravelTable *self)
{
  g_free (self->durations_s);
  g_free (self->distances_m);
  g_free (self->is_cut_off);
}

RdmTravelTimes *
rdm_travel_times_ref (RdmTravelTimes *self)
{
  g_atomic_ref_count_inc (&self->n_references);
  return self;
}

void
rdm_travel_times_unref (RdmTravelTimes *self)
{
  if (!g_atomic_ref_count_dec (&self->n_references))
    return;
  for (guint p = 0; p < RDM_N_TRAVEL_PROFILES; p++)
    table_clear (&self->of[p]);
  g_hash_table_unref (self->index);
  g_free (self->points);
  g_free (self);
}

/* --- places ------------------------------------------------------------------------------------
 */

gint64
rdm_travel_place_key (RdmPoint point)
{
  return (gint64)llround (point.lat_deg * 1e6) * 1000000000 + llround (point.lon_deg * 1e6);
}

gint32
rdm_travel_times_find (const RdmTravelTimes *self, RdmPoint point)
{
  gint64 key = rdm_travel_place_key (point);

  return (gint32)GPOINTER_TO_UINT (g_hash_table_lookup (self->index, &key)) - 1;
}

static RdmTravelTimes *
times_alloc (const RdmTravelNeed *need)
{
  RdmTravelTimes *self = g_new0 (RdmTravelTimes, 1);

  g_atomic_ref_count_init (&self->n_references);
  self->n_points = need->n_points;
  self->points = g_memdup2 (need->points, need->n_points * sizeof *need->points);
  self->index = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);
  self->day = need->day;
  for (guint i = 0; i < need->n_points; i++)
    {
      gint64 key = rdm_travel_place_key (need->points[i]);

      g_hash_table_insert (self->index, g_memdup2 (&key, sizeof key), GUINT_TO_POINTER (i + 1));
    }
  return self;
}

/* --- spells ------------------------------------------------------------------------------------
 */

/* Those of the day in which anybody is on the road. */
static void
find_spells (RdmTravel *travel,
             RdmTravelProfile profile,
             const RdmTravelNeed *need,
             RdmTravelTable *table)
{
  RdmTravelSpell all[RDM_TRAVEL_SPELLS_MAX];
  guint n = rdm_travel_spells (travel, profile, need->day, all);

  table->n_asked = 0;
  for (guint i = 0; i < n; i++)
    {
      gboolean is_over = i + 1 < n && all[i + 1].begin_s <= need->from_s;

      if (table->n_asked > 0 && all[i].begin_s >= need->to_s)
        break;
      if (!is_over)
        table->asked[table->n_asked++] = all[i];
    }
}

static guint
find_spell (const RdmTravelTable *table, gint32 at_s)
{
  guint i = 0;

  while (i + 1 < table->n_spells && table->spells[i + 1].begin_s <= at_s)
    i++;
  return i;
}

static gint32
middle_of (const RdmTravelNeed *need)
{
  return need->from_s / 2 + need->to_s / 2;
}

gsize
rdm_travel_times_size (const RdmTravelTimes *self)
{
  gsize n_matrices = 0;

  for (guint p = 0; p < RDM_N_TRAVEL_PROFILES; p++)
    if (self->of[p].n_spells > 0)
      n_matrices += self->of[p].n_spells + 1;
  return n_matrices * self->n_points * self->n_points * sizeof (gint32);
}

static gboolean
plan_tables (RdmTravelTimes *self, RdmTravel *travel, const RdmTravelNeed *need, GError **error)
{
  for (guint p = 0; p < RDM_N_TRAVEL_PROFILES; p++)
    if (need->profiles & (1u << p))
      {
        RdmTravelTable *table = &self->of[p];

        find_spells (travel, p, need, table);
        table->n_spells = table->n_asked;
        memcpy (table->spells, table->asked, sizeof table->spells);
      }
  if (rdm_travel_times_size (self) <= RDM_TRAVEL_TIMES_BYTES_MAX)
    return TRUE;
  for (guint p = 0; p < RDM_N_TRAVEL_PROFILES; p++)
    if (self->of[p].n_spells > 0)
      {
        RdmTravelTable *table = &self->of[p];

        table->spells[0] = table->spells[find_spell (table, middle_of (need))];
        table->n_spells = 1;
      }
  if (rdm_travel_times_size (self) <= RDM_TRAVEL_TIMES_BYTES_MAX)
    return TRUE;
  g_set_error (error, RDM_TRAVEL_ERROR, RDM_TRAVEL_ERROR_TOO_MANY,
               _ ("%u places are more than travel times are kept for."), self->n_points);
  return FALSE;
}

static void
alloc_table (RdmTravelTimes *self, RdmTravelProfile profile)
{
  RdmTravelTable *table = &self->of[profile];
  gsize n_cells = (gsize)self->n_points * self->n_points;

  table->durations_s = g_new0 (gint32, table->n_spells * n_cells + 1);
  table->distances_m = g_new0 (gint32, n_cells + 1);
  table->is_cut_off = g_new0 (guint8, self->n_points + 1);
  for (guint s = 0; s < table->n_spells; s++)
    table->begins_s[s] = table->spells[s].begin_s;
}

/* --- what is known already ----------------------------------------------------------------------
 */

/* The base's matrix of a spell, or NULL. */
static const gint32 *
base_durations (const RdmTravelTimes *base, RdmTravelProfile profile, RdmTravelSpell spell)
{
  const RdmTravelTable *table = &base->of[profile];

  for (guint s = 0; s < table->n_spells; s++)
    if (table->spells[s].begin_s == spell.begin_s && table->spells[s].period == spell.period)
      return table->durations_s + s * (gsize)base->n_points * base->n_points;
  return NULL;
}

static gboolean
is_cut_off_in (const RdmTravelTimes *self, guint place)
{
  for (guint p = 0; p < RDM_N_TRAVEL_PROFILES; p++)
    if (self->of[p].n_spells > 0 && self->of[p].is_cut_off[place])
      return TRUE;
  return FALSE;
}

/* What the base only guesses is asked for again. */
static void
find_fresh (Making *self)
{
  for (guint i = 0; i < self->times->n_points; i++)
    {
      gint32 known =
          self->base ? rdm_travel_times_find (self->base, self->times->points[i]) : RDM_VRP_NONE;

      if (known == RDM_VRP_NONE || is_cut_off_in (self->base, (guint)known))
        g_array_append_val (self->fresh, i);
      else
        self->base_of[i] = (guint)known + 1;
    }
}

/* How many places from @begin on follow one another in the base as they do here. */
static gsize
run_length (const Making *self, gsize begin)
{
  gsize n = 1;

  while (begin + n < self->times->n_points && self->base_of[begin + n] == self->base_of[begin] + n)
    n++;
  return n;
}

/* Copies what @from, of the base, knows into @to: mostly whole rows, but for the fresh places. */
static void
copy_known (const Making *self, const gint32 *from, gint32 *to)
{
  gsize n = self->times->n_points;
  gsize n_base = self->base->n_points;

  for (gsize j = 0; j < n;)
    {
      gsize n_run = self->base_of[j] > 0 ? run_length (self, j) : 1;

      for (gsize i = 0; i < n && self->base_of[j] > 0; i++)
        if (self->base_of[i] > 0)
          memcpy (&to[i * n + j], &from[(self->base_of[i] - 1) * n_base + self->base_of[j] - 1],
                  n_run * sizeof *to);
      j += n_run;
    }
}

/* --- asking ------------------------------------------------------------------------------------
 */

static void
tell (Making *self)
{
  self->n_done++;
  if (self->progress)
    self->progress ((double)self->n_done / MAX (self->n_all, 1), self->user_data);
}

/* All pairs, or those of which one place at least is fresh. */
static gboolean
ask_all (Making *self,
         RdmTravelProfile profile,
         RdmTravelSpell spell,
         gint32 *durations_s,
         gint32 *distances_m,
         GError **error)
{
  const RdmTravelTimes *times = self->times;
  RdmTravelRequest request = { profile,         spell,         times->points,
                               times->n_points, times->points, times->n_points };

  return rdm_travel_matrix (self->travel, &request, durations_s, distances_m, self->cancellable,
                            error);
}

/* @is_row: from the fresh ones to all; else from all to the fresh ones. */
static gboolean
ask_fresh (Making *self,
           RdmTravelProfile profile,
           RdmTravelSpell spell,
           gboolean is_row,
           gint32 *durations_s,
           gint32 *distances_m,
           GError **error)
{
  gsize n = self->times->n_points;
  gsize n_fresh = self->fresh->len;
  g_autofree RdmPoint *points = g_new (RdmPoint, n_fresh + 1);
  g_autofree gint32 *seconds = g_new (gint32, n * n_fresh + 1);
  g_autofree gint32 *metres = g_new (gint32, n * n_fresh + 1);
  RdmTravelRequest request = {
    .profile = profile,
    .when = spell,
    .from = is_row ? points : self->times->points,
    .n_from = (guint)(is_row ? n_fresh : n),
    .to = is_row ? self->times->points : points,
    .n_to = (guint)(is_row ? n : n_fresh),
  };

  for (gsize f = 0; f < n_fresh; f++)
    points[f] = self->times->points[g_array_index (self->fresh, guint, f)];
  if (!rdm_travel_matrix (self->travel, &request, seconds, distances_m ? metres : NULL,
                          self->cancellable, error))
    return FALSE;
  for (gsize f = 0; f < n_fresh; f++)
    for (gsize i = 0; i < n; i++)
      {
        gsize place = g_array_index (self->fresh, guint, f);
        gsize from = is_row ? f * n + i : i * n_fresh + f;
        gsize to = is_row ? place * n + i : i * n + place;

        durations_s[to] = seconds[from];
        if (distances_m)
          distances_m[to] = metres[from];
      }
  return TRUE;
}

static gboolean
fill_spell (
    Making *self, RdmTravelProfile profile, guint s, gboolean with_distances, GError **error)
{
  RdmTravelTable *table = &self->times->of[profile];
  RdmTravelSpell spell = table->spells[s];
  gint32 *durations_s =
      table->durations_s + s * (gsize)self->times->n_points * self->times->n_points;
  gint32 *distances_m = with_distances ? table->distances_m : NULL;
  const gint32 *known = self->base ? base_durations (self->base, profile, spell) : NULL;
  gboolean is_done;

  if (!known || 2 * self->fresh->len > self->times->n_points)
    is_done = ask_all (self, profile, spell, durations_s, distances_m, error);
  else
    {
      copy_known (self, known, durations_s);
      if (distances_m)
        copy_known (self, self->base->of[profile].distances_m, distances_m);
      is_done = self->fresh->len == 0
                || (ask_fresh (self, profile, spell, TRUE, durations_s, distances_m, error)
                    && ask_fresh (self, profile, spell, FALSE, durations_s, distances_m, error));
    }
  tell (self);
  return is_done;
}

/* --- making ------------------------------------------------------------------------------------
 */

static gboolean
fill_tables (Making *self, const RdmTravelNeed *need, GError **error)
{
  for (guint p = 0; p < RDM_N_TRAVEL_PROFILES; p++)
    self->n_all += self->times->of[p].n_spells;
  for (guint p = 0; p < RDM_N_TRAVEL_PROFILES; p++)
    {
      RdmTravelTable *table = &self->times->of[p];
      guint middle = find_spell (table, middle_of (need));

      if (table->n_spells == 0)
        continue;
      alloc_table (self->times, p);
      /* Lengths are those of the ways at that time: they hardly differ by the hour. */
      for (guint s = 0; s < table->n_spells; s++)
        if (!fill_spell (self, p, s, s == middle, error))
          return FALSE;
      rdm_travel_table_settle (table, self->times);
    }
  return TRUE;
}

RdmTravelTimes *
rdm_travel_times_new (RdmTravel *travel,
                      const RdmTravelNeed *need,
                      RdmTravelTimes *base,
                      RdmTravelTimesProgress progress,
                      gpointer user_data,
                      GCancellable *cancellable,
                      GError **error)
{
  g_autoptr (RdmTravelTimes) times = times_alloc (need);
  g_autofree guint *base_of = g_new0 (guint, need->n_points + 1);
  g_autoptr (GArray) fresh = g_array_new (FALSE, FALSE, sizeof (guint));
  Making self = {
    .travel = travel,
    .times = times,
    .base = base && base->day == need->day && !base->is_estimated ? base : NULL,
    .base_of = base_of,
    .fresh = fresh,
    .progress = progress,
    .user_data = user_data,
    .cancellable = cancellable,
  };

  find_fresh (&self);
  if (!plan_tables (times, travel, need, error) || !fill_tables (&self, need, error))
    return NULL;
  return g_steal_pointer (&times);
}

/* --- standing in -------------------------------------------------------------------------------
 */

/* What the base has no way to is among the fresh ones: it is estimated like any other. Spells are
 * those of the base where it has that profile: what it knows of them is worth more than the
 * estimate, which knows no hours. */
static void
plan_stand_in (RdmTravelTimes *self, const RdmTravelNeed *need, const RdmTravelTimes *base)
{
  for (guint p = 0; p < RDM_N_TRAVEL_PROFILES; p++)
    {
      RdmTravelTable *table = &self->of[p];

      if (!(need->profiles & (1u << p)))
        continue;
      if (base && base->of[p].n_spells > 0)
        {
          table->n_spells = base->of[p].n_spells;
          memcpy (table->spells, base->of[p].spells, sizeof table->spells);
        }
      else
        {
          table->n_spells = 1;
          table->spells[0] = (RdmTravelSpell){ 0, need->day };
        }
    }
}

RdmTravelTimes *
rdm_travel_times_new_stand_in (RdmTravel *estimate, const RdmTravelNeed *need, RdmTravelTimes *base)
{
  RdmTravelTimes *times = times_alloc (need);
  g_autofree guint *base_of = g_new0 (guint, need->n_points + 1);
  g_autoptr (GArray) fresh = g_array_new (FALSE, FALSE, sizeof (guint));
  Making self = {
    .travel = estimate,
    .times = times,
    .base = base,
    .base_of = base_of,
    .fresh = fresh,
  };

  times->is_estimated = TRUE;
  find_fresh (&self);
  plan_stand_in (times, need, base);
  for (guint p = 0; p < RDM_N_TRAVEL_PROFILES; p++)
    {
      RdmTravelTable *table = &times->of[p];

      if (table->n_spells == 0)
        continue;
      alloc_table (times, p);
      for (guint s = 0; s < table->n_spells; s++)
        (void)fill_spell (&self, p, s, s == 0, NULL);
    }
  return times;
}

/* --- questions ---------------------------------------------------------------------------------
 */

/* Those that are wanted follow one another; more before or after do no harm. */
static gboolean
has_spells (const RdmTravelTable *table,
            RdmTravel *travel,
            RdmTravelProfile profile,
            const RdmTravelNeed *need)
{
  RdmTravelTable wanted = { 0 };
  guint n_found = 0;

  find_spells (travel, profile, need, &wanted);
  for (guint s = 0; s < table->n_asked && n_found < wanted.n_asked; s++)
    n_found += wanted.asked[n_found].begin_s == table->asked[s].begin_s
               && wanted.asked[n_found].period == table->asked[s].period;
  return n_found == wanted.n_asked;
}

gboolean
rdm_travel_times_answers (const RdmTravelTimes *self, RdmTravel *travel, const RdmTravelNeed *need)
{
  if (self->is_estimated || self->day != need->day)
    return FALSE;
  for (guint i = 0; i < need->n_points; i++)
    if (rdm_travel_times_find (self, need->points[i]) == RDM_VRP_NONE)
      return FALSE;
  for (guint p = 0; p < RDM_N_TRAVEL_PROFILES; p++)
    if ((need->profiles & (1u << p)) && !has_spells (&self->of[p], travel, p, need))
      return FALSE;
  return TRUE;
}
