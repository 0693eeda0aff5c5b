/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rdm-courier-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "rdm-wire-version.h"

/* A page ends with a command, and one command may change a whole plan. */
#define MAX_PAGE_BYTES (256 * 1024 * 1024)
#define TIMEOUT_S 30
/* Of one request, unless one command is longer: what a slow line sends within TIMEOUT_S. */
#define PUSH_BYTES (512 * 1024)

G_DEFINE_QUARK (rdm_courier_error, rdm_courier_error)
G_DEFINE_FINAL_TYPE (RdmCourier, rdm_courier, G_TYPE_OBJECT)

enum
{
  POKE,
  MOVED,
  LOST,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

void
rdm_courier_emit_poke (RdmCourier *self, gint64 seq)
{
  g_signal_emit (self, signals[POKE], 0, seq);
}

void
rdm_courier_emit_moved (RdmCourier *self)
{
  g_signal_emit (self, signals[MOVED], 0);
}

void
rdm_courier_emit_lost (RdmCourier *self)
{
  g_signal_emit (self, signals[LOST], 0);
}

void
rdm_courier_stop (RdmCourier *self)
{
  rdm_courier_hang_up (self);
  g_cancellable_cancel (self->stopped);
}

static void
dispose (GObject *object)
{
  RdmCourier *self = RDM_COURIER (object);

  rdm_courier_stop (self);
  g_clear_object (&self->session);
  g_clear_object (&self->listening);
  G_OBJECT_CLASS (rdm_courier_parent_class)->dispose (object);
}

static void
finalize (GObject *object)
{
  RdmCourier *self = RDM_COURIER (object);

  g_free (self->address);
  g_free (self->authorization);
  g_object_unref (self->stopped);
  G_OBJECT_CLASS (rdm_courier_parent_class)->finalize (object);
}

static void
rdm_courier_class_init (RdmCourierClass *class)
{
  G_OBJECT_CLASS (class)->dispose = dispose;
  G_OBJECT_CLASS (class)->finalize = finalize;
  signals[POKE] = g_signal_new ("poke", RDM_TYPE_COURIER, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                G_TYPE_NONE, 1, G_TYPE_INT64);
  signals[MOVED] = g_signal_new ("moved", RDM_TYPE_COURIER, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                 G_TYPE_NONE, 0);
  signals[LOST] = g_signal_new ("lost", RDM_TYPE_COURIER, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                G_TYPE_NONE, 0);
}

static void
rdm_courier_init (RdmCourier *self)
{
  self->stopped = g_cancellable_new ();
}

RdmCourier *
rdm_courier_new (const char *address, const char *token)
{
  RdmCourier *self = g_object_new (RDM_TYPE_COURIER, NULL);

  self->address = g_strdup (address);
  self->authorization = token ? g_strconcat ("Bearer ", token, NULL) : NULL;
  self->session = soup_session_new_with_options ("timeout", TIMEOUT_S, "user-agent", "Roundsman ",
                                                 "max-conns-per-host", 6, NULL);
  self->listening = soup_session_new_with_options ("timeout", 0, "user-agent", "Roundsman ", NULL);
  return self;
}

guint
rdm_courier_get_retry_s (RdmCourier *self)
{
  return self->retry_s;
}

SoupMessage *
rdm_courier_message (RdmCourier *self, const char *method, const char *path)
{
  g_autofree char *url = g_strconcat (self->address, path, NULL);
  SoupMessage *message = soup_message_new (method, url);
  SoupMessageHeaders *headers;

  if (!message)
    return NULL;
  /* A token is for this address, and not for where it points to. */
  soup_message_add_flags (message, SOUP_MESSAGE_NO_REDIRECT);
  headers = soup_message_get_request_headers (message);
  soup_message_headers_replace (headers, RDM_WIRE_API_HEADER, G_STRINGIFY (RDM_WIRE_API));
  soup_message_headers_replace (headers, RDM_WIRE_SCHEMA_HEADER, G_STRINGIFY (RDM_WIRE_SCHEMA));
  if (self->authorization)
    soup_message_headers_replace (headers, "Authorization", self->authorization);
  return message;
}

/* Answers */

/* Returns: (transfer full) (nullable): a refusal's body. */
static JsonNode *
parse_refusal (GBytes *body)
{
  gsize length = 0;
  const char *text = body ? g_bytes_get_data (body, &length) : NULL;

  return text ? rdm_wire_parse (text, (gssize)length, RDM_WIRE_MAX_SMALL_BYTES, NULL) : NULL;
}

/* Which of the two is too old, if that is it. */
static const char *
describe_version (guint status, JsonNode *body, RdmCourierError *code)
{
  switch (rdm_wire_read_version_refusal (status, body))
    {
    case RDM_WIRE_ERROR_OLD_DESK:
      *code = RDM_COURIER_ERROR_OLD_DESK;
      return _ ("The hub wants a newer Roundsman. Update it; nothing is lost.");
    case RDM_WIRE_ERROR_SCHEMA:
      *code = RDM_COURIER_ERROR_OLD_SCHEMA;
      return _ ("The hub is older than this Roundsman, and does not take its changes. Have it "
                "updated; nothing is lost.");
    case RDM_WIRE_ERROR_API:
      *code = RDM_COURIER_ERROR_OLD_HUB;
      return _ ("There is no hub at that address, or an older one that does not know this.");
    default:
      return NULL;
    }
}

static void
set_refusal (guint status, guint retry_s, GBytes *body, GError **error)
{
  g_autoptr (JsonNode) node = parse_refusal (body);
  const char *sentence =
      node ? rdm_wire_get_text (json_node_get_object (node), "message", NULL) : NULL;
  RdmCourierError code = RDM_COURIER_ERROR_REFUSED;
  const char *ours = describe_version (status, node, &code);

  if (ours)
    ;
  else if (status == 401)
    {
      code = RDM_COURIER_ERROR_TOKEN;
      ours = _ ("The hub does not know this device any more. Ask for another invitation.");
    }
  else if (status == 403)
    {
      code = RDM_COURIER_ERROR_ROLE;
      ours = _ ("Your role may not do that at the hub. Ask somebody whose role may.");
    }
  else if (status == 410)
    code = RDM_COURIER_ERROR_REFETCH;
  else if (status == 409)
    {
      code = RDM_COURIER_ERROR_FORKED;
      ours = _ ("The hub knows this device from another copy of the plan. Connect this one again, "
                "by an invitation of its own.");
    }
  else if (status == 404 || status == 405)
    {
      code = RDM_COURIER_ERROR_OLD_HUB;
      ours = _ ("There is no hub at that address, or an older one that does not know this.");
    }
  else if (status == 413)
    {
      code = RDM_COURIER_ERROR_LARGE;
      ours = _ ("That is more than the hub takes at once.");
    }
  else if (status >= 500 || status == 408 || status == 429)
    {
      code = retry_s > 0 ? RDM_COURIER_ERROR_BUSY : RDM_COURIER_ERROR_AWAY;
      ours = sentence ? sentence : _ ("The hub is in trouble.");
    }
  else if (status >= 300 && status < 400)
    ours = _ ("Something on the way to the hub answers in its place.");
  if (ours)
    g_set_error_literal (error, RDM_COURIER_ERROR, (int)code, ours);
  else
    g_set_error (error, RDM_COURIER_ERROR, (int)code, _ ("The hub does not take this: %s"),
                 sentence ? sentence : "?");
}

static void
set_network_error (const GError *reason, GError **error)
{
  if (reason->domain == G_TLS_ERROR)
    g_set_error (error, RDM_COURIER_ERROR, RDM_COURIER_ERROR_CERTIFICATE,
                 _ ("Whoever answers cannot show that it is the hub: %s"), reason->message);
  else
    g_set_error (error, RDM_COURIER_ERROR, RDM_COURIER_ERROR_AWAY,
                 _ ("The hub cannot be reached: %s"), reason->message);
}

/* What of the body the asker wants, made in a thread of its own. */
typedef gpointer (*ReadFunc) (JsonNode *node, GError **error);

typedef struct
{
  RdmCourier *courier; /* borrowed of the task's source object */
  SoupMessage *message;
  RdmPush *push; /* NULL for other requests */
  ReadFunc read;
  GDestroyNotify destroy;
  GBytes *body;
} Errand;

static void
errand_free (gpointer data)
{
  Errand *errand = data;

  g_clear_object (&errand->message);
  g_clear_pointer (&errand->push, rdm_push_free);
  g_clear_pointer (&errand->body, g_bytes_unref);
  g_free (errand);
}

static void
read_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  Errand *errand = data;
  gsize length;
  const char *text = g_bytes_get_data (errand->body, &length);
  GError *error = NULL;
  g_autoptr (JsonNode) node = length > 0
                                  ? rdm_wire_parse (text, (gssize)length, MAX_PAGE_BYTES, &error)
                                  : rdm_wire_parse ("{}", -1, MAX_PAGE_BYTES, &error);
  gpointer value = node ? errand->read (node, &error) : NULL;

  if (value)
    {
      g_task_return_pointer (task, value, errand->destroy);
      return;
    }
  g_task_return_new_error (task, RDM_COURIER_ERROR, RDM_COURIER_ERROR_NEW_HUB,
                           _ ("The hub’s answer is not understood. It may be newer: update "
                              "Roundsman. (%s)"),
                           error->message);
  g_error_free (error);
}

static void
sent_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  Errand *errand = g_task_get_task_data (task);
  g_autoptr (GError) reason = NULL;
  GError *error = NULL;
  guint status;
  const char *retry;

  errand->body = soup_session_send_and_read_finish (SOUP_SESSION (source), result, &reason);
  if (g_task_return_error_if_cancelled (task))
    return;
  if (!errand->body)
    {
      set_network_error (reason, &error);
      g_task_return_error (task, error);
      return;
    }
  status = soup_message_get_status (errand->message);
  retry = soup_message_headers_get_one (soup_message_get_response_headers (errand->message),
                                        "Retry-After");
  errand->courier->retry_s = retry ? (guint)CLAMP (g_ascii_strtoll (retry, NULL, 10), 0, 600) : 0;
  if (status >= 200 && status < 300)
    {
      g_task_run_in_thread (task, read_thread);
      return;
    }
  set_refusal (status, errand->courier->retry_s, errand->body, &error);
  g_task_return_error (task, error);
}

/* Returns: (transfer full) (nullable): NULL when there is nothing to send, and @callback hears why.
 */
static GTask *
errand_new (RdmCourier *self,
            const char *method,
            const char *path,
            ReadFunc read,
            GDestroyNotify destroy,
            GAsyncReadyCallback callback,
            gpointer user_data)
{
  GTask *task = g_task_new (self, self->stopped, callback, user_data);
  Errand *errand = g_new0 (Errand, 1);

  errand->courier = self;
  errand->read = read;
  errand->destroy = destroy;
  errand->message = rdm_courier_message (self, method, path);
  g_task_set_task_data (task, errand, errand_free);
  if (errand->message)
    return task;
  g_task_return_new_error (task, RDM_COURIER_ERROR, RDM_COURIER_ERROR_REFUSED,
                           _ ("“%s” is not the address of a hub."), self->address);
  g_object_unref (task);
  return NULL;
}

/* @task: (transfer full); @text: (transfer full) (nullable): the body. */
static void
send (GTask *task, char *text)
{
  RdmCourier *self = g_task_get_source_object (task);
  Errand *errand = g_task_get_task_data (task);

  if (text)
    {
      g_autoptr (GBytes) bytes = g_bytes_new_take (text, strlen (text));

      soup_message_set_request_body_from_bytes (errand->message, "application/json", bytes);
    }
  soup_session_send_and_read_async (self->session, errand->message, G_PRIORITY_DEFAULT,
                                    self->stopped, sent_cb, task);
}

/* @body: (transfer full) (nullable). */
static void
send_errand (RdmCourier *self,
             const char *method,
             const char *path,
             JsonNode *body,
             ReadFunc read,
             GDestroyNotify destroy,
             GAsyncReadyCallback callback,
             gpointer user_data)
{
  GTask *task = errand_new (self, method, path, read, destroy, callback, user_data);
  g_autoptr (JsonNode) own = body;

  if (task)
    send (task, own ? rdm_wire_print (own) : NULL);
}

static gpointer
finish (RdmCourier *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

/* Requests */

static gpointer
read_node (JsonNode *node, GError **error)
{
  return json_node_ref (node);
}

void
rdm_courier_ask_async (RdmCourier *self,
                       const char *method,
                       const char *path,
                       JsonNode *body,
                       GAsyncReadyCallback callback,
                       gpointer user_data)
{
  send_errand (self, method, path, body ? json_node_ref (body) : NULL, read_node,
               (GDestroyNotify)json_node_unref, callback, user_data);
}

JsonNode *
rdm_courier_ask_finish (RdmCourier *self, GAsyncResult *result, GError **error)
{
  return finish (self, result, error);
}

static gpointer
read_device (JsonNode *node, GError **error)
{
  static const char *const members[] = { "device", "token", "fleet" };

  for (guint i = 0; i < G_N_ELEMENTS (members); i++)
    if (!rdm_wire_get_id (json_node_get_object (node), members[i], error))
      return NULL;
  return json_node_ref (node);
}

void
rdm_courier_redeem_async (RdmCourier *self,
                          const char *code,
                          GAsyncReadyCallback callback,
                          gpointer user_data)
{
  JsonNode *body = json_node_new (JSON_NODE_OBJECT);
  JsonObject *object = json_object_new ();

  json_object_set_string_member (object, "code", code);
  json_node_take_object (body, object);
  send_errand (self, "POST", "v1/redeem", body, read_device, (GDestroyNotify)json_node_unref,
               callback, user_data);
}

JsonNode *
rdm_courier_redeem_finish (RdmCourier *self, GAsyncResult *result, GError **error)
{
  return finish (self, result, error);
}

static gpointer
read_answer (JsonNode *node, GError **error)
{
  return rdm_push_answer_from_json (node, error);
}

static void
print_thread (GTask *printing, gpointer source, gpointer data, GCancellable *cancellable)
{
  const Errand *errand = data;

  g_task_return_pointer (printing, rdm_push_print (errand->push, PUSH_BYTES), g_free);
}

static void
printed_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  char *text = g_task_propagate_pointer (G_TASK (result), NULL);

  if (!g_task_return_error_if_cancelled (task))
    send (g_steal_pointer (&task), text);
  else
    g_free (text);
}

void
rdm_courier_push_async (RdmCourier *self,
                        RdmPush *push,
                        GAsyncReadyCallback callback,
                        gpointer user_data)
{
  GTask *task = errand_new (self, "POST", "v1/push", read_answer,
                            (GDestroyNotify)rdm_push_answer_free, callback, user_data);
  g_autoptr (GTask) printing = NULL;

  if (!task)
    {
      rdm_push_free (push);
      return;
    }
  ((Errand *)g_task_get_task_data (task))->push = push;
  printing = g_task_new (self, NULL, printed_cb, task);
  g_task_set_task_data (printing, g_task_get_task_data (task), NULL);
  g_task_run_in_thread (printing, print_thread);
}

RdmPushAnswer *
rdm_courier_push_finish (RdmCourier *self, GAsyncResult *result, GError **error)
{
  return finish (self, result, error);
}

static gpointer
read_page (JsonNode *node, GError **error)
{
  return rdm_page_from_json (node, error);
}

void
rdm_courier_pull_async (RdmCourier *self,
                        const char *epoch,
                        gint64 since,
                        GAsyncReadyCallback callback,
                        gpointer user_data)
{
  g_autoptr (GString) path = g_string_new (NULL);

  g_string_printf (path, "v1/pull?since=%" G_GINT64_FORMAT, since);
  if (epoch)
    {
      g_string_append (path, "&epoch=");
      g_string_append_uri_escaped (path, epoch, NULL, FALSE);
    }
  send_errand (self, "GET", path->str, NULL, read_page, (GDestroyNotify)rdm_page_free, callback,
               user_data);
}

RdmPage *
rdm_courier_pull_finish (RdmCourier *self, GAsyncResult *result, GError **error)
{
  return finish (self, result, error);
}
