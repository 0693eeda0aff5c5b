/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The travel times of a day: on a plane, by matrices, or estimated until those are there.
 */
#include "rdm-day-model-private.h"

#include "rdm-day-plan.h"
#include "rdm-time.h"

RdmPoint
rdm_day_model_get_point (const RdmDayModel *self, guint32 location)
{
  return self->times ? self->times->points[location]
                     : g_array_index (self->points, RdmPoint, location);
}

guint
rdm_day_model_profiles (const RdmDayModel *self)
{
  guint profiles = 0;

  for (guint v = 0; v < self->vehicles->len; v++)
    profiles |= 1u << g_array_index (self->vehicles, RdmVrpVehicle, v).profile;
  return profiles;
}

static RdmTravelNeed
need_of (const RdmDayModel *self)
{
  RdmTravelNeed need = {
    .points = (const RdmPoint *)(gpointer)self->points->data,
    .n_points = self->points->len,
    .profiles = rdm_day_model_profiles (self),
    .day = rdm_travel_period_of_date (self->date),
    .from_s = RDM_SECONDS_PER_DAY,
    .to_s = 0,
  };

  for (guint v = 0; v < self->vehicles->len; v++)
    {
      const RdmVrpVehicle *vehicle = &g_array_index (self->vehicles, RdmVrpVehicle, v);

      need.from_s = (gint32)CLAMP (vehicle->earliest_s, 0, need.from_s);
      need.to_s = (gint32)CLAMP (vehicle->latest_s, need.to_s, RDM_SECONDS_PER_DAY);
    }
  return need;
}

void
rdm_day_model_get_need (const RdmDayModel *self, GArray *points, RdmTravelNeed *need)
{
  *need = need_of (self);
  g_array_set_size (points, 0);
  g_array_append_vals (points, need->points, need->n_points);
  need->points = (const RdmPoint *)(gpointer)points->data;
}

static void
use_plane (RdmDayModel *self)
{
  for (guint p = 0; p < RDM_N_TRAVEL_PROFILES; p++)
    self->profiles[p] = (RdmVrpProfile){
      .x_m = self->plane.x_m,
      .y_m = self->plane.y_m,
      .estimate_speed_mm_s = self->plane.speed_mm_s[p],
      .estimate_detour_permille = self->plane.detour_permille,
    };
}

/* Of a profile, or where nobody needs it of one that somebody does: the optimizer wants all. */
static const RdmTravelTable *
table_for (const RdmTravelTimes *times, guint profile)
{
  for (guint p = 0; p < RDM_N_TRAVEL_PROFILES && times->of[profile].n_spells == 0; p++)
    if (times->of[p].n_spells > 0)
      profile = p;
  return &times->of[profile];
}

/* Takes @times. */
static void
use_times (RdmDayModel *self, RdmTravelTimes *times)
{
  self->times = times;
  self->is_estimated |= times->is_estimated;
  for (guint p = 0; p < RDM_N_TRAVEL_PROFILES; p++)
    {
      const RdmTravelTable *table = table_for (times, p);

      self->profiles[p] = (RdmVrpProfile){
        .durations_s = table->durations_s,
        .distances_m = table->distances_m,
        .n_periods = table->n_spells,
        .period_begins_s = table->begins_s,
        .estimate_speed_mm_s = 1000,
      };
    }
}

/* What is known of the source's times; NULL: nothing that would be worth it. */
static RdmTravelTimes *
find_times (RdmDayModel *self, const RdmDayTravel *how, const RdmTravelNeed *need)
{
  RdmTravelBook *book = rdm_travel_book_of (self->travel);
  RdmTravelTimes *times = NULL;

  if (how->may_wait)
    return rdm_travel_book_fill (book, need, NULL, NULL, how->cancellable, NULL);
  if (how->answer && rdm_travel_times_answers (how->answer, self->travel, need))
    return rdm_travel_times_ref (how->answer);
  times = rdm_travel_book_look_up (book, need);
  if (times)
    return times;
  self->is_waiting = TRUE;
  if (how->stand_in && how->stand_in->day == need->day)
    {
      g_autoptr (RdmTravel) estimate = rdm_travel_new_from_settings (self->settings);

      times = rdm_travel_times_new_stand_in (estimate, need, how->stand_in);
    }
  return times;
}

void
rdm_day_model_fill_travel (RdmDayModel *self, const RdmDayTravel *how)
{
  RdmTravelNeed need = need_of (self);
  RdmTravelTimes *times;

  self->is_estimated = rdm_travel_is_estimated (self->travel);
  if (rdm_travel_plane (self->travel, need.points, need.n_points, &self->plane))
    {
      use_plane (self);
      return;
    }
  times = find_times (self, how, &need);
  if (times)
    {
      use_times (self, times);
      return;
    }
  g_clear_object (&self->travel);
  self->travel = rdm_travel_new_from_settings (self->settings);
  self->is_estimated = TRUE;
  (void)rdm_travel_plane (self->travel, need.points, need.n_points, &self->plane);
  use_plane (self);
}

/* --- no road -----------------------------------------------------------------------------------
 */

static gboolean
is_cut_off_for (const RdmDayModel *self, guint32 location, guint profile)
{
  return self->times && self->times->of[profile].n_spells > 0
         && self->times->of[profile].is_cut_off[location];
}

gboolean
rdm_day_model_is_cut_off (const RdmDayModel *self, guint task, guint vehicle)
{
  return is_cut_off_for (self, self->problem.tasks[task].location,
                         self->problem.vehicles[vehicle].profile);
}

guint
rdm_day_model_profiles_cut_off (const RdmDayModel *self, guint32 location)
{
  guint profiles = 0;

  for (guint p = 0; p < RDM_N_TRAVEL_PROFILES; p++)
    profiles |= (guint)is_cut_off_for (self, location, p) << p;
  return profiles;
}
