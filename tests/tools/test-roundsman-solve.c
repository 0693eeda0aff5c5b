/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Runs the program itself: answers to good problems, sentences and exit codes for bad ones. */
#include <glib/gstdio.h>
#include <json-glib/json-glib.h>
#include <string.h>

static const char *program;

typedef struct
{
  int status;
  char *out;
  char *err;
} Run;

static void
run_clear (Run *run)
{
  g_free (run->out);
  g_free (run->err);
}

/* Returns: (transfer full): the path of a file with it. */
static char *
write_down (const char *input)
{
  g_autoptr (GError) error = NULL;
  char *path = NULL;
  int fd = g_file_open_tmp ("roundsman-solve-XXXXXX.json", &path, &error);

  g_assert_no_error (error);
  g_close (fd, NULL);
  g_file_set_contents (path, input, -1, &error);
  g_assert_no_error (error);
  return path;
}

/* From a file: who refuses its arguments ends before it reads, and a pipe would break. */
static Run
run (const char *input, const char *const *arguments)
{
  g_autofree char *path = write_down (input != NULL ? input : "");
  g_autoptr (GSubprocessLauncher) launcher =
      g_subprocess_launcher_new (G_SUBPROCESS_FLAGS_STDOUT_PIPE | G_SUBPROCESS_FLAGS_STDERR_PIPE);
  g_autoptr (GPtrArray) argv = g_ptr_array_new ();
  g_autoptr (GSubprocess) child = NULL;
  g_autoptr (GError) error = NULL;
  Run result = { 0 };

  g_ptr_array_add (argv, (gpointer)program);
  for (; *arguments != NULL; arguments++)
    g_ptr_array_add (argv, (gpointer)*arguments);
  g_ptr_array_add (argv, NULL);
  g_subprocess_launcher_set_stdin_file_path (launcher, path);
  child = g_subprocess_launcher_spawnv (launcher, (const char *const *)argv->pdata, &error);
  g_assert_no_error (error);
  g_subprocess_communicate_utf8 (child, NULL, NULL, &result.out, &result.err, &error);
  g_assert_no_error (error);
  g_assert_true (g_subprocess_get_if_exited (child));
  result.status = g_subprocess_get_exit_status (child);
  g_unlink (path);
  return result;
}

#define RUN(input, ...) run (input, (const char *const[]){ __VA_ARGS__ __VA_OPT__ (, ) NULL })

static JsonObject *
parse (JsonParser *parser, const Run *result)
{
  g_autoptr (GError) error = NULL;

  json_parser_load_from_data (parser, result->out, -1, &error);
  g_assert_no_error (error);
  return json_node_get_object (json_parser_get_root (parser));
}

static const char *small =
    "{\"vehicles\":[{\"id\":7,\"start_index\":0,\"end_index\":0,\"capacity\":[4],\"time_window\":["
    "0,1000]}],"
    "\"jobs\":[{\"id\":1,\"location_index\":1,\"delivery\":[2],\"service\":10},"
    "{\"id\":2,\"location_index\":2,\"delivery\":[2],\"time_windows\":[[100,200]]},"
    "{\"id\":3,\"location_index\":3,\"delivery\":[1]}],"
    "\"matrices\":{\"car\":{\"durations\":[[0,10,20,30],[10,0,10,20],[20,10,0,10],[30,20,10,0]]}}}";

static void
test_small (void)
{
  Run result = RUN (small, "--iterations", "50");
  g_autoptr (JsonParser) parser = json_parser_new ();
  JsonObject *root;
  JsonObject *route;
  JsonArray *steps;

  g_assert_cmpint (result.status, ==, 0);
  root = parse (parser, &result);
  g_assert_cmpint (json_object_get_int_member (root, "code"), ==, 0);
  /* Two of the three fit; the one that is left out is the one whose absence saves most. */
  g_assert_cmpint (json_array_get_length (json_object_get_array_member (root, "unassigned")), ==,
                   1);
  route = json_array_get_object_element (json_object_get_array_member (root, "routes"), 0);
  g_assert_cmpint (json_object_get_int_member (route, "vehicle"), ==, 7);
  g_assert_cmpint (json_object_get_int_member (route, "cost"), ==, 40);
  g_assert_cmpint (json_object_get_int_member (route, "duration"), ==, 40);
  steps = json_object_get_array_member (route, "steps");
  g_assert_cmpint (json_array_get_length (steps), ==, 4);
  g_assert_cmpstr (json_object_get_string_member (json_array_get_object_element (steps, 0), "type"),
                   ==, "start");
  run_clear (&result);
}

/* Shipments, breaks, skills, several profiles, coordinates without matrices. */
static void
test_features (void)
{
  const char *problem =
      "{\"vehicles\":[{\"id\":1,\"start\":[9.52,47.14],\"end\":[9.52,47.14],\"capacity\":[5],"
      "\"skills\":[3],"
      "\"profile\":\"bike\",\"speed_factor\":0.5,\"time_window\":[28800,61200],\"max_tasks\":4,"
      "\"breaks\":[{\"id\":9,\"time_windows\":[[43200,46800]],\"service\":1800}],"
      "\"costs\":{\"fixed\":100,\"per_hour\":3000,\"per_km\":2}}],"
      "\"shipments\":[{\"amount\":[2],\"skills\":[3],\"pickup\":{\"id\":1,\"location\":[9.51,47.15]"
      ",\"service\":60},"
      "\"delivery\":{\"id\":1,\"location\":[9.50,47.20],\"time_windows\":[[46000,50000]]}}],"
      "\"jobs\":[{\"id\":1,\"location\":[9.53,47.16],\"pickup\":[1]},{\"id\":2,\"location\":[9.53,"
      "47.17],\"skills\":[4]}]}";
  Run result = RUN (problem, "--iterations", "50", "--threads", "2");
  g_autoptr (JsonParser) parser = json_parser_new ();
  JsonObject *root;
  JsonArray *steps;
  guint n_breaks = 0;

  g_assert_cmpint (result.status, ==, 0);
  root = parse (parser, &result);
  g_assert_cmpint (json_array_get_length (json_object_get_array_member (root, "unassigned")), ==,
                   1);
  steps = json_object_get_array_member (
      json_array_get_object_element (json_object_get_array_member (root, "routes"), 0), "steps");
  for (guint i = 0; i < json_array_get_length (steps); i++)
    {
      JsonObject *step = json_array_get_object_element (steps, i);

      if (strcmp (json_object_get_string_member (step, "type"), "break") != 0)
        continue;
      n_breaks++;
      g_assert_cmpint (json_object_get_int_member (step, "id"), ==, 9);
    }
  g_assert_cmpint (n_breaks, ==, 1);
  run_clear (&result);
}

/* A break that allows nothing on board waits until all is delivered. */
static void
test_break_load (void)
{
  const char *problem =
      "{\"vehicles\":[{\"id\":1,\"start_index\":0,\"end_index\":0,\"capacity\":[5],"
      "\"breaks\":[{\"id\":9,\"service\":60,\"max_load\":[0]}]}],"
      "\"jobs\":[{\"id\":1,\"location_index\":1,\"delivery\":[2]},"
      "{\"id\":2,\"location_index\":2,\"delivery\":[1]}],"
      "\"matrices\":{\"car\":{\"durations\":[[0,10,20],[10,0,10],[20,10,0]]}}}";
  Run result = RUN (problem, "--iterations", "50");
  g_autoptr (JsonParser) parser = json_parser_new ();
  JsonArray *steps;
  JsonObject *root;

  g_assert_cmpint (result.status, ==, 0);
  root = parse (parser, &result);
  g_assert_cmpint (json_array_get_length (json_object_get_array_member (root, "unassigned")), ==,
                   0);
  steps = json_object_get_array_member (
      json_array_get_object_element (json_object_get_array_member (root, "routes"), 0), "steps");
  g_assert_cmpint (json_array_get_length (steps), ==, 5);
  g_assert_cmpstr (json_object_get_string_member (json_array_get_object_element (steps, 3), "type"),
                   ==, "break");
  run_clear (&result);
}

/* The slow van takes an hour at the stop, which it cannot; the quick one ten seconds, and others
 * their five minutes. Types that nothing depends on do not matter. */
static void
test_types (void)
{
  const char *problem =
      "{\"vehicles\":[{\"id\":1,\"type\":\"slow\",\"start_index\":0,\"time_window\":[0,1000]},"
      "{\"id\":2,\"type\":\"quick\",\"start_index\":0,\"time_window\":[0,1000]}],"
      "\"jobs\":[{\"id\":1,\"location_index\":1,\"service\":300,\"allowed_vehicles\":[1],"
      "\"service_per_type\":{\"slow\":3600}},"
      "{\"id\":2,\"location_index\":1,\"service\":300,\"setup_per_type\":{\"quick\":7},"
      "\"service_per_type\":{\"slow\":3600,\"quick\":10}}],"
      "\"matrices\":{\"car\":{\"durations\":[[0,20],[20,0]]}}}";
  Run result = RUN (problem, "--iterations", "50");
  g_autoptr (JsonParser) parser = json_parser_new ();
  JsonObject *root;
  JsonObject *summary;

  g_assert_cmpint (result.status, ==, 0);
  root = parse (parser, &result);
  g_assert_cmpint (json_array_get_length (json_object_get_array_member (root, "unassigned")), ==,
                   1);
  summary = json_object_get_object_member (root, "summary");
  g_assert_cmpint (json_object_get_int_member (summary, "service"), ==, 10);
  g_assert_cmpint (json_object_get_int_member (summary, "setup"), ==, 7);
  run_clear (&result);
}

#define EXTENDED                                                                                   \
  "{\"vehicles\":[{\"id\":1,\"start_index\":0,\"end_index\":0,\"time_window\":[%d,1000]},"         \
  "{\"id\":2,\"start_index\":0,\"end_index\":0,\"time_window\":[%d,1000]}],"                       \
  "\"jobs\":[{\"id\":1,\"location_index\":1,\"time_windows\":[[0,150]],"                           \
  "\"allowed_vehicles\":[2]}],"                                                                    \
  "\"matrices\":{\"car\":{\"durations\":[[0,20],[20,0]],"                                          \
  "\"periods\":[{\"begin\":100,\"durations\":[[0,90],[90,0]]}]}}}"

/* Roads that are slow from 100 on: who leaves then is too late. And a job that one van may not
 * have.
 */
static void
test_extensions (void)
{
  for (int from = 0; from <= 110; from += 110)
    {
      g_autofree char *input = NULL;
      g_autoptr (JsonParser) parser = json_parser_new ();
      JsonObject *root;
      JsonArray *routes;
      Run result;

      input = g_strdup_printf (EXTENDED, from, from);
      result = RUN (input, "-i", "20");
      g_assert_cmpint (result.status, ==, 0);
      root = parse (parser, &result);
      routes = json_object_get_array_member (root, "routes");
      g_assert_cmpint (json_array_get_length (routes), ==, from == 0);
      if (from == 0)
        g_assert_cmpint (
            json_object_get_int_member (json_array_get_object_element (routes, 0), "vehicle"), ==,
            2);
      run_clear (&result);
    }
}

static void
test_same_again (void)
{
  Run a = RUN (small, "-i", "30", "-s", "5");
  Run b = RUN (small, "-i", "30", "-s", "5");
  char *times_a = strstr (a.out, "computing_times");
  char *times_b = strstr (b.out, "computing_times");

  /* All but the clock. */
  g_assert_nonnull (times_a);
  g_assert_nonnull (times_b);
  *times_a = *times_b = '\0';
  g_assert_cmpstr (a.out, ==, b.out);
  run_clear (&a);
  run_clear (&b);
}

static void
test_bad_input (void)
{
  g_autofree char *deep = g_strnfill (100000, '[');
  const struct
  {
    const char *input;
    const char *says;
  } bad[] = {
    { "", "" },
    { "nonsense", "" },
    { "[]", "not a JSON object" },
    { "{}", "no vehicles" },
    { deep, "deep" },
    { "{\"vehicles\":[{\"id\":1}]}", "neither start nor end" },
    { "{\"vehicles\":[{\"start\":[0,0]}]}", "no id" },
    { "{\"vehicles\":[{\"id\":1,\"start\":[0,0]},{\"id\":1,\"start\":[0,0]}]}", "twice" },
    { "{\"vehicles\":[{\"id\":1,\"start\":[0,95]}]}", "degrees" },
    { "{\"vehicles\":[{\"id\":1,\"start\":[0,0],\"time_window\":[5,1]}]}",
      "ends before it begins" },
    { "{\"vehicles\":[{\"id\":1,\"start\":[0,0],\"capacity\":[-1]}]}", "capacity" },
    { "{\"vehicles\":[{\"id\":1,\"start\":[0,0],\"speed_factor\":0}]}", "speed" },
    { "{\"vehicles\":[{\"id\":1,\"start\":[0,0],\"type\":3}]}", "type" },
    { "{\"vehicles\":[{\"id\":1,\"start\":[0,0],\"type\":\"a\"}],\"jobs\":[{\"id\":1,"
      "\"location\":[0,0],\"service_per_type\":{\"a\":-1}}]}",
      "service_per_type" },
    { "{\"vehicles\":[{\"id\":1,\"start\":[0,0]}],\"jobs\":[{\"id\":1}]}", "no location" },
    { "{\"vehicles\":[{\"id\":1,\"start\":[0,0],\"steps\":[{\"type\":\"job\",\"id\":2,"
      "\"service_at\":9}]}],\"jobs\":[{\"id\":2,\"location\":[0,0]}]}",
      "service_at" },
    { "{\"vehicles\":[{\"id\":1,\"start\":[0,0]}],\"jobs\":[{\"id\":1,\"location\":[0,0],"
      "\"service\":-4}]}",
      "service" },
    { "{\"vehicles\":[{\"id\":1,\"start\":[0,0]}],\"shipments\":[{\"amount\":[1]}]}",
      "pickup and a delivery" },
    { "{\"vehicles\":[{\"id\":1,\"start_index\":0}],\"matrices\":{\"car\":{\"durations\":[[0,1],[1]"
      "]}}}",
      "matrix" },
    { "{\"vehicles\":[{\"id\":1,\"start_index\":0}],\"matrices\":{\"car\":{\"durations\":[[0,-1],["
      "1,0]]}}}",
      "negative" },
    { "{\"vehicles\":[{\"id\":1,\"start_index\":9}],\"matrices\":{\"car\":{\"durations\":[[0,1],[1,"
      "0]]}}}",
      "start_index" },
    { "{\"vehicles\":[{\"id\":1,\"start_index\":0,\"profile\":\"van\"}],\"matrices\":{\"car\":{"
      "\"durations\":[[0]]}}}",
      "van" },
    { "{\"vehicles\":[{\"id\":1,\"start\":[0,0]}],\"jobs\":[{\"id\":1,\"location\":[0,0],"
      "\"allowed_vehicles\":[5]}]}",
      "no vehicle 5" },
    { "{\"vehicles\":[{\"id\":1,\"start_index\":0}],\"matrices\":{\"car\":{\"durations\":[[0]],"
      "\"periods\":[{\"begin\":9,\"durations\":[[0]]},{\"begin\":9,\"durations\":[[0]]}]}}}",
      "after the one before" },
    { "{\"vehicles\":[{\"id\":1,\"start\":[0,0],\"steps\":[{\"type\":\"job\",\"id\":4}]}]}",
      "not known" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (bad); i++)
    {
      Run result = RUN (bad[i].input, "-i", "1");
      g_autoptr (JsonParser) parser = json_parser_new ();

      g_test_message ("%s", result.err);
      g_assert_cmpint (result.status, ==, 2);
      g_assert_nonnull (strstr (result.err, bad[i].says));
      g_assert_cmpint (json_object_get_int_member (parse (parser, &result), "code"), ==, 2);
      run_clear (&result);
    }
}

static void
test_options (void)
{
  Run version = RUN ("", "--version");
  Run help = RUN ("", "--help");
  Run wrong = RUN (small, "--threads", "0");
  Run missing = RUN ("", "/nowhere/at/all.json");

  g_assert_cmpint (version.status, ==, 0);
  g_assert_true (g_str_has_prefix (version.out, "roundsman-solve "));
  g_assert_cmpint (help.status, ==, 0);
  g_assert_nonnull (strstr (help.out, "--time-limit"));
  g_assert_cmpint (wrong.status, ==, 2);
  g_assert_cmpint (missing.status, ==, 2);
  run_clear (&version);
  run_clear (&help);
  run_clear (&wrong);
  run_clear (&missing);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_assert_cmpint (argc, ==, 2);
  program = argv[1];
  g_test_add_func ("/solve/small", test_small);
  g_test_add_func ("/solve/features", test_features);
  g_test_add_func ("/solve/break-load", test_break_load);
  g_test_add_func ("/solve/types", test_types);
  g_test_add_func ("/solve/extensions", test_extensions);
  g_test_add_func ("/solve/same-again", test_same_again);
  g_test_add_func ("/solve/bad-input", test_bad_input);
  g_test_add_func ("/solve/options", test_options);
  return g_test_run ();
}
