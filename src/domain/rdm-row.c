/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rdm-row.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "rdm-attempt.h"
#include "rdm-exception.h"
#include "rdm-fleet.h"
#include "rdm-order.h"
#include "rdm-road-closure.h"
#include "rdm-route.h"
#include "rdm-settings.h"
#include "rdm-stop.h"
#include "rdm-time.h"

/* No service day's time is later than this: two midnights on. */
#define LATEST_S (2 * RDM_SECONDS_PER_DAY)

static const RdmRowClass *const classes[RDM_N_ROW_KINDS] = {
  [RDM_ROW_SETTINGS] = &rdm_settings_class, [RDM_ROW_ORDER] = &rdm_order_class,
  [RDM_ROW_STOP] = &rdm_stop_class,         [RDM_ROW_VEHICLE] = &rdm_vehicle_class,
  [RDM_ROW_DRIVER] = &rdm_driver_class,     [RDM_ROW_SHIFT] = &rdm_shift_class,
  [RDM_ROW_ROUTE] = &rdm_route_class,       [RDM_ROW_PLACE] = &rdm_place_class,
  [RDM_ROW_SENDER] = &rdm_sender_class,     [RDM_ROW_CLOSURE] = &rdm_road_closure_class,
  [RDM_ROW_ATTEMPT] = &rdm_attempt_class,   [RDM_ROW_EXCEPTION] = &rdm_exception_class,
};

G_DEFINE_QUARK (rdm_domain_error, rdm_domain_error)

const RdmRowClass *
rdm_row_class (RdmRowKind kind)
{
  g_return_val_if_fail (kind < RDM_N_ROW_KINDS, NULL);
  return classes[kind];
}

int
rdm_row_kind_from_name (const char *name)
{
  for (int kind = 0; kind < RDM_N_ROW_KINDS; kind++)
    if (g_strcmp0 (classes[kind]->name, name) == 0)
      return kind;
  return -1;
}

const RdmField *
rdm_row_class_field (RdmRowKind kind, const char *name)
{
  const RdmRowClass *class = rdm_row_class (kind);

  for (guint i = 0; i < class->n_fields; i++)
    if (strcmp (class->fields[i].name, name) == 0)
      return &class->fields[i];
  return NULL;
}

static RdmRow *
alloc_row (RdmRowKind kind, const char *id)
{
  const RdmRowClass *class = rdm_row_class (kind);
  RdmRow *row = g_atomic_rc_box_alloc0 (class->size);

  row->kind = kind;
  row->id = g_strdup (id);
  for (guint i = 0; i < class->n_fields; i++)
    rdm_field_init (&class->fields[i], row);
  return row;
}

gpointer
rdm_row_new (RdmRowKind kind, const char *id)
{
  RdmRow *row = alloc_row (kind, id);

  if (classes[kind]->init)
    classes[kind]->init (row);
  return row;
}

gpointer
rdm_row_copy (gconstpointer row)
{
  const RdmRow *from = row;
  const RdmRowClass *class = rdm_row_class (from->kind);
  RdmRow *copy = alloc_row (from->kind, from->id);

  for (guint i = 0; i < class->n_fields; i++)
    rdm_field_copy (&class->fields[i], copy, from);
  return copy;
}

gpointer
rdm_row_ref (gconstpointer row)
{
  return g_atomic_rc_box_acquire ((gpointer)row);
}

static void
clear_row (gpointer data)
{
  RdmRow *row = data;
  const RdmRowClass *class = classes[row->kind];

  for (guint i = 0; i < class->n_fields; i++)
    rdm_field_clear (&class->fields[i], row);
  g_free (row->id);
}

void
rdm_row_unref (gpointer row)
{
  g_atomic_rc_box_release_full (row, clear_row);
}

gboolean
rdm_row_equal (gconstpointer a, gconstpointer b)
{
  const RdmRow *left = a;
  const RdmRow *right = b;
  const RdmRowClass *class = rdm_row_class (left->kind);

  if (left == right)
    return TRUE;
  if (left->kind != right->kind || strcmp (left->id, right->id) != 0)
    return FALSE;
  for (guint i = 0; i < class->n_fields; i++)
    if (!rdm_field_equal (&class->fields[i], left, right))
      return FALSE;
  return TRUE;
}

static char *
check_texts (const RdmField *field, GStrv texts)
{
  for (GStrv text = texts; text && *text; text++)
    if (!g_utf8_validate (*text, -1, NULL))
      return g_strdup_printf (_ ("The text in “%s” is not readable."), field->name);
  return NULL;
}

static char *
check_windows (const RdmWindows *windows)
{
  for (guint i = 0; i < windows->n; i++)
    {
      const RdmWindow *window = &windows->at[i];
      g_autofree char *from = rdm_time_format_of_day (window->from_s);
      g_autofree char *to = rdm_time_format_of_day (window->to_s);

      if (window->to_s < window->from_s)
        return g_strdup_printf (_ ("The window ends (%s) before it starts (%s)."), to, from);
      if (window->from_s < 0 || window->to_s > LATEST_S)
        return g_strdup_printf (_ ("The window %s–%s is not on the service day."), from, to);
      if (i > 0 && window->from_s < windows->at[i - 1].to_s)
        return g_strdup_printf (_ ("The window that starts at %s overlaps the one before."), from);
    }
  return NULL;
}

static char *
check_points (const RdmPoints *points)
{
  if (points->n > RDM_POINTS_MAX)
    return g_strdup_printf (_ ("The line has more than %d points."), RDM_POINTS_MAX);
  for (guint i = 0; i < points->n; i++)
    if (!rdm_point_is_valid (points->at[i]))
      return g_strdup (_ ("The line leaves the map."));
  return NULL;
}

static char *
check_field (const RdmField *field, const RdmRow *row)
{
  gconstpointer at = rdm_field_address (field, row);
  gint32 time_s;

  switch (field->type)
    {
    case RDM_FIELD_TEXT:
      {
        char *const text[] = { *(char *const *)at, NULL };

        return check_texts (field, (GStrv)text);
      }
    case RDM_FIELD_TEXTS:
      return check_texts (field, *(GStrv const *)at);
    case RDM_FIELD_WINDOWS:
      return check_windows (at);
    case RDM_FIELD_TIME:
      time_s = *(const gint32 *)at;
      if (time_s != RDM_TIME_NONE && (time_s < 0 || time_s > LATEST_S))
        return g_strdup_printf (_ ("The time in “%s” is not on the service day."), field->name);
      return NULL;
    case RDM_FIELD_POINTS:
      return check_points (at);
    case RDM_FIELD_ENUM:
      if (*(const int *)at < 0 || (guint) * (const int *)at >= g_strv_length ((GStrv)field->names))
        return g_strdup_printf (_ ("There is no such choice for “%s”."), field->name);
      return NULL;
    case RDM_FIELD_INT:
    case RDM_FIELD_REAL:
    case RDM_FIELD_BOOL:
      return NULL;
    }
  return NULL;
}

char *
rdm_row_check (gconstpointer row)
{
  const RdmRow *self = row;
  const RdmRowClass *class = rdm_row_class (self->kind);

  if (!self->id || !*self->id || !g_utf8_validate (self->id, -1, NULL))
    return g_strdup (_ ("It has no identifier."));
  for (guint i = 0; i < class->n_fields; i++)
    {
      char *complaint = check_field (&class->fields[i], self);

      if (complaint)
        return complaint;
    }
  return class->check ? class->check (self) : NULL;
}

JsonNode *
rdm_row_to_json (gconstpointer row)
{
  const RdmRow *self = row;
  const RdmRowClass *class = rdm_row_class (self->kind);
  g_autoptr (RdmRow) fresh = rdm_row_new (self->kind, self->id);
  JsonObject *object = json_object_new ();
  JsonNode *node = json_node_init_object (json_node_alloc (), object);

  json_object_unref (object);
  json_object_set_string_member (object, "kind", class->name);
  json_object_set_string_member (object, "id", self->id);
  for (guint i = 0; i < class->n_fields; i++)
    if (!rdm_field_equal (&class->fields[i], self, fresh))
      json_object_set_member (object, class->fields[i].name,
                              rdm_field_to_json (&class->fields[i], self));
  return node;
}

static const char *
string_member (JsonObject *object, const char *name)
{
  JsonNode *node = json_object_get_member (object, name);

  if (!node || !JSON_NODE_HOLDS_VALUE (node) || json_node_get_value_type (node) != G_TYPE_STRING)
    return NULL;
  return json_node_get_string (node);
}

gpointer
rdm_row_from_json (JsonNode *node, GError **error)
{
  g_autoptr (RdmRow) row = NULL;
  JsonObject *object;
  JsonObjectIter iter;
  const char *name;
  const char *id;
  JsonNode *value;
  int kind;

  if (!JSON_NODE_HOLDS_OBJECT (node))
    {
      g_set_error_literal (error, RDM_DOMAIN_ERROR, RDM_DOMAIN_ERROR_JSON, "a row is an object");
      return NULL;
    }
  object = json_node_get_object (node);
  kind = rdm_row_kind_from_name (string_member (object, "kind"));
  id = string_member (object, "id");
  if (kind < 0 || !id || !*id)
    {
      g_set_error_literal (error, RDM_DOMAIN_ERROR, RDM_DOMAIN_ERROR_JSON,
                           "a row has a known kind and an id");
      return NULL;
    }
  row = rdm_row_new ((RdmRowKind)kind, id);
  json_object_iter_init_ordered (&iter, object);
  while (json_object_iter_next_ordered (&iter, &name, &value))
    {
      const RdmField *field = rdm_row_class_field ((RdmRowKind)kind, name);

      if (strcmp (name, "kind") == 0 || strcmp (name, "id") == 0)
        continue;
      if (!field || !rdm_field_from_json (field, row, value))
        {
          g_set_error (error, RDM_DOMAIN_ERROR, RDM_DOMAIN_ERROR_JSON,
                       field ? "the field “%s” of %s %s has a value of the wrong type"
                             : "there is no field “%s” in %s %s",
                       name, classes[kind]->name, id);
          return NULL;
        }
    }
  return g_steal_pointer (&row);
}
