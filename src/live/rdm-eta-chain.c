/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rdm-eta-chain.h"

#include <math.h>
#include <stdlib.h>

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

/* Of a moment, as the model has it. */
typedef struct
{
  double p50_s;
  double p90_s;
} Said;

/* What becomes of a visit in one course of the day. */
typedef struct
{
  Said arrive;
  Said begin;
  Said leave;
  double service_s;
} CourseStep;

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

static Said
said_of (const Course *self)
{
  return (Said){ p50_of (&self->at), p90_of (self, &self->at) };
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

static void
serve (Course *self, const RdmEtaLength *service, CourseStep *step)
{
  step->service_s = service->mean_s;
  add_length (self, service);
  step->leave = said_of (self);
}

/* The visit that is going on. */
static void
go_on_with_visit (Course *self, const RdmEtaVisit *visit, CourseStep *step)
{
  const RdmEtaChain *chain = self->chain;
  RdmEtaLength rest = rdm_eta_rest (&visit->service, chain->now_s - chain->begun_s);

  self->at.mean_s = MAX (chain->now_s, chain->begun_s);
  self->at.variance = 0;
  hold (self);
  step->arrive = (Said){ chain->arrived_s, chain->arrived_s };
  step->begin = (Said){ chain->begun_s, chain->begun_s };
  serve (self, &rest, step);
}

static void
go_to_visit (Course *self, guint i, CourseStep *step)
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
  window = choose_window (visit, step->arrive.p50_s);
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
go_home (Course *self, CourseStep *end)
{
  const RdmEtaChain *chain = self->chain;

  take_break (self);
  if (chain->has_home)
    add_drive (self, &chain->home, chain->home_pace, chain->n_visits == 0 ? chain->share : 1.0);
  not_before (self, chain->now_s);
  end->arrive = end->begin = end->leave = said_of (self);
}

static void
run_course (Course *self, CourseStep *steps)
{
  start (self);
  for (guint i = 0; i < self->chain->n_visits; i++)
    if (i == 0 && self->chain->is_at_stop)
      go_on_with_visit (self, &self->chain->visits[i], &steps[i]);
    else
      go_to_visit (self, i, &steps[i]);
  go_home (self, &steps[self->chain->n_visits]);
}

/* --- all courses together ----------------------------------------------------------------------
 */

typedef struct
{
  const RdmEtaChain *chain;
  const CourseStep *steps; /* (array) n_courses × (n_visits + 1) */
  guint n_courses;
  Said least; /* of what came before */
} Mixture;

static const Said *
said_in (const Mixture *self, guint step, guint course, gsize which)
{
  const CourseStep *found = &self->steps[course * (self->chain->n_visits + 1) + step];

  return (const Said *)(gconstpointer)((const char *)found + which);
}

static double
sd_of (const Said *said)
{
  return MAX (said->p90_s - said->p50_s, 0.0) / RDM_ETA_NORMAL_P90;
}

/* Returns: the chance that it is before @at_s. */
static double
share_before (const Mixture *self, guint step, gsize which, double at_s)
{
  double sum = 0;

  for (guint c = 0; c < self->n_courses; c++)
    {
      const Said *said = said_in (self, step, c, which);
      double sd_s = sd_of (said);

      sum += sd_s > 1e-3           ? rdm_eta_normal_share ((at_s - said->p50_s) / sd_s)
             : at_s >= said->p50_s ? 1.0
                                   : 0.0;
    }
  return sum / self->n_courses;
}

/* That of a mixture lies between those of its parts. */
static double
quantile (const Mixture *self, guint step, gsize which, double share)
{
  double low_s = INFINITY;
  double high_s = -INFINITY;

  for (guint c = 0; c < self->n_courses; c++)
    {
      const Said *said = said_in (self, step, c, which);
      double at_s = share > 0.5 ? said->p90_s : said->p50_s;

      low_s = MIN (low_s, at_s);
      high_s = MAX (high_s, at_s);
    }
  while (high_s - low_s > 0.05)
    {
      double middle_s = 0.5 * (low_s + high_s);

      if (share_before (self, step, which, middle_s) < share)
        low_s = middle_s;
      else
        high_s = middle_s;
    }
  return high_s;
}

/* @model: (out) (optional): but for what the model does not know. Returns: with it. */
static Said
blend (Mixture *self, guint step, gsize which, double *sd_s, Said *model)
{
  const RdmEtaModel *known = self->chain->model;
  Said said = { quantile (self, step, which, 0.5), quantile (self, step, which, 0.9) };
  double lead_s = said.p50_s - self->chain->now_s;

  *sd_s = 0;
  for (guint c = 0; c < self->n_courses; c++)
    *sd_s += sd_of (said_in (self, step, c, which)) / self->n_courses;
  if (model)
    *model = said;
  /* What is known for certain stays so. */
  if (*sd_s > 1e-3)
    {
      said.p50_s += rdm_eta_at_lead (known->middle_more_s, lead_s);
      said.p90_s += rdm_eta_at_lead (known->late_more_s, lead_s);
    }
  said.p50_s = MAX (said.p50_s, self->least.p50_s);
  said.p90_s = MAX (MAX (said.p90_s, self->least.p90_s), said.p50_s);
  return self->least = said;
}

/* By the model; but what comes after its P90 one time of ten is not known to be rarer. */
static double
chance_after (const Said *said, double sd_s, double end_s)
{
  double late_sd_s = sd_of (said);
  double known = sd_s > 1.0            ? rdm_eta_normal_share ((said->p50_s - end_s) / sd_s)
                 : said->p50_s > end_s ? 1.0
                                       : 0.0;

  if (end_s <= said->p90_s)
    return MAX (known, 0.1);
  return late_sd_s > 1.0 ? MAX (known, rdm_eta_normal_share ((said->p50_s - end_s) / late_sd_s))
                         : known;
}

static void
say_visit (Mixture *self, guint i, RdmEtaStep *step)
{
  const RdmEtaChain *chain = self->chain;
  gboolean is_there = i == 0 && chain->is_at_stop;
  const RdmWindow *window;
  Said before = self->least;
  Said model;
  Said arrive;
  Said begin;
  double sd_s;

  if (is_there)
    self->least = (Said){ chain->arrived_s, chain->arrived_s };
  arrive = blend (self, i, G_STRUCT_OFFSET (CourseStep, arrive), &step->arrive_sd_s, &model);
  window = choose_window (&chain->visits[i], arrive.p50_s);
  if (window && !is_there)
    {
      self->least.p50_s = MAX (self->least.p50_s, window->from_s);
      self->least.p90_s = MAX (self->least.p90_s, window->from_s);
    }
  begin = blend (self, i, G_STRUCT_OFFSET (CourseStep, begin), &sd_s, NULL);
  if (is_there)
    self->least = (Said){ MAX (before.p50_s, begin.p50_s), MAX (before.p90_s, begin.p90_s) };
  step->leave_p50_s = blend (self, i, G_STRUCT_OFFSET (CourseStep, leave), &sd_s, NULL).p50_s;
  step->arrive_p50_s = arrive.p50_s;
  step->arrive_p90_s = arrive.p90_s;
  step->arrive_model_p50_s = model.p50_s;
  step->arrive_model_p90_s = model.p90_s;
  step->begin_p50_s = begin.p50_s;
  step->begin_p90_s = begin.p90_s;
  step->service_s = self->steps[i].service_s;
  step->wait_s = step->begin_p50_s - step->arrive_p50_s;
  step->window_end_s = window ? window->to_s : INFINITY;
  if (window && is_there)
    step->late_chance = chain->begun_s > window->to_s ? 1.0 : 0.0;
  else if (window)
    step->late_chance = chance_after (&arrive, step->arrive_sd_s, window->to_s);
}

static void
say_end (Mixture *self, RdmEtaStep *end)
{
  Said model;
  Said said = blend (self, self->chain->n_visits, G_STRUCT_OFFSET (CourseStep, arrive),
                     &end->arrive_sd_s, &model);

  end->arrive_p50_s = end->begin_p50_s = end->leave_p50_s = said.p50_s;
  end->arrive_p90_s = end->begin_p90_s = said.p90_s;
  end->arrive_model_p50_s = model.p50_s;
  end->arrive_model_p90_s = model.p90_s;
  end->window_end_s = self->chain->shift_end_s;
  end->late_chance = chance_after (&said, end->arrive_sd_s, end->window_end_s);
}

static int
compare_moments (gconstpointer a, gconstpointer b)
{
  double x = *(const double *)a;
  double y = *(const double *)b;

  return x < y ? -1 : x > y;
}

/* The middle of the courses in which there is one, if that is most of them. */
static void
say_break (const RdmEtaBreak *pauses, guint n_courses, RdmEtaBreak *pause)
{
  double begins_s[RDM_ETA_N_COURSES];
  guint n = 0;

  *pause = (RdmEtaBreak){ NAN, 0.0 };
  for (guint c = 0; c < n_courses; c++)
    {
      pause->missed_chance += pauses[c].missed_chance / n_courses;
      if (!isnan (pauses[c].begin_p50_s))
        begins_s[n++] = pauses[c].begin_p50_s;
    }
  if (2 * n <= n_courses)
    return;
  qsort (begins_s, n, sizeof *begins_s, compare_moments);
  pause->begin_p50_s = begins_s[n / 2];
}

void
rdm_eta_chain_run (const RdmEtaChain *self, RdmEtaStep *steps, RdmEtaBreak *pause)
{
  gboolean is_open = self->break_s > 0 && isnan (self->break_since_s);
  guint n_steps = self->n_visits + 1;
  Mixture mixture = { .chain = self, .n_courses = is_open ? RDM_ETA_N_COURSES : 1 };
  g_autofree CourseStep *courses = g_new0 (CourseStep, mixture.n_courses * n_steps);
  RdmEtaBreak pauses[RDM_ETA_N_COURSES];

  for (guint c = 0; c < mixture.n_courses; c++)
    {
      Course course = { .chain = self, .break_at_s = is_open ? self->break_at_s[c] : 0 };

      run_course (&course, &courses[c * n_steps]);
      pauses[c] = course.pause;
    }
  mixture.steps = courses;
  mixture.least = (Said){ self->from_s, self->from_s };
  for (guint i = 0; i < n_steps; i++)
    {
      steps[i] = (RdmEtaStep){ 0 };
      if (i < self->n_visits)
        say_visit (&mixture, i, &steps[i]);
      else
        say_end (&mixture, &steps[i]);
    }
  say_break (pauses, mixture.n_courses, pause);
}

/* Moments of a normal between two ends, by its share in small steps. */
void
rdm_eta_spread_break (
    double mean_s, double sd_s, double least_s, double most_s, double at_s[RDM_ETA_N_COURSES])
{
  double below = 0;
  double whole;
  guint found = 0;

  most_s = MAX (most_s, least_s);
  sd_s = MAX (sd_s, 1.0);
  whole = rdm_eta_normal_share ((most_s - mean_s) / sd_s);
  below = rdm_eta_normal_share ((least_s - mean_s) / sd_s);
  whole -= below;
  for (guint i = 0; i < RDM_ETA_N_COURSES; i++)
    at_s[i] = whole > 1e-6 ? most_s : mean_s < least_s ? least_s : most_s;
  for (double at = least_s; whole > 1e-6 && at < most_s && found < RDM_ETA_N_COURSES; at += 60.0)
    while (found < RDM_ETA_N_COURSES
           && rdm_eta_normal_share ((at - mean_s) / sd_s) - below
                  >= (found + 0.5) / RDM_ETA_N_COURSES * whole)
      at_s[found++] = at;
}
