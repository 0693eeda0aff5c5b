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

/** RdmEtaHabit: where in the room that there is for it somebody begins a break: 0 at once, 1 at the
 * last moment; NaN: nobody knows. */
typedef struct
{
  double mean;
  double sd;
} RdmEtaHabit;

/** How long before an arrival its error is known; other times before are in between, and at the
 * last moment there is none. */
#define RDM_ETA_N_LEADS 4
extern const double rdm_eta_leads_s[RDM_ETA_N_LEADS];

/** RdmEtaModel: standard deviations as shares of the mean. */
typedef struct
{
  double drive_sd;         /* of one drive */
  double drive_least_sd_s; /* of the shortest drive: the last metres, the lights */
  double drive_shared_sd;  /* of all drives of a day together */
  double service_sd;       /* of a visit of which nothing else is known */
  double service_shared_sd;
  /* What the model does not know: things that go wrong make late, and nothing makes early. By how
   * long before it is said, the middle of what comes is so much later than the model has it, and
   * nine of ten come before so much later than that. */
  double middle_more_s[RDM_ETA_N_LEADS];
  double late_more_s[RDM_ETA_N_LEADS];
} RdmEtaModel;

/** Of a normal. */
#define RDM_ETA_NORMAL_P90 1.2815515655446004

/** What the plan's times are worth until something was learned: a drive in a town varies by a
 * quarter, a visit by half; one route of three is held up within two hours. Guesses, which
 * rdm_backtest_add_day() measures. */
#define RDM_ETA_MODEL_DEFAULT                                                                      \
  ((RdmEtaModel){                                                                                  \
      .drive_sd = 0.25,                                                                            \
      .drive_least_sd_s = 20.0,                                                                    \
      .drive_shared_sd = 0.12,                                                                     \
      .service_sd = 0.5,                                                                           \
      .service_shared_sd = 0.2,                                                                    \
      .late_more_s = { 180, 700, 1500, 2200 },                                                     \
  })

/** rdm_eta_at_lead: Returns: of @values, by lead, the one for @lead_s; 0 for 0. */
double rdm_eta_at_lead (const double values[RDM_ETA_N_LEADS], double lead_s);

/** rdm_eta_rest: what is left of a visit that has gone on for @gone_s: the longer it has lasted,
 * the later it ends, but not by as much. Lengths are taken as lognormal. */
RdmEtaLength rdm_eta_rest (const RdmEtaLength *whole, double gone_s);

/** rdm_eta_normal_share: Returns: the share of a standard normal that is below @z. */
double rdm_eta_normal_share (double z);

/** rdm_eta_later_of: makes a normal with @mean_s and @variance that of the later of it and
 * @least_s. */
void rdm_eta_later_of (double *mean_s, double *variance, double least_s);

G_END_DECLS
