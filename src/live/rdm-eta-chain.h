/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Arrival times along a route as distributions. Pure: what goes in says everything.
 *
 * The model. Each drive and each visit is a random time with a mean and a variance. Those of
 * different legs and visits are independent, but for a part that all drives of a day share (the
 * traffic, the driver), and one that all visits share: the variance of a sum of drives is the sum
 * of their variances and the square of the shared part's sum. An arrival is taken as normal, as
 * sums of many are: Ehmke, Campbell, Urban, "Ensuring service levels in routing problems with time
 * windows and stochastic travel times", EJOR 240 (2015). Who comes before the window opens waits:
 * the mean and variance of the later of the two are Clark's, "The greatest of a finite set of
 * random variables", Operations Research 9 (1961), with a constant for the second.
 *
 * Nobody knows when a break will be begun that is not: so there are several courses of the day,
 * each as likely, and what is said are the quantiles of their mixture. Who may be there before the
 * break or after it has a P90 that is after it.
 *
 * What the model does not know (a breakdown, a standstill) is added to the quantiles by how long
 * before it is said, as it was learned or guessed: see RdmEtaModel.
 *
 * So what holds is: P50 ≤ P90; nothing is reached before what comes before it; and who sets out
 * later arrives nowhere earlier, but for what may go wrong meanwhile, and for a break that falls
 * into a wait.
 *
 * Times are seconds of the service day.
 */
#pragma once

#include "rdm-day-legs.h"
#include "rdm-eta-model.h"

G_BEGIN_DECLS

/** RdmEtaVisit: a stop that lies ahead. */
typedef struct
{
  RdmLeg leg;       /* to it, from the one before */
  gboolean has_leg; /* else there is no way to it, and it takes no time */
  double pace;      /* expected driving time for a second of the leg's */
  RdmEtaLength service;
  const RdmWindows *windows; /* none: any time */
} RdmEtaVisit;

/** Courses of the day that are looked at: moments for the break. */
#define RDM_ETA_N_COURSES 5

/** RdmEtaChain: a route from where it is now. */
typedef struct
{
  double now_s;        /* nothing that lies ahead is before */
  double from_s;       /* when the vehicle was known to be where it is */
  double from_sd_s;    /* how well that is known */
  double share;        /* what is left of the leg to the first visit, or home */
  gboolean is_at_stop; /* the first visit is going on: it was reached, and @share is nothing */
  double arrived_s;    /* is_at_stop */
  double begun_s;      /* is_at_stop: when service began */

  const RdmEtaVisit *visits; /* (array) n_visits */
  guint n_visits;
  RdmLeg home; /* from the last visit, or of who is on the way home */
  gboolean has_home;
  double home_pace;
  const RdmEtaModel *model;

  double break_s;                       /* still owed; 0: none */
  double break_at_s[RDM_ETA_N_COURSES]; /* ascending, each as likely: with the first drive that
                                           would begin later, it is taken instead */
  double break_latest_s;                /* by when it is to begin */
  double break_since_s;                 /* it has begun; NaN: not yet */
  double shift_end_s;
} RdmEtaChain;

/** RdmEtaStep: what becomes of a visit; the step behind the last visit is the route's end. */
typedef struct
{
  double arrive_p50_s;
  double arrive_p90_s;
  double arrive_model_p50_s; /* but for what the model does not know */
  double arrive_model_p90_s;
  double arrive_sd_s; /* whenever the break is */
  double begin_p50_s;
  double begin_p90_s;
  double leave_p50_s;
  double service_s;
  double wait_s;
  double window_end_s; /* INFINITY: any time */
  double late_chance;
} RdmEtaStep;

/** RdmEtaBreak: NaN where there is none. */
typedef struct
{
  double begin_p50_s;
  double missed_chance;
} RdmEtaBreak;

/**
 * rdm_eta_chain_run:
 * @steps: (out) (array) n_visits + 1
 */
void rdm_eta_chain_run (const RdmEtaChain *self, RdmEtaStep *steps, RdmEtaBreak *pause);

/** rdm_eta_spread_break: moments for a break that has not begun: about @mean_s, give or take
 * @sd_s, neither before @least_s nor after @most_s. */
void rdm_eta_spread_break (
    double mean_s, double sd_s, double least_s, double most_s, double at_s[RDM_ETA_N_COURSES]);

G_END_DECLS
