/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rdm-import-preview.h"

#include <glib/gi18n.h>
#include <string.h>

#include "rdm-column-title.h"
#include "rdm-fleet-text.h"
#include "rdm-order-text.h"
#include "rdm-pointer-item.h"

struct _RdmImportPreview
{
  GtkWidget parent_instance;

  /* Owned */
  RdmImportSession *session;
  GListStore *store;

  /* Children */
  GtkWidget *scrolled;
  GtkColumnView *view;
};

G_DEFINE_FINAL_TYPE (RdmImportPreview, rdm_import_preview, GTK_TYPE_WIDGET)

/* Columns that both orders and fleet have; what follows is an RdmOrderText, or a field of a vehicle
 * or of its shift. */
enum
{
  COLUMN_LINE,
  COLUMN_FATE,
  COLUMN_TITLE,
  COLUMN_CHANGES,
  COLUMN_CREW,
  COLUMN_FIELD = 100,
  COLUMN_SHIFT_FIELD = 200,
};

static const int order_columns[] = {
  RDM_ORDER_TEXT_NAME,    RDM_ORDER_TEXT_ADDRESS, RDM_ORDER_TEXT_CITY,   RDM_ORDER_TEXT_WINDOWS,
  RDM_ORDER_TEXT_SERVICE, RDM_ORDER_TEXT_PARCELS, RDM_ORDER_TEXT_WEIGHT, RDM_ORDER_TEXT_DATE,
};

static gconstpointer
row_of_kind (const RdmImportEntry *entry, RdmRowKind kind)
{
  for (guint i = 0; entry->rows != NULL && i < entry->rows->len; i++)
    {
      const RdmRow *row = g_ptr_array_index (entry->rows, i);

      if (row != NULL && row->kind == kind)
        return row;
    }
  return NULL;
}

static gboolean
is_fleet (RdmImportPreview *self)
{
  return rdm_import_session_get_schema (self->session) == &rdm_import_fleet_schema;
}

static RdmRowKind
kind_of (int column)
{
  return column < COLUMN_SHIFT_FIELD ? RDM_ROW_VEHICLE : RDM_ROW_SHIFT;
}

static const RdmFleetField *
fleet_field_of (int column)
{
  return rdm_fleet_field (
      kind_of (column),
      (guint)(column - (column < COLUMN_SHIFT_FIELD ? COLUMN_FIELD : COLUMN_SHIFT_FIELD)));
}

/* "Driver 05, Driver 06" */
static char *
crew_text (const RdmImportEntry *entry)
{
  GString *crew = g_string_new (NULL);

  for (guint i = 0; entry->rows != NULL && i < entry->rows->len; i++)
    {
      const RdmRow *row = g_ptr_array_index (entry->rows, i);

      if (row != NULL && row->kind == RDM_ROW_DRIVER)
        g_string_append_printf (crew, "%s%s", crew->len > 0 ? ", " : "",
                                ((const RdmDriver *)row)->name);
    }
  return g_string_free (crew, FALSE);
}

static gboolean
has_question (RdmImportPreview *self)
{
  const RdmImportResult *result = rdm_import_session_get_result (self->session);

  return result != NULL && result->questions->len > 0;
}

static char *
cell_text (RdmImportPreview *self, int column, const RdmImportEntry *entry)
{
  const RdmOrder *order = row_of_kind (entry, RDM_ROW_ORDER);
  gconstpointer fleet;

  switch (column)
    {
    case COLUMN_LINE:
      return g_strdup_printf ("%u", entry->line);
    case COLUMN_FATE:
      return g_strdup (rdm_import_fate_label (entry->fate));
    case COLUMN_TITLE:
      return g_strdup (entry->title);
    case COLUMN_CHANGES:
      return g_strdup (entry->changes != NULL ? entry->changes : "");
    case COLUMN_CREW:
      return crew_text (entry);
    case COLUMN_FIELD + RDM_ORDER_TEXT_DATE:
      /* Until somebody has said how it is to be read. */
      if (order != NULL && has_question (self))
        return g_strdup ("?");
      G_GNUC_FALLTHROUGH;
    default:
      if (order != NULL)
        return rdm_order_text_get ((RdmOrderText)(column - COLUMN_FIELD), order, RDM_STOP_DELIVERY);
      fleet = is_fleet (self) ? row_of_kind (entry, kind_of (column)) : NULL;
      return fleet != NULL ? rdm_fleet_field_get (
                 fleet_field_of (column), fleet,
                 rdm_desk_get_settings (rdm_import_session_get_desk (self->session))->currency)
                           : g_strdup ("");
    }
}

static const char *
fate_class (RdmImportFate fate)
{
  switch (fate)
    {
    case RDM_IMPORT_CREATED:
      return "success";
    case RDM_IMPORT_CHANGED:
      return "accent";
    case RDM_IMPORT_BROKEN:
    case RDM_IMPORT_REFUSED_BY_PLAN:
      return "error";
    default:
      return "dim-label";
    }
}

static void
show_cell (GtkListItem *list_item)
{
  GtkWidget *label = gtk_list_item_get_child (list_item);
  RdmImportPreview *self = g_object_get_data (G_OBJECT (label), "preview");
  int column = GPOINTER_TO_INT (g_object_get_data (G_OBJECT (label), "column"));
  const RdmImportEntry *entry = rdm_pointer_item_get (gtk_list_item_get_item (list_item));
  g_autofree char *text = cell_text (self, column, entry);

  gtk_label_set_text (GTK_LABEL (label), text);
  if (gtk_widget_get_parent (label) != NULL)
    gtk_accessible_update_property (GTK_ACCESSIBLE (gtk_widget_get_parent (label)),
                                    GTK_ACCESSIBLE_PROPERTY_LABEL,
                                    *text != '\0' ? text : _ ("empty"), -1);
  if (column == COLUMN_FATE)
    {
      const char *classes[] = { fate_class (entry->fate), NULL };

      gtk_widget_set_css_classes (label, classes);
    }
}

static gboolean
is_number (RdmImportPreview *self, int column)
{
  if (column < COLUMN_FIELD)
    return column == COLUMN_LINE;
  if (is_fleet (self))
    return rdm_fleet_field_is_number (fleet_field_of (column));
  return rdm_order_text_is_number ((RdmOrderText)(column - COLUMN_FIELD));
}

static void
setup_cb (GtkSignalListItemFactory *factory, GtkListItem *list_item, gpointer user_data)
{
  GtkWidget *label = gtk_label_new (NULL);
  gboolean number =
      is_number (g_object_get_data (G_OBJECT (factory), "preview"), GPOINTER_TO_INT (user_data));

  gtk_label_set_xalign (GTK_LABEL (label), number ? 1 : 0);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  if (number)
    gtk_widget_add_css_class (label, "numeric");
  g_object_set_data (G_OBJECT (label), "preview",
                     g_object_get_data (G_OBJECT (factory), "preview"));
  g_object_set_data (G_OBJECT (label), "column", user_data);
  gtk_list_item_set_child (list_item, label);
}

static void
bind_cb (GtkSignalListItemFactory *factory, GtkListItem *list_item, gpointer user_data)
{
  g_signal_connect_swapped (gtk_list_item_get_item (list_item), "changed", G_CALLBACK (show_cell),
                            list_item);
  show_cell (list_item);
}

static void
unbind_cb (GtkSignalListItemFactory *factory, GtkListItem *list_item, gpointer user_data)
{
  g_signal_handlers_disconnect_by_func (gtk_list_item_get_item (list_item), show_cell, list_item);
}

#define TITLE_PADDING 28 /* around a title, px */

/* What a title needs, in whatever language: it would be cut. */
static int
title_width (RdmImportPreview *self, const char *title)
{
  g_autoptr (PangoLayout) layout = gtk_widget_create_pango_layout (GTK_WIDGET (self->view), title);
  int width;

  pango_layout_get_pixel_size (layout, &width, NULL);
  return width + TITLE_PADDING;
}

static void
add_column (RdmImportPreview *self, int id, const char *title, int width)
{
  GtkListItemFactory *factory = gtk_signal_list_item_factory_new ();
  g_autoptr (GtkColumnViewColumn) column = NULL;

  g_object_set_data (G_OBJECT (factory), "preview", self);
  g_signal_connect (factory, "setup", G_CALLBACK (setup_cb), GINT_TO_POINTER (id));
  g_signal_connect (factory, "bind", G_CALLBACK (bind_cb), GINT_TO_POINTER (id));
  g_signal_connect (factory, "unbind", G_CALLBACK (unbind_cb), GINT_TO_POINTER (id));
  column = gtk_column_view_column_new (title, factory);
  gtk_column_view_column_set_fixed_width (column, MAX (width, title_width (self, title)));
  gtk_column_view_column_set_resizable (column, TRUE);
  g_object_set_data (G_OBJECT (column), "column", GINT_TO_POINTER (id));
  gtk_column_view_append_column (self->view, column);
  if (is_number (self, id))
    rdm_column_view_align_last (self->view);
}

static void
add_fleet_columns (RdmImportPreview *self, RdmRowKind kind, guint from, int first_column)
{
  const char *currency =
      rdm_desk_get_settings (rdm_import_session_get_desk (self->session))->currency;
  guint n;

  rdm_fleet_fields (kind, &n);
  for (guint i = from; i < n; i++)
    {
      const RdmFleetField *field = rdm_fleet_field (kind, i);
      g_autofree char *title = rdm_fleet_field_title (field, currency);

      add_column (self, first_column + (int)i, title, 120);
    }
}

static void
add_columns (RdmImportPreview *self)
{
  add_column (self, COLUMN_LINE, _ ("Line"), 60);
  add_column (self, COLUMN_FATE, _ ("Becomes"), 100);
  add_column (self, COLUMN_TITLE, is_fleet (self) ? _ ("Vehicle") : _ ("Reference"), 140);
  if (is_fleet (self))
    {
      add_column (self, COLUMN_CREW, _ ("Driver"), 120);
      add_fleet_columns (self, RDM_ROW_SHIFT, 0, COLUMN_SHIFT_FIELD);
      /* The first is the name, which is the title. */
      add_fleet_columns (self, RDM_ROW_VEHICLE, 1, COLUMN_FIELD);
    }
  else
    for (guint i = 0; i < G_N_ELEMENTS (order_columns); i++)
      add_column (self, COLUMN_FIELD + order_columns[i],
                  rdm_order_text_label ((RdmOrderText)order_columns[i]),
                  order_columns[i] == RDM_ORDER_TEXT_ADDRESS                  ? 200
                  : rdm_order_text_is_number ((RdmOrderText)order_columns[i]) ? 90
                                                                              : 120);
  add_column (self, COLUMN_CHANGES, _ ("What changes"), 200);
}

static gboolean
has_text (RdmImportPreview *self, int column, GPtrArray *entries)
{
  for (guint i = 0; i < entries->len; i++)
    {
      g_autofree char *text = cell_text (self, column, g_ptr_array_index (entries, i));

      if (*text != '\0' && strcmp (text, "0") != 0)
        return TRUE;
    }
  return FALSE;
}

/* A column of nothing takes the room of one that says something. */
static void
hide_empty_columns (RdmImportPreview *self, GPtrArray *entries)
{
  GListModel *columns = gtk_column_view_get_columns (self->view);

  for (guint i = 0; i < g_list_model_get_n_items (columns); i++)
    {
      g_autoptr (GtkColumnViewColumn) column = g_list_model_get_item (columns, i);
      int id = GPOINTER_TO_INT (g_object_get_data (G_OBJECT (column), "column"));

      gtk_column_view_column_set_visible (column,
                                          id < COLUMN_CHANGES || has_text (self, id, entries));
    }
}

static void
refresh (RdmImportPreview *self)
{
  const RdmImportResult *result = rdm_import_session_get_result (self->session);

  if (rdm_import_session_get_state (self->session) != RDM_IMPORT_STATE_READY)
    return;
  rdm_pointer_item_fill (self->store, result != NULL ? result->entries : NULL);
  if (result != NULL)
    hide_empty_columns (self, result->entries);
}

static void
dispose (GObject *object)
{
  RdmImportPreview *self = RDM_IMPORT_PREVIEW (object);

  g_clear_pointer (&self->scrolled, gtk_widget_unparent);
  g_clear_object (&self->store);
  g_clear_object (&self->session);
  G_OBJECT_CLASS (rdm_import_preview_parent_class)->dispose (object);
}

static void
rdm_import_preview_class_init (RdmImportPreviewClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = dispose;
  gtk_widget_class_set_layout_manager_type (GTK_WIDGET_CLASS (klass), GTK_TYPE_BIN_LAYOUT);
}

static void
rdm_import_preview_init (RdmImportPreview *self)
{
  self->store = g_list_store_new (RDM_TYPE_POINTER_ITEM);
  self->view = GTK_COLUMN_VIEW (gtk_column_view_new (
      GTK_SELECTION_MODEL (gtk_no_selection_new (G_LIST_MODEL (g_object_ref (self->store))))));
  gtk_widget_add_css_class (GTK_WIDGET (self->view), "data-table");
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->view), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("Preview"), -1);
  self->scrolled = gtk_scrolled_window_new ();
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (self->scrolled), GTK_WIDGET (self->view));
  gtk_widget_set_parent (self->scrolled, GTK_WIDGET (self));
}

GtkWidget *
rdm_import_preview_new (RdmImportSession *session)
{
  RdmImportPreview *self = g_object_new (RDM_TYPE_IMPORT_PREVIEW, NULL);

  self->session = g_object_ref (session);
  add_columns (self);
  g_signal_connect_object (session, "changed", G_CALLBACK (refresh), self, G_CONNECT_SWAPPED);
  return GTK_WIDGET (self);
}
