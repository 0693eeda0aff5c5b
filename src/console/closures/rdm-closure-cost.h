/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What closures cost the plan: it watches the desk, remembers what the day comes to while all is
 * settled, and when other roads are closed than before, says what has become of that.
 */
#pragma once

#include "rdm-desk.h"

G_BEGIN_DECLS

#define RDM_TYPE_CLOSURE_COST (rdm_closure_cost_get_type ())
G_DECLARE_FINAL_TYPE (RdmClosureCost, rdm_closure_cost, RDM, CLOSURE_COST, GObject)

RdmClosureCost *rdm_closure_cost_new (RdmDesk *desk) G_GNUC_WARN_UNUSED_RESULT;

/** rdm_closure_cost_dup_stops: Returns: (transfer full): the open stops of the routes that the last
 * change of closures has made longer, or that are not reached any more: what is worth planning
 * anew. */
GStrv rdm_closure_cost_dup_stops (RdmClosureCost *self) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
