/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What came of hours without the hub, on one sheet instead of a hundred notices.
 */
#pragma once

#include <gtk/gtk.h>

#include "rdm-sync.h"

G_BEGIN_DECLS

/** rdm_review_new: Returns: (nullable): NULL when there is nothing to look at. */
GtkWidget *rdm_review_new (RdmSync *sync);

G_END_DECLS
