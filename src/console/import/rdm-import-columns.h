/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What each column of the file means: guessed, and changed by hand.
 */
#pragma once

#include "rdm-import-session.h"

G_BEGIN_DECLS

#define RDM_TYPE_IMPORT_COLUMNS (rdm_import_columns_get_type ())
G_DECLARE_FINAL_TYPE (RdmImportColumns, rdm_import_columns, RDM, IMPORT_COLUMNS, GtkWidget)

GtkWidget *rdm_import_columns_new (RdmImportSession *session);

G_END_DECLS
