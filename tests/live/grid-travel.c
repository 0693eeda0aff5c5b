/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "grid-travel.h"

#define METRES_PER_DEGREE 111194.9
#define MIDDLE ((RdmPoint){ 47.16, 9.51 })

struct _GridTravel
{
  GObject parent_instance;
};

static void travel_iface_init (RdmTravelInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (GridTravel,
                               grid_travel,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (RDM_TYPE_TRAVEL, travel_iface_init))

static double
metres_per_lon (void)
{
  return METRES_PER_DEGREE * cos (MIDDLE.lat_deg * G_PI / 180.0);
}

RdmPoint
grid_point (double east_m, double north_m)
{
  return (RdmPoint){ MIDDLE.lat_deg + north_m / METRES_PER_DEGREE,
                     MIDDLE.lon_deg + east_m / metres_per_lon () };
}

static double
east_of (RdmPoint point)
{
  return (point.lon_deg - MIDDLE.lon_deg) * metres_per_lon ();
}

static double
north_of (RdmPoint point)
{
  return (point.lat_deg - MIDDLE.lat_deg) * METRES_PER_DEGREE;
}

static double
snap (double metres)
{
  return round (metres / GRID_BLOCK_M) * GRID_BLOCK_M;
}

static double
grid_metres (RdmPoint from, RdmPoint to)
{
  return fabs (snap (east_of (from)) - snap (east_of (to)))
         + fabs (snap (north_of (from)) - snap (north_of (to)));
}

/* A corner at every crossing, as roads have them. */
static void
go (GArray *line, double *east_m, double *north_m, double to_east_m, double to_north_m)
{
  while (*east_m != to_east_m || *north_m != to_north_m)
    {
      RdmPoint point;

      *east_m += CLAMP (to_east_m - *east_m, -GRID_BLOCK_M, GRID_BLOCK_M);
      *north_m += CLAMP (to_north_m - *north_m, -GRID_BLOCK_M, GRID_BLOCK_M);
      point = grid_point (*east_m, *north_m);
      g_array_append_val (line, point);
    }
}

static void
append_way (GArray *line, RdmPoint from, RdmPoint to)
{
  double east_m = snap (east_of (from));
  double north_m = snap (north_of (from));

  if (line->len == 0)
    {
      RdmPoint point = grid_point (east_m, north_m);

      g_array_append_val (line, point);
    }
  go (line, &east_m, &north_m, snap (east_of (to)), north_m);
  go (line, &east_m, &north_m, east_m, snap (north_of (to)));
}

GArray *
grid_travel_way (RdmPoint from, RdmPoint to)
{
  GArray *line = g_array_new (FALSE, FALSE, sizeof (RdmPoint));

  append_way (line, from, to);
  return line;
}

static gboolean
grid_is_estimated (RdmTravel *travel)
{
  return FALSE;
}

static char *
grid_dup_notice (RdmTravel *travel)
{
  return g_strdup ("Streets of a grid");
}

static guint
grid_spells (RdmTravel *travel,
             RdmTravelProfile profile,
             RdmTravelPeriod day,
             RdmTravelSpell *spells)
{
  spells[0] = (RdmTravelSpell){ 0, RDM_TRAVEL_MORNING };
  spells[1] = (RdmTravelSpell){ GRID_RUSH_END_S, RDM_TRAVEL_MIDDAY };
  return 2;
}

static gboolean
grid_matrix (RdmTravel *travel,
             const RdmTravelRequest *request,
             gint32 *durations_s,
             gint32 *distances_m,
             GCancellable *cancellable,
             GError **error)
{
  double factor = request->when.begin_s < GRID_RUSH_END_S ? GRID_RUSH_FACTOR : 1.0;

  for (guint i = 0; i < request->n_from; i++)
    for (guint j = 0; j < request->n_to; j++)
      {
        double metres = grid_metres (request->from[i], request->to[j]);
        guint at = i * request->n_to + j;

        if (durations_s)
          durations_s[at] = (gint32)lround (metres / GRID_SPEED_MPS * factor);
        if (distances_m)
          distances_m[at] = (gint32)lround (metres);
      }
  return TRUE;
}

static GArray *
grid_line (RdmTravel *travel,
           RdmTravelProfile profile,
           RdmTravelSpell when,
           const RdmPoint *points,
           guint n_points,
           GCancellable *cancellable,
           GError **error)
{
  GArray *line = g_array_new (FALSE, FALSE, sizeof (RdmPoint));

  for (guint i = 0; i + 1 < n_points; i++)
    append_way (line, points[i], points[i + 1]);
  return line;
}

static void
travel_iface_init (RdmTravelInterface *iface)
{
  iface->is_estimated = grid_is_estimated;
  iface->dup_notice = grid_dup_notice;
  iface->spells = grid_spells;
  iface->matrix = grid_matrix;
  iface->line = grid_line;
}

static void
grid_travel_class_init (GridTravelClass *klass)
{
}

static void
grid_travel_init (GridTravel *self)
{
}

RdmTravel *
grid_travel_new (void)
{
  return g_object_new (GRID_TYPE_TRAVEL, NULL);
}
