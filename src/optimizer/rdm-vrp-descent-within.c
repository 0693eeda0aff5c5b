/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Moves within one route that make the arc from v to u: a piece that begins with u goes after v,
 * one that ends with v before u, or what lies between is turned round. */
#include "rdm-vrp-descent-private.h"

/* Goes on from `here` along first … last. Returns: false when that breaks windows for more than the
 * bound; what comes after only makes it worse. */
static inline bool
walk_on (const RdmVrpDescent *descent,
         const RdmVrpLoop *route,
         uint32_t here,
         uint32_t first,
         uint32_t last,
         int64_t most_warp_s,
         RdmVrpWarp *warp)
{
  const RdmVrpNode *nodes = descent->nodes;

  *warp = rdm_vrp_warp_join (warp, rdm_vrp_arc_seconds (descent, route, here, first),
                             &nodes[first].own);
  while (first != last && warp->warp_s < most_warp_s)
    {
      uint32_t next = nodes[first].next;

      *warp = rdm_vrp_warp_join (warp, rdm_vrp_arc_seconds (descent, route, first, next),
                                 &nodes[next].own);
      first = next;
    }
  return warp->warp_s < most_warp_s;
}

/* After `low`, the steps first_b … last_b come before first_a … last_a, which they followed. */
static bool
is_better_order (const RdmVrpDescent *descent,
                 uint32_t r,
                 uint32_t low,
                 uint32_t first_a,
                 uint32_t last_a,
                 uint32_t first_b,
                 uint32_t last_b,
                 int64_t delta)
{
  const RdmVrpNode *nodes = descent->nodes;
  const RdmVrpLoop *route = &descent->routes[r];
  uint32_t tail = nodes[last_b].next;
  RdmVrpWarp warp = nodes[low].head;
  /* The least warp that makes it no gain. */
  int64_t most_warp_s =
      route->warp_s
      - (delta >= 0 ? delta : delta - descent->penalties.late + 1) / descent->penalties.late;

  if (!walk_on (descent, route, low, first_b, last_b, most_warp_s, &warp)
      || !walk_on (descent, route, last_b, first_a, last_a, most_warp_s, &warp))
    return false;
  warp = rdm_vrp_warp_join (&warp, rdm_vrp_arc_seconds (descent, route, last_a, tail),
                            &nodes[tail].tail);
  return delta + descent->penalties.late * (warp.warp_s - (int64_t)route->warp_s) < 0;
}

/* Replaces n steps after `low` by these. */
static void
make_order (RdmVrpDescent *descent, uint32_t r, uint32_t low, const uint32_t *steps, uint32_t n)
{
  const RdmVrpNode *nodes = descent->nodes;
  uint32_t *all = descent->buffers[0];
  uint32_t same = nodes[low].at;
  uint32_t here = low;
  uint32_t count = same + n;

  for (uint32_t i = same; i > 0; i--, here = nodes[here].prev)
    all[i - 1] = here;
  here = nodes[low].next;
  for (uint32_t i = 0; i < n; i++)
    {
      all[same + i] = steps[i];
      here = nodes[here].next;
    }
  for (; here < descent->n; here = nodes[here].next)
    all[count++] = here;
  rdm_vrp_descent_touch (descent, r);
  rdm_vrp_descent_set_route (descent, r, all, count, same);
  rdm_vrp_descent_enqueue (descent, low);
  for (uint32_t i = same; i < count && i <= same + n; i++)
    rdm_vrp_descent_enqueue (descent, all[i]);
}

/* The piece first … last goes to between v and y = the step after v. */
static bool
try_shift (RdmVrpDescent *descent, uint32_t first, uint32_t last, int64_t gain, uint32_t v)
{
  const RdmVrpNode *nodes = descent->nodes;
  uint32_t r = nodes[first].route;
  const RdmVrpLoop *route = &descent->routes[r];
  uint32_t p = nodes[first].prev;
  uint32_t x = nodes[last].next;
  uint32_t y = nodes[v].next;
  uint32_t *steps = descent->buffers[1];
  uint32_t n = 0;
  bool is_back = nodes[v].at < nodes[first].at;
  uint32_t low = is_back ? v : p;
  int64_t delta = rdm_vrp_arc_cost (descent, route, v, first) - nodes[v].leg_out - gain;

  if (delta >= route->penalty)
    return false;
  delta += rdm_vrp_arc_cost (descent, route, last, y);
  if (delta >= (descent->has_windows ? descent->penalties.late * route->warp_s : 0))
    return false;
  if (descent->has_windows
      && !(is_back ? is_better_order (descent, r, low, y, p, first, last, delta)
                   : is_better_order (descent, r, low, first, last, x, v, delta)))
    return false;
  if (!is_back)
    for (uint32_t i = x; i != y; i = nodes[i].next)
      steps[n++] = i;
  for (uint32_t i = first; i != x; i = nodes[i].next)
    steps[n++] = i;
  if (is_back)
    for (uint32_t i = y; i != first; i = nodes[i].next)
      steps[n++] = i;
  make_order (descent, r, low, steps, n);
  return true;
}

/* Whether the steps from u back to y, after v, break windows for less than the bound. */
static bool
is_better_turned (const RdmVrpDescent *descent, uint32_t v, uint32_t u, int64_t delta)
{
  const RdmVrpNode *nodes = descent->nodes;
  const RdmVrpLoop *route = &descent->routes[nodes[u].route];
  uint32_t x = nodes[u].next;
  RdmVrpWarp warp = nodes[v].head;
  int64_t most_warp_s =
      route->warp_s
      - (delta >= 0 ? delta : delta - descent->penalties.late + 1) / descent->penalties.late;
  uint32_t here = v;

  for (uint32_t step = u; step != v; step = nodes[step].prev)
    {
      warp = rdm_vrp_warp_join (&warp, rdm_vrp_arc_seconds (descent, route, here, step),
                                &nodes[step].own);
      if (warp.warp_s >= most_warp_s)
        return false;
      here = step;
    }
  warp = rdm_vrp_warp_join (&warp, rdm_vrp_arc_seconds (descent, route, here, x), &nodes[x].tail);
  return delta + descent->penalties.late * (warp.warp_s - (int64_t)route->warp_s) < 0;
}

/* What lies between v and u, u included, is turned round; v comes before u. */
static bool
try_turn (RdmVrpDescent *descent, uint32_t v, uint32_t u)
{
  const RdmVrpNode *nodes = descent->nodes;
  uint32_t r = nodes[u].route;
  const RdmVrpLoop *route = &descent->routes[r];
  uint32_t y = nodes[v].next;
  uint32_t x = nodes[u].next;
  uint32_t *steps = descent->buffers[1];
  uint32_t n = 0;
  int64_t delta = rdm_vrp_arc_cost (descent, route, v, u) + nodes[u].back - nodes[y].back
                  + rdm_vrp_arc_cost (descent, route, y, x) - (nodes[x].cost - nodes[v].cost);

  if (delta >= (descent->has_windows ? descent->penalties.late * route->warp_s : 0))
    return false;
  if (descent->has_windows && !is_better_turned (descent, v, u, delta))
    return false;
  for (uint32_t i = u; i != v; i = nodes[i].prev)
    steps[n++] = i;
  make_order (descent, r, v, steps, n);
  return true;
}

bool
rdm_vrp_descent_try_within (RdmVrpDescent *descent, uint32_t v, uint32_t u, bool by_u)
{
  const RdmVrpNode *nodes = descent->nodes;
  const RdmVrpLoop *route = &descent->routes[nodes[u].route];
  uint32_t p = nodes[u].prev;
  uint32_t last = u;
  uint32_t first = v;
  int64_t arc = rdm_vrp_arc_from_v (descent, route, v, u, by_u) - route->penalty;

  descent->n_priced += 6;
  if (arc - nodes[v].leg_out < nodes[u].gain_ahead)
    for (uint32_t i = 0; i < RDM_VRP_LONGEST_PIECE && last < descent->n && last != v;
         i++, last = nodes[last].next)
      if (try_shift (descent, u, last, nodes[u].gains[i], v))
        return true;
  if (arc - nodes[u].leg_in < nodes[v].gain_back)
    for (uint32_t i = 0; i < RDM_VRP_LONGEST_PIECE && first < descent->n && first != u;
         i++, first = nodes[first].prev)
      if (try_shift (descent, first, v, nodes[first].gains[i], p))
        return true;
  return nodes[v].at < nodes[u].at && try_turn (descent, v, u);
}
