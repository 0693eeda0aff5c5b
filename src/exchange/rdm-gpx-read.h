/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Tracks from GPX 1.0 and 1.1: where somebody was, as trackers and phones write it down.
 */
#pragma once

#include <gio/gio.h>

#include "rdm-position.h"

G_BEGIN_DECLS

typedef enum
{
  RDM_GPX_ERROR_SYNTAX,
  RDM_GPX_ERROR_NO_TRACK,
} RdmGpxError;

#define RDM_GPX_ERROR (rdm_gpx_error_quark ())
GQuark rdm_gpx_error_quark (void);

/** RdmGpxTrack: @name: "" for none; @positions: (element-type RdmPosition): by time, never empty.
 */
typedef struct
{
  char *name;
  GArray *positions;
} RdmGpxTrack;

/** rdm_gpx_read: the tracks (trk) of a file that have points with a time; other points are left
 * out. Returns: (transfer full) (element-type RdmGpxTrack): never empty; NULL with an
 * RDM_GPX_ERROR whose message is for people. */
GPtrArray *rdm_gpx_read (GBytes *bytes, GError **error) G_GNUC_WARN_UNUSED_RESULT;

/** rdm_gpx_read_slowly: the same in a thread, where it may take a while. @permille: (nullable): how
 * far it is, for g_atomic_int_get(). Returns: as above; NULL with G_IO_ERROR_CANCELLED, too. */
GPtrArray *rdm_gpx_read_slowly (GBytes *bytes,
                                GCancellable *cancellable,
                                int *permille,
                                GError **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
