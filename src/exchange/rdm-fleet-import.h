/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A fleet out of a file: one row a vehicle with its driver and shift. rdm_import_read() calls it
 * for mappings of #rdm_import_fleet_schema; what comes out is the same as for orders.
 */
#pragma once

#include "rdm-import-run.h"

G_BEGIN_DECLS

/** rdm_fleet_import_read: Returns: FALSE when it was cancelled. */
gboolean rdm_fleet_import_read (RdmImportRun *run);

G_END_DECLS
