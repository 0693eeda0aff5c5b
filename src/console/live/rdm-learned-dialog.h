/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Asks whether visits are to be planned as earlier days teach: which would take how long, on what
 * that rests, and what becomes of the routes.
 */
#pragma once

#include "rdm-desk.h"

G_BEGIN_DECLS

/** rdm_learned_dialog_ask: says so by the desk where there is nothing to ask. */
void rdm_learned_dialog_ask (GtkWindow *parent, RdmDesk *desk);

G_END_DECLS
