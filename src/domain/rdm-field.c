/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rdm-field.h"

#include <math.h>
#include <string.h>

#include "rdm-text.h"
#include "rdm-time.h"

/* "" is as good as nothing, and an empty list too: every function here sees them so. */

static gboolean
texts_equal (GStrv a, GStrv b)
{
  static const char *const none[] = { NULL };

  return g_strv_equal (a ? (const char *const *)a : none, b ? (const char *const *)b : none);
}

static gboolean
texts_equal_text (const char *a, const char *b)
{
  return strcmp (a ? a : "", b ? b : "") == 0;
}

static gboolean
reals_equal (double a, double b)
{
  return a == b || (isnan (a) && isnan (b));
}

gboolean
rdm_windows_equal (const RdmWindows *a, const RdmWindows *b)
{
  if (a->n != b->n)
    return FALSE;
  for (guint i = 0; i < a->n; i++)
    if (a->at[i].from_s != b->at[i].from_s || a->at[i].to_s != b->at[i].to_s)
      return FALSE;
  return TRUE;
}

gboolean
rdm_points_equal (const RdmPoints *a, const RdmPoints *b)
{
  if (a->n != b->n)
    return FALSE;
  for (guint i = 0; i < a->n; i++)
    if (!rdm_point_equal (a->at[i], b->at[i]))
      return FALSE;
  return TRUE;
}

void
rdm_points_set (RdmPoints *self, const RdmPoint *at, guint n)
{
  RdmPoint *copy = n > 0 ? g_memdup2 (at, n * sizeof *at) : NULL;

  g_free (self->at);
  *self = (RdmPoints){ n, copy };
}

gpointer
rdm_field_address (const RdmField *field, gconstpointer row)
{
  return G_STRUCT_MEMBER_P (row, (long)field->offset);
}

gboolean
rdm_field_equal (const RdmField *field, gconstpointer a, gconstpointer b)
{
  gconstpointer left = rdm_field_address (field, a);
  gconstpointer right = rdm_field_address (field, b);

  switch (field->type)
    {
    case RDM_FIELD_TEXT:
      return texts_equal_text (*(char *const *)left, *(char *const *)right);
    case RDM_FIELD_INT:
      return *(const gint64 *)left == *(const gint64 *)right;
    case RDM_FIELD_TIME:
      return *(const gint32 *)left == *(const gint32 *)right;
    case RDM_FIELD_REAL:
      return reals_equal (*(const double *)left, *(const double *)right);
    case RDM_FIELD_BOOL:
      return !*(const gboolean *)left == !*(const gboolean *)right;
    case RDM_FIELD_ENUM:
      return *(const int *)left == *(const int *)right;
    case RDM_FIELD_TEXTS:
      return texts_equal (*(GStrv const *)left, *(GStrv const *)right);
    case RDM_FIELD_WINDOWS:
      return rdm_windows_equal (left, right);
    case RDM_FIELD_POINTS:
      return rdm_points_equal (left, right);
    }
  g_return_val_if_reached (FALSE);
}

void
rdm_field_init (const RdmField *field, gpointer row)
{
  gpointer at = rdm_field_address (field, row);

  switch (field->type)
    {
    case RDM_FIELD_TEXT:
      *(char **)at = NULL;
      break;
    case RDM_FIELD_INT:
      *(gint64 *)at = 0;
      break;
    case RDM_FIELD_TIME:
      *(gint32 *)at = RDM_TIME_NONE;
      break;
    case RDM_FIELD_REAL:
      *(double *)at = NAN;
      break;
    case RDM_FIELD_BOOL:
      *(gboolean *)at = FALSE;
      break;
    case RDM_FIELD_ENUM:
      *(int *)at = 0;
      break;
    case RDM_FIELD_TEXTS:
      *(GStrv *)at = NULL;
      break;
    case RDM_FIELD_WINDOWS:
      memset (at, 0, sizeof (RdmWindows));
      break;
    case RDM_FIELD_POINTS:
      *(RdmPoints *)at = (RdmPoints){ 0, NULL };
      break;
    }
}

void
rdm_field_clear (const RdmField *field, gpointer row)
{
  gpointer at = rdm_field_address (field, row);

  if (field->type == RDM_FIELD_TEXT)
    g_free (*(char **)at);
  else if (field->type == RDM_FIELD_TEXTS)
    g_strfreev (*(GStrv *)at);
  else if (field->type == RDM_FIELD_POINTS)
    g_free (((RdmPoints *)at)->at);
  rdm_field_init (field, row);
}

static void
copy_texts (GStrv *to, GStrv from)
{
  GStrv copy = from && *from ? g_strdupv (from) : NULL;

  g_strfreev (*to);
  *to = copy;
}

void
rdm_field_copy (const RdmField *field, gpointer to, gconstpointer from)
{
  gpointer target = rdm_field_address (field, to);
  gconstpointer source = rdm_field_address (field, from);

  switch (field->type)
    {
    case RDM_FIELD_TEXT:
      {
        const char *text = *(char *const *)source;

        rdm_set_str (target, text && *text ? text : NULL);
        break;
      }
    case RDM_FIELD_INT:
      *(gint64 *)target = *(const gint64 *)source;
      break;
    case RDM_FIELD_TIME:
      *(gint32 *)target = *(const gint32 *)source;
      break;
    case RDM_FIELD_REAL:
      *(double *)target = *(const double *)source;
      break;
    case RDM_FIELD_BOOL:
      *(gboolean *)target = *(const gboolean *)source;
      break;
    case RDM_FIELD_ENUM:
      *(int *)target = *(const int *)source;
      break;
    case RDM_FIELD_TEXTS:
      copy_texts (target, *(GStrv const *)source);
      break;
    case RDM_FIELD_WINDOWS:
      *(RdmWindows *)target = *(const RdmWindows *)source;
      break;
    case RDM_FIELD_POINTS:
      rdm_points_set (target, ((const RdmPoints *)source)->at, ((const RdmPoints *)source)->n);
      break;
    }
}

static JsonNode *
new_int_node (gint64 value)
{
  return json_node_init_int (json_node_alloc (), value);
}

static JsonNode *
new_null_node (void)
{
  return json_node_init_null (json_node_alloc ());
}

static JsonNode *
new_string_node (const char *text)
{
  return json_node_init_string (json_node_alloc (), text);
}

/* Takes @array. */
static JsonNode *
array_node (JsonArray *array)
{
  JsonNode *node = json_node_init (json_node_alloc (), JSON_NODE_ARRAY);

  json_node_take_array (node, array);
  return node;
}

static JsonNode *
texts_to_json (GStrv texts)
{
  JsonArray *array = json_array_new ();

  for (GStrv text = texts; text && *text; text++)
    json_array_add_string_element (array, *text);
  return array_node (array);
}

static JsonNode *
windows_to_json (const RdmWindows *windows)
{
  JsonArray *array = json_array_new ();

  for (guint i = 0; i < windows->n; i++)
    {
      JsonArray *ends = json_array_new ();

      json_array_add_int_element (ends, windows->at[i].from_s);
      json_array_add_int_element (ends, windows->at[i].to_s);
      json_array_add_array_element (array, ends);
    }
  return array_node (array);
}

static JsonNode *
points_to_json (const RdmPoints *points)
{
  JsonArray *array = json_array_new ();

  for (guint i = 0; i < points->n; i++)
    {
      JsonArray *point = json_array_new ();

      json_array_add_double_element (point, points->at[i].lat_deg);
      json_array_add_double_element (point, points->at[i].lon_deg);
      json_array_add_array_element (array, point);
    }
  return array_node (array);
}

JsonNode *
rdm_field_to_json (const RdmField *field, gconstpointer row)
{
  gconstpointer at = rdm_field_address (field, row);

  switch (field->type)
    {
    case RDM_FIELD_TEXT:
      {
        const char *text = *(char *const *)at;

        return text && *text ? new_string_node (text) : new_null_node ();
      }
    case RDM_FIELD_INT:
      return new_int_node (*(const gint64 *)at);
    case RDM_FIELD_TIME:
      {
        gint32 time_s = *(const gint32 *)at;

        return time_s == RDM_TIME_NONE ? new_null_node () : new_int_node (time_s);
      }
    case RDM_FIELD_REAL:
      {
        double value = *(const double *)at;

        return isfinite (value) ? json_node_init_double (json_node_alloc (), value)
                                : new_null_node ();
      }
    case RDM_FIELD_BOOL:
      return json_node_init_boolean (json_node_alloc (), *(const gboolean *)at);
    case RDM_FIELD_ENUM:
      return new_string_node (field->names[*(const int *)at]);
    case RDM_FIELD_TEXTS:
      return texts_to_json (*(GStrv const *)at);
    case RDM_FIELD_WINDOWS:
      return windows_to_json (at);
    case RDM_FIELD_POINTS:
      return points_to_json (at);
    }
  g_return_val_if_reached (new_null_node ());
}

static gboolean
node_is_int32 (JsonNode *node)
{
  return JSON_NODE_HOLDS_VALUE (node) && json_node_get_value_type (node) == G_TYPE_INT64
         && json_node_get_int (node) > G_MININT32 && json_node_get_int (node) <= G_MAXINT32;
}

static gboolean
text_from_json (char **to, JsonNode *value)
{
  const char *text;

  if (JSON_NODE_HOLDS_NULL (value))
    text = NULL;
  else if (JSON_NODE_HOLDS_VALUE (value) && json_node_get_value_type (value) == G_TYPE_STRING)
    text = json_node_get_string (value);
  else
    return FALSE;
  rdm_set_str (to, text && *text ? text : NULL);
  return TRUE;
}

static gboolean
real_from_json (double *to, JsonNode *value)
{
  GType type;
  double real;

  if (JSON_NODE_HOLDS_NULL (value))
    {
      *to = NAN;
      return TRUE;
    }
  if (!JSON_NODE_HOLDS_VALUE (value))
    return FALSE;
  type = json_node_get_value_type (value);
  if (type == G_TYPE_DOUBLE)
    real = json_node_get_double (value);
  else if (type == G_TYPE_INT64)
    real = (double)json_node_get_int (value);
  else
    return FALSE;
  if (!isfinite (real))
    return FALSE;
  *to = real;
  return TRUE;
}

static gboolean
enum_from_json (int *to, const char *const *names, JsonNode *value)
{
  const char *text;

  if (!JSON_NODE_HOLDS_VALUE (value) || json_node_get_value_type (value) != G_TYPE_STRING)
    return FALSE;
  text = json_node_get_string (value);
  for (int i = 0; names[i]; i++)
    if (strcmp (names[i], text) == 0)
      {
        *to = i;
        return TRUE;
      }
  return FALSE;
}

static gboolean
texts_from_json (GStrv *to, JsonNode *value)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  g_auto (GStrv) texts = NULL;
  JsonArray *array;

  if (JSON_NODE_HOLDS_NULL (value))
    {
      copy_texts (to, NULL);
      return TRUE;
    }
  if (!JSON_NODE_HOLDS_ARRAY (value))
    return FALSE;
  array = json_node_get_array (value);
  for (guint i = 0; i < json_array_get_length (array); i++)
    {
      JsonNode *element = json_array_get_element (array, i);

      if (!JSON_NODE_HOLDS_VALUE (element) || json_node_get_value_type (element) != G_TYPE_STRING)
        return FALSE;
      g_strv_builder_add (builder, json_node_get_string (element));
    }
  texts = g_strv_builder_end (builder);
  copy_texts (to, texts);
  return TRUE;
}

static gboolean
windows_from_json (RdmWindows *to, JsonNode *value)
{
  RdmWindows windows = { 0 };
  JsonArray *array;

  if (!JSON_NODE_HOLDS_ARRAY (value))
    return FALSE;
  array = json_node_get_array (value);
  if (json_array_get_length (array) > RDM_WINDOWS_MAX)
    return FALSE;
  for (; windows.n < json_array_get_length (array); windows.n++)
    {
      JsonNode *element = json_array_get_element (array, windows.n);
      JsonArray *ends = JSON_NODE_HOLDS_ARRAY (element) ? json_node_get_array (element) : NULL;

      if (!ends || json_array_get_length (ends) != 2
          || !node_is_int32 (json_array_get_element (ends, 0))
          || !node_is_int32 (json_array_get_element (ends, 1)))
        return FALSE;
      windows.at[windows.n].from_s = (gint32)json_array_get_int_element (ends, 0);
      windows.at[windows.n].to_s = (gint32)json_array_get_int_element (ends, 1);
    }
  *to = windows;
  return TRUE;
}

static gboolean
points_from_json (RdmPoints *to, JsonNode *value)
{
  g_autoptr (GArray) points = g_array_new (FALSE, FALSE, sizeof (RdmPoint));
  JsonArray *array;

  if (!JSON_NODE_HOLDS_ARRAY (value))
    return FALSE;
  array = json_node_get_array (value);
  if (json_array_get_length (array) > RDM_POINTS_MAX)
    return FALSE;
  for (guint i = 0; i < json_array_get_length (array); i++)
    {
      JsonNode *element = json_array_get_element (array, i);
      JsonArray *pair = JSON_NODE_HOLDS_ARRAY (element) ? json_node_get_array (element) : NULL;
      RdmPoint point;

      if (!pair || json_array_get_length (pair) != 2
          || !real_from_json (&point.lat_deg, json_array_get_element (pair, 0))
          || !real_from_json (&point.lon_deg, json_array_get_element (pair, 1))
          || !rdm_point_is_valid (point))
        return FALSE;
      g_array_append_val (points, point);
    }
  rdm_points_set (to, (const RdmPoint *)(gpointer)points->data, points->len);
  return TRUE;
}

gboolean
rdm_field_from_json (const RdmField *field, gpointer row, JsonNode *value)
{
  gpointer at = rdm_field_address (field, row);

  switch (field->type)
    {
    case RDM_FIELD_TEXT:
      return text_from_json (at, value);
    case RDM_FIELD_INT:
      if (!JSON_NODE_HOLDS_VALUE (value) || json_node_get_value_type (value) != G_TYPE_INT64)
        return FALSE;
      *(gint64 *)at = json_node_get_int (value);
      return TRUE;
    case RDM_FIELD_TIME:
      if (!JSON_NODE_HOLDS_NULL (value) && !node_is_int32 (value))
        return FALSE;
      *(gint32 *)at =
          JSON_NODE_HOLDS_NULL (value) ? RDM_TIME_NONE : (gint32)json_node_get_int (value);
      return TRUE;
    case RDM_FIELD_REAL:
      return real_from_json (at, value);
    case RDM_FIELD_BOOL:
      if (!JSON_NODE_HOLDS_VALUE (value) || json_node_get_value_type (value) != G_TYPE_BOOLEAN)
        return FALSE;
      *(gboolean *)at = json_node_get_boolean (value);
      return TRUE;
    case RDM_FIELD_ENUM:
      return enum_from_json (at, field->names, value);
    case RDM_FIELD_TEXTS:
      return texts_from_json (at, value);
    case RDM_FIELD_WINDOWS:
      return windows_from_json (at, value);
    case RDM_FIELD_POINTS:
      return points_from_json (at, value);
    }
  g_return_val_if_reached (FALSE);
}
