/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rdm-board-text.h"

#include <glib/gi18n.h>

#include "rdm-desk-live.h"
#include "rdm-glyph.h"
#include "rdm-vehicle-text.h"
#include "rdm-route-state.h"
#include "rdm-time.h"
#include "rdm-units.h"

#define MINUS "\xe2\x88\x92"

/* "08", or "08:30" where the minutes say something. */
static char *
short_time (gint32 tod_s)
{
  if (tod_s < 0 || tod_s > RDM_SECONDS_PER_DAY || tod_s % 3600 != 0)
    return rdm_time_format_of_day (tod_s);
  return g_strdup_printf ("%02d", tod_s / 3600);
}

static const RdmWindow *
nearest_window (const RdmWindows *windows, gint32 begin_s)
{
  for (guint i = 0; i < windows->n; i++)
    if (begin_s == RDM_TIME_NONE || begin_s <= windows->at[i].to_s)
      return &windows->at[i];
  return &windows->at[windows->n - 1];
}

char *
rdm_board_text_window (const RdmWindows *windows, gint32 begin_s)
{
  const RdmWindow *window;
  g_autofree char *from = NULL;
  g_autofree char *to = NULL;

  if (windows->n == 0)
    return g_strdup ("");
  window = nearest_window (windows, begin_s);
  from = short_time (window->from_s);
  to = short_time (window->to_s);
  return g_strdup_printf ("%s–%s%s", from, to, windows->n > 1 ? "+" : "");
}

char *
rdm_board_text_spare (gint32 spare_s)
{
  int minutes = ABS (spare_s) / 60;
  const char *sign = spare_s <= -60 ? MINUS : "";

  return minutes < 60 ? g_strdup_printf (_ ("%s%d min"), sign, minutes)
                      : g_strdup_printf (_ ("%s%d:%02d h"), sign, minutes / 60, minutes % 60);
}

static void
add (GString *text, const char *separator, const char *part)
{
  if (part == NULL || *part == '\0')
    return;
  if (text->len > 0)
    g_string_append (text, separator);
  g_string_append (text, part);
}

static void
add_take (GString *text, const char *separator, char *part)
{
  add (text, separator, part);
  g_free (part);
}

char *
rdm_board_text_totals (const RdmStopTotals *totals)
{
  const RdmLoads *loads = &totals->loads;
  g_autoptr (GString) text = g_string_new (NULL);

  g_string_append_printf (text, ngettext ("%u stop", "%u stops", totals->n), totals->n);
  if (loads->amount[RDM_LOAD_PARCELS] > 0)
    add_take (text, " · ", rdm_format_parcels (loads->amount[RDM_LOAD_PARCELS]));
  if (loads->amount[RDM_LOAD_WEIGHT_G] > 0)
    add_take (text, " · ", rdm_format_weight (loads->amount[RDM_LOAD_WEIGHT_G]));
  if (totals->service_s > 0)
    {
      g_autofree char *duration = rdm_format_duration (totals->service_s);

      add_take (text, " · ", g_strdup_printf (_ ("%s service"), duration));
    }
  return g_string_free (g_steal_pointer (&text), FALSE);
}

static void
add_stop_name (GString *text, const RdmOrder *order, const RdmOrderEnd *end)
{
  add (text, ", ", end->address);
  add (text, ", ", end->name);
  if (text->len == 0)
    add (text, ", ", order->reference);
}

char *
rdm_board_text_stop_name (RdmDesk *desk, const char *stop)
{
  const RdmStop *row = rdm_desk_find_stop (desk, stop);
  const RdmOrder *order = rdm_desk_find_order (desk, stop);
  g_autoptr (GString) text = g_string_new (NULL);

  if (row != NULL && order != NULL)
    add_stop_name (text, order, rdm_order_end (order, row->role));
  return g_string_free (g_steal_pointer (&text), FALSE);
}

static void
add_windows (GString *text, const RdmWindows *windows)
{
  for (guint i = 0; i < windows->n; i++)
    {
      g_autofree char *window = rdm_time_format_window (windows->at[i].from_s, windows->at[i].to_s);

      if (i == 0)
        add_take (text, ", ", g_strdup_printf (_ ("window %s"), window));
      else
        add_take (text, ", ", g_strdup_printf (_ ("or %s"), window));
    }
}

char *
rdm_board_text_stop (RdmDesk *desk, const char *stop, guint number)
{
  const RdmStop *row = rdm_desk_find_stop (desk, stop);
  const RdmOrder *order = rdm_desk_find_order (desk, stop);
  const RdmVisit *visit = rdm_desk_find_visit (desk, stop);
  const RdmOrderEnd *end;
  RdmEta eta;
  g_autoptr (GString) text = g_string_new (NULL);
  g_autoptr (GString) name = g_string_new (NULL);

  if (row == NULL || order == NULL)
    return g_strdup ("");
  end = rdm_order_end (order, row->role);
  if (number > 0)
    g_string_append_printf (text, "%u", number);
  add_stop_name (name, order, end);
  add (text, ", ", name->str);
  if (visit != NULL)
    add_take (text, ", ", rdm_time_format_of_day (visit->begin_s));
  add_windows (text, &end->windows);
  if (rdm_order_needs_place (order))
    add (text, ", ", _ ("needs a place"));
  add_take (text, ", ",
            rdm_glyph_describe (rdm_desk_shown_state (desk, row),
                                rdm_desk_shown_flags (desk, row, order, visit)));
  if (row->detected)
    add (text, ", ", _ ("seen from positions"));
  if (rdm_stop_is_open (row) && rdm_live_get_eta (rdm_desk_get_live (desk), stop, &eta))
    add_take (text, ", ", rdm_eta_text_describe (desk, &eta));
  return g_string_free (g_steal_pointer (&text), FALSE);
}

const RdmVisit *
rdm_board_text_find_break (const RdmDeskRoute *route, guint n)
{
  guint n_stops = 0;

  for (guint i = 0; i < route->schedule->visits->len; i++)
    {
      const RdmVisit *visit = &g_array_index (route->schedule->visits, RdmVisit, i);

      if (visit->kind == RDM_VISIT_BREAK && n_stops == n)
        return visit;
      if (visit->kind == RDM_VISIT_STOP)
        n_stops++;
    }
  return NULL;
}

static char *
describe_route (RdmDesk *desk, const RdmDeskRoute *route, gboolean open, const char *separator)
{
  const RdmRouteFacts *facts = &route->facts;
  g_autoptr (GString) text = g_string_new (route->name);

  add (text, separator, route->crew);
  if (facts->n_done > 0)
    add_take (text, separator,
              g_strdup_printf (_ ("%u of %u stops done"), facts->n_done, facts->n_stops));
  else
    add_take (text, separator,
              g_strdup_printf (ngettext ("%u stop", "%u stops", facts->n_stops), facts->n_stops));
  if (facts->finish_s != RDM_TIME_NONE)
    {
      g_autofree char *finish = rdm_time_format_of_day (facts->finish_s);
      g_autofree char *end = rdm_time_format_of_day (facts->end_s);
      g_autofree char *spare = rdm_format_duration (ABS (facts->spare_s) / 60 * 60);
      g_autofree char *load = rdm_route_facts_load_text (facts, route->schedule);
      g_autofree char *distance = rdm_format_distance (route->schedule->distance_m);

      add_take (text, separator, g_strdup_printf (_ ("ends %s"), finish));
      add_take (text, separator,
                facts->spare_s < 0
                    ? g_strdup_printf (_ ("%s after the shift, which ends %s"), spare, end)
                    : g_strdup_printf (_ ("%s before the shift ends, %s"), spare, end));
      add (text, separator, distance);
      add (text, separator, load);
    }
  if (facts->n_warnings > 0)
    add_take (text, separator,
              g_strdup_printf (ngettext ("%u warning", "%u warnings", facts->n_warnings),
                               facts->n_warnings));
  if (route->schedule->breaches != 0)
    add (text, separator, rdm_breach_describe (route->schedule->breaches));
  if (route->route->state != RDM_ROUTE_DRAFT || rdm_route_awaits_driver (route->route))
    add_take (text, separator, rdm_route_state_describe (desk, route->route));
  if (route->route->locked)
    add (text, separator, _ ("locked"));
  if (!open)
    add (text, separator, _ ("stops hidden"));
  return g_string_free (g_steal_pointer (&text), FALSE);
}

static char *
describe_tray (RdmDesk *desk)
{
  guint n = rdm_desk_get_tray (desk)->len;

  return g_strdup_printf (
      ngettext ("Tray, %u stop that nobody has", "Tray, %u stops that nobody has", n), n);
}

static char *
describe_break (RdmDesk *desk, RdmBoardItem *item)
{
  const RdmDeskRoute *route = rdm_desk_find_route (desk, item->route);
  const RdmVisit *visit = route != NULL ? rdm_board_text_find_break (route, item->number) : NULL;
  g_autofree char *window = NULL;

  if (visit == NULL)
    return g_strdup (_ ("Break"));
  window = rdm_time_format_window (visit->begin_s, visit->departure_s);
  return g_strdup_printf (_ ("Break, %s"), window);
}

char *
rdm_board_text_describe (RdmDesk *desk, RdmBoardItem *item)
{
  const RdmDeskRoute *route = rdm_desk_find_route (desk, item->route);

  switch (item->kind)
    {
    case RDM_BOARD_TRAY:
      return describe_tray (desk);
    case RDM_BOARD_ROUTE:
      return route != NULL ? describe_route (desk, route, item->open, ", ") : g_strdup ("");
    case RDM_BOARD_STOP:
      return rdm_board_text_stop (desk, item->stop, item->number);
    case RDM_BOARD_BREAK:
      return describe_break (desk, item);
    }
  g_return_val_if_reached (NULL);
}

static char *
stop_tooltip (RdmDesk *desk, RdmBoardItem *item)
{
  const RdmOrder *order = rdm_desk_find_order (desk, item->stop);
  const RdmVisit *visit = rdm_desk_find_visit (desk, item->stop);
  g_autoptr (GString) text = g_string_new (NULL);

  add_take (text, "\n", rdm_board_text_stop (desk, item->stop, item->number));
  if (order == NULL)
    return g_string_free (g_steal_pointer (&text), FALSE);
  if (order->skills != NULL)
    {
      g_autofree char *skills = g_strjoinv (", ", order->skills);

      add_take (text, "\n", g_strdup_printf (_ ("Needs: %s"), skills));
    }
  add (text, "\n", order->notes);
  if (visit != NULL && visit->breaches != 0)
    add (text, "\n", rdm_breach_describe (visit->breaches));
  if (visit == NULL && !rdm_order_needs_place (order))
    {
      g_autofree char *why = rdm_desk_describe_why_not (desk, item->stop);

      add (text, "\n", why != NULL ? why : _ ("Asking every route…"));
    }
  return g_string_free (g_steal_pointer (&text), FALSE);
}

char *
rdm_board_text_tooltip (RdmDesk *desk, RdmBoardItem *item)
{
  const RdmDeskRoute *route = rdm_desk_find_route (desk, item->route);

  if (item->kind == RDM_BOARD_STOP)
    return stop_tooltip (desk, item);
  if (item->kind == RDM_BOARD_ROUTE && route != NULL)
    return describe_route (desk, route, TRUE, "\n");
  return rdm_board_text_describe (desk, item);
}
