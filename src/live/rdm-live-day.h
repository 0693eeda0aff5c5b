/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A service day as it is driven: where everybody is, when each stop will be reached, and what was
 * seen to happen without anybody saying so.
 *
 * Everything follows from three things: the plan with its rows, the positions, and "now", which is
 * always said and never read from a clock. The same three give the same answers, in whatever order
 * questions are asked; so a simulated day, a replayed one and a real one are one thing. One thread.
 *
 * Only what is touched is worked out anew: a position is its route's business alone. Moments are
 * UTC milliseconds.
 */
#pragma once

#include "rdm-command.h"
#include "rdm-day-plan.h"
#include "rdm-experience.h"
#include "rdm-position.h"

G_BEGIN_DECLS

/** No such moment: nobody knows, or it does not come. */
#define RDM_LIVE_NEVER G_MAXINT64

/** How old the last position is. */
#define RDM_LIVE_GREY_MS (2 * 60 * 1000)
#define RDM_LIVE_HOLLOW_MS (10 * 60 * 1000)

typedef enum
{
  RDM_LIVE_AT_HOME,  /* the route has not been started */
  RDM_LIVE_MOVING,   /* along its road */
  RDM_LIVE_STANDING, /* at a stop, see @at_stop, or where it should not: see @standing_since_ms */
  RDM_LIVE_OFF_ROAD, /* moving or standing, but not on its road: see @off_road_m */
  RDM_LIVE_SILENT,   /* under way, and no position for RDM_LIVE_GREY_MS, or none at all */
  RDM_LIVE_ENDED,    /* the route has ended */
} RdmLiveStatus;

typedef enum
{
  RDM_LIVE_FRESH,
  RDM_LIVE_GREY,   /* older than RDM_LIVE_GREY_MS */
  RDM_LIVE_HOLLOW, /* older than RDM_LIVE_HOLLOW_MS, or there never was one */
} RdmLiveAge;

/** Why there is no position. */
typedef enum
{
  RDM_LIVE_CAUSE_UNKNOWN,
  RDM_LIVE_CAUSE_NO_SOURCE, /* neither vehicle nor crew have anything that reports */
  RDM_LIVE_CAUSE_NEVER,     /* nothing came since the route was started */
  RDM_LIVE_CAUSE_BATTERY,   /* the last words were of an empty battery */
  RDM_LIVE_CAUSE_DOUBTFUL,  /* there are positions, but none to believe: made up, coarse, jumps */
  RDM_LIVE_CAUSE_RESTING,   /* it stood when it was last heard of: phones that rest save power */
} RdmLiveCause;

/** rdm_live_cause_describe: Returns: for people: "The battery was nearly empty"; "" for unknown. */
const char *rdm_live_cause_describe (RdmLiveCause cause);

/** RdmLiveVehicle: a route's vehicle at "now". Ids are borrowed. NaN is unknown. */
typedef struct
{
  const char *route;
  RdmLiveStatus status;
  RdmLiveAge age;
  RdmLiveCause cause;       /* GREY, HOLLOW: why */
  gboolean has_position;    /* else @last is nothing, and @place where the plan has it */
  RdmPosition last;         /* the last one that was believed */
  gint64 age_ms;            /* since @last; -1: none */
  RdmPoint place;           /* where it is taken to be: on its road, moved on from @last, but never
                               past the next stop */
  double heading_deg;       /* 0 north, 90 east */
  double speed_mps;         /* when it was last heard of */
  double uncertainty_m;     /* around @place; grows with age */
  double way_m;             /* along rdm_live_day_get_way() at @place; NaN off its road */
  double off_road_m;        /* from its road to @last */
  double headway;           /* off its road: by how many seconds its next stop has come nearer by
                               other roads, in each that has passed; NaN: nobody knows */
  double driven_m;          /* since the route was started */
  const char *at_stop;      /* where it stands, or NULL */
  const char *next_stop;    /* the next open stop, @at_stop included; NULL: it goes home */
  gint64 standing_since_ms; /* not moved since; RDM_LIVE_NEVER: moves, or nobody knows */
  gint64 off_road_since_ms; /* RDM_LIVE_NEVER: on its road */
} RdmLiveVehicle;

/** RdmEta: when an open stop will be reached. P50: as likely before as after; P90: nine times of
 * ten before. */
typedef struct
{
  gint64 p50_ms; /* arrival; of who is there: when that was */
  gint64 p90_ms;
  gint64 begin_p50_ms; /* of service: after waiting for the window */
  gint64 begin_p90_ms;
  gint64 leave_p50_ms;
  gint64 planned_ms;    /* arrival by the plan */
  gint64 service_s;     /* expected at the stop; of who is there: what is left */
  gint64 wait_s;        /* for the window, expected */
  gint64 window_end_ms; /* of the window it goes by; RDM_LIVE_NEVER: any time */
  gint64 slack_ms;      /* from begin_p50_ms to the window's end; negative: late. NEVER: any time */
  double late_chance;   /* that service begins after the window; 0 to 1 */
  double sd_s;          /* of the arrival, whenever the break is */
  gint64 model_p50_ms;  /* without what is added for things that nobody knows of */
  gint64 model_p90_ms;
} RdmEta;

/** RdmRouteEta: how a route will end, and its break. */
typedef struct
{
  gint64 end_p50_ms; /* back home, or done with the last stop */
  gint64 end_p90_ms;
  gint64 planned_end_ms;
  gint64 shift_end_ms;    /* overtime that is permitted included */
  double overtime_chance; /* that it ends after shift_end_ms */
  guint n_open;           /* stops ahead */
  gint64 break_s;         /* still owed; 0: none, or it has been taken */
  gint64 break_p50_ms;    /* when it will begin; NEVER: none is owed, or it will not fit */
  gint64 break_latest_ms; /* by when it must begin; NEVER: none is owed */
  double break_missed_chance;
  gint64 break_taken_ms; /* when it was seen to begin; 0: not */
  gint64 goes_on_ms;     /* when it is expected to leave where it is; 0: it has not set out */
  double pace;           /* expected driving time for a planned second */
} RdmRouteEta;

/** RdmWay: the road of a route, from its start through all of its stops to its end. */
typedef struct
{
  const RdmPoint *points; /* (array) n_points */
  const double *along_m;  /* (array) n_points: metres from the start; ascending */
  guint n_points;
} RdmWay;

/** RdmTrailPoint: @off_road: it was not where its road is. */
typedef struct
{
  gint64 at_ms;
  RdmPoint place;
  gboolean off_road;
} RdmTrailPoint;

#define RDM_TYPE_LIVE_DAY (rdm_live_day_get_type ())
G_DECLARE_FINAL_TYPE (RdmLiveDay, rdm_live_day, RDM, LIVE_DAY, GObject)

/**
 * rdm_live_day_new:
 * @plan: kept by reference
 * @now_ms: UTC
 *
 * Signal: "route-changed" (route): an event touched it: a position, rows, its roads. What changes
 * because time passes is not told: ask again.
 *
 * Returns: (transfer full)
 */
RdmLiveDay *rdm_live_day_new (RdmDayPlan *plan, gint64 now_ms) G_GNUC_WARN_UNUSED_RESULT;

RdmDayPlan *rdm_live_day_get_plan (RdmLiveDay *self);

/** rdm_live_day_set_experience: what was learned of service times and speeds. @experience:
 * (nullable): go by the plan. */
void rdm_live_day_set_experience (RdmLiveDay *self, RdmExperience *experience);

/** rdm_live_day_set_now: time goes on; or back, for replay: positions that are later than now do
 * not exist then. */
void rdm_live_day_set_now (RdmLiveDay *self, gint64 now_ms);
gint64 rdm_live_day_get_now (RdmLiveDay *self);

/**
 * rdm_live_day_add_position: they may come late and in any order; one that is known is not taken
 * twice.
 * @source: a vehicle's tracker, or its id, or a driver's id
 *
 * Returns: whether anybody of this day reports under @source
 */
gboolean
rdm_live_day_add_position (RdmLiveDay *self, const char *source, const RdmPosition *position);

/** rdm_live_day_rows_changed: the plan has been updated with @changes (element-type RdmChange) by
 * rdm_day_plan_update(); NULL: all of it may be new. Borrowed answers are gone. */
void rdm_live_day_rows_changed (RdmLiveDay *self, GPtrArray *changes);

/** rdm_live_day_get_vehicle: Returns: (transfer none) (nullable): valid until the next call; NULL:
 * @route is not of this day. */
const RdmLiveVehicle *rdm_live_day_get_vehicle (RdmLiveDay *self, const char *route);

/** rdm_live_day_get_eta: Returns: FALSE: no route has @stop, or it is not open, or no road leads
 * there. */
gboolean rdm_live_day_get_eta (RdmLiveDay *self, const char *stop, RdmEta *eta);

/** rdm_live_day_get_route_eta: Returns: FALSE: @route is not of this day. */
gboolean rdm_live_day_get_route_eta (RdmLiveDay *self, const char *route, RdmRouteEta *eta);

/** rdm_live_day_get_way: borrowed until the route changes. Returns: FALSE: there is none (yet). */
gboolean rdm_live_day_get_way (RdmLiveDay *self, const char *route, RdmWay *way);

/** rdm_live_day_get_trail: where the vehicle has been until now. Returns: (transfer full)
 * (element-type RdmTrailPoint): in the order of time. */
GArray *rdm_live_day_get_trail (RdmLiveDay *self, const char *route) G_GNUC_WARN_UNUSED_RESULT;

/**
 * rdm_live_day_take_detected: what was seen to happen since the last call, on routes that are out:
 * starts, arrivals, departures (a stop is done then), ends. What has been reported is not told.
 *
 * Returns: (transfer full) (nullable): a REPORT, marked as detected; NULL: nothing
 */
RdmCommand *rdm_live_day_take_detected (RdmLiveDay *self) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
