/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "rdm-vrp-plan.h"
#include "rdm-vrp-space-private.h"

/* What can be kept of `initial` (or NULL): each route begins with its frozen tasks, and steps that
 * break a hard rule are taken out, whole units at a time. Returns: (owned) NULL when memory is out.
 */
RdmVrpPlan *rdm_vrp_repair (const RdmVrpSpace *space, const RdmVrpPlan *initial);
