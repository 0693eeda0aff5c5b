/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rdm-reattempt.h"

#include "rdm-time.h"

#define HOURS 24
#define BAND_HOURS 2
#define LATEST_HOUR 20
#define SEEN_LEAST 2

typedef struct
{
  RdmRows *rows;
  GTimeZone *zone;
  char *key; /* of the address */
  guint good[HOURS];
  guint all[HOURS];
} History;

static const RdmOrderEnd *
end_of (RdmRows *rows, const char *stop_id)
{
  const RdmStop *stop = rdm_rows_get (rows, RDM_ROW_STOP, stop_id);
  const RdmOrder *order = stop ? rdm_rows_get (rows, RDM_ROW_ORDER, stop->order) : NULL;

  return order ? rdm_order_end (order, stop->role) : NULL;
}

static void
add_attempt (gconstpointer row, gpointer user_data)
{
  const RdmAttempt *attempt = row;
  History *self = user_data;
  const RdmOrderEnd *end = end_of (self->rows, attempt->stop);
  gint64 at_ms = attempt->arrived_ms > 0 ? attempt->arrived_ms : attempt->ended_ms;
  g_autofree char *key = NULL;
  g_autoptr (GDateTime) utc = NULL;
  g_autoptr (GDateTime) local = NULL;

  if (!end || attempt->withdrawn || at_ms <= 0)
    return;
  key = rdm_order_end_key (end);
  if (g_strcmp0 (key, self->key) != 0)
    return;
  utc = g_date_time_new_from_unix_utc (at_ms / 1000);
  local = utc ? g_date_time_to_timezone (utc, self->zone) : NULL;
  if (!local)
    return;
  self->all[g_date_time_get_hour (local)]++;
  self->good[g_date_time_get_hour (local)] += !rdm_result_is_failure (attempt->result);
}

static RdmBetterHour
band_at (const History *self, int hour)
{
  RdmBetterHour band = { hour * 3600, (hour + BAND_HOURS) * 3600, 0, 0 };

  for (int h = hour; h < hour + BAND_HOURS && h < HOURS; h++)
    {
      band.n += self->all[h];
      band.n_good += self->good[h];
    }
  return band;
}

/* Few visits say little: half a good one of one is what everybody begins with. */
static double
share_of (const RdmBetterHour *band)
{
  return (band->n_good + 0.5) / (band->n + 1.0);
}

gboolean
rdm_reattempt_suggest (RdmRows *rows, const char *stop, gint32 after_s, RdmBetterHour *better)
{
  const RdmOrderEnd *end = end_of (rows, stop);
  g_autoptr (RdmSettings) settings = rdm_rows_settings (rows);
  g_autoptr (GTimeZone) zone = settings->zone ? g_time_zone_new_identifier (settings->zone) : NULL;
  History history = { .rows = rows, .zone = zone };
  RdmBetterHour whole = { 0 };

  if (!end || !zone || after_s < 0)
    return FALSE;
  history.key = rdm_order_end_key (end);
  rdm_rows_foreach (rows, RDM_ROW_ATTEMPT, add_attempt, &history);
  g_free (history.key);
  for (int h = 0; h < HOURS; h++)
    {
      whole.n += history.all[h];
      whole.n_good += history.good[h];
    }
  *better = whole;
  for (int hour = (after_s + 3599) / 3600; hour + BAND_HOURS <= LATEST_HOUR; hour++)
    {
      RdmBetterHour band = band_at (&history, hour);

      if (band.n >= SEEN_LEAST && band.n_good > 0 && share_of (&band) > share_of (better))
        *better = band;
    }
  return better->to_s > 0;
}

/* --- what was spent ----------------------------------------------------------------------------
 */

static GStrv
list_without (const RdmRoute *route, const char *stop)
{
  g_autoptr (GStrvBuilder) list = g_strv_builder_new ();

  for (GStrv id = route->stops; id && *id; id++)
    if (!g_str_equal (*id, stop))
      g_strv_builder_add (list, *id);
  return g_strv_builder_end (list);
}

static GStrv
list_with (const char *const *without, guint at, const char *stop)
{
  g_autoptr (GStrvBuilder) list = g_strv_builder_new ();

  for (guint i = 0; i < at; i++)
    g_strv_builder_add (list, without[i]);
  g_strv_builder_add (list, stop);
  for (guint i = at; without[i]; i++)
    g_strv_builder_add (list, without[i]);
  return g_strv_builder_end (list);
}

static void
add_difference (RdmReattempts *result, const RdmSchedule *with, const RdmSchedule *without)
{
  result->cost_minor += with->cost_minor - without->cost_minor;
  result->duty_s += (with->end_s - with->start_s) - (without->end_s - without->start_s);
  result->distance_m += with->distance_m - without->distance_m;
}

/* The route with the visit, where it is in the list, or else where it is the smallest detour, less
 * the route without it. */
static void
add_detour (RdmDayPlan *plan, const RdmAttempt *attempt, RdmReattempts *result)
{
  g_autoptr (RdmRoute) route = rdm_rows_get_route (rdm_day_plan_get_rows (plan), attempt->route);
  g_auto (GStrv) rest = route ? list_without (route, attempt->stop) : NULL;
  g_autoptr (RdmSchedule) without = NULL;
  g_autoptr (RdmSchedule) with = NULL;
  guint n = rest ? g_strv_length (rest) : 0;

  if (!route)
    return;
  without = rdm_day_plan_try_route (plan, attempt->route, (const char *const *)rest);
  if (!without)
    return;
  if (rdm_route_position (route, attempt->stop) >= 0)
    with = rdm_day_plan_try_route (plan, attempt->route, (const char *const *)route->stops);
  for (guint at = 0; rdm_route_position (route, attempt->stop) < 0 && at <= n; at++)
    {
      g_auto (GStrv) list = list_with ((const char *const *)rest, at, attempt->stop);
      g_autoptr (RdmSchedule) tried =
          rdm_day_plan_try_route (plan, attempt->route, (const char *const *)list);

      if (!with || tried->cost_minor < with->cost_minor)
        {
          g_clear_pointer (&with, rdm_schedule_unref);
          with = g_steal_pointer (&tried);
        }
    }
  add_difference (result, with, without);
}

void
rdm_reattempts_count (RdmDayPlan *plan, const char *stop, RdmReattempts *result)
{
  RdmRows *rows = rdm_day_plan_get_rows (plan);

  *result = (RdmReattempts){ 0 };
  for (guint n = 1;; n++)
    {
      g_autofree char *id = rdm_attempt_id (stop, n);
      const RdmAttempt *attempt = rdm_rows_get (rows, RDM_ROW_ATTEMPT, id);

      if (!attempt)
        return;
      if (attempt->withdrawn || !rdm_result_is_failure (attempt->result))
        continue;
      result->n_failed++;
      if (!attempt->route || !g_str_has_suffix (attempt->route, rdm_day_plan_get_date (plan)))
        continue;
      result->n_today++;
      add_detour (plan, attempt, result);
    }
}
