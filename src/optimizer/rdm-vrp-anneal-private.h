/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Simulated annealing over ruin and recreate: one thread's work on its part of the plan. */
#pragma once

#include <stdatomic.h>

#include "rdm-vrp-ruin-private.h"
#include "rdm-vrp-solve.h"

/* Limits, and who may stop the search; shared by all threads. */
typedef struct
{
  double started_s;          /* monotonic clock */
  double time_limit_s;       /* 0: none */
  double thread_cpu_limit_s; /* of each thread, 0: none */
  uint64_t iterations;       /* of each thread, 0: none */
  atomic_bool is_cancelled;
} RdmVrpBudget;

typedef struct
{
  RdmVrpState *state;
  RdmVrpTuning tuning;
  const RdmVrpBudget *budget;
  double hot; /* temperature at the start and at the end, in cost */
  double cold;
  double weight_cost;  /* what a required task left out counts as, in cost, when accepting */
  uint64_t iterations; /* done so far */
  double cpu_before_s; /* used in earlier rounds */
  RdmVrpPlan *best;    /* of this part of the plan */
  RdmVrpScore best_score;
  bool (*improved) (void *data); /* called with a new best now and then, or NULL; false: stop */
  void *improved_data;
} RdmVrpAnnealer;

double rdm_vrp_clock_s (void);
double rdm_vrp_thread_cpu_s (void);

/* How much of the limits is used up, 0 to 1. */
double rdm_vrp_annealer_fraction (const RdmVrpAnnealer *annealer);

/* Goes on until the fraction reaches `until`, or the budget is cancelled. The state is then at its
 * current plan, `best` the best seen since best_score was set. */
void rdm_vrp_anneal (RdmVrpAnnealer *annealer, double until);
