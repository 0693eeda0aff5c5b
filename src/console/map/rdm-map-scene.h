/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What the desk shows, as the map sees it: lines and marks on the unit square of Web Mercator. A
 * change of rows lays the lines that it touches anew; a selection or a preview only changes what is
 * there. Made anew when stops come, go, or have another place.
 */
#pragma once

#include "rdm-desk.h"
#include "rdm-glyph.h"
#include "rdm-map-geometry.h"
#include "rdm-map-grid.h"
#include "rdm-map-line.h"

G_BEGIN_DECLS

/** RdmMapMark: a stop. @park: where the vehicle stops, if somebody has said so; @state: as it is
 * marked. */
typedef struct
{
  RdmXY at;
  RdmXY park;
  gboolean has_park;
  RdmStop *stop;
  RdmStopState state;
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
  GArray *marks;         /* (element-type RdmMapMark): only those that have a place; by stop id */
  GArray *depots;        /* (element-type RdmMapDepot) */
  GHashTable *by_stop;   /* stop id → index in marks + 1 */
  GHashTable *previewed; /* ids of the routes that are previewed */
  RdmMapGrid *grid;      /* of the marks */
  int selected_line;     /* of the route selected as a whole, -1: none */
  guint n_selected;      /* marks */
  guint n_unplaced;      /* stops of the day that have no place */
  guint n_tray_marks;
  guint n_tray_unplaced;
  guint next_line;      /* the first one that rdm_map_scene_follow_live() looks at */
  gboolean is_outdated; /* see rdm_map_scene_follow() */
} RdmMapScene;

RdmMapScene *rdm_map_scene_new (RdmDesk *desk) G_GNUC_WARN_UNUSED_RESULT;
void rdm_map_scene_free (RdmMapScene *self);

/** rdm_map_scene_follow: brings the scene up to what the desk has after a change. Returns: FALSE:
 * that takes a new scene, and this one must not be used any more. */
gboolean rdm_map_scene_follow (RdmMapScene *self, RdmDesk *desk, const RdmDeskTouched *touched);

/** rdm_map_scene_follow_live: marks stops as they are expected now, a little at a time: those that
 * it has no time for are next. Returns: whether any is marked otherwise than before. */
gboolean rdm_map_scene_follow_live (RdmMapScene *self, RdmDesk *desk);

void rdm_map_scene_update_selection (RdmMapScene *self, RdmDesk *desk);
void rdm_map_scene_update_preview (RdmMapScene *self, RdmDesk *desk);

/** rdm_map_scene_find: Returns: (nullable): the mark of @stop; NULL when it has no place. */
const RdmMapMark *rdm_map_scene_find (const RdmMapScene *self, const char *stop);

/** rdm_map_scene_mark: Returns: (nullable): the mark with @index; NULL below 0. */
const RdmMapMark *rdm_map_scene_mark (const RdmMapScene *self, int index);

/** rdm_map_scene_sort: @marks: (element-type guint): indexes of marks, put in the order in which
 * their stops are visited; those in the tray come last. */
void rdm_map_scene_sort (const RdmMapScene *self, GArray *marks);

/** rdm_map_scene_line_of: Returns: (nullable): the line that @mark is on. */
const RdmMapLine *rdm_map_scene_line_of (const RdmMapScene *self, const RdmMapMark *mark);

/** rdm_map_scene_bounds: Returns: the box around what is selected, or around everything; may be
 * empty. */
RdmRect rdm_map_scene_bounds (const RdmMapScene *self, gboolean selected);

/** rdm_map_scene_describe: Returns: (transfer full): what the map shows, in a sentence. */
char *rdm_map_scene_describe (const RdmMapScene *self) G_GNUC_WARN_UNUSED_RESULT;

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RdmMapScene, rdm_map_scene_free)

G_END_DECLS
