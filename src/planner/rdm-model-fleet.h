/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A route's vehicle, shift and crew as one of the optimizer's vehicles: hours, skills, prices.
 * Inside the planner.
 */
#pragma once

#include "rdm-day-model.h"

G_BEGIN_DECLS

/** The bit that no vehicle has. */
#define RDM_SKILL_NOBODY (G_GUINT64_CONSTANT (1) << 63)

/** rdm_model_skills_of: Returns: (transfer full) (element-type utf8): what any of @orders needs, in
 * order. The first 63 have a bit each. */
GPtrArray *rdm_model_skills_of (GPtrArray *orders) G_GNUC_WARN_UNUSED_RESULT;
guint64 rdm_model_skill_mask (GPtrArray *skills, GStrv needed);

/** rdm_model_skills_overflow: whether @needed has skills without a bit. */
gboolean rdm_model_skills_overflow (GPtrArray *skills, GStrv needed);

/** rdm_model_route_new: @route with its rows; where one is missing, an empty one stands in. */
RdmModelRoute *rdm_model_route_new (RdmRows *rows, RdmRoute *route);
void rdm_model_route_free (gpointer route);

gboolean rdm_model_route_has_skill (const RdmModelRoute *self, const char *skill);
gboolean rdm_model_route_has_skills (const RdmModelRoute *self, GStrv skills);

/** rdm_model_route_vehicle: all but places, breaks and the frozen head. */
RdmVrpVehicle rdm_model_route_vehicle (const RdmModelRoute *self, GPtrArray *skills);

/** rdm_model_route_read_state: is_fixed, by its row. */
void rdm_model_route_read_state (RdmModelRoute *self);

/** rdm_model_route_leaves_at_earliest: who is under way does not leave later for want of work. */
gboolean rdm_model_route_leaves_at_earliest (const RdmModelRoute *self);

/** rdm_model_route_add_break: Returns: whether there is one. */
gboolean rdm_model_route_add_break (const RdmModelRoute *self, GArray *breaks, GArray *windows);

/** rdm_model_price_per_s: @per_hour_minor as the optimizer counts it. */
RdmVrpCost rdm_model_price_per_s (gint64 per_hour_minor);

G_END_DECLS
