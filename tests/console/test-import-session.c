/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A file on its way into the plan, without its window: read in the background, repaired, brought
 * in, and left alone in the middle of it.
 */
#include <glib/gstdio.h>

#include "rdm-import-session.h"
#include "small-day.h"

static const char orders[] = "Reference,Address,Town,Latitude,Longitude,Date,Parcels\n"
                             "A-1,Feldstrasse 1,Vaduz,47.01,9.51,2026-11-23,2\n"
                             "A-2,Feldstrasse 2,Vaduz,47.02,9.51,2026-11-23,two\n"
                             "A-3,Feldstrasse 3,Vaduz,47.03,9.51,2026-11-23,1\n";

typedef struct
{
  SmallDay day;
  GFile *file;
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer data)
{
  g_autofree char *path = NULL;
  g_autoptr (GError) error = NULL;

  small_day_set_up (&fixture->day, NULL);
  path = g_build_filename (fixture->day.folder, "orders.csv", NULL);
  g_assert_true (g_file_set_contents (path, orders, -1, &error));
  g_assert_no_error (error);
  fixture->file = g_file_new_for_path (path);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  /* A thread that was told to stop still holds the session, and that the desk; nothing tells when
   * it lets go. */
  while (G_OBJECT (fixture->day.desk)->ref_count > 1)
    if (!g_main_context_iteration (NULL, FALSE))
      g_thread_yield ();
  g_object_unref (fixture->file);
  small_day_tear_down (&fixture->day, NULL);
}

static void
wait_for (RdmImportSession *session, RdmImportState state)
{
  while (rdm_import_session_get_state (session) != state)
    g_main_context_iteration (NULL, TRUE);
}

static RdmImportSession *
open_session (Fixture *fixture)
{
  return rdm_import_session_new (fixture->day.desk, &rdm_import_order_schema, fixture->file);
}

static void
test_repair (Fixture *fixture, gconstpointer data)
{
  g_autoptr (RdmImportSession) session = open_session (fixture);
  const RdmImportResult *result;
  const RdmImportProblem *problem;
  g_autoptr (RdmCommand) command = NULL;
  guint n_before;

  g_assert_cmpint (rdm_import_session_get_state (session), ==, RDM_IMPORT_STATE_LOADING);
  g_assert_null (rdm_import_session_get_table (session));
  wait_for (session, RDM_IMPORT_STATE_READY);
  result = rdm_import_session_get_result (session);
  g_assert_cmpuint (result->n[RDM_IMPORT_CREATED], ==, 2);
  g_assert_cmpuint (result->n_open_errors, ==, 1);

  problem = g_ptr_array_index (result->problems, 0);
  g_assert_cmpuint (problem->line, ==, 3);
  rdm_import_session_repair (session, problem->code, problem->line, problem->repairs[0]);
  g_assert_cmpint (rdm_import_session_get_state (session), ==, RDM_IMPORT_STATE_READING);
  g_assert_null (rdm_import_session_to_command (session, RDM_IMPORT_ALL));
  wait_for (session, RDM_IMPORT_STATE_READY);
  result = rdm_import_session_get_result (session);
  g_assert_cmpuint (result->n[RDM_IMPORT_CREATED], ==, 3);
  g_assert_cmpuint (result->n_open_errors, ==, 0);

  n_before = rdm_desk_get_tray (fixture->day.desk)->len;
  command = rdm_import_session_to_command (session, RDM_IMPORT_ALL);
  g_assert_true (rdm_desk_run (fixture->day.desk, command));
  g_assert_cmpuint (rdm_desk_get_tray (fixture->day.desk)->len, ==, n_before + 3);
  rdm_desk_undo (fixture->day.desk);
  g_assert_cmpuint (rdm_desk_get_tray (fixture->day.desk)->len, ==, n_before);
}

static void
test_repair_all_and_again (Fixture *fixture, gconstpointer data)
{
  g_autoptr (RdmImportSession) first = open_session (fixture);
  g_autoptr (RdmImportSession) second = NULL;
  g_autoptr (RdmCommand) command = NULL;
  const RdmImportResult *result;

  wait_for (first, RDM_IMPORT_STATE_READY);
  rdm_import_session_repair_all (first);
  wait_for (first, RDM_IMPORT_STATE_READY);
  g_assert_cmpuint (rdm_import_session_get_result (first)->n_open_errors, ==, 0);
  command = rdm_import_session_to_command (first, RDM_IMPORT_ALL);
  g_assert_true (rdm_desk_run (fixture->day.desk, command));

  second = open_session (fixture);
  wait_for (second, RDM_IMPORT_STATE_READY);
  result = rdm_import_session_get_result (second);
  g_assert_cmpuint (result->n[RDM_IMPORT_CREATED], ==, 0);
}

static void
test_cancel (Fixture *fixture, gconstpointer data)
{
  RdmImportSession *session = open_session (fixture);
  guint n_before = rdm_desk_get_tray (fixture->day.desk)->len;

  rdm_import_session_cancel (session);
  g_object_unref (session);
  session = open_session (fixture);
  wait_for (session, RDM_IMPORT_STATE_READY);
  rdm_import_session_repair_all (session);
  rdm_import_session_cancel (session);
  g_object_unref (session);
  g_assert_cmpuint (rdm_desk_get_tray (fixture->day.desk)->len, ==, n_before);
}

static void
test_no_file (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GFile) none = g_file_new_for_path ("/nowhere/orders.csv");
  g_autoptr (RdmImportSession) session =
      rdm_import_session_new (fixture->day.desk, &rdm_import_order_schema, none);

  wait_for (session, RDM_IMPORT_STATE_FAILED);
  g_assert_nonnull (strstr (rdm_import_session_get_error (session), "orders.csv"));
  g_assert_null (rdm_import_session_get_result (session));
  g_assert_null (rdm_import_session_to_command (session, RDM_IMPORT_ALL));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
#define ADD(path, function) g_test_add (path, Fixture, NULL, set_up, function, tear_down)
  ADD ("/import-session/repair", test_repair);
  ADD ("/import-session/repair-all-and-again", test_repair_all_and_again);
  ADD ("/import-session/cancel", test_cancel);
  ADD ("/import-session/no-file", test_no_file);
  return g_test_run ();
}
