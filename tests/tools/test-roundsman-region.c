/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A region on the terminal, from an extract to what it tells, and what becomes of bad input.
 */
#include <gio/gio.h>
#include <glib/gstdio.h>
#include <string.h>

#include "ctl-testing.h"

#define EXTRACT "town.osm.pbf"
#define REGION "town.region"

static void
make_region (Ctl *ctl)
{
  g_assert_cmpint (ctl_run (ctl, "generate", EXTRACT, NULL), ==, 0);
  g_assert_cmpint (ctl_run (ctl, "build", "--name", "Auenbruck", EXTRACT, REGION, NULL), ==, 0);
}

static void
test_help (void)
{
  g_autoptr (Ctl) ctl = ctl_new ();

  g_assert_cmpint (ctl_run (ctl, "--help", NULL), ==, 0);
  g_assert_nonnull (strstr (ctl->out, "build EXTRACT REGION"));
  g_assert_cmpint (ctl_run (ctl, "--version", NULL), ==, 0);
  g_assert_true (g_str_has_prefix (ctl->out, "roundsman-region "));
  ctl_run (ctl, "nonsense", NULL);
  ctl_assert_fails (ctl, 2, "nonsense");
  ctl_run (ctl, "build", EXTRACT, NULL);
  ctl_assert_fails (ctl, 2, "--help");
  ctl_run (ctl, "generate", "--streets", "-1", EXTRACT, NULL);
  ctl_assert_fails (ctl, 2, "streets");
}

static void
test_build_and_info (void)
{
  g_autoptr (Ctl) ctl = ctl_new ();
  g_autoptr (JsonNode) root = NULL;
  JsonObject *info;

  make_region (ctl);
  g_assert_cmpstr (ctl->err, ==, "");
  g_assert_true (g_str_has_prefix (ctl->out, REGION ": "));
  g_assert_cmpint (ctl_run (ctl, "info", REGION, NULL), ==, 0);
  g_assert_nonnull (strstr (ctl->out, "Auenbruck"));
  g_assert_nonnull (strstr (ctl->out, "A made-up town"));
  g_assert_nonnull (strstr (ctl->out, " segments for vans, "));
  g_assert_cmpint (ctl_run (ctl, "info", "--json", REGION, NULL), ==, 0);
  root = ctl_json (ctl);
  info = json_node_get_object (root);
  g_assert_cmpstr (json_object_get_string_member (info, "name"), ==, "Auenbruck");
  g_assert_cmpstr (json_object_get_string_member (info, "extract"), ==, EXTRACT);
  g_assert_cmpstr (json_object_get_string_member (info, "licence"), ==, "CC0-1.0");
  g_assert_cmpuint (json_array_get_length (json_object_get_array_member (info, "bounds")), ==, 4);
  g_assert_cmpint (json_object_get_int_member (info, "bytes"), >, 100000);
  {
    static const char *const names[] = { "van.segments",   "van.turns",
                                         "truck.segments", "cargo-bike.segments",
                                         "houses",         "streets",
                                         "shapes",         "labels" };
    JsonObject *counts = json_object_get_object_member (info, "counts");

    for (guint i = 0; i < G_N_ELEMENTS (names); i++)
      g_assert_cmpint (json_object_get_int_member (counts, names[i]), >, 20);
  }
}

/* A user's own profile is taken without being named, and one that makes no sense is refused. */
static void
test_profiles (void)
{
  static const char wrong[] = "[profile]\nformat=1\nname=Van\naccess=access\n[size]\nheight=x\n";
  g_autoptr (Ctl) ctl = ctl_new ();
  g_autofree char *config = g_build_filename (ctl->folder, "config", NULL);
  g_autofree char *folder = g_build_filename (config, "roundsman", "profiles", NULL);

  g_assert_cmpint (g_mkdir_with_parents (folder, 0700), ==, 0);
  g_setenv ("XDG_CONFIG_HOME", config, TRUE);
  make_region (ctl);
  g_assert_nonnull (strstr (ctl->err, folder));
  ctl_write (ctl, "config/roundsman/profiles/van.profile", wrong, -1);
  ctl_run (ctl, "build", EXTRACT, REGION, NULL);
  g_assert_nonnull (strstr (ctl->err, "van.profile, [size] height"));
  g_setenv ("XDG_CONFIG_HOME", "/nowhere", TRUE);
}

static gint64
number_at (JsonArray *matrix, guint i, guint j)
{
  return json_array_get_int_element (json_array_get_array_element (matrix, i), j);
}

static void
test_matrix (void)
{
  g_autoptr (Ctl) ctl = ctl_new ();
  g_autoptr (JsonNode) root = NULL;
  JsonArray *durations;
  JsonArray *distances;

  make_region (ctl);
  ctl->in = "49.7000,11.7900\n# not this one\n\n49.7080 11.8050\n10,10\n";
  g_assert_cmpint (ctl_run (ctl, "matrix", "--profile", "truck", "--period", "night", REGION, NULL),
                   ==, 0);
  root = ctl_json (ctl);
  durations = json_object_get_array_member (json_node_get_object (root), "durations_s");
  distances = json_object_get_array_member (json_node_get_object (root), "distances_m");
  g_assert_cmpuint (json_array_get_length (durations), ==, 3);
  g_assert_cmpint (number_at (durations, 0, 0), ==, 0);
  g_assert_cmpint (number_at (durations, 0, 1), >, 60);
  g_assert_cmpint (number_at (distances, 0, 1), >, 1000);
  g_assert_true (json_array_get_null_element (json_array_get_array_element (durations, 0), 2));
  ctl->in = "";
  ctl_run (ctl, "matrix", REGION, NULL);
  ctl_assert_fails (ctl, 2, "no points");
  ctl->in = "49,11\nhere\n";
  ctl_run (ctl, "matrix", REGION, NULL);
  ctl_assert_fails (ctl, 2, "Line 2");
  ctl_run (ctl, "matrix", "--profile", "tank", REGION, NULL);
  ctl_assert_fails (ctl, 2, "cargo-bike");
}

static void
test_route (void)
{
  g_autoptr (Ctl) ctl = ctl_new ();
  g_autoptr (JsonNode) root = NULL;
  JsonObject *leg;

  make_region (ctl);
  g_assert_cmpint (ctl_run (ctl, "route", REGION, "49.7000,11.7900", "49.7080,11.8050", NULL), ==,
                   0);
  g_assert_nonnull (strstr (ctl->out, "km"));
  g_assert_cmpint (ctl_run (ctl, "route", "--json", REGION, "49.7000,11.7900", "49.7080,11.8050",
                            "49.7000,11.7900", NULL),
                   ==, 0);
  root = ctl_json (ctl);
  g_assert_cmpuint (
      json_array_get_length (json_object_get_array_member (json_node_get_object (root), "legs")),
      ==, 2);
  leg = json_array_get_object_element (
      json_object_get_array_member (json_node_get_object (root), "legs"), 0);
  g_assert_cmpint (json_object_get_int_member (leg, "distance_m"), >, 1000);
  g_assert_cmpuint (json_array_get_length (json_object_get_array_member (leg, "line")), >, 5);
  g_assert_cmpuint (json_array_get_length (json_object_get_array_member (leg, "steps")), >, 2);
  /* In a wood, far from any road: that is said, and the way is that to the road. */
  g_assert_cmpint (ctl_run (ctl, "route", REGION, "49.7000,11.7900", "49.7255,11.8000", NULL), ==,
                   0);
  g_assert_nonnull (strstr (ctl->err, "49.7255,11.8000 is 2"));
  ctl_run (ctl, "route", REGION, "49.7000,11.7900", "10,10", NULL);
  ctl_assert_fails (ctl, 1, "10,10");
  ctl_run (ctl, "route", REGION, "49.7000,11.7900", "there", NULL);
  ctl_assert_fails (ctl, 2, "there");
  ctl_run (ctl, "route", REGION, "49.7000,11.7900", NULL);
  ctl_assert_fails (ctl, 2, "--help");
}

/* The same extract every time, and as large as one wants. */
static void
test_generate (void)
{
  g_autoptr (Ctl) ctl = ctl_new ();
  g_autoptr (GBytes) once = NULL;
  g_autoptr (GBytes) again = NULL;
  g_autoptr (GBytes) larger = NULL;

  g_assert_cmpint (ctl_run (ctl, "generate", EXTRACT, NULL), ==, 0);
  once = ctl_read (ctl, EXTRACT);
  g_assert_cmpint (ctl_run (ctl, "generate", EXTRACT, NULL), ==, 0);
  again = ctl_read (ctl, EXTRACT);
  g_assert_true (g_bytes_equal (once, again));
  g_assert_cmpint (ctl_run (ctl, "generate", "--streets", "600", EXTRACT, NULL), ==, 0);
  larger = ctl_read (ctl, EXTRACT);
  g_assert_cmpuint (g_bytes_get_size (larger), >, 2 * g_bytes_get_size (once));
}

static void
test_trouble (void)
{
  g_autoptr (Ctl) ctl = ctl_new ();
  g_autoptr (GBytes) before = NULL;
  g_autoptr (GBytes) after = NULL;

  ctl_run (ctl, "build", "none.osm.pbf", REGION, NULL);
  ctl_assert_fails (ctl, 3, "none.osm.pbf");
  ctl_write (ctl, "orders.csv", "a,b\n", -1);
  ctl_run (ctl, "build", "orders.csv", REGION, NULL);
  ctl_assert_fails (ctl, 3, ".osm.pbf");
  ctl_run (ctl, "info", "orders.csv", NULL);
  ctl_assert_fails (ctl, 3, "not a region");
  ctl_run (ctl, "info", "none.region", NULL);
  ctl_assert_fails (ctl, 3, "is not there");
  ctl_run (ctl, "info", ".", NULL);
  ctl_assert_fails (ctl, 3, "is a folder");
  ctl_run (ctl, "build", ".", REGION, NULL);
  ctl_assert_fails (ctl, 3, "is a folder");
  ctl_run (ctl, "generate", "no/where.osm.pbf", NULL);
  ctl_assert_fails (ctl, 3, "where.osm.pbf");

  /* What is there already stays as it was. */
  make_region (ctl);
  before = ctl_read (ctl, REGION);
  ctl_write (ctl, EXTRACT, "<osm>", -1);
  ctl_run (ctl, "build", EXTRACT, REGION, NULL);
  ctl_assert_fails (ctl, 3, EXTRACT);
  ctl_run (ctl, "build", EXTRACT, "orders.csv", NULL);
  ctl_assert_fails (ctl, 3, "orders.csv");
  after = ctl_read (ctl, REGION);
  g_assert_true (g_bytes_equal (before, after));
  ctl_run (ctl, "build", "--profiles", "nowhere", EXTRACT, REGION, NULL);
  g_assert_cmpint (ctl->status, ==, 3);
}

int
main (int argc, char **argv)
{
  g_autofree char *program = NULL;

  g_test_init (&argc, &argv, NULL);
  /* Whoever runs this may have profiles. */
  g_setenv ("XDG_CONFIG_HOME", "/nowhere", TRUE);
  g_assert_cmpint (argc, ==, 2);
  program = g_canonicalize_filename (argv[1], NULL);
  g_setenv ("ROUNDSMANCTL", program, TRUE);
  g_test_add_func ("/roundsman-region/help", test_help);
  g_test_add_func ("/roundsman-region/build-and-info", test_build_and_info);
  g_test_add_func ("/roundsman-region/matrix", test_matrix);
  g_test_add_func ("/roundsman-region/route", test_route);
  g_test_add_func ("/roundsman-region/generate", test_generate);
  g_test_add_func ("/roundsman-region/trouble", test_trouble);
  g_test_add_func ("/roundsman-region/profiles", test_profiles);
  return g_test_run ();
}
