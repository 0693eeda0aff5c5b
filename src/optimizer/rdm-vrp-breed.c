/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rdm-vrp-breed-private.h"

#include <stdlib.h>
#include <string.h>

#include "rdm-vrp-descent-private.h"

/* Names and values as in the papers. */
#define SMALLEST_POPULATION 25
#define GENERATION 40
#define LARGEST_POPULATION (SMALLEST_POPULATION + GENERATION + 1)
#define N_ELITE 4
#define N_CLOSE 5
#define N_FOUNDERS 40
#define REPAIR_EVERY 2
#define REPAIR_FACTOR 10
#define ADJUST_EVERY 50
#define FEASIBLE_LOW 0.25
#define FEASIBLE_HIGH 0.45
#define PENALTY_UP 1.25
#define PENALTY_DOWN 0.85
#define LEAST_PENALTY 1
#define MOST_PENALTY (INT64_C (1) << 40)
#define RESTART_AFTER 12000
#define N_NEAR 40

typedef struct
{
  RdmVrpTour tour;
  uint32_t *next;   /* (array) n_tasks: the task after, or UINT32_MAX */
  int64_t cost;     /* with penalties, as of now */
  double diversity; /* mean distance to the closest few */
  double fitness;   /* small is good */
  uint32_t slot;    /* row of population->differences */
} Member;

typedef struct
{
  uint32_t n;
  Member *members[LARGEST_POPULATION];
  bool is_taken[LARGEST_POPULATION]; /* slots */
  float differences[LARGEST_POPULATION][LARGEST_POPULATION];
} Population;

typedef struct
{
  RdmVrpAnnealer *annealer;
  const RdmVrpSpace *space;
  RdmVrpRandom *random;
  RdmVrpDescent *descent;
  RdmVrpPenalties penalties;
  uint32_t n_tasks;
  uint32_t n_routes;
  Population feasible;
  Population other;
  Member *child;
  Member *spare;
  int64_t best_cost;
  bool has_restarted;
  uint64_t n_idle; /* children since the last new best */
  uint32_t n_seen; /* since penalties were adjusted */
  uint32_t n_in_time;
  uint32_t n_in_load;
  uint32_t *marks; /* (array) n_tasks */
  uint32_t mark;
  uint32_t *missing;      /* (array) n_tasks */
  uint32_t *picked;       /* (array) n_routes */
  uint32_t *picked_other; /* (array) n_routes */
  uint32_t *counts;       /* (array) n_routes */
  uint32_t *routes_of;    /* (array) n_tasks */
  uint32_t *order;        /* (array) n_tasks */
} Breeder;

/* --- members
 * ------------------------------------------------------------------------------------------- */

static void
member_free (Member *member)
{
  if (member == NULL)
    return;
  free (member->tour.starts);
  free (member->tour.nodes);
  free (member->next);
  free (member);
}

static Member *
member_new (const Breeder *breeder)
{
  Member *member = calloc (1, sizeof *member);

  if (member == NULL)
    return NULL;
  member->tour.starts = calloc ((size_t)breeder->n_routes + 1, sizeof (uint32_t));
  member->tour.nodes = malloc (((size_t)breeder->n_tasks + 1) * sizeof (uint32_t));
  member->next = malloc (((size_t)breeder->n_tasks + 1) * sizeof (uint32_t));
  if (member->tour.starts != NULL && member->tour.nodes != NULL && member->next != NULL)
    return member;
  member_free (member);
  return NULL;
}

static bool
is_feasible (const Member *member)
{
  return member->tour.warp_s == 0 && member->tour.overload == 0;
}

static void
price (const Breeder *breeder, Member *member)
{
  member->cost = member->tour.cost + member->tour.warp_s * breeder->penalties.late
                 + member->tour.overload * breeder->penalties.load;
}

static void
note_next (const Breeder *breeder, Member *member)
{
  for (uint32_t r = 0; r < breeder->n_routes; r++)
    for (uint32_t i = member->tour.starts[r]; i < member->tour.starts[r + 1]; i++)
      member->next[member->tour.nodes[i]] =
          i + 1 < member->tour.starts[r + 1] ? member->tour.nodes[i + 1] : UINT32_MAX;
}

/* The share of tasks that are followed by another one. */
static double
difference (const Breeder *breeder, const Member *a, const Member *b)
{
  uint32_t n = 0;

  for (uint32_t t = 0; t < breeder->n_tasks; t++)
    n += a->next[t] != b->next[t];
  return (double)n / breeder->n_tasks;
}

static void
copy_tour (const Breeder *breeder, RdmVrpTour *to, const RdmVrpTour *from)
{
  memcpy (to->starts, from->starts, ((size_t)breeder->n_routes + 1) * sizeof *to->starts);
  memcpy (to->nodes, from->nodes, (size_t)breeder->n_tasks * sizeof *to->nodes);
  to->cost = from->cost;
  to->warp_s = from->warp_s;
  to->overload = from->overload;
}

/* --- populations
 * --------------------------------------------------------------------------------------- */

static int
compare_costs (const void *a, const void *b)
{
  const Member *p = *(Member *const *)a;
  const Member *q = *(Member *const *)b;

  return p->cost < q->cost ? -1 : p->cost > q->cost;
}

static void
rate (const Breeder *breeder, Population *population)
{
  uint32_t n = population->n;

  for (uint32_t i = 0; i < n; i++)
    price (breeder, population->members[i]);
  qsort (population->members, n, sizeof (Member *), compare_costs);
  for (uint32_t i = 0; i < n; i++)
    {
      double close[N_CLOSE];
      uint32_t n_close = 0;
      double sum = 0;

      for (uint32_t j = 0; j < n; j++)
        {
          double d;
          uint32_t k;

          if (j == i)
            continue;
          d = population->differences[population->members[i]->slot][population->members[j]->slot];
          for (k = n_close; k > 0 && close[k - 1] > d; k--)
            if (k < N_CLOSE)
              close[k] = close[k - 1];
          if (k < N_CLOSE)
            close[k] = d;
          n_close += n_close < N_CLOSE;
        }
      for (uint32_t k = 0; k < n_close; k++)
        sum += close[k];
      population->members[i]->diversity = n_close > 0 ? sum / n_close : 1;
    }
  for (uint32_t i = 0; i < n; i++)
    {
      uint32_t rank = 0;
      double weight = n > N_ELITE ? 1.0 - (double)N_ELITE / n : 0;

      for (uint32_t j = 0; j < n; j++)
        rank += population->members[j]->diversity > population->members[i]->diversity;
      population->members[i]->fitness = i + weight * rank;
    }
}

/* Takes out who is alike somebody better, then who is least fit, down to the smallest size. */
static void
select_survivors (const Breeder *breeder, Population *population)
{
  while (population->n > SMALLEST_POPULATION)
    {
      uint32_t worst = 1;

      rate (breeder, population);
      for (uint32_t i = 1; i < population->n; i++)
        {
          const Member *member = population->members[i];
          bool is_clone =
              member->diversity <= 0 || member->cost == population->members[i - 1]->cost;
          bool is_worst_clone = population->members[worst]->diversity <= 0;

          if ((is_clone && !is_worst_clone)
              || (is_clone == is_worst_clone
                  && member->fitness > population->members[worst]->fitness))
            worst = i;
        }
      population->is_taken[population->members[worst]->slot] = false;
      member_free (population->members[worst]);
      population->n--;
      memmove (population->members + worst, population->members + worst + 1,
               (population->n - worst) * sizeof (Member *));
    }
}

static void
empty (Population *population)
{
  while (population->n > 0)
    {
      population->is_taken[population->members[--population->n]->slot] = false;
      member_free (population->members[population->n]);
    }
}

static bool
write_best (Breeder *breeder, const Member *member)
{
  RdmVrpAnnealer *annealer = breeder->annealer;
  RdmVrpPlan *plan = annealer->best;
  int32_t *steps = realloc (plan->steps, ((size_t)breeder->n_tasks + 1) * sizeof *steps);

  if (steps == NULL)
    return false;
  plan->steps = steps;
  for (uint32_t i = 0; i < breeder->n_tasks; i++)
    steps[i] = (int32_t)member->tour.nodes[i];
  memcpy (plan->starts, member->tour.starts,
          ((size_t)breeder->n_routes + 1) * sizeof *plan->starts);
  annealer->best_score = (RdmVrpScore){
    .cost = member->tour.cost / RDM_VRP_DESCENT_SCALE,
  };
  return annealer->improved == NULL || annealer->improved (annealer->improved_data);
}

/* Gives the member a slot, and notes how far it is from the others. */
static void
join (const Breeder *breeder, Population *population, Member *member)
{
  while (population->is_taken[member->slot])
    member->slot++;
  population->is_taken[member->slot] = true;
  for (uint32_t i = 0; i < population->n; i++)
    {
      const Member *other = population->members[i];
      float d = (float)difference (breeder, member, other);

      population->differences[member->slot][other->slot] = d;
      population->differences[other->slot][member->slot] = d;
    }
  population->members[population->n++] = member;
}

/* Takes a copy of the child in. */
static bool
add_child (Breeder *breeder)
{
  Member *member = member_new (breeder);
  Population *population;
  RdmVrpScore score = { .cost = breeder->child->tour.cost / RDM_VRP_DESCENT_SCALE };

  if (member == NULL)
    return false;
  copy_tour (breeder, &member->tour, &breeder->child->tour);
  note_next (breeder, member);
  population = is_feasible (member) ? &breeder->feasible : &breeder->other;
  join (breeder, population, member);
  breeder->n_idle++;
  if (is_feasible (member) && member->tour.cost < breeder->best_cost)
    {
      breeder->best_cost = member->tour.cost;
      breeder->n_idle = 0;
    }
  if (is_feasible (member) && rdm_vrp_score_is_better (score, breeder->annealer->best_score)
      && !write_best (breeder, member))
    return false;
  if (population->n >= LARGEST_POPULATION - 1)
    select_survivors (breeder, population);
  rate (breeder, population);
  return true;
}

/* --- penalties
 * ------------------------------------------------------------------------------------------ */

static int64_t
adjust (int64_t penalty, double share)
{
  double factor = share < FEASIBLE_LOW ? PENALTY_UP : share > FEASIBLE_HIGH ? PENALTY_DOWN : 1;
  int64_t next = (int64_t)((double)penalty * factor + (factor > 1 ? 0.9999 : 0));

  return next < LEAST_PENALTY ? LEAST_PENALTY : next > MOST_PENALTY ? MOST_PENALTY : next;
}

static void
watch_penalties (Breeder *breeder)
{
  breeder->n_seen++;
  breeder->n_in_time += breeder->child->tour.warp_s == 0;
  breeder->n_in_load += breeder->child->tour.overload == 0;
  if (breeder->n_seen < ADJUST_EVERY)
    return;
  breeder->penalties.late =
      adjust (breeder->penalties.late, (double)breeder->n_in_time / breeder->n_seen);
  breeder->penalties.load =
      adjust (breeder->penalties.load, (double)breeder->n_in_load / breeder->n_seen);
  breeder->n_seen = breeder->n_in_time = breeder->n_in_load = 0;
}

/* --- parents and children
 * --------------------------------------------------------------------------------- */

static const Member *
pick_member (Breeder *breeder)
{
  uint32_t i = rdm_vrp_random_below (breeder->random, breeder->feasible.n + breeder->other.n);

  return i < breeder->feasible.n ? breeder->feasible.members[i]
                                 : breeder->other.members[i - breeder->feasible.n];
}

static const Member *
pick_parent (Breeder *breeder)
{
  const Member *a = pick_member (breeder);
  const Member *b = pick_member (breeder);

  return a->fitness < b->fitness ? a : b;
}

static void
note_routes (Breeder *breeder, const RdmVrpTour *tour)
{
  for (uint32_t r = 0; r < breeder->n_routes; r++)
    for (uint32_t i = tour->starts[r]; i < tour->starts[r + 1]; i++)
      breeder->routes_of[tour->nodes[i]] = r;
}

/* A few routes of the first parent that are near each other. Returns: how many. */
static uint32_t
pick_routes (Breeder *breeder, const Member *parent)
{
  const RdmVrpSpace *space = breeder->space;
  uint32_t seed = rdm_vrp_random_below (breeder->random, breeder->n_tasks);
  uint32_t n_used = 0;
  uint32_t wanted;
  uint32_t n = 0;

  note_routes (breeder, &parent->tour);
  for (uint32_t r = 0; r < breeder->n_routes; r++)
    n_used += parent->tour.starts[r] < parent->tour.starts[r + 1];
  wanted = 1 + rdm_vrp_random_below (breeder->random, n_used > 3 ? n_used * 2 / 3 : n_used);
  for (uint32_t i = 0; i <= space->n_near && n < wanted; i++)
    {
      uint32_t task = i == 0 ? seed : space->near[(size_t)seed * space->n_near + i - 1];
      uint32_t k = 0;

      while (k < n && breeder->picked[k] != breeder->routes_of[task])
        k++;
      if (k == n)
        breeder->picked[n++] = breeder->routes_of[task];
    }
  return n;
}

/* The routes of the second parent that have most tasks in common with those marked. */
static uint32_t
pick_alike (Breeder *breeder, const Member *other, uint32_t wanted)
{
  uint32_t n = 0;

  for (uint32_t r = 0; r < breeder->n_routes; r++)
    {
      breeder->counts[r] = 0;
      for (uint32_t i = other->tour.starts[r]; i < other->tour.starts[r + 1]; i++)
        breeder->counts[r] += breeder->marks[other->tour.nodes[i]] == breeder->mark;
    }
  while (n < wanted)
    {
      uint32_t best = 0;

      for (uint32_t r = 1; r < breeder->n_routes; r++)
        if (breeder->counts[r] > breeder->counts[best])
          best = r;
      if (breeder->counts[best] == 0)
        break;
      breeder->counts[best] = 0;
      breeder->picked_other[n++] = best;
    }
  return n;
}

static bool
is_picked (const uint32_t *picked, uint32_t n, uint32_t route)
{
  for (uint32_t i = 0; i < n; i++)
    if (picked[i] == route)
      return true;
  return false;
}

/* Puts what the child lacks in where it costs least. */
static void
put_missing (Breeder *breeder, uint32_t n_missing)
{
  RdmVrpDescent *descent = breeder->descent;

  rdm_vrp_descent_load (descent, &breeder->child->tour, NULL);
  rdm_vrp_descent_set_penalties (descent, breeder->penalties);
  for (uint32_t i = 0; i < n_missing; i++)
    rdm_vrp_descent_put (descent, breeder->missing[i], N_NEAR, 0, breeder->random);
  rdm_vrp_descent_store (descent, &breeder->child->tour);
}

/* Queues who is followed by another task than in the parent. */
static void
enqueue_changes (Breeder *breeder, const Member *parent)
{
  const RdmVrpNode *nodes = breeder->descent->nodes;

  for (uint32_t i = breeder->n_tasks; i-- > 1;)
    {
      uint32_t j = rdm_vrp_random_below (breeder->random, i + 1);
      uint32_t swap = breeder->order[i];

      breeder->order[i] = breeder->order[j];
      breeder->order[j] = swap;
    }
  for (uint32_t i = 0; i < breeder->n_tasks; i++)
    {
      uint32_t task = breeder->order[i];
      uint32_t next = nodes[task].next < breeder->n_tasks ? nodes[task].next : UINT32_MAX;

      if (next == parent->next[task])
        continue;
      rdm_vrp_descent_enqueue (breeder->descent, task);
      rdm_vrp_descent_enqueue (breeder->descent, next);
    }
}

/* Queues the tasks of routes that break rules. */
static void
enqueue_faults (Breeder *breeder)
{
  const RdmVrpDescent *descent = breeder->descent;

  for (uint32_t r = 0; r < breeder->n_routes; r++)
    for (uint32_t i = descent->nodes[rdm_vrp_begin_of (descent, r)].next;
         descent->routes[r].penalty > 0 && i < breeder->n_tasks; i = descent->nodes[i].next)
      rdm_vrp_descent_enqueue (breeder->descent, i);
}

/* The child: the first parent, with some of its routes replaced by those of the second. Tasks that
 * would be there twice stay in the routes of one side; tasks in neither are put in where it costs
 * least. */
static void
cross (Breeder *breeder, const Member *a, const Member *b)
{
  RdmVrpTour *tour = &breeder->child->tour;
  uint32_t n_out = pick_routes (breeder, a);
  uint32_t n_in;
  uint32_t n = 0;
  uint32_t n_missing = 0;
  uint32_t next_in = 0;
  bool keeps_new = rdm_vrp_random_below (breeder->random, 2) == 0;

  breeder->mark += 4;
  for (uint32_t t = 0; t < breeder->n_tasks; t++)
    if (is_picked (breeder->picked, n_out, breeder->routes_of[t]))
      breeder->marks[t] = breeder->mark;
  n_in = pick_alike (breeder, b, n_out);
  /* mark: only in what goes; mark + 1: in what comes too; mark + 2: in what comes, and in what
   * stays. */
  for (uint32_t k = 0; k < n_in; k++)
    for (uint32_t i = b->tour.starts[breeder->picked_other[k]];
         i < b->tour.starts[breeder->picked_other[k] + 1]; i++)
      {
        uint32_t *mark = &breeder->marks[b->tour.nodes[i]];

        *mark = *mark == breeder->mark ? breeder->mark + 1 : breeder->mark + 2;
      }
  for (uint32_t r = 0; r < breeder->n_routes; r++)
    {
      bool is_out = is_picked (breeder->picked, n_out, r);
      const RdmVrpTour *from = is_out ? &b->tour : &a->tour;
      uint32_t route = r;

      tour->starts[r] = n;
      if (is_out && next_in == n_in)
        continue;
      if (is_out)
        route = breeder->picked_other[next_in++];
      for (uint32_t i = from->starts[route]; i < from->starts[route + 1]; i++)
        {
          uint32_t task = from->nodes[i];
          bool is_double = breeder->marks[task] == breeder->mark + 2;

          if (!is_double || is_out == keeps_new)
            tour->nodes[n++] = task;
        }
    }
  tour->starts[breeder->n_routes] = n;
  for (uint32_t t = 0; t < breeder->n_tasks; t++)
    if (breeder->marks[t] == breeder->mark)
      breeder->missing[n_missing++] = t;
  for (uint32_t i = n_missing; i-- > 1;)
    {
      uint32_t j = rdm_vrp_random_below (breeder->random, i + 1);
      uint32_t swap = breeder->missing[i];

      breeder->missing[i] = breeder->missing[j];
      breeder->missing[j] = swap;
    }
  put_missing (breeder, n_missing);
  enqueue_changes (breeder, a);
}

/* Improves the child and takes it in; if it broke rules, sometimes mends it and takes that in too.
 */
static bool
raise_child (Breeder *breeder, bool is_crossed)
{
  RdmVrpDescent *descent = breeder->descent;

  if (is_crossed)
    rdm_vrp_descent_settle (descent);
  else
    rdm_vrp_descent_settle_all (descent, breeder->random);
  rdm_vrp_descent_store (descent, &breeder->child->tour);
  watch_penalties (breeder);
  if (!add_child (breeder))
    return false;
  if (!is_feasible (breeder->child) && rdm_vrp_random_below (breeder->random, REPAIR_EVERY) == 0)
    {
      rdm_vrp_descent_set_penalties (descent,
                                     (RdmVrpPenalties){ breeder->penalties.late * REPAIR_FACTOR,
                                                        breeder->penalties.load * REPAIR_FACTOR });
      enqueue_faults (breeder);
      rdm_vrp_descent_settle (descent);
      rdm_vrp_descent_store (descent, &breeder->child->tour);
      if (is_feasible (breeder->child))
        return add_child (breeder);
    }
  return true;
}

/* A plan built by putting tasks in at random order. */
static void
found (Breeder *breeder)
{
  memset (breeder->child->tour.starts, 0, ((size_t)breeder->n_routes + 1) * sizeof (uint32_t));
  for (uint32_t i = 0; i < breeder->n_tasks; i++)
    {
      uint32_t j = rdm_vrp_random_below (breeder->random, i + 1);

      breeder->missing[i] = breeder->missing[j];
      breeder->missing[j] = i;
    }
  put_missing (breeder, breeder->n_tasks);
}

static void
found_from_best (Breeder *breeder)
{
  const RdmVrpPlan *plan = breeder->annealer->best;
  RdmVrpTour *tour = &breeder->child->tour;

  memcpy (tour->starts, plan->starts, ((size_t)breeder->n_routes + 1) * sizeof *tour->starts);
  for (uint32_t i = 0; i < breeder->n_tasks; i++)
    tour->nodes[i] = (uint32_t)plan->steps[i];
  put_missing (breeder, 0);
}

bool
rdm_vrp_breed_fits (const RdmVrpSpace *space)
{
  return space->n_kins == 1;
}

/* --- the whole
 * --------------------------------------------------------------------------------------------- */

static void
clear (Breeder *breeder)
{
  empty (&breeder->feasible);
  empty (&breeder->other);
  member_free (breeder->child);
  rdm_vrp_descent_free (breeder->descent);
  free (breeder->marks);
  free (breeder->missing);
  free (breeder->picked);
  free (breeder->picked_other);
  free (breeder->counts);
  free (breeder->routes_of);
  free (breeder->order);
}

static RdmVrpPenalties
first_penalties (const RdmVrpSpace *space)
{
  const RdmVrpVehicle *vehicle = space->model->rigs[0].vehicle;
  int64_t second =
      (vehicle->price_drive_s > 0 ? vehicle->price_drive_s : 1) * RDM_VRP_DESCENT_SCALE;

  return (RdmVrpPenalties){ .late = second, .load = second };
}

static bool
begin (Breeder *breeder, RdmVrpAnnealer *annealer)
{
  const RdmVrpSpace *space = annealer->state->space;
  size_t n_tasks = (size_t)space->model->problem->n_tasks + 1;
  size_t n_routes = (size_t)space->model->problem->n_vehicles + 1;

  *breeder = (Breeder){
    .annealer = annealer,
    .space = space,
    .random = &annealer->state->random,
    .descent = rdm_vrp_descent_new (space, N_NEAR),
    .penalties = first_penalties (space),
    .n_tasks = space->model->problem->n_tasks,
    .n_routes = space->model->problem->n_vehicles,
    .best_cost = INT64_MAX,
    .marks = calloc (n_tasks, sizeof (uint32_t)),
    .missing = malloc (n_tasks * sizeof (uint32_t)),
    .picked = malloc (n_routes * sizeof (uint32_t)),
    .picked_other = malloc (n_routes * sizeof (uint32_t)),
    .counts = malloc (n_routes * sizeof (uint32_t)),
    .routes_of = malloc (n_tasks * sizeof (uint32_t)),
    .order = malloc (n_tasks * sizeof (uint32_t)),
  };
  for (uint32_t i = 0; breeder->order != NULL && i < n_tasks; i++)
    breeder->order[i] = i;
  breeder->child = member_new (breeder);
  return breeder->descent != NULL && breeder->child != NULL && breeder->marks != NULL
         && breeder->missing != NULL && breeder->picked != NULL && breeder->picked_other != NULL
         && breeder->counts != NULL && breeder->routes_of != NULL && breeder->order != NULL;
}

bool
rdm_vrp_breed (RdmVrpAnnealer *annealer, double until)
{
  Breeder breeder;
  bool good = begin (&breeder, annealer);
  uint32_t n_founded = 0;

  while (good && !atomic_load_explicit (&annealer->budget->is_cancelled, memory_order_relaxed)
         && rdm_vrp_annealer_fraction (annealer) < until)
    {
      if (n_founded == 0 && !breeder.has_restarted)
        found_from_best (&breeder);
      else if (n_founded < N_FOUNDERS)
        found (&breeder);
      else
        cross (&breeder, pick_parent (&breeder), pick_parent (&breeder));
      good = raise_child (&breeder, n_founded >= N_FOUNDERS);
      n_founded++;
      annealer->iterations++;
      if (breeder.n_idle >= RESTART_AFTER)
        {
          empty (&breeder.feasible);
          empty (&breeder.other);
          n_founded = 0;
          breeder.has_restarted = true;
          breeder.n_idle = 0;
          breeder.best_cost = INT64_MAX;
        }
    }
  if (breeder.descent != NULL)
    annealer->state->n_priced += breeder.descent->n_priced;
  clear (&breeder);
  return good;
}
