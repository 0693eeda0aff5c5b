/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Days to plan: a fleet and orders around a depot, the same for the same seed.
 */
#pragma once

#include "rdm-day-plan.h"
#include "rdm-run.h"

G_BEGIN_DECLS

#define WORLD_DATE "2026-11-23" /* a Monday */
#define WORLD_DEPOT ((RdmPoint){ 47.16, 9.51 })

/** RdmWorldShape: what a day is made of. */
typedef struct
{
  guint n_routes;
  guint n_orders;
  guint seed;
  guint percent_windows; /* of orders, with a window of two to four hours */
  guint percent_soft;    /* of those with a window */
  guint percent_skilled;
  guint percent_shipments;
  gboolean with_breaks;
} WorldShape;

/** world_new: vehicles "v0"…, shifts "s0"…, orders "o0"…; everything in the tray. */
RdmRows *world_new (const WorldShape *shape);

/** world_add_vehicle: a van with a shift from 8 to 17 that starts and ends at the depot; take it
 * with world_edit() to make it different. Returns: the route's id on WORLD_DATE, of @rows' vehicle
 * @n. */
char *world_add_vehicle (RdmRows *rows, guint n);

/** world_add_order: a delivery of one parcel, @east_m and @north_m from the depot, and its stop. */
void world_add_order (RdmRows *rows, const char *id, double east_m, double north_m);

/** world_edit: Returns: (transfer full): a copy of the row to change and world_keep(). */
gpointer world_edit (RdmRows *rows, RdmRowKind kind, const char *id);

/** world_keep: puts and releases @row. */
void world_keep (RdmRows *rows, gpointer row);

/** world_set_window: of the delivery of @order, seconds of the day; and whether it may be late. */
void world_set_window (RdmRows *rows, const char *order, gint32 from_s, gint32 to_s, gboolean soft);

/** world_put_route: the whole list; ids as "o1.d o2.d". */
void world_put_route (RdmRows *rows, const char *route, const char *stops);

/** world_route: Returns: (transfer full): the list as text. */
char *world_route (RdmRows *rows, const char *route);

/** world_run: runs @command, takes it, keeps what it does, asserts that it was applied. Returns:
 * (transfer full) */
RdmOutcome *world_run (RdmRows *rows, RdmCommand *command);

/** world_deal: gives every stop of the tray to some route, by the seed. Shipments stay whole. */
void world_deal (RdmRows *rows, guint seed);

/** world_plan: has the tray planned, and applies it. */
void world_plan (RdmRows *rows, guint iterations);

G_END_DECLS
