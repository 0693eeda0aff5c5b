/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rdm-day-plan-private.h"

#include <glib/gi18n-lib.h>

#include "rdm-crow-travel.h"
#include "rdm-day-changes.h"
#include "rdm-day-roads.h"
#include "rdm-day-schedule.h"
#include "rdm-route-lines.h"
#include "rdm-travel-wait.h"

typedef struct
{
  gboolean is_known;
  RdmVrpPrice price;
} Best;

struct _RdmDayPlan
{
  GObject parent_instance;

  /* Owned */
  RdmRows *rows;
  char *date;
  RdmTravel *every_day;      /* NULL: estimates by the settings */
  RdmTravel *travel;         /* the same with the day's closures */
  GCancellable *cancellable; /* NULL: its maker waits for travel times whatever happens */
  RdmTravelWait *wait;       /* live: who asks for travel times; else NULL */
  RdmRouteLines *lines;      /* live */
  double travel_progress;
  RdmDayModel *model;
  RdmVrpDesk *desk;     /* of the model; NULL until somebody asks */
  GPtrArray *schedules; /* (element-type RdmSchedule): by vehicle; NULL: to be evaluated */
  GPtrArray *routes;    /* (element-type RdmRoute) (nullable) */
  GPtrArray *tray;      /* (element-type RdmStop) (nullable) */
  GArray *best;         /* (element-type Best) (nullable): by vehicle: answers of get_best */
  GArray *best_tasks;   /* (element-type guint32): and its question */
};

G_DEFINE_FINAL_TYPE (RdmDayPlan, rdm_day_plan, G_TYPE_OBJECT)

enum
{
  PROP_0,
  PROP_TRAVEL_PROGRESS,
  N_PROPS
};

enum
{
  SIGNAL_TRAVEL_CHANGED,
  SIGNAL_LINE_CHANGED,
  N_SIGNALS
};

static GParamSpec *props[N_PROPS];
static guint signals[N_SIGNALS];

RdmTravel *
rdm_travel_new_from_settings (const RdmSettings *settings)
{
  RdmCrowRule rule = {
    .detour_permille = settings->detour_permille,
    .speed_mm_s[RDM_TRAVEL_VAN] = settings->van_speed_mps_milli,
    .speed_mm_s[RDM_TRAVEL_TRUCK] = settings->truck_speed_mps_milli,
    .speed_mm_s[RDM_TRAVEL_CARGO_BIKE] = settings->cargo_bike_speed_mps_milli,
  };

  return rdm_crow_travel_new (&rule);
}

void
rdm_figures_add (RdmFigures *self, const RdmSchedule *schedule)
{
  if (schedule->n_stops > 0)
    self->n_routes++;
  if (schedule->breaches)
    self->n_broken++;
  self->n_stops += schedule->n_stops;
  self->n_late += schedule->n_late;
  self->late_s += schedule->late_s;
  self->drive_s += schedule->drive_s;
  self->duty_s += schedule->end_s - schedule->start_s;
  self->service_s += schedule->service_s;
  self->wait_s += schedule->wait_s;
  self->overtime_s += schedule->overtime_s;
  self->distance_m += schedule->distance_m;
  self->cost_minor += schedule->cost_minor;
}

/* --- keeping up with the rows ------------------------------------------------------------------
 */

static void
forget_answers (RdmDayPlan *self)
{
  g_clear_pointer (&self->tray, g_ptr_array_unref);
  g_clear_pointer (&self->routes, g_ptr_array_unref);
  g_clear_pointer (&self->best, g_array_unref);
}

static void
unref_schedule (gpointer schedule)
{
  if (schedule)
    rdm_schedule_unref (schedule);
}

static void
set_travel_progress (RdmDayPlan *self, double fraction)
{
  if (self->travel_progress == fraction)
    return;
  self->travel_progress = fraction;
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_TRAVEL_PROGRESS]);
}

static void
ask_for_travel (RdmDayPlan *self)
{
  g_autoptr (GArray) points = g_array_new (FALSE, FALSE, sizeof (RdmPoint));
  RdmTravelNeed need;

  rdm_day_model_get_need (self->model, points, &need);
  rdm_travel_wait_ask (self->wait, self->travel, &need);
  set_travel_progress (self, 0.0);
}

/* What was known of travel before stands in for what is not known yet. @answer: (nullable): what
 * was just found out. */
static void
make_model (RdmDayPlan *self, RdmTravelTimes *answer)
{
  g_autoptr (RdmTravelTimes) before =
      self->model && self->model->times ? rdm_travel_times_ref (self->model->times) : NULL;
  RdmDayTravel how = {
    .travel = self->travel,
    .may_wait = self->wait == NULL,
    .answer = answer,
    .stand_in = answer ? answer : before,
    .cancellable = self->cancellable,
  };

  forget_answers (self);
  g_clear_pointer (&self->schedules, g_ptr_array_unref);
  g_clear_pointer (&self->desk, rdm_vrp_desk_free);
  g_clear_pointer (&self->model, rdm_day_model_free);
  self->model = rdm_day_model_new (self->rows, self->date, &how);
  self->schedules = g_ptr_array_new_with_free_func (unref_schedule);
  g_ptr_array_set_size (self->schedules, (int)self->model->routes->len);
}

/* The roads of the day may be others by now. */
static void
follow_closures (RdmDayPlan *self)
{
  g_autoptr (RdmTravel) travel = rdm_day_roads_travel (self->every_day, self->rows, self->date);

  if (g_set_object (&self->travel, travel) && self->lines)
    rdm_route_lines_outdate (self->lines);
}

static void
take_up (RdmDayPlan *self)
{
  follow_closures (self);
  make_model (self, NULL);
  if (!self->wait)
    return;
  if (self->model->is_waiting)
    ask_for_travel (self);
  else
    {
      rdm_travel_wait_stop (self->wait);
      set_travel_progress (self, 1.0);
    }
}

static void
waited_cb (double fraction, gboolean is_over, RdmTravelTimes *times, gpointer user_data)
{
  RdmDayPlan *self = user_data;

  set_travel_progress (self, fraction);
  if (!is_over)
    return;
  /* Who failed is asked again when something changes, not at once. */
  if (times)
    make_model (self, times);
  /* More is needed by now than when it was asked for. */
  if (times && self->model->is_waiting)
    ask_for_travel (self);
  g_signal_emit (self, signals[SIGNAL_TRAVEL_CHANGED], 0);
}

static void
line_found_cb (const char *route, gpointer user_data)
{
  g_signal_emit (user_data, signals[SIGNAL_LINE_CHANGED], 0, route);
}

static void
evaluate_anew (RdmDayPlan *self, guint vehicle)
{
  RdmModelRoute *entry = rdm_day_model_get_route (self->model, vehicle);
  RdmSchedule **schedule = (RdmSchedule **)&self->schedules->pdata[vehicle];
  g_autoptr (GArray) steps = NULL;

  g_clear_pointer (schedule, rdm_schedule_unref);
  if (!self->desk)
    return;
  steps = rdm_day_model_steps (self->model, (const char *const *)entry->route->stops);
  if (!rdm_vrp_desk_set_route (self->desk, vehicle, (const gint32 *)(gpointer)steps->data,
                               steps->len))
    g_error ("Not enough memory for a route of %u stops", steps->len);
}

/* Tasks ask for something else where they are. */
static void
evaluate_tasks_anew (RdmDayPlan *self, GArray *tasks)
{
  if (!self->desk) /* nor are there schedules */
    return;
  rdm_vrp_desk_refresh_tasks (self->desk, (const guint32 *)(gpointer)tasks->data, tasks->len);
  for (guint i = 0; i < tasks->len; i++)
    {
      gint32 vehicle = rdm_vrp_desk_find (self->desk, g_array_index (tasks, guint32, i), NULL);

      if (vehicle != RDM_VRP_NONE)
        g_clear_pointer ((RdmSchedule **)&self->schedules->pdata[vehicle], rdm_schedule_unref);
    }
}

gboolean
rdm_day_plan_update (RdmDayPlan *self, GPtrArray *changes)
{
  g_autoptr (GArray) vehicles = g_array_new (FALSE, FALSE, sizeof (guint));
  g_autoptr (GArray) tasks = g_array_new (FALSE, FALSE, sizeof (guint32));

  switch (rdm_day_changes_adopt (self->model, self->rows, changes, vehicles, tasks))
    {
    case RDM_DAY_UNTOUCHED:
      return FALSE;
    case RDM_DAY_OTHER:
      take_up (self);
      return TRUE;
    case RDM_DAY_ROUTES:
      break;
    }
  forget_answers (self);
  for (guint i = 0; i < vehicles->len; i++)
    evaluate_anew (self, g_array_index (vehicles, guint, i));
  evaluate_tasks_anew (self, tasks);
  return TRUE;
}

/* --- the object --------------------------------------------------------------------------------
 */

static void
rdm_day_plan_get_property (GObject *object, guint property, GValue *value, GParamSpec *pspec)
{
  RdmDayPlan *self = RDM_DAY_PLAN (object);

  switch (property)
    {
    case PROP_TRAVEL_PROGRESS:
      g_value_set_double (value, self->travel_progress);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property, pspec);
    }
}

static void
rdm_day_plan_finalize (GObject *object)
{
  RdmDayPlan *self = RDM_DAY_PLAN (object);

  g_clear_pointer (&self->wait, rdm_travel_wait_free);
  g_clear_pointer (&self->lines, rdm_route_lines_free);
  g_clear_object (&self->cancellable);
  forget_answers (self);
  g_array_unref (self->best_tasks);
  g_clear_pointer (&self->schedules, g_ptr_array_unref);
  g_clear_pointer (&self->desk, rdm_vrp_desk_free);
  g_clear_pointer (&self->model, rdm_day_model_free);
  g_clear_object (&self->travel);
  g_clear_object (&self->every_day);
  g_clear_object (&self->rows);
  g_free (self->date);
  G_OBJECT_CLASS (rdm_day_plan_parent_class)->finalize (object);
}

static void
rdm_day_plan_class_init (RdmDayPlanClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = rdm_day_plan_get_property;
  object_class->finalize = rdm_day_plan_finalize;
  props[PROP_TRAVEL_PROGRESS] =
      g_param_spec_double ("travel-progress", NULL, NULL, 0.0, 1.0, 1.0,
                           G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, props);
  signals[SIGNAL_TRAVEL_CHANGED] = g_signal_new (
      "travel-changed", RDM_TYPE_DAY_PLAN, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[SIGNAL_LINE_CHANGED] = g_signal_new ("line-changed", RDM_TYPE_DAY_PLAN, G_SIGNAL_RUN_LAST,
                                               0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);
}

static void
rdm_day_plan_init (RdmDayPlan *self)
{
  self->best_tasks = g_array_new (FALSE, FALSE, sizeof (guint32));
  self->travel_progress = 1.0;
}

static RdmDayPlan *
day_plan_alloc (RdmRows *rows, const char *date, RdmTravel *travel)
{
  RdmDayPlan *self = g_object_new (RDM_TYPE_DAY_PLAN, NULL);

  self->rows = g_object_ref (rows);
  self->date = g_strdup (date);
  g_set_object (&self->every_day, travel);
  return self;
}

RdmDayPlan *
rdm_day_plan_new (RdmRows *rows, const char *date, RdmTravel *travel)
{
  return rdm_day_plan_new_cancellable (rows, date, travel, NULL);
}

RdmDayPlan *
rdm_day_plan_new_cancellable (RdmRows *rows,
                              const char *date,
                              RdmTravel *travel,
                              GCancellable *cancellable)
{
  RdmDayPlan *self = day_plan_alloc (rows, date, travel);

  g_set_object (&self->cancellable, cancellable);
  take_up (self);
  return self;
}

RdmDayPlan *
rdm_day_plan_new_live (RdmRows *rows, const char *date, RdmTravel *travel)
{
  RdmDayPlan *self = day_plan_alloc (rows, date, travel);

  self->wait = rdm_travel_wait_new (waited_cb, self);
  self->lines = rdm_route_lines_new (line_found_cb, self);
  take_up (self);
  return self;
}

void
rdm_day_plan_set_travel (RdmDayPlan *self, RdmTravel *travel)
{
  g_return_if_fail (RDM_IS_DAY_PLAN (self));
  if (!g_set_object (&self->every_day, travel))
    return;
  if (self->lines)
    rdm_route_lines_clear (self->lines);
  take_up (self);
  g_signal_emit (self, signals[SIGNAL_TRAVEL_CHANGED], 0);
}

const RdmDayModel *
rdm_day_plan_get_model (RdmDayPlan *self)
{
  return self->model;
}

RdmVrpDesk *
rdm_day_plan_get_desk (RdmDayPlan *self)
{
  RdmVrpPlan *plan;

  if (self->desk)
    return self->desk;
  plan = rdm_vrp_plan_new (self->model->problem.n_vehicles);
  for (guint v = 0; plan && v < self->model->routes->len; v++)
    {
      RdmModelRoute *entry = rdm_day_model_get_route (self->model, v);
      g_autoptr (GArray) steps =
          rdm_day_model_steps (self->model, (const char *const *)entry->route->stops);

      rdm_vrp_plan_set_route (plan, v, (const gint32 *)(gpointer)steps->data, steps->len);
    }
  self->desk = plan ? rdm_vrp_desk_new (&self->model->problem, plan) : NULL;
  rdm_vrp_plan_free (plan);
  if (!self->desk)
    g_error ("Not enough memory for a day of %u stops", self->model->problem.n_tasks);
  return self->desk;
}

/* --- answers -----------------------------------------------------------------------------------
 */

RdmRows *
rdm_day_plan_get_rows (RdmDayPlan *self)
{
  g_return_val_if_fail (RDM_IS_DAY_PLAN (self), NULL);
  return self->rows;
}

RdmTravel *
rdm_day_plan_get_travel (RdmDayPlan *self)
{
  g_return_val_if_fail (RDM_IS_DAY_PLAN (self), NULL);
  return self->travel ? self->travel : self->model->travel;
}

char *
rdm_day_plan_dup_travel_notice (RdmDayPlan *self)
{
  const char *failure;
  g_autofree char *notice = NULL;

  g_return_val_if_fail (RDM_IS_DAY_PLAN (self), NULL);
  failure = self->wait ? rdm_travel_wait_get_failure (self->wait) : NULL;
  notice = rdm_travel_dup_notice (self->model->travel);
  if (self->wait && rdm_travel_wait_is_asking (self->wait))
    /* Translators: what the times go by until then. */
    return g_strdup_printf (_ ("Travel times are being worked out. Until then: %s"), notice);
  return failure ? g_strdup_printf ("%s\n%s", notice, failure) : g_steal_pointer (&notice);
}

double
rdm_day_plan_get_travel_progress (RdmDayPlan *self)
{
  g_return_val_if_fail (RDM_IS_DAY_PLAN (self), 1.0);
  return self->travel_progress;
}

double
rdm_day_plan_get_gap (RdmDayPlan *self, const char *stop)
{
  const RdmModelStop *entry;
  const RdmOrderEnd *end;
  gint32 vehicle;
  RdmTravelProfile profile = RDM_TRAVEL_VAN;
  RdmPoint point;
  double gap_m = 0;

  g_return_val_if_fail (RDM_IS_DAY_PLAN (self), 0);
  entry = rdm_day_model_find_stop (self->model, stop);
  end = entry ? rdm_order_end (entry->order, entry->stop->role) : NULL;
  point = end ? rdm_order_end_stopping_point (end) : RDM_POINT_NONE;
  if (!rdm_point_is_valid (point))
    return 0;
  vehicle = rdm_day_model_find_route (self->model, rdm_rows_route_of (self->rows, stop));
  if (vehicle != RDM_VRP_NONE)
    profile = (RdmTravelProfile)self->model->problem.vehicles[vehicle].profile;
  return rdm_travel_gaps (rdm_day_plan_get_travel (self), profile, &point, 1, &gap_m) ? gap_m : 0;
}

const char *
rdm_day_plan_get_date (RdmDayPlan *self)
{
  g_return_val_if_fail (RDM_IS_DAY_PLAN (self), NULL);
  return self->date;
}

GPtrArray *
rdm_day_plan_get_routes (RdmDayPlan *self)
{
  g_return_val_if_fail (RDM_IS_DAY_PLAN (self), NULL);
  if (!self->routes)
    {
      self->routes = g_ptr_array_new_with_free_func (rdm_row_unref);
      for (guint v = 0; v < self->model->routes->len; v++)
        g_ptr_array_add (self->routes,
                         rdm_row_ref (rdm_day_model_get_route (self->model, v)->route));
    }
  return self->routes;
}

GPtrArray *
rdm_day_plan_get_tray (RdmDayPlan *self)
{
  g_return_val_if_fail (RDM_IS_DAY_PLAN (self), NULL);
  if (!self->tray)
    self->tray = rdm_rows_day_tray (self->rows, self->date);
  return self->tray;
}

RdmSchedule *
rdm_day_plan_get_schedule (RdmDayPlan *self, const char *route)
{
  gint32 vehicle;
  RdmSchedule **schedule;

  g_return_val_if_fail (RDM_IS_DAY_PLAN (self), NULL);
  vehicle = rdm_day_model_find_route (self->model, route);
  if (vehicle == RDM_VRP_NONE)
    return NULL;
  schedule = (RdmSchedule **)&self->schedules->pdata[vehicle];
  if (!*schedule)
    {
      RdmModelRoute *entry = rdm_day_model_get_route (self->model, (guint)vehicle);
      RdmVrpDesk *desk = rdm_day_plan_get_desk (self);

      *schedule = rdm_day_schedule_convert (self->model, (guint)vehicle,
                                            (const char *const *)entry->route->stops,
                                            rdm_vrp_desk_get_schedule (desk, (guint)vehicle));
    }
  return *schedule;
}

const RdmVisit *
rdm_day_plan_find_visit (RdmDayPlan *self, const char *stop)
{
  const char *route;
  RdmSchedule *schedule;

  g_return_val_if_fail (RDM_IS_DAY_PLAN (self), NULL);
  route = rdm_rows_route_of (self->rows, stop);
  schedule = route ? rdm_day_plan_get_schedule (self, route) : NULL;
  return schedule ? rdm_schedule_find (schedule, stop) : NULL;
}

static guint
count_without_place (const RdmDayModel *model)
{
  guint n = 0;

  for (guint i = 0; i < model->stops->len; i++)
    {
      const RdmModelStop *entry = &g_array_index (model->stops, RdmModelStop, i);

      n += entry->task == RDM_VRP_NONE && rdm_stop_is_open (entry->stop);
    }
  return n;
}

void
rdm_day_plan_get_figures (RdmDayPlan *self, RdmFigures *figures)
{
  g_return_if_fail (RDM_IS_DAY_PLAN (self));
  *figures = (RdmFigures){ 0 };
  for (guint v = 0; v < self->model->routes->len; v++)
    {
      const char *id = rdm_day_model_get_route (self->model, v)->route->row.id;

      rdm_figures_add (figures, rdm_day_plan_get_schedule (self, id));
    }
  figures->n_unassigned = rdm_day_plan_get_tray (self)->len;
  figures->n_without_place = count_without_place (self->model);
}

RdmSchedule *
rdm_day_plan_try_route (RdmDayPlan *self, const char *route, const char *const *stops)
{
  gint32 vehicle;

  g_return_val_if_fail (RDM_IS_DAY_PLAN (self), NULL);
  vehicle = rdm_day_model_find_route (self->model, route);
  return vehicle == RDM_VRP_NONE ? NULL : rdm_day_schedule_try (self->model, (guint)vehicle, stops);
}

GArray *
rdm_day_plan_get_line (RdmDayPlan *self, const char *route, GError **error)
{
  g_autoptr (GArray) points = g_array_new (FALSE, FALSE, sizeof (RdmPoint));
  RdmTravelProfile profile = RDM_TRAVEL_VAN;
  RdmTravelSpell when;
  RdmSchedule *schedule;
  const RdmPoint *at;

  g_return_val_if_fail (RDM_IS_DAY_PLAN (self), NULL);
  schedule = rdm_day_plan_get_schedule (self, route);
  if (schedule)
    {
      guint vehicle = (guint)rdm_day_model_find_route (self->model, route);

      profile = (RdmTravelProfile)self->model->problem.vehicles[vehicle].profile;
    }
  for (guint i = 0; schedule && i < schedule->visits->len; i++)
    {
      RdmPoint point = g_array_index (schedule->visits, RdmVisit, i).point;

      if (rdm_point_is_set (point))
        g_array_append_val (points, point);
    }
  at = (const RdmPoint *)(gpointer)points->data;
  /* A whole route by the roads of the hour at which it begins: they hardly differ by the hour. */
  when = rdm_travel_spell_at (self->model->travel, profile, rdm_travel_period_of_date (self->date),
                              schedule ? schedule->start_s : 0);
  if (self->lines && self->model->times && !self->model->is_waiting)
    return rdm_route_lines_get (self->lines, route, self->model->travel, profile, when, at,
                                points->len);
  if (self->lines && self->model->times)
    {
      GArray *before = rdm_route_lines_peek (self->lines, route);

      return before ? before : g_steal_pointer (&points);
    }
  return rdm_travel_line (self->model->travel, profile, when, at, points->len, NULL, error);
}

static gboolean
is_asked_again (RdmDayPlan *self, const guint32 *tasks, guint n_tasks)
{
  return self->best && self->best_tasks->len == n_tasks
         && memcmp (self->best_tasks->data, tasks, n_tasks * sizeof *tasks) == 0;
}

const RdmVrpPrice *
rdm_day_plan_get_best (RdmDayPlan *self, const guint32 *tasks, guint n_tasks, guint vehicle)
{
  Best *best;

  if (rdm_day_model_get_route (self->model, vehicle)->is_fixed)
    return NULL;
  if (!is_asked_again (self, tasks, n_tasks))
    {
      g_clear_pointer (&self->best, g_array_unref);
      self->best = g_array_new (FALSE, TRUE, sizeof (Best));
      g_array_set_size (self->best, self->model->routes->len);
      g_array_set_size (self->best_tasks, 0);
      g_array_append_vals (self->best_tasks, tasks, n_tasks);
    }
  best = &g_array_index (self->best, Best, vehicle);
  if (!best->is_known)
    {
      RdmVrpDesk *desk = rdm_day_plan_get_desk (self);

      best->price = rdm_vrp_best_position (desk, tasks, n_tasks, vehicle, NULL);
      best->is_known = TRUE;
    }
  return &best->price;
}
