/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * How much of a difference is the address's, the driver's, the hour's: effects of several factors
 * at once, each drawn towards nothing by as much as it may be chance.
 *
 * Empirical Bayes. Of a factor's levels, a mean of n samples counts with the weight n / (n + K),
 * where K is how much samples of one level vary by how much levels differ: Bühlmann, Straub,
 * "Glaubwürdigkeit für Schadensätze" (1970), which for equal n is Stein's estimator: Efron, Morris,
 * "Data analysis using Stein's estimator and its generalizations", JASA 70 (1975). K is estimated
 * from the samples by the method of moments. The factors are fitted in turn to what the others
 * leave (backfitting: Buja, Hastie, Tibshirani, Annals of Statistics 17 (1989)).
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

#define RDM_SHRINK_FACTORS_MAX 6

typedef struct _RdmShrink RdmShrink;

RdmShrink *rdm_shrink_new (guint n_factors) G_GNUC_WARN_UNUSED_RESULT;
void rdm_shrink_free (RdmShrink *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (RdmShrink, rdm_shrink_free)

/** rdm_shrink_add: a sample. @levels: (array) n_factors: by factor; NULL: unknown. @group: samples
 * of one group share an error; NULL: of none. */
void rdm_shrink_add (RdmShrink *self, double value, const char *const *levels, const char *group);

guint rdm_shrink_get_n (const RdmShrink *self);

/** rdm_shrink_get_mean: Returns: of all samples; 0 of none. */
double rdm_shrink_get_mean (RdmShrink *self);

/**
 * rdm_shrink_get_effect: what belonging to @level adds to the mean.
 * @n: (out) (optional): samples of it
 *
 * Returns: 0 for a level of which there are no samples
 */
double rdm_shrink_get_effect (RdmShrink *self, guint factor, const char *level, guint *n);

/** rdm_shrink_get_effect_variance: Returns: how uncertain the effect of @level is: of a level of
 * which there are no samples, as much as levels differ. */
double rdm_shrink_get_effect_variance (RdmShrink *self, guint factor, const char *level);

/** rdm_shrink_get_variance: Returns: of what no factor explains, within groups. */
double rdm_shrink_get_variance (RdmShrink *self);

/** rdm_shrink_get_group_variance: Returns: of what groups share. */
double rdm_shrink_get_group_variance (RdmShrink *self);

/** rdm_shrink_get_smear: Returns: the mean of exp() of what is left: what logarithms hide of a
 * mean. Duan, "Smearing estimate", JASA 78 (1983). */
double rdm_shrink_get_smear (RdmShrink *self);

G_END_DECLS
