/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Killed at any moment while commands are written, the file reopens with every acknowledged command
 * and no half one: its rows are what its journal makes.
 */
#include <errno.h>
#include <poll.h>
#include <signal.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "plan-fixture.h"
#include "scratch.h"

#define N_KILLS 240
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
live_and_die (const char *path, guint32 seed, gint32 life_us, gboolean once_acknowledged)
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
      live (path, ends[1], seed);
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
      acknowledged = live_and_die (path, i, g_rand_int_range (random, 0, LONGEST_LIFE_US), i % 2);
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

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/store/kill", test_kill);
  return g_test_run ();
}
