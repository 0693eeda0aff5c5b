/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What the timeline's files share.
 */
#pragma once

#include "rdm-drop.h"
#include "rdm-timeline-axis.h"
#include "rdm-timeline-painter.h"
#include "rdm-timeline.h"

G_BEGIN_DECLS

#define RDM_TIMELINE_HEAD 24 /* height of the axis */

struct _RdmTimeline
{
  GtkWidget parent_instance;

  /* Owned */
  RdmDesk *desk;
  RdmTimelinePainter *painter;
  GHashTable *nodes; /* route id → GskRenderNode, of the slice at @drawn_at */
  GtkAdjustment *scroll;
  GtkWidget *scrollbar;
  GtkWidget *menu;

  /* Borrowed */
  RdmPriceCard *price_card;

  /* State */
  RdmTimelineAxis axis;
  gboolean fitted;     /* shows everybody's shifts, and goes on doing so when the width changes */
  double drawn_at;     /* px_per_s of the nodes */
  double slice_from_s; /* what the nodes have: what is seen, and as much on either side */
  double slice_to_s;
  int label_width;
  gint32 now_s;  /* RDM_TIME_NONE while the day is not running */
  char *hovered; /* stop */
  double pointer_x;
  double pointer_y;
  double pan_x; /* while an empty place is dragged: how far it has been followed */
  double pan_y;
  gboolean panning;
  RdmDrop drop; /* where the drag would land */
};

/** rdm_timeline_plot_width: pixels for time, right of the labels. */
double rdm_timeline_plot_width (RdmTimeline *self);

/** rdm_timeline_time_at: Returns: seconds; @x of the widget. */
double rdm_timeline_time_at (RdmTimeline *self, double x);

/** rdm_timeline_row_at: Returns: (nullable): the route of the row at @y of the widget. */
const RdmDeskRoute *rdm_timeline_row_at (RdmTimeline *self, double y);

/** rdm_timeline_visit_at: Returns: (nullable): the visit to a stop at a point of the widget. */
const RdmVisit *rdm_timeline_visit_at (RdmTimeline *self, double x, double y);

/** rdm_timeline_span: from the first to the last second that anybody works. */
void rdm_timeline_span (RdmTimeline *self, double *from_s, double *to_s);

void rdm_timeline_zoom (RdmTimeline *self, double factor, double x);
void rdm_timeline_pan (RdmTimeline *self, double dx);

/** rdm_timeline_reveal: scrolls so far that @stop is seen. */
void rdm_timeline_reveal (RdmTimeline *self, const char *stop);

/** rdm_timeline_add_hands: pointer and keys. */
void rdm_timeline_add_hands (RdmTimeline *self);

/** rdm_timeline_add_drags: drags from the timeline, and onto it. */
void rdm_timeline_add_drags (RdmTimeline *self);

G_END_DECLS
