/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rdm-desk-window.h"

#include <glib/gi18n.h>

#include "rdm-desk-live.h"
#include "rdm-region-toast.h"
#include "rdm-sync-button.h"
#include "rdm-sync-card.h"
#include "rdm-sync-window.h"
#include "rdm-road-travel.h"
#include "rdm-time.h"
#include "rdm-units.h"
#include "rdm-desk-window-private.h"

G_DEFINE_FINAL_TYPE (RdmDeskWindow, rdm_desk_window, ADW_TYPE_APPLICATION_WINDOW)

static void
show_title (RdmDeskWindow *self)
{
  RdmPlanFile *file = rdm_desk_get_file (self->desk);
  g_autofree char *name = NULL;
  g_autofree char *title = NULL;

  if (file == NULL)
    {
      gtk_window_set_title (GTK_WINDOW (self), "Roundsman");
      return;
    }
  name = g_path_get_basename (rdm_plan_file_get_path (file));
  title = g_strdup_printf ("%s · %s", name, rdm_desk_get_date (self->desk));
  gtk_window_set_title (GTK_WINDOW (self), title);
}

/* Even the same text anew has the display asked where the pointer is. */
static void
set_tooltip (GtkWidget *widget, const char *text)
{
  if (g_strcmp0 (gtk_widget_get_tooltip_text (widget), text) != 0)
    gtk_widget_set_tooltip_text (widget, text);
}

/* Late by the plan; where somebody is out, by what is expected or was. */
static guint
count_late (RdmDeskWindow *self, const RdmDeskRoute *route)
{
  GArray *visits = route->schedule->visits;
  guint n = 0;

  if (route->route->state == RDM_ROUTE_DRAFT)
    return route->schedule->n_late;
  for (guint i = 0; i < visits->len; i++)
    {
      const RdmVisit *visit = &g_array_index (visits, RdmVisit, i);
      const RdmStop *stop =
          visit->kind == RDM_VISIT_STOP ? rdm_desk_find_stop (self->desk, visit->stop) : NULL;

      if (stop != NULL
          && (rdm_desk_shown_flags (self->desk, stop, rdm_desk_find_order (self->desk, visit->stop),
                                    visit)
              & RDM_GLYPH_LATE)
                 != 0)
        n++;
    }
  return n;
}

static void
add_figure (GStrvBuilder *list, char *text)
{
  g_strv_builder_add (list, text);
  g_free (text);
}

/* The day in a line: what a dispatcher glances at between two calls. */
static void
show_figures (RdmDeskWindow *self)
{
  GPtrArray *routes = rdm_desk_get_routes (self->desk);
  const char *currency = rdm_desk_get_settings (self->desk)->currency;
  guint n_stops = 0;
  guint n_late = 0;
  gint64 distance_m = 0;
  gint64 cost_minor = 0;
  guint n_over = 0;
  guint n_failed = 0;
  g_autofree char *notice = NULL;
  g_autofree char *all = NULL;
  g_autofree char *tooltip = NULL;
  g_autoptr (GStrvBuilder) list = g_strv_builder_new ();
  g_auto (GStrv) parts = NULL;

  for (guint i = 0; i < routes->len; i++)
    {
      const RdmDeskRoute *route = g_ptr_array_index (routes, i);

      n_stops += route->schedule->n_stops;
      n_over += route->facts.n_done;
      n_failed += route->facts.n_failed;
      n_late += count_late (self, route);
      distance_m += route->schedule->distance_m;
      cost_minor += route->schedule->cost_minor;
    }
  if (n_stops > 0)
    {
      if (n_over > 0)
        /* Translators: stops: "82/308 done" */
        add_figure (list, g_strdup_printf (_ ("%u/%u done"), n_over - n_failed, n_stops));
      else
        add_figure (list, g_strdup_printf (ngettext ("%u stop", "%u stops", n_stops), n_stops));
      if (n_failed > 0)
        add_figure (list,
                    g_strdup_printf (ngettext ("%u failed", "%u failed", n_failed), n_failed));
      if (n_late > 0)
        add_figure (list, g_strdup_printf (ngettext ("%u late", "%u late", n_late), n_late));
      add_figure (list, rdm_format_distance (distance_m));
      add_figure (list, rdm_format_money_whole (cost_minor, currency));
    }
  parts = g_strv_builder_end (list);
  rdm_figure_line_show (self->figures, (const char *const *)parts);
  all = g_strjoinv (" · ", parts);
  notice = rdm_day_plan_dup_travel_notice (rdm_desk_get_day_plan (self->desk));
  /* Translators: the figures of the day, then where the travel times come from, a sentence */
  tooltip = g_strdup_printf (_ ("%s. Distance and money as planned for this day. %s"), all, notice);
  set_tooltip (GTK_WIDGET (self->figures), tooltip);
}

static void
show_day (RdmDeskWindow *self)
{
  const char *date = rdm_desk_get_date (self->desk);
  g_autofree char *title = rdm_date_format_long (date);
  g_auto (GStrv) dates = rdm_desk_get_dates (self->desk);
  gboolean open = rdm_desk_get_file (self->desk) != NULL;
  guint n = g_strv_length (dates);
  g_autofree char *hint = NULL;
  int year, month, day;

  gtk_menu_button_set_label (self->day_button, open ? title : "");
  gtk_stack_set_visible_child_name (self->content, open ? "plan" : "welcome");
  gtk_widget_set_visible (self->day_box, open);
  gtk_widget_set_visible (self->history_box, open);
  gtk_widget_set_visible (self->plan_button, open);
  gtk_widget_set_visible (self->find_button, open);
  gtk_widget_set_visible (GTK_WIDGET (self->switcher), open);

  hint = n == 0 ? g_strdup (_ ("No day has orders yet."))
                : g_strdup_printf (ngettext ("%u day has orders; it is marked.",
                                             "%u days have orders; they are marked.", n),
                                   n);
  gtk_label_set_text (self->days_hint, hint);

  if (date != NULL && sscanf (date, "%d-%d-%d", &year, &month, &day) == 3)
    {
      g_autoptr (GDateTime) then = g_date_time_new_utc (year, month, day, 0, 0, 0);

      gtk_calendar_select_day (self->calendar, then);
    }
  gtk_calendar_clear_marks (self->calendar);
  for (guint i = 0; i < n && date != NULL; i++)
    if (strncmp (dates[i], date, 7) == 0)
      gtk_calendar_mark_day (self->calendar, (guint)atoi (dates[i] + 8));

  show_title (self);
  show_figures (self);
  rdm_desk_window_update_actions (self);
}

static void
show_history (RdmDeskWindow *self)
{
  g_autofree char *undo_label = NULL;
  g_autofree char *redo_label = NULL;
  g_autofree char *undo = NULL;
  g_autofree char *redo = NULL;

  g_object_get (self->desk, "undo-label", &undo_label, "redo-label", &redo_label, NULL);
  undo = undo_label != NULL ? g_strdup_printf (_ ("Undo: %s"), undo_label) : g_strdup (_ ("Undo"));
  redo = redo_label != NULL ? g_strdup_printf (_ ("Redo: %s"), redo_label) : g_strdup (_ ("Redo"));
  set_tooltip (self->undo_button, undo);
  set_tooltip (self->redo_button, redo);
  rdm_desk_window_update_actions (self);
}

static void
rows_changed_cb (RdmDeskWindow *self)
{
  /* A complaint about what was typed is out of date once something else was taken. */
  if (self->toast != NULL && adw_toast_get_button_label (self->toast) == NULL)
    adw_toast_dismiss (self->toast);
  show_figures (self);
  rdm_desk_window_update_actions (self);
}

/* What of a notice stands in one line; a longer one also takes longer to read. */
#define NOTICE_CHARS 50

void
rdm_desk_window_say (RdmDeskWindow *self, const char *text, const char *action)
{
  AdwToast *toast = adw_toast_new ("");
  gboolean on_dispatch =
      rdm_desk_get_file (self->desk) != NULL
      && g_strcmp0 (adw_view_stack_get_visible_child_name (self->places), "dispatch") == 0;
  GtkWidget *label = gtk_label_new (text);

  /* A toast's own title is cut where it does not fit, and with it what is to be done. */
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (label), PANGO_WRAP_WORD_CHAR);
  gtk_label_set_xalign (GTK_LABEL (label), 0.f);
  gtk_label_set_max_width_chars (GTK_LABEL (label), NOTICE_CHARS);
  gtk_widget_add_css_class (label, "heading");
  gtk_widget_set_hexpand (label, TRUE);
  adw_toast_set_custom_title (toast, label);
  if (action != NULL)
    {
      adw_toast_set_button_label (
          toast, g_str_has_suffix (action, "undo")              ? _ ("Undo")
                 : g_str_has_suffix (action, "plan-all")        ? _ ("Plan")
                 : g_str_has_suffix (action, "plan-around")     ? _ ("Plan Anew")
                 : g_str_has_suffix (action, "start-day")       ? _ ("Go On")
                 : g_str_has_suffix (action, "leave-rehearsal") ? _ ("Back to the Plan")
                                                                : _ ("Show"));
      adw_toast_set_detailed_action_name (toast, action);
    }
  adw_toast_set_timeout (toast, g_utf8_strlen (text, -1) > NOTICE_CHARS ? 12 : 6);
  /* They would queue: bad news would wait for old, and an old Undo take back a new change. */
  if (self->toast != NULL)
    adw_toast_dismiss (self->toast);
  g_set_weak_pointer (&self->toast, toast);
  adw_toast_overlay_add_toast (on_dispatch ? self->map_toasts : self->toasts, toast);
}

void
rdm_desk_window_say_error (RdmDeskWindow *self, const char *heading, const char *body)
{
  GtkWidget *dialog = adw_message_dialog_new (GTK_WINDOW (self), heading, body);

  adw_message_dialog_add_response (ADW_MESSAGE_DIALOG (dialog), "close", _ ("_Close"));
  adw_message_dialog_set_default_response (ADW_MESSAGE_DIALOG (dialog), "close");
  gtk_window_present (GTK_WINDOW (dialog));
}

static void
notice_cb (RdmDeskWindow *self, const char *text, const char *action)
{
  rdm_desk_window_say (self, text, action);
}

static void
write_failed_cb (RdmDeskWindow *self, GError *error)
{
  g_autofree char *body = g_strdup_printf (
      _ ("%s\n\nThe plan shows again what the file has. Make room, then do it once more."),
      error->message);

  rdm_desk_window_say_error (self, _ ("The Last Change Could Not Be Saved"), body);
}

static char *
today_of (RdmDeskWindow *self)
{
  g_autoptr (GTimeZone) zone =
      g_time_zone_new_identifier (rdm_desk_get_settings (self->desk)->zone);

  return rdm_date_today (zone);
}

/* As it was left, unless that was yesterday: then today's work comes first. */
static void
restore_day (RdmDeskWindow *self, const char *path)
{
  g_autofree char *last_file = g_settings_get_string (self->settings, "last-file");
  g_autofree char *today = today_of (self);
  g_autofree char *date = NULL;
  g_autofree char *left = NULL;

  g_settings_get (self->settings, "last-day", "(ss)", &date, &left);
  if (g_strcmp0 (last_file, path) == 0 && g_strcmp0 (left, today) == 0 && rdm_date_valid (date))
    rdm_desk_set_date (self->desk, date);
}

static void
remember_day (RdmDeskWindow *self)
{
  g_autofree char *today = NULL;

  if (rdm_desk_get_file (self->desk) == NULL)
    return;
  today = today_of (self);
  g_settings_set (self->settings, "last-day", "(ss)", rdm_desk_get_date (self->desk), today);
}

gboolean
rdm_desk_window_open (RdmDeskWindow *self, const char *path, RdmStoreFlags flags)
{
  g_autoptr (GError) error = NULL;

  if (!rdm_desk_open (self->desk, path, flags, &error))
    {
      rdm_desk_window_say_error (self, _ ("This Plan Could Not Be Opened"), error->message);
      return FALSE;
    }
  g_signal_connect_object (rdm_desk_get_file (self->desk), "write-failed",
                           G_CALLBACK (write_failed_cb), self, G_CONNECT_SWAPPED);
  restore_day (self, path);
  g_settings_set_string (self->settings, "last-file", path);
  rdm_map_fit (self->map);
  rdm_timeline_fit (self->timeline);
  return TRUE;
}

RdmDesk *
rdm_desk_window_get_desk (RdmDeskWindow *self)
{
  return self->desk;
}

gboolean
rdm_desk_window_flush (RdmDeskWindow *self)
{
  RdmPlanFile *file = rdm_desk_get_file (self->desk);
  g_autoptr (GError) error = NULL;

  if (file == NULL || rdm_plan_file_flush (file, &error))
    return TRUE;
  rdm_desk_window_say_error (self, _ ("The Last Change Could Not Be Saved"), error->message);
  return FALSE;
}

static void
day_selected_cb (RdmDeskWindow *self)
{
  g_autoptr (GDateTime) day = gtk_calendar_get_date (self->calendar);
  g_autofree char *date = g_date_time_format (day, "%Y-%m-%d");

  if (g_strcmp0 (date, rdm_desk_get_date (self->desk)) == 0)
    return;
  gtk_popover_popdown (self->day_popover);
  rdm_desk_set_date (self->desk, date);
}

static void
dark_changed_cb (RdmDeskWindow *self)
{
  rdm_map_set_dark (self->map, adw_style_manager_get_dark (adw_style_manager_get_default ()));
}

static void
tiles_changed_cb (RdmDeskWindow *self)
{
  g_autofree char *source = g_settings_get_string (self->settings, "tile-source");
  g_autofree char *attribution = g_settings_get_string (self->settings, "tile-attribution");
  g_autofree char *uri = g_settings_get_string (self->settings, "tile-attribution-uri");
  g_autoptr (GError) error = NULL;

  if (!rdm_map_set_tiles (self->map, g_strcmp0 (source, "none") == 0 ? NULL : source, attribution,
                          uri, &error))
    rdm_desk_notice (self->desk, error->message, "win.preferences");
  rdm_locate_page_set_tiles (self->locate, g_strcmp0 (source, "none") == 0 ? NULL : source,
                             attribution, uri);
}

static void
region_changed_cb (RdmDeskWindow *self)
{
  RdmRegion *region = rdm_region_choice_get_region (self->region);
  g_autoptr (RdmGraph) graph = region != NULL ? rdm_graph_new (region) : NULL;
  g_autoptr (RdmTravel) travel = graph != NULL ? rdm_road_travel_new (graph, NULL) : NULL;

  rdm_map_set_region (self->map, region);
  rdm_locate_page_set_region (self->locate, region);
  rdm_travel_choice_set_roads (self->travel, travel);
}

static gboolean
close_request (GtkWindow *window)
{
  RdmDeskWindow *self = RDM_DESK_WINDOW (window);
  g_autoptr (GVariant) columns = NULL;

  /* Whoever closes the window has finished typing. */
  gtk_window_set_focus (window, NULL);
  if (!self->closing && !rdm_desk_window_flush (self))
    {
      /* Said once; closing again means it. */
      self->closing = TRUE;
      return TRUE;
    }
  remember_day (self);
  g_settings_set_int (self->settings, "board-width", gtk_paned_get_position (self->board_paned));
  columns = rdm_grid_dup_widths (rdm_orders_page_get_grid (self->orders));
  g_settings_set_value (self->settings, "order-columns", columns);
  g_settings_set_string (self->settings, "last-place",
                         adw_view_stack_get_visible_child_name (self->places));
  if (gtk_widget_get_visible (GTK_WIDGET (self->details)))
    {
      int width = gtk_widget_get_allocated_width (GTK_WIDGET (self->details));

      if (width > 0)
        g_settings_set_int (self->settings, "details-width", width);
    }
  if (gtk_widget_get_visible (GTK_WIDGET (self->timeline)))
    {
      int height = gtk_widget_get_allocated_height (GTK_WIDGET (self->timeline));

      if (height > 0)
        g_settings_set_int (self->settings, "timeline-height", height);
    }
  return GTK_WINDOW_CLASS (rdm_desk_window_parent_class)->close_request (window);
}

static gboolean
fit_cb (gpointer data)
{
  RdmDeskWindow *self = RDM_DESK_WINDOW (data);

  rdm_map_fit (self->map);
  rdm_timeline_fit (self->timeline);
  rdm_desk_window_focus_plan (self);
  return G_SOURCE_REMOVE;
}

/* The panes at the right and the foot keep their size, so their positions follow from the window's
 * first one. */
static gboolean
place_panes_cb (gpointer data)
{
  RdmDeskWindow *self = RDM_DESK_WINDOW (data);
  int width = gtk_widget_get_allocated_width (GTK_WIDGET (self->details_paned));
  int height = gtk_widget_get_allocated_height (GTK_WIDGET (self->timeline_paned));

  if (width == 0 || height == 0)
    return G_SOURCE_CONTINUE;
  gtk_paned_set_position (self->details_paned,
                          MAX (200, width - g_settings_get_int (self->settings, "details-width")));
  gtk_paned_set_position (
      self->timeline_paned,
      MAX (200, height - g_settings_get_int (self->settings, "timeline-height")));
  g_idle_add_full (G_PRIORITY_LOW, fit_cb, g_object_ref (self), g_object_unref);
  return G_SOURCE_REMOVE;
}

static void
map_cb (RdmDeskWindow *self)
{
  g_timeout_add_full (G_PRIORITY_HIGH_IDLE, 10, place_panes_cb, g_object_ref (self),
                      g_object_unref);
}

static void
restore_state (RdmDeskWindow *self)
{
  g_autofree char *place = g_settings_get_string (self->settings, "last-place");
  g_autoptr (GVariant) columns = g_settings_get_value (self->settings, "order-columns");

  g_settings_bind (self->settings, "window-width", self, "default-width", G_SETTINGS_BIND_DEFAULT);
  g_settings_bind (self->settings, "window-height", self, "default-height",
                   G_SETTINGS_BIND_DEFAULT);
  g_settings_bind (self->settings, "window-maximized", self, "maximized", G_SETTINGS_BIND_DEFAULT);
  g_settings_bind (self->settings, "show-board", self->board, "visible", G_SETTINGS_BIND_DEFAULT);
  g_settings_bind (self->settings, "show-details", self->details, "visible",
                   G_SETTINGS_BIND_DEFAULT);
  g_settings_bind (self->settings, "show-timeline", self->timeline, "visible",
                   G_SETTINGS_BIND_DEFAULT);
  gtk_paned_set_position (self->board_paned, g_settings_get_int (self->settings, "board-width"));
  rdm_grid_set_widths (rdm_orders_page_get_grid (self->orders), columns);
  if (adw_view_stack_get_child_by_name (self->places, place) != NULL)
    adw_view_stack_set_visible_child_name (self->places, place);
  g_signal_connect_swapped (self, "map", G_CALLBACK (map_cb), self);
}

static void
dispose (GObject *object)
{
  RdmDeskWindow *self = RDM_DESK_WINDOW (object);

  g_clear_pointer (&self->placing, g_free);
  g_clear_pointer (&self->placing_from, g_free);
  g_clear_weak_pointer (&self->placing_focus);
  g_clear_weak_pointer (&self->toast);
  g_clear_object (&self->chooser);
  g_clear_pointer (&self->rehearsed, g_free);
  g_clear_pointer (&self->waiting, g_free);
  if (self->region != NULL)
    rdm_region_choice_stop (self->region);
  if (self->sync != NULL)
    rdm_sync_stop (self->sync);
  if (self->position_feed != NULL)
    rdm_position_feed_stop (self->position_feed);
  g_clear_object (&self->position_feed);
  g_clear_object (&self->sync);
  g_clear_object (&self->geocoder);
  g_clear_object (&self->travel);
  g_clear_object (&self->region);
  g_clear_object (&self->closure_cost);
  g_clear_object (&self->exceptions);
  g_clear_object (&self->desk);
  g_clear_object (&self->settings);
  G_OBJECT_CLASS (rdm_desk_window_parent_class)->dispose (object);
}

static void
rdm_desk_window_class_init (RdmDeskWindowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = dispose;
  GTK_WINDOW_CLASS (klass)->close_request = close_request;

  g_type_ensure (RDM_TYPE_FIGURE_LINE);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/roundsman/Roundsman/rdm-desk-window.ui");
  gtk_widget_class_bind_template_child (widget_class, RdmDeskWindow, toasts);
  gtk_widget_class_bind_template_child (widget_class, RdmDeskWindow, overlay);
  gtk_widget_class_bind_template_child (widget_class, RdmDeskWindow, header);
  gtk_widget_class_bind_template_child (widget_class, RdmDeskWindow, switcher);
  gtk_widget_class_bind_template_child (widget_class, RdmDeskWindow, day_box);
  gtk_widget_class_bind_template_child (widget_class, RdmDeskWindow, day_button);
  gtk_widget_class_bind_template_child (widget_class, RdmDeskWindow, day_popover);
  gtk_widget_class_bind_template_child (widget_class, RdmDeskWindow, calendar);
  gtk_widget_class_bind_template_child (widget_class, RdmDeskWindow, days_hint);
  gtk_widget_class_bind_template_child (widget_class, RdmDeskWindow, figures);
  gtk_widget_class_bind_template_child (widget_class, RdmDeskWindow, plan_button);
  gtk_widget_class_bind_template_child (widget_class, RdmDeskWindow, send_button);
  gtk_widget_class_bind_template_child (widget_class, RdmDeskWindow, day_start_button);
  gtk_widget_class_bind_template_child (widget_class, RdmDeskWindow, find_button);
  gtk_widget_class_bind_template_child (widget_class, RdmDeskWindow, history_box);
  gtk_widget_class_bind_template_child (widget_class, RdmDeskWindow, undo_button);
  gtk_widget_class_bind_template_child (widget_class, RdmDeskWindow, redo_button);
  gtk_widget_class_bind_template_child (widget_class, RdmDeskWindow, start_button);
  gtk_widget_class_bind_template_child (widget_class, RdmDeskWindow, content);
  gtk_widget_class_bind_template_child (widget_class, RdmDeskWindow, places);
  gtk_widget_class_bind_template_child (widget_class, RdmDeskWindow, timeline_paned);
  gtk_widget_class_bind_template_child (widget_class, RdmDeskWindow, board_paned);
  gtk_widget_class_bind_template_child (widget_class, RdmDeskWindow, details_paned);
  gtk_widget_class_bind_template_child (widget_class, RdmDeskWindow, orders_bin);
  gtk_widget_class_bind_template_child (widget_class, RdmDeskWindow, fleet_bin);
  gtk_widget_class_bind_template_child (widget_class, RdmDeskWindow, plan_bin);
  gtk_widget_class_bind_template_child (widget_class, RdmDeskWindow, rewind_bin);
  gtk_widget_class_bind_template_child (widget_class, RdmDeskWindow, exceptions_bin);
}

/* The arrow of a split button has a tooltip, but no name for a screen reader. */
static void
name_dropdown (GtkWidget *split_button)
{
  const char *tooltip = adw_split_button_get_dropdown_tooltip (ADW_SPLIT_BUTTON (split_button));

  for (GtkWidget *child = gtk_widget_get_first_child (split_button); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    if (GTK_IS_MENU_BUTTON (child))
      gtk_accessible_update_property (GTK_ACCESSIBLE (child), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                      tooltip, -1);
}

void
rdm_desk_window_show_hub (RdmDeskWindow *self)
{
  rdm_sync_window_present (GTK_WINDOW (self), self->sync);
}

static void
add_hub (RdmDeskWindow *self)
{
  self->sync = rdm_sync_new (self->desk);
  adw_header_bar_pack_end (self->header, rdm_sync_button_new (self->sync));
  rdm_sync_cards_attach (self->sync, self->overlay);
  /* What came of hours away is one sheet, and not a hundred notices. */
  g_signal_connect_object (self->sync, "review", G_CALLBACK (rdm_desk_window_show_hub), self,
                           G_CONNECT_SWAPPED);
}

static void
rdm_desk_window_init (RdmDeskWindow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  name_dropdown (self->plan_button);
  self->desk = rdm_desk_new ();

  self->price_card = RDM_PRICE_CARD (rdm_price_card_new (self->desk));
  rdm_price_card_attach (self->price_card, self->overlay);
  self->board = RDM_BOARD (rdm_board_new (self->desk, self->price_card));
  self->map = RDM_MAP (rdm_map_new (self->desk, self->price_card));
  self->timeline = RDM_TIMELINE (rdm_timeline_new (self->desk, self->price_card));
  self->details = RDM_DETAILS (rdm_details_new (self->desk));
  self->orders = RDM_ORDERS_PAGE (rdm_orders_page_new (self->desk));
  self->fleet = RDM_FLEET_PAGE (rdm_fleet_page_new (self->desk));

  self->plan_bar = RDM_PLAN_BAR (rdm_plan_bar_new (self->desk));

  gtk_paned_set_start_child (self->board_paned, GTK_WIDGET (self->board));
  self->map_toasts = ADW_TOAST_OVERLAY (adw_toast_overlay_new ());
  adw_toast_overlay_set_child (self->map_toasts, GTK_WIDGET (self->map));
  gtk_paned_set_start_child (self->details_paned, GTK_WIDGET (self->map_toasts));
  gtk_paned_set_end_child (self->details_paned, GTK_WIDGET (self->details));
  gtk_paned_set_end_child (self->timeline_paned, GTK_WIDGET (self->timeline));
  adw_bin_set_child (self->orders_bin, GTK_WIDGET (self->orders));
  adw_bin_set_child (self->fleet_bin, GTK_WIDGET (self->fleet));
  rdm_desk_window_add_addresses (self);

  add_hub (self);
  rdm_desk_window_add_play_bar (self);
  rdm_desk_window_install_actions (self);
  rdm_desk_window_install_placing (self);
  rdm_desk_window_install_closures (self);
  rdm_desk_window_install_live (self);
  rdm_desk_window_install_rewind (self);
  rdm_desk_window_add_exceptions (self);
  rdm_desk_window_add_shortcuts (self);
  rdm_desk_window_add_focus_keys (self);
  g_signal_connect_swapped (self->calendar, "day-selected", G_CALLBACK (day_selected_cb), self);
  g_signal_connect_object (self->desk, "day-changed", G_CALLBACK (show_day), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->desk, "rows-changed", G_CALLBACK (rows_changed_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (rdm_desk_get_live (self->desk), "changed", G_CALLBACK (show_figures),
                           self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->desk, "selection-changed",
                           G_CALLBACK (rdm_desk_window_update_actions), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->desk, "notice", G_CALLBACK (notice_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->desk, "notify::undo-label", G_CALLBACK (show_history), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->desk, "notify::redo-label", G_CALLBACK (show_history), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (adw_style_manager_get_default (), "notify::dark",
                           G_CALLBACK (dark_changed_cb), self, G_CONNECT_SWAPPED);
  dark_changed_cb (self);
}

RdmDeskWindow *
rdm_desk_window_new (AdwApplication *application, GSettings *settings)
{
  RdmDeskWindow *self = g_object_new (RDM_TYPE_DESK_WINDOW, "application", application, NULL);

  self->settings = g_object_ref (settings);
  restore_state (self);
  g_signal_connect_object (settings, "changed::tile-source", G_CALLBACK (tiles_changed_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (settings, "changed::tile-attribution", G_CALLBACK (tiles_changed_cb),
                           self, G_CONNECT_SWAPPED);
  g_signal_connect_object (settings, "changed::tile-attribution-uri", G_CALLBACK (tiles_changed_cb),
                           self, G_CONNECT_SWAPPED);
  tiles_changed_cb (self);
  self->region = rdm_region_choice_new (self->desk, settings);
  self->travel = rdm_travel_choice_new (self->desk, self->region, settings);
  g_signal_connect_object (self->region, "changed", G_CALLBACK (region_changed_cb), self,
                           G_CONNECT_SWAPPED);
  rdm_region_toast_attach (self->region, self->map_toasts);
  rdm_desk_window_follow_geocoder (self);
  show_day (self);
  return self;
}
