/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * One reading of a file, for those who share the work of it. Not for users of the import:
 * rdm-import.h is.
 */
#pragma once

#include "rdm-import.h"
#include "rdm-sender.h"

G_BEGIN_DECLS

#define RDM_IMPORT_MAX_FIELDS 64

/**
 * RdmImportRun:
 * @request: borrowed
 * @result: what is being made; one entry a row from the start
 * @zone: of the plan
 * @currency_scale: minor units in one of the currency
 * @day_order: DMY or MDY; AUTO while it is not known
 * @usual_date: the day of most rows
 * @columns: by field: the first column that has it, or -1
 * @orders: (element-type RdmOrder) (nullable members): by row, still being written
 */
typedef struct
{
  const RdmImportRequest *request;
  RdmImportResult *result;
  GCancellable *cancellable;
  GTimeZone *zone;
  gint64 currency_scale;
  RdmImportFormat day_order;
  char *usual_date;
  int columns[RDM_IMPORT_MAX_FIELDS];
  RdmSenderRepeats repeats;
  GPtrArray *orders;
} RdmImportRun;

RdmImportRun *rdm_import_run_new (const RdmImportRequest *request,
                                  GCancellable *cancellable) G_GNUC_WARN_UNUSED_RESULT;
void rdm_import_run_free (RdmImportRun *self);

/** rdm_import_run_entry: Returns: (transfer none): the entry of @row. */
RdmImportEntry *rdm_import_run_entry (RdmImportRun *self, guint row);

/** rdm_import_run_is_out: whether @row has been left out. */
gboolean rdm_import_run_is_out (RdmImportRun *self, guint row);

/** rdm_import_run_step: says how far it is. Returns: FALSE when the work is to stop. */
gboolean rdm_import_run_step (RdmImportRun *self, guint done, guint all, double from, double to);

/** rdm_import_run_cell: Returns: what @row says about @field; "" where no column does. */
const char *rdm_import_run_cell (RdmImportRun *self, guint row, guint field);

/** rdm_import_run_join: Returns: (transfer full) (nullable): the cells of all columns that have
 * @field, joined. */
char *rdm_import_run_join (RdmImportRun *self, guint row, guint field, const char *separator)
    G_GNUC_WARN_UNUSED_RESULT;

/** rdm_import_run_words: Returns: (transfer full) (nullable): the words in the cells of all columns
 * that have @field; NULL: none. */
GStrv rdm_import_run_words (RdmImportRun *self, guint row, guint field);

/** rdm_import_run_format: Returns: the unit of @field's column. */
RdmImportFormat rdm_import_run_format (RdmImportRun *self, guint field);

/**
 * rdm_import_run_report:
 * @field: whose cell it is about; %RDM_IMPORT_UNUSED for the row
 * @message: (transfer full): what is wrong and what can be done
 *
 * Adds a problem, and marks the row's entry as broken or left out where that follows from it.
 *
 * Returns: the repair that was chosen for it, if any
 */
RdmRepair rdm_import_run_report (
    RdmImportRun *self, RdmImportCode code, guint row, guint field, char *message);

/** rdm_import_run_amount: a number of @field at @row in the unit that its column has; 0 and a
 * report where it makes no sense. @given: (out) (optional): whether there is one. */
gint64 rdm_import_run_amount (RdmImportRun *self, guint row, guint field, gboolean *given);

/** rdm_import_run_money: as rdm_import_run_amount(), for money; @scale is that of one unit of the
 * currency. */
gint64 rdm_import_run_money (RdmImportRun *self, guint row, guint field, gint64 scale);

/** rdm_import_run_duration: seconds, or @missing where there are none, or none that make sense. */
gint64 rdm_import_run_duration (RdmImportRun *self, guint row, guint field, gint64 missing);

/**
 * rdm_import_run_point: the coordinates at @row, wherever they are; not set where there are none.
 * @latitude: the first of three fields: latitude, longitude, both in one
 * @field: (out): in which of them it is, %RDM_IMPORT_UNUSED: in none
 * @unreadable: (out) (transfer full): what cannot be read, NULL where there is no such thing
 */
RdmPoint rdm_import_run_point (
    RdmImportRun *self, guint row, guint latitude, guint *field, char **unreadable);

/** rdm_import_run_email: Returns: (nullable): the address, NULL and a report where it is none. */
const char *rdm_import_run_email (RdmImportRun *self, guint row, guint field);

/** rdm_import_run_finish: sorts the problems and counts everything. */
void rdm_import_run_finish (RdmImportRun *self);

/* The steps for orders, in this order; each looks at all rows. */

/** rdm_import_days_settle: decides in which order the file writes day and month, or asks. */
void rdm_import_days_settle (RdmImportRun *self);

/** rdm_import_days_get: Returns: (transfer full): the service day of @row, after reporting what is
 * wrong with it. */
char *rdm_import_days_get (RdmImportRun *self, guint row) G_GNUC_WARN_UNUSED_RESULT;

/** rdm_import_windows_read: @from_end: of the shipment's first end. Returns: the window, or none.
 */
RdmWindows
rdm_import_windows_read (RdmImportRun *self, guint row, const char *date, gboolean from_end);

/** rdm_import_order_read: Returns: (transfer full): the order that @row describes, its places
 * unchecked. */
RdmOrder *rdm_import_order_read (RdmImportRun *self, guint row) G_GNUC_WARN_UNUSED_RESULT;

/** rdm_import_make_reference: Returns: (transfer full): a reference that is the same whenever the
 * order is. */
char *rdm_import_make_reference (const RdmOrder *order) G_GNUC_WARN_UNUSED_RESULT;

/** rdm_import_places_check: Returns: FALSE when the work is to stop. */
gboolean rdm_import_places_check (RdmImportRun *self);
void rdm_import_repeats_settle (RdmImportRun *self);
gboolean rdm_import_reconcile_orders (RdmImportRun *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RdmImportRun, rdm_import_run_free)

G_END_DECLS
