/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The demo day on a terminal: import, plan, figures, route sheets, each by the verb of roundsmanctl
 * that does it.
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/** rdm_terminal_day_run: Returns: an exit status as roundsmanctl's. */
int rdm_terminal_day_run (void);

G_END_DECLS
