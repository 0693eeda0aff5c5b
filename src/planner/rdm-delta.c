/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rdm-delta.h"

#include <stdlib.h>
#include <string.h>

void
rdm_delta_init (RdmDelta *self)
{
  *self = (RdmDelta){ .late_before = g_hash_table_new (NULL, NULL) };
}

void
rdm_delta_clear (RdmDelta *self)
{
  g_clear_pointer (&self->late_before, g_hash_table_unref);
}

/* Overload is one thing a dimension, a skill one thing a stop. Lateness is compared stop by stop.
 */
static gint64
amount_before (const RdmVrpSchedule *before, const RdmVrpViolation *violation)
{
  gboolean by_task =
      violation->kind == RDM_VRP_SKILL_MISSING || violation->kind == RDM_VRP_VEHICLE_NOT_ALLOWED
      || violation->kind == RDM_VRP_PAIR_BROKEN || violation->kind == RDM_VRP_UNREACHABLE;
  gint64 amount = 0;

  for (guint i = 0; i < before->n_violations; i++)
    {
      const RdmVrpViolation *other = &before->violations[i];

      if (other->kind == violation->kind && other->detail == violation->detail
          && (!by_task || other->task == violation->task))
        amount = MAX (amount, other->amount);
    }
  return amount;
}

void
rdm_delta_add (RdmDelta *self, const RdmVrpSchedule *before, const RdmVrpSchedule *after)
{
  self->cost += rdm_cost_of (&after->cost) - rdm_cost_of (&before->cost);
  self->duty_s += after->duty_s - before->duty_s;
  self->drive_s += after->drive_s - before->drive_s;
  self->distance_m += after->distance_m - before->distance_m;
  self->overtime_s += after->overtime_s - before->overtime_s;
  self->overdue_s += after->overdue_s - before->overdue_s;
  for (guint i = 0; i < after->n_violations; i++)
    {
      const RdmVrpViolation *violation = &after->violations[i];

      if (violation->kind != RDM_VRP_WINDOW_MISSED
          && violation->amount > amount_before (before, violation))
        self->breaches |= rdm_breach_of (violation->kind);
    }
  for (guint i = 0; i < before->n_steps; i++)
    {
      const RdmVrpScheduleStep *step = &before->steps[i];
      gint64 late_s = rdm_step_late_s (step);

      if (step->kind == RDM_VRP_STEP_TASK && late_s > 0)
        g_hash_table_insert (self->late_before, GINT_TO_POINTER (step->index + 1),
                             GSIZE_TO_POINTER ((gsize)late_s));
    }
}

void
rdm_delta_compare_lateness (RdmDelta *self,
                            const RdmVrpSchedule *after,
                            RdmDeltaLateFunc func,
                            gpointer user_data)
{
  for (guint i = 0; i < after->n_steps; i++)
    {
      const RdmVrpScheduleStep *step = &after->steps[i];
      gint64 late_s = rdm_step_late_s (step);
      gint64 before_s;

      if (step->kind != RDM_VRP_STEP_TASK || late_s == 0)
        continue;
      before_s = (gint64)GPOINTER_TO_SIZE (
          g_hash_table_lookup (self->late_before, GINT_TO_POINTER (step->index + 1)));
      if (late_s <= before_s)
        continue;
      if (step->overdue_s > 0)
        self->breaches |= RDM_BREACH_LATE;
      if (func)
        func (step->index, before_s, late_s, user_data);
    }
}

static void *
copy_bytes (const void *bytes, size_t size)
{
  void *copy = malloc (size + 1);

  if (!copy)
    g_error ("Not enough memory to copy a schedule of %" G_GSIZE_FORMAT " bytes", size);
  if (size > 0)
    memcpy (copy, bytes, size);
  return copy;
}

RdmVrpSchedule
rdm_vrp_schedule_copy (const RdmVrpSchedule *schedule)
{
  RdmVrpSchedule copy = *schedule;
  size_t n_loads = (size_t)schedule->n_steps * schedule->n_dimensions;

  copy.steps = copy_bytes (schedule->steps, schedule->n_steps * sizeof *schedule->steps);
  copy.loads = copy_bytes (schedule->loads, n_loads * sizeof *schedule->loads);
  copy.violations =
      copy_bytes (schedule->violations, schedule->n_violations * sizeof *schedule->violations);
  return copy;
}
