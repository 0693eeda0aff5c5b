/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rdm-eta-model.h"

#include <math.h>

/* Of a thousand visits, one lasts longer. */
#define LONGEST_SD 3.0

const double rdm_eta_leads_s[RDM_ETA_N_LEADS] = { 1800, 3600, 7200, 14400 };

double
rdm_eta_at_lead (const double values[RDM_ETA_N_LEADS], double lead_s)
{
  double before_s = 0;
  double before = 0;

  for (guint i = 0; i < RDM_ETA_N_LEADS; i++)
    {
      if (lead_s < rdm_eta_leads_s[i])
        return before
               + (values[i] - before) * MAX (lead_s - before_s, 0.0)
                     / (rdm_eta_leads_s[i] - before_s);
      before_s = rdm_eta_leads_s[i];
      before = values[i];
    }
  return before;
}

double
rdm_eta_normal_share (double z)
{
  return 0.5 * erfc (-z / G_SQRT2);
}

void
rdm_eta_later_of (double *mean_s, double *variance, double least_s)
{
  double sd = sqrt (*variance);
  double z;
  double share;
  double density;
  double mean;
  double square;

  if (sd < 1e-6)
    {
      *mean_s = MAX (*mean_s, least_s);
      return;
    }
  z = (*mean_s - least_s) / sd;
  /* Beyond that it is one of the two, and differences of large numbers would be noise. */
  if (z > 6.0)
    return;
  if (z < -6.0)
    {
      *mean_s = least_s;
      *variance = 0.0;
      return;
    }
  share = rdm_eta_normal_share (z);
  density = exp (-0.5 * z * z) / sqrt (2.0 * G_PI);
  /* Of what lies after @least_s. */
  mean = sd * (z * share + density);
  square = sd * sd * ((z * z + 1.0) * share + z * density);
  *mean_s = least_s + mean;
  *variance = MAX (square - mean * mean, 0.0);
}

/* E[S − gone | S > gone] and its second moment, of a lognormal S: partial expectations. */
RdmEtaLength
rdm_eta_rest (const RdmEtaLength *whole, double gone_s)
{
  double cv = whole->mean_s > 0 ? whole->sd_s / whole->mean_s : 0.0;
  double s2 = log1p (cv * cv);
  double s = sqrt (s2);
  double mu;
  double z;
  double beyond;
  double first;
  double second;
  RdmEtaLength rest;

  if (gone_s <= 0 || whole->mean_s <= 0)
    return *whole;
  if (s < 1e-3)
    return (RdmEtaLength){ MAX (whole->mean_s - gone_s, 0.0), 0.0 };
  mu = log (whole->mean_s) - s2 / 2.0;
  /* Beyond that nothing is known: as much is left as of the longest that is. */
  gone_s = MIN (gone_s, exp (mu + LONGEST_SD * s));
  z = (log (gone_s) - mu) / s;
  beyond = rdm_eta_normal_share (-z);
  first = whole->mean_s * rdm_eta_normal_share (s - z) / beyond;
  second = exp (2.0 * mu + 2.0 * s2) * rdm_eta_normal_share (2.0 * s - z) / beyond;
  rest.mean_s = MAX (first - gone_s, 0.0);
  rest.sd_s = sqrt (MAX (second - first * first, 0.0));
  return rest;
}
