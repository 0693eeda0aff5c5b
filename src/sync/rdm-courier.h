/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Requests to a hub over HTTP, one at a time each, in the thread's main context; answers are read
 * in another thread. Certificates are verified as the system does.
 */
#pragma once

#include "rdm-wire-pull.h"

G_BEGIN_DECLS

/**
 * RdmCourierError: what kept a request from being answered as it was meant.
 * @RDM_COURIER_ERROR_AWAY: the hub cannot be reached, or is in trouble: try again
 * @RDM_COURIER_ERROR_BUSY: the hub asks to be left alone for rdm_courier_get_retry_s()
 * @RDM_COURIER_ERROR_CERTIFICATE: whoever answers cannot show that it is the hub
 * @RDM_COURIER_ERROR_TOKEN: the hub does not know the token, or the code
 * @RDM_COURIER_ERROR_ROLE: the role does not allow it
 * @RDM_COURIER_ERROR_REFETCH: what is asked from is no more
 * @RDM_COURIER_ERROR_FORKED: the hub has other commands under these numbers
 * @RDM_COURIER_ERROR_OLD_HUB: the hub does not know the request, or its version
 * @RDM_COURIER_ERROR_OLD_SCHEMA: the hub does not know commands of this version
 * @RDM_COURIER_ERROR_OLD_DESK: the hub does not take anything from a program as old as this
 * @RDM_COURIER_ERROR_NEW_HUB: the answer is newer than this program
 * @RDM_COURIER_ERROR_LARGE: the hub does not take so much at once
 * @RDM_COURIER_ERROR_REFUSED: anything else that trying again does not change
 */
typedef enum
{
  RDM_COURIER_ERROR_AWAY,
  RDM_COURIER_ERROR_BUSY,
  RDM_COURIER_ERROR_CERTIFICATE,
  RDM_COURIER_ERROR_TOKEN,
  RDM_COURIER_ERROR_ROLE,
  RDM_COURIER_ERROR_REFETCH,
  RDM_COURIER_ERROR_FORKED,
  RDM_COURIER_ERROR_OLD_HUB,
  RDM_COURIER_ERROR_OLD_SCHEMA,
  RDM_COURIER_ERROR_OLD_DESK,
  RDM_COURIER_ERROR_NEW_HUB,
  RDM_COURIER_ERROR_LARGE,
  RDM_COURIER_ERROR_REFUSED,
} RdmCourierError;

#define RDM_COURIER_ERROR (rdm_courier_error_quark ())
GQuark rdm_courier_error_quark (void);

#define RDM_TYPE_COURIER (rdm_courier_get_type ())
G_DECLARE_FINAL_TYPE (RdmCourier, rdm_courier, RDM, COURIER, GObject)

/**
 * RdmCourier::poke: (seq: gint64): the hub is at @seq now.
 * RdmCourier::moved: there are positions to be fetched; not said where a proxy keeps streams back.
 * RdmCourier::lost: the stream of pokes has ended; rdm_courier_listen() begins another.
 */

/** rdm_courier_new: @address: ending in a slash; @token: (nullable): for rdm_courier_redeem_async()
 * alone. */
RdmCourier *rdm_courier_new (const char *address, const char *token) G_GNUC_WARN_UNUSED_RESULT;

/** rdm_courier_stop: whatever is on its way is let go; no callback finds a result. */
void rdm_courier_stop (RdmCourier *self);

void rdm_courier_redeem_async (RdmCourier *self,
                               const char *code,
                               GAsyncReadyCallback callback,
                               gpointer user_data);

/** rdm_courier_redeem_finish: Returns: (transfer full): what the hub says of the new device:
 * device, token, fleet, person, role; NULL with an RDM_COURIER_ERROR. */
JsonNode *rdm_courier_redeem_finish (RdmCourier *self,
                                     GAsyncResult *result,
                                     GError **error) G_GNUC_WARN_UNUSED_RESULT;

/** rdm_courier_push_async: @push: (transfer full); of a long one only as much as a hub takes, the
 * answer says what. */
void rdm_courier_push_async (RdmCourier *self,
                             RdmPush *push,
                             GAsyncReadyCallback callback,
                             gpointer user_data);

/** rdm_courier_push_finish: Returns: (transfer full): NULL with an RDM_COURIER_ERROR. */
RdmPushAnswer *rdm_courier_push_finish (RdmCourier *self,
                                        GAsyncResult *result,
                                        GError **error) G_GNUC_WARN_UNUSED_RESULT;

void rdm_courier_pull_async (RdmCourier *self,
                             const char *epoch,
                             gint64 since,
                             GAsyncReadyCallback callback,
                             gpointer user_data);

/** rdm_courier_pull_finish: Returns: (transfer full): NULL with an RDM_COURIER_ERROR. */
RdmPage *rdm_courier_pull_finish (RdmCourier *self,
                                  GAsyncResult *result,
                                  GError **error) G_GNUC_WARN_UNUSED_RESULT;

/** rdm_courier_ask_async: any other request that is answered by an object. @body: (nullable). */
void rdm_courier_ask_async (RdmCourier *self,
                            const char *method,
                            const char *path,
                            JsonNode *body,
                            GAsyncReadyCallback callback,
                            gpointer user_data);

/** rdm_courier_ask_finish: Returns: (transfer full): an object, {} for an answer without a body;
 * NULL with an RDM_COURIER_ERROR. */
JsonNode *rdm_courier_ask_finish (RdmCourier *self,
                                  GAsyncResult *result,
                                  GError **error) G_GNUC_WARN_UNUSED_RESULT;

/** rdm_courier_listen: ::poke from now on: by a stream, or, where a proxy keeps streams back, by
 * requests that the hub holds. */
void rdm_courier_listen (RdmCourier *self, gint64 since);

/** rdm_courier_get_retry_s: how long the hub asked to be left alone with its last answer; 0: it did
 * not. */
guint rdm_courier_get_retry_s (RdmCourier *self);

G_END_DECLS
