/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * From the rows of a day to visits and drives.
 */
#include "rdm-experience.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "rdm-backtest.h"
#include "rdm-day-legs.h"
#include "rdm-day.h"
#include "rdm-live-private.h"
#include "rdm-time.h"

#define BULKY_PARCELS 6
#define BULKY_G 25000
/* Older days tell how long things take, but not how far off one is by now. */
#define ERROR_DAYS 12

/* --- what is known of a visit ------------------------------------------------------------------
 */

static RdmVisitSort
sort_of (const RdmOrder *order, guint n_here)
{
  if (order->loads.amount[RDM_LOAD_PARCELS] >= BULKY_PARCELS
      || order->loads.amount[RDM_LOAD_WEIGHT_G] >= BULKY_G)
    return RDM_VISIT_SORT_BULKY;
  return n_here > 1 ? RDM_VISIT_SORT_SHARED : RDM_VISIT_SORT_HOUSE;
}

void
rdm_visit_traits_read (RdmVisitTraitsHeld *self,
                       const RdmOrder *order,
                       const RdmStop *stop,
                       const char *driver,
                       guint n_here,
                       int hour)
{
  self->address = rdm_order_end_key (rdm_order_end (order, stop->role));
  self->traits = (RdmVisitTraits){
    .address = self->address && *self->address ? self->address : NULL,
    .sort = sort_of (order, n_here),
    .driver = driver,
    .hour = hour,
    .place = rdm_order_end_stopping_point (rdm_order_end (order, stop->role)),
  };
}

void
rdm_visit_traits_clear (RdmVisitTraitsHeld *self)
{
  g_clear_pointer (&self->address, g_free);
}

GHashTable *
rdm_visit_count_addresses (RdmRows *rows, const char *date)
{
  GHashTable *counts = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr (GPtrArray) orders = rdm_rows_day_orders (rows, date);

  for (guint i = 0; i < orders->len; i++)
    {
      const RdmOrder *order = g_ptr_array_index (orders, i);
      g_autofree char *key = rdm_order_end_key (&order->at);
      guint n = GPOINTER_TO_UINT (g_hash_table_lookup (counts, key));

      g_hash_table_replace (counts, g_steal_pointer (&key), GUINT_TO_POINTER (n + 1));
    }
  return counts;
}

/* --- a day -------------------------------------------------------------------------------------
 */

typedef struct
{
  RdmExperience *experience;
  RdmDayPlan *plan;
  RdmRows *rows;
  GHashTable *addresses;
  gint64 midnight_ms;
  const RdmRoute *route;
  const RdmShift *shift; /* nullable */
  const char *driver;
  gboolean had_break;
} Learning;

/* Of a stop's attempts on the route, the one that the list is about: the last. */
static const RdmAttempt *
find_attempt (const Learning *self, const char *stop)
{
  const RdmAttempt *found = NULL;

  for (guint n = 1;; n++)
    {
      g_autofree char *id = rdm_attempt_id (stop, n);
      const RdmAttempt *attempt = rdm_rows_get (self->rows, RDM_ROW_ATTEMPT, id);

      if (!attempt)
        return found;
      if (!attempt->withdrawn && g_strcmp0 (attempt->route, self->route->row.id) == 0)
        found = attempt;
    }
}

static double
tod_of (const Learning *self, gint64 at_ms)
{
  return (double)(at_ms - self->midnight_ms) / 1000.0;
}

/* When service could begin: nobody serves before the window opens. */
static double
begin_of (const RdmOrderEnd *end, double arrived_s)
{
  for (guint i = 0; i < end->windows.n; i++)
    if (arrived_s <= end->windows.at[i].to_s)
      return MAX (arrived_s, end->windows.at[i].from_s);
  return arrived_s;
}

static void
learn_visit (const Learning *self, const RdmStop *stop, const RdmAttempt *attempt)
{
  const RdmOrder *order = rdm_rows_get (self->rows, RDM_ROW_ORDER, stop->order);
  const RdmOrderEnd *end = order ? rdm_order_end (order, stop->role) : NULL;
  RdmVisitTraitsHeld held;
  double arrived_s = tod_of (self, attempt->arrived_ms);
  guint n_here;
  g_autofree char *key = NULL;

  if (!end || attempt->arrived_ms == 0 || attempt->ended_ms <= attempt->arrived_ms)
    return;
  key = rdm_order_end_key (end);
  n_here = GPOINTER_TO_UINT (g_hash_table_lookup (self->addresses, key));
  rdm_visit_traits_read (&held, order, stop, self->driver, n_here, (int)(arrived_s / 3600.0));
  rdm_experience_learn_visit (self->experience, &held.traits, (double)end->service_s,
                              tod_of (self, attempt->ended_ms) - begin_of (end, arrived_s),
                              self->route->row.id);
  rdm_visit_traits_clear (&held);
}

/* A drive that had room for the break had it in it: before setting out, most of the time. */
static gboolean
learn_break (Learning *self, double left_s, double more_s)
{
  const RdmShift *shift = self->shift;
  gint32 begin_s;

  if (self->had_break || !shift || !rdm_live_has_break (shift, left_s, more_s))
    return FALSE;
  self->had_break = TRUE;
  begin_s = (gint32)MAX (left_s, shift->break_from_s);
  rdm_experience_learn_break (
      self->experience, self->driver,
      (double)(begin_s - shift->break_from_s)
          / (double)MAX (shift->break_to_s - shift->break_s - shift->break_from_s, 1));
  return TRUE;
}

static void
learn_drive (Learning *self, const char *from, gint64 left_ms, const RdmAttempt *to)
{
  RdmLeg leg;
  double left_s = tod_of (self, left_ms);
  double planned_s;
  double took_s;

  if (left_ms == 0 || to->arrived_ms <= left_ms
      || !rdm_day_plan_get_leg (self->plan, self->route->row.id, from, to->stop, &leg))
    return;
  planned_s = rdm_leg_seconds (&leg, left_s, 1.0);
  took_s = tod_of (self, to->arrived_ms) - left_s;
  if (learn_break (self, left_s, took_s - planned_s))
    return;
  rdm_experience_learn_drive (self->experience, self->driver, (int)(left_s / 3600.0),
                              planned_s > 0 ? leg.distance_m / planned_s : NAN, planned_s, took_s,
                              self->route->row.id);
}

static void
learn_route (Learning *self)
{
  const RdmShift *shift = rdm_rows_get (self->rows, RDM_ROW_SHIFT, self->route->shift);
  GStrv crew = self->route->drivers ? self->route->drivers : shift ? shift->drivers : NULL;
  const char *from = NULL;
  gint64 left_ms = self->route->started_ms;

  self->shift = shift;
  self->had_break = FALSE;
  self->driver = crew ? crew[0] : NULL;
  for (GStrv id = self->route->stops; id && *id; id++)
    {
      const RdmStop *stop = rdm_rows_get (self->rows, RDM_ROW_STOP, *id);
      const RdmAttempt *attempt = stop ? find_attempt (self, *id) : NULL;

      if (!attempt)
        {
          left_ms = 0;
          continue;
        }
      learn_visit (self, stop, attempt);
      learn_drive (self, from, left_ms, attempt);
      from = *id;
      left_ms = attempt->ended_ms;
    }
}

void
rdm_experience_learn_day (RdmExperience *self, RdmDayPlan *plan)
{
  RdmRows *rows = rdm_day_plan_get_rows (plan);
  const char *date = rdm_day_plan_get_date (plan);
  g_autoptr (RdmSettings) settings = rdm_rows_settings (rows);
  g_autoptr (GTimeZone) zone = settings->zone ? g_time_zone_new_identifier (settings->zone) : NULL;
  g_autoptr (GHashTable) addresses = rdm_visit_count_addresses (rows, date);
  GPtrArray *routes = rdm_day_plan_get_routes (plan);
  Learning learning = {
    .experience = self,
    .plan = plan,
    .rows = rows,
    .addresses = addresses,
  };

  g_return_if_fail (RDM_IS_EXPERIENCE (self));
  rdm_experience_know_region (self, rdm_day_plan_get_travel (plan));
  if (!zone)
    zone = g_time_zone_new_utc ();
  learning.midnight_ms = rdm_time_to_utc (zone, date, 0) * 1000;
  for (guint i = 0; i < routes->len; i++)
    {
      learning.route = g_ptr_array_index (routes, i);
      if (learning.route->started_ms != 0)
        learn_route (&learning);
    }
}

void
rdm_experience_take_day (
    RdmExperience *self, RdmRows *rows, const char *date, RdmTravel *travel, gboolean and_errors)
{
  g_autoptr (GArray) errors = g_array_new (FALSE, FALSE, sizeof (RdmEtaError));
  g_autoptr (RdmDayPlan) plan = NULL;

  g_return_if_fail (RDM_IS_EXPERIENCE (self));
  if (and_errors && !rdm_experience_is_empty (self))
    {
      rdm_backtest_measure (rows, date, travel, self, errors);
      rdm_experience_learn_errors (self, errors);
    }
  plan = rdm_day_plan_new (rows, date, travel);
  rdm_experience_learn_day (self, plan);
}

static gboolean
has_happened (RdmRows *rows, const char *date)
{
  g_autoptr (GPtrArray) routes = rdm_rows_day_routes (rows, date);

  for (guint i = 0; i < routes->len; i++)
    if (((const RdmRoute *)g_ptr_array_index (routes, i))->started_ms != 0)
      return TRUE;
  return FALSE;
}

RdmExperience *
rdm_experience_new_from_days (
    RdmRows *rows, const char *date, guint n_days, RdmTravel *travel, GCancellable *cancellable)
{
  g_autoptr (RdmExperience) self = rdm_experience_new ();
  g_autoptr (GPtrArray) days = g_ptr_array_new ();
  g_auto (GStrv) all = rdm_day_list (rows);

  for (guint i = g_strv_length (all); i > 0 && days->len < n_days; i--)
    if (strcmp (all[i - 1], date) < 0 && has_happened (rows, all[i - 1]))
      g_ptr_array_insert (days, 0, all[i - 1]);
  for (guint i = 0; i < days->len; i++)
    {
      if (g_cancellable_is_cancelled (cancellable))
        return NULL;
      rdm_experience_take_day (self, rows, days->pdata[i], travel, days->len - i <= ERROR_DAYS);
    }
  return g_steal_pointer (&self);
}

typedef struct
{
  RdmRows *rows;
  char *date;
  guint n_days;
  RdmTravel *travel;
} Loading;

static void
free_loading (gpointer data)
{
  Loading *self = data;

  g_object_unref (self->rows);
  g_clear_object (&self->travel);
  g_free (self->date);
  g_free (self);
}

static void
load_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  Loading *self = data;
  RdmExperience *experience = rdm_experience_new_from_days (self->rows, self->date, self->n_days,
                                                            self->travel, cancellable);

  if (experience)
    g_task_return_pointer (task, experience, g_object_unref);
  else
    g_task_return_error_if_cancelled (task);
}

void
rdm_experience_load_async (RdmRows *rows,
                           const char *date,
                           guint n_days,
                           RdmTravel *travel,
                           GCancellable *cancellable,
                           GAsyncReadyCallback callback,
                           gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (NULL, cancellable, callback, user_data);
  Loading *loading = g_new0 (Loading, 1);

  *loading = (Loading){ g_object_ref (rows), g_strdup (date), n_days,
                        travel ? g_object_ref (travel) : NULL };
  g_task_set_task_data (task, loading, free_loading);
  g_task_run_in_thread (task, load_thread);
}

RdmExperience *
rdm_experience_load_finish (GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

/* --- planning with it --------------------------------------------------------------------------
 */

#define STEP_S 10
#define WORTH_S 30
/* Of fewer visits, the plan knows as much. */
#define VISITS_LEAST 30

static gint64
service_learned (
    RdmExperience *self, RdmRows *rows, const RdmOrder *order, const RdmStop *stop, guint n_here)
{
  const char *route_id = rdm_rows_route_of (rows, stop->row.id);
  const RdmRoute *route = route_id ? rdm_rows_get (rows, RDM_ROW_ROUTE, route_id) : NULL;
  const RdmShift *shift = route ? rdm_rows_get (rows, RDM_ROW_SHIFT, route->shift) : NULL;
  GStrv crew = route && route->drivers ? route->drivers : shift ? shift->drivers : NULL;
  const RdmOrderEnd *end = rdm_order_end (order, stop->role);
  RdmVisitTraitsHeld held;
  RdmVisitKnown known;
  double mean_s;

  rdm_visit_traits_read (&held, order, stop, crew ? crew[0] : NULL, n_here, 12);
  mean_s = rdm_experience_get_service (self, &held.traits, (double)end->service_s, &known).mean_s;
  rdm_visit_traits_clear (&held);
  if (known.n_planned < VISITS_LEAST)
    return end->service_s;
  return llround (mean_s / STEP_S) * STEP_S;
}

static void
plan_stop (RdmExperience *self, RdmRows *rows, RdmOrder *order, RdmStopRole role, guint n_here)
{
  g_autofree char *id = rdm_stop_id (order->row.id, role);
  const RdmStop *stop = rdm_rows_get (rows, RDM_ROW_STOP, id);
  RdmOrderEnd *end = stop ? (RdmOrderEnd *)rdm_order_end (order, role) : NULL;
  gint64 learned_s;

  if (!end || !rdm_stop_is_open (stop))
    return;
  learned_s = service_learned (self, rows, order, stop, n_here);
  if (ABS (learned_s - end->service_s) >= WORTH_S)
    end->service_s = learned_s;
}

RdmCommand *
rdm_experience_plan_with (RdmExperience *self, RdmRows *rows, const char *date)
{
  g_autoptr (RdmCommand) command = rdm_command_new_edit (_ ("Plan with learned service times"));
  g_autoptr (GPtrArray) orders = rdm_rows_day_orders (rows, date);
  g_autoptr (GHashTable) addresses = rdm_visit_count_addresses (rows, date);

  g_return_val_if_fail (RDM_IS_EXPERIENCE (self), NULL);
  for (guint i = 0; i < orders->len; i++)
    {
      const RdmOrder *order = g_ptr_array_index (orders, i);
      g_autoptr (RdmOrder) changed = rdm_row_copy (order);
      g_autofree char *key = rdm_order_end_key (&order->at);
      guint n_here = GPOINTER_TO_UINT (g_hash_table_lookup (addresses, key));

      plan_stop (self, rows, changed, RDM_STOP_DELIVERY, n_here);
      plan_stop (self, rows, changed, RDM_STOP_PICKUP, n_here);
      (void)rdm_command_edit_row (command, order, changed);
    }
  return rdm_command_is_empty (command) ? NULL : g_steal_pointer (&command);
}
