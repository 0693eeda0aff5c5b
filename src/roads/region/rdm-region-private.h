/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "rdm-region.h"

G_BEGIN_DECLS

enum
{
  /* Marks the file as ours: "RdmR". */
  RDM_REGION_APPLICATION_ID = 0x52646d52,
};

/* Opens @path for reading and sees that it is a region that we can read; NULL with an error. */
sqlite3 *rdm_region_db_open (const char *path, GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* A text about the region, as rdm_region_build() wrote it; "" where there is none. NULL with an
 * error when the file is broken. */
char *rdm_region_db_about (sqlite3 *db, const char *path, const char *key, GError **error)
    G_GNUC_WARN_UNUSED_RESULT;

/* All elements of an array, which is (transfer full); NULL with an error. */
gpointer rdm_region_db_array (sqlite3 *db,
                              const char *path,
                              const char *name,
                              gsize element_size,
                              gsize *n_elements,
                              GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* The schema that is common to all parts. */
extern const char rdm_region_schema[];

G_END_DECLS
