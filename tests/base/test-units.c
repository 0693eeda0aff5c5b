/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <math.h>

#include "rdm-units.h"

static void
assert_text (char *text, const char *expected)
{
  g_assert_cmpstr (text, ==, expected);
  g_free (text);
}

static void
test_distance (void)
{
  assert_text (rdm_format_distance (850), "850 m");
  assert_text (rdm_format_distance (12400), "12.4 km");
  assert_text (rdm_format_distance (99949), "99.9 km");
  assert_text (rdm_format_distance (99950), "100 km");
  assert_text (rdm_format_distance (-2400), "−2.4 km");
  assert_text (rdm_format_distance (INT64_MIN), "−9223372036854776 km");
}

static void
test_money (void)
{
  assert_text (rdm_format_money (3100, "CHF"), "31.00 CHF");
  assert_text (rdm_format_money (5, "EUR"), "0.05 EUR");
  assert_text (rdm_format_money (-5, "EUR"), "−0.05 EUR");
  assert_text (rdm_format_money (1200, "JPY"), "1200 JPY");
  assert_text (rdm_format_money (1234, "KWD"), "1.234 KWD");
  assert_text (rdm_format_money (100, NULL), "1.00");
  assert_text (rdm_format_money_whole (164250, "EUR"), "1643 EUR");
  assert_text (rdm_format_money_whole (-164249, "EUR"), "−1642 EUR");
  assert_text (rdm_format_money_whole (-5, "EUR"), "0 EUR");
  assert_text (rdm_format_money_whole (1200, "JPY"), "1200 JPY");
  assert_text (rdm_format_money_whole (100, NULL), "1");
}

static void
test_loads (void)
{
  assert_text (rdm_format_parcels (1), "1 parcel");
  assert_text (rdm_format_parcels (42), "42 parcels");
  assert_text (rdm_format_weight (850), "850 g");
  assert_text (rdm_format_weight (12200), "12.2 kg");
  assert_text (rdm_format_weight (900000), "900 kg");
  assert_text (rdm_format_weight (1200000), "1.2 t");
  assert_text (rdm_format_volume (500), "0.5 l");
  assert_text (rdm_format_volume (40200), "40.2 l");
  assert_text (rdm_format_volume (9000000), "9.0 m³");
  assert_text (rdm_format_load (3000, "pallets"), "3 pallets");
  assert_text (rdm_format_load (-12250, "kg"), "−12.2 kg");
}

static void
test_percent (void)
{
  assert_text (rdm_format_percent (0.42), "42 %");
  assert_text (rdm_format_percent (1.12), "112 %");
  assert_text (rdm_format_percent (-0.001), "0 %");
  assert_text (rdm_format_percent (-0.1), "−10 %");
  assert_text (rdm_format_percent (NAN), "–");
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/units/distance", test_distance);
  g_test_add_func ("/units/money", test_money);
  g_test_add_func ("/units/loads", test_loads);
  g_test_add_func ("/units/percent", test_percent);
  return g_test_run ();
}
