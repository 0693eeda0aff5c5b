/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rdm-vrp-state-private.h"

#include <stdlib.h>
#include <string.h>

#define ROOM 16

RdmVrpState *
rdm_vrp_state_new (const RdmVrpSpace *space)
{
  const RdmVrpProblem *problem = space->model->problem;
  size_t n_vehicles = (size_t)problem->n_vehicles + 1;
  size_t n_tasks = (size_t)problem->n_tasks + 1;
  RdmVrpState *state = calloc (1, sizeof *state);

  if (state == NULL)
    return NULL;
  state->space = space;
  state->has_memory = true;
  state->routes = calloc (n_vehicles, sizeof (RdmVrpRoute *));
  state->spares = calloc (n_vehicles, sizeof (RdmVrpRoute *));
  state->task_routes = malloc (n_tasks * sizeof *state->task_routes);
  state->task_at = calloc (n_tasks, sizeof *state->task_at);
  state->absent = malloc (n_tasks * sizeof *state->absent);
  state->absent_at = malloc (n_tasks * sizeof *state->absent_at);
  state->absent_before = malloc (n_tasks * sizeof *state->absent_before);
  state->order = malloc (n_tasks * sizeof *state->order);
  state->keys = malloc (n_tasks * sizeof *state->keys);
  state->idle = malloc (n_vehicles * sizeof *state->idle);
  state->idle_at = malloc (n_vehicles * sizeof *state->idle_at);
  state->idle_ends = malloc (n_vehicles * sizeof *state->idle_ends);
  state->touched = malloc (n_vehicles * sizeof *state->touched);
  state->is_touched = calloc (n_vehicles, sizeof *state->is_touched);
  if (state->routes == NULL || state->spares == NULL || state->task_routes == NULL
      || state->task_at == NULL || state->absent == NULL || state->absent_at == NULL
      || state->absent_before == NULL || state->order == NULL || state->keys == NULL
      || state->idle == NULL || state->idle_at == NULL || state->idle_ends == NULL
      || state->touched == NULL || state->is_touched == NULL)
    {
      rdm_vrp_state_free (state);
      return NULL;
    }
  return state;
}

void
rdm_vrp_state_free (RdmVrpState *state)
{
  if (state == NULL)
    return;
  if (state->touched != NULL)
    rdm_vrp_state_keep (state);
  for (uint32_t v = 0; state->routes != NULL && v < state->space->model->problem->n_vehicles; v++)
    rdm_vrp_route_free (state->routes[v]);
  for (uint32_t v = 0; state->spares != NULL && v < state->space->model->problem->n_vehicles; v++)
    rdm_vrp_route_free (state->spares[v]);
  free (state->routes);
  free (state->spares);
  free (state->task_routes);
  free (state->task_at);
  free (state->absent);
  free (state->absent_at);
  free (state->absent_before);
  free (state->order);
  free (state->keys);
  free (state->idle);
  free (state->idle_at);
  free (state->idle_ends);
  free (state->touched);
  free (state->is_touched);
  rdm_vrp_scratch_clear (&state->scratch);
  free (state);
}

/* --- who is idle, who is absent ------------------------------------------------------------------
 */

static void
set_idle (RdmVrpState *state, uint32_t vehicle, bool is_idle)
{
  uint32_t kin = state->space->vehicle_kins[vehicle];
  uint32_t at = state->idle_at[vehicle];

  if (is_idle == (at != UINT32_MAX))
    return;
  if (is_idle)
    {
      state->idle_at[vehicle] = state->idle_ends[kin];
      state->idle[state->idle_ends[kin]++] = vehicle;
      state->n_busy--;
      return;
    }
  state->idle_ends[kin]--;
  state->idle[at] = state->idle[state->idle_ends[kin]];
  state->idle_at[state->idle[at]] = at;
  state->idle_at[vehicle] = UINT32_MAX;
  state->n_busy++;
}

static void
add_absent (RdmVrpState *state, uint32_t unit)
{
  state->absent_at[unit] = state->n_absent;
  state->absent[state->n_absent++] = unit;
  state->score.weight += state->space->units[unit].weight;
  state->score.cost += state->space->units[unit].price;
}

void
rdm_vrp_state_mark_served (RdmVrpState *state, uint32_t unit)
{
  uint32_t at = state->absent_at[unit];

  if (at == UINT32_MAX)
    return;
  state->absent[at] = state->absent[--state->n_absent];
  state->absent_at[state->absent[at]] = at;
  state->absent_at[unit] = UINT32_MAX;
  state->score.weight -= state->space->units[unit].weight;
  state->score.cost -= state->space->units[unit].price;
}

/* --- change and way back
 * --------------------------------------------------------------------------- */

void
rdm_vrp_state_begin (RdmVrpState *state)
{
  state->score_before = state->score;
  state->breach_before = state->breach;
  state->n_absent_before = state->n_absent;
  memcpy (state->absent_before, state->absent, state->n_absent * sizeof *state->absent);
}

static void
mark_places (RdmVrpState *state, const RdmVrpRoute *route, uint32_t from)
{
  for (uint32_t i = from; i < route->n; i++)
    if (route->steps[i] >= 0)
      {
        state->task_routes[route->steps[i]] = (int32_t)route->vehicle;
        state->task_at[route->steps[i]] = i;
      }
}

void
rdm_vrp_state_roll_back (RdmVrpState *state)
{
  for (uint32_t i = 0; i < state->n_touched; i++)
    {
      RdmVrpRoute *route = state->routes[state->touched[i].vehicle];

      for (uint32_t p = 0; p < route->n; p++)
        if (route->steps[p] >= 0)
          state->task_routes[route->steps[p]] = RDM_VRP_ABSENT;
    }
  for (uint32_t i = 0; i < state->n_touched; i++)
    {
      uint32_t vehicle = state->touched[i].vehicle;

      rdm_vrp_route_free (state->spares[vehicle]);
      state->spares[vehicle] = state->routes[vehicle];
      state->routes[vehicle] = state->touched[i].before;
      state->is_touched[vehicle] = false;
      mark_places (state, state->routes[vehicle], 0);
      set_idle (state, vehicle, state->routes[vehicle]->n == 0);
    }
  state->n_touched = 0;
  for (uint32_t i = 0; i < state->n_absent; i++)
    state->absent_at[state->absent[i]] = UINT32_MAX;
  state->n_absent = state->n_absent_before;
  memcpy (state->absent, state->absent_before, state->n_absent * sizeof *state->absent);
  for (uint32_t i = 0; i < state->n_absent; i++)
    state->absent_at[state->absent[i]] = i;
  state->score = state->score_before;
  state->breach = state->breach_before;
}

void
rdm_vrp_state_keep (RdmVrpState *state)
{
  for (uint32_t i = 0; i < state->n_touched; i++)
    {
      uint32_t vehicle = state->touched[i].vehicle;

      rdm_vrp_route_free (state->spares[vehicle]);
      state->spares[vehicle] = state->touched[i].before;
      state->is_touched[vehicle] = false;
    }
  state->n_touched = 0;
}

/* A copy of the route to change, with room for so many more steps. Returns: (nullable) NULL: no
 * memory. */
static RdmVrpRoute *
touch (RdmVrpState *state, uint32_t vehicle, uint32_t n_more)
{
  RdmVrpRoute *route = state->routes[vehicle];
  RdmVrpRoute *copy;
  uint32_t wanted = route->n + n_more;

  if (state->is_touched[vehicle] && route->size >= wanted)
    return route;
  copy = state->is_touched[vehicle] ? NULL : state->spares[vehicle];
  if (copy == NULL || copy->size < wanted)
    {
      RdmVrpRoute *larger = rdm_vrp_route_new (state->space->model, vehicle, wanted * 3 / 2 + ROOM);

      if (larger == NULL)
        {
          state->has_memory = false;
          return NULL;
        }
      rdm_vrp_route_free (copy);
      copy = larger;
    }
  rdm_vrp_route_copy_steps (copy, route);
  state->routes[vehicle] = copy;
  if (state->is_touched[vehicle])
    {
      copy->totals = route->totals;
      rdm_vrp_route_free (route);
      return copy;
    }
  state->spares[vehicle] = NULL;
  copy->totals = route->totals;
  state->is_touched[vehicle] = true;
  state->touched[state->n_touched++] = (RdmVrpTouch){ vehicle, route };
  return copy;
}

void
rdm_vrp_state_splice (RdmVrpState *state,
                      uint32_t vehicle,
                      uint32_t position,
                      uint32_t n_old,
                      const int32_t *block,
                      uint32_t n_block)
{
  RdmVrpRoute *route = touch (state, vehicle, n_block);

  if (route == NULL)
    return;
  state->score.cost -= route->totals.cost;
  state->breach -= route->totals.breach;
  rdm_vrp_route_splice (route, position, n_old, block, n_block);
  state->score.cost += route->totals.cost;
  state->breach += route->totals.breach;
  mark_places (state, route, position);
  set_idle (state, vehicle, route->n == 0);
}

/* Reloads that no longer part two trips go. */
static void
drop_useless_reloads (RdmVrpState *state, uint32_t vehicle)
{
  const RdmVrpRoute *route = state->routes[vehicle];

  for (uint32_t i = route->n; i-- > route->n_fixed;)
    if (route->steps[i] < 0
        && (i == 0 || i + 1 == route->n || route->steps[i - 1] < 0 || route->steps[i + 1] < 0))
      {
        rdm_vrp_state_splice (state, vehicle, i, 1, NULL, 0);
        route = state->routes[vehicle];
        if (i > route->n)
          i = route->n;
      }
}

void
rdm_vrp_state_remove (RdmVrpState *state, uint32_t unit)
{
  const uint32_t *tasks = rdm_vrp_unit_tasks (state->space, unit);
  uint32_t n = state->space->units[unit].n;
  int32_t vehicle = state->task_routes[tasks[0]];

  if (state->space->units[unit].kind == RDM_VRP_UNIT_BLOCK
      && state->task_at[tasks[n - 1]] == state->task_at[tasks[0]] + n - 1)
    rdm_vrp_state_splice (state, (uint32_t)vehicle, state->task_at[tasks[0]], n, NULL, 0);
  else
    for (uint32_t i = 0; i < n; i++)
      rdm_vrp_state_splice (state, (uint32_t)vehicle, state->task_at[tasks[i]], 1, NULL, 0);
  for (uint32_t i = 0; i < n; i++)
    state->task_routes[tasks[i]] = RDM_VRP_ABSENT;
  if (state->space->model->rigs[vehicle].vehicle->max_reloads > 0)
    drop_useless_reloads (state, (uint32_t)vehicle);
  add_absent (state, unit);
}

/* --- in and out
 * ------------------------------------------------------------------------------------ */

static bool
load_route (RdmVrpState *state, uint32_t vehicle, const int32_t *steps, uint32_t n_steps)
{
  RdmVrpRoute *route = state->routes[vehicle];

  if (route == NULL || route->size < n_steps)
    {
      rdm_vrp_route_free (route);
      route = state->routes[vehicle] =
          rdm_vrp_route_new (state->space->model, vehicle, n_steps * 3 / 2 + ROOM);
      if (route == NULL)
        return false;
    }
  if (n_steps > 0)
    memcpy (route->steps, steps, n_steps * sizeof *steps);
  route->n = n_steps;
  rdm_vrp_route_refresh (route);
  state->score.cost += route->totals.cost;
  state->breach += route->totals.breach;
  mark_places (state, route, 0);
  set_idle (state, vehicle, n_steps == 0);
  return true;
}

bool
rdm_vrp_state_load (RdmVrpState *state,
                    const RdmVrpPlan *plan,
                    const bool *owns_vehicle,
                    const bool *owns_unit)
{
  const RdmVrpSpace *space = state->space;
  const RdmVrpProblem *problem = space->model->problem;

  state->score = (RdmVrpScore){ 0 };
  state->breach = 0;
  state->n_absent = 0;
  state->n_busy = problem->n_vehicles;
  for (uint32_t k = 0; k < space->n_kins; k++)
    state->idle_ends[k] = space->kin_starts[k];
  for (uint32_t v = 0; v < problem->n_vehicles; v++)
    state->idle_at[v] = UINT32_MAX;
  for (uint32_t t = 0; t < problem->n_tasks; t++)
    state->task_routes[t] =
        owns_unit == NULL || owns_unit[space->task_units[t]] ? RDM_VRP_ABSENT : RDM_VRP_FOREIGN;
  for (uint32_t v = 0; v < problem->n_vehicles; v++)
    {
      uint32_t n_steps;
      const int32_t *steps = rdm_vrp_plan_get_route (plan, v, &n_steps);

      if (owns_vehicle != NULL && !owns_vehicle[v])
        {
          rdm_vrp_route_free (state->routes[v]);
          state->routes[v] = NULL;
          state->n_busy--;
        }
      else if (!load_route (state, v, steps, n_steps))
        return false;
    }
  for (uint32_t u = 0; u < space->n_units; u++)
    {
      state->absent_at[u] = UINT32_MAX;
      if (state->task_routes[rdm_vrp_unit_tasks (space, u)[0]] == RDM_VRP_ABSENT)
        add_absent (state, u);
    }
  return true;
}

bool
rdm_vrp_state_store (const RdmVrpState *state, RdmVrpPlan *plan)
{
  uint32_t n_vehicles = state->space->model->problem->n_vehicles;
  uint32_t n_all = 0;
  uint32_t *starts = malloc (((size_t)n_vehicles + 1) * sizeof *starts);
  int32_t *steps;

  for (uint32_t v = 0; v < n_vehicles; v++)
    n_all += state->routes[v] != NULL ? state->routes[v]->n : plan->starts[v + 1] - plan->starts[v];
  steps = malloc (((size_t)n_all + 1) * sizeof *steps);
  if (starts == NULL || steps == NULL)
    {
      free (starts);
      free (steps);
      return false;
    }
  starts[0] = 0;
  for (uint32_t v = 0; v < n_vehicles; v++)
    {
      uint32_t n =
          state->routes[v] != NULL ? state->routes[v]->n : plan->starts[v + 1] - plan->starts[v];

      if (n > 0)
        memcpy (steps + starts[v],
                state->routes[v] != NULL ? state->routes[v]->steps : plan->steps + plan->starts[v],
                n * sizeof *steps);
      starts[v + 1] = starts[v] + n;
    }
  free (plan->starts);
  free (plan->steps);
  plan->starts = starts;
  plan->steps = steps;
  return true;
}
