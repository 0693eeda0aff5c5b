/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "roundsman-sim-device.h"

#include <glib/gi18n.h>
#include <math.h>

#include "rdm-courier.h"

/* A hub takes a hundred commands at once. */
#define PUSH_MAX 50
#define AGAIN_US (2 * G_USEC_PER_SEC)
#define KMH_MPS (1.0 / 3.6)

typedef struct
{
  gint64 n;
  gint64 at_ms;
  RdmCommand *command;
} Op;

struct _RdmSimDevice
{
  SoupSession *session;
  RdmCourier *courier;
  GCancellable *stopped;
  char *ingest; /* the address for positions */
  char *authorization;
  char *device;
  GQueue positions; /* (element-type GBytes) */
  GQueue ops;       /* (element-type Op) */
  gint64 n;         /* of the last command */
  gboolean is_posting;
  gboolean is_pushing;
  gint64 post_after_us; /* monotonic: not to be tried before */
  gint64 push_after_us;
  RdmSimDeviceCounts counts;
  char *why;
};

static void
free_op (gpointer data)
{
  Op *op = data;

  rdm_command_unref (op->command);
  g_free (op);
}

RdmSimDevice *
rdm_sim_device_new (SoupSession *session,
                    const char *address,
                    const char *device,
                    const char *token)
{
  RdmSimDevice *self = g_new0 (RdmSimDevice, 1);
  g_autofree char *words = g_strdup_printf ("%s:%s", device, token);
  g_autofree char *encoded = g_base64_encode ((const guchar *)words, strlen (words));

  self->session = g_object_ref (session);
  self->courier = rdm_courier_new (address, token);
  self->stopped = g_cancellable_new ();
  self->ingest = g_strconcat (address, "ingest/owntracks", NULL);
  self->authorization = g_strconcat ("Basic ", encoded, NULL);
  self->device = g_strdup (device);
  g_queue_init (&self->positions);
  g_queue_init (&self->ops);
  return self;
}

void
rdm_sim_device_free (RdmSimDevice *self)
{
  if (!self)
    return;
  g_cancellable_cancel (self->stopped);
  rdm_courier_stop (self->courier);
  /* What is on its way ends before what it ends in. */
  while (self->is_posting || self->is_pushing)
    g_main_context_iteration (NULL, TRUE);
  g_object_unref (self->courier);
  g_object_unref (self->session);
  g_object_unref (self->stopped);
  g_free (self->ingest);
  g_free (self->authorization);
  g_free (self->device);
  g_queue_clear_full (&self->positions, (GDestroyNotify)g_bytes_unref);
  g_queue_clear_full (&self->ops, free_op);
  g_free (self->why);
  g_free (self);
}

static void
note_why (RdmSimDevice *self, const char *why)
{
  if (!self->why)
    self->why = g_strdup (why);
}

/* --- positions ---------------------------------------------------------------------------------
 */

static void
posted_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  RdmSimDevice *self = user_data;
  SoupMessage *message = soup_session_get_async_result_message (SOUP_SESSION (source), result);
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) answer =
      soup_session_send_and_read_finish (SOUP_SESSION (source), result, &error);
  guint status = message ? soup_message_get_status (message) : 0;

  self->is_posting = FALSE;
  if (answer && SOUP_STATUS_IS_SUCCESSFUL (status))
    {
      g_bytes_unref (g_queue_pop_head (&self->positions));
      self->counts.n_positions++;
      rdm_sim_device_pump (self);
      return;
    }
  self->post_after_us = g_get_monotonic_time () + AGAIN_US;
  if (answer && (status == SOUP_STATUS_UNAUTHORIZED || status == SOUP_STATUS_FORBIDDEN))
    {
      self->counts.is_stuck = TRUE;
      note_why (self, _ ("The hub does not take positions from this device."));
    }
}

static void
post (RdmSimDevice *self)
{
  g_autoptr (SoupMessage) message = soup_message_new ("POST", self->ingest);
  SoupMessageHeaders *headers = message ? soup_message_get_request_headers (message) : NULL;

  if (!message)
    return;
  soup_message_headers_append (headers, "Authorization", self->authorization);
  soup_message_headers_append (headers, "X-Limit-U", self->device);
  soup_message_headers_append (headers, "X-Limit-D", "phone");
  soup_message_set_request_body_from_bytes (message, "application/json",
                                            g_queue_peek_head (&self->positions));
  self->is_posting = TRUE;
  soup_session_send_and_read_async (self->session, message, G_PRIORITY_DEFAULT, self->stopped,
                                    posted_cb, self);
}

static void
add_number (GString *text, const char *name, double value, const char *format)
{
  char digits[G_ASCII_DTOSTR_BUF_SIZE];

  if (isfinite (value))
    g_string_append_printf (text, ",\"%s\":%s", name,
                            g_ascii_formatd (digits, sizeof digits, format, value));
}

void
rdm_sim_device_move (RdmSimDevice *self, const RdmPosition *position)
{
  GString *text = g_string_new ("{\"_type\":\"location\",\"tid\":\"RS\",\"t\":\"t\"");

  g_string_append_printf (text, ",\"tst\":%" G_GINT64_FORMAT, position->at_utc_ms / 1000);
  add_number (text, "lat", position->place.lat_deg, "%.6f");
  add_number (text, "lon", position->place.lon_deg, "%.6f");
  add_number (text, "acc", position->accuracy_m, "%.0f");
  add_number (text, "vel", position->speed_mps / KMH_MPS, "%.0f");
  add_number (text, "cog", position->course_deg, "%.0f");
  g_string_append_c (text, '}');
  g_queue_push_tail (&self->positions, g_string_free_to_bytes (text));
}

/* --- commands ----------------------------------------------------------------------------------
 */

static void
take_result (RdmSimDevice *self, const RdmOpResult *result)
{
  const Op *op = g_queue_peek_head (&self->ops);

  if (!op || op->n != result->n)
    return;
  self->counts.n_commands++;
  if (result->verdict == RDM_CONFLICT || result->verdict == RDM_REJECTED)
    {
      g_autofree char *why = g_strdup_printf (_ ("The hub refused a command: %s, %s."),
                                              rdm_command_kind_names[op->command->kind],
                                              rdm_reason_names[result->reason]);

      self->counts.n_refused++;
      note_why (self, why);
    }
  free_op (g_queue_pop_head (&self->ops));
}

static void
pushed_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  RdmSimDevice *self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (RdmPushAnswer) answer = rdm_courier_push_finish (RDM_COURIER (source), result, &error);

  self->is_pushing = FALSE;
  for (guint i = 0; answer && i < answer->results->len; i++)
    take_result (self, g_ptr_array_index (answer->results, i));
  if (answer)
    rdm_sim_device_pump (self);
  if (answer || g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  self->push_after_us = g_get_monotonic_time () + AGAIN_US;
  if (!g_error_matches (error, RDM_COURIER_ERROR, RDM_COURIER_ERROR_AWAY))
    {
      self->counts.is_stuck = TRUE;
      note_why (self, error->message);
    }
}

static void
push (RdmSimDevice *self)
{
  g_autoptr (RdmPush) push = rdm_push_new (self->device);
  guint n = 0;

  for (GList *link = self->ops.head; link && n < PUSH_MAX; link = link->next, n++)
    {
      const Op *op = link->data;

      rdm_push_add (push, op->n, 0, op->at_ms, op->command);
    }
  self->is_pushing = TRUE;
  rdm_courier_push_async (self->courier, g_steal_pointer (&push), pushed_cb, self);
}

void
rdm_sim_device_say (RdmSimDevice *self, const RdmCommand *command, gint64 at_ms)
{
  Op *op = g_new (Op, 1);

  *op = (Op){ ++self->n, at_ms, rdm_command_ref (command) };
  g_queue_push_tail (&self->ops, op);
}

/* --- both --------------------------------------------------------------------------------------
 */

void
rdm_sim_device_pump (RdmSimDevice *self)
{
  gint64 now_us = g_get_monotonic_time ();

  if (self->counts.is_stuck || g_cancellable_is_cancelled (self->stopped))
    return;
  if (!self->is_posting && now_us >= self->post_after_us && self->positions.length > 0)
    post (self);
  if (!self->is_pushing && now_us >= self->push_after_us && self->ops.length > 0)
    push (self);
}

void
rdm_sim_device_count (const RdmSimDevice *self, RdmSimDeviceCounts *counts)
{
  *counts = self->counts;
  counts->n_waiting = self->positions.length + self->ops.length;
  counts->why = self->why;
}
