/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Prices in words.
 */
#include "rdm-price-text.h"
#include "small-day.h"

static void
check (char *text, const char *wanted)
{
  g_autofree char *got = text;

  g_assert_cmpstr (got, ==, wanted);
}

static void
test_differences (void)
{
  check (rdm_price_text_duration (6 * 60), "+6 min");
  check (rdm_price_text_duration (-65 * 60), "−1 h 05 min");
  check (rdm_price_text_duration (29), "±0 min");
  check (rdm_price_text_duration (-31), "−1 min");
  check (rdm_price_text_distance (2400), "+2.4 km");
  check (rdm_price_text_distance (-850), "−850 m");
  check (rdm_price_text_distance (0), "±0 m");
  check (rdm_price_text_money (310, "EUR"), "+3.10 EUR");
  check (rdm_price_text_money (-1200, "JPY"), "−1200 JPY");
}

static void
test_headlines (SmallDay *day, gconstpointer data)
{
  const char *const stops[] = { small_day_stop (day, "o7"), NULL };
  const char *route = small_day_route (day, "LI-01");
  g_autoptr (RdmPrice) behind = rdm_advice_price (rdm_desk_get_day_plan (day->desk), stops, route,
                                                  small_day_stop (day, "o4"));
  g_autoptr (RdmPrice) first =
      rdm_advice_price (rdm_desk_get_day_plan (day->desk), stops, route, NULL);
  g_autofree char *behind_text = rdm_price_text_drop (day->desk, behind);
  g_autofree char *first_text = rdm_price_text_drop (day->desk, first);

  g_assert_true (g_str_has_prefix (behind_text, "LI-01 after 4 · +"));
  g_assert_true (g_str_has_prefix (first_text, "LI-01 first · +"));
  g_assert_cmpint (rdm_price_tone (behind), !=, RDM_PRICE_BREACH);
}

/* The same words for a place that is already taken, and for one that cannot be. */
static void
test_special (SmallDay *day, gconstpointer data)
{
  const char *const here[] = { small_day_stop (day, "o2"), NULL };
  const char *route = small_day_route (day, "LI-01");
  g_autoptr (RdmPrice) same =
      rdm_advice_price (rdm_desk_get_day_plan (day->desk), here, route, small_day_stop (day, "o1"));
  g_autofree char *same_text = rdm_price_text_drop (day->desk, same);

  g_assert_true (same->unchanged);
  g_assert_cmpstr (same_text, ==, "LI-01 after 1 · as it is");
  g_assert_cmpint (rdm_price_tone (same), ==, RDM_PRICE_PLAIN);
}

#define ADD(path, test)                                                                            \
  g_test_add (path, SmallDay, NULL, small_day_set_up, test, small_day_tear_down)

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/price-text/differences", test_differences);
  ADD ("/price-text/headlines", test_headlines);
  ADD ("/price-text/special", test_special);
  return g_test_run ();
}
