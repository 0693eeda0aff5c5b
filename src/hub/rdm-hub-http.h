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
  guint retry_after_s; /* 0: does not say */
} RdmHubReply;

void rdm_hub_reply_clear (RdmHubReply *reply);

/** rdm_hub_reply_json: @node: (transfer full). */
void rdm_hub_reply_json (RdmHubReply *reply, guint status, JsonNode *node);
void rdm_hub_reply_text (RdmHubReply *reply, guint status, const char *type, const char *text);
void rdm_hub_reply_refuse (RdmHubReply *reply, guint status, const char *word, const char *message);

/** rdm_hub_reply_error: the refusal that an error of the wire, the hub or its database means. What
 * a database says is for the log, not for strangers. */
void rdm_hub_reply_error (RdmHubReply *reply, const GError *error, gint64 expected_n);

/** rdm_hub_reply_queue: hands it to the connection. */
enum MHD_Result rdm_hub_reply_queue (const RdmHubReply *reply, struct MHD_Connection *connection);

/** rdm_hub_request_is_clean: whether the head of a request can be read in one way only: one Host,
 * one Content-Length, and not both a length and chunks. */
gboolean rdm_hub_request_is_clean (struct MHD_Connection *connection);

G_END_DECLS
