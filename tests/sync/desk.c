/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "desk.h"

#include <locale.h>

#include "scratch.h"

#define PATIENCE_S 60

char *
desk_set_up (void)
{
  char *home = g_dir_make_tmp ("roundsman-link-XXXXXX", NULL);

  setlocale (LC_ALL, "C.UTF-8");
  g_setenv ("XDG_DATA_HOME", home, TRUE);
  g_setenv ("DBUS_SESSION_BUS_ADDRESS", "unix:path=/nonexistent", TRUE);
  g_setenv ("LC_ALL", "C.UTF-8", TRUE);
  return home;
}

void
world_start (World *world, const char *hub_program)
{
  *world = (World){ .folder = scratch_new () };
  world->hub.program = g_strdup (hub_program);
  world->hub.folder = g_build_filename (world->folder, "hub", NULL);
  hub_process_start (&world->hub);
}

void
world_stop (World *world)
{
  if (world->hub.process)
    hub_process_kill (&world->hub);
  g_free (world->hub.program);
  g_free (world->hub.folder);
  scratch_remove (world->folder);
}

static void
notice_cb (Desk *desk, const char *text)
{
  g_ptr_array_add (desk->notices, g_strdup (text));
}

static void
review_cb (Desk *desk)
{
  desk->n_reviews++;
}

void
desk_open (Desk *desk, World *world, const char *name)
{
  g_autoptr (GError) error = NULL;

  *desk = (Desk){ .path = g_build_filename (world->folder, name, NULL) };
  desk->plan = scratch_open (desk->path);
  desk->notices = g_ptr_array_new_with_free_func (g_free);
  desk->link = rdm_link_new (desk->plan, &error);
  g_assert_no_error (error);
  g_signal_connect_swapped (desk->link, "notice", G_CALLBACK (notice_cb), desk);
  g_signal_connect_swapped (desk->link, "review", G_CALLBACK (review_cb), desk);
  rdm_link_start (desk->link);
}

void
desk_close (Desk *desk)
{
  rdm_link_stop (desk->link);
  g_signal_handlers_disconnect_by_data (desk->link, desk);
  g_object_unref (desk->link);
  g_object_unref (desk->plan);
  g_ptr_array_unref (desk->notices);
  g_free (desk->path);
}

void
wait_for (Desk *desk, RdmLinkStatus status)
{
  gint64 until_us = g_get_monotonic_time () + PATIENCE_S * G_USEC_PER_SEC;

  while (rdm_link_get_status (desk->link) != status)
    {
      if (g_get_monotonic_time () > until_us)
        g_error ("%s: %d instead of %d: %s", desk->path, rdm_link_get_status (desk->link), status,
                 rdm_link_get_reason (desk->link) ? rdm_link_get_reason (desk->link) : "");
      g_main_context_iteration (NULL, FALSE);
      g_usleep (200);
    }
}

void
wait_for_same (Desk *a, Desk *b)
{
  gint64 until_us = g_get_monotonic_time () + PATIENCE_S * G_USEC_PER_SEC;
  g_autofree char *difference = NULL;

  while (rdm_link_get_status (a->link) != RDM_LINK_IN_STEP
         || rdm_link_get_status (b->link) != RDM_LINK_IN_STEP
         || !rdm_memory_rows_equal (RDM_MEMORY_ROWS (rdm_plan_file_get_rows (a->plan)),
                                    RDM_MEMORY_ROWS (rdm_plan_file_get_rows (b->plan)),
                                    &difference))
    {
      if (g_get_monotonic_time () > until_us)
        g_error ("%s and %s are not the same: %s", a->path, b->path, difference);
      g_clear_pointer (&difference, g_free);
      g_main_context_iteration (NULL, FALSE);
      g_usleep (200);
    }
}

static void
connected_cb (GObject *source, GAsyncResult *result, gpointer done)
{
  g_autoptr (GError) error = NULL;

  rdm_link_connect_finish (RDM_LINK (source), result, &error);
  g_assert_no_error (error);
  *(gboolean *)done = TRUE;
}

void
desk_accept (Desk *desk, RdmInvitation *invitation)
{
  g_autoptr (RdmInvitation) own = invitation;
  gboolean done = FALSE;

  rdm_link_connect_async (desk->link, own, connected_cb, &done);
  while (!done)
    g_main_context_iteration (NULL, TRUE);
}

void
desk_connect (Desk *desk, World *world, const char *person)
{
  desk_accept (desk, hub_process_invite (&world->hub, person));
  wait_for (desk, RDM_LINK_IN_STEP);
}

void
assign (Desk *desk, const char *stop, const char *route)
{
  RdmRows *rows = rdm_plan_file_get_rows (desk->plan);
  g_autofree char *label = g_strdup_printf ("Move %s to %s", stop, route);
  RdmCommand *command = rdm_command_new_assign (label, route, NULL);

  rdm_command_assign_stop (command, stop, rdm_rows_route_of (rows, stop));
  scratch_run (desk->plan, command);
}

const char *
route_of (Desk *desk, const char *stop)
{
  return rdm_rows_route_of (rdm_plan_file_get_rows (desk->plan), stop);
}
