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
  char *fleet;
  gint64 seq;
  guint n;
} Heard;

static void
on_heard (const char *fleet, gint64 seq, gpointer user_data)
{
  Heard *heard = user_data;
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&heard->lock);

  g_free (heard->fleet);
  heard->fleet = g_strdup (fleet);
  heard->seq = seq;
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
assert_heard (Heard *heard, RdmSql *sql, const char *query, const char *fleet, gint64 seq)
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
  g_assert_cmpstr (heard->fleet, ==, fleet);
  g_assert_cmpint (heard->seq, ==, seq);
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
  assert_heard (&heard, sql, "SELECT pg_notify ('roundsman', 'fleet_1 42')", "fleet_1", 42);
  assert_heard (&heard, sql, "SELECT pg_notify ('roundsman_moved', 'fleet_2')", "fleet_2", -1);
  /* Thrown out: it comes back by itself. */
  run (sql, "SELECT pg_terminate_backend (pid) FROM pg_stat_activity"
            " WHERE application_name = 'roundsman-hub' AND pid <> pg_backend_pid ()");
  assert_heard (&heard, sql, "SELECT pg_notify ('roundsman', 'fleet_1 43')", "fleet_1", 43);
  rdm_hub_listener_stop (listener);
  g_free (heard.fleet);
}

static void
test_words (void)
{
  static const char *const bad[] = { "", "fleet", "fleet ", "fleet x", "fleet -1", "fleet 1x" };
  g_autofree char *fleet = NULL;
  gint64 seq;

  for (guint i = 0; i < G_N_ELEMENTS (bad); i++)
    g_assert_false (rdm_hub_listener_read ("roundsman", bad[i], &fleet, &seq));
  g_assert_false (rdm_hub_listener_read ("another", "fleet 1", &fleet, &seq));
  g_assert_true (rdm_hub_listener_read ("roundsman", "a fleet 7", &fleet, &seq));
  g_assert_cmpstr (fleet, ==, "a fleet");
  g_assert_cmpint (seq, ==, 7);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/hub-listener/words", test_words);
  g_test_add_func ("/hub-listener/hear", test_hear);
  return g_test_run ();
}
