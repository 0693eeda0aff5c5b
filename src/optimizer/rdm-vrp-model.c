/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rdm-vrp-model-private.h"

#include <stdlib.h>
#include <string.h>

/* A transposed copy makes the way *to* a stop as cheap to look up as the way from it; above this
 * many places it would cost more memory than it is worth. */
#define MOST_TRANSPOSED 6000

static bool
is_symmetric (const int32_t *cells, uint32_t n)
{
  for (uint32_t i = 0; i < n; i++)
    for (uint32_t j = 0; j < i; j++)
      if (cells[(size_t)i * n + j] != cells[(size_t)j * n + i])
        return false;
  return true;
}

static int32_t *
transpose (const int32_t *cells, uint32_t n)
{
  int32_t *result = malloc ((size_t)n * n * sizeof *result);

  for (uint32_t i = 0; result != NULL && i < n; i++)
    for (uint32_t j = 0; j < n; j++)
      result[(size_t)j * n + i] = cells[(size_t)i * n + j];
  return result;
}

static bool
fill_matrices (RdmVrpTravel *travel, const int32_t *durations)
{
  size_t n_cells = (size_t)travel->n * travel->n * travel->n_periods;
  bool is_scaled = travel->permille != 1000;

  for (size_t i = 0; !is_scaled && i < n_cells; i++)
    is_scaled = durations[i] > RDM_VRP_UNREACHABLE_S;
  travel->out = durations;
  if (is_scaled)
    {
      travel->owned_out = malloc ((n_cells + 1) * sizeof *travel->owned_out);
      if (travel->owned_out == NULL)
        return false;
      for (size_t i = 0; i < n_cells; i++)
        travel->owned_out[i] = rdm_vrp_scale_seconds (durations[i], travel->permille);
      travel->out = travel->owned_out;
    }
  if (is_symmetric (travel->out, travel->n))
    travel->in = travel->out;
  else if (travel->n <= MOST_TRANSPOSED)
    travel->in = travel->owned_in = transpose (travel->out, travel->n);
  return true;
}

static bool
fill_travel (RdmVrpTravel *travel,
             const RdmVrpProblem *problem,
             uint32_t profile,
             int32_t permille,
             RdmVrpModelUse use)
{
  const RdmVrpProfile *source = &problem->profiles[profile];
  int32_t detour = source->estimate_detour_permille > 0 ? source->estimate_detour_permille : 1000;

  *travel = (RdmVrpTravel){
    .n = problem->n_locations,
    .profile = profile,
    .permille = permille,
    .metres = source->distances_m,
    .x_m = source->y_m != NULL ? source->x_m : NULL,
    .y_m = source->y_m,
    .metres_per_metre = detour / 1000.0,
    .n_periods = source->n_periods > 1 ? source->n_periods : 1,
    .period_begins_s = source->period_begins_s,
  };
  if (source->durations_s != NULL && use == RDM_VRP_MODEL_LIGHT)
    {
      travel->out = source->durations_s;
      travel->is_raw = true;
      return true;
    }
  if (source->durations_s != NULL)
    return fill_matrices (travel, source->durations_s);
  travel->seconds_per_metre =
      travel->metres_per_metre * permille / (double)source->estimate_speed_mm_s;
  return true;
}

int64_t
rdm_vrp_travel_seconds_at (const RdmVrpTravel *travel, uint32_t from, uint32_t to, int64_t time_s)
{
  size_t cell = (size_t)from * travel->n + to;
  size_t n_cells = (size_t)travel->n * travel->n;
  uint32_t period = 0;
  double left = 1.0;
  double now = (double)time_s;

  if (travel->n_periods < 2)
    return rdm_vrp_travel_seconds (travel, from, to);
  while (period + 1 < travel->n_periods && travel->period_begins_s[period + 1] <= time_s)
    period++;
  for (;; period++)
    {
      int32_t whole = rdm_vrp_scale_seconds (travel->out[period * n_cells + cell],
                                             travel->is_raw ? travel->permille : 1000);
      double end = now + left * whole;
      double border;

      if (whole >= RDM_VRP_UNREACHABLE_S)
        return RDM_VRP_UNREACHABLE_S;
      if (period + 1 >= travel->n_periods)
        return (int64_t)ceil (end - 1e-6) - time_s;
      border = (double)travel->period_begins_s[period + 1];
      if (end <= border || whole == 0)
        return (int64_t)ceil (end - 1e-6) - time_s;
      left -= (border - now) / whole;
      now = border;
    }
}

/* --- stops ------------------------------------------------------------------------------------ */

/* How long other kinds of vehicles take there; all else is the same for them. */
static void
fill_kinds (RdmVrpModel *model, uint32_t index)
{
  const RdmVrpProblem *problem = model->problem;
  size_t n_kinds = problem->n_service_kinds;

  for (size_t k = 0; k < n_kinds; k++)
    {
      RdmVrpStop *stop = &model->stops[(k + 1) * problem->n_tasks + index];

      *stop = model->stops[index];
      stop->service_s = problem->kind_service_s[index * n_kinds + k];
      stop->setup_s = problem->kind_setup_s[index * n_kinds + k];
      if (stop->setup_s > 0)
        model->has_setups = true;
    }
}

static void
fill_stop (RdmVrpModel *model, uint32_t index)
{
  const RdmVrpProblem *problem = model->problem;
  const RdmVrpTask *task = &problem->tasks[index];
  RdmVrpStop *stop = &model->stops[index];
  size_t n = problem->n_dimensions;

  *stop = (RdmVrpStop){
    .begin_s = RDM_VRP_ALWAYS,
    .end_s = RDM_VRP_NEVER,
    .latest_s = RDM_VRP_NEVER,
    .release_s = task->kind == RDM_VRP_JOB ? task->release_s : RDM_VRP_ALWAYS,
    .service_s = task->service_s,
    .setup_s = task->setup_s,
    .location = task->location,
    .first_window = task->first_window,
    .n_windows = task->n_windows > 0 ? task->n_windows : 1,
    .partner = task->partner,
    .kind = task->kind,
  };
  if (task->n_windows > 0)
    {
      const RdmVrpWindow *window = &problem->windows[task->first_window];

      stop->begin_s = window->begin_s;
      stop->end_s = window->end_s;
      stop->latest_s = window->latest_s;
      stop->price_late = window->price_late;
      model->has_windows = true;
      if (task->n_windows > 1 || window->end_s != window->latest_s)
        model->is_plain = false;
    }
  for (size_t d = 0; d < n; d++)
    {
      int64_t down = problem->deliveries != NULL ? problem->deliveries[index * n + d] : 0;
      int64_t up = problem->pickups != NULL ? problem->pickups[index * n + d] : 0;

      model->demand[index * n + d] = task->kind == RDM_VRP_JOB ? down : 0;
      model->supply[index * n + d] = task->kind == RDM_VRP_DROP ? -down : up;
    }
  if (task->kind != RDM_VRP_JOB)
    model->has_shipments = true;
  if (task->setup_s > 0)
    model->has_setups = true;
  if (stop->release_s > RDM_VRP_ALWAYS)
    model->has_releases = true;
  if (task->kind == RDM_VRP_PICKUP && task->max_ride_s < RDM_VRP_UNLIMITED)
    model->has_rides = true;
  if (task->change_price > 0 && task->current_vehicle != RDM_VRP_NONE)
    model->has_changes = true;
  fill_kinds (model, index);
}

static bool
fill_allowed (RdmVrpModel *model)
{
  const RdmVrpProblem *problem = model->problem;
  bool is_restricted = false;

  for (uint32_t t = 0; t < problem->n_tasks; t++)
    is_restricted |= problem->tasks[t].skills != 0 || problem->tasks[t].n_allowed > 0
                     || problem->tasks[t].fixed_vehicle != RDM_VRP_NONE;
  if (!is_restricted)
    return true;
  model->words = (problem->n_vehicles + 63) / 64;
  model->allowed = calloc ((size_t)problem->n_tasks * model->words + 1, sizeof *model->allowed);
  if (model->allowed == NULL)
    return false;
  for (uint32_t t = 0; t < problem->n_tasks; t++)
    {
      const RdmVrpTask *task = &problem->tasks[t];
      uint64_t *bits = model->allowed + (size_t)t * model->words;

      for (uint32_t i = 0; i < task->n_allowed; i++)
        {
          uint32_t v = problem->allowed_vehicles[task->first_allowed + i];

          bits[v / 64] |= UINT64_C (1) << (v % 64);
        }
      for (uint32_t v = 0; v < problem->n_vehicles; v++)
        {
          uint64_t bit = UINT64_C (1) << (v % 64);
          bool may = task->n_allowed == 0 || (bits[v / 64] & bit) != 0;

          may = may && (task->skills & ~problem->vehicles[v].skills) == 0;
          may = may && (task->fixed_vehicle == RDM_VRP_NONE || task->fixed_vehicle == (int32_t)v);
          bits[v / 64] = may ? bits[v / 64] | bit : bits[v / 64] & ~bit;
        }
    }
  return true;
}

static bool
fill_relations (RdmVrpModel *model)
{
  const RdmVrpProblem *problem = model->problem;
  uint32_t *starts = calloc ((size_t)problem->n_tasks + 2, sizeof *starts);

  model->relation_starts = starts;
  model->task_relations =
      malloc (((size_t)problem->n_relation_tasks + 1) * sizeof *model->task_relations);
  if (starts == NULL || model->task_relations == NULL)
    return false;
  for (uint32_t r = 0; r < problem->n_relations; r++)
    for (uint32_t i = 0; i < problem->relations[r].n_tasks; i++)
      starts[problem->relation_tasks[problem->relations[r].first_task + i] + 2]++;
  for (uint32_t t = 1; t < problem->n_tasks; t++)
    starts[t + 1] += starts[t];
  /* starts[t + 1] is where task t's next relation goes; when all are there, it is where they end.
   */
  for (uint32_t r = 0; r < problem->n_relations; r++)
    for (uint32_t i = 0; i < problem->relations[r].n_tasks; i++)
      {
        uint32_t task = problem->relation_tasks[problem->relations[r].first_task + i];

        model->task_relations[starts[task + 1]++] = r;
      }
  return true;
}

/* --- vehicles --------------------------------------------------------------------------------- */

static const RdmVrpTravel *
find_travel (RdmVrpModel *model, const RdmVrpVehicle *vehicle)
{
  for (uint32_t i = 0; i < model->n_travels; i++)
    if (model->travels[i].profile == vehicle->profile
        && model->travels[i].permille == vehicle->duration_permille)
      return &model->travels[i];
  return NULL;
}

static bool
fill_travels (RdmVrpModel *model, RdmVrpModelUse use)
{
  const RdmVrpProblem *problem = model->problem;

  model->travels = calloc ((size_t)problem->n_vehicles + 1, sizeof *model->travels);
  if (model->travels == NULL)
    return false;
  for (uint32_t v = 0; v < problem->n_vehicles; v++)
    {
      const RdmVrpVehicle *vehicle = &problem->vehicles[v];

      if (find_travel (model, vehicle) != NULL)
        continue;
      if (!fill_travel (&model->travels[model->n_travels++], problem, vehicle->profile,
                        vehicle->duration_permille, use))
        return false;
    }
  return true;
}

static bool
are_kin (const RdmVrpModel *model, uint32_t a, uint32_t b)
{
  const RdmVrpProblem *problem = model->problem;
  const RdmVrpVehicle *p = &problem->vehicles[a];
  const RdmVrpVehicle *q = &problem->vehicles[b];
  size_t n = problem->n_dimensions;

  if (model->allowed != NULL)
    for (uint32_t t = 0; t < problem->n_tasks; t++)
      if (rdm_vrp_model_may_serve (model, a, t) != rdm_vrp_model_may_serve (model, b, t))
        return false;
  return p->n_frozen == 0 && q->n_frozen == 0 && p->start_location == q->start_location
         && p->end_location == q->end_location && p->profile == q->profile
         && p->duration_permille == q->duration_permille && p->service_kind == q->service_kind
         && p->earliest_s == q->earliest_s && p->latest_s == q->latest_s
         && p->leaves_at_earliest == q->leaves_at_earliest
         && p->overtime_after_s == q->overtime_after_s && p->n_breaks == q->n_breaks
         && (p->n_breaks == 0 || p->first_break == q->first_break)
         && p->max_drive_between_rests_s == q->max_drive_between_rests_s && p->rest_s == q->rest_s
         && p->price_fixed == q->price_fixed && p->price_metre == q->price_metre
         && p->price_drive_s == q->price_drive_s && p->price_duty_s == q->price_duty_s
         && p->price_overtime == q->price_overtime && p->max_tasks == q->max_tasks
         && p->max_distance_m == q->max_distance_m && p->max_drive_s == q->max_drive_s
         && p->max_duty_s == q->max_duty_s && p->max_reloads == q->max_reloads
         && p->reload_location == q->reload_location && p->reload_s == q->reload_s
         && (n == 0
             || memcmp (problem->capacities + a * n, problem->capacities + b * n,
                        n * sizeof (int64_t))
                    == 0);
}

static bool
has_break_loads (const RdmVrpProblem *problem, const RdmVrpVehicle *vehicle)
{
  size_t n = problem->n_dimensions;

  for (size_t i = vehicle->first_break * n;
       problem->break_loads != NULL && i < (vehicle->first_break + vehicle->n_breaks) * n; i++)
    if (problem->break_loads[i] < RDM_VRP_UNLIMITED)
      return true;
  return false;
}

static void
fill_rig (RdmVrpModel *model, uint32_t index, RdmVrpModelUse use)
{
  const RdmVrpProblem *problem = model->problem;
  const RdmVrpVehicle *vehicle = &problem->vehicles[index];
  RdmVrpRig *rig = &model->rigs[index];

  *rig = (RdmVrpRig){
    .vehicle = vehicle,
    .travel = find_travel (model, vehicle),
    .capacity = problem->n_dimensions > 0
                    ? problem->capacities + (size_t)index * problem->n_dimensions
                    : NULL,
    .stops = model->stops + (size_t)vehicle->service_kind * problem->n_tasks,
    .kin = index,
    .n_breaks = vehicle->n_breaks,
    .has_rests = vehicle->max_drive_between_rests_s < RDM_VRP_UNLIMITED,
  };
  rig->has_periods = rig->travel->n_periods > 1;
  rig->has_break_loads = has_break_loads (problem, vehicle);
  rig->is_timed = vehicle->price_duty_s > 0 || vehicle->price_overtime > 0
                  || problem->price_balance > 0 || vehicle->max_duty_s < RDM_VRP_UNLIMITED;
  rig->is_plain = use == RDM_VRP_MODEL_FULL && model->is_plain && rig->n_breaks == 0
                  && !rig->has_rests && !rig->has_periods && vehicle->max_reloads == 0
                  && vehicle->n_frozen == 0;
  if (vehicle->latest_s < RDM_VRP_NEVER)
    model->has_windows = true;
  /* Changes cost by vehicle, so kinship means nothing then. */
  for (uint32_t other = index;
       use == RDM_VRP_MODEL_FULL && !model->has_changes && other-- > 0 && index - other < 64;)
    if (model->rigs[other].kin == other || other + 1 == index)
      if (are_kin (model, model->rigs[other].kin, index))
        {
          rig->kin = model->rigs[other].kin;
          break;
        }
}

RdmVrpModel *
rdm_vrp_model_new (const RdmVrpProblem *problem, RdmVrpModelUse use)
{
  RdmVrpModel *model = calloc (1, sizeof *model);
  size_t n_loads = (size_t)problem->n_tasks * problem->n_dimensions + 1;

  if (model == NULL)
    return NULL;
  model->problem = problem;
  model->is_plain = true;
  model->stops =
      calloc ((size_t)problem->n_tasks * (problem->n_service_kinds + 1) + 1, sizeof *model->stops);
  model->rigs = calloc ((size_t)problem->n_vehicles + 1, sizeof *model->rigs);
  model->demand = calloc (n_loads, sizeof *model->demand);
  model->supply = calloc (n_loads, sizeof *model->supply);
  if (model->stops == NULL || model->rigs == NULL || model->demand == NULL || model->supply == NULL
      || !fill_relations (model) || !fill_travels (model, use)
      || (use == RDM_VRP_MODEL_FULL && !fill_allowed (model)))
    {
      rdm_vrp_model_free (model);
      return NULL;
    }
  for (uint32_t t = 0; t < problem->n_tasks; t++)
    fill_stop (model, t);
  if (model->has_rides || model->has_releases || model->has_setups)
    model->is_plain = false;
  for (uint32_t v = 0; v < problem->n_vehicles; v++)
    fill_rig (model, v, use);
  return model;
}

void
rdm_vrp_model_refresh_task (RdmVrpModel *model, uint32_t task)
{
  fill_stop (model, task);
}

void
rdm_vrp_model_free (RdmVrpModel *model)
{
  if (model == NULL)
    return;
  for (uint32_t i = 0; i < model->n_travels; i++)
    {
      free (model->travels[i].owned_out);
      free (model->travels[i].owned_in);
    }
  free (model->travels);
  free (model->stops);
  free (model->rigs);
  free (model->demand);
  free (model->supply);
  free (model->allowed);
  free (model->relation_starts);
  free (model->task_relations);
  free (model);
}
