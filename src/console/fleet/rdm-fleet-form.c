/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rdm-fleet-form.h"

#include <adwaita.h>
#include <glib/gi18n.h>

#include "rdm-fleet-text.h"
#include "rdm-id.h"
#include "rdm-time.h"

struct _RdmFleetForm
{
  GtkWidget parent_instance;

  /* Owned */
  RdmDesk *desk;
  RdmRowKind kind;
  char *id;
  gboolean editing; /* a change of our own is under way */

  /* Children: the page is made anew for every row and after every change */
  GtkWidget *scrolled;
};

G_DEFINE_FINAL_TYPE (RdmFleetForm, rdm_fleet_form, GTK_TYPE_WIDGET)

static const char *
title_of (gconstpointer row)
{
  switch (((const RdmRow *)row)->kind)
    {
    case RDM_ROW_VEHICLE:
      return ((const RdmVehicle *)row)->name;
    case RDM_ROW_DRIVER:
      return ((const RdmDriver *)row)->name;
    default:
      return _ ("a shift");
    }
}

static gboolean
run_edit (RdmFleetForm *self, const char *what, gconstpointer before, gconstpointer after)
{
  g_autofree char *label = g_strdup_printf (_ ("Change %s of %s"), what, title_of (before));
  g_autoptr (RdmCommand) command = rdm_command_new_edit (label);
  gboolean done;

  if (rdm_command_edit_row (command, before, after) == 0)
    return TRUE;
  self->editing = TRUE;
  done = rdm_desk_run (self->desk, command);
  self->editing = FALSE;
  return done;
}

static const char *
currency_of (RdmFleetForm *self)
{
  return rdm_desk_get_settings (self->desk)->currency;
}

static gconstpointer
row_of (RdmFleetForm *self, GtkWidget *widget)
{
  return rdm_rows_get (rdm_desk_get_rows (self->desk),
                       (RdmRowKind)GPOINTER_TO_INT (g_object_get_data (G_OBJECT (widget), "kind")),
                       g_object_get_data (G_OBJECT (widget), "id"));
}

static void
tag (GtkWidget *widget, gconstpointer row, guint field)
{
  g_object_set_data (G_OBJECT (widget), "kind", GINT_TO_POINTER (((const RdmRow *)row)->kind));
  g_object_set_data_full (G_OBJECT (widget), "id", g_strdup (((const RdmRow *)row)->id), g_free);
  g_object_set_data (G_OBJECT (widget), "field", GUINT_TO_POINTER (field));
}

/* A text of our own, which there is nothing to apply of. */
static void
show_text (GtkWidget *entry, const char *text)
{
  adw_entry_row_set_show_apply_button (ADW_ENTRY_ROW (entry), FALSE);
  gtk_editable_set_text (GTK_EDITABLE (entry), text);
  adw_entry_row_set_show_apply_button (ADW_ENTRY_ROW (entry), TRUE);
}

static void
applied_cb (RdmFleetForm *self, GtkWidget *entry)
{
  gconstpointer before = row_of (self, entry);
  const RdmFleetField *field;
  g_autoptr (RdmRow) after = before != NULL ? rdm_row_copy (before) : NULL;
  g_autofree char *text = NULL;
  g_autoptr (GError) error = NULL;

  if (after == NULL)
    return;
  field = rdm_fleet_field (after->kind,
                           GPOINTER_TO_UINT (g_object_get_data (G_OBJECT (entry), "field")));
  if (!rdm_fleet_field_set (field, after, currency_of (self),
                            gtk_editable_get_text (GTK_EDITABLE (entry)), &error))
    {
      gtk_widget_add_css_class (entry, "error");
      rdm_desk_notice (self->desk, error->message, NULL);
      return;
    }
  if (!run_edit (self, rdm_fleet_field_label (field), before, after))
    {
      gtk_widget_add_css_class (entry, "error");
      return;
    }
  gtk_widget_remove_css_class (entry, "error");
  /* "7" is read as 07:00, and should be seen to be. */
  text = rdm_fleet_field_get (field, after, currency_of (self));
  show_text (entry, text);
}

static void
add_fields (RdmFleetForm *self, AdwPreferencesGroup *group, gconstpointer row)
{
  guint n;
  RdmRowKind kind = ((const RdmRow *)row)->kind;

  rdm_fleet_fields (kind, &n);
  for (guint i = 0; i < n; i++)
    {
      const RdmFleetField *field = rdm_fleet_field (kind, i);
      GtkWidget *entry = adw_entry_row_new ();
      g_autofree char *text = rdm_fleet_field_get (field, row, currency_of (self));

      adw_preferences_row_set_title (ADW_PREFERENCES_ROW (entry), rdm_fleet_field_label (field));
      gtk_widget_set_tooltip_text (entry, rdm_fleet_field_hint (field));
      show_text (entry, text);
      tag (entry, row, i);
      g_signal_connect_swapped (entry, "apply", G_CALLBACK (applied_cb), self);
      adw_preferences_group_add (group, entry);
    }
}

/* Vehicle: profile */

static void
profile_cb (RdmFleetForm *self, GParamSpec *pspec, AdwComboRow *combo)
{
  const RdmVehicle *before = row_of (self, GTK_WIDGET (combo));
  g_autoptr (RdmVehicle) after = before != NULL ? rdm_row_copy (before) : NULL;

  if (after == NULL)
    return;
  after->profile = (int)adw_combo_row_get_selected (combo);
  run_edit (self, _ ("kind"), before, after);
}

static void
add_profile (RdmFleetForm *self, AdwPreferencesGroup *group, const RdmVehicle *vehicle)
{
  const char *const names[] = { _ ("Van"), _ ("Truck"), _ ("Cargo bike"), NULL };
  GtkWidget *combo = adw_combo_row_new ();
  g_autoptr (GtkStringList) model = gtk_string_list_new (names);

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (combo), _ ("Kind"));
  adw_combo_row_set_model (ADW_COMBO_ROW (combo), G_LIST_MODEL (model));
  adw_combo_row_set_selected (ADW_COMBO_ROW (combo), (guint)vehicle->profile);
  tag (combo, vehicle, 0);
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

static void
crew_cb (RdmFleetForm *self, GtkCheckButton *check)
{
  const RdmShift *before = row_of (self, GTK_WIDGET (check));
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
  if (run_edit (self, _ ("crew"), before, after))
    show_crew (self, gtk_widget_get_ancestor (GTK_WIDGET (check), ADW_TYPE_EXPANDER_ROW), after);
}

static void
weekday_cb (RdmFleetForm *self, GtkToggleButton *toggle)
{
  const RdmShift *before = row_of (self, GTK_WIDGET (toggle));
  gint64 bit = (gint64)1 << GPOINTER_TO_UINT (g_object_get_data (G_OBJECT (toggle), "field"));
  g_autoptr (RdmShift) after = before != NULL ? rdm_row_copy (before) : NULL;

  if (after == NULL)
    return;
  after->weekdays =
      gtk_toggle_button_get_active (toggle) ? before->weekdays | bit : before->weekdays & ~bit;
  run_edit (self, _ ("weekdays"), before, after);
}

static void
add_weekdays (RdmFleetForm *self, AdwPreferencesGroup *group, const RdmShift *shift)
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

      gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (toggle), (shift->weekdays >> i & 1) != 0);
      gtk_accessible_update_property (GTK_ACCESSIBLE (toggle), GTK_ACCESSIBLE_PROPERTY_LABEL, full,
                                      -1);
      tag (toggle, shift, i);
      g_signal_connect_swapped (toggle, "toggled", G_CALLBACK (weekday_cb), self);
      gtk_box_append (GTK_BOX (box), toggle);
    }
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), _ ("Days"));
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), box);
  adw_preferences_group_add (group, row);
}

/* The lists inside an expander have no name of their own. */
static void
name_lists (GtkWidget *widget, const char *name)
{
  if (GTK_IS_LIST_BOX (widget))
    gtk_accessible_update_property (GTK_ACCESSIBLE (widget), GTK_ACCESSIBLE_PROPERTY_LABEL, name,
                                    -1);
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    name_lists (child, name);
}

static void
add_crew (RdmFleetForm *self, AdwPreferencesGroup *group, const RdmShift *shift)
{
  g_autoptr (GPtrArray) drivers = rdm_rows_list (rdm_desk_get_rows (self->desk), RDM_ROW_DRIVER);
  GtkWidget *expander = adw_expander_row_new ();

  for (guint i = 0; i < drivers->len; i++)
    {
      const RdmDriver *driver = g_ptr_array_index (drivers, i);
      gboolean on = shift->drivers != NULL
                    && g_strv_contains ((const char *const *)shift->drivers, driver->row.id);
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
      tag (check, shift, 0);
      g_object_set_data_full (G_OBJECT (check), "driver", g_strdup (driver->row.id), g_free);
      g_signal_connect_swapped (check, "toggled", G_CALLBACK (crew_cb), self);
      adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), name);
      adw_action_row_add_prefix (ADW_ACTION_ROW (row), check);
      adw_action_row_set_activatable_widget (ADW_ACTION_ROW (row), check);
      adw_expander_row_add_row (ADW_EXPANDER_ROW (expander), row);
    }
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (expander), _ ("Crew"));
  show_crew (self, expander, shift);
  name_lists (expander, _ ("Crew"));
  adw_preferences_group_add (group, expander);
}

/* Adding and removing */

static void
add_shift_cb (RdmFleetForm *self)
{
  g_autofree char *id = rdm_id_new ("sh");
  g_autoptr (RdmShift) shift = rdm_row_new (RDM_ROW_SHIFT, id);
  g_autoptr (RdmCommand) command = rdm_command_new_add (_ ("Add a shift"));

  shift->vehicle = g_strdup (self->id);
  rdm_command_add_row (command, shift);
  rdm_desk_run (self->desk, command);
}

static void
remove_cb (RdmFleetForm *self, GtkWidget *button)
{
  gconstpointer row = row_of (self, button);
  g_autofree char *label = NULL;
  g_autoptr (RdmCommand) command = NULL;

  if (row == NULL)
    return;
  label = g_strdup_printf (_ ("Remove %s"), title_of (row));
  command = rdm_command_new_remove (label);
  if (((const RdmRow *)row)->kind == RDM_ROW_VEHICLE)
    {
      g_autoptr (GPtrArray) shifts = rdm_rows_list (rdm_desk_get_rows (self->desk), RDM_ROW_SHIFT);

      for (guint i = 0; i < shifts->len; i++)
        {
          const RdmShift *shift = g_ptr_array_index (shifts, i);

          if (g_str_equal (shift->vehicle, ((const RdmRow *)row)->id))
            rdm_command_remove_row (command, RDM_ROW_SHIFT, shift->row.id);
        }
    }
  rdm_command_remove_row (command, ((const RdmRow *)row)->kind, ((const RdmRow *)row)->id);
  if (rdm_desk_run (self->desk, command))
    rdm_desk_notice (self->desk, label, "win.undo");
}

static GtkWidget *
remove_button (RdmFleetForm *self, gconstpointer row, const char *label)
{
  GtkWidget *button = gtk_button_new_with_mnemonic (label);

  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (button, "flat");
  tag (button, row, 0);
  g_signal_connect_swapped (button, "clicked", G_CALLBACK (remove_cb), self);
  return button;
}

static void
add_vehicle_page (RdmFleetForm *self, AdwPreferencesPage *page, const RdmVehicle *vehicle)
{
  AdwPreferencesGroup *group = ADW_PREFERENCES_GROUP (adw_preferences_group_new ());
  AdwPreferencesGroup *more = ADW_PREFERENCES_GROUP (adw_preferences_group_new ());
  g_autoptr (GPtrArray) shifts = rdm_rows_list (rdm_desk_get_rows (self->desk), RDM_ROW_SHIFT);
  GtkWidget *add = gtk_button_new_with_mnemonic (_ ("Add a _Shift"));

  adw_preferences_group_set_title (group, _ ("Vehicle"));
  adw_preferences_group_set_header_suffix (group,
                                           remove_button (self, vehicle, _ ("_Remove Vehicle")));
  add_profile (self, group, vehicle);
  add_fields (self, group, vehicle);
  adw_preferences_page_add (page, group);
  for (guint i = 0; i < shifts->len; i++)
    {
      const RdmShift *shift = g_ptr_array_index (shifts, i);
      AdwPreferencesGroup *its;

      if (!g_str_equal (shift->vehicle, vehicle->row.id))
        continue;
      its = ADW_PREFERENCES_GROUP (adw_preferences_group_new ());
      adw_preferences_group_set_title (its, _ ("Shift"));
      adw_preferences_group_set_header_suffix (its,
                                               remove_button (self, shift, _ ("Remove S_hift")));
      add_weekdays (self, its, shift);
      add_crew (self, its, shift);
      add_fields (self, its, shift);
      adw_preferences_page_add (page, its);
    }
  gtk_widget_set_halign (add, GTK_ALIGN_START);
  g_signal_connect_swapped (add, "clicked", G_CALLBACK (add_shift_cb), self);
  adw_preferences_group_add (more, add);
  adw_preferences_page_add (page, more);
}

static void
rebuild (RdmFleetForm *self)
{
  gconstpointer row =
      self->id != NULL ? rdm_rows_get (rdm_desk_get_rows (self->desk), self->kind, self->id) : NULL;
  AdwPreferencesPage *page;

  if (row == NULL)
    {
      GtkWidget *nothing = adw_status_page_new ();

      gtk_widget_add_css_class (nothing, "compact");
      adw_status_page_set_icon_name (ADW_STATUS_PAGE (nothing), "rdm-van-symbolic");
      adw_status_page_set_title (ADW_STATUS_PAGE (nothing), _ ("Nothing Selected"));
      adw_status_page_set_description (ADW_STATUS_PAGE (nothing),
                                       _ ("Select a vehicle or a driver on the left."));
      gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (self->scrolled), nothing);
      return;
    }
  page = ADW_PREFERENCES_PAGE (adw_preferences_page_new ());
  if (self->kind == RDM_ROW_VEHICLE)
    add_vehicle_page (self, page, row);
  else
    {
      AdwPreferencesGroup *group = ADW_PREFERENCES_GROUP (adw_preferences_group_new ());

      adw_preferences_group_set_title (group, _ ("Driver"));
      adw_preferences_group_set_header_suffix (group,
                                               remove_button (self, row, _ ("_Remove Driver")));
      add_fields (self, group, row);
      adw_preferences_page_add (page, group);
    }
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (self->scrolled), GTK_WIDGET (page));
}

void
rdm_fleet_form_show (RdmFleetForm *self, RdmRowKind kind, const char *id)
{
  if (self->kind == kind && g_strcmp0 (self->id, id) == 0)
    return;
  self->kind = kind;
  g_free (self->id);
  self->id = g_strdup (id);
  rebuild (self);
}

/* Our own edits leave the form as it is; undo, imports and removals are shown anew. */
static void
rows_changed_cb (RdmFleetForm *self, GPtrArray *changes)
{
  for (guint i = 0; i < changes->len; i++)
    {
      const RdmChange *change = g_ptr_array_index (changes, i);
      gboolean fleet = change->kind == RDM_ROW_VEHICLE || change->kind == RDM_ROW_SHIFT
                       || change->kind == RDM_ROW_DRIVER;

      if (fleet && !self->editing)
        {
          rebuild (self);
          return;
        }
    }
}

static void
dispose (GObject *object)
{
  RdmFleetForm *self = RDM_FLEET_FORM (object);

  g_clear_pointer (&self->scrolled, gtk_widget_unparent);
  g_clear_object (&self->desk);
  g_clear_pointer (&self->id, g_free);
  G_OBJECT_CLASS (rdm_fleet_form_parent_class)->dispose (object);
}

static void
rdm_fleet_form_class_init (RdmFleetFormClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = dispose;
  gtk_widget_class_set_layout_manager_type (GTK_WIDGET_CLASS (klass), GTK_TYPE_BIN_LAYOUT);
}

static void
rdm_fleet_form_init (RdmFleetForm *self)
{
  self->scrolled = gtk_scrolled_window_new ();
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (self->scrolled), GTK_POLICY_NEVER,
                                  GTK_POLICY_AUTOMATIC);
  gtk_widget_set_parent (self->scrolled, GTK_WIDGET (self));
}

GtkWidget *
rdm_fleet_form_new (RdmDesk *desk)
{
  RdmFleetForm *self = g_object_new (RDM_TYPE_FLEET_FORM, NULL);

  self->desk = g_object_ref (desk);
  self->kind = RDM_ROW_VEHICLE;
  rebuild (self);
  g_signal_connect_object (desk, "rows-changed", G_CALLBACK (rows_changed_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (desk, "day-changed", G_CALLBACK (rebuild), self, G_CONNECT_SWAPPED);
  return GTK_WIDGET (self);
}
