/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rdm-position-feed.h"

#include <math.h>

#include "rdm-desk-live.h"

#define EVERY_S 5

struct _RdmPositionFeed
{
  GObject parent_instance;

  /* Owned */
  RdmSync *sync;

  /* State */
  gboolean asking;
  guint source;
};

G_DEFINE_FINAL_TYPE (RdmPositionFeed, rdm_position_feed, G_TYPE_OBJECT)

static double
number_of (JsonObject *object, const char *name)
{
  JsonNode *node = json_object_get_member (object, name);

  return node != NULL && JSON_NODE_HOLDS_VALUE (node)
                 && (json_node_get_value_type (node) == G_TYPE_DOUBLE
                     || json_node_get_value_type (node) == G_TYPE_INT64)
             ? json_node_get_double (node)
             : NAN;
}

static const char *
text_of (JsonObject *object, const char *name)
{
  JsonNode *node = json_object_get_member (object, name);

  return node != NULL && JSON_NODE_HOLDS_VALUE (node)
                 && json_node_get_value_type (node) == G_TYPE_STRING
             ? json_node_get_string (node)
             : NULL;
}

static void
take (RdmPositionFeed *self, JsonObject *object)
{
  RdmLive *live = rdm_desk_get_live (rdm_sync_get_desk (self->sync));
  const char *driver = text_of (object, "driver");
  const char *source = text_of (object, "source");
  double at_ms = number_of (object, "at");
  const RdmPosition position = {
    .at_utc_ms = isnan (at_ms) ? 0 : (gint64)at_ms,
    .place = { number_of (object, "lat"), number_of (object, "lon") },
    .accuracy_m = number_of (object, "accuracy"),
    .speed_mps = number_of (object, "speed"),
    .course_deg = number_of (object, "course"),
    .altitude_m = number_of (object, "altitude"),
    .battery_share = number_of (object, "battery"),
    .flags = json_object_get_boolean_member_with_default (object, "doubtful", FALSE)
                 ? RDM_POSITION_COARSE
                 : 0,
  };

  /* A phone is its driver; a tracker is the vehicle it is in. */
  if (position.at_utc_ms > 0 && rdm_point_is_valid (position.place)
      && (driver != NULL || source != NULL))
    rdm_live_add_position (live, driver != NULL ? driver : source, &position);
}

static void
answered_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (RdmPositionFeed) self = user_data;
  g_autoptr (JsonNode) node = rdm_link_ask_finish (RDM_LINK (source), result, NULL);
  JsonNode *member;
  JsonArray *positions;

  self->asking = FALSE;
  /* Who does not answer is asked again; how it stands with the hub, its button says. */
  if (node == NULL || self->source == 0 || RDM_LINK (source) != rdm_sync_get_link (self->sync))
    return;
  member = json_object_get_member (json_node_get_object (node), "positions");
  positions =
      member != NULL && JSON_NODE_HOLDS_ARRAY (member) ? json_node_get_array (member) : NULL;
  for (guint i = 0; positions != NULL && i < json_array_get_length (positions); i++)
    {
      JsonNode *element = json_array_get_element (positions, i);

      if (JSON_NODE_HOLDS_OBJECT (element))
        take (self, json_node_get_object (element));
    }
}

static gboolean
ask_cb (gpointer user_data)
{
  RdmPositionFeed *self = user_data;
  RdmLinkStatus status = rdm_sync_get_status (self->sync);
  RdmLive *live = rdm_desk_get_live (rdm_sync_get_desk (self->sync));

  /* Beside a hub others see the same positions, and one who reports is enough. */
  rdm_live_set_detecting (live, status == RDM_LINK_ALONE);
  if (self->asking || (status != RDM_LINK_IN_STEP && status != RDM_LINK_SENDING)
      || !rdm_live_is_on (live))
    return G_SOURCE_CONTINUE;
  self->asking = TRUE;
  rdm_link_ask_async (rdm_sync_get_link (self->sync), "GET", "v1/positions", NULL, answered_cb,
                      g_object_ref (self));
  return G_SOURCE_CONTINUE;
}

static void
dispose (GObject *object)
{
  RdmPositionFeed *self = RDM_POSITION_FEED (object);

  rdm_position_feed_stop (self);
  g_clear_object (&self->sync);
  G_OBJECT_CLASS (rdm_position_feed_parent_class)->dispose (object);
}

static void
rdm_position_feed_class_init (RdmPositionFeedClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = dispose;
}

static void
rdm_position_feed_init (RdmPositionFeed *self)
{
}

void
rdm_position_feed_stop (RdmPositionFeed *self)
{
  g_clear_handle_id (&self->source, g_source_remove);
}

RdmPositionFeed *
rdm_position_feed_new (RdmSync *sync)
{
  RdmPositionFeed *self = g_object_new (RDM_TYPE_POSITION_FEED, NULL);

  self->sync = g_object_ref (sync);
  self->source = g_timeout_add_seconds (EVERY_S, ask_cb, self);
  return self;
}
