/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A line of the queue: what is the matter, where, and how long something can be done.
 */
#pragma once

#include <gtk/gtk.h>

#include "rdm-exception-queue.h"

G_BEGIN_DECLS

#define RDM_TYPE_EXCEPTION_ROW (rdm_exception_row_get_type ())
G_DECLARE_FINAL_TYPE (RdmExceptionRow, rdm_exception_row, RDM, EXCEPTION_ROW, GtkListBoxRow)

GtkWidget *rdm_exception_row_new (const char *id) G_GNUC_WARN_UNUSED_RESULT;

/** rdm_exception_row_show: @place: in the list. */
void
rdm_exception_row_show (RdmExceptionRow *self, const RdmAlert *alert, RdmDesk *desk, guint place);

const char *rdm_exception_row_get_id (RdmExceptionRow *self);
guint rdm_exception_row_get_place (RdmExceptionRow *self);
gboolean rdm_exception_row_is_quiet (RdmExceptionRow *self);

/** rdm_exception_format_left: Returns: (transfer full): "12 min", "now"; "" where it does not get
 * worse. */
char *rdm_exception_format_left (const RdmAlert *alert, gint64 now_ms) G_GNUC_WARN_UNUSED_RESULT;

/** rdm_exception_set_text: a label that is told what it says already would lay itself out anew. */
void rdm_exception_set_text (GtkLabel *label, const char *text);

/** rdm_exception_icon: Returns: an icon's name. */
const char *rdm_exception_icon (RdmExceptionKind kind);

G_END_DECLS
