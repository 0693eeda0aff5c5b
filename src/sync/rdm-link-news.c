/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What the hub made of this desk's commands, as far as somebody has to know.
 */
#include "rdm-link-private.h"

#include <glib/gi18n-lib.h>

static gboolean
is_done (const RdmOpResult *result)
{
  return result->verdict == RDM_APPLIED || result->verdict == RDM_NEEDS_REVIEW;
}

char *
rdm_link_describe_news (RdmLink *self, const RdmReplicaNews *item)
{
  RdmOutcome outcome = { .verdict = item->result->verdict,
                         .reason = item->result->reason,
                         .subject = item->result->subject,
                         .detail = item->result->detail };
  g_autofree char *sentence = rdm_outcome_describe (&outcome, rdm_plan_file_get_rows (self->file));

  return item->command->label ? g_strdup_printf ("%s: %s", item->command->label, sentence)
                              : g_steal_pointer (&sentence);
}

RdmLinkFate
rdm_link_fate (const RdmReplicaNews *item)
{
  if (!is_done (item->result))
    return RDM_LINK_FATE_NOT_DONE;
  return item->result->verdict != item->here || item->result->reason == RDM_REASON_ANCHOR_GONE
             ? RDM_LINK_FATE_OTHERWISE
             : RDM_LINK_FATE_AS_HERE;
}

static void
tell_one_by_one (RdmLink *self, GPtrArray *news)
{
  for (guint i = 0; i < news->len; i++)
    {
      const RdmReplicaNews *item = news->pdata[i];
      g_autofree char *text = NULL;

      if (rdm_link_fate (item) != RDM_LINK_FATE_OTHERWISE)
        continue;
      text = rdm_link_describe_news (self, item);
      rdm_link_emit_notice (self, text);
    }
}

void
rdm_link_tell (RdmLink *self)
{
  g_autoptr (GPtrArray) news = rdm_replica_peek_news (self->replica);
  g_autoptr (GPtrArray) none = g_ptr_array_new ();
  gint64 now_ms = g_get_real_time () / 1000;
  gint64 since_ms = self->away_utc_ms;
  gboolean was_long = since_ms > 0 && now_ms - since_ms > RDM_LINK_LONG_AWAY_MS;
  gboolean any = FALSE;

  /* The sheet is for what was done meanwhile, and that is complete when nothing waits. */
  if (was_long && rdm_replica_n_waiting (self->replica) > 0)
    return;
  self->away_utc_ms = 0;
  if (was_long && news->len > 0)
    rdm_link_emit_review (self, news, since_ms);
  else
    tell_one_by_one (self, news);
  for (guint i = 0; i < news->len; i++)
    {
      const RdmReplicaNews *item = news->pdata[i];

      /* The others are cards until somebody decides. */
      if (!is_done (item->result))
        continue;
      rdm_replica_told (self->replica, item->n);
      any = TRUE;
    }
  if (any)
    rdm_plan_file_take (self->file, none, rdm_link_take_record (self));
}

GPtrArray *
rdm_link_dup_open (RdmLink *self)
{
  GPtrArray *open = self->replica
                        ? rdm_replica_peek_news (self->replica)
                        : g_ptr_array_new_with_free_func ((GDestroyNotify)rdm_replica_news_free);

  for (guint i = open->len; i > 0; i--)
    if (is_done (((const RdmReplicaNews *)open->pdata[i - 1])->result))
      g_ptr_array_remove_index (open, i - 1);
  return open;
}

void
rdm_link_decide (RdmLink *self, gint64 n)
{
  g_autoptr (GPtrArray) none = g_ptr_array_new ();

  rdm_replica_told (self->replica, n);
  rdm_plan_file_take (self->file, none, rdm_link_take_record (self));
  rdm_link_emit_changed (self);
}

/* Without what the author saw. Returns: FALSE where nothing can be done blindly. */
static gboolean
make_blind (JsonObject *object)
{
  const char *kind = json_object_get_string_member (object, "kind");
  JsonArray *array;

  if (g_str_equal (kind, rdm_command_kind_names[RDM_COMMAND_ASSIGN]))
    {
      json_object_set_boolean_member (object, "blind", TRUE);
      return TRUE;
    }
  if (g_str_equal (kind, rdm_command_kind_names[RDM_COMMAND_EDIT]))
    {
      array = json_object_get_array_member (object, "edits");
      for (guint i = 0; i < json_array_get_length (array); i++)
        json_object_remove_member (json_array_get_object_element (array, i), "expect");
      return TRUE;
    }
  if (!g_str_equal (kind, rdm_command_kind_names[RDM_COMMAND_BATCH]))
    return FALSE;
  array = json_object_get_array_member (object, "commands");
  for (guint i = 0; i < json_array_get_length (array); i++)
    if (!make_blind (json_array_get_object_element (array, i)))
      return FALSE;
  return TRUE;
}

RdmCommand *
rdm_link_insist (const RdmCommand *command, const RdmOpResult *result)
{
  g_autoptr (JsonNode) node = NULL;
  g_autoptr (RdmCommand) blind = NULL;

  /* Whole lists that are put through blindly would take back what nobody looked at. */
  if (result->verdict != RDM_CONFLICT || result->reason == RDM_REASON_GONE
      || result->reason == RDM_REASON_LIST_CHANGED)
    return NULL;
  node = rdm_command_to_json (command);
  if (!make_blind (json_node_get_object (node)))
    return NULL;
  blind = rdm_command_from_json (node, NULL);
  return blind ? rdm_command_reissue (blind, command->label) : NULL;
}
