/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A merge sort that can be put down and taken up again, so that a long list is sorted between
 * frames: bottom-up, stable, and quick where runs are in order already (Knuth, The Art of Computer
 * Programming 3, 5.2.4).
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef struct _RdmSlicedSort RdmSlicedSort;

/** rdm_sliced_sort_new: of what @array holds now; @array itself changes only when it is done. It
 * must not change meanwhile. */
RdmSlicedSort *rdm_sliced_sort_new (GPtrArray *array,
                                    GCompareDataFunc compare,
                                    gpointer user_data) G_GNUC_WARN_UNUSED_RESULT;

/** rdm_sliced_sort_step: goes on until it is done, or the monotonic clock is past @until_us.
 * Returns: whether it is done, and @array sorted. */
gboolean rdm_sliced_sort_step (RdmSlicedSort *self, gint64 until_us);

void rdm_sliced_sort_free (RdmSlicedSort *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RdmSlicedSort, rdm_sliced_sort_free)

G_END_DECLS
