/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What leaves the desk: route sheets to a printer or as PDF, routes as CSV or GPX.
 */
#pragma once

#include <gtk/gtk.h>

#include "rdm-desk.h"

G_BEGIN_DECLS

typedef enum
{
  RDM_EXPORT_CSV,
  RDM_EXPORT_GPX,
  RDM_EXPORT_PDF,
} RdmExportFormat;

/** rdm_export_choose: asks where to, then writes the routes of the day. */
void
rdm_export_choose (GtkWindow *parent, RdmDesk *desk, GSettings *settings, RdmExportFormat format);

/** rdm_export_to: writes the routes of the day to @path, and says so. */
void rdm_export_to (GtkWindow *parent, RdmDesk *desk, RdmExportFormat format, const char *path);

/** rdm_export_print: the print dialog for the sheets of @route, or of all routes when that is NULL.
 */
void rdm_export_print (GtkWindow *parent, RdmDesk *desk, const char *route);

G_END_DECLS
