/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "simulation.h"

#include <glib/gstdio.h>

#include "plan-fixture.h"
#include "rdm-hub-db.h"
#include "rdm-hub-fleet.h"
#include "rdm-hub-journal.h"
#include "rdm-replica.h"

#define MAX_DESKS 5
#define STEPS 60
#define HEALING_ROUNDS 60
#define FLEET "fleet_1"

const char *const bug_names[] = {
  "none",
  "answer-before-commit",
  "run-without-saving",
  "row-lost",
  "page-lost",
  "wrong-answer",
  "op-lost",
  "row-old",
  "news-lost",
  "same-epoch",
  "cloned-desk",
  "deaf-desk",
  "meanwhile-lost",
  NULL,
};

typedef enum
{
  TO_HUB_PUSH,
  TO_HUB_PULL,
  TO_DESK_ANSWER,
  TO_DESK_PAGE,
  TO_DESK_REFETCH,
} MessageKind;

typedef struct
{
  MessageKind kind;
  guint desk;
  guint due; /* the step at which it arrives */
  char *text;
  gint64 since;
  char *epoch;
} Message;

/* What is left when a program ends: as a plan file keeps it. */
typedef struct
{
  RdmRows *view;
  RdmSyncRecord *record; /* all of it */
} Disk;

typedef struct
{
  RdmHubAuthor author;
  char *device;
  RdmReplica *replica;
  RdmRows *shown; /* what the window makes of the changes that it is told of */
  Disk disk;
  RdmSettling *settling; /* in another thread; NULL: none is */
  RdmReplica *unaware;   /* as it was when that began */
  guint settled;         /* the step at which it ends */
  GHashTable *given;     /* (element-type utf8): identifiers of commands that its author saw done */
  GHashTable *told; /* (element-type utf8 utf8): of those, the verdict that the author was told */
  gboolean deaf;
} Desk;

typedef struct
{
  GRand *random;
  Bug bug;
  guint step;
  gboolean healed;
  char *dir;
  char *path; /* NULL: in memory */
  char *backup;
  RdmSql *sql;
  RdmHubFleet *hub;
  guint n_desks;
  Desk desks[MAX_DESKS];
  GPtrArray *messages; /* (element-type Message) */
} World;

static void
message_free (gpointer data)
{
  Message *message = data;

  g_free (message->text);
  g_free (message->epoch);
  g_free (message);
}

static gboolean
chance (World *world, double share)
{
  return g_rand_double (world->random) < share;
}

static gint64
now (const World *world)
{
  return 1700000000000 + 1000 * (gint64)world->step;
}

/* A mistake is made now and then, not each time: as mistakes are. */
static gboolean
errs (World *world, Bug bug)
{
  return world->bug == bug && !world->healed && chance (world, 0.2);
}

static void
put (World *world, MessageKind kind, guint desk, char *text, gint64 since, const char *epoch)
{
  guint copies = world->healed ? 1 : chance (world, 0.15) ? 0 : chance (world, 0.1) ? 2 : 1;

  for (guint i = 0; i < copies; i++)
    {
      Message *message = g_new0 (Message, 1);

      message->kind = kind;
      message->desk = desk;
      message->due =
          world->step + (world->healed ? 0 : (guint)g_rand_int_range (world->random, 1, 8));
      message->text = g_strdup (text);
      message->since = since;
      message->epoch = g_strdup (epoch);
      g_ptr_array_add (world->messages, message);
    }
  g_free (text);
}

static char *
print (JsonNode *node)
{
  g_autoptr (JsonNode) own = node;

  return rdm_wire_print (own);
}

/* The hub */

/* Nobody pulls the plug in here, so that the disk need not be waited for. */
static void
open_database (World *world)
{
  g_autoptr (GError) error = NULL;

  world->sql = rdm_hub_db_open (world->path ? world->path : ":memory:", &error);
  g_assert_no_error (error);
  g_assert_true (rdm_sql_run_script (world->sql, "PRAGMA synchronous = OFF", NULL));
}

static void
open_hub (World *world)
{
  g_autoptr (GError) error = NULL;

  if (!world->sql)
    open_database (world);
  world->hub = rdm_hub_fleet_open (world->sql, FLEET, &error);
  g_assert_no_error (error);
}

static void
start_hub (World *world)
{
  g_autoptr (GError) error = NULL;

  open_database (world);
  rdm_hub_fleet_create (world->sql, FLEET, "Auenbruck", &error);
  g_assert_no_error (error);
  open_hub (world);
}

static void
end_hub (World *world)
{
  rdm_hub_fleet_rollback (world->hub);
  g_clear_pointer (&world->hub, rdm_hub_fleet_close);
  if (world->path)
    g_clear_pointer (&world->sql, rdm_sql_close);
}

static void
back_up (World *world)
{
  g_autofree char *script = g_strdup_printf ("VACUUM INTO '%s'", world->backup);

  g_assert_true (rdm_sql_run_script (world->sql, script, NULL));
}

static void
remove_database (const char *path)
{
  const char *const ends[] = { "", "-wal", "-shm" };

  for (guint i = 0; i < G_N_ELEMENTS (ends); i++)
    {
      g_autofree char *name = g_strconcat (path, ends[i], NULL);

      g_remove (name);
    }
}

/* An older hub, that says so by another epoch. */
static void
restore (World *world)
{
  end_hub (world);
  remove_database (world->path);
  g_assert_cmpint (g_rename (world->backup, world->path), ==, 0);
  open_database (world);
  if (world->bug != BUG_SAME_EPOCH)
    rdm_sql_run_script (world->sql, "UPDATE fleet SET epoch = 'epoch_2'", NULL);
  open_hub (world);
}

static void
spoil_hub (World *world)
{
  if (errs (world, BUG_OP_LOST))
    rdm_sql_run_script (
        world->sql, "DELETE FROM op WHERE seq = (SELECT max (seq) - 1 FROM op) AND seq > 2", NULL);
  if (errs (world, BUG_ROW_OLD))
    rdm_sql_run_script (world->sql,
                        "UPDATE row_state SET body = NULL WHERE kind = 'order' AND rowid ="
                        " (SELECT rowid FROM row_state WHERE kind = 'order'"
                        "  ORDER BY version DESC LIMIT 1)",
                        NULL);
}

static void
hub_push (World *world, const Message *message)
{
  Desk *desk = &world->desks[message->desk];
  g_autoptr (JsonNode) node = rdm_wire_parse (message->text, -1, RDM_WIRE_MAX_PUSH_BYTES, NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (RdmPush) push = rdm_push_from_json (node, &error);
  g_autoptr (RdmPushAnswer) answer = NULL;
  gboolean ends = !world->healed && chance (world, 0.06);

  g_assert_no_error (error);
  g_assert_true (rdm_hub_fleet_begin (world->hub, &error));
  answer = rdm_hub_fleet_push (world->hub, &desk->author, push, now (world), NULL, &error);
  if (!answer)
    {
      /* A message from before: the desk has gone on meanwhile, or the hub has been restored. */
      g_assert_true (error->domain == RDM_HUB_ERROR);
      rdm_hub_fleet_rollback (world->hub);
      return;
    }
  if (errs (world, BUG_ANSWER_BEFORE_COMMIT))
    {
      put (world, TO_DESK_ANSWER, message->desk, print (rdm_push_answer_to_json (answer)), 0, NULL);
      ends = TRUE;
    }
  if (ends && chance (world, 0.5))
    {
      end_hub (world);
      open_hub (world);
      return;
    }
  g_assert_true (rdm_hub_fleet_commit (world->hub, &error));
  spoil_hub (world);
  if (ends)
    {
      end_hub (world);
      open_hub (world);
      return;
    }
  for (guint i = 0; errs (world, BUG_WRONG_ANSWER) && i < answer->results->len; i++)
    ((RdmOpResult *)answer->results->pdata[i])->verdict = RDM_APPLIED;
  put (world, TO_DESK_ANSWER, message->desk, print (rdm_push_answer_to_json (answer)), 0, NULL);
}

/* A page with something missing, by mistake. Takes @text. */
static char *
spoil_page (World *world, char *text)
{
  g_autofree char *own = text;
  g_autoptr (JsonNode) node = rdm_wire_parse (text, -1, G_MAXINT, NULL);
  g_autoptr (RdmPage) page = rdm_page_from_json (node, NULL);

  if (errs (world, BUG_ROW_LOST) && page->rows->len > 0)
    g_ptr_array_remove_index (page->rows, page->rows->len - 1);
  if (errs (world, BUG_PAGE_LOST))
    g_ptr_array_set_size (page->rows, 0);
  return print (rdm_page_to_json (page));
}

static void
hub_pull (World *world, const Message *message)
{
  g_autoptr (GError) error = NULL;
  guint limit = world->healed ? 1000 : (guint)g_rand_int_range (world->random, 1, 40);
  char *text = rdm_hub_pull_text (world->sql, FLEET, world->desks[message->desk].device,
                                  message->epoch, message->since, limit, &error);

  if (!text)
    {
      g_assert_error (error, RDM_HUB_ERROR, RDM_HUB_ERROR_REFETCH);
      put (world, TO_DESK_REFETCH, message->desk, NULL, message->since, message->epoch);
      return;
    }
  if (world->bug == BUG_ROW_LOST || world->bug == BUG_PAGE_LOST)
    text = spoil_page (world, text);
  put (world, TO_DESK_PAGE, message->desk, text, 0, NULL);
}

/* The desks */

static void
disk_clear (Disk *disk)
{
  g_clear_object (&disk->view);
  g_clear_pointer (&disk->record, rdm_sync_record_free);
}

static void
put_base (RdmSyncRecord *to, RdmSyncRecord *from)
{
  while (from->base->len > 0)
    {
      RdmSyncRow *row = g_ptr_array_steal_index (from->base, 0);

      for (guint i = to->base->len; i > 0; i--)
        {
          const RdmSyncRow *old = to->base->pdata[i - 1];

          if (old->kind == row->kind && g_str_equal (old->id, row->id))
            g_ptr_array_remove_index_fast (to->base, i - 1);
        }
      g_ptr_array_add (to->base, row);
    }
}

static void
put_ops (RdmSyncRecord *to, RdmSyncRecord *from)
{
  while (from->ops->len > 0)
    {
      RdmSyncOp *op = g_ptr_array_steal_index (from->ops, 0);

      if (op->n > to->ops->len)
        g_ptr_array_set_size (to->ops, (int)op->n);
      if (to->ops->pdata[op->n - 1])
        rdm_sync_op_free (to->ops->pdata[op->n - 1]);
      to->ops->pdata[op->n - 1] = op;
    }
}

static void
save (Desk *desk)
{
  g_autoptr (RdmSyncRecord) record = rdm_replica_take_record (desk->replica);
  RdmSyncRecord *all = desk->disk.record;

  g_clear_object (&desk->disk.view);
  desk->disk.view = rdm_memory_rows_snapshot (RDM_MEMORY_ROWS (desk->shown));
  g_clear_pointer (&all->state, rdm_sync_state_free);
  all->state = g_steal_pointer (&record->state);
  /* The hub has been heard out when its first pages are in the rows. */
  all->state->contact_utc_ms = rdm_replica_epoch (desk->replica) ? 1 : 0;
  if (record->replace_base)
    g_ptr_array_set_size (all->base, 0);
  put_base (all, record);
  put_ops (all, record);
}

static void
stop_settling (Desk *desk)
{
  g_clear_pointer (&desk->settling, rdm_settling_free);
  g_clear_pointer (&desk->unaware, rdm_replica_free);
}

/* The program ends, and starts again with what is on its disk. */
static void
end_desk (Desk *desk)
{
  g_autoptr (GError) error = NULL;

  stop_settling (desk);
  g_clear_pointer (&desk->replica, rdm_replica_free);
  g_clear_object (&desk->shown);
  desk->shown = rdm_memory_rows_snapshot (RDM_MEMORY_ROWS (desk->disk.view));
  desk->replica = rdm_replica_new_saved (desk->disk.record, desk->shown, &error);
  g_assert_no_error (error);
}

static void
give_command (World *world, Desk *desk, RdmCommand *command)
{
  g_autoptr (RdmOutcome) outcome = rdm_replica_run (desk->replica, command, now (world));

  /* What is refused here, its author sees at once, and it goes nowhere. */
  if (!rdm_outcome_is_applied (outcome))
    return;
  rdm_changes_apply (outcome->changes, desk->shown);
  if (!errs (world, BUG_RUN_WITHOUT_SAVING))
    save (desk);
  g_hash_table_add (desk->given, g_strdup (command->id));
}

static void
tell (World *world, Desk *desk)
{
  g_autoptr (GPtrArray) news = rdm_replica_take_news (desk->replica);

  if (errs (world, BUG_NEWS_LOST))
    return;
  for (guint i = 0; i < news->len; i++)
    {
      const RdmReplicaNews *item = news->pdata[i];

      g_hash_table_replace (desk->told, g_strdup (item->command->id),
                            g_strdup (rdm_verdict_names[item->result->verdict]));
    }
}

static void
show (Desk *desk, GPtrArray *changes)
{
  rdm_changes_apply (changes, desk->shown);
  g_ptr_array_unref (changes);
}

/* The other thread has settled what came; its author has gone on meanwhile. */
static void
finish_settling (World *world, Desk *desk)
{
  if (!desk->settling || desk->settled > world->step)
    return;
  if (errs (world, BUG_MEANWHILE_LOST))
    {
      rdm_replica_free (desk->replica);
      desk->replica = g_steal_pointer (&desk->unaware);
    }
  show (desk, rdm_settling_finish (desk->settling, desk->replica));
  stop_settling (desk);
  tell (world, desk);
  save (desk);
}

/* The last page is here. */
static void
settle (World *world, Desk *desk)
{
  if (!world->healed && chance (world, 0.5))
    {
      desk->unaware = rdm_replica_copy (desk->replica);
      desk->settling = rdm_settling_new (desk->replica);
      desk->settled = world->step + (guint)g_rand_int_range (world->random, 1, 8);
      rdm_settling_run (desk->settling);
      rdm_settling_prepare (desk->settling);
    }
  else
    show (desk, rdm_replica_settle (desk->replica));
}

static void
desk_receive (World *world, const Message *message)
{
  Desk *desk = &world->desks[message->desk];
  g_autoptr (JsonNode) node =
      message->text ? rdm_wire_parse (message->text, -1, RDM_WIRE_MAX_PUSH_BYTES, NULL) : NULL;
  g_autoptr (GError) error = NULL;
  const char *epoch;

  if (message->kind == TO_DESK_ANSWER)
    {
      g_autoptr (RdmPushAnswer) answer = rdm_push_answer_from_json (node, &error);

      g_assert_no_error (error);
      rdm_replica_take_answer (desk->replica, answer);
    }
  else if (message->kind == TO_DESK_PAGE)
    {
      g_autoptr (RdmPage) page = rdm_page_from_json (node, &error);

      g_assert_no_error (error);
      if (!desk->settling && rdm_replica_stage_page (desk->replica, page))
        settle (world, desk);
    }
  else if (!desk->settling && message->since == rdm_replica_pull_since (desk->replica, &epoch)
           && g_strcmp0 (message->epoch, epoch) == 0)
    {
      rdm_replica_refetch (desk->replica);
      desk->deaf = world->bug == BUG_DEAF_DESK;
    }
  if (!world->healed && chance (world, 0.05))
    {
      end_desk (desk);
      return;
    }
  tell (world, desk);
  save (desk);
}

static void
desk_sync (World *world, guint index)
{
  Desk *desk = &world->desks[index];
  g_autoptr (RdmPush) push = NULL;
  const char *epoch;
  gint64 since;

  if (desk->settling)
    return;
  push = rdm_replica_make_push (desk->replica);
  since = rdm_replica_pull_since (desk->replica, &epoch);
  if (push)
    put (world, TO_HUB_PUSH, index, print (rdm_push_to_json (push)), 0, NULL);
  if (!desk->deaf)
    put (world, TO_HUB_PULL, index, NULL, since, epoch);
}

/* The world */

static void
deliver (World *world)
{
  for (guint i = 0; i < world->messages->len;)
    {
      Message *message = world->messages->pdata[i];

      if (message->due > world->step)
        {
          i++;
          continue;
        }
      message = g_ptr_array_steal_index (world->messages, i);
      if (message->kind == TO_HUB_PUSH)
        hub_push (world, message);
      else if (message->kind == TO_HUB_PULL)
        hub_pull (world, message);
      else
        desk_receive (world, message);
      message_free (message);
    }
}

static void
live (World *world)
{
  for (world->step = 0; world->step < STEPS; world->step++)
    {
      for (guint i = 0; i < world->n_desks; i++)
        {
          Desk *desk = &world->desks[i];

          finish_settling (world, desk);
          /* Some wait until they have what there is. */
          if (chance (world, 0.35) && (i % 2 == 0 || rdm_replica_epoch (desk->replica)))
            {
              g_autoptr (RdmCommand) command =
                  fixture_random_command (world->random, rdm_replica_rows (desk->replica));

              give_command (world, desk, command);
            }
          if (chance (world, 0.3))
            desk_sync (world, i);
          if (chance (world, 0.02))
            end_desk (desk);
        }
      if (world->path && world->step == STEPS / 3)
        back_up (world);
      if (world->path && world->step == 2 * STEPS / 3)
        restore (world);
      deliver (world);
    }
}

static void
heal (World *world)
{
  world->healed = TRUE;
  world->step += 10;
  deliver (world);
  for (guint round = 0; round < HEALING_ROUNDS; round++)
    {
      guint n_waiting = 0;

      for (guint i = 0; i < world->n_desks; i++)
        {
          finish_settling (world, &world->desks[i]);
          desk_sync (world, i);
          deliver (world);
          n_waiting += rdm_replica_n_waiting (world->desks[i].replica);
        }
      if (n_waiting == 0 && round >= 3)
        return;
    }
}

/* What the hub has, by its rows, and by running its journal again from nothing. */
typedef struct
{
  RdmRows *rows;
  RdmRows *replayed;
  GHashTable *verdicts; /* (element-type utf8 utf8): of operations, by identifier */
  char *wrong;
} Truth;

static void
replay (const char *const *values, guint n_values, gpointer user_data)
{
  Truth *truth = user_data;
  g_autoptr (JsonNode) body = rdm_wire_parse (values[0], -1, RDM_WIRE_MAX_PUSH_BYTES, NULL);
  g_autoptr (JsonNode) answer = rdm_wire_parse (values[1], -1, RDM_WIRE_MAX_PUSH_BYTES, NULL);
  g_autoptr (RdmCommand) command = rdm_command_from_json (body, NULL);
  g_autoptr (RdmOpResult) result = rdm_op_result_from_json (json_node_get_object (answer), NULL);
  g_autoptr (RdmOutcome) outcome = rdm_run (command, truth->replayed);

  if (outcome->verdict != result->verdict && !truth->wrong)
    truth->wrong = g_strdup_printf ("%s ends otherwise when it is replayed", command->id);
  rdm_changes_apply (outcome->changes, truth->replayed);
  if (!g_hash_table_insert (truth->verdicts, g_strdup (command->id),
                            g_strdup (rdm_verdict_names[result->verdict]))
      && !truth->wrong)
    truth->wrong = g_strdup_printf ("%s was done twice", command->id);
}

static void
put_all (RdmRows *rows, const RdmPage *page)
{
  for (guint i = 0; i < page->rows->len; i++)
    {
      const RdmRowState *state = page->rows->pdata[i];

      if (state->row)
        rdm_rows_put (rows, state->row);
    }
}

static char *
compare (RdmRows *a, RdmRows *b, const char *what)
{
  g_autofree char *difference = NULL;

  if (rdm_memory_rows_equal (RDM_MEMORY_ROWS (a), RDM_MEMORY_ROWS (b), &difference))
    return NULL;
  return g_strdup_printf ("%s: %s", what, difference);
}

static char *
judge_desk (const Desk *desk, const Truth *truth)
{
  GHashTableIter iter;
  gpointer id;
  char *wrong = compare (rdm_replica_rows (desk->replica), truth->rows, "a desk's view differs");

  if (!wrong)
    wrong = compare (rdm_replica_base (desk->replica), truth->rows, "a desk's base differs");
  if (!wrong)
    wrong = compare (desk->shown, truth->rows, "a desk shows something else");
  if (!wrong && rdm_replica_n_waiting (desk->replica) > 0)
    wrong = g_strdup ("a queue does not empty");
  g_hash_table_iter_init (&iter, desk->given);
  while (!wrong && g_hash_table_iter_next (&iter, &id, NULL))
    {
      const char *verdict = g_hash_table_lookup (truth->verdicts, id);
      const char *told = g_hash_table_lookup (desk->told, id);

      if (!verdict)
        wrong = g_strdup_printf ("%s is lost", (char *)id);
      else if (!told)
        wrong = g_strdup_printf ("the author of %s was not told", (char *)id);
      else if (!g_str_equal (verdict, told))
        wrong = g_strdup_printf ("the author of %s was told %s", (char *)id, told);
    }
  return wrong;
}

static char *
judge (World *world)
{
  Truth truth = { .rows = rdm_memory_rows_new (),
                  .replayed = rdm_memory_rows_new (),
                  .verdicts = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free) };
  g_autoptr (GError) error = NULL;
  g_autoptr (RdmPage) page = rdm_hub_pull (world->sql, FLEET, "nobody", NULL, 0, 1000000, &error);
  guint64 n_ops;
  char *damage = NULL;
  char *wrong;

  g_assert_no_error (error);
  put_all (truth.rows, page);
  rdm_sql_run (world->sql, "SELECT body, result FROM op ORDER BY seq", NULL, 0, replay, &truth,
               NULL);
  rdm_hub_journal_verify (world->sql, FLEET, &n_ops, &damage, NULL);
  wrong = g_steal_pointer (&truth.wrong);
  if (!wrong)
    wrong = compare (truth.rows, truth.replayed, "the rows are not what the journal makes");
  if (!wrong)
    wrong = g_steal_pointer (&damage);
  if (!wrong)
    fixture_assert_sound (truth.rows);
  for (guint i = 0; i < world->n_desks && !wrong; i++)
    wrong = judge_desk (&world->desks[i], &truth);
  g_free (damage);
  g_object_unref (truth.rows);
  g_object_unref (truth.replayed);
  g_hash_table_unref (truth.verdicts);
  return wrong;
}

static void
start_desks (World *world)
{
  static const char *const people[] = { "Ana", "Ben", "Cleo", "Dan", "Eva" };

  world->n_desks = (guint)g_rand_int_range (world->random, 2, MAX_DESKS + 1);
  for (guint i = 0; i < world->n_desks; i++)
    {
      Desk *desk = &world->desks[i];
      gboolean cloned = world->bug == BUG_CLONED_DESK && i == 1;

      desk->device = g_strdup_printf ("device_%u", cloned ? 0 : i);
      desk->author = (RdmHubAuthor){ desk->device, people[i], RDM_ROLE_DISPATCHER };
      desk->replica = rdm_replica_new (desk->device);
      desk->shown = rdm_memory_rows_new ();
      desk->disk.record = rdm_sync_record_new ();
      desk->given = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
      desk->told = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
      save (desk);
    }
}

static void
clear (World *world)
{
  for (guint i = 0; i < world->n_desks; i++)
    {
      Desk *desk = &world->desks[i];

      stop_settling (desk);
      rdm_replica_free (desk->replica);
      g_object_unref (desk->shown);
      disk_clear (&desk->disk);
      g_hash_table_unref (desk->given);
      g_hash_table_unref (desk->told);
      g_free (desk->device);
    }
  rdm_hub_fleet_close (world->hub);
  rdm_sql_close (world->sql);
  if (world->path)
    {
      remove_database (world->path);
      remove_database (world->backup);
      g_rmdir (world->dir);
    }
  g_free (world->path);
  g_free (world->backup);
  g_free (world->dir);
  g_ptr_array_unref (world->messages);
  g_rand_free (world->random);
}

char *
simulate (guint32 seed, Bug bug)
{
  World world = { .random = g_rand_new_with_seed (seed),
                  .bug = bug,
                  .messages = g_ptr_array_new_with_free_func (message_free) };
  g_autoptr (RdmCommand) plan = fixture_plan_command ();
  char *wrong;

  /* Now and then the hub is restored from a backup; that takes a file. */
  if (seed % 8 == 3 || bug == BUG_SAME_EPOCH || bug == BUG_DEAF_DESK)
    {
      world.dir = g_dir_make_tmp ("simulation-XXXXXX", NULL);
      world.path = g_build_filename (world.dir, "hub.db", NULL);
      world.backup = g_build_filename (world.dir, "backup.db", NULL);
    }
  start_hub (&world);
  start_desks (&world);
  give_command (&world, &world.desks[0], plan);
  live (&world);
  heal (&world);
  wrong = judge (&world);
  clear (&world);
  return wrong;
}
