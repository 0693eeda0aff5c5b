/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Two tasks of two routes change routes, and each goes where it costs least in its new one, which
 * need not be where the other was (SWAP*, Vidal 2022); or one goes alone. Where loads are tight and
 * no window binds, most of what is left to gain is of this kind. */
#include "rdm-vrp-descent-private.h"

#include <assert.h>

/* Of the routes of so many nearest tasks, a route is looked at with each. */
#define N_BESIDE 8
/* Pairs of tasks that two routes may have: with more, the time is better spent on other moves. */
#define MOST_PAIRS 5000
#define NO_COST (INT64_MAX / 4)

/* Both routes, and what they would become. */
typedef struct
{
  uint32_t from; /* the route whose tasks look for places */
  uint32_t to;
  int64_t value;    /* < 0: the best so far */
  uint32_t u;       /* a task of `from`, or none */
  uint32_t v;       /* a task of `to`, or none */
  uint32_t after_u; /* behind this step of `to`; v itself: in its place */
  uint32_t after_v;
} Exchange;

static void
note_place (RdmVrpPlaces *places, int64_t cost, uint32_t after)
{
  int k = RDM_VRP_N_PLACES - 1;

  for (; k > 0 && cost < places->costs[k - 1]; k--)
    {
      places->costs[k] = places->costs[k - 1];
      places->after[k] = places->after[k - 1];
    }
  places->costs[k] = cost;
  places->after[k] = after;
}

/* The least that it costs to put the task into the route, and behind which steps. */
static void
find_places (const RdmVrpDescent *descent, uint32_t task, uint32_t r, RdmVrpPlaces *places)
{
  const RdmVrpNode *nodes = descent->nodes;
  const RdmVrpLoop *route = &descent->routes[r];
  uint32_t here = rdm_vrp_begin_of (descent, r);
  int64_t arc = rdm_vrp_arc_cost_in (descent, route, here, task);

  for (int k = 0; k < RDM_VRP_N_PLACES; k++)
    places->costs[k] = NO_COST;
  while (nodes[here].next != RDM_VRP_NO_NODE)
    {
      uint32_t next = nodes[here].next;
      int64_t cost = arc + rdm_vrp_arc_cost (descent, route, task, next) - nodes[here].leg_out;

      if (cost < places->costs[RDM_VRP_N_PLACES - 1])
        note_place (places, cost, here);
      /* There and back cost the same where all is alike. */
      arc = descent->is_alike ? cost + nodes[here].leg_out - arc
                              : rdm_vrp_arc_cost_in (descent, route, next, task);
      here = next;
    }
}

static const RdmVrpPlaces *
places_of (RdmVrpDescent *descent, uint32_t task, uint32_t r)
{
  RdmVrpPlaces *places = &descent->places[task];

  if (places->route != r || places->changed != descent->routes[r].changed)
    {
      find_places (descent, task, r, places);
      places->route = r;
      places->changed = descent->routes[r].changed;
    }
  return places;
}

/* The least that it costs to put the task into the route of `gone`, which leaves it. */
static int64_t
cost_without (RdmVrpDescent *descent, uint32_t task, uint32_t gone, uint32_t *after)
{
  const RdmVrpNode *nodes = descent->nodes;
  uint32_t r = nodes[gone].route;
  const RdmVrpLoop *route = &descent->routes[r];
  const RdmVrpPlaces *places = places_of (descent, task, r);
  uint32_t before = nodes[gone].prev;
  uint32_t next = nodes[gone].next;
  /* In its place: what it leaves behind is given back. */
  int64_t best = rdm_vrp_arc_cost_in (descent, route, before, task)
                 + rdm_vrp_arc_cost (descent, route, task, next) - nodes[gone].leg_in
                 - nodes[gone].leg_out + nodes[gone].gains[0];

  *after = gone;
  for (int k = 0; k < RDM_VRP_N_PLACES && places->costs[k] < best; k++)
    if (places->after[k] != gone && places->after[k] != before)
      {
        *after = places->after[k];
        return places->costs[k];
      }
  return best;
}

static int64_t
penalty_with (const RdmVrpDescent *descent, uint32_t r, int64_t more)
{
  const RdmVrpLoop *route = &descent->routes[r];

  return rdm_vrp_load_penalty (descent, route, route->load + more) - route->penalty;
}

/* u of `from` goes to `to`, and nothing comes back. */
static void
try_one (RdmVrpDescent *descent, Exchange *best, uint32_t u, uint32_t from, uint32_t to)
{
  const RdmVrpNode *nodes = descent->nodes;
  int64_t value = penalty_with (descent, from, -nodes[u].demand)
                  + penalty_with (descent, to, nodes[u].demand) - nodes[u].gains[0];
  const RdmVrpPlaces *places;

  if (value >= best->value || !rdm_vrp_descent_may_serve (descent, to, u)
      || descent->routes[from].n < 2)
    return;
  places = places_of (descent, u, to);
  value += places->costs[0];
  if (value < best->value)
    *best = (Exchange){ from, to, value, u, RDM_VRP_NO_NODE, places->after[0], RDM_VRP_NO_NODE };
}

static void
try_two (RdmVrpDescent *descent, Exchange *best, uint32_t u, uint32_t v)
{
  const RdmVrpNode *nodes = descent->nodes;
  uint32_t a = nodes[u].route;
  uint32_t b = nodes[v].route;
  int64_t more = nodes[v].demand - nodes[u].demand;
  int64_t value = penalty_with (descent, a, more) + penalty_with (descent, b, -more)
                  - nodes[u].gains[0] - nodes[v].gains[0];
  uint32_t after_u;
  uint32_t after_v;

  if (value >= best->value)
    return;
  value += cost_without (descent, u, v, &after_u);
  if (value >= best->value)
    return;
  value += cost_without (descent, v, u, &after_v);
  if (value < best->value && rdm_vrp_descent_may_serve (descent, b, u)
      && rdm_vrp_descent_may_serve (descent, a, v))
    *best = (Exchange){ a, b, value, u, v, after_u, after_v };
}

/* The route with `comes` behind `after`, each none or both, and without `goes`. */
static uint32_t
write_route (const RdmVrpDescent *descent,
             uint32_t r,
             uint32_t goes,
             uint32_t comes,
             uint32_t after,
             uint32_t *steps)
{
  const RdmVrpNode *nodes = descent->nodes;
  uint32_t n = 0;

  for (uint32_t i = rdm_vrp_begin_of (descent, r); i != RDM_VRP_NO_NODE; i = nodes[i].next)
    {
      if (i < descent->n && i != goes)
        steps[n++] = i;
      if (i == after)
        steps[n++] = comes;
    }
  return n;
}

static void
make (RdmVrpDescent *descent, const Exchange *best)
{
  uint32_t *a = descent->buffers[0];
  uint32_t *b = descent->buffers[1];
  uint32_t n_a = write_route (descent, best->from, best->u, best->v, best->after_v, a);
  uint32_t n_b = write_route (descent, best->to, best->v, best->u, best->after_u, b);

  rdm_vrp_descent_enqueue_around (descent, best->u);
  rdm_vrp_descent_enqueue_around (descent, best->v);
  rdm_vrp_descent_touch (descent, best->from);
  rdm_vrp_descent_touch (descent, best->to);
  rdm_vrp_descent_set_route (descent, best->from, a, n_a, 0);
  rdm_vrp_descent_set_route (descent, best->to, b, n_b, 0);
  rdm_vrp_descent_enqueue_around (descent, best->u);
  rdm_vrp_descent_enqueue_around (descent, best->v);
}

/* Returns: whether an exchange between the two helped. */
static bool
swap_routes (RdmVrpDescent *descent, uint32_t a, uint32_t b)
{
  const RdmVrpNode *nodes = descent->nodes;
  Exchange best = { 0 };
  int64_t before = descent->cost;

  for (uint32_t u = nodes[rdm_vrp_begin_of (descent, a)].next; u < descent->n; u = nodes[u].next)
    {
      try_one (descent, &best, u, a, b);
      for (uint32_t v = nodes[rdm_vrp_begin_of (descent, b)].next; v < descent->n;
           v = nodes[v].next)
        try_two (descent, &best, u, v);
    }
  for (uint32_t v = nodes[rdm_vrp_begin_of (descent, b)].next; v < descent->n; v = nodes[v].next)
    try_one (descent, &best, v, b, a);
  descent->n_priced += (uint64_t)descent->routes[a].n * descent->routes[b].n;
  if (best.value >= 0)
    return false;
  make (descent, &best);
  assert (descent->cost == before + best.value);
  (void)before;
  return true;
}

/* The route and those beside it, until something helps. */
static bool
swap_around (RdmVrpDescent *descent, uint32_t r)
{
  const RdmVrpNode *nodes = descent->nodes;
  uint32_t n_beside = N_BESIDE < descent->n_near ? N_BESIDE : descent->n_near;

  descent->n_swaps++;
  descent->swap_marks[r] = descent->n_swaps;
  for (uint32_t u = nodes[rdm_vrp_begin_of (descent, r)].next; u < descent->n; u = nodes[u].next)
    for (uint32_t i = 0; i < n_beside; i++)
      {
        uint32_t other = nodes[descent->after[(size_t)u * descent->n_near + i]].route;

        if (other == RDM_VRP_NO_NODE || descent->swap_marks[other] == descent->n_swaps
            || (uint64_t)descent->routes[r].n * descent->routes[other].n > MOST_PAIRS)
          continue;
        descent->swap_marks[other] = descent->n_swaps;
        if (swap_routes (descent, r, other))
          return true;
      }
  return false;
}

void
rdm_vrp_descent_swap (RdmVrpDescent *descent)
{
  uint32_t n_calm = 0;

  if (descent->places == NULL)
    return;
  for (uint32_t r = 0; n_calm < descent->n_routes; r = r + 1 < descent->n_routes ? r + 1 : 0)
    {
      const RdmVrpLoop *route = &descent->routes[r];

      n_calm++;
      if (route->n == 0 || route->changed <= descent->swapped[r])
        continue;
      descent->swapped[r] = descent->n_moves;
      if (swap_around (descent, r))
        {
          rdm_vrp_descent_settle (descent);
          n_calm = 0;
        }
      if (rdm_vrp_descent_is_stopped (descent))
        return;
    }
}
