/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The few changes that make one list of rows into another, so that a list view keeps its place and
 * its focus where nothing has happened.
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/** RdmListChange: at @position of the list as it is by then, @n_removed go and @n_added come. */
typedef struct
{
  guint position;
  guint n_removed;
  guint n_added;
} RdmListChange;

/**
 * rdm_list_diff:
 * @old: (element-type utf8): keys, no two alike
 * @new_keys: (element-type utf8): keys, no two alike
 * @max_changes: with more than these, what lies between the first and the last difference is one
 * change
 *
 * Keys that keep their order stay. A change's added keys are those of @new_keys from its position.
 *
 * Returns: (transfer full) (element-type RdmListChange): to be made one after the other
 */
GArray *
rdm_list_diff (GPtrArray *old, GPtrArray *new_keys, guint max_changes) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
