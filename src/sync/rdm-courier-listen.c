/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Hearing that the hub has something new: by server-sent events, which only poke; behind a proxy
 * that keeps streams back, by requests that the hub holds until there is something to say. A poke
 * that is lost costs time and nothing else.
 */
#include "rdm-courier-private.h"

#include <string.h>

/* The hub says at once that it is there, and again every 20 s. */
#define FIRST_WORD_S 10
#define SILENCE_S 45
#define HOLD_S 25

static void
stop_watching (RdmCourier *self)
{
  if (self->watchdog)
    g_source_destroy (self->watchdog);
  g_clear_pointer (&self->watchdog, g_source_unref);
}

void
rdm_courier_hang_up (RdmCourier *self)
{
  stop_watching (self);
  if (self->stream)
    g_cancellable_cancel (self->stream);
  g_clear_object (&self->stream);
  g_clear_object (&self->lines);
}

static void
lose (RdmCourier *self)
{
  rdm_courier_hang_up (self);
  rdm_courier_emit_lost (self);
}

static gboolean
silent_cb (gpointer data)
{
  RdmCourier *self = data;

  if (!self->has_spoken)
    self->streams_stall = TRUE;
  lose (self);
  return G_SOURCE_CONTINUE;
}

static void
watch (RdmCourier *self, guint seconds)
{
  g_autoptr (GSource) source = g_timeout_source_new_seconds (seconds);

  stop_watching (self);
  g_source_set_callback (source, silent_cb, self, NULL);
  g_source_attach (source, g_main_context_get_thread_default ());
  self->watchdog = g_steal_pointer (&source);
}

static gint64
read_seq (const char *text)
{
  g_autoptr (JsonNode) node = rdm_wire_parse (text, -1, RDM_WIRE_MAX_SMALL_BYTES, NULL);
  gint64 seq;

  return node && rdm_wire_get_int (json_node_get_object (node), "seq", 0, G_MAXINT64, &seq, NULL)
             ? seq
             : -1;
}

static void read_line (RdmCourier *self);

/* Whether @result is of a stream that was let go meanwhile: then nothing of @self counts. */
static gboolean
is_over (RdmCourier *self, GCancellable *stream)
{
  return self->stream != stream;
}

typedef struct
{
  RdmCourier *courier;
  GCancellable *stream;
  SoupMessage *message;
} Ear;

static Ear *
ear_new (RdmCourier *self, SoupMessage *message)
{
  Ear *ear = g_new0 (Ear, 1);

  *ear = (Ear){ g_object_ref (self), g_object_ref (self->stream),
                message ? g_object_ref (message) : NULL };
  return ear;
}

static void
ear_free (Ear *ear)
{
  g_object_unref (ear->courier);
  g_object_unref (ear->stream);
  g_clear_object (&ear->message);
  g_free (ear);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Ear, ear_free)

static void
line_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (Ear) ear = user_data;
  RdmCourier *self = ear->courier;
  g_autofree char *line =
      g_data_input_stream_read_line_finish_utf8 (G_DATA_INPUT_STREAM (source), result, NULL, NULL);
  gint64 seq;

  if (is_over (self, ear->stream))
    return;
  if (!line)
    {
      lose (self);
      return;
    }
  self->has_spoken = TRUE;
  watch (self, SILENCE_S);
  if (g_str_equal (line, "event: positions"))
    rdm_courier_emit_moved (self);
  else if (g_str_has_prefix (line, "data:"))
    {
      seq = read_seq (line + strlen ("data:"));
      if (seq >= 0)
        rdm_courier_emit_poke (self, seq);
    }
  if (is_over (self, ear->stream))
    return;
  read_line (self);
}

static void
read_line (RdmCourier *self)
{
  g_data_input_stream_read_line_async (self->lines, G_PRIORITY_DEFAULT, self->stream, line_cb,
                                       ear_new (self, NULL));
}

static void
stream_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (Ear) ear = user_data;
  RdmCourier *self = ear->courier;
  g_autoptr (GInputStream) stream = soup_session_send_finish (SOUP_SESSION (source), result, NULL);

  if (is_over (self, ear->stream))
    return;
  if (!stream || soup_message_get_status (ear->message) != 200)
    {
      lose (self);
      return;
    }
  self->lines = g_data_input_stream_new (stream);
  g_data_input_stream_set_newline_type (self->lines, G_DATA_STREAM_NEWLINE_TYPE_ANY);
  read_line (self);
}

static void hold (RdmCourier *self);

static void
held_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (Ear) ear = user_data;
  RdmCourier *self = ear->courier;
  g_autoptr (GBytes) body = soup_session_send_and_read_finish (SOUP_SESSION (source), result, NULL);
  guint status = soup_message_get_status (ear->message);
  g_autofree char *text = NULL;
  gint64 seq;

  if (is_over (self, ear->stream))
    return;
  if (!body || (status != 200 && status != 204))
    {
      lose (self);
      return;
    }
  if (status == 200)
    {
      text = g_strndup (g_bytes_get_data (body, NULL), g_bytes_get_size (body));
      seq = read_seq (text);
      if (seq >= 0)
        {
          self->since = seq;
          rdm_courier_emit_poke (self, seq);
        }
      if (is_over (self, ear->stream))
        return;
    }
  hold (self);
}

static void
hold (RdmCourier *self)
{
  g_autofree char *path =
      g_strdup_printf ("v1/wait?since=%" G_GINT64_FORMAT "&t=%d", self->since, HOLD_S);
  g_autoptr (SoupMessage) message = rdm_courier_message (self, "GET", path);

  watch (self, SILENCE_S);
  soup_session_send_and_read_async (self->listening, message, G_PRIORITY_DEFAULT, self->stream,
                                    held_cb, ear_new (self, message));
}

void
rdm_courier_listen (RdmCourier *self, gint64 since)
{
  g_autofree char *path =
      g_strdup_printf ("v1/events?since=%" G_GINT64_FORMAT "&positions=1", since);
  g_autoptr (SoupMessage) message = rdm_courier_message (self, "GET", path);

  rdm_courier_hang_up (self);
  if (!message)
    return;
  self->stream = g_cancellable_new ();
  self->since = since;
  if (self->streams_stall)
    {
      hold (self);
      return;
    }
  self->has_spoken = FALSE;
  watch (self, FIRST_WORD_S);
  soup_session_send_async (self->listening, message, G_PRIORITY_DEFAULT, self->stream, stream_cb,
                           ear_new (self, message));
}
