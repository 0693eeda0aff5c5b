/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rdm-sync.h"

#include <glib/gi18n.h>

#include "rdm-day.h"
#include "rdm-wire.h"

/* How often one says where one is, and how soon after it has changed. */
#define PRESENCE_S 10
#define PRESENCE_SOON_MS 700
#define MOST_SELECTED 20

struct _RdmSync
{
  GObject parent_instance;

  /* Owned */
  RdmDesk *desk;
  RdmLink *link;     /* NULL while no plan is open */
  GPtrArray *others; /* RdmSyncPerson */
  GPtrArray *review; /* RdmReplicaNews; NULL: nothing that has not been seen */
  gint64 review_since_utc_ms;
  char *fleet;
  guint tick;
  guint soon;

  gboolean stopped;
  gboolean no_presence; /* the hub does not know of it */
};

G_DEFINE_FINAL_TYPE (RdmSync, rdm_sync, G_TYPE_OBJECT)

enum
{
  CHANGED,
  REVIEW,
  OTHERS_CHANGED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static void
person_free (gpointer data)
{
  RdmSyncPerson *person = data;

  g_free (person->name);
  g_free (person->date);
  g_strfreev (person->selection);
  g_free (person);
}

/* Who else is there */

static void
forget_others (RdmSync *self)
{
  if (self->others->len == 0)
    return;
  g_ptr_array_set_size (self->others, 0);
  g_signal_emit (self, signals[OTHERS_CHANGED], 0);
}

static gboolean
same_person (gconstpointer a, gconstpointer b)
{
  const RdmSyncPerson *one = a, *other = b;

  return g_strcmp0 (one->name, other->name) == 0 && g_strcmp0 (one->date, other->date) == 0
         && g_strv_equal ((const char *const *)one->selection,
                          (const char *const *)other->selection);
}

static gboolean
same_people (GPtrArray *a, GPtrArray *b)
{
  gboolean same = a->len == b->len;

  for (guint i = 0; same && i < a->len; i++)
    same = same_person (a->pdata[i], b->pdata[i]);
  return same;
}

static RdmSyncPerson *
read_person (JsonObject *object)
{
  RdmSyncPerson *person = g_new0 (RdmSyncPerson, 1);
  JsonArray *selection = rdm_wire_get_array (object, "selection", MOST_SELECTED, NULL);
  g_autoptr (GStrvBuilder) ids = g_strv_builder_new ();

  person->name = g_strdup (rdm_wire_get_text (object, "person", NULL));
  person->date = g_strdup (rdm_wire_get_text (object, "date", NULL));
  for (guint i = 0; selection != NULL && i < json_array_get_length (selection); i++)
    {
      JsonNode *node = json_array_get_element (selection, i);

      if (json_node_get_value_type (node) == G_TYPE_STRING)
        g_strv_builder_add (ids, json_node_get_string (node));
    }
  person->selection = g_strv_builder_end (ids);
  return person;
}

static void
take_others (RdmSync *self, JsonObject *object)
{
  JsonArray *array = rdm_wire_get_array (object, "others", 1000, NULL);
  const char *fleet = rdm_wire_get_text (object, "fleet", NULL);
  g_autoptr (GPtrArray) others = g_ptr_array_new_with_free_func (person_free);

  for (guint i = 0; array != NULL && i < json_array_get_length (array); i++)
    {
      JsonObject *item = rdm_wire_get_object_at (array, i, "others", NULL);

      if (item != NULL)
        g_ptr_array_add (others, read_person (item));
    }
  if (fleet != NULL && g_strcmp0 (fleet, self->fleet) != 0)
    {
      g_free (self->fleet);
      self->fleet = g_strdup (fleet);
      g_signal_emit (self, signals[CHANGED], 0);
    }
  if (same_people (others, self->others))
    return;
  g_clear_pointer (&self->others, g_ptr_array_unref);
  self->others = g_steal_pointer (&others);
  g_signal_emit (self, signals[OTHERS_CHANGED], 0);
}

static void
present_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (RdmSync) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (JsonNode) node = rdm_link_ask_finish (RDM_LINK (source), result, &error);

  if (RDM_LINK (source) != self->link || self->stopped)
    return;
  if (node != NULL)
    take_others (self, json_node_get_object (node));
  else
    {
      /* An older hub: everything else works. */
      self->no_presence = g_error_matches (error, RDM_COURIER_ERROR, RDM_COURIER_ERROR_OLD_HUB);
      forget_others (self);
    }
}

static void
say_present (RdmSync *self)
{
  RdmLinkStatus status = rdm_sync_get_status (self);
  const char *const *stops = rdm_desk_get_selection (self->desk);
  const char *route = rdm_desk_get_selected_route (self->desk);
  g_autoptr (JsonNode) node = NULL;
  JsonObject *object;
  JsonArray *selection;

  if (self->no_presence || (status != RDM_LINK_IN_STEP && status != RDM_LINK_SENDING))
    {
      forget_others (self);
      return;
    }
  node = json_node_new (JSON_NODE_OBJECT);
  object = json_object_new ();
  selection = json_array_new ();
  for (guint i = 0; stops[i] != NULL && i < MOST_SELECTED; i++)
    json_array_add_string_element (selection, stops[i]);
  if (route != NULL && stops[0] == NULL)
    json_array_add_string_element (selection, route);
  json_object_set_string_member (object, "date", rdm_desk_get_date (self->desk));
  json_object_set_array_member (object, "selection", selection);
  json_node_take_object (node, object);
  rdm_link_ask_async (self->link, "POST", "v1/presence", node, present_cb, g_object_ref (self));
}

static gboolean
tick_cb (gpointer data)
{
  say_present (data);
  return G_SOURCE_CONTINUE;
}

static gboolean
soon_cb (gpointer data)
{
  RdmSync *self = RDM_SYNC (data);

  self->soon = 0;
  say_present (self);
  return G_SOURCE_REMOVE;
}

static void
look_cb (RdmSync *self)
{
  if (self->soon == 0 && rdm_sync_get_status (self) != RDM_LINK_ALONE)
    self->soon = g_timeout_add (PRESENCE_SOON_MS, soon_cb, self);
}

/* The link */

static void
link_changed_cb (RdmSync *self)
{
  if (rdm_sync_get_status (self) == RDM_LINK_OFFLINE)
    forget_others (self);
  else if (self->others->len == 0)
    look_cb (self);
  g_signal_emit (self, signals[CHANGED], 0);
}

static void
link_notice_cb (RdmSync *self, const char *text)
{
  rdm_desk_notice (self->desk, text, "win.show-hub");
}

/* A day without orders is nothing to begin with. */
static void
link_joined_cb (RdmSync *self)
{
  RdmRows *rows = rdm_desk_get_rows (self->desk);
  g_autoptr (GPtrArray) orders = rdm_rows_day_orders (rows, rdm_desk_get_date (self->desk));
  g_autofree char *first = rdm_day_first (rows, rdm_desk_get_date (self->desk));

  if (orders->len == 0)
    rdm_desk_set_date (self->desk, first);
}

static void
link_review_cb (RdmSync *self, GPtrArray *news, gint64 since_utc_ms)
{
  rdm_sync_forget_review (self);
  self->review = g_ptr_array_ref (news);
  self->review_since_utc_ms = since_utc_ms;
  g_signal_emit (self, signals[REVIEW], 0);
}

static void
drop_link (RdmSync *self)
{
  if (self->link == NULL)
    return;
  g_signal_handlers_disconnect_by_data (self->link, self);
  rdm_link_stop (self->link);
  g_clear_object (&self->link);
}

static void
follow_file (RdmSync *self)
{
  RdmPlanFile *file = rdm_desk_get_file (self->desk);
  g_autoptr (GError) error = NULL;

  if (self->link != NULL && rdm_link_get_file (self->link) == file)
    return;
  drop_link (self);
  g_clear_pointer (&self->fleet, g_free);
  rdm_sync_forget_review (self);
  self->no_presence = FALSE;
  forget_others (self);
  if (file != NULL && !self->stopped)
    {
      self->link = rdm_link_new (file, &error);
      if (self->link == NULL)
        rdm_desk_notice (self->desk, error->message, NULL);
    }
  if (self->link != NULL)
    {
      g_signal_connect_swapped (self->link, "changed", G_CALLBACK (link_changed_cb), self);
      g_signal_connect_swapped (self->link, "notice", G_CALLBACK (link_notice_cb), self);
      g_signal_connect_swapped (self->link, "joined", G_CALLBACK (link_joined_cb), self);
      g_signal_connect_swapped (self->link, "review", G_CALLBACK (link_review_cb), self);
      rdm_link_start (self->link);
    }
  g_signal_emit (self, signals[CHANGED], 0);
}

RdmSync *
rdm_sync_new (RdmDesk *desk)
{
  RdmSync *self = g_object_new (RDM_TYPE_SYNC, NULL);

  self->desk = g_object_ref (desk);
  g_signal_connect_object (desk, "notify::path", G_CALLBACK (follow_file), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (desk, "selection-changed", G_CALLBACK (look_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (desk, "day-changed", G_CALLBACK (look_cb), self, G_CONNECT_SWAPPED);
  self->tick = g_timeout_add_seconds (PRESENCE_S, tick_cb, self);
  follow_file (self);
  return self;
}

void
rdm_sync_stop (RdmSync *self)
{
  self->stopped = TRUE;
  g_clear_handle_id (&self->tick, g_source_remove);
  g_clear_handle_id (&self->soon, g_source_remove);
  drop_link (self);
}

RdmDesk *
rdm_sync_get_desk (RdmSync *self)
{
  return self->desk;
}

RdmLink *
rdm_sync_get_link (RdmSync *self)
{
  return self->link;
}

RdmLinkStatus
rdm_sync_get_status (RdmSync *self)
{
  return self->link != NULL ? rdm_link_get_status (self->link) : RDM_LINK_ALONE;
}

GPtrArray *
rdm_sync_get_others (RdmSync *self)
{
  return self->others;
}

const char *
rdm_sync_get_fleet (RdmSync *self)
{
  return self->fleet;
}

GPtrArray *
rdm_sync_get_review (RdmSync *self, gint64 *since_utc_ms)
{
  *since_utc_ms = self->review_since_utc_ms;
  return self->review;
}

void
rdm_sync_forget_review (RdmSync *self)
{
  g_clear_pointer (&self->review, g_ptr_array_unref);
}

/* Decisions */

gboolean
rdm_sync_insist (RdmSync *self, const RdmReplicaNews *news)
{
  g_autoptr (RdmCommand) command = rdm_link_insist (news->command, news->result);

  if (command == NULL || !rdm_desk_run (self->desk, command))
    return FALSE;
  rdm_link_decide (self->link, news->n);
  return TRUE;
}

void
rdm_sync_yield (RdmSync *self, const RdmReplicaNews *news)
{
  rdm_link_decide (self->link, news->n);
}

static const char *
date_of_stop (RdmSync *self, const char *stop)
{
  const RdmOrder *order = rdm_desk_find_order (self->desk, stop);

  return order != NULL ? order->date : NULL;
}

gboolean
rdm_sync_show (RdmSync *self, const char *id)
{
  RdmRows *rows = rdm_desk_get_rows (self->desk);
  g_autofree char *first = rdm_stop_id (id, RDM_STOP_DELIVERY);
  g_autofree char *second = rdm_stop_id (id, RDM_STOP_PICKUP);
  const char *const candidates[] = { id, first, second };
  g_autoptr (RdmRoute) route = rdm_rows_get_route (rows, id);

  if (route != NULL)
    {
      if (route->date != NULL)
        rdm_desk_set_date (self->desk, route->date);
      rdm_desk_select_route (self->desk, id);
      return TRUE;
    }
  for (guint i = 0; i < G_N_ELEMENTS (candidates); i++)
    {
      const char *date = date_of_stop (self, candidates[i]);
      const char *const stops[] = { candidates[i], NULL };

      if (date == NULL)
        continue;
      rdm_desk_set_date (self->desk, date);
      rdm_desk_select (self->desk, stops, RDM_SELECT_ONLY);
      return TRUE;
    }
  return FALSE;
}

/* GObject */

static void
dispose (GObject *object)
{
  RdmSync *self = RDM_SYNC (object);

  rdm_sync_stop (self);
  g_clear_object (&self->desk);
  G_OBJECT_CLASS (rdm_sync_parent_class)->dispose (object);
}

static void
finalize (GObject *object)
{
  RdmSync *self = RDM_SYNC (object);

  g_ptr_array_unref (self->others);
  rdm_sync_forget_review (self);
  g_free (self->fleet);
  G_OBJECT_CLASS (rdm_sync_parent_class)->finalize (object);
}

static void
rdm_sync_class_init (RdmSyncClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = dispose;
  G_OBJECT_CLASS (klass)->finalize = finalize;
  signals[CHANGED] = g_signal_new ("changed", RDM_TYPE_SYNC, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                   G_TYPE_NONE, 0);
  signals[REVIEW] = g_signal_new ("review", RDM_TYPE_SYNC, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                  G_TYPE_NONE, 0);
  signals[OTHERS_CHANGED] = g_signal_new ("others-changed", RDM_TYPE_SYNC, G_SIGNAL_RUN_LAST, 0,
                                          NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
rdm_sync_init (RdmSync *self)
{
  self->others = g_ptr_array_new_with_free_func (person_free);
}
