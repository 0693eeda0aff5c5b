/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * An open plan: run, undo and redo, over restarts too; what the disk does not take is taken back.
 */
#include <glib/gstdio.h>
#include <signal.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/stat.h>

#include "plan-fixture.h"
#include "scratch.h"

#define ROUTE "shift1@" FIXTURE_MONDAY

typedef struct
{
  char *folder;
  char *path;
  RdmPlanFile *plan;
} Fixture;

static void
reopen (Fixture *fixture)
{
  g_clear_object (&fixture->plan);
  fixture->plan = scratch_open (fixture->path);
}

static void
set_up (Fixture *fixture, gconstpointer data)
{
  fixture->folder = scratch_new ();
  fixture->path = g_build_filename (fixture->folder, "day.roundsman", NULL);
  reopen (fixture);
  scratch_run (fixture->plan, fixture_plan_command ());
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  g_clear_object (&fixture->plan);
  scratch_remove (fixture->folder);
  g_free (fixture->path);
}

static void
give (Fixture *fixture, const char *stop, const char *route)
{
  g_autofree char *label = g_strdup_printf ("Move %s", stop);
  RdmCommand *command = rdm_command_new_assign (label, route, NULL);

  rdm_command_assign_stop (command, stop,
                           rdm_rows_route_of (rdm_plan_file_get_rows (fixture->plan), stop));
  scratch_run (fixture->plan, command);
}

static void
assert_route (Fixture *fixture, const char *stops)
{
  g_autofree char *list = fixture_route (rdm_plan_file_get_rows (fixture->plan), ROUTE);

  g_assert_cmpstr (list, ==, stops);
}

static void
undo (Fixture *fixture)
{
  g_autoptr (RdmOutcome) outcome = rdm_plan_file_undo (fixture->plan);

  g_assert_nonnull (outcome);
  g_assert_cmpint (outcome->verdict, ==, RDM_APPLIED);
}

static void
redo (Fixture *fixture)
{
  g_autoptr (RdmOutcome) outcome = rdm_plan_file_redo (fixture->plan);

  g_assert_nonnull (outcome);
  g_assert_cmpint (outcome->verdict, ==, RDM_APPLIED);
}

static void
assert_labels (Fixture *fixture, const char *undo_label, const char *redo_label)
{
  g_assert_cmpstr (rdm_plan_file_get_undo_label (fixture->plan), ==, undo_label);
  g_assert_cmpstr (rdm_plan_file_get_redo_label (fixture->plan), ==, redo_label);
}

static void
test_undo (Fixture *fixture, gconstpointer restart)
{
  give (fixture, "o1.d", ROUTE);
  give (fixture, "o4.d", ROUTE);
  give (fixture, "o1.d", NULL);
  assert_route (fixture, "o4.d");
  if (restart)
    reopen (fixture);
  assert_labels (fixture, "Move o1.d", NULL);
  undo (fixture);
  assert_route (fixture, "o4.d o1.d");
  undo (fixture);
  assert_route (fixture, "o1.d");
  if (restart)
    reopen (fixture);
  assert_labels (fixture, "Move o1.d", "Move o4.d");
  redo (fixture);
  assert_route (fixture, "o4.d o1.d");
  if (restart)
    reopen (fixture);
  undo (fixture);
  undo (fixture);
  assert_labels (fixture, "Add a plan", "Move o1.d");
  if (restart)
    reopen (fixture);
  redo (fixture);
  redo (fixture);
  redo (fixture);
  assert_route (fixture, "o4.d");
  assert_labels (fixture, "Move o1.d", NULL);
  undo (fixture);
  /* What is new ends what could be made again. */
  give (fixture, "o5.d", "shift2@" FIXTURE_TUESDAY);
  if (restart)
    reopen (fixture);
  assert_labels (fixture, "Move o5.d", NULL);
  g_assert_null (rdm_plan_file_redo (fixture->plan));
  scratch_assert_replayed (fixture->plan);
}

static void
test_undo_to_the_start (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GRand) random = g_rand_new_with_seed (7);
  g_autoptr (RdmRows) end = NULL;
  RdmRows *rows = rdm_plan_file_get_rows (fixture->plan);

  for (guint i = 0; i < 300; i++)
    {
      g_autoptr (RdmCommand) command = fixture_random_command (random, rows);
      g_autoptr (RdmOutcome) outcome G_GNUC_UNUSED = rdm_plan_file_run (fixture->plan, command);
    }
  end = rdm_memory_rows_snapshot (RDM_MEMORY_ROWS (rows));
  reopen (fixture);
  for (RdmOutcome *outcome; (outcome = rdm_plan_file_undo (fixture->plan));)
    {
      g_assert_true (rdm_outcome_is_applied (outcome));
      rdm_outcome_free (outcome);
    }
  rows = rdm_plan_file_get_rows (fixture->plan);
  g_assert_null (rdm_rows_get (rows, RDM_ROW_ORDER, "o1"));
  reopen (fixture);
  for (RdmOutcome *outcome; (outcome = rdm_plan_file_redo (fixture->plan));)
    rdm_outcome_free (outcome);
  scratch_assert_rows_equal (rdm_plan_file_get_rows (fixture->plan), end);
  reopen (fixture);
  scratch_assert_rows_equal (rdm_plan_file_get_rows (fixture->plan), end);
  scratch_assert_replayed (fixture->plan);
}

/* An undo that is refused does not stand before the others for ever. */
static void
test_refused_undo (Fixture *fixture, gconstpointer data)
{
  g_autoptr (RdmStop) stop = NULL;
  g_autoptr (RdmStop) locked = NULL;
  g_autoptr (RdmOutcome) outcome = NULL;
  RdmRows *rows = rdm_plan_file_get_rows (fixture->plan);

  give (fixture, "o4.d", ROUTE);
  give (fixture, "o1.d", ROUTE);
  stop = rdm_row_copy (rdm_rows_get (rows, RDM_ROW_STOP, "o1.d"));
  locked = rdm_row_copy (stop);
  locked->locked = TRUE;
  /* As if another desk had done it: the rows change, and this history does not know. */
  rdm_rows_put (rows, locked);
  outcome = rdm_plan_file_undo (fixture->plan);
  g_assert_cmpint (outcome->reason, ==, RDM_REASON_LOCKED);
  assert_labels (fixture, "Move o4.d", NULL);
  rdm_rows_put (rows, stop);
  reopen (fixture);
  assert_labels (fixture, "Move o4.d", NULL);
}

/* The same command again is another attempt. */
static void
test_same_command (Fixture *fixture, gconstpointer data)
{
  g_autoptr (RdmCommand) command = rdm_command_new_assign ("Move", ROUTE, NULL);
  GError *error = NULL;

  rdm_command_assign_stop (command, "o1.d", NULL);
  for (int i = 0; i < 3; i++)
    {
      g_autoptr (RdmOutcome) outcome G_GNUC_UNUSED = rdm_plan_file_run (fixture->plan, command);
    }
  rdm_plan_file_flush (fixture->plan, &error);
  g_assert_no_error (error);
  scratch_assert_replayed (fixture->plan);
}

static void
count_changes_cb (RdmPlanFile *plan, GPtrArray *changes, guint *n)
{
  *n += changes->len;
}

static void
keep_error_cb (RdmPlanFile *plan, const GError *failure, GError **error)
{
  if (*error == NULL)
    *error = g_error_copy (failure);
}

static gboolean
is_saving (Fixture *fixture)
{
  gboolean saving;

  g_object_get (fixture->plan, "saving", &saving, NULL);
  return saving;
}

static void
test_signals (Fixture *fixture, gconstpointer data)
{
  guint n = 0;

  g_signal_connect (fixture->plan, "changed", G_CALLBACK (count_changes_cb), &n);
  give (fixture, "o1.d", ROUTE);
  g_assert_cmpuint (n, ==, 1);
  g_assert_true (is_saving (fixture));
  while (is_saving (fixture))
    g_main_context_iteration (NULL, TRUE);
  undo (fixture);
  g_assert_cmpuint (n, ==, 2);
}

/* No file may grow beyond @bytes from now on: to the program that is a full disk. */
static void
limit_files (rlim_t bytes)
{
  struct rlimit limit;

  signal (SIGXFSZ, SIG_IGN);
  g_assert_cmpint (getrlimit (RLIMIT_FSIZE, &limit), ==, 0);
  limit.rlim_cur = bytes;
  g_assert_cmpint (setrlimit (RLIMIT_FSIZE, &limit), ==, 0);
}

static void
add_big_order (Fixture *fixture, const char *id)
{
  g_autoptr (RdmOrder) order = rdm_row_new (RDM_ROW_ORDER, id);
  g_autoptr (RdmCommand) command = rdm_command_new_add (id);
  g_autoptr (RdmOutcome) outcome = NULL;

  order->date = g_strdup (FIXTURE_MONDAY);
  order->notes = g_strnfill (200 * 1000, 'x');
  rdm_command_add_row (command, order);
  outcome = rdm_plan_file_run (fixture->plan, command);
  g_assert_cmpint (outcome->verdict, ==, RDM_APPLIED);
}

static goffset
log_size (Fixture *fixture)
{
  g_autofree char *path = g_strconcat (fixture->path, "-wal", NULL);
  struct stat info;

  return stat (path, &info) == 0 ? info.st_size : 0;
}

static void
test_disk_full (Fixture *fixture, gconstpointer with_loop)
{
  g_autoptr (RdmRows) before = NULL;
  g_autoptr (GError) told = NULL;
  g_autoptr (GError) error = NULL;
  RdmRows *rows = rdm_plan_file_get_rows (fixture->plan);
  guint n = 0;

  give (fixture, "o1.d", ROUTE);
  g_assert_true (rdm_plan_file_flush (fixture->plan, NULL));
  before = rdm_memory_rows_snapshot (RDM_MEMORY_ROWS (rows));
  g_signal_connect (fixture->plan, "changed", G_CALLBACK (count_changes_cb), &n);
  g_signal_connect (fixture->plan, "write-failed", G_CALLBACK (keep_error_cb), &told);
  limit_files ((rlim_t)log_size (fixture) + 50 * 1000);
  /* Whether the first failure is heard before the second is tried is the scheduler's choice. */
  add_big_order (fixture, "big");
  add_big_order (fixture, "another");
  if (with_loop)
    while (is_saving (fixture))
      g_main_context_iteration (NULL, TRUE);
  g_assert_false (rdm_plan_file_flush (fixture->plan, &error));
  g_assert_error (error, RDM_STORE_ERROR, RDM_STORE_ERROR_FULL);
  g_assert_error (told, RDM_STORE_ERROR, RDM_STORE_ERROR_FULL);
  g_assert_nonnull (strstr (told->message, "day.roundsman"));
  scratch_assert_rows_equal (rows, before);
  g_assert_cmpuint (n, >=, 4);
  assert_labels (fixture, "Move o1.d", NULL);
  /* Small things still fit, and all is well once there is room. */
  give (fixture, "o4.d", ROUTE);
  g_assert_true (rdm_plan_file_flush (fixture->plan, NULL));
  limit_files (RLIM_INFINITY);
  add_big_order (fixture, "big");
  g_assert_true (rdm_plan_file_flush (fixture->plan, NULL));
  reopen (fixture);
  assert_route (fixture, "o4.d o1.d");
  g_assert_nonnull (rdm_rows_get (rdm_plan_file_get_rows (fixture->plan), RDM_ROW_STOP, "big.d"));
  undo (fixture);
  undo (fixture);
  undo (fixture);
  assert_route (fixture, "");
  scratch_assert_replayed (fixture->plan);
}

static void
test_full_from_the_start (Fixture *fixture, gconstpointer data)
{
  g_autofree char *path = g_build_filename (fixture->folder, "new.roundsman", NULL);
  g_autoptr (GError) error = NULL;

  limit_files (3000);
  g_assert_null (rdm_plan_file_open (path, RDM_STORE_CREATE, &error));
  limit_files (RLIM_INFINITY);
  g_assert_error (error, RDM_STORE_ERROR, RDM_STORE_ERROR_FULL);
  g_assert_false (g_file_test (path, G_FILE_TEST_EXISTS));
}

/* A file that was moved away takes no more, and says so, instead of writing where nobody looks. */
static void
test_moved_away (Fixture *fixture, gconstpointer data)
{
  g_autofree char *elsewhere = g_strconcat (fixture->path, ".moved", NULL);
  g_autoptr (GError) error = NULL;

  g_assert_true (rdm_plan_file_flush (fixture->plan, NULL));
  g_assert_cmpint (g_rename (fixture->path, elsewhere), ==, 0);
  give (fixture, "o1.d", ROUTE);
  g_assert_false (rdm_plan_file_flush (fixture->plan, &error));
  g_assert_error (error, RDM_STORE_ERROR, RDM_STORE_ERROR_IO);
  assert_route (fixture, "");
  g_assert_cmpint (g_rename (elsewhere, fixture->path), ==, 0);
  give (fixture, "o1.d", ROUTE);
  g_assert_true (rdm_plan_file_flush (fixture->plan, NULL));
  reopen (fixture);
  assert_route (fixture, "o1.d");
}

static void
test_read_only (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (RdmPlanFile) reader = NULL;
  g_autoptr (RdmCommand) command = rdm_command_new_assign ("Move", NULL, NULL);
  g_autoptr (RdmOutcome) outcome = NULL;
  g_autoptr (GPtrArray) journal = NULL;

  give (fixture, "o1.d", ROUTE);
  g_assert_true (rdm_plan_file_flush (fixture->plan, NULL));
  /* While the other is at work. */
  reader = rdm_plan_file_open (fixture->path, RDM_STORE_READ_ONLY, &error);
  g_assert_no_error (error);
  scratch_assert_rows_equal (rdm_plan_file_get_rows (reader),
                             rdm_plan_file_get_rows (fixture->plan));
  rdm_command_assign_stop (command, "o1.d", ROUTE);
  outcome = rdm_plan_file_run (reader, command);
  g_assert_cmpint (outcome->verdict, ==, RDM_APPLIED);
  g_assert_null (rdm_plan_file_undo (reader));
  journal = rdm_plan_file_journal (reader, 0, 10, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (journal->len, ==, 3);
  reopen (fixture);
  assert_route (fixture, "o1.d");
}

static gboolean
lies_beside (const char *path, const char *suffix)
{
  g_autofree char *name = g_strconcat (path, suffix, NULL);

  return g_file_test (name, G_FILE_TEST_EXISTS);
}

/* Nobody else has it open: nothing is left beside the file, and the file is as it was. */
static void
test_reader_alone (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;
  gsize n_before, n_after;

  give (fixture, "o1.d", ROUTE);
  g_assert_true (rdm_plan_file_flush (fixture->plan, NULL));
  g_clear_object (&fixture->plan);
  g_assert_true (g_file_get_contents (fixture->path, &before, &n_before, NULL));
  {
    g_autoptr (RdmPlanFile) reader =
        rdm_plan_file_open (fixture->path, RDM_STORE_READ_ONLY, &error);

    g_assert_no_error (error);
    g_assert_nonnull (reader);
  }
  g_assert_false (lies_beside (fixture->path, "-wal"));
  g_assert_false (lies_beside (fixture->path, "-shm"));
  g_assert_true (g_file_get_contents (fixture->path, &after, &n_after, NULL));
  g_assert_cmpmem (before, n_before, after, n_after);
}

static void
test_new_plan (Fixture *fixture, gconstpointer data)
{
  g_autofree char *path = g_build_filename (fixture->folder, "new.roundsman", NULL);
  g_autoptr (RdmPlanFile) plan = scratch_open (path);
  g_autoptr (RdmSettings) settings = rdm_rows_settings (rdm_plan_file_get_rows (plan));
  g_autoptr (GTimeZone) here = g_time_zone_new_local ();

  g_assert_null (rdm_plan_file_undo (plan));
  g_assert_cmpstr (settings->zone, ==, g_time_zone_get_identifier (here));
  scratch_assert_replayed (plan);
}

static gint64
played_clock (gpointer user_data)
{
  return *(gint64 *)user_data;
}

/* What happens on a day that is played is looked back at by the hours of that day. */
static void
test_clock (Fixture *fixture, gconstpointer data)
{
  gint64 now_ms = 1795000000000;
  g_autoptr (GPtrArray) entries = NULL;
  RdmJournalEntry *entry;
  GError *error = NULL;

  rdm_plan_file_set_clock (fixture->plan, played_clock, &now_ms);
  give (fixture, "o1.d", ROUTE);
  rdm_plan_file_set_clock (fixture->plan, NULL, NULL);
  give (fixture, "o4.d", ROUTE);
  entries = rdm_plan_file_journal (fixture->plan, 0, 2, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (entries->len, ==, 2);
  entry = g_ptr_array_index (entries, 1);
  g_assert_cmpint (entry->at_utc_ms, ==, now_ms);
  entry = g_ptr_array_index (entries, 0);
  g_assert_cmpint (ABS (g_get_real_time () / 1000 - entry->at_utc_ms), <, 60 * 1000);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
#define ADD(name, data, function)                                                                  \
  g_test_add ("/store/plan-file/" name, Fixture, data, set_up, function, tear_down)
  ADD ("undo", NULL, test_undo);
  ADD ("undo-after-restart", "restart", test_undo);
  ADD ("undo-to-the-start", NULL, test_undo_to_the_start);
  ADD ("refused-undo", NULL, test_refused_undo);
  ADD ("same-command", NULL, test_same_command);
  ADD ("signals", NULL, test_signals);
  ADD ("clock", NULL, test_clock);
  ADD ("disk-full", NULL, test_disk_full);
  ADD ("disk-full-in-loop", "loop", test_disk_full);
  ADD ("full-from-the-start", NULL, test_full_from_the_start);
  ADD ("moved-away", NULL, test_moved_away);
  ADD ("read-only", NULL, test_read_only);
  ADD ("reader-alone", NULL, test_reader_alone);
  ADD ("new-plan", NULL, test_new_plan);
#undef ADD
  return g_test_run ();
}
