/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A net of degrees, where there is nothing else to be seen.
 */
#pragma once

#include <cairo.h>

#include "rdm-map-view.h"

G_BEGIN_DECLS

/** rdm_ground_net_step: degrees between two lines of the net at this size. Pure. */
double rdm_ground_net_step (double world);

/** rdm_ground_net_paint: the lines in @clip, in the colour that is set. */
void rdm_ground_net_paint (cairo_t *cr, const RdmMapView *view, RdmRect clip);

G_END_DECLS
