/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Jobs, shipments and the relations between jobs. */
#include "roundsman-solve-reader.h"

/* --- jobs and shipments
 * ------------------------------------------------------------------------------ */

static void
name_task (
    RoundsmanReader *reader, JsonObject *object, const char *where, const char *type, gint64 id)
{
  RoundsmanTaskName name = { id, type, roundsman_reader_get_description (object) };
  char *key = g_strdup_printf ("%s %" G_GINT64_FORMAT, type, id);

  g_array_append_val (reader->input->task_names, name);
  if (!g_hash_table_insert (reader->ids, key, GUINT_TO_POINTER (reader->input->task_names->len)))
    roundsman_reader_complain (reader, "%s: the id %" G_GINT64_FORMAT " is there twice", where, id);
}

/* What a job and both halves of a shipment have in common. */
static RdmVrpTask
read_task (RoundsmanReader *reader, JsonObject *object, const char *where, const char *type)
{
  RdmVrpTask task = rdm_vrp_task_default ();
  gint32 location =
      roundsman_reader_take_location (reader, object, where, "location", "location_index");

  if (location == RDM_VRP_NONE)
    roundsman_reader_complain (reader, "%s has no location", where);
  if (roundsman_reader_get_member (object, "id") == NULL)
    roundsman_reader_complain (reader, "%s has no id", where);
  task.location = (guint32)MAX (location, 0);
  task.service_s =
      (gint32)roundsman_reader_get_integer (reader, object, where, "service", 0, 0, G_MAXINT32 / 4);
  task.setup_s =
      (gint32)roundsman_reader_get_integer (reader, object, where, "setup", 0, 0, G_MAXINT32 / 4);
  roundsman_reader_take_kind_times (reader, object, where, &task);
  task.release_s = roundsman_reader_get_integer (reader, object, where, "release", RDM_VRP_ALWAYS,
                                                 0, ROUNDSMAN_MOST_TIME);
  roundsman_reader_take_windows (
      reader, roundsman_reader_get_array (reader, object, where, "time_windows"), where,
      roundsman_reader_get_integer (reader, object, where, "late_cost_per_hour", -1, 0,
                                    ROUNDSMAN_MOST_PRICE),
      &task.first_window, &task.n_windows);
  name_task (reader, object, where, type,
             roundsman_reader_get_integer (reader, object, where, "id", 0, -ROUNDSMAN_MOST_TIME,
                                           ROUNDSMAN_MOST_TIME));
  return task;
}

/* Ids of vehicles, one of which must serve it. */
static void
read_allowed (RoundsmanReader *reader, JsonObject *object, const char *where, RdmVrpTask *task)
{
  JsonArray *array = roundsman_reader_get_array (reader, object, where, "allowed_vehicles");

  task->first_allowed = reader->input->allowed->len;
  for (guint i = 0; array != NULL && i < json_array_get_length (array); i++)
    {
      g_autofree char *key =
          g_strdup_printf ("%" G_GINT64_FORMAT,
                           roundsman_reader_to_integer (reader, json_array_get_element (array, i),
                                                        where, "allowed_vehicles",
                                                        -ROUNDSMAN_MOST_TIME, ROUNDSMAN_MOST_TIME));
      guint32 vehicle = GPOINTER_TO_UINT (g_hash_table_lookup (reader->vehicle_ids, key));

      if (vehicle-- == 0)
        {
          roundsman_reader_complain (reader, "%s: there is no vehicle %s", where, key);
          return;
        }
      g_array_append_val (reader->input->allowed, vehicle);
    }
  task->n_allowed = reader->input->allowed->len - task->first_allowed;
  if (array != NULL && task->n_allowed == 0)
    roundsman_reader_complain (reader, "%s: “allowed_vehicles” is empty, so nobody could come",
                               where);
}

static void
read_wishes (
    RoundsmanReader *reader, JsonObject *object, const char *where, RdmVrpTask *task, gint64 share)
{
  gint64 prize =
      roundsman_reader_get_integer (reader, object, where, "prize", -1, 0, ROUNDSMAN_MOST_PRICE);

  task->skills = roundsman_reader_take_skills (reader, object, where);
  read_allowed (reader, object, where, task);
  task->priority =
      (guint8)roundsman_reader_get_integer (reader, object, where, "priority", 0, 0, 100);
  if (prize >= 0)
    task->leave_out_price = prize * ROUNDSMAN_COST_UNIT * share;
}

void
roundsman_read_job (RoundsmanReader *reader, JsonObject *object, guint index)
{
  g_autofree char *where = g_strdup_printf ("Job %u", index);
  RdmVrpTask task;

  if (object == NULL)
    return;
  if (roundsman_reader_get_member (object, "id") != NULL
      && JSON_NODE_HOLDS_VALUE (roundsman_reader_get_member (object, "id")))
    {
      g_free (where);
      where = g_strdup_printf ("Job %" G_GINT64_FORMAT,
                               json_node_get_int (roundsman_reader_get_member (object, "id")));
    }
  task = read_task (reader, object, where, "job");
  read_wishes (reader, object, where, &task, 1);
  roundsman_reader_take_loads (reader, object, where,
                               roundsman_reader_get_member (object, "amount") != NULL ? "amount"
                                                                                      : "delivery",
                               reader->input->deliveries);
  roundsman_reader_take_loads (reader, object, where, "pickup", reader->input->pickups);
  g_array_append_val (reader->input->tasks, task);
}

void
roundsman_read_shipment (RoundsmanReader *reader, JsonObject *object, guint index)
{
  g_autofree char *where = g_strdup_printf ("Shipment %u", index);
  JsonObject *up =
      object != NULL ? roundsman_reader_get_object (reader, object, where, "pickup") : NULL;
  JsonObject *down =
      object != NULL ? roundsman_reader_get_object (reader, object, where, "delivery") : NULL;
  RdmVrpTask tasks[2];

  if (up == NULL || down == NULL)
    {
      roundsman_reader_complain (reader, "%s needs a pickup and a delivery", where);
      return;
    }
  tasks[0] = read_task (reader, up, where, "pickup");
  tasks[1] = read_task (reader, down, where, "delivery");
  for (guint i = 0; i < 2; i++)
    {
      read_wishes (reader, object, where, &tasks[i], i == 0);
      tasks[i].kind = i == 0 ? RDM_VRP_PICKUP : RDM_VRP_DROP;
      tasks[i].partner = (gint32)(reader->input->tasks->len + (i == 0));
      tasks[i].max_ride_s = roundsman_reader_get_integer (
          reader, object, where, "max_ride_time", RDM_VRP_UNLIMITED, 0, ROUNDSMAN_MOST_TIME);
      g_array_append_val (reader->input->tasks, tasks[i]);
      tasks[1].partner = (gint32)reader->input->tasks->len - 1;
    }
  g_array_index (reader->input->tasks, RdmVrpTask, reader->input->tasks->len - 2).partner =
      (gint32)reader->input->tasks->len - 1;
  g_array_index (reader->input->tasks, RdmVrpTask, reader->input->tasks->len - 1).partner =
      (gint32)reader->input->tasks->len - 2;
  roundsman_reader_take_loads (reader, NULL, where, "amount", reader->input->deliveries);
  roundsman_reader_take_loads (reader, object, where, "amount", reader->input->deliveries);
  roundsman_reader_take_loads (reader, object, where, "amount", reader->input->pickups);
  roundsman_reader_take_loads (reader, NULL, where, "amount", reader->input->pickups);
}

/* --- relations
 * ------------------------------------------------------------------------------------------ */

void
roundsman_read_relation (RoundsmanReader *reader, JsonObject *object, guint index)
{
  static const char *const kinds[] = { "same_vehicle", "in_sequence", "in_direct_sequence",
                                       "not_together" };
  g_autofree char *where = g_strdup_printf ("Relation %u", index);
  JsonArray *jobs =
      object != NULL ? roundsman_reader_get_array (reader, object, where, "jobs") : NULL;
  JsonNode *node = object != NULL ? roundsman_reader_get_member (object, "kind") : NULL;
  const char *kind =
      node != NULL && JSON_NODE_HOLDS_VALUE (node) ? json_node_get_string (node) : "";
  RdmVrpRelation relation = { .first_task = reader->input->relation_tasks->len };
  guint k = 0;

  while (k < G_N_ELEMENTS (kinds) && g_strcmp0 (kinds[k], kind) != 0)
    k++;
  if (k == G_N_ELEMENTS (kinds) || jobs == NULL)
    {
      roundsman_reader_complain (reader, "%s needs a known kind, and jobs", where);
      return;
    }
  relation.kind = (RdmVrpRelationKind)k;
  for (guint i = 0; i < json_array_get_length (jobs); i++)
    {
      g_autofree char *key = g_strdup_printf (
          "job %" G_GINT64_FORMAT,
          roundsman_reader_to_integer (reader, json_array_get_element (jobs, i), where, "jobs",
                                       -ROUNDSMAN_MOST_TIME, ROUNDSMAN_MOST_TIME));
      guint32 task = GPOINTER_TO_UINT (g_hash_table_lookup (reader->ids, key));

      if (task-- == 0)
        {
          roundsman_reader_complain (reader, "%s: there is no %s", where, key);
          return;
        }
      g_array_append_val (reader->input->relation_tasks, task);
    }
  relation.n_tasks = reader->input->relation_tasks->len - relation.first_task;
  g_array_append_val (reader->input->relations, relation);
}
