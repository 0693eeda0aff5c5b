/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A service day as the optimizer's flat arrays, and who is who in them: tasks are stops, vehicles
 * are routes. It holds references to the rows that it was made of, so it may be read in any thread
 * while the plan goes on. Inside the planner only.
 */
#pragma once

#include "rdm-rows.h"
#include "rdm-travel-book.h"
#include "rdm-vrp-problem.h"

G_BEGIN_DECLS

/** The optimizer counts money in this many parts of a minor unit, so that a price per second and
 * one per metre are whole numbers (nearly always exactly). */
#define RDM_COST_PER_MINOR G_GINT64_CONSTANT (900000)

typedef struct
{
  RdmRoute *route;
  RdmShift *shift;
  RdmVehicle *vehicle;
  GPtrArray *drivers; /* (element-type RdmDriver): the day's crew */
  guint n_head;       /* stops at the front of the list that stay where they are */
  gboolean is_fixed;  /* locked or closed: nothing moves in, into or out of it */
} RdmModelRoute;

typedef struct
{
  RdmStop *stop;
  RdmOrder *order;
  gint32 task;         /* RDM_VRP_NONE: without a place, without a road to it, or cancelled */
  gboolean is_cut_off; /* it has a place, and no road leads there */
} RdmModelStop;

typedef struct
{
  RdmVrpProblem problem; /* points into the arrays below */

  char *date;
  RdmSettings *settings;
  RdmTravel *travel;
  gboolean is_estimated;
  gboolean is_waiting; /* travel times are not known yet: ask for them, and make another model */

  GPtrArray *routes;       /* (element-type RdmModelRoute): by vehicle index */
  GHashTable *route_index; /* (element-type utf8 uint): id → index + 1 */
  GArray *stops;           /* (element-type RdmModelStop) */
  GHashTable *stop_index;  /* (element-type utf8 uint): id → index + 1 */
  GArray *task_stops;      /* (element-type uint): by task: index in @stops */
  GPtrArray *skills;       /* (element-type utf8): by bit of the masks */

  GArray *points;    /* (element-type RdmPoint): by location, where there are no @times */
  GArray *tasks;     /* (element-type RdmVrpTask) */
  GArray *vehicles;  /* (element-type RdmVrpVehicle) */
  GArray *windows;   /* (element-type RdmVrpWindow) */
  GArray *breaks;    /* (element-type RdmVrpBreak) */
  GArray *allowed;   /* (element-type uint32) */
  GArray *frozen;    /* (element-type uint32) */
  GArray *loads_off; /* (element-type gint64): tasks × RDM_N_LOADS */
  GArray *loads_on;
  GArray *capacities; /* (element-type gint64): vehicles × RDM_N_LOADS */

  RdmTravelPlane plane;
  RdmTravelTimes *times; /* matrices, where travel follows from no plane; else NULL */
  RdmVrpProfile profiles[RDM_N_TRAVEL_PROFILES];
} RdmDayModel;

/**
 * RdmDayTravel: where a day's travel times come from.
 * @travel: (nullable): NULL: estimates by the settings
 * @may_wait: ask it, and wait; else take what is known, and estimates for what is not
 * @answer: (nullable): what @travel has just said
 * @stand_in: (nullable): times of the day as it was before
 */
typedef struct
{
  RdmTravel *travel;
  gboolean may_wait;
  RdmTravelTimes *answer;
  RdmTravelTimes *stand_in;
  GCancellable *cancellable;
} RdmDayTravel;

/**
 * rdm_day_model_new: where @how cannot answer, estimates take its place, and is_estimated says so.
 *
 * Returns: (transfer full)
 */
RdmDayModel *rdm_day_model_new (RdmRows *rows, const char *date, const RdmDayTravel *how);
void rdm_day_model_free (RdmDayModel *self);

/**
 * rdm_day_model_get_need: what travel times the day needs.
 * @points: (out) (element-type RdmPoint): owned by the caller; @need borrows it
 */
void rdm_day_model_get_need (const RdmDayModel *self, GArray *points, RdmTravelNeed *need);

/** rdm_day_model_get_point: Returns: where a location is. */
RdmPoint rdm_day_model_get_point (const RdmDayModel *self, guint32 location);

/** rdm_day_model_is_cut_off: whether no road for the vehicle of a route leads to a task. */
gboolean rdm_day_model_is_cut_off (const RdmDayModel *self, guint task, guint vehicle);

/** rdm_day_model_find_route: Returns: the vehicle's index, or RDM_VRP_NONE. */
gint32 rdm_day_model_find_route (const RdmDayModel *self, const char *route);
RdmModelRoute *rdm_day_model_get_route (const RdmDayModel *self, guint vehicle);

/** rdm_day_model_find_stop: Returns: (nullable): NULL when it is not of this day. */
RdmModelStop *rdm_day_model_find_stop (const RdmDayModel *self, const char *stop);

/** rdm_day_model_find_task: Returns: RDM_VRP_NONE for a stop that cannot be driven to. */
gint32 rdm_day_model_find_task (const RdmDayModel *self, const char *stop);
const RdmModelStop *rdm_day_model_get_stop (const RdmDayModel *self, guint task);
const char *rdm_day_model_get_stop_id (const RdmDayModel *self, guint task);

/** rdm_day_model_rewrite_task: the order of @task asks for another service, other windows, loads or
 * another priority; its places and skills are the same. */
void rdm_day_model_rewrite_task (RdmDayModel *self, guint task);

/** rdm_day_model_rewrite_state: the route is where it is in its course, and locked or not, by its
 * row. Returns: whether that makes it another vehicle. */
gboolean rdm_day_model_rewrite_state (RdmDayModel *self, guint vehicle);

/** rdm_day_model_rewrite_head: more of the route has happened: its n_head has been set. Returns:
 * FALSE: what was fixed before is not; make another model. */
gboolean rdm_day_model_rewrite_head (RdmDayModel *self, guint vehicle);

/** rdm_day_model_steps: Returns: (transfer full) (element-type gint32): the tasks among @stops, in
 * order. */
GArray *rdm_day_model_steps (const RdmDayModel *self,
                             const char *const *stops) G_GNUC_WARN_UNUSED_RESULT;

/** rdm_day_model_missing_skills: Returns: (transfer full): the skills in @mask by name. */
GStrv rdm_day_model_missing_skills (const RdmDayModel *self,
                                    guint task,
                                    guint vehicle) G_GNUC_WARN_UNUSED_RESULT;

/** rdm_cost_to_minor: rounds to the nearest minor unit. */
gint64 rdm_cost_to_minor (RdmVrpCost cost);

/** rdm_cost_of: what the money of a schedule is: without prices that nobody pays (stability). */
#define rdm_cost_of(split)                                                                         \
  ((split)->total - (split)->changes - (split)->balance - (split)->left_out)

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RdmDayModel, rdm_day_model_free)

G_END_DECLS
