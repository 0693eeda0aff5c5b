/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rdm-hub-server.h"

#include "rdm-hub-address.h"
#include "rdm-hub-db.h"
#include "rdm-hub-listener.h"
#include "rdm-hub-request.h"

#include <malloc.h>
#include <netinet/in.h>
#include <sys/socket.h>

G_DEFINE_QUARK (rdm_hub_server_error, rdm_hub_server_error)

/* Heads, and the parts of bodies that are not ours yet. */
#define CONNECTION_BYTES (16 * 1024)
#define IDLE_S 30
/* From the first byte, or the end of the last request, to the end of a request's body. */
#define REQUEST_US (20 * G_USEC_PER_SEC)
/* How soon those who were put out lose their streams. */
#define REVOKED_TICKS 20
#define N_READERS 2
#define TICK_US (G_USEC_PER_SEC / 4)
/* Slow connections are looked for every so many ticks. */
#define SLOW_TICKS 4

struct _RdmHubServer
{
  struct MHD_Daemon *daemon;
  RdmHubContext context;
  RdmSql *ticker_sql;
  RdmHubListener *listener;

  char *address;
  guint most_per_address;
  GHashTable *crowds; /* (element-type utf8 guint): connections by neighbours, in MHD's thread */

  GThread *ticker;
  GMutex lock;
  GCond changed;
  int n_cut;            /* atomic */
  gboolean stopping;    /* lock */
  GHashTable *incoming; /* lock (element-type int gint64): sockets whose request is not whole, and
                         * since when */
};

/* Connections */

static int
socket_of (struct MHD_Connection *connection)
{
  const union MHD_ConnectionInfo *info =
      MHD_get_connection_info (connection, MHD_CONNECTION_INFO_CONNECTION_FD);

  return info ? info->connect_fd : -1;
}

/* The request of a connection begins, or is whole. A slow drip of bytes keeps MHD's own timeout
 * away, so there is a deadline for the whole. */
static void
set_incoming (RdmHubServer *self,
              struct MHD_Connection *connection,
              gboolean is_incoming,
              gint64 grace_us)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->lock);
  int fd = socket_of (connection);
  gint64 *since;

  if (!is_incoming)
    {
      g_hash_table_remove (self->incoming, GINT_TO_POINTER (fd));
      return;
    }
  since = g_new (gint64, 1);
  *since = g_get_monotonic_time () + grace_us;
  g_hash_table_replace (self->incoming, GINT_TO_POINTER (fd), since);
}

static char *
neighbours_of (const struct sockaddr *native)
{
  g_autofree char *address = rdm_hub_address_from_native (native);

  return rdm_hub_address_neighbours (address);
}

/* MHD's own limit by address is by the whole one, of which everybody has any number in IPv6. */
static enum MHD_Result
may_connect (void *data, const struct sockaddr *native, socklen_t length)
{
  RdmHubServer *self = data;
  g_autofree char *neighbours = neighbours_of (native);

  return GPOINTER_TO_UINT (g_hash_table_lookup (self->crowds, neighbours)) < self->most_per_address
             ? MHD_YES
             : MHD_NO;
}

/* @neighbours: (transfer full). */
static void
count_connection (RdmHubServer *self, char *neighbours, int by)
{
  guint n = GPOINTER_TO_UINT (g_hash_table_lookup (self->crowds, neighbours)) + (guint)by;

  if (n > 0)
    g_hash_table_replace (self->crowds, neighbours, GUINT_TO_POINTER (n));
  else
    {
      g_hash_table_remove (self->crowds, neighbours);
      g_free (neighbours);
    }
}

static void
on_connection (void *data,
               struct MHD_Connection *connection,
               void **socket_context,
               enum MHD_ConnectionNotificationCode code)
{
  RdmHubServer *self = data;
  gboolean starts = code == MHD_CONNECTION_NOTIFY_STARTED;
  const union MHD_ConnectionInfo *info =
      MHD_get_connection_info (connection, MHD_CONNECTION_INFO_CLIENT_ADDRESS);

  /* To be read before anything else is asked about the connection: an answer takes the last one's
   * place. */
  char *neighbours = neighbours_of (info ? info->client_addr : NULL);

  set_incoming (self, connection, starts, 0);
  self->context.n_connections += starts ? 1 : -1u;
  count_connection (self, neighbours, starts ? 1 : -1);
}

static void
cut_slow (RdmHubServer *self)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->lock);
  gint64 now_us = g_get_monotonic_time ();
  GHashTableIter iter;
  gpointer fd, since;

  g_hash_table_iter_init (&iter, self->incoming);
  while (g_hash_table_iter_next (&iter, &fd, &since))
    if (now_us - *(gint64 *)since > REQUEST_US)
      {
        /* MHD closes it when it finds it so: a number that is closed here could be another's soon.
         */
        shutdown (GPOINTER_TO_INT (fd), SHUT_RDWR);
        g_hash_table_iter_remove (&iter);
        g_atomic_int_inc (&self->n_cut);
      }
}

/* Requests */

static enum MHD_Result
send_reply (RdmHubServer *self, RdmHubRequest *request)
{
  rdm_hub_metrics_count_reply (&self->context.metrics, request->reply.status);
  self->context.metrics.n_cut = (guint64)g_atomic_int_get (&self->n_cut);
  return rdm_hub_reply_queue (&request->reply, request->connection, &self->context.n_bytes);
}

static enum MHD_Result
begin_request (RdmHubServer *self,
               struct MHD_Connection *connection,
               const char *path,
               const char *method,
               const char *version,
               void **request_context)
{
  RdmHubRequest *request = g_new0 (RdmHubRequest, 1);
  gboolean path_is_known;
  const char *rest;

  *request_context = request;
  self->context.metrics.n_requests++;
  request->context = &self->context;
  request->began_us = g_get_monotonic_time ();
  request->connection = connection;
  request->route = rdm_hub_find_route (method, path, &rest, &path_is_known);
  request->rest = request->route ? g_strdup (rest) : NULL;
  if (!request->route)
    rdm_hub_reply_refuse (&request->reply,
                          path_is_known ? MHD_HTTP_METHOD_NOT_ALLOWED : MHD_HTTP_NOT_FOUND,
                          path_is_known ? "method" : "path", "There is no such thing here.");
  else if (!g_str_equal (version, MHD_HTTP_VERSION_1_1)
           && !g_str_equal (version, MHD_HTTP_VERSION_1_0))
    rdm_hub_reply_refuse (&request->reply, MHD_HTTP_BAD_REQUEST, "head",
                          "HTTP 1.0 and 1.1 are spoken here.");
  else if (rdm_hub_request_admit (request))
    return MHD_YES;
  /* Who is known hears the answer: with the rest of the body unread, the connection would break
   * under it. What comes is thrown away, and the deadline ends it. */
  if (request->visitor.device && request->reply.status == MHD_HTTP_CONTENT_TOO_LARGE)
    return MHD_YES;
  return send_reply (self, request);
}

static enum MHD_Result
handle_request (RdmHubServer *self, RdmHubRequest *request)
{
  if (!request->is_handled)
    set_incoming (self, request->connection, FALSE, 0);
  if (!request->is_handled && !request->reply.status)
    {
      request->is_handled = TRUE;
      if (!request->body)
        request->body = g_byte_array_new ();
      request->route->handle (request);
      if (request->stream)
        {
          enum MHD_Result result =
              MHD_queue_response (request->connection, MHD_HTTP_OK, request->stream);

          MHD_destroy_response (g_steal_pointer (&request->stream));
          return result;
        }
      /* Asleep, or already awake again: then this is called once more. */
      if (rdm_hub_request_is_waiting (request) || !request->reply.status)
        return MHD_YES;
    }
  rdm_hub_request_continue (request);
  return send_reply (self, request);
}

static enum MHD_Result
on_request (void *data,
            struct MHD_Connection *connection,
            const char *path,
            const char *method,
            const char *version,
            const char *upload,
            size_t *upload_size,
            void **request_context)
{
  RdmHubServer *self = data;

  if (!*request_context)
    return begin_request (self, connection, path, method, version, request_context);
  if (*upload_size > 0)
    {
      RdmHubRequest *request = *request_context;

      if (!request->reply.status && !rdm_hub_request_take_body (request, upload, *upload_size))
        return MHD_NO;
      *upload_size = 0;
      return MHD_YES;
    }
  return handle_request (self, *request_context);
}

static void
on_completed (void *data,
              struct MHD_Connection *connection,
              void **request_context,
              enum MHD_RequestTerminationCode code)
{
  RdmHubRequest *request = *request_context;

  if (!request)
    return;
  *request_context = NULL;
  rdm_hub_request_free (request);
  /* The next one on this connection may be a while in coming. */
  if (code == MHD_REQUEST_TERMINATED_COMPLETED_OK)
    set_incoming (data, connection, TRUE, IDLE_S * (gint64)G_USEC_PER_SEC);
}

/* The ticker */

static void
add_id (const char *const *values, guint n_values, gpointer user_data)
{
  g_hash_table_add (user_data, g_strdup (values[0]));
}

static void
close_revoked (RdmHubServer *self)
{
  g_autoptr (GHashTable) revoked = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  if (rdm_sql_run (self->ticker_sql, "SELECT id FROM device WHERE revoked_ms IS NOT NULL", NULL, 0,
                   add_id, revoked, NULL)
      && g_hash_table_size (revoked) > 0)
    rdm_hub_watch_close_devices (self->context.watch, revoked);
}

static gpointer
tick (gpointer data)
{
  RdmHubServer *self = data;

  for (guint n = 1;; n++)
    {
      gint64 until_us = g_get_monotonic_time () + TICK_US;

      g_mutex_lock (&self->lock);
      while (!self->stopping && g_cond_wait_until (&self->changed, &self->lock, until_us))
        ;
      if (self->stopping)
        {
          g_mutex_unlock (&self->lock);
          return NULL;
        }
      g_mutex_unlock (&self->lock);
      rdm_hub_watch_tick (self->context.watch);
      if (g_atomic_int_compare_and_exchange (&self->context.was_heavy, TRUE, FALSE))
        malloc_trim (0);
      if (n % SLOW_TICKS == 0)
        cut_slow (self);
      if (n % REVOKED_TICKS == 0)
        close_revoked (self);
    }
}

static void
on_written (
    const char *fleet, gint64 since, gint64 seq, const RdmHubTouched *touched, gpointer user_data)
{
  RdmHubServer *self = user_data;
  g_autofree char *drivers = touched ? rdm_hub_touched_print (touched) : NULL;

  rdm_hub_watch_poke (self->context.watch, fleet, since, seq, drivers);
  rdm_hub_live_wake (self->context.live, fleet);
}

static void
on_moved (const char *fleet, gpointer user_data)
{
  RdmHubServer *self = user_data;

  rdm_hub_watch_moved (self->context.watch, fleet);
  rdm_hub_live_wake (self->context.live, fleet);
}

/* What the live day saw, on its way into the journal; its thread waits. */
typedef struct
{
  GMutex lock;
  GCond changed;
  gboolean is_done;
  gboolean is_written;
} Waiting;

/* In the writer's thread. */
static void
on_detected_written (RdmHubJob *job, gpointer user_data)
{
  Waiting *waiting = user_data;

  g_mutex_lock (&waiting->lock);
  waiting->is_done = TRUE;
  waiting->is_written = job->error == NULL;
  g_cond_signal (&waiting->changed);
  g_mutex_unlock (&waiting->lock);
}

static gboolean
on_detected (const char *fleet, RdmCommand *command, gpointer user_data)
{
  RdmHubServer *self = user_data;
  RdmHubJob *job = g_new0 (RdmHubJob, 1);
  Waiting waiting = { .is_done = FALSE };

  g_mutex_init (&waiting.lock);
  g_cond_init (&waiting.changed);
  job->visitor.fleet = g_strdup (fleet);
  job->detected = command;
  job->done = on_detected_written;
  job->user_data = &waiting;
  if (rdm_hub_writer_add (self->context.writer, job))
    {
      g_mutex_lock (&waiting.lock);
      while (!waiting.is_done)
        g_cond_wait (&waiting.changed, &waiting.lock);
      g_mutex_unlock (&waiting.lock);
    }
  rdm_hub_job_free (job);
  g_mutex_clear (&waiting.lock);
  g_cond_clear (&waiting.changed);
  return waiting.is_written;
}

/* From another hub on the same PostgreSQL; or from this one, which does no harm. */
static void
on_heard (const RdmHubNote *note, gpointer user_data)
{
  RdmHubServer *self = user_data;

  switch (note->kind)
    {
    case RDM_HUB_NOTE_WRITTEN:
      rdm_hub_watch_hint (self->context.watch, note->fleet, note->since, note->seq, note->word);
      rdm_hub_live_wake (self->context.live, note->fleet);
      return;
    case RDM_HUB_NOTE_MOVED:
      on_moved (note->fleet, self);
      return;
    case RDM_HUB_NOTE_PRESENCE:
    default:
      rdm_hub_presence_hear (self->context.presence, note->word, g_get_monotonic_time (), NULL);
    }
}

static void
on_daemon_log (void *data, const char *format, va_list arguments)
{
  g_autofree char *text = g_strdup_vprintf (format, arguments);

  g_debug ("%s", g_strchomp (text));
}

typedef union
{
  struct sockaddr any;
  struct sockaddr_in v4;
  struct sockaddr_in6 v6;
} Native;

/* Returns: FALSE with an error. */
static gboolean
find_native (const char *address, guint16 port, Native *native, guint *flags, GError **error)
{
  g_autoptr (GInetAddress) inet = g_inet_address_new_from_string (address);
  g_autoptr (GSocketAddress) socket = inet ? g_inet_socket_address_new (inet, port) : NULL;

  if (!socket || !g_socket_address_to_native (socket, native, sizeof *native, NULL))
    {
      g_set_error (error, RDM_HUB_SERVER_ERROR, RDM_HUB_SERVER_ERROR_LISTEN,
                   "“%s” is not an address to listen on", address);
      return FALSE;
    }
  /* Whoever says "all of IPv6" means all. */
  if (native->any.sa_family == AF_INET6)
    *flags |= g_inet_address_get_is_any (inet) ? MHD_USE_DUAL_STACK : MHD_USE_IPv6;
  return TRUE;
}

static gboolean
listen_on (RdmHubServer *self, const RdmHubServerOptions *options, GError **error)
{
  guint flags = MHD_USE_EPOLL_INTERNAL_THREAD | MHD_ALLOW_SUSPEND_RESUME | MHD_USE_ERROR_LOG;
  guint most = options->max_connections ? options->max_connections : 2000;
  Native native = { 0 };
  struct MHD_OptionItem tls[] = {
    { MHD_OPTION_HTTPS_MEM_CERT, 0, (void *)options->certificate },
    { MHD_OPTION_HTTPS_MEM_KEY, 0, (void *)options->key },
    { MHD_OPTION_HTTPS_PRIORITIES, 0, (void *)"NORMAL:-VERS-TLS1.0:-VERS-TLS1.1" },
    { MHD_OPTION_END, 0, NULL },
  };
  struct MHD_OptionItem none[] = { { MHD_OPTION_END, 0, NULL } };
  g_autofree char *where = NULL;

  self->address = g_strdup (options->address ? options->address : "127.0.0.1");
  self->most_per_address =
      options->max_connections_per_address ? options->max_connections_per_address : most;
  if (!find_native (self->address, options->port, &native, &flags, error))
    return FALSE;
  if (options->certificate)
    flags |= MHD_USE_TLS;
  self->daemon = MHD_start_daemon (
      flags, options->port, may_connect, self, on_request, self,
      /* First, so that it is there for what goes wrong with the others. */
      MHD_OPTION_EXTERNAL_LOGGER, on_daemon_log, NULL, MHD_OPTION_SOCK_ADDR, &native.any,
      MHD_OPTION_CONNECTION_LIMIT, most, MHD_OPTION_CONNECTION_TIMEOUT, (unsigned int)IDLE_S,
      MHD_OPTION_CONNECTION_MEMORY_LIMIT, (size_t)CONNECTION_BYTES, MHD_OPTION_LISTEN_BACKLOG_SIZE,
      1024u, MHD_OPTION_NOTIFY_COMPLETED, on_completed, self, MHD_OPTION_NOTIFY_CONNECTION,
      on_connection, self, MHD_OPTION_STRICT_FOR_CLIENT, 1, MHD_OPTION_ARRAY,
      options->certificate ? tls : none, MHD_OPTION_END);
  if (self->daemon)
    return TRUE;
  where = rdm_hub_address_print (self->address, options->port);
  g_set_error (error, RDM_HUB_SERVER_ERROR, RDM_HUB_SERVER_ERROR_LISTEN,
               "%s cannot be listened on: it may be taken, or the certificate be no good", where);
  return FALSE;
}

/* Far above what good clients do: a desk asks a few times a second at most, and many may be behind
 * one address. */
static void
start_limits (RdmHubContext *context)
{
  context->presence = rdm_hub_presence_new ();
  context->per_address = rdm_hub_limit_new (1000, 5000);
  context->per_device = rdm_hub_limit_new (50, 500);
  context->tries = rdm_hub_limit_new (5 / 60.0, 10);
  context->moves = rdm_hub_limit_new (20, 2000);
  context->words = rdm_hub_limit_new (1 / 60.0, 3);
  /* A shift's commands, or a file or two, at once; and then as much as one parses in passing. */
  context->weights = rdm_hub_limit_new (8 * 1024 * 1024, 160 * 1024 * 1024);
  context->large = g_hash_table_new (g_str_hash, g_str_equal);
}

/* What has a thread of its own besides the writer. */
static gboolean
start_lanes (RdmHubServer *self, const RdmHubServerOptions *options, GError **error)
{
  RdmHubContext *context = &self->context;

  context->positions = rdm_hub_positions_start (
      options->database, options->keep_days ? options->keep_days : RDM_HUB_KEEP_DAYS, on_moved,
      self, error);
  context->reader = rdm_hub_reader_start (options->database, N_READERS, error);
  if (!context->positions || !context->reader)
    return FALSE;
  if (options->blobs)
    {
      context->blobs = rdm_hub_blobs_start (
          options->database, options->blobs,
          options->blob_quota_bytes ? options->blob_quota_bytes : RDM_HUB_BLOB_QUOTA_BYTES, error);
      if (!context->blobs)
        return FALSE;
    }
  if (rdm_sql_kind (context->sql) == RDM_SQL_POSTGRES)
    self->listener = rdm_hub_listener_start (options->database, on_heard, self);
  return TRUE;
}

RdmHubServer *
rdm_hub_server_start (const RdmHubServerOptions *options, GError **error)
{
  g_autoptr (RdmHubServer) self = g_new0 (RdmHubServer, 1);

  g_mutex_init (&self->lock);
  g_cond_init (&self->changed);
  self->incoming = g_hash_table_new_full (NULL, NULL, NULL, g_free);
  self->crowds = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->context.metrics.started_us = g_get_monotonic_time ();
  self->context.behind_proxy = options->behind_proxy;
  self->context.min_schema = options->min_schema ? options->min_schema : RDM_WIRE_MIN_SCHEMA;
  start_limits (&self->context);
  self->context.watch = rdm_hub_watch_new ();
  self->context.sql = rdm_hub_db_open (options->database, error);
  if (!self->context.sql)
    return NULL;
  self->ticker_sql = rdm_hub_db_open (options->database, error);
  if (!self->ticker_sql)
    return NULL;
  self->context.live = rdm_hub_live_new (options->database, options->travel, options->travel_server,
                                         on_detected, self, error);
  if (!self->context.live)
    return NULL;
  self->context.writer = rdm_hub_writer_start (options->database, on_written, self, error);
  if (!self->context.writer || !start_lanes (self, options, error)
      || !listen_on (self, options, error))
    return NULL;
  rdm_hub_live_start (self->context.live);
  self->ticker = g_thread_new ("hub-ticker", tick, self);
  return g_steal_pointer (&self);
}

guint16
rdm_hub_server_get_port (RdmHubServer *self)
{
  const union MHD_DaemonInfo *info = MHD_get_daemon_info (self->daemon, MHD_DAEMON_INFO_BIND_PORT);

  return info ? info->port : 0;
}

const char *
rdm_hub_server_get_address (RdmHubServer *self)
{
  return self->address;
}

void
rdm_hub_server_stop (RdmHubServer *self)
{
  g_mutex_lock (&self->lock);
  self->stopping = TRUE;
  g_cond_signal (&self->changed);
  g_mutex_unlock (&self->lock);
  if (self->ticker)
    g_thread_join (self->ticker);
  if (self->daemon)
    MHD_quiesce_daemon (self->daemon);
  /* What waits for the writer is answered; MHD must not find anybody asleep when it stops. */
  g_clear_pointer (&self->listener, rdm_hub_listener_stop);
  if (self->context.live)
    rdm_hub_live_finish (self->context.live);
  g_clear_pointer (&self->context.writer, rdm_hub_writer_stop);
  if (self->context.reader)
    rdm_hub_reader_finish (self->context.reader);
  g_clear_pointer (&self->context.positions, rdm_hub_positions_stop);
  g_clear_pointer (&self->context.blobs, rdm_hub_blobs_stop);
  rdm_hub_watch_close_all (self->context.watch);
  g_clear_pointer (&self->daemon, MHD_stop_daemon);
  g_clear_pointer (&self->context.live, rdm_hub_live_free);
  g_clear_pointer (&self->context.reader, rdm_hub_reader_free);
  g_clear_pointer (&self->context.watch, rdm_hub_watch_free);
  g_clear_pointer (&self->context.sql, rdm_sql_close);
  g_clear_pointer (&self->ticker_sql, rdm_sql_close);
  g_clear_pointer (&self->context.presence, rdm_hub_presence_free);
  rdm_hub_limit_free (self->context.per_address);
  rdm_hub_limit_free (self->context.per_device);
  rdm_hub_limit_free (self->context.tries);
  rdm_hub_limit_free (self->context.moves);
  rdm_hub_limit_free (self->context.words);
  rdm_hub_limit_free (self->context.weights);
  g_hash_table_unref (self->context.large);
  g_hash_table_unref (self->incoming);
  g_hash_table_unref (self->crowds);
  g_free (self->address);
  g_mutex_clear (&self->lock);
  g_cond_clear (&self->changed);
  g_free (self);
}
