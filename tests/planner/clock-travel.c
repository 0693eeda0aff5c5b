/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "clock-travel.h"

#include "rdm-time.h"

struct _ClockTravel
{
  GObject parent_instance;

  GMutex lock;
  GCond cond;
  gboolean is_held;
  gboolean fails;
  guint n_pairs;
  gint32 closed_from_s;
  gint32 closed_to_s;
};

static void travel_iface_init (RdmTravelInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (ClockTravel,
                               clock_travel,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (RDM_TYPE_TRAVEL, travel_iface_init))

static gboolean
clock_is_estimated (RdmTravel *travel)
{
  return FALSE;
}

static char *
clock_dup_notice (RdmTravel *travel)
{
  return g_strdup ("By the clock");
}

static guint
clock_spells (RdmTravel *travel,
              RdmTravelProfile profile,
              RdmTravelPeriod day,
              RdmTravelSpell *spells)
{
  spells[0] = (RdmTravelSpell){ 0, RDM_TRAVEL_MORNING };
  spells[1] = (RdmTravelSpell){ 9 * 3600, RDM_TRAVEL_MIDDAY };
  spells[2] = (RdmTravelSpell){ 15 * 3600, RDM_TRAVEL_MIDDAY };
  return 3;
}

static gboolean
is_closed (ClockTravel *self, RdmTravelSpell when, RdmPoint from, RdmPoint to)
{
  return (from.lat_deg > CLOCK_RIVER_LAT_DEG) != (to.lat_deg > CLOCK_RIVER_LAT_DEG)
         && when.begin_s >= self->closed_from_s && when.begin_s < self->closed_to_s;
}

static gboolean
clock_matrix (RdmTravel *travel,
              const RdmTravelRequest *request,
              gint32 *durations_s,
              gint32 *distances_m,
              GCancellable *cancellable,
              GError **error)
{
  ClockTravel *self = CLOCK_TRAVEL (travel);
  double mps = request->when.period == RDM_TRAVEL_MORNING ? 20.0 : 10.0;
  gboolean fails;

  g_mutex_lock (&self->lock);
  while (self->is_held)
    g_cond_wait (&self->cond, &self->lock);
  self->n_pairs += request->n_from * request->n_to;
  fails = self->fails;
  g_mutex_unlock (&self->lock);
  if (fails)
    {
      g_set_error (error, RDM_TRAVEL_ERROR, RDM_TRAVEL_ERROR_SERVER, "The clock has stopped.");
      return FALSE;
    }
  if (g_cancellable_set_error_if_cancelled (cancellable, error))
    return FALSE;
  for (guint i = 0; i < request->n_from; i++)
    for (guint j = 0; j < request->n_to; j++)
      {
        double metres = rdm_geo_distance (request->from[i], request->to[j]);
        gsize at = (gsize)i * request->n_to + j;
        gboolean closed = is_closed (self, request->when, request->from[i], request->to[j]);

        if (durations_s)
          durations_s[at] = closed ? RDM_TRAVEL_UNREACHABLE : (gint32)lround (metres / mps);
        if (distances_m)
          distances_m[at] = closed ? RDM_TRAVEL_UNREACHABLE : (gint32)lround (metres);
      }
  return TRUE;
}

/* With a bend, to tell it from a straight one. */
static GArray *
clock_line (RdmTravel *travel,
            RdmTravelProfile profile,
            RdmTravelSpell when,
            const RdmPoint *points,
            guint n_points,
            GCancellable *cancellable,
            GError **error)
{
  GArray *line = g_array_new (FALSE, FALSE, sizeof (RdmPoint));

  for (guint i = 0; i < n_points; i++)
    {
      RdmPoint bend = { points[i].lat_deg + 0.001, points[i].lon_deg };

      g_array_append_val (line, points[i]);
      g_array_append_val (line, bend);
    }
  return line;
}

static gboolean
clock_gaps (RdmTravel *travel,
            RdmTravelProfile profile,
            const RdmPoint *points,
            guint n_points,
            double *gaps_m)
{
  for (guint i = 0; i < n_points; i++)
    gaps_m[i] = points[i].lat_deg > CLOCK_RIVER_LAT_DEG ? 120.0 : 5.0;
  return TRUE;
}

static void
travel_iface_init (RdmTravelInterface *iface)
{
  iface->is_estimated = clock_is_estimated;
  iface->dup_notice = clock_dup_notice;
  iface->spells = clock_spells;
  iface->matrix = clock_matrix;
  iface->gaps = clock_gaps;
  iface->line = clock_line;
}

static void
clock_travel_finalize (GObject *object)
{
  ClockTravel *self = CLOCK_TRAVEL (object);

  g_mutex_clear (&self->lock);
  g_cond_clear (&self->cond);
  G_OBJECT_CLASS (clock_travel_parent_class)->finalize (object);
}

static void
clock_travel_class_init (ClockTravelClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = clock_travel_finalize;
}

static void
clock_travel_init (ClockTravel *self)
{
  g_mutex_init (&self->lock);
  g_cond_init (&self->cond);
}

RdmTravel *
clock_travel_new (void)
{
  return g_object_new (CLOCK_TYPE_TRAVEL, NULL);
}

void
clock_travel_close_bridge (ClockTravel *self, gint32 from_s, gint32 to_s)
{
  self->closed_from_s = from_s;
  self->closed_to_s = to_s;
}

void
clock_travel_hold (ClockTravel *self, gboolean is_held)
{
  g_mutex_lock (&self->lock);
  self->is_held = is_held;
  g_cond_broadcast (&self->cond);
  g_mutex_unlock (&self->lock);
}

void
clock_travel_fail (ClockTravel *self, gboolean fails)
{
  g_mutex_lock (&self->lock);
  self->fails = fails;
  g_mutex_unlock (&self->lock);
}

guint
clock_travel_count (ClockTravel *self)
{
  guint n_pairs;

  g_mutex_lock (&self->lock);
  n_pairs = self->n_pairs;
  g_mutex_unlock (&self->lock);
  return n_pairs;
}
