/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rdm-travel-book.h"

/* Of the desk's day, of what an answer to an exception asks about it, of a day that is simulated
 * beside it, and of the day that is planned next. */
#define KEPT 4

struct _RdmTravelBook
{
  RdmTravel *travel;          /* it owns the book */
  GMutex asking;              /* who asks the source; taken before the other one */
  GMutex lock;                /* of what follows */
  RdmTravelTimes *kept[KEPT]; /* who was used last comes first */
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

/* Under the lock: @times, which is at @at or takes the place of what is there, comes first. */
static void
put_first (RdmTravelBook *self, RdmTravelTimes *times, guint at)
{
  for (; at > 0; at--)
    self->kept[at] = self->kept[at - 1];
  self->kept[0] = times;
}

RdmTravelTimes *
rdm_travel_book_look_up (RdmTravelBook *self, const RdmTravelNeed *need)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->lock);

  for (guint i = 0; i < KEPT; i++)
    if (self->kept[i] && rdm_travel_times_answers (self->kept[i], self->travel, need))
      {
        put_first (self, self->kept[i], i);
        return rdm_travel_times_ref (self->kept[0]);
      }
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

/* Whether who asks for what @base has could as well be given @times. */
static gboolean
takes_place_of (const RdmTravelTimes *times, const RdmTravelTimes *base)
{
  for (guint i = 0; i < base->n_points; i++)
    if (rdm_travel_times_find (times, base->points[i]) == RDM_VRP_NONE)
      return FALSE;
  return TRUE;
}

/* In the place of @base where it has all of that, else of who was not used for the longest time;
 * alone where there is no room for more. Two who ask about the same day in turn, each with places
 * that the other has not, must not drive each other out. */
static void
keep (RdmTravelBook *self, RdmTravelTimes *times, const RdmTravelTimes *base)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->lock);
  gboolean is_next = base && takes_place_of (times, base);
  gsize n_bytes = rdm_travel_times_size (times);
  guint at = 0;

  while (at + 1 < KEPT && self->kept[at] && !(is_next && self->kept[at] == base))
    at++;
  g_clear_pointer (&self->kept[at], rdm_travel_times_unref);
  put_first (self, rdm_travel_times_ref (times), at);
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
    keep (self, times, base);
  return times;
}
