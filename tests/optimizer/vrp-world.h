/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Tiny random problems with any mix of features, for property tests. */
#pragma once

#include <glib.h>

#include "rdm-vrp-plan.h"

G_BEGIN_DECLS

typedef enum
{
  WITH_WINDOWS,
  WITH_SOFT_WINDOWS,
  WITH_SEVERAL_WINDOWS,
  WITH_SETUP,
  WITH_LOADS,
  WITH_PICKUPS,
  WITH_SHIPMENTS,
  WITH_RIDE_LIMITS,
  WITH_SKILLS,
  WITH_LOCKS,
  WITH_PRIORITIES,
  WITH_PRIZES,
  WITH_SHIFTS,
  WITH_OVERTIME,
  WITH_BREAKS,
  WITH_RESTS,
  WITH_OPEN_ENDS,
  WITH_DEPOTS,
  WITH_UNLIKE_COSTS,
  WITH_DUTY_COSTS,
  WITH_LIMITS,
  WITH_RELOADS,
  WITH_RELEASES,
  WITH_RELATIONS,
  WITH_FROZEN_HEADS,
  WITH_STABILITY,
  WITH_BALANCE,
  WITH_PERIODS,
  WITH_SPEEDS,
  WITH_SERVICE_KINDS,
  N_FEATURES,
} WorldFeature;

typedef struct
{
  RdmVrpProblem problem;
  GArray *durations; /* gint32 */
  GArray *distances; /* gint32 */
  gint64 period_begins[2];
  RdmVrpProfile profile;
  GArray *tasks;          /* RdmVrpTask */
  GArray *vehicles;       /* RdmVrpVehicle */
  GArray *windows;        /* RdmVrpWindow */
  GArray *breaks;         /* RdmVrpBreak */
  GArray *break_loads;    /* gint64 */
  GArray *allowed;        /* guint32 */
  GArray *frozen;         /* guint32 */
  GArray *relations;      /* RdmVrpRelation */
  GArray *relation_tasks; /* guint32 */
  GArray *deliveries;     /* gint64 */
  GArray *pickups;        /* gint64 */
  GArray *capacities;     /* gint64 */
  GArray *kind_service;   /* gint32 */
  GArray *kind_setup;     /* gint32 */
  RdmVrpPlan *plan;       /* the plan that drivers hold: frozen heads and a few more */
} World;

/* features: bit set of WorldFeature. The problem passes rdm_vrp_problem_check(). */
World *world_new (GRand *rand, guint64 features, guint n_tasks);
/* Arrays have been changed: point the problem at them again. */
void world_point (World *world);
void world_free (World *world);

/* Steps of no sense at all, each task at most once; starts with frozen heads half of the time. */
RdmVrpPlan *world_wild_plan (const World *world, GRand *rand);

/* For sample i: a pair of features, all pairs in turn, and a few others. */
guint64 world_features (GRand *rand, guint sample);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (World, world_free)

G_END_DECLS
