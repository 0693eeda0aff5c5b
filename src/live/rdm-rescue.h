/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A vehicle that cannot go on: what is still on board goes on without it. Three plans: one vehicle
 * comes and takes everything over; several do; it waits for the next day, or for a carrier. What
 * has been done is not touched, and what needs a cold vehicle goes only to one that is cold.
 */
#pragma once

#include "rdm-answer.h"

G_BEGIN_DECLS

/** rdm_rescue: adds the plans for the route of the question's alert. */
void rdm_rescue (RdmQuestion *self);

G_END_DECLS
