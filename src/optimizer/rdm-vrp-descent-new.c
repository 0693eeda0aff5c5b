/* SPDX-License-Identifier: GPL-3.0-or-later */
/* From the model to a descent. */
#include "rdm-vrp-descent-private.h"

#include <stdlib.h>
#include <string.h>

#include "rdm-vrp-near-private.h"

#define MOST_TIME (1 << 28)
bool
rdm_vrp_descent_fits (const RdmVrpSpace *space)
{
  const RdmVrpModel *model = space->model;
  const RdmVrpProblem *problem = model->problem;
  int64_t first_s = RDM_VRP_NEVER;
  int64_t last_s = RDM_VRP_ALWAYS;

  if (problem->n_vehicles == 0 || model->has_shipments || model->has_changes || space->has_relations
      || problem->n_dimensions > 1)
    return false;
  for (uint32_t v = 0; v < problem->n_vehicles; v++)
    {
      const RdmVrpRig *rig = &model->rigs[v];
      const RdmVrpVehicle *vehicle = rig->vehicle;

      if (!rig->is_plain || rig->is_timed || rig->travel->out == NULL || rig->travel->in == NULL
          || rig->travel->is_raw || vehicle->start_location < 0 || vehicle->end_location < 0
          || vehicle->leaves_at_earliest || vehicle->service_kind != 0
          || (vehicle->price_drive_s <= 0 && vehicle->price_metre <= 0)
          || (vehicle->price_metre != 0 && rig->travel->metres == NULL)
          || vehicle->max_tasks < problem->n_tasks || vehicle->max_drive_s < RDM_VRP_UNLIMITED
          || vehicle->max_distance_m < RDM_VRP_UNLIMITED)
        return false;
      first_s = vehicle->earliest_s < first_s ? vehicle->earliest_s : first_s;
      last_s = vehicle->latest_s > last_s ? vehicle->latest_s : last_s;
    }
  if (model->has_windows && last_s - first_s > MOST_TIME)
    return false;
  for (uint32_t t = 0; t < problem->n_tasks; t++)
    {
      if (problem->tasks[t].leave_out_price != RDM_VRP_REQUIRED
          || problem->tasks[t].service_s > MOST_TIME)
        return false;
      if (problem->n_dimensions == 1 && model->supply[t] != 0)
        return false;
    }
  return true;
}

/* --- memory ---------------------------------------------------------------------------------- */

static int32_t
clamp_time (int64_t time_s, int64_t origin_s)
{
  time_s -= origin_s;
  return (int32_t)(time_s < 0 ? 0 : time_s > 2 * MOST_TIME ? 2 * MOST_TIME : time_s);
}

static void
fill_nodes (RdmVrpDescent *descent)
{
  const RdmVrpModel *model = descent->space->model;
  int64_t origin_s = RDM_VRP_NEVER;

  for (uint32_t r = 0; r < descent->n_routes; r++)
    if (model->rigs[r].vehicle->earliest_s < origin_s)
      origin_s = model->rigs[r].vehicle->earliest_s;
  for (uint32_t i = 0; i < descent->n; i++)
    {
      const RdmVrpStop *stop = &model->stops[i];

      descent->locations[i] = stop->location;
      descent->nodes[i] = (RdmVrpNode){
        .route = RDM_VRP_NO_NODE,
        .demand = model->problem->n_dimensions == 1 ? model->demand[i] : 0,
        .own = { stop->service_s, 0, clamp_time (stop->begin_s, origin_s),
                 clamp_time (stop->latest_s, origin_s) },
      };
    }
  for (uint32_t r = 0; r < descent->n_routes; r++)
    {
      const RdmVrpVehicle *vehicle = model->rigs[r].vehicle;
      RdmVrpWarp own = { 0, 0, clamp_time (vehicle->earliest_s, origin_s),
                         clamp_time (vehicle->latest_s, origin_s) };

      descent->nodes[rdm_vrp_begin_of (descent, r)] = (RdmVrpNode){ .route = r, .own = own };
      descent->locations[rdm_vrp_begin_of (descent, r)] = (uint32_t)vehicle->start_location;
      descent->nodes[rdm_vrp_end_of (descent, r)] = (RdmVrpNode){ .route = r, .own = own };
      descent->locations[rdm_vrp_end_of (descent, r)] = (uint32_t)vehicle->end_location;
    }
}

static void
fill_routes (RdmVrpDescent *descent)
{
  const RdmVrpModel *model = descent->space->model;

  descent->is_symmetric = descent->is_alike = true;
  for (uint32_t r = 0; r < descent->n_routes; r++)
    {
      const RdmVrpRig *rig = &model->rigs[r];
      const RdmVrpVehicle *vehicle = rig->vehicle;
      RdmVrpLoop *route = &descent->routes[r];

      *route = (RdmVrpLoop){
        .seconds = rig->travel->out,
        .seconds_in = rig->travel->in,
        .metres = rig->travel->metres,
        .price_s = vehicle->price_drive_s * RDM_VRP_DESCENT_SCALE,
        .price_m = vehicle->price_metre * RDM_VRP_DESCENT_SCALE,
        .capacity = model->problem->n_dimensions == 1 ? rig->capacity[0] : 0,
        .kin = descent->space->vehicle_kins[r],
        .tariff = r,
        .vehicle = r,
      };
      for (uint32_t other = 0; other < r; other++)
        if (descent->routes[other].seconds == route->seconds
            && descent->routes[other].metres == route->metres
            && descent->routes[other].price_s == route->price_s
            && descent->routes[other].price_m == route->price_m)
          {
            route->tariff = other;
            break;
          }
      route->opening = vehicle->price_fixed * RDM_VRP_DESCENT_SCALE
                       + rdm_vrp_arc_cost (descent, route, rdm_vrp_begin_of (descent, r),
                                           rdm_vrp_end_of (descent, r));
      if (rig->travel->in != rig->travel->out || vehicle->start_location != vehicle->end_location
          || route->price_m != 0)
        descent->is_symmetric = false;
      if (route->tariff != 0)
        descent->is_alike = false;
    }
  descent->is_alike = descent->is_alike && descent->is_symmetric && !descent->has_windows;
  descent->n_kins = descent->space->n_kins;
  memcpy (descent->kin_starts, descent->space->kin_starts,
          ((size_t)descent->n_kins + 1) * sizeof *descent->kin_starts);
}

static void
fill_arcs (RdmVrpDescent *descent)
{
  for (uint32_t i = 0; descent->is_alike && i < descent->n; i++)
    for (uint32_t k = 0; k < descent->n_near; k++)
      {
        size_t at = (size_t)i * descent->n_near + k;

        descent->arcs[at] = rdm_vrp_arc_cost (descent, &descent->routes[0], i, descent->after[at]);
      }
}

static bool
allocate (RdmVrpDescent *descent)
{
  size_t n = (size_t)descent->n + 1;
  size_t n_routes = (size_t)descent->n_routes + 1;

  descent->nodes = aligned_alloc (64, (n + 2 * n_routes) * sizeof *descent->nodes);
  descent->arcs = malloc (n * descent->n_near * sizeof *descent->arcs);
  descent->locations = malloc ((n + 2 * n_routes) * sizeof *descent->locations);
  descent->routes = calloc (n_routes, sizeof *descent->routes);
  descent->kin_starts = calloc (n_routes, sizeof *descent->kin_starts);
  descent->idle_ends = calloc (n_routes, sizeof *descent->idle_ends);
  descent->idle = calloc (n_routes, sizeof *descent->idle);
  descent->idle_at = calloc (n_routes, sizeof *descent->idle_at);
  descent->queue = malloc (n * sizeof *descent->queue);
  descent->is_queued = calloc (n, sizeof *descent->is_queued);
  descent->order = malloc (n * sizeof *descent->order);
  descent->tested = calloc (n, sizeof *descent->tested);
  descent->buffers[0] = malloc ((n + 4) * sizeof (uint32_t));
  descent->buffers[1] = malloc ((n + 4) * sizeof (uint32_t));
  descent->saves = malloc (n_routes * sizeof *descent->saves);
  descent->saved = malloc (n * sizeof *descent->saved);
  descent->is_saved = calloc (n_routes, sizeof *descent->is_saved);
  if (!descent->has_windows)
    descent->places = calloc (n, sizeof *descent->places);
  descent->swapped = calloc (n_routes, sizeof *descent->swapped);
  descent->swap_marks = calloc (n_routes, sizeof *descent->swap_marks);
  return descent->nodes != NULL && descent->locations != NULL && descent->arcs != NULL
         && descent->routes != NULL && descent->kin_starts != NULL && descent->idle_ends != NULL
         && descent->idle != NULL && descent->idle_at != NULL && descent->queue != NULL
         && descent->is_queued != NULL && descent->order != NULL && descent->tested != NULL
         && descent->buffers[0] != NULL && descent->buffers[1] != NULL && descent->saves != NULL
         && descent->saved != NULL && descent->is_saved != NULL
         && (descent->has_windows || descent->places != NULL) && descent->swapped != NULL
         && descent->swap_marks != NULL;
}

RdmVrpDescent *
rdm_vrp_descent_new (const RdmVrpSpace *space, uint32_t n_near)
{
  const RdmVrpModel *model = space->model;
  RdmVrpDescent *descent = calloc (1, sizeof *descent);

  if (descent == NULL)
    return NULL;
  descent->space = space;
  descent->n_locations = model->problem->n_locations;
  descent->n = model->problem->n_tasks;
  descent->n_routes = model->problem->n_vehicles;
  descent->most_busy = UINT32_MAX;
  descent->n_near = n_near < space->n_near ? n_near : space->n_near;
  descent->has_windows = model->has_windows;
  descent->before =
      rdm_vrp_near_directed (model, space->near, space->n_near, descent->n_near, true);
  descent->after =
      rdm_vrp_near_directed (model, space->near, space->n_near, descent->n_near, false);
  if (descent->before == NULL || descent->after == NULL || !allocate (descent))
    {
      rdm_vrp_descent_free (descent);
      return NULL;
    }
  fill_nodes (descent);
  fill_routes (descent);
  fill_arcs (descent);
  for (uint32_t i = 0; i < descent->n; i++)
    descent->order[i] = i;
  return descent;
}

void
rdm_vrp_descent_free (RdmVrpDescent *descent)
{
  if (descent == NULL)
    return;
  free (descent->before);
  free (descent->after);
  free (descent->nodes);
  free (descent->locations);
  free (descent->arcs);
  free (descent->routes);
  free (descent->kin_starts);
  free (descent->idle_ends);
  free (descent->idle);
  free (descent->idle_at);
  free (descent->queue);
  free (descent->is_queued);
  free (descent->order);
  free (descent->tested);
  free (descent->buffers[0]);
  free (descent->buffers[1]);
  free (descent->saves);
  free (descent->saved);
  free (descent->is_saved);
  free (descent->places);
  free (descent->swapped);
  free (descent->swap_marks);
  free (descent);
}
