/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Who is asked for travel times: the region in use, or the server that was chosen for this
 * computer. When the server fails, everything is by the region until it answers again, so that no
 * plan mixes two measures; both are said.
 */
#pragma once

#include "rdm-region-choice.h"
#include "rdm-server-rule.h"

G_BEGIN_DECLS

#define RDM_TYPE_TRAVEL_CHOICE (rdm_travel_choice_get_type ())
G_DECLARE_FINAL_TYPE (RdmTravelChoice, rdm_travel_choice, RDM, TRAVEL_CHOICE, GObject)

/** RdmTravelChoice::key-changed (): see rdm_travel_choice_get_key(). */

/** rdm_travel_choice_new: gives @desk its travel from now on. */
RdmTravelChoice *rdm_travel_choice_new (RdmDesk *desk,
                                        RdmRegionChoice *region,
                                        GSettings *settings) G_GNUC_WARN_UNUSED_RESULT;

/** rdm_travel_choice_set_roads: @roads: (nullable): travel by the region in use; NULL: there is
 * none. */
void rdm_travel_choice_set_roads (RdmTravelChoice *self, RdmTravel *roads);

/** rdm_travel_choice_get_key: Returns: (nullable): of the server that is chosen. */
const char *rdm_travel_choice_get_key (RdmTravelChoice *self);

/** rdm_travel_choice_set_key: uses @key; keeping it is rdm_server_key_keep_async()'s. */
void rdm_travel_choice_set_key (RdmTravelChoice *self, const char *key);

/** rdm_travel_choice_test_async: asks the server that is chosen for one way, of this day or of the
 * region. */
void rdm_travel_choice_test_async (RdmTravelChoice *self,
                                   GCancellable *cancellable,
                                   GAsyncReadyCallback callback,
                                   gpointer user_data);

/** rdm_travel_choice_test_finish: Returns: (transfer full): what it answered, as a sentence; NULL
 * with an error. One that works is used from then on, however it failed before. */
char *rdm_travel_choice_test_finish (RdmTravelChoice *self,
                                     GAsyncResult *result,
                                     GError **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
