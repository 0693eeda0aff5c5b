/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rdm-stop-totals.h"

/* What is fetched here and brought there is one load. */
static gboolean
carries (const RdmOrder *order, const RdmStop *stop)
{
  return order->kind != RDM_ORDER_SHIPMENT || stop->role == RDM_STOP_DELIVERY;
}

void
rdm_stop_totals_read (RdmStopTotals *self, RdmRows *rows, const char *const *stops)
{
  *self = (RdmStopTotals){ 0 };
  for (; stops[self->n] != NULL; self->n++)
    {
      const RdmStop *stop = rdm_rows_get (rows, RDM_ROW_STOP, stops[self->n]);
      const RdmOrder *order = stop != NULL ? rdm_rows_get (rows, RDM_ROW_ORDER, stop->order) : NULL;

      if (order == NULL)
        continue;
      self->n_tray += rdm_rows_route_of (rows, stops[self->n]) == NULL;
      self->service_s += rdm_order_end (order, stop->role)->service_s;
      for (int i = 0; i < RDM_N_LOADS && carries (order, stop); i++)
        self->loads.amount[i] += order->loads.amount[i];
    }
}
