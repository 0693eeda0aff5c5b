/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The link's round: fetch what others did, send what was done here, listen; and when that does not
 * work, try again later, each desk at another moment.
 */
#include "rdm-link-private.h"

#include <glib/gi18n-lib.h>

#include "rdm-token.h"

#define POLL_S 30
#define LONGEST_PAUSE_MS 60000
/* How soon an older hub is asked whether it has been updated. */
#define HELD_S 300
/* How often in a row a hub may be busy before it counts as being away. */
#define MOST_BUSY 10

static void
stop_source (GSource **source)
{
  if (*source)
    g_source_destroy (*source);
  g_clear_pointer (source, g_source_unref);
}

static GSource *
start_source (RdmLink *self, guint ms, GSourceFunc func)
{
  GSource *source = g_timeout_source_new (ms);

  g_source_set_callback (source, func, self, NULL);
  g_source_attach (source, g_main_context_get_thread_default ());
  return source;
}

void
rdm_link_hang_up (RdmLink *self)
{
  stop_source (&self->pause);
  stop_source (&self->poll);
  if (self->courier)
    {
      g_signal_handlers_disconnect_by_data (self->courier, self);
      rdm_courier_stop (self->courier);
    }
  g_clear_object (&self->courier);
  self->job = NULL;
  g_ptr_array_set_size (self->meanwhile, 0);
  g_hash_table_remove_all (self->meanwhile_keys);
  self->busy = self->listening = FALSE;
}

static gboolean
pause_over_cb (gpointer data)
{
  RdmLink *self = data;

  stop_source (&self->pause);
  self->wants_pull = TRUE;
  rdm_link_step (self);
  return G_SOURCE_CONTINUE;
}

static void
wait_a_while (RdmLink *self, guint ms)
{
  stop_source (&self->pause);
  self->pause = start_source (self, ms, pause_over_cb);
}

static gboolean
poll_cb (gpointer data)
{
  RdmLink *self = data;

  self->wants_pull = TRUE;
  rdm_link_step (self);
  return G_SOURCE_CONTINUE;
}

/* Everything that trying again may change. */
static void
be_away (RdmLink *self)
{
  guint ms = MIN (LONGEST_PAUSE_MS, 500u << MIN (self->n_failures, 7));
  guint asked_ms = self->courier ? 1000 * rdm_courier_get_retry_s (self->courier) : 0;

  if (self->n_failures == 0)
    self->away_utc_ms = self->state->contact_utc_ms;
  self->n_failures++;
  self->listening = FALSE;
  wait_a_while (self, MAX (asked_ms, ms / 2) + (guint)g_random_int_range (0, (gint32)ms / 2 + 1));
}

/* Not away: the hub wants a moment for itself, and what waits goes on waiting. Where that has no
 * end, it is. */
static gboolean
be_patient (RdmLink *self, const GError *error)
{
  if (!g_error_matches (error, RDM_COURIER_ERROR, RDM_COURIER_ERROR_BUSY)
      || self->n_busy++ >= MOST_BUSY)
    return FALSE;
  wait_a_while (self, 1000 * rdm_courier_get_retry_s (self->courier)
                          + (guint)g_random_int_range (0, 1000));
  return TRUE;
}

static void
fail (RdmLink *self, const GError *error)
{
  if (be_patient (self, error))
    return;
  if (g_error_matches (error, RDM_COURIER_ERROR, RDM_COURIER_ERROR_REFETCH))
    {
      rdm_replica_refetch (self->replica);
      rdm_link_write_down (self, NULL);
      self->wants_pull = TRUE;
      rdm_link_step (self);
      return;
    }
  g_free (self->reason);
  self->reason = g_strdup (error->message);
  if (g_error_matches (error, RDM_COURIER_ERROR, RDM_COURIER_ERROR_AWAY)
      || g_error_matches (error, RDM_COURIER_ERROR, RDM_COURIER_ERROR_BUSY)
      || g_error_matches (error, RDM_COURIER_ERROR, RDM_COURIER_ERROR_CERTIFICATE)
      || g_error_matches (error, RDM_COURIER_ERROR, RDM_COURIER_ERROR_OLD_HUB))
    be_away (self);
  else
    {
      self->refused = TRUE;
      rdm_link_hang_up (self);
    }
  rdm_link_emit_changed (self);
}

/* Whether the answer is for somebody who has gone meanwhile. */
static gboolean
is_late (RdmLink *self, GObject *courier)
{
  return G_OBJECT (self->courier) != courier;
}

void
rdm_link_hear (RdmLink *self)
{
  self->state->contact_utc_ms = g_get_real_time () / 1000;
  self->n_failures = self->n_busy = 0;
  g_clear_pointer (&self->reason, g_free);
}

static void
poke_cb (RdmLink *self, gint64 seq)
{
  if (seq == rdm_replica_version (self->replica))
    return;
  self->wants_pull = TRUE;
  rdm_link_step (self);
}

static void
lost_cb (RdmLink *self)
{
  self->listening = FALSE;
  self->wants_pull = TRUE;
  /* A hub that stops loses everybody at once: not everybody comes back at once. */
  if (!self->pause)
    wait_a_while (self, (guint)g_random_int_range (50, 1000));
}

static void
listen (RdmLink *self)
{
  if (self->listening)
    return;
  self->listening = TRUE;
  rdm_courier_listen (self->courier, rdm_replica_version (self->replica));
}

static void
pulled_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (RdmLink) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (RdmPage) page = rdm_courier_pull_finish (RDM_COURIER (source), result, &error);

  if (is_late (self, source))
    return;
  self->busy = FALSE;
  if (!page)
    {
      fail (self, error);
      return;
    }
  rdm_link_take_page (self, page);
  rdm_link_emit_changed (self);
  rdm_link_step (self);
}

/* The hub has to be updated: what is done here waits, and what others do is still seen. */
static void
hold_back (RdmLink *self)
{
  self->held_until_us = g_get_monotonic_time () + HELD_S * G_USEC_PER_SEC;
  rdm_link_emit_changed (self);
  rdm_link_step (self);
}

static void
pushed_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (RdmLink) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (RdmPushAnswer) answer = rdm_courier_push_finish (RDM_COURIER (source), result, &error);

  if (is_late (self, source))
    return;
  self->busy = FALSE;
  if (g_error_matches (error, RDM_COURIER_ERROR, RDM_COURIER_ERROR_OLD_SCHEMA))
    {
      hold_back (self);
      return;
    }
  if (g_error_matches (error, RDM_COURIER_ERROR, RDM_COURIER_ERROR_LARGE) && self->most_ops > 1)
    {
      /* Together they are too much: one by one. */
      self->most_ops = 1;
      rdm_link_step (self);
      return;
    }
  if (!answer)
    {
      fail (self, error);
      return;
    }
  self->held_until_us = 0;
  self->most_ops = MIN (2 * self->most_ops, RDM_WIRE_MAX_PUSH_OPS);
  rdm_link_hear (self);
  rdm_replica_take_answer (self->replica, answer);
  rdm_link_write_down (self, NULL);
  self->wants_pull = self->awaits_rows = TRUE;
  rdm_link_emit_changed (self);
  rdm_link_step (self);
}

void
rdm_link_step (RdmLink *self)
{
  g_autoptr (RdmPush) push = NULL;
  const char *epoch;
  gint64 since;

  if (!self->courier || self->busy || self->refused || self->pause)
    return;
  /* All that waits goes first, so that its answers come down with one page. Only what is on the
   * disk is sent: a hub must not know commands that this desk forgets. When it is, there is another
   * step. */
  if (self->has_pulled && rdm_link_has_joined (self)
      && self->held_until_us <= g_get_monotonic_time ())
    push = rdm_replica_make_push (self->replica);
  if (push && rdm_plan_file_is_saving (self->file))
    return;
  if (push)
    {
      self->busy = TRUE;
      g_ptr_array_set_size (push->ops, (int)MIN (push->ops->len, self->most_ops));
      rdm_courier_push_async (self->courier, g_steal_pointer (&push), pushed_cb,
                              g_object_ref (self));
      return;
    }
  if (self->wants_pull || !self->has_pulled)
    {
      self->busy = TRUE;
      self->wants_pull = FALSE;
      since = rdm_replica_pull_since (self->replica, &epoch);
      rdm_courier_pull_async (self->courier, epoch, since, pulled_cb, g_object_ref (self));
      return;
    }
  listen (self);
}

static void
token_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (RdmLink) self = user_data;
  g_autofree char *token = rdm_token_look_up_finish (result, NULL);

  if (!self->running || !self->state || self->courier)
    return;
  if (!token)
    {
      self->refused = TRUE;
      g_free (self->reason);
      self->reason = g_strdup (_ ("The key to the hub is not on this computer. Connect again, by a "
                                  "new invitation."));
      rdm_link_emit_changed (self);
      return;
    }
  self->courier = rdm_courier_new (self->state->address, token);
  g_signal_connect_swapped (self->courier, "poke", G_CALLBACK (poke_cb), self);
  g_signal_connect_swapped (self->courier, "moved", G_CALLBACK (rdm_link_emit_moved), self);
  g_signal_connect_swapped (self->courier, "lost", G_CALLBACK (lost_cb), self);
  self->poll = start_source (self, POLL_S * 1000, poll_cb);
  rdm_link_step (self);
}

static void
network_cb (RdmLink *self, gboolean available)
{
  if (available && self->n_failures > 0 && self->courier)
    wait_a_while (self, (guint)g_random_int_range (100, 1000));
}

void
rdm_link_start (RdmLink *self)
{
  if (!self->running)
    g_signal_connect_object (g_network_monitor_get_default (), "network-changed",
                             G_CALLBACK (network_cb), self, G_CONNECT_SWAPPED);
  self->running = TRUE;
  self->refused = FALSE;
  self->has_pulled = self->awaits_rows = FALSE;
  self->held_until_us = 0;
  self->n_failures = 0;
  g_clear_pointer (&self->reason, g_free);
  rdm_link_hang_up (self);
  if (!self->state)
    return;
  /* However long the program was not running, the hub was away for it. */
  self->away_utc_ms = self->state->contact_utc_ms;
  rdm_token_look_up_async (self->state->device, NULL, token_cb, g_object_ref (self));
  rdm_link_emit_changed (self);
}

void
rdm_link_try_now (RdmLink *self)
{
  if (!self->state)
    return;
  if (self->refused || !self->courier)
    {
      rdm_link_start (self);
      return;
    }
  stop_source (&self->pause);
  self->wants_pull = TRUE;
  self->held_until_us = MIN (self->held_until_us, 1);
  rdm_link_step (self);
}
