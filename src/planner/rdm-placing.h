/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Putting several stops on a route, one after the other, each at its best place: tried on the desk,
 * which is put back afterwards. Inside the planner.
 */
#pragma once

#include "rdm-day-plan-private.h"
#include "rdm-delta.h"

G_BEGIN_DECLS

typedef struct
{
  RdmDayPlan *day;
  const RdmDayModel *model;
  RdmVrpDesk *desk;
  GArray *tasks; /* (element-type guint32): shipments complete, pickup before drop, side by side */
  GHashTable *moving; /* (element-type int): task + 1 */
  GArray *sources;    /* (element-type guint): vehicles that have some of them */
  GArray *before;     /* (element-type RdmVrpSchedule): of the sources */
} RdmPlacing;

/** rdm_placing_begin: takes @stops off their routes, on the desk. */
void rdm_placing_begin (RdmPlacing *self, RdmDayPlan *day, const char *const *stops);

/** rdm_placing_end: everything is as it was. */
void rdm_placing_end (RdmPlacing *self);

/**
 * rdm_placing_try: puts them on @vehicle and says what that makes.
 * @in_one_piece: all together at one place, which is quicker for many
 * @delta: (out): initialised; clear it
 *
 * Returns: (transfer full) (element-type gint32): the route's steps
 */
GArray *rdm_placing_try (RdmPlacing *self,
                         guint vehicle,
                         gboolean in_one_piece,
                         RdmDelta *delta,
                         gint32 *at_s) G_GNUC_WARN_UNUSED_RESULT;

/** rdm_placing_left: Returns: (transfer full) (element-type gint32): the vehicle's steps without
 * those that move. */
GArray *rdm_placing_left (RdmPlacing *self, guint vehicle) G_GNUC_WARN_UNUSED_RESULT;

/** rdm_placing_is_moving: whether @task is one of them. */
gboolean rdm_placing_is_moving (const RdmPlacing *self, gint32 task);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (RdmPlacing, rdm_placing_end)

G_END_DECLS
