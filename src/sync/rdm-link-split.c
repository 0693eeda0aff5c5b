/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A hub takes so much at once. A file of ten thousand orders is one command here, which is taken
 * back as one; on its way it is several, each of rows that do not need those of the next.
 */
#include "rdm-link-private.h"

/* Some 350 KB, if they are orders. */
#define ROWS_AT_ONCE 1000

/* The last of @parts, if it has room for another row; else a new one. */
static RdmCommand *
add_with_room (GPtrArray *parts, const char *label)
{
  RdmCommand *last = parts->len ? parts->pdata[parts->len - 1] : NULL;

  if (!last || last->kind != RDM_COMMAND_ADD || last->rows->len >= ROWS_AT_ONCE)
    g_ptr_array_add (parts, last = rdm_command_new_add (label));
  return last;
}

/* @whole: an edit as JSON. Returns: (transfer full): the same of some of its rows. */
static JsonNode *
part_of_edit (JsonObject *whole, guint from, guint to)
{
  JsonNode *node = json_node_new (JSON_NODE_OBJECT);
  JsonObject *object = json_object_new ();
  JsonArray *edits = json_object_get_array_member (whole, "edits");
  JsonArray *some = json_array_new ();
  g_autoptr (GList) members = json_object_get_members (whole);

  for (GList *member = members; member; member = member->next)
    json_object_set_member (object, member->data, json_object_dup_member (whole, member->data));
  for (guint i = from; i < to; i++)
    json_array_add_element (some, json_array_dup_element (edits, i));
  json_object_set_array_member (object, "edits", some);
  json_node_take_object (node, object);
  return node;
}

static gboolean
add_edits (GPtrArray *parts, const RdmCommand *command, const char *label)
{
  g_autoptr (JsonNode) whole = rdm_command_to_json (command);

  for (guint from = 0; from < command->edits->len; from += ROWS_AT_ONCE)
    {
      g_autoptr (JsonNode) node = part_of_edit (json_node_get_object (whole), from,
                                                MIN (from + ROWS_AT_ONCE, command->edits->len));
      g_autoptr (RdmCommand) part = rdm_command_from_json (node, NULL);

      if (!part)
        return FALSE;
      g_ptr_array_add (parts, rdm_command_reissue (part, label));
    }
  return TRUE;
}

/* Returns: FALSE where it cannot be split. */
static gboolean
add_parts (GPtrArray *parts, const RdmCommand *command, const char *label)
{
  switch (command->kind)
    {
    case RDM_COMMAND_ADD:
      for (guint i = 0; i < command->rows->len; i++)
        rdm_command_add_row (add_with_room (parts, label), command->rows->pdata[i]);
      return TRUE;
    case RDM_COMMAND_EDIT:
      return add_edits (parts, command, label);
    case RDM_COMMAND_BATCH:
      for (guint i = 0; i < command->commands->len; i++)
        if (!add_parts (parts, command->commands->pdata[i], label))
          return FALSE;
      return TRUE;
    default:
      return FALSE;
    }
}

/* How many rows it is about; 0 for what is never split. */
static guint
weigh (const RdmCommand *command)
{
  guint n = 0;

  switch (command->kind)
    {
    case RDM_COMMAND_ADD:
      return command->rows->len;
    case RDM_COMMAND_EDIT:
      return command->edits->len;
    case RDM_COMMAND_BATCH:
      for (guint i = 0; i < command->commands->len; i++)
        n += weigh (command->commands->pdata[i]);
      return n;
    default:
      return 0;
    }
}

GPtrArray *
rdm_link_split (const RdmCommand *command)
{
  g_autoptr (GPtrArray) parts = NULL;

  if (weigh (command) <= ROWS_AT_ONCE)
    return NULL;
  parts = g_ptr_array_new_with_free_func ((GDestroyNotify)rdm_command_unref);
  return add_parts (parts, command, command->label) ? g_steal_pointer (&parts) : NULL;
}

static void
clear_outcome (gpointer outcome)
{
  rdm_outcome_free (outcome);
}

gboolean
rdm_link_run_parts (RdmReplica *replica, GPtrArray *parts, gint64 at_utc_ms)
{
  g_autoptr (RdmRows) rows =
      rdm_memory_rows_snapshot (RDM_MEMORY_ROWS (rdm_replica_rows (replica)));
  g_autoptr (GPtrArray) outcomes = g_ptr_array_new_with_free_func (clear_outcome);

  /* All of them, or none. */
  for (guint i = 0; i < parts->len; i++)
    {
      RdmOutcome *outcome = rdm_run (parts->pdata[i], rows);

      g_ptr_array_add (outcomes, outcome);
      if (!rdm_outcome_is_applied (outcome))
        return FALSE;
      rdm_changes_apply (outcome->changes, rows);
    }
  for (guint i = 0; i < parts->len; i++)
    rdm_replica_ran (replica, parts->pdata[i], outcomes->pdata[i], at_utc_ms);
  return TRUE;
}
