/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Where the columns of a grid are. Places are px from the side where lines begin: the left, or the
 * right where the language runs that way.
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

#define RDM_GRID_NO_COLUMN G_MAXUINT

/**
 * RdmGridColumn:
 * @title: (transfer none): outlives the grid
 * @width: px to begin with; never less than the title needs
 * @expand: takes what is left of the view
 * @number: stands at the end of its column
 * @editable: see RdmGridModelInterface.edit
 */
typedef struct
{
  const char *title;
  int width;
  gboolean expand;
  gboolean number;
  gboolean editable;
} RdmGridColumn;

typedef struct _RdmGridColumns RdmGridColumns;

/** rdm_grid_columns_new: copies @columns. */
RdmGridColumns *rdm_grid_columns_new (const RdmGridColumn *columns,
                                      guint n) G_GNUC_WARN_UNUSED_RESULT;
void rdm_grid_columns_free (RdmGridColumns *self);

guint rdm_grid_columns_get_n (const RdmGridColumns *self);
const RdmGridColumn *rdm_grid_columns_get (const RdmGridColumns *self, guint column);

/** rdm_grid_columns_set_title_width: what the title of @column needs, px. */
void rdm_grid_columns_set_title_width (RdmGridColumns *self, guint column, int width);

/** rdm_grid_columns_resize: a hand has given @column its width; it no longer expands. */
void rdm_grid_columns_resize (RdmGridColumns *self, guint column, int width);

/** rdm_grid_columns_get_given: Returns: the width that a hand has given @column, px; 0: none. */
int rdm_grid_columns_get_given (const RdmGridColumns *self, guint column);

/** rdm_grid_columns_layout: places them for a view of @width. Returns: the width of all. */
int rdm_grid_columns_layout (RdmGridColumns *self, int width);
int rdm_grid_columns_get_total (const RdmGridColumns *self);

/** rdm_grid_columns_get_place: as laid out last. */
void rdm_grid_columns_get_place (const RdmGridColumns *self, guint column, int *x, int *width);

/** rdm_grid_columns_at: Returns: the column at @x, or RDM_GRID_NO_COLUMN. */
guint rdm_grid_columns_at (const RdmGridColumns *self, double x);

/** rdm_grid_columns_ending_at: Returns: the column whose end is within @reach of @x, or
 * RDM_GRID_NO_COLUMN. */
guint rdm_grid_columns_ending_at (const RdmGridColumns *self, double x, double reach);

/** rdm_grid_columns_editable_from: Returns: the first editable column at or behind @column (before
 * it with @step -1), or RDM_GRID_NO_COLUMN. */
guint rdm_grid_columns_editable_from (const RdmGridColumns *self, guint column, int step);

G_END_DECLS
