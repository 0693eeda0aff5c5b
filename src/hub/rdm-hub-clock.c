/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rdm-hub-clock.h"

/* Set once, before there are threads. */
static struct
{
  gint64 at_ms;
  gint64 began_us; /* monotonic; 0: the machine's clock */
  double speed;
} played;

void
rdm_hub_clock_play (gint64 at_ms, double speed)
{
  played.at_ms = at_ms;
  played.began_us = g_get_monotonic_time ();
  played.speed = speed;
}

gint64
rdm_hub_clock_now_ms (void)
{
  if (played.began_us == 0)
    return g_get_real_time () / 1000;
  return played.at_ms
         + (gint64)((double)(g_get_monotonic_time () - played.began_us) / 1000 * played.speed);
}

double
rdm_hub_clock_get_speed (void)
{
  return played.began_us == 0 ? 0 : played.speed;
}
