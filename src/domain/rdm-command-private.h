/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "rdm-command.h"

G_BEGIN_DECLS

/** rdm_command_new: a command that says nothing yet; @id NULL makes a fresh one. */
RdmCommand *
rdm_command_new (RdmCommandKind kind, const char *id, const char *label) G_GNUC_WARN_UNUSED_RESULT;

/** rdm_command_add_edit: Returns: (transfer none): an edit that sets nothing and expects nothing
 * yet. */
RdmEdit *rdm_command_add_edit (RdmCommand *self, RdmRowKind kind, const char *id);

/** rdm_route_lists_add: @stops: (nullable): copied. */
void rdm_route_lists_add (GPtrArray *lists, const char *route, const char *const *stops);

G_END_DECLS
