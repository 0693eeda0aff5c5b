/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "rdm-region-choice.h"

G_BEGIN_DECLS

/** rdm_region_toast_attach: while a region is being made, and that takes longer than a moment, a
 * toast on @overlay says how far it is. For as long as both live. */
void rdm_region_toast_attach (RdmRegionChoice *choice, AdwToastOverlay *overlay);

G_END_DECLS
