/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What is wrong in the file, line by line, each with the repairs that are offered. Hidden where
 * nothing is wrong.
 */
#pragma once

#include "rdm-import-session.h"

G_BEGIN_DECLS

#define RDM_TYPE_IMPORT_PROBLEMS (rdm_import_problems_get_type ())
G_DECLARE_FINAL_TYPE (RdmImportProblems, rdm_import_problems, RDM, IMPORT_PROBLEMS, GtkWidget)

GtkWidget *rdm_import_problems_new (RdmImportSession *session);

G_END_DECLS
