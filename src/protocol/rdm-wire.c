/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rdm-wire.h"

#include "rdm-json.h"

#define MAX_ID_BYTES 80

G_DEFINE_QUARK (rdm_wire_error, rdm_wire_error)

static gboolean
fail (GError **error, const char *name, const char *what)
{
  g_set_error (error, RDM_WIRE_ERROR, RDM_WIRE_ERROR_MEMBER, "“%s” %s", name, what);
  return FALSE;
}

static gboolean
begins_with_letter (const char *text, gssize length)
{
  while (length != 0 && g_ascii_isspace (*text))
    {
      text++;
      length--;
    }
  return length != 0 && g_ascii_isalpha (*text);
}

JsonNode *
rdm_wire_parse (const char *text, gssize length, gsize max_bytes, GError **error)
{
  RdmJsonLimits limits = { .max_bytes = max_bytes,
                           .max_depth = RDM_WIRE_MAX_DEPTH,
                           .max_values = rdm_json_default_limits.max_values };
  g_autoptr (GError) local = NULL;
  g_autoptr (JsonNode) root = NULL;

  /* json-glib makes a word of whatever megabytes of letters it is given, and twice as much room. */
  if (begins_with_letter (text, length))
    {
      g_set_error_literal (error, RDM_WIRE_ERROR, RDM_WIRE_ERROR_JSON, "An object is wanted");
      return NULL;
    }
  root = rdm_json_parse (text, length, &limits, &local);
  if (!root)
    g_set_error_literal (error, RDM_WIRE_ERROR, RDM_WIRE_ERROR_JSON, local->message);
  else if (!JSON_NODE_HOLDS_OBJECT (root))
    g_set_error_literal (error, RDM_WIRE_ERROR, RDM_WIRE_ERROR_JSON, "An object is wanted");
  else
    return g_steal_pointer (&root);
  return NULL;
}

char *
rdm_wire_print (JsonNode *node)
{
  return json_to_string (node, FALSE);
}

static JsonNode *
value_of (JsonObject *object, const char *name)
{
  JsonNode *node = json_object_get_member (object, name);

  return node && !JSON_NODE_HOLDS_NULL (node) ? node : NULL;
}

gboolean
rdm_wire_get_int (
    JsonObject *object, const char *name, gint64 least, gint64 most, gint64 *value, GError **error)
{
  JsonNode *node = value_of (object, name);

  if (!node || json_node_get_value_type (node) != G_TYPE_INT64)
    return fail (error, name, "is not a whole number");
  if (json_node_get_int (node) < least || json_node_get_int (node) > most)
    return fail (error, name, "is out of range");
  *value = json_node_get_int (node);
  return TRUE;
}

const char *
rdm_wire_get_text (JsonObject *object, const char *name, GError **error)
{
  JsonNode *node = value_of (object, name);

  if (!node)
    return NULL;
  if (json_node_get_value_type (node) != G_TYPE_STRING)
    {
      fail (error, name, "is not a text");
      return NULL;
    }
  return json_node_get_string (node);
}

const char *
rdm_wire_get_id (JsonObject *object, const char *name, GError **error)
{
  g_autoptr (GError) local = NULL;
  const char *id = rdm_wire_get_text (object, name, &local);
  gsize length = id ? strlen (id) : 0;

  for (gsize i = 0; i < length; i++)
    if (!g_ascii_isgraph (id[i]))
      length = 0;
  if (length > 0 && length <= MAX_ID_BYTES)
    return id;
  fail (error, name, "is not an identifier");
  return NULL;
}

JsonArray *
rdm_wire_get_array (JsonObject *object, const char *name, guint most, GError **error)
{
  JsonNode *node = value_of (object, name);

  if (!node || !JSON_NODE_HOLDS_ARRAY (node))
    fail (error, name, "is not a list");
  else if (json_array_get_length (json_node_get_array (node)) > most)
    fail (error, name, "is too long");
  else
    return json_node_get_array (node);
  return NULL;
}

int
rdm_wire_get_one_of (JsonObject *object, const char *name, const char *const *names, GError **error)
{
  g_autoptr (GError) local = NULL;
  const char *text = rdm_wire_get_text (object, name, &local);

  for (int i = 0; text && names[i]; i++)
    if (g_str_equal (names[i], text))
      return i;
  fail (error, name, "is not a word that is known here");
  return -1;
}

JsonObject *
rdm_wire_get_object_at (JsonArray *array, guint index, const char *name, GError **error)
{
  JsonNode *node = json_array_get_element (array, index);

  if (JSON_NODE_HOLDS_OBJECT (node))
    return json_node_get_object (node);
  fail (error, name, "holds something that is no object");
  return NULL;
}

void
rdm_wire_set_text (JsonObject *object, const char *name, const char *text)
{
  if (text)
    json_object_set_string_member (object, name, text);
}
