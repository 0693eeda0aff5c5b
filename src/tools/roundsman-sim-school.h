/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Days to learn from: the same plan, driven in the weeks before, with other seeds.
 */
#pragma once

#include "rdm-experience.h"
#include "roundsman-sim.h"

G_BEGIN_DECLS

/** rdm_sim_learn: of @n_days days, each a week before the one after it, with seeds that count on
 * from @options'. Returns: (transfer full). */
RdmExperience *rdm_sim_learn (RdmRows *rows,
                              const char *date,
                              RdmTravel *travel,
                              const RdmSimOptions *options,
                              guint n_days) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
