/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rdm-hub-watch.h"

#include <string.h>

/* Often enough for proxies and for phones. */
#define STILL_THERE_US (20 * G_USEC_PER_SEC)
/* Then a client connects anew, perhaps to another hub. */
#define STREAM_US (10 * 60 * G_USEC_PER_SEC)
#define BLOCK_BYTES 512
/* A stream is told no more often than that: only the newest matters, and a thousand desks would
 * each be told of each of many commands. The first is told at once. */
#define POKES_US (G_USEC_PER_SEC / 5)
#define MOVES_US G_USEC_PER_SEC

struct _RdmHubWatch
{
  GMutex lock;
  GHashTable *news;     /* (element-type utf8 News) */
  GHashTable *watchers; /* (element-type RdmHubWatcher): a set */
};

/* Of a fleet. */
typedef struct
{
  gint64 seq;          /* -1: not known */
  gint64 all_seq;      /* the last that may be about any driver's routes */
  GHashTable *drivers; /* (element-type utf8 gint64): the last about the routes of each */
  guint64 n_moves;
} News;

struct _RdmHubWatcher
{
  RdmHubWatch *watch;
  struct MHD_Connection *connection;
  char *fleet;
  char *device;
  char *driver; /* nullable: of whose routes alone it is told */
  gint64 seen;
  gint64 until_us;
  gint64 said_us; /* when the stream last said anything */
  gint64 poked_us;
  guint64 seen_moves;
  gint64 moved_us;
  gboolean is_stream;
  gboolean wants_moves;
  gboolean is_suspended;
  gboolean is_over;
};

static void
news_free (gpointer data)
{
  News *news = data;

  g_hash_table_unref (news->drivers);
  g_free (news);
}

RdmHubWatch *
rdm_hub_watch_new (void)
{
  RdmHubWatch *self = g_new0 (RdmHubWatch, 1);

  g_mutex_init (&self->lock);
  self->news = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, news_free);
  self->watchers = g_hash_table_new (NULL, NULL);
  return self;
}

void
rdm_hub_watch_free (RdmHubWatch *self)
{
  g_hash_table_unref (self->news);
  g_hash_table_unref (self->watchers);
  g_mutex_clear (&self->lock);
  g_free (self);
}

/* With the lock. */
static News *
news_of (RdmHubWatch *self, const char *fleet)
{
  News *news = g_hash_table_lookup (self->news, fleet);

  if (!news)
    {
      news = g_new0 (News, 1);
      news->seq = news->all_seq = -1;
      news->drivers = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
      g_hash_table_insert (self->news, g_strdup (fleet), news);
    }
  return news;
}

/* With the lock. Whether there is something that the watcher has not seen. */
static gboolean
has_news (const RdmHubWatcher *watcher, const News *news)
{
  const gint64 *own;

  if (news->seq < 0 || news->seq == watcher->seen)
    return FALSE;
  /* Versions of before a restore mean nothing. */
  if (!watcher->driver || watcher->seen > news->seq)
    return TRUE;
  own = g_hash_table_lookup (news->drivers, watcher->driver);
  return news->all_seq > watcher->seen || (own && *own > watcher->seen);
}

/* With the lock. Has the watcher something to hear now? */
static gboolean
has_poke (const RdmHubWatcher *watcher, const News *news, gint64 now_us)
{
  return has_news (watcher, news)
         && (!watcher->is_stream || now_us - watcher->poked_us >= POKES_US);
}

static gboolean
has_moves (const RdmHubWatcher *watcher, const News *news, gint64 now_us)
{
  return watcher->wants_moves && news->n_moves != watcher->seen_moves
         && now_us - watcher->moved_us >= MOVES_US;
}

/* With the lock. */
static void
wake (RdmHubWatcher *watcher)
{
  if (!watcher->is_suspended)
    return;
  watcher->is_suspended = FALSE;
  MHD_resume_connection (watcher->connection);
}

/* With the lock. */
static void
wake_those_with_news (RdmHubWatch *self, const char *fleet)
{
  const News *news = news_of (self, fleet);
  gint64 now_us = g_get_monotonic_time ();
  GHashTableIter iter;
  gpointer item;

  g_hash_table_iter_init (&iter, self->watchers);
  while (g_hash_table_iter_next (&iter, &item, NULL))
    {
      RdmHubWatcher *watcher = item;

      if (g_str_equal (watcher->fleet, fleet)
          && (has_poke (watcher, news, now_us) || has_moves (watcher, news, now_us)))
        wake (watcher);
    }
}

/* With the lock. */
static void
note_drivers (News *news, gint64 since, gint64 seq, const char *drivers)
{
  g_auto (GStrv) ids = NULL;

  /* Of what came between, nobody has said whose it is. */
  if (!drivers || g_str_equal (drivers, "*") || news->seq != since)
    {
      news->all_seq = seq;
      return;
    }
  ids = g_strsplit (drivers, ",", -1);
  for (guint i = 0; ids[i]; i++)
    if (*ids[i])
      {
        gint64 *own = g_new (gint64, 1);

        *own = seq;
        g_hash_table_replace (news->drivers, g_strdup (ids[i]), own);
      }
}

void
rdm_hub_watch_poke (
    RdmHubWatch *self, const char *fleet, gint64 since, gint64 seq, const char *drivers)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->lock);
  News *news = news_of (self, fleet);

  if (news->seq == seq)
    return;
  note_drivers (news, since, seq, drivers);
  news->seq = seq;
  wake_those_with_news (self, fleet);
}

void
rdm_hub_watch_hint (
    RdmHubWatch *self, const char *fleet, gint64 since, gint64 seq, const char *drivers)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->lock);
  News *news = news_of (self, fleet);

  if (seq <= news->seq)
    return;
  note_drivers (news, since, seq, drivers);
  news->seq = seq;
  wake_those_with_news (self, fleet);
}

void
rdm_hub_watch_moved (RdmHubWatch *self, const char *fleet)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->lock);

  news_of (self, fleet)->n_moves++;
  wake_those_with_news (self, fleet);
}

gint64
rdm_hub_watch_seq (RdmHubWatch *self, const char *fleet)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->lock);

  return news_of (self, fleet)->seq;
}

static RdmHubWatcher *
watcher_new (RdmHubWatch *self,
             struct MHD_Connection *connection,
             const RdmHubVisitor *visitor,
             gint64 since)
{
  RdmHubWatcher *watcher = g_new0 (RdmHubWatcher, 1);

  watcher->watch = self;
  watcher->connection = connection;
  watcher->fleet = g_strdup (visitor->fleet);
  watcher->device = g_strdup (visitor->device);
  watcher->driver =
      visitor->role == RDM_ROLE_DRIVER ? g_strdup (visitor->driver ? visitor->driver : "") : NULL;
  watcher->seen = since;
  watcher->said_us = g_get_monotonic_time ();
  return watcher;
}

static void
watcher_free (void *data)
{
  RdmHubWatcher *watcher = data;

  g_mutex_lock (&watcher->watch->lock);
  g_hash_table_remove (watcher->watch->watchers, watcher);
  g_mutex_unlock (&watcher->watch->lock);
  g_free (watcher->fleet);
  g_free (watcher->device);
  g_free (watcher->driver);
  g_free (watcher);
}

/* What a stream has to say now; with nothing, it sleeps until it is woken. */
static ssize_t
read_stream (void *data, uint64_t position, char *buffer, size_t size)
{
  RdmHubWatcher *watcher = data;
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&watcher->watch->lock);
  gint64 now_us = g_get_monotonic_time ();
  const News *news = news_of (watcher->watch, watcher->fleet);

  if (watcher->is_over || now_us >= watcher->until_us)
    return MHD_CONTENT_READER_END_OF_STREAM;
  if (has_poke (watcher, news, now_us))
    {
      watcher->seen = news->seq;
      watcher->said_us = watcher->poked_us = now_us;
      return g_snprintf (buffer, size,
                         "id: %" G_GINT64_FORMAT "\nevent: poke\ndata: {\"seq\":%" G_GINT64_FORMAT
                         "}\n\n",
                         news->seq, news->seq);
    }
  if (has_moves (watcher, news, now_us))
    {
      watcher->seen_moves = news->n_moves;
      watcher->said_us = watcher->moved_us = now_us;
      return g_snprintf (buffer, size, "event: positions\ndata: {}\n\n");
    }
  if (position == 0 || now_us - watcher->said_us >= STILL_THERE_US)
    {
      watcher->said_us = now_us;
      return g_snprintf (buffer, size, ":\n\n");
    }
  watcher->is_suspended = TRUE;
  MHD_suspend_connection (watcher->connection);
  return 0;
}

struct MHD_Response *
rdm_hub_watch_stream (RdmHubWatch *self,
                      struct MHD_Connection *connection,
                      const RdmHubVisitor *visitor,
                      gint64 since,
                      gboolean with_moves)
{
  RdmHubWatcher *watcher = watcher_new (self, connection, visitor, since);
  struct MHD_Response *response;

  watcher->is_stream = TRUE;
  watcher->wants_moves = with_moves;
  watcher->until_us = g_get_monotonic_time () + STREAM_US;
  response = MHD_create_response_from_callback (MHD_SIZE_UNKNOWN, BLOCK_BYTES, read_stream, watcher,
                                                watcher_free);
  MHD_add_response_header (response, MHD_HTTP_HEADER_CONTENT_TYPE, "text/event-stream");
  MHD_add_response_header (response, MHD_HTTP_HEADER_CACHE_CONTROL, "no-store");
  /* nginx would collect events before it passes them on. */
  MHD_add_response_header (response, "X-Accel-Buffering", "no");
  g_mutex_lock (&self->lock);
  g_hash_table_add (self->watchers, watcher);
  g_mutex_unlock (&self->lock);
  return response;
}

RdmHubWatcher *
rdm_hub_watch_hold (RdmHubWatch *self,
                    struct MHD_Connection *connection,
                    const RdmHubVisitor *visitor,
                    gint64 since,
                    guint seconds)
{
  RdmHubWatcher *watcher = watcher_new (self, connection, visitor, since);
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->lock);

  watcher->until_us = g_get_monotonic_time () + (gint64)seconds * G_USEC_PER_SEC;
  g_hash_table_add (self->watchers, watcher);
  watcher->is_suspended = TRUE;
  MHD_suspend_connection (connection);
  if (has_news (watcher, news_of (self, visitor->fleet)))
    wake (watcher);
  return watcher;
}

gint64
rdm_hub_watcher_end (RdmHubWatcher *watcher)
{
  gint64 seq;

  g_mutex_lock (&watcher->watch->lock);
  {
    const News *news = news_of (watcher->watch, watcher->fleet);

    seq = has_news (watcher, news) ? news->seq : -1;
  }
  g_mutex_unlock (&watcher->watch->lock);
  watcher_free (watcher);
  return seq;
}

void
rdm_hub_watch_tick (RdmHubWatch *self)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->lock);
  gint64 now_us = g_get_monotonic_time ();
  GHashTableIter iter;
  gpointer item;

  g_hash_table_iter_init (&iter, self->watchers);
  while (g_hash_table_iter_next (&iter, &item, NULL))
    {
      RdmHubWatcher *watcher = item;

      const News *news = news_of (self, watcher->fleet);

      if (now_us >= watcher->until_us || has_poke (watcher, news, now_us)
          || has_moves (watcher, news, now_us)
          || (watcher->is_stream && now_us - watcher->said_us >= STILL_THERE_US))
        wake (watcher);
    }
}

void
rdm_hub_watch_close_devices (RdmHubWatch *self, GHashTable *devices)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->lock);
  GHashTableIter iter;
  gpointer item;

  g_hash_table_iter_init (&iter, self->watchers);
  while (g_hash_table_iter_next (&iter, &item, NULL))
    {
      RdmHubWatcher *watcher = item;

      if (devices && !g_hash_table_contains (devices, watcher->device))
        continue;
      watcher->is_over = TRUE;
      wake (watcher);
    }
}

void
rdm_hub_watch_close_all (RdmHubWatch *self)
{
  rdm_hub_watch_close_devices (self, NULL);
}

guint
rdm_hub_watch_count (RdmHubWatch *self)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->lock);

  return g_hash_table_size (self->watchers);
}
