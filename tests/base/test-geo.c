/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rdm-error.h"
#include "rdm-geo.h"

static const RdmPoint vaduz = { 47.1410, 9.5209 };
static const RdmPoint berlin = { 52.520008, 13.404954 };

static void
test_points (void)
{
  g_autofree char *text = rdm_point_format (vaduz);
  g_autofree char *none = rdm_point_format (RDM_POINT_NONE);

  g_assert_true (rdm_point_is_set (vaduz));
  g_assert_false (rdm_point_is_set (RDM_POINT_NONE));
  g_assert_false (rdm_point_is_valid (RDM_POINT_NONE));
  g_assert_false (rdm_point_is_valid ((RdmPoint){ 90.1, 0 }));
  g_assert_true (rdm_point_equal (RDM_POINT_NONE, RDM_POINT_NONE));
  g_assert_false (rdm_point_equal (RDM_POINT_NONE, vaduz));
  g_assert_cmpstr (text, ==, "47.141000, 9.520900");
  g_assert_cmpstr (none, ==, "");
}

static void
test_distance (void)
{
  g_assert_cmpfloat_with_epsilon (rdm_geo_distance (vaduz, berlin), 660000.0, 5000.0);
  g_assert_cmpfloat (rdm_geo_distance (vaduz, vaduz), ==, 0.0);
  g_assert_cmpfloat_with_epsilon (rdm_geo_distance ((RdmPoint){ 0, 0 }, (RdmPoint){ 0, 180 }),
                                  20015114.0, 10.0);
  g_assert_true (isnan (rdm_geo_distance (vaduz, RDM_POINT_NONE)));
}

static void
test_box (void)
{
  RdmBox box = RDM_BOX_EMPTY;

  g_assert_true (rdm_box_is_empty (box));
  g_assert_false (rdm_point_is_set (rdm_box_center (box)));
  rdm_box_extend (&box, RDM_POINT_NONE);
  g_assert_true (rdm_box_is_empty (box));
  rdm_box_extend (&box, vaduz);
  rdm_box_extend (&box, berlin);
  g_assert_true (rdm_box_contains (box, (RdmPoint){ 50, 11 }));
  g_assert_false (rdm_box_contains (box, (RdmPoint){ 46, 11 }));
  g_assert_true (rdm_box_contains (box, rdm_box_center (box)));
}

static void
test_mercator (void)
{
  for (double lat_deg = -85; lat_deg <= 85; lat_deg += 5)
    g_assert_cmpfloat_with_epsilon (rdm_mercator_lat (rdm_mercator_y (lat_deg)), lat_deg, 1e-9);
  g_assert_cmpfloat_with_epsilon (rdm_mercator_y (90), 0.0, 1e-9);
  g_assert_cmpfloat_with_epsilon (rdm_mercator_y (0), 0.5, 1e-12);
  g_assert_cmpfloat (rdm_mercator_x (-180), ==, 0.0);
  g_assert_cmpfloat_with_epsilon (rdm_mercator_lon (rdm_mercator_x (9.5)), 9.5, 1e-12);
}

static void
test_parse (void)
{
  static const struct
  {
    const char *text;
    double lat_deg;
    double lon_deg;
  } cases[] = {
    { "47.1,9.5", 47.1, 9.5 },
    { "47.1, 9.5", 47.1, 9.5 },
    { "47.1 9.5", 47.1, 9.5 },
    { "47.1;9.5", 47.1, 9.5 },
    { "(47.1, 9.5)", 47.1, 9.5 },
    { "47,1;9,5", 47.1, 9.5 },
    { "47,1 9,5", 47.1, 9.5 },
    { "47,1, 9,5", 47.1, 9.5 },
    { "47,1,9,5", 47.1, 9.5 },
    { "47,9", 47, 9 },
    { "-33.9 18.4", -33.9, 18.4 },
    { "−33,9; −18,4", -33.9, -18.4 },
    { "47.1N 9.5E", 47.1, 9.5 },
    { "47.1 N, 9.5 E", 47.1, 9.5 },
    { "N 47.1 E 9.5", 47.1, 9.5 },
    { "9.5E 47.1N", 47.1, 9.5 },
    { "33.9 S 18.4 W", -33.9, -18.4 },
    { "N 47° 8.5′ E 9° 31.2′", 47 + 8.5 / 60, 9 + 31.2 / 60 },
    { "47°08′30″N 9°31′00″E", 47 + 8.5 / 60, 9 + 31.0 / 60 },
    { "47°08'30\"N, 9°31'00\"E", 47 + 8.5 / 60, 9 + 31.0 / 60 },
    { "47 8 30 9 31 0", 47 + 8.5 / 60, 9 + 31.0 / 60 },
    { "-33 30 -18 30", -33.5, -18.5 },
  };
  static const char *const wrong[] = {
    "",           "47.1",         "here",      "47.1,9.5,3", "47.1 N 9.5 N", "1,2,3,4,5",
    "47 61 9 10", "47°8.5.1′ 9°", "NE",        "N47",        "-47.1 N 9 E",  "47,1,9",
    "1e3,4",      "0x10,4",       "47.1,,9.5", "47 -8 9 31"
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GError) error = NULL;
      RdmPoint point = RDM_POINT_NONE;

      g_test_message ("%s", cases[i].text);
      g_assert_true (rdm_point_parse (cases[i].text, &point, &error));
      g_assert_no_error (error);
      g_assert_cmpfloat_with_epsilon (point.lat_deg, cases[i].lat_deg, 1e-9);
      g_assert_cmpfloat_with_epsilon (point.lon_deg, cases[i].lon_deg, 1e-9);
    }
  for (gsize i = 0; i < G_N_ELEMENTS (wrong); i++)
    {
      g_autoptr (GError) error = NULL;
      RdmPoint point = RDM_POINT_NONE;

      g_test_message ("%s", wrong[i]);
      g_assert_false (rdm_point_parse (wrong[i], &point, &error));
      g_assert_error (error, RDM_GEO_ERROR, RDM_GEO_ERROR_SYNTAX);
      g_assert_false (rdm_point_is_set (point));
    }
}

static void
test_parse_range (void)
{
  g_autoptr (GError) error = NULL;
  RdmPoint point = RDM_POINT_NONE;

  g_assert_false (rdm_point_parse ("147.1, 9.5", &point, &error));
  g_assert_error (error, RDM_GEO_ERROR, RDM_GEO_ERROR_RANGE);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/geo/points", test_points);
  g_test_add_func ("/geo/distance", test_distance);
  g_test_add_func ("/geo/box", test_box);
  g_test_add_func ("/geo/mercator", test_mercator);
  g_test_add_func ("/geo/parse", test_parse);
  g_test_add_func ("/geo/parse-range", test_parse_range);
  return g_test_run ();
}
