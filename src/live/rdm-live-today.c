/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What the day itself tells: who was slow in the morning will be so in the afternoon, by as much as
 * days differ from each other, and as sure as it is by now. The mean and the variance of a normal
 * after observations: what all drives of a day share is a factor with a variance of its own, each
 * drive adds its own; likewise visits.
 */
#include "rdm-live-private.h"

#include "rdm-time.h"

/* A drive that takes so much longer had a break in it, or an accident. */
#define DRIVE_MOST_RATIO 3.0
#define DRIVE_MOST_MORE_S 900.0
#define SERVICE_MOST_RATIO 5.0
/* Of the break's length. */
#define BREAK_SHARE 0.75

typedef struct
{
  double expected_s;
  double took_s;
  double variance; /* of @took_s, but for what is shared */
} Sum;

static void
add (Sum *self, double expected_s, double took_s, double sd_s)
{
  self->expected_s += expected_s;
  self->took_s += took_s;
  self->variance += sd_s * sd_s;
}

/* Returns: the factor that is to be expected now. @shared_sd: (inout): how sure it is. */
static double
factor_of (const Sum *sum, double *shared_sd)
{
  double prior = *shared_sd * *shared_sd;
  double noise;
  double weight;

  if (sum->expected_s <= 0)
    return 1.0;
  noise = sum->variance / (sum->expected_s * sum->expected_s);
  weight = prior + noise > 0 ? prior / (prior + noise) : 0.0;
  *shared_sd *= sqrt (1.0 - weight);
  return 1.0 + weight * (sum->took_s / sum->expected_s - 1.0);
}

gboolean
rdm_live_has_break (const RdmShift *shift, double left_s, double more_s)
{
  return shift->break_s > 0 && shift->break_from_s != RDM_TIME_NONE
         && shift->break_to_s != RDM_TIME_NONE && more_s >= BREAK_SHARE * (double)shift->break_s
         && left_s <= shift->break_to_s
         && left_s + more_s >= shift->break_from_s + BREAK_SHARE * (double)shift->break_s;
}

static void
look_for_break (RdmLiveRoute *self, double left_s, double more_s)
{
  if (self->break_told_ms == 0 && rdm_live_has_break (self->shift, left_s, more_s))
    self->break_told_ms = rdm_live_utc (self->context, MAX (left_s, self->shift->break_from_s));
}

static void
add_drive (RdmLiveRoute *self, const RdmLiveStop *entry, gint64 left_ms, Sum *drives)
{
  double left_s = rdm_live_tod (self->context, left_ms);
  double took_s = (double)(entry->stop->arrived_ms - left_ms) / 1000.0;
  double expected_s;

  if (!entry->has_leg || left_ms == 0 || entry->stop->arrived_ms <= left_ms)
    return;
  expected_s = rdm_leg_seconds (&entry->leg, left_s, entry->pace);
  look_for_break (self, left_s, took_s - expected_s);
  if (took_s < DRIVE_MOST_RATIO * expected_s + DRIVE_MOST_MORE_S)
    add (drives, expected_s, took_s,
         MAX (self->model.drive_sd * expected_s, self->model.drive_least_sd_s));
}

static void
add_visit (const RdmLiveRoute *self, const RdmLiveStop *entry, Sum *visits)
{
  const RdmWindows *windows = &entry->end->windows;
  double begun_s = rdm_live_tod (self->context, entry->stop->arrived_ms);
  double took_s;

  if (entry->stop->arrived_ms == 0 || entry->stop->ended_ms == 0)
    return;
  for (guint i = 0; i < windows->n; i++)
    if (begun_s <= windows->at[i].to_s)
      {
        begun_s = MAX (begun_s, windows->at[i].from_s);
        break;
      }
  took_s = rdm_live_tod (self->context, entry->stop->ended_ms) - begun_s;
  if (took_s > 0 && took_s < SERVICE_MOST_RATIO * entry->service.mean_s)
    add (visits, entry->service.mean_s, took_s, entry->service.sd_s);
}

void
rdm_live_route_read_today (RdmLiveRoute *self)
{
  Sum drives = { 0 };
  Sum visits = { 0 };
  gint64 left_ms = self->row->started_ms;
  double drive_factor;
  double service_factor;

  self->model = self->context->model;
  self->break_told_ms = 0;
  for (guint i = 0; i < self->n_gone; i++)
    {
      const RdmLiveStop *entry = &g_array_index (self->stops, RdmLiveStop, i);

      add_drive (self, entry, left_ms, &drives);
      add_visit (self, entry, &visits);
      left_ms = entry->stop->ended_ms;
    }
  drive_factor = factor_of (&drives, &self->model.drive_shared_sd);
  service_factor = factor_of (&visits, &self->model.service_shared_sd);
  for (guint i = 0; i < self->stops->len; i++)
    {
      RdmLiveStop *entry = &g_array_index (self->stops, RdmLiveStop, i);

      entry->pace *= drive_factor;
      entry->service.mean_s *= service_factor;
      entry->service.sd_s *= service_factor;
    }
  self->home_pace *= drive_factor;
}
