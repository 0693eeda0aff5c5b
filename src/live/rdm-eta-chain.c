/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rdm-eta-chain.h"

#include <math.h>

/* A moment that lies ahead. Of the sums, only as much of what is shared as waiting has left. */
typedef struct
{
  double mean_s;
  double variance; /* of what is independent */
  double driven_s; /* which a shared error would stretch */
  double served_s;
  double least_p50_s; /* no quantile is before that of what came before */
  double least_p90_s;
} Moment;

typedef struct
{
  const RdmEtaChain *chain;
  Moment at;
  double break_left_s; /* 0: taken, or none is owed */
  RdmEtaBreak *pause;
} Run;

static double
variance_of (const Run *self, const Moment *at)
{
  double drives = self->chain->model->drive_shared_sd * at->driven_s;
  double visits = self->chain->model->service_shared_sd * at->served_s;

  return at->variance + drives * drives + visits * visits;
}

static double
p50_of (const Moment *at)
{
  return MAX (at->mean_s, at->least_p50_s);
}

static double
p90_of (const Run *self, const Moment *at)
{
  return MAX (at->mean_s + self->chain->model->late_sds * sqrt (variance_of (self, at)),
              at->least_p90_s);
}

/* What comes next is not before what is now. */
static void
hold (Run *self)
{
  self->at.least_p50_s = p50_of (&self->at);
  self->at.least_p90_s = MAX (p90_of (self, &self->at), self->at.least_p50_s);
}

static void
not_before (Run *self, double least_s)
{
  double variance = variance_of (self, &self->at);
  double before = variance;
  double left;

  rdm_eta_later_of (&self->at.mean_s, &variance, least_s);
  left = before > 0 ? sqrt (variance / before) : 0.0;
  self->at.variance *= left * left;
  self->at.driven_s *= left;
  self->at.served_s *= left;
  self->at.least_p50_s = MAX (self->at.least_p50_s, least_s);
  self->at.least_p90_s = MAX (self->at.least_p90_s, least_s);
  hold (self);
}

static void
add_constant (Run *self, double length_s)
{
  self->at.mean_s += length_s;
  self->at.least_p50_s += length_s;
  self->at.least_p90_s += length_s;
}

static void
add_length (Run *self, const RdmEtaLength *length)
{
  add_constant (self, length->mean_s);
  self->at.variance += length->sd_s * length->sd_s;
  self->at.served_s += length->mean_s;
  hold (self);
}

static void
add_drive (Run *self, const RdmLeg *leg, double pace, double share)
{
  const RdmEtaModel *model = self->chain->model;
  /* A slower driver has a longer leg: so who leaves later never arrives earlier. */
  double drive_s = rdm_leg_seconds (leg, p50_of (&self->at), pace * share);
  double sd_s = MAX (model->drive_sd * drive_s, MIN (model->drive_least_sd_s, drive_s));

  add_constant (self, drive_s);
  self->at.variance += sd_s * sd_s;
  self->at.driven_s += drive_s;
  hold (self);
}

static void
take_break (Run *self)
{
  double begin_s = MAX (p50_of (&self->at), self->chain->break_from_s);
  double sd_s = sqrt (variance_of (self, &self->at));
  double margin_s = self->chain->break_latest_s - self->at.mean_s;

  if (isnan (self->pause->begin_p50_s))
    {
      self->pause->begin_p50_s = begin_s;
      self->pause->missed_chance = sd_s > 1e-6    ? rdm_eta_normal_share (-margin_s / sd_s)
                                   : margin_s < 0 ? 1.0
                                                  : 0.0;
    }
  not_before (self, self->chain->break_from_s);
  add_constant (self, self->break_left_s);
  self->break_left_s = 0;
}

/* The window by which a visit goes: the first that is not over, or the last. */
static const RdmWindow *
choose_window (const RdmEtaVisit *visit, double arrive_s)
{
  const RdmWindows *windows = visit->windows;

  for (guint i = 0; windows && i < windows->n; i++)
    if (i + 1 == windows->n || arrive_s <= windows->at[i].to_s)
      return &windows->at[i];
  return NULL;
}

static double
late_chance (const Run *self, const Moment *arrival, double end_s)
{
  double sd_s = sqrt (variance_of (self, arrival));

  if (sd_s < 1.0)
    return p50_of (arrival) > end_s ? 1.0 : 0.0;
  return rdm_eta_normal_share ((p50_of (arrival) - end_s) / sd_s);
}

static void
begin_visit (Run *self, const RdmEtaVisit *visit, RdmEtaStep *step)
{
  const RdmWindow *window = choose_window (visit, p50_of (&self->at));
  double arrive_s = p50_of (&self->at);

  step->arrive_p50_s = arrive_s;
  step->arrive_p90_s = p90_of (self, &self->at);
  step->arrive_sd_s = sqrt (variance_of (self, &self->at));
  step->window_end_s = window ? window->to_s : INFINITY;
  step->late_chance = window ? late_chance (self, &self->at, window->to_s) : 0.0;
  if (window)
    not_before (self, window->from_s);
  step->begin_p50_s = p50_of (&self->at);
  step->begin_p90_s = p90_of (self, &self->at);
  step->wait_s = step->begin_p50_s - arrive_s;
}

static void
serve (Run *self, const RdmEtaLength *service, RdmEtaStep *step)
{
  step->service_s = service->mean_s;
  add_length (self, service);
  step->leave_p50_s = p50_of (&self->at);
}

/* The visit that is going on. */
static void
go_on_with_visit (Run *self, const RdmEtaVisit *visit, RdmEtaStep *step)
{
  const RdmEtaChain *chain = self->chain;
  const RdmWindow *window = choose_window (visit, chain->arrived_s);
  RdmEtaLength rest = rdm_eta_rest (&visit->service, chain->now_s - chain->begun_s);

  self->at.mean_s = MAX (chain->now_s, chain->begun_s);
  self->at.variance = 0;
  hold (self);
  step->arrive_p50_s = step->arrive_p90_s = chain->arrived_s;
  step->begin_p50_s = step->begin_p90_s = chain->begun_s;
  step->wait_s = chain->begun_s - chain->arrived_s;
  step->window_end_s = window ? window->to_s : INFINITY;
  step->late_chance = window && chain->begun_s > window->to_s ? 1.0 : 0.0;
  serve (self, &rest, step);
}

static void
drive_to (Run *self, guint i, const RdmEtaVisit *visit)
{
  gboolean is_first = i == 0;
  double share = is_first ? self->chain->share : 1.0;

  if (!visit->has_leg)
    return;
  if (self->break_left_s > 0 && i >= self->chain->break_before)
    take_break (self);
  add_drive (self, &visit->leg, visit->pace, share);
  /* The vehicle may not have been heard of for a while; it has not been there yet. */
  if (is_first)
    not_before (self, self->chain->now_s);
}

static void
start (Run *self)
{
  const RdmEtaChain *chain = self->chain;

  self->at = (Moment){
    .mean_s = chain->from_s,
    .variance = chain->from_sd_s * chain->from_sd_s,
    .least_p50_s = chain->from_s,
    .least_p90_s = chain->from_s,
  };
  self->break_left_s = chain->break_s;
  *self->pause = (RdmEtaBreak){ NAN, 0.0 };
  if (self->break_left_s > 0 && !isnan (chain->break_since_s))
    {
      RdmEtaLength rest = { MAX (chain->break_s - (chain->now_s - chain->break_since_s), 0.0), 0 };

      self->pause->begin_p50_s = chain->break_since_s;
      self->break_left_s = 0;
      self->at.mean_s = chain->now_s + rest.mean_s;
    }
  hold (self);
}

static void
go_home (Run *self, RdmEtaStep *end)
{
  const RdmEtaChain *chain = self->chain;
  double share = chain->n_visits == 0 ? chain->share : 1.0;

  if (self->break_left_s > 0)
    take_break (self);
  if (chain->has_home)
    add_drive (self, &chain->home, chain->home_pace, share);
  not_before (self, chain->now_s);
  *end = (RdmEtaStep){
    .arrive_p50_s = p50_of (&self->at),
    .arrive_p90_s = p90_of (self, &self->at),
    .arrive_sd_s = sqrt (variance_of (self, &self->at)),
    .window_end_s = chain->shift_end_s,
    .late_chance = late_chance (self, &self->at, chain->shift_end_s),
  };
  end->begin_p50_s = end->leave_p50_s = end->arrive_p50_s;
  end->begin_p90_s = end->arrive_p90_s;
}

void
rdm_eta_chain_run (const RdmEtaChain *self, RdmEtaStep *steps, RdmEtaBreak *pause)
{
  Run run = { .chain = self, .pause = pause };

  start (&run);
  for (guint i = 0; i < self->n_visits; i++)
    {
      const RdmEtaVisit *visit = &self->visits[i];

      steps[i] = (RdmEtaStep){ 0 };
      if (i == 0 && self->is_at_stop)
        {
          go_on_with_visit (&run, visit, &steps[i]);
          continue;
        }
      drive_to (&run, i, visit);
      begin_visit (&run, visit, &steps[i]);
      serve (&run, &visit->service, &steps[i]);
    }
  go_home (&run, &steps[self->n_visits]);
}
