/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What is different on the roads today: areas in which they are closed, or slow, and single roads.
 */
#pragma once

#include <glib.h>

#include "rdm-geo.h"

G_BEGIN_DECLS

#define RDM_CLOSURES_MAX 32

/**
 * RdmClosure: an area, and how fast it is within; or a line, and how fast the roads along it are.
 * @area: (array) n_points: its corners, in either direction, the last one joins the first; or the
 *   line
 * @speed_permille: of the usual speed; 0: closed
 * @from_s: seconds of the day
 * @to_s: seconds of the day, after @from_s
 * @is_line: roads that only cross it are as usual
 */
typedef struct
{
  RdmPoint *area;
  guint n_points;
  guint speed_permille;
  gint32 from_s;
  gint32 to_s;
  gboolean is_line;
} RdmClosure;

/** RdmClosures: counted references; unchangeable once somebody else has it. */
typedef struct _RdmClosures RdmClosures;

RdmClosures *rdm_closures_new (void) G_GNUC_WARN_UNUSED_RESULT;
RdmClosures *rdm_closures_ref (RdmClosures *self);
void rdm_closures_unref (RdmClosures *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (RdmClosures, rdm_closures_unref)

/**
 * rdm_closures_add: copies @closure.
 *
 * Returns: FALSE: it has fewer than three corners, or two points of a line, no hours, or there are
 * too many already
 */
gboolean rdm_closures_add (RdmClosures *self, const RdmClosure *closure);

guint rdm_closures_count (const RdmClosures *self);
const RdmClosure *rdm_closures_get (const RdmClosures *self, guint index);

/** rdm_closures_at: Returns: bits by index: those that hold at @tod_s, seconds of the day. */
guint32 rdm_closures_at (const RdmClosures *self, gint32 tod_s);

/** rdm_closures_key: Returns: (transfer full): the same text for the same areas and speeds. */
char *rdm_closures_key (const RdmClosures *self, guint32 which) G_GNUC_WARN_UNUSED_RESULT;

/** rdm_closures_equal: the same ones in the same order; NULL: none. */
gboolean rdm_closures_equal (const RdmClosures *a, const RdmClosures *b);

/** rdm_closure_contains: whether @point is within its area. */
gboolean rdm_closure_contains (const RdmClosure *self, RdmPoint point);

G_END_DECLS
