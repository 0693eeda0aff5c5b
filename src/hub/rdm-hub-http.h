/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Answers over HTTP: JSON, and refusals in one form: {"error": "word", "message": "sentence"}.
 * Inside the hub.
 */
#pragma once

#include <json-glib/json-glib.h>
#include <microhttpd.h>

G_BEGIN_DECLS

/** RdmHubReply: an answer that is ready. */
typedef struct
{
  guint status;
  char *type;
  char *text;
  char *tag;           /* nullable: for ETag, without quotes */
  guint retry_after_s; /* 0: does not say */
  int fd;              /* in place of @text: a file, when it is not 0 */
  guint64 size;        /* of the file */
} RdmHubReply;

/** What a hub holds in memory for others at once, in bodies and answers: those who send much and
 * read slowly are many. */
#define RDM_HUB_MOST_BYTES (12 * 1024 * 1024)

void rdm_hub_reply_clear (RdmHubReply *reply);

/** rdm_hub_reply_json: @node: (transfer full). */
void rdm_hub_reply_json (RdmHubReply *reply, guint status, JsonNode *node);
void rdm_hub_reply_text (RdmHubReply *reply, guint status, const char *type, const char *text);
void rdm_hub_reply_refuse (RdmHubReply *reply, guint status, const char *word, const char *message);

/** rdm_hub_reply_error: the refusal that an error of the wire, the hub or its database means. What
 * a database says is for the log, not for strangers. */
void rdm_hub_reply_error (RdmHubReply *reply, const GError *error, gint64 expected_n);

/** rdm_hub_reply_queue: hands it to the connection, and it is gone. @n_bytes: what is in memory, in
 * which the answer is counted until it has been sent. */
enum MHD_Result
rdm_hub_reply_queue (RdmHubReply *reply, struct MHD_Connection *connection, gsize *n_bytes);

/** rdm_hub_reply_take_object: @object: (transfer full). */
void rdm_hub_reply_take_object (RdmHubReply *reply, guint status, JsonObject *object);

/** rdm_hub_reply_busy: 503, come again soon. */
void rdm_hub_reply_busy (RdmHubReply *reply, const char *message);

/** rdm_hub_reply_limited: 429. */
void rdm_hub_reply_limited (RdmHubReply *reply, guint wait_s);

/** rdm_hub_request_is_clean: whether the head of a request can be read in one way only: one Host,
 * one Content-Length, and not both a length and chunks. */
gboolean rdm_hub_request_is_clean (struct MHD_Connection *connection);

G_END_DECLS
