/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The roads of an extract as lines on the ground: what all profiles share.
 */
#pragma once

#include "rdm-osm.h"
#include "rdm-tag-reader.h"

G_BEGIN_DECLS

/** RdmLonLat: degrees × 10^7. */
typedef struct
{
  gint32 lon_e7;
  gint32 lat_e7;
} RdmLonLat;

/**
 * RdmRoadShapes: a road is a way of the extract that some vehicle may use.
 * @way: (array) n_roads: of the extract, ascending
 * @first: (array) n_roads + 1: slices of the arrays by point
 * @points: (array) n_points; nodes that the extract lacks are left out
 * @nodes: (array) n_points: of the extract
 * @follows_gap: (array) n_points: whether nodes before this one were left out
 * @name: (array) n_roads: where it begins in @names; 0 is the empty one
 * @names: (array) n_name_bytes: street names, or else numbers, each once and with a NUL behind it
 * @n_ends: (array) by node of the extract: how many ends of roads meet there, 255 at most
 */
typedef struct
{
  const RdmOsm *osm;
  guint32 n_roads;
  guint32 n_points;
  guint32 *way;
  guint32 *first;
  RdmLonLat *points;
  guint32 *nodes;
  guint8 *follows_gap;
  guint32 *name;
  char *names;
  guint32 n_name_bytes;
  guint8 *n_ends;
  GHashTable *towns; /* cells of a grid in which many streets meet */
} RdmRoadShapes;

/** rdm_road_shapes_new: Returns: (transfer full): of @osm, which it borrows. */
RdmRoadShapes *rdm_road_shapes_new (const RdmOsm *osm) G_GNUC_WARN_UNUSED_RESULT;
void rdm_road_shapes_free (RdmRoadShapes *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (RdmRoadShapes, rdm_road_shapes_free)

/** rdm_road_shapes_is_town: whether streets are as dense here as in a town. */
gboolean rdm_road_shapes_is_town (const RdmRoadShapes *self, RdmLonLat point);

/** rdm_lon_lat_distance: Returns: metres. */
double rdm_lon_lat_distance (RdmLonLat a, RdmLonLat b);

/** rdm_lon_lat_bearing: Returns: degrees from north, clockwise, from 0 to 360. */
double rdm_lon_lat_bearing (RdmLonLat a, RdmLonLat b);

G_END_DECLS
