/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Whom and what an exception is about: what a dispatcher asks for before he picks up the telephone;
 * of several late stops of a route, each.
 */
#pragma once

#include "rdm-alert.h"
#include "rdm-desk.h"

G_BEGIN_DECLS

#define RDM_TYPE_EXCEPTION_ABOUT (rdm_exception_about_get_type ())
G_DECLARE_FINAL_TYPE (RdmExceptionAbout, rdm_exception_about, RDM, EXCEPTION_ABOUT, GtkWidget)

GtkWidget *rdm_exception_about_new (RdmDesk *desk);

/** rdm_exception_about_show: @alert: as it is now. */
void rdm_exception_about_show (RdmExceptionAbout *self, const RdmAlert *alert);

/** rdm_exception_select: selects at the desk what @alert is about. */
void rdm_exception_select (RdmDesk *desk, const RdmAlert *alert);

G_END_DECLS
