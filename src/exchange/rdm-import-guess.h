/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What headers and values suggest about columns.
 */
#pragma once

#include "rdm-import-mapping.h"
#include "rdm-sender.h"

G_BEGIN_DECLS

/** rdm_import_guess_columns: fills @columns (element-type RdmImportColumn), one a column of @table.
 */
void rdm_import_guess_columns (const RdmImportTable *table,
                               const RdmImportSchema *schema,
                               const RdmSenderKind *kind,
                               GArray *columns);

/** rdm_import_guess_format: sets the unit in which @column's values are written, for the field it
 * has. */
void rdm_import_guess_format (const RdmImportTable *table,
                              const RdmImportSchema *schema,
                              guint index,
                              RdmImportColumn *column);

G_END_DECLS
