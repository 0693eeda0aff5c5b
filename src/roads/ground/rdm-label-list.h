/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The labels of a region, and from which zoom on each is shown.
 *
 * What is shown is decided once, for all zooms, when the region is made: a label appears at its
 * zoom and stays at every zoom beyond, where things only move apart (Been, Daiches, Yap: Dynamic
 * map labeling, 2006). So whoever paints a piece of the map decides nothing: a label is neither cut
 * nor doubled where two pieces meet, none blinks while the map moves, and none lies on another.
 */
#pragma once

#include <gio/gio.h>
#include <sqlite3.h>

#include "rdm-ground-kind.h"
#include "rdm-world.h"

G_BEGIN_DECLS

/** RdmLabel: @path: of a label along a line, the part of the line that it lies on, with its place
 * in the middle: from @first_point on. */
typedef struct
{
  RdmLabelKind kind;
  const char *text; /* "" of an arrow */
  RdmWorldXY at;
  float angle; /* of an arrow, and where a label lies along a line; radians clockwise from east */
  float zoom;  /* from which it is worth showing; later, from which it has room */
  guint first_point;
  guint n_points;
} RdmLabel;

typedef struct
{
  GArray *labels; /* (element-type RdmLabel) */
  GArray *points; /* (element-type RdmWorldXY) */
  GStringChunk *texts;
} RdmLabelList;

RdmLabelList *rdm_label_list_new (void) G_GNUC_WARN_UNUSED_RESULT;
void rdm_label_list_free (RdmLabelList *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (RdmLabelList, rdm_label_list_free)

/** rdm_label_list_add_point: @text may be too long for a map, and no text at all: then nothing is
 * added. @below: (nullable): in a row of its own. */
void rdm_label_list_add_point (RdmLabelList *self,
                               RdmLabelKind kind,
                               const char *text,
                               const char *below,
                               RdmWorldXY at,
                               double zoom);

/**
 * rdm_label_list_add_along: labels along a line, each as near to one of its halves, quarters and
 * so on as the line is straight enough; the finer the part, the larger the zoom.
 * @kind: along a line, or a shield or an arrow, which stand on it
 */
void rdm_label_list_add_along (RdmLabelList *self,
                               RdmLabelKind kind,
                               const char *text,
                               const RdmWorldXY *points,
                               guint n,
                               double zoom);

/** rdm_label_list_place: works out the zooms; labels that never find room are gone afterwards. */
void rdm_label_list_place (RdmLabelList *self);

/** rdm_label_list_write: into the table of labels. */
gboolean
rdm_label_list_write (RdmLabelList *self, sqlite3 *db, GCancellable *cancellable, GError **error);

G_END_DECLS
