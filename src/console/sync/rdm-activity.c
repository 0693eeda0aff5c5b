/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rdm-activity.h"

#include <glib/gi18n.h>

#include "rdm-wire.h"

/* What a command over a whole plan is about is not told one by one. */
#define MOST_IDS 40

G_DEFINE_FINAL_TYPE (RdmActivity, rdm_activity, G_TYPE_OBJECT)

static void
finalize (GObject *object)
{
  RdmActivity *self = RDM_ACTIVITY (object);

  g_free (self->person);
  g_free (self->text);
  g_free (self->outcome);
  g_free (self->things);
  g_strfreev (self->ids);
  G_OBJECT_CLASS (rdm_activity_parent_class)->finalize (object);
}

static void
rdm_activity_class_init (RdmActivityClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = finalize;
}

static void
rdm_activity_init (RdmActivity *self)
{
}

static void
add_id (GPtrArray *ids, const char *id)
{
  if (id != NULL && ids->len < MOST_IDS
      && !g_ptr_array_find_with_equal_func (ids, id, g_str_equal, NULL))
    g_ptr_array_add (ids, g_strdup (id));
}

static void
add_lists (GPtrArray *ids, GPtrArray *lists)
{
  for (guint i = 0; lists != NULL && i < lists->len; i++)
    add_id (ids, ((const RdmRouteList *)lists->pdata[i])->route);
}

static void
collect_ids (GPtrArray *ids, const RdmCommand *command)
{
  for (guint i = 0; command->stops != NULL && i < command->stops->len; i++)
    {
      const RdmStopSeen *seen = command->stops->pdata[i];

      add_id (ids, seen->stop);
      add_id (ids, seen->route);
    }
  add_id (ids, command->route);
  add_lists (ids, command->lists);
  for (guint i = 0; command->edits != NULL && i < command->edits->len; i++)
    add_id (ids, ((const RdmEdit *)command->edits->pdata[i])->id);
  for (guint i = 0; command->refs != NULL && i < command->refs->len; i++)
    add_id (ids, ((const RdmRowRef *)command->refs->pdata[i])->id);
  for (guint i = 0; command->rows != NULL && i < command->rows->len; i++)
    add_id (ids, ((const RdmRow *)command->rows->pdata[i])->id);
  for (guint i = 0; command->commands != NULL && i < command->commands->len; i++)
    collect_ids (ids, command->commands->pdata[i]);
}

static void
take_ids (RdmActivity *self, const RdmCommand *command, RdmRows *rows)
{
  g_autoptr (GPtrArray) ids = g_ptr_array_new_null_terminated (8, g_free, TRUE);
  g_autoptr (GString) things = g_string_new (NULL);

  if (command != NULL)
    collect_ids (ids, command);
  for (guint i = 0; i < ids->len; i++)
    {
      g_autofree char *name = rdm_rows_describe (rows, ids->pdata[i]);

      g_string_append_printf (things, "%s%s", i > 0 ? ", " : "", name);
    }
  self->things = g_string_free (g_steal_pointer (&things), FALSE);
  self->ids = (GStrv)g_ptr_array_steal (ids, NULL);
  if (self->ids == NULL)
    self->ids = g_new0 (char *, 1);
}

static char *
describe (
    RdmVerdict verdict, RdmReason reason, const char *subject, const char *detail, RdmRows *rows)
{
  RdmOutcome outcome = {
    .verdict = verdict, .reason = reason, .subject = (char *)subject, .detail = (char *)detail
  };

  return reason == RDM_REASON_NONE ? NULL : rdm_outcome_describe (&outcome, rows);
}

/* What is seen to happen, nobody says: a desk alone puts it down, or its hub. */
static char *
name_person (const char *actor)
{
  if (g_strcmp0 (actor, "hub") == 0)
    return g_strdup (_ ("The hub"));
  if (g_strcmp0 (actor, "detected") == 0)
    return g_strdup (_ ("This desk"));
  return g_strdup (actor != NULL ? actor : "");
}

/* A phone says what happened, and has no words for it. Returns: (nullable). */
static const char *
name_kind (const RdmCommand *command)
{
  switch (command->kind)
    {
    case RDM_COMMAND_ACKNOWLEDGE:
      return _ ("A route acknowledged");
    case RDM_COMMAND_REPORT:
      return _ ("What happened on the way");
    default:
      return NULL;
    }
}

RdmActivity *
rdm_activity_new_local (const RdmJournalEntry *entry, RdmRows *rows)
{
  RdmActivity *self = g_object_new (RDM_TYPE_ACTIVITY, NULL);
  const char *label = entry->command->label;

  self->seq = entry->seq;
  self->at_utc_ms = entry->at_utc_ms;
  self->person = name_person (entry->actor);
  /* Translators: what was undone or done again */
  self->text = entry->undoes   ? g_strdup_printf (_ ("Undo: %s"), label != NULL ? label : "")
               : entry->redoes ? g_strdup_printf (_ ("Redo: %s"), label != NULL ? label : "")
                               : g_strdup (label != NULL ? label : _ ("A change"));
  self->outcome = describe (entry->verdict, entry->reason, entry->subject, entry->detail, rows);
  take_ids (self, entry->command, rows);
  return self;
}

/* The label of a command whose text is cut off. Returns: (transfer full) (nullable). */
static char *
find_label (const char *text)
{
  static const char name[] = "\"label\":";
  const char *at = strstr (text, name);
  const char *end = at != NULL ? at + strlen (name) : NULL;
  g_autofree char *object = NULL;
  g_autoptr (JsonNode) node = NULL;

  if (end == NULL || *end != '"')
    return NULL;
  for (end++; *end != '\0' && *end != '"'; end++)
    if (*end == '\\' && end[1] != '\0')
      end++;
  if (*end != '"')
    return NULL;
  object = g_strdup_printf ("{%.*s\"}", (int)(end - at), at);
  node = rdm_wire_parse (object, -1, RDM_WIRE_MAX_SMALL_BYTES, NULL);
  return node != NULL ? g_strdup (rdm_wire_get_text (json_node_get_object (node), "label", NULL))
                      : NULL;
}

RdmActivity *
rdm_activity_new_remote (JsonObject *item, RdmRows *rows)
{
  const char *text = rdm_wire_get_text (item, "command", NULL);
  const char *answer = rdm_wire_get_text (item, "result", NULL);
  const char *person = rdm_wire_get_text (item, "actor", NULL);
  g_autoptr (RdmActivity) self = g_object_new (RDM_TYPE_ACTIVITY, NULL);
  g_autoptr (JsonNode) command_node =
      text != NULL ? rdm_wire_parse (text, -1, RDM_WIRE_MAX_SMALL_BYTES, NULL) : NULL;
  g_autoptr (JsonNode) result_node =
      answer != NULL ? rdm_wire_parse (answer, -1, RDM_WIRE_MAX_SMALL_BYTES, NULL) : NULL;
  g_autoptr (RdmCommand) command =
      command_node != NULL ? rdm_command_from_json (command_node, NULL) : NULL;
  RdmOpResult *result = result_node != NULL
                            ? rdm_op_result_from_json (json_node_get_object (result_node), NULL)
                            : NULL;

  if (!rdm_wire_get_int (item, "seq", 0, G_MAXINT64, &self->seq, NULL)
      || !rdm_wire_get_int (item, "at", 0, G_MAXINT64, &self->at_utc_ms, NULL))
    {
      g_clear_pointer (&result, rdm_op_result_unref);
      return NULL;
    }
  self->person = name_person (person);
  self->text = command != NULL
                   ? g_strdup (command->label != NULL ? command->label : name_kind (command))
               : text != NULL ? find_label (text)
                              : NULL;
  if (self->text == NULL)
    self->text = g_strdup (_ ("A change"));
  if (result != NULL)
    self->outcome =
        describe (result->verdict, result->reason, result->subject, result->detail, rows);
  g_clear_pointer (&result, rdm_op_result_unref);
  take_ids (self, command, rows);
  return g_steal_pointer (&self);
}
