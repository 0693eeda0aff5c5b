/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A map source without tiles: it only tells the viewport how large the world is.
 */
#pragma once

#include <shumate/shumate.h>

G_BEGIN_DECLS

#define RDM_TYPE_PLAIN_SOURCE (rdm_plain_source_get_type ())
G_DECLARE_FINAL_TYPE (RdmPlainSource, rdm_plain_source, RDM, PLAIN_SOURCE, ShumateMapSource)

ShumateMapSource *rdm_plain_source_new (void) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
