/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rdm-travel-choice.h"

#include <glib/gi18n.h>

#include "rdm-day-plan.h"
#include "rdm-server-fetch.h"
#include "rdm-server-key.h"
#include "rdm-server-travel.h"
#include "rdm-text.h"
#include "rdm-time.h"
#include "rdm-units.h"

/* How often a server that failed is asked whether it answers again, and how long for a test. */
#define AGAIN_S 120
#define TEST_S 10

struct _RdmTravelChoice
{
  GObject parent_instance;

  /* Owned */
  GSettings *settings;
  RdmRegionChoice *region;
  RdmTravel *roads;      /* NULL: none */
  RdmTravel *server;     /* NULL: none is chosen, or it failed */
  char *key;             /* NULL: none */
  GCancellable *looking; /* for the key; NULL: nobody is */
  guint again;           /* source: it failed, and is asked again then */

  /* Borrowed */
  RdmDesk *desk; /* weak */
};

enum
{
  KEY_CHANGED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (RdmTravelChoice, rdm_travel_choice, G_TYPE_OBJECT)

/* What the settings say; NULL: no server. The demo's town is nowhere else. */
static RdmServerRule *
make_rule (RdmTravelChoice *self)
{
  g_autofree char *name = g_settings_get_string (self->settings, "travel-server");
  g_autofree char *url = g_settings_get_string (self->settings, "travel-server-url");
  RdmServerRule *rule = NULL;

  if (rdm_region_choice_is_demo (self->region))
    return NULL;
  for (RdmServerKind kind = 0; kind < RDM_N_SERVER_KINDS && rule == NULL; kind++)
    if (g_strcmp0 (name, rdm_server_kind_names[kind]) == 0)
      rule = rdm_server_rule_new (kind, url);
  if (rule != NULL)
    rule->key = g_strdup (self->key);
  return rule;
}

/* The desk's travel; where there is neither server nor region, it estimates by its own settings. */
static void
give_travel (RdmTravelChoice *self)
{
  if (self->desk != NULL)
    rdm_desk_set_travel (self->desk, self->server != NULL ? self->server : self->roads);
}

static void
say (RdmTravelChoice *self, const char *text)
{
  if (self->desk != NULL)
    rdm_desk_notice (self->desk, text, "win.preferences");
}

static gboolean again_cb (gpointer data);

static void
failed_cb (RdmTravelChoice *self)
{
  g_autofree char *notice = rdm_travel_dup_notice (self->server);

  g_clear_object (&self->server);
  if (self->again == 0)
    self->again = g_timeout_add_seconds (AGAIN_S, again_cb, self);
  give_travel (self);
  say (self, notice);
}

static void
use_server (RdmTravelChoice *self)
{
  g_autoptr (RdmServerRule) rule = make_rule (self);
  g_autoptr (RdmTravel) estimate = NULL;
  g_autoptr (GError) error = NULL;

  if (self->server != NULL)
    g_signal_handlers_disconnect_by_data (self->server, self);
  g_clear_object (&self->server);
  g_clear_handle_id (&self->again, g_source_remove);
  if (rule != NULL && self->desk != NULL)
    {
      if (self->roads == NULL)
        estimate = rdm_travel_new_from_settings (rdm_desk_get_settings (self->desk));
      self->server =
          rdm_server_travel_new (rule, self->roads != NULL ? self->roads : estimate, &error);
      if (self->server != NULL)
        g_signal_connect_object (self->server, "failed", G_CALLBACK (failed_cb), self,
                                 G_CONNECT_SWAPPED);
      else
        say (self, error->message);
    }
  give_travel (self);
}

/* --- the key -----------------------------------------------------------------------------------
 */

static void
looked_up_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  RdmTravelChoice *self = user_data;
  g_autoptr (GError) error = NULL;
  char *key = rdm_server_key_look_up_finish (result, &error);

  /* Another one is meant by now, or nobody is there any more. */
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  g_clear_object (&self->looking);
  g_free (self->key);
  self->key = key;
  g_signal_emit (self, signals[KEY_CHANGED], 0);
  use_server (self);
}

/* A server is asked only with its key, which the keyring may take its time for. */
static void
follow (RdmTravelChoice *self)
{
  g_autofree char *url = g_settings_get_string (self->settings, "travel-server-url");
  g_autoptr (RdmServerRule) rule = make_rule (self);

  g_cancellable_cancel (self->looking);
  g_clear_object (&self->looking);
  if (rule == NULL)
    {
      use_server (self);
      return;
    }
  self->looking = g_cancellable_new ();
  rdm_server_key_look_up_async (url, self->looking, looked_up_cb, self);
}

const char *
rdm_travel_choice_get_key (RdmTravelChoice *self)
{
  return self->key;
}

void
rdm_travel_choice_set_key (RdmTravelChoice *self, const char *key)
{
  if (g_strcmp0 (self->key, key) == 0)
    return;
  rdm_set_str (&self->key, key);
  use_server (self);
}

void
rdm_travel_choice_set_roads (RdmTravelChoice *self, RdmTravel *roads)
{
  g_set_object (&self->roads, roads);
  if (self->server != NULL || self->again == 0)
    follow (self);
  else
    give_travel (self);
}

/* --- a test ------------------------------------------------------------------------------------
 */

typedef struct
{
  RdmServerRule *rule;
  RdmPoint ends[2];
} Test;

static void
test_free (gpointer data)
{
  Test *self = data;

  g_clear_pointer (&self->rule, rdm_server_rule_free);
  g_free (self);
}

/* The first two places of the day's orders; else around the middle of the region; else somewhere
 * that most servers know. */
static void
choose_ends (RdmTravelChoice *self, RdmPoint ends[2])
{
  RdmRegion *region = rdm_region_choice_get_region (self->region);
  g_autoptr (GPtrArray) orders = NULL;
  guint n = 0;

  ends[0] = (RdmPoint){ 52.517037, 13.388860 };
  ends[1] = (RdmPoint){ 52.523219, 13.428555 };
  if (region != NULL)
    {
      RdmBox box = rdm_region_bounds (region);

      for (guint i = 0; i < 2; i++)
        ends[i] =
            (RdmPoint){ box.south_deg + (box.north_deg - box.south_deg) * (i == 0 ? 0.45 : 0.55),
                        box.west_deg + (box.east_deg - box.west_deg) * (i == 0 ? 0.45 : 0.55) };
    }
  if (self->desk == NULL || rdm_desk_get_date (self->desk) == NULL)
    return;
  orders = rdm_rows_day_orders (rdm_desk_get_rows (self->desk), rdm_desk_get_date (self->desk));
  for (guint i = 0; i < orders->len && n < 2; i++)
    {
      const RdmOrder *order = g_ptr_array_index (orders, i);

      if (rdm_point_is_set (order->at.point)
          && (n == 0 || rdm_geo_distance (ends[0], order->at.point) > 100))
        ends[n++] = order->at.point;
    }
}

static void
test_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  Test *test = data;
  RdmServerBlock block = { &test->ends[0], 1, &test->ends[1], 1 };
  gint64 began_us = g_get_monotonic_time ();
  gint32 duration_s, distance_m;
  g_autofree char *duration = NULL;
  g_autofree char *distance = NULL;
  g_autoptr (GUri) uri = NULL;
  GError *error = NULL;

  if (!rdm_server_rule_check (test->rule, &error)
      || !rdm_server_fetch_table (test->rule, RDM_TRAVEL_VAN, &block, &duration_s, &distance_m,
                                  cancellable, &error))
    {
      g_task_return_error (task, error);
      return;
    }
  if (duration_s == RDM_TRAVEL_UNREACHABLE)
    {
      g_task_return_new_error (
          task, RDM_TRAVEL_ERROR, RDM_TRAVEL_ERROR_SERVER,
          _ ("It answers, but knows no way from %.4f, %.4f to %.4f, %.4f. Does "
             "it have the roads of this part of the world?"),
          test->ends[0].lat_deg, test->ends[0].lon_deg, test->ends[1].lat_deg,
          test->ends[1].lon_deg);
      return;
    }
  duration = rdm_format_duration (duration_s);
  distance = rdm_format_distance (distance_m);
  /* Translators: a distance, a duration, and how many milliseconds the answer took */
  g_task_return_pointer (task,
                         g_strdup_printf (_ ("It answers: a way of %s takes a van %s. Asking took "
                                             "%u ms."),
                                          distance, duration,
                                          (guint)((g_get_monotonic_time () - began_us) / 1000)),
                         g_free);
}

void
rdm_travel_choice_test_async (RdmTravelChoice *self,
                              GCancellable *cancellable,
                              GAsyncReadyCallback callback,
                              gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);
  g_autoptr (RdmServerRule) rule = make_rule (self);
  Test *test;

  if (rule == NULL)
    {
      g_task_return_new_error (task, RDM_TRAVEL_ERROR, RDM_TRAVEL_ERROR_SERVER, "%s",
                               rdm_region_choice_is_demo (self->region)
                                   ? _ ("The demo’s town is made up: no server knows it.")
                                   : _ ("Give the address of the server first."));
      return;
    }
  test = g_new0 (Test, 1);
  rule->timeout_s = TEST_S;
  test->rule = rdm_server_rule_copy (rule);
  choose_ends (self, test->ends);
  g_task_set_task_data (task, test, test_free);
  g_task_run_in_thread (task, test_thread);
}

char *
rdm_travel_choice_test_finish (RdmTravelChoice *self, GAsyncResult *result, GError **error)
{
  char *text = g_task_propagate_pointer (G_TASK (result), error);

  if (text != NULL && self->server == NULL)
    use_server (self);
  return text;
}

/* --- after a failure ---------------------------------------------------------------------------
 */

static void
asked_again_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  RdmTravelChoice *self = RDM_TRAVEL_CHOICE (source);
  gboolean failed = self->server == NULL;
  g_autofree char *text = rdm_travel_choice_test_finish (self, result, NULL);
  g_autofree char *notice = self->server != NULL ? rdm_travel_dup_notice (self->server) : NULL;
  g_autofree char *sentence = NULL;

  if (text == NULL || !failed || notice == NULL)
    return;
  /* Translators: %s: where travel times come from, a sentence */
  sentence = g_strdup_printf (_ ("The server of travel times answers again. %s"), notice);
  say (self, sentence);
}

static gboolean
again_cb (gpointer data)
{
  rdm_travel_choice_test_async (data, NULL, asked_again_cb, NULL);
  return G_SOURCE_CONTINUE;
}

/* --- the object --------------------------------------------------------------------------------
 */

static void
dispose (GObject *object)
{
  RdmTravelChoice *self = RDM_TRAVEL_CHOICE (object);

  g_cancellable_cancel (self->looking);
  g_clear_object (&self->looking);
  g_clear_handle_id (&self->again, g_source_remove);
  if (self->desk != NULL)
    g_clear_weak_pointer (&self->desk);
  g_clear_object (&self->server);
  g_clear_object (&self->roads);
  g_clear_object (&self->region);
  g_clear_object (&self->settings);
  g_clear_pointer (&self->key, g_free);
  G_OBJECT_CLASS (rdm_travel_choice_parent_class)->dispose (object);
}

static void
rdm_travel_choice_class_init (RdmTravelChoiceClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = dispose;
  signals[KEY_CHANGED] = g_signal_new ("key-changed", RDM_TYPE_TRAVEL_CHOICE, G_SIGNAL_RUN_LAST, 0,
                                       NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
rdm_travel_choice_init (RdmTravelChoice *self)
{
}

RdmTravelChoice *
rdm_travel_choice_new (RdmDesk *desk, RdmRegionChoice *region, GSettings *settings)
{
  RdmTravelChoice *self = g_object_new (RDM_TYPE_TRAVEL_CHOICE, NULL);

  g_set_weak_pointer (&self->desk, desk);
  self->region = g_object_ref (region);
  self->settings = g_object_ref (settings);
  g_signal_connect_object (settings, "changed::travel-server", G_CALLBACK (follow), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (settings, "changed::travel-server-url", G_CALLBACK (follow), self,
                           G_CONNECT_SWAPPED);
  follow (self);
  return self;
}
