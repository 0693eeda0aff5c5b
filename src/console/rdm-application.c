/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rdm-application.h"

#include <glib/gi18n.h>

#include "rdm-config.h"
#include "rdm-console-resource.h"
#include "rdm-demo-plan.h"
#include "rdm-icons-resource.h"
#include "rdm-desk-window.h"
#include "rdm-invitation.h"
#include "rdm-serve.h"

struct _RdmApplication
{
  AdwApplication parent_instance;

  GSettings *settings;
  GtkFileChooserNative *chooser; /* kept until it has answered */
};

G_DEFINE_FINAL_TYPE (RdmApplication, rdm_application, ADW_TYPE_APPLICATION)

const GOptionEntry rdm_application_options[] = {
  { "demo", 'd', G_OPTION_FLAG_NONE, G_OPTION_ARG_NONE, NULL,
    N_ ("Open a made-up town with a day's orders"), NULL },
  { "serve", 's', G_OPTION_FLAG_NONE, G_OPTION_ARG_NONE, NULL,
    N_ ("Run a hub beside the window, for other desks in this network"), NULL },
  { "version", 'v', G_OPTION_FLAG_NONE, G_OPTION_ARG_NONE, NULL, N_ ("Say the version and end"),
    NULL },
  { G_OPTION_REMAINING, 0, G_OPTION_FLAG_NONE, G_OPTION_ARG_FILENAME_ARRAY, NULL, NULL,
    N_ ("[PLAN]") },
  { NULL },
};

static char *
data_path (const char *name)
{
  g_autofree char *folder = g_build_filename (g_get_user_data_dir (), "roundsman", NULL);

  g_mkdir_with_parents (folder, 0700);
  return g_build_filename (folder, name, NULL);
}

/* The window that shows the plan at @path, or one that shows none yet, or a new one. */
static RdmDeskWindow *
window_for (RdmApplication *self, const char *path)
{
  RdmDeskWindow *empty = NULL;

  for (GList *list = gtk_application_get_windows (GTK_APPLICATION (self)); list != NULL;
       list = list->next)
    {
      RdmPlanFile *file;

      if (!RDM_IS_DESK_WINDOW (list->data))
        continue;
      file = rdm_desk_get_file (rdm_desk_window_get_desk (list->data));
      if (file == NULL)
        empty = list->data;
      else if (path != NULL && g_strcmp0 (rdm_plan_file_get_path (file), path) == 0)
        return list->data;
    }
  return empty != NULL ? empty : rdm_desk_window_new (ADW_APPLICATION (self), self->settings);
}

static RdmDeskWindow *
open_plan (RdmApplication *self, const char *path, RdmStoreFlags flags)
{
  RdmDeskWindow *window = window_for (self, path);
  RdmPlanFile *file = rdm_desk_get_file (rdm_desk_window_get_desk (window));

  gtk_window_present (GTK_WINDOW (window));
  if (file == NULL)
    rdm_desk_window_open (window, path, flags);
  return window;
}

/* A link that was followed, or scanned: to the plan that is open, or was open last. */
static void
open_invitation (RdmApplication *self, const char *link)
{
  g_autofree char *last = g_settings_get_string (self->settings, "last-file");
  g_autofree char *first = data_path ("rounds.roundsman");
  GtkWindow *active = gtk_application_get_active_window (GTK_APPLICATION (self));
  gboolean has_last = *last != '\0' && g_file_test (last, G_FILE_TEST_EXISTS);
  RdmDeskWindow *window = NULL;

  /* It may be a dialog of the desk's. */
  while (active != NULL && !RDM_IS_DESK_WINDOW (active))
    active = gtk_window_get_transient_for (active);
  if (active != NULL)
    window = RDM_DESK_WINDOW (active);
  if (window == NULL || rdm_desk_get_file (rdm_desk_window_get_desk (window)) == NULL)
    window = open_plan (self, has_last ? last : first, has_last ? 0 : RDM_STORE_CREATE);
  gtk_widget_activate_action (GTK_WIDGET (window), "win.accept-invitation", "s", link);
}

static void
open_demo (RdmApplication *self)
{
  g_autofree char *path = data_path ("demo.roundsman");
  RdmDeskWindow *window = window_for (self, path);
  g_autoptr (GError) error = NULL;

  gtk_window_present (GTK_WINDOW (window));
  if (rdm_desk_get_file (rdm_desk_window_get_desk (window)) != NULL)
    return;
  if (!rdm_demo_plan_create (path, &error))
    {
      rdm_desk_window_say_error (window, _ ("The Demo Day Could Not Be Made"), error->message);
      return;
    }
  if (rdm_desk_window_open (window, path, 0))
    {
      rdm_desk_set_date (rdm_desk_window_get_desk (window), RDM_DEMO_DATE);
      rdm_desk_window_say (window,
                           _ ("A made-up town with a day’s orders and a fleet. Have it planned."),
                           "win.plan-all");
    }
}

/* Application actions */

static void
demo_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  open_demo (user_data);
}

static void
start_plan_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  g_autofree char *path = data_path ("rounds.roundsman");

  open_plan (user_data, path, RDM_STORE_CREATE);
}

static void
plan_chosen_cb (GtkNativeDialog *chooser, int response, gpointer user_data)
{
  RdmApplication *self = RDM_APPLICATION (user_data);
  gboolean create =
      gtk_file_chooser_get_action (GTK_FILE_CHOOSER (chooser)) == GTK_FILE_CHOOSER_ACTION_SAVE;

  if (response == GTK_RESPONSE_ACCEPT)
    {
      g_autoptr (GFile) file = gtk_file_chooser_get_file (GTK_FILE_CHOOSER (chooser));
      const char *path = g_file_peek_path (file);
      g_autofree char *named = NULL;

      if (create && path != NULL && !g_str_has_suffix (path, ".roundsman"))
        path = named = g_strconcat (path, ".roundsman", NULL);
      if (path != NULL)
        open_plan (self, path, create ? RDM_STORE_CREATE : 0);
    }
  g_clear_object (&self->chooser);
}

static void
choose_plan (RdmApplication *self, gboolean create)
{
  GtkWindow *parent = gtk_application_get_active_window (GTK_APPLICATION (self));
  g_autoptr (GtkFileFilter) plans = gtk_file_filter_new ();

  g_clear_object (&self->chooser);
  self->chooser = gtk_file_chooser_native_new (create ? _ ("New Plan") : _ ("Open a Plan"), parent,
                                               create ? GTK_FILE_CHOOSER_ACTION_SAVE
                                                      : GTK_FILE_CHOOSER_ACTION_OPEN,
                                               create ? _ ("_Create") : _ ("_Open"), NULL);
  gtk_file_filter_set_name (plans, _ ("Roundsman plans"));
  gtk_file_filter_add_suffix (plans, "roundsman");
  gtk_file_chooser_add_filter (GTK_FILE_CHOOSER (self->chooser), plans);
  if (create)
    gtk_file_chooser_set_current_name (GTK_FILE_CHOOSER (self->chooser), _ ("rounds.roundsman"));
  gtk_native_dialog_set_modal (GTK_NATIVE_DIALOG (self->chooser), TRUE);
  g_signal_connect (self->chooser, "response", G_CALLBACK (plan_chosen_cb), self);
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (self->chooser));
}

static void
new_plan_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  choose_plan (user_data, TRUE);
}

static void
open_plan_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  choose_plan (user_data, FALSE);
}

static void
about_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  adw_show_about_window (
      gtk_application_get_active_window (user_data), "application-name", "Roundsman",
      "application-icon", RDM_APPLICATION_ID, "version", RDM_VERSION, "developer-name",
      _ ("The Roundsman developers"), "comments",
      _ ("Plan and run a day of deliveries: offline, on this computer, in one file."),
      "license-type", GTK_LICENSE_GPL_3_0, "translator-credits", _ ("translator-credits"), NULL);
}

static void
quit_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  g_autoptr (GList) windows = g_list_copy (gtk_application_get_windows (user_data));

  /* Each window saves what it has before it goes. */
  for (GList *list = windows; list != NULL; list = list->next)
    gtk_window_close (list->data);
}

static const GActionEntry entries[] = {
  { "demo", demo_cb },           { "start-plan", start_plan_cb }, { "new-plan", new_plan_cb },
  { "open-plan", open_plan_cb }, { "about", about_cb },           { "quit", quit_cb },
};

/* Keys that mean the same wherever the focus is. Those that a text wants for itself are in
 * rdm-desk-window-actions.c. */
static const struct
{
  const char *action;
  const char *keys[3];
} accels[] = {
  { "app.quit", { "<Control>q" } },
  { "app.new-plan", { "<Control>n" } },
  { "app.open-plan", { "<Control>o" } },
  { "window.close", { "<Control>w" } },
  { "win.import-orders", { "<Control>i" } },
  { "win.new-order", { "<Control><Shift>n" } },
  { "win.plan-all", { "<Control>Return", "<Control>KP_Enter" } },
  { "win.plan-tray", { "<Control><Shift>Return" } },
  { "win.print", { "<Control>p" } },
  { "win.export-pdf", { "<Control><Shift>p" } },
  { "win.preferences", { "<Control>comma" } },
  { "win.show-help-overlay", { "<Control>question", "F1" } },
  { "win.go('dispatch')", { "<Alt>1" } },
  { "win.go('orders')", { "<Alt>2" } },
  { "win.go('fleet')", { "<Alt>3" } },
  { "win.show-board", { "F9" } },
  { "win.show-details-pane", { "<Shift>F9" } },
  { "win.show-timeline", { "<Control>F9" } },
  { "win.previous-day", { "<Control>Page_Up" } },
  { "win.next-day", { "<Control>Page_Down" } },
};

static void
color_scheme_changed_cb (RdmApplication *self)
{
  static const AdwColorScheme schemes[] = { ADW_COLOR_SCHEME_DEFAULT, ADW_COLOR_SCHEME_FORCE_LIGHT,
                                            ADW_COLOR_SCHEME_FORCE_DARK };
  int chosen = g_settings_get_enum (self->settings, "color-scheme");

  adw_style_manager_set_color_scheme (adw_style_manager_get_default (),
                                      schemes[CLAMP (chosen, 0, (int)G_N_ELEMENTS (schemes) - 1)]);
}

static void
serve_changed_cb (RdmApplication *self)
{
  if (g_settings_get_boolean (self->settings, "serve-hub"))
    rdm_serve_start (rdm_serve_get_default ());
  else
    rdm_serve_stop (rdm_serve_get_default ());
}

static void
shutdown (GApplication *application)
{
  rdm_serve_stop (rdm_serve_get_default ());
  G_APPLICATION_CLASS (rdm_application_parent_class)->shutdown (application);
}

static void
startup (GApplication *application)
{
  RdmApplication *self = RDM_APPLICATION (application);
  g_autoptr (GAction) color_scheme = NULL;

  /* Named, so that the linker keeps what only templates and icon names refer to. */
  rdm_console_get_resource ();
  rdm_icons_get_resource ();
  G_APPLICATION_CLASS (rdm_application_parent_class)->startup (application);

  self->settings = g_settings_new (RDM_APPLICATION_ID);
  g_action_map_add_action_entries (G_ACTION_MAP (self), entries, G_N_ELEMENTS (entries), self);
  color_scheme = g_settings_create_action (self->settings, "color-scheme");
  g_action_map_add_action (G_ACTION_MAP (self), color_scheme);
  g_signal_connect_object (self->settings, "changed::color-scheme",
                           G_CALLBACK (color_scheme_changed_cb), self, G_CONNECT_SWAPPED);
  color_scheme_changed_cb (self);
  g_signal_connect_object (self->settings, "changed::serve-hub", G_CALLBACK (serve_changed_cb),
                           self, G_CONNECT_SWAPPED);
  serve_changed_cb (self);
  for (guint i = 0; i < G_N_ELEMENTS (accels); i++)
    gtk_application_set_accels_for_action (GTK_APPLICATION (self), accels[i].action,
                                           (const char *const *)accels[i].keys);
  gtk_window_set_default_icon_name (RDM_APPLICATION_ID);
}

static void
activate (GApplication *application)
{
  RdmApplication *self = RDM_APPLICATION (application);
  g_autofree char *last = g_settings_get_string (self->settings, "last-file");
  GtkWindow *active = gtk_application_get_active_window (GTK_APPLICATION (self));

  if (active != NULL)
    gtk_window_present (active);
  else if (*last != '\0' && g_file_test (last, G_FILE_TEST_EXISTS))
    open_plan (self, last, 0);
  else
    gtk_window_present (GTK_WINDOW (window_for (self, NULL)));
}

static int
command_line (GApplication *application, GApplicationCommandLine *line)
{
  RdmApplication *self = RDM_APPLICATION (application);
  GVariantDict *options = g_application_command_line_get_options_dict (line);
  g_autofree const char **paths = NULL;

  if (g_variant_dict_contains (options, "serve"))
    rdm_serve_start (rdm_serve_get_default ());
  if (g_variant_dict_contains (options, "demo"))
    open_demo (self);
  else if (g_variant_dict_lookup (options, G_OPTION_REMAINING, "^a&ay", &paths))
    for (guint i = 0; paths[i] != NULL; i++)
      {
        g_autoptr (GFile) file = g_application_command_line_create_file_for_arg (line, paths[i]);
        const char *path = g_file_peek_path (file);

        if (rdm_invitation_is_link (paths[i]))
          open_invitation (self, paths[i]);
        else
          open_plan (self, path != NULL ? path : paths[i], 0);
      }
  else
    g_application_activate (application);
  return 0;
}

static int
handle_local_options (GApplication *application, GVariantDict *options)
{
  if (!g_variant_dict_contains (options, "version"))
    return -1;
  g_print ("Roundsman %s\n", RDM_VERSION);
  return 0;
}

static void
dispose (GObject *object)
{
  RdmApplication *self = RDM_APPLICATION (object);

  g_clear_object (&self->chooser);
  g_clear_object (&self->settings);
  G_OBJECT_CLASS (rdm_application_parent_class)->dispose (object);
}

static void
rdm_application_class_init (RdmApplicationClass *klass)
{
  GApplicationClass *application_class = G_APPLICATION_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = dispose;
  application_class->startup = startup;
  application_class->shutdown = shutdown;
  application_class->activate = activate;
  application_class->command_line = command_line;
  application_class->handle_local_options = handle_local_options;
}

static void
rdm_application_init (RdmApplication *self)
{
  g_application_add_main_option_entries (G_APPLICATION (self), rdm_application_options);
  g_application_set_option_context_summary (
      G_APPLICATION (self), _ ("Plan a day of deliveries and run it: the dispatcher’s window.\n"
                               "Without PLAN it opens the plan that was open last."));
  g_application_set_option_context_description (
      G_APPLICATION (self),
      _ ("roundsmanctl does the same from a terminal: see roundsmanctl --help."));
}

RdmApplication *
rdm_application_new (void)
{
  return g_object_new (RDM_TYPE_APPLICATION, "application-id", RDM_APPLICATION_ID, "flags",
                       G_APPLICATION_HANDLES_COMMAND_LINE | G_APPLICATION_CAN_OVERRIDE_APP_ID,
                       "resource-base-path", "/org/roundsman/Roundsman", NULL);
}
