/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rdm-stop.h"

#include <glib/gi18n-lib.h>

const char *const rdm_stop_state_names[] = { "planned", "sent",   "en-route",  "arrived",
                                             "done",    "failed", "cancelled", NULL };

static const char *const role_names[] = { "delivery", "pickup", NULL };

static const RdmField fields[] = {
  RDM_FIELD (RdmStop, order, TEXT),
  RDM_FIELD_ONE_OF (RdmStop, role, role_names),
  RDM_FIELD_ONE_OF (RdmStop, state, rdm_stop_state_names),
  RDM_FIELD (RdmStop, locked, BOOL),
  RDM_FIELD (RdmStop, attempts, INT),
  RDM_FIELD (RdmStop, arrived_ms, INT),
  RDM_FIELD (RdmStop, ended_ms, INT),
  RDM_FIELD_ONE_OF (RdmStop, result, rdm_result_names),
  RDM_FIELD (RdmStop, note, TEXT),
  RDM_FIELD (RdmStop, detected, BOOL),
};

static char *
check_stop (const RdmRow *row)
{
  const RdmStop *self = (const RdmStop *)row;
  g_autofree char *id = self->order ? rdm_stop_id (self->order, (RdmStopRole)self->role) : NULL;

  if (g_strcmp0 (id, row->id) != 0)
    return g_strdup (_ ("The stop does not belong to its order."));
  if (self->attempts < 0)
    return g_strdup (_ ("There cannot be fewer attempts than none."));
  if (rdm_stop_is_movable (self)
      && (self->arrived_ms != 0 || self->ended_ms != 0 || self->result != RDM_RESULT_NONE
          || self->note || self->detected))
    return g_strdup (_ ("Nobody has been there yet."));
  if (self->arrived_ms < 0 || self->ended_ms < 0)
    return g_strdup (_ ("There is no such moment."));
  return NULL;
}

const RdmRowClass rdm_stop_class = {
  .name = "stop",
  .size = sizeof (RdmStop),
  .fields = fields,
  .n_fields = G_N_ELEMENTS (fields),
  .check = check_stop,
};

char *
rdm_stop_id (const char *order_id, RdmStopRole role)
{
  return g_strconcat (order_id, role == RDM_STOP_PICKUP ? ".p" : ".d", NULL);
}

gboolean
rdm_stop_is_open (const RdmStop *stop)
{
  return stop->state <= RDM_STOP_ARRIVED;
}

gboolean
rdm_stop_is_movable (const RdmStop *stop)
{
  return stop->state <= RDM_STOP_SENT;
}

gboolean
rdm_stop_has_happened (const RdmStop *stop)
{
  return stop->state >= RDM_STOP_EN_ROUTE && stop->state <= RDM_STOP_FAILED;
}

void
rdm_stop_plan_anew (RdmStop *stop)
{
  stop->state = RDM_STOP_PLANNED;
  stop->arrived_ms = 0;
  stop->ended_ms = 0;
  stop->result = RDM_RESULT_NONE;
  g_clear_pointer (&stop->note, g_free);
  stop->detected = FALSE;
}
