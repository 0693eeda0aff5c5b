/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Who did what, when: of a plan with a hub everybody, of another this desk. Filtered by person and
 * by words; from any line back to the thing.
 */
#pragma once

#include "rdm-sync.h"

G_BEGIN_DECLS

#define RDM_TYPE_ACTIVITY_LIST (rdm_activity_list_get_type ())
G_DECLARE_FINAL_TYPE (RdmActivityList, rdm_activity_list, RDM, ACTIVITY_LIST, GtkBox)

GtkWidget *rdm_activity_list_new (RdmSync *sync);

G_END_DECLS
