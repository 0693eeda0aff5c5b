/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A folder of a test's own, and plan files in it.
 */
#pragma once

#include "rdm-plan-file.h"

G_BEGIN_DECLS

/** scratch_new: Returns: (transfer full): the path of an empty folder. */
char *scratch_new (void);

/** scratch_remove: removes the folder with all that is in it, and frees @path. */
void scratch_remove (char *path);

/** scratch_open: opens or creates; asserts that it works. */
RdmPlanFile *scratch_open (const char *path);

/** scratch_run: runs @command, which is freed, and asserts that it is applied. */
void scratch_run (RdmPlanFile *plan, RdmCommand *command);

/** scratch_assert_replayed: the rows are what the commands of the whole journal make of nothing. */
void scratch_assert_replayed (RdmPlanFile *plan);

/** scratch_replay: makes the journal's entries after @last in @rows, each with its outcome.
 * Returns: the newest entry's seq. @seen: (nullable) (element-type utf8): gets the ids of the
 * commands. */
gint64 scratch_replay (RdmPlanFile *plan, RdmRows *rows, gint64 last, GHashTable *seen);

void scratch_assert_rows_equal (RdmRows *a, RdmRows *b);

G_END_DECLS
