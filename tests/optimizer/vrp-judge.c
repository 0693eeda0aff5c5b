/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "vrp-judge.h"

#include <math.h>

/* One life of a route: what happened in it. */
typedef struct
{
  gint64 end_s;
  gint64 drive_s;
  gint64 distance_m;
  gint64 late_s;
  gint64 overdue_s;
  gint64 late_cost;
  gint64 unpaid_s;
  GArray *begins; /* gint64, of each step that is no START, REST or END */
  GArray *departures;
} Life;

static void
life_clear (Life *life)
{
  g_array_unref (life->begins);
  g_array_unref (life->departures);
}

static gint64
leg_seconds (const RdmVrpProblem *problem,
             const RdmVrpVehicle *vehicle,
             gint32 from,
             gint32 to,
             gint64 now_s)
{
  const RdmVrpProfile *profile = &problem->profiles[vehicle->profile];
  gsize n = problem->n_locations;
  guint n_periods = MAX (profile->n_periods, 1);
  double share = 1;
  double now = (double)now_s;

  if (from < 0 || to < 0)
    return 0;
  for (guint p = 0; p < n_periods; p++)
    {
      double raw = profile->durations_s[(p * n + (gsize)from) * n + (gsize)to];
      double whole = floor ((raw * vehicle->duration_permille + 500) / 1000);
      double border = p + 1 < n_periods ? (double)profile->period_begins_s[p + 1] : HUGE_VAL;

      if (now >= border)
        continue;
      if (now + share * whole <= border)
        return (gint64)ceil (now + share * whole - 1e-6) - now_s;
      share -= (border - now) / whole;
      now = border;
    }
  g_assert_not_reached ();
}

static gint64
leg_metres (const RdmVrpProblem *problem, const RdmVrpVehicle *vehicle, gint32 from, gint32 to)
{
  const gint32 *metres = problem->profiles[vehicle->profile].distances_m;

  return from < 0 || to < 0 ? 0 : metres[(gsize)from * problem->n_locations + (gsize)to];
}

static gint32
place_of (const RdmVrpProblem *problem, const RdmVrpVehicle *vehicle, gint32 step)
{
  return step >= 0 ? (gint32)problem->tasks[step].location : vehicle->reload_location;
}

static RdmVrpWindow
window_at (const RdmVrpProblem *problem, guint first, guint n, gint64 now_s)
{
  RdmVrpWindow always = { RDM_VRP_ALWAYS, RDM_VRP_NEVER, RDM_VRP_NEVER, 0 };

  for (guint w = first; w < first + n; w++)
    if (problem->windows[w].latest_s >= now_s || w + 1 == first + n)
      return problem->windows[w];
  return always;
}

static void
note_begin (Life *life, const RdmVrpWindow *window, gint64 begin_s, gint64 duration_s)
{
  gint64 departure_s = begin_s + duration_s;

  if (begin_s > window->end_s)
    {
      life->late_s += begin_s - window->end_s;
      life->late_cost += (begin_s - window->end_s) * window->price_late;
    }
  if (begin_s > window->latest_s)
    life->overdue_s += begin_s - window->latest_s;
  g_array_append_val (life->begins, begin_s);
  g_array_append_val (life->departures, departure_s);
}

static gint64
release_of (const RdmVrpProblem *problem, const gint32 *steps, guint from, guint n_steps)
{
  gint64 release_s = RDM_VRP_ALWAYS;

  for (guint i = from; i < n_steps && steps[i] >= 0; i++)
    if (problem->tasks[steps[i]].kind == RDM_VRP_JOB)
      release_s = MAX (release_s, problem->tasks[steps[i]].release_s);
  return release_s;
}

/* How long the vehicle stands there, waiting aside. */
static gint64
stay_of (const RdmVrpProblem *problem, const RdmVrpVehicle *vehicle, guint task, gboolean has_moved)
{
  gint64 service_s = problem->tasks[task].service_s;
  gint64 setup_s = problem->tasks[task].setup_s;

  if (vehicle->service_kind > 0)
    {
      gsize at = (gsize)task * problem->n_service_kinds + vehicle->service_kind - 1;

      service_s = problem->kind_service_s[at];
      setup_s = problem->kind_setup_s[at];
    }
  return service_s + (has_moved ? setup_s : 0);
}

/* One leg with its breaks, second by second. Returns: the time at its end. */
static gint64
live_leg (const RdmVrpProblem *problem,
          const RdmVrpVehicle *vehicle,
          Life *life,
          gint64 now_s,
          gint64 drive_s,
          guint first_break,
          guint n_breaks,
          gint64 *driven_s)
{
  guint b = first_break;
  gint64 left_s = drive_s;
  gboolean is_new = TRUE;
  RdmVrpWindow window = { 0 };

  while (left_s > 0 || b < first_break + n_breaks)
    {
      if (b < first_break + n_breaks)
        {
          const RdmVrpBreak *rest = &problem->breaks[b];

          if (is_new)
            window = window_at (problem, rest->first_window, rest->n_windows, now_s);
          is_new = FALSE;
          if (now_s >= window.begin_s)
            {
              note_begin (life, &window, now_s, rest->duration_s);
              now_s += rest->duration_s;
              life->unpaid_s += rest->unpaid ? rest->duration_s : 0;
              if (rest->duration_s >= vehicle->rest_s)
                *driven_s = 0;
              b++;
              is_new = TRUE;
              continue;
            }
        }
      if (left_s > 0 && *driven_s >= vehicle->max_drive_between_rests_s)
        {
          now_s += vehicle->rest_s;
          *driven_s = 0;
          continue;
        }
      if (left_s > 0)
        {
          left_s--;
          (*driven_s)++;
        }
      now_s++;
    }
  return now_s;
}

/* Lives the route, leaving not before begin_s; `breaks`: how many on each leg, n_steps + 1. */
static Life
live (const RdmVrpProblem *problem,
      guint vehicle_index,
      const gint32 *steps,
      guint n_steps,
      const guint8 *breaks,
      gint64 begin_s)
{
  const RdmVrpVehicle *vehicle = &problem->vehicles[vehicle_index];
  Life life = { .begins = g_array_new (FALSE, FALSE, 8),
                .departures = g_array_new (FALSE, FALSE, 8) };
  gint32 here = vehicle->start_location;
  gint64 now_s = MAX (begin_s, release_of (problem, steps, 0, n_steps));
  gint64 driven_s = 0;
  guint b = vehicle->first_break;

  for (guint i = 0; i <= n_steps; i++)
    {
      gint32 there = i < n_steps ? place_of (problem, vehicle, steps[i]) : vehicle->end_location;
      gint64 drive_s = leg_seconds (problem, vehicle, here, there, now_s);

      life.drive_s += drive_s;
      life.distance_m += leg_metres (problem, vehicle, here, there);
      now_s = live_leg (problem, vehicle, &life, now_s, drive_s, b, breaks[i], &driven_s);
      b += breaks[i];
      if (i == n_steps)
        break;
      if (steps[i] >= 0)
        {
          const RdmVrpTask *task = &problem->tasks[steps[i]];
          gint64 duration_s = stay_of (problem, vehicle, (guint)steps[i], here != there);
          RdmVrpWindow window = window_at (problem, task->first_window, task->n_windows, now_s);

          while (now_s < window.begin_s)
            now_s++;
          note_begin (&life, &window, now_s, duration_s);
          now_s += duration_s;
        }
      else
        {
          RdmVrpWindow any = { RDM_VRP_ALWAYS, RDM_VRP_NEVER, RDM_VRP_NEVER, 0 };

          now_s = MAX (now_s, release_of (problem, steps, i + 1, n_steps));
          note_begin (&life, &any, now_s, vehicle->reload_s);
          now_s += vehicle->reload_s;
        }
      here = there;
    }
  life.end_s = now_s;
  if (now_s > vehicle->latest_s)
    life.overdue_s += now_s - vehicle->latest_s;
  return life;
}

/* --- loads
 * ------------------------------------------------------------------------------------------------
 */

/* What is on board after step i, counted from nothing each time; i == -1: at the start. */
static gint64
load_after (const RdmVrpProblem *problem, const gint32 *steps, guint n_steps, int i, guint d)
{
  gint64 load = 0;
  int begin = 0;
  int end = (int)n_steps;

  for (int k = 0; k <= i; k++)
    if (steps[k] < 0)
      begin = k + 1;
  for (int k = (int)n_steps - 1; k > i; k--)
    if (steps[k] < 0)
      end = k;
  for (int k = 0; k < (int)n_steps; k++)
    {
      const RdmVrpTask *task = steps[k] >= 0 ? &problem->tasks[steps[k]] : NULL;
      gsize at = (gsize)MAX (steps[k], 0) * problem->n_dimensions + d;

      if (task == NULL)
        continue;
      if (task->kind == RDM_VRP_JOB && k > i && k < end && k >= begin)
        load += problem->deliveries[at];
      else if (task->kind == RDM_VRP_JOB && k <= i && k >= begin)
        load += problem->pickups[at];
      else if (task->kind == RDM_VRP_PICKUP && k <= i)
        load += problem->pickups[at];
      else if (task->kind == RDM_VRP_DROP && k <= i)
        load -= problem->deliveries[at];
    }
  return load;
}

/* By how much a break on the leg to step `leg` breaks its limit. */
static gint64
overload_at_break (
    const RdmVrpProblem *problem, const gint32 *steps, guint n_steps, guint leg, guint index)
{
  gint64 worst = 0;

  for (guint d = 0; d < problem->n_dimensions; d++)
    worst = MAX (worst, load_after (problem, steps, n_steps, (int)leg - 1, d)
                            - problem->break_loads[index * problem->n_dimensions + d]);
  return worst;
}

static gint64
overload_at_breaks (const RdmVrpProblem *problem,
                    guint vehicle,
                    const gint32 *steps,
                    guint n_steps,
                    const guint8 *breaks)
{
  guint index = problem->vehicles[vehicle].first_break;
  gint64 sum = 0;

  for (guint leg = 0; leg <= n_steps; leg++)
    for (guint i = 0; i < breaks[leg]; i++)
      sum += overload_at_break (problem, steps, n_steps, leg, index++);
  return sum;
}

/* --- the schedule's times
 * ------------------------------------------------------------------------------ */

/* Whether leaving later (the second life) costs nothing. */
static gboolean
is_free (const RdmVrpProblem *problem, guint vehicle, const Life *early, const Life *late)
{
  const RdmVrpVehicle *about = &problem->vehicles[vehicle];

  (void)about;
  return late->end_s <= early->end_s && late->overdue_s <= early->overdue_s
         && late->late_s <= early->late_s && late->late_cost <= early->late_cost;
}

static void
read_breaks (const RdmVrpSchedule *schedule, guint n_steps, guint8 *breaks)
{
  guint leg = 0;

  memset (breaks, 0, n_steps + 1);
  for (guint s = 1; s < schedule->n_steps; s++)
    if (schedule->steps[s].kind == RDM_VRP_STEP_BREAK)
      breaks[leg]++;
    else if (schedule->steps[s].kind != RDM_VRP_STEP_REST)
      leg++;
}

static void
judge_times (const RdmVrpProblem *problem,
             guint vehicle,
             const gint32 *steps,
             guint n_steps,
             const guint8 *breaks,
             const RdmVrpSchedule *schedule)
{
  const RdmVrpVehicle *about = &problem->vehicles[vehicle];
  Life now = live (problem, vehicle, steps, n_steps, breaks, schedule->begin_s);
  gint64 earliest_s = about->earliest_s;
  guint at = 0;

  for (guint s = 0; s < schedule->n_steps; s++)
    {
      const RdmVrpScheduleStep *step = &schedule->steps[s];

      if (step->kind == RDM_VRP_STEP_START || step->kind == RDM_VRP_STEP_END
          || step->kind == RDM_VRP_STEP_REST)
        continue;
      g_assert_cmpint (step->begin_s, ==, g_array_index (now.begins, gint64, at));
      g_assert_cmpint (step->departure_s, ==, g_array_index (now.departures, gint64, at));
      g_assert_cmpint (step->wait_s, ==, step->begin_s - step->arrival_s);
      at++;
    }
  g_assert_cmpint (at, ==, now.begins->len);
  g_assert_cmpint (schedule->end_s, ==, now.end_s);
  g_assert_cmpint (schedule->drive_s, ==, now.drive_s);
  g_assert_cmpint (schedule->distance_m, ==, now.distance_m);
  g_assert_cmpint (schedule->late_s, ==, now.late_s);
  g_assert_cmpint (schedule->overdue_s, ==, now.overdue_s);
  g_assert_cmpint (schedule->cost.lateness, ==, now.late_cost);
  if (!about->leaves_at_earliest)
    earliest_s = MAX (earliest_s, release_of (problem, steps, 0, n_steps));
  g_assert_cmpint (schedule->begin_s, >=, earliest_s);
  if (about->leaves_at_earliest)
    g_assert_cmpint (schedule->begin_s, ==, earliest_s);
  else
    {
      Life early = live (problem, vehicle, steps, n_steps, breaks, earliest_s);
      Life later = live (problem, vehicle, steps, n_steps, breaks, schedule->begin_s + 1);

      /* The legs of breaks were chosen for the earliest departure; with periods, for this one. */
      if (problem->profiles[about->profile].n_periods < 2)
        g_assert_true (is_free (problem, vehicle, &early, &now));
      if (problem->profiles[about->profile].n_periods < 2 && about->rest_s == 0)
        {
          gboolean is_same =
              later.late_s == early.late_s && is_free (problem, vehicle, &early, &later);

          /* Free by its sums, the later departure must change a window or move what was late
           * already. */
          if (is_same)
            {
              gboolean is_moved = FALSE;

              for (guint i = 0; i < early.begins->len; i++)
                is_moved |= g_array_index (later.begins, gint64, i)
                            > g_array_index (now.begins, gint64, i) + 1;
              if (!is_moved && early.late_s == 0 && problem->n_windows == 0)
                g_error ("vehicle %u could leave later than %" G_GINT64_FORMAT, vehicle,
                         schedule->begin_s);
            }
        }
      life_clear (&early);
      life_clear (&later);
    }
  life_clear (&now);
}

/* Moving one break to a neighbouring leg makes nothing better, judged as the rule says. */
static void
judge_break_legs (
    const RdmVrpProblem *problem, guint vehicle, const gint32 *steps, guint n_steps, guint8 *breaks)
{
  const RdmVrpVehicle *about = &problem->vehicles[vehicle];
  gint64 begin_s = about->earliest_s;
  gint64 overload;
  Life mine;

  /* Choices are made leg by leg; only without lateness is the best of them surely the best of all.
   */
  if (about->n_breaks == 0 || problem->profiles[about->profile].n_periods > 1
      || about->max_drive_between_rests_s < RDM_VRP_UNLIMITED)
    return;
  if (!about->leaves_at_earliest)
    begin_s = MAX (begin_s, release_of (problem, steps, 0, n_steps));
  mine = live (problem, vehicle, steps, n_steps, breaks, begin_s);
  overload = overload_at_breaks (problem, vehicle, steps, n_steps, breaks);
  for (guint i = 0; i < n_steps && mine.late_s == 0 && overload == 0; i++)
    for (int direction = -1; direction <= 1; direction += 2)
      {
        guint from = direction < 0 ? i + 1 : i;
        guint to = direction < 0 ? i : i + 1;
        Life other;

        if (breaks[from] == 0)
          continue;
        breaks[from]--;
        breaks[to]++;
        other = live (problem, vehicle, steps, n_steps, breaks, begin_s);
        if (other.overdue_s == 0 && other.late_s == 0
            && overload_at_breaks (problem, vehicle, steps, n_steps, breaks) == 0)
          g_assert_cmpint (other.end_s, >=, mine.end_s);
        life_clear (&other);
        breaks[from]++;
        breaks[to]--;
      }
  life_clear (&mine);
}

/* --- cost
 * ------------------------------------------------------------------------------------------------
 */

static void
judge_cost (const RdmVrpProblem *problem,
            guint vehicle,
            const gint32 *steps,
            guint n_steps,
            const RdmVrpSchedule *schedule)
{
  const RdmVrpVehicle *about = &problem->vehicles[vehicle];
  gint64 duty_s = schedule->end_s - schedule->begin_s;
  gint64 unpaid_s = 0;
  gint64 cost = about->price_fixed;
  gint64 changes = 0;

  for (guint b = about->first_break; b < about->first_break + about->n_breaks; b++)
    unpaid_s += problem->breaks[b].unpaid ? problem->breaks[b].duration_s : 0;
  cost += about->price_metre * schedule->distance_m;
  cost += about->price_drive_s * schedule->drive_s;
  cost += about->price_duty_s * (duty_s - unpaid_s);
  cost += about->price_overtime * MAX (0, schedule->end_s - about->overtime_after_s);
  cost += schedule->cost.lateness;
  cost += problem->price_balance * duty_s * duty_s / 36000;
  for (guint i = 0; i < n_steps; i++)
    if (steps[i] >= 0 && problem->tasks[steps[i]].current_vehicle != RDM_VRP_NONE
        && problem->tasks[steps[i]].current_vehicle != (gint32)vehicle)
      changes += problem->tasks[steps[i]].change_price;
  g_assert_cmpint (schedule->duty_s, ==, duty_s);
  g_assert_cmpint (schedule->cost.changes, ==, changes);
  g_assert_cmpint (schedule->cost.total, ==, cost + changes);
}

/* --- violations
 * -------------------------------------------------------------------------------------------- */

static char *
violation_text (RdmVrpViolationKind kind, gint32 task, gint32 detail, gint64 amount)
{
  return g_strdup_printf ("%d task %d detail %d amount %" G_GINT64_FORMAT, kind, task, detail,
                          amount);
}

static void
expect (GPtrArray *list, RdmVrpViolationKind kind, gint32 task, gint32 detail, gint64 amount)
{
  g_ptr_array_add (list, violation_text (kind, task, detail, amount));
}

static void
expect_late (const RdmVrpProblem *problem,
             guint vehicle,
             const RdmVrpSchedule *schedule,
             GPtrArray *list)
{
  const RdmVrpVehicle *about = &problem->vehicles[vehicle];

  for (guint s = 0; s < schedule->n_steps; s++)
    {
      const RdmVrpScheduleStep *step = &schedule->steps[s];
      RdmVrpWindow window;

      if (step->kind == RDM_VRP_STEP_TASK)
        {
          window = window_at (problem, problem->tasks[step->index].first_window,
                              problem->tasks[step->index].n_windows, step->arrival_s);
          if (step->begin_s > window.latest_s)
            expect (list, RDM_VRP_WINDOW_MISSED, step->index, -1, step->begin_s - window.latest_s);
        }
      else if (step->kind == RDM_VRP_STEP_BREAK && step->overdue_s > 0)
        expect (list, RDM_VRP_BREAK_MISSED, -1, step->index, step->overdue_s);
    }
  if (schedule->end_s > about->latest_s)
    expect (list, RDM_VRP_SHIFT_EXCEEDED, -1, -1, schedule->end_s - about->latest_s);
}

static void
expect_loads (const RdmVrpProblem *problem,
              guint vehicle,
              const gint32 *steps,
              guint n_steps,
              GPtrArray *list)
{
  for (guint d = 0; d < problem->n_dimensions; d++)
    {
      gint64 capacity = problem->capacities[vehicle * problem->n_dimensions + d];
      gint64 worst = 0;
      gint32 first = RDM_VRP_NONE;
      gboolean is_first = TRUE;

      for (int i = -1; i < (int)n_steps; i++)
        {
          gint64 load = load_after (problem, steps, n_steps, i, d);

          if (load - capacity > 0 && is_first)
            {
              first = i >= 0 && steps[i] >= 0 ? steps[i] : RDM_VRP_NONE;
              is_first = FALSE;
            }
          worst = MAX (worst, load - capacity);
        }
      if (worst > 0)
        expect (list, RDM_VRP_OVERLOAD, first, (gint32)d, worst);
    }
}

static void
expect_breaks (const RdmVrpProblem *problem,
               guint vehicle,
               const gint32 *steps,
               guint n_steps,
               const guint8 *breaks,
               GPtrArray *list)
{
  guint index = problem->vehicles[vehicle].first_break;

  for (guint leg = 0; leg <= n_steps; leg++)
    for (guint i = 0; i < breaks[leg]; i++, index++)
      {
        gint64 amount = overload_at_break (problem, steps, n_steps, leg, index);

        if (amount > 0)
          expect (list, RDM_VRP_BREAK_LOADED, -1, (gint32)index, amount);
      }
}

static int
index_of (const gint32 *steps, guint n_steps, gint32 task)
{
  for (guint i = 0; i < n_steps; i++)
    if (steps[i] == task)
      return (int)i;
  return -1;
}

static const RdmVrpScheduleStep *
step_of (const RdmVrpSchedule *schedule, gint32 task)
{
  for (guint s = 0; s < schedule->n_steps; s++)
    if (schedule->steps[s].kind == RDM_VRP_STEP_TASK && schedule->steps[s].index == task)
      return &schedule->steps[s];
  return NULL;
}

static void
expect_tasks (const RdmVrpProblem *problem,
              guint vehicle,
              const gint32 *steps,
              guint n_steps,
              const RdmVrpSchedule *schedule,
              GPtrArray *list)
{
  for (guint i = 0; i < n_steps; i++)
    {
      const RdmVrpTask *task = steps[i] >= 0 ? &problem->tasks[steps[i]] : NULL;
      gboolean may = task == NULL || task->n_allowed == 0;
      int other;

      if (task == NULL)
        continue;
      if ((task->skills & ~problem->vehicles[vehicle].skills) != 0)
        expect (list, RDM_VRP_SKILL_MISSING, steps[i], -1,
                (gint64)(task->skills & ~problem->vehicles[vehicle].skills));
      for (guint a = 0; a < task->n_allowed; a++)
        may |= problem->allowed_vehicles[task->first_allowed + a] == vehicle;
      if (!may || (task->fixed_vehicle >= 0 && (guint)task->fixed_vehicle != vehicle))
        expect (list, RDM_VRP_VEHICLE_NOT_ALLOWED, steps[i], -1, 1);
      if (task->kind == RDM_VRP_JOB)
        continue;
      other = index_of (steps, n_steps, task->partner);
      if (other < 0 || (task->kind == RDM_VRP_PICKUP && other < (int)i))
        expect (list, RDM_VRP_PAIR_BROKEN, steps[i], -1, 1);
      else if (task->kind == RDM_VRP_PICKUP)
        {
          gint64 ride_s = step_of (schedule, task->partner)->begin_s
                          - step_of (schedule, steps[i])->departure_s;

          if (ride_s > task->max_ride_s)
            expect (list, RDM_VRP_RIDE_TOO_LONG, task->partner, -1, ride_s - task->max_ride_s);
        }
    }
}

static void
expect_relations (const RdmVrpProblem *problem, const gint32 *steps, guint n_steps, GPtrArray *list)
{
  for (guint r = 0; r < problem->n_relations; r++)
    {
      const RdmVrpRelation *relation = &problem->relations[r];
      const guint32 *tasks =
          relation->n_tasks > 0 ? problem->relation_tasks + relation->first_task : NULL;
      guint n_here = 0;
      int first = G_MAXINT;
      int last = -1;
      gboolean is_ordered = TRUE;
      gboolean is_direct = TRUE;

      if (relation->n_tasks == 0)
        continue;
      for (guint i = 0; i < relation->n_tasks; i++)
        {
          int at = index_of (steps, n_steps, (gint32)tasks[i]);

          if (at < 0)
            {
              is_direct = FALSE;
              continue;
            }
          n_here++;
          first = MIN (first, at);
          is_ordered &= at > last;
          is_direct &= i == 0 || at == last + 1;
          last = at;
        }
      if (n_here == 0)
        continue;
      if (relation->kind == RDM_VRP_NOT_TOGETHER && n_here > 1)
        expect (list, RDM_VRP_NOT_TOGETHER_BROKEN, steps[first], (gint32)r, 1);
      if ((relation->kind == RDM_VRP_IN_SEQUENCE && !is_ordered)
          || (relation->kind == RDM_VRP_DIRECT_SEQUENCE && !is_direct))
        expect (list, RDM_VRP_SEQUENCE_BROKEN, steps[first], (gint32)r, 1);
    }
}

static void
expect_numbers (const RdmVrpProblem *problem,
                guint vehicle,
                const gint32 *steps,
                guint n_steps,
                const RdmVrpSchedule *schedule,
                GPtrArray *list)
{
  const RdmVrpVehicle *about = &problem->vehicles[vehicle];
  gint64 n_tasks = 0;
  gint64 n_reloads = 0;

  for (guint i = 0; i < n_steps; i++)
    {
      n_tasks += steps[i] >= 0;
      n_reloads += steps[i] < 0;
    }
  if (n_tasks > about->max_tasks)
    expect (list, RDM_VRP_TOO_MANY_TASKS, -1, -1, n_tasks - about->max_tasks);
  if (schedule->distance_m > about->max_distance_m)
    expect (list, RDM_VRP_TOO_FAR, -1, -1, schedule->distance_m - about->max_distance_m);
  if (schedule->drive_s > about->max_drive_s)
    expect (list, RDM_VRP_TOO_MUCH_DRIVING, -1, -1, schedule->drive_s - about->max_drive_s);
  if (schedule->duty_s > about->max_duty_s)
    expect (list, RDM_VRP_TOO_MUCH_DUTY, -1, -1, schedule->duty_s - about->max_duty_s);
  if (n_reloads > about->max_reloads)
    expect (list, RDM_VRP_TOO_MANY_RELOADS, -1, -1, n_reloads - about->max_reloads);
  for (guint i = 0; i < about->n_frozen; i++)
    if (i >= n_steps || steps[i] != (gint32)problem->frozen_tasks[about->first_frozen + i])
      {
        expect (list, RDM_VRP_HEAD_MOVED, (gint32)problem->frozen_tasks[about->first_frozen + i],
                -1, 1);
        break;
      }
}

static int
compare_texts (gconstpointer a, gconstpointer b)
{
  return g_strcmp0 (*(char *const *)a, *(char *const *)b);
}

static void
judge_violations (const RdmVrpProblem *problem,
                  guint vehicle,
                  const gint32 *steps,
                  guint n_steps,
                  const guint8 *breaks,
                  const RdmVrpSchedule *schedule)
{
  g_autoptr (GPtrArray) expected = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GPtrArray) said = g_ptr_array_new_with_free_func (g_free);

  expect_late (problem, vehicle, schedule, expected);
  expect_loads (problem, vehicle, steps, n_steps, expected);
  expect_breaks (problem, vehicle, steps, n_steps, breaks, expected);
  expect_tasks (problem, vehicle, steps, n_steps, schedule, expected);
  expect_relations (problem, steps, n_steps, expected);
  expect_numbers (problem, vehicle, steps, n_steps, schedule, expected);
  for (guint i = 0; i < schedule->n_violations; i++)
    g_ptr_array_add (
        said, violation_text (schedule->violations[i].kind, schedule->violations[i].task,
                              schedule->violations[i].detail, schedule->violations[i].amount));
  g_ptr_array_sort (expected, compare_texts);
  g_ptr_array_sort (said, compare_texts);
  for (guint i = 0; i < MAX (expected->len, said->len); i++)
    g_assert_cmpstr (i < said->len ? g_ptr_array_index (said, i) : "nothing", ==,
                     i < expected->len ? g_ptr_array_index (expected, i) : "nothing");
}

void
judge_schedule (const RdmVrpProblem *problem,
                guint vehicle,
                const gint32 *steps,
                guint n_steps,
                const RdmVrpSchedule *schedule)
{
  g_autofree guint8 *breaks = g_new0 (guint8, n_steps + 1);
  guint n_breaks = 0;

  if (n_steps == 0)
    {
      g_assert_cmpint (schedule->n_steps, ==, 0);
      g_assert_cmpint (schedule->cost.total, ==, 0);
      return;
    }
  read_breaks (schedule, n_steps, breaks);
  for (guint i = 0; i <= n_steps; i++)
    n_breaks += breaks[i];
  g_assert_cmpint (n_breaks, ==, problem->vehicles[vehicle].n_breaks);
  judge_times (problem, vehicle, steps, n_steps, breaks, schedule);
  judge_break_legs (problem, vehicle, steps, n_steps, breaks);
  judge_cost (problem, vehicle, steps, n_steps, schedule);
  judge_violations (problem, vehicle, steps, n_steps, breaks, schedule);
}

/* --- plans
 * ---------------------------------------------------------------------------------------------------
 */

static gboolean
is_frozen (const RdmVrpProblem *problem, guint vehicle, gint32 task)
{
  const RdmVrpVehicle *about = &problem->vehicles[vehicle];

  for (guint i = 0; i < about->n_frozen; i++)
    if ((gint32)problem->frozen_tasks[about->first_frozen + i] == task)
      return TRUE;
  return FALSE;
}

static guint
count_splits (const RdmVrpProblem *problem, const gint32 *where)
{
  guint n = 0;

  for (guint r = 0; r < problem->n_relations; r++)
    {
      const guint32 *tasks = problem->relations[r].n_tasks > 0
                                 ? problem->relation_tasks + problem->relations[r].first_task
                                 : NULL;

      for (guint i = 0; i < problem->relations[r].n_tasks; i++)
        for (guint j = 0; j < i; j++)
          n += problem->relations[r].kind != RDM_VRP_NOT_TOGETHER && where[tasks[i]] >= 0
               && where[tasks[j]] >= 0 && where[tasks[i]] != where[tasks[j]];
    }
  return n;
}

Verdict
judge_plan (const RdmVrpProblem *problem, const RdmVrpPlan *plan)
{
  Verdict verdict = { 0 };
  RdmVrpSchedule schedule = { 0 };
  g_autofree gint32 *where = g_new (gint32, problem->n_tasks + 1);

  for (guint t = 0; t < problem->n_tasks; t++)
    where[t] = RDM_VRP_NONE;
  g_assert_cmpint (plan->n_vehicles, ==, problem->n_vehicles);
  for (guint v = 0; v < problem->n_vehicles; v++)
    {
      guint32 n_steps;
      const gint32 *steps = rdm_vrp_plan_get_route (plan, v, &n_steps);

      g_assert_true (rdm_vrp_schedule (problem, v, steps, n_steps, &schedule));
      judge_schedule (problem, v, steps, n_steps, &schedule);
      verdict.cost += schedule.cost.total;
      for (guint i = 0; i < n_steps; i++)
        if (steps[i] >= 0)
          {
            g_assert_cmpint (where[steps[i]], ==, RDM_VRP_NONE);
            where[steps[i]] = (gint32)v;
          }
      for (guint i = 0; i < schedule.n_violations; i++)
        verdict.n_violations += !is_frozen (problem, v, schedule.violations[i].task);
    }
  for (guint t = 0; t < problem->n_tasks; t++)
    if (where[t] == RDM_VRP_NONE)
      {
        if (problem->tasks[t].leave_out_price == RDM_VRP_REQUIRED)
          verdict.weight += (gint64)problem->tasks[t].priority * (problem->n_tasks + 1) + 1;
        else
          verdict.cost += problem->tasks[t].leave_out_price;
      }
  verdict.n_violations += count_splits (problem, where);
  rdm_vrp_schedule_clear (&schedule);
  return verdict;
}
