/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * One course of the day: the break is at one moment, and times are what the model has.
 */
#include "rdm-eta-course.h"

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
  double break_at_s;
  RdmEtaBreak pause;
} Course;

static double
variance_of (const Course *self, const Moment *at)
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
p90_of (const Course *self, const Moment *at)
{
  return MAX (at->mean_s + RDM_ETA_NORMAL_P90 * sqrt (variance_of (self, at)), at->least_p90_s);
}

/* What comes next is not before what is now. */
static void
hold (Course *self)
{
  self->at.least_p50_s = p50_of (&self->at);
  self->at.least_p90_s = MAX (p90_of (self, &self->at), self->at.least_p50_s);
}

static void
not_before (Course *self, double least_s)
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
add_constant (Course *self, double length_s)
{
  self->at.mean_s += length_s;
  self->at.least_p50_s += length_s;
  self->at.least_p90_s += length_s;
}

static void
add_length (Course *self, const RdmEtaLength *length)
{
  add_constant (self, length->mean_s);
  self->at.variance += length->sd_s * length->sd_s;
  self->at.served_s += length->mean_s;
  hold (self);
}

static void
add_drive (Course *self, const RdmLeg *leg, double pace, double share)
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

static RdmEtaSaid
said_of (const Course *self)
{
  return (RdmEtaSaid){ p50_of (&self->at), p90_of (self, &self->at) };
}

/* The driver wants it by now, and takes it before driving on. */
static void
take_break (Course *self)
{
  double sd_s = sqrt (variance_of (self, &self->at));
  double margin_s = self->chain->break_latest_s - self->at.mean_s;

  if (self->break_left_s <= 0 || p50_of (&self->at) < self->break_at_s)
    return;
  self->pause.begin_p50_s = p50_of (&self->at);
  self->pause.missed_chance = sd_s > 1e-6    ? rdm_eta_normal_share (-margin_s / sd_s)
                              : margin_s < 0 ? 1.0
                                             : 0.0;
  add_constant (self, self->break_left_s);
  self->break_left_s = 0;
}

const RdmWindow *
rdm_eta_choose_window (const RdmEtaVisit *visit, double arrive_s)
{
  const RdmWindows *windows = visit->windows;

  for (guint i = 0; windows && i < windows->n; i++)
    if (i + 1 == windows->n || arrive_s <= windows->at[i].to_s)
      return &windows->at[i];
  return NULL;
}

static void
serve (Course *self, const RdmEtaLength *service, RdmEtaCourseStep *step)
{
  step->service_s = service->mean_s;
  add_length (self, service);
  step->leave = said_of (self);
}

/* The visit that is going on. */
static void
go_on_with_visit (Course *self, const RdmEtaVisit *visit, RdmEtaCourseStep *step)
{
  const RdmEtaChain *chain = self->chain;
  RdmEtaLength rest = rdm_eta_rest (&visit->service, chain->now_s - chain->begun_s);

  self->at.mean_s = MAX (chain->now_s, chain->begun_s);
  self->at.variance = 0;
  hold (self);
  step->arrive = (RdmEtaSaid){ chain->arrived_s, chain->arrived_s };
  step->begin = (RdmEtaSaid){ chain->begun_s, chain->begun_s };
  serve (self, &rest, step);
}

static void
go_to_visit (Course *self, guint i, RdmEtaCourseStep *step)
{
  const RdmEtaVisit *visit = &self->chain->visits[i];
  const RdmWindow *window;

  if (visit->has_leg)
    {
      take_break (self);
      add_drive (self, &visit->leg, visit->pace, i == 0 ? self->chain->share : 1.0);
      /* The vehicle may not have been heard of for a while; it has not been there yet. */
      if (i == 0)
        not_before (self, self->chain->now_s);
    }
  step->arrive = said_of (self);
  window = rdm_eta_choose_window (visit, step->arrive.p50_s);
  if (window)
    not_before (self, window->from_s);
  step->begin = said_of (self);
  serve (self, &visit->service, step);
}

static void
start (Course *self)
{
  const RdmEtaChain *chain = self->chain;

  self->at = (Moment){
    .mean_s = chain->from_s,
    .variance = chain->from_sd_s * chain->from_sd_s,
    .least_p50_s = chain->from_s,
    .least_p90_s = chain->from_s,
  };
  self->pause = (RdmEtaBreak){ NAN, 0.0 };
  self->break_left_s = chain->break_s;
  if (chain->break_s > 0 && !isnan (chain->break_since_s))
    {
      self->pause.begin_p50_s = chain->break_since_s;
      self->break_left_s = 0;
      self->at.mean_s =
          chain->now_s + MAX (chain->break_s - (chain->now_s - chain->break_since_s), 0.0);
    }
  hold (self);
}

static void
go_home (Course *self, RdmEtaCourseStep *end)
{
  const RdmEtaChain *chain = self->chain;

  take_break (self);
  if (chain->has_home)
    add_drive (self, &chain->home, chain->home_pace, chain->n_visits == 0 ? chain->share : 1.0);
  not_before (self, chain->now_s);
  end->arrive = end->begin = end->leave = said_of (self);
}

void
rdm_eta_course_run (const RdmEtaChain *chain,
                    double break_at_s,
                    RdmEtaCourseStep *steps,
                    RdmEtaBreak *pause)
{
  Course self = { .chain = chain, .break_at_s = break_at_s };

  start (&self);
  for (guint i = 0; i < chain->n_visits; i++)
    if (i == 0 && chain->is_at_stop)
      go_on_with_visit (&self, &chain->visits[i], &steps[i]);
    else
      go_to_visit (&self, i, &steps[i]);
  go_home (&self, &steps[chain->n_visits]);
  *pause = self.pause;
}
