/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rdm-vrp-anneal-private.h"

#include <math.h>
#include <time.h>

/* Iterations between looks at the clock. */
#define CLOCK_EVERY 16
/* Seconds between reports of a new best. */
#define REPORT_EVERY_S 0.02

static double
read_clock (clockid_t clock)
{
  struct timespec now;

  clock_gettime (clock, &now);
  return (double)now.tv_sec + (double)now.tv_nsec * 1e-9;
}

double
rdm_vrp_clock_s (void)
{
  return read_clock (CLOCK_MONOTONIC);
}

double
rdm_vrp_thread_cpu_s (void)
{
  return read_clock (CLOCK_THREAD_CPUTIME_ID);
}

double
rdm_vrp_annealer_fraction (const RdmVrpAnnealer *annealer)
{
  const RdmVrpBudget *budget = annealer->budget;
  double fraction = 0;

  if (budget->iterations > 0)
    fraction = (double)annealer->iterations / (double)budget->iterations;
  if (budget->time_limit_s > 0)
    fraction = fmax (fraction, (rdm_vrp_clock_s () - budget->started_s) / budget->time_limit_s);
  if (budget->thread_cpu_limit_s > 0)
    fraction = fmax (fraction, rdm_vrp_thread_cpu_s () / budget->thread_cpu_limit_s);
  return fraction;
}

static bool
accepts (RdmVrpAnnealer *annealer, double temperature)
{
  RdmVrpState *state = annealer->state;
  RdmVrpScore before = state->score_before;
  double loss = (double)(state->score.cost - before.cost);

  if (state->breach > state->breach_before)
    return false;
  if (state->score.weight != before.weight)
    loss += (double)(state->score.weight - before.weight) * annealer->weight_cost;
  return loss <= 0 || loss < -temperature * log (rdm_vrp_random_unit (&state->random));
}

/* Writes a new best down, and reports it now and then. Returns: false to stop. */
static bool
keep_best (RdmVrpAnnealer *annealer, double *reported_s)
{
  double now_s = rdm_vrp_clock_s ();

  if (!rdm_vrp_state_store (annealer->state, annealer->best))
    {
      annealer->state->has_memory = false;
      return false;
    }
  if (annealer->improved == NULL || now_s - *reported_s < REPORT_EVERY_S)
    return true;
  *reported_s = now_s;
  return annealer->improved (annealer->improved_data);
}

void
rdm_vrp_anneal (RdmVrpAnnealer *annealer, double until)
{
  RdmVrpState *state = annealer->state;
  double fraction = rdm_vrp_annealer_fraction (annealer);
  double temperature = annealer->hot * pow (annealer->cold / annealer->hot, fraction);
  double reported_s = 0;

  while (fraction < until && state->has_memory
         && !atomic_load_explicit (&annealer->budget->is_cancelled, memory_order_relaxed))
    {
      rdm_vrp_state_begin (state);
      rdm_vrp_ruin (state, &annealer->tuning);
      rdm_vrp_recreate (state, &annealer->tuning);
      annealer->iterations++;
      if (!accepts (annealer, temperature))
        rdm_vrp_state_roll_back (state);
      else
        {
          bool is_best = rdm_vrp_score_is_better (state->score, annealer->best_score);

          rdm_vrp_state_keep (state);
          if (is_best)
            {
              annealer->best_score = state->score;
              if (!keep_best (annealer, &reported_s))
                break;
            }
        }
      if (annealer->iterations % CLOCK_EVERY == 0 || annealer->budget->iterations > 0)
        {
          fraction = rdm_vrp_annealer_fraction (annealer);
          temperature = annealer->hot * pow (annealer->cold / annealer->hot, fraction);
        }
    }
}
