/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What can be asked of the hub: one table of paths, with the right that each needs. Inside the hub.
 */
#pragma once

#include "rdm-hub-blobs.h"
#include "rdm-hub-http.h"
#include "rdm-hub-limit.h"
#include "rdm-hub-live.h"
#include "rdm-hub-metrics.h"
#include "rdm-hub-reader.h"
#include "rdm-hub-presence.h"
#include "rdm-hub-watch.h"
#include "rdm-hub-writer.h"

G_BEGIN_DECLS

/** RdmHubContext: what requests are answered from, in the thread that reads them. */
typedef struct
{
  RdmSql *sql;
  RdmHubWriter *writer;
  RdmHubReader *reader;
  RdmHubPositions *positions;
  RdmHubBlobs *blobs; /* NULL: this hub takes none */
  RdmHubWatch *watch;
  RdmHubLive *live;
  RdmHubPresence *presence;
  RdmHubMetrics metrics;
  gsize n_bytes; /* of bodies and answers in memory */
  gsize weight;  /* of pushes under way, as rdm_hub_weigh() has it */
  int was_heavy; /* atomic: memory is to be given back */
  guint n_connections;
  gboolean behind_proxy;
  int min_schema; /* the least version of rows and commands that is taken */

  /* How often: an address, a device, wrong codes and tokens of an address, positions of a device,
   * and words about bad ones in the log; and how much a device's pushes may weigh. */
  RdmHubLimit *per_address;
  RdmHubLimit *per_device;
  RdmHubLimit *tries;
  RdmHubLimit *moves;
  RdmHubLimit *words;
  RdmHubLimit *weights;
  GHashTable *large; /* (element-type utf8): devices that are sending something large; borrowed */
} RdmHubContext;

/** Of a push; many devices may send one at once, and all of it is in memory. */
#define RDM_HUB_MAX_PUSH_BYTES (4 * 1024 * 1024)

typedef struct _RdmHubRequest RdmHubRequest;

/** RdmHubHandler: answers a request whose body is there: sets @reply; or begins something that
 * resumes the connection later, and leaves the status 0. */
typedef void (*RdmHubHandler) (RdmHubRequest *request);

/** RdmHubEntry: how one shows who one is. */
typedef enum
{
  RDM_HUB_ENTRY_TOKEN, /* Authorization: Bearer */
  RDM_HUB_ENTRY_OPEN,  /* no need to */
  RDM_HUB_ENTRY_BASIC, /* Bearer, or Basic with the token as the password */
  RDM_HUB_ENTRY_OWN,   /* in the request itself; the handler looks */
} RdmHubEntry;

/** RdmHubRoute: @path that ends with a slash goes on with something that the handler reads. */
typedef struct
{
  const char *method;
  const char *path;
  RdmHubEntry entry;
  RdmHubRight right; /* 0: whoever has a token */
  gsize max_bytes;
  RdmHubHandler handle;
} RdmHubRoute;

struct _RdmHubRequest
{
  RdmHubContext *context;
  struct MHD_Connection *connection;
  const RdmHubRoute *route;
  char *rest;       /* of the path, after the route's */
  char *address;    /* whom the request is from */
  char *neighbours; /* by which those who come too often are counted */
  gint64 began_us;
  RdmHubVisitor visitor;
  gsize announced;  /* the body's length; 0: not said */
  GByteArray *body; /* NULL until there is something of it; never NULL in a handler */
  RdmHubReply reply;
  struct MHD_Response *stream; /* in place of a reply */
  RdmHubWatcher *watcher;      /* held back */
  RdmHubJob *job;              /* on its way to the writer */
  RdmHubReadJob *read_job;     /* on its way to a reader */
  RdmHubBlobJob *blob_job;     /* on its way to the disk */
  gboolean is_large;           /* in @context's table */
  gsize weight;                /* in @context's */
  gboolean is_handled;
};

/** rdm_hub_find_route: Returns: (transfer none) (nullable): NULL when there is none.
 * @rest: (out) (transfer none): what follows the route's path
 * @path_is_known: (out): whether it is the method alone that does not fit. */
const RdmHubRoute *rdm_hub_find_route (const char *method,
                                       const char *path,
                                       const char **rest,
                                       gboolean *path_is_known);

/** rdm_hub_routes: Returns: (array length=n): all of them, for the tests. */
const RdmHubRoute *rdm_hub_routes (guint *n);

/** rdm_hub_request_admit: checks head, token and right, before a body is read. Returns: FALSE with
 * a reply. */
gboolean rdm_hub_request_admit (RdmHubRequest *request);

/** rdm_hub_request_enter: lets the bearer of @token in, if the role has the route's right and does
 * not come too often. Returns: FALSE with a reply; @unknown_status when nobody has that token. */
gboolean rdm_hub_request_enter (RdmHubRequest *request, const char *token, guint unknown_status);

/** rdm_hub_request_show_token: as rdm_hub_request_enter(), with the token of the head. */
gboolean rdm_hub_request_show_token (RdmHubRequest *request);

/** rdm_hub_request_may_try: whether the address has not been wrong too often. Returns: FALSE with a
 * reply. */
gboolean rdm_hub_request_may_try (RdmHubRequest *request);

/** rdm_hub_request_was_wrong: counts a wrong code or token. */
void rdm_hub_request_was_wrong (RdmHubRequest *request);

/** rdm_hub_request_parse: Returns: (transfer full): the body, an object; NULL with a reply. */
JsonNode *rdm_hub_request_parse (RdmHubRequest *request) G_GNUC_WARN_UNUSED_RESULT;

/** rdm_hub_request_query: Returns: (transfer none) (nullable). */
const char *rdm_hub_request_query (RdmHubRequest *request, const char *name);

/** rdm_hub_request_number: a number of the query; @otherwise when there is none, or it is none. */
gint64 rdm_hub_request_number (RdmHubRequest *request, const char *name, gint64 otherwise);

/** rdm_hub_now_utc_ms: by the machine's clock, which accounts go by; what the day goes by is
 * rdm_hub_clock_now_ms(). */
gint64 rdm_hub_now_utc_ms (void);

/** rdm_hub_request_take_body: Returns: FALSE when that is too much. */
gboolean rdm_hub_request_take_body (RdmHubRequest *request, const char *data, gsize size);

/** rdm_hub_request_drop_body: when nobody reads it any more. */
void rdm_hub_request_drop_body (RdmHubRequest *request);

/** rdm_hub_request_is_waiting: whether the answer is another thread's to give. */
gboolean rdm_hub_request_is_waiting (const RdmHubRequest *request);

/** rdm_hub_request_continue: after the connection was resumed: sets the reply. */
void rdm_hub_request_continue (RdmHubRequest *request);

void rdm_hub_request_free (RdmHubRequest *request);

G_END_DECLS
