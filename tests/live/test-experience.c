/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What is learned of visits and drives: as much as there is to learn, and no more.
 */
#include "rdm-experience.h"

#include <string.h>

#include "made-up-drive.h"
#include "rdm-backtest.h"
#include "rdm-shrink.h"
#include "rdm-time.h"

static double
normal (GRand *random)
{
  double a = g_rand_double_range (random, 1e-12, 1.0);

  return sqrt (-2.0 * log (a)) * cos (2.0 * G_PI * g_rand_double (random));
}

/* --- shrinking ---------------------------------------------------------------------------------
 */

/* The effects that were put in come out, those with few samples nearer to nothing; drawn in, they
 * are nearer to the truth than plain means. */
static void
test_shrink_recovers (void)
{
  double plain = 0;
  double shrunk = 0;

  for (guint seed = 0; seed < 20; seed++)
    {
      g_autoptr (GRand) random = g_rand_new_with_seed (seed);
      g_autoptr (RdmShrink) shrink = rdm_shrink_new (2);
      double truth[60];
      double sums[60] = { 0 };
      guint counts[60] = { 0 };

      for (guint l = 0; l < 60; l++)
        truth[l] = 0.3 * normal (random);
      for (guint i = 0; i < 400; i++)
        {
          guint l = (guint)g_rand_int_range (random, 0, 60);
          g_autofree char *name = g_strdup_printf ("%u", l);
          const char *levels[] = { name, i % 2 ? "odd" : "even" };
          double value = 2.0 + truth[l] + (i % 2 ? 0.2 : -0.2) + 0.6 * normal (random);

          sums[l] += value - 2.0;
          counts[l]++;
          rdm_shrink_add (shrink, value, levels, NULL);
        }
      g_assert_cmpfloat_with_epsilon (rdm_shrink_get_mean (shrink), 2.0, 0.2);
      g_assert_cmpfloat_with_epsilon (rdm_shrink_get_effect (shrink, 1, "odd", NULL), 0.2, 0.12);
      for (guint l = 0; l < 60; l++)
        {
          g_autofree char *name = g_strdup_printf ("%u", l);
          guint n;
          double effect = rdm_shrink_get_effect (shrink, 0, name, &n);

          g_assert_cmpuint (n, ==, counts[l]);
          if (n == 0)
            continue;
          shrunk += (effect - truth[l]) * (effect - truth[l]);
          plain += (sums[l] / n - truth[l]) * (sums[l] / n - truth[l]);
        }
    }
  g_test_message ("squared error of shrunk means by that of plain ones: %.2f", shrunk / plain);
  g_assert_cmpfloat (shrunk, <, 0.8 * plain);
}

/* Where levels do not differ, nothing is learned of them. */
static void
test_shrink_nothing (void)
{
  g_autoptr (GRand) random = g_rand_new_with_seed (5);
  g_autoptr (RdmShrink) shrink = rdm_shrink_new (1);
  g_autoptr (RdmShrink) empty = rdm_shrink_new (1);

  for (guint i = 0; i < 600; i++)
    {
      g_autofree char *name = g_strdup_printf ("%u", i % 40);
      const char *levels[] = { name };

      rdm_shrink_add (shrink, normal (random), levels, NULL);
    }
  for (guint l = 0; l < 40; l++)
    {
      g_autofree char *name = g_strdup_printf ("%u", l);

      g_assert_cmpfloat (fabs (rdm_shrink_get_effect (shrink, 0, name, NULL)), <, 0.15);
    }
  g_assert_cmpfloat (rdm_shrink_get_effect (shrink, 0, "unknown", NULL), ==, 0);
  g_assert_cmpfloat (rdm_shrink_get_mean (empty), ==, 0);
  g_assert_cmpfloat (rdm_shrink_get_variance (empty), ==, 0);
}

/* What groups share is told from what is each sample's own. */
static void
test_shrink_groups (void)
{
  g_autoptr (GRand) random = g_rand_new_with_seed (5);
  g_autoptr (RdmShrink) shrink = rdm_shrink_new (1);

  for (guint g = 0; g < 80; g++)
    {
      g_autofree char *group = g_strdup_printf ("%u", g);
      double shared = 0.2 * normal (random);

      for (guint i = 0; i < 20; i++)
        {
          const char *levels[] = { NULL };

          rdm_shrink_add (shrink, shared + 0.5 * normal (random), levels, group);
        }
    }
  g_assert_cmpfloat_with_epsilon (sqrt (rdm_shrink_get_group_variance (shrink)), 0.2, 0.05);
  g_assert_cmpfloat_with_epsilon (sqrt (rdm_shrink_get_variance (shrink)), 0.5, 0.03);
}

/* --- visits ------------------------------------------------------------------------------------
 */

static void
test_nothing_known (void)
{
  g_autoptr (RdmExperience) experience = rdm_experience_new ();
  const RdmVisitTraits traits = { "somewhere", RDM_VISIT_SORT_HOUSE, "anna", 9 };
  g_autofree char *words = rdm_experience_explain_service (experience, &traits, 180);
  RdmVisitKnown known;

  g_assert_cmpfloat (rdm_experience_get_service (experience, &traits, 180, &known).mean_s, ==, 180);
  g_assert_cmpuint (known.n, ==, 0);
  g_assert_cmpfloat (rdm_experience_get_pace (experience, "anna", 9, NAN, NULL), ==, 1.0);
  g_assert_cmpstr (words, ==, "3 min: as planned; nothing has been learned yet");
}

/* A house with stairs takes twice as long: after one visit hardly anything is believed of it, after
 * ten nearly all. */
static void
test_house (void)
{
  double before_s = 0;

  for (guint n_visits = 1; n_visits <= 100; n_visits *= 10)
    {
      g_autoptr (GRand) random = g_rand_new_with_seed (5);
      g_autoptr (RdmExperience) experience = rdm_experience_new ();
      const RdmVisitTraits stairs = { "stairs", RDM_VISIT_SORT_HOUSE, "anna", 9 };
      const RdmVisitTraits elsewhere = { "new", RDM_VISIT_SORT_HOUSE, "anna", 9 };
      double mean_s;

      for (guint i = 0; i < 600; i++)
        {
          g_autofree char *house = g_strdup_printf ("house %u", i % 60);
          g_autoptr (GRand) of_house = g_rand_new_with_seed (g_str_hash (house));
          double usual_s = 200.0 * exp (0.25 * normal (of_house));
          const RdmVisitTraits traits = { house, RDM_VISIT_SORT_HOUSE, i % 2 ? "anna" : "ben", 9 };

          rdm_experience_learn_visit (experience, &traits, 180,
                                      usual_s * exp (0.3 * normal (random)), NULL);
        }
      for (guint i = 0; i < n_visits; i++)
        rdm_experience_learn_visit (experience, &stairs, 180, 450 * exp (0.3 * normal (random)),
                                    NULL);
      mean_s = rdm_experience_get_service (experience, &stairs, 180, NULL).mean_s;
      g_test_message ("after %u visits: %.0f s", n_visits, mean_s);
      g_assert_cmpfloat (mean_s, >, before_s);
      before_s = mean_s;
      g_assert_cmpfloat (rdm_experience_get_service (experience, &elsewhere, 180, NULL).mean_s, <,
                         260);
      if (n_visits == 100)
        {
          g_autofree char *words = rdm_experience_explain_service (experience, &stairs, 180);

          g_assert_cmpfloat (mean_s, >, 380);
          g_assert_nonnull (strstr (words, ": 100 visits here, 400 by this driver"));
        }
    }
}

static void
test_pace (void)
{
  g_autoptr (GRand) random = g_rand_new_with_seed (5);
  g_autoptr (RdmExperience) experience = rdm_experience_new ();
  g_autofree char *words = NULL;
  g_autofree char *stranger = NULL;

  for (guint i = 0; i < 800; i++)
    {
      const char *driver = i % 2 ? "slow" : "quick";
      double pace = i % 2 ? 1.2 : 0.9;

      rdm_experience_learn_drive (experience, driver, 9, 10, 300,
                                  300 * pace * exp (0.2 * normal (random)), NULL);
    }
  g_assert_cmpfloat_with_epsilon (rdm_experience_get_pace (experience, "slow", 9, 10, NULL), 1.22,
                                  0.05);
  g_assert_cmpfloat_with_epsilon (rdm_experience_get_pace (experience, "quick", 9, 10, NULL), 0.92,
                                  0.05);
  g_assert_cmpfloat_with_epsilon (rdm_experience_get_pace (experience, "new", 9, 10, NULL), 1.06,
                                  0.05);
  words = rdm_experience_explain_pace (experience, "slow", 9);
  g_assert_true (g_str_has_suffix (words, "% slower than planned: 400 drives by this driver"));
  stranger = rdm_experience_explain_pace (experience, "new", 9);
  g_assert_cmpstr (stranger, ==, "As planned: no drives by this driver are known");
}

/* Who is held up in streets of houses is not on main roads; and the other way round. */
static void
test_roads (void)
{
  g_autoptr (RdmExperience) experience = rdm_experience_new ();
  g_autoptr (GRand) random = g_rand_new_with_seed (11);

  for (guint i = 0; i < 300; i++)
    {
      rdm_experience_learn_drive (experience, "anna", 9, 5, 300, 390 * exp (0.2 * normal (random)),
                                  NULL);
      rdm_experience_learn_drive (experience, "anna", 9, 20, 300, 300 * exp (0.2 * normal (random)),
                                  NULL);
    }
  g_assert_cmpfloat_with_epsilon (rdm_experience_get_pace (experience, "anna", 9, 6, NULL), 1.33,
                                  0.06);
  g_assert_cmpfloat_with_epsilon (rdm_experience_get_pace (experience, "anna", 9, 22, NULL), 1.03,
                                  0.05);
}

static void
add_errors (GArray *errors, guint n, double lead_s, double most)
{
  for (guint i = 0; i < n; i++)
    {
      double off = most * (double)(i * 7 % n) / n;
      RdmEtaError error = { lead_s, off, off - 100 };

      g_array_append_val (errors, error);
    }
}

/* Half were below what P50 is then, and nine of ten below P90, by how long before it was said; few
 * say little. */
static void
test_errors (void)
{
  const RdmEtaModel usual = RDM_ETA_MODEL_DEFAULT;
  g_autoptr (RdmExperience) experience = rdm_experience_new ();
  g_autoptr (GArray) errors = g_array_new (FALSE, FALSE, sizeof (RdmEtaError));
  RdmEtaModel model;

  add_errors (errors, 3, 1800, 900);
  rdm_experience_learn_errors (experience, errors);
  rdm_experience_get_model (experience, &model);
  g_assert_cmpfloat (rdm_eta_at_lead (model.middle_more_s, 1800), >, 0);
  g_assert_cmpfloat (rdm_eta_at_lead (model.middle_more_s, 1800), <, 50);
  g_assert_cmpfloat (rdm_eta_at_lead (model.late_more_s, 7200), ==,
                     rdm_eta_at_lead (usual.late_more_s, 7200));
  g_array_set_size (errors, 0);
  add_errors (errors, 21000, 1800, 250);
  add_errors (errors, 21000, 7200, 500);
  rdm_experience_learn_errors (experience, errors);
  rdm_experience_get_model (experience, &model);
  g_assert_cmpuint (rdm_experience_get_n_errors (experience), ==, 42003);
  g_assert_cmpfloat_with_epsilon (rdm_eta_at_lead (model.middle_more_s, 1800), 125, 2);
  g_assert_cmpfloat_with_epsilon (rdm_eta_at_lead (model.late_more_s, 1800), 125, 2);
  g_assert_cmpfloat_with_epsilon (rdm_eta_at_lead (model.middle_more_s, 7200), 250, 6);
  g_assert_cmpfloat_with_epsilon (rdm_eta_at_lead (model.late_more_s, 7200), 350, 6);
}

/* Somebody who takes the break late does so again; of others the usual is known. */
static void
test_breaks (void)
{
  g_autoptr (RdmExperience) experience = rdm_experience_new ();
  RdmEtaHabit habit;
  guint n;

  g_assert_true (isnan (rdm_experience_get_break (experience, "late", NULL).mean));
  for (guint i = 0; i < 60; i++)
    {
      rdm_experience_learn_break (experience, "late", 0.8 + 0.1 * (i % 3 - 1.0));
      rdm_experience_learn_break (experience, "early", 0.1 + 0.1 * (i % 3 - 1.0));
      rdm_experience_learn_break (experience, "middling", 0.3 + 0.1 * (i % 3 - 1.0));
    }
  habit = rdm_experience_get_break (experience, "late", &n);
  g_assert_cmpuint (n, ==, 60);
  g_assert_cmpfloat_with_epsilon (habit.mean, 0.8, 0.03);
  g_assert_cmpfloat (habit.sd, <, 0.15);
  habit = rdm_experience_get_break (experience, "new", &n);
  g_assert_cmpuint (n, ==, 0);
  g_assert_cmpfloat_with_epsilon (habit.mean, 0.4, 0.05);
  g_assert_cmpfloat (habit.sd, >, 0.2);
}

/* --- from days ---------------------------------------------------------------------------------
 */

static RdmRows *
days_new (const DriveShape *shape, guint n_days)
{
  RdmRows *rows = town_new (3, 1, 1);

  for (guint d = 0; d < n_days; d++)
    {
      g_autofree char *date = rdm_date_add_days ("2026-10-05", (int)d);

      town_add_day (rows, date, 3, 25, 100 + d);
      for (guint r = 0; r < 3; r++)
        {
          g_autofree char *shift = g_strdup_printf ("s%u", r);
          g_autofree char *route = rdm_route_id (shift, date);
          DriveShape today = *shape;
          g_autoptr (Drive) drive = NULL;

          today.seed = d * 10 + r;
          drive = drive_new (rows, route, &today);
          drive_report (drive, rows);
        }
    }
  return rows;
}

static void
test_from_days (void)
{
  DriveShape shape = DRIVE_SHAPE_CLEAN;
  g_autoptr (RdmRows) rows = NULL;
  g_autoptr (RdmTravel) travel = grid_travel_new ();
  g_autoptr (RdmExperience) experience = NULL;
  g_autoptr (RdmExperience) none = NULL;
  const RdmVisitTraits traits = { "nowhere", RDM_VISIT_SORT_HOUSE, NULL, 10 };
  RdmVisitKnown known;
  RdmEtaModel model;

  shape.every_s = 60;
  shape.service = 1.6;
  shape.pace = 1.25;
  rows = days_new (&shape, 4);
  none = rdm_experience_new_from_days (rows, "2026-10-05", 30, travel, NULL);
  rdm_experience_get_service (none, &traits, 180, &known);
  g_assert_cmpuint (known.n, ==, 0);
  experience = rdm_experience_new_from_days (rows, WORLD_DATE, 30, travel, NULL);
  g_assert_cmpfloat_with_epsilon (
      rdm_experience_get_service (experience, &traits, 180, &known).mean_s, 180 * 1.6, 25);
  g_assert_cmpuint (known.n, ==, 4 * 3 * 25);
  g_assert_cmpfloat_with_epsilon (rdm_experience_get_pace (experience, NULL, 10, NAN, NULL), 1.25,
                                  0.08);
  rdm_experience_get_model (experience, &model);
  g_assert_cmpfloat (model.drive_sd, <, 0.2);
  g_assert_cmpfloat (model.service_sd, <, 0.5);
  /* Of the first day nothing could be said before it. */
  g_assert_cmpuint (rdm_experience_get_n_errors (experience), >, 3 * 3 * 25);
  g_clear_object (&none);
  none = rdm_experience_new_from_days (rows, "2026-10-06", 30, travel, NULL);
  g_assert_cmpuint (rdm_experience_get_n_errors (none), ==, 0);
}

/* Who takes longer than planned comes later than was said, the longer before the more; what is said
 * at the door is nearly right. */
static void
test_measure (void)
{
  DriveShape shape = DRIVE_SHAPE_CLEAN;
  g_autoptr (RdmRows) rows = NULL;
  g_autoptr (RdmTravel) travel = grid_travel_new ();
  g_autoptr (GArray) errors = g_array_new (FALSE, FALSE, sizeof (RdmEtaError));
  double soon_s = 0;
  double later_s = 0;
  guint n_soon = 0;
  guint n_later = 0;

  shape.every_s = 60;
  shape.service = 1.6;
  rows = days_new (&shape, 1);
  rdm_backtest_measure (rows, "2026-10-05", travel, NULL, errors);
  g_assert_cmpuint (errors->len, >, 3 * 25);
  for (guint i = 0; i < errors->len; i++)
    {
      const RdmEtaError *error = &g_array_index (errors, RdmEtaError, i);

      g_assert_cmpfloat (error->ahead_s, >, 0);
      g_assert_cmpfloat (error->ahead_s, <=, 4 * 3600);
      g_assert_cmpfloat (error->off_p90_s, <=, error->off_p50_s);
      if (error->ahead_s < 1800)
        {
          soon_s += error->off_p50_s;
          n_soon++;
        }
      else if (error->ahead_s > 3600)
        {
          later_s += error->off_p50_s;
          n_later++;
        }
    }
  g_assert_cmpuint (n_soon, >, 10);
  g_assert_cmpuint (n_later, >, 10);
  g_assert_cmpfloat (later_s / n_later, >, 300);
  g_assert_cmpfloat (later_s / n_later, >, 2 * soon_s / n_soon);
}

static void
loaded_cb (GObject *source, GAsyncResult *result, gpointer loaded)
{
  g_autoptr (GError) error = NULL;

  *(RdmExperience **)loaded = rdm_experience_load_finish (result, &error);
  g_assert_no_error (error);
}

/* In a thread, from a snapshot: the same. */
static void
test_load (void)
{
  DriveShape shape = DRIVE_SHAPE_CLEAN;
  g_autoptr (RdmRows) rows = NULL;
  g_autoptr (RdmRows) snapshot = NULL;
  g_autoptr (RdmTravel) travel = grid_travel_new ();
  g_autoptr (RdmExperience) here = NULL;
  g_autoptr (RdmExperience) loaded = NULL;
  const RdmVisitTraits traits = { "House 7", RDM_VISIT_SORT_HOUSE, NULL, 10 };

  shape.every_s = 60;
  shape.service = 1.6;
  rows = days_new (&shape, 2);
  snapshot = rdm_memory_rows_snapshot (RDM_MEMORY_ROWS (rows));
  here = rdm_experience_new_from_days (rows, WORLD_DATE, 30, travel, NULL);
  rdm_experience_load_async (snapshot, WORLD_DATE, 30, travel, NULL, loaded_cb, &loaded);
  while (!loaded)
    g_main_context_iteration (NULL, TRUE);
  g_assert_cmpfloat (rdm_experience_get_service (loaded, &traits, 180, NULL).mean_s, ==,
                     rdm_experience_get_service (here, &traits, 180, NULL).mean_s);
}

/* What was learned goes into the plan by a command, where the difference is worth it, and comes out
 * again by undo. */
static void
test_plan_with (void)
{
  DriveShape shape = DRIVE_SHAPE_CLEAN;
  g_autoptr (RdmRows) rows = NULL;
  g_autoptr (RdmTravel) travel = grid_travel_new ();
  g_autoptr (RdmExperience) experience = NULL;
  g_autoptr (RdmExperience) nothing = rdm_experience_new ();
  g_autoptr (RdmCommand) command = NULL;
  RdmOutcome *outcome;
  const RdmOrder *order;

  shape.every_s = 60;
  shape.service = 1.6;
  rows = days_new (&shape, 2);
  experience = rdm_experience_new_from_days (rows, WORLD_DATE, 30, travel, NULL);
  g_assert_null (rdm_experience_plan_with (nothing, rows, WORLD_DATE));
  command = rdm_experience_plan_with (experience, rows, WORLD_DATE);
  g_assert_nonnull (command);
  outcome = world_run (rows, rdm_command_ref (command));
  order = rdm_rows_get (rows, RDM_ROW_ORDER, "o0");
  g_assert_cmpint (ABS (order->at.service_s - 290), <, 40);
  g_assert_cmpint (order->at.service_s % 10, ==, 0);
  /* Having planned with it teaches nothing new. */
  g_assert_null (rdm_experience_plan_with (experience, rows, WORLD_DATE));
  /* What is over stays as it was planned. */
  order = rdm_rows_get (rows, RDM_ROW_ORDER, "2026-10-05-0-0");
  g_assert_cmpint (order->at.service_s, ==, 180);
  rdm_changes_revert (outcome->changes, rows);
  rdm_outcome_free (outcome);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/live/experience/shrink-recovers", test_shrink_recovers);
  g_test_add_func ("/live/experience/shrink-nothing", test_shrink_nothing);
  g_test_add_func ("/live/experience/shrink-groups", test_shrink_groups);
  g_test_add_func ("/live/experience/nothing-known", test_nothing_known);
  g_test_add_func ("/live/experience/house", test_house);
  g_test_add_func ("/live/experience/pace", test_pace);
  g_test_add_func ("/live/experience/roads", test_roads);
  g_test_add_func ("/live/experience/errors", test_errors);
  g_test_add_func ("/live/experience/breaks", test_breaks);
  g_test_add_func ("/live/experience/from-days", test_from_days);
  g_test_add_func ("/live/experience/measure", test_measure);
  g_test_add_func ("/live/experience/load", test_load);
  g_test_add_func ("/live/experience/plan-with", test_plan_with);
  return g_test_run ();
}
