/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What the window can be told to do while a day runs: routes go out and come back, what drivers say
 * is written down.
 */
#include <glib/gi18n.h>

#include "rdm-desk-live.h"
#include "rdm-desk-window-private.h"

static RdmDesk *
desk_of (gpointer user_data)
{
  return RDM_DESK_WINDOW (user_data)->desk;
}

/* Routes */

static const struct
{
  const char *action;
  RdmDeskSending what;
} sendings[] = {
  { "send-routes", RDM_DESK_SEND },
  { "recall-routes", RDM_DESK_RECALL },
  { "acknowledge-routes", RDM_DESK_ACKNOWLEDGE },
};

static void
send_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  for (guint i = 0; i < G_N_ELEMENTS (sendings); i++)
    if (g_str_equal (sendings[i].action, g_action_get_name (G_ACTION (action))))
      {
        g_auto (GStrv) routes = rdm_desk_list_routes (desk_of (user_data), sendings[i].what);

        rdm_desk_send_routes (desk_of (user_data), sendings[i].what, (const char *const *)routes);
      }
}

/* Reports */

static void
report_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  RdmDesk *desk = desk_of (user_data);
  /* The selection changes with what is reported. */
  g_auto (GStrv) stops = g_strdupv ((char **)rdm_desk_get_selection (desk));
  const char *event = g_variant_get_string (parameter, NULL);

  for (int i = 0; i < RDM_N_EVENTS; i++)
    if (g_str_equal (rdm_event_names[i], event))
      rdm_desk_report (desk, (const char *const *)stops, (RdmEvent)i, RDM_RESULT_NONE);
}

static void
report_result_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  RdmDesk *desk = desk_of (user_data);
  g_auto (GStrv) stops = g_strdupv ((char **)rdm_desk_get_selection (desk));
  const char *name = g_variant_get_string (parameter, NULL);

  for (int i = 1; i < RDM_N_RESULTS; i++)
    if (g_str_equal (rdm_result_names[i], name))
      rdm_desk_report (desk, (const char *const *)stops,
                       rdm_result_is_failure (i) ? RDM_EVENT_FAILED : RDM_EVENT_DONE, i);
}

static void
retry_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  RdmDesk *desk = desk_of (user_data);
  g_auto (GStrv) stops = g_strdupv ((char **)rdm_desk_get_selection (desk));

  rdm_desk_retry (desk, (const char *const *)stops,
                  g_str_equal (g_action_get_name (G_ACTION (action)), "retry-tomorrow"));
}

static const GActionEntry entries[] = {
  { "send-routes", send_cb },
  { "recall-routes", send_cb },
  { "acknowledge-routes", send_cb },
  { "report", report_cb, "s" },
  { "report-result", report_result_cb, "s" },
  { "retry-today", retry_cb },
  { "retry-tomorrow", retry_cb },
};

void
rdm_desk_window_install_live (RdmDeskWindow *self)
{
  g_action_map_add_action_entries (G_ACTION_MAP (self), entries, G_N_ELEMENTS (entries), self);
}

/* What is enabled */

static void
enable (RdmDeskWindow *self, const char *name, gboolean enabled)
{
  GAction *action = g_action_map_lookup_action (G_ACTION_MAP (self), name);

  g_simple_action_set_enabled (G_SIMPLE_ACTION (action), enabled);
}

/* What the button would send: "Send LI-03", "Send All". */
static void
show_send_button (RdmDeskWindow *self, char **routes)
{
  guint n = g_strv_length (routes);
  gboolean selected = rdm_desk_get_selected_route (self->desk) != NULL
                      || rdm_desk_get_selection (self->desk)[0] != NULL;
  const RdmDeskRoute *first = n == 1 ? rdm_desk_find_route (self->desk, routes[0]) : NULL;
  g_autofree char *label = NULL;

  if (first != NULL)
    label = g_strdup_printf (_ ("_Send %s"), first->name);
  else if (selected && n > 1)
    label = g_strdup_printf (ngettext ("_Send %u Route", "_Send %u Routes", n), n);
  else
    label = g_strdup (_ ("_Send All"));
  gtk_widget_set_visible (self->send_button, n > 0);
  if (g_strcmp0 (gtk_button_get_label (GTK_BUTTON (self->send_button)), label) != 0)
    gtk_button_set_label (GTK_BUTTON (self->send_button), label);
}

void
rdm_desk_window_update_live (RdmDeskWindow *self)
{
  const char *const *selection = rdm_desk_get_selection (self->desk);
  gboolean failed = selection[0] != NULL;

  for (guint i = 0; i < G_N_ELEMENTS (sendings); i++)
    {
      g_auto (GStrv) routes = rdm_desk_list_routes (self->desk, sendings[i].what);

      enable (self, sendings[i].action, routes[0] != NULL);
      if (sendings[i].what == RDM_DESK_SEND)
        show_send_button (self, routes);
    }
  for (guint i = 0; selection[i] != NULL; i++)
    {
      const RdmStop *stop = rdm_desk_find_stop (self->desk, selection[i]);

      failed = failed && stop != NULL
               && (stop->state == RDM_STOP_FAILED || stop->state == RDM_STOP_CANCELLED);
    }
  enable (self, "report", selection[0] != NULL);
  enable (self, "report-result", selection[0] != NULL);
  enable (self, "retry-today", failed);
  enable (self, "retry-tomorrow", failed);
}
