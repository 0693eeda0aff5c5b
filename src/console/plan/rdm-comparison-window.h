/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Before and after, side by side: the day's figures, each route's, what stays without a route and
 * why.
 */
#pragma once

#include <adwaita.h>

#include "rdm-desk.h"
#include "rdm-proposal.h"

G_BEGIN_DECLS

#define RDM_TYPE_COMPARISON_WINDOW (rdm_comparison_window_get_type ())
G_DECLARE_FINAL_TYPE (RdmComparisonWindow, rdm_comparison_window, RDM, COMPARISON_WINDOW, AdwWindow)

/** rdm_comparison_window_new: shows the proposal on the map behind it until it is applied (as one
 * command, called
 *  @label) or discarded. */
GtkWidget *rdm_comparison_window_new (GtkWindow *parent,
                                      RdmDesk *desk,
                                      RdmProposal *proposal,
                                      const char *label);

G_END_DECLS
