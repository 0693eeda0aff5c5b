/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rdm-export-actions.h"

#include <adwaita.h>
#include <glib/gi18n.h>

#include "rdm-export-csv.h"
#include "rdm-gpx.h"
#include "rdm-sheet.h"

/* What is to be written: values that nobody changes any more, for a thread of its own. */
typedef struct
{
  RdmExportFormat format;
  char *path;
  RdmRows *rows;
  GPtrArray *routes; /* RdmPlannedRoute */
} Job;

static void
job_free (gpointer data)
{
  Job *job = data;

  g_free (job->path);
  g_object_unref (job->rows);
  g_ptr_array_unref (job->routes);
  g_free (job);
}

/* The routes of the day that have stops, or @only. */
static GPtrArray *
planned_routes (RdmDesk *desk, const char *only)
{
  GPtrArray *routes = rdm_desk_get_routes (desk);
  GPtrArray *planned = rdm_planned_routes_new ();
  g_autofree char *notice = rdm_day_plan_dup_travel_notice (rdm_desk_get_day_plan (desk));

  for (guint i = 0; i < routes->len; i++)
    {
      const RdmDeskRoute *route = g_ptr_array_index (routes, i);

      if (only != NULL ? g_str_equal (route->route->row.id, only) : route->schedule->n_stops > 0)
        g_ptr_array_add (planned, rdm_planned_route_new (route->route, route->schedule, notice));
    }
  return planned;
}

static void
write_thread (GTask *task, gpointer source, gpointer task_data, GCancellable *cancellable)
{
  const Job *job = task_data;
  GError *error = NULL;
  gboolean written;

  switch (job->format)
    {
    case RDM_EXPORT_CSV:
      written = rdm_export_csv_write (job->path, job->rows, job->routes, &error);
      break;
    case RDM_EXPORT_GPX:
      written = rdm_gpx_write (job->path, job->rows, job->routes, &error);
      break;
    case RDM_EXPORT_PDF:
    default:
      written = rdm_sheet_write_pdf (job->path, job->rows, job->routes, rdm_sheet_paper_find (NULL),
                                     &error);
    }
  if (written)
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

static void
written_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  RdmDesk *desk = RDM_DESK (source);
  const Job *job = g_task_get_task_data (G_TASK (result));
  g_autoptr (GError) error = NULL;
  g_autofree char *name = NULL;
  g_autofree char *text = NULL;

  if (!g_task_propagate_boolean (G_TASK (result), &error))
    {
      rdm_desk_notice (desk, error->message, NULL);
      return;
    }
  name = g_path_get_basename (job->path);
  text = g_strdup_printf (
      ngettext ("%u route is in %s now.", "%u routes are in %s now.", job->routes->len),
      job->routes->len, name);
  rdm_desk_notice (desk, text, NULL);
}

void
rdm_export_to (GtkWindow *parent, RdmDesk *desk, RdmExportFormat format, const char *path)
{
  g_autoptr (GTask) task = NULL;
  g_autoptr (GPtrArray) routes = planned_routes (desk, NULL);
  Job *job;

  if (routes->len == 0)
    {
      rdm_desk_notice (desk, _ ("No route has stops yet. Plan the day first."), "win.plan-all");
      return;
    }
  job = g_new0 (Job, 1);
  job->format = format;
  job->path = g_strdup (path);
  job->rows = rdm_memory_rows_snapshot (RDM_MEMORY_ROWS (rdm_desk_get_rows (desk)));
  job->routes = g_steal_pointer (&routes);
  task = g_task_new (desk, NULL, written_cb, NULL);
  g_task_set_source_tag (task, rdm_export_to);
  g_task_set_task_data (task, job, job_free);
  g_task_run_in_thread (task, write_thread);
}

/* Choosing a file */

typedef struct
{
  RdmDesk *desk;
  GSettings *settings;
  RdmExportFormat format;
} Choice;

static void
choice_free (gpointer data, GClosure *closure)
{
  Choice *choice = data;

  g_object_unref (choice->desk);
  g_object_unref (choice->settings);
  g_free (choice);
}

static void
chosen_cb (GtkNativeDialog *chooser, int response, gpointer user_data)
{
  Choice *choice = user_data;

  if (response == GTK_RESPONSE_ACCEPT)
    {
      g_autoptr (GFile) file = gtk_file_chooser_get_file (GTK_FILE_CHOOSER (chooser));
      g_autoptr (GFile) folder = g_file_get_parent (file);

      if (folder != NULL && g_file_peek_path (folder) != NULL)
        g_settings_set_string (choice->settings, "export-folder", g_file_peek_path (folder));
      if (g_file_peek_path (file) != NULL)
        rdm_export_to (gtk_native_dialog_get_transient_for (chooser), choice->desk, choice->format,
                       g_file_peek_path (file));
    }
  /* It was kept until this answer. */
  g_object_unref (chooser);
}

void
rdm_export_choose (GtkWindow *parent, RdmDesk *desk, GSettings *settings, RdmExportFormat format)
{
  const char *const titles[] = { _ ("Export Routes as CSV"), _ ("Export Routes as GPX"),
                                 _ ("Route Sheets as PDF") };
  static const char *const endings[] = { "csv", "gpx", "pdf" };
  GtkFileChooserNative *chooser = gtk_file_chooser_native_new (
      titles[format], parent, GTK_FILE_CHOOSER_ACTION_SAVE, _ ("_Save"), NULL);
  g_autofree char *name =
      g_strdup_printf (_ ("routes-%s.%s"), rdm_desk_get_date (desk), endings[format]);
  g_autofree char *folder = g_settings_get_string (settings, "export-folder");
  Choice *choice = g_new0 (Choice, 1);

  choice->desk = g_object_ref (desk);
  choice->settings = g_object_ref (settings);
  choice->format = format;
  gtk_file_chooser_set_current_name (GTK_FILE_CHOOSER (chooser), name);
  if (*folder != '\0')
    {
      g_autoptr (GFile) file = g_file_new_for_path (folder);

      gtk_file_chooser_set_current_folder (GTK_FILE_CHOOSER (chooser), file, NULL);
    }
  gtk_native_dialog_set_modal (GTK_NATIVE_DIALOG (chooser), TRUE);
  g_signal_connect_data (chooser, "response", G_CALLBACK (chosen_cb), choice, choice_free, 0);
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (chooser));
}

/* Printing: the same pages, on what the printer can print on */

typedef struct
{
  RdmRows *rows;
  GPtrArray *routes;
  RdmSheetBook *book;
} Printing;

static void
printing_free (gpointer data, GClosure *closure)
{
  Printing *printing = data;

  g_clear_pointer (&printing->book, rdm_sheet_book_free);
  g_object_unref (printing->rows);
  g_ptr_array_unref (printing->routes);
  g_free (printing);
}

static void
begin_print_cb (GtkPrintOperation *operation, GtkPrintContext *context, gpointer user_data)
{
  Printing *printing = user_data;
  const RdmSheetPaper paper = { gtk_print_context_get_width (context),
                                gtk_print_context_get_height (context), 0 };

  printing->book = rdm_sheet_book_new (printing->rows, printing->routes, &paper);
  gtk_print_operation_set_n_pages (operation, (int)rdm_sheet_book_get_n_pages (printing->book));
}

static void
draw_page_cb (GtkPrintOperation *operation, GtkPrintContext *context, int page, gpointer user_data)
{
  const Printing *printing = user_data;

  rdm_sheet_book_draw_page (printing->book, (guint)page,
                            gtk_print_context_get_cairo_context (context));
}

/* What became of it is told when the printing is over, long after the dialog was opened. */
static void
printed_cb (GtkPrintOperation *operation, GtkPrintOperationResult result, gpointer user_data)
{
  guint n_pages = (guint)MAX (gtk_print_operation_get_n_pages_to_print (operation), 0);
  g_autoptr (GError) error = NULL;
  g_autofree char *text = NULL;

  if (result == GTK_PRINT_OPERATION_RESULT_APPLY)
    text = g_strdup_printf (ngettext ("%u page is on its way to paper.",
                                      "%u pages are on their way to paper.", n_pages),
                            n_pages);
  else if (result == GTK_PRINT_OPERATION_RESULT_ERROR)
    {
      gtk_print_operation_get_error (operation, &error);
      text = g_strdup_printf (_ ("The route sheets could not be printed: %s"), error->message);
    }
  if (text != NULL)
    rdm_desk_notice (RDM_DESK (user_data), text, NULL);
}

void
rdm_export_print (GtkWindow *parent, RdmDesk *desk, const char *route)
{
  g_autoptr (GtkPrintOperation) operation = gtk_print_operation_new ();
  g_autoptr (GPtrArray) routes = planned_routes (desk, route);
  g_autoptr (GtkPrintSettings) settings = gtk_print_settings_new ();
  g_autofree char *name = g_strdup_printf (_ ("routes-%s"), rdm_desk_get_date (desk));
  Printing *printing;

  if (routes->len == 0)
    {
      rdm_desk_notice (desk, _ ("No route has stops yet. Plan the day first."), "win.plan-all");
      return;
    }
  /* What a file is called that is printed into. */
  gtk_print_settings_set (settings, GTK_PRINT_SETTINGS_OUTPUT_BASENAME, name);
  gtk_print_operation_set_print_settings (operation, settings);
  printing = g_new0 (Printing, 1);
  printing->rows = rdm_memory_rows_snapshot (RDM_MEMORY_ROWS (rdm_desk_get_rows (desk)));
  printing->routes = g_steal_pointer (&routes);
  gtk_print_operation_set_unit (operation, GTK_UNIT_POINTS);
  gtk_print_operation_set_job_name (operation, name);
  gtk_print_operation_set_show_progress (operation, TRUE);
  gtk_print_operation_set_embed_page_setup (operation, TRUE);
  g_signal_connect_data (operation, "begin-print", G_CALLBACK (begin_print_cb), printing,
                         printing_free, 0);
  g_signal_connect (operation, "draw-page", G_CALLBACK (draw_page_cb), printing);
  g_signal_connect_object (operation, "done", G_CALLBACK (printed_cb), desk, 0);
  gtk_print_operation_set_allow_async (operation, TRUE);
  gtk_print_operation_run (operation, GTK_PRINT_OPERATION_ACTION_PRINT_DIALOG, parent, NULL);
}
