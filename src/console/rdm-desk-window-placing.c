/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Places by the map: the pin of an order's end, where the vehicle stops for it, or where a vehicle
 * starts and ends. The map is shown for as long as it takes, and then again what was shown before.
 */
#include "rdm-desk-window-private.h"

#include <glib/gi18n.h>

#include "rdm-fleet.h"
#include "rdm-text.h"

enum
{
  END_START,
  END_END,
  N_ENDS
};

static gconstpointer
row_of (RdmDeskWindow *self, RdmRowKind kind, const char *id)
{
  return rdm_desk_get_file (self->desk) != NULL
             ? rdm_rows_get (rdm_desk_get_rows (self->desk), kind, id)
             : NULL;
}

static void
ask (RdmDeskWindow *self, const char *id, const char *title, RdmPoint now)
{
  const char *from = adw_view_stack_get_visible_child_name (self->places);
  GtkWidget *focus = gtk_window_get_focus (GTK_WINDOW (self));

  /* What was being asked for before is cancelled by this. */
  adw_view_stack_set_visible_child_name (self->places, "dispatch");
  rdm_map_pick_place (self->map, title, now);
  rdm_set_str (&self->placing, id);
  rdm_set_str (&self->placing_from, from);
  g_set_weak_pointer (&self->placing_focus, focus);
}

/* A pin for one end of an order: (order, role). */
static void
place_order_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  RdmDeskWindow *self = user_data;
  const char *id;
  int role;
  const RdmOrder *order;
  const RdmOrderEnd *end;
  g_autofree char *address = NULL;

  g_variant_get (parameter, "(&si)", &id, &role);
  order = row_of (self, RDM_ROW_ORDER, id);
  if (order == NULL)
    return;
  end = rdm_order_end (order, role);
  address = rdm_order_end_address (end);
  ask (self, id, *address != '\0' ? address : order->reference, end->point);
  self->placing_kind = RDM_ROW_ORDER;
  self->placing_park = FALSE;
  self->placing_end = role;
  if (!rdm_point_is_set (end->point) && rdm_desk_get_geocoder (self->desk) != NULL)
    rdm_desk_window_show_search (self, address);
}

/* Where the vehicle stops for one end of an order: (order, role). */
static void
place_park_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  RdmDeskWindow *self = user_data;
  const char *id;
  int role;
  const RdmOrder *order;
  const RdmOrderEnd *end;
  RdmPoint now;
  g_autofree char *address = NULL;
  g_autofree char *title = NULL;

  g_variant_get (parameter, "(&si)", &id, &role);
  order = row_of (self, RDM_ROW_ORDER, id);
  end = order != NULL ? rdm_order_end (order, role) : NULL;
  if (end == NULL || !rdm_point_is_valid (end->point))
    return;
  address = rdm_order_end_address (end);
  /* Translators: goes into “Click where %s is”. %s is an address. */
  title = g_strdup_printf (_ ("the place to stop for %s"),
                           *address != '\0' ? address : order->reference);
  now = rdm_order_end_stopping_point (end);
  ask (self, id, title, now);
  rdm_map_look_at (self->map, (RdmBox){ now.lat_deg, now.lon_deg, now.lat_deg, now.lon_deg });
  self->placing_kind = RDM_ROW_ORDER;
  self->placing_park = TRUE;
  self->placing_end = role;
}

/* As near to the pin as the road goes, again: (order, role). */
static void
clear_park_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  RdmDeskWindow *self = user_data;
  const char *id;
  int role;

  g_variant_get (parameter, "(&si)", &id, &role);
  if (row_of (self, RDM_ROW_ORDER, id) != NULL)
    rdm_desk_park_order (self->desk, id, role, RDM_POINT_NONE);
}

/* Where a vehicle starts or ends: (vehicle, 0 or 1). */
static void
place_vehicle_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  RdmDeskWindow *self = user_data;
  const char *id;
  int end;
  const RdmVehicle *vehicle;
  g_autofree char *title = NULL;

  g_variant_get (parameter, "(&si)", &id, &end);
  vehicle = row_of (self, RDM_ROW_VEHICLE, id);
  if (vehicle == NULL || end < 0 || end >= N_ENDS)
    return;
  /* Translators: goes into “Click where %s is”. %s is a vehicle. */
  title = g_strdup_printf (end == END_START ? _ ("the start of %s") : _ ("the end of %s"),
                           vehicle->name);
  ask (self, id, title, end == END_START ? vehicle->start : vehicle->end);
  self->placing_kind = RDM_ROW_VEHICLE;
  self->placing_end = end;
}

static gboolean
same_place (RdmPoint a, RdmPoint b)
{
  return rdm_point_is_set (a) == rdm_point_is_set (b)
         && (!rdm_point_is_set (a) || rdm_point_equal (a, b));
}

/* A vehicle that ends where it starts goes on doing so. */
static void
place_vehicle (RdmDeskWindow *self, const char *id, int end, RdmPoint point)
{
  const RdmVehicle *before = row_of (self, RDM_ROW_VEHICLE, id);
  g_autoptr (RdmVehicle) after = before != NULL ? rdm_row_copy (before) : NULL;
  g_autoptr (RdmCommand) command = NULL;
  g_autofree char *label = NULL;
  gboolean both;

  if (after == NULL)
    return;
  both = end == END_START && same_place (before->start, before->end);
  if (end == END_START)
    after->start = point;
  if (end == END_END || both)
    after->end = point;
  label = g_strdup_printf (both               ? _ ("%s starts and ends here")
                           : end == END_START ? _ ("%s starts here")
                                              : _ ("%s ends here"),
                           before->name);
  command = rdm_command_new_edit (label);
  if (rdm_command_edit_row (command, before, after) > 0 && rdm_desk_run (self->desk, command))
    rdm_desk_notice (self->desk, label, "win.undo");
}

static void
go_back (RdmDeskWindow *self)
{
  g_autofree char *from = g_steal_pointer (&self->placing_from);

  rdm_desk_window_close_search (self);
  if (from != NULL)
    adw_view_stack_set_visible_child_name (self->places, from);
  if (self->placing_focus != NULL && gtk_widget_get_mapped (self->placing_focus))
    gtk_widget_grab_focus (self->placing_focus);
  g_clear_weak_pointer (&self->placing_focus);
}

static void
picked_cb (RdmDeskWindow *self, double lat_deg, double lon_deg)
{
  g_autofree char *id = g_steal_pointer (&self->placing);
  RdmPoint point = { lat_deg, lon_deg };

  if (id == NULL)
    return;
  /* First there, so that the notice is seen where the person is. */
  go_back (self);
  if (self->placing_kind == RDM_ROW_VEHICLE)
    place_vehicle (self, id, self->placing_end, point);
  else if (self->placing_park)
    rdm_desk_park_order (self->desk, id, self->placing_end, point);
  else
    rdm_desk_place_order (self->desk, id, self->placing_end, point);
}

static void
cancelled_cb (RdmDeskWindow *self)
{
  g_clear_pointer (&self->placing, g_free);
  go_back (self);
}

void
rdm_desk_window_install_placing (RdmDeskWindow *self)
{
  static const GActionEntry entries[] = {
    { "place-order", place_order_cb, "(si)" },
    { "place-park", place_park_cb, "(si)" },
    { "clear-park", clear_park_cb, "(si)" },
    { "place-vehicle", place_vehicle_cb, "(si)" },
  };

  g_action_map_add_action_entries (G_ACTION_MAP (self), entries, G_N_ELEMENTS (entries), self);
  g_signal_connect_swapped (self->map, "place-picked", G_CALLBACK (picked_cb), self);
  g_signal_connect_swapped (self->map, "place-cancelled", G_CALLBACK (cancelled_cb), self);
}
