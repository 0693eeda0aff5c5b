/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rdm-grid-model.h"

G_DEFINE_INTERFACE (RdmGridModel, rdm_grid_model, G_TYPE_OBJECT)

static guint changed_signal;

static void
rdm_grid_model_default_init (RdmGridModelInterface *iface)
{
  changed_signal = g_signal_new ("changed", RDM_TYPE_GRID_MODEL, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                 NULL, G_TYPE_NONE, 1, G_TYPE_BOOLEAN);
}

void
rdm_grid_text_clear (RdmGridText *self)
{
  g_free (self->text);
  g_free (self->note);
  *self = (RdmGridText){ 0 };
}

gboolean
rdm_grid_text_equal (const RdmGridText *a, const RdmGridText *b)
{
  return a->ink == b->ink && g_strcmp0 (a->text, b->text) == 0 && g_strcmp0 (a->note, b->note) == 0;
}

guint
rdm_grid_model_get_n_rows (RdmGridModel *self)
{
  return RDM_GRID_MODEL_GET_IFACE (self)->get_n_rows (self);
}

const char *
rdm_grid_model_get_id (RdmGridModel *self, guint row)
{
  return RDM_GRID_MODEL_GET_IFACE (self)->get_id (self, row);
}

guint
rdm_grid_model_find (RdmGridModel *self, const char *id)
{
  return id != NULL ? RDM_GRID_MODEL_GET_IFACE (self)->find (self, id) : RDM_GRID_NO_ROW;
}

void
rdm_grid_model_get_cell (RdmGridModel *self, guint row, guint column, RdmGridText *cell)
{
  RDM_GRID_MODEL_GET_IFACE (self)->get_cell (self, row, column, cell);
}

gboolean
rdm_grid_model_is_selected (RdmGridModel *self, guint row)
{
  return RDM_GRID_MODEL_GET_IFACE (self)->is_selected (self, row);
}

void
rdm_grid_model_select (RdmGridModel *self, guint first, guint n, RdmGridSelect mode)
{
  RDM_GRID_MODEL_GET_IFACE (self)->select (self, first, n, mode);
}

gboolean
rdm_grid_model_edit (RdmGridModel *self, guint row, guint column, const char *text)
{
  return RDM_GRID_MODEL_GET_IFACE (self)->edit (self, row, column, text);
}

void
rdm_grid_model_sort (RdmGridModel *self, guint column, gboolean descending)
{
  RDM_GRID_MODEL_GET_IFACE (self)->sort (self, column, descending);
}

void
rdm_grid_model_changed (RdmGridModel *self, gboolean anew)
{
  g_signal_emit (self, changed_signal, 0, anew);
}
