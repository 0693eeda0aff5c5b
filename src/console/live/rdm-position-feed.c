/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rdm-position-feed.h"

#include <glib/gi18n.h>

#include "rdm-desk-live.h"
#include "rdm-feed.h"

/* A rehearsed clock that is so far from the hub's is set anew; of the day, at any speed. */
#define CLOCK_OFF_MS 1500.0

struct _RdmPositionFeed
{
  GObject parent_instance;

  /* Owned */
  RdmSync *sync;
  RdmFeed *feed; /* NULL while no plan is open */

  /* State */
  gboolean stopped;
  gboolean has_hub;
  gboolean rehearses; /* the desk's clock is the hub's */
};

G_DEFINE_FINAL_TYPE (RdmPositionFeed, rdm_position_feed, G_TYPE_OBJECT)

static RdmDesk *
desk_of (RdmPositionFeed *self)
{
  return rdm_sync_get_desk (self->sync);
}

/* The hub's clock goes as the machine's, but for a rehearsal: then a desk that went by its own
 * would take everybody for late, or silent. */
static void
follow_clock (RdmPositionFeed *self, const RdmFeedPage *page)
{
  RdmClock *clock = rdm_desk_get_clock (desk_of (self));
  double off_ms = (double)ABS (rdm_clock_get_ms (clock) - page->now_ms);
  g_autofree char *text = NULL;

  if (page->speed == 0 && !self->rehearses)
    return;
  if (page->speed == 0)
    {
      self->rehearses = FALSE;
      rdm_clock_leave (clock);
      return;
    }
  if (self->rehearses && off_ms < CLOCK_OFF_MS * page->speed
      && rdm_clock_get_speed (clock) == page->speed)
    return;
  if (!self->rehearses)
    {
      text = g_strdup_printf (_ ("The hub rehearses a day: its clock goes %g times as fast."),
                              page->speed);
      rdm_desk_notice (desk_of (self), text, NULL);
    }
  self->rehearses = TRUE;
  rdm_clock_play (clock, page->now_ms, page->speed);
}

static void
page_cb (RdmPositionFeed *self, const RdmFeedPage *page)
{
  RdmLive *live = rdm_desk_get_live (desk_of (self));

  follow_clock (self, page);
  for (guint i = 0; i < page->positions->len; i++)
    {
      const RdmFeedPosition *position = g_ptr_array_index (page->positions, i);

      rdm_live_add_position (live, position->who, &position->position);
    }
}

/* The midnight with which the day begins that is shown; 0: nothing of it is out. */
static gint64
find_from (RdmPositionFeed *self)
{
  RdmDesk *desk = desk_of (self);

  if (self->stopped || !rdm_live_is_on (rdm_desk_get_live (desk)))
    return 0;
  return rdm_desk_get_midnight_ms (desk);
}

static void
drop_feed (RdmPositionFeed *self)
{
  if (self->feed == NULL)
    return;
  g_signal_handlers_disconnect_by_data (self->feed, self);
  rdm_feed_stop (self->feed);
  g_clear_object (&self->feed);
  if (self->rehearses)
    rdm_clock_leave (rdm_desk_get_clock (desk_of (self)));
  self->rehearses = FALSE;
}

/* Of several desks and their hub one reports: the hub. */
static void
set_has_hub (RdmPositionFeed *self, gboolean has_hub)
{
  if (self->has_hub == has_hub)
    return;
  self->has_hub = has_hub;
  rdm_live_set_detecting (rdm_desk_get_live (desk_of (self)), !has_hub);
}

static void
look (RdmPositionFeed *self)
{
  RdmLink *link = self->stopped ? NULL : rdm_sync_get_link (self->sync);
  gboolean has_hub = link != NULL && rdm_link_get_status (link) != RDM_LINK_ALONE;

  if (!has_hub || (self->feed != NULL && rdm_feed_get_link (self->feed) != link))
    drop_feed (self);
  set_has_hub (self, has_hub);
  if (!has_hub)
    return;
  if (self->feed == NULL)
    {
      self->feed = rdm_feed_new (link);
      g_signal_connect_swapped (self->feed, "page", G_CALLBACK (page_cb), self);
    }
  rdm_feed_set_from (self->feed, find_from (self));
}

static void
dispose (GObject *object)
{
  RdmPositionFeed *self = RDM_POSITION_FEED (object);

  if (self->sync != NULL)
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
  self->stopped = TRUE;
  drop_feed (self);
}

RdmPositionFeed *
rdm_position_feed_new (RdmSync *sync)
{
  RdmPositionFeed *self = g_object_new (RDM_TYPE_POSITION_FEED, NULL);
  RdmDesk *desk = rdm_sync_get_desk (sync);

  self->sync = g_object_ref (sync);
  g_signal_connect_object (sync, "changed", G_CALLBACK (look), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (desk, "day-changed", G_CALLBACK (look), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (desk, "rows-changed", G_CALLBACK (look), self, G_CONNECT_SWAPPED);
  look (self);
  return self;
}
