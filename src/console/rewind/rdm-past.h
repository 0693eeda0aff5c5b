/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What a plan's file knows of its past: every command, and where the vehicles were. Read in a
 * thread from a file that may be open meanwhile.
 */
#pragma once

#include <gio/gio.h>

#include "rdm-replay.h"

G_BEGIN_DECLS

/** RdmPast: @track: (element-type RdmTrackEntry), by time. */
typedef struct
{
  RdmReplay *replay;
  GPtrArray *track;
} RdmPast;

void rdm_past_free (RdmPast *self);

/** rdm_past_load_async: @path: a plan, all of which is on disk. */
void rdm_past_load_async (const char *path,
                          GCancellable *cancellable,
                          GAsyncReadyCallback callback,
                          gpointer user_data);

/** rdm_past_load_finish: Returns: (transfer full): NULL with an RDM_STORE_ERROR, or with
 * G_IO_ERROR_NOT_FOUND where the file does not know how it came about: what others did on a hub, it
 * has only the result of. */
RdmPast *rdm_past_load_finish (GAsyncResult *result, GError **error) G_GNUC_WARN_UNUSED_RESULT;

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RdmPast, rdm_past_free)

G_END_DECLS
