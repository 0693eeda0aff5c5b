/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * One look at a part of a day: what was seen before stays until it is clearly over, and what has
 * just begun waits until it is worth a word.
 */
#include "rdm-alert-private.h"

#include <math.h>

#include "rdm-time.h"

/* An hour late costs so much at least, where the settings say nothing. */
#define LATE_HOUR_MINOR 2000

void
rdm_watch_by (RdmWatch *self, gint64 at_ms)
{
  if (at_ms > self->now_ms)
    self->look_again_ms = MIN (self->look_again_ms, at_ms);
}

/* Returns: whether @id has been so for @hold_ms. */
static gboolean
has_held (RdmWatch *self, const char *id, const RdmSighting *sighting)
{
  const gint64 *first = g_hash_table_lookup (self->pending, id);
  gint64 since_ms = sighting->since_ms > 0 ? sighting->since_ms : first ? *first : self->now_ms;

  if (!first)
    g_hash_table_insert (self->pending, g_strdup (id), g_memdup2 (&since_ms, sizeof since_ms));
  rdm_watch_by (self, since_ms + sighting->hold_ms);
  return self->now_ms - since_ms >= sighting->hold_ms;
}

RdmAlert *
rdm_watch_see (RdmWatch *self, const RdmSighting *sighting)
{
  g_autofree char *id = rdm_exception_id ((int)sighting->kind, sighting->subject, self->date);
  const RdmAlert *before = g_hash_table_lookup (self->before, id);
  const gint64 *first = g_hash_table_lookup (self->pending, id);
  gint64 since_ms = first ? *first : self->now_ms;
  RdmAlert *alert;

  if (sighting->level < (before ? sighting->clear_at : sighting->raise_at)
      || isnan (sighting->level))
    {
      g_hash_table_remove (self->pending, id);
      return NULL;
    }
  if (!before && sighting->hold_ms > 0 && !has_held (self, id, sighting))
    return NULL;
  if (before)
    since_ms = before->since_ms;
  alert = g_new0 (RdmAlert, 1);
  alert->kind = sighting->kind;
  alert->subject = g_strdup (sighting->subject);
  alert->route = g_strdup (sighting->route);
  alert->stop = g_strdup (sighting->stop);
  alert->since_ms = sighting->since_ms > 0 && sighting->since_ms != RDM_LIVE_NEVER
                        ? sighting->since_ms
                        : since_ms;
  alert->due_ms = sighting->due_ms;
  alert->chance = CLAMP (sighting->chance, 0, 1);
  alert->cost_minor = sighting->cost_minor;
  alert->step = sighting->step;
  alert->id = g_steal_pointer (&id);
  g_ptr_array_add (self->found, alert);
  return alert;
}

char *
rdm_watch_name (RdmWatch *self, const char *id)
{
  return rdm_rows_describe (self->rows, id);
}

char *
rdm_watch_time (RdmWatch *self, gint64 at_ms)
{
  return rdm_time_format_of_day ((gint32)((at_ms - self->midnight_ms) / 1000));
}

gint64
rdm_watch_late_hour (const RdmWatch *self)
{
  return MAX (self->settings->late_per_hour_minor, LATE_HOUR_MINOR);
}

/* --- what people say ---------------------------------------------------------------------------
 */

/* The route that @subject belongs to; a vehicle or driver may have several: the first that is out.
 */
static const char *
find_route (RdmWatch *self, const char *subject)
{
  GPtrArray *routes = rdm_day_plan_get_routes (rdm_live_day_get_plan (self->day));
  const char *of_stop = rdm_rows_route_of (self->rows, subject);

  if (of_stop)
    return of_stop;
  for (guint i = 0; i < routes->len; i++)
    {
      const RdmRoute *route = g_ptr_array_index (routes, i);
      const RdmShift *shift = rdm_rows_get (self->rows, RDM_ROW_SHIFT, route->shift);
      GStrv crew = route->drivers ? route->drivers : shift ? shift->drivers : NULL;

      if (g_str_equal (route->row.id, subject))
        return route->row.id;
      if (route->state == RDM_ROUTE_CLOSED || !route->stops)
        continue;
      if ((shift && g_strcmp0 (shift->vehicle, subject) == 0)
          || (crew && g_strv_contains ((const char *const *)crew, subject)))
        return route->row.id;
    }
  return NULL;
}

/* Whether somebody has been somewhere since. */
static gboolean
has_gone_on (RdmWatch *self, const RdmRoute *route, gint64 since_ms)
{
  for (GStrv id = route->stops; id && *id; id++)
    {
      const RdmStop *stop = rdm_rows_get (self->rows, RDM_ROW_STOP, *id);

      if (stop && stop->ended_ms > since_ms)
        return TRUE;
    }
  return FALSE;
}

/* Whether nothing of @route goes on without somebody else. */
static gboolean
is_out_of_order (RdmWatch *self, const RdmException *report, const char *route_id)
{
  const RdmRoute *route = route_id ? rdm_rows_get (self->rows, RDM_ROW_ROUTE, route_id) : NULL;
  const RdmShift *shift = route ? rdm_rows_get (self->rows, RDM_ROW_SHIFT, route->shift) : NULL;
  GStrv crew = route && route->drivers ? route->drivers : shift ? shift->drivers : NULL;

  if (!route || has_gone_on (self, route, report->since_ms))
    return FALSE;
  return report->kind == RDM_EXCEPTION_VEHICLE_DOWN
         || (report->kind == RDM_EXCEPTION_DRIVER_GONE && (!crew || g_strv_length (crew) < 2));
}

static guint
count_open (RdmWatch *self, const char *route_id)
{
  const RdmRoute *route = route_id ? rdm_rows_get (self->rows, RDM_ROW_ROUTE, route_id) : NULL;
  guint n = 0;

  for (GStrv id = route ? route->stops : NULL; id && *id; id++)
    {
      const RdmStop *stop = rdm_rows_get (self->rows, RDM_ROW_STOP, *id);

      n += stop && rdm_stop_is_open (stop);
    }
  return n;
}

static void
see_report (gconstpointer data, gpointer user_data)
{
  const RdmException *row = data;
  RdmWatch *self = user_data;
  gint64 hour_minor = rdm_watch_late_hour (self);
  const char *route = row->reported ? find_route (self, row->subject) : NULL;
  gboolean is_grave =
      row->kind == RDM_EXCEPTION_VEHICLE_DOWN || row->kind == RDM_EXCEPTION_DRIVER_GONE;
  guint n_open = count_open (self, route);
  RdmSighting sighting = {
    .kind = (RdmExceptionKind)row->kind,
    .subject = row->subject,
    .route = route,
    .stop = rdm_rows_get (self->rows, RDM_ROW_STOP, row->subject) ? row->subject : NULL,
    .level = 1,
    .chance = 1,
    .cost_minor = is_grave ? hour_minor * (2 + n_open) / 2 : hour_minor / 2,
    .due_ms = is_grave ? self->now_ms : RDM_LIVE_NEVER,
    .since_ms = row->since_ms,
    .step = n_open > 0 && is_out_of_order (self, row, route) ? RDM_ALERT_STEP_STRANDED : 0,
  };
  RdmAlert *alert;
  g_autofree char *name = NULL;

  if (!row->reported || g_strcmp0 (row->date, self->date) != 0)
    return;
  if (row->kind == RDM_EXCEPTION_TEMPERATURE)
    {
      sighting.cost_minor = 2 * hour_minor;
      sighting.due_ms = row->since_ms + 30 * 60 * 1000;
    }
  alert = rdm_watch_see (self, &sighting);
  if (!alert)
    return;
  name = rdm_watch_name (self, row->subject);
  alert->words =
      g_strdup_printf ("%s: %s", name, row->words ? row->words : rdm_exception_label (row->kind));
}

void
rdm_watch_reports (RdmWatch *self)
{
  rdm_rows_foreach (self->rows, RDM_ROW_EXCEPTION, see_report, self);
}
