/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Draws routes as lines of time. What it draws is kept by whoever asked, and drawn anew only when
 * the route or the scale is another.
 */
#pragma once

#include "rdm-desk.h"
#include "rdm-ink.h"

G_BEGIN_DECLS

#define RDM_TIMELINE_ROW 28
#define RDM_TIMELINE_BAR_TOP 8
#define RDM_TIMELINE_BAR_HEIGHT 14

typedef struct _RdmTimelinePainter RdmTimelinePainter;

RdmTimelinePainter *rdm_timeline_painter_new (GtkWidget *widget,
                                              RdmDesk *desk) G_GNUC_WARN_UNUSED_RESULT;
void rdm_timeline_painter_free (RdmTimelinePainter *self);

/** rdm_timeline_painter_begin: @now_s: what lies before is past; RDM_TIME_NONE on another day. */
void rdm_timeline_painter_begin (RdmTimelinePainter *self, double px_per_s, gint32 now_s);

/** rdm_timeline_painter_slice: only visits between these times are drawn from now on. */
void rdm_timeline_painter_slice (RdmTimelinePainter *self, double from_s, double to_s);

/** rdm_timeline_painter_ink: Returns: (transfer none): the colours since the last begin. */
const RdmInk *rdm_timeline_painter_ink (RdmTimelinePainter *self);

/** rdm_timeline_painter_route: Returns: (transfer full) (nullable): the line of @route, midnight at
 * x = 0. */
GskRenderNode *rdm_timeline_painter_route (RdmTimelinePainter *self,
                                           const RdmDeskRoute *route) G_GNUC_WARN_UNUSED_RESULT;

/** rdm_timeline_painter_selected: frames around the stops of @schedule that are selected, as far as
 * they lie between @from_s and @to_s; where the route's line is. */
void rdm_timeline_painter_selected (RdmTimelinePainter *self,
                                    GtkSnapshot *snapshot,
                                    const RdmSchedule *schedule,
                                    double from_s,
                                    double to_s);

/** rdm_timeline_painter_mark: sets off the visit to a stop and shows its windows. */
void rdm_timeline_painter_mark (RdmTimelinePainter *self,
                                GtkSnapshot *snapshot,
                                const RdmVisit *visit,
                                const GdkRGBA *colour);

/** rdm_timeline_painter_text: @text at (@x, @y), at most @width pixels wide (-1: whatever it
 * takes).
 */
void rdm_timeline_painter_text (RdmTimelinePainter *self,
                                GtkSnapshot *snapshot,
                                const char *text,
                                gboolean bold,
                                const GdkRGBA *colour,
                                double x,
                                double y,
                                int width);

/** rdm_timeline_painter_text_size: how much room such a text takes. */
void rdm_timeline_painter_text_size (
    RdmTimelinePainter *self, const char *text, gboolean bold, int *width, int *height);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RdmTimelinePainter, rdm_timeline_painter_free)

G_END_DECLS
