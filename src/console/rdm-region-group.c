/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rdm-region-group.h"

#include <glib/gi18n.h>

struct _RdmRegionGroup
{
  AdwPreferencesGroup parent_instance;

  RdmRegionChoice *choice;
  GtkFileChooserNative *chooser; /* kept until it has answered */

  /* Borrowed: children */
  AdwActionRow *row;
  GtkWidget *choose;
  GtkWidget *forget;
  GtkWidget *progress;
  GtkWidget *stop;
};

G_DEFINE_FINAL_TYPE (RdmRegionGroup, rdm_region_group, ADW_TYPE_PREFERENCES_GROUP)

/* What the region is, in a line. */
static char *
describe (RdmRegion *region)
{
  g_autoptr (GDateTime) time = rdm_region_timestamp (region) > 0
                                   ? g_date_time_new_from_unix_utc (rdm_region_timestamp (region))
                                   : NULL;
  g_autofree char *date = time != NULL ? g_date_time_format (time, "%x") : NULL;

  /* Translators: a date, and whom to thank for the map */
  return date != NULL
             ? g_strdup_printf (_ ("Map data of %s, %s"), date, rdm_region_attribution (region))
             : g_strdup (rdm_region_attribution (region));
}

static void
show_texts (RdmRegionGroup *self)
{
  RdmRegion *region = rdm_region_choice_get_region (self->choice);
  const char *problem = rdm_region_choice_get_problem (self->choice);
  const char *step;
  g_autofree char *line = NULL;
  const char *title = _ ("None");
  const char *text = _ ("Travel times are estimated, and the map is plain.");

  if (rdm_region_choice_get_progress (self->choice, &step) >= 0.)
    {
      title = _ ("A region is being made");
      text = step;
    }
  else if (problem != NULL)
    {
      title = _ ("Not available");
      text = problem;
    }
  else if (region != NULL)
    {
      title = rdm_region_name (region);
      text = line = describe (region);
    }
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->row), title);
  adw_action_row_set_subtitle (self->row, text);
}

static void
show (RdmRegionGroup *self)
{
  double fraction = rdm_region_choice_get_progress (self->choice, NULL);
  gboolean making = fraction >= 0.;
  gboolean demo = rdm_region_choice_is_demo (self->choice);
  gboolean chosen = rdm_region_choice_get_region (self->choice) != NULL
                    || rdm_region_choice_get_problem (self->choice) != NULL;

  show_texts (self);
  gtk_widget_set_visible (self->choose, !making);
  gtk_widget_set_visible (self->forget, !making && !demo && chosen);
  gtk_widget_set_visible (self->progress, making);
  gtk_widget_set_visible (self->stop, making);
  if (making)
    gtk_progress_bar_set_fraction (GTK_PROGRESS_BAR (self->progress), fraction);
}

static void
chosen_cb (GtkNativeDialog *chooser, int response, gpointer user_data)
{
  RdmRegionGroup *self = RDM_REGION_GROUP (user_data);

  if (response == GTK_RESPONSE_ACCEPT)
    {
      g_autoptr (GFile) file = gtk_file_chooser_get_file (GTK_FILE_CHOOSER (chooser));

      if (g_file_peek_path (file) != NULL)
        rdm_region_choice_take (self->choice, g_file_peek_path (file));
    }
  g_clear_object (&self->chooser);
}

static void
choose_cb (RdmRegionGroup *self)
{
  static const char *const endings[] = { "region", "pbf", "osm", "gz", "xml" };
  g_autoptr (GtkFileFilter) filter = gtk_file_filter_new ();

  g_clear_object (&self->chooser);
  self->chooser = gtk_file_chooser_native_new (_ ("Choose a Region or an Extract"),
                                               GTK_WINDOW (gtk_widget_get_root (GTK_WIDGET (self))),
                                               GTK_FILE_CHOOSER_ACTION_OPEN, _ ("_Choose"), NULL);
  gtk_file_filter_set_name (filter, _ ("Regions and OpenStreetMap extracts"));
  for (guint i = 0; i < G_N_ELEMENTS (endings); i++)
    gtk_file_filter_add_suffix (filter, endings[i]);
  gtk_file_chooser_add_filter (GTK_FILE_CHOOSER (self->chooser), filter);
  gtk_native_dialog_set_modal (GTK_NATIVE_DIALOG (self->chooser), TRUE);
  g_signal_connect (self->chooser, "response", G_CALLBACK (chosen_cb), self);
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (self->chooser));
}

static void
forget_cb (RdmRegionGroup *self)
{
  rdm_region_choice_forget (self->choice);
}

static void
stop_cb (RdmRegionGroup *self)
{
  rdm_region_choice_stop (self->choice);
}

static void
dispose (GObject *object)
{
  RdmRegionGroup *self = RDM_REGION_GROUP (object);

  g_clear_object (&self->chooser);
  g_clear_object (&self->choice);
  G_OBJECT_CLASS (rdm_region_group_parent_class)->dispose (object);
}

static void
rdm_region_group_class_init (RdmRegionGroupClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = dispose;
}

/* A button at the end of the row. */
static GtkWidget *
add_button (RdmRegionGroup *self, GtkWidget *button, GCallback clicked)
{
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  adw_action_row_add_suffix (self->row, button);
  g_signal_connect_object (button, "clicked", clicked, self, G_CONNECT_SWAPPED);
  return button;
}

static void
rdm_region_group_init (RdmRegionGroup *self)
{
  AdwPreferencesGroup *group = ADW_PREFERENCES_GROUP (self);

  adw_preferences_group_set_title (group, _ ("Roads, Map and Addresses"));
  adw_preferences_group_set_description (
      group, _ ("A region is one file with the roads, the map and the addresses of a part of the "
                "world; with it, no network is needed. Choose one, or an OpenStreetMap extract "
                "(.osm.pbf) of your country or city to have one made."));
  self->row = ADW_ACTION_ROW (adw_action_row_new ());
  adw_action_row_set_subtitle_lines (self->row, 0);
  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (self->row), FALSE);
  adw_preferences_group_add (group, GTK_WIDGET (self->row));
  self->progress = gtk_progress_bar_new ();
  gtk_widget_set_valign (self->progress, GTK_ALIGN_CENTER);
  gtk_widget_set_size_request (self->progress, 120, -1);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->progress), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("How far the region is made"), -1);
  adw_action_row_add_suffix (self->row, self->progress);
  self->stop = add_button (self, gtk_button_new_with_mnemonic (_ ("_Stop")), G_CALLBACK (stop_cb));
  self->forget =
      add_button (self, gtk_button_new_with_mnemonic (_ ("Use _None")), G_CALLBACK (forget_cb));
  self->choose =
      add_button (self, gtk_button_new_with_mnemonic (_ ("_Choose…")), G_CALLBACK (choose_cb));
}

GtkWidget *
rdm_region_group_new (RdmRegionChoice *choice)
{
  RdmRegionGroup *self = g_object_new (RDM_TYPE_REGION_GROUP, NULL);

  self->choice = g_object_ref (choice);
  g_signal_connect_object (choice, "changed", G_CALLBACK (show), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (choice, "progress", G_CALLBACK (show), self, G_CONNECT_SWAPPED);
  show (self);
  return GTK_WIDGET (self);
}
