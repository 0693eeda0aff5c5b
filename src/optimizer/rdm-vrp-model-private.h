/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The problem as the inner loops want it: what a stop and a vehicle need in one place, matrices
 * scaled to each vehicle's speed, and answers that would otherwise be worked out again and again.
 */
#pragma once

#include <math.h>

#include "rdm-vrp-problem.h"

/* Travel of one (profile, speed) pair. */
typedef struct
{
  uint32_t n;
  uint32_t profile;
  int32_t permille;
  const int32_t *out; /* (array) n_periods * n * n: [i*n + j] is i to j; NULL: estimate */
  const int32_t
      *in; /* (array) n * n: [j*n + i] is i to j in period 0; == out if symmetric; or NULL */
  const int32_t *metres; /* (array) n * n or NULL */
  const int32_t *x_m;
  const int32_t *y_m;
  double metres_per_metre;
  double seconds_per_metre;
  uint32_t n_periods;
  const int64_t *period_begins_s;
  bool is_raw; /* `out` is the caller's: scale each look-up */
  int32_t *owned_out;
  int32_t *owned_in;
} RdmVrpTravel;

typedef struct
{
  int64_t begin_s; /* of the first window */
  int64_t end_s;
  int64_t latest_s;
  RdmVrpCost price_late;
  int64_t release_s;
  int32_t service_s;
  int32_t setup_s;
  uint32_t location;
  uint32_t first_window;
  uint32_t n_windows; /* 1 also when the task has none */
  int32_t partner;
  RdmVrpTaskKind kind;
} RdmVrpStop;

/* Matrix seconds at a vehicle's speed. */
static inline int32_t
rdm_vrp_scale_seconds (int32_t seconds, int32_t permille)
{
  int64_t scaled = permille == 1000 ? seconds : ((int64_t)seconds * permille + 500) / 1000;

  if (seconds >= RDM_VRP_UNREACHABLE_S || scaled > RDM_VRP_UNREACHABLE_S)
    return RDM_VRP_UNREACHABLE_S;
  return (int32_t)scaled;
}

typedef struct
{
  const RdmVrpVehicle *vehicle;
  const RdmVrpTravel *travel;
  const int64_t *capacity; /* (array) n_dimensions */
  const RdmVrpStop *stops; /* (array) n_tasks: as this vehicle serves them */
  uint32_t kin; /* vehicles of one kin are alike in all that matters; the lowest index of them */
  uint32_t n_breaks;
  bool is_plain; /* segments describe it: no breaks, rests, reloads, frozen head, periods */
  bool is_timed; /* duty, overtime or balance cost something, or duty is limited */
  bool has_rests;
  bool has_periods;
  bool has_break_loads; /* what is on board decides where a break may be taken */
} RdmVrpRig;

typedef struct
{
  const RdmVrpProblem *problem;
  uint32_t n_travels;
  RdmVrpTravel *travels;
  RdmVrpStop
      *stops; /* (array) n_tasks, as vehicles of kind 0 serve them; then those of kind 1, … */
  RdmVrpRig *rigs;
  int64_t *demand; /* (array) n_tasks * n_dimensions: delivered from the depot (jobs only) */
  int64_t
      *supply; /* (array) n_tasks * n_dimensions: to the depot, or a shipment's change (+ / -) */
  uint64_t *allowed; /* (array) n_tasks * words bits, or NULL: everyone everything */
  uint32_t words;
  bool has_setups;
  bool has_windows; /* any window or shift that could bind */
  bool has_shipments;
  bool has_rides; /* any max_ride_s */
  bool has_releases;
  bool has_changes; /* any change_price */
  bool is_plain;    /* all tasks: one hard window at most, no setup, release or ride limit */
  uint32_t *relation_starts; /* (array) n_tasks + 1: slices of task_relations */
  uint32_t *task_relations;
} RdmVrpModel;

/* What the model is for: only to walk some routes, or to search, which is worth copying matrices
 * for. */
typedef enum
{
  RDM_VRP_MODEL_LIGHT,
  RDM_VRP_MODEL_FULL,
} RdmVrpModelUse;

/* Returns: (nullable) NULL when memory is out. The problem is borrowed. */
RdmVrpModel *rdm_vrp_model_new (const RdmVrpProblem *problem, RdmVrpModelUse use);
void rdm_vrp_model_free (RdmVrpModel *model);

/* Takes up what the problem now says of a task's windows, service, loads and prices. Only in a
 * light model, which has drawn no conclusions from them. */
void rdm_vrp_model_refresh_task (RdmVrpModel *model, uint32_t task);

static inline bool
rdm_vrp_model_may_serve (const RdmVrpModel *model, uint32_t vehicle, uint32_t task)
{
  return model->allowed == NULL
         || (model->allowed[(size_t)task * model->words + vehicle / 64] >> (vehicle % 64) & 1) != 0;
}

static inline int32_t
rdm_vrp_travel_metres (const RdmVrpTravel *travel, uint32_t from, uint32_t to)
{
  if (travel->metres != NULL)
    return travel->metres[(size_t)from * travel->n + to];
  if (travel->x_m == NULL)
    return 0;
  return (int32_t)(hypot ((double)travel->x_m[from] - travel->x_m[to],
                          (double)travel->y_m[from] - travel->y_m[to])
                       * travel->metres_per_metre
                   + 0.5);
}

/* In the first period. */
static inline int32_t
rdm_vrp_travel_seconds (const RdmVrpTravel *travel, uint32_t from, uint32_t to)
{
  if (travel->out != NULL)
    {
      int32_t seconds = travel->out[(size_t)from * travel->n + to];

      return travel->is_raw ? rdm_vrp_scale_seconds (seconds, travel->permille) : seconds;
    }
  return (int32_t)(hypot ((double)travel->x_m[from] - travel->x_m[to],
                          (double)travel->y_m[from] - travel->y_m[to])
                       * travel->seconds_per_metre
                   + 0.5);
}

/* When the duration depends on the time of departure. */
int64_t
rdm_vrp_travel_seconds_at (const RdmVrpTravel *travel, uint32_t from, uint32_t to, int64_t time_s);
