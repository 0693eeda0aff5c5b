/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The map: ground, routes, stops; box and lasso selection; drags; pins.
 */
#pragma once

#include "rdm-desk.h"
#include "rdm-price-card.h"
#include "rdm-region.h"

G_BEGIN_DECLS

#define RDM_TYPE_MAP (rdm_map_get_type ())
G_DECLARE_FINAL_TYPE (RdmMap, rdm_map, RDM, MAP, GtkWidget)

typedef enum
{
  RDM_MAP_TOOL_POINTER,
  RDM_MAP_TOOL_BOX,
  RDM_MAP_TOOL_LASSO,
  RDM_MAP_TOOL_CLOSURE, /* a road, or an area of roads, is to be closed or slow */
} RdmMapTool;

GtkWidget *rdm_map_new (RdmDesk *desk, RdmPriceCard *price_card);

/** rdm_map_fit: shows the selection, or the whole day when nothing is selected. */
void rdm_map_fit (RdmMap *self);
/** rdm_map_pan: moves the view by pixels: @dx to the east, @dy to the south. */
void rdm_map_pan (RdmMap *self, double dx, double dy);

/** rdm_map_zoom: @levels nearer about the middle; each makes things twice as large. */
void rdm_map_zoom (RdmMap *self, double levels);

/** rdm_map_set_tool: @RDM_MAP_TOOL_CLOSURE only where there are roads; else that is said. */
void rdm_map_set_tool (RdmMap *self, RdmMapTool tool);

/** rdm_map_list_closures: opens the list of closed and slow roads. */
void rdm_map_list_closures (RdmMap *self);

/** rdm_map_set_dark: draws ground and layers for a dark window. */
void rdm_map_set_dark (RdmMap *self, gboolean dark);

/** rdm_map_set_region: what lies under the plan; NULL: a plain ground with a net of degrees, and
 * after a while a word on how to get a map. */
void rdm_map_set_region (RdmMap *self, RdmRegion *region);

/**
 * rdm_map_set_tiles: pictures instead of the region's ground. Nothing is fetched unless this is
 * called.
 * @source: (nullable): the address of an online layer, a template with {z}, {x} and {y}; or the
 *   path of an MBTiles file of pictures; NULL: none
 * @attribution: (nullable): what the owner of the layer asks to be shown; of a file, NULL: what it
 *   says itself
 * @attribution_uri: (nullable): where that leads to
 *
 * Returns: FALSE with a sentence on what is wrong with it; then there are no pictures
 */
gboolean rdm_map_set_tiles (RdmMap *self,
                            const char *source,
                            const char *attribution,
                            const char *attribution_uri,
                            GError **error);

/**
 * rdm_map_pick_place: asks for a point: a click on the map, or the pin that is dragged or moved by
 * keys, says where @title is. ::place-picked (lat: double, lon: double) follows, or
 * ::place-cancelled on Escape.
 * @now: where it is until then; %RDM_POINT_NONE: nobody knows
 */
void rdm_map_pick_place (RdmMap *self, const char *title, RdmPoint now);

/** rdm_map_set_pin: moves the pin that is being asked for; of none nothing. */
void rdm_map_set_pin (RdmMap *self, RdmPoint point);

/** rdm_map_show_candidates: marks places that something may be, numbered where there are several.
 * @points: (array length=n_points); none: no marks */
void rdm_map_show_candidates (RdmMap *self, const RdmPoint *points, guint n_points);

/** rdm_map_look_at: brings a box into the view, no nearer than a street and its houses. */
void rdm_map_look_at (RdmMap *self, RdmBox box);

/** rdm_map_get_middle: Returns: what the middle of the view shows. */
RdmPoint rdm_map_get_middle (RdmMap *self);

/** rdm_map_add_search: lays a widget over the top of the map, at its beginning. */
void rdm_map_add_search (RdmMap *self, GtkWidget *search);

/** rdm_map_follow: the view goes along with the vehicle of @route until it is moved by hand; NULL:
 * with none. ::followed says that this has changed. */
void rdm_map_follow (RdmMap *self, const char *route);

/** rdm_map_get_followed: Returns: (nullable): a route. */
const char *rdm_map_get_followed (RdmMap *self);

/** rdm_map_has_vehicle: whether the vehicle of @route is shown. */
gboolean rdm_map_has_vehicle (RdmMap *self, const char *route);

/** rdm_map_pin_cancel: Returns: whether a place was being asked for, which it no longer is. */
gboolean rdm_map_pin_cancel (RdmMap *self);

G_END_DECLS
