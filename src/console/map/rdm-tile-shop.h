/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Threads that paint tiles of a region's ground.
 */
#pragma once

#include <cairo.h>

#include "rdm-ground-reader.h"
#include "rdm-ground-style.h"

G_BEGIN_DECLS

/** RdmTileKey: what a tile shows: the square at (@column, @row) of a world @world pixels wide. */
typedef struct
{
  double world;
  const RdmGroundStyle *style;
  int scale; /* device pixels a pixel */
  int column;
  int row;
} RdmTileKey;

/** RdmTile: counted references. @surface: NULL until it is painted; not painted on again. */
typedef struct
{
  RdmTileKey key;
  cairo_surface_t *surface;
  GError *error;

  GCancellable *cancellable;
  gatomicrefcount references;
} RdmTile;

RdmTile *rdm_tile_new (const RdmTileKey *key) G_GNUC_WARN_UNUSED_RESULT;
RdmTile *rdm_tile_ref (RdmTile *self);
void rdm_tile_unref (RdmTile *self);

/** Pixels a tile is wide and high. Larger ones waste more beyond the edges of the view, smaller
 * ones more on what reaches into several. */
#define RDM_TILE_SIZE 256

guint rdm_tile_key_hash (gconstpointer key);
gboolean rdm_tile_key_equal (gconstpointer a, gconstpointer b);

typedef struct _RdmTileShop RdmTileShop;

/** RdmTileFunc: a tile is done, or has failed; called in the main thread. */
typedef void (*RdmTileFunc) (RdmTile *tile, gpointer user_data);

RdmTileShop *rdm_tile_shop_new (RdmGroundReader *reader,
                                RdmTileFunc done,
                                gpointer user_data) G_GNUC_WARN_UNUSED_RESULT;

/** rdm_tile_shop_close: gives up what is not done yet, and never calls again. */
void rdm_tile_shop_close (RdmTileShop *self);

/** rdm_tile_shop_order: what is to be painted from now on, in this order, instead of what was
 * ordered before and has not been begun. @tiles: (element-type RdmTile). */
void rdm_tile_shop_order (RdmTileShop *self, GPtrArray *tiles);

G_END_DECLS
