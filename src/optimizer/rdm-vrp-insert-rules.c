/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Who may take a unit, between which steps, and at what price of a change of hands. */
#include "rdm-vrp-insert-search-private.h"

#include <stdlib.h>
#include <string.h>

static bool
relation_allows (const RdmVrpState *state,
                 const RdmVrpRelation *relation,
                 const RdmVrpRoute *route,
                 uint32_t task,
                 uint32_t *low,
                 uint32_t *high)
{
  const uint32_t *others = state->space->model->problem->relation_tasks + relation->first_task;
  bool is_after = false;

  for (uint32_t i = 0; i < relation->n_tasks; i++)
    {
      int32_t where = state->task_routes[others[i]];

      if (others[i] == task)
        is_after = true;
      else if (where == RDM_VRP_ABSENT)
        continue;
      else if (relation->kind == RDM_VRP_NOT_TOGETHER)
        {
          if (where == (int32_t)route->vehicle)
            return false;
        }
      else if (where != (int32_t)route->vehicle)
        return false;
      else if (relation->kind == RDM_VRP_IN_SEQUENCE)
        {
          uint32_t at = state->task_at[others[i]];

          if (is_after)
            *high = at < *high ? at : *high;
          else
            *low = at + 1 > *low ? at + 1 : *low;
        }
    }
  return true;
}

bool
rdm_vrp_search_allows (const RdmVrpState *state,
                       const RdmVrpRoute *route,
                       uint32_t task,
                       uint32_t *low,
                       uint32_t *high)
{
  const RdmVrpModel *model = state->space->model;

  for (uint32_t i = model->relation_starts[task]; i < model->relation_starts[task + 1]; i++)
    if (!relation_allows (state, &model->problem->relations[model->task_relations[i]], route, task,
                          low, high))
      return false;
  return *low <= *high;
}

bool
rdm_vrp_search_may_join (const RdmVrpSearch *search, const RdmVrpRoute *route)
{
  for (uint32_t i = 0; i < search->about->n; i++)
    if (!rdm_vrp_model_may_serve (search->model, route->vehicle, search->tasks[i]))
      return false;
  return (int64_t)route->n_tasks + search->about->n <= route->rig->vehicle->max_tasks;
}

RdmVrpCost
rdm_vrp_search_changes (const RdmVrpSearch *search, uint32_t vehicle)
{
  const RdmVrpProblem *problem = search->model->problem;
  RdmVrpCost cost = 0;

  for (uint32_t i = 0; search->model->has_changes && i < search->about->n; i++)
    {
      const RdmVrpTask *task = &problem->tasks[search->tasks[i]];

      if (task->current_vehicle != RDM_VRP_NONE && task->current_vehicle != (int32_t)vehicle)
        cost += task->change_price;
    }
  return cost;
}

/* A reload changes the loads of both trips, so they are looked at as a whole. */
bool
rdm_vrp_patch_fits (const RdmVrpRoute *route, const RdmVrpPatch *patch)
{
  uint32_t rest = route->n - patch->resume;
  uint32_t n_steps = patch->position + patch->n_block + rest;
  int32_t some[256];
  int32_t *steps = n_steps <= 256 ? some : malloc (n_steps * sizeof *steps);
  bool good;

  if (steps == NULL)
    return false;
  memcpy (steps, route->steps, patch->position * sizeof *steps);
  memcpy (steps + patch->position, patch->block, patch->n_block * sizeof *steps);
  memcpy (steps + patch->position + patch->n_block, route->steps + patch->resume,
          rest * sizeof *steps);
  good = rdm_vrp_steps_overload (route->model, route->rig, steps, n_steps) <= route->overload;
  if (steps != some)
    free (steps);
  return good;
}
