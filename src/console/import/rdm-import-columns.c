/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rdm-import-columns.h"

#include <adwaita.h>
#include <glib/gi18n.h>

struct _RdmImportColumns
{
  GtkWidget parent_instance;

  /* Owned */
  RdmImportSession *session;
  gboolean filling;

  /* Children */
  GtkWidget *scrolled;
  GtkListBox *list;
  GPtrArray *fields;  /* GtkDropDown, one a column */
  GPtrArray *formats; /* GtkDropDown, one a column */
  GtkSizeGroup *field_width;
  GtkSizeGroup *format_width;
};

G_DEFINE_FINAL_TYPE (RdmImportColumns, rdm_import_columns, GTK_TYPE_WIDGET)

static guint
index_of (GPtrArray *dropdowns, gpointer dropdown)
{
  guint i = 0;

  g_ptr_array_find (dropdowns, dropdown, &i);
  return i;
}

static void
field_cb (RdmImportColumns *self, GParamSpec *pspec, GtkDropDown *dropdown)
{
  if (!self->filling)
    rdm_import_session_set_field (self->session, index_of (self->fields, dropdown),
                                  gtk_drop_down_get_selected (dropdown));
}

static void
format_cb (RdmImportColumns *self, GParamSpec *pspec, GtkDropDown *dropdown)
{
  guint column = index_of (self->formats, dropdown);
  const RdmImportSchema *schema = rdm_import_session_get_schema (self->session);
  const RdmImportMapping *mapping = rdm_import_session_get_mapping (self->session);
  const RdmImportFormat *formats =
      schema->fields[rdm_import_mapping_get_column (mapping, column)->field].formats;
  guint selected = gtk_drop_down_get_selected (dropdown);

  if (!self->filling && formats != NULL && selected != GTK_INVALID_LIST_POSITION)
    rdm_import_session_set_format (self->session, column,
                                   selected == 0 ? RDM_IMPORT_FORMAT_AUTO : formats[selected - 1]);
}

/* The formats that the column's field may be written in; hidden where there is nothing to choose.
 */
static void
show_formats (RdmImportColumns *self, guint column)
{
  const RdmImportSchema *schema = rdm_import_session_get_schema (self->session);
  const RdmImportColumn *shown =
      rdm_import_mapping_get_column (rdm_import_session_get_mapping (self->session), column);
  const RdmImportFormat *formats = schema->fields[shown->field].formats;
  GtkDropDown *dropdown = g_ptr_array_index (self->formats, column);
  g_autoptr (GtkStringList) list = gtk_string_list_new (NULL);
  guint selected = 0;

  gtk_widget_set_visible (GTK_WIDGET (dropdown), formats != NULL);
  gtk_string_list_append (list, _ ("as written"));
  for (guint i = 0; formats != NULL && formats[i] != RDM_IMPORT_FORMAT_AUTO; i++)
    {
      gtk_string_list_append (list, rdm_import_format_label (formats[i]));
      if (formats[i] == shown->format)
        selected = i + 1;
    }
  gtk_drop_down_set_model (dropdown, G_LIST_MODEL (list));
  gtk_drop_down_set_selected (dropdown, selected);
}

static void
refresh (RdmImportColumns *self)
{
  const RdmImportMapping *mapping = rdm_import_session_get_mapping (self->session);

  if (mapping == NULL || self->fields->len == 0)
    return;
  self->filling = TRUE;
  for (guint i = 0; i < self->fields->len; i++)
    {
      const RdmImportColumn *column = rdm_import_mapping_get_column (mapping, i);
      GtkWidget *dropdown = g_ptr_array_index (self->fields, i);

      gtk_drop_down_set_selected (GTK_DROP_DOWN (dropdown), column->field);
      show_formats (self, i);
    }
  self->filling = FALSE;
}

/* A value from the file says more than a heading. */
static char *
sample_of (const RdmImportTable *table, guint column)
{
  for (guint row = 0; row < rdm_import_table_get_n_rows (table); row++)
    {
      const char *cell = rdm_import_table_get_cell (table, row, column);

      if (*cell != '\0')
        return g_strdup_printf ("%.60s", cell);
    }
  return g_strdup (_ ("empty"));
}

static GtkWidget *
find_inside (GtkWidget *widget, GType type)
{
  if (G_TYPE_CHECK_INSTANCE_TYPE (widget, type))
    return widget;
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = find_inside (child, type);

      if (found != NULL)
        return found;
    }
  return NULL;
}

/* Three dozen meanings are found by typing, not by scrolling: the list opens ready for it. */
static void
add_search (GtkWidget *dropdown)
{
  GtkWidget *popover;
  GtkWidget *search;

  gtk_drop_down_set_enable_search (GTK_DROP_DOWN (dropdown), TRUE);
  popover = find_inside (dropdown, GTK_TYPE_POPOVER);
  search = popover != NULL ? find_inside (popover, GTK_TYPE_SEARCH_ENTRY) : NULL;
  if (search == NULL)
    return;
  gtk_accessible_update_property (GTK_ACCESSIBLE (search), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("Search the meanings"), -1);
  g_signal_connect_object (popover, "map", G_CALLBACK (gtk_widget_grab_focus), search,
                           G_CONNECT_SWAPPED | G_CONNECT_AFTER);
}

static GtkWidget *
column_row (RdmImportColumns *self, guint column)
{
  const RdmImportSchema *schema = rdm_import_session_get_schema (self->session);
  const RdmImportTable *table = rdm_import_session_get_table (self->session);
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 8);
  GtkWidget *texts = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *header = gtk_label_new (rdm_import_table_get_header (table, column));
  g_autofree char *sample_text = sample_of (table, column);
  GtkWidget *sample = gtk_label_new (sample_text);
  g_autoptr (GtkStringList) names = gtk_string_list_new (NULL);
  GtkWidget *field;
  GtkWidget *format = gtk_drop_down_new (NULL, NULL);
  /* Keeps the place of a format where there is none to choose. */
  GtkWidget *format_place = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  g_autofree char *name =
      g_strdup_printf (_ ("Meaning of the column %s"), rdm_import_table_get_header (table, column));
  g_autofree char *format_name =
      g_strdup_printf (_ ("Format of the column %s"), rdm_import_table_get_header (table, column));

  for (guint i = 0; i < schema->n_fields; i++)
    gtk_string_list_append (names, rdm_import_field_label (schema, i));
  field = gtk_drop_down_new (G_LIST_MODEL (g_steal_pointer (&names)),
                             gtk_property_expression_new (GTK_TYPE_STRING_OBJECT, NULL, "string"));
  add_search (field);
  gtk_label_set_xalign (GTK_LABEL (header), 0);
  gtk_label_set_ellipsize (GTK_LABEL (header), PANGO_ELLIPSIZE_END);
  gtk_label_set_xalign (GTK_LABEL (sample), 0);
  gtk_label_set_ellipsize (GTK_LABEL (sample), PANGO_ELLIPSIZE_END);
  gtk_widget_add_css_class (sample, "caption");
  gtk_widget_add_css_class (sample, "dim-label");
  gtk_widget_set_hexpand (texts, TRUE);
  gtk_widget_set_size_request (texts, 110, -1);
  gtk_widget_set_valign (field, GTK_ALIGN_CENTER);
  gtk_widget_set_valign (format_place, GTK_ALIGN_CENTER);
  gtk_widget_set_tooltip_text (texts, rdm_import_table_get_header (table, column));
  gtk_size_group_add_widget (self->field_width, field);
  gtk_size_group_add_widget (self->format_width, format_place);
  gtk_accessible_update_property (GTK_ACCESSIBLE (field), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  gtk_accessible_update_property (GTK_ACCESSIBLE (format), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  format_name, -1);
  gtk_box_append (GTK_BOX (texts), header);
  gtk_box_append (GTK_BOX (texts), sample);
  gtk_box_append (GTK_BOX (box), texts);
  gtk_box_append (GTK_BOX (box), field);
  gtk_box_append (GTK_BOX (format_place), format);
  gtk_box_append (GTK_BOX (box), format_place);
  gtk_widget_add_css_class (box, "import-column");
  g_ptr_array_add (self->fields, field);
  g_ptr_array_add (self->formats, format);
  g_signal_connect_swapped (field, "notify::selected", G_CALLBACK (field_cb), self);
  g_signal_connect_swapped (format, "notify::selected", G_CALLBACK (format_cb), self);
  return box;
}

static void
loaded_cb (RdmImportColumns *self)
{
  guint n = rdm_import_table_get_n_columns (rdm_import_session_get_table (self->session));

  self->filling = TRUE;
  for (guint i = 0; i < n; i++)
    {
      GtkWidget *row = gtk_list_box_row_new ();

      gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), column_row (self, i));
      gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), FALSE);
      gtk_widget_set_focusable (row, FALSE);
      gtk_list_box_append (self->list, row);
    }
  self->filling = FALSE;
  refresh (self);
}

static void
dispose (GObject *object)
{
  RdmImportColumns *self = RDM_IMPORT_COLUMNS (object);

  g_clear_pointer (&self->scrolled, gtk_widget_unparent);
  g_clear_pointer (&self->fields, g_ptr_array_unref);
  g_clear_pointer (&self->formats, g_ptr_array_unref);
  g_clear_object (&self->field_width);
  g_clear_object (&self->format_width);
  g_clear_object (&self->session);
  G_OBJECT_CLASS (rdm_import_columns_parent_class)->dispose (object);
}

static void
rdm_import_columns_class_init (RdmImportColumnsClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = dispose;
  gtk_widget_class_set_layout_manager_type (GTK_WIDGET_CLASS (klass), GTK_TYPE_BIN_LAYOUT);
}

static void
rdm_import_columns_init (RdmImportColumns *self)
{
  self->fields = g_ptr_array_new ();
  self->formats = g_ptr_array_new ();
  self->field_width = gtk_size_group_new (GTK_SIZE_GROUP_HORIZONTAL);
  self->format_width = gtk_size_group_new (GTK_SIZE_GROUP_HORIZONTAL);
  self->list = GTK_LIST_BOX (gtk_list_box_new ());
  gtk_list_box_set_selection_mode (self->list, GTK_SELECTION_NONE);
  gtk_widget_add_css_class (GTK_WIDGET (self->list), "background");
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->list), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("Columns"), -1);
  self->scrolled = gtk_scrolled_window_new ();
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (self->scrolled), GTK_POLICY_NEVER,
                                  GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (self->scrolled), GTK_WIDGET (self->list));
  gtk_widget_set_parent (self->scrolled, GTK_WIDGET (self));
}

GtkWidget *
rdm_import_columns_new (RdmImportSession *session)
{
  RdmImportColumns *self = g_object_new (RDM_TYPE_IMPORT_COLUMNS, NULL);

  self->session = g_object_ref (session);
  g_signal_connect_object (session, "loaded", G_CALLBACK (loaded_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (session, "changed", G_CALLBACK (refresh), self, G_CONNECT_SWAPPED);
  return GTK_WIDGET (self);
}
