/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What the optimizer is asked: the part of a day that a scope may touch. Inside the planner.
 */
#pragma once

#include "rdm-day-model.h"
#include "rdm-plan-task.h"
#include "rdm-solve-matrices.h"
#include "rdm-vrp-plan.h"

G_BEGIN_DECLS

typedef struct
{
  RdmVrpProblem problem; /* points into the arrays below, and into the model's */
  RdmVrpProblem draft;   /* the same with travel that does not change with the hour */
  gboolean has_draft;    /* @problem's does: search by @draft first */
  RdmVrpPlan *initial;   /* the routes as they are */

  const RdmDayModel *model;
  GArray *vehicles;     /* (element-type RdmVrpVehicle) */
  GArray *routes;       /* (element-type guint): by vehicle: index in the model */
  GArray *tasks;        /* (element-type RdmVrpTask) */
  GArray *model_tasks;  /* (element-type guint): by task: index in the model */
  GArray *stays;        /* (element-type gboolean): by task: must stay on the route it is on */
  gint32 *own_tasks;    /* by task of the model: index here, or RDM_VRP_NONE */
  gint32 *own_vehicles; /* by vehicle of the model: likewise */
  GArray *windows;
  GArray *allowed;
  GArray *frozen;
  GArray *loads_off;
  GArray *loads_on;
  GArray *capacities;
  GArray *relations;
  GArray *relation_tasks;
  RdmSolveMatrices matrices;
  RdmSolveMatrices draft_matrices;
  guint n_movable; /* tasks that may change their place at all */
} RdmSolveJob;

/**
 * rdm_solve_job_new:
 * @model: borrowed
 *
 * Returns: (transfer full) (nullable): NULL with an RDM_PLAN_ERROR
 */
RdmSolveJob *rdm_solve_job_new (const RdmDayModel *model,
                                const RdmScope *scope,
                                GError **error) G_GNUC_WARN_UNUSED_RESULT;
void rdm_solve_job_free (RdmSolveJob *self);

/** rdm_solve_job_list: Returns: (transfer full): the list that @plan gives the model's @route; its
 * present one where the job does not touch it. What must stay on it is there, whatever @plan says.
 */
GStrv rdm_solve_job_list (const RdmSolveJob *self,
                          const RdmVrpPlan *plan,
                          guint route) G_GNUC_WARN_UNUSED_RESULT;

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RdmSolveJob, rdm_solve_job_free)

G_END_DECLS
