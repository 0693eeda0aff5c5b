/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Which region a window works with: the demo town's for the demo's plan, for all others the one
 * that was chosen for this computer. Regions are opened, and made from extracts, in a thread.
 */
#pragma once

#include "rdm-desk.h"
#include "rdm-region.h"

G_BEGIN_DECLS

#define RDM_TYPE_REGION_CHOICE (rdm_region_choice_get_type ())
G_DECLARE_FINAL_TYPE (RdmRegionChoice, rdm_region_choice, RDM, REGION_CHOICE, GObject)

/**
 * RdmRegionChoice signals, all in the main thread:
 *
 * ::changed (): another region, or none, or another problem with the one that was chosen.
 * ::progress (): see rdm_region_choice_get_progress().
 */

RdmRegionChoice *rdm_region_choice_new (RdmDesk *desk,
                                        GSettings *settings) G_GNUC_WARN_UNUSED_RESULT;

/** rdm_region_choice_get_region: Returns: (transfer none) (nullable): NULL: none, or not yet. */
RdmRegion *rdm_region_choice_get_region (RdmRegionChoice *self);

/** rdm_region_choice_get_problem: Returns: (nullable): why what was chosen last cannot be had: a
 * sentence that names the file. */
const char *rdm_region_choice_get_problem (RdmRegionChoice *self);

/** rdm_region_choice_is_demo: whether the demo town's region is meant. */
gboolean rdm_region_choice_is_demo (RdmRegionChoice *self);

/**
 * rdm_region_choice_take: @path: a region, which is chosen for this computer; or an extract, from
 * which a region is made first, beside the other data of the user.
 */
void rdm_region_choice_take (RdmRegionChoice *self, const char *path);

/** rdm_region_choice_forget: no region for this computer any more; its file stays. */
void rdm_region_choice_forget (RdmRegionChoice *self);

/** rdm_region_choice_is_opening: whether the region that is meant is on its way: it is being
 * opened, or, the demo's, made first. */
gboolean rdm_region_choice_is_opening (RdmRegionChoice *self);

/**
 * rdm_region_choice_get_progress:
 * @step: (out) (optional): a sentence
 *
 * Returns: 0 to 1 while a region is being made, else -1
 */
double rdm_region_choice_get_progress (RdmRegionChoice *self, const char **step);

/** rdm_region_choice_stop: gives up what is being made. */
void rdm_region_choice_stop (RdmRegionChoice *self);

G_END_DECLS
