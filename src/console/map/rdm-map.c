/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rdm-map-private.h"

#include <adwaita.h>
#include <glib/gi18n.h>
#include <math.h>

#include "rdm-config.h"
#include "rdm-desk-live.h"
#include "rdm-map-lanes.h"
#include "rdm-map-painter.h"
#include "rdm-plain-source.h"

#define MIN_ZOOM 3
#define MAX_ZOOM 19
#define HIT_SLACK 3.   /* pixels */
#define FIT_MARGIN 36. /* pixels around what is fitted */
#define FIT_RIGHT 64.  /* there are the buttons */
#define FIT_ZOOM 16.   /* no nearer by itself */
#define PAN_STEP 80.   /* pixels an arrow key */

/* Lanes are looked for when the day has been still for this long. */
#define LANES_AFTER_MS 150

G_DEFINE_FINAL_TYPE (RdmMap, rdm_map, GTK_TYPE_WIDGET)

enum
{
  PLACE_PICKED,
  PLACE_CANCELLED,
  FOLLOWED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

/* The view */

void
rdm_map_read_view (RdmMap *self, RdmMapView *view)
{
  rdm_map_view_read (view, self->viewport, gtk_widget_get_width (GTK_WIDGET (self)),
                     gtk_widget_get_height (GTK_WIDGET (self)));
}

RdmMapHit
rdm_map_hit_at (RdmMap *self, RdmXY pixel)
{
  RdmMapView view;
  RdmMapHit hit;
  int vehicle;

  rdm_map_read_view (self, &view);
  vehicle = rdm_vehicle_layer_hit (self->vehicles, &view, pixel);
  if (vehicle >= 0)
    return (RdmMapHit){ RDM_MAP_HIT_VEHICLE, vehicle, 0 };
  hit =
      rdm_map_hit (self->scene, rdm_plan_layer_get_clusters (self->plan), &view, pixel, HIT_SLACK);
  /* A sign lies on whatever goes by below it. */
  if (hit.kind == RDM_MAP_HIT_NOTHING || hit.kind == RDM_MAP_HIT_LINE)
    {
      int closure =
          rdm_closure_layer_hit (self->closures, &view, pixel, hit.kind == RDM_MAP_HIT_LINE);

      if (closure >= 0)
        return (RdmMapHit){ RDM_MAP_HIT_CLOSURE, closure, 0 };
    }
  return hit;
}

void
rdm_map_redraw_overlay (RdmMap *self)
{
  gtk_widget_queue_draw (GTK_WIDGET (self->plan));
}

void
rdm_map_show_cursor (RdmMap *self)
{
  const RdmMapOverlay *overlay = rdm_plan_layer_get_overlay (self->plan);
  const char *name = NULL;

  if (self->picking || self->tool != RDM_MAP_TOOL_POINTER)
    name = "crosshair";
  else if (overlay->hover.kind != RDM_MAP_HIT_NOTHING)
    name = "pointer";
  gtk_widget_set_cursor_from_name (GTK_WIDGET (self->map), name);
}

static void
centre_on (RdmMap *self, RdmXY unit)
{
  shumate_location_set_location (SHUMATE_LOCATION (self->viewport), rdm_mercator_lat (unit.y),
                                 rdm_mercator_lon (unit.x));
}

void
rdm_map_pan (RdmMap *self, double dx, double dy)
{
  RdmMapView view;

  g_return_if_fail (RDM_IS_MAP (self));

  shumate_map_stop_go_to (self->map);
  rdm_map_read_view (self, &view);
  centre_on (self,
             rdm_map_view_to_unit (&view, (RdmXY){ view.width / 2. + dx, view.height / 2. + dy }));
}

void
rdm_map_zoom (RdmMap *self, double levels)
{
  g_return_if_fail (RDM_IS_MAP (self));

  shumate_map_stop_go_to (self->map);
  shumate_viewport_set_zoom_level (
      self->viewport,
      CLAMP (shumate_viewport_get_zoom_level (self->viewport) + levels, MIN_ZOOM, MAX_ZOOM));
}

void
rdm_map_zoom_to (RdmMap *self, RdmRect bounds, double max_zoom)
{
  RdmMapView view;
  double world;
  double zoom;

  if (rdm_rect_is_empty (bounds))
    return;
  rdm_map_read_view (self, &view);
  world = MIN (MAX (view.width - FIT_MARGIN - FIT_RIGHT, 64.) / MAX (bounds.x1 - bounds.x0, 1e-9),
               MAX (view.height - 2. * FIT_MARGIN, 64.) / MAX (bounds.y1 - bounds.y0, 1e-9));
  /* libshumate's tiles grow evenly from one whole zoom to the next. Tiles from pictures want whole
   * zooms. */
  zoom = floor (log2 (world / 256.));
  if (self->tiles == NULL)
    zoom += world / 256. / exp2 (zoom) - 1.;
  shumate_map_stop_go_to (self->map);
  shumate_viewport_set_zoom_level (self->viewport, CLAMP (zoom, MIN_ZOOM, max_zoom));
  rdm_map_read_view (self, &view);
  centre_on (self,
             (RdmXY){ (bounds.x0 + bounds.x1) / 2. + (FIT_RIGHT - FIT_MARGIN) / 2. / view.world,
                      (bounds.y0 + bounds.y1) / 2. });
}

static gboolean
fit_tick_cb (GtkWidget *widget, GdkFrameClock *clock, gpointer user_data)
{
  RdmMap *self = RDM_MAP (widget);

  if (gtk_widget_get_width (widget) < 16 || gtk_widget_get_height (widget) < 16)
    return G_SOURCE_CONTINUE;
  self->fit_tick = 0;
  rdm_map_fit (self);
  return G_SOURCE_REMOVE;
}

/* Where there is no plan yet, there may be a region to look at. */
static RdmRect
region_bounds (RdmMap *self)
{
  RdmBox box = self->region != NULL ? rdm_region_bounds (self->region) : RDM_BOX_EMPTY;

  return rdm_box_is_empty (box)
             ? RDM_RECT_EMPTY
             : (RdmRect){ rdm_mercator_x (box.west_deg), rdm_mercator_y (box.north_deg),
                          rdm_mercator_x (box.east_deg), rdm_mercator_y (box.south_deg) };
}

void
rdm_map_fit (RdmMap *self)
{
  RdmRect bounds;

  g_return_if_fail (RDM_IS_MAP (self));

  if (gtk_widget_get_width (GTK_WIDGET (self)) < 16)
    {
      if (self->fit_tick == 0)
        self->fit_tick = gtk_widget_add_tick_callback (GTK_WIDGET (self), fit_tick_cb, NULL, NULL);
      return;
    }
  bounds = rdm_map_scene_bounds (self->scene,
                                 self->scene->n_selected > 0 || self->scene->selected_line >= 0);
  rdm_map_zoom_to (self, rdm_rect_is_empty (bounds) ? region_bounds (self) : bounds, FIT_ZOOM);
}

/* Lanes */

static void
stop_lanes (RdmMap *self)
{
  g_clear_handle_id (&self->lanes_source, g_source_remove);
  g_cancellable_cancel (self->lanes);
  g_clear_object (&self->lanes);
}

static void
lanes_found_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  RdmMap *self;

  /* Else the map may be gone, and the scene another. */
  if (g_cancellable_is_cancelled (g_task_get_cancellable (G_TASK (result))))
    return;
  self = user_data;
  g_clear_object (&self->lanes);
  if (rdm_map_lanes_finish (self->scene, result))
    rdm_plan_layer_refresh (self->plan);
}

static gboolean
find_lanes_cb (gpointer user_data)
{
  RdmMap *self = user_data;

  self->lanes_source = 0;
  self->lanes = g_cancellable_new ();
  rdm_map_lanes_start (self->scene, self->lanes, lanes_found_cb, self);
  return G_SOURCE_REMOVE;
}

/* The lines are others now: soon they are told which of them go along the same roads. */
static void
find_lanes (RdmMap *self)
{
  stop_lanes (self);
  self->lanes_source = g_timeout_add (LANES_AFTER_MS, find_lanes_cb, self);
}

/* The desk */

static void
describe (RdmMap *self)
{
  g_autofree char *scene = rdm_map_scene_describe (self->scene);
  guint n_closures = rdm_closure_layer_count (self->closures);
  g_autofree char *closures = g_strdup_printf (
      ngettext ("%u road or area closed or slow", "%u roads or areas closed or slow", n_closures),
      n_closures);
  g_autofree char *text =
      n_closures > 0 ? g_strdup_printf ("%s, %s", scene, closures) : g_strdup (scene);

  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("Map"),
                                  GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, text, -1);
}

/* @touched: what of the day is another; NULL: everything. */
static void
show_scene (RdmMap *self, const RdmDeskTouched *touched)
{
  RdmMapHit nothing = { RDM_MAP_HIT_NOTHING, -1, 0 };

  if (touched != NULL && rdm_map_scene_follow (self->scene, self->desk, touched))
    rdm_plan_layer_scene_changed (self->plan);
  else
    {
      RdmMapScene *scene = rdm_map_scene_new (self->desk);

      rdm_plan_layer_set_scene (self->plan, scene);
      rdm_map_scene_free (self->scene);
      self->scene = scene;
    }
  find_lanes (self);
  rdm_map_show_closures (self);
  rdm_map_show_card (self, &nothing, (RdmXY){ 0., 0. });
  describe (self);
}

/* The first stops of a day that had none are looked at; later ones leave the view where it is. */
static void
rows_changed_cb (RdmMap *self, GPtrArray *changes, const RdmDeskTouched *touched)
{
  gboolean was_empty = self->scene->marks->len == 0;

  show_scene (self, touched);
  if (was_empty)
    rdm_map_fit (self);
}

/* Whoever is expected late is marked so, without anything having changed in the plan. */
static void
live_changed_cb (RdmMap *self)
{
  if (gtk_widget_get_mapped (GTK_WIDGET (self))
      && rdm_map_scene_follow_live (self->scene, self->desk))
    rdm_plan_layer_refresh (self->plan);
}

static void
day_changed_cb (RdmMap *self)
{
  rdm_map_pin_cancel (self);
  show_scene (self, NULL);
  rdm_map_fit (self);
}

static void
selection_changed_cb (RdmMap *self)
{
  int line = self->scene->selected_line;

  rdm_map_scene_update_selection (self->scene, self->desk);
  /* A route selected as a whole fades the others; stops are painted over what is there. */
  if (self->scene->selected_line != line)
    rdm_plan_layer_refresh (self->plan);
  else
    rdm_map_redraw_overlay (self);
  describe (self);
}

static void
preview_changed_cb (RdmMap *self)
{
  rdm_map_scene_update_preview (self->scene, self->desk);
  rdm_plan_layer_refresh (self->plan);
}

static void
theme_cb (RdmMap *self)
{
  RdmMapTheme theme;

  rdm_map_theme_init (&theme, GTK_WIDGET (self), self->dark,
                      adw_style_manager_get_high_contrast (adw_style_manager_get_default ()));
  rdm_ground_layer_set_theme (self->ground, &theme);
  rdm_closure_layer_set_theme (self->closures, &theme);
  rdm_closure_layer_set_theme (self->signs, &theme);
  rdm_plan_layer_set_theme (self->plan, &theme);
  rdm_vehicle_layer_set_theme (self->vehicles, &theme);
}

static void
dark_cb (RdmMap *self)
{
  rdm_map_set_dark (self, adw_style_manager_get_dark (adw_style_manager_get_default ()));
}

/* Keys */

static gboolean
key_cb (GtkEventControllerKey *controller,
        guint key,
        guint code,
        GdkModifierType state,
        gpointer user_data)
{
  RdmMap *self = user_data;

  if ((state & (GDK_CONTROL_MASK | GDK_ALT_MASK | GDK_SUPER_MASK)) != 0)
    return GDK_EVENT_PROPAGATE;
  if (rdm_map_pin_key (self, key, state))
    return GDK_EVENT_STOP;
  switch (key)
    {
    case GDK_KEY_Left:
    case GDK_KEY_KP_Left:
      rdm_map_pan (self, -PAN_STEP, 0.);
      return GDK_EVENT_STOP;
    case GDK_KEY_Right:
    case GDK_KEY_KP_Right:
      rdm_map_pan (self, PAN_STEP, 0.);
      return GDK_EVENT_STOP;
    case GDK_KEY_Up:
    case GDK_KEY_KP_Up:
      rdm_map_pan (self, 0., -PAN_STEP);
      return GDK_EVENT_STOP;
    case GDK_KEY_Down:
    case GDK_KEY_KP_Down:
      rdm_map_pan (self, 0., PAN_STEP);
      return GDK_EVENT_STOP;
    case GDK_KEY_plus:
    case GDK_KEY_equal:
    case GDK_KEY_KP_Add:
      shumate_map_zoom_in (self->map);
      return GDK_EVENT_STOP;
    case GDK_KEY_minus:
    case GDK_KEY_KP_Subtract:
      shumate_map_zoom_out (self->map);
      return GDK_EVENT_STOP;
    case GDK_KEY_f:
    case GDK_KEY_F:
      rdm_map_fit (self);
      return GDK_EVENT_STOP;
    case GDK_KEY_Menu:
      rdm_map_popup_menu (self, gtk_widget_get_width (GTK_WIDGET (self)) / 2.,
                          gtk_widget_get_height (GTK_WIDGET (self)) / 2.);
      return GDK_EVENT_STOP;
    case GDK_KEY_Escape:
      if (rdm_map_pin_cancel (self))
        return GDK_EVENT_STOP;
      if (self->tool == RDM_MAP_TOOL_POINTER && self->followed == NULL)
        return GDK_EVENT_PROPAGATE;
      rdm_map_follow (self, NULL);
      rdm_map_set_tool (self, RDM_MAP_TOOL_POINTER);
      return GDK_EVENT_STOP;
    default:
      return GDK_EVENT_PROPAGATE;
    }
}

/* The view has no idea of turned maps. */
static void
rotation_cb (ShumateViewport *viewport)
{
  if (shumate_viewport_get_rotation (viewport) != 0.)
    shumate_viewport_set_rotation (viewport, 0.);
}

/* GObject */

static void
add_map (RdmMap *self)
{
  g_autoptr (ShumateMapSource) source = rdm_plain_source_new ();

  self->map = shumate_map_new ();
  self->viewport = shumate_map_get_viewport (self->map);
  shumate_viewport_set_reference_map_source (self->viewport, source);
  shumate_viewport_set_min_zoom_level (self->viewport, MIN_ZOOM);
  shumate_viewport_set_max_zoom_level (self->viewport, MAX_ZOOM);
  shumate_map_set_go_to_duration (self->map, 250);
  g_signal_connect (self->viewport, "notify::rotation", G_CALLBACK (rotation_cb), NULL);
  gtk_widget_set_focusable (GTK_WIDGET (self->map), FALSE);
  gtk_widget_set_hexpand (GTK_WIDGET (self->map), TRUE);
  gtk_widget_set_vexpand (GTK_WIDGET (self->map), TRUE);
  self->ground = rdm_ground_layer_new (self->viewport);
  g_signal_connect_object (self->ground, "problem", G_CALLBACK (rdm_map_say_ground_problem), self,
                           G_CONNECT_SWAPPED);
  self->closures = rdm_closure_layer_new (self->viewport, FALSE);
  self->plan = rdm_plan_layer_new (self->viewport);
  shumate_map_add_layer (self->map, SHUMATE_LAYER (self->ground));
  shumate_map_add_layer (self->map, SHUMATE_LAYER (self->closures));
  shumate_map_add_layer (self->map, SHUMATE_LAYER (self->plan));
  self->signs = rdm_closure_layer_new (self->viewport, TRUE);
  shumate_map_add_layer (self->map, SHUMATE_LAYER (self->signs));
  rdm_map_add_vehicles (self);
  self->overlay = GTK_OVERLAY (gtk_overlay_new ());
  gtk_overlay_set_child (self->overlay, GTK_WIDGET (self->map));
  gtk_widget_set_parent (GTK_WIDGET (self->overlay), GTK_WIDGET (self));
}

static void
dispose (GObject *object)
{
  RdmMap *self = RDM_MAP (object);

  stop_lanes (self);
  if (self->fit_tick != 0)
    gtk_widget_remove_tick_callback (GTK_WIDGET (self), self->fit_tick);
  self->fit_tick = 0;
  if (self->plan != NULL)
    rdm_plan_layer_set_scene (self->plan, NULL);
  self->plan = NULL;
  self->ground = NULL;
  g_clear_pointer (&self->menu, gtk_widget_unparent);
  if (self->closure_editor != NULL)
    gtk_widget_unparent (GTK_WIDGET (self->closure_editor));
  self->closure_editor = NULL;
  if (self->overlay != NULL)
    gtk_widget_unparent (GTK_WIDGET (self->overlay));
  self->overlay = NULL;
  G_OBJECT_CLASS (rdm_map_parent_class)->dispose (object);
}

static void
finalize (GObject *object)
{
  RdmMap *self = RDM_MAP (object);

  g_clear_pointer (&self->scene, rdm_map_scene_free);
  g_clear_pointer (&self->dragged, g_strfreev);
  g_clear_pointer (&self->followed, g_free);
  rdm_map_clear_ground (self);
  g_clear_object (&self->desk);
  G_OBJECT_CLASS (rdm_map_parent_class)->finalize (object);
}

static void
rdm_map_class_init (RdmMapClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = dispose;
  object_class->finalize = finalize;

  signals[PLACE_PICKED] = g_signal_new ("place-picked", RDM_TYPE_MAP, G_SIGNAL_RUN_LAST, 0, NULL,
                                        NULL, NULL, G_TYPE_NONE, 2, G_TYPE_DOUBLE, G_TYPE_DOUBLE);
  signals[PLACE_CANCELLED] = g_signal_new ("place-cancelled", RDM_TYPE_MAP, G_SIGNAL_RUN_LAST, 0,
                                           NULL, NULL, NULL, G_TYPE_NONE, 0);

  signals[FOLLOWED] = g_signal_new ("followed", RDM_TYPE_MAP, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                    NULL, G_TYPE_NONE, 0);

  rdm_map_install_pin_actions (widget_class);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_css_name (widget_class, "rdm-map");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GROUP);
}

static void
rdm_map_init (RdmMap *self)
{
  GtkEventController *keys = gtk_event_controller_key_new ();
  AdwStyleManager *style = adw_style_manager_get_default ();

  gtk_widget_set_focusable (GTK_WIDGET (self), TRUE);
  gtk_widget_set_overflow (GTK_WIDGET (self), GTK_OVERFLOW_HIDDEN);
  gtk_widget_set_size_request (GTK_WIDGET (self), 240, 160);
  add_map (self);
  rdm_map_add_chrome (self);
  rdm_map_add_hand (self);
  rdm_map_add_dnd (self);
  rdm_map_add_menu (self);
  g_signal_connect (keys, "key-pressed", G_CALLBACK (key_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self), keys);
  self->dark = adw_style_manager_get_dark (style);
  g_signal_connect_object (style, "notify::dark", G_CALLBACK (dark_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (style, "notify::high-contrast", G_CALLBACK (theme_cb), self,
                           G_CONNECT_SWAPPED);
  theme_cb (self);
}

GtkWidget *
rdm_map_new (RdmDesk *desk, RdmPriceCard *price_card)
{
  RdmMap *self = g_object_new (RDM_TYPE_MAP, NULL);

  self->desk = g_object_ref (desk);
  self->price_card = price_card;
  rdm_vehicle_layer_set_desk (self->vehicles, desk);
  g_signal_connect_object (desk, "day-changed", G_CALLBACK (day_changed_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (desk, "rows-changed", G_CALLBACK (rows_changed_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (rdm_desk_get_live (desk), "changed", G_CALLBACK (live_changed_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (desk, "selection-changed", G_CALLBACK (selection_changed_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (desk, "preview-changed", G_CALLBACK (preview_changed_cb), self,
                           G_CONNECT_SWAPPED);
  show_scene (self, NULL);
  rdm_map_fit (self);
  return GTK_WIDGET (self);
}

/* The tool for closures says what to do with it, and has a pin for the keyboard. */
static void
leave_closures (RdmMap *self, RdmMapTool tool)
{
  if (tool == RDM_MAP_TOOL_CLOSURE)
    {
      rdm_map_pin_cancel (self);
      rdm_map_show_banner (self,
                           _ ("Draw along a road, or around an area; a click takes the road there. "
                              "With keys: arrows, then Enter. Escape cancels."));
    }
  else if (self->tool == RDM_MAP_TOOL_CLOSURE)
    {
      rdm_map_show_banner (self, NULL);
      rdm_plan_layer_get_overlay (self->plan)->has_pin = FALSE;
      rdm_map_redraw_overlay (self);
    }
}

void
rdm_map_set_tool (RdmMap *self, RdmMapTool tool)
{
  g_return_if_fail (RDM_IS_MAP (self));

  if (tool == RDM_MAP_TOOL_CLOSURE && !rdm_map_can_close (self))
    tool = RDM_MAP_TOOL_POINTER;
  leave_closures (self, tool);
  self->tool = tool;
  gtk_toggle_button_set_active (self->closure_button, tool == RDM_MAP_TOOL_CLOSURE);
  gtk_toggle_button_set_active (self->box_button, tool == RDM_MAP_TOOL_BOX);
  gtk_toggle_button_set_active (self->lasso_button, tool == RDM_MAP_TOOL_LASSO);
  if (tool != RDM_MAP_TOOL_POINTER)
    gtk_widget_grab_focus (GTK_WIDGET (self));
  rdm_map_show_cursor (self);
}

void
rdm_map_set_dark (RdmMap *self, gboolean dark)
{
  g_return_if_fail (RDM_IS_MAP (self));

  if (self->dark == dark)
    return;
  self->dark = dark;
  theme_cb (self);
}
