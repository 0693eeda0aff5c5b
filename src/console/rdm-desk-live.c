/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rdm-desk-live.h"

#include <glib/gi18n.h>

#include "rdm-desk-private.h"
#include "rdm-route-state.h"
#include "rdm-time.h"

/* A day runs on behind midnight, for routes that end late. */
#define DAY_ENDS_S (30 * 3600)

/* Time */

RdmClock *
rdm_desk_get_clock (RdmDesk *self)
{
  return self->clock;
}

RdmLive *
rdm_desk_get_live (RdmDesk *self)
{
  return self->live;
}

gint64
rdm_desk_get_now_ms (RdmDesk *self)
{
  return rdm_clock_get_ms (self->clock);
}

gint64
rdm_desk_get_midnight_ms (RdmDesk *self)
{
  return rdm_time_to_utc (self->zone, self->date, 0) * 1000;
}

gint32
rdm_desk_time_of (RdmDesk *self, gint64 at_ms)
{
  return at_ms != 0 ? rdm_time_from_utc (self->zone, self->date, at_ms / 1000) : RDM_TIME_NONE;
}

gint32
rdm_desk_get_now_s (RdmDesk *self)
{
  gint32 now_s = rdm_desk_time_of (self, rdm_desk_get_now_ms (self));

  return now_s >= 0 && now_s < DAY_ENDS_S ? now_s : RDM_TIME_NONE;
}

char *
rdm_desk_format_moment (RdmDesk *self, gint64 at_ms)
{
  gint32 time_s = rdm_desk_time_of (self, at_ms);
  g_autoptr (GDateTime) utc = NULL;
  g_autoptr (GDateTime) there = NULL;

  if (time_s == RDM_TIME_NONE || (time_s >= 0 && time_s < DAY_ENDS_S))
    return rdm_time_format_of_day (time_s);
  utc = g_date_time_new_from_unix_utc (at_ms / 1000);
  there = g_date_time_to_timezone (utc, self->zone);
  return g_date_time_format (there, "%a %-d %b %H:%M");
}

RdmStopState
rdm_desk_shown_state (RdmDesk *self, const RdmStop *stop)
{
  const RdmDeskRoute *route =
      stop->state == RDM_STOP_PLANNED ? rdm_desk_route_of (self, stop->row.id) : NULL;

  if (route != NULL && rdm_route_is_out (route->route)
      && rdm_route_has_told (route->route, stop->row.id))
    return RDM_STOP_SENT;
  return (RdmStopState)stop->state;
}

/* Whether somebody came to @stop when its windows were over. */
static gboolean
was_late (RdmDesk *self, const RdmStop *stop, const RdmOrder *order)
{
  const RdmWindows *windows = order != NULL ? &rdm_order_end (order, stop->role)->windows : NULL;
  gint64 came_ms = stop->arrived_ms != 0 ? stop->arrived_ms : stop->ended_ms;

  return stop->state != RDM_STOP_FAILED && windows != NULL && windows->n > 0 && came_ms != 0
         && rdm_desk_time_of (self, came_ms) > windows->at[windows->n - 1].to_s;
}

RdmGlyphFlags
rdm_desk_shown_flags (RdmDesk *self,
                      const RdmStop *stop,
                      const RdmOrder *order,
                      const RdmVisit *visit)
{
  RdmGlyphFlags flags = rdm_glyph_flags (stop, order, visit);
  gboolean is_over = !rdm_stop_is_open (stop) || stop->state == RDM_STOP_ARRIVED;
  RdmEta eta;

  if (visit == NULL)
    return flags;
  if (is_over && (stop->arrived_ms != 0 || stop->ended_ms != 0))
    {
      flags &= ~(RdmGlyphFlags)(RDM_GLYPH_LATE | RDM_GLYPH_LATE_RISK);
      return was_late (self, stop, order) ? flags | RDM_GLYPH_LATE : flags;
    }
  if (!rdm_live_get_eta (self->live, stop->row.id, &eta))
    return flags;
  flags &= ~(RdmGlyphFlags)(RDM_GLYPH_LATE | RDM_GLYPH_LATE_RISK);
  if (eta.late_chance >= RDM_DESK_CHANCE_LATE)
    flags |= RDM_GLYPH_LATE;
  else if (eta.late_chance >= RDM_DESK_CHANCE_RISK)
    flags |= RDM_GLYPH_LATE_RISK;
  return flags;
}

/* Who has to be told */

GPtrArray *
rdm_desk_list_day (RdmDesk *self)
{
  GPtrArray *rows = g_ptr_array_new_with_free_func (rdm_row_unref);

  for (guint i = 0; i < self->routes->len; i++)
    g_ptr_array_add (
        rows, rdm_row_ref (((const RdmDeskRoute *)g_ptr_array_index (self->routes, i))->route));
  return rows;
}

/* Whether its driver, who knew something of it, has to hear of what has become of @before. */
static gboolean
is_news (const RdmRoute *before, const RdmRoute *now)
{
  static const char *const none[] = { NULL };
  const char *const *stops = now->stops != NULL ? (const char *const *)now->stops : none;
  const char *const *were = before->stops != NULL ? (const char *const *)before->stops : none;

  return before != now && now->told != NULL && rdm_route_awaits_driver (now)
         && (!g_strv_equal (stops, were) || rdm_route_is_out (before) != rdm_route_is_out (now));
}

void
rdm_desk_note_untold (RdmDesk *self, GPtrArray *before)
{
  g_autoptr (GString) drivers = g_string_new (NULL);

  for (guint i = 0; i < before->len; i++)
    {
      const RdmRoute *row = g_ptr_array_index (before, i);
      const RdmDeskRoute *route = rdm_desk_find_route (self, row->row.id);
      g_autofree char *driver = route != NULL ? rdm_route_state_driver (route) : NULL;

      if (route == NULL || !is_news (row, route->route))
        continue;
      g_string_append_printf (drivers, drivers->len > 0 ? ", %s" : "%s", driver);
    }
  g_clear_pointer (&self->untold, g_free);
  if (drivers->len > 0)
    /* Translators: one name or several */
    self->untold = g_strdup_printf (_ ("Has yet to hear of it: %s."), drivers->str);
}

const char *
rdm_desk_get_untold (RdmDesk *self)
{
  return self->untold;
}

void
rdm_desk_notice_done (RdmDesk *self, const char *label)
{
  g_autofree char *text =
      self->untold != NULL ? g_strdup_printf ("%s. %s", label, self->untold) : g_strdup (label);

  rdm_desk_notice (self, text, "win.undo");
}

/* Sending */

static gboolean
can (const RdmRoute *route, RdmDeskSending what)
{
  switch (what)
    {
    case RDM_DESK_SEND:
      return route->state == RDM_ROUTE_DRAFT && route->stops != NULL && *route->stops != NULL;
    case RDM_DESK_RECALL:
      return route->state == RDM_ROUTE_SENT;
    case RDM_DESK_ACKNOWLEDGE:
      return rdm_route_awaits_driver (route);
    }
  g_return_val_if_reached (FALSE);
}

/* Whether @route is one of those meant: all of the day while nothing is selected. */
static gboolean
is_meant (RdmDesk *self, const RdmDeskRoute *route, GHashTable *of_stops)
{
  const char *only = rdm_desk_get_selected_route (self);

  if (only != NULL)
    return g_str_equal (only, route->route->row.id);
  return g_hash_table_size (of_stops) == 0
         || g_hash_table_contains (of_stops, route->route->row.id);
}

GStrv
rdm_desk_list_routes (RdmDesk *self, RdmDeskSending what)
{
  const char *const *selection = rdm_desk_get_selection (self);
  g_autoptr (GHashTable) of_stops = g_hash_table_new (g_str_hash, g_str_equal);
  g_autoptr (GStrvBuilder) routes = g_strv_builder_new ();

  for (guint i = 0; selection[i] != NULL; i++)
    {
      const RdmDeskRoute *route = rdm_desk_route_of (self, selection[i]);

      if (route != NULL)
        g_hash_table_add (of_stops, route->route->row.id);
    }
  for (guint i = 0; i < self->routes->len; i++)
    {
      const RdmDeskRoute *route = g_ptr_array_index (self->routes, i);

      if (is_meant (self, route, of_stops) && can (route->route, what))
        g_strv_builder_add (routes, route->route->row.id);
    }
  return g_strv_builder_end (routes);
}

static char *
sending_label (RdmDesk *self, RdmDeskSending what, const char *const *routes)
{
  const RdmDeskRoute *first = rdm_desk_find_route (self, routes[0]);
  guint n = g_strv_length ((char **)routes);

  if (n == 1 && first != NULL)
    return g_strdup_printf (what == RDM_DESK_SEND     ? _ ("Send %s")
                            : what == RDM_DESK_RECALL ? _ ("Recall %s")
                                                      : _ ("Driver of %s told"),
                            first->name);
  switch (what)
    {
    case RDM_DESK_SEND:
      return g_strdup_printf (ngettext ("Send %u route", "Send %u routes", n), n);
    case RDM_DESK_RECALL:
      return g_strdup_printf (ngettext ("Recall %u route", "Recall %u routes", n), n);
    case RDM_DESK_ACKNOWLEDGE:
      break;
    }
  return g_strdup_printf (ngettext ("%u driver told", "%u drivers told", n), n);
}

/* What was sent to whom, or who has to be told that it was recalled. */
static void
say_sent (RdmDesk *self, RdmDeskSending what, guint n, const char *label)
{
  g_autofree char *sent = NULL;

  if (what == RDM_DESK_ACKNOWLEDGE)
    {
      rdm_desk_notice (self, label, NULL);
      return;
    }
  if (what == RDM_DESK_SEND)
    sent = g_strdup_printf (
        ngettext ("%u route is out with its driver", "%u routes are out with their drivers", n), n);
  else
    sent = g_strdup_printf (ngettext ("%u route is a draft again", "%u routes are drafts again", n),
                            n);
  rdm_desk_notice_done (self, sent);
}

gboolean
rdm_desk_send_routes (RdmDesk *self, RdmDeskSending what, const char *const *routes)
{
  gint64 now_ms = rdm_desk_get_now_ms (self);
  g_autofree char *label = NULL;
  g_autoptr (RdmCommand) command = NULL;
  guint n = 0;

  if (routes == NULL || routes[0] == NULL)
    return FALSE;
  label = sending_label (self, what, routes);
  command = what == RDM_DESK_SEND     ? rdm_command_new_send (label, now_ms)
            : what == RDM_DESK_RECALL ? rdm_command_new_recall (label)
                                      : rdm_command_new_acknowledge (label, now_ms);
  for (; routes[n] != NULL; n++)
    {
      const RdmDeskRoute *route = rdm_desk_find_route (self, routes[n]);
      /* A driver who has heard that the route was recalled has nothing. */
      gboolean nothing = what == RDM_DESK_ACKNOWLEDGE && !rdm_route_is_out (route->route);

      rdm_command_list_route (command, routes[n],
                              nothing ? NULL : (const char *const *)route->route->stops);
    }
  if (!rdm_desk_run (self, command))
    return FALSE;
  say_sent (self, what, n, label);
  return TRUE;
}

/* Reports */

static char *
report_label (RdmDesk *self, RdmEvent event, int result, const char *const *stops)
{
  guint n = g_strv_length ((char **)stops);
  g_autofree char *what = n == 1 ? rdm_rows_describe (rdm_desk_get_rows (self), stops[0])
                                 : g_strdup_printf (ngettext ("%u stop", "%u stops", n), n);

  return rdm_event_describe (event, result, what);
}

gboolean
rdm_desk_report (RdmDesk *self, const char *const *stops, RdmEvent event, int result)
{
  gint64 now_ms = rdm_desk_get_now_ms (self);
  g_autofree char *label = NULL;
  g_autoptr (RdmCommand) command = NULL;

  if (stops == NULL || stops[0] == NULL)
    return FALSE;
  label = report_label (self, event, result, stops);
  command = rdm_command_new_report (label);
  for (guint i = 0; stops[i] != NULL; i++)
    {
      const char *route = rdm_rows_route_of (rdm_desk_get_rows (self), stops[i]);

      if (route == NULL && event != RDM_EVENT_CANCELLED && event != RDM_EVENT_WITHDRAWN)
        {
          rdm_desk_notice (self, _ ("Nobody has this stop. Give it to a route first."), NULL);
          return FALSE;
        }
      rdm_command_add_report (command, event, event == RDM_EVENT_CANCELLED ? NULL : route, stops[i],
                              now_ms)
          ->result = result;
    }
  if (!rdm_desk_run (self, command))
    return FALSE;
  rdm_desk_notice_done (self, label);
  return TRUE;
}

/* The end of the route that has @stop, while that goes on; else the tray. */
static const char *
retry_at (RdmDesk *self, const char *stop, const char **after)
{
  const RdmDeskRoute *route = rdm_desk_route_of (self, stop);
  char **stops = route != NULL ? route->route->stops : NULL;
  guint n = stops != NULL ? g_strv_length (stops) : 0;

  *after = NULL;
  if (route == NULL || route->route->state == RDM_ROUTE_CLOSED)
    return NULL;
  if (n > 0 && !g_str_equal (stops[n - 1], stop))
    *after = stops[n - 1];
  else if (n > 1)
    *after = stops[n - 2];
  return route->route->row.id;
}

gboolean
rdm_desk_retry (RdmDesk *self, const char *const *stops, gboolean tomorrow)
{
  guint n = stops != NULL ? g_strv_length ((char **)stops) : 0;
  g_autofree char *date = tomorrow ? rdm_date_add_days (self->date, 1) : NULL;
  g_autofree char *what = NULL;
  g_autofree char *label = NULL;
  g_autoptr (RdmCommand) batch = NULL;

  if (n == 0)
    return FALSE;
  what = n == 1 ? rdm_rows_describe (rdm_desk_get_rows (self), stops[0])
                : g_strdup_printf (ngettext ("%u stop", "%u stops", n), n);
  label = g_strdup_printf (tomorrow ? _ ("%s: again tomorrow") : _ ("%s: again later today"), what);
  batch = rdm_command_new_batch (label);
  for (guint i = 0; i < n; i++)
    {
      const char *after = NULL;
      const char *route = tomorrow ? NULL : retry_at (self, stops[i], &after);
      RdmCommand *retry = rdm_command_new_retry (label, route, after, date);

      rdm_command_assign_stop (retry, stops[i],
                               rdm_rows_route_of (rdm_desk_get_rows (self), stops[i]));
      rdm_command_batch_take (batch, retry);
    }
  if (!rdm_desk_run (self, batch))
    return FALSE;
  rdm_desk_notice_done (self, label);
  return TRUE;
}
