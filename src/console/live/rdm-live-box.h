/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What is expected of the stop or route that is looked at, or what came of it; keeps itself up to
 * date while time passes. What was only detected can be confirmed or withdrawn here.
 */
#pragma once

#include "rdm-desk.h"

G_BEGIN_DECLS

#define RDM_TYPE_LIVE_BOX (rdm_live_box_get_type ())
G_DECLARE_FINAL_TYPE (RdmLiveBox, rdm_live_box, RDM, LIVE_BOX, GtkWidget)

GtkWidget *rdm_live_box_new (RdmDesk *desk);

/** rdm_live_box_show: @stop, @route: (nullable): one of them; hidden where there is nothing to say.
 */
void rdm_live_box_show (RdmLiveBox *self, const char *stop, const char *route);

G_END_DECLS
