/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rdm-wire-pull.h"

RdmRowState *
rdm_row_state_new (RdmRowKind kind, const char *id, gint64 version, gconstpointer row)
{
  RdmRowState *self = g_new0 (RdmRowState, 1);

  *self = (RdmRowState){ kind, g_strdup (id), version, row ? rdm_row_ref (row) : NULL };
  return self;
}

void
rdm_row_state_free (RdmRowState *self)
{
  g_free (self->id);
  g_clear_pointer (&self->row, rdm_row_unref);
  g_free (self);
}

RdmPage *
rdm_page_new (const char *epoch, gint64 from)
{
  RdmPage *self = g_new0 (RdmPage, 1);

  self->epoch = g_strdup (epoch);
  self->from = self->to = from;
  self->schema = RDM_WIRE_SCHEMA;
  self->complete = TRUE;
  self->rows = g_ptr_array_new_with_free_func ((GDestroyNotify)rdm_row_state_free);
  self->results = g_ptr_array_new_with_free_func ((GDestroyNotify)rdm_op_result_unref);
  return self;
}

void
rdm_page_free (RdmPage *self)
{
  g_free (self->epoch);
  g_ptr_array_unref (self->rows);
  g_ptr_array_unref (self->results);
  g_free (self);
}

JsonNode *
rdm_page_to_json (const RdmPage *self)
{
  JsonNode *node = json_node_new (JSON_NODE_OBJECT);
  JsonObject *object = json_object_new ();
  JsonArray *rows = json_array_new ();
  JsonArray *results = json_array_new ();

  json_object_set_string_member (object, "epoch", self->epoch);
  json_object_set_int_member (object, "from", self->from);
  json_object_set_int_member (object, "to", self->to);
  json_object_set_int_member (object, "schema", self->schema);
  json_object_set_boolean_member (object, "complete", self->complete);
  for (guint i = 0; i < self->rows->len; i++)
    {
      const RdmRowState *state = self->rows->pdata[i];
      JsonObject *item = json_object_new ();

      json_object_set_string_member (item, "kind", rdm_row_class (state->kind)->name);
      json_object_set_string_member (item, "id", state->id);
      json_object_set_int_member (item, "version", state->version);
      if (state->row)
        json_object_set_member (item, "row", rdm_row_to_json (state->row));
      json_array_add_object_element (rows, item);
    }
  json_object_set_array_member (object, "rows", rows);
  for (guint i = 0; i < self->results->len; i++)
    json_array_add_element (results, rdm_op_result_to_json (self->results->pdata[i]));
  json_object_set_array_member (object, "results", results);
  json_node_take_object (node, object);
  return node;
}

static gboolean
read_row (RdmPage *self, JsonObject *item, GError **error)
{
  const char *kind_name = rdm_wire_get_id (item, "kind", error);
  const char *id = kind_name ? rdm_wire_get_id (item, "id", error) : NULL;
  JsonNode *node = json_object_get_member (item, "row");
  g_autoptr (RdmRow) row = NULL;
  gint64 version;
  int kind;

  if (!id || !rdm_wire_get_int (item, "version", 1, G_MAXINT64, &version, error))
    return FALSE;
  kind = rdm_row_kind_from_name (kind_name);
  if (kind < 0)
    return TRUE;
  if (node)
    {
      row = rdm_row_from_json (node, error);
      if (!row)
        return FALSE;
      if ((int)row->kind != kind || !g_str_equal (row->id, id))
        {
          g_set_error (error, RDM_WIRE_ERROR, RDM_WIRE_ERROR_MEMBER, "“row” of %s is another row",
                       id);
          return FALSE;
        }
    }
  g_ptr_array_add (self->rows, rdm_row_state_new ((RdmRowKind)kind, id, version, row));
  return TRUE;
}

static gboolean
read_results (RdmPage *self, JsonArray *results, GError **error)
{
  for (guint i = 0; i < json_array_get_length (results); i++)
    {
      JsonObject *item = rdm_wire_get_object_at (results, i, "results", error);
      RdmOpResult *result = item ? rdm_op_result_from_json (item, error) : NULL;

      if (!result)
        return FALSE;
      g_ptr_array_add (self->results, result);
    }
  return TRUE;
}

RdmPage *
rdm_page_from_json (JsonNode *node, GError **error)
{
  JsonObject *object = json_node_get_object (node);
  const char *epoch = rdm_wire_get_id (object, "epoch", error);
  g_autoptr (RdmPage) self = NULL;
  JsonArray *rows, *results;
  JsonNode *complete = json_object_get_member (object, "complete");

  if (!epoch)
    return NULL;
  self = rdm_page_new (epoch, 0);
  if (!rdm_wire_get_int (object, "from", 0, G_MAXINT64, &self->from, error)
      || !rdm_wire_get_int (object, "to", self->from, G_MAXINT64, &self->to, error))
    return NULL;
  /* Hubs of the first version do not say it. */
  if (!json_object_has_member (object, "schema"))
    self->schema = 1;
  else if (!rdm_wire_get_int (object, "schema", 1, G_MAXINT, &self->schema, error))
    return NULL;
  self->complete = complete && json_node_get_value_type (complete) == G_TYPE_BOOLEAN
                   && json_node_get_boolean (complete);
  rows = rdm_wire_get_array (object, "rows", 100 * RDM_WIRE_MAX_PAGE_ROWS, error);
  results =
      rows ? rdm_wire_get_array (object, "results", 100 * RDM_WIRE_MAX_PAGE_ROWS, error) : NULL;
  if (!results)
    return NULL;
  for (guint i = 0; i < json_array_get_length (rows); i++)
    {
      JsonObject *item = rdm_wire_get_object_at (rows, i, "rows", error);

      if (!item || !read_row (self, item, error))
        return NULL;
    }
  return read_results (self, results, error) ? g_steal_pointer (&self) : NULL;
}
