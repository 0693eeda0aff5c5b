/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Planning, in a thread or at once: takes the rows as they are, searches, and answers with a
 * proposal. Nothing changes until somebody runs the proposal's command.
 */
#pragma once

#include "rdm-proposal.h"
#include "rdm-travel.h"

G_BEGIN_DECLS

/**
 * RdmScopeKind: what a plan may touch. Locked routes, closed routes and what has happened never
 * are; locked stops stay on their route.
 * @RDM_SCOPE_ALL: every route and the tray
 * @RDM_SCOPE_SELECTION: only @stops move, to wherever is best; the others keep their routes and
 * their order
 * @RDM_SCOPE_TRAY: the tray goes into the routes, whose stops keep their routes and their order
 * @RDM_SCOPE_ROUTE: only the order on @route
 */
typedef enum
{
  RDM_SCOPE_ALL,
  RDM_SCOPE_SELECTION,
  RDM_SCOPE_TRAY,
  RDM_SCOPE_ROUTE,
} RdmScopeKind;

/** RdmScope: borrows what it points to. */
typedef struct
{
  RdmScopeKind kind;
  const char *const *stops; /* SELECTION */
  const char *route;        /* ROUTE */
} RdmScope;

/** RdmPlanOptions: 0 in a limit: not limited; with no limit at all ten seconds. */
typedef struct
{
  RdmScope scope;
  double time_limit_s;
  double cpu_limit_s; /* of all threads together */
  guint64
      iterations; /* of each thread. Alone, the same answer for the same rows, seed and threads */
  guint threads;  /* 0: as many as there are processors, at most 4 */
  guint64 seed;
  GHashTable *paces;   /* (nullable) (element-type utf8 int): by route, of rdm_pace_permille() */
  gboolean no_reasons; /* why stops stay in the tray is not asked for: a proposal lists none */
} RdmPlanOptions;

/**
 * RdmPlanProgress: valid during the call.
 * @fraction: of the limit, 0 to 1
 * @cost_minor: of the best so far, as the search counts it: the price of changing hands included
 * @n_unassigned: open stops that would have no route
 * @lists: (element-type RdmRouteList): the routes forming; take a reference to keep it
 */
typedef struct
{
  double fraction;
  double elapsed_s;
  gint64 cost_minor;
  guint n_unassigned;
  GPtrArray *lists;
} RdmPlanProgress;

/** RdmPlanProgressFunc: at most ten times a second; in the context that asked, or for rdm_plan() in
 * its thread. */
typedef void (*RdmPlanProgressFunc) (const RdmPlanProgress *progress, gpointer user_data);

/**
 * RdmPlanError: messages are sentences for people.
 * @RDM_PLAN_ERROR_NO_FLEET: no shift works that day
 * @RDM_PLAN_ERROR_NO_STOPS: nothing to plan in this scope
 * @RDM_PLAN_ERROR_LOCKED: every route in this scope is locked or closed
 * @RDM_PLAN_ERROR_UNKNOWN: the scope names a route that is not of that day
 * @RDM_PLAN_ERROR_DATA: the rows say something that cannot be planned
 * @RDM_PLAN_ERROR_MEMORY: not enough of it
 */
typedef enum
{
  RDM_PLAN_ERROR_NO_FLEET,
  RDM_PLAN_ERROR_NO_STOPS,
  RDM_PLAN_ERROR_LOCKED,
  RDM_PLAN_ERROR_UNKNOWN,
  RDM_PLAN_ERROR_DATA,
  RDM_PLAN_ERROR_MEMORY,
} RdmPlanError;

#define RDM_PLAN_ERROR (rdm_plan_error_quark ())
GQuark rdm_plan_error_quark (void);

/**
 * rdm_plan_async:
 * @rows: read before this returns, not afterwards
 * @travel: (nullable): NULL: estimates by the settings
 * @cancellable: (nullable): cancelling ends the search; the best so far is the answer
 * @progress: (nullable)
 */
void rdm_plan_async (RdmRows *rows,
                     const char *date,
                     RdmTravel *travel,
                     const RdmPlanOptions *options,
                     GCancellable *cancellable,
                     RdmPlanProgressFunc progress,
                     gpointer progress_data,
                     GAsyncReadyCallback callback,
                     gpointer user_data);

/** rdm_plan_finish: Returns: (transfer full) (nullable): NULL with an RDM_PLAN_ERROR. */
RdmProposal *rdm_plan_finish (GAsyncResult *result, GError **error) G_GNUC_WARN_UNUSED_RESULT;

/** rdm_plan: the same, at once. Returns: (transfer full) (nullable): NULL with an RDM_PLAN_ERROR.
 */
RdmProposal *rdm_plan (RdmRows *rows,
                       const char *date,
                       RdmTravel *travel,
                       const RdmPlanOptions *options,
                       GCancellable *cancellable,
                       RdmPlanProgressFunc progress,
                       gpointer progress_data,
                       GError **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
