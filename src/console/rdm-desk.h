/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The desk: what every view of the window shares. The open plan, the service day, the routes of
 * that day with their colours and schedules, what is selected, and the ways to change any of it.
 * Views show the desk and call it; they never talk to each other.
 */
#pragma once

#include <gtk/gtk.h>

#include "rdm-advice.h"
#include "rdm-day-plan.h"
#include "rdm-desk-touched.h"
#include "rdm-geocoder.h"
#include "rdm-plan-file.h"
#include "rdm-route-facts.h"
#include "rdm-schedule.h"
#include "rdm-stop-totals.h"

G_BEGIN_DECLS

#define RDM_TYPE_DESK (rdm_desk_get_type ())
G_DECLARE_FINAL_TYPE (RdmDesk, rdm_desk, RDM, DESK, GObject)

/**
 * RdmDesk signals, all in the main thread:
 *
 * ::day-changed (): another file or another service day: show everything anew.
 * ::rows-changed (changes: GPtrArray of RdmChange, touched: RdmDeskTouched): rows of the plan have
 * changed; routes and schedules are already up to date. @touched says what of the day has to be
 * looked at again.
 * ::selection-changed ()
 * ::ranking-changed (): see rdm_desk_peek_ranking().
 * ::why-not-changed (): see rdm_desk_peek_why_not().
 * ::preview-changed (): see rdm_desk_get_preview().
 * ::notice (text: string, action: string or NULL): something to say quietly; @action is a detailed
 * action name for its button ("win.undo"), or NULL.
 *
 * Properties: date (string), path (string), day-title (string: "Mon 23 Nov"), undo-label,
 * redo-label (string), geocoder (RdmGeocoder).
 */

/** RdmDeskRoute: a route of the day as views show it. Valid until ::day-changed or ::rows-changed;
 * the same one afterwards where the change does not touch it. */
typedef struct
{
  const RdmRoute *route;
  const RdmShift *shift;
  const RdmVehicle *vehicle;
  RdmSchedule *schedule; /* never NULL */
  RdmRouteFacts facts;
  char *name; /* "LI-01", with the shift's hours where a vehicle has several shifts */
  char *crew; /* "Driver 05, Driver 06" */
  GdkRGBA colour;
  gboolean dashed; /* the palette has gone round: lines are dashed */
  guint index;     /* position in the list; digits and colours follow it */
} RdmDeskRoute;

RdmDesk *rdm_desk_new (void) G_GNUC_WARN_UNUSED_RESULT;

/** rdm_desk_open: shows the plan at @path instead of the present one. On failure the present one
 * stays. */
gboolean rdm_desk_open (RdmDesk *self, const char *path, RdmStoreFlags flags, GError **error);

/** rdm_desk_get_file: Returns: (transfer none) (nullable): NULL while nothing is open. */
RdmPlanFile *rdm_desk_get_file (RdmDesk *self);

/** rdm_desk_get_rows: Returns: (transfer none): empty rows while nothing is open. */
RdmRows *rdm_desk_get_rows (RdmDesk *self);

/** rdm_desk_get_day_plan: Returns: (transfer none): the evaluated routes of the day, for prices and
 * advice. */
RdmDayPlan *rdm_desk_get_day_plan (RdmDesk *self);

/** rdm_desk_set_travel: how one gets from place to place; NULL: estimates by the settings. What
 * becomes known of it, at once or later, is shown as after ::rows-changed. */
void rdm_desk_set_travel (RdmDesk *self, RdmTravel *travel);

/** rdm_desk_set_geocoder: who knows where addresses are; NULL: nobody. */
void rdm_desk_set_geocoder (RdmDesk *self, RdmGeocoder *geocoder);

/** rdm_desk_get_geocoder: Returns: (transfer none) (nullable). */
RdmGeocoder *rdm_desk_get_geocoder (RdmDesk *self);

/** rdm_desk_get_settings: Returns: (transfer none): currency, zone and so on. */
const RdmSettings *rdm_desk_get_settings (RdmDesk *self);

const char *rdm_desk_get_date (RdmDesk *self);
void rdm_desk_set_date (RdmDesk *self, const char *date);

/** rdm_desk_get_dates: Returns: (transfer full): the days that have orders, in order. */
GStrv rdm_desk_get_dates (RdmDesk *self) G_GNUC_WARN_UNUSED_RESULT;

/** rdm_desk_get_routes: Returns: (transfer none) (element-type RdmDeskRoute): in the order of the
 * board. */
GPtrArray *rdm_desk_get_routes (RdmDesk *self);

/** rdm_desk_count_planned: how many of them have stops; 0: nobody has planned the day yet. */
guint rdm_desk_count_planned (RdmDesk *self);

/** rdm_desk_find_route: Returns: (nullable): the route of the day with @id. */
const RdmDeskRoute *rdm_desk_find_route (RdmDesk *self, const char *id);

/** rdm_desk_get_tray: Returns: (transfer none) (element-type RdmStop): what no route has, of the
 * day. */
GPtrArray *rdm_desk_get_tray (RdmDesk *self);

const RdmStop *rdm_desk_find_stop (RdmDesk *self, const char *stop);
const RdmOrder *rdm_desk_find_order (RdmDesk *self, const char *stop);

/** rdm_desk_route_of: Returns: (nullable): the route that has @stop; NULL: the tray. */
const RdmDeskRoute *rdm_desk_route_of (RdmDesk *self, const char *stop);

/** rdm_desk_find_visit: Returns: (nullable): when @stop will be visited; NULL in the tray. */
const RdmVisit *rdm_desk_find_visit (RdmDesk *self, const char *stop);

/* Selection: stops, in the order they were selected, and at most one route. */

typedef enum
{
  RDM_SELECT_ONLY, /* instead of what is selected */
  RDM_SELECT_ADD,
  RDM_SELECT_TOGGLE,
} RdmSelectMode;

/** rdm_desk_select: @stops may be NULL for none. */
void rdm_desk_select (RdmDesk *self, const char *const *stops, RdmSelectMode mode);
void rdm_desk_select_route (RdmDesk *self, const char *route);
gboolean rdm_desk_is_selected (RdmDesk *self, const char *stop);

/** rdm_desk_get_selection: Returns: (transfer none): NULL-terminated, possibly empty, never NULL.
 */
const char *const *rdm_desk_get_selection (RdmDesk *self);

/** rdm_desk_get_selected_route: Returns: (nullable): the id of the route selected as a whole. */
const char *rdm_desk_get_selected_route (RdmDesk *self);

/** rdm_desk_get_totals: Returns: (transfer none): of the selection. */
const RdmStopTotals *rdm_desk_get_totals (RdmDesk *self);

/* Changes. Each says what became of it by ::notice where that is not plain to see. */

/** rdm_desk_run: runs @command. Returns: whether it was applied. */
gboolean rdm_desk_run (RdmDesk *self, const RdmCommand *command);

/** rdm_desk_assign: moves @stops behind @after on @route (NULL: to the tray) as one command. */
gboolean
rdm_desk_assign (RdmDesk *self, const char *const *stops, const char *route, const char *after);

/** rdm_desk_assign_ranked: the selection to its @rank-th best route (1 to 9), each stop at its best
 * place. */
gboolean rdm_desk_assign_ranked (RdmDesk *self, guint rank);

/** rdm_desk_get_ranking: Returns: (transfer none) (element-type RdmRank): the routes for the
 * present selection, best first; empty without a selection, and for one too large to give to one
 * route. Works it out at once: for what a hand waits for. */
GPtrArray *rdm_desk_get_ranking (RdmDesk *self);

/** rdm_desk_peek_ranking: the same without waiting. Returns: (transfer none) (nullable): while it
 * is being worked out, a little at a time, the one before for the same selection, or NULL;
 * ::ranking-changed says when it is there. */
GPtrArray *rdm_desk_peek_ranking (RdmDesk *self);

/** rdm_desk_peek_why_not: why nobody can take @stop: as rdm_advice_why_not(), without waiting.
 * Returns: (transfer none) (nullable): NULL while it is being worked out, a little at a time;
 * ::why-not-changed says when it is there. */
GPtrArray *rdm_desk_peek_why_not (RdmDesk *self, const char *stop);

/** rdm_desk_describe_why_not: Returns: (transfer full) (nullable): the same in a sentence or two.
 */
char *rdm_desk_describe_why_not (RdmDesk *self, const char *stop) G_GNUC_WARN_UNUSED_RESULT;

typedef enum
{
  RDM_MOVE_EARLIER, /* one place towards the head of the route */
  RDM_MOVE_LATER,
  RDM_MOVE_PREVIOUS_ROUTE, /* to the best place on the route before */
  RDM_MOVE_NEXT_ROUTE,
} RdmMove;

/** rdm_desk_move_selection: the keyboard's twin of a drag. */
gboolean rdm_desk_move_selection (RdmDesk *self, RdmMove move);

void rdm_desk_unassign_selection (RdmDesk *self);

/** rdm_desk_toggle_lock: the selected stops, or the selected route. */
void rdm_desk_toggle_lock (RdmDesk *self);

void rdm_desk_undo (RdmDesk *self);
void rdm_desk_redo (RdmDesk *self);

/** rdm_desk_notice: says @text quietly. @action: a detailed action for a button, or NULL. */
void rdm_desk_notice (RdmDesk *self, const char *text, const char *action);

/** rdm_desk_place_order: the pin of an end of an order, remembered for its address for ever, and
 * given to every open order at the same address that has none, or only one on its street. */
gboolean rdm_desk_place_order (RdmDesk *self, const char *order, int role, RdmPoint point);

/** rdm_desk_park_order: where the vehicle stops for an end of an order that has a pin, remembered
 * for its address as that is, and said of all orders there. @park: %RDM_POINT_NONE: as near to the
 * pin as the road goes */
gboolean rdm_desk_park_order (RdmDesk *self, const char *order, int role, RdmPoint park);

/**
 * rdm_desk_set_preview: routes as they would be, shown on the map while a plan is forming or
 * compared.
 * @lists: (element-type RdmRouteList) (nullable): NULL: nothing is previewed.
 */
void rdm_desk_set_preview (RdmDesk *self, GPtrArray *lists);
GPtrArray *rdm_desk_get_preview (RdmDesk *self);

G_END_DECLS
