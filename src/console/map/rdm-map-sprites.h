/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Glyphs drawn once and copied thousands of times.
 */
#pragma once

#include "rdm-glyph.h"
#include "rdm-map-geometry.h"
#include "rdm-map-theme.h"

G_BEGIN_DECLS

typedef struct _RdmMapSprites RdmMapSprites;

/** rdm_map_sprites_new: for one theme, and surfaces with @scale device pixels a pixel. */
RdmMapSprites *rdm_map_sprites_new (const RdmMapTheme *theme,
                                    double scale) G_GNUC_WARN_UNUSED_RESULT;
void rdm_map_sprites_free (RdmMapSprites *self);

double rdm_map_sprites_get_scale (const RdmMapSprites *self);

/** RdmMapSprite: a stop. @number: 0 for none; @faded: of a route that is not the one selected. */
typedef struct
{
  guint size;
  RdmStopState state;
  RdmGlyphFlags flags;
  GdkRGBA colour;
  int number;
  gboolean faded;
} RdmMapSprite;

void
rdm_map_sprites_draw_stop (RdmMapSprites *self, cairo_t *cr, RdmXY at, const RdmMapSprite *sprite);

/** rdm_map_sprites_draw_cluster: a disc with a count; @colour: of the one route that all of it is
 * on, or NULL. */
void rdm_map_sprites_draw_cluster (
    RdmMapSprites *self, cairo_t *cr, RdmXY at, guint count, const GdkRGBA *colour, gboolean late);

/** rdm_map_cluster_radius: of the disc for @count. */
double rdm_map_cluster_radius (guint count);

/** rdm_map_sprites_draw_depot: a house; @colour: as above. */
void rdm_map_sprites_draw_depot (RdmMapSprites *self, cairo_t *cr, RdmXY at, const GdkRGBA *colour);

/** rdm_map_sprites_draw_park: a square with a P, around @at: where a vehicle stops. */
void rdm_map_sprites_draw_park (RdmMapSprites *self, cairo_t *cr, RdmXY at);

/** rdm_map_sprites_draw_pin: a pin whose tip is at @at. */
void rdm_map_sprites_draw_pin (RdmMapSprites *self, cairo_t *cr, RdmXY at);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RdmMapSprites, rdm_map_sprites_free)

G_END_DECLS
