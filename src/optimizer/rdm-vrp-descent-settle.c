/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Where the descent looks, and until when: at all arcs to and from a task that are worth it. With
 * `all` false, only where a route has changed since the task was last looked at. */
#include "rdm-vrp-descent-private.h"

#include <string.h>

void
rdm_vrp_descent_enqueue (RdmVrpDescent *descent, uint32_t node)
{
  uint32_t at = descent->queue_first + descent->n_queued;

  if (node >= descent->n || descent->is_queued[node])
    return;
  descent->is_queued[node] = true;
  descent->queue[at < descent->n ? at : at - descent->n] = node;
  descent->n_queued++;
}

void
rdm_vrp_descent_enqueue_around (RdmVrpDescent *descent, uint32_t task)
{
  if (task >= descent->n)
    return;
  rdm_vrp_descent_enqueue (descent, task);
  rdm_vrp_descent_enqueue (descent, descent->nodes[task].prev);
  rdm_vrp_descent_enqueue (descent, descent->nodes[task].next);
}

/* Where is_alike, arcs in both directions are looked at at once. */
static bool
look_alike (RdmVrpDescent *descent, uint32_t task, bool all)
{
  const RdmVrpNode *nodes = descent->nodes;
  const uint32_t *after = descent->after + (size_t)task * descent->n_near;
  const int64_t *arcs = descent->arcs + (size_t)task * descent->n_near;
  uint64_t tested = descent->tested[task];
  bool has_improved = false;

  if (nodes[task].route == RDM_VRP_NO_NODE)
    return false;
  descent->tested[task] = descent->n_moves;
  for (uint32_t i = 0; i < descent->n_near; i++)
    {
      bool is_new = all || descent->routes[nodes[task].route].changed > tested;
      uint32_t v = after[i];
      uint32_t r = nodes[v].route;

      if (r == RDM_VRP_NO_NODE || !(is_new || descent->routes[r].changed > tested))
        continue;
      if (r != nodes[task].route)
        has_improved |= rdm_vrp_descent_try_pair (descent, task, v, arcs[i]);
      else
        {
          has_improved |= rdm_vrp_descent_try_arc (descent, v, task, true);
          has_improved |= rdm_vrp_descent_try_arc (descent, task, v, false);
        }
    }
  if (!all && descent->routes[nodes[task].route].changed <= tested)
    return has_improved;
  for (uint32_t k = 0; k < descent->n_kins; k++)
    {
      uint32_t idle = rdm_vrp_descent_idle_route (descent, k);
      uint32_t v = rdm_vrp_begin_of (descent, idle);

      if (idle != RDM_VRP_NO_NODE)
        has_improved |= rdm_vrp_descent_try_pair (
            descent, task, v, rdm_vrp_arc_cost (descent, &descent->routes[0], v, task));
    }
  return has_improved;
}

static bool
look_unlike (RdmVrpDescent *descent, uint32_t task, bool all)
{
  const RdmVrpNode *nodes = descent->nodes;
  const uint32_t *before = descent->before + (size_t)task * descent->n_near;
  const uint32_t *after = descent->after + (size_t)task * descent->n_near;
  uint64_t tested = descent->tested[task];
  bool has_improved = false;

  if (nodes[task].route == RDM_VRP_NO_NODE)
    return false;
  descent->tested[task] = descent->n_moves;
  for (uint32_t i = 0; i < descent->n_near; i++)
    {
      bool is_new = all || descent->routes[nodes[task].route].changed > tested;
      uint32_t r = nodes[before[i]].route;

      if (r != RDM_VRP_NO_NODE && (is_new || descent->routes[r].changed > tested))
        has_improved |= rdm_vrp_descent_try_arc (descent, before[i], task, true);
      is_new = all || descent->routes[nodes[task].route].changed > tested;
      r = nodes[after[i]].route;
      if (r != RDM_VRP_NO_NODE && (is_new || descent->routes[r].changed > tested))
        has_improved |= rdm_vrp_descent_try_arc (descent, task, after[i], false);
    }
  if (!all && descent->routes[nodes[task].route].changed <= tested)
    return has_improved;
  for (uint32_t k = 0; k < descent->n_kins; k++)
    {
      uint32_t idle = rdm_vrp_descent_idle_route (descent, k);

      if (idle != RDM_VRP_NO_NODE)
        has_improved |=
            rdm_vrp_descent_try_arc (descent, rdm_vrp_begin_of (descent, idle), task, true);
    }
  return has_improved;
}

static bool
look_at (RdmVrpDescent *descent, uint32_t task, bool all)
{
  return descent->is_alike ? look_alike (descent, task, all) : look_unlike (descent, task, all);
}

void
rdm_vrp_descent_settle (RdmVrpDescent *descent)
{
  while (descent->n_queued > 0)
    {
      uint32_t task = descent->queue[descent->queue_first];

      descent->queue_first++;
      if (descent->queue_first == descent->n)
        descent->queue_first = 0;
      descent->n_queued--;
      descent->is_queued[task] = false;
      if (!rdm_vrp_descent_is_stopped (descent))
        look_at (descent, task, true);
    }
}

void
rdm_vrp_descent_forget_queue (RdmVrpDescent *descent)
{
  descent->n_queued = 0;
  memset (descent->is_queued, 0, descent->n * sizeof *descent->is_queued);
}

void
rdm_vrp_descent_settle_all (RdmVrpDescent *descent, RdmVrpRandom *random)
{
  bool goes_on = true;

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
      for (uint32_t i = 0; i < descent->n && !rdm_vrp_descent_is_stopped (descent); i++)
        goes_on |= look_at (descent, descent->order[i], round == 0);
    }
  rdm_vrp_descent_forget_queue (descent);
}
