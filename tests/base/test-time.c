/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rdm-error.h"
#include "rdm-time.h"

enum
{
  H = 3600,
  M = 60,
};

static void
test_parse (void)
{
  static const struct
  {
    const char *text;
    int32_t tod_s;
  } cases[] = {
    { "7:05", 7 * H + 5 * M },
    { "07:05", 7 * H + 5 * M },
    { " 07:05 ", 7 * H + 5 * M },
    { "0705", 7 * H + 5 * M },
    { "705", 7 * H + 5 * M },
    { "07:05:30", 7 * H + 5 * M + 30 },
    { "7.30", 7 * H + 30 * M },
    { "19h30", 19 * H + 30 * M },
    { "19H", 19 * H },
    { "7", 7 * H },
    { "0", 0 },
    { "7pm", 19 * H },
    { "7 PM", 19 * H },
    { "12am", 0 },
    { "12:30 pm", 12 * H + 30 * M },
    { "7:05 am", 7 * H + 5 * M },
    { "7:05 a.m.", 7 * H + 5 * M },
    { "24:00", 24 * H },
    { "2400", 24 * H },
    { "0.3125", 7 * H + 30 * M },
    { "0,5", 12 * H },
    { ".75", 18 * H },
    { "0.999994", 24 * H - 1 },
    { "01:05⁺¹", 25 * H + 5 * M },
    { "01:05 +1", 25 * H + 5 * M },
    { "23:30⁻¹", -30 * M },
  };
  static const char *const wrong[] = { "",      " ",      "noon",  "7:5",   "7:60",    "25:00",
                                       "25:70", "26:00",  "24:01", "13pm",  "0am",     ":30",
                                       "7:",    "12:00x", "99999", "-1:00", "7:05:60", "1.2.3.",
                                       "7:05,", "0.5.1",  "7;05",  "1e3",   "٧:٠٥",    "07-05",
                                       "0x10",  "7:005",  "2460" };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GError) error = NULL;
      int32_t tod_s = RDM_TIME_NONE;

      g_test_message ("%s", cases[i].text);
      g_assert_true (rdm_time_parse_of_day (cases[i].text, &tod_s, &error));
      g_assert_no_error (error);
      g_assert_cmpint (tod_s, ==, cases[i].tod_s);
    }
  for (gsize i = 0; i < G_N_ELEMENTS (wrong); i++)
    {
      g_autoptr (GError) error = NULL;
      int32_t tod_s = RDM_TIME_NONE;

      g_test_message ("%s", wrong[i]);
      g_assert_false (rdm_time_parse_of_day (wrong[i], &tod_s, &error));
      g_assert_true (error != NULL && error->domain == RDM_TIME_ERROR);
      g_assert_cmpint (tod_s, ==, RDM_TIME_NONE);
    }
  g_assert_false (rdm_time_parse_of_day (NULL, &(int32_t){ 0 }, NULL));
}

static void
test_parse_reason (void)
{
  g_autoptr (GError) syntax = NULL;
  g_autoptr (GError) range = NULL;
  int32_t tod_s;

  g_assert_false (rdm_time_parse_of_day ("soon", &tod_s, &syntax));
  g_assert_error (syntax, RDM_TIME_ERROR, RDM_TIME_ERROR_SYNTAX);
  g_assert_false (rdm_time_parse_of_day ("25:70", &tod_s, &range));
  g_assert_error (range, RDM_TIME_ERROR, RDM_TIME_ERROR_RANGE);
}

static void
assert_text (char *text, const char *expected)
{
  g_assert_cmpstr (text, ==, expected);
  g_free (text);
}

static void
test_format (void)
{
  assert_text (rdm_time_format_of_day (7 * H + 5 * M + 59), "07:05");
  assert_text (rdm_time_format_of_day (0), "00:00");
  assert_text (rdm_time_format_of_day (24 * H), "24:00");
  assert_text (rdm_time_format_of_day (25 * H + 5 * M), "01:05⁺¹");
  assert_text (rdm_time_format_of_day (-30 * M), "23:30⁻¹");
  assert_text (rdm_time_format_of_day (24 * H * 12), "00:00 +12");
  assert_text (rdm_time_format_of_day (INT32_MAX), "03:14 +24855");
  assert_text (rdm_time_format_of_day (RDM_TIME_NONE), "");

  assert_text (rdm_time_format_window (8 * H, 12 * H), "08:00–12:00");
  assert_text (rdm_time_format_window (8 * H, RDM_TIME_NONE), "from 08:00");
  assert_text (rdm_time_format_window (RDM_TIME_NONE, 12 * H), "until 12:00");
  assert_text (rdm_time_format_window (RDM_TIME_NONE, RDM_TIME_NONE), "");

  assert_text (rdm_format_duration (0), "0 s");
  assert_text (rdm_format_duration (35), "35 s");
  assert_text (rdm_format_duration (42 * M), "42 min");
  assert_text (rdm_format_duration (H + 5 * M), "1 h 05 min");
  assert_text (rdm_format_duration (59 * M + 40), "1 h 00 min");
  assert_text (rdm_format_duration (-5 * M), "−5 min");
  assert_text (rdm_format_duration (INT64_MIN), "−2562047788015215 h 30 min");
}

static void
test_dates (void)
{
  g_assert_true (rdm_date_valid ("2026-11-23"));
  g_assert_true (rdm_date_valid ("2028-02-29"));
  g_assert_false (rdm_date_valid ("2026-02-29"));
  g_assert_false (rdm_date_valid ("2026-2-09"));
  g_assert_false (rdm_date_valid ("2026-11-23T"));
  g_assert_false (rdm_date_valid ("0000-01-01"));
  g_assert_false (rdm_date_valid (""));
  g_assert_false (rdm_date_valid (NULL));
  assert_text (rdm_date_new (2026, 11, 3), "2026-11-03");
  g_assert_null (rdm_date_new (2026, 2, 31));
  assert_text (rdm_date_format_long ("2026-11-23"), "Mon 23 Nov");
  assert_text (rdm_date_format_full ("2026-11-03"), "Tuesday 3 November 2026");
  assert_text (rdm_date_format_long ("soon"), "soon");
  assert_text (rdm_date_add_days ("2026-12-31", 1), "2027-01-01");
  assert_text (rdm_date_add_days ("2028-03-01", -1), "2028-02-29");
  g_assert_null (rdm_date_add_days ("9999-12-31", 1));
  g_assert_null (rdm_date_add_days ("0001-01-01", -1));
  g_assert_cmpint (rdm_date_days_between ("2026-11-23", "2026-12-01"), ==, 8);
  g_assert_cmpint (rdm_date_days_between ("2026-12-01", "2026-11-23"), ==, -8);
}

/* Every time of every day of a year, there and back, where clocks change and where they do not. */
static void
test_zones (void)
{
  static const char *const names[] = { "UTC", "Europe/Vaduz", "America/New_York",
                                       "Australia/Lord_Howe", "Asia/Kathmandu" };

  for (gsize i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autoptr (GTimeZone) zone = g_time_zone_new_identifier (names[i]);
      g_autofree char *date = g_strdup ("2026-01-01");

      if (zone == NULL)
        continue;
      for (guint day = 0; day < 365; day++)
        {
          char *next = rdm_date_add_days (date, 1);

          for (int32_t tod_s = 0; tod_s <= 30 * H; tod_s += 30 * M)
            {
              int64_t utc_s = rdm_time_to_utc (zone, date, tod_s);

              g_assert_cmpint (rdm_time_from_utc (zone, date, utc_s), ==, tod_s);
              g_assert_cmpint (utc_s - rdm_time_to_utc (zone, date, 0), ==, tod_s);
            }
          g_free (date);
          date = next;
        }
    }
}

static void
test_clock_change (void)
{
  g_autoptr (GTimeZone) zone = g_time_zone_new_identifier ("Europe/Vaduz");
  g_autoptr (GDateTime) time = NULL;
  g_autofree char *text = NULL;

  if (zone == NULL)
    {
      g_test_skip ("no time zone data here");
      return;
    }
  /* The working day of the morning after the change reads as the clock on the wall. */
  time = g_date_time_new_from_unix_utc (rdm_time_to_utc (zone, "2026-10-25", 7 * H + 5 * M));
  text = g_date_time_format (time, "%H:%M");
  g_assert_cmpstr (text, ==, "06:05");
  g_assert_cmpint (rdm_time_to_utc (zone, "2026-11-23", RDM_TIME_NONE), ==, INT64_MIN);
  g_assert_cmpint (rdm_time_to_utc (zone, "never", 0), ==, INT64_MIN);
  g_assert_cmpint (rdm_time_from_utc (zone, "2026-11-23", INT64_MIN), ==, RDM_TIME_NONE);
  g_assert_cmpint (rdm_time_from_utc (zone, "2026-11-23", INT64_MAX), ==, RDM_TIME_NONE);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/time/parse", test_parse);
  g_test_add_func ("/time/parse-reason", test_parse_reason);
  g_test_add_func ("/time/format", test_format);
  g_test_add_func ("/time/dates", test_dates);
  g_test_add_func ("/time/zones", test_zones);
  g_test_add_func ("/time/clock-change", test_clock_change);
  return g_test_run ();
}
