/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Vehicles and their names, drawn once and then moved about: a thousand of them at every frame.
 */
#pragma once

#include <gdk/gdk.h>

#include "rdm-live-day.h"
#include "rdm-map-theme.h"

G_BEGIN_DECLS

/** Of the square that a vehicle is drawn in; the arrow in it is 22. */
#define RDM_VEHICLE_SIZE 28

typedef struct _RdmVehicleSprites RdmVehicleSprites;

/** rdm_vehicle_sprites_new: @scale: device pixels a pixel; @context: of the font. */
RdmVehicleSprites *rdm_vehicle_sprites_new (const RdmMapTheme *theme,
                                            PangoContext *context,
                                            int scale) G_GNUC_WARN_UNUSED_RESULT;
void rdm_vehicle_sprites_free (RdmVehicleSprites *self);
int rdm_vehicle_sprites_get_scale (const RdmVehicleSprites *self);

/** rdm_vehicle_draw: an arrow that points up, or a disc, about the origin. */
void rdm_vehicle_draw (cairo_t *cr,
                       const RdmMapTheme *theme,
                       const GdkRGBA *colour,
                       gboolean arrow,
                       RdmLiveAge age,
                       gboolean selected);

/** rdm_vehicle_sprites_get_arrow: @heading_deg: NaN: it does not say, and is a disc. Returns:
 * (transfer none): RDM_VEHICLE_SIZE pixels wide and high. */
GdkTexture *rdm_vehicle_sprites_get_arrow (RdmVehicleSprites *self,
                                           const GdkRGBA *colour,
                                           double heading_deg,
                                           RdmLiveAge age,
                                           gboolean selected);

/** rdm_vehicle_sprites_get_name: a plate with @text. Returns: (transfer none): @width, @height:
 * (out): pixels. */
GdkTexture *rdm_vehicle_sprites_get_name (
    RdmVehicleSprites *self, const char *text, RdmLiveAge age, int *width, int *height);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RdmVehicleSprites, rdm_vehicle_sprites_free)

G_END_DECLS
