/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rdm-preferences.h"

#include <glib/gi18n.h>
#include <math.h>

#include "rdm-entry-row.h"
#include "rdm-background-group.h"
#include "rdm-geocoder-group.h"
#include "rdm-region-group.h"
#include "rdm-server-group.h"
#include "rdm-text.h"
#include "rdm-units.h"

/* Instead of a scale, for money: that of the plan's currency. */
#define MONEY (-1)

/* The plan's settings that are texts and amounts. @scale: stored units in one that people type. */
static const struct
{
  const char *title;
  const char *subtitle;
  gsize offset;
  double scale; /* 0: a text */
  double from, to, step;
  guint digits;
} plan_fields[] = {
  { N_ ("Name on the sheets"), NULL, G_STRUCT_OFFSET (RdmSettings, name), 0 },
  { N_ ("Time zone"), N_ ("An IANA name, such as Europe/Vaduz"),
    G_STRUCT_OFFSET (RdmSettings, zone), 0 },
  { N_ ("Currency"), N_ ("An ISO code of three letters"), G_STRUCT_OFFSET (RdmSettings, currency),
    0 },
  { N_ ("Detour"), N_ ("Kilometres driven for one as the crow flies"),
    G_STRUCT_OFFSET (RdmSettings, detour_permille), 1000, 1, 3, 0.05, 2 },
  { N_ ("Van, km/h"), N_ ("Mean speed while driving"),
    G_STRUCT_OFFSET (RdmSettings, van_speed_mps_milli), 1000 / 3.6, 5, 120, 1, 0 },
  { N_ ("Truck, km/h"), NULL, G_STRUCT_OFFSET (RdmSettings, truck_speed_mps_milli), 1000 / 3.6, 5,
    100, 1, 0 },
  { N_ ("Cargo bike, km/h"), NULL, G_STRUCT_OFFSET (RdmSettings, cargo_bike_speed_mps_milli),
    1000 / 3.6, 5, 40, 1, 0 },
  { N_ ("Price of an hour late"), N_ ("Where an order may be late"),
    G_STRUCT_OFFSET (RdmSettings, late_per_hour_minor), MONEY, 0, 1e7, 5, 0 },
  { N_ ("Price of a stop that changes hands"), N_ ("More keeps stops with the driver who has them"),
    G_STRUCT_OFFSET (RdmSettings, stability_minor), MONEY, 0, 1e6, 0.5, 0 },
};

struct _RdmPreferences
{
  AdwPreferencesWindow parent_instance;

  RdmDesk *desk;
  GSettings *settings;
  GtkWidget *spins[G_N_ELEMENTS (plan_fields)]; /* NULL for texts */
  gboolean filling;                             /* the amounts are being shown, not edited */
};

G_DEFINE_FINAL_TYPE (RdmPreferences, rdm_preferences, ADW_TYPE_PREFERENCES_WINDOW)

static guint
digits_of (guint i, const RdmSettings *settings)
{
  return plan_fields[i].scale == MONEY ? rdm_currency_decimals (settings->currency)
                                       : plan_fields[i].digits;
}

static double
scale_of (guint i, const RdmSettings *settings)
{
  return plan_fields[i].scale == MONEY ? pow (10, digits_of (i, settings)) : plan_fields[i].scale;
}

static void
show_number (RdmPreferences *self, guint i, const RdmSettings *settings)
{
  GtkSpinButton *spin = GTK_SPIN_BUTTON (self->spins[i]);
  double value = (double)G_STRUCT_MEMBER (gint64, settings, plan_fields[i].offset);

  self->filling = TRUE;
  gtk_spin_button_set_digits (spin, digits_of (i, settings));
  gtk_spin_button_set_value (spin, value / scale_of (i, settings));
  self->filling = FALSE;
}

static void
run_change (RdmPreferences *self, const RdmSettings *after)
{
  RdmRows *rows = rdm_desk_get_rows (self->desk);
  const RdmSettings *before = rdm_rows_get (rows, RDM_ROW_SETTINGS, RDM_SETTINGS_ID);
  g_autoptr (RdmCommand) command = NULL;

  if (before == NULL)
    {
      command = rdm_command_new_add (_ ("Change the plan’s settings"));
      rdm_command_add_row (command, after);
    }
  else
    {
      command = rdm_command_new_edit (_ ("Change the plan’s settings"));
      rdm_command_edit_row (command, before, after);
    }
  rdm_desk_run (self->desk, command);
}

static void
number_changed_cb (RdmPreferences *self, GParamSpec *pspec, GtkWidget *spin)
{
  guint i = GPOINTER_TO_UINT (g_object_get_data (G_OBJECT (spin), "field"));
  g_autoptr (RdmSettings) after = rdm_rows_settings (rdm_desk_get_rows (self->desk));
  g_autoptr (RdmSettings) changed = rdm_row_copy (after);
  double value = gtk_spin_button_get_value (GTK_SPIN_BUTTON (spin));

  if (self->filling)
    return;
  G_STRUCT_MEMBER (gint64, changed, plan_fields[i].offset) =
      (gint64)llround (value * scale_of (i, after));
  if (!rdm_row_equal (after, changed))
    run_change (self, changed);
}

static void
text_applied_cb (RdmPreferences *self, GtkWidget *row)
{
  guint i = GPOINTER_TO_UINT (g_object_get_data (G_OBJECT (row), "field"));
  g_autoptr (RdmSettings) before = rdm_rows_settings (rdm_desk_get_rows (self->desk));
  g_autoptr (RdmSettings) changed = rdm_row_copy (before);
  g_autofree char *text = g_strstrip (g_strdup (gtk_editable_get_text (GTK_EDITABLE (row))));
  g_autofree char *wrong = NULL;

  rdm_set_str (&G_STRUCT_MEMBER (char *, changed, plan_fields[i].offset),
               *text != '\0' ? text : NULL);
  wrong = rdm_row_check (changed);
  if (wrong != NULL)
    {
      AdwToast *toast = adw_toast_new ("");
      g_autofree char *escaped = g_markup_escape_text (wrong, -1);

      adw_toast_set_title (toast, escaped);
      rdm_entry_row_set_wrong (row);
      adw_preferences_window_add_toast (ADW_PREFERENCES_WINDOW (self), toast);
      return;
    }
  rdm_entry_row_show (row, text);
  if (rdm_row_equal (before, changed))
    return;
  run_change (self, changed);
  /* Another currency may have other decimals. */
  for (guint k = 0; k < G_N_ELEMENTS (plan_fields); k++)
    if (plan_fields[k].scale == MONEY)
      show_number (self, k, changed);
}

static GtkWidget *
number_row (RdmPreferences *self, guint i, const RdmSettings *settings)
{
  GtkWidget *row = adw_action_row_new ();
  GtkWidget *spin =
      gtk_spin_button_new_with_range (plan_fields[i].from, plan_fields[i].to, plan_fields[i].step);

  self->spins[i] = spin;
  show_number (self, i, settings);
  gtk_widget_set_valign (spin, GTK_ALIGN_CENTER);
  gtk_accessible_update_property (GTK_ACCESSIBLE (spin), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ (plan_fields[i].title), -1);
  g_object_set_data (G_OBJECT (spin), "field", GUINT_TO_POINTER (i));
  g_signal_connect_swapped (spin, "notify::value", G_CALLBACK (number_changed_cb), self);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), _ (plan_fields[i].title));
  if (plan_fields[i].subtitle != NULL)
    adw_action_row_set_subtitle (ADW_ACTION_ROW (row), _ (plan_fields[i].subtitle));
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), spin);
  return row;
}

static GtkWidget *
text_row (RdmPreferences *self, guint i, const RdmSettings *settings)
{
  GtkWidget *row = rdm_entry_row_new (_ (plan_fields[i].title));
  const char *text = G_STRUCT_MEMBER (char *, settings, plan_fields[i].offset);

  if (plan_fields[i].subtitle != NULL)
    gtk_widget_set_tooltip_text (row, _ (plan_fields[i].subtitle));
  rdm_entry_row_show (row, text != NULL ? text : "");
  g_object_set_data (G_OBJECT (row), "field", GUINT_TO_POINTER (i));
  g_signal_connect_swapped (row, "apply", G_CALLBACK (text_applied_cb), self);
  return row;
}

static void
add_plan_page (RdmPreferences *self)
{
  g_autoptr (RdmSettings) settings = rdm_rows_settings (rdm_desk_get_rows (self->desk));
  AdwPreferencesPage *page = ADW_PREFERENCES_PAGE (adw_preferences_page_new ());
  AdwPreferencesGroup *texts = ADW_PREFERENCES_GROUP (adw_preferences_group_new ());
  AdwPreferencesGroup *numbers = ADW_PREFERENCES_GROUP (adw_preferences_group_new ());

  adw_preferences_page_set_title (page, _ ("This Plan"));
  adw_preferences_page_set_icon_name (page, "rdm-route-sheet-symbolic");
  adw_preferences_group_set_title (numbers, _ ("Travel and Prices"));
  adw_preferences_group_set_description (numbers,
                                         _ ("Without a map of the roads, travel times are "
                                            "estimated from the distance as the crow flies."));
  for (guint i = 0; i < G_N_ELEMENTS (plan_fields); i++)
    if (plan_fields[i].scale != 0)
      adw_preferences_group_add (numbers, number_row (self, i, settings));
    else
      adw_preferences_group_add (texts, text_row (self, i, settings));
  rdm_form_name_lists (GTK_WIDGET (texts), _ ("This Plan"));
  adw_preferences_page_add (page, texts);
  adw_preferences_page_add (page, numbers);
  adw_preferences_window_add (ADW_PREFERENCES_WINDOW (self), page);
}

static GtkWidget *
setting_spin_row (RdmPreferences *self,
                  const char *title,
                  const char *subtitle,
                  const char *key,
                  double from,
                  double to)
{
  GtkWidget *row = adw_action_row_new ();
  GtkWidget *spin = gtk_spin_button_new_with_range (from, to, 1);

  gtk_widget_set_valign (spin, GTK_ALIGN_CENTER);
  gtk_accessible_update_property (GTK_ACCESSIBLE (spin), GTK_ACCESSIBLE_PROPERTY_LABEL, title, -1);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), subtitle);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), spin);
  g_settings_bind (self->settings, key, spin, "value", G_SETTINGS_BIND_DEFAULT);
  return row;
}

static void
add_computer_page (RdmPreferences *self, RdmRegionChoice *region, RdmTravelChoice *travel)
{
  AdwPreferencesPage *page = ADW_PREFERENCES_PAGE (adw_preferences_page_new ());
  AdwPreferencesGroup *planning = ADW_PREFERENCES_GROUP (adw_preferences_group_new ());

  adw_preferences_page_set_title (page, _ ("This Computer"));
  adw_preferences_page_set_icon_name (page, "preferences-system-symbolic");
  adw_preferences_group_set_title (planning, _ ("Planning"));
  adw_preferences_group_add (
      planning, setting_spin_row (self, _ ("Seconds for a whole day"),
                                  _ ("Longer finds better routes; it can be stopped any time."),
                                  "solver-seconds", 1, 3600));
  adw_preferences_group_add (planning,
                             setting_spin_row (self, _ ("Threads"), _ ("0: one for each processor"),
                                               "solver-threads", 0, 256));
  adw_preferences_page_add (page, planning);
  adw_preferences_page_add (page, ADW_PREFERENCES_GROUP (rdm_region_group_new (region)));
  adw_preferences_page_add (page,
                            ADW_PREFERENCES_GROUP (rdm_server_group_new (travel, self->settings)));
  adw_preferences_page_add (page, ADW_PREFERENCES_GROUP (rdm_geocoder_group_new (self->settings)));
  adw_preferences_page_add (page,
                            ADW_PREFERENCES_GROUP (rdm_background_group_new (self->settings)));
  adw_preferences_window_add (ADW_PREFERENCES_WINDOW (self), page);
}

/* Whoever closes the window has finished typing. */
static gboolean
close_request (GtkWindow *window)
{
  gtk_window_set_focus (window, NULL);
  return GTK_WINDOW_CLASS (rdm_preferences_parent_class)->close_request (window);
}

static void
dispose (GObject *object)
{
  RdmPreferences *self = RDM_PREFERENCES (object);

  g_clear_object (&self->desk);
  g_clear_object (&self->settings);
  G_OBJECT_CLASS (rdm_preferences_parent_class)->dispose (object);
}

static void
rdm_preferences_class_init (RdmPreferencesClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = dispose;
  GTK_WINDOW_CLASS (klass)->close_request = close_request;
}

static void
rdm_preferences_init (RdmPreferences *self)
{
}

GtkWidget *
rdm_preferences_new (GtkWindow *parent,
                     RdmDesk *desk,
                     RdmRegionChoice *region,
                     RdmTravelChoice *travel,
                     GSettings *settings)
{
  RdmPreferences *self = g_object_new (RDM_TYPE_PREFERENCES, "transient-for", parent, "modal", TRUE,
                                       "search-enabled", FALSE, NULL);

  self->desk = g_object_ref (desk);
  self->settings = g_object_ref (settings);
  add_plan_page (self);
  add_computer_page (self, region, travel);
  return GTK_WIDGET (self);
}
