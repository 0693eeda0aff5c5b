/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rdm-feed.h"

#define LEAST_MS 1000
/* Where a proxy keeps the stream of events back; and where not, for events may be lost. */
#define UNTOLD_MS 5000
#define TOLD_MS 30000
/* The shortest day, so that none has an instant of the next one. */
#define DAY_MS (23 * 60 * 60 * G_GINT64_CONSTANT (1000))
/* Of a backlog that is too long. */
#define RECENT (RDM_FEED_MOST / 4)

struct _RdmFeed
{
  GObject parent_instance;

  /* Owned */
  RdmLink *link; /* NULL once it is stopped */
  char *epoch;
  GSource *timer; /* until the next time */

  /* State */
  gint64 from_ms; /* 0: nothing is wanted */
  gint64 since;
  guint n_backlog; /* positions since the last time that all were here */
  gint64 asked_us;
  gint64 asked_from_ms;
  gboolean asking;
  gboolean has_news;
  gboolean is_away;      /* when it was to be asked, the hub was not there */
  gboolean is_told;      /* of news, by the stream */
  gboolean asked_untold; /* without having been told of any */
};

G_DEFINE_FINAL_TYPE (RdmFeed, rdm_feed, G_TYPE_OBJECT)

enum
{
  PAGE,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static void ask (RdmFeed *self);

static void
stop_timer (RdmFeed *self)
{
  if (self->timer)
    g_source_destroy (self->timer);
  g_clear_pointer (&self->timer, g_source_unref);
}

static gboolean
timer_cb (gpointer data)
{
  RdmFeed *self = data;

  stop_timer (self);
  ask (self);
  return G_SOURCE_REMOVE;
}

/* As soon as may be, if there is news; else in a while. */
static void
wait (RdmFeed *self)
{
  gint64 since_ms = (g_get_monotonic_time () - self->asked_us) / 1000;
  gint64 every_ms = self->has_news ? LEAST_MS : self->is_told ? TOLD_MS : UNTOLD_MS;
  gint64 pause_ms = MAX (0, every_ms - since_ms);

  stop_timer (self);
  self->timer = g_timeout_source_new ((guint)pause_ms);
  g_source_set_callback (self->timer, timer_cb, self, NULL);
  g_source_attach (self->timer, g_main_context_get_thread_default ());
}

static void
take (RdmFeed *self, RdmFeedPage *page)
{
  g_free (self->epoch);
  self->epoch = g_strdup (page->epoch);
  self->since = page->to;
  self->n_backlog = page->complete ? 0 : self->n_backlog + page->positions->len;
  if (self->n_backlog > RDM_FEED_MOST)
    self->since = MAX (self->since, page->head - RECENT);
  if (self->asked_untold && !self->has_news && page->positions->len > 0)
    self->is_told = FALSE;
  self->has_news |= !page->complete;
  /* The rest of a backlog is waited for by nobody else. */
  if (!page->complete)
    self->asked_us = 0;
  g_signal_emit (self, signals[PAGE], 0, page);
}

static void
answered_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (RdmFeed) self = user_data;
  g_autoptr (JsonNode) node = rdm_link_ask_finish (RDM_LINK (source), result, NULL);
  g_autoptr (RdmFeedPage) page = node ? rdm_feed_page_from_json (node, NULL) : NULL;

  self->asking = FALSE;
  if (!self->link)
    return;
  /* Meanwhile another day may be wanted. How it stands with the hub, others say. */
  if (page && self->from_ms == self->asked_from_ms)
    take (self, page);
  wait (self);
}

static gboolean
is_there (RdmFeed *self)
{
  RdmLinkStatus status = rdm_link_get_status (self->link);

  return status == RDM_LINK_IN_STEP || status == RDM_LINK_SENDING;
}

/* Returns: (transfer full): what tells the hub where to begin: behind the position that is the
 * newest here of the first day that is wanted. */
static char *
name_last (RdmFeed *self)
{
  gint64 at_ms;
  g_autofree char *who = rdm_plan_file_last_track (rdm_link_get_file (self->link), self->from_ms,
                                                   self->from_ms + DAY_MS, &at_ms);
  g_autofree char *escaped = who ? g_uri_escape_string (who, NULL, FALSE) : NULL;

  return who ? g_strdup_printf ("&who=%s&at=%" G_GINT64_FORMAT, escaped, at_ms) : g_strdup ("");
}

static void
ask (RdmFeed *self)
{
  g_autofree char *path = NULL;
  g_autofree char *last = NULL;

  if (self->asking || self->from_ms == 0 || !is_there (self))
    {
      self->asked_us = g_get_monotonic_time ();
      self->is_away = TRUE;
      self->has_news = self->is_told = FALSE;
      wait (self);
      return;
    }
  last = self->since == 0 ? name_last (self) : g_strdup ("");
  path = g_strdup_printf ("v1/positions/feed?epoch=%s&since=%" G_GINT64_FORMAT
                          "&from=%" G_GINT64_FORMAT "%s",
                          self->epoch ? self->epoch : "", self->since, self->from_ms, last);
  self->asking = TRUE;
  self->is_away = FALSE;
  self->asked_untold = !self->has_news;
  self->has_news = FALSE;
  self->asked_from_ms = self->from_ms;
  self->asked_us = g_get_monotonic_time ();
  rdm_link_ask_async (self->link, "GET", path, NULL, answered_cb, g_object_ref (self));
}

static void
moved_cb (RdmFeed *self)
{
  self->has_news = self->is_told = TRUE;
  if (!self->asking)
    wait (self);
}

static void
changed_cb (RdmFeed *self)
{
  if (self->is_away && is_there (self))
    {
      self->is_away = FALSE;
      self->has_news = TRUE;
      wait (self);
    }
}

/* GObject */

static void
dispose (GObject *object)
{
  rdm_feed_stop (RDM_FEED (object));
  G_OBJECT_CLASS (rdm_feed_parent_class)->dispose (object);
}

static void
finalize (GObject *object)
{
  g_free (RDM_FEED (object)->epoch);
  G_OBJECT_CLASS (rdm_feed_parent_class)->finalize (object);
}

static void
rdm_feed_class_init (RdmFeedClass *class)
{
  G_OBJECT_CLASS (class)->dispose = dispose;
  G_OBJECT_CLASS (class)->finalize = finalize;
  signals[PAGE] = g_signal_new ("page", RDM_TYPE_FEED, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                G_TYPE_NONE, 1, G_TYPE_POINTER);
}

static void
rdm_feed_init (RdmFeed *self)
{
}

RdmFeed *
rdm_feed_new (RdmLink *link)
{
  RdmFeed *self = g_object_new (RDM_TYPE_FEED, NULL);

  self->link = g_object_ref (link);
  g_signal_connect_object (link, "moved", G_CALLBACK (moved_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (link, "changed", G_CALLBACK (changed_cb), self, G_CONNECT_SWAPPED);
  return self;
}

RdmLink *
rdm_feed_get_link (RdmFeed *self)
{
  return self->link;
}

void
rdm_feed_set_from (RdmFeed *self, gint64 from_ms)
{
  gint64 before_ms = self->from_ms;

  if (from_ms == before_ms)
    return;
  self->from_ms = from_ms;
  /* What is known from an earlier time on is known. */
  if (from_ms != 0 && (before_ms == 0 || from_ms < before_ms))
    {
      self->since = 0;
      self->n_backlog = 0;
      self->has_news = TRUE;
      self->asked_us = 0;
    }
  if (!self->asking)
    wait (self);
}

void
rdm_feed_stop (RdmFeed *self)
{
  stop_timer (self);
  if (self->link)
    g_signal_handlers_disconnect_by_data (self->link, self);
  g_clear_object (&self->link);
}
