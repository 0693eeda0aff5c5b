/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Vehicles on the map: what is said of one, and the view that goes along with one.
 */
#include "rdm-map-private.h"

#include <glib/gi18n.h>
#include <math.h>

#include "rdm-desk-live.h"
#include "rdm-vehicle-text.h"

/* The share of the view about its middle in which whoever is followed may move freely. */
#define FREE_SHARE 0.5
#define FOLLOW_ZOOM 14.

char *
rdm_map_describe_vehicle (RdmMap *self, int index)
{
  const RdmDeskRoute *route = g_ptr_array_index (rdm_desk_get_routes (self->desk), index);
  const RdmLiveVehicle *vehicle = rdm_live_day_get_vehicle (
      rdm_live_get_day (rdm_desk_get_live (self->desk)), route->route->row.id);
  g_autofree char *text =
      vehicle != NULL ? rdm_vehicle_text_describe (self->desk, vehicle) : g_strdup ("");

  return g_markup_printf_escaped ("<b>%s</b>   %s   %s", route->name, route->crew, text);
}

/* Brings what is followed back to where it may move freely: as little as that takes, so that the
 * map slides along with it. */
static void
keep_in_view (RdmMap *self)
{
  RdmMapView view;
  RdmXY at;
  RdmXY away;
  RdmXY room;

  if (self->followed == NULL || gtk_widget_get_width (GTK_WIDGET (self)) < 16
      || !rdm_vehicle_layer_find (self->vehicles, self->followed, &at))
    return;
  rdm_map_read_view (self, &view);
  at = rdm_map_view_to_pixel (&view, at);
  room = (RdmXY){ view.width * FREE_SHARE / 2., view.height * FREE_SHARE / 2. };
  away = (RdmXY){ at.x - view.width / 2., at.y - view.height / 2. };
  away.x -= CLAMP (away.x, -room.x, room.x);
  away.y -= CLAMP (away.y, -room.y, room.y);
  if (fabs (away.x) >= 1. || fabs (away.y) >= 1.)
    rdm_map_pan (self, round (away.x), round (away.y));
}

void
rdm_map_follow (RdmMap *self, const char *route)
{
  RdmXY at;

  g_return_if_fail (RDM_IS_MAP (self));

  if (g_strcmp0 (self->followed, route) == 0)
    return;
  g_free (self->followed);
  self->followed = g_strdup (route);
  if (route != NULL && rdm_vehicle_layer_find (self->vehicles, route, &at))
    rdm_map_zoom_to (self, (RdmRect){ at.x, at.y, at.x, at.y },
                     MAX (FOLLOW_ZOOM, shumate_viewport_get_zoom_level (self->viewport)));
  g_signal_emit_by_name (self, "followed");
}

const char *
rdm_map_get_followed (RdmMap *self)
{
  g_return_val_if_fail (RDM_IS_MAP (self), NULL);

  return self->followed;
}

gboolean
rdm_map_has_vehicle (RdmMap *self, const char *route)
{
  RdmXY at;

  g_return_val_if_fail (RDM_IS_MAP (self), FALSE);

  return route != NULL && rdm_vehicle_layer_find (self->vehicles, route, &at);
}

void
rdm_map_add_vehicles (RdmMap *self)
{
  self->vehicles = rdm_vehicle_layer_new (self->viewport);
  shumate_map_add_layer (self->map, SHUMATE_LAYER (self->vehicles));
  g_signal_connect_object (self->vehicles, "moved", G_CALLBACK (keep_in_view), self,
                           G_CONNECT_SWAPPED);
}
