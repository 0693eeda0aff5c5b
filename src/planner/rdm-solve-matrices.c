/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rdm-solve-matrices.h"

#include <math.h>

#include "rdm-time.h"
#include "rdm-travel-times.h"

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

/* --- the same at every hour ---------------------------------------------------------------------
 */

/* Seconds in which vehicles of the profile work, by period. */
static void
weigh_periods (const RdmVrpProblem *problem, guint profile, gint64 *weights_s)
{
  const RdmVrpProfile *it = &problem->profiles[profile];

  for (guint v = 0; v < problem->n_vehicles; v++)
    for (guint p = 0; p < it->n_periods; p++)
      {
        const RdmVrpVehicle *vehicle = &problem->vehicles[v];
        gint64 begin_s = p == 0 ? RDM_VRP_ALWAYS : it->period_begins_s[p];
        gint64 end_s = p + 1 < it->n_periods ? it->period_begins_s[p + 1] : RDM_VRP_NEVER;

        begin_s = MAX (begin_s, vehicle->earliest_s);
        end_s = MIN (end_s, vehicle->latest_s);
        if (vehicle->profile == profile && end_s > begin_s)
          weights_s[p] += MIN (end_s - begin_s, RDM_SECONDS_PER_DAY);
      }
}

/* The mean of those hours in which there is a way. */
static gint32
blend_cell (const RdmVrpProfile *profile, gsize n_cells, gsize cell, const gint64 *weights_s)
{
  gint64 sum = 0;
  gint64 weight_s = 0;

  for (guint p = 0; p < profile->n_periods; p++)
    {
      gint32 seconds = profile->durations_s[p * n_cells + cell];

      if (seconds >= RDM_TRAVEL_NEXT_DAY_S)
        continue;
      sum += seconds * weights_s[p];
      weight_s += weights_s[p];
    }
  return weight_s > 0 ? (gint32)((sum + weight_s / 2) / weight_s) : profile->durations_s[cell];
}

gboolean
rdm_solve_matrices_blend (RdmSolveMatrices *self, RdmVrpProblem *problem)
{
  gsize n_cells = (gsize)problem->n_locations * problem->n_locations;
  gboolean is_any = FALSE;

  for (guint p = 0; p < problem->n_profiles; p++)
    is_any |= problem->profiles[p].n_periods > 1;
  if (!is_any)
    return FALSE;
  self->n_profiles = problem->n_profiles;
  self->cells = g_new0 (gint32 *, 2 * problem->n_profiles);
  self->profiles = g_memdup2 (problem->profiles, problem->n_profiles * sizeof *self->profiles);
  for (guint p = 0; p < problem->n_profiles; p++)
    {
      const RdmVrpProfile *from = &problem->profiles[p];
      g_autofree gint64 *weights_s = g_new0 (gint64, from->n_periods + 1);

      if (from->n_periods < 2)
        continue;
      weigh_periods (problem, p, weights_s);
      self->cells[2 * p] = g_new (gint32, n_cells + 1);
      for (gsize cell = 0; cell < n_cells; cell++)
        self->cells[2 * p][cell] = blend_cell (from, n_cells, cell, weights_s);
      self->profiles[p].durations_s = self->cells[2 * p];
      self->profiles[p].n_periods = 1;
      self->profiles[p].period_begins_s = NULL;
    }
  problem->profiles = self->profiles;
  return TRUE;
}

void
rdm_solve_matrices_clear (RdmSolveMatrices *self)
{
  for (guint i = 0; self->cells && i < 2 * self->n_profiles; i++)
    g_free (self->cells[i]);
  g_clear_pointer (&self->cells, g_free);
  g_clear_pointer (&self->profiles, g_free);
}
