/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What a person has heard of and nothing detects: a van that does not start, a driver who is ill.
 */
#pragma once

#include <adwaita.h>

#include "rdm-exception-queue.h"

G_BEGIN_DECLS

#define RDM_TYPE_EXCEPTION_REPORT (rdm_exception_report_get_type ())
G_DECLARE_FINAL_TYPE (RdmExceptionReport, rdm_exception_report, RDM, EXCEPTION_REPORT, AdwWindow)

/** rdm_exception_report_new: about what is selected at the desk, if anything is. */
GtkWidget *rdm_exception_report_new (GtkWindow *parent, RdmDesk *desk) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
