/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Where somebody is, as phones and trackers say it. Every reader here is a pure function over what
 * a stranger sent: it takes what is good and counts what is not, and never fails, so that one bad
 * point cannot block all that wait behind it on a phone.
 */
#pragma once

#include <json-glib/json-glib.h>

#include "rdm-position.h"

G_BEGIN_DECLS

/** RdmPositions: what a request held. */
typedef struct
{
  GArray *good; /* (element-type RdmPosition), in the order that they were sent in */
  guint n_bad;
  char *why; /* of the last bad one, for the log; NULL when there was none */
} RdmPositions;

void rdm_positions_init (RdmPositions *self);
void rdm_positions_clear (RdmPositions *self);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (RdmPositions, rdm_positions_clear)

/** Positions in one request at most; more are counted as bad. */
#define RDM_POSITIONS_MAX 100

/** RdmPositionDraft: a position as it was written, before it is believed; NaN is unknown. */
typedef struct
{
  gint64 at_utc_ms; /* 0: not said */
  double lat_deg;
  double lon_deg;
  double accuracy_m;
  double speed_mps;
  double course_deg;
  double altitude_m;
  double battery_share;
  gboolean is_mock;
} RdmPositionDraft;

void rdm_position_draft_init (RdmPositionDraft *self);

/** rdm_positions_take: adds @draft, if it is a place on earth and not the 0, 0 of those who have no
 * fix; else counts it. What is unlikely besides the place becomes unknown. Without a time it is
 * from @now_utc_ms; so it is when it is of the future. */
void rdm_positions_take (RdmPositions *self, const RdmPositionDraft *draft, gint64 now_utc_ms);

/** rdm_positions_refuse: counts one that was bad. @why: a sentence. */
void rdm_positions_refuse (RdmPositions *self, const char *why);

/** rdm_position_parse_time: seconds or milliseconds since 1970, ISO 8601, or "2025-06-15 13:45:12"
 * in UTC. Returns: FALSE when it is none of them, or not of this century. */
gboolean rdm_position_parse_time (const char *text, gint64 *utc_ms);

/** rdm_position_member: a number of a JSON object; NaN when it is not there, or is none. */
double rdm_position_member (JsonObject *object, const char *name);

/* The readers. @fields: (element-type utf8 utf8): of a query or a form. JSON is that of an object.
 */

/** rdm_position_form: a query or a form as fields. Returns: (transfer full): empty when it is none;
 * names in any letters, as written; the first of a name counts. */
GHashTable *rdm_position_form (const char *text, gsize length) G_GNUC_WARN_UNUSED_RESULT;

/** rdm_position_read_osmand: OsmAnd and Traccar Client up to 8. Speed is in knots. */
void rdm_position_read_osmand (GHashTable *fields, gint64 now_utc_ms, RdmPositions *positions);

/** rdm_position_read_traccar: Traccar Client from 9. @device: (out) (transfer none) (nullable). */
void rdm_position_read_traccar (JsonNode *node,
                                gint64 now_utc_ms,
                                RdmPositions *positions,
                                const char **device);

/** rdm_position_read_owntracks: a "location"; everything else that OwnTracks sends is passed over.
 */
void rdm_position_read_owntracks (JsonNode *node, gint64 now_utc_ms, RdmPositions *positions);

/** rdm_position_read_forward: what a Traccar server passes on (forward.type json). Speed is in
 * knots. @device: (out) (transfer none) (nullable): the tracker's unique identifier. */
void rdm_position_read_forward (JsonNode *node,
                                gint64 now_utc_ms,
                                RdmPositions *positions,
                                const char **device);

/** rdm_position_read_batch: {"positions": [{"at": ms, "lat", "lon", "accuracy": m, "speed": m/s,
 * "course", "altitude": m, "battery": 0 to 1, "mock"}, …]}. */
void rdm_position_read_batch (JsonNode *node, gint64 now_utc_ms, RdmPositions *positions);

G_END_DECLS
