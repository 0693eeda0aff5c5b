/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The hub's face to the network: HTTP, checked before anything is believed. Requests are read by
 * one thread; commands are written by another, as many at once as wait.
 */
#pragma once

#include <gio/gio.h>

#include "rdm-server-rule.h"

G_BEGIN_DECLS

/**
 * RdmHubServerError:
 * @RDM_HUB_SERVER_ERROR_LISTEN: the address is taken, or not this machine's
 */
typedef enum
{
  RDM_HUB_SERVER_ERROR_LISTEN,
} RdmHubServerError;

#define RDM_HUB_SERVER_ERROR (rdm_hub_server_error_quark ())
GQuark rdm_hub_server_error_quark (void);

/**
 * RdmHubServerOptions:
 * @database: as for rdm_hub_db_open()
 * @address: of IPv4 or IPv6 to listen on; "::" is every one of both; NULL: 127.0.0.1
 * @port: 0: any that is free
 * @certificate, @key: (nullable): the text of PEM files, for TLS without a proxy before the hub
 * @blobs: (nullable): the folder of photographs and the like; several hubs on one database share
 *   it. NULL: the hub takes none
 * @blob_quota_bytes: 0: RDM_HUB_BLOB_QUOTA_BYTES
 * @keep_days: how long tracks are kept; 0: 30
 * @travel: (nullable): the roads that arrival times go by; NULL: as the crow flies
 * @travel_server: (nullable): who is asked for travel times first; one that rdm_server_rule_check()
 *   has nothing against
 * @behind_proxy: whether X-Forwarded-For is to be believed
 * @max_connections: 0: 2,000
 * @max_connections_per_address: from one, or one network of IPv6; 0: as many as in all
 * @min_schema: the least version of rows and commands that is taken; 0: RDM_WIRE_MIN_SCHEMA
 */
typedef struct
{
  const char *database;
  const char *address;
  guint16 port;
  const char *certificate;
  const char *key;
  const char *blobs;
  gint64 blob_quota_bytes;
  guint keep_days;
  RdmTravel *travel;
  const RdmServerRule *travel_server;
  gboolean behind_proxy;
  guint max_connections;
  guint max_connections_per_address;
  int min_schema;
} RdmHubServerOptions;

typedef struct _RdmHubServer RdmHubServer;

/** rdm_hub_server_start: Returns: (transfer full): NULL with an error. */
RdmHubServer *rdm_hub_server_start (const RdmHubServerOptions *options,
                                    GError **error) G_GNUC_WARN_UNUSED_RESULT;

guint16 rdm_hub_server_get_port (RdmHubServer *self);

/** rdm_hub_server_get_address: Returns: (transfer none): what is listened on, without the port. */
const char *rdm_hub_server_get_address (RdmHubServer *self);

/** rdm_hub_server_stop: answers what has been written, and ends. */
void rdm_hub_server_stop (RdmHubServer *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RdmHubServer, rdm_hub_server_stop)

G_END_DECLS
