/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A small plan, and commands that somebody wild might give. Same seed, same commands.
 */
#pragma once

#include "rdm-run.h"

G_BEGIN_DECLS

#define FIXTURE_MONDAY "2026-11-23"
#define FIXTURE_TUESDAY "2026-11-24"

/** fixture_add_fleet: @n vehicles "vehicle1"…, drivers "driver1"…, shifts "shift1"… on every day.
 */
void fixture_add_fleet (RdmRows *rows, guint n);

/** fixture_add_order: an order with its stops, as the command would. */
void fixture_add_order (RdmRows *rows, const char *id, RdmOrderKind kind, const char *date);

/** fixture_plan_new: three of everything in the fleet, orders "o1"… of all kinds on two days, all
 * in the tray. */
RdmRows *fixture_plan_new (void);

/** fixture_plan_command: what adds the same to a plan that has nothing of it. */
RdmCommand *fixture_plan_command (void);

/** fixture_run: runs and keeps what it does. Returns: (transfer full). */
RdmOutcome *fixture_run (RdmRows *rows, const RdmCommand *command);

/** fixture_assign: moves stops, given as ids up to a NULL, from where they are; asserts that it is
 * done. */
void
fixture_assign (RdmRows *rows, const char *route, const char *after, ...) G_GNUC_NULL_TERMINATED;

/** fixture_route: Returns: (transfer full): the route's list as "a b c". */
char *fixture_route (RdmRows *rows, const char *route);

/** fixture_random_command: mostly sensible. */
RdmCommand *fixture_random_command (GRand *random, RdmRows *rows);

/** fixture_random_fact: something that happened, or that a driver read: none of them is taken back
 * to what was before. */
RdmCommand *fixture_random_fact (GRand *random, RdmRows *rows);

/** fixture_assert_sound: what holds for the rows after any command. */
void fixture_assert_sound (RdmRows *rows);

G_END_DECLS
