/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A day as it is driven, on the terminal: arrival times, tracks, and days gone through again.
 */
#include <gio/gio.h>
#include <string.h>

#include "ctl-testing.h"

#define DAY "2026-11-23"
#define PLAN "day.roundsman"
#define VEHICLE "AU-01"

static gint64
member (JsonObject *object, const char *name)
{
  return json_object_get_int_member (object, name);
}

static void
plan_and_send (Ctl *ctl)
{
  ctl_demo (ctl);
  g_assert_cmpint (ctl_run (ctl, "plan", "--date", DAY, "--iterations", "200", "--threads", "1",
                            "--seed", "7", PLAN, NULL),
                   ==, 0);
  g_assert_cmpint (ctl_run (ctl, "send", "--date", DAY, PLAN, NULL), ==, 0);
}

/* Returns: (transfer full): the references of the first route's open stops, in their order. */
static GStrv
assert_etas (Ctl *ctl, const char *at)
{
  g_autoptr (GStrvBuilder) references = g_strv_builder_new ();
  g_autoptr (JsonNode) root = NULL;
  JsonArray *routes;

  g_assert_cmpint (ctl_run (ctl, "eta", "--json", "--date", DAY, "--at", at, PLAN, NULL), ==, 0);
  root = ctl_json (ctl);
  routes = json_object_get_array_member (json_node_get_object (root), "routes");
  for (guint r = 0; r < json_array_get_length (routes); r++)
    {
      JsonObject *route = json_array_get_object_element (routes, r);
      JsonArray *stops = json_object_get_array_member (route, "stops");
      gint64 before_ms = 0;

      for (guint i = 0; i < json_array_get_length (stops); i++)
        {
          JsonObject *stop = json_array_get_object_element (stops, i);

          g_assert_cmpint (member (stop, "p50_ms"), >=, before_ms);
          g_assert_cmpint (member (stop, "p50_ms"), <=, member (stop, "p90_ms"));
          before_ms = member (stop, "p50_ms");
          if (r == 0)
            g_strv_builder_add (references, json_object_get_string_member (stop, "reference"));
        }
      g_assert_cmpint (member (route, "end_p50_ms"), >=, before_ms);
    }
  return g_strv_builder_end (references);
}

static void
test_eta (void)
{
  g_autoptr (Ctl) ctl = ctl_new ();
  g_auto (GStrv) before = NULL;
  g_auto (GStrv) after = NULL;

  plan_and_send (ctl);
  before = assert_etas (ctl, "07:00");
  g_assert_cmpuint (g_strv_length (before), >, 5);
  g_assert_cmpint (
      ctl_run (ctl, "report", "--date", DAY, "--at", "09:05", PLAN, "done", before[0], NULL), ==,
      0);
  after = assert_etas (ctl, "09:10");
  g_assert_cmpuint (g_strv_length (after), ==, g_strv_length (before) - 1);
  g_assert_cmpint (ctl_run (ctl, "eta", "--date", DAY, "--at", "09:10", PLAN, NULL), ==, 0);
  g_assert_nonnull (strstr (ctl->out, before[1]));
  ctl_run (ctl, "eta", "--date", DAY, "--at", "noonish", PLAN, NULL);
  ctl_assert_fails (ctl, 2, "noonish");
}

static void
test_track (void)
{
  g_autoptr (Ctl) ctl = ctl_new ();
  g_autoptr (JsonNode) root = NULL;

  plan_and_send (ctl);
  ctl->in = "<gpx><trk><trkseg>"
            "<trkpt lat=\"47.2\" lon=\"9.5\"><time>" DAY "T08:00:00Z</time></trkpt>"
            "<trkpt lat=\"47.2\" lon=\"9.5\"><time>" DAY "T08:00:05Z</time></trkpt>"
            "</trkseg></trk></gpx>";
  g_assert_cmpint (
      ctl_run (ctl, "track", "--json", "--report", "--date", DAY, "--vehicle", VEHICLE, PLAN, NULL),
      ==, 0);
  root = ctl_json (ctl);
  g_assert_cmpint (member (json_node_get_object (root), "positions"), ==, 2);
  ctl_run (ctl, "track", PLAN, NULL);
  ctl_assert_fails (ctl, 2, "--vehicle");
  ctl_run (ctl, "track", "--vehicle", "Nobody", PLAN, NULL);
  ctl_assert_fails (ctl, 2, "“Nobody”");
  ctl->in = "47.2,9.5";
  ctl_run (ctl, "track", "--vehicle", VEHICLE, PLAN, NULL);
  ctl_assert_fails (ctl, 3, "GPX");
}

static void
test_backtest (void)
{
  g_autoptr (Ctl) ctl = ctl_new ();
  g_autoptr (JsonNode) root = NULL;
  g_auto (GStrv) references = NULL;
  JsonArray *figures;

  plan_and_send (ctl);
  ctl_run (ctl, "backtest", PLAN, NULL);
  ctl_assert_fails (ctl, 1, "No route of these plans has ended");
  references = assert_etas (ctl, "07:00");
  for (guint i = 0; i < 4; i++)
    {
      g_autofree char *arrived = g_strdup_printf ("10:%02u", 10 * i);
      g_autofree char *done = g_strdup_printf ("10:%02u", 10 * i + 4);

      ctl_run (ctl, "report", "--date", DAY, "--at", arrived, PLAN, "arrived", references[i], NULL);
      ctl_run (ctl, "report", "--date", DAY, "--at", done, PLAN, "done", references[i], NULL);
    }
  g_assert_cmpint (
      ctl_run (ctl, "report", "--date", DAY, "--at", "11:00", PLAN, "ended", VEHICLE, NULL), ==, 0);
  g_assert_cmpint (ctl_run (ctl, "backtest", "--json", PLAN, NULL), ==, 0);
  root = ctl_json (ctl);
  g_assert_cmpint (member (json_node_get_object (root), "arrivals"), ==, 4);
  figures = json_object_get_array_member (json_node_get_object (root), "figures");
  g_assert_cmpuint (json_array_get_length (figures), ==, 4);
  for (guint i = 0; i < 4; i++)
    {
      JsonObject *one = json_array_get_object_element (figures, i);

      g_assert_cmpint (member (one, "n"), ==, 4);
      g_assert_cmpint (member (one, "error_p50_s"), <=, member (one, "error_p90_s"));
    }
  g_assert_cmpint (ctl_run (ctl, "backtest", PLAN, NULL), ==, 0);
  g_assert_nonnull (strstr (ctl->out, "2 h before"));
}

int
main (int argc, char **argv)
{
  g_autofree char *program = NULL;

  g_test_init (&argc, &argv, NULL);
  g_assert_cmpint (argc, ==, 2);
  program = g_canonicalize_filename (argv[1], NULL);
  g_setenv ("ROUNDSMANCTL", program, TRUE);
  g_test_add_func ("/ctl-live/eta", test_eta);
  g_test_add_func ("/ctl-live/track", test_track);
  g_test_add_func ("/ctl-live/backtest", test_backtest);
  return g_test_run ();
}
