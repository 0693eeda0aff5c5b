/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What people write into tags, and into profiles.
 */
#include <glib/gstdio.h>
#include <string.h>

#include "rdm-condition.h"
#include "rdm-osm-values.h"
#include "rdm-profile.h"

/* --- amounts -----------------------------------------------------------------------------------
 */

static void
test_speeds (void)
{
  static const struct
  {
    const char *value;
    double kmh; /* 0: it says nothing; -1: unlimited */
  } cases[] = {
    { "50", 50 },
    { "30 mph", 48.28 },
    { "30mph", 48.28 },
    { "7.5", 7.5 },
    { "10 knots", 18.52 },
    { "walk", 7 },
    { "none", -1 },
    { "DE:motorway", -1 },
    { "DE:urban", 50 },
    { "CH:rural", 80 },
    { "CH:zone30", 30 },
    { "AT:zone:30", 30 },
    { "GB:nsl_single", 96 },
    { "RO:urban", 50 },
    { "XX:rural", 90 },
    { "DE:living_street", 7 },
    { "signals", 0 },
    { "variable", 0 },
    { "", 0 },
    { "50;30", 50 },
    { "0", 0 },
    { "-30", 0 },
    { "1e9", 0 },
    { "50 km/h", 50 },
    { "50 leagues", 0 },
    { "fast", 0 },
    { "50 @ wet", 0 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      guint speed_m_h = 0;
      gboolean is_read = rdm_osm_parse_speed (cases[i].value, &speed_m_h);

      g_assert_cmpint (is_read, ==, cases[i].kmh != 0);
      if (cases[i].kmh > 0)
        g_assert_cmpfloat_with_epsilon (speed_m_h, cases[i].kmh * 1000, 20);
      else if (cases[i].kmh < 0)
        g_assert_cmpuint (speed_m_h, ==, RDM_OSM_SPEED_UNLIMITED);
    }
}

static void
test_sizes (void)
{
  guint cm;
  guint kg;
  int permille;

  g_assert_true (rdm_osm_parse_length ("3.8", &cm) && cm == 380);
  g_assert_true (rdm_osm_parse_length ("3,8 m", &cm) && cm == 380);
  g_assert_true (rdm_osm_parse_length ("380 cm", &cm) && cm == 380);
  g_assert_true (rdm_osm_parse_length ("12'6\"", &cm) && cm == 381);
  g_assert_true (rdm_osm_parse_length ("12'", &cm) && cm == 366);
  g_assert_true (rdm_osm_parse_length ("14 ft", &cm) && cm == 427);
  g_assert_false (rdm_osm_parse_length ("default", &cm));
  g_assert_false (rdm_osm_parse_length ("below_default", &cm));
  g_assert_false (rdm_osm_parse_length ("12'99\"", &cm));
  g_assert_true (rdm_osm_parse_weight ("7.5", &kg) && kg == 7500);
  g_assert_true (rdm_osm_parse_weight ("3.5t", &kg) && kg == 3500);
  g_assert_true (rdm_osm_parse_weight ("2800 kg", &kg) && kg == 2800);
  g_assert_true (rdm_osm_parse_weight ("8 st", &kg) && kg == 7258);
  g_assert_false (rdm_osm_parse_weight ("none", &kg));
  g_assert_true (rdm_osm_parse_incline ("8%", &permille) && permille == 80);
  g_assert_true (rdm_osm_parse_incline ("-4.5 %", &permille) && permille == -45);
  g_assert_true (rdm_osm_parse_incline ("5°", &permille) && permille == 87);
  g_assert_false (rdm_osm_parse_incline ("up", &permille));
  g_assert_false (rdm_osm_parse_incline ("300%", &permille));
}

static void
test_durations (void)
{
  guint s;

  g_assert_true (rdm_osm_parse_duration ("12", &s) && s == 720);
  g_assert_true (rdm_osm_parse_duration ("00:12", &s) && s == 720);
  g_assert_true (rdm_osm_parse_duration ("1:02:30", &s) && s == 3750);
  g_assert_true (rdm_osm_parse_duration ("PT1H10M", &s) && s == 4200);
  g_assert_false (rdm_osm_parse_duration ("PT", &s));
  g_assert_false (rdm_osm_parse_duration ("soon", &s));
  g_assert_false (rdm_osm_parse_duration ("0", &s));
  g_assert_false (rdm_osm_parse_duration ("1:2:3:4", &s));
  g_assert_false (rdm_osm_parse_duration ("99999999999999999999", &s));
}

/* --- hours -------------------------------------------------------------------------------------
 */

#define BIT(period) (1u << RDM_TRAVEL_##period)

static void
test_hours (void)
{
  static const struct
  {
    const char *value;
    guint periods; /* G_MAXUINT: it says something else */
  } cases[] = {
    { "Mo-Fr 07:00-09:00", BIT (MORNING) },
    { "Mo-Fr 06:30-09:00,16:00-18:30", BIT (MORNING) | BIT (EVENING) },
    { "Mo-Fr 07:00-09:00; Sa 08:00-20:00", BIT (MORNING) | BIT (SATURDAY) },
    { "22:00-06:00", BIT (NIGHT) },
    { "Sa,Su", BIT (SATURDAY) | BIT (SUNDAY) },
    { "Su 10:00-11:00", 0 },
    { "Mo 07:00-09:00", 0 },
    { "24/7", RDM_ALL_PERIODS },
    { "PH,Su 00:00-24:00", BIT (SUNDAY) },
    { "Mo-Fr 07:00-19:00; PH off", BIT (MORNING) | BIT (MIDDAY) | BIT (EVENING) },
    { "Fr-Mo", BIT (SATURDAY) | BIT (SUNDAY) },
    { "sunrise-sunset", G_MAXUINT },
    { "wet", G_MAXUINT },
    { "07:00", G_MAXUINT },
    { "Mo-Fr 7-9", G_MAXUINT },
    { "Mo-", G_MAXUINT },
    { "", G_MAXUINT },
    { "99:00-98:00", G_MAXUINT },
  };
  g_autoptr (RdmProfile) van = rdm_profile_load (RDM_TRAVEL_VAN, NULL, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      guint periods = G_MAXUINT;
      gboolean is_read = rdm_osm_parse_hours (cases[i].value, &van->hours, &periods);

      g_assert_cmpint (is_read, ==, cases[i].periods != G_MAXUINT);
      g_assert_cmpuint (periods, ==, cases[i].periods);
    }
}

static void
test_conditions (void)
{
  g_autoptr (RdmProfile) truck = rdm_profile_load (RDM_TRAVEL_TRUCK, NULL, NULL);
  const char *text =
      "no @ (Mo-Fr 06:30-09:00; Sa 06:00-22:00); delivery @ (weight>7.5 AND 09:00-16:00);"
      " yes @ destination;odd;30 @ (length < 12);no @ (weight>=12 and height>4)";
  static const struct
  {
    const char *value;
    guint periods;
    gboolean last_stretch;
  } expected[] = {
    { "no", BIT (MORNING) | BIT (SATURDAY), FALSE },
    { "delivery", BIT (MIDDAY), FALSE },
    { "yes", RDM_ALL_PERIODS, TRUE },
    { "odd", 0, FALSE },
    { "30", RDM_ALL_PERIODS, FALSE },
    { "no", 0, FALSE },
  };
  RdmCondition condition;
  char *value;

  for (guint i = 0; i < G_N_ELEMENTS (expected); i++)
    {
      g_assert_true (rdm_condition_next (&text, truck, &value, &condition));
      g_assert_cmpstr (value, ==, expected[i].value);
      g_assert_cmpint (condition.last_stretch, ==, expected[i].last_stretch);
      if (i != 1)
        g_assert_cmpuint (condition.periods, ==, expected[i].periods);
      else /* all days */
        g_assert_true (condition.periods & BIT (MIDDAY));
      g_free (value);
    }
  g_assert_false (rdm_condition_next (&text, truck, &value, &condition));
}

/* --- profiles ----------------------------------------------------------------------------------
 */

static void
test_own_profiles (void)
{
  for (guint p = 0; p < RDM_N_TRAVEL_PROFILES; p++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (RdmProfile) profile = rdm_profile_load (p, NULL, &error);

      g_assert_no_error (error);
      g_assert_nonnull (rdm_profile_find_road (profile, "residential"));
      g_assert_cmpuint (profile->hours.n_spells, ==, 5);
      g_assert_cmpint (profile->hours.spells[0].begin_s, ==, 0);
      for (guint t = 0; t < RDM_N_TRAVEL_PERIODS; t++)
        g_assert_cmpuint (profile->traffic_permille[t][1], >=, 500);
    }
}

typedef struct
{
  const char *from;
  const char *to;
  const char *group; /* what the message names */
  const char *key;
} Slip;

static const Slip slips[] = {
  { "height=2.7", "height=tall", "[size]", "height" },
  { "height=2.7", "height=-1", "[size]", "height" },
  { "height=2.7", "heigth=2.7", "[size]", "height" },
  { "top-speed=120", "top-speed=120\nbottom-speed=1", "[size]", "bottom-speed" },
  { "residential=27;25", "residential=27;25;24", "[roads]", "residential" },
  { "residential=27;25", "residential=0", "[roads]", "residential" },
  { "residential=27;25", "residential=1000", "[roads]", "residential" },
  { "only-last-stretch=track", "only-last-stretch=trakc", "[rules]", "only-last-stretch" },
  { "limit-share=82", "limit-share=0", "[rules]", "limit-share" },
  { "gravel=25", "gravel=", "[surface]", "gravel" },
  { "gravel=25", "gravel=0", "[surface]", "gravel" },
  { "kerb-side=no", "kerb-side=maybe", "[turns]", "kerb-side" },
  { "bias=1.075", "bias=0", "[turns]", "bias" },
  { "gate=40", "gate=closed", "[barriers]", "gate" },
  { "midday=09:00-16:00", "midday=08:00-16:00", "[hours]", "midday" },
  { "midday=09:00-16:00", "midday=16:00-09:00", "[hours]", "midday" },
  { "midday=97;90", "midday=0", "[traffic]", "midday" },
  { "midday=97;90", "noon=97;90", "[traffic]", "noon" },
  { "access=access;", "excess=access;", "[profile]", "access" },
};

/* Whatever is wrong is named: file, group and key. */
static void
check_slip (gconstpointer data)
{
  const Slip *slip = data;
  g_autoptr (RdmProfile) van = rdm_profile_load (RDM_TRAVEL_VAN, NULL, NULL);
  g_autoptr (RdmProfile) profile = NULL;
  g_autoptr (GError) error = NULL;
  GString *text = g_string_new (van->text);

  g_assert_cmpuint (g_string_replace (text, slip->from, slip->to, 1), ==, 1);
  profile = rdm_profile_parse (text->str, "mine.profile", &error);
  g_assert_null (profile);
  g_assert_nonnull (error);
  g_assert_nonnull (strstr (error->message, "mine.profile"));
  g_assert_nonnull (strstr (error->message, slip->group));
  g_assert_nonnull (strstr (error->message, slip->key));
  g_string_free (text, TRUE);
}

static void
test_no_profile (void)
{
  static const char *const texts[] = { "", "[profile]\nformat=2\n", "no group",
                                       "\xff\xfe[profile]" };

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_autoptr (GError) error = NULL;

      g_assert_null (rdm_profile_parse (texts[i], "mine.profile", &error));
      g_assert_error (error, RDM_PROFILE_ERROR, RDM_PROFILE_ERROR_FORMAT);
      g_assert_true (g_utf8_validate (error->message, -1, NULL));
      g_assert_nonnull (strstr (error->message, "mine.profile"));
    }
}

/* A folder with one of them: the others are ours. */
static void
test_folder (void)
{
  g_autofree char *dir = g_dir_make_tmp ("profiles-XXXXXX", NULL);
  g_autofree char *path = g_build_filename (dir, "van.profile", NULL);
  g_autoptr (RdmProfile) ours = rdm_profile_load (RDM_TRAVEL_VAN, NULL, NULL);
  g_autoptr (RdmProfile) theirs = NULL;
  g_autoptr (RdmProfile) truck = NULL;
  g_autoptr (GError) error = NULL;
  GString *text = g_string_new (ours->text);

  g_string_replace (text, "name=Van", "name=Sprinter", 1);
  g_assert_true (g_file_set_contents (path, text->str, -1, NULL));
  theirs = rdm_profile_load (RDM_TRAVEL_VAN, dir, NULL);
  g_assert_cmpstr (theirs->name, ==, "Sprinter");
  truck = rdm_profile_load (RDM_TRAVEL_TRUCK, dir, NULL);
  g_assert_cmpstr (truck->name, ==, "Truck");
  g_assert_true (g_file_set_contents (path, "odd", -1, NULL));
  g_assert_null (rdm_profile_load (RDM_TRAVEL_VAN, dir, &error));
  g_assert_nonnull (strstr (error->message, path));
  g_unlink (path);
  g_rmdir (dir);
  g_string_free (text, TRUE);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/road-values/speeds", test_speeds);
  g_test_add_func ("/road-values/sizes", test_sizes);
  g_test_add_func ("/road-values/durations", test_durations);
  g_test_add_func ("/road-values/hours", test_hours);
  g_test_add_func ("/road-values/conditions", test_conditions);
  g_test_add_func ("/road-values/own-profiles", test_own_profiles);
  g_test_add_func ("/road-values/no-profile", test_no_profile);
  g_test_add_func ("/road-values/folder", test_folder);
  for (guint i = 0; i < G_N_ELEMENTS (slips); i++)
    {
      g_autofree char *path = g_strdup_printf ("/road-values/slip/%02u", i);

      g_test_add_data_func (path, &slips[i], check_slip);
    }
  return g_test_run ();
}
