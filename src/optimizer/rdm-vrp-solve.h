/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Finds a good plan: first that as little as possible is left out (by priority), then the least
 * cost. */
#pragma once

#include "rdm-vrp-schedule.h"

typedef struct
{
  double time_limit_s; /* by the clock; 0: none */
  double cpu_limit_s;  /* processor time of all threads together; 0: none */
  uint64_t iterations; /* of each thread; 0: none. Alone (no other limit reached), the answer is the
                        * same for the same problem, seed and number of threads, byte for byte. */
  uint32_t threads;    /* 0: one */
  uint64_t seed;
  /* Cost of each second of progress calls is the caller's: at most so often (0: 0.1 s). */
  double progress_every_s;
} RdmVrpParams;

/* If no limit at all is given, this one holds. */
#define RDM_VRP_DEFAULT_TIME_LIMIT_S 10.0

typedef struct
{
  RdmVrpPlan *plan;
  RdmVrpCostSplit cost;
  uint32_t n_left_out;
  uint32_t *left_out; /* (array) tasks in no route, ascending */
  uint32_t
      n_changed; /* tasks whose vehicle is not their current_vehicle (of those that have one) */
  bool feasible; /* no violation outside frozen heads */
  uint64_t iterations; /* of all threads */
  uint64_t moves;      /* insertions and exchanges priced */
  double elapsed_s;
  double first_plan_s; /* until the first complete plan */
} RdmVrpSolution;

typedef struct
{
  double elapsed_s;
  double fraction; /* of the limit, 0 to 1 */
  uint64_t iterations;
  RdmVrpCost best_cost; /* total, left-out price of optional tasks included */
  uint32_t n_left_out;
  const RdmVrpPlan *best; /* borrowed, valid during the call only; copy it to keep it */
} RdmVrpProgress;

/* Called from the thread that called rdm_vrp_solve(). Returns: false to stop; the best so far is
 * kept. */
typedef bool (*RdmVrpProgressFunc) (const RdmVrpProgress *progress, void *user_data);

typedef enum
{
  RDM_VRP_SOLVED,
  RDM_VRP_CANCELLED, /* by the callback; the solution is the best so far */
  RDM_VRP_NO_MEMORY,
} RdmVrpStatus;

/* Plans. `initial` (or NULL) is where to begin; it should start each route with its frozen tasks;
 * its steps that break a hard rule are taken out first, except frozen ones. The call returns when a
 * limit is reached, and within 20 ms after the callback said false. The problem is only read;
 * several calls may run at once.
 *
 * `solution`: filled in; free with rdm_vrp_solution_clear(). */
RdmVrpStatus rdm_vrp_solve (const RdmVrpProblem *problem,
                            const RdmVrpParams *params,
                            const RdmVrpPlan *initial,
                            RdmVrpProgressFunc progress,
                            void *user_data,
                            RdmVrpSolution *solution);
void rdm_vrp_solution_clear (RdmVrpSolution *solution);
