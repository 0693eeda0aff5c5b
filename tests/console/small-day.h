/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A desk with a small day, for tests of views: LI-01 with four stops, LI-02 with two, LI-03 with
 * none, and three stops in the tray, the last of which needs a place.
 */
#pragma once

#include "rdm-desk.h"

#define SMALL_DAY "2026-11-23"

typedef struct
{
  char *folder;
  RdmDesk *desk;
} SmallDay;

void small_day_set_up (SmallDay *day, gconstpointer data);
void small_day_tear_down (SmallDay *day, gconstpointer data);

/** small_day_stop: Returns: (transfer none): the id of the stop of order "o3". */
const char *small_day_stop (SmallDay *day, const char *order);

/** small_day_route: Returns: (transfer none): the id of the route called "LI-01". */
const char *small_day_route (SmallDay *day, const char *name);
