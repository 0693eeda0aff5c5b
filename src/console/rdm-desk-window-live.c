/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What the window can be told to do while a day runs: routes go out and come back, what drivers say
 * is written down.
 */
#include <glib/gi18n.h>
#include <glib/gstdio.h>

#include "rdm-desk-live.h"
#include "rdm-desk-window-private.h"
#include "rdm-learned-dialog.h"
#include "rdm-play-positions.h"
#include "rdm-text.h"

/* The copy of a plan that is played. */
#define REHEARSAL "rehearsal.roundsman"

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

/* A day that is played */

/* The demo is there to be played with; what simulated drivers report stays in a plan for ever. */
static gboolean
is_demo (RdmDeskWindow *self)
{
  RdmPlanFile *file = rdm_desk_get_file (self->desk);
  g_autofree char *name = file != NULL ? g_path_get_basename (rdm_plan_file_get_path (file)) : NULL;

  return g_strcmp0 (name, "demo.roundsman") == 0 || g_strcmp0 (name, REHEARSAL) == 0;
}

static void
copied_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (RdmDeskWindow) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autofree char *path = rdm_plan_file_copy_finish (RDM_PLAN_FILE (source), result, &error);
  g_autofree char *date = g_strdup (rdm_desk_get_date (self->desk));
  g_autofree char *original = g_strdup (rdm_plan_file_get_path (RDM_PLAN_FILE (source)));

  if (path == NULL)
    {
      rdm_desk_window_say_error (self, _ ("The Day Could Not Be Copied"), error->message);
      return;
    }
  if (!rdm_desk_window_open (self, path, 0))
    return;
  /* Whoever begins tomorrow begins with the plan, and not with its copy. */
  g_settings_set_string (self->settings, "last-file", original);
  rdm_set_str (&self->rehearsed, original);
  rdm_desk_set_date (self->desk, date);
  rdm_play_bar_start (self->play_bar);
}

static void
rehearse (RdmDeskWindow *self)
{
  g_autofree char *folder = g_build_filename (g_get_user_data_dir (), "roundsman", NULL);
  g_autofree char *path = g_build_filename (folder, REHEARSAL, NULL);

  g_mkdir_with_parents (folder, 0700);
  /* Of the rehearsal before; nothing may be where a copy goes. */
  for (guint i = 0; i < 3; i++)
    {
      static const char *const ends[] = { "", "-wal", "-shm" };
      g_autofree char *old = g_strconcat (path, ends[i], NULL);

      g_unlink (old);
    }
  rdm_plan_file_copy_async (rdm_desk_get_file (self->desk), path, copied_cb, g_object_ref (self));
}

static void
rehearse_cb (RdmDeskWindow *self, const char *response)
{
  if (g_str_equal (response, "copy"))
    rehearse (self);
}

static void
ask_for_copy (RdmDeskWindow *self)
{
  GtkWidget *dialog = adw_message_dialog_new (
      GTK_WINDOW (self), _ ("Rehearse This Day?"),
      _ ("Simulated drivers take over the routes, and what happens to them cannot be undone. So a "
         "copy of the plan is played, and this one stays as it is."));

  adw_message_dialog_add_responses (ADW_MESSAGE_DIALOG (dialog), "cancel", _ ("_Cancel"), "copy",
                                    _ ("_Play a Copy"), NULL);
  adw_message_dialog_set_response_appearance (ADW_MESSAGE_DIALOG (dialog), "copy",
                                              ADW_RESPONSE_SUGGESTED);
  adw_message_dialog_set_default_response (ADW_MESSAGE_DIALOG (dialog), "copy");
  adw_message_dialog_set_close_response (ADW_MESSAGE_DIALOG (dialog), "cancel");
  g_signal_connect_object (dialog, "response", G_CALLBACK (rehearse_cb), self, G_CONNECT_SWAPPED);
  gtk_window_present (GTK_WINDOW (dialog));
}

/* Whether all of them have ended: then nobody drives any more. */
static gboolean
is_over (RdmDesk *desk)
{
  GPtrArray *routes = rdm_desk_get_routes (desk);

  for (guint i = 0; i < routes->len; i++)
    {
      const RdmDeskRoute *route = g_ptr_array_index (routes, i);

      if (route->facts.n_stops > 0 && route->route->state != RDM_ROUTE_CLOSED)
        return FALSE;
    }
  return rdm_desk_count_planned (desk) > 0;
}

static void
start_day_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  RdmDeskWindow *self = user_data;

  if (rdm_desk_count_planned (self->desk) == 0)
    rdm_desk_window_say (self, _ ("No route has stops yet. Plan the day first."), "win.plan-all");
  else if (is_demo (self))
    rdm_play_bar_start (self->play_bar);
  else
    ask_for_copy (self);
}

static void
pause_day_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  rdm_play_bar_toggle (RDM_DESK_WINDOW (user_data)->play_bar);
}

static gboolean
is_rehearsal (RdmDeskWindow *self)
{
  RdmPlanFile *file = rdm_desk_get_file (self->desk);
  g_autofree char *name = file != NULL ? g_path_get_basename (rdm_plan_file_get_path (file)) : NULL;

  return self->rehearsed != NULL && g_strcmp0 (name, REHEARSAL) == 0;
}

static void
leave_rehearsal_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  RdmDeskWindow *self = user_data;
  g_autofree char *path = g_strdup (self->rehearsed);
  g_autofree char *date = g_strdup (rdm_desk_get_date (self->desk));

  rdm_play_bar_stop (self->play_bar);
  if (rdm_desk_window_open (self, path, 0))
    rdm_desk_set_date (self->desk, date);
}

/* What of it stays, and how one goes on. */
static void
end_day_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  RdmDeskWindow *self = user_data;
  gboolean simulated = rdm_play_bar_is_simulating (self->play_bar);
  g_autofree char *time = rdm_desk_format_moment (self->desk, rdm_desk_get_now_ms (self->desk));
  g_autofree char *text = NULL;

  if (simulated && rdm_play_bar_break_off (self->play_bar))
    {
      rdm_play_bar_show_sheet (self->play_bar);
      return;
    }
  rdm_play_bar_stop (self->play_bar);
  if (!simulated)
    return;
  if (is_rehearsal (self))
    /* Translators: a time of day */
    text = g_strdup_printf (_ ("The rehearsal stopped at %s. Your plan is as it was."), time);
  else
    /* Translators: a time of day */
    text = g_strdup_printf (_ ("The simulated day stopped at %s. What happened stays."), time);
  rdm_desk_window_say (self, text, is_rehearsal (self) ? "win.leave-rehearsal" : "win.start-day");
}

static void
plan_learned_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  rdm_learned_dialog_ask (GTK_WINDOW (user_data), desk_of (user_data));
}

static void
show_day_sheet_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  rdm_play_bar_show_sheet (RDM_DESK_WINDOW (user_data)->play_bar);
}

static void
set_day_speed_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  rdm_play_bar_set_speed (RDM_DESK_WINDOW (user_data)->play_bar, g_variant_get_double (parameter));
}

/* Vehicles */

static const RdmDeskRoute *
route_meant (RdmDesk *desk)
{
  const char *selected = rdm_desk_get_selected_route (desk);
  const char *const *stops = rdm_desk_get_selection (desk);

  if (selected != NULL)
    return rdm_desk_find_route (desk, selected);
  return stops[0] != NULL ? rdm_desk_route_of (desk, stops[0]) : NULL;
}

static void
follow_cb (GSimpleAction *action, GVariant *state, gpointer user_data)
{
  RdmDeskWindow *self = user_data;
  const RdmDeskRoute *route = route_meant (self->desk);
  g_autofree char *text = NULL;

  if (!g_variant_get_boolean (state))
    {
      rdm_map_follow (self->map, NULL);
      return;
    }
  if (route == NULL || !rdm_map_has_vehicle (self->map, route->route->row.id))
    {
      rdm_desk_window_say (
          self, _ ("Nobody knows where this vehicle is. Select the route of one on the map."),
          NULL);
      return;
    }
  rdm_map_follow (self->map, route->route->row.id);
  text = g_strdup_printf (_ ("The map goes along with %s until you move it."), route->name);
  rdm_desk_window_say (self, text, NULL);
}

static void
followed_cb (RdmDeskWindow *self)
{
  GAction *action = g_action_map_lookup_action (G_ACTION_MAP (self), "follow-vehicle");

  g_simple_action_set_state (G_SIMPLE_ACTION (action),
                             g_variant_new_boolean (rdm_map_get_followed (self->map) != NULL));
}

static void
play_positions_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  RdmDeskWindow *self = user_data;

  if (parameter != NULL)
    rdm_play_positions_open (self->desk, self->play_bar, g_variant_get_string (parameter, NULL));
  else
    rdm_play_positions_choose (GTK_WINDOW (self), self->desk, self->play_bar, &self->chooser);
}

static const GActionEntry entries[] = {
  { "send-routes", send_cb },
  { "recall-routes", send_cb },
  { "acknowledge-routes", send_cb },
  { "report", report_cb, "s" },
  { "report-result", report_result_cb, "s" },
  { "retry-today", retry_cb },
  { "retry-tomorrow", retry_cb },
  { "start-day", start_day_cb },
  { "pause-day", pause_day_cb },
  { "end-day", end_day_cb },
  { "leave-rehearsal", leave_rehearsal_cb },
  { "show-day-sheet", show_day_sheet_cb },
  { "plan-learned", plan_learned_cb },
  { "set-day-speed", set_day_speed_cb, "d" },
  { "follow-vehicle", NULL, NULL, "false", follow_cb },
  { "play-positions", play_positions_cb },
  { "play-positions-file", play_positions_cb, "s" },
};

void
rdm_desk_window_add_play_bar (RdmDeskWindow *self)
{
  GtkWidget *bars = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *plan_bar = GTK_WIDGET (self->plan_bar);

  self->play_bar = RDM_PLAY_BAR (rdm_play_bar_new (self->desk));
  adw_bin_set_child (self->plan_bin, bars);
  gtk_box_append (GTK_BOX (bars), plan_bar);
  gtk_box_append (GTK_BOX (bars), GTK_WIDGET (self->play_bar));
  self->position_feed = rdm_position_feed_new (self->sync);
  g_signal_connect_object (self->play_bar, "notify::busy",
                           G_CALLBACK (rdm_desk_window_update_actions), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->map, "followed", G_CALLBACK (followed_cb), self,
                           G_CONNECT_SWAPPED);
}

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

/* With a hub there are drivers of flesh and blood. */
static void
show_day_actions (RdmDeskWindow *self)
{
  gboolean playing = rdm_play_bar_is_playing (self->play_bar);
  gboolean open = rdm_desk_get_file (self->desk) != NULL;
  gboolean busy = rdm_play_bar_is_busy (self->play_bar);
  gboolean startable =
      open && !busy && !is_over (self->desk) && rdm_sync_get_status (self->sync) == RDM_LINK_ALONE;

  enable (self, "start-day", startable);
  enable (self, "pause-day", playing);
  enable (self, "end-day", busy);
  enable (self, "leave-rehearsal", is_rehearsal (self));
  enable (self, "show-day-sheet", rdm_play_bar_has_sheet (self->play_bar));
  enable (self, "set-day-speed", open);
  enable (self, "plan-learned", open);
  enable (self, "play-positions", open);
  enable (self, "play-positions-file", open);
  gtk_widget_set_visible (self->day_start_button,
                          startable && is_demo (self) && rdm_desk_count_planned (self->desk) > 0
                              && !rdm_play_bar_has_sheet (self->play_bar)
                              && !gtk_widget_get_visible (self->send_button));
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
  show_day_actions (self);
  enable (self, "report", selection[0] != NULL);
  enable (self, "report-result", selection[0] != NULL);
  enable (self, "retry-today", failed);
  enable (self, "retry-tomorrow", failed);
}
