/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Slack induction by string removals, and greedy insertion with blinks: Christiaens and Vanden
 * Berghe, "Slack Induction by String Removals for Vehicle Routing Problems", Transportation Science
 * 2020. */
#pragma once

#include "rdm-vrp-state-private.h"

typedef struct
{
  double mean_removed; /* tasks taken out each time, on average */
  double longest_string;
  double split_share; /* of strings that keep some tasks in their middle */
  double split_stop;  /* chance not to lengthen that middle further */
  uint32_t n_near;    /* neighbours looked at when inserting */
  uint32_t blink_every;
  uint32_t n_retries; /* units left out before that are tried again each time */
} RdmVrpTuning;

/* Takes strings of tasks out of routes near a random task. */
void rdm_vrp_ruin (RdmVrpState *state, const RdmVrpTuning *tuning);
/* Puts units that are out where they cost least, in some random order. What costs more in than out
 * stays out. */
void rdm_vrp_recreate (RdmVrpState *state, const RdmVrpTuning *tuning);
