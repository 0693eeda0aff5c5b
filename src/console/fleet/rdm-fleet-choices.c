/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What of the fleet is chosen, not typed: the kind of a vehicle, the days and the crew of a shift.
 */
#include "rdm-fleet-form-private.h"

#include <glib/gi18n.h>

#include "rdm-entry-row.h"

/* Vehicle: profile */

static void
profile_cb (RdmFleetForm *self, GParamSpec *pspec, AdwComboRow *combo)
{
  const RdmVehicle *before = rdm_fleet_form_row_of (self, GTK_WIDGET (combo));
  g_autoptr (RdmVehicle) after = before != NULL ? rdm_row_copy (before) : NULL;

  if (after == NULL)
    return;
  after->profile = (int)adw_combo_row_get_selected (combo);
  rdm_fleet_form_edit (self, _ ("kind"), before, after);
}

void
rdm_fleet_form_add_profile (RdmFleetForm *self,
                            AdwPreferencesGroup *group,
                            const RdmVehicle *vehicle)
{
  const char *const names[] = { _ ("Van"), _ ("Truck"), _ ("Cargo bike"), NULL };
  GtkWidget *combo = adw_combo_row_new ();
  g_autoptr (GtkStringList) model = gtk_string_list_new (names);

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (combo), _ ("Kind"));
  adw_combo_row_set_model (ADW_COMBO_ROW (combo), G_LIST_MODEL (model));
  adw_combo_row_set_selected (ADW_COMBO_ROW (combo), (guint)vehicle->profile);
  rdm_fleet_form_add_input (self, combo, vehicle, 0);
  g_signal_connect_swapped (combo, "notify::selected", G_CALLBACK (profile_cb), self);
  adw_preferences_group_add (group, combo);
}

/* Shift: crew and weekdays */

/* "Driver 01, Driver 02" below the heading of the crew. */
static void
show_crew (RdmFleetForm *self, GtkWidget *expander, const RdmShift *shift)
{
  g_autoptr (GString) crew = g_string_new (NULL);
  g_autofree char *escaped = NULL;

  for (guint i = 0; shift->drivers != NULL && shift->drivers[i] != NULL; i++)
    {
      const RdmDriver *driver =
          rdm_rows_get (rdm_desk_get_rows (self->desk), RDM_ROW_DRIVER, shift->drivers[i]);

      if (driver != NULL)
        g_string_append_printf (crew, "%s%s", crew->len > 0 ? ", " : "", driver->name);
    }
  escaped = g_markup_escape_text (crew->len > 0 ? crew->str : _ ("nobody"), -1);
  adw_expander_row_set_subtitle (ADW_EXPANDER_ROW (expander), escaped);
}

static gboolean
is_in_crew (const RdmShift *shift, const char *driver)
{
  return shift->drivers != NULL && g_strv_contains ((const char *const *)shift->drivers, driver);
}

static void
crew_cb (RdmFleetForm *self, GtkCheckButton *check)
{
  const RdmShift *before = rdm_fleet_form_row_of (self, GTK_WIDGET (check));
  const char *driver = g_object_get_data (G_OBJECT (check), "driver");
  gboolean wanted = gtk_check_button_get_active (check);
  g_autoptr (RdmShift) after = before != NULL ? rdm_row_copy (before) : NULL;
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  guint n = 0;

  if (after == NULL)
    return;
  for (guint i = 0; before->drivers != NULL && before->drivers[i] != NULL; i++)
    if (!g_str_equal (before->drivers[i], driver))
      {
        g_strv_builder_add (builder, before->drivers[i]);
        n++;
      }
  if (wanted)
    {
      g_strv_builder_add (builder, driver);
      n++;
    }
  g_strfreev (after->drivers);
  after->drivers = n > 0 ? g_strv_builder_end (builder) : NULL;
  if (rdm_fleet_form_edit (self, _ ("crew"), before, after))
    show_crew (self, gtk_widget_get_ancestor (GTK_WIDGET (check), ADW_TYPE_EXPANDER_ROW), after);
}

static guint
field_of (GtkWidget *input)
{
  return GPOINTER_TO_UINT (g_object_get_data (G_OBJECT (input), "field"));
}

static gboolean
works_on (const RdmShift *shift, guint weekday)
{
  return (shift->weekdays >> weekday & 1) != 0;
}

static void
weekday_cb (RdmFleetForm *self, GtkToggleButton *toggle)
{
  const RdmShift *before = rdm_fleet_form_row_of (self, GTK_WIDGET (toggle));
  gint64 bit = (gint64)1 << field_of (GTK_WIDGET (toggle));
  g_autoptr (RdmShift) after = before != NULL ? rdm_row_copy (before) : NULL;

  if (after == NULL)
    return;
  after->weekdays =
      gtk_toggle_button_get_active (toggle) ? before->weekdays | bit : before->weekdays & ~bit;
  rdm_fleet_form_edit (self, _ ("weekdays"), before, after);
}

void
rdm_fleet_form_add_weekdays (RdmFleetForm *self, AdwPreferencesGroup *group, const RdmShift *shift)
{
  GtkWidget *row = adw_action_row_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0);

  gtk_widget_add_css_class (box, "linked");
  gtk_widget_set_valign (box, GTK_ALIGN_CENTER);
  for (guint i = 0; i < 7; i++)
    {
      /* 1 January 2024 was a Monday. */
      g_autoptr (GDateTime) day = g_date_time_new_utc (2024, 1, (int)i + 1, 0, 0, 0);
      g_autofree char *name = g_date_time_format (day, "%a");
      g_autofree char *full = g_date_time_format (day, "%A");
      GtkWidget *toggle = gtk_toggle_button_new_with_label (name);

      gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (toggle), works_on (shift, i));
      gtk_accessible_update_property (GTK_ACCESSIBLE (toggle), GTK_ACCESSIBLE_PROPERTY_LABEL, full,
                                      -1);
      rdm_fleet_form_add_input (self, toggle, shift, i);
      g_signal_connect_swapped (toggle, "toggled", G_CALLBACK (weekday_cb), self);
      gtk_box_append (GTK_BOX (box), toggle);
    }
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), _ ("Days"));
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), box);
  adw_preferences_group_add (group, row);
}

void
rdm_fleet_form_add_crew (RdmFleetForm *self, AdwPreferencesGroup *group, const RdmShift *shift)
{
  g_autoptr (GPtrArray) drivers = rdm_rows_list (rdm_desk_get_rows (self->desk), RDM_ROW_DRIVER);
  GtkWidget *expander = adw_expander_row_new ();

  for (guint i = 0; i < drivers->len; i++)
    {
      const RdmDriver *driver = g_ptr_array_index (drivers, i);
      gboolean on = is_in_crew (shift, driver->row.id);
      g_autofree char *name = g_markup_escape_text (driver->name, -1);
      GtkWidget *row;
      GtkWidget *check;

      if (driver->retired && !on)
        continue;
      row = adw_action_row_new ();
      check = gtk_check_button_new ();
      gtk_check_button_set_active (GTK_CHECK_BUTTON (check), on);
      gtk_widget_set_valign (check, GTK_ALIGN_CENTER);
      gtk_accessible_update_property (GTK_ACCESSIBLE (check), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                      driver->name, -1);
      rdm_fleet_form_add_input (self, check, shift, 0);
      g_object_set_data_full (G_OBJECT (check), "driver", g_strdup (driver->row.id), g_free);
      g_signal_connect_swapped (check, "toggled", G_CALLBACK (crew_cb), self);
      adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), name);
      adw_action_row_add_prefix (ADW_ACTION_ROW (row), check);
      adw_action_row_set_activatable_widget (ADW_ACTION_ROW (row), check);
      adw_expander_row_add_row (ADW_EXPANDER_ROW (expander), row);
    }
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (expander), _ ("Crew"));
  show_crew (self, expander, shift);
  rdm_form_name_lists (expander, _ ("Crew"));
  adw_preferences_group_add (group, expander);
}

void
rdm_fleet_form_refresh_choice (RdmFleetForm *self, GtkWidget *input, gconstpointer row)
{
  if (ADW_IS_COMBO_ROW (input))
    adw_combo_row_set_selected (ADW_COMBO_ROW (input), (guint)((const RdmVehicle *)row)->profile);
  else if (GTK_IS_TOGGLE_BUTTON (input))
    gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (input), works_on (row, field_of (input)));
  else if (GTK_IS_CHECK_BUTTON (input))
    {
      gtk_check_button_set_active (
          GTK_CHECK_BUTTON (input),
          is_in_crew (row, g_object_get_data (G_OBJECT (input), "driver")));
      show_crew (self, gtk_widget_get_ancestor (input, ADW_TYPE_EXPANDER_ROW), row);
    }
}
