/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A day under way, put right: what to do, as one command, and what that comes to from now on.
 */
#pragma once

#include "rdm-plan-task.h"
#include "rdm-rest.h"

G_BEGIN_DECLS

/**
 * RdmRepair: differences are after less before, of all routes from now on; negative is a gain.
 * @command: all or nothing; empty where nothing changes
 * @lists: (element-type RdmRouteList): the routes that change, whole, as they would be
 * @cost_minor: money
 * @duty_s: driving, waiting, service
 * @late_s: sum over stops
 * @n_late_before: stops served after their window
 * @late: stops that become late, or later
 * @saved: stops that were late, and are not any more
 * @left: stops that had a route, and have none afterwards
 * @moved: stops that change hands
 * @meet_s: seconds of the day, when somebody first takes goods over; RDM_TIME_NONE: nobody does
 * @meeting: (nullable): the route that does
 * @early: (nullable): a route that has not set out, and will have to earlier than it would have
 * @early_s: seconds of the day, when
 * @tell: routes that are out, and whose drivers have to be told again
 * @breaches: RdmBreach: new ones, lateness left out
 * @estimated: by estimated travel times
 */
typedef struct
{
  RdmCommand *command;
  GPtrArray *lists;
  gint64 cost_minor;
  gint64 duty_s;
  gint64 distance_m;
  gint64 late_s;
  guint n_late_before;
  guint n_late_after;
  GStrv late;
  GStrv saved;
  GStrv left;
  GStrv moved;
  gint32 meet_s;
  char *meeting;
  char *early;
  gint32 early_s;
  GStrv tell;
  guint breaches;
  gboolean estimated;
} RdmRepair;

void rdm_repair_free (RdmRepair *self);

/** rdm_repair_is_empty: whether nothing would change. */
gboolean rdm_repair_is_empty (const RdmRepair *self);

/**
 * rdm_repair_evaluate: what @lists come to.
 * @before: the rest of the day as it is
 * @after: the same with what has been offered; its rows are settled by this
 * @lists: (element-type RdmRouteList): of @after; other routes stay as they are there
 *
 * Returns: (transfer full)
 */
RdmRepair *rdm_repair_evaluate (RdmRest *before,
                                RdmRest *after,
                                GPtrArray *lists,
                                const char *label) G_GNUC_WARN_UNUSED_RESULT;

/**
 * RdmRepairOptions: borrows what it points to.
 * @routes: (nullable): which may change; NULL: all
 * @with_tray: what no route has may be planned, too
 * @cpu_limit_s: for the search; 0: a second
 * @iterations: alone, the same answer every time; see #RdmPlanOptions
 */
typedef struct
{
  const char *const *routes;
  gboolean with_tray;
  double cpu_limit_s;
  guint64 iterations;
  guint threads;
  guint64 seed;
} RdmRepairOptions;

/**
 * rdm_repair: searches for a better rest of the day. Routes whose change is not worth telling
 * their drivers again stay as they are.
 * @label: (nullable)
 *
 * Returns: (transfer full) (nullable): NULL with an RDM_PLAN_ERROR
 */
RdmRepair *rdm_repair (RdmRest *rest,
                       const RdmRepairOptions *options,
                       const char *label,
                       GCancellable *cancellable,
                       GError **error) G_GNUC_WARN_UNUSED_RESULT;

/** rdm_repair_parts: the same in parts, each of which can be done without the others. Returns:
 * (transfer full) (element-type RdmRepair) (nullable): those that are worth their trouble, as the
 * board orders their routes. */
GPtrArray *rdm_repair_parts (RdmRest *rest,
                             const RdmRepairOptions *options,
                             const char *label,
                             GCancellable *cancellable,
                             GError **error) G_GNUC_WARN_UNUSED_RESULT;

/**
 * rdm_repair_offered: the same for a rest from which stops were taken: they go to wherever is best,
 * the others keep their routes and their order.
 * @before: as it is
 * @after: with what has been offered
 */
RdmRepair *rdm_repair_offered (RdmRest *before,
                               RdmRest *after,
                               const RdmRepairOptions *options,
                               const char *label,
                               GCancellable *cancellable,
                               GError **error) G_GNUC_WARN_UNUSED_RESULT;

/** rdm_repair_worth: Returns: minor units: what is saved, lateness and stops that come not at all
 * counted in money, and the trouble of everybody who has to be told again subtracted. */
gint64 rdm_repair_worth (const RdmRepair *self, const RdmSettings *settings);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RdmRepair, rdm_repair_free)

G_END_DECLS
