/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Closed and slow roads in words.
 */
#pragma once

#include "rdm-road-closure.h"

G_BEGIN_DECLS

/** rdm_closure_describe_what: Returns: (transfer full): "Closed", "50 % of the speed". */
char *rdm_closure_describe_what (const RdmRoadClosure *self) G_GNUC_WARN_UNUSED_RESULT;

/** rdm_closure_describe_when: Returns: (transfer full): "all day", "10:00–12:00, until Fri 27 Nov".
 * @date: the day that is shown */
char *rdm_closure_describe_when (const RdmRoadClosure *self,
                                 const char *date) G_GNUC_WARN_UNUSED_RESULT;

/** rdm_closure_describe: Returns: (transfer full): both, and why: in a line. */
char *rdm_closure_describe (const RdmRoadClosure *self, const char *date) G_GNUC_WARN_UNUSED_RESULT;

/** rdm_closure_label: Returns: (transfer full): what adding it does: "Close a road: works". */
char *rdm_closure_label (const RdmRoadClosure *self) G_GNUC_WARN_UNUSED_RESULT;

/** rdm_closure_label_change, rdm_closure_label_removal: Returns: (transfer full). */
char *rdm_closure_label_change (const RdmRoadClosure *self) G_GNUC_WARN_UNUSED_RESULT;
char *rdm_closure_label_removal (const RdmRoadClosure *self) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
