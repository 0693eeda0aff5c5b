/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a change of a route costs. */
#include "rdm-vrp-insert-search-private.h"

RdmVrpCost
rdm_vrp_timed_cost (const RdmVrpRoute *route, RdmVrpSegment whole)
{
  RdmVrpCost price_balance = route->model->problem->price_balance;
  RdmVrpCost before = 0;

  if (whole.duration_s > route->rig->vehicle->max_duty_s)
    return RDM_VRP_INFEASIBLE;
  if (route->n > 0)
    before = rdm_vrp_duty_cost (route->rig, price_balance,
                                rdm_vrp_segment_join (route->heads[route->n],
                                                      route->spots[route->n].leg_s,
                                                      route->tails[route->n]));
  return rdm_vrp_duty_cost (route->rig, price_balance, whole) - before;
}

RdmVrpCost
rdm_vrp_search_price (RdmVrpSearch *search,
                      const RdmVrpRoute *route,
                      const RdmVrpPatch *patch,
                      RdmVrpCost bound)
{
  RdmVrpTotals totals;
  RdmVrpCost before = route->totals.cost - (route->n > 0 ? route->change_cost : 0);

  if (!rdm_vrp_route_try (route, patch, route->totals.overdue_s, &search->state->scratch, &totals)
      || totals.breach > route->totals.breach || totals.cost - before >= bound)
    return RDM_VRP_INFEASIBLE;
  return totals.cost - before;
}
