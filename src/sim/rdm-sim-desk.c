/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rdm-sim-desk.h"

#include <glib/gi18n-lib.h>

#define SENT_BEFORE_MS (30 * 60 * 1000)

RdmCommand *
rdm_sim_send_command (RdmRows *rows, const char *date, gint64 at_ms)
{
  g_autoptr (GPtrArray) routes = rdm_rows_day_routes (rows, date);
  g_autoptr (RdmCommand) command = rdm_command_new_send (_ ("Send the routes"), at_ms);

  for (guint i = 0; i < routes->len; i++)
    {
      const RdmRoute *route = g_ptr_array_index (routes, i);

      if (route->state == RDM_ROUTE_DRAFT && route->stops != NULL)
        rdm_command_list_route (command, route->row.id, (const char *const *)route->stops);
    }
  return command->lists->len > 0 ? g_steal_pointer (&command) : NULL;
}

gboolean
rdm_sim_desk_run (RdmSimDesk *self, const RdmCommand *command)
{
  g_autoptr (RdmOutcome) outcome = rdm_run (command, self->rows);

  if (!rdm_outcome_is_applied (outcome))
    {
      self->n_refused++;
      return FALSE;
    }
  rdm_changes_apply (outcome->changes, self->rows);
  g_ptr_array_extend_and_steal (self->pending, g_steal_pointer (&outcome->changes));
  return TRUE;
}

void
rdm_sim_desk_settle (RdmSimDesk *self)
{
  g_autoptr (GPtrArray) changes = g_steal_pointer (&self->pending);

  self->pending = g_ptr_array_new_with_free_func ((GDestroyNotify)rdm_change_free);
  if (changes->len == 0)
    return;
  rdm_day_plan_update (self->plan, changes);
  rdm_live_day_rows_changed (self->live, changes);
  if (self->taught)
    rdm_live_day_rows_changed (self->taught, changes);
  rdm_alerts_rows_changed (self->alerts, changes);
}

static void
position_cb (const char *source, const RdmPosition *position, gint64 at_ms, gpointer user_data)
{
  RdmSimDesk *self = user_data;

  (void)rdm_live_day_add_position (self->live, source, position);
  if (self->taught)
    (void)rdm_live_day_add_position (self->taught, source, position);
}

static void
command_cb (const RdmCommand *command, const char *driver, gint64 at_ms, gpointer user_data)
{
  (void)rdm_sim_desk_run (user_data, command);
}

RdmSimDesk *
rdm_sim_desk_new (RdmRows *rows,
                  const char *date,
                  RdmTravel *travel,
                  const RdmSimOptions *options,
                  RdmExperience *experience)
{
  static const RdmSimListener listener = { position_cb, command_cb };
  RdmSimDesk *self = g_new0 (RdmSimDesk, 1);
  g_autoptr (RdmCommand) send = NULL;
  gint64 now_ms;

  self->date = g_strdup (date);
  self->rows = rdm_memory_rows_snapshot (RDM_MEMORY_ROWS (rows));
  self->pending = g_ptr_array_new_with_free_func ((GDestroyNotify)rdm_change_free);
  self->sim = rdm_sim_new (self->rows, date, travel, options);
  now_ms = rdm_sim_get_begin (self->sim) - SENT_BEFORE_MS;
  rdm_sim_set_listener (self->sim, &listener, self);
  self->plan = rdm_day_plan_new (self->rows, date, travel);
  self->live = rdm_live_day_new (self->plan, now_ms);
  self->alerts = rdm_alerts_new (self->live);
  if (experience)
    {
      self->taught = rdm_live_day_new (self->plan, now_ms);
      rdm_live_day_set_experience (self->taught, experience);
    }
  send = rdm_sim_send_command (self->rows, date, now_ms);
  if (send)
    (void)rdm_sim_desk_run (self, send);
  rdm_sim_desk_settle (self);
  return self;
}

void
rdm_sim_desk_free (RdmSimDesk *self)
{
  if (!self)
    return;
  rdm_sim_free (self->sim);
  g_clear_object (&self->alerts);
  g_clear_object (&self->taught);
  g_clear_object (&self->live);
  g_clear_object (&self->plan);
  g_clear_object (&self->rows);
  g_ptr_array_unref (self->pending);
  g_free (self->date);
  g_free (self);
}

/* What was seen, and nobody said. */
static void
take_detected (RdmSimDesk *self)
{
  g_autoptr (RdmCommand) seen = rdm_live_day_take_detected (self->live);

  if (seen && rdm_sim_desk_run (self, seen))
    {
      self->n_detected += seen->reports->len;
      rdm_sim_desk_settle (self);
    }
}

gboolean
rdm_sim_desk_step (RdmSimDesk *self)
{
  gint64 now_ms = rdm_sim_get_now (self->sim) + RDM_SIM_DESK_STEP_MS;

  if (rdm_sim_is_over (self->sim))
    return FALSE;
  (void)rdm_sim_run_until (self->sim, now_ms);
  rdm_sim_desk_settle (self);
  rdm_live_day_set_now (self->live, now_ms);
  if (self->taught)
    rdm_live_day_set_now (self->taught, now_ms);
  take_detected (self);
  (void)rdm_alerts_update (self->alerts);
  return TRUE;
}
