/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The map: ground, routes, stops; box and lasso selection; drags; pins.
 */
#pragma once

#include "rdm-desk.h"
#include "rdm-price-card.h"

G_BEGIN_DECLS

#define RDM_TYPE_MAP (rdm_map_get_type ())
G_DECLARE_FINAL_TYPE (RdmMap, rdm_map, RDM, MAP, GtkWidget)

typedef enum
{
  RDM_MAP_TOOL_POINTER,
  RDM_MAP_TOOL_BOX,
  RDM_MAP_TOOL_LASSO,
} RdmMapTool;

GtkWidget *rdm_map_new (RdmDesk *desk, RdmPriceCard *price_card);

/** rdm_map_fit: shows the selection, or the whole day when nothing is selected. */
void rdm_map_fit (RdmMap *self);
void rdm_map_set_tool (RdmMap *self, RdmMapTool tool);

/** rdm_map_set_dark: draws ground and layers for a dark window. */
void rdm_map_set_dark (RdmMap *self, gboolean dark);

/**
 * rdm_map_pick_place: asks for a point: the next click on the map is the pin of @title. ::place-picked (lat: double,
 * lon: double) follows, or ::place-cancelled on Escape.
 */
void rdm_map_pick_place (RdmMap *self, const char *title);

G_END_DECLS
