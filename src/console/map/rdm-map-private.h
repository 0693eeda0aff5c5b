/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What the files of the map pane share. rdm-map.c puts it together; rdm-map-chrome.c has what lies
 * over the map, rdm-map-hand.c what the pointer does, rdm-map-dnd.c drags, rdm-map-menu.c the menu,
 * rdm-map-pin.c pins.
 */
#pragma once

#include <shumate/shumate.h>

#include "rdm-closure-editor.h"
#include "rdm-closure-layer.h"
#include "rdm-ground-layer.h"
#include "rdm-map.h"
#include "rdm-plan-layer.h"
#include "rdm-vehicle-layer.h"

G_BEGIN_DECLS

/** What a press of the main button has begun. */
typedef enum
{
  RDM_MAP_HAND_IDLE,
  RDM_MAP_HAND_PAN,  /* the map's own business, unless it turns out to be a click */
  RDM_MAP_HAND_STOP, /* a click on a stop, or the beginning of a drag */
  RDM_MAP_HAND_BOX,
  RDM_MAP_HAND_LASSO,
  RDM_MAP_HAND_STROKE, /* along a road, or around an area */
  RDM_MAP_HAND_PICK,   /* as PAN, but a click drops the pin of a place */
  RDM_MAP_HAND_PIN,    /* moving a pin */
} RdmMapHand;

struct _RdmMap
{
  GtkWidget parent_instance;

  /* Owned */
  RdmDesk *desk;
  RdmMapScene *scene;
  GtkWidget *menu;                  /* the context menu, made when first asked for */
  RdmClosureEditor *closure_editor; /* made when first asked for */
  GStrv dragged;                    /* stops over the map in a drag; NULL: none */
  RdmRegion *region;                /* NULL: none */
  GCancellable *lanes;              /* of those being found; NULL: none */
  guint lanes_source;               /* waits before they are looked for */
  char *followed;                   /* route whose vehicle the view goes along with; NULL: none */
  char *tiles_attribution;
  char *tiles_attribution_uri;
  guint fit_tick; /* waits for the first size */

  /* Borrowed: children, layers */
  RdmPriceCard *price_card; /* NULL: nobody shows prices */
  GtkOverlay *overlay;
  ShumateMap *map;
  ShumateViewport *viewport;
  RdmGroundLayer *ground;
  RdmClosureLayer *closures;
  RdmClosureLayer *signs; /* the same, over the plan */
  RdmPlanLayer *plan;
  RdmVehicleLayer *vehicles;
  ShumateMapLayer *tiles; /* NULL: none */
  GtkWidget *card;
  GtkWidget *attribution;
  GtkWidget *hint;
  GtkWidget *tray;
  GtkWidget *banner;
  GtkToggleButton *box_button;
  GtkToggleButton *lasso_button;
  GtkToggleButton *closure_button;
  GtkMenuButton *closures_button;
  GtkGesture *hand;

  /* State */
  RdmMapTool tool;
  RdmMapHand doing;
  RdmMapHit pressed;
  RdmXY press_at;
  GdkModifierType press_state;
  gboolean picking;
  RdmXY pin_grab; /* from where the pin was taken to its tip, pixels */
  gboolean dark;
  gboolean hint_closed; /* the word on how to get a map was put away */
  guint hint_source;    /* waits before it is said */
};

/* rdm-map.c */

void rdm_map_read_view (RdmMap *self, RdmMapView *view);

/** rdm_map_hit_at: what is at a point of the widget. */
RdmMapHit rdm_map_hit_at (RdmMap *self, RdmXY pixel);

/** rdm_map_redraw_overlay: what the hand is doing looks different now. */
void rdm_map_redraw_overlay (RdmMap *self);

/** rdm_map_show_cursor: the cursor for what the next press would do. */
void rdm_map_show_cursor (RdmMap *self);

/** rdm_map_zoom_to: fits a box of units into the view, no nearer than @max_zoom. */
void rdm_map_zoom_to (RdmMap *self, RdmRect bounds, double max_zoom);

/* rdm-map-ground.c */

void rdm_map_clear_ground (RdmMap *self);
void rdm_map_say_ground_problem (RdmMap *self, const char *text);

/** rdm_map_close_hint: the word on how to get a map is not wanted. */
void rdm_map_close_hint (RdmMap *self);

/* rdm-map-chrome.c */

void rdm_map_add_chrome (RdmMap *self);
void rdm_map_update_attribution (RdmMap *self);

/** rdm_map_show_card: one line about what is hovered; a hit on nothing hides it. */
void rdm_map_show_card (RdmMap *self, const RdmMapHit *hit, RdmXY pixel);

/** rdm_map_show_banner: a line at the top that says what to do; NULL hides it. */
void rdm_map_show_banner (RdmMap *self, const char *text);

/** rdm_map_is_over_tray: whether a point of the widget is on the target "To the tray". */
gboolean rdm_map_is_over_tray (RdmMap *self, double x, double y);

/* rdm-map-legend.c */

GtkWidget *rdm_map_legend_new (void);

/* rdm-map-hand.c, rdm-map-dnd.c, rdm-map-menu.c */

void rdm_map_add_hand (RdmMap *self);
void rdm_map_add_dnd (RdmMap *self);
void rdm_map_add_menu (RdmMap *self);

/** rdm_map_popup_menu: the menu of what is selected, at a point of the widget. */
void rdm_map_popup_menu (RdmMap *self, double x, double y);

/* rdm-map-closure.c */

/** rdm_map_show_closures: those of the day. */
void rdm_map_show_closures (RdmMap *self);

/** rdm_map_can_close: whether travel times follow what is closed; else that is said. */
gboolean rdm_map_can_close (RdmMap *self);

/** rdm_map_close_at: the road nearest to a point. */
void rdm_map_close_at (RdmMap *self, RdmXY unit);

/** rdm_map_close_along: @line (element-type RdmXY): the roads along it, or those inside. */
void rdm_map_close_along (RdmMap *self, GArray *line);

/** rdm_map_edit_closure: opens the form of one of the day. */
void rdm_map_edit_closure (RdmMap *self, const char *id);

/* rdm-map-vehicles.c */

void rdm_map_add_vehicles (RdmMap *self);

/** rdm_map_describe_vehicle: Returns: (transfer full): of the route with @index, markup. */
char *rdm_map_describe_vehicle (RdmMap *self, int index) G_GNUC_WARN_UNUSED_RESULT;

/* rdm-map-pin.c */

void rdm_map_install_pin_actions (GtkWidgetClass *klass);

/** rdm_map_pin_drop: the place that is asked for is at @unit. */
void rdm_map_pin_drop (RdmMap *self, RdmXY unit);

/** rdm_map_pin_key: Returns: whether the key moved or dropped the pin. */
gboolean rdm_map_pin_key (RdmMap *self, guint key, GdkModifierType state);

/** rdm_map_pin_is_at: whether the pin is under a point of the widget. */
gboolean rdm_map_pin_is_at (RdmMap *self, RdmXY pixel);

G_END_DECLS
