/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What the parts of the store share: the connection, its statements, errors, migration.
 */
#pragma once

#include <sqlite3.h>

#include "rdm-store.h"

G_BEGIN_DECLS

/** In the header of every plan file: "RDSM". */
#define RDM_STORE_APPLICATION_ID 0x5244534d

/** Every statement that is not made of a row's fields. */
typedef enum
{
  RDM_STMT_BEGIN,
  RDM_STMT_COMMIT,
  RDM_STMT_ROLLBACK,
  RDM_STMT_ADD_ENTRY,
  RDM_STMT_ENTRIES,
  RDM_STMT_ENTRY,
  RDM_STMT_HISTORY,
  RDM_STMT_LAST_SEQ,
  RDM_STMT_HUB,
  RDM_STMT_PUT_HUB,
  RDM_STMT_FORGET_HUB,
  RDM_STMT_BASE,
  RDM_STMT_PUT_BASE,
  RDM_STMT_FORGET_BASE,
  RDM_STMT_OPS,
  RDM_STMT_PUT_OP,
  RDM_STMT_FORGET_OPS,
  RDM_STMT_ADD_TRACK,
  RDM_STMT_FORGET_TRACK,
  RDM_STMT_TRACK,
  RDM_STMT_LAST_TRACK,
  RDM_N_STMTS
} RdmStmt;

/** The statements that are made of a row's fields. */
typedef enum
{
  RDM_ROW_STMT_LOAD,
  RDM_ROW_STMT_PUT,
  RDM_ROW_STMT_REMOVE,
  RDM_N_ROW_STMTS
} RdmRowStmt;

struct _RdmStore
{
  /* Owned */
  sqlite3 *db;
  char *path;
  sqlite3_stmt *stmts[RDM_N_STMTS];
  sqlite3_stmt *row_stmts[RDM_N_ROW_KINDS][RDM_N_ROW_STMTS];

  /* State */
  int lock_fd; /* -1 for read only */
  guint64 device;
  guint64 inode;
  gboolean is_new; /* nothing was there, or nothing was in it */
};

/** A statement that resets itself when it goes out of scope. */
typedef sqlite3_stmt RdmBorrowed;
void rdm_borrowed_return (RdmBorrowed *stmt);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (RdmBorrowed, rdm_borrowed_return)

/** rdm_store_borrow: Returns: (transfer none) (nullable): NULL with an error. */
RdmBorrowed *rdm_store_borrow (RdmStore *self, RdmStmt stmt, GError **error);
RdmBorrowed *
rdm_store_borrow_row (RdmStore *self, RdmRowKind kind, RdmRowStmt stmt, GError **error);

/** rdm_store_done: runs a statement that answers nothing. */
gboolean rdm_store_done (RdmStore *self, RdmBorrowed *stmt, GError **error);

/** rdm_store_next: Returns: whether there is another row; FALSE with @error set when something is
 * wrong. */
gboolean rdm_store_next (RdmStore *self, RdmBorrowed *stmt, GError **error);

/** rdm_store_bind_text: NULL for NULL; @text must outlive the step. */
void rdm_store_bind_text (RdmBorrowed *stmt, int index, const char *text);
const char *rdm_store_column_text (RdmBorrowed *stmt, int column);

/** rdm_store_fail: sets the error that says what SQLite's last failure on @path means. Returns:
 * FALSE. */
gboolean rdm_store_fail (sqlite3 *db, const char *path, GError **error);

/** rdm_store_fail_as: sets @code with its sentence about @path. Returns: FALSE. */
gboolean rdm_store_fail_as (RdmStoreError code, const char *path, const char *why, GError **error);

/** rdm_store_check_file: what the file system knows: no such folder, a folder, not permitted.
 *  @is_new: (out): there is none, and it may be made. */
gboolean
rdm_store_check_file (const char *path, RdmStoreFlags flags, gboolean *is_new, GError **error);

/** rdm_store_lock: keeps other writers off. Returns: what rdm_store_unlock() takes; -1 with an
 * error. */
int rdm_store_lock (const char *path, GError **error);
void rdm_store_unlock (const char *path, int fd);

/** rdm_store_check_there: whether the file is still where it was opened. */
gboolean rdm_store_check_there (RdmStore *self, GError **error);

/** rdm_store_write_change: puts or removes the row that @change is about. */
gboolean rdm_store_write_change (RdmStore *self, const RdmChange *change, GError **error);

/** rdm_store_write_record: within a transaction. */
gboolean rdm_store_write_record (RdmStore *self, const RdmSyncRecord *record, GError **error);

gboolean rdm_store_add_entry (RdmStore *self, RdmJournalEntry *entry, GError **error);

/** rdm_store_last_seq: Returns: 0 for an empty journal, -1 with an error. */
gint64 rdm_store_last_seq (RdmStore *self, GError **error);

/** rdm_store_history: every entry without command and inverse (an inverse that there is, is said by
 *  @has_inverse), the oldest first. Called for each. */
typedef void (*RdmHistoryFunc) (const RdmJournalEntry *entry,
                                const char *label,
                                gboolean has_inverse,
                                gpointer user_data);
gboolean
rdm_store_history (RdmStore *self, RdmHistoryFunc func, gpointer user_data, GError **error);

/** rdm_store_entry: Returns: (transfer full) (nullable): NULL with an error. */
RdmJournalEntry *
rdm_store_entry (RdmStore *self, gint64 seq, GError **error) G_GNUC_WARN_UNUSED_RESULT;

/** RdmSchemaFunc: Returns: (transfer full): the statements that lead from @version - 1 to @version.
 */
typedef GBytes *(*RdmSchemaFunc) (int version, GError **error);
GBytes *rdm_store_schema (int version, GError **error);

/** rdm_store_migrate: brings the schema from its version to @version, each step in a transaction of
 * its own, after a copy of a file that is not new was put beside it. */
gboolean rdm_store_migrate (
    sqlite3 *db, const char *path, int version, RdmSchemaFunc schema, GError **error);

/** rdm_store_pragma: Returns: the number that the pragma answers; -1 with an error. */
gint64 rdm_store_pragma (sqlite3 *db, const char *path, const char *pragma, GError **error);

G_END_DECLS
