/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Asking for travel times while the window goes on. Inside the planner.
 */
#pragma once

#include "rdm-travel-book.h"

G_BEGIN_DECLS

/**
 * RdmTravelWaitFunc: in the thread that asked.
 * @fraction: of what is asked for, 0 to 1
 * @is_over: nobody asks any more
 * @times: (nullable): the answer to what was asked when it is over; NULL: see the failure
 */
typedef void (*RdmTravelWaitFunc) (double fraction,
                                   gboolean is_over,
                                   RdmTravelTimes *times,
                                   gpointer user_data);

/** RdmTravelWait: one question at a time; of one thread. */
typedef struct _RdmTravelWait RdmTravelWait;

RdmTravelWait *rdm_travel_wait_new (RdmTravelWaitFunc func,
                                    gpointer user_data) G_GNUC_WARN_UNUSED_RESULT;

/** rdm_travel_wait_free: @func is not called any more. */
void rdm_travel_wait_free (RdmTravelWait *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (RdmTravelWait, rdm_travel_wait_free)

/**
 * rdm_travel_wait_ask: @travel for @need, which is copied.
 *
 * A question to another source that is open is dropped. One to the same source is let finish, and
 * nothing is asked now: its answer is most of what is needed, and who dropped it with each change
 * of a busy day would never have one. Ask again when it is over and does not have all.
 */
void rdm_travel_wait_ask (RdmTravelWait *self, RdmTravel *travel, const RdmTravelNeed *need);

/** rdm_travel_wait_stop: drops the question; @func is not told. */
void rdm_travel_wait_stop (RdmTravelWait *self);

gboolean rdm_travel_wait_is_asking (const RdmTravelWait *self);

/** rdm_travel_wait_get_failure: Returns: (transfer none) (nullable): why the last answer was none.
 */
const char *rdm_travel_wait_get_failure (const RdmTravelWait *self);

G_END_DECLS
