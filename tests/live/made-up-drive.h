/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Days in the town of square blocks, and drives through them of which everything is known: who was
 * where when, and the positions that a phone would have sent of it.
 */
#pragma once

#include "day-world.h"
#include "grid-travel.h"
#include "rdm-live-day.h"

G_BEGIN_DECLS

/** DriveShape: how somebody drives, and how well their phone knows it. */
typedef struct
{
  guint seed;
  double every_s;    /* between positions */
  double noise_m;    /* standard deviation */
  double outliers;   /* share of positions that are a kilometre off */
  double halts;      /* share of crossings with a red light, of ten to forty seconds */
  double pace;       /* driving time by the plan's */
  double service;    /* time at stops by the order's; varies by a third */
  double spread;     /* how much houses differ in the time they take, in logarithms */
  double lost_share; /* share of positions that never come */
  gboolean sleeps;   /* sends nothing while it stands */
  gboolean forgets;  /* does not say that it has arrived, at every third stop */
  gint32 start_s;    /* of the day */
} DriveShape;

#define DRIVE_SHAPE_CLEAN                                                                          \
  ((DriveShape){ .seed = 1, .every_s = 5, .pace = 1, .service = 1, .start_s = 8 * 3600 })

/** DriveVisit: the truth. */
typedef struct
{
  char *stop;
  gint64 arrived_ms;
  gint64 left_ms;
} DriveVisit;

typedef struct
{
  char *route;
  gint64 started_ms;
  gint64 ended_ms;
  double length_m;
  gboolean forgets;
  GArray *positions; /* (element-type RdmPosition): by time */
  GArray *visits;    /* (element-type DriveVisit): in the order of driving */
} Drive;

/** town_new: @n_routes with @n_stops each, "o0"…, houses on blocks, each order three minutes. */
RdmRows *town_new (guint n_routes, guint n_stops, guint seed) G_GNUC_WARN_UNUSED_RESULT;

/** town_add_day: routes of vehicles "v0"… with orders of their own, at houses that every day has.
 */
void town_add_day (RdmRows *rows, const char *date, guint n_routes, guint n_stops, guint seed);

/** town_route: Returns: (transfer full): the id of route @n. */
char *town_route (guint n) G_GNUC_WARN_UNUSED_RESULT;

/** town_ms: Returns: UTC of a time of the day. */
gint64 town_ms (double tod_s);

/** drive_new: drives the list of @route, on its day. */
Drive *drive_new (RdmRows *rows, const char *route, const DriveShape *shape);
void drive_free (Drive *self);

/** drive_report: puts into @rows what the driver said of it: all of the day, at its end. */
void drive_report (const Drive *self, RdmRows *rows);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (Drive, drive_free)

/** drive_place: Returns: where the vehicle really was. */
RdmPoint drive_place (const Drive *self, gint64 at_ms);

G_END_DECLS
