/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A region: one SQLite file with the roads, the ground that the map draws, and the addresses of one
 * part of the world. Each part has tables of its own, and code of its own in graph/, ground/ and
 * address/; here is what they share: the file, its version, who is to be thanked, and the big
 * arrays.
 */
#pragma once

#include <gio/gio.h>
#include <sqlite3.h>

#include "rdm-geo.h"

G_BEGIN_DECLS

#define RDM_REGION_SCHEMA_VERSION 1

/**
 * RdmRegionError:
 * @RDM_REGION_ERROR_NOT_ONE: the file is something else
 * @RDM_REGION_ERROR_NEWER: made by a newer Roundsman
 * @RDM_REGION_ERROR_OLDER: made by one whose format is no longer read: build it again
 * @RDM_REGION_ERROR_BROKEN: cut short or damaged
 */
typedef enum
{
  RDM_REGION_ERROR_NOT_ONE,
  RDM_REGION_ERROR_NEWER,
  RDM_REGION_ERROR_OLDER,
  RDM_REGION_ERROR_BROKEN,
} RdmRegionError;

#define RDM_REGION_ERROR (rdm_region_error_quark ())
GQuark rdm_region_error_quark (void);

/** RdmRegion: an open region; read only, counted references, may be used from any thread. */
typedef struct _RdmRegion RdmRegion;

/**
 * rdm_region_open: reads the little that describes the file; the rest when it is asked for.
 *
 * Returns: (transfer full): NULL with an RDM_REGION_ERROR or G_IO_ERROR that names the file
 */
RdmRegion *rdm_region_open (const char *path, GError **error) G_GNUC_WARN_UNUSED_RESULT;
RdmRegion *rdm_region_ref (RdmRegion *region);
void rdm_region_unref (RdmRegion *region);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (RdmRegion, rdm_region_unref)

const char *rdm_region_path (RdmRegion *region);
const char *rdm_region_name (RdmRegion *region);
RdmBox rdm_region_bounds (RdmRegion *region);

/* Of this very file: another build of the same extract has another. */
const char *rdm_region_id (RdmRegion *region);

/* When its data was taken, UTC seconds; 0: unknown. */
gint64 rdm_region_timestamp (RdmRegion *region);

/* Whom the licence of the data wants named, and where that leads: "© OpenStreetMap contributors";
 * of made-up data that it is made up, and "". */
const char *rdm_region_attribution (RdmRegion *region);
const char *rdm_region_attribution_uri (RdmRegion *region);

/**
 * rdm_region_about:
 * @key: "extract", "made-by", "licence", or what a part of the region wrote there
 *
 * Returns: (transfer full): a text about the region, "" where there is none; NULL with an error
 */
char *
rdm_region_about (RdmRegion *region, const char *key, GError **error) G_GNUC_WARN_UNUSED_RESULT;

/**
 * rdm_region_count:
 * @name: "van.segments", "van.turns", the same of "truck" and "cargo-bike", "houses", "streets",
 *   "places", "shapes", "labels"
 *
 * Returns: how many of them the region holds; -1: it does not say, since an earlier version made it
 */
gint64 rdm_region_count (RdmRegion *region, const char *name);

/**
 * rdm_region_db: the calling thread's own read-only connection; it closes with the thread, or with
 * the region.
 *
 * Returns: (transfer none) (nullable): NULL with an error, also when the file was replaced since
 *   the region was opened
 */
sqlite3 *rdm_region_db (RdmRegion *region, GError **error);

/**
 * rdm_region_array:
 * @name: of a row of table "arrays"
 * @element_size: bytes an element
 *
 * One of the big arrays, as it lies in the file (little endian, aligned for any type), read at the
 * first call and shared from then on.
 *
 * Returns: (transfer none): valid as long as the region; NULL with an error when there is none, or
 *   its length is no multiple of @element_size
 */
gconstpointer rdm_region_array (
    RdmRegion *region, const char *name, gsize element_size, gsize *n_elements, GError **error);

/**
 * rdm_region_write_array: for those who build a region: a row of table "arrays".
 */
gboolean rdm_region_write_array (sqlite3 *db,
                                 const char *name,
                                 gconstpointer data,
                                 gsize element_size,
                                 gsize n_elements,
                                 GError **error);

G_END_DECLS
