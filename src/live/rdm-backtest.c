/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rdm-backtest.h"

#include <string.h>

#include "rdm-day.h"
#include "rdm-live-day.h"

static const gint64 horizons_ms[RDM_N_BACKTEST_HORIZONS] = { 2 * 3600 * 1000, 30 * 60 * 1000 };

typedef struct
{
  double off_s; /* happened less said */
  gboolean is_within;
} Answer;

struct _RdmBacktest
{
  GArray *answers[RDM_N_BACKTEST_HORIZONS][2]; /* (element-type Answer): [][with learning] */
};

typedef enum
{
  MOMENT_REPORT,
  MOMENT_POSITION,
  MOMENT_QUESTION,
} MomentKind;

/* Something that happens in the course of the day, or is asked. */
typedef struct
{
  gint64 at_ms;
  MomentKind kind;
  guint order; /* as added: what is at the same moment */

  RdmEvent event;
  const char *route; /* borrowed from rows that are kept */
  const char *stop;
  int result;
  const RdmBacktestPosition *position;
  RdmBacktestHorizon horizon;
  gint64 arrived_ms;
} Moment;

RdmBacktest *
rdm_backtest_new (void)
{
  RdmBacktest *self = g_new0 (RdmBacktest, 1);

  for (guint h = 0; h < RDM_N_BACKTEST_HORIZONS; h++)
    for (guint l = 0; l < 2; l++)
      self->answers[h][l] = g_array_new (FALSE, FALSE, sizeof (Answer));
  return self;
}

void
rdm_backtest_free (RdmBacktest *self)
{
  for (guint h = 0; h < RDM_N_BACKTEST_HORIZONS; h++)
    for (guint l = 0; l < 2; l++)
      g_array_unref (self->answers[h][l]);
  g_free (self);
}

GStrv
rdm_backtest_list_days (RdmRows *rows)
{
  g_autoptr (GStrvBuilder) ended = g_strv_builder_new ();
  g_auto (GStrv) days = rdm_day_list (rows);

  for (guint i = 0; days[i]; i++)
    {
      g_autoptr (GPtrArray) routes = rdm_rows_day_routes (rows, days[i]);

      for (guint r = 0; r < routes->len; r++)
        if (((const RdmRoute *)g_ptr_array_index (routes, r))->state == RDM_ROUTE_CLOSED)
          {
            g_strv_builder_add (ended, days[i]);
            break;
          }
    }
  return g_strv_builder_end (ended);
}

/* --- the day as it was in the morning ----------------------------------------------------------
 */

static void
put_row (gconstpointer row, gpointer rows)
{
  rdm_rows_put (rows, row);
}

static void
reset_route (RdmRows *rows, const RdmRoute *row)
{
  g_autoptr (RdmRoute) route = rdm_row_copy (row);

  for (GStrv id = route->stops; id && *id; id++)
    {
      const RdmStop *stop = rdm_rows_get (rows, RDM_ROW_STOP, *id);
      g_autoptr (RdmStop) changed = stop ? rdm_row_copy (stop) : NULL;

      if (!changed || changed->state == RDM_STOP_CANCELLED)
        continue;
      changed->state = RDM_STOP_PLANNED;
      changed->attempts = 0;
      changed->arrived_ms = changed->ended_ms = 0;
      changed->result = RDM_RESULT_NONE;
      changed->detected = FALSE;
      rdm_rows_put (rows, changed);
    }
  route->state = RDM_ROUTE_SENT;
  route->started_ms = route->ended_ms = 0;
  if (route->sent_ms == 0)
    route->sent_ms = row->started_ms;
  g_strfreev (route->told);
  route->told = g_strdupv (route->stops);
  rdm_rows_put (rows, route);
}

RdmRows *
rdm_backtest_morning (RdmRows *rows, const char *date)
{
  RdmRows *morning = rdm_memory_rows_new ();
  g_autoptr (GPtrArray) routes = NULL;

  for (int kind = 0; kind < RDM_N_ROW_KINDS; kind++)
    if (kind != RDM_ROW_ATTEMPT && kind != RDM_ROW_EXCEPTION)
      rdm_rows_foreach (rows, (RdmRowKind)kind, put_row, morning);
  routes = rdm_rows_day_routes (morning, date);
  for (guint i = 0; i < routes->len; i++)
    {
      const RdmRoute *route = g_ptr_array_index (routes, i);

      if (route->started_ms != 0)
        reset_route (morning, route);
    }
  return morning;
}

/* --- what happens ------------------------------------------------------------------------------
 */

static void
add_report (
    GArray *moments, RdmEvent event, const char *route, const char *stop, gint64 at_ms, int result)
{
  Moment moment = {
    .at_ms = at_ms,
    .kind = MOMENT_REPORT,
    .order = moments->len,
    .event = event,
    .route = route,
    .stop = stop,
    .result = result,
  };

  if (at_ms != 0)
    g_array_append_val (moments, moment);
}

static guint
add_stop (GArray *moments, const RdmRoute *route, const RdmStop *stop)
{
  if (stop->state < RDM_STOP_ARRIVED || stop->state > RDM_STOP_FAILED)
    return 0;
  add_report (moments, RDM_EVENT_ARRIVED, route->row.id, stop->row.id, stop->arrived_ms, 0);
  add_report (moments, stop->state == RDM_STOP_FAILED ? RDM_EVENT_FAILED : RDM_EVENT_DONE,
              route->row.id, stop->row.id, stop->ended_ms, stop->result);
  /* Not everybody says that they are there. */
  if (stop->arrived_ms == 0)
    return 0;
  for (guint h = 0; h < RDM_N_BACKTEST_HORIZONS; h++)
    {
      Moment question = {
        .at_ms = stop->arrived_ms - horizons_ms[h],
        .kind = MOMENT_QUESTION,
        .order = moments->len,
        .stop = stop->row.id,
        .horizon = (RdmBacktestHorizon)h,
        .arrived_ms = stop->arrived_ms,
      };

      g_array_append_val (moments, question);
    }
  return 1;
}

static int
compare_moments (gconstpointer a, gconstpointer b)
{
  const Moment *m = a;
  const Moment *n = b;

  if (m->at_ms != n->at_ms)
    return m->at_ms < n->at_ms ? -1 : 1;
  if (m->kind != n->kind)
    return m->kind < n->kind ? -1 : 1;
  return m->order < n->order ? -1 : m->order > n->order;
}

/* Returns: how many arrivals there are. */
static guint
list_moments (GArray *moments, RdmRows *rows, GPtrArray *routes, GArray *positions)
{
  guint n = 0;

  for (guint r = 0; r < routes->len; r++)
    {
      const RdmRoute *route = g_ptr_array_index (routes, r);

      if (route->started_ms == 0)
        continue;
      add_report (moments, RDM_EVENT_STARTED, route->row.id, NULL, route->started_ms, 0);
      for (GStrv id = route->stops; id && *id; id++)
        {
          const RdmStop *stop = rdm_rows_get (rows, RDM_ROW_STOP, *id);

          n += stop ? add_stop (moments, route, stop) : 0;
        }
      add_report (moments, RDM_EVENT_ENDED, route->row.id, NULL, route->ended_ms, 0);
    }
  for (guint i = 0; positions && i < positions->len; i++)
    {
      const RdmBacktestPosition *position = &g_array_index (positions, RdmBacktestPosition, i);
      Moment moment = {
        .at_ms = position->position.at_utc_ms,
        .kind = MOMENT_POSITION,
        .order = moments->len,
        .position = position,
      };

      g_array_append_val (moments, moment);
    }
  g_array_sort (moments, compare_moments);
  return n;
}

/* --- going through it --------------------------------------------------------------------------
 */

static void
report (RdmRows *rows, RdmDayPlan *plan, RdmLiveDay *day, const Moment *moment)
{
  g_autoptr (RdmCommand) command = rdm_command_new_report (NULL);
  g_autoptr (RdmOutcome) outcome = NULL;
  RdmReport *one =
      rdm_command_add_report (command, moment->event, moment->route, moment->stop, moment->at_ms);

  one->result = moment->result;
  outcome = rdm_run (command, rows);
  if (!rdm_outcome_is_applied (outcome))
    return;
  rdm_changes_apply (outcome->changes, rows);
  if (rdm_day_plan_update (plan, outcome->changes))
    rdm_live_day_rows_changed (day, outcome->changes);
}

static void
ask (RdmLiveDay *day, const Moment *moment, GArray *answers)
{
  RdmEta eta;
  Answer answer;

  if (!rdm_live_day_get_eta (day, moment->stop, &eta))
    return;
  answer.off_s = (double)(moment->arrived_ms - eta.p50_ms) / 1000.0;
  answer.is_within = moment->arrived_ms <= eta.p90_ms;
  g_array_append_val (answers, answer);
}

static void
go_through (RdmBacktest *self,
            RdmRows *rows,
            const char *date,
            RdmTravel *travel,
            const GArray *moments,
            RdmExperience *experience,
            gboolean with_learning)
{
  g_autoptr (RdmRows) morning = rdm_backtest_morning (rows, date);
  g_autoptr (RdmDayPlan) plan = rdm_day_plan_new (morning, date, travel);
  g_autoptr (RdmLiveDay) day = rdm_live_day_new (plan, 0);

  if (with_learning)
    rdm_live_day_set_experience (day, experience);
  for (guint i = 0; i < moments->len; i++)
    {
      const Moment *moment = &g_array_index (moments, Moment, i);

      rdm_live_day_set_now (day, moment->at_ms);
      switch (moment->kind)
        {
        case MOMENT_REPORT:
          report (morning, plan, day, moment);
          break;
        case MOMENT_POSITION:
          (void)rdm_live_day_add_position (day, moment->position->source,
                                           &moment->position->position);
          break;
        case MOMENT_QUESTION:
          ask (day, moment, self->answers[moment->horizon][with_learning]);
          break;
        }
    }
}

guint
rdm_backtest_add_day (RdmBacktest *self,
                      RdmRows *rows,
                      const char *date,
                      RdmTravel *travel,
                      GArray *positions,
                      RdmExperience *experience)
{
  g_autoptr (GArray) moments = g_array_new (FALSE, FALSE, sizeof (Moment));
  g_autoptr (GPtrArray) routes = rdm_rows_day_routes (rows, date);
  guint n = list_moments (moments, rows, routes, positions);

  if (n == 0)
    return 0;
  go_through (self, rows, date, travel, moments, NULL, FALSE);
  go_through (self, rows, date, travel, moments, experience, TRUE);
  return n;
}

/* --- figures -----------------------------------------------------------------------------------
 */

static int
compare_doubles (gconstpointer a, gconstpointer b)
{
  double x = *(const double *)a;
  double y = *(const double *)b;

  return x < y ? -1 : x > y;
}

/* By linear interpolation between the two nearest. */
static double
quantile (const double *sorted, guint n, double share)
{
  double at = share * (n - 1);
  guint low = (guint)at;

  return low + 1 < n ? sorted[low] + (at - low) * (sorted[low + 1] - sorted[low]) : sorted[n - 1];
}

void
rdm_backtest_get (RdmBacktest *self,
                  RdmBacktestHorizon horizon,
                  gboolean with_learning,
                  RdmBacktestFigures *figures)
{
  GArray *answers = self->answers[horizon][with_learning ? 1 : 0];
  g_autofree double *errors_s = g_new (double, answers->len + 1);

  *figures = (RdmBacktestFigures){ .n = answers->len };
  if (answers->len == 0)
    return;
  for (guint i = 0; i < answers->len; i++)
    {
      const Answer *answer = &g_array_index (answers, Answer, i);

      errors_s[i] = fabs (answer->off_s);
      figures->bias_s += answer->off_s / answers->len;
      figures->within_share += (double)answer->is_within / answers->len;
    }
  qsort (errors_s, answers->len, sizeof *errors_s, compare_doubles);
  figures->error_p50_s = quantile (errors_s, answers->len, 0.5);
  figures->error_p90_s = quantile (errors_s, answers->len, 0.9);
}
