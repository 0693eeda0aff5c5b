/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rdm-travel.h"

#include "rdm-time.h"

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

guint
rdm_travel_spells (RdmTravel *self,
                   RdmTravelProfile profile,
                   RdmTravelPeriod day,
                   RdmTravelSpell *spells)
{
  RdmTravelInterface *iface;

  g_return_val_if_fail (RDM_IS_TRAVEL (self), 0);
  g_return_val_if_fail (profile < RDM_N_TRAVEL_PROFILES, 0);
  iface = RDM_TRAVEL_GET_IFACE (self);
  if (iface->spells)
    return iface->spells (self, profile, day, spells);
  spells[0] = (RdmTravelSpell){ 0, day };
  return 1;
}

RdmTravelSpell
rdm_travel_spell_at (RdmTravel *self, RdmTravelProfile profile, RdmTravelPeriod day, gint32 tod_s)
{
  RdmTravelSpell spells[RDM_TRAVEL_SPELLS_MAX];
  guint n_spells = rdm_travel_spells (self, profile, day, spells);
  guint i = 0;

  while (i + 1 < n_spells && spells[i + 1].begin_s <= tod_s)
    i++;
  return spells[i];
}

RdmTravelPeriod
rdm_travel_period_of_date (const char *date)
{
  /* A Monday. */
  int days = rdm_date_days_between ("2024-01-01", date) % 7;

  switch (days < 0 ? days + 7 : days)
    {
    case 5:
      return RDM_TRAVEL_SATURDAY;
    case 6:
      return RDM_TRAVEL_SUNDAY;
    default:
      return RDM_TRAVEL_MIDDAY;
    }
}

static gboolean
check_points (const RdmPoint *points, guint n_points, GError **error)
{
  for (guint i = 0; i < n_points; i++)
    if (!rdm_point_is_set (points[i]))
      {
        g_set_error (error, RDM_TRAVEL_ERROR, RDM_TRAVEL_ERROR_POINT, "Point %u is not set", i);
        return FALSE;
      }
  return TRUE;
}

gboolean
rdm_travel_matrix (RdmTravel *self,
                   const RdmTravelRequest *request,
                   gint32 *durations_s,
                   gint32 *distances_m,
                   GCancellable *cancellable,
                   GError **error)
{
  g_return_val_if_fail (RDM_IS_TRAVEL (self), FALSE);
  g_return_val_if_fail (request->profile < RDM_N_TRAVEL_PROFILES, FALSE);
  g_return_val_if_fail (request->when.period < RDM_N_TRAVEL_PERIODS, FALSE);

  if (!check_points (request->from, request->n_from, error)
      || !check_points (request->to, request->n_to, error))
    return FALSE;
  return RDM_TRAVEL_GET_IFACE (self)->matrix (self, request, durations_s, distances_m, cancellable,
                                              error);
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

gboolean
rdm_travel_gaps (RdmTravel *self,
                 RdmTravelProfile profile,
                 const RdmPoint *points,
                 guint n_points,
                 double *gaps_m)
{
  RdmTravelInterface *iface;

  g_return_val_if_fail (RDM_IS_TRAVEL (self), FALSE);
  g_return_val_if_fail (profile < RDM_N_TRAVEL_PROFILES, FALSE);
  iface = RDM_TRAVEL_GET_IFACE (self);
  return iface->gaps && iface->gaps (self, profile, points, n_points, gaps_m);
}

GArray *
rdm_travel_line (RdmTravel *self,
                 RdmTravelProfile profile,
                 RdmTravelSpell when,
                 const RdmPoint *points,
                 guint n_points,
                 GCancellable *cancellable,
                 GError **error)
{
  g_return_val_if_fail (RDM_IS_TRAVEL (self), NULL);
  g_return_val_if_fail (profile < RDM_N_TRAVEL_PROFILES, NULL);
  g_return_val_if_fail (when.period < RDM_N_TRAVEL_PERIODS, NULL);
  return RDM_TRAVEL_GET_IFACE (self)->line (self, profile, when, points, n_points, cancellable,
                                            error);
}
