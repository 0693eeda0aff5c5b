/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rdm-crow-travel.h"

#include <glib/gi18n-lib.h>
#include <math.h>

/* A matrix of more than this would not leave memory for anything else. */
#define MATRIX_CELLS_MAX (4000 * 4000)
#define METRES_PER_DEGREE                                                                          \
  111194.9266 /* of latitude, on the sphere that rdm_geo_distance() uses                           \
               */

struct _RdmCrowTravel
{
  GObject parent_instance;

  RdmCrowRule rule;
};

static void travel_iface_init (RdmTravelInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (RdmCrowTravel,
                               rdm_crow_travel,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (RDM_TYPE_TRAVEL, travel_iface_init))

static gboolean
crow_is_estimated (RdmTravel *travel)
{
  return TRUE;
}

static char *
crow_dup_notice (RdmTravel *travel)
{
  RdmCrowTravel *self = RDM_CROW_TRAVEL (travel);

  /* Translators: %.2f is a factor such as 1.35. */
  return g_strdup_printf (
      _ ("Travel times are estimated: straight lines × %.2f at a mean speed, not roads."),
      (double)self->rule.detour_permille / 1000.0);
}

static gboolean
crow_matrix (RdmTravel *travel,
             const RdmTravelRequest *request,
             gint32 *durations_s,
             gint32 *distances_m,
             GCancellable *cancellable,
             GError **error)
{
  RdmCrowTravel *self = RDM_CROW_TRAVEL (travel);
  double detour = (double)self->rule.detour_permille / 1000.0;
  double speed_mps = (double)self->rule.speed_mm_s[request->profile] / 1000.0;
  gsize n_to = request->n_to;

  if ((gsize)request->n_from * n_to > MATRIX_CELLS_MAX)
    {
      g_set_error (error, RDM_TRAVEL_ERROR, RDM_TRAVEL_ERROR_TOO_MANY,
                   "A matrix of %u × %u points is too large", request->n_from, request->n_to);
      return FALSE;
    }

  for (gsize i = 0; i < request->n_from; i++)
    {
      if (g_cancellable_set_error_if_cancelled (cancellable, error))
        return FALSE;
      for (gsize j = 0; j < n_to; j++)
        {
          double distance_m = rdm_geo_distance (request->from[i], request->to[j]) * detour;

          if (distances_m)
            distances_m[i * n_to + j] = (gint32)lround (distance_m);
          if (durations_s)
            durations_s[i * n_to + j] = (gint32)lround (distance_m / speed_mps);
        }
    }
  return TRUE;
}

static int
compare_doubles (gconstpointer a, gconstpointer b)
{
  double x = *(const double *)a;
  double y = *(const double *)b;

  return (x > y) - (x < y);
}

/* The middle of most points: one on null island among hundreds must not tilt the plane. To a tenth
 * of a degree, so that one point more or less leaves all distances as they are. */
static double
median_latitude (const RdmPoint *points, guint n_points)
{
  g_autofree double *latitudes = g_new (double, n_points + 1);

  for (guint i = 0; i < n_points; i++)
    latitudes[i] = points[i].lat_deg;
  qsort (latitudes, n_points, sizeof *latitudes, compare_doubles);
  return n_points ? round (latitudes[n_points / 2] * 10.0) / 10.0 : 0.0;
}

/* Degrees on a plane that is true to scale along the median latitude. Over 100 km from north to
 * south it is within a percent of the great circle, which is far less than the detour factor is
 * off. */
static gboolean
crow_plane (RdmTravel *travel, const RdmPoint *points, guint n_points, RdmTravelPlane *plane)
{
  RdmCrowTravel *self = RDM_CROW_TRAVEL (travel);
  double lat_deg = median_latitude (points, n_points);
  double metres_per_lon = METRES_PER_DEGREE * cos (lat_deg * G_PI / 180.0);

  plane->x_m = g_new (gint32, n_points + 1);
  plane->y_m = g_new (gint32, n_points + 1);
  for (guint i = 0; i < n_points; i++)
    {
      plane->x_m[i] = (gint32)lround (points[i].lon_deg * metres_per_lon);
      plane->y_m[i] = (gint32)lround (points[i].lat_deg * METRES_PER_DEGREE);
    }
  plane->detour_permille = (gint32)self->rule.detour_permille;
  for (guint i = 0; i < RDM_N_TRAVEL_PROFILES; i++)
    plane->speed_mm_s[i] = (gint32)self->rule.speed_mm_s[i];
  return TRUE;
}

static GArray *
crow_line (RdmTravel *travel,
           RdmTravelProfile profile,
           RdmTravelSpell when,
           const RdmPoint *points,
           guint n_points,
           GCancellable *cancellable,
           GError **error)
{
  GArray *line = g_array_sized_new (FALSE, FALSE, sizeof (RdmPoint), n_points);

  for (guint i = 0; i < n_points; i++)
    if (rdm_point_is_set (points[i]))
      g_array_append_val (line, points[i]);
  return line;
}

static void
travel_iface_init (RdmTravelInterface *iface)
{
  iface->is_estimated = crow_is_estimated;
  iface->dup_notice = crow_dup_notice;
  iface->matrix = crow_matrix;
  iface->plane = crow_plane;
  iface->line = crow_line;
}

static void
rdm_crow_travel_class_init (RdmCrowTravelClass *klass)
{
}

static void
rdm_crow_travel_init (RdmCrowTravel *self)
{
}

RdmTravel *
rdm_crow_travel_new (const RdmCrowRule *rule)
{
  RdmCrowTravel *self = g_object_new (RDM_TYPE_CROW_TRAVEL, NULL);

  self->rule.detour_permille = CLAMP (rule->detour_permille, 1000, 10000);
  for (guint i = 0; i < RDM_N_TRAVEL_PROFILES; i++)
    self->rule.speed_mm_s[i] = CLAMP (rule->speed_mm_s[i], 100, 100000);
  return RDM_TRAVEL (self);
}
