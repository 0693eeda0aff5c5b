/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Somebody at the desk of a simulated day who takes the first suggestion, always: nobody who
 * thinks, and so a measure for the suggestions, and for those who do.
 */
#pragma once

#include <stdio.h>

#include "rdm-sim-desk.h"

G_BEGIN_DECLS

/**
 * RdmSimPerson:
 * @look_min: minutes between two looks at the queue; on each, all that is open, a minute old
 * and urgent is seen to, the most urgent first
 * @least_minor: what will happen perhaps, and is less urgent than that, is left alone
 * @iterations: of each search, so that the same day has the same answers; 0: by the processor's
 * time
 * @kinds: bits by RdmExceptionKind of what is looked at; 0: everything
 * @seed: of the day, for the trace
 * @trace: (nullable): takes a line for each alert, see rdm_sim_person_trace_begin()
 * @n_questions: alerts that were looked at
 * @n_answers: suggestions that changed something
 */
typedef struct
{
  guint look_min;
  gint64 least_minor;
  guint64 iterations;
  guint64 kinds;
  guint64 seed;
  FILE *trace;
  gint64 look_ms;
  guint n_questions;
  guint n_answers;
} RdmSimPerson;

/** Seeds of a score and rivals in a rehearsal look so; a day takes ten to twenty seconds of the
 * processor. */
#define RDM_SIM_PERSON_LOOK_MIN 10
#define RDM_SIM_PERSON_LEAST_MINOR 8000
#define RDM_SIM_PERSON_ITERATIONS 30

/** rdm_sim_person_trace_begin: writes the names of the columns: CSV. */
void rdm_sim_person_trace_begin (FILE *trace);

/** rdm_sim_person_look: to be called after each step. What cannot be applied, a call, is taken to
 * be done, and what it is about waits half an hour. */
void rdm_sim_person_look (RdmSimPerson *self, RdmSimDesk *desk);

G_END_DECLS
