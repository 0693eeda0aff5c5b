/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * send, recall, acknowledge, report: what happens while a day runs.
 */
#include <glib/gi18n.h>

#include "rdm-ctl.h"
#include "rdm-time.h"

/* send, recall, acknowledge */

typedef enum
{
  SEND,
  RECALL,
  ACKNOWLEDGE,
} Sending;

static gint64
now_ms (void)
{
  return g_get_real_time () / 1000;
}

static gboolean
can (const RdmRoute *route, Sending what)
{
  switch (what)
    {
    case SEND:
      return route->state == RDM_ROUTE_DRAFT && route->stops != NULL && *route->stops != NULL;
    case RECALL:
      return route->state == RDM_ROUTE_SENT;
    case ACKNOWLEDGE:
      return rdm_route_awaits_driver (route);
    }
  g_return_val_if_reached (FALSE);
}

/* Returns: (transfer full) (nullable): the routes that @names name, all of the day with which that
 * can be done where there are none; NULL after saying which is not there. */
static GPtrArray *
routes_meant (RdmCtl *ctl, char **names, Sending what)
{
  g_autoptr (GPtrArray) routes = g_ptr_array_new_with_free_func (rdm_row_unref);
  GPtrArray *all = rdm_day_plan_get_routes (ctl->day);

  for (guint i = 0; names[0] == NULL && i < all->len; i++)
    if (can (g_ptr_array_index (all, i), what))
      g_ptr_array_add (routes, rdm_row_ref (g_ptr_array_index (all, i)));
  for (guint i = 0; names[i] != NULL; i++)
    {
      RdmRoute *route = rdm_ctl_find_route (ctl, names[i]);

      if (route == NULL)
        return NULL;
      g_ptr_array_add (routes, route);
    }
  return g_steal_pointer (&routes);
}

static RdmCommand *
sending_new (Sending what, guint n)
{
  g_autofree char *label = NULL;

  switch (what)
    {
    case SEND:
      label = g_strdup_printf (ngettext ("Sent %u route", "Sent %u routes", n), n);
      return rdm_command_new_send (label, now_ms ());
    case RECALL:
      label = g_strdup_printf (ngettext ("Recalled %u route", "Recalled %u routes", n), n);
      return rdm_command_new_recall (label);
    case ACKNOWLEDGE:
    default:
      label = g_strdup_printf (ngettext ("%u driver told", "%u drivers told", n), n);
      return rdm_command_new_acknowledge (label, now_ms ());
    }
}

/* The drivers who had a route and have to hear that it is not theirs any more. */
static void
say_who_must_be_told (RdmCtl *ctl, GPtrArray *routes)
{
  for (guint i = 0; !ctl->json && i < routes->len; i++)
    {
      const RdmRoute *before = g_ptr_array_index (routes, i);
      g_autoptr (RdmRoute) route = rdm_rows_get_route (ctl->rows, before->row.id);
      g_autofree char *name = rdm_rows_describe (ctl->rows, before->row.id);

      if (route != NULL && route->told != NULL && rdm_route_awaits_driver (route))
        g_print (_ ("The driver of %s has yet to hear of it.\n"), name);
    }
}

static int
send_routes (int argc, char **argv, Sending what)
{
  g_autofree char *date = NULL;
  gboolean json = FALSE;
  const GOptionEntry entries[] = {
    { "date", 0, 0, G_OPTION_ARG_STRING, &date, N_ ("Service day"), N_ ("DAY") },
    { "json", 0, 0, G_OPTION_ARG_NONE, &json, N_ ("Answer in JSON"), NULL },
    { NULL },
  };
  g_autoptr (RdmCtl) ctl = NULL;
  g_autoptr (GPtrArray) routes = NULL;
  g_autoptr (RdmCommand) command = NULL;
  int status;

  if (!rdm_ctl_parse (&argc, &argv, entries, 1, RDM_CTL_ANY_NUMBER, &status))
    return status;
  ctl = rdm_ctl_open (argv[1], 0, date, &status);
  if (ctl == NULL)
    return status;
  ctl->json = json;
  routes = routes_meant (ctl, argv + 2, what);
  if (routes == NULL)
    return RDM_CTL_USAGE;
  if (routes->len == 0)
    return rdm_ctl_fail (RDM_CTL_REFUSED,
                         what == SEND     ? _ ("No route of this day is there to be sent.")
                         : what == RECALL ? _ ("No route of this day is there to be recalled.")
                                          : _ ("No driver of this day has to be told anything."));
  command = sending_new (what, routes->len);
  for (guint i = 0; i < routes->len; i++)
    {
      const RdmRoute *route = g_ptr_array_index (routes, i);
      gboolean nothing = what == ACKNOWLEDGE && !rdm_route_is_out (route);

      rdm_command_list_route (command, route->row.id,
                              nothing ? NULL : (const char *const *)route->stops);
    }
  status = rdm_ctl_run (ctl, command);
  if (status == RDM_CTL_OK)
    say_who_must_be_told (ctl, routes);
  return status;
}

static int
run_send (int argc, char **argv)
{
  return send_routes (argc, argv, SEND);
}

static int
run_recall (int argc, char **argv)
{
  return send_routes (argc, argv, RECALL);
}

static int
run_acknowledge (int argc, char **argv)
{
  return send_routes (argc, argv, ACKNOWLEDGE);
}

/* report */

/* The index of @name in @names, or -1. */
static int
index_of (const char *const *names, const char *name)
{
  for (int i = 0; names[i] != NULL; i++)
    if (g_str_equal (names[i], name))
      return i;
  return -1;
}

/* Reads "14:05" of the service day, or "now" when there is nothing. */
static gboolean
read_moment (RdmCtl *ctl, const char *text, gint64 *at_ms)
{
  g_autoptr (RdmSettings) settings = rdm_rows_settings (ctl->rows);
  g_autoptr (GTimeZone) zone = g_time_zone_new_identifier (settings->zone);
  g_autoptr (GError) error = NULL;
  gint32 time_s;

  *at_ms = now_ms ();
  if (text == NULL)
    return TRUE;
  if (!rdm_time_parse_of_day (text, &time_s, &error))
    {
      rdm_ctl_fail (RDM_CTL_USAGE, "%s", error->message);
      return FALSE;
    }
  *at_ms = rdm_time_to_utc (zone, ctl->date, time_s) * 1000;
  return TRUE;
}

static char *
report_label (RdmCtl *ctl, const char *event, const char *id)
{
  g_autofree char *name = rdm_rows_describe (ctl->rows, id);

  return g_strdup_printf ("%s: %s", name, event);
}

/* @name: a stop, or where @event is of a route as a whole, a route. */
static int
report (RdmCtl *ctl, int event, int result, const char *name, const char *note, gint64 at_ms)
{
  gboolean whole = event == RDM_EVENT_STARTED || event == RDM_EVENT_ENDED;
  g_autoptr (RdmRoute) route = whole ? rdm_ctl_find_route (ctl, name) : NULL;
  g_autofree char *stop = whole ? NULL : rdm_ctl_find_stop (ctl, name);
  const char *route_id = route != NULL ? route->row.id : NULL;
  g_autofree char *label = NULL;
  g_autoptr (RdmCommand) command = NULL;
  RdmReport *made;

  if (route == NULL && stop == NULL)
    return RDM_CTL_USAGE;
  if (stop != NULL && event != RDM_EVENT_CANCELLED)
    route_id = rdm_rows_route_of (ctl->rows, stop);
  if (route_id == NULL && event != RDM_EVENT_CANCELLED && event != RDM_EVENT_WITHDRAWN)
    return rdm_ctl_fail (RDM_CTL_REFUSED, _ ("Nobody has %s. Give it to a route first."), name);
  label = report_label (ctl, rdm_event_names[event], stop != NULL ? stop : route_id);
  command = rdm_command_new_report (label);
  made = rdm_command_add_report (command, (RdmEvent)event, route_id, stop, at_ms);
  made->result = result;
  made->note = g_strdup (note);
  return rdm_ctl_run (ctl, command);
}

static int
run_report (int argc, char **argv)
{
  g_autofree char *date = NULL;
  g_autofree char *result_name = NULL;
  g_autofree char *note = NULL;
  g_autofree char *at = NULL;
  gboolean json = FALSE;
  const GOptionEntry entries[] = {
    { "date", 0, 0, G_OPTION_ARG_STRING, &date, N_ ("Service day"), N_ ("DAY") },
    { "at", 0, 0, G_OPTION_ARG_STRING, &at, N_ ("When it happened (now)"), N_ ("TIME") },
    { "result", 0, 0, G_OPTION_ARG_STRING, &result_name,
      N_ ("What came of it, such as delivered-to-recipient or failed-not-home"), N_ ("RESULT") },
    { "note", 0, 0, G_OPTION_ARG_STRING, &note, N_ ("What the driver says"), N_ ("TEXT") },
    { "json", 0, 0, G_OPTION_ARG_NONE, &json, N_ ("Answer in JSON"), NULL },
    { NULL },
  };
  g_autoptr (RdmCtl) ctl = NULL;
  gint64 at_ms;
  int event;
  int result = RDM_RESULT_NONE;
  int status;

  if (!rdm_ctl_parse (&argc, &argv, entries, 3, 3, &status))
    return status;
  event = index_of (rdm_event_names, argv[2]);
  if (event < 0)
    return rdm_ctl_fail (RDM_CTL_USAGE,
                         _ ("“%s” is no event. Say started, en-route, arrived, done, failed, "
                            "cancelled, ended or withdrawn."),
                         argv[2]);
  if (result_name != NULL)
    result = index_of (rdm_result_names, result_name);
  if (result < 0)
    return rdm_ctl_fail (RDM_CTL_USAGE, _ ("“%s” is no result of a visit."), result_name);
  ctl = rdm_ctl_open (argv[1], 0, date, &status);
  if (ctl == NULL)
    return status;
  ctl->json = json;
  if (!read_moment (ctl, at, &at_ms))
    return RDM_CTL_USAGE;
  return report (ctl, event, result, argv[3], note, at_ms);
}

const RdmCtlVerb rdm_ctl_day_verbs[] = {
  { "send", "PLAN [ROUTE…]", N_ ("Send routes to their drivers"), run_send },
  { "recall", "PLAN [ROUTE…]", N_ ("Take routes back that have not started"), run_recall },
  { "acknowledge", "PLAN [ROUTE…]", N_ ("Note that drivers were told"), run_acknowledge },
  { "report", "PLAN EVENT STOP", N_ ("Write down what happened at a stop"), run_report },
  { NULL },
};
