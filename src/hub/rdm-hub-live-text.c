/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rdm-hub-live-text.h"

#include "rdm-hub-rows.h"

static void
times_free (gpointer data)
{
  RdmHubTimes *times = data;

  g_free (times->route);
  g_strfreev (times->drivers);
  g_free (times->text);
  g_free (times);
}

void
rdm_hub_times_of_day_free (RdmHubTimesOfDay *self)
{
  g_free (self->date);
  g_free (self->head);
  g_ptr_array_unref (self->routes);
  g_free (self);
}

/* What never comes is left out. */
static void
append_moment (GString *json, const char *name, gint64 at_ms)
{
  if (at_ms != RDM_LIVE_NEVER)
    g_string_append_printf (json, ",\"%s\":%" G_GINT64_FORMAT, name, at_ms);
}

static void
append_chance (GString *json, const char *name, double chance)
{
  char digits[G_ASCII_DTOSTR_BUF_SIZE];

  g_string_append_printf (json, ",\"%s\":%s", name,
                          g_ascii_formatd (digits, sizeof digits, "%.4f", chance));
}

static void
append_stop (GString *json, const char *stop, const RdmEta *eta)
{
  if (json->str[json->len - 1] == '}')
    g_string_append_c (json, ',');
  g_string_append (json, "{\"stop\":");
  rdm_hub_append_quoted (json, stop);
  append_moment (json, "p50", eta->p50_ms);
  append_moment (json, "p90", eta->p90_ms);
  append_moment (json, "begin_p50", eta->begin_p50_ms);
  append_moment (json, "begin_p90", eta->begin_p90_ms);
  append_moment (json, "planned", eta->planned_ms);
  append_moment (json, "window_end", eta->window_end_ms);
  append_chance (json, "late", eta->late_chance);
  g_string_append_c (json, '}');
}

static void
append_drivers (GString *json, GStrv drivers)
{
  g_string_append (json, ",\"drivers\":[");
  for (guint i = 0; drivers && drivers[i]; i++)
    {
      if (i > 0)
        g_string_append_c (json, ',');
      rdm_hub_append_quoted (json, drivers[i]);
    }
  g_string_append_c (json, ']');
}

/* Returns: (transfer full). */
static RdmHubTimes *
times_new (RdmLiveDay *live, const RdmRoute *route)
{
  RdmRows *rows = rdm_day_plan_get_rows (rdm_live_day_get_plan (live));
  const RdmShift *shift = rdm_rows_get (rows, RDM_ROW_SHIFT, route->shift);
  RdmHubTimes *self = g_new0 (RdmHubTimes, 1);
  GString *json = g_string_new ("{\"route\":");
  RdmRouteEta end;

  self->route = g_strdup (route->row.id);
  self->drivers = g_strdupv (route->drivers ? route->drivers : shift ? shift->drivers : NULL);
  rdm_hub_append_quoted (json, route->row.id);
  append_drivers (json, self->drivers);
  if (rdm_live_day_get_route_eta (live, route->row.id, &end))
    {
      append_moment (json, "end_p50", end.end_p50_ms);
      append_moment (json, "end_p90", end.end_p90_ms);
    }
  g_string_append (json, ",\"stops\":[");
  for (GStrv stop = route->stops; stop && *stop; stop++)
    {
      RdmEta eta;

      if (rdm_live_day_get_eta (live, *stop, &eta))
        append_stop (json, *stop, &eta);
    }
  g_string_append (json, "]}");
  self->text = g_string_free (json, FALSE);
  return self;
}

static char *
print_head (RdmLiveDay *live,
            const char *date,
            const char *failure,
            gboolean estimated,
            gint64 seq,
            gint64 moves)
{
  GString *json = g_string_new ("\"date\":");
  g_autofree char *roads =
      failure ? g_strdup (failure) : rdm_day_plan_dup_travel_notice (rdm_live_day_get_plan (live));

  rdm_hub_append_quoted (json, date);
  g_string_append_printf (json,
                          ",\"at\":%" G_GINT64_FORMAT ",\"seq\":%" G_GINT64_FORMAT
                          ",\"moves\":%" G_GINT64_FORMAT ",\"estimated\":%s,\"roads\":",
                          rdm_live_day_get_now (live), seq, moves, estimated ? "true" : "false");
  rdm_hub_append_quoted (json, roads);
  return g_string_free (json, FALSE);
}

RdmHubTimesOfDay *
rdm_hub_times_of_day_new (RdmLiveDay *live, const char *failure, gint64 seq, gint64 moves)
{
  RdmHubTimesOfDay *self = g_new0 (RdmHubTimesOfDay, 1);
  RdmDayPlan *plan = rdm_live_day_get_plan (live);
  GPtrArray *routes = rdm_day_plan_get_routes (plan);
  gboolean estimated = FALSE;

  self->date = g_strdup (rdm_day_plan_get_date (plan));
  self->routes = g_ptr_array_new_with_free_func (times_free);
  for (guint i = 0; i < routes->len; i++)
    {
      const RdmRoute *route = routes->pdata[i];
      const RdmSchedule *schedule;

      if (!rdm_route_is_out (route))
        continue;
      schedule = rdm_day_plan_get_schedule (plan, route->row.id);
      estimated |= !schedule || schedule->estimated;
      g_ptr_array_add (self->routes, times_new (live, route));
    }
  self->head = print_head (live, self->date, failure, estimated, seq, moves);
  return self;
}

static gboolean
is_for (const RdmHubTimes *times, const char *driver)
{
  return !driver
         || (times->drivers && g_strv_contains ((const char *const *)times->drivers, driver));
}

char *
rdm_hub_times_print (GPtrArray *days, const char *date, const char *driver, gint64 now_ms)
{
  GString *json = g_string_new (NULL);
  gboolean is_first_day = TRUE;

  g_string_append_printf (json, "{\"now\":%" G_GINT64_FORMAT ",\"days\":[", now_ms);
  for (guint i = 0; days && i < days->len; i++)
    {
      const RdmHubTimesOfDay *day = days->pdata[i];
      gboolean is_first = TRUE;

      if (date && !g_str_equal (date, day->date))
        continue;
      g_string_append_printf (json, "%s{%s,\"routes\":[", is_first_day ? "" : ",", day->head);
      is_first_day = FALSE;
      for (guint j = 0; j < day->routes->len; j++)
        {
          const RdmHubTimes *times = day->routes->pdata[j];

          if (!is_for (times, driver))
            continue;
          g_string_append_printf (json, "%s%s", is_first ? "" : ",", times->text);
          is_first = FALSE;
        }
      g_string_append (json, "]}");
    }
  g_string_append (json, "]}");
  return g_string_free (json, FALSE);
}
