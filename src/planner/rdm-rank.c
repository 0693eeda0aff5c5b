/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Who is best for these stops, and the command that gives them to somebody.
 */
#include "rdm-advice.h"

#include "rdm-breakdowns.h"
#include "rdm-lists.h"
#include "rdm-placing.h"

/* More stops than these are ranked as if they went in one piece: the order of routes hardly
 * changes. */
#define ONE_BY_ONE_MAX 8

typedef struct
{
  RdmRank rank;
  gint64 overdue_s;
} Candidate;

static void
rank_free (gpointer data)
{
  RdmRank *self = data;

  g_free (self->route);
  g_free (self);
}

static void
candidate_free (gpointer data)
{
  Candidate *self = data;

  g_free (self->rank.route);
  g_free (self);
}

static guint
count_breaches (guint breaches)
{
  guint n = 0;

  for (; breaches; breaches &= breaches - 1)
    n++;
  return n;
}

static int
compare_candidates (gconstpointer a, gconstpointer b)
{
  const Candidate *x = *(const Candidate *const *)a;
  const Candidate *y = *(const Candidate *const *)b;
  guint n_x = count_breaches (x->rank.breaches);
  guint n_y = count_breaches (y->rank.breaches);

  if (n_x != n_y)
    return n_x < n_y ? -1 : 1;
  if (n_x > 0 && x->overdue_s != y->overdue_s)
    return x->overdue_s < y->overdue_s ? -1 : 1;
  return (x->rank.cost_minor > y->rank.cost_minor) - (x->rank.cost_minor < y->rank.cost_minor);
}

/* From 1 for the cheapest to 0.2 for the dearest that is allowed. */
static void
fill_scores (GPtrArray *ranks)
{
  const RdmRank *last = NULL;
  gint64 least;

  for (guint i = 0; i < ranks->len; i++)
    {
      const RdmRank *rank = g_ptr_array_index (ranks, i);

      if (rank->allowed)
        last = rank;
    }
  if (!last)
    return;
  least = ((const RdmRank *)g_ptr_array_index (ranks, 0))->cost_minor;
  for (guint i = 0; i < ranks->len; i++)
    {
      RdmRank *rank = g_ptr_array_index (ranks, i);
      double span = (double)MAX (last->cost_minor - least, 1);

      if (rank->allowed)
        rank->score = 1.0 - 0.8 * (double)(rank->cost_minor - least) / span;
    }
}

static Candidate *
try_route (RdmPlacing *placing, guint vehicle)
{
  Candidate *candidate = g_new0 (Candidate, 1);
  gboolean in_one_piece = placing->tasks->len > ONE_BY_ONE_MAX;
  g_auto (RdmDelta) delta = { 0 };
  g_autoptr (GArray) steps =
      rdm_placing_try (placing, vehicle, in_one_piece, &delta, &candidate->rank.at_s);

  candidate->rank.route =
      g_strdup (rdm_day_model_get_route (placing->model, vehicle)->route->row.id);
  candidate->rank.breaches = delta.breaches;
  candidate->rank.allowed = delta.breaches == 0;
  candidate->rank.cost_minor = rdm_cost_to_minor (delta.cost);
  candidate->rank.duty_s = delta.duty_s;
  candidate->rank.distance_m = delta.distance_m;
  candidate->overdue_s = delta.overdue_s;
  return candidate;
}

struct _RdmRanking
{
  RdmDayPlan *day;
  GStrv stops;
  GPtrArray *candidates; /* of the routes looked at so far */
  guint next;            /* vehicle */
  GPtrArray *ranks;      /* NULL until all have been looked at */
};

RdmRanking *
rdm_ranking_new (RdmDayPlan *day, const char *const *stops)
{
  RdmRanking *self = g_new0 (RdmRanking, 1);

  self->day = g_object_ref (day);
  self->stops = g_strdupv ((char **)stops);
  self->candidates = g_ptr_array_new_with_free_func (candidate_free);
  return self;
}

void
rdm_ranking_free (RdmRanking *self)
{
  g_object_unref (self->day);
  g_strfreev (self->stops);
  g_ptr_array_unref (self->candidates);
  g_clear_pointer (&self->ranks, g_ptr_array_unref);
  g_free (self);
}

gboolean
rdm_ranking_is_done (const RdmRanking *self)
{
  return self->ranks != NULL;
}

static void
conclude (RdmRanking *self)
{
  self->ranks = g_ptr_array_new_with_free_func (rank_free);
  g_ptr_array_sort (self->candidates, compare_candidates);
  for (guint i = 0; i < self->candidates->len; i++)
    {
      Candidate *candidate = g_ptr_array_index (self->candidates, i);
      RdmRank *rank = g_memdup2 (&candidate->rank, sizeof candidate->rank);

      rank->route = g_strdup (candidate->rank.route);
      g_ptr_array_add (self->ranks, rank);
    }
  fill_scores (self->ranks);
}

/* Nobody gives anything to who cannot go on. */
static gboolean
may_take (RdmRanking *self, GHashTable *down, const RdmModelRoute *entry)
{
  return !entry->is_fixed
         && !rdm_breakdowns_stop_route (down, rdm_day_plan_get_rows (self->day), entry->route);
}

gboolean
rdm_ranking_step (RdmRanking *self, gint64 budget_us)
{
  gint64 end_us = g_get_monotonic_time () + budget_us;
  g_auto (RdmPlacing) placing = { 0 };
  g_autoptr (GHashTable) down = NULL;
  guint n_routes;

  if (self->ranks != NULL)
    return TRUE;
  down = rdm_breakdowns (rdm_day_plan_get_rows (self->day), rdm_day_plan_get_date (self->day));
  rdm_placing_begin (&placing, self->day, (const char *const *)self->stops);
  n_routes = placing.tasks->len > 0 ? placing.model->routes->len : 0;
  while (self->next < n_routes)
    {
      guint vehicle = self->next++;

      if (may_take (self, down, rdm_day_model_get_route (placing.model, vehicle)))
        g_ptr_array_add (self->candidates, try_route (&placing, vehicle));
      if (g_get_monotonic_time () >= end_us)
        break;
    }
  if (self->next >= n_routes)
    conclude (self);
  return self->ranks != NULL;
}

GPtrArray *
rdm_ranking_finish (RdmRanking *self)
{
  while (!rdm_ranking_step (self, G_MAXINT32))
    continue;
  return self->ranks;
}

GPtrArray *
rdm_advice_rank (RdmDayPlan *self, const char *const *stops)
{
  g_autoptr (RdmRanking) ranking = rdm_ranking_new (self, stops);

  return g_ptr_array_ref (rdm_ranking_finish (ranking));
}

/* --- the command -------------------------------------------------------------------------------
 */

/* Each run of moved stops behind the stop before it, from the head on: so that every anchor is in
 * place when its turn comes. */
static void
add_runs (RdmPlacing *placing, GArray *steps, const char *route, RdmCommand *batch)
{
  RdmRows *rows = rdm_day_plan_get_rows (placing->day);
  g_autoptr (RdmCommand) run = NULL;
  const char *before = NULL;

  for (guint i = 0; i < steps->len; i++)
    {
      gint32 task = g_array_index (steps, gint32, i);
      const char *id = rdm_day_model_get_stop_id (placing->model, (guint)task);

      if (rdm_placing_is_moving (placing, task))
        {
          if (!run)
            run = rdm_command_new_assign (batch->label, route, before);
          rdm_command_assign_stop (run, id, rdm_rows_route_of (rows, id));
        }
      else if (run)
        rdm_command_batch_take (batch, g_steal_pointer (&run));
      before = id;
    }
  if (run)
    rdm_command_batch_take (batch, g_steal_pointer (&run));
}

static void
add_list (RdmPlacing *placing, RdmCommand *sequence, guint vehicle, GArray *steps)
{
  static const char *const no_stops[] = { NULL };
  const RdmRoute *route = rdm_day_model_get_route (placing->model, vehicle)->route;
  const char *const *old = route->stops ? (const char *const *)route->stops : no_stops;
  g_auto (GStrv) list =
      rdm_lists_weave (placing->model, old, (const gint32 *)(gpointer)steps->data, steps->len);

  rdm_command_sequence_route (sequence, route->row.id, (const char *const *)list, old);
}

/* Moving a shipment's stops one after the other could put the delivery first for a moment: whole
 * lists cannot. */
static void
add_lists (RdmPlacing *placing, GArray *steps, guint vehicle, RdmCommand *batch)
{
  RdmCommand *sequence = rdm_command_new_sequence (batch->label);

  add_list (placing, sequence, vehicle, steps);
  for (guint i = 0; i < placing->sources->len; i++)
    {
      guint source = g_array_index (placing->sources, guint, i);
      g_autoptr (GArray) left = NULL;

      if (source == vehicle)
        continue;
      left = rdm_placing_left (placing, source);
      add_list (placing, sequence, source, left);
    }
  rdm_command_batch_take (batch, sequence);
}

static gboolean
has_shipment (const RdmPlacing *placing)
{
  for (guint i = 0; i < placing->tasks->len; i++)
    {
      guint32 task = g_array_index (placing->tasks, guint32, i);

      if (placing->model->problem.tasks[task].kind != RDM_VRP_JOB)
        return TRUE;
    }
  return FALSE;
}

/* Stops that cannot be driven to have no best place: they go to the end. */
static void
add_stops_without_place (RdmPlacing *placing,
                         GArray *steps,
                         const char *const *stops,
                         const char *route,
                         RdmCommand *batch)
{
  RdmRows *rows = rdm_day_plan_get_rows (placing->day);
  g_autoptr (RdmCommand) run = NULL;
  const char *last = NULL;

  if (steps->len > 0)
    last = rdm_day_model_get_stop_id (placing->model,
                                      (guint)g_array_index (steps, gint32, steps->len - 1));
  for (guint i = 0; stops[i]; i++)
    if (rdm_day_model_find_task (placing->model, stops[i]) == RDM_VRP_NONE)
      {
        if (!run)
          run = rdm_command_new_assign (batch->label, route, last);
        rdm_command_assign_stop (run, stops[i], rdm_rows_route_of (rows, stops[i]));
      }
  if (run)
    rdm_command_batch_take (batch, g_steal_pointer (&run));
}

RdmCommand *
rdm_advice_assign (RdmDayPlan *self, const char *const *stops, const char *route, const char *label)
{
  g_autoptr (RdmCommand) batch = rdm_command_new_batch (label);
  g_auto (RdmPlacing) placing = { 0 };
  g_auto (RdmDelta) delta = { 0 };
  g_autoptr (GArray) steps = NULL;
  gint32 vehicle;
  gint32 at_s;

  vehicle = rdm_day_model_find_route (rdm_day_plan_get_model (self), route);
  if (vehicle == RDM_VRP_NONE
      || rdm_day_model_get_route (rdm_day_plan_get_model (self), (guint)vehicle)->is_fixed)
    return NULL;
  rdm_placing_begin (&placing, self, stops);
  steps = rdm_placing_try (&placing, (guint)vehicle, FALSE, &delta, &at_s);
  if (has_shipment (&placing))
    add_lists (&placing, steps, (guint)vehicle, batch);
  else
    add_runs (&placing, steps, route, batch);
  add_stops_without_place (&placing, steps, stops, route, batch);
  if (batch->commands->len == 1)
    return g_ptr_array_steal_index (batch->commands, 0);
  return g_steal_pointer (&batch);
}
