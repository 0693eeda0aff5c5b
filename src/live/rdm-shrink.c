/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rdm-shrink.h"

#include <math.h>

#define SWEEPS 4
/* Where levels do not differ by more than chance, this many samples count for half. */
#define K_MOST 1000.0
#define UNKNOWN G_MAXUINT

typedef struct
{
  double value;
  double left; /* what the mean and all factors leave */
  guint levels[RDM_SHRINK_FACTORS_MAX];
  guint group;
} Sample;

typedef struct
{
  guint n;
  double sum; /* of what the other factors leave */
  double effect;
} Level;

typedef struct
{
  GHashTable *index; /* (element-type utf8 uint): index + 1 in @levels */
  GArray *levels;    /* (element-type Level) */
  double between;    /* variance of levels */
  double k;          /* as many samples of a level count for half */
} Factor;

struct _RdmShrink
{
  guint n_factors;
  Factor factors[RDM_SHRINK_FACTORS_MAX];
  Factor groups;
  GArray *samples; /* (element-type Sample) */

  gboolean is_fitted;
  double mean;
  double variance;
  double group_variance;
  double smear;
};

static void
init_factor (Factor *factor)
{
  factor->index = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  factor->levels = g_array_new (FALSE, TRUE, sizeof (Level));
}

RdmShrink *
rdm_shrink_new (guint n_factors)
{
  RdmShrink *self = g_new0 (RdmShrink, 1);

  self->n_factors = MIN (n_factors, RDM_SHRINK_FACTORS_MAX);
  self->samples = g_array_new (FALSE, FALSE, sizeof (Sample));
  for (guint f = 0; f < self->n_factors; f++)
    init_factor (&self->factors[f]);
  init_factor (&self->groups);
  return self;
}

void
rdm_shrink_free (RdmShrink *self)
{
  for (guint f = 0; f < self->n_factors; f++)
    {
      g_hash_table_unref (self->factors[f].index);
      g_array_unref (self->factors[f].levels);
    }
  g_hash_table_unref (self->groups.index);
  g_array_unref (self->groups.levels);
  g_array_unref (self->samples);
  g_free (self);
}

static guint
level_of (Factor *factor, const char *name)
{
  guint index;
  Level level = { 0 };

  if (!name)
    return UNKNOWN;
  index = GPOINTER_TO_UINT (g_hash_table_lookup (factor->index, name));
  if (index == 0)
    {
      g_array_append_val (factor->levels, level);
      index = factor->levels->len;
      g_hash_table_insert (factor->index, g_strdup (name), GUINT_TO_POINTER (index));
    }
  g_array_index (factor->levels, Level, index - 1).n++;
  return index - 1;
}

void
rdm_shrink_add (RdmShrink *self, double value, const char *const *levels, const char *group)
{
  Sample sample = { .value = value, .group = level_of (&self->groups, group) };

  for (guint f = 0; f < self->n_factors; f++)
    sample.levels[f] = level_of (&self->factors[f], levels[f]);
  g_array_append_val (self->samples, sample);
  self->is_fitted = FALSE;
}

guint
rdm_shrink_get_n (const RdmShrink *self)
{
  return self->samples->len;
}

/* --- fitting -----------------------------------------------------------------------------------
 */

#define SAMPLE(self, i) (&g_array_index ((self)->samples, Sample, i))

/* How much samples of one level vary, by how much levels differ: by the method of moments, where
 * levels have unlike numbers of samples. @slot: 0 to n_factors - 1, or the groups. */
static double
estimate_k (RdmShrink *self, Factor *factor, guint slot, double *between)
{
  double within = 0;
  double weighted = 0;
  double mean = 0;
  double n = 0;
  double n2 = 0;
  guint n_levels = 0;

  for (guint l = 0; l < factor->levels->len; l++)
    {
      Level *level = &g_array_index (factor->levels, Level, l);

      n += level->n;
      n2 += (double)level->n * level->n;
      mean += level->sum;
      n_levels += level->n > 0;
    }
  *between = 0;
  if (n_levels < 2 || n <= n_levels)
    return K_MOST;
  mean /= n;
  for (guint i = 0; i < self->samples->len; i++)
    {
      const Sample *sample = SAMPLE (self, i);
      guint l = slot < self->n_factors ? sample->levels[slot] : sample->group;
      const Level *level;
      double off;

      if (l == UNKNOWN)
        continue;
      level = &g_array_index (factor->levels, Level, l);
      off = sample->left - level->sum / level->n;
      within += off * off;
    }
  within /= n - n_levels;
  for (guint l = 0; l < factor->levels->len; l++)
    {
      const Level *level = &g_array_index (factor->levels, Level, l);
      double off = level->sum / level->n - mean;

      weighted += level->n * off * off;
    }
  *between = (weighted - (n_levels - 1) * within) / (n - n2 / n);
  if (*between <= within / K_MOST)
    {
      *between = MAX (*between, 0.0);
      return K_MOST;
    }
  return within / *between;
}

static void
fit_factor (RdmShrink *self, guint f)
{
  Factor *factor = &self->factors[f];

  for (guint l = 0; l < factor->levels->len; l++)
    g_array_index (factor->levels, Level, l).sum = 0;
  for (guint i = 0; i < self->samples->len; i++)
    {
      Sample *sample = SAMPLE (self, i);

      if (sample->levels[f] == UNKNOWN)
        continue;
      sample->left += g_array_index (factor->levels, Level, sample->levels[f]).effect;
      g_array_index (factor->levels, Level, sample->levels[f]).sum += sample->left;
    }
  factor->k = estimate_k (self, factor, f, &factor->between);
  for (guint l = 0; l < factor->levels->len; l++)
    {
      Level *level = &g_array_index (factor->levels, Level, l);

      level->effect = level->sum / (level->n + factor->k);
    }
  for (guint i = 0; i < self->samples->len; i++)
    {
      Sample *sample = SAMPLE (self, i);

      if (sample->levels[f] != UNKNOWN)
        sample->left -= g_array_index (factor->levels, Level, sample->levels[f]).effect;
    }
}

/* What is left after all factors: of groups, and of single samples. */
static void
look_at_rest (RdmShrink *self)
{
  Factor *groups = &self->groups;
  double squares = 0;
  double sum = 0;

  for (guint l = 0; l < groups->levels->len; l++)
    g_array_index (groups->levels, Level, l).sum = 0;
  for (guint i = 0; i < self->samples->len; i++)
    {
      const Sample *sample = SAMPLE (self, i);

      squares += sample->left * sample->left;
      sum += exp (sample->left);
      if (sample->group != UNKNOWN)
        g_array_index (groups->levels, Level, sample->group).sum += sample->left;
    }
  (void)estimate_k (self, groups, self->n_factors, &self->group_variance);
  self->variance = MAX (squares / self->samples->len - self->group_variance, 0.0);
  self->smear = sum / self->samples->len;
}

static void
fit (RdmShrink *self)
{
  double sum = 0;

  if (self->is_fitted)
    return;
  self->is_fitted = TRUE;
  self->mean = self->variance = self->group_variance = 0;
  self->smear = 1.0;
  if (self->samples->len == 0)
    return;
  for (guint i = 0; i < self->samples->len; i++)
    sum += SAMPLE (self, i)->value;
  self->mean = sum / self->samples->len;
  for (guint i = 0; i < self->samples->len; i++)
    SAMPLE (self, i)->left = SAMPLE (self, i)->value - self->mean;
  for (guint f = 0; f < self->n_factors; f++)
    for (guint l = 0; l < self->factors[f].levels->len; l++)
      g_array_index (self->factors[f].levels, Level, l).effect = 0;
  for (guint sweep = 0; sweep < SWEEPS; sweep++)
    for (guint f = 0; f < self->n_factors; f++)
      fit_factor (self, f);
  look_at_rest (self);
}

/* --- answers -----------------------------------------------------------------------------------
 */

double
rdm_shrink_get_mean (RdmShrink *self)
{
  fit (self);
  return self->mean;
}

double
rdm_shrink_get_effect (RdmShrink *self, guint factor, const char *level, guint *n)
{
  guint index = 0;

  fit (self);
  if (level && factor < self->n_factors)
    index = GPOINTER_TO_UINT (g_hash_table_lookup (self->factors[factor].index, level));
  if (n)
    *n = 0;
  if (index == 0)
    return 0;
  if (n)
    *n = g_array_index (self->factors[factor].levels, Level, index - 1).n;
  return g_array_index (self->factors[factor].levels, Level, index - 1).effect;
}

double
rdm_shrink_get_effect_variance (RdmShrink *self, guint factor, const char *level)
{
  const Factor *of = &self->factors[factor];
  guint index;

  fit (self);
  if (factor >= self->n_factors || self->samples->len == 0)
    return 0;
  index = level ? GPOINTER_TO_UINT (g_hash_table_lookup (of->index, level)) : 0;
  if (index == 0)
    return of->between;
  return of->between * of->k / (g_array_index (of->levels, Level, index - 1).n + of->k);
}

double
rdm_shrink_get_variance (RdmShrink *self)
{
  fit (self);
  return self->variance;
}

double
rdm_shrink_get_group_variance (RdmShrink *self)
{
  fit (self);
  return self->group_variance;
}

double
rdm_shrink_get_smear (RdmShrink *self)
{
  fit (self);
  return self->smear;
}
