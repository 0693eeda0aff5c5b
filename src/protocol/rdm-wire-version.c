/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rdm-wire-version.h"

#define UPGRADE_REQUIRED 426
#define BAD_REQUEST 400

/* By RdmWireError. */
static const char *const words[] = {
  [RDM_WIRE_ERROR_SCHEMA] = "schema",
  [RDM_WIRE_ERROR_API] = "version",
  [RDM_WIRE_ERROR_OLD_DESK] = "old-desk",
};

/* What is no number is the newest of all. */
static guint64
read_version (const char *text)
{
  guint64 version = 1;

  if (text && !g_ascii_string_to_unsigned (text, 10, 1, G_MAXINT, &version, NULL))
    return G_MAXUINT64;
  return version;
}

gboolean
rdm_wire_check_versions (
    const char *api, const char *schema, int min_schema, gboolean hands_in, GError **error)
{
  guint64 theirs = read_version (schema);

  if (read_version (api) > RDM_WIRE_API)
    g_set_error (error, RDM_WIRE_ERROR, RDM_WIRE_ERROR_API,
                 "This hub knows requests of version %d. Update it.", RDM_WIRE_API);
  else if (theirs < (guint64)min_schema)
    g_set_error (error, RDM_WIRE_ERROR, RDM_WIRE_ERROR_OLD_DESK,
                 "This hub takes version %d or newer, and this is version %u. Update Roundsman.",
                 min_schema, (guint)theirs);
  else if (hands_in && theirs > RDM_WIRE_SCHEMA)
    g_set_error (error, RDM_WIRE_ERROR, RDM_WIRE_ERROR_SCHEMA,
                 "This hub knows changes up to version %d. Update it.", RDM_WIRE_SCHEMA);
  else
    return TRUE;
  return FALSE;
}

JsonNode *
rdm_wire_refuse_version (const GError *error, int min_schema, guint *status)
{
  JsonNode *node = json_node_new (JSON_NODE_OBJECT);
  JsonObject *object = json_object_new ();

  g_warn_if_fail (error->domain == RDM_WIRE_ERROR && error->code < (int)G_N_ELEMENTS (words)
                  && words[error->code]);

  *status = error->code == RDM_WIRE_ERROR_OLD_DESK ? UPGRADE_REQUIRED : BAD_REQUEST;
  json_object_set_string_member (object, "error", words[error->code]);
  json_object_set_string_member (object, "message", error->message);
  json_object_set_int_member (object, "api", RDM_WIRE_API);
  json_object_set_int_member (object, "schema", RDM_WIRE_SCHEMA);
  json_object_set_int_member (object, "min_schema", min_schema);
  json_node_take_object (node, object);
  return node;
}

int
rdm_wire_read_version_refusal (guint status, JsonNode *body)
{
  const char *word = body && JSON_NODE_HOLDS_OBJECT (body)
                         ? rdm_wire_get_text (json_node_get_object (body), "error", NULL)
                         : NULL;

  for (guint i = 0; word && i < G_N_ELEMENTS (words); i++)
    if (words[i] && g_str_equal (words[i], word))
      return (int)i;
  /* Whoever stands before the hub may have put a page of its own in place of the answer. */
  return status == UPGRADE_REQUIRED ? RDM_WIRE_ERROR_OLD_DESK : -1;
}
