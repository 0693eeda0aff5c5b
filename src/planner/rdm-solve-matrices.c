/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rdm-solve-matrices.h"

#include <math.h>

/* For all profiles together: 2,400 places of one profile, 1,400 of three. */
#define BYTES_MAX (48 * 1000 * 1000)

static void
fill_profile (const RdmVrpProfile *estimate, guint n, gint32 *durations_s, gint32 *distances_m)
{
  double metres = estimate->estimate_detour_permille / 1000.0;
  double seconds = metres * 1000 / (double)estimate->estimate_speed_mm_s;

  for (gsize i = 0; i < n; i++)
    for (gsize j = 0; j < n; j++)
      {
        double straight_m = hypot ((double)estimate->x_m[i] - estimate->x_m[j],
                                   (double)estimate->y_m[i] - estimate->y_m[j]);

        durations_s[i * n + j] = (gint32)(straight_m * seconds + 0.5);
        distances_m[i * n + j] = (gint32)(straight_m * metres + 0.5);
      }
}

static gboolean
is_used (const RdmVrpProblem *problem, guint profile)
{
  for (guint v = 0; v < problem->n_vehicles; v++)
    if (problem->vehicles[v].profile == profile)
      return problem->profiles[profile].durations_s == NULL;
  return FALSE;
}

void
rdm_solve_matrices_fill (RdmSolveMatrices *self, RdmVrpProblem *problem)
{
  gsize n = problem->n_locations;
  guint n_used = 0;

  for (guint p = 0; p < problem->n_profiles; p++)
    n_used += is_used (problem, p);
  if (n_used == 0 || n_used * n * n * 2 * sizeof (gint32) > BYTES_MAX)
    return;
  self->n_profiles = problem->n_profiles;
  self->cells = g_new0 (gint32 *, 2 * problem->n_profiles);
  self->profiles = g_memdup2 (problem->profiles, problem->n_profiles * sizeof *self->profiles);
  for (guint p = 0; p < problem->n_profiles; p++)
    {
      if (!is_used (problem, p))
        continue;
      self->cells[2 * p] = g_new (gint32, n * n);
      self->cells[2 * p + 1] = g_new (gint32, n * n);
      fill_profile (&problem->profiles[p], (guint)n, self->cells[2 * p], self->cells[2 * p + 1]);
      self->profiles[p].durations_s = self->cells[2 * p];
      self->profiles[p].distances_m = self->cells[2 * p + 1];
    }
  problem->profiles = self->profiles;
}

void
rdm_solve_matrices_clear (RdmSolveMatrices *self)
{
  for (guint i = 0; self->cells && i < 2 * self->n_profiles; i++)
    g_free (self->cells[i]);
  g_clear_pointer (&self->cells, g_free);
  g_clear_pointer (&self->profiles, g_free);
}
