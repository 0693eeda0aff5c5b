/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "roundsman-sim-stats.h"

#include <math.h>

/* Student's t, 97.5 %, by degrees of freedom from 1; from 30 on, the last plus a little. */
static double
student (guint freedom)
{
  static const double table[] = { 12.706, 4.303, 3.182, 2.776, 2.571, 2.447, 2.365, 2.306,
                                  2.262,  2.228, 2.201, 2.179, 2.160, 2.145, 2.131, 2.120,
                                  2.110,  2.101, 2.093, 2.086, 2.080, 2.074, 2.069, 2.064,
                                  2.060,  2.056, 2.052, 2.048, 2.045 };

  return freedom <= G_N_ELEMENTS (table) ? table[freedom - 1] : 1.96 + 2.5 / freedom;
}

RdmSimMean
rdm_sim_mean (const GArray *values)
{
  RdmSimMean mean = { 0, NAN, NAN };
  double sum = 0;
  double squares = 0;

  for (guint i = 0; i < values->len; i++)
    if (isfinite (g_array_index (values, double, i)))
      {
        sum += g_array_index (values, double, i);
        mean.n++;
      }
  if (mean.n == 0)
    return mean;
  mean.mean = sum / mean.n;
  for (guint i = 0; i < values->len; i++)
    if (isfinite (g_array_index (values, double, i)))
      squares += pow (g_array_index (values, double, i) - mean.mean, 2);
  if (mean.n > 1)
    mean.half = student (mean.n - 1) * sqrt (squares / (mean.n - 1) / mean.n);
  return mean;
}

RdmSimMean
rdm_sim_mean_difference (const GArray *a, const GArray *b)
{
  g_autoptr (GArray) differences = g_array_new (FALSE, FALSE, sizeof (double));

  for (guint i = 0; i < MIN (a->len, b->len); i++)
    {
      double difference = g_array_index (b, double, i) - g_array_index (a, double, i);

      g_array_append_val (differences, difference);
    }
  return rdm_sim_mean (differences);
}

static int
compare_doubles (gconstpointer a, gconstpointer b)
{
  double x = *(const double *)a;
  double y = *(const double *)b;

  return (x > y) - (x < y);
}

double
rdm_sim_quantile (GArray *values, double share)
{
  double at;
  guint low;

  if (values->len == 0)
    return NAN;
  g_array_sort (values, compare_doubles);
  at = share * (values->len - 1);
  low = MIN ((guint)at, values->len - 1);
  if (low + 1 >= values->len)
    return g_array_index (values, double, values->len - 1);
  return g_array_index (values, double, low)
         + (at - low)
               * (g_array_index (values, double, low + 1) - g_array_index (values, double, low));
}

char *
rdm_sim_mean_format (const RdmSimMean *self, guint decimals)
{
  if (self->n == 0)
    return g_strdup ("–");
  if (self->n == 1)
    return g_strdup_printf ("%.*f", (int)decimals, self->mean);
  return g_strdup_printf ("%.*f ± %.*f", (int)decimals, self->mean, (int)decimals, self->half);
}
