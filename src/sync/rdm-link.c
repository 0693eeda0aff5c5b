/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rdm-link-private.h"

#include <glib/gi18n-lib.h>

#include "rdm-replica-private.h"
#include "rdm-token.h"

G_DEFINE_FINAL_TYPE (RdmLink, rdm_link, G_TYPE_OBJECT)

enum
{
  CHANGED,
  NOTICE,
  JOINED,
  MOVED,
  REVIEW,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

void
rdm_link_emit_changed (RdmLink *self)
{
  g_signal_emit (self, signals[CHANGED], 0);
}

void
rdm_link_emit_notice (RdmLink *self, const char *text)
{
  g_signal_emit (self, signals[NOTICE], 0, text);
}

void
rdm_link_emit_joined (RdmLink *self)
{
  g_signal_emit (self, signals[JOINED], 0);
}

void
rdm_link_emit_moved (RdmLink *self)
{
  g_signal_emit (self, signals[MOVED], 0);
}

void
rdm_link_emit_review (RdmLink *self, GPtrArray *news, gint64 since_utc_ms)
{
  g_signal_emit (self, signals[REVIEW], 0, news, since_utc_ms);
}

gboolean
rdm_link_has_joined (RdmLink *self)
{
  return self->replica && rdm_replica_epoch (self->replica) && !self->carried;
}

RdmSyncRecord *
rdm_link_take_record (RdmLink *self)
{
  RdmSyncRecord *record = rdm_replica_take_record (self->replica);
  RdmSyncState *state = record->state;

  state->address = g_strdup (self->state->address);
  state->fleet = g_strdup (self->state->fleet);
  state->person = g_strdup (self->state->person);
  state->role = g_strdup (self->state->role);
  state->contact_utc_ms = self->state->contact_utc_ms;
  /* What a newer hub told, and this program left out, is there once this program is newer too. */
  state->refetching |= self->hub_is_newer && rdm_link_has_joined (self);
  return record;
}

/* A command of this desk's is about to be kept. */
static RdmSyncRecord *
record_cb (const RdmCommand *command,
           const RdmOutcome *outcome,
           gint64 at_utc_ms,
           gpointer user_data)
{
  RdmLink *self = user_data;
  g_autoptr (GPtrArray) parts = NULL;

  if (!rdm_outcome_is_applied (outcome))
    return NULL;
  /* Before the first page it is not known what the hub has: joining looks at the rows. */
  if (!rdm_link_has_joined (self))
    {
      if (self->job)
        {
          g_ptr_array_add (self->meanwhile, rdm_command_ref (command));
          rdm_row_keys_add_changes (self->meanwhile_keys, outcome->changes);
        }
      return NULL;
    }
  parts = rdm_link_split (command);
  if (!parts || !rdm_link_run_parts (self->replica, parts, at_utc_ms))
    rdm_replica_ran (self->replica, command, outcome, at_utc_ms);
  return rdm_link_take_record (self);
}

static void
saving_cb (RdmLink *self)
{
  if (!self->state)
    return;
  rdm_link_emit_changed (self);
  rdm_link_step (self);
}

/* Reads what the file has. */
static gboolean
load (RdmLink *self, GError **error)
{
  g_autoptr (RdmSyncRecord) record = rdm_plan_file_read_record (self->file, error);

  if (!record)
    return FALSE;
  g_clear_pointer (&self->state, rdm_sync_state_free);
  g_clear_pointer (&self->replica, rdm_replica_free);
  if (!record->state)
    return TRUE;
  self->state = rdm_sync_state_copy (record->state);
  self->replica = rdm_replica_new_saved (record, rdm_plan_file_get_rows (self->file), error);
  return self->replica != NULL;
}

/* The file could not take what was done here, and went back to what it has. */
static void
write_failed_cb (RdmLink *self)
{
  g_autoptr (GError) error = NULL;

  rdm_link_hang_up (self);
  if (!load (self, &error))
    {
      self->refused = TRUE;
      g_free (self->reason);
      self->reason = g_strdup (error->message);
    }
  else if (self->running && self->state)
    rdm_link_start (self);
  rdm_link_emit_changed (self);
}

RdmLink *
rdm_link_new (RdmPlanFile *file, GError **error)
{
  g_autoptr (RdmLink) self = g_object_new (RDM_TYPE_LINK, NULL);

  self->file = g_object_ref (file);
  if (!load (self, error))
    return NULL;
  rdm_plan_file_set_recorder (file, record_cb, self);
  g_signal_connect_object (file, "notify::saving", G_CALLBACK (saving_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (file, "write-failed", G_CALLBACK (write_failed_cb), self,
                           G_CONNECT_SWAPPED);
  return g_steal_pointer (&self);
}

void
rdm_link_stop (RdmLink *self)
{
  self->running = FALSE;
  rdm_link_hang_up (self);
  if (!self->file)
    return;
  rdm_plan_file_set_recorder (self->file, NULL, NULL);
  g_signal_handlers_disconnect_by_data (self->file, self);
  /* Now, and not when the last answer has come: somebody may want to open it. */
  g_clear_object (&self->file);
}

/* Connecting */

static void
forget_secret (RdmLink *self)
{
  if (self->state)
    rdm_token_forget (self->state->device);
}

/* What the hub has not answered goes along to the new device. */
static GPtrArray *
unanswered (RdmLink *self)
{
  GPtrArray *commands = g_ptr_array_new_with_free_func ((GDestroyNotify)rdm_command_unref);
  g_autoptr (GPtrArray) all = NULL;

  if (self->carried)
    {
      g_ptr_array_unref (commands);
      return g_ptr_array_ref (self->carried);
    }
  all = self->replica ? rdm_replica_dup_waiting (self->replica)
                      : g_ptr_array_new_with_free_func ((GDestroyNotify)rdm_command_unref);
  for (guint i = 0; i < all->len; i++)
    {
      const RdmCommand *command = all->pdata[i];

      g_ptr_array_add (commands, rdm_command_reissue (command, command->label));
    }
  return commands;
}

typedef struct
{
  RdmCourier *courier;
  RdmSyncState *state;
  char *token;
} Connecting;

static void
connecting_free (gpointer data)
{
  Connecting *connecting = data;

  g_clear_object (&connecting->courier);
  g_clear_pointer (&connecting->state, rdm_sync_state_free);
  g_free (connecting->token);
  g_free (connecting);
}

static void
kept_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  RdmLink *self = g_task_get_source_object (task);
  Connecting *connecting = g_task_get_task_data (task);
  g_autoptr (GPtrArray) none = g_ptr_array_new ();
  g_autoptr (GPtrArray) carried = NULL;
  RdmSyncRecord *record;
  GError *error = NULL;

  if (!rdm_token_keep_finish (result, &error))
    {
      g_task_return_error (task, error);
      return;
    }
  rdm_link_hang_up (self);
  carried = unanswered (self);
  forget_secret (self);
  g_clear_pointer (&self->state, rdm_sync_state_free);
  g_clear_pointer (&self->replica, rdm_replica_free);
  g_clear_pointer (&self->carried, g_ptr_array_unref);
  self->state = g_steal_pointer (&connecting->state);
  self->replica = rdm_replica_new (self->state->device);
  if (carried->len > 0)
    self->carried = g_steal_pointer (&carried);
  record = rdm_link_take_record (self);
  record->forget = TRUE;
  rdm_plan_file_take (self->file, none, record);
  rdm_link_start (self);
  g_task_return_boolean (task, TRUE);
}

static void
redeemed_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  GTask *task = user_data;
  Connecting *connecting = g_task_get_task_data (task);
  GError *error = NULL;
  g_autoptr (JsonNode) node = rdm_courier_redeem_finish (RDM_COURIER (source), result, &error);
  JsonObject *object;
  RdmSyncState *state = connecting->state;

  if (!node)
    {
      if (g_error_matches (error, RDM_COURIER_ERROR, RDM_COURIER_ERROR_TOKEN))
        {
          g_clear_error (&error);
          g_set_error_literal (
              &error, RDM_COURIER_ERROR, RDM_COURIER_ERROR_TOKEN,
              _ ("The invitation has been used, or is too old. Ask for another one."));
        }
      g_task_return_error (task, error);
      g_object_unref (task);
      return;
    }
  object = json_node_get_object (node);
  state->device = g_strdup (rdm_wire_get_text (object, "device", NULL));
  state->fleet = g_strdup (rdm_wire_get_text (object, "fleet", NULL));
  state->person = g_strdup (rdm_wire_get_text (object, "person", NULL));
  state->role = g_strdup (rdm_wire_get_text (object, "role", NULL));
  if (!state->person)
    state->person = g_strdup ("");
  if (!state->role)
    state->role = g_strdup ("");
  rdm_token_keep_async (state->device, state->address, rdm_wire_get_text (object, "token", NULL),
                        NULL, kept_cb, task);
}

void
rdm_link_connect_async (RdmLink *self,
                        const RdmInvitation *invitation,
                        GAsyncReadyCallback callback,
                        gpointer user_data)
{
  GTask *task = g_task_new (self, NULL, callback, user_data);
  Connecting *connecting = g_new0 (Connecting, 1);

  connecting->courier = rdm_courier_new (invitation->address, NULL);
  connecting->state = g_new0 (RdmSyncState, 1);
  connecting->state->address = g_strdup (invitation->address);
  g_task_set_task_data (task, connecting, connecting_free);
  rdm_courier_redeem_async (connecting->courier, invitation->code, redeemed_cb, task);
}

gboolean
rdm_link_connect_finish (RdmLink *self, GAsyncResult *result, GError **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}

void
rdm_link_disconnect (RdmLink *self)
{
  RdmSyncRecord *record = rdm_sync_record_new ();
  g_autoptr (GPtrArray) none = g_ptr_array_new ();

  rdm_link_hang_up (self);
  forget_secret (self);
  g_clear_pointer (&self->state, rdm_sync_state_free);
  g_clear_pointer (&self->replica, rdm_replica_free);
  g_clear_pointer (&self->carried, g_ptr_array_unref);
  record->forget = TRUE;
  rdm_plan_file_take (self->file, none, record);
  rdm_link_emit_changed (self);
}

/* How it stands */

RdmLinkStatus
rdm_link_get_status (RdmLink *self)
{
  if (!self->state)
    return RDM_LINK_ALONE;
  if (self->refused)
    return RDM_LINK_REFUSED;
  if (self->n_failures > 0)
    return RDM_LINK_OFFLINE;
  if (self->held_until_us > 0 && rdm_link_get_n_waiting (self) > 0)
    return RDM_LINK_REFUSED;
  if (!self->has_pulled || !rdm_link_has_joined (self))
    return RDM_LINK_CATCHING_UP;
  if (rdm_replica_n_waiting (self->replica) > 0)
    return RDM_LINK_SENDING;
  return self->awaits_rows ? RDM_LINK_CATCHING_UP : RDM_LINK_IN_STEP;
}

guint
rdm_link_get_n_waiting (RdmLink *self)
{
  return self->replica ? rdm_replica_n_waiting (self->replica) : 0;
}

const RdmSyncState *
rdm_link_get_state (RdmLink *self)
{
  return self->state;
}

RdmPlanFile *
rdm_link_get_file (RdmLink *self)
{
  return self->file;
}

const char *
rdm_link_get_reason (RdmLink *self)
{
  if (!self->reason && self->held_until_us > 0)
    return _ ("The hub is older than this Roundsman, and does not take its changes. Have it "
              "updated; nothing is lost.");
  return self->reason;
}

char *
rdm_link_describe (RdmLink *self)
{
  guint n = rdm_link_get_n_waiting (self);
  g_autofree char *since = NULL;

  switch (rdm_link_get_status (self))
    {
    case RDM_LINK_ALONE:
      return g_strdup (_ ("This plan is on this computer alone."));
    case RDM_LINK_CATCHING_UP:
      return g_strdup (_ ("Catching up with the hub."));
    case RDM_LINK_IN_STEP:
      return g_strdup (_ ("In step with the hub."));
    case RDM_LINK_SENDING:
      return g_strdup_printf (ngettext ("%u change is on its way to the hub.",
                                        "%u changes are on their way to the hub.", n),
                              n);
    case RDM_LINK_OFFLINE:
      if (self->state->contact_utc_ms > 0)
        {
          g_autoptr (GDateTime) then =
              g_date_time_new_from_unix_local (self->state->contact_utc_ms / 1000);

          since = g_date_time_format (then, "%F %R");
          return g_strdup_printf (_ ("Offline since %s. %s"), since,
                                  self->reason ? self->reason : "");
        }
      return g_strdup (self->reason ? self->reason : _ ("The hub has not been reached yet."));
    case RDM_LINK_REFUSED:
      return g_strdup (rdm_link_get_reason (self) ? rdm_link_get_reason (self) : "");
    }
  g_return_val_if_reached (NULL);
}

static void
not_asked (RdmLink *self, GAsyncReadyCallback callback, gpointer user_data)
{
  g_task_report_new_error (self, callback, user_data, NULL, RDM_COURIER_ERROR,
                           RDM_COURIER_ERROR_AWAY, "%s", _ ("There is no connection to a hub."));
}

static void
asked_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  GError *error = NULL;
  JsonNode *node = rdm_courier_ask_finish (RDM_COURIER (source), result, &error);

  if (node)
    g_task_return_pointer (task, node, (GDestroyNotify)json_node_unref);
  else
    g_task_return_error (task, error);
}

void
rdm_link_ask_async (RdmLink *self,
                    const char *method,
                    const char *path,
                    JsonNode *body,
                    GAsyncReadyCallback callback,
                    gpointer user_data)
{
  if (self->courier)
    rdm_courier_ask_async (self->courier, method, path, body, asked_cb,
                           g_task_new (self, NULL, callback, user_data));
  else
    not_asked (self, callback, user_data);
}

JsonNode *
rdm_link_ask_finish (RdmLink *self, GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

/* GObject */

static void
dispose (GObject *object)
{
  RdmLink *self = RDM_LINK (object);

  rdm_link_stop (self);
  G_OBJECT_CLASS (rdm_link_parent_class)->dispose (object);
}

static void
finalize (GObject *object)
{
  RdmLink *self = RDM_LINK (object);

  g_clear_pointer (&self->state, rdm_sync_state_free);
  g_clear_pointer (&self->replica, rdm_replica_free);
  g_clear_pointer (&self->carried, g_ptr_array_unref);
  g_ptr_array_unref (self->meanwhile);
  g_hash_table_unref (self->meanwhile_keys);
  g_free (self->reason);
  G_OBJECT_CLASS (rdm_link_parent_class)->finalize (object);
}

static void
rdm_link_class_init (RdmLinkClass *class)
{
  G_OBJECT_CLASS (class)->dispose = dispose;
  G_OBJECT_CLASS (class)->finalize = finalize;
  signals[CHANGED] = g_signal_new ("changed", RDM_TYPE_LINK, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                   G_TYPE_NONE, 0);
  signals[NOTICE] = g_signal_new ("notice", RDM_TYPE_LINK, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                  G_TYPE_NONE, 1, G_TYPE_STRING);
  signals[JOINED] = g_signal_new ("joined", RDM_TYPE_LINK, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                  G_TYPE_NONE, 0);
  signals[MOVED] =
      g_signal_new ("moved", RDM_TYPE_LINK, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[REVIEW] = g_signal_new ("review", RDM_TYPE_LINK, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                  G_TYPE_NONE, 2, G_TYPE_PTR_ARRAY, G_TYPE_INT64);
}

static void
rdm_link_init (RdmLink *self)
{
  self->most_ops = RDM_WIRE_MAX_PUSH_OPS;
  self->meanwhile = g_ptr_array_new_with_free_func ((GDestroyNotify)rdm_command_unref);
  self->meanwhile_keys = rdm_row_keys_new ();
}
