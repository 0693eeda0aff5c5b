/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What happened, for who looks back: phones and simulated drivers send no words along.
 */
#pragma once

#include "rdm-command.h"
#include "rdm-rows.h"

G_BEGIN_DECLS

/** rdm_past_describe: Returns: (transfer full): @command in its author's words, or in those of a
 * dispatcher: "Im Bühl 46: arrived". @rows: name things. */
char *rdm_past_describe (const RdmCommand *command, RdmRows *rows) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
