/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Figures of several days, each with how sure it is.
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/** RdmSimMean: the mean of @n values, and half of its 95 % interval by Student's t; NaN: too few.
 */
typedef struct
{
  guint n;
  double mean;
  double half;
} RdmSimMean;

/** rdm_sim_mean: @values: (element-type double): those that are no numbers do not count. */
RdmSimMean rdm_sim_mean (const GArray *values);

/** rdm_sim_mean_difference: of pairs: @b − @a. */
RdmSimMean rdm_sim_mean_difference (const GArray *a, const GArray *b);

/** rdm_sim_quantile: @values: (element-type double): sorted by this. Returns: by linear
 * interpolation; NaN of none. */
double rdm_sim_quantile (GArray *values, double share);

/** rdm_sim_mean_format: Returns: (transfer full): "12.3 ± 0.4". */
char *rdm_sim_mean_format (const RdmSimMean *self, guint decimals) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
