/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A day on the terminal, from its files to its route sheets, and what becomes of bad input.
 */
#include <gio/gio.h>
#include <sqlite3.h>
#include <string.h>

#include "ctl-testing.h"

#define DAY "2026-11-23"
#define PLAN "day.roundsman"

static gint64
member (JsonNode *node, const char *name)
{
  return json_object_get_int_member (json_node_get_object (node), name);
}

/* How many stops the routes have. */
static guint
count_routed (Ctl *ctl)
{
  g_autoptr (JsonNode) root = NULL;
  JsonArray *routes;
  guint n = 0;

  g_assert_cmpint (ctl_run (ctl, "show", "--json", "--date", DAY, PLAN, "routes", NULL), ==, 0);
  root = ctl_json (ctl);
  routes = json_object_get_array_member (json_node_get_object (root), "routes");
  for (guint i = 0; i < json_array_get_length (routes); i++)
    n += json_array_get_length (
        json_object_get_array_member (json_array_get_object_element (routes, i), "stops"));
  return n;
}

static void
plan_day (Ctl *ctl)
{
  g_assert_cmpint (ctl_run (ctl, "plan", "--date", DAY, "--iterations", "300", "--threads", "1",
                            "--seed", "7", PLAN, NULL),
                   ==, 0);
}

static void
test_import (void)
{
  g_autoptr (Ctl) ctl = ctl_new ();
  g_autoptr (JsonNode) report = NULL;

  ctl_run (ctl, "demo", ".", NULL);
  g_assert_cmpint (ctl_run (ctl, "new", PLAN, NULL), ==, 0);
  g_assert_cmpint (ctl_run (ctl, "fleet", PLAN, "fleet.csv", NULL), ==, 0);
  /* Only reports: there is a row with an error, and nothing comes in. */
  g_assert_cmpint (ctl_run (ctl, "import", "--check", "--json", PLAN, "orders.csv", NULL), ==, 1);
  report = ctl_json (ctl);
  g_assert_cmpint (member (report, "created"), ==, 303);
  g_assert_cmpint (member (report, "broken"), ==, 1);
  ctl_run (ctl, "show", "--date", DAY, PLAN, "orders", NULL);
  g_assert_null (strstr (ctl->out, "AU-4"));
  /* With an error nothing comes in either, unless one says what is to be done. */
  g_assert_cmpint (ctl_run (ctl, "import", PLAN, "orders.csv", NULL), ==, 1);
  g_assert_nonnull (strstr (ctl->err, "--repair"));
  ctl_run (ctl, "show", "--date", DAY, PLAN, "orders", NULL);
  g_assert_null (strstr (ctl->out, "AU-4"));
  g_assert_cmpint (ctl_run (ctl, "import", "--repair", PLAN, "orders.csv", NULL), ==, 0);
  /* The same file again creates nothing. */
  g_assert_cmpint (ctl_run (ctl, "import", "--repair", "--json", PLAN, "orders.csv", NULL), ==, 0);
  g_clear_pointer (&report, json_node_unref);
  report = ctl_json (ctl);
  g_assert_cmpint (member (report, "created"), ==, 0);
  g_assert_cmpint (member (report, "unchanged"), ==, 304);
}

static void
test_plan (void)
{
  g_autoptr (Ctl) ctl = ctl_new ();
  g_autofree char *first = NULL;
  guint n_routed;

  ctl_demo (ctl);
  g_assert_cmpuint (count_routed (ctl), ==, 0);
  plan_day (ctl);
  n_routed = count_routed (ctl);
  g_assert_cmpuint (n_routed, >, 280);
  first = g_strdup (ctl->out);

  g_assert_cmpint (ctl_run (ctl, "undo", PLAN, NULL), ==, 0);
  g_assert_cmpuint (count_routed (ctl), ==, 0);
  g_assert_cmpint (ctl_run (ctl, "redo", PLAN, NULL), ==, 0);
  g_assert_cmpuint (count_routed (ctl), ==, n_routed);
  /* The same rows, seed and threads: the same answer. */
  g_assert_cmpint (ctl_run (ctl, "undo", PLAN, NULL), ==, 0);
  plan_day (ctl);
  count_routed (ctl);
  g_assert_cmpstr (ctl->out, ==, first);
}

/* The first stop of the first route that has any; @reference: (out). */
static char *
first_stop (Ctl *ctl, char **reference, char **route)
{
  g_autoptr (JsonNode) root = NULL;
  JsonObject *first;
  JsonArray *stops;

  ctl_run (ctl, "show", "--json", "--date", DAY, PLAN, "routes", NULL);
  root = ctl_json (ctl);
  first = json_array_get_object_element (
      json_object_get_array_member (json_node_get_object (root), "routes"), 0);
  stops = json_object_get_array_member (first, "stops");
  *route = g_strdup (json_object_get_string_member (first, "name"));
  *reference = g_strdup (
      json_object_get_string_member (json_array_get_object_element (stops, 0), "reference"));
  return g_strdup (
      json_object_get_string_member (json_array_get_object_element (stops, 0), "stop"));
}

static void
test_assign (void)
{
  g_autoptr (Ctl) ctl = ctl_new ();
  g_autofree char *reference = NULL;
  g_autofree char *route = NULL;
  g_autofree char *stop = NULL;
  guint n_routed;

  ctl_demo (ctl);
  plan_day (ctl);
  n_routed = count_routed (ctl);
  stop = first_stop (ctl, &reference, &route);
  g_assert_cmpint (ctl_run (ctl, "assign", "--tray", "--date", DAY, PLAN, stop, NULL), ==, 0);
  g_assert_cmpuint (count_routed (ctl), ==, n_routed - 1);
  g_assert_cmpint (ctl_run (ctl, "assign", "--route", route, "--date", DAY, PLAN, reference, NULL),
                   ==, 0);
  g_assert_cmpuint (count_routed (ctl), ==, n_routed);

  ctl_run (ctl, "assign", "--route", "AU-99", "--date", DAY, PLAN, reference, NULL);
  ctl_assert_fails (ctl, 2, "AU-99");
  ctl_run (ctl, "assign", "--route", route, "--date", DAY, PLAN, "AU-none", NULL);
  ctl_assert_fails (ctl, 2, "AU-none");
  ctl_run (ctl, "assign", "--date", DAY, PLAN, reference, NULL);
  ctl_assert_fails (ctl, 2, "--route");

  g_assert_cmpint (ctl_run (ctl, "log", "--json", PLAN, NULL), ==, 0);
  {
    g_autoptr (JsonNode) journal = ctl_json (ctl);

    /* The fleet, the orders, the plan, and two moves. */
    g_assert_cmpuint (json_array_get_length (json_node_get_array (journal)), >=, 5);
  }
}

/* Empty places say what to do next. */
static void
test_show_nothing (void)
{
  g_autoptr (Ctl) ctl = ctl_new ();

  ctl_run (ctl, "new", PLAN, NULL);
  ctl_run (ctl, "show", "--date", DAY, PLAN, NULL);
  g_assert_nonnull (strstr (ctl->out, "No vehicle works on"));
  g_assert_nonnull (strstr (ctl->out, "roundsmanctl fleet"));
  ctl_run (ctl, "show", "--date", DAY, PLAN, "orders", NULL);
  g_assert_nonnull (strstr (ctl->out, "roundsmanctl import"));
  ctl_run (ctl, "show", PLAN, "fleet", NULL);
  g_assert_nonnull (strstr (ctl->out, "No vehicles yet"));
  ctl_run (ctl, "show", "--date", DAY, PLAN, "why", NULL);
  g_assert_nonnull (strstr (ctl->out, "tray is empty"));
}

/* A program finds all that is known of an order and of a vehicle. */
static void
test_show_json (void)
{
  g_autoptr (Ctl) ctl = ctl_new ();
  g_autoptr (JsonNode) orders = NULL;
  g_autoptr (JsonNode) fleet = NULL;
  JsonObject *order;
  JsonObject *vehicle;

  ctl_demo (ctl);
  ctl_run (ctl, "show", "--json", "--date", DAY, PLAN, "orders", NULL);
  orders = ctl_json (ctl);
  order = json_array_get_object_element (json_node_get_array (orders), 0);
  g_assert_cmpint (json_object_get_int_member (order, "weight_g"), >, 0);
  g_assert_cmpuint (json_array_get_length (json_object_get_array_member (order, "stops")), ==, 1);
  ctl_run (ctl, "show", "--json", PLAN, "fleet", NULL);
  fleet = ctl_json (ctl);
  g_assert_cmpuint (json_array_get_length (json_node_get_array (fleet)), ==, 8);
  vehicle = json_array_get_object_element (json_node_get_array (fleet), 0);
  g_assert_cmpint (json_object_get_int_member (vehicle, "parcels"), >, 0);
  g_assert_nonnull (json_object_get_object_member (vehicle, "start"));
  g_assert_cmpuint (json_array_get_length (json_object_get_array_member (vehicle, "shifts")), >, 0);
}

static void
test_show (void)
{
  static const char *const whats[] = { "routes", "orders", "tray", "fleet", "why" };
  g_autoptr (Ctl) ctl = ctl_new ();

  ctl_demo (ctl);
  plan_day (ctl);
  for (guint i = 0; i < G_N_ELEMENTS (whats); i++)
    {
      g_autoptr (JsonNode) root = NULL;

      g_assert_cmpint (ctl_run (ctl, "show", "--date", DAY, PLAN, whats[i], NULL), ==, 0);
      g_assert_cmpuint (strlen (ctl->out), >, 100);
      g_assert_cmpint (ctl_run (ctl, "show", "--json", "--date", DAY, PLAN, whats[i], NULL), ==, 0);
      root = ctl_json (ctl);
    }
  ctl_run (ctl, "show", PLAN, "weather", NULL);
  ctl_assert_fails (ctl, 2, "weather");
}

static void
test_out (void)
{
  g_autoptr (Ctl) ctl = ctl_new ();
  g_autoptr (GBytes) gpx = NULL;
  g_autoptr (GBytes) csv = NULL;
  g_autoptr (GBytes) pdf = NULL;

  ctl_demo (ctl);
  ctl_run (ctl, "print", "--date", DAY, "-o", "sheets.pdf", PLAN, NULL);
  ctl_assert_fails (ctl, 1, "Plan the day first");
  plan_day (ctl);
  g_assert_cmpint (ctl_run (ctl, "export", "--gpx", "-o", "a.gpx", "--date", DAY, PLAN, NULL), ==,
                   0);
  g_assert_cmpint (ctl_run (ctl, "export", "--csv", "-o", "a.csv", "--date", DAY, PLAN, NULL), ==,
                   0);
  g_assert_cmpint (ctl_run (ctl, "print", "-o", "a.pdf", "--date", DAY, PLAN, NULL), ==, 0);
  gpx = ctl_read (ctl, "a.gpx");
  csv = ctl_read (ctl, "a.csv");
  pdf = ctl_read (ctl, "a.pdf");
  g_assert_cmpmem (g_bytes_get_data (gpx, NULL), 5, "<?xml", 5);
  g_assert_cmpmem (g_bytes_get_data (csv, NULL), 5, "route", 5);
  g_assert_cmpmem (g_bytes_get_data (pdf, NULL), 5, "%PDF-", 5);
  g_assert_cmpint (ctl_run (ctl, "export", "--csv", "--route", "AU-01", "--date", DAY, PLAN, NULL),
                   ==, 0);
  g_assert_true (g_str_has_prefix (ctl->out, "route,vehicle"));

  ctl_run (ctl, "print", "-o", "none/a.pdf", "--date", DAY, PLAN, NULL);
  ctl_assert_fails (ctl, 3, "no such folder");
  ctl_run (ctl, "print", "-o", "/dev/full", "--date", DAY, PLAN, NULL);
  ctl_assert_fails (ctl, 3, "the disk is full");
  ctl_run (ctl, "print", "--paper", "a9", "-o", "a.pdf", "--date", DAY, PLAN, NULL);
  ctl_assert_fails (ctl, 2, "a9");
  ctl_run (ctl, "export", "--date", DAY, PLAN, NULL);
  ctl_assert_fails (ctl, 2, "--csv");
}

/* Bad input: a sentence each, and the plan stays as it is, byte for byte. */

/* A region that was meant and is not there is no reason to go on with estimates. */
static void
test_region (void)
{
  g_autoptr (Ctl) ctl = ctl_new ();

  ctl_demo (ctl);
  g_setenv ("ROUNDSMAN_REGION", "lost.region", TRUE);
  ctl_run (ctl, "show", PLAN, "routes", NULL);
  ctl_assert_fails (ctl, 3, "lost.region");
  g_unsetenv ("ROUNDSMAN_REGION");
  g_assert_cmpint (ctl_run (ctl, "show", PLAN, "routes", NULL), ==, 0);
}

/* Roads are closed, slowed, listed and opened again; without a region that is said. */
static void
test_roads (void)
{
  g_autoptr (Ctl) ctl = ctl_new ();
  g_autoptr (JsonNode) root = NULL;
  JsonObject *first;
  JsonArray *closures;

  ctl_demo (ctl);
  g_assert_cmpint (ctl_run (ctl, "roads", "--date", DAY, PLAN, NULL), ==, 0);
  g_assert_nonnull (strstr (ctl->out, "open"));
  ctl_run (ctl, "roads", "--date", DAY, "--close", PLAN, "47.14,9.52", NULL);
  ctl_assert_fails (ctl, 2, "region");
  g_assert_cmpint (ctl_run (ctl, "roads", "--date", DAY, "--close", "--hours", "10-12", "--note",
                            "Works", PLAN, "47.14,9.52", "47.15,9.52", NULL),
                   ==, 0);
  g_assert_nonnull (strstr (ctl->err, "region"));
  g_assert_cmpint (ctl_run (ctl, "roads", "--date", DAY, "--slow", "40", "--area", "--until",
                            "2026-11-25", PLAN, "47.14,9.52", "47.15,9.52", "47.15,9.53", NULL),
                   ==, 0);
  g_assert_cmpint (ctl_run (ctl, "roads", "--date", DAY, "--json", PLAN, NULL), ==, 0);
  root = ctl_json (ctl);
  closures = json_node_get_array (root);
  g_assert_cmpuint (json_array_get_length (closures), ==, 2);
  first = json_array_get_object_element (closures, 0);
  g_assert_cmpint (json_object_get_int_member (first, "speed_permille"), ==, 400);
  /* The day after, only the one that lasts. */
  ctl_run (ctl, "roads", "--date", "2026-11-24", PLAN, NULL);
  g_assert_null (strstr (ctl->out, "Works"));
  g_assert_nonnull (strstr (ctl->out, "40"));
  g_assert_cmpint (
      ctl_run (ctl, "roads", "--open", json_object_get_string_member (first, "id"), PLAN, NULL), ==,
      0);
  ctl_run (ctl, "roads", "--date", "2026-11-24", PLAN, NULL);
  g_assert_nonnull (strstr (ctl->out, "open"));
  g_assert_cmpint (ctl_run (ctl, "undo", PLAN, NULL), ==, 0);

  /* As many as a day may have, and one more. */
  for (guint i = 2; i < 32; i++)
    g_assert_cmpint (ctl_run (ctl, "roads", "--date", DAY, "--slow", "40", PLAN, "47.14,9.52",
                              "47.15,9.52", NULL),
                     ==, 0);
  ctl_run (ctl, "roads", "--date", DAY, "--close", PLAN, "47.14,9.52", "47.15,9.52", NULL);
  ctl_assert_fails (ctl, 1, "no room");

  ctl_run (ctl, "roads", "--open", "nothing", PLAN, NULL);
  ctl_assert_fails (ctl, 1, "removed");
  ctl_run (ctl, "roads", "--close", "--slow", "40", PLAN, "47.14,9.52", NULL);
  ctl_assert_fails (ctl, 2, "--open");
  ctl_run (ctl, "roads", "--close", PLAN, NULL);
  ctl_assert_fails (ctl, 2, "where");
  ctl_run (ctl, "roads", PLAN, "47.14,9.52", NULL);
  ctl_assert_fails (ctl, 2, "--close");
  ctl_run (ctl, "roads", "--close", PLAN, "nowhere", "47.14,9.52", NULL);
  ctl_assert_fails (ctl, 2, "nowhere");
  ctl_run (ctl, "roads", "--close", "--hours", "noon", PLAN, "47.1,9.5", "47.2,9.5", NULL);
  ctl_assert_fails (ctl, 2, "noon");
  ctl_run (ctl, "roads", "--slow", "400", PLAN, "47.1,9.5", "47.2,9.5", NULL);
  ctl_assert_fails (ctl, 1, "99");
}

/* A server that is none is refused; one that does not answer is no reason to have no plan, but it
 * is said. Nobody listens on port 1. */
static void
test_travel_server (void)
{
  g_autoptr (Ctl) ctl = ctl_new ();

  ctl_demo (ctl);
  ctl_run (ctl, "plan", "--travel-server", "maps:http://127.0.0.1:1", PLAN, NULL);
  ctl_assert_fails (ctl, 3, "is no server of travel times");
  ctl_run (ctl, "plan", "--travel-server", "osrm:127.0.0.1", PLAN, NULL);
  ctl_assert_fails (ctl, 3, "is not the address of a server");
  g_assert_cmpint (ctl_run (ctl, "plan", "--date", DAY, "--iterations", "10", "--threads", "1",
                            "--travel-server", "osrm:http://127.0.0.1:1", PLAN, NULL),
                   ==, 0);
  g_assert_nonnull (strstr (ctl->err, "The server of travel times cannot be used"));
  g_assert_nonnull (strstr (ctl->err, "estimated"));
}

static void
test_bad_files (void)
{
  static const char png[] = "\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\1\0\0\0\1";
  static const struct
  {
    const char *verb;
    const char *file;
    int status;
    const char *words;
  } cases[] = {
    { "import", "none.csv", 3, "none.csv" },       { "import", ".", 3, "" },
    { "import", "picture.png", 3, "picture.png" }, { "import", "empty.csv", 3, "empty.csv" },
    { "fleet", "none.csv", 3, "none.csv" },        { "fleet", "picture.png", 3, "picture.png" },
  };
  g_autoptr (Ctl) ctl = ctl_new ();
  guint n_entries;

  g_assert_cmpint (ctl_run (ctl, "new", PLAN, NULL), ==, 0);
  ctl_write (ctl, "picture.png", png, sizeof png);
  ctl_write (ctl, "empty.csv", "", 0);
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      ctl_run (ctl, cases[i].verb, PLAN, cases[i].file, NULL);
      ctl_assert_fails (ctl, cases[i].status, cases[i].words);
    }
  g_assert_cmpint (ctl_run (ctl, "log", "--json", PLAN, NULL), ==, 0);
  {
    g_autoptr (JsonNode) journal = ctl_json (ctl);

    n_entries = json_array_get_length (json_node_get_array (journal));
  }
  g_assert_cmpuint (n_entries, <=, 1); /* making it */
}

static void
test_no_fleet (void)
{
  g_autoptr (Ctl) ctl = ctl_new ();

  ctl_run (ctl, "demo", ".", NULL);
  ctl_run (ctl, "new", PLAN, NULL);
  ctl_run (ctl, "import", "--repair", PLAN, "orders.csv", NULL);
  ctl_run (ctl, "plan", "--date", DAY, "--iterations", "10", PLAN, NULL);
  ctl_assert_fails (ctl, 1, "");
  ctl_write (ctl, "heading.csv", "vehicle,profile,shift_start,shift_end\n", -1);
  /* A fleet of none changes nothing. */
  ctl_run (ctl, "fleet", PLAN, "heading.csv", NULL);
  ctl_run (ctl, "plan", "--date", DAY, "--iterations", "10", PLAN, NULL);
  ctl_assert_fails (ctl, 1, "");
}

static void
set_version (Ctl *ctl, const char *name)
{
  g_autofree char *path = ctl_path (ctl, name);
  sqlite3 *db = NULL;

  g_assert_cmpint (sqlite3_open (path, &db), ==, SQLITE_OK);
  g_assert_cmpint (sqlite3_exec (db, "PRAGMA user_version = 9999", NULL, NULL, NULL), ==,
                   SQLITE_OK);
  g_assert_cmpint (sqlite3_close (db), ==, SQLITE_OK);
}

/* @name can neither be shown nor changed, and is afterwards what it was. */
static void
assert_refused (Ctl *ctl, const char *name)
{
  g_autoptr (GBytes) before = ctl_read (ctl, name);
  g_autoptr (GBytes) after = NULL;

  ctl_run (ctl, "show", name, NULL);
  ctl_assert_fails (ctl, 3, name);
  ctl_run (ctl, "fleet", name, "fleet.csv", NULL);
  ctl_assert_fails (ctl, 3, name);
  after = ctl_read (ctl, name);
  g_assert_true (g_bytes_equal (before, after));
}

static void
test_bad_plans (void)
{
  g_autoptr (Ctl) ctl = ctl_new ();
  g_autoptr (GBytes) whole = NULL;

  ctl_demo (ctl);
  whole = ctl_read (ctl, PLAN);
  ctl_write (ctl, "cut.roundsman", g_bytes_get_data (whole, NULL),
             (gssize)(g_bytes_get_size (whole) / 2));
  ctl_write (ctl, "text.roundsman", "not a plan at all, but long enough to be looked at\n", -1);
  ctl_write (ctl, "newer.roundsman", g_bytes_get_data (whole, NULL),
             (gssize)g_bytes_get_size (whole));
  set_version (ctl, "newer.roundsman");
  assert_refused (ctl, "cut.roundsman");
  assert_refused (ctl, "text.roundsman");
  assert_refused (ctl, "newer.roundsman");

  ctl_run (ctl, "show", "none.roundsman", NULL);
  ctl_assert_fails (ctl, 3, "none.roundsman");
  ctl_run (ctl, "show", ".", NULL);
  ctl_assert_fails (ctl, 3, "");
  ctl_run (ctl, "new", PLAN, NULL);
  ctl_assert_fails (ctl, 3, PLAN);
  ctl_run (ctl, "new", "none/day.roundsman", NULL);
  ctl_assert_fails (ctl, 3, "none/day.roundsman");
}

/* Another program that has the plan open: until it has, there is nothing to do again; and where we
 * have been in its way, it is started anew. */
static GSubprocess *
start_other (Ctl *ctl)
{
  g_autoptr (GSubprocessLauncher) launcher = g_subprocess_launcher_new (
      G_SUBPROCESS_FLAGS_STDOUT_SILENCE | G_SUBPROCESS_FLAGS_STDERR_SILENCE);
  g_autoptr (GSubprocess) other = NULL;
  g_autoptr (GError) error = NULL;

  g_subprocess_launcher_set_cwd (launcher, ctl->folder);
  do
    if (other == NULL || g_subprocess_get_identifier (other) == NULL)
      {
        g_clear_object (&other);
        other = g_subprocess_launcher_spawn (launcher, &error, g_getenv ("ROUNDSMANCTL"), "plan",
                                             "--date", DAY, "--time-limit", "60", "--threads", "1",
                                             PLAN, NULL);
        g_assert_no_error (error);
      }
  while (ctl_run (ctl, "redo", PLAN, NULL) == 1);
  return g_steal_pointer (&other);
}

/* While one program plans, another may look, and not change. */
static void
test_in_use (void)
{
  g_autoptr (Ctl) ctl = ctl_new ();
  g_autoptr (GSubprocess) other = NULL;
  g_autoptr (GError) error = NULL;

  ctl_demo (ctl);
  other = start_other (ctl);
  ctl_assert_fails (ctl, 3, PLAN);
  g_assert_cmpuint (count_routed (ctl), ==, 0);
  g_subprocess_force_exit (other);
  g_subprocess_wait (other, NULL, &error);
  g_assert_no_error (error);
  /* Whatever becomes of the one that has it, the file is free again. */
  g_assert_cmpint (ctl_run (ctl, "redo", PLAN, NULL), ==, 1);
}

/* The state of the stop of an order. */
static char *
state_of (Ctl *ctl, const char *reference)
{
  g_autoptr (JsonNode) root = NULL;
  JsonArray *array;

  g_assert_cmpint (ctl_run (ctl, "show", "--json", "--date", DAY, PLAN, "orders", NULL), ==, 0);
  root = ctl_json (ctl);
  array = json_node_get_array (root);
  for (guint i = 0; i < json_array_get_length (array); i++)
    {
      JsonObject *order = json_array_get_object_element (array, i);
      JsonObject *stop =
          json_array_get_object_element (json_object_get_array_member (order, "stops"), 0);

      if (g_str_equal (json_object_get_string_member (order, "reference"), reference))
        return g_strdup (json_object_get_string_member (stop, "state"));
    }
  g_assert_not_reached ();
}

/* A day as it runs, from a terminal: routes go out and come back, a stop fails. */
static void
test_day (void)
{
  g_autoptr (Ctl) ctl = ctl_new ();
  g_autofree char *reference = NULL;
  g_autofree char *route = NULL;
  g_autofree char *stop = NULL;
  g_autofree char *failed = NULL;
  g_autofree char *done = NULL;

  ctl_demo (ctl);
  ctl_run (ctl, "send", "--date", DAY, PLAN, NULL);
  ctl_assert_fails (ctl, 1, "No route of this day");
  plan_day (ctl);
  stop = first_stop (ctl, &reference, &route);
  g_assert_cmpint (ctl_run (ctl, "send", "--date", DAY, PLAN, route, NULL), ==, 0);
  g_assert_cmpint (ctl_run (ctl, "recall", "--date", DAY, PLAN, NULL), ==, 0);
  /* Nobody had acknowledged it, and so nobody has to be told. */
  g_assert_null (strstr (ctl->out, "yet to hear"));
  g_assert_cmpint (ctl_run (ctl, "send", "--date", DAY, PLAN, route, NULL), ==, 0);
  g_assert_cmpint (ctl_run (ctl, "acknowledge", "--date", DAY, PLAN, NULL), ==, 0);
  g_assert_cmpint (ctl_run (ctl, "recall", "--date", DAY, PLAN, route, NULL), ==, 0);
  g_assert_nonnull (strstr (ctl->out, "has yet to hear"));
  g_assert_cmpint (ctl_run (ctl, "undo", PLAN, NULL), ==, 0);

  ctl_run (ctl, "report", "--date", DAY, PLAN, "flown", reference, NULL);
  ctl_assert_fails (ctl, 2, "flown");
  ctl_run (ctl, "report", "--date", DAY, "--result", "eaten", PLAN, "done", reference, NULL);
  ctl_assert_fails (ctl, 2, "eaten");
  g_assert_cmpint (
      ctl_run (ctl, "report", "--date", DAY, "--at", "9:05", PLAN, "started", route, NULL), ==, 0);
  ctl_run (ctl, "recall", "--date", DAY, PLAN, route, NULL);
  ctl_assert_fails (ctl, 1, "under way");
  g_assert_cmpint (ctl_run (ctl, "report", "--date", DAY, "--at", "9:40", "--result",
                            "failed-not-home", PLAN, "failed", reference, NULL),
                   ==, 0);
  failed = state_of (ctl, reference);
  g_assert_cmpstr (failed, ==, "failed");
  g_assert_cmpint (ctl_run (ctl, "report", "--date", DAY, PLAN, "withdrawn", reference, NULL), ==,
                   0);
  g_assert_cmpint (
      ctl_run (ctl, "report", "--date", DAY, "--at", "9:45", PLAN, "done", reference, NULL), ==, 0);
  done = state_of (ctl, reference);
  g_assert_cmpstr (done, ==, "done");
}

static void
test_bad_words (void)
{
  g_autoptr (Ctl) ctl = ctl_new ();

  ctl_run (ctl, "new", PLAN, NULL);
  ctl_run (ctl, "dance", PLAN, NULL);
  ctl_assert_fails (ctl, 2, "dance");
  ctl_run (ctl, "import", PLAN, NULL);
  ctl_assert_fails (ctl, 2, "--help");
  ctl_run (ctl, "show", PLAN, "routes", "orders", NULL);
  ctl_assert_fails (ctl, 2, "“orders” is too much");
  /* Nothing is left behind of a plan that was never made. */
  ctl_run (ctl, "new", "--zone", "Mars/Olympus", "mars.roundsman", NULL);
  ctl_assert_fails (ctl, 2, "time zone");
  ctl_run (ctl, "show", "mars.roundsman", NULL);
  ctl_assert_fails (ctl, 3, "no such file");
  ctl_run (ctl, "show", "--nonsense", PLAN, NULL);
  ctl_assert_fails (ctl, 2, "nonsense");
  ctl_run (ctl, "show", "--date", "2026-02-30", PLAN, NULL);
  ctl_assert_fails (ctl, 2, "2026-02-30");
  ctl_run (ctl, "plan", "--scope", "moon", PLAN, NULL);
  ctl_assert_fails (ctl, 2, "moon");
  ctl_run (ctl, "undo", PLAN, NULL);
  ctl_assert_fails (ctl, 1, "nothing to undo");
  g_assert_cmpint (ctl_run (ctl, "--help", NULL), ==, 0);
  g_assert_cmpint (ctl_run (ctl, "--version", NULL), ==, 0);
  g_assert_cmpint (ctl_run (ctl, "plan", "--help", NULL), ==, 0);
  g_assert_nonnull (strstr (ctl->out, "--time-limit"));
}

int
main (int argc, char **argv)
{
  g_autofree char *program = NULL;

  g_test_init (&argc, &argv, NULL);
  g_assert_cmpint (argc, ==, 2);
  program = g_canonicalize_filename (argv[1], NULL);
  g_setenv ("ROUNDSMANCTL", program, TRUE);
  g_test_add_func ("/roundsmanctl/import", test_import);
  g_test_add_func ("/roundsmanctl/plan", test_plan);
  g_test_add_func ("/roundsmanctl/assign", test_assign);
  g_test_add_func ("/roundsmanctl/show", test_show);
  g_test_add_func ("/roundsmanctl/show-json", test_show_json);
  g_test_add_func ("/roundsmanctl/show-nothing", test_show_nothing);
  g_test_add_func ("/roundsmanctl/out", test_out);
  g_test_add_func ("/roundsmanctl/region", test_region);
  g_test_add_func ("/roundsmanctl/roads", test_roads);
  g_test_add_func ("/roundsmanctl/travel-server", test_travel_server);
  g_test_add_func ("/roundsmanctl/bad-files", test_bad_files);
  g_test_add_func ("/roundsmanctl/no-fleet", test_no_fleet);
  g_test_add_func ("/roundsmanctl/bad-plans", test_bad_plans);
  g_test_add_func ("/roundsmanctl/in-use", test_in_use);
  g_test_add_func ("/roundsmanctl/day", test_day);
  g_test_add_func ("/roundsmanctl/bad-words", test_bad_words);
  return g_test_run ();
}
