/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The price of a move: what the command would make of the routes, evaluated, less the routes as
 * they are.
 */
#include "rdm-advice.h"

#include "rdm-day-plan-private.h"
#include "rdm-delta.h"
#include "rdm-shut-roads.h"
#include "rdm-time.h"

typedef struct
{
  RdmDayPlan *day;
  const RdmDayModel *model;
  RdmDelta delta;
  RdmPrice *price;
  gboolean is_shut; /* a stop more comes too late for its road */
} Pricing;

static void
clear_lateness (gpointer data)
{
  RdmLateness *late = data;

  g_free (late->stop);
}

static RdmPrice *
price_new (RdmDayPlan *day, const char *route, const char *after)
{
  RdmPrice *self = g_new0 (RdmPrice, 1);

  self->route = g_strdup (route);
  self->after = g_strdup (after);
  self->late = g_array_new (FALSE, FALSE, sizeof (RdmLateness));
  g_array_set_clear_func (self->late, clear_lateness);
  self->at_s = RDM_TIME_NONE;
  self->end_s = RDM_TIME_NONE;
  self->estimated = rdm_day_plan_get_model (day)->is_estimated;
  return self;
}

void
rdm_price_free (RdmPrice *self)
{
  if (!self)
    return;
  g_free (self->route);
  g_free (self->after);
  g_free (self->refusal);
  g_strfreev (self->missing_skills);
  g_array_unref (self->late);
  g_free (self);
}

gboolean
rdm_price_is_allowed (const RdmPrice *self)
{
  return self->refused == RDM_REASON_NONE && self->breaches == 0;
}

/* --- what gets worse ---------------------------------------------------------------------------
 */

static void
add_lateness (gint32 task, gint64 before_s, gint64 late_s, gpointer user_data)
{
  Pricing *self = user_data;
  RdmLateness late = {
    .stop = g_strdup (rdm_day_model_get_stop_id (self->model, (guint)task)),
    .before_s = before_s,
    .late_s = late_s,
  };

  g_array_append_val (self->price->late, late);
}

static int
compare_lateness (gconstpointer a, gconstpointer b)
{
  const RdmLateness *x = a;
  const RdmLateness *y = b;

  return (y->late_s > x->late_s) - (y->late_s < x->late_s);
}

static gint64
peak_of (const RdmVrpSchedule *schedule, guint dimension)
{
  gint64 peak = 0;

  for (guint i = 0; i < schedule->n_steps; i++)
    peak = MAX (peak, schedule->loads[i * schedule->n_dimensions + dimension]);
  return peak;
}

static void
add_overload (Pricing *self,
              guint vehicle,
              const RdmVrpSchedule *before,
              const RdmVrpSchedule *after)
{
  for (guint d = 0; d < RDM_N_LOADS; d++)
    {
      gint64 capacity = self->model->problem.capacities[vehicle * RDM_N_LOADS + d];
      gint64 peak = peak_of (after, d);

      if (peak > capacity && peak > peak_of (before, d))
        self->price->load_percent[d] = (guint)MIN (
            100 + ((peak - capacity) * 100 + MAX (capacity, 1) - 1) / MAX (capacity, 1), 99999);
    }
}

/* --- the routes concerned ----------------------------------------------------------------------
 */

static void
add_target_times (Pricing *self, const RdmVrpSchedule *after, const char *const *stops)
{
  gint32 first = stops[0] ? rdm_day_model_find_task (self->model, stops[0]) : RDM_VRP_NONE;

  if (after->n_steps > 0)
    self->price->end_s = (gint32)after->end_s;
  for (guint i = 0; i < after->n_steps; i++)
    if (after->steps[i].kind == RDM_VRP_STEP_TASK && after->steps[i].index == first)
      self->price->at_s = (gint32)after->steps[i].begin_s;
}

/* What comes where the road is shut by then takes no time; what did not before is a breach. */
static void
leave_out_shut (Pricing *self, guint vehicle, RdmVrpSchedule *before, RdmVrpSchedule *after)
{
  g_autoptr (GHashTable) shut_before = g_hash_table_new (NULL, NULL);
  g_autoptr (GHashTable) shut_after = g_hash_table_new (NULL, NULL);

  rdm_shut_roads_leave_out (self->model, vehicle, before, shut_before);
  rdm_shut_roads_leave_out (self->model, vehicle, after, shut_after);
  if (g_hash_table_size (shut_after) > g_hash_table_size (shut_before))
    self->is_shut = TRUE;
}

static void
price_changes (Pricing *self, GPtrArray *changes, const char *const *stops)
{
  g_autofree RdmVrpSchedule *after = g_new0 (RdmVrpSchedule, changes->len + 1);
  RdmVrpDesk *desk = rdm_day_plan_get_desk (self->day);

  for (guint i = 0; i < changes->len; i++)
    {
      const RdmChange *change = g_ptr_array_index (changes, i);
      gint32 vehicle = change->kind == RDM_ROW_ROUTE
                           ? rdm_day_model_find_route (self->model, change->id)
                           : RDM_VRP_NONE;
      const RdmRoute *route = (const RdmRoute *)change->after;
      g_auto (RdmVrpSchedule) before = { 0 };
      g_autoptr (GArray) steps = NULL;

      if (vehicle == RDM_VRP_NONE)
        continue;
      steps = rdm_day_model_steps (self->model, route ? (const char *const *)route->stops : NULL);
      if (!rdm_vrp_schedule (&self->model->problem, (guint)vehicle,
                             (const gint32 *)(gpointer)steps->data, steps->len, &after[i]))
        g_error ("Not enough memory for a route of %u stops", steps->len);
      before = rdm_vrp_schedule_copy (rdm_vrp_desk_get_schedule (desk, (guint)vehicle));
      leave_out_shut (self, (guint)vehicle, &before, &after[i]);
      rdm_delta_add (&self->delta, &before, &after[i]);
      add_overload (self, (guint)vehicle, &before, &after[i]);
      if (g_strcmp0 (change->id, self->price->route) == 0)
        add_target_times (self, &after[i], stops);
    }
  for (guint i = 0; i < changes->len; i++)
    {
      rdm_delta_compare_lateness (&self->delta, &after[i], add_lateness, self);
      rdm_vrp_schedule_clear (&after[i]);
    }
  g_array_sort (self->price->late, compare_lateness);
  self->price->cost_minor = rdm_cost_to_minor (self->delta.cost);
  self->price->duty_s = self->delta.duty_s;
  self->price->drive_s = self->delta.drive_s;
  self->price->distance_m = self->delta.distance_m;
  self->price->overtime_s = self->delta.overtime_s;
  self->price->breaches = self->delta.breaches | (self->is_shut ? RDM_BREACH_ROAD : 0);
}

/* --- the best place ----------------------------------------------------------------------------
 */

static gboolean
is_beaten (Pricing *self, GArray *tasks, guint vehicle)
{
  const RdmVrpPrice *best = rdm_day_plan_get_best (
      self->day, (const guint32 *)(gpointer)tasks->data, tasks->len, vehicle);

  return best && best->n_new_violations == 0 && best->cost < self->delta.cost;
}

/* The route itself first: most places are not even the best there, and the others need no look. */
static void
compare_with_best (Pricing *self, const char *const *stops)
{
  g_autoptr (GArray) tasks = rdm_day_model_steps (self->model, stops);
  gint32 vehicle = rdm_day_model_find_route (self->model, self->price->route);

  if (vehicle == RDM_VRP_NONE || tasks->len == 0 || !rdm_price_is_allowed (self->price))
    return;
  self->price->best_on_route = !is_beaten (self, tasks, (guint)vehicle);
  self->price->best_of_day = self->price->best_on_route;
  for (guint v = 0; self->price->best_of_day && v < self->model->routes->len; v++)
    self->price->best_of_day = !is_beaten (self, tasks, v);
}

static void
add_missing_skills (Pricing *self, const char *const *stops)
{
  gint32 vehicle = rdm_day_model_find_route (self->model, self->price->route);
  g_autoptr (GHashTable) seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr (GStrvBuilder) all = g_strv_builder_new ();

  if (vehicle == RDM_VRP_NONE || !(self->price->breaches & RDM_BREACH_SKILLS))
    return;
  for (guint i = 0; stops[i]; i++)
    {
      gint32 task = rdm_day_model_find_task (self->model, stops[i]);
      g_auto (GStrv) missing = NULL;

      if (task == RDM_VRP_NONE)
        continue;
      missing = rdm_day_model_missing_skills (self->model, (guint)task, (guint)vehicle);
      for (guint j = 0; missing[j]; j++)
        if (g_hash_table_add (seen, g_strdup (missing[j])))
          g_strv_builder_add (all, missing[j]);
    }
  self->price->missing_skills = g_strv_builder_end (all);
}

/* What no time can be given for: a place, or a road to it, is missing. */
static void
add_missing_ways (Pricing *self, const char *const *stops)
{
  gint32 vehicle = rdm_day_model_find_route (self->model, self->price->route);

  for (guint i = 0; vehicle != RDM_VRP_NONE && stops[i]; i++)
    {
      const RdmModelStop *entry = rdm_day_model_find_stop (self->model, stops[i]);

      if (!entry || entry->task == RDM_VRP_NONE)
        self->price->breaches |= entry && entry->is_cut_off ? RDM_BREACH_ROAD : RDM_BREACH_PLACE;
      else if (rdm_day_model_is_cut_off (self->model, (guint)entry->task, (guint)vehicle))
        {
          self->price->breaches |= RDM_BREACH_ROAD;
          if (!self->price->missing_skills || !self->price->missing_skills[0])
            self->price->breaches &= ~(guint)RDM_BREACH_SKILLS;
        }
    }
}

RdmPrice *
rdm_advice_price (RdmDayPlan *self, const char *const *stops, const char *route, const char *after)
{
  RdmRows *rows = rdm_day_plan_get_rows (self);
  g_autoptr (RdmPrice) price = price_new (self, route, after);
  g_autoptr (RdmCommand) command = rdm_command_new_assign (NULL, route, after);
  g_autoptr (RdmOutcome) outcome = NULL;
  Pricing pricing = { .day = self, .model = rdm_day_plan_get_model (self), .price = price };

  for (guint i = 0; stops[i]; i++)
    rdm_command_assign_stop (command, stops[i], rdm_rows_route_of (rows, stops[i]));
  outcome = rdm_run (command, rows);
  if (!rdm_outcome_is_applied (outcome))
    {
      price->refused = outcome->reason;
      price->refusal = rdm_outcome_describe (outcome, rows);
      return g_steal_pointer (&price);
    }
  price->unchanged = outcome->changes->len == 0;
  rdm_delta_init (&pricing.delta);
  price_changes (&pricing, outcome->changes, stops);
  add_missing_skills (&pricing, stops);
  add_missing_ways (&pricing, stops);
  compare_with_best (&pricing, stops);
  rdm_delta_clear (&pricing.delta);
  return g_steal_pointer (&price);
}
