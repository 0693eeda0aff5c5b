/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "rdm-osm.h"
#include "rdm-region.h"

G_BEGIN_DECLS

/** RdmRegionProgress: called in the thread that builds; @step is a short translated sentence. */
typedef void (*RdmRegionProgress) (const char *step, double fraction, gpointer user_data);

/**
 * RdmRegionPart: what one part of a region does to write itself: makes its tables in @db, which is
 * in a transaction, and fills them from @osm.
 * @profiles_dir: (nullable): a folder with profiles of vehicles that take the place of ours
 * @progress: 0 to 1 of this part
 */
typedef struct
{
  sqlite3 *db;
  const RdmOsm *osm;
  const char *profiles_dir;
  RdmRegionProgress progress;
  gpointer user_data;
  GCancellable *cancellable;
} RdmRegionPart;

/**
 * rdm_region_build:
 * @extract: path of an OpenStreetMap extract, see rdm_osm_read()
 * @path: of the region; written aside and renamed, so that it is whole or as it was
 * @name: (nullable): what people call the region; else from the file's name
 *
 * Returns: FALSE with an error of reading or writing; then nothing is left behind
 */
gboolean rdm_region_build (const char *extract,
                           const char *path,
                           const char *name,
                           const char *profiles_dir,
                           RdmRegionProgress progress,
                           gpointer user_data,
                           GCancellable *cancellable,
                           GError **error);

/** rdm_region_user_profiles: Returns: (transfer full) (nullable): the folder in which this user
 * keeps profiles of vehicles, roundsman/profiles in the configuration's; NULL: there is none. */
char *rdm_region_user_profiles (void) G_GNUC_WARN_UNUSED_RESULT;

/* For the parts: a text for rdm_region_about(). */
gboolean rdm_region_write_about (sqlite3 *db, const char *key, const char *value, GError **error);

/* For the parts: how many of something there are, for rdm_region_count(). */
gboolean rdm_region_write_count (sqlite3 *db, const char *name, gint64 n, GError **error);

/* For the parts: whatever SQLite complains of on @db, as a sentence. Returns FALSE. */
gboolean rdm_region_fail_db (sqlite3 *db, GError **error);

/* The parts; each in its folder. */
gboolean rdm_graph_write (const RdmRegionPart *part, GError **error);
gboolean rdm_ground_write (const RdmRegionPart *part, GError **error);
gboolean rdm_addresses_write (const RdmRegionPart *part, GError **error);

G_END_DECLS
