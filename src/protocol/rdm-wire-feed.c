/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rdm-wire-feed.h"

#include <math.h>

/* Of a hub's answer; it gives no more than RDM_WIRE_MAX_PAGE_ROWS. */
#define MOST_ITEMS 100000
#define SPEED_MAX 1000.0

static double
number_of (JsonObject *object, const char *name)
{
  JsonNode *node = json_object_get_member (object, name);
  GType type = node && JSON_NODE_HOLDS_VALUE (node) ? json_node_get_value_type (node) : 0;

  return type == G_TYPE_DOUBLE || type == G_TYPE_INT64 ? json_node_get_double (node) : NAN;
}

/* Both pages begin alike. Returns: FALSE with an error; @epoch: (out) (transfer full). */
static gboolean
read_head (JsonObject *object, char **epoch, gint64 *to, gint64 *head, GError **error)
{
  const char *id = rdm_wire_get_id (object, "epoch", error);

  if (!id || !rdm_wire_get_int (object, "to", 0, G_MAXINT64, to, error)
      || !rdm_wire_get_int (object, "head", *to, G_MAXINT64, head, error))
    return FALSE;
  *epoch = g_strdup (id);
  return TRUE;
}

/* Positions */

static void
position_free (gpointer data)
{
  RdmFeedPosition *position = data;

  g_free (position->who);
  g_free (position);
}

void
rdm_feed_page_free (RdmFeedPage *self)
{
  g_free (self->epoch);
  g_ptr_array_unref (self->positions);
  g_free (self);
}

/* Returns: (transfer full) (nullable): NULL when it makes no sense. */
static RdmFeedPosition *
read_position (JsonObject *object)
{
  const char *who = rdm_wire_get_text (object, "who", NULL);
  double doubts = number_of (object, "doubts");
  RdmFeedPosition *self;
  gint64 at_ms;
  RdmPosition position = {
    .place = { number_of (object, "lat"), number_of (object, "lon") },
    .accuracy_m = number_of (object, "accuracy"),
    .speed_mps = number_of (object, "speed"),
    .course_deg = number_of (object, "course"),
    .altitude_m = number_of (object, "altitude"),
    .battery_share = number_of (object, "battery"),
    .flags = doubts > 0 && doubts < 256 ? (guint)doubts : 0,
  };

  if (!who || !*who || !rdm_wire_get_int (object, "at", 1, G_MAXINT64, &at_ms, NULL)
      || !rdm_point_is_valid (position.place))
    return NULL;
  position.at_utc_ms = at_ms;
  self = g_new (RdmFeedPosition, 1);
  *self = (RdmFeedPosition){ g_strdup (who), position };
  return self;
}

RdmFeedPage *
rdm_feed_page_from_json (JsonNode *node, GError **error)
{
  g_autoptr (RdmFeedPage) self = g_new0 (RdmFeedPage, 1);
  JsonObject *object = json_node_get_object (node);
  JsonArray *array;
  double speed = number_of (object, "speed");

  self->positions = g_ptr_array_new_with_free_func (position_free);
  if (!read_head (object, &self->epoch, &self->to, &self->head, error)
      || !rdm_wire_get_int (object, "now", 0, G_MAXINT64, &self->now_ms, error))
    return NULL;
  array = rdm_wire_get_array (object, "positions", MOST_ITEMS, error);
  if (!array)
    return NULL;
  self->complete = json_object_get_boolean_member_with_default (object, "complete", TRUE);
  self->speed = speed > 0 && speed <= SPEED_MAX ? speed : 0;
  for (guint i = 0; i < json_array_get_length (array); i++)
    {
      JsonObject *item = rdm_wire_get_object_at (array, i, "positions", error);
      RdmFeedPosition *position = item ? read_position (item) : NULL;

      if (!item)
        return NULL;
      if (position)
        g_ptr_array_add (self->positions, position);
    }
  return g_steal_pointer (&self);
}

/* The journal */

void
rdm_journal_op_free (gpointer data)
{
  RdmJournalOp *op = data;

  g_free (op->actor);
  g_clear_pointer (&op->command, rdm_command_unref);
  g_free (op);
}

void
rdm_journal_page_free (RdmJournalPage *self)
{
  g_free (self->epoch);
  g_ptr_array_unref (self->ops);
  g_free (self);
}

static gboolean
read_op (RdmJournalPage *self, JsonObject *object, GError **error)
{
  JsonNode *command = json_object_get_member (object, "command");
  RdmJournalOp *op = g_new0 (RdmJournalOp, 1);

  g_ptr_array_add (self->ops, op);
  op->actor = g_strdup (rdm_wire_get_text (object, "actor", NULL));
  if (!rdm_wire_get_int (object, "seq", 1, G_MAXINT64, &op->seq, error)
      || !rdm_wire_get_int (object, "at", 0, G_MAXINT64, &op->at_ms, error))
    return FALSE;
  op->command =
      command && JSON_NODE_HOLDS_OBJECT (command) ? rdm_command_from_json (command, NULL) : NULL;
  if (!op->command)
    g_set_error (error, RDM_WIRE_ERROR, RDM_WIRE_ERROR_MEMBER,
                 "Operation %" G_GINT64_FORMAT " of the journal cannot be read", op->seq);
  return op->command != NULL;
}

RdmJournalPage *
rdm_journal_page_from_json (JsonNode *node, GError **error)
{
  g_autoptr (RdmJournalPage) self = g_new0 (RdmJournalPage, 1);
  JsonObject *object = json_node_get_object (node);
  JsonArray *array;

  self->ops = g_ptr_array_new_with_free_func (rdm_journal_op_free);
  if (!read_head (object, &self->epoch, &self->to, &self->head, error))
    return NULL;
  array = rdm_wire_get_array (object, "entries", MOST_ITEMS, error);
  if (!array)
    return NULL;
  for (guint i = 0; i < json_array_get_length (array); i++)
    {
      JsonObject *item = rdm_wire_get_object_at (array, i, "entries", error);

      if (!item || !read_op (self, item, error))
        return NULL;
    }
  return g_steal_pointer (&self);
}
