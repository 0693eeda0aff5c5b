/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What is to hold on a road or in an area: closed or slower, when, and why. One small form for a
 * closure that is being made and for one that there is.
 */
#pragma once

#include "rdm-desk.h"

G_BEGIN_DECLS

#define RDM_TYPE_CLOSURE_EDITOR (rdm_closure_editor_get_type ())
G_DECLARE_FINAL_TYPE (RdmClosureEditor, rdm_closure_editor, RDM, CLOSURE_EDITOR, GtkPopover)

/**
 * RdmClosureEditor::draft-changed (draft: RdmRoadClosure or NULL): as it would be; NULL: nothing is
 * being edited any more.
 */

GtkWidget *rdm_closure_editor_new (RdmDesk *desk) G_GNUC_WARN_UNUSED_RESULT;

/**
 * rdm_closure_editor_make: asks what a new closure is to be; nothing happens until that is taken.
 * @outline: a line, or an area: as @shape says
 * @around: where somebody has pointed, so that it may be the roads around as well; not set: no
 */
void rdm_closure_editor_make (RdmClosureEditor *self,
                              RdmClosureShape shape,
                              const RdmPoints *outline,
                              RdmPoint around);

/** rdm_closure_editor_edit: asks what one that there is shall be. */
void rdm_closure_editor_edit (RdmClosureEditor *self, const RdmRoadClosure *closure);

/** rdm_closure_remove: opens the roads again, and says so. */
void rdm_closure_remove (RdmDesk *desk, const RdmRoadClosure *closure);

G_END_DECLS
