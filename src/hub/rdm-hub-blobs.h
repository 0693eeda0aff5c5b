/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Photographs and signatures: files that are called what their bytes hash to, so that sending one
 * twice does no harm, and one that was changed is found. A thread of its own waits for the disk.
 */
#pragma once

#include "rdm-hub-accounts.h"

G_BEGIN_DECLS

/**
 * RdmHubBlobError:
 * @RDM_HUB_BLOB_ERROR_NAME: what it is called is no SHA-256
 * @RDM_HUB_BLOB_ERROR_HASH: the bytes hash to something else
 * @RDM_HUB_BLOB_ERROR_QUOTA: the fleet has left as much as it may
 * @RDM_HUB_BLOB_ERROR_FULL: the disk is full
 * @RDM_HUB_BLOB_ERROR_FILE: the file cannot be written or read
 * @RDM_HUB_BLOB_ERROR_NONE: there is none
 */
typedef enum
{
  RDM_HUB_BLOB_ERROR_NAME,
  RDM_HUB_BLOB_ERROR_HASH,
  RDM_HUB_BLOB_ERROR_QUOTA,
  RDM_HUB_BLOB_ERROR_FULL,
  RDM_HUB_BLOB_ERROR_FILE,
  RDM_HUB_BLOB_ERROR_NONE,
} RdmHubBlobError;

#define RDM_HUB_BLOB_ERROR (rdm_hub_blob_error_quark ())
GQuark rdm_hub_blob_error_quark (void);

/** Of one. */
#define RDM_HUB_BLOB_MAX_BYTES (8 * 1024 * 1024)

/** Of a fleet, unless told otherwise. */
#define RDM_HUB_BLOB_QUOTA_BYTES (20 * G_GINT64_CONSTANT (1024) * 1024 * 1024)

/** rdm_hub_blob_is_name: 64 digits of lower-case hex. */
gboolean rdm_hub_blob_is_name (const char *text);

/** rdm_hub_blob_path: Returns: (transfer full): where the bytes called @name are. */
char *rdm_hub_blob_path (const char *folder, const char *name) G_GNUC_WARN_UNUSED_RESULT;

/**
 * rdm_hub_blob_put: when it returns TRUE, the bytes are on the disk and the fleet has them.
 * @is_new: (out): FALSE when it had them before
 */
gboolean rdm_hub_blob_put (RdmSql *sql,
                           const char *folder,
                           gint64 quota_bytes,
                           const RdmHubVisitor *visitor,
                           const char *name,
                           const GByteArray *bytes,
                           gint64 now_utc_ms,
                           gboolean *is_new,
                           GError **error);

/** rdm_hub_blob_write: whole or not at all, and on the disk. */
gboolean rdm_hub_blob_write (
    const char *folder, const char *name, const char *bytes, gsize length, GError **error);

/** rdm_hub_blob_open: Returns: a descriptor to close, or -1 with an error. A fleet sees only what
 * somebody of it has left. */
int rdm_hub_blob_open (RdmSql *sql,
                       const char *folder,
                       const char *fleet,
                       const char *name,
                       guint64 *size,
                       GError **error);

/**
 * RdmHubBlob: one that a fleet has.
 * @bytes: NULL when the file is gone or is not as it was written
 * @problem: a sentence about that; NULL when all is well
 */
typedef struct
{
  const char *name;
  const char *bytes;
  gsize length;
  const char *problem;
} RdmHubBlob;

/** RdmHubBlobFunc: Returns: FALSE with an error to go no further. */
typedef gboolean (*RdmHubBlobFunc) (const RdmHubBlob *blob, gpointer user_data, GError **error);

/** rdm_hub_blobs_foreach: reads every file of a fleet, or of all fleets when @fleet is NULL, by
 * name, and hashes it. */
gboolean rdm_hub_blobs_foreach (RdmSql *sql,
                                const char *folder,
                                const char *fleet,
                                RdmHubBlobFunc func,
                                gpointer user_data,
                                GError **error);

/** RdmHubBlobTally: @bytes: in all; @n_bad: how many are gone or changed; @problem: a sentence
 * about the first of those, or NULL. */
typedef struct
{
  guint64 n;
  guint64 bytes;
  guint64 n_bad;
  char *problem;
} RdmHubBlobTally;

void rdm_hub_blob_tally_clear (RdmHubBlobTally *tally);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (RdmHubBlobTally, rdm_hub_blob_tally_clear)

/** rdm_hub_blobs_verify: reads every file of a fleet, or of all. @tally: (out). */
gboolean rdm_hub_blobs_verify (
    RdmSql *sql, const char *folder, const char *fleet, RdmHubBlobTally *tally, GError **error);

/** rdm_hub_blobs_copy: those that @sql has, of all fleets, from a folder to another, where what is
 * there and good already stays. @tally: (out): of what is good in @to afterwards. */
gboolean rdm_hub_blobs_copy (
    RdmSql *sql, const char *from, const char *to, RdmHubBlobTally *tally, GError **error);

/** rdm_hub_blobs_export: those of a fleet as files for others, each called by its hash and what it
 * is: "….jpg". @tally: (out). */
gboolean rdm_hub_blobs_export (RdmSql *sql,
                               const char *from,
                               const char *fleet,
                               const char *to,
                               RdmHubBlobTally *tally,
                               GError **error);

/** RdmHubBlobJob: one on its way to the disk. @is_new, @error: (out): when @done is called. */
typedef struct _RdmHubBlobJob RdmHubBlobJob;
struct _RdmHubBlobJob
{
  RdmHubVisitor visitor;
  char *name;
  GByteArray *bytes;
  gint64 now_utc_ms;
  void (*done) (RdmHubBlobJob *job, gpointer user_data); /* in the disk's thread */
  gpointer user_data;

  gboolean is_new;
  GError *error;
};

void rdm_hub_blob_job_free (RdmHubBlobJob *job);

typedef struct _RdmHubBlobs RdmHubBlobs;

/** rdm_hub_blobs_start: @folder: made when it is not there. */
RdmHubBlobs *rdm_hub_blobs_start (const char *database,
                                  const char *folder,
                                  gint64 quota_bytes,
                                  GError **error) G_GNUC_WARN_UNUSED_RESULT;

/** rdm_hub_blobs_stop: after what is waiting. */
void rdm_hub_blobs_stop (RdmHubBlobs *self);
const char *rdm_hub_blobs_get_folder (RdmHubBlobs *self);

/** rdm_hub_blobs_add: @job is the caller's again when its done() is called. */
void rdm_hub_blobs_add (RdmHubBlobs *self, RdmHubBlobJob *job);

G_END_DECLS
