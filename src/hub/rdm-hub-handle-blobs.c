/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rdm-hub-handlers.h"
#include "rdm-hub-log.h"

static void
reply_error (RdmHubRequest *request, const GError *error)
{
  RdmHubReply *reply = &request->reply;

  if (error->domain != RDM_HUB_BLOB_ERROR)
    {
      rdm_hub_reply_error (reply, error, 0);
      return;
    }
  switch ((RdmHubBlobError)error->code)
    {
    case RDM_HUB_BLOB_ERROR_NAME:
    case RDM_HUB_BLOB_ERROR_NONE:
      rdm_hub_reply_refuse (reply, MHD_HTTP_NOT_FOUND, "blob", error->message);
      return;
    case RDM_HUB_BLOB_ERROR_HASH:
      rdm_hub_reply_refuse (reply, MHD_HTTP_UNPROCESSABLE_CONTENT, "hash", error->message);
      return;
    case RDM_HUB_BLOB_ERROR_QUOTA:
      rdm_hub_reply_refuse (reply, MHD_HTTP_INSUFFICIENT_STORAGE, "quota", error->message);
      return;
    case RDM_HUB_BLOB_ERROR_FULL:
      rdm_hub_log (RDM_HUB_LOG_ERROR, "full", error->message, NULL);
      rdm_hub_reply_refuse (reply, MHD_HTTP_INSUFFICIENT_STORAGE, "full",
                            "The hub's disk is full. Nothing was changed.");
      return;
    case RDM_HUB_BLOB_ERROR_FILE:
    default:
      rdm_hub_log (RDM_HUB_LOG_ERROR, "blob", error->message, NULL);
      rdm_hub_reply_busy (reply, "The hub's files cannot be read or written. Try again.");
    }
}

static gboolean
check_name (RdmHubRequest *request)
{
  if (!request->context->blobs)
    {
      rdm_hub_reply_refuse (&request->reply, MHD_HTTP_NOT_IMPLEMENTED, "blobs",
                            "This hub keeps no photographs: it was not told where (--blobs).");
      return FALSE;
    }
  if (rdm_hub_blob_is_name (request->rest))
    return TRUE;
  rdm_hub_reply_refuse (&request->reply, MHD_HTTP_NOT_FOUND, "blob",
                        "What is kept here is called by its SHA-256.");
  return FALSE;
}

/* In the disk's thread. */
static void
on_stored (RdmHubBlobJob *job, gpointer user_data)
{
  RdmHubRequest *request = user_data;

  MHD_resume_connection (request->connection);
}

void
rdm_hub_handle_put_blob (RdmHubRequest *request)
{
  RdmHubBlobJob *job;

  if (!check_name (request))
    return;
  job = g_new0 (RdmHubBlobJob, 1);
  rdm_hub_visitor_copy (&request->visitor, &job->visitor);
  job->name = g_strdup (request->rest);
  job->bytes = g_byte_array_ref (request->body);
  job->now_utc_ms = rdm_hub_now_utc_ms ();
  job->done = on_stored;
  job->user_data = request;
  request->blob_job = job;
  MHD_suspend_connection (request->connection);
  rdm_hub_blobs_add (request->context->blobs, job);
}

void
rdm_hub_finish_put_blob (RdmHubRequest *request)
{
  const RdmHubBlobJob *job = request->blob_job;

  if (job->error)
    reply_error (request, job->error);
  else
    rdm_hub_reply_text (&request->reply, job->is_new ? MHD_HTTP_CREATED : MHD_HTTP_OK, NULL, "");
}

void
rdm_hub_handle_get_blob (RdmHubRequest *request)
{
  g_autoptr (GError) error = NULL;
  guint64 size = 0;
  int fd;

  if (!check_name (request))
    return;
  fd = rdm_hub_blob_open (request->context->sql, rdm_hub_blobs_get_folder (request->context->blobs),
                          request->visitor.fleet, request->rest, &size, &error);
  if (fd < 0)
    {
      reply_error (request, error);
      return;
    }
  /* Never a page of this address, whatever the bytes are. */
  rdm_hub_reply_text (&request->reply, MHD_HTTP_OK, "application/octet-stream", NULL);
  request->reply.fd = fd;
  request->reply.size = size;
}
