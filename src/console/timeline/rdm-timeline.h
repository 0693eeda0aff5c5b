/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The timeline: a row a driver with drive, wait, service and break, the windows and now.
 */
#pragma once

#include "rdm-desk.h"
#include "rdm-price-card.h"

G_BEGIN_DECLS

#define RDM_TYPE_TIMELINE (rdm_timeline_get_type ())
G_DECLARE_FINAL_TYPE (RdmTimeline, rdm_timeline, RDM, TIMELINE, GtkWidget)

GtkWidget *rdm_timeline_new (RdmDesk *desk, RdmPriceCard *price_card);

/** rdm_timeline_fit: shows the whole of everybody's shifts. */
void rdm_timeline_fit (RdmTimeline *self);

G_END_DECLS
