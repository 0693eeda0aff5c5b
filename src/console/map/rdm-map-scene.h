/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What the desk shows, as the map sees it: lines and marks on the unit square of Web Mercator. Made
 * anew when rows change; a selection or a preview only changes what is there.
 */
#pragma once

#include "rdm-desk.h"
#include "rdm-glyph.h"
#include "rdm-map-geometry.h"
#include "rdm-map-grid.h"

G_BEGIN_DECLS

/** RdmMapLine: the way of a route. Leg k runs from points[legs[k]] to points[legs[k + 1]]. */
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
  guint *legs; /* n_legs + 1 of them */
  int *marks;  /* n_legs + 1: the mark at either end of a leg, -1 for a depot */
  guint n_legs;
  guint n_driven; /* legs that lie behind the driver */
  RdmRect bounds;
  guint n_selected; /* stops on it that are selected */
} RdmMapLine;

/** RdmMapMark: a stop. */
typedef struct
{
  RdmXY at;
  RdmStop *stop;
  int line;   /* index of its route's line, -1 in the tray */
  int number; /* place on the route from 1; 0 in the tray */
  RdmGlyphFlags flags;
  int preview; /* index of the preview that it is on, -1: none */
  int preview_number;
} RdmMapMark;

/** RdmMapDepot: where routes begin or end. */
typedef struct
{
  RdmXY at;
  GArray *lines; /* (element-type guint): of the routes that begin or end here */
} RdmMapDepot;

typedef struct
{
  GPtrArray *lines;      /* (element-type RdmMapLine): one a route, in the desk's order */
  GPtrArray *previews;   /* (element-type RdmMapLine): empty while nothing is previewed */
  GArray *marks;         /* (element-type RdmMapMark): only those that have a place */
  GArray *depots;        /* (element-type RdmMapDepot) */
  GHashTable *by_stop;   /* stop id → index in marks + 1 */
  GHashTable *previewed; /* ids of the routes that are previewed */
  RdmMapGrid *grid;      /* of the marks */
  int selected_line;     /* of the route selected as a whole, -1: none */
  guint n_selected;      /* marks */
  guint n_unplaced;      /* stops of the day that have no place */
} RdmMapScene;

RdmMapScene *rdm_map_scene_new (RdmDesk *desk) G_GNUC_WARN_UNUSED_RESULT;
void rdm_map_scene_free (RdmMapScene *self);

void rdm_map_scene_update_selection (RdmMapScene *self, RdmDesk *desk);
void rdm_map_scene_update_preview (RdmMapScene *self, RdmDesk *desk);

/** rdm_map_scene_find: Returns: (nullable): the mark of @stop; NULL when it has no place. */
const RdmMapMark *rdm_map_scene_find (const RdmMapScene *self, const char *stop);

/** rdm_map_scene_mark: Returns: (nullable): the mark with @index; NULL below 0. */
const RdmMapMark *rdm_map_scene_mark (const RdmMapScene *self, int index);

/** rdm_map_scene_line_of: Returns: (nullable): the line that @mark is on. */
const RdmMapLine *rdm_map_scene_line_of (const RdmMapScene *self, const RdmMapMark *mark);

/** rdm_map_scene_bounds: Returns: the box around what is selected, or around everything; may be
 * empty. */
RdmRect rdm_map_scene_bounds (const RdmMapScene *self, gboolean selected);

/** rdm_map_scene_describe: Returns: (transfer full): what the map shows, in a sentence. */
char *rdm_map_scene_describe (const RdmMapScene *self) G_GNUC_WARN_UNUSED_RESULT;

/** rdm_map_line_split: finds the legs of a way with more points than stops: the index of the point
 * nearest to each of
 *  @n_ends places, in order. @legs: (out) (array length=n_ends). */
void rdm_map_line_split (
    const RdmXY *points, guint n_points, const RdmXY *ends, guint n_ends, guint *legs);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RdmMapScene, rdm_map_scene_free)

G_END_DECLS
