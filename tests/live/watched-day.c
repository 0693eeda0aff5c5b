/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "watched-day.h"

#include "live-world.h"

Watched *
watched_new (RdmRows *rows, gint32 now_s)
{
  Watched *self = g_new0 (Watched, 1);

  self->rows = rows;
  self->plan = rdm_day_plan_new (rows, WORLD_DATE, NULL);
  self->day = rdm_live_day_new (self->plan, live_world_ms (now_s));
  self->alerts = rdm_alerts_new (self->day);
  rdm_alerts_update (self->alerts);
  return self;
}

void
watched_free (Watched *self)
{
  g_object_unref (self->alerts);
  g_object_unref (self->day);
  g_object_unref (self->plan);
  g_object_unref (self->rows);
  g_free (self);
}

RdmOutcome *
watched_outcome (Watched *self, RdmCommand *command)
{
  RdmOutcome *outcome = world_run (self->rows, command);

  rdm_day_plan_update (self->plan, outcome->changes);
  rdm_live_day_rows_changed (self->day, outcome->changes);
  rdm_alerts_rows_changed (self->alerts, outcome->changes);
  rdm_alerts_update (self->alerts);
  return outcome;
}

void
watched_run (Watched *self, RdmCommand *command)
{
  rdm_outcome_free (watched_outcome (self, command));
}

void
watched_go_to (Watched *self, gint32 now_s)
{
  rdm_live_day_set_now (self->day, live_world_ms (now_s));
  rdm_alerts_update (self->alerts);
}

const RdmAlert *
watched_find (Watched *self, RdmExceptionKind kind, const char *subject)
{
  g_autofree char *id = rdm_exception_id ((int)kind, subject, WORLD_DATE);

  return rdm_alerts_find (self->alerts, id);
}
