/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * One route of a live day, as the rows have it.
 */
#include "rdm-live-private.h"

#include <string.h>

#include "rdm-time.h"

#define SERVICE_LEAST_SD_S 20.0

static void
clear_stop (gpointer data)
{
  RdmLiveStop *stop = data;

  g_clear_pointer (&stop->stop, rdm_row_unref);
  g_clear_pointer (&stop->order, rdm_row_unref);
}

RdmLiveRoute *
rdm_live_route_new (const RdmLiveContext *context, const char *id)
{
  RdmLiveRoute *self = g_new0 (RdmLiveRoute, 1);

  self->context = context;
  self->id = g_strdup (id);
  self->track = rdm_track_new ();
  self->off_road = g_byte_array_new ();
  self->way_visits = g_array_new (FALSE, FALSE, sizeof (RdmPoint));
  self->watched = g_array_new (FALSE, TRUE, sizeof (RdmWatchStop));
  self->told = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->stops = g_array_new (FALSE, TRUE, sizeof (RdmLiveStop));
  g_array_set_clear_func (self->stops, clear_stop);
  return self;
}

static void
forget_eta (RdmLiveRoute *self)
{
  self->has_eta = FALSE;
  g_clear_pointer (&self->open, g_free);
  g_clear_pointer (&self->steps, g_free);
  self->n_open = 0;
}

static void
forget_way (RdmLiveRoute *self)
{
  self->is_way_asked = FALSE;
  g_clear_pointer (&self->way, rdm_way_line_free);
  rdm_live_route_unfold (self);
}

void
rdm_live_route_forget_rows (RdmLiveRoute *self, gboolean and_way)
{
  self->is_read = FALSE;
  forget_eta (self);
  if (and_way)
    forget_way (self);
}

void
rdm_live_route_free (gpointer data)
{
  RdmLiveRoute *self = data;

  forget_eta (self);
  g_clear_pointer (&self->way, rdm_way_line_free);
  g_clear_pointer (&self->row, rdm_row_unref);
  g_clear_pointer (&self->shift, rdm_row_unref);
  g_clear_pointer (&self->vehicle, rdm_row_unref);
  g_strfreev (self->sources);
  g_array_unref (self->stops);
  g_array_unref (self->watched);
  g_byte_array_unref (self->off_road);
  g_array_unref (self->way_visits);
  g_hash_table_unref (self->told);
  g_clear_pointer (&self->watch, rdm_visit_watch_free);
  rdm_track_free (self->track);
  g_free (self->id);
  g_free (self);
}

/* --- rows --------------------------------------------------------------------------------------
 */

static gpointer
get_or_empty (RdmRows *rows, RdmRowKind kind, const char *id)
{
  gconstpointer row = id ? rdm_rows_get (rows, kind, id) : NULL;

  return row ? rdm_row_ref (row) : rdm_row_new (kind, id ? id : "");
}

static void
read_fleet (RdmLiveRoute *self, RdmRows *rows)
{
  g_autoptr (GStrvBuilder) sources = g_strv_builder_new ();
  GStrv crew;

  g_clear_pointer (&self->row, rdm_row_unref);
  g_clear_pointer (&self->shift, rdm_row_unref);
  g_clear_pointer (&self->vehicle, rdm_row_unref);
  g_clear_pointer (&self->sources, g_strfreev);
  self->row = rdm_rows_get_route (rows, self->id);
  if (!self->row)
    self->row = rdm_route_new (self->id);
  self->shift = get_or_empty (rows, RDM_ROW_SHIFT, self->row->shift);
  self->vehicle = get_or_empty (rows, RDM_ROW_VEHICLE, self->shift->vehicle);
  if (self->vehicle->tracker && *self->vehicle->tracker)
    g_strv_builder_add (sources, self->vehicle->tracker);
  g_strv_builder_add (sources, self->vehicle->row.id);
  crew = self->row->drivers ? self->row->drivers : self->shift->drivers;
  for (guint i = 0; crew && crew[i]; i++)
    g_strv_builder_add (sources, crew[i]);
  self->sources = g_strv_builder_end (sources);
}

static void
add_stop (RdmLiveRoute *self, RdmRows *rows, const char *id, const char **before)
{
  const RdmStop *stop = rdm_rows_get (rows, RDM_ROW_STOP, id);
  const RdmOrder *order = stop ? rdm_rows_get (rows, RDM_ROW_ORDER, stop->order) : NULL;
  RdmLiveStop entry = { .way_visit = -1, .planned_s = RDM_TIME_NONE };

  if (!order || stop->state == RDM_STOP_CANCELLED)
    return;
  entry.stop = rdm_row_ref (stop);
  entry.order = rdm_row_ref (order);
  entry.end = rdm_order_end (entry.order, stop->role);
  entry.place = rdm_order_end_stopping_point (entry.end);
  entry.has_leg = rdm_day_plan_get_leg (self->context->plan, self->id, *before, id, &entry.leg);
  g_array_append_val (self->stops, entry);
  /* A route without a start begins at its first stop. */
  if (entry.has_leg || (!*before && rdm_point_is_valid (entry.place)))
    *before = stop->row.id;
}

/* What the plan says of each stop, and where its road passes it. */
static void
read_schedule (RdmLiveRoute *self)
{
  const RdmSchedule *schedule = rdm_day_plan_get_schedule (self->context->plan, self->id);
  guint next = 0;
  int way_visit = 0;

  self->break_planned_s = RDM_TIME_NONE;
  self->start_s = schedule ? schedule->start_s : 0;
  self->end_s = schedule ? schedule->end_s : 0;
  for (guint i = 0; schedule && i < schedule->visits->len; i++)
    {
      const RdmVisit *visit = &g_array_index (schedule->visits, RdmVisit, i);
      RdmLiveStop *entry;

      if (visit->kind == RDM_VISIT_BREAK)
        self->break_planned_s = visit->begin_s;
      if (visit->kind == RDM_VISIT_STOP)
        {
          while (next < self->stops->len
                 && !g_str_equal (g_array_index (self->stops, RdmLiveStop, next).stop->row.id,
                                  visit->stop))
            next++;
          if (next < self->stops->len)
            {
              entry = &g_array_index (self->stops, RdmLiveStop, next++);
              entry->planned_s = visit->arrival_s;
              entry->planned_leave_s = visit->departure_s;
              entry->way_visit = rdm_point_is_set (visit->point) ? way_visit : -1;
            }
        }
      if (rdm_point_is_set (visit->point))
        way_visit++;
    }
}

/* As planned; NaN: there is no such drive. */
static double
speed_of (const RdmLeg *leg)
{
  return leg->n_spells > 0 && leg->drive_s[0] > 0 ? (double)leg->distance_m / leg->drive_s[0] : NAN;
}

/* How long things take: as the plan says, or as it was learned. */
static void
read_lengths (RdmLiveRoute *self)
{
  const RdmLiveContext *context = self->context;
  GStrv crew = self->row->drivers ? self->row->drivers : self->shift->drivers;
  const char *driver = crew ? crew[0] : NULL;
  int hour = (int)(self->end_s / 3600);

  self->break_share = context->experience
                          ? rdm_experience_get_break (context->experience, driver, NULL)
                          : (RdmEtaHabit){ NAN, NAN };
  for (guint i = 0; i < self->stops->len; i++)
    {
      RdmLiveStop *entry = &g_array_index (self->stops, RdmLiveStop, i);
      double planned_s = (double)MAX (entry->end->service_s, 0);
      RdmVisitTraitsHeld held;
      g_autofree char *key = NULL;
      guint n_here;

      entry->service.mean_s = planned_s;
      entry->service.sd_s =
          MAX (context->model.service_sd * planned_s, MIN (SERVICE_LEAST_SD_S, planned_s));
      entry->pace = 1.0;
      if (!context->experience)
        continue;
      hour = entry->planned_s != RDM_TIME_NONE ? (int)(entry->planned_s / 3600) : hour;
      key = rdm_order_end_key (entry->end);
      n_here = GPOINTER_TO_UINT (g_hash_table_lookup (context->addresses, key));
      rdm_visit_traits_read (&held, entry->order, entry->stop, driver, n_here, hour);
      entry->service =
          rdm_experience_get_service (context->experience, &held.traits, planned_s, NULL);
      rdm_visit_traits_clear (&held);
      entry->pace =
          rdm_experience_get_pace (context->experience, driver, hour, speed_of (&entry->leg), NULL);
    }
  self->home_pace = context->experience ? rdm_experience_get_pace (
                        context->experience, driver, hour, speed_of (&self->home), NULL)
                                        : 1.0;
}

/* A road that leads through other places is another one. */
static void
follow_visits (RdmLiveRoute *self)
{
  const RdmSchedule *schedule = rdm_day_plan_get_schedule (self->context->plan, self->id);
  g_autoptr (GArray) visits = g_array_new (FALSE, FALSE, sizeof (RdmPoint));

  for (guint i = 0; schedule && i < schedule->visits->len; i++)
    {
      RdmPoint point = g_array_index (schedule->visits, RdmVisit, i).point;

      if (rdm_point_is_set (point))
        g_array_append_val (visits, point);
    }
  if (visits->len == self->way_visits->len
      && (visits->len == 0
          || memcmp (visits->data, self->way_visits->data, visits->len * sizeof (RdmPoint)) == 0))
    return;
  g_array_unref (self->way_visits);
  self->way_visits = g_steal_pointer (&visits);
  forget_way (self);
}

void
rdm_live_route_read (RdmLiveRoute *self)
{
  RdmRows *rows;
  const char *before = NULL;

  if (self->is_read)
    return;
  self->is_read = TRUE;
  rows = rdm_day_plan_get_rows (self->context->plan);
  read_fleet (self, rows);
  g_array_set_size (self->stops, 0);
  self->n_gone = 0;
  for (GStrv id = self->row->stops; id && *id; id++)
    {
      add_stop (self, rows, *id, &before);
      if (self->stops->len > 0
          && !rdm_stop_is_open (
              g_array_index (self->stops, RdmLiveStop, self->stops->len - 1).stop))
        self->n_gone = self->stops->len;
    }
  self->has_home = rdm_day_plan_get_leg (self->context->plan, self->id, before, NULL, &self->home);
  read_schedule (self);
  follow_visits (self);
  read_lengths (self);
  rdm_live_route_read_today (self);
}

gboolean
rdm_live_route_is_running (RdmLiveRoute *self)
{
  rdm_live_route_read (self);
  return self->row->started_ms != 0 && self->row->started_ms <= self->context->now_ms
         && self->row->state != RDM_ROUTE_CLOSED;
}

int
rdm_live_route_find_next (RdmLiveRoute *self)
{
  int first = -1;

  rdm_live_route_read (self);
  for (guint i = 0; i < self->stops->len; i++)
    {
      const RdmLiveStop *entry = &g_array_index (self->stops, RdmLiveStop, i);

      if (entry->stop->state == RDM_STOP_ARRIVED)
        return (int)i;
      if (first < 0 && rdm_stop_is_open (entry->stop))
        first = (int)i;
    }
  return first;
}

double
rdm_live_route_pace_mps (RdmLiveRoute *self, int next)
{
  const RdmLeg *leg = &self->home;
  double seconds;

  if (next >= 0)
    leg = &g_array_index (self->stops, RdmLiveStop, next).leg;
  if (leg->n_spells == 0)
    return 0;
  seconds = rdm_leg_seconds (leg, rdm_live_tod (self->context, self->context->now_ms), 1.0);
  return seconds > 0 ? leg->distance_m / seconds : 0;
}

/* --- the way -----------------------------------------------------------------------------------
 */

const RdmWayLine *
rdm_live_route_get_way (RdmLiveRoute *self)
{
  g_autoptr (GArray) points = NULL;
  g_autoptr (GArray) legs_m = NULL;
  const RdmSchedule *schedule;
  double leg_m = 0;

  rdm_live_route_read (self);
  if (self->is_way_asked)
    return self->way;
  self->is_way_asked = TRUE;
  schedule = rdm_day_plan_get_schedule (self->context->plan, self->id);
  points = schedule ? rdm_day_plan_get_line (self->context->plan, self->id, NULL) : NULL;
  if (!points || points->len == 0)
    return NULL;
  legs_m = g_array_new (FALSE, FALSE, sizeof (double));
  for (guint i = 0; i < schedule->visits->len; i++)
    {
      const RdmVisit *visit = &g_array_index (schedule->visits, RdmVisit, i);

      leg_m += (double)visit->distance_m;
      if (!rdm_point_is_set (visit->point))
        continue;
      g_array_append_val (legs_m, leg_m);
      leg_m = 0;
    }
  /* The plan may have gone on, and nobody said so yet. */
  self->way = rdm_way_line_new (
      points, (const RdmPoint *)(gpointer)self->way_visits->data,
      legs_m->len == self->way_visits->len ? (const double *)(gpointer)legs_m->data : NULL,
      self->way_visits->len);
  return self->way;
}
