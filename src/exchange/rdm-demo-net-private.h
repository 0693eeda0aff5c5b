/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The streets of the demo town as a net: where lines cross there is a node that both have, unless
 * one passes over the other.
 */
#pragma once

#include "rdm-demo-streets-private.h"

G_BEGIN_DECLS

/** From the middle of a town to that of the next. */
#define RDM_DEMO_TILE_WIDTH_M 14000.
#define RDM_DEMO_TILE_HEIGHT_M 8400.

/** RdmDemoNetKind: what meets on one level follows from the kinds. */
typedef enum
{
  RDM_DEMO_NET_STREET,
  RDM_DEMO_NET_ROAD,
  RDM_DEMO_NET_MOTORWAY, /* one carriageway, in the direction of travel */
  RDM_DEMO_NET_RAMP,     /* in the direction of travel */
  RDM_DEMO_NET_CYCLEWAY,
  RDM_DEMO_NET_RAIL,
  RDM_DEMO_NET_RIVER, /* its middle */
} RdmDemoNetKind;

/** RdmDemoNetLine: @street: index of the street that it is, or -1. */
typedef struct
{
  RdmDemoNetKind kind;
  int street;
  GArray *points; /* (element-type RdmDemoXY) */
} RdmDemoNetLine;

/** RdmDemoNetNode: @n_lines: how many lines have it, an end of one twice where it closes. */
typedef struct
{
  RdmDemoXY at;
  guint n_lines;
  gboolean crosses_rail; /* a road or street and the railway, on one level */
} RdmDemoNetNode;

typedef enum
{
  RDM_DEMO_PIECE_BRIDGE = 1 << 0,
  RDM_DEMO_PIECE_LOW = 1 << 1, /* below a bridge that is low */
} RdmDemoPieceFlags;

/** RdmDemoPiece: a stretch of a line that is alike from end to end. */
typedef struct
{
  guint line;
  RdmDemoPieceFlags flags;
  GArray *nodes; /* (element-type guint): of nodes */
} RdmDemoPiece;

typedef struct
{
  GArray *lines;  /* (element-type RdmDemoNetLine) */
  GArray *nodes;  /* (element-type RdmDemoNetNode) */
  GArray *pieces; /* (element-type RdmDemoPiece): those of a line follow each other */
} RdmDemoNet;

/** rdm_demo_net_new: the streets and the layout's river and railway, the motorway as two
 * carriageways with their ramps, and paths for bicycles along the river. */
RdmDemoNet *rdm_demo_net_new (const RdmDemoLayout *layout,
                              const GArray *streets) G_GNUC_WARN_UNUSED_RESULT;
void rdm_demo_net_free (RdmDemoNet *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RdmDemoNet, rdm_demo_net_free)

G_END_DECLS
