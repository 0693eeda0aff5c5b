/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rdm-sim-truth.h"

#include <glib/gi18n-lib.h>

const char *const rdm_mishap_kind_names[] = {
  "traffic",      "absent",       "refused",      "wrong-address", "no-parking", "damaged",
  "slow-service", "vehicle-down", "driver-ill",   "late-start",    "standstill", "detour",
  "phone-silent", "phone-lags",   "phone-coarse", "phone-jumps",   "forgets",    NULL
};

const char *
rdm_mishap_kind_label (RdmMishapKind kind)
{
  static const char *const labels[] = {
    N_ ("Slow traffic"),
    N_ ("Nobody at home"),
    N_ ("Refused"),
    N_ ("Wrong address"),
    N_ ("Nowhere to stop"),
    N_ ("Damaged goods"),
    N_ ("Visits that take long"),
    N_ ("Vehicle breaks down"),
    N_ ("Driver falls ill"),
    N_ ("Late start"),
    N_ ("Standing about"),
    N_ ("Another way"),
    N_ ("Silent phone"),
    N_ ("Phone that lags"),
    N_ ("Coarse positions"),
    N_ ("Positions that jump"),
    N_ ("Buttons not pressed"),
  };

  G_STATIC_ASSERT (G_N_ELEMENTS (labels) == RDM_N_MISHAP_KINDS);
  return _ (labels[kind]);
}

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
    .due = g_ptr_array_new_with_free_func (g_free),
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
  g_ptr_array_unref (self->due);
  g_free (self);
}
