/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Positions beside the rows: kept, found again by source and time, forgotten after a month.
 */
#include "scratch.h"

#define DAY_MS G_GINT64_CONSTANT (86400000)

typedef struct
{
  char *folder;
  char *path;
  gint64 now_ms;
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer data)
{
  fixture->folder = scratch_new ();
  fixture->path = g_build_filename (fixture->folder, "day.roundsman", NULL);
  fixture->now_ms = g_get_real_time () / 1000;
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  scratch_remove (fixture->folder);
  g_free (fixture->path);
}

static void
add (RdmPlanFile *plan, const char *source, gint64 at_ms, double lat_deg)
{
  g_autoptr (GPtrArray) entries =
      g_ptr_array_new_with_free_func ((GDestroyNotify)rdm_track_entry_free);
  RdmPosition position = {
    .at_utc_ms = at_ms,
    .place = { lat_deg, 9.5 },
    .accuracy_m = NAN,
    .speed_mps = 4.5,
    .course_deg = 90.0,
    .altitude_m = NAN,
    .battery_share = NAN,
    .flags = RDM_POSITION_COARSE,
  };

  g_ptr_array_add (entries, rdm_track_entry_new (source, &position));
  rdm_plan_file_add_track (plan, entries);
}

static guint
count (RdmPlanFile *plan, const char *source, gint64 from_ms, gint64 to_ms)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) entries = rdm_plan_file_read_track (plan, source, from_ms, to_ms, &error);
  gint64 before_ms = G_MININT64;

  g_assert_no_error (error);
  for (guint i = 0; i < entries->len; i++)
    {
      const RdmTrackEntry *entry = entries->pdata[i];

      g_assert_cmpint (entry->position.at_utc_ms, >=, before_ms);
      before_ms = entry->position.at_utc_ms;
      g_assert_true (!source || g_str_equal (entry->source, source));
      g_assert_true (isnan (entry->position.accuracy_m));
      g_assert_cmpfloat (entry->position.speed_mps, ==, 4.5);
      g_assert_cmpuint (entry->position.flags, ==, RDM_POSITION_COARSE);
    }
  return entries->len;
}

/* @at_ms: 0: there is none. */
static void
check_last (RdmPlanFile *plan, gint64 from_ms, gint64 to_ms, gint64 at_ms)
{
  gint64 found_ms = 0;
  g_autofree char *source = rdm_plan_file_last_track (plan, from_ms, to_ms, &found_ms);

  g_assert_cmpint (found_ms, ==, at_ms);
  g_assert_true (at_ms == 0 ? source == NULL : count (plan, source, at_ms, at_ms + 1) == 1);
}

static void
test_found_again (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  gint64 now_ms = fixture->now_ms;

  {
    g_autoptr (RdmPlanFile) plan = scratch_open (fixture->path);

    g_assert_cmpuint (count (plan, NULL, 0, G_MAXINT64), ==, 0);
    for (guint i = 0; i < 50; i++)
      {
        add (plan, "van-1", now_ms - i * 5000, 47.0 + i * 1e-4);
        add (plan, i % 2 ? "anna" : "zoe", now_ms - i * 5000, 47.1);
      }
    add (plan, "van-1", now_ms, 46.0); /* known: stays as it was */
    g_assert_true (rdm_plan_file_flush (plan, &error));
  }
  {
    g_autoptr (RdmPlanFile) plan = rdm_plan_file_open (fixture->path, RDM_STORE_READ_ONLY, &error);
    g_autoptr (GPtrArray) last = NULL;

    g_assert_no_error (error);
    g_assert_cmpuint (count (plan, "van-1", 0, G_MAXINT64), ==, 50);
    g_assert_cmpuint (count (plan, "anna", 0, G_MAXINT64), ==, 25);
    g_assert_cmpuint (count (plan, "nobody", 0, G_MAXINT64), ==, 0);
    g_assert_cmpuint (count (plan, NULL, 0, G_MAXINT64), ==, 100);
    g_assert_cmpuint (count (plan, NULL, now_ms - 5000, now_ms), ==, 2);
    last = rdm_plan_file_read_track (plan, "van-1", now_ms, now_ms + 1, &error);
    g_assert_cmpuint (last->len, ==, 1);
    g_assert_cmpfloat (((RdmTrackEntry *)last->pdata[0])->position.place.lat_deg, ==, 47.0);
    check_last (plan, 0, G_MAXINT64, now_ms);
    check_last (plan, now_ms - 60000, now_ms, now_ms - 5000);
    check_last (plan, now_ms + 1, G_MAXINT64, 0);
  }
}

static void
test_forgotten (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  gint64 now_ms = fixture->now_ms;

  {
    g_autoptr (RdmPlanFile) plan = scratch_open (fixture->path);

    add (plan, "van-1", now_ms - (RDM_TRACK_KEEP_DAYS + 1) * DAY_MS, 47.0);
    add (plan, "van-1", now_ms - (RDM_TRACK_KEEP_DAYS - 1) * DAY_MS, 47.0);
    g_assert_true (rdm_plan_file_flush (plan, &error));
  }
  {
    g_autoptr (RdmPlanFile) plan = scratch_open (fixture->path);

    add (plan, "van-1", now_ms, 47.0);
    g_assert_cmpuint (count (plan, NULL, 0, G_MAXINT64), ==, 2);
  }
}

/* The journal knows nothing of them. */
static void
test_no_commands (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (RdmPlanFile) plan = scratch_open (fixture->path);
  g_autoptr (GPtrArray) before = rdm_plan_file_journal (plan, 0, 100, &error);
  g_autoptr (GPtrArray) after = NULL;

  add (plan, "van-1", fixture->now_ms, 47.0);
  after = rdm_plan_file_journal (plan, 0, 100, &error);
  g_assert_cmpuint (after->len, ==, before->len);
  g_assert_null (rdm_plan_file_get_undo_label (plan));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add ("/track/found-again", Fixture, NULL, set_up, test_found_again, tear_down);
  g_test_add ("/track/forgotten", Fixture, NULL, set_up, test_forgotten, tear_down);
  g_test_add ("/track/no-commands", Fixture, NULL, set_up, test_no_commands, tear_down);
  return g_test_run ();
}
