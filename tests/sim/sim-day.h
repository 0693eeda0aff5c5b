/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A simulated day with somebody at the desk who runs what drivers say, and writes down all of it.
 */
#pragma once

#include "day-world.h"
#include "rdm-sim.h"

G_BEGIN_DECLS

/** SimDay: @text: every event, a line each; @last and @fastest_mps: of positions that are to be
 * believed. */
typedef struct
{
  RdmRows *rows;
  RdmSim *sim;
  GString *text;
  GHashTable *by_source; /* (element-type utf8 GString): of @text, by who said it */
  GHashTable *last;      /* (element-type utf8 RdmPosition) */
  double fastest_mps;
  gint64 told_ms; /* of the last event */
  guint n_positions;
  guint n_commands;
  guint n_refused;
} SimDay;

/** sim_day_rows: Returns: (transfer full): @n_routes vehicles with a driver and some of the orders
 * each. */
RdmRows *sim_day_rows (guint n_routes, guint n_orders);

/** sim_day_send: all routes go out. */
void sim_day_send (RdmRows *rows, gint64 at_ms);

/** sim_day_new: @rows: (transfer full): sent an hour before the day begins. */
SimDay *sim_day_new (RdmRows *rows, RdmTravel *travel, const RdmSimOptions *options);
void sim_day_free (SimDay *self);

/** sim_day_finish: to the end of the day. */
void sim_day_finish (SimDay *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SimDay, sim_day_free)

G_END_DECLS
