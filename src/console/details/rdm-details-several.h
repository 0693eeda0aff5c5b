/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Several stops: what they come to together, and who could best take them.
 */
#pragma once

#include "rdm-desk.h"

G_BEGIN_DECLS

#define RDM_TYPE_DETAILS_SEVERAL (rdm_details_several_get_type ())
G_DECLARE_FINAL_TYPE (RdmDetailsSeveral, rdm_details_several, RDM, DETAILS_SEVERAL, GtkWidget)

GtkWidget *rdm_details_several_new (RdmDesk *desk);
void rdm_details_several_refresh (RdmDetailsSeveral *self);

G_END_DECLS
