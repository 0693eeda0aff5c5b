/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rdm-sim-traffic.h"

#include "rdm-sim-luck.h"

#define N_WAVES 6
#define HALF_HOUR_MS (30 * 60 * 1000)
#define METRES_PER_DEGREE 111194.9266
#define LEAST 0.15
#define MOST 1.25

/* Congestion that moves: a circle on its way. */
typedef struct
{
  RdmPoint begin;
  double north_mps;
  double east_mps;
  double radius_m;
  double factor;
  gint64 begin_ms;
  gint64 end_ms;
} Wave;

void
rdm_sim_traffic_init (RdmSimTraffic *self, guint64 seed, gint64 midnight_ms, RdmBox box)
{
  RdmSimLuck day = rdm_sim_luck (seed, "traffic", "day", NULL);

  *self = (RdmSimTraffic){
    .seed = seed,
    .midnight_ms = midnight_ms,
    .day_factor = 0.97 * rdm_sim_luck_factor (&day, 0.03),
    .waves = g_array_new (FALSE, FALSE, sizeof (Wave)),
    .areas = g_ptr_array_new (),
  };
  if (rdm_box_is_empty (box))
    return;
  for (guint i = 0; i < N_WAVES; i++)
    {
      RdmSimLuck luck = rdm_sim_luck_at (seed, "traffic", "wave", i);
      double hour = i % 2 ? rdm_sim_luck_between (&luck, 15.5, 18.0)
                          : rdm_sim_luck_between (&luck, 7.0, 10.5);
      Wave wave = {
        .begin = { rdm_sim_luck_between (&luck, box.south_deg, box.north_deg),
                   rdm_sim_luck_between (&luck, box.west_deg, box.east_deg) },
        .north_mps = 2.0 * rdm_sim_luck_normal (&luck),
        .east_mps = 2.0 * rdm_sim_luck_normal (&luck),
        .radius_m = rdm_sim_luck_between (&luck, 600, 2200),
        .factor = rdm_sim_luck_between (&luck, 0.55, 0.85),
        .begin_ms = midnight_ms + (gint64)(hour * 3600e3),
      };

      wave.end_ms = wave.begin_ms + (gint64)rdm_sim_luck_between (&luck, 25 * 60e3, 80 * 60e3);
      g_array_append_val (self->waves, wave);
    }
}

void
rdm_sim_traffic_clear (RdmSimTraffic *self)
{
  g_clear_pointer (&self->waves, g_array_unref);
  g_clear_pointer (&self->areas, g_ptr_array_unref);
}

/* Flat enough for a town; the traffic does not mind. */
static double
distance_m (RdmPoint a, RdmPoint b)
{
  double north = (a.lat_deg - b.lat_deg) * METRES_PER_DEGREE;
  double east = (a.lon_deg - b.lon_deg) * METRES_PER_DEGREE * cos (a.lat_deg * (G_PI / 180.0));

  return hypot (north, east);
}

/* From 0 at its ends to 1 in between: nothing is slow at once. */
static double
ramp (gint64 at_ms, gint64 begin_ms, gint64 end_ms)
{
  double edge = (double)MIN (at_ms - begin_ms, end_ms - at_ms) / (5 * 60e3);

  return CLAMP (edge, 0.0, 1.0);
}

static double
half_hour (const RdmSimTraffic *self, gint64 n)
{
  RdmSimLuck luck = rdm_sim_luck_at (self->seed, "traffic", "half-hour", n);

  return rdm_sim_luck_factor (&luck, 0.05);
}

double
rdm_sim_traffic_factor (const RdmSimTraffic *self, RdmPoint place, gint64 at_ms)
{
  gint64 since_ms = MAX (at_ms - self->midnight_ms, 0);
  double within = (double)(since_ms % HALF_HOUR_MS) / HALF_HOUR_MS;
  double factor = self->day_factor
                  * ((1.0 - within) * half_hour (self, since_ms / HALF_HOUR_MS)
                     + within * half_hour (self, since_ms / HALF_HOUR_MS + 1));

  for (guint i = 0; i < self->waves->len; i++)
    {
      const Wave *wave = &g_array_index (self->waves, Wave, i);
      double age_s = (double)(at_ms - wave->begin_ms) / 1e3;
      RdmPoint centre = wave->begin;

      if (at_ms <= wave->begin_ms || at_ms >= wave->end_ms)
        continue;
      centre.lat_deg += wave->north_mps * age_s / METRES_PER_DEGREE;
      centre.lon_deg +=
          wave->east_mps * age_s / (METRES_PER_DEGREE * cos (centre.lat_deg * (G_PI / 180.0)));
      if (distance_m (centre, place) < wave->radius_m)
        factor *= 1.0 - (1.0 - wave->factor) * ramp (at_ms, wave->begin_ms, wave->end_ms);
    }
  for (guint i = 0; i < self->areas->len; i++)
    {
      RdmMishap *area = g_ptr_array_index (self->areas, i);

      if (at_ms <= area->begin_ms || at_ms >= area->end_ms
          || distance_m (area->place, place) >= area->radius_m)
        continue;
      factor *= 1.0 - (1.0 - area->strength) * ramp (at_ms, area->begin_ms, area->end_ms);
      area->struck_ms = area->struck_ms ? MIN (area->struck_ms, at_ms) : at_ms;
    }
  return CLAMP (factor, LEAST, MOST);
}
