/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The one interface through which the rules see rows, whatever keeps them.
 */
#pragma once

#include <gio/gio.h>

#include "rdm-attempt.h"
#include "rdm-exception.h"
#include "rdm-fleet.h"
#include "rdm-order.h"
#include "rdm-road-closure.h"
#include "rdm-route.h"
#include "rdm-row.h"
#include "rdm-settings.h"
#include "rdm-stop.h"

G_BEGIN_DECLS

#define RDM_TYPE_ROWS (rdm_rows_get_type ())
G_DECLARE_INTERFACE (RdmRows, rdm_rows, RDM, ROWS, GObject)

typedef void (*RdmRowFunc) (gconstpointer row, gpointer user_data);

struct _RdmRowsInterface
{
  GTypeInterface parent;

  gconstpointer (*get) (RdmRows *self, RdmRowKind kind, const char *id);
  void (*put) (RdmRows *self, gconstpointer row);
  void (*remove) (RdmRows *self, RdmRowKind kind, const char *id);
  void (*foreach) (RdmRows *self, RdmRowKind kind, RdmRowFunc func, gpointer user_data);
  const char *(*route_of) (RdmRows *self, const char *stop);
};

/** rdm_rows_get: Returns: (transfer none) (nullable): valid until the rows are next changed. */
gconstpointer rdm_rows_get (RdmRows *self, RdmRowKind kind, const char *id);

/** rdm_rows_put: adds @row, or replaces the row of its kind and id. Takes a reference of its own.
 */
void rdm_rows_put (RdmRows *self, gconstpointer row);
void rdm_rows_remove (RdmRows *self, RdmRowKind kind, const char *id);

/** rdm_rows_foreach: every row of @kind in the order of ids; @func must not change the rows. */
void rdm_rows_foreach (RdmRows *self, RdmRowKind kind, RdmRowFunc func, gpointer user_data);

/** rdm_rows_list: Returns: (transfer full) (element-type RdmRow): the rows of @kind, in the order
 * of ids. */
GPtrArray *rdm_rows_list (RdmRows *self, RdmRowKind kind) G_GNUC_WARN_UNUSED_RESULT;

/** rdm_rows_route_of: Returns: (nullable): the id of the route that has @stop; NULL for the tray.
 */
const char *rdm_rows_route_of (RdmRows *self, const char *stop);

/** rdm_rows_get_route: Returns: (transfer full) (nullable): the route, a fresh one where there is
 * no row; NULL when @id is no route of a known shift. */
RdmRoute *rdm_rows_get_route (RdmRows *self, const char *id) G_GNUC_WARN_UNUSED_RESULT;

/** rdm_rows_route_head: Returns: how many stops at the front of the list stay where they are: all
 * up to the last one that has happened. */
guint rdm_rows_route_head (RdmRows *self, const RdmRoute *route);

/** rdm_rows_day_routes: Returns: (transfer full) (element-type RdmRoute): a route for every shift
 * that works on
 *  @date or has a route there, by the vehicle's name and the shift's start. */
GPtrArray *rdm_rows_day_routes (RdmRows *self, const char *date) G_GNUC_WARN_UNUSED_RESULT;

/** rdm_rows_day_tray: Returns: (transfer full) (element-type RdmStop): the open stops of @date that
 * no route has, by reference. */
GPtrArray *rdm_rows_day_tray (RdmRows *self, const char *date) G_GNUC_WARN_UNUSED_RESULT;

/** rdm_rows_day_orders: Returns: (transfer full) (element-type RdmOrder): the orders of @date, by
 * reference. */
GPtrArray *rdm_rows_day_orders (RdmRows *self, const char *date) G_GNUC_WARN_UNUSED_RESULT;

/** rdm_rows_day_closures: Returns: (transfer full) (element-type RdmRoadClosure): those that hold
 * on
 * @date, by their hours. */
GPtrArray *rdm_rows_day_closures (RdmRows *self, const char *date) G_GNUC_WARN_UNUSED_RESULT;

/** rdm_rows_check_closure: whether there is room for @closure on all days on which it holds.
 * Returns: (transfer full) (nullable): what is wrong, in a sentence. */
char *rdm_rows_check_closure (RdmRows *self,
                              const RdmRoadClosure *closure) G_GNUC_WARN_UNUSED_RESULT;

/** rdm_rows_describe: Returns: (transfer full): the row's name for people: an address, a vehicle,
 * …; @id itself where there is no such row. */
char *rdm_rows_describe (RdmRows *self, const char *id) G_GNUC_WARN_UNUSED_RESULT;

/** rdm_rows_settings: Returns: (transfer full): the settings, the defaults where there is no row.
 */
RdmSettings *rdm_rows_settings (RdmRows *self) G_GNUC_WARN_UNUSED_RESULT;

#define RDM_TYPE_MEMORY_ROWS (rdm_memory_rows_get_type ())
G_DECLARE_FINAL_TYPE (RdmMemoryRows, rdm_memory_rows, RDM, MEMORY_ROWS, GObject)

/** rdm_memory_rows_new: rows in memory: the console's model, what-if, tests. */
RdmRows *rdm_memory_rows_new (void) G_GNUC_WARN_UNUSED_RESULT;

/** rdm_memory_rows_snapshot: Returns: (transfer full): the same rows as they are now, for another
 * thread. Costs nothing until one of the two is changed. */
RdmRows *rdm_memory_rows_snapshot (RdmMemoryRows *self) G_GNUC_WARN_UNUSED_RESULT;

/** rdm_memory_rows_equal: whether both hold equal rows; @difference says the first that differs. */
gboolean rdm_memory_rows_equal (RdmMemoryRows *a, RdmMemoryRows *b, char **difference);

G_END_DECLS
