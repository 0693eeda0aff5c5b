/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Hubs on one PostgreSQL hear of each other, also after the database has thrown them out. With the
 * PostgreSQL of ROUNDSMAN_TEST_POSTGRES; without it, the words alone.
 */
#include "rdm-hub-listener.h"

#include "rdm-sql.h"

typedef struct
{
  GMutex lock;
  GCond changed;
  RdmHubNote note;
  guint n;
} Heard;

static void
on_heard (const RdmHubNote *note, gpointer user_data)
{
  Heard *heard = user_data;
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&heard->lock);

  rdm_hub_note_clear (&heard->note);
  heard->note = (RdmHubNote){ note->kind, g_strdup (note->fleet), note->since, note->seq,
                              g_strdup (note->word) };
  heard->n++;
  g_cond_signal (&heard->changed);
}

static void
run (RdmSql *sql, const char *query)
{
  g_autoptr (GError) error = NULL;

  rdm_sql_run (sql, query, NULL, 0, NULL, NULL, &error);
  g_assert_no_error (error);
}

/* Says it until it is heard: the listener may be about to connect. */
static void
assert_heard (Heard *heard, RdmSql *sql, const char *query, const RdmHubNote *note)
{
  gint64 until_us = g_get_monotonic_time () + 20 * (gint64)G_USEC_PER_SEC;

  g_mutex_lock (&heard->lock);
  heard->n = 0;
  g_mutex_unlock (&heard->lock);
  for (;;)
    {
      run (sql, query);
      g_mutex_lock (&heard->lock);
      g_cond_wait_until (&heard->changed, &heard->lock, g_get_monotonic_time () + 50000);
      if (heard->n > 0)
        break;
      g_mutex_unlock (&heard->lock);
      g_assert_cmpint (g_get_monotonic_time (), <, until_us);
    }
  g_assert_cmpint (heard->note.kind, ==, note->kind);
  g_assert_cmpstr (heard->note.fleet, ==, note->fleet);
  g_assert_cmpint (heard->note.seq, ==, note->seq);
  g_assert_cmpstr (heard->note.word, ==, note->word);
  g_mutex_unlock (&heard->lock);
}

static void
test_hear (void)
{
  const char *where = g_getenv ("ROUNDSMAN_TEST_POSTGRES");
  g_autoptr (RdmSql) sql = NULL;
  RdmHubListener *listener;
  Heard heard = { 0 };

  if (!where)
    {
      g_test_skip ("there is no PostgreSQL");
      return;
    }
  sql = rdm_sql_open (where, NULL);
  g_assert_nonnull (sql);
  listener = rdm_hub_listener_start (where, on_heard, &heard);
  assert_heard (
      &heard, sql, "SELECT pg_notify ('roundsman', 'fleet_1 40 42 driver1,driver2')",
      &(RdmHubNote){ RDM_HUB_NOTE_WRITTEN, (char *)"fleet_1", 40, 42, (char *)"driver1,driver2" });
  assert_heard (&heard, sql, "SELECT pg_notify ('roundsman_moved', 'fleet_2')",
                &(RdmHubNote){ RDM_HUB_NOTE_MOVED, (char *)"fleet_2", 0, 0, NULL });
  assert_heard (&heard, sql, "SELECT pg_notify ('roundsman_presence', '{}')",
                &(RdmHubNote){ RDM_HUB_NOTE_PRESENCE, NULL, 0, 0, (char *)"{}" });
  /* Thrown out: it comes back by itself. */
  run (sql, "SELECT pg_terminate_backend (pid) FROM pg_stat_activity"
            " WHERE application_name = 'roundsman-hub' AND pid <> pg_backend_pid ()");
  assert_heard (&heard, sql, "SELECT pg_notify ('roundsman', 'fleet_1 42 43 *')",
                &(RdmHubNote){ RDM_HUB_NOTE_WRITTEN, (char *)"fleet_1", 42, 43, (char *)"*" });
  rdm_hub_listener_stop (listener);
  rdm_hub_note_clear (&heard.note);
}

static void
test_words (void)
{
  static const char *const bad[] = { "",           "fleet",     "fleet ",
                                     "fleet x",    "fleet -1",  "fleet 1x",
                                     "fleet 1",    "fleet 1 2", "fleet 1 2 d e",
                                     "fleet 1 x d" };
  g_auto (RdmHubNote) note = { 0 };

  for (guint i = 0; i < G_N_ELEMENTS (bad); i++)
    g_assert_false (rdm_hub_note_read ("roundsman", bad[i], &note));
  g_assert_false (rdm_hub_note_read ("another", "fleet 1", &note));
  g_assert_true (rdm_hub_note_read ("roundsman", "fleet_1 5 7 ", &note));
  g_assert_cmpstr (note.fleet, ==, "fleet_1");
  g_assert_cmpint (note.since, ==, 5);
  g_assert_cmpint (note.seq, ==, 7);
  g_assert_cmpstr (note.word, ==, "");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/hub-listener/words", test_words);
  g_test_add_func ("/hub-listener/hear", test_hear);
  return g_test_run ();
}
