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

/** rdm_hub_blob_open: Returns: a descriptor to close, or -1 with an error. A fleet sees only what
 * somebody of it has left. */
int rdm_hub_blob_open (RdmSql *sql,
                       const char *folder,
                       const char *fleet,
                       const char *name,
                       guint64 *size,
                       GError **error);

/** rdm_hub_blobs_verify: reads every file of a fleet. Returns: FALSE with an error; *@damage is
 * (transfer full): a sentence about the first that is gone or changed, or NULL. */
gboolean rdm_hub_blobs_verify (
    RdmSql *sql, const char *folder, const char *fleet, guint64 *n, char **damage, GError **error);

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
