/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What a grid shows, and whom it tells what the hand does: rows by their number, each with an id
 * that outlasts sorting, and a text for each column. The grid keeps only the rows in view.
 */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

#define RDM_TYPE_GRID_MODEL (rdm_grid_model_get_type ())
G_DECLARE_INTERFACE (RdmGridModel, rdm_grid_model, RDM, GRID_MODEL, GObject)

#define RDM_GRID_NO_ROW G_MAXUINT

/** RdmGridInk: what a text means. Never the colour alone says it: see RdmGridText.note. */
typedef enum
{
  RDM_GRID_PLAIN,
  RDM_GRID_DIM,
  RDM_GRID_WARNING,
  RDM_GRID_ERROR, /* bold as well */
} RdmGridInk;

/**
 * RdmGridText: one cell.
 * @text: (transfer full): what it reads, maybe ""
 * @note: (transfer full) (nullable): what @ink says, in words, for tooltip and screen reader
 */
typedef struct
{
  char *text;
  char *note;
  RdmGridInk ink;
} RdmGridText;

void rdm_grid_text_clear (RdmGridText *self);
gboolean rdm_grid_text_equal (const RdmGridText *a, const RdmGridText *b);

typedef enum
{
  RDM_GRID_SELECT_ONLY, /* instead of what is selected */
  RDM_GRID_SELECT_ADD,
  RDM_GRID_SELECT_TOGGLE,
} RdmGridSelect;

/**
 * RdmGridModelInterface:
 * @get_id: (transfer none): of the row, valid until ::changed
 * @find: the row that has @id, or RDM_GRID_NO_ROW
 * @get_cell: fills @cell, which is zeroed
 * @select: the @n rows from @first; none with RDM_GRID_SELECT_ONLY selects nothing
 * @edit: @text was typed into a cell. Returns: FALSE where it makes no sense; the model has said
 * why then
 * @sort: by @column from now on, what is equal by the columns before
 */
struct _RdmGridModelInterface
{
  GTypeInterface parent;

  guint (*get_n_rows) (RdmGridModel *self);
  const char *(*get_id) (RdmGridModel *self, guint row);
  guint (*find) (RdmGridModel *self, const char *id);
  void (*get_cell) (RdmGridModel *self, guint row, guint column, RdmGridText *cell);
  gboolean (*is_selected) (RdmGridModel *self, guint row);
  void (*select) (RdmGridModel *self, guint first, guint n, RdmGridSelect mode);
  gboolean (*edit) (RdmGridModel *self, guint row, guint column, const char *text);
  void (*sort) (RdmGridModel *self, guint column, gboolean descending);
};

/** RdmGridModel::changed: (anew: gboolean): rows, texts or selection are others now. @anew: because
 * somebody asked for other rows or another order, and so looks for them from the top. */

guint rdm_grid_model_get_n_rows (RdmGridModel *self);
const char *rdm_grid_model_get_id (RdmGridModel *self, guint row);

/** rdm_grid_model_find: @id may be NULL. */
guint rdm_grid_model_find (RdmGridModel *self, const char *id);
void rdm_grid_model_get_cell (RdmGridModel *self, guint row, guint column, RdmGridText *cell);
gboolean rdm_grid_model_is_selected (RdmGridModel *self, guint row);
void rdm_grid_model_select (RdmGridModel *self, guint first, guint n, RdmGridSelect mode);
gboolean rdm_grid_model_edit (RdmGridModel *self, guint row, guint column, const char *text);
void rdm_grid_model_sort (RdmGridModel *self, guint column, gboolean descending);

/** rdm_grid_model_changed: emits ::changed. */
void rdm_grid_model_changed (RdmGridModel *self, gboolean anew);

G_END_DECLS
