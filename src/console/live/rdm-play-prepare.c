/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rdm-play-prepare.h"

RdmPlayStart *
rdm_play_start_new (RdmDesk *desk, gint64 from_ms)
{
  RdmPlayStart *self = g_atomic_rc_box_new0 (RdmPlayStart);
  GPtrArray *routes = rdm_desk_get_routes (desk);

  self->morning = rdm_memory_rows_snapshot (RDM_MEMORY_ROWS (rdm_desk_get_rows (desk)));
  self->date = g_strdup (rdm_desk_get_date (desk));
  self->travel = g_object_ref (rdm_day_plan_get_travel (rdm_desk_get_day_plan (desk)));
  for (guint i = 0; i < routes->len; i++)
    rdm_figures_add (&self->plan, ((const RdmDeskRoute *)g_ptr_array_index (routes, i))->schedule);
  self->run = g_uuid_string_random ();
  self->options =
      (RdmSimOptions){ .seed = 1, .n_mishaps = RDM_SIM_MISHAPS_USUAL, .from_ms = from_ms };
  return self;
}

RdmPlayStart *
rdm_play_start_ref (RdmPlayStart *self)
{
  return g_atomic_rc_box_acquire (self);
}

static void
clear (gpointer data)
{
  RdmPlayStart *self = data;

  g_object_unref (self->morning);
  g_object_unref (self->travel);
  g_free (self->date);
  g_free (self->run);
}

void
rdm_play_start_unref (RdmPlayStart *self)
{
  g_atomic_rc_box_release_full (self, clear);
}

static void
prepare_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  RdmPlayStart *start = data;
  RdmSimOptions options = start->options;

  options.run = start->run;
  g_task_return_pointer (task, rdm_sim_new (start->morning, start->date, start->travel, &options),
                         (GDestroyNotify)rdm_sim_free);
}

void
rdm_play_prepare_sim (RdmPlayStart *start,
                      GCancellable *cancellable,
                      GAsyncReadyCallback callback,
                      gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (NULL, cancellable, callback, user_data);

  g_task_set_source_tag (task, rdm_play_prepare_sim);
  g_task_set_task_data (task, rdm_play_start_ref (start), (GDestroyNotify)rdm_play_start_unref);
  g_task_set_return_on_cancel (task, TRUE);
  g_task_run_in_thread (task, prepare_thread);
}

RdmSim *
rdm_play_prepare_sim_finish (GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_async_result_is_tagged (result, rdm_play_prepare_sim), NULL);
  return g_task_propagate_pointer (G_TASK (result), error);
}
