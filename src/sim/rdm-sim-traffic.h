/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Traffic: how fast one gets on, against what the plan's roads say, at a place and a moment. The
 * same for everybody. Inside the simulation.
 */
#pragma once

#include "rdm-sim-truth.h"

G_BEGIN_DECLS

/** RdmSimTraffic: plain but for @waves. @areas borrows the mishaps. */
typedef struct
{
  guint64 seed;
  gint64 midnight_ms;
  double day_factor;
  GArray *waves;    /* (element-type Wave) */
  GPtrArray *areas; /* (element-type RdmMishap): of kind TRAFFIC; (transfer none) */
} RdmSimTraffic;

/** rdm_sim_traffic_init: @box: where the day's stops are. */
void rdm_sim_traffic_init (RdmSimTraffic *self, guint64 seed, gint64 midnight_ms, RdmBox box);
void rdm_sim_traffic_clear (RdmSimTraffic *self);

/** rdm_sim_traffic_factor: Returns: a share of the usual speed, 0.15 to 1.25; notes in areas when
 * they struck. */
double rdm_sim_traffic_factor (const RdmSimTraffic *self, RdmPoint place, gint64 at_ms);

G_END_DECLS
