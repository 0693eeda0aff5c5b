/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Whatever is read as a VROOM problem is one that the optimizer can be given: it is solved, and its
 * answer written, without harm. Needs roundsman_solve_io. */
#include "fuzz.h"

#include "roundsman-solve-write.h"

int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (RoundsmanInput) input = roundsman_input_read ((const char *)data, size, &error);
  RdmVrpParams params = { .iterations = 3 };
  RdmVrpSolution solution;
  g_autofree char *text = NULL;

  if (input == NULL)
    {
      FUZZ_CHECK (error != NULL && error->message[0] != '\0');
      return 0;
    }
  if (input->problem.n_tasks > 50 || input->problem.n_vehicles > 50)
    return 0;
  FUZZ_CHECK (rdm_vrp_solve (&input->problem, &params, input->initial, NULL, NULL, &solution)
              == RDM_VRP_SOLVED);
  text = roundsman_solution_write (input, &solution, 0, 0);
  FUZZ_CHECK (text != NULL);
  rdm_vrp_solution_clear (&solution);
  return 0;
}
