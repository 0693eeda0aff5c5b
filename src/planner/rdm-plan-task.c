/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rdm-plan-task.h"

#include <glib/gi18n-lib.h>

#include "rdm-day-pace.h"
#include "rdm-day-plan-private.h"
#include "rdm-proposal-build.h"
#include "rdm-solve-job.h"
#include "rdm-vrp-solve.h"

#define THREADS_MAX 4
/* Of the limit, for the search that does not look at the hour; and how many of its steps take as
 * long as one of a search that does. */
#define DRAFT_SHARE 0.85
#define DRAFT_SPEED 500

G_DEFINE_QUARK (rdm_plan_error, rdm_plan_error)

/** Run: one planning, from the rows to the proposal. Owned by the task, or by rdm_plan(). */
typedef struct
{
  /* Owned */
  RdmRows *rows; /* as they were when it began */
  char *date;
  RdmTravel *travel;
  GStrv stops;
  char *route;
  GCancellable *cancellable;
  RdmPlanOptions options; /* its scope borrows from the above */
  RdmPlanProgressFunc progress;
  gpointer progress_data;
  /* Borrowed */
  GTask *task; /* NULL: progress is told here and now */
} Run;

/** While it runs, in its thread. */
typedef struct
{
  Run *run;
  const RdmSolveJob *job;
  RdmDayPlan *day;
  gint64 rest_minor; /* cost of the routes that the job does not touch */
  guint n_rest;      /* stops in the tray that it does not touch */
  double begin;      /* of the limit, that is over when the search at hand begins */
  double length;
  double elapsed_s; /* likewise */
} Watch;

static void
run_free (gpointer data)
{
  Run *self = data;

  g_clear_object (&self->rows);
  g_clear_object (&self->travel);
  g_clear_object (&self->cancellable);
  g_clear_pointer (&self->options.paces, g_hash_table_unref);
  g_free (self->date);
  g_free (self->route);
  g_strfreev (self->stops);
  g_free (self);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Run, run_free)

static Run *
run_new (RdmRows *rows,
         const char *date,
         RdmTravel *travel,
         const RdmPlanOptions *options,
         GCancellable *cancellable)
{
  Run *self = g_new0 (Run, 1);

  self->rows = rdm_rows_copy (rows);
  self->date = g_strdup (date);
  g_set_object (&self->travel, travel);
  g_set_object (&self->cancellable, cancellable);
  self->options = *options;
  self->stops = g_strdupv ((GStrv)options->scope.stops);
  self->route = g_strdup (options->scope.route);
  self->options.scope.stops = (const char *const *)self->stops;
  self->options.scope.route = self->route;
  if (options->paces)
    self->options.paces = g_hash_table_ref (options->paces);
  return self;
}

/* --- progress ----------------------------------------------------------------------------------
 */

typedef struct
{
  GTask *task;
  RdmPlanProgress progress;
} Told;

static void
told_free (gpointer data)
{
  Told *told = data;

  g_ptr_array_unref (told->progress.lists);
  g_object_unref (told->task);
  g_free (told);
}

static gboolean
tell_cb (gpointer data)
{
  Told *told = data;
  Run *run = g_task_get_task_data (told->task);

  if (!g_task_get_completed (told->task))
    run->progress (&told->progress, run->progress_data);
  return G_SOURCE_REMOVE;
}

/* Never in this thread, which g_main_context_invoke() would do when it finds the context idle. */
static void
tell_later (GTask *task, const RdmPlanProgress *progress)
{
  g_autoptr (GSource) source = g_idle_source_new ();
  Told *told = g_new0 (Told, 1);

  told->task = g_object_ref (task);
  told->progress = *progress;
  g_ptr_array_ref (told->progress.lists);
  g_source_set_priority (source, G_PRIORITY_DEFAULT);
  g_source_set_callback (source, tell_cb, told, told_free);
  g_source_attach (source, g_task_get_context (task));
}

static GPtrArray *
lists_of (const Watch *watch, const RdmVrpPlan *plan)
{
  g_autoptr (RdmCommand) command = rdm_command_new_sequence (NULL);

  for (guint i = 0; i < watch->job->routes->len; i++)
    {
      guint route = g_array_index (watch->job->routes, guint, i);
      const RdmRoute *row = rdm_day_model_get_route (watch->job->model, route)->route;
      g_auto (GStrv) list = rdm_solve_job_list (watch->job, plan, route);

      rdm_command_sequence_route (command, row->row.id, (const char *const *)list, NULL);
    }
  return g_ptr_array_ref (command->lists);
}

static bool
watch_solver (const RdmVrpProgress *from, void *user_data)
{
  Watch *watch = user_data;
  Run *run = watch->run;
  g_autoptr (GPtrArray) lists = NULL;
  RdmPlanProgress progress = {
    .fraction = watch->begin + watch->length * from->fraction,
    .elapsed_s = watch->elapsed_s + from->elapsed_s,
    .cost_minor = watch->rest_minor + rdm_cost_to_minor (from->best_cost),
    .n_unassigned = watch->n_rest + from->n_left_out,
  };

  if (run->progress && from->best)
    {
      lists = lists_of (watch, from->best);
      progress.lists = lists;
      if (run->task)
        tell_later (run->task, &progress);
      else
        run->progress (&progress, run->progress_data);
    }
  return !g_cancellable_is_cancelled (run->cancellable);
}

static void
find_rest (Watch *watch)
{
  const RdmDayModel *model = watch->job->model;
  guint n_tray = rdm_day_plan_get_tray (watch->day)->len;
  guint n_ours = 0;

  for (guint route = 0; route < model->routes->len; route++)
    if (watch->job->own_vehicles[route] == RDM_VRP_NONE)
      {
        const char *id = rdm_day_model_get_route (model, route)->route->row.id;

        watch->rest_minor += rdm_day_plan_get_schedule (watch->day, id)->cost_minor;
      }
  for (guint i = 0; i < watch->job->model_tasks->len; i++)
    {
      guint task = g_array_index (watch->job->model_tasks, guint, i);

      n_ours += rdm_rows_route_of (rdm_day_plan_get_rows (watch->day),
                                   rdm_day_model_get_stop_id (model, task))
                == NULL;
    }
  watch->n_rest = n_tray - MIN (n_ours, n_tray);
}

/* --- the search --------------------------------------------------------------------------------
 */

static RdmVrpParams
params_of (const RdmPlanOptions *options)
{
  return (RdmVrpParams){
    .time_limit_s = options->time_limit_s,
    .cpu_limit_s = options->cpu_limit_s,
    .iterations = options->iterations,
    .threads = options->threads ? options->threads : MIN (g_get_num_processors (), THREADS_MAX),
    .seed = options->seed,
    .progress_every_s = 0.1,
  };
}

/* A part of the limits. */
static RdmVrpParams
params_part (const RdmVrpParams *params, double share, guint64 speed)
{
  RdmVrpParams part = *params;

  if (part.time_limit_s <= 0 && part.cpu_limit_s <= 0 && part.iterations == 0)
    part.time_limit_s = RDM_VRP_DEFAULT_TIME_LIMIT_S;
  part.time_limit_s *= share;
  part.cpu_limit_s *= share;
  if (part.iterations > 0)
    part.iterations = MAX (part.iterations / speed, 1);
  return part;
}

/* By the mean of the hours first, and then, from there, by the hour: what does not keep its time is
 * put right. Who says stop during the first has its plan as the answer. */
static RdmVrpStatus
search (Watch *watch, RdmVrpSolution *solution)
{
  const RdmSolveJob *job = watch->job;
  RdmVrpParams params = params_of (&watch->run->options);
  RdmVrpParams part = params_part (&params, DRAFT_SHARE, 1);
  RdmVrpSolution draft = { 0 };
  RdmVrpStatus status;

  watch->length = job->has_draft ? DRAFT_SHARE : 1.0;
  if (!job->has_draft)
    return rdm_vrp_solve (&job->problem, &params, job->initial, watch_solver, watch, solution);
  status = rdm_vrp_solve (&job->draft, &part, job->initial, watch_solver, watch, &draft);
  if (status != RDM_VRP_SOLVED || !draft.plan)
    {
      *solution = draft;
      return status;
    }
  part = params_part (&params, 1.0 - DRAFT_SHARE, DRAFT_SPEED);
  watch->begin = DRAFT_SHARE;
  watch->length = 1.0 - DRAFT_SHARE;
  watch->elapsed_s = draft.elapsed_s;
  status = rdm_vrp_solve (&job->problem, &part, draft.plan, watch_solver, watch, solution);
  solution->elapsed_s += draft.elapsed_s;
  rdm_vrp_solution_clear (&draft);
  return status;
}

static void
free_list (gpointer list)
{
  g_strfreev (list);
}

static RdmProposal *
propose (Watch *watch, const RdmVrpSolution *solution)
{
  g_autoptr (GPtrArray) lists = g_ptr_array_new_with_free_func (free_list);
  RdmProposal *proposal;

  for (guint route = 0; route < watch->job->model->routes->len; route++)
    g_ptr_array_add (lists, rdm_solve_job_list (watch->job, solution->plan, route));
  proposal = rdm_proposal_build (watch->day, lists, !watch->run->options.no_reasons);
  proposal->elapsed_s = solution->elapsed_s;
  return proposal;
}

static RdmProposal *
run_plan (Run *run, GError **error)
{
  g_autoptr (RdmDayPlan) day =
      rdm_day_plan_new_cancellable (run->rows, run->date, run->travel, run->cancellable);
  g_autoptr (RdmSolveJob) job = NULL;
  Watch watch = { .run = run, .day = day };
  RdmVrpSolution solution = { 0 };
  RdmProposal *proposal = NULL;
  RdmVrpStatus status;

  rdm_day_plan_take_paces (day, run->options.paces);
  job = rdm_solve_job_new (rdm_day_plan_get_model (day), &run->options.scope, error);
  if (!job)
    return NULL;
  watch.job = job;
  find_rest (&watch);
  status = search (&watch, &solution);
  if (status == RDM_VRP_NO_MEMORY || !solution.plan)
    g_set_error (error, RDM_PLAN_ERROR, RDM_PLAN_ERROR_MEMORY,
                 _ ("There is not enough memory to plan %u stops. Plan a part of them."),
                 job->tasks->len);
  else
    proposal = propose (&watch, &solution);
  if (proposal)
    proposal->cancelled = status == RDM_VRP_CANCELLED;
  rdm_vrp_solution_clear (&solution);
  return proposal;
}

RdmProposal *
rdm_plan (RdmRows *rows,
          const char *date,
          RdmTravel *travel,
          const RdmPlanOptions *options,
          GCancellable *cancellable,
          RdmPlanProgressFunc progress,
          gpointer progress_data,
          GError **error)
{
  g_autoptr (Run) run = run_new (rows, date, travel, options, cancellable);

  run->progress = progress;
  run->progress_data = progress_data;
  return run_plan (run, error);
}

/* --- in a thread of its own --------------------------------------------------------------------
 */

static void
plan_thread (GTask *task, gpointer source, gpointer task_data, GCancellable *cancellable)
{
  g_autoptr (GError) error = NULL;
  RdmProposal *proposal = run_plan (task_data, &error);

  if (proposal)
    g_task_return_pointer (task, proposal, (GDestroyNotify)rdm_proposal_unref);
  else
    g_task_return_error (task, g_steal_pointer (&error));
}

void
rdm_plan_async (RdmRows *rows,
                const char *date,
                RdmTravel *travel,
                const RdmPlanOptions *options,
                GCancellable *cancellable,
                RdmPlanProgressFunc progress,
                gpointer progress_data,
                GAsyncReadyCallback callback,
                gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (NULL, cancellable, callback, user_data);
  Run *run = run_new (rows, date, travel, options, cancellable);

  run->progress = progress;
  run->progress_data = progress_data;
  run->task = task;
  g_task_set_source_tag (task, rdm_plan_async);
  g_task_set_check_cancellable (task, FALSE); /* who cancels gets the best so far */
  g_task_set_task_data (task, run, run_free);
  g_task_run_in_thread (task, plan_thread);
}

RdmProposal *
rdm_plan_finish (GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, NULL), NULL);
  g_return_val_if_fail (g_async_result_is_tagged (result, rdm_plan_async), NULL);
  return g_task_propagate_pointer (G_TASK (result), error);
}
