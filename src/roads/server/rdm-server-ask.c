/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rdm-server-ask.h"

#include "rdm-config.h"
#include "rdm-server-answer.h"

#include <glib/gi18n-lib.h>

/* An answer of 100 × 100 pairs takes 200 kB. */
#define MOST_ANSWER_BYTES (16 * 1024 * 1024)
#define MOST_TRIES 4
#define LONGEST_WAIT_S 20
#define STATUS_TOO_MANY_REQUESTS 429 /* libsoup has no name for it */

SoupSession *
rdm_server_session_new (const RdmServerRule *rule)
{
  return soup_session_new_with_options ("timeout", rule->timeout_s, "user-agent",
                                        "Roundsman/" RDM_VERSION, NULL);
}

static void
on_cancelled (GCancellable *cancellable, gpointer user_data)
{
  g_main_context_wakeup (user_data);
}

/* Sleeps, unless it is cancelled. */
static void
wait_for (guint seconds, GCancellable *cancellable)
{
  gint64 until_us = g_get_monotonic_time () + (gint64)seconds * G_USEC_PER_SEC;
  g_autoptr (GMainContext) context = g_main_context_new ();
  g_autoptr (GSource) timeout = g_timeout_source_new_seconds (seconds);
  gulong handler =
      cancellable ? g_cancellable_connect (cancellable, G_CALLBACK (on_cancelled), context, NULL)
                  : 0;

  g_source_attach (timeout, context);
  while (g_get_monotonic_time () < until_us && !g_cancellable_is_cancelled (cancellable))
    g_main_context_iteration (context, TRUE);
  g_source_destroy (timeout);
  if (handler)
    g_cancellable_disconnect (cancellable, handler);
}

/* Seconds that a server that says "later" wants; it may also name a date, which none of them does.
 */
static guint
retry_after (SoupMessage *message, guint tries)
{
  const char *text =
      soup_message_headers_get_one (soup_message_get_response_headers (message), "Retry-After");
  guint64 seconds;

  if (text && g_ascii_string_to_unsigned (text, 10, 0, G_MAXUINT16, &seconds, NULL))
    return (guint)MIN (seconds, LONGEST_WAIT_S);
  return 1u << tries;
}

static GBytes *
read_all (GInputStream *stream, GCancellable *cancellable, GError **error)
{
  g_autoptr (GByteArray) all = g_byte_array_new ();
  guint8 *buffer = g_alloca (16384);

  for (;;)
    {
      gssize n = g_input_stream_read (stream, buffer, 16384, cancellable, error);

      if (n < 0)
        return NULL;
      if (n == 0)
        return g_byte_array_free_to_bytes (g_steal_pointer (&all));
      if (all->len + n > MOST_ANSWER_BYTES)
        {
          g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_MESSAGE_TOO_LARGE,
                               _ ("the answer is endless"));
          return NULL;
        }
      g_byte_array_append (all, buffer, (guint)n);
    }
}

static SoupMessage *
make_message (const RdmServerRule *rule, const RdmServerQuestion *question)
{
  SoupMessage *message = soup_message_new (question->body ? "POST" : "GET", question->url);

  if (message && question->body)
    {
      g_autoptr (GBytes) body = g_bytes_new (question->body, strlen (question->body));

      soup_message_set_request_body_from_bytes (message, "application/json", body);
    }
  if (message && rule->key)
    soup_message_headers_replace (soup_message_get_request_headers (message), "Authorization",
                                  rule->key);
  return message;
}

static const char *
host_of (SoupMessage *message)
{
  return g_uri_get_host (soup_message_get_uri (message));
}

/* The words of a refusal, and whether it is about size. */
static void
refuse (SoupMessage *message, GBytes *body, gboolean *too_big, GError **error)
{
  guint status = soup_message_get_status (message);
  g_autofree char *complaint = rdm_server_read_complaint (body, too_big);

  *too_big = *too_big || status == SOUP_STATUS_REQUEST_ENTITY_TOO_LARGE
             || status == SOUP_STATUS_REQUEST_URI_TOO_LONG;
  if (status == SOUP_STATUS_UNAUTHORIZED || status == SOUP_STATUS_FORBIDDEN)
    g_set_error (error, RDM_TRAVEL_ERROR, RDM_TRAVEL_ERROR_SERVER,
                 _ ("%s refuses: the key is missing, wrong or used up (%u)"), host_of (message),
                 status);
  else
    g_set_error (error, RDM_TRAVEL_ERROR, RDM_TRAVEL_ERROR_SERVER, _ ("%s answers %u: %s"),
                 host_of (message), status,
                 complaint ? complaint : soup_status_get_phrase (status));
}

static gboolean
is_passing (guint status)
{
  return status == STATUS_TOO_MANY_REQUESTS || status == SOUP_STATUS_BAD_GATEWAY
         || status == SOUP_STATUS_SERVICE_UNAVAILABLE || status == SOUP_STATUS_GATEWAY_TIMEOUT;
}

GBytes *
rdm_server_ask (SoupSession *session,
                const RdmServerRule *rule,
                const RdmServerQuestion *question,
                gboolean *too_big,
                GCancellable *cancellable,
                GError **error)
{
  gboolean about_size = FALSE;

  if (too_big)
    *too_big = FALSE;
  for (guint tries = 0;; tries++)
    {
      g_autoptr (SoupMessage) message = make_message (rule, question);
      g_autoptr (GInputStream) stream = NULL;
      g_autoptr (GBytes) body = NULL;
      g_autoptr (GError) local = NULL;

      if (!message)
        {
          g_set_error (error, RDM_TRAVEL_ERROR, RDM_TRAVEL_ERROR_SERVER,
                       _ ("“%s” is not the address of a server"), rule->url);
          return NULL;
        }
      stream = soup_session_send (session, message, cancellable, &local);
      if (stream)
        body = read_all (stream, cancellable, &local);
      if (!body)
        {
          if (g_cancellable_set_error_if_cancelled (cancellable, error))
            return NULL;
          g_set_error (error, RDM_TRAVEL_ERROR, RDM_TRAVEL_ERROR_SERVER, _ ("%s: %s"),
                       host_of (message), local->message);
          return NULL;
        }
      if (SOUP_STATUS_IS_SUCCESSFUL (soup_message_get_status (message)))
        return g_steal_pointer (&body);
      if (!is_passing (soup_message_get_status (message)) || tries + 1 >= MOST_TRIES)
        {
          refuse (message, body, &about_size, error);
          if (too_big)
            *too_big = about_size;
          return NULL;
        }
      wait_for (retry_after (message, tries), cancellable);
      if (g_cancellable_set_error_if_cancelled (cancellable, error))
        return NULL;
    }
}
