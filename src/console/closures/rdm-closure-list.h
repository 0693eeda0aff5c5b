/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The closures of the day in a list: to be changed, opened again, and added to.
 */
#pragma once

#include "rdm-desk.h"

G_BEGIN_DECLS

#define RDM_TYPE_CLOSURE_LIST (rdm_closure_list_get_type ())
G_DECLARE_FINAL_TYPE (RdmClosureList, rdm_closure_list, RDM, CLOSURE_LIST, GtkPopover)

/** RdmClosureList::chosen (id: string): one is to be looked at, and changed. */

GtkWidget *rdm_closure_list_new (RdmDesk *desk) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
