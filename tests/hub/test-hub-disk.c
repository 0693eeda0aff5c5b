/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The hub's disk: the power goes at each of its writes, and nothing that was acknowledged is lost;
 * it is full at any of them, and the hub says so and goes on when there is room.
 *
 * usage: test-hub-disk [STRIDE]: every how many writes the power goes; 1: at each.
 */
#include "disk-shim.h"
#include "hub-client.h"
#include "rdm-hub-db.h"
#include "rdm-hub-fleet.h"
#include "rdm-hub-journal.h"

#include <glib/gstdio.h>

#define N_COMMANDS 500
#define MOST_TOGETHER 8

static guint stride = 29;

static const RdmHubAuthor ana = { "device_a", "Ana", RDM_ROLE_DISPATCHER };

static RdmCommand *
new_command (gint64 n)
{
  RdmCommand *command = rdm_command_new_add (NULL);
  g_autofree char *id = g_strdup_printf ("vehicle_%d", (int)n);
  g_autoptr (RdmVehicle) van = rdm_row_new (RDM_ROW_VEHICLE, id);

  van->name = g_strdup (id);
  g_free (command->id);
  command->id = g_strdup_printf ("command_%d", (int)n);
  rdm_command_add_row (command, van);
  return command;
}

static void
push_one (RdmHubFleet *fleet, gint64 n)
{
  g_autoptr (RdmPush) push = rdm_push_new (ana.device);
  g_autoptr (RdmCommand) command = new_command (n);
  g_autoptr (RdmPushAnswer) answer = NULL;
  g_autoptr (GError) error = NULL;

  rdm_push_add (push, n, 0, 1, command);
  answer = rdm_hub_fleet_push (fleet, &ana, push, 1, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpint (((RdmOpResult *)answer->results->pdata[0])->verdict, ==, RDM_APPLIED);
}

/* A day's commands, in groups, with a mark after each commit. */
static void
run_day (const char *path, const char *pragma)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (RdmSql) sql = rdm_hub_db_open (path, &error);
  g_autoptr (RdmHubFleet) fleet = NULL;
  g_autoptr (GRand) random = g_rand_new_with_seed (3);
  gint64 n = 0;

  g_assert_no_error (error);
  g_assert_true (rdm_sql_run_script (sql, pragma, NULL));
  g_assert_true (rdm_hub_fleet_create (sql, "fleet_1", "Auenbruck", &error));
  disk_shim_mark (0);
  fleet = rdm_hub_fleet_open (sql, "fleet_1", &error);
  g_assert_no_error (error);
  while (n < N_COMMANDS)
    {
      gint64 until = MIN (N_COMMANDS, n + g_rand_int_range (random, 1, MOST_TOGETHER + 1));

      g_assert_true (rdm_hub_fleet_begin (fleet, &error));
      while (n < until)
        push_one (fleet, ++n);
      g_assert_true (rdm_hub_fleet_commit (fleet, &error));
      disk_shim_mark (n);
    }
}

#define DAMAGED G_MININT64

/* -1: there is no row. */
static gint64
get_number (RdmSql *sql, const char *query)
{
  g_autofree char *text = NULL;

  if (!rdm_sql_get (sql, query, NULL, 0, &text, NULL))
    return DAMAGED;
  return text ? g_ascii_strtoll (text, NULL, 10) : -1;
}

/* Returns: how many acknowledged operations are lost; -1 when the database is damaged. */
static gint64
count_lost (const char *path, gint64 acknowledged)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (RdmSql) sql = rdm_hub_db_open (path, &error);
  g_autofree char *damage = NULL;
  guint64 n_ops;
  gint64 seq;

  if (!sql)
    return -1;
  seq = get_number (sql, "SELECT seq FROM fleet");
  if (seq == DAMAGED)
    return -1;
  if (seq < 0) /* not even the fleet */
    return acknowledged < 0 ? 0 : acknowledged + 1;
  if (!rdm_hub_journal_verify (sql, "fleet_1", &n_ops, &damage, &error) || damage
      || (gint64)n_ops != seq || get_number (sql, "SELECT count(*) FROM row_state") != seq)
    return -1;
  /* And it goes on from there. */
  {
    g_autoptr (RdmHubFleet) fleet = rdm_hub_fleet_open (sql, "fleet_1", &error);

    if (!fleet || !rdm_hub_fleet_begin (fleet, &error))
      return -1;
    push_one (fleet, seq + 1);
    if (!rdm_hub_fleet_commit (fleet, &error))
      return -1;
  }
  return MAX (acknowledged - seq, 0);
}

static void
remove_files (const char *folder)
{
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  const char *name;

  while ((name = g_dir_read_name (dir)))
    {
      g_autofree char *path = g_build_filename (folder, name, NULL);

      g_remove (path);
    }
}

/* Cuts the power at every @step-th write of a day with @pragma. @lost, @damaged: (out): in how many
 * of the cuts. Returns: how many cuts there were. */
static guint
cut_power (const char *pragma, guint step, guint *lost, guint *damaged)
{
  g_autofree char *folder = g_dir_make_tmp ("disk-XXXXXX", NULL);
  g_autofree char *path = g_build_filename (folder, "hub.db", NULL);
  g_autoptr (DiskImage) image = disk_image_new ();
  g_autoptr (GRand) random = g_rand_new_with_seed (11);
  guint n = 0, n_cuts = 0;

  *lost = *damaged = 0;
  disk_shim_record ();
  run_day (path, pragma);
  disk_shim_stop ();
  while (disk_image_step (image))
    {
      gint64 n_lost;

      if (n++ % step != 0)
        continue;
      remove_files (folder);
      disk_image_write (image, folder, random);
      n_lost = count_lost (path, disk_image_mark (image));
      *lost += n_lost > 0;
      *damaged += n_lost < 0;
      n_cuts++;
    }
  remove_files (folder);
  g_rmdir (folder);
  g_test_message ("%s: %u writes and syncs, %u cuts, %u lost something, %u damaged", pragma,
                  disk_shim_count (), n_cuts, *lost, *damaged);
  return n_cuts;
}

static void
test_power (void)
{
  guint lost, damaged;

  g_assert_cmpuint (cut_power ("", stride, &lost, &damaged), >, 20);
  g_assert_cmpuint (lost, ==, 0);
  g_assert_cmpuint (damaged, ==, 0);
}

/* That the test can fail: with less care, something is lost. */
static void
test_teeth (void)
{
  guint lost, damaged;

  cut_power ("PRAGMA synchronous = NORMAL", 97, &lost, &damaged);
  g_assert_cmpuint (lost, >, 0);
  g_assert_cmpuint (damaged, ==, 0);
  cut_power ("PRAGMA synchronous = OFF; PRAGMA wal_autocheckpoint = 50", 97, &lost, &damaged);
  g_assert_cmpuint (damaged, >, 0);
}

static guint
push_over_http (HubWorld *world, const HubGuest *guest, gint64 n)
{
  g_autoptr (RdmPush) push = rdm_push_new (guest->device);
  g_autoptr (RdmCommand) command = new_command (n);
  g_autoptr (JsonNode) node = NULL;
  g_autofree char *body = NULL;

  rdm_push_add (push, n, 0, 1, command);
  node = rdm_push_to_json (push);
  body = rdm_wire_print (node);
  return hub_ask (world, guest, "POST", "/v1/push", body, NULL);
}

/* The disk is full after any number of writes: the hub says so, goes on answering, and takes
 * commands again as soon as there is room. */
static void
test_full (void)
{
  HubWorld world = { 0 };
  g_auto (HubGuest) guest = { 0 };
  g_autofree char *answer = NULL;
  g_autofree char *damage = NULL;
  g_autoptr (RdmSql) sql = NULL;
  guint64 n_ops;
  gint64 n = 0;

  hub_world_start (&world);
  hub_admit (&world, "fleet_1", "Ana", RDM_ROLE_DISPATCHER, &guest);
  for (int room = 1; room < 40; room++)
    {
      guint status = 200;

      disk_shim_fill (room);
      while (status == 200)
        {
          status = push_over_http (&world, &guest, n + 1);
          n += status == 200;
        }
      g_assert_cmpuint (status, ==, 507);
      g_assert_cmpuint (push_over_http (&world, &guest, n + 1), ==, 507);
      g_assert_cmpuint (hub_ask (&world, &guest, "GET", "/v1/pull", NULL, NULL), ==, 200);
      g_assert_cmpuint (hub_ask (&world, NULL, "GET", "/healthz", NULL, NULL), ==, 200);
      disk_shim_fill (-1);
      g_assert_cmpuint (push_over_http (&world, &guest, n + 1), ==, 200);
      n++;
    }
  sql = rdm_sql_open (world.database, NULL);
  g_assert_true (rdm_hub_journal_verify (sql, "fleet_1", &n_ops, &damage, NULL));
  g_assert_null (damage);
  g_assert_cmpint ((gint64)n_ops, ==, n);
  g_clear_pointer (&sql, rdm_sql_close);
  hub_world_stop (&world);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  if (argc > 1)
    stride = (guint)atoi (argv[1]);
  disk_shim_install ();
  g_test_add_func ("/hub-disk/power", test_power);
  g_test_add_func ("/hub-disk/teeth", test_teeth);
  g_test_add_func ("/hub-disk/full", test_full);
  return g_test_run ();
}
