/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rdm-solve-job.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "rdm-lists.h"
#include "rdm-model-fleet.h"
#include "rdm-solve-leniency.h"
#include "rdm-time.h"

/* What it is worth that a driver whom the sender asked for comes. */
#define WANTED_MINOR 1000
#define CHANGE_MINOR_MOST 1000000
/* What it takes at least that a stop leaves a driver who has been told of it. */
#define TOLD_MINOR 100

typedef struct
{
  RdmSolveJob *job;
  const RdmDayModel *model;
  const RdmScope *scope;
  GHashTable *chosen;   /* (element-type utf8): SELECTION: ids, shipments complete */
  GHashTable *on_route; /* (element-type int): task of the model + 1 that some route has */
} Making;

#define ARRAY_DATA(array) ((gpointer)(array)->data)

/* --- what is in --------------------------------------------------------------------------------
 */

static void
find_chosen (Making *self)
{
  for (guint i = 0; self->scope->stops && self->scope->stops[i]; i++)
    {
      gint32 task = rdm_day_model_find_task (self->model, self->scope->stops[i]);
      gint32 partner;

      if (task == RDM_VRP_NONE)
        continue;
      g_hash_table_add (self->chosen, (gpointer)rdm_day_model_get_stop_id (self->model, task));
      partner = self->model->problem.tasks[task].partner;
      if (partner != RDM_VRP_NONE)
        g_hash_table_add (self->chosen, (gpointer)rdm_day_model_get_stop_id (self->model, partner));
    }
}

static gboolean
is_chosen (Making *self, guint task)
{
  return g_hash_table_contains (self->chosen, rdm_day_model_get_stop_id (self->model, task));
}

static gboolean
wants_from_tray (Making *self, guint task)
{
  switch (self->scope->kind)
    {
    case RDM_SCOPE_ALL:
    case RDM_SCOPE_TRAY:
      return TRUE;
    case RDM_SCOPE_SELECTION:
      return is_chosen (self, task);
    default:
      return FALSE;
    }
}

/* May a stop that a route has change its place in the order, or its route? */
typedef enum
{
  KEEP_PLACE,
  KEEP_ROUTE,
  FREE,
} Freedom;

/* Half a shipment, the other half of which cannot be planned: it must not go elsewhere alone. */
static gboolean
is_half (Making *self, guint task)
{
  return rdm_day_model_get_stop (self->model, task)->order->kind == RDM_ORDER_SHIPMENT
         && self->model->problem.tasks[task].partner == RDM_VRP_NONE;
}

static Freedom
freedom_of (Making *self, guint task)
{
  gboolean is_tied =
      rdm_day_model_get_stop (self->model, task)->stop->locked || is_half (self, task);

  switch (self->scope->kind)
    {
    case RDM_SCOPE_ALL:
      return is_tied ? KEEP_ROUTE : FREE;
    case RDM_SCOPE_SELECTION:
      if (!is_chosen (self, task))
        return KEEP_PLACE;
      return is_tied ? KEEP_ROUTE : FREE;
    case RDM_SCOPE_ROUTE:
      return KEEP_ROUTE;
    default:
      return KEEP_PLACE;
    }
}

static gboolean
is_in_scope (Making *self, guint route)
{
  const RdmModelRoute *entry = rdm_day_model_get_route (self->model, route);

  if (entry->is_fixed)
    return FALSE;
  return self->scope->kind != RDM_SCOPE_ROUTE
         || g_strcmp0 (entry->route->row.id, self->scope->route) == 0;
}

/* --- tasks -------------------------------------------------------------------------------------
 */

static void
copy_loads (Making *self, guint model_task)
{
  const gint64 *off = &self->model->problem.deliveries[model_task * RDM_N_LOADS];
  const gint64 *on = &self->model->problem.pickups[model_task * RDM_N_LOADS];

  g_array_append_vals (self->job->loads_off, off, RDM_N_LOADS);
  g_array_append_vals (self->job->loads_on, on, RDM_N_LOADS);
}

static void
copy_allowed (Making *self, RdmVrpTask *task)
{
  RdmSolveJob *job = self->job;
  guint first = job->allowed->len;

  for (guint i = 0; i < task->n_allowed; i++)
    {
      guint32 vehicle = self->model->problem.allowed_vehicles[task->first_allowed + i];
      guint32 own = (guint32)job->own_vehicles[vehicle];

      if (job->own_vehicles[vehicle] != RDM_VRP_NONE)
        g_array_append_val (job->allowed, own);
    }
  if (task->n_allowed > 0 && job->allowed->len == first)
    task->skills |= RDM_SKILL_NOBODY;
  task->first_allowed = first;
  task->n_allowed = job->allowed->len - first;
}

/* Returns: the index in the job. Partners are still those of the model. */
static guint
add_task (Making *self, guint model_task)
{
  RdmSolveJob *job = self->job;
  RdmVrpTask task = self->model->problem.tasks[model_task];
  gboolean stays = FALSE;

  copy_allowed (self, &task);
  copy_loads (self, model_task);
  job->own_tasks[model_task] = (gint32)job->tasks->len;
  g_array_append_val (job->model_tasks, model_task);
  g_array_append_val (job->stays, stays);
  g_array_append_val (job->tasks, task);
  return job->tasks->len - 1;
}

/* Whoever put it there knew what they did: skills do not count. */
static void
tie_to (Making *self, guint own, gint32 vehicle)
{
  RdmVrpTask *task = &g_array_index (self->job->tasks, RdmVrpTask, own);

  task->fixed_vehicle = vehicle;
  task->skills = 0;
  task->n_allowed = 0;
  g_array_index (self->job->stays, gboolean, own) = TRUE;
}

/* Another vehicle than @vehicle costs that much, in what nobody pays. */
static void
prefer (Making *self, guint own, gint32 vehicle, gint64 price_minor)
{
  RdmVrpTask *task = &g_array_index (self->job->tasks, RdmVrpTask, own);

  task->current_vehicle = vehicle;
  task->change_price = CLAMP (price_minor, 0, CHANGE_MINOR_MOST) * RDM_COST_PER_MINOR;
}

static gboolean
goes_by (const RdmModelRoute *route, const char *wanted)
{
  if (route->vehicle->name && g_ascii_strcasecmp (route->vehicle->name, wanted) == 0)
    return TRUE;
  for (guint i = 0; i < route->drivers->len; i++)
    {
      const RdmDriver *driver = g_ptr_array_index (route->drivers, i);

      if (driver->name && g_ascii_strcasecmp (driver->name, wanted) == 0)
        return TRUE;
    }
  return FALSE;
}

static void
prefer_wanted (Making *self, guint own)
{
  guint model_task = g_array_index (self->job->model_tasks, guint, own);
  const char *wanted = rdm_day_model_get_stop (self->model, model_task)->order->wanted;

  for (guint v = 0; wanted && *wanted && v < self->job->routes->len; v++)
    {
      guint route = g_array_index (self->job->routes, guint, v);

      if (goes_by (rdm_day_model_get_route (self->model, route), wanted))
        {
          prefer (self, own, (gint32)v, MAX (WANTED_MINOR, self->model->settings->stability_minor));
          return;
        }
    }
}

/* What it is worth that a stop stays where it is: with a driver who has been told, the settings'
 * price, and never nothing; else it is worth next to nothing. */
static gint64
price_of_change (Making *self, const RdmRoute *route, guint model_task)
{
  const char *stop = rdm_day_model_get_stop_id (self->model, model_task);
  gboolean is_told = rdm_route_is_out (route) && rdm_route_has_told (route, stop);

  return is_told ? MAX (self->model->settings->stability_minor, TOLD_MINOR) : 1;
}

/* --- routes ------------------------------------------------------------------------------------
 */

static void
add_sequence (Making *self, GArray *in_order)
{
  RdmVrpRelation relation = {
    .kind = RDM_VRP_IN_SEQUENCE,
    .first_task = self->job->relation_tasks->len,
    .n_tasks = in_order->len,
  };

  if (in_order->len < 2)
    return;
  g_array_append_vals (self->job->relation_tasks, in_order->data, in_order->len);
  g_array_append_val (self->job->relations, relation);
}

static void
add_route_tasks (Making *self, guint vehicle)
{
  RdmSolveJob *job = self->job;
  guint route = g_array_index (job->routes, guint, vehicle);
  const RdmModelRoute *entry = rdm_day_model_get_route (self->model, route);
  RdmVrpVehicle *it = &g_array_index (job->vehicles, RdmVrpVehicle, vehicle);
  g_autoptr (GArray) steps =
      rdm_day_model_steps (self->model, (const char *const *)entry->route->stops);
  g_autoptr (GArray) in_order = g_array_new (FALSE, FALSE, sizeof (guint32));

  it->first_frozen = job->frozen->len;
  for (guint i = 0; i < steps->len; i++)
    {
      guint model_task = (guint)g_array_index (steps, gint32, i);
      guint32 own = add_task (self, model_task);
      Freedom freedom = freedom_of (self, model_task);

      prefer (self, own, (gint32)vehicle, price_of_change (self, entry->route, model_task));
      g_array_index (steps, gint32, i) = (gint32)own;
      if (i < it->n_frozen)
        g_array_append_val (job->frozen, own);
      if (i < it->n_frozen || freedom != FREE)
        tie_to (self, own, (gint32)vehicle);
      if (i >= it->n_frozen && freedom == KEEP_PLACE)
        g_array_append_val (in_order, own);
      job->n_movable += i >= it->n_frozen && freedom != KEEP_PLACE;
    }
  add_sequence (self, in_order);
  rdm_vrp_plan_set_route (job->initial, vehicle, ARRAY_DATA (steps), steps->len);
}

static void
find_on_route (Making *self)
{
  for (guint v = 0; v < self->model->routes->len; v++)
    {
      const RdmRoute *route = rdm_day_model_get_route (self->model, v)->route;
      g_autoptr (GArray) steps =
          rdm_day_model_steps (self->model, (const char *const *)route->stops);

      for (guint i = 0; i < steps->len; i++)
        g_hash_table_add (self->on_route, GINT_TO_POINTER (g_array_index (steps, gint32, i) + 1));
    }
}

static void
add_tray_tasks (Making *self)
{
  for (guint task = 0; task < self->model->problem.n_tasks; task++)
    {
      const RdmStop *stop = rdm_day_model_get_stop (self->model, task)->stop;

      if (!g_hash_table_contains (self->on_route, GINT_TO_POINTER ((int)task + 1))
          && rdm_stop_is_movable (stop) && !is_half (self, task) && wants_from_tray (self, task))
        {
          prefer_wanted (self, add_task (self, task));
          self->job->n_movable++;
        }
    }
}

static void
add_vehicles (Making *self)
{
  RdmSolveJob *job = self->job;

  for (guint route = 0; route < self->model->routes->len; route++)
    {
      job->own_vehicles[route] = RDM_VRP_NONE;
      if (!is_in_scope (self, route))
        continue;
      job->own_vehicles[route] = (gint32)job->vehicles->len;
      g_array_append_val (job->routes, route);
      g_array_append_vals (job->vehicles, &self->model->problem.vehicles[route], 1);
      g_array_append_vals (job->capacities, &self->model->problem.capacities[route * RDM_N_LOADS],
                           RDM_N_LOADS);
    }
  job->initial = rdm_vrp_plan_new (job->vehicles->len);
}

/* Halves that are apart cannot be planned as a shipment; domain does not let that happen. */
static void
translate_partners (RdmSolveJob *job)
{
  for (guint i = 0; i < job->tasks->len; i++)
    {
      RdmVrpTask *task = &g_array_index (job->tasks, RdmVrpTask, i);

      if (task->partner == RDM_VRP_NONE)
        continue;
      task->partner = job->own_tasks[task->partner];
      if (task->partner == RDM_VRP_NONE)
        task->kind = RDM_VRP_JOB;
    }
}

/* What must stay is not left out to make room for others, be they ten of the highest priority: it
 * would come back to a route that is full. */
static void
favour_tied (RdmSolveJob *job)
{
  gboolean is_any = FALSE;

  for (guint i = 0; i < job->stays->len; i++)
    is_any |= g_array_index (job->stays, gboolean, i);
  for (guint i = 0; is_any && i < job->tasks->len; i++)
    {
      RdmVrpTask *task = &g_array_index (job->tasks, RdmVrpTask, i);

      task->priority =
          g_array_index (job->stays, gboolean, i) ? RDM_PRIORITY_CRITICAL : task->priority / 10;
    }
}

/* --- the whole ---------------------------------------------------------------------------------
 */

static RdmSolveJob *
job_alloc (const RdmDayModel *model)
{
  RdmSolveJob *job = g_new0 (RdmSolveJob, 1);

  job->model = model;
  job->vehicles = g_array_new (FALSE, FALSE, sizeof (RdmVrpVehicle));
  job->routes = g_array_new (FALSE, FALSE, sizeof (guint));
  job->tasks = g_array_new (FALSE, FALSE, sizeof (RdmVrpTask));
  job->model_tasks = g_array_new (FALSE, FALSE, sizeof (guint));
  job->stays = g_array_new (FALSE, FALSE, sizeof (gboolean));
  job->own_tasks = g_new (gint32, model->problem.n_tasks + 1);
  job->own_vehicles = g_new (gint32, model->problem.n_vehicles + 1);
  job->windows = g_array_new (FALSE, FALSE, sizeof (RdmVrpWindow));
  job->allowed = g_array_new (FALSE, FALSE, sizeof (guint32));
  job->frozen = g_array_new (FALSE, FALSE, sizeof (guint32));
  job->loads_off = g_array_new (FALSE, FALSE, sizeof (gint64));
  job->loads_on = g_array_new (FALSE, FALSE, sizeof (gint64));
  job->capacities = g_array_new (FALSE, FALSE, sizeof (gint64));
  job->relations = g_array_new (FALSE, FALSE, sizeof (RdmVrpRelation));
  job->relation_tasks = g_array_new (FALSE, FALSE, sizeof (guint32));
  for (guint i = 0; i < model->problem.n_tasks; i++)
    job->own_tasks[i] = RDM_VRP_NONE;
  g_array_append_vals (job->windows, model->windows->data, model->windows->len);
  return job;
}

void
rdm_solve_job_free (RdmSolveJob *self)
{
  if (!self)
    return;
  rdm_solve_matrices_clear (&self->matrices);
  rdm_solve_matrices_clear (&self->draft_matrices);
  rdm_vrp_plan_free (self->initial);
  g_array_unref (self->vehicles);
  g_array_unref (self->routes);
  g_array_unref (self->tasks);
  g_array_unref (self->model_tasks);
  g_array_unref (self->stays);
  g_free (self->own_tasks);
  g_free (self->own_vehicles);
  g_array_unref (self->windows);
  g_array_unref (self->allowed);
  g_array_unref (self->frozen);
  g_array_unref (self->loads_off);
  g_array_unref (self->loads_on);
  g_array_unref (self->capacities);
  g_array_unref (self->relations);
  g_array_unref (self->relation_tasks);
  g_free (self);
}

static void
fill_problem (RdmSolveJob *job)
{
  job->problem = job->model->problem;
  job->problem.n_tasks = job->tasks->len;
  job->problem.tasks = ARRAY_DATA (job->tasks);
  job->problem.n_vehicles = job->vehicles->len;
  job->problem.vehicles = ARRAY_DATA (job->vehicles);
  job->problem.deliveries = ARRAY_DATA (job->loads_off);
  job->problem.pickups = ARRAY_DATA (job->loads_on);
  job->problem.capacities = ARRAY_DATA (job->capacities);
  job->problem.windows = ARRAY_DATA (job->windows);
  job->problem.n_allowed_vehicles = job->allowed->len;
  job->problem.allowed_vehicles = ARRAY_DATA (job->allowed);
  job->problem.n_frozen_tasks = job->frozen->len;
  job->problem.frozen_tasks = ARRAY_DATA (job->frozen);
  job->problem.n_relations = job->relations->len;
  job->problem.relations = ARRAY_DATA (job->relations);
  job->problem.n_relation_tasks = job->relation_tasks->len;
  job->problem.relation_tasks = ARRAY_DATA (job->relation_tasks);
}

static gboolean
check_job (Making *self, GError **error)
{
  char message[256] = "";

  if (self->job->vehicles->len == 0 || self->job->n_movable == 0)
    {
      rdm_solve_job_refuse (self->job, self->scope, error);
      return FALSE;
    }
  if (!rdm_vrp_problem_check (&self->job->problem, message, sizeof message))
    {
      g_set_error (error, RDM_PLAN_ERROR, RDM_PLAN_ERROR_DATA,
                   _ ("The day cannot be planned as it is: %s"), message);
      return FALSE;
    }
  return TRUE;
}

RdmSolveJob *
rdm_solve_job_new (const RdmDayModel *model, const RdmScope *scope, GError **error)
{
  g_autoptr (RdmSolveJob) job = job_alloc (model);
  g_autoptr (GHashTable) chosen = g_hash_table_new (g_str_hash, g_str_equal);
  g_autoptr (GHashTable) on_route = g_hash_table_new (NULL, NULL);
  Making self = { job, model, scope, chosen, on_route };

  find_chosen (&self);
  find_on_route (&self);
  add_vehicles (&self);
  for (guint vehicle = 0; vehicle < job->vehicles->len; vehicle++)
    add_route_tasks (&self, vehicle);
  add_tray_tasks (&self);
  translate_partners (job);
  favour_tied (job);
  fill_problem (job);
  if (!check_job (&self, error))
    return NULL;
  rdm_solve_job_be_lenient (job);
  rdm_solve_matrices_fill (&job->matrices, &job->problem);
  job->draft = job->problem;
  job->has_draft = rdm_solve_matrices_blend (&job->draft_matrices, &job->draft);
  return g_steal_pointer (&job);
}

/* --- the answer --------------------------------------------------------------------------------
 */

/* Puts what must stay and was left out behind the stop that it was behind. */
static void
put_back (const RdmSolveJob *self, guint vehicle, GArray *steps)
{
  guint32 n_old;
  const gint32 *old = rdm_vrp_plan_get_route (self->initial, vehicle, &n_old);
  guint at = 0;

  for (guint i = 0; i < n_old; i++)
    {
      guint found = 0;

      while (found < steps->len && g_array_index (steps, gint32, found) != old[i])
        found++;
      if (found < steps->len)
        at = found + 1;
      else if (g_array_index (self->stays, gboolean, old[i]))
        g_array_insert_val (steps, at++, old[i]);
    }
}

GStrv
rdm_solve_job_list (const RdmSolveJob *self, const RdmVrpPlan *plan, guint route)
{
  const RdmRoute *row = rdm_day_model_get_route (self->model, route)->route;
  gint32 vehicle = self->own_vehicles[route];
  g_autoptr (GArray) steps = g_array_new (FALSE, FALSE, sizeof (gint32));
  const gint32 *planned;
  guint32 n_planned;

  if (vehicle == RDM_VRP_NONE)
    return row->stops ? g_strdupv (row->stops) : g_new0 (char *, 1);
  planned = rdm_vrp_plan_get_route (plan, (guint)vehicle, &n_planned);
  for (guint i = 0; i < n_planned; i++)
    if (planned[i] >= 0)
      g_array_append_val (steps, planned[i]);
  put_back (self, (guint)vehicle, steps);
  for (guint i = 0; i < steps->len; i++)
    {
      gint32 *step = &g_array_index (steps, gint32, i);

      *step = (gint32)g_array_index (self->model_tasks, guint, *step);
    }
  return rdm_lists_weave (self->model, (const char *const *)row->stops, ARRAY_DATA (steps),
                          steps->len);
}
