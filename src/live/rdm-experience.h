/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What was learned from days that are over: how long a visit takes, and how fast people drive.
 */
#pragma once

#include <glib-object.h>

G_BEGIN_DECLS

#define RDM_TYPE_EXPERIENCE (rdm_experience_get_type ())
G_DECLARE_FINAL_TYPE (RdmExperience, rdm_experience, RDM, EXPERIENCE, GObject)

/** rdm_experience_new: Returns: (transfer full): of nothing. */
RdmExperience *rdm_experience_new (void) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
