/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What will become of each row of the file.
 */
#pragma once

#include "rdm-import-session.h"

G_BEGIN_DECLS

#define RDM_TYPE_IMPORT_PREVIEW (rdm_import_preview_get_type ())
G_DECLARE_FINAL_TYPE (RdmImportPreview, rdm_import_preview, RDM, IMPORT_PREVIEW, GtkWidget)

GtkWidget *rdm_import_preview_new (RdmImportSession *session);

G_END_DECLS
