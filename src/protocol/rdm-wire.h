/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What desk and hub say to each other, as JSON. Whatever comes from the other side is checked here,
 * so that neither needs to trust the other: sizes and nesting before anything is parsed, then every
 * member.
 */
#pragma once

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

/** The version of the requests; sent as Api-Version. */
#define RDM_WIRE_API 1

/** The version of rows and commands: the hub says the least that it still takes. 2: the live day.
 */
#define RDM_WIRE_SCHEMA 2
#define RDM_WIRE_MIN_SCHEMA 1

/**
 * Limits of one request. A whole plan applied, or a file of orders, is one command, so a
 * dispatcher's push may be large; whoever has not shown a token may say little.
 */
#define RDM_WIRE_MAX_PUSH_BYTES (16 * 1024 * 1024)
#define RDM_WIRE_MAX_PUSH_OPS 100
#define RDM_WIRE_MAX_SMALL_BYTES (64 * 1024)
#define RDM_WIRE_MAX_DEPTH 32
#define RDM_WIRE_MAX_PAGE_ROWS 2000

/**
 * RdmWireError:
 * @RDM_WIRE_ERROR_JSON: not JSON, or beyond a limit
 * @RDM_WIRE_ERROR_MEMBER: a member is missing, or not what it should be
 * @RDM_WIRE_ERROR_SCHEMA: rows or commands of a version that this program does not know
 * @RDM_WIRE_ERROR_API: requests of such a version
 * @RDM_WIRE_ERROR_OLD_DESK: rows and commands of a version that the hub does not take any more
 */
typedef enum
{
  RDM_WIRE_ERROR_JSON,
  RDM_WIRE_ERROR_MEMBER,
  RDM_WIRE_ERROR_SCHEMA,
  RDM_WIRE_ERROR_API,
  RDM_WIRE_ERROR_OLD_DESK,
} RdmWireError;

#define RDM_WIRE_ERROR (rdm_wire_error_quark ())
GQuark rdm_wire_error_quark (void);

/** rdm_wire_parse: Returns: (transfer full): an object; NULL with an RDM_WIRE_ERROR. */
JsonNode *rdm_wire_parse (const char *text, gssize length, gsize max_bytes, GError **error)
    G_GNUC_WARN_UNUSED_RESULT;

/** rdm_wire_print: Returns: (transfer full): one line. */
char *rdm_wire_print (JsonNode *node) G_GNUC_WARN_UNUSED_RESULT;

/* Members. Each returns FALSE (or NULL) with an RDM_WIRE_ERROR_MEMBER that names it. Identifiers
 * are 1 to 80 printable characters of ASCII. */

gboolean rdm_wire_get_int (
    JsonObject *object, const char *name, gint64 least, gint64 most, gint64 *value, GError **error);
const char *rdm_wire_get_id (JsonObject *object, const char *name, GError **error);
/* Returns: (nullable): NULL without an error when it is not there or null. */
const char *rdm_wire_get_text (JsonObject *object, const char *name, GError **error);
JsonArray *rdm_wire_get_array (JsonObject *object, const char *name, guint most, GError **error);
/* Returns: the index of the member's value in @names; -1 with an error. */
int rdm_wire_get_one_of (JsonObject *object,
                         const char *name,
                         const char *const *names,
                         GError **error);
/* The object at @index of an array called @name. */
JsonObject *
rdm_wire_get_object_at (JsonArray *array, guint index, const char *name, GError **error);

/* Adds a text, unless it is NULL. */
void rdm_wire_set_text (JsonObject *object, const char *name, const char *text);

G_END_DECLS
