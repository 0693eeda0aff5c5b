/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rdm-import-dialog.h"

#include <glib/gi18n.h>

#include "rdm-import-columns.h"
#include "rdm-import-preview.h"
#include "rdm-import-problems.h"
#include "rdm-import-session.h"

struct _RdmImportDialog
{
  AdwWindow parent_instance;

  /* Owned */
  RdmDesk *desk;
  RdmImportSession *session;

  /* Children */
  AdwWindowTitle *title;
  GtkWidget *all;
  GtkWidget *good;
  GtkWidget *stack;
  AdwStatusPage *failed;
  GtkWidget *sender;
  GtkLabel *summary;
  GtkLabel *unplaced;
  GtkWidget *questions;

  /* State */
  gboolean waiting; /* somebody has pressed a button of these */
  RdmImportScope waiting_for;
};

G_DEFINE_FINAL_TYPE (RdmImportDialog, rdm_import_dialog, ADW_TYPE_WINDOW)

/* "9 orders from Monday.csv are there." */
static char *
describe_done (RdmImportDialog *self, const RdmImportResult *result, RdmImportScope scope)
{
  const char *name = rdm_import_table_get_name (rdm_import_session_get_table (self->session));
  guint n = scope == RDM_IMPORT_GOOD
                ? result->n_good
                : result->n[RDM_IMPORT_CREATED] + result->n[RDM_IMPORT_CHANGED];

  if (rdm_import_session_get_schema (self->session) == &rdm_import_fleet_schema)
    return g_strdup_printf (ngettext ("%u row of the fleet was imported from %s.",
                                      "%u rows of the fleet were imported from %s.", n),
                            n, name);
  return g_strdup_printf (
      ngettext ("%u order was imported from %s.", "%u orders were imported from %s.", n), n, name);
}

/* Orders that came in and whose place somebody should see to. */
static guint
count_to_see_to (RdmDesk *desk, const RdmImportResult *result)
{
  guint n = 0;

  for (guint i = 0; i < result->entries->len; i++)
    {
      const RdmImportEntry *entry = g_ptr_array_index (result->entries, i);

      for (guint r = 0; r < entry->rows->len; r++)
        {
          const RdmRow *row = g_ptr_array_index (entry->rows, r);
          const RdmOrder *order = row->kind == RDM_ROW_ORDER
                                      ? rdm_rows_get (rdm_desk_get_rows (desk), row->kind, row->id)
                                      : NULL;

          n += order != NULL && rdm_order_needs_check (order);
        }
    }
  return n;
}

static void
tell (RdmDesk *desk, const char *done, guint n_to_see_to)
{
  g_autofree char *left = NULL;
  g_autofree char *text = NULL;

  if (n_to_see_to == 0)
    {
      rdm_desk_notice (desk, done, "win.undo");
      return;
    }
  left =
      g_strdup_printf (ngettext ("Somebody should look at the place of %u of them.",
                                 "Somebody should look at the places of %u of them.", n_to_see_to),
                       n_to_see_to);
  text = g_strdup_printf ("%s %s", done, left);
  rdm_desk_notice (desk, text, "win.show-unplaced");
}

static void
import_now (RdmImportDialog *self, RdmImportScope scope)
{
  const RdmImportResult *result = rdm_import_session_get_result (self->session);
  g_autoptr (RdmCommand) command = rdm_import_session_to_command (self->session, scope);
  g_autoptr (RdmDesk) desk = g_object_ref (self->desk);
  g_autofree char *from = NULL;
  g_autofree char *done = NULL;
  guint n_to_see_to;

  if (command == NULL || !rdm_desk_run (desk, command))
    return;
  from = g_strdup (result->date_from);
  done = describe_done (self, result, scope);
  n_to_see_to = count_to_see_to (desk, result);
  gtk_window_destroy (GTK_WINDOW (self));
  if (from != NULL)
    rdm_desk_set_date (desk, from);
  tell (desk, done, n_to_see_to);
}

static void
import (RdmImportDialog *self, RdmImportScope scope)
{
  /* Read again because of what was typed last, which the press of the button ended. */
  if (rdm_import_session_get_state (self->session) == RDM_IMPORT_STATE_READING)
    {
      self->waiting = TRUE;
      self->waiting_for = scope;
      return;
    }
  import_now (self, scope);
}

static void
finish_waiting (RdmImportDialog *self)
{
  GtkWidget *button = self->waiting_for == RDM_IMPORT_ALL ? self->all : self->good;
  gboolean waiting = self->waiting;

  self->waiting = FALSE;
  if (waiting && gtk_widget_get_visible (button) && gtk_widget_get_sensitive (button))
    import_now (self, self->waiting_for);
}

static void
all_cb (RdmImportDialog *self)
{
  import (self, RDM_IMPORT_ALL);
}

static void
good_cb (RdmImportDialog *self)
{
  import (self, RDM_IMPORT_GOOD);
}

static void
answer_cb (RdmImportDialog *self, GtkWidget *button)
{
  rdm_import_session_set_format (
      self->session, GPOINTER_TO_UINT (g_object_get_data (G_OBJECT (button), "column")),
      (RdmImportFormat)GPOINTER_TO_INT (g_object_get_data (G_OBJECT (button), "format")));
}

static GtkWidget *
question_row (RdmImportDialog *self, const RdmImportQuestion *question)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  GtkWidget *icon = gtk_image_new_from_icon_name ("dialog-question-symbolic");
  GtkWidget *label = gtk_label_new (question->text);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_widget_set_hexpand (label, TRUE);
  gtk_widget_add_css_class (box, "import-question");
  gtk_box_append (GTK_BOX (box), icon);
  gtk_box_append (GTK_BOX (box), label);
  for (guint i = 0; i < G_N_ELEMENTS (question->answers); i++)
    {
      GtkWidget *button = gtk_button_new_with_label (question->labels[i]);

      g_object_set_data (G_OBJECT (button), "column", GUINT_TO_POINTER (question->column));
      g_object_set_data (G_OBJECT (button), "format", GINT_TO_POINTER (question->answers[i]));
      g_signal_connect_swapped (button, "clicked", G_CALLBACK (answer_cb), self);
      gtk_box_append (GTK_BOX (box), button);
    }
  return box;
}

static void
show_questions (RdmImportDialog *self, const RdmImportResult *result)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (self->questions)) != NULL)
    gtk_box_remove (GTK_BOX (self->questions), child);
  for (guint i = 0; result != NULL && i < result->questions->len; i++)
    gtk_box_append (GTK_BOX (self->questions),
                    question_row (self, g_ptr_array_index (result->questions, i)));
}

/* What will happen, in a line or two. */
static void
show_summary (RdmImportDialog *self, const RdmImportResult *result)
{
  const char *error = rdm_import_session_get_error (self->session);
  g_autofree char *summary = result != NULL ? rdm_import_result_describe (result) : NULL;
  g_autofree char *unplaced = result != NULL ? rdm_import_result_describe_unplaced (result) : NULL;
  g_autofree char *fine = result != NULL && result->entries->len > 0 && result->problems->len == 0
                                  && result->questions->len == 0
                              ? g_strdup_printf (_ ("%s. Every row is fine."), summary)
                              : NULL;

  gtk_label_set_text (self->summary, fine != NULL      ? fine
                                     : summary != NULL ? summary
                                     : error != NULL   ? error
                                                       : _ ("Reading the file…"));
  gtk_label_set_text (self->unplaced, unplaced != NULL ? unplaced : "");
  gtk_widget_set_visible (GTK_WIDGET (self->unplaced), unplaced != NULL);
}

static void
show_result (RdmImportDialog *self)
{
  const RdmImportResult *result = rdm_import_session_get_result (self->session);
  guint n_all = result != NULL ? result->n[RDM_IMPORT_CREATED] + result->n[RDM_IMPORT_CHANGED] : 0;
  gboolean ready = rdm_import_session_get_state (self->session) == RDM_IMPORT_STATE_READY
                   && result != NULL && result->questions->len == 0;
  g_autofree char *all = NULL;
  g_autofree char *good = NULL;

  show_summary (self, result);
  show_questions (self, result);
  if (result != NULL && result->n_open_warnings > 0 && result->n_good < n_all)
    {
      all = g_strdup_printf (
          ngettext ("Import %u _Row, Warnings Too", "Import %u _Rows, Warnings Too", n_all), n_all);
      good = g_strdup_printf (
          ngettext ("Import Only the %u _Good", "Import Only the %u _Good", result->n_good),
          result->n_good);
    }
  else
    all = n_all > 0 ? g_strdup_printf (ngettext ("_Import %u Row", "_Import %u Rows", n_all), n_all)
                    : g_strdup (_ ("_Import"));
  gtk_button_set_label (GTK_BUTTON (self->all), all);
  gtk_widget_set_sensitive (self->all, ready && n_all > 0);
  gtk_widget_set_visible (self->good, good != NULL && result->n_good > 0);
  if (good != NULL)
    gtk_button_set_label (GTK_BUTTON (self->good), good);
  gtk_widget_set_sensitive (self->good, ready && result->n_good > 0);
}

static void
changed_cb (RdmImportDialog *self)
{
  g_autofree char *error = NULL;

  switch (rdm_import_session_get_state (self->session))
    {
    case RDM_IMPORT_STATE_FAILED:
      error = g_markup_printf_escaped ("%s.", rdm_import_session_get_error (self->session));
      adw_status_page_set_description (self->failed, error);
      gtk_stack_set_visible_child_name (GTK_STACK (self->stack), "failed");
      break;
    case RDM_IMPORT_STATE_READY:
      show_result (self);
      gtk_stack_set_visible_child_name (GTK_STACK (self->stack), "content");
      finish_waiting (self);
      break;
    case RDM_IMPORT_STATE_LOADING:
    case RDM_IMPORT_STATE_READING:
    default:
      break;
    }
}

static void
loaded_cb (RdmImportDialog *self)
{
  const RdmImportTable *table = rdm_import_session_get_table (self->session);
  g_autofree char *description = rdm_import_table_describe (table);

  adw_window_title_set_title (self->title, rdm_import_table_get_name (table));
  adw_window_title_set_subtitle (self->title, description);
  gtk_editable_set_text (
      GTK_EDITABLE (self->sender),
      rdm_import_mapping_get_sender (rdm_import_session_get_mapping (self->session)));
}

static void
sender_cb (RdmImportDialog *self)
{
  const char *text = gtk_editable_get_text (GTK_EDITABLE (self->sender));
  /* The keyboard leaves the entry once more when the window goes away with it. */
  const RdmImportMapping *mapping =
      self->session != NULL ? rdm_import_session_get_mapping (self->session) : NULL;

  if (*text != '\0' && mapping != NULL
      && g_strcmp0 (text, rdm_import_mapping_get_sender (mapping)) != 0)
    rdm_import_session_set_sender (self->session, text);
}

static GtkWidget *
header_bar (RdmImportDialog *self)
{
  GtkWidget *bar = adw_header_bar_new ();
  GtkWidget *cancel = gtk_button_new_with_mnemonic (_ ("_Cancel"));

  self->title = ADW_WINDOW_TITLE (adw_window_title_new (_ ("Import"), ""));
  self->all = gtk_button_new_with_mnemonic (_ ("_Import"));
  self->good = gtk_button_new_with_mnemonic ("");
  gtk_widget_set_visible (self->good, FALSE);
  gtk_widget_set_sensitive (self->all, FALSE);
  gtk_widget_add_css_class (self->all, "suggested-action");
  adw_header_bar_set_title_widget (ADW_HEADER_BAR (bar), GTK_WIDGET (self->title));
  /* Two long buttons at one end must not be matched by as much of nothing at the other. */
  adw_header_bar_set_centering_policy (ADW_HEADER_BAR (bar), ADW_CENTERING_POLICY_LOOSE);
  adw_header_bar_set_show_start_title_buttons (ADW_HEADER_BAR (bar), FALSE);
  adw_header_bar_set_show_end_title_buttons (ADW_HEADER_BAR (bar), FALSE);
  adw_header_bar_pack_start (ADW_HEADER_BAR (bar), cancel);
  adw_header_bar_pack_end (ADW_HEADER_BAR (bar), self->all);
  adw_header_bar_pack_end (ADW_HEADER_BAR (bar), self->good);
  g_signal_connect_swapped (cancel, "clicked", G_CALLBACK (gtk_window_close), self);
  g_signal_connect_swapped (self->all, "clicked", G_CALLBACK (all_cb), self);
  g_signal_connect_swapped (self->good, "clicked", G_CALLBACK (good_cb), self);
  return bar;
}

static GtkWidget *
columns_pane (RdmImportDialog *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *head = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  GtkWidget *label = gtk_label_new_with_mnemonic (_ ("File _from"));
  GtkWidget *columns = rdm_import_columns_new (self->session);
  GtkEventController *focus = gtk_event_controller_focus_new ();

  self->sender = gtk_entry_new ();
  gtk_widget_set_hexpand (self->sender, TRUE);
  gtk_widget_set_tooltip_text (
      self->sender,
      _ ("Whose files these are. References are told apart by sender, and how its columns "
         "are read is remembered."));
  gtk_label_set_mnemonic_widget (GTK_LABEL (label), self->sender);
  g_signal_connect_swapped (self->sender, "activate", G_CALLBACK (sender_cb), self);
  g_signal_connect_swapped (focus, "leave", G_CALLBACK (sender_cb), self);
  gtk_widget_add_controller (self->sender, focus);
  gtk_widget_add_css_class (head, "import-head");
  gtk_box_append (GTK_BOX (head), label);
  gtk_box_append (GTK_BOX (head), self->sender);
  gtk_box_append (GTK_BOX (box), head);
  gtk_widget_set_vexpand (columns, TRUE);
  gtk_box_append (GTK_BOX (box), columns);
  gtk_widget_set_size_request (box, 380, -1);
  return box;
}

static GtkLabel *
add_line (GtkWidget *box, const char *css_class)
{
  GtkWidget *label = gtk_label_new (NULL);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_widget_add_css_class (label, css_class);
  gtk_box_append (GTK_BOX (box), label);
  return GTK_LABEL (label);
}

static GtkWidget *
content (RdmImportDialog *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *summary = gtk_box_new (GTK_ORIENTATION_VERTICAL, 3);
  GtkWidget *across = gtk_paned_new (GTK_ORIENTATION_HORIZONTAL);
  GtkWidget *down = gtk_paned_new (GTK_ORIENTATION_VERTICAL);
  GtkWidget *problems = rdm_import_problems_new (self->session);
  GtkWidget *preview = rdm_import_preview_new (self->session);

  self->questions = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  self->summary = add_line (summary, "heading");
  self->unplaced = add_line (summary, "dim-label");
  gtk_widget_add_css_class (summary, "import-summary");

  gtk_accessible_update_property (GTK_ACCESSIBLE (across), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("Width of the columns"), -1);
  gtk_accessible_update_property (GTK_ACCESSIBLE (down), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("Height of the problems"), -1);
  gtk_widget_set_size_request (problems, -1, 140);
  gtk_widget_set_size_request (preview, -1, 140);
  gtk_paned_set_start_child (GTK_PANED (down), problems);
  gtk_paned_set_end_child (GTK_PANED (down), preview);
  gtk_paned_set_shrink_start_child (GTK_PANED (down), FALSE);
  gtk_paned_set_shrink_end_child (GTK_PANED (down), FALSE);
  gtk_paned_set_position (GTK_PANED (down), 290);
  gtk_paned_set_start_child (GTK_PANED (across), columns_pane (self));
  gtk_paned_set_end_child (GTK_PANED (across), down);
  gtk_paned_set_resize_start_child (GTK_PANED (across), FALSE);
  gtk_paned_set_shrink_start_child (GTK_PANED (across), FALSE);
  gtk_paned_set_shrink_end_child (GTK_PANED (across), FALSE);
  gtk_widget_set_vexpand (across, TRUE);
  gtk_box_append (GTK_BOX (box), summary);
  gtk_box_append (GTK_BOX (box), self->questions);
  gtk_box_append (GTK_BOX (box), across);
  return box;
}

static GtkWidget *
loading_page (void)
{
  GtkWidget *page = adw_status_page_new ();
  GtkWidget *spinner = gtk_spinner_new ();

  gtk_spinner_start (GTK_SPINNER (spinner));
  gtk_widget_set_size_request (spinner, 32, 32);
  adw_status_page_set_title (ADW_STATUS_PAGE (page), _ ("Reading the File…"));
  adw_status_page_set_child (ADW_STATUS_PAGE (page), spinner);
  return page;
}

/* The chooser belongs to the window that asked for the import. */
static void
choose_again_cb (RdmImportDialog *self)
{
  GtkWindow *parent = gtk_window_get_transient_for (GTK_WINDOW (self));
  const char *action = rdm_import_session_get_schema (self->session) == &rdm_import_fleet_schema
                           ? "win.import-fleet"
                           : "win.import-orders";

  gtk_window_close (GTK_WINDOW (self));
  if (parent != NULL)
    gtk_widget_activate_action (GTK_WIDGET (parent), action, NULL);
}

static AdwStatusPage *
failed_page (RdmImportDialog *self)
{
  GtkWidget *page = adw_status_page_new ();
  GtkWidget *again = gtk_button_new_with_mnemonic (_ ("Choose Another _File…"));

  gtk_widget_add_css_class (again, "pill");
  gtk_widget_set_halign (again, GTK_ALIGN_CENTER);
  g_signal_connect_swapped (again, "clicked", G_CALLBACK (choose_again_cb), self);
  adw_status_page_set_icon_name (ADW_STATUS_PAGE (page), "dialog-error-symbolic");
  adw_status_page_set_title (ADW_STATUS_PAGE (page), _ ("This File Cannot Be Imported"));
  adw_status_page_set_child (ADW_STATUS_PAGE (page), again);
  return ADW_STATUS_PAGE (page);
}

static void
build (RdmImportDialog *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);

  self->failed = failed_page (self);
  self->stack = gtk_stack_new ();
  gtk_widget_set_vexpand (self->stack, TRUE);
  gtk_stack_add_named (GTK_STACK (self->stack), loading_page (), "loading");
  gtk_stack_add_named (GTK_STACK (self->stack), GTK_WIDGET (self->failed), "failed");
  gtk_stack_add_named (GTK_STACK (self->stack), content (self), "content");
  gtk_box_append (GTK_BOX (box), header_bar (self));
  gtk_box_append (GTK_BOX (box), self->stack);
  adw_window_set_content (ADW_WINDOW (self), box);
}

static void
dispose (GObject *object)
{
  RdmImportDialog *self = RDM_IMPORT_DIALOG (object);

  if (self->session != NULL)
    rdm_import_session_cancel (self->session);
  g_clear_object (&self->session);
  g_clear_object (&self->desk);
  G_OBJECT_CLASS (rdm_import_dialog_parent_class)->dispose (object);
}

static void
rdm_import_dialog_class_init (RdmImportDialogClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = dispose;
  gtk_widget_class_add_binding_action (GTK_WIDGET_CLASS (klass), GDK_KEY_Escape, 0, "window.close",
                                       NULL);
}

static void
rdm_import_dialog_init (RdmImportDialog *self)
{
}

GtkWidget *
rdm_import_dialog_new (GtkWindow *parent, RdmDesk *desk, RdmImportWhat what, GFile *file)
{
  RdmImportDialog *self =
      g_object_new (RDM_TYPE_IMPORT_DIALOG, "transient-for", parent, "modal", TRUE, "title",
                    what == RDM_IMPORT_FLEET ? _ ("Import Fleet") : _ ("Import Orders"),
                    "default-width", 1220, "default-height", 690, NULL);

  self->desk = g_object_ref (desk);
  self->session = rdm_import_session_new (
      desk, what == RDM_IMPORT_FLEET ? &rdm_import_fleet_schema : &rdm_import_order_schema, file);
  build (self);
  g_signal_connect_object (self->session, "loaded", G_CALLBACK (loaded_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->session, "changed", G_CALLBACK (changed_cb), self,
                           G_CONNECT_SWAPPED);
  return GTK_WIDGET (self);
}
