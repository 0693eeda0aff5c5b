/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rdm-travel-book.h"

/* Of today and of the day that is planned next, say. */
#define KEPT 2

struct _RdmTravelBook
{
  RdmTravel *travel;          /* it owns the book */
  GMutex asking;              /* who asks the source; taken before the other one */
  GMutex lock;                /* of what follows */
  RdmTravelTimes *kept[KEPT]; /* the newest first */
};

static void
book_free (gpointer data)
{
  RdmTravelBook *self = data;

  for (guint i = 0; i < KEPT; i++)
    g_clear_pointer (&self->kept[i], rdm_travel_times_unref);
  g_mutex_clear (&self->asking);
  g_mutex_clear (&self->lock);
  g_free (self);
}

RdmTravelBook *
rdm_travel_book_of (RdmTravel *travel)
{
  static const char key[] = "rdm-travel-book";
  static GMutex making;
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&making);
  RdmTravelBook *self = g_object_get_data (G_OBJECT (travel), key);

  if (!self)
    {
      self = g_new0 (RdmTravelBook, 1);
      self->travel = travel;
      g_mutex_init (&self->asking);
      g_mutex_init (&self->lock);
      g_object_set_data_full (G_OBJECT (travel), key, self, book_free);
    }
  return self;
}

RdmTravelTimes *
rdm_travel_book_look_up (RdmTravelBook *self, const RdmTravelNeed *need)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->lock);

  for (guint i = 0; i < KEPT; i++)
    if (self->kept[i] && rdm_travel_times_answers (self->kept[i], self->travel, need))
      return rdm_travel_times_ref (self->kept[i]);
  return NULL;
}

/* How much of what is needed @times knows: where to go on from. */
static guint
count_known (const RdmTravelTimes *times, const RdmTravelNeed *need)
{
  guint n = 0;

  for (guint i = 0; i < need->n_points; i++)
    n += rdm_travel_times_find (times, need->points[i]) != RDM_VRP_NONE;
  return n;
}

static RdmTravelTimes *
find_base (RdmTravelBook *self, const RdmTravelNeed *need)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->lock);
  RdmTravelTimes *best = NULL;

  for (guint i = 0; i < KEPT; i++)
    if (self->kept[i] && self->kept[i]->day == need->day
        && (!best || count_known (self->kept[i], need) > count_known (best, need)))
      best = self->kept[i];
  return best ? rdm_travel_times_ref (best) : NULL;
}

/* In the place of @base where it is most of that, else of the oldest; alone where there is no room
 * for more. */
static void
keep (RdmTravelBook *self,
      RdmTravelTimes *times,
      const RdmTravelTimes *base,
      const RdmTravelNeed *need)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->lock);
  gboolean is_next = base && 2 * count_known (base, need) >= base->n_points;
  gsize n_bytes = rdm_travel_times_size (times);
  guint at = 0;

  while (at + 1 < KEPT && self->kept[at] && !(is_next && self->kept[at] == base))
    at++;
  g_clear_pointer (&self->kept[at], rdm_travel_times_unref);
  for (; at > 0; at--)
    self->kept[at] = self->kept[at - 1];
  self->kept[0] = rdm_travel_times_ref (times);
  for (guint i = 1; i < KEPT; i++)
    {
      n_bytes += self->kept[i] ? rdm_travel_times_size (self->kept[i]) : 0;
      if (n_bytes > RDM_TRAVEL_TIMES_BYTES_MAX)
        g_clear_pointer (&self->kept[i], rdm_travel_times_unref);
    }
}

RdmTravelTimes *
rdm_travel_book_fill (RdmTravelBook *self,
                      const RdmTravelNeed *need,
                      RdmTravelTimesProgress progress,
                      gpointer user_data,
                      GCancellable *cancellable,
                      GError **error)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->asking);
  g_autoptr (RdmTravelTimes) base = NULL;
  RdmTravelTimes *times = rdm_travel_book_look_up (self, need);

  if (times)
    return times;
  base = find_base (self, need);
  times = rdm_travel_times_new (self->travel, need, base, progress, user_data, cancellable, error);
  if (times)
    keep (self, times, base, need);
  return times;
}
