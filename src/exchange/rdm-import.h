/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Files into the plan. A table and a mapping (and the repairs that were chosen) are read against
 * the plan as it is; the result says what would become of each row, what is wrong, and makes the
 * one command that brings it in. Reading changes nothing, and may be done again after every change
 * of mapping or choices.
 */
#pragma once

#include "rdm-command.h"
#include "rdm-import-mapping.h"
#include "rdm-import-problem.h"
#include "rdm-import-table.h"
#include "rdm-order.h"

G_BEGIN_DECLS

/** The seconds at a stop whose file says nothing about it. */
#define RDM_IMPORT_USUAL_SERVICE_S 180

/** RdmImportProgress: called in the thread that reads; @fraction 0 to 1. */
typedef void (*RdmImportProgress) (double fraction, gpointer user_data);

/**
 * RdmImportLocate: gives an end of an order, which nobody has pinned, the place of its address:
 * sets its point, where it finds one, and how sure that is. Called in the thread that reads.
 *
 * Returns: FALSE with an error when it cannot look at all; then it is not called again
 */
typedef gboolean (*RdmImportLocate) (RdmOrderEnd *end,
                                     GCancellable *cancellable,
                                     gpointer user_data,
                                     GError **error);

/**
 * RdmImportRequest: what is to be read; all borrowed.
 *
 * @rows: the plan as it is; in a worker thread a snapshot (rdm_memory_rows_snapshot())
 * @date: the service day of rows that do not say one
 * @choices: (nullable)
 * @locate: (nullable): NULL: what has no coordinates has no place
 */
typedef struct
{
  const RdmImportTable *table;
  const RdmImportMapping *mapping;
  const RdmImportChoices *choices;
  RdmRows *rows;
  const char *date;
  RdmImportLocate locate;
  gpointer locate_data;
  RdmImportProgress progress;
  gpointer progress_data;
} RdmImportRequest;

/** RdmImportFate: what becomes of an entry. */
typedef enum
{
  RDM_IMPORT_CREATED,
  RDM_IMPORT_CHANGED,
  RDM_IMPORT_UNCHANGED,       /* is in the plan just so */
  RDM_IMPORT_REFUSED_BY_PLAN, /* differs, but the plan does not let it change: done, locked, on a
                                 route */
  RDM_IMPORT_BROKEN,          /* has an open error */
  RDM_IMPORT_LEFT_OUT,        /* as chosen, or it went into another entry */
  RDM_N_IMPORT_FATES
} RdmImportFate;

/** rdm_import_fate_name: the word for it in JSON output: "created". */
const char *rdm_import_fate_name (RdmImportFate fate);

/** rdm_import_fate_label: for a column of the preview: "New", "Changed". */
const char *rdm_import_fate_label (RdmImportFate fate);

/**
 * RdmImportEntry: a row of the file.
 *
 * @title: the order's reference, the vehicle's name; "" where there is none
 * @worst: of its open problems
 * @rows: (element-type RdmRow): as they would be: one order; or vehicle, driver and shift
 * @before: (element-type RdmRow) (nullable members): the same as they are, NULL for a new one
 * @changes: (nullable): what differs, in words: "Phone, Window"
 */
typedef struct
{
  guint row;
  guint line;
  RdmImportFate fate;
  RdmImportSeverity worst;
  char *title;
  GPtrArray *rows;
  GPtrArray *before;
  char *changes;
} RdmImportEntry;

/** RdmImportQuestion: something that must be answered before anything can be imported; answer with
 *  rdm_import_mapping_set_format() and read again. */
typedef struct
{
  guint column;
  char *text; /* "Is 03/04/2026 the 3 April or the 4 March?" */
  RdmImportFormat answers[2];
  char *labels[2];
} RdmImportQuestion;

/**
 * RdmImportResult:
 * @entries: (element-type RdmImportEntry): one a row of the file, in its order
 * @problems: (element-type RdmImportProblem): by line; repaired ones too
 * @questions: (element-type RdmImportQuestion): empty when there is nothing to ask
 * @n: rows of each fate
 * @n_good: rows that would be created or changed and have no open warning
 * @n_open_errors: problems
 * @n_open_warnings: problems
 * @n_without_place: rows that would be created or changed and need a pin
 * @n_located: rows that would be created or changed and were placed by their address
 * @n_unsure: those of them of which only the street is known
 * @locate_failure: (nullable): why addresses could not be looked up any further
 * @day_order: how dates like 03/04/2026 were read: DMY or MDY; AUTO where there are none, or it
 * must be asked
 * @date_from: (nullable): first service day in the file
 * @date_to: (nullable): last
 */
typedef struct
{
  GPtrArray *entries;
  GPtrArray *problems;
  GPtrArray *questions;
  guint n[RDM_N_IMPORT_FATES];
  guint n_good;
  guint n_open_errors;
  guint n_open_warnings;
  guint n_without_place;
  guint n_located;
  guint n_unsure;
  char *locate_failure;
  RdmImportFormat day_order;
  char *date_from;
  char *date_to;
} RdmImportResult;

/**
 * rdm_import_read:
 * @request: orders or a fleet, as its mapping's schema says
 *
 * Returns: (transfer full) (nullable): NULL with RDM_IMPORT_FAILURE when a column is missing
 * without which there is nothing to read, or G_IO_ERROR_CANCELLED
 */
RdmImportResult *rdm_import_read (const RdmImportRequest *request,
                                  GCancellable *cancellable,
                                  GError **error) G_GNUC_WARN_UNUSED_RESULT;
void rdm_import_result_free (RdmImportResult *self);

/** RdmImportScope: @RDM_IMPORT_ALL brings in what can be; @RDM_IMPORT_GOOD nothing that has an open
 * warning. */
typedef enum
{
  RDM_IMPORT_ALL,
  RDM_IMPORT_GOOD,
} RdmImportScope;

/**
 * rdm_import_result_to_command:
 * @request: what the result was read from
 * @remember: also keep the mapping for the next file with these headers
 *
 * Returns: (transfer full) (nullable): one command for everything; NULL when a question is open or
 * there is nothing to change
 */
RdmCommand *rdm_import_result_to_command (const RdmImportResult *self,
                                          const RdmImportRequest *request,
                                          RdmImportScope scope,
                                          gboolean remember) G_GNUC_WARN_UNUSED_RESULT;

/** rdm_import_result_describe: Returns: (transfer full): "60 rows: 44 new, 3 changed, 1 unchanged,
 * 12 with errors". */
char *rdm_import_result_describe (const RdmImportResult *self) G_GNUC_WARN_UNUSED_RESULT;

/** rdm_import_result_describe_unplaced: Returns: (transfer full) (nullable): sentences about the
 * orders that were placed by their address, or need a pin; NULL when there are none. */
char *rdm_import_result_describe_unplaced (const RdmImportResult *self) G_GNUC_WARN_UNUSED_RESULT;

typedef enum
{
  RDM_IMPORT_FAILURE_COLUMN, /* a column is missing; the message says which */
} RdmImportFailure;

#define RDM_IMPORT_FAILURE (rdm_import_failure_quark ())
GQuark rdm_import_failure_quark (void);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RdmImportResult, rdm_import_result_free)

G_END_DECLS
