/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Tracks from GPX: what is in them, what is left out, and what is said of a file that is none.
 */
#include <math.h>
#include <string.h>

#include "rdm-gpx-read.h"

static GPtrArray *
read_text (const char *text, GError **error)
{
  g_autoptr (GBytes) bytes = g_bytes_new_static (text, strlen (text));

  return rdm_gpx_read (bytes, error);
}

static void
test_tracks (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) tracks = read_text (
      "<?xml version='1.0'?>\n<gpx xmlns='http://www.topografix.com/GPX/1/1' version='1.1'>"
      "<metadata><name>Of the file</name><time>2026-11-23T00:00:00Z</time></metadata>"
      "<wpt lat='1' lon='2'><time>2026-11-23T07:00:00Z</time><name>No track</name></wpt>"
      "<trk><name> AU-03 </name><trkseg>"
      "<trkpt lat='47.2' lon='9.5'><time>2026-11-23T08:00:05Z</time></trkpt>"
      "<trkpt lat='47.1' lon='9.5'><ele>455.5</ele><time>2026-11-23T08:00:00.250Z</time>"
      "<extensions><gpxtpx:TrackPointExtension><gpxtpx:speed>12.5</gpxtpx:speed>"
      "<gpxtpx:course>271</gpxtpx:course></gpxtpx:TrackPointExtension></extensions></trkpt>"
      "<trkpt lat='47.1' lon='9.5'/><trkpt lat='97.1' lon='9.5'>"
      "<time>2026-11-23T08:00:05Z</time></trkpt>"
      "</trkseg><trkseg><trkpt lat='47.3' lon='9.5'><time>2026-11-23T09:00:10+01:00</time>"
      "<speed>1e9</speed></trkpt></trkseg></trk>"
      "<trk><name>Empty</name></trk></gpx>",
      &error);
  const RdmGpxTrack *track;
  const RdmPosition *first;
  const RdmPosition *last;

  g_assert_no_error (error);
  g_assert_cmpuint (tracks->len, ==, 1);
  track = g_ptr_array_index (tracks, 0);
  g_assert_cmpstr (track->name, ==, "AU-03");
  g_assert_cmpuint (track->positions->len, ==, 3);
  first = &g_array_index (track->positions, RdmPosition, 0);
  last = &g_array_index (track->positions, RdmPosition, 2);
  g_assert_cmpint (first->at_utc_ms, ==, G_GINT64_CONSTANT (1795420800250));
  g_assert_cmpfloat (first->place.lat_deg, ==, 47.1);
  g_assert_cmpfloat (first->speed_mps, ==, 12.5);
  g_assert_cmpfloat (first->course_deg, ==, 271.);
  g_assert_cmpfloat (first->altitude_m, ==, 455.5);
  g_assert_true (isnan (first->accuracy_m));
  /* Another zone, and a speed that nobody drives. */
  g_assert_cmpint (last->at_utc_ms, ==, G_GINT64_CONSTANT (1795420810000));
  g_assert_true (isnan (last->speed_mps));
}

static void
assert_fails (const char *text, int code)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) tracks = read_text (text, &error);

  g_assert_error (error, RDM_GPX_ERROR, code);
  g_assert_null (tracks);
  g_assert_cmpuint (strlen (error->message), >, 20);
}

static void
test_no_tracks (void)
{
  assert_fails ("", RDM_GPX_ERROR_SYNTAX);
  assert_fails ("Date;Place\n1;2\n", RDM_GPX_ERROR_SYNTAX);
  assert_fails ("<gpx><trk><trkseg>", RDM_GPX_ERROR_SYNTAX);
  assert_fails ("<gpx></gpx>", RDM_GPX_ERROR_NO_TRACK);
  assert_fails ("<gpx><trk><trkseg><trkpt lat='1' lon='2'/></trkseg></trk></gpx>",
                RDM_GPX_ERROR_NO_TRACK);
}

/* A long file tells how far it is, is read whole however it is cut, and can be stopped. */
static void
test_slowly (void)
{
  g_autoptr (GString) text = g_string_new ("<gpx><trk><name>Grüße</name><trkseg>");
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (GPtrArray) tracks = NULL;
  g_autoptr (GPtrArray) none = NULL;
  int permille = 0;

  for (int i = 0; i < 9000; i++)
    g_string_append_printf (text,
                            "<trkpt lat='47.1' lon='9.5'><time>2026-11-23T%02d:%02d:%02dZ</time>"
                            "<name>ÄÖÜ</name></trkpt>",
                            8 + i / 3600, i / 60 % 60, i % 60);
  g_string_append (text, "</trkseg></trk></gpx>");
  bytes = g_bytes_new_static (text->str, text->len);
  tracks = rdm_gpx_read_slowly (bytes, cancellable, &permille, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (tracks->len, ==, 1);
  g_assert_cmpuint (((RdmGpxTrack *)g_ptr_array_index (tracks, 0))->positions->len, ==, 9000);
  g_assert_cmpint (permille, >, 500);
  g_cancellable_cancel (cancellable);
  none = rdm_gpx_read_slowly (bytes, cancellable, &permille, &error);
  g_assert_null (none);
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/gpx-read/tracks", test_tracks);
  g_test_add_func ("/gpx-read/no-tracks", test_no_tracks);
  g_test_add_func ("/gpx-read/slowly", test_slowly);
  return g_test_run ();
}
