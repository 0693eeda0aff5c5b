/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The console with a big day: 5,000 orders on 60 vehicles, beside an empty start; the search over a
 * table of 10,000 orders; and 1,000 vehicles that say where they are every 5 s. Every window is in
 * a process of its own, which this one starts. Needs a display: run it under
 * tests/ui/ui-session.sh.
 *
 * Work per frame is what the processor did for the main thread from one painted frame to the next,
 * so that neighbours on the same machine do not count; the time that passed is printed beside it.
 *
 *   usage: bench-console [ORDERS [VEHICLES]]
 *          bench-console --write PLAN [VEHICLES]      the day alone
 *          bench-console --child "move a stop" PLAN   one step of it, for a profiler
 */
#include <adwaita.h>
#include <glib/gstdio.h>
#include <sys/resource.h>
#include <time.h>

#include "big-day.h"
#include "rdm-board-private.h"
#include "rdm-console-resource.h"
#include "rdm-desk-live.h"
#include "rdm-desk-window-private.h"
#include "rdm-grid-private.h"
#include "rdm-icons-resource.h"
#include "rdm-map-private.h"
#include "rdm-order-columns.h"
#include "rdm-time.h"

#define FRAME_MS 16.
#define MEMORY_MB 300.
#define STARTS 5
#define START_EXTRA_S 0.7
#define PARCELS_COLUMN 9
#define N_DRIVING 1000u
#define REPORT_EVERY_S 5
#define FRAMES_A_SECOND 60
#define PACE_MPS 9.
#define DRIVE_FROM_S (9 * 3600)

typedef struct
{
  RdmDeskWindow *window;
  GMainLoop *loop;
  GRand *random;
  gboolean only_start;
  const char *only; /* the steps whose names begin so; NULL: all */
  gboolean short_of;
  guint n_frames; /* before the steps begin */

  /* Of the frame before */
  gint64 wall_us;
  double cpu_ms;

  /* Of the step that runs */
  guint step;
  guint frames; /* for each time */
  guint tick;
  double act_cpu_ms; /* the heaviest frame since the hand did something */
  double act_wall_ms;
  GArray *cpu; /* double ms, one for each time the hand did something */
  GArray *wall;
  GArray *answers; /* double, frames until the table showed what was asked for */
} Bench;

static double
thread_ms (void)
{
  struct timespec now;

  clock_gettime (CLOCK_THREAD_CPUTIME_ID, &now);
  return (double)now.tv_sec * 1e3 + (double)now.tv_nsec / 1e6;
}

/* Steps: what a hand does */

static void
act (Bench *bench, const char *action)
{
  g_action_group_activate_action (G_ACTION_GROUP (bench->window), action, NULL);
}

static void
select_all (Bench *bench, guint n)
{
  act (bench, n % 2 == 0 ? "select-all" : "select-none");
}

static const RdmDeskRoute *
random_route (Bench *bench)
{
  GPtrArray *routes = rdm_desk_get_routes (rdm_desk_window_get_desk (bench->window));

  return g_ptr_array_index (routes, g_rand_int_range (bench->random, 0, (gint32)routes->len));
}

static const char *
random_stop (Bench *bench)
{
  const RdmRoute *route = random_route (bench)->route;

  return route->stops[g_rand_int_range (bench->random, 0, (gint32)g_strv_length (route->stops))];
}

static void
select_one (Bench *bench, guint n)
{
  const char *stops[] = { random_stop (bench), NULL };

  rdm_desk_select (rdm_desk_window_get_desk (bench->window), stops, RDM_SELECT_ONLY);
}

static void
move (Bench *bench, guint n)
{
  g_autofree char *stop = g_strdup (random_stop (bench));
  g_autofree char *after = g_strdup (random_stop (bench));
  RdmDesk *desk = rdm_desk_window_get_desk (bench->window);
  const char *stops[] = { stop, NULL };

  if (!g_str_equal (stop, after))
    rdm_desk_assign (desk, stops, rdm_desk_route_of (desk, after)->route->row.id, after);
}

static void
undo (Bench *bench, guint n)
{
  act (bench, "undo");
}

static void
pan (Bench *bench, guint n)
{
  rdm_map_pan (bench->window->map, n % 40 < 20 ? 12. : -12., 5.);
}

static void
zoom (Bench *bench, guint n)
{
  rdm_map_zoom (bench->window->map, n % 40 < 20 ? 0.1 : -0.1);
}

/* Every route has been sent and has set out, and it is nine o'clock. */
static void
set_out (Bench *bench)
{
  RdmDesk *desk = rdm_desk_window_get_desk (bench->window);
  g_autoptr (GTimeZone) zone = g_time_zone_new_identifier (rdm_desk_get_settings (desk)->zone);
  gint64 at_ms = rdm_time_to_utc (zone, rdm_desk_get_date (desk), DRIVE_FROM_S) * 1000;
  g_autoptr (RdmCommand) report = rdm_command_new_report ("Set out");
  g_auto (GStrv) routes = NULL;

  rdm_clock_play (rdm_desk_get_clock (desk), at_ms, 1.);
  rdm_desk_select (desk, NULL, RDM_SELECT_ONLY);
  routes = rdm_desk_list_routes (desk, RDM_DESK_SEND);
  rdm_desk_send_routes (desk, RDM_DESK_SEND, (const char *const *)routes);
  for (guint i = 0; routes[i] != NULL; i++)
    rdm_command_add_report (report, RDM_EVENT_STARTED, routes[i], NULL, at_ms);
  rdm_desk_run (desk, report);
}

/* Where the vehicle is after @seconds at an even pace. */
static RdmPoint
place_on_way (RdmLiveDay *day, const char *route, double seconds)
{
  RdmWay way;
  guint i = 0;

  if (!rdm_live_day_get_way (day, route, &way) || way.n_points == 0)
    return RDM_POINT_NONE;
  while (i + 1 < way.n_points && way.along_m[i + 1] < seconds * PACE_MPS)
    i++;
  return way.points[i];
}

/* In every frame as many say where they are as are due, and all of them move on. */
static void
drive (Bench *bench, guint n)
{
  RdmDesk *desk = rdm_desk_window_get_desk (bench->window);
  RdmLive *live = rdm_desk_get_live (desk);
  GPtrArray *routes = rdm_desk_get_routes (desk);
  guint due =
      (routes->len + REPORT_EVERY_S * FRAMES_A_SECOND - 1) / (REPORT_EVERY_S * FRAMES_A_SECOND);

  if (n == 0)
    set_out (bench);
  for (guint i = 0; i < due; i++)
    {
      const RdmDeskRoute *route = g_ptr_array_index (routes, (n * due + i) % routes->len);
      RdmPosition position = { .at_utc_ms = rdm_desk_get_now_ms (desk),
                               .accuracy_m = 8.,
                               .speed_mps = PACE_MPS,
                               .course_deg = NAN,
                               .altitude_m = NAN,
                               .battery_share = NAN };

      position.place = place_on_way (rdm_live_get_day (live), route->route->row.id,
                                     600. + n / (double)FRAMES_A_SECOND);
      if (rdm_point_is_valid (position.place))
        rdm_live_add_position (live, route->vehicle->row.id, &position);
    }
  rdm_vehicle_layer_refresh (bench->window->map->vehicles);
}

static void
free_list (gpointer data)
{
  RdmRouteList *list = data;

  g_free (list->route);
  g_strfreev (list->stops);
  g_free (list);
}

/* A plan forms: each route has most of its stops in another order now, and some of its neighbour's.
 */
static void
preview (Bench *bench, guint n)
{
  RdmDesk *desk = rdm_desk_window_get_desk (bench->window);
  GPtrArray *routes = rdm_desk_get_routes (desk);
  g_autoptr (GPtrArray) lists = g_ptr_array_new_with_free_func (free_list);

  for (guint i = 0; i < routes->len && n < 39; i++)
    {
      const RdmRoute *route = ((const RdmDeskRoute *)routes->pdata[i])->route;
      const RdmRoute *other = ((const RdmDeskRoute *)routes->pdata[(i + 1) % routes->len])->route;
      RdmRouteList *list = g_new0 (RdmRouteList, 1);
      guint n_stops = g_strv_length (route->stops);
      guint n_others = g_strv_length (other->stops);

      list->route = g_strdup (route->row.id);
      list->stops = g_new0 (char *, n_stops + n_others + 1);
      for (guint k = n_others / 2; k < n_stops; k++)
        list->stops[k - n_others / 2] = g_strdup (route->stops[(k * 7 + n) % n_stops]);
      for (guint k = 0; k < n_others / 2; k++)
        list->stops[MAX (n_stops, n_others / 2) - n_others / 2 + k] = g_strdup (other->stops[k]);
      g_ptr_array_add (lists, list);
    }
  rdm_desk_set_preview (desk, lists->len > 0 ? lists : NULL);
}

static const char *const typed[] = { "t",       "to",     "tow",  "town", "town 1",
                                     "town 12", "town 1", "town", "tow",  "to" };

/* The frame that is being made shows it. */
static void
answered_cb (Bench *bench, gboolean anew)
{
  double frames = bench->tick % bench->frames + 1;

  if (anew)
    g_array_append_val (bench->answers, frames);
}

static RdmGrid *
table (Bench *bench)
{
  RdmGrid *grid = rdm_orders_page_get_grid (bench->window->orders);

  adw_view_stack_set_visible_child_name (bench->window->places, "orders");
  if (g_signal_handler_find (grid->model, G_SIGNAL_MATCH_DATA, 0, 0, NULL, NULL, bench) == 0)
    g_signal_connect_swapped (grid->model, "changed", G_CALLBACK (answered_cb), bench);
  return grid;
}

static void
search (Bench *bench, guint n)
{
  table (bench);
  rdm_orders_page_set_search (bench->window->orders, typed[n % G_N_ELEMENTS (typed)]);
}

/* The last letter but one leaves everything, so that the board is as before. */
static void
search_board (Bench *bench, guint n)
{
  GtkEditable *entry = GTK_EDITABLE (bench->window->board->search);

  gtk_editable_set_text (entry, n < 29 ? typed[n % G_N_ELEMENTS (typed)] : "");
}

/* Letter by letter, and cleared. */
static void
type_word (Bench *bench, guint n)
{
  static const char word[] = "recipient 0123";
  g_autofree char *text = g_strndup (word, n % sizeof word);

  table (bench);
  rdm_orders_page_set_search (bench->window->orders, text);
}

static void
sort_table (Bench *bench, guint n)
{
  rdm_grid_sort (table (bench), n * 5 % RDM_N_ORDER_COLUMNS, n % 3 == 0);
}

/* All of it, a page a frame, down and up again. */
static void
scroll_table (Bench *bench, guint n)
{
  GtkAdjustment *adjustment = gtk_scrollable_get_vadjustment (GTK_SCROLLABLE (table (bench)));

  rdm_orders_page_set_search (bench->window->orders, "");
  gtk_adjustment_set_value (adjustment, gtk_adjustment_get_value (adjustment)
                                            + (n % 100 < 50 ? 1. : -1.)
                                                  * gtk_adjustment_get_page_size (adjustment));
}

static void
edit_table (Bench *bench, guint n)
{
  RdmDesk *desk = rdm_desk_window_get_desk (bench->window);
  g_autofree char *parcels = g_strdup_printf ("%u", n % 7 + 5);

  table (bench);
  rdm_order_column_edit (PARCELS_COLUMN, desk, rdm_desk_find_order (desk, random_stop (bench)),
                         parcels);
}

static void
select_row (Bench *bench, guint n)
{
  table (bench);
  select_one (bench, n);
}

static void
open_table (Bench *bench, guint n)
{
  adw_view_stack_set_visible_child_name (bench->window->places, n % 2 == 0 ? "orders" : "dispatch");
}

static const struct
{
  const char *name;
  void (*act) (Bench *bench, guint n);
  guint times;
  guint frames; /* for each time: searches wait for a pause in typing, ranking for a hand at rest */
} steps[] = {
  { "select all, select none", select_all, 60, 3 },
  { "select a stop", select_one, 60, 8 },
  { "pan the map", pan, 120, 1 },
  { "zoom the map", zoom, 120, 1 },
  { "move a stop to another route", move, 60, 3 },
  { "undo that", undo, 40, 3 },
  { "narrow the board by a letter", search_board, 30, 14 },
  { "routes form on the map while planning", preview, 40, 6 },
  { "table: go to it and back", open_table, 21, 8 },
  { "table: filter by a letter", search, 30, 14 },
  { "table: type a word into the search", type_word, 60, 8 },
  { "table: sort by another column", sort_table, 40, 14 },
  { "table: scroll by a page", scroll_table, 120, 1 },
  { "table: select a row", select_row, 60, 8 },
  { "table: edit a cell", edit_table, 40, 3 },
  { "vehicles move and report", drive, 900, 1 },
};

/* Reports */

static int
compare_doubles (gconstpointer a, gconstpointer b)
{
  double x = *(const double *)a;
  double y = *(const double *)b;

  return (x > y) - (x < y);
}

static double
percentile (GArray *values, guint percent)
{
  g_array_sort (values, compare_doubles);
  return g_array_index (values, double, (values->len - 1) * percent / 100);
}

/* One line for a figure; says so where it is missed. */
static gboolean
say_ratio (const char *what, double value, double allowed, const char *unit)
{
  g_print ("  %-58s %7.2f of %.2f %s: %.2f%s\n", what, value, allowed, unit, value / allowed,
           value <= allowed ? "" : "  SHORT");
  return value <= allowed;
}

static void
report_step (Bench *bench)
{
  g_autofree char *what = g_strdup_printf ("%s, p95 of work a frame", steps[bench->step].name);
  double p95 = percentile (bench->cpu, 95);

  bench->short_of = !say_ratio (what, p95, FRAME_MS, "ms") || bench->short_of;
  g_print ("    (p50 %.1f ms, most %.1f ms; with neighbours p50 %.1f, p95 %.1f; %u times)\n",
           percentile (bench->cpu, 50), percentile (bench->cpu, 100), percentile (bench->wall, 50),
           percentile (bench->wall, 95), bench->cpu->len);
  if (bench->answers->len > 0)
    g_print ("    (the rows are there in frame p50 %.0f, p95 %.0f, at last %.0f)\n",
             percentile (bench->answers, 50), percentile (bench->answers, 95),
             percentile (bench->answers, 100));
  g_array_set_size (bench->cpu, 0);
  g_array_set_size (bench->wall, 0);
  g_array_set_size (bench->answers, 0);
}

/* Frames */

static void
next_step (Bench *bench)
{
  do
    bench->step++;
  while (bench->step < G_N_ELEMENTS (steps) && bench->only != NULL
         && !g_str_has_prefix (steps[bench->step].name, bench->only));
  bench->tick = 0;
  if (bench->step == G_N_ELEMENTS (steps))
    g_main_loop_quit (bench->loop);
  else
    bench->frames = steps[bench->step].frames;
}

static gboolean
tick_cb (GtkWidget *widget, GdkFrameClock *clock, gpointer user_data)
{
  Bench *bench = user_data;
  if (bench->tick % bench->frames == 0)
    {
      if (bench->tick > 0)
        {
          g_array_append_val (bench->cpu, bench->act_cpu_ms);
          g_array_append_val (bench->wall, bench->act_wall_ms);
        }
      bench->act_cpu_ms = bench->act_wall_ms = 0.;
      if (bench->tick == steps[bench->step].times * bench->frames)
        {
          report_step (bench);
          next_step (bench);
          return bench->step < G_N_ELEMENTS (steps);
        }
      steps[bench->step].act (bench, bench->tick / bench->frames);
    }
  bench->tick++;
  return G_SOURCE_CONTINUE;
}

static void
before_paint_cb (GdkFrameClock *clock, Bench *bench)
{
  bench->wall_us = g_get_monotonic_time ();
}

static gboolean
usable_cb (gpointer user_data)
{
  Bench *bench = user_data;

  if (bench->only_start)
    {
      g_print ("%" G_GINT64_FORMAT "\n", g_get_monotonic_time ());
      g_main_loop_quit (bench->loop);
      return G_SOURCE_REMOVE;
    }
  next_step (bench);
  bench->cpu_ms = thread_ms ();
  gtk_widget_add_tick_callback (GTK_WIDGET (bench->window), tick_cb, bench, NULL);
  return G_SOURCE_REMOVE;
}

/* Usable: painted with the map fitted to the day, which takes a second frame, and nothing left to
 * do. */
static void
after_paint_cb (GdkFrameClock *clock, Bench *bench)
{
  double cpu_ms = thread_ms ();
  double wall_ms = (double)(g_get_monotonic_time () - bench->wall_us) / 1e3;

  bench->act_cpu_ms = MAX (bench->act_cpu_ms, cpu_ms - bench->cpu_ms);
  bench->act_wall_ms = MAX (bench->act_wall_ms, wall_ms);
  bench->cpu_ms = cpu_ms;
  bench->n_frames++;
  if (bench->n_frames == 1)
    gtk_widget_queue_draw (GTK_WIDGET (bench->window));
  else if (bench->n_frames == 2)
    g_idle_add_full (G_PRIORITY_LOW, usable_cb, bench, NULL);
}

/* Children */

static void
run_window (Bench *bench)
{
  GdkFrameClock *clock;

  bench->cpu = g_array_new (FALSE, FALSE, sizeof (double));
  bench->wall = g_array_new (FALSE, FALSE, sizeof (double));
  bench->answers = g_array_new (FALSE, FALSE, sizeof (double));
  bench->random = g_rand_new_with_seed (1);
  bench->loop = g_main_loop_new (NULL, FALSE);
  gtk_window_present (GTK_WINDOW (bench->window));
  clock = gtk_widget_get_frame_clock (GTK_WIDGET (bench->window));
  g_signal_connect (clock, "before-paint", G_CALLBACK (before_paint_cb), bench);
  g_signal_connect_after (clock, "after-paint", G_CALLBACK (after_paint_cb), bench);
  g_main_loop_run (bench->loop);
  gtk_window_destroy (GTK_WINDOW (bench->window));
  g_array_unref (bench->cpu);
  g_array_unref (bench->wall);
  g_array_unref (bench->answers);
  g_rand_free (bench->random);
  g_main_loop_unref (bench->loop);
}

/* One window as the program opens it. @what: "start", "steps", or how the name of a step begins. */
static int
run_child (const char *what, const char *path)
{
  g_autoptr (AdwApplication) application = NULL;
  g_autoptr (GSettings) settings = NULL;
  Bench bench = { .only_start = g_str_equal (what, "start"),
                  .only = g_str_equal (what, "steps") ? NULL : what,
                  .step = G_MAXUINT };
  struct rusage usage;

  rdm_console_get_resource ();
  rdm_icons_get_resource ();
  application = g_object_new (ADW_TYPE_APPLICATION, "application-id",
                              "org.roundsman.Roundsman.Bench", "flags", G_APPLICATION_NON_UNIQUE,
                              "resource-base-path", "/org/roundsman/Roundsman", NULL);
  if (!g_application_register (G_APPLICATION (application), NULL, NULL))
    return 2;
  settings = g_settings_new ("org.roundsman.Roundsman");
  bench.window = rdm_desk_window_new (application, settings);
  gtk_window_set_default_size (GTK_WINDOW (bench.window), 1366, 768);
  if (path != NULL && !rdm_desk_window_open (bench.window, path, 0))
    return 2;
  run_window (&bench);
  if (!bench.only_start)
    {
      getrusage (RUSAGE_SELF, &usage);
      bench.short_of = !say_ratio ("peak memory", (double)usage.ru_maxrss / 1024., MEMORY_MB, "MB")
                       || bench.short_of;
    }
  return bench.short_of;
}

/* The parent */

/* Best of several: from before the process is there until its window is usable, s. */
static double
start_time (const char *program, const char *path)
{
  const char *arguments[] = { program, "--child", "start", path, NULL };
  double best = G_MAXDOUBLE;

  for (guint i = 0; i < STARTS; i++)
    {
      gint64 start_us = g_get_monotonic_time ();
      g_autofree char *output = NULL;
      g_autoptr (GError) error = NULL;

      g_spawn_sync (NULL, (char **)arguments, NULL, G_SPAWN_DEFAULT, NULL, NULL, &output, NULL,
                    NULL, &error);
      g_assert_no_error (error);
      g_assert_cmpstr (output, !=, "");
      best = MIN (best, (double)(g_ascii_strtoll (output, NULL, 10) - start_us) / 1e6);
    }
  return best;
}

static gboolean
run_steps (const char *program, const char *what, const char *path)
{
  const char *arguments[] = { program, "--child", what, path, NULL };
  int status = 0;
  g_autoptr (GError) error = NULL;

  g_spawn_sync (NULL, (char **)arguments, NULL, G_SPAWN_CHILD_INHERITS_STDIN, NULL, NULL, NULL,
                NULL, &status, &error);
  g_assert_no_error (error);
  return g_spawn_check_wait_status (status, NULL);
}

static void
remove_plan (const char *path)
{
  static const char *const ends[] = { "", "-wal", "-shm" };

  for (guint i = 0; i < G_N_ELEMENTS (ends); i++)
    {
      g_autofree char *file = g_strconcat (path, ends[i], NULL);

      g_remove (file);
    }
}

int
main (int argc, char **argv)
{
  guint n_orders = argc > 1 ? (guint)g_ascii_strtoull (argv[1], NULL, 10) : 5000;
  guint n_vehicles = argc > 2 ? (guint)g_ascii_strtoull (argv[2], NULL, 10) : 60;
  g_autofree char *folder = NULL;
  g_autofree char *path = NULL;
  g_autofree char *twice = NULL;
  g_autofree char *driving = NULL;
  gboolean good;
  double empty;

  if (argc > 2 && g_str_equal (argv[1], "--child"))
    return run_child (argv[2], argc > 3 ? argv[3] : NULL);
  if (argc > 2 && g_str_equal (argv[1], "--write"))
    {
      big_day_write (argv[2], 5000, argc > 3 ? (guint)g_ascii_strtoull (argv[3], NULL, 10) : 60);
      return 0;
    }
  if (!gtk_init_check ())
    {
      g_print ("no display: run this under tests/ui/ui-session.sh\n");
      return 77;
    }
  folder = g_dir_make_tmp ("bench-console-XXXXXX", NULL);
  path = g_build_filename (folder, "big.roundsman", NULL);
  twice = g_build_filename (folder, "twice.roundsman", NULL);
  driving = g_build_filename (folder, "driving.roundsman", NULL);
  big_day_write (path, n_orders, n_vehicles);
  big_day_write (twice, 2 * n_orders, n_vehicles);
  big_day_write (driving, 5 * N_DRIVING, N_DRIVING);
  g_print ("%u orders, %u vehicles\n", n_orders, n_vehicles);
  empty = start_time (argv[0], NULL);
  good = say_ratio ("start, of 2 × an empty start + 0.7 s", start_time (argv[0], path),
                    2. * empty + START_EXTRA_S, "s");
  g_print ("    (empty start %.2f s)\n", empty);
  good = run_steps (argv[0], "steps", path) && good;
  g_print ("%u orders in the table\n", 2 * n_orders);
  good = run_steps (argv[0], "table", twice) && good;
  g_print ("%u vehicles under way\n", N_DRIVING);
  good = run_steps (argv[0], "vehicles", driving) && good;
  remove_plan (path);
  remove_plan (driving);
  remove_plan (twice);
  g_rmdir (folder);
  return good ? 0 : 1;
}
