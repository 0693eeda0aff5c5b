/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What rdm-desk-window.c and the files that begin with its name share.
 */
#pragma once

#include "rdm-address-entry.h"
#include "rdm-board.h"
#include "rdm-closure-cost.h"
#include "rdm-details.h"
#include "rdm-figure-line.h"
#include "rdm-fleet-page.h"
#include "rdm-geocoder-choice.h"
#include "rdm-position-feed.h"
#include "rdm-locate-page.h"
#include "rdm-map.h"
#include "rdm-orders-page.h"
#include "rdm-plan-bar.h"
#include "rdm-play-bar.h"
#include "rdm-price-card.h"
#include "rdm-region-choice.h"
#include "rdm-sync.h"
#include "rdm-timeline.h"
#include "rdm-travel-choice.h"
#include "rdm-exception-queue.h"
#include "rdm-desk-window.h"

G_BEGIN_DECLS

struct _RdmDeskWindow
{
  AdwApplicationWindow parent_instance;

  /* Owned */
  RdmDesk *desk;
  GSettings *settings;
  RdmRegionChoice *region;
  RdmTravelChoice *travel;
  RdmGeocoderChoice *geocoder;
  RdmSync *sync;
  RdmPositionFeed *position_feed;
  RdmClosureCost *closure_cost;
  RdmExceptionQueue *exceptions;
  GtkFileChooserNative *chooser; /* kept until it has answered */
  char *placing;                 /* the order or vehicle whose place the map was asked for */
  char *placing_from;            /* the place to go back to */
  char *rehearsed;               /* path of the plan that the rehearsal is a copy of; or NULL */
  char *waiting;                 /* action that begins when the roads are there; NULL: none */
  GtkWidget *placing_focus;      /* weak: what had the keyboard there */
  RdmRowKind placing_kind;
  gboolean placing_park; /* not the pin of the order: where the vehicle stops for it */
  int placing_end;       /* of an order its role, of a vehicle 0 for the start and 1 for the end */
  gboolean closing;

  /* Borrowed: children of the template's panes */
  RdmBoard *board;
  RdmMap *map;
  RdmTimeline *timeline;
  RdmDetails *details;
  RdmOrdersPage *orders;
  RdmFleetPage *fleet;
  RdmLocatePage *locate;
  AdwViewStackPage *locate_place;
  GtkWidget *address_search; /* over the map; NULL until it is wanted */
  RdmPriceCard *price_card;
  RdmPlanBar *plan_bar;
  RdmPlayBar *play_bar;
  AdwToastOverlay *map_toasts; /* of Dispatch: over the map, where they lie on nothing to drag */

  /* Template */
  AdwToastOverlay *toasts;
  AdwToast *toast; /* weak: the last one */
  GtkOverlay *overlay;
  AdwHeaderBar *header;
  AdwSqueezer *switcher;
  GtkWidget *day_box;
  GtkMenuButton *day_button;
  GtkPopover *day_popover;
  GtkCalendar *calendar;
  GtkLabel *days_hint;
  RdmFigureLine *figures;
  GtkWidget *plan_button;
  GtkWidget *send_button;
  GtkWidget *day_start_button;
  GtkWidget *find_button;
  GtkWidget *history_box;
  GtkWidget *undo_button;
  GtkWidget *redo_button;
  GtkWidget *start_button;
  GtkStack *content;
  AdwViewStack *places;
  GtkPaned *timeline_paned;
  GtkPaned *board_paned;
  GtkPaned *details_paned;
  AdwBin *orders_bin;
  AdwBin *fleet_bin;
  AdwBin *plan_bin;
  AdwBin *exceptions_bin;
  AdwBin *rewind_bin; /* empty but where a day is looked back at */
};

/** rdm_desk_window_install_actions: all that the window can be told to do, by name; also on the
 * session bus. */
void rdm_desk_window_install_actions (RdmDeskWindow *self);

/** rdm_desk_window_install_placing: those that ask the map for a place. */
void rdm_desk_window_install_placing (RdmDeskWindow *self);

/** rdm_desk_window_install_closures: closed and slow roads. */
void rdm_desk_window_install_closures (RdmDeskWindow *self);

/** rdm_desk_window_install_live: those of a day that runs. */
void rdm_desk_window_install_live (RdmDeskWindow *self);

/** rdm_desk_window_add_play_bar: the bar of a day that is played. */
void rdm_desk_window_add_play_bar (RdmDeskWindow *self);

/** rdm_desk_window_update_live: enables those of them that can be done now. */
void rdm_desk_window_update_live (RdmDeskWindow *self);

/** rdm_desk_window_add_exceptions: the place for what goes wrong, and what is done there. */
void rdm_desk_window_add_exceptions (RdmDeskWindow *self);

/** rdm_desk_window_install_rewind: those that look back at the day. */
void rdm_desk_window_install_rewind (RdmDeskWindow *self);

/** rdm_desk_window_add_addresses: the place where addresses are put right. */
void rdm_desk_window_add_addresses (RdmDeskWindow *self);

/** rdm_desk_window_follow_geocoder: the desk asks whoever is chosen for addresses. */
void rdm_desk_window_follow_geocoder (RdmDeskWindow *self);

/** rdm_desk_window_go_to_address: opens the search over the map, to be typed into. */
void rdm_desk_window_go_to_address (RdmDeskWindow *self);

/** rdm_desk_window_show_search: shows it, and leaves the keyboard where it is. @text: (nullable):
 * what it is to search for. */
void rdm_desk_window_show_search (RdmDeskWindow *self, const char *text);
void rdm_desk_window_close_search (RdmDeskWindow *self);

/** rdm_desk_window_show_hub: the list of what everybody did, and how the plan stands with its hub.
 */
void rdm_desk_window_show_hub (RdmDeskWindow *self);

/** rdm_desk_window_add_shortcuts: keys that belong to the text while somebody types. */
void rdm_desk_window_add_shortcuts (RdmDeskWindow *self);

/** rdm_desk_window_add_focus_keys: F6 and Tab. */
void rdm_desk_window_add_focus_keys (RdmDeskWindow *self);

/** rdm_desk_window_focus_plan: brings the keyboard to where a day's work begins. */
void rdm_desk_window_focus_plan (RdmDeskWindow *self);

/** rdm_desk_window_update_actions: enables what can be done now. */
void rdm_desk_window_update_actions (RdmDeskWindow *self);

G_END_DECLS
