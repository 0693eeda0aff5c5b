/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * How much times vary, where nothing was learned.
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/** RdmEtaLength: how long something takes. */
typedef struct
{
  double mean_s;
  double sd_s;
} RdmEtaLength;

/** RdmEtaModel: standard deviations as shares of the mean. */
typedef struct
{
  double drive_sd;         /* of one drive */
  double drive_least_sd_s; /* of the shortest drive: the last metres, the lights */
  double drive_shared_sd;  /* of all drives of a day together */
  double service_sd;       /* of a visit of which nothing else is known */
  double service_shared_sd;
  double late_sds; /* P90 is so many standard deviations after P50 */
} RdmEtaModel;

/** Of a normal. */
#define RDM_ETA_NORMAL_P90 1.2815515655446004

/** What the plan's times are worth until something was learned: a drive in a town varies by a
 * quarter, a visit by half. Guesses, which rdm_backtest_run() measures. */
#define RDM_ETA_MODEL_DEFAULT                                                                      \
  ((RdmEtaModel){                                                                                  \
      .drive_sd = 0.25,                                                                            \
      .drive_least_sd_s = 20.0,                                                                    \
      .drive_shared_sd = 0.12,                                                                     \
      .service_sd = 0.5,                                                                           \
      .service_shared_sd = 0.2,                                                                    \
      .late_sds = RDM_ETA_NORMAL_P90,                                                              \
  })

/** rdm_eta_rest: what is left of a visit that has gone on for @gone_s: the longer it has lasted,
 * the later it ends, but not by as much. Lengths are taken as lognormal. */
RdmEtaLength rdm_eta_rest (const RdmEtaLength *whole, double gone_s);

/** rdm_eta_normal_share: Returns: the share of a standard normal that is below @z. */
double rdm_eta_normal_share (double z);

/** rdm_eta_later_of: makes a normal with @mean_s and @variance that of the later of it and
 * @least_s. */
void rdm_eta_later_of (double *mean_s, double *variance, double least_s);

G_END_DECLS
