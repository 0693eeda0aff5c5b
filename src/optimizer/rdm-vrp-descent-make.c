/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Makes a move between two routes. */
#include "rdm-vrp-descent-private.h"

#include <assert.h>

static uint32_t
write_splice (const RdmVrpDescent *descent, const RdmVrpSplice *splice, uint32_t *steps)
{
  const RdmVrpNode *nodes = descent->nodes;
  uint32_t n = nodes[splice->head].at;
  uint32_t here = splice->head;

  for (uint32_t i = n; i > 0; i--)
    {
      steps[i - 1] = here;
      here = nodes[here].prev;
    }
  here = splice->first;
  for (uint32_t i = 0; i < splice->n; i++, here = rdm_vrp_splice_next (descent, splice, here))
    steps[n++] = here;
  for (here = splice->tail; here < descent->n; here = nodes[here].next)
    steps[n++] = here;
  return n;
}

static void
enqueue_ends (RdmVrpDescent *descent, const RdmVrpSplice *splice)
{
  rdm_vrp_descent_enqueue (descent, splice->head);
  rdm_vrp_descent_enqueue (descent, splice->tail);
  if (splice->n == 0)
    return;
  rdm_vrp_descent_enqueue (descent, splice->first);
  rdm_vrp_descent_enqueue (descent, splice->last);
}

static void
make_splices (
    RdmVrpDescent *descent, uint32_t ra, const RdmVrpSplice *a, uint32_t rb, const RdmVrpSplice *b)
{
  uint32_t same_a = descent->nodes[a->head].at;
  uint32_t same_b = descent->nodes[b->head].at;
  uint32_t n_a = write_splice (descent, a, descent->buffers[0]);
  uint32_t n_b = write_splice (descent, b, descent->buffers[1]);

  rdm_vrp_descent_touch (descent, ra);
  rdm_vrp_descent_touch (descent, rb);
  rdm_vrp_descent_set_route (descent, ra, descent->buffers[0], n_a, same_a);
  rdm_vrp_descent_set_route (descent, rb, descent->buffers[1], n_b, same_b);
  enqueue_ends (descent, a);
  enqueue_ends (descent, b);
}

static void
make_turned (RdmVrpDescent *descent, uint32_t v, uint32_t u)
{
  const RdmVrpNode *nodes = descent->nodes;
  uint32_t ra = nodes[u].route;
  uint32_t rb = nodes[v].route;
  uint32_t x = nodes[u].next;
  uint32_t y = nodes[v].next;
  uint32_t *a = descent->buffers[0];
  uint32_t *b = descent->buffers[1];
  uint32_t n_a = 0;
  uint32_t n_b = nodes[v].at;
  uint32_t same_b = n_b;

  for (uint32_t i = v, k = n_b; k > 0; k--, i = nodes[i].prev)
    b[k - 1] = i;
  for (uint32_t i = u; i < descent->n; i = nodes[i].prev)
    b[n_b++] = i;
  for (uint32_t i = nodes[rdm_vrp_end_of (descent, rb)].prev; i != v; i = nodes[i].prev)
    a[n_a++] = i;
  for (uint32_t i = x; i < descent->n; i = nodes[i].next)
    a[n_a++] = i;
  rdm_vrp_descent_touch (descent, ra);
  rdm_vrp_descent_touch (descent, rb);
  rdm_vrp_descent_set_route (descent, ra, a, n_a, 0);
  rdm_vrp_descent_set_route (descent, rb, b, n_b, same_b);
  rdm_vrp_descent_enqueue (descent, u);
  rdm_vrp_descent_enqueue (descent, v);
  rdm_vrp_descent_enqueue (descent, x);
  rdm_vrp_descent_enqueue (descent, y);
}

void
rdm_vrp_descent_make (RdmVrpDescent *descent, const RdmVrpBest *best)
{
  const RdmVrpNode *nodes = descent->nodes;
  int64_t before = descent->cost;

  if (best->is_turned)
    make_turned (descent, best->turned[0], best->turned[1]);
  else
    make_splices (descent, nodes[best->a.head].route, &best->a, nodes[best->b.head].route,
                  &best->b);
  assert (descent->cost == before + best->value);
  (void)before;
}
