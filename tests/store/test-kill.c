/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Killed at any moment while commands are written, the file reopens with every acknowledged command
 * and no half one: its rows are what its journal makes. So does that of a desk that has a hub: its
 * rows are what the hub told it, and on top of it what the hub has not answered.
 */
#include <errno.h>
#include <poll.h>
#include <signal.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "plan-fixture.h"
#include "rdm-replica.h"
#include "scratch.h"

#define N_KILLS 240
#define N_HUB_KILLS 300
/* A new file now and then, so that making one is interrupted too. */
#define KILLS_PER_FILE 30
#define LONGEST_LIFE_US 30000
#define PATIENCE_MS 30000

static void
acknowledge (int fd, GPtrArray *ids)
{
  for (guint i = 0; i < ids->len; i++)
    {
      g_autofree char *line = g_strdup_printf ("%s\n", (char *)ids->pdata[i]);

      if (write (fd, line, strlen (line)) < 0)
        _exit (1);
    }
  g_ptr_array_set_size (ids, 0);
}

static void
give_command (RdmPlanFile *plan, GRand *random, GPtrArray *ids)
{
  int dice = g_rand_int_range (random, 0, 10);
  g_autoptr (RdmCommand) command = fixture_random_command (random, rdm_plan_file_get_rows (plan));
  RdmOutcome *outcome = dice == 0   ? rdm_plan_file_undo (plan)
                        : dice == 1 ? rdm_plan_file_redo (plan)
                                    : rdm_plan_file_run (plan, command);

  if (dice > 1)
    g_ptr_array_add (ids, g_strdup (command->id));
  g_clear_pointer (&outcome, rdm_outcome_free);
}

/* Writes until it is killed: commands in groups, and says of each group when it is on disk. */
static void
live (const char *path, int fd, guint32 seed)
{
  g_autoptr (GRand) random = g_rand_new_with_seed (seed);
  g_autoptr (GPtrArray) ids = g_ptr_array_new_with_free_func (g_free);
  RdmPlanFile *plan = scratch_open (path);

  if (!rdm_plan_file_get_undo_label (plan) && !rdm_plan_file_get_redo_label (plan))
    scratch_run (plan, fixture_plan_command ());
  for (;;)
    {
      for (int n = g_rand_int_range (random, 1, 8); n > 0; n--)
        give_command (plan, random, ids);
      if (!rdm_plan_file_flush (plan, NULL))
        _exit (1);
      acknowledge (fd, ids);
    }
}

/* A desk with a hub, as the link keeps it, and a hub that is in its memory. */
typedef struct
{
  RdmPlanFile *plan;
  RdmReplica *replica;
  RdmRows *hub;
} Desk;

static RdmSyncRecord *
take_record (Desk *desk)
{
  RdmSyncRecord *record = rdm_replica_take_record (desk->replica);

  record->state->address = g_strdup ("https://hub.example/");
  record->state->fleet = g_strdup ("fleet_1");
  record->state->person = g_strdup ("Ana");
  record->state->role = g_strdup ("dispatcher");
  return record;
}

static RdmSyncRecord *
record_cb (const RdmCommand *command,
           const RdmOutcome *outcome,
           gint64 at_utc_ms,
           gpointer user_data)
{
  Desk *desk = user_data;

  if (!rdm_outcome_is_applied (outcome))
    return NULL;
  rdm_replica_ran (desk->replica, command, outcome, at_utc_ms);
  return take_record (desk);
}

/* The hub changes something by itself, and runs the oldest command that waits. */
static void
take_page (Desk *desk, GRand *random)
{
  gint64 version = rdm_replica_version (desk->replica);
  g_autoptr (RdmPage) page = rdm_page_new ("epoch_1", version);
  g_autoptr (RdmPush) push = rdm_replica_make_push (desk->replica);
  g_autoptr (RdmCommand) theirs = fixture_random_command (random, desk->hub);
  const RdmPushOp *op = push ? push->ops->pdata[0] : NULL;
  const RdmCommand *commands[] = { theirs, op ? op->command : NULL };
  g_autoptr (GPtrArray) changes = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (commands) && commands[i]; i++)
    {
      g_autoptr (RdmOutcome) outcome = rdm_run (commands[i], desk->hub);

      page->to++;
      rdm_changes_apply (outcome->changes, desk->hub);
      for (guint k = 0; k < outcome->changes->len; k++)
        {
          const RdmChange *change = outcome->changes->pdata[k];

          g_ptr_array_add (page->rows,
                           rdm_row_state_new (change->kind, change->id, page->to, change->after));
        }
      if (i == 1)
        {
          RdmOpResult *result = rdm_op_result_new ();

          result->id = g_strdup (op->command->id);
          result->n = op->n;
          result->seq = page->to;
          result->verdict = outcome->verdict;
          result->reason = outcome->reason;
          g_ptr_array_add (page->results, result);
        }
    }
  g_assert_true (rdm_replica_take_page (desk->replica, page, &changes));
  rdm_plan_file_take (desk->plan, changes, take_record (desk));
}

static void
desk_open (Desk *desk, const char *path)
{
  g_autoptr (RdmSyncRecord) record = NULL;
  g_autoptr (GError) error = NULL;

  desk->plan = scratch_open (path);
  record = rdm_plan_file_read_record (desk->plan, &error);
  g_assert_no_error (error);
  desk->replica = record->state
                      ? rdm_replica_new_saved (record, rdm_plan_file_get_rows (desk->plan), &error)
                      : rdm_replica_new ("device_1");
  g_assert_no_error (error);
  desk->hub = rdm_memory_rows_snapshot (RDM_MEMORY_ROWS (rdm_replica_base (desk->replica)));
}

static void
live_with_hub (const char *path, int fd, guint32 seed)
{
  g_autoptr (GRand) random = g_rand_new_with_seed (seed);
  g_autoptr (GPtrArray) ids = g_ptr_array_new_with_free_func (g_free);
  Desk desk = { NULL };

  desk_open (&desk, path);
  rdm_plan_file_set_recorder (desk.plan, record_cb, &desk);
  if (!rdm_replica_epoch (desk.replica))
    {
      g_autoptr (RdmRows) plan = fixture_plan_new ();
      g_autoptr (RdmPage) page = rdm_page_new ("epoch_1", 0);
      g_autoptr (GPtrArray) changes = NULL;

      page->to = 1;
      for (int kind = 0; kind < RDM_N_ROW_KINDS; kind++)
        {
          g_autoptr (GPtrArray) rows = rdm_rows_list (plan, (RdmRowKind)kind);

          for (guint i = 0; i < rows->len; i++)
            {
              const RdmRow *row = rows->pdata[i];

              rdm_rows_put (desk.hub, row);
              g_ptr_array_add (page->rows, rdm_row_state_new (row->kind, row->id, 1, row));
            }
        }
      g_assert_true (rdm_replica_take_page (desk.replica, page, &changes));
      rdm_plan_file_take (desk.plan, changes, take_record (&desk));
    }
  for (;;)
    {
      for (int n = g_rand_int_range (random, 1, 8); n > 0; n--)
        {
          g_autoptr (RdmCommand) command =
              fixture_random_command (random, rdm_plan_file_get_rows (desk.plan));
          g_autoptr (RdmOutcome) outcome = rdm_plan_file_run (desk.plan, command);

          if (rdm_outcome_is_applied (outcome))
            g_ptr_array_add (ids, g_strdup (command->id));
          if (g_rand_int_range (random, 0, 3) == 0)
            take_page (&desk, random);
        }
      if (!rdm_plan_file_flush (desk.plan, NULL))
        _exit (1);
      acknowledge (fd, ids);
    }
}

/* Returns: (element-type utf8): the ids that were acknowledged whole. */
static GStrv
read_acknowledged (int fd)
{
  g_autoptr (GString) text = g_string_new (NULL);
  char buffer[4096];
  ssize_t n;

  while ((n = read (fd, buffer, sizeof buffer)) > 0 || (n < 0 && errno == EINTR))
    if (n > 0)
      g_string_append_len (text, buffer, n);
  close (fd);
  if (!strrchr (text->str, '\n'))
    return g_new0 (char *, 1);
  *strrchr (text->str, '\n') = '\0';
  return g_strsplit (text->str, "\n", -1);
}

/* Lets a child live for @life_us, or for that long after its first acknowledgement. */
static GStrv
live_and_die (const char *path,
              guint32 seed,
              gint32 life_us,
              gboolean once_acknowledged,
              void (*live_it) (const char *path, int fd, guint32 seed))
{
  struct pollfd acknowledgement = { .events = POLLIN };
  int ends[2];
  int status;
  pid_t child;

  g_assert_cmpint (pipe (ends), ==, 0);
  child = fork ();
  g_assert_cmpint (child, >=, 0);
  if (child == 0)
    {
      close (ends[0]);
      live_it (path, ends[1], seed);
      _exit (0);
    }
  close (ends[1]);
  acknowledgement.fd = ends[0];
  if (once_acknowledged)
    g_assert_cmpint (poll (&acknowledgement, 1, PATIENCE_MS), ==, 1);
  g_usleep ((gulong)life_us);
  g_assert_cmpint (kill (child, SIGKILL), ==, 0);
  g_assert_cmpint (waitpid (child, &status, 0), ==, child);
  g_assert_true (WIFSIGNALED (status) && WTERMSIG (status) == SIGKILL);
  return read_acknowledged (ends[0]);
}

static void
test_kill (void)
{
  char *folder = scratch_new ();
  g_autoptr (GRand) random = g_rand_new_with_seed (20261123);
  g_autoptr (RdmRows) rows = NULL;
  g_autofree char *path = NULL;
  gint64 last = 0;
  guint n_acknowledged = 0;

  for (guint i = 0; i < N_KILLS; i++)
    {
      g_auto (GStrv) acknowledged = NULL;
      g_autoptr (GHashTable) seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
      g_autoptr (RdmPlanFile) plan = NULL;

      if (i % KILLS_PER_FILE == 0)
        {
          g_free (path);
          path = g_strdup_printf ("%s/%u.roundsman", folder, i);
          g_clear_object (&rows);
          rows = rdm_memory_rows_new ();
          last = 0;
        }
      acknowledged =
          live_and_die (path, i, g_rand_int_range (random, 0, LONGEST_LIFE_US), i % 2, live);
      plan = scratch_open (path);
      last = scratch_replay (plan, rows, last, seen);
      scratch_assert_rows_equal (rows, rdm_plan_file_get_rows (plan));
      fixture_assert_sound (rows);
      for (GStrv id = acknowledged; *id; id++, n_acknowledged++)
        g_assert_true (g_hash_table_contains (seen, *id));
    }
  g_test_message ("%u kills, %u acknowledged commands", N_KILLS, n_acknowledged);
  g_assert_cmpuint (n_acknowledged, >=, N_KILLS / 2);
  scratch_remove (folder);
}

static void
test_kill_with_hub (void)
{
  char *folder = scratch_new ();
  g_autoptr (GRand) random = g_rand_new_with_seed (20261124);
  g_autofree char *path = NULL;
  guint n_acknowledged = 0;

  for (guint i = 0; i < N_HUB_KILLS; i++)
    {
      g_auto (GStrv) acknowledged = NULL;
      g_autoptr (GHashTable) seen = g_hash_table_new (g_str_hash, g_str_equal);
      g_autoptr (RdmSyncRecord) record = NULL;
      g_autoptr (RdmPage) nothing = NULL;
      g_autoptr (GPtrArray) changes = NULL;
      Desk desk = { NULL };

      if (i % KILLS_PER_FILE == 0)
        {
          g_free (path);
          path = g_strdup_printf ("%s/%u.roundsman", folder, i);
        }
      acknowledged = live_and_die (path, i, g_rand_int_range (random, 0, LONGEST_LIFE_US), i % 2,
                                   live_with_hub);
      desk_open (&desk, path);
      record = rdm_plan_file_read_record (desk.plan, NULL);
      for (guint k = 0; k < record->ops->len; k++)
        g_hash_table_add (seen, ((const RdmSyncOp *)record->ops->pdata[k])->command->id);
      for (GStrv id = acknowledged; *id; id++, n_acknowledged++)
        g_assert_true (g_hash_table_contains (seen, *id));
      if (rdm_replica_epoch (desk.replica))
        {
          /* Made anew of the hub's rows and what waits, the rows are what they were. */
          nothing = rdm_page_new ("epoch_1", rdm_replica_version (desk.replica));
          g_assert_true (rdm_replica_take_page (desk.replica, nothing, &changes));
          g_assert_cmpuint (changes->len, ==, 0);
          scratch_assert_rows_equal (rdm_replica_rows (desk.replica),
                                     rdm_plan_file_get_rows (desk.plan));
        }
      g_object_unref (desk.plan);
      g_object_unref (desk.hub);
      rdm_replica_free (desk.replica);
    }
  g_test_message ("%u kills, %u acknowledged commands", N_HUB_KILLS, n_acknowledged);
  g_assert_cmpuint (n_acknowledged, >=, N_HUB_KILLS / 2);
  scratch_remove (folder);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/store/kill", test_kill);
  g_test_add_func ("/store/kill-with-hub", test_kill_with_hub);
  return g_test_run ();
}
