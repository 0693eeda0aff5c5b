/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rdm-vrp-population-private.h"

#include <stdlib.h>
#include <string.h>

#define MOST_CLOSE 8

bool
rdm_vrp_tour_init (RdmVrpTour *tour, uint32_t n_tasks, uint32_t n_routes)
{
  *tour = (RdmVrpTour){
    .starts = calloc ((size_t)n_routes + 1, sizeof *tour->starts),
    .nodes = malloc (((size_t)n_tasks + 1) * sizeof *tour->nodes),
  };
  if (tour->starts != NULL && tour->nodes != NULL)
    return true;
  rdm_vrp_tour_clear (tour);
  return false;
}

void
rdm_vrp_tour_clear (RdmVrpTour *tour)
{
  free (tour->starts);
  free (tour->nodes);
  *tour = (RdmVrpTour){ 0 };
}

/* --- members ---------------------------------------------------------------------------------- */

static void
member_free (RdmVrpMember *member)
{
  rdm_vrp_tour_clear (&member->tour);
  free (member->next);
  free (member);
}

static RdmVrpMember *
member_new (const RdmVrpPopulation *population, const RdmVrpTour *tour)
{
  uint32_t n_tasks = population->n_tasks;
  uint32_t n_routes = population->n_routes;
  RdmVrpMember *member = calloc (1, sizeof *member);

  if (member == NULL)
    return NULL;
  member->next = malloc (((size_t)n_tasks + 1) * sizeof *member->next);
  if (member->next == NULL || !rdm_vrp_tour_init (&member->tour, n_tasks, n_routes))
    {
      member_free (member);
      return NULL;
    }
  memcpy (member->tour.starts, tour->starts, ((size_t)n_routes + 1) * sizeof *tour->starts);
  memcpy (member->tour.nodes, tour->nodes, (size_t)n_tasks * sizeof *tour->nodes);
  member->tour.cost = tour->cost;
  for (uint32_t r = 0; r < n_routes; r++)
    for (uint32_t i = tour->starts[r]; i < tour->starts[r + 1]; i++)
      member->next[tour->nodes[i]] = i + 1 < tour->starts[r + 1] ? tour->nodes[i + 1] : UINT32_MAX;
  return member;
}

/* The share of tasks that are followed by another one. */
static float
difference (const RdmVrpPopulation *population, const RdmVrpMember *a, const RdmVrpMember *b)
{
  uint32_t n = 0;

  for (uint32_t t = 0; t < population->n_tasks; t++)
    n += a->next[t] != b->next[t];
  return (float)n / (float)population->n_tasks;
}

/* --- who survives ----------------------------------------------------------------------------- */

/* Mean difference from the closest few. */
static double
diversity_of (const RdmVrpPopulation *population, const RdmVrpMember *member)
{
  double close[MOST_CLOSE];
  uint32_t n = 0;
  double sum = 0;

  for (uint32_t i = 0; i < population->n; i++)
    {
      double d = population->differences[member->slot][population->members[i]->slot];
      uint32_t k;

      if (population->members[i] == member)
        continue;
      for (k = n; k > 0 && close[k - 1] > d; k--)
        if (k < population->n_close)
          close[k] = close[k - 1];
      if (k < population->n_close)
        close[k] = d;
      n += n < population->n_close;
    }
  for (uint32_t k = 0; k < n; k++)
    sum += close[k];
  return n > 0 ? sum / n : 1;
}

static void
rate (RdmVrpPopulation *population)
{
  double diversities[RDM_VRP_MOST_MEMBERS];
  uint32_t n = population->n;
  double weight = n > population->n_elite ? 1.0 - (double)population->n_elite / n : 0;

  for (uint32_t i = 0; i < n; i++)
    diversities[i] = diversity_of (population, population->members[i]);
  for (uint32_t i = 0; i < n; i++)
    {
      uint32_t rank = 0;

      for (uint32_t j = 0; j < n; j++)
        rank += diversities[j] > diversities[i];
      population->members[i]->fitness = i + weight * rank;
    }
}

static void
remove_member (RdmVrpPopulation *population, uint32_t index)
{
  population->is_taken[population->members[index]->slot] = false;
  member_free (population->members[index]);
  population->n--;
  memmove (population->members + index, population->members + index + 1,
           (population->n - index) * sizeof *population->members);
}

static void
select_survivors (RdmVrpPopulation *population)
{
  while (population->n > population->n_smallest)
    {
      uint32_t worst = 1;

      rate (population);
      for (uint32_t i = 2; i < population->n; i++)
        if (population->members[i]->fitness > population->members[worst]->fitness)
          worst = i;
      remove_member (population, worst);
    }
}

bool
rdm_vrp_population_add (RdmVrpPopulation *population, const RdmVrpTour *tour)
{
  RdmVrpMember *member;
  uint32_t at = population->n;

  for (uint32_t i = 0; i < population->n; i++)
    if (population->members[i]->tour.cost == tour->cost)
      return true;
  member = member_new (population, tour);
  if (member == NULL)
    return false;
  while (population->is_taken[member->slot])
    member->slot++;
  population->is_taken[member->slot] = true;
  for (uint32_t i = 0; i < population->n; i++)
    {
      uint32_t other = population->members[i]->slot;

      population->differences[member->slot][other] = population->differences[other][member->slot] =
          difference (population, member, population->members[i]);
    }
  for (; at > 0 && population->members[at - 1]->tour.cost > tour->cost; at--)
    population->members[at] = population->members[at - 1];
  population->members[at] = member;
  population->n++;
  if (population->n >= population->n_largest)
    select_survivors (population);
  rate (population);
  return true;
}

void
rdm_vrp_population_empty (RdmVrpPopulation *population)
{
  while (population->n > 0)
    remove_member (population, population->n - 1);
}
