/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * How the ground of a region looks: few hues, little contrast, so that routes and stops are what is
 * seen first.
 */
#pragma once

#include <cairo.h>

#include "rdm-ground-kind.h"

G_BEGIN_DECLS

/** Colours are 0xRRGGBB. */
typedef struct
{
  guint32 land;
  guint32 net; /* of degrees, where the region ends */
  guint32 areas[RDM_N_AREAS];
  guint32 building_edge;
  guint32 lines[RDM_N_LINES];
  guint32 casings[RDM_N_LINES]; /* 0: none */
  guint32 thin;                 /* a street that is too thin for an edge */
  guint32 tunnel;               /* inside of a road in a tunnel */
  guint32 rail_gap;             /* between the dashes of a railway */
  guint32 inks[RDM_N_LABELS];
  guint32 halo;
  double halo_alpha;
  guint32 shield;
  guint32 shield_edge;
} RdmGroundStyle;

/** rdm_ground_style_get: Returns: (transfer none): one of four; the same address for the same
 * answer. */
const RdmGroundStyle *rdm_ground_style_get (gboolean dark, gboolean contrast);

void rdm_ground_style_set_source (cairo_t *cr, guint32 colour);

/** rdm_ground_line_width: pixels; 0: not shown at this zoom. */
double rdm_ground_line_width (RdmLineKind kind, RdmLineFlags flags, double zoom);

/** rdm_ground_line_casing: what the edge of a road is wide, pixels; 0: none at this zoom. */
double rdm_ground_line_casing (RdmLineKind kind, double zoom);

/** rdm_ground_area_zoom: from which on a kind of area is shown. */
double rdm_ground_area_zoom (RdmAreaKind kind);

G_END_DECLS
