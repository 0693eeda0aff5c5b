/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * When a route's stops will be served: what the planner works out, and views, sheets and exports
 * show.
 */
#pragma once

#include "rdm-geo.h"
#include "rdm-loads.h"
#include "rdm-rows.h"

G_BEGIN_DECLS

typedef enum
{
  RDM_VISIT_START,
  RDM_VISIT_STOP,
  RDM_VISIT_BREAK,
  RDM_VISIT_END,
} RdmVisitKind;

/** A rule that a visit or the route breaks. */
typedef enum
{
  RDM_BREACH_LATE = 1 << 0, /* served after the window */
  RDM_BREACH_LOAD = 1 << 1, /* over capacity on leaving */
  RDM_BREACH_SKILLS = 1 << 2,
  RDM_BREACH_SHIFT = 1 << 3, /* ends after shift and permitted overtime */
  RDM_BREACH_BREAK = 1 << 4, /* the break does not fit its window */
  RDM_BREACH_RANGE = 1 << 5, /* farther than the vehicle goes */
  RDM_BREACH_STOPS = 1 << 6, /* more stops than permitted */
  RDM_BREACH_ORDER = 1 << 7, /* delivered before it is picked up */
  RDM_BREACH_PLACE = 1 << 8, /* a stop without a place: travel to it is not counted */
  RDM_BREACH_ROAD = 1 << 9,  /* no road leads to the stop, or none for this vehicle */
} RdmBreach;

/** RdmVisit: times are seconds from the service day's midnight. */
typedef struct
{
  RdmVisitKind kind;
  char *stop;     /* for STOP: its id */
  RdmPoint point; /* not set for a break */
  gint32 arrival_s;
  gint32 begin_s; /* of service or break: arrival plus waiting */
  gint32 departure_s;
  gint64 drive_s;    /* driving since the visit before */
  gint64 distance_m; /* driven since the visit before */
  gint64 late_s;     /* after the window's end, else 0 */
  gint64 slack_s;    /* how much later it could be reached with nothing after it becoming late */
  RdmLoads load;     /* on board on leaving */
  guint breaches;    /* RdmBreach */
} RdmVisit;

/** RdmSchedule: a route in time. Money in minor units. */
typedef struct
{
  char *route;
  GArray *visits; /* (element-type RdmVisit) */
  guint n_stops;
  gint32 start_s;
  gint32 end_s;
  gint64 drive_s;
  gint64 service_s;
  gint64 wait_s;
  gint64 break_s;
  gint64 overtime_s;
  gint64 late_s; /* sum over stops */
  guint n_late;  /* stops */
  gint64 distance_m;
  gint64 cost_minor; /* fixed, distance, time, overtime and lateness together */
  RdmLoads peak;     /* most on board at any time, a dimension */
  RdmLoads capacity;
  guint breaches;     /* RdmBreach, of the route and all visits */
  gboolean estimated; /* travel times are estimates, not from roads */
} RdmSchedule;

RdmSchedule *rdm_schedule_new (const char *route) G_GNUC_WARN_UNUSED_RESULT;
RdmSchedule *rdm_schedule_ref (RdmSchedule *self) G_GNUC_WARN_UNUSED_RESULT;
void rdm_schedule_unref (RdmSchedule *self);

/** rdm_schedule_find: Returns: (nullable): the visit to @stop. */
const RdmVisit *rdm_schedule_find (const RdmSchedule *self, const char *stop);

/** A visit that begins less than this before its window ends could easily become late. */
#define RDM_TIGHT_S 300

/** rdm_visit_is_tight: whether the window that @visit begins in ends soon after. What lies behind
 * it on the route does not count: that is marked itself. */
gboolean rdm_visit_is_tight (const RdmVisit *visit, const RdmWindows *windows);

/** rdm_breach_describe: Returns: (nullable): the gravest of @breaches in a few words, NULL for
 * none. */
const char *rdm_breach_describe (guint breaches);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RdmSchedule, rdm_schedule_unref)

G_END_DECLS
