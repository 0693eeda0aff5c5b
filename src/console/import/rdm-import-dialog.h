/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A file becomes orders or fleet: mapping, preview, problems with their repairs, what will happen,
 * and then all, the good rows, or nothing.
 */
#pragma once

#include <adwaita.h>

#include "rdm-desk.h"

G_BEGIN_DECLS

#define RDM_TYPE_IMPORT_DIALOG (rdm_import_dialog_get_type ())
G_DECLARE_FINAL_TYPE (RdmImportDialog, rdm_import_dialog, RDM, IMPORT_DIALOG, AdwWindow)

typedef enum
{
  RDM_IMPORT_ORDERS,
  RDM_IMPORT_FLEET,
} RdmImportWhat;

/** rdm_import_dialog_new: reads @file (in the background) for @desk; modal to @parent. */
GtkWidget *
rdm_import_dialog_new (GtkWindow *parent, RdmDesk *desk, RdmImportWhat what, GFile *file);

G_END_DECLS
