/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What several stops are together.
 */
#pragma once

#include "rdm-rows.h"

G_BEGIN_DECLS

/**
 * RdmStopTotals:
 * @n: how many stops
 * @n_tray: how many of them no route has
 * @loads: of all; what is fetched at one of them and brought to another counts once
 * @service_s: at all of them
 */
typedef struct
{
  guint n;
  guint n_tray;
  RdmLoads loads;
  gint64 service_s;
} RdmStopTotals;

/** rdm_stop_totals_read: @stops: ids; those that @rows does not know count as stops, but carry
 * nothing. */
void rdm_stop_totals_read (RdmStopTotals *self, RdmRows *rows, const char *const *stops);

G_END_DECLS
