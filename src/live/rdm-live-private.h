/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What the files of the live day share.
 */
#pragma once

#include "rdm-day-legs.h"
#include "rdm-eta-chain.h"
#include "rdm-live-day.h"
#include "rdm-track.h"
#include "rdm-visit-watch.h"
#include "rdm-way-match.h"

G_BEGIN_DECLS

/** RdmLiveContext: what all routes of a day have in common. */
typedef struct
{
  RdmDayPlan *plan;
  RdmExperience *experience; /* nullable */
  GHashTable *addresses;     /* (element-type utf8 uint): orders of the day; of @experience */
  RdmEtaModel model;
  gint64 midnight_ms; /* 0 s of the service day */
  gint64 now_ms;
} RdmLiveContext;

/** RdmLiveStop: a stop of a route's list that is driven to. */
typedef struct
{
  RdmStop *stop;
  RdmOrder *order;
  const RdmOrderEnd *end;
  RdmPoint place;   /* where the vehicle stops */
  int way_visit;    /* of the way's visits; -1: nobody knows how to get there */
  gint32 planned_s; /* arrival */
  gint32 planned_leave_s;
  RdmEtaLength service; /* expected */
  double pace;          /* expected driving time to it for a planned second */
  RdmLeg leg;           /* from the stop before that is driven to, or from the start */
  gboolean has_leg;
} RdmLiveStop;

/** RdmLiveFold: what follows from the positions until now, taken one after the other. */
typedef struct
{
  guint n_taken; /* of the track */
  guint n_believed;
  gint64 last_taken_ms;
  guint64 facts; /* what was reported of the time until then, in a number */
  RdmWayMatch match;
  RdmPosition last; /* believed */
  gboolean has_doubted;
  RdmPosition doubted; /* too far from @last to be true, unless the next one agrees */
  double speed_mps;
  double error_m; /* how far ahead of @match it was shown when @last came */
  gint64 standing_since_ms;
  gint64 off_road_since_ms;
  RdmPosition left_road; /* off the road: where that began, or went on after a visit */
  RdmPoint stood_at;     /* since standing_since_ms, about there */
  double driven_m;
  RdmPosition counted; /* until there @driven_m is counted */
  double counted_along_m;
} RdmLiveFold;

/** RdmLiveAsked: what the roads said of the way from a position to a stop. */
typedef struct
{
  gint64 at_ms;   /* of the position; 0: nobody asked */
  int next;       /* of the stop */
  double seconds; /* NaN: there is none */
} RdmLiveAsked;

/** RdmLiveRoute: one route of the day. */
typedef struct
{
  const RdmLiveContext *context;
  char *id;
  GStrv sources;

  gboolean is_read; /* what follows is as the rows are */
  RdmRoute *row;
  RdmShift *shift;
  RdmVehicle *vehicle;
  GArray *stops;  /* (element-type RdmLiveStop): of the whole list */
  guint n_gone;   /* until there nothing is ahead */
  gint32 start_s; /* planned */
  gint32 end_s;
  gint32 break_planned_s; /* when the plan has it begin; RDM_TIME_NONE: not at all */
  RdmEtaHabit break_share;
  gboolean has_home;
  RdmLeg home; /* from the last stop */
  double home_pace;
  RdmEtaModel model;    /* the context's, and what is known of today */
  gint64 break_told_ms; /* by reports that leave room for it; 0: not */

  gboolean is_way_asked;
  RdmWayLine *way;    /* NULL: none yet */
  GArray *way_visits; /* (element-type RdmPoint): through which it leads */
  RdmTrack *track;
  RdmLiveFold fold;
  GByteArray *off_road; /* of the positions that were taken: whether they were off the road */
  RdmVisitWatch *watch; /* NULL until there is something to watch */
  GArray *watched;      /* (element-type RdmWatchStop): of @stops */
  GHashTable *told;     /* (element-type utf8): what was detected and handed over */

  RdmLiveAsked asked;      /* from the last position */
  RdmLiveAsked asked_left; /* from where it left its road */

  gint64 eta_tick; /* when the answers below were worked out */
  gboolean has_eta;
  guint n_open;
  guint *open;       /* (array) n_open: indices in @stops, as they will be visited */
  RdmEtaStep *steps; /* (array) n_open + 1 */
  RdmEtaBreak pause;
  double from_s; /* when it goes on from where it is, if no visit is going on */
  double break_owed_s;
  double break_latest_s; /* INFINITY: none is owed */
  gint64 break_taken_ms; /* 0: not */
  RdmLiveVehicle seen;
} RdmLiveRoute;

RdmLiveRoute *rdm_live_route_new (const RdmLiveContext *context,
                                  const char *id) G_GNUC_WARN_UNUSED_RESULT;
void rdm_live_route_free (gpointer self);

/** rdm_live_route_forget_rows: they may be others by now. @and_way: so may its road. */
void rdm_live_route_forget_rows (RdmLiveRoute *self, gboolean and_way);

/** rdm_live_route_read: the rows, unless they are known. */
void rdm_live_route_read (RdmLiveRoute *self);

/** rdm_live_route_read_today: what the stops that are over tell about those that are ahead. */
void rdm_live_route_read_today (RdmLiveRoute *self);

/** rdm_live_has_break: whether the break was taken in a drive that began at @left_s and took
 * @more_s more than expected. */
gboolean rdm_live_has_break (const RdmShift *shift, double left_s, double more_s);

/** rdm_live_route_get_way: Returns: (nullable) (transfer none) */
const RdmWayLine *rdm_live_route_get_way (RdmLiveRoute *self);

/** rdm_live_route_is_running: whether its driver has set out and is not back. */
gboolean rdm_live_route_is_running (RdmLiveRoute *self);

/** rdm_live_route_find_next: Returns: index in @stops of the stop that is served now or next; -1:
 * none. */
int rdm_live_route_find_next (RdmLiveRoute *self);

/** rdm_live_route_pace_mps: Returns: what the plan takes for the road to @next. */
double rdm_live_route_pace_mps (RdmLiveRoute *self, int next);

/** rdm_live_route_fold: takes the positions until now. */
void rdm_live_route_fold (RdmLiveRoute *self);

/** rdm_live_route_unfold: begins with them again. */
void rdm_live_route_unfold (RdmLiveRoute *self);

/** rdm_live_route_detect: adds what was seen and neither reported nor handed over before. */
void rdm_live_route_detect (RdmLiveRoute *self, RdmCommand *command);

/** rdm_live_fold_reckon: Returns: metres along the way at @at_ms, moved on from the last position,
 * but not past @most_m. */
double rdm_live_fold_reckon (const RdmLiveFold *self, double pace_mps, gint64 at_ms, double most_m);

/** rdm_live_route_see: works out @seen. */
const RdmLiveVehicle *rdm_live_route_see (RdmLiveRoute *self);

/** rdm_live_route_estimate: works out the arrival times. */
void rdm_live_route_estimate (RdmLiveRoute *self);

/** rdm_live_route_ask_roads: Returns: seconds by the plan's roads from @from to stop @next, at
 * @target; NaN: nobody knows. @asked: (inout): the last answer. */
double rdm_live_route_ask_roads (
    RdmLiveRoute *self, RdmLiveAsked *asked, const RdmPosition *from, int next, RdmPoint target);

/** rdm_live_route_get_pace: Returns: expected driving time for a planned second, of all that lies
 * ahead together. */
double rdm_live_route_get_pace (const RdmLiveRoute *self);

/** rdm_live_route_goes_on_ms: Returns: UTC, when it is expected to leave where it is; 0: it has not
 * set out. */
gint64 rdm_live_route_goes_on_ms (RdmLiveRoute *self);

static inline double
rdm_live_tod (const RdmLiveContext *context, gint64 at_ms)
{
  return (double)(at_ms - context->midnight_ms) / 1000.0;
}

static inline gint64
rdm_live_utc (const RdmLiveContext *context, double tod_s)
{
  return isfinite (tod_s) ? context->midnight_ms + (gint64)llround (tod_s * 1000.0)
                          : RDM_LIVE_NEVER;
}

G_END_DECLS
