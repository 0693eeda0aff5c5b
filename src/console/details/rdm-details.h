/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What is selected, in words and numbers, to be edited in place.
 */
#pragma once

#include "rdm-desk.h"

G_BEGIN_DECLS

#define RDM_TYPE_DETAILS (rdm_details_get_type ())
G_DECLARE_FINAL_TYPE (RdmDetails, rdm_details, RDM, DETAILS, GtkWidget)

GtkWidget *rdm_details_new (RdmDesk *desk);

G_END_DECLS
