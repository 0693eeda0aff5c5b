/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Addresses in the window: who is asked for them, the place where they are put right, and the
 * search over the map.
 */
#include <glib/gi18n.h>

#include "rdm-desk-window-private.h"

/* Around what was searched for, degrees to see. */
#define AROUND_DEG 0.002

static void
geocoder_changed_cb (RdmDeskWindow *self)
{
  const char *problem = rdm_geocoder_choice_get_problem (self->geocoder);

  rdm_desk_set_geocoder (self->desk, rdm_geocoder_choice_get (self->geocoder));
  if (problem != NULL)
    rdm_desk_notice (self->desk, problem, "win.preferences");
}

/* The place is there while there is something to do in it. */
static void
count_changed_cb (RdmDeskWindow *self)
{
  guint n = rdm_locate_page_get_n_addresses (self->locate);
  gboolean shown =
      g_strcmp0 (adw_view_stack_get_visible_child_name (self->places), "addresses") == 0;

  adw_view_stack_page_set_badge_number (self->locate_place, n);
  adw_view_stack_page_set_needs_attention (self->locate_place, n > 0);
  adw_view_stack_page_set_visible (self->locate_place, n > 0 || shown);
}

void
rdm_desk_window_add_addresses (RdmDeskWindow *self)
{
  self->locate = RDM_LOCATE_PAGE (rdm_locate_page_new (self->desk));
  self->locate_place = adw_view_stack_add_titled (self->places, GTK_WIDGET (self->locate),
                                                  "addresses", _ ("Addresses"));
  adw_view_stack_page_set_icon_name (self->locate_place, "rdm-pin-symbolic");
  adw_view_stack_page_set_visible (self->locate_place, FALSE);
  g_signal_connect_object (self->locate, "notify::n-addresses", G_CALLBACK (count_changed_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->places, "notify::visible-child-name",
                           G_CALLBACK (count_changed_cb), self, G_CONNECT_SWAPPED);
}

void
rdm_desk_window_follow_geocoder (RdmDeskWindow *self)
{
  self->geocoder = rdm_geocoder_choice_new (self->region, self->settings);
  g_signal_connect_object (self->geocoder, "changed", G_CALLBACK (geocoder_changed_cb), self,
                           G_CONNECT_SWAPPED);
  geocoder_changed_cb (self);
}

/* The search over the map */

void
rdm_desk_window_close_search (RdmDeskWindow *self)
{
  if (self->address_search == NULL || !gtk_widget_get_visible (self->address_search))
    return;
  gtk_widget_set_visible (self->address_search, FALSE);
  rdm_map_show_candidates (self->map, NULL, 0);
}

static void
close_search_cb (RdmDeskWindow *self)
{
  rdm_desk_window_close_search (self);
  gtk_widget_grab_focus (GTK_WIDGET (self->map));
}

static void
picked_cb (RdmDeskWindow *self, const RdmAddressHit *hit)
{
  double around = MAX (hit->extent_m / 2. / 111000., AROUND_DEG);

  rdm_map_show_candidates (self->map, &hit->point, 1);
  rdm_map_look_at (self->map, (RdmBox){ hit->point.lat_deg - around, hit->point.lon_deg - around,
                                        hit->point.lat_deg + around, hit->point.lon_deg + around });
  /* Where the map is asked for a place, that is what was looked for; Enter drops the pin there. */
  rdm_map_set_pin (self->map, hit->point);
  if (self->placing != NULL)
    gtk_widget_grab_focus (GTK_WIDGET (self->map));
}

static GtkWidget *
make_search (RdmDeskWindow *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0);
  GtkWidget *entry = rdm_address_entry_new (_ ("Go to an address"));
  GtkWidget *close = gtk_button_new_from_icon_name ("window-close-symbolic");

  gtk_widget_set_size_request (entry, 320, -1);
  gtk_widget_set_tooltip_text (close, _ ("Close the search"));
  gtk_accessible_update_property (GTK_ACCESSIBLE (close), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("Close the search"), -1);
  g_signal_connect_object (entry, "picked", G_CALLBACK (picked_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (entry, "left", G_CALLBACK (close_search_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (close, "clicked", G_CALLBACK (close_search_cb), self, G_CONNECT_SWAPPED);
  gtk_box_append (GTK_BOX (box), entry);
  gtk_box_append (GTK_BOX (box), close);
  gtk_widget_add_css_class (box, "map-search");
  gtk_widget_add_css_class (box, "linked");
  rdm_map_add_search (self->map, box);
  return box;
}

void
rdm_desk_window_show_search (RdmDeskWindow *self, const char *text)
{
  RdmAddressEntry *entry;

  if (self->address_search == NULL)
    self->address_search = make_search (self);
  entry = RDM_ADDRESS_ENTRY (gtk_widget_get_first_child (self->address_search));
  rdm_address_entry_set_geocoder (entry, rdm_desk_get_geocoder (self->desk),
                                  rdm_map_get_middle (self->map));
  if (text != NULL)
    rdm_address_entry_set_text (entry, text);
  gtk_widget_set_visible (self->address_search, TRUE);
}

void
rdm_desk_window_go_to_address (RdmDeskWindow *self)
{
  adw_view_stack_set_visible_child_name (self->places, "dispatch");
  rdm_desk_window_show_search (self, NULL);
  gtk_widget_grab_focus (gtk_widget_get_first_child (self->address_search));
}
