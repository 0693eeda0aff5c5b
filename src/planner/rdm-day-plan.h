/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The routes of a service day in time: what every view shows, and what prices and advice are
 * differences of.
 *
 * It follows the rows: whoever changes them passes the changes on. A changed route is evaluated
 * anew, nothing else, and so is the route of an order that asks for other windows, service or loads
 * where it is, or of a stop that was reached. An order that comes, goes or lies elsewhere, another
 * vehicle, driver, shift or setting has the day taken up again (some ten milliseconds for thousands
 * of orders), and routes are evaluated when somebody asks for them. Memory grows with the number of
 * stops, and where travel is by matrices with its square, up to a limit. One thread.
 */
#pragma once

#include "rdm-run.h"
#include "rdm-schedule.h"
#include "rdm-travel.h"

G_BEGIN_DECLS

/** RdmFigures: what a day or a route comes to. Money in minor units. */
typedef struct
{
  guint n_routes;        /* with stops */
  guint n_stops;         /* on routes */
  guint n_unassigned;    /* open stops that no route has */
  guint n_without_place; /* open stops that wait for a pin, on routes or not */
  guint n_late;          /* stops served after their window */
  guint n_broken;        /* routes that break a rule */
  gint64 late_s;
  gint64 drive_s;
  gint64 duty_s; /* from departure to return */
  gint64 service_s;
  gint64 wait_s;
  gint64 overtime_s;
  gint64 distance_m;
  gint64 cost_minor;
} RdmFigures;

/** rdm_figures_add: adds @schedule to @self. */
void rdm_figures_add (RdmFigures *self, const RdmSchedule *schedule);

#define RDM_TYPE_DAY_PLAN (rdm_day_plan_get_type ())
G_DECLARE_FINAL_TYPE (RdmDayPlan, rdm_day_plan, RDM, DAY_PLAN, GObject)

/** rdm_travel_new_from_settings: Returns: (transfer full): estimates by the settings' detour and
 * speeds. */
RdmTravel *rdm_travel_new_from_settings (const RdmSettings *settings) G_GNUC_WARN_UNUSED_RESULT;

/**
 * rdm_day_plan_new:
 * @rows: kept by reference; not written to
 * @date: service day, ISO
 * @travel: (nullable): NULL: estimates by the settings, renewed when those change
 *
 * Waits for travel times: meant for threads and for programs without a window.
 */
RdmDayPlan *
rdm_day_plan_new (RdmRows *rows, const char *date, RdmTravel *travel) G_GNUC_WARN_UNUSED_RESULT;

/**
 * rdm_day_plan_new_live: the same, and never waits: while travel times are not known, it goes by
 * those of before or by estimates, which schedules say, and asks for them in a thread.
 *
 * Signals: "travel-changed": all schedules may be others now. "line-changed" (route): its line is.
 * Property "travel-progress": of what is asked for, 0 to 1; 1 while nobody asks.
 */
RdmDayPlan *rdm_day_plan_new_live (RdmRows *rows,
                                   const char *date,
                                   RdmTravel *travel) G_GNUC_WARN_UNUSED_RESULT;

/** rdm_day_plan_set_travel: as when it was made with @travel. Everything borrowed from @self is
 * gone then; "travel-changed" is emitted. */
void rdm_day_plan_set_travel (RdmDayPlan *self, RdmTravel *travel);

/** rdm_day_plan_dup_travel_notice: Returns: (transfer full): where the times that are shown come
 * from, as a sentence; and why not from where they should, if that failed. */
char *rdm_day_plan_dup_travel_notice (RdmDayPlan *self) G_GNUC_WARN_UNUSED_RESULT;

/** rdm_day_plan_get_travel_progress: Returns: the property. */
double rdm_day_plan_get_travel_progress (RdmDayPlan *self);

/** rdm_day_plan_get_gap: Returns: metres from the pin of @stop to its road, INFINITY: there is none
 * near; 0 where nobody knows. See RDM_TRAVEL_FAR_M. */
double rdm_day_plan_get_gap (RdmDayPlan *self, const char *stop);

/**
 * rdm_day_plan_update: @rows have changed.
 * @changes: (element-type RdmChange)
 *
 * Returns: whether anything of this day may have. Everything borrowed from @self is gone then.
 */
gboolean rdm_day_plan_update (RdmDayPlan *self, GPtrArray *changes);

RdmRows *rdm_day_plan_get_rows (RdmDayPlan *self);

/** rdm_day_plan_get_travel: Returns: (transfer none): what it goes by, or will when it has
 * answered.
 */
RdmTravel *rdm_day_plan_get_travel (RdmDayPlan *self);
const char *rdm_day_plan_get_date (RdmDayPlan *self);

/** rdm_day_plan_get_routes: Returns: (transfer none) (element-type RdmRoute): as
 * rdm_rows_day_routes(). */
GPtrArray *rdm_day_plan_get_routes (RdmDayPlan *self);

/** rdm_day_plan_get_tray: Returns: (transfer none) (element-type RdmStop): as rdm_rows_day_tray().
 */
GPtrArray *rdm_day_plan_get_tray (RdmDayPlan *self);

/** rdm_day_plan_get_schedule: Returns: (transfer none) (nullable): NULL when @route is not of this
 * day. A route without stops has a schedule without visits. Take a reference to keep it; it is
 * never written again. */
RdmSchedule *rdm_day_plan_get_schedule (RdmDayPlan *self, const char *route);

/** rdm_day_plan_find_visit: Returns: (transfer none) (nullable): NULL while no route has @stop. */
const RdmVisit *rdm_day_plan_find_visit (RdmDayPlan *self, const char *stop);

/** rdm_day_plan_get_figures: what the day comes to. */
void rdm_day_plan_get_figures (RdmDayPlan *self, RdmFigures *figures);

/** rdm_day_plan_try_route: Returns: (transfer full) (nullable): the schedule that @route would have
 * with @stops; NULL when @route is not of this day. Stops of other days are passed over. */
RdmSchedule *rdm_day_plan_try_route (RdmDayPlan *self,
                                     const char *route,
                                     const char *const *stops) G_GNUC_WARN_UNUSED_RESULT;

/**
 * rdm_day_plan_get_line: the way of @route on the map, from start to end through all stops. Live,
 * it may be straight at first.
 *
 * Returns: (transfer full) (element-type RdmPoint) (nullable): not to be changed; NULL with an
 *   error
 */
GArray *rdm_day_plan_get_line (RdmDayPlan *self,
                               const char *route,
                               GError **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
