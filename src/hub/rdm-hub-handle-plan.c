/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rdm-hub-handlers.h"
#include "rdm-hub-weight.h"

#include <string.h>

#define LONGEST_HOLD_S 60
/* Of the journal in one answer. */
#define MOST_OPS 1000

/* In the writer's thread. */
static void
on_written (RdmHubJob *job, gpointer user_data)
{
  RdmHubRequest *request = user_data;

  MHD_resume_connection (request->connection);
}

/* Whether there is room for what becomes of the body. Returns: FALSE with a reply. */
static gboolean
find_room (RdmHubRequest *request)
{
  RdmHubContext *context = request->context;
  gsize weight = rdm_hub_weigh ((const char *)request->body->data, request->body->len);
  gsize room =
      RDM_HUB_MOST_WEIGHT + (weight <= RDM_HUB_LIGHT_WEIGHT ? RDM_HUB_MORE_LIGHT_WEIGHT : 0);

  if (weight > RDM_HUB_MOST_PUSH_WEIGHT)
    {
      rdm_hub_reply_refuse (&request->reply, MHD_HTTP_CONTENT_TOO_LARGE, "large",
                            "That is more than this hub takes at once. Send it in parts.");
      return FALSE;
    }
  if (context->n_bytes - request->body->len + context->weight + weight > room)
    {
      rdm_hub_reply_busy (&request->reply, "Too many are sending at once. Try again.");
      return FALSE;
    }
  if (!rdm_hub_limit_take (context->weights, request->visitor.device, (double)weight,
                           g_get_monotonic_time ()))
    {
      rdm_hub_reply_limited (&request->reply, 5);
      return FALSE;
    }
  request->weight = weight;
  context->weight += weight;
  return TRUE;
}

/* Returns: (transfer full): NULL with a reply. What it is parsed into goes before others come. */
static RdmPush *
read_push (RdmHubRequest *request)
{
  g_autoptr (JsonNode) node = rdm_hub_request_parse (request);
  g_autoptr (GError) error = NULL;
  RdmPush *push;

  if (!node)
    return NULL;
  rdm_hub_request_drop_body (request);
  push = rdm_push_from_json (node, &error);
  if (!push)
    rdm_hub_reply_error (&request->reply, error, 0);
  return push;
}

void
rdm_hub_handle_push (RdmHubRequest *request)
{
  g_autoptr (RdmPush) push = find_room (request) ? read_push (request) : NULL;
  RdmHubJob *job;

  if (!push)
    return;
  if (!g_str_equal (push->device, request->visitor.device))
    {
      rdm_hub_reply_refuse (&request->reply, MHD_HTTP_FORBIDDEN, "device",
                            "The token is another device's.");
      return;
    }
  job = g_new0 (RdmHubJob, 1);
  rdm_hub_visitor_copy (&request->visitor, &job->visitor);
  job->push = g_steal_pointer (&push);
  job->done = on_written;
  job->user_data = request;
  request->context->metrics.n_commands += job->push->ops->len;
  request->job = job;
  /* First asleep, then handed over: the writer may be done before we are. */
  MHD_suspend_connection (request->connection);
  if (rdm_hub_writer_add (request->context->writer, job))
    return;
  g_clear_pointer (&request->job, rdm_hub_job_free);
  rdm_hub_reply_busy (&request->reply, "Too much is waiting. Try again.");
  MHD_resume_connection (request->connection);
}

void
rdm_hub_finish_push (RdmHubRequest *request)
{
  RdmHubJob *job = request->job;

  rdm_hub_metrics_count_push (&request->context->metrics,
                              g_get_monotonic_time () - request->began_us);
  if (job->answer)
    rdm_hub_reply_json (&request->reply, MHD_HTTP_OK, rdm_push_answer_to_json (job->answer));
  else
    rdm_hub_reply_error (&request->reply, job->error, job->expected_n);
}

/* In a reader's thread. */
static void
on_read (RdmHubReadJob *job, gpointer user_data)
{
  RdmHubRequest *request = user_data;

  MHD_resume_connection (request->connection);
}

/* @job: (transfer full). */
static void
read_aside (RdmHubRequest *request, RdmHubReadJob *job)
{
  job->fleet = g_strdup (request->visitor.fleet);
  job->device = g_strdup (request->visitor.device);
  job->done = on_read;
  job->user_data = request;
  request->read_job = job;
  MHD_suspend_connection (request->connection);
  if (rdm_hub_reader_add (request->context->reader, job))
    return;
  g_clear_pointer (&request->read_job, rdm_hub_read_job_free);
  rdm_hub_reply_limited (&request->reply, 1);
  MHD_resume_connection (request->connection);
}

/* Returns: FALSE with a reply. */
static gboolean
may_read (RdmHubRequest *request)
{
  if (request->context->n_bytes <= RDM_HUB_MOST_BYTES)
    return TRUE;
  rdm_hub_reply_busy (&request->reply, "Too many are reading at once. Try again.");
  return FALSE;
}

void
rdm_hub_handle_pull (RdmHubRequest *request)
{
  gint64 limit = rdm_hub_request_number (request, "limit", RDM_WIRE_MAX_PAGE_ROWS);
  RdmHubReadJob *job;

  if (!may_read (request))
    return;
  job = g_new0 (RdmHubReadJob, 1);
  job->kind = RDM_HUB_READ_ROWS;
  job->epoch = g_strdup (rdm_hub_request_query (request, "epoch"));
  job->since = rdm_hub_request_number (request, "since", 0);
  job->limit = (guint)CLAMP (limit, 1, RDM_WIRE_MAX_PAGE_ROWS);
  read_aside (request, job);
}

void
rdm_hub_handle_own (RdmHubRequest *request)
{
  const char *tag = MHD_lookup_connection_value (request->connection, MHD_HEADER_KIND,
                                                 MHD_HTTP_HEADER_IF_NONE_MATCH);
  RdmHubReadJob *job;

  if (!request->visitor.driver)
    {
      rdm_hub_reply_refuse (&request->reply, MHD_HTTP_NOT_FOUND, "driver",
                            "This device is none of the plan's drivers. Ask for an invitation that "
                            "says which one it is.");
      return;
    }
  if (!may_read (request))
    return;
  job = g_new0 (RdmHubReadJob, 1);
  job->kind = RDM_HUB_READ_DAY;
  job->driver = g_strdup (request->visitor.driver);
  if (tag && strlen (tag) > 2 && *tag == '"')
    job->tag = g_strndup (tag + 1, strlen (tag) - 2);
  read_aside (request, job);
}

/* Arrival times, as the thread of the live day last said them. */
void
rdm_hub_handle_eta (RdmHubRequest *request)
{
  const RdmHubVisitor *visitor = &request->visitor;
  gboolean is_own = (request->route->right & RDM_RIGHT_OWN) != 0;

  if (!may_read (request))
    return;
  rdm_hub_reply_text (&request->reply, MHD_HTTP_OK, "application/json", NULL);
  request->reply.text = rdm_hub_live_print (
      request->context->live, visitor->fleet, rdm_hub_request_query (request, "date"),
      is_own ? (visitor->driver ? visitor->driver : "") : NULL);
}

/* Positions as they came in. Whoever asks again when the answer is there is told as much as they
 * can take in, and no page waits for anybody. */
void
rdm_hub_handle_feed (RdmHubRequest *request)
{
  gint64 limit = rdm_hub_request_number (request, "limit", RDM_WIRE_MAX_PAGE_ROWS);
  RdmHubReadJob *job;

  if (!may_read (request))
    return;
  job = g_new0 (RdmHubReadJob, 1);
  job->kind = RDM_HUB_READ_FEED;
  job->epoch = g_strdup (rdm_hub_request_query (request, "epoch"));
  job->since = rdm_hub_request_number (request, "since", 0);
  job->from_ms = rdm_hub_request_number (request, "from", 0);
  job->who = g_strdup (rdm_hub_request_query (request, "who"));
  job->at_ms = rdm_hub_request_number (request, "at", 0);
  job->limit = (guint)CLAMP (limit, 1, RDM_WIRE_MAX_PAGE_ROWS);
  read_aside (request, job);
}

/* What was done, from the beginning: for desks that look back. */
void
rdm_hub_handle_journal (RdmHubRequest *request)
{
  gint64 limit = rdm_hub_request_number (request, "limit", MOST_OPS);
  RdmHubReadJob *job;

  if (!may_read (request))
    return;
  job = g_new0 (RdmHubReadJob, 1);
  job->kind = RDM_HUB_READ_JOURNAL;
  job->since = rdm_hub_request_number (request, "since", 0);
  job->limit = (guint)CLAMP (limit, 1, MOST_OPS);
  read_aside (request, job);
}

void
rdm_hub_finish_pull (RdmHubRequest *request)
{
  RdmHubReadJob *job = request->read_job;

  if (job->error)
    {
      rdm_hub_reply_error (&request->reply, job->error, 0);
      return;
    }
  if (job->text)
    rdm_hub_reply_text (&request->reply, MHD_HTTP_OK, "application/json", NULL);
  else
    rdm_hub_reply_text (&request->reply, MHD_HTTP_NOT_MODIFIED, NULL, NULL);
  request->reply.text = g_steal_pointer (&job->text);
  request->reply.tag = g_steal_pointer (&job->tag);
}

/* What was last written to a fleet, also before this hub was started. */
static void
learn_seq (RdmHubRequest *request)
{
  const RdmSqlValue value = RDM_SQL_TEXT (request->visitor.fleet);
  g_autofree char *text = NULL;

  if (rdm_hub_watch_seq (request->context->watch, request->visitor.fleet) < 0
      && rdm_sql_get (request->context->sql, "SELECT seq FROM fleet WHERE id = $1", &value, 1,
                      &text, NULL)
      && text)
    {
      gint64 seq = g_ascii_strtoll (text, NULL, 10);

      rdm_hub_watch_poke (request->context->watch, request->visitor.fleet, seq, seq, NULL);
    }
}

void
rdm_hub_handle_events (RdmHubRequest *request)
{
  learn_seq (request);
  request->stream =
      rdm_hub_watch_stream (request->context->watch, request->connection, &request->visitor,
                            rdm_hub_request_number (request, "since", -1),
                            rdm_hub_request_number (request, "positions", 0) == 1
                                && rdm_role_has_right (request->visitor.role, RDM_RIGHT_READ));
}

void
rdm_hub_handle_wait (RdmHubRequest *request)
{
  learn_seq (request);
  request->watcher =
      rdm_hub_watch_hold (request->context->watch, request->connection, &request->visitor,
                          rdm_hub_request_number (request, "since", 0),
                          (guint)MIN (rdm_hub_request_number (request, "t", 25), LONGEST_HOLD_S));
}

void
rdm_hub_finish_wait (RdmHubRequest *request)
{
  gint64 seq = rdm_hub_watcher_end (g_steal_pointer (&request->watcher));
  JsonObject *object;

  if (seq < 0)
    {
      rdm_hub_reply_text (&request->reply, MHD_HTTP_NO_CONTENT, NULL, "");
      return;
    }
  object = json_object_new ();
  json_object_set_int_member (object, "seq", seq);
  rdm_hub_reply_take_object (&request->reply, MHD_HTTP_OK, object);
}
