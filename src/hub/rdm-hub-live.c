/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rdm-hub-live.h"

#include "rdm-hub-clock.h"
#include "rdm-hub-db.h"
#include "rdm-hub-live-fleet.h"
#include "rdm-hub-live-text.h"

/* Between two looks: at least so long, at least so many times what one takes, and, while a day is
 * driven and nothing happens, at most so long; times go on by themselves. */
#define LEAST_US G_USEC_PER_SEC
#define REST 3
#define MOST_US (10 * (gint64)G_USEC_PER_SEC)
/* Until it is seen whether a server of travel times has answered. */
#define ANSWER_US (G_USEC_PER_SEC / 5)

typedef struct
{
  RdmHubLiveFleet *fleet; /* the thread's */
  RdmCommand *detected;   /* the thread's: could not be written yet */
  GPtrArray *times;       /* lock (element-type RdmHubTimesOfDay); is never changed */
  gboolean is_woken;      /* lock */
} Item;

struct _RdmHubLive
{
  char *database;
  RdmSql *sql; /* the thread's; NULL after an error */
  RdmTravel *travel;
  RdmServerRule *server;
  GMainContext *context; /* of answers of servers; the thread's */
  RdmHubDetectedFunc detected;
  gpointer user_data;

  GThread *thread;
  GMutex lock;
  GCond changed;
  GHashTable *items; /* lock (element-type utf8 Item): never fewer */
  gboolean is_woken; /* lock: any of them */
  gboolean stopping; /* lock */
};

static void
item_free (gpointer data)
{
  Item *item = data;

  g_clear_pointer (&item->fleet, rdm_hub_live_fleet_free);
  g_clear_pointer (&item->detected, rdm_command_unref);
  g_clear_pointer (&item->times, g_ptr_array_unref);
  g_free (item);
}

/* With the lock. */
static Item *
item_of (RdmHubLive *self, const char *fleet)
{
  Item *item = g_hash_table_lookup (self->items, fleet);

  if (!item)
    {
      item = g_new0 (Item, 1);
      g_hash_table_insert (self->items, g_strdup (fleet), item);
    }
  return item;
}

/* Looks at one fleet. */
static void
look_at (RdmHubLive *self, const char *id, Item *item)
{
  g_autoptr (GPtrArray) times = NULL;
  g_autoptr (GError) error = NULL;

  if (!self->sql)
    self->sql = rdm_hub_db_open (self->database, &error);
  if (!item->fleet)
    item->fleet = rdm_hub_live_fleet_new (id, self->travel, self->server);
  if (!self->sql
      || !rdm_hub_live_fleet_step (item->fleet, self->sql, rdm_hub_clock_now_ms (), &error))
    {
      g_message ("The live day waits for the database: %s", error->message);
      g_clear_pointer (&self->sql, rdm_sql_close);
      rdm_hub_live_wake (self, id);
      return;
    }
  if (!item->detected)
    item->detected = rdm_hub_live_fleet_take_detected (item->fleet);
  if (item->detected && self->detected (id, rdm_command_ref (item->detected), self->user_data))
    g_clear_pointer (&item->detected, rdm_command_unref);
  times = rdm_hub_live_fleet_times (item->fleet);
  g_mutex_lock (&self->lock);
  g_clear_pointer (&item->times, g_ptr_array_unref);
  item->times = g_steal_pointer (&times);
  g_mutex_unlock (&self->lock);
}

/* With the lock. Returns: (transfer container) (element-type utf8): those to be looked at; keys and
 * items stay for ever. @is_due: also those that nobody has woken */
static GPtrArray *
take_woken (RdmHubLive *self, gboolean is_due)
{
  GPtrArray *ids = g_ptr_array_new ();
  GHashTableIter iter;
  gpointer id, value;

  g_hash_table_iter_init (&iter, self->items);
  while (g_hash_table_iter_next (&iter, &id, &value))
    {
      Item *item = value;

      if (item->is_woken || (is_due && item->fleet && rdm_hub_live_fleet_is_driving (item->fleet)))
        g_ptr_array_add (ids, id);
      item->is_woken = FALSE;
    }
  self->is_woken = FALSE;
  return ids;
}

/* Takes what servers have answered, and has the days looked at that may be about. */
static void
take_answers (RdmHubLive *self)
{
  gboolean is_any = FALSE;
  GHashTableIter iter;
  gpointer value;

  while (g_main_context_iteration (self->context, FALSE))
    is_any = TRUE;
  if (!is_any)
    return;
  g_mutex_lock (&self->lock);
  g_hash_table_iter_init (&iter, self->items);
  while (g_hash_table_iter_next (&iter, NULL, &value))
    {
      Item *item = value;

      item->is_woken |= item->fleet && rdm_hub_live_fleet_is_driving (item->fleet);
      self->is_woken |= item->is_woken;
    }
  g_mutex_unlock (&self->lock);
}

static gboolean
is_asking (RdmHubLive *self)
{
  GHashTableIter iter;
  gpointer value;

  g_hash_table_iter_init (&iter, self->items);
  while (g_hash_table_iter_next (&iter, NULL, &value))
    {
      const Item *item = value;

      if (item->fleet && rdm_hub_live_fleet_is_asking (item->fleet))
        return TRUE;
    }
  return FALSE;
}

static void
add_fleet (const char *const *values, guint n_values, gpointer user_data)
{
  rdm_hub_live_wake (user_data, values[0]);
}

static gpointer
run (gpointer data)
{
  RdmHubLive *self = data;
  gint64 looked_us = 0; /* at all that are driven */
  gint64 free_us = 0;

  g_main_context_push_thread_default (self->context);
  if (!rdm_sql_run (self->sql, "SELECT id FROM fleet", NULL, 0, add_fleet, self, NULL))
    g_clear_pointer (&self->sql, rdm_sql_close);
  g_mutex_lock (&self->lock);
  while (!self->stopping)
    {
      gint64 now_us = g_get_monotonic_time ();
      gboolean is_due = now_us - looked_us >= MOST_US;
      g_autoptr (GPtrArray) ids = NULL;

      if (now_us < free_us || !(self->is_woken || is_due))
        {
          gint64 until_us = self->is_woken ? free_us : MAX (free_us, looked_us + MOST_US);

          if (is_asking (self))
            until_us = MIN (until_us, now_us + ANSWER_US);
          g_cond_wait_until (&self->changed, &self->lock, until_us);
          g_mutex_unlock (&self->lock);
          take_answers (self);
          g_mutex_lock (&self->lock);
          continue;
        }
      ids = take_woken (self, is_due);
      g_mutex_unlock (&self->lock);
      for (guint i = 0; i < ids->len; i++)
        {
          Item *item;

          g_mutex_lock (&self->lock);
          item = item_of (self, ids->pdata[i]);
          g_mutex_unlock (&self->lock);
          look_at (self, ids->pdata[i], item);
        }
      if (is_due)
        looked_us = now_us;
      free_us = g_get_monotonic_time ();
      free_us += MAX (LEAST_US, REST * (free_us - now_us));
      g_mutex_lock (&self->lock);
    }
  g_mutex_unlock (&self->lock);
  g_main_context_pop_thread_default (self->context);
  return NULL;
}

RdmHubLive *
rdm_hub_live_new (const char *database,
                  RdmTravel *travel,
                  const RdmServerRule *server,
                  RdmHubDetectedFunc detected,
                  gpointer user_data,
                  GError **error)
{
  RdmHubLive *self = g_new0 (RdmHubLive, 1);

  self->database = g_strdup (database);
  self->travel = travel ? g_object_ref (travel) : NULL;
  self->server = server ? rdm_server_rule_copy (server) : NULL;
  self->context = g_main_context_new ();
  self->detected = detected;
  self->user_data = user_data;
  self->items = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, item_free);
  g_mutex_init (&self->lock);
  g_cond_init (&self->changed);
  self->sql = rdm_hub_db_open (database, error);
  if (!self->sql)
    g_clear_pointer (&self, rdm_hub_live_free);
  return self;
}

void
rdm_hub_live_start (RdmHubLive *self)
{
  self->thread = g_thread_new ("hub-live", run, self);
}

void
rdm_hub_live_finish (RdmHubLive *self)
{
  g_mutex_lock (&self->lock);
  self->stopping = TRUE;
  g_cond_signal (&self->changed);
  g_mutex_unlock (&self->lock);
  g_clear_pointer (&self->thread, g_thread_join);
}

void
rdm_hub_live_free (RdmHubLive *self)
{
  rdm_hub_live_finish (self);
  g_clear_pointer (&self->sql, rdm_sql_close);
  g_hash_table_unref (self->items);
  g_clear_object (&self->travel);
  g_clear_pointer (&self->server, rdm_server_rule_free);
  g_main_context_unref (self->context);
  g_mutex_clear (&self->lock);
  g_cond_clear (&self->changed);
  g_free (self->database);
  g_free (self);
}

void
rdm_hub_live_wake (RdmHubLive *self, const char *fleet)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->lock);

  item_of (self, fleet)->is_woken = TRUE;
  self->is_woken = TRUE;
  g_cond_signal (&self->changed);
}

char *
rdm_hub_live_print (RdmHubLive *self, const char *fleet, const char *date, const char *driver)
{
  g_autoptr (GPtrArray) times = NULL;
  Item *item;

  g_mutex_lock (&self->lock);
  item = item_of (self, fleet);
  times = item->times ? g_ptr_array_ref (item->times) : NULL;
  g_mutex_unlock (&self->lock);
  return rdm_hub_times_print (times, date, driver, rdm_hub_clock_now_ms ());
}
