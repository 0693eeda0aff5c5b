/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The roads that a kind of vehicle uses: junctions, segments of road between them, and arcs, which
 * are segments in one direction.
 */
#pragma once

#include "rdm-node-use.h"
#include "rdm-road-shapes.h"

G_BEGIN_DECLS

#define RDM_ROAD_NONE G_MAXUINT32

typedef enum
{
  RDM_SEGMENT_TOWN = 1 << 0,
  RDM_SEGMENT_FERRY = 1 << 1,
  RDM_SEGMENT_ROUNDABOUT = 1 << 2,
  RDM_SEGMENT_STEADY = 1 << 3, /* other traffic makes no difference */
  RDM_SEGMENT_NO_STOPPING = 1 << 4,
} RdmSegmentFlags;

/** RdmSegment: a stretch of road between junctions, in the direction in which it was drawn. */
typedef struct
{
  guint32 ends[2]; /* junctions */
  guint32 road;
  guint32 first_point; /* of the shapes */
  guint32 n_points;    /* 2 at least */
  guint32 length_dm;
  guint32 flags;
} RdmSegment;

/** RdmArc: a segment in one direction. */
typedef struct
{
  guint32 lane;     /* 2 × segment + RdmWayDirection */
  guint32 drive_ms; /* without other traffic */
  guint32 delay_ms; /* at lights and gates on the way, the one at its end included */
  guint16 closed;   /* bits by RdmTravelPeriod */
  guint16 access;   /* RdmAccess: LAST_STRETCH or ALLOWED */
} RdmArc;

typedef struct
{
  const RdmRoadShapes *shapes;
  guint32 n_junctions;
  guint32 *junction_node;    /* (array) n_junctions: of the extract */
  guint8 *junction_access;   /* (array) n_junctions: RdmAccess of what stands there */
  GHashTable *node_junction; /* (element-type uint32 uint32): node → junction + 1 */
  guint32 n_segments;
  RdmSegment *segments;
  guint32 *first_segment; /* (array) n_roads + 1: those of each road */
  guint32 n_arcs;
  RdmArc *arcs;
  guint32 *lane_arc;  /* (array) 2 × n_segments: RDM_ROAD_NONE: not that way */
  guint32 *first_out; /* (array) n_junctions + 1: slices of @out */
  guint32 *out;       /* (array) n_arcs: those that leave each junction */
  guint8 *n_ends;     /* (array) n_junctions: how many segment ends meet there, 255 at most */
  gboolean keeps_left;
} RdmRoadNet;

/** rdm_road_net_new: Returns: (transfer full): borrows @shapes. */
RdmRoadNet *rdm_road_net_new (const RdmProfile *profile,
                              const RdmRoadShapes *shapes) G_GNUC_WARN_UNUSED_RESULT;
void rdm_road_net_free (RdmRoadNet *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (RdmRoadNet, rdm_road_net_free)

static inline const RdmSegment *
rdm_road_net_segment (const RdmRoadNet *self, guint32 arc)
{
  return &self->segments[self->arcs[arc].lane / 2];
}

/* The junctions that an arc leaves and reaches. */
static inline guint32
rdm_road_net_tail (const RdmRoadNet *self, guint32 arc)
{
  return rdm_road_net_segment (self, arc)->ends[self->arcs[arc].lane % 2];
}

static inline guint32
rdm_road_net_head (const RdmRoadNet *self, guint32 arc)
{
  return rdm_road_net_segment (self, arc)->ends[1 - self->arcs[arc].lane % 2];
}

/* The same segment the other way, or RDM_ROAD_NONE. */
static inline guint32
rdm_road_net_reverse (const RdmRoadNet *self, guint32 arc)
{
  return self->lane_arc[self->arcs[arc].lane ^ 1];
}

/** rdm_road_net_bearing_out: Returns: degrees from north in which an arc leaves its first junction,
 * looking some metres ahead. */
double rdm_road_net_bearing_out (const RdmRoadNet *self, guint32 arc);

/** rdm_road_net_bearing_in: Returns: degrees from north in which it reaches its last one. */
double rdm_road_net_bearing_in (const RdmRoadNet *self, guint32 arc);

/** rdm_line_bearing: Returns: as above, of a line of points; @backward: as if it were drawn from
 * its last point to its first; @at_end: on reaching its end, else on leaving its beginning. */
double
rdm_line_bearing (const RdmLonLat *points, guint n_points, gboolean backward, gboolean at_end);

G_END_DECLS
