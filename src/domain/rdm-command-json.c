/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Commands as JSON: what the journal keeps and the wire carries. Members that do not apply are left
 * out.
 */
#include "rdm-command.h"

#include <string.h>

#include "rdm-command-private.h"

/* Batches within batches, from anywhere. */
#define DEPTH_MAX 8

/* Writing */

static void
set_text (JsonObject *object, const char *name, const char *text)
{
  if (text)
    json_object_set_string_member (object, name, text);
}

static JsonArray *
rows_to_json (GPtrArray *rows)
{
  JsonArray *array = json_array_new ();

  for (guint i = 0; i < rows->len; i++)
    json_array_add_element (array, rdm_row_to_json (rows->pdata[i]));
  return array;
}

static JsonArray *
edits_to_json (GPtrArray *edits)
{
  JsonArray *array = json_array_new ();

  for (guint i = 0; i < edits->len; i++)
    {
      const RdmEdit *edit = edits->pdata[i];
      JsonObject *object = json_object_new ();

      json_object_set_string_member (object, "kind", rdm_row_class (edit->kind)->name);
      json_object_set_string_member (object, "id", edit->id);
      json_object_set_object_member (object, "set", json_object_ref (edit->set));
      if (edit->expect)
        json_object_set_object_member (object, "expect", json_object_ref (edit->expect));
      json_array_add_object_element (array, object);
    }
  return array;
}

static JsonArray *
refs_to_json (GPtrArray *refs)
{
  JsonArray *array = json_array_new ();

  for (guint i = 0; i < refs->len; i++)
    {
      const RdmRowRef *ref = refs->pdata[i];
      JsonObject *object = json_object_new ();

      json_object_set_string_member (object, "kind", rdm_row_class (ref->kind)->name);
      json_object_set_string_member (object, "id", ref->id);
      json_array_add_object_element (array, object);
    }
  return array;
}

static JsonArray *
seen_to_json (GPtrArray *stops)
{
  JsonArray *array = json_array_new ();

  for (guint i = 0; i < stops->len; i++)
    {
      const RdmStopSeen *seen = stops->pdata[i];
      JsonObject *object = json_object_new ();

      json_object_set_string_member (object, "stop", seen->stop);
      set_text (object, "route", seen->route);
      json_array_add_object_element (array, object);
    }
  return array;
}

static JsonArray *
lists_to_json (GPtrArray *lists)
{
  JsonArray *array = json_array_new ();

  for (guint i = 0; i < lists->len; i++)
    {
      const RdmRouteList *list = lists->pdata[i];
      JsonObject *object = json_object_new ();
      JsonArray *stops = json_array_new ();

      for (GStrv stop = list->stops; *stop; stop++)
        json_array_add_string_element (stops, *stop);
      json_object_set_string_member (object, "route", list->route);
      json_object_set_array_member (object, "stops", stops);
      json_array_add_object_element (array, object);
    }
  return array;
}

static JsonArray *
reports_to_json (GPtrArray *reports)
{
  JsonArray *array = json_array_new ();

  for (guint i = 0; i < reports->len; i++)
    {
      const RdmReport *report = reports->pdata[i];
      JsonObject *object = json_object_new ();

      json_object_set_string_member (object, "event", rdm_event_names[report->event]);
      set_text (object, "route", report->route);
      set_text (object, "stop", report->stop);
      json_object_set_int_member (object, "at_ms", report->at_ms);
      if (report->result != RDM_RESULT_NONE)
        json_object_set_string_member (object, "result", rdm_result_names[report->result]);
      set_text (object, "note", report->note);
      if (report->detected)
        json_object_set_boolean_member (object, "detected", TRUE);
      json_array_add_object_element (array, object);
    }
  return array;
}

static JsonArray *
commands_to_json (GPtrArray *commands)
{
  JsonArray *array = json_array_new ();

  for (guint i = 0; i < commands->len; i++)
    json_array_add_element (array, rdm_command_to_json (commands->pdata[i]));
  return array;
}

JsonNode *
rdm_command_to_json (const RdmCommand *self)
{
  JsonObject *object = json_object_new ();
  JsonNode *node = json_node_init_object (json_node_alloc (), object);

  json_object_unref (object);
  json_object_set_string_member (object, "kind", rdm_command_kind_names[self->kind]);
  json_object_set_string_member (object, "id", self->id);
  set_text (object, "label", self->label);
  if (self->rows)
    json_object_set_array_member (object, "rows", rows_to_json (self->rows));
  if (self->edits)
    json_object_set_array_member (object, "edits", edits_to_json (self->edits));
  if (self->refs)
    json_object_set_array_member (object, "refs", refs_to_json (self->refs));
  if (self->stops)
    json_object_set_array_member (object, "stops", seen_to_json (self->stops));
  if (self->blind)
    json_object_set_boolean_member (object, "blind", TRUE);
  if (self->exact)
    json_object_set_boolean_member (object, "exact", TRUE);
  set_text (object, "route", self->route);
  set_text (object, "after", self->after);
  if (self->lists)
    json_object_set_array_member (object, "lists", lists_to_json (self->lists));
  if (self->expected && self->expected->len > 0)
    json_object_set_array_member (object, "expected", lists_to_json (self->expected));
  if (self->commands)
    json_object_set_array_member (object, "commands", commands_to_json (self->commands));
  if (self->reports)
    json_object_set_array_member (object, "reports", reports_to_json (self->reports));
  if (self->at_ms != 0)
    json_object_set_int_member (object, "at_ms", self->at_ms);
  set_text (object, "date", self->date);
  return node;
}

/* Reading. Every function answers FALSE with the error set. */

static gboolean
complain (GError **error, const char *what)
{
  g_set_error (error, RDM_DOMAIN_ERROR, RDM_DOMAIN_ERROR_JSON, "a command's %s", what);
  return FALSE;
}

/* *text is borrowed; NULL where there is no such member or it is null. */
static gboolean
read_text (JsonObject *object, const char *name, const char **text, GError **error)
{
  JsonNode *node = json_object_get_member (object, name);

  *text = NULL;
  if (!node || JSON_NODE_HOLDS_NULL (node))
    return TRUE;
  if (!JSON_NODE_HOLDS_VALUE (node) || json_node_get_value_type (node) != G_TYPE_STRING)
    return complain (error, "texts are strings");
  *text = json_node_get_string (node);
  return TRUE;
}

static gboolean
read_flag (JsonObject *object, const char *name, gboolean *flag, GError **error)
{
  JsonNode *node = json_object_get_member (object, name);

  *flag = FALSE;
  if (!node)
    return TRUE;
  if (!JSON_NODE_HOLDS_VALUE (node) || json_node_get_value_type (node) != G_TYPE_BOOLEAN)
    return complain (error, "flags are true or false");
  *flag = json_node_get_boolean (node);
  return TRUE;
}

/* 0 where there is no such member. */
static gboolean
read_moment (JsonObject *object, const char *name, gint64 *moment_ms, GError **error)
{
  JsonNode *node = json_object_get_member (object, name);

  *moment_ms = 0;
  if (!node)
    return TRUE;
  if (!JSON_NODE_HOLDS_VALUE (node) || json_node_get_value_type (node) != G_TYPE_INT64)
    return complain (error, "moments are milliseconds of UTC");
  *moment_ms = json_node_get_int (node);
  return TRUE;
}

/* *number is the place of the text in @names; 0 where there is no such member. */
static gboolean
read_name (
    JsonObject *object, const char *name, const char *const *names, int *number, GError **error)
{
  const char *text;

  *number = 0;
  if (!read_text (object, name, &text, error))
    return FALSE;
  for (int i = 0; text && names[i]; i++)
    if (strcmp (names[i], text) == 0)
      {
        *number = i;
        return TRUE;
      }
  return !text || complain (error, "events and results have known names");
}

static gboolean
read_array (JsonObject *object, const char *name, JsonArray **array, GError **error)
{
  JsonNode *node = json_object_get_member (object, name);

  if (!node || !JSON_NODE_HOLDS_ARRAY (node))
    return complain (error, "parts are given as an array");
  *array = json_node_get_array (node);
  return TRUE;
}

static gboolean
read_object (JsonArray *array, guint i, JsonObject **object, GError **error)
{
  JsonNode *node = json_array_get_element (array, i);

  if (!JSON_NODE_HOLDS_OBJECT (node))
    return complain (error, "parts are objects");
  *object = json_node_get_object (node);
  return TRUE;
}

/* The row that an object's "kind" and "id" name. */
static gboolean
read_ref (JsonObject *object, RdmRowKind *kind, const char **id, GError **error)
{
  const char *name;
  int number;

  if (!read_text (object, "kind", &name, error) || !read_text (object, "id", id, error))
    return FALSE;
  number = rdm_row_kind_from_name (name);
  if (number < 0 || !*id)
    return complain (error, "rows are named by a known kind and an id");
  *kind = (RdmRowKind)number;
  return TRUE;
}

static gboolean
read_rows (JsonObject *object, RdmCommand *command, GError **error)
{
  JsonArray *array;

  if (!read_array (object, "rows", &array, error))
    return FALSE;
  for (guint i = 0; i < json_array_get_length (array); i++)
    {
      gpointer row = rdm_row_from_json (json_array_get_element (array, i), error);

      if (!row)
        return FALSE;
      g_ptr_array_add (command->rows, row);
    }
  return TRUE;
}

static gboolean
read_edits (JsonObject *object, RdmCommand *command, GError **error)
{
  JsonArray *array;

  if (!read_array (object, "edits", &array, error))
    return FALSE;
  for (guint i = 0; i < json_array_get_length (array); i++)
    {
      JsonObject *part;
      JsonNode *set;
      JsonNode *expect;
      RdmEdit *edit;
      RdmRowKind kind;
      const char *id;

      if (!read_object (array, i, &part, error) || !read_ref (part, &kind, &id, error))
        return FALSE;
      set = json_object_get_member (part, "set");
      expect = json_object_get_member (part, "expect");
      if (!set || !JSON_NODE_HOLDS_OBJECT (set) || (expect && !JSON_NODE_HOLDS_OBJECT (expect)))
        return complain (error, "edits set and expect fields");
      edit = rdm_command_add_edit (command, kind, id);
      json_object_unref (edit->set);
      edit->set = json_node_dup_object (set);
      edit->expect = expect ? json_node_dup_object (expect) : NULL;
    }
  return TRUE;
}

static gboolean
read_refs (JsonObject *object, RdmCommand *command, GError **error)
{
  JsonArray *array;

  if (!read_array (object, "refs", &array, error))
    return FALSE;
  for (guint i = 0; i < json_array_get_length (array); i++)
    {
      JsonObject *part;
      RdmRowKind kind;
      const char *id;

      if (!read_object (array, i, &part, error) || !read_ref (part, &kind, &id, error))
        return FALSE;
      rdm_command_remove_row (command, kind, id);
    }
  return TRUE;
}

static gboolean
read_assignment (JsonObject *object, RdmCommand *command, GError **error)
{
  JsonArray *array;
  const char *route;
  const char *after;

  if (!read_array (object, "stops", &array, error) || !read_text (object, "route", &route, error)
      || !read_text (object, "after", &after, error)
      || !read_flag (object, "blind", &command->blind, error))
    return FALSE;
  command->route = g_strdup (route);
  command->after = g_strdup (after);
  for (guint i = 0; i < json_array_get_length (array); i++)
    {
      JsonObject *part;
      const char *stop;
      const char *seen_on;

      if (!read_object (array, i, &part, error) || !read_text (part, "stop", &stop, error)
          || !read_text (part, "route", &seen_on, error))
        return FALSE;
      if (!stop)
        return complain (error, "stops are named by their ids");
      rdm_command_assign_stop (command, stop, seen_on);
    }
  return TRUE;
}

static gboolean
read_stops (JsonObject *object, GStrv *stops, GError **error)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  JsonArray *array;

  if (!read_array (object, "stops", &array, error))
    return FALSE;
  for (guint i = 0; i < json_array_get_length (array); i++)
    {
      JsonNode *node = json_array_get_element (array, i);

      if (!JSON_NODE_HOLDS_VALUE (node) || json_node_get_value_type (node) != G_TYPE_STRING)
        return complain (error, "stops are named by their ids");
      g_strv_builder_add (builder, json_node_get_string (node));
    }
  *stops = g_strv_builder_end (builder);
  return TRUE;
}

static gboolean
read_lists (JsonObject *object, const char *name, GPtrArray *lists, GError **error)
{
  JsonArray *array;

  if (!read_array (object, name, &array, error))
    return FALSE;
  for (guint i = 0; i < json_array_get_length (array); i++)
    {
      g_auto (GStrv) stops = NULL;
      JsonObject *part;
      const char *route;

      if (!read_object (array, i, &part, error) || !read_text (part, "route", &route, error)
          || !read_stops (part, &stops, error))
        return FALSE;
      if (!route)
        return complain (error, "lists name their route");
      rdm_route_lists_add (lists, route, (const char *const *)stops);
    }
  return TRUE;
}

static gboolean
read_sequence (JsonObject *object, RdmCommand *command, GError **error)
{
  if (!read_lists (object, "lists", command->lists, error))
    return FALSE;
  return !json_object_has_member (object, "expected")
         || read_lists (object, "expected", command->expected, error);
}

static gboolean
read_report (JsonObject *object, RdmCommand *command, GError **error)
{
  const char *route;
  const char *stop;
  const char *note;
  gint64 at_ms;
  gboolean detected;
  int event;
  int result;
  RdmReport *report;

  if (!read_name (object, "event", rdm_event_names, &event, error)
      || !read_name (object, "result", rdm_result_names, &result, error)
      || !read_text (object, "route", &route, error) || !read_text (object, "stop", &stop, error)
      || !read_text (object, "note", &note, error) || !read_moment (object, "at_ms", &at_ms, error)
      || !read_flag (object, "detected", &detected, error))
    return FALSE;
  if (!json_object_has_member (object, "event"))
    return complain (error, "reports say what happened");
  report = rdm_command_add_report (command, (RdmEvent)event, route, stop, at_ms);
  report->result = result;
  report->note = g_strdup (note);
  report->detected = detected;
  return TRUE;
}

static gboolean
read_reports (JsonObject *object, RdmCommand *command, GError **error)
{
  JsonArray *array;

  if (!read_array (object, "reports", &array, error))
    return FALSE;
  for (guint i = 0; i < json_array_get_length (array); i++)
    {
      JsonObject *part;

      if (!read_object (array, i, &part, error) || !read_report (part, command, error))
        return FALSE;
    }
  return TRUE;
}

static gboolean
read_retry (JsonObject *object, RdmCommand *command, GError **error)
{
  const char *date;

  if (!read_assignment (object, command, error) || !read_text (object, "date", &date, error))
    return FALSE;
  command->date = g_strdup (date);
  return TRUE;
}

static RdmCommand *read_command (JsonNode *node, guint depth, GError **error);

static gboolean
read_batch (JsonObject *object, RdmCommand *command, guint depth, GError **error)
{
  JsonArray *array;

  if (depth >= DEPTH_MAX)
    return complain (error, "batches are nested too deeply");
  if (!read_array (object, "commands", &array, error))
    return FALSE;
  for (guint i = 0; i < json_array_get_length (array); i++)
    {
      RdmCommand *part = read_command (json_array_get_element (array, i), depth + 1, error);

      if (!part)
        return FALSE;
      rdm_command_batch_take (command, part);
    }
  return TRUE;
}

static gboolean
read_parts (JsonObject *object, RdmCommand *command, guint depth, GError **error)
{
  switch (command->kind)
    {
    case RDM_COMMAND_ADD:
      return read_rows (object, command, error);
    case RDM_COMMAND_EDIT:
      return read_edits (object, command, error);
    case RDM_COMMAND_REMOVE:
      return read_refs (object, command, error);
    case RDM_COMMAND_ASSIGN:
      return read_assignment (object, command, error);
    case RDM_COMMAND_SEQUENCE:
      return read_sequence (object, command, error);
    case RDM_COMMAND_BATCH:
      return read_batch (object, command, depth, error);
    case RDM_COMMAND_SEND:
    case RDM_COMMAND_RECALL:
    case RDM_COMMAND_ACKNOWLEDGE:
      return read_lists (object, "lists", command->lists, error)
             && read_moment (object, "at_ms", &command->at_ms, error);
    case RDM_COMMAND_REPORT:
      return read_reports (object, command, error);
    case RDM_COMMAND_RETRY:
      return read_retry (object, command, error);
    case RDM_N_COMMAND_KINDS:
      break;
    }
  g_return_val_if_reached (FALSE);
}

static int
kind_from_name (const char *name)
{
  for (int kind = 0; kind < RDM_N_COMMAND_KINDS; kind++)
    if (g_strcmp0 (rdm_command_kind_names[kind], name) == 0)
      return kind;
  return -1;
}

static RdmCommand *
read_command (JsonNode *node, guint depth, GError **error)
{
  g_autoptr (RdmCommand) command = NULL;
  JsonObject *object;
  const char *name;
  const char *id;
  const char *label;
  int kind;

  if (!JSON_NODE_HOLDS_OBJECT (node))
    {
      complain (error, "text is an object");
      return NULL;
    }
  object = json_node_get_object (node);
  if (!read_text (object, "kind", &name, error) || !read_text (object, "id", &id, error)
      || !read_text (object, "label", &label, error))
    return NULL;
  kind = kind_from_name (name);
  if (kind < 0 || !id || !*id)
    {
      complain (error, "kind is known, and it has an id");
      return NULL;
    }
  command = rdm_command_new ((RdmCommandKind)kind, id, label);
  return read_flag (object, "exact", &command->exact, error)
                 && read_parts (object, command, depth, error)
             ? g_steal_pointer (&command)
             : NULL;
}

RdmCommand *
rdm_command_from_json (JsonNode *node, GError **error)
{
  return read_command (node, 0, error);
}
