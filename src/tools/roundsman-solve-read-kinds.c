/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Types of vehicles that take longer or shorter at the stops: a vehicle's "type", and
 * "service_per_type" and "setup_per_type" of jobs and of both halves of shipments. */
#include "roundsman-solve-reader.h"

/* Of different types; each needs a time for each task. */
#define MOST_KINDS 64

guint32
roundsman_reader_take_kind (RoundsmanReader *reader, JsonObject *object, const char *where)
{
  GPtrArray *names = reader->input->kind_names;
  JsonNode *node = roundsman_reader_get_member (object, "type");
  const char *name;
  guint index;

  if (node == NULL)
    return 0;
  name = JSON_NODE_HOLDS_VALUE (node) && json_node_get_value_type (node) == G_TYPE_STRING
             ? json_node_get_string (node)
             : NULL;
  if (name == NULL)
    {
      roundsman_reader_complain (reader, "%s: “type” is not a text", where);
      return 0;
    }
  if (g_ptr_array_find_with_equal_func (names, name, g_str_equal, &index))
    return index + 1;
  if (names->len == MOST_KINDS)
    {
      roundsman_reader_complain (reader, "%s: more than %d types of vehicles", where, MOST_KINDS);
      return 0;
    }
  g_ptr_array_add (names, g_strdup (name));
  return names->len;
}

static void
take_times (RoundsmanReader *reader,
            JsonObject *object,
            const char *where,
            const char *member,
            gint32 otherwise_s,
            GArray *times)
{
  JsonObject *by_type = roundsman_reader_get_object (reader, object, where, member);
  g_autofree char *here = g_strdup_printf ("%s, “%s”", where, member);

  reader->has_kind_times |= by_type != NULL;
  for (guint k = 0; k < reader->input->kind_names->len; k++)
    {
      const char *name = g_ptr_array_index (reader->input->kind_names, k);
      gint32 time_s = by_type == NULL
                          ? otherwise_s
                          : (gint32)roundsman_reader_get_integer (reader, by_type, here, name,
                                                                  otherwise_s, 0, G_MAXINT32 / 4);

      g_array_append_val (times, time_s);
    }
}

void
roundsman_reader_take_kind_times (RoundsmanReader *reader,
                                  JsonObject *object,
                                  const char *where,
                                  const RdmVrpTask *task)
{
  take_times (reader, object, where, "service_per_type", task->service_s,
              reader->input->kind_service);
  take_times (reader, object, where, "setup_per_type", task->setup_s, reader->input->kind_setup);
}

void
roundsman_reader_end_kinds (RoundsmanReader *reader)
{
  RoundsmanInput *input = reader->input;

  if (reader->has_kind_times)
    return;
  /* Types that make no difference: all vehicles are as quick. */
  g_ptr_array_set_size (input->kind_names, 0);
  g_array_set_size (input->kind_service, 0);
  g_array_set_size (input->kind_setup, 0);
  for (guint v = 0; v < input->vehicles->len; v++)
    g_array_index (input->vehicles, RdmVrpVehicle, v).service_kind = 0;
}
