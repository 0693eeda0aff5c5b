/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rdm-fleet-page.h"

#include <adwaita.h>
#include <glib/gi18n.h>

#include "rdm-fleet-form.h"
#include "rdm-id.h"
#include "rdm-time.h"

struct _RdmFleetPage
{
  GtkWidget parent_instance;

  /* Owned */
  RdmDesk *desk;

  /* Children */
  GtkWidget *stack;
  GtkListBox *list;
  RdmFleetForm *form;

  /* State */
  gboolean filling; /* the list is being made anew: nobody selects anything else */
};

G_DEFINE_FINAL_TYPE (RdmFleetPage, rdm_fleet_page, GTK_TYPE_WIDGET)

static const char *const profile_icons[] = { "rdm-van-symbolic", "rdm-truck-symbolic",
                                             "rdm-cargo-bike-symbolic" };

static int
compare_names (gconstpointer a, gconstpointer b)
{
  const RdmVehicle *left = *(const RdmVehicle *const *)a;
  const RdmVehicle *right = *(const RdmVehicle *const *)b;
  g_autofree char *one = g_utf8_collate_key_for_filename (left->name != NULL ? left->name : "", -1);
  g_autofree char *two =
      g_utf8_collate_key_for_filename (right->name != NULL ? right->name : "", -1);

  return strcmp (one, two);
}

static int
compare_drivers (gconstpointer a, gconstpointer b)
{
  const RdmDriver *left = *(const RdmDriver *const *)a;
  const RdmDriver *right = *(const RdmDriver *const *)b;

  return g_utf8_collate (left->name != NULL ? left->name : "",
                         right->name != NULL ? right->name : "");
}

/* "07:00–15:30 Driver 01", a line a shift */
static char *
shifts_text (RdmFleetPage *self, const RdmVehicle *vehicle)
{
  RdmRows *rows = rdm_desk_get_rows (self->desk);
  g_autoptr (GPtrArray) shifts = rdm_rows_list (rows, RDM_ROW_SHIFT);
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; i < shifts->len; i++)
    {
      const RdmShift *shift = g_ptr_array_index (shifts, i);
      g_autofree char *hours = NULL;

      if (!g_str_equal (shift->vehicle, vehicle->row.id))
        continue;
      hours = rdm_time_format_window (shift->start_s, shift->end_s);
      g_string_append_printf (text, "%s%s", text->len > 0 ? "\n" : "", hours);
      for (guint k = 0; shift->drivers != NULL && shift->drivers[k] != NULL; k++)
        {
          const RdmDriver *driver = rdm_rows_get (rows, RDM_ROW_DRIVER, shift->drivers[k]);

          g_string_append_printf (text, "%s %s", k > 0 ? "," : "",
                                  driver != NULL ? driver->name : "?");
        }
    }
  return text->len > 0 ? g_string_free (g_steal_pointer (&text), FALSE)
                       : g_strdup (_ ("no shift: not planned"));
}

static void
add_row (RdmFleetPage *self,
         gconstpointer row,
         const char *icon,
         const char *title,
         const char *subtitle)
{
  GtkWidget *widget = adw_action_row_new ();
  GtkWidget *image = gtk_image_new_from_icon_name (icon);
  g_autofree char *escaped_title = g_markup_escape_text (title != NULL ? title : "", -1);
  g_autofree char *escaped_subtitle = g_markup_escape_text (subtitle != NULL ? subtitle : "", -1);

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (widget), escaped_title);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (widget), escaped_subtitle);
  adw_action_row_add_prefix (ADW_ACTION_ROW (widget), image);
  gtk_accessible_update_property (GTK_ACCESSIBLE (widget), GTK_ACCESSIBLE_PROPERTY_LABEL, title,
                                  -1);
  g_object_set_data (G_OBJECT (widget), "kind", GINT_TO_POINTER (((const RdmRow *)row)->kind));
  g_object_set_data_full (G_OBJECT (widget), "id", g_strdup (((const RdmRow *)row)->id), g_free);
  gtk_list_box_append (self->list, widget);
}

static void
selected_cb (RdmFleetPage *self, GtkListBoxRow *row)
{
  if (self->filling)
    return;
  if (row != NULL)
    rdm_fleet_form_show (self->form,
                         (RdmRowKind)GPOINTER_TO_INT (g_object_get_data (G_OBJECT (row), "kind")),
                         g_object_get_data (G_OBJECT (row), "id"));
  else
    rdm_fleet_form_show (self->form, RDM_ROW_VEHICLE, NULL);
}

static void
fill (RdmFleetPage *self)
{
  RdmRows *rows = rdm_desk_get_rows (self->desk);
  g_autoptr (GPtrArray) vehicles = rdm_rows_list (rows, RDM_ROW_VEHICLE);
  g_autoptr (GPtrArray) drivers = rdm_rows_list (rows, RDM_ROW_DRIVER);
  GtkListBoxRow *selected = gtk_list_box_get_selected_row (self->list);
  g_autofree char *id =
      selected != NULL ? g_strdup (g_object_get_data (G_OBJECT (selected), "id")) : NULL;
  gboolean had_focus =
      (gtk_widget_get_state_flags (GTK_WIDGET (self->list)) & GTK_STATE_FLAG_FOCUS_WITHIN) != 0;
  int index = selected != NULL ? gtk_list_box_row_get_index (selected) : 0;
  GtkWidget *child;

  g_ptr_array_sort (vehicles, compare_names);
  g_ptr_array_sort (drivers, compare_drivers);
  self->filling = TRUE;
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->list))) != NULL)
    gtk_list_box_remove (self->list, child);
  for (guint i = 0; i < vehicles->len; i++)
    {
      const RdmVehicle *vehicle = g_ptr_array_index (vehicles, i);
      g_autofree char *shifts = shifts_text (self, vehicle);

      add_row (self, vehicle, profile_icons[CLAMP (vehicle->profile, 0, RDM_N_PROFILES - 1)],
               vehicle->name, shifts);
    }
  for (guint i = 0; i < drivers->len; i++)
    {
      const RdmDriver *driver = g_ptr_array_index (drivers, i);
      g_autofree char *skills = driver->skills != NULL ? g_strjoinv (", ", driver->skills) : NULL;

      add_row (self, driver, "rdm-driver-symbolic", driver->name, skills);
    }
  gtk_stack_set_visible_child_name (GTK_STACK (self->stack),
                                    vehicles->len + drivers->len > 0 ? "fleet" : "none");
  for (child = gtk_widget_get_first_child (GTK_WIDGET (self->list)); child != NULL && id != NULL;
       child = gtk_widget_get_next_sibling (child))
    if (g_strcmp0 (g_object_get_data (G_OBJECT (child), "id"), id) == 0)
      gtk_list_box_select_row (self->list, GTK_LIST_BOX_ROW (child));
  /* What was selected is gone: the one that stands there now. */
  for (; gtk_list_box_get_selected_row (self->list) == NULL && index >= 0; index--)
    gtk_list_box_select_row (self->list, gtk_list_box_get_row_at_index (self->list, index));
  self->filling = FALSE;
  selected = gtk_list_box_get_selected_row (self->list);
  selected_cb (self, selected);
  if (had_focus && selected != NULL)
    gtk_widget_grab_focus (GTK_WIDGET (selected));
}

static void
rows_changed_cb (RdmFleetPage *self, GPtrArray *changes)
{
  for (guint i = 0; i < changes->len; i++)
    {
      RdmRowKind kind = ((const RdmChange *)g_ptr_array_index (changes, i))->kind;

      if (kind == RDM_ROW_VEHICLE || kind == RDM_ROW_SHIFT || kind == RDM_ROW_DRIVER)
        {
          fill (self);
          return;
        }
    }
}

static void
header_cb (GtkListBoxRow *row, GtkListBoxRow *before, gpointer user_data)
{
  gpointer kind = g_object_get_data (G_OBJECT (row), "kind");
  GtkWidget *label;

  if (before != NULL && g_object_get_data (G_OBJECT (before), "kind") == kind)
    {
      gtk_list_box_row_set_header (row, NULL);
      return;
    }
  label =
      gtk_label_new (GPOINTER_TO_INT (kind) == RDM_ROW_VEHICLE ? _ ("Vehicles") : _ ("Drivers"));
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_widget_add_css_class (label, "heading");
  gtk_widget_add_css_class (label, "list-header");
  gtk_list_box_row_set_header (row, label);
}

static void
select_id (RdmFleetPage *self, const char *id)
{
  for (GtkWidget *child = gtk_widget_get_first_child (GTK_WIDGET (self->list)); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    if (g_strcmp0 (g_object_get_data (G_OBJECT (child), "id"), id) == 0)
      {
        gtk_list_box_select_row (self->list, GTK_LIST_BOX_ROW (child));
        gtk_widget_grab_focus (child);
      }
}

/* A name that no vehicle or driver has yet: "Vehicle 3". */
static char *
fresh_name (RdmFleetPage *self, RdmRowKind kind, const char *format)
{
  g_autoptr (GPtrArray) rows = rdm_rows_list (rdm_desk_get_rows (self->desk), kind);

  for (guint n = rows->len + 1;; n++)
    {
      g_autofree char *name = g_strdup_printf ("%s %u", format, n);
      gboolean taken = FALSE;

      for (guint i = 0; i < rows->len; i++)
        {
          gconstpointer row = g_ptr_array_index (rows, i);

          taken = taken
                  || g_strcmp0 (kind == RDM_ROW_VEHICLE ? ((const RdmVehicle *)row)->name
                                                        : ((const RdmDriver *)row)->name,
                                name)
                         == 0;
        }
      if (!taken)
        return g_steal_pointer (&name);
    }
}

static void
add_vehicle_cb (RdmFleetPage *self)
{
  g_autofree char *id = rdm_id_new ("v");
  g_autofree char *shift_id = rdm_id_new ("sh");
  g_autoptr (RdmVehicle) vehicle = rdm_row_new (RDM_ROW_VEHICLE, id);
  g_autoptr (RdmShift) shift = rdm_row_new (RDM_ROW_SHIFT, shift_id);
  g_autoptr (GPtrArray) others = rdm_rows_list (rdm_desk_get_rows (self->desk), RDM_ROW_VEHICLE);
  g_autofree char *label = NULL;
  g_autoptr (RdmCommand) command = NULL;

  vehicle->name = fresh_name (self, RDM_ROW_VEHICLE, _ ("Vehicle"));
  /* The next van mostly stands where the last one does. */
  if (others->len > 0)
    {
      const RdmVehicle *last = g_ptr_array_index (others, others->len - 1);

      vehicle->start = last->start;
      vehicle->end = last->end;
    }
  shift->vehicle = g_strdup (id);
  label = g_strdup_printf (_ ("Add %s"), vehicle->name);
  command = rdm_command_new_add (label);
  rdm_command_add_row (command, vehicle);
  rdm_command_add_row (command, shift);
  if (rdm_desk_run (self->desk, command))
    select_id (self, id);
}

static void
add_driver_cb (RdmFleetPage *self)
{
  g_autofree char *id = rdm_id_new ("d");
  g_autoptr (RdmDriver) driver = rdm_row_new (RDM_ROW_DRIVER, id);
  g_autofree char *label = NULL;
  g_autoptr (RdmCommand) command = NULL;

  driver->name = fresh_name (self, RDM_ROW_DRIVER, _ ("Driver"));
  label = g_strdup_printf (_ ("Add %s"), driver->name);
  command = rdm_command_new_add (label);
  rdm_command_add_row (command, driver);
  if (rdm_desk_run (self->desk, command))
    select_id (self, id);
}

/* "+ Vehicle": short, as three of them stand side by side in every language. */
static GtkWidget *
add_button (RdmFleetPage *self, const char *label, const char *name, GCallback callback)
{
  GtkWidget *button = gtk_button_new ();
  GtkWidget *content = adw_button_content_new ();

  adw_button_content_set_icon_name (ADW_BUTTON_CONTENT (content), "list-add-symbolic");
  adw_button_content_set_label (ADW_BUTTON_CONTENT (content), label);
  adw_button_content_set_use_underline (ADW_BUTTON_CONTENT (content), TRUE);
  gtk_button_set_child (GTK_BUTTON (button), content);
  gtk_widget_set_tooltip_text (button, name);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  g_signal_connect_swapped (button, "clicked", callback, self);
  return button;
}

static gboolean
key_cb (GtkEventControllerKey *controller,
        guint key,
        guint code,
        GdkModifierType state,
        RdmFleetPage *self)
{
  if (key != GDK_KEY_Delete && key != GDK_KEY_KP_Delete)
    return GDK_EVENT_PROPAGATE;
  rdm_fleet_form_remove (self->form);
  return GDK_EVENT_STOP;
}

static GtkWidget *
empty_page (RdmFleetPage *self)
{
  GtkWidget *page = adw_status_page_new ();
  GtkWidget *buttons = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
  GtkWidget *import = gtk_button_new_with_mnemonic (_ ("_Import a File…"));
  GtkWidget *add = gtk_button_new_with_mnemonic (_ ("Add a _Vehicle"));

  g_signal_connect_swapped (add, "clicked", G_CALLBACK (add_vehicle_cb), self);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (import), "win.import-fleet");
  gtk_widget_add_css_class (import, "pill");
  gtk_widget_add_css_class (import, "suggested-action");
  gtk_widget_add_css_class (add, "pill");
  gtk_widget_set_halign (buttons, GTK_ALIGN_CENTER);
  gtk_box_append (GTK_BOX (buttons), import);
  gtk_box_append (GTK_BOX (buttons), add);
  adw_status_page_set_icon_name (ADW_STATUS_PAGE (page), "rdm-van-symbolic");
  adw_status_page_set_title (ADW_STATUS_PAGE (page), _ ("No Vehicles Yet"));
  adw_status_page_set_description (
      ADW_STATUS_PAGE (page),
      _ ("Import your fleet from a file, or add the first vehicle by hand."));
  adw_status_page_set_child (ADW_STATUS_PAGE (page), buttons);
  return page;
}

static void
build (RdmFleetPage *self)
{
  GtkWidget *paned = gtk_paned_new (GTK_ORIENTATION_HORIZONTAL);
  GtkWidget *left = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *bar = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  GtkWidget *scrolled = gtk_scrolled_window_new ();
  GtkWidget *import = gtk_button_new_from_icon_name ("rdm-import-symbolic");
  GtkEventController *keys = gtk_event_controller_key_new ();

  gtk_widget_set_tooltip_text (import, _ ("Import a fleet file"));
  gtk_accessible_update_property (GTK_ACCESSIBLE (import), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("Import a fleet file"), -1);
  gtk_accessible_update_property (GTK_ACCESSIBLE (paned), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("Width of the list"), -1);
  self->list = GTK_LIST_BOX (gtk_list_box_new ());
  gtk_widget_add_css_class (GTK_WIDGET (self->list), "navigation-sidebar");
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->list), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("Fleet"), -1);
  gtk_list_box_set_header_func (self->list, header_cb, NULL, NULL);
  g_signal_connect_swapped (self->list, "row-selected", G_CALLBACK (selected_cb), self);
  g_signal_connect (keys, "key-pressed", G_CALLBACK (key_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self->list), keys);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (import), "win.import-fleet");
  gtk_widget_add_css_class (bar, "toolbar");
  gtk_box_append (GTK_BOX (bar), add_button (self, _ ("_Vehicle"), _ ("Add a vehicle"),
                                             G_CALLBACK (add_vehicle_cb)));
  gtk_box_append (GTK_BOX (bar),
                  add_button (self, _ ("_Driver"), _ ("Add a driver"), G_CALLBACK (add_driver_cb)));
  gtk_widget_set_hexpand (import, TRUE);
  gtk_widget_set_halign (import, GTK_ALIGN_END);
  gtk_box_append (GTK_BOX (bar), import);
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scrolled), GTK_POLICY_NEVER,
                                  GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scrolled), GTK_WIDGET (self->list));
  gtk_widget_set_vexpand (scrolled, TRUE);
  gtk_box_append (GTK_BOX (left), bar);
  gtk_box_append (GTK_BOX (left), scrolled);
  gtk_widget_set_size_request (left, 300, -1);

  self->form = RDM_FLEET_FORM (rdm_fleet_form_new (self->desk));
  gtk_paned_set_start_child (GTK_PANED (paned), left);
  gtk_paned_set_end_child (GTK_PANED (paned), GTK_WIDGET (self->form));
  gtk_paned_set_resize_start_child (GTK_PANED (paned), FALSE);
  gtk_paned_set_shrink_start_child (GTK_PANED (paned), FALSE);
  gtk_paned_set_shrink_end_child (GTK_PANED (paned), FALSE);

  self->stack = gtk_stack_new ();
  gtk_stack_add_named (GTK_STACK (self->stack), empty_page (self), "none");
  gtk_stack_add_named (GTK_STACK (self->stack), paned, "fleet");
  gtk_widget_set_parent (self->stack, GTK_WIDGET (self));
}

static void
dispose (GObject *object)
{
  RdmFleetPage *self = RDM_FLEET_PAGE (object);

  g_clear_pointer (&self->stack, gtk_widget_unparent);
  g_clear_object (&self->desk);
  G_OBJECT_CLASS (rdm_fleet_page_parent_class)->dispose (object);
}

static void
rdm_fleet_page_class_init (RdmFleetPageClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = dispose;
  gtk_widget_class_set_layout_manager_type (GTK_WIDGET_CLASS (klass), GTK_TYPE_BIN_LAYOUT);
}

static void
rdm_fleet_page_init (RdmFleetPage *self)
{
}

GtkWidget *
rdm_fleet_page_new (RdmDesk *desk)
{
  RdmFleetPage *self = g_object_new (RDM_TYPE_FLEET_PAGE, NULL);

  self->desk = g_object_ref (desk);
  build (self);
  g_signal_connect_object (desk, "day-changed", G_CALLBACK (fill), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (desk, "rows-changed", G_CALLBACK (rows_changed_cb), self,
                           G_CONNECT_SWAPPED);
  fill (self);
  return GTK_WIDGET (self);
}
