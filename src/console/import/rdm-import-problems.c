/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rdm-import-problems.h"

#include <adwaita.h>
#include <glib/gi18n.h>

#include "rdm-pointer-item.h"

struct _RdmImportProblems
{
  GtkWidget parent_instance;

  /* Owned */
  RdmImportSession *session;
  GListStore *store;

  /* Children */
  GtkWidget *box;
  GtkLabel *title;
  GtkWidget *repair_all;
};

G_DEFINE_FINAL_TYPE (RdmImportProblems, rdm_import_problems, GTK_TYPE_WIDGET)

static void
repair_cb (RdmImportProblems *self, GtkWidget *button)
{
  RdmPointerItem *item = g_object_get_data (G_OBJECT (button), "item");
  const RdmImportProblem *problem = item != NULL ? rdm_pointer_item_get (item) : NULL;
  RdmRepair repair = (RdmRepair)GPOINTER_TO_INT (g_object_get_data (G_OBJECT (button), "repair"));

  if (problem != NULL)
    rdm_import_session_repair (self->session, problem->code, problem->line,
                               problem->repaired == repair ? RDM_REPAIR_NONE : repair);
}

/* What the repairs of a problem may take of a line, pixels; those of some languages take two. */
#define REPAIRS_WIDTH 540
#define REPAIRS_SPACING 6

static GtkWidget *
repair_button (GtkWidget *lines, guint i)
{
  return g_ptr_array_index ((GPtrArray *)g_object_get_data (G_OBJECT (lines), "buttons"), i);
}

static void
take_out (GtkWidget *button)
{
  GtkWidget *line = gtk_widget_get_parent (button);

  if (line != NULL)
    gtk_box_remove (GTK_BOX (line), button);
}

/* Puts the first @n buttons into as few lines as they fit in. One that is where it belongs stays:
 * taken out for a moment, it would lose the keyboard. */
static void
lay_out_repairs (GtkWidget *lines, guint n)
{
  GtkWidget *line = gtk_widget_get_first_child (lines);
  GtkWidget *before = NULL;
  int used = 0;

  for (guint i = 0; i < n; i++)
    {
      GtkWidget *button = repair_button (lines, i);
      int width;

      gtk_widget_measure (button, GTK_ORIENTATION_HORIZONTAL, -1, NULL, &width, NULL, NULL);
      if (used > 0 && used + width > REPAIRS_WIDTH && gtk_widget_get_next_sibling (line) != NULL)
        {
          line = gtk_widget_get_next_sibling (line);
          before = NULL;
          used = 0;
        }
      if (gtk_widget_get_parent (button) != line || gtk_widget_get_prev_sibling (button) != before)
        {
          take_out (button);
          gtk_box_insert_child_after (GTK_BOX (line), button, before);
        }
      before = button;
      used += width + REPAIRS_SPACING;
    }
  for (guint i = n; i < RDM_IMPORT_MAX_REPAIRS; i++)
    take_out (repair_button (lines, i));
  for (line = gtk_widget_get_first_child (lines); line != NULL;
       line = gtk_widget_get_next_sibling (line))
    gtk_widget_set_visible (line, gtk_widget_get_first_child (line) != NULL);
}

/* Icon and line at the left; the message, and its repairs below it. */
static void
setup_cb (GtkSignalListItemFactory *factory, GtkListItem *list_item, RdmImportProblems *self)
{
  GtkWidget *grid = gtk_grid_new ();
  GtkWidget *icon = gtk_image_new ();
  GtkWidget *line = gtk_label_new (NULL);
  GtkWidget *message = gtk_label_new (NULL);
  GtkWidget *lines = gtk_box_new (GTK_ORIENTATION_VERTICAL, 4);
  GPtrArray *buttons = g_ptr_array_new_with_free_func (g_object_unref);

  gtk_widget_set_valign (icon, GTK_ALIGN_START);
  gtk_widget_set_valign (line, GTK_ALIGN_START);
  gtk_label_set_xalign (GTK_LABEL (line), 1);
  gtk_label_set_width_chars (GTK_LABEL (line), 8);
  gtk_widget_add_css_class (line, "numeric");
  gtk_widget_add_css_class (line, "dim-label");
  gtk_label_set_xalign (GTK_LABEL (message), 0);
  gtk_label_set_wrap (GTK_LABEL (message), TRUE);
  gtk_widget_set_hexpand (message, TRUE);
  for (guint i = 0; i < RDM_IMPORT_MAX_REPAIRS; i++)
    {
      GtkWidget *button = gtk_toggle_button_new ();

      gtk_widget_add_css_class (button, "repair");
      g_signal_connect_swapped (button, "clicked", G_CALLBACK (repair_cb), self);
      g_ptr_array_add (buttons, g_object_ref_sink (button));
      gtk_box_append (GTK_BOX (lines), gtk_box_new (GTK_ORIENTATION_HORIZONTAL, REPAIRS_SPACING));
    }
  g_object_set_data_full (G_OBJECT (lines), "buttons", buttons, (GDestroyNotify)g_ptr_array_unref);
  gtk_grid_set_column_spacing (GTK_GRID (grid), 8);
  gtk_grid_set_row_spacing (GTK_GRID (grid), 4);
  gtk_grid_attach (GTK_GRID (grid), icon, 0, 0, 1, 1);
  gtk_grid_attach (GTK_GRID (grid), line, 1, 0, 1, 1);
  gtk_grid_attach (GTK_GRID (grid), message, 2, 0, 1, 1);
  gtk_grid_attach (GTK_GRID (grid), lines, 2, 1, 1, 1);
  gtk_widget_add_css_class (grid, "import-problem");
  gtk_list_item_set_activatable (list_item, FALSE);
  gtk_list_item_set_child (list_item, grid);
}

static void
show_problem (GtkListItem *list_item)
{
  RdmPointerItem *item = gtk_list_item_get_item (list_item);
  const RdmImportProblem *problem = rdm_pointer_item_get (item);
  GtkGrid *grid = GTK_GRID (gtk_list_item_get_child (list_item));
  GtkWidget *icon = gtk_grid_get_child_at (grid, 0, 0);
  GtkWidget *line = gtk_grid_get_child_at (grid, 1, 0);
  GtkWidget *message = gtk_grid_get_child_at (grid, 2, 0);
  GtkWidget *lines = gtk_grid_get_child_at (grid, 2, 1);
  gboolean open = problem->repaired == RDM_REPAIR_NONE;
  g_autofree char *text = g_strdup_printf (_ ("Line %u"), problem->line);
  g_autofree char *name = rdm_import_problem_describe (problem);

  gtk_image_set_from_icon_name (GTK_IMAGE (icon), !open ? "object-select-symbolic"
                                                  : problem->severity == RDM_IMPORT_ERROR
                                                      ? "dialog-error-symbolic"
                                                      : "dialog-warning-symbolic");
  gtk_widget_remove_css_class (icon, "error");
  gtk_widget_remove_css_class (icon, "warning");
  gtk_widget_remove_css_class (icon, "success");
  gtk_widget_add_css_class (icon, !open                                   ? "success"
                                  : problem->severity == RDM_IMPORT_ERROR ? "error"
                                                                          : "warning");
  gtk_label_set_text (GTK_LABEL (line), text);
  gtk_label_set_text (GTK_LABEL (message), problem->message);
  gtk_accessible_update_property (GTK_ACCESSIBLE (gtk_widget_get_parent (GTK_WIDGET (grid))),
                                  GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  for (guint i = 0; i < problem->n_repairs; i++)
    {
      GtkWidget *button = repair_button (lines, i);

      g_object_set_data (G_OBJECT (button), "item", item);
      gtk_button_set_label (GTK_BUTTON (button),
                            rdm_repair_label (problem->code, problem->repairs[i]));
      gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (button),
                                    problem->repaired == problem->repairs[i]);
      g_object_set_data (G_OBJECT (button), "repair", GINT_TO_POINTER (problem->repairs[i]));
    }
  lay_out_repairs (lines, problem->n_repairs);
}

static void
bind_cb (GtkSignalListItemFactory *factory, GtkListItem *list_item)
{
  g_signal_connect_swapped (gtk_list_item_get_item (list_item), "changed",
                            G_CALLBACK (show_problem), list_item);
  show_problem (list_item);
}

static void
unbind_cb (GtkSignalListItemFactory *factory, GtkListItem *list_item)
{
  GtkWidget *lines = gtk_grid_get_child_at (GTK_GRID (gtk_list_item_get_child (list_item)), 2, 1);

  g_signal_handlers_disconnect_by_func (gtk_list_item_get_item (list_item), show_problem,
                                        list_item);
  for (guint i = 0; i < RDM_IMPORT_MAX_REPAIRS; i++)
    g_object_set_data (G_OBJECT (repair_button (lines, i)), "item", NULL);
}

static void
refresh (RdmImportProblems *self)
{
  const RdmImportResult *result = rdm_import_session_get_result (self->session);
  guint n = result != NULL ? result->problems->len : 0;

  if (rdm_import_session_get_state (self->session) != RDM_IMPORT_STATE_READY)
    return;
  rdm_pointer_item_fill (self->store, result != NULL ? result->problems : NULL);
  if (n > 0)
    {
      guint n_open = result->n_open_errors + result->n_open_warnings;
      g_autofree char *title = g_strdup_printf (_ ("Problems: %u open of %u"), n_open, n);

      gtk_label_set_text (self->title, title);
      gtk_widget_set_visible (self->repair_all, n_open > 0);
    }
  gtk_widget_set_visible (GTK_WIDGET (self), n > 0);
}

static void
repair_all_cb (RdmImportProblems *self)
{
  rdm_import_session_repair_all (self->session);
}

static void
dispose (GObject *object)
{
  RdmImportProblems *self = RDM_IMPORT_PROBLEMS (object);

  g_clear_pointer (&self->box, gtk_widget_unparent);
  g_clear_object (&self->store);
  g_clear_object (&self->session);
  G_OBJECT_CLASS (rdm_import_problems_parent_class)->dispose (object);
}

static void
rdm_import_problems_class_init (RdmImportProblemsClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = dispose;
  gtk_widget_class_set_layout_manager_type (GTK_WIDGET_CLASS (klass), GTK_TYPE_BIN_LAYOUT);
}

static void
build (RdmImportProblems *self)
{
  GtkWidget *head = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  GtkWidget *scrolled = gtk_scrolled_window_new ();
  GtkListItemFactory *factory = gtk_signal_list_item_factory_new ();
  GtkWidget *list;

  g_signal_connect (factory, "setup", G_CALLBACK (setup_cb), self);
  g_signal_connect (factory, "bind", G_CALLBACK (bind_cb), self);
  g_signal_connect (factory, "unbind", G_CALLBACK (unbind_cb), self);
  list = gtk_list_view_new (
      GTK_SELECTION_MODEL (gtk_no_selection_new (G_LIST_MODEL (g_object_ref (self->store)))),
      factory);
  gtk_widget_add_css_class (list, "background");
  gtk_accessible_update_property (GTK_ACCESSIBLE (list), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("Problems"), -1);
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scrolled), GTK_POLICY_NEVER,
                                  GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scrolled), list);

  self->title = GTK_LABEL (gtk_label_new (_ ("Problems")));
  gtk_label_set_xalign (self->title, 0);
  gtk_widget_set_hexpand (GTK_WIDGET (self->title), TRUE);
  gtk_widget_add_css_class (GTK_WIDGET (self->title), "heading");
  self->repair_all = gtk_button_new_with_mnemonic (_ ("Take All _Suggested Repairs"));
  g_signal_connect_swapped (self->repair_all, "clicked", G_CALLBACK (repair_all_cb), self);
  gtk_widget_add_css_class (head, "import-problems-head");
  /* As high without the button as with it: the list below must not jump under the pointer. */
  gtk_widget_set_size_request (head, -1, 46);
  gtk_widget_set_valign (self->repair_all, GTK_ALIGN_CENTER);
  gtk_box_append (GTK_BOX (head), GTK_WIDGET (self->title));
  gtk_box_append (GTK_BOX (head), self->repair_all);

  gtk_widget_set_vexpand (scrolled, TRUE);
  self->box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  gtk_box_append (GTK_BOX (self->box), head);
  gtk_box_append (GTK_BOX (self->box), scrolled);
  gtk_widget_set_parent (self->box, GTK_WIDGET (self));
}

static void
rdm_import_problems_init (RdmImportProblems *self)
{
  self->store = g_list_store_new (RDM_TYPE_POINTER_ITEM);
  build (self);
}

GtkWidget *
rdm_import_problems_new (RdmImportSession *session)
{
  RdmImportProblems *self = g_object_new (RDM_TYPE_IMPORT_PROBLEMS, NULL);

  self->session = g_object_ref (session);
  g_signal_connect_object (session, "changed", G_CALLBACK (refresh), self, G_CONNECT_SWAPPED);
  return GTK_WIDGET (self);
}
