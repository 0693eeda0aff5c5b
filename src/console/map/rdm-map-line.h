/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The way of a route on the unit square of Web Mercator.
 */
#pragma once

#include "rdm-desk.h"
#include "rdm-map-geometry.h"
#include "rdm-map-view.h"

G_BEGIN_DECLS

/**
 * RdmMapLine: leg k runs from points[legs[k]] to points[legs[k + 1]].
 * @marks: (array length=n_legs+1): the mark at either end of a leg, -1 for a depot
 * @lanes: (array length=n_points-1) (nullable): see rdm-map-lanes.h
 * @n_driven: legs that lie behind the driver
 * @depots: (element-type RdmXY): where the route begins or ends; without stops, where it would
 * @n_marks: stops on it that have a place, @n_unplaced: that have none, @n_selected: that are
 *   selected
 */
typedef struct
{
  char *route;
  char *name;
  GdkRGBA colour;
  gboolean dashed;
  guint n_stops;
  gint32 start_s;
  gint32 end_s;
  RdmXY *points;
  guint n_points;
  float *lanes;
  guint *legs;
  int *marks;
  guint n_legs;
  guint n_driven;
  GArray *depots;
  RdmRect bounds;
  guint n_marks;
  guint n_unplaced;
  guint n_selected;
} RdmMapLine;

/** rdm_map_line_new: without points yet. */
RdmMapLine *rdm_map_line_new (const RdmDeskRoute *route) G_GNUC_WARN_UNUSED_RESULT;
void rdm_map_line_free (RdmMapLine *self);

/**
 * rdm_map_line_lay: gives it its points.
 * @ends: (element-type RdmXY): the places it goes to, in order
 * @marks: (element-type int): the mark at each of them, -1 for a depot
 * @way: (element-type RdmPoint) (nullable): by roads; NULL: straight from one to the next
 */
void rdm_map_line_lay (RdmMapLine *self, GArray *ends, GArray *marks, GArray *way);

/** rdm_map_line_project: Returns: (transfer full) (array length=n_points): where its points are
 * drawn, pixels: beside those of others that go along the same road. */
RdmXY *rdm_map_line_project (const RdmMapLine *self,
                             const RdmMapView *view) G_GNUC_WARN_UNUSED_RESULT;

/** rdm_map_line_split: finds the legs of a way with more points than stops: the index of the point
 * nearest to each of @n_ends places, in order. @legs: (out) (array length=n_ends). */
void rdm_map_line_split (
    const RdmXY *points, guint n_points, const RdmXY *ends, guint n_ends, guint *legs);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RdmMapLine, rdm_map_line_free)

G_END_DECLS
