/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The positions' lane: apart from the journal, and lossy by design. What comes in is kept in memory
 * for a second, thinned, and written by a thread of its own; after some days it is gone.
 */
#pragma once

#include "rdm-position-read.h"
#include "rdm-sql.h"

G_BEGIN_DECLS

typedef struct _RdmHubPositions RdmHubPositions;

/** RdmHubMovedFunc: called in the lane's thread when something in @fleet has moved. */
typedef void (*RdmHubMovedFunc) (const char *fleet, gpointer user_data);

/** RdmHubPositionCounts: since the start. */
typedef struct
{
  guint64 n_received; /* good ones */
  guint64 n_bad;
  guint64 n_kept;    /* written to a track */
  guint64 n_dropped; /* because too much was waiting, or they were too old */
} RdmHubPositionCounts;

/** How long tracks are kept unless told otherwise. */
#define RDM_HUB_KEEP_DAYS 30

/** rdm_hub_positions_start: opens a connection of its own. @keep_days: at least 1. */
RdmHubPositions *rdm_hub_positions_start (const char *database,
                                          guint keep_days,
                                          RdmHubMovedFunc moved,
                                          gpointer user_data,
                                          GError **error) G_GNUC_WARN_UNUSED_RESULT;

/** rdm_hub_positions_stop: after what is waiting. */
void rdm_hub_positions_stop (RdmHubPositions *self);

/** rdm_hub_positions_add: hands over what a device sent. Any thread. */
void rdm_hub_positions_add (RdmHubPositions *self,
                            const char *fleet,
                            const char *source,
                            const RdmPositions *positions,
                            gint64 now_utc_ms);

RdmHubPositionCounts rdm_hub_positions_counts (RdmHubPositions *self);

/** rdm_hub_positions_sweep: forgets what is older. The thread does so every hour. */
gboolean rdm_hub_positions_sweep (RdmSql *sql, gint64 before_utc_ms, GError **error);

/** RdmHubPositionRow: a row of the database. */
typedef struct
{
  const char *source;
  const char *person; /* the device's; NULL: no device of this hub */
  const char *driver; /* which of the plan's the device is, or NULL */
  gint64 seq;         /* its number in the lane; 0: it has none */
  RdmPosition position;
} RdmHubPositionRow;

typedef void (*RdmHubPositionFunc) (const RdmHubPositionRow *row, gpointer user_data);

/** rdm_hub_whereabouts: the newest of every source of a fleet. */
gboolean rdm_hub_whereabouts (
    RdmSql *sql, const char *fleet, RdmHubPositionFunc func, gpointer user_data, GError **error);

/** RdmHubTrackRange: of one @source, after @since_ms and up to @until_ms; @limit at most. */
typedef struct
{
  const char *source;
  gint64 since_ms;
  gint64 until_ms;
  guint limit;
} RdmHubTrackRange;

/** rdm_hub_track: oldest first. */
gboolean rdm_hub_track (RdmSql *sql,
                        const char *fleet,
                        const RdmHubTrackRange *range,
                        RdmHubPositionFunc func,
                        gpointer user_data,
                        GError **error);

/** RdmHubFeedRange: in the order that they came in, of all sources: after number @since; 0: after
 * the position that @who had at @at_ms; where there is none, or @who is NULL, from the first on
 * that is from @from_ms or later; @limit at most.
 * @n, @to: (out): how many there are, and the number of the last one. Fewer than @limit are all. */
typedef struct
{
  gint64 since;
  gint64 from_ms;
  const char *who;
  gint64 at_ms;
  guint limit;
  guint n;
  gint64 to;
} RdmHubFeedRange;

/** rdm_hub_feed_read: what is kept of tracks, so that whoever reads it anew, even after a restart,
 * has the same as who read it as it came. */
gboolean rdm_hub_feed_read (RdmSql *sql,
                            const char *fleet,
                            RdmHubFeedRange *range,
                            RdmHubPositionFunc func,
                            gpointer user_data,
                            GError **error);

/** What trackers of another server are called here, before their own name: never the name of a
 * device of this hub. */
#define RDM_HUB_TRACKER_PREFIX "tracker:"

/** rdm_hub_position_reporter: Returns: (transfer none): what the plan knows the source as: a
 * driver's id, or what a tracker calls itself. */
const char *rdm_hub_position_reporter (const RdmHubPositionRow *row);

/** rdm_hub_position_append: appends it as an object of JSON, with as many digits as are kept. */
void rdm_hub_position_append (GString *json, const RdmHubPositionRow *row);

G_END_DECLS
