/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What of the day a change of rows touches, so that a view need not look at all of it again.
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * RdmDeskTouched:
 * @all: the day has other routes than before, or they are others as a whole: show everything anew
 * @tray: the tray has other stops, or stops of it say something else
 * @routes: (element-type utf8): ids of the routes of the day whose list, schedule, stops or orders
 *   are others
 */
typedef struct
{
  gboolean all;
  gboolean tray;
  GHashTable *routes;
} RdmDeskTouched;

/** rdm_desk_touched_route: whether @route, NULL for the tray, has to be looked at again. */
gboolean rdm_desk_touched_route (const RdmDeskTouched *self, const char *route);

G_END_DECLS
