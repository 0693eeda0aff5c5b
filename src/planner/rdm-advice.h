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
 *
 * @breaches are only those that the change causes or makes worse. A price is allowed when it has
 * none and
 * @refused is NONE.
 */
typedef struct
{
  char *route; /* NULL: the tray */
  char *after; /* NULL: the head of the route */
  RdmReason
      refused; /* not NONE: the command would be rejected: RDM_REASON_LOCKED, _DONE, _SPLIT, … */
  gint64 duty_s; /* of all routes concerned: driving, waiting, service */
  gint64 drive_s;
  gint64 distance_m;
  gint64 cost_minor;
  guint breaches;                  /* RdmBreach */
  GArray *late;                    /* (element-type RdmLateness): worst first */
  guint load_percent[RDM_N_LOADS]; /* of capacity at the fullest, where that becomes more than 100;
                                      else 0 */
  gint64 overtime_s;               /* difference */
  gint32 at_s;  /* when the first of the stops would be served; RDM_TIME_NONE in the tray */
  gint32 end_s; /* when the route would end; RDM_TIME_NONE in the tray */
  gboolean best_on_route; /* no place on this route is better */
  gboolean best_of_day;   /* no place on any route is better */
  gboolean unchanged;     /* the stops are there already */
  gboolean estimated;     /* by estimated travel times */
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
 * "Feldstrasse 4 late by 12 min", "kg 112 %", "needs the skill chilled"; the reason first when the
 * drop would be refused. */
GStrv rdm_price_describe_breaches (const RdmPrice *self, RdmRows *rows) G_GNUC_WARN_UNUSED_RESULT;
void rdm_price_free (RdmPrice *self);

/** RdmRank: a route for the stops, each at its best place there. */
typedef struct
{
  char *route;
  gboolean allowed;  /* breaks no rule */
  guint breaches;    /* RdmBreach */
  gint64 cost_minor; /* differences, as in RdmPrice */
  gint64 duty_s;
  gint64 distance_m;
  gint32 at_s;  /* when the first of the stops would be served */
  double score; /* 1 for the best route, towards 0 for the worst that is allowed; 0: not allowed. To
                   tint by. */
} RdmRank;

/**
 * rdm_advice_rank: every route that may be changed, best first: those that break nothing by cost,
 * then the others by how much they break.
 *
 * Returns: (transfer full) (element-type RdmRank)
 */
GPtrArray *rdm_advice_rank (RdmDayPlan *self, const char *const *stops) G_GNUC_WARN_UNUSED_RESULT;

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

/** What stands in the way of a stop on a route. */
typedef enum
{
  RDM_OBSTACLE_NONE,   /* the route could take it: it has just not been planned */
  RDM_OBSTACLE_PLACE,  /* the stop has no pin */
  RDM_OBSTACLE_LOCKED, /* the route is locked or closed */
  RDM_OBSTACLE_SKILLS,
  RDM_OBSTACLE_WINDOW, /* @amount: seconds that @stop's window would have to end later */
  RDM_OBSTACLE_SHIFT,  /* @amount: seconds that the shift would have to end later */
  RDM_OBSTACLE_BREAK,  /* @amount: seconds that the break would have to begin later */
  RDM_OBSTACLE_LOAD,   /* @amount: of @dimension that the vehicle would have to take more */
  RDM_OBSTACLE_RANGE,  /* @amount: metres */
  RDM_OBSTACLE_STOPS,  /* @amount: stops */
  RDM_OBSTACLE_OTHER,  /* several things at once, or a shipment's order */
} RdmObstacleKind;

typedef struct
{
  RdmObstacleKind kind;
  char *stop;    /* whose window it is; NULL unless that is so */
  int dimension; /* RdmLoadDimension, for LOAD */
  gint64 amount;
  GStrv skills; /* for SKILLS: those that are missing */
} RdmObstacle;

/** RdmWhyNot: what keeps a stop off a route, and the smallest change found that would let it on. */
typedef struct
{
  char *route;
  GArray *
      obstacles; /* (element-type RdmObstacle): all of them must go; empty: nothing is in the way */
  gboolean complete; /* FALSE: removing them would not suffice */
  char *after;       /* the place that the change would open; NULL: the head */
  gint32 at_s;       /* when the stop would be served there */
  gint64 cost_minor; /* what it would cost there */
  char *sentence;    /* "LI-07 could at 16:40 if the window were 20 minutes longer." */
} RdmWhyNot;

/**
 * rdm_advice_why_not: one a route, the least obstacle first.
 * @stop: on a route or in the tray; a shipment's other stop goes with it
 *
 * Returns: (transfer full) (element-type RdmWhyNot)
 */
GPtrArray *rdm_advice_why_not (RdmDayPlan *self, const char *stop) G_GNUC_WARN_UNUSED_RESULT;

/** rdm_advice_why_unassigned: Returns: (transfer full): the reason and the best help in one or two
 * sentences. */
char *rdm_advice_why_unassigned (RdmDayPlan *self, const char *stop) G_GNUC_WARN_UNUSED_RESULT;

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RdmPrice, rdm_price_free)

G_END_DECLS
