/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rdm-wire-push.h"

#include <string.h>

static void
push_op_free (gpointer data)
{
  RdmPushOp *op = data;

  rdm_command_unref (op->command);
  g_free (op);
}

RdmPush *
rdm_push_new (const char *device)
{
  RdmPush *self = g_new0 (RdmPush, 1);

  self->device = g_strdup (device);
  self->ops = g_ptr_array_new_with_free_func (push_op_free);
  return self;
}

void
rdm_push_add (RdmPush *self, gint64 n, gint64 seen, gint64 at_utc_ms, const RdmCommand *command)
{
  RdmPushOp *op = g_new0 (RdmPushOp, 1);

  *op = (RdmPushOp){ n, seen, at_utc_ms, rdm_command_ref (command) };
  g_ptr_array_add (self->ops, op);
}

void
rdm_push_free (RdmPush *self)
{
  g_free (self->device);
  g_ptr_array_unref (self->ops);
  g_free (self);
}

static JsonNode *
take_object (JsonObject *object)
{
  JsonNode *node = json_node_new (JSON_NODE_OBJECT);

  json_node_take_object (node, object);
  return node;
}

static JsonNode *
op_to_json (const RdmPushOp *op)
{
  JsonObject *object = json_object_new ();

  json_object_set_int_member (object, "n", op->n);
  json_object_set_int_member (object, "seen", op->seen);
  json_object_set_int_member (object, "at", op->at_utc_ms);
  json_object_set_member (object, "command", rdm_command_to_json (op->command));
  return take_object (object);
}

JsonNode *
rdm_push_to_json (const RdmPush *self)
{
  JsonObject *object = json_object_new ();
  JsonArray *ops = json_array_new ();

  json_object_set_string_member (object, "device", self->device);
  json_object_set_int_member (object, "schema", RDM_WIRE_SCHEMA);
  for (guint i = 0; i < self->ops->len; i++)
    json_array_add_element (ops, op_to_json (self->ops->pdata[i]));
  json_object_set_array_member (object, "ops", ops);
  return take_object (object);
}

char *
rdm_push_print (const RdmPush *self, gsize max_bytes)
{
  g_autoptr (RdmPush) head = rdm_push_new (self->device);
  g_autoptr (JsonNode) node = rdm_push_to_json (head);
  g_autofree char *none = rdm_wire_print (node);
  GString *text = g_string_new (none);

  /* The list is the last member, and it is empty. */
  g_string_truncate (text, text->len - strlen ("]}"));
  for (guint i = 0; i < self->ops->len; i++)
    {
      g_autoptr (JsonNode) op = op_to_json (self->ops->pdata[i]);
      g_autofree char *printed = rdm_wire_print (op);

      if (i > 0 && text->len + strlen (printed) + strlen (",]}") > max_bytes)
        break;
      if (i > 0)
        g_string_append_c (text, ',');
      g_string_append (text, printed);
    }
  g_string_append (text, "]}");
  return g_string_free (text, FALSE);
}

static gboolean
read_op (RdmPush *self, JsonObject *item, GError **error)
{
  gint64 n, seen, at_utc_ms;
  JsonNode *node = json_object_get_member (item, "command");
  g_autoptr (RdmCommand) command = NULL;

  if (!rdm_wire_get_int (item, "n", 1, G_MAXINT64, &n, error)
      || !rdm_wire_get_int (item, "seen", 0, G_MAXINT64, &seen, error)
      || !rdm_wire_get_int (item, "at", 0, G_MAXINT64, &at_utc_ms, error))
    return FALSE;
  if (!node)
    {
      g_set_error_literal (error, RDM_WIRE_ERROR, RDM_WIRE_ERROR_MEMBER, "“command” is missing");
      return FALSE;
    }
  command = rdm_command_from_json (node, error);
  if (!command)
    return FALSE;
  rdm_push_add (self, n, seen, at_utc_ms, command);
  return TRUE;
}

static gboolean
check_schema (JsonObject *object, GError **error)
{
  gint64 schema;

  if (!rdm_wire_get_int (object, "schema", 1, G_MAXINT, &schema, error))
    return FALSE;
  if (schema <= RDM_WIRE_SCHEMA)
    return TRUE;
  g_set_error (error, RDM_WIRE_ERROR, RDM_WIRE_ERROR_SCHEMA,
               "Commands of version %d; this program knows versions up to %d", (int)schema,
               RDM_WIRE_SCHEMA);
  return FALSE;
}

RdmPush *
rdm_push_from_json (JsonNode *node, GError **error)
{
  JsonObject *object = json_node_get_object (node);
  const char *device = rdm_wire_get_id (object, "device", error);
  g_autoptr (RdmPush) self = NULL;
  JsonArray *ops;

  if (!device || !check_schema (object, error))
    return NULL;
  ops = rdm_wire_get_array (object, "ops", RDM_WIRE_MAX_PUSH_OPS, error);
  if (!ops)
    return NULL;
  self = rdm_push_new (device);
  for (guint i = 0; i < json_array_get_length (ops); i++)
    {
      JsonObject *item = rdm_wire_get_object_at (ops, i, "ops", error);

      if (!item || !read_op (self, item, error))
        return NULL;
    }
  return g_steal_pointer (&self);
}

RdmOpResult *
rdm_op_result_new (void)
{
  return g_atomic_rc_box_new0 (RdmOpResult);
}

RdmOpResult *
rdm_op_result_ref (const RdmOpResult *self)
{
  return g_atomic_rc_box_acquire ((gpointer)self);
}

static void
op_result_clear (gpointer data)
{
  RdmOpResult *self = data;

  g_free (self->id);
  g_free (self->subject);
  g_free (self->detail);
  g_free (self->their_actor);
}

void
rdm_op_result_unref (RdmOpResult *self)
{
  g_atomic_rc_box_release_full (self, op_result_clear);
}

JsonNode *
rdm_op_result_to_json (const RdmOpResult *self)
{
  JsonObject *object = json_object_new ();

  json_object_set_string_member (object, "id", self->id);
  json_object_set_int_member (object, "n", self->n);
  json_object_set_int_member (object, "seq", self->seq);
  json_object_set_string_member (object, "verdict", rdm_verdict_names[self->verdict]);
  if (self->reason != RDM_REASON_NONE)
    json_object_set_string_member (object, "reason", rdm_reason_names[self->reason]);
  rdm_wire_set_text (object, "subject", self->subject);
  rdm_wire_set_text (object, "detail", self->detail);
  if (self->their_actor)
    {
      JsonObject *theirs = json_object_new ();

      json_object_set_string_member (theirs, "actor", self->their_actor);
      json_object_set_int_member (theirs, "at", self->their_at_utc_ms);
      json_object_set_object_member (object, "theirs", theirs);
    }
  return take_object (object);
}

static gboolean
read_theirs (RdmOpResult *self, JsonObject *object, GError **error)
{
  JsonNode *node = json_object_get_member (object, "theirs");
  JsonObject *theirs;

  if (!node || !JSON_NODE_HOLDS_OBJECT (node))
    return TRUE;
  theirs = json_node_get_object (node);
  self->their_actor = g_strdup (rdm_wire_get_text (theirs, "actor", error));
  return rdm_wire_get_int (theirs, "at", 0, G_MAXINT64, &self->their_at_utc_ms, error);
}

RdmOpResult *
rdm_op_result_from_json (JsonObject *object, GError **error)
{
  g_autoptr (RdmOpResult) self = rdm_op_result_new ();
  g_autoptr (GError) local = NULL;
  const char *id = rdm_wire_get_id (object, "id", error);
  int verdict, reason = RDM_REASON_NONE;

  if (!id || !rdm_wire_get_int (object, "n", 0, G_MAXINT64, &self->n, error)
      || !rdm_wire_get_int (object, "seq", 0, G_MAXINT64, &self->seq, error))
    return NULL;
  verdict = rdm_wire_get_one_of (object, "verdict", rdm_verdict_names, error);
  /* A newer hub may know more reasons: the detail says it in words. */
  if (json_object_has_member (object, "reason"))
    reason = rdm_wire_get_one_of (object, "reason", rdm_reason_names, NULL);
  if (verdict < 0 || !read_theirs (self, object, error))
    return NULL;
  self->id = g_strdup (id);
  self->verdict = (RdmVerdict)verdict;
  self->reason = reason < 0 ? RDM_REASON_NONE : (RdmReason)reason;
  self->subject = g_strdup (rdm_wire_get_text (object, "subject", &local));
  if (!local)
    self->detail = g_strdup (rdm_wire_get_text (object, "detail", &local));
  if (local)
    {
      g_propagate_error (error, g_steal_pointer (&local));
      return NULL;
    }
  return g_steal_pointer (&self);
}

RdmPushAnswer *
rdm_push_answer_new (const char *epoch, gint64 seq, gint64 server_utc_ms)
{
  RdmPushAnswer *self = g_new0 (RdmPushAnswer, 1);

  self->epoch = g_strdup (epoch);
  self->seq = seq;
  self->server_utc_ms = server_utc_ms;
  self->results = g_ptr_array_new_with_free_func ((GDestroyNotify)rdm_op_result_unref);
  return self;
}

void
rdm_push_answer_free (RdmPushAnswer *self)
{
  g_free (self->epoch);
  g_ptr_array_unref (self->results);
  g_free (self);
}

JsonNode *
rdm_push_answer_to_json (const RdmPushAnswer *self)
{
  JsonObject *object = json_object_new ();
  JsonArray *results = json_array_new ();

  json_object_set_string_member (object, "epoch", self->epoch);
  json_object_set_int_member (object, "seq", self->seq);
  json_object_set_int_member (object, "server_time", self->server_utc_ms);
  for (guint i = 0; i < self->results->len; i++)
    json_array_add_element (results, rdm_op_result_to_json (self->results->pdata[i]));
  json_object_set_array_member (object, "results", results);
  return take_object (object);
}

RdmPushAnswer *
rdm_push_answer_from_json (JsonNode *node, GError **error)
{
  JsonObject *object = json_node_get_object (node);
  const char *epoch = rdm_wire_get_id (object, "epoch", error);
  g_autoptr (RdmPushAnswer) self = NULL;
  gint64 seq, server_utc_ms;
  JsonArray *results;

  if (!epoch || !rdm_wire_get_int (object, "seq", 0, G_MAXINT64, &seq, error)
      || !rdm_wire_get_int (object, "server_time", 0, G_MAXINT64, &server_utc_ms, error))
    return NULL;
  results = rdm_wire_get_array (object, "results", RDM_WIRE_MAX_PUSH_OPS, error);
  if (!results)
    return NULL;
  self = rdm_push_answer_new (epoch, seq, server_utc_ms);
  for (guint i = 0; i < json_array_get_length (results); i++)
    {
      JsonObject *item = rdm_wire_get_object_at (results, i, "results", error);
      RdmOpResult *result = item ? rdm_op_result_from_json (item, error) : NULL;

      if (!result)
        return NULL;
      g_ptr_array_add (self->results, result);
    }
  return g_steal_pointer (&self);
}
