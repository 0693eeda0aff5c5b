/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The road of a route as one line, measured from its start, and where on it the stops are. Inside
 * the module.
 */
#pragma once

#include "rdm-geo.h"

G_BEGIN_DECLS

/** RdmWayLine: never changes. */
typedef struct
{
  GArray *points; /* (element-type RdmPoint) */
  guint n_points;
  double *x_m; /* (array) n_points: on a plane about the line */
  double *y_m;
  double *along_m; /* (array) n_points: from the start */
  double length_m;
  gboolean is_estimated; /* straight from stop to stop: nobody drives like that */
  double *visits_m;      /* (array) n_visits: along the line; ascending */
  guint n_visits;
  RdmPoint middle; /* of the plane */
  double metres_per_lon_deg;
} RdmWayLine;

/** RdmWaySpot: a place of the line. */
typedef struct
{
  double along_m;
  double away_m; /* from there to the point that was asked about */
} RdmWaySpot;

#define RDM_WAY_SPOTS_MAX 8

/**
 * rdm_way_line_new:
 * @points: (element-type RdmPoint): at least one; kept by reference
 * @visits: (array) n_visits: through which it leads, in order; one that is not set is where the one
 *   before is
 * @legs_m: (array) n_visits (nullable): how far each is from the one before
 *
 * Returns: (transfer full)
 */
RdmWayLine *rdm_way_line_new (GArray *points,
                              const RdmPoint *visits,
                              const double *legs_m,
                              guint n_visits) G_GNUC_WARN_UNUSED_RESULT;
void rdm_way_line_free (RdmWayLine *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (RdmWayLine, rdm_way_line_free)

/** rdm_way_line_at: Returns: the point at @along_m. @heading_deg: (out) (optional): of who drives
 * along there; NaN of a line without length. */
RdmPoint rdm_way_line_at (const RdmWayLine *self, double along_m, double *heading_deg);

/**
 * rdm_way_line_find: the places that are nearest to @point, each the nearest of its surroundings: a
 * line that passes a place twice has two.
 * @from_m, @to_m: of the line
 * @most_m: no farther away
 * @spots: (out) (array) RDM_WAY_SPOTS_MAX: the nearest of them, in the order of the line
 *
 * Returns: how many
 */
guint rdm_way_line_find (const RdmWayLine *self,
                         RdmPoint point,
                         double from_m,
                         double to_m,
                         double most_m,
                         RdmWaySpot *spots);

/** rdm_way_line_get_distance: Returns: metres from @point to the line. */
double rdm_way_line_get_distance (const RdmWayLine *self, RdmPoint point);

G_END_DECLS
