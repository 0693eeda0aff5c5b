/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A fleet at the hub: one order of all commands, answers that stay, rows that follow, a journal
 * that tells when it was touched. With SQLite, or with the PostgreSQL of ROUNDSMAN_TEST_POSTGRES.
 */
#include <glib/gstdio.h>

#include "plan-fixture.h"
#include "rdm-hub-db.h"
#include "rdm-hub-fleet.h"
#include "rdm-hub-journal.h"
#include "rdm-hub-resources.h"

#define NOW 1700000000000

typedef struct
{
  char *dir;
  char *path;
  RdmSql *sql;
  RdmHubFleet *fleet;
} World;

static const RdmHubAuthor ana = { "device_a", "Ana", RDM_ROLE_DISPATCHER };
static const RdmHubAuthor ben = { "device_b", "Ben", RDM_ROLE_DISPATCHER };

/* Each test begins with nothing. */
static void
empty_database (const char *where)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (RdmSql) sql = rdm_sql_open (where, &error);

  g_assert_no_error (error);
  rdm_sql_run_script (sql, "DROP SCHEMA public CASCADE; CREATE SCHEMA public", &error);
  g_assert_no_error (error);
}

static void
set_up (World *world, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  world->path = g_strdup (g_getenv ("ROUNDSMAN_TEST_POSTGRES"));
  if (world->path)
    empty_database (world->path);
  else
    {
      world->dir = g_dir_make_tmp ("hub-XXXXXX", NULL);
      world->path = g_build_filename (world->dir, "hub.db", NULL);
    }
  world->sql = rdm_hub_db_open (world->path, &error);
  g_assert_no_error (error);
  g_assert_true (rdm_hub_fleet_create (world->sql, "fleet_1", "Auenbruck", &error));
  world->fleet = rdm_hub_fleet_open (world->sql, "fleet_1", &error);
  g_assert_no_error (error);
}

static void
tear_down (World *world, gconstpointer data)
{
  const char *const names[] = { "hub.db", "hub.db-wal", "hub.db-shm" };

  g_clear_pointer (&world->fleet, rdm_hub_fleet_close);
  g_clear_pointer (&world->sql, rdm_sql_close);
  for (guint i = 0; world->dir && i < G_N_ELEMENTS (names); i++)
    {
      g_autofree char *path = g_build_filename (world->dir, names[i], NULL);

      g_remove (path);
    }
  if (world->dir)
    g_rmdir (world->dir);
  g_free (world->path);
  g_free (world->dir);
}

static RdmPushAnswer *
push (RdmHubFleet *fleet, const RdmHubAuthor *author, const RdmPush *request)
{
  g_autoptr (GError) error = NULL;
  RdmPushAnswer *answer;

  g_assert_true (rdm_hub_fleet_begin (fleet, &error));
  answer = rdm_hub_fleet_push (fleet, author, request, NOW, NULL, &error);
  g_assert_no_error (error);
  rdm_hub_fleet_commit (fleet, &error);
  g_assert_no_error (error);
  return answer;
}

static RdmPushAnswer *
push_one (RdmHubFleet *fleet, const RdmHubAuthor *author, gint64 n, const RdmCommand *command)
{
  g_autoptr (RdmPush) request = rdm_push_new (author->device);

  rdm_push_add (request, n, 0, NOW, command);
  return push (fleet, author, request);
}

static const RdmOpResult *
only (const RdmPushAnswer *answer)
{
  g_assert_cmpuint (answer->results->len, ==, 1);
  return answer->results->pdata[0];
}

static void
push_plan (World *world)
{
  g_autoptr (RdmCommand) command = fixture_plan_command ();
  g_autoptr (RdmPushAnswer) answer = push_one (world->fleet, &ana, 1, command);

  g_assert_cmpint (only (answer)->verdict, ==, RDM_APPLIED);
}

/* All that a desk gets that starts with nothing, in pages of @limit. */
static RdmRows *
pull_all (RdmSql *sql, guint limit, guint *n_pages)
{
  RdmRows *rows = rdm_memory_rows_new ();
  gint64 since = 0;
  gboolean complete = FALSE;

  for (*n_pages = 0; !complete; (*n_pages)++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (RdmPage) page =
          rdm_hub_pull (sql, "fleet_1", "device_x", NULL, since, limit, &error);

      g_assert_no_error (error);
      g_assert_true (page->complete || page->to > since);
      for (guint i = 0; i < page->rows->len; i++)
        {
          const RdmRowState *state = page->rows->pdata[i];

          g_assert_cmpint (state->version, >, since);
          g_assert_cmpint (state->version, <=, page->to);
          if (state->row)
            rdm_rows_put (rows, state->row);
          else
            rdm_rows_remove (rows, state->kind, state->id);
        }
      since = page->to;
      complete = page->complete;
    }
  return rows;
}

static void
assert_same (RdmRows *a, RdmRows *b)
{
  g_autofree char *difference = NULL;

  rdm_memory_rows_equal (RDM_MEMORY_ROWS (a), RDM_MEMORY_ROWS (b), &difference);
  g_assert_cmpstr (difference, ==, NULL);
}

/* Two authors send wild commands; a desk that pulls has what running them in order makes. */
static void
test_order (World *world, gconstpointer data)
{
  g_autoptr (GRand) random = g_rand_new_with_seed (7);
  g_autoptr (RdmRows) model = rdm_memory_rows_new ();
  gint64 n[2] = { 1, 0 };
  guint n_pages;

  push_plan (world);
  {
    g_autoptr (RdmCommand) command = fixture_plan_command ();

    rdm_outcome_free (fixture_run (model, command));
  }
  for (guint i = 0; i < 400; i++)
    {
      guint who = g_rand_boolean (random);
      const RdmHubAuthor *author = who ? &ben : &ana;
      g_autoptr (RdmCommand) command = fixture_random_command (random, model);
      g_autoptr (RdmOutcome) outcome = fixture_run (model, command);
      g_autoptr (RdmPushAnswer) answer = push_one (world->fleet, author, ++n[who], command);

      g_assert_cmpint (only (answer)->verdict, ==, outcome->verdict);
      g_assert_cmpint (only (answer)->reason, ==, outcome->reason);
      g_assert_cmpint (only (answer)->seq, ==, i + 2);
    }
  for (guint limit = 1; limit <= 1000; limit *= 10)
    {
      g_autoptr (RdmRows) pulled = pull_all (world->sql, limit, &n_pages);

      assert_same (pulled, model);
    }
  {
    /* Another hub on the same database, and this one after a restart. */
    g_autoptr (RdmSql) sql = rdm_hub_db_open (world->path, NULL);
    g_autoptr (RdmHubFleet) other = rdm_hub_fleet_open (sql, "fleet_1", NULL);
    g_autoptr (RdmCommand) command = fixture_random_command (random, model);
    g_autoptr (RdmOutcome) outcome = fixture_run (model, command);
    g_autoptr (RdmPushAnswer) answer = push_one (other, &ben, ++n[1], command);
    g_autoptr (RdmCommand) next = fixture_random_command (random, model);
    g_autoptr (RdmOutcome) next_outcome = fixture_run (model, next);
    g_autoptr (RdmPushAnswer) next_answer = push_one (world->fleet, &ana, ++n[0], next);
    g_autoptr (RdmRows) pulled = pull_all (sql, 100, &n_pages);

    g_assert_cmpint (only (answer)->verdict, ==, outcome->verdict);
    g_assert_cmpint (only (next_answer)->verdict, ==, next_outcome->verdict);
    assert_same (pulled, model);
  }
}

static void
test_repeats (World *world, gconstpointer data)
{
  g_autoptr (RdmCommand) plan = fixture_plan_command ();
  g_autoptr (RdmCommand) move = rdm_command_new_remove (NULL);
  g_autoptr (RdmPushAnswer) first = push_one (world->fleet, &ana, 1, plan);
  g_autoptr (RdmPushAnswer) again = push_one (world->fleet, &ana, 1, plan);
  g_autoptr (RdmPush) request = rdm_push_new (ana.device);
  g_autoptr (RdmPushAnswer) answer = NULL;
  g_autoptr (GError) error = NULL;
  gint64 expected = 0;
  g_autoptr (JsonNode) a = rdm_op_result_to_json (only (first));
  g_autoptr (JsonNode) b = rdm_op_result_to_json (only (again));

  g_assert_true (json_node_equal (a, b));
  g_assert_cmpint (again->seq, ==, 1);

  /* One that is missing in between. */
  rdm_command_remove_row (move, RDM_ROW_ORDER, "o1");
  rdm_push_add (request, 3, 1, NOW, move);
  g_assert_true (rdm_hub_fleet_begin (world->fleet, &error));
  g_assert_null (rdm_hub_fleet_push (world->fleet, &ana, request, NOW, &expected, &error));
  g_assert_error (error, RDM_HUB_ERROR, RDM_HUB_ERROR_GAP);
  g_assert_cmpint (expected, ==, 2);
  g_clear_error (&error);

  /* A number that was another command's. */
  g_clear_pointer (&request, rdm_push_free);
  request = rdm_push_new (ana.device);
  rdm_push_add (request, 1, 1, NOW, move);
  g_assert_null (rdm_hub_fleet_push (world->fleet, &ana, request, NOW, NULL, &error));
  g_assert_error (error, RDM_HUB_ERROR, RDM_HUB_ERROR_FORKED);
  g_clear_error (&error);

  /* An identifier that was another command's. */
  g_clear_pointer (&request, rdm_push_free);
  request = rdm_push_new (ana.device);
  g_free (move->id);
  move->id = g_strdup (plan->id);
  rdm_push_add (request, 2, 1, NOW, move);
  g_assert_null (rdm_hub_fleet_push (world->fleet, &ana, request, NOW, NULL, &error));
  g_assert_error (error, RDM_HUB_ERROR, RDM_HUB_ERROR_ID_REUSED);
  rdm_hub_fleet_rollback (world->fleet);

  /* None of which has happened. */
  g_assert_cmpint (rdm_hub_fleet_seq (world->fleet), ==, 1);
}

static void
test_rollback (World *world, gconstpointer data)
{
  g_autoptr (RdmCommand) command = rdm_command_new_remove (NULL);
  g_autoptr (RdmPush) request = rdm_push_new (ana.device);
  g_autoptr (RdmPushAnswer) lost = NULL;
  g_autoptr (RdmPushAnswer) answer = NULL;
  g_autoptr (RdmRows) before = NULL;
  g_autoptr (RdmRows) after = NULL;
  guint n_pages;

  push_plan (world);
  before = pull_all (world->sql, 1000, &n_pages);
  rdm_command_remove_row (command, RDM_ROW_ORDER, "o1");
  rdm_push_add (request, 2, 1, NOW, command);
  g_assert_true (rdm_hub_fleet_begin (world->fleet, NULL));
  lost = rdm_hub_fleet_push (world->fleet, &ana, request, NOW, NULL, NULL);
  g_assert_cmpint (only (lost)->verdict, ==, RDM_APPLIED);
  rdm_hub_fleet_rollback (world->fleet);
  after = pull_all (world->sql, 1000, &n_pages);
  assert_same (before, after);

  /* Sent again, it is as if it had never been sent before. */
  answer = push (world->fleet, &ana, request);
  g_assert_cmpint (only (answer)->verdict, ==, RDM_APPLIED);
  g_assert_cmpint (only (answer)->seq, ==, 2);
}

/* Who comes second hears who was first. */
static void
test_conflict (World *world, gconstpointer data)
{
  g_autoptr (RdmRows) rows = NULL;
  g_autoptr (GPtrArray) tray = NULL;
  g_autoptr (GPtrArray) routes = NULL;
  const char *stop = NULL;
  guint n_pages;

  push_plan (world);
  rows = pull_all (world->sql, 1000, &n_pages);
  tray = rdm_rows_day_tray (rows, FIXTURE_MONDAY);
  routes = rdm_rows_day_routes (rows, FIXTURE_MONDAY);
  for (guint i = 0; i < tray->len; i++)
    {
      const RdmStop *candidate = tray->pdata[i];
      const RdmOrder *order = rdm_rows_get (rows, RDM_ROW_ORDER, candidate->order);

      if (order->kind == RDM_ORDER_DELIVERY)
        stop = candidate->row.id;
    }
  for (guint i = 0; i < 2; i++)
    {
      const RdmRoute *route = routes->pdata[i];
      g_autoptr (RdmCommand) command = rdm_command_new_assign (NULL, route->row.id, NULL);
      g_autoptr (RdmPushAnswer) answer = NULL;

      rdm_command_assign_stop (command, stop, NULL);
      answer = push_one (world->fleet, i ? &ben : &ana, i ? 1 : 2, command);
      g_assert_cmpint (only (answer)->verdict, ==, i ? RDM_CONFLICT : RDM_APPLIED);
      if (i == 1)
        {
          g_assert_cmpint (only (answer)->reason, ==, RDM_REASON_MOVED);
          g_assert_cmpstr (only (answer)->their_actor, ==, "Ana");
          g_assert_cmpint (only (answer)->their_at_utc_ms, ==, NOW);
        }
    }
}

static void
test_roles (World *world, gconstpointer data)
{
  g_autoptr (RdmCommand) remove = rdm_command_new_remove (NULL);
  const RdmHubAuthor driver = { "device_d", "Dora", RDM_ROLE_DRIVER };
  g_autoptr (RdmPushAnswer) answer = NULL;

  push_plan (world);
  rdm_command_remove_row (remove, RDM_ROW_ORDER, "o1");
  answer = push_one (world->fleet, &driver, 1, remove);
  g_assert_cmpint (only (answer)->verdict, ==, RDM_REJECTED);
  g_assert_cmpint (only (answer)->reason, ==, RDM_REASON_FORBIDDEN);
}

/* Whatever byte of the journal is changed, verification names the operation. */
static void
test_verify (World *world, gconstpointer data)
{
  static const struct
  {
    const char *column;
    const char *change;
  } changes[] = {
    { "id", "|| '9'" },     { "device", "|| '9'" },   { "n", "+ 100" },  { "actor", "|| ' '" },
    { "at_ms", "+ 1" },     { "received_ms", "- 1" }, { "seen", "+ 1" }, { "body", "|| ' '" },
    { "result", "|| ' '" }, { "hash", "|| '0'" },
  };
  g_autoptr (GRand) random = g_rand_new_with_seed (3);
  g_autoptr (RdmRows) model = fixture_plan_new ();
  g_autofree char *damage = NULL;
  guint64 n_ops;

  push_plan (world);
  for (gint64 n = 2; n <= 20; n++)
    {
      g_autoptr (RdmCommand) command = fixture_random_command (random, model);
      g_autoptr (RdmOutcome) outcome = fixture_run (model, command);
      g_autoptr (RdmPushAnswer) answer = push_one (world->fleet, &ana, n, command);
    }
  g_assert_true (rdm_hub_journal_verify (world->sql, "fleet_1", &n_ops, &damage, NULL));
  g_assert_cmpstr (damage, ==, NULL);
  g_assert_cmpuint (n_ops, ==, 20);

  for (guint i = 0; i < G_N_ELEMENTS (changes); i++)
    {
      g_autofree char *change =
          g_strdup_printf ("CREATE TABLE was AS SELECT * FROM op WHERE seq = %u;"
                           "UPDATE op SET %s = %s %s WHERE seq = %u",
                           i + 5, changes[i].column, changes[i].column, changes[i].change, i + 5);
      g_autofree char *change_back =
          g_strdup_printf ("UPDATE op SET %s = (SELECT %s FROM was) WHERE seq = %u; DROP TABLE was",
                           changes[i].column, changes[i].column, i + 5);
      g_autofree char *seq = g_strdup_printf ("Operation %u", i + 5);

      g_assert_true (rdm_sql_run_script (world->sql, change, NULL));
      g_assert_true (rdm_hub_journal_verify (world->sql, "fleet_1", &n_ops, &damage, NULL));
      g_assert_nonnull (damage);
      g_assert_nonnull (strstr (damage, seq));
      g_clear_pointer (&damage, g_free);
      g_assert_true (rdm_sql_run_script (world->sql, change_back, NULL));
      g_assert_true (rdm_hub_journal_verify (world->sql, "fleet_1", &n_ops, &damage, NULL));
      g_assert_cmpstr (damage, ==, NULL);
    }
  /* One that is gone, and an end that is cut off. */
  g_assert_true (rdm_sql_run_script (world->sql, "DELETE FROM op WHERE seq = 20", NULL));
  g_assert_true (rdm_hub_journal_verify (world->sql, "fleet_1", &n_ops, &damage, NULL));
  g_assert_nonnull (damage);
  g_clear_pointer (&damage, g_free);
  g_assert_true (rdm_sql_run_script (world->sql, "DELETE FROM op WHERE seq = 9", NULL));
  g_assert_true (rdm_hub_journal_verify (world->sql, "fleet_1", &n_ops, &damage, NULL));
  g_assert_cmpstr (damage, ==, "Operation 9 is missing");
}

static void
test_refetch (World *world, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  push_plan (world);
  g_assert_null (rdm_hub_pull (world->sql, "fleet_1", "d", "epoch_other", 0, 10, &error));
  g_assert_error (error, RDM_HUB_ERROR, RDM_HUB_ERROR_REFETCH);
  g_clear_error (&error);
  g_assert_null (rdm_hub_pull (world->sql, "fleet_1", "d", NULL, 99, 10, &error));
  g_assert_error (error, RDM_HUB_ERROR, RDM_HUB_ERROR_REFETCH);
  g_clear_error (&error);
  g_assert_null (rdm_hub_pull (world->sql, "fleet_2", "d", NULL, 0, 10, &error));
  g_assert_error (error, RDM_HUB_ERROR, RDM_HUB_ERROR_NO_FLEET);
}

/* A database of the hub of @version is brought up to date, with what is in it. */
static void
assert_updated (int version)
{
  g_autofree char *dir = g_dir_make_tmp ("hub-XXXXXX", NULL);
  g_autofree char *path = g_build_filename (dir, "older.db", NULL);
  g_autofree char *device = NULL;
  g_autofree char *count = NULL;
  g_autofree char *newest = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (RdmSql) sql = rdm_sql_open (path, &error);

  g_assert_no_error (error);
  for (int step = 1; step <= version; step++)
    {
      g_autofree char *name = g_strdup_printf ("/org/roundsman/hub/schema/%03d.sql", step);
      g_autoptr (GBytes) script = g_resource_lookup_data (rdm_hub_get_resource (), name,
                                                          G_RESOURCE_LOOKUP_FLAGS_NONE, &error);

      g_assert_no_error (error);
      g_assert_true (rdm_sql_run_script (sql, g_bytes_get_data (script, NULL), &error));
    }
  g_assert_true (rdm_hub_fleet_create (sql, "fleet_9", "Of old", &error));
  g_assert_true (
      rdm_sql_run_script (sql,
                          "INSERT INTO device (id, fleet, person, role, token_hash, created_ms)"
                          " VALUES ('device_9', 'fleet_9', 'Ana', 'dispatcher', 'abc', 1)",
                          &error));
  g_clear_pointer (&sql, rdm_sql_close);
  sql = rdm_hub_db_open (path, &error);
  g_assert_no_error (error);
  g_assert_true (rdm_sql_get (sql,
                              "SELECT fleet.name FROM device JOIN fleet ON fleet.id = device.fleet"
                              " WHERE device.driver IS NULL",
                              NULL, 0, &device, NULL));
  g_assert_cmpstr (device, ==, "Of old");
  g_assert_true (rdm_sql_get (sql, "SELECT count (*) FROM track", NULL, 0, &count, NULL));
  g_assert_cmpstr (count, ==, "0");
  g_assert_true (rdm_sql_get (sql, "SELECT version FROM hub_version", NULL, 0, &newest, NULL));
  g_assert_cmpint (atoi (newest), ==, RDM_HUB_SCHEMA_VERSION);
  g_clear_pointer (&sql, rdm_sql_close);
  g_remove (path);
  g_rmdir (dir);
}

static void
test_older (World *world, gconstpointer data)
{
  for (int version = 1; version < RDM_HUB_SCHEMA_VERSION; version++)
    assert_updated (version);
}

static void
test_newer (World *world, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  g_assert_true (rdm_sql_run_script (world->sql, "UPDATE hub_version SET version = 99", NULL));
  g_assert_null (rdm_hub_db_open (world->path, &error));
  g_assert_error (error, RDM_SQL_ERROR, RDM_SQL_ERROR_OPEN);
}

static void
detect (RdmHubFleet *fleet, RdmEvent event, const char *route, const char *stop, gint64 at_ms)
{
  g_autoptr (RdmCommand) command = rdm_command_new_report ("Seen");
  g_autoptr (GError) error = NULL;

  rdm_command_add_report (command, event, route, stop, at_ms)->detected = TRUE;
  g_assert_true (rdm_hub_fleet_begin (fleet, &error));
  g_assert_true (rdm_hub_fleet_detect (fleet, command, NOW, &error));
  g_assert_true (rdm_hub_fleet_commit (fleet, &error));
  g_assert_no_error (error);
}

/* What several hubs see is in the journal once; and what somebody took back, or gave to another
 * driver, no more. */
static void
test_detected (World *world, gconstpointer data)
{
  static const char *const list[] = { "o1.d", "o4.d", NULL };
  const char *route = "shift1@" FIXTURE_MONDAY;
  g_autoptr (RdmSql) sql = rdm_hub_db_open (world->path, NULL);
  g_autoptr (RdmHubFleet) other = NULL;
  g_autoptr (RdmCommand) assign = rdm_command_new_assign (NULL, route, NULL);
  g_autoptr (RdmCommand) send = rdm_command_new_send (NULL, 1000);
  g_autoptr (RdmCommand) back = rdm_command_new_report (NULL);
  g_autoptr (RdmCommand) move = rdm_command_new_assign (NULL, "shift2@" FIXTURE_MONDAY, NULL);
  gint64 seq;

  push_plan (world);
  rdm_command_assign_stop (assign, "o1.d", NULL);
  rdm_command_assign_stop (assign, "o4.d", NULL);
  rdm_push_answer_free (push_one (world->fleet, &ana, 2, assign));
  detect (world->fleet, RDM_EVENT_STARTED, route, NULL, 2000);
  g_assert_cmpint (rdm_hub_fleet_seq (world->fleet), ==, 2);
  rdm_command_list_route (send, route, list);
  rdm_push_answer_free (push_one (world->fleet, &ana, 3, send));

  other = rdm_hub_fleet_open (sql, "fleet_1", NULL);
  detect (world->fleet, RDM_EVENT_ARRIVED, route, "o1.d", 2000);
  seq = rdm_hub_fleet_seq (world->fleet);
  g_assert_cmpint (seq, ==, 4);
  detect (other, RDM_EVENT_ARRIVED, route, "o1.d", 2017);
  g_assert_cmpint (rdm_hub_fleet_seq (other), ==, seq);
  rdm_command_add_report (back, RDM_EVENT_WITHDRAWN, route, "o1.d", 2500);
  rdm_push_answer_free (push_one (world->fleet, &ana, 4, back));
  detect (other, RDM_EVENT_ARRIVED, route, "o1.d", 2000);
  rdm_command_assign_stop (move, "o4.d", route);
  rdm_push_answer_free (push_one (world->fleet, &ana, 5, move));
  detect (other, RDM_EVENT_ARRIVED, route, "o4.d", 3000);
  g_assert_cmpint (rdm_hub_fleet_seq (other), ==, 6);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
#define ADD(name, func) g_test_add ("/hub-fleet/" name, World, NULL, set_up, func, tear_down)
  ADD ("detected", test_detected);
  ADD ("order", test_order);
  ADD ("repeats", test_repeats);
  ADD ("rollback", test_rollback);
  ADD ("conflict", test_conflict);
  ADD ("roles", test_roles);
  ADD ("verify", test_verify);
  ADD ("refetch", test_refetch);
  ADD ("older", test_older);
  ADD ("newer", test_newer);
  return g_test_run ();
}
