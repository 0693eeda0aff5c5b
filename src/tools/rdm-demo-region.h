/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The region of the demo town: made the first time that somebody wants it, and kept with what can
 * be made again.
 */
#pragma once

#include "rdm-region-build.h"

G_BEGIN_DECLS

/**
 * rdm_demo_region_find: the region, if it is there and was made by this very program.
 *
 * Returns: (transfer full) (nullable): its path
 */
char *rdm_demo_region_find (void) G_GNUC_WARN_UNUSED_RESULT;

/**
 * rdm_demo_region_make: makes the region; blocks for a second or so.
 * @progress: (nullable): called in this thread
 *
 * Returns: (transfer full): its path; NULL with an error
 */
char *rdm_demo_region_make (RdmRegionProgress progress,
                            gpointer user_data,
                            GCancellable *cancellable,
                            GError **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
