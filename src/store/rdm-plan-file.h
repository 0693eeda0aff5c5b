/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * An open plan: its rows in memory, its file behind a worker, and the one way to change either.
 *
 * A command is run on the rows at once and handed to the worker, which commits in groups. When the
 * file cannot take it (disk full, file gone) the rows go back to what the file has, and
 * "write-failed" says so.
 */
#pragma once

#include "rdm-store-track.h"
#include "rdm-store.h"

G_BEGIN_DECLS

#define RDM_TYPE_PLAN_FILE (rdm_plan_file_get_type ())
G_DECLARE_FINAL_TYPE (RdmPlanFile, rdm_plan_file, RDM, PLAN_FILE, GObject)

/**
 * RdmPlanFile::changed: (changes: GPtrArray of RdmChange): rows have changed, in the main thread.
 * RdmPlanFile::write-failed: (error: GError): what was not acknowledged has been taken back.
 * RdmPlanFile:undo-label, :redo-label: what undo and redo would do, NULL when there is nothing.
 * RdmPlanFile:saving: whether commands are still on their way to the disk.
 */

/** rdm_plan_file_open: Returns: (transfer full) (nullable): NULL with an RDM_STORE_ERROR. */
RdmPlanFile *rdm_plan_file_open (const char *path,
                                 RdmStoreFlags flags,
                                 GError **error) G_GNUC_WARN_UNUSED_RESULT;

const char *rdm_plan_file_get_path (RdmPlanFile *self);

/** rdm_plan_file_get_rows: Returns: (transfer none): never write to it but by rdm_plan_file_run().
 */
RdmRows *rdm_plan_file_get_rows (RdmPlanFile *self);

/** rdm_plan_file_run: Returns: (transfer full): what became of it; refusals are journalled too. */
RdmOutcome *rdm_plan_file_run (RdmPlanFile *self,
                               const RdmCommand *command) G_GNUC_WARN_UNUSED_RESULT;

/** rdm_plan_file_run_for: the same for somebody who is not at this desk: a driver, or whatever sees
 * what happens. @actor: goes into the journal. It is not for this desk to undo. Returns: (transfer
 * full). */
RdmOutcome *rdm_plan_file_run_for (RdmPlanFile *self,
                                   const RdmCommand *command,
                                   const char *actor) G_GNUC_WARN_UNUSED_RESULT;

const char *rdm_plan_file_get_undo_label (RdmPlanFile *self);
const char *rdm_plan_file_get_redo_label (RdmPlanFile *self);

/** rdm_plan_file_undo: Returns: (transfer full) (nullable): NULL when there is nothing to undo. The
 * history outlives the program: it is read from the journal. */
RdmOutcome *rdm_plan_file_undo (RdmPlanFile *self) G_GNUC_WARN_UNUSED_RESULT;
RdmOutcome *rdm_plan_file_redo (RdmPlanFile *self) G_GNUC_WARN_UNUSED_RESULT;

/** RdmPlanRecorder: a command is about to be kept: says what else is to be kept with it. Returns:
 * (transfer full) (nullable). */
typedef RdmSyncRecord *(*RdmPlanRecorder) (const RdmCommand *command,
                                           const RdmOutcome *outcome,
                                           gint64 at_utc_ms,
                                           gpointer user_data);

/** rdm_plan_file_set_recorder: @recorder: (nullable): asked for every command from now on. */
void rdm_plan_file_set_recorder (RdmPlanFile *self, RdmPlanRecorder recorder, gpointer user_data);

/** RdmPlanClock: Returns: the present, UTC milliseconds. */
typedef gint64 (*RdmPlanClock) (gpointer user_data);

/** rdm_plan_file_set_clock: when it is that commands are run, for the journal. @clock: (nullable):
 * NULL: by the machine's. A day that is played has a clock of its own, and whoever looks back at it
 * looks for what happened by that. */
void rdm_plan_file_set_clock (RdmPlanFile *self, RdmPlanClock clock, gpointer user_data);

/** rdm_plan_file_take: changes that others made, and what is to be kept with them, as one
 * transaction; not to be undone. @changes: (element-type RdmChange); @record: (transfer full). */
void rdm_plan_file_take (RdmPlanFile *self, GPtrArray *changes, RdmSyncRecord *record);

/** rdm_plan_file_read_record: as rdm_store_read_record(), from the worker. */
RdmSyncRecord *rdm_plan_file_read_record (RdmPlanFile *self,
                                          GError **error) G_GNUC_WARN_UNUSED_RESULT;

/** rdm_plan_file_copy_async: puts a plan of its own, without a hub, at @path, where nothing may be
 * yet: this one as it is now, whatever is done to it from here on. */
void rdm_plan_file_copy_async (RdmPlanFile *self,
                               const char *path,
                               GAsyncReadyCallback callback,
                               gpointer user_data);

/** rdm_plan_file_copy_finish: Returns: (transfer full): the path; NULL with an RDM_STORE_ERROR. */
char *rdm_plan_file_copy_finish (RdmPlanFile *self,
                                 GAsyncResult *result,
                                 GError **error) G_GNUC_WARN_UNUSED_RESULT;

/** rdm_plan_file_is_saving: whether commands are still on their way to the disk. */
gboolean rdm_plan_file_is_saving (RdmPlanFile *self);

/** rdm_plan_file_flush: waits until every command is on disk. Returns: FALSE with the error of the
 * first that could not be written. For command-line programs, and before closing. */
gboolean rdm_plan_file_flush (RdmPlanFile *self, GError **error);

/** rdm_plan_file_journal: as rdm_store_journal(), from the worker. */
GPtrArray *rdm_plan_file_journal (RdmPlanFile *self, gint64 before, guint limit, GError **error)
    G_GNUC_WARN_UNUSED_RESULT;

/** rdm_plan_file_add_track: positions, behind the back of the journal: they are no commands, and
 * what the disk does not take is lost. @entries: (element-type RdmTrackEntry). */
void rdm_plan_file_add_track (RdmPlanFile *self, GPtrArray *entries);

/** rdm_plan_file_read_track: as rdm_store_read_track(), from the worker. */
GPtrArray *rdm_plan_file_read_track (RdmPlanFile *self,
                                     const char *source,
                                     gint64 from_ms,
                                     gint64 to_ms,
                                     GError **error) G_GNUC_WARN_UNUSED_RESULT;

/** rdm_plan_file_last_track: as rdm_store_last_track(), from the worker; NULL also where that
 * fails. */
char *rdm_plan_file_last_track (RdmPlanFile *self, gint64 from_ms, gint64 to_ms, gint64 *at_ms)
    G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
