/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rdm-fleet-form-private.h"

#include <glib/gi18n.h>

#include "rdm-entry-row.h"
#include "rdm-fleet-text.h"
#include "rdm-id.h"
#include "rdm-text.h"

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

gboolean
rdm_fleet_form_edit (RdmFleetForm *self,
                     const char *what,
                     gconstpointer before,
                     gconstpointer after)
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

gconstpointer
rdm_fleet_form_row_of (RdmFleetForm *self, GtkWidget *widget)
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

void
rdm_fleet_form_add_input (RdmFleetForm *self, GtkWidget *input, gconstpointer row, guint field)
{
  tag (input, row, field);
  g_ptr_array_add (self->inputs, input);
}

static void
refresh_entry (RdmFleetForm *self, GtkWidget *entry, gconstpointer row)
{
  const RdmFleetField *field =
      rdm_fleet_field (((const RdmRow *)row)->kind,
                       GPOINTER_TO_UINT (g_object_get_data (G_OBJECT (entry), "field")));
  g_autofree char *text = rdm_fleet_field_get (field, row, currency_of (self));

  rdm_entry_row_show (entry, text);
}

static void
refresh (RdmFleetForm *self)
{
  for (guint i = 0; i < self->inputs->len; i++)
    {
      GtkWidget *input = g_ptr_array_index (self->inputs, i);
      gconstpointer row = rdm_fleet_form_row_of (self, input);

      if (row == NULL)
        continue;
      if (ADW_IS_ENTRY_ROW (input))
        refresh_entry (self, input, row);
      else
        rdm_fleet_form_refresh_choice (self, input, row);
    }
}

static void
applied_cb (RdmFleetForm *self, GtkWidget *entry)
{
  gconstpointer before = rdm_fleet_form_row_of (self, entry);
  const RdmFleetField *field;
  g_autoptr (RdmRow) after = before != NULL ? rdm_row_copy (before) : NULL;
  g_autoptr (GError) error = NULL;

  if (after == NULL)
    return;
  field = rdm_fleet_field (after->kind,
                           GPOINTER_TO_UINT (g_object_get_data (G_OBJECT (entry), "field")));
  if (!rdm_fleet_field_set (field, after, currency_of (self),
                            gtk_editable_get_text (GTK_EDITABLE (entry)), &error))
    {
      rdm_entry_row_set_wrong (entry);
      rdm_desk_notice (self->desk, error->message, NULL);
      return;
    }
  if (!rdm_fleet_form_edit (self, rdm_fleet_field_label (field), before, after))
    {
      rdm_entry_row_set_wrong (entry);
      return;
    }
  /* "7" is read as 07:00, and should be seen to be; and one field may bring another along. */
  refresh (self);
}

static void
pick_cb (RdmFleetForm *self, GtkWidget *button)
{
  gtk_widget_activate_action (GTK_WIDGET (self), "win.place-vehicle", "(si)",
                              g_object_get_data (G_OBJECT (button), "id"),
                              GPOINTER_TO_INT (g_object_get_data (G_OBJECT (button), "field")));
}

/* A place is easier to point at than to type. */
static void
add_pick_button (RdmFleetForm *self, GtkWidget *entry, gconstpointer row, int end)
{
  GtkWidget *button = gtk_button_new_from_icon_name ("rdm-pin-symbolic");
  const char *label =
      end == 1 ? _ ("Choose the end on the map") : _ ("Choose the start on the map");

  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (button, "flat");
  gtk_widget_set_tooltip_text (button, label);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, label,
                                  -1);
  tag (button, row, (guint)end);
  g_signal_connect_swapped (button, "clicked", G_CALLBACK (pick_cb), self);
  adw_entry_row_add_suffix (ADW_ENTRY_ROW (entry), button);
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
      GtkWidget *entry;
      g_autofree char *title = rdm_fleet_field_title (field, currency_of (self));
      g_autofree char *text = rdm_fleet_field_get (field, row, currency_of (self));

      entry = rdm_entry_row_new (title);
      gtk_widget_set_tooltip_text (entry, rdm_fleet_field_hint (field));
      rdm_entry_row_show (entry, text);
      rdm_fleet_form_add_input (self, entry, row, i);
      g_signal_connect_swapped (entry, "apply", G_CALLBACK (applied_cb), self);
      if (rdm_fleet_field_place_end (field) >= 0)
        add_pick_button (self, entry, row, rdm_fleet_field_place_end (field));
      adw_preferences_group_add (group, entry);
    }
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
  rdm_set_str (&self->fresh, id);
  rdm_desk_run (self->desk, command);
}

static void
remove_row (RdmFleetForm *self, gconstpointer row)
{
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

static void
remove_cb (RdmFleetForm *self, GtkWidget *button)
{
  remove_row (self, rdm_fleet_form_row_of (self, button));
}

void
rdm_fleet_form_remove (RdmFleetForm *self)
{
  if (self->id != NULL)
    remove_row (self, rdm_rows_get (rdm_desk_get_rows (self->desk), self->kind, self->id));
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
  rdm_fleet_form_add_profile (self, group, vehicle);
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
      rdm_fleet_form_add_weekdays (self, its, shift);
      rdm_fleet_form_add_crew (self, its, shift);
      add_fields (self, its, shift);
      adw_preferences_page_add (page, its);
    }
  gtk_widget_set_halign (add, GTK_ALIGN_START);
  g_signal_connect_swapped (add, "clicked", G_CALLBACK (add_shift_cb), self);
  adw_preferences_group_add (more, add);
  adw_preferences_page_add (page, more);
}

/* A shift that was just added is at the end of the page; its hours are the first to be typed. */
static void
show_fresh (RdmFleetForm *self)
{
  g_autofree char *fresh = g_steal_pointer (&self->fresh);

  for (guint i = 0; fresh != NULL && i < self->inputs->len; i++)
    {
      GtkWidget *input = g_ptr_array_index (self->inputs, i);

      if (ADW_IS_ENTRY_ROW (input)
          && g_strcmp0 (g_object_get_data (G_OBJECT (input), "id"), fresh) == 0)
        {
          gtk_widget_grab_focus (input);
          return;
        }
    }
}

static void
rebuild (RdmFleetForm *self)
{
  gconstpointer row =
      self->id != NULL ? rdm_rows_get (rdm_desk_get_rows (self->desk), self->kind, self->id) : NULL;
  AdwPreferencesPage *page;

  g_ptr_array_set_size (self->inputs, 0);
  if (row == NULL)
    {
      GtkWidget *nothing = adw_status_page_new ();

      gtk_widget_add_css_class (nothing, "compact");
      adw_status_page_set_icon_name (ADW_STATUS_PAGE (nothing), "rdm-van-symbolic");
      adw_status_page_set_title (ADW_STATUS_PAGE (nothing), _ ("Nothing Selected"));
      adw_status_page_set_description (ADW_STATUS_PAGE (nothing),
                                       _ ("Select a vehicle or a driver on the left."));
      gtk_widget_set_can_focus (nothing, FALSE);
      adw_bin_set_child (ADW_BIN (self->bin), nothing);
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
  adw_bin_set_child (ADW_BIN (self->bin), GTK_WIDGET (page));
  rdm_form_skip_scrollers (self->bin);
  show_fresh (self);
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

/* What was added or removed changes the page; what was edited elsewhere, or taken back, changes
 * what it says. */
static void
rows_changed_cb (RdmFleetForm *self, GPtrArray *changes)
{
  gboolean edited = FALSE;

  for (guint i = 0; i < changes->len; i++)
    {
      const RdmChange *change = g_ptr_array_index (changes, i);

      if (change->kind != RDM_ROW_VEHICLE && change->kind != RDM_ROW_SHIFT
          && change->kind != RDM_ROW_DRIVER)
        continue;
      if (change->before == NULL || change->after == NULL
          || (change->kind == RDM_ROW_DRIVER && self->kind == RDM_ROW_VEHICLE))
        {
          rebuild (self);
          return;
        }
      edited = TRUE;
    }
  if (edited && !self->editing)
    refresh (self);
}

static void
dispose (GObject *object)
{
  RdmFleetForm *self = RDM_FLEET_FORM (object);

  g_clear_pointer (&self->bin, gtk_widget_unparent);
  g_clear_pointer (&self->inputs, g_ptr_array_unref);
  g_clear_object (&self->desk);
  g_clear_pointer (&self->id, g_free);
  g_clear_pointer (&self->fresh, g_free);
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
  self->inputs = g_ptr_array_new ();
  self->bin = adw_bin_new ();
  gtk_widget_set_parent (self->bin, GTK_WIDGET (self));
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
