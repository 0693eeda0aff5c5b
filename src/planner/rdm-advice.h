/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Advice while a person works on a plan: what would it cost to put these stops there, who is best,
 * and why can nobody take one. Everything is a difference to the plan as it is, the gain on the
 * routes that give stops up included. Nothing is changed. One thread; fast enough for a moving
 * pointer.
 */
#pragma once

#include "rdm-command.h"
#include "rdm-day-plan.h"

G_BEGIN_DECLS

/** RdmLateness: a stop that becomes late, or later than it was. */
typedef struct
{
  char *stop;
  gint64 before_s; /* 0: it was in time, or not planned */
  gint64 late_s;
} RdmLateness;

/**
 * RdmPrice: of putting stops somewhere. Differences: negative is a gain.
 * @route: NULL: the tray
 * @after: NULL: the head of the route
 * @refused: not NONE: the command would not be applied; then the rest says nothing
 * @refusal: the same as a sentence, else NULL
 * @duty_s: of all routes concerned: driving, waiting, service
 * @breaches: RdmBreach: those that the change causes or makes worse; lateness that a soft window
 * permits is none
 * @late: (element-type RdmLateness): worst first, permitted or not
 * @load_percent: of capacity at the fullest, where that passes 100 and grows; else 0
 * @missing_skills: NULL for none
 * @at_s: when the first of the stops would be served; RDM_TIME_NONE in the tray
 * @end_s: when the route would end; RDM_TIME_NONE in the tray
 * @best_on_route: no place on this route is better
 * @best_of_day: no place on any route is better
 * @unchanged: the stops are there already
 * @estimated: by estimated travel times
 */
typedef struct
{
  char *route;
  char *after;
  RdmReason refused;
  char *refusal;
  gint64 duty_s;
  gint64 drive_s;
  gint64 distance_m;
  gint64 cost_minor;
  gint64 overtime_s;
  guint breaches;
  GArray *late;
  guint load_percent[RDM_N_LOADS];
  GStrv missing_skills;
  gint32 at_s;
  gint32 end_s;
  gboolean best_on_route;
  gboolean best_of_day;
  gboolean unchanged;
  gboolean estimated;
} RdmPrice;

/**
 * rdm_advice_price: of moving @stops, in this order and in one piece, to behind @after.
 * @route: (nullable): NULL: the tray
 * @after: (nullable): NULL: the head of the route
 *
 * Returns: (transfer full): never NULL
 */
RdmPrice *rdm_advice_price (RdmDayPlan *self,
                            const char *const *stops,
                            const char *route,
                            const char *after) G_GNUC_WARN_UNUSED_RESULT;

gboolean rdm_price_is_allowed (const RdmPrice *self);

/** rdm_price_describe_breaches: Returns: (transfer full): one line for each thing that gets worse:
 * "Feldstrasse 4 late by 12 min", "kg 112 %", "nobody there has: chilled"; the reason first when
 * the drop would be refused. */
GStrv rdm_price_describe_breaches (const RdmPrice *self, RdmRows *rows) G_GNUC_WARN_UNUSED_RESULT;
void rdm_price_free (RdmPrice *self);

/**
 * RdmRank: a route for the stops, each at its best place there. Differences as in #RdmPrice.
 * @allowed: breaks no rule
 * @breaches: RdmBreach
 * @at_s: when the first of the stops would be served
 * @score: to tint by: 1 for the best route, towards 0 for the dearest that is allowed; 0 where not
 * allowed
 */
typedef struct
{
  char *route;
  gboolean allowed;
  guint breaches;
  gint64 cost_minor;
  gint64 duty_s;
  gint64 distance_m;
  gint32 at_s;
  double score;
} RdmRank;

/**
 * rdm_advice_rank: every route that may be changed and can go on, best first: those that break
 * nothing by cost, then the others by how much they break.
 *
 * Returns: (transfer full) (element-type RdmRank)
 */
GPtrArray *rdm_advice_rank (RdmDayPlan *self, const char *const *stops) G_GNUC_WARN_UNUSED_RESULT;

/** RdmRanking: the same, a little at a time, for whoever has something else to do meanwhile. */
typedef struct _RdmRanking RdmRanking;

/** rdm_ranking_new: keeps @day. Whether its routes come or go, whoever asks drops the ranking; of
 * anything else that changes meanwhile, each route is looked at as it is then. */
RdmRanking *rdm_ranking_new (RdmDayPlan *day, const char *const *stops) G_GNUC_WARN_UNUSED_RESULT;
void rdm_ranking_free (RdmRanking *self);
gboolean rdm_ranking_is_done (const RdmRanking *self);

/** rdm_ranking_step: looks at routes, one at least, until @budget_us has gone. Between two steps
 * @day is as it was. Returns: whether it is done. */
gboolean rdm_ranking_step (RdmRanking *self, gint64 budget_us);

/** rdm_ranking_finish: does the rest at once. Returns: (transfer none) (element-type RdmRank): as
 * rdm_advice_rank(). */
GPtrArray *rdm_ranking_finish (RdmRanking *self);

/**
 * rdm_advice_assign: the command that moves each of @stops to its best place on @route.
 * @label: (nullable): as in rdm_command_new_assign()
 *
 * Returns: (transfer full) (nullable): NULL when @route may not be changed
 */
RdmCommand *rdm_advice_assign (RdmDayPlan *self,
                               const char *const *stops,
                               const char *route,
                               const char *label) G_GNUC_WARN_UNUSED_RESULT;

/**
 * RdmObstacleKind: what stands in the way of a stop on a route.
 * @RDM_OBSTACLE_LOCKED: the route is locked or closed
 * @RDM_OBSTACLE_SKILLS: neither vehicle nor crew has them
 * @RDM_OBSTACLE_WINDOW: amount: seconds that the window would have to end later
 * @RDM_OBSTACLE_SHIFT: amount: seconds that the shift would have to end later
 * @RDM_OBSTACLE_BREAK: amount: seconds that the break would have to begin later
 * @RDM_OBSTACLE_LOAD: amount: of the dimension's unit that the vehicle would have to take more
 * @RDM_OBSTACLE_RANGE: amount: metres that it would have to go farther
 * @RDM_OBSTACLE_STOPS: amount: stops that it would have to serve more
 * @RDM_OBSTACLE_OTHER: nothing that a small change would help
 */
typedef enum
{
  RDM_OBSTACLE_LOCKED,
  RDM_OBSTACLE_SKILLS,
  RDM_OBSTACLE_WINDOW,
  RDM_OBSTACLE_SHIFT,
  RDM_OBSTACLE_BREAK,
  RDM_OBSTACLE_LOAD,
  RDM_OBSTACLE_RANGE,
  RDM_OBSTACLE_STOPS,
  RDM_OBSTACLE_OTHER,
} RdmObstacleKind;

/**
 * RdmObstacle:
 * @stop: WINDOW: whose; else NULL
 * @dimension: LOAD: RdmLoadDimension
 * @amount: see #RdmObstacleKind
 * @skills: SKILLS: those that are missing; else NULL
 */
typedef struct
{
  RdmObstacleKind kind;
  char *stop;
  int dimension;
  gint64 amount;
  GStrv skills;
} RdmObstacle;

/**
 * RdmWhyNot: what keeps a stop off a route, and the smallest change found that would let it on.
 * @obstacles: (element-type RdmObstacle): all of them must go; empty: nothing is in the way
 * @complete: FALSE: removing them would not suffice, or nobody can
 * @after: the place that the change would open; NULL: the head
 * @at_s: when the stop would be served there, or RDM_TIME_NONE
 * @cost_minor: what it would cost there
 * @sentence: "LI-07 could at 16:40 if the window were 20 min longer."
 */
typedef struct
{
  char *route;
  GArray *obstacles;
  gboolean complete;
  char *after;
  gint32 at_s;
  gint64 cost_minor;
  char *sentence;
} RdmWhyNot;

/**
 * rdm_advice_why_not: one a route, the least obstacle first.
 * @stop: on a route, which is not among the answers then, or in the tray; a shipment's other stop
 *   goes with it
 *
 * Returns: (transfer full) (element-type RdmWhyNot): empty for a stop without a place
 */
GPtrArray *rdm_advice_why_not (RdmDayPlan *self, const char *stop) G_GNUC_WARN_UNUSED_RESULT;

/** RdmInquiry: the same, a little at a time, for whoever has something else to do meanwhile. */
typedef struct _RdmInquiry RdmInquiry;

/** rdm_inquiry_new: @day must be neither changed nor freed as long as the inquiry is not done. */
RdmInquiry *rdm_inquiry_new (RdmDayPlan *day, const char *stop) G_GNUC_WARN_UNUSED_RESULT;
void rdm_inquiry_free (RdmInquiry *self);
gboolean rdm_inquiry_is_done (const RdmInquiry *self);

/** rdm_inquiry_step: looks at routes, one at least, until @budget_us has gone. Returns: whether it
 * is done. */
gboolean rdm_inquiry_step (RdmInquiry *self, gint64 budget_us);

/** rdm_inquiry_finish: does the rest at once. Returns: (transfer none) (element-type RdmWhyNot): as
 * rdm_advice_why_not(). */
GPtrArray *rdm_inquiry_finish (RdmInquiry *self);

/** rdm_inquiry_describe: Returns: (transfer full): as rdm_advice_why_unassigned(). */
char *rdm_inquiry_describe (RdmInquiry *self) G_GNUC_WARN_UNUSED_RESULT;

/** rdm_advice_why_unassigned: Returns: (transfer full): the reason and the best help in one or two
 * sentences. */
char *rdm_advice_why_unassigned (RdmDayPlan *self, const char *stop) G_GNUC_WARN_UNUSED_RESULT;

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RdmPrice, rdm_price_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (RdmRanking, rdm_ranking_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (RdmInquiry, rdm_inquiry_free)

G_END_DECLS
