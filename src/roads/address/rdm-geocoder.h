/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * From addresses to places and back: the one interface behind which they come from a region, or
 * from a server.
 */
#pragma once

#include "rdm-address-hit.h"

G_BEGIN_DECLS

/**
 * RdmGeocoderError:
 * @RDM_GEOCODER_ERROR_SERVER: a server does not answer, refuses, or answers not in its own format
 * @RDM_GEOCODER_ERROR_RULES: what was asked for is against the rules of the server's owner
 */
typedef enum
{
  RDM_GEOCODER_ERROR_SERVER,
  RDM_GEOCODER_ERROR_RULES,
} RdmGeocoderError;

#define RDM_GEOCODER_ERROR (rdm_geocoder_error_quark ())
GQuark rdm_geocoder_error_quark (void);

/**
 * RdmGeocoderUse: what it may be used for.
 * @RDM_GEOCODER_TYPING: at every key
 * @RDM_GEOCODER_MANY: for a whole file of addresses
 * @RDM_GEOCODER_AT_ONCE: in the thread of the window: answers come from memory and disk
 */
typedef enum
{
  RDM_GEOCODER_ASKED = 0, /* when a person says so */
  RDM_GEOCODER_TYPING = 1 << 0,
  RDM_GEOCODER_MANY = 1 << 1,
  RDM_GEOCODER_AT_ONCE = 1 << 2,
} RdmGeocoderUse;

#define RDM_TYPE_GEOCODER (rdm_geocoder_get_type ())
G_DECLARE_INTERFACE (RdmGeocoder, rdm_geocoder, RDM, GEOCODER, GObject)

/** All members may be called from any thread. */
struct _RdmGeocoderInterface
{
  GTypeInterface parent;

  RdmGeocoderUse (*uses) (RdmGeocoder *self);
  char *(*dup_notice) (RdmGeocoder *self);
  RdmAddressAnswer *(*search) (RdmGeocoder *self,
                               const RdmAddressRequest *request,
                               GCancellable *cancellable,
                               GError **error);
  GPtrArray *(*reverse) (RdmGeocoder *self, RdmPoint at, GCancellable *cancellable, GError **error);
};

RdmGeocoderUse rdm_geocoder_uses (RdmGeocoder *self);

/** rdm_geocoder_dup_notice: Returns: (transfer full): whose data it is, as its owner wants it
 * said. */
char *rdm_geocoder_dup_notice (RdmGeocoder *self) G_GNUC_WARN_UNUSED_RESULT;

/**
 * rdm_geocoder_search:
 *
 * Blocks; a region answers within milliseconds, a server when it does.
 *
 * Returns: (transfer full): NULL with an RDM_GEOCODER_ERROR, RDM_REGION_ERROR or
 *   G_IO_ERROR_CANCELLED; that nothing is found is no error
 */
RdmAddressAnswer *rdm_geocoder_search (RdmGeocoder *self,
                                       const RdmAddressRequest *request,
                                       GCancellable *cancellable,
                                       GError **error) G_GNUC_WARN_UNUSED_RESULT;

/** rdm_geocoder_search_async: the same in a worker. @request: copied. */
void rdm_geocoder_search_async (RdmGeocoder *self,
                                const RdmAddressRequest *request,
                                GCancellable *cancellable,
                                GAsyncReadyCallback callback,
                                gpointer user_data);
RdmAddressAnswer *rdm_geocoder_search_finish (RdmGeocoder *self,
                                              GAsyncResult *result,
                                              GError **error) G_GNUC_WARN_UNUSED_RESULT;

/**
 * rdm_geocoder_reverse: what address is at a place. Blocks, as above.
 *
 * Returns: (transfer full) (element-type RdmAddressHit): nearest first, maybe empty; NULL with an
 *   error as above
 */
GPtrArray *rdm_geocoder_reverse (RdmGeocoder *self,
                                 RdmPoint at,
                                 GCancellable *cancellable,
                                 GError **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
