/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What becomes of what desks do, with a hub, without one, and with one of another age.
 */
#include "desk.h"
#include "mock-hub.h"
#include "plan-fixture.h"
#include "rdm-courier.h"
#include "rdm-feed.h"
#include "rdm-link-journal.h"
#include "rdm-replay.h"
#include "rdm-token.h"
#include "scratch.h"

static const char *hub_program;

#define ROUTE_1 "shift1@" FIXTURE_MONDAY
#define ROUTE_2 "shift2@" FIXTURE_MONDAY
#define ROUTE_3 "shift3@" FIXTURE_MONDAY

/* Two desks with the small plan, in step. */
static void
two_desks (World *world, Desk *ana, Desk *ben)
{
  world_start (world, hub_program);
  desk_open (ana, world, "ana.roundsman");
  scratch_run (ana->plan, fixture_plan_command ());
  assign (ana, "o1.d", ROUTE_1);
  desk_connect (ana, world, "Ana");
  desk_open (ben, world, "ben.roundsman");
  desk_connect (ben, world, "Ben");
  wait_for_same (ana, ben);
}

static void
test_in_step (void)
{
  World world;
  Desk ana, ben;

  two_desks (&world, &ana, &ben);
  fixture_assert_sound (rdm_plan_file_get_rows (ben.plan));
  g_assert_cmpstr (route_of (&ben, "o1.d"), ==, ROUTE_1);
  assign (&ana, "o4.d", ROUTE_1);
  assign (&ben, "o1.d", ROUTE_2);
  wait_for_same (&ana, &ben);
  g_assert_cmpstr (route_of (&ben, "o4.d"), ==, ROUTE_1);
  g_assert_cmpstr (route_of (&ana, "o1.d"), ==, ROUTE_2);
  g_assert_cmpuint (ana.notices->len + ben.notices->len, ==, 0);
  desk_close (&ana);
  desk_close (&ben);
  world_stop (&world);
}

/* As if the hub had last been heard five hours ago. */
static void
make_older (Desk *desk)
{
  g_autoptr (RdmSyncRecord) now = rdm_plan_file_read_record (desk->plan, NULL);
  RdmSyncRecord *record = rdm_sync_record_new ();
  g_autoptr (GPtrArray) none = g_ptr_array_new ();

  record->state = rdm_sync_state_copy (now->state);
  record->state->contact_utc_ms -= 5 * 60 * 60 * 1000;
  rdm_plan_file_take (desk->plan, none, record);
}

static void
test_conflict (void)
{
  World world;
  Desk ana, ben;
  g_autoptr (GPtrArray) open = NULL;
  const RdmReplicaNews *card;
  RdmCommand *anyway;

  two_desks (&world, &ana, &ben);
  hub_process_kill (&world.hub);
  wait_for (&ana, RDM_LINK_OFFLINE);
  wait_for (&ben, RDM_LINK_OFFLINE);
  assign (&ana, "o1.d", ROUTE_2);
  assign (&ben, "o1.d", ROUTE_3);
  assign (&ben, "o4.d", ROUTE_1);
  g_assert_cmpuint (rdm_link_get_n_waiting (ben.link), ==, 2);
  /* Ben's program ends meanwhile: what he did is in the file. And it was long ago. */
  make_older (&ben);
  desk_close (&ben);

  hub_process_start (&world.hub);
  rdm_link_try_now (ana.link);
  wait_for (&ana, RDM_LINK_IN_STEP);
  desk_open (&ben, &world, "ben.roundsman");
  g_assert_cmpstr (route_of (&ben, "o1.d"), ==, ROUTE_3);
  g_assert_cmpuint (rdm_link_get_n_waiting (ben.link), ==, 2);
  wait_for_same (&ana, &ben);
  g_assert_cmpstr (route_of (&ben, "o1.d"), ==, ROUTE_2);
  g_assert_cmpstr (route_of (&ana, "o4.d"), ==, ROUTE_1);
  g_assert_cmpuint (ben.n_reviews, ==, 1);

  open = rdm_link_dup_open (ben.link);
  g_assert_cmpuint (open->len, ==, 1);
  card = open->pdata[0];
  g_assert_cmpstr (card->command->label, ==, "Move o1.d to " ROUTE_3);
  g_assert_cmpstr (card->result->their_actor, ==, "Ana");
  anyway = rdm_link_insist (card->command, card->result);
  g_assert_nonnull (anyway);
  scratch_run (ben.plan, anyway);
  rdm_link_decide (ben.link, card->n);
  wait_for_same (&ana, &ben);
  g_assert_cmpstr (route_of (&ana, "o1.d"), ==, ROUTE_3);
  desk_close (&ben);

  /* Decided is decided. */
  desk_open (&ben, &world, "ben.roundsman");
  g_clear_pointer (&open, g_ptr_array_unref);
  open = rdm_link_dup_open (ben.link);
  g_assert_cmpuint (open->len, ==, 0);
  desk_close (&ana);
  desk_close (&ben);
  world_stop (&world);
}

/* What is done, and not quite as it was here, is said quietly. */
static void
test_notice (void)
{
  World world;
  Desk ana, ben;
  RdmCommand *behind = rdm_command_new_assign ("Move o4.d behind o1.d", ROUTE_1, "o1.d");

  two_desks (&world, &ana, &ben);
  hub_process_kill (&world.hub);
  wait_for (&ana, RDM_LINK_OFFLINE);
  wait_for (&ben, RDM_LINK_OFFLINE);
  assign (&ana, "o1.d", ROUTE_2);
  rdm_command_assign_stop (behind, "o4.d", NULL);
  scratch_run (ben.plan, behind);
  desk_close (&ben);
  hub_process_start (&world.hub);
  rdm_link_try_now (ana.link);
  wait_for (&ana, RDM_LINK_IN_STEP);
  desk_open (&ben, &world, "ben.roundsman");
  wait_for_same (&ana, &ben);
  g_assert_cmpstr (route_of (&ana, "o4.d"), ==, ROUTE_1);
  g_assert_cmpuint (ben.notices->len, ==, 1);
  g_assert_true (g_str_has_prefix (ben.notices->pdata[0], "Move o4.d behind o1.d: "));
  g_assert_cmpuint (ana.notices->len + ben.n_reviews, ==, 0);
  desk_close (&ana);
  desk_close (&ben);
  world_stop (&world);
}

static void
test_own_plan_is_kept (void)
{
  World world;
  Desk ana, ben, carl;
  g_autoptr (GDir) dir = NULL;
  g_autofree char *copy = NULL;
  const char *name;
  g_autoptr (RdmPlanFile) kept = NULL;
  g_autoptr (RdmSyncRecord) record = NULL;

  two_desks (&world, &ana, &ben);
  desk_open (&carl, &world, "carl.roundsman");
  scratch_run (carl.plan, fixture_plan_command ());
  assign (&carl, "o1.d", ROUTE_3);
  desk_connect (&carl, &world, "Carl");
  wait_for_same (&ana, &carl);
  while (carl.notices->len == 0)
    g_main_context_iteration (NULL, TRUE);
  g_assert_cmpuint (carl.notices->len, ==, 1);
  dir = g_dir_open (world.folder, 0, NULL);
  while ((name = g_dir_read_name (dir)))
    if (g_str_has_prefix (name, "carl-") && g_str_has_suffix (name, ".roundsman"))
      copy = g_build_filename (world.folder, name, NULL);
  g_assert_nonnull (copy);
  kept = scratch_open (copy);
  g_assert_cmpstr (rdm_rows_route_of (rdm_plan_file_get_rows (kept), "o1.d"), ==, ROUTE_3);
  record = rdm_plan_file_read_record (kept, NULL);
  g_assert_null (record->state);
  desk_close (&ana);
  desk_close (&ben);
  desk_close (&carl);
  world_stop (&world);
}

static void
test_put_out (void)
{
  World world;
  Desk ana, ben;
  g_autofree char *output = NULL;
  g_autofree char *token = NULL;

  two_desks (&world, &ana, &ben);
  token = rdm_token_dup_file (rdm_link_get_state (ben.link)->device);
  g_assert_nonnull (token);
  output = hub_process_run (&world.hub, "revoke", rdm_link_get_state (ben.link)->device);
  assign (&ben, "o4.d", ROUTE_2);
  wait_for (&ben, RDM_LINK_REFUSED);
  g_assert_cmpuint (rdm_link_get_n_waiting (ben.link), ==, 1);
  /* Let in again, as another device: what waited is sent. */
  desk_connect (&ben, &world, "Ben");
  wait_for_same (&ana, &ben);
  g_assert_cmpstr (route_of (&ana, "o4.d"), ==, ROUTE_2);
  g_assert_false (g_file_test (token, G_FILE_TEST_EXISTS));

  rdm_link_disconnect (ben.link);
  g_assert_cmpint (rdm_link_get_status (ben.link), ==, RDM_LINK_ALONE);
  assign (&ben, "o4.d", ROUTE_3);
  desk_close (&ben);
  desk_open (&ben, &world, "ben.roundsman");
  g_assert_cmpint (rdm_link_get_status (ben.link), ==, RDM_LINK_ALONE);
  g_assert_cmpstr (route_of (&ben, "o4.d"), ==, ROUTE_3);
  desk_close (&ana);
  desk_close (&ben);
  world_stop (&world);
}

/* The hub's disk was lost, and an older copy put in its place. */
static void
test_restored (void)
{
  World world;
  Desk ana, ben;
  g_autofree char *copy = NULL;
  g_autofree char *made = NULL;
  g_autofree char *restored = NULL;

  two_desks (&world, &ana, &ben);
  copy = g_build_filename (world.folder, "copy.db", NULL);
  made = hub_process_run (&world.hub, "backup", copy);
  assign (&ana, "o1.d", ROUTE_3);
  assign (&ben, "o4.d", ROUTE_2);
  wait_for_same (&ana, &ben);
  hub_process_kill (&world.hub);
  restored = hub_process_run (&world.hub, "restore", copy);
  hub_process_start (&world.hub);
  rdm_link_try_now (ana.link);
  rdm_link_try_now (ben.link);
  wait_for_same (&ana, &ben);
  g_assert_cmpstr (route_of (&ben, "o1.d"), ==, ROUTE_3);
  g_assert_cmpstr (route_of (&ana, "o4.d"), ==, ROUTE_2);
  desk_close (&ana);
  desk_close (&ben);
  world_stop (&world);
}

typedef struct
{
  GHashTable *times; /* (element-type gint64 uint): how often each was heard */
  guint n;
} Heard;

static void
hear_cb (Heard *heard, const RdmFeedPage *page)
{
  for (guint i = 0; i < page->positions->len; i++)
    {
      const RdmFeedPosition *position = page->positions->pdata[i];
      gint64 *at_ms = g_new (gint64, 1);
      guint n;

      *at_ms = position->position.at_utc_ms;
      n = GPOINTER_TO_UINT (g_hash_table_lookup (heard->times, at_ms));
      g_hash_table_insert (heard->times, at_ms, GUINT_TO_POINTER (n + 1));
      heard->n++;
      g_assert_cmpstr (position->who, !=, NULL);
    }
}

static void
posted_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (JsonNode) node = rdm_link_ask_finish (RDM_LINK (source), result, &error);

  g_assert_no_error (error);
  *(gboolean *)user_data = TRUE;
}

/* As a desk does. */
static void
keep_cb (RdmPlanFile *plan, const RdmFeedPage *page)
{
  g_autoptr (GPtrArray) entries =
      g_ptr_array_new_with_free_func ((GDestroyNotify)rdm_track_entry_free);

  for (guint i = 0; i < page->positions->len; i++)
    {
      const RdmFeedPosition *position = page->positions->pdata[i];

      g_ptr_array_add (entries, rdm_track_entry_new (position->who, &position->position));
    }
  rdm_plan_file_add_track (plan, entries);
}

/* @n positions, a hundred metres and ten seconds apart each. */
static void
drive_on (Desk *desk, gint64 from_ms, guint n)
{
  g_autoptr (GString) text = g_string_new ("{\"positions\":[");
  g_autoptr (JsonNode) body = NULL;
  gboolean is_posted = FALSE;

  for (guint i = 0; i < n; i++)
    g_string_append_printf (text,
                            "%s{\"at\":%" G_GINT64_FORMAT ",\"lat\":47.%03u,\"lon\":9.5,"
                            "\"speed\":10}",
                            i > 0 ? "," : "", from_ms + 10000 * i,
                            (guint)(from_ms / 10000 + i) % 1000);
  g_string_append (text, "]}");
  body = rdm_wire_parse (text->str, -1, RDM_WIRE_MAX_SMALL_BYTES, NULL);
  rdm_link_ask_async (desk->link, "POST", "v1/positions", body, posted_cb, &is_posted);
  while (!is_posted)
    g_main_context_iteration (NULL, TRUE);
}

/* Whoever has kept what was told is told only what came after it: also what happened before. */
static void
check_goes_on (Desk *desk, gint64 from_ms)
{
  g_autoptr (RdmFeed) feed = rdm_feed_new (desk->link);
  Heard heard = { g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL), 0 };
  gint64 late_ms = from_ms + 5000;

  g_signal_connect_swapped (feed, "page", G_CALLBACK (hear_cb), &heard);
  drive_on (desk, late_ms, 1);
  rdm_feed_set_from (feed, from_ms);
  while (heard.n < 1)
    g_main_context_iteration (NULL, TRUE);
  g_assert_cmpuint (heard.n, ==, 1);
  g_assert_true (g_hash_table_contains (heard.times, &late_ms));
  rdm_feed_stop (feed);
  g_hash_table_unref (heard.times);
}

/* Positions come by the hub's stream, each once, also those of the time in which the desk was away.
 */
static void
test_positions (void)
{
  World world;
  Desk ana, ben;
  Heard heard = { g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL), 0 };
  g_autoptr (RdmFeed) feed = NULL;
  g_autoptr (RdmFeed) late = NULL;
  Heard all = { g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL), 0 };
  gint64 from_ms = g_get_real_time () / 1000 / 10000 * 10000 - 60 * 60 * 1000;

  two_desks (&world, &ana, &ben);
  feed = rdm_feed_new (ben.link);
  g_signal_connect_swapped (feed, "page", G_CALLBACK (hear_cb), &heard);
  rdm_feed_set_from (feed, from_ms);
  drive_on (&ana, from_ms - 10000, 41);
  while (heard.n < 40)
    g_main_context_iteration (NULL, TRUE);
  hub_process_kill (&world.hub);
  wait_for (&ben, RDM_LINK_OFFLINE);
  hub_process_start (&world.hub);
  rdm_link_try_now (ana.link);
  wait_for (&ana, RDM_LINK_IN_STEP);
  drive_on (&ana, from_ms + 400000, 60);
  rdm_link_try_now (ben.link);
  while (heard.n < 100)
    g_main_context_iteration (NULL, TRUE);
  drive_on (&ana, from_ms + 1000000, 1);
  while (heard.n < 101)
    g_main_context_iteration (NULL, TRUE);
  g_assert_cmpuint (g_hash_table_size (heard.times), ==, 101);
  /* What is older than was asked for did not come. */
  from_ms -= 10000;
  g_assert_false (g_hash_table_contains (heard.times, &from_ms));

  /* Who comes later is told all of it. */
  late = rdm_feed_new (ana.link);
  g_signal_connect_swapped (late, "page", G_CALLBACK (hear_cb), &all);
  g_signal_connect_swapped (late, "page", G_CALLBACK (keep_cb), ana.plan);
  rdm_feed_set_from (late, from_ms);
  while (all.n < 102)
    g_main_context_iteration (NULL, TRUE);
  g_assert_cmpuint (g_hash_table_size (all.times), ==, 102);
  rdm_feed_stop (late);
  check_goes_on (&ana, from_ms);
  rdm_feed_stop (feed);
  desk_close (&ana);
  desk_close (&ben);
  world_stop (&world);
  g_hash_table_unref (heard.times);
  g_hash_table_unref (all.times);
}

typedef struct
{
  GPtrArray *ops;
  gboolean is_current;
  GError *error;
  gboolean is_done;
  double share;
} Fetched;

static void
progress_cb (double share, gpointer user_data)
{
  Fetched *fetched = user_data;

  g_assert_cmpfloat (share, >=, fetched->share);
  fetched->share = share;
}

static void
journal_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Fetched *fetched = user_data;

  fetched->ops = rdm_link_fetch_journal_finish (result, &fetched->is_current, &fetched->error);
  fetched->is_done = TRUE;
}

/* Whoever comes later can look back on what others did. */
static void
test_journal (void)
{
  World world;
  Desk ana, ben;
  Fetched fetched = { .ops = NULL };
  Fetched offline = { .ops = NULL };
  g_autoptr (RdmReplay) replay = rdm_replay_new ();
  g_autoptr (RdmRows) rows = NULL;

  two_desks (&world, &ana, &ben);
  assign (&ana, "o1.d", ROUTE_3);
  assign (&ben, "o4.d", ROUTE_2);
  wait_for_same (&ana, &ben);
  rdm_link_fetch_journal_async (ben.link, NULL, progress_cb, &fetched, journal_cb, &fetched);
  while (!fetched.is_done)
    g_main_context_iteration (NULL, TRUE);
  g_assert_no_error (fetched.error);
  g_assert_true (fetched.is_current);
  g_assert_cmpfloat (fetched.share, ==, 1.0);
  for (guint i = 0; i < fetched.ops->len; i++)
    {
      const RdmJournalOp *op = fetched.ops->pdata[i];

      g_assert_true (rdm_replay_add (replay, op->command, op->at_ms));
    }
  rows = rdm_replay_get_rows (replay, rdm_replay_get_n (replay));
  g_assert_true (rdm_memory_rows_equal (RDM_MEMORY_ROWS (rows),
                                        RDM_MEMORY_ROWS (rdm_plan_file_get_rows (ben.plan)), NULL));
  g_ptr_array_unref (fetched.ops);

  hub_process_kill (&world.hub);
  wait_for (&ben, RDM_LINK_OFFLINE);
  rdm_link_fetch_journal_async (ben.link, NULL, NULL, NULL, journal_cb, &offline);
  while (!offline.is_done)
    g_main_context_iteration (NULL, TRUE);
  g_assert_error (offline.error, RDM_COURIER_ERROR, RDM_COURIER_ERROR_AWAY);
  g_error_free (offline.error);
  hub_process_start (&world.hub);
  desk_close (&ana);
  desk_close (&ben);
  world_stop (&world);
}

#define N_MANY 2500
#define N_AT_ONCE 500

/* Each is two rows: an order and its stop. */
static void
add_many_orders (Desk *desk, guint at_once)
{
  for (guint from = 0; from < N_MANY; from += at_once)
    {
      RdmCommand *add = rdm_command_new_add ("Orders");

      for (guint i = from; i < from + at_once; i++)
        {
          g_autofree char *id = g_strdup_printf ("many%u", i);
          g_autoptr (RdmOrder) order = rdm_row_new (RDM_ROW_ORDER, id);

          order->date = g_strdup (FIXTURE_MONDAY);
          rdm_command_add_row (add, order);
        }
      scratch_run (desk->plan, add);
    }
}

/* Turns the loop until the file has some of the hub's plan. Returns: up to which version. */
static gint64
wait_for_some (Desk *desk)
{
  for (;;)
    {
      g_autoptr (RdmSyncRecord) record = rdm_plan_file_read_record (desk->plan, NULL);

      g_assert_cmpint (rdm_link_get_status (desk->link), ==, RDM_LINK_CATCHING_UP);
      if (record->state->version > 0)
        {
          g_assert_true (record->state->refetching);
          g_assert_cmpuint (record->base->len, >, 0);
          return record->state->version;
        }
      g_main_context_iteration (NULL, TRUE);
    }
}

static void
assert_asks_since (const RdmSyncRecord *record, gint64 version)
{
  g_autoptr (RdmRows) nothing = rdm_memory_rows_new ();
  g_autoptr (RdmReplica) replica = rdm_replica_new_saved (record, nothing, NULL);
  const char *epoch;

  g_assert_nonnull (replica);
  g_assert_cmpint (rdm_replica_pull_since (replica, &epoch), >=, version);
  g_assert_cmpstr (epoch, ==, record->state->epoch);
}

/* Hub and desk end in the middle of the first fetching of a big plan; the desk goes on where it
 * was. */
static void
test_cut_off (void)
{
  World world;
  Desk ana, ben;
  gint64 version;
  g_autoptr (RdmSyncRecord) record = NULL;

  world_start (&world, hub_program);
  desk_open (&ana, &world, "ana.roundsman");
  scratch_run (ana.plan, fixture_plan_command ());
  add_many_orders (&ana, N_AT_ONCE);
  desk_connect (&ana, &world, "Ana");
  desk_open (&ben, &world, "ben.roundsman");
  desk_accept (&ben, hub_process_invite (&world.hub, "Ben"));
  version = wait_for_some (&ben);
  hub_process_kill (&world.hub);
  desk_close (&ben);

  desk_open (&ben, &world, "ben.roundsman");
  record = rdm_plan_file_read_record (ben.plan, NULL);
  assert_asks_since (record, version);
  g_assert_null (rdm_rows_get (rdm_plan_file_get_rows (ben.plan), RDM_ROW_ORDER, "many0"));
  wait_for (&ben, RDM_LINK_OFFLINE);
  hub_process_start (&world.hub);
  rdm_link_try_now (ana.link);
  rdm_link_try_now (ben.link);
  wait_for_same (&ana, &ben);
  g_clear_pointer (&record, rdm_sync_record_free);
  record = rdm_plan_file_read_record (ben.plan, NULL);
  g_assert_false (record->state->refetching);
  g_assert_cmpuint (record->base->len, ==, 0);
  desk_close (&ana);
  desk_close (&ben);
  world_stop (&world);
}

/* A file of orders is one command to its author, and several on its way. */
static void
test_large (void)
{
  World world;
  Desk ana;
  RdmRows *rows;
  g_autoptr (RdmOutcome) undone = NULL;

  world_start (&world, hub_program);
  desk_open (&ana, &world, "ana.roundsman");
  desk_connect (&ana, &world, "Ana");
  add_many_orders (&ana, N_MANY);
  g_assert_cmpuint (rdm_link_get_n_waiting (ana.link), ==, (N_MANY + 999) / 1000);
  wait_for (&ana, RDM_LINK_IN_STEP);
  rows = rdm_plan_file_get_rows (ana.plan);
  g_assert_nonnull (rdm_rows_get (rows, RDM_ROW_ORDER, "many2499"));
  undone = rdm_plan_file_undo (ana.plan);
  g_assert_true (rdm_outcome_is_applied (undone));
  wait_for (&ana, RDM_LINK_SENDING);
  wait_for (&ana, RDM_LINK_IN_STEP);
  g_assert_null (rdm_rows_get (rows, RDM_ROW_ORDER, "many0"));
  g_assert_null (rdm_rows_get (rows, RDM_ROW_ORDER, "many2499"));
  desk_close (&ana);
  world_stop (&world);
}

static void
assert_says (Desk *desk, const char *words)
{
  g_autofree char *sentence = rdm_link_describe (desk->link);

  if (!strstr (sentence, words))
    g_error ("“%s” is not in “%s”", words, sentence);
}

/* A hub that does not know what this program sends: what others do is seen, what is done here waits
 * until the hub has been updated. */
static void
test_old_hub (void)
{
  World world = { .folder = scratch_new () };
  MockHub hub;
  Desk ana;
  g_autoptr (RdmSender) sender = rdm_row_new (RDM_ROW_SENDER, "sender_9");
  guint n;

  mock_hub_start (&hub);
  hub.error = RDM_WIRE_ERROR_SCHEMA;
  hub.only_push = TRUE;
  desk_open (&ana, &world, "ana.roundsman");
  scratch_run (ana.plan, fixture_plan_command ());
  desk_accept (&ana, mock_hub_invite (&hub));
  wait_for (&ana, RDM_LINK_REFUSED);
  assert_says (&ana, "The hub is older than this Roundsman");
  n = rdm_link_get_n_waiting (ana.link);
  g_assert_cmpuint (n, >, 0);

  mock_hub_put (&hub, &sender->row);
  rdm_link_try_now (ana.link);
  while (!rdm_rows_get (rdm_plan_file_get_rows (ana.plan), RDM_ROW_SENDER, "sender_9"))
    g_main_context_iteration (NULL, TRUE);
  wait_for (&ana, RDM_LINK_REFUSED);
  g_assert_cmpuint (rdm_link_get_n_waiting (ana.link), ==, n);

  hub.error = -1;
  rdm_link_try_now (ana.link);
  wait_for (&ana, RDM_LINK_IN_STEP);
  g_assert_cmpuint (hub.n_pushed, ==, n);
  desk_close (&ana);
  mock_hub_stop (&hub);
  scratch_remove (world.folder);
}

/* A hub that takes nothing from a program as old as this one: what is done here waits in the file
 * for a newer one. */
static void
test_old_desk (void)
{
  World world = { .folder = scratch_new () };
  MockHub hub;
  Desk ana;
  g_autoptr (RdmSender) sender = rdm_row_new (RDM_ROW_SENDER, "sender_9");
  RdmCommand *add = rdm_command_new_add ("A sender");

  mock_hub_start (&hub);
  desk_open (&ana, &world, "ana.roundsman");
  desk_accept (&ana, mock_hub_invite (&hub));
  wait_for (&ana, RDM_LINK_IN_STEP);
  hub.error = RDM_WIRE_ERROR_OLD_DESK;
  rdm_command_add_row (add, sender);
  scratch_run (ana.plan, add);
  wait_for (&ana, RDM_LINK_REFUSED);
  assert_says (&ana, "The hub wants a newer Roundsman");
  desk_close (&ana);

  hub.error = -1;
  hub.n_pushed = 0;
  desk_open (&ana, &world, "ana.roundsman");
  g_assert_cmpuint (rdm_link_get_n_waiting (ana.link), ==, 1);
  wait_for (&ana, RDM_LINK_IN_STEP);
  g_assert_cmpuint (hub.n_pushed, ==, 1);
  desk_close (&ana);
  mock_hub_stop (&hub);
  scratch_remove (world.folder);
}

/* Rows of a newer hub that are left out here are fetched by the program that knows them. */
static void
test_new_hub (void)
{
  World world = { .folder = scratch_new () };
  MockHub hub;
  Desk ana;
  g_autoptr (RdmSyncRecord) record = NULL;

  mock_hub_start (&hub);
  hub.schema = RDM_WIRE_SCHEMA + 1;
  desk_open (&ana, &world, "ana.roundsman");
  desk_accept (&ana, mock_hub_invite (&hub));
  wait_for (&ana, RDM_LINK_IN_STEP);
  record = rdm_plan_file_read_record (ana.plan, NULL);
  g_assert_true (record->state->refetching);
  desk_close (&ana);

  hub.schema = RDM_WIRE_SCHEMA;
  desk_open (&ana, &world, "ana.roundsman");
  wait_for (&ana, RDM_LINK_IN_STEP);
  g_clear_pointer (&record, rdm_sync_record_free);
  record = rdm_plan_file_read_record (ana.plan, NULL);
  g_assert_false (record->state->refetching);
  desk_close (&ana);
  mock_hub_stop (&hub);
  scratch_remove (world.folder);
}

static void
test_invitation (void)
{
  static const struct
  {
    const char *text;
    const char *address; /* NULL: refused */
  } cases[] = {
    { "https://hub.example/#K7QM-2XRB-9FDW-5TGH", "https://hub.example/" },
    { "  roundsman:https://hub.example#k7qm2xrb9fdw5tgh\n", "https://hub.example/" },
    { "http://192.168.1.7:8463/ K7QM-2XRB-9FDW-5TGH", "http://192.168.1.7:8463/" },
    { "K7QM-2XRB-9FDW-5TGH http://localhost:8463", "http://localhost:8463/" },
    { "roundsman://https://hub.example/#K7QM-2XRB-9FDW-5TGH", "https://hub.example/" },
    { "roundsman:https%3A%2F%2Fhub.example%2F%23K7QM-2XRB-9FDW-5TGH", "https://hub.example/" },
    { "http://[fd12:3456::1]:8463/#K7QM-2XRB-9FDW-5TGH", "http://[fd12:3456::1]:8463/" },
    { "http://[fe80::1%25eth0]:8463/#K7QM-2XRB-9FDW-5TGH", "http://[fe80::1%25eth0]:8463/" },
    { "http://[::1]:8463/#K7QM-2XRB-9FDW-5TGH", "http://[::1]:8463/" },
    { "https://[2001:db8::1]/#K7QM-2XRB-9FDW-5TGH", "https://[2001:db8::1]/" },
    { "http://[2001:db8::1]:8463/#K7QM-2XRB-9FDW-5TGH", NULL },
    { "http://[2001:db8::1%25eth0]:8463/#K7QM-2XRB-9FDW-5TGH", NULL },
    { "https://me@hub.example/#K7QM-2XRB-9FDW-5TGH", NULL },
    { "https://hub.example/?a=b#K7QM-2XRB-9FDW-5TGH", NULL },
    { "http://hub.example/#K7QM-2XRB-9FDW-5TGH", NULL },
    { "ftp://hub.example/#K7QM-2XRB-9FDW-5TGH", NULL },
    { "https://hub.example/", NULL },
    { "K7QM-2XRB-9FDW-5TGH", NULL },
    { "https://#K7QM-2XRB-9FDW-5TGH", NULL },
    { "", NULL },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (RdmInvitation) invitation = rdm_invitation_parse (cases[i].text, &error);

      g_test_message ("%s", cases[i].text);
      g_assert_cmpstr (invitation ? invitation->address : NULL, ==, cases[i].address);
      g_assert_true (invitation || error);
    }
}

int
main (int argc, char **argv)
{
  g_autofree char *home = desk_set_up ();
  int status;

  g_test_init (&argc, &argv, NULL);
  g_assert_cmpint (argc, ==, 2);
  hub_program = argv[1];
  g_test_add_func ("/link/invitation", test_invitation);
  g_test_add_func ("/link/in-step", test_in_step);
  g_test_add_func ("/link/conflict", test_conflict);
  g_test_add_func ("/link/notice", test_notice);
  g_test_add_func ("/link/own-plan-is-kept", test_own_plan_is_kept);
  g_test_add_func ("/link/put-out", test_put_out);
  g_test_add_func ("/link/restored", test_restored);
  g_test_add_func ("/link/positions", test_positions);
  g_test_add_func ("/link/journal", test_journal);
  g_test_add_func ("/link/cut-off", test_cut_off);
  g_test_add_func ("/link/large", test_large);
  g_test_add_func ("/link/old-hub", test_old_hub);
  g_test_add_func ("/link/old-desk", test_old_desk);
  g_test_add_func ("/link/new-hub", test_new_hub);
  status = g_test_run ();
  scratch_remove (g_steal_pointer (&home));
  return status;
}
