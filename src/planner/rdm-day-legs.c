/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rdm-day-legs.h"

#include "rdm-day-plan-private.h"

/* Returns: the location of @stop, or of @otherwise without one; RDM_VRP_NONE: there is none. */
static gint32
location_of (const RdmDayModel *model, guint vehicle, const char *stop, gint32 otherwise)
{
  gint32 task;

  if (!stop)
    return otherwise;
  task = rdm_day_model_find_task (model, stop);
  if (task == RDM_VRP_NONE || rdm_day_model_is_cut_off (model, (guint)task, vehicle))
    return RDM_VRP_NONE;
  return (gint32)model->problem.tasks[task].location;
}

static void
fill_from_plane (const RdmVrpProfile *profile, gint32 from, gint32 to, RdmLeg *leg)
{
  double metres = hypot ((double)profile->x_m[to] - profile->x_m[from],
                         (double)profile->y_m[to] - profile->y_m[from]);

  metres *= profile->estimate_detour_permille / 1000.0;
  leg->n_spells = 1;
  leg->begins_s[0] = 0;
  leg->distance_m = (gint32)round (metres);
  leg->drive_s[0] = (gint32)round (metres * 1000.0 / MAX (profile->estimate_speed_mm_s, 1));
}

static void
fill_from_matrices (
    const RdmVrpProfile *profile, gsize n_locations, gint32 from, gint32 to, RdmLeg *leg)
{
  gsize cell = (gsize)from * n_locations + (gsize)to;

  leg->n_spells = CLAMP (profile->n_periods, 1, RDM_TRAVEL_SPELLS_MAX);
  leg->distance_m = profile->distances_m[cell];
  for (guint i = 0; i < leg->n_spells; i++)
    {
      leg->begins_s[i] = profile->n_periods > 1 ? (gint32)profile->period_begins_s[i] : 0;
      leg->drive_s[i] = profile->durations_s[i * n_locations * n_locations + cell];
    }
}

gboolean
rdm_day_plan_get_leg (
    RdmDayPlan *self, const char *route, const char *from, const char *to, RdmLeg *leg)
{
  const RdmDayModel *model;
  const RdmVrpVehicle *vehicle;
  const RdmVrpProfile *profile;
  gint32 v;
  gint32 a;
  gint32 b;

  g_return_val_if_fail (RDM_IS_DAY_PLAN (self), FALSE);
  model = rdm_day_plan_get_model (self);
  v = rdm_day_model_find_route (model, route);
  if (v == RDM_VRP_NONE)
    return FALSE;
  vehicle = &model->problem.vehicles[v];
  a = location_of (model, (guint)v, from, vehicle->start_location);
  b = location_of (model, (guint)v, to, vehicle->end_location);
  if (a == RDM_VRP_NONE || b == RDM_VRP_NONE)
    return FALSE;
  profile = &model->problem.profiles[vehicle->profile];
  if (profile->durations_s)
    fill_from_matrices (profile, model->problem.n_locations, a, b, leg);
  else
    fill_from_plane (profile, a, b, leg);
  return TRUE;
}

double
rdm_leg_seconds (const RdmLeg *self, double at_s, double share)
{
  double now_s = at_s;
  guint i = 0;

  while (i + 1 < self->n_spells && self->begins_s[i + 1] <= at_s)
    i++;
  for (;; i++)
    {
      double end_s = now_s + share * self->drive_s[i];
      double border_s;

      if (i + 1 >= self->n_spells)
        return end_s - at_s;
      border_s = self->begins_s[i + 1];
      if (end_s <= border_s || self->drive_s[i] <= 0)
        return end_s - at_s;
      share -= (border_s - now_s) / self->drive_s[i];
      now_s = border_s;
    }
}
