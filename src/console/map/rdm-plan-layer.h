/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * All of a plan in one layer of the map: thousands of marker widgets would not do.
 */
#pragma once

#include <shumate/shumate.h>

#include "rdm-map-overlay.h"

G_BEGIN_DECLS

#define RDM_TYPE_PLAN_LAYER (rdm_plan_layer_get_type ())
G_DECLARE_FINAL_TYPE (RdmPlanLayer, rdm_plan_layer, RDM, PLAN_LAYER, ShumateLayer)

RdmPlanLayer *rdm_plan_layer_new (ShumateViewport *viewport);

/** rdm_plan_layer_set_scene: @scene: (nullable): borrowed until another one is set. */
void rdm_plan_layer_set_scene (RdmPlanLayer *self, const RdmMapScene *scene);

/** rdm_plan_layer_scene_changed: the scene has followed a change of rows: its stops are where they
 * were. */
void rdm_plan_layer_scene_changed (RdmPlanLayer *self);

/** rdm_plan_layer_set_theme: copied. */
void rdm_plan_layer_set_theme (RdmPlanLayer *self, const RdmMapTheme *theme);

/** rdm_plan_layer_refresh: the scene is the same but looks different: another selection, another
 * preview. */
void rdm_plan_layer_refresh (RdmPlanLayer *self);

/** rdm_plan_layer_get_overlay: Returns: (transfer none): to be changed; then queue a draw. */
RdmMapOverlay *rdm_plan_layer_get_overlay (RdmPlanLayer *self);

/** rdm_plan_layer_get_clusters: Returns: (transfer none) (nullable): those that are shown. */
GArray *rdm_plan_layer_get_clusters (RdmPlanLayer *self);

/** rdm_map_view_read: what @viewport shows in a widget of @width by @height. */
void rdm_map_view_read (RdmMapView *view, ShumateViewport *viewport, double width, double height);

G_END_DECLS
