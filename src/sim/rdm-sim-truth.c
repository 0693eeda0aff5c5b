/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rdm-sim-truth.h"

const char *const rdm_mishap_kind_names[] = {
  "traffic",      "absent",       "refused",      "wrong-address", "no-parking", "damaged",
  "slow-service", "vehicle-down", "driver-ill",   "late-start",    "standstill", "detour",
  "phone-silent", "phone-lags",   "phone-coarse", "phone-jumps",   "forgets",    NULL
};

static void
free_mishap (gpointer data)
{
  RdmMishap *mishap = data;

  g_free (mishap->route);
  g_free (mishap->stop);
  g_free (mishap);
}

static void
free_visit (gpointer data)
{
  RdmTrueVisit *visit = data;

  g_free (visit->stop);
  g_free (visit->route);
  g_free (visit);
}

static void
free_route (gpointer data)
{
  RdmTrueRoute *route = data;

  g_free (route->route);
  g_free (route);
}

RdmSimTruth *
rdm_sim_truth_new (void)
{
  RdmSimTruth *self = g_new (RdmSimTruth, 1);

  *self = (RdmSimTruth){
    .mishaps = g_ptr_array_new_with_free_func (free_mishap),
    .visits = g_ptr_array_new_with_free_func (free_visit),
    .routes = g_ptr_array_new_with_free_func (free_route),
  };
  return self;
}

void
rdm_sim_truth_free (RdmSimTruth *self)
{
  if (!self)
    return;
  g_ptr_array_unref (self->mishaps);
  g_ptr_array_unref (self->visits);
  g_ptr_array_unref (self->routes);
  g_free (self);
}
