/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Looking back: another window shows the day as it was, at any moment, from a plan of its own that
 * goes with the window. Whoever changes something there tries out what might have been.
 */
#include <glib/gi18n.h>
#include <glib/gstdio.h>

#include "rdm-desk-window-private.h"
#include "rdm-past-fetch.h"
#include "rdm-rewind-bar.h"

/* A folder that only the window's plan is in. */
static char *
make_folder (GError **error)
{
  g_autofree char *parent = g_build_filename (g_get_user_cache_dir (), "roundsman", NULL);
  g_autofree char *template = g_build_filename (parent, "past-XXXXXX", NULL);

  g_mkdir_with_parents (parent, 0700);
  if (g_mkdtemp (template) != NULL)
    return g_steal_pointer (&template);
  g_set_error (error, G_IO_ERROR, g_io_error_from_errno (errno),
               _ ("There is no room for a copy in %s: %s"), parent, g_strerror (errno));
  return NULL;
}

static void
remove_folder_cb (GtkWidget *window, const char *folder)
{
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  g_autoptr (GPtrArray) paths = g_ptr_array_new_with_free_func (g_free);
  const char *name;

  /* A folder that is read while it changes may leave some out. */
  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    g_ptr_array_add (paths, g_build_filename (folder, name, NULL));
  for (guint i = 0; i < paths->len; i++)
    g_unlink (g_ptr_array_index (paths, i));
  g_rmdir (folder);
}

static void
free_folder (gpointer folder, GClosure *closure)
{
  g_free (folder);
}

static char *
name_copy (RdmDeskWindow *self)
{
  g_autofree char *name =
      g_path_get_basename (rdm_plan_file_get_path (rdm_desk_get_file (self->desk)));

  if (g_str_has_suffix (name, ".roundsman"))
    name[strlen (name) - strlen (".roundsman")] = '\0';
  /* Translators: the name of a file. */
  return g_strdup_printf (_ ("%s, looked back.roundsman"), name);
}

/* Opens the window on a plan without rows. Returns: (transfer none) (nullable): NULL: that was
 * said.
 */
static RdmDeskWindow *
open_copy (RdmDeskWindow *self)
{
  g_autofree char *last = g_settings_get_string (self->settings, "last-file");
  g_autofree char *name = name_copy (self);
  g_autoptr (GError) error = NULL;
  g_autofree char *folder = make_folder (&error);
  g_autofree char *path = folder != NULL ? g_build_filename (folder, name, NULL) : NULL;
  RdmDeskWindow *window;
  gboolean is_open;

  if (path == NULL)
    {
      rdm_desk_window_say_error (self, _ ("The Past Could Not Be Shown"), error->message);
      return NULL;
    }
  window = rdm_desk_window_new (ADW_APPLICATION (gtk_window_get_application (GTK_WINDOW (self))),
                                self->settings);
  g_signal_connect_data (window, "destroy", G_CALLBACK (remove_folder_cb),
                         g_steal_pointer (&folder), free_folder, 0);
  is_open = rdm_desk_window_open (window, path, RDM_STORE_CREATE);
  /* The next start opens the real day again. */
  g_settings_set_string (self->settings, "last-file", last);
  if (is_open)
    return window;
  gtk_window_destroy (GTK_WINDOW (window));
  return NULL;
}

static void
loaded_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (RdmDeskWindow) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (RdmPast) past = rdm_past_load_finish (result, &error);
  RdmDeskWindow *window;

  if (past == NULL)
    {
      rdm_desk_window_say_error (self, _ ("The Past Could Not Be Shown"), error->message);
      return;
    }
  window = open_copy (self);
  if (window == NULL)
    return;
  rdm_desk_set_date (window->desk, rdm_desk_get_date (self->desk));
  adw_bin_set_child (window->rewind_bin,
                     rdm_rewind_bar_new (window->desk, g_steal_pointer (&past)));
  rdm_map_fit (window->map);
  rdm_timeline_fit (window->timeline);
  rdm_desk_window_update_actions (window);
  gtk_window_present (GTK_WINDOW (window));
}

static RdmRewindBar *
bar_of (RdmDeskWindow *self)
{
  GtkWidget *child = adw_bin_get_child (self->rewind_bin);

  return child != NULL ? RDM_REWIND_BAR (child) : NULL;
}

static void
load (RdmDeskWindow *self, GPtrArray *ops, gboolean is_current)
{
  if (rdm_desk_window_flush (self))
    rdm_past_load_async (rdm_plan_file_get_path (rdm_desk_get_file (self->desk)), ops, is_current,
                         NULL, loaded_cb, g_object_ref (self));
}

static void
fetched_cb (GPtrArray *ops, gboolean is_current, const GError *error, gpointer user_data)
{
  RdmDeskWindow *self = user_data;

  if (error != NULL)
    rdm_desk_window_say_error (self, _ ("The Past Could Not Be Shown"), error->message);
  else if (ops != NULL && rdm_desk_get_file (self->desk) != NULL)
    load (self, ops, is_current);
}

/* Of a plan that several desks share, the hub knows what everybody did. */
static void
look_back_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  RdmDeskWindow *self = user_data;

  if (rdm_sync_get_status (self->sync) == RDM_LINK_ALONE)
    load (self, NULL, FALSE);
  else
    rdm_past_fetch (GTK_WINDOW (self), rdm_sync_get_link (self->sync), fetched_cb, self);
}

static void
earlier_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  RdmRewindBar *bar = bar_of (user_data);

  if (bar != NULL)
    rdm_rewind_bar_step (bar, -1);
}

static void
later_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  RdmRewindBar *bar = bar_of (user_data);

  if (bar != NULL)
    rdm_rewind_bar_step (bar, 1);
}

/* --- keeping a what-if -------------------------------------------------------------------------
 */

static void
kept_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (RdmDeskWindow) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autofree char *path = rdm_plan_file_copy_finish (RDM_PLAN_FILE (source), result, &error);
  g_autofree char *name = path != NULL ? g_path_get_basename (path) : NULL;
  g_autofree char *text = NULL;

  if (name == NULL)
    {
      rdm_desk_window_say_error (self, _ ("The What-If Could Not Be Kept"), error->message);
      return;
    }
  text = g_strdup_printf (_ ("Kept as “%s”."), name);
  rdm_desk_window_say (self, text, NULL);
}

static void
keep_chosen_cb (GtkNativeDialog *chooser, int response, gpointer user_data)
{
  RdmDeskWindow *self = user_data;

  if (response == GTK_RESPONSE_ACCEPT)
    {
      g_autoptr (GFile) file = gtk_file_chooser_get_file (GTK_FILE_CHOOSER (chooser));
      g_autofree char *path = g_file_get_path (file);

      if (path != NULL)
        rdm_plan_file_copy_async (rdm_desk_get_file (self->desk), path, kept_cb,
                                  g_object_ref (self));
    }
  g_clear_object (&self->chooser);
}

static void
keep_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  RdmDeskWindow *self = user_data;

  g_clear_object (&self->chooser);
  self->chooser = gtk_file_chooser_native_new (_ ("Keep the What-If"), GTK_WINDOW (self),
                                               GTK_FILE_CHOOSER_ACTION_SAVE, _ ("_Keep"), NULL);
  gtk_file_chooser_set_current_name (GTK_FILE_CHOOSER (self->chooser), _ ("what-if.roundsman"));
  gtk_native_dialog_set_modal (GTK_NATIVE_DIALOG (self->chooser), TRUE);
  g_signal_connect (self->chooser, "response", G_CALLBACK (keep_chosen_cb), self);
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (self->chooser));
}

static void
path_changed_cb (RdmDeskWindow *self)
{
  GAction *action = g_action_map_lookup_action (G_ACTION_MAP (self), "look-back");

  g_simple_action_set_enabled (G_SIMPLE_ACTION (action), rdm_desk_get_file (self->desk) != NULL);
}

void
rdm_desk_window_install_rewind (RdmDeskWindow *self)
{
  static const GActionEntry entries[] = {
    { "look-back", look_back_cb },
    { "look-earlier", earlier_cb },
    { "look-later", later_cb },
    { "keep-what-if", keep_cb },
  };

  g_action_map_add_action_entries (G_ACTION_MAP (self), entries, G_N_ELEMENTS (entries), self);
  g_signal_connect_object (self->desk, "notify::path", G_CALLBACK (path_changed_cb), self,
                           G_CONNECT_SWAPPED);
  path_changed_cb (self);
}
