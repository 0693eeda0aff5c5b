/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The room that a label takes, in pixels around its place: a few circles.
 */
#pragma once

#include "rdm-label-list.h"

G_BEGIN_DECLS

/** RdmLabelRoom: its circles are in an array with those of others, from @first on. */
typedef struct
{
  guint first;
  guint n;
  float radius;
  float reach; /* of the circle around all of them */
} RdmLabelRoom;

/** RdmLabelCircle: its middle. */
typedef struct
{
  float x;
  float y;
} RdmLabelCircle;

/**
 * rdm_label_text_width: about how wide a text will be, pixels. The fonts of the desk that will show
 * it are not known when a region is made; this is a rather wide one.
 */
double rdm_label_text_width (const char *text, double size);

/** rdm_label_room_init: @circles: (element-type RdmLabelCircle): where to append. */
void rdm_label_room_init (RdmLabelRoom *self, const RdmLabel *label, GArray *circles);

/**
 * rdm_label_room_apart: from which scale on two labels are clear of each other.
 * @dx, @dy: from the place of @self to that of @other, units
 *
 * Returns: pixels a unit; infinite: never
 */
double rdm_label_room_apart (const RdmLabelRoom *self,
                             const RdmLabelRoom *other,
                             const RdmLabelCircle *circles,
                             double dx,
                             double dy);

G_END_DECLS
