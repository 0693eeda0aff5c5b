/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Several threads on one plan, in rounds.
 *
 * A large plan is cut in each round into as many parts as there are threads, each a set of
 * neighbouring routes: changes are local, so the parts can be improved at the same time as if by
 * one thread, and the cut is elsewhere in the next round. A small plan cannot be cut; then each
 * thread works on all of it, and between rounds those who fell behind go on from the plan of who
 * leads. */
#pragma once

#include <pthread.h>

#include "rdm-vrp-anneal-private.h"
#include "rdm-vrp-breed-private.h"

#define RDM_VRP_MOST_THREADS 64
/* Neighbours kept of each task. */
#define RDM_VRP_N_NEAR 100

typedef struct _RdmVrpCrew RdmVrpCrew;

/* What a round is spent on. */
typedef enum
{
  RDM_VRP_CREW_ANNEALS, /* rdm_vrp_anneal(): any problem */
  RDM_VRP_CREW_WANDERS, /* rdm_vrp_wander(), where the problem is one for it and all is served */
  RDM_VRP_CREW_BREEDS,  /* a generation of rdm_vrp_breeder_raise(), the same */
} RdmVrpCrewWork;

typedef struct
{
  RdmVrpCrew *crew;
  uint32_t index;
  bool has_started;
  pthread_t thread;
  RdmVrpAnnealer annealer;
  RdmVrpState *state;
  RdmVrpWanderer *wanderer; /* (nullable) */
  RdmVrpPlan *best;         /* of its part, in the round */
  bool *owns_vehicle;
  bool *owns_unit;
} RdmVrpWorker;

struct _RdmVrpCrew
{
  const RdmVrpSpace *space;
  RdmVrpBudget budget;
  uint32_t n_wanted;  /* length of workers */
  uint32_t n_workers; /* that could be started */
  RdmVrpWorker *workers;
  bool is_warm;        /* began from a plan of the caller's */
  RdmVrpRandom random; /* of the first worker, between rounds */
  RdmVrpPlan *current; /* where the next round begins */
  RdmVrpScore current_score;
  RdmVrpBreeder *breeder; /* (nullable) */
  uint32_t round;
  double until; /* fraction of the limits at which the round ends */
  bool is_cut;  /* this round's parts are different */
  bool is_over;
  RdmVrpCrewWork work;
  int64_t missing_weight; /* of what the current plan leaves out */
  bool may_wander;        /* the problem is one for rdm_vrp_wander() */
  bool may_breed;         /* and for a population ... */
  double breed_from;      /* ... from this fraction of the limits on */
  pthread_barrier_t barrier;
  bool has_barrier;

  pthread_mutex_t lock; /* of what follows */
  pthread_cond_t finished;
  uint32_t n_running;
  bool has_memory;
  RdmVrpPlan *best;
  RdmVrpPlan *shown; /* to the caller */
  RdmVrpScore best_score;
  uint32_t n_left_out;
  double fraction;
  double first_plan_s;
  uint64_t iterations;
  uint64_t n_priced;
};

/* Starts the threads. Returns: (nullable) NULL when memory is out. */
RdmVrpCrew *rdm_vrp_crew_new (const RdmVrpSpace *space,
                              const RdmVrpParams *params,
                              const RdmVrpPlan *first,
                              bool is_warm,
                              double started_s);
/* Decides who works on what in the round: parts of neighbouring routes of the current plan.
 * Returns: false when the plan is too small to be cut, or memory is out. */
bool rdm_vrp_crew_cut (RdmVrpCrew *crew);
/* Makes a plan known, unless a better one is; it is copied. Returns: false when memory is out. */
bool rdm_vrp_crew_publish (RdmVrpCrew *crew,
                           const RdmVrpPlan *plan,
                           RdmVrpScore score,
                           uint32_t n_left_out);
/* Tasks that are in no route of the plan. */
uint32_t rdm_vrp_crew_count_missing (const RdmVrpCrew *crew, const RdmVrpPlan *plan);
/* Memory is out: everybody stops. */
void rdm_vrp_crew_fail (RdmVrpCrew *crew);
/* By the first worker alone, before and after all do their parts: what the round is for and until
 * when, and where the next one begins. (rdm-vrp-crew-round.c) */
void rdm_vrp_crew_prepare_round (RdmVrpCrew *crew);
bool rdm_vrp_crew_end_round (RdmVrpCrew *crew);
/* Waits for the threads to end. Returns: false when memory was out. */
bool rdm_vrp_crew_join (RdmVrpCrew *crew);
void rdm_vrp_crew_free (RdmVrpCrew *crew);
