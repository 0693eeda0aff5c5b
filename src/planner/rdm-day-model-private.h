/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What the files of the day model share.
 */
#pragma once

#include "rdm-day-model.h"

G_BEGIN_DECLS

/** More load than anything on wheels; sums stay far from overflow. */
#define RDM_MODEL_LOAD_MOST (G_GINT64_CONSTANT (1) << 40)

/** rdm_day_model_write_task: its windows, service, priority and loads, as its order has them. There
 * is room for its loads already. */
void rdm_day_model_write_task (RdmDayModel *self, guint task);

/** rdm_day_model_profiles: Returns: bits by RdmTravelProfile: those of its vehicles. */
guint rdm_day_model_profiles (const RdmDayModel *self);

/** rdm_day_model_fill_travel: of its vehicles and points, before there are tasks. */
void rdm_day_model_fill_travel (RdmDayModel *self, const RdmDayTravel *how);

/** rdm_day_model_profiles_cut_off: Returns: bits by RdmTravelProfile: those by which one does not
 * get to @location. */
guint rdm_day_model_profiles_cut_off (const RdmDayModel *self, guint32 location);

G_END_DECLS
