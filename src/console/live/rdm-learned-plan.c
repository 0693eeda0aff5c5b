/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rdm-learned-plan.h"

#include "rdm-desk-live.h"

/* The hour that rdm_experience_plan_with() goes by, as it is not known when a stop comes. */
#define PLANNED_HOUR 12

static void
visit_free (gpointer data)
{
  RdmLearnedVisit *self = data;

  g_free (self->name);
  g_free (self->why);
  g_free (self);
}

void
rdm_learned_plan_free (RdmLearnedPlan *self)
{
  g_clear_pointer (&self->command, rdm_command_unref);
  g_ptr_array_unref (self->visits);
  g_free (self);
}

/* --- what changes ------------------------------------------------------------------------------
 */

static void
add_visit (
    RdmLearnedPlan *self, RdmDesk *desk, const RdmOrder *before, const RdmOrder *after, int role)
{
  RdmLearnedVisit *visit;
  g_autofree char *stop = rdm_stop_id (before->row.id, role);

  if (rdm_desk_find_stop (desk, stop) == NULL
      || rdm_order_end (before, role)->service_s == rdm_order_end (after, role)->service_s)
    return;
  visit = g_new0 (RdmLearnedVisit, 1);
  visit->name = rdm_rows_describe (rdm_desk_get_rows (desk), stop);
  visit->before_s = rdm_order_end (before, role)->service_s;
  visit->after_s = rdm_order_end (after, role)->service_s;
  visit->why = rdm_live_explain_service (rdm_desk_get_live (desk), stop, PLANNED_HOUR);
  g_ptr_array_add (self->visits, visit);
}

static int
compare_visits (gconstpointer a, gconstpointer b)
{
  const RdmLearnedVisit *x = *(const RdmLearnedVisit *const *)a;
  const RdmLearnedVisit *y = *(const RdmLearnedVisit *const *)b;
  gint64 by_x = ABS (x->after_s - x->before_s);
  gint64 by_y = ABS (y->after_s - y->before_s);

  return by_x != by_y ? (by_x > by_y ? -1 : 1) : g_strcmp0 (x->name, y->name);
}

static void
list_visits (RdmLearnedPlan *self, RdmDesk *desk, GPtrArray *changes)
{
  for (guint i = 0; i < changes->len; i++)
    {
      const RdmChange *change = g_ptr_array_index (changes, i);

      if (change->kind != RDM_ROW_ORDER || change->before == NULL || change->after == NULL)
        continue;
      add_visit (self, desk, (const RdmOrder *)change->before, (const RdmOrder *)change->after,
                 RDM_STOP_DELIVERY);
      add_visit (self, desk, (const RdmOrder *)change->before, (const RdmOrder *)change->after,
                 RDM_STOP_PICKUP);
    }
  g_ptr_array_sort (self->visits, compare_visits);
}

/* --- what it comes to, in a thread -------------------------------------------------------------
 */

typedef struct
{
  RdmLearnedPlan *plan;
  RdmRows *rows; /* a snapshot */
  GPtrArray *changes;
  char *date;
  RdmTravel *travel;
} Job;

static void
job_free (gpointer data)
{
  Job *self = data;

  g_clear_pointer (&self->plan, rdm_learned_plan_free);
  g_clear_object (&self->rows);
  g_clear_pointer (&self->changes, g_ptr_array_unref);
  g_clear_object (&self->travel);
  g_free (self->date);
  g_free (self);
}

static void
add_up (const Job *self, RdmFigures *figures)
{
  g_autoptr (RdmDayPlan) plan = rdm_day_plan_new (self->rows, self->date, self->travel);
  GPtrArray *routes = rdm_day_plan_get_routes (plan);

  for (guint i = 0; i < routes->len; i++)
    {
      const RdmRoute *route = g_ptr_array_index (routes, i);

      rdm_figures_add (figures, rdm_day_plan_get_schedule (plan, route->row.id));
    }
}

static void
add_up_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  Job *self = data;
  /* Nobody but this thread hears what the plans have to tell. */
  g_autoptr (GMainContext) context = g_main_context_new ();

  g_main_context_push_thread_default (context);
  add_up (self, &self->plan->before);
  rdm_changes_apply (self->changes, self->rows);
  add_up (self, &self->plan->after);
  g_main_context_pop_thread_default (context);
  g_task_return_pointer (task, g_steal_pointer (&self->plan),
                         (GDestroyNotify)rdm_learned_plan_free);
}

/* Returns: (nullable): what of the plan is known at once; NULL: nothing would change. */
static RdmLearnedPlan *
plan_new (RdmDesk *desk, GPtrArray **changes)
{
  RdmExperience *experience = rdm_live_get_experience (rdm_desk_get_live (desk));
  RdmRows *rows = rdm_desk_get_rows (desk);
  g_autoptr (RdmLearnedPlan) self = g_new0 (RdmLearnedPlan, 1);
  g_autoptr (RdmOutcome) outcome = NULL;

  self->visits = g_ptr_array_new_with_free_func (visit_free);
  if (experience != NULL)
    self->command = rdm_experience_plan_with (experience, rows, rdm_desk_get_date (desk));
  outcome = self->command != NULL ? rdm_run (self->command, rows) : NULL;
  if (outcome == NULL || !rdm_outcome_is_applied (outcome))
    return NULL;
  list_visits (self, desk, outcome->changes);
  *changes = g_steal_pointer (&outcome->changes);
  return g_steal_pointer (&self);
}

void
rdm_learned_plan_find (RdmDesk *desk,
                       GCancellable *cancellable,
                       GAsyncReadyCallback callback,
                       gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (NULL, cancellable, callback, user_data);
  Job *job = g_new0 (Job, 1);

  g_task_set_source_tag (task, rdm_learned_plan_find);
  g_task_set_task_data (task, job, job_free);
  job->plan = plan_new (desk, &job->changes);
  if (job->plan == NULL)
    {
      g_task_return_pointer (task, NULL, NULL);
      return;
    }
  job->rows = rdm_memory_rows_snapshot (RDM_MEMORY_ROWS (rdm_desk_get_rows (desk)));
  job->date = g_strdup (rdm_desk_get_date (desk));
  job->travel = g_object_ref (rdm_day_plan_get_travel (rdm_desk_get_day_plan (desk)));
  g_task_run_in_thread (task, add_up_thread);
}

RdmLearnedPlan *
rdm_learned_plan_find_finish (GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_async_result_is_tagged (result, rdm_learned_plan_find), NULL);
  return g_task_propagate_pointer (G_TASK (result), error);
}
