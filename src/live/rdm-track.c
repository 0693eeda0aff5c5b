/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rdm-track.h"

#define UNKNOWN_BATTERY 255

/* A day of a large fleet has millions of them. */
typedef struct
{
  gint64 at_utc_ms;
  gint32 lat_e7;
  gint32 lon_e7;
  float accuracy_m;
  float speed_mps;
  float course_deg;
  guint8 battery_percent;
  guint8 flags;
} Point;

struct _RdmTrack
{
  GArray *points; /* (element-type Point) */
};

RdmTrack *
rdm_track_new (void)
{
  RdmTrack *self = g_new0 (RdmTrack, 1);

  self->points = g_array_new (FALSE, FALSE, sizeof (Point));
  return self;
}

void
rdm_track_free (RdmTrack *self)
{
  g_array_unref (self->points);
  g_free (self);
}

guint
rdm_track_get_length (const RdmTrack *self)
{
  return self->points->len;
}

guint
rdm_track_count_until (const RdmTrack *self, gint64 at_ms)
{
  guint low = 0;
  guint high = self->points->len;

  while (low < high)
    {
      guint middle = low + (high - low) / 2;

      if (g_array_index (self->points, Point, middle).at_utc_ms <= at_ms)
        low = middle + 1;
      else
        high = middle;
    }
  return low;
}

int
rdm_track_add (RdmTrack *self, const RdmPosition *position)
{
  guint at = rdm_track_count_until (self, position->at_utc_ms);
  Point point = {
    .at_utc_ms = position->at_utc_ms,
    .lat_e7 = (gint32)lround (position->place.lat_deg * 1e7),
    .lon_e7 = (gint32)lround (position->place.lon_deg * 1e7),
    .accuracy_m = (float)position->accuracy_m,
    .speed_mps = (float)position->speed_mps,
    .course_deg = (float)position->course_deg,
    .battery_percent = isnan (position->battery_share)
                           ? UNKNOWN_BATTERY
                           : (guint8)lround (100.0 * CLAMP (position->battery_share, 0.0, 1.0)),
    .flags = (guint8)position->flags,
  };

  if (at > 0 && g_array_index (self->points, Point, at - 1).at_utc_ms == point.at_utc_ms)
    return -1;
  g_array_insert_val (self->points, at, point);
  return (int)at;
}

void
rdm_track_get (const RdmTrack *self, guint index, RdmPosition *position)
{
  const Point *point = &g_array_index (self->points, Point, index);

  *position = (RdmPosition){
    .at_utc_ms = point->at_utc_ms,
    .place = { point->lat_e7 / 1e7, point->lon_e7 / 1e7 },
    .accuracy_m = (double)point->accuracy_m,
    .speed_mps = (double)point->speed_mps,
    .course_deg = (double)point->course_deg,
    .altitude_m = NAN,
    .battery_share =
        point->battery_percent == UNKNOWN_BATTERY ? NAN : point->battery_percent / 100.0,
    .flags = point->flags,
  };
}
