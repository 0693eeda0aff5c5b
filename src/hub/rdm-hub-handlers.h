/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The handlers, by what they are about; each as RdmHubHandler says. Inside the hub.
 */
#pragma once

#include "rdm-hub-request.h"

G_BEGIN_DECLS

/* The plan: rdm-hub-handle-plan.c */
void rdm_hub_handle_push (RdmHubRequest *request);
void rdm_hub_handle_pull (RdmHubRequest *request);
void rdm_hub_handle_own (RdmHubRequest *request);
void rdm_hub_handle_eta (RdmHubRequest *request);
void rdm_hub_handle_feed (RdmHubRequest *request);
void rdm_hub_handle_journal (RdmHubRequest *request);
void rdm_hub_handle_events (RdmHubRequest *request);
void rdm_hub_handle_wait (RdmHubRequest *request);
void rdm_hub_finish_push (RdmHubRequest *request);
void rdm_hub_finish_pull (RdmHubRequest *request);
void rdm_hub_finish_wait (RdmHubRequest *request);

/* Who comes in: rdm-hub-handle-people.c */
void rdm_hub_handle_hello (RdmHubRequest *request);
void rdm_hub_handle_redeem (RdmHubRequest *request);
void rdm_hub_handle_invite (RdmHubRequest *request);
void rdm_hub_handle_devices (RdmHubRequest *request);
void rdm_hub_handle_revoke (RdmHubRequest *request);

/* What desks know of each other: rdm-hub-handle-desks.c */
void rdm_hub_handle_presence (RdmHubRequest *request);
void rdm_hub_handle_activity (RdmHubRequest *request);

/* Where they are: rdm-hub-handle-positions.c */
void rdm_hub_handle_batch (RdmHubRequest *request);
void rdm_hub_handle_owntracks (RdmHubRequest *request);
void rdm_hub_handle_traccar (RdmHubRequest *request);
void rdm_hub_handle_forward (RdmHubRequest *request);
void rdm_hub_handle_whereabouts (RdmHubRequest *request);
void rdm_hub_handle_track (RdmHubRequest *request);

/* What they leave: rdm-hub-handle-blobs.c */
void rdm_hub_handle_put_blob (RdmHubRequest *request);
void rdm_hub_handle_get_blob (RdmHubRequest *request);
void rdm_hub_finish_put_blob (RdmHubRequest *request);

G_END_DECLS
