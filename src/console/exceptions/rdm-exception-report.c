/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rdm-exception-report.h"

#include <glib/gi18n.h>

#include "rdm-desk-live.h"

/* What can be reported, and about what: a route's vehicle or driver, or a stop. */
static const struct
{
  RdmExceptionKind kind;
  gboolean of_stop;
} kinds[] = {
  { RDM_EXCEPTION_VEHICLE_DOWN, FALSE },  { RDM_EXCEPTION_DRIVER_GONE, FALSE },
  { RDM_EXCEPTION_LOAD_MISMATCH, FALSE }, { RDM_EXCEPTION_TEMPERATURE, FALSE },
  { RDM_EXCEPTION_DAMAGED, TRUE },        { RDM_EXCEPTION_REFUSED, TRUE },
  { RDM_EXCEPTION_ADDRESS, TRUE },        { RDM_EXCEPTION_NO_PARKING, TRUE },
  { RDM_EXCEPTION_RETURNED, TRUE },       { RDM_EXCEPTION_OTHER, FALSE },
};

struct _RdmExceptionReport
{
  AdwWindow parent_instance;

  /* Owned */
  RdmDesk *desk;
  char *stop; /* the one selected; NULL: none */

  /* Children */
  AdwComboRow *kind;
  AdwComboRow *route;
  GtkWidget *stop_row;
  GtkWidget *words;
  GtkWidget *report;
};

G_DEFINE_FINAL_TYPE (RdmExceptionReport, rdm_exception_report, ADW_TYPE_WINDOW)

static const RdmDeskRoute *
chosen_route (RdmExceptionReport *self)
{
  GPtrArray *routes = rdm_desk_get_routes (self->desk);
  guint i = adw_combo_row_get_selected (self->route);

  return i < routes->len ? g_ptr_array_index (routes, i) : NULL;
}

/* Returns: (nullable): the id of what it is about. */
static const char *
subject_of (RdmExceptionReport *self, guint kind)
{
  const RdmDeskRoute *route = chosen_route (self);

  if (kinds[kind].of_stop)
    return self->stop;
  return route != NULL ? route->route->row.id : NULL;
}

static void
update (RdmExceptionReport *self)
{
  guint kind = adw_combo_row_get_selected (self->kind);

  if (kind >= G_N_ELEMENTS (kinds))
    return;
  gtk_widget_set_visible (GTK_WIDGET (self->route), !kinds[kind].of_stop);
  gtk_widget_set_visible (self->stop_row, kinds[kind].of_stop);
  gtk_widget_set_sensitive (self->report, subject_of (self, kind) != NULL);
}

static void
report_cb (RdmExceptionReport *self)
{
  guint kind = adw_combo_row_get_selected (self->kind);
  const char *subject = kind < G_N_ELEMENTS (kinds) ? subject_of (self, kind) : NULL;
  const char *words = gtk_editable_get_text (GTK_EDITABLE (self->words));
  g_autoptr (RdmCommand) command = NULL;

  if (subject == NULL)
    return;
  command = rdm_alert_report_command (
      rdm_desk_get_rows (self->desk), kinds[kind].kind, subject, rdm_desk_get_date (self->desk),
      rdm_exception_queue_who (), *words != '\0' ? words : NULL, rdm_desk_get_now_ms (self->desk));
  if (rdm_desk_run (self->desk, command))
    rdm_desk_notice (self->desk, rdm_exception_label ((int)kinds[kind].kind),
                     "win.go('exceptions')");
  gtk_window_close (GTK_WINDOW (self));
}

static void
dispose (GObject *object)
{
  RdmExceptionReport *self = RDM_EXCEPTION_REPORT (object);

  g_clear_object (&self->desk);
  g_clear_pointer (&self->stop, g_free);
  G_OBJECT_CLASS (rdm_exception_report_parent_class)->dispose (object);
}

static void
rdm_exception_report_class_init (RdmExceptionReportClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = dispose;
  gtk_widget_class_add_binding_action (GTK_WIDGET_CLASS (klass), GDK_KEY_Escape, 0, "window.close",
                                       NULL);
}

static void
rdm_exception_report_init (RdmExceptionReport *self)
{
}

static AdwComboRow *
add_choice (GtkWidget *group, const char *title, GtkStringList *choices)
{
  GtkWidget *row = adw_combo_row_new ();

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  adw_combo_row_set_model (ADW_COMBO_ROW (row), G_LIST_MODEL (choices));
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (group), row);
  return ADW_COMBO_ROW (row);
}

static GtkStringList *
list_kinds (void)
{
  GtkStringList *list = gtk_string_list_new (NULL);

  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    gtk_string_list_append (list, rdm_exception_label ((int)kinds[i].kind));
  return list;
}

/* @chosen: (out): the one that is selected at the desk. */
static GtkStringList *
list_routes (RdmExceptionReport *self, guint *chosen)
{
  GtkStringList *list = gtk_string_list_new (NULL);
  GPtrArray *routes = rdm_desk_get_routes (self->desk);
  const char *selected = rdm_desk_get_selected_route (self->desk);
  const RdmDeskRoute *of_stop =
      self->stop != NULL ? rdm_desk_route_of (self->desk, self->stop) : NULL;

  *chosen = 0;
  for (guint i = 0; i < routes->len; i++)
    {
      const RdmDeskRoute *route = g_ptr_array_index (routes, i);
      g_autofree char *name = g_strdup_printf ("%s  %s", route->name, route->crew);

      gtk_string_list_append (list, name);
      if (route == of_stop || g_strcmp0 (route->route->row.id, selected) == 0)
        *chosen = i;
    }
  return list;
}

static GtkWidget *
make_header (RdmExceptionReport *self)
{
  GtkWidget *header = adw_header_bar_new ();
  GtkWidget *cancel = gtk_button_new_with_mnemonic (_ ("_Cancel"));

  self->report = gtk_button_new_with_mnemonic (_ ("_Report"));
  gtk_widget_add_css_class (self->report, "suggested-action");
  gtk_actionable_set_action_name (GTK_ACTIONABLE (cancel), "window.close");
  g_signal_connect_object (self->report, "clicked", G_CALLBACK (report_cb), self,
                           G_CONNECT_SWAPPED);
  adw_header_bar_set_show_start_title_buttons (ADW_HEADER_BAR (header), FALSE);
  adw_header_bar_set_show_end_title_buttons (ADW_HEADER_BAR (header), FALSE);
  adw_header_bar_pack_start (ADW_HEADER_BAR (header), cancel);
  adw_header_bar_pack_end (ADW_HEADER_BAR (header), self->report);
  return header;
}

static GtkWidget *
make_form (RdmExceptionReport *self)
{
  GtkWidget *group = adw_preferences_group_new ();
  g_autofree char *stop =
      self->stop != NULL ? rdm_rows_describe (rdm_desk_get_rows (self->desk), self->stop) : NULL;
  g_autofree char *escaped = g_markup_escape_text (
      stop != NULL ? stop : _ ("Select a stop first, on the board or the map."), -1);
  guint chosen;

  self->kind = add_choice (group, _ ("What is the matter"), list_kinds ());
  self->route = add_choice (group, _ ("Route"), list_routes (self, &chosen));
  adw_combo_row_set_selected (self->route, chosen);
  self->stop_row = adw_action_row_new ();
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->stop_row), _ ("Stop"));
  adw_action_row_set_subtitle (ADW_ACTION_ROW (self->stop_row), escaped);
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (group), self->stop_row);
  self->words = adw_entry_row_new ();
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->words), _ ("In words"));
  g_signal_connect_object (self->words, "entry-activated", G_CALLBACK (report_cb), self,
                           G_CONNECT_SWAPPED);
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (group), self->words);
  gtk_widget_add_css_class (group, "exception-card");
  return group;
}

GtkWidget *
rdm_exception_report_new (GtkWindow *parent, RdmDesk *desk)
{
  RdmExceptionReport *self =
      g_object_new (RDM_TYPE_EXCEPTION_REPORT, "transient-for", parent, "modal", TRUE, "title",
                    _ ("Report an Exception"), "default-width", 460, NULL);
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);

  self->desk = g_object_ref (desk);
  self->stop = g_strdup (rdm_desk_get_selection (desk)[0]);
  gtk_box_append (GTK_BOX (box), make_header (self));
  gtk_box_append (GTK_BOX (box), make_form (self));
  adw_window_set_content (ADW_WINDOW (self), box);
  g_signal_connect_object (self->kind, "notify::selected", G_CALLBACK (update), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->route, "notify::selected", G_CALLBACK (update), self,
                           G_CONNECT_SWAPPED);
  update (self);
  gtk_window_set_focus (GTK_WINDOW (self), GTK_WIDGET (self->kind));
  gtk_window_set_default_widget (GTK_WINDOW (self), self->report);
  return GTK_WIDGET (self);
}
