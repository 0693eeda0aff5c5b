/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rdm-ground-format.h"

const RdmGroundBand rdm_ground_bands[RDM_N_GROUND_BANDS] = {
  { 5, 12 }, { 8, 12 }, { 10, 12 }, { 12, 12 }, { 14, 14 },
};

guint
rdm_ground_band_of (double zoom)
{
  guint band = RDM_N_GROUND_BANDS - 1;

  while (band > 0 && rdm_ground_bands[band].level > zoom)
    band--;
  return band;
}

double
rdm_label_size (RdmLabelKind kind)
{
  static const double sizes[RDM_N_LABELS] = {
    [RDM_LABEL_COUNTRY] = 15., [RDM_LABEL_STATE] = 12.,        [RDM_LABEL_CITY] = 16.5,
    [RDM_LABEL_TOWN] = 14.5,   [RDM_LABEL_VILLAGE] = 13.,      [RDM_LABEL_SUBURB] = 12.,
    [RDM_LABEL_HAMLET] = 11.,  [RDM_LABEL_LOCALITY] = 10.5,    [RDM_LABEL_SHIELD] = 9.5,
    [RDM_LABEL_WATER] = 11.,   [RDM_LABEL_WATERCOURSE] = 10.5, [RDM_LABEL_MAIN_ROAD] = 11.,
    [RDM_LABEL_STREET] = 10.5, [RDM_LABEL_PATH] = 10.,         [RDM_LABEL_STATION] = 10.5,
    [RDM_LABEL_HEALTH] = 10.5, [RDM_LABEL_PUBLIC] = 10.5,      [RDM_LABEL_FUEL] = 10.5,
    [RDM_LABEL_SHOP] = 10.5,   [RDM_LABEL_SIGHT] = 10.5,       [RDM_LABEL_PARK] = 10.5,
    [RDM_LABEL_PEAK] = 10.5,   [RDM_LABEL_ESTATE] = 10.5,      [RDM_LABEL_ONE_WAY] = 0.,
    [RDM_LABEL_NUMBER] = 9.5,
  };

  return sizes[kind];
}

double
rdm_label_end (RdmLabelKind kind)
{
  switch (kind)
    {
    case RDM_LABEL_COUNTRY:
      return 7.5;
    case RDM_LABEL_STATE:
      return 9.5;
    case RDM_LABEL_CITY:
      return 14.5;
    case RDM_LABEL_TOWN:
      return 15.5;
    case RDM_LABEL_VILLAGE:
      return 16.5;
    case RDM_LABEL_SUBURB:
      return 17.;
    case RDM_LABEL_HAMLET:
      return 17.5;
    default:
      return INFINITY;
    }
}
