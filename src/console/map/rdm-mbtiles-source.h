/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A layer of pictures from an MBTiles file. Where the file ends the pictures before are enlarged.
 */
#pragma once

#include <shumate/shumate.h>

G_BEGIN_DECLS

#define RDM_TYPE_MBTILES_SOURCE (rdm_mbtiles_source_get_type ())
G_DECLARE_FINAL_TYPE (RdmMbtilesSource, rdm_mbtiles_source, RDM, MBTILES_SOURCE, ShumateMapSource)

/**
 * rdm_mbtiles_source_new:
 *
 * Returns: (transfer full): NULL with a G_IO_ERROR that names the file: it is no MBTiles file, is
 *   broken, or holds no pictures
 */
RdmMbtilesSource *rdm_mbtiles_source_new (const char *path,
                                          GError **error) G_GNUC_WARN_UNUSED_RESULT;

/** rdm_mbtiles_source_get_attribution: Returns: (nullable): what the file asks to be shown, as
 * plain text. */
const char *rdm_mbtiles_source_get_attribution (RdmMbtilesSource *self);

G_END_DECLS
