/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Rows as they would be: changes laid over rows that stay as they are.
 */
#pragma once

#include "rdm-rows.h"

G_BEGIN_DECLS

#define RDM_TYPE_DRAFT (rdm_draft_get_type ())
G_DECLARE_FINAL_TYPE (RdmDraft, rdm_draft, RDM, DRAFT, GObject)

RdmDraft *rdm_draft_new (RdmRows *base) G_GNUC_WARN_UNUSED_RESULT;

/** rdm_draft_put_route: puts @route, or removes its row where there is nothing to keep one for. */
void rdm_draft_put_route (RdmDraft *self, const RdmRoute *route);

/** rdm_draft_changes: Returns: (transfer full) (element-type RdmChange): what differs from the rows
 * below, in the order in which it was first touched. */
GPtrArray *rdm_draft_changes (RdmDraft *self) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
