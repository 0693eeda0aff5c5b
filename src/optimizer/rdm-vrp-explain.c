/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a change does in detail, and why it cannot be: both compare schedules before and after. */
#include "rdm-vrp-advice.h"

#include <stdlib.h>

#include "rdm-vrp-desk-private.h"
#include "rdm-vrp-schedule-private.h"

/* How bad a second, a piece of load, or anything else is, when looking for the least relaxation. */
#define PIECE_WORTH 600.0
#define OTHER_WORTH 86400.0
/* One thing to change is easier to ask for than two. */
#define ONE_MORE_WORTH 900.0

/* By how much the same rule was broken before. */
static int64_t
amount_before (const RdmVrpSchedule *before, const RdmVrpViolation *violation)
{
  for (uint32_t i = 0; i < before->n_violations; i++)
    {
      const RdmVrpViolation *old = &before->violations[i];
      bool is_same = old->kind == violation->kind && old->detail == violation->detail;

      /* An overload shows first at any task: the dimension is what counts. */
      if (is_same && (old->kind == RDM_VRP_OVERLOAD || old->task == violation->task))
        return old->amount;
    }
  return 0;
}

/* A task's violation on the vehicle that it leaves is not new where it goes. */
static int64_t
amount_elsewhere (RdmVrpHand *hand, uint32_t vehicle, const RdmVrpViolation *violation)
{
  int32_t now =
      violation->task == RDM_VRP_NONE ? RDM_VRP_NONE : hand->desk->task_routes[violation->task];

  if (now == RDM_VRP_NONE || now == (int32_t)vehicle || violation->kind == RDM_VRP_OVERLOAD)
    return 0;
  return amount_before (rdm_vrp_desk_get_schedule (hand->desk, (uint32_t)now), violation);
}

static double
worth (const RdmVrpRelaxation *relaxation)
{
  switch (relaxation->kind)
    {
    case RDM_VRP_WINDOW_MISSED:
    case RDM_VRP_BREAK_MISSED:
    case RDM_VRP_SHIFT_EXCEEDED:
    case RDM_VRP_TOO_MUCH_DRIVING:
    case RDM_VRP_TOO_MUCH_DUTY:
    case RDM_VRP_RIDE_TOO_LONG:
      return (double)relaxation->amount;
    case RDM_VRP_TOO_FAR:
      return (double)relaxation->amount / 10;
    case RDM_VRP_OVERLOAD:
    case RDM_VRP_BREAK_LOADED:
      return PIECE_WORTH * (double)relaxation->amount;
    default:
      return OTHER_WORTH;
    }
}

/* What would have to give for these steps. */
static void
list_relaxations (RdmVrpHand *hand,
                  uint32_t vehicle,
                  const RdmVrpSchedule *after,
                  RdmVrpExplanation *explanation)
{
  const RdmVrpSchedule *before = rdm_vrp_desk_get_schedule (hand->desk, vehicle);
  int32_t relation = RDM_VRP_NONE;

  explanation->n_relaxations = 0;
  explanation->complete = true;
  for (uint32_t i = 0; i < after->n_violations; i++)
    {
      const RdmVrpViolation *violation = &after->violations[i];
      int64_t more = violation->amount - amount_before (before, violation)
                     - amount_elsewhere (hand, vehicle, violation);

      if (violation->kind == RDM_VRP_SKILL_MISSING)
        more = amount_before (before, violation) != 0 ? 0 : violation->amount;
      if (violation->kind == RDM_VRP_SKILL_MISSING ? more == 0 : more <= 0)
        continue;
      if (explanation->n_relaxations == RDM_VRP_MAX_RELAXATIONS)
        {
          explanation->complete = false;
          return;
        }
      explanation->relaxations[explanation->n_relaxations++] = (RdmVrpRelaxation){
        .kind = violation->kind,
        .task = violation->kind == RDM_VRP_OVERLOAD ? RDM_VRP_NONE : violation->task,
        .detail = violation->detail,
        .amount = more,
      };
    }
  if (rdm_vrp_hand_splits (hand, vehicle, &relation) > 0
      && explanation->n_relaxations < RDM_VRP_MAX_RELAXATIONS)
    explanation->relaxations[explanation->n_relaxations++] = (RdmVrpRelaxation){
      .kind = RDM_VRP_SPLIT,
      .task = (int32_t)hand->tasks[0],
      .detail = relation,
      .amount = 1,
    };
}

static double
total_worth (const RdmVrpExplanation *explanation)
{
  double sum = explanation->complete ? 0 : 1e15;

  for (uint32_t i = 0; i < explanation->n_relaxations; i++)
    sum += worth (&explanation->relaxations[i]) + ONE_MORE_WORTH;
  return sum;
}

/* Time by which the tasks in hand miss their windows where they are: none of it is new elsewhere.
 */
static int64_t
overdue_elsewhere (RdmVrpHand *hand, uint32_t vehicle)
{
  int64_t sum_s = 0;

  for (uint32_t i = 0; i < hand->n_tasks; i++)
    {
      int32_t now = hand->desk->task_routes[hand->tasks[i]];
      const RdmVrpSchedule *schedule;

      if (now == RDM_VRP_NONE || now == (int32_t)vehicle)
        continue;
      schedule = rdm_vrp_desk_get_schedule (hand->desk, (uint32_t)now);
      for (uint32_t k = 0; k < schedule->n_violations; k++)
        if (schedule->violations[k].task == (int32_t)hand->tasks[i])
          sum_s += schedule->violations[k].amount;
    }
  return sum_s;
}

static bool
lacks_skills (const RdmVrpHand *hand, uint32_t vehicle)
{
  const RdmVrpProblem *problem = hand->desk->model->problem;

  for (uint32_t i = 0; i < hand->n_tasks; i++)
    if (hand->desk->task_routes[hand->tasks[i]] != (int32_t)vehicle
        && (problem->tasks[hand->tasks[i]].skills & ~problem->vehicles[vehicle].skills) != 0)
      return true;
  return false;
}

/* What is the same for all places on a vehicle, to tell quickly that a place is worse than another.
 */
typedef struct
{
  int64_t overdue_s; /* that need not be relaxed */
  int64_t overload;
  int64_t distance_m;
  double worth; /* of what has to give anyway */
} Floor;

static Floor
floor_of (RdmVrpHand *hand, uint32_t vehicle)
{
  const RdmVrpRoute *route = hand->desk->routes[vehicle];
  const RdmVrpVehicle *about = &hand->desk->model->problem->vehicles[vehicle];

  return (Floor){
    .overdue_s = route->totals.overdue_s + overdue_elsewhere (hand, vehicle),
    .overload = route->overload,
    .distance_m = route->totals.distance_m > about->max_distance_m ? route->totals.distance_m
                                                                   : about->max_distance_m,
    .worth = lacks_skills (hand, vehicle) ? OTHER_WORTH + ONE_MORE_WORTH : 0,
  };
}

/* At least so much has to give at the place of the last price; list_relaxations() may find more. */
static double
least_worth (const RdmVrpHand *hand, const Floor *floor, const RdmVrpPrice *price)
{
  int64_t overdue_s = price->overdue_s - hand->base.overdue_s - floor->overdue_s;
  int64_t overload = hand->faults.overload - hand->base_faults.overload - floor->overload;
  int64_t further_m = price->distance_m - hand->base.distance_m - floor->distance_m;
  double sum = floor->worth;

  if (overdue_s > 0)
    sum += (double)overdue_s + ONE_MORE_WORTH;
  if (overload > 0)
    sum += PIECE_WORTH * (double)overload + ONE_MORE_WORTH;
  if (further_m > 0)
    sum += (double)(further_m / 10) + ONE_MORE_WORTH;
  return sum;
}

/* With tasks overdue by more in all, a place is worse than one where so much has to give. */
static int64_t
most_overdue (const Floor *floor, double best_worth)
{
  double room = best_worth - floor->worth - ONE_MORE_WORTH;

  return floor->overdue_s + (room > 0 && room < 1e15 ? (int64_t)room : 0)
         + (room >= 1e15 ? RDM_VRP_UNLIMITED : 0);
}

RdmVrpExplanation
rdm_vrp_explain (RdmVrpDesk *desk, const uint32_t *tasks, uint32_t n_tasks, uint32_t vehicle)
{
  RdmVrpExplanation best = { 0 };
  RdmVrpSchedule after = { 0 };
  double best_worth = 0;
  bool has_any = false;
  RdmVrpHand hand;
  const RdmVrpRoute *route;
  Floor floor;

  rdm_vrp_hand_take (&hand, desk, tasks, n_tasks);
  route = rdm_vrp_hand_route (&hand, vehicle);
  floor = floor_of (&hand, vehicle);
  for (uint32_t p = 0; hand.has_memory && p <= route->n; p++)
    for (uint32_t q = p; q <= (hand.is_pair ? route->n : p); q++)
      {
        RdmVrpExplanation here = { .drop_position = q };
        double here_worth;
        uint32_t n;

        if (has_any)
          hand.most_overdue_s = most_overdue (&floor, best_worth);
        here.price = rdm_vrp_hand_price (&hand, vehicle, p, q, NULL);
        if (hand.is_over_soon)
          break;
        if (hand.is_over)
          continue;
        here_worth = least_worth (&hand, &floor, &here.price);
        if (has_any
            && (here_worth > best_worth
                || (here_worth >= best_worth && here.price.cost >= best.price.cost)))
          continue;
        n = rdm_vrp_hand_compose (&hand, vehicle, p, q, desk->steps);
        if (!rdm_vrp_schedule_with_model (desk->model, vehicle, desk->steps, n, &after))
          continue;
        list_relaxations (&hand, vehicle, &after, &here);
        here_worth = total_worth (&here);
        if (has_any
            && (here_worth > best_worth
                || (here_worth >= best_worth && here.price.cost >= best.price.cost)))
          continue;
        best = here;
        best_worth = here_worth;
        has_any = true;
      }
  rdm_vrp_schedule_clear (&after);
  rdm_vrp_hand_clear (&hand);
  best.feasible = has_any && best.n_relaxations == 0 && best.complete;
  return best;
}

/* --- in detail
 * ---------------------------------------------------------------------------------------- */

static const RdmVrpScheduleStep *
find_step (const RdmVrpSchedule *schedule, int32_t task)
{
  for (uint32_t i = 0; i < schedule->n_steps; i++)
    if (schedule->steps[i].kind == RDM_VRP_STEP_TASK && schedule->steps[i].index == task)
      return &schedule->steps[i];
  return NULL;
}

static bool
add_touched (RdmVrpHand *hand,
             RdmVrpPriceDetail *detail,
             uint32_t vehicle,
             const RdmVrpSchedule *after)
{
  RdmVrpTouched *grown =
      realloc (detail->touched, ((size_t)detail->n_touched + after->n_steps + 1) * sizeof *grown);

  if (grown == NULL)
    return false;
  detail->touched = grown;
  for (uint32_t i = 0; i < after->n_steps; i++)
    {
      const RdmVrpScheduleStep *now = &after->steps[i];
      const RdmVrpScheduleStep *old = NULL;
      RdmVrpTouched touched = { .vehicle = vehicle, .begin_before_s = RDM_VRP_NEVER };
      bool is_own = false;
      int32_t where;

      if (now->kind != RDM_VRP_STEP_TASK)
        continue;
      where = hand->desk->task_routes[now->index];
      if (where != RDM_VRP_NONE)
        old = find_step (rdm_vrp_desk_get_schedule (hand->desk, (uint32_t)where), now->index);
      for (uint32_t k = 0; k < hand->n_tasks; k++)
        is_own |= (int32_t)hand->tasks[k] == now->index;
      touched.task = (uint32_t)now->index;
      touched.begin_after_s = now->begin_s;
      touched.late_after_s = now->late_s;
      if (old != NULL)
        {
          touched.begin_before_s = old->begin_s;
          touched.late_before_s = old->late_s;
        }
      if (is_own || touched.late_before_s != touched.late_after_s)
        detail->touched[detail->n_touched++] = touched;
    }
  return true;
}

static bool
add_violations (RdmVrpHand *hand,
                RdmVrpPriceDetail *detail,
                uint32_t vehicle,
                const RdmVrpSchedule *after)
{
  const RdmVrpSchedule *before = rdm_vrp_desk_get_schedule (hand->desk, vehicle);
  size_t size = (size_t)detail->n_violations + after->n_violations + 1;
  RdmVrpViolation *grown = realloc (detail->violations, size * sizeof *grown);
  uint32_t *vehicles;

  if (grown == NULL)
    return false;
  detail->violations = grown;
  vehicles = realloc (detail->violation_vehicles, size * sizeof *vehicles);
  if (vehicles == NULL)
    return false;
  detail->violation_vehicles = vehicles;
  for (uint32_t i = 0; i < after->n_violations; i++)
    {
      const RdmVrpViolation *violation = &after->violations[i];

      if (violation->amount
              <= amount_before (before, violation) + amount_elsewhere (hand, vehicle, violation)
          && violation->kind != RDM_VRP_SKILL_MISSING)
        continue;
      if (violation->kind == RDM_VRP_SKILL_MISSING && amount_before (before, violation) != 0)
        continue;
      detail->violations[detail->n_violations] = *violation;
      detail->violation_vehicles[detail->n_violations++] = vehicle;
    }
  return true;
}

static bool
add_split (RdmVrpHand *hand, RdmVrpPriceDetail *detail, uint32_t vehicle)
{
  int32_t relation = RDM_VRP_NONE;

  /* add_violations() leaves room for one more. */
  if (rdm_vrp_hand_splits (hand, vehicle, &relation) <= 0)
    return true;
  detail->violations[detail->n_violations] =
      (RdmVrpViolation){ RDM_VRP_SPLIT, 0, (int32_t)hand->tasks[0], relation, 1 };
  detail->violation_vehicles[detail->n_violations++] = vehicle;
  return true;
}

bool
rdm_vrp_price_insertion_in_detail (RdmVrpDesk *desk,
                                   const uint32_t *tasks,
                                   uint32_t n_tasks,
                                   uint32_t vehicle,
                                   uint32_t position,
                                   RdmVrpPriceDetail *detail)
{
  RdmVrpSchedule left = { 0 };
  RdmVrpHand hand;
  bool good;

  *detail = (RdmVrpPriceDetail){ 0 };
  rdm_vrp_hand_take (&hand, desk, tasks, n_tasks);
  good = hand.has_memory;
  if (good)
    {
      uint32_t n;

      detail->price = rdm_vrp_hand_price (&hand, vehicle, position, position, NULL);
      n = rdm_vrp_hand_compose (&hand, vehicle, position, position, desk->steps);
      good = rdm_vrp_schedule_with_model (desk->model, vehicle, desk->steps, n, &detail->after);
    }
  for (uint32_t i = 0; good && i < hand.n_lifted; i++)
    {
      const RdmVrpRoute *without = hand.lifted[i].without;

      if (hand.lifted[i].vehicle == vehicle)
        continue;
      good = rdm_vrp_schedule_with_model (desk->model, without->vehicle, without->steps, without->n,
                                          &left)
             && add_touched (&hand, detail, without->vehicle, &left)
             && add_violations (&hand, detail, without->vehicle, &left);
    }
  good = good && add_touched (&hand, detail, vehicle, &detail->after)
         && add_violations (&hand, detail, vehicle, &detail->after)
         && add_split (&hand, detail, vehicle);
  rdm_vrp_schedule_clear (&left);
  rdm_vrp_hand_clear (&hand);
  if (!good)
    rdm_vrp_price_detail_clear (detail);
  return good;
}

void
rdm_vrp_price_detail_clear (RdmVrpPriceDetail *detail)
{
  free (detail->touched);
  free (detail->violations);
  free (detail->violation_vehicles);
  rdm_vrp_schedule_clear (&detail->after);
  *detail = (RdmVrpPriceDetail){ 0 };
}
