/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The plan file: one SQLite database with the rows, and the journal of the commands that made them
 * so. A store belongs to the thread that opened it; rdm-plan-file.h puts a worker around it.
 */
#pragma once

#include <gio/gio.h>

#include "rdm-run.h"
#include "rdm-store-sync.h"

G_BEGIN_DECLS

typedef enum
{
  RDM_STORE_ERROR_OPEN, /* cannot be opened or created: permissions, a folder, no such folder */
  RDM_STORE_ERROR_NOT_A_PLAN, /* not a plan file at all */
  RDM_STORE_ERROR_DAMAGED,    /* a plan file that is truncated or corrupt */
  RDM_STORE_ERROR_NEWER,      /* written by a newer version */
  RDM_STORE_ERROR_BUSY,       /* another program has it open */
  RDM_STORE_ERROR_FULL,       /* the disk is full */
  RDM_STORE_ERROR_IO,         /* anything else that went wrong while reading or writing */
  RDM_STORE_ERROR_MIGRATION,  /* an older file could not be brought up to date; it is as it was */
} RdmStoreError;

#define RDM_STORE_ERROR (rdm_store_error_quark ())
GQuark rdm_store_error_quark (void);

/** The schema version that this program writes. */
#define RDM_STORE_VERSION 4

typedef enum
{
  RDM_STORE_CREATE = 1 << 0,    /* make the file when there is none; else that is an error */
  RDM_STORE_READ_ONLY = 1 << 1, /* neither lock nor migrate */
} RdmStoreFlags;

/** RdmJournalEntry: a command and what became of it. */
typedef struct
{
  gint64 seq;
  RdmCommand *command;
  RdmVerdict verdict;
  RdmReason reason;
  char *subject;
  char *detail;
  char *actor;
  gint64 at_utc_ms;
  RdmCommand *inverse; /* NULL when not applied */
  gint64 undoes;       /* seq of the entry that this one takes back, 0 for none */
  gint64 redoes;       /* seq of the undo that this one takes back, 0 for none */
} RdmJournalEntry;

typedef struct _RdmStore RdmStore;

/** rdm_store_open: opens, locks against other writers, migrates (after a backup beside the file),
 * checks. Returns: (transfer full) (nullable): NULL with an RDM_STORE_ERROR, and the file is as it
 * was. */
RdmStore *
rdm_store_open (const char *path, RdmStoreFlags flags, GError **error) G_GNUC_WARN_UNUSED_RESULT;
void rdm_store_close (RdmStore *self);

/** rdm_store_load: puts every row of the file into @rows. */
gboolean rdm_store_load (RdmStore *self, RdmRows *rows, GError **error);

/** rdm_store_write: the journal entries and the row changes that go with them in one transaction,
 * on disk when this returns TRUE. @entries (element-type RdmJournalEntry) get their seq. @changes:
 * (element-type RdmChange). @records: (element-type RdmSyncRecord) (nullable). */
gboolean rdm_store_write (
    RdmStore *self, GPtrArray *entries, GPtrArray *changes, GPtrArray *records, GError **error);

/** rdm_store_read_record: Returns: (transfer full): what is kept for a hub; without a state where
 * there is none. NULL with an error. */
RdmSyncRecord *rdm_store_read_record (RdmStore *self, GError **error) G_GNUC_WARN_UNUSED_RESULT;

/** rdm_store_journal: Returns: (transfer full) (element-type RdmJournalEntry): at most @limit
 * entries with seq below @before (0: the newest), newest first. */
GPtrArray *rdm_store_journal (RdmStore *self, gint64 before, guint limit, GError **error)
    G_GNUC_WARN_UNUSED_RESULT;

/** rdm_store_copy: puts the plan, without its hub, at @path, where nothing may be yet. */
gboolean rdm_store_copy (RdmStore *self, const char *path, GError **error);

RdmJournalEntry *rdm_journal_entry_new (void) G_GNUC_WARN_UNUSED_RESULT;
void rdm_journal_entry_free (RdmJournalEntry *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RdmStore, rdm_store_close)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (RdmJournalEntry, rdm_journal_entry_free)

G_END_DECLS
