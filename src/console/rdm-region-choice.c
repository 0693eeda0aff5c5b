/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rdm-region-choice.h"

#include <glib/gi18n.h>

#include "rdm-demo-ground.h"
#include "rdm-demo-region.h"
#include "rdm-text.h"

enum
{
  CHANGED,
  PROGRESS,
  N_SIGNALS
};

struct _RdmRegionChoice
{
  GObject parent_instance;

  /* Owned */
  GSettings *settings;
  RdmRegion *region;
  char *problem;
  GCancellable *running; /* of the job whose end counts; NULL: there is none */
  char *step;

  /* Borrowed */
  RdmDesk *desk; /* weak */

  /* State */
  char *wanted; /* path of the chosen file; NULL: the demo's; "": none */
  double progress;
  gboolean opening;
};

G_DEFINE_FINAL_TYPE (RdmRegionChoice, rdm_region_choice, G_TYPE_OBJECT)

static guint signals[N_SIGNALS];

/* What is to be done: make the demo's region, or one from an extract, or neither; then open it. */
typedef struct
{
  GWeakRef choice; /* weak, since a thread must not be the last to let go of it */
  gboolean demo;
  char *extract; /* (nullable) */
  char *path;    /* of the region; NULL: the demo's */

  /* Of the thread that works */
  GTask *task;
  gint64 told_us;
} Job;

/* A word from there to here. */
typedef struct
{
  GTask *task;
  char *step;
  double fraction;
} Report;

static void
free_job (gpointer data)
{
  Job *job = data;

  g_weak_ref_clear (&job->choice);
  g_free (job->extract);
  g_free (job->path);
  g_free (job);
}

static void
free_report (gpointer data)
{
  Report *report = data;

  g_object_unref (report->task);
  g_free (report->step);
  g_free (report);
}

static gboolean
report_cb (gpointer data)
{
  Report *report = data;
  Job *job = g_task_get_task_data (report->task);
  g_autoptr (RdmRegionChoice) self = g_weak_ref_get (&job->choice);

  if (self == NULL || self->running != g_task_get_cancellable (report->task)
      || g_task_get_completed (report->task))
    return G_SOURCE_REMOVE;
  g_free (self->step);
  self->step = g_steal_pointer (&report->step);
  self->progress = report->fraction;
  g_signal_emit (self, signals[PROGRESS], 0);
  return G_SOURCE_REMOVE;
}

/* Thread: the one that works. Ten times a second are enough. */
static void
progress_cb (const char *step, double fraction, gpointer user_data)
{
  Job *job = user_data;
  gint64 now_us = g_get_monotonic_time ();
  Report *report;

  if (now_us - job->told_us < G_USEC_PER_SEC / 10)
    return;
  job->told_us = now_us;
  report = g_new (Report, 1);
  *report = (Report){ g_object_ref (job->task), g_strdup (step), fraction };
  g_main_context_invoke_full (g_task_get_context (job->task), G_PRIORITY_DEFAULT, report_cb, report,
                              free_report);
}

static void
job_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  Job *job = data;
  RdmRegion *region = NULL;
  GError *error = NULL;
  gboolean made = TRUE;

  job->task = task;
  if (job->demo)
    {
      job->path = rdm_demo_region_find ();
      if (job->path == NULL)
        job->path = rdm_demo_region_make (progress_cb, job, cancellable, &error);
      made = job->path != NULL;
    }
  else if (job->extract != NULL)
    {
      g_autofree char *profiles = rdm_region_user_profiles ();

      made = rdm_region_build (job->extract, job->path, NULL, profiles, progress_cb, job,
                               cancellable, &error);
    }
  if (made)
    region = rdm_region_open (job->path, &error);
  if (region != NULL)
    g_task_return_pointer (task, region, (GDestroyNotify)rdm_region_unref);
  else
    g_task_return_error (task, error);
}

static void
take_region (RdmRegionChoice *self, RdmRegion *region)
{
  g_clear_pointer (&self->region, rdm_region_unref);
  self->region = region;
}

static void
end_job (RdmRegionChoice *self)
{
  g_clear_object (&self->running);
  g_clear_pointer (&self->step, g_free);
  self->progress = -1.;
}

static void
job_done_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  GTask *task = G_TASK (result);
  Job *job = g_task_get_task_data (task);
  g_autoptr (RdmRegionChoice) self = g_weak_ref_get (&job->choice);
  g_autoptr (GError) error = NULL;
  RdmRegion *region = g_task_propagate_pointer (task, &error);

  /* Somebody wants something else by now. */
  if (self == NULL || self->running != g_task_get_cancellable (task))
    {
      g_clear_pointer (&region, rdm_region_unref);
      return;
    }
  end_job (self);
  if (region == NULL)
    self->problem = g_strdup (error->message);
  else if (job->extract == NULL || self->wanted != NULL)
    {
      take_region (self, region);
      if (job->extract != NULL)
        rdm_set_str (&self->wanted, job->path);
    }
  else
    /* The demo keeps its own; the new one is for the plans after it. */
    rdm_region_unref (region);
  if (error == NULL && job->extract != NULL)
    g_settings_set_string (self->settings, "region-file", job->path);
  g_signal_emit (self, signals[PROGRESS], 0);
  self->opening = FALSE;
  g_signal_emit (self, signals[CHANGED], 0);
}

static void
stop_job (RdmRegionChoice *self)
{
  if (self->running == NULL)
    return;
  g_cancellable_cancel (self->running);
  self->opening = FALSE;
  end_job (self);
}

/* Takes @job. */
static void
start_job (RdmRegionChoice *self, Job *job)
{
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GTask) task = g_task_new (NULL, cancellable, job_done_cb, NULL);

  stop_job (self);
  g_clear_pointer (&self->problem, g_free);
  self->running = g_steal_pointer (&cancellable);
  g_weak_ref_init (&job->choice, self);
  g_task_set_source_tag (task, start_job);
  g_task_set_task_data (task, job, free_job);
  g_task_run_in_thread (task, job_thread);
}

/* What the settings and the plan ask for now. */
static void
follow (RdmRegionChoice *self)
{
  gboolean demo = rdm_region_choice_is_demo (self);
  g_autofree char *path = demo ? NULL : g_settings_get_string (self->settings, "region-file");
  Job *job;

  if (g_strcmp0 (path, self->wanted) == 0)
    return;
  rdm_set_str (&self->wanted, path);
  take_region (self, NULL);
  if (path != NULL && *path == '\0')
    {
      stop_job (self);
      g_clear_pointer (&self->problem, g_free);
    }
  else
    {
      job = g_new0 (Job, 1);
      job->demo = demo;
      job->path = g_strdup (path);
      start_job (self, job);
      self->opening = TRUE;
    }
  g_signal_emit (self, signals[PROGRESS], 0);
  g_signal_emit (self, signals[CHANGED], 0);
}

static void
dispose (GObject *object)
{
  RdmRegionChoice *self = RDM_REGION_CHOICE (object);

  stop_job (self);
  g_clear_weak_pointer (&self->desk);
  g_clear_object (&self->settings);
  take_region (self, NULL);
  G_OBJECT_CLASS (rdm_region_choice_parent_class)->dispose (object);
}

static void
finalize (GObject *object)
{
  RdmRegionChoice *self = RDM_REGION_CHOICE (object);

  g_free (self->problem);
  g_free (self->step);
  g_free (self->wanted);
  G_OBJECT_CLASS (rdm_region_choice_parent_class)->finalize (object);
}

static void
rdm_region_choice_class_init (RdmRegionChoiceClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = dispose;
  G_OBJECT_CLASS (klass)->finalize = finalize;

  signals[CHANGED] = g_signal_new ("changed", RDM_TYPE_REGION_CHOICE, G_SIGNAL_RUN_LAST, 0, NULL,
                                   NULL, NULL, G_TYPE_NONE, 0);
  signals[PROGRESS] = g_signal_new ("progress", RDM_TYPE_REGION_CHOICE, G_SIGNAL_RUN_LAST, 0, NULL,
                                    NULL, NULL, G_TYPE_NONE, 0);
}

static void
rdm_region_choice_init (RdmRegionChoice *self)
{
  self->wanted = g_strdup ("");
  self->progress = -1.;
}

RdmRegionChoice *
rdm_region_choice_new (RdmDesk *desk, GSettings *settings)
{
  RdmRegionChoice *self = g_object_new (RDM_TYPE_REGION_CHOICE, NULL);

  g_set_weak_pointer (&self->desk, desk);
  self->settings = g_object_ref (settings);
  g_signal_connect_object (desk, "day-changed", G_CALLBACK (follow), self, G_CONNECT_SWAPPED);
  /* Who looks back opens a plan that has no rows yet, and so no name. */
  g_signal_connect_object (desk, "rows-changed", G_CALLBACK (follow), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (settings, "changed::region-file", G_CALLBACK (follow), self,
                           G_CONNECT_SWAPPED);
  follow (self);
  return self;
}

RdmRegion *
rdm_region_choice_get_region (RdmRegionChoice *self)
{
  return self->region;
}

const char *
rdm_region_choice_get_problem (RdmRegionChoice *self)
{
  return self->problem;
}

gboolean
rdm_region_choice_is_demo (RdmRegionChoice *self)
{
  return self->desk != NULL && rdm_desk_get_file (self->desk) != NULL
         && rdm_demo_ground_is_of (rdm_desk_get_settings (self->desk));
}

/* "…/liechtenstein.region" for "…/liechtenstein.osm.pbf", among the data of the user. */
static char *
path_for_extract (const char *extract)
{
  g_autofree char *base = g_path_get_basename (extract);
  g_autofree char *folder = g_build_filename (g_get_user_data_dir (), "roundsman", NULL);
  g_autofree char *name = NULL;

  base[strcspn (base, ".")] = '\0';
  name = g_strconcat (*base != '\0' ? base : "map", ".region", NULL);
  g_mkdir_with_parents (folder, 0700);
  return g_build_filename (folder, name, NULL);
}

void
rdm_region_choice_take (RdmRegionChoice *self, const char *path)
{
  Job *job;

  if (g_str_has_suffix (path, ".region"))
    {
      /* Chosen once more after a failure, it is tried once more. */
      if (self->problem != NULL && !rdm_region_choice_is_demo (self))
        rdm_set_str (&self->wanted, "");
      g_settings_set_string (self->settings, "region-file", path);
      follow (self);
      return;
    }
  job = g_new0 (Job, 1);
  job->extract = g_strdup (path);
  job->path = path_for_extract (path);
  start_job (self, job);
  self->progress = 0.;
  g_signal_emit (self, signals[PROGRESS], 0);
}

void
rdm_region_choice_forget (RdmRegionChoice *self)
{
  g_settings_set_string (self->settings, "region-file", "");
  follow (self);
}

gboolean
rdm_region_choice_is_opening (RdmRegionChoice *self)
{
  return self->opening;
}

double
rdm_region_choice_get_progress (RdmRegionChoice *self, const char **step)
{
  if (step != NULL)
    *step = self->step != NULL ? self->step : "";
  return self->progress;
}

void
rdm_region_choice_stop (RdmRegionChoice *self)
{
  stop_job (self);
  g_signal_emit (self, signals[PROGRESS], 0);
}
