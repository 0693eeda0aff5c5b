/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What a server has answered, so that it is not asked twice: a day is planned, priced and drawn
 * many times, and a stop that is added needs only its own ways. Places are the same within a tenth
 * of a metre, which is what is sent.
 */
#pragma once

#include "rdm-server-question.h"

G_BEGIN_DECLS

/** RdmServerKnown: belongs to one thread at a time. */
typedef struct _RdmServerKnown RdmServerKnown;

/** rdm_server_known_new: @most_places: when there would be more, everything is forgotten. */
RdmServerKnown *rdm_server_known_new (guint most_places) G_GNUC_WARN_UNUSED_RESULT;
void rdm_server_known_free (RdmServerKnown *known);

/** RdmServerGap: a block that is not known yet, with arrays of its own. */
typedef struct
{
  GArray *sources; /* (element-type RdmPoint) */
  GArray *targets;
} RdmServerGap;

void rdm_server_gap_free (RdmServerGap *gap);

/** rdm_server_known_gaps: Returns: (transfer full) (element-type RdmServerGap): blocks that
 * together hold every unknown way of @block; empty when all are known. */
GPtrArray *rdm_server_known_gaps (RdmServerKnown *known,
                                  const RdmServerBlock *block) G_GNUC_WARN_UNUSED_RESULT;

/** rdm_server_known_learn: @durations_s, @distances_m: (array) as rdm_server_fetch_table() fills
 * them. */
void rdm_server_known_learn (RdmServerKnown *known,
                             const RdmServerBlock *block,
                             const gint32 *durations_s,
                             const gint32 *distances_m);

/** rdm_server_known_tell: fills the arrays (either may be NULL) from what is known. Returns: FALSE
 * when a way is not. */
gboolean rdm_server_known_tell (RdmServerKnown *known,
                                const RdmServerBlock *block,
                                gint32 *durations_s,
                                gint32 *distances_m);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RdmServerKnown, rdm_server_known_free)

G_END_DECLS
