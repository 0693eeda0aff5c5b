/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A file as a table: one header, rows of cells. Read once; how it is to be understood may then
 * change as often as the person at the desk likes.
 */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

typedef struct _RdmImportTable RdmImportTable;

/**
 * rdm_import_table_load:
 * @file: CSV or TSV
 *
 * May take a moment for a large file: call it in a worker thread.
 *
 * Returns: (transfer full) (nullable): NULL with an RDM_CSV_ERROR whose message is for people and
 *   names the file, or G_IO_ERROR_CANCELLED
 */
RdmImportTable *rdm_import_table_load (GFile *file,
                                       GCancellable *cancellable,
                                       GError **error) G_GNUC_WARN_UNUSED_RESULT;

/** rdm_import_table_new: as rdm_import_table_load(), from memory; @name is the file's, for people.
 */
RdmImportTable *rdm_import_table_new (GBytes *bytes,
                                      const char *name,
                                      GCancellable *cancellable,
                                      GError **error) G_GNUC_WARN_UNUSED_RESULT;

/** Tables never change and may be shared between threads. */
RdmImportTable *rdm_import_table_ref (RdmImportTable *self) G_GNUC_WARN_UNUSED_RESULT;
void rdm_import_table_unref (RdmImportTable *self);

/** rdm_import_table_get_name: Returns: the file's name without its folder. */
const char *rdm_import_table_get_name (const RdmImportTable *self);

/** rdm_import_table_describe: Returns: (transfer full): "UTF-8, semicolons, 60 rows, 21 columns".
 */
char *rdm_import_table_describe (const RdmImportTable *self) G_GNUC_WARN_UNUSED_RESULT;

/** rdm_import_table_get_n_replaced: Returns: bytes that were no letters in the file's encoding. */
guint rdm_import_table_get_n_replaced (const RdmImportTable *self);

guint rdm_import_table_get_n_columns (const RdmImportTable *self);

/** rdm_import_table_get_header: Returns: the heading of @column; "Column 3" where the file has
 * none. */
const char *rdm_import_table_get_header (const RdmImportTable *self, guint column);

/** rdm_import_table_has_headers: whether the first row names the columns. */
gboolean rdm_import_table_has_headers (const RdmImportTable *self);

/** rdm_import_table_get_n_rows: Returns: rows below the header that have anything in them. */
guint rdm_import_table_get_n_rows (const RdmImportTable *self);

/** rdm_import_table_get_line: Returns: the physical line, from 1, on which @row begins. */
guint rdm_import_table_get_line (const RdmImportTable *self, guint row);

/** rdm_import_table_get_n_cells: Returns: cells in @row, which may be more or fewer than there are
 * columns. */
guint rdm_import_table_get_n_cells (const RdmImportTable *self, guint row);

/** rdm_import_table_get_cell: Returns: the text without space around it; "" where @row is too
 * short. */
const char *rdm_import_table_get_cell (const RdmImportTable *self, guint row, guint column);

/** rdm_import_table_get_fingerprint: Returns: the same for files with the same headers in the same
 * order. */
const char *rdm_import_table_get_fingerprint (const RdmImportTable *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RdmImportTable, rdm_import_table_unref)

G_END_DECLS
