/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Why can nobody take this stop, and what is the least that would help?
 */
#include "rdm-why-not.h"

#include "rdm-day-plan-private.h"
#include "rdm-delta.h"
#include "rdm-time.h"
#include "rdm-words.h"

/* Burdens are seconds, so that unlike obstacles can be compared: a working day for the whole of a
 * limit. */
#define BURDEN_DAY_S 28800
#define BURDEN_SKILL_S (30 * 86400)
#define BURDEN_NEVER_S (365 * 86400)

typedef struct
{
  const RdmDayModel *model;
  RdmVrpDesk *desk;
  guint32 tasks[2];
  guint n_tasks;
} Question;

typedef struct
{
  RdmWhyNot *answer;
  gint64 burden_s;
} Weighed;

static void
clear_obstacle (gpointer data)
{
  RdmObstacle *obstacle = data;

  g_free (obstacle->stop);
  g_strfreev (obstacle->skills);
}

static RdmWhyNot *
why_not_new (const char *route)
{
  RdmWhyNot *self = g_new0 (RdmWhyNot, 1);

  self->route = g_strdup (route);
  self->obstacles = g_array_new (FALSE, FALSE, sizeof (RdmObstacle));
  g_array_set_clear_func (self->obstacles, clear_obstacle);
  self->at_s = RDM_TIME_NONE;
  return self;
}

static void
why_not_free (gpointer data)
{
  RdmWhyNot *self = data;

  g_free (self->route);
  g_free (self->after);
  g_free (self->sentence);
  g_array_unref (self->obstacles);
  g_free (self);
}

static void
add_simple (RdmWhyNot *answer, RdmObstacleKind kind)
{
  RdmObstacle obstacle = { .kind = kind };

  g_array_append_val (answer->obstacles, obstacle);
}

/* --- from the optimizer's words ----------------------------------------------------------------
 */

static RdmObstacleKind
kind_of (RdmVrpViolationKind kind)
{
  switch (kind)
    {
    case RDM_VRP_WINDOW_MISSED:
      return RDM_OBSTACLE_WINDOW;
    case RDM_VRP_SHIFT_EXCEEDED:
      return RDM_OBSTACLE_SHIFT;
    case RDM_VRP_BREAK_MISSED:
      return RDM_OBSTACLE_BREAK;
    case RDM_VRP_OVERLOAD:
      return RDM_OBSTACLE_LOAD;
    case RDM_VRP_SKILL_MISSING:
    case RDM_VRP_VEHICLE_NOT_ALLOWED:
      return RDM_OBSTACLE_SKILLS;
    case RDM_VRP_TOO_FAR:
      return RDM_OBSTACLE_RANGE;
    case RDM_VRP_TOO_MANY_TASKS:
      return RDM_OBSTACLE_STOPS;
    default:
      return RDM_OBSTACLE_OTHER;
    }
}

static void
add_obstacle (Question *self, guint vehicle, RdmWhyNot *answer, const RdmVrpRelaxation *relaxation)
{
  RdmObstacle obstacle = {
    .kind = kind_of (relaxation->kind),
    .dimension = relaxation->detail,
    .amount = relaxation->amount,
  };

  if (obstacle.kind == RDM_OBSTACLE_WINDOW)
    obstacle.stop = g_strdup (rdm_day_model_get_stop_id (self->model, (guint)relaxation->task));
  if (obstacle.kind == RDM_OBSTACLE_SKILLS)
    {
      for (guint i = 0; i < answer->obstacles->len; i++)
        if (g_array_index (answer->obstacles, RdmObstacle, i).kind == RDM_OBSTACLE_SKILLS)
          return;
      obstacle.skills = rdm_day_model_missing_skills (self->model, self->tasks[0], vehicle);
      if (!obstacle.skills[0]) /* it does not get there, which no skill would change */
        {
          g_clear_pointer (&obstacle.skills, g_strfreev);
          obstacle.kind = RDM_OBSTACLE_OTHER;
        }
    }
  if (obstacle.kind == RDM_OBSTACLE_OTHER)
    answer->complete = FALSE;
  g_array_append_val (answer->obstacles, obstacle);
}

/* The optimizer says how much worse it becomes; who would change a window, a shift or a vehicle
 * wants to know how much is missing in all. */
static void
count_what_is_broken_already (Question *self, RdmWhyNot *answer, const RdmVrpSchedule *after)
{
  for (guint i = 0; i < answer->obstacles->len; i++)
    {
      RdmObstacle *obstacle = &g_array_index (answer->obstacles, RdmObstacle, i);

      for (guint j = 0; j < after->n_violations; j++)
        {
          const RdmVrpViolation *violation = &after->violations[j];

          if (kind_of (violation->kind) != obstacle->kind)
            continue;
          if (obstacle->kind == RDM_OBSTACLE_LOAD && violation->detail != obstacle->dimension)
            continue;
          if (obstacle->kind == RDM_OBSTACLE_WINDOW
              && !g_str_equal (rdm_day_model_get_stop_id (self->model, (guint)violation->task),
                               obstacle->stop))
            continue;
          obstacle->amount = MAX (obstacle->amount, violation->amount);
        }
    }
}

/* Where in the list, and when. */
static void
add_place (Question *self, guint vehicle, RdmWhyNot *answer, const RdmVrpPrice *price)
{
  RdmVrpPriceDetail detail = { 0 };

  answer->cost_minor = rdm_cost_to_minor (price->cost);
  if (!rdm_vrp_price_insertion_in_detail (self->desk, self->tasks, self->n_tasks, vehicle,
                                          price->position, &detail))
    g_error ("Not enough memory for the price of a stop");
  for (guint i = 0; i < detail.after.n_steps; i++)
    {
      const RdmVrpScheduleStep *step = &detail.after.steps[i];

      if (step->kind != RDM_VRP_STEP_TASK)
        continue;
      if (step->index == (gint32)self->tasks[0])
        {
          answer->at_s = (gint32)step->begin_s;
          break;
        }
      g_free (answer->after);
      answer->after = g_strdup (rdm_day_model_get_stop_id (self->model, (guint)step->index));
    }
  count_what_is_broken_already (self, answer, &detail.after);
  rdm_vrp_price_detail_clear (&detail);
}

/* --- which is least ----------------------------------------------------------------------------
 */

static gint64
burden_of (Question *self, guint vehicle, const RdmObstacle *obstacle)
{
  const RdmVrpProblem *problem = &self->model->problem;
  gint64 limit;

  switch (obstacle->kind)
    {
    case RDM_OBSTACLE_WINDOW:
    case RDM_OBSTACLE_SHIFT:
    case RDM_OBSTACLE_BREAK:
      return obstacle->amount;
    case RDM_OBSTACLE_LOAD:
      limit = problem->capacities[vehicle * RDM_N_LOADS + (guint)obstacle->dimension];
      return (gint64)((double)obstacle->amount / (double)MAX (limit, 1) * BURDEN_DAY_S);
    case RDM_OBSTACLE_RANGE:
      limit = problem->vehicles[vehicle].max_distance_m;
      return (gint64)((double)obstacle->amount / (double)MAX (limit, 1) * BURDEN_DAY_S);
    case RDM_OBSTACLE_STOPS:
      limit = problem->vehicles[vehicle].max_tasks;
      return (gint64)((double)obstacle->amount / (double)MAX (limit, 1) * BURDEN_DAY_S);
    case RDM_OBSTACLE_SKILLS:
      return BURDEN_SKILL_S;
    default:
      return BURDEN_NEVER_S;
    }
}

static gint64
weigh (Question *self, guint vehicle, const RdmWhyNot *answer)
{
  gint64 burden_s = answer->complete ? 0 : BURDEN_NEVER_S;

  for (guint i = 0; i < answer->obstacles->len; i++)
    burden_s += burden_of (self, vehicle, &g_array_index (answer->obstacles, RdmObstacle, i));
  return burden_s;
}

static int
compare_weighed (gconstpointer a, gconstpointer b)
{
  const Weighed *x = a;
  const Weighed *y = b;

  if (x->burden_s != y->burden_s)
    return x->burden_s < y->burden_s ? -1 : 1;
  return (x->answer->cost_minor > y->answer->cost_minor)
         - (x->answer->cost_minor < y->answer->cost_minor);
}

/* --- the answers -------------------------------------------------------------------------------
 */

static char *
describe (Question *self, const RdmWhyNot *answer, const RdmModelRoute *route, RdmRows *rows)
{
  const char *own_stop = rdm_day_model_get_stop_id (self->model, self->tasks[0]);

  return rdm_why_not_sentence (answer, own_stop, route, self->model->settings->currency, rows);
}

static RdmWhyNot *
answer_for (Question *self, RdmRows *rows, guint vehicle)
{
  const RdmModelRoute *route = rdm_day_model_get_route (self->model, vehicle);
  RdmWhyNot *answer = why_not_new (route->route->row.id);
  RdmVrpExplanation explanation;

  if (route->is_fixed)
    {
      add_simple (answer, RDM_OBSTACLE_LOCKED);
      answer->sentence = describe (self, answer, route, rows);
      return answer;
    }
  explanation = rdm_vrp_explain (self->desk, self->tasks, self->n_tasks, vehicle);
  answer->complete = explanation.feasible || explanation.complete;
  for (guint i = 0; !explanation.feasible && i < explanation.n_relaxations; i++)
    add_obstacle (self, vehicle, answer, &explanation.relaxations[i]);
  if (!explanation.feasible && answer->obstacles->len == 0)
    add_simple (answer, RDM_OBSTACLE_OTHER);
  add_place (self, vehicle, answer, &explanation.price);
  answer->sentence = describe (self, answer, route, rows);
  return answer;
}

static gboolean
ask (Question *self, RdmDayPlan *day, const char *stop)
{
  gint32 task;

  self->model = rdm_day_plan_get_model (day);
  task = rdm_day_model_find_task (self->model, stop);
  if (task == RDM_VRP_NONE)
    return FALSE;
  self->desk = rdm_day_plan_get_desk (day);
  self->tasks[self->n_tasks++] = (guint32)task;
  if (self->model->problem.tasks[task].kind == RDM_VRP_PICKUP)
    self->tasks[self->n_tasks++] = (guint32)self->model->problem.tasks[task].partner;
  else if (self->model->problem.tasks[task].kind == RDM_VRP_DROP)
    {
      self->tasks[0] = (guint32)self->model->problem.tasks[task].partner;
      self->tasks[self->n_tasks++] = (guint32)task;
    }
  return TRUE;
}

struct _RdmInquiry
{
  RdmDayPlan *day;
  char *stop;
  Question question;
  gboolean has_place;
  char *present;      /* the route that has the stop; NULL: the tray */
  guint next;         /* vehicle */
  GArray *weighed;    /* (element-type Weighed): of the routes looked at so far */
  GPtrArray *answers; /* NULL until all have been looked at */
};

RdmInquiry *
rdm_inquiry_new (RdmDayPlan *day, const char *stop)
{
  RdmInquiry *self = g_new0 (RdmInquiry, 1);

  self->day = g_object_ref (day);
  self->stop = g_strdup (stop);
  self->has_place = ask (&self->question, day, stop);
  self->present = g_strdup (rdm_rows_route_of (rdm_day_plan_get_rows (day), stop));
  self->weighed = g_array_new (FALSE, FALSE, sizeof (Weighed));
  return self;
}

void
rdm_inquiry_free (RdmInquiry *self)
{
  for (guint i = 0; self->answers == NULL && i < self->weighed->len; i++)
    why_not_free (g_array_index (self->weighed, Weighed, i).answer);
  g_array_unref (self->weighed);
  g_clear_pointer (&self->answers, g_ptr_array_unref);
  g_object_unref (self->day);
  g_free (self->stop);
  g_free (self->present);
  g_free (self);
}

gboolean
rdm_inquiry_is_done (const RdmInquiry *self)
{
  return self->answers != NULL;
}

static void
look_at_route (RdmInquiry *self, guint vehicle)
{
  const RdmModelRoute *route = rdm_day_model_get_route (self->question.model, vehicle);
  Weighed one;

  if (g_strcmp0 (route->route->row.id, self->present) == 0)
    return;
  one.answer = answer_for (&self->question, rdm_day_plan_get_rows (self->day), vehicle);
  one.burden_s = weigh (&self->question, vehicle, one.answer);
  g_array_append_val (self->weighed, one);
}

static void
conclude (RdmInquiry *self)
{
  self->answers = g_ptr_array_new_with_free_func (why_not_free);
  g_array_sort (self->weighed, compare_weighed);
  for (guint i = 0; i < self->weighed->len; i++)
    g_ptr_array_add (self->answers, g_array_index (self->weighed, Weighed, i).answer);
}

gboolean
rdm_inquiry_step (RdmInquiry *self, gint64 budget_us)
{
  gint64 end_us = g_get_monotonic_time () + budget_us;
  guint n_routes = self->has_place ? self->question.model->routes->len : 0;

  if (self->answers != NULL)
    return TRUE;
  while (self->next < n_routes)
    {
      look_at_route (self, self->next++);
      if (g_get_monotonic_time () >= end_us)
        break;
    }
  if (self->next >= n_routes)
    conclude (self);
  return self->answers != NULL;
}

GPtrArray *
rdm_inquiry_finish (RdmInquiry *self)
{
  while (!rdm_inquiry_step (self, G_MAXINT32))
    continue;
  return self->answers;
}

char *
rdm_inquiry_describe (RdmInquiry *self)
{
  return rdm_why_unassigned_sentence (rdm_day_model_find_stop (self->question.model, self->stop),
                                      rdm_inquiry_finish (self));
}

GPtrArray *
rdm_advice_why_not (RdmDayPlan *self, const char *stop)
{
  g_autoptr (RdmInquiry) inquiry = rdm_inquiry_new (self, stop);

  return g_ptr_array_ref (rdm_inquiry_finish (inquiry));
}

char *
rdm_advice_why_unassigned (RdmDayPlan *self, const char *stop)
{
  g_autoptr (RdmInquiry) inquiry = rdm_inquiry_new (self, stop);

  return rdm_inquiry_describe (inquiry);
}
