/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A field is a described member of a row's struct. One table of fields a row kind drives everything
 * that treats rows alike: copying, comparing, JSON, the columns of the plan file, edits and their
 * `expect`.
 */
#pragma once

#include <glib.h>
#include <json-glib/json-glib.h>

#include "rdm-geo.h"

G_BEGIN_DECLS

/**
 * RdmFieldType:
 * @RDM_FIELD_TEXT: `char *`, NULL when there is none; JSON string or null
 * @RDM_FIELD_INT: `gint64`; JSON integer
 * @RDM_FIELD_TIME: `gint32` seconds from the service day's midnight, RDM_TIME_NONE for none; JSON
 * integer or null
 * @RDM_FIELD_REAL: `double`, NaN for none; JSON number or null
 * @RDM_FIELD_BOOL: `gboolean`; JSON boolean
 * @RDM_FIELD_ENUM: `int` indexing @RdmField.names; JSON string
 * @RDM_FIELD_TEXTS: `GStrv`, NULL when empty; JSON array of strings
 * @RDM_FIELD_WINDOWS: #RdmWindows; JSON array of [from, to]
 * @RDM_FIELD_POINTS: #RdmPoints; JSON array of [lat, lon]
 */
typedef enum
{
  RDM_FIELD_TEXT,
  RDM_FIELD_INT,
  RDM_FIELD_TIME,
  RDM_FIELD_REAL,
  RDM_FIELD_BOOL,
  RDM_FIELD_ENUM,
  RDM_FIELD_TEXTS,
  RDM_FIELD_WINDOWS,
  RDM_FIELD_POINTS,
} RdmFieldType;

/** RdmField: @names is the NULL-terminated list of an enum's names, in the order of its values. */
typedef struct
{
  const char *name;
  RdmFieldType type;
  gsize offset;
  const char *const *names;
} RdmField;

#define RDM_FIELD(Type, member, TYPE)                                                              \
  {                                                                                                \
    .name = #member, .type = RDM_FIELD_##TYPE, .offset = G_STRUCT_OFFSET (Type, member)            \
  }
#define RDM_FIELD_AS(Type, field_name, member, TYPE)                                               \
  {                                                                                                \
    .name = field_name, .type = RDM_FIELD_##TYPE, .offset = G_STRUCT_OFFSET (Type, member)         \
  }
#define RDM_FIELD_ONE_OF(Type, member, values)                                                     \
  {                                                                                                \
    .name = #member, .type = RDM_FIELD_ENUM, .offset = G_STRUCT_OFFSET (Type, member),             \
    .names = values                                                                                \
  }

/** A window: both ends in seconds from the service day's local midnight; @to_s may pass 24 h. */
typedef struct
{
  gint32 from_s;
  gint32 to_s;
} RdmWindow;

#define RDM_WINDOWS_MAX 8

/** Windows in time order, none overlapping; none at all means at any time. */
typedef struct
{
  guint n;
  RdmWindow at[RDM_WINDOWS_MAX];
} RdmWindows;

gboolean rdm_windows_equal (const RdmWindows *a, const RdmWindows *b);

#define RDM_POINTS_MAX 500

/** RdmPoints: places in order: a line, or the corners of an area. @at is NULL where there are none.
 */
typedef struct
{
  guint n;
  RdmPoint *at;
} RdmPoints;

gboolean rdm_points_equal (const RdmPoints *a, const RdmPoints *b);

/** rdm_points_set: @at: (array) n: copied; may be of @self. */
void rdm_points_set (RdmPoints *self, const RdmPoint *at, guint n);

/* The functions below take the address of the struct that holds the field. */

/** rdm_field_address: Returns: the address of @field in @row, typed as #RdmFieldType says. */
gpointer rdm_field_address (const RdmField *field, gconstpointer row);

gboolean rdm_field_equal (const RdmField *field, gconstpointer a, gconstpointer b);

/** rdm_field_copy: sets @field of @to, which must be initialised, to its value in @from. */
void rdm_field_copy (const RdmField *field, gpointer to, gconstpointer from);

/** rdm_field_init: the value of "nothing", over uninitialised memory. */
void rdm_field_init (const RdmField *field, gpointer row);
void rdm_field_clear (const RdmField *field, gpointer row);

/** rdm_field_to_json: Returns: (transfer full): the field's value as #RdmFieldType describes it. */
JsonNode *rdm_field_to_json (const RdmField *field, gconstpointer row) G_GNUC_WARN_UNUSED_RESULT;

/** rdm_field_from_json: Returns: FALSE, leaving @row alone, when @value is not of the field's type.
 */
gboolean rdm_field_from_json (const RdmField *field, gpointer row, JsonNode *value);

G_END_DECLS
