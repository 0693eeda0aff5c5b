/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What is known of a plan's past: every command, by its file or, beside others, by its hub; and
 * where the vehicles were. Read in a thread from a file that may be open meanwhile.
 */
#pragma once

#include <gio/gio.h>

#include "rdm-replay.h"

G_BEGIN_DECLS

/** RdmPast: @labels: (element-type utf8): what each thing was that happened, from the first on;
 * @track: (element-type RdmTrackEntry), by time. */
typedef struct
{
  RdmReplay *replay;
  GPtrArray *labels;
  GPtrArray *track;
} RdmPast;

void rdm_past_free (RdmPast *self);

/**
 * rdm_past_load_async:
 * @path: a plan, all of which is on disk
 * @ops: (nullable) (element-type RdmJournalOp): what everybody did, from its hub; NULL: the file
 *   knows
 * @is_current: of @ops: whether they come to what the file has
 */
void rdm_past_load_async (const char *path,
                          GPtrArray *ops,
                          gboolean is_current,
                          GCancellable *cancellable,
                          GAsyncReadyCallback callback,
                          gpointer user_data);

/** rdm_past_load_finish: Returns: (transfer full): NULL with an RDM_STORE_ERROR, or with
 * G_IO_ERROR_NOT_FOUND where neither the file nor the hub knows how it came about. */
RdmPast *rdm_past_load_finish (GAsyncResult *result, GError **error) G_GNUC_WARN_UNUSED_RESULT;

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RdmPast, rdm_past_free)

G_END_DECLS
