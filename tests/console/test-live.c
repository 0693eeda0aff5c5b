/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The desk while a day runs: its clock, routes that are sent, recalled and changed, reports.
 */
#include <math.h>

#include "rdm-day-score.h"
#include "rdm-desk-live.h"
#include "rdm-gpx-read.h"
#include "rdm-map-scene.h"
#include "rdm-play-positions.h"
#include "rdm-route-state.h"
#include "rdm-time.h"
#include "small-day.h"

#define STOPS(...) ((const char *const[]){ __VA_ARGS__, NULL })

static void
count_cb (guint *n)
{
  (*n)++;
}

static void
notice_cb (char **last, const char *text)
{
  g_free (*last);
  *last = g_strdup (text);
}

static void
test_clock (void)
{
  g_autoptr (RdmClock) clock = rdm_clock_new ();
  guint n = 0;
  gint64 at_ms;

  g_assert_cmpint (ABS (rdm_clock_get_ms (clock) - g_get_real_time () / 1000), <, 1000);
  g_signal_connect_swapped (clock, "ticked", G_CALLBACK (count_cb), &n);
  rdm_clock_play (clock, 5000000, 0.);
  g_assert_true (rdm_clock_is_played (clock));
  g_assert_cmpint (rdm_clock_get_ms (clock), ==, 5000000);
  g_assert_cmpuint (n, ==, 1);
  rdm_clock_set_speed (clock, 1e6);
  at_ms = rdm_clock_get_ms (clock);
  while (rdm_clock_get_ms (clock) <= at_ms + 10000)
    ;
  /* A pause holds what it shows, and nothing is lost of it. */
  rdm_clock_set_speed (clock, 0.);
  at_ms = rdm_clock_get_ms (clock);
  g_assert_cmpint (at_ms, >, 5000000 + 10000);
  g_usleep (2000);
  g_assert_cmpint (rdm_clock_get_ms (clock), ==, at_ms);
  rdm_clock_leave (clock);
  g_assert_false (rdm_clock_is_played (clock));
  g_assert_cmpfloat (rdm_clock_get_speed (clock), ==, 1.);
  g_assert_cmpint (ABS (rdm_clock_get_ms (clock) - g_get_real_time () / 1000), <, 1000);
}

static void
assert_news (GStrv stops, GStrv told, guint n_added, guint n_removed, guint n_moved)
{
  g_autoptr (RdmRoute) route = rdm_route_new ("s1@" SMALL_DAY);
  RdmRouteNews news;

  route->state = RDM_ROUTE_SENT;
  route->acknowledged_ms = 1;
  route->stops = g_strdupv (stops);
  route->told = g_strdupv (told);
  rdm_route_news_read (&news, route);
  g_assert_cmpuint (news.n_added, ==, n_added);
  g_assert_cmpuint (news.n_removed, ==, n_removed);
  g_assert_cmpuint (news.n_moved, ==, n_moved);
  g_assert_true (rdm_route_awaits_driver (route) == (rdm_route_news_count (&news) > 0));
}

static void
test_news (void)
{
  assert_news ((GStrv)STOPS ("a", "b", "c"), (GStrv)STOPS ("a", "b", "c"), 0, 0, 0);
  assert_news ((GStrv)STOPS ("a", "x", "b", "c"), (GStrv)STOPS ("a", "b", "c"), 1, 0, 0);
  assert_news ((GStrv)STOPS ("a", "c"), (GStrv)STOPS ("a", "b", "c"), 0, 1, 0);
  /* One that moves over many is one change. */
  assert_news ((GStrv)STOPS ("d", "a", "b", "c"), (GStrv)STOPS ("a", "b", "c", "d"), 0, 0, 1);
  assert_news ((GStrv)STOPS ("b", "a", "x"), (GStrv)STOPS ("a", "b", "y"), 1, 1, 1);
}

static void
play (SmallDay *day, gint32 time_s)
{
  g_autoptr (GTimeZone) zone = g_time_zone_new_identifier (rdm_desk_get_settings (day->desk)->zone);

  rdm_clock_play (rdm_desk_get_clock (day->desk), rdm_time_to_utc (zone, SMALL_DAY, time_s) * 1000,
                  0.);
}

static const RdmRoute *
route_of (SmallDay *day, const char *name)
{
  return rdm_desk_find_route (day->desk, small_day_route (day, name))->route;
}

/* Sent, acknowledged, changed, and taken back: each says who has to be told. */
static void
test_send (SmallDay *day, gconstpointer data)
{
  g_autofree char *said = NULL;
  g_autofree char *all = NULL;
  g_auto (GStrv) drafts = NULL;
  g_auto (GStrv) changed = NULL;
  g_autofree char *state = NULL;
  g_autofree char *later = NULL;

  g_signal_connect_swapped (day->desk, "notice", G_CALLBACK (notice_cb), &said);
  play (day, 8 * 3600 + 120);
  g_assert_cmpint (rdm_desk_get_now_s (day->desk), ==, 8 * 3600 + 120);
  drafts = rdm_desk_list_routes (day->desk, RDM_DESK_SEND);
  /* LI-03 has no stops, and there is nothing to send. */
  g_assert_cmpuint (g_strv_length (drafts), ==, 2);
  g_assert_true (rdm_desk_send_routes (day->desk, RDM_DESK_SEND, (const char *const *)drafts));
  g_assert_cmpint (route_of (day, "LI-01")->state, ==, RDM_ROUTE_SENT);
  state = rdm_route_state_describe (day->desk, route_of (day, "LI-01"));
  g_assert_cmpstr (state, ==, "Sent at 08:02; not acknowledged yet");
  g_assert_null (rdm_desk_get_untold (day->desk));

  g_assert_true (rdm_desk_send_routes (day->desk, RDM_DESK_ACKNOWLEDGE,
                                       STOPS (small_day_route (day, "LI-01"))));
  g_assert_false (rdm_route_awaits_driver (route_of (day, "LI-01")));
  play (day, 8 * 3600 + 14 * 60);
  g_assert_true (rdm_desk_assign (day->desk, STOPS (small_day_stop (day, "o1")), NULL, NULL));
  later = rdm_route_state_describe (day->desk, route_of (day, "LI-01"));
  g_assert_cmpstr (later, ==, "Sent at 08:02; 1 change not acknowledged since 08:02");
  g_assert_nonnull (rdm_desk_get_untold (day->desk));
  g_assert_nonnull (strstr (said, "yet to hear"));
  /* As the driver has it again: there is nothing to be said. */
  rdm_desk_undo (day->desk);
  g_assert_false (rdm_route_awaits_driver (route_of (day, "LI-01")));
  g_assert_null (rdm_desk_get_untold (day->desk));

  rdm_desk_select_route (day->desk, small_day_route (day, "LI-01"));
  changed = rdm_desk_list_routes (day->desk, RDM_DESK_RECALL);
  g_assert_cmpuint (g_strv_length (changed), ==, 1);
  g_assert_true (rdm_desk_send_routes (day->desk, RDM_DESK_RECALL, (const char *const *)changed));
  g_assert_cmpint (route_of (day, "LI-01")->state, ==, RDM_ROUTE_DRAFT);
  g_assert_nonnull (rdm_desk_get_untold (day->desk));
  /* Undone, the driver has it as he had it. */
  rdm_desk_undo (day->desk);
  g_assert_cmpint (route_of (day, "LI-01")->state, ==, RDM_ROUTE_SENT);
  g_assert_false (rdm_route_awaits_driver (route_of (day, "LI-01")));
}

static void
test_report (SmallDay *day, gconstpointer data)
{
  const char *stop = small_day_stop (day, "o1");
  const RdmStop *row;

  play (day, 9 * 3600);
  g_assert_true (rdm_desk_report (day->desk, STOPS (stop), RDM_EVENT_ARRIVED, RDM_RESULT_NONE));
  g_assert_cmpint (rdm_desk_find_stop (day->desk, stop)->state, ==, RDM_STOP_ARRIVED);
  g_assert_cmpint (route_of (day, "LI-01")->state, ==, RDM_ROUTE_RUNNING);
  g_assert_true (
      rdm_desk_report (day->desk, STOPS (stop), RDM_EVENT_FAILED, RDM_RESULT_FAILED_NOT_HOME));
  row = rdm_desk_find_stop (day->desk, stop);
  g_assert_cmpint (row->state, ==, RDM_STOP_FAILED);
  g_assert_cmpint (row->attempts, ==, 1);
  g_assert_cmpint (rdm_desk_time_of (day->desk, row->ended_ms), ==, 9 * 3600);

  /* Later today: at the end of the same route; the attempt stays. */
  g_assert_true (rdm_desk_retry (day->desk, STOPS (stop), FALSE));
  row = rdm_desk_find_stop (day->desk, stop);
  g_assert_cmpint (row->state, ==, RDM_STOP_PLANNED);
  g_assert_cmpint (row->attempts, ==, 1);
  g_assert_cmpstr (route_of (day, "LI-01")->stops[3], ==, stop);
  rdm_desk_undo (day->desk);
  g_assert_cmpint (rdm_desk_find_stop (day->desk, stop)->state, ==, RDM_STOP_FAILED);
  g_assert_true (rdm_desk_retry (day->desk, STOPS (stop), TRUE));
  g_assert_null (rdm_desk_route_of (day->desk, stop));
  g_assert_cmpstr (rdm_desk_find_order (day->desk, stop)->date, ==, "2026-11-24");

  /* What nobody has cannot be served, but it can be cancelled. */
  stop = small_day_stop (day, "o7");
  g_assert_false (rdm_desk_report (day->desk, STOPS (stop), RDM_EVENT_DONE, RDM_RESULT_NONE));
  g_assert_true (rdm_desk_report (day->desk, STOPS (stop), RDM_EVENT_CANCELLED, RDM_RESULT_NONE));
  g_assert_cmpint (rdm_desk_find_stop (day->desk, stop)->state, ==, RDM_STOP_CANCELLED);
}

/* What a driver says is kept, and is not for the desk to undo. */
static void
test_for_others (SmallDay *day, gconstpointer data)
{
  g_autoptr (RdmCommand) report = rdm_command_new_report ("Driver");
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;
  const char *stop = small_day_stop (day, "o1");

  play (day, 9 * 3600);
  rdm_command_add_report (report, RDM_EVENT_ARRIVED, small_day_route (day, "LI-01"), stop,
                          rdm_desk_get_now_ms (day->desk));
  g_object_get (day->desk, "undo-label", &before, NULL);
  rdm_live_run_for (rdm_desk_get_live (day->desk), report, "driver LI-01");
  g_object_get (day->desk, "undo-label", &after, NULL);
  g_assert_cmpint (rdm_desk_find_stop (day->desk, stop)->state, ==, RDM_STOP_ARRIVED);
  g_assert_cmpstr (before, ==, after);
  rdm_desk_undo (day->desk);
  g_assert_cmpint (rdm_desk_find_stop (day->desk, stop)->state, ==, RDM_STOP_ARRIVED);
}

static void
add_position (SmallDay *day, double lat_deg)
{
  const RdmPosition position = { .at_utc_ms = rdm_desk_get_now_ms (day->desk),
                                 .place = { lat_deg, 9.5 },
                                 .accuracy_m = 5.,
                                 .speed_mps = 10.,
                                 .course_deg = NAN,
                                 .altitude_m = NAN,
                                 .battery_share = NAN };

  rdm_live_add_position (rdm_desk_get_live (day->desk), "LI-01", &position);
}

/* Positions make a vehicle that ages by the desk's clock; who is out is expected. */
static void
test_positions (SmallDay *day, gconstpointer data)
{
  RdmLive *live = rdm_desk_get_live (day->desk);
  g_autofree char *route = g_strdup (small_day_route (day, "LI-01"));
  const char *stop = small_day_stop (day, "o4");
  const RdmLiveVehicle *vehicle;
  guint n_moved = 0;
  RdmEta eta;

  g_signal_connect_swapped (live, "moved", G_CALLBACK (count_cb), &n_moved);
  play (day, 8 * 3600);
  g_assert_false (rdm_live_is_on (live));
  g_assert_false (rdm_live_get_eta (live, stop, &eta));
  g_assert_true (rdm_desk_send_routes (day->desk, RDM_DESK_SEND, STOPS (route)));
  g_assert_true (rdm_live_is_on (live));
  g_assert_true (rdm_live_get_eta (live, stop, &eta));
  g_assert_cmpint (eta.p50_ms, <=, eta.p90_ms);
  add_position (day, 47.001);
  play (day, 8 * 3600 + 10);
  add_position (day, 47.002);
  g_assert_cmpuint (n_moved, ==, 2);
  vehicle = rdm_live_day_get_vehicle (rdm_live_get_day (live), route);
  g_assert_true (vehicle->has_position);
  g_assert_cmpint (vehicle->age, ==, RDM_LIVE_FRESH);
  play (day, 8 * 3600 + 180);
  vehicle = rdm_live_day_get_vehicle (rdm_live_get_day (live), route);
  g_assert_cmpint (vehicle->age, ==, RDM_LIVE_GREY);
  play (day, 8 * 3600 + 700);
  vehicle = rdm_live_day_get_vehicle (rdm_live_get_day (live), route);
  g_assert_cmpint (vehicle->age, ==, RDM_LIVE_HOLLOW);
}

static gboolean
is_marked_late (SmallDay *day, const char *order)
{
  const char *stop = small_day_stop (day, order);
  RdmGlyphFlags flags = rdm_desk_shown_flags (day->desk, rdm_desk_find_stop (day->desk, stop),
                                              rdm_desk_find_order (day->desk, stop),
                                              rdm_desk_find_visit (day->desk, stop));

  return (flags & RDM_GLYPH_LATE) != 0;
}

/* Who is out is marked by what is expected, without anything being changed in the plan; who was
 * served, by when that was. */
static void
test_marks (SmallDay *day, gconstpointer data)
{
  const char *stop = small_day_stop (day, "o1");
  g_autoptr (RdmMapScene) scene = NULL;
  const RdmMapMark *mark;

  play (day, 8 * 3600);
  scene = rdm_map_scene_new (day->desk);
  mark = rdm_map_scene_find (scene, stop);
  g_assert_false (is_marked_late (day, "o1"));
  g_assert_true (
      rdm_desk_send_routes (day->desk, RDM_DESK_SEND, STOPS (small_day_route (day, "LI-01"))));
  g_assert_false (rdm_map_scene_follow_live (scene, day->desk));
  /* Its window ends at noon, and nobody has set out. */
  play (day, 12 * 3600 + 60);
  g_assert_true (is_marked_late (day, "o1"));
  g_assert_false (is_marked_late (day, "o5"));
  g_assert_true (rdm_map_scene_follow_live (scene, day->desk));
  g_assert_cmpuint (mark->flags & RDM_GLYPH_LATE, !=, 0);
  g_assert_false (rdm_map_scene_follow_live (scene, day->desk));
  g_assert_true (rdm_desk_report (day->desk, STOPS (stop), RDM_EVENT_ARRIVED, RDM_RESULT_NONE));
  g_assert_true (is_marked_late (day, "o1"));
  rdm_desk_undo (day->desk);
  play (day, 9 * 3600);
  g_assert_true (rdm_desk_report (day->desk, STOPS (stop), RDM_EVENT_ARRIVED, RDM_RESULT_NONE));
  play (day, 13 * 3600);
  g_assert_false (is_marked_late (day, "o1"));
}

static RdmGpxTrack *
track_new (const char *name, gint64 at_ms)
{
  RdmGpxTrack *track = g_new0 (RdmGpxTrack, 1);
  const RdmPosition position = { .at_utc_ms = at_ms, .place = { 47.01, 9.5 } };

  track->name = g_strdup (name);
  track->positions = g_array_new (FALSE, FALSE, sizeof (RdmPosition));
  g_array_append_val (track->positions, position);
  return track;
}

static void
track_free (gpointer data)
{
  RdmGpxTrack *track = data;

  g_free (track->name);
  g_array_unref (track->positions);
  g_free (track);
}

static GPtrArray *
find_tracks (SmallDay *day, GPtrArray *tracks)
{
  g_autoptr (RdmTrackOwners) owners = rdm_track_owners_new (day->desk);

  return rdm_track_owners_find (owners, tracks);
}

/* Tracks are found by name, or for the route selected, and come to the day that is looked at. */
static void
test_tracks (SmallDay *day, gconstpointer data)
{
  g_autoptr (GPtrArray) tracks = g_ptr_array_new_with_free_func (track_free);
  g_autoptr (GPtrArray) none = NULL;
  g_autoptr (GPtrArray) found = NULL;
  g_autoptr (GPtrArray) selected = NULL;
  const RdmTrackEntry *entry;

  g_ptr_array_add (tracks, track_new ("Morning walk", G_GINT64_CONSTANT (1761994800000)));
  none = find_tracks (day, tracks);
  g_assert_null (none);
  rdm_desk_select_route (day->desk, small_day_route (day, "LI-02"));
  selected = find_tracks (day, tracks);
  g_assert_cmpuint (selected->len, ==, 1);
  g_ptr_array_add (tracks, track_new ("driver of li-01", G_GINT64_CONSTANT (1761994800000)));
  found = find_tracks (day, tracks);
  g_assert_cmpuint (found->len, ==, 1);
  entry = g_ptr_array_index (found, 0);
  g_assert_cmpstr (entry->source, ==, "LI-01");
  g_assert_cmpint (rdm_desk_time_of (day->desk, entry->position.at_utc_ms), >=, 0);
  g_assert_cmpint (rdm_desk_time_of (day->desk, entry->position.at_utc_ms), <, RDM_SECONDS_PER_DAY);
}

static void
take_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_set_object ((GAsyncResult **)user_data, result);
}

static GAsyncResult *
wait_for (GAsyncResult **result)
{
  while (*result == NULL)
    g_main_context_iteration (NULL, TRUE);
  return *result;
}

/* The same day driven again: whoever sits at the desk, every stop that was due is accounted for,
 * and with nobody there it is the same every time. */
static void
test_score (SmallDay *day, gconstpointer data)
{
  g_autoptr (RdmPlayStart) start = rdm_play_start_new (day->desk, 0);
  g_autoptr (GAsyncResult) prepared = NULL;
  g_autoptr (RdmSim) sim = NULL;
  g_autoptr (RdmDayScore) score = NULL;
  g_autoptr (GCancellable) cancelled = g_cancellable_new ();
  g_autoptr (GAsyncResult) none = NULL;
  RdmSimFigures first = { 0 };

  g_assert_cmpuint (start->plan.n_stops, ==, 6);
  rdm_play_prepare_sim (start, NULL, take_cb, &prepared);
  sim = rdm_play_prepare_sim_finish (wait_for (&prepared), NULL);
  g_assert_nonnull (sim);
  score = rdm_day_score_new (start, sim, 0);
  g_assert_cmpuint (score->figures.n_due, ==, 6);
  g_assert_cmpuint (score->figures.n_done, ==, 0);
  for (guint i = 0; i < 3; i++)
    {
      RdmDayRival rival = i < 2 ? RDM_DAY_RIVAL_NOBODY : RDM_DAY_RIVAL_FIRST;
      const RdmSimFigures *figures = &score->rivals[rival];
      g_autoptr (GAsyncResult) result = NULL;

      rdm_day_score_compare (score, rival, NULL, take_cb, &result);
      g_assert_true (rdm_day_score_compare_finish (score, wait_for (&result)));
      g_assert_true (score->is_known[rival]);
      g_assert_cmpuint (figures->n_due, ==, 6);
      g_assert_cmpuint (figures->n_done + figures->n_failed + figures->n_untried, ==, 6);
      g_assert_cmpuint (rdm_day_score_count_bad (figures), >=, figures->n_failed);
      if (i == 1)
        g_assert_cmpmem (&first, sizeof first, figures, sizeof *figures);
      first = *figures;
    }
  /* What nobody waits for is not known afterwards. */
  score->is_known[RDM_DAY_RIVAL_NOBODY] = FALSE;
  g_cancellable_cancel (cancelled);
  rdm_day_score_compare (score, RDM_DAY_RIVAL_NOBODY, cancelled, take_cb, &none);
  g_assert_false (rdm_day_score_compare_finish (score, wait_for (&none)));
  g_assert_false (score->is_known[RDM_DAY_RIVAL_NOBODY]);
}

int
main (int argc, char **argv)
{
  g_setenv ("LC_ALL", "C.UTF-8", TRUE);
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/live/clock", test_clock);
  g_test_add_func ("/live/news", test_news);
  g_test_add ("/live/send", SmallDay, NULL, small_day_set_up, test_send, small_day_tear_down);
  g_test_add ("/live/report", SmallDay, NULL, small_day_set_up, test_report, small_day_tear_down);
  g_test_add ("/live/for-others", SmallDay, NULL, small_day_set_up, test_for_others,
              small_day_tear_down);
  g_test_add ("/live/positions", SmallDay, NULL, small_day_set_up, test_positions,
              small_day_tear_down);
  g_test_add ("/live/marks", SmallDay, NULL, small_day_set_up, test_marks, small_day_tear_down);
  g_test_add ("/live/score", SmallDay, NULL, small_day_set_up, test_score, small_day_tear_down);
  g_test_add ("/live/tracks", SmallDay, NULL, small_day_set_up, test_tracks, small_day_tear_down);
  return g_test_run ();
}
