/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What the courier's files share.
 */
#pragma once

#include <libsoup/soup.h>

#include "rdm-courier.h"

G_BEGIN_DECLS

struct _RdmCourier
{
  GObject parent_instance;

  /* Owned */
  char *address;
  char *authorization; /* NULL without a token */
  SoupSession *session;
  SoupSession *listening; /* waits without end, and would keep others from a connection */
  GCancellable *stopped;

  /* Of the stream */
  GCancellable *stream; /* NULL while there is none */
  GDataInputStream *lines;
  GSource *watchdog;
  gboolean has_spoken;    /* the stream has said something */
  gboolean streams_stall; /* a proxy keeps them back: held requests instead */
  gint64 since;

  guint retry_s;
};

/** rdm_courier_message: Returns: (transfer full) (nullable): a request with its head; NULL for an
 * address that is none. */
SoupMessage *rdm_courier_message (RdmCourier *self,
                                  const char *method,
                                  const char *path) G_GNUC_WARN_UNUSED_RESULT;

/** rdm_courier_emit_poke: and rdm_courier_emit_moved(), rdm_courier_emit_lost(). */
void rdm_courier_emit_poke (RdmCourier *self, gint64 seq);
void rdm_courier_emit_moved (RdmCourier *self);
void rdm_courier_emit_lost (RdmCourier *self);

/** rdm_courier_hang_up: ends the stream without a word. */
void rdm_courier_hang_up (RdmCourier *self);

G_END_DECLS
