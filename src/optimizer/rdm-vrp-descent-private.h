/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Local search through plans that break rules at a price.
 *
 * A second of lateness and a piece of overload cost something instead of being forbidden (Vidal et
 * al. 2013), so the search can pass between feasible plans. Being late is driving back in time to
 * the window's end ("time warp"), which makes parts of routes concatenate in constant time.
 *
 * A move makes one new arc, from a task to one that may well follow it, and closes what it breaks
 * in the cheapest of a dozen ways. Only tasks whose surroundings changed are looked at again. */
#pragma once

#include <stdatomic.h>

#include "rdm-vrp-random-private.h"
#include "rdm-vrp-space-private.h"

/* Prices inside are in sixteenths of a cost, so that penalties can be small. */
#define RDM_VRP_DESCENT_SCALE 16
#define RDM_VRP_NO_NODE UINT32_MAX
/* Steps that move as one piece. */
#define RDM_VRP_LONGEST_PIECE 3
/* Places kept for a task in a route: two of them may go with the task that leaves. */
#define RDM_VRP_N_PLACES 3

/* Routes as arrays: route r is nodes[starts[r]] … nodes[starts[r + 1] - 1], each a task. */
typedef struct
{
  uint32_t *starts; /* (array) n_routes + 1 */
  uint32_t *nodes;  /* (array) n_tasks */
  int64_t cost;     /* without penalties, scaled */
  int64_t warp_s;
  int64_t overload;
} RdmVrpTour;

/* Scaled costs of a second of time warp and of a piece of overload. */
typedef struct
{
  int64_t late;
  int64_t load;
} RdmVrpPenalties;

/* A part of a route by itself; times in 32 bits, counted from the earliest shift's begin. */
typedef struct
{
  int32_t duration_s;
  int32_t warp_s;
  int32_t earliest_s;
  int32_t latest_s;
} RdmVrpWarp;

/* Tasks 0 … n - 1; then each route's begin, then each route's end. What rules out most moves comes
 * first and is as long as a cache line. */
typedef struct
{
  _Alignas(64) uint32_t next;
  uint32_t prev;
  uint32_t route;     /* RDM_VRP_NO_NODE: in none */
  uint32_t at;        /* begin: 0 */
  int64_t leg_in;     /* of driving from `prev` to here */
  int64_t leg_out;    /* of driving from here to `next` */
  int64_t gain_ahead; /* the most of gains[] */
  int64_t gain_back;  /* the same of pieces that end here */
  int64_t demand;
  int64_t load; /* from the begin to here */
  /* the second line */
  int64_t gains[RDM_VRP_LONGEST_PIECE]; /* of driving, without the 1, 2, … steps from here on */
  int64_t cost;                         /* of driving from the begin to here */
  int64_t back;                         /* of driving from here back to the begin */
  RdmVrpWarp own;
  RdmVrpWarp head; /* from the begin to here */
  RdmVrpWarp tail; /* from here to the end */
} RdmVrpNode;

typedef struct
{
  /* as it is now */
  int64_t penalty; /* the part of its cost that is no driving */
  int64_t load;
  int64_t capacity;
  int64_t opening; /* of driving at all: fixed cost, and the way from begin to end */
  uint32_t n;
  uint32_t kin;              /* routes of one kin may exchange their ends */
  const int32_t *seconds;    /* (array) matrix of its vehicle */
  const int32_t *seconds_in; /* (array) the same, turned over */
  const int32_t *metres;     /* (nullable) */
  int64_t price_s;           /* scaled */
  int64_t price_m;           /* scaled; 0 when metres is NULL */
  uint32_t tariff; /* routes of one tariff drive an arc at the same cost in the same time */
  uint32_t vehicle;
  bool is_ours; /* or another thread's, and left alone */
  int64_t cost; /* scaled, penalty included */
  int32_t warp_s;
  int64_t overload;
  uint64_t changed; /* when, in moves */
} RdmVrpLoop;

/* A changed route: its steps up to `head`, the piece, and those from `tail` on. */
typedef struct
{
  uint32_t head;
  uint32_t first; /* of the piece; nothing when n is 0 */
  uint32_t last;
  uint32_t n;
  uint32_t tail;
  bool is_reversed; /* the piece goes from `first` back to `last` */
} RdmVrpSplice;

/* The best move so far: two routes change, or are turned: the first of `turned` is followed by the
 * second and what was before it in its route. */
typedef struct
{
  int64_t value; /* what the move changes; < 0 */
  bool is_turned;
  uint32_t turned[2];
  RdmVrpSplice a;
  RdmVrpSplice b;
} RdmVrpBest;

typedef struct
{
  uint32_t route;
  uint32_t first; /* slice of saved */
  uint32_t n;
  bool is_calm; /* no exchange with a route beside it helps */
} RdmVrpSaved;

/* Where a task would go in a route, cheapest first. */
typedef struct
{
  int64_t costs[RDM_VRP_N_PLACES];
  uint64_t changed; /* of the route, when it was looked at */
  uint32_t after[RDM_VRP_N_PLACES];
  uint32_t route;
} RdmVrpPlaces;

typedef struct
{
  const RdmVrpSpace *space;
  uint32_t n_locations;
  uint32_t n;
  uint32_t n_routes;
  uint32_t n_near;
  uint32_t *before; /* (array) n * n_near: tasks that may well come before this one, best first */
  uint32_t *after;  /* (array) n * n_near: that may well come after it */
  int64_t *arcs;    /* (array) n * n_near: costs of going to `after`; only where is_alike */
  bool has_windows;
  bool is_symmetric; /* and routes end where they begin: they may be turned round */
  bool is_alike;     /* symmetric, without windows, and one tariff for all */
  RdmVrpPenalties penalties;
  RdmVrpNode *nodes;
  uint32_t *locations; /* (array) of nodes: small enough to stay in the cache */
  RdmVrpLoop *routes;
  /* The sums over all routes */
  int64_t cost; /* with penalties */
  int64_t warp_s;
  int64_t overload;
  /* Empty routes by kin: idle[kin_starts[k]] … idle[idle_ends[k] - 1] */
  uint32_t n_busy;    /* routes that are not empty */
  uint32_t most_busy; /* with so many, no other is opened, unless a task has no other place */
  uint32_t n_kins;
  uint32_t *kin_starts;
  uint32_t *idle_ends;
  uint32_t *idle;
  uint32_t *idle_at;
  /* Tasks to look at, first in first out */
  uint32_t *queue;
  uint32_t queue_first;
  uint32_t n_queued;
  bool *is_queued;
  uint64_t *tested; /* (array) n: when the task was last looked at, in moves */
  uint64_t n_moves;
  uint64_t n_priced;
  uint32_t *order; /* (array) n */
  uint32_t *buffers[2];
  /* Exchanges between routes */
  RdmVrpPlaces *places; /* (array) (nullable) n; NULL where windows bind */
  uint64_t *swapped;    /* (array) n_routes: when it was last looked at, in moves */
  uint64_t *swap_marks; /* (array) n_routes */
  uint64_t n_swaps;
  const atomic_bool *stop; /* (nullable): told so, it settles no further */
  /* The way back */
  bool is_saving;
  uint32_t n_saved;
  RdmVrpSaved *saves; /* (array) n_routes */
  uint32_t n_saved_steps;
  uint32_t *saved; /* (array) n */
  bool *is_saved;  /* (array) n_routes */
} RdmVrpDescent;

/* Whether the problem is one for this search: jobs that all are required and bring one kind of load
 * at most, vehicles with nothing but driving and windows to care for. */
bool rdm_vrp_descent_fits (const RdmVrpSpace *space);

/* Returns: (nullable) NULL when memory is out. */
RdmVrpDescent *rdm_vrp_descent_new (const RdmVrpSpace *space, uint32_t n_near);
void rdm_vrp_descent_free (RdmVrpDescent *descent);

void rdm_vrp_descent_set_penalties (RdmVrpDescent *descent, RdmVrpPenalties penalties);
/* Makes these its routes, but for those not owned (NULL: all are). Tasks in none of them do not
 * exist for it. */
void rdm_vrp_descent_load (RdmVrpDescent *descent, const RdmVrpTour *tour, const bool *owns_route);
void rdm_vrp_descent_store (const RdmVrpDescent *descent, RdmVrpTour *tour);

/* Must be called for each route that is about to change, before any of them does. */
void rdm_vrp_descent_touch (RdmVrpDescent *descent, uint32_t r);
/* Makes this the route's sequence. The first `same` steps are as they were. */
void rdm_vrp_descent_set_route (
    RdmVrpDescent *descent, uint32_t r, const uint32_t *steps, uint32_t n, uint32_t same);

/* From here on changes can be taken back. */
void rdm_vrp_descent_begin (RdmVrpDescent *descent);
void rdm_vrp_descent_roll_back (RdmVrpDescent *descent);
void rdm_vrp_descent_keep (RdmVrpDescent *descent);

/* Takes n steps from `first` on out of their route. Their neighbours are queued. */
void rdm_vrp_descent_cut (RdmVrpDescent *descent, uint32_t first, uint32_t n);
/* Puts the task in where it costs least: next to one of its n_near nearest, or into an empty route;
 * if none of them is anywhere, at any place. One place in blink_every is overlooked (0: none). The
 * task is queued. */
void rdm_vrp_descent_put (RdmVrpDescent *descent,
                          uint32_t task,
                          uint32_t n_near,
                          uint32_t blink_every,
                          RdmVrpRandom *random);

void rdm_vrp_descent_enqueue (RdmVrpDescent *descent, uint32_t node);
/* The task, if it is one, and what is next to it in its route. */
void rdm_vrp_descent_enqueue_around (RdmVrpDescent *descent, uint32_t task);
/* Improves around the tasks that are queued until nothing helps there. */
void rdm_vrp_descent_settle (RdmVrpDescent *descent);
/* Exchanges tasks of routes that have changed since the last time, and settles around them, until
 * nothing helps. Only without windows. (rdm-vrp-descent-swap.c) */
void rdm_vrp_descent_swap (RdmVrpDescent *descent);
/* Empties the queue without that. */
void rdm_vrp_descent_forget_queue (RdmVrpDescent *descent);
/* Improves everywhere until nothing helps, in random order. */
void rdm_vrp_descent_settle_all (RdmVrpDescent *descent, RdmVrpRandom *random);

/* Makes the best move that makes the arc from v to u, if one helps: u a task, v a task or a begin.
 * `by_u`: it is one of many with the same u, rather than with the same v. Returns: whether one
 * did. (rdm-vrp-descent-moves.c) */
bool rdm_vrp_descent_try_arc (RdmVrpDescent *descent, uint32_t v, uint32_t u, bool by_u);
/* The same for two steps of one route. (rdm-vrp-descent-within.c) */
bool rdm_vrp_descent_try_within (RdmVrpDescent *descent, uint32_t v, uint32_t u, bool by_u);

/* The same for any arc between u, a task, and v of another route, a task or a begin, in either
 * direction; only where is_alike. (rdm-vrp-descent-alike.c) */
bool rdm_vrp_descent_try_pair (RdmVrpDescent *descent, uint32_t u, uint32_t v, int64_t arc);
/* Makes the move. (rdm-vrp-descent-make.c) */
void rdm_vrp_descent_make (RdmVrpDescent *descent, const RdmVrpBest *best);

/* --- what the inner loops need
 * --------------------------------------------------------------------------------------- */

static inline uint32_t
rdm_vrp_begin_of (const RdmVrpDescent *descent, uint32_t route)
{
  return descent->n + route;
}

static inline uint32_t
rdm_vrp_end_of (const RdmVrpDescent *descent, uint32_t route)
{
  return descent->n + descent->n_routes + route;
}

static inline int32_t
rdm_vrp_arc_seconds (const RdmVrpDescent *descent, const RdmVrpLoop *route, uint32_t a, uint32_t b)
{
  return route
      ->seconds[(size_t)descent->locations[a] * descent->n_locations + descent->locations[b]];
}

static inline int64_t
rdm_vrp_arc_cost (const RdmVrpDescent *descent, const RdmVrpLoop *route, uint32_t a, uint32_t b)
{
  size_t at = (size_t)descent->locations[a] * descent->n_locations + descent->locations[b];
  int64_t cost = route->price_s * route->seconds[at];

  if (route->price_m != 0)
    cost += route->price_m * route->metres[at];
  return cost;
}

/* The same, looked up by `b` first: quicker when many arcs to b are asked for in a row. */
static inline int64_t
rdm_vrp_arc_cost_in (const RdmVrpDescent *descent, const RdmVrpLoop *route, uint32_t a, uint32_t b)
{
  size_t from = descent->locations[a];
  size_t to = descent->locations[b];
  int64_t cost = route->price_s * route->seconds_in[to * descent->n_locations + from];

  if (route->price_m != 0)
    cost += route->price_m * route->metres[from * descent->n_locations + to];
  return cost;
}

/* An arc between a step of u's route and one of v's. Where many are asked for with the same u, the
 * matrix is read by u's side, so that its rows stay in the cache. */
static inline int64_t
rdm_vrp_arc_from_u (
    const RdmVrpDescent *descent, const RdmVrpLoop *route, uint32_t a, uint32_t b, bool by_u)
{
  return by_u ? rdm_vrp_arc_cost (descent, route, a, b)
              : rdm_vrp_arc_cost_in (descent, route, a, b);
}

static inline int64_t
rdm_vrp_arc_from_v (
    const RdmVrpDescent *descent, const RdmVrpLoop *route, uint32_t a, uint32_t b, bool by_u)
{
  return by_u ? rdm_vrp_arc_cost_in (descent, route, a, b)
              : rdm_vrp_arc_cost (descent, route, a, b);
}

static inline RdmVrpWarp
rdm_vrp_warp_join (const RdmVrpWarp *a, int32_t leg_s, const RdmVrpWarp *b)
{
  int32_t delta_s = a->duration_s - a->warp_s + leg_s;
  int32_t wait_s = b->earliest_s - delta_s - a->latest_s;
  int32_t warp_s = a->earliest_s + delta_s - b->latest_s;
  int32_t earliest_s = b->earliest_s - delta_s;
  int32_t latest_s = b->latest_s - delta_s;

  wait_s = wait_s > 0 ? wait_s : 0;
  warp_s = warp_s > 0 ? warp_s : 0;
  return (RdmVrpWarp){
    .duration_s = a->duration_s + b->duration_s + leg_s + wait_s,
    .warp_s = a->warp_s + b->warp_s + warp_s,
    .earliest_s = (earliest_s > a->earliest_s ? earliest_s : a->earliest_s) - wait_s,
    .latest_s = (latest_s < a->latest_s ? latest_s : a->latest_s) + warp_s,
  };
}

static inline int64_t
rdm_vrp_load_penalty (const RdmVrpDescent *descent, const RdmVrpLoop *route, int64_t load)
{
  return load > route->capacity ? descent->penalties.load * (load - route->capacity) : 0;
}

static inline bool
rdm_vrp_descent_may_serve (const RdmVrpDescent *descent, uint32_t route, uint32_t task)
{
  return rdm_vrp_model_may_serve (descent->space->model, descent->routes[route].vehicle, task);
}

/* The step of the piece after this one. */
static inline uint32_t
rdm_vrp_splice_next (const RdmVrpDescent *descent, const RdmVrpSplice *splice, uint32_t step)
{
  return splice->is_reversed ? descent->nodes[step].prev : descent->nodes[step].next;
}

/* Whether the route's vehicle may serve the piece. */
static inline bool
rdm_vrp_splice_is_allowed (const RdmVrpDescent *descent, uint32_t r, const RdmVrpSplice *splice)
{
  uint32_t step = splice->first;

  if (descent->space->model->allowed == NULL)
    return true;
  for (uint32_t i = 0; i < splice->n; i++, step = rdm_vrp_splice_next (descent, splice, step))
    if (!rdm_vrp_descent_may_serve (descent, r, step))
      return false;
  return true;
}

static inline bool
rdm_vrp_descent_is_stopped (const RdmVrpDescent *descent)
{
  return descent->stop != NULL && atomic_load_explicit (descent->stop, memory_order_relaxed);
}

/* An empty route of the kin that may be opened, or RDM_VRP_NO_NODE. */
static inline uint32_t
rdm_vrp_descent_idle_route (const RdmVrpDescent *descent, uint32_t kin)
{
  if (descent->idle_ends[kin] == descent->kin_starts[kin] || descent->n_busy >= descent->most_busy)
    return RDM_VRP_NO_NODE;
  return descent->idle[descent->idle_ends[kin] - 1];
}
