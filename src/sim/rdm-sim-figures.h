/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What a simulated day really came to.
 */
#pragma once

#include "rdm-sim.h"

G_BEGIN_DECLS

/**
 * RdmSimFigures: of the stops that were due when the day began, whoever served them in the end.
 * @n_failed: visited, and not done; whatever is planned for another day
 * @n_untried: nobody has been there
 * @n_late: done, but begun after the window
 * @n_attempts: visits in all
 * @duty_ms: from setting out to the end; of who never came back to the shift's end
 * @cost_minor: vehicles, metres, hours and overtime by the fleet's prices
 */
typedef struct
{
  guint n_routes;
  guint n_due;
  guint n_done;
  guint n_failed;
  guint n_untried;
  guint n_late;
  guint n_attempts;
  guint n_mishaps; /* that made a difference */
  gint64 late_ms;
  gint64 duty_ms;
  gint64 overtime_ms;
  double driven_m;
  gint64 cost_minor;
} RdmSimFigures;

void rdm_sim_get_figures (RdmSim *self, RdmSimFigures *figures);

G_END_DECLS
