/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Board, timeline and price card in a window: what they show, what a drag over them does, and that
 * they end with it. Runs in a display of its own.
 */
#include <adwaita.h>

#include "rdm-board-row.h"
#include "rdm-board.h"
#include "rdm-desk-live.h"
#include "rdm-exception-card.h"
#include "rdm-time.h"
#include "rdm-timeline.h"
#include "small-day.h"

typedef struct
{
  SmallDay day;
  GtkWidget *window;
  GtkWidget *card;
  GtkWidget *board;
  GtkWidget *timeline;
} Fixture;

static void
settle (Fixture *fixture)
{
  gtk_test_widget_wait_for_draw (fixture->window);
  while (g_main_context_iteration (NULL, FALSE))
    ;
}

static void
set_up (Fixture *fixture, gconstpointer data)
{
  GtkWidget *overlay = gtk_overlay_new ();
  GtkWidget *paned = gtk_paned_new (GTK_ORIENTATION_VERTICAL);

  small_day_set_up (&fixture->day, NULL);
  fixture->card = rdm_price_card_new (fixture->day.desk);
  fixture->board = rdm_board_new (fixture->day.desk, RDM_PRICE_CARD (fixture->card));
  fixture->timeline = rdm_timeline_new (fixture->day.desk, RDM_PRICE_CARD (fixture->card));
  rdm_price_card_attach (RDM_PRICE_CARD (fixture->card), GTK_OVERLAY (overlay));
  gtk_paned_set_start_child (GTK_PANED (paned), fixture->board);
  gtk_paned_set_end_child (GTK_PANED (paned), fixture->timeline);
  gtk_paned_set_position (GTK_PANED (paned), 760);
  gtk_overlay_set_child (GTK_OVERLAY (overlay), paned);
  fixture->window = gtk_window_new ();
  gtk_window_set_default_size (GTK_WINDOW (fixture->window), 420, 960);
  gtk_window_set_child (GTK_WINDOW (fixture->window), overlay);
  gtk_window_present (GTK_WINDOW (fixture->window));
  settle (fixture);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  g_object_add_weak_pointer (G_OBJECT (fixture->board), (gpointer *)&fixture->board);
  g_object_add_weak_pointer (G_OBJECT (fixture->timeline), (gpointer *)&fixture->timeline);
  g_object_add_weak_pointer (G_OBJECT (fixture->card), (gpointer *)&fixture->card);
  gtk_window_destroy (GTK_WINDOW (fixture->window));
  while (g_main_context_iteration (NULL, FALSE))
    ;
  g_assert_null (fixture->board);
  g_assert_null (fixture->timeline);
  g_assert_null (fixture->card);
  small_day_tear_down (&fixture->day, NULL);
}

static GtkWidget *
find (GtkWidget *widget, GType type)
{
  if (G_TYPE_CHECK_INSTANCE_TYPE (widget, type))
    return widget;
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = find (child, type);

      if (found != NULL)
        return found;
    }
  return NULL;
}

static RdmBoardRow *
find_row (GtkWidget *widget, const char *key)
{
  if (RDM_IS_BOARD_ROW (widget))
    {
      RdmBoardItem *item = rdm_board_row_get_item (RDM_BOARD_ROW (widget));

      return item != NULL && g_str_equal (item->key, key) ? RDM_BOARD_ROW (widget) : NULL;
    }
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      RdmBoardRow *found = find_row (child, key);

      if (found != NULL)
        return found;
    }
  return NULL;
}

static GtkDropTarget *
target_of (GtkWidget *widget)
{
  g_autoptr (GListModel) controllers = gtk_widget_observe_controllers (widget);

  for (guint i = 0; i < g_list_model_get_n_items (controllers); i++)
    {
      g_autoptr (GtkEventController) controller = g_list_model_get_item (controllers, i);

      if (GTK_IS_DROP_TARGET (controller))
        return GTK_DROP_TARGET (controller);
    }
  g_assert_not_reached ();
}

static gboolean
drop (GtkWidget *over, const char *stop, double x, double y)
{
  g_auto (GValue) value = G_VALUE_INIT;
  gboolean taken = FALSE;

  g_value_init (&value, G_TYPE_STRV);
  g_value_set_boxed (&value, (const char *const[]){ stop, NULL });
  g_signal_emit_by_name (target_of (over), "drop", &value, x, y, &taken);
  return taken;
}

/* At @part of the row's height. */
static gboolean
drop_on_row (Fixture *fixture, const char *stop, const char *key, double part)
{
  GtkWidget *list = find (fixture->board, GTK_TYPE_LIST_VIEW);
  RdmBoardRow *row = find_row (list, key);
  double x;
  double y;

  g_assert_nonnull (row);
  g_assert_true (gtk_widget_translate_coordinates (
      GTK_WIDGET (row), list, 100., part * gtk_widget_get_height (GTK_WIDGET (row)), &x, &y));
  return drop (list, stop, x, y);
}

static char *
stops_of (Fixture *fixture, const char *name)
{
  const RdmDeskRoute *route =
      rdm_desk_find_route (fixture->day.desk, small_day_route (&fixture->day, name));
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; route->route->stops != NULL && route->route->stops[i] != NULL; i++)
    {
      const RdmStop *stop = rdm_desk_find_stop (fixture->day.desk, route->route->stops[i]);

      g_string_append_printf (text, "%s%s", i > 0 ? " " : "", stop->order);
    }
  return g_string_free (g_steal_pointer (&text), FALSE);
}

static void
assert_stops (Fixture *fixture, const char *name, const char *wanted)
{
  g_autofree char *stops = stops_of (fixture, name);

  g_assert_cmpstr (stops, ==, wanted);
}

static char *
stop_key (Fixture *fixture, const char *order)
{
  return g_strconcat ("stop ", small_day_stop (&fixture->day, order), NULL);
}

static void
test_names (Fixture *fixture, gconstpointer data)
{
  g_autofree char *key = stop_key (fixture, "o3");
  RdmBoardRow *row = find_row (fixture->board, key);

  g_assert_nonnull (row);
  gtk_test_accessible_assert_role (gtk_widget_get_parent (GTK_WIDGET (row)),
                                   GTK_ACCESSIBLE_ROLE_LIST_ITEM);
  g_assert_true (gtk_test_accessible_has_property (
      GTK_ACCESSIBLE (gtk_widget_get_parent (GTK_WIDGET (row))), GTK_ACCESSIBLE_PROPERTY_LABEL));
  g_assert_true (gtk_test_accessible_has_property (GTK_ACCESSIBLE (fixture->timeline),
                                                   GTK_ACCESSIBLE_PROPERTY_LABEL));
}

static void
test_board_drops (Fixture *fixture, gconstpointer data)
{
  g_autofree char *tray = g_strdup (small_day_stop (&fixture->day, "o7"));
  g_autofree char *second = stop_key (fixture, "o2");
  g_autofree char *header = g_strconcat ("route ", small_day_route (&fixture->day, "LI-03"), NULL);

  g_assert_true (drop_on_row (fixture, tray, second, 0.2));
  settle (fixture);
  assert_stops (fixture, "LI-01", "o1 o7 o2 o3 o4");
  g_assert_true (rdm_desk_is_selected (fixture->day.desk, tray));
  /* Along its own route, over itself. */
  g_assert_true (drop_on_row (fixture, tray, second, 0.8));
  settle (fixture);
  assert_stops (fixture, "LI-01", "o1 o2 o7 o3 o4");
  g_assert_true (drop_on_row (fixture, tray, header, 0.5));
  settle (fixture);
  assert_stops (fixture, "LI-03", "o7");
  g_assert_true (drop_on_row (fixture, tray, "tray", 0.5));
  settle (fixture);
  g_assert_null (rdm_desk_route_of (fixture->day.desk, tray));
  /* What lies in the tray has nowhere to go there. */
  g_assert_false (drop_on_row (fixture, tray, "tray", 0.5));
}

static void
test_timeline_drops (Fixture *fixture, gconstpointer data)
{
  g_autofree char *tray = g_strdup (small_day_stop (&fixture->day, "o8"));
  double right = gtk_widget_get_width (fixture->timeline) - 30.;

  /* At the right end of the second row: behind all. On the third one's name: wherever is best. */
  g_assert_true (drop (fixture->timeline, tray, right, 24. + 28. * 1.5));
  assert_stops (fixture, "LI-02", "o5 o6 o8");
  g_assert_true (drop (fixture->timeline, tray, 8., 24. + 28. * 2.5));
  assert_stops (fixture, "LI-03", "o8");
  g_assert_false (drop (fixture->timeline, tray, right, 5.));
  settle (fixture);
}

static void
test_price_card (Fixture *fixture, gconstpointer data)
{
  const char *const stops[] = { small_day_stop (&fixture->day, "o7"), NULL };
  const char *route = small_day_route (&fixture->day, "LI-01");
  int width;
  int height;
  double x;
  double y;

  g_assert_false (gtk_widget_get_visible (fixture->card));
  /* In the middle it is beside the pointer; in the corner it still is, and within the window. */
  for (int part = 1; part <= 2; part++)
    {
      double at_x = gtk_widget_get_width (fixture->board) * part / 2. - 2.;
      double at_y = gtk_widget_get_height (fixture->board) * part / 2. - 2.;

      rdm_price_card_show_drop (RDM_PRICE_CARD (fixture->card), fixture->board, at_x, at_y, stops,
                                route, NULL);
      settle (fixture);
      g_assert_true (gtk_widget_get_visible (fixture->card));
      width = gtk_widget_get_width (fixture->card);
      height = gtk_widget_get_height (fixture->card);
      gtk_widget_translate_coordinates (fixture->card, fixture->board, 0., 0., &x, &y);
      g_assert_cmpfloat (x, >=, 0.);
      g_assert_cmpfloat (x + width, <=, gtk_widget_get_width (fixture->board));
      g_assert_true (at_x < x || at_x > x + width || at_y < y || at_y > y + height);
    }
  rdm_desk_select (fixture->day.desk, stops, RDM_SELECT_ONLY);
  rdm_price_card_show_best (RDM_PRICE_CARD (fixture->card), fixture->board, 10., 10., stops, route);
  while (rdm_desk_peek_ranking (fixture->day.desk) == NULL)
    g_main_context_iteration (NULL, TRUE);
  g_assert_false (gtk_widget_has_css_class (fixture->card, "breach"));
  rdm_price_card_hide (RDM_PRICE_CARD (fixture->card));
  g_assert_false (gtk_widget_get_visible (fixture->card));
}

/* Another day without orders, and back. */
static void
test_days (Fixture *fixture, gconstpointer data)
{
  g_autofree char *key = stop_key (fixture, "o3");

  rdm_desk_set_date (fixture->day.desk, "2026-11-24");
  settle (fixture);
  g_assert_null (find_row (fixture->board, key));
  rdm_desk_set_date (fixture->day.desk, SMALL_DAY);
  settle (fixture);
  g_assert_nonnull (find_row (fixture->board, key));
  rdm_board_reveal (RDM_BOARD (fixture->board), small_day_stop (&fixture->day, "o6"));
  rdm_timeline_fit (RDM_TIMELINE (fixture->timeline));
  settle (fixture);
}

/* The titles of all rows below, a line each. */
static void
collect_titles (GtkWidget *widget, GString *text)
{
  if (!gtk_widget_get_mapped (widget))
    return;
  if (ADW_IS_ACTION_ROW (widget))
    g_string_append_printf (text, "%s\n",
                            adw_preferences_row_get_title (ADW_PREFERENCES_ROW (widget)));
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    collect_titles (child, text);
}

static char *
titles_of (GtkWidget *widget)
{
  GString *text = g_string_new (NULL);

  collect_titles (widget, text);
  return g_string_free (text, FALSE);
}

/* Answers come from a thread. */
static char *
wait_for_title (GtkWidget *widget, const char *part)
{
  char *titles = titles_of (widget);

  while (strstr (titles, part) == NULL)
    {
      g_free (titles);
      g_main_context_iteration (NULL, TRUE);
      titles = titles_of (widget);
    }
  return titles;
}

static void
play_at (Fixture *fixture, const char *time)
{
  RdmDesk *desk = fixture->day.desk;
  gint32 time_s;

  g_assert_true (rdm_time_parse_of_day (time, &time_s, NULL));
  rdm_clock_play (rdm_desk_get_clock (desk),
                  rdm_desk_get_midnight_ms (desk) + time_s * G_GINT64_CONSTANT (1000), 0.);
}

/* What was an answer at eight is none at eleven: it is worked out anew. */
static void
test_old_answers (Fixture *fixture, gconstpointer data)
{
  RdmDesk *desk = fixture->day.desk;
  const char *const routes[] = { small_day_route (&fixture->day, "LI-01"),
                                 small_day_route (&fixture->day, "LI-02"), NULL };
  g_autoptr (RdmExceptionQueue) queue = rdm_exception_queue_new (desk);
  GtkWidget *card = rdm_exception_card_new (queue);
  GtkWidget *window = gtk_window_new ();
  g_autoptr (RdmCommand) command = NULL;
  g_autofree char *id = NULL;
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;
  g_autofree char *fresh = NULL;

  gtk_window_set_child (GTK_WINDOW (window), card);
  gtk_window_present (GTK_WINDOW (window));
  gtk_test_widget_wait_for_draw (window);
  play_at (fixture, "08:00");
  rdm_desk_send_routes (desk, RDM_DESK_SEND, routes);
  command = rdm_alert_report_command (rdm_desk_get_rows (desk), RDM_EXCEPTION_VEHICLE_DOWN,
                                      routes[0], SMALL_DAY, "me", NULL, rdm_desk_get_now_ms (desk));
  g_assert_true (rdm_desk_run (desk, command));
  id = g_strdup (rdm_exception_queue_next (queue, NULL));
  rdm_exception_card_show (RDM_EXCEPTION_CARD (card), id);
  before = wait_for_title (card, "LI-02");
  play_at (fixture, "11:00");
  rdm_exception_card_show (RDM_EXCEPTION_CARD (card), id);
  after = titles_of (card);
  g_assert_null (strstr (after, "LI-02"));
  fresh = wait_for_title (card, "LI-02");
  gtk_window_destroy (GTK_WINDOW (window));
}

#define ADD(path, test) g_test_add (path, Fixture, NULL, set_up, test, tear_down)

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  adw_init ();
  ADD ("/views/names", test_names);
  ADD ("/views/board/drops", test_board_drops);
  ADD ("/views/timeline/drops", test_timeline_drops);
  ADD ("/views/price-card", test_price_card);
  ADD ("/views/days", test_days);
  ADD ("/views/old-answers", test_old_answers);
  return g_test_run ();
}
