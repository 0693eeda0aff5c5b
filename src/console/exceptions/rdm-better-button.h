/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A quiet word in the header bar when the rest of a running day could go clearly better; behind it
 * what would change, to be accepted driver by driver. It never applies itself.
 */
#pragma once

#include <gtk/gtk.h>

#include "rdm-desk.h"

G_BEGIN_DECLS

#define RDM_TYPE_BETTER_BUTTON (rdm_better_button_get_type ())
G_DECLARE_FINAL_TYPE (RdmBetterButton, rdm_better_button, RDM, BETTER_BUTTON, GtkWidget)

GtkWidget *rdm_better_button_new (RdmDesk *desk) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
