/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Hears at once what other hubs on the same PostgreSQL have written. A hint, no more: behind it is
 * the writer's sweep, for what is said while nobody listens.
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/** RdmHubHeardFunc: called in the listener's thread. @seq: the fleet's last operation; -1: somebody
 * has moved. */
typedef void (*RdmHubHeardFunc) (const char *fleet, gint64 seq, gpointer user_data);

typedef struct _RdmHubListener RdmHubListener;

/** rdm_hub_listener_start: Returns: (transfer full): never NULL; it connects, and connects again,
 * by itself. */
RdmHubListener *rdm_hub_listener_start (const char *database,
                                        RdmHubHeardFunc heard,
                                        gpointer user_data) G_GNUC_WARN_UNUSED_RESULT;
void rdm_hub_listener_stop (RdmHubListener *self);

/** rdm_hub_listener_read: a notification's words. @fleet: (out) (transfer full). Returns: FALSE
 * when they are not ours. */
gboolean
rdm_hub_listener_read (const char *channel, const char *payload, char **fleet, gint64 *seq);

G_END_DECLS
