/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Who is there now, and what they look at: as each desk says now and then, forgotten when it no
 * longer does. In memory alone: of no use to anybody a minute later. Hubs on one PostgreSQL tell
 * each other. Any thread.
 */
#pragma once

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

/** After so long without a word somebody has gone. */
#define RDM_HUB_PRESENCE_S 25

/** How much of a selection is passed on. */
#define RDM_HUB_PRESENCE_MAX_SELECTED 20

typedef struct _RdmHubPresence RdmHubPresence;

RdmHubPresence *rdm_hub_presence_new (void) G_GNUC_WARN_UNUSED_RESULT;
void rdm_hub_presence_free (RdmHubPresence *self);

/**
 * rdm_hub_presence_say:
 * @word: the service day ("date") and what is selected ("selection"): an array of identifiers
 * @now_us: as g_get_monotonic_time()
 *
 * Returns: FALSE with an RDM_WIRE_ERROR
 */
gboolean rdm_hub_presence_say (RdmHubPresence *self,
                               const char *fleet,
                               const char *device,
                               const char *person,
                               JsonObject *word,
                               gint64 now_us,
                               GError **error);

/** rdm_hub_presence_print: Returns: (transfer full) (nullable): what @device has said, for other
 * hubs, in one line that fits a notification; without the selection where it does not. NULL when it
 * has said nothing. */
char *rdm_hub_presence_print (RdmHubPresence *self, const char *device) G_GNUC_WARN_UNUSED_RESULT;

/** rdm_hub_presence_hear: as rdm_hub_presence_say(), from another hub's rdm_hub_presence_print().
 */
gboolean
rdm_hub_presence_hear (RdmHubPresence *self, const char *word, gint64 now_us, GError **error);

/** rdm_hub_presence_others: Returns: (transfer full): everybody of @fleet but @device: person,
 * date, selection. */
JsonArray *rdm_hub_presence_others (RdmHubPresence *self,
                                    const char *fleet,
                                    const char *device,
                                    gint64 now_us) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
