/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * How the ground lies in a region: see README.md of this folder.
 */
#pragma once

#include "rdm-ground-kind.h"
#include "rdm-world.h"

G_BEGIN_DECLS

/** A band of zooms: from @level on, up to the next band's, shapes are painted from cells of that
 * level, in which a cell is 2^@bits steps wide. */
typedef struct
{
  guint level;
  guint bits;
} RdmGroundBand;

#define RDM_N_GROUND_BANDS 5
extern const RdmGroundBand rdm_ground_bands[RDM_N_GROUND_BANDS];

/** Cells reach into each other by this part of their width, so that no line and no edge of an area
 * ends at a border in sight. */
#define RDM_GROUND_BUFFER_PART 32

/** The zooms that maps go to; labels lie in cells of one of these levels. */
#define RDM_GROUND_ZOOM_MIN 3
#define RDM_GROUND_ZOOM_MAX 19

/** No label reaches farther than this from its place, pixels. */
#define RDM_LABEL_REACH 160

/** A group of shapes in a cell is known by the kind of its areas, or by kind and flags of its
 * lines. */
#define RDM_GROUND_LINE_KEYS 64
#define RDM_GROUND_AREA_KEY(kind) ((guint)(kind))
#define RDM_GROUND_LINE_KEY(kind, flags)                                                           \
  (RDM_GROUND_LINE_KEYS + (guint)(kind)*RDM_LINE_FLAGS_END + (guint)(flags))

/** rdm_ground_band_of: the band that is painted from at @zoom. */
guint rdm_ground_band_of (double zoom);

/** rdm_ground_cell: the number of a cell, by which it is looked up. */
static inline gint64
rdm_ground_cell (guint level, guint x, guint y)
{
  return ((gint64)level << 56) | ((gint64)x << 28) | y;
}

/** rdm_ground_cell_rect: the part of the world that a cell covers. */
static inline RdmWorldRect
rdm_ground_cell_rect (gint64 cell)
{
  guint shift = RDM_WORLD_BITS - (guint)(cell >> 56);
  gint32 x = (gint32)((cell >> 28) & 0xfffffff) << shift;
  gint32 y = (gint32)(cell & 0xfffffff) << shift;

  return (RdmWorldRect){ x, y, x + (1 << shift), y + (1 << shift) };
}

static inline guint64
rdm_ground_zigzag (gint64 value)
{
  return ((guint64)value << 1) ^ (guint64)(value >> 63);
}

static inline gint64
rdm_ground_unzigzag (guint64 value)
{
  return (gint64)(value >> 1) ^ -(gint64)(value & 1);
}

G_END_DECLS
