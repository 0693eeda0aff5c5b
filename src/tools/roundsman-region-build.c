/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * build: a region from an extract, with a bar while it takes its time.
 */
#include "roundsman-region.h"

#include <glib-unix.h>
#include <glib/gi18n.h>
#include <glib/gstdio.h>
#include <unistd.h>

#include "rdm-region-build.h"

enum
{
  BAR_CELLS = 30,
};

typedef struct
{
  /* Borrowed */
  const char *extract;
  const char *path;
  const char *name;
  const char *profiles_dir;
  GCancellable *cancellable;
  GMainLoop *loop;

  /* State */
  gboolean shows;
  gint64 drawn_us;
  GError *error;
  gboolean done;
} Job;

/* Thread: the one that builds. Ten times a second are enough for eyes. */
static void
progress_cb (const char *step, double fraction, gpointer user_data)
{
  Job *self = user_data;
  gint64 now_us = g_get_monotonic_time ();
  char cells[BAR_CELLS + 1];

  if (!self->shows || (now_us - self->drawn_us < G_USEC_PER_SEC / 10 && fraction < 1.))
    return;
  self->drawn_us = now_us;
  for (int i = 0; i < BAR_CELLS; i++)
    cells[i] = i < (int)(fraction * BAR_CELLS) ? '#' : '.';
  cells[BAR_CELLS] = '\0';
  /* What was there before may be longer: the rest of the line is cleared. */
  g_printerr ("\r[%s] %3.0f %%  %s\033[K", cells, fraction * 100., step);
}

static gboolean
quit_cb (gpointer user_data)
{
  g_main_loop_quit (user_data);
  return G_SOURCE_REMOVE;
}

static gpointer
build_thread (gpointer data)
{
  Job *self = data;

  self->done = rdm_region_build (self->extract, self->path, self->name, self->profiles_dir,
                                 progress_cb, self, self->cancellable, &self->error);
  /* From within the loop: it may not even have begun. */
  g_idle_add (quit_cb, self->loop);
  return NULL;
}

static gboolean
stop_cb (gpointer user_data)
{
  g_cancellable_cancel (user_data);
  return G_SOURCE_CONTINUE;
}

/* Builds in a thread, so that Ctrl+C ends it in good order. */
static void
run_job (Job *self)
{
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GMainLoop) loop = g_main_loop_new (NULL, FALSE);
  guint sources[] = { g_unix_signal_add (SIGINT, stop_cb, cancellable),
                      g_unix_signal_add (SIGTERM, stop_cb, cancellable) };
  GThread *thread;

  self->cancellable = cancellable;
  self->loop = loop;
  self->shows = isatty (STDERR_FILENO) == 1;
  thread = g_thread_new ("build", build_thread, self);
  g_main_loop_run (loop);
  g_thread_join (thread);
  for (guint i = 0; i < G_N_ELEMENTS (sources); i++)
    g_source_remove (sources[i]);
  if (self->shows)
    g_printerr ("\r\033[K");
}

static int
say_failed (const GError *error)
{
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return rdm_ctl_fail (RDM_CTL_REFUSED, _ ("Stopped. Nothing was written."));
  return rdm_ctl_fail (RDM_CTL_FILE, "%s", error->message);
}

int
roundsman_region_build (int argc, char **argv)
{
  g_autofree char *name = NULL;
  g_autofree char *profiles_dir = NULL;
  const GOptionEntry entries[] = {
    { "name", 'n', 0, G_OPTION_ARG_STRING, &name, N_ ("What people call the region"), N_ ("NAME") },
    { "profiles", 0, 0, G_OPTION_ARG_FILENAME, &profiles_dir,
      N_ ("A folder with profiles of vehicles instead of the usual ones"), N_ ("FOLDER") },
    { NULL },
  };
  g_autoptr (GError) error = NULL;
  g_autofree char *size = NULL;
  Job job = { NULL };
  GStatBuf file;
  gint64 began_us = g_get_monotonic_time ();
  int status;

  if (!rdm_ctl_parse (&argc, &argv, entries, 2, 2, &status))
    return status;
  job.extract = argv[1];
  job.path = argv[2];
  job.name = name;
  if (profiles_dir == NULL)
    profiles_dir = rdm_region_user_profiles ();
  if (profiles_dir != NULL)
    g_printerr (_ ("Vehicles as in %s\n"), profiles_dir);
  job.profiles_dir = profiles_dir;
  run_job (&job);
  error = job.error;
  if (!job.done)
    return say_failed (error);
  size = g_format_size (g_stat (argv[2], &file) == 0 ? (guint64)file.st_size : 0);
  g_print (_ ("%s: %s, in %.1f s\n"), argv[2], size,
           (double)(g_get_monotonic_time () - began_us) / G_USEC_PER_SEC);
  return RDM_CTL_OK;
}
