/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What is left of a day that is being driven, as a day of its own: vehicles set out from where they
 * are, and what has happened is behind them. So everything that plans, prices or advises does so
 * from now on, and what comes of it is one command for the day as it is.
 *
 * Goods are where they are: what is on board of a vehicle that has set out stays with it, unless
 * somebody says where another may take it over; what is still to be fetched may go to anybody.
 */
#pragma once

#include "rdm-advice.h"
#include "rdm-command.h"
#include "rdm-day-plan.h"

G_BEGIN_DECLS

/**
 * RdmStand: where a route's vehicle is at now.
 * @place: not set: nobody knows; it is taken to be on its way from its last stop
 * @had_break: its break has been taken
 * @is_down: it cannot go on: nothing moves on its route, or into it
 * @goes_on_ms: UTC, when it is expected to leave where it is: a visit that is going on is over
 * then, or what holds it up; 0: nobody knows better
 * @pace: expected driving time for a second of the plan's; 0: as planned
 */
typedef struct
{
  const char *route;
  RdmPoint place;
  gboolean had_break;
  gboolean is_down;
  gint64 goes_on_ms;
  double pace;
} RdmStand;

/** RdmGoods: where what is to be delivered can be fetched. @name: of the place, for the driver. */
typedef struct
{
  RdmPoint place;
  const char *name;
  gint32 from_s; /* seconds of the day; RDM_TIME_NONE: at any time */
  gint32 to_s;
} RdmGoods;

/** Taking over the goods of one stop takes so long. */
#define RDM_TAKE_OVER_S 30

typedef struct _RdmRest RdmRest;

/**
 * rdm_rest_new:
 * @rows: kept as they are now
 * @travel: (nullable): as in rdm_day_plan_new(), without the day's closures
 * @now_ms: UTC
 * @stands: (array) n_stands: routes without one are where their rows say
 *
 * Returns: (transfer full): it may go to another thread; one at a time
 */
RdmRest *rdm_rest_new (RdmRows *rows,
                       const char *date,
                       RdmTravel *travel,
                       gint64 now_ms,
                       const RdmStand *stands,
                       guint n_stands) G_GNUC_WARN_UNUSED_RESULT;
void rdm_rest_free (RdmRest *self);

/** rdm_rest_copy: Returns: (transfer full): the same, to try something else on. */
RdmRest *rdm_rest_copy (const RdmRest *self) G_GNUC_WARN_UNUSED_RESULT;

/** rdm_rest_get_rows: Returns: (transfer none): the rest of the day as rows. Until its plan is
 * asked for, orders there may be given the lengths of visits that are expected: no command has
 * those. */
RdmRows *rdm_rest_get_rows (const RdmRest *self);

/** rdm_rest_get_whole: Returns: (transfer none): the rows of the whole day. */
RdmRows *rdm_rest_get_whole (const RdmRest *self);
const char *rdm_rest_get_date (const RdmRest *self);
RdmTravel *rdm_rest_get_travel (const RdmRest *self);

/** rdm_rest_get_now: Returns: seconds of the day. */
gint32 rdm_rest_get_now (const RdmRest *self);
gint64 rdm_rest_get_now_ms (const RdmRest *self);

/** rdm_rest_get_plan: Returns: (transfer none): the rest of the day in time; waits for travel times
 * when it is first asked for. */
RdmDayPlan *rdm_rest_get_plan (RdmRest *self);

/** rdm_rest_get_paces: Returns: (transfer none) (element-type utf8 int): for #RdmPlanOptions. */
GHashTable *rdm_rest_get_paces (const RdmRest *self);

/** rdm_rest_is_out: whether the vehicle of @route has set out. */
gboolean rdm_rest_is_out (const RdmRest *self, const char *route);

/** rdm_rest_is_down: whether it cannot go on. */
gboolean rdm_rest_is_down (const RdmRest *self, const char *route);

/** rdm_rest_get_place: Returns: where the vehicle of @route begins the rest of its day. */
RdmPoint rdm_rest_get_place (const RdmRest *self, const char *route);

/** rdm_rest_get_depot: Returns: where it set out in the morning; not set: it begins at its first
 * stop. */
RdmPoint rdm_rest_get_depot (const RdmRest *self, const char *route);

/** rdm_rest_is_on_board: whether the goods of @stop travel with the route that has it. */
gboolean rdm_rest_is_on_board (const RdmRest *self, const char *stop);

/**
 * rdm_rest_offer: takes @stop off its route, in the rest of the day, for somebody else to serve.
 * @goods: (nullable): where its goods are to be fetched; NULL: nothing has to be: it is a pickup,
 * or a shipment that is still where it was
 *
 * Returns: FALSE: it is locked, or was tried before, and so stays with its route
 */
gboolean rdm_rest_offer (RdmRest *self, const char *stop, const RdmGoods *goods);

/**
 * rdm_rest_reopen: a stop that failed is to be tried again, by the route that has its goods on
 * board; it waits in the tray.
 *
 * Returns: FALSE: it has not failed, or no route has it
 */
gboolean rdm_rest_reopen (RdmRest *self, const char *stop);

/** rdm_rest_list_offered: Returns: (transfer container) (element-type utf8): stops that were
 * offered or reopened, in the order of ids; borrowed. */
GList *rdm_rest_list_offered (const RdmRest *self) G_GNUC_WARN_UNUSED_RESULT;

/** rdm_rest_is_fetch: whether @stop is where somebody takes goods over. */
gboolean rdm_rest_is_fetch (const RdmRest *self, const char *stop);

/** rdm_rest_shut: nothing moves on @route, into it or out of it. */
void rdm_rest_shut (RdmRest *self, const char *route);

/** rdm_rest_hide_tray: nobody is asked to take what no route has. */
void rdm_rest_hide_tray (RdmRest *self);

/** rdm_rest_hide_tray_but: except for @stops (element-type utf8) (nullable). */
void rdm_rest_hide_tray_but (RdmRest *self, GPtrArray *stops);

/**
 * rdm_rest_offer_depot: deliveries in the tray have their goods at the depot: who has set out
 * fetches them there.
 */
void rdm_rest_offer_depot (RdmRest *self);

/**
 * rdm_rest_settle: @lists as they can be driven: what is fetched at one place is fetched there at
 * once, and whoever has not set out yet loads it at the depot as always. Writes the rest's rows so.
 * @lists: (element-type RdmRouteList)
 *
 * Returns: (transfer full) (element-type RdmRouteList)
 */
GPtrArray *rdm_rest_settle (RdmRest *self, GPtrArray *lists) G_GNUC_WARN_UNUSED_RESULT;

/**
 * rdm_rest_to_command: what turns the whole day's rows into such a rest.
 * @lists: (element-type RdmRouteList): settled; routes of the rest, as they are to be; others stay
 * @label: (nullable)
 *
 * Returns: (transfer full): all or nothing; empty where nothing changes
 */
RdmCommand *
rdm_rest_to_command (RdmRest *self, GPtrArray *lists, const char *label) G_GNUC_WARN_UNUSED_RESULT;

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RdmRest, rdm_rest_free)

G_END_DECLS
