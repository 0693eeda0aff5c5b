/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Vehicles on the map, moved on at every frame, over the plan, which stays as it is: an arrow each
 * with its name and the age of its position; how far from there it may be; and where the one
 * selected has been.
 */
#pragma once

#include <shumate/shumate.h>

#include "rdm-desk.h"
#include "rdm-map-theme.h"
#include "rdm-map-view.h"

G_BEGIN_DECLS

#define RDM_TYPE_VEHICLE_LAYER (rdm_vehicle_layer_get_type ())
G_DECLARE_FINAL_TYPE (RdmVehicleLayer, rdm_vehicle_layer, RDM, VEHICLE_LAYER, ShumateLayer)

/** RdmVehicleLayer::moved: vehicles are elsewhere now. */

RdmVehicleLayer *rdm_vehicle_layer_new (ShumateViewport *viewport);

/** rdm_vehicle_layer_set_desk: whose vehicles; once. */
void rdm_vehicle_layer_set_desk (RdmVehicleLayer *self, RdmDesk *desk);

/** rdm_vehicle_layer_set_theme: copied. */
void rdm_vehicle_layer_set_theme (RdmVehicleLayer *self, const RdmMapTheme *theme);

/** rdm_vehicle_layer_hit: Returns: the index of the route whose vehicle is at @pixel, -1: none. */
int rdm_vehicle_layer_hit (RdmVehicleLayer *self, const RdmMapView *view, RdmXY pixel);

/** rdm_vehicle_layer_find: where the vehicle of @route is. Returns: FALSE: nobody knows. */
gboolean rdm_vehicle_layer_find (RdmVehicleLayer *self, const char *route, RdmXY *at);

/** rdm_vehicle_layer_set_hovered: @route: index, -1: none. */
void rdm_vehicle_layer_set_hovered (RdmVehicleLayer *self, int route);

/** rdm_vehicle_layer_refresh: asks where they are by now. */
void rdm_vehicle_layer_refresh (RdmVehicleLayer *self);

/** rdm_vehicle_layer_count: how many are shown. */
guint rdm_vehicle_layer_count (RdmVehicleLayer *self);

G_END_DECLS
