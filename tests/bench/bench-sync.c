/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A desk comes back after a shift without network: 20,000 changes of others, 2,000 of its own. How
 * long until it is in step, and how long the window would have stood still.
 */
#include <stdlib.h>
#include <time.h>

#include "hub-process.h"
#include "plan-fixture.h"
#include "scratch.h"

#define N_REMOTE 20000
#define N_LOCAL 2000
#define AT_ONCE 500

/* A turn of the main loop, in seconds: by the clock, and of the processor, where neighbours do not
 * count. */
typedef struct
{
  double passed;
  double worked;
} Turn;

static double
worked (void)
{
  struct timespec now;

  clock_gettime (CLOCK_THREAD_CPUTIME_ID, &now);
  return (double)now.tv_sec + (double)now.tv_nsec / 1e9;
}

static double
seconds (gint64 since_us)
{
  return (double)(g_get_monotonic_time () - since_us) / G_USEC_PER_SEC;
}

static void
connected_cb (GObject *source, GAsyncResult *result, gpointer done)
{
  g_assert_true (rdm_link_connect_finish (RDM_LINK (source), result, NULL));
  *(gboolean *)done = TRUE;
}

/* Turns the loop until @link is in step. Returns: the longest of each. */
static Turn
settle (RdmLink *link)
{
  Turn longest = { 0 };

  while (rdm_link_get_status (link) != RDM_LINK_IN_STEP)
    {
      gint64 began_us;
      double before;

      /* What waits for the network is no stall. */
      while (!g_main_context_pending (NULL))
        g_usleep (500);
      began_us = g_get_monotonic_time ();
      before = worked ();
      g_main_context_iteration (NULL, FALSE);
      longest.passed = MAX (longest.passed, seconds (began_us));
      longest.worked = MAX (longest.worked, worked () - before);
    }
  return longest;
}

static RdmLink *
connect_desk (HubProcess *hub, RdmPlanFile *plan, const char *person)
{
  RdmLink *link = rdm_link_new (plan, NULL);
  g_autoptr (RdmInvitation) invitation = hub_process_invite (hub, person);
  gboolean done = FALSE;

  rdm_link_connect_async (link, invitation, connected_cb, &done);
  while (!done)
    g_main_context_iteration (NULL, TRUE);
  settle (link);
  return link;
}

/* Each order is two rows: itself and its stop. */
static void
add_orders (RdmPlanFile *plan, const char *prefix, guint n_rows)
{
  for (guint from = 0; from < n_rows / 2; from += AT_ONCE)
    {
      RdmCommand *add = rdm_command_new_add ("Orders");

      for (guint i = from; i < from + AT_ONCE; i++)
        {
          g_autofree char *id = g_strdup_printf ("%s%u", prefix, i);
          g_autoptr (RdmOrder) order = rdm_row_new (RDM_ROW_ORDER, id);

          order->date = g_strdup (FIXTURE_MONDAY);
          order->at.name = g_strdup_printf ("Recipient %u", i);
          order->at.address = g_strdup_printf ("Long Street %u", i);
          rdm_command_add_row (add, order);
        }
      scratch_run (plan, add);
    }
}

static void
edit_places (RdmPlanFile *plan)
{
  for (guint i = 0; i < N_LOCAL; i++)
    {
      g_autofree char *id = g_strdup_printf ("mine%u", i % 1000);
      const RdmOrder *order = rdm_rows_get (rdm_plan_file_get_rows (plan), RDM_ROW_ORDER, id);
      g_autoptr (RdmOrder) after = rdm_row_copy (order);
      RdmCommand *edit = rdm_command_new_edit ("A note");

      g_free (after->notes);
      after->notes = g_strdup_printf ("Note %u", i);
      rdm_command_edit_row (edit, order, after);
      scratch_run (plan, edit);
    }
}

int
main (int argc, char **argv)
{
  char *folder = scratch_new ();
  HubProcess hub = { .program = argv[1], .folder = g_build_filename (folder, "hub", NULL) };
  g_autofree char *ana_path = g_build_filename (folder, "ana.roundsman", NULL);
  g_autofree char *ben_path = g_build_filename (folder, "ben.roundsman", NULL);
  RdmPlanFile *ana, *ben;
  RdmLink *ana_link, *ben_link;
  gint64 began_us;
  Turn longest;
  double total;

  g_setenv ("XDG_DATA_HOME", folder, TRUE);
  g_setenv ("DBUS_SESSION_BUS_ADDRESS", "unix:path=/nonexistent", TRUE);
  hub_process_start (&hub);
  ana = scratch_open (ana_path);
  scratch_run (ana, fixture_plan_command ());
  add_orders (ana, "mine", 2000);
  ana_link = connect_desk (&hub, ana, "Ana");
  ben = scratch_open (ben_path);
  ben_link = connect_desk (&hub, ben, "Ben");

  rdm_link_stop (ben_link);
  g_object_unref (ben_link);
  add_orders (ana, "theirs", N_REMOTE);
  settle (ana_link);
  while (rdm_link_get_n_waiting (ana_link) > 0)
    g_main_context_iteration (NULL, TRUE);

  ben_link = rdm_link_new (ben, NULL);
  edit_places (ben);
  g_assert_true (rdm_plan_file_flush (ben, NULL));
  g_assert_cmpuint (rdm_link_get_n_waiting (ben_link), ==, N_LOCAL);
  began_us = g_get_monotonic_time ();
  rdm_link_start (ben_link);
  longest = settle (ben_link);
  total = seconds (began_us);
  g_print ("%u remote changes, %u local ones: in step after %.2f s; longest turn %.0f ms, of which "
           "work %.0f ms\n",
           N_REMOTE, N_LOCAL, total, longest.passed * 1000, longest.worked * 1000);
  hub_process_kill (&hub);
  rdm_link_stop (ben_link);
  rdm_link_stop (ana_link);
  g_object_unref (ben_link);
  g_object_unref (ana_link);
  g_object_unref (ben);
  g_object_unref (ana);
  g_free (hub.folder);
  scratch_remove (folder);
  return EXIT_SUCCESS;
}
