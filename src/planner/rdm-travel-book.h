/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The travel times of one source that are known already: what the desk shows and what a search in
 * another thread needs is asked for once. Inside the planner.
 */
#pragma once

#include "rdm-travel-times.h"

G_BEGIN_DECLS

/** RdmTravelBook: may be used from any thread; lives as long as its travel. */
typedef struct _RdmTravelBook RdmTravelBook;

/** rdm_travel_book_of: Returns: (transfer none): the one book of @travel. */
RdmTravelBook *rdm_travel_book_of (RdmTravel *travel);

/** rdm_travel_book_look_up: Returns: (transfer full) (nullable): NULL when something is not known.
 */
RdmTravelTimes *rdm_travel_book_look_up (RdmTravelBook *self,
                                         const RdmTravelNeed *need) G_GNUC_WARN_UNUSED_RESULT;

/**
 * rdm_travel_book_fill: asks for what is not known; blocks, also while another thread asks.
 * @progress: (nullable)
 *
 * Returns: (transfer full): NULL with an error
 */
RdmTravelTimes *rdm_travel_book_fill (RdmTravelBook *self,
                                      const RdmTravelNeed *need,
                                      RdmTravelTimesProgress progress,
                                      gpointer user_data,
                                      GCancellable *cancellable,
                                      GError **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
