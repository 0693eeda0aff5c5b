/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * One alert: how urgent it is, and why.
 */
#include "rdm-alert-private.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#include "rdm-time.h"
#include "rdm-units.h"

/* The time left at which urgency is a half of what it is at the end. */
#define HALF_MS (30.0 * 60 * 1000)

void
rdm_alert_free (RdmAlert *self)
{
  if (!self)
    return;
  g_free (self->id);
  g_free (self->subject);
  g_free (self->route);
  g_free (self->stop);
  g_free (self->words);
  g_clear_pointer (&self->row, rdm_row_unref);
  g_clear_pointer (&self->parts, g_ptr_array_unref);
  g_clear_pointer (&self->beneath, g_ptr_array_unref);
  g_free (self);
}

static gpointer
copy_cb (gconstpointer alert, gpointer unused)
{
  return rdm_alert_copy (alert);
}

RdmAlert *
rdm_alert_copy (const RdmAlert *self)
{
  RdmAlert *copy = g_memdup2 (self, sizeof *self);

  copy->id = g_strdup (self->id);
  copy->subject = g_strdup (self->subject);
  copy->route = g_strdup (self->route);
  copy->stop = g_strdup (self->stop);
  copy->words = g_strdup (self->words);
  copy->row = self->row ? rdm_row_ref (self->row) : NULL;
  copy->parts = self->parts ? g_ptr_array_copy (self->parts, copy_cb, NULL) : NULL;
  copy->beneath = self->beneath ? g_ptr_array_copy (self->beneath, copy_cb, NULL) : NULL;
  return copy;
}

gint64
rdm_alert_get_left (const RdmAlert *self, gint64 now_ms)
{
  return self->due_ms == RDM_LIVE_NEVER ? RDM_LIVE_NEVER : MAX (self->due_ms - now_ms, 0);
}

char *
rdm_alert_explain (const RdmAlert *self, const char *currency, gint64 now_ms)
{
  gint64 left_ms = rdm_alert_get_left (self, now_ms);
  g_autofree char *cost = rdm_format_money_whole (self->cost_minor, currency);
  g_autofree char *chance = rdm_format_percent (self->chance);
  g_autofree char *left = left_ms == RDM_LIVE_NEVER ? NULL : rdm_format_duration (left_ms / 1000);
  g_autofree char *likely =
      self->chance >= 1 ? g_strdup (_ ("It is so")) : g_strdup_printf (_ ("%s likely"), chance);

  if (!left)
    return g_strdup_printf (_ ("%s, costs about %s, does not get worse"), likely, cost);
  if (left_ms < 60 * 1000)
    return g_strdup_printf (_ ("%s, costs about %s, now is the last moment"), likely, cost);
  return g_strdup_printf (_ ("%s, costs about %s, %s left to do something"), likely, cost, left);
}

double
rdm_alert_urgency (const RdmAlert *alert, gint64 now_ms)
{
  gint64 left_ms = rdm_alert_get_left (alert, now_ms);
  double soon = left_ms == RDM_LIVE_NEVER ? 0.1 : HALF_MS / (HALF_MS + (double)left_ms);

  return alert->chance * (double)alert->cost_minor * soon;
}

gboolean
rdm_alert_is_breakdown (const RdmAlert *alert)
{
  return alert->kind == RDM_EXCEPTION_VEHICLE_DOWN || alert->kind == RDM_EXCEPTION_DRIVER_GONE;
}

/* Steps of a quarter, so that nothing changes places for next to nothing. */
static int
rank_of (const RdmAlert *alert)
{
  return alert->urgency < 1 ? 0 : (int)floor (log (alert->urgency) / log (1.25));
}

int
rdm_alert_compare (gconstpointer a, gconstpointer b)
{
  const RdmAlert *x = *(const RdmAlert *const *)a;
  const RdmAlert *y = *(const RdmAlert *const *)b;

  if (x->is_quiet != y->is_quiet)
    return x->is_quiet ? 1 : -1;
  /* A breakdown comes before everything that may still go well. */
  if (rdm_alert_is_breakdown (x) != rdm_alert_is_breakdown (y))
    return rdm_alert_is_breakdown (x) ? -1 : 1;
  if (rank_of (x) != rank_of (y))
    return rank_of (x) > rank_of (y) ? -1 : 1;
  if (x->since_ms != y->since_ms)
    return x->since_ms < y->since_ms ? -1 : 1;
  return strcmp (x->id, y->id);
}
