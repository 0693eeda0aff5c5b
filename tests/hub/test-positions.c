/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What phones and trackers send, as their makers write it down: each sample, and each trap.
 */
#include "rdm-position-read.h"

#include "rdm-json.h"

#include <string.h>

#define NOW G_GINT64_CONSTANT (1750000000000) /* 2025-06-15 15:06:40 */
#define CLOSE(a, b) g_assert_cmpfloat_with_epsilon (a, b, 1e-6)

static void
read_form (const char *text, RdmPositions *positions)
{
  g_autoptr (GHashTable) fields = rdm_position_form (text, strlen (text));

  rdm_positions_clear (positions);
  positions->n_bad = 0;
  rdm_positions_init (positions);
  rdm_position_read_osmand (fields, NOW, positions);
}

typedef void (*Reader) (JsonNode *node, gint64 now, RdmPositions *positions, const char **device);

static void
read_json (Reader reader, const char *text, RdmPositions *positions, const char *device)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (JsonNode) node = rdm_json_parse (text, -1, NULL, &error);
  const char *found = NULL;

  g_assert_no_error (error);
  rdm_positions_clear (positions);
  rdm_positions_init (positions);
  reader (node, NOW, positions, &found);
  g_assert_cmpstr (found, ==, device);
}

static void
read_owntracks (JsonNode *node, gint64 now, RdmPositions *positions, const char **device)
{
  rdm_position_read_owntracks (node, now, positions);
}

static void
read_batch (JsonNode *node, gint64 now, RdmPositions *positions, const char **device)
{
  rdm_position_read_batch (node, now, positions);
}

static const RdmPosition *
only (const RdmPositions *positions)
{
  g_assert_cmpuint (positions->n_bad, ==, 0);
  g_assert_cmpuint (positions->good->len, ==, 1);
  return &g_array_index (positions->good, RdmPosition, 0);
}

static void
assert_nothing (const RdmPositions *positions)
{
  g_assert_cmpuint (positions->good->len, ==, 0);
  g_assert_cmpuint (positions->n_bad, ==, 0);
}

static void
assert_bad (const RdmPositions *positions, const char *why)
{
  g_assert_cmpuint (positions->good->len, ==, 0);
  g_assert_cmpuint (positions->n_bad, ==, 1);
  g_assert_nonnull (strstr (positions->why, why));
}

static void
test_times (void)
{
  static const struct
  {
    const char *text;
    gint64 utc_ms; /* 0: none */
  } cases[] = {
    { "1377177267", 1377177267000 },
    { "1377177267123", 1377177267123 },
    { "2147483646", 2147483646000 },
    { "2025-06-15T13:45:12.862Z", 1749995112862 },
    { "2025-06-15T15:45:12+02:00", 1749995112000 },
    { "2025-06-15T15:45:12 02:00", 1749995112000 }, /* a plus that a form took for a blank */
    { "2025-06-15 13:45:12", 1749995112000 },
    { "2025-06-15T13:45:12", 1749995112000 },
    { "", 0 },
    { "0", 0 },
    { "-5", 0 },
    { "yesterday", 0 },
    { "2025-13-45 99:99:99", 0 },
    { "99999999999999999999999", 0 },
    { "9223372036854775807", 0 },
    { "1377177267.5", 0 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      gint64 utc_ms = 0;
      gboolean ok = rdm_position_parse_time (cases[i].text, &utc_ms);

      g_assert_cmpint (ok, ==, cases[i].utc_ms != 0);
      if (ok)
        g_assert_cmpint (utc_ms, ==, cases[i].utc_ms);
    }
}

static void
test_osmand (void)
{
  g_auto (RdmPositions) positions = { 0 };
  const RdmPosition *p;

  read_form ("id=123456&timestamp=1377177267&lat=60.0&lon=30.0&speed=0.0&bearing=0.0&altitude=0"
             "&hdop=0.0&batt=87",
             &positions);
  p = only (&positions);
  g_assert_cmpint (p->at_utc_ms, ==, 1377177267000);
  CLOSE (p->place.lat_deg, 60);
  CLOSE (p->place.lon_deg, 30);
  CLOSE (p->speed_mps, 0);
  CLOSE (p->battery_share, 0.87);

  /* Knots; in any order; heading for bearing; no time: the hub's. */
  read_form ("heading=90&lon=9.5&speed=10&lat=47.1&deviceid=x&accuracy=12", &positions);
  p = only (&positions);
  CLOSE (p->speed_mps, 5.144444);
  CLOSE (p->course_deg, 90);
  CLOSE (p->accuracy_m, 12);
  g_assert_cmpint (p->at_utc_ms, ==, NOW);

  read_form ("id=1&location=47.1,9.5&timestamp=2025-06-15+13%3A45%3A12", &positions);
  p = only (&positions);
  CLOSE (p->place.lon_deg, 9.5);
  g_assert_cmpint (p->at_utc_ms, ==, 1749995112000);

  /* Nothing about where. */
  read_form ("id=1&cell=228,1,1,1&batt=50", &positions);
  assert_nothing (&positions);
  read_form ("id=1&valid=false&lat=47&lon=9", &positions);
  assert_nothing (&positions);
  read_form ("id=1&valid=0&lat=47&lon=9", &positions);
  assert_nothing (&positions);
  read_form ("id=1&valid=1&lat=47&lon=9&ignition=true&rpm=900", &positions);
  only (&positions);

  /* None. */
  read_form ("id=1&lat=abc&lon=9", &positions);
  assert_bad (&positions, "no place");
  read_form ("id=1&lat=47", &positions);
  assert_bad (&positions, "no place");
  read_form ("id=1&lat=91&lon=9", &positions);
  assert_bad (&positions, "no place");
  read_form ("id=1&lat=nan&lon=inf", &positions);
  assert_bad (&positions, "no place");
  read_form ("id=1&location=47.1", &positions);
  assert_bad (&positions, "no place");
  read_form ("id=1&lat=0&lon=0", &positions);
  assert_bad (&positions, "without a fix");
  read_form ("id=1&lat=47&lon=9&timestamp=then", &positions);
  assert_bad (&positions, "timestamp");
  /* The first of a name; a form that breaks off. */
  read_form ("id=1&lat=47&lon=9&lat=48&x=%zz", &positions);
  CLOSE (only (&positions)->place.lat_deg, 47);
}

static void
test_traccar (void)
{
  static const char sample[] =
      "{\"location\":{\"timestamp\":\"2025-06-15T13:45:12.862Z\",\"coords\":{\"latitude\":37."
      "4219983,\"longitude\":-122.084,\"accuracy\":5,\"speed\":0,\"heading\":-1,\"altitude\":5},"
      "\"is_moving\":false,\"odometer\":0,\"event\":\"motionchange\",\"battery\":{\"level\":1,"
      "\"is_charging\":false},\"activity\":{\"type\":\"still\"},\"extras\":{}},"
      "\"device_id\":\"48241179\"}";
  g_auto (RdmPositions) positions = { 0 };
  const RdmPosition *p;

  read_json (rdm_position_read_traccar, sample, &positions, "48241179");
  p = only (&positions);
  g_assert_cmpint (p->at_utc_ms, ==, 1749995112862);
  CLOSE (p->place.lat_deg, 37.4219983);
  CLOSE (p->place.lon_deg, -122.084);
  CLOSE (p->speed_mps, 0);
  g_assert_true (isnan (p->course_deg));
  CLOSE (p->battery_share, 1);
  g_assert_cmpuint (p->flags, ==, 0);

  /* -1 is unknown; metres a second; made up. */
  read_json (rdm_position_read_traccar,
             "{\"device_id\":\"a\",\"location\":{\"timestamp\":\"2025-06-15T13:45:12Z\",\"mock\":"
             "true,\"coords\":{\"latitude\":47,\"longitude\":9,\"speed\":-1,\"accuracy\":150},"
             "\"battery\":{\"level\":-1}}}",
             &positions, "a");
  p = only (&positions);
  g_assert_true (isnan (p->speed_mps) && isnan (p->battery_share));
  g_assert_cmpuint (p->flags, ==, RDM_POSITION_MOCK | RDM_POSITION_COARSE);

  read_json (rdm_position_read_traccar,
             "{\"device_id\":\"a\",\"location\":{\"timestamp\":\"2025-06-15T13:45:12Z\"}}",
             &positions, "a");
  assert_nothing (&positions);
  read_json (rdm_position_read_traccar, "{\"location\":7,\"device_id\":8}", &positions, NULL);
  assert_bad (&positions, "location");
  read_json (rdm_position_read_traccar,
             "{\"device_id\":\"a\",\"location\":{\"timestamp\":{},\"coords\":{\"latitude\":47,"
             "\"longitude\":9}}}",
             &positions, "a");
  assert_bad (&positions, "timestamp");
}

static void
test_owntracks (void)
{
  static const char *const others[] = {
    "{\"_type\":\"lwt\",\"tst\":1}",
    "{\"_type\":\"transition\",\"event\":\"enter\",\"lat\":1,\"lon\":1,\"tst\":1}",
    "{\"_type\":\"waypoints\",\"waypoints\":[]}",
    "{\"_type\":\"card\",\"name\":\"x\"}",
    "{\"_type\":\"encrypted\",\"data\":\"x\"}",
    "{\"_type\":\"status\"}",
    "{\"_type\":\"of another day\"}",
  };
  g_auto (RdmPositions) positions = { 0 };
  const RdmPosition *p;

  read_json (read_owntracks,
             "{\"_type\":\"location\",\"tid\":\"JJ\",\"lat\":48.858330,\"lon\":2.295130,\"tst\":"
             "1497476456,\"acc\":12,\"alt\":35,\"vel\":42,\"cog\":180,\"batt\":83,\"t\":\"p\","
             "\"conn\":\"m\",\"topic\":\"owntracks/jane/phone\"}",
             &positions, NULL);
  p = only (&positions);
  g_assert_cmpint (p->at_utc_ms, ==, 1497476456000);
  CLOSE (p->place.lat_deg, 48.85833);
  CLOSE (p->speed_mps, 42 / 3.6);
  CLOSE (p->course_deg, 180);
  CLOSE (p->altitude_m, 35);
  CLOSE (p->battery_share, 0.83);

  for (guint i = 0; i < G_N_ELEMENTS (others); i++)
    {
      read_json (read_owntracks, others[i], &positions, NULL);
      assert_nothing (&positions);
    }
  read_json (read_owntracks, "{}", &positions, NULL);
  assert_bad (&positions, "_type");
  read_json (read_owntracks, "{\"_type\":\"location\",\"lat\":1,\"lon\":1}", &positions, NULL);
  assert_bad (&positions, "tst");
  read_json (read_owntracks, "{\"_type\":\"location\",\"tst\":1497476456,\"lat\":\"1\",\"lon\":1}",
             &positions, NULL);
  assert_bad (&positions, "no place");
  /* A clock that is ahead. */
  read_json (read_owntracks, "{\"_type\":\"location\",\"tst\":1900000000,\"lat\":1,\"lon\":1}",
             &positions, NULL);
  p = only (&positions);
  g_assert_cmpint (p->at_utc_ms, ==, NOW);
  g_assert_cmpuint (p->flags, ==, RDM_POSITION_CLAMPED);
}

static void
test_forward (void)
{
  g_auto (RdmPositions) positions = { 0 };
  const RdmPosition *p;

  read_json (rdm_position_read_forward,
             "{\"position\":{\"id\":0,\"attributes\":{\"batteryLevel\":50},\"deviceId\":1,"
             "\"protocol\":\"osmand\",\"serverTime\":null,\"deviceTime\":\"2025-06-15T13:45:12.000"
             "+00:00\",\"fixTime\":\"2025-06-15T13:45:11.000+00:00\",\"valid\":true,\"latitude\":"
             "47.1,\"longitude\":9.5,\"altitude\":450.0,\"speed\":20.0,\"course\":359.5,"
             "\"accuracy\":0.0},\"device\":{\"id\":1,\"name\":\"Van\",\"uniqueId\":\"358001\"}}",
             &positions, "358001");
  p = only (&positions);
  g_assert_cmpint (p->at_utc_ms, ==, 1749995111000);
  CLOSE (p->speed_mps, 20 * 1852.0 / 3600);
  g_assert_true (isnan (p->accuracy_m));
  CLOSE (p->battery_share, 0.5);

  /* Times in milliseconds. */
  read_json (rdm_position_read_forward,
             "{\"position\":{\"fixTime\":1749995111000,\"latitude\":47.1,\"longitude\":9.5},"
             "\"device\":{\"uniqueId\":\"x\"}}",
             &positions, "x");
  g_assert_cmpint (only (&positions)->at_utc_ms, ==, 1749995111000);
  read_json (rdm_position_read_forward,
             "{\"position\":{\"valid\":false,\"latitude\":1,\"longitude\":1},\"device\":{"
             "\"uniqueId\":\"x\"}}",
             &positions, "x");
  assert_nothing (&positions);
  read_json (rdm_position_read_forward, "{\"device\":{\"uniqueId\":\"x\"}}", &positions, "x");
  assert_bad (&positions, "position");
}

static void
test_batch (void)
{
  g_auto (RdmPositions) positions = { 0 };
  g_autoptr (GString) many = g_string_new ("{\"positions\":[");
  const RdmPosition *p;

  read_json (read_batch,
             "{\"positions\":[{\"at\":1749995111000,\"lat\":47.1,\"lon\":9.5,\"accuracy\":8,"
             "\"speed\":13.9,\"course\":270,\"altitude\":450,\"battery\":0.4}]}",
             &positions, NULL);
  p = only (&positions);
  CLOSE (p->speed_mps, 13.9);
  CLOSE (p->battery_share, 0.4);

  /* The bad ones among them are counted; the good ones are taken. */
  read_json (read_batch,
             "{\"positions\":[{\"lat\":1,\"lon\":1},7,{\"lat\":1},{\"at\":\"x\",\"lat\":1,\"lon\":"
             "1},{\"lat\":2,\"lon\":2,\"speed\":1e9}]}",
             &positions, NULL);
  g_assert_cmpuint (positions.good->len, ==, 2);
  g_assert_cmpuint (positions.n_bad, ==, 3);
  g_assert_true (isnan (g_array_index (positions.good, RdmPosition, 1).speed_mps));

  for (guint i = 0; i <= RDM_POSITIONS_MAX; i++)
    g_string_append (many, i ? ",{\"lat\":1,\"lon\":1}" : "{\"lat\":1,\"lon\":1}");
  g_string_append (many, "]}");
  positions.n_bad = 0;
  read_json (read_batch, many->str, &positions, NULL);
  g_assert_cmpuint (positions.good->len, ==, RDM_POSITIONS_MAX);
  g_assert_cmpuint (positions.n_bad, ==, 1);
  read_json (read_batch, "{}", &positions, NULL);
  assert_bad (&positions, "no list");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/positions/times", test_times);
  g_test_add_func ("/positions/osmand", test_osmand);
  g_test_add_func ("/positions/traccar", test_traccar);
  g_test_add_func ("/positions/owntracks", test_owntracks);
  g_test_add_func ("/positions/forward", test_forward);
  g_test_add_func ("/positions/batch", test_batch);
  return g_test_run ();
}
