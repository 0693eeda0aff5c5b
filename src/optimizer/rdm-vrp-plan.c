/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rdm-vrp-plan.h"

#include <stdlib.h>
#include <string.h>

RdmVrpPlan *
rdm_vrp_plan_new (uint32_t n_vehicles)
{
  RdmVrpPlan *plan = calloc (1, sizeof *plan);

  if (plan == NULL)
    return NULL;
  plan->n_vehicles = n_vehicles;
  plan->starts = calloc ((size_t)n_vehicles + 1, sizeof *plan->starts);
  plan->steps = malloc (sizeof *plan->steps);
  if (plan->starts == NULL || plan->steps == NULL)
    {
      rdm_vrp_plan_free (plan);
      return NULL;
    }
  return plan;
}

RdmVrpPlan *
rdm_vrp_plan_copy (const RdmVrpPlan *plan)
{
  RdmVrpPlan *copy = rdm_vrp_plan_new (plan->n_vehicles);
  uint32_t n_steps = plan->starts[plan->n_vehicles];
  int32_t *steps;

  if (copy == NULL)
    return NULL;
  steps = realloc (copy->steps, ((size_t)n_steps + 1) * sizeof *steps);
  if (steps == NULL)
    {
      rdm_vrp_plan_free (copy);
      return NULL;
    }
  copy->steps = steps;
  memcpy (copy->starts, plan->starts, ((size_t)plan->n_vehicles + 1) * sizeof *plan->starts);
  if (n_steps > 0)
    memcpy (copy->steps, plan->steps, n_steps * sizeof *plan->steps);
  return copy;
}

void
rdm_vrp_plan_free (RdmVrpPlan *plan)
{
  if (plan == NULL)
    return;
  free (plan->starts);
  free (plan->steps);
  free (plan);
}

bool
rdm_vrp_plan_set_route (RdmVrpPlan *plan, uint32_t vehicle, const int32_t *steps, uint32_t n_steps)
{
  uint32_t begin = plan->starts[vehicle];
  uint32_t end = plan->starts[vehicle + 1];
  uint32_t all = plan->starts[plan->n_vehicles];
  uint32_t n_after = all - (end - begin) + n_steps;

  if (n_steps > end - begin)
    {
      int32_t *grown = realloc (plan->steps, ((size_t)n_after + 1) * sizeof *grown);

      if (grown == NULL)
        return false;
      plan->steps = grown;
    }
  memmove (plan->steps + begin + n_steps, plan->steps + end, (all - end) * sizeof *steps);
  if (n_steps > 0)
    memcpy (plan->steps + begin, steps, n_steps * sizeof *steps);
  for (uint32_t v = vehicle + 1; v <= plan->n_vehicles; v++)
    plan->starts[v] = plan->starts[v] + n_steps - (end - begin);
  return true;
}

const int32_t *
rdm_vrp_plan_get_route (const RdmVrpPlan *plan, uint32_t vehicle, uint32_t *n_steps)
{
  *n_steps = plan->starts[vehicle + 1] - plan->starts[vehicle];
  return plan->steps + plan->starts[vehicle];
}
