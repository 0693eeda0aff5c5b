/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rdm-eta-chain.h"

#include <math.h>
#include <stdlib.h>

#include "rdm-eta-course.h"

typedef struct
{
  const RdmEtaChain *chain;
  const RdmEtaCourseStep *steps; /* (array) n_courses × (n_visits + 1) */
  guint n_courses;
  RdmEtaSaid least; /* of what came before */
} Mixture;

static const RdmEtaSaid *
said_in (const Mixture *self, guint step, guint course, gsize which)
{
  const RdmEtaCourseStep *found = &self->steps[course * (self->chain->n_visits + 1) + step];

  return (const RdmEtaSaid *)(gconstpointer)((const char *)found + which);
}

static double
sd_of (const RdmEtaSaid *said)
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
      const RdmEtaSaid *said = said_in (self, step, c, which);
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
      const RdmEtaSaid *said = said_in (self, step, c, which);
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
static RdmEtaSaid
blend (Mixture *self, guint step, gsize which, double *sd_s, RdmEtaSaid *model)
{
  const RdmEtaModel *known = self->chain->model;
  RdmEtaSaid said = { quantile (self, step, which, 0.5), quantile (self, step, which, 0.9) };
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
chance_after (const RdmEtaSaid *said, double sd_s, double end_s)
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
  RdmEtaSaid before = self->least;
  RdmEtaSaid model;
  RdmEtaSaid arrive;
  RdmEtaSaid begin;
  double sd_s;

  if (is_there)
    self->least = (RdmEtaSaid){ chain->arrived_s, chain->arrived_s };
  arrive = blend (self, i, G_STRUCT_OFFSET (RdmEtaCourseStep, arrive), &step->arrive_sd_s, &model);
  window = rdm_eta_choose_window (&chain->visits[i], arrive.p50_s);
  if (window && !is_there)
    {
      self->least.p50_s = MAX (self->least.p50_s, window->from_s);
      self->least.p90_s = MAX (self->least.p90_s, window->from_s);
    }
  begin = blend (self, i, G_STRUCT_OFFSET (RdmEtaCourseStep, begin), &sd_s, NULL);
  if (is_there)
    self->least = (RdmEtaSaid){ MAX (before.p50_s, begin.p50_s), MAX (before.p90_s, begin.p90_s) };
  step->leave_p50_s = blend (self, i, G_STRUCT_OFFSET (RdmEtaCourseStep, leave), &sd_s, NULL).p50_s;
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
  RdmEtaSaid model;
  RdmEtaSaid said = blend (self, self->chain->n_visits, G_STRUCT_OFFSET (RdmEtaCourseStep, arrive),
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
  g_autofree RdmEtaCourseStep *courses = g_new0 (RdmEtaCourseStep, mixture.n_courses * n_steps);
  RdmEtaBreak pauses[RDM_ETA_N_COURSES];

  for (guint c = 0; c < mixture.n_courses; c++)
    {
      rdm_eta_course_run (self, is_open ? self->break_at_s[c] : 0, &courses[c * n_steps],
                          &pauses[c]);
    }
  mixture.steps = courses;
  mixture.least = (RdmEtaSaid){ self->from_s, self->from_s };
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
