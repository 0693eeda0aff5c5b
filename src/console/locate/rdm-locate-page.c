/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rdm-locate-page.h"

#include <adwaita.h>
#include <glib/gi18n.h>

#include "rdm-locate-choice.h"
#include "rdm-locate-head.h"
#include "rdm-locate-list.h"
#include "rdm-text.h"

/* Around a place that stands alone, degrees to see. */
#define AROUND_DEG 0.002

/* How much of the height the list has at first; the rest is for what an address may be. */
#define LIST_SHARE 0.42

struct _RdmLocatePage
{
  GtkWidget parent_instance;

  /* Owned */
  RdmDesk *desk;
  RdmLocator *locator; /* NULL: nobody knows addresses */
  RdmRegion *region;   /* of the map */
  char *tiles;
  char *tiles_attribution;
  char *tiles_attribution_uri;

  /* State */
  gboolean showing; /* another address: the map is asked anew */
  gboolean shared;  /* the height is, between the list and what an address may be */

  /* Borrowed: children */
  GtkWidget *stack;
  GtkWidget *side;
  RdmLocateHead *head;
  RdmLocateList *list;
  RdmLocateChoice *choice;
  AdwBin *map_bin;
  RdmMap *map; /* NULL while nobody sees it */
};

enum
{
  PROP_N_ADDRESSES = 1,
  N_PROPERTIES
};

static GParamSpec *properties[N_PROPERTIES];

G_DEFINE_FINAL_TYPE (RdmLocatePage, rdm_locate_page, GTK_TYPE_WIDGET)

/* The map */

/* Around the pin where there is no candidate, or else all of the day. */
static void
look_around (RdmLocatePage *self, RdmPoint now)
{
  if (rdm_point_is_set (now))
    rdm_map_look_at (self->map, (RdmBox){ now.lat_deg - AROUND_DEG, now.lon_deg - AROUND_DEG,
                                          now.lat_deg + AROUND_DEG, now.lon_deg + AROUND_DEG });
  else
    rdm_map_fit (self->map);
}

/* Asks the map for the place, and leaves the keyboard where it was. */
static void
ask_map (RdmLocatePage *self, RdmLocateItem *item, RdmPoint now)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));
  GtkWidget *now_focused = root != NULL ? gtk_root_get_focus (root) : NULL;
  /* It may be a row that goes when it loses the keyboard. */
  g_autoptr (GtkWidget) focus = now_focused != NULL ? g_object_ref (now_focused) : NULL;

  self->showing = TRUE;
  rdm_map_pick_place (self->map, rdm_locate_item_get_title (item), now);
  self->showing = FALSE;
  if (focus != NULL && gtk_widget_get_root (focus) == root && gtk_widget_get_mapped (focus))
    gtk_widget_grab_focus (focus);
}

static void
stop_asking_map (RdmLocatePage *self)
{
  self->showing = TRUE;
  rdm_map_pin_cancel (self->map);
  self->showing = FALSE;
}

/* Other candidates: the map shows them, and the pin where it is now, or may be. */
static void
listed_cb (RdmLocatePage *self)
{
  RdmLocateItem *item = rdm_locate_list_get_selected (self->list);
  gboolean searched;
  RdmBox likely;
  g_autoptr (GArray) points = rdm_locate_choice_list (self->choice, &likely, &searched);
  RdmPoint now;

  if (self->map == NULL)
    return;
  rdm_map_show_candidates (self->map, (const RdmPoint *)points->data, points->len);
  if (item == NULL)
    {
      stop_asking_map (self);
      return;
    }
  now = rdm_locate_item_get_end (item)->point;
  if (points->len > 0 && (searched || !rdm_point_is_set (now)))
    now = g_array_index (points, RdmPoint, 0);
  if (rdm_point_is_set (now))
    rdm_box_extend (&likely, now);
  if (points->len > 0)
    rdm_map_look_at (self->map, likely);
  else
    look_around (self, now);
  ask_map (self, item, now);
}

static void
show_selected (RdmLocatePage *self)
{
  if (self->map != NULL)
    rdm_locate_choice_show (self->choice, rdm_locate_list_get_selected (self->list));
}

/* Escape on the map: the pin goes back to where it was. */
static void
map_cancelled_cb (RdmLocatePage *self)
{
  if (self->showing)
    return;
  gtk_widget_grab_focus (GTK_WIDGET (self->list));
  show_selected (self);
}

/* Places */

static void
place_cb (RdmLocatePage *self, double lat_deg, double lon_deg)
{
  RdmLocateItem *item = rdm_locate_list_get_selected (self->list);
  const char *order;
  int role;

  if (item == NULL)
    return;
  order = rdm_locate_item_get_order (item, &role);
  if (!rdm_desk_place_order (self->desk, order, role, (RdmPoint){ lat_deg, lon_deg }))
    show_selected (self);
}

/* Keys that work wherever nobody types: the number of a candidate, and the next address. */
static gboolean
key_cb (GtkEventControllerKey *controller,
        guint key,
        guint code,
        GdkModifierType state,
        gpointer user_data)
{
  RdmLocatePage *self = user_data;

  if ((state & (GDK_CONTROL_MASK | GDK_ALT_MASK | GDK_SUPER_MASK)) != 0)
    return GDK_EVENT_PROPAGATE;
  if (key >= GDK_KEY_1 && key <= GDK_KEY_9)
    rdm_locate_choice_choose (self->choice, key - GDK_KEY_1);
  else if (key >= GDK_KEY_KP_1 && key <= GDK_KEY_KP_9)
    rdm_locate_choice_choose (self->choice, key - GDK_KEY_KP_1);
  else if (key == GDK_KEY_n || key == GDK_KEY_N)
    rdm_locate_list_move (self->list, key == GDK_KEY_n ? 1 : -1);
  else
    return GDK_EVENT_PROPAGATE;
  return GDK_EVENT_STOP;
}

/* Enter in the list: on to what it may be, and from there to the map. */
static void
activated_cb (RdmLocatePage *self)
{
  gtk_widget_grab_focus (GTK_WIDGET (self->choice));
}

static void
focus_list (RdmLocatePage *self)
{
  gtk_widget_grab_focus (GTK_WIDGET (self->list));
}

/* Whom to ask, and about what */

static void
follow_geocoder (RdmLocatePage *self)
{
  RdmGeocoder *geocoder = rdm_desk_get_geocoder (self->desk);

  g_clear_object (&self->locator);
  if (geocoder != NULL)
    self->locator = rdm_locator_new (geocoder, rdm_desk_get_rows (self->desk));
  rdm_locate_head_set_locator (self->head, self->locator);
  rdm_locate_choice_set_locator (self->choice, self->locator);
  rdm_locate_list_refresh_soon (self->list);
  show_selected (self);
}

static void
day_changed_cb (RdmLocatePage *self)
{
  rdm_locate_head_stop (self->head);
  /* Another plan has another fleet to be near to. */
  follow_geocoder (self);
}

static void
count_changed_cb (RdmLocatePage *self)
{
  guint n = rdm_locate_page_get_n_addresses (self);

  rdm_locate_head_set_count (self->head, n);
  gtk_stack_set_visible_child_name (GTK_STACK (self->stack), n > 0 ? "work" : "done");
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_N_ADDRESSES]);
}

guint
rdm_locate_page_get_n_addresses (RdmLocatePage *self)
{
  return rdm_locate_list_get_n_addresses (self->list);
}

/* Making it */

static GtkWidget *
make_side (RdmLocatePage *self)
{
  GtkWidget *above = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);

  self->side = gtk_paned_new (GTK_ORIENTATION_VERTICAL);
  self->head = RDM_LOCATE_HEAD (rdm_locate_head_new (self->desk));
  self->list = RDM_LOCATE_LIST (rdm_locate_list_new (self->desk));
  self->choice = RDM_LOCATE_CHOICE (rdm_locate_choice_new ());
  gtk_box_append (GTK_BOX (above), GTK_WIDGET (self->head));
  gtk_box_append (GTK_BOX (above), GTK_WIDGET (self->list));
  gtk_paned_set_start_child (GTK_PANED (self->side), above);
  gtk_paned_set_end_child (GTK_PANED (self->side), GTK_WIDGET (self->choice));
  gtk_paned_set_shrink_start_child (GTK_PANED (self->side), FALSE);
  gtk_paned_set_shrink_end_child (GTK_PANED (self->side), FALSE);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->side), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("Height of the list of addresses"), -1);
  g_signal_connect_object (self->list, "selected", G_CALLBACK (show_selected), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->list, "activated", G_CALLBACK (activated_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->list, "notify::n-addresses", G_CALLBACK (count_changed_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->choice, "listed", G_CALLBACK (listed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->choice, "chosen", G_CALLBACK (place_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->choice, "left", G_CALLBACK (focus_list), self, G_CONNECT_SWAPPED);
  return self->side;
}

static GtkWidget *
make_work (RdmLocatePage *self)
{
  GtkWidget *paned = gtk_paned_new (GTK_ORIENTATION_HORIZONTAL);
  GtkEventController *keys = gtk_event_controller_key_new ();

  self->map_bin = ADW_BIN (adw_bin_new ());
  gtk_widget_set_size_request (GTK_WIDGET (self->map_bin), 200, -1);
  gtk_paned_set_start_child (GTK_PANED (paned), make_side (self));
  gtk_paned_set_end_child (GTK_PANED (paned), GTK_WIDGET (self->map_bin));
  gtk_paned_set_shrink_start_child (GTK_PANED (paned), FALSE);
  gtk_paned_set_shrink_end_child (GTK_PANED (paned), FALSE);
  gtk_paned_set_resize_start_child (GTK_PANED (paned), FALSE);
  gtk_paned_set_position (GTK_PANED (paned), 360);
  gtk_accessible_update_property (GTK_ACCESSIBLE (paned), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("Width of the addresses"), -1);
  g_signal_connect_object (keys, "key-pressed", G_CALLBACK (key_cb), self, 0);
  gtk_widget_add_controller (paned, keys);
  return paned;
}

static GtkWidget *
make_done (void)
{
  GtkWidget *status = adw_status_page_new ();

  adw_status_page_set_icon_name (ADW_STATUS_PAGE (status), "rdm-pin-symbolic");
  adw_status_page_set_title (ADW_STATUS_PAGE (status), _ ("Every Address Is on the Map"));
  adw_status_page_set_description (
      ADW_STATUS_PAGE (status),
      _ ("What cannot be found for sure when orders come in, or is added without a place, waits "
         "here for you."));
  return status;
}

/* Where to look, a map knows only once it has a size; and how much a share is, the side. */
static gboolean
first_tick_cb (GtkWidget *map, GdkFrameClock *clock, gpointer user_data)
{
  RdmLocatePage *self = user_data;

  if (gtk_widget_get_width (map) < 16)
    return G_SOURCE_CONTINUE;
  if (!self->shared)
    gtk_paned_set_position (GTK_PANED (self->side),
                            (int)(LIST_SHARE * gtk_widget_get_height (self->side)));
  self->shared = TRUE;
  show_selected (self);
  return G_SOURCE_REMOVE;
}

/* A map follows every change of the plan: only while somebody looks. */
static void
map_cb (RdmLocatePage *self)
{
  self->map = RDM_MAP (rdm_map_new (self->desk, NULL));
  rdm_map_set_region (self->map, self->region);
  (void)rdm_map_set_tiles (self->map, self->tiles, self->tiles_attribution,
                           self->tiles_attribution_uri, NULL);
  g_signal_connect_object (self->map, "place-picked", G_CALLBACK (place_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->map, "place-cancelled", G_CALLBACK (map_cancelled_cb), self,
                           G_CONNECT_SWAPPED);
  adw_bin_set_child (self->map_bin, GTK_WIDGET (self->map));
  gtk_widget_add_tick_callback (GTK_WIDGET (self->map), first_tick_cb, self, NULL);
}

static void
unmap_cb (RdmLocatePage *self)
{
  self->map = NULL;
  rdm_locate_choice_show (self->choice, NULL);
  adw_bin_set_child (self->map_bin, NULL);
}

void
rdm_locate_page_set_region (RdmLocatePage *self, RdmRegion *region)
{
  g_clear_pointer (&self->region, rdm_region_unref);
  if (region != NULL)
    self->region = rdm_region_ref (region);
  if (self->map != NULL)
    rdm_map_set_region (self->map, region);
}

void
rdm_locate_page_set_tiles (RdmLocatePage *self,
                           const char *source,
                           const char *attribution,
                           const char *attribution_uri)
{
  rdm_set_str (&self->tiles, source);
  rdm_set_str (&self->tiles_attribution, attribution);
  rdm_set_str (&self->tiles_attribution_uri, attribution_uri);
  /* Whatever is wrong with it, the other map has said. */
  if (self->map != NULL)
    (void)rdm_map_set_tiles (self->map, source, attribution, attribution_uri, NULL);
}

static gboolean
grab_focus (GtkWidget *widget)
{
  return gtk_widget_grab_focus (GTK_WIDGET (RDM_LOCATE_PAGE (widget)->list));
}

static void
get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  switch (id)
    {
    case PROP_N_ADDRESSES:
      g_value_set_uint (value, rdm_locate_page_get_n_addresses (RDM_LOCATE_PAGE (object)));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
dispose (GObject *object)
{
  RdmLocatePage *self = RDM_LOCATE_PAGE (object);

  g_clear_object (&self->locator);
  g_clear_pointer (&self->stack, gtk_widget_unparent);
  g_clear_pointer (&self->region, rdm_region_unref);
  g_clear_pointer (&self->tiles, g_free);
  g_clear_pointer (&self->tiles_attribution, g_free);
  g_clear_pointer (&self->tiles_attribution_uri, g_free);
  g_clear_object (&self->desk);
  G_OBJECT_CLASS (rdm_locate_page_parent_class)->dispose (object);
}

static void
rdm_locate_page_class_init (RdmLocatePageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = dispose;
  G_OBJECT_CLASS (klass)->get_property = get_property;
  widget_class->grab_focus = grab_focus;
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_css_name (widget_class, "locatepage");
  properties[PROP_N_ADDRESSES] = g_param_spec_uint ("n-addresses", NULL, NULL, 0, G_MAXUINT, 0,
                                                    G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (G_OBJECT_CLASS (klass), N_PROPERTIES, properties);
}

static void
rdm_locate_page_init (RdmLocatePage *self)
{
}

GtkWidget *
rdm_locate_page_new (RdmDesk *desk)
{
  RdmLocatePage *self = g_object_new (RDM_TYPE_LOCATE_PAGE, NULL);

  self->desk = g_object_ref (desk);
  self->stack = gtk_stack_new ();
  gtk_widget_set_parent (self->stack, GTK_WIDGET (self));
  gtk_stack_add_named (GTK_STACK (self->stack), make_work (self), "work");
  gtk_stack_add_named (GTK_STACK (self->stack), make_done (), "done");
  gtk_stack_set_visible_child_name (GTK_STACK (self->stack), "done");
  g_signal_connect_object (desk, "day-changed", G_CALLBACK (day_changed_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (desk, "notify::geocoder", G_CALLBACK (follow_geocoder), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect (self, "map", G_CALLBACK (map_cb), NULL);
  g_signal_connect (self, "unmap", G_CALLBACK (unmap_cb), NULL);
  follow_geocoder (self);
  return GTK_WIDGET (self);
}
