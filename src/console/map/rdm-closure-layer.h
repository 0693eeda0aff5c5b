/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Roads that are closed or slow, hatched over the ground and under the routes; and over the routes
 * their signs, which can be clicked, and the one that is being drawn. So there are two layers.
 */
#pragma once

#include <shumate/shumate.h>

#include "rdm-map-theme.h"
#include "rdm-map-view.h"
#include "rdm-road-closure.h"

G_BEGIN_DECLS

#define RDM_TYPE_CLOSURE_LAYER (rdm_closure_layer_get_type ())
G_DECLARE_FINAL_TYPE (RdmClosureLayer, rdm_closure_layer, RDM, CLOSURE_LAYER, ShumateLayer)

/** rdm_closure_layer_new: @signs: the one over the routes; else the one under them. */
RdmClosureLayer *rdm_closure_layer_new (ShumateViewport *viewport, gboolean signs);

/**
 * rdm_closure_layer_show:
 * @closures: (element-type RdmRoadClosure): those of the day
 * @hold: whether travel times go by them; else they are grey
 */
void rdm_closure_layer_show (RdmClosureLayer *self, GPtrArray *closures, gboolean hold);

/** rdm_closure_layer_set_draft: one that is being drawn or changed, in place of the one with its
 * id. @draft: (nullable): NULL: none */
void rdm_closure_layer_set_draft (RdmClosureLayer *self, const RdmRoadClosure *draft);

void rdm_closure_layer_set_theme (RdmClosureLayer *self, const RdmMapTheme *theme);

/**
 * rdm_closure_layer_hit: the one whose sign, line or border is at a point of the widget.
 * @sign_only: only its sign
 *
 * Returns: its index, or -1
 */
int rdm_closure_layer_hit (RdmClosureLayer *self,
                           const RdmMapView *view,
                           RdmXY pixel,
                           gboolean sign_only);

/** rdm_closure_layer_get: Returns: (transfer none): by its index. */
const RdmRoadClosure *rdm_closure_layer_get (RdmClosureLayer *self, int index);

guint rdm_closure_layer_count (RdmClosureLayer *self);

/** rdm_closure_middle: Returns: where the sign of a closure is. */
RdmPoint rdm_closure_middle (const RdmRoadClosure *closure);

G_END_DECLS
