/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The live day: routes go out and come back, drivers acknowledge them, and what happens is kept.
 */
#include <string.h>

#include "plan-fixture.h"

#define R1 "shift1@" FIXTURE_MONDAY
#define R2 "shift2@" FIXTURE_MONDAY

typedef struct
{
  RdmRows *rows;
} Fixture;

/* Monday: o1.d and o4.d and the shipment o3 on the first route, o8.d on the second. */
static void
set_up (Fixture *fixture, gconstpointer data)
{
  fixture->rows = fixture_plan_new ();
  fixture_assign (fixture->rows, R1, NULL, "o1.d", "o4.d", "o3.p", "o3.d", NULL);
  fixture_assign (fixture->rows, R2, NULL, "o8.d", NULL);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  g_clear_object (&fixture->rows);
}

/* Runs @command, which is freed. Returns: (transfer full) (nullable): what takes it back. */
static RdmCommand *
run (Fixture *fixture, RdmCommand *command, RdmVerdict verdict, RdmReason reason)
{
  g_autoptr (RdmOutcome) outcome = fixture_run (fixture->rows, command);
  g_autofree char *words = rdm_outcome_describe (outcome, fixture->rows);

  g_test_message ("%s", words);
  g_assert_cmpstr (rdm_reason_names[outcome->reason], ==, rdm_reason_names[reason]);
  g_assert_cmpint (outcome->verdict, ==, verdict);
  fixture_assert_sound (fixture->rows);
  rdm_command_unref (command);
  return outcome->inverse ? rdm_command_ref (outcome->inverse) : NULL;
}

static void
expect (Fixture *fixture, RdmCommand *command, RdmVerdict verdict, RdmReason reason)
{
  g_autoptr (RdmCommand) inverse = run (fixture, command, verdict, reason);
}

#define DO(fixture, command) expect (fixture, command, RDM_APPLIED, RDM_REASON_NONE)

static RdmRoute *
route_of (Fixture *fixture, const char *id)
{
  return rdm_rows_get_route (fixture->rows, id);
}

static const RdmStop *
stop_of (Fixture *fixture, const char *id)
{
  return rdm_rows_get (fixture->rows, RDM_ROW_STOP, id);
}

static const RdmAttempt *
attempt_of (Fixture *fixture, const char *id)
{
  return rdm_rows_get (fixture->rows, RDM_ROW_ATTEMPT, id);
}

static void
assert_list (Fixture *fixture, const char *route, const char *stops)
{
  g_autofree char *list = fixture_route (fixture->rows, route);

  g_assert_cmpstr (list, ==, stops);
}

static void
assert_awaits (Fixture *fixture, const char *id, gboolean awaits)
{
  g_autoptr (RdmRoute) route = route_of (fixture, id);

  g_assert_true (rdm_route_awaits_driver (route) == awaits);
}

/* SEND or RECALL of a route as it is; ACKNOWLEDGE of it as it is. */
static RdmCommand *
of_route (Fixture *fixture, RdmCommand *command, const char *id)
{
  g_autoptr (RdmRoute) route = route_of (fixture, id);

  rdm_command_list_route (command, id, (const char *const *)route->stops);
  return command;
}

static RdmCommand *
report (RdmEvent event, const char *route, const char *stop, gint64 at_ms)
{
  RdmCommand *command = rdm_command_new_report ("Report");

  rdm_command_add_report (command, event, route, stop, at_ms);
  return command;
}

static RdmCommand *
failure (const char *stop, RdmResult result, gint64 at_ms)
{
  RdmCommand *command = report (RDM_EVENT_FAILED, R1, stop, at_ms);

  ((RdmReport *)command->reports->pdata[0])->result = (int)result;
  return command;
}

static RdmCommand *
detection (RdmEvent event, const char *stop, gint64 at_ms)
{
  RdmCommand *command = report (event, R1, stop, at_ms);

  ((RdmReport *)command->reports->pdata[0])->detected = TRUE;
  return command;
}

static void
test_send (Fixture *fixture, gconstpointer data)
{
  g_autoptr (RdmCommand) recall = NULL;
  g_autoptr (RdmRoute) route = NULL;
  g_autoptr (RdmRows) before = rdm_memory_rows_snapshot (RDM_MEMORY_ROWS (fixture->rows));
  static const char *const stale[] = { "o1.d", NULL };
  RdmCommand *stale_send = rdm_command_new_send ("Send", 5);

  assert_awaits (fixture, R1, FALSE);
  recall = run (fixture, of_route (fixture, rdm_command_new_send ("Send", 5), R1), RDM_APPLIED,
                RDM_REASON_NONE);
  route = route_of (fixture, R1);
  g_assert_cmpint (route->state, ==, RDM_ROUTE_SENT);
  g_assert_cmpint (route->sent_ms, ==, 5);
  assert_awaits (fixture, R1, TRUE);
  /* What was seen is not what is there. */
  rdm_command_list_route (stale_send, R1, stale);
  expect (fixture, stale_send, RDM_CONFLICT, RDM_REASON_LIST_CHANGED);
  /* Taken back, it is as it was. */
  DO (fixture, g_steal_pointer (&recall));
  g_assert_true (
      rdm_memory_rows_equal (RDM_MEMORY_ROWS (before), RDM_MEMORY_ROWS (fixture->rows), NULL));
}

/* A change goes out by itself; the driver acknowledges it; undo is another one. */
static void
test_change_of_what_is_sent (Fixture *fixture, gconstpointer data)
{
  g_autoptr (RdmRoute) route = NULL;
  g_autoptr (RdmCommand) undo = NULL;
  RdmCommand *move = rdm_command_new_assign ("Move", R2, NULL);
  RdmCommand *late = of_route (fixture, rdm_command_new_acknowledge ("Read", 7), R1);

  DO (fixture, of_route (fixture, rdm_command_new_send ("Send", 5), R1));
  DO (fixture, of_route (fixture, rdm_command_new_acknowledge ("Read", 6), R1));
  assert_awaits (fixture, R1, FALSE);
  rdm_command_assign_stop (move, "o4.d", R1);
  undo = run (fixture, move, RDM_APPLIED, RDM_REASON_NONE);
  assert_awaits (fixture, R1, TRUE);
  route = route_of (fixture, R1);
  g_assert_true (rdm_route_has_told (route, "o4.d"));
  DO (fixture, of_route (fixture, rdm_command_new_acknowledge ("Read", 9), R1));
  assert_awaits (fixture, R1, FALSE);
  /* Words that come late do not count. */
  DO (fixture, late);
  assert_awaits (fixture, R1, FALSE);
  DO (fixture, g_steal_pointer (&undo));
  assert_list (fixture, R1, "o1.d o4.d o3.p o3.d");
  assert_awaits (fixture, R1, TRUE);
}

static void
test_recall (Fixture *fixture, gconstpointer data)
{
  static const char *const none[] = { NULL };
  RdmCommand *empty = rdm_command_new_acknowledge ("Read", 9);

  expect (fixture, of_route (fixture, rdm_command_new_recall ("Recall"), R1), RDM_APPLIED,
          RDM_REASON_NONE); /* it is a draft */
  DO (fixture, of_route (fixture, rdm_command_new_send ("Send", 5), R1));
  DO (fixture, of_route (fixture, rdm_command_new_acknowledge ("Read", 6), R1));
  DO (fixture, of_route (fixture, rdm_command_new_recall ("Recall"), R1));
  /* The driver still has it, and has to be told. */
  assert_awaits (fixture, R1, TRUE);
  rdm_command_list_route (empty, R1, none);
  DO (fixture, empty);
  assert_awaits (fixture, R1, FALSE);
  /* Nobody recalls what is under way. */
  DO (fixture, of_route (fixture, rdm_command_new_send ("Send", 10), R1));
  DO (fixture, report (RDM_EVENT_STARTED, R1, NULL, 11));
  expect (fixture, of_route (fixture, rdm_command_new_recall ("Recall"), R1), RDM_REJECTED,
          RDM_REASON_NOT_OUT);
}

static void
test_visit (Fixture *fixture, gconstpointer data)
{
  g_autoptr (RdmRoute) route = NULL;

  DO (fixture, report (RDM_EVENT_EN_ROUTE, R1, "o1.d", 10));
  route = route_of (fixture, R1);
  g_assert_cmpint (route->state, ==, RDM_ROUTE_RUNNING);
  g_assert_cmpint (route->started_ms, ==, 10);
  DO (fixture, report (RDM_EVENT_ARRIVED, R1, "o1.d", 20));
  DO (fixture, report (RDM_EVENT_DONE, R1, "o1.d", 30));
  g_assert_cmpint (stop_of (fixture, "o1.d")->state, ==, RDM_STOP_DONE);
  g_assert_cmpint (attempt_of (fixture, "o1.d#1")->arrived_ms, ==, 20);
  g_assert_cmpint (attempt_of (fixture, "o1.d#1")->ended_ms, ==, 30);
  g_assert_cmpstr (attempt_of (fixture, "o1.d#1")->route, ==, R1);
  /* Said again it is no news; said otherwise it is refused. */
  DO (fixture, report (RDM_EVENT_DONE, R1, "o1.d", 31));
  g_assert_null (attempt_of (fixture, "o1.d#2"));
  expect (fixture, failure ("o1.d", RDM_RESULT_FAILED_NOT_HOME, 32), RDM_REJECTED, RDM_REASON_DONE);
  DO (fixture, report (RDM_EVENT_ENDED, R1, NULL, 40));
  g_clear_pointer (&route, rdm_row_unref);
  route = route_of (fixture, R1);
  g_assert_cmpint (route->state, ==, RDM_ROUTE_CLOSED);
}

/* A result belongs to its event, and everything happens at some moment. */
static void
test_nonsense (Fixture *fixture, gconstpointer data)
{
  expect (fixture, failure ("o1.d", RDM_RESULT_DELIVERED_TO_MAILBOX, 5), RDM_REJECTED,
          RDM_REASON_BAD_VALUE);
  expect (fixture, report (RDM_EVENT_DONE, R1, "o1.d", 0), RDM_REJECTED, RDM_REASON_BAD_VALUE);
  expect (fixture, report (RDM_EVENT_ARRIVED, R1, NULL, 5), RDM_REJECTED, RDM_REASON_BAD_VALUE);
  expect (fixture, report (RDM_EVENT_STARTED, R1, "o1.d", 5), RDM_REJECTED, RDM_REASON_BAD_VALUE);
  expect (fixture, report (RDM_EVENT_DONE, R1, "gone", 5), RDM_CONFLICT, RDM_REASON_GONE);
  expect (fixture, report (RDM_EVENT_DONE, "nobody@" FIXTURE_MONDAY, "o1.d", 5), RDM_REJECTED,
          RDM_REASON_UNKNOWN);
}

static void
test_out_of_turn (Fixture *fixture, gconstpointer data)
{
  DO (fixture, of_route (fixture, rdm_command_new_send ("Send", 5), R1));
  DO (fixture, of_route (fixture, rdm_command_new_acknowledge ("Read", 6), R1));
  DO (fixture, report (RDM_EVENT_EN_ROUTE, R1, "o1.d", 10));
  /* The driver thinks better of it, and fetches first. */
  DO (fixture, report (RDM_EVENT_ARRIVED, R1, "o3.p", 20));
  assert_list (fixture, R1, "o3.p o1.d o4.d o3.d");
  g_assert_cmpint (stop_of (fixture, "o1.d")->state, ==, RDM_STOP_PLANNED);
  /* Who made the change needs not be told of it. */
  assert_awaits (fixture, R1, FALSE);
  DO (fixture, report (RDM_EVENT_DONE, R1, "o3.p", 30));
  DO (fixture, report (RDM_EVENT_DONE, R1, "o3.d", 40));
  assert_list (fixture, R1, "o3.p o3.d o1.d o4.d");
}

static void
test_served_by_another (Fixture *fixture, gconstpointer data)
{
  expect (fixture, report (RDM_EVENT_DONE, R1, "o8.d", 20), RDM_NEEDS_REVIEW, RDM_REASON_REPORTED);
  assert_list (fixture, R1, "o8.d o1.d o4.d o3.p o3.d");
  assert_list (fixture, R2, "");
  expect (fixture, report (RDM_EVENT_EN_ROUTE, R2, "o3.p", 30), RDM_NEEDS_REVIEW,
          RDM_REASON_REPORTED);
  assert_list (fixture, R2, "o3.p o3.d");
  /* What was never fetched cannot be brought. */
  expect (fixture, report (RDM_EVENT_DONE, R1, "o3.d", 40), RDM_REJECTED, RDM_REASON_SPLIT);
}

static void
test_retry (Fixture *fixture, gconstpointer data)
{
  RdmCommand *tomorrow = rdm_command_new_retry ("Tomorrow", NULL, NULL, FIXTURE_TUESDAY);
  RdmCommand *today = rdm_command_new_retry ("Later", R2, "o8.d", NULL);
  g_autoptr (RdmCommand) undo = NULL;
  g_autoptr (RdmRows) before = NULL;
  const RdmOrder *order;

  rdm_command_assign_stop (tomorrow, "o1.d", R1);
  rdm_command_assign_stop (today, "o1.d", R1);
  expect (fixture, rdm_command_ref (today), RDM_REJECTED, RDM_REASON_DONE);
  DO (fixture, failure ("o1.d", RDM_RESULT_FAILED_NOT_HOME, 20));
  g_assert_cmpint (stop_of (fixture, "o1.d")->attempts, ==, 1);
  before = rdm_memory_rows_snapshot (RDM_MEMORY_ROWS (fixture->rows));
  undo = run (fixture, today, RDM_APPLIED, RDM_REASON_NONE);
  assert_list (fixture, R2, "o8.d o1.d");
  g_assert_cmpint (stop_of (fixture, "o1.d")->state, ==, RDM_STOP_PLANNED);
  g_assert_cmpint (attempt_of (fixture, "o1.d#1")->result, ==, RDM_RESULT_FAILED_NOT_HOME);
  DO (fixture, g_steal_pointer (&undo));
  g_assert_true (
      rdm_memory_rows_equal (RDM_MEMORY_ROWS (before), RDM_MEMORY_ROWS (fixture->rows), NULL));
  undo = run (fixture, tomorrow, RDM_APPLIED, RDM_REASON_NONE);
  order = rdm_rows_get (fixture->rows, RDM_ROW_ORDER, "o1");
  g_assert_cmpstr (order->date, ==, FIXTURE_TUESDAY);
  assert_list (fixture, R1, "o4.d o3.p o3.d");
  DO (fixture, g_steal_pointer (&undo));
  g_assert_true (
      rdm_memory_rows_equal (RDM_MEMORY_ROWS (before), RDM_MEMORY_ROWS (fixture->rows), NULL));
}

static void
test_detected (Fixture *fixture, gconstpointer data)
{
  DO (fixture, detection (RDM_EVENT_ARRIVED, "o1.d", 10));
  DO (fixture, detection (RDM_EVENT_DONE, "o1.d", 20));
  g_assert_true (stop_of (fixture, "o1.d")->detected);
  g_assert_true (attempt_of (fixture, "o1.d#1")->detected);
  /* The driver says what it was, and counts. */
  DO (fixture, failure ("o1.d", RDM_RESULT_FAILED_REFUSED, 25));
  g_assert_cmpint (stop_of (fixture, "o1.d")->state, ==, RDM_STOP_FAILED);
  g_assert_cmpint (stop_of (fixture, "o1.d")->attempts, ==, 1);
  g_assert_false (attempt_of (fixture, "o1.d#1")->detected);
  g_assert_null (attempt_of (fixture, "o1.d#2"));
  /* A detection does not contradict. */
  DO (fixture, detection (RDM_EVENT_DONE, "o1.d", 30));
  g_assert_cmpint (stop_of (fixture, "o1.d")->state, ==, RDM_STOP_FAILED);
}

/* Who takes back the first word of a driver takes back that the driver has set out; not so once
 * there was another. */
static void
test_first_word_withdrawn (Fixture *fixture, gconstpointer data)
{
  g_autoptr (RdmRows) before = NULL;
  g_autoptr (RdmCommand) undo = NULL;
  g_autoptr (RdmRoute) route = NULL;

  DO (fixture, of_route (fixture, rdm_command_new_send ("Send", 5), R1));
  before = rdm_memory_rows_snapshot (RDM_MEMORY_ROWS (fixture->rows));
  undo = run (fixture, report (RDM_EVENT_ARRIVED, R1, "o1.d", 10), RDM_APPLIED, RDM_REASON_NONE);
  DO (fixture, rdm_command_ref (undo));
  g_assert_true (
      rdm_memory_rows_equal (RDM_MEMORY_ROWS (before), RDM_MEMORY_ROWS (fixture->rows), NULL));
  DO (fixture, report (RDM_EVENT_ARRIVED, R1, "o1.d", 10));
  DO (fixture, report (RDM_EVENT_DONE, R1, "o4.d", 20));
  DO (fixture, g_steal_pointer (&undo));
  route = route_of (fixture, R1);
  g_assert_cmpint (route->state, ==, RDM_ROUTE_RUNNING);
}

/* A driver who was out of reach brings what was put off meanwhile. */
static void
test_other_day (Fixture *fixture, gconstpointer data)
{
  RdmCommand *tomorrow = rdm_command_new_retry ("Tomorrow", NULL, NULL, FIXTURE_TUESDAY);
  const RdmOrder *order;

  DO (fixture, failure ("o1.d", RDM_RESULT_FAILED_NOT_HOME, 20));
  rdm_command_assign_stop (tomorrow, "o1.d", R1);
  DO (fixture, tomorrow);
  expect (fixture, report (RDM_EVENT_DONE, R1, "o1.d", 30), RDM_NEEDS_REVIEW, RDM_REASON_REPORTED);
  order = rdm_rows_get (fixture->rows, RDM_ROW_ORDER, "o1");
  g_assert_cmpstr (order->date, ==, FIXTURE_MONDAY);
  assert_list (fixture, R1, "o1.d o4.d o3.p o3.d");
}

/* A mistake is marked, and stays. */
static void
test_withdrawn (Fixture *fixture, gconstpointer data)
{
  g_autoptr (RdmCommand) undo = NULL;

  DO (fixture, report (RDM_EVENT_ARRIVED, R1, "o1.d", 10));
  undo =
      run (fixture, failure ("o1.d", RDM_RESULT_FAILED_NOT_HOME, 20), RDM_APPLIED, RDM_REASON_NONE);
  g_assert_cmpint (undo->kind, ==, RDM_COMMAND_REPORT);
  DO (fixture, g_steal_pointer (&undo));
  g_assert_cmpint (stop_of (fixture, "o1.d")->state, ==, RDM_STOP_ARRIVED);
  g_assert_cmpint (stop_of (fixture, "o1.d")->attempts, ==, 0);
  g_assert_true (attempt_of (fixture, "o1.d#1")->withdrawn);
  DO (fixture, report (RDM_EVENT_DONE, R1, "o1.d", 30));
  g_assert_false (attempt_of (fixture, "o1.d#2")->withdrawn);
}

static void
test_cancelled (Fixture *fixture, gconstpointer data)
{
  g_autoptr (RdmCommand) undo = NULL;

  undo =
      run (fixture, report (RDM_EVENT_CANCELLED, NULL, "o3.d", 10), RDM_APPLIED, RDM_REASON_NONE);
  assert_list (fixture, R1, "o1.d o4.d");
  g_assert_cmpint (stop_of (fixture, "o3.p")->state, ==, RDM_STOP_CANCELLED);
  DO (fixture, g_steal_pointer (&undo));
  g_assert_cmpint (stop_of (fixture, "o3.p")->state, ==, RDM_STOP_PLANNED);
  g_assert_cmpint (stop_of (fixture, "o3.d")->state, ==, RDM_STOP_PLANNED);
  /* A fact counts, also of what nobody wanted any more. */
  DO (fixture, report (RDM_EVENT_CANCELLED, NULL, "o1.d", 20));
  expect (fixture, report (RDM_EVENT_DONE, R1, "o1.d", 30), RDM_NEEDS_REVIEW, RDM_REASON_REPORTED);
  assert_list (fixture, R1, "o1.d o4.d");
}

/* Facts are neither edited nor added nor removed. */
static void
test_facts (Fixture *fixture, gconstpointer data)
{
  RdmCommand *edit = rdm_command_new_edit ("Edit");
  RdmCommand *remove = rdm_command_new_remove ("Remove");
  RdmCommand *add = rdm_command_new_add ("Add");
  g_autoptr (RdmStop) done = rdm_row_copy (stop_of (fixture, "o4.d"));
  g_autoptr (RdmAttempt) attempt = NULL;

  DO (fixture, report (RDM_EVENT_DONE, R1, "o1.d", 10));
  done->state = RDM_STOP_DONE;
  rdm_command_edit_row (edit, stop_of (fixture, "o4.d"), done);
  expect (fixture, edit, RDM_REJECTED, RDM_REASON_FACT);
  rdm_command_remove_row (remove, RDM_ROW_ATTEMPT, "o1.d#1");
  expect (fixture, remove, RDM_REJECTED, RDM_REASON_FACT);
  attempt = rdm_row_copy (attempt_of (fixture, "o1.d#1"));
  g_free (attempt->row.id);
  attempt->row.id = rdm_attempt_id ("o1.d", 2);
  rdm_command_add_row (add, attempt);
  expect (fixture, add, RDM_REJECTED, RDM_REASON_FACT);
}

static guint
count_attempts (RdmRows *rows)
{
  g_autoptr (GPtrArray) attempts = rdm_rows_list (rows, RDM_ROW_ATTEMPT);

  return attempts->len;
}

static void
make_load (Fixture *fixture, const char *order, gint64 parcels)
{
  g_autoptr (RdmOrder) changed = rdm_row_copy (rdm_rows_get (fixture->rows, RDM_ROW_ORDER, order));

  changed->loads.amount[RDM_LOAD_PARCELS] = parcels;
  rdm_rows_put (fixture->rows, changed);
}

static RdmCommand *
onto_first (const char *stop)
{
  RdmCommand *command = rdm_command_new_assign ("Move", R1, "o1.d");

  rdm_command_assign_stop (command, stop, g_str_equal (stop, "o8.d") ? R2 : NULL);
  return command;
}

/* What has been brought takes no room any more; what nobody took, and what was fetched, does; of a
 * shipment whose goods were not there, nothing. A van takes 12. */
static void
test_room (Fixture *fixture, gconstpointer data)
{
  make_load (fixture, "o1", 10);
  make_load (fixture, "o4", 1);
  make_load (fixture, "o3", 11);
  make_load (fixture, "o8", 11);
  make_load (fixture, "o2", 2);
  DO (fixture, report (RDM_EVENT_STARTED, R1, NULL, 10));
  expect (fixture, onto_first ("o8.d"), RDM_NEEDS_REVIEW, RDM_REASON_OVERLOAD);
  DO (fixture, report (RDM_EVENT_DONE, R1, "o1.d", 20));
  /* What is worse than before is said: nothing is. */
  DO (fixture, report (RDM_EVENT_DONE, R1, "o8.d", 30));
  DO (fixture, report (RDM_EVENT_DONE, R1, "o4.d", 40));
  DO (fixture, failure ("o3.p", RDM_RESULT_FAILED_PACKAGE_NOT_AVAILABLE, 50));
  make_load (fixture, "o12", 12);
  DO (fixture, onto_first ("o12.d"));
  DO (fixture, report (RDM_EVENT_DONE, R1, "o12.d", 60));
  /* Fetched, and still there. */
  DO (fixture, onto_first ("o2.p"));
  DO (fixture, report (RDM_EVENT_DONE, R1, "o2.p", 70));
  make_load (fixture, "o9", 11);
  expect (fixture, onto_first ("o9.d"), RDM_NEEDS_REVIEW, RDM_REASON_OVERLOAD);
}

/* Nobody took it: it stays, and there is no room for what is to be fetched. */
static void
test_room_after_failure (Fixture *fixture, gconstpointer data)
{
  make_load (fixture, "o1", 10);
  make_load (fixture, "o2", 5);
  make_load (fixture, "o3", 1);
  make_load (fixture, "o4", 1);
  DO (fixture, onto_first ("o2.p"));
  expect (fixture, failure ("o1.d", RDM_RESULT_FAILED_NOT_HOME, 20), RDM_NEEDS_REVIEW,
          RDM_REASON_OVERLOAD);
}

/* Wild reports among wild commands: rows stay sound, no fact is ever lost, a stop that has happened
 * has its attempt, and each command means the same when it is read back. */
static void
test_wild (void)
{
  for (guint32 seed = 1; seed <= 6; seed++)
    {
      g_autoptr (GRand) random = g_rand_new_with_seed (seed);
      g_autoptr (RdmRows) rows = fixture_plan_new ();
      guint n_applied = 0;

      for (guint i = 0; i < 1500; i++)
        {
          g_autoptr (RdmCommand) command = g_rand_int_range (random, 0, 2) == 0
                                               ? fixture_random_command (random, rows)
                                               : fixture_random_fact (random, rows);
          g_autoptr (JsonNode) node = rdm_command_to_json (command);
          g_autoptr (RdmCommand) copy = rdm_command_from_json (node, NULL);
          g_autoptr (JsonNode) again = rdm_command_to_json (copy);
          g_autoptr (RdmOutcome) outcome = NULL;
          guint n_attempts = count_attempts (rows);

          g_assert_true (json_node_equal (node, again));
          outcome = fixture_run (rows, copy);
          n_applied += command->kind == RDM_COMMAND_REPORT && outcome->changes->len > 0;
          fixture_assert_sound (rows);
          if (!command->exact)
            g_assert_cmpuint (count_attempts (rows), >=, n_attempts);
        }
      g_test_message ("seed %u: %u reports applied, %u attempts", seed, n_applied,
                      count_attempts (rows));
      g_assert_cmpuint (n_applied, >, 100);
      g_assert_cmpuint (count_attempts (rows), >, 20);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
#define ADD(name, function)                                                                        \
  g_test_add ("/domain/report/" name, Fixture, NULL, set_up, function, tear_down)
  ADD ("send", test_send);
  ADD ("change-of-what-is-sent", test_change_of_what_is_sent);
  ADD ("recall", test_recall);
  ADD ("visit", test_visit);
  ADD ("nonsense", test_nonsense);
  ADD ("out-of-turn", test_out_of_turn);
  ADD ("served-by-another", test_served_by_another);
  ADD ("retry", test_retry);
  ADD ("detected", test_detected);
  ADD ("first-word-withdrawn", test_first_word_withdrawn);
  ADD ("other-day", test_other_day);
  ADD ("withdrawn", test_withdrawn);
  ADD ("cancelled", test_cancelled);
  ADD ("room", test_room);
  ADD ("room-after-failure", test_room_after_failure);
  ADD ("facts", test_facts);
  g_test_add_func ("/domain/report/wild", test_wild);
  return g_test_run ();
}
