/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What the parts of the grid share: it itself, its hands (pointer and keys), and its editor.
 */
#pragma once

#include "rdm-grid-columns.h"
#include "rdm-grid-header.h"
#include "rdm-grid-painter.h"
#include "rdm-grid-row.h"
#include "rdm-grid.h"

G_BEGIN_DECLS

/** A row that is remembered while others come and go. */
typedef struct
{
  guint row;
  char *id; /* NULL: wherever the first row is */
} RdmGridMark;

struct _RdmGrid
{
  GtkWidget parent_instance;

  /* Owned */
  RdmGridModel *model;
  RdmGridColumns *columns;
  RdmGridPainter *painter;
  GPtrArray *rows;              /* RdmGridRow, borrowed from body, as they follow each other */
  GtkAdjustment *adjustment[2]; /* by GtkOrientation */
  GtkScrollablePolicy policy[2];

  /* Children */
  GtkWidget *header; /* RdmGridHeader */
  GtkWidget *body;

  /* Borrowed */
  GtkEditable *search; /* letters go there; NULL: nowhere */

  /* State */
  RdmGridMark cursor;
  RdmGridMark anchor; /* where a range began */
  guint column;       /* of the cursor */
  gboolean in_cell;   /* the cursor is on one cell, not on the whole row */
  guint sort_column;
  gboolean descending;
  int row_height;
  guint reveal;         /* a row to be brought into view once there is a view, or RDM_GRID_NO_ROW */
  gboolean allocating;  /* no widget may come or move just now */
  gboolean configuring; /* nor need anybody follow an adjustment */
  guint settling;       /* tick callback */

  /* Editing: NULL while nobody does */
  GtkWidget *editor; /* GtkEntry, borrowed from its row */
  char *edited_id;
  guint edited_column;

  /* Selecting by a drag */
  gboolean dragging;
  GdkModifierType drag_state;
  double drag_y;
  guint scrolling; /* tick callback */
};

/* The rows in view */

guint rdm_grid_n_rows (RdmGrid *self);
gboolean rdm_grid_is_rtl (RdmGrid *self);

/** rdm_grid_row_width: px, at least the view's. */
int rdm_grid_row_width (RdmGrid *self);

/** rdm_grid_scrolled: how far, whole px. */
double rdm_grid_scrolled (RdmGrid *self, GtkOrientation orientation);

/** rdm_grid_row_at: Returns: the row at @y of the body, or RDM_GRID_NO_ROW. */
guint rdm_grid_row_at (RdmGrid *self, double y);

/** rdm_grid_column_at: Returns: the column at @x of the body, or RDM_GRID_NO_COLUMN. */
guint rdm_grid_column_at (RdmGrid *self, double x);

/** rdm_grid_widget_of: Returns: (nullable): the widget that shows @row, if it is in view. */
RdmGridRow *rdm_grid_widget_of (RdmGrid *self, guint row);

/** rdm_grid_place_of: where a cell is in the body; of all of its row for RDM_GRID_NO_COLUMN. */
void rdm_grid_place_of (RdmGrid *self, guint row, guint column, GdkRectangle *place);

/** rdm_grid_pinned_row: Returns: (nullable): the widget that keeps its row although it may be out
 * of view: it has the focus, or somebody edits in it. */
GtkWidget *rdm_grid_pinned_row (RdmGrid *self);

/** rdm_grid_grow: widgets enough for @height px of rows. */
void rdm_grid_grow (RdmGrid *self, int height);

/** rdm_grid_show_rows: gives each row in view its widget. @all: they may read something else than
 * before. */
void rdm_grid_show_rows (RdmGrid *self, gboolean all);
void rdm_grid_show_span (RdmGrid *self);
void rdm_grid_allocate_rows (RdmGrid *self);

void rdm_grid_set_adjustment (RdmGrid *self, GtkOrientation orientation, GtkAdjustment *adjustment);

/** rdm_grid_configure: how far it can be scrolled, and is: px. */
void
rdm_grid_configure (RdmGrid *self, GtkOrientation orientation, double value, int all, int page);
void rdm_grid_configure_rows (RdmGrid *self, double value);
void rdm_grid_reveal_row (RdmGrid *self, guint row);
void rdm_grid_reveal_column (RdmGrid *self, guint column);

/** rdm_grid_scroll: by @dy px. */
void rdm_grid_scroll (RdmGrid *self, double dy);

/* The cursor */

void rdm_grid_mark (RdmGrid *self, RdmGridMark *mark, guint row);

/** rdm_grid_follow: finds the marked row among others. */
void rdm_grid_follow (RdmGrid *self, RdmGridMark *mark);

/** rdm_grid_focus_cursor: brings the cursor into view and gives it the focus. */
gboolean rdm_grid_focus_cursor (RdmGrid *self);

/** rdm_grid_follow_focus: somebody else has given the focus to a row: the cursor goes there. */
void rdm_grid_follow_focus (RdmGrid *self);

/** rdm_grid_go: moves the cursor to @row. Shift in @state selects up to there, Ctrl leaves the
 * selection alone. */
void rdm_grid_go (RdmGrid *self, guint row, GdkModifierType state);

/** rdm_grid_go_cell: into the cell at @column of the cursor's row; RDM_GRID_NO_COLUMN: out of it.
 */
void rdm_grid_go_cell (RdmGrid *self, guint column);

/** rdm_grid_select_to: everything between the anchor and @row; Ctrl in @state adds it. */
void rdm_grid_select_to (RdmGrid *self, guint row, GdkModifierType state);

/* Hands and editor */

void rdm_grid_add_pointer (RdmGrid *self);
void rdm_grid_add_keys (RdmGrid *self);

/** rdm_grid_stop_editing: takes what was typed, if it makes sense, and ends. @refocus: the cell
 * takes the focus. */
void rdm_grid_stop_editing (RdmGrid *self, gboolean refocus);

/** rdm_grid_drop_editor: ends without a word: the row is gone. */
void rdm_grid_drop_editor (RdmGrid *self);

G_END_DECLS
