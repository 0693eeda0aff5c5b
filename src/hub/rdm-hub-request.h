/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What can be asked of the hub: one table of paths, with the right that each needs. Inside the hub.
 */
#pragma once

#include "rdm-hub-http.h"
#include "rdm-hub-watch.h"
#include "rdm-hub-writer.h"

G_BEGIN_DECLS

/** RdmHubContext: what requests are answered from, in the thread that reads them. */
typedef struct
{
  RdmSql *sql;
  RdmHubWriter *writer;
  RdmHubWatch *watch;
  gint64 started_us;
  guint64 n_requests;
  guint64 n_refused;
  guint64 n_commands;
} RdmHubContext;

typedef struct _RdmHubRequest RdmHubRequest;

/** RdmHubHandler: answers a request whose body is there: sets @reply; or begins something that
 * resumes the connection later, and leaves the status 0. */
typedef void (*RdmHubHandler) (RdmHubRequest *request);

typedef struct
{
  const char *method;
  const char *path;
  gboolean is_open; /* to those without a token too */
  RdmHubRight right;
  gsize max_bytes;
  RdmHubHandler handle;
} RdmHubRoute;

struct _RdmHubRequest
{
  RdmHubContext *context;
  struct MHD_Connection *connection;
  const RdmHubRoute *route;
  RdmHubVisitor visitor;
  GByteArray *body;
  RdmHubReply reply;
  struct MHD_Response *stream; /* in place of a reply */
  RdmHubWatcher *watcher;      /* held back */
  RdmHubJob *job;              /* on its way to the writer */
  gboolean is_handled;
};

/** rdm_hub_find_route: Returns: (transfer none) (nullable): NULL when there is none.
 * @path_is_known: (out): whether it is the method alone that does not fit. */
const RdmHubRoute *
rdm_hub_find_route (const char *method, const char *path, gboolean *path_is_known);

/** rdm_hub_routes: Returns: (array length=n): all of them, for the tests. */
const RdmHubRoute *rdm_hub_routes (guint *n);

/** rdm_hub_request_admit: checks head, token and right, before a body is read. Returns: FALSE with
 * a reply. */
gboolean rdm_hub_request_admit (RdmHubRequest *request);

/** rdm_hub_request_continue: after the connection was resumed: sets the reply. */
void rdm_hub_request_continue (RdmHubRequest *request);

void rdm_hub_request_free (RdmHubRequest *request);

G_END_DECLS
