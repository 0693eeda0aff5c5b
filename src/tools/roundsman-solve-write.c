/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "roundsman-solve-write.h"

#include <json-glib/json-glib.h>

/* Sums that a route and the summary have in common. */
typedef struct
{
  gint64 cost;
  gint64 setup_s;
  gint64 service_s;
  gint64 drive_s;
  gint64 wait_s;
  gint64 distance_m;
  gint64 priority;
  gint64 delivery[RDM_VRP_MAX_DIMENSIONS];
  gint64 pickup[RDM_VRP_MAX_DIMENSIONS];
} Sums;

static void
put_integer (JsonBuilder *builder, const char *name, gint64 value)
{
  json_builder_set_member_name (builder, name);
  json_builder_add_int_value (builder, value);
}

static void
put_text (JsonBuilder *builder, const char *name, const char *text)
{
  if (text == NULL)
    return;
  json_builder_set_member_name (builder, name);
  json_builder_add_string_value (builder, text);
}

static void
put_loads (JsonBuilder *builder, const char *name, const gint64 *loads, guint n)
{
  if (n == 0)
    return;
  json_builder_set_member_name (builder, name);
  json_builder_begin_array (builder);
  for (guint i = 0; i < n; i++)
    json_builder_add_int_value (builder, loads[i]);
  json_builder_end_array (builder);
}

static void
put_place (JsonBuilder *builder, const RoundsmanInput *input, gint32 location)
{
  const RoundsmanPlace *place;

  if (location < 0)
    return;
  place = &g_array_index (input->places, RoundsmanPlace, location);
  if (place->is_known)
    {
      json_builder_set_member_name (builder, "location");
      json_builder_begin_array (builder);
      json_builder_add_double_value (builder, place->lon_deg);
      json_builder_add_double_value (builder, place->lat_deg);
      json_builder_end_array (builder);
    }
  if (!input->is_estimated)
    put_integer (builder, "location_index", location);
}

static void
put_no_violations (JsonBuilder *builder)
{
  json_builder_set_member_name (builder, "violations");
  json_builder_begin_array (builder);
  json_builder_end_array (builder);
}

static void
put_delay (JsonBuilder *builder, const char *cause, gint64 seconds)
{
  json_builder_begin_object (builder);
  put_text (builder, "cause", cause);
  put_integer (builder, "duration", seconds);
  json_builder_end_object (builder);
}

static void
put_step_violations (JsonBuilder *builder, const RdmVrpScheduleStep *step)
{
  json_builder_set_member_name (builder, "violations");
  json_builder_begin_array (builder);
  if (step->late_s > 0)
    put_delay (builder, "delay", step->late_s);
  else if (step->overdue_s > 0)
    put_delay (builder, "delay", step->overdue_s);
  json_builder_end_array (builder);
}

static const char *
step_type (const RoundsmanInput *input, const RdmVrpScheduleStep *step)
{
  switch (step->kind)
    {
    case RDM_VRP_STEP_START:
      return "start";
    case RDM_VRP_STEP_BREAK:
    case RDM_VRP_STEP_REST:
      return "break";
    case RDM_VRP_STEP_RELOAD:
      return "reload";
    case RDM_VRP_STEP_END:
      return "end";
    default:
      return g_array_index (input->task_names, RoundsmanTaskName, step->index).type;
    }
}

/* Setup and service of a step, as VROOM tells them apart. */
static void
split_service (const RoundsmanInput *input,
               guint vehicle,
               const RdmVrpScheduleStep *step,
               gint64 *setup_s,
               gint64 *service_s)
{
  const RdmVrpProblem *problem = &input->problem;
  guint kind = problem->vehicles[vehicle].service_kind;

  *setup_s = 0;
  *service_s = step->departure_s - step->begin_s;
  if (step->kind != RDM_VRP_STEP_TASK)
    return;
  *service_s =
      kind == 0 ? problem->tasks[step->index].service_s
                : problem->kind_service_s[(gsize)step->index * problem->n_service_kinds + kind - 1];
  *setup_s = step->departure_s - step->begin_s - *service_s;
}

static void
put_step (JsonBuilder *builder,
          const RoundsmanInput *input,
          guint vehicle,
          const RdmVrpSchedule *schedule,
          guint at,
          gint64 drive_s,
          gint64 distance_m)
{
  const RdmVrpScheduleStep *step = &schedule->steps[at];
  gint64 setup_s;
  gint64 service_s;

  split_service (input, vehicle, step, &setup_s, &service_s);
  json_builder_begin_object (builder);
  put_text (builder, "type", step_type (input, step));
  if (step->kind == RDM_VRP_STEP_TASK)
    {
      const RoundsmanTaskName *name =
          &g_array_index (input->task_names, RoundsmanTaskName, step->index);

      put_text (builder, "description", name->description);
      put_integer (builder, "id", name->id);
    }
  else if (step->kind == RDM_VRP_STEP_BREAK)
    {
      const RoundsmanName *name = &g_array_index (input->break_names, RoundsmanName, step->index);

      put_text (builder, "description", name->description);
      put_integer (builder, "id", name->id);
    }
  put_place (builder, input, step->location);
  put_integer (builder, "setup", setup_s);
  put_integer (builder, "service", service_s);
  put_integer (builder, "waiting_time", step->wait_s);
  put_loads (builder, "load", schedule->loads + (gsize)at * schedule->n_dimensions,
             schedule->n_dimensions);
  put_integer (builder, "arrival", step->arrival_s);
  put_integer (builder, "duration", drive_s);
  put_integer (builder, "distance", distance_m);
  put_step_violations (builder, step);
  json_builder_end_object (builder);
}

static void
put_sums (JsonBuilder *builder, const Sums *sums, guint n_dimensions)
{
  put_integer (builder, "cost", (sums->cost + ROUNDSMAN_COST_UNIT / 2) / ROUNDSMAN_COST_UNIT);
  put_loads (builder, "delivery", sums->delivery, n_dimensions);
  put_loads (builder, "amount", sums->delivery, n_dimensions);
  put_loads (builder, "pickup", sums->pickup, n_dimensions);
  put_integer (builder, "setup", sums->setup_s);
  put_integer (builder, "service", sums->service_s);
  put_integer (builder, "duration", sums->drive_s);
  put_integer (builder, "waiting_time", sums->wait_s);
  put_integer (builder, "priority", sums->priority);
  put_integer (builder, "distance", sums->distance_m);
}

static Sums
sum_route (const RoundsmanInput *input, guint vehicle, const RdmVrpSchedule *schedule)
{
  Sums sums = {
    .cost = schedule->cost.total,
    .drive_s = schedule->drive_s,
    .wait_s = schedule->wait_s,
    .distance_m = schedule->distance_m,
  };
  guint n = schedule->n_dimensions;

  for (guint i = 0; i < schedule->n_steps; i++)
    {
      const RdmVrpScheduleStep *step = &schedule->steps[i];
      gint64 setup_s;
      gint64 service_s;

      split_service (input, vehicle, step, &setup_s, &service_s);
      sums.setup_s += setup_s;
      sums.service_s += step->kind == RDM_VRP_STEP_START ? 0 : service_s;
      if (step->kind != RDM_VRP_STEP_TASK)
        continue;
      sums.priority += g_array_index (input->tasks, RdmVrpTask, step->index).priority;
      for (guint d = 0; d < n; d++)
        {
          sums.delivery[d] += input->problem.deliveries[(gsize)step->index * n + d];
          sums.pickup[d] += input->problem.pickups[(gsize)step->index * n + d];
        }
    }
  return sums;
}

static void
add_sums (Sums *all, const Sums *part)
{
  all->cost += part->cost;
  all->setup_s += part->setup_s;
  all->service_s += part->service_s;
  all->drive_s += part->drive_s;
  all->wait_s += part->wait_s;
  all->distance_m += part->distance_m;
  all->priority += part->priority;
  for (guint d = 0; d < RDM_VRP_MAX_DIMENSIONS; d++)
    {
      all->delivery[d] += part->delivery[d];
      all->pickup[d] += part->pickup[d];
    }
}

static void
put_route (JsonBuilder *builder,
           const RoundsmanInput *input,
           guint vehicle,
           const RdmVrpSchedule *schedule,
           const Sums *sums)
{
  const RoundsmanName *name = &g_array_index (input->vehicle_names, RoundsmanName, vehicle);
  gint64 drive_s = 0;
  gint64 distance_m = 0;

  json_builder_begin_object (builder);
  put_integer (builder, "vehicle", name->id);
  put_text (builder, "description", name->description);
  put_sums (builder, sums, schedule->n_dimensions);
  json_builder_set_member_name (builder, "steps");
  json_builder_begin_array (builder);
  for (guint i = 0; i < schedule->n_steps; i++)
    {
      drive_s += schedule->steps[i].drive_s;
      distance_m += schedule->steps[i].distance_m;
      put_step (builder, input, vehicle, schedule, i, drive_s, distance_m);
    }
  json_builder_end_array (builder);
  put_no_violations (builder);
  json_builder_end_object (builder);
}

static void
put_unassigned (JsonBuilder *builder, const RoundsmanInput *input, const RdmVrpSolution *solution)
{
  json_builder_set_member_name (builder, "unassigned");
  json_builder_begin_array (builder);
  for (guint i = 0; i < solution->n_left_out; i++)
    {
      guint task = solution->left_out[i];
      const RoundsmanTaskName *name = &g_array_index (input->task_names, RoundsmanTaskName, task);

      json_builder_begin_object (builder);
      put_integer (builder, "id", name->id);
      put_text (builder, "type", name->type);
      put_text (builder, "description", name->description);
      put_place (builder, input, (gint32)g_array_index (input->tasks, RdmVrpTask, task).location);
      json_builder_end_object (builder);
    }
  json_builder_end_array (builder);
}

static void
put_routes (JsonBuilder *builder,
            const RoundsmanInput *input,
            const RdmVrpSolution *solution,
            Sums *all,
            guint *n_routes)
{
  RdmVrpSchedule schedule = { 0 };

  json_builder_set_member_name (builder, "routes");
  json_builder_begin_array (builder);
  for (guint v = 0; v < input->vehicles->len; v++)
    {
      guint32 n_steps;
      const int32_t *steps = rdm_vrp_plan_get_route (solution->plan, v, &n_steps);
      Sums sums;

      if (n_steps == 0 || !rdm_vrp_schedule (&input->problem, v, steps, n_steps, &schedule))
        continue;
      sums = sum_route (input, v, &schedule);
      put_route (builder, input, v, &schedule, &sums);
      add_sums (all, &sums);
      (*n_routes)++;
    }
  json_builder_end_array (builder);
  rdm_vrp_schedule_clear (&schedule);
}

static char *
to_text (JsonBuilder *builder)
{
  g_autoptr (JsonGenerator) generator = json_generator_new ();
  g_autoptr (JsonNode) root = json_builder_get_root (builder);

  json_generator_set_root (generator, root);
  return json_generator_to_data (generator, NULL);
}

char *
roundsman_solution_write (const RoundsmanInput *input,
                          const RdmVrpSolution *solution,
                          gint64 loading_ms,
                          gint64 solving_ms)
{
  g_autoptr (JsonBuilder) builder = json_builder_new ();
  Sums all = { 0 };
  guint n_routes = 0;

  json_builder_begin_object (builder);
  put_integer (builder, "code", 0);
  put_unassigned (builder, input, solution);
  put_routes (builder, input, solution, &all, &n_routes);
  json_builder_set_member_name (builder, "summary");
  json_builder_begin_object (builder);
  put_sums (builder, &all, input->problem.n_dimensions);
  put_integer (builder, "routes", n_routes);
  put_integer (builder, "unassigned", solution->n_left_out);
  put_no_violations (builder);
  json_builder_set_member_name (builder, "computing_times");
  json_builder_begin_object (builder);
  put_integer (builder, "loading", loading_ms);
  put_integer (builder, "solving", solving_ms);
  put_integer (builder, "routing", 0);
  json_builder_end_object (builder);
  json_builder_end_object (builder);
  json_builder_end_object (builder);
  return to_text (builder);
}

char *
roundsman_error_write (int code, const char *message)
{
  g_autoptr (JsonBuilder) builder = json_builder_new ();

  json_builder_begin_object (builder);
  put_integer (builder, "code", code);
  put_text (builder, "error", message);
  json_builder_end_object (builder);
  return to_text (builder);
}
