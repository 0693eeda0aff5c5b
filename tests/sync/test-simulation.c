/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Many worlds, each from a seed, and none may go wrong; and mistakes on purpose, each of which must
 * be found. SIMULATION_SEEDS says how many; SIMULATION_SEED runs one.
 */
#include <stdlib.h>

#include "simulation.h"

#define SEEDS 1000
#define BUG_SEEDS 60

static guint
number (const char *name, guint otherwise)
{
  const char *text = g_getenv (name);

  return text ? (guint)atoi (text) : otherwise;
}

typedef struct
{
  guint next; /* atomic */
  guint last;
  guint failed; /* atomic: 0, or a seed */
} Seeds;

/* Each world is its own, so that each processor has some. */
static gpointer
run_seeds_thread (gpointer data)
{
  Seeds *seeds = data;

  while (g_atomic_int_get (&seeds->failed) == 0)
    {
      guint seed = (guint)g_atomic_int_add (&seeds->next, 1);
      g_autofree char *wrong = NULL;

      if (seed > seeds->last)
        break;
      wrong = simulate (seed, BUG_NONE);
      if (!wrong)
        continue;
      g_test_message ("seed %u: %s", seed, wrong);
      g_atomic_int_set (&seeds->failed, seed);
    }
  return NULL;
}

static void
test_seeds (void)
{
  guint only = number ("SIMULATION_SEED", 0);
  guint last = only ? only : number ("SIMULATION_SEEDS", SEEDS);
  Seeds seeds = { only ? only : 1, last, 0 };
  g_autoptr (GPtrArray) threads = g_ptr_array_new ();

  for (guint i = 0; i < g_get_num_processors (); i++)
    g_ptr_array_add (threads, g_thread_new ("worlds", run_seeds_thread, &seeds));
  for (guint i = 0; i < threads->len; i++)
    g_thread_join (threads->pdata[i]);
  if (seeds.failed)
    g_error ("seed %u", seeds.failed);
  g_test_message ("%u seeds", only ? 1 : last);
}

static void
test_bug (gconstpointer data)
{
  Bug bug = (Bug)GPOINTER_TO_INT (data);

  for (guint32 seed = 1; seed <= BUG_SEEDS; seed++)
    {
      g_autofree char *wrong = simulate (seed, bug);

      if (wrong)
        {
          g_test_message ("seed %u: %s", seed, wrong);
          return;
        }
    }
  g_error ("%s was not found", bug_names[bug]);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/simulation/seeds", test_seeds);
  for (int bug = BUG_NONE + 1; bug < N_BUGS; bug++)
    {
      g_autofree char *path = g_strdup_printf ("/simulation/bug/%s", bug_names[bug]);

      g_test_add_data_func (path, GINT_TO_POINTER (bug), test_bug);
    }
  return g_test_run ();
}
