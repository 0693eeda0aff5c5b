/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The sheet at the end of a simulated day: what it came to, against the plan and against others who
 * might have sat at the desk.
 */
#pragma once

#include <adwaita.h>

#include "rdm-day-score.h"

G_BEGIN_DECLS

#define RDM_TYPE_DAY_SHEET (rdm_day_sheet_get_type ())
G_DECLARE_FINAL_TYPE (RdmDaySheet, rdm_day_sheet, RDM, DAY_SHEET, AdwWindow)

/** rdm_day_sheet_new: drives the day again for the others while it is open, where @score does not
 * know them yet. */
GtkWidget *rdm_day_sheet_new (GtkWindow *parent, RdmDesk *desk, RdmDayScore *score);

G_END_DECLS
