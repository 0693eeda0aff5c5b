/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rdm-travel.h"

G_DEFINE_QUARK (rdm_travel_error, rdm_travel_error)

G_DEFINE_INTERFACE (RdmTravel, rdm_travel, G_TYPE_OBJECT)

static void
rdm_travel_default_init (RdmTravelInterface *iface)
{
}

void
rdm_travel_plane_clear (RdmTravelPlane *plane)
{
  g_clear_pointer (&plane->x_m, g_free);
  g_clear_pointer (&plane->y_m, g_free);
}

gboolean
rdm_travel_is_estimated (RdmTravel *self)
{
  g_return_val_if_fail (RDM_IS_TRAVEL (self), TRUE);
  return RDM_TRAVEL_GET_IFACE (self)->is_estimated (self);
}

char *
rdm_travel_dup_notice (RdmTravel *self)
{
  g_return_val_if_fail (RDM_IS_TRAVEL (self), NULL);
  return RDM_TRAVEL_GET_IFACE (self)->dup_notice (self);
}

gboolean
rdm_travel_matrix (RdmTravel *self,
                   RdmTravelProfile profile,
                   const RdmPoint *points,
                   guint n_points,
                   gint32 *durations_s,
                   gint32 *distances_m,
                   GCancellable *cancellable,
                   GError **error)
{
  g_return_val_if_fail (RDM_IS_TRAVEL (self), FALSE);
  g_return_val_if_fail (profile < RDM_N_TRAVEL_PROFILES, FALSE);

  for (guint i = 0; i < n_points; i++)
    if (!rdm_point_is_set (points[i]))
      {
        g_set_error (error, RDM_TRAVEL_ERROR, RDM_TRAVEL_ERROR_POINT, "Point %u is not set", i);
        return FALSE;
      }
  return RDM_TRAVEL_GET_IFACE (self)->matrix (self, profile, points, n_points, durations_s,
                                              distances_m, cancellable, error);
}

gboolean
rdm_travel_plane (RdmTravel *self, const RdmPoint *points, guint n_points, RdmTravelPlane *plane)
{
  RdmTravelInterface *iface;

  g_return_val_if_fail (RDM_IS_TRAVEL (self), FALSE);
  iface = RDM_TRAVEL_GET_IFACE (self);
  *plane = (RdmTravelPlane){ NULL };
  return iface->plane && iface->plane (self, points, n_points, plane);
}

GArray *
rdm_travel_line (RdmTravel *self,
                 RdmTravelProfile profile,
                 const RdmPoint *points,
                 guint n_points,
                 GCancellable *cancellable,
                 GError **error)
{
  g_return_val_if_fail (RDM_IS_TRAVEL (self), NULL);
  g_return_val_if_fail (profile < RDM_N_TRAVEL_PROFILES, NULL);
  return RDM_TRAVEL_GET_IFACE (self)->line (self, profile, points, n_points, cancellable, error);
}
