/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Answers that take a while: what the selection is together, who could best take it, why nobody can
 * take a stop. They are kept until the question is another. What no hand waits for is worked out a
 * little at a time.
 */
#include "rdm-desk-private.h"

/* Whom to give half a day to is a question for planning, and too long for a moment. */
#define RANKED_STOPS_MAX 50

/* The greater part of each frame is left to the hand's own work. */
#define SLICE_US 2500
#define PAUSE_MS 5

/* On a day under way something happens all the time: the same is not ranked anew more often. */
#define RANK_EVERY_MS 1000

/* Stops that somebody has asked about lately: more than can ask at a time. */
#define MAX_INQUIRIES 8

typedef struct
{
  char *stop;
  RdmInquiry *inquiry;
} Asked;

static void
asked_free (gpointer data)
{
  Asked *self = data;

  g_free (self->stop);
  rdm_inquiry_free (self->inquiry);
  g_free (self);
}

void
rdm_desk_forget_selection (RdmDesk *self)
{
  g_clear_pointer (&self->ranking, rdm_ranking_free);
  g_clear_pointer (&self->ranked, rdm_ranking_free);
  g_clear_pointer (&self->totals, g_free);
}

void
rdm_desk_forget_answers (RdmDesk *self)
{
  rdm_desk_forget_selection (self);
  g_clear_handle_id (&self->work_source, g_source_remove);
  g_queue_clear_full (&self->asked, asked_free);
}

/* What is finished is shown until there is something newer. */
static void
lay_ranking_aside (RdmDesk *self)
{
  g_clear_pointer (&self->ranked, rdm_ranking_free);
  self->ranked = g_steal_pointer (&self->ranking);
}

/* On a busy day a ranking that began anew with each change would never come to an end: as long as
 * the routes are the same ones, it goes on, and is followed by another. */
void
rdm_desk_outdate_answers (RdmDesk *self, gboolean routes)
{
  if (self->ranking != NULL && rdm_ranking_is_done (self->ranking))
    lay_ranking_aside (self);
  if (routes)
    g_clear_pointer (&self->ranking, rdm_ranking_free);
  self->is_ranking_old = self->ranking != NULL;
  g_clear_pointer (&self->totals, g_free);
  g_queue_clear_full (&self->asked, asked_free);
  if (self->ranking == NULL)
    g_clear_handle_id (&self->work_source, g_source_remove);
}

/* A little at a time */

static RdmInquiry *
open_inquiry (RdmDesk *self)
{
  for (GList *link = self->asked.head; link != NULL; link = link->next)
    if (!rdm_inquiry_is_done (((Asked *)link->data)->inquiry))
      return ((Asked *)link->data)->inquiry;
  return NULL;
}

static void work (RdmDesk *self);

/* Whoever listens may ask for the next one, which waits for its turn. */
static void
tell_ranking (RdmDesk *self)
{
  self->ranked_us = g_get_monotonic_time ();
  if (self->is_ranking_old)
    lay_ranking_aside (self);
  self->work_source = 0;
  g_signal_emit_by_name (self, "ranking-changed");
  if (open_inquiry (self) != NULL)
    work (self);
}

static gboolean
work_cb (gpointer user_data)
{
  RdmDesk *self = user_data;
  RdmInquiry *inquiry = open_inquiry (self);

  if (self->ranking != NULL && !rdm_ranking_is_done (self->ranking))
    {
      if (!rdm_ranking_step (self->ranking, SLICE_US))
        return G_SOURCE_CONTINUE;
      tell_ranking (self);
      return G_SOURCE_REMOVE;
    }
  if (inquiry != NULL)
    {
      if (rdm_inquiry_step (inquiry, SLICE_US))
        g_signal_emit_by_name (self, "why-not-changed");
      return G_SOURCE_CONTINUE;
    }
  self->work_source = 0;
  return G_SOURCE_REMOVE;
}

static gboolean
begin_work_cb (gpointer user_data)
{
  RdmDesk *self = user_data;

  self->work_source = g_timeout_add_full (G_PRIORITY_LOW, PAUSE_MS, work_cb, self, NULL);
  return G_SOURCE_REMOVE;
}

static void
work (RdmDesk *self)
{
  gint64 since_ms = (g_get_monotonic_time () - self->ranked_us) / 1000;
  gint64 wait_ms = self->ranked != NULL ? CLAMP (RANK_EVERY_MS - since_ms, 0, RANK_EVERY_MS) : 0;

  if (self->work_source == 0)
    self->work_source =
        g_timeout_add_full (G_PRIORITY_LOW, (guint)wait_ms, begin_work_cb, self, NULL);
}

/* What it is together */

const RdmStopTotals *
rdm_desk_get_totals (RdmDesk *self)
{
  if (self->totals == NULL)
    {
      self->totals = g_new (RdmStopTotals, 1);
      rdm_stop_totals_read (self->totals, rdm_desk_get_rows (self), rdm_desk_get_selection (self));
    }
  return self->totals;
}

/* Who could best take it */

static RdmRanking *
ensure_ranking (RdmDesk *self)
{
  static const char *const nobody[] = { NULL };

  if (self->ranking != NULL)
    return self->ranking;
  self->ranking = rdm_ranking_new (self->day_plan, self->selection->len - 1 <= RANKED_STOPS_MAX
                                                       ? rdm_desk_get_selection (self)
                                                       : nobody);
  self->is_ranking_old = FALSE;
  return self->ranking;
}

GPtrArray *
rdm_desk_peek_ranking (RdmDesk *self)
{
  if (rdm_ranking_is_done (ensure_ranking (self)))
    return rdm_ranking_finish (self->ranking);
  work (self);
  return self->ranked != NULL ? rdm_ranking_finish (self->ranked) : NULL;
}

GPtrArray *
rdm_desk_get_ranking (RdmDesk *self)
{
  if (self->is_ranking_old)
    g_clear_pointer (&self->ranking, rdm_ranking_free);
  return rdm_ranking_finish (ensure_ranking (self));
}

/* Why nobody can */

static RdmInquiry *
ensure_inquiry (RdmDesk *self, const char *stop)
{
  Asked *asked;

  for (GList *link = self->asked.head; link != NULL; link = link->next)
    if (g_str_equal (((Asked *)link->data)->stop, stop))
      return ((Asked *)link->data)->inquiry;
  if (g_queue_get_length (&self->asked) == MAX_INQUIRIES)
    asked_free (g_queue_pop_tail (&self->asked));
  asked = g_new (Asked, 1);
  asked->stop = g_strdup (stop);
  asked->inquiry = rdm_inquiry_new (self->day_plan, stop);
  g_queue_push_head (&self->asked, asked);
  return asked->inquiry;
}

GPtrArray *
rdm_desk_peek_why_not (RdmDesk *self, const char *stop)
{
  RdmInquiry *inquiry = ensure_inquiry (self, stop);

  if (rdm_inquiry_is_done (inquiry))
    return rdm_inquiry_finish (inquiry);
  work (self);
  return NULL;
}

char *
rdm_desk_describe_why_not (RdmDesk *self, const char *stop)
{
  RdmInquiry *inquiry = ensure_inquiry (self, stop);

  if (rdm_inquiry_is_done (inquiry))
    return rdm_inquiry_describe (inquiry);
  work (self);
  return NULL;
}
