/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A made-up day for the benchmarks of the optimizer: stops in a square of 20 km around one depot,
 * windows for a third of them, asymmetric times. */
#pragma once

#include <glib.h>

#include "rdm-vrp-problem.h"

G_BEGIN_DECLS

typedef struct
{
  RdmVrpProblem problem;
  RdmVrpProfile profile;
  gint32 *durations_s; /* (nullable) (array) of n_locations * n_locations */
  gint32 *x_m;         /* (nullable) (array) of n_locations, where there is no matrix */
  gint32 *y_m;
  RdmVrpTask *tasks;
  RdmVrpVehicle *vehicles;
  RdmVrpWindow *windows;
  gint64 *deliveries;
  gint64 *capacities;
  guint32 *frozen; /* (array) of n_stops, to be filled */
} VrpDay;

/* Without a matrix, times are estimated from coordinates. */
VrpDay *vrp_day_new (guint n_stops, guint n_vehicles, gboolean has_matrix);
void vrp_day_free (VrpDay *day);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (VrpDay, vrp_day_free)

G_END_DECLS
