/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rdm-import-moment.h"
#include "rdm-time.h"

enum
{
  H = 3600,
};

static void
test_dates (void)
{
  static const struct
  {
    const char *text;
    const char *dmy;
    const char *mdy;
    int32_t tod_s;
  } cases[] = {
    { "2026-11-23", "2026-11-23", "2026-11-23", RDM_TIME_NONE },
    { "2026/11/23", "2026-11-23", "2026-11-23", RDM_TIME_NONE },
    { "20261123", "2026-11-23", "2026-11-23", RDM_TIME_NONE },
    { "03/04/2026", "2026-04-03", "2026-03-04", RDM_TIME_NONE },
    { "3.4.2026", "2026-04-03", "2026-03-04", RDM_TIME_NONE },
    { "03-04-26", "2026-04-03", "2026-03-04", RDM_TIME_NONE },
    { "23/11/2026", "2026-11-23", NULL, RDM_TIME_NONE },
    { "11/23/2026", NULL, "2026-11-23", RDM_TIME_NONE },
    { "31/02/2026", NULL, NULL, RDM_TIME_NONE },
    { "23 Nov 2026", "2026-11-23", "2026-11-23", RDM_TIME_NONE },
    { "23. November 2026", "2026-11-23", "2026-11-23", RDM_TIME_NONE },
    { "23-Nov-26", "2026-11-23", "2026-11-23", RDM_TIME_NONE },
    { "Mon, 23 Nov 2026", "2026-11-23", "2026-11-23", RDM_TIME_NONE },
    { "Nov 23rd, 2026", "2026-11-23", "2026-11-23", RDM_TIME_NONE },
    { "3. März 2026", "2026-03-03", "2026-03-03", RDM_TIME_NONE },
    { "46349", "2026-11-23", "2026-11-23", RDM_TIME_NONE },
    { "46349.625", "2026-11-23", "2026-11-23", 15 * H },
    { "46349,25", "2026-11-23", "2026-11-23", 6 * H },
    { "2026-11-23 15:00", "2026-11-23", "2026-11-23", 15 * H },
    { "2026-11-23T15:00:00", "2026-11-23", "2026-11-23", 15 * H },
    { "23/11/2026 3:00 pm", "2026-11-23", NULL, 15 * H },
    { "2026-11-23T14:00:00Z", "2026-11-23", "2026-11-23", 15 * H },
    { "2026-11-23T15:00:00.000+01:00", "2026-11-23", "2026-11-23", 15 * H },
    { "1795442400", "2026-11-23", "2026-11-23", 15 * H },
    { "1795442400000", "2026-11-23", "2026-11-23", 15 * H },
    { "15:00", NULL, NULL, 15 * H },
  };
  static const char *const wrong[] = { "soon",
                                       "",
                                       "2026-11",
                                       "23/11",
                                       "1/2/3/4",
                                       "23/11/20266",
                                       "2026-11-23 soon",
                                       "Foo 23, 2026",
                                       "12345",
                                       "999999",
                                       "2026-11-23T15:00+99:00",
                                       "23//2026",
                                       "1.2.3" };
  g_autoptr (GTimeZone) zone = g_time_zone_new_identifier ("+01:00");

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      RdmMoment moment;
      g_autofree char *dmy = NULL;
      g_autofree char *mdy = NULL;

      g_test_message ("%s", cases[i].text);
      g_assert_true (rdm_moment_parse (cases[i].text, &moment));
      dmy = rdm_moment_get_date (&moment, RDM_IMPORT_FORMAT_DMY, zone);
      mdy = rdm_moment_get_date (&moment, RDM_IMPORT_FORMAT_MDY, zone);
      g_assert_cmpstr (dmy, ==, cases[i].dmy);
      g_assert_cmpstr (mdy, ==, cases[i].mdy);
      g_assert_cmpint (rdm_moment_get_time (&moment, zone), ==, cases[i].tod_s);
    }
  for (gsize i = 0; i < G_N_ELEMENTS (wrong); i++)
    {
      RdmMoment moment;

      g_test_message ("%s", wrong[i]);
      g_assert_false (rdm_moment_parse (wrong[i], &moment));
    }
}

static void
test_ranges (void)
{
  static const struct
  {
    const char *text;
    int32_t from_s;
    int32_t to_s;
  } cases[] = {
    { "15:00 - 17:00", 15 * H, 17 * H }, { "15:00-17:00", 15 * H, 17 * H },
    { "8–12", 8 * H, 12 * H },           { "8 am to 12 pm", 8 * H, 12 * H },
    { "8 bis 12", 8 * H, 12 * H },       { "0800-1200", 8 * H, 12 * H },
    { "08:00/12:00", 8 * H, 12 * H },    { "2019-12-12 10:00 - 2019-12-12 11:00", 10 * H, 11 * H },
  };
  static const char *const wrong[] = { "", "-", "8", "8-", "-12", "morning", "8-12-16", "a - b" };
  g_autoptr (GTimeZone) zone = g_time_zone_new_utc ();
  RdmMoment from, to;

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_test_message ("%s", cases[i].text);
      g_assert_true (rdm_moment_parse_range (cases[i].text, &from, &to));
      g_assert_cmpint (rdm_moment_get_time (&from, zone), ==, cases[i].from_s);
      g_assert_cmpint (rdm_moment_get_time (&to, zone), ==, cases[i].to_s);
    }
  for (gsize i = 0; i < G_N_ELEMENTS (wrong); i++)
    {
      g_test_message ("%s", wrong[i]);
      g_assert_false (rdm_moment_parse_range (wrong[i], &from, &to));
    }
}

static RdmImportFormat
decide (const char *const *texts)
{
  RdmDayOrder order = { 0 };
  RdmImportFormat decision;

  for (gsize i = 0; texts[i] != NULL; i++)
    {
      RdmMoment moment;

      g_assert_true (rdm_moment_parse (texts[i], &moment));
      rdm_day_order_add (&order, &moment, texts[i]);
    }
  decision = rdm_day_order_decide (&order);
  g_free (order.example);
  return decision;
}

static void
test_day_order (void)
{
  static const char *const day_first[] = { "03/04/2026", "23/04/2026", "31/02/2026", NULL };
  static const char *const month_first[] = { "03/04/2026", "04/23/2026", NULL };
  static const char *const open[] = { "2026-11-23", "04/04/2026", "03/04/2026", NULL };
  static const char *const both[] = { "23/04/2026", "04/23/2026", NULL };
  static const char *const same[] = { "04/04/2026", "05/05/2026", NULL };
  static const char *const iso[] = { "2026-11-23", "2026-03-04", NULL };

  g_assert_cmpint (decide (day_first), ==, RDM_IMPORT_FORMAT_DMY);
  g_assert_cmpint (decide (month_first), ==, RDM_IMPORT_FORMAT_MDY);
  g_assert_cmpint (decide (open), ==, RDM_IMPORT_FORMAT_AUTO);
  g_assert_cmpint (decide (both), ==, RDM_IMPORT_FORMAT_AUTO);
  g_assert_cmpint (decide (same), !=, RDM_IMPORT_FORMAT_AUTO);
  g_assert_cmpint (decide (iso), !=, RDM_IMPORT_FORMAT_AUTO);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/import/moment/dates", test_dates);
  g_test_add_func ("/import/moment/ranges", test_ranges);
  g_test_add_func ("/import/moment/day-order", test_day_order);
  return g_test_run ();
}
