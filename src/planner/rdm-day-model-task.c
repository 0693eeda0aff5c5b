/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What an order asks for beside its place, in the optimizer's arrays: written when a model is made,
 * and written over when somebody edits the order.
 */
#include "rdm-day-model-private.h"
#include "rdm-model-fleet.h"
#include "rdm-time.h"

/* Longer than anybody serves; sums stay far from overflow. */
#define SERVICE_MOST_S (7 * RDM_SECONDS_PER_DAY)

static gboolean
is_window (RdmWindow at)
{
  return at.to_s >= at.from_s;
}

static RdmVrpWindow
window_of (const RdmDayModel *self, const RdmOrder *order, const RdmWindows *windows, guint i)
{
  RdmWindow at = windows->at[i];

  /* A soft window that is not the last would swallow those after it. */
  return order->soft && i + 1 == windows->n ? rdm_vrp_window_soft (
             at.from_s, at.to_s, rdm_model_price_per_s (self->settings->late_per_hour_minor))
                                            : rdm_vrp_window_hard (at.from_s, at.to_s);
}

/* Where the task's windows were before, if there is room for all. */
static void
write_windows (RdmDayModel *self,
               RdmVrpTask *task,
               const RdmOrder *order,
               const RdmWindows *windows)
{
  guint n = 0;

  for (guint i = 0; i < windows->n; i++)
    n += is_window (windows->at[i]);
  if (n > task->n_windows)
    {
      task->first_window = self->windows->len;
      g_array_set_size (self->windows, self->windows->len + n);
    }
  task->n_windows = n;
  n = task->first_window;
  for (guint i = 0; i < windows->n; i++)
    if (is_window (windows->at[i]))
      g_array_index (self->windows, RdmVrpWindow, n++) = window_of (self, order, windows, i);
}

static void
write_loads (RdmDayModel *self, guint task, const RdmOrder *order, RdmStopRole role)
{
  gint64 *off = &g_array_index (self->loads_off, gint64, task * RDM_N_LOADS);
  gint64 *on = &g_array_index (self->loads_on, gint64, task * RDM_N_LOADS);

  for (guint d = 0; d < RDM_N_LOADS; d++)
    {
      gint64 amount = CLAMP (order->loads.amount[d], 0, RDM_MODEL_LOAD_MOST);

      off[d] = role == RDM_STOP_DELIVERY ? amount : 0;
      on[d] = role == RDM_STOP_PICKUP ? amount : 0;
    }
}

void
rdm_day_model_write_task (RdmDayModel *self, guint index)
{
  const RdmModelStop *entry = rdm_day_model_get_stop (self, index);
  const RdmOrderEnd *end = rdm_order_end (entry->order, entry->stop->role);
  RdmVrpTask *task = &g_array_index (self->tasks, RdmVrpTask, index);

  task->service_s = (gint32)CLAMP (end->service_s, 0, SERVICE_MOST_S);
  task->priority = (guint8)CLAMP (entry->order->priority, 0, 100);
  write_windows (self, task, entry->order, &end->windows);
  write_loads (self, index, entry->order, entry->stop->role);
}
