/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The desk's hub: keeps the open plan in step with it, says quietly what came of that, and knows
 * who else is there.
 */
#pragma once

#include "rdm-desk.h"
#include "rdm-courier.h"
#include "rdm-link.h"

G_BEGIN_DECLS

#define RDM_TYPE_SYNC (rdm_sync_get_type ())
G_DECLARE_FINAL_TYPE (RdmSync, rdm_sync, RDM, SYNC, GObject)

/**
 * RdmSync::changed: how the link stands, what is to be decided, or another plan.
 * RdmSync::review: what came of a long time away is to be looked at.
 * RdmSync::others-changed: who else is there, or what they look at.
 */

/** RdmSyncPerson: somebody else at the hub. */
typedef struct
{
  char *name;
  char *date;      /* the service day that they look at */
  GStrv selection; /* stops, or a route */
} RdmSyncPerson;

/** rdm_sync_new: follows whatever plan @desk shows. */
RdmSync *rdm_sync_new (RdmDesk *desk) G_GNUC_WARN_UNUSED_RESULT;

/** rdm_sync_stop: what waits is in the file. */
void rdm_sync_stop (RdmSync *self);

RdmDesk *rdm_sync_get_desk (RdmSync *self);

/** rdm_sync_get_link: Returns: (nullable): NULL while no plan is open. */
RdmLink *rdm_sync_get_link (RdmSync *self);

/** rdm_sync_get_status: RDM_LINK_ALONE too while no plan is open. */
RdmLinkStatus rdm_sync_get_status (RdmSync *self);

/** rdm_sync_get_others: Returns: (transfer none) (element-type RdmSyncPerson). */
GPtrArray *rdm_sync_get_others (RdmSync *self);

/** rdm_sync_get_fleet: Returns: (nullable): what the hub calls the fleet. */
const char *rdm_sync_get_fleet (RdmSync *self);

/** rdm_sync_get_review: what came of a long time away, until somebody has seen it.
 * @since_utc_ms: (out): when it began
 *
 * Returns: (transfer none) (nullable) (element-type RdmReplicaNews) */
GPtrArray *rdm_sync_get_review (RdmSync *self, gint64 *since_utc_ms);
void rdm_sync_forget_review (RdmSync *self);

/** rdm_sync_insist: does what a refused command wanted, whatever others did. Returns: whether it
 * could. */
gboolean rdm_sync_insist (RdmSync *self, const RdmReplicaNews *news);

/** rdm_sync_yield: it stays as others want it. */
void rdm_sync_yield (RdmSync *self, const RdmReplicaNews *news);

/** rdm_sync_show: shows the thing with @id: a stop, an order, a route, on its day. Returns: whether
 * there is such a thing. */
gboolean rdm_sync_show (RdmSync *self, const char *id);

G_END_DECLS
