/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Where vehicles were: positions beside the rows, not in the journal, and forgotten after a month.
 */
#pragma once

#include <gio/gio.h>

#include "rdm-position.h"

G_BEGIN_DECLS

/** How long positions are kept. */
#define RDM_TRACK_KEEP_DAYS 30

typedef struct _RdmStore RdmStore;

/** RdmTrackEntry: @source: what a vehicle's tracker calls itself, or a vehicle's or driver's id. */
typedef struct
{
  char *source;
  RdmPosition position; /* without altitude and battery where it was read */
} RdmTrackEntry;

/** rdm_track_entry_new: @position is copied. Returns: (transfer full). */
RdmTrackEntry *rdm_track_entry_new (const char *source,
                                    const RdmPosition *position) G_GNUC_WARN_UNUSED_RESULT;
void rdm_track_entry_free (RdmTrackEntry *self);

/** rdm_store_add_track: in one transaction; of those that are known nothing changes. @entries:
 * (element-type RdmTrackEntry). */
gboolean rdm_store_add_track (RdmStore *self, GPtrArray *entries, GError **error);

/** rdm_store_forget_track: positions before @before_ms, UTC. */
gboolean rdm_store_forget_track (RdmStore *self, gint64 before_ms, GError **error);

/**
 * rdm_store_read_track: positions from @from_ms on, before @to_ms, UTC.
 * @source: (nullable): NULL: of everybody
 *
 * Returns: (transfer full) (element-type RdmTrackEntry): by time; NULL with an RDM_STORE_ERROR
 */
GPtrArray *rdm_store_read_track (RdmStore *self,
                                 const char *source,
                                 gint64 from_ms,
                                 gint64 to_ms,
                                 GError **error) G_GNUC_WARN_UNUSED_RESULT;

/**
 * rdm_store_last_track: whose the newest position of a time is.
 * @at_ms: (out): its instant
 *
 * Returns: (transfer full) (nullable): the source; NULL: there is none, or with an RDM_STORE_ERROR
 */
char *
rdm_store_last_track (RdmStore *self, gint64 from_ms, gint64 to_ms, gint64 *at_ms, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RdmTrackEntry, rdm_track_entry_free)

G_END_DECLS
