/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rdm-vrp-descent-private.h"

#include <stdlib.h>
#include <string.h>

/* Prices are in sixteenths of a driving second, so that penalties can be small. */
#define SCALE 16
/* Times are kept in 32 bits, counted from the shift's begin. */
#define MOST_TIME (1 << 28)
#define NO_NODE UINT32_MAX

typedef struct
{
  int32_t duration_s;
  int32_t warp_s;
  int32_t earliest_s;
  int32_t latest_s;
} Warp;

/* Nodes: tasks 0 … n - 1; then each route's begin, then each route's end. */
typedef struct
{
  uint32_t next;
  uint32_t prev;
  uint32_t route;
  uint32_t at;
  uint32_t location;
  int32_t drive_s; /* from the route's begin to here */
  int64_t demand;
  int64_t load; /* from the route's begin to here */
  Warp own;
  Warp head; /* from the begin to here */
  Warp tail; /* from here to the end */
} Node;

typedef struct
{
  int64_t cost;    /* by the present prices, in sixteenths */
  int64_t penalty; /* the part that is no driving */
  int64_t load;
  int64_t drive_s;
  int32_t warp_s;
  uint32_t n;
  uint64_t changed; /* when, in moves */
} Route;

struct _RdmVrpDescent
{
  const RdmVrpSpace *space;
  const int32_t *durations;
  uint32_t n_locations;
  uint32_t n;
  uint32_t n_routes;
  uint32_t n_near;
  int64_t capacity;
  RdmVrpPenalties penalties;
  Node *nodes;
  Route *routes;
  uint32_t *order;
  uint64_t *tested; /* (array) n: when the task was last looked at, in moves */
  uint64_t n_moves;
  uint64_t n_priced;
  uint32_t *buffers[2];
};

/* A changed route: its steps up to `head`, up to two more, and those from `tail` on. */
typedef struct
{
  uint32_t head;
  uint32_t middle[2];
  uint32_t n_middle;
  uint32_t tail;
} Splice;

bool
rdm_vrp_descent_fits (const RdmVrpSpace *space)
{
  const RdmVrpModel *model = space->model;
  const RdmVrpProblem *problem = model->problem;
  const RdmVrpRig *rig = problem->n_vehicles > 0 ? &model->rigs[0] : NULL;
  const RdmVrpVehicle *vehicle = rig != NULL ? rig->vehicle : NULL;

  if (rig == NULL || space->n_kins != 1 || !rig->is_plain || rig->is_timed || !model->has_windows
      || model->has_shipments || model->has_changes || space->has_relations
      || problem->n_dimensions > 1 || model->allowed != NULL || rig->travel->out == NULL
      || vehicle->start_location < 0 || vehicle->end_location < 0 || vehicle->price_drive_s <= 0
      || vehicle->price_metre != 0 || vehicle->price_fixed != 0
      || vehicle->max_tasks < problem->n_tasks || vehicle->max_drive_s < RDM_VRP_UNLIMITED
      || vehicle->max_distance_m < RDM_VRP_UNLIMITED
      || vehicle->latest_s - vehicle->earliest_s > MOST_TIME)
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

static int32_t
clamp_time (int64_t time_s, int64_t origin_s, int32_t most_s)
{
  time_s -= origin_s;
  return (int32_t)(time_s < 0 ? 0 : time_s > most_s ? most_s : time_s);
}

static void
fill_nodes (RdmVrpDescent *descent)
{
  const RdmVrpModel *model = descent->space->model;
  const RdmVrpVehicle *vehicle = model->rigs[0].vehicle;
  int32_t shift_s = (int32_t)(vehicle->latest_s - vehicle->earliest_s);

  for (uint32_t i = 0; i < descent->n + 2 * descent->n_routes; i++)
    {
      Node *node = &descent->nodes[i];

      *node = (Node){ .own = { .latest_s = shift_s } };
      if (i < descent->n)
        {
          const RdmVrpStop *stop = &model->stops[i];

          node->location = stop->location;
          node->demand = model->problem->n_dimensions == 1 ? model->demand[i] : 0;
          node->own.duration_s = stop->service_s;
          node->own.earliest_s = clamp_time (stop->begin_s, vehicle->earliest_s, 2 * MOST_TIME);
          node->own.latest_s = clamp_time (stop->latest_s, vehicle->earliest_s, 2 * MOST_TIME);
          /* A window that closed before the shift: never in time. The plan cannot be feasible then.
           */
          if (stop->latest_s < vehicle->earliest_s)
            node->own.latest_s = 0;
        }
      else
        {
          bool is_begin = i < descent->n + descent->n_routes;

          node->location = (uint32_t)(is_begin ? vehicle->start_location : vehicle->end_location);
          node->route = (i - descent->n) % descent->n_routes;
        }
    }
}

RdmVrpDescent *
rdm_vrp_descent_new (const RdmVrpSpace *space, uint32_t n_near)
{
  const RdmVrpModel *model = space->model;
  RdmVrpDescent *descent = calloc (1, sizeof *descent);

  if (descent == NULL)
    return NULL;
  descent->space = space;
  descent->durations = model->rigs[0].travel->out;
  descent->n_locations = model->problem->n_locations;
  descent->n = model->problem->n_tasks;
  descent->n_routes = model->problem->n_vehicles;
  descent->n_near = n_near < space->n_near ? n_near : space->n_near;
  descent->capacity = model->problem->n_dimensions == 1 ? model->rigs[0].capacity[0] : 0;
  descent->nodes = malloc (((size_t)descent->n + 2 * descent->n_routes) * sizeof *descent->nodes);
  descent->routes = calloc (descent->n_routes, sizeof *descent->routes);
  descent->order = malloc (((size_t)descent->n + 1) * sizeof *descent->order);
  descent->tested = calloc ((size_t)descent->n + 1, sizeof *descent->tested);
  descent->buffers[0] = malloc (((size_t)descent->n + 4) * sizeof (uint32_t));
  descent->buffers[1] = malloc (((size_t)descent->n + 4) * sizeof (uint32_t));
  if (descent->nodes == NULL || descent->routes == NULL || descent->order == NULL
      || descent->tested == NULL || descent->buffers[0] == NULL || descent->buffers[1] == NULL)
    {
      rdm_vrp_descent_free (descent);
      return NULL;
    }
  fill_nodes (descent);
  for (uint32_t i = 0; i < descent->n; i++)
    descent->order[i] = i;
  return descent;
}

void
rdm_vrp_descent_free (RdmVrpDescent *descent)
{
  if (descent == NULL)
    return;
  free (descent->nodes);
  free (descent->routes);
  free (descent->order);
  free (descent->tested);
  free (descent->buffers[0]);
  free (descent->buffers[1]);
  free (descent);
}

uint64_t
rdm_vrp_descent_count (const RdmVrpDescent *descent)
{
  return descent->n_priced;
}

/* --- parts of routes
 * --------------------------------------------------------------------------------- */

static inline uint32_t
begin_of (const RdmVrpDescent *descent, uint32_t route)
{
  return descent->n + route;
}

static inline uint32_t
end_of (const RdmVrpDescent *descent, uint32_t route)
{
  return descent->n + descent->n_routes + route;
}

static inline int32_t
seconds (const RdmVrpDescent *descent, uint32_t a, uint32_t b)
{
  return descent->durations[(size_t)descent->nodes[a].location * descent->n_locations
                            + descent->nodes[b].location];
}

static inline Warp
join (const Warp *a, int32_t leg_s, const Warp *b)
{
  int32_t delta_s = a->duration_s - a->warp_s + leg_s;
  int32_t wait_s = b->earliest_s - delta_s - a->latest_s;
  int32_t warp_s = a->earliest_s + delta_s - b->latest_s;
  int32_t earliest_s = b->earliest_s - delta_s;
  int32_t latest_s = b->latest_s - delta_s;

  wait_s = wait_s > 0 ? wait_s : 0;
  warp_s = warp_s > 0 ? warp_s : 0;
  return (Warp){
    .duration_s = a->duration_s + b->duration_s + leg_s + wait_s,
    .warp_s = a->warp_s + b->warp_s + warp_s,
    .earliest_s = (earliest_s > a->earliest_s ? earliest_s : a->earliest_s) - wait_s,
    .latest_s = (latest_s < a->latest_s ? latest_s : a->latest_s) + warp_s,
  };
}

static inline int64_t
penalty_of (const RdmVrpDescent *descent, int64_t load, int32_t warp_s)
{
  int64_t over = load - descent->capacity;

  return descent->penalties.late * warp_s + (over > 0 ? descent->penalties.load * over : 0);
}

static void
price_route (RdmVrpDescent *descent, uint32_t r)
{
  Route *route = &descent->routes[r];
  const Node *end = &descent->nodes[end_of (descent, r)];

  route->drive_s = route->n > 0 ? end->drive_s : 0;
  route->warp_s = route->n > 0 ? end->head.warp_s : 0;
  route->load = end->load;
  route->penalty = penalty_of (descent, route->load, route->warp_s);
  route->cost = route->drive_s * SCALE + route->penalty;
}

static void
set_route (RdmVrpDescent *descent, uint32_t r, const uint32_t *steps, uint32_t n)
{
  Node *nodes = descent->nodes;
  uint32_t here = begin_of (descent, r);

  nodes[here].head = nodes[here].own;
  nodes[here].drive_s = 0;
  nodes[here].load = 0;
  nodes[here].at = 0;
  nodes[here].prev = NO_NODE;
  for (uint32_t i = 0; i <= n; i++)
    {
      uint32_t step = i < n ? steps[i] : end_of (descent, r);
      int32_t leg_s = seconds (descent, here, step);

      nodes[here].next = step;
      nodes[step].prev = here;
      nodes[step].route = r;
      nodes[step].at = i + 1;
      nodes[step].drive_s = nodes[here].drive_s + leg_s;
      nodes[step].load = nodes[here].load + nodes[step].demand;
      nodes[step].head = join (&nodes[here].head, leg_s, &nodes[step].own);
      here = step;
    }
  nodes[here].next = NO_NODE;
  nodes[here].tail = nodes[here].own;
  for (uint32_t i = n + 1; i-- > 0;)
    {
      uint32_t before = nodes[here].prev;

      nodes[before].tail =
          join (&nodes[before].own, nodes[here].drive_s - nodes[before].drive_s, &nodes[here].tail);
      here = before;
    }
  descent->routes[r].n = n;
  descent->routes[r].changed = ++descent->n_moves;
  price_route (descent, r);
}

/* --- moves between two routes
 * --------------------------------------------------------------------------- */

static inline int64_t
driving (const RdmVrpDescent *descent, const Splice *splice)
{
  const Node *nodes = descent->nodes;
  uint32_t last = splice->head;
  uint32_t end = end_of (descent, nodes[splice->tail].route);
  int64_t sum = nodes[last].drive_s;

  /* An empty route drives nowhere. */
  if (splice->n_middle == 0 && splice->head >= descent->n && splice->tail >= descent->n)
    return 0;
  for (uint32_t i = 0; i < splice->n_middle; i++)
    {
      sum += seconds (descent, last, splice->middle[i]);
      last = splice->middle[i];
    }
  return sum + seconds (descent, last, splice->tail) + nodes[end].drive_s
         - nodes[splice->tail].drive_s;
}

static inline int64_t
punish (const RdmVrpDescent *descent, const Splice *splice)
{
  const Node *nodes = descent->nodes;
  uint32_t end = end_of (descent, nodes[splice->tail].route);
  uint32_t last = splice->head;
  int64_t load =
      nodes[last].load + nodes[end].load - nodes[splice->tail].load + nodes[splice->tail].demand;
  Warp warp = nodes[last].head;

  if (splice->n_middle == 0 && splice->head >= descent->n && splice->tail >= descent->n)
    return 0;
  for (uint32_t i = 0; i < splice->n_middle; i++)
    {
      warp =
          join (&warp, seconds (descent, last, splice->middle[i]), &nodes[splice->middle[i]].own);
      last = splice->middle[i];
      load += nodes[last].demand;
    }
  warp = join (&warp, seconds (descent, last, splice->tail), &nodes[splice->tail].tail);
  return penalty_of (descent, load, warp.warp_s);
}

static uint32_t
write_splice (const RdmVrpDescent *descent, const Splice *splice, uint32_t *steps)
{
  const Node *nodes = descent->nodes;
  uint32_t n = nodes[splice->head].at;
  uint32_t here = splice->head;

  for (uint32_t i = n; i > 0; i--)
    {
      steps[i - 1] = here;
      here = nodes[here].prev;
    }
  for (uint32_t i = 0; i < splice->n_middle; i++)
    steps[n++] = splice->middle[i];
  for (here = splice->tail; here < descent->n; here = nodes[here].next)
    steps[n++] = here;
  return n;
}

/* Makes both changes if together they help. `a` and `b` are of different routes ra and rb. */
static bool
try_both (RdmVrpDescent *descent, uint32_t ra, const Splice *a, uint32_t rb, const Splice *b)
{
  const Route *p = &descent->routes[ra];
  const Route *q = &descent->routes[rb];
  int64_t gain = p->cost + q->cost - (driving (descent, a) + driving (descent, b)) * SCALE;
  uint32_t n_a;
  uint32_t n_b;

  descent->n_priced++;
  if (gain <= 0)
    return false;
  gain -= punish (descent, a);
  if (gain <= 0)
    return false;
  gain -= punish (descent, b);
  if (gain <= 0)
    return false;
  n_a = write_splice (descent, a, descent->buffers[0]);
  n_b = write_splice (descent, b, descent->buffers[1]);
  set_route (descent, ra, descent->buffers[0], n_a);
  set_route (descent, rb, descent->buffers[1], n_b);
  return true;
}

/* u (and the one after it) go after v, or change places with what follows v; v may be a route's
 * begin. */
static bool
try_between (RdmVrpDescent *descent, uint32_t u, uint32_t v)
{
  const Node *nodes = descent->nodes;
  uint32_t ru = nodes[u].route;
  uint32_t rv = nodes[v].route;
  uint32_t before_u = nodes[u].prev;
  uint32_t x = nodes[u].next;
  uint32_t y = nodes[v].next;
  bool has_x = x < descent->n;
  bool has_y = y < descent->n;
  uint32_t after_x = has_x ? nodes[x].next : NO_NODE;
  uint32_t after_y = has_y ? nodes[y].next : NO_NODE;

#define ROUTE_U(...) (&(Splice){ __VA_ARGS__ })
  if (try_both (descent, ru, ROUTE_U (before_u, { 0 }, 0, x), rv, ROUTE_U (v, { u }, 1, y)))
    return true;
  if (has_x
      && (try_both (descent, ru, ROUTE_U (before_u, { 0 }, 0, after_x), rv,
                    ROUTE_U (v, { u, x }, 2, y))
          || try_both (descent, ru, ROUTE_U (before_u, { 0 }, 0, after_x), rv,
                       ROUTE_U (v, { x, u }, 2, y))))
    return true;
  if (has_y
      && try_both (descent, ru, ROUTE_U (before_u, { y }, 1, x), rv,
                   ROUTE_U (v, { u }, 1, after_y)))
    return true;
  if (has_x && has_y
      && try_both (descent, ru, ROUTE_U (before_u, { y }, 1, after_x), rv,
                   ROUTE_U (v, { u, x }, 2, after_y)))
    return true;
  if (has_x && has_y && after_y < descent->n
      && try_both (descent, ru, ROUTE_U (before_u, { y, after_y }, 2, after_x), rv,
                   ROUTE_U (v, { u, x }, 2, nodes[after_y].next)))
    return true;
  /* Tails change: u's route goes on after v, v's from u on. */
  return try_both (descent, ru, ROUTE_U (before_u, { 0 }, 0, y), rv, ROUTE_U (v, { 0 }, 0, u));
#undef ROUTE_U
}

/* --- moves within a route
 * -------------------------------------------------------------------------------- */

static bool
try_steps (RdmVrpDescent *descent, uint32_t r, const uint32_t *steps, uint32_t n, uint32_t same)
{
  const Node *nodes = descent->nodes;
  uint32_t here = same > 0 ? steps[same - 1] : begin_of (descent, r);
  Warp warp = nodes[here].head;
  int64_t drive_s = nodes[here].drive_s;

  descent->n_priced++;
  for (uint32_t i = same; i <= n; i++)
    {
      uint32_t step = i < n ? steps[i] : end_of (descent, r);
      int32_t leg_s = seconds (descent, here, step);

      drive_s += leg_s;
      warp = join (&warp, leg_s, &nodes[step].own);
      here = step;
    }
  if (drive_s * SCALE + penalty_of (descent, descent->routes[r].load, warp.warp_s)
      >= descent->routes[r].cost)
    return false;
  memmove (descent->buffers[1], steps, n * sizeof *steps);
  set_route (descent, r, descent->buffers[1], n);
  return true;
}

/* What moving n steps from u on to after v changes in driving. */
static int64_t
moved_drive (const RdmVrpDescent *descent, uint32_t u, uint32_t last, uint32_t v)
{
  const Node *nodes = descent->nodes;
  uint32_t p = nodes[u].prev;
  uint32_t x = nodes[last].next;
  uint32_t y = nodes[v].next;

  return (int64_t)seconds (descent, p, x) + seconds (descent, v, u) + seconds (descent, last, y)
         - seconds (descent, p, u) - seconds (descent, last, x) - seconds (descent, v, y);
}

static bool
try_within (RdmVrpDescent *descent, uint32_t u, uint32_t v)
{
  const Node *nodes = descent->nodes;
  uint32_t r = nodes[u].route;
  uint32_t n = descent->routes[r].n;
  uint32_t *steps = descent->buffers[0];

  for (uint32_t length = 1; length <= 3; length++)
    {
      uint32_t last = u;
      uint32_t count = 0;
      uint32_t low;

      for (uint32_t i = 1; i < length && last < descent->n; i++)
        last = nodes[last].next;
      if (last >= descent->n || (nodes[v].at >= nodes[u].at && nodes[v].at <= nodes[last].at)
          || nodes[v].next == u)
        continue;
      if (moved_drive (descent, u, last, v) * SCALE >= descent->routes[r].penalty)
        continue;
      low = nodes[v].at < nodes[u].at ? nodes[v].at : nodes[u].at - 1;
      for (uint32_t i = nodes[begin_of (descent, r)].next; i < descent->n; i = nodes[i].next)
        if (nodes[i].at < nodes[u].at || nodes[i].at > nodes[last].at)
          {
            steps[count++] = i;
            if (i == v)
              for (uint32_t k = u;; k = nodes[k].next)
                {
                  steps[count++] = k;
                  if (k == last)
                    break;
                }
          }
      if (v >= descent->n)
        {
          uint32_t size = nodes[last].at - nodes[u].at + 1;
          uint32_t k = u;

          memmove (steps + size, steps, count * sizeof *steps);
          for (uint32_t i = 0; i < size; i++, k = nodes[k].next)
            steps[i] = k;
          low = 0;
        }
      if (try_steps (descent, r, steps, n, low))
        return true;
    }
  return false;
}

/* u and v, later in the same route, change places. */
static bool
try_swap_within (RdmVrpDescent *descent, uint32_t u, uint32_t v)
{
  const Node *nodes = descent->nodes;
  uint32_t r = nodes[u].route;
  uint32_t n = 0;
  uint32_t low = nodes[u].at < nodes[v].at ? nodes[u].at : nodes[v].at;

  if (nodes[u].at > nodes[v].at)
    {
      uint32_t swap = u;

      u = v;
      v = swap;
    }
  /* Next to each other, moving one of them is the same. */
  if (nodes[u].next == v
      || (seconds (descent, nodes[u].prev, v) + (int64_t)seconds (descent, v, nodes[u].next)
          + seconds (descent, nodes[v].prev, u) + seconds (descent, u, nodes[v].next)
          - seconds (descent, nodes[u].prev, u) - seconds (descent, u, nodes[u].next)
          - seconds (descent, nodes[v].prev, v) - seconds (descent, v, nodes[v].next))
                 * SCALE
             >= descent->routes[r].penalty)
    return false;
  for (uint32_t i = nodes[begin_of (descent, r)].next; i < descent->n; i = nodes[i].next)
    descent->buffers[0][n++] = i == u ? v : i == v ? u : i;
  return try_steps (descent, r, descent->buffers[0], n, low - 1);
}

/* --- the descent
 * -------------------------------------------------------------------------------------------- */

static void
load_tour (RdmVrpDescent *descent, const RdmVrpTour *tour)
{
  for (uint32_t r = 0; r < descent->n_routes; r++)
    set_route (descent, r, tour->nodes + tour->starts[r], tour->starts[r + 1] - tour->starts[r]);
}

static void
store_tour (const RdmVrpDescent *descent, RdmVrpTour *tour)
{
  uint32_t n = 0;

  tour->drive_s = tour->warp_s = tour->overload = 0;
  for (uint32_t r = 0; r < descent->n_routes; r++)
    {
      const Route *route = &descent->routes[r];

      tour->starts[r] = n;
      for (uint32_t i = descent->nodes[begin_of (descent, r)].next; i < descent->n;
           i = descent->nodes[i].next)
        tour->nodes[n++] = i;
      tour->drive_s += route->drive_s;
      tour->warp_s += route->warp_s;
      tour->overload += route->load > descent->capacity ? route->load - descent->capacity : 0;
    }
  tour->starts[descent->n_routes] = n;
}

static bool
try_pair (RdmVrpDescent *descent, uint32_t u, uint32_t v)
{
  const Node *nodes = descent->nodes;

  if (nodes[u].route != nodes[v].route)
    return try_between (descent, u, v)
           || (nodes[v].prev >= descent->n && try_between (descent, u, nodes[v].prev));
  return try_within (descent, u, v)
         || (nodes[v].prev >= descent->n && try_within (descent, u, nodes[v].prev))
         || try_swap_within (descent, u, v);
}

static uint32_t
empty_route (const RdmVrpDescent *descent)
{
  for (uint32_t r = 0; r < descent->n_routes; r++)
    if (descent->routes[r].n == 0)
      return r;
  return NO_NODE;
}

static bool
improve (RdmVrpDescent *descent, uint32_t u, bool is_first)
{
  const Node *nodes = descent->nodes;
  uint64_t tested = descent->tested[u];
  const uint32_t *near = descent->space->near + (size_t)u * descent->space->n_near;
  bool has_improved = false;
  uint32_t empty;

  descent->tested[u] = descent->n_moves;
  for (uint32_t i = 0; i < descent->n_near; i++)
    {
      uint32_t v = near[i];

      if (!is_first && descent->routes[nodes[u].route].changed <= tested
          && descent->routes[nodes[v].route].changed <= tested)
        continue;
      has_improved |= try_pair (descent, u, v);
    }
  if (is_first || descent->routes[nodes[u].route].changed > tested)
    {
      empty = empty_route (descent);
      if (empty != NO_NODE && descent->routes[nodes[u].route].n > 1)
        has_improved |= try_between (descent, u, begin_of (descent, empty));
    }
  return has_improved;
}

void
rdm_vrp_descend (RdmVrpDescent *descent,
                 RdmVrpTour *tour,
                 RdmVrpPenalties penalties,
                 RdmVrpRandom *random)
{
  bool goes_on = true;

  descent->penalties = penalties;
  load_tour (descent, tour);
  for (uint32_t i = descent->n; i-- > 1;)
    {
      uint32_t j = rdm_vrp_random_below (random, i + 1);
      uint32_t swap = descent->order[i];

      descent->order[i] = descent->order[j];
      descent->order[j] = swap;
    }
  for (uint32_t round = 0; goes_on; round++)
    {
      goes_on = false;
      for (uint32_t i = 0; i < descent->n; i++)
        goes_on |= improve (descent, descent->order[i], round == 0);
    }
  store_tour (descent, tour);
}

void
rdm_vrp_descent_insert (RdmVrpDescent *descent,
                        RdmVrpTour *tour,
                        const uint32_t *tasks,
                        uint32_t n_tasks,
                        RdmVrpPenalties penalties)
{
  descent->penalties = penalties;
  load_tour (descent, tour);
  for (uint32_t i = 0; i < n_tasks; i++)
    {
      int64_t best = INT64_MAX;
      Splice best_splice = { 0 };
      bool has_empty = false;

      for (uint32_t r = 0; r < descent->n_routes; r++)
        {
          if (descent->routes[r].n == 0 && has_empty)
            continue;
          has_empty |= descent->routes[r].n == 0;
          for (uint32_t v = begin_of (descent, r); v != end_of (descent, r);
               v = descent->nodes[v].next)
            {
              Splice splice = { v, { tasks[i] }, 1, descent->nodes[v].next };
              int64_t cost = driving (descent, &splice) * SCALE - descent->routes[r].cost;

              if (cost >= best)
                continue;
              cost += punish (descent, &splice);
              if (cost >= best)
                continue;
              best = cost;
              best_splice = splice;
            }
        }
      set_route (descent, descent->nodes[best_splice.tail].route, descent->buffers[0],
                 write_splice (descent, &best_splice, descent->buffers[0]));
    }
  store_tour (descent, tour);
}
